package web

import (
	"net/http"
	"strconv"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) yardstickPages() []Route {
	return []Route{
		{Pattern: "GET /actions/{id}/yardstick", Needs: access.EditPlan, handle: s.yardstickPage},
		{Pattern: "POST /actions/{id}/yardstick", Needs: access.EditPlan, handle: s.layDownYardstick},
		{Pattern: "GET /actions/{id}/yardstick/end", Needs: access.EditPlan, handle: s.endYardstickPage},
		{Pattern: "POST /actions/{id}/yardstick/end", Needs: access.EditPlan, handle: s.endYardstick},
	}
}

// differenceRows tell by what an action is judged, and what was found.
func (v *visit) differenceRows(p *plan.Plan, a *plan.Action) (rows []factRow) {
	y := p.YardstickOf(a.ID)
	if y == nil {
		rows = []factRow{{Key: "Judged by", Lines: []string{"Nobody has said yet by which measure it will be judged whether this made a difference. Choose it before the effect can be seen: what is chosen afterwards only gives signs."}}}
	} else {
		rows = yardstickRows(p, y)
		if a.GoLive != y.GoLive && !a.GoLive.IsZero() {
			rows = append(rows, factRow{Key: "Another day since", Lines: []string{"The action says now that practice changes on " + a.GoLive.Long() + ". It is still judged from " + y.GoLive.Long() + ", until that is taken back and laid down anew."}})
		}
		rows = append(rows, verdictRows(p.VerdictOf(a.ID))...)
		if v.caller.May(access.ReadMeasures) {
			rows = append(rows, factRow{Key: "The figures behind it", Links: []pageLink{{Text: "Work through the verdict", Href: v.To("/actions/" + a.ID + "/verdict")}}})
		}
	}
	for former := range p.Yardsticks.All() {
		if former.Action == a.ID && former.Ended != nil {
			when := "before the effect could be seen"
			if !former.Ended.On.Before(former.Visible()) {
				when = "when the effect could be seen already"
			}
			rows = append(rows, factRow{Key: "Taken back", Lines: []string{"“" + former.Title + "”, laid down on " + former.On.Long() + ", was taken back on " + former.Ended.On.Long() + " by " + nameOf(p, former.Ended.By) + ", " + when + ".", former.Ended.Reason}})
		}
	}
	return rows
}

func yardstickRows(p *plan.Plan, y *plan.Yardstick) []factRow {
	way := map[string]string{"high": "Higher is better.", "low": "Lower is better."}[y.Better]
	from := "Practice changes on " + y.GoLive.Long() + ". The effect can be seen from then on."
	if y.Lag > 0 {
		from = "Practice changes on " + y.GoLive.Long() + ". The effect can be seen " + count(y.Lag, "month") + " later, from " + y.Visible().Long() + "."
	}
	laid := "On " + y.On.Long() + " by " + nameOf(p, y.By) + ", before the effect could be seen."
	if y.Afterwards() {
		laid = "On " + y.On.Long() + " by " + nameOf(p, y.By) + ", when the effect could be seen already. So it can give signs, and no proof."
	}
	target := "No target was set."
	if y.Target != nil {
		target = "The target was " + strconv.FormatFloat(*y.Target, 'g', 4, 64) + "."
	}
	return []factRow{
		{Key: "Judged by", Lines: []string{"“" + y.Title + "”. " + way + " " + target, y.Why}},
		{Key: "From when", Lines: []string{from, "It is expected to move " + y.Expected.Words() + "."}},
		{Key: "Laid down", Lines: []string{laid}},
	}
}

// strengthWords say how strong a proof is.
var strengthWords = map[string]string{
	"charted":          "Charted: tested against the measure’s own past, by rules that were published before.",
	"before and after": "Before and after: two audits were compared. What else changed between them isn’t known.",
	plan.Indicative:    "Indicative: a sign, and no proof.",
}

func verdictRows(held *plan.Verdict) []factRow {
	if held == nil {
		return []factRow{{Key: "Verdict", Lines: []string{"It has not been worked out yet."}}}
	}
	rows := []factRow{{Key: "Verdict", Lines: []string{held.Fact().Words + ". " + held.LostSentence(), held.Sentence(), "Worked out on " + held.On.Long() + ", with figures until " + held.Until.Long() + "."}}}
	if held.Until.IsZero() {
		rows[0].Lines[2] = "Worked out on " + held.On.Long() + "."
	}
	if strong := strengthWords[held.Strength]; strong != "" {
		rows = append(rows, factRow{Key: "Strength of proof", Lines: []string{strong}})
	}
	return rows
}

func (s *Server) yardstickPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	form := v.start()
	setDate(form, "go_live", a.GoLive)
	form.Set("lag", "0")
	return v.askYardstick(w, http.StatusOK, form, a)
}

func (v *visit) askYardstick(w http.ResponseWriter, status int, form *govuk.Form, a *plan.Action) error {
	p := v.now.Plan
	view := askView{
		Form: form, Caption: a.Ref + " " + a.Title, Heading: "How will we know it made a difference?", Action: "/actions/" + a.ID + "/yardstick", Cancel: &pageLink{Text: "Cancel", Href: "/actions/" + a.ID + "#difference"},
		About: []string{"Say this before the effect can be seen, so that nobody can choose afterwards the measure that looks best. It is recorded with today’s date."},
	}
	if held := p.YardstickOf(a.ID); held != nil {
		view.About = []string{"This action is held to “" + held.Title + "” since " + held.On.Long() + ". Take that back first, with the reason."}
		return v.ask(w, status, view)
	}
	choices, err := v.measureChoices(a)
	if err != nil {
		return err
	}
	if len(choices) == 1 {
		view.About = []string{"No measure is linked to an area that this action serves. Link one to the area first."}
		return v.ask(w, status, view)
	}
	var shapes []govuk.Choice
	for _, shape := range plan.Shapes {
		shapes = append(shapes, govuk.Choice{Value: string(shape), Text: change.UpperFirst(shape.Words())})
	}
	view.Button = "Lay this down"
	view.Fields = append([]govuk.Component{
		form.Select("measure", "Which measure should move?", choices),
		dateField(form, "go_live", "When does practice change?", "The day from which people work in another way, and not the day of a signature."),
		wholeNumberField(form, "lag", "Months until the effect can be seen", "From 0 to 24. Figures in between count neither as before nor as after."), form.Radios("expected", "How do you expect it to move?", shapes),
		hintedArea(form.Textarea("why", "Why should this action move this measure?"), "Don’t name anybody."),
	}, confirmField(form)...)
	return v.ask(w, status, view)
}

// measureChoices are the measures of the areas that an action serves, or every
// measure where it serves none.
func (v *visit) measureChoices(a *plan.Action) ([]govuk.SelectItem, error) {
	list := items("", "Choose a measure")
	if len(a.Areas) > 0 {
		for _, l := range v.now.Plan.MeasuresFor(a) {
			list = append(list, govuk.Option(l.Measure, l.Title))
		}
		return list, nil
	}
	all, err := v.s.app.LinkableMeasures(v.r.Context(), v.caller)
	if err != nil {
		return nil, err
	}
	for _, m := range all {
		list = append(list, govuk.Option(m.ID, m.Name))
	}
	return list, nil
}

func (s *Server) layDownYardstick(w http.ResponseWriter, r *http.Request, v *visit) error {
	a, ok := v.now.Plan.Actions.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("action")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	lag, _ := wholeNumberOf(form, "lag", "The months")
	return v.carry(carrying{
		form: form, change: plan.LayDownYardstick{
			Action: a.ID, Measure: form.Text("measure"), GoLive: dateOf(form, "go_live", "Day practice changes"), Lag: lag, Expected: plan.Shape(form.Text("expected")), Why: textOf(form, "why"), Confirm: textOf(form, "confirm"),
		},
		done: func(app.Receipt) error {
			return v.done(w, "What this action will be judged by has been laid down. You can take it back, with the reason.", "/actions/"+a.ID+"#difference")
		},
		again: func(status int) error { return v.askYardstick(w, status, form, a) },
	})
}

func (v *visit) standingYardstick() (*plan.Action, *plan.Yardstick, error) {
	a, ok := v.now.Plan.Actions.Get(v.r.PathValue("id"))
	if !ok {
		return nil, nil, change.Missing("action")
	}
	return a, v.now.Plan.YardstickOf(a.ID), nil
}

func (s *Server) endYardstickPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	a, held, err := v.standingYardstick()
	if err != nil {
		return err
	}
	return v.askEndYardstick(w, http.StatusOK, v.start(), a, held)
}

func (v *visit) askEndYardstick(w http.ResponseWriter, status int, form *govuk.Form, a *plan.Action, held *plan.Yardstick) error {
	view := askView{
		Form: form, Caption: a.Ref + " " + a.Title, Heading: "Take back what this action is judged by",
		Action: "/actions/" + a.ID + "/yardstick/end", Cancel: &pageLink{Text: "Cancel", Href: "/actions/" + a.ID + "#difference"},
	}
	if held == nil {
		view.About = []string{"Nothing has been laid down by which this action is judged."}
		return v.ask(w, status, view)
	}
	view.About = []string{"It is judged by “" + held.Title + "” since " + held.On.Long() + ". That stays in the record, with your reason, and what it showed no longer counts."}
	view.Button, view.Fields = "Take it back", append([]govuk.Component{hintedArea(form.Textarea("reason", "Why?"), "Don’t name anybody.")}, confirmField(form)...)
	return v.ask(w, status, view)
}

func (s *Server) endYardstick(w http.ResponseWriter, _ *http.Request, v *visit) error {
	a, held, err := v.standingYardstick()
	if err != nil {
		return err
	}
	if held == nil {
		return change.Missing("yardstick")
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	return v.carry(carrying{
		form: form, change: plan.TakeBackYardstick{Yardstick: held.ID, Reason: textOf(form, "reason"), Confirm: textOf(form, "confirm")},
		done: func(app.Receipt) error {
			return v.done(w, "It has been taken back. Lay down another before the effect can be seen.", "/actions/"+a.ID+"#difference")
		},
		again: func(status int) error { return v.askEndYardstick(w, status, form, a, held) },
	})
}
