package matrix

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // for planting a fault behind the store's back

	"throughline/access"
	"throughline/account"
	"throughline/app"
	"throughline/change"
	"throughline/store"
	"throughline/web"
)

// TestNothingLeavesUnrecorded asks for every page about people while views
// can't be recorded: nothing of anybody leaves, in any of them.
func TestNothingLeavesUnrecorded(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			w := newWorld(t, engine.url(t), small)
			a := w.here.actor(access.TeamManager)
			b, err := w.signIn(a)
			if err != nil {
				t.Fatal(err)
			}
			e := expect(shipped(t), w.here)
			as := &trying{browser: b, stance: stance{a, access.DirectWork}, e: e, found: indexOf(w.here, w.there), r: &report{}, primary: true}
			as.begin()
			as.choose()
			reads := func() (answers []answer) {
				for _, route := range sortedRoutes(w.pages.Routes()) {
					if _, known := ways()[route.Pattern]; !known || !a.caller.May(route.Needs) || strings.HasSuffix(route.Pattern, "/purpose") {
						continue
					}
					method, path, _ := strings.Cut(route.Pattern, " ")
					for _, x := range []*thing{as.seenOf(personKind), as.seenOf("case.record"), as.seenOf("case.identifier")} {
						at := strings.NewReplacer("{id}", x.id, "{other}", w.here.people[0].id).Replace(path)
						answers = append(answers, b.send(method, at, url.Values{"find": {x.token}}))
						if !strings.Contains(path, "{") {
							break
						}
					}
				}
				return answers
			}
			before := 0
			for _, got := range reads() {
				if got.status == http.StatusOK && len(traces(got.body)) > 0 {
					before++
				}
			}
			if before < 15 {
				t.Fatalf("only %d pages show anything of anybody, so this shows little", before)
			}
			nothing := func(fault string) {
				t.Helper()
				for _, got := range reads() {
					if what, x := as.leak(nil, got, got.path, as.seenOf("case.record").token, as.seenOf("case.identifier").token, as.seenOf(personKind).token); x != nil {
						t.Errorf("%s: %s and shows “%s” of %s", fault, got, what, x)
					}
					if got.status == http.StatusOK && !strings.Contains(got.path, "/search") && !strings.Contains(got.path, "/new") {
						t.Errorf("%s: %s though what it read is not on record", fault, got)
					}
				}
			}
			w.db.Watch(func(context.Context, []store.Viewing, *store.Tx) ([]change.Put, error) {
				return nil, errors.New("the record of views is broken")
			})
			nothing("whoever watches views fails")
			w.db.Watch(nil)
			mend := w.refuseViews(t)
			w.foundOut(t)
			nothing("the batch of views can't be written")
			mend()
			if again := reads(); !slices.ContainsFunc(again, func(got answer) bool { return got.status == http.StatusOK && len(traces(got.body)) > 0 }) {
				t.Error("nothing is shown after it was mended")
			}
			b.host = w.onlyRead(t)
			nothing("the database can only be read")
		})
	}
}

// refuseViews has the database refuse each batch of views, until it is mended.
func (w *world) refuseViews(t *testing.T) (mend func()) {
	t.Helper()
	driver, source, fault, mended := "sqlite", w.file()+"?_pragma=busy_timeout(10000)",
		[]string{`CREATE TRIGGER planted BEFORE INSERT ON version WHEN NEW.kind = 'case.views' BEGIN SELECT RAISE(ABORT, 'planted'); END`}, []string{`DROP TRIGGER planted`}
	if strings.HasPrefix(w.url, "postgres") { // it fails only as the batch is committed
		driver, source = "pgx", w.url
		fault = []string{
			`CREATE FUNCTION planted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'planted'; END $$`,
			`CREATE CONSTRAINT TRIGGER planted AFTER INSERT ON version DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'case.views') EXECUTE FUNCTION planted()`,
		}
		mended = []string{`DROP TRIGGER planted ON version`, `DROP FUNCTION planted`}
	}
	run := func(statements []string) {
		t.Helper()
		raw, err := sql.Open(driver, source)
		w.must(err)
		for _, statement := range statements {
			_, err := raw.ExecContext(context.Background(), statement)
			w.must(err)
		}
		w.must(raw.Close())
	}
	run(fault)
	return func() { run(mended) }
}

// foundOut waits until it is known that batches can't be written. Beside an
// SQLite file looks are on record without, and it is found out when they are
// filed: within a second, or when somebody asks who looked.
func (w *world) foundOut(t *testing.T) {
	t.Helper()
	lead := w.here.actor(access.GovernanceLead).caller
	for range 2 { // the first question is itself a look, to be filed for the second
		if _, _, err := w.db.ViewsByMember(context.Background(), lead, lead.Membership, store.Page{}); err != nil {
			return
		}
	}
	t.Fatal("it is not found out that batches can't be written")
}

// onlyRead serves the pages over the same database, opened only for reading,
// and gives the address.
func (w *world) onlyRead(t *testing.T) string {
	t.Helper()
	db, err := store.Open(context.Background(), w.url, store.Options{Clock: clock, ReadOnly: true})
	w.must(err)
	pages, err := web.New(app.New(db, nil, clock), account.New(db, clock), web.Options{Log: slog.New(slog.NewTextHandler(w.log, nil))})
	w.must(err)
	server := httptest.NewServer(pages)
	t.Cleanup(func() {
		server.Close()
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return server.URL
}

// seenOf is a thing of a kind that the person may see.
func (t *trying) seenOf(kind string) *thing {
	for _, x := range t.c.things {
		if x.kind == kind && t.sees[x] && x.about[0].tied == byTeam {
			return x
		}
	}
	t.w.Fatalf("%s sees nothing of the kind %s", t, kind)
	return nil
}
