// Package pgtest gives tests a real PostgreSQL of their own.
//
// The first call of [Database] in a test process starts a private server: a new data directory, reached by a Unix socket
// that nobody else knows. The server stops, and its directory goes, when the process ends in whatever way, a kill included:
// it is watched over by a shell that reads a pipe which only the test process holds open. No TestMain is needed.
//
// A machine without PostgreSQL fails the test with a sentence saying what to install. Nothing is skipped.
package pgtest

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// owner is the superuser of every private server. It is not "postgres", so that code which assumes that name is found out.
const owner = "throughline"

// createTime bounds making or dropping one database: seconds on a busy two-core machine, where a whole suite runs beside it.
const createTime = time.Minute

var shared struct {
	once   sync.Once
	server *Server
	err    error
}

// Database returns the URL of a new, empty database on the server of this test process, which it starts if it is the first to
// ask. The database is dropped when t ends; connections still open to it are closed then.
func Database(t testing.TB) string {
	t.Helper()
	shared.once.Do(func() { shared.server, shared.err = Start(Options{}) })
	if shared.err != nil {
		t.Fatal(shared.err)
	}
	return shared.server.Database(t)
}

// New starts a server for t alone and stops it when t ends. Use it where the server itself is part of the test: to benchmark
// against a durable one, or to crash it.
func New(t testing.TB, o Options) *Server {
	t.Helper()
	s, err := Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Database returns the URL of a new, empty database on s. It is dropped when t ends, if s is still running then.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	name := "t_" + strings.ToLower(rand.Text())
	if err := s.run("CREATE DATABASE " + name); err != nil {
		t.Fatalf("pgtest: a database for this test could not be made: %v", err)
	}
	t.Cleanup(func() {
		if !s.running() {
			return
		}
		if err := s.run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"); err != nil {
			t.Errorf("pgtest: the database of this test could not be dropped: %v", err)
		}
	})
	return s.URL(name)
}

// URL returns the address of the named database on s, whether or not there is such a database.
func (s *Server) URL(database string) string {
	u := url.URL{Scheme: "postgres", User: url.User(owner), Path: "/" + database}
	u.RawQuery = url.Values{"host": {s.dir}, "sslmode": {"disable"}}.Encode()
	return u.String()
}

func (s *Server) run(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), createTime)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.URL("postgres"))
	if err != nil {
		return fmt.Errorf("connect to the test server: %w", err)
	}
	_, err = conn.Exec(ctx, statement)
	if closed := conn.Close(ctx); err == nil && closed != nil {
		err = fmt.Errorf("close the connection to the test server: %w", closed)
	}
	return err
}
