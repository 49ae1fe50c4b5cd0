-- +goose Up

-- What is kept about people is found through these tables, and never without
-- a scope: see docs/decisions/0018-one-predicate.md. Each of them but draft
-- can be made again from the versions, and throughline verify holds them to it.
-- Sort and search keys are bytes, so that both engines put them in one order.

-- One row for each person that a thing is about, and one with no person for a
-- thing about nobody. person_id is who own_person_id was found to be the same as.
CREATE TABLE filing (
    authority_id  text    NOT NULL,
    thing_id      text    NOT NULL,
    own_person_id text    NOT NULL,
    person_id     text    NOT NULL,
    place         integer NOT NULL,
    kind          text    NOT NULL,
    class_no      integer NOT NULL,
    wall_no       integer NOT NULL,
    sort_key      bytea   NOT NULL,
    seq           bigint  NOT NULL,
    PRIMARY KEY (authority_id, thing_id, own_person_id)
);
CREATE INDEX filing_kind ON filing (authority_id, kind, sort_key, thing_id) WHERE place = 0;
CREATE INDEX filing_class ON filing (authority_id, kind, class_no, sort_key, thing_id) WHERE place = 0;
CREATE INDEX filing_person ON filing (authority_id, person_id, kind, sort_key, thing_id);

-- Who has a relationship to a person between two days, by the thing that set it up.
CREATE TABLE tie (
    authority_id  text    NOT NULL,
    thing_id      text    NOT NULL,
    place         integer NOT NULL,
    own_person_id text    NOT NULL,
    person_id     text    NOT NULL,
    holder_id     text    NOT NULL,
    level         integer NOT NULL,
    from_on       text    NOT NULL,
    until_on      text    NOT NULL,
    PRIMARY KEY (authority_id, thing_id, place)
);
CREATE INDEX tie_person ON tie (authority_id, person_id, holder_id, level, from_on, until_on);
CREATE INDEX tie_holder ON tie (authority_id, holder_id, until_on, from_on, level, person_id);

CREATE TABLE find_key (
    authority_id  text  NOT NULL,
    find_key      bytea NOT NULL,
    thing_id      text  NOT NULL,
    own_person_id text  NOT NULL,
    person_id     text  NOT NULL,
    PRIMARY KEY (authority_id, find_key, thing_id, own_person_id)
);
CREATE INDEX find_key_thing ON find_key (authority_id, thing_id, find_key);
CREATE INDEX find_key_person ON find_key (authority_id, person_id, find_key, thing_id);

-- Who looked at whom. authority_id is the ledger of views; seq is the entry
-- whose batch holds the view, and n the person's place in it.
CREATE TABLE viewing (
    authority_id  text   NOT NULL,
    seq           bigint NOT NULL,
    n             bigint NOT NULL,
    person_id     text   NOT NULL,
    membership_id text   NOT NULL,
    PRIMARY KEY (authority_id, seq, n)
);
CREATE INDEX viewing_person ON viewing (authority_id, person_id, seq, n);
CREATE INDEX viewing_membership ON viewing (authority_id, membership_id, seq, n);

-- Work that somebody has not finished. It is outside the ledger.
CREATE TABLE draft (
    authority_id  text   NOT NULL,
    draft_id      text   NOT NULL,
    account_id    text   NOT NULL,
    membership_id text   NOT NULL,
    kind          text   NOT NULL,
    person_id     text   NOT NULL,
    thing_id      text   NOT NULL,
    saved_us      bigint NOT NULL,
    body          bytea  NOT NULL,
    PRIMARY KEY (authority_id, draft_id)
);
CREATE INDEX draft_writer ON draft (authority_id, account_id, saved_us);
CREATE INDEX draft_person ON draft (authority_id, person_id);
CREATE INDEX draft_thing ON draft (authority_id, thing_id);

-- +goose Down
DROP TABLE draft;
DROP TABLE viewing;
DROP TABLE find_key;
DROP TABLE tie;
DROP TABLE filing;
