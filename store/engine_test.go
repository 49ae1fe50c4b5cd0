package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

func TestPostgresErrorsHaveAKind(t *testing.T) {
	for code, want := range map[string]error{
		"53100": ErrFull, "XX001": ErrDamaged, "XX002": ErrDamaged, "57P01": ErrUnavailable, "08006": ErrUnavailable, "55P03": ErrUnavailable, "42601": ErrUnavailable,
	} {
		err := kinded(fmt.Errorf("while writing: %w", &pgconn.PgError{Code: code, Message: "secret text of the engine"}))
		if !errors.Is(err, want) {
			t.Errorf("%s is %v, want kind %v", code, err, want)
		}
		if words := Sentence(err); words != upperFirst(want.Error())+"." {
			t.Errorf("%s says %q", code, words)
		}
	}
	for code, want := range map[string]bool{"40001": true, "40P01": true, "53100": false, "23505": false} {
		if got := worthRetrying(fmt.Errorf("commit: %w", &pgconn.PgError{Code: code})); got != want {
			t.Errorf("worth trying %s again: %v", code, got)
		}
	}
}

func TestSentenceOfAnUnknownErrorTellsNothing(t *testing.T) {
	for _, err := range []error{errors.New("dial tcp 10.0.0.1"), context.Canceled, fmt.Errorf("x: %w", context.DeadlineExceeded)} {
		if words := Sentence(err); len(words) < 20 || words[len(words)-1] != '.' {
			t.Errorf("%v says %q", err, words)
		}
	}
	if Sentence(nil) != "" {
		t.Error("no error says something")
	}
}

func TestAddress(t *testing.T) {
	for text, want := range map[string]address{
		"sqlite:/a/b.db":       {engine: onSQLite, path: "/a/b.db"},
		"sqlite:///a/b.db":     {engine: onSQLite, path: "/a/b.db"},
		"/a/b c?.db":           {engine: onSQLite, path: "/a/b c?.db"},
		"postgres://h/d":       {engine: onPostgres, url: "postgres://h/d"},
		"postgresql:///d?host": {engine: onPostgres, url: "postgresql:///d?host"},
	} {
		if got, err := parseURL(text); got != want || err != nil {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "sqlite:", "mysql://h/d", "postgres://h:x/%zz"} {
		if got, err := parseURL(text); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q is %+v, %v", text, got, err)
		}
	}
}

// TestUnreachable shows that a wrong address ends in a sentence that does not
// repeat it: it may hold a password.
func TestUnreachable(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "postgres://user:hunter2@" + closed.Addr().String() + "/d"
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	for _, url := range []string{nobody, nobody + "?sslmode=nonsense"} {
		_, err := Open(t.Context(), url, Options{})
		if !errors.Is(err, ErrUnavailable) && !errors.Is(err, ErrInvalid) {
			t.Errorf("%v", err)
		}
		if words := Sentence(err); words == "" || strings.Contains(words, "127.0.0.1") || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("says %q, and to the log %q", words, err)
		}
	}
}

func TestSQLiteFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.db")
	if _, _, err := Migrate(t.Context(), path, nil); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000", "query_only": "0", "secure_delete": "1"} {
		if got := pragmaOf(t, db.write, pragma); got != want {
			t.Errorf("the writer's %s is %s, want %s", pragma, got, want)
		}
	}
	for pragma, want := range map[string]string{"synchronous": "2", "query_only": "1", "journal_mode": "wal"} {
		if got := pragmaOf(t, db.read, pragma); got != want {
			t.Errorf("a reader's %s is %s, want %s", pragma, got, want)
		}
	}
	if n := db.write.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d connections may write", n)
	}
	if _, err := db.read.ExecContext(t.Context(), "DELETE FROM version"); err == nil {
		t.Error("a reader may write")
	}
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != dbFileMode {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func pragmaOf(t *testing.T, db *sql.DB, pragma string) (value string) {
	t.Helper()
	if err := db.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSQLiteFilesThatCannotBeUsed(t *testing.T) {
	folder := t.TempDir()
	damaged := filepath.Join(folder, "damaged.db")
	if err := os.WriteFile(damaged, []byte("not a database, though it is long enough to have a header of one"), 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]error{
		filepath.Join(folder, "none.db"):         ErrNotFound,
		damaged:                                  ErrDamaged,
		folder:                                   ErrUnavailable,
		filepath.Join(folder, "no", "place.db"):  ErrNotFound,
		filepath.Join(damaged, "under a.db"):     ErrUnavailable,
		filepath.Join(folder, "none.db") + "#%?": ErrNotFound,
	} {
		if _, err := Open(t.Context(), path, Options{}); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	for _, path := range []string{damaged, folder, filepath.Join(folder, "no", "place.db")} {
		_, _, err := Migrate(t.Context(), path, nil)
		if !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrUnavailable) {
			t.Errorf("migrating %s: %v", path, err)
		}
	}
}
