-- +goose Up

-- Both engines read this file. There are no sequences and no triggers, and
-- authority_id comes first in every key of a table that holds what belongs to
-- an authority, so that the tables can be split between machines by it.

-- The end of each authority's ledger. Its row is what a writer locks.
CREATE TABLE ledger_head (
    authority_id text   NOT NULL,
    size         bigint NOT NULL,
    at_us        bigint NOT NULL,
    edge         bytea  NOT NULL,
    PRIMARY KEY (authority_id)
);

-- One row for each change. puts lists the versions it wrote with their
-- commitments, erases the versions whose content it erased, and hashes holds
-- its leaf and the nodes of the tree that it completed.
CREATE TABLE ledger_entry (
    authority_id text   NOT NULL,
    seq          bigint NOT NULL,
    at_us        bigint NOT NULL,
    actor        text   NOT NULL,
    membership   text   NOT NULL,
    on_behalf_of text   NOT NULL,
    change       text   NOT NULL,
    effective_on text   NOT NULL,
    detail       text   NOT NULL,
    puts         bytea,
    erases       bytea,
    hashes       bytea  NOT NULL,
    PRIMARY KEY (authority_id, seq)
);
CREATE INDEX ledger_entry_at ON ledger_entry (authority_id, at_us);

-- One row for each version of each thing. Only an erasure changes a row: it
-- takes away salt and body.
CREATE TABLE version (
    authority_id text   NOT NULL,
    thing_id     text   NOT NULL,
    seq          bigint NOT NULL,
    version      bigint NOT NULL,
    kind         text   NOT NULL,
    parent_id    text   NOT NULL,
    effective_on text   NOT NULL,
    salt         bytea,
    body         bytea,
    PRIMARY KEY (authority_id, thing_id, seq)
);
CREATE INDEX version_day ON version (authority_id, thing_id, effective_on, seq);
CREATE INDEX version_seq ON version (authority_id, seq);
CREATE INDEX version_first ON version (authority_id, kind, parent_id, seq, thing_id) WHERE version = 1;

-- +goose Down
DROP TABLE version;
DROP TABLE ledger_entry;
DROP TABLE ledger_head;
