package store

import (
	"cmp"
	"context"
	"database/sql"
	"maps"
	"math"
	"slices"

	"throughline/access"
	"throughline/store/queries"
)

// subjectsTogether is how many subjects one query asks for.
const subjectsTogether = 512

// span is the positions of a question: after one and up to another.
type span struct{ after, upTo int64 }

func newSpan(after, upTo int64) span {
	if upTo == 0 {
		upTo = math.MaxInt64
	}
	return span{after, upTo}
}

func (s span) holds(seq int64) bool { return seq > s.after && seq <= s.upTo }

// EachHolding gives what came to count after a position and up to another (0
// for the last), by subject, and of one subject in the order it came to count.
// What was taken back is there, and says so; what was erased is not. It needs
// access.ReadMeasures or access.LoadReturns. fn's error ends it. Nothing of what
// it gives may be shown to anybody without a scope.
func (db *DB) EachHolding(ctx context.Context, caller access.Caller, after, upTo int64, fn func(HeldRow) error) error {
	if err := db.mayReadHeld(ctx, caller); err != nil {
		return err
	}
	of := newSpan(after, upTo)
	return db.snapshot(ctx, func(tx *sql.Tx, q *queries.Queries) error {
		batches, err := sealedBatches(ctx, q, caller.Authority, of)
		if err != nil || len(batches) == 0 {
			return err
		}
		if after > 0 {
			subjects, err := subjectsIn(ctx, tx, "holding", caller.Authority, slices.Sorted(maps.Keys(batches)), of)
			if err != nil {
				return err
			}
			for some := range slices.Chunk(subjects, subjectsTogether) {
				found, err := holdingsOf(ctx, tx, caller.Authority, some, after, of.upTo)
				if err != nil {
					return err
				}
				for _, row := range found {
					if err := fn(row); err != nil {
						return err
					}
				}
			}
			return nil
		}
		st := statement{args: []any{caller.Authority}}
		st.add("SELECT h.subject_id, h.batch_id, h.place, h.body FROM holding h WHERE h.authority_id = $1 ORDER BY h.subject_id")
		var waiting []HeldRow
		give := func() error {
			sortHeld(waiting)
			for _, row := range waiting {
				if err := fn(row); err != nil {
					return err
				}
			}
			waiting = waiting[:0]
			return nil
		}
		err = eachFound(ctx, tx, st, func(scan func(...any) error) error {
			var row HeldRow
			if err := scan(&row.Subject, &row.Batch, &row.Place, &row.Body); err != nil {
				return err
			}
			batch, counts := batches[row.Batch]
			if !counts || row.Body == nil {
				return nil
			}
			row.Seq, row.Undone = batch.seq, batch.undone
			if len(waiting) > 0 && waiting[0].Subject != row.Subject {
				if err := give(); err != nil {
					return err
				}
			}
			waiting = append(waiting, row)
			return nil
		})
		if err != nil {
			return err
		}
		return give()
	})
}

// EachBook gives the books that came to count after a position and up to
// another (0 for the last), by subject, and of one subject in the order they
// came to count. Each takes the place of the one before. It needs
// access.ReadMeasures or access.LoadReturns. fn's error ends it. Nothing of what
// it gives may be shown to anybody without a scope.
func (db *DB) EachBook(ctx context.Context, caller access.Caller, after, upTo int64, fn func(BookRow) error) error {
	if err := db.mayReadHeld(ctx, caller); err != nil {
		return err
	}
	of := newSpan(after, upTo)
	return db.snapshot(ctx, func(tx *sql.Tx, q *queries.Queries) error {
		batches, err := sealedBatches(ctx, q, caller.Authority, of)
		if err != nil {
			return err
		}
		st := statement{args: []any{caller.Authority}}
		each := func() error {
			var waiting []BookRow
			give := func() error {
				slices.SortStableFunc(waiting, func(a, b BookRow) int { return cmp.Compare(a.Seq, b.Seq) })
				for _, row := range waiting {
					if err := fn(row); err != nil {
						return err
					}
				}
				waiting = waiting[:0]
				return nil
			}
			err := eachFound(ctx, tx, st, func(scan func(...any) error) error {
				var row BookRow
				var batch string
				if err := scan(&row.Subject, &batch, &row.Seq, &row.Body); err != nil {
					return err
				}
				if batch != "" {
					row.Seq = batches[batch].seq
				}
				if !of.holds(row.Seq) {
					return nil
				}
				if len(waiting) > 0 && waiting[0].Subject != row.Subject {
					if err := give(); err != nil {
						return err
					}
				}
				waiting = append(waiting, row)
				return nil
			})
			if err != nil {
				return err
			}
			return give()
		}
		const columns = "SELECT k.subject_id, k.batch_id, k.seq, k.body FROM book k WHERE k.authority_id = $1"
		if after == 0 {
			st.add(columns, " ORDER BY k.subject_id, k.batch_id DESC")
			return each()
		}
		subjects, err := subjectsIn(ctx, tx, "book", caller.Authority, slices.Sorted(maps.Keys(batches)), of)
		if err != nil {
			return err
		}
		for some := range slices.Chunk(subjects, subjectsTogether) {
			st = statement{args: []any{caller.Authority}}
			st.add(columns, " AND k.subject_id IN ", st.oneOf(some), " AND (k.batch_id <> '' OR k.seq > ", st.param(after), ") ORDER BY k.subject_id, k.batch_id DESC")
			if err := each(); err != nil {
				return err
			}
		}
		return nil
	})
}

// HoldingsOf gives all that returns say of some subjects, as EachHolding does.
func (db *DB) HoldingsOf(ctx context.Context, caller access.Caller, subjects []string) ([]HeldRow, error) {
	if err := db.mayReadHeld(ctx, caller); err != nil {
		return nil, err
	}
	var found []HeldRow
	err := db.snapshot(ctx, func(tx *sql.Tx, _ *queries.Queries) error {
		found = nil
		for _, some := range inOrder(subjects) {
			rows, err := holdingsOf(ctx, tx, caller.Authority, some, 0, math.MaxInt64)
			if err != nil {
				return err
			}
			found = append(found, rows...)
		}
		return nil
	})
	return found, err
}

// BooksOf gives the book that each of some subjects had at a position (0 for
// now), by subject. Who had none is not there. It needs access.ReadMeasures or
// access.LoadReturns. Nothing of it may be shown to anybody without a scope.
func (db *DB) BooksOf(ctx context.Context, caller access.Caller, subjects []string, upTo int64) ([]BookRow, error) {
	if err := db.mayReadHeld(ctx, caller); err != nil {
		return nil, err
	}
	var found []BookRow
	err := db.snapshot(ctx, func(tx *sql.Tx, _ *queries.Queries) error {
		found = nil
		for _, some := range inOrder(subjects) {
			st := statement{args: []any{caller.Authority, newSpan(0, upTo).upTo}}
			// The keys alone are put in order, so that one body is read for each subject.
			st.add(`SELECT k.subject_id, w.at, k.body FROM (
					SELECT x.subject_id, x.batch_id, x.seq, x.at, row_number() OVER (PARTITION BY x.subject_id ORDER BY x.at DESC, x.batch_id) AS n FROM (
						SELECT i.subject_id, i.batch_id, i.seq, CASE WHEN i.batch_id = '' THEN i.seq ELSE coalesce(b.sealed_seq, 0) END AS at
						FROM book i LEFT JOIN batch b ON b.authority_id = i.authority_id AND b.batch_id = i.batch_id
						WHERE i.authority_id = $1 AND i.subject_id IN `, st.oneOf(some), `) x WHERE x.at > 0 AND x.at <= $2) w
				CROSS JOIN book k WHERE w.n = 1 AND k.authority_id = $1 AND k.subject_id = w.subject_id AND k.batch_id = w.batch_id AND k.seq = w.seq
				ORDER BY k.subject_id`)
			err := eachFound(ctx, tx, st, func(scan func(...any) error) error {
				var row BookRow
				if err := scan(&row.Subject, &row.Seq, &row.Body); err != nil {
					return err
				}
				found = append(found, row)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}

// SubjectsOf gives, in order, the subjects of whom a batch that counts, or did,
// says something. It needs access.ReadMeasures or access.LoadReturns.
func (db *DB) SubjectsOf(ctx context.Context, caller access.Caller, batch string) ([]string, error) {
	if err := db.mayReadHeld(ctx, caller); err != nil {
		return nil, err
	}
	found, err := db.reading.SubjectsHeld(ctx, queries.SubjectsHeldParams{AuthorityID: caller.Authority, BatchID: batch})
	return found, kinded(err)
}

// sealedAt is from when until when a batch counts.
type sealedAt struct{ seq, undone int64 }

// sealedBatches gives the batches that came to count within a span. One that was
// taken back after it counts still, as far as the span knows.
func sealedBatches(ctx context.Context, q *queries.Queries, authority string, of span) (map[string]sealedAt, error) {
	rows, err := q.Batches(ctx, authority)
	if err != nil {
		return nil, err
	}
	found := map[string]sealedAt{}
	for _, r := range rows {
		if of.holds(r.SealedSeq) {
			at := sealedAt{r.SealedSeq, r.UndoneSeq}
			if at.undone > of.upTo {
				at.undone = 0
			}
			found[r.BatchID] = at
		}
	}
	return found, nil
}

// subjectsIn gives, in order, whom the rows of some batches are about; of books,
// those of changes within the span as well.
func subjectsIn(ctx context.Context, tx queryer, table, authority string, batches []string, of span) ([]string, error) {
	set := map[string]bool{}
	add := func(scan func(...any) error) error {
		var subject string
		err := scan(&subject)
		set[subject] = true
		return err
	}
	for some := range slices.Chunk(batches, subjectsTogether) {
		st := statement{args: []any{authority}}
		st.add("SELECT DISTINCT r.subject_id FROM ", table, " r WHERE r.authority_id = $1 AND r.batch_id IN ", st.oneOf(some))
		if err := eachFound(ctx, tx, st, add); err != nil {
			return nil, err
		}
	}
	if table == "book" {
		st := statement{args: []any{authority, of.after, of.upTo}}
		st.add("SELECT DISTINCT r.subject_id FROM book r WHERE r.authority_id = $1 AND r.batch_id = '' AND r.seq > $2 AND r.seq <= $3")
		if err := eachFound(ctx, tx, st, add); err != nil {
			return nil, err
		}
	}
	return slices.Sorted(maps.Keys(set)), nil
}

// holdingsOf reads the holdings of some subjects that came to count within a
// span.
func holdingsOf(ctx context.Context, in queryer, authority string, subjects []string, after, upTo int64) ([]HeldRow, error) {
	if len(subjects) == 0 {
		return nil, nil
	}
	st := statement{args: []any{authority}}
	st.add(`SELECT h.subject_id, h.batch_id, h.place, h.body, b.sealed_seq, b.undone_seq FROM holding h
		JOIN batch b ON b.authority_id = h.authority_id AND b.batch_id = h.batch_id
		WHERE h.authority_id = $1 AND h.subject_id IN `, st.oneOf(subjects), " AND h.body IS NOT NULL AND b.sealed_seq > ", st.param(after),
		" AND b.sealed_seq <= ", st.param(upTo))
	var found []HeldRow
	err := eachFound(ctx, in, st, func(scan func(...any) error) error {
		var row HeldRow
		if err := scan(&row.Subject, &row.Batch, &row.Place, &row.Body, &row.Seq, &row.Undone); err != nil {
			return err
		}
		if row.Undone > upTo {
			row.Undone = 0
		}
		found = append(found, row)
		return nil
	})
	sortHeld(found)
	return found, err
}

func sortHeld(rows []HeldRow) {
	slices.SortFunc(rows, func(a, b HeldRow) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.Place, b.Place))
	})
}

// inOrder gives each subject once, in order, as many together as one query asks
// for.
func inOrder(subjects []string) [][]string {
	sorted := slices.Clone(subjects)
	slices.Sort(sorted)
	return slices.Collect(slices.Chunk(slices.Compact(sorted), subjectsTogether))
}
