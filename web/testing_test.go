package web

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/blobs"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
	"throughline/store"
)

// testCouncil is a small invented council in a SQLite database of its own,
// with its pages served. Everything in it is found by a short key.
//
//	people: admin, owner (Head of audit, council), lead (Head of safeguarding,
//	council), health (Named nurse, trust), chair (Chief nurse, trust), deputy
//	(Superintendent, police), police (Inspector, police), auditor, board, young
//	areas: area (S3-1, three months), later (S6-1, six months)
//	action: A1, which answers S3-1; its parts: yes (A1a, the lead's, signed by
//	the inspector) and many (A1b, 480 staff, the nurse's, signed by the superintendent)
type testCouncil struct {
	t         *testing.T
	app       *app.Service
	accounts  *account.Service
	files     *blobs.Store
	server    *httptest.Server
	clock     *testClock
	database  string
	authority string
	id        map[string]string // by key
	pages     *Server
}

// testClock is a clock that a test moves.
type testClock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// goTo moves the clock to ten in the morning in London on a day.
func (c *testClock) goTo(day string) {
	d, err := calendar.Parse(day)
	if err != nil {
		panic(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = d.Start().Add(10 * time.Hour)
}

const (
	testPassword = "a long enough password for tests"
	testDay      = "2012-05-01" // on which the council's tests begin
)

// built is the council as it is set up, made once and copied for each test.
var built = sync.OnceValues(func() (builtCouncil, error) { return buildCouncil(context.Background()) })

type builtCouncil struct {
	folder    string
	authority string
	id        map[string]string
}

// TestMain keeps all that the tests make in one folder, which goes when they end.
func TestMain(m *testing.M) {
	account.CheapInTests()
	folder, err := os.MkdirTemp("", "w") // short, for the sockets of Chromium below it
	if err == nil {
		err = os.Setenv("TMPDIR", folder)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	if err := os.RemoveAll(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// newCouncil serves a copy of the council to one test.
func newCouncil(t *testing.T) *testCouncil {
	t.Helper()
	return newCouncilWith(t, Options{})
}

func newCouncilWith(t *testing.T, options Options) *testCouncil {
	t.Helper()
	base, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return serveCouncil(t, base, options)
}

// serveCouncil serves a copy of a council that was set up.
func serveCouncil(t *testing.T, base builtCouncil, options Options) *testCouncil {
	t.Helper()
	folder := t.TempDir()
	content, err := os.ReadFile(filepath.Join(base.folder, "council.db"))
	if err != nil {
		t.Fatal(err)
	}
	c := &testCouncil{t: t, clock: &testClock{}, authority: base.authority, id: maps.Clone(base.id), database: filepath.Join(folder, "council.db")}
	if err := os.WriteFile(c.database, content, 0o600); err != nil {
		t.Fatal(err)
	}
	c.clock.goTo(testDay)
	db, err := store.Open(t.Context(), "sqlite:"+c.database, store.Options{Clock: c.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	if c.files, err = blobs.Open(t.Context(), blobs.In(filepath.Join(folder, "files"))); err != nil {
		t.Fatal(err)
	}
	c.app, c.accounts = app.New(db, c.files, c.clock.Now), account.New(db, c.clock.Now)
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	if c.pages, err = New(c.app, c.accounts, options); err != nil {
		t.Fatal(err)
	}
	c.server = httptest.NewServer(c.pages)
	t.Cleanup(func() {
		c.server.Close()
		if err := c.files.Close(); err != nil {
			t.Error(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return c
}

// caller is a person of the council, by key, with today's rights.
func (c *testCouncil) caller(key string) access.Caller {
	c.t.Helper()
	caller, err := callerOf(c.t.Context(), c.app, c.authority, c.id["account of "+key])
	if err != nil {
		c.t.Fatal(err)
	}
	return caller
}

func callerOf(ctx context.Context, service *app.Service, authority, account string) (access.Caller, error) {
	return service.CallerAs(ctx, authority, account)
}

// do makes a change as a person, without the pages.
func (c *testCouncil) do(key string, ch plan.Change) {
	c.t.Helper()
	if _, err := c.app.Do(c.t.Context(), c.caller(key), ch); err != nil {
		c.t.Fatalf("%s by %s: %v", ch.Name(), key, err)
	}
}

// plan is the plan now.
func (c *testCouncil) plan() *plan.Plan {
	c.t.Helper()
	p, err := c.app.Plan(c.t.Context(), c.caller("owner"), app.When{})
	if err != nil {
		c.t.Fatal(err)
	}
	return p
}

func (c *testCouncil) part(key string) *plan.Part {
	c.t.Helper()
	part, ok := c.plan().Parts.Get(c.id[key])
	if !ok {
		c.t.Fatalf("there is no part %s", key)
	}
	return part
}

// offer offers evidence for a part as a person, and gives its id.
func (c *testCouncil) offer(key, part, title string) string {
	c.t.Helper()
	id := c.app.NewID()
	c.do(key, plan.OfferEvidence{ID: id, Parts: []string{c.id[part]}, Title: title, Description: "What it shows.", Classification: plan.NamesNoChild})
	return id
}

// ready makes the yes-or-no part ready to be signed off.
func (c *testCouncil) ready() (evidence string) {
	c.t.Helper()
	c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: "It is finished.", Complete: true})
	evidence = c.offer("lead", "yes", "Minutes of the meeting")
	c.do("police", plan.JudgeEvidence{Evidence: evidence, Accept: true})
	return evidence
}

func buildCouncil(ctx context.Context) (b builtCouncil, err error) {
	if b.folder, err = os.MkdirTemp("", "council-*"); err != nil {
		return b, err
	}
	clock := &testClock{}
	clock.goTo("2012-01-09")
	url := "sqlite:" + filepath.Join(b.folder, "council.db")
	if _, _, err = store.Migrate(ctx, url, func(string) {}); err != nil {
		return b, err
	}
	db, err := store.Open(ctx, url, store.Options{Clock: clock.Now})
	if err != nil {
		return b, err
	}
	s := &settingUp{ctx: ctx, service: app.New(db, nil, clock.Now), accounts: account.New(db, clock.Now), id: map[string]string{}}
	s.authority = s.service.NewID()
	s.operator = app.Operator(s.authority)
	_, s.err = db.CreateAuthority(ctx, s.operator, s.authority, "Stonebridge Council")
	s.partners()
	clock.goTo("2012-04-02")
	s.theInspection()
	s.thePlan()
	b.authority, b.id = s.authority, s.id
	if s.err != nil {
		return b, s.err
	}
	return b, db.Close()
}

// settingUp sets the council up until something goes wrong.
type settingUp struct {
	ctx       context.Context
	service   *app.Service
	accounts  *account.Service
	operator  access.Caller
	authority string
	id        map[string]string
	err       error
}

func (s *settingUp) new(key string) string {
	s.id[key] = s.service.NewID()
	return s.id[key]
}

func (s *settingUp) do(by access.Caller, ch plan.Change) {
	if s.err == nil {
		_, s.err = s.service.Do(s.ctx, by, ch)
	}
}

func (s *settingUp) partners() {
	for _, a := range []struct{ key, name, kind string }{
		{"council", "Stonebridge Council", "council"}, {"trust", "Stonebridge NHS Trust", "NHS trust"}, {"force", "Stonebridge Police", "police"},
	} {
		s.do(s.operator, plan.AddAgency{ID: s.new(a.key), AgencyName: a.name, Kind: a.kind})
	}
	for _, p := range []struct {
		key, agency, title string
		seat               plan.Seat
	}{
		{"post of owner", "council", "Head of audit", plan.NoSeat}, {"post of lead", "council", "Head of safeguarding", plan.NoSeat},
		{"post of health", "trust", "Named nurse", plan.NoSeat}, {"post of chair", "trust", "Chief nurse", plan.ChairSeat},
		{"post of deputy", "force", "Superintendent", plan.DeputySeat}, {"post of police", "force", "Inspector", plan.NoSeat},
	} {
		s.do(s.operator, plan.AddPost{ID: s.new(p.key), Agency: s.id[p.agency], Title: p.title, Seat: p.seat})
	}
	for _, p := range []struct {
		key, name, agency string
		role              access.Role
	}{
		{"admin", "Ada Admin", "council", access.Administrator}, {"owner", "Olive Owner", "council", access.PlanOwner},
		{"lead", "Len Lead", "council", access.AgencyLead}, {"health", "Hana Health", "trust", access.AgencyLead},
		{"chair", "Cora Chair", "trust", access.GroupChair}, {"deputy", "Dev Deputy", "force", access.DeputyChair},
		{"police", "Pat Police", "force", access.AgencyLead}, {"auditor", "Audrey Auditor", "council", access.Auditor},
		{"board", "Bo Board", "council", access.BoardMember}, {"young", "Yan Young", "council", access.YoungPerson},
	} {
		if s.err != nil {
			return
		}
		s.id["account of "+p.key], s.err = s.accounts.Create(s.ctx, s.operator, p.key+"@example.org", p.name, testPassword)
		s.do(s.operator, plan.AddMember{ID: s.new(p.key), Account: s.id["account of "+p.key], Person: p.name, Agency: s.id[p.agency], Roles: []access.Role{p.role}})
		if post := s.id["post of "+p.key]; post != "" {
			s.do(s.operator, plan.AppointHolder{Post: post, Membership: s.id[p.key], From: calendar.Must(2012, time.January, 1)})
		}
	}
}

func (s *settingUp) owner() (caller access.Caller) {
	if s.err == nil {
		caller, s.err = callerOf(s.ctx, s.service, s.authority, s.id["account of owner"])
	}
	return caller
}

func (s *settingUp) theInspection() {
	by := s.owner()
	s.do(by, plan.RecordInspection{ID: s.new("inspection"), Body: plan.Inspection{
		Title: "Inspection of 2012", Regime: "slac", Inspectorates: []string{"Ofsted", "CQC"},
		Start: calendar.Known(calendar.Must(2012, time.January, 23)), End: calendar.Known(calendar.Must(2012, time.February, 3)),
		Outcome: "Adequate", Group: "Improvement group", Board: "Corporate Parenting Board",
	}})
	published := calendar.Must(2012, time.March, 9)
	s.do(by, plan.RecordReport{ID: s.new("report"), Body: plan.Report{
		Inspection: s.id["inspection"], Inspectorate: "Ofsted", Title: "Report", Published: calendar.Known(published), Received: calendar.Known(published),
	}})
	for _, a := range []struct {
		key, ref, title string
		timescale       deadline.Timescale
	}{{"area", "S3-1", "Strategy discussions", deadline.ThreeMonths}, {"later", "S6-1", "Training of health staff", deadline.SixMonths}} {
		s.do(by, plan.RecordArea{ID: s.new(a.key), Body: plan.Area{
			Inspection: s.id["inspection"], Report: s.id["report"], Ref: a.ref, Number: 1, NumberInGroup: 1, Section: plan.Safeguarding, Timescale: a.timescale,
			Title: a.title, Words: "Ensure that it is put right.", Rule: deadline.RuleFor(a.timescale, "the Ofsted report was published", published, false),
		}})
	}
}

func (s *settingUp) thePlan() {
	s.do(s.owner(), plan.PlanAction{
		ID: s.new("action"),
		Body: plan.Action{
			Inspection: s.id["inspection"], Title: "Record every strategy discussion", Areas: []string{s.id["area"]}, Section: plan.Safeguarding,
			Timescale: deadline.ThreeMonths, Origin: plan.FromArea, SuccessMeasure: "Nine in ten records are complete.",
		},
		Parts: []plan.Part{
			{Thing: plan.Thing{ID: s.new("yes")}, Text: "Agree the form", Owner: s.id["post of lead"], Signer: s.id["post of police"], Kind: plan.YesOrNo},
			{
				Thing: plan.Thing{ID: s.new("many")}, Text: "Train the staff", Owner: s.id["post of health"], Signer: s.id["post of deputy"], Kind: plan.Quantity,
				Target: 480, Unit: "staff trained", Milestones: []plan.Milestone{{Text: "First course", Due: calendar.Must(2012, time.May, 15)}},
			},
		},
	})
}
