package web

import (
	"net/http"

	"throughline/app"
	"throughline/ingest/local"
	"throughline/ingest/returned"
	"throughline/web/govuk"
)

// forWord is what a file that was sent is for, as it is kept with it.
func forWord(line *app.LocalReturn) string {
	return returned.LocalSlot(line.Kind, line.Agency, line.Period.First, line.Period.Last).Of
}

// lineOf reads the word again, among what is asked of the caller now.
func (v *visit) lineOf(sent *app.WaitingReturn) (*asks, *local.Layout, *app.LocalReturn, error) {
	found, err := v.asksOf()
	if err != nil {
		return nil, nil, nil, err
	}
	for i := range found.lines {
		if line := &found.lines[i]; forWord(line) == sent.Of {
			l, _ := local.Of(found.pack, line.Kind)
			return found, &l, line, nil
		}
	}
	return nil, nil, nil, v.notWaiting()
}

func (s *Server) sendNewPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	found, l, err := v.askedOf(r.PathValue("id"))
	if err != nil {
		return err
	}
	return v.askFile(w, http.StatusOK, v.start(), found.of(l.Kind), l)
}

func (v *visit) askFile(w http.ResponseWriter, status int, form *govuk.Form, lines []app.LocalReturn, l *local.Layout) error {
	choices := make([]govuk.Choice, len(lines))
	for i := range lines {
		choices[i] = govuk.Choice{Value: forWord(&lines[i]), Text: lines[i].Period.Name}
		if v.several() {
			choices[i].Text = v.agencyWords(lines[i].Agency) + ", " + lines[i].Period.Name
		}
		if lines[i].Received != nil {
			choices[i].Hint = govuk.HintText("Received on " + stamp(lines[i].Received.LoadedAt) + ". Another takes its place.")
		}
	}
	file := form.File(fileField, "The workbook that you filled in")
	file.Hint = govuk.HintText("Excel (.xlsx) or a text table (.csv)")
	file.Attributes = govuk.Attributes{"accept": ".xlsx,.csv"}
	return v.ask(w, status, askView{
		Form: form, Caption: l.Name, Heading: "Check a file", Action: "/send/" + l.Kind + "/new", File: true,
		About:  []string{"You see what is in it, and what is wrong with it, before it is sent. Until then it is kept for you alone, and for a day at most."},
		Fields: []govuk.Component{form.Radios("period", "For which period is it?", choices), file},
		Button: "Check the file", Cancel: &pageLink{Text: "Cancel", Href: "/send/" + l.Kind},
	})
}

func (s *Server) sendNew(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	found, l, err := v.askedOf(r.PathValue("id"))
	if err != nil {
		return err
	}
	sent, err := v.typedWithFiles(w)
	if err != nil {
		return err
	}
	defer sent.finish()
	form, lines := sent.form, found.of(l.Kind)
	word := ""
	for i := range lines {
		if forWord(&lines[i]) == form.Value("period") {
			word = forWord(&lines[i])
		}
	}
	if word == "" {
		form.Wrong("period", "Choose the period that the file is for.")
	}
	if sent.part == nil {
		form.Wrong(fileField, "Choose the workbook that you filled in.")
	}
	if !form.OK() {
		sent.finish()
		return v.askFile(w, http.StatusUnprocessableEntity, form, lines, l)
	}
	kept, err := s.app.KeepWaiting(r.Context(), v.caller, app.WaitingReturn{Source: app.WaitingLocal, Of: word}, sent.next)
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		sent.finish()
		return v.askFile(w, status, form, lines, l)
	}
	http.Redirect(w, r, "/send-looked/"+kept.ID, http.StatusSeeOther)
	return nil
}
