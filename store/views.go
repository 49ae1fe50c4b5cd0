package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/store/queries"
)

// KindViews is the kind of thing that a batch of views is, in the ledger of
// views of its authority.
const KindViews = "case.views"

// ChangeViews and ChangeWatched are the names of the entries that record a
// batch of views, and what was made of it.
const (
	ChangeViews   = "views recorded"
	ChangeWatched = "views looked through"
)

// Recorder is the actor of entries that no one person made.
const Recorder = "throughline"

// viewsEnd ends the name of an authority's ledger of views. Views are kept
// apart, so that looking at a child moves nothing in the authority's own.
const viewsEnd = ".views"

func viewsOf(authority string) string { return authority + viewsEnd }

func isViews(authority string) bool { return strings.HasSuffix(authority, viewsEnd) }

// view is one Reading's views as they are kept: who looked, and at whom.
type view struct {
	At         int64          `json:"at"` // microseconds since 1970, UTC
	Account    string         `json:"account"`
	Membership string         `json:"membership,omitempty"`
	Agency     string         `json:"agency,omitempty"`
	Roles      []access.Role  `json:"roles,omitempty"`
	Purpose    access.Purpose `json:"purpose"`
	How        How            `json:"how"`
	Of         []viewOf       `json:"of"`
	name       string         // for whoever watches; names are not kept
}

type viewOf struct {
	Person string   `json:"person,omitempty"`
	Things []string `json:"things,omitempty"`
	Ties   int64    `json:"ties,omitempty"`
	Wall   int      `json:"wall,omitempty"`
}

// viewBatch is the body of a thing of KindViews. The number of a view in
// table viewing is its place among all the Of of all the views.
type viewBatch struct {
	Views []view `json:"views"`
}

// flat gives the batch as viewings, in the order of their numbers.
func (b viewBatch) flat(batch string) (all []Viewing, err error) {
	for _, v := range b.Views {
		for _, of := range v.Of {
			if of.Wall < 0 || of.Wall >= len(access.Walls) {
				return nil, &Error{Kind: ErrDamaged, Words: "The record of a view cannot be read: run throughline verify."}
			}
			all = append(all, Viewing{At: time.UnixMicro(v.At).UTC(), Account: v.Account, Name: v.name, Membership: v.Membership, Agency: v.Agency,
				Roles: v.Roles, Purpose: v.Purpose, How: v.How, Person: of.Person, Things: of.Things, Ties: tiesOf(of.Ties), Wall: access.Walls[of.Wall], Batch: batch})
		}
	}
	return all, nil
}

// Bounds of recording.
const (
	batchViews = 256              // views in one batch, but for those of the last answer in it
	batchRows  = 4000             // people in one batch, but for those of the last answer in it
	batchTime  = 20 * time.Second // for a batch to be written: then those who wait are told that it failed
	closeTime  = 5 * time.Second  // for the last batch, when the database is closed
)

// viewRequest is the views of one answer, that somebody waits for.
type viewRequest struct {
	authority string
	views     []view
	done      chan error
}

// rows is how many people the views name.
func (r *viewRequest) rows() (n int) {
	for _, v := range r.views {
		n += len(v.Of)
	}
	return n
}

// viewer writes views for all who wait, many in one transaction: while one
// batch is made safe on the disk, the next gathers.
type viewer struct {
	mu      sync.Mutex
	started bool
	closed  bool
	queue   chan *viewRequest
	closing chan struct{}
	ended   chan struct{}
	stop    context.CancelFunc
	ledgers map[string]bool // those known to be there
	behind  map[string]bool // those with batches to be indexed
	inserts viewingInserts
}

func errClosed() error {
	return &Error{Kind: ErrUnavailable, Words: "Throughline is stopping, so nothing can be shown: try again in a minute."}
}

// start starts the writing of views, the first time it is needed.
func (w *viewer) start(db *DB) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed {
		return errClosed()
	}
	if w.started {
		return nil
	}
	ctx, stop := context.WithCancel(context.Background())
	w.started, w.stop, w.ledgers, w.behind = true, stop, map[string]bool{}, map[string]bool{}
	w.queue, w.closing, w.ended = make(chan *viewRequest), make(chan struct{}), make(chan struct{})
	go w.run(ctx, db)
	return nil
}

// close ends the writing of views. The batch under way is finished, within
// reason; whoever waits for another is refused.
func (w *viewer) close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closed || !w.started {
		w.closed = true
		return w.inserts.close()
	}
	w.closed = true
	close(w.closing)
	enough := time.AfterFunc(closeTime, w.stop)
	<-w.ended
	enough.Stop()
	w.stop()
	return w.inserts.close()
}

func (db *DB) recordView(ctx context.Context, authority string, v view) error {
	return db.recordViews(ctx, authority, []view{v})
}

// recordViews waits until the views of one answer are on record.
func (db *DB) recordViews(ctx context.Context, authority string, views []view) error {
	if db.readOnly {
		return &Error{Kind: ErrUnavailable, Words: "The database was opened only for reading, so no look at a record can be recorded, and nothing is shown."}
	}
	if err := checkID("The ledger of views", viewsOf(authority)); err != nil {
		return err
	}
	if err := db.views.start(db); err != nil { //nolint:contextcheck // who looks first must not end the recording for the rest
		return err
	}
	request := &viewRequest{authority, views, make(chan error, 1)}
	select {
	case db.views.queue <- request:
	case <-db.views.closing:
		return errClosed()
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-request.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *viewer) run(ctx context.Context, db *DB) {
	defer close(w.ended)
	due := time.NewTimer(indexAfter)
	defer due.Stop()
	due.Stop() // until something is behind
	for {
		select {
		case <-w.closing:
			w.indexAll(ctx, db)
			return
		case <-due.C:
			if w.index(ctx, db); len(w.behind) > 0 {
				due.Reset(indexPause)
			}
		case first := <-w.queue:
			for authority, requests := range w.gather(first) {
				err := w.write(ctx, db, authority, requests)
				for _, r := range requests {
					r.done <- err
				}
				if err == nil && len(w.behind) == 0 {
					due.Reset(indexAfter)
				}
				if err == nil {
					w.behind[authority] = true
				}
			}
		}
	}
}

// index indexes some batches of one ledger that is behind. What cannot be
// indexed now stays in the ledger of views: it is tried again with the next
// batch, and whoever asks who looked is told what is wrong.
func (w *viewer) index(ctx context.Context, db *DB) {
	for authority := range w.behind {
		if more, err := db.indexViews(unobserved(ctx), viewsOf(authority)); err != nil || !more {
			delete(w.behind, authority)
		}
		return
	}
}

// indexAll leaves nothing behind, for whoever opens the database next only to
// read it.
func (w *viewer) indexAll(ctx context.Context, db *DB) {
	for len(w.behind) > 0 && ctx.Err() == nil {
		w.index(ctx, db)
	}
}

// gather takes whoever else is waiting, up to the size of a batch.
func (w *viewer) gather(first *viewRequest) map[string][]*viewRequest {
	batch, rows := map[string][]*viewRequest{first.authority: {first}}, first.rows()
	for taken := len(first.views); taken < batchViews && rows < batchRows; {
		select {
		case r := <-w.queue:
			batch[r.authority] = append(batch[r.authority], r)
			taken += len(r.views)
			rows += r.rows()
		default:
			return batch
		}
	}
	return batch
}

func (w *viewer) write(ctx context.Context, db *DB, authority string, requests []*viewRequest) (err error) {
	ctx, stop := context.WithTimeout(ctx, batchTime)
	defer stop()
	defer func() {
		if problem := recover(); problem != nil { // whoever watches views must not end the recording of them
			err = &Error{Kind: ErrUnavailable, Words: "What was looked at could not be recorded, so nothing is shown: try again in a minute."}
		}
	}()
	if !w.ledgers[authority] {
		if err := db.ensureViews(ctx, authority); err != nil {
			return err
		}
		w.ledgers[authority] = true
	}
	var batch viewBatch
	for _, r := range requests {
		batch.Views = append(batch.Views, r.views...)
	}
	err = db.transact(ctx, func(sqlTx *sql.Tx, q *queries.Queries) error { return db.writeBatch(ctx, sqlTx, q, authority, batch) })
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		err = &Error{Kind: ErrUnavailable, Words: "What was looked at could not be recorded in time, so nothing is shown: try again in a minute.", Reason: err}
	}
	return err
}

// writeBatch writes one batch: an entry in the ledger of views with one thing,
// and whatever those who watch make of it. That is the record; table viewing is
// made from it afterwards.
func (db *DB) writeBatch(ctx context.Context, sqlTx *sql.Tx, q *queries.Queries, authority string, batch viewBatch) error {
	by := access.Caller{Account: Recorder, Authority: viewsOf(authority)}
	tx, err := db.begin(ctx, sqlTx, q, by, by.Authority, calendar.Date{})
	if err != nil {
		return err
	}
	body, err := json.Marshal(batch)
	if err != nil {
		return &Error{Kind: ErrInvalid, Words: "The record of a view cannot be written as JSON.", Reason: err}
	}
	thing := NewID()
	if err := tx.add(change.Put{Kind: KindViews, Thing: thing}, body); err != nil {
		return err
	}
	tx.entry.Change = ChangeViews
	if err := tx.commit(); err != nil {
		return err
	}
	return db.watched(ctx, sqlTx, q, authority, batch, thing)
}

// watched lets the program look at the views just recorded, and writes what it
// makes of them into the authority's own ledger, in the same transaction.
func (db *DB) watched(ctx context.Context, sqlTx *sql.Tx, q *queries.Queries, authority string, batch viewBatch, thing string) error {
	watching := db.watch.Load()
	if watching == nil {
		return nil
	}
	views, err := batch.flat(thing)
	if err != nil {
		return err
	}
	if watching.of != nil {
		if views = watching.of(views); len(views) == 0 {
			return nil
		}
	}
	by := access.Caller{Account: Recorder, Authority: authority}
	tx, err := db.begin(ctx, sqlTx, q, by, authority, calendar.Date{})
	if err != nil {
		return err
	}
	tx.trusted = true
	puts, err := watching.by(ctx, views, tx)
	if err != nil || len(puts) == 0 {
		return err
	}
	for _, p := range puts {
		if err := tx.Put(p); err != nil {
			return err
		}
	}
	tx.entry.Change = ChangeWatched
	return tx.commit()
}

// createViews is the name of the entry, in the system's ledger, that says an
// authority has a ledger of views, so that it cannot vanish whole.
const createViews = "create ledger of views"

// ensureViews makes an authority's ledger of views, unless there is one.
func (db *DB) ensureViews(ctx context.Context, authority string) error {
	if _, err := db.reading.Head(ctx, viewsOf(authority)); !errors.Is(err, sql.ErrNoRows) {
		return kinded(err)
	}
	if err := db.ensureSystem(ctx); err != nil {
		return err
	}
	return db.transact(ctx, func(sqlTx *sql.Tx, q *queries.Queries) error {
		if _, err := q.Head(ctx, authority); errors.Is(err, sql.ErrNoRows) {
			return notFound("There is no authority with the id %s.", authority)
		} else if err != nil {
			return err
		}
		made, err := q.CreateHead(ctx, queries.CreateHeadParams{AuthorityID: viewsOf(authority), Edge: []byte{}})
		if err != nil || made == 0 {
			return err
		}
		note, err := db.begin(ctx, sqlTx, q, access.Caller{Account: Recorder, Authority: authority}, SystemAuthority, calendar.Date{})
		if err != nil {
			return err
		}
		note.entry.Change, note.entry.Detail = createViews, viewsOf(authority)
		return note.commit()
	})
}
