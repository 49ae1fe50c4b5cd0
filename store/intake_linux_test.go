package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/ledger"
	"throughline/store/queries"
)

const council = "council"

var lead = access.Caller{Account: "lead", Authority: council, Membership: "lead", Roles: []access.Role{access.GovernanceLead}}

func openedAt(t *testing.T, path string, opt Options) *DB {
	t.Helper()
	if _, _, err := Migrate(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), path, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// takingIn gives a database that takes looks in, and that files none by itself
// until release.
func takingIn(t *testing.T) (db *DB, path string, release func()) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "a.db")
	db = openedAt(t, path, Options{})
	if _, err := db.CreateAuthority(t.Context(), inspector, council, "A council"); err != nil {
		t.Fatal(err)
	}
	lookAs(t, db, "first") // the ledger of views is made
	conn, err := db.write.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	release = sync.OnceFunc(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(release)
	return db, path, release
}

func looking(db *DB, account string) error {
	return db.recordView(context.Background(), council, view{At: time.Now().UnixMicro(), Account: account, Membership: "wes", How: HowOpened, Of: []viewOf{{Person: "ann"}}})
}

func lookAs(t *testing.T, db *DB, accounts ...string) {
	t.Helper()
	for _, account := range accounts {
		if err := looking(db, account); err != nil {
			t.Fatal(err)
		}
	}
}

// mustTell checks who is told of as having looked, in order.
func mustTell(t *testing.T, db *DB, want ...string) {
	t.Helper()
	views, _, err := db.ViewsByMember(t.Context(), lead, "wes", Page{Limit: MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range slices.Backward(views) {
		got = append(got, v.Account)
	}
	if !slices.Equal(got, want) {
		t.Errorf("told of %v, and there were %v", got, want)
	}
}

func mustVerify(t *testing.T, db *DB) Report {
	t.Helper()
	report, err := db.Verify(t.Context(), inspector, nil)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// asItWas copies a database as it is on the disk, which is how it is found
// after the power went off, and gives the copy.
func asItWas(t *testing.T, path string) string {
	t.Helper()
	to := t.TempDir()
	files, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "-shm") {
			continue
		}
		if err := copyFile(file, filepath.Join(to, filepath.Base(file))); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(to, filepath.Base(path))
}

func beside(t *testing.T, path string) (names []string) {
	t.Helper()
	files, err := filepath.Glob(path + intakeEnd + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		names = append(names, filepath.Base(file))
	}
	return names
}

// Looks that were taken in when the power went off are filed once, in their
// order and with their times, by whoever opens the database next.
func TestLooksTakenInOutliveTheirProcess(t *testing.T) {
	db, path, release := takingIn(t)
	start := time.Now()
	lookAs(t, db, "a", "b", "c")
	info, err := os.Stat(path + "-looks-1")
	if err != nil || info.Mode().Perm() != dbFileMode || info.Size() != intakeSize {
		t.Fatalf("%v, %v", info, err)
	}
	end := time.Now()
	before := asItWas(t, path)
	release()
	if err := db.fileLooks(t.Context()); err != nil {
		t.Fatal(err)
	}
	between := asItWas(t, path) // filed, and still in the file
	for _, image := range []string{before, between} {
		again := openedAt(t, image, Options{Clock: func() time.Time { return time.Now().Add(72 * time.Hour) }})
		if names := beside(t, image); len(names) != 0 {
			t.Errorf("opened, and %v are still there", names)
		}
		mustTell(t, again, "first", "a", "b", "c")
		mustVerify(t, again)
		var at int64
		if err := again.read.QueryRowContext(t.Context(), "SELECT at_us FROM ledger_entry WHERE authority_id = $1 AND seq = 2", viewsOf(council)).Scan(&at); err != nil || at < start.UnixMicro() || at > end.UnixMicro() {
			t.Errorf("the entry is of %v, and the looks of %v to %v: %v", time.UnixMicro(at), start, end, err)
		}
		lookAs(t, again, "later")
		mustTell(t, again, "first", "a", "b", "c", "later")
		if err := again.Close(); err != nil {
			t.Error(err)
		}
		if names := beside(t, image); len(names) != 0 {
			t.Errorf("closed, and %v are still there", names)
		}
		mustTell(t, openedAt(t, image, Options{}), "first", "a", "b", "c", "later")
	}
	mustTell(t, db, "first", "a", "b", "c")
}

// Nothing is acknowledged before it is on the disk, and what could not be put
// there is refused; looks go straight into the ledger from then on.
func TestALookIsAcknowledgedWhenItIsOnTheDisk(t *testing.T) {
	db, path, release := takingIn(t)
	in := db.views.own()
	var fail error
	entered, leave := make(chan bool), make(chan bool)
	in.sync = func(file *os.File) error {
		content, err := os.ReadFile(path + "-looks-1")
		if err != nil {
			return err
		}
		if all, _ := readTaken(content, in.number); len(all) == 0 {
			t.Error("the file is made safe before it is written")
		}
		entered <- true
		<-leave
		return errors.Join(fail, file.Sync())
	}
	answered := make(chan error, 1)
	try := func(account string) {
		go func() { answered <- looking(db, account) }()
		<-entered
		select {
		case err := <-answered:
			t.Fatalf("acknowledged before it is on the disk: %v", err)
		case <-time.After(50 * time.Millisecond):
		}
		if all := in.unfiled(); slices.ContainsFunc(all, func(one taken) bool { return one.Views[0].Account == account }) {
			t.Error("filed before it is on the disk")
		}
		leave <- true
	}
	try("a")
	if err := <-answered; err != nil {
		t.Fatal(err)
	}
	fail = errors.New("the disk is gone")
	try("b")
	if err := <-answered; !errors.Is(err, ErrUnavailable) || !errors.Is(err, fail) {
		t.Errorf("a look that is not on the disk gave %v", err)
	}
	release()
	lookAs(t, db, "c")
	mustTell(t, db, "first", "a", "c")
	mustVerify(t, db)
}

// Many who wait at once wait for one write.
func TestThoseWhoWaitAreTakenInTogether(t *testing.T) {
	db, _, release := takingIn(t)
	in := db.views.own()
	syncs := 0
	in.sync = func(file *os.File) error {
		syncs++
		time.Sleep(10 * time.Millisecond)
		return syncContent(file)
	}
	const many = 40
	var wait sync.WaitGroup
	for i := range many {
		wait.Go(func() {
			if err := looking(db, fmt.Sprint("w-", i)); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if syncs > many/4 || len(in.unfiled()) != many {
		t.Errorf("%d writes for %d looks, of which %d are there", syncs, many, len(in.unfiled()))
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	in.leader <- struct{}{}
	if err := in.add(stopped, council, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("who waits no longer: %v", err)
	}
	<-in.leader
	release()
	if err := db.fileOwn(t.Context()); err != nil || len(in.unfiled()) != 0 {
		t.Errorf("%d are still to be filed, %v", len(in.unfiled()), err)
	}
	lookAs(t, db, "next")
	if in.at > 1<<10 {
		t.Errorf("the room of what was filed is not used again: %d", in.at)
	}
}

// An intake that is full, or whose looks cannot be filed, keeps nothing back:
// looks go into the ledger while whoever looked waits.
func TestAFullIntakeIsFiled(t *testing.T) {
	db, _, release := takingIn(t)
	release()
	large := view{At: time.Now().UnixMicro(), Account: "large", Membership: "wes", How: HowListed, Of: []viewOf{{Person: "ann", Things: slices.Repeat([]string{strings.Repeat("x", 60)}, 4000)}}}
	for range 6 {
		if err := db.recordView(t.Context(), council, large); err != nil {
			t.Fatal(err)
		}
	}
	mustTell(t, db, "first", "large", "large", "large", "large", "large", "large")
	mustVerify(t, db)
}

// What is filed twice is in the ledger once, in whatever order and by whomever.
func TestLooksAreFiledOnce(t *testing.T) {
	db, path, release := takingIn(t)
	lookAs(t, db, "a", "b")
	some := db.views.own().unfiled()
	lookAs(t, db, "c")
	all := db.views.own().unfiled()
	release()
	other := openedAt(t, path, Options{})
	for _, by := range []struct {
		db    *DB
		taken []taken
	}{{db, all}, {db, some}, {other, all}, {other, some}} {
		err := by.db.transact(t.Context(), func(tx *sql.Tx, q *queries.Queries) error { return by.db.file(t.Context(), tx, q, "looks-1", by.taken) })
		if err != nil {
			t.Fatal(err)
		}
		mustTell(t, other, "first", "a", "b", "c")
	}
	lookAs(t, db, "d")
	mustTell(t, other, "first", "a", "b", "c", "d") // though the other process has it still to file
	mustTell(t, db, "first", "a", "b", "c", "d")
	mustVerify(t, db)
}

// A record that cannot be read is told of, and hides no other.
func TestADamagedIntakeIsToldOf(t *testing.T) {
	for name, ruin := range map[string]func(content []byte, ends []int) []byte{
		"a byte of a look before the last": func(content []byte, ends []int) []byte { content[ends[0]+intakeHead+3] ^= 1; return content },
		"a look taken out":                 func(content []byte, ends []int) []byte { clear(content[ends[0]:ends[1]]); return content },
		"a council that is not in this database": func(content []byte, ends []int) []byte {
			return appendTaken(content[:ends[2]], 4, []byte(`{"authority":"elsewhere","views":[{"of":[{}]}]}`))
		},
	} {
		t.Run(name, func(t *testing.T) {
			db, path, release := takingIn(t)
			lookAs(t, db, "a", "b", "c")
			image := asItWas(t, path)
			release()
			content, err := os.ReadFile(image + "-looks-1")
			if err != nil {
				t.Fatal(err)
			}
			all, lost := readTaken(content, 0)
			_, ends := intakeOf(t, all...)
			if lost || len(ends) != 3 {
				t.Fatalf("%d looks, %v", len(ends), lost)
			}
			if err := os.WriteFile(image+"-looks-1", ruin(content, ends), dbFileMode); err != nil {
				t.Fatal(err)
			}
			reader, err := Open(t.Context(), image, Options{ReadOnly: true})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := reader.Verify(t.Context(), inspector, nil); !errors.Is(err, ErrDamaged) && !strings.Contains(name, "council") {
				t.Errorf("opened only for reading, it verifies: %v", err)
			}
			if err := reader.Close(); err != nil {
				t.Error(err)
			}
			again := openedAt(t, image, Options{})
			kept := []string{"first", "a", "c"}
			if strings.Contains(name, "council") {
				kept = kept[:1] // they are all in the file that was kept
			}
			mustTell(t, again, kept...)
			if names := beside(t, image); !slices.Contains(names, "a.db-looks-1.damaged-1") {
				t.Fatalf("beside the database are %v", names)
			}
			_, err = again.Verify(t.Context(), inspector, nil)
			if !errors.Is(err, ErrDamaged) || !strings.Contains(Sentence(err), "a.db-looks-1.damaged-1") {
				t.Errorf("it verifies: %v", err)
			}
			if err := os.Remove(image + "-looks-1.damaged-1"); err != nil {
				t.Fatal(err)
			}
			mustVerify(t, again)
			lookAs(t, again, "later")
			mustTell(t, again, append(kept, "later")...)
		})
	}
	// While its process lives, others wait for it to file what they cannot read.
	db, path, release := takingIn(t)
	lookAs(t, db, "a", "b")
	content, err := os.ReadFile(path + "-looks-1")
	if err != nil {
		t.Fatal(err)
	}
	content[intakeHead+3] ^= 1
	if err := os.WriteFile(path+"-looks-1", content, dbFileMode); err != nil {
		t.Fatal(err)
	}
	release()
	mustTell(t, openedAt(t, path, Options{}), "first", "a", "b")
}

// When what was taken in cannot be filed, nothing more is taken in; and what
// is wrong in the ledger is named.
func TestNothingIsTakenInThatCannotBeFiled(t *testing.T) {
	db, path, release := takingIn(t)
	lookAs(t, db, "a", "b")
	release()
	raw, err := sql.Open("sqlite", sqliteDSN(path))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := raw.Close(); err != nil {
			t.Error(err)
		}
	}()
	run := func(statement string, args ...any) {
		t.Helper()
		if _, err := raw.ExecContext(t.Context(), statement, args...); err != nil {
			t.Fatal(err)
		}
	}
	run("CREATE TABLE edge AS SELECT edge FROM ledger_head WHERE authority_id = $1", viewsOf(council))
	run("UPDATE ledger_head SET edge = $1 WHERE authority_id = $2", []byte("x"), viewsOf(council))
	if _, _, err := db.ViewsByMember(t.Context(), lead, "wes", Page{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("asked who looked: %v", err)
	}
	if err := looking(db, "refused"); !errors.Is(err, ErrDamaged) {
		t.Errorf("looked: %v", err)
	}
	var fault *ledger.Fault
	if _, err := db.Verify(t.Context(), inspector, nil); !errors.As(err, &fault) {
		t.Errorf("verified: %v", err)
	}
	if _, err := db.Backup(t.Context(), inspector, path+".backup", nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("backed up: %v", err)
	}
	run("UPDATE ledger_head SET edge = (SELECT edge FROM edge) WHERE authority_id = $1", viewsOf(council))
	run("DROP TABLE edge")
	lookAs(t, db, "c")
	mustTell(t, db, "first", "a", "b", "c")
	mustVerify(t, db)
}

// A backup holds every look acknowledged before it; a copy of the files of a
// database in use does too; and whoever may only read says what is waiting.
func TestCopiesHoldLooksTakenIn(t *testing.T) {
	db, path, release := takingIn(t)
	lookAs(t, db, "a", "b")
	image := asItWas(t, path)
	reader := openedAt(t, path, Options{ReadOnly: true})
	if report := mustVerify(t, reader); report.Waiting != 2 {
		t.Errorf("%d looks are waiting", report.Waiting)
	}
	folder := t.TempDir()
	if _, err := reader.Backup(t.Context(), inspector, filepath.Join(folder, "none"), nil); !errors.Is(err, ErrUnavailable) {
		t.Errorf("backed up without them: %v", err)
	}
	release()
	backup := filepath.Join(folder, "backup")
	if _, err := db.Backup(t.Context(), inspector, backup, nil); err != nil {
		t.Fatal(err)
	}
	if report := mustVerify(t, reader); report.Waiting != 0 {
		t.Errorf("%d looks are waiting", report.Waiting)
	}
	for n, from := range []string{backup, image} {
		into := filepath.Join(folder, fmt.Sprint("restored-", n))
		if _, err := Restore(t.Context(), from, into, nil); err != nil {
			t.Fatal(err)
		}
		mustTell(t, openedAt(t, into, Options{}), "first", "a", "b")
	}
	if names := beside(t, image); len(names) != 1 {
		t.Errorf("the copy was changed: %v", names)
	}
}

// Batches are short enough to be read for one look, and of one day.
func TestBatchesOfWhatWasTakenIn(t *testing.T) {
	midnight := time.Date(2012, 6, 1, 23, 0, 0, 0, time.UTC) // in London, in summer
	var all []taken
	for n := range 200 {
		v := view{At: midnight.Add(time.Duration(n-70) * time.Second).UnixMicro(), Of: make([]viewOf, 1+n/50*20)}
		all = append(all, taken{int64(n + 1), takenViews{fmt.Sprint("council-", n%2), []view{v}}})
	}
	views := 0
	for _, b := range batchesOf(all) {
		views += len(b.Views)
		first, last := b.Views[0].At, b.Views[len(b.Views)-1].At
		if len(b.Views) > fileViews || b.rows > fileRows+60 || b.at != last || (first < midnight.UnixMicro()) != (last < midnight.UnixMicro()) {
			t.Errorf("%d views of %d people from %v to %v", len(b.Views), b.rows, time.UnixMicro(first), time.UnixMicro(last))
		}
	}
	if views != len(all) {
		t.Errorf("%d of %d views", views, len(all))
	}
}

// What was left by a process killed while it made its intake goes.
func TestUnmadeIntakesGo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	left := filepath.Join(filepath.Dir(path), unmade+"1")
	if err := os.WriteFile(left, []byte("x"), dbFileMode); err != nil {
		t.Fatal(err)
	}
	db := openedAt(t, path, Options{})
	if _, err := db.CreateAuthority(t.Context(), inspector, council, "A council"); err != nil {
		t.Fatal(err)
	}
	lookAs(t, db, "a", "b")
	if files, err := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); err != nil || len(files) != 0 {
		t.Errorf("left are %v, %v", files, err)
	}
	if names := beside(t, path); len(names) != 1 {
		t.Errorf("there are %v", names)
	}
}
