package reconcile

import (
	"slices"

	"throughline/ingest/outofplan"
	"throughline/plan"
)

// matched is a row of the copy with what it is of.
type matched struct {
	row                *outofplan.Row
	at                 int // of the copy's rows
	area, action, part string
	was                *index
	unsure             bool // matched by reference and words
	moved              bool // it stands under another action or area, so that only its own cells are compared
}

// comparing is one comparison as it is made.
type comparing struct {
	p          *plan.Plan
	inspection string
	back       *outofplan.Export
	was        map[Moment]*index
	first      *index // the plan when the earliest row went out
	now        *index
	rows       []matched
	left       []int // rows that are of nothing in the plan
	result     Result
}

// Compare gives the differences between a copy that came back and the plan. Was is the plan's table at each moment when rows of the copy went
// out, and now its table today. Where the copy does not tell when it went out, it is compared with today's alone.
func Compare(p *plan.Plan, inspection string, was map[Moment]outofplan.Table, now outofplan.Table, back outofplan.Export) Result {
	c := &comparing{p: p, inspection: inspection, back: &back, was: map[Moment]*index{}, now: indexed(&now)}
	c.result.Rows, c.result.Missing = len(back.Rows), back.Missing
	var moments []Moment
	for m, table := range was {
		c.was[m] = indexed(&table)
		moments = append(moments, m)
	}
	sortMoments(moments)
	c.first, c.result.Blind = c.now, len(moments) == 0
	if len(moments) > 0 {
		c.first = c.was[moments[0]]
	}
	c.byReference()
	c.byWords()
	for i := range c.rows {
		c.move(&c.rows[i])
	}
	c.cells()
	c.added()
	slices.SortStableFunc(c.result.Differences, func(a, b Difference) int { return a.at - b.at })
	c.missing()
	return c.result
}

func (c *comparing) wasOf(row *outofplan.Row) *index {
	if was, ok := c.was[Moment{row.Entry, row.AsAt}]; ok {
		return was
	}
	return c.first
}

// tell adds a difference, with what it is about.
func (c *comparing) tell(d Difference, at int) {
	d.at = at
	if d.About == "" {
		d.About = heldAbout(c.p, d.Area, d.Action, d.Part)
	}
	if d.About == "" {
		d.About = d.Theirs
	}
	c.result.Differences = append(c.result.Differences, d)
}

// byReference finds what the rows with Throughline's own reference are of.
func (c *comparing) byReference() {
	first := map[thing]int{}
	for i := range c.back.Rows {
		row := &c.back.Rows[i]
		if row.Inspection == "" {
			c.left = append(c.left, i)
			continue
		}
		was := c.wasOf(row)
		m := matched{row: row, at: i, area: row.Area, action: row.Action, part: row.Part, was: was}
		odd := Difference{Key: "row:" + placeWords(row) + ":reference", Kind: Mismatched, Place: placeWords(row), Theirs: c.words(row)}
		of := m.thing()
		switch other := c.wordsOfAnother(row, was); {
		case row.Inspection != c.inspection:
			odd.Note = "The reference of this row is of another inspection, or of another council’s plan. Nothing of it is taken."
		case was.cells[of] == nil:
			odd.Note = "The reference of this row is of something that is not in this inspection’s plan. Nothing of it is taken."
		case other != "":
			odd.Note = "The reference of this row is of " + heldAbout(c.p, row.Area, row.Action, row.Part) + ", and its words are of " + other +
				". Its cells may have been sorted apart from each other, so nothing of it is taken."
			odd.Area, odd.Action, odd.Part = row.Area, row.Action, row.Part
		default:
			if before, twice := first[of]; twice {
				c.tell(Difference{
					Key: "row:" + placeWords(row) + ":twice", Kind: Twofold, Area: m.area, Action: m.action, Part: m.part, Place: placeWords(row), Theirs: c.words(row),
					Note: "This row has the same reference as " + placeWords(&c.back.Rows[before]) + ". If it is meant as a new row, add it in the plan, or clear its reference and send the copy again.",
				}, i)
			} else {
				first[of] = i
			}
			c.rows = append(c.rows, m)
			continue
		}
		c.tell(odd, i)
	}
}

func (m *matched) thing() thing {
	switch {
	case m.part != "":
		return thing{aboutPart, m.part}
	case m.action != "":
		return thing{aboutAction, m.action}
	default:
		return thing{aboutArea, m.area}
	}
}

// words are what a row says it is: its references and words.
func (c *comparing) words(row *outofplan.Row) string {
	var words string
	for _, heading := range []string{outofplan.ActionReference, outofplan.PartReference, outofplan.Part} {
		if text := c.back.Cell(row, heading); text != "" {
			if words != "" && heading != outofplan.PartReference {
				words += " "
			}
			words += text
		}
	}
	if text := c.back.Cell(row, outofplan.Action); text != "" && c.back.Cell(row, outofplan.Part) == "" {
		words += " " + text
	}
	if words == "" {
		words = c.back.Cell(row, outofplan.Area)
	}
	return words
}

// wordsOfAnother names the other part whose references and words a row has, where they are not its own.
func (c *comparing) wordsOfAnother(row *outofplan.Row, was *index) string {
	if row.Part == "" || !c.has(outofplan.ActionReference) || !c.has(outofplan.PartReference) || !c.has(outofplan.Part) {
		return ""
	}
	action, part, text := c.back.Cell(row, outofplan.ActionReference), c.back.Cell(row, outofplan.PartReference), c.back.Cell(row, outofplan.Part)
	other := was.partOf[refKey(action, part)]
	if other == "" || other == row.Part {
		return ""
	}
	if held, _ := was.cell(thing{aboutPart, other}, outofplan.Part); !sameWords(held, text) {
		return ""
	}
	if own, _ := was.cell(thing{aboutPart, row.Part}, outofplan.Part); sameWords(own, text) {
		return "" // the same words in both: it may have moved
	}
	return heldAbout(c.p, "", "", other)
}

func (c *comparing) has(heading string) bool { return slices.Contains(c.back.Headings, heading) }

// byWords finds what the rows without a reference of Throughline's are of, by the references and words that people go by. What another row
// is of already is not looked at: such a row is new.
func (c *comparing) byWords() {
	taken := map[thing]bool{}
	for _, m := range c.rows {
		taken[m.thing()] = true
		taken[thing{aboutAction, m.action}] = taken[thing{aboutAction, m.action}] || m.action != "" && m.part == ""
	}
	var left []int
	for _, i := range c.left {
		row := &c.back.Rows[i]
		m := matched{row: row, at: i, was: c.first, unsure: true}
		m.part = c.partByWords(row, taken)
		if m.part == "" {
			m.action = c.actionByWords(row, taken)
		}
		if m.part == "" && m.action == "" {
			m.area = c.areaByWords(row, taken)
		}
		if m.thing().id == "" {
			left = append(left, i)
			continue
		}
		if held, ok := c.p.Parts.Get(m.part); ok {
			m.action = held.Action
		}
		if at, ok := c.first.rowOf(m.thing()); ok {
			m.area, m.action = at.Area, at.Action
		}
		taken[m.thing()] = true
		c.rows = append(c.rows, m)
	}
	c.left = left
	slices.SortStableFunc(c.rows, func(a, b matched) int { return a.at - b.at })
}

func (x *index) rowOf(of thing) (*outofplan.Row, bool) {
	for i := range x.table.Rows {
		row := &x.table.Rows[i]
		m := matched{area: row.Area, action: row.Action, part: row.Part}
		if m.thing() == of {
			return row, true
		}
	}
	return nil, false
}

func (c *comparing) partByWords(row *outofplan.Row, taken map[thing]bool) string {
	if ref := c.back.Cell(row, outofplan.PartReference); ref != "" {
		if id := c.first.partOf[refKey(c.back.Cell(row, outofplan.ActionReference), ref)]; id != "" && !taken[thing{aboutPart, id}] {
			return id
		}
		if c.has(outofplan.ActionReference) {
			return ""
		}
	}
	text, action := c.back.Cell(row, outofplan.Part), c.back.Cell(row, outofplan.Action)
	if text == "" {
		return ""
	}
	var found []string
	for _, held := range c.first.table.Rows {
		if held.Part != "" && !taken[thing{aboutPart, held.Part}] && sameWords(c.first.table.Cell(&held, outofplan.Part), text) &&
			(action == "" || sameWords(c.first.table.Cell(&held, outofplan.Action), action)) {
			found = append(found, held.Part)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return ""
}

// actionByWords finds the action of a row that has no part.
func (c *comparing) actionByWords(row *outofplan.Row, taken map[thing]bool) string {
	if c.back.Cell(row, outofplan.Part) != "" {
		return ""
	}
	id := ""
	if ref := c.back.Cell(row, outofplan.ActionReference); ref != "" {
		id = c.first.actionOf[refKey(ref)]
	}
	if id == "" || taken[thing{aboutAction, id}] {
		return ""
	}
	if held, ok := c.first.rowOf(thing{aboutAction, id}); !ok || held.Part != "" {
		return "" // the action has parts, and this row names none
	}
	return id
}

func (c *comparing) areaByWords(row *outofplan.Row, taken map[thing]bool) string {
	if c.back.Cell(row, outofplan.Part) != "" || c.back.Cell(row, outofplan.Action) != "" || c.back.Cell(row, outofplan.ActionReference) != "" {
		return ""
	}
	for _, held := range c.first.table.Rows {
		if held.Action == "" && held.Area != "" && !taken[thing{aboutArea, held.Area}] &&
			(sameWords(c.first.table.Cell(&held, outofplan.AreaReference), c.back.Cell(row, outofplan.AreaReference)) ||
				sameWords(c.first.table.Cell(&held, outofplan.Area), c.back.Cell(row, outofplan.Area))) {
			return held.Area
		}
	}
	return ""
}
