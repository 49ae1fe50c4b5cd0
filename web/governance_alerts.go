package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/store"
	"throughline/web/govuk"
)

// alertList is what somebody should ask about: what is overdue first.
func (s *Server) alertList(w http.ResponseWriter, r *http.Request, v *visit) error {
	looking, err := v.governing(store.HowListed)
	if err != nil {
		return err
	}
	ctx, day := r.Context(), v.now.Plan.Day
	answered := r.URL.Query().Get("show") == "answered"
	view := sheet{Heading: "Alerts", About: []string{"Looks at records that somebody else should ask about. An alert says what was noticed, and not that anybody did wrong."}}
	names := v.whom(looking)
	list := looking.Open
	if answered {
		list = looking.Settled
		view.Heading, view.Links = "Answered alerts", []pageLink{{Text: "Alerts to answer", Href: "/governance/alerts"}}
	} else {
		view.Links = []pageLink{{Text: "Answered alerts", Href: "/governance/alerts?show=answered"}}
	}
	rows, next, err := list(ctx, casework.KindAlert, v.pageOf())
	if err != nil {
		return err
	}
	head := []string{"What was noticed", "Who looked", "At whom", "Answer by"}
	overdue := sheetTable{Heading: "Overdue", Caption: "Alerts that are overdue", Head: head}
	open := sheetTable{Heading: "To answer", Caption: "Alerts to answer", Head: head, Empty: "No alert is waiting to be answered."}
	settled := sheetTable{Caption: "Answered alerts", Head: []string{"What was noticed", "Who looked", "At whom", "What was found"}, Empty: "No alert has been answered yet."}
	for _, held := range rows {
		a, ok := held.Body.(*casework.Alert)
		if !ok {
			continue
		}
		name := "Many people"
		if a.Person != "" {
			if name, err = names.name(ctx, a.Person); err != nil {
				return err
			}
		}
		cells := []sheetCell{linked(a.Kind.Words()+", "+a.On.Long(), "/governance/alerts/"+a.ID, a.Why), words(v.viewer(a)), words(name)}
		switch {
		case a.Answer != nil:
			settled.Rows = append(settled.Rows, sheetRow{append(cells, answerCell(v, a.Answer))})
		case a.Overdue(day):
			overdue.Rows = append(overdue.Rows, sheetRow{append(cells, tagged("Overdue", "red", a.AnswerBy.Long()))})
		default:
			open.Rows = append(open.Rows, sheetRow{append(cells, words(a.AnswerBy.Long()))})
		}
	}
	switch {
	case answered:
		view.Tables = []sheetTable{settled}
	case len(overdue.Rows) > 0:
		open.Empty = "No other alert is waiting to be answered."
		view.Tables = []sheetTable{overdue, open}
	default:
		view.Tables = []sheetTable{open}
	}
	view.paged(v, next)
	return v.sheet(w, http.StatusOK, "Alerts", view)
}

func answerCell(v *visit, a *casework.AlertAnswer) sheetCell {
	said := []string{a.Reason, v.staff(a.By) + ", " + a.On.Long()}
	if a.Outcome == casework.Concern {
		return tagged("A concern", "red", said...)
	}
	return tagged("No concern", "green", said...)
}

// viewer names whoever looked.
func (v *visit) viewer(a *casework.Alert) string {
	if a.Viewer == "" {
		return "An account that is not held here"
	}
	return v.staff(a.Viewer)
}

func (s *Server) alertPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showAlert(w, http.StatusOK, v.start())
}

func (v *visit) showAlert(w http.ResponseWriter, status int, form *govuk.Form) error {
	ctx := v.r.Context()
	looking, a, err := governed[*casework.Alert](v, "alert")
	if err != nil {
		return err
	}
	view := sheet{
		Form: form, Caption: "Alert", Heading: a.Kind.Words(),
		Links: []pageLink{{Text: "All alerts", Href: "/governance/alerts"}},
		Rows: []factRow{
			{Key: "What was noticed", Lines: []string{a.Why}}, {Key: "Who looked", Lines: []string{v.viewer(a)}}, {Key: "On", Lines: []string{a.On.Long()}},
		},
	}
	if a.Viewer != "" {
		view.Links = append(view.Links, pageLink{Text: "Whom they looked at", Href: "/governance/members/" + a.Viewer + "/views"})
	}
	if a.Person != "" {
		name, err := v.whom(looking).name(ctx, a.Person)
		if err != nil {
			return err
		}
		view.Rows = append(view.Rows, factRow{Key: "At whom", Lines: []string{name}})
		view.Links = append(view.Links, pageLink{Text: "Everybody who looked at this person", Href: "/casework/people/" + a.Person + "/views"})
	}
	switch {
	case a.Answer != nil:
		cell := answerCell(v, a.Answer)
		view.Rows = append(view.Rows, factRow{Key: "What was found", Lines: append([]string{cell.Tag.Text}, cell.Lines...)})
		view.Rows = append(view.Rows, notSaved(form, "reason")...)
	case v.isMine(a.Viewer) || a.Account == v.caller.Account:
		view.Rows = append(view.Rows, factRow{Key: "Answer by", Lines: []string{a.AnswerBy.Long()}})
		view.Warning = &govuk.WarningText{Text: "This alert is about your own look, so somebody else must answer it."}
	default:
		view.Rows = append(view.Rows, factRow{Key: "Answer by", Lines: []string{a.AnswerBy.Long()}})
		if form.Value(seenField) == "" {
			v.seeing(form, a.Version)
		}
		view.Asks = []askView{{
			Form: form, Heading: "Answer it", Action: "/governance/alerts/" + a.ID, Button: "Save the answer", Secondly: true, Hidden: seenOf(form),
			Fields: []govuk.Component{
				form.Radios("outcome", "Is the look a concern?", []govuk.Choice{
					{Value: string(casework.NoConcern), Text: "No: there was a good reason for it"}, {Value: string(casework.Concern), Text: "Yes"},
				}),
				hintedArea(form.Textarea("reason", "What did you find?"), "Say whom you asked. If it is a concern, say what happens now"),
			},
		}}
	}
	return v.sheet(w, status, "An alert", view)
}

func (s *Server) answerAlert(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if err := v.governs(casework.KindAlert); err != nil {
		return err
	}
	return v.carryGuarding(guarding{
		form: form, purpose: access.Governance,
		change: casework.AnswerAlert{Alert: r.PathValue("id"), Seen: seenIn(form), Outcome: casework.AlertOutcome(form.Text("outcome")), Reason: textOf(form, "reason")},
		done:   func(app.Receipt) error { return v.done(w, "The answer is saved.", "/governance/alerts") },
		again:  func(status int) error { return v.showAlert(w, status, form) },
	})
}
