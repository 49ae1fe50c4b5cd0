package web

import (
	"net/http"
	"strings"

	"throughline/app"
	"throughline/ingest/local"
	"throughline/measure"
	"throughline/web/govuk"
)

// localFile is what a file that was sent is for.
type localFile struct {
	Kind, Agency string
	Period       measure.Period
}

// word is the file's own word for what it is for, as it is kept with it.
func (f *localFile) word() string {
	return f.Kind + "/" + f.Agency + "/" + f.Period.First.String() + ".." + f.Period.Last.String()
}

// localFileOf reads the word again, among the periods that a file is asked for.
func (v *visit) localFileOf(sent *app.WaitingReturn) (*asks, *local.Layout, *localFile, error) {
	kind, _, _ := strings.Cut(sent.Of, "/")
	found, l, err := v.askedOf(kind)
	if err != nil {
		return nil, nil, nil, err
	}
	for _, p := range found.periods(l, v.now.Plan.Day) {
		of := localFile{Kind: kind, Agency: v.caller.Agency, Period: p}
		if of.word() == sent.Of {
			return found, l, &of, nil
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
	return v.askFile(w, http.StatusOK, v.start(), found, l)
}

func (v *visit) askFile(w http.ResponseWriter, status int, form *govuk.Form, found *asks, l *local.Layout) error {
	var choices []govuk.Choice
	for _, p := range found.periods(l, v.now.Plan.Day) {
		choices = append(choices, govuk.Choice{Value: p.First.String(), Text: p.Name})
	}
	if len(choices) > 0 {
		fill(form, "period", choices[0].Value)
	}
	file := form.File(fileField, "The workbook that you filled in")
	file.Hint = govuk.HintText("Excel (.xlsx) or a text table (.csv)")
	file.Attributes = govuk.Attributes{"accept": ".xlsx,.csv"}
	return v.ask(w, status, askView{
		Form: form, Caption: l.Name, Heading: "Check a file", Action: "/send/" + l.Kind + "/new", File: true,
		About:  []string{"You see what is in it, and what is wrong with it, before anything is sent. It is kept for a day at most, for you alone."},
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
	form := sent.form
	of := localFile{Kind: l.Kind, Agency: v.caller.Agency}
	for _, p := range found.periods(l, v.now.Plan.Day) {
		if p.First.String() == form.Value("period") {
			of.Period = p
		}
	}
	if of.Period.First.IsZero() {
		form.Wrong("period", "Choose the period that the file is for.")
	}
	if sent.part == nil {
		form.Wrong(fileField, "Choose the workbook that you filled in.")
	}
	if !form.OK() {
		sent.finish()
		return v.askFile(w, http.StatusUnprocessableEntity, form, found, l)
	}
	kept, err := s.app.KeepWaiting(r.Context(), v.caller, app.WaitingReturn{Source: app.WaitingLocal, Of: of.word()}, sent.next)
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		sent.finish()
		return v.askFile(w, status, form, found, l)
	}
	http.Redirect(w, r, "/send-looked/"+kept.ID, http.StatusSeeOther)
	return nil
}
