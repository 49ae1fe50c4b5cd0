package web

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"throughline/app"
	"throughline/change"
	"throughline/ingest/local"
	"throughline/ingest/returns"
	"throughline/ingest/returns/findings"
	"throughline/plan"
)

type sendLookedView struct {
	Name, Period string
	Facts        []factRow
	Problems     list[sendProblem]
	Refused      bool // nothing of it could be read
	Again        string
	GiveUp       string
	Until        string
}

// sendProblem is one thing that is wrong with a file, as it is shown.
type sendProblem struct{ Where, Column, Value, Grade, Sentence, Mend string }

var sendLookedTemplate = newPage[sendLookedView]("send_looked.tmpl")

// notWaiting says that a file is no longer there to look at.
func (v *visit) notWaiting() error { return change.Missing("file") }

// sentFile gives the file of the address, of those that the caller sent.
func (v *visit) sentFile() (*app.WaitingReturn, error) {
	v.when, v.moment = nowAsked()
	sent, err := v.s.app.Waiting(v.r.Context(), v.caller, v.r.PathValue("id"))
	if err == nil && sent.Source != app.WaitingLocal {
		return nil, v.notWaiting()
	}
	return sent, err
}

func (s *Server) sendLookedPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.sentFile()
	if err != nil {
		return err
	}
	found, l, of, err := v.localFileOf(sent)
	if err != nil {
		return err
	}
	files, closeAll, err := s.app.OpenWaiting(r.Context(), sent)
	if err != nil {
		return err
	}
	defer closeAll()
	got, report, err := local.Read(found.pack, l.Kind, files, returns.Usual())
	if err != nil {
		return err
	}
	rows, blank := 0, 0
	for _, f := range report.Files {
		rows, blank = rows+f.Rows, blank+f.Blank
	}
	view := sendLookedView{
		Name: l.Name, Period: of.Period.Name, Again: "/send/" + l.Kind + "/new", GiveUp: "/send-looked/" + sent.ID + "/give-up", Until: stamp(sent.Until()),
		Facts: []factRow{
			{Key: "From", Lines: []string{v.now.Plan.AgencyName(v.caller.Agency)}},
			{Key: "File", Lines: sent.Names},
			{Key: "Rows read", Lines: []string{plan.Number(rows)}},
			{Key: "About", Lines: []string{aboutWords(l, len(got.Subjects))}},
			{Key: "What could not be read", Lines: []string{plan.Number(report.Unreadable)}},
		},
	}
	for _, p := range report.Problems {
		view.Refused = view.Refused || p.Grade == returns.Refused
	}
	if view.Problems, err = listOf(r.URL, sendProblems(report)); err != nil {
		return err
	}
	shell := v.shell(l.Name, v.now)
	v.sendTrail(&shell)
	return sendLookedTemplate.write(w, http.StatusOK, shell, view)
}

// aboutWords say how many subjects a file is about.
func aboutWords(l *local.Layout, n int) string {
	words := map[string][2]string{
		"child": {"child", "children"}, "adult": {"adult", "adults"}, "staff": {"member of staff", "members of staff"}, "body": {"organisation", "organisations"},
		"shift": {"shift", "shifts"}, "service": {"service", "services"}, "family": {"family", "families"}, "area": {"area", "areas"}, "request": {"request", "requests"},
	}[string(l.About)]
	if words[0] == "" {
		words = [2]string{"subject", "subjects"}
	}
	return count(n, words[0], words[1])
}

// sendProblems gives the problems as a page shows them: what kept something from being read first.
func sendProblems(report *returns.Report) []sendProblem {
	order := []returns.Grade{returns.Refused, returns.Unread, returns.Judged, returns.Noted}
	sorted := slices.Clone(report.Problems)
	slices.SortStableFunc(sorted, func(a, b returns.Problem) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Grade), slices.Index(order, b.Grade)), cmp.Compare(a.Row, b.Row))
	})
	all := make([]sendProblem, len(sorted))
	for i := range sorted {
		p := &sorted[i]
		where := "The file"
		if p.Row > 0 {
			where = "Row " + strconv.Itoa(p.Row)
		}
		all[i] = sendProblem{where, p.Column, p.Value, findings.Words(p.Grade), p.Sentence, p.Mend}
	}
	return all
}

func (s *Server) giveUpFilePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	sent, err := v.sentFile()
	if err != nil {
		return err
	}
	return v.ask(w, http.StatusOK, askView{
		Form: v.start(), Caption: "Files we ask for", Heading: "Erase this file?", Action: "/send-looked/" + sent.ID + "/give-up", Button: "Erase the file", Grave: true,
		About:  []string{"Nothing of it is sent. You can check it again."},
		Cancel: &pageLink{Text: "Go back", Href: "/send-looked/" + sent.ID},
	})
}

func (s *Server) giveUpFile(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.sentFile()
	if err != nil {
		return err
	}
	if err := s.app.DropWaiting(r.Context(), sent); err != nil {
		return err
	}
	return v.done(w, "The file has been erased. Nothing was sent.", "/send")
}
