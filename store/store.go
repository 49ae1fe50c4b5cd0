// Package store is the one seam to the database: SQLite in a file or a
// PostgreSQL server, with the same queries and the same behaviour. Every
// method that touches what belongs to an authority takes a caller, works only
// within the caller's authority, and records what it refuses.
//
// A context is always needed. A transaction is a closure, and one must not be
// opened inside another.
package store

import (
	"context"
	"database/sql"
	"errors"
	"sync/atomic"
	"time"

	"throughline/change"
	"throughline/store/queries"
)

// Options say how a database is opened. The zero Options suit a server.
type Options struct {
	Clock      func() time.Time // nil for the machine's own clock
	ReadOnly   bool             // refuse every write; denials cannot be recorded then
	LimitBytes int64            // SQLite: refuse to let the file grow beyond this; 0 for no limit
	Readers    int              // how many may read at once; 0 for enough
	DrawMost   int              // how many things about people a list draws from ties before it walks the whole list instead; 0 for enough, -1 for none

	// Watch looks at each batch of views as it is recorded, and answers with
	// puts, such as alerts, for the same transaction. It may run more than
	// once for a batch, and reads through the Tx alone. Its error keeps the
	// batch from being recorded, and so what was looked at from being shown.
	Watch Watcher

	// Observe is told the text of each statement as it is run, so that a test
	// can compare what two questions cost. It may be called by many at once.
	// What is done later, for nobody's question, is not told: see indexAfter.
	// Without it nothing stands between the store and its driver.
	Observe func(statement string)
}

// Watcher is what looks at each batch of views. See Options.
type Watcher func(ctx context.Context, views []Viewing, tx *Tx) ([]change.Put, error)

// DB is an open database. It may be used by many goroutines at once.
type DB struct {
	engine   engine
	address  address
	clock    func() time.Time
	readOnly bool
	write    *sql.DB // SQLite: one connection; PostgreSQL: the same pool as read
	read     *sql.DB
	writing  *queries.Queries
	reading  *queries.Queries
	close    func() error
	refused  refusals
	watch    atomic.Pointer[watching]
	views    viewer
	scoped   prepared
	drawMost int64
}

// Open opens the database at url, which is "sqlite:/path/file.db", a path, or
// "postgres://…". It changes nothing, but for filing looks that a process which
// was killed had recorded beside an SQLite file: a database that is older than
// this program gives ErrTooOld, and one that is newer gives ErrTooNew.
func Open(ctx context.Context, url string, opt Options) (*DB, error) {
	db, err := connect(ctx, url, opt)
	if err != nil {
		return nil, err
	}
	if db.drawMost = int64(opt.DrawMost); db.drawMost == 0 {
		db.drawMost = drawMost
	}
	db.Watch(opt.Watch)
	if err := db.ready(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if !db.readOnly {
		_ = db.fileOthers(unobserved(ctx), false) // whoever asks, verifies or backs up is told what is wrong
	}
	return db, nil
}

// ready refuses a database of another version and prepares the queries.
func (db *DB) ready(ctx context.Context) error {
	if err := db.checkVersion(ctx); err != nil {
		return err
	}
	db.writing, db.reading = queries.New(db.write), queries.New(db.read)
	if db.engine == onPostgres {
		return nil // pgx prepares each statement the first time a connection uses it
	}
	var err error
	if db.writing, err = queries.Prepare(ctx, db.write); err != nil {
		return kinded(err)
	}
	db.reading, err = queries.Prepare(ctx, db.read)
	return kinded(err)
}

// Close lets go of the database. Transactions under way are undone, but for
// the views being recorded, which are finished within a few seconds.
func (db *DB) Close() error {
	errs := []error{db.views.close()}
	errs = append(errs, db.scoped.close()...)
	for _, q := range []*queries.Queries{db.writing, db.reading} {
		if q != nil {
			errs = append(errs, q.Close())
		}
	}
	return errors.Join(append(errs, db.close())...)
}

// Watch sets what looks at each batch of views from now on, as Options.Watch
// does from the start; nil for nothing.
func (db *DB) Watch(watcher Watcher) { db.WatchOnly(nil, watcher) }

// WatchOnly is Watch for the views that of gives of a batch. A batch of which it
// gives none is not looked at, which spares it opening the authority's own ledger.
func (db *DB) WatchOnly(of func([]Viewing) []Viewing, watcher Watcher) {
	if watcher == nil {
		db.watch.Store(nil)
		return
	}
	db.watch.Store(&watching{of, watcher})
}

// watching is who looks at views, and at which; of is nil for all.
type watching struct {
	of func([]Viewing) []Viewing
	by Watcher
}

// Engine names the database engine in words.
func (db *DB) Engine() string { return db.engine.String() }

func connect(ctx context.Context, url string, opt Options) (*DB, error) {
	where, err := parseURL(url)
	if err != nil {
		return nil, err
	}
	if opt.Clock == nil {
		opt.Clock = time.Now
	}
	if where.engine == onPostgres {
		return openPostgres(ctx, where, opt)
	}
	return openSQLite(ctx, where, opt)
}

// transact runs fn in one writing transaction: whole, or not at all. A
// conflict between writers is run again a few times. A panic in fn undoes the
// transaction and goes on.
func (db *DB) transact(ctx context.Context, fn func(tx *sql.Tx, q *queries.Queries) error) error {
	if db.readOnly {
		return &Error{Kind: ErrUnavailable, Words: "The database was opened only for reading, so nothing was saved."}
	}
	const attempts = 5 // enough for writers that meet; more would hide a fault
	for attempt := 1; ; attempt++ {
		err := db.transactOnce(ctx, fn)
		if err == nil || !worthRetrying(err) || attempt == attempts {
			return kinded(err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(attempt*attempt) * 10 * time.Millisecond):
		}
	}
}

func (db *DB) transactOnce(ctx context.Context, fn func(tx *sql.Tx, q *queries.Queries) error) (err error) {
	conn, err := db.writer(ctx)
	if err != nil {
		return err
	}
	defer func() { err = also(err, conn.Close()) }()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	done := false
	defer func() {
		if done {
			return
		}
		if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
			err = also(err, undo)
		}
	}()
	if err := fn(tx, db.writing.WithTx(tx)); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	done = true
	return nil
}

// writerWait bounds the wait for a connection to write on, so that a
// transaction opened inside another ends in an error and not in silence.
const writerWait = 30 * time.Second

func (db *DB) writer(ctx context.Context) (*sql.Conn, error) {
	waiting, stop := context.WithTimeout(ctx, writerWait)
	defer stop()
	conn, err := db.write.Conn(waiting)
	if err != nil && ctx.Err() == nil && errors.Is(err, context.DeadlineExceeded) {
		return nil, &Error{Kind: ErrUnavailable, Words: "Too many people are saving at once, so nothing was saved: try again in a minute."}
	}
	return conn, err
}

// snapshot runs fn in one reading transaction, in which every read sees the
// same moment.
func (db *DB) snapshot(ctx context.Context, fn func(tx *sql.Tx, q *queries.Queries) error) error {
	tx, err := db.read.BeginTx(ctx, db.engine.snapshot())
	if err != nil {
		return kinded(err)
	}
	err = fn(tx, db.reading.WithTx(tx))
	if undo := tx.Rollback(); undo != nil && !errors.Is(undo, sql.ErrTxDone) {
		err = also(err, undo)
	}
	return kinded(err)
}
