package planfile

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A candidate is a column and what its heading and its cells say it may mean.
type candidate struct {
	named
	like  likeness
	e     evidence
	means Meaning
	score int
	why   string
}

func (c *candidate) be(m Meaning, score int, why string) { c.means, c.score, c.why = m, score, why }

func (c *candidate) leave(why string) { c.be(Other, 50, why) }

// meanings says what each column of a table means.
func meanings(columns []named, evidenceFor func(column int) evidence) []candidate {
	all := make([]candidate, len(columns))
	for i, n := range columns {
		c := candidate{named: n, e: evidenceFor(n.column), like: likest(n.name)}
		if lower := likest(n.lower); n.lower != n.name && lower.score > c.like.score {
			c.like = lower
		}
		c.weigh()
		all[i] = c
	}
	settle(all)
	return all
}

// weigh takes the heading's word, unless the cells speak against it; and the cells' where the heading says nothing.
func (c *candidate) weigh() {
	switch {
	case c.like.score >= 45:
		c.be(c.like.means, c.like.score, c.like.why)
		if c.means == DueDate && laterName.MatchString(norm(c.name)) {
			c.be(NewDate, c.score, c.like.why+", and says that it is a later one")
		}
		if c.like.means == notAPlan {
			c.means = Other
		}
		c.contradict()
	default:
		c.leave("the heading isn't one we know, so the column is kept as it is")
	}
}

// laterName is in the heading of a date that took the place of another.
var laterName = regexp.MustCompile(`\b(revised|revision|new|extended|amended|rescheduled|slipped)\b`)

// contradict corrects a heading's word by what the cells hold.
func (c *candidate) contradict() {
	of := fmt.Sprintf("of the %d cells looked at", c.e.cells)
	switch {
	case c.e.cells == 0:
	case c.means == Area && c.e.most(c.e.levels):
		c.leave("its cells are levels such as High and Low, and not areas")
	case c.means == Narrative && c.e.most(c.e.statuses) && !c.e.most(c.e.long):
		c.be(Progress, c.score-5, fmt.Sprintf("%d %s are words for progress", c.e.statuses, of))
	case c.means == Owner && c.e.most(c.e.dates):
		c.be(DueDate, 60, fmt.Sprintf("%d %s are dates, whatever the heading says", c.e.dates, of))
	case c.means == Steps && c.e.most(c.e.dates) && c.e.average() < 20:
		c.be(DueDate, 60, fmt.Sprintf("%d %s are dates, whatever the heading says", c.e.dates, of))
	case c.means == Progress && c.e.most(c.e.dates) && !c.e.most(c.e.statuses):
		c.be(Finished, 55, fmt.Sprintf("%d %s are dates", c.e.dates, of))
	case c.means == DueDate && c.e.most(c.e.owners) && c.e.dates == 0:
		c.be(Owner, 55, fmt.Sprintf("%d %s name somebody", c.e.owners, of))
	case c.means == DueDate && c.e.dates+c.e.times > 0:
		c.score = min(99, c.score+1)
		c.why += fmt.Sprintf("; %d %s are dates", c.e.dates, of)
	case c.means == DueDate && c.e.cells >= 3 && c.e.dates+c.e.times == 0:
		c.score -= 30
	case c.means == Ref && c.e.average() > 25 && c.e.refs == 0:
		c.leave("its cells are too long for references")
	}
}

// alone are the meanings that one column of a table has at most.
var alone = []Meaning{Ref, Section, Timescale, Area, Action, Steps, DueDate, NewDate, ApprovedBy, Progress, Narrative, Finished}

// settle lets each meaning fall to one column, and gives a plan what it lacks from the columns left over.
func settle(all []candidate) {
	for _, m := range alone {
		contend(all, m)
	}
	if one(all, DueDate) == nil {
		if t := one(all, Timescale); t != nil && t.e.dates > 0 {
			t.be(DueDate, t.score, t.why+"; its cells hold dates")
		}
	}
	if one(all, Action) == nil {
		if s := one(all, Steps); s != nil {
			s.be(Action, s.score-10, s.why+"; no other column has the actions")
		}
	}
	if one(all, Action) == nil && one(all, Area) == nil {
		for i := range all {
			if all[i].like.outcome {
				all[i].be(Area, 60, all[i].like.why+"; no other column has the areas")
				break
			}
		}
	}
	byContent(all)
	pairUp(all)
}

func one(all []candidate, m Meaning) *candidate {
	for i := range all {
		if all[i].means == m {
			return &all[i]
		}
	}
	return nil
}

// contend lets the likeliest column have a meaning: of equals the leftmost, but for progress the rightmost that has anything in it, which
// is the latest.
func contend(all []candidate, m Meaning) {
	var best *candidate
	for i := range all {
		c := &all[i]
		if c.means != m {
			continue
		}
		later := (m == Progress || m == Narrative) && c.e.cells+c.e.colours > 0
		if best == nil || c.score > best.score+3 || c.score >= best.score-3 && later || best.e.cells == 0 && c.e.cells > 0 {
			best = c
		}
	}
	for i := range all {
		if c := &all[i]; c.means == m && c != best {
			giveWay(all, c, best)
		}
	}
}

// giveWay finds what a column means when another has the meaning that its heading has.
func giveWay(all []candidate, c, best *candidate) {
	words := norm(c.name)
	taken := func(m Meaning) bool { return one(all, m) != nil }
	switch {
	case c.means == Action && !taken(Steps) && (words == "what" || best.like.words == "what"):
		c.be(Steps, 70, c.like.why+"; another column has the action, so this has its pieces")
	case c.means == Area && !taken(Action) && c.column > best.column:
		c.be(Action, 60, c.like.why+"; another column has the area, so this has the action")
	case c.means == Area && !taken(Section) && c.column < best.column:
		c.be(Section, 60, c.like.why+"; another column has the area, so this has what it belongs to")
	case c.means == DueDate && strings.Contains(words, "complet") && !taken(Finished):
		c.be(Finished, 60, c.like.why+"; another column has the date it was due")
	case c.means == Progress && !taken(Narrative) && c.e.most(c.e.long):
		c.be(Narrative, 60, c.like.why+"; another column has the status")
	default:
		c.leave("the column " + quoted(best.name) + " is likelier to be its " + string(c.means) + ", so this one is kept as it is")
	}
}

// byContent gives what is lacking to columns whose headings say nothing, by what their cells hold.
func byContent(all []candidate) {
	give := func(m Meaning, fits func(c *candidate) int, what string) {
		if one(all, m) != nil || m == Owner && one(all, Agency) != nil || m == DueDate && one(all, Timescale) != nil {
			return
		}
		for i := range all {
			c := &all[i]
			if c.means != Other || c.like.score >= 45 && !c.like.outcome {
				continue
			}
			if n := fits(c); n > 0 && c.e.most(n) {
				c.be(m, 55, fmt.Sprintf("%d of the %d cells looked at %s", n, c.e.cells, what))
				return
			}
		}
	}
	give(Progress, func(c *candidate) int { return c.e.statuses }, "are words for progress")
	give(DueDate, func(c *candidate) int { return c.e.dates + c.e.times }, "are dates or times")
	give(Ref, func(c *candidate) int {
		if c.column == all[0].column {
			return c.e.refs
		}
		return 0
	}, "look like references")
	give(Owner, func(c *candidate) int { return c.e.owners }, "name somebody")
	if one(all, Progress) == nil {
		for i := range all {
			if c := &all[i]; c.e.colours >= 2 && c.e.cells == 0 && (c.means == Other || c.means == Narrative) {
				c.be(Progress, 55, "its cells have colours and no words")
				break
			}
		}
	}
	if one(all, Action) == nil && one(all, Area) == nil {
		var longest *candidate
		for i := range all {
			if c := &all[i]; c.means == Other && c.like.score < 45 && c.e.average() >= 12 && (longest == nil || c.e.average() > longest.e.average()) {
				longest = c
			}
		}
		if longest != nil {
			longest.be(Action, 40, "its cells hold the longest words of the table")
		}
	}
}

// meant gives the columns as a mapping has them.
func meant(all []candidate) []Meant {
	columns := make([]Meant, len(all))
	for i, c := range all {
		columns[i] = Meant{Column: c.column, Name: c.name, Means: c.means, Confidence: max(1, min(99, c.score)), Why: capital(c.why) + "."}
		if c.means == Other && c.like.kept {
			columns[i].Why = capital(c.like.why) + ", and is kept as it is."
		}
	}
	return columns
}

// verdict says whether a table is the plan, how surely, and why.
func verdict(all []candidate, heading string) (plan bool, confidence int, why string) {
	var strange []string
	var sources []string
	known, sum := 0, 0
	for _, c := range all {
		if c.like.means == notAPlan && c.like.score >= 75 {
			strange = append(strange, quoted(c.name))
			if !slices.Contains(sources, c.like.source) {
				sources = append(sources, c.like.source)
			}
		}
		if c.means != Other {
			known++
			sum += c.score
		}
	}
	aside := asideName.FindString(heading)
	action, area := one(all, Action), one(all, Area)
	body := action != nil || area != nil
	switch {
	case len(strange) >= 2 && (action == nil || action.score < 75 || leads(all)) || len(strange) >= 1 && aside != "":
		return false, 90, "its columns " + listed(strange) + " are those of " + listed(sources)
	case aside != "" && (action == nil || action.score < 75):
		return false, 80, "its name is that of something else than a plan"
	case len(strange) == 1 && (action == nil || action.score < 75):
		return false, 75, "its column " + strange[0] + " is one of " + listed(sources)
	case !body:
		return false, 70, "no column has actions or areas for improvement"
	case known < 2:
		return false, 60, "it has nobody to do it, no date and no progress"
	}
	return true, sum / known, "it has " + listed(what(all))
}

// leads says that a table is headed, but for a reference, by what no plan is headed by. A plan may have a column of risks further on.
func leads(all []candidate) bool {
	for _, c := range all {
		if c.means != Ref && c.name != "" {
			return c.like.means == notAPlan
		}
	}
	return false
}

// what names the meanings that were found, for a sentence.
func what(all []candidate) []string {
	var words []string
	for _, m := range []struct {
		means Meaning
		word  string
	}{{Area, "areas"}, {Action, "actions"}, {Steps, "steps"}, {Owner, "owners"}, {Agency, "agencies"}, {DueDate, "dates"}, {Timescale, "timescales"}, {Progress, "progress"}, {Narrative, "notes of progress"}, {Ref, "references"}} {
		if one(all, m.means) != nil {
			words = append(words, m.word)
		}
	}
	return words
}
