package local

import (
	"fmt"
	"strings"

	"throughline/calendar"
	"throughline/practice"
)

// exampleMark begins the first cell of the example row, which is never loaded.
const exampleMark = "EXAMPLE"

// Example is the row that a template shows under its headings: each cell as the template writes it.
func (l *Layout) Example() []string {
	cells := make([]string, len(l.Columns))
	day, n := calendar.Must(2024, 4, 15), 0
	for i := range l.Columns {
		c := &l.Columns[i]
		switch {
		case i == 0:
			cells[i] = exampleMark + ": this row shows how, and is not loaded"
			continue
		case c.Part == Ref, c.Part == Who && (c.Name == firstName || c.Name == lastName || c.Name == born), c.line > 1:
			continue
		}
		n++
		switch c.Type {
		case practice.DateField:
			cells[i] = c.Write(day)
			day = day.AddDays(1)
		case practice.TimeField:
			cells[i] = "17:30"
		case practice.YesNoField:
			cells[i] = "Yes"
		case practice.CountField:
			cells[i] = "12"
		case practice.NumberField:
			cells[i] = "0.5"
		case practice.ChoiceField:
			if len(c.Choices) > 0 {
				cells[i] = c.Shown(c.Choices[0])
			}
		case practice.LongField:
		default:
			cells[i] = fmt.Sprintf("Example %d", n)
		}
	}
	return cells
}

// isExample says whether a row is marked as the example.
func (t *table) isExample(written map[int]string) bool {
	return strings.HasPrefix(strings.ToUpper(strings.TrimSpace(written[0])), exampleMark)
}

// untouched says whether the example is as the template has it.
func (t *table) untouched(written map[int]string) bool {
	shown := t.layout.Example()
	for of, text := range written {
		c := &t.layout.Columns[of]
		was, _ := c.read(shown[of])
		is, _ := c.read(text)
		if fmt.Sprint(was) != fmt.Sprint(is) {
			return false
		}
	}
	return true
}
