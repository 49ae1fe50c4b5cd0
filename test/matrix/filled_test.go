package matrix

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/store"
	"throughline/web"
)

// filled is a form that somebody who may send it filled in.
type filled struct {
	route  web.Route
	name   string // which of several that one way in takes, such as the kind of record
	body   any    // what it would put, to know its class; nil where that is the page's own affair
	by     stance
	person *person // whom the form was read for, or nil
	from   *thing  // whose page the form was read from, or nil where the address has no id
	values url.Values
	hand   bool
}

// bodies are what it would put: any of them.
func (f *filled) bodies() []any {
	if several, are := f.body.([]any); are {
		return several
	}
	return []any{f.body}
}

func (f *filled) String() string { return strings.TrimSpace(f.route.Pattern + " " + f.name) }

// path is the address for a thing.
func (f *filled) path(id, other string) string {
	_, path, _ := strings.Cut(f.route.Pattern, " ")
	return strings.NewReplacer("{id}", id, "{other}", other).Replace(path)
}

// writing derives the filled-in forms of a council from its own pages.
type writing struct {
	t        *testing.T
	w        *world
	e        *expecting
	browsers map[*actor]*browser
	as       map[stance]*trying
	r        *report
}

func (d *writing) trying(s stance) *trying {
	if d.as[s] == nil {
		if d.browsers[s.actor] == nil {
			b, err := d.w.signIn(s.actor)
			if err != nil {
				d.t.Fatal(err)
			}
			d.browsers[s.actor] = b
		}
		d.as[s] = &trying{browser: d.browsers[s.actor], stance: s, e: d.e, found: indexOf(d.w.here, d.w.there), r: d.r, primary: true}
		d.as[s].begin()
	}
	if s.purpose != "" {
		d.as[s].choose()
	}
	return d.as[s]
}

// forms gives a filled-in form for every way in to write that there is.
func (d *writing) forms() (all []*filled) {
	for _, route := range sortedRoutes(d.w.pages.Routes()) {
		if !aboutPeople(route) || !strings.HasPrefix(route.Pattern, "POST ") || unfilled[route.Pattern] != "" {
			continue
		}
		found := 0
		for _, v := range variants(route) {
			if f := d.form(route, v); f != nil {
				all = append(all, f)
				found++
			}
		}
		if values, hand := byHand[route.Pattern]; hand && found == 0 {
			x := taking(d.w.here, route)[0]
			all = append(all, &filled{route: route, name: "", from: x, person: x.about[0], values: values, by: stance{d.w.here.actor(access.TeamManager), ""}, hand: true})
		} else if found == 0 {
			d.t.Errorf("%s: nobody is given its form, so that it can't be filled in: say in unfilled why", route.Pattern)
		}
	}
	return all
}

// form looks for somebody who is given a form, and for whom.
func (d *writing) form(route web.Route, v variant) *filled {
	for _, a := range d.w.here.actors {
		if !a.caller.May(route.Needs) {
			continue
		}
		for _, purpose := range d.e.purposes(a) {
			s := stance{a, purpose}
			f := &filled{route: route, name: v.name, body: v.body, by: s}
			candidates := f.candidates(d, s)
			if len(candidates) == 0 {
				continue
			}
			as := d.trying(s)
			for _, x := range candidates {
				f.from = x
				id, other := "", ""
				if x != nil {
					id, f.person, other = x.id, x.about[0], d.w.here.people[(x.about[0].n+2)%len(d.w.here.people)].id
				}
				path := f.path(id, other)
				if f.values = formAt(as.get(path+v.query).body, path); f.values != nil {
					maps.Copy(f.values, better[route.Pattern])
					if strings.Contains(route.Pattern, "/relationships/new") {
						f.values.Set("person", other)
					}
					if f.values.Has("chair") {
						f.values.Set("chair", d.w.here.actor(access.ReviewingOfficer).member)
					}
					if strings.Contains(route.Pattern, "/checks/new") {
						f.values.Set("membership", d.w.here.actor(access.GovernanceLead).member)
					}
					maps.Copy(f.values, v.set)
					return f
				}
			}
		}
	}
	return nil
}

// candidates are a few things that somebody might be given a form for.
func (f *filled) candidates(d *writing, s stance) (some []*thing) {
	if !strings.Contains(f.route.Pattern, "{id}") {
		return []*thing{nil}
	}
	sees := d.trying(s).seenFor(append(slices.Clone(governed[f.route.Pattern]), s.purpose)...)
	for _, tied := range []string{byAllocation, byTeam, untied, byAgency} {
		for _, x := range taking(d.w.here, f.route) {
			p := x.about[0]
			if p.tied != tied || p.wall != access.NoWall || !sees[x] || len(some) >= 4 {
				continue
			}
			if f.body != nil && !d.trying(s).mayRecord(p, f.route.Needs, f.bodies()...) {
				continue
			}
			some = append(some, x)
			break
		}
	}
	return some
}

// may says whether somebody may send a form about a thing, as far as the policy
// alone decides it.
func (f *filled) may(t *trying, x *thing) (allowed, known bool) {
	sees := t.seenForWrite(f.route)
	switch {
	case x != nil && (!sees[x] || x.kind != casework.KindPerson && !slices.ContainsFunc(x.about, func(p *person) bool { return sees[p.own] })):
		return false, true
	case governed[f.route.Pattern] != nil:
		return false, false
	case x == nil:
		return t.e.stood(t.stance, actOf(f.route.Needs), t.c.people[0].own.class, access.NoWall, untied), f.body != nil
	case f.body != nil:
		return t.mayRecord(x.about[0], f.route.Needs, f.bodies()...), true
	case len(x.about) > 1:
		return false, false // which of the people decides is the page's own affair
	}
	return t.e.allows(t.stance, actOf(f.route.Needs), x), true
}

func (t *trying) seenForWrite(route web.Route) map[*thing]bool {
	extra := governed[route.Pattern]
	if len(extra) == 0 {
		return t.sees
	}
	return t.seenFor(append(slices.Clone(extra), t.purpose)...)
}

// attempt sends filled-in forms that somebody may not send, each about another
// thing by turns: what is hidden is answered as what is missing, and what may be
// seen is refused.
func (t *trying) attempt(all []*filled) {
	place := slices.Index(t.c.actors, t.actor)
	for n, f := range all {
		if !t.caller.May(f.route.Needs) {
			if n == 0 || all[n-1].route.Pattern != f.route.Pattern {
				t.mayNotAtAll(f, n+place)
			}
			continue
		}
		things := taking(t.c, f.route)
		if f.from == nil {
			things = []*thing{nil}
		}
		tried := 0
		for k := range things {
			x := things[(n*5+place*3+k*(1+len(things)/7))%len(things)]
			if may, known := f.may(t, x); may || !known {
				continue
			}
			t.mayNot(f, x)
			if tried++; tried == 1 || k > 12 {
				break
			}
		}
	}
}

func (t *trying) mayNot(f *filled, x *thing) {
	if x == nil {
		t.want(t.ask(http.MethodPost, f.path("", ""), f.values, spoken(f.values)...), http.StatusForbidden, "may not, filled in: "+f.String())
		return
	}
	sees, other := t.seenForWrite(f.route), t.c.people[(x.about[0].n+2)%len(t.c.people)].id
	values := f.about(x, x.id)
	got := t.askSeeing(sees, http.MethodPost, f.path(x.id, other), values, append(spoken(values), other)...)
	if sees[x] && slices.ContainsFunc(x.about, func(p *person) bool { return sees[p.own] }) {
		if f.name == "" || got.status != http.StatusUnprocessableEntity { // the form is open to them for another class, and finds a fault in this first
			t.want(got, http.StatusForbidden, fmt.Sprintf("may see but not write, filled in: %s of %s", f, x))
		}
		return
	}
	nothing := t.askSeeing(sees, http.MethodPost, f.path(t.nowhere, other), f.about(x, t.nowhere), append(spoken(values), other)...)
	if got.like(x.id, other) != nothing.like(t.nowhere, other) || got.status < http.StatusBadRequest {
		t.r.wrongf("%s: %s, filled in, is not the answer for what is not there: %s\n%s", t, got, x, firstDifference(got.like(x.id, other), nothing.like(t.nowhere, other)))
	}
}

// about is the form sent about another thing, with an id in the thing's place.
func (f *filled) about(x *thing, id string) url.Values {
	values := about(f.values, f.from.id, id)
	if f.from.kind != casework.KindPerson {
		values = about(values, f.person.id, x.about[0].id)
	}
	return values
}

// mayNotAtAll sends a form that the role has no permission for.
func (t *trying) mayNotAtAll(f *filled, n int) {
	id, values := "", f.values
	if f.from != nil {
		things := taking(t.c, f.route)
		x := things[n*7%len(things)]
		id, values = x.id, f.about(x, x.id)
	}
	got := t.askSeeing(nil, http.MethodPost, f.path(id, t.c.people[1].id), values, append(spoken(values), id, t.c.people[1].id)...)
	t.want(got, http.StatusForbidden, "the role has no permission, filled in: "+f.String())
}

// TestNoFilledFormIsTakenFromWhoMayNotSendIt fills in the form of every way in
// to write, as somebody who may, and has everybody of every role who may not send
// it about somebody: each class of record, wall and tie by turns. Nothing is
// written but the refusals, and what is hidden is answered as what is missing.
// In the end those who may send each form, and it is taken: it was filled in
// well.
func TestNoFilledFormIsTakenFromWhoMayNotSendIt(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			started := time.Now()
			w := newWorld(t, engine.url(t), small)
			d := &writing{t, w, expect(shipped(t), w.here), map[*actor]*browser{}, map[stance]*trying{}, &report{}}
			all := d.forms()
			draft := d.draftOf(all)
			before, derived := w.lastEntry(), time.Since(started)
			d.everybody(all, draft)
			for _, fault := range d.r.faults {
				t.Error(fault)
			}
			w.onlyRefusedSince(before)
			d.draftsAre(draft)
			if tried := d.r.tried.Load(); tried < 500 || len(all) < 60 {
				t.Errorf("only %d forms were filled in and %d sent, so this shows little", len(all), tried)
			}
			d.taken(all)
			t.Logf("%d forms filled in within %s; %d sent, all in %s", len(all), derived.Round(time.Second/10), d.r.tried.Load(), time.Since(started).Round(time.Second/10))
		})
	}
}

// everybody of every role attempts.
func (d *writing) everybody(all []*filled, draft string) {
	var each sync.WaitGroup
	turn := make(chan struct{}, atOnce)
	for _, a := range d.w.here.actors {
		purposes := d.e.purposes(a)
		if len(purposes) == 0 || !a.caller.May(access.ReadCasework) {
			purposes = []access.Purpose{""}
		}
		as := d.trying(stance{a, purposes[0]})
		as.e = expect(shipped(d.t), d.w.here) // each their own: what they work out they keep
		each.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			as.attempt(all)
			if a.caller.May(access.RecordCasework) && a != d.drafter(all).by.actor {
				for _, under := range []string{"", "/drop"} {
					as.unseen(as.ask(http.MethodPost, "/casework/drafts/"+draft+under, d.drafter(all).values), draft, "a draft of somebody else’s")
				}
			}
		})
	}
	each.Wait()
}

// drafter is the form of a record that is kept as a draft.
func (d *writing) drafter(all []*filled) *filled {
	at := slices.IndexFunc(all, func(f *filled) bool { return strings.HasSuffix(f.route.Pattern, "/records/new") })
	return all[at]
}

// draftOf keeps a record as a draft and gives its id.
func (d *writing) draftOf(all []*filled) string {
	f := d.drafter(all)
	values := about(f.values, "", "")
	values.Set("step", "draft")
	got := d.trying(f.by).post(f.path(f.from.id, ""), values)
	id, is := strings.CutPrefix(got.header.Get("Location"), "/casework/drafts/")
	if got.status != http.StatusSeeOther || !is {
		d.t.Fatalf("no draft was kept: %s", got)
	}
	return id
}

// draftsAre holds everybody's drafts to the one that was kept.
func (d *writing) draftsAre(draft string) {
	d.t.Helper()
	var ids []string
	for _, a := range d.w.here.actors {
		if !a.caller.May(access.RecordCasework) {
			continue
		}
		held, err := d.w.service.Drafts(context.Background(), a.caller)
		d.w.must(err)
		for _, each := range held {
			ids = append(ids, each.ID)
		}
	}
	if !slices.Equal(ids, []string{draft}) {
		d.t.Errorf("the drafts are %v, not %s alone", ids, draft)
	}
}

func (w *world) lastEntry() int64 {
	w.Helper()
	seq, _, err := w.db.Head(context.Background(), app.Operator(w.here.authority))
	w.must(err)
	return seq
}

// onlyRefusedSince holds the council's ledger to refusals alone.
func (w *world) onlyRefusedSince(before int64) {
	w.Helper()
	refused := 0
	for page := (store.Page{Limit: store.MaxPage}); ; {
		rows, next, err := w.db.Entries(context.Background(), app.Operator(w.here.authority), page)
		w.must(err)
		for _, row := range rows {
			if row.Seq <= before {
				continue
			}
			if refused++; row.Change != store.ChangeDenied || len(row.Versions) > 0 {
				w.Errorf("entry %d is “%s”, by %s, with %d versions: somebody wrote what they may not", row.Seq, row.Change, w.whoIs(row.Actor), len(row.Versions))
			}
		}
		if page.Before = next; next == "" || len(rows) == 0 || rows[len(rows)-1].Seq <= before {
			break
		}
	}
	if refused < 100 {
		w.Errorf("only %d refusals are on record, so this shows little", refused)
	}
}

func (w *world) whoIs(account string) string {
	for _, a := range w.here.actors {
		if a.account == account {
			return a.String()
		}
	}
	return account
}

// taken has those who may send each form.
func (d *writing) taken(all []*filled) {
	d.t.Helper()
	inTurn := slices.Clone(all)
	slices.SortStableFunc(inTurn, func(a, b *filled) int {
		return a.rank() - b.rank()
	})
	for _, f := range inTurn {
		if f.hand {
			continue
		}
		id, other := "", ""
		if f.from != nil {
			id, other = f.from.id, d.w.here.people[(f.person.n+2)%len(d.w.here.people)].id
		}
		if got := d.trying(f.by).post(f.path(id, other), f.values); got.status != http.StatusSeeOther && (standing[f.String()] == "" || got.status >= http.StatusInternalServerError) {
			d.t.Errorf("%s by %s: %s, so it was not filled in well: %s", f, f.by, got, errorsIn(got.body))
		}
	}
}

// errorsIn are what a page says is wrong.
func errorsIn(page string) string {
	_, summary, found := strings.Cut(page, "govuk-error-summary__list")
	if !found {
		_, summary, _ = strings.Cut(page, "<h1")
		return clip(summary)
	}
	summary, _, _ = strings.Cut(summary, "</ul>")
	return strings.Join(strings.Fields(summary), " ")
}
