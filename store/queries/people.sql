-- name: AddAccount :exec
INSERT INTO account (account_id, email, name, password_hash, created_us, disabled_us) VALUES ($1, $2, $3, $4, $5, 0);

-- name: AccountByEmail :many
SELECT account_id, email, name, password_hash, created_us, disabled_us FROM account WHERE email = $1;

-- name: AccountByID :many
SELECT account_id, email, name, password_hash, created_us, disabled_us FROM account WHERE account_id = $1;

-- name: SetPassword :execrows
UPDATE account SET password_hash = $2 WHERE account_id = $1;

-- name: SetDisabled :execrows
UPDATE account SET disabled_us = $2 WHERE account_id = $1;

-- name: MembershipsOf :many
SELECT authority_id, membership_id FROM membership_index WHERE account_id = $1 ORDER BY authority_id, membership_id;

-- name: ForgetMembership :exec
DELETE FROM membership_index WHERE authority_id = $1 AND membership_id = $2;

-- name: AddMembership :exec
INSERT INTO membership_index (account_id, authority_id, membership_id) VALUES ($1, $2, $3);

-- name: Session :many
SELECT data FROM session WHERE token = $1 AND expiry_us > $2;

-- name: PutSession :exec
INSERT INTO session (token, account_id, data, expiry_us) VALUES ($1, $2, $3, $4)
ON CONFLICT (token) DO UPDATE SET account_id = excluded.account_id, data = excluded.data, expiry_us = excluded.expiry_us;

-- name: DeleteSession :exec
DELETE FROM session WHERE token = $1;

-- name: DeleteSessionsOf :execrows
DELETE FROM session WHERE account_id = $1;

-- name: ExpireSessions :execrows
DELETE FROM session WHERE expiry_us <= $1;

-- name: AddAttempt :exec
INSERT INTO sign_in_attempt (throttle_key, at_us, attempt_id) VALUES ($1, $2, $3);

-- name: CountAttempts :one
SELECT count(*) FROM sign_in_attempt WHERE throttle_key = $1 AND at_us > $2;

-- name: ClearAttempts :exec
DELETE FROM sign_in_attempt WHERE throttle_key = $1;

-- name: ExpireAttempts :execrows
DELETE FROM sign_in_attempt WHERE at_us <= $1;

-- name: ReadSetting :many
SELECT value FROM instance WHERE setting = $1;

-- name: PutSetting :exec
INSERT INTO instance (setting, value) VALUES ($1, $2)
ON CONFLICT (setting) DO UPDATE SET value = excluded.value;
