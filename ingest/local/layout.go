package local

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/casework"
	"throughline/practice"
)

// Part is what a column of a layout is for.
type Part uint8

// The parts.
const (
	Who   Part = iota // whom or what the row is about
	Ref               // the sender's own name of the row, by which other rows refer to it
	Where             // by what figures are broken down: team, district, agency
	Held              // a field of the kind
)

// Column is one column of a layout.
type Column struct {
	Name    string // as files from other systems have it: small letters and underscores
	Words   string // its heading in words, without the mark of a column that is needed
	Type    practice.FieldType
	Choices []practice.Choice // what may be chosen, on any day
	Coded   bool              // the choices are codes of the returns, and are shown with them
	// Needed says that every row needs it; Maybe that some do.
	Needed, Maybe bool
	Note          string // a hint, or ""
	Part          Part

	field, inner, choice string // the field it is of; of a list, the field of the line; of several choices, the one
	line                 int    // of a list, from 1
}

// Layout is the columns of one kind of record, in order.
type Layout struct {
	Kind    string // its code
	Name    string
	Help    string
	About   practice.Subject
	Send    practice.Send
	Columns []Column

	form *practice.Kind
}

// Lines is how many lines of a list a template has columns for. Read takes up to mostLines.
const (
	Lines     = 5
	mostLines = 50
)

// Of gives the layout of a kind, and whether the pack has one by that code. Of several versions it is the latest.
func Of(pack *practice.Pack, kind string) (Layout, bool) { return layout(pack, kind, Lines) }

// Kinds lists the kinds of the pack that are on, each once, in the order of the pack.
func Kinds(pack *practice.Pack) (codes []string) {
	for _, k := range pack.Kinds {
		if k.On && !slices.Contains(codes, k.Code) {
			codes = append(codes, k.Code)
		}
	}
	return codes
}

// Names are the names of the columns, as the first row of a text file has them.
func (l *Layout) Names() []string {
	names := make([]string, len(l.Columns))
	for i := range l.Columns {
		names[i] = l.Columns[i].Name
	}
	return names
}

// Headings are the columns in words, as a template has them: what is needed says so.
func (l *Layout) Headings() []string {
	headings := make([]string, len(l.Columns))
	for i := range l.Columns {
		headings[i] = l.Columns[i].Heading()
	}
	return headings
}

// neededMark ends the heading of a column that every row needs: a word, because a colour isn't seen by everybody.
const neededMark = " (needed)"

// Heading is the column's words, with a mark where it is needed.
func (c *Column) Heading() string {
	if c.Needed {
		return c.Words + neededMark
	}
	return c.Words
}

func layout(pack *practice.Pack, kind string, lines int) (Layout, bool) {
	all := pack.Kind(kind)
	if len(all) == 0 {
		return Layout{}, false
	}
	k := all[len(all)-1]
	l := Layout{Kind: k.Code, Name: k.Name, Help: k.Help, About: k.About, Send: k.Send, form: k}
	l.Columns = append(l.Columns, who(k)...)
	for i := range k.Fields {
		l.Columns = append(l.Columns, fieldColumns(&k.Fields[i], lines)...)
	}
	if first := l.named(); first >= 0 { // what says whom the row is about comes first
		c := l.Columns[first]
		c.Part, c.Needed = Who, true
		l.Columns = slices.Insert(slices.Delete(l.Columns, first, first+1), 0, c)
	}
	for _, c := range where(k) {
		if !slices.ContainsFunc(l.Columns, func(had Column) bool { return had.Name == c.Name }) {
			l.Columns = append(l.Columns, c)
		}
	}
	l.Columns = append(l.Columns, Column{Name: reference, Words: "Your own reference for this row", Type: practice.TextField, Part: Ref,
		Note: "Leave it blank, or write what your own system calls the row. Other rows can name it."})
	l.tellApart()
	return l, true
}

const reference = "row_reference"

// aboutWords are what a row is about, where the kind has no field that says it.
var aboutWords = map[practice.Subject]Column{
	"staff":   {Words: "Your number for the member of staff", Note: "A number that means nothing outside your organisation. Write no name."},
	"body":    {Words: "Organisation"},
	"shift":   {Words: "Your number for the shift"},
	"service": {Words: "Name of the service"},
	"request": {Words: "Number of the request"},
	"area":    {Words: "Area"},
	"family":  {Words: "Your number for the family", Note: "A number from your own records. Write no name."},
	"report":  {Words: "Name of the report"},
}

// The columns that name a person.
const (
	childID   = "child_id"
	adultID   = "adult_id"
	nhsNumber = "nhs_number"
	pupil     = "upn"
	firstName = "first_name"
	lastName  = "last_name"
	born      = "born"
)

func who(k *practice.Kind) []Column {
	text := practice.TextField
	switch k.About {
	case "child":
		return []Column{
			{Name: childID, Words: "Child’s number at the council", Type: text, Part: Who, Note: "If you don’t know it, write the NHS number, or the name and the date of birth."},
			{Name: nhsNumber, Words: "NHS number", Type: text, Part: Who, Note: "Ten digits."},
			{Name: pupil, Words: "Unique pupil number", Type: text, Part: Who, Note: "A letter and 12 digits."},
			{Name: firstName, Words: "First name", Type: text, Part: Who, Note: "Only where no number is known."},
			{Name: lastName, Words: "Last name", Type: text, Part: Who, Note: "Only where no number is known."},
			{Name: born, Words: "Date of birth", Type: practice.DateField, Part: Who, Note: "Day first. Only where no number is known."},
		}
	case "adult":
		return []Column{
			{Name: adultID, Words: "Their number at the council", Type: text, Part: Who, Note: "If you don’t know it, write the NHS number, or the name and the date of birth."},
			{Name: nhsNumber, Words: "NHS number", Type: text, Part: Who, Note: "Ten digits."},
			{Name: firstName, Words: "First name", Type: text, Part: Who, Note: "Only where no number is known."},
			{Name: lastName, Words: "Last name", Type: text, Part: Who, Note: "Only where no number is known."},
			{Name: born, Words: "Date of birth", Type: practice.DateField, Part: Who, Note: "Day first. Only where no number is known."},
		}
	}
	if subjectField(k) != "" {
		return nil
	}
	c := aboutWords[k.About]
	c.Words = cmp.Or(c.Words, "About whom or what")
	c.Name, c.Type, c.Part, c.Needed = string(k.About), text, Who, true
	if k.About == "staff" {
		c.Name = "staff_id"
	}
	return []Column{c}
}

// subjectField is the field of a kind that says whom or what a row is about, or "": one that is called so; of staff the first that names one of
// them, and of a body the first that names an agency.
func subjectField(k *practice.Kind) string {
	if k.About == "child" || k.About == "adult" {
		return ""
	}
	called := []string{string(k.About), string(k.About) + "_id", string(k.About) + "_number"}
	for i := range k.Fields {
		if slices.Contains(called, k.Fields[i].Name) {
			return k.Fields[i].Name
		}
	}
	named := map[practice.Subject]practice.FieldType{"staff": practice.StaffField, "body": practice.AgencyField}[k.About]
	for i := range k.Fields {
		if named != "" && k.Fields[i].Type == named && k.Fields[i].Required {
			return k.Fields[i].Name
		}
	}
	return ""
}

func (l *Layout) named() int {
	field := subjectField(l.form)
	return slices.IndexFunc(l.Columns, func(c Column) bool { return field != "" && c.Name == field })
}

// where are the columns by which figures are broken down. The agency is asked for where no field says it.
func where(k *practice.Kind) []Column {
	text := practice.TextField
	all := []Column{
		{Name: "team", Words: "Team", Type: text, Part: Where},
		{Name: "district", Words: "District", Type: text, Part: Where},
	}
	if agencyField(k) == "" {
		all = append(all, Column{Name: "agency", Words: "Agency", Type: text, Part: Where})
	}
	if k.About == "body" || k.About == "area" || k.About == "service" {
		all = slices.Delete(all, 0, 1)
	}
	return all
}

// agencyField is the first field that names the agency a row is from, or "".
func agencyField(k *practice.Kind) string {
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Name == "agency" || f.Type == practice.AgencyField && f.Required {
			return f.Name
		}
	}
	return ""
}

func fieldColumns(f *practice.Field, lines int) []Column {
	c := columnOf(f)
	switch f.Type {
	case practice.ListField:
		var all []Column
		for n := 1; n <= lines; n++ {
			for i := range f.Fields {
				inner := &f.Fields[i]
				of := columnOf(inner)
				of.field, of.inner, of.line = f.Name, inner.Name, n
				of.Name = fmt.Sprintf("%s_%d_%s", f.Name, n, inner.Name)
				of.Words = fmt.Sprintf("%s %d: %s", f.Words, n, inner.Words)
				of.Needed, of.Maybe = false, inner.Required
				all = append(all, of)
			}
		}
		return all
	case practice.ChoicesField:
		var all []Column
		for _, choice := range c.Choices {
			of := Column{Name: f.Name + "_" + choice.Code, Words: f.Words + " " + choice.Words, Type: practice.YesNoField, Part: Held, Note: c.Note, Maybe: f.Required,
				field: f.Name, choice: choice.Code}
			all = append(all, of)
		}
		return all
	}
	return []Column{c}
}

func columnOf(f *practice.Field) Column {
	c := Column{Name: f.Name, Words: f.Words, Type: f.Type, Part: Held, Note: f.Help, Choices: f.Choices, field: f.Name}
	// What is told at length stays in the record: a file is asked for days, choices and numbers.
	c.Needed = f.Required && f.Type != practice.LongField
	c.Maybe = f.RequiredWhen != "" && f.Type != practice.LongField
	if f.Codes != "" {
		c.Choices, c.Coded = nil, true
		for _, code := range casework.CodeSet(f.Codes).Codes() {
			if !slices.ContainsFunc(c.Choices, func(had practice.Choice) bool { return had.Code == code.Code }) {
				c.Choices = append(c.Choices, practice.Choice{Code: code.Code, Words: code.Label})
			}
		}
	}
	if f.Type == practice.ThingField {
		c.Note = strings.TrimSpace(c.Note + " Write the other row’s own reference.")
	}
	return c
}

// tellApart adds its name to each heading that would be there twice, such as the Time of two days.
func (l *Layout) tellApart() {
	seen := map[string]int{}
	for i := range l.Columns {
		seen[plainHeading(l.Columns[i].Words)]++
	}
	for i := range l.Columns {
		c := &l.Columns[i]
		if seen[plainHeading(c.Words)] > 1 {
			of := c.Name
			if c.line > 0 {
				of = c.inner
			}
			c.Words += " (" + strings.ReplaceAll(of, "_", " ") + ")"
		}
	}
}

// Shown is how a choice is shown in a template.
func (c *Column) Shown(choice practice.Choice) string {
	if c.Coded {
		return choice.Code + ": " + choice.Words
	}
	return choice.Words
}

// Write gives a value as a template has it: a choice in words and a day as 5 November 2018 is written in figures, day first.
func (c *Column) Write(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case bool:
		if value {
			return "Yes"
		}
		return "No"
	case int64:
		return strconv.FormatInt(value, 10)
	case int:
		return strconv.Itoa(value)
	case float64:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case string:
		for _, choice := range c.Choices {
			if choice.Code == value {
				return c.Shown(choice)
			}
		}
		return value
	case calendar.Date:
		if value.IsZero() {
			return ""
		}
		return fmt.Sprintf("%02d/%02d/%04d", value.Day, int(value.Month), value.Year)
	}
	return fmt.Sprint(value)
}
