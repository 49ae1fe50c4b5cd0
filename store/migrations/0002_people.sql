-- +goose Up

-- These tables belong to the whole database and to no one authority. The
-- reason for each is in store/unscoped.go.

CREATE TABLE account (
    account_id    text   NOT NULL,
    email         text   NOT NULL,
    name          text   NOT NULL,
    password_hash text   NOT NULL,
    created_us    bigint NOT NULL,
    disabled_us   bigint NOT NULL,
    PRIMARY KEY (account_id)
);
CREATE UNIQUE INDEX account_email ON account (email);

CREATE TABLE membership_index (
    account_id    text NOT NULL,
    authority_id  text NOT NULL,
    membership_id text NOT NULL,
    PRIMARY KEY (account_id, authority_id, membership_id)
);
CREATE INDEX membership_index_thing ON membership_index (authority_id, membership_id);

CREATE TABLE session (
    token      text   NOT NULL,
    account_id text   NOT NULL,
    data       bytea  NOT NULL,
    expiry_us  bigint NOT NULL,
    PRIMARY KEY (token)
);
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expiry_us);

CREATE TABLE sign_in_attempt (
    throttle_key text   NOT NULL,
    at_us        bigint NOT NULL,
    attempt_id   text   NOT NULL,
    PRIMARY KEY (throttle_key, at_us, attempt_id)
);

CREATE TABLE instance (
    setting text NOT NULL,
    value   text NOT NULL,
    PRIMARY KEY (setting)
);

-- +goose Down
DROP TABLE instance;
DROP TABLE sign_in_attempt;
DROP TABLE session;
DROP TABLE membership_index;
DROP TABLE account;
