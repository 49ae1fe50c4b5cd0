package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/dfedaily"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssd"
	"throughline/store"
)

// service is the department's service as a test has it: it takes what it is asked to take, and from then on is broken.
type service struct {
	*httptest.Server
	takes int
	busy  bool // it answers the next post with 429, once
	asked int
	taken []dfedaily.Child
	most  int
}

func newService(t *testing.T, takes int) *service {
	t.Helper()
	d := &service{takes: takes}
	d.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/token" {
			fmt.Fprint(w, `{"access_token":"tok-opensesame","expires_in":3600}`)
			return
		}
		d.asked++
		if d.busy {
			d.busy = false
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		var children []dfedaily.Child
		body, err := io.ReadAll(r.Body)
		if r.URL.Path != "/api/children_social_care_data/845/children" || err != nil || json.Unmarshal(body, &children) != nil || d.takes == 0 {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		d.takes--
		d.taken, d.most = append(d.taken, children...), max(d.most, len(children))
		fmt.Fprint(w, `"0f8fad5b-d9cb-469f-a165-70867728950e"`)
	}))
	t.Cleanup(d.Close)
	t.Setenv("THROUGHLINE_DFE_TOKEN_URL", d.URL+"/token")
	for _, name := range []string{"CLIENT_ID", "CLIENT_SECRET", "SCOPE", "SUPPLIER_KEY"} {
		t.Setenv("THROUGHLINE_DFE_"+name, "opensesame-"+name)
	}
	return d
}

func TestWhatIsKnownIsExported(t *testing.T) {
	data, folder := council(t), t.TempDir()
	tl(t, "import", "903", "--data", data, sampleReturn).ok()

	out := filepath.Join(folder, "ssd")
	said := tl(t, "export", "ssd", "--data", data, "--out", out, "--as-at", "2018-03-31").ok()
	files, err := filepath.Glob(filepath.Join(out, "ssd_*.csv"))
	if err != nil || len(files) < 5 || !strings.Contains(said, "31 March 2018") {
		t.Fatalf("%v, %v: %s", files, err, said)
	}
	var read []returns.File
	for _, path := range files {
		file, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = file.Close() })
		read = append(read, returns.File{Name: path, Content: file})
	}
	made, report, err := ssd.Read(read, returns.Usual())
	if err != nil || report.Unreadable > 0 || !strings.Contains(said, fmt.Sprintf("of %d children", len(made.Subjects))) {
		t.Fatalf("%v, %d unreadable, %d children: %s", err, report.Unreadable, len(made.Subjects), said)
	}
	held := 0
	for i := range made.Subjects {
		for _, f := range intofacts.FromSSD(made.Subjects[i].Rows) {
			if f.Event == "review.held" {
				held++
			}
		}
	}
	if held < 500 {
		t.Errorf("%d reviews are read back", held)
	}
	tl(t, "export", "ssd", "--data", data, "--out", out).fails(exitError, "has something in it")

	for _, want := range []string{"Left out", "they were looked after, since before a return tells ("} {
		if !strings.Contains(said, want) {
			t.Errorf("it doesn’t say “%s”: %s", want, said)
		}
	}
	children := putInFiles(t, data, filepath.Join(folder, "daily"))
	if children != len(made.Subjects) {
		t.Errorf("%d children in the payload and %d in the dataset", children, len(made.Subjects))
	}
	posted(t, data, folder, children)
	uses := recorded(t, data, store.ChangeUsed)
	for _, want := range []string{"exported the Standard Safeguarding Dataset", "exported the daily payload"} {
		if !slices.ContainsFunc(uses, func(use string) bool { return strings.HasPrefix(use, "operator:") && strings.Contains(use, want) }) {
			t.Errorf("that somebody %s isn't on record: %q", want, uses)
		}
	}
	for _, args := range [][]string{{"ssd", "--out", filepath.Join(folder, "theirs")}, {"dfe-daily", "--out", filepath.Join(folder, "theirs")}} {
		tl(t, append([]string{"export", "--data", data, "--as", "ann@example.org"}, args...)...).fails(exitError, "")
		if _, err := os.Stat(filepath.Join(folder, "theirs")); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("export %s writes for somebody who may not have it: %v", args[0], err)
		}
	}
	verified(t, data)
}

// putInFiles writes the payload to files and gives how many children are in them; with the state that lies beside them, nothing is left to write.
func putInFiles(t *testing.T, data, folder string) (children int) {
	t.Helper()
	tl(t, "export", "dfe-daily", "--data", data, "--out", folder, "--as-at", "2018-03-31").ok()
	files, err := filepath.Glob(filepath.Join(folder, "post-*.json"))
	if err != nil || len(files) < 3 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if faults, err := dfedaily.CheckBody(body); err != nil || len(faults) > 0 {
			t.Fatalf("%s: %v, %v", path, faults, err)
		}
		var post []dfedaily.Child
		if err := json.Unmarshal(body, &post); err != nil {
			t.Fatal(err)
		}
		children += len(post)
	}
	nothing := tl(t, "export", "dfe-daily", "--data", data, "--as-at", "2018-03-31", "--dry-run", "--state", filepath.Join(folder, stateBeside)).ok()
	if !strings.Contains(nothing, "Posts: 0.") {
		t.Errorf("what was written is written again: %s", nothing)
	}
	return children
}

var numberWord = regexp.MustCompile(`[0-9A-Za-z]+`)

// posted sends to a service that stops after two posts, goes on where it stopped, and then has nothing to send.
func posted(t *testing.T, data, folder string, children int) {
	t.Helper()
	d := newService(t, 2)
	state := filepath.Join(folder, "state.json")
	args := []string{"export", "dfe-daily", "--data", data, "--as-at", "2018-03-31", "--to", d.URL + "/api", "--la-code", "845", "--state", state}
	quiet := func(r said) {
		t.Helper()
		if strings.Contains(r.out+r.errs, "opensesame") {
			t.Errorf("a secret is shown: %s%s", r.out, r.errs)
		}
		said := numberWord.FindAllString(r.out+r.errs, -1)
		for _, child := range d.taken {
			if slices.Contains(said, child.ID) {
				t.Errorf("a child is named: %s", child.ID)
			}
		}
	}
	dry := tl(t, append(args, "--dry-run")...)
	dry.ok()
	if quiet(dry); len(d.taken) > 0 {
		t.Fatal("a dry run posts")
	}
	stopped := tl(t, args...)
	if stopped.code != exitError || !strings.Contains(stopped.errs, "Post 3 of") || !strings.Contains(stopped.errs, "malformed (400)") {
		t.Errorf("it ended with %d and said %q", stopped.code, stopped.errs)
	}
	if quiet(stopped); len(d.taken) != 200 || d.most != dfedaily.MostInAPost {
		t.Fatalf("%d were taken", len(d.taken))
	}
	d.takes, d.busy, d.asked = 1000, true, 0
	again := tl(t, args...)
	again.ok()
	if rest := (children+dfedaily.MostInAPost-1)/dfedaily.MostInAPost - 2; d.asked != rest+1 {
		t.Errorf("%d posts were left and it asked %d times, though one answer was 429", rest, d.asked)
	}
	ids := map[string]bool{}
	for _, child := range d.taken {
		if ids[child.ID] {
			t.Fatal("a child who was taken is sent again")
		}
		ids[child.ID] = true
	}
	if quiet(again); len(ids) != children {
		t.Errorf("%d of %d children were taken", len(ids), children)
	}
	if nothing := tl(t, args...); !strings.Contains(nothing.out, "Posts: 0.") {
		t.Errorf("what didn't change is sent again: %s", nothing.out)
	}
	kept, err := os.ReadFile(state)
	if err != nil || strings.Contains(string(kept), "opensesame") || strings.Contains(string(kept), "date_of_birth") {
		t.Errorf("what is kept says too much: %v", err)
	}
	args[9] = "846"
	tl(t, args...).fails(exitError, "name another file")
	if info, err := os.Stat(state); err != nil || info.Mode().Perm() != fileMode {
		t.Errorf("others may read what is kept: %v", err)
	}
}

func TestExportsThatAreRefused(t *testing.T) {
	newService(t, 0)
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "either --out"},
		{[]string{"--out", "x", "--to", "https://host"}, "either --out"},
		{[]string{"--to", "https://host", "--la-code", "845"}, "--state"},
		{[]string{"--to", "http://host.example/api", "--la-code", "845", "--state", "x"}, "begin with https"},
		{[]string{"--to", "https://host", "--la-code", "84", "--state", "x"}, "three digits"},
		{[]string{"--out", "x", "--report", "x.txt"}, "end its name with .csv"},
		{[]string{"--out", "."}, "has something in it"},
	} {
		tl(t, append([]string{"export", "dfe-daily", "--data", t.TempDir()}, c.args...)...).fails(exitError, c.want)
	}
}

// The keys of the department come from the environment, or from files that it names, and never from both.
func TestTheDepartmentsKeysCanLieInFiles(t *testing.T) {
	newService(t, 0)
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("from-a-file\n"), fileMode); err != nil {
		t.Fatal(err)
	}
	t.Setenv("THROUGHLINE_DFE_CLIENT_SECRET_FILE", secret)
	if _, err := dailyKeys(); err == nil || !strings.Contains(err.Error(), "both set") || strings.Contains(err.Error(), "opensesame") {
		t.Errorf("two secrets: %v", err)
	}
	t.Setenv("THROUGHLINE_DFE_CLIENT_SECRET", "")
	if keys, err := dailyKeys(); err != nil || keys.ClientSecret != "from-a-file" || keys.SupplierKey != "opensesame-SUPPLIER_KEY" {
		t.Errorf("%v", err)
	}
	t.Setenv("THROUGHLINE_DFE_CLIENT_SECRET_FILE", secret+"s")
	if _, err := dailyKeys(); err == nil || !strings.Contains(err.Error(), "can't be read") {
		t.Errorf("a file that isn't there: %v", err)
	}
}

// Somebody who was taken, is known, and only can't be sent as they are now is no reason to ask for their removal.
func TestWhoCannotBeSentIsNotRemoved(t *testing.T) {
	var taken dfedaily.Accepted
	for _, id := range []string{"A1", "B2"} {
		if err := taken.Take(dfedaily.Child{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	send, gone, err := taken.Changes(nil, true)
	if err != nil {
		t.Fatal(err)
	}
	send, gone = sparing(brokenRules{"B2": {{Where: "child_details/sex", Rule: "enum"}}}, send, gone)
	if len(send) != 1 || send[0].ID != "A1" || !slices.Equal(gone, []string{"A1"}) {
		t.Errorf("%v, %v", send, gone)
	}
}

// load903 loads a return of two children, of whom the second has the number B2.
func load903(t *testing.T, data, year, first, firstEpisode string) {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"header.csv":   "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n" + first + ",1,05/06/2007,WBRI,UN2,,\nB2,2,05/06/2008,WBRI,UN2,,\n",
		"episodes.csv": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n" + first + "," + firstEpisode + "\nB2,10/05/2017,S,C2,N1,U1,PR1,,,,,,\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), fileMode); err != nil {
			t.Fatal(err)
		}
	}
	tl(t, "import", "903", "--data", data, filepath.Join(folder, "header.csv"), filepath.Join(folder, "episodes.csv"), "--year", year).ok()
}

// holds reads a file and looks for what must be in it, and what must not.
func holds(t *testing.T, path, want, never string) {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil || !strings.Contains(string(body), want) || strings.Contains(string(body), never) {
		t.Errorf("%s holds %s, %v", filepath.Base(path), body, err)
	}
}

// Who breaks the schema is left out and stands in the report alone, and the others go.
func TestWhoBreaksTheSchemaIsReported(t *testing.T) {
	data, folder := council(t), t.TempDir()
	load903(t, data, "2018", "A-1", "10/05/2017,S,C2,N1,U1,PR1,,,,,,")
	report := filepath.Join(folder, "report.csv")
	said := tl(t, "export", "dfe-daily", "--data", data, "--as-at", "2018-03-31", "--out", filepath.Join(folder, "daily"), "--report", report).ok()
	if !strings.Contains(said, "Left out: 1 child who breaks") || strings.Contains(said, "A-1") {
		t.Errorf("it said %s", said)
	}
	holds(t, report, "A-1,la_child_id,pattern,", "B2")
	holds(t, filepath.Join(folder, "daily", "post-0001.json"), `"la_child_id":"B2"`, "A-1")
}

// A child who was adopted never goes out under the number of before, nor the child of before under theirs; neither is asked to be removed.
func TestAnAdoptedChildIsNotJoinedByAnExport(t *testing.T) {
	data, folder := council(t), t.TempDir()
	load903(t, data, "2018", "A1", "10/04/2016,S,C2,N1,A5,PR1,10/05/2017,E11,,,,")
	tl(t, "export", "dfe-daily", "--data", data, "--as-at", "2018-03-31", "--out", filepath.Join(folder, "before")).ok()
	holds(t, filepath.Join(folder, "before", "post-0001.json"), `"la_child_id":"A1"`, "purge")
	load903(t, data, "2019", "A1", "10/09/2018,S,C2,N1,U4,PR1,,,,,,")
	said := tl(t, "export", "ssd", "--data", data, "--as-at", "2019-03-31", "--out", filepath.Join(folder, "ssd")).ok()
	if !strings.Contains(said, "another child has the same number, as one who was adopted can: 2 children.") {
		t.Errorf("it said %s", said)
	}
	holds(t, filepath.Join(folder, "ssd", "ssd_person.csv"), "B2", "A1")
	report, daily := filepath.Join(folder, "report.csv"), filepath.Join(folder, "daily")
	tl(t, "export", "dfe-daily", "--data", data, "--as-at", "2019-03-31", "--out", daily, "--report", report, "--state", filepath.Join(folder, "before", stateBeside), "--purge").ok()
	holds(t, report, "A1,la_child_id,one child for each number", "B2")
	posts, err := filepath.Glob(filepath.Join(daily, "post-*.json"))
	for _, path := range posts {
		holds(t, path, "B2", "A1")
	}
	if err != nil {
		t.Error(err)
	}
}
