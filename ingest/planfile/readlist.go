package planfile

import (
	"regexp"
	"slices"
	"strings"

	"throughline/ingest/document"
)

// list reads points of a list: areas with actions under them, or a flat list of either.
func (r *reader) list(t Table) {
	block := r.doc.Blocks[t.Block]
	tr := &tableReader{reader: r, table: t, block: block}
	tr.section, tr.timescale = sectionAndTimescale(block.Heading)
	tr.section = r.carriedSection(block.Heading, tr.section)
	if dullName.MatchString(norm(tr.section)) {
		tr.section = ""
	}
	means := Area
	if c := t.columns(Action); len(c) > 0 {
		means = Action
	}
	rows := t.rows(r.doc)
	unmarked := slices.ContainsFunc(rows, func(row document.Row) bool { return row.Marker != "" })
	base, before := 0, len(r.out.Entries)
	area, used := "", true
	var areaPlace document.Place
	for i, row := range rows {
		r.row()
		text := listText(row)
		place := tr.at(row, 0)
		if text == "" {
			continue
		}
		if row.Hidden {
			r.warn(place, "This point is hidden in the file. It is read as if it were not.")
		}
		if row.Marker == "" && unmarked {
			r.warn(place, "This paragraph has no bullet, and stands where the list begins: it is read as a point of it.")
		}
		parent := i+1 < len(rows) && rows[i+1].Level > row.Level
		if when := listBanner(text, parent); when && row.Level <= base {
			tr.banner(row, &document.Cell{Text: text})
			base, area = row.Level, ""
			if parent {
				base++
			}
			continue
		}
		if row.Level < base {
			base = row.Level
		}
		tr.waiting = nil
		switch depth := row.Level - base; {
		case depth == 0 && parent && means == Area:
			if !used {
				r.warn(areaPlace, "%s has no action under it.", quoted(short(area)))
			}
			area, used, areaPlace = text, false, place
		case len(r.out.Entries) > before && (depth >= 2 && area != "" || depth >= 1 && means == Action):
			last := &r.out.Entries[len(r.out.Entries)-1]
			if p := last.Parts; len(p) == 1 && p[0].Text == last.Action && len(p[0].Owners) == 0 && p[0].Due.IsZero() && p[0].Status == Unclear {
				last.Parts = nil
			}
			last.Parts = append(last.Parts, tr.point(text, place).Part)
		case depth >= 1 && area != "":
			used = true
			tr.addPoint(row, text, place, area, Action)
		default:
			area = ""
			tr.addPoint(row, text, place, "", means)
		}
	}
	tr.unheaded(ofSection)
	if !used {
		r.warn(areaPlace, "%s has no action under it.", quoted(short(area)))
	}
}

// carriedSection gives the section of the list before, where this list has only a timescale of its own over it: a paper says "Safeguarding"
// once, and then "Immediately:", a list, "Within three months:", a list.
func (r *reader) carriedSection(heading, section string) string {
	over := strings.Join(sections(heading), "\n")
	last := r.lastOver
	if _, timescale := sectionAndTimescale(heading); timescale != "" && r.lastSection != "" && last != over && strings.HasPrefix(last, over) &&
		strings.TrimPrefix(strings.TrimPrefix(last, over), "\n") == r.lastSection {
		return r.lastSection
	}
	r.lastOver, r.lastSection = over, section
	return section
}

// sections are the lines of a heading that give no timescale.
func sections(heading string) []string {
	var all []string
	for line := range strings.Lines(heading) {
		if section, _ := sectionAndTimescale(line); section != "" {
			all = append(all, section)
		}
	}
	return all
}

// listBanner says that a point is the heading of the points after it.
func listBanner(text string, parent bool) bool {
	section, timescale := sectionAndTimescale(text)
	return timescale != "" && (section == "" || strings.HasSuffix(text, ":")) || parent && strings.HasSuffix(text, ":") && len(text) < 100
}

func (tr *tableReader) addPoint(row document.Row, text string, place document.Place, area string, means Meaning) {
	e := Entry{Place: place, Section: tr.section, Timescale: tr.timescale, Area: area}
	words := text
	if m := itemRef.FindStringSubmatch(text); m != nil && strings.ContainsAny(m[1], ".ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
		e.Ref = m[1]
		words = tidy(strings.TrimLeft(text[strings.Index(text, m[1])+len(m[1]):], ".):"))
	} else if number := strings.Trim(row.Marker, ".):( "); strings.Contains(number, ".") {
		e.Ref = number
	}
	p := tr.point(words, place)
	if means == Action {
		e.Action = words
		e.Parts = []Part{p.Part}
	} else {
		e.Area = words
		if len(p.Owners) > 0 || !p.Due.IsZero() {
			e.Parts = []Part{p.Part}
		}
	}
	e.Due, e.Status = p.Due, p.Status
	if e.Timescale == "" {
		e.Timescale = p.timescale
	}
	if struck(row) {
		tr.warn(place, "This point is struck through. It is read as if it were not: say whether it was withdrawn.")
	}
	tr.add(e, false)
}

func struck(row document.Row) bool {
	for _, c := range own(row) {
		if !c.Struck {
			return false
		}
	}
	return len(own(row)) > 0
}

var statusTail = regexp.MustCompile(`(?i)(?:\(|[–—-]\s+)(complete[d]?(?: and embedded)?|done|in progress|not started|ongoing|on track|off track)\)?\.?$`)

// point reads what a point says of who, by when and how far.
func (tr *tableReader) point(text string, place document.Place) partRead {
	p := partRead{Part: Part{Text: text}}
	if m := itemLead.FindStringSubmatch(text); m != nil {
		who := m[1]
		if cut := regexp.MustCompile(`(?i)[,.]?\s+(by|due|when|deadline)\b`).FindStringIndex(who); cut != nil {
			who = who[:cut[0]]
		}
		p.Owners = owners(strings.Trim(who, " ,.)"))
		one, several := agencyOf(p.Owners, tr.agency)
		p.Agency = one
		if len(several) > 1 {
			tr.warn(place, "%s are named together: say which of them the part belongs to.", capital(listed(several)))
		}
	}
	if when := dueIn(text); when != "" {
		d := readDue(document.Cell{}, when, tr.m.Dates)
		p.Due, p.Revised, p.ApprovedBy, p.Requested, p.timescale = d.due, d.revised, d.approver, d.requested, d.timescale
		tr.notes(place, d.notes)
	}
	m := itemStatus.FindStringSubmatch(text)
	if m == nil {
		m = statusTail.FindStringSubmatch(text)
	}
	if m != nil {
		c := tr.claimOf(tidy(m[1]))
		p.Status = c.fact
		tr.ask(place, tidy(m[1]), "", c)
	}
	return p
}
