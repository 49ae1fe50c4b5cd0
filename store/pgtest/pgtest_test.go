package pgtest

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

func open(t *testing.T, url string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", url)
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

func must(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
}

func one(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	var got string
	if err := db.QueryRowContext(t.Context(), query).Scan(&got); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestDatabasesAreEmptyAndApart(t *testing.T) {
	first, second := Database(t), Database(t)
	if first == second {
		t.Fatal("two calls gave the same database")
	}
	a, b := open(t, first), open(t, second)
	must(t, a, "CREATE TABLE action (id int)")
	const tables = "SELECT count(*)::text FROM pg_tables WHERE schemaname = 'public'"
	if got := one(t, a, tables); got != "1" {
		t.Errorf("first database has %s tables, want 1", got)
	}
	if got := one(t, b, tables); got != "0" {
		t.Errorf("second database has %s tables, want 0", got)
	}
}

func TestDatabaseGoesWithItsTest(t *testing.T) {
	var gone string
	t.Run("user", func(t *testing.T) {
		gone = Database(t)
		db, err := sql.Open("pgx", gone)
		if err != nil {
			t.Fatal(err)
		}
		// Closed only after the test that owns the database: the drop must not wait for it.
		defer t.Cleanup(func() { _ = db.Ping() })
		must(t, db, "SELECT 1")
	})
	if err := open(t, gone).Ping(); err == nil {
		t.Error("the database is still there after its test")
	}
}

func TestTextIsSortedAsEnglish(t *testing.T) {
	db := open(t, Database(t))
	if got := one(t, db, "SELECT min(w) FROM (VALUES ('apple'), ('Zebra')) AS v(w)"); got != "apple" {
		t.Errorf("least of apple and Zebra is %q, want apple", got)
	}
}

func TestDurable(t *testing.T) {
	if got := one(t, open(t, Database(t)), "SHOW fsync"); got != "off" {
		t.Errorf("fsync of the tests' server is %s, want off", got)
	}
	s := New(t, Options{Durable: true, Settings: map[string]string{"application_name": "it's ours"}})
	db := open(t, s.Database(t))
	for setting, want := range map[string]string{
		"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "application_name": "it's ours",
	} {
		if got := one(t, db, "SHOW "+setting); got != want {
			t.Errorf("%s of a durable server is %q, want %q", setting, got, want)
		}
	}
}

func TestCrashKeepsWhatWasCommitted(t *testing.T) {
	s := New(t, Options{Durable: true})
	db := open(t, s.Database(t))
	must(t, db, "CREATE TABLE entry (seq int)")
	must(t, db, "INSERT INTO entry VALUES (1)")
	tx, err := db.BeginTx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tx.ExecContext(t.Context(), "INSERT INTO entry VALUES (2)"); err != nil {
		t.Fatal(err)
	}
	if err := s.Crash(); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(); err == nil {
		t.Error("a transaction was committed to a server that had crashed")
	}
	if err := s.Restart(); err != nil {
		t.Fatal(err)
	}
	if got := one(t, db, "SELECT string_agg(seq::text, ',') FROM entry"); got != "1" {
		t.Errorf("after the crash the entries are %s, want 1", got)
	}
	if err := s.Restart(); err == nil {
		t.Error("a running server was started again")
	}
}

func TestStopLeavesNothing(t *testing.T) {
	s, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(s.dir); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the folder is still there: %v", err)
	}
}

// childVariable makes this test binary play the part of a process that is killed while its server runs.
const childVariable = "PGTEST_CHILD"

func TestServerEndsWithAKilledProcess(t *testing.T) {
	if os.Getenv(childVariable) != "" {
		s, err := Start(Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stdout.WriteString("folder " + s.dir + "\n"); err != nil {
			t.Fatal(err)
		}
		select {}
	}
	ctx, cancel := context.WithTimeout(t.Context(), startTime)
	defer cancel()
	child := exec.CommandContext(ctx, os.Args[0], "-test.run=^"+t.Name()+"$")
	child.Env = append(os.Environ(), childVariable+"=1")
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	dir, ok := strings.CutPrefix(strings.TrimSpace(line), "folder ")
	if err != nil || !ok {
		t.Fatalf("the child said %q: %v", line, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed: that error is the point
	for deadline := time.Now().Add(startTime); ; time.Sleep(20 * time.Millisecond) {
		if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the server outlived the process that started it")
		}
	}
}

func TestAbsentPostgreSQLSaysWhatToInstall(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := binariesUnder(t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "apt-get install postgresql") {
		t.Errorf("got %v, want a sentence saying what to install", err)
	}
}

func TestNewestPostgreSQLIsChosen(t *testing.T) {
	root := t.TempDir()
	for _, v := range []string{"9.6", "15", "9", "old"} {
		bin := filepath.Join(root, v, "bin")
		if err := os.MkdirAll(bin, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"initdb", "postgres"} {
			if err := os.WriteFile(filepath.Join(bin, name), nil, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := binariesUnder(root)
	if want := filepath.Join(root, "15", "bin"); err != nil || got != want {
		t.Errorf("got %s, %v; want %s", got, err, want)
	}
}

func TestBrokenSettingShowsTheLog(t *testing.T) {
	_, err := Start(Options{Settings: map[string]string{"max_connections": "none"}})
	if err == nil || !strings.Contains(err.Error(), "max_connections") {
		t.Errorf("got %v, want the server's own words about max_connections", err)
	}
}
