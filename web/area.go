package web

import (
	"html/template"
	"net/http"

	"throughline/access"
	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/web/svgtimeline"
)

func (s *Server) areaPages() []Route {
	return []Route{
		{Pattern: "GET /areas/{id}", Needs: access.ReadPlan, handle: s.areaPage},
		{Pattern: "GET /areas/{id}/data.json", Needs: access.ReadPlan, handle: s.areaJSON},
		{Pattern: "GET /areas/{id}/measures/new", Needs: access.EditPlan, handle: s.linkMeasurePage},
		{Pattern: "POST /areas/{id}/measures/new", Needs: access.EditPlan, handle: s.linkMeasure},
		{Pattern: "GET /areas/{id}/measures/end", Needs: access.EditPlan, handle: s.unlinkMeasurePage},
		{Pattern: "POST /areas/{id}/measures/end", Needs: access.EditPlan, handle: s.unlinkMeasure},
	}
}

type areaView struct {
	moment
	Area       *plan.Area
	Facts      plan.AreaFacts
	Report     *plan.Report
	Inspection *plan.Inspection
	Actions    []areaAction
	LeftOut    []areaEnded
	Echoes     []echoView // earlier areas that it may echo
	Measures   []areaMeasure
	Suggested  []suggestion   // measures of its row of the practice pack, not linked yet
	PackRow    string         // what that row is about
	Papers     []*board.Paper // published papers about this inspection, newest first
	Axis       svgtimeline.Axis
	Row        svgtimeline.Row
	Heading    string
	CanEdit    bool
	CanPlan    bool
	SeesFiles  bool
	CanHistory bool
}

// areaAction is one action of an area with its parts.
type areaAction struct {
	*plan.Action
	Facts *plan.ActionFacts
	Parts []areaPart
}

type areaPart struct {
	*plan.Part
	Name     string // the action's reference and the part's
	Owner    string
	Signer   string
	Facts    plan.PartFacts
	Progress string
	Evidence []*plan.Evidence
	Accepted int
}

type areaEnded struct {
	*plan.Action
	By string
}

var areaTemplate = newPage[areaView]("area.tmpl")

func (s *Server) areaPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	area, ok := p.Areas.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "area for improvement")
	}
	view := areaView{
		moment: v.moment, Area: area, Facts: p.FactsOfArea(area), CanEdit: v.Now() && v.caller.May(access.EditInspection),
		CanPlan: v.Now() && v.caller.May(access.EditPlan), SeesFiles: v.caller.May(access.ReadEvidence), CanHistory: v.caller.May(access.ReadHistory),
	}
	view.Report, _ = p.Reports.Get(area.Report)
	view.Inspection, _ = p.Inspections.Get(area.Inspection)
	for _, a := range view.Facts.Actions {
		view.Actions = append(view.Actions, actionWithParts(p, a))
	}
	for _, a := range view.Facts.LeftOut {
		view.LeftOut = append(view.LeftOut, areaEnded{a, nameOf(p, a.Ending.By)})
	}
	view.Echoes = v.echoesOf(p, area)
	if view.Measures, err = v.measuresOf(p, area); err != nil {
		return err
	}
	if view.CanPlan {
		if view.Suggested, view.PackRow, err = v.suggested(area); err != nil {
			return err
		}
	}
	for paper := range st.Shelf.Papers() {
		if paper.State == board.Published && paper.Inspection == area.Inspection {
			view.Papers = append(view.Papers, paper)
		}
	}
	row := areaRow(p, area)
	view.Row, view.Axis = row.Timeline, svgtimeline.NewAxis(area.Rule.AnchorDate, area.Due, row.Timeline.Extended, p.Day)
	view.Heading = view.finding()
	return areaTemplate.write(w, http.StatusOK, v.shell(area.Title, st), view)
}

// missingThen says that a thing is not there, or was not there yet at the
// moment asked about.
func missingThen(v *visit, what string) error {
	if v.Now() {
		return change.Missing(what)
	}
	return change.Problems{{Kind: change.NotFound, Sentence: "That " + what + " was not in the record at the moment you asked about. Go back to now, or choose a later date."}}
}

// nameOf is a member's name, or words for one who is not known.
func nameOf(p *plan.Plan, membership string) string {
	if m, ok := p.Memberships.Get(membership); ok {
		return m.Name
	}
	return "somebody whose name is not held"
}

func actionWithParts(p *plan.Plan, a *plan.Action) areaAction {
	out := areaAction{Action: a, Facts: p.Facts(a.ID)}
	for _, part := range p.PartsOf(a.ID) {
		row := areaPart{Part: part, Name: p.PartRef(part), Owner: p.PostTitle(part.Owner), Signer: p.PostTitle(part.Signer), Facts: p.FactsOfPart(part), Evidence: p.EvidenceFor(part.ID)}
		if part.Kind == plan.Quantity {
			row.Progress = plan.Number(part.Progress.Quantity) + " of " + plan.Number(part.Target) + " " + part.Unit
		}
		for _, e := range row.Evidence {
			row.Accepted += one(e.CountsOn(p.Day))
		}
		out.Parts = append(out.Parts, row)
	}
	return out
}

// finding says what is known of the area in one sentence.
func (v areaView) finding() string {
	done := v.Facts.DoneWords()
	if v.Facts.State == plan.Done && !v.Facts.DoneOn.IsZero() {
		done = "Done on " + v.Facts.DoneOn.Long()
	}
	if v.Facts.DaysLate > 0 {
		late := ", " + count(v.Facts.DaysLate, "day") + " past its original date"
		if v.Facts.State == plan.Done {
			late = ", " + count(v.Facts.DaysLate, "day") + " after its original date"
		}
		done += late
	}
	return done + ". " + v.Facts.Checked.Words + ". " + v.Facts.Difference.Words + "."
}

// Draw draws the area's dates.
func (v areaView) Draw() template.HTML { return v.Axis.Draw(v.Row) }

// DoneFact, CheckedFact and DifferenceFact draw the three facts.
func (v areaView) DoneFact() template.HTML {
	return svgtimeline.Fact(doneSign(v.Facts.State), v.Facts.DoneWords())
}

// CheckedFact draws the second fact.
func (v areaView) CheckedFact() template.HTML {
	return svgtimeline.Fact(factSign(v.Facts.Checked), v.Facts.Checked.Words)
}

// DifferenceFact draws the third fact.
func (v areaView) DifferenceFact() template.HTML {
	return svgtimeline.Fact(factSign(v.Facts.Difference), v.Facts.Difference.Words)
}

func (s *Server) areaJSON(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	for _, row := range board.AreasOf(st.Plan, "") {
		if area, ok := st.Plan.Areas.Get(r.PathValue("id")); ok && row.Ref == area.Ref {
			return writeJSON(w, map[string]any{"as_at": st.Plan.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq, "area": row})
		}
	}
	return missingThen(v, "area for improvement")
}
