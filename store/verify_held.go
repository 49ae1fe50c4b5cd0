package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"slices"

	"throughline/ledger"
	"throughline/store/queries"
)

// heldCheck holds what returns say, in one sound ledger, to what the entries
// that made it count committed to. What is staged counts for nothing, and is
// only told apart from what nobody staged.
type heldCheck struct {
	ctx       context.Context //nolint:containedctx // of the one check that this is
	tx        *sql.Tx
	authority string
	size      int64 // of the ledger
	imports   map[string]importSaid
	erased    map[string]map[int64]bool // places that erasures named, by batch
	batches   map[string]queries.Batch
	first     *ledger.Fault
}

// importSaid is what the versions of the thing of a batch say.
type importSaid struct {
	sealed, undone int64 // the entries of its first and second version
	root           []byte
}

// held checks the tables of what returns say of one ledger.
func (c *check) held(ctx context.Context, h queries.LedgerHead) error {
	check := &heldCheck{ctx: ctx, tx: c.readers[0], authority: h.AuthorityID, size: h.Size,
		imports: map[string]importSaid{}, erased: map[string]map[int64]bool{}, batches: map[string]queries.Batch{}}
	for _, step := range []func() error{check.readImports, check.readErasures, check.readBatches, check.attribute, check.checkBatches} {
		if err := step(); err != nil {
			return err
		}
	}
	if check.first != nil {
		return check.first
	}
	return nil
}

func (c *heldCheck) fault(f *ledger.Fault) {
	if f.Before(c.first) {
		c.first = f
	}
}

func (c *heldCheck) of(batch string) ledger.Held {
	return ledger.Held{Authority: c.authority, Batch: batch, Seq: c.imports[batch].sealed}
}

func (c *heldCheck) readImports() error {
	var thing string
	var seq, version int64
	var body sql.RawBytes
	return c.each(`SELECT v.thing_id, v.seq, v.version, v.body FROM version f JOIN version v ON v.authority_id = f.authority_id AND v.thing_id = f.thing_id
		WHERE f.authority_id = $1 AND f.kind = '`+KindImport+`' AND f.version = 1 ORDER BY v.thing_id, v.seq`, []any{c.authority},
		[]any{&thing, &seq, &version, &body}, func() error {
			said := c.imports[thing]
			switch version {
			case 1:
				var of struct {
					Root string `json:"root"`
				}
				if err := json.Unmarshal(body, &of); err != nil {
					return damagedImport(err)
				}
				root, err := hex.DecodeString(of.Root)
				if err != nil {
					return damagedImport(err)
				}
				said.sealed, said.root = seq, root
			case 2:
				said.undone = seq
			}
			c.imports[thing] = said
			return nil
		})
}

func damagedImport(err error) error {
	return &Error{Kind: ErrDamaged, Words: "The record of a return that was loaded cannot be read: run throughline verify.", Reason: err}
}

func (c *heldCheck) readErasures() error {
	var batch string
	var body sql.RawBytes
	return c.each("SELECT parent_id, body FROM version WHERE authority_id = $1 AND kind = '"+KindHeldErasure+"' AND version = 1", []any{c.authority},
		[]any{&batch, &body}, func() error {
			var said erasedHeld
			if err := json.Unmarshal(body, &said); err != nil {
				return damagedImport(err)
			}
			if c.erased[batch] == nil {
				c.erased[batch] = map[int64]bool{}
			}
			for _, place := range said.Places {
				c.erased[batch][place] = true
			}
			return nil
		})
}

func (c *heldCheck) readBatches() error {
	var b queries.Batch
	var root sql.RawBytes
	return c.each("SELECT batch_id, sealed_seq, undone_seq, dropped, holdings, root FROM batch WHERE authority_id = $1", []any{c.authority},
		[]any{&b.BatchID, &b.SealedSeq, &b.UndoneSeq, &b.Dropped, &b.Holdings, &root}, func() error {
			b.Root = slices.Clone(root)
			c.batches[b.BatchID] = b
			return nil
		})
}

// attribute finds rows that belong to nothing that was staged or written.
func (c *heldCheck) attribute() error {
	for _, table := range []string{"holding", "book", "return_id"} {
		for after := ""; ; {
			var next sql.NullString
			if err := c.tx.QueryRowContext(c.ctx, "SELECT min(batch_id) FROM "+table+" WHERE authority_id = $1 AND batch_id > $2", c.authority, after).Scan(&next); err != nil {
				return err
			}
			if !next.Valid {
				break
			}
			after = next.String
			b, there := c.batches[after]
			if c.imports[after].sealed > 0 && !there {
				continue // checkBatches tells of it
			}
			if !there || b.Dropped == dropDone {
				c.fault(c.of(after).Whole(ledger.RecordAdded, "has rows of "+table+" that were not staged with it: they were added behind the ledger's back."))
			}
		}
	}
	var subject string
	return c.each("SELECT subject_id FROM book WHERE authority_id = $1 AND (batch_id = '' AND (seq < 1 OR seq > $2) OR batch_id <> '' AND seq <> 0) ORDER BY subject_id LIMIT 1",
		[]any{c.authority, c.size}, []any{&subject}, func() error {
			c.fault(ledger.MisIndexed(c.authority, "book", 0, ledger.Ref{Thing: subject}))
			return nil
		})
}

// checkBatches holds each batch that counts to its thing and to its holdings,
// and each thing to its batch.
func (c *heldCheck) checkBatches() error {
	for thing, said := range c.imports {
		if b := c.batches[thing]; b.SealedSeq != said.sealed {
			c.fault(c.of(thing).Whole(ledger.RecordRemoved, "counts no more, or from another entry: the row of its batch was altered or removed."))
		}
	}
	for id, b := range c.batches {
		said, has := c.imports[id]
		at := c.of(id)
		switch {
		case b.SealedSeq == 0 && b.UndoneSeq == 0:
			continue
		case b.SealedSeq < 1 || b.SealedSeq > c.size || !has && (b.Holdings > 0 || b.UndoneSeq != 0):
			c.fault(at.Whole(ledger.RecordAdded, "counts, and no entry made it: it was added behind the ledger's back."))
			continue
		case b.UndoneSeq != said.undone:
			c.fault(at.Whole(ledger.HoldingAltered, "was taken back by another entry than the one its batch names, or by none: the row of its batch was altered."))
			continue
		}
		root, err := c.holdings(at, b)
		if err != nil {
			return err
		}
		if !bytes.Equal(root, b.Root) || has && !bytes.Equal(root, said.root) {
			c.fault(at.Whole(ledger.HoldingAltered, "does not say what it said then: its holdings were altered, added or removed."))
		}
	}
	return nil
}

// holdings checks each holding of a batch, and gives the root over them all.
func (c *heldCheck) holdings(at ledger.Held, b queries.Batch) ([]byte, error) {
	empty := ledger.HoldingsRoot(c.authority, b.BatchID)
	root, next := empty[:], int64(1)
	var place int64
	var subject string
	var commitment, salt, body sql.RawBytes
	err := c.each("SELECT place, subject_id, commitment, salt, body FROM holding WHERE authority_id = $1 AND batch_id = $2 ORDER BY place", []any{c.authority, b.BatchID},
		[]any{&place, &subject, &commitment, &salt, &body}, func() error {
			switch {
			case place < next || place > b.Holdings:
				c.fault(at.Fault(ledger.RecordAdded, place, "was added behind the ledger's back."))
				return nil
			case place > next:
				c.fault(at.Fault(ledger.RecordRemoved, next, "is no longer there."))
				next = place
			}
			next++
			erased := c.erased[b.BatchID][place]
			switch hash := ledger.CommitHolding(salt, c.authority, b.BatchID, subject, body); {
			case body == nil && salt == nil && !erased:
				c.fault(at.Fault(ledger.ErasedInSilence, place, "was erased, and no entry says so."))
			case body != nil && erased:
				c.fault(at.Fault(ledger.ErasedStillThere, place, "was erased, and its content is there all the same."))
			case body != nil && !bytes.Equal(hash[:], commitment) || (body == nil) != (salt == nil):
				c.fault(at.Fault(ledger.HoldingAltered, place, "is not what it was then: it was altered."))
			}
			linked := ledger.LinkHolding(root, subject, commitment)
			root = linked[:]
			return nil
		})
	if err == nil && next <= b.Holdings {
		c.fault(at.Fault(ledger.RecordRemoved, next, "is no longer there."))
	}
	return root, err
}

func (c *heldCheck) each(query string, args, into []any, look func() error) error {
	var failed error
	err := eachRow(c.ctx, c.tx, query, args, into, func() {
		if failed == nil {
			failed = look()
		}
	})
	return also(err, failed)
}
