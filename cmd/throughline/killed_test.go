package main

import (
	"bufio"
	"database/sql"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"throughline/access"
	"throughline/demo"
)

// noSignal only asks whether a process is there.
const noSignal = syscall.Signal(0)

// entriesSoFar counts the ledger's entries, or gives 0 while there is no ledger.
func entriesSoFar(raw *sql.DB) (n int) {
	if err := raw.QueryRow("SELECT count(*) FROM ledger_entry").Scan(&n); err != nil {
		return 0
	}
	return n
}

func TestKilledWhileTheDemonstrationIsBuilt(t *testing.T) {
	for _, reached := range []int{1, 150, 600} {
		data := filepath.Join(t.TempDir(), "demo")
		cmd := program(t, "demo", "--data", data, "--no-serve")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(data, databaseFile)
		for _, err := os.Stat(file); err != nil && cmd.Process.Signal(noSignal) == nil; _, err = os.Stat(file) {
			time.Sleep(time.Millisecond)
		}
		raw := behind(t, data)
		for entriesSoFar(raw) < reached && cmd.Process.Signal(noSignal) == nil {
			time.Sleep(time.Millisecond)
		}
		if err := errors.Join(cmd.Process.Kill(), raw.Close()); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
			t.Fatalf("it ended by itself: %v", err)
		}
		s := tl(t, "verify", "--data", data)
		if s.code != 0 || !whole.MatchString(s.out) || !strings.Contains(s.errs, "The demonstration was not finished") {
			t.Errorf("killed at entry %d: verify ended with %d, said %q and %q", reached, s.code, s.out, s.errs)
		}
		tl(t, "demo", "--data", data, "--no-serve").fails(exitError, "is not finished: wait if it is being built now, or else delete it and build it again.")
		if err := os.RemoveAll(data); err != nil {
			t.Fatal(err)
		}
		if reached == 150 {
			tl(t, "demo", "--data", data, "--no-serve").ok()
		}
	}
}

func TestKilledBeforeAnythingWasBuilt(t *testing.T) {
	data := filepath.Join(t.TempDir(), "demo")
	if err := os.MkdirAll(data, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(data, databaseFile), nil, 0o600); err != nil { // made, and not yet filled
		t.Fatal(err)
	}
	tl(t, "verify", "--data", data).fails(exitError, "The database is at version 0 and this program needs version 4: run throughline migrate.")
	tl(t, "demo", "--data", data, "--no-serve").ok()
	verified(t, data)
}

// TestKilledWhilePeopleWork kills a server under people's hands: every change
// that was acknowledged is there, and the ledger is whole. The changes are
// refusals, each an entry, of somebody who asks for what they may not see.
func TestKilledWhilePeopleWork(t *testing.T) {
	data := demonstration(t)
	cmd := program(t, "serve", "--data", data, "--addr", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(strings.TrimPrefix(line, "Listening on "))
	client := signedIn(t, address, access.BoardMember)
	const windows, enough = 4, 20
	refused, ended := make(chan bool), make(chan bool, windows)
	for range windows {
		go func() {
			defer func() { ended <- true }()
			for {
				response, err := client.Get(address + "/people")
				if err != nil {
					return
				}
				if response.Body.Close() != nil {
					return
				}
				if response.StatusCode != http.StatusForbidden {
					t.Errorf("a Board member who asks for the people is answered with %d", response.StatusCode)
					return
				}
				refused <- true
			}
		}()
	}
	acknowledged := 0
	for over := 0; over < windows; {
		select {
		case <-refused:
			if acknowledged++; acknowledged == enough {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		case <-ended:
			over++
		}
	}
	if acknowledged < enough {
		t.Fatalf("%d refusals were acknowledged: %v", acknowledged, cmd.Process.Kill())
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.Exited() {
		t.Fatalf("it ended by itself: %v", err)
	}
	verified(t, data)
	if n := len(recorded(t, data, "access denied")); n < acknowledged {
		t.Errorf("%d refusals were acknowledged, and %d are recorded", acknowledged, n)
	}
	tl(t, "plan", "show", "--data", data).ok()
}

// signedIn is a browser in which somebody with a role has signed in to the
// demonstration by one click.
func signedIn(t *testing.T, address string, role access.Role) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{Jar: jar, Timeout: 10 * time.Second}
	for _, p := range demo.People() {
		if p.Email != somebody(t, role) {
			continue
		}
		response, err := client.PostForm(address+"/demonstration/sign-in", url.Values{"person": {p.Key}})
		if err != nil {
			t.Fatal(err)
		}
		if err := response.Body.Close(); err != nil || response.StatusCode != http.StatusOK {
			t.Fatalf("signing in gave %d, %v", response.StatusCode, err)
		}
	}
	return client
}
