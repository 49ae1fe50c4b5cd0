package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"throughline/demo/live"
	"throughline/store"
	"throughline/store/pgtest"
)

func TestTheDemonstrationIsBuiltOnce(t *testing.T) {
	data := filepath.Join(t.TempDir(), "new", "demo")
	same(t, "built", "The demonstration is in "+data+".\n", tl(t, "demo", "--data", data, "--no-serve").ok())
	_, _, root := verified(t, data)
	same(t, "again", "The demonstration is in "+data+".\n", tl(t, "demo", "--data", data, "--no-serve").ok())
	if _, _, again := verified(t, data); again != root {
		t.Error("it was built again over what was there")
	}
	if info, err := os.Stat(data); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("others may look into the folder: %v, %v", info.Mode(), err)
	}
}

func TestWhereNoFolderIsNamed(t *testing.T) {
	t.Chdir(t.TempDir())
	tl(t, "plan", "show").fails(exitError, "There is no database in throughline-data: name its folder with --data, or make one with throughline migrate.")
	if left, err := os.ReadDir("."); err != nil || len(left) != 0 {
		t.Errorf("a command that refused left %v, %v", left, err)
	}
	same(t, "built", "The demonstration is in throughline-demo.\n", tl(t, "demo", "--no-serve").ok())
	tl(t, "plan", "show").fails(exitError, "There is no database in throughline-data: for the demonstration add --data throughline-demo.")
	tl(t, "verify", "--data", "throughline-demo").ok()
}

func TestAHalfBuiltDemonstrationIsRefused(t *testing.T) {
	data := demonstration(t)
	meddle(t, behind(t, data), "UPDATE instance SET value = $1 WHERE setting = $2", live.BeingBuilt, live.Setting)
	sentence := "The demonstration in " + data + " is not finished: wait if it is being built now, or else delete it and build it again."
	for _, line := range []string{"demo --no-serve", "demo --addr 127.0.0.1:0", "serve --addr 127.0.0.1:0", "plan show", "paper --out -", "backup x.db"} {
		tl(t, append(strings.Fields(line), "--data", data)...).fails(exitError, sentence)
	}
	s := tl(t, "verify", "--data", data)
	if s.code != 0 || !whole.MatchString(s.out) || s.errs != "throughline: The demonstration was not finished, so its story is not all there.\n" {
		t.Errorf("verify ended with %d, said %q and %q", s.code, s.out, s.errs)
	}
}

func TestACouncilsRecordIsNoPlaceForADemonstration(t *testing.T) {
	data := council(t)
	_, _, root := verified(t, data)
	tl(t, "demo", "--data", data, "--no-serve").fails(exitError, "A council's real record is in "+data+", so the demonstration was not built there: choose another place with --data.")
	if _, _, after := verified(t, data); after != root {
		t.Error("the council's record was changed")
	}
	// One of an older version is refused too, and not brought up to date.
	raw := behind(t, data)
	meddle(t, raw, "DELETE FROM goose_db_version WHERE version_id = 4")
	tl(t, "demo", "--data", data, "--no-serve").fails(exitError, "The database is at version 3 and this program needs version 4: run throughline migrate.")
	if v := one[int](t, raw, "SELECT max(version_id) FROM goose_db_version"); v != 3 {
		t.Errorf("it is now of version %d", v)
	}
}

func TestAnOlderProgramRefusesANewerDatabase(t *testing.T) {
	data := demonstration(t)
	meddle(t, behind(t, data), "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, true)")
	for _, line := range []string{"demo --no-serve", "serve --addr 127.0.0.1:0", "plan show", "verify", "migrate", "backup x.db"} {
		tl(t, append(strings.Fields(line), "--data", data)...).fails(exitError,
			"The database is at version 99 and this program knows versions up to 4: use the newer program that made it.")
	}
}

func TestPlacesThatCannotBeUsed(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	tl(t, "demo", "--no-serve", "--data", file).fails(exitError, "The folder "+file+" can't be made: part of its path is a file and not a folder.")
	tl(t, "demo", "--no-serve", "--data", filepath.Join(file, "x")).fails(exitError, "can't be made: part of its path is a file and not a folder.")
	tl(t, "migrate", "--data", "/proc/none").fails(exitError, "The folder /proc/none can't be made: ")
	if err := os.WriteFile(filepath.Join(folder, databaseFile), []byte("this is no database, whatever its name says of it"), 0o600); err != nil {
		t.Fatal(err)
	}
	tl(t, "plan", "show", "--data", folder).fails(exitError, "The database file is damaged: restore it from a backup.")
	tl(t, "plan", "show", "--database", "mysql://x").fails(exitError, "A database address starts with postgres:// or sqlite:, not mysql.")
	tl(t, "plan", "show", "--database", filepath.Join(folder, "none.db")).fails(exitError, "There is no database at "+filepath.Join(folder, "none.db")+": run throughline migrate to make one.")
	s := tl(t, "plan", "show", "--database", "postgres://ann:secret@127.0.0.1:1/plan")
	s.fails(exitError, "The database postgres://ann:xxxxx@127.0.0.1:1/plan can't be used: check its address, the name and password in it, and that the server runs.")
	if strings.Contains(s.errs, "secret") {
		t.Errorf("the password is told: %q", s.errs)
	}
}

func TestTheDemonstrationOnAServer(t *testing.T) {
	data, url := demonstration(t), pgtest.Database(t)
	t.Chdir(t.TempDir())
	tl(t, "demo", "--database", url, "--no-serve").ok()
	tl(t, "demo", "--database", url, "--no-serve").ok()
	for _, day := range []string{"2013-02-01", "2012-06-30"} {
		for _, format := range []string{"json", "text"} {
			args := []string{"plan", "show", "--as-at", day, "--known-at", day, "--format", format}
			same(t, format+" for "+day, tl(t, append(args, "--data", data)...).ok(), tl(t, append(args, "--database", url)...).ok())
		}
	}
	tl(t, "verify", "--database", url).ok()
	tl(t, "backup", "whole.db", "--database", url).ok() // which finds the attachments where the demonstration put them
}

// listening starts the program and gives its address once it answers.
func listening(t *testing.T, args ...string) (address string, stop func() (code int, errs string)) {
	t.Helper()
	cmd := program(t, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	errs := &strings.Builder{}
	cmd.Stderr = errs
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	address, found := strings.CutPrefix(line, "Listening on ")
	if err != nil || !found {
		t.Fatalf("it said %q, %v; and %q", line, errors.Join(err, cmd.Wait()), errs)
	}
	return strings.TrimSpace(address), func() (int, string) {
		t.Helper()
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Logf("it ended with %v", err)
		}
		return cmd.ProcessState.ExitCode(), howFar.ReplaceAllString(errs.String(), "")
	}
}

func page(t *testing.T, address string) (status int, text string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	if err := errors.Join(err, response.Body.Close()); err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(body)
}

func TestServingTheDemonstration(t *testing.T) {
	data := filepath.Join(t.TempDir(), "demo")
	address, stop := listening(t, "demo", "--data", data, "--addr", "127.0.0.1:0")
	if status, text := page(t, address+"/"); status != http.StatusOK || !strings.Contains(text, "invented") {
		t.Errorf("the first page is %d: %.200s", status, text)
	}
	// The port is taken now.
	taken := strings.TrimPrefix(address, "http://")
	other := filepath.Join(t.TempDir(), "other")
	tl(t, "demo", "--data", other, "--addr", taken).fails(exitError, "Another program is using "+taken+" already: stop it, or choose another address with --addr.")
	if _, err := os.Stat(other); err == nil {
		t.Error("it was built in vain")
	}
	tl(t, "serve", "--data", data, "--addr", taken).fails(exitError, "Another program is using "+taken+" already")
	tl(t, "plan", "show", "--data", data).ok() // beside the one that serves
	if code, errs := stop(); code != 0 || errs != "" {
		t.Errorf("it stopped with %d and said %q", code, errs)
	}
	if left, err := filepath.Glob(filepath.Join(data, "*-wal")); err != nil || len(left) != 0 {
		t.Errorf("it was not closed cleanly: %v, %v", left, err)
	}
	verified(t, data)
	address, stop = listening(t, "serve", "--data", data, "--addr", "127.0.0.1:0")
	page(t, address+"/")
	if code, errs := stop(); code != 0 || errs != "" {
		t.Errorf("serve stopped with %d and said %q", code, errs)
	}
}

func TestAddressesThatCannotBeServed(t *testing.T) {
	data := demonstration(t)
	for addr, sentence := range map[string]string{
		"8080":               "“8080” is not an address to listen on: write it like 127.0.0.1:8080.",
		"127.0.0.1:http-ish": "can't be listened on: choose an address of this machine with --addr",
		"203.0.113.1:8080":   "can't be listened on: choose an address of this machine with --addr",
	} {
		tl(t, "serve", "--data", data, "--addr", addr).fails(exitError, sentence)
		tl(t, "demo", "--data", data, "--addr", addr).fails(exitError, sentence)
	}
	for public, sentence := range map[string]string{
		"plan.example.gov.uk":             "The address after --public-url can't be read: write it like https://plan.example.gov.uk.",
		"ftp://plan.example.gov.uk":       "can't be read",
		"https://www.example.gov.uk/plan": "The pages need an address of their own, without a path after it",
	} {
		tl(t, "serve", "--data", data, "--public-url", public).fails(exitError, sentence)
	}
}

func TestTheProgramStopsWhenAskedAndAnswersFirst(t *testing.T) {
	data := demonstration(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	reading, writing := io.Pipe()
	done := make(chan int, 1)
	errs := &strings.Builder{}
	go func() {
		done <- run(ctx, []string{"serve", "--data", data, "--addr", "127.0.0.1:0"}, writing, errs)
	}()
	line, err := bufio.NewReader(reading).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", strings.TrimSpace(strings.TrimPrefix(line, "Listening on http://")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(conn, "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\na="); err != nil { // half a request
		t.Fatal(err)
	}
	time.Sleep(50 * time.Millisecond)
	stop()
	select {
	case code := <-done:
		t.Fatalf("it ended with %d in the middle of a request", code)
	case <-time.After(100 * time.Millisecond):
	}
	if _, err := io.WriteString(conn, "b&"); err != nil {
		t.Fatal(err)
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("the request was not answered: %v", err)
	}
	if err := errors.Join(response.Body.Close(), conn.Close()); err != nil {
		t.Error(err)
	}
	if code := <-done; code != 0 {
		t.Errorf("it ended with %d: %s", code, errs)
	}
}

func TestMigrate(t *testing.T) {
	needs, err := store.SchemaVersion()
	if err != nil || needs != 4 {
		t.Fatalf("version %d, %v", needs, err)
	}
	data := filepath.Join(t.TempDir(), "new")
	s := tl(t, "migrate", "--data", data)
	if s.code != 0 || s.out != "The database went from version 0 to version 4.\n" || strings.Count(s.errs, "\n") != 4 {
		t.Errorf("%d, %q, %q", s.code, s.out, s.errs)
	}
	same(t, "again", "The database is up to date, at version 4.\n", tl(t, "migrate", "--data", data).ok())
	tl(t, "plan", "show", "--data", data).fails(exitError, "There is no council in this database yet: add one with throughline setup.")
}
