package web

import (
	"html/template"
	"net/http"
	"net/url"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
	"throughline/web/svgtimeline"
)

func (s *Server) partPages() []Route {
	return []Route{
		{Pattern: "GET /parts/{id}", Needs: access.ReadPlan, handle: s.partPage},
		{Pattern: "GET /parts/{id}/data.json", Needs: access.ReadPlan, handle: s.partJSON},
		{Pattern: "GET /parts/{id}/edit", Needs: access.EditPlan, handle: s.editPartPage},
		{Pattern: "POST /parts/{id}/edit", Needs: access.EditPlan, handle: s.editPart},
		{Pattern: "GET /parts/{id}/remove", Needs: plan.RemovePart{}.Needs(), handle: s.removePartPage},
		{Pattern: "POST /parts/{id}/remove", Needs: plan.RemovePart{}.Needs(), handle: s.removePart},
		{Pattern: "GET /parts/{id}/report", Needs: access.Report, handle: s.reportPage},
		{Pattern: "POST /parts/{id}/report", Needs: access.Report, handle: s.report},
		{Pattern: "GET /parts/{id}/extension", Needs: access.AskExtension, handle: s.askExtensionPage},
		{Pattern: "POST /parts/{id}/extension", Needs: access.AskExtension, handle: s.askExtension},
		{Pattern: "GET /parts/{id}/sign", Needs: access.SignOff, handle: s.signPage},
		{Pattern: "POST /parts/{id}/sign", Needs: access.SignOff, handle: s.sign},
		{Pattern: "GET /parts/{id}/sign/take-back", Needs: access.SignOff, handle: s.takeBackPage},
		{Pattern: "POST /parts/{id}/sign/take-back", Needs: access.SignOff, handle: s.takeBack},
	}
}

type partView struct {
	moment
	Title, About string
	Finding      string
	Gone         string // why it is no longer in the plan, or can't be changed
	Wanting      []string
	Row          svgtimeline.Row
	Axis         svgtimeline.Axis
	Rows         []factRow
	Buttons      []govuk.Button
	Milestones   []milestoneLine
	Updates      []updateLine
	Older        string // link to older updates
	Latest       string // link back to the latest, from a page of older ones
	Evidence     []evidenceLine
	Counts       string // of evidence, for those who may not open it
	Sees         bool
	Extensions   []extensionLine
	Signing      []string // sign-off, taken back and handed over, in words
	History      *pageLink
	Data         string
}

type milestoneLine struct{ Text, Due, Reached string }

type updateLine struct {
	Day                      calendar.Date
	By, Text, Said, InTheWay string
}

type evidenceLine struct{ Title, Href, State, About string }

type extensionLine struct{ Asked, Href, State, Reason, Decision string }

var partTemplate = newPage[partView]("part.tmpl")

// updatesShown is how many updates a part's page shows at once.
const updatesShown = 20

func (s *Server) partPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	part, ok := p.Parts.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "part")
	}
	action, ok := p.Actions.Get(part.Action)
	if !ok {
		return missingThen(v, "action")
	}
	f := p.FactsOfPart(part)
	view := partView{
		moment: v.moment, Title: p.PartRef(part) + " " + part.Text, About: "Part of " + action.Ref + " " + action.Title, Finding: partFinding(p, part, f),
		Wanting: f.Wanting, Rows: v.partRows(p, part), Buttons: v.partButtons(part), Sees: v.sees(),
		Counts: evidenceCounts(p.EvidenceFor(part.ID)), Signing: signing(p, part),
		History: v.history(part.ID, "Audit trail of this part"), Data: v.To("/parts/" + part.ID + "/data.json"),
	}
	if part.Removed != nil {
		view.Gone = "This part was taken out of the plan on " + part.Removed.On.Long() + " by " + by(p, part.Removed.By, part.Removed.OnBehalf) + ". " + part.Removed.Reason
	} else if action.Standing != plan.Live {
		view.Gone = "Its action is " + action.Standing.Words() + ", so the part can’t be changed."
	}
	view.Row = svgtimeline.Row{Name: p.PartRef(part), Start: action.PlannedOn, Due: part.Due, Extended: part.Extended, Done: f.DoneOn, AsAt: p.Day}
	if part.Removed != nil {
		view.Row.Stopped = part.Removed.On
	}
	view.Axis = svgtimeline.NewAxis(action.PlannedOn, part.Due, part.Extended, f.DoneOn, p.Day)
	for _, m := range part.Milestones {
		view.Milestones = append(view.Milestones, milestoneLine{m.Text, m.Due.Long(), reachedWords(m, p.Day)})
	}
	if view.Sees {
		view.Evidence = evidenceLines(p, part)
	}
	for _, x := range p.ExtensionsOf(part.ID) {
		view.Extensions = append(view.Extensions, extensionLine{
			Asked: "Until " + x.Until.Long(), Href: "/extensions/" + x.ID, State: extensionWords(p, x),
			Reason: "Asked on " + x.AskedOn.Long() + " by " + by(p, x.AskedBy, x.OnBehalf) + ": " + x.Reason, Decision: x.Decision,
		})
	}
	if err := v.updatesOf(&view, p, part, r.URL.Query().Get("older")); err != nil {
		return err
	}
	shell := v.shell("Part "+p.PartRef(part), st)
	shell.Breadcrumbs = v.trail(pageLink{Text: action.Ref + " " + action.Title, Href: v.To("/actions/" + action.ID)})
	return partTemplate.write(w, http.StatusOK, shell, view)
}

// updatesOf reads one page of what was said about the part.
func (v *visit) updatesOf(view *partView, p *plan.Plan, part *plan.Part, cursor string) error {
	updates, next, err := v.s.app.Updates(v.r.Context(), v.caller, part.ID, v.when, cursor, updatesShown)
	if err != nil {
		return err
	}
	for _, u := range updates {
		line := updateLine{Day: u.ChangedOn, By: by(p, u.Membership, u.OnBehalf), Text: u.Text, InTheWay: u.InTheWay}
		switch {
		case u.Membership == "" && u.OnBehalf == "":
			line.By = ""
		case u.Quantity != nil:
			line.Said = plan.Number(*u.Quantity) + " of " + plan.Number(part.Target) + " " + part.Unit
		case u.Complete:
			line.Said = "Said to be complete"
		}
		view.Updates = append(view.Updates, line)
	}
	if next != "" {
		view.Older = v.To("/parts/" + part.ID + "?older=" + url.QueryEscape(next) + "#updates")
	}
	if cursor != "" {
		view.Latest = v.To("/parts/" + part.ID + "#updates")
	}
	return nil
}

func partFinding(p *plan.Plan, part *plan.Part, f plan.PartFacts) string {
	switch {
	case f.Done && f.DoneOn.After(part.Due):
		return "Done on " + f.DoneOn.Long() + ", " + count(f.DoneOn.Sub(part.Due), "day") + " after its original date."
	case f.Done:
		return "Done on " + f.DoneOn.Long() + "."
	case p.Day.After(part.Due):
		return "Not done, " + count(p.Day.Sub(part.Due), "day") + " past its original date."
	default:
		return "Not done. Due on " + part.Due.Long() + "."
	}
}

func (v *visit) partRows(p *plan.Plan, part *plan.Part) []factRow {
	due := factRow{Key: "Due, as first set", Lines: []string{part.Due.Long()}}
	if !part.Extended.IsZero() {
		due.Lines = append(due.Lines, "Extended to "+part.Extended.Long()+" with approval. It is still late against the date first set.")
	}
	how := factRow{Key: "Progress", Lines: []string{progress(part)}}
	if !part.Progress.LastUpdate.IsZero() {
		how.Lines = append(how.Lines, "Last reported on "+part.Progress.LastUpdate.Long()+" by "+by(p, part.Progress.By, "")+".")
	}
	return []factRow{
		{Key: "Owned by", Lines: []string{p.PostTitle(part.Owner), heldBy(p, part.Owner)}},
		{Key: "Signed off by", Lines: []string{p.PostTitle(part.Signer), heldBy(p, part.Signer)}},
		due, how,
	}
}

func reachedWords(m plan.Milestone, day calendar.Date) string {
	switch {
	case !m.Reached.IsZero():
		return "Reached on " + m.Reached.Long()
	case day.After(m.Due):
		return "Not reached, and past its date"
	default:
		return "Not reached yet"
	}
}

func evidenceLines(p *plan.Plan, part *plan.Part) (lines []evidenceLine) {
	for _, e := range p.EvidenceFor(part.ID) {
		lines = append(lines, evidenceLine{e.Title, "/evidence/" + e.ID, evidenceWords(p, e), "Offered on " + e.OfferedOn.Long() + " by " + by(p, e.OfferedBy, e.OnBehalf)})
	}
	return lines
}

// signing tells the sign-off and what was taken back or handed over before it.
func signing(p *plan.Plan, part *plan.Part) (lines []string) {
	if s := part.Signed; s != nil {
		who := by(p, s.Membership, s.OnBehalf)
		if s.OnBehalf == "" {
			who = nameOf(p, s.Membership) + ", " + p.PostTitle(s.Post)
		}
		lines = append(lines, "Signed off on "+s.On.Long()+" by "+who+".")
	}
	for _, t := range part.TakenBack {
		lines = append(lines, "A sign-off was taken back on "+t.On.Long()+" by "+by(p, t.By, t.OnBehalf)+". "+t.Reason)
	}
	for _, h := range part.HandedOver {
		lines = append(lines, "Handed over on "+h.On.Long()+" by "+by(p, h.By, "")+", from "+p.PostTitle(h.From)+" to "+p.PostTitle(h.To)+". "+h.Reason)
	}
	return lines
}

func (v *visit) partButtons(part *plan.Part) []govuk.Button {
	if !v.Now() {
		return nil
	}
	at, zero := "/parts/"+part.ID, 0
	offers := []offer{
		{"Say where this is", at + "/report", plan.ReportProgress{Part: part.ID, Text: "…", Complete: part.Progress.Complete, Quantity: &zero}, true},
		{"Show evidence", at + "/evidence", offering(part.ID), false},
		{"Ask for more time", at + "/extension", plan.AskExtension{Part: part.ID, Until: part.DueNow().AddDays(1), Reason: "…"}, true},
		{"Change this part", at + "/edit", plan.EditPart{Body: *part}, false},
		{"Take back the sign-off", at + "/sign/take-back", plan.TakeBackSignature{Part: part.ID}, false},
		{"Take this part out of the plan", at + "/remove", plan.RemovePart{Part: part.ID, Reason: "…"}, true},
	}
	buttons := v.offered(offers[:3])
	if maySign(v.try(plan.SignPart{Part: part.ID})) {
		buttons = append(buttons, govuk.Button{Text: "Sign off, or see what is wanting", Href: at + "/sign"})
	}
	return append(buttons, v.offered(offers[3:])...)
}

// Months draws the months above the drawing.
func (v partView) Months() template.HTML { return v.Axis.Header(v.Row.AsAt) }

// Draw draws the part's dates.
func (v partView) Draw() template.HTML { return v.Axis.Draw(v.Row) }

// partData is a part as other programs read it. Evidence is counted and never
// named, since not everybody who reads the plan may open it.
type partData struct {
	ID       string         `json:"id"`
	Ref      string         `json:"ref"`
	Text     string         `json:"text"`
	Owner    string         `json:"owner"`
	Signer   string         `json:"signer"`
	Kind     plan.PartKind  `json:"kind"`
	Target   int            `json:"target,omitempty"`
	Unit     string         `json:"unit,omitempty"`
	Quantity *int           `json:"quantity,omitempty"`
	Complete bool           `json:"said_complete"`
	Due      calendar.Date  `json:"due"`
	DueNow   calendar.Date  `json:"due_now"`
	Done     bool           `json:"done"`
	DoneOn   calendar.Date  `json:"done_on"`
	LastNews calendar.Date  `json:"last_news"`
	Wanting  []string       `json:"wanting"`
	Evidence map[string]int `json:"evidence"` // how many pieces in each state
}

func partDataOf(p *plan.Plan, part *plan.Part) partData {
	f := p.FactsOfPart(part)
	data := partData{
		ID: part.ID, Ref: p.PartRef(part), Text: part.Text, Owner: p.PostTitle(part.Owner), Signer: p.PostTitle(part.Signer), Kind: part.Kind,
		Target: part.Target, Unit: part.Unit, Complete: part.Progress.Complete, Due: part.Due, DueNow: part.DueNow(),
		Done: f.Done, DoneOn: f.DoneOn, LastNews: f.LastNews, Wanting: f.Wanting, Evidence: map[string]int{},
	}
	if part.Kind == plan.Quantity {
		data.Quantity = &part.Progress.Quantity
	}
	if data.Wanting == nil {
		data.Wanting = []string{}
	}
	for _, e := range p.EvidenceFor(part.ID) {
		data.Evidence[string(e.State)]++
	}
	return data
}

func (s *Server) partJSON(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	part, ok := st.Plan.Parts.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "part")
	}
	return writeJSON(w, map[string]any{"as_at": st.Plan.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq, "part": partDataOf(st.Plan, part)})
}

// partNow finds a part as it is now, for a form about it.
func (v *visit) partNow(id string) (*plan.Part, error) {
	part, ok := v.now.Plan.Parts.Get(id)
	if !ok {
		return nil, change.Missing("part")
	}
	return part, nil
}

// partAsk is what every form about a part has.
func (v *visit) partAsk(part *plan.Part, form *govuk.Form, heading, action string) askView {
	return askView{
		Form: form, Caption: v.now.Plan.PartRef(part) + " " + part.Text, Heading: heading, Action: "/parts/" + part.ID + action,
		Cancel: &pageLink{Text: "Cancel", Href: "/parts/" + part.ID},
	}
}
