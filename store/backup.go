package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"throughline/access"
	"throughline/ledger"
	"throughline/store/queries"
)

// backupDatabase is what only an operator may do.
const backupDatabase access.Permission = "back up the database"

// inspector is the caller by which a backup or a restore checks its own work,
// after the person was allowed it.
var inspector = access.Caller{Account: "backup", Roles: []access.Role{access.Operator}}

// Backup writes the whole database, as it stands at one moment, into a new
// file, while others go on working; then it opens the file and verifies it.
// The file is an SQLite database whichever engine it came from, and restores
// into either. Sessions are left out. Only an operator may.
//
// ErrInvalid when there is a file of that name; a *ledger.Fault when what was
// backed up does not verify, and then no file is left.
func (db *DB) Backup(ctx context.Context, caller access.Caller, dest string, progress Progress) (Report, error) {
	if !isOperator(caller) {
		return Report{}, db.Denied(ctx, caller, backupDatabase, "")
	}
	if _, err := os.Lstat(dest); !errors.Is(err, fs.ErrNotExist) {
		return Report{}, invalid("There is already a file at %s: choose another name, so that no backup is lost.", dest)
	}
	part := dest + ".part"
	if err := removeDatabase(part); err != nil {
		return Report{}, cannotWrite(dest, err)
	}
	if err := createSQLite(part); err != nil {
		return Report{}, err
	}
	report, err := Report{}, db.fileForBackup(ctx)
	if err == nil {
		report, err = db.backupInto(ctx, part, progress)
	}
	if err == nil {
		err = settle(part, dest)
	}
	if err != nil {
		return Report{}, also(kinded(err), removeDatabase(part))
	}
	if db.readOnly {
		return report, nil
	}
	return report, db.noteBackup(ctx, caller, dest)
}

// fileForBackup has a backup hold every look that was recorded before it.
func (db *DB) fileForBackup(ctx context.Context) error {
	if !db.readOnly {
		return db.fileLooks(ctx)
	}
	waiting, err := db.checkIntakes(ctx)
	if err == nil && waiting > 0 {
		err = &Error{Kind: ErrUnavailable, Words: "The database was opened only for reading, and some looks are still to go into the ledger of views, so no backup was made."}
	}
	return err
}

func (db *DB) backupInto(ctx context.Context, part string, progress Progress) (report Report, err error) {
	if db.engine == onSQLite {
		stop := watchSize(part, db.address.path, progress)
		err = vacuumInto(ctx, db.address.path, part)
		stop()
	} else {
		err = db.dumpInto(ctx, part, progress)
	}
	if err != nil {
		return Report{}, kinded(err)
	}
	made, err := Open(ctx, "sqlite:"+part, Options{Clock: db.clock})
	if err != nil {
		return Report{}, err
	}
	defer func() { err = also(err, made.Close()) }()
	for _, table := range []string{"session", "sign_in_attempt"} {
		if _, err := made.write.ExecContext(ctx, "DELETE FROM "+table); err != nil {
			return Report{}, kinded(err)
		}
	}
	return made.Verify(ctx, inspector, nil)
}

// vacuumInto copies a file as it stands at one moment, on a connection of its
// own: the readers' may not run it, and the writer's is for writers.
func vacuumInto(ctx context.Context, from, into string) (err error) {
	own, err := sql.Open("sqlite", sqliteDSN(from))
	if err != nil {
		return err
	}
	defer func() { err = also(err, own.Close()) }()
	_, err = own.ExecContext(ctx, "VACUUM INTO $1", into)
	return err
}

func (db *DB) dumpInto(ctx context.Context, part string, progress Progress) (err error) {
	if _, _, err := Migrate(ctx, "sqlite:"+part, nil); err != nil {
		return err
	}
	made, err := Open(ctx, "sqlite:"+part, Options{Clock: db.clock})
	if err != nil {
		return err
	}
	defer func() { err = also(err, made.Close()) }()
	return db.snapshot(ctx, func(from *sql.Tx, _ *queries.Queries) error {
		return made.transact(ctx, func(to *sql.Tx, _ *queries.Queries) error { return copyRows(ctx, from, to, progress) })
	})
}

// Restore puts a backup into the database at url, which must be new or empty,
// in one transaction, and verifies it before and after. A backup made by an
// older program is brought up to date first; the backup itself is never
// changed. Each of the steps before runs once the backup is known to be whole
// and the database to be empty; its error leaves the database empty.
func Restore(ctx context.Context, backup, url string, progress Progress, before ...func(ctx context.Context, backup *DB) error) (report Report, err error) {
	source, done, err := openBackup(ctx, backup)
	if err != nil {
		return Report{}, err
	}
	defer func() { err = also(err, done()) }()
	was, err := source.Verify(ctx, inspector, nil)
	if err != nil {
		return Report{}, fmt.Errorf("the backup at %s does not verify, so nothing was restored: %w", backup, err)
	}
	if _, _, err := Migrate(ctx, url, nil); err != nil {
		return Report{}, err
	}
	target, err := Open(ctx, url, Options{})
	if err != nil {
		return Report{}, err
	}
	defer func() { err = also(err, target.Close()) }()
	err = source.snapshot(ctx, func(from *sql.Tx, _ *queries.Queries) error {
		return target.transact(ctx, func(to *sql.Tx, _ *queries.Queries) error {
			if err := emptyTarget(ctx, to); err != nil {
				return err
			}
			for _, step := range before {
				if err := step(ctx, source); err != nil {
					return err
				}
			}
			return copyRows(ctx, from, to, progress)
		})
	})
	if err != nil {
		return Report{}, err
	}
	after, err := target.VerifyAgainst(ctx, inspector, ledger.Checkpoint{Trees: was.trees}, nil)
	if err == nil && after.Root != was.Root {
		err = &Error{Kind: ErrDamaged, Words: "What was restored is not what the backup holds: restore again into a new database."}
	}
	return after, err
}

// openBackup opens a backup without writing to it, or to the folder it is in.
func openBackup(ctx context.Context, path string) (db *DB, done func() error, err error) {
	if _, err := os.Stat(path); err != nil {
		return nil, nil, &Error{Kind: ErrNotFound, Words: fmt.Sprintf("There is no backup at %s.", path), Reason: err}
	}
	folder, err := os.MkdirTemp("", "throughline-restore-")
	if err != nil {
		return nil, nil, cannotWrite(os.TempDir(), err)
	}
	copied := filepath.Join(folder, "backup.db")
	err = copyFile(path, copied)
	if _, gone := os.Stat(path + "-wal"); err == nil && gone == nil {
		err = copyFile(path+"-wal", copied+"-wal") // a file that was a database in use has part of it there
	}
	if err == nil {
		err = copyIntakes(path, copied)
	}
	if err == nil {
		if _, _, err = Migrate(ctx, "sqlite:"+copied, nil); err == nil {
			db, err = Open(ctx, "sqlite:"+copied, Options{})
		}
	}
	if err != nil {
		if errors.Is(err, ErrDamaged) {
			err = &Error{Kind: ErrDamaged, Words: fmt.Sprintf("The file %s is not a backup made by Throughline, or it is damaged.", path), Reason: err}
		}
		return nil, nil, also(err, os.RemoveAll(folder))
	}
	return db, func() error { return errors.Join(db.Close(), os.RemoveAll(folder)) }, nil
}

func copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return cannotWrite(from, err)
	}
	defer func() { err = also(err, source.Close()) }()
	target, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, dbFileMode)
	if err != nil {
		return cannotWrite(to, err)
	}
	_, err = io.Copy(target, source)
	if err = also(err, target.Close()); err != nil {
		return cannotWrite(to, err)
	}
	return nil
}

// settle puts a finished file at its name, safe against the power going off.
func settle(part, dest string) error {
	file, err := os.OpenFile(part, os.O_RDWR, 0)
	if err != nil {
		return cannotWrite(dest, err)
	}
	if err := also(file.Sync(), file.Close()); err != nil {
		return cannotWrite(dest, err)
	}
	if err := os.Rename(part, dest); err != nil {
		return cannotWrite(dest, err)
	}
	return nil
}

func removeDatabase(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func cannotWrite(path string, err error) error {
	return &Error{Kind: ErrUnavailable, Words: fmt.Sprintf("The file %s cannot be written: check its folder and the space left.", path), Reason: err}
}

// watchSize tells progress by how much of the file there is so far.
func watchSize(part, whole string, progress Progress) (stop func()) {
	if progress == nil {
		return func() {}
	}
	ended, finished := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(finished)
		for {
			select {
			case <-ended:
				return
			case <-time.After(200 * time.Millisecond):
			}
			now, err := os.Stat(part)
			all, err2 := os.Stat(whole)
			if err == nil && err2 == nil {
				progress(min(now.Size(), all.Size()), all.Size())
			}
		}
	}()
	return func() {
		close(ended)
		<-finished
		progress(1, 1)
	}
}
