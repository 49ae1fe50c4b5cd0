package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/practice"
	"throughline/store"
	"throughline/web/govuk"
)

// offerDismissals puts a link beside each alert of a person that the caller may dismiss or raise again.
func (v *visit) offerDismissals(id string, standing, dismissed *app.AlertPage, view *alertsView) error {
	if !v.Now() || !v.caller.May(access.RecordCasework) {
		return nil
	}
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return err
	}
	found, err := v.personFound(looking, id)
	if err != nil {
		return err
	}
	may := func(a *app.AlertAt) bool {
		return casework.MayBeDismissed(a.Hangs) && v.mayRecord(access.RecordCasework, found.Filed, casework.Dismissal{Hangs: a.Hangs})
	}
	for i := range standing.Alerts {
		if a := &standing.Alerts[i]; may(a) {
			view.Rows[i].Dismiss = &pageLink{Text: "Dismiss this alert", Href: alertsOf(id) + "/dismiss?alert=" + a.Slug(), About: a.Declared.Words}
		}
	}
	for i := range dismissed.Alerts {
		if a := &dismissed.Alerts[i]; may(a) {
			view.Dismissed[i].Again = &pageLink{Text: "Raise it again", Href: "/casework/dismissals/" + a.Dismissed.ID + "/raise", About: a.Declared.Words}
		}
	}
	return nil
}

func alertsOf(person string) string { return "/casework/people/" + person + "/alerts" }

// alertNamed is the field, and the part of an address, that says which alert.
const alertNamed = "alert"

func (s *Server) dismissPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	form.Set(alertNamed, r.URL.Query().Get(alertNamed))
	return v.askDismiss(w, http.StatusOK, form)
}

func (v *visit) askDismiss(w http.ResponseWriter, status int, form *govuk.Form) error {
	id := v.r.PathValue("id")
	found, err := v.personHere(id)
	if err != nil {
		return err
	}
	if form.Text(alertNamed) == "" {
		v.readAll()
		return v.askUntitled(w, status, "Dismiss an alert", askView{
			Form: form, Caption: v.calledOf(found.Person), Heading: "Dismiss this alert", Warning: &govuk.WarningText{Text: "No alert is chosen. Go back to the alerts and choose one."},
			Cancel: &pageLink{Text: "Back to the alerts", Href: alertsOf(id)},
		})
	}
	a, ch, err := v.s.app.AlertToDismiss(v.r.Context(), v.caller, v.purpose(), id, form.Text(alertNamed))
	if err != nil {
		return err
	}
	if !v.mayRecord(access.RecordCasework, found.Filed, casework.Dismissal{Hangs: ch.Hangs}) {
		return v.mayNotRecord(access.RecordCasework, id)
	}
	v.readAll()
	view := askView{
		Form: form, Caption: v.calledOf(found.Person), Heading: "Dismiss this alert", Action: alertsOf(id) + "/dismiss",
		About: []string{
			"Dismiss an alert only when nothing needs to be done. It stays on the child’s page with your reason, your name and the day.",
			"If what raised it changes, for example the next review falls due, it is raised anew.",
		},
		Rows:   alertFacts(a.Declared, a.Why),
		Hidden: []mergeHidden{{alertNamed, form.Text(alertNamed)}},
		Fields: []govuk.Component{hintedArea(form.Textarea("why", "Why does nothing need to be done?"), "Say what you know that the records don’t, and who told you")},
		Button: "Dismiss the alert", Cancel: &pageLink{Text: "Cancel", Href: alertsOf(id)},
	}
	if !casework.MayBeDismissed(ch.Hangs) {
		view.Fields, view.Button = nil, ""
		view.Warning = &govuk.WarningText{Text: "This alert hangs on parts of the work that no one person sees together, so it can’t be dismissed. It ends when what raised it is mended."}
	}
	return v.askUntitled(w, status, "Dismiss an alert", view)
}

func alertFacts(a *practice.Alert, why string) []factRow {
	return []factRow{{Key: "What is wrong", Lines: []string{a.Words}}, {Key: "Why", Lines: []string{why}}, {Key: "Who must act", Lines: []string{a.Who.Name(), a.Act}}, {Key: "It ends when", Lines: []string{a.End}}}
}

// personHere gives somebody whom the caller may see, or the answer for what is not there.
func (v *visit) personHere(id string) (app.Found, error) {
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return app.Found{}, err
	}
	return v.personFound(looking, id)
}

func (s *Server) dismiss(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if _, err := v.personHere(id); err != nil {
		return err
	}
	_, ch, err := s.app.AlertToDismiss(r.Context(), v.caller, v.purpose(), id, form.Text(alertNamed))
	if err != nil {
		return err
	}
	ch.ID, ch.Why = s.app.NewID(), textOf(form, "why")
	return v.carryGuarding(guarding{
		form: form, purpose: v.purpose(), at: map[string]string{"person": "", "alert": ""}, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, "The alert is dismissed. It stays below, with your reason.", alertsOf(id))
		},
		again: func(status int) error { return v.askDismiss(w, status, form) },
	})
}

func (s *Server) raiseAgainPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askRaiseAgain(w, http.StatusOK, v.start())
}

// dismissalSeen gives the dismissal that an address names, and whom it is about.
func (v *visit) dismissalSeen() (store.Filed, *casework.Dismissal, error) {
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return store.Filed{}, nil, err
	}
	filed, body, err := looking.One(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return store.Filed{}, nil, err
	}
	d, ok := body.(*casework.Dismissal)
	if !ok {
		return store.Filed{}, nil, unseenPerson()
	}
	return filed, d, nil
}

func (v *visit) askRaiseAgain(w http.ResponseWriter, status int, form *govuk.Form) error {
	filed, d, err := v.dismissalSeen()
	if err != nil {
		return err
	}
	found, err := v.personHere(d.Person)
	if err != nil {
		return err
	}
	v.readAll()
	if !v.mayRecord(access.RecordCasework, filed, *d) {
		return v.mayNotRecord(access.RecordCasework, d.ID)
	}
	pack, err := v.pack()
	if err != nil {
		return err
	}
	view := askView{
		Form: form, Caption: v.calledOf(found.Person), Heading: "Raise this alert again", Action: "/casework/dismissals/" + d.ID + "/raise",
		About:  []string{"It is then on every list again, as long as what raised it is as it was."},
		Rows:   []factRow{{Key: "Why it was dismissed", Lines: []string{d.Why}}, {Key: "Dismissed", Lines: []string{d.DismissedOn.Long(), v.staff(d.DismissedBy)}}},
		Cancel: &pageLink{Text: "Cancel", Href: alertsOf(d.Person)},
	}
	for _, a := range pack.Alerts {
		if a.Code == d.Code {
			view.Rows = append([]factRow{{Key: "What is wrong", Lines: []string{a.Words}}}, view.Rows...)
			break
		}
	}
	if !d.RaisedOn.IsZero() {
		view.Warning = &govuk.WarningText{Text: "This alert was already raised again on " + d.RaisedOn.Long() + "."}
		view.Rows = append(view.Rows, notSaved(form, "why")...)
		view.Cancel.Text = "Back to the alerts"
		return v.askUntitled(w, status, "Raise an alert again", view)
	}
	if form.Value(seenField) == "" {
		v.seeing(form, d.Version)
	}
	view.Hidden, view.Button = seenOf(form), "Raise it again"
	view.Fields = []govuk.Component{hintedArea(form.Textarea("why", "Why is it raised again?"), "You can leave this blank")}
	return v.askUntitled(w, status, "Raise an alert again", view)
}

func (s *Server) raiseAgain(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	_, d, err := v.dismissalSeen()
	if err != nil {
		return err
	}
	return v.carryGuarding(guarding{
		form: form, purpose: v.purpose(), at: map[string]string{"on": ""},
		change: casework.RaiseAgain{Dismissal: r.PathValue("id"), Seen: seenIn(form), Why: textOf(form, "why")},
		done:   func(app.Receipt) error { return v.done(w, "The alert is raised again.", alertsOf(d.Person)) },
		again:  func(status int) error { return v.askRaiseAgain(w, status, form) },
	})
}
