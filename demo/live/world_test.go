package live

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"throughline/account"
	"throughline/app"
	"throughline/blobs"
	"throughline/board"
	"throughline/calendar"
	"throughline/demo"
	"throughline/store"
	"throughline/store/pgtest"
)

func TestMain(m *testing.M) {
	account.CheapInTests()
	os.Exit(m.Run())
}

// world is one database and one clock.
type world struct {
	*testing.T
	db      *store.DB
	files   *blobs.Store
	service *app.Service
	clock   Clock
}

func newWorld(t *testing.T, url string) *world {
	t.Helper()
	w := &world{T: t}
	var err error
	if _, _, err = store.Migrate(t.Context(), url, nil); err != nil {
		t.Fatal(err)
	}
	if w.db, err = store.Open(t.Context(), url, store.Options{Clock: w.clock.Now}); err != nil {
		t.Fatal(err)
	}
	if w.files, err = blobs.Open(t.Context(), blobs.In(filepath.Join(t.TempDir(), "files"))); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		for _, part := range []io.Closer{w.files, w.db} {
			if err := part.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	w.service = app.New(w.db, w.files, w.clock.Now)
	return w
}

func inFile(t *testing.T) *world {
	t.Helper()
	return newWorld(t, filepath.Join(t.TempDir(), "demo.db"))
}

func onServer(t *testing.T) *world {
	t.Helper()
	return newWorld(t, pgtest.Database(t))
}

func (w *world) accounts() *account.Service { return account.New(w.db, w.clock.Now) }

// through builds the whole demonstration.
func (w *world) through() *world {
	w.Helper()
	if err := Through(w.Context(), w.service, w.accounts(), w.files, &w.clock, nil, func(int, int) {}); err != nil {
		w.Fatal(err)
	}
	return w
}

// until builds what had been lived through at an instant.
func (w *world) until(at time.Time) *world {
	w.Helper()
	b, err := begin(w.Context(), w.service, w.accounts(), w.files, &w.clock, nil)
	if err == nil {
		err = b.live(at, func(int, int) {})
	}
	if err != nil {
		w.Fatal(err)
	}
	w.clock.Set(at)
	return w
}

// show is what plan show prints.
func (w *world) show(when app.When) string {
	w.Helper()
	id, _ := demo.Authority()
	st, err := w.service.State(w.Context(), app.Operator(id), when)
	if err != nil {
		w.Fatal(err)
	}
	text, err := json.MarshalIndent(board.PlanShow(st.Plan, st.Known.At), "", " ")
	if err != nil {
		w.Fatal(err)
	}
	return string(text)
}

// endOf is what was known at the end of a day.
func endOf(day calendar.Date) app.When {
	return app.When{AsAt: day, KnownAt: day.End().Add(-time.Microsecond)}
}
