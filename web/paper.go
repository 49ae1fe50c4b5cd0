package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

type composeView struct {
	Form       *govuk.Form
	Paper      *board.Paper
	Heading    string
	Rows       []factRow
	Newer      []string // what the plan says now, where that is something else
	Hidden     []mergeHidden
	Statements []composeStatement
	Figures    *govuk.Select // nil when there are no figures to choose
	FiguresAt  []pageLink
	Withdrawn  *govuk.WarningText // figures withdrawn since they were chosen
	Reads      *paperReads
}

// composeStatement is one sentence that can't be edited, with the words
// around it that can.
type composeStatement struct {
	board.Statement
	Table         int
	Before, After govuk.Textarea
	Rows          []composeRow
}

type composeRow struct{ Ref, Title, Href, Counted, Due, Wanting string }

var composeTemplate = newPage[composeView]("paper.tmpl")

// paperPage shows a published paper to everybody, and a draft to those who
// write it.
func (s *Server) paperPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	paper, err := v.paperOf(st)
	switch {
	case err != nil:
		return err
	case paper.State == board.Published:
		return v.showPublished(w, st, paper)
	case paper.State == board.Withdrawn || !v.Now():
		return v.showPreview(w, st, paper)
	}
	form := v.start()
	if form.Value(seenField) == "" {
		for name, values := range paperFields(paper.Words()) {
			form.Set(name, values...)
		}
		v.seeing(form, paper.Version)
	}
	return v.showCompose(w, http.StatusOK, form, paper)
}

func (v *visit) showCompose(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	newer, err := v.newerSentences(paper)
	if err != nil {
		return err
	}
	view := composeView{Form: form, Paper: paper, Heading: paper.Title, Newer: newer, Hidden: seenOf(form), Rows: v.draftRows(paper)}
	if view.Heading == "" {
		view.Heading = "Paper without a title"
	}
	for i, entry := range paper.Entries {
		view.Statements = append(view.Statements, v.composeStatement(form, i+1, entry.Statement))
	}
	view.Figures = v.figuresChoice(form, paper.AsAt, paper.Figures)
	view.FiguresAt, view.Withdrawn = v.figuresShown(paper)
	view.Reads = v.reads(paper)
	shell := v.shell(view.Heading, v.now)
	shell.ErrorTitle = !form.OK()
	shell.Back = &govuk.BackLink{Href: "/papers"}
	return composeTemplate.write(w, status, shell, view)
}

func (v *visit) draftRows(paper *board.Paper) []factRow {
	rows := []factRow{
		{Key: "Plan as at", Lines: []string{paper.AsAt.Long()}},
		{Key: "Known at", Lines: []string{paper.KnownAt.Words()}},
		{Key: "Author", Lines: []string{paper.Author.Name}},
	}
	if held, ok := v.now.Plan.Inspections.Get(paper.Inspection); ok {
		rows = append(rows, factRow{Key: "Inspection", Links: []pageLink{{Text: held.Title, Href: "/inspections/" + held.ID}}})
	}
	measures := factRow{Key: "Measures", Links: []pageLink{{Text: "Choose the areas whose measures are printed", Href: "/papers/" + paper.ID + "/measures"}}}
	for _, m := range paper.Measures {
		measures.Lines = append(measures.Lines, m.AreaRef+": "+m.Name+". "+m.Sentence)
	}
	return slices.Concat(rows, []factRow{measures}, v.templateRows(paper), []factRow{v.clearDaysRow(paper)}, v.correctionRows(paper))
}

func (v *visit) composeStatement(form *govuk.Form, table int, st board.Statement) composeStatement {
	about := " statement " + strconv.Itoa(table)
	before := form.Textarea(aroundField("before", st.Key), "Before"+about)
	after := form.Textarea(aroundField("after", st.Key), "After"+about)
	before.Rows, after.Rows = 2, 2
	shown := composeStatement{Statement: st, Table: table, Before: before, After: after}
	for _, row := range st.Rows {
		line := composeRow{Ref: row.Ref, Title: row.Title, Href: "/actions/" + row.ID, Counted: bucketNames[row.Bucket], Due: row.Due.Long()}
		if !row.ApprovedDate.IsZero() {
			line.Due += ", later date approved: " + row.ApprovedDate.Long()
		}
		line.Wanting = row.Done.Words
		shown.Rows = append(shown.Rows, line)
	}
	return shown
}

var bucketNames = map[board.Bucket]string{
	board.Complete: "Complete", board.Except: "Complete but for one part", board.Remaining: "Remaining", board.LeftOut: "Left out",
}

// newerSentences lists what the plan, as known now, says of the paper's own
// day where that differs from what the paper says. The author decides whether
// to refresh: what is right for the meeting is theirs to say.
func (v *visit) newerSentences(paper *board.Paper) (newer []string, err error) {
	st, err := v.s.app.State(v.r.Context(), v.caller, app.When{AsAt: paper.AsAt})
	if err != nil {
		return nil, err
	}
	held := map[board.Key]string{}
	for _, s := range paper.Statements() {
		held[s.Key] = s.Sentence
	}
	for _, s := range board.StatementsFor(st.Plan, paper.Inspection) {
		if held[s.Key] != s.Sentence {
			newer = append(newer, s.Sentence)
		}
	}
	return newer, nil
}

// The buttons that save a draft and go on elsewhere.
var afterSaving = map[string]string{"preview": "/preview", "refresh": "/refresh", "publish": "/publish", "withdraw": "/withdraw"}

func (s *Server) savePaper(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	paper, err := v.paperOf(v.now)
	if err != nil {
		return err
	}
	yours := wordsTyped(form, paper)
	if !form.OK() {
		return v.showCompose(w, http.StatusUnprocessableEntity, form, paper)
	}
	_, err = s.app.EditPaper(r.Context(), v.caller, board.EditPaper{ID: paper.ID, Seen: seenIn(form), Text: yours})
	if isStale(err) || errors.Is(err, store.ErrStale) {
		return v.staleDraft(w, form, yours, err)
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showCompose(w, status, form, paper)
	}
	if next, ok := afterSaving[form.Value("then")]; ok {
		http.Redirect(w, r, "/papers/"+paper.ID+next, http.StatusSeeOther)
		return nil
	}
	return v.done(w, "The draft has been saved.", "/papers/"+paper.ID)
}

// staleDraft shows both people's texts, to be chosen between. When the paper
// was published or withdrawn meanwhile, what was typed is shown with why it
// can't be saved.
func (v *visit) staleDraft(w http.ResponseWriter, form *govuk.Form, yours board.PaperText, refusal error) error {
	if err := v.reload(); err != nil {
		return err
	}
	latest, err := v.paperOf(v.now)
	if err != nil {
		return err
	}
	if latest.State != board.Draft {
		status, err := v.refused(form, refusal)
		if err != nil {
			return err
		}
		return v.showCompose(w, status, form, latest)
	}
	var differ []mergeField
	for _, text := range mergeOf(v.paperTexts(latest), yours, latest.Words(), v.wordsBefore(form, latest.ID), paperFields) {
		if !text.Same() { // the form itself carries the others
			differ = append(differ, text)
		}
	}
	return v.merge(w, "paper", v.lastChange(latest.ID), latest.Version, form, differ)
}

// wordsBefore is what the form was filled from, or nil if that can't be told.
func (v *visit) wordsBefore(form *govuk.Form, id string) *board.PaperText {
	since, err := strconv.ParseInt(form.Value(sinceField), 10, 64)
	if err != nil || since < 1 {
		return nil
	}
	st, err := v.s.app.State(v.r.Context(), v.caller, app.When{KnownEntry: since})
	if err != nil {
		return nil // it only helps to choose; both texts are shown without it
	}
	was, ok := st.Shelf.Paper(id)
	if !ok {
		return nil
	}
	return new(was.Words())
}

// Input and the others draw the form's fields in the order of the paper.
func (c composeView) Input(name, label string) govuk.Input { return c.Form.Input(name, label) }

// Area is a field of several lines, with what to write in it.
func (c composeView) Area(name, label, hint string, rows int) govuk.Textarea {
	area := hintedArea(c.Form.Textarea(name, label), hint)
	area.Rows = rows
	return area
}

// Meeting asks for the day of the meeting.
func (c composeView) Meeting() govuk.DateInput {
	return dateField(c.Form, "meeting", "Day of the meeting", "")
}

// composeDecision is one row that asks the Board for something.
type composeDecision struct {
	Kind govuk.Select
	Text govuk.Textarea
}

// Decisions are the rows of the decisions, with blank ones to add more.
func (c composeView) Decisions() (rows []composeDecision) {
	filled := 0
	for i := 0; len(c.Form.Values(decisionField(i, "text"))) > 0; i++ {
		if c.Form.Text(decisionField(i, "text")) != "" {
			filled = i + 1
		}
	}
	for i := range filled + blankDecisions {
		number := strconv.Itoa(i + 1)
		kind := c.Form.Select(decisionField(i, "kind"), "Decision "+number+": the Board is asked to", decisionKinds())
		text := c.Form.Textarea(decisionField(i, "text"), "What decision "+number+" is about")
		text.Rows = 2
		kind.ErrorMessage = c.Form.Error("decisions." + strconv.Itoa(i))
		rows = append(rows, composeDecision{kind, text})
	}
	return rows
}

// Button is one of the form's buttons. The first saves and stays.
func (composeView) Button(text, then string) govuk.Button {
	button := govuk.Button{Text: text, PreventDoubleClick: new(true)}
	if then != "" {
		button.Name, button.Value, button.Classes = "then", then, "govuk-button--secondary"
	}
	return button
}

// missingDraft says that a paper has no draft any more.
func missingDraft(paper *board.Paper) error {
	return change.Problems{{Kind: change.NotFound, Sentence: "This paper was published as " + paper.Frozen.Reference + ", so it is a draft no more. Open the published paper."}}
}
