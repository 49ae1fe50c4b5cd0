package matrix

import (
	"flag"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/web"
)

// only is for whoever looks for a fault: go test ./test/matrix -role team_manager.
var only = flag.String("role", "", "try the ways in as this role alone")

// TestEveryWayInForEveryRoleAndClass is the matrix.
func TestEveryWayInForEveryRoleAndClass(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			started := time.Now()
			w := newWorld(t, engine.url(t), everything)
			built := time.Since(started)
			actors := w.here.actors
			if *only != "" {
				actors = []*actor{w.here.actor(access.Role(*only))}
			}
			r := w.matrix(shipped(t), actors...)
			for _, fault := range r.faults {
				t.Error(fault)
			}
			t.Logf("%d requests about %d things; set up in %s, all in %s; %d faults", r.tried.Load(), len(w.here.things), built.Round(time.Second/10), time.Since(started).Round(time.Second/10), r.found())
			w.quiet(r.browsers...)
		})
	}
}

func shipped(t testing.TB) *access.Policy {
	t.Helper()
	p, err := access.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// atOnce is how many people try at once.
const atOnce = 6

// matrix has people try every way in for each of their purposes, and compares
// with what a policy says.
func (w *world) matrix(policy *access.Policy, actors ...*actor) *report {
	w.Helper()
	return w.matrixOf(policy, func(web.Route) bool { return true }, actors...)
}

// dataAlone is the ways in that give data, which are enough to find a fault in
// what may be seen.
func dataAlone(route web.Route) bool {
	return strings.HasSuffix(route.Pattern, "data.json") || strings.HasSuffix(route.Pattern, "people.csv")
}

func (w *world) matrixOf(policy *access.Policy, wanted func(web.Route) bool, actors ...*actor) *report {
	w.Helper()
	r := &report{}
	known := ways()
	routes := sortedRoutes(w.pages.Routes())
	for _, route := range routes {
		if _, ok := known[route.Pattern]; aboutPeople(route) && !ok {
			r.wrongf("%s is about people, and the matrix doesn't know how to try it: add it to ways", route.Pattern)
		}
	}
	routes = slices.DeleteFunc(routes, func(route web.Route) bool { return !wanted(route) })
	found := indexOf(w.here, w.there)
	var all sync.WaitGroup
	turn := make(chan struct{}, atOnce)
	for _, a := range actors {
		all.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			b, err := w.signIn(a)
			if err != nil {
				r.wrongf("%v", err)
				return
			}
			r.add(b)
			e := expect(policy, a.c)
			offered := e.purposes(a)
			if !a.caller.May(access.ReadCasework) {
				offered = []access.Purpose{""}
			}
			for i, purpose := range offered {
				t := &trying{browser: b, stance: stance{a, purpose}, e: e, found: found, r: r, primary: i == 0}
				t.begin()
				t.all(routes, known)
			}
		})
	}
	all.Wait()
	return r
}

func (t *trying) all(routes []web.Route, known map[string]way) {
	if t.caller.May(access.ReadCasework) {
		t.choose()
	}
	for _, route := range routes {
		way, ok := known[route.Pattern]
		switch {
		case ok && route.Open == web.ByPermission && !t.caller.May(route.Needs):
			if t.primary {
				t.refused(route)
			}
		case ok && (t.primary || way.always):
			way.try(t)
		case !ok && t.primary && !ends(route):
			t.elsewhere(route)
		}
	}
}

// ends says whether a way in ends or changes the session that tries it.
func ends(route web.Route) bool {
	return slices.ContainsFunc([]string{"/sign-", "/act-as", "/account/"}, func(prefix string) bool { return strings.Contains(route.Pattern, " "+prefix) })
}
