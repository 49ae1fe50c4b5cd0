package ssd

import (
	"strconv"
	"strings"

	"throughline/ingest/returns"
)

// placeholder is what extracts of the dataset write where a system has no such item.
const placeholder = "PLACEHOLDER_DATA"

// cell notes what is wrong with a cell, and gives it as it is kept: as it was written, or blank where a word for nothing is written.
func (r *reader) cell(file string, line int, c column, written string) string {
	text := strings.TrimSpace(written)
	note := func(rule string, grade returns.Grade, sentence, mend string) {
		value := text
		for _, p := range private {
			if c.name == p {
				value = ""
			}
		}
		r.add(file, line, c.name, value, rule, grade, sentence, mend)
	}
	switch {
	case text == "":
		return ""
	case isNothing(text):
		return ""
	case len(text) > r.limits.Letters:
		note("cell-too-long", returns.Unread, "There are more letters here than a cell can hold.", "Check for a quotation mark that is never closed.")
		return written
	}
	switch c.kind {
	case date:
		switch read := returns.ReadDate(text); read.Form {
		case returns.WrongDate:
			note("date", returns.Unread, read.Why, read.Mend)
		case returns.Serial:
			note("date-serial", returns.Noted, "Excel has written its own number for a date. It is read as "+read.Day.Long()+".", "Format the column as a date, and save the file again.")
		case returns.Otherwise:
			note("date-form", returns.Noted, "The date is written in an unusual form. It is read as "+read.Day.Long()+".", "Write it as "+read.Day.String()+".")
		case returns.NoDate, returns.Slashes, returns.ISO:
		}
	case id, person:
		if mangled(text) {
			note("number-mangled", returns.Unread, "Excel has shortened this number and lost its last digits.", "Format the column as text in the first file, and save it again.")
		}
	case flag:
		if Yes(text) == nil {
			note("flag", returns.Unread, "This is neither Y nor N.", "Write Y or N.")
		}
	case number:
		if _, err := strconv.ParseFloat(text, 64); err != nil {
			note("number", returns.Unread, "This is not a number.", "Write a number.")
		}
	}
	return written
}

func isNothing(text string) bool {
	return strings.EqualFold(text, "null") || strings.EqualFold(text, "nan") || text == "NaT" || text == "#N/A" || strings.EqualFold(text, placeholder)
}

// Yes reads a flag: Y or N, as systems write it. It is nil for anything else.
func Yes(text string) *bool {
	yes := false
	switch strings.ToUpper(strings.TrimSpace(text)) {
	case "Y", "YES", "1", "TRUE", "T":
		yes = true
	case "N", "NO", "0", "FALSE", "F":
	default:
		return nil
	}
	return &yes
}

// mangled finds a number that a spreadsheet wrote as 5.67E+05.
func mangled(text string) bool {
	at := strings.Index(strings.ToUpper(text), "E+")
	if at < 1 {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}
