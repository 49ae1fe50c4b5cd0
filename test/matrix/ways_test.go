package matrix

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"throughline/access"
	"throughline/casework"
	"throughline/web"
)

// aboutPeople says whether a way in is about people: each such must be known
// here, so that a new one is tried from the day it is made.
func aboutPeople(route web.Route) bool {
	_, path, _ := strings.Cut(route.Pattern, " ")
	return path == "/casework" || strings.HasPrefix(path, "/casework/") || path == "/governance" || strings.HasPrefix(path, "/governance/") ||
		slices.Contains([]access.Permission{
			access.ReadCasework, access.RecordCasework, access.AddPeople, access.Allocate, access.AllocateChecks, access.BreakGlass, access.MergePeople, access.Restrict,
			access.SeparateAdopted, access.ReadViews, access.ReviewAccess, access.HoldRecords, access.DestroyRecords,
		}, route.Needs)
}

// way tries one way in. Those that are always tried are tried for every
// purpose; the others for the first purpose of the role.
type way struct {
	always bool
	try    func(*trying)
}

// ways are the ways in that are about people, by pattern.
func ways() map[string]way {
	all := map[string]way{
		"GET /casework":            {true, func(t *trying) { t.list("/casework", hrefs) }},
		"GET /casework/data.json":  {true, func(t *trying) { t.list("/casework/data.json", peopleInJSON) }},
		"GET /casework/people.csv": {true, func(t *trying) { t.list("/casework/people.csv", peopleInCSV) }},
		"POST /casework/purpose":   {false, (*trying).purposes},
		"GET /casework/search": {false, func(t *trying) {
			t.want(t.ask(http.MethodGet, "/casework/search", nil), http.StatusOK, "the form to search")
		}},
		"POST /casework/search": {true, (*trying).search},

		"GET /casework/people/new":            {false, func(t *trying) { t.newPerson(http.MethodGet, nil, http.StatusOK) }},
		"POST /casework/people/new":           {false, func(t *trying) { t.newPerson(http.MethodPost, nil, http.StatusUnprocessableEntity) }},
		"GET /casework/people/{id}":           {false, (*trying).file},
		"GET /casework/people/{id}/data.json": {true, (*trying).fileJSON},
		"GET /casework/people/{id}/deadlines": {false, func(t *trying) { t.onesPage("/deadlines") }},
		"GET /deadlines":                      {false, func(t *trying) { t.listed("/deadlines") }},
		"GET /casework/people/{id}/alerts":    {false, func(t *trying) { t.onesPage("/alerts") }},
		"GET /alerts":                         {false, func(t *trying) { t.listed("/alerts") }},
		"GET /reviewing":                      {false, func(t *trying) { t.listed("/reviewing") }},
		"GET /agencies/{id}/alerts":           {false, func(t *trying) { t.listed("/agencies/" + t.c.agencies[0] + "/alerts") }},
		"GET /teams/{id}/alerts":              {false, func(t *trying) { t.listed("/teams/" + t.actor.team + "/alerts") }},
		"GET /casework/people/{id}/edit":      {false, func(t *trying) { t.onPerson(http.MethodGet, "/edit", http.StatusOK, casework.Person{}) }},
		"POST /casework/people/{id}/edit": {false, func(t *trying) {
			t.onPerson(http.MethodPost, "/edit", http.StatusUnprocessableEntity, casework.Person{})
		}},
		"GET /casework/things/{id}/history": {false, (*trying).history},

		"GET /casework/people/{id}/relationships/new": {false, func(t *trying) {
			t.onPerson(http.MethodGet, "/relationships/new", http.StatusOK, casework.Relationship{}, casework.Relationship{For: access.EarlyHelp})
		}},
		"POST /casework/people/{id}/relationships/new": {false, func(t *trying) {
			t.onPerson(http.MethodPost, "/relationships/new", http.StatusUnprocessableEntity, casework.Relationship{}, casework.Relationship{For: access.EarlyHelp})
		}},
		"GET /casework/people/{id}/records/new": {false, func(t *trying) {
			t.onPerson(http.MethodGet, "/records/new", http.StatusOK, ofEveryKind()...)
		}},
		"POST /casework/people/{id}/records/new": {false, (*trying).newRecords},
		"GET /casework/records/{id}":             {false, func(t *trying) { t.record("") }},
		"GET /casework/records/{id}/data.json":   {true, func(t *trying) { t.record("/data.json") }},
		"GET /casework/records/{id}/edit":        {false, func(t *trying) { t.onRecord(http.MethodGet, "/edit") }},
		"POST /casework/records/{id}/edit":       {false, func(t *trying) { t.onRecord(http.MethodPost, "/edit") }},
		"GET /casework/records/{id}/amend":       {false, func(t *trying) { t.onRecord(http.MethodGet, "/amend") }},
		"POST /casework/records/{id}/amend":      {false, func(t *trying) { t.onRecord(http.MethodPost, "/amend") }},
		"GET /casework/drafts/{id}":              {false, func(t *trying) { t.drafts(http.MethodGet, "") }},
		"POST /casework/drafts/{id}":             {false, func(t *trying) { t.drafts(http.MethodPost, "") }},
		"POST /casework/drafts/{id}/drop":        {false, func(t *trying) { t.drafts(http.MethodPost, "/drop") }},
	}
	for path, f := range forms {
		if f.adds != nil {
			at := "/" + path + "/new"
			all["GET /casework/people/{id}"+at] = way{false, func(t *trying) { t.onPersonFor(http.MethodGet, at, http.StatusOK, f.needs, f.adds()...) }}
			all["POST /casework/people/{id}"+at] = way{false, func(t *trying) {
				t.onPersonFor(http.MethodPost, at, http.StatusUnprocessableEntity, f.needs, f.adds()...)
			}}
		}
		if f.kind != "" {
			all["GET /casework/"+path+"/{id}/edit"] = way{false, func(t *trying) { t.onThing(http.MethodGet, path, f) }}
			all["POST /casework/"+path+"/{id}/edit"] = way{false, func(t *trying) { t.onThing(http.MethodPost, path, f) }}
		}
	}
	for pattern, purposes := range governed {
		all[pattern] = way{false, func(t *trying) { t.governed(pattern, purposes) }}
	}
	return all
}

// smallForm is a form that adds a kind of thing to a file or changes it.
type smallForm struct {
	needs access.Permission
	kind  string
	adds  func() []any        // what it could add: it is open to who may record any of them
	of    func(x *thing) bool // those of the kind that it changes; nil for all
}

var forms = map[string]smallForm{
	"identifiers": {access.RecordCasework, casework.KindIdentifier, func() (all []any) {
		for _, t := range casework.IdentifierTypes {
			all = append(all, casework.Identifier{Type: t})
		}
		return all
	}, nil},
	"addresses":       {access.RecordCasework, casework.KindAddress, func() []any { return []any{casework.Address{}, casework.Address{Masked: true}} }, nil},
	"relationships":   {access.RecordCasework, casework.KindRelationship, nil, nil},
	"characteristics": {access.RecordCasework, casework.KindCharacteristics, func() []any { return []any{casework.Characteristics{}} }, nil},
	"allocations": {access.Allocate, casework.KindAllocation, func() (all []any) {
		for _, part := range access.Compartments {
			all = append(all, casework.Allocation{For: part})
		}
		return all
	}, func(x *thing) bool { return x.of != requestAllocated }},
	"checks": {access.AllocateChecks, casework.KindAllocation, func() []any { return []any{casework.Allocation{Role: casework.RequestLead}} },
		func(x *thing) bool { return x.of == requestAllocated }},
	"involvements": {access.RecordCasework, casework.KindInvolvement, func() (all []any) {
		for _, part := range access.Compartments {
			all = append(all, casework.Involvement{For: part})
		}
		return all
	}, nil},
	"care":         {access.RecordCasework, casework.KindEpisode, func() []any { return []any{casework.Episode{}} }, nil},
	"care-changes": {access.RecordCasework, "", func() []any { return []any{casework.Episode{}} }, nil},
	"reviews":      {access.RecordCasework, casework.KindReview, func() []any { return []any{casework.Review{}} }, nil},
}

func ofEveryKind() (all []any) {
	for _, k := range casework.Kinds {
		all = append(all, casework.Record{Class: k.Class})
	}
	return all
}

// pick chooses some of many in turn, others for each person, so that all are
// tried by somebody.
func (t *trying) pick(n, oneIn int) bool {
	place := slices.Index(t.c.actors, t.actor) + slices.Index(access.Purposes, t.purpose)
	return oneIn <= 1 || (n+place)%oneIn == 0
}

var personLink = regexp.MustCompile(`href="/casework/people/([0-9a-f-]{36})"`)

func hrefs(t *trying, got answer) (ids []string) {
	for _, found := range personLink.FindAllStringSubmatch(got.body, -1) {
		ids = append(ids, found[1])
	}
	return ids
}

func peopleInJSON(t *trying, got answer) (ids []string) {
	var held struct{ People []struct{ ID string } }
	if err := json.Unmarshal([]byte(got.body), &held); err != nil {
		t.r.wrongf("%s: %s: %v", t, got, err)
	}
	for _, p := range held.People {
		ids = append(ids, p.ID)
	}
	return ids
}

func peopleInCSV(t *trying, got answer) (ids []string) {
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(got.body, "\ufeff"))).ReadAll()
	if err != nil || len(rows) == 0 {
		t.r.wrongf("%s: %s: %v", t, got, err)
		return nil
	}
	for _, row := range rows[1:] {
		ids = append(ids, row[len(row)-1])
	}
	return ids
}

// list expects those whom the person works with, and when the policy shows
// more, all whom they may see.
func (t *trying) list(path string, read func(*trying, answer) []string) {
	for _, show := range []string{"", "?show=all"} {
		all := show != "" && t.e.seesMore(t.stance)
		var want []string
		for _, p := range t.c.people {
			if t.sees[p.own] && (all || t.worksWith(p)) {
				want = append(want, p.id)
			}
		}
		got := t.ask(http.MethodGet, path+show, nil)
		t.want(got, http.StatusOK, "a list")
		t.same(got, read(t, got), want)
	}
}

// same holds what an answer lists to what it should.
func (t *trying) same(got answer, ids, want []string) {
	ids, want = slices.Clone(ids), slices.Clone(want)
	slices.Sort(ids)
	slices.Sort(want)
	for _, id := range want {
		if _, there := slices.BinarySearch(ids, id); !there {
			t.r.wrongf("%s: %s and leaves out %s", t, got, t.found.byID[id])
		}
	}
	for _, id := range ids {
		if _, there := slices.BinarySearch(want, id); !there {
			t.r.wrongf("%s: %s and gives %v (%s)", t, got, t.found.byID[id], id)
		}
	}
	if len(slices.Compact(ids)) != len(ids) {
		t.r.wrongf("%s: %s and gives something twice", t, got)
	}
}

// purposes are those that the policy gives, and no others can be chosen.
func (t *trying) purposes() {
	offered := t.e.purposes(t.actor)
	for _, purpose := range append(slices.Clone(access.Purposes), "curiosity") {
		got := t.ask(http.MethodPost, "/casework/purpose", url.Values{"purpose": {string(purpose)}})
		if slices.Contains(offered, purpose) {
			t.want(got, http.StatusSeeOther, "a purpose of the role: "+purpose)
		} else {
			t.want(got, http.StatusUnprocessableEntity, "no purpose of the role: "+purpose)
		}
	}
	t.choose()
}

// search looks for each person by each key that something about them carries:
// they are found when the person and what carries the key may both be seen.
func (t *trying) search() {
	for _, x := range t.c.things {
		if x.kind == casework.KindPerson {
			if t.primary || t.pick(x.about[0].n, 4) {
				t.find(x, "bran "+x.token)
				t.find(x, x.about[0].born.Long())
			}
			continue
		}
		if len(x.keys) > 0 && (t.primary || t.pick(x.about[0].n, 4)) {
			_, typed, _ := strings.Cut(x.keys[0], ":")
			t.find(x, typed)
		}
	}
}

func (t *trying) find(x *thing, typed string) {
	p := x.about[0]
	got := t.ask(http.MethodPost, "/casework/search", url.Values{"find": {typed}}, typed)
	t.want(got, http.StatusOK, "a search")
	want := t.sees[x] && t.sees[p.own]
	if ids := hrefs(t, got); slices.Contains(ids, p.id) != want {
		t.r.wrongf("%s: a search for what %s carries finds the person: %t, not %t", t, x, !want, want)
	}
}

// newPerson tries the form that adds somebody.
func (t *trying) newPerson(method string, form url.Values, may int) {
	got := t.ask(method, "/casework/people/new", form)
	if t.e.stood(t.stance, access.Register, t.c.people[0].own.class, access.NoWall, untied) {
		t.want(got, may, "may add a person")
	} else {
		t.want(got, http.StatusForbidden, "may not add a person")
	}
}

// file opens everybody's page. All that the page shows by its words must be
// there, and nothing that the policy keeps.
func (t *trying) file() {
	for _, p := range t.c.people {
		got := t.ask(http.MethodGet, "/casework/people/"+p.id, nil)
		if !t.sees[p.own] {
			t.unseen(got, p.id, p)
			continue
		}
		t.want(got, http.StatusOK, p)
		for _, x := range t.about(p) {
			if x.shown && t.sees[x] && !strings.Contains(got.body, x.token) {
				t.r.wrongf("%s: %s and leaves out %s", t, got, x)
			}
		}
	}
	for _, x := range t.c.things {
		if x.kind != casework.KindPerson && t.pick(len(x.id)+int(x.id[35]), 40) { // no other thing has a page of a person
			got := t.ask(http.MethodGet, "/casework/people/"+x.id, nil)
			if t.sees[x] {
				t.want(got, http.StatusNotFound, "not a person")
				continue
			}
			t.unseen(got, x.id, x)
		}
	}
}

func (t *trying) about(p *person) (all []*thing) {
	for _, x := range t.c.things {
		if slices.Contains(x.about, p) {
			all = append(all, x)
		}
	}
	return all
}

// onesPage opens a page of each of those whom the caller sees.
func (t *trying) onesPage(of string) {
	for _, p := range t.c.people {
		if !t.pick(p.n, 2) {
			continue
		}
		got := t.ask(http.MethodGet, "/casework/people/"+p.id+of, nil)
		if !t.sees[p.own] {
			t.unseen(got, p.id, p)
			continue
		}
		t.want(got, http.StatusOK, p)
	}
}

// listed lists nothing of anybody whom the caller doesn't see, and names nobody else.
func (t *trying) listed(at string) {
	for _, whose := range []string{"", "?whose=all"} {
		got := t.ask(http.MethodGet, at+whose, nil)
		t.want(got, http.StatusOK, "the list at "+at)
		for _, p := range t.c.people {
			if !t.sees[p.own] && strings.Contains(got.body, p.id) {
				t.r.wrongf("%s: %s and shows %s", t, got, p)
			}
		}
	}
}

// fileJSON reads everybody's file as data, which is exactly what may be seen.
func (t *trying) fileJSON() {
	for _, p := range t.c.people {
		got := t.ask(http.MethodGet, "/casework/people/"+p.id+"/data.json", nil)
		if !t.sees[p.own] {
			t.unseen(got, p.id, p)
			continue
		}
		t.want(got, http.StatusOK, p)
		var held struct{ Things []struct{ ID string } }
		if err := json.Unmarshal([]byte(got.body), &held); err != nil {
			t.r.wrongf("%s: %s: %v", t, got, err)
			continue
		}
		var ids, want []string
		for _, x := range held.Things {
			ids = append(ids, x.ID)
		}
		for _, x := range t.about(p) {
			if t.sees[x] {
				want = append(want, x.id)
			}
		}
		t.same(got, ids, want)
	}
}

// history opens the audit trail of things of every kind and class.
func (t *trying) history() {
	for n, x := range t.c.things {
		if !t.pick(n, 13) {
			continue
		}
		got := t.ask(http.MethodGet, "/casework/things/"+x.id+"/history", nil)
		if t.sees[x] {
			t.want(got, http.StatusOK, x)
			continue
		}
		t.unseen(got, x.id, x)
	}
}

// record opens records one by one.
func (t *trying) record(under string) {
	oneIn := map[string]int{"": 7, "/data.json": 4}[under]
	if !t.primary {
		oneIn = 24
	}
	for n, x := range t.c.things {
		if !t.pick(n, oneIn) || x.kind != casework.KindRecord && !t.pick(n, 5*oneIn) {
			continue
		}
		got := t.ask(http.MethodGet, "/casework/records/"+x.id+under, nil)
		if !t.sees[x] || x.kind != casework.KindRecord {
			t.unseen(got, x.id, x)
			continue
		}
		t.want(got, http.StatusOK, x)
		if !strings.Contains(got.body, x.token) {
			t.r.wrongf("%s: %s without its words: %s", t, got, x)
		}
	}
}

// actOf is what somebody does who uses a permission, as the guide to the policy
// says.
func actOf(needs access.Permission) access.Act {
	switch needs {
	case access.AddPeople:
		return access.Register
	case access.Allocate, access.AllocateChecks, access.MergePeople, access.Restrict, access.SeparateAdopted:
		return access.Arrange
	default:
		return access.Record
	}
}

// mayRecord says whether any of some bodies could be recorded about a person.
func (t *trying) mayRecord(p *person, needs access.Permission, bodies ...any) bool {
	if !t.caller.May(needs) {
		return false
	}
	return slices.ContainsFunc(bodies, func(body any) bool {
		class, ok := casework.ClassOf(body)
		return ok && t.e.opens(t.stance, actOf(needs), class, p)
	})
}

func (t *trying) onPerson(method, under string, may int, bodies ...any) {
	t.onPersonFor(method, under, may, access.RecordCasework, bodies...)
}

// onPersonFor tries a form about everybody, sent with nothing filled in: who
// may record gets the form, or is asked to fill it in.
func (t *trying) onPersonFor(method, under string, may int, needs access.Permission, bodies ...any) {
	for _, p := range t.c.people {
		if !t.pick(p.n, map[string]int{http.MethodGet: 2, http.MethodPost: 6}[method]) {
			continue
		}
		got := t.ask(method, "/casework/people/"+p.id+under, nil)
		switch {
		case !t.sees[p.own]:
			t.unseen(got, p.id, p)
		case t.mayRecord(p, needs, bodies...):
			if got.status != http.StatusConflict || method != http.MethodPost { // it doesn't say what its writer saw
				t.want(got, may, "may record: "+p.String())
			}
		default:
			t.want(got, http.StatusForbidden, "may see but not record: "+p.String())
		}
	}
}

// newRecords sends a record of one kind after the other, with nothing said: who
// may write that kind is asked what to say, and nobody else.
func (t *trying) newRecords() {
	for i, p := range t.c.people {
		kind := casework.Kinds[(i*5+slices.Index(t.c.actors, t.actor))%len(casework.Kinds)]
		got := t.ask(http.MethodPost, "/casework/people/"+p.id+"/records/new", url.Values{"of": {kind.Code}, "step": {"complete"}})
		switch {
		case !t.sees[p.own]:
			t.want(got, http.StatusNotFound, p)
		case t.mayRecord(p, access.RecordCasework, casework.Record{Class: kind.Class}):
			t.want(got, http.StatusUnprocessableEntity, "may write "+kind.Name+": "+p.String())
		default:
			t.want(got, http.StatusForbidden, "may not write "+kind.Name+": "+p.String())
		}
	}
}

// onThing tries a form that changes a thing.
func (t *trying) onThing(method, path string, f smallForm) {
	for n, x := range t.c.things {
		right := x.kind == f.kind && (f.of == nil || f.of(x))
		if !t.pick(n, map[string]int{http.MethodGet: 2, http.MethodPost: 6}[method]) || !right && !t.pick(n, 350) {
			continue
		}
		got := t.ask(method, "/casework/"+path+"/"+x.id+"/edit", nil)
		switch {
		case !right || !t.sees[x] || !t.nameSeen(x):
			t.unseen(got, x.id, x)
		case len(x.about) > 1: // which of the people decides is the page's own affair
			if got.status == http.StatusNotFound {
				t.r.wrongf("%s: %s, though it may be seen: %s", t, got, x)
			}
		case t.caller.May(f.needs) && t.e.allows(t.stance, actOf(f.needs), x):
			t.want(got, map[string]int{http.MethodGet: http.StatusOK, http.MethodPost: got.status}[method], x)
			if got.status == http.StatusForbidden || got.status == http.StatusNotFound {
				t.r.wrongf("%s: %s, though it may be changed: %s", t, got, x)
			}
		default:
			t.want(got, http.StatusForbidden, x)
		}
	}
}

// nameSeen says whether the name of somebody a thing is about may be seen.
func (t *trying) nameSeen(x *thing) bool {
	return slices.ContainsFunc(x.about, func(p *person) bool { return t.sees[p.own] })
}

// onRecord tries the forms that go on with a record or add to it.
func (t *trying) onRecord(method, under string) {
	for n, x := range t.c.things {
		if x.kind != casework.KindRecord || !x.draft && !t.pick(n, 6) || method == http.MethodPost && !t.pick(n, 18) {
			continue
		}
		got := t.ask(method, "/casework/records/"+x.id+under, nil)
		switch {
		case !t.sees[x] || !t.nameSeen(x):
			t.unseen(got, x.id, x)
		case !t.e.allows(t.stance, access.Record, x):
			t.want(got, http.StatusForbidden, x)
		case under == "/amend" && method == http.MethodGet, under == "/edit" && method == http.MethodGet && x.draft:
			t.want(got, http.StatusOK, x)
		case under == "/edit" && !x.draft:
			if _, declared := casework.KindOf(strings.TrimPrefix(x.of, "record ")); declared {
				t.want(got, http.StatusConflict, "a sealed record")
			}
		case got.status < http.StatusBadRequest || got.status == http.StatusForbidden || got.status == http.StatusNotFound:
			t.r.wrongf("%s: %s for a form that was not filled in: %s", t, got, x)
		}
	}
}

// drafts are their writer's alone: any other id is one of nothing.
func (t *trying) drafts(method, under string) {
	for n, x := range t.c.things {
		if t.pick(n, 300) {
			got := t.ask(method, "/casework/drafts/"+x.id+under, nil)
			t.want(got, http.StatusNotFound, "not a draft")
			t.unseen(got, x.id, x)
		}
	}
}

// sortedRoutes puts every way in into order, so that a run is always the same.
func sortedRoutes(all []web.Route) []web.Route {
	return slices.SortedStableFunc(slices.Values(all), func(a, b web.Route) int { return cmp.Compare(a.Pattern, b.Pattern) })
}
