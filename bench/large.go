// Package bench measures the product against the figures it promises, and
// fails when a ratio is over its limit.
package bench

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the engine, written to directly for speed

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ledger"
	"throughline/store"
)

// Operator is the caller that makes and verifies benchmark databases.
var Operator = access.Caller{Account: "bench-operator", Roles: []access.Role{access.Operator}}

// Owner is a caller who may read and change the plan of an authority.
func Owner(authority string) access.Caller {
	return access.Caller{Account: "bench-owner", Authority: authority, Membership: "bench-membership", Roles: []access.Role{access.PlanOwner, access.Auditor}}
}

// Update is a put of the size and shape that most entries have: a note under
// one of 2,000 parts, or, each tenth time, the next version of a part.
func Update(i int) change.Put {
	const parts = 2000
	body := map[string]string{"text": fmt.Sprintf("Update %d: the trust's training lead confirmed the dates with the named nurse, and two of the three cohorts are booked.", i),
		"by": fmt.Sprintf("post-%d", i%40), "part": fmt.Sprintf("part-%d", i%parts)}
	if i < parts {
		return change.Put{Kind: "part", Thing: fmt.Sprintf("part-%d", i), Parent: "action-1", Body: body}
	}
	if i%10 == 0 {
		// Parts that are a multiple of ten come round every 2,000 entries.
		return change.Put{Kind: "part", Thing: fmt.Sprintf("part-%d", i%parts), Parent: "action-1", Replaces: i / parts, Body: body}
	}
	return change.Put{Kind: "update", Thing: store.NewID(), Parent: fmt.Sprintf("part-%d", i%parts), Body: body}
}

// LargeLedger makes an SQLite database at path with one authority whose
// ledger has n entries: its making and n-1 more, each of one put that next
// gives, counted from 0. It writes past the store, in large transactions,
// with the hashes the store would have written; verify tells whether they are
// right.
func LargeLedger(ctx context.Context, path, authority string, n int, next func(i int) change.Put) (err error) {
	if _, _, err := store.Migrate(ctx, path, nil); err != nil {
		return err
	}
	start := time.Date(2012, 1, 2, 9, 0, 0, 0, time.UTC)
	db, err := store.Open(ctx, path, store.Options{Clock: func() time.Time { return start }})
	if err != nil {
		return err
	}
	if _, err := db.CreateAuthority(ctx, Operator, authority, "A council made for measuring"); err != nil {
		return errors.Join(err, db.Close())
	}
	if err := db.Close(); err != nil {
		return err
	}
	raw, err := sql.Open("sqlite", "file:"+path+"?_pragma=synchronous(OFF)&_pragma=cache_size(-262144)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, raw.Close()) }()
	raw.SetMaxOpenConns(1)
	b := builder{authority: authority, start: start, seq: 2, next: next}
	var edge []byte
	var size int64
	if err := raw.QueryRowContext(ctx, "SELECT size, edge FROM ledger_head WHERE authority_id = $1", authority).Scan(&size, &edge); err != nil {
		return err
	}
	if b.tree, err = ledger.LoadTree(size, edge); err != nil {
		return err
	}
	for b.seq <= int64(n) {
		if err := b.batch(ctx, raw, min(int64(n), b.seq+49_999)); err != nil {
			return err
		}
	}
	_, err = raw.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	return err
}

type builder struct {
	authority string
	start     time.Time
	seq       int64
	tree      ledger.Tree
	next      func(int) change.Put
}

const together = 100 // rows in one statement

func (b *builder) batch(ctx context.Context, raw *sql.DB, last int64) error {
	tx, err := raw.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	var entries, versions []any
	var at time.Time
	for ; b.seq <= last; b.seq++ {
		p := b.next(int(b.seq - 2))
		body, err := json.Marshal(p.Body)
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
		salt := make([]byte, ledger.SaltSize)
		if _, err := rand.Read(salt); err != nil {
			return errors.Join(err, tx.Rollback())
		}
		// Four entries an hour: a million entries take some 28 years.
		at = b.start.Add(time.Duration(b.seq) * 15 * time.Minute)
		on := calendar.DayOf(at)
		entry := ledger.Entry{Authority: b.authority, Seq: b.seq, At: at, Actor: "bench-owner", Membership: "bench-membership", Change: "report on a part",
			EffectiveOn: on, Versions: []ledger.Commitment{{Thing: p.Thing, Version: int64(p.Replaces) + 1,
				Hash: ledger.Commit(salt, b.authority, p.Thing, p.Kind, p.Parent, int64(p.Replaces)+1, on, body)}}}
		row := entry.Row()
		added, err := b.tree.Append(ledger.LeafOf(b.authority, row))
		if err != nil {
			return errors.Join(err, tx.Rollback())
		}
		entries = append(entries, b.authority, b.seq, row.At, entry.Actor, entry.Membership, "", entry.Change, on.String(), "", row.Puts, nil, ledger.PackHashes(added))
		versions = append(versions, b.authority, p.Thing, b.seq, p.Replaces+1, p.Kind, p.Parent, on.String(), salt, body)
		if len(versions) == 9*together || b.seq == last {
			if err := insert(ctx, tx, "ledger_entry (authority_id, seq, at_us, actor, membership, on_behalf_of, change, effective_on, detail, puts, erases, hashes)", 12, entries); err != nil {
				return errors.Join(err, tx.Rollback())
			}
			if err := insert(ctx, tx, "version (authority_id, thing_id, seq, version, kind, parent_id, effective_on, salt, body)", 9, versions); err != nil {
				return errors.Join(err, tx.Rollback())
			}
			entries, versions = entries[:0], versions[:0]
		}
	}
	if _, err := tx.ExecContext(ctx, "UPDATE ledger_head SET size = $2, at_us = $3, edge = $4 WHERE authority_id = $1",
		b.authority, b.tree.Size, at.UnixMicro(), b.tree.Edge()); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func insert(ctx context.Context, tx *sql.Tx, into string, columns int, values []any) error {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	_, err := tx.ExecContext(ctx, "INSERT INTO "+into+" VALUES "+row+strings.Repeat(", "+row, len(values)/columns-1), values...)
	return err
}
