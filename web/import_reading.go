package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/ingest/document"
	"throughline/ingest/intoplan"
	"throughline/ingest/planfile"
	"throughline/web/govuk"
)

// meaningWords names what a column can be.
var meaningWords = map[planfile.Meaning]string{
	planfile.Other: "Something else: keep it as it is", planfile.Ref: "Number or reference", planfile.Section: "Section", planfile.Timescale: "Timescale set by inspectors",
	planfile.Area: "Area for improvement or recommendation", planfile.Action: "Action", planfile.Steps: "Steps or milestones of the action", planfile.Owner: "Who is responsible",
	planfile.Agency: "Agency", planfile.DueDate: "Due date", planfile.NewDate: "A later date than the first", planfile.ApprovedBy: "Who approved the later date",
	planfile.Progress: "Progress, in a word, letter or colour", planfile.Narrative: "Progress, in sentences", planfile.Finished: "Date it was completed",
}

type importReadingView struct {
	askView
	Rows     list[readLine]
	Warnings []readWarning
	More     int // warnings that are not listed
	Refused  string
}

// readLine is one entry as it is understood.
type readLine struct {
	Place, Ref, Area, Action, Due, Claim string
	Parts                                []string
}

type readWarning struct{ Place, Text string }

var importReadingTemplate = newPage[importReadingView]("import_reading.tmpl")

// warningsShown is how many warnings are listed at once.
const warningsShown = 200

func (s *Server) importReadingPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	f, err := v.planFile()
	if err != nil {
		return err
	}
	return v.showReading(w, http.StatusOK, f, v.start(), r.URL)
}

func (v *visit) showReading(w http.ResponseWriter, status int, f *app.PlanFile, form *govuk.Form, address *url.URL) error {
	at := "/imports/" + f.Import.ID
	view := importReadingView{
		askView: askView{
			Form: form, Caption: f.Import.Attachment.Name, Heading: "How the file is read", Action: at + "/reading", Button: "Read it this way",
			About:  []string{"Each column was matched by its heading and what is in it. Change what is wrong, and look at the rows below as they are understood now."},
			Hidden: []mergeHidden{{"seen", strconv.Itoa(f.Import.Version)}}, Cancel: &pageLink{Text: "Go on to how it comes into the plan", Href: at + "/choices"},
			Fields: v.readingFields(f, form),
		},
		Refused: f.Reading.Refused,
	}
	lines := make([]readLine, len(f.Reading.Entries))
	for i := range f.Reading.Entries {
		lines[i] = lineOf(&f.Reading.Entries[i])
	}
	var err error
	if view.Rows, err = listOf(address, lines); err != nil {
		return err
	}
	for _, warning := range f.Reading.Warnings {
		if len(view.Warnings) == warningsShown {
			view.More = len(f.Reading.Warnings) - warningsShown
			break
		}
		view.Warnings = append(view.Warnings, readWarning{intoplan.PlaceWords(warning.Place), warning.Text})
	}
	shell := v.shell(view.Heading, v.now)
	shell.ErrorTitle = !form.OK()
	shell.Breadcrumbs = v.importTrail(f.Import)
	return importReadingTemplate.write(w, status, shell, view)
}

func lineOf(e *planfile.Entry) readLine {
	line := readLine{
		Place: intoplan.PlaceWords(e.Place), Ref: e.Ref, Area: e.Area, Action: e.Action, Due: dayOr(e.Due, "No date could be read"), Claim: claimWords[e.Status],
	}
	for i := range e.Parts {
		part := &e.Parts[i]
		words := part.Text
		if owners := strings.Join(part.Owners, "; "); owners != "" {
			words += " (" + owners + ")"
		} else if part.Agency != "" {
			words += " (" + part.Agency + ")"
		}
		if !part.Due.IsZero() && part.Due != e.Due {
			words += ", due " + part.Due.Long()
		}
		line.Parts = append(line.Parts, words)
	}
	return line
}

func (v *visit) readingFields(f *app.PlanFile, form *govuk.Form) (fields []govuk.Component) {
	meanings := make([]govuk.SelectItem, len(planfile.Meanings))
	for i, meaning := range planfile.Meanings {
		meanings[i] = govuk.Option(meaningValue(meaning), meaningWords[meaning])
	}
	for t, table := range f.Mapping.Tables {
		fields = append(fields, heading(tableName(table)))
		name := "table." + strconv.Itoa(t)
		fillUnsent(form, name, table.Plan)
		is := form.Radios(name, "Is this the plan?", []govuk.Choice{{Value: "yes", Text: "Yes, read it"}, {Value: "no", Text: "No, leave it out"}})
		is.Hint, is.Classes = govuk.HintText(table.Why), "govuk-radios--inline govuk-radios--small"
		fields = append(fields, is)
		if !table.Plan {
			continue
		}
		for c, column := range table.Columns {
			name := columnField(t, c)
			fill(form, name, meaningValue(column.Means))
			label := column.Name
			if label == "" {
				label = "Column " + strconv.Itoa(column.Column) + ", which has no heading"
			}
			is := form.Select(name, label, meanings)
			is.Hint = govuk.HintText(strings.TrimSpace(column.Why + " " + example(f.Document, table, column.Column)))
			fields = append(fields, is)
		}
	}
	if len(f.Mapping.Statuses) > 0 {
		fields = append(fields, heading("What the words and colours claim"))
	}
	claims := []govuk.SelectItem{govuk.Option("unclear", "Nothing that can be told")}
	for _, fact := range planfile.Facts {
		claims = append(claims, govuk.Option(string(fact), "That it is "+claimWords[fact]))
	}
	for i, status := range f.Mapping.Statuses {
		name := "status." + strconv.Itoa(i)
		fill(form, name, orUnclear(status.Means))
		is := form.Select(name, statusName(status), claims)
		is.Hint = govuk.HintText(count(status.Count, "cell") + ". " + status.Why)
		fields = append(fields, is)
	}
	if d := f.Mapping.Dates; d.EitherWay+d.OnlyDay+d.OnlyMonth > 0 {
		fillUnsent(form, "month-first", d.MonthFirst)
		order := form.Radios("month-first", "How are dates in figures written?", []govuk.Choice{{Value: "no", Text: "Day first, as 31/01/2012"}, {Value: "yes", Text: "Month first, as 01/31/2012"}})
		order.Hint = govuk.HintText(d.Why)
		fields = append(fields, order)
	}
	return fields
}

func columnField(table, column int) string {
	return "column." + strconv.Itoa(table) + "." + strconv.Itoa(column)
}

func fillUnsent(form *govuk.Form, name string, yes bool) {
	if yes {
		fill(form, name, "yes")
	}
	fill(form, name, "no")
}

const keepAsItIs = "other"

func meaningValue(m planfile.Meaning) string {
	if m == planfile.Other {
		return keepAsItIs
	}
	return string(m)
}

func orUnclear(f planfile.Fact) string {
	if f == planfile.Unclear {
		return "unclear"
	}
	return string(f)
}

func tableName(t planfile.Table) string {
	name := intoplan.PlaceWords(t.Place)
	if t.Heading != "" && t.Heading != name {
		name += ": " + t.Heading
	}
	return name + " (rows " + strconv.Itoa(t.First) + " to " + strconv.Itoa(t.Last) + ")"
}

func statusName(s planfile.Status) string {
	switch {
	case s.Words == "":
		return "A cell coloured " + s.Colour
	case s.Colour != "":
		return "“" + s.Words + "”, coloured " + s.Colour
	default:
		return "“" + s.Words + "”"
	}
}

// exampleLength is how much of a cell is shown as an example.
const exampleLength = 60

// beginning is the first of some words, for a label.
func beginning(words string) string {
	if runes := []rune(words); len(runes) > exampleLength {
		return string(runes[:exampleLength]) + "…"
	}
	return words
}

// example gives the first cell of a column under its heading.
func example(d document.Document, t planfile.Table, column int) string {
	if t.Block < 0 || t.Block >= len(d.Blocks) {
		return ""
	}
	last := t.First
	for _, row := range t.Headers {
		last = max(last, row)
	}
	for _, row := range d.Blocks[t.Block].Rows {
		if row.Number <= last || row.Number > t.Last {
			continue
		}
		for _, cell := range row.Cells {
			if text := strings.Join(strings.Fields(cell.Text), " "); cell.Column == column && text != "" {
				return "For example “" + beginning(text) + "”."
			}
		}
	}
	return ""
}

func (s *Server) settleReading(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	f, err := v.planFile()
	if err != nil {
		return err
	}
	how := f.Remembered
	how.Mapping = mappingTyped(form, f.Mapping)
	reading := planfile.Read(f.Document, how.Mapping)
	how.Choices = intoplan.Again(&reading, f.Plan, f.Import.Inspection, f.Choices)
	if _, err := s.app.SettlePlanFile(r.Context(), v.caller, f.Import.ID, seenIn(form), how); err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.showReading(w, status, f, form, r.URL)
	}
	return v.done(w, "The file is read that way now. "+count(len(reading.Entries), "row was", "rows were")+" understood.", "/imports/"+f.Import.ID+"/reading")
}

// mappingTyped gives the mapping with what a person changed. What they did not touch keeps the reason it was guessed for.
func mappingTyped(form *govuk.Form, m planfile.Mapping) planfile.Mapping {
	next := m
	next.Tables = append([]planfile.Table{}, m.Tables...)
	for t := range next.Tables {
		table := &next.Tables[t]
		if chosen := form.Value("table." + strconv.Itoa(t)); chosen != "" && (chosen == "yes") != table.Plan {
			table.Plan, table.Why, table.Confidence = chosen == "yes", settledByYou, 100
		}
		table.Columns = append([]planfile.Meant{}, table.Columns...)
		for c := range table.Columns {
			column := &table.Columns[c]
			chosen := planfile.Meaning(form.Value(columnField(t, c)))
			if chosen == keepAsItIs {
				chosen = planfile.Other
			} else if meaningWords[chosen] == "" || chosen == planfile.Other {
				continue // it was not on the form
			}
			if chosen != column.Means {
				column.Means, column.Why, column.Confidence = chosen, settledByYou, 100
			}
		}
	}
	next.Statuses = append([]planfile.Status{}, m.Statuses...)
	for i := range next.Statuses {
		status := &next.Statuses[i]
		chosen := form.Value("status." + strconv.Itoa(i))
		fact := planfile.Fact(chosen)
		if chosen == "unclear" {
			fact = planfile.Unclear
		} else if claimWords[fact] == "" {
			continue
		}
		if fact != status.Means || status.Ask {
			status.Means, status.Ask, status.Why, status.Confidence = fact, false, settledByYou, 100
		}
	}
	if chosen := form.Value("month-first"); chosen != "" {
		next.Dates.MonthFirst = chosen == "yes"
	}
	return next
}

const settledByYou = "As it was settled here."
