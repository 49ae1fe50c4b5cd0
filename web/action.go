package web

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
	"throughline/web/govuk"
	"throughline/web/svgtimeline"
)

func (s *Server) actionPages() []Route {
	return []Route{
		{Pattern: "GET /actions/{id}", Needs: access.ReadPlan, handle: s.actionPage},
		{Pattern: "GET /actions/{id}/data.json", Needs: access.ReadPlan, handle: s.actionJSON},
		{Pattern: "GET /actions/new", Needs: access.EditPlan, handle: s.newActionPage},
		{Pattern: "POST /actions/new", Needs: access.EditPlan, handle: s.newAction},
		{Pattern: "GET /actions/{id}/edit", Needs: access.EditPlan, handle: s.editActionPage},
		{Pattern: "POST /actions/{id}/edit", Needs: access.EditPlan, handle: s.editAction},
		{Pattern: "GET /actions/{id}/end", Needs: access.EditPlan, handle: s.endActionPage},
		{Pattern: "POST /actions/{id}/end", Needs: access.EditPlan, handle: s.endAction},
		{Pattern: "GET /actions/{id}/reinstate", Needs: access.EditPlan, handle: s.reinstateActionPage},
		{Pattern: "POST /actions/{id}/reinstate", Needs: access.EditPlan, handle: s.reinstateAction},
		{Pattern: "GET /actions/{id}/parts/new", Needs: access.EditPlan, handle: s.newPartPage},
		{Pattern: "POST /actions/{id}/parts/new", Needs: access.EditPlan, handle: s.newPart},
	}
}

type actionView struct {
	moment
	Title   string
	About   string // the section and timescale
	Finding string
	Ended   []string  // why it is no longer asked for
	Instead *pageLink // the action that takes its place
	Facts   glanceRow
	Axis    svgtimeline.Axis
	Rows    []factRow
	Better  []factRow // by what it is judged whether it made a difference, and what was found
	Parts   []partLine
	Removed []string
	Buttons []govuk.Button
	History *pageLink
	Data    string
}

// partLine is one part in its action's table.
type partLine struct {
	Name, Text, Href, Owner, Signer, Due, Progress, Evidence string
	Done                                                     template.HTML
	Wanting                                                  []string
}

var actionTemplate = newPage[actionView]("action.tmpl")

func (s *Server) actionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	a, ok := p.Actions.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "action")
	}
	f := p.Facts(a.ID)
	view := actionView{
		moment: v.moment, Title: a.Ref + " " + a.Title, About: a.Section.Words(), Finding: actionFinding(f), Facts: actionRow(p, a),
		Rows: append(v.actionRows(p, f), v.claimRows(p, a.ID)...), Better: v.differenceRows(p, a), Buttons: v.actionButtons(a), History: v.history(a.ID, "Audit trail of this action"),
		Data: v.To("/actions/" + a.ID + "/data.json"),
	}
	if a.Timescale != deadline.None {
		view.About += " · " + a.Timescale.Words()
	}
	view.Axis = svgtimeline.NewAxis(a.PlannedOn, a.Due, f.DueNow, f.DoneOn, p.Day)
	if a.Ending != nil {
		view.Ended = []string{"This action was " + a.Standing.Words() + " on " + a.Ending.On.Long() + " by " + by(p, a.Ending.By, a.Ending.OnBehalf) + ".",
			a.Ending.Reason, "It is left out of every count of actions, and named where it is left out."}
		if other, ok := p.Actions.Get(a.Ending.SupersededBy); ok {
			view.Instead = &pageLink{Text: other.Ref + " " + other.Title, Href: v.To("/actions/" + other.ID)}
		}
	}
	for _, part := range p.PartsOf(a.ID) {
		view.Parts = append(view.Parts, v.partLine(p, part))
	}
	for part := range p.Parts.All() {
		if part.Action == a.ID && part.Removed != nil {
			view.Removed = append(view.Removed, p.PartRef(part)+" "+part.Text+": taken out on "+part.Removed.On.Long()+" by "+
				by(p, part.Removed.By, part.Removed.OnBehalf)+". "+part.Removed.Reason)
		}
	}
	shell := v.shell(a.Ref+" "+a.Title, st)
	shell.Breadcrumbs = v.trail()
	return actionTemplate.write(w, http.StatusOK, shell, view)
}

// trail leads back to the plan, and to what is between.
func (v *visit) trail(between ...pageLink) *govuk.Breadcrumbs {
	crumbs := &govuk.Breadcrumbs{Items: []govuk.Breadcrumb{{Text: "Plan", Href: v.To("/plan")}}}
	for _, link := range between {
		crumbs.Items = append(crumbs.Items, govuk.Breadcrumb{Text: link.Text, Href: link.Href})
	}
	return crumbs
}

func actionFinding(f *plan.ActionFacts) string {
	if f.Action.Standing != plan.Live {
		return "Not counted: " + f.Action.Standing.Words() + "."
	}
	done := f.DoneWords()
	if f.Done() && !f.DoneOn.IsZero() {
		done = "Done on " + f.DoneOn.Long()
	}
	if f.Slipped {
		done += ", " + lateness(f)
	}
	return done + ". " + f.Checked.Words + ". " + f.Difference.Words + "."
}

func lateness(f *plan.ActionFacts) string {
	if f.Done() {
		return count(f.DaysLate, "day") + " after its original date"
	}
	return count(f.DaysLate, "day") + " past its original date"
}

func (v *visit) actionRows(p *plan.Plan, f *plan.ActionFacts) []factRow {
	a := f.Action
	due := factRow{Key: "Due, as first set", Lines: []string{dayOr(a.Due, "No date")}}
	if a.Rule.Unit != "" {
		due.Lines = append(due.Lines, "This is "+a.Rule.Words()+".")
	}
	now := factRow{Key: "Due now", Lines: []string{"The same date: no more time has been approved."}}
	if f.DueNow.After(a.Due) {
		now.Lines = []string{f.DueNow.Long() + ", by an approved extension. It is still late against the date first set."}
	}
	late := factRow{Key: "Days late", Lines: []string{"Not late"}}
	if f.Slipped {
		late.Lines = []string{lateness(f)}
	}
	news := factRow{Key: "Last news", Lines: []string{dayOr(f.LastNews, "Nothing has been reported yet")}}
	if f.Silent {
		news.Lines = append(news.Lines, "No news for more than "+strconv.Itoa(plan.SilentAfter)+" days.")
	}
	origin := factRow{Key: "Where it came from", Lines: []string{origins[a.Origin]}}
	if a.OriginNote != "" {
		origin.Lines = append(origin.Lines, a.OriginNote)
	}
	return []factRow{
		due, now, late, news, v.areaLinks(p, a), origin,
		{Key: "Order in the plan", Lines: []string{plan.Number(a.Order)}},
		v.actionLinks(p, "Waits for", "No other action", a.DependsOn),
		v.actionLinks(p, "Waited for by", "No other action", waitingFor(p, a.ID)),
		{Key: "What success looks like", Lines: []string{orNothing(a.SuccessMeasure, "Nobody has said yet")}},
		{Key: "If it does not go to plan", Lines: []string{orNothing(a.Contingency, "Nobody has said yet")}},
		{Key: "Practice changes on", Lines: []string{dayOr(a.GoLive, "Nobody has said yet")}},
		{Key: "Put into the plan on", Lines: []string{a.PlannedOn.Long()}},
	}
}

func (v *visit) areaLinks(p *plan.Plan, a *plan.Action) factRow {
	row := factRow{Key: "Areas for improvement it answers"}
	for _, id := range a.Areas {
		if area, ok := p.Areas.Get(id); ok {
			row.Links = append(row.Links, pageLink{Text: area.Ref + " " + area.Title, Href: v.To("/areas/" + area.ID)})
		}
	}
	if len(row.Links) == 0 {
		row.Lines = []string{"None: it goes beyond the areas that inspectors listed."}
	}
	return row
}

func (v *visit) actionLinks(p *plan.Plan, key, none string, ids []string) factRow {
	row := factRow{Key: key}
	for _, id := range ids {
		if other, ok := p.Actions.Get(id); ok {
			words := p.Facts(id).DoneWords()
			if other.Standing != plan.Live {
				words = other.Standing.Words()
			}
			row.Links = append(row.Links, pageLink{Text: other.Ref + " " + other.Title, Href: v.To("/actions/" + id), About: "(" + words + ")"})
		}
	}
	if len(row.Links) == 0 {
		row.Lines = []string{none}
	}
	return row
}

// waitingFor gives the actions that wait for one.
func waitingFor(p *plan.Plan, id string) (ids []string) {
	for _, other := range p.InOrder() {
		if slices.Contains(other.DependsOn, id) {
			ids = append(ids, other.ID)
		}
	}
	return ids
}

func (v *visit) partLine(p *plan.Plan, part *plan.Part) partLine {
	f := p.FactsOfPart(part)
	line := partLine{
		Name: p.PartRef(part), Text: part.Text, Href: "/parts/" + part.ID, Owner: p.PostTitle(part.Owner), Signer: p.PostTitle(part.Signer),
		Due: dueWords(part), Progress: progress(part), Evidence: evidenceCounts(p.EvidenceFor(part.ID)), Wanting: f.Wanting,
		Done: svgtimeline.Fact(svgtimeline.NotYet, "Not done"),
	}
	if f.Done {
		line.Done = svgtimeline.Fact(svgtimeline.Holds, "Done on "+f.DoneOn.Long())
	}
	return line
}

func (v *visit) actionButtons(a *plan.Action) []govuk.Button {
	if !v.Now() {
		return nil
	}
	held, ok := v.now.Plan.Actions.Get(a.ID)
	if !ok {
		return nil
	}
	return v.offered([]offer{
		{"Add a part", "/actions/" + a.ID + "/parts/new", plan.AddPart{Body: plan.Part{Action: a.ID}}, false},
		{"Change this action", "/actions/" + a.ID + "/edit", keptAction(held), false},
		{"Say how we will know it made a difference", "/actions/" + a.ID + "/yardstick", plan.LayDownYardstick{Action: a.ID}, false},
		{"Take back what it is judged by", "/actions/" + a.ID + "/yardstick/end", plan.TakeBackYardstick{Yardstick: yardstickID(held, v.now.Plan)}, false},
		{"Withdraw, supersede or not accept", "/actions/" + a.ID + "/end", plan.EndAction{Action: a.ID, Standing: plan.Withdrawn}, false},
		{"Reinstate this action", "/actions/" + a.ID + "/reinstate", plan.ReinstateAction{Action: a.ID}, false},
	})
}

// yardstickID is what an action is judged by, or nothing.
func yardstickID(a *plan.Action, p *plan.Plan) string {
	if y := p.YardstickOf(a.ID); y != nil {
		return y.ID
	}
	return ""
}

// offer is a button for a change. A whole one has everything that its form
// would ask for, so that it is offered only if it would be accepted.
type offer struct {
	text, href string
	change     plan.Change
	whole      bool
}

// offered gives a button for each change that the caller may start now.
func (v *visit) offered(offers []offer) (buttons []govuk.Button) {
	for _, o := range offers {
		if v.canStart(o.change) && (!o.whole || v.can(o.change)) {
			buttons = append(buttons, govuk.Button{Text: o.text, Href: o.href, Classes: "govuk-button--secondary"})
		}
	}
	return buttons
}

// keptAction is the change that leaves an action as it is.
func keptAction(a *plan.Action) plan.EditAction {
	return plan.EditAction{
		Action: a.ID, Seen: a.Version, Title: a.Title, Areas: a.Areas, Origin: a.Origin, OriginNote: a.OriginNote, Order: a.Order,
		DependsOn: a.DependsOn, SuccessMeasure: a.SuccessMeasure, Contingency: a.Contingency, GoLive: a.GoLive,
	}
}

// Months draws the months above the drawing.
func (v actionView) Months() template.HTML { return v.Axis.Header(v.Facts.Timeline.AsAt) }

// Draw draws the action's dates.
func (v actionView) Draw() template.HTML { return v.Axis.Draw(v.Facts.Timeline) }

// actionData is an action as other programs read it.
type actionData struct {
	ID        string             `json:"id"`
	Ref       string             `json:"ref"`
	Title     string             `json:"title"`
	Section   plan.Section       `json:"section"`
	Timescale deadline.Timescale `json:"timescale"`
	Areas     []string           `json:"areas"` // their references
	Due       calendar.Date      `json:"due"`
	DueNow    calendar.Date      `json:"due_now"`
	Standing  plan.Standing      `json:"standing"`
	Ending    *endingData        `json:"ending"`
	State     plan.DoneState     `json:"state"`
	DoneOn    calendar.Date      `json:"done_on"`
	DaysLate  int                `json:"days_late"`
	Silent    bool               `json:"silent"`
	Checked   plan.Fact          `json:"checked"`
	Better    plan.Fact          `json:"difference_shown"`
	DependsOn []string           `json:"depends_on"` // their references
	Parts     []partData         `json:"parts"`
}

type endingData struct {
	On           calendar.Date `json:"on"`
	By           string        `json:"by"`
	Reason       string        `json:"reason"`
	SupersededBy string        `json:"superseded_by,omitempty"` // the reference of the action that takes its place
}

func (s *Server) actionJSON(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	a, ok := p.Actions.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "action")
	}
	f := p.Facts(a.ID)
	data := actionData{
		ID: a.ID, Ref: a.Ref, Title: a.Title, Section: a.Section, Timescale: a.Timescale, Areas: []string{}, Due: a.Due, DueNow: f.DueNow,
		Standing: a.Standing, State: f.State, DoneOn: f.DoneOn, DaysLate: f.DaysLate, Silent: f.Silent, Checked: f.Checked, Better: f.Difference,
		DependsOn: []string{}, Parts: []partData{},
	}
	for _, id := range a.Areas {
		if area, ok := p.Areas.Get(id); ok {
			data.Areas = append(data.Areas, area.Ref)
		}
	}
	for _, id := range a.DependsOn {
		if other, ok := p.Actions.Get(id); ok {
			data.DependsOn = append(data.DependsOn, other.Ref)
		}
	}
	if a.Ending != nil {
		data.Ending = &endingData{On: a.Ending.On, By: by(p, a.Ending.By, a.Ending.OnBehalf), Reason: a.Ending.Reason}
		if other, ok := p.Actions.Get(a.Ending.SupersededBy); ok {
			data.Ending.SupersededBy = other.Ref
		}
	}
	for _, part := range p.PartsOf(a.ID) {
		data.Parts = append(data.Parts, partDataOf(p, part))
	}
	return writeJSON(w, map[string]any{"as_at": p.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq, "action": data})
}
