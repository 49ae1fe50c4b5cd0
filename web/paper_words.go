package web

import (
	"net/url"
	"strconv"
	"strings"

	"throughline/board"
	"throughline/change"
	"throughline/deadline"
	"throughline/web/govuk"
)

// blankDecisions is how many empty rows stand after the decisions, to add more.
const blankDecisions = 3

// aroundField names the fields around one statement: before.safeguarding.six_months.
func aroundField(side string, k board.Key) string {
	name := side + "." + string(k.Section)
	if k.Timescale != deadline.None {
		name += "." + string(k.Timescale)
	}
	return name
}

func decisionField(i int, which string) string { return "decisions-" + strconv.Itoa(i) + "-" + which }

// paperFields is what an author wrote, as the form has it.
func paperFields(t board.PaperText) url.Values {
	values := url.Values{
		"title": {t.Title}, "committee": {t.Committee}, "purpose": {t.Purpose}, "background": {t.Background}, "additional": {t.Additional},
		"questions": {strings.Join(t.Questions, "\n")}, "contact.name": {t.Contact.Name}, "contact.role": {t.Contact.Role},
		"contact.phone": {t.Contact.Phone}, "contact.email": {t.Contact.Email}, "figures": {t.Figures},
	}
	if d := t.Meeting; !d.IsZero() {
		values.Set("meeting-day", strconv.Itoa(d.Day))
		values.Set("meeting-month", strconv.Itoa(int(d.Month)))
		values.Set("meeting-year", strconv.Itoa(d.Year))
	}
	for _, around := range t.Around {
		values.Set(aroundField("before", around.Key), around.Before)
		values.Set(aroundField("after", around.Key), around.After)
	}
	for _, text := range t.Implications {
		values.Set(board.ImplicationField(text.Key), text.Text)
		if text.None {
			values.Set(implicationNone(text.Key), "yes")
		}
	}
	for i, d := range t.Decisions {
		values.Set(decisionField(i, "kind"), string(d.Kind))
		values.Set(decisionField(i, "text"), d.Text)
	}
	return values
}

// wordsTyped reads what the author typed around the statements of a paper.
func wordsTyped(form *govuk.Form, paper *board.Paper) board.PaperText {
	t := board.PaperText{
		Title: form.Text("title"), Committee: form.Text("committee"), Meeting: typedDate(form, "meeting", "The day of the meeting", false),
		Purpose: textOf(form, "purpose"), Background: textOf(form, "background"), Additional: textOf(form, "additional"), Questions: lines(form.Value("questions")),
		Contact: board.Contact{Name: form.Text("contact.name"), Role: form.Text("contact.role"), Phone: form.Text("contact.phone"), Email: form.Text("contact.email")},
		Figures: form.Value("figures"), Implications: implicationTexts(form, paper),
	}
	for _, entry := range paper.Entries {
		key := entry.Statement.Key
		t.Around = append(t.Around, board.Around{Key: key, Before: textOf(form, aroundField("before", key)), After: textOf(form, aroundField("after", key))})
	}
	for i := 0; len(form.Values(decisionField(i, "text"))) > 0; i++ {
		t.Decisions = append(t.Decisions, board.Decision{Kind: board.DecisionKind(form.Text(decisionField(i, "kind"))), Text: form.Text(decisionField(i, "text"))})
	}
	return t
}

// paperTexts lists the texts of a paper, to compare two people's.
func (v *visit) paperTexts(paper *board.Paper) []mergeText[board.PaperText] {
	texts := []mergeText[board.PaperText]{
		{"title", "Title", func(t board.PaperText) string { return t.Title }},
		{"committee", "Committee or board", func(t board.PaperText) string { return t.Committee }},
		{"meeting", "Day of the meeting", func(t board.PaperText) string { return dayOr(t.Meeting, "") }},
		{"purpose", "Purpose of the report and summary", func(t board.PaperText) string { return t.Purpose }},
	}
	for i, entry := range paper.Entries {
		key := entry.Statement.Key
		side := func(t board.PaperText) board.Around {
			for _, around := range t.Around {
				if around.Key == key {
					return around
				}
			}
			return board.Around{}
		}
		about := "statement " + strconv.Itoa(i+1) + ", " + key.Words()
		texts = append(texts,
			mergeText[board.PaperText]{aroundField("before", key), "Before " + about, func(t board.PaperText) string { return side(t).Before }},
			mergeText[board.PaperText]{aroundField("after", key), "After " + about, func(t board.PaperText) string { return side(t).After }})
	}
	texts = append(texts, implicationMerge(paper)...)
	return append(texts,
		mergeText[board.PaperText]{"questions", "Questions for Board members", func(t board.PaperText) string { return strings.Join(t.Questions, "\n") }},
		mergeText[board.PaperText]{"background", "Background", func(t board.PaperText) string { return t.Background }},
		mergeText[board.PaperText]{"additional", "Additional actions", func(t board.PaperText) string { return t.Additional }},
		mergeText[board.PaperText]{"decisions", "Decisions required", decisionLines},
		mergeText[board.PaperText]{"figures", "Figures about children", func(t board.PaperText) string { return v.figuresTitle(t.Figures) }},
		mergeText[board.PaperText]{"contact.name", "Contact’s name", func(t board.PaperText) string { return t.Contact.Name }},
		mergeText[board.PaperText]{"contact.role", "Contact’s role", func(t board.PaperText) string { return t.Contact.Role }},
		mergeText[board.PaperText]{"contact.phone", "Contact’s telephone", func(t board.PaperText) string { return t.Contact.Phone }},
		mergeText[board.PaperText]{"contact.email", "Contact’s e-mail", func(t board.PaperText) string { return t.Contact.Email }},
	)
}

func decisionLines(t board.PaperText) string {
	var all []string
	for _, d := range t.Decisions {
		if d.Text != "" {
			all = append(all, change.UpperFirst(string(d.Kind))+" "+d.Text)
		}
	}
	return strings.Join(all, "\n")
}

// decisionKinds are the words for what a Board is asked.
func decisionKinds() (all []govuk.SelectItem) {
	for _, kind := range board.DecisionKinds {
		all = append(all, govuk.Option(string(kind), change.UpperFirst(string(kind))))
	}
	return all
}
