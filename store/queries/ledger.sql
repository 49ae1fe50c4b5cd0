-- name: Head :one
SELECT size, at_us, edge FROM ledger_head WHERE authority_id = $1;

-- name: Heads :many
SELECT authority_id, size, at_us, edge FROM ledger_head ORDER BY authority_id;

-- name: CreateHead :execrows
INSERT INTO ledger_head (authority_id, size, at_us, edge) VALUES ($1, 0, 0, $2)
ON CONFLICT (authority_id) DO NOTHING;

-- name: MoveHead :execrows
UPDATE ledger_head SET size = $2, at_us = $3, edge = $4 WHERE authority_id = $1;

-- name: AddEntry :exec
INSERT INTO ledger_entry (authority_id, seq, at_us, actor, membership, on_behalf_of, change, effective_on, detail, puts, erases, hashes)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: Entry :one
SELECT seq, at_us, actor, membership, on_behalf_of, change, effective_on, detail, puts, erases, hashes
FROM ledger_entry WHERE authority_id = $1 AND seq = $2;

-- name: EntriesBefore :many
SELECT seq, at_us, actor, membership, on_behalf_of, change, effective_on, detail, puts, erases, hashes
FROM ledger_entry WHERE authority_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3;

-- name: LastEntryAt :many
SELECT seq FROM ledger_entry WHERE authority_id = $1 AND at_us <= $2 ORDER BY at_us DESC, seq DESC LIMIT 1;

-- Entries whose every version is about people are not for everybody who may
-- read the ledger.

-- name: EntriesOpen :many
SELECT e.seq, e.at_us, e.actor, e.membership, e.on_behalf_of, e.change, e.effective_on, e.detail, e.puts, e.erases, e.hashes
FROM ledger_entry e WHERE e.authority_id = $1 AND e.seq < $2
  AND (e.puts IS NULL OR EXISTS (SELECT 1 FROM version v WHERE v.authority_id = e.authority_id AND v.seq = e.seq AND substr(v.kind, 1, 5) <> 'case.'))
ORDER BY e.seq DESC LIMIT $3;

-- name: CaseThings :many
SELECT seq, thing_id FROM version WHERE authority_id = $1 AND seq BETWEEN sqlc.arg(lowest) AND sqlc.arg(highest) AND substr(kind, 1, 5) = 'case.';
