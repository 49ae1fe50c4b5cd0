package web

import (
	"cmp"
	"net/http"
	"slices"

	"throughline/access"
	"throughline/board"
	"throughline/deadline"
	"throughline/plan"
)

func (s *Server) inspectionPages() []Route {
	return []Route{
		{Pattern: "GET /inspections", Needs: access.ReadPlan, handle: s.inspectionsPage},
		{Pattern: "GET /inspections/{id}", Needs: access.ReadPlan, handle: s.inspectionPage},
		{Pattern: "GET /inspections/new", Needs: access.EditInspection, handle: s.newInspectionPage},
		{Pattern: "POST /inspections/new", Needs: access.EditInspection, handle: s.newInspection},
		{Pattern: "GET /inspections/{id}/edit", Needs: access.EditInspection, handle: s.editInspectionPage},
		{Pattern: "POST /inspections/{id}/edit", Needs: access.EditInspection, handle: s.editInspection},
		{Pattern: "GET /inspections/{id}/reports/new", Needs: access.EditInspection, handle: inInspection(s.newReportPage)},
		{Pattern: "POST /inspections/{id}/reports/new", Needs: access.EditInspection, handle: inInspection(s.newReport)},
		{Pattern: "GET /reports/{id}/edit", Needs: access.EditInspection, handle: s.editReportPage},
		{Pattern: "POST /reports/{id}/edit", Needs: access.EditInspection, handle: s.editReport},
		{Pattern: "GET /inspections/{id}/judgements/new", Needs: access.EditInspection, handle: inInspection(s.newJudgementPage)},
		{Pattern: "POST /inspections/{id}/judgements/new", Needs: access.EditInspection, handle: inInspection(s.newJudgement)},
		{Pattern: "GET /inspections/{id}/areas/new", Needs: access.EditInspection, handle: inInspection(s.newAreaPage)},
		{Pattern: "POST /inspections/{id}/areas/new", Needs: access.EditInspection, handle: inInspection(s.newArea)},
		{Pattern: "GET /areas/{id}/edit", Needs: access.EditInspection, handle: s.editAreaPage},
		{Pattern: "POST /areas/{id}/edit", Needs: access.EditInspection, handle: s.editArea},
		{Pattern: "GET /inspections/{id}/figures/new", Needs: access.EditInspection, handle: inInspection(s.newFigurePage)},
		{Pattern: "POST /inspections/{id}/figures/new", Needs: access.EditInspection, handle: inInspection(s.newFigure)},
	}
}

type inspectionsView struct {
	moment
	Inspections []*plan.Inspection
	Areas       map[string]int // areas for improvement by inspection
	CanEdit     bool
}

var inspectionsTemplate = newPage[inspectionsView]("inspections.tmpl")

func (s *Server) inspectionsPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	view := inspectionsView{moment: v.moment, Areas: map[string]int{}, CanEdit: v.Now() && v.caller.May(access.EditInspection)}
	for i := range st.Plan.Inspections.All() {
		view.Inspections = append(view.Inspections, i)
	}
	for a := range st.Plan.Areas.All() {
		view.Areas[a.Inspection]++
	}
	return inspectionsTemplate.write(w, http.StatusOK, v.shell("Inspections", st), view)
}

type inspectionView struct {
	moment
	*plan.Inspection
	RegimeName string
	Reports    []reportView
	Judgements []*plan.Judgement
	Groups     []inspectionGroup
	Figures    []board.StatedData
	CanEdit    bool
	CanPlan    bool
	CanHistory bool
	Files      []pageLink // its plan, for a spreadsheet
}

type reportView struct {
	*plan.Report
	Duties []deadline.DutyDue
}

type inspectionGroup struct {
	Key   board.Key
	Areas []*plan.Area
}

var inspectionTemplate = newPage[inspectionView]("inspection.tmpl")

func (s *Server) inspectionPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	inspection, ok := p.Inspections.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "inspection")
	}
	regime, _ := plan.RegimeByKey(inspection.Regime)
	view := inspectionView{moment: v.moment, Inspection: inspection, RegimeName: regime.Name,
		CanEdit: v.Now() && v.caller.May(access.EditInspection), CanPlan: v.Now() && v.caller.May(access.EditPlan), CanHistory: v.caller.May(access.ReadHistory)}
	view.Files = v.exportLinks(inspection.ID)
	duties := p.Duties(inspection.ID)
	for report := range p.Reports.All() {
		if report.Inspection == inspection.ID {
			view.Reports = append(view.Reports, reportView{report, duties[report]})
		}
	}
	for j := range p.Judgements.All() {
		if j.Inspection == inspection.ID {
			view.Judgements = append(view.Judgements, j)
		}
	}
	for _, key := range p.GroupKeys() {
		group := inspectionGroup{Key: board.Key{Section: key.Section, Timescale: key.Timescale}}
		for a := range p.Areas.All() {
			if a.Inspection == inspection.ID && a.Section == key.Section && a.Timescale == key.Timescale {
				group.Areas = append(group.Areas, a)
			}
		}
		slices.SortStableFunc(group.Areas, func(a, b *plan.Area) int { return cmp.Compare(a.Number, b.Number) })
		if key.Section != plan.Additional {
			view.Groups = append(view.Groups, group)
		}
	}
	view.Figures = board.StatedFiguresOf(p, inspection.ID)
	return inspectionTemplate.write(w, http.StatusOK, v.shell(inspection.Title, st), view)
}
