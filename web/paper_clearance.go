package web

import (
	"errors"
	"html/template"
	"net/http"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
	"throughline/web/assets"
	"throughline/web/govuk"
)

func (s *Server) clearancePages() []Route {
	return []Route{
		{Pattern: "GET /clearances", Needs: access.ClearPaper, handle: s.clearancesPage},
		{Pattern: "GET /papers/{id}/clearance", Needs: access.ClearPaper, handle: s.clearancePage},
		{Pattern: "POST /papers/{id}/clearance", Needs: access.ClearPaper, handle: s.answerClearance},
		{Pattern: "GET /papers/{id}/clearance/ask", Needs: access.WritePaper, handle: s.askClearancePage},
		{Pattern: "POST /papers/{id}/clearance/ask", Needs: access.WritePaper, handle: s.askClearance},
		{Pattern: "GET /papers/{id}/clearance/reply", Needs: access.WritePaper, handle: s.replyPage},
		{Pattern: "POST /papers/{id}/clearance/reply", Needs: access.WritePaper, handle: s.reply},
		{Pattern: "GET /papers/{id}/clearance/waive", Needs: access.WaiveClearance, handle: s.waivePage},
		{Pattern: "POST /papers/{id}/clearance/waive", Needs: access.WaiveClearance, handle: s.waive},
	}
}

type clearanceView struct {
	moment
	Form   *govuk.Form
	Paper  *board.Paper
	About  []string
	Rows   []factRow
	Links  []pageLink
	Ask    *askView // nil for whoever is not asked
	Inside template.HTML
}

var clearanceTemplate = newPage[clearanceView]("paper_clearance.tmpl")

// contentField carries the SHA-256 of the words that an answer is about.
const contentField = "content"

// clearing finds a draft that the caller may see the clearances of.
func (v *visit) clearing() (app.Cleared, error) {
	found, err := v.s.app.ClearancesOf(v.r.Context(), v.caller, v.r.PathValue("id"))
	switch {
	case err != nil:
		return found, err
	case found.Paper.State == board.Published:
		return found, change.Problems{{Kind: change.Stale, Sentence: "This paper was published on " + found.Paper.Frozen.PublishedOn.Long() +
			" as " + found.Paper.Frozen.Reference + ". Who cleared it stands at its end."}}
	case found.Paper.State == board.Withdrawn:
		return found, change.Problems{{Kind: change.Stale, Sentence: "This draft was withdrawn on " + found.Paper.Withdrawal.On.Long() + ", so nobody need clear it."}}
	}
	return found, nil
}

func (s *Server) clearancePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	found, err := v.clearing()
	if err != nil {
		return err
	}
	form := v.start()
	form.Set(contentField, found.Content)
	return v.showClearance(w, http.StatusOK, form, found)
}

func (v *visit) showClearance(w http.ResponseWriter, status int, form *govuk.Form, found app.Cleared) error {
	v.moment = moment{} // what is cleared is the draft as it is now
	path := "/papers/" + found.Paper.ID
	view := clearanceView{Form: form, Paper: found.Paper, About: []string{
		"A clearance is for the very words and figures that were seen. When the paper is changed afterwards, it has to be given again. Exempt items are no part of what is cleared.",
	}}
	if len(found.All) == 0 {
		view.About = []string{"Nobody is asked to clear this paper: its committee’s template names no one."}
	}
	for _, c := range found.All {
		view.Rows = append(view.Rows, clearanceRow(found.Now, c))
	}
	open, refused := false, false
	for _, c := range found.All {
		open, refused = open || !c.State.Settled(), refused || c.State == board.Refused
	}
	writes := v.caller.May(access.WritePaper)
	if writes && len(found.All) > 0 {
		view.Links = append(view.Links, pageLink{Text: "Ask for the paper to be cleared", Href: path + "/clearance/ask"})
	}
	if writes && refused {
		view.Links = append(view.Links, pageLink{Text: "Answer the comments", Href: path + "/clearance/reply"})
	}
	if open && found.Asked != nil && v.caller.May(access.WaiveClearance) {
		view.Links = append(view.Links, pageLink{Text: "Waive a clearance", Href: path + "/clearance/waive"})
	}
	if writes {
		view.Links = append(view.Links, pageLink{Text: "Change the words", Href: path}, pageLink{Text: "Publish", Href: path + "/publish"})
	}
	view.Ask = v.answerForm(form, found)
	page, err := board.RenderHTML(found.Data, assets.Paper())
	if err != nil {
		return err
	}
	inside, ok := paperInside(string(page), v.rowLinks(v.now, found.Data))
	if !ok {
		return errors.New("a draft could not be read as a page")
	}
	// The page has a heading of the first level of its own: the paper's title comes under it.
	view.Inside = template.HTML(strings.NewReplacer("<h1>", "<h2>", "</h1>", "</h2>").Replace(string(inside))) //nolint:gosec // only the level of a heading is changed
	shell := v.shell("Who clears this paper", v.now)
	shell.ErrorTitle = !form.OK()
	shell.Back = &govuk.BackLink{Href: "/clearances"}
	if writes {
		shell.Back = &govuk.BackLink{Href: path}
	}
	return clearanceTemplate.write(w, status, shell, view)
}

// clearanceRow tells where one clearance stands, and what was said.
func clearanceRow(now *plan.Plan, c board.ClearanceStanding) factRow {
	row := factRow{Key: c.Heading, Lines: []string{c.Who(now)}}
	state := c.State.Words()
	if c.Last != nil {
		state += ": " + c.Last.Name
		if c.Last.Title != "" {
			state += ", " + c.Last.Title
		}
		state += ", on " + c.Last.On.Long()
	} else if c.Asked != nil {
		state += ": asked for by " + c.Asked.AnswerBy.Long()
	}
	row.Lines = append(row.Lines, state+".")
	if c.Last != nil && c.Last.Words != "" {
		row.Lines = append(row.Lines, "“"+c.Last.Words+"”")
	}
	for _, reply := range c.Replies {
		row.Lines = append(row.Lines, "Reply by "+reply.Name+", "+reply.On.Long()+": “"+reply.Words+"”")
	}
	if !c.State.Settled() && c.Vacant(now) {
		row.Lines = append(row.Lines, "Nobody can answer this today: the post is vacant, or the person has left. Have the post filled, or the clearance waived.")
	}
	return row
}

// answerForm is the form of whoever is asked, or nil.
func (v *visit) answerForm(form *govuk.Form, found app.Cleared) *askView {
	var choices []govuk.Choice
	for _, c := range found.All {
		if found.Asked != nil && c.State != board.Waived && found.MayAnswer(c, v.caller) {
			choices = append(choices, govuk.Choice{Value: c.Key, Text: c.Heading + ", " + c.Who(found.Now)})
		}
	}
	if len(choices) == 0 {
		return nil
	}
	ask := &askView{
		Form: form, Action: "/papers/" + found.Paper.ID + "/clearance", Button: "Send your answer", Hidden: []mergeHidden{{contentField, form.Value(contentField)}},
		About: []string{"Read the paper below first. Your name, your post and the day are printed at its end when it is published; your comments are not."},
	}
	if len(choices) == 1 {
		ask.Hidden = append(ask.Hidden, mergeHidden{"clearance", choices[0].Value})
		ask.About = append([]string{"You are asked for: " + choices[0].Text + "."}, ask.About...)
	} else {
		ask.Fields = append(ask.Fields, form.Radios("clearance", "Which clearance do you answer?", choices))
	}
	ask.Fields = append(ask.Fields, form.Radios("answer", "Is the paper right as it stands?", []govuk.Choice{
		{Value: "clear", Text: "Yes, I clear it"}, {Value: "refuse", Text: "No, something has to be put right"},
	}), hintedArea(form.Textarea("comments", "What has to be put right"), "Only for a no. The author reads it and answers. Name no child."))
	return ask
}

func (s *Server) answerClearance(w http.ResponseWriter, r *http.Request, v *visit) error {
	found, err := v.clearing()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	answer := board.Clearing{Paper: found.Paper.ID, Key: form.Value("clearance"), Content: form.Value(contentField)}
	var ch board.Change
	switch form.Value("answer") {
	case "clear":
		ch = board.ClearPaper{Clearing: answer}
	case "refuse":
		ch = board.RefuseClearance{Clearing: answer, Comments: textOf(form, "comments")}
	default:
		form.Wrong("answer", "Choose whether the paper is right as it stands.")
	}
	if answer.Key == "" {
		form.Wrong("clearance", "Choose which clearance you answer.")
	}
	if !form.OK() {
		return v.showClearance(w, http.StatusUnprocessableEntity, form, found)
	}
	if form.Value("answer") == "clear" && textOf(form, "comments") != "" {
		form.Wrong("comments", "You clear the paper and say that something has to be put right. Choose no, or take the comments out.")
		return v.showClearance(w, http.StatusUnprocessableEntity, form, found)
	}
	if _, err := s.app.Clear(r.Context(), v.caller, found.Paper.ID, ch); err != nil {
		return v.clearanceRefused(form, err, func(status int, latest app.Cleared) error { return v.showClearance(w, status, form, latest) })
	}
	if form.Value("answer") == "refuse" {
		return v.done(w, "Your comments have been sent. The author answers them, and you are asked to look again.", "/clearances")
	}
	return v.done(w, "You have cleared the paper as it stands. If it is changed, you are asked again.", "/clearances")
}

// clearanceRefused shows a form again with why it was refused. When the paper
// was changed meanwhile, it is shown as it is now, and what was typed stays.
func (v *visit) clearanceRefused(form *govuk.Form, err error, again func(status int, latest app.Cleared) error) error {
	status, fatal := v.refused(form, err)
	if errors.Is(err, store.ErrStale) {
		status, fatal = http.StatusConflict, nil
		form.Wrong("", "The paper was changed while you were working, so nothing was recorded. Look at it as it is now, and send this again.")
	}
	if fatal != nil {
		return fatal
	}
	if err := v.reload(); err != nil {
		return err
	}
	latest, err := v.clearing()
	if err != nil {
		return err
	}
	form.Set(contentField, latest.Content)
	return again(status, latest)
}
