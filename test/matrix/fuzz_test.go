package matrix

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"throughline/access"
	"throughline/web"
)

// fuzzed is the world that ids are thrown at, made once in a process.
var fuzzed struct {
	once   sync.Once
	w      *world
	cookie map[*actor]string
	as     map[*actor]*trying
	sees   map[*actor]map[*thing]bool
	routes []web.Route
}

// FuzzIDs throws whatever stands in place of an id at every way in, as four
// people. No answer is a fault of ours, none shows anything that the person
// may not see, and none is longer for it than a page is.
func FuzzIDs(f *testing.F) {
	for _, seed := range []string{"", "0", "..", "%00", "a b", "013c9532-cd00-7efc-b828-ac2c3dfd36bf", strings.Repeat("9", 65), "' OR '1'='1", "{id}", "é", "_", "-", ":", "new", "data.json",
		"%2e%2e%2fplan", "\x7f", "NULL", "1e999", "case.person"} {
		for way := range uint8(4) {
			f.Add(seed, way)
		}
	}
	fuzzed.once.Do(func() {
		w := newWorld(f, engines[0].url(f), layout{walls: small.walls, ties: []string{untied, byAllocation}})
		fuzzed.w, fuzzed.routes, fuzzed.cookie = w, sortedRoutes(w.pages.Routes()), map[*actor]string{}
		fuzzed.as, fuzzed.sees = map[*actor]*trying{}, map[*actor]map[*thing]bool{}
		for _, role := range []access.Role{access.SocialWorker, access.GovernanceLead, access.BoardMember, access.TeamManager} {
			a := w.here.actor(role)
			b, err := w.signIn(a)
			w.must(err)
			as := &trying{stance: stance{a, access.DirectWork}, e: expect(shipped(f), w.here), found: indexOf(w.here, w.there)}
			fuzzed.as[a], fuzzed.sees[a] = as, as.seenFor(access.Purposes...)
			at, err := url.Parse(w.server.URL)
			w.must(err)
			for _, c := range b.http.Jar.Cookies(at) {
				fuzzed.cookie[a] = c.Name + "=" + c.Value
			}
		}
	})
	f.Fuzz(func(t *testing.T, id string, way uint8) {
		w := fuzzed.w
		a := w.here.actor([]access.Role{access.SocialWorker, access.GovernanceLead, access.BoardMember, access.TeamManager}[way%4])
		for n, route := range fuzzed.routes {
			if !strings.Contains(route.Pattern, "{") || ends(route) || n%8 != int(way/4)%8 {
				continue
			}
			method, path, _ := strings.Cut(route.Pattern, " ")
			segment := url.PathEscape(id)
			path = strings.NewReplacer("{id}", segment, "{thing}", segment, "{other}", segment, "{n}", segment, "{$}", "").Replace(path)
			request, err := http.NewRequestWithContext(t.Context(), method, path, http.NoBody)
			if err != nil {
				continue // no browser can ask for it
			}
			request.Header.Set("Cookie", fuzzed.cookie[a])
			answered := httptest.NewRecorder()
			w.pages.ServeHTTP(answered, request)
			if answered.Code >= http.StatusInternalServerError {
				t.Errorf("%s: %s %q gave %d", a, method, path, answered.Code)
			}
			if what, x := fuzzed.as[a].leak(fuzzed.sees[a], answer{method, path, answered.Code, answered.Header(), answered.Body.String()}); x != nil {
				t.Errorf("%s: %s %q shows “%s” of %s", a, method, path, what, x)
			}
		}
	})
}
