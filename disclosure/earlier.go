package disclosure

import "slices"

// closeDays is how near two papers of a standing cohort must be for a reader to take it that nobody moved between them. Four weeks:
// a paper each month is guarded in full only when its cohort grows.
const closeDays = 28

// before is a printed cell of an earlier release, found again among today's categories.
type before struct {
	people selection
	number int
	mark   Mark
	// sameDay and guarded say how the earlier release bears on this one: of the same day, and near enough, or of a cohort that
	// only grows, so that a change counts people.
	sameDay, guarded bool
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
		for _, table := range release.kept.Tables {
			g, err := then.layOut(table.Spec)
			if err != nil {
				return nil, err
			}
			for i, line := range table.Cells {
				for j, text := range line {
					n, mark, err := readCell(text)
					if err != nil {
						return nil, err
					}
					people, same := c.today(then, g.cells[i][j])
					if !same || table.Withheld || mark != Shown && mark != Suppressed {
						continue
					}
					out = append(out, before{
						people: people, number: n, mark: mark, sameDay: apart == 0,
						guarded: c.Nature == Growing || then.Nature == Growing || max(apart, -apart) < closeDays,
					})
				}
			}
		}
	}
	return out, nil
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
// A number that is the same today is read as the same people: it is out, and can't be suppressed any more. Within such a group, or on
// the same day, what was suppressed then is still to be hidden. Any other earlier number has changed; where a change counts people, the
// numbers of this release that differ from it by 1 to 5 are given back, to be suppressed.
func (s *system) remember(all []before) (forced []int) {
	var same []selection
	for _, b := range all {
		if b.mark != Shown || s.count(b.people) != b.number {
			continue
		}
		same = append(same, b.people)
		s.cells[s.cellOf(b.people)].locked = true
	}
	for _, b := range all {
		if b.mark != Suppressed {
			continue
		}
		inSame := slices.ContainsFunc(same, func(outer selection) bool { return b.people.within(outer) })
		n := s.count(b.people)
		if n == 0 || !inSame && !b.sameDay {
			continue
		}
		c := &s.cells[s.cellOf(b.people)]
		// What was hidden before costs less to hide again, which keeps a series of papers alike.
		c.cost = c.cost * 3 / 4
		if c.fresh || c.locked {
			continue
		}
		c.standing = secondary
		if small(n) {
			c.standing = primary
		}
	}
	for _, b := range all {
		if b.mark != Shown || !b.guarded || s.count(b.people) == b.number {
			continue
		}
		for i := range s.cells {
			c := &s.cells[i]
			change := max(c.value-b.number, b.number-c.value)
			if !c.fresh || !small(change) || slices.Contains(forced, i) {
				continue
			}
			if c.people.within(b.people) || b.people.within(c.people) {
				forced = append(forced, i)
			}
		}
	}
	return forced
}
