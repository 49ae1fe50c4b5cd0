package web

import (
	"net/http"
	"strconv"

	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) paperMeasuresPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.paperOf(v.now)
	if err != nil {
		return err
	}
	if paper.State != board.Draft {
		return missingDraftOf(paper)
	}
	form := v.start()
	for _, m := range paper.Measures {
		form.Set("areas", append(form.Values("areas"), m.Area)...)
	}
	fill(form, seenField, strconv.Itoa(paper.Version))
	return v.askPaperMeasures(w, http.StatusOK, form, paper)
}

func (v *visit) askPaperMeasures(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	view := askView{
		Form: form, Caption: paper.Title, Heading: "Put measures in this paper",
		About:  []string{"Choose areas. The measures that they are linked to are printed with the paper, as at its own day, and without any number that would tell of a few children. To take measures out, choose no area."},
		Action: "/papers/" + paper.ID + "/measures", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID}, Hidden: seenOf(form),
	}
	var choices []govuk.Choice
	for area := range v.now.Plan.Areas.All() {
		if area.Inspection == paper.Inspection && len(v.now.Plan.MeasuresOf(area.ID)) > 0 {
			choices = append(choices, govuk.Choice{Value: area.ID, Text: area.Ref + " " + area.Title, Hint: govuk.HintText(titlesOf(v.now.Plan, area.ID))})
		}
	}
	if len(choices) == 0 {
		view.About = []string{"No measure is linked to an area of this inspection. Link one on the area’s page first."}
		return v.ask(w, status, view)
	}
	view.Button = "Put the measures in the paper"
	view.Fields = []govuk.Component{form.Checkboxes("areas", "Areas", choices)}
	return v.ask(w, status, view)
}

func titlesOf(p *plan.Plan, area string) (titles string) {
	for i, link := range p.MeasuresOf(area) {
		if i > 0 {
			titles += ", "
		}
		titles += link.Title
	}
	return titles
}

func missingDraftOf(paper *board.Paper) error {
	if paper.State == board.Published {
		return missingDraft(paper)
	}
	return change.Missing("draft")
}

func (s *Server) putPaperMeasures(w http.ResponseWriter, r *http.Request, v *visit) error {
	paper, err := v.paperOf(v.now)
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	_, err = s.app.PutMeasures(r.Context(), v.caller, paper.ID, seenIn(form), filled(form.Values("areas")))
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askPaperMeasures(w, status, form, paper)
	}
	return v.done(w, "The measures of the paper have been saved.", "/papers/"+paper.ID)
}
