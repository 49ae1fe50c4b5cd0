package web

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) agencyPages() []Route {
	return []Route{
		{Pattern: "GET /agencies", Needs: access.ManagePeople, handle: s.agenciesPage},
		{Pattern: "GET /agencies/new", Needs: access.ManagePeople, handle: s.newAgencyPage},
		{Pattern: "POST /agencies/new", Needs: access.ManagePeople, handle: s.newAgency},
		{Pattern: "GET /agencies/{id}", Needs: access.ManagePeople, handle: s.agencyPage},
		{Pattern: "GET /agencies/{id}/rename", Needs: access.ManagePeople, handle: s.renameAgencyPage},
		{Pattern: "POST /agencies/{id}/rename", Needs: access.ManagePeople, handle: s.renameAgency},
		{Pattern: "GET /agencies/{id}/end", Needs: access.ManagePeople, handle: s.endAgencyPage},
		{Pattern: "POST /agencies/{id}/end", Needs: access.ManagePeople, handle: s.endAgency},
	}
}

type agenciesView struct {
	moment
	List    list[agencyRow]
	None    bool
	CanEdit bool
}

type agencyRow struct {
	Name, Href, Kind string
	Posts, People    int
	Other            string // other names it has had or will have
	Ended            string
}

var agenciesTemplate = newPage[agenciesView]("agencies.tmpl")

func (s *Server) agenciesPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	posts, people := map[string]int{}, map[string]int{}
	for post := range p.Posts.All() {
		posts[post.Agency] += one(post.Ended.IsZero() || p.Day.Before(post.Ended))
	}
	for m := range p.Memberships.All() {
		people[m.Agency] += one(here(p, m))
	}
	find := finding(r.URL.Query().Get("q"))
	var rows []agencyRow
	for a := range p.Agencies.All() {
		row := agencyRow{Name: a.NameOn(p.Day), Href: v.To("/agencies/" + a.ID), Kind: a.Kind, Posts: posts[a.ID], People: people[a.ID], Ended: longOrBlank(a.Ended)}
		var others []string
		for _, n := range a.Names {
			if n.Name != row.Name && !slices.Contains(others, n.Name) {
				others = append(others, n.Name)
			}
		}
		row.Other = strings.Join(others, ", ")
		if find.in(row.Name, row.Kind, row.Other) {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b agencyRow) int { return cmp.Compare(a.Name, b.Name) })
	view := agenciesView{moment: v.moment, None: p.Agencies.Len() == 0, CanEdit: v.mayManage()}
	if view.List, err = listOf(r.URL, rows); err != nil {
		return err
	}
	return agenciesTemplate.write(w, http.StatusOK, v.shell("Agencies", st), view)
}

func (s *Server) newAgencyPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.ask(w, http.StatusOK, v.newAgencyForm(v.start()))
}

func (v *visit) newAgencyForm(form *govuk.Form) askView {
	return askView{
		Form: form, Heading: "Add an agency", Action: "/agencies/new", Button: "Add the agency",
		Fields: []govuk.Component{
			hinted(form.Input("name", "Name today"), "If it changes its name later, the record keeps both, and old papers keep the name of their day"),
			hinted(form.Input("kind", "What kind of agency is it?"), "For example council, NHS trust, police or school"),
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/agencies"},
	}
}

func (s *Server) newAgency(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.AddAgency{ID: s.app.NewID(), AgencyName: form.Text("name"), Kind: form.Text("kind")}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, ch.AgencyName+" has been added. Now add its posts.", "/agencies/"+ch.ID)
		},
		again: func(status int) error { return v.ask(w, status, v.newAgencyForm(form)) },
	})
}
