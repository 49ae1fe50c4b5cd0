package web

import (
	"errors"
	"net/http"
	"net/url"

	"throughline/app"
	"throughline/change"
	"throughline/ingest/reconcile"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) settlePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	f, err := v.copyFile()
	if err != nil {
		return err
	}
	return v.showSettle(w, http.StatusOK, f, v.start(), r.URL.Query().Get("difference"))
}

// differenceIn finds a difference that is still there, settled or not.
func differenceIn(f *app.CopyFile, key string) (*reconcile.Difference, bool) {
	for i := range f.Result.Differences {
		if d := &f.Result.Differences[i]; d.Key == key {
			return d, true
		}
	}
	return nil, false
}

func (v *visit) showSettle(w http.ResponseWriter, status int, f *app.CopyFile, form *govuk.Form, key string) error {
	at := "/copies/" + f.Copy.ID
	view := askView{Form: form, Caption: f.Copy.Attachment.Name, Action: at + "/settle", Cancel: &pageLink{Text: "Back to the copy", Href: at}}
	d, there := differenceIn(f, key)
	settled := f.Settled[key]
	switch {
	case settled != nil:
		view.Heading = settled.Field
		view.Warning = &govuk.WarningText{Text: "This difference was settled on " + settled.On.Long() + " by " + nameOf(f.Plan, settled.By) + ": " + lowerFirst(outcomeWords[settled.Outcome]) + "."}
		return v.ask(w, status, view)
	case !there && form.OK() && form.Value("stamp") == "":
		return change.Missing("difference")
	case !there:
		view.Heading = "This difference is no longer there"
		view.About = []string{"The plan says the same as the copy by now, or what it was about is gone. There is nothing left to settle."}
		return v.ask(w, status, view)
	}
	view.Heading, view.Rows, view.Button = settleHeading(d), settleRows(d, form), "Settle it"
	if seen := form.Value("stamp"); seen != "" && seen != d.Stamp() {
		view.Warning = &govuk.WarningText{Text: "The plan was changed here after you looked. What it says now is shown above. Nothing of the copy has gone in."}
	}
	view.Hidden = []mergeHidden{{"difference", key}, {"stamp", d.Stamp()}, {"looked", d.Now}}
	view.Fields = v.settleFields(f, d, form)
	return v.ask(w, status, view)
}

func settleHeading(d *reconcile.Difference) string {
	if d.Field != "" {
		return d.Kind.Words() + ": " + lowerFirst(d.Field)
	}
	return d.Kind.Words()
}

func settleRows(d *reconcile.Difference, form *govuk.Form) []factRow {
	rows := []factRow{{Key: "About", Lines: []string{d.About}}, {Key: "Where in the copy", Lines: []string{d.Place}}}
	if d.Field != "" {
		rows = append(rows, factRow{Key: "When it went out", Lines: []string{orBlank(d.Was)}})
		if looked := plainLines(form.Value("looked")); form.Value("stamp") != "" && looked != d.Now {
			rows = append(rows, factRow{Key: "In the plan when you looked", Lines: []string{orBlank(looked)}})
		}
		rows = append(rows, factRow{Key: "In the plan now", Lines: []string{orBlank(d.Now)}})
	}
	if d.Kind != reconcile.Missing {
		rows = append(rows, factRow{Key: "In the copy", Lines: []string{orBlank(d.Theirs)}})
	}
	if d.Unsure {
		rows = append(rows, factRow{Key: "How it was matched", Lines: []string{"By its reference and words, which is less sure than Throughline’s own reference. Check that it is the same row."}})
	}
	if d.Note != "" {
		rows = append(rows, factRow{Key: "What to know", Lines: []string{d.Note}})
	}
	return rows
}

func orBlank(text string) string {
	if text == "" {
		return "(blank)"
	}
	return text
}

func (v *visit) settleFields(f *app.CopyFile, d *reconcile.Difference, form *govuk.Form) (fields []govuk.Component) {
	var choices []govuk.Choice
	needs, may := v.mayAccept(f, d)
	if d.Accept != "" && may {
		choices = append(choices, govuk.Choice{Value: string(plan.TakenUp), Text: "Accept", Hint: govuk.HintText(d.Accept)})
	}
	if d.Kind != reconcile.Missing {
		choices = append(choices, govuk.Choice{
			Value: string(plan.Noted), Text: "Note it", Hint: govuk.HintText("What the copy says is kept beside the action as its claim. It changes nothing, and is no fact."),
		})
	}
	choices = append(choices, govuk.Choice{Value: string(plan.TurnedDown), Text: "Refuse", Hint: govuk.HintText("The plan stays as it is. Give the reason below.")})
	if d.Accept != "" && !may {
		fields = append(fields, note("Accepting it needs somebody whose role lets them "+needs+". "+d.Accept))
	}
	fields = append(fields, form.Radios("outcome", "What becomes of it?", choices))
	if asks := d.Asks(); d.Accept != "" && may {
		if asks.Owner {
			fields = append(fields, withHint(form.Select("owner", "Who owns it", posts(f.Plan, "")), "Choose a post only where the copy does not tell which is meant."))
		}
		if asks.Signer {
			fields = append(fields, withHint(form.Select("signer", "Who signs it off", posts(f.Plan, "")), "A post of another agency than the owner’s. Leave it where the copy or the plan tells."))
		}
		if asks.Due {
			fields = append(fields, dateField(form, "due", "When it is due", "Only where the copy gives no day that can be read."))
		}
	}
	fields = append(fields, hintedArea(form.Textarea("reason", "Reason"), "Needed to refuse, to ask for or approve an extension, and to take something out. Do not name a child, or say anything from which a child could be known."))
	return append(fields, confirmField(form)...)
}

func withHint(s govuk.Select, hint string) govuk.Select {
	s.Hint = govuk.HintText(hint)
	return s
}

// mayAccept says whether the caller's role lets them make the change that accepting makes, and else what it would have to let them.
func (v *visit) mayAccept(f *app.CopyFile, d *reconcile.Difference) (needs string, may bool) {
	ch, _, err := d.Make(f.Plan, reconcile.Answers{})
	if err != nil || ch == nil {
		return "", true // what is still to be said is asked for, and the change's own rules decide
	}
	return string(ch.Needs()), v.caller.May(ch.Needs())
}

func (s *Server) settleOne(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	f, err := v.copyFile()
	if err != nil {
		return err
	}
	key, outcome := form.Value("difference"), plan.Outcome(form.Text("outcome"))
	if _, there := differenceIn(f, key); !there && f.Settled[key] == nil && form.Value("stamp") == "" {
		return change.Missing("difference")
	}
	how := app.Settling{Key: key, Stamp: form.Value("stamp"), Outcome: outcome, Answers: reconcile.Answers{
		Reason: textOf(form, "reason"), Owner: form.Text("owner"), Signer: form.Text("signer"), Due: dateOf(form, "due", "The due date"), Confirm: textOf(form, "confirm"),
	}}
	if outcomeWords[outcome] == "" {
		form.Wrong("outcome", "Choose what becomes of the difference.")
	}
	if !form.OK() {
		return v.showSettle(w, http.StatusUnprocessableEntity, f, form, key)
	}
	done, err := s.app.SettleCopy(r.Context(), v.caller, f.Copy.ID, []app.Settling{how})
	if err != nil {
		return err
	}
	if err := done[0].Err; err != nil {
		return v.settleAgain(w, form, key, err)
	}
	return v.done(w, outcomeWords[outcome]+": "+aboutDifference(&done[0].Difference)+".", "/copies/"+f.Copy.ID)
}

// settleAgain shows the form once more, with what is so by now.
func (v *visit) settleAgain(w http.ResponseWriter, form *govuk.Form, key string, cause error) error {
	if problems, ok := errors.AsType[change.Problems](cause); ok {
		moved := make(change.Problems, len(problems))
		for i, p := range problems {
			p.Field = settleFieldNamed(p.Field)
			moved[i] = p
		}
		cause = moved
	}
	status, err := v.refused(form, cause)
	if err != nil {
		return err
	}
	if err := v.reload(); err != nil {
		return err
	}
	f, err := v.copyFile()
	if err != nil {
		return err
	}
	return v.showSettle(w, status, f, form, key)
}

func (v *visit) settlementAsked(id string) (*plan.Settlement, *app.CopyFile, error) {
	f, err := v.copyFile()
	if err != nil {
		return nil, nil, err
	}
	held, ok := f.Plan.Settlements.Get(id)
	if !ok || held.Copy != f.Copy.ID {
		return nil, nil, change.Missing("settled difference")
	}
	return held, f, nil
}

func (s *Server) unsettlePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, f, err := v.settlementAsked(r.URL.Query().Get("settlement"))
	if err != nil {
		return err
	}
	at := "/copies/" + f.Copy.ID
	view := askView{
		Form: v.start(), Caption: f.Copy.Attachment.Name, Heading: "Take this back?", Action: at + "/take-back", Hidden: []mergeHidden{{"settlement", held.ID}}, Button: "Take it back",
		Rows: []factRow{
			{Key: "What was settled", Lines: []string{held.Field + ", " + lowerFirst(held.Place)}}, {Key: "What became of it", Lines: []string{outcomeOf(held)}},
			{Key: "In the plan, before", Lines: []string{orBlank(held.Now)}}, {Key: "In the copy", Lines: []string{orBlank(held.Theirs)}},
		},
		About:  []string{"It can then be settled again. What accepting it changed is put back as it was."},
		Cancel: &pageLink{Text: "Back to the copy", Href: at + "?show=" + showSettled},
	}
	if _, err := reconcile.PutBack(f.Plan, held); err != nil {
		_, said := v.s.explain(err)
		view.Button, view.About = "", said.Sentences
	}
	return v.ask(w, http.StatusOK, view)
}

func outcomeOf(s *plan.Settlement) string {
	if s.Outcome == plan.TakenBack {
		return "Taken back"
	}
	return outcomeWords[s.Outcome]
}

func (s *Server) unsettle(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, f, err := v.settlementAsked(form.Value("settlement"))
	if err != nil {
		return err
	}
	if _, err := s.app.TakeBackSettlement(r.Context(), v.caller, held.ID); err != nil {
		return err
	}
	return v.done(w, "It was taken back, and can be settled again.", "/copies/"+f.Copy.ID+"/settle?difference="+url.QueryEscape(held.Key))
}
