package store

import (
	"database/sql"
	"encoding/json"
	"math"

	"throughline/ledger"
)

// viewings checks the table of who looked against the batches of views, as far
// as it has got. Batches after that are on record, and still to go in: whoever
// asks who looked has them put in first, so that no look is hidden meanwhile.
func (c *filedCheck) viewings() error {
	type row struct {
		seq, n             int64
		person, membership string
	}
	mark, err := indexedTo(c.ctx, c.tx, c.authority)
	if err != nil {
		return err
	}
	const entriesAtOnce = 500
	for after, more := int64(0), true; more; after += entriesAtOnce {
		var want, held []row
		batches := map[int64]ledger.Ref{}
		var thing string
		var seq int64
		var body sql.RawBytes
		up := []any{c.authority, after, after + entriesAtOnce}
		err := c.each("SELECT seq, thing_id, body FROM version WHERE authority_id = $1 AND seq > $2 AND seq <= $3 AND kind = '"+KindViews+"' ORDER BY seq",
			[]any{c.authority, after, min(after+entriesAtOnce, mark)},
			[]any{&seq, &thing, &body}, func() error {
				var batch viewBatch
				if err := json.Unmarshal(body, &batch); err != nil {
					return damagedFiling(err)
				}
				batches[seq] = ledger.Ref{Thing: thing, Version: 1}
				n := int64(0)
				for _, v := range batch.Views {
					for _, of := range v.Of {
						want = append(want, row{seq, n, of.Person, v.Membership})
						n++
					}
				}
				return nil
			})
		if err != nil {
			return err
		}
		var r row
		err = c.each("SELECT seq, n, person_id, membership_id FROM viewing WHERE authority_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq, n", up,
			[]any{&r.seq, &r.n, &r.person, &r.membership}, func() error {
				held = append(held, r)
				return nil
			})
		if err != nil {
			return err
		}
		for i := range max(len(want), len(held)) {
			if i < len(want) && i < len(held) && want[i] == held[i] {
				continue
			}
			at := int64(math.MaxInt64)
			if i < len(want) {
				at = want[i].seq
			}
			if i < len(held) {
				at = min(at, held[i].seq)
			}
			c.fault("viewing", batchSeq(batches, at), batches[at])
			break
		}
		var beyond int
		if err := c.tx.QueryRowContext(c.ctx, `SELECT (SELECT count(*) FROM (SELECT 1 FROM version WHERE authority_id = $1 AND seq > $2 AND seq <= $3 LIMIT 1) a)
			+ (SELECT count(*) FROM (SELECT 1 FROM viewing WHERE authority_id = $1 AND seq > $2 LIMIT 1) b)`, c.authority, after+entriesAtOnce, mark).Scan(&beyond); err != nil {
			return err
		}
		more = beyond > 0
	}
	var stray int
	if err := c.tx.QueryRowContext(c.ctx, "SELECT count(*) FROM viewing WHERE authority_id = $1 AND seq <= 0", c.authority).Scan(&stray); err != nil {
		return err
	}
	if stray > 0 {
		c.fault("viewing", 0, ledger.Ref{})
	}
	return c.tx.QueryRowContext(c.ctx, "SELECT count(*) FROM version WHERE authority_id = $1 AND seq > $2 AND kind = '"+KindViews+"'", c.authority, mark).Scan(&c.pending)
}

func batchSeq(batches map[int64]ledger.Ref, seq int64) int64 {
	if _, there := batches[seq]; there {
		return seq
	}
	return 0
}
