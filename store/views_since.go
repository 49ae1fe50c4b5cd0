package store

import (
	"time"
)

// ViewsSince gives the views of one member recorded at an instant or later,
// newest first, with those of the batch being looked at. It is for whoever
// watches views: nothing of it may be shown.
func (tx *Tx) ViewsSince(membership string, since time.Time) (all []Viewing, err error) {
	if !tx.trusted {
		return nil, invalid("What others looked at is read only by whoever watches views.")
	}
	if err := checkID("The membership", membership); err != nil {
		return nil, err
	}
	ledger, from := viewsOf(tx.entry.Authority), since.UnixMicro()
	mark, err := indexedTo(tx.ctx, tx.sqlTx, ledger)
	if err != nil {
		return nil, err
	}
	if all, err = tx.viewsAfter(ledger, mark, membership, from); err != nil {
		return nil, err
	}
	for seq, n := mark+1, int64(0); len(all) < mostWatched; {
		spots, err := tx.viewSpots(ledger, membership, seq, n)
		if err != nil {
			return nil, err
		}
		for i, s := range spots {
			if s.at < from {
				return all, nil
			}
			if i == 0 || s.seq != spots[i-1].seq {
				views, err := tx.viewsIn(ledger, s.seq)
				if err != nil {
					return nil, err
				}
				for _, v := range views {
					if v.Membership == membership && len(all) < mostWatched {
						all = append(all, v)
					}
				}
			}
			seq, n = s.seq, 0
		}
		if len(spots) < spotsAtOnce {
			return all, nil
		}
	}
	return all, nil
}

// viewsAfter gives a member's views of the batches that are not in table
// viewing yet, newest first.
func (tx *Tx) viewsAfter(ledger string, mark int64, membership string, from int64) (all []Viewing, err error) {
	var damaged error
	err = eachPending(tx.ctx, tx.sqlTx, ledger, mark, `AND EXISTS (SELECT 1 FROM ledger_entry e
		WHERE e.authority_id = $1 AND e.seq = v.seq AND e.at_us >= $3) ORDER BY v.seq DESC`, []any{from}, func(p pendingBatch) bool {
		var views []Viewing
		if views, damaged = p.flat(p.thing); damaged != nil {
			return false
		}
		for _, v := range views {
			if v.Membership == membership && len(all) < mostWatched {
				all = append(all, v)
			}
		}
		return len(all) < mostWatched
	})
	return all, also(err, damaged)
}

// Bounds of what is read of one member's views: no day of work has so many.
const (
	spotsAtOnce = 500
	mostWatched = 20_000
)

type timedSpot struct{ seq, n, at int64 }

// viewSpots gives the next of a member's views before a spot, of whole
// batches: what is left of a batch is skipped, since the batch is read whole.
func (tx *Tx) viewSpots(ledger, membership string, seq, n int64) (spots []timedSpot, err error) {
	rows, err := tx.sqlTx.QueryContext(tx.ctx, `SELECT w.seq, w.n, e.at_us FROM viewing w
		JOIN ledger_entry e ON e.authority_id = w.authority_id AND e.seq = w.seq
		WHERE w.authority_id = $1 AND w.membership_id = $2 AND (w.seq, w.n) < ($3, $4) ORDER BY w.seq DESC, w.n DESC LIMIT $5`,
		ledger, membership, seq, n, spotsAtOnce)
	if err != nil {
		return nil, err
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		var s timedSpot
		if err := rows.Scan(&s.seq, &s.n, &s.at); err != nil {
			return nil, err
		}
		spots = append(spots, s)
	}
	return spots, rows.Err()
}

func (tx *Tx) viewsIn(ledger string, seq int64) ([]Viewing, error) {
	return batchOf(tx.q.ViewBatch(tx.ctx, batchParams(ledger, seq)))
}
