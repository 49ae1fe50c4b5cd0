package web

import (
	"bytes"
	"net/http"

	"throughline/app"
	"throughline/ingest/returns/findings"
)

type keptReportView struct {
	Caption, Heading, Until string
	Import                  pageLink
	Report                  problemsView
	GiveUp                  string
}

var keptReportTemplate = newPage[keptReportView]("returns_kept.tmpl")

// keptReport shows the problems of a return that was loaded, while they are kept.
func (v *visit) keptReport(w http.ResponseWriter, sent *app.WaitingReturn, step *app.LoadStep) error {
	var found findings.Findings
	if _, err := v.s.app.KeptReport(v.r.Context(), sent, &found); err != nil {
		return err
	}
	at := "/returns-sent/" + sent.ID
	view := keptReportView{
		Caption: sentTitle(sent), Heading: "Problems of the return that was loaded", Until: stamp(sent.Until()), GiveUp: at + "/give-up",
		Import: pageLink{Text: "The load", Href: "/returns/" + step.Import},
	}
	var err error
	if view.Report, err = v.reportOf(at, &found); err != nil {
		return err
	}
	shell := v.shell(view.Heading, v.now)
	v.returnsTrail(&shell)
	return keptReportTemplate.write(w, http.StatusOK, shell, view)
}

// reportFindings gives the findings of a return that was sent, loaded or not.
func (v *visit) reportFindings(sent *app.WaitingReturn) (*findings.Findings, error) {
	var found findings.Findings
	if kept, err := v.s.app.KeptReport(v.r.Context(), sent, &found); kept || err != nil {
		return &found, err
	}
	look, err := v.lookAt(sent)
	if look == nil {
		return nil, err
	}
	return look.found, nil // what keeps it from being loaded is among them, or on its page
}

// returnReport gives every problem of a return as a file.
func (s *Server) returnReport(ending string) handler {
	return func(w http.ResponseWriter, _ *http.Request, v *visit) error {
		sent, err := v.sent()
		if err != nil {
			return err
		}
		found, err := v.reportFindings(sent)
		if err != nil {
			return err
		}
		var body bytes.Buffer
		kind := csvKind
		if ending == xlsxEnding {
			kind = sheetKind
			err = found.WriteWorkbook(&body, findings.About{
				Title: "Problems of the return", Creator: v.now.Plan.AuthorityName, Lines: []string{sentTitle(sent), "Sent on " + stamp(sent.At)},
			})
		} else {
			err = found.WriteCSV(&body)
		}
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Content-Disposition", `attachment; filename="problems-of-the-return`+ending+`"`)
		_, err = w.Write(body.Bytes())
		return err
	}
}
