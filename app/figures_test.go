package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// filled is a change that puts things about children as they are given.
type filled []change.Put

func (filled) Name() string             { return "fill in" }
func (filled) Needs() access.Permission { return access.AddPeople }
func (filled) About() []string          { return nil }
func (filled) Things() []string         { return nil }
func (f filled) Decide(*casework.Folder, change.Context) ([]change.Put, error) {
	return f, nil
}

// anyoneRecords lets the council's social workers record about anybody, so
// that a test can fill in children without their whole story.
const anyoneRecords = `@id("test-anyone-records")
@because("a test fills in children")
@source("test")
permit (principal, action == Action::"register", resource)
when { principal in [Role::"social_worker", Role::"adoption_worker"] &&  context.relationship == Relationship::"authority" && context.purpose == Purpose::"direct_work" };`

type child struct {
	id, sex, status, placement, team string
	class                            access.Class // of the placement; the usual one when not given
	wall                             access.Wall
	group                            string
	born, started, ended             calendar.Date
}

// put gives the things about one child. Replaces is the version that the
// episode replaces.
func (c child) puts() []change.Put {
	social := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}
	if c.class == (access.Class{}) {
		c.class = social
	}
	if c.wall == "" {
		c.wall = access.NoWall
	}
	about := func(class access.Class) *change.Filing { return &change.Filing{About: []string{c.id}, Class: class} }
	puts := []change.Put{
		{Kind: casework.KindPerson, Thing: c.id, Body: casework.Person{Parts: []casework.Part{casework.Child}, Born: calendar.Known(c.born), Sex: c.sex, Wall: c.wall, Group: c.group},
			Filing: &change.Filing{About: []string{c.id}, Class: access.Class{Sensitivity: access.Personal, Compartment: access.Identity}, Wall: c.wall, Group: c.group, Person: true}},
		{Kind: casework.KindEpisode, Thing: "episode-" + c.id, Parent: c.id, Body: casework.Episode{Person: c.id, Started: c.started, Ended: c.ended, Need: "N1"}, Filing: about(social)},
	}
	if c.status != "" {
		puts = append(puts, change.Put{Kind: casework.KindLegalStatus, Thing: "status-" + c.id, Parent: c.id, Body: casework.LegalStatus{Person: c.id, Code: c.status, From: c.started}, Filing: about(social)})
	}
	if c.placement != "" {
		puts = append(puts, change.Put{Kind: casework.KindPlacement, Thing: "placement-" + c.id, Parent: c.id, Body: casework.Placement{Person: c.id, Type: c.placement, From: c.started}, Filing: about(c.class)})
	}
	if c.team != "" {
		puts = append(puts, change.Put{Kind: casework.KindAllocation, Thing: "allocation-" + c.id, Parent: c.id,
			Body: casework.Allocation{Person: c.id, Team: c.team, Agency: "council", Role: casework.LeadWorker, From: c.started}, Filing: about(social)})
	}
	return puts
}

// figuresWorld is a council with children, teams, an analyst and a Board member.
type figuresWorld struct {
	*world
	analyst, board, worker access.Caller
}

func newFiguresWorld(w *world) *figuresWorld {
	w.Helper()
	policy, err := access.Overlaid(map[string][]byte{"test.cedar": []byte(anyoneRecords)})
	if err != nil {
		w.Fatal(err)
	}
	w.service.UsePolicy(policy)
	f := &figuresWorld{world: w}
	f.person("analyst", "council", access.DataAnalyst)
	f.person("board", "council", access.BoardMember)
	f.do(app.Operator(council), plan.AddMember{ID: "worker", Account: "account-worker", Person: "worker", Agency: "council", Roles: []access.Role{access.SocialWorker, access.AdoptionWorker}})
	f.analyst, f.board, f.worker = f.caller("analyst"), f.caller("board"), f.caller("worker")
	for _, team := range []string{"north", "south"} {
		f.do(app.Operator(council), plan.AddTeam{ID: team, Agency: "council", TeamName: team})
	}
	return f
}

func (f *figuresWorld) fill(children ...child) {
	f.Helper()
	for start := 0; start < len(children); start += 200 {
		var puts filled
		for _, c := range children[start:min(start+200, len(children))] {
			puts = append(puts, c.puts()...)
		}
		if _, err := f.service.DoCase(f.Context(), f.worker, access.DirectWork, puts); err != nil {
			f.Fatal(err)
		}
	}
}

// some makes children alike but for their number.
func some(n int, like child) (all []child) {
	for range n {
		c := like
		c.id = fmt.Sprintf("%s-%03d", like.id, len(all))
		all = append(all, c)
	}
	return all
}

var (
	monthEnd = calendar.Must(2012, 3, 31)
	girl     = child{id: "girl", sex: "F", status: "C2", placement: "U6", team: "north", born: calendar.Must(2004, 1, 1), started: calendar.Must(2011, 1, 1)}
	boy      = child{id: "boy", sex: "M", status: "V2", placement: "K2", team: "south", born: calendar.Must(1998, 1, 1), started: calendar.Must(2011, 12, 1)}
)

func (f *figuresWorld) figure(figures app.Figures, title, row, column string) string {
	f.Helper()
	table, ok := figures.Release.Table(title)
	if !ok {
		f.Fatalf("there is no table %s", title)
	}
	return table.Figure(row, column).String()
}

func TestChildrenAreCountedWhateverWallStandsRoundThem(t *testing.T) {
	onEach(t, func(w *world) {
		f := newFiguresWorld(w)
		f.fill(some(20, girl)...)
		f.fill(some(12, boy)...)
		walled, adopted := boy, girl
		walled.id, walled.wall = "walled", access.Restricted
		adopted.id, adopted.wall, adopted.placement = "adopted", access.AdoptionWall, "A5"
		adopted.class = access.Class{Sensitivity: access.Sensitive, Compartment: access.Adoption}
		f.fill(some(6, walled)...)
		f.fill(some(7, adopted)...)
		breaks := girl
		breaks.id, breaks.status = "breaks", "V4"
		f.fill(some(9, breaks)...)
		again := girl
		again.id, again.group = "girl-again", "girl-000"
		f.fill(again)
		figures, err := f.service.TryFigures(f.Context(), f.analyst, monthEnd, 0)
		if err != nil {
			f.Fatal(err)
		}
		for _, want := range []struct{ title, row, column, shown string }{
			{"Age", "", "", "45"}, {"Sex", "Female", "", "27"}, {"Sex", "Male", "", "18"},
			{"Where children live", "For adoption, confidential or not recorded", "", "7"},
			{"Team", "north", "", "27"}, {"Team", "Another team, or none recorded", "", "0"}, {"Age and sex", "5 to 9", "Female", "27"},
			{"Time in care", "6 months to under 1 year", "", "0"},
		} {
			if got := f.figure(figures, want.title, want.row, want.column); got != want.shown {
				t.Errorf("%s, %s: %s, not %s", want.title, want.row, got, want.shown)
			}
		}
	})
}

func TestFiguresArePublishedForAllToRead(t *testing.T) {
	onEach(t, func(w *world) {
		f := newFiguresWorld(w)
		f.fill(some(20, girl)...)
		f.fill(some(12, boy)...)
		figures, err := f.service.TryFigures(f.Context(), f.analyst, monthEnd, 0)
		if err != nil {
			f.Fatal(err)
		}
		known := figures.Known.Seq
		f.fill(some(8, child{id: "later", sex: "F", status: "C2", born: girl.born, started: girl.started})...)
		receipt, err := f.service.PublishFigures(f.Context(), f.analyst, monthEnd, known)
		if err != nil {
			f.Fatal(err)
		}
		for name, caller := range map[string]access.Caller{"analyst": f.analyst, "board": f.board} {
			st, err := f.service.State(f.Context(), caller, app.When{})
			if err != nil {
				f.Fatal(err)
			}
			held, ok := st.Shelf.Release(receipt.IDs[0])
			if !ok || held.KnownAt.Position != known || held.PublishedBy != f.analyst.Membership {
				t.Fatalf("%s: %+v", name, held)
			}
			if text, want := mustJSON(t, held.Printed), mustJSON(t, figures.Release.Released()); text != want {
				t.Errorf("%s: what was published is not what was looked at\n%s\n%s", name, text, want)
			}
		}
		if _, err := f.service.PublishFigures(f.Context(), f.analyst, monthEnd, known); err == nil {
			t.Error("the same figures were published twice")
		}
		if _, err := f.service.WithdrawFigures(f.Context(), f.analyst, board.WithdrawFigures{ID: receipt.IDs[0], Reason: "Eight children were entered late."}); err != nil {
			t.Error(err)
		}
		// A second server, which reads all at once, knows the same of what went before.
		again, err := f.another().TryFigures(f.Context(), f.analyst, monthEnd, 0)
		if err != nil {
			f.Fatal(err)
		}
		if diff := cmp.Diff(receipt.IDs, again.Beside); diff != "" {
			t.Error(diff)
		}
		if _, err := f.service.Erase(f.Context(), app.Operator(council), receipt.IDs[0], 0, "why"); err == nil {
			t.Error("a release was erased")
		}
	})
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// leaves records that a child left on a day.
func (f *figuresWorld) leaves(c child, on calendar.Date) {
	f.Helper()
	c.ended = on
	put := c.puts()[1]
	put.Replaces = 1
	if _, err := f.service.DoCase(f.Context(), f.worker, access.DirectWork, filled{put}); err != nil {
		f.Fatal(err)
	}
}

// TestTwoPapersADayApart: figures of days so near would show who left between
// them, so the second are refused. Corrected figures of the same day are not,
// and are looked through for any pair of numbers that tells.
func TestTwoPapersADayApart(t *testing.T) {
	onEach(t, func(w *world) {
		f := newFiguresWorld(w)
		f.fill(some(20, girl)...)
		leaving := boy
		leaving.id = "leaving"
		f.fill(append(some(12, boy), leaving)...)
		publish := func(day calendar.Date) (app.Figures, error) {
			figures, err := f.service.TryFigures(f.Context(), f.analyst, day, 0)
			if err == nil {
				_, err = f.service.PublishFigures(f.Context(), f.analyst, day, figures.Known.Seq)
			}
			return figures, err
		}
		day := monthEnd.AddDays(-40)
		first, err := publish(day)
		if err != nil {
			f.Fatal(err)
		}
		f.leaves(leaving, day)
		for _, days := range []int{-27, -1, 1, 27} {
			if _, err := publish(day.AddDays(days)); err == nil || !strings.Contains(err.Error(), "which children came or went") {
				t.Errorf("%d days from the first: %v", days, err)
			}
		}
		second, err := publish(day)
		if err != nil {
			f.Fatal(err)
		}
		for _, table := range first.Release.Tables() {
			for _, row := range append(table.Rows(), "") {
				for _, column := range append(table.Columns(), "") {
					then, ok := table.Figure(row, column).Number()
					after, _ := second.Release.Table(table.Title())
					now, alsoOK := after.Figure(row, column).Number()
					if ok && alsoOK && then != now {
						t.Errorf("%s, %s, %s: %d and then %d", table.Title(), row, column, then, now)
					}
				}
			}
		}
		if got := f.figure(first, "Sex", "Male", ""); got != "13" {
			t.Errorf("the first says %s boys, not 13", got)
		}
		// The fault: figures made without knowing of the first are refused.
		st, err := f.service.State(f.Context(), f.analyst, app.When{})
		if err != nil {
			f.Fatal(err)
		}
		_, err = (board.PublishFigures{Figures: second.Release}).Decide(st.Shelf, nil, change.Context{Today: f.service.Today(), NewID: f.service.NewID})
		if problems, ok := errors.AsType[change.Problems](err); !ok || problems.Kind() != change.Stale {
			t.Errorf("figures that know of nothing: %v", err)
		}
		if _, err := publish(day.AddDays(28)); err != nil {
			t.Errorf("four weeks from the first: %v", err)
		}
	})
}

func TestWhoMayPublishFigures(t *testing.T) {
	f := newFiguresWorld(newWorld(t, engines["sqlite"](t)))
	f.fill(some(20, girl)...)
	for name, caller := range map[string]access.Caller{"board": f.board, "worker": f.worker, "owner": f.owner, "nobody": {}} {
		if _, err := f.service.TryFigures(f.Context(), caller, monthEnd, 0); !errors.Is(err, store.ErrDenied) {
			t.Errorf("%s looked: %v", name, err)
		}
		if _, err := f.service.PublishFigures(f.Context(), caller, monthEnd, 0); !errors.Is(err, store.ErrDenied) {
			t.Errorf("%s published: %v", name, err)
		}
	}
	for day, says := range map[calendar.Date]string{f.service.Today().AddDays(1): "still to come", {}: "Enter the day"} {
		if _, err := f.service.TryFigures(f.Context(), f.analyst, day, 0); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v", day, err)
		}
	}
	if _, err := f.service.TryFigures(f.Context(), f.analyst, monthEnd, 100_000); err == nil {
		t.Error("an entry that there is not was counted to")
	}
}

// An analyst with another role besides counts just what any analyst counts.
func TestEveryAnalystCountsTheSame(t *testing.T) {
	f := newFiguresWorld(newWorld(t, engines["sqlite"](t)))
	f.fill(some(20, girl)...)
	both := f.analyst
	both.Roles, both.Council = append([]access.Role{access.AdoptionWorker, access.SocialWorker}, both.Roles...), true
	one, err := f.service.TryFigures(f.Context(), f.analyst, monthEnd, 0)
	if err != nil {
		t.Fatal(err)
	}
	other, err := f.service.TryFigures(f.Context(), both, monthEnd, 0)
	if err != nil {
		t.Fatal(err)
	}
	if mustJSON(t, one.Release.Released()) != mustJSON(t, other.Release.Released()) {
		t.Error("two analysts count differently")
	}
}
