-- name: AddVersion :exec
INSERT INTO version (authority_id, thing_id, seq, version, kind, parent_id, effective_on, salt, body)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: Latest :many
SELECT version, kind, parent_id, effective_on FROM version
WHERE authority_id = $1 AND thing_id = $2 ORDER BY seq DESC LIMIT 1;

-- name: VersionsBetween :many
SELECT v.thing_id, v.seq, v.version, v.kind, v.parent_id, v.effective_on, v.body, e.at_us
FROM version v JOIN ledger_entry e ON e.authority_id = v.authority_id AND e.seq = v.seq
WHERE v.authority_id = $1 AND v.seq > sqlc.arg(after) AND v.seq <= sqlc.arg(up_to) AND substr(v.kind, 1, 5) <> 'case.' ORDER BY v.seq;

-- The state of a thing at a moment is the earlier of its latest version by
-- position and its latest by day: both rise with the version number, so that
-- each is one seek, however long the history is. The two are found apart: with
-- both bounds on one column the planner seeks by one and walks to the other.

-- The plus in +f.seq keeps the planner from walking the whole ledger by
-- position, where the index of first versions leads straight there.

-- Nothing of a kind that begins with "case." is given here: what is kept about
-- people is read through a scope alone.

-- name: StateOfThing :many
SELECT v.thing_id, v.seq, v.version, v.kind, v.parent_id, v.effective_on, v.body, e.at_us
FROM version v JOIN ledger_entry e ON e.authority_id = v.authority_id AND e.seq = v.seq
WHERE v.authority_id = $1 AND v.thing_id = $2 AND substr(v.kind, 1, 5) <> 'case.' AND v.seq = (
    SELECT CASE WHEN a.seq < b.seq THEN a.seq ELSE b.seq END
    FROM (SELECT x.seq FROM version x WHERE x.authority_id = $1 AND x.thing_id = $2 AND x.seq <= sqlc.arg(up_to)
            ORDER BY x.seq DESC LIMIT 1) a,
        (SELECT y.seq FROM version y WHERE y.authority_id = $1 AND y.thing_id = $2 AND y.effective_on <= sqlc.arg(day)
            ORDER BY y.effective_on DESC, y.seq DESC LIMIT 1) b);

-- name: StateOfKind :many
SELECT f.seq AS created, v.thing_id, v.seq, v.version, v.kind, v.parent_id, v.effective_on, v.body, e.at_us
FROM version f
JOIN version v ON v.authority_id = f.authority_id AND v.thing_id = f.thing_id AND v.seq = (
    SELECT CASE WHEN a.seq < b.seq THEN a.seq ELSE b.seq END
    FROM (SELECT x.seq FROM version x WHERE x.authority_id = f.authority_id AND x.thing_id = f.thing_id AND x.seq <= sqlc.arg(up_to)
            ORDER BY x.seq DESC LIMIT 1) a,
        (SELECT y.seq FROM version y WHERE y.authority_id = f.authority_id AND y.thing_id = f.thing_id AND y.effective_on <= sqlc.arg(day)
            ORDER BY y.effective_on DESC, y.seq DESC LIMIT 1) b)
JOIN ledger_entry e ON e.authority_id = v.authority_id AND e.seq = v.seq
WHERE f.authority_id = $1 AND f.kind = $2 AND substr(v.kind, 1, 5) <> 'case.' AND f.version = 1 AND +f.seq <= sqlc.arg(up_to);

-- name: ChildrenOf :many
SELECT f.seq AS created, v.thing_id, v.seq, v.version, v.kind, v.parent_id, v.effective_on, v.body, e.at_us
FROM version f
JOIN version v ON v.authority_id = f.authority_id AND v.thing_id = f.thing_id AND v.seq = (
    SELECT CASE WHEN a.seq < b.seq THEN a.seq ELSE b.seq END
    FROM (SELECT x.seq FROM version x WHERE x.authority_id = f.authority_id AND x.thing_id = f.thing_id AND x.seq <= sqlc.arg(up_to)
            ORDER BY x.seq DESC LIMIT 1) a,
        (SELECT y.seq FROM version y WHERE y.authority_id = f.authority_id AND y.thing_id = f.thing_id AND y.effective_on <= sqlc.arg(day)
            ORDER BY y.effective_on DESC, y.seq DESC LIMIT 1) b)
JOIN ledger_entry e ON e.authority_id = v.authority_id AND e.seq = v.seq
WHERE f.authority_id = $1 AND f.kind = $2 AND f.parent_id = $3 AND substr(v.kind, 1, 5) <> 'case.' AND f.version = 1 AND +f.seq <= sqlc.arg(up_to)
  AND (f.seq, f.thing_id) < (CAST(sqlc.arg(before_seq) AS bigint), CAST(sqlc.arg(before_thing) AS text))
ORDER BY f.seq DESC, f.thing_id DESC LIMIT sqlc.arg(most);

-- name: ErasableVersions :many
SELECT version, seq FROM version
WHERE authority_id = $1 AND thing_id = $2 AND body IS NOT NULL ORDER BY seq;

-- name: BlankVersion :execrows
UPDATE version SET salt = NULL, body = NULL WHERE authority_id = $1 AND thing_id = $2 AND seq = $3;

-- name: HistoryBefore :many
SELECT v.thing_id, v.seq, v.version, v.kind, v.parent_id, v.effective_on, v.body,
    e.at_us, e.actor, e.membership, e.on_behalf_of, e.change, e.effective_on AS entry_effective_on, e.detail
FROM version v JOIN ledger_entry e ON e.authority_id = v.authority_id AND e.seq = v.seq
WHERE v.authority_id = $1 AND v.thing_id = $2 AND substr(v.kind, 1, 5) <> 'case.' AND v.seq < sqlc.arg(before_seq) ORDER BY v.seq DESC LIMIT $3;
