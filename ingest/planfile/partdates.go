package planfile

import (
	"regexp"
	"strings"

	"throughline/ingest/document"
)

// giveDates reads when each part is due, and what later dates there are.
func (tr *tableReader) giveDates(parts []partRead, to []item, row document.Row) {
	tr.giveDue(parts, to, row)
	if tr.later == 0 || textAt(row, tr.later) == "" {
		return
	}
	text := textAt(row, tr.later)
	c := *cellAt(row, tr.later)
	shares, _, ok := align(to, text)
	if !ok {
		tr.warn(tr.at(row, tr.later), "%s can't be shared out among %d parts, so none has a later date. Say whose each is.", quoted(text), len(to))
		return
	}
	by := textAt(row, tr.approver)
	for i, share := range shares {
		if share == "" || noneWords[norm(share)] {
			continue
		}
		d := readDue(c, laterWords(share), tr.m.Dates)
		when := d.due
		for _, other := range []Due{d.revised, d.requested} {
			if !other.IsZero() {
				when = other
			}
		}
		tr.notes(tr.at(row, tr.later), d.notes)
		who := by
		if who == "" {
			who = approvedBy(share)
		}
		switch {
		case when.IsZero():
		case norm(who) != "" && !noneWords[norm(who)] && !strings.EqualFold(who, "no") && !strings.EqualFold(who, "tbc"):
			parts[i].Revised, parts[i].ApprovedBy = when, who
		default:
			parts[i].Requested = when
			tr.warn(tr.at(row, tr.later), "The later date %s is kept as asked for: the file doesn't say who approved it.", when.Long())
		}
	}
}

// laterWords leaves out who approved a later date and when, which is read for itself.
func laterWords(text string) string {
	for _, form := range []*regexp.Regexp{approval, approve2} {
		if found := form.FindStringIndex(text); found != nil && found[0] > 0 {
			return text[:found[0]]
		}
	}
	return text
}

func (tr *tableReader) notes(place document.Place, notes []string) {
	for _, note := range notes {
		tr.warn(place, "%s", note)
	}
}

func (tr *tableReader) giveDue(parts []partRead, to []item, row document.Row) {
	column := tr.due
	if textAt(row, column) == "" && tr.when > 0 {
		for _, f := range days(textAt(row, tr.when), tr.m.Dates.MonthFirst) {
			if !f.date.IsZero() {
				column = tr.when
			}
		}
	}
	text := textAt(row, column)
	var c document.Cell
	if cell := cellAt(row, column); cell != nil {
		c = *cell
	}
	shares, _, ok := align(to, text)
	if !ok {
		shares, ok = byDates(to, text)
	}
	if !ok {
		tr.warn(tr.at(row, column), "%s has not one date for each of the %d parts, so none of them is given a date. Say which date belongs to which.", quoted(short(text)), len(to))
		return
	}
	if len(to) > 1 && text != "" && len(lines(text)) == 1 && items(text) == nil {
		if byDate, fits := byDates(to, text); fits {
			shares = byDate
		}
	}
	seen := map[string]bool{}
	for i, share := range shares {
		place := tr.at(row, column)
		if share == "" && len(to) > 1 {
			if one := onlyDate(to[i].text, tr.m.Dates.MonthFirst); one != "" {
				share, place, c = one, tr.at(row, tr.textColumn(row)), document.Cell{}
			}
		}
		if share == "" {
			continue
		}
		d := tr.dueOf(c, share)
		parts[i].Due, parts[i].Revised, parts[i].ApprovedBy, parts[i].Requested = d.due, d.revised, d.approver, d.requested
		parts[i].timescale = d.timescale
		for _, note := range d.notes {
			if !seen[note] {
				seen[note] = true
				tr.warn(place, "%s", note)
			}
		}
	}
}

func (tr *tableReader) dueOf(c document.Cell, text string) dueCell {
	if c.Kind != document.Words {
		return readDue(c, text, tr.m.Dates)
	}
	return tr.dueMemo.of(text, func(words string) dueCell { return readDue(document.Cell{}, words, tr.m.Dates) })
}

func (tr *tableReader) textColumn(row document.Row) int {
	if tr.steps > 0 && textAt(row, tr.steps) != "" {
		return tr.steps
	}
	return tr.main
}

// byDates parts "31/12/16, 31/01/17" into as many days as there are parts.
func byDates(to []item, text string) ([]string, bool) {
	if laterCue.MatchString(text) {
		return nil, false
	}
	var all []string
	for _, f := range days(text, false) {
		if f.vague {
			return nil, false
		}
		all = append(all, f.words)
	}
	return all, len(all) == len(to) && len(all) > 1
}

// onlyDate gives the one day that a milestone names in its own words.
func onlyDate(text string, monthFirst bool) string {
	words := ""
	for _, f := range days(text, monthFirst) {
		if f.vague && f.date.IsZero() && f.order == inWords {
			continue
		}
		if words != "" {
			return ""
		}
		words = f.words
	}
	return words
}
