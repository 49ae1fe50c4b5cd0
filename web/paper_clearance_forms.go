package web

import (
	"errors"
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/plan"
	"throughline/store"
	"throughline/web/govuk"
)

// clearancesPage lists the papers that wait for the caller to clear them.
func (s *Server) clearancesPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	mine, others, err := s.app.ClearancesFor(r.Context(), v.caller)
	if err != nil {
		return err
	}
	v.moment = moment{}
	view := askView{Form: govuk.NewForm(nil), Heading: "Papers to clear", Cancel: &pageLink{Text: "Home", Href: "/home"}}
	for _, found := range mine {
		row := v.waitingRow(found)
		row.Lines = append(row.Lines, "It waits for you.")
		view.Rows = append(view.Rows, row)
	}
	if len(mine) == 0 {
		view.About = []string{"No paper waits for you to clear it."}
	}
	for _, found := range others {
		view.Rows = append(view.Rows, v.waitingRow(found))
	}
	return v.list(w, view, v.now)
}

func (v *visit) waitingRow(found app.Cleared) factRow {
	settled := 0
	for _, c := range found.All {
		if c.State.Settled() {
			settled++
		}
	}
	return factRow{Key: found.Paper.Committee, Links: []pageLink{{Text: draftTitle(found.Paper), Href: "/papers/" + found.Paper.ID + "/clearance"}}, Lines: []string{
		"To be answered by " + found.Asked.AnswerBy.Long() + ". " + plan.Number(settled) + " of " + count(len(found.All), "clearance") + " given or waived.",
	}}
}

func draftTitle(paper *board.Paper) string {
	if paper.Title == "" {
		return "Paper without a title"
	}
	return paper.Title
}

// clearanceTasks are the papers that wait for the caller, for the home page.
func (v *visit) clearanceTasks() (tasks []taskView, err error) {
	if !v.Now() || !v.caller.May(access.ClearPaper) {
		return nil, nil
	}
	mine, _, err := v.s.app.ClearancesFor(v.r.Context(), v.caller)
	for _, found := range mine {
		by := found.Asked.AnswerBy
		tasks = append(tasks, taskView{Task: plan.Task{Due: by, Late: v.s.app.Today().After(by)}, Words: "Clear a paper, or say what has to be put right",
			Href: "/papers/" + found.Paper.ID + "/clearance", Link: draftTitle(found.Paper)})
	}
	return tasks, err
}

// draftClearing finds a draft for a form about its clearance.
func (v *visit) draftClearing() (app.Cleared, error) {
	if _, err := v.draftNow(); err != nil {
		return app.Cleared{}, err
	}
	return v.clearing()
}

func (s *Server) askClearancePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	found, err := v.draftClearing()
	if err != nil {
		return err
	}
	form := v.start()
	if len(form.Values("answer_by-day")) == 0 && found.Asked != nil {
		setDate(form, "answer_by", found.Asked.AnswerBy)
	}
	v.seeing(form, found.Paper.Version)
	return v.showAskClearance(w, http.StatusOK, form, found)
}

func (v *visit) showAskClearance(w http.ResponseWriter, status int, form *govuk.Form, found app.Cleared) error {
	path := "/papers/" + found.Paper.ID + "/clearance"
	view := askView{
		Form: form, Caption: found.Paper.Title, Heading: "Ask for the paper to be cleared", Action: path + "/ask", Hidden: seenOf(form),
		About:  []string{"Those named here can read the draft once they are asked. Each answers by name, for the words and figures as they then are."},
		Fields: []govuk.Component{dateField(form, "answer_by", "Last day to answer", "Today or later, and not after the meeting.")},
		Button: "Ask them", Cancel: &pageLink{Text: "Cancel", Href: path},
	}
	for _, c := range found.All {
		view.Rows = append(view.Rows, clearanceRow(found.Now, c))
	}
	if len(found.All) == 0 {
		view.About, view.Fields, view.Button = []string{"Nobody is asked to clear this paper: its committee’s template names no one."}, nil, ""
	}
	return v.ask(w, status, view)
}

func (s *Server) askClearance(w http.ResponseWriter, r *http.Request, v *visit) error {
	found, err := v.draftClearing()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	day := typedDate(form, "answer_by", "The last day to answer", false)
	if !form.OK() {
		return v.showAskClearance(w, http.StatusUnprocessableEntity, form, found)
	}
	_, err = s.app.Clear(r.Context(), v.caller, found.Paper.ID, board.AskClearance{Paper: found.Paper.ID, Seen: seenIn(form), AnswerBy: day})
	if isStale(err) || errors.Is(err, store.ErrStale) {
		return v.draftMovedOn(form, func(*board.Paper) error {
			latest, err := v.clearing()
			if err != nil {
				return err
			}
			return v.showAskClearance(w, http.StatusConflict, form, latest)
		})
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showAskClearance(w, status, form, found)
	}
	return v.done(w, "They have been asked to answer by "+day.Long()+". The paper stands on their page of papers to clear.", "/papers/"+found.Paper.ID+"/clearance")
}

// which asks about which of some clearances a form is.
func which(form *govuk.Form, found app.Cleared, want func(board.ClearanceStanding) bool) (govuk.Select, []factRow) {
	choices, rows := items("", "Choose"), []factRow(nil)
	for _, c := range found.All {
		if want(c) {
			choices = append(choices, govuk.Option(c.Key, c.Heading+", "+c.Who(found.Now)))
			rows = append(rows, clearanceRow(found.Now, c))
		}
	}
	return form.Select("clearance", "Which clearance?", choices), rows
}

func (s *Server) replyPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	found, err := v.draftClearing()
	if err != nil {
		return err
	}
	return v.showReply(w, http.StatusOK, v.start(), found)
}

func (v *visit) showReply(w http.ResponseWriter, status int, form *govuk.Form, found app.Cleared) error {
	path := "/papers/" + found.Paper.ID + "/clearance"
	choice, rows := which(form, found, func(c board.ClearanceStanding) bool { return c.State == board.Refused })
	view := askView{
		Form: form, Caption: found.Paper.Title, Heading: "Answer comments", Action: path + "/reply", Rows: rows,
		About:  []string{"Change the paper first, if the comments are right. Then say what you changed, or why you did not. Whoever refused is asked to look again."},
		Fields: []govuk.Component{choice, hintedArea(form.Textarea("reply", "Your reply"), "It is not printed. Name no child.")}, Button: "Send the reply",
		Cancel: &pageLink{Text: "Cancel", Href: path},
	}
	if len(rows) == 0 {
		view.About, view.Button, view.Fields = []string{"There are no comments to answer."}, "", nil
	}
	return v.ask(w, status, view)
}

func (s *Server) reply(w http.ResponseWriter, r *http.Request, v *visit) error {
	found, err := v.draftClearing()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if form.Value("clearance") == "" {
		form.Wrong("clearance", "Choose which comments you answer.")
		return v.showReply(w, http.StatusUnprocessableEntity, form, found)
	}
	ch := board.ReplyToComments{Clearing: board.Clearing{Paper: found.Paper.ID, Key: form.Value("clearance")}, Reply: textOf(form, "reply")}
	if _, err := s.app.Clear(r.Context(), v.caller, found.Paper.ID, ch); err != nil {
		return v.clearanceRefused(form, err, func(status int, latest app.Cleared) error { return v.showReply(w, status, form, latest) })
	}
	return v.done(w, "Your reply has been sent.", "/papers/"+found.Paper.ID+"/clearance")
}

func (s *Server) waivePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	found, err := v.clearing()
	if err != nil {
		return err
	}
	form := v.start()
	form.Set(contentField, found.Content)
	return v.showWaive(w, http.StatusOK, form, found)
}

func (v *visit) showWaive(w http.ResponseWriter, status int, form *govuk.Form, found app.Cleared) error {
	path := "/papers/" + found.Paper.ID + "/clearance"
	choice, rows := which(form, found, func(c board.ClearanceStanding) bool { return !c.State.Settled() })
	view := askView{
		Form: form, Caption: found.Paper.Title, Heading: "Waive a clearance", Action: path + "/waive", Rows: rows, Hidden: []mergeHidden{{contentField, form.Value(contentField)}},
		About: []string{
			"The paper can then be published without this clearance. Your name, the day and your reason are printed at its end.",
			"It is for the words and figures as they are now. Whoever wrote the paper can’t waive anything.",
		},
		Fields: []govuk.Component{choice, hintedArea(form.Textarea("reason", "Why does the paper go without it?"), "Name no child.")}, Button: "Waive the clearance", Grave: true,
		Cancel: &pageLink{Text: "Cancel", Href: path},
	}
	if len(rows) == 0 {
		view.About, view.Button, view.Fields = []string{"No clearance is wanting."}, "", nil
	}
	return v.ask(w, status, view)
}

func (s *Server) waive(w http.ResponseWriter, r *http.Request, v *visit) error {
	found, err := v.clearing()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if form.Value("clearance") == "" {
		form.Wrong("clearance", "Choose which clearance to waive.")
		return v.showWaive(w, http.StatusUnprocessableEntity, form, found)
	}
	ch := board.WaiveClearance{Clearing: board.Clearing{Paper: found.Paper.ID, Key: form.Value("clearance"), Content: form.Value(contentField)}, Reason: textOf(form, "reason")}
	if _, err := s.app.Clear(r.Context(), v.caller, found.Paper.ID, ch); err != nil {
		return v.clearanceRefused(form, err, func(status int, latest app.Cleared) error { return v.showWaive(w, status, form, latest) })
	}
	return v.done(w, "The clearance has been waived. Your reason is printed in the paper.", "/papers/"+found.Paper.ID+"/clearance")
}
