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
	"slices"
	"strings"
	"time"

	"throughline/store/queries"
)

const (
	intakeSize  = 1 << 20 // enough for some thousand answers
	intakesMost = 99      // as many processes, and more, as ever look at one file
	intakeEnd   = "-looks-"
	damagedEnd  = ".damaged-"           // ends the name of an intake that was set aside
	unmade      = ".throughline-looks-" // begins that of one that is being made
)

// intakeSetting is the name of the setting that says up to which record an intake
// of this number was filed. It outlives the file: numbers go on in the next.
func intakeSetting(path string) string {
	return "looks" + path[strings.LastIndexByte(path, '-'):]
}

// intakePath is where the intakes of a database are, but for their number. All
// who open the file by another name must find the same.
func (db *DB) intakePath() (string, error) {
	whole, err := filepath.EvalSymlinks(db.address.path)
	return whole + intakeEnd, err
}

// newIntake makes this process's intake: whole and locked before it has the
// name under which others find it.
func (db *DB) newIntake(ctx context.Context) (in *intake, err error) {
	base, err := db.intakePath()
	if err != nil {
		return nil, err
	}
	if err := removeUnmade(filepath.Dir(base)); err != nil {
		return nil, err
	}
	file, err := os.CreateTemp(filepath.Dir(base), unmade+"*")
	if err != nil {
		return nil, err
	}
	made := file.Name()
	defer func() {
		if err = also(err, os.Remove(made)); err != nil {
			err = also(err, file.Close())
		}
	}()
	if !lockFile(file) {
		return nil, errors.New("the intake of looks cannot be locked")
	}
	if err := file.Chmod(dbFileMode); err != nil {
		return nil, err
	}
	if _, err := file.WriteAt(make([]byte, intakeSize), 0); err != nil {
		return nil, err
	}
	if err := file.Sync(); err != nil {
		return nil, err
	}
	path := ""
	for n := 1; ; n++ {
		path = fmt.Sprint(base, n)
		if err = os.Link(made, path); err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) || n == intakesMost {
			return nil, err
		}
	}
	in = &intake{file: file, path: path, name: intakeSetting(path), taken: make(chan struct{}, 1), leader: make(chan struct{}, 1), sync: syncContent}
	if err = syncFolder(path); err == nil {
		in.number, err = filedTo(ctx, db.reading, in.name)
	}
	if err != nil {
		return nil, also(err, os.Remove(path))
	}
	return in, nil
}

// removeUnmade takes away intakes that were still being made when their
// process was killed.
func removeUnmade(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), unmade) {
			continue
		}
		path := filepath.Join(folder, e.Name())
		file, err := os.OpenFile(path, os.O_RDWR, 0)
		if err == nil && lockFile(file) {
			err = os.Remove(path)
		}
		if file != nil {
			err = also(err, file.Close())
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return also(folder.Sync(), folder.Close())
}

// intakes lists the intakes of all processes, and those set aside.
func (db *DB) intakes() (all, damaged []string, err error) {
	if db.engine != onSQLite {
		return nil, nil, nil
	}
	base, err := db.intakePath()
	if err != nil {
		return nil, nil, err
	}
	entries, err := os.ReadDir(filepath.Dir(base))
	if err != nil {
		return nil, nil, err
	}
	for _, e := range entries {
		number, is := strings.CutPrefix(e.Name(), filepath.Base(base))
		number, _, aside := strings.Cut(number, damagedEnd)
		if number == "" || !is || strings.Trim(number, "0123456789") != "" {
			continue
		}
		if path := filepath.Join(filepath.Dir(base), e.Name()); aside {
			damaged = append(damaged, path)
		} else {
			all = append(all, path)
		}
	}
	return all, damaged, nil
}

// fileOthers files what other processes took in: of those that have ended, and
// of those that have not too when live.
func (db *DB) fileOthers(ctx context.Context, live bool) error {
	all, _, err := db.intakes()
	if err != nil {
		return &Error{Kind: ErrUnavailable, Words: "The folder of the database cannot be read.", Reason: err}
	}
	own := db.views.own()
	var errs []error
	for _, path := range all {
		if own == nil || path != own.path {
			errs = append(errs, db.fileOther(ctx, path, live))
		}
	}
	return errors.Join(errs...)
}

// fileOther files one intake of another process. When that process has ended,
// the file is taken away, or set aside if some of it cannot be read.
func (db *DB) fileOther(ctx context.Context, path string, live bool) (err error) {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it was filed meanwhile
	}
	if err != nil {
		return cannotReadIntake(path, err)
	}
	defer func() { err = also(err, file.Close()) }()
	ended := lockFile(file)
	if ended && !isAt(file, path) || !ended && !live {
		return nil
	}
	const attempts = 20
	for attempt := 1; ; attempt++ {
		lost, err := db.fileFrom(ctx, file, path, ended)
		switch {
		case ended && (lost || errors.Is(err, ErrNotFound)):
			return setAside(path)
		case err != nil:
			return err
		case ended:
			if err := os.Remove(path); err != nil {
				return cannotReadIntake(path, err)
			}
			return nil
		case !lost:
			return nil
		case attempt == attempts:
			return damagedIntake(path)
		}
		// Its process is writing to it, or files it from memory.
		select {
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// fileFrom files what is in an intake: all that can be read when its process
// has ended, and otherwise what comes before anything that cannot.
func (db *DB) fileFrom(ctx context.Context, file *os.File, path string, ended bool) (lost bool, err error) {
	name := intakeSetting(path)
	err = db.transact(ctx, func(sqlTx *sql.Tx, q *queries.Queries) error {
		to, err := filedTo(ctx, q, name)
		if err != nil {
			return err
		}
		content, err := io.ReadAll(io.NewSectionReader(file, 0, intakeSize))
		if err != nil {
			return cannotReadIntake(path, err)
		}
		var all []taken
		if all, lost = readTaken(content, to); !ended {
			all = inSequence(all, to)
		}
		return db.file(ctx, sqlTx, q, name, all)
	})
	return lost, err
}

// isAt says whether a file is still the one of that name.
func isAt(file *os.File, path string) bool {
	mine, err := file.Stat()
	named, err2 := os.Stat(path)
	return err == nil && err2 == nil && os.SameFile(mine, named)
}

// setAside keeps an intake that cannot be read whole, for whoever looks into
// it, and says so.
func setAside(path string) error {
	for n := 1; ; n++ {
		err := os.Link(path, fmt.Sprint(path, damagedEnd, n))
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			return cannotReadIntake(path, err)
		}
	}
	if err := os.Remove(path); err != nil {
		return cannotReadIntake(path, err)
	}
	return damagedIntake(path)
}

func damagedIntake(path string) error {
	return &Error{Kind: ErrDamaged, Words: "Some looks were recorded beside the database, in " + filepath.Base(path) +
		", and cannot be read or belong to no council here. All others are told of. Run throughline verify."}
}

func cannotReadIntake(path string, err error) error {
	return &Error{Kind: ErrUnavailable, Words: "The looks recorded beside the database, in " + filepath.Base(path) + ", cannot be read.", Reason: err}
}

// checkIntakes says how many looks are still to be filed, and refuses an
// intake that was set aside, or that cannot be read whole.
func (db *DB) checkIntakes(ctx context.Context) (waiting int64, err error) {
	all, damaged, err := db.intakes()
	if err != nil {
		return 0, &Error{Kind: ErrUnavailable, Words: "The folder of the database cannot be read.", Reason: err}
	}
	if len(damaged) > 0 {
		return 0, &Error{Kind: ErrDamaged, Words: "Some looks that were recorded beside the database could not be read, or belong to no council here. What there is of them is in " +
			filepath.Base(damaged[0]) + ": move it to another place once it has been looked into."}
	}
	for _, path := range all {
		n, err := db.waitingIn(ctx, path)
		if err != nil {
			return 0, err
		}
		waiting += n
	}
	return waiting, nil
}

// waitingIn counts the looks still to be filed of one intake, which may be
// written to and filed meanwhile.
func (db *DB) waitingIn(ctx context.Context, path string) (n int64, err error) {
	const attempts = 20
	for attempt := 1; ; attempt++ {
		to, err := filedTo(ctx, db.reading, intakeSetting(path))
		if err != nil {
			return 0, err
		}
		content, err := os.ReadFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			return 0, nil
		}
		if err != nil {
			return 0, cannotReadIntake(path, err)
		}
		all, lost := readTaken(content, to)
		if !lost {
			for _, t := range all {
				n += int64(len(t.Views))
			}
			return n, nil
		}
		if attempt == attempts {
			return 0, damagedIntake(path)
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// copyIntakes puts the intakes of a database beside a copy of it.
func copyIntakes(from, to string) error {
	db := &DB{engine: onSQLite, address: address{path: from}}
	all, damaged, err := db.intakes()
	if err != nil {
		return cannotReadIntake(from, err)
	}
	for _, path := range slices.Concat(all, damaged) {
		end := path[strings.LastIndex(path, intakeEnd):]
		if err := copyFile(path, to+end); err != nil {
			return err
		}
	}
	return nil
}
