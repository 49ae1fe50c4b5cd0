package web

import (
	"net/http"
	"net/url"

	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

type agencyView struct {
	moment
	ID            string
	Name, Kind    string
	Day           calendar.Date
	Names         []agencyName
	Ended         string
	Successor     string
	SuccessorHref string
	Before        []pageLink // agencies whose work came to this one
	Posts         []pageLink
	People        []pageLink
	CanEdit       bool
	History       *pageLink
}

// agencyName is one of an agency's names over time.
type agencyName struct {
	Name  string
	From  string
	Today bool // it is the name on the day shown
}

var agencyTemplate = newPage[agencyView]("agency.tmpl")

func (s *Server) agencyPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	a, ok := p.Agencies.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "agency")
	}
	view := agencyView{
		moment: v.moment, ID: a.ID, Name: a.NameOn(p.Day), Kind: a.Kind, Day: p.Day, Ended: longOrBlank(a.Ended), CanEdit: v.mayManage(),
		History: v.history(a.ID, "Audit trail of this agency"),
	}
	for i, n := range a.Names {
		from := "From the start"
		if i > 0 {
			from = "From " + n.From.Long()
		}
		last := i+1 == len(a.Names) || a.Names[i+1].From.After(p.Day)
		view.Names = append(view.Names, agencyName{n.Name, from, last && !n.From.After(p.Day)})
	}
	if next, ok := p.Agencies.Get(a.Successor); ok {
		view.Successor, view.SuccessorHref = next.NameOn(p.Day), v.To("/agencies/"+next.ID)
	}
	for other := range p.Agencies.All() {
		if other.Successor == a.ID {
			view.Before = append(view.Before, pageLink{Text: other.NameOn(p.Day), Href: v.To("/agencies/" + other.ID)})
		}
	}
	for post := range p.Posts.All() {
		if post.Agency == a.ID {
			view.Posts = append(view.Posts, pageLink{Text: post.Title, Href: v.To("/posts/" + post.ID), About: postAbout(p, post)})
		}
	}
	for _, m := range byName(p) {
		if m.Agency == a.ID && here(p, m) {
			view.People = append(view.People, pageLink{Text: m.Name, Href: v.To("/people/" + m.ID), About: roleNames(m.Roles)})
		}
	}
	return agencyTemplate.write(w, http.StatusOK, v.shell(view.Name, st), view)
}

func postAbout(p *plan.Plan, post *plan.Post) string {
	if !post.Ended.IsZero() {
		return "ended on " + post.Ended.Long()
	}
	if name := holderName(p, post.ID); name != "" {
		return "held by " + name
	}
	return "held by nobody"
}

// heldAgency finds an agency as it is now, for a form.
func (v *visit) heldAgency(id string) (*plan.Agency, error) {
	held, ok := v.now.Plan.Agencies.Get(id)
	if !ok {
		return nil, change.Missing("agency")
	}
	return held, nil
}

func (s *Server) renameAgencyPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.heldAgency(r.PathValue("id"))
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value("seen") == "" {
		v.seeing(form, held.Version)
	}
	return v.ask(w, http.StatusOK, v.renameAgencyForm(form, held))
}

func (v *visit) renameAgencyForm(form *govuk.Form, held *plan.Agency) askView {
	name := held.NameOn(v.now.Plan.Day)
	return askView{
		Form: form, Caption: name, Heading: "Give this agency a new name", Action: "/agencies/" + held.ID + "/rename", Hidden: seenOf(form),
		About: []string{"Its old name stays in the record. What describes an earlier day shows the name of that day."},
		Fields: []govuk.Component{
			form.Input("name", "New name"), dateField(form, "from", "From which day?", "It may be a day still to come"),
		},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/agencies/" + held.ID},
	}
}

func (s *Server) renameAgency(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, err := v.heldAgency(r.PathValue("id"))
	if err != nil {
		return err
	}
	if form.Text("name") == "" {
		form.Wrong("name", "Enter the new name.")
	}
	ch := plan.EditAgency{
		Agency: held.ID, Seen: seenIn(form), NewName: form.Text("name"), From: dateOf(form, "from", "First day of the new name"),
		Ended: held.Ended, Successor: held.Successor,
	}
	c := carrying{form: form, change: ch}
	c.done = func(app.Receipt) error {
		return v.done(w, "From "+ch.From.Long()+" this agency is called "+ch.NewName+".", "/agencies/"+held.ID)
	}
	c.again = func(status int) error { return v.ask(w, status, v.renameAgencyForm(form, held)) }
	c.stale = func() error {
		latest, ok := v.now.Plan.Agencies.Get(held.ID)
		if !ok || latest.Version == ch.Seen {
			return v.refuse(c)
		}
		return v.merge(w, "agency", v.lastChange(held.ID), latest.Version, form, mergeOf([]mergeText[plan.EditAgency]{
			{"name", "Newest name", func(a plan.EditAgency) string { return a.NewName }},
			{"from", "First day of that name", func(a plan.EditAgency) string { return longOrBlank(a.From) }},
		}, ch, newestName(latest), nil, func(a plan.EditAgency) url.Values {
			values := url.Values{"name": {a.NewName}}
			putDate(values, "from", a.From)
			return values
		}))
	}
	return v.carry(c)
}

// newestName is an agency as the form for a new name would have it.
func newestName(a *plan.Agency) plan.EditAgency {
	if len(a.Names) == 0 {
		return plan.EditAgency{}
	}
	last := a.Names[len(a.Names)-1]
	return plan.EditAgency{NewName: last.Name, From: last.From}
}

func (s *Server) endAgencyPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.heldAgency(r.PathValue("id"))
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value("seen") == "" {
		for name, values := range endedFields(plan.EditAgency{Ended: held.Ended, Successor: held.Successor}) {
			form.Set(name, values...)
		}
		v.seeing(form, held.Version)
	}
	return v.ask(w, http.StatusOK, v.endAgencyForm(form, held))
}

func (v *visit) endAgencyForm(form *govuk.Form, held *plan.Agency) askView {
	p := v.now.Plan
	others := agencyItems(p, form.Text("successor"), "None")
	kept := others[:0:0]
	for _, item := range others {
		if item.Value == nil || *item.Value != held.ID {
			kept = append(kept, item)
		}
	}
	name := held.NameOn(p.Day)
	return askView{
		Form: form, Caption: name, Heading: "When does this agency end?", Action: "/agencies/" + held.ID + "/end", Hidden: seenOf(form),
		About: []string{"Ending an agency does not move its parts. Hand over each of its posts first."},
		Fields: []govuk.Component{
			dateField(form, "ended", "Last day", "Leave this blank if it goes on after all"), form.Select("successor", "Successor", kept),
		},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/agencies/" + held.ID},
	}
}

func (s *Server) endAgency(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, err := v.heldAgency(r.PathValue("id"))
	if err != nil {
		return err
	}
	ch := plan.EditAgency{Agency: held.ID, Seen: seenIn(form), Ended: dateOf(form, "ended", "Last day"), Successor: form.Text("successor")}
	c := carrying{form: form, change: ch}
	c.done = func(app.Receipt) error {
		if ch.Ended.IsZero() {
			return v.done(w, "This agency goes on.", "/agencies/"+held.ID)
		}
		return v.done(w, "This agency’s last day is "+ch.Ended.Long()+".", "/agencies/"+held.ID)
	}
	c.again = func(status int) error { return v.ask(w, status, v.endAgencyForm(form, held)) }
	c.stale = func() error {
		latest, ok := v.now.Plan.Agencies.Get(held.ID)
		if !ok || latest.Version == ch.Seen {
			return v.refuse(c)
		}
		return v.mergeEnded(w, form, ch, latest)
	}
	return v.carry(c)
}

// endedFields is the end of an agency as its form has it.
func endedFields(a plan.EditAgency) url.Values {
	values := url.Values{"successor": {a.Successor}}
	putDate(values, "ended", a.Ended)
	return values
}

// mergeEnded shows what two people wrote about the end of an agency.
func (v *visit) mergeEnded(w http.ResponseWriter, form *govuk.Form, yours plan.EditAgency, held *plan.Agency) error {
	var was *plan.EditAgency
	if before := v.before(form); before != nil {
		if a, ok := before.Agencies.Get(held.ID); ok {
			was = &plan.EditAgency{Ended: a.Ended, Successor: a.Successor}
		}
	}
	return v.merge(w, "agency", v.lastChange(held.ID), held.Version, form, mergeOf([]mergeText[plan.EditAgency]{
		{"ended", "Last day", func(a plan.EditAgency) string { return longOrBlank(a.Ended) }},
		{"successor", "Successor", func(a plan.EditAgency) string {
			if a.Successor == "" {
				return ""
			}
			return v.now.Plan.AgencyName(a.Successor)
		}},
	}, yours, plan.EditAgency{Ended: held.Ended, Successor: held.Successor}, was, endedFields))
}
