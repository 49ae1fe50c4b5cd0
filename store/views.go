package store

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"throughline/access"
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
	fileAfter  = time.Second      // from the first look taken in to its filing, when nobody asks
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
	ledgers sync.Map        // those known to be there
	behind  map[string]bool // those with batches to be indexed
	inserts viewingInserts

	intake atomic.Pointer[intake] // nil for none
	ailing atomic.Bool            // what was taken in could not be filed, so nothing more is taken in until it is
}

// own is this process's intake, or nil.
func (w *viewer) own() *intake { return w.intake.Load() }

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
	w.started, w.stop, w.behind = true, stop, map[string]bool{}
	w.queue, w.closing, w.ended = make(chan *viewRequest), make(chan struct{}), make(chan struct{})
	var taken <-chan struct{}
	if db.engine == onSQLite && takesIn {
		if in, err := db.newIntake(unobserved(ctx)); err == nil { // without one, looks go into the ledger of views at once
			w.intake.Store(in)
			taken = in.taken
		}
	}
	go w.run(ctx, db, taken)
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
	err := w.inserts.close()
	if in := w.own(); in != nil {
		err = errors.Join(err, in.close())
	}
	return err
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
	if in := db.views.own(); in != nil && db.mayTakeIn(in, authority, views) {
		if err := in.add(ctx, authority, views); !errors.Is(err, errNoRoom) {
			return err
		}
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

// mayTakeIn says whether views need not go into the ledger at once: nothing is
// to be made of them, and nothing is known to keep them from being filed.
func (db *DB) mayTakeIn(in *intake, authority string, views []view) (may bool) {
	defer func() {
		if problem := recover(); problem != nil { // whoever watches views fails again, and is told of, where they are written
			may = false
		}
	}()
	if _, known := db.views.ledgers.Load(authority); !known || in.broken.Load() || db.views.ailing.Load() {
		return false
	}
	watching := db.watch.Load()
	if watching == nil {
		return true
	}
	all, err := viewBatch{views}.flat("")
	return err == nil && watching.of != nil && len(watching.of(all)) == 0
}

// run writes, files and indexes views. taken tells when something was taken
// in; nil when nothing can be.
func (w *viewer) run(ctx context.Context, db *DB, taken <-chan struct{}) {
	defer close(w.ended)
	due, filing := time.NewTimer(indexAfter), time.NewTimer(fileAfter)
	defer due.Stop()
	defer filing.Stop()
	due.Stop() // until something is behind
	filing.Stop()
	armed := false
	for {
		select {
		case <-w.closing:
			w.fileLast(ctx, db)
			w.indexAll(ctx, db)
			return
		case <-taken:
			if !armed { // so that looks without end do not put it off
				armed = true
				filing.Reset(fileAfter)
			}
		case <-filing.C:
			if armed = !w.fileTaken(ctx, db); armed {
				filing.Reset(fileAfter)
			} else {
				due.Reset(indexPause)
			}
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

// fileTaken files what this process took in, and says whether it could. What
// could not be filed is tried again, and until then nothing more is taken in.
func (w *viewer) fileTaken(ctx context.Context, db *DB) bool {
	w.ledgers.Range(func(authority, _ any) bool { // others may have filed for somebody who asked
		if id, ok := authority.(string); ok {
			w.behind[id] = true
		}
		return true
	})
	ctx, stop := context.WithTimeout(unobserved(ctx), batchTime)
	defer stop()
	return db.fileOwn(ctx) == nil
}

// fileLast files what is left when the database is closed. What cannot be
// filed stays in the intake, for whoever opens it next.
func (w *viewer) fileLast(ctx context.Context, db *DB) {
	if in := w.own(); in != nil {
		in.end()
		w.fileTaken(ctx, db)
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
	if _, known := w.ledgers.Load(authority); !known {
		if err := db.ensureViews(ctx, authority); err != nil {
			return err
		}
		w.ledgers.Store(authority, true)
	}
	var batch viewBatch
	for _, r := range requests {
		batch.Views = append(batch.Views, r.views...)
	}
	err = db.writeBehind(ctx, authority, batch)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		err = &Error{Kind: ErrUnavailable, Words: "What was looked at could not be recorded in time, so nothing is shown: try again in a minute.", Reason: err}
	}
	return err
}
