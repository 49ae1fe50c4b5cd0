package matrix

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/access"
	"throughline/change"
	"throughline/store"
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
			w.db.Watch(func(context.Context, []store.Viewing, *store.Tx) ([]change.Put, error) {
				return nil, errors.New("the record of views is broken")
			})
			for _, got := range reads() {
				if what, x := as.leak(nil, got, got.path, as.seenOf("case.record").token, as.seenOf("case.identifier").token, as.seenOf(personKind).token); x != nil {
					t.Errorf("%s and shows “%s” of %s", got, what, x)
				}
				if got.status == http.StatusOK && !strings.Contains(got.path, "/search") && !strings.Contains(got.path, "/new") {
					t.Errorf("%s though what it read is not on record", got)
				}
			}
		})
	}
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
