package intofacts

import (
	"cmp"
	"slices"

	"throughline/calendar"
	"throughline/ingest/returns/ssda903"
)

// Spell is a time in care: the episodes from becoming looked after to ceasing to be, one after another.
type Spell struct {
	ID       string
	From     calendar.Date // the first day of its first episode
	Known    bool          // From is the day on which the child became looked after: an episode says so
	To       calendar.Date // the day on which it ceased; zero while it goes on
	Reason   string        // why it ceased, as the return codes it
	Episodes []*ssda903.Row
}

// shortBreaks are the legal statuses of care as a series of short breaks, which nearly every measure leaves out.
var shortBreaks = []string{"V3", "V4"}

// ShortBreaks says whether the spell is of short breaks only.
func (s *Spell) ShortBreaks() bool {
	return !slices.ContainsFunc(s.Episodes, func(e *ssda903.Row) bool { return !slices.Contains(shortBreaks, e.Code(ssda903.LS)) })
}

const (
	started   = "S"  // the reason for a new episode: the child became looked after
	continues = "X1" // the reason that an episode ceased: the next one follows
)

// placed are the reasons for a new episode with which a new placement begins.
var placed = []string{started, "P", "T", "B", "U"}

// Spells parts one child's episodes into times in care, of which no two begin on one day: who is said twice to have become looked after on a day did
// so once, and an episode that is there twice is one. Episodes whose first day can't be read belong to none: they are given back.
func Spells(child string, episodes []*ssda903.Row) (spells []Spell, undated []*ssda903.Row) {
	dated := make([]*ssda903.Row, 0, len(episodes))
	for _, e := range episodes {
		if _, ok := e.Day(ssda903.Decom); ok {
			dated = append(dated, e)
		} else {
			undated = append(undated, e)
		}
	}
	slices.SortStableFunc(dated, func(a, b *ssda903.Row) int {
		dayA, _ := a.Day(ssda903.Decom)
		dayB, _ := b.Day(ssda903.Decom)
		return cmp.Or(dayA.Compare(dayB), inOrderOfEnd(a, b))
	})
	open := false
	for _, e := range dated {
		day, _ := e.Day(ssda903.Decom)
		begins := e.Code(ssda903.RNE) == started
		if n := len(spells) - 1; n >= 0 && (begins && spells[n].From == day || !begins && !open && spells[n].latest() == day) {
			spells[n].again(e, day)
			open = spells[n].Reason == ""
			continue
		}
		if !open || begins {
			spells = append(spells, Spell{ID: child + "/care/" + day.String(), From: day, Known: begins})
		}
		s := &spells[len(spells)-1]
		s.Episodes = append(s.Episodes, e)
		open = true
		if reason := e.Code(ssda903.Rec); reason != "" && reason != continues {
			s.To, _ = e.Day(ssda903.Dec)
			s.Reason, open = reason, false
		}
	}
	return spells, undated
}

// latest is the day on which the last of its episodes began.
func (s *Spell) latest() calendar.Date {
	day, _ := s.Episodes[len(s.Episodes)-1].Day(ssda903.Decom)
	return day
}

// again takes in an episode that began on the same day as the one before it. Who left on that very day and came back went on; otherwise an end that
// one of the two gives stands.
func (s *Spell) again(e *ssda903.Row, day calendar.Date) {
	s.Episodes, s.Known = append(s.Episodes, e), s.Known || e.Code(ssda903.RNE) == started
	if s.To == day {
		s.To, s.Reason = calendar.Date{}, ""
	}
	if reason := e.Code(ssda903.Rec); reason != "" && reason != continues {
		s.To, _ = e.Day(ssda903.Dec)
		s.Reason = reason
	}
}

// inOrderOfEnd puts an episode that ended the same day before one that went on.
func inOrderOfEnd(a, b *ssda903.Row) int {
	endA, doneA := a.Day(ssda903.Dec)
	endB, doneB := b.Day(ssda903.Dec)
	switch {
	case doneA && doneB:
		return endA.Compare(endB)
	case doneA:
		return -1
	case doneB:
		return 1
	}
	return 0
}

// holds says whether a day lies in the spell. A spell whose end is not dated goes on as far as anybody can tell.
func (s *Spell) holds(day calendar.Date) bool {
	return !day.Before(s.From) && (s.To.IsZero() || !day.After(s.To))
}

// spellOf finds the spell that holds a day, the latest first.
func spellOf(spells []Spell, day calendar.Date) string {
	for _, s := range slices.Backward(spells) {
		if s.holds(day) {
			return s.ID
		}
	}
	return ""
}

const (
	eligibleAge  = 16
	eligibleFrom = 14
	eligibleDays = 13 * 7
	adultAge     = 18
)

// eligible is the day on which a child in care became an eligible child: 16 or 17, looked after for 13 weeks or more since 14 and still
// looked after (Children Act 1989, Schedule 2, paragraph 19B; short breaks don't count). Days from before an unknown start can't be counted,
// so it may have come sooner; zero when the return shows none.
func eligible(born calendar.Date, spells []Spell, until calendar.Date) (day calendar.Date, spell string) {
	if born.IsZero() {
		return calendar.Date{}, ""
	}
	from, first, last := calendar.Birthday(born, eligibleFrom), calendar.Birthday(born, eligibleAge), calendar.Birthday(born, adultAge)
	days := 0
	for _, s := range spells {
		if s.ShortBreaks() {
			continue
		}
		begins, ends := later(s.From, from), s.To
		if ends.IsZero() {
			ends = until
		}
		if ends.Before(begins) {
			continue
		}
		enough := begins.AddDays(max(0, eligibleDays-days-1))
		days += ends.Sub(begins) + 1
		if on := later(enough, first); days >= eligibleDays && !on.After(ends) && on.Before(last) {
			return on, s.ID
		}
	}
	return calendar.Date{}, ""
}

func later(a, b calendar.Date) calendar.Date {
	if a.After(b) {
		return a
	}
	return b
}
