package web

import (
	"bytes"
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/alexedwards/scs/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
	"throughline/store"
	"throughline/web/assets"
)

// A session that can't be read gives a page in words, not a broken connection.
func TestASessionThatCannotBeRead(t *testing.T) {
	c := newCouncil(t)
	b := c.as("lead")
	c.pages.sessions.Store = broken{}
	c.pages.sessions.Codec = scs.GobCodec{}
	page := b.get("/home").want(http.StatusServiceUnavailable)
	page.says("database cannot be used at the moment")
	page.hides("goroutine", "secret engine words")
	checkHeaders(t, "a session that can't be read", "/home", page.header)
	b.get(assets.URL("throughline.css")).want(http.StatusOK)
}

// When nothing more can be written, those who are signed in go on reading.
func TestReadingGoesOnWhenNothingCanBeWritten(t *testing.T) {
	c := newCouncil(t)
	lead := c.as("lead")
	db, err := store.Open(t.Context(), "sqlite:"+c.database, store.Options{Clock: c.clock.Now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only read from
	pages, err := New(app.New(db, c.files, c.clock.Now), account.New(db, c.clock.Now), Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	c.server.Config.Handler = pages
	page := lead.get("/plan").want(http.StatusOK)
	if n := bytes.Count(page.body, []byte("<html")); n != 1 {
		t.Errorf("%d pages came at once", n)
	}
}

// broken is where sessions are kept when the database can't be reached.
type broken struct{ scs.Store }

func (broken) Find(string) ([]byte, bool, error) {
	return nil, false, &store.Error{Kind: store.ErrUnavailable, Words: "The database cannot be used at the moment.", Reason: errors.New("secret engine words")}
}

// A person of two councils acts in one at a time, and each page asks again
// where.
func TestOneCouncilAtATime(t *testing.T) {
	site := serveDemo(t)
	key := personWith(t, access.PlanOwner)
	st, v := demoState(t, site), site.as(key)
	secondAction := secondCouncil(t, site, site.callerFor(key).Account)
	first, second := site.as(key), site.as(key)
	if response, _ := first.raw(http.MethodGet, "/home", http.Header{}, http.NoBody); response.Header.Get("Location") != "/act-as" {
		t.Errorf("somebody with two places was given one without asking: %d", response.StatusCode)
	}
	places := demoPlaces(t, site, key)
	for i, each := range []*visitor{first, second} {
		if status, _ := each.send(http.MethodPost, "/act-as", url.Values{"place": {places[i].Membership}}); status != http.StatusSeeOther {
			t.Fatalf("acting in place %d: %d", i, status)
		}
	}
	var action string
	for a := range st.Plan.Actions.All() {
		action = a.ID
	}
	for i, each := range []*visitor{first, second, v} {
		in := i % 2 // the session from before goes on where it was
		if i == 2 && places[0].Authority != st.Plan.Authority {
			in = 1
		}
		ours := places[in].Authority == st.Plan.Authority
		own, _ := each.send(http.MethodGet, "/actions/"+action, nil)
		theirs, _ := each.send(http.MethodGet, "/actions/"+secondAction, nil)
		if (own == http.StatusOK) != ours || (theirs == http.StatusOK) == ours {
			t.Errorf("visitor %d reads %d of the first council and %d of the second", i, own, theirs)
		}
	}
	if status, _ := first.send(http.MethodPost, "/act-as", url.Values{"place": {site.callerFor(personWith(t, access.Administrator)).Membership}}); status != http.StatusUnprocessableEntity {
		t.Errorf("somebody took another person's place: %d", status)
	}
}

func demoPlaces(t *testing.T, site *demoSite, key string) []account.Place {
	t.Helper()
	places, err := site.accounts.Places(t.Context(), site.callerFor(key).Account)
	if err != nil || len(places) != 2 {
		t.Fatalf("%d places, %v", len(places), err)
	}
	return places
}

// secondCouncil adds a council with an action, where an account may do
// everything.
func secondCouncil(t *testing.T, site *demoSite, of string) (action string) {
	t.Helper()
	authority, action := site.service.NewID(), site.service.NewID()
	operator := app.Operator(authority)
	if _, err := site.service.Store().CreateAuthority(t.Context(), operator, authority, "Second Council"); err != nil {
		t.Fatal(err)
	}
	agency, other, post, signer, inspection := site.service.NewID(), site.service.NewID(), site.service.NewID(), site.service.NewID(), site.service.NewID()
	every := slices.DeleteFunc(slices.Clone(access.Roles), func(r access.Role) bool { return r == access.Operator || r == access.YoungPerson }) // who never reads exempt words
	for _, ch := range []plan.Change{
		plan.AddAgency{ID: agency, AgencyName: "Second Council", Kind: "council"}, plan.AddAgency{ID: other, AgencyName: "Second Trust", Kind: "NHS trust"},
		plan.AddPost{ID: post, Agency: agency, Title: "Head"}, plan.AddPost{ID: signer, Agency: other, Title: "Nurse"},
		plan.AddMember{ID: site.service.NewID(), Account: of, Person: "Second Person", Agency: agency, Roles: every},
	} {
		if _, err := site.service.Do(t.Context(), operator, ch); err != nil {
			t.Fatal(err)
		}
	}
	caller, err := site.service.CallerAs(t.Context(), authority, of)
	if err != nil {
		t.Fatal(err)
	}
	today := site.service.Today()
	for _, ch := range []plan.Change{
		plan.RecordInspection{ID: inspection, Body: plan.Inspection{Title: "Second inspection", Regime: "slac", Inspectorates: []string{"Ofsted"}, Start: calendar.Known(today), End: calendar.Known(today), Group: "Group", Board: "Board"}},
		plan.PlanAction{
			ID: action, Body: plan.Action{Inspection: inspection, Title: "Second action", Section: plan.Additional, Origin: plan.FromAudit, OriginNote: "Because", SuccessMeasure: "It works.", Due: today.AddMonths(6)},
			Parts: []plan.Part{{Text: "Do it", Owner: post, Signer: signer, Kind: plan.YesOrNo}},
		},
	} {
		if _, err := site.service.Do(t.Context(), caller, ch); err != nil {
			t.Fatalf("%s: %v", ch.Name(), err)
		}
	}
	return action
}

// The id of something in another council gives the very page that an id of
// nothing gives, so that nobody learns what other councils have.
func TestAnotherCouncilsIDIsLikeNoID(t *testing.T) {
	site := serveDemo(t)
	st := demoState(t, site)
	id, err := site.accounts.Create(t.Context(), app.Operator(st.Plan.Authority), "everything@second.example", "Second Person", "a pass phrase of the second council")
	if err != nil {
		t.Fatal(err)
	}
	secondCouncil(t, site, id)
	v := site.visitor()
	if status, _ := v.send(http.MethodPost, "/sign-in", url.Values{"email": {"everything@second.example"}, "password": {"a pass phrase of the second council"}}); status != http.StatusSeeOther {
		t.Fatal("could not sign in")
	}
	for _, route := range site.pages.Routes() {
		if !strings.Contains(route.Pattern, "{id}") && !strings.Contains(route.Pattern, "{thing}") {
			continue
		}
		if strings.Contains(route.Pattern, " /measures/{id}") {
			continue // every council has the measures of the pack that ships
		}
		if strings.Contains(route.Pattern, " /send/{id}") {
			continue // and its kinds of record: the id is the kind's code
		}
		method, path := realPath(t, st.Plan, papersOf(st), route.Pattern)
		held, none := strings.Split(path, "/")[idPlace(route.Pattern)], site.service.NewID()
		body := "version=all&reason=x&confirm=yes&seen=1&judgement=accept"
		theirs, theirPage := v.raw(method, path, form, strings.NewReader(body))
		nothing, noPage := v.raw(method, strings.ReplaceAll(path, held, none), form, strings.NewReader(body))
		if theirs.StatusCode != nothing.StatusCode || upToEntry(strings.ReplaceAll(theirPage, held, none)) != upToEntry(noPage) {
			t.Errorf("%s: %d for another council's, %d for none", route.Pattern, theirs.StatusCode, nothing.StatusCode)
		}
	}
}

// upToEntry is a page without the entry up to which it shows the ledger, which
// a refusal that was recorded moves on.
func upToEntry(page string) string { return shownEntry.ReplaceAllString(page, "(entry)") }

var shownEntry = regexp.MustCompile(`\(entry \d+\)`)

// idPlace is where the id stands among the parts of a pattern's path.
func idPlace(pattern string) int {
	_, path, _ := strings.Cut(pattern, " ")
	return slices.IndexFunc(strings.Split(path, "/"), func(part string) bool { return part == "{id}" || part == "{thing}" })
}

// A wrong password and an account that isn't there are told alike.
func TestSigningInTellsNothing(t *testing.T) {
	c := newCouncil(t)
	said := map[string]bool{}
	for _, email := range []string{"lead@example.org", "nobody@example.org", "a\x00b@example.org", "\xff\xfe", strings.Repeat("a", 5000), `"><tl-x>`} {
		page := c.visitor().post("/sign-in", url.Values{"email": {email}, "password": {"not the password"}}).want(http.StatusUnprocessableEntity)
		checkMarkup(t, email, page.body, false)
		said[strings.Join(page.summary(), "|")] = true
	}
	if len(said) != 1 {
		t.Errorf("it says %q", slices.Collect(maps.Keys(said)))
	}
}

// logLines are what a server logs.
type logLines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logLines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logLines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// The log says what went wrong and where, and nothing of who signed in or of
// what anybody typed.
func TestTheLogHoldsNothingPrivate(t *testing.T) {
	var log logLines
	c := newCouncilWith(t, Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
	c.visitor().post("/sign-in", url.Values{"email": {"lead@example.org"}, "password": {"mistyped secret"}}).want(http.StatusUnprocessableEntity)
	admin, lead := c.as("admin"), c.as("lead")
	added := admin.post("/people/new", url.Values{"email": {"new.person@example.org"}, "name": {"Jordan Zzyzx"}, "agency": {c.id["council"]}, "roles": {"agency_lead"}}).want(http.StatusCreated)
	at := "/parts/" + c.id["yes"] + "/report"
	fields := lead.get(at).want(http.StatusOK).form(at)
	fields.Set("text", "Jordan Zzyzx of 5 Example Road")
	fields.Set("confirm", "An invented road") // an address is sent back without a reason
	fields.Set("complete", "no")
	lead.post(at, fields).want(http.StatusOK)
	lead.get("/find?q=Zzyzx").want(http.StatusOK)
	lead.get("/areas/Zzyzx").want(http.StatusNotFound)
	full := c.limited(1)
	full.pages.log = slog.New(slog.NewTextHandler(&log, nil))
	again := full.visitor()
	again.http.Jar = lead.http.Jar
	fields.Set("text", "Jordan Zzyzx "+strings.Repeat("and so on ", 50_000))
	if page := again.post(at, fields); page.status < http.StatusInternalServerError {
		t.Errorf("a full disk gave %d", page.status)
	}
	c.pages.sessions.Store = broken{}
	lead.post(at, fields).want(http.StatusServiceUnavailable)
	said := log.String()
	if said == "" {
		t.Error("nothing was logged, so this shows nothing")
	}
	at2, err := url.Parse(c.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	private := []string{"Zzyzx", "Example Road", "mistyped", testPassword, "@example.org", "and so on"}
	for _, cookie := range lead.http.Jar.Cookies(at2) {
		private = append(private, cookie.Value)
	}
	for _, n := range added.all(func(n *html.Node) bool { return n.DataAtom == atom.Code || hasClass(n, "tl-password") }) {
		private = append(private, textIn(n))
	}
	for _, text := range private {
		if strings.Contains(said, text) {
			t.Errorf("the log holds %q:\n%s", text, said)
		}
	}
}
