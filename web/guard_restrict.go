package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/store"
	"throughline/web/govuk"
)

// restricting are the purposes for which somebody restricts a person:
// governance for those who check access, and otherwise their own work.
func (v *visit) restricting() access.Purpose {
	return v.purposeAmong(access.Governance, access.Supervising, access.DirectWork)
}

func (s *Server) restrictPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showRestrict(w, http.StatusOK, v.start())
}

func (v *visit) showRestrict(w http.ResponseWriter, status int, form *govuk.Form) error {
	id := v.r.PathValue("id")
	looking, err := v.lookFor(v.restricting(), store.HowOpened)
	if err != nil {
		return err
	}
	filed, _, err := looking.One(v.r.Context(), id)
	if err != nil {
		return err
	}
	person, err := v.personSeen(looking, id)
	if err != nil {
		return err
	}
	view := askView{
		Form: form, Caption: v.calledOf(person), Heading: "Restrict who can reach this person", Action: "/casework/people/" + id + "/restrict",
		About: []string{
			"A restricted person can’t be found or opened by anybody but those allocated to them, a manager of their team, and governance. A duty worker or manager on call can open the record in an emergency.",
			"Use it for somebody whom many here may know, such as a colleague’s child. Each look at them is then asked about. Governance lifts it.",
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/casework/people/" + id},
	}
	if filed.Wall == access.Restricted {
		view.Warning = &govuk.WarningText{Text: "This person is restricted already. Governance can lift it or keep it."}
		view.Cancel.Text = "Back to this person"
		if v.caller.May(access.ReviewAccess) {
			view.Cancel = &pageLink{Text: "Restricted people", Href: "/governance/restrictions"}
		}
		return v.askUntitled(w, status, "Restrict who can reach a person", view)
	}
	view.Button, view.Grave = "Restrict this person", true
	view.Fields = []govuk.Component{
		hintedArea(form.Textarea("why", "Why?"), "For example, they are a colleague’s child"),
		hinted(form.Input("asked_by", "Who asked for it?"), "Often the family"),
		dateField(form, "review_on", "When is it looked at again?", "Within 12 months. It doesn’t end by itself"),
	}
	return v.askUntitled(w, status, "Restrict who can reach a person", view)
}

func (s *Server) restrict(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if err := v.seesThing(v.restricting(), id, casework.KindPerson); err != nil {
		return err
	}
	back := "/casework"
	if v.caller.May(access.ReviewAccess) {
		back = "/governance/restrictions"
	}
	return v.carryGuarding(guarding{
		form: form, purpose: v.restricting(), at: map[string]string{"person": "why"},
		change: casework.Restrict{ID: s.app.NewID(), Person: id, Why: textOf(form, "why"), AskedBy: form.Text("asked_by"), ReviewOn: dateOf(form, "review_on", "The day")},
		done:   func(app.Receipt) error { return v.done(w, "This person is now restricted.", back) },
		again:  func(status int) error { return v.showRestrict(w, status, form) },
	})
}
