package web

import (
	"net/http"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/ingest/returned"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) returnsPages() []Route {
	return []Route{
		{Pattern: "GET /returns", Needs: access.LoadReturns, handle: s.returnsPage},
		{Pattern: "GET /returns/new", Needs: access.LoadReturns, handle: s.sendReturnPage},
		{Pattern: "POST /returns/new", Needs: access.LoadReturns, handle: s.sendReturn},
		{Pattern: "GET /returns/{id}", Needs: access.LoadReturns, handle: s.returnPage},
		{Pattern: "GET /returns/{id}/undo", Needs: access.LoadReturns, handle: s.undoReturnPage},
		{Pattern: "POST /returns/{id}/undo", Needs: access.LoadReturns, handle: s.undoReturn},
		{Pattern: "GET /returns-sent/{id}", Needs: access.LoadReturns, handle: s.sentReturnPage},
		{Pattern: "POST /returns-sent/{id}", Needs: access.LoadReturns, handle: s.findInReport},
		{Pattern: "GET /returns-sent/{id}/report.xlsx", Needs: access.LoadReturns, handle: s.returnReport(xlsxEnding)},
		{Pattern: "GET /returns-sent/{id}/report.csv", Needs: access.LoadReturns, handle: s.returnReport(csvEnding)},
		{Pattern: "GET /returns-sent/{id}/load", Needs: access.LoadReturns, handle: s.loadReturnPage},
		{Pattern: "POST /returns-sent/{id}/load", Needs: access.LoadReturns, handle: s.loadReturn},
		{Pattern: "GET /returns-sent/{id}/load.json", Needs: access.LoadReturns, handle: s.loadReturnJSON},
		{Pattern: "GET /returns-sent/{id}/give-up", Needs: access.LoadReturns, handle: s.giveUpReturnPage},
		{Pattern: "POST /returns-sent/{id}/give-up", Needs: access.LoadReturns, handle: s.giveUpReturn},
	}
}

// sourceNames are the returns in words.
var sourceNames = map[returned.Source]string{
	returned.SSDA903: "Children looked after return (SSDA903)", returned.CIN: "Children in need census (CIN)",
	returned.AnnexA: "Annex A", returned.SSD: "Standard Safeguarding Dataset", returned.Local: "File that no return carries",
}

// returnTitle names a return by its year: councils say 2024 to 2025.
func returnTitle(source returned.Source, year int) string {
	title := sourceNames[source]
	if year != 0 {
		title += ", " + yearWords(year)
	}
	return title
}

// sentTitle names a return that was sent.
func sentTitle(sent *app.WaitingReturn) string {
	return returnTitle(returned.Source(sent.Source), sent.Year)
}

// yearWords is a return's year, known by the March that it ends in.
func yearWords(year int) string { return strconv.Itoa(year-1) + " to " + strconv.Itoa(year) }

type returnsView struct {
	moment
	CanLoad  bool
	Sent     []sentLine
	Imports  list[importedReturn]
	Measures bool // they may read what is made of returns
}

// sentLine is a return that was sent and not loaded.
type sentLine struct{ Title, Href, About string }

// importedReturn is one load of a return, on one line.
type importedReturn struct {
	Title, Href            string
	Loaded                 string
	Children, Rows, Broken string
	State                  govuk.Tag
	Undone                 string // when and why, or ""
}

var returnsTemplate = newPage[returnsView]("returns.tmpl")

func (s *Server) returnsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	imports, err := s.app.Imports(r.Context(), v.caller, v.when)
	if err != nil {
		return err
	}
	view := returnsView{moment: v.moment, CanLoad: v.Now(), Measures: v.caller.May(access.ReadMeasures)}
	var lines []importedReturn
	for i := range imports {
		lines = append(lines, v.importedLineOf(&imports[i], imports))
	}
	if view.Imports, err = listOf(r.URL, lines); err != nil {
		return err
	}
	if view.CanLoad {
		if view.Sent, err = v.sentLines(); err != nil {
			return err
		}
	}
	return returnsTemplate.write(w, http.StatusOK, v.shell("Returns", st), view)
}

// sentLines are the returns that the caller sent and has not loaded.
func (v *visit) sentLines() (lines []sentLine, err error) {
	waiting, err := v.s.app.WaitingOf(v.r.Context(), v.caller)
	if err != nil {
		return nil, err
	}
	for _, each := range waiting {
		if each.Source == app.WaitingLocal {
			continue // they have a page of their own
		}
		step, err := v.s.app.LoadOf(v.r.Context(), each)
		if err != nil {
			return nil, err
		}
		line := sentLine{Title: sentTitle(each), Href: "/returns-sent/" + each.ID, About: "sent on " + stamp(each.At) + ", not loaded. Its files are erased on " + stamp(each.Until()) + "."}
		switch {
		case step != nil && step.Import != "":
			continue
		case step != nil && !step.Over:
			line.Href += "/load"
			line.About = "sent on " + stamp(each.At) + ", being loaded."
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func (v *visit) importedLineOf(i *app.ReturnImport, all []app.ReturnImport) importedReturn {
	line := importedReturn{
		Title: returnTitle(i.Source, i.Year), Href: "/returns/" + i.ID, Loaded: stamp(i.LoadedAt) + " by " + loaderName(v.now.Plan, i.LoadedBy),
		Children: childrenWords(i), Rows: plan.Number(i.Rows), Broken: problemWords(i), State: importTag(i, all),
	}
	if i.Gone != 0 {
		line.Undone = "Undone on " + stamp(i.UndoneAt) + " by " + loaderName(v.now.Plan, i.UndoneBy) + ": " + i.Why
	}
	return line
}

// importTag says whether a load counts. One that a later load of the same return took the place of does not, while that one stands.
func importTag(i *app.ReturnImport, all []app.ReturnImport) govuk.Tag {
	switch {
	case i.Gone != 0:
		return govuk.Tag{Text: "Undone", Classes: "govuk-tag--grey"}
	case replacedWhole(i, all) != nil:
		return govuk.Tag{Text: "Replaced", Classes: "govuk-tag--grey"}
	default:
		return govuk.Tag{Text: "Counts", Classes: "govuk-tag--green"}
	}
}

// replacedWhole gives the later load that stands in the place of every table of one, or nil.
func replacedWhole(i *app.ReturnImport, all []app.ReturnImport) *app.ReturnImport {
	for at := range all {
		later := &all[at]
		if later.Gone != 0 || later.Seq <= i.Seq || later.Slot() != i.Slot() {
			continue
		}
		covers := map[string]bool{}
		for _, table := range later.Tables {
			covers[table] = true
		}
		whole := true
		for _, table := range i.Tables {
			whole = whole && covers[table]
		}
		if whole {
			return later
		}
	}
	return nil
}

func childrenWords(i *app.ReturnImport) string {
	words := plan.Number(i.Children)
	if i.New > 0 {
		words += " (" + plan.Number(i.New) + " new)"
	}
	return words
}

func problemWords(i *app.ReturnImport) string {
	var parts []string
	if i.Unread > 0 {
		parts = append(parts, count(i.Unread, "cell or row", "cells or rows")+" could not be read")
	}
	if i.Broken > 0 {
		parts = append(parts, count(i.Broken, "row")+" named by a rule")
	}
	if i.NotLoaded > 0 {
		parts = append(parts, count(i.NotLoaded, "row")+" left out")
	}
	if len(parts) == 0 {
		return "None"
	}
	return change.UpperFirst(strings.Join(parts, ", "))
}

// loaderName is who loaded a return: somebody with a place here, or whoever runs the program.
func loaderName(p *plan.Plan, id string) string {
	if m, ok := p.Memberships.Get(id); ok {
		return m.Name
	}
	return "whoever runs the program"
}

func (v *visit) returnsTrail(shell *govuk.Shell) {
	shell.Breadcrumbs = &govuk.Breadcrumbs{Items: []govuk.Breadcrumb{{Text: "Returns", Href: v.To("/returns")}}}
}
