package matrix

import (
	"net/http"
	"strings"
	"testing"

	"throughline/access"
	"throughline/web"
)

// TestAnotherCouncilsIDsAreIDsOfNothing has every role of one council try every
// way in with the ids of everything that another keeps: each is answered, letter
// for letter, as an id of nothing is.
func TestAnotherCouncilsIDsAreIDsOfNothing(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			w := newWorld(t, engine.url(t), small)
			theirs := append([]string{}, w.here.agencies...)
			for _, x := range w.here.things {
				theirs = append(theirs, x.id)
			}
			for _, a := range w.here.actors {
				theirs = append(theirs, a.member, a.team)
			}
			routes := sortedRoutes(w.pages.Routes())
			next, tried := 0, 0
			for _, a := range w.there.actors {
				b, err := w.signIn(a)
				if err != nil {
					t.Fatal(err)
				}
				as := &trying{browser: b, stance: stance{a, access.DirectWork}, found: indexOf(w.here), r: &report{}}
				for _, route := range routes {
					if !strings.Contains(route.Pattern, "{") || ends(route) {
						continue
					}
					id := theirs[next%len(theirs)]
					next += 7 // every id has its turn, on other ways in for each role
					tried++
					foreign(t, as, route, id)
				}
				lists(t, as, routes)
			}
			t.Logf("%d ids of another council tried", tried)
		})
	}
}

func foreign(t *testing.T, who *trying, route web.Route, id string) {
	t.Helper()
	method, path, _ := strings.Cut(route.Pattern, " ")
	at := func(id string) string {
		return strings.NewReplacer("{id}", id, "{thing}", id, "{other}", id, "{n}", "1", "{$}", "").Replace(path)
	}
	nothing := who.w.service.NewID()
	got, other := who.send(method, at(id), nil), who.send(method, at(nothing), nil)
	if got.like(id) != other.like(nothing) {
		t.Errorf("%s of another council: %s %s differs from an id of nothing\n%s", who.actor, route.Pattern, got, firstDifference(got.like(id), other.like(nothing)))
	}
	if got.status < http.StatusBadRequest && got.status != http.StatusSeeOther {
		t.Errorf("%s of another council: %s", who.actor, got)
	}
	if what, x := who.leak(nil, got, id); x != nil {
		t.Errorf("%s of another council: %s shows “%s” of %s", who.actor, got, what, x)
	}
}

// lists tries every way in that needs no id.
func lists(t *testing.T, who *trying, routes []web.Route) {
	t.Helper()
	for _, route := range routes {
		method, path, _ := strings.Cut(route.Pattern, " ")
		if method != http.MethodGet || strings.Contains(strings.ReplaceAll(path, "{$}", ""), "{") || ends(route) {
			continue
		}
		got := who.get(strings.ReplaceAll(path, "{$}", ""))
		if what, x := who.leak(nil, got); x != nil || strings.Contains(got.body, "Stonebridge") {
			t.Errorf("%s of another council: %s shows “%s” of %v", who.actor, got, what, x)
		}
	}
}

// TestOnePlaceAtATime has somebody with a place in two councils: in each they
// see that one's people, and nothing of the other's.
func TestOnePlaceAtATime(t *testing.T) {
	w := smallWorld(t)
	a := w.here.actor(access.SocialWorker)
	b, err := w.signIn(a)
	if err != nil {
		t.Fatal(err)
	}
	mine := w.allocatedIn(w.here)
	theirs := w.there.people[0]
	if got := b.get("/casework/people/" + mine.id); got.status != http.StatusOK {
		t.Fatalf("at home: %s", got)
	}
	if got := b.get("/casework/people/" + theirs.id); got.status != http.StatusNotFound {
		t.Errorf("at home, of the other council: %s", got)
	}
	if got := b.act(w.second); got.status != http.StatusSeeOther {
		t.Fatalf("choosing the other council: %s", got)
	}
	if got := b.get("/casework/people/" + mine.id); got.status != http.StatusNotFound {
		t.Errorf("in the other council, of the first: %s", got)
	}
	if got := b.get("/casework/people/" + theirs.id); got.status != http.StatusOK {
		t.Errorf("in the other council: %s", got)
	}
}

func (w *world) allocatedIn(c *council) *person {
	for _, p := range c.people {
		if p.wall == access.NoWall && p.tied == byAllocation {
			return p
		}
	}
	w.Fatal("nobody is allocated")
	return nil
}
