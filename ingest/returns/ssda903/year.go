package ssda903

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/ingest/returns"
)

// evidence is what the files show of the collection year.
type evidence struct {
	starts []calendar.Date // when each episode of care began
	sexes  [2]int          // how many are written 1 or 2, and M, F or U
}

// gather looks at the days on which episodes began: each is on or before the last day of the year, and in any real return some are in its
// last months. Other dates can lie ahead (a review that is planned) or long ago.
func gather(texts []text) evidence {
	var e evidence
	for _, t := range texts {
		if t.xml {
			e.fromXML(t.text)
			continue
		}
		start, sex := -1, -1
		for i, name := range t.sheet.titles {
			switch {
			case name == "DECOM":
				start = i
			case name == "SEX" && t.sheet.table == TableHeader:
				sex = i
			}
		}
		if start < 0 && sex < 0 {
			continue
		}
		s := newSplitter(t.text, t.sheet.delimiter)
		s.width = len(t.sheet.place)
		for range t.sheet.skip {
			s.next()
		}
		for s.next() {
			if start >= 0 && start < len(s.cells) {
				e.began(s.cells[start])
			}
			if sex >= 0 && sex < len(s.cells) {
				e.sex(s.cells[sex])
			}
		}
	}
	return e
}

func (e *evidence) began(cell string) {
	if read := returns.ReadDate(cell); read.Form != returns.WrongDate && read.Form != returns.NoDate {
		e.starts = append(e.starts, read.Day)
	}
}

func (e *evidence) sex(cell string) {
	switch strings.ToUpper(strings.TrimSpace(cell)) {
	case "1", "2":
		e.sexes[0]++
	case "M", "F", "U":
		e.sexes[1]++
	}
}

// fromXML finds the days in the text of the elements, without reading the tree twice.
func (e *evidence) fromXML(text string) {
	for _, find := range []struct {
		tag string
		say func(string)
	}{{"DECOM>", e.began}, {"SEX>", e.sex}} {
		rest := text
		for {
			_, after, ok := strings.Cut(rest, find.tag)
			if !ok {
				break
			}
			value, more, ok := strings.Cut(after, "<")
			if !ok {
				break
			}
			if len(value) <= 40 {
				find.say(value)
			}
			rest = more
		}
	}
}

// year is the first collection year that ends on or after all but one in a hundred of the days: a few may be slips of the pen.
func (e evidence) year() (int, string) {
	if len(e.starts) == 0 {
		return 0, ""
	}
	slices.SortFunc(e.starts, calendar.Date.Compare)
	last := e.starts[len(e.starts)-1-len(e.starts)/100]
	year := last.Year
	if last.After(calendar.Date{Year: last.Year, Month: time.March, Day: 31}) {
		year++
	}
	if year < FirstYear || year > LastYear {
		return 0, ""
	}
	return year, fmt.Sprintf("The year was not given. The latest episodes of care began on or before %s, so this is read as the return of the year ending on 31 March %d.", last.Long(), year)
}

// check compares the year that was given with what the files show.
func (e evidence) check(r *reader) {
	if found, _ := e.year(); found != 0 && found != r.made.Year {
		r.report.Add(returns.Problem{Rule: "year-doubtful", Grade: returns.Noted, Value: strconv.Itoa(r.made.Year),
			Sentence: fmt.Sprintf("The year given ends in March %d, but the episodes look like those of the return of March %d.", r.made.Year, found),
			Mend:     "Check the year. If it is wrong, read the files again with the right one."})
	}
	if old, since := e.sexes[0], e.sexes[1]; old > since && r.made.Year >= 2025 || since > old && r.made.Year < 2025 {
		r.report.Add(returns.Problem{Rule: "year-doubtful", Grade: returns.Noted, Column: Sex.String(), Value: strconv.Itoa(r.made.Year),
			Sentence: fmt.Sprintf("Sex is written as 1 and 2 up to the return of March 2024, and as M, F and U since. Most rows do not fit March %d.", r.made.Year),
			Mend:     "Check the year, or change the codes."})
	}
}
