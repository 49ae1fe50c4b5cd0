package planfile

import (
	"slices"
	"strings"

	"throughline/ingest/document"
)

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
	if parts := tr.pairedParts(e, row); len(parts) > 0 {
		return parts
	}
	return tr.rowParts(e, row)
}

func (tr *tableReader) rowParts(e *Entry, row document.Row) []partRead {
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
				if m == Agency && len(who) == 1 && ok && !person(who[0]) && !titled(who[0]) {
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
