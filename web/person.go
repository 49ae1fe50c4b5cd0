package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
	"throughline/web/govuk"
)

type personView struct {
	moment
	*plan.Membership
	Email       string
	AgencyName  string
	RoleNames   string
	Left        bool
	Holdings    []holdingRow
	Teams       []placeRow
	Delegations []delegationRow
	CanEdit     bool
	History     *pageLink
}

// holdingRow is one person's time in one post.
type holdingRow struct {
	ID          string
	Post        string
	PostHref    string
	Person      string
	PersonHref  string
	From, Until calendar.Date
	Open        bool // it can still be ended, or ended earlier
}

var personTemplate = newPage[personView]("person.tmpl")

func (s *Server) personPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	m, ok := p.Memberships.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "person")
	}
	view := personView{
		moment: v.moment, Membership: m, AgencyName: p.AgencyName(m.Agency), RoleNames: roleNames(m.Roles), Left: !here(p, m),
		CanEdit: v.Now(), History: v.history(m.ID, "Audit trail of this person’s place"),
	}
	account, err := s.app.Store().Account(r.Context(), v.caller, m.Account)
	switch {
	case err == nil:
		view.Email = account.Email
	case !errors.Is(err, store.ErrNotFound):
		return err
	}
	view.Holdings = v.holdings(p, func(h *plan.Holding) bool { return h.Membership == m.ID })
	view.Teams = v.teamPlaces(p, func(place *plan.TeamPlace) bool { return place.Membership == m.ID })
	view.Delegations = v.delegationRows(p, func(d *plan.Delegation) bool { return d.Membership == m.ID })
	return personTemplate.write(w, http.StatusOK, v.shell(m.Name, st), view)
}

// holdings gives the times in post that are asked for, newest first.
func (v *visit) holdings(p *plan.Plan, wanted func(*plan.Holding) bool) (rows []holdingRow) {
	for h := range p.Holdings.All() {
		if !wanted(h) {
			continue
		}
		rows = append(rows, holdingRow{
			ID: h.ID, Post: p.PostTitle(h.Post), PostHref: v.To("/posts/" + h.Post), Person: nameOf(p, h.Membership), PersonHref: v.To("/people/" + h.Membership),
			From: h.From, Until: h.Until, Open: v.Now() && (h.Until.IsZero() || h.Until.After(p.Day)),
		})
	}
	slices.SortStableFunc(rows, func(a, b holdingRow) int { return cmp.Compare(b.From.String(), a.From.String()) })
	return rows
}

func (s *Server) editPersonPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Memberships.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("person")
	}
	form := v.start()
	if form.Value("seen") == "" {
		for name, values := range personFields(keptPerson(held)) {
			form.Set(name, values...)
		}
		v.seeing(form, held.Version)
	}
	return v.ask(w, http.StatusOK, v.editPersonForm(form, held))
}

func (v *visit) editPersonForm(form *govuk.Form, held *plan.Membership) askView {
	return askView{
		Form: form, Caption: v.now.Plan.AgencyName(held.Agency), Heading: "Change " + held.Name, Action: "/people/" + held.ID + "/edit", Hidden: seenOf(form),
		Fields: []govuk.Component{
			form.Input("name", "Name"), rolesField(form),
			dateField(form, "ended", "Last day here", "Leave this blank while they stay. From the day after, they can’t act here"),
		},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/people/" + held.ID},
	}
}

func (s *Server) editPerson(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	held, ok := v.now.Plan.Memberships.Get(id)
	if !ok {
		return change.Missing("person")
	}
	ch := plan.EditMember{
		Membership: id, Seen: seenIn(form), Person: form.Text("name"), Agency: held.Agency, Roles: rolesOf(form), Ended: dateOf(form, "ended", "Last day"),
	}
	c := carrying{form: form, change: ch}
	c.done = func(app.Receipt) error { return v.done(w, ch.Person+" has been changed.", "/people/"+id) }
	c.again = func(status int) error { return v.ask(w, status, v.editPersonForm(form, held)) }
	c.stale = func() error {
		latest, ok := v.now.Plan.Memberships.Get(id)
		if !ok || latest.Version == ch.Seen {
			return v.refuse(c)
		}
		return v.mergePerson(w, form, ch, latest)
	}
	return v.carry(c)
}

func keptPerson(m *plan.Membership) plan.EditMember {
	return plan.EditMember{Membership: m.ID, Seen: m.Version, Person: m.Name, Agency: m.Agency, Roles: m.Roles, Ended: m.Ended}
}

// personFields is a person as the form has them.
func personFields(m plan.EditMember) url.Values {
	values := url.Values{"name": {m.Person}, "roles": roleKeys(m.Roles)}
	putDate(values, "ended", m.Ended)
	return values
}

// mergePerson shows what two people wrote about a person side by side.
func (v *visit) mergePerson(w http.ResponseWriter, form *govuk.Form, yours plan.EditMember, held *plan.Membership) error {
	var was *plan.EditMember
	if before := v.before(form); before != nil {
		if m, ok := before.Memberships.Get(held.ID); ok {
			was = new(keptPerson(m))
		}
	}
	return v.merge(w, "person", v.lastChange(held.ID), held.Version, form, mergeOf([]mergeText[plan.EditMember]{
		{"name", "Name", func(m plan.EditMember) string { return m.Person }},
		{"roles", "Roles", func(m plan.EditMember) string { return roleNames(m.Roles) }},
		{"ended", "Last day here", func(m plan.EditMember) string { return longOrBlank(m.Ended) }},
	}, yours, keptPerson(held), was, personFields))
}

// mayManage says that the page may offer to change people, posts and
// agencies: only now, and only to whoever manages them.
func (v *visit) mayManage() bool { return v.Now() && v.caller.May(access.ManagePeople) }
