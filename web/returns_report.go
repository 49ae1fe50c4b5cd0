package web

import (
	"net/http"

	"throughline/app"
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
	var lines []problemLine
	if _, err := v.s.app.KeptReport(v.r.Context(), sent, &lines); err != nil {
		return err
	}
	at := "/returns-sent/" + sent.ID
	view := keptReportView{
		Caption: sentTitle(sent), Heading: "Problems of the return that was loaded", Until: stamp(sent.Until()), GiveUp: at + "/give-up",
		Import: pageLink{Text: "The load", Href: "/returns/" + step.Import},
	}
	var err error
	if view.Report, err = v.reportOf(at, lines); err != nil {
		return err
	}
	shell := v.shell(view.Heading, v.now)
	v.returnsTrail(&shell)
	return keptReportTemplate.write(w, http.StatusOK, shell, view)
}

// reportLines gives the problems of a return that was sent, loaded or not.
func (v *visit) reportLines(sent *app.WaitingReturn) ([]problemLine, error) {
	var lines []problemLine
	if kept, err := v.s.app.KeptReport(v.r.Context(), sent, &lines); kept || err != nil {
		return lines, err
	}
	found, err := v.lookAt(sent)
	if found == nil {
		return nil, err
	}
	return found.lines, nil // what keeps it from being loaded is among them, or on its page
}

// returnReport gives every problem of a return as a file.
func (s *Server) returnReport(ending string) handler {
	return func(w http.ResponseWriter, _ *http.Request, v *visit) error {
		sent, err := v.sent()
		if err != nil {
			return err
		}
		lines, err := v.reportLines(sent)
		if err != nil {
			return err
		}
		table := tableFile{
			Name: "problems-of-the-return", Title: "Problems of the return", About: []string{sentTitle(sent), "Sent on " + stamp(sent.At)},
			Columns: []tableColumn{
				{"File", 30}, {"Row", 14}, {"Column", 16}, {"Value", 24}, {"Child", 18}, {"Rule", 22}, {"What became of it", 18}, {"What is wrong", 60}, {"How to mend it", 60},
			},
			Rows: func(yield func([]string) bool) {
				for i := range lines {
					l := &lines[i]
					if !yield([]string{l.File, l.Where, l.Column, l.Value, l.Child, l.Rule, l.Grade, l.Sentence, l.Mend}) {
						return
					}
				}
			},
		}
		return v.sendTable(w, ending, table)
	}
}
