-- What returns say of children. Rows of a batch count from the entry that
-- sealed it; until then nobody is given them.

-- name: BeginBatch :exec
INSERT INTO batch (authority_id, batch_id, staged_us, sealed_seq, undone_seq, dropped, holdings, books, root)
VALUES ($1, $2, $3, 0, 0, 0, 0, 0, $4) ON CONFLICT (authority_id, batch_id) DO NOTHING;

-- name: HoldBatch :execrows
UPDATE batch SET staged_us = $3 WHERE authority_id = $1 AND batch_id = $2 AND sealed_seq = 0 AND dropped = 0;

-- name: GrowBatch :exec
UPDATE batch SET holdings = $3, books = $4, root = $5 WHERE authority_id = $1 AND batch_id = $2;

-- name: BatchByID :many
SELECT sealed_seq, undone_seq, dropped, holdings, books, root FROM batch WHERE authority_id = $1 AND batch_id = $2;

-- name: Batches :many
SELECT batch_id, sealed_seq, undone_seq FROM batch WHERE authority_id = $1 AND sealed_seq > 0;

-- name: StagedBatches :many
SELECT batch_id FROM batch WHERE authority_id = $1 AND sealed_seq = 0 AND dropped < 2 ORDER BY staged_us, batch_id;

-- name: SealBatch :execrows
UPDATE batch SET sealed_seq = sqlc.arg(entry) WHERE authority_id = $1 AND batch_id = $2 AND sealed_seq = 0 AND dropped = 0;

-- name: UndoBatch :execrows
UPDATE batch SET undone_seq = sqlc.arg(entry)
WHERE authority_id = $1 AND batch_id = $2 AND sealed_seq > 0 AND sealed_seq < sqlc.arg(entry) AND undone_seq = 0;

-- name: CondemnBatch :execrows
UPDATE batch SET dropped = 1 WHERE authority_id = $1 AND batch_id = $2 AND sealed_seq = 0 AND dropped < 2;

-- name: CondemnStaged :exec
UPDATE batch SET dropped = 1 WHERE authority_id = $1 AND sealed_seq = 0 AND dropped = 0;

-- name: BuryBatch :exec
UPDATE batch SET dropped = 2 WHERE authority_id = $1 AND batch_id = $2 AND sealed_seq = 0 AND dropped = 1;

-- name: DropHoldings :execrows
DELETE FROM holding AS h WHERE h.authority_id = $1 AND h.batch_id = $2 AND h.place IN
    (SELECT d.place FROM holding d WHERE d.authority_id = $1 AND d.batch_id = $2 ORDER BY d.place LIMIT $3);

-- name: DropBooks :execrows
DELETE FROM book AS k WHERE k.authority_id = $1 AND k.batch_id = $2 AND k.seq = 0 AND k.subject_id IN
    (SELECT d.subject_id FROM book d WHERE d.authority_id = $1 AND d.batch_id = $2 AND d.seq = 0 ORDER BY d.subject_id LIMIT $3);

-- name: DropReturnIDs :execrows
DELETE FROM return_id AS r WHERE r.authority_id = $1 AND r.batch_id = $2 AND r.subject_id IN
    (SELECT d.subject_id FROM return_id d WHERE d.authority_id = $1 AND d.batch_id = $2 LIMIT $3);

-- name: AddBook :exec
INSERT INTO book (authority_id, subject_id, batch_id, seq, body) VALUES ($1, $2, '', $3, $4);

-- name: BooksAfter :many
SELECT k.subject_id FROM book k WHERE k.authority_id = $1 AND k.batch_id = '' AND k.seq > sqlc.arg(after)
UNION
SELECT k.subject_id FROM book k JOIN batch b ON b.authority_id = k.authority_id AND b.batch_id = k.batch_id
WHERE k.authority_id = $1 AND b.sealed_seq > sqlc.arg(after) AND k.seq = 0;

-- name: SubjectsHeld :many
SELECT DISTINCT h.subject_id FROM holding h JOIN batch b ON b.authority_id = h.authority_id AND b.batch_id = h.batch_id
WHERE h.authority_id = $1 AND h.batch_id = $2 AND b.sealed_seq > 0 AND h.body IS NOT NULL ORDER BY h.subject_id;

-- name: ErasableHoldings :many
SELECT h.batch_id, h.place, b.sealed_seq FROM holding h JOIN batch b ON b.authority_id = h.authority_id AND b.batch_id = h.batch_id
WHERE h.authority_id = $1 AND h.subject_id = $2 AND h.body IS NOT NULL ORDER BY b.sealed_seq, h.batch_id, h.place;

-- name: BlankHoldings :execrows
UPDATE holding SET salt = NULL, body = NULL WHERE authority_id = $1 AND subject_id = $2 AND body IS NOT NULL;

-- name: DropBooksOf :execrows
DELETE FROM book WHERE authority_id = $1 AND subject_id = $2;

-- name: DropReturnIDsOf :execrows
DELETE FROM return_id WHERE authority_id = $1 AND subject_id = $2;
