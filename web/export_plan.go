package web

import (
	"bytes"
	"errors"
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// sheetKind is what an Excel workbook is served as.
const sheetKind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

// exportForm is a form that a plan goes out in.
type exportForm struct {
	kind, ending, words string
	write               func(to *bytes.Buffer, e *app.Exported) error
}

var exportForms = []exportForm{
	{sheetKind, ".xlsx", "Excel workbook", func(to *bytes.Buffer, e *app.Exported) error { return e.Table.WriteWorkbook(to, e.About) }},
	{csvKind, ".csv", "text table (CSV)", func(to *bytes.Buffer, e *app.Exported) error { return e.Table.WriteCSV(to) }},
}

func (s *Server) exportPages() (routes []Route) {
	for _, form := range exportForms {
		routes = append(routes, Route{Pattern: "GET /inspections/{id}/export" + form.ending, Needs: access.ReadPlan, handle: s.exportPlan(form)})
	}
	return routes
}

// exportLinks lead to the plan of an inspection in each form, at the same moment.
func (m moment) exportLinks(inspection string) (links []pageLink) {
	for _, form := range exportForms {
		links = append(links, pageLink{Text: form.words, Href: m.To("/inspections/" + inspection + "/export" + form.ending)})
	}
	return links
}

func (s *Server) exportPlan(form exportForm) func(http.ResponseWriter, *http.Request, *visit) error {
	return func(w http.ResponseWriter, r *http.Request, v *visit) error {
		st, err := v.state()
		if err != nil {
			return err
		}
		if _, ok := st.Plan.Inspections.Get(r.PathValue("id")); !ok {
			return missingThen(v, "inspection")
		}
		exported, err := s.app.Export(r.Context(), v.caller, v.when, r.PathValue("id"), s.options.Demo)
		if err != nil {
			return err
		}
		var body bytes.Buffer
		err = form.write(&body, &exported)
		if tooLong, ok := errors.AsType[*outofplan.TooLong](err); ok {
			return change.Problems{{Kind: change.Invalid, Sentence: tooLong.Error()}}
		}
		if err != nil {
			return err
		}
		header := w.Header()
		header.Set("Content-Type", form.kind)
		header.Set("Content-Disposition", `attachment; filename="`+exportName(&exported)+form.ending+`"`)
		_, err = w.Write(body.Bytes())
		return err
	}
}

// longestFileName keeps a file's name within what every system takes.
const longestFileName = 60

// exportName names the file by its inspection and its day.
func exportName(e *app.Exported) string {
	name := fileName(e.About.Inspection)
	if len(name) > longestFileName {
		name = name[:longestFileName]
	}
	return "plan-" + name + "-" + e.About.AsAt.String()
}

// exportLinksOf lead to the plan in each form where it answers one inspection, and else to the inspections, each of which has its own.
func (m moment) exportLinksOf(p *plan.Plan) []pageLink {
	if p.Inspections.Len() != 1 {
		return []pageLink{{Text: "Excel workbook or CSV of one inspection’s plan", Href: m.To("/inspections")}}
	}
	var links []pageLink
	for i := range p.Inspections.All() {
		links = m.exportLinks(i.ID)
	}
	return links
}
