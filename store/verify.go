package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"throughline/access"
	"throughline/ledger"
	"throughline/store/queries"
)

// Report is what a database that checks out comes to.
type Report struct {
	Authorities int64
	Entries     int64
	Versions    int64
	Erased      int64  // versions whose content was erased, each with its record
	Pending     int64  // batches of views on record that are still to go into the index of who looked
	Waiting     int64  // looks recorded beside the database that are still to go into the ledger of views; those of the last moment, unless it was opened only for reading
	Root        string // over every authority checked, base64
	trees       []ledger.Position
}

// Progress is told how much of a long piece of work is done, out of how much.
// It may be nil.
type Progress func(done, total int64)

// Verify computes every hash again, of every authority for an operator and of
// the caller's own for anybody with access.Verify. The first thing found
// wrong comes back as a *ledger.Fault, whose words name the entry or the
// record. Changes made meanwhile are not looked at.
func (db *DB) Verify(ctx context.Context, caller access.Caller, progress Progress) (Report, error) {
	return db.VerifyAgainst(ctx, caller, ledger.Checkpoint{}, progress)
}

// VerifyAgainst is Verify, and checks too that every ledger still begins with
// what the checkpoint saw, so that a tail cut off is found.
func (db *DB) VerifyAgainst(ctx context.Context, caller access.Caller, kept ledger.Checkpoint, progress Progress) (Report, error) {
	if !isOperator(caller) {
		if err := db.may(ctx, caller, access.Verify, ""); err != nil {
			return Report{}, err
		}
	}
	var failed error // told of after what is wrong in the ledgers, which may be why
	if !db.readOnly {
		failed = db.fileLooks(ctx)
	}
	check, err := db.startCheck(ctx)
	if err != nil {
		return Report{}, kinded(err)
	}
	report, err := check.all(ctx, caller, kept, progress)
	if err := cmp.Or(also(err, check.end()), failed); err != nil {
		return Report{}, kinded(err)
	}
	if report.Waiting, err = db.checkIntakes(ctx); err != nil {
		return Report{}, kinded(err)
	}
	return report, nil
}

// Checkpoint says how far every ledger has got, for an operator, or the
// caller's own. It trusts the stored hashes: verify first.
func (db *DB) Checkpoint(ctx context.Context, caller access.Caller) (ledger.Checkpoint, error) {
	if !isOperator(caller) {
		if err := db.may(ctx, caller, access.Verify, ""); err != nil {
			return ledger.Checkpoint{}, err
		}
	}
	heads, err := db.reading.Heads(ctx)
	if err != nil {
		return ledger.Checkpoint{}, kinded(err)
	}
	kept := ledger.Checkpoint{At: time.UnixMicro(db.clock().UnixMicro()).UTC()}
	for _, h := range heads {
		if !isOperator(caller) && !isOwn(caller, h.AuthorityID) {
			continue
		}
		tree, err := ledger.LoadTree(h.Size, h.Edge)
		var root tlog.Hash
		if err == nil {
			root, err = tree.Root()
		}
		if err != nil {
			return ledger.Checkpoint{}, &Error{Kind: ErrDamaged, Words: "The end of a ledger is damaged: run throughline verify.", Reason: err}
		}
		kept.Trees = append(kept.Trees, ledger.Position{Authority: h.AuthorityID, Size: h.Size, Root: root})
	}
	return kept, nil
}

// check is one verification: several readers that see the same moment.
type check struct {
	readers []*sql.Tx
	heads   []queries.LedgerHead
	q       *queries.Queries
}

// startCheck opens the readers. Each must see the same heads, and every
// change moves a head, so that what they see is one moment.
func (db *DB) startCheck(ctx context.Context) (*check, error) {
	const attempts = 10 // a busy database moves on between two readers now and then
	for attempt := 1; ; attempt++ {
		want := min(4, max(2, runtime.NumCPU()))
		if attempt == attempts {
			want = 1
		}
		c, agree := &check{q: db.reading}, true
		for range want {
			tx, err := db.read.BeginTx(context.WithoutCancel(ctx), db.engine.snapshot())
			if err != nil {
				return nil, also(err, c.end())
			}
			c.readers = append(c.readers, tx)
			heads, err := db.reading.WithTx(tx).Heads(ctx)
			if err != nil {
				return nil, also(err, c.end())
			}
			if len(c.readers) > 1 && !slices.EqualFunc(heads, c.heads, sameHead) {
				agree = false
				break
			}
			c.heads = heads
		}
		if agree {
			return c, nil
		}
		if err := c.end(); err != nil {
			return nil, err
		}
	}
}

// isOwn says whether a ledger is the caller's authority's own: that of what is
// kept, or that of who looked.
func isOwn(caller access.Caller, ledger string) bool {
	return ledger == caller.Authority || ledger == viewsOf(caller.Authority)
}

func sameHead(a, b queries.LedgerHead) bool {
	return a.AuthorityID == b.AuthorityID && a.Size == b.Size && slices.Equal(a.Edge, b.Edge)
}

func (c *check) end() error {
	var errs []error
	for _, tx := range c.readers {
		if err := tx.Rollback(); err != nil && !errors.Is(err, sql.ErrTxDone) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (c *check) all(ctx context.Context, caller access.Caller, kept ledger.Checkpoint, progress Progress) (Report, error) {
	heads, err := c.authorities(ctx)
	if err != nil {
		return Report{}, err
	}
	if !isOperator(caller) {
		heads = slices.DeleteFunc(heads, func(h queries.LedgerHead) bool { return !isOwn(caller, h.AuthorityID) })
		kept.Trees = slices.DeleteFunc(slices.Clone(kept.Trees), func(p ledger.Position) bool { return !isOwn(caller, p.Authority) })
	}
	var total, done int64
	for _, h := range heads {
		total += h.Size
	}
	tell := func(n int64) {
		if done += n; progress != nil {
			progress(done, total)
		}
	}
	var report Report
	for _, h := range heads {
		if !slices.ContainsFunc(c.heads, func(held queries.LedgerHead) bool { return held.AuthorityID == h.AuthorityID }) {
			return Report{}, ledger.Headless(h.AuthorityID)
		}
		var watch []int64
		at := slices.IndexFunc(kept.Trees, func(p ledger.Position) bool { return p.Authority == h.AuthorityID })
		if at >= 0 {
			watch = append(watch, kept.Trees[at].Size)
		}
		sound, err := c.authority(ctx, h, watch, tell)
		if err != nil {
			return Report{}, err
		}
		pending, err := c.index(ctx, h.AuthorityID)
		if err != nil {
			return Report{}, err
		}
		report.Pending += pending
		if err := c.held(ctx, h); err != nil {
			return Report{}, err
		}
		if at >= 0 {
			if fault := ledger.Against(sound, kept.Trees[at]); fault != nil {
				return Report{}, fault
			}
			kept.Trees = slices.Delete(slices.Clone(kept.Trees), at, at+1)
		}
		if h.AuthorityID != SystemAuthority && !isViews(h.AuthorityID) {
			report.Authorities++
		}
		report.Entries += sound.Entries
		report.Versions += sound.Versions
		report.Erased += sound.Erased
		report.trees = append(report.trees, sound.Position)
	}
	for _, p := range kept.Trees {
		if p.Size > 0 {
			return Report{}, ledger.Vanished(p)
		}
	}
	report.Root = ledger.Combined(report.trees).String()
	return report, nil
}

// authorities lists every authority there is a head, an entry or a version
// of, so that rows of an authority that does not exist are found.
func (c *check) authorities(ctx context.Context) ([]queries.LedgerHead, error) {
	heads := slices.Clone(c.heads)
	for _, table := range []string{"ledger_entry", "version", "filing", "tie", "find_key", "viewing", "batch", "holding", "book", "return_id"} {
		for after := ""; ; {
			var next sql.NullString
			if err := c.readers[0].QueryRowContext(ctx, "SELECT min(authority_id) FROM "+table+" WHERE authority_id > $1", after).Scan(&next); err != nil {
				return nil, err
			}
			if !next.Valid {
				break
			}
			after = next.String
			if !slices.ContainsFunc(heads, func(h queries.LedgerHead) bool { return h.AuthorityID == after }) {
				heads = append(heads, queries.LedgerHead{AuthorityID: after})
			}
		}
	}
	if err := c.vanished(ctx, heads); err != nil {
		return nil, err
	}
	slices.SortFunc(heads, func(a, b queries.LedgerHead) int { return strings.Compare(a.AuthorityID, b.AuthorityID) })
	return heads, nil
}

// vanished finds an authority that was made, as the system's ledger tells,
// and of which nothing is left.
func (c *check) vanished(ctx context.Context, heads []queries.LedgerHead) (err error) {
	made, err := c.readers[0].QueryContext(ctx, "SELECT detail FROM ledger_entry WHERE authority_id = $1 AND change IN ($2, $3)", SystemAuthority, createAuthority, createViews)
	if err != nil {
		return err
	}
	defer func() { err = also(err, made.Close()) }()
	for made.Next() {
		var id string
		if err := made.Scan(&id); err != nil {
			return err
		}
		if !slices.ContainsFunc(heads, func(h queries.LedgerHead) bool { return h.AuthorityID == id }) {
			return ledger.Lost(id)
		}
	}
	return made.Err()
}

// spanSize is how many entries are checked at a time: enough that starting a
// query costs nothing beside it, and few enough to hold in memory.
const spanSize = 8192

// job is a span of one ledger to be read and hashed.
type job struct {
	from, to int64
	span     *ledger.Span
	err      error
	done     chan struct{}
}

// authority checks one ledger: spans are read and hashed at the same time, by
// as many workers as there are readers, and joined in order.
func (c *check) authority(ctx context.Context, h queries.LedgerHead, watch []int64, tell func(int64)) (ledger.Sound, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	work, order := make(chan *job), make(chan *job, len(c.readers))
	var workers sync.WaitGroup
	defer workers.Wait()
	workers.Go(func() { handOut(ctx, h.Size, work, order) })
	for _, tx := range c.readers {
		workers.Go(func() {
			for j := range work {
				j.span, j.err = readSpan(ctx, tx, h.AuthorityID, j.from, j.to)
				close(j.done)
			}
		})
	}
	verifier := ledger.NewVerifier(h.AuthorityID, ledger.Head{Size: h.Size, At: h.AtUs, Edge: h.Edge}, watch...)
	var failed error
	for j := range order {
		<-j.done
		if failed == nil && j.err != nil {
			failed = j.err
			stop()
		}
		if failed == nil {
			verifier.Add(j.span)
			tell(j.span.Entries())
		}
	}
	if failed == nil {
		failed = ctx.Err() // stopped before every span was handed out
	}
	if failed != nil {
		return ledger.Sound{}, failed
	}
	sound, fault := verifier.Finish()
	if fault != nil {
		return ledger.Sound{}, fault
	}
	return sound, nil
}

// handOut cuts a ledger into spans, which together cover every number there
// is, so that no row can lie outside them. Each goes to a worker and, in
// order, to whoever joins them.
func handOut(ctx context.Context, size int64, work, order chan<- *job) {
	defer close(order)
	defer close(work)
	for from := int64(math.MinInt64); ; {
		to := max(from, 0) + spanSize
		last := to >= size
		if last {
			to = math.MaxInt64
		}
		j := &job{from: from, to: to, done: make(chan struct{})}
		select {
		case order <- j:
		case <-ctx.Done():
			return
		}
		select {
		case work <- j:
		case <-ctx.Done():
			j.err = ctx.Err()
			close(j.done)
			return
		}
		if last {
			return
		}
		from = to + 1
	}
}

// readSpan reads the entries of a span and the versions they wrote. Nothing
// is copied between the engine's row and the hash.
func readSpan(ctx context.Context, tx *sql.Tx, authority string, from, to int64) (*ledger.Span, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	whole := context.WithoutCancel(ctx) // a span is short, and watching for a stop costs at every row
	span := ledger.NewSpan(authority)
	var e ledger.Row
	var eb [9]sql.RawBytes
	err := eachRow(whole, tx, `SELECT seq, at_us, actor, membership, on_behalf_of, change, effective_on, detail, puts, erases, hashes
		FROM ledger_entry WHERE authority_id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq`, []any{authority, from, to},
		[]any{&e.Seq, &e.At, &eb[0], &eb[1], &eb[2], &eb[3], &eb[4], &eb[5], &eb[6], &eb[7], &eb[8]}, func() {
			e.Actor, e.Membership, e.OnBehalfOf, e.Change, e.EffectiveOn = eb[0], eb[1], eb[2], eb[3], eb[4]
			e.Detail, e.Puts, e.Erases, e.Hashes = eb[5], eb[6], eb[7], eb[8]
			span.Entry(&e)
		})
	if err != nil {
		return nil, err
	}
	var v ledger.VersionRow
	var vb [6]sql.RawBytes
	err = eachRow(whole, tx, `SELECT seq, version, thing_id, kind, parent_id, effective_on, salt, body
		FROM version WHERE authority_id = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq`, []any{authority, from, to},
		[]any{&v.Seq, &v.Version, &vb[0], &vb[1], &vb[2], &vb[3], &vb[4], &vb[5]}, func() {
			v.Thing, v.Kind, v.Parent, v.EffectiveOn, v.Salt, v.Body = vb[0], vb[1], vb[2], vb[3], vb[4], vb[5]
			span.Version(&v)
		})
	return span, err
}

func eachRow(ctx context.Context, tx *sql.Tx, query string, args, into []any, each func()) (err error) {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = also(err, rows.Close()) }()
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		each()
	}
	return rows.Err()
}
