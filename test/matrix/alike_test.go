package matrix

import (
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"throughline/access"
	"throughline/web"
)

// told is the statements that the database was given.
type told struct {
	mu   sync.Mutex
	each []string
}

func (s *told) tell(statement string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.each = append(s.each, statement)
}

func (s *told) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	each := s.each
	s.each = nil
	return each
}

// TestHiddenAndMissingAnswerAlike asks every way in that takes an id for what
// is behind each wall or in a class that is shut, and for an id of nothing. The
// status, every header, the length and the page are the same, and so are the
// statements that the database is given to find it out: their number, their
// order and their letters.
func TestHiddenAndMissingAnswerAlike(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			ran := &told{}
			w := newWorldTelling(t, engine.url(t), small, ran.tell)
			tried, longest := 0, 0
			for _, role := range []access.Role{access.SocialWorker, access.TeamManager, access.HealthProfessional, access.GovernanceLead, access.AdoptionWorker} {
				a := w.here.actor(role)
				b, err := w.signIn(a)
				if err != nil {
					t.Fatal(err)
				}
				e := expect(shipped(t), w.here)
				as := &trying{browser: b, stance: stance{a, e.purposes(a)[0]}, e: e, found: indexOf(w.here), r: &report{}, primary: true}
				as.begin()
				as.choose()
				for n, route := range sortedRoutes(w.pages.Routes()) {
					if !aboutPeople(route) || !strings.Contains(route.Pattern, "{id}") || route.Open == web.ByPermission && !a.caller.May(route.Needs) {
						continue
					}
					missing := as.asked(ran, route, w.service.NewID())
					for _, x := range as.hiddenFrom(route, n) {
						got := as.asked(ran, route, x.id)
						if diff := missing.unlike(got); diff != "" {
							t.Errorf("%s: %s of %s is told from an id of nothing: %s", as, route.Pattern, x, diff)
						}
						tried++
						longest = max(longest, len(got.statements))
					}
				}
			}
			if tried < 200 || longest < 3 {
				t.Errorf("only %d were tried, with %d statements at most, so this shows little", tried, longest)
			}
			t.Logf("%d answers compared, of up to %d statements", tried, longest)
		})
	}
}

// costed is an answer with what it took to find.
type costed struct {
	answer
	id         string
	statements []string
}

// asked asks, after another question has brought all that is followed up to
// now, so that each begins alike.
func (t *trying) asked(ran *told, route web.Route, id string) costed {
	t.get("/casework/search")
	method, path, _ := strings.Cut(route.Pattern, " ")
	at := strings.NewReplacer("{id}", id, "{other}", t.c.people[0].id).Replace(path)
	ran.take()
	got := t.send(method, at, nil)
	return costed{got, id, ran.take()}
}

// hiddenFrom are a few things, others for each way in, that a person may not
// see for any purpose that the way in reads for: some behind each wall.
func (t *trying) hiddenFrom(route web.Route, n int) (hidden []*thing) {
	sees := t.seenFor(append(slices.Clone(governed[route.Pattern]), t.purpose)...)
	byWall := map[string][]*thing{}
	for _, x := range t.c.things {
		if !sees[x] && len(x.about) > 0 && !x.draft {
			key := fmt.Sprint(x.about[0].wall, x.kind == personKind)
			byWall[key] = append(byWall[key], x)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(byWall)) {
		hidden = append(hidden, byWall[key][n*17%len(byWall[key])])
	}
	return hidden
}

// unlike says how two answers, or what it took to find them, differ but for
// the time and the ids that they were asked with; "" when they don't.
func (c costed) unlike(other costed) string {
	plain := func(from costed, text string) string {
		return position.ReplaceAllString(strings.ReplaceAll(text, from.id, "ID"), "$1 N")
	}
	headers := func(from costed) string {
		var lines []string
		for name, values := range from.header {
			if name != "Date" && name != "Content-Length" {
				lines = append(lines, name+": "+expires.ReplaceAllString(plain(from, strings.Join(values, ", ")), ""))
			}
		}
		slices.Sort(lines)
		return strings.Join(lines, "\n")
	}
	switch {
	case c.status == 0 || c.status >= http.StatusInternalServerError:
		return "it is a fault of ours: " + c.String()
	case c.status != other.status:
		return fmt.Sprintf("%d and %d", c.status, other.status)
	case headers(c) != headers(other):
		return "in the headers\n" + firstDifference(headers(c), headers(other))
	case plain(c, c.body) != plain(other, other.body):
		return "in the page\n" + firstDifference(plain(c, c.body), plain(other, other.body))
	case len(c.id) == len(other.id) && len(position.ReplaceAllString(c.body, "")) != len(position.ReplaceAllString(other.body, "")):
		return fmt.Sprintf("%d letters and %d", len(c.body), len(other.body))
	}
	mine, theirs := strings.Join(c.statements, ";\n"), strings.Join(other.statements, ";\n")
	if mine != theirs {
		return fmt.Sprintf("%d statements and %d\n%s", len(c.statements), len(other.statements), firstDifference(mine, theirs))
	}
	return ""
}

// expires is when a cookie ends, which is a while after now.
var expires = regexp.MustCompile(`Expires=[^;]+; `)

// TestAnUnlikeAnswerIsFound holds the comparison to its own faults.
func TestAnUnlikeAnswerIsFound(t *testing.T) {
	one := func() costed {
		return costed{
			answer{"GET", "/a/id-1", http.StatusNotFound, http.Header{"Content-Type": {"text/html"}, "Date": {"now"}}, "nothing (entry 9) at id-1"},
			"id-1", []string{"a", "b"},
		}
	}
	same := one()
	same.body, same.id, same.header = "nothing (entry 10) at id-2", "id-2", http.Header{"Content-Type": {"text/html"}, "Date": {"then"}}
	if diff := one().unlike(same); diff != "" {
		t.Errorf("alike, but: %s", diff)
	}
	for name, change := range map[string]func(*costed){
		"the status": func(c *costed) { c.status = http.StatusForbidden }, "a header": func(c *costed) { c.header.Set("Vary", "x") }, "a letter": func(c *costed) { c.body += "." },
		"one statement more": func(c *costed) { c.statements = append(c.statements, "c") }, "another statement": func(c *costed) { c.statements[0] = "z" },
		"none": func(c *costed) { c.statements = nil },
	} {
		other := one()
		change(&other)
		if one().unlike(other) == "" {
			t.Errorf("%s is not found", name)
		}
	}
}
