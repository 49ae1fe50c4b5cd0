package matrix

import (
	"net/http"
	"slices"
	"strings"

	"throughline/access"
)

// governed are the ways in that read for purposes of their own besides the one
// chosen: each shows no more than those purposes open, and what none of them
// opens is not there.
var governed = map[string][]access.Purpose{
	"GET /governance":                             governing,
	"GET /governance/views":                       governing,
	"POST /governance/views":                      governing,
	"GET /governance/members/{id}/views":          governing,
	"GET /governance/members/{id}/views.csv":      governing,
	"GET /casework/people/{id}/views":             governing,
	"GET /casework/people/{id}/views.csv":         governing,
	"GET /governance/exempt":                      governing,
	"GET /governance/exempt/{id}":                 governing,
	"GET /governance/glass":                       governing,
	"GET /governance/glass/{id}":                  governing,
	"POST /governance/glass/{id}":                 governing,
	"GET /governance/alerts":                      governing,
	"GET /governance/alerts/{id}":                 governing,
	"POST /governance/alerts/{id}":                governing,
	"GET /governance/restrictions":                governing,
	"GET /governance/restrictions/{id}":           governing,
	"POST /governance/restrictions/{id}":          governing,
	"GET /governance/holds":                       governing,
	"GET /governance/holds/new":                   governing,
	"POST /governance/holds/new":                  governing,
	"GET /governance/holds/{id}/lift":             governing,
	"POST /governance/holds/{id}/lift":            governing,
	"GET /governance/retention":                   governing,
	"GET /governance/retention/{id}":              governing,
	"POST /governance/retention/{id}":             governing,
	"GET /governance/destructions":                governing,
	"GET /governance/destructions/{id}":           governing,
	"POST /governance/destructions/{id}":          governing,
	"POST /governance/destructions/{id}/destroy":  governing,
	"GET /governance/destructions/{id}/items.csv": governing,
	"GET /casework/people/{id}/glass":             breaking,
	"POST /casework/people/{id}/glass":            breaking,
	"GET /casework/people/{id}/sharing":           chosen,
	"GET /casework/people/{id}/sharing/new":       chosen,
	"POST /casework/people/{id}/sharing/new":      chosen,
	"GET /casework/people/{id}/consents/new":      chosen,
	"POST /casework/people/{id}/consents/new":     chosen,
	"GET /casework/consents/{id}/withdraw":        chosen,
	"POST /casework/consents/{id}/withdraw":       chosen,
	"GET /casework/people/{id}/alerts/dismiss":    chosen,
	"POST /casework/people/{id}/alerts/dismiss":   chosen,
	"GET /casework/dismissals/{id}/raise":         chosen,
	"POST /casework/dismissals/{id}/raise":        chosen,
	"GET /casework/people/{id}/restrict":          restricting,
	"POST /casework/people/{id}/restrict":         restricting,
	"GET /casework/people/{id}/adoption":          adopting,
	"POST /casework/people/{id}/adoption":         adopting,
	"GET /casework/people/{id}/join":              joining,
	"POST /casework/people/{id}/join":             joining,
	"GET /casework/people/{id}/join/{other}":      joining,
	"POST /casework/people/{id}/join/{other}":     joining,
	"GET /casework/joins/{id}/part":               joining,
	"POST /casework/joins/{id}/part":              joining,
}

// What such ways in read for.
var (
	chosen      = []access.Purpose{}
	governing   = []access.Purpose{access.Governance}
	restricting = []access.Purpose{access.Governance, access.Supervising, access.DirectWork}
	joining     = []access.Purpose{access.Supervising, access.DirectWork}
	adopting    = []access.Purpose{access.DirectWork}
	breaking    = []access.Purpose{access.Emergency}
)

func (t *trying) governed(pattern string, purposes []access.Purpose) {
	method, path, _ := strings.Cut(pattern, " ")
	sees := t.seenFor(append(slices.Clone(purposes), t.purpose)...)
	if !strings.Contains(path, "{") {
		t.askSeeing(sees, method, path, nil)
		return
	}
	other := t.c.people[0].id
	at := func(id string) string { return strings.NewReplacer("{id}", id, "{other}", other).Replace(path) }
	missing := t.askSeeing(sees, method, at(t.nowhere), nil)
	if missing.status != http.StatusNotFound && missing.status != http.StatusForbidden {
		t.r.wrongf("%s: %s for an id of nothing", t, missing)
	}
	as := missing.like(t.nowhere)
	for n, x := range t.c.things {
		if x.kind == personKind && !t.pick(x.about[0].n, 3) || x.kind != personKind && !t.pick(n, 150) {
			continue
		}
		got := t.askSeeing(sees, method, at(x.id), nil)
		if strings.HasSuffix(path, "/glass") && got.status == http.StatusSeeOther { // it is broken already, and an emergency from now on
			t.choose()
			continue
		}
		if method == http.MethodPost && got.status == http.StatusSeeOther {
			t.get("/home") // the sentence that says what was done is shown once
		}
		if !sees[x] && got.like(x.id) != as {
			t.r.wrongf("%s: %s is not the answer for what is not there: %s\n%s", t, got, x, firstDifference(got.like(x.id), as))
		}
	}
}

const personKind = "case.person"
