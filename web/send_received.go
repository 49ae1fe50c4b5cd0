package web

import (
	"net/http"

	"throughline/app"
	"throughline/change"
	"throughline/ingest/local"
	"throughline/ingest/returns"
)

type sendReceivedView struct {
	Name, Period string
	Facts        []factRow
	Kept         bool // its report is still kept
	Problems     list[sendProblem]
	Until        string
	Kind         string
}

var sendReceivedTemplate = newPage[sendReceivedView]("send_received.tmpl")

// sendReceivedPage shows a file that the caller's agency sent: when, what was in it and, while that is kept, what was wrong with it.
func (s *Server) sendReceivedPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	found, err := v.asksOf()
	if err != nil {
		return err
	}
	var line *app.LocalReturn
	for i := range found.lines {
		if got := found.lines[i].Received; got != nil && got.ID == r.PathValue("id") {
			line = &found.lines[i]
		}
	}
	if line == nil {
		return change.Missing("file")
	}
	l, _ := local.Of(found.pack, line.Kind)
	received := line.Received
	view := sendReceivedView{Name: l.Name, Period: line.Period.Name, Kind: "/send/" + l.Kind, Facts: append(
		[]factRow{{Key: "Received", Lines: []string{stamp(received.LoadedAt) + " from " + loaderName(v.now.Plan, received.LoadedBy)}}}, v.fileFacts(received, line, &l)...,
	)}
	report, until, err := v.keptFileReport(received.ID)
	if err != nil {
		return err
	}
	if report != nil {
		view.Kept, view.Until = true, until
		if view.Problems, err = listOf(r.URL, sendProblems(report)); err != nil {
			return err
		}
	}
	shell := v.shell(l.Name, v.now)
	v.sendTrail(&shell)
	return sendReceivedTemplate.write(w, http.StatusOK, shell, view)
}

// keptFileReport gives the report of a file that the caller sent, while it is kept; nil when it is not.
func (v *visit) keptFileReport(id string) (*returns.Report, string, error) {
	waiting, err := v.s.app.WaitingOf(v.r.Context(), v.caller)
	if err != nil {
		return nil, "", err
	}
	for _, each := range waiting {
		step, err := v.s.app.LoadOf(v.r.Context(), each)
		if err != nil {
			return nil, "", err
		}
		if each.Source != app.WaitingLocal || step == nil || step.Import != id {
			continue
		}
		report := new(returns.Report)
		if kept, err := v.s.app.KeptReport(v.r.Context(), each, report); kept || err != nil {
			return report, stamp(each.Until()), err
		}
	}
	return nil, "", nil
}
