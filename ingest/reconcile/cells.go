package reconcile

import (
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/ingest/outofplan"
)

// move sees whether a row stands under another action or area than when it went out. Then what it says of them is of the others.
func (c *comparing) move(m *matched) {
	if m.action == "" {
		return
	}
	was := thing{aboutAction, m.action}
	if ref, before := c.back.Cell(m.row, outofplan.ActionReference), wasCell(m.was, was, outofplan.ActionReference); m.part != "" && ref != "" && !sameWords(ref, before) {
		if other := c.now.actionOf[refKey(ref)]; other != "" && other != m.action {
			m.moved = true
			c.tell(Difference{
				Key: "part:" + m.part + ":moved", Kind: Moved, Area: m.area, Action: m.action, Part: m.part, Field: fieldName(outofplan.ActionReference),
				Was: before, Now: wasCell(c.now, was, outofplan.ActionReference), Theirs: ref, Place: placeWords(m.row), Unsure: m.unsure,
				Note: "The copy has this part under another action. A part stays with the action that it was planned for: add it to the other one, and take it out here, with a reason.",
			}, m.at)
			return
		}
	}
	if ref, before := c.back.Cell(m.row, outofplan.AreaReference), wasCell(m.was, was, outofplan.AreaReference); c.has(outofplan.AreaReference) && ref != "" && !sameWords(ref, before) {
		m.moved = true
	}
}

func wasCell(x *index, of thing, heading string) string {
	text, _ := x.cell(of, heading)
	return text
}

// said is what the copy's rows say of one thing under one heading.
type said struct {
	of      thing
	heading string
	all     []saying
}

// saying is what one row says.
type saying struct {
	m         *matched
	was, text string
}

// cells compares every cell of the rows that were matched. What several rows say of one action or area is taken together.
func (c *comparing) cells() {
	at := map[thing]map[string]*said{}
	var order []*said
	for i := range c.rows {
		m := &c.rows[i]
		for col, heading := range c.back.Headings {
			of, ok := of(heading, m.area, m.action, m.part)
			if !ok || slices.Contains(c.back.Headings[:col], heading) {
				continue
			}
			if m.moved && (of.level == aboutArea || of.level == aboutAction && heading != outofplan.AreaReference) {
				continue
			}
			if at[of] == nil {
				at[of] = map[string]*said{}
			}
			s := at[of][heading]
			if s == nil {
				s = &said{of: of, heading: heading}
				at[of][heading] = s
				order = append(order, s)
			}
			s.all = append(s.all, saying{m, wasCell(m.was, of, heading), cellAt(m.row, col)})
		}
	}
	for _, s := range order {
		c.cell(s)
	}
}

// cell tells the difference of one cell, if there is one.
func (c *comparing) cell(s *said) {
	told := s.all
	if s.of.level != aboutPart && len(told) > 1 { // an action's words stand in each of its rows, and people leave the rest of them empty
		filled := slices.DeleteFunc(slices.Clone(told), func(one saying) bool { return folded(one.text) == "" })
		if len(filled) > 0 {
			told = filled
		}
	}
	var changed []saying
	for _, one := range told {
		switch {
		case one.text == one.was:
		case sameCell(s.heading, one.text, one.was):
			if folded(one.text) != "" {
				c.result.Spacing++
			}
		case !slices.ContainsFunc(changed, func(other saying) bool { return sameCell(s.heading, other.text, one.text) }):
			changed = append(changed, one)
		}
	}
	if len(changed) == 0 {
		return
	}
	one := changed[0]
	now, held := c.now.cell(s.of, s.heading)
	if held && len(changed) == 1 && sameCell(s.heading, now, one.text) {
		return // the plan says so too by now
	}
	d := Difference{
		Key: s.of.key() + ":" + s.heading, Kind: Changed, Area: one.m.area, Action: one.m.action, Part: one.m.part, Field: fieldName(s.heading), heading: s.heading,
		Was: shown(s.heading, one.was), Now: shown(s.heading, now), Theirs: shown(s.heading, one.text), Place: placeWords(one.m.row), Unsure: one.m.unsure,
		rows: []outofplan.Row{*one.m.row}, table: &c.back.Table,
	}
	switch s.of.level {
	case aboutArea:
		d.Action, d.Part = "", ""
	case aboutAction:
		d.Part = ""
	case aboutRow, aboutPart:
	}
	if one.m.row.Spoilt != "" {
		d.Note = one.m.row.Spoilt + " It was matched by its references and words."
	}
	if len(changed) > 1 {
		var places, texts []string
		for _, other := range changed {
			places, texts = append(places, placeWords(other.m.row)), append(texts, "“"+shown(s.heading, other.text)+"”")
		}
		d.Kind, d.Place, d.Theirs = Twofold, strings.Join(places, "; "), strings.Join(texts, " or ")
		d.Note = joined(d.Note, "The rows of the copy say different things. Ask who sent it which is meant, and change it in the plan.")
		c.tell(d, one.m.at)
		return
	}
	c.judge(&d, s, one, now, held)
	c.tell(d, one.m.at)
}

func (t thing) key() string {
	return map[level]string{aboutRow: "row", aboutArea: "area", aboutAction: "action", aboutPart: "part"}[t.level] + ":" + t.id
}

func joined(sentences ...string) string {
	return strings.Join(slices.DeleteFunc(sentences, func(s string) bool { return s == "" }), " ")
}

// judge says what kind of difference a changed cell is, and what accepting it would do.
func (c *comparing) judge(d *Difference, s *said, one saying, now string, held bool) {
	column, known := outofplan.ColumnOf(s.heading)
	if !known {
		d.Kind, d.Note = Unknown, joined(d.Note, fixed(s.heading, s.of.level))
		return
	}
	if why := unread(column, one.text); why != "" {
		d.Kind, d.Note = Unreadable, joined(d.Note, why)
		return
	}
	if !held {
		d.Kind, d.Note = Conflict, joined(d.Note, "This was taken out of the plan since the copy went out.")
		return
	}
	if why := fixed(s.heading, s.of.level); why != "" {
		d.Kind, d.Note = Claimed, joined(d.Note, why)
		return
	}
	if s.heading == outofplan.AreaReference {
		d.Kind = Moved
	}
	if !sameCell(s.heading, one.was, now) {
		d.Kind = Conflict
		d.Note = joined(d.Note, "The plan was changed here too since the copy went out. Accepting puts the copy’s words in place of those of the plan.")
	}
	c.accepting(d, one.text)
}

// unread says why a cell can't be read as what its column holds; "" when it can.
func unread(column outofplan.Column, text string) string {
	trimmed := strings.TrimSpace(text)
	if slices.Contains(brokenCells, trimmed) {
		return "The spreadsheet shows " + trimmed + " here, since it could not work the cell out. Ask who sent the copy what it should say."
	}
	if trimmed == "" {
		return ""
	}
	switch column.Kind {
	case outofplan.Day:
		if _, err := calendar.Parse(trimmed); err != nil {
			return "“" + trimmed + "” is not a day that can be read. Ask who sent the copy which day is meant: a day looks like 1 February 2013."
		}
	case outofplan.Count:
		if _, err := strconv.Atoi(trimmed); err != nil {
			return "“" + trimmed + "” is not a whole number. Ask who sent the copy which number is meant."
		}
	case outofplan.Words:
	}
	return ""
}

// accepting says what accepting a changed cell would do, or why it can't be accepted.
func (c *comparing) accepting(d *Difference, text string) {
	var err error
	switch {
	case isTime(d.heading):
		d.Accept, err = d.moreTime(c.p, text)
		if d.Kind == Conflict {
			d.Note = "The plan was changed here too since the copy went out."
		}
	default:
		d.Accept = acceptWords(d.heading)
		if d.heading == outofplan.Owner || d.heading == outofplan.Signer {
			break // the person can say which post is meant
		}
		_, err = d.patch(c.p, Answers{})
	}
	if err != nil {
		d.Accept = ""
		d.Note = joined(d.Note, err.Error())
		if d.Kind != Conflict {
			d.Kind = unacceptable(d.heading)
		}
	}
}

// unacceptable is the kind of a cell that could have been accepted, and can't as it is.
func unacceptable(heading string) Kind {
	if isTime(heading) {
		return Claimed
	}
	return Unreadable
}
