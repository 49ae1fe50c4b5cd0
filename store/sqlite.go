package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"

	_ "modernc.org/sqlite" // the engine
)

// What SQLite is told, and why.
const (
	busyTimeout = 10_000 // ms to wait while another process writes
	cacheKiB    = 32_768 // per connection: the upper pages of the indexes of a large ledger fit
	dbFileMode  = 0o600  // the file holds everything: only its owner may read it
)

// openSQLite opens a file: one connection that writes, so that writers queue
// here and not inside SQLite, and several that can only read.
func openSQLite(ctx context.Context, where address, opt Options) (*DB, error) {
	if _, err := os.Stat(where.path); errors.Is(err, fs.ErrNotExist) {
		return nil, notFound("There is no database at %s: run throughline migrate to make one.", where.path)
	} else if err != nil {
		return nil, &Error{Kind: ErrUnavailable, Words: fmt.Sprintf("The database at %s cannot be opened.", where.path), Reason: err}
	}
	readers := opt.Readers
	if readers <= 0 {
		readers = max(4, 2*runtime.NumCPU())
	}
	read, err := openObserved(sqliteDSN(where.path, "query_only(1)"), opt.Observe)
	if err != nil {
		return nil, kinded(err)
	}
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	db := &DB{engine: onSQLite, address: where, clock: opt.Clock, readOnly: opt.ReadOnly, read: read, write: read, close: read.Close}
	if opt.ReadOnly {
		return db, nil
	}
	extra := []string{"secure_delete(1)"} // erased content is overwritten in the file
	if opt.LimitBytes > 0 {
		extra = append(extra, fmt.Sprintf("max_page_count(%d)", max(1, opt.LimitBytes/4096)))
	}
	write, err := openObserved(sqliteDSN(where.path, extra...)+"&_txlock=immediate", opt.Observe)
	if err != nil {
		return nil, errors.Join(kinded(err), read.Close())
	}
	write.SetMaxOpenConns(1)
	db.write = write
	db.close = func() error { return errors.Join(read.Close(), write.Close()) }
	// The mode is kept in the file, so it is set once and not by every connection.
	if _, err := write.ExecContext(ctx, "PRAGMA journal_mode = WAL"); err != nil {
		return nil, errors.Join(kinded(err), db.close())
	}
	return db, nil
}

func sqliteDSN(path string, pragmas ...string) string {
	settings := url.Values{}
	for _, p := range append([]string{
		fmt.Sprintf("busy_timeout(%d)", busyTimeout),
		"synchronous(FULL)", // a change that was acknowledged survives the power going off
		fmt.Sprintf("cache_size(-%d)", cacheKiB),
		"foreign_keys(1)",
		"temp_store(MEMORY)", // content never goes into a file that this program does not own
	}, pragmas...) {
		settings.Add("_pragma", p)
	}
	return (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: settings.Encode()}).String()
}

// createSQLite makes an empty file that only its owner may read, unless there
// is a file already.
func createSQLite(path string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, dbFileMode)
	if err != nil {
		return &Error{Kind: ErrUnavailable, Words: fmt.Sprintf("The database file %s cannot be made: check that its folder exists and can be written to.", path), Reason: err}
	}
	return file.Close()
}
