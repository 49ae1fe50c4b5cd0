package main

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/account"
)

// actAsProgram, when set, makes the test binary be the program itself, so that
// a test can start it as another process, and kill it, without building it.
const actAsProgram = "THROUGHLINE_TEST_ACTS_AS_PROGRAM"

func TestMain(m *testing.M) {
	account.CheapInTests()
	if os.Getenv(actAsProgram) != "" {
		main()
		return
	}
	for _, name := range []string{"DATA", "DATABASE", "FILES", "AUTHORITY"} {
		if err := os.Unsetenv("THROUGHLINE_" + name); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	code := m.Run()
	if built.folder != "" {
		if err := os.RemoveAll(built.folder); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

// program is the program as another process. Files it names lie under the
// test's folder.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, args...)
	cmd.Env = append(os.Environ(), actAsProgram+"=1")
	return cmd
}

// said is what a run of the program came to.
type said struct {
	t         *testing.T
	args      []string
	code      int
	out, errs string
}

// tl runs the program in this process.
func tl(t *testing.T, args ...string) said {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), args, &out, &errs)
	return said{t, args, code, out.String(), errs.String()}
}

// howFar is a line that says how far work is that takes more than a few
// seconds, as it may where much else runs.
var howFar = regexp.MustCompile(`(?m)^[A-Z][a-z ]+(, [a-z]+)?: \d+ of \d+\n`)

// ok wants the program to have done it, in silence but for its answer.
func (s said) ok() string {
	s.t.Helper()
	if s.code != 0 || howFar.ReplaceAllString(s.errs, "") != "" {
		s.t.Fatalf("%q ended with %d and said %q", s.args, s.code, s.errs)
	}
	return s.out
}

// fails wants one plain sentence, nothing on standard output, and the code.
func (s said) fails(code int, sentence string) {
	s.t.Helper()
	if s.code != code {
		s.t.Errorf("%q ended with %d, want %d; it said %q", s.args, s.code, code, s.errs)
	}
	if s.out != "" {
		s.t.Errorf("%q failed and wrote %q to standard output", s.args, s.out)
	}
	lines := strings.Split(strings.TrimSuffix(s.errs, "\n"), "\n")
	last := lines[len(lines)-1]
	if len(lines) != 1 || !strings.HasPrefix(last, "throughline: ") || !strings.HasSuffix(last, ".") || !strings.HasSuffix(s.errs, "\n") {
		s.t.Errorf("%q did not say one sentence on one line: %q", s.args, s.errs)
	}
	for _, jargon := range []string{"SQLITE", "SQLSTATE", "errno", "strconv", "open /", "syscall", "0x", "%!", "<nil>"} {
		if strings.Contains(last, jargon) {
			s.t.Errorf("%q speaks of %s: %q", s.args, jargon, last)
		}
	}
	if !strings.Contains(last, sentence) {
		s.t.Errorf("%q said\n%q, want\n%q", s.args, last, sentence)
	}
}

// built is a demonstration built once, which each test gets a copy of.
var built struct {
	folder string
	err    error
}

// demonstration gives a copy of the demonstration in a folder of the test's own.
func demonstration(t *testing.T) (data string) {
	t.Helper()
	if built.folder == "" && built.err == nil {
		built.folder, built.err = os.MkdirTemp("", "throughline-test-*") //nolint:usetesting // it outlives the test that asks for it first
		if built.err == nil {
			var errs bytes.Buffer
			data := filepath.Join(built.folder, "demo")
			if code := run(context.Background(), []string{"demo", "--data", data, "--no-serve"}, &bytes.Buffer{}, &errs); code != 0 {
				built.err = errors.New(errs.String())
			}
		}
	}
	if built.err != nil {
		t.Fatalf("the demonstration was not built: %v", built.err)
	}
	data = filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(data, os.DirFS(filepath.Join(built.folder, "demo"))); err != nil {
		t.Fatal(err)
	}
	return data
}

// behind opens a database behind the program's back.
func behind(t *testing.T, data string) *sql.DB {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+filepath.Join(data, databaseFile)+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := raw.Close(); err != nil {
			t.Error(err)
		}
	})
	return raw
}

// meddle changes rows behind the program's back.
func meddle(t *testing.T, raw *sql.DB, statement string, args ...any) {
	t.Helper()
	result, err := raw.ExecContext(t.Context(), statement, args...)
	if err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("%s changed %d rows, %v", statement, n, err)
	}
}

func one[T any](t *testing.T, raw *sql.DB, query string, args ...any) (found T) {
	t.Helper()
	if err := raw.QueryRowContext(t.Context(), query, args...).Scan(&found); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return found
}

// typing gives the program a standard input.
func typing(t *testing.T, text string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "input")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	was := os.Stdin
	os.Stdin = file
	t.Cleanup(func() {
		os.Stdin = was
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}
