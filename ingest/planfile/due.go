package planfile

import (
	"fmt"
	"math"
	"regexp"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/ingest/document"
)

// A dueCell is what a cell says of when something is to be done.
type dueCell struct {
	due, revised, requested Due
	approver                string
	timescale               string // its words, where they say a time and no day
	notes                   []string
}

func (d *dueCell) say(note string) {
	if note != "" {
		d.notes = append(d.notes, note)
	}
}

var (
	// What stands before a later date than the first.
	laterCue = regexp.MustCompile(`(?i)(\brevised\b|\bnow\b|\bmoved\b|\bextended\b|\bextension\b|\bslipped\b|\bchanged to\b|\bamended\b|\bre-?profiled\b|\bre-?programmed\b|\bput back\b|\bdeferred\b|\bdelayed\b|\bpostponed\b|\bnew (?:target )?date\b|\brequest(?:ed)?\b|\bpushed back\b|→|->|=>)`)
	// What stands before the first date, where a later one has come before it.
	firstCue = regexp.MustCompile(`(?i)\b(?:was|originally|previously|original)\b`)
	approval = regexp.MustCompile(`(?i)\b(?:agreed|approved|authori[sz]ed|signed off|sanctioned|accepted|granted|endorsed)\s+(?:by|at|with|in)\s+(?:the\s+)?([^;,.\n()]+)`)
	approve2 = regexp.MustCompile(`(?i)\b(?:with|by) (?:the )?(?:approval|agreement|consent) of\s+(?:the\s+)?([^;,.\n()]+)`)
	approve3 = regexp.MustCompile(`(?:^|[(,;.\s])([A-Z][\w&' ]{2,60}?)\s+(?:has\s+|have\s+)?(?:agreed|approved|authori[sz]ed)\b`)
	notYet   = regexp.MustCompile(`(?i)\b(to be|not yet|not|awaiting|subject to|if|request(?:ed)?|seek(?:ing)?|pending|unless|needs?)\b[^.;\n]{0,30}\b(agreed|approved|authori[sz]ed|approval|agreement|accepted|granted)\b`)
	upTo     = regexp.MustCompile(`(?i)^\s*(?:-|–|—|to|until|till|through)\s*$`)
	serial   = regexp.MustCompile(`^(\d{5})(?:\.0+)?$`)
)

// readDue reads a cell of a column of dates. Nothing that it does not understand passes without a note.
func readDue(c document.Cell, text string, dates Dates) (d dueCell) {
	if shown := days(text, false); c.Kind == document.Date && !c.Date.IsZero() && len(shown) <= 1 {
		if len(shown) == 1 && monthAlone(shown[0], c.Date) { // the file keeps its first day, and shows none
			d.first(shown, text, Dates{})
			return d
		}
		d.due = c.Date
		return d
	}
	if day, ok := serialDay(c, text); ok {
		d.due = day
		d.say(fmt.Sprintf("%s is read as a spreadsheet's number for %s.", quoted(text), day.Long()))
		return d
	}
	if c.Kind == document.Error {
		d.say(fmt.Sprintf("%s is a spreadsheet's error, so there is no date.", quoted(text)))
		return d
	}
	all := days(text, dates.MonthFirst)
	cue := laterCue.FindStringIndex(text)
	var before, after []found
	for _, f := range all {
		if cue != nil && f.start >= cue[0] {
			after = append(after, f)
		} else {
			before = append(before, f)
		}
	}
	if was := firstCue.FindStringIndex(text); was != nil && cue == nil { // "Sept 2013 (was June 2013)": the first date comes last
		var first, second []found
		for _, f := range all {
			if f.start > was[0] {
				first = append(first, f)
			} else {
				second = append(second, f)
			}
		}
		if len(first) > 0 && len(second) > 0 {
			d.first(first, text, dates)
			d.later(second, text, dates)
			return d
		}
	}
	if cue != nil && len(after) == 0 { // "30/09/12 (revised)": the cue follows its date
		d.say(fmt.Sprintf("%s doesn't say which date is the first: it is read as the due date.", quoted(text)))
		before, after, cue = all, nil, nil
	}
	d.first(before, text, dates)
	if len(after) > 0 {
		d.later(after, text[cue[0]:], dates)
	}
	if len(all) == 0 && norm(text) != "" {
		if !noneWords[norm(text)] {
			d.say(fmt.Sprintf("%s is not a date. Write it like 9 March 2012.", quoted(short(text))))
		}
	}
	return d
}

// monthAlone says that a cell shows the month of its date and no day, as "Jun-12" does.
func monthAlone(shown found, date Due) bool {
	return shown.note != "" && date.Day == 1 && shown.date.Year == date.Year && shown.date.Month == date.Month
}

var noneWords = map[string]bool{"n a": true, "na": true, "none": true, "not applicable": true}

// The numbers that spreadsheets have for the days of 2000 to 2050: 36526 is 1 January 2000.
const firstSerial, lastSerial = 36526, 55152

func serialDay(c document.Cell, text string) (Due, bool) {
	n := 0
	if m := serial.FindStringSubmatch(tidy(text)); m != nil {
		n = atoi(m[1])
	} else if c.Kind == document.Number && c.Number == math.Trunc(c.Number) && math.Abs(c.Number) < 1e6 && tidy(text) != "" && len(days(text, false)) == 0 {
		n = int(c.Number)
	}
	if n < firstSerial || n > lastSerial {
		return Due{}, false
	}
	return calendar.Must(2000, time.January, 1).AddDays(n - firstSerial), true
}

// first reads the date that was first set.
func (d *dueCell) first(all []found, text string, dates Dates) {
	var sure []found
	for _, f := range all {
		switch {
		case !f.date.IsZero():
			sure = append(sure, f)
		default:
			d.say(f.note)
			if f.vague && d.timescale == "" && !toBeSaid(f.words) {
				d.timescale = tidy(text)
			}
		}
	}
	if len(sure) == 0 {
		return
	}
	chosen := sure[0]
	if len(sure) > 1 {
		last := sure[len(sure)-1]
		if len(sure) == 2 && upTo.MatchString(text[sure[0].end:sure[1].start]) && sure[0].date.Before(sure[1].date) {
			chosen = last
			d.say(fmt.Sprintf("%s is a time from one day to another: its end, %s, is read as the due date.", quoted(text), chosen.date.Long()))
		} else if sure[0].date != last.date || len(sure) > 2 {
			d.say(fmt.Sprintf("%s has %d dates: the first, %s, is read as the due date. Say what the others are.", quoted(short(text)), len(sure), chosen.date.Long()))
		}
	}
	d.due = chosen.date
	d.say(chosen.note)
	d.say(orderNote(chosen, dates))
}

func toBeSaid(words string) bool {
	words = strings.ToLower(words)
	return strings.HasPrefix(words, "tb") || strings.HasPrefix(words, "to be") || words == "various"
}

// later reads a later date, and who approved it.
func (d *dueCell) later(all []found, text string, dates Dates) {
	by := approvedBy(text)
	var chosen found
	for _, f := range all {
		if !f.date.IsZero() {
			chosen = f
			break
		}
		d.say(f.note)
	}
	if chosen.date.IsZero() {
		return
	}
	d.say(chosen.note)
	d.say(orderNote(chosen, dates))
	if by == "" {
		d.requested = chosen.date
		d.say(fmt.Sprintf("The later date %s is kept as asked for: the file doesn't say who approved it.", chosen.date.Long()))
		return
	}
	d.revised, d.approver = chosen.date, by
}

// approvedBy gives who is said to have approved a later date, or "".
func approvedBy(text string) string {
	if notYet.MatchString(text) {
		return ""
	}
	for _, form := range []*regexp.Regexp{approval, approve2, approve3} {
		m := form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		who := m[1]
		for _, f := range days(who, false) {
			who = strings.Replace(who, f.words, "", 1)
		}
		who = strings.TrimSpace(regexp.MustCompile(`(?i)\s+(on|of|dated|at|meeting)\s*$`).ReplaceAllString(strings.TrimSpace(who), ""))
		if len(norm(who)) > 1 && !laterCue.MatchString(who) {
			return who
		}
	}
	return ""
}

// orderNote warns of a date in figures that might be read the other way about, where the file gives a reason to doubt.
func orderNote(f found, dates Dates) string {
	switch {
	case f.order == onlyMonth:
		return fmt.Sprintf("%s has its month first, as in the United States: it is read as %s.", quoted(f.words), f.date.Long())
	case f.order != eitherWay || dates.OnlyMonth == 0:
		return ""
	}
	return fmt.Sprintf("%s may have its day or its month first, since this file has dates of both sorts: it is read as %s. Check it.", quoted(f.words), f.date.Long())
}
