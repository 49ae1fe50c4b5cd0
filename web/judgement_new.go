package web

import (
	"net/http"

	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (v *visit) judgementFields(inspection string) func(*govuk.Form) []govuk.Component {
	words := items("", "No grade was published")
	if held, ok := v.now.Plan.Inspections.Get(inspection); ok {
		regime, _ := plan.RegimeByKey(held.Regime)
		for _, word := range regime.Words {
			words = append(words, govuk.Option(word, change.UpperFirst(word)))
		}
	}
	return func(form *govuk.Form) []govuk.Component {
		return []govuk.Component{form.Input("aspect", "What was judged"), form.Select("word", "Word on this framework’s own scale", words), form.Input("as_stated", "As published, in its own words")}
	}
}

func (s *Server) newJudgementPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	return v.showForm(w, formView{Heading: "Add a judgement", Form: form, Fields: v.judgementFields(r.PathValue("id"))(form), Button: "Add the judgement"})
}

func (s *Server) newJudgement(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	ch := plan.RecordJudgement{Body: plan.Judgement{Inspection: id, Aspect: form.Text("aspect"), Word: form.Text("word"), AsStated: form.Text("as_stated")}}
	view := formView{Heading: "Add a judgement", Form: form, Button: "Add the judgement"}
	return v.saved(w, view.refreshed(v.judgementFields(id)), ch, "The judgement has been added.", "/inspections/"+id, nil)
}
