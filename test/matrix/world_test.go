package matrix

import (
	"bytes"
	"context"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
	"throughline/store"
	"throughline/store/pgtest"
	"throughline/web"
)

// engines are the databases that everything is tried on.
var engines = []struct {
	name string
	url  func(tb testing.TB) string
}{
	{"sqlite", func(tb testing.TB) string {
		tb.Helper()
		return "sqlite:" + filepath.Join(tb.TempDir(), "matrix.db")
	}},
	{"postgres", pgtest.Database},
}

// today is the one day on which everything happens.
var today = calendar.Must(2013, time.February, 1)

const password = "a pass phrase that must be in no log"

// world is two councils in one database, with the pages served.
type world struct {
	testing.TB
	url      string
	db       *store.DB
	service  *app.Service
	accounts *account.Service
	pages    *web.Server
	server   *httptest.Server
	log      *safeBuffer
	names    tokens
	found    *index
	here     *council // whom most tests are about
	there    *council // another authority in the same database
	second   string   // the place there of a social worker of here
}

// safeBuffer keeps what many write at once.
type safeBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func clock() time.Time { return today.Start().Add(10 * time.Hour) }

// newWorld builds both councils. Those whom the test is about are filled with
// people as far as the layout says.
func newWorld(t testing.TB, url string, l layout) *world {
	t.Helper()
	return newWorldTelling(t, url, l, nil)
}

// newWorldTelling is newWorld, with somebody told of every statement that the
// database is given.
func newWorldTelling(t testing.TB, url string, l layout, tell func(statement string)) *world {
	t.Helper()
	_, _, err := store.Migrate(context.Background(), url, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := serve(t, url, tell)
	w.here = w.council("Stonebridge", l)
	w.there = w.council("Otherbridge", layout{walls: []access.Wall{access.NoWall}, ties: []string{untied, byAllocation}})
	w.both()
	return w
}

// serve serves the pages over a database.
func serve(t testing.TB, url string, tell func(statement string)) *world {
	t.Helper()
	w := &world{TB: t, url: url, log: &safeBuffer{}}
	var err error
	w.db, err = store.Open(context.Background(), url, store.Options{Clock: clock, Observe: tell})
	w.must(err)
	w.service, w.accounts = app.New(w.db, nil, clock), account.New(w.db, clock)
	w.db.Watch(nil) // alerts would add records that the matrix doesn't know; they have tests of their own
	w.pages, err = web.New(w.service, w.accounts, web.Options{Log: slog.New(slog.NewTextHandler(w.log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	w.must(err)
	w.server = httptest.NewServer(w.pages)
	t.Cleanup(w.close)
	return w
}

func (w *world) close() {
	if w.server == nil {
		return
	}
	w.server.Close()
	if err := w.db.Close(); err != nil {
		w.Error(err)
	}
	w.server = nil
}

// pattern is a small world in SQLite, made once and copied for each test.
var pattern struct {
	once    sync.Once
	made    *world
	content []byte
}

// smallWorld is a world of its own for a test that changes it.
func smallWorld(t testing.TB) *world {
	t.Helper()
	pattern.once.Do(func() {
		made := newWorld(t, engines[0].url(t), small)
		made.close()
		content, err := os.ReadFile(made.file())
		made.must(err)
		pattern.made, pattern.content = made, content
	})
	if pattern.made == nil {
		t.Fatal("the world could not be made")
	}
	url := engines[0].url(t)
	w := &world{TB: t, url: url}
	w.must(os.WriteFile(w.file(), pattern.content, 0o600))
	w = serve(t, url, nil)
	w.here, w.there, w.second = pattern.made.here.in(w), pattern.made.there.in(w), pattern.made.second
	return w
}

// file is where SQLite keeps the database.
func (w *world) file() string { return strings.TrimPrefix(w.url, "sqlite:") }

// in is the same council in a copy of its world.
func (c *council) in(w *world) *council {
	same := *c
	same.w, same.actors = w, make([]*actor, len(c.actors))
	for i, a := range c.actors {
		moved := *a
		moved.c, same.actors[i] = &same, &moved
	}
	return &same
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// council is one authority: its staff, and what it keeps about people.
type council struct {
	w         *world
	name      string
	authority string
	agencies  []string // the council itself first
	actors    []*actor
	people    []*person
	things    []*thing
}

// actor is one member of staff, of one role.
type actor struct {
	c                             *council
	role                          access.Role
	roles                         []access.Role
	agency, member, account, team string
	email                         string
	acts                          bool // for the council itself
	caller                        access.Caller
}

func (a *actor) String() string {
	if !a.acts && slices.Contains([]access.Role{access.SocialWorker, access.GovernanceLead}, a.role) {
		return string(a.role) + " of a partner"
	}
	return string(a.role)
}

// works is the agency, by its place, that people of a role work for.
func works(role access.Role) int {
	switch role {
	case access.HealthProfessional, access.Psychologist, access.CaldicottGuardian:
		return 1
	case access.PoliceOfficer:
		return 2
	case access.EducationProfessional:
		return 3
	default:
		return 0
	}
}

func (w *world) council(name string, l layout) *council {
	w.Helper()
	ctx := context.Background()
	c := &council{w: w, name: name, authority: w.service.NewID()}
	operator := app.Operator(c.authority)
	_, err := w.db.CreateAuthority(ctx, operator, c.authority, name+" Council")
	w.must(err)
	do := func(ch plan.Change) {
		w.Helper()
		_, err := w.service.Do(ctx, operator, ch)
		w.must(err)
	}
	for i, kind := range []string{plan.CouncilKind, "NHS trust", "police", "school"} {
		c.agencies = append(c.agencies, w.service.NewID())
		do(plan.AddAgency{ID: c.agencies[i], AgencyName: name + " " + kind, Kind: kind})
	}
	add := func(role access.Role, at int) {
		a := &actor{c: c, role: role, roles: []access.Role{role}, agency: c.agencies[at], acts: at == 0, member: w.service.NewID(), team: w.service.NewID()}
		a.email = string(role) + c.agencies[at][:8] + c.agencies[at][30:] + "@example.org"
		var err error
		a.account, err = w.accounts.Create(ctx, operator, a.email, "Staff "+w.names.next(), password)
		w.must(err)
		do(plan.AddMember{ID: a.member, Account: a.account, Person: "Staff " + string(role), Agency: a.agency, Roles: a.roles})
		do(plan.AddTeam{ID: a.team, Agency: a.agency, TeamName: "Team of " + a.String()})
		do(plan.PlaceInTeam{Team: a.team, Membership: a.member, From: today.AddDays(-30)})
		a.caller, err = w.service.CallerAs(ctx, c.authority, a.account)
		w.must(err)
		if a.caller.Council != a.acts || !slices.Equal(a.caller.Teams, []string{a.team}) {
			w.Fatalf("%s is not placed as the test means: %+v", a, a.caller)
		}
		c.actors = append(c.actors, a)
	}
	for _, role := range access.Roles {
		if role != access.Operator { // runs the program on its own machine, and has no place in a council
			add(role, works(role))
		}
	}
	// The same roles in an agency that is not the council open nothing that
	// needs acting for the council.
	add(access.SocialWorker, 1)
	add(access.GovernanceLead, 1)
	w.fill(c, l)
	return c
}

// both gives one account a place in each council.
func (w *world) both() {
	w.Helper()
	worker := w.here.actor(access.SocialWorker)
	w.second = w.service.NewID()
	_, err := w.service.Do(context.Background(), app.Operator(w.there.authority), plan.AddMember{
		ID: w.second, Account: worker.account, Person: "Staff of both", Agency: w.there.agencies[0], Roles: []access.Role{access.SocialWorker},
	})
	w.must(err)
}

func (c *council) actor(role access.Role) *actor {
	for _, a := range c.actors {
		if a.role == role {
			return a
		}
	}
	c.w.Fatalf("nobody has the role %s", role)
	return nil
}
