package live

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/calendar"
	"throughline/demo"
	"throughline/store"
)

// days are some on which the story stands still for a look: before the
// inspection, in its midst, when a later entry describes the day, and at its end.
var days = []calendar.Date{
	calendar.Must(2012, 1, 31), calendar.Must(2012, 3, 30), calendar.Must(2012, 6, 30), calendar.Must(2012, 9, 6),
	calendar.Must(2012, 12, 6), calendar.Must(2013, 2, 1),
}

func TestWhatWasKnownThenIsWhatADemonstrationOfThenSays(t *testing.T) {
	whole := inFile(t).through()
	for _, day := range []calendar.Date{days[2], days[4]} {
		t.Run(day.String(), func(t *testing.T) {
			then := inFile(t).until(day.End().Add(-time.Microsecond))
			if diff := cmp.Diff(then.show(app.When{}), whole.show(endOf(day))); diff != "" {
				t.Errorf("as built then (-), and as known then (+):\n%s", diff)
			}
		})
	}
	// A part was signed at a meeting on 29 June and entered on 3 July.
	june := days[2]
	if whole.show(endOf(june)) == whole.show(app.When{AsAt: june}) {
		t.Error("what was entered later makes no difference to 30 June 2012")
	}
}

func TestBothEnginesTellTheSameStory(t *testing.T) {
	file, server := inFile(t).through(), onServer(t).through()
	for _, day := range days {
		for _, when := range []app.When{{AsAt: day}, endOf(day), {KnownEntry: 100}} {
			if diff := cmp.Diff(file.show(when), server.show(when)); diff != "" {
				t.Errorf("in a file (-) and on a server (+), %+v:\n%s", when, diff)
			}
		}
	}
}

func TestItIsLivedThrough(t *testing.T) {
	w := inFile(t)
	if holds, err := HoldsSomething(t.Context(), w.db); holds || err != nil {
		t.Fatalf("a new database holds something: %v, %v", holds, err)
	}
	var told []int
	if err := Through(t.Context(), w.service, w.accounts(), w.files, &w.clock, nil, func(done, _ int) { told = append(told, done) }); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSorted(told) || len(told) != len(demo.Steps(demo.ID))+len(demo.CaseSteps(demo.ID)) {
		t.Errorf("progress was told %d times", len(told))
	}
	if holds, err := HoldsSomething(t.Context(), w.db); !holds || err != nil {
		t.Errorf("the demonstration is nothing: %v, %v", holds, err)
	}
	if state, err := w.db.Setting(t.Context(), Setting); state != Whole || err != nil {
		t.Errorf("the setting is %q, %v", state, err)
	}
	if now := w.clock.Now(); !now.Equal(End()) {
		t.Errorf("the clock stands at %s", now)
	}
	id, _ := demo.Authority()
	auditor := access.Caller{Account: "auditor", Authority: id, Roles: []access.Role{access.Auditor}}
	var entries []store.EntryRow
	for cursor := ""; ; {
		page, next, err := w.db.Entries(t.Context(), auditor, store.Page{Before: cursor, Limit: store.MaxPage})
		if err != nil {
			t.Fatal(err)
		}
		entries = append(entries, page...)
		if cursor = next; next == "" {
			break
		}
	}
	slices.Reverse(entries)
	actors := map[string]bool{}
	for i, e := range entries {
		actors[e.Actor] = true
		if i > 0 && !e.At.After(entries[i-1].At) || e.At.After(End()) {
			t.Errorf("entry %d, %s, is at %s", e.Seq, e.Change, e.At)
		}
		if hour := e.At.In(calendar.London()).Hour(); hour < 8 || hour > 17 {
			t.Errorf("entry %d, %s, is at %s, out of working hours", e.Seq, e.Change, e.At)
		}
	}
	if len(entries) <= len(demo.Steps(demo.ID)) || len(actors) < 10 {
		t.Errorf("%d entries by %d people", len(entries), len(actors))
	}
	if _, err := w.db.Verify(t.Context(), app.Operator(""), nil); err != nil {
		t.Error(err)
	}
	w.published(id)
	for _, f := range demo.Files() {
		if intact, err := w.files.Intact(t.Context(), f.Attachment.SHA256); err != nil || !intact {
			t.Errorf("%s is not kept: %v", f.Attachment.Name, err)
		}
	}
}

// published looks for the papers that the Board was given before the last.
func (w *world) published(authority string) {
	w.Helper()
	st, err := w.service.State(w.Context(), app.Operator(authority), app.When{})
	if err != nil {
		w.Fatal(err)
	}
	var of []string
	for p := range st.Shelf.Papers() {
		if p.State == board.Published {
			of = append(of, p.AsAt.String())
		}
	}
	slices.Sort(of)
	if got := strings.Join(of, " "); got != "2012-09-06 2012-12-06" {
		w.Errorf("papers about %s", got)
	}
}

func TestASecondDemonstrationInOneDatabaseIsRefused(t *testing.T) {
	w := inFile(t).until(days[1].End())
	err := Through(t.Context(), w.service, w.accounts(), w.files, &w.clock, nil, func(int, int) {})
	if err == nil || !strings.Contains(err.Error(), "already an authority") {
		t.Errorf("got %v", err)
	}
}
