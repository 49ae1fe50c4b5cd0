package web

import (
	"errors"
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/web/govuk"
)

func (s *Server) newPaperPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form := v.start()
	if len(form.Values("as_at-day")) == 0 {
		day := v.when.AsAt
		if day.IsZero() {
			day = s.app.Today()
		}
		setDate(form, "as_at", day)
		fill(form, "known_at", v.KnownAt)
	}
	if only := v.inspectionsToChoose(); len(only) == 1 {
		held, _ := v.now.Plan.Inspections.Get(*only[0].Value)
		fill(form, "committee", held.Board)
		fill(form, "template", v.templateMeant(held.Board))
	}
	return v.askNewPaper(w, http.StatusOK, form)
}

func (v *visit) askNewPaper(w http.ResponseWriter, status int, form *govuk.Form) error {
	view := askView{Form: form, Heading: "Write a paper", Action: "/papers/new", Cancel: &pageLink{Text: "Cancel", Href: "/papers"}}
	inspections := v.inspectionsToChoose()
	if len(inspections) == 0 {
		view.About = []string{"A paper is about an inspection, and none has been recorded yet. Record the inspection first."}
		return v.ask(w, status, view)
	}
	view.About = []string{"The key statements are written for you from the plan. You write what stands around them, and publish when it is ready."}
	if len(inspections) > 1 || form.Error("inspection") != nil {
		view.Fields = append(view.Fields, form.Select("inspection", "Inspection", append(items("", "Choose an inspection"), inspections...)))
	} else {
		view.Hidden = append(view.Hidden, mergeHidden{"inspection", *inspections[0].Value})
	}
	view.Fields = append(view.Fields, momentFields(form)...)
	view.Fields = append(view.Fields,
		v.templateChoice(form),
		hinted(form.Input("committee", "Committee or board"), "Leave it blank for the one that the template or the inspection names."),
		dateField(form, "meeting", "Day of the meeting", "Leave it blank if it is the day that the paper describes."),
		hinted(form.Input("title", "Title"), "Leave it blank for “Progress on the action plan”, with the name of the inspection."))
	if figures := v.figuresChoice(form, v.s.app.Today(), ""); figures != nil {
		view.Fields = append(view.Fields, *figures)
	}
	view.Button = "Start the paper"
	return v.ask(w, status, view)
}

// inspectionsToChoose lists the inspections that a paper can be about, the
// one recorded last first.
func (v *visit) inspectionsToChoose() (all []govuk.SelectItem) {
	for i := range v.now.Plan.Inspections.All() {
		all = append([]govuk.SelectItem{govuk.Option(i.ID, i.Title)}, all...)
	}
	return all
}

// momentFields ask which day a paper describes, and as known when.
func momentFields(form *govuk.Form) []govuk.Component {
	known := hinted(form.Input("known_at", "Known at"), "Count only what had been entered by then: a day such as 1 February 2013, or an entry such as #120. Leave it blank for now.")
	known.Classes = "govuk-input--width-20"
	return []govuk.Component{dateField(form, "as_at", "As at", "The day that the paper describes. For example, 1 2 2013."), known}
}

// momentTyped reads the answers to momentFields.
func momentTyped(form *govuk.Form) (when app.When) {
	when.AsAt = typedDate(form, "as_at", "The day that the paper describes", false)
	if when.AsAt.IsZero() && form.OK() {
		form.WrongAt("as_at", "as_at-day", "Enter the day that the paper describes.")
	}
	if text := form.Text("known_at"); text != "" {
		var err error
		if when.KnownAt, when.KnownEntry, err = app.ParseKnownAt(text); err != nil {
			form.Wrong("known_at", err.Error())
		}
	}
	return when
}

func (s *Server) newPaper(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	when := momentTyped(form)
	meeting := typedDate(form, "meeting", "The day of the meeting", false)
	inspection := form.Value("inspection")
	if _, ok := v.now.Plan.Inspections.Get(inspection); !ok {
		form.Wrong("inspection", "Choose the inspection that the paper is about.")
	}
	if !form.OK() {
		return v.askNewPaper(w, http.StatusUnprocessableEntity, form)
	}
	contact, err := v.contact()
	if err != nil {
		return err
	}
	id := s.app.NewID()
	_, err = s.app.Compose(v.r.Context(), v.caller, when, board.ComposePaper{
		ID: id, Inspection: inspection, Committee: form.Text("committee"), Title: form.Text("title"), Meeting: meeting, Contact: contact, Figures: form.Value("figures"), Template: form.Value("template"), Demo: s.options.Demo,
	})
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askNewPaper(w, status, form)
	}
	return v.done(w, "The paper has been started. Its statements are written; the words around them are yours.", "/papers/"+id)
}

// contact is whom readers can ask: the person who writes the paper.
func (v *visit) contact() (board.Contact, error) {
	account, err := v.s.app.Store().Account(v.r.Context(), access.Caller{Account: v.account}, v.account)
	if err != nil {
		return board.Contact{}, err
	}
	return board.Contact{Name: v.caller.Name, Role: v.role(), Email: account.Email}, nil
}

func (s *Server) refreshPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form := v.start()
	if len(form.Values("as_at-day")) == 0 {
		setDate(form, "as_at", paper.AsAt)
	}
	v.seeing(form, paper.Version)
	return v.askRefresh(w, http.StatusOK, form, paper)
}

func (v *visit) askRefresh(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	return v.ask(w, status, askView{
		Form: form, Caption: paper.Title, Heading: "Refresh the statements", Action: "/papers/" + paper.ID + "/refresh", Hidden: seenOf(form),
		About: []string{
			"The statements are now those of the plan as at " + paper.AsAt.Long() + ", known at " + paper.KnownAt.Words() + ".",
			"They will be written again from the day and time that you choose. Your own words around them stay as they are.",
		},
		Fields: momentFields(form), Button: "Refresh the statements", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	})
}

func (s *Server) refresh(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	when := momentTyped(form)
	if !form.OK() {
		return v.askRefresh(w, http.StatusUnprocessableEntity, form, paper)
	}
	_, err = s.app.Refresh(v.r.Context(), v.caller, when, board.RefreshStatements{ID: paper.ID, Seen: seenIn(form)})
	if isStale(err) {
		return v.draftMovedOn(form, func(latest *board.Paper) error { return v.askRefresh(w, http.StatusConflict, form, latest) })
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askRefresh(w, status, form, paper)
	}
	return v.done(w, "The statements have been written again from the plan as at "+when.AsAt.Long()+".", "/papers/"+paper.ID)
}

func (s *Server) withdrawPaperPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form := v.start()
	v.seeing(form, paper.Version)
	return v.askWithdrawPaper(w, http.StatusOK, form, paper)
}

func (v *visit) askWithdrawPaper(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	return v.ask(w, status, askView{
		Form: form, Caption: paper.Title, Heading: "Withdraw this draft", Action: "/papers/" + paper.ID + "/withdraw", Hidden: seenOf(form),
		About:  []string{"Nobody can change or publish a withdrawn draft. It stays in the record, with your reason."},
		Fields: []govuk.Component{form.Textarea("reason", "Why is it withdrawn?")}, Button: "Withdraw the draft", Grave: true,
		Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	})
}

func (s *Server) withdrawPaper(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	_, err = s.app.EditPaper(v.r.Context(), v.caller, board.WithdrawDraft{ID: paper.ID, Seen: seenIn(form), Reason: form.Text("reason")})
	if isStale(err) {
		return v.draftMovedOn(form, func(latest *board.Paper) error { return v.askWithdrawPaper(w, http.StatusConflict, form, latest) })
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askWithdrawPaper(w, status, form, paper)
	}
	return v.done(w, "The draft “"+paper.Title+"” has been withdrawn.", "/papers")
}

// draftMovedOn says in a form that somebody else changed the draft first, and
// lets its sender look and send it again.
func (v *visit) draftMovedOn(form *govuk.Form, again func(latest *board.Paper) error) error {
	if err := v.reload(); err != nil {
		return err
	}
	latest, err := v.draftNow()
	var problems change.Problems
	if errors.As(err, &problems) && problems.Kind() == change.Stale {
		return err // published or withdrawn meanwhile: there is nothing left to send again
	}
	if err != nil {
		return err
	}
	v.seeing(form, latest.Version)
	form.Wrong("", v.lastChange(latest.ID)+" Look at the draft as it is now, and send this again if it is still right.")
	return again(latest)
}
