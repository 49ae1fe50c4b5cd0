package matrix

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/store"
)

// TestEveryWayOfReadingAgrees lays random rules over the policy and has somebody
// at random read by every way: the list, the copies of it, the search, the
// count and each thing by itself give one and the same set.
func TestEveryWayOfReadingAgrees(t *testing.T) {
	for i, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			w := newWorld(t, engine.url(t), small)
			readers := map[*actor]*browser{}
			left := []int{25, 6}[i] // each takes a second or so of a quiet machine
			rapid.Check(t, func(rt *rapid.T) {
				if left--; left < 0 && os.Getenv("RAPID_CHECKS") == "" {
					return
				}
				text := randomRules(rt)
				policy, err := access.Overlaid(map[string][]byte{"random.cedar": []byte(text)})
				if err != nil {
					rt.Fatalf("%v\n%s", err, text)
				}
				w.service.UsePolicy(policy)
				a := rapid.SampledFrom(slices.DeleteFunc(slices.Clone(w.here.actors), func(a *actor) bool { return !a.caller.May(access.ReadCasework) })).Draw(rt, "who")
				if readers[a] == nil {
					if readers[a], err = w.signIn(a); err != nil {
						rt.Fatal(err)
					}
				}
				offered := expect(policy, w.here).purposes(a)
				if len(offered) == 0 {
					return
				}
				s := stance{a, rapid.SampledFrom(offered).Draw(rt, "purpose")}
				if got := readers[a].lookFor(s.purpose); got.status != http.StatusSeeOther {
					rt.Fatalf("%s: %s", s, got)
				}
				w.agree(rt, readers[a], s, policy)
			})
		})
	}
}

func randomRules(rt *rapid.T) string {
	var text strings.Builder
	for i := range rapid.IntRange(0, 4).Draw(rt, "rules") {
		effect := rapid.SampledFrom([]string{"permit", "permit", "forbid"}).Draw(rt, "effect")
		fmt.Fprintf(&text, "@id(\"random-%d\")\n@because(\"a test drew it\")\n@source(\"this test\")\n%s (principal == Role::%q, action == Action::\"view\", resource == Compartment::%q)\n",
			i, effect, rapid.SampledFrom(access.Roles).Draw(rt, "role"), rapid.SampledFrom(access.Compartments).Draw(rt, "part"))
		if rapid.Bool().Draw(rt, "tied") {
			fmt.Fprintf(&text, "when { context.relationship == Relationship::%q }\n", rapid.SampledFrom(access.Relationships).Draw(rt, "relationship"))
		}
		fmt.Fprintf(&text, "when { context.purpose == Purpose::%q };\n", rapid.SampledFrom(access.Purposes).Draw(rt, "for"))
	}
	return text.String()
}

var recordLink = regexp.MustCompile(`href="/casework/records/([0-9a-f-]{36})"`)

// agree reads by every way and compares.
func (w *world) agree(rt *rapid.T, b *browser, s stance, policy *access.Policy) {
	people := map[string]bool{}
	for _, p := range w.here.people {
		if b.get("/casework/people/"+p.id).status == http.StatusOK {
			people[p.id] = true
		}
	}
	as := &trying{browser: b, stance: s, found: indexOf(w.here), r: &report{}}
	looking, err := w.service.Look(context.Background(), s.caller, s.purpose, store.HowCounted, app.When{})
	if err != nil {
		rt.Fatal(err)
	}
	n, err := looking.Count(context.Background(), store.Listing{Kinds: []string{casework.KindPerson}})
	if err != nil || n != len(people) {
		rt.Fatalf("%s: %d people are counted and %d can be opened: %v", s, n, len(people), err)
	}
	// A list shows everybody only when the policy shows somebody without a
	// tie; until then it shows those tied to the caller.
	var first []string
	for i, from := range []struct {
		path string
		read func(*trying, answer) []string
	}{{"/casework", hrefs}, {"/casework/data.json", peopleInJSON}, {"/casework/people.csv", peopleInCSV}} {
		ids := from.read(as, b.get(from.path+"?show=all"))
		slices.Sort(ids)
		if i == 0 {
			first = ids
		}
		if !slices.Equal(ids, first) {
			rt.Fatalf("%s: %s gives %d people and the page %d", s, from.path, len(ids), len(first))
		}
	}
	if expect(policy, w.here).seesMore(s) && !slices.Equal(first, slices.Sorted(maps.Keys(people))) {
		rt.Fatalf("%s: %d people are listed and %d can be opened", s, len(first), len(people))
	}
	for _, id := range first {
		if !people[id] {
			rt.Fatalf("%s: %s is listed and can't be opened", s, id)
		}
	}
	for _, p := range w.here.people {
		found := hrefs(as, b.post("/casework/search", url.Values{"find": {p.own.token}}))
		if slices.Contains(found, p.id) != people[p.id] {
			rt.Fatalf("%s: %s is found %t and opened %t", s, p, !people[p.id], people[p.id])
		}
		if people[p.id] {
			w.agreeOn(rt, b, s, p)
		}
	}
}

// agreeOn compares the ways of reading what is about one person.
func (w *world) agreeOn(rt *rapid.T, b *browser, s stance, p *person) {
	linked, held := map[string]bool{}, map[string]bool{}
	for _, found := range recordLink.FindAllStringSubmatch(b.get("/casework/people/"+p.id).body, -1) {
		linked[found[1]] = true
	}
	var data struct{ Things []struct{ ID, Kind string } }
	if err := json.Unmarshal([]byte(b.get("/casework/people/"+p.id+"/data.json").body), &data); err != nil {
		rt.Fatal(err)
	}
	for _, x := range data.Things {
		if x.Kind == casework.KindRecord {
			held[x.ID] = true
		}
	}
	if !maps.Equal(linked, held) {
		rt.Fatalf("%s: the file of %s links to %d records and its data hold %d", s, p, len(linked), len(held))
	}
	for n, x := range w.here.things {
		if x.kind != casework.KindRecord || !slices.Contains(x.about, p) || (n+p.n)%5 != 0 {
			continue
		}
		for _, path := range []string{"/casework/records/" + x.id, "/casework/records/" + x.id + "/data.json", "/casework/things/" + x.id + "/history"} {
			if got := b.get(path); (got.status == http.StatusOK) != held[x.id] {
				rt.Fatalf("%s: %s, and the file holds it: %t", s, got, held[x.id])
			}
		}
	}
}
