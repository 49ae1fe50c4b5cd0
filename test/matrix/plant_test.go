package matrix

import (
	"database/sql"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"throughline/access"
)

// small is enough people for a planted fault to show.
var small = layout{walls: []access.Wall{access.NoWall, access.Restricted}, ties: everyTie}

// TestTheMatrixSeesPlantedFaults plants faults that nobody may ever make, and
// expects the matrix to find each.
func TestTheMatrixSeesPlantedFaults(t *testing.T) {
	for name, plant := range map[string]func(t *testing.T, w *world){
		"nothing": func(*testing.T, *world) {},
		"a policy widened behind the test's back": func(t *testing.T, w *world) {
			t.Helper()
			wider, err := access.Overlaid(map[string][]byte{"wider.cedar": []byte(`
@id("planted")
@because("a fault was planted")
@source("this test")
permit (principal == Role::"social_worker", action == Action::"view", resource == Compartment::"conference")
when { context.relationship == Relationship::"authority" }
when { context.purpose == Purpose::"direct_work" };
`)})
			if err != nil {
				t.Fatal(err)
			}
			w.service.UsePolicy(wider)
		},
		"a policy that opens less": func(t *testing.T, w *world) {
			t.Helper()
			narrower, err := access.Overlaid(map[string][]byte{"narrower.cedar": []byte(`
@id("planted")
@because("a fault was planted")
@source("this test")
forbid (principal == Role::"social_worker", action == Action::"view", resource == Compartment::"education");
`)})
			if err != nil {
				t.Fatal(err)
			}
			w.service.UsePolicy(narrower)
		},
		"the days of ties are ignored": func(t *testing.T, w *world) {
			t.Helper()
			w.behind(t, `UPDATE tie SET from_on = '0001-01-01', until_on = '9999-12-31'`)
		},
		"a wall is forgotten": func(t *testing.T, w *world) {
			t.Helper()
			w.behind(t, `UPDATE filing SET wall_no = 0`)
		},
		"one record is filed in another class": func(t *testing.T, w *world) {
			t.Helper()
			class, _ := access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}.Number()
			for _, x := range w.here.things {
				if strings.HasPrefix(x.of, "record psychology_notes") && x.about[0].tied == byAllocation {
					w.behind(t, `UPDATE filing SET class_no = $1 WHERE thing_id = $2`, class, x.id)
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := smallWorld(t)
			plant(t, w)
			found := w.matrixOf(shipped(t), dataAlone, w.here.actor(access.SocialWorker)).found()
			if planted := name != "nothing"; (found > 0) != planted {
				t.Errorf("%d faults were found", found)
			}
		})
	}
	t.Run("a page reads for another purpose", func(t *testing.T) {
		w := smallWorld(t)
		a := w.here.actor(access.SocialWorker)
		b, err := w.signIn(a)
		if err != nil {
			t.Fatal(err)
		}
		r := &report{}
		as := &trying{browser: b, stance: stance{a, access.DirectWork}, e: expect(shipped(t), w.here), found: indexOf(w.here), r: r, primary: true}
		as.begin()
		b.lookFor(access.Emergency)
		as.fileJSON()
		if r.found() == 0 {
			t.Error("it was not found")
		}
	})
}

// behind changes the database behind the program's back.
func (w *world) behind(t *testing.T, query string, args ...any) {
	t.Helper()
	db, err := sql.Open("sqlite", w.file()+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	done, err := db.ExecContext(t.Context(), query, args...)
	if err != nil {
		t.Fatal(err)
	}
	if n, err := done.RowsAffected(); err != nil || n == 0 {
		t.Fatalf("nothing was planted: %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
}
