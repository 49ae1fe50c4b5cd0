package web

import (
	"cmp"
	"errors"
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
	askView
	Facts    []factRow
	Problems list[sendProblem]
	Refused  []string // why it can't be sent
	Same     *pageLink
	Again    string
	GiveUp   string
	Until    string
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

// takeIn looks into a file that was sent, or loads it.
func (v *visit) takeIn(sent *app.WaitingReturn, line *app.LocalReturn, try bool) (*app.ReturnLook, error) {
	files, closeAll, err := v.s.app.OpenWaiting(v.r.Context(), sent)
	if err != nil {
		return nil, err
	}
	defer closeAll()
	of := app.LocalFile{Kind: line.Kind, Agency: line.Agency, From: line.Period.First, Until: line.Period.Last}
	return v.s.app.SendLocalFile(v.r.Context(), v.caller, of, files, try)
}

func (s *Server) sendLookedPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	sent, err := v.sentFile()
	if err != nil {
		return err
	}
	return v.showLooked(w, http.StatusOK, sent, nil)
}

// showLooked shows what is in a file, and what was wrong when it was to be sent.
func (v *visit) showLooked(w http.ResponseWriter, status int, sent *app.WaitingReturn, wrong []string) error {
	step, err := v.s.app.LoadOf(v.r.Context(), sent)
	switch {
	case err != nil:
		return err
	case step != nil && step.Import != "":
		http.Redirect(w, v.r, "/send-received/"+step.Import, http.StatusSeeOther)
		return nil
	}
	_, l, line, err := v.lineOf(sent)
	if err != nil {
		return err
	}
	look, err := v.takeIn(sent, line, true)
	refused, err := sentencesOf(err)
	if err != nil {
		return err
	}
	at := "/send-looked/" + sent.ID
	view := sendLookedView{
		askView: askView{Form: v.start(), Caption: l.Name + ", " + line.Period.Name, Heading: "What is in the file", Action: at, Button: "Send the file"},
		Refused: append(wrong, refused...), Again: "/send/" + l.Kind + "/new", GiveUp: at + "/give-up", Until: stamp(sent.Until()),
	}
	if look != nil {
		if look.Refused != "" {
			view.Refused = append(view.Refused, look.Refused)
		}
		if look.Same != nil {
			view.Same, view.Button = &pageLink{Text: "received on " + stamp(look.Same.LoadedAt), Href: "/send-received/" + look.Same.ID}, ""
		}
	}
	if len(view.Refused) > 0 {
		view.Button = ""
	}
	if look != nil && look.Report != nil {
		view.Facts = v.fileFacts(&look.Import, line, l)
		if view.Problems, err = listOf(v.r.URL, sendProblems(look.Report)); err != nil {
			return err
		}
	}
	shell := v.shell(view.Heading, v.now)
	v.sendTrail(&shell)
	return sendLookedTemplate.write(w, status, shell, view)
}

// sentencesOf gives what stops a file, where that is something to mend; any other error comes back.
func sentencesOf(err error) (sentences []string, other error) {
	var problems change.Problems
	if !errors.As(err, &problems) || problems.Kind() != change.Invalid && problems.Kind() != change.Stale {
		return nil, err
	}
	for _, p := range problems {
		sentences = append(sentences, p.Sentence)
	}
	return sentences, nil
}

// sendLooked sends a file that was looked at.
func (s *Server) sendLooked(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.sentFile()
	if err != nil {
		return err
	}
	if step, err := s.app.LoadOf(r.Context(), sent); err != nil {
		return err
	} else if step != nil && step.Import != "" { // it was sent already, by a second press of the button
		http.Redirect(w, r, "/send-received/"+step.Import, http.StatusSeeOther)
		return nil
	}
	_, _, line, err := v.lineOf(sent)
	if err != nil {
		return err
	}
	look, err := v.takeIn(sent, line, false)
	wrong, err := sentencesOf(err)
	switch {
	case err != nil:
		return err
	case look != nil && look.Refused != "":
		wrong = append(wrong, look.Refused)
	}
	if len(wrong) > 0 || look == nil {
		return v.showLooked(w, http.StatusUnprocessableEntity, sent, wrong)
	}
	words, id := "The file has been sent: "+count(look.Import.Rows, "row", "rows")+".", look.Import.ID
	if look.Same != nil {
		words, id = "The same file was received already, so nothing has changed.", look.Same.ID
	}
	if err := s.app.KeepReport(r.Context(), sent, look.Report); err != nil {
		return err
	}
	if err := s.app.NoteLoad(r.Context(), sent, app.LoadStep{Words: words, Over: true, Import: id}); err != nil {
		return err
	}
	return v.done(w, words, "/send-received/"+id)
}

// fileFacts say what a file is and what is in it.
func (v *visit) fileFacts(i *app.ReturnImport, line *app.LocalReturn, l *local.Layout) []factRow {
	names := make([]string, len(i.Files))
	for n := range i.Files {
		names[n] = i.Files[n].Name
	}
	return []factRow{
		{Key: "From", Lines: []string{v.agencyWords(line.Agency)}},
		{Key: "For", Lines: []string{line.Period.Name}},
		{Key: "File", Lines: names},
		{Key: "Rows", Lines: []string{plan.Number(i.Rows)}},
		{Key: "About", Lines: []string{aboutWords(l, i.Children)}},
		{Key: "Problems", Lines: []string{problemWords(i)}},
	}
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
