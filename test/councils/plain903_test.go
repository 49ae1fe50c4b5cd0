package councils_test

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
	"time"
)

// count is what a figure is made of.
type count struct{ Over, Under, Excluded, CannotTell int }

// Of each thing counted one of these is said.
type verdict int

const (
	nothing    verdict = iota // it isn't asked for
	leftOut                   // it is excluded, and shown as such
	met                       // in both
	unmet                     // in the denominator alone
	cannotTell                // in the denominator alone, because the day or the answer is blank
)

func (c *count) add(v verdict) {
	switch v {
	case leftOut:
		c.Excluded++
	case met:
		c.Over++
		c.Under++
	case unmet:
		c.Under++
	case cannotTell:
		c.Under++
		c.CannotTell++
	case nothing:
	}
}

// childOf is the return's rows of each child.
func childOf(lines []line) map[string][]line {
	of := map[string][]line{}
	for _, l := range lines {
		if id := l["CHILD"]; id != "" {
			of[id] = append(of[id], l)
		}
	}
	return of
}

// bornOn is the last day of birth that can be read, in the header or else in the row itself.
func bornOn(header []line, row line) (time.Time, bool) {
	for i := len(header) - 1; i >= 0; i-- {
		if d, ok := header[i].day("DOB"); ok {
			return d, true
		}
	}
	return row.day("DOB")
}

var shortBreakStatus = []string{"V3", "V4"}

// Children looked after continuously for at least 12 months at 31 March: an episode in the year, none that began by becoming looked after in it
// after 1 April, none that ended in it but by going on as another. Short breaks are left out and shown. Of a child with no episode on 1 April that has a
// day, and one without that may have been there or begun care later, it can't be told.
func plainAllYear(t *testing.T, p paper, column string, asked func(age int) bool, answer func(row line) verdict) (c count) {
	headers, facts := childOf(p.table(t, "header.csv")), childOf(p.table(t, "oc2.csv"))
	for child, episodes := range childOf(p.table(t, "episodes.csv")) {
		var began, undated []line // in the year
		out, onFirst, mayBegin, shortBreaks, perhapsShort := false, false, false, false, false
		for _, e := range episodes {
			from, dated := e.day("DECOM")
			ended, done := e.day("DEC")
			if dated && from.After(p.last()) || done && ended.Before(p.first()) {
				continue
			}
			short := slices.Contains(shortBreakStatus, e["LS"])
			out = out || done && p.holds(ended) && e["REC"] != "" && e["REC"] != "X1"
			if dated {
				began = append(began, e)
				shortBreaks = shortBreaks || short
				onFirst = onFirst || !from.After(p.cohort())
				out = out || e["RNE"] == "S" && from.After(p.cohort())
			} else {
				undated = append(undated, e)
				perhapsShort = perhapsShort || short
				mayBegin = mayBegin || e["RNE"] == "S"
			}
		}
		if out || len(began)+len(undated) == 0 {
			continue
		}
		untold := !onFirst && (len(began) == 0 || mayBegin)
		if shortBreaks || untold && perhapsShort {
			c.add(leftOut)
			continue
		}
		row := line{} // two rows for one child: the later answer that can be read
		for _, l := range facts[child] {
			for name, cell := range l {
				readable := name != column && cell != "" || cell == "0" || cell == "1"
				if column == "SDQ_SCORE" && name == column {
					_, readable = score(cell)
				}
				if name == "DOB" {
					readable = true
				}
				if readable {
					row[name] = cell
				}
			}
		}
		born, known := bornOn(headers[child], row)
		if born.After(p.last()) {
			known = false
		}
		switch {
		case asked == nil, known && asked(age(born, p.last())):
			v := answer(row)
			if untold || !known && asked != nil && v == met {
				v = cannotTell
			}
			c.add(v)
		case !known:
			c.add(cannotTell)
		}
	}
	return c
}

// yes reads an answer of the return.
func yes(column string) func(line) verdict {
	return func(row line) verdict {
		switch row[column] {
		case "1":
			return met
		case "0":
			return unmet
		}
		return cannotTell
	}
}

func score(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 0 && n <= 40
}

func scored(row line) verdict {
	if _, ok := score(row["SDQ_SCORE"]); ok {
		return met
	}
	return unmet // no questionnaire was returned that can be read
}

// Young people who left care and whose 19th, 20th or 21st birthday fell in the year.
func plainLeavers(t *testing.T, p paper, answer func(row line) verdict) (c count) {
	headers := childOf(p.table(t, "header.csv"))
	for child, rows := range childOf(p.table(t, "oc3.csv")) {
		v := nothing
		for _, row := range rows { // the last row is believed
			born, known := bornOn(headers[child], row)
			turned := !known
			for years := 19; known && years <= 21; years++ {
				turned = turned || p.holds(birthday(born, years))
			}
			if !turned {
				continue
			}
			v = answer(row)
			if touch := row["IN_TOUCH"]; touch == "DIED" || touch == "RHOM" {
				v = leftOut
			}
			if !known && v != leftOut {
				v = cannotTell
			}
		}
		c.add(v)
	}
	return c
}

func suitable(row line) verdict {
	home := row["ACCOM"]
	switch {
	case len(home) == 2 && strings.Contains("GHR", home[:1]) && strings.Contains("12", home[1:]):
		return leftOut // abroad, deported or nobody knows where they live
	case len(home) == 2 && strings.Contains("BCDEKSTUVWXYZ", home[:1]) && home[1] == '1':
		return met
	case len(home) == 2 && strings.Contains("BCDEKSTUVWXYZ", home[:1]) && home[1] == '2', home == "0":
		return unmet
	}
	return cannotTell // blank, or no code of the list
}

func occupied(year int) func(line) verdict {
	return func(row line) verdict {
		occupations := []string{"F1", "P1", "F2", "P2", "F4", "P4", "F5", "P5"}
		if year < 2022 {
			occupations = []string{"F1", "P1", "F2", "P2", "F3", "P3"}
		}
		switch activity := row["ACTIV"]; {
		case slices.Contains(occupations, activity):
			return met
		case slices.Contains([]string{"G4", "G5", "G6", "0"}, activity):
			return unmet
		}
		return cannotTell
	}
}

// stay is a time in care.
type stay struct {
	from, to time.Time
	known    bool // an episode says that they became looked after on its first day
	ended    bool
	short    bool // short breaks and nothing else
}

func (s stay) holds(d time.Time) bool {
	return !d.Before(s.from) && (s.to.IsZero() || !d.After(s.to))
}

// stays parts a child's episodes into times in care, and says whether one began on a day that can't be read.
func stays(episodes []line) (all []stay) {
	type dated struct {
		line
		from, to time.Time
		done     bool
	}
	var list []dated
	for _, e := range episodes {
		if from, ok := e.day("DECOM"); ok {
			to, done := e.day("DEC")
			list = append(list, dated{e, from, to, done})
		}
	}
	sort.SliceStable(list, func(i, j int) bool { // what ended on a day before what went on
		a, b := list[i], list[j]
		if !a.from.Equal(b.from) {
			return a.from.Before(b.from)
		}
		return a.done && (!b.done || a.to.Before(b.to))
	})
	open, began := false, time.Time{}
	for _, e := range list {
		// Nobody begins twice on one day, and the same episode twice is one.
		again := len(all) > 0 && (e.line["RNE"] == "S" && all[len(all)-1].from.Equal(e.from) || e.line["RNE"] != "S" && !open && began.Equal(e.from))
		began = e.from
		if again {
			s := &all[len(all)-1]
			s.known = s.known || e.line["RNE"] == "S"
			if s.to.Equal(e.from) {
				s.to, s.ended = time.Time{}, false
			}
			open = !s.ended
		} else if !open || e.line["RNE"] == "S" {
			all = append(all, stay{from: e.from, known: e.line["RNE"] == "S", short: true})
		}
		s := &all[len(all)-1]
		s.short = s.short && slices.Contains(shortBreakStatus, e.line["LS"])
		open = open || !again
		if e.line["REC"] != "" && e.line["REC"] != "X1" {
			s.to, s.ended, open = e.to, true, false
		}
	}
	return all
}

var takesPart, takesNoPart = []string{"PN1", "PN2", "PN3", "PN5", "PN6"}, []string{"PN4", "PN7"}

// Reviews held in the year of children of 4 and over: those with any code but PN0.
func plainParticipation(t *testing.T, p paper) (c count) {
	episodes := childOf(p.table(t, "episodes.csv"))
	for child, rows := range childOf(p.table(t, "reviews.csv")) {
		all := stays(episodes[child])
		last := map[time.Time]string{} // two rows for one day are one review
		for _, row := range rows {
			on, ok := row.day("REVIEW")
			switch {
			case ok && p.holds(on):
				last[on] = row["REVIEW_CODE"]
			case !ok && row["REVIEW_CODE"] != "PN0":
				c.add(cannotTell) // some day of the year
			}
		}
		for on, code := range last {
			shortBreaks := false
			for _, s := range all { // where one ends and the next begins on a day, it is the next one's
				if s.holds(on) {
					shortBreaks = s.short
				}
			}
			c.add(participation(code, shortBreaks))
		}
	}
	return c
}

func participation(code string, shortBreaks bool) verdict {
	switch {
	case shortBreaks:
		return leftOut
	case code == "PN0":
		return nothing
	case slices.Contains(takesPart, code):
		return met
	case slices.Contains(takesNoPart, code):
		return unmet
	}
	return cannotTell
}

// plainReviewsOnTime is of the looked-after children with a review that fell due in the year: those whose every such review was on time. The first
// is due 20 working days after they became looked after, the second three months after the first and each later one six months after the last, and
// nothing is due once they have left care. Reviews on one day are one.
func plainReviewsOnTime(t *testing.T, p paper) (c count) {
	reviews := childOf(p.table(t, "reviews.csv"))
	episodes := childOf(p.table(t, "episodes.csv"))
	children := map[string]bool{}
	for child := range episodes {
		children[child] = true
	}
	for child := range reviews {
		children[child] = true
	}
	for child := range children {
		var due []verdict
		all := stays(episodes[child])
		held := map[int][]time.Time{} // by time in care; -1 where the day lies in none
		undated := false
		for _, row := range reviews[child] {
			on, ok := row.day("REVIEW")
			if !ok {
				undated = true
				continue
			}
			in := -1
			for i, s := range all {
				if s.holds(on) {
					in = i
				}
			}
			if !slices.Contains(held[in], on) {
				held[in] = append(held[in], on)
			}
		}
		if undated {
			due = append(due, cannotTell) // when the one after it was due
		}
		for _, e := range episodes[child] {
			if _, ok := e.day("DECOM"); !ok && e["RNE"] == "S" {
				due = append(due, cannotTell) // when the first was due
			}
		}
		latest, gaps := latestGap{}, make([][]gap, len(all))
		for i, s := range all {
			slices.SortFunc(held[i], time.Time.Compare)
			gaps[i] = gapsOf(s, held[i], s.from.Before(p.first()))
			if !s.known && !s.from.Before(p.first()) {
				due = append(due, cannotTell) // which review was the first is known, but not when it was due
			}
			for _, g := range gaps[i] {
				latest.note(g)
			}
		}
		for i, s := range all { // a review without a day is of the latest time in care
			for _, g := range gaps[i] {
				due = append(due, g.verdict(p, s, undated && latest.is(g)))
			}
		}
		c.add(worst(due))
	}
	return c
}

// gap is one review that is due.
type gap struct {
	clock    string
	from, by time.Time
	held     time.Time
}

type latestGap struct{ by map[string]gap }

func (l *latestGap) note(g gap) {
	if l.by == nil {
		l.by = map[string]gap{}
	}
	if !g.from.Before(l.by[g.clock].from) {
		l.by[g.clock] = g
	}
}

func (l *latestGap) is(g gap) bool { return l.by[g.clock] == g }

// gapsOf lists the reviews that were due. Of a time in care that began before the files tell, there may have been reviews of which they say nothing:
// so its first isn't asked for, and any review in the files is followed within six months.
func gapsOf(s stay, held []time.Time, before bool) (all []gap) {
	if s.known && !before {
		g := gap{clock: "first", from: s.from, by: workingOn(s.from, 20)}
		if len(held) > 0 {
			g.held = held[0]
		}
		all = append(all, g)
	}
	for i, on := range held {
		g := gap{clock: "later", from: on, by: months(on, 6)}
		if i == 0 && !before {
			g.clock, g.by = "second", months(on, 3)
		}
		if i+1 < len(held) {
			g.held = held[i+1]
		}
		all = append(all, g)
	}
	return all
}

func (g gap) verdict(p paper, s stay, maybe bool) verdict {
	ended := s.ended && !s.to.Before(s.from) && !s.to.After(p.last()) // an end before the beginning is none
	inTime := !g.held.IsZero() && !g.held.After(g.by)
	switch {
	case !p.holds(g.by):
		return nothing
	case g.clock == "first" && s.short:
		return leftOut
	case inTime && !g.held.After(p.last()):
		return met
	case ended && !s.to.After(g.by):
		return leftOut
	case maybe:
		return cannotTell
	}
	return unmet
}

// worst counts several as one: one that was missed settles it, then one that can't be told; one that asks for nothing leaves it to the others.
func worst(all []verdict) verdict {
	for _, v := range []verdict{unmet, cannotTell, met, leftOut} {
		if slices.Contains(all, v) {
			return v
		}
	}
	return nothing
}
