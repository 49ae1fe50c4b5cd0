package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// startTime bounds starting a server. It takes about a second alone; the rest is for machines busy with a whole suite.
const startTime = 2 * time.Minute

// Options say what kind of server is wanted. The zero value is right for tests.
type Options struct {
	// Durable keeps every flush to disk, as a council's server has it. Tests leave it off, being many times quicker without;
	// a benchmark of writing means nothing unless it is on.
	Durable bool
	// Under is the folder in which the server's own folder is made; empty means the machine's temporary folder. The account
	// that runs the server must be able to enter it.
	Under string
	// Settings are further lines for postgresql.conf, such as {"max_connections": "20"}.
	Settings map[string]string
}

// Server is one private PostgreSQL.
type Server struct {
	bin string // where initdb and postgres are
	dir string // holds the data, the log and the socket
	as  account

	mu     sync.Mutex
	keeper *keeper // nil while the server is down
}

// Start makes a data directory and starts a server on it. Whoever calls it calls [Server.Stop]; the end of the process stops
// the server too. Tests call [Database] or [New] instead.
func Start(o Options) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	as, err := runAs()
	if err != nil {
		return nil, err
	}
	dir, err := makeDir(o.Under, as)
	if err != nil {
		return nil, err
	}
	s := &Server{bin: bin, dir: dir, as: as}
	if err := s.prepare(o); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	if err := s.Restart(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return s, nil
}

// Restart starts the server again, on the same data, after [Server.Crash]. Databases keep their URLs.
func (s *Server) Restart() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keeper != nil {
		return errors.New("pgtest: the server is already running")
	}
	k, err := s.keep()
	if err != nil {
		return err
	}
	if err := s.await(k); err != nil {
		return errors.Join(err, k.end("keep"))
	}
	s.keeper = k
	return nil
}

// Crash ends every process of the server at once, in mid-write if one is writing, and keeps the data. What the server told a
// client was committed is there after [Server.Restart]; nothing else is.
func (s *Server) Crash() error { return s.down("keep") }

// Stop ends the server and removes its data. Stopping it twice is no error.
func (s *Server) Stop() error {
	if err := s.down("remove"); err != nil {
		return err
	}
	if err := os.RemoveAll(s.dir); err != nil {
		return fmt.Errorf("pgtest: the data of the test server could not be removed: %w", err)
	}
	return nil
}

func (s *Server) down(word string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.keeper == nil {
		return nil
	}
	k := s.keeper
	s.keeper = nil
	return k.end(word)
}

func (s *Server) running() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keeper != nil
}

// watch runs the server, and ends it when its own input says so or closes. SIGQUIT is PostgreSQL's immediate shutdown; it is
// repeated because a server that is only just starting does not yet hear it.
const watch = `(
	trap 'kill -QUIT $server' TERM
	"$1/postgres" -D "$2/data" -k "$2" &
	server=$!
	while kill -0 $server 2>/dev/null; do wait $server; done
	: >"$2/ended"
) >>"$2/log" 2>&1 </dev/null &
read -r word
until [ -e "$2/ended" ]; do kill -TERM $!; sleep 0.02; done
rm -f "$2/ended"
if [ "$word" != keep ]; then cd / && rm -rf "$2"; fi
exit 0`

// keeper is the shell that runs one server, and the pipe whose closing ends it.
type keeper struct {
	pipe io.WriteCloser
	done chan struct{} // closed when the shell has ended
	err  error         // how it ended; read after done
}

func (s *Server) keep() (*keeper, error) {
	cmd := s.as.command("/bin/sh", "-c", watch, "sh", s.bin, s.dir)
	cmd.Dir = s.dir
	pipe, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("pgtest: no pipe to the test server: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("pgtest: PostgreSQL could not be started: %w", err)
	}
	k := &keeper{pipe: pipe, done: make(chan struct{})}
	go func() {
		k.err = cmd.Wait()
		close(k.done)
	}()
	return k, nil
}

func (k *keeper) end(word string) error {
	_, writeErr := io.WriteString(k.pipe, word+"\n")
	closeErr := k.pipe.Close()
	<-k.done
	if k.err != nil {
		return fmt.Errorf("pgtest: the test server did not end well: %w", errors.Join(k.err, writeErr, closeErr))
	}
	return nil
}

// prepare makes the data directory and writes its settings.
func (s *Server) prepare(o Options) error {
	args := []string{
		"-D", filepath.Join(s.dir, "data"), "-U", owner, "--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions",
	}
	out, err := s.initdb(append(args, languageAware...))
	if err != nil && strings.Contains(out, "locale-provider") {
		out, err = s.initdb(append(args, "--locale=C.UTF-8"))
	}
	if err != nil {
		return fmt.Errorf("pgtest: initdb failed: %w\n%s", err, out)
	}
	file, err := os.OpenFile(filepath.Join(s.dir, "data", "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("pgtest: the settings could not be opened: %w", err)
	}
	_, err = io.WriteString(file, o.conf())
	if err := errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("pgtest: the settings could not be written: %w", err)
	}
	return nil
}

// languageAware sorts text as English is sorted, as a council's server usually does. A query that leans on the order of bytes
// is then found out here. It needs PostgreSQL 15.
var languageAware = []string{"--locale-provider=icu", "--icu-locale=en-GB", "--locale=C.UTF-8"}

func (s *Server) initdb(args []string) (string, error) {
	cmd := s.as.command(filepath.Join(s.bin, "initdb"), args...)
	cmd.Dir = s.dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func (o Options) conf() string {
	var b strings.Builder
	b.WriteString("\nlisten_addresses = ''\nmax_connections = 200\ntimezone = 'UTC'\nlog_timezone = 'UTC'\n")
	if !o.Durable {
		b.WriteString("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
	}
	for name, value := range o.Settings {
		fmt.Fprintf(&b, "%s = '%s'\n", name, strings.ReplaceAll(value, "'", "''"))
	}
	return b.String()
}

// await returns when the server answers, or with its log when it has ended or is too slow.
func (s *Server) await(k *keeper) error {
	ctx, cancel := context.WithTimeout(context.Background(), startTime)
	defer cancel()
	ready := filepath.Join(s.bin, "pg_isready")
	for {
		if exec.CommandContext(ctx, ready, "-q", "-h", s.dir, "-U", owner).Run() == nil {
			return nil
		}
		if _, err := os.Stat(filepath.Join(s.dir, "ended")); err == nil {
			return fmt.Errorf("pgtest: PostgreSQL ended as it started; its log says:\n%s", s.log())
		}
		select {
		case <-k.done:
			return fmt.Errorf("pgtest: the test server ended as it started: %w", k.err)
		case <-ctx.Done():
			return fmt.Errorf("pgtest: PostgreSQL did not answer within %v; its log says:\n%s", startTime, s.log())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (s *Server) log() string {
	text, err := os.ReadFile(filepath.Join(s.dir, "log"))
	if err != nil {
		return "(no log: " + err.Error() + ")"
	}
	return string(text)
}
