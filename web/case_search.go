package web

import (
	"net/http"

	"throughline/store"
	"throughline/web/govuk"
)

type caseSearchView struct {
	moment
	Bar    purposeBar
	Form   *govuk.Form
	Asked  bool
	Rows   []caseRow
	More   bool // there may be others: more should be typed
	CanAdd bool
}

var caseSearchTemplate = newPage[caseSearchView]("case_search.tmpl")

func (s *Server) caseSearchPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showSearch(w, http.StatusOK, caseSearchView{Form: v.start()})
}

// caseSearch finds people by what was typed. It is sent in the body of a form,
// because an address is kept by browsers and in logs.
func (s *Server) caseSearch(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	v.when, v.moment = nowAsked()
	looking, err := v.look(store.HowSearched)
	if err != nil {
		return err
	}
	found, more, err := looking.Find(r.Context(), form.Text("find"))
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showSearch(w, status, caseSearchView{Form: form})
	}
	view := caseSearchView{Form: form, Asked: true, More: more}
	for _, row := range found {
		view.Rows = append(view.Rows, v.caseRow(row, v.now.Plan.Day))
	}
	return v.showSearch(w, http.StatusOK, view)
}

func (v *visit) showSearch(w http.ResponseWriter, status int, view caseSearchView) error {
	view.moment, view.Bar, view.CanAdd = v.moment, v.bar(), v.mayAddPeople()
	shell := v.shell("Search for a person", v.now)
	shell.ErrorTitle = !view.Form.OK()
	return caseSearchTemplate.write(w, status, shell, view)
}

// Box is where to type what to look for.
func (c caseSearchView) Box() govuk.Input { return searchBox(c.Form) }

func searchBox(form *govuk.Form) govuk.Input {
	box := hinted(form.Input("find", "Search for a person"), "A name or part of one, a date of birth, a postcode or a number. Names are also found by how they sound")
	box.Type, box.Autocomplete, box.Classes = "search", "off", "govuk-input--width-20"
	return box
}

// Box is where to type what to look for.
func (c caseListView) Box() govuk.Input { return searchBox(govuk.NewForm(nil)) }
