package web

import (
	"net/http"
	"slices"

	"throughline/app"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) reportPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	zero := 0
	if err := v.mayStart(plan.ReportProgress{Part: part.ID, Text: "…", Complete: part.Progress.Complete, Quantity: &zero}); err != nil {
		return err
	}
	return v.askReport(w, http.StatusOK, v.start(), part)
}

func (v *visit) askReport(w http.ResponseWriter, status int, form *govuk.Form, part *plan.Part) error {
	view := v.partAsk(part, form, "Where is this part?", "/report")
	view.About = []string{"Due on " + part.DueNow().Long() + ". " + progress(part) + "."}
	if part.Signed != nil {
		view.Warning = &govuk.WarningText{Text: "This part has been signed off. If you say now that it is not complete, its sign-off is taken back."}
	}
	view.Fields = []govuk.Component{hintedArea(form.Textarea("text", "What has happened since the last report"), "Do not name a child, or say anything from which a child could be known.")}
	if part.Kind == plan.Quantity {
		number := wholeNumberField(form, "quantity", "How many so far", "The whole number, not only what was added. Enter 0 if there are none.")
		number.Suffix = &govuk.Affix{Text: "of " + plan.Number(part.Target) + " " + part.Unit}
		view.Fields = append(view.Fields, number)
	} else {
		view.Fields = append(view.Fields, form.Radios("complete", "Is it complete?", []govuk.Choice{
			{Value: "yes", Text: "Yes", Hint: govuk.HintText("Evidence and a sign-off by another agency are still needed before it counts as done.")},
			{Value: "no", Text: "No, not yet"},
		}))
	}
	if open := openMilestones(part); len(open) > 0 {
		var choices []govuk.Choice
		for _, m := range open {
			choices = append(choices, govuk.Choice{Value: milestoneKey(m), Text: m.Text, Hint: govuk.HintText("Due " + m.Due.Long())})
		}
		view.Fields = append(view.Fields, form.Checkboxes("reached", "Milestones reached since (optional)", choices))
	}
	view.Fields = append(view.Fields, hintedArea(form.Textarea("in_the_way", "What is in the way (optional)"), "Such as a decision, money or people that are needed, and from whom."))
	view.Fields = append(view.Fields, confirmField(form)...)
	view.Button = "Send this report"
	return v.ask(w, status, view)
}

func openMilestones(part *plan.Part) (open []plan.Milestone) {
	for _, m := range part.Milestones {
		if m.Reached.IsZero() {
			open = append(open, m)
		}
	}
	return open
}

// milestoneKey names a milestone by its words and date, so that a form sent
// after the list was changed still means the same one.
func milestoneKey(m plan.Milestone) string { return m.Due.String() + " " + m.Text }

func (s *Server) report(w http.ResponseWriter, r *http.Request, v *visit) error {
	part, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.ReportProgress{Part: part.ID, Text: textOf(form, "text"), InTheWay: textOf(form, "in_the_way"), Complete: form.Value("complete") == "yes", Confirm: textOf(form, "confirm")}
	if part.Kind == plan.Quantity {
		if n, given := wholeNumberOf(form, "quantity", "How many so far"); given {
			ch.Quantity = &n
		}
	} else if ch.Complete == (form.Value("complete") == "no") {
		form.Wrong("complete", "Say whether it is complete.")
	}
	for _, key := range form.Values("reached") {
		i := slices.IndexFunc(part.Milestones, func(m plan.Milestone) bool { return milestoneKey(m) == key })
		if i < 0 {
			where := "reached"
			if len(openMilestones(part)) == 0 {
				where = "" // there is no list to point to
			}
			form.Wrong(where, "A milestone that you chose has been changed since. Look at the milestones again, and send this again.")
			continue
		}
		ch.Reached = append(ch.Reached, i)
	}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			sentence := "Your report on part " + v.now.Plan.PartRef(part) + " has been sent."
			if ch.Complete {
				sentence += " Show the evidence next, if you have not done so."
			}
			return v.done(w, sentence, "/parts/"+part.ID)
		},
		again: func(status int) error { return v.askReport(w, status, form, part) },
	})
}
