-- +goose Up

-- What statutory returns say of children, and the deadlines worked out for
-- each of them, are kept beside the versions: see
-- docs/decisions/0031-returns-in-the-store.md. A load is staged in short
-- transactions under an id of its own, and counts from the entry that seals it.

-- One row for each batch that was staged. sealed_seq is the entry from which
-- it counts, undone_seq the one from which it counts no more, and 0 for not
-- yet. dropped is 1 while a batch that never counted is being taken away, and
-- 2 once it is gone. root binds every holding, in the order of their places.
CREATE TABLE batch (
    authority_id text    NOT NULL,
    batch_id     text    NOT NULL,
    staged_us    bigint  NOT NULL,
    sealed_seq   bigint  NOT NULL,
    undone_seq   bigint  NOT NULL,
    dropped      integer NOT NULL,
    holdings     bigint  NOT NULL,
    books        bigint  NOT NULL,
    root         bytea   NOT NULL,
    PRIMARY KEY (authority_id, batch_id)
);

-- What one batch says of one child. Only an erasure changes a row: it takes
-- away salt and body.
CREATE TABLE holding (
    authority_id text   NOT NULL,
    batch_id     text   NOT NULL,
    place        bigint NOT NULL,
    subject_id   text   NOT NULL,
    commitment   bytea  NOT NULL,
    salt         bytea,
    body         bytea,
    PRIMARY KEY (authority_id, batch_id, place)
);
CREATE INDEX holding_subject ON holding (authority_id, subject_id, batch_id, place);

-- A child's deadlines after an entry. A batch's books have its id and no seq of
-- their own; those that a change wrote itself have its seq and no batch.
CREATE TABLE book (
    authority_id text   NOT NULL,
    subject_id   text   NOT NULL,
    batch_id     text   NOT NULL,
    seq          bigint NOT NULL,
    body         bytea  NOT NULL,
    PRIMARY KEY (authority_id, subject_id, batch_id, seq)
);
CREATE INDEX book_batch ON book (authority_id, batch_id, seq, subject_id);

-- What a child may be found by in later returns.
CREATE TABLE return_id (
    authority_id text NOT NULL,
    scheme       text NOT NULL,
    id_value     text NOT NULL,
    subject_id   text NOT NULL,
    batch_id     text NOT NULL,
    PRIMARY KEY (authority_id, scheme, id_value, subject_id, batch_id)
);
CREATE INDEX return_id_subject ON return_id (authority_id, subject_id);
CREATE INDEX return_id_batch ON return_id (authority_id, batch_id);

-- +goose Down
DROP TABLE return_id;
DROP TABLE book;
DROP TABLE holding;
DROP TABLE batch;
