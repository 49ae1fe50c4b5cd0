package web

import (
	"net/http"

	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) endActionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	if err := v.mayStart(plan.EndAction{Action: held.ID, Standing: plan.Withdrawn}); err != nil {
		return err
	}
	return v.askEndAction(w, http.StatusOK, v.start(), held)
}

func (v *visit) askEndAction(w http.ResponseWriter, status int, form *govuk.Form, held *plan.Action) error {
	reason := hintedArea(form.Textarea("reason", "Why"), "The reason is shown wherever the action is left out of a count.")
	return v.ask(w, status, askView{
		Form: form, Caption: held.Ref + " " + held.Title, Heading: "Withdraw, supersede or not accept this action",
		About:   []string{"It stays in the plan’s explanation of every count, with your name, the date and the reason. You can reinstate it later."},
		Warning: &govuk.WarningText{Text: "Nobody can report on its parts, show evidence or sign them off while it is ended."},
		Action:  "/actions/" + held.ID + "/end", Button: "End this action", Grave: true, Cancel: &pageLink{Text: "Cancel", Href: "/actions/" + held.ID},
		Fields: append([]govuk.Component{
			form.Radios("standing", "What has been decided?", []govuk.Choice{
				{Value: string(plan.Withdrawn), Text: "It is withdrawn", Hint: govuk.HintText("It is no longer wanted.")},
				{Value: string(plan.Superseded), Text: "It is superseded", Hint: govuk.HintText("Another action takes its place.")},
				{Value: string(plan.NotAccepted), Text: "It is not accepted", Hint: govuk.HintText("It was proposed, and the group did not agree to it.")},
			}),
			hinted(form.Input("superseded_by", "Action that takes its place, if it is superseded"), "Its reference, like A12."),
			reason,
		}, confirmField(form)...),
	})
}

func (s *Server) endAction(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.EndAction{
		Action: held.ID, Standing: plan.Standing(form.Value("standing")), Reason: textOf(form, "reason"), Confirm: textOf(form, "confirm"),
		SupersededBy: actionByRef(v.now.Plan, form.Text("superseded_by")),
	}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, "Action "+held.Ref+" is now "+ch.Standing.Words()+". You can reinstate it if that was a mistake.", "/actions/"+held.ID)
		},
		again: func(status int) error { return v.askEndAction(w, status, form, held) },
	})
}

func (s *Server) reinstateActionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	if err := v.mayStart(plan.ReinstateAction{Action: held.ID}); err != nil {
		return err
	}
	return v.askReinstate(w, http.StatusOK, v.start(), held)
}

func (v *visit) askReinstate(w http.ResponseWriter, status int, form *govuk.Form, held *plan.Action) error {
	return v.ask(w, status, askView{
		Form: form, Caption: held.Ref + " " + held.Title, Heading: "Reinstate this action",
		About:  []string{"It was " + held.Standing.Words() + ". Reinstated, it counts again, with the dates, parts and evidence it had. Its audit trail keeps why it had ended."},
		Action: "/actions/" + held.ID + "/reinstate", Button: "Reinstate this action", Cancel: &pageLink{Text: "Cancel", Href: "/actions/" + held.ID},
	})
}

func (s *Server) reinstateAction(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.ReinstateAction{Action: held.ID},
		done: func(app.Receipt) error {
			return v.done(w, "Action "+held.Ref+" has been reinstated.", "/actions/"+held.ID)
		},
		again: func(status int) error { return v.askReinstate(w, status, form, held) },
	})
}
