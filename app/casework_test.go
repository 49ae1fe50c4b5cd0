package app_test

import (
	"errors"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// caseworld is a council with a team of social workers, a trust, and children.
type caseworld struct {
	*world
	worker, other, manager, nurse access.Caller
}

func withCasework(t *testing.T, test func(w *caseworld)) {
	t.Helper()
	onEach(t, func(w *world) {
		operator := app.Operator(council)
		w.person("worker", "council", access.SocialWorker)
		w.person("other", "council", access.SocialWorker)
		w.person("manager", "council", access.TeamManager)
		w.person("nurse", "trust", access.HealthProfessional)
		w.do(operator, plan.AddTeam{ID: "team", Agency: "council", TeamName: "Looked-after children, north"})
		for _, name := range []string{"worker", "manager"} {
			w.do(operator, plan.PlaceInTeam{Team: "team", Membership: name, From: calendar.Must(2012, time.April, 1)})
		}
		test(&caseworld{w, w.caller("worker"), w.caller("other"), w.caller("manager"), w.caller("nurse")})
	})
}

func (w *caseworld) try(caller access.Caller, purpose access.Purpose, ch casework.Change) error {
	_, err := w.service.DoCase(w.Context(), caller, purpose, ch)
	return err
}

func (w *caseworld) doCase(caller access.Caller, purpose access.Purpose, ch casework.Change) {
	w.Helper()
	if err := w.try(caller, purpose, ch); err != nil {
		w.Fatalf("%s: %v", ch.Name(), err)
	}
}

// child is recorded by the manager and given to the team.
func (w *caseworld) child(id, family string) {
	w.Helper()
	w.doCase(w.manager, access.Supervising, casework.AddPerson{ID: id, Details: casework.PersonDetails{
		Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Ada", Family: family}},
		Born: calendar.Known(calendar.Must(2004, time.May, 6)), Sex: "F",
	}})
	w.doCase(w.manager, access.Supervising, casework.Allocate{ID: "to-team-" + id, Person: id, Team: "team", Role: casework.LeadWorker, From: w.service.Today()})
}

func (w *caseworld) file(caller access.Caller, person string, when app.When) (app.File, error) {
	w.Helper()
	looking, err := w.service.Look(w.Context(), caller, access.DirectWork, store.HowOpened, when)
	if err != nil {
		w.Fatal(err)
	}
	file, err := looking.File(w.Context(), person)
	if e := looking.Recorded(w.Context()); e != nil {
		w.Error(e)
	}
	return file, err
}

func TestAChildIsRecordedAllocatedAndSeen(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		w.child("ada", "Larch")
		w.doCase(w.manager, access.Supervising, casework.Allocate{ID: "to-worker", Person: "ada", Membership: "worker", Role: casework.LeadWorker, From: w.service.Today()})
		w.doCase(w.worker, access.DirectWork, casework.WriteRecord{ID: "note", Of: "case_note", People: []string{"ada"}, Details: casework.RecordDetails{
			Happened: w.service.Today(), Title: "First visit", Words: "Ada showed me her drawings.", Complete: true,
		}})
		for name, c := range map[string]struct {
			caller access.Caller
			found  bool
			record bool
		}{
			"the worker":        {w.worker, true, true},
			"the manager":       {w.manager, true, true},
			"another worker":    {w.other, true, false},
			"a nurse elsewhere": {w.nurse, false, false},
		} {
			file, err := w.file(c.caller, "ada", app.When{})
			if found := err == nil; found != c.found || !found && !errors.Is(err, store.ErrNotFound) {
				w.Errorf("%s: found %v: %v", name, found, err)
				continue
			}
			if !c.found {
				continue
			}
			if _, record := file.Folder.Records.Get("note"); record != c.record {
				w.Errorf("%s sees the record: %v", name, record)
			}
		}
		looking, err := w.service.Look(w.Context(), w.other, access.DirectWork, store.HowSearched, app.When{})
		if err != nil {
			t.Fatal(err)
		}
		rows, _, err := looking.Find(w.Context(), "larch ada")
		if err != nil || len(rows) != 1 || rows[0].Person.ID != "ada" {
			w.Errorf("found %v: %v", rows, err)
		}
	})
}

// Rights are today's, whatever date is asked about.
func TestWhoMayLookIsDecidedToday(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		w.child("ada", "Larch")
		w.doCase(w.manager, access.Supervising, casework.Allocate{ID: "mine", Person: "ada", Membership: "nurse", Role: casework.NamedNurse, For: access.Health, From: w.service.Today()})
		then := app.When{AsAt: w.service.Today()}
		if _, err := w.file(w.nurse, "ada", then); err != nil {
			w.Error("while allocated:", err)
		}
		w.goTo(calendar.Must(2012, time.May, 1))
		w.doCase(w.manager, access.Supervising, casework.EndAllocation{Allocation: "mine", Seen: 1, Until: calendar.Must(2012, time.April, 30), Why: "Moved to another district"})
		for name, when := range map[string]app.When{"today": {}, "a day on which they were allocated": then} {
			if _, err := w.file(w.nurse, "ada", when); !errors.Is(err, store.ErrNotFound) {
				w.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestAWriteIsDecidedByTheRightsOfTheMoment(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		w.child("ada", "Larch")
		note := casework.WriteRecord{Of: "case_note", People: []string{"ada"}, Details: casework.RecordDetails{Happened: w.service.Today(), Title: "Call", Words: "Called the school."}}
		if err := w.try(w.other, access.DirectWork, note); !errors.Is(err, store.ErrDenied) {
			w.Errorf("a worker with no tie: %v", err)
		}
		held := w.worker // as the request began
		w.do(app.Operator(council), plan.LeaveTeam{Place: w.placeIn("team", "worker"), Until: w.service.Today().AddDays(-1)})
		if err := w.try(held, access.DirectWork, note); !errors.Is(err, store.ErrDenied) {
			w.Errorf("a worker who has left the team: %v", err)
		}
		for _, caller := range []access.Caller{w.owner, w.lead, w.chair, app.Operator(council)} {
			err := w.try(caller, access.DirectWork, note)
			var problems change.Problems
			if !errors.Is(err, store.ErrDenied) && !errors.As(err, &problems) {
				w.Errorf("%v wrote about a child: %v", caller.Roles, err)
			}
		}
	})
}

func (w *caseworld) placeIn(team, membership string) string {
	w.Helper()
	p, err := w.service.Plan(w.Context(), w.owner, app.When{})
	if err != nil {
		w.Fatal(err)
	}
	for place := range p.TeamPlaces.All() {
		if place.Team == team && place.Membership == membership {
			return place.ID
		}
	}
	w.Fatal("no such place")
	return ""
}

// What a change is about must be there to be seen: a rule's own words could
// tell of it otherwise.
func TestAChangeAboutSomebodyUnseenIsAnsweredAsIfTheyWereNotThere(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		w.child("ada", "Larch")
		for _, ch := range []func(person string) casework.Change{
			func(person string) casework.Change {
				return casework.WriteRecord{Of: "health_assessment", People: []string{person}, Details: casework.RecordDetails{Complete: true}}
			},
			func(person string) casework.Change { return casework.AddAddress{People: []string{person}} },
			func(person string) casework.Change { return casework.EndAllocation{Allocation: "to-team-" + person} },
		} {
			hidden, missing := w.try(w.nurse, access.DirectWork, ch("ada")), w.try(w.nurse, access.DirectWork, ch("bob"))
			if hidden == nil || missing == nil || hidden.Error() != missing.Error() {
				w.Errorf("%s: of somebody unseen %q, of nobody %q", ch("ada").Name(), hidden, missing)
			}
		}
	})
}
