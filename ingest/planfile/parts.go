package planfile

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"throughline/ingest/document"
)

// An item is one of several things in a cell.
type item struct {
	number string // as written: "1", "a"; "" for a bullet or a plain line
	text   string
}

var (
	markForm   = regexp.MustCompile(`^\s*(?:\(?(\d{1,2})[.):]\)?|\(?([a-z])[.)]|\(([ivx]+)\)|(?:milestone|action|part|step|phase) (\d{1,2})\s*[:.–-]|[•·▪●*–—-])\s+`)
	inlineForm = regexp.MustCompile(`(?:^|\s)\(?(\d{1,2})[.)]\s+`)
)

// items finds a numbered or bulleted list in a cell, on lines of its own or within one line. There are none, or at least two.
func items(text string) []item {
	var all []item
	for line := range strings.Lines(text) {
		line = tidy(line)
		m := markForm.FindStringSubmatch(line)
		switch {
		case m != nil:
			all = append(all, item{m[1] + m[2] + m[3] + m[4], tidy(line[len(m[0]):])})
		case len(all) > 0 && line != "":
			all[len(all)-1].text += "\n" + line
		}
	}
	if len(all) > 1 {
		return all
	}
	return inline(text)
}

// inline finds "1. Draft 2. Consult 3. Agree": numbers that count up from 1.
func inline(text string) []item {
	var all []item
	start := -1
	for _, m := range inlineForm.FindAllStringSubmatchIndex(text, -1) {
		if n := atoi(text[m[2]:m[3]]); n != len(all)+1 {
			continue
		}
		if start >= 0 {
			all[len(all)-1].text = tidy(text[start:m[0]])
		}
		all, start = append(all, item{number: text[m[2]:m[3]]}), m[1]
	}
	if len(all) < 2 {
		return nil
	}
	all[len(all)-1].text = tidy(text[start:])
	return all
}

func lines(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if line = tidy(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// align gives each of some items its share of another cell: by number, or line by line, or the whole to each where it says one thing. It does
// not where the counts differ.
func align(to []item, text string) (shares []string, whole, ok bool) {
	shares = make([]string, len(to))
	if tidy(text) == "" {
		return shares, true, true
	}
	if len(to) == 1 {
		shares[0] = text
		return shares, true, true
	}
	if parts := items(text); parts != nil {
		if byNumber(shares, to, parts) {
			return shares, false, true
		}
		if len(parts) == len(to) && !numbered(parts) {
			for i, p := range parts {
				shares[i] = p.text
			}
			return shares, false, true
		}
		return nil, false, false
	}
	switch all := lines(text); len(all) {
	case 1:
		for i := range shares {
			shares[i] = text
		}
		return shares, true, true
	case len(to):
		copy(shares, all)
		return shares, false, true
	}
	return nil, false, false
}

func numbered(all []item) bool {
	for _, i := range all {
		if i.number == "" {
			return false
		}
	}
	return true
}

// byNumber gives items what has their own number. Nothing is given where a number fits no item.
func byNumber(shares []string, to, from []item) bool {
	if !numbered(from) {
		return false
	}
	index := map[string]int{}
	for i, t := range to {
		number := t.number
		if number == "" {
			number = strconv.Itoa(i + 1)
		}
		index[number] = i
	}
	given := make([]string, len(shares))
	for _, f := range from {
		i, ok := index[f.number]
		if !ok || given[i] != "" {
			return false
		}
		given[i] = f.text
	}
	copy(shares, given)
	return true
}

// fill gives an entry its parts, its date and its status.
func (tr *tableReader) fill(e *Entry, rows []document.Row) {
	var parts []partRead
	for _, row := range rows {
		parts = append(parts, tr.partsOf(e, row)...)
	}
	e.Status = tr.statusOf(rows)
	facts := make([]Fact, len(parts))
	split := false
	for i, p := range parts {
		facts[i] = p.Status
		split = split || p.ownStatus
	}
	switch {
	case len(parts) == 1:
		parts[0].Status = e.Status
	case split && e.Status == Unclear, len(rows) > 1 && split:
		e.Status = together(facts)
	default:
		for i := range parts {
			if !parts[i].ownStatus && e.Status != InProgress {
				parts[i].Status = e.Status // what is said of the whole holds for each piece, unless it only says that some are under way
			}
		}
	}
	known := true
	for _, p := range parts {
		if e.Timescale == "" {
			e.Timescale = p.timescale
		}
		if known = known && !p.Due.IsZero(); known && p.Due.After(e.Due) {
			e.Due = p.Due
		}
		e.Parts = append(e.Parts, p.Part)
	}
	if e.Action == "" && len(parts) == 1 && tr.main == tr.area && len(parts[0].Owners) == 0 && !known && parts[0].Requested.IsZero() {
		e.Parts = nil // an area that nobody has answered yet has no part
	}
	if !known { // the whole is due when its last part is, and that isn't known
		e.Due = Due{}
	}
}

// together is the status of an action by those of its parts: no more than the least of them, but that work on one is work on all.
func together(facts []Fact) Fact {
	all := DoneAndEmbedded
	begun := false
	for _, f := range facts {
		all = least(all, f)
		begun = begun || f.rank() > NotStarted.rank()
	}
	if all.rank() <= NotStarted.rank() && begun {
		return InProgress
	}
	return all
}

// A partRead is a part, and what was read with it.
type partRead struct {
	Part
	timescale string
	ownStatus bool // its status is its own, and not the whole action's
}

func (tr *tableReader) partsOf(e *Entry, row document.Row) []partRead {
	to := tr.itemsOf(e, row)
	parts := make([]partRead, len(to))
	for i, it := range to {
		parts[i].Text = it.text
	}
	tr.giveOwners(parts, to, row)
	tr.giveDates(parts, to, row)
	tr.giveStatuses(parts, to, row)
	return parts
}

// itemsOf finds the pieces of an action in one row: its steps, or a list within the action, or the action itself.
func (tr *tableReader) itemsOf(e *Entry, row document.Row) []item {
	text, column := textAt(row, tr.steps), tr.steps
	if text == "" {
		text, column = textAt(row, tr.main), tr.main
	}
	if text == "" {
		text, column = e.Action, tr.main
	}
	if text == "" {
		text, column = e.Area, tr.area
	}
	if list := items(text); list != nil {
		return list
	}
	all := lines(text)
	dates := textAt(row, tr.due)
	if n := len(all); n > 1 && column == tr.steps && (datedLines(dates) == n || datedLines(text) == n) {
		list := make([]item, n)
		for i, line := range all {
			list[i].text = line
		}
		return list
	}
	if n := len(items(dates)); n > 1 && numbered(items(dates)) || laterCue.MatchString(dates) {
		return []item{{text: text}}
	}
	if n := datedLines(dates); n > 1 && n == len(lines(textAt(row, tr.owner()))) {
		tr.warn(tr.at(row, tr.due), "%d dates stand beside %d owners: each owner is read as having the date on the same line.", n, n)
		list := make([]item, n)
		for i := range list {
			list[i].text = text
		}
		return list
	}
	return []item{{text: text}}
}

// datedLines counts the lines of a cell if every one of them has one day.
func datedLines(text string) int {
	all := lines(text)
	for _, line := range all {
		n := 0
		for _, f := range days(line, false) {
			if !f.date.IsZero() {
				n++
			}
		}
		if n != 1 {
			return 0
		}
	}
	return len(all)
}

func (tr *tableReader) owner() int {
	for _, m := range []Meaning{Owner, Agency} {
		for _, c := range tr.table.columns(m) {
			return c.Column
		}
	}
	return 0
}

// giveOwners reads who answers for each part. Where that can't be told, all are named for each, with a warning.
func (tr *tableReader) giveOwners(parts []partRead, to []item, row document.Row) {
	named := false
	for _, m := range []Meaning{Owner, Agency} {
		for _, c := range tr.table.columns(m) {
			text := textAt(row, c.Column)
			if text == "" {
				continue
			}
			shares, _, ok := align(to, text)
			if !ok {
				tr.warn(tr.at(row, c.Column), "%s can't be shared out among %d parts: each part has all of them. Say whose each is.", quoted(short(text)), len(to))
				shares = make([]string, len(to))
				for i := range shares {
					shares[i] = text
				}
			}
			for i, share := range shares {
				who := tr.ownerMemo.of(share, owners)
				if parts[i].Owners == nil {
					parts[i].Owners = slices.Clip(who)
				}
				for _, one := range who {
					if !containsFold(parts[i].Owners, one) {
						parts[i].Owners = append(parts[i].Owners, one)
					}
				}
				if m == Agency && len(who) == 1 && ok {
					parts[i].Agency = who[0]
				}
				named = named || m == Agency && len(who) > 1
			}
		}
	}
	told := map[string]bool{}
	for i := range parts {
		if parts[i].Agency != "" {
			continue
		}
		one, several := agencyOf(parts[i].Owners, tr.agency)
		if named && len(parts[i].Owners) > 1 && len(several) < 2 {
			one, several = "", parts[i].Owners
		}
		parts[i].Agency = one
		if key := strings.Join(several, "|"); len(several) > 1 && !told[key] {
			told[key] = true
			tr.warn(tr.at(row, tr.owner()), "%s are named together: say which of them the part belongs to.", capital(listed(several)))
		}
	}
}

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
		d := readDue(c, share, tr.m.Dates)
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

// giveStatuses reads a status for each part where the cell has one for each.
func (tr *tableReader) giveStatuses(parts []partRead, to []item, row document.Row) {
	if tr.status == 0 {
		return
	}
	text := textAt(row, tr.status)
	if len(to) == 1 {
		parts[0].Status, parts[0].ownStatus = tr.statusCell(row), text != ""
		return
	}
	shares, whole, ok := align(to, text)
	if !ok && statusLines(text) > 1 {
		tr.warn(tr.at(row, tr.status), "%s has not one status for each of the %d parts, so it is read for the whole action.", quoted(short(text)), len(to))
	}
	if !ok || whole {
		return
	}
	for i, share := range shares {
		if c := tr.claimOf(share); c.known {
			parts[i].Status, parts[i].ownStatus = c.fact, true
		} else if share != "" {
			return
		}
	}
}

// statusLines counts the lines of a cell if each is a status.
func statusLines(text string) int {
	all := lines(text)
	for _, line := range all {
		if !claimed(line).known {
			return 0
		}
	}
	return len(all)
}
