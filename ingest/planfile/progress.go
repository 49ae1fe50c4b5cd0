package planfile

import (
	"regexp"
	"strings"

	"throughline/ingest/document"
)

// claimOf reads some words by what the mapping says of them, and else by what plans use them for.
func (r *reader) claimOf(words string) claim { return r.claimMemo.of(words, r.newClaim) }

func (r *reader) newClaim(words string) claim {
	if s, ok := r.statuses[norm(words)+"|"]; ok {
		known := s.Means != Unclear || s.Ask
		c := claim{fact: s.Means, known: known, ask: s.Ask}
		if !known {
			c = claimed(words)
			c.fact = Unclear
		}
		return c
	}
	return claimed(words)
}

func (r *reader) colourClaim(colour string) claim {
	if s, ok := r.statuses["|"+colour]; ok {
		return claim{fact: s.Means, known: true, ask: s.Ask}
	}
	if k, ok := r.key[colour]; ok {
		return claim{fact: k.claim.fact, known: true}
	}
	if st, ok := standings[colour]; ok {
		return claim{fact: st.fact, known: true, ask: st.ask}
	}
	return claim{}
}

// statusOf reads what is claimed of a whole action: its column of progress, and where that says nothing, what is told of it and the day it
// was finished.
func (tr *tableReader) statusOf(rows []document.Row) Fact {
	fact := tr.ofStatusColumn(rows)
	if tr.finished == 0 {
		return fact
	}
	text := tr.all(rows, tr.finished)
	finished := claimed(text)
	dated := false
	for _, f := range days(text, tr.m.Dates.MonthFirst) {
		dated = dated || !f.date.IsZero()
	}
	if c := cellAt(rows[0], tr.finished); c != nil && !dated {
		if _, ok := serialDay(*c, text); ok || c.Kind == document.Date {
			dated = true
		}
	}
	if !dated && (finished.fact != Done && finished.fact != DoneAndEmbedded) || dated && finished.fact == InProgress {
		return fact
	}
	said := Done
	if finished.fact == DoneAndEmbedded {
		said = DoneAndEmbedded
	}
	place := tr.at(rows[0], tr.finished)
	switch {
	case fact == Unclear && tr.all(rows, tr.status) == "" && !tr.coloured(rows[0]):
		return said
	case tr.askedOf(rows[0]):
		return said // a colour that may mean done, beside the day that it was
	case fact.rank() < Done.rank():
		tr.warn(place, "%s says that this was completed, and its status does not. The status is read.", quoted(short(text)))
	}
	return fact
}

func (tr *tableReader) coloured(row document.Row) bool {
	c := cellAt(row, tr.status)
	return c != nil && colourOf(c.Fill) != ""
}

// askedOf says that a row's status is one that councils use for different things.
func (tr *tableReader) askedOf(row document.Row) bool {
	c := cellAt(row, tr.status)
	if c == nil {
		return false
	}
	words, colour := statusKey(*c)
	if words != "" {
		return tr.claimOf(words).ask
	}
	return tr.colourClaim(colour).ask
}

func (tr *tableReader) ofStatusColumn(rows []document.Row) Fact {
	if tr.status > 0 {
		var facts []Fact
		silent := true
		for i, row := range rows {
			c := cellAt(row, tr.status)
			if c == nil || tidy(c.Text) == "" && colourOf(c.Fill) == "" || i > 0 && c.Merged {
				continue
			}
			silent = false
			facts = append(facts, tr.statusCell(row))
		}
		if !silent {
			fact := together(facts)
			if tr.narrative > 0 && tr.askedOf(rows[0]) {
				if told := claimed(tr.all(rows, tr.narrative)); told.fact.rank() >= Done.rank() && told.note == "" {
					return told.fact
				}
			}
			return fact
		}
	}
	if tr.narrative == 0 {
		return Unclear
	}
	text := tr.all(rows, tr.narrative)
	told := claimed(text)
	if told.note != "" {
		tr.warn(tr.at(rows[0], tr.narrative), "%s %s.", quoted(short(text)), told.note)
	}
	return told.fact
}

var (
	wantsPercent = regexp.MustCompile(`(?i)%|per ?cent`)
	wantsYes     = regexp.MustCompile(`\b(complete|completed|done|achieved|implemented)\b`)
)

// statusCell reads a row's cell of progress, and warns of what can't be read or is used for different things.
func (tr *tableReader) statusCell(row document.Row) Fact {
	cell := cellAt(row, tr.status)
	if cell == nil {
		return Unclear
	}
	words, colour := statusKey(*cell)
	place := tr.at(row, tr.status)
	if words == "" {
		c := tr.colourClaim(colour)
		tr.ask(place, "", colour, c)
		return c.fact
	}
	if fact, ok := tr.byHeading(*cell, words); ok {
		if fact == Unclear {
			tr.warnOnce(place, "%s says only that it is not complete.", quoted(words))
		}
		return fact
	}
	c := tr.claimOf(words)
	if fill := colourOf(cell.Fill); fill != "" && !cell.Merged {
		byColour := tr.colourClaim(fill)
		switch _, keyed := tr.key[fill]; {
		case !c.known && byColour.known:
			tr.ask(place, "", fill, byColour)
			return byColour.fact
		case c.known && c.fact.rank() >= Done.rank() && (fill == "red" || fill == "amber"), c.known && keyed && byColour.fact != c.fact && !onlyKey.MatchString(words):
			tr.warnOnce(place, "%s stands in a cell coloured %s. The words are read, and not the colour.", quoted(short(words)), fill)
		}
	}
	switch {
	case !c.known:
		tr.warnOnce(place, "%s says nothing of progress that we know.", quoted(short(words)))
	case c.ask:
		tr.ask(place, words, "", c)
	case c.note != "":
		tr.warnOnce(place, "%s %s.", quoted(short(words)), c.note)
	}
	return c.fact
}

// warnOnce warns of a cell once, though it may be read for an action and again for its part.
func (tr *tableReader) warnOnce(place document.Place, text string, about ...any) {
	if n := len(tr.out.Warnings); n > 0 {
		for _, w := range tr.out.Warnings[max(0, n-12):] {
			if w.Place == place {
				return
			}
		}
	}
	tr.warn(place, text, about...)
}

// byHeading reads figures under a heading that asks for a percentage, and yes or no under one that asks whether it is complete.
func (tr *tableReader) byHeading(c document.Cell, words string) (Fact, bool) {
	name := ""
	for _, m := range tr.table.columns(Progress) {
		name = m.Name
	}
	if c.Kind == document.Number && wantsPercent.MatchString(name) && !strings.Contains(words, "%") {
		n := c.Number
		switch {
		case n < 0 || n > 100:
			return Unclear, false
		case n == 0:
			return NotStarted, true
		case n == 1 || n == 100:
			return Done, true
		}
		return InProgress, true
	}
	if wantsYes.MatchString(norm(name)) {
		switch norm(words) {
		case "y", "yes", "true":
			return Done, true
		case "n", "no", "false":
			return Unclear, true
		}
	}
	return Unclear, false
}

// ask says, once for a file, that councils use a word or colour for different things, and how it was read.
func (tr *tableReader) ask(place document.Place, words, colour string, c claim) {
	if !c.ask {
		return
	}
	tr.once("ask "+norm(words)+"|"+colour, place, "%s %s. It is read as %s, unless the rest of its row says more. If it means something else here, say so in the mapping.",
		capital(shown(words, colour)), whyAsked(words, colour), c.fact.words())
}

// words names a fact in a sentence.
func (f Fact) words() string {
	switch f {
	case NotStarted:
		return "not started"
	case InProgress:
		return "in progress"
	case Done:
		return "done"
	case DoneAndEmbedded:
		return "done and embedded"
	default:
		return "saying nothing"
	}
}
