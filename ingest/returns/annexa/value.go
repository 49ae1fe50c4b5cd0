package annexa

import (
	"fmt"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
)

// Lists gives the names of the lists, list_1 to list_11.
func Lists() []string {
	names := make([]string, most)
	for i := range names {
		names[i] = fmt.Sprint("list_", i+1)
	}
	return names
}

// Title is the words for a list: “List 8: children looked after”; its own name for what is no list.
func Title(list string) string {
	if l := spec().byName[list]; l != nil {
		return fmt.Sprintf("List %d: %s", l.number, titles[l.number-1])
	}
	return list
}

var titles = [most]string{"contacts", "early help", "referrals", "assessments", "section 47 enquiries and initial child protection conferences", "children in need",
	"children with a child protection plan", "children looked after", "care leavers", "adoption", "adopters"}

// Columns gives the columns of a list, such as list_8, in their order, by the names that Annex A has for them; none for what is no list.
func Columns(list string) []string {
	l := spec().byName[list]
	if l == nil {
		return nil
	}
	names := make([]string, len(l.columns))
	for i := range l.columns {
		names[i] = l.columns[i].name
	}
	return names
}

// Codes gives the values that a column of a list may have, such as “b) Female”; none where it has no such values.
func Codes(list, column string) []string {
	if c := columnOf(list, column); c != nil {
		return slices.Clone(c.codes)
	}
	return nil
}

func columnOf(list, column string) *listColumn {
	l := spec().byName[list]
	if l == nil {
		return nil
	}
	at, ok := l.byName[column]
	if !ok {
		return nil
	}
	return &l.columns[at]
}

// Code gives the value of the list that a cell says, however it is spelt, and "" where it says none or two; what is written stays in the row.
func Code(row *tabular.Row, column string) string {
	c := columnOf(row.Table, column)
	if c == nil {
		return ""
	}
	value, _ := c.value(row.Cell(column))
	return value
}

// value gives the value that a spelling is of. It is "" and true for a spelling that two values have.
func (c *listColumn) value(written string) (value string, two bool) {
	written = strings.TrimSpace(written)
	if isNothing(written) {
		return "", false
	}
	for _, spelling := range []string{written, unlettered(written)} {
		for _, found := range []string{c.exact[spelling], c.folded[fold(spelling)]} {
			switch found {
			case "":
			case unsure:
				two = true
			case codeError:
				return "", false
			default:
				return found, false
			}
		}
	}
	if letters, _, is := strings.Cut(fold(written), ":"); is && len(letters) == 2 { // F1: whatever follows
		for _, known := range c.codes {
			if strings.HasPrefix(fold(known), letters+":") {
				return known, false
			}
		}
	}
	for _, known := range c.codes {
		if len(written) == 2 && strings.HasPrefix(fold(known), fold(written)+":") {
			return known, false
		}
	}
	return "", two
}

// unlettered takes the letter of a council's own list from the front of a spelling: “e) PR4 - Private provision”. The words say what it means.
func unlettered(written string) string {
	if len(written) > 3 && written[1] == ')' {
		return strings.TrimSpace(written[2:])
	}
	return written
}

// Day gives the day of a cell. Text has the day before the month. It is not ok for a blank and for what is no date.
func Day(row *tabular.Row, column string) (day calendar.Date, ok bool) {
	read := returns.ReadDate(row.Cell(column))
	return read.Day, !read.Day.IsZero()
}

// Yes gives what a cell with the values True, False and Unknown says; it is not ok where that is not known.
func Yes(row *tabular.Row, column string) (yes, ok bool) {
	switch Code(row, column) {
	case "True":
		return true, true
	case "False":
		return false, true
	}
	return false, false
}

// isNothing finds words and marks of workbooks and databases for a blank.
func isNothing(text string) bool {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "", "#n/a", "null", "nan", "nat", "#ref!", "#value!", "#name?", "#div/0!":
		return true
	}
	return false
}
