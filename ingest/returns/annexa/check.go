package annexa

import (
	"math"
	"strconv"
	"strings"

	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
)

const born = "Date of Birth"

// check notes what is wrong with the cells of a row, and takes the day of birth of whom it is about.
func (s *sheet) check(row *tabular.Row, of *tabular.Subject) {
	for i := range s.layout.list.columns {
		c := &s.layout.list.columns[i]
		at := -1
		for n, place := range s.layout.place {
			if place == i {
				at = n
			}
		}
		if at < 0 {
			continue // told once, with the headings
		}
		s.cell(row.Line, c, row.Cell(c.name))
	}
	if day, ok := Day(row, born); ok {
		if !of.Born.IsZero() && of.Born != day {
			s.add(row.Line, born, row.Cell(born), "two-births", returns.Judged, "Another row about them has another day of birth: "+of.Born.Long()+".", "Find out which is right, and mend the other.")
		}
		of.Born = day
	}
	s.order(row)
}

func (s *sheet) cell(line int, c *listColumn, text string) {
	note := func(rule string, grade returns.Grade, sentence, mend string) {
		s.add(line, c.name, text, rule, grade, sentence, mend)
	}
	if isNothing(text) {
		if text != "" && strings.HasPrefix(text, "#") {
			note("error-value", returns.Noted, "The cell shows one of Excel’s errors. It is read as blank.", "Mend the formula, or write the value.")
		} else if c.required {
			note("blank", returns.Noted, "Annex A asks for this, and it is blank.", "Fill it in.")
		}
		return
	}
	switch c.kind {
	case date:
		switch read := returns.ReadDate(text); read.Form {
		case returns.WrongDate:
			note("date", returns.Unread, read.Why, read.Mend)
		case returns.Serial:
			note("date-serial", returns.Noted, "Excel has written its own number for a date. It is read as "+read.Day.Long()+".", "Format the column as a date, and save the file again.")
		case returns.Otherwise:
			note("date-form", returns.Noted, "The date is written in an unusual form. It is read as "+read.Day.Long()+".", "Write it like 05/11/2018.")
		case returns.NoDate, returns.Slashes, returns.ISO:
		}
	case number:
		n, err := strconv.ParseFloat(text, 64)
		if err != nil || n < 0 || math.IsInf(n, 0) || math.IsNaN(n) || n != math.Trunc(n) && !strings.HasPrefix(c.name, "Age") {
			note("number", returns.Unread, "This is not a number from 0 up.", "Write a whole number.")
		}
	case code:
		value, two := c.value(text)
		switch {
		case value != "":
		case two:
			note("code-of-two", returns.Unread, "Councils write this for two of the values, so it is not known which is meant.", "Write one of the values of Annex A.")
		case c.name != authority:
			note("code", returns.Unread, "This is none of the values that Annex A has here.", "Write one of: "+returns.Shown(strings.Join(c.codes, "; "))+".")
		}
	case words:
	}
}

// authority is the column whose values are councils: the published list has not all of them, and another's name is no fault.
const authority = "LA of Placement"

// ordered are days of which the second can't be before the first.
var ordered = map[string][][2]string{
	"list_2": {{"Assessment start date", "Assessment completion date"}},
	"list_4": {{"Continuous Assessment Start Date", "Continuous Assessment Date of Authorisation"}},
	"list_5": {{"Strategy discussion initiating Section 47 Enquiry Start Date", "Date of Initial Child Protection Conference"}},
	"list_6": {{"CIN Start Date", "CIN Closure Date"}},
	"list_7": {{"Child Protection Plan Start Date", "Child Protection Plan End Date"}, {"Child Protection Plan Start Date", "Date of latest review conference"}},
	"list_8": {
		{"Date Started to be Looked After", "Date Ceased to be Looked After"}, {"Date Started to be Looked After", "Date of Latest Statutory Review"},
		{"Date Started to be Looked After", "Start Date of Most Recent Placement"},
	},
	"list_10": {
		{"Date the Child Entered Care", "Date of Decision that Child Should be Placed for Adoption"}, {"Date of Matching Child and Prospective Adopters", "Date of Adoption Order"},
		{"Date Placed for Adoption", "Date of Adoption Order"},
	},
	"list_11": {{"Date Stage 1 started", "Date Stage 1 ended"}, {"Date Stage 2 started", "Date Stage 2 ended"}, {"Date application submitted", "Date application approved"}},
}

func (s *sheet) order(row *tabular.Row) {
	for _, pair := range ordered[row.Table] {
		first, ok := Day(row, pair[0])
		second, known := Day(row, pair[1])
		if ok && known && second.Before(first) {
			s.add(row.Line, pair[1], row.Cell(pair[1]), "order", returns.Judged, "It is before “"+pair[0]+"”, which is "+first.Long()+".", "Check both days in the record.")
		}
	}
}
