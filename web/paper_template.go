package web

import (
	"net/http"

	"throughline/board"
	"throughline/change"
	"throughline/web/govuk"
)

// templateChoice asks with which committee template a paper begins.
func (v *visit) templateChoice(form *govuk.Form) govuk.Select {
	var choices []govuk.SelectItem
	for _, t := range v.now.Shelf.Templates() {
		name := t.Committee
		if t.BuiltIn() {
			name += " (as it comes)"
		}
		choices = append(choices, govuk.Option(t.ID, name))
	}
	chosen := form.Select("template", "Committee template", choices)
	chosen.Hint = govuk.HintText("It says which sections the paper has, and who clears it.")
	return chosen
}

// templateMeant is the template for a committee by its name, or that of papers
// without one.
func (v *visit) templateMeant(committee string) string {
	if t, ok := v.now.Shelf.TemplateFor(committee); ok {
		return t.ID
	}
	return board.DefaultTemplate
}

// templateRows says which template a draft has, what became of it since, and
// who is asked to clear the paper.
func (v *visit) templateRows(paper *board.Paper) []factRow {
	row := factRow{Key: "Committee template", Links: []pageLink{{Text: "Choose another, or take it as it is now", Href: "/papers/" + paper.ID + "/template"}}}
	if paper.Template == nil {
		row.Lines = []string{"Corporate Parenting Board, as it comes. It has no implications sections, and nobody is asked to clear the paper."}
		return []factRow{row}
	}
	row.Lines = []string{paper.Template.Of.Committee + ", for " + lowerFirst(paper.Template.Of.Kind.Words())}
	if changed := v.now.Shelf.TemplateChanged(paper); changed != "" {
		row.Lines = append(row.Lines, changed)
	}
	return []factRow{row, {Key: "Clearance", Lines: v.clearanceLines(paper), Links: []pageLink{{Text: "Who clears this paper", Href: "/papers/" + paper.ID + "/clearance"}}}}
}

func (v *visit) clearanceLines(paper *board.Paper) []string {
	if asked := v.now.Shelf.AskedToClear(paper.ID); asked != nil {
		return []string{"Asked for on " + asked.On.Long() + ", to be answered by " + asked.AnswerBy.Long() + "."}
	}
	return []string{"Nobody has been asked yet."}
}

// implicationNone is the field by which an author says that there are none.
func implicationNone(key string) string { return board.ImplicationField(key) + "-none" }

// composeImplication is one implications section in the form of a draft.
type composeImplication struct {
	Text govuk.Textarea
	None *govuk.Checkboxes // nil where the committee wants the section written
}

// Implications are the sections that the committee's template has.
func (c composeView) Implications() (all []composeImplication) {
	for _, i := range c.Paper.ImplicationsAsked() {
		hint := i.Help
		if hint != "" {
			hint += " "
		}
		text := hintedArea(c.Form.Textarea(board.ImplicationField(i.Key), i.Heading), hint+i.Need.Words()+".")
		text.Rows = 4
		one := composeImplication{Text: text}
		if i.Need != board.Required || c.Form.Value(implicationNone(i.Key)) != "" {
			none := c.Form.Checkboxes(implicationNone(i.Key), i.Heading+": are there any?", []govuk.Choice{{Value: "yes", Text: "There are none, and I have said why"}})
			none.Classes = "govuk-checkboxes--small"
			one.None = &none
		}
		all = append(all, one)
	}
	return all
}

// implicationTexts reads what the author wrote in each section.
func implicationTexts(form *govuk.Form, paper *board.Paper) (all []board.ImplicationText) {
	for _, i := range paper.ImplicationsAsked() {
		all = append(all, board.ImplicationText{Key: i.Key, None: form.Value(implicationNone(i.Key)) == "yes", Text: textOf(form, board.ImplicationField(i.Key))})
	}
	return all
}

// implicationMerge lists the sections, to compare two people's.
func implicationMerge(paper *board.Paper) (texts []mergeText[board.PaperText]) {
	for _, i := range paper.ImplicationsAsked() {
		texts = append(texts, mergeText[board.PaperText]{board.ImplicationField(i.Key), i.Heading, func(t board.PaperText) string {
			for _, text := range t.Implications {
				switch {
				case text.Key != i.Key:
				case text.None:
					return board.NoneWords + " " + text.Text
				default:
					return text.Text
				}
			}
			return ""
		}})
	}
	return texts
}

func (s *Server) takeTemplatePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value("template") == "" {
		id := v.templateMeant(paper.Committee)
		if paper.Template != nil {
			id = paper.Template.ID
		}
		form.Set("template", id)
	}
	v.seeing(form, paper.Version)
	return v.askTakeTemplate(w, http.StatusOK, form, paper)
}

func (v *visit) askTakeTemplate(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	view := askView{
		Form: form, Caption: paper.Title, Heading: "Committee template of this paper", Action: "/papers/" + paper.ID + "/template", Hidden: seenOf(form),
		About: []string{
			"The paper gets the sections and headings of the template as it is now, and is cleared by those whom it names. Your words stay. What was cleared before has to be cleared again.",
		},
		Fields: []govuk.Component{v.templateChoice(form)}, Button: "Use this template", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	}
	if changed := v.now.Shelf.TemplateChanged(paper); changed != "" {
		view.About = append([]string{changed}, view.About...)
	}
	return v.ask(w, status, view)
}

func (s *Server) takeTemplate(w http.ResponseWriter, r *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	_, err = s.app.EditPaper(r.Context(), v.caller, board.TakeTemplate{Paper: paper.ID, Seen: seenIn(form), Template: form.Value("template")})
	if isStale(err) {
		return v.draftMovedOn(form, func(latest *board.Paper) error { return v.askTakeTemplate(w, http.StatusConflict, form, latest) })
	}
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askTakeTemplate(w, status, form, paper)
	}
	t, ok := v.now.Shelf.Template(form.Value("template"))
	if !ok {
		return change.Missing("committee template")
	}
	return v.done(w, "The paper now has the template of the "+t.Committee+".", "/papers/"+paper.ID)
}
