package ssda903

import (
	"fmt"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/ingest/returns"
)

// cell reads what is written in a column, and notes what is wrong with it.
func (r *reader) cell(row *Row, c Column, written string) returns.Cell {
	text := strings.TrimSpace(written)
	if text == "" {
		return returns.Cell{Written: written}
	}
	if len(text) > r.limits.Letters {
		r.bad(row, c, text, "cell-too-long", "There are more letters here than a cell can hold.", "Check for a quotation mark that is never closed.")
		return returns.Cell{Written: written, Text: text, State: returns.Wrong}
	}
	if isNull(text) {
		r.note(row, c, text, "blank-written", "The word for nothing is written here. It is read as blank.", "Leave the cell empty.")
		return returns.Cell{Written: written}
	}
	made := returns.Cell{Written: written, Text: capitals(text), State: returns.Good}
	switch columns[c].kind {
	case words, postcode: // kept as they are
	case date, part:
		r.date(row, c, &made)
	case identifier:
		if scientific(made.Text) {
			r.wrong(row, c, &made, "number-mangled", "Excel has shortened this number and lost its last digits.",
				"Format the column as text in the first file, and save it again.")
		}
	case code:
		r.code(row, c, &made)
	case whole:
		r.whole(row, c, &made)
	case upn:
		if !isUPN(made.Text) {
			r.wrong(row, c, &made, "upn", "A unique pupil number has a letter, 11 digits and a digit or letter, or is UN1 to UN7.",
				"Check the number with the school or your system.")
		}
	case urn:
		r.urn(row, c, &made)
	case authority:
		if !isAuthority(made.Text) {
			r.wrong(row, c, &made, "authority", "A local authority has a code of 3 digits, or WAL, SCO, NIR or NUK.",
				"Write the 3 digits. If it begins with 0, format the column as text first.")
		}
	case decimal:
		if _, err := strconv.ParseFloat(text, 64); err != nil {
			r.wrong(row, c, &made, "number", "This is not a number.", "Write a number of miles, like 12.5.")
		}
	}
	return made
}

// isNull finds the words that databases write for nothing.
func isNull(text string) bool {
	return strings.EqualFold(text, "null") || strings.EqualFold(text, "nan") || text == "#N/A" || text == "NaT"
}

func capitals(text string) string {
	for i := range len(text) {
		if c := text[i]; c >= 'a' && c <= 'z' || c >= 0x80 {
			return strings.ToUpper(text)
		}
	}
	return text
}

// scientific finds a number that a spreadsheet wrote as 5.67E+05.
func scientific(text string) bool {
	at := strings.Index(text, "E+")
	if at < 1 {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

func (r *reader) wrong(row *Row, c Column, cell *returns.Cell, rule, sentence, mend string) {
	cell.State = returns.Wrong
	cell.SetDay(calendar.Date{})
	r.bad(row, c, cell.Written, rule, sentence, mend)
}

func (r *reader) date(row *Row, c Column, cell *returns.Cell) {
	if columns[c].kind == part && strings.Contains(cell.Text, "Z") {
		r.partDate(row, c, cell)
		return
	}
	read := returns.ReadDate(cell.Text)
	switch read.Form {
	case returns.WrongDate:
		r.wrong(row, c, cell, "date", read.Why, read.Mend)
		return
	case returns.Serial:
		r.note(row, c, cell.Written, "date-serial", "Excel has written its own number for a date. It is read as "+read.Day.Long()+".",
			"Format the column as a date, day first, and save the file again.")
	case returns.Otherwise:
		r.note(row, c, cell.Written, "date-form", "The date is not written as the return asks. It is read as "+read.Day.Long()+".",
			"Write it as "+slashes(read.Day)+".")
	case returns.NoDate, returns.Slashes, returns.ISO: // ISO can't be mistaken; the report says so once for a file
		if read.Form == returns.ISO {
			r.isoDates++
		}
	}
	cell.SetDay(read.Day)
}

// slashes writes a date as the return asks.
func slashes(d calendar.Date) string {
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

// partDate reads zz/mm/yyyy, zz/zz/yyyy and dates of the year zzzz: the first day that it can be is kept, and is never used as if that day were known.
func (r *reader) partDate(row *Row, c Column, cell *returns.Cell) {
	bits := strings.Split(cell.Text, "/")
	if len(bits) == 3 && bits[2] == "ZZZZ" && knownOrZZ(bits[0], 31) && knownOrZZ(bits[1], 12) {
		cell.State = returns.Partial // without the year nothing is known
		return
	}
	if len(bits) == 3 && bits[0] == "ZZ" {
		month, year := bits[1], bits[2]
		if month == "ZZ" {
			month = "01"
		}
		if read := returns.ReadDate("01/" + month + "/" + year); read.Form == returns.Slashes {
			cell.State = returns.Partial
			cell.SetDay(read.Day)
			return
		}
	}
	r.wrong(row, c, cell, "date", "This is neither a date nor a date of which the day, or the day and month, is unknown.",
		"Write it like 05/11/2018, zz/11/2018, zz/zz/2018 or zz/zz/zzzz.")
}

func knownOrZZ(bit string, most int) bool {
	n, err := strconv.Atoi(bit)
	return bit == "ZZ" || err == nil && n >= 1 && n <= most
}

func (r *reader) code(row *Row, c Column, cell *returns.Cell) {
	list := r.lists[row.Table][c]
	if list == nil || list[cell.Text] {
		return
	}
	if short := strings.TrimSuffix(cell.Text, ".0"); short != cell.Text && list[short] {
		r.note(row, c, cell.Written, "code-form", "The code is written as a decimal number. It is read as "+short+".", "Format the column as text, and save the file again.")
		cell.Text = short
		return
	}
	r.wrong(row, c, cell, "code", fmt.Sprintf("%s is not in the list of %s for the year ending in March %d.", returns.Shown(cell.Text), c, r.made.Year),
		"Use one of: "+r.codesOf(row.Table, c)+".")
}

func (r *reader) codesOf(t Table, c Column) string {
	key := [2]int{int(t), int(c)}
	if r.named[key] == "" {
		r.named[key] = strings.Join(Codes(r.made.Year, t, c), ", ")
	}
	return r.named[key]
}

func (r *reader) whole(row *Row, c Column, cell *returns.Cell) {
	text := strings.TrimSuffix(cell.Text, ".0")
	n, err := strconv.Atoi(text)
	switch {
	case err != nil || n < 0:
		r.wrong(row, c, cell, "number", "This is not a whole number.", "Write a whole number.")
	case c == SDQScore && n > 40:
		r.wrong(row, c, cell, "number", "A score is from 0 to 40.", "Check the score in the record.")
	default:
		cell.Text = text
	}
}

func (r *reader) urn(row *Row, c Column, cell *returns.Cell) {
	if scientific(cell.Text) {
		r.wrong(row, c, cell, "number-mangled", "Excel has shortened this number and lost its last digits.",
			"Format the column as text in the first file, and save it again.")
		return
	}
	cell.Text = strings.TrimSuffix(cell.Text, ".0")
}

func isUPN(text string) bool {
	if len(text) == 3 && text[:2] == "UN" {
		return text[2] >= '1' && text[2] <= '7'
	}
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

func isAuthority(text string) bool {
	switch text {
	case "WAL", "SCO", "NIR", "NUK":
		return true
	}
	if len(text) != 3 {
		return false
	}
	_, err := strconv.Atoi(text)
	return err == nil && text[0] != '-' && text[0] != '+'
}
