package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/store"
	"throughline/web/govuk"
)

func (s *Server) adoptionPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askApart(w, http.StatusOK, v.start())
}

// askApart says what keeping two records apart means, and asks for the new
// one.
func (v *visit) askApart(w http.ResponseWriter, status int, form *govuk.Form) error {
	id := v.r.PathValue("id")
	looking, err := v.lookFor(access.DirectWork, store.HowOpened)
	if err != nil {
		return err
	}
	found, err := v.personFound(looking, id)
	if err != nil {
		return err
	}
	view := askView{
		Form: form, Caption: v.calledOf(found.Person), Heading: "Begin a new record after an adoption", Action: "/casework/people/" + id + "/adoption",
		About: []string{
			"From the adoption order on, the child has two records. The one from before is shut behind a wall, and only adoption workers reach it. The new one begins empty: nothing is copied into it.",
			"No search, match or list ever links the two, and they can’t be joined. Only the adoption service knows that there are two.",
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/casework/people/" + id},
	}
	if found.Filed.Wall == access.AdoptionWall {
		view.Warning = &govuk.WarningText{Text: "This is already the record from before an adoption."}
		view.Cancel.Text = "Back to this person"
		return v.askUntitled(w, status, "After an adoption", view)
	}
	view.Warning = &govuk.WarningText{Text: "This can’t be undone. Everybody but the adoption service loses this record at once, whoever is allocated to it."}
	view.Fields = []govuk.Component{
		dateField(form, "order_on", "When was the adoption order made?", "For example, 27 3 2012"),
		heading("The new record"),
		form.Input("given", "First names after the adoption"),
		form.Input("family", "Surname after the adoption"),
		dateField(form, "born", "Date of birth", "It is not copied from the record before. Enter it again if it is known"),
		form.Radios("sex", "Sex on the certificate", []govuk.Choice{{Value: "F", Text: "Female"}, {Value: "M", Text: "Male"}, {Value: "U", Text: "Not known"}}),
		form.Checkboxes("confirm", "Are you sure?", []govuk.Choice{{Value: "yes", Text: "I have seen the adoption order, and I know that this can’t be undone"}}),
	}
	view.Button, view.Grave = "Keep the two records apart", true
	return v.askUntitled(w, status, "After an adoption", view)
}

func (s *Server) keepApart(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if err := v.seesThing(access.DirectWork, id, casework.KindPerson); err != nil {
		return err
	}
	details := casework.PersonDetails{
		Parts: []casework.Part{casework.Child}, Sex: form.Text("sex"),
		Names: []casework.Name{{Kind: casework.LegalName, Given: form.Text("given"), Family: form.Text("family")}},
	}
	if born := dateOf(form, "born", "The date of birth"); !born.IsZero() {
		details.Born = calendar.Known(born)
	}
	if form.Text("given") == "" && form.Text("family") == "" {
		form.Wrong("given", "Enter the name after the adoption.")
	}
	if form.Value("confirm") != "yes" {
		form.Wrong("confirm", "Tick the box if you are sure.")
	}
	after := s.app.NewID()
	return v.carryGuarding(guarding{
		form: form, purpose: access.DirectWork, at: map[string]string{"names": "given", "before": "", "after": "", "parts": ""},
		change: casework.KeepApart{ID: s.app.NewID(), Before: id, After: after, Details: details, OrderOn: dateOf(form, "order_on", "The day of the order")},
		done: func(app.Receipt) error {
			return v.done(w, "The new record has begun, and the one from before is shut to all but the adoption service.", "/casework/people/"+after)
		},
		again: func(status int) error { return v.askApart(w, status, form) },
	})
}
