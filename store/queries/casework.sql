-- What is kept about people is written here; it is read through the predicate
-- in store/visible.go alone.

-- name: AddFiling :exec
INSERT INTO filing (authority_id, thing_id, own_person_id, person_id, place, kind, class_no, wall_no, sort_key, seq)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10);

-- name: AddTie :exec
INSERT INTO tie (authority_id, thing_id, place, own_person_id, person_id, holder_id, level, from_on, until_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: AddFindKey :exec
INSERT INTO find_key (authority_id, find_key, thing_id, own_person_id, person_id) VALUES ($1, $2, $3, $4, $5);

-- name: DropFilings :exec
DELETE FROM filing WHERE authority_id = $1 AND thing_id = $2;

-- name: DropTies :exec
DELETE FROM tie WHERE authority_id = $1 AND thing_id = $2;

-- name: DropFindKeys :exec
DELETE FROM find_key WHERE authority_id = $1 AND thing_id = $2;

-- name: MoveFilings :exec
UPDATE filing SET person_id = sqlc.arg(onto), wall_no = sqlc.arg(wall)
WHERE authority_id = $1 AND person_id = sqlc.arg(held_by) AND own_person_id = sqlc.arg(own);

-- name: MoveTies :exec
UPDATE tie SET person_id = sqlc.arg(onto) WHERE authority_id = $1 AND person_id = sqlc.arg(held_by) AND own_person_id = sqlc.arg(own);

-- name: MoveFindKeys :exec
UPDATE find_key SET person_id = sqlc.arg(onto) WHERE authority_id = $1 AND person_id = sqlc.arg(held_by) AND own_person_id = sqlc.arg(own);

-- A person's own row: who they were found to be, and the wall round them.

-- name: PersonRow :many
SELECT person_id, wall_no FROM filing WHERE authority_id = $1 AND thing_id = $2 AND own_person_id = $2;

-- name: MembersOf :many
SELECT thing_id FROM filing WHERE authority_id = $1 AND person_id = $2 AND thing_id = own_person_id ORDER BY thing_id;

-- name: LatestFiled :many
SELECT v.body FROM version v WHERE v.authority_id = $1 AND v.thing_id = $2 AND substr(v.kind, 1, 5) = 'case.' ORDER BY v.seq DESC LIMIT 1;

-- name: LatestErasure :many
SELECT v.body FROM version f JOIN version v ON v.authority_id = f.authority_id AND v.thing_id = f.thing_id AND v.seq = f.seq
WHERE f.authority_id = $1 AND f.kind = $2 AND f.parent_id = $3 AND f.version = 1 ORDER BY f.seq DESC LIMIT 1;

-- name: FindPeople :many
SELECT DISTINCT own_person_id FROM find_key
WHERE authority_id = $1 AND find_key = sqlc.arg(wanted) AND own_person_id <> '' ORDER BY own_person_id LIMIT $2;

-- name: BlankFilings :exec
UPDATE filing SET sort_key = $3 WHERE authority_id = $1 AND thing_id = $2;

-- name: AddViewing :exec
INSERT INTO viewing (authority_id, seq, n, person_id, membership_id) VALUES ($1, $2, $3, $4, $5);

-- name: ViewBatch :many
SELECT thing_id, body FROM version WHERE authority_id = $1 AND seq = $2 AND kind = 'case.views';

-- name: AddDraft :execrows
INSERT INTO draft (authority_id, draft_id, account_id, membership_id, kind, person_id, thing_id, saved_us, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (authority_id, draft_id) DO NOTHING;

-- name: SaveDraft :execrows
UPDATE draft SET membership_id = $4, kind = $5, person_id = $6, thing_id = $7, saved_us = $8, body = $9
WHERE authority_id = $1 AND draft_id = $2 AND account_id = $3;

-- name: DraftByID :many
SELECT draft_id, account_id, membership_id, kind, person_id, thing_id, saved_us, body FROM draft
WHERE authority_id = $1 AND draft_id = $2 AND account_id = $3;

-- name: DraftsOf :many
SELECT draft_id, account_id, membership_id, kind, person_id, thing_id, saved_us, body FROM draft
WHERE authority_id = $1 AND account_id = $2 ORDER BY saved_us DESC, draft_id DESC LIMIT $3;

-- name: CountDrafts :one
SELECT count(*) FROM draft WHERE authority_id = $1 AND account_id = $2;

-- name: DropDraft :execrows
DELETE FROM draft WHERE authority_id = $1 AND draft_id = $2 AND account_id = $3;

-- name: DropDraftsAbout :exec
DELETE FROM draft WHERE authority_id = $1 AND thing_id = $2;

-- name: DropDraftsOfPerson :exec
DELETE FROM draft WHERE authority_id = $1 AND person_id = $2;

-- name: ExpireDrafts :execrows
DELETE FROM draft WHERE saved_us < $1;
