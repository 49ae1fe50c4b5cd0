package web

import (
	"net/http"
	"net/url"
	"strconv"

	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

// partFields asks for a part. Its due date is asked for when it is planned,
// and never moves after that.
func partFields(form *govuk.Form, p *plan.Plan, prefix string, planning bool) []govuk.Component {
	kind := form.Radios(prefix+"kind", "How is it measured?", []govuk.Choice{
		{Value: string(plan.YesOrNo), Text: "Yes or no: it is complete or it is not"},
		{Value: string(plan.Quantity), Text: "A quantity, such as 480 staff trained"},
	})
	fields := []govuk.Component{
		form.Textarea(prefix+"text", "What this part is"),
		form.Select(prefix+"owner", "Post that owns it", posts(p, form.Value(prefix+"owner"))),
		signerField(form, p, prefix), kind,
		wholeNumberField(form, prefix+"target", "How many, for a quantity", "A whole number, like 480."),
		hinted(form.Input(prefix+"unit", "What is counted, for a quantity"), "Such as “staff trained”."),
	}
	if planning {
		fields = append(fields, dateField(form, prefix+"due", "Due date (optional)", "Leave it blank if it is due with its action."))
	}
	return append(fields, hintedArea(form.Textarea(prefix+"milestones", "Milestones (optional)"), "One on each line: what it is, then |, then its date. For example: First course held | 1 May 2012"))
}

func signerField(form *govuk.Form, p *plan.Plan, prefix string) govuk.Select {
	field := form.Select(prefix+"signer", "Post that signs it off", posts(p, form.Value(prefix+"signer")))
	field.Hint = govuk.HintText("It must belong to another agency than the owner’s. For the chair’s own agency the deputy chair signs.")
	return field
}

// typedPart reads a part from its form.
func typedPart(form *govuk.Form, prefix string) plan.Part {
	part := plan.Part{
		Text: textOf(form, prefix+"text"), Owner: form.Value(prefix + "owner"), Signer: form.Value(prefix + "signer"),
		Kind: plan.PartKind(form.Value(prefix + "kind")), Unit: textOf(form, prefix+"unit"),
		Due: dateOf(form, prefix+"due", "Due date"), Milestones: milestonesOf(form, prefix+"milestones"),
	}
	if part.Kind == plan.Quantity {
		part.Target, _ = wholeNumberOf(form, prefix+"target", "How many are wanted")
	}
	return part
}

func (s *Server) newPartPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	action, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	if err := v.mayStart(plan.AddPart{Body: plan.Part{Action: action.ID}}); err != nil {
		return err
	}
	form := v.start()
	fill(form, "kind", string(plan.YesOrNo))
	return v.askNewPart(w, http.StatusOK, form, action)
}

func (v *visit) askNewPart(w http.ResponseWriter, status int, form *govuk.Form, action *plan.Action) error {
	return v.ask(w, status, askView{
		Form: form, Caption: action.Ref + " " + action.Title, Heading: "Add a part", Action: "/actions/" + action.ID + "/parts/new",
		About:  []string{"A part is the piece of the action that one post owns."},
		Fields: partFields(form, v.now.Plan, "", true), Button: "Add this part", Cancel: &pageLink{Text: "Cancel", Href: "/actions/" + action.ID},
	})
}

func (s *Server) newPart(w http.ResponseWriter, r *http.Request, v *visit) error {
	action, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.AddPart{ID: s.app.NewID(), Body: typedPart(form, "")}
	ch.Body.Action = action.ID
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, "The part has been added to "+action.Ref+".", "/actions/"+action.ID)
		},
		again: func(status int) error { return v.askNewPart(w, status, form, action) },
	})
}

func (s *Server) editPartPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := v.mayStart(plan.EditPart{Body: *held}); err != nil {
		return err
	}
	form := v.start()
	if form.Value(seenField) == "" {
		for name, values := range partTexts(held) {
			form.Set(name, values...)
		}
		v.seeing(form, held.Version)
	}
	return v.askEditPart(w, http.StatusOK, form, held)
}

// partTexts is a part as its form has it.
func partTexts(part *plan.Part) url.Values {
	values := url.Values{
		"text": {part.Text}, "owner": {part.Owner}, "signer": {part.Signer}, "kind": {string(part.Kind)},
		"unit": {part.Unit}, "milestones": {milestoneLines(part.Milestones)}, "target": {""},
	}
	if part.Target > 0 {
		values.Set("target", strconv.Itoa(part.Target))
	}
	return values
}

func (v *visit) askEditPart(w http.ResponseWriter, status int, form *govuk.Form, held *plan.Part) error {
	view := v.partAsk(held, form, "Change this part", "/edit")
	view.About = []string{
		"It is due on " + held.DueNow().Long() + ". For more time, ask for an extension.",
		"If another agency is to own it, what the owner said about it is no longer counted, and the new owner starts afresh.",
	}
	view.Hidden, view.Fields, view.Button = seenOf(form), partFields(form, v.now.Plan, "", false), "Save changes"
	return v.ask(w, status, view)
}

func (s *Server) editPart(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.EditPart{Seen: seenIn(form), Body: typedPart(form, "")}
	ch.Body.Thing = plan.Thing{ID: held.ID}
	c := carrying{form: form, change: ch}
	c.done = func(app.Receipt) error {
		return v.done(w, "Part "+v.now.Plan.PartRef(held)+" has been changed.", "/parts/"+held.ID)
	}
	c.again = func(status int) error { return v.askEditPart(w, status, form, held) }
	c.stale = func() error {
		latest, ok := v.now.Plan.Parts.Get(held.ID)
		if !ok {
			return change.Missing("part")
		}
		current := ch
		current.Seen = latest.Version
		if latest.Version != ch.Seen && v.mayStart(current) == nil {
			return v.mergePart(w, form, &ch.Body, latest)
		}
		c.change = current
		return v.refuse(c)
	}
	return v.carry(c)
}

// mergePart shows what two people wrote about a part side by side.
func (v *visit) mergePart(w http.ResponseWriter, form *govuk.Form, yours, held *plan.Part) error {
	p := v.now.Plan
	var was **plan.Part
	if before := v.before(form); before != nil {
		if part, ok := before.Parts.Get(held.ID); ok {
			was = &part
		}
	}
	kinds := map[plan.PartKind]string{plan.YesOrNo: "Yes or no", plan.Quantity: "A quantity"}
	return v.merge(w, "part", v.lastChange(held.ID), held.Version, form, mergeOf([]mergeText[*plan.Part]{
		{"text", "What this part is", func(part *plan.Part) string { return part.Text }},
		{"owner", "Post that owns it", func(part *plan.Part) string { return p.PostTitle(part.Owner) }},
		{"signer", "Post that signs it off", func(part *plan.Part) string { return p.PostTitle(part.Signer) }},
		{"kind", "How it is measured", func(part *plan.Part) string { return kinds[part.Kind] }},
		{"target", "How many", func(part *plan.Part) string { return partTexts(part).Get("target") }},
		{"unit", "What is counted", func(part *plan.Part) string { return part.Unit }},
		{"milestones", "Milestones", func(part *plan.Part) string { return milestoneLines(part.Milestones) }},
	}, yours, held, was, partTexts))
}

func (s *Server) removePartPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	if err := v.mayStart(plan.RemovePart{Part: held.ID}); err != nil {
		return err
	}
	return v.askRemovePart(w, http.StatusOK, v.start(), held)
}

func (v *visit) askRemovePart(w http.ResponseWriter, status int, form *govuk.Form, held *plan.Part) error {
	view := v.partAsk(held, form, "Take this part out of the plan", "/remove")
	view.Warning = &govuk.WarningText{Text: "A part that is taken out can’t be put back. Add a new part if it is wanted after all."}
	view.Fields = []govuk.Component{hintedArea(form.Textarea("reason", "Why"), "The reason stays on the action’s page, with your name and the date.")}
	view.Button, view.Grave = "Take this part out", true
	return v.ask(w, status, view)
}

func (s *Server) removePart(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.partNow(r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.RemovePart{Part: held.ID, Reason: textOf(form, "reason")},
		done: func(app.Receipt) error {
			return v.done(w, "Part "+v.now.Plan.PartRef(held)+" has been taken out of the plan.", "/actions/"+held.Action)
		},
		again: func(status int) error { return v.askRemovePart(w, status, form, held) },
	})
}
