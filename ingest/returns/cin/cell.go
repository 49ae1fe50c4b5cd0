package cin

import (
	"fmt"
	"strconv"
	"strings"

	"throughline/ingest/returns"
)

// cell reads a value, and notes what is wrong with it.
func (r *reader) cell(row *Row, c Column, text string) returns.Cell {
	made := returns.Cell{Written: text}
	text = strings.TrimSpace(text)
	if text == "" {
		return made
	}
	made.Text, made.State = strings.ToUpper(text), returns.Good
	if len(text) > r.limits.Letters {
		r.wrong(row, c, &made, "value-too-long", "There are more letters here than an element can hold. The rest is cut off.", "Check that an element is not left open.")
		return made
	}
	switch columns[c].kind {
	case words:
	case date:
		r.date(row, c, &made)
	case code:
		r.code(row, c, &made)
	case flag:
		r.flag(row, c, &made)
	case whole:
		if n, err := strconv.Atoi(made.Text); err != nil || n < 0 {
			r.wrong(row, c, &made, "number", "This is not a whole number.", "Write a whole number.")
		}
	case upn:
		if !isUPN(made.Text) {
			r.wrong(row, c, &made, "upn", "A unique pupil number has a letter, 11 digits and a digit or letter.", "Check the number with the school or your system.")
		}
	case authority:
		if n, err := strconv.Atoi(made.Text); err != nil || len(made.Text) != 3 || n < 0 {
			r.wrong(row, c, &made, "authority", "A local authority has a code of 3 digits.", "Write the 3 digits.")
		}
	}
	return made
}

func (r *reader) wrong(row *Row, c Column, cell *returns.Cell, rule, sentence, mend string) {
	cell.State = returns.Wrong
	r.report.Add(returns.Problem{File: row.File, Element: row.Element, Row: row.Line, Column: c.String(), Value: cell.Written, Rule: rule,
		Grade: returns.Unread, Sentence: sentence, Mend: mend})
}

func (r *reader) note(row *Row, c Column, value, rule, sentence, mend string) {
	r.report.Add(returns.Problem{File: row.File, Element: row.Element, Row: row.Line, Column: c.String(), Value: value, Rule: rule,
		Grade: returns.Noted, Sentence: sentence, Mend: mend})
}

func (r *reader) date(row *Row, c Column, cell *returns.Cell) {
	read := returns.ReadDate(cell.Text)
	switch read.Form {
	case returns.WrongDate:
		r.wrong(row, c, cell, "date", read.Why, strings.ReplaceAll(read.Mend, "05/11/2018", "2018-11-05"))
		return
	case returns.Slashes, returns.Otherwise, returns.Serial:
		r.note(row, c, cell.Written, "date-form", "The date is not written as the census asks. It is read as "+read.Day.Long()+".", "Write it as "+read.Day.String()+".")
	case returns.NoDate, returns.ISO:
	}
	cell.SetDay(read.Day)
}

func (r *reader) code(row *Row, c Column, cell *returns.Cell) {
	list := r.lists.codes[c]
	if list == nil || list[cell.Text] {
		return
	}
	r.wrong(row, c, cell, "code", fmt.Sprintf("%s is not in the list of %s for the census of March %d.", returns.Shown(cell.Text), c, r.made.Year),
		"Use one of: "+strings.Join(Codes(r.made.Year, c), ", ")+".")
}

func (r *reader) flag(row *Row, c Column, cell *returns.Cell) {
	switch cell.Text {
	case "TRUE":
		cell.Text = "1"
	case "FALSE":
		cell.Text = "0"
	case "0", "1":
	default:
		r.wrong(row, c, cell, "flag", "This is neither true nor false.", "Write true or false.")
	}
}

func isUPN(text string) bool {
	if len(text) != 13 || text[0] < 'A' || text[0] > 'Z' {
		return false
	}
	for i := 1; i < 12; i++ {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	last := text[12]
	return last >= '0' && last <= '9' || last >= 'A' && last <= 'Z'
}
