package app_test

import (
	"path/filepath"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
	"throughline/store"
	"throughline/store/pgtest"
)

const council = "11111111-0000-7000-8000-000000000001"

// world is a council with three agencies, over one database.
type world struct {
	*testing.T
	url     string
	service *app.Service
	now     time.Time
	mu      sync.Mutex
	owner   access.Caller
	lead    access.Caller
	chair   access.Caller
}

// engines are the databases that every use case is tried on.
var engines = map[string]func(t *testing.T) string{
	"sqlite": func(t *testing.T) string {
		t.Helper()
		return filepath.Join(t.TempDir(), "app.db")
	},
	"postgres": func(t *testing.T) string {
		t.Helper()
		return pgtest.Database(t)
	},
}

func onEach(t *testing.T, test func(w *world)) {
	t.Helper()
	for name, url := range engines {
		t.Run(name, func(t *testing.T) { test(newWorld(t, url(t))) })
	}
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) goTo(day calendar.Date) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = day.Start().Add(9 * time.Hour)
}

// another opens the same database as a second server would.
func (w *world) another() *app.Service {
	w.Helper()
	db, err := store.Open(w.Context(), w.url, store.Options{Clock: w.clock})
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() {
		if err := db.Close(); err != nil {
			w.Error(err)
		}
	})
	return app.New(db, nil, w.clock)
}

func newWorld(t *testing.T, url string) *world {
	t.Helper()
	w := &world{T: t, url: url}
	w.goTo(calendar.Must(2012, time.April, 2))
	if _, _, err := store.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	w.service = w.another()
	operator := app.Operator(council)
	if _, err := w.service.Store().CreateAuthority(t.Context(), operator, council, "First Council"); err != nil {
		t.Fatal(err)
	}
	for _, agency := range []string{"council", "trust", "police"} {
		w.do(operator, plan.AddAgency{ID: agency, AgencyName: agency, Kind: agency})
	}
	w.owner = w.person("owner", "council", access.PlanOwner)
	w.lead = w.person("lead", "trust", access.AgencyLead)
	w.chair = w.person("chair", "police", access.GroupChair)
	w.owner, w.lead, w.chair = w.caller("owner"), w.caller("lead"), w.caller("chair")
	w.do(w.owner, plan.RecordInspection{ID: "inspection", Body: plan.Inspection{Title: "Inspection", Regime: "slac", Inspectorates: []string{"Ofsted"}}})
	w.do(w.owner, plan.RecordReport{ID: "report", Body: plan.Report{Inspection: "inspection", Inspectorate: "Ofsted", Published: calendar.Known(calendar.Must(2012, time.March, 9))}})
	w.do(w.owner, plan.RecordArea{ID: "area", Body: plan.Area{Inspection: "inspection", Report: "report", Ref: "S3-1", Title: "Area", Words: "improve",
		Section: plan.Safeguarding, Timescale: deadline.ThreeMonths, Rule: deadline.RuleFor(deadline.ThreeMonths, "the report was published", calendar.Must(2012, time.March, 9), false)}})
	return w
}

// person gives somebody a post of their own and a role.
func (w *world) person(name, agency string, role access.Role) access.Caller {
	w.Helper()
	operator := app.Operator(council)
	w.do(operator, plan.AddMember{ID: name, Account: "account-" + name, Person: name, Agency: agency, Roles: []access.Role{role}})
	seat := plan.NoSeat
	if role == access.GroupChair {
		seat = plan.ChairSeat
	}
	w.do(operator, plan.AddPost{ID: "post-" + name, Agency: agency, Title: "Post of " + name, Seat: seat})
	w.do(operator, plan.AppointHolder{Post: "post-" + name, Membership: name, From: calendar.Must(2012, time.January, 1)})
	return w.caller(name)
}

func (w *world) caller(name string) access.Caller {
	w.Helper()
	caller, err := w.service.CallerAs(w.Context(), council, "account-"+name)
	if err != nil {
		w.Fatal(err)
	}
	return caller
}

func (w *world) do(caller access.Caller, ch plan.Change) app.Receipt {
	w.Helper()
	receipt, err := w.service.Do(w.Context(), caller, ch)
	if err != nil {
		w.Fatalf("%s: %v", ch.Name(), err)
	}
	return receipt
}

// action plans an action of one part, owned by the trust and signed by the chair.
func (w *world) action(id string) (part string) {
	w.Helper()
	receipt := w.do(w.owner, plan.PlanAction{ID: id, Body: plan.Action{Inspection: "inspection", Title: "Action " + id, Section: plan.Safeguarding,
		Timescale: deadline.ThreeMonths, Areas: []string{"area"}, Origin: plan.FromArea},
		Parts: []plan.Part{{Text: "The part", Owner: "post-lead", Signer: "post-chair", Kind: plan.YesOrNo}}})
	return receipt.IDs[1]
}
