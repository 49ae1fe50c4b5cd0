package disclosure

import (
	"cmp"
	"fmt"
	"slices"

	"throughline/calendar"
)

// closeDays is how near two papers of a standing cohort must be for a reader to take it that nobody moved between them. Four weeks:
// a paper each month is guarded in full only when its cohort grows.
const closeDays = 28

// before is a printed cell of an earlier release, found again among today's categories.
type before struct {
	people selection
	number int
	mark   Mark
	// now is how many people are in the group today.
	now int
	// samePeople: the group is of the very people the earlier number counted, unless the data were corrected. guarded: a change of
	// the number counts people, or seems to, since the days are near.
	samePeople, guarded bool
	// withheld: nothing is known of the number, not even that it is not zero.
	withheld bool
	// implied: it was not printed, and is the other side of a filter that was.
	implied bool
}

// joining is the dimension that a growing cohort is split by while it is worked out: for each earlier release the people who had joined
// by then, and last those who have joined since them all. So a number of an earlier paper counts a group of today's people, and two
// papers are linked tables of one cohort. No table can ask for it: a name given by a caller is never empty.
const joining = ""

func (c Cohort) splitByJoining(atoms []Atom, earlier []Released) (Cohort, []Atom, error) {
	if c.Nature != Growing {
		return c, atoms, nil
	}
	var days []calendar.Date
	for _, release := range earlier {
		if release.kept.Cohort == c.Name && release.kept.Day.Before(c.Day) {
			days = append(days, release.kept.Day)
		}
	}
	slices.SortFunc(days, calendar.Date.Compare)
	days = slices.Compact(days)
	var names []string
	for _, day := range days {
		names = append(names, day.String())
	}
	names = append(names, "since")
	split := make([]Atom, len(atoms))
	for i, a := range atoms {
		if a.Joined.IsZero() || a.Joined.After(c.Day) {
			return c, nil, fmt.Errorf("group %d of %q has no day of joining on or before %s: a growing cohort needs one", i+1, c.Name, c.Day.Long())
		}
		place, _ := slices.BinarySearchFunc(days, a.Joined, calendar.Date.Compare)
		split[i] = Atom{Categories: append(slices.Clone(a.Categories), names[place]), Count: a.Count}
	}
	c.Dimensions = append(slices.Clone(c.Dimensions), Dimension{Name: joining, Categories: names})
	return c, split, nil
}

// joinedBy narrows a group of a growing cohort to those who had joined by the day of an earlier release.
func (c Cohort) joinedBy(people selection, day calendar.Date) selection {
	d := c.dimension(joining)
	if d < 0 || !day.Before(c.Day) {
		return people
	}
	set := make([]bool, len(c.Dimensions[d].Categories))
	for i, name := range c.Dimensions[d].Categories[:len(set)-1] {
		set[i] = cmp.Compare(name, day.String()) <= 0
	}
	return people.narrowed(d, set)
}

// recall finds the printed cells of the earlier releases of the same cohort. A cell of categories that are no longer there cannot be
// matched to people, and is left out.
func (c Cohort) recall(earlier []Released) (out []before, err error) {
	for _, release := range earlier {
		if release.kept.Cohort != c.Name {
			continue
		}
		then := release.cohort()
		apart := c.Day.Sub(then.Day)
		as := before{
			samePeople: apart == 0 || c.Nature == Growing,
			guarded:    c.Nature == Growing || then.Nature == Growing || max(apart, -apart) < closeDays,
		}
		for _, table := range release.kept.Tables {
			g, err := then.layOut(table.Spec)
			if err != nil {
				return nil, err
			}
			as.withheld, as.implied = table.Withheld, false
			for i, line := range table.Cells {
				for j, text := range line {
					if as.number, as.mark, err = readCell(text); err != nil {
						return nil, err
					}
					out = c.recallCell(out, as, then, g.cells[i][j])
				}
			}
			as.implied, as.mark = true, NotAvailable
			for _, other := range then.otherSides(table.Spec) {
				for _, line := range other.cells {
					for _, people := range line {
						out = c.recallCell(out, as, then, people)
					}
				}
			}
		}
	}
	return out, nil
}

func (c Cohort) recallCell(out []before, as before, then Cohort, people selection) []before {
	now, same := c.today(then, people)
	if !same || !as.implied && as.mark != Shown && as.mark != Suppressed {
		return out
	}
	as.people = c.joinedBy(now, then.Day)
	return append(out, as)
}

// today gives the same group in the cohort's categories of today.
func (c Cohort) today(then Cohort, people selection) (selection, bool) {
	out := make(selection, len(c.Dimensions))
	for d, set := range people {
		if set == nil {
			continue
		}
		now := c.dimension(then.Dimensions[d].Name)
		if now < 0 {
			return nil, false
		}
		wanted := make([]bool, len(c.Dimensions[now].Categories))
		for category, in := range set {
			if !in {
				continue
			}
			i := slices.Index(c.Dimensions[now].Categories, then.Dimensions[d].Categories[category])
			if i < 0 {
				return nil, false
			}
			wanted[i] = true
		}
		out = out.narrowed(now, wanted)
	}
	return out, true
}

// remember puts the earlier cells beside those of this release.
//
// A number that is the same today is read as the same people: it is out, and can't be suppressed any more. Within such a group, on
// the same day, and in a growing cohort, what was suppressed then is still to be hidden. Any other earlier number has changed, by
// people's coming and going or by correction; where that is guarded, the numbers of this release that differ from it by 1 to 5
// are given back, to be suppressed. So is what was suppressed a few days ago.
func (s *system) remember(all []before) (forced []int) {
	all = s.distinct(all)
	var same []selection
	for _, b := range all {
		if b.mark == Shown && b.now == b.number {
			same = append(same, b.people)
			s.cells[s.cellOf(b.people)].locked = true
		}
	}
	for _, b := range all {
		inSame := func() bool {
			return slices.ContainsFunc(same, func(outer selection) bool { return b.people.within(outer) })
		}
		if b.mark == Shown || b.now == 0 || !b.samePeople && !inSame() {
			continue
		}
		switch {
		case b.implied || b.withheld:
			s.imply(b.people)
		default:
			c := &s.cells[s.cellOf(b.people)]
			// What was hidden before costs less to hide again, which keeps a series of papers alike.
			c.hidden, c.cost = true, c.cost*3/4
		}
	}
	corrected := slices.ContainsFunc(all, func(b before) bool { return b.samePeople && b.mark == Shown && b.now != b.number })
	for _, b := range all {
		if s.wouldTell(b, corrected) && !slices.Contains(forced, s.cellOf(b.people)) {
			forced = append(forced, s.cellOf(b.people))
		}
		if b.mark != Shown || !b.guarded || b.now == b.number {
			continue
		}
		for i, c := range s.cells {
			if !c.fresh || c.locked || !small(max(c.value-b.number, b.number-c.value)) || slices.Contains(forced, i) {
				continue
			}
			if c.people.within(b.people) || b.people.within(c.people) {
				forced = append(forced, i)
			}
		}
	}
	return forced
}

// wouldTell says whether printing a group now would tell what a paper of a few days ago hid, or one of the same people that was corrected since:
// it would be taken for the number then, and the small number beside it be worked out.
func (s *system) wouldTell(b before, corrected bool) bool {
	if b.mark != Suppressed || !b.guarded || b.samePeople && !corrected || b.now == 0 {
		return false
	}
	i, ok := s.byKey[b.people.key()]
	return ok && s.cells[i].fresh && !s.cells[i].locked
}

// distinct leaves out what an earlier cell says a second time, and counts how many people of each group there are now.
func (s *system) distinct(all []before) (out []before) {
	type said struct {
		people            string
		number            int
		mark              Mark
		same, guarded     bool
		withheld, implied bool
	}
	met := map[said]bool{}
	counts := map[string]int{}
	for _, b := range all {
		key := b.people.key()
		one := said{key, b.number, b.mark, b.samePeople, b.guarded, b.withheld, b.implied}
		if met[one] {
			continue
		}
		met[one] = true
		if _, ok := counts[key]; !ok {
			counts[key] = s.count(b.people)
		}
		b.now = counts[key]
		out = append(out, b)
	}
	return out
}
