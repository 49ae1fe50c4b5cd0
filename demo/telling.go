package demo

import (
	"slices"
	"time"

	"throughline/calendar"
	"throughline/plan"
)

// story collects the steps in the order told, before they are put in the
// order lived.
type story struct {
	ids   func(string) string
	areas map[string]foundingArea
	told  []told
}

type told struct {
	recorded, on calendar.Date
	who          string
	change       plan.Change
}

// Steps tells the whole story: every change in the order it was made, each at
// its own instant, none after Ends. Ids gives the random id for a key, the
// same each time it is asked; the keys are account/PERSON, membership/PERSON,
// agency/KEY, post/KEY, area/REF, action/REF, part/REF, evidence/REF and
// others of that form. ID is such a function.
func Steps(ids func(key string) string) []Step {
	s := &story{ids: ids, areas: map[string]foundingArea{}}
	s.setUp()
	s.setUpCasework()
	s.recordInspection()
	s.changePartners()
	for _, list := range [][]action{
		safeguardingImmediate, safeguardingThreeMonths, safeguardingSixMonths,
		careThreeMonths, careSixMonths, additional, setAside,
	} {
		for i := range list {
			s.tellAction(&list[i])
		}
	}
	s.stateFigures()
	return s.inOrderLived()
}

// tell adds a change made on the day it describes.
func (s *story) tell(on, who string, change plan.Change) { s.tellLate(on, on, who, change) }

// tellLate adds a change that describes one day and is recorded on another.
func (s *story) tellLate(recorded, on, who string, change plan.Change) {
	s.told = append(s.told, told{day(recorded), day(on), who, change})
}

// inOrderLived spreads each day's changes over its working hours. Changes of
// one day keep the order in which they were told.
func (s *story) inOrderLived() []Step {
	slices.SortStableFunc(s.told, func(a, b told) int { return a.recorded.Compare(b.recorded) })
	steps := make([]Step, 0, len(s.told))
	for len(s.told) > 0 {
		today := s.told[0].recorded
		n := 1
		for n < len(s.told) && s.told[n].recorded == today {
			n++
		}
		opens, closes := clockOn(today, 9, 10), clockOn(today, 17, 0)
		if today == calendar.DayOf(Ends()) {
			opens, closes = clockOn(today, 8, 15), clockOn(today, 8, 50)
		}
		gap := min(23*time.Minute, closes.Sub(opens)/time.Duration(n)).Truncate(time.Second)
		for i, t := range s.told[:n] {
			step := Step{At: opens.Add(gap * time.Duration(i)), Who: t.who, Change: t.change}
			if t.on != t.recorded {
				step.On = t.on
			}
			steps = append(steps, step)
		}
		s.told = s.told[n:]
	}
	return steps
}

func clockOn(d calendar.Date, hour, minute int) time.Time {
	return time.Date(d.Year, d.Month, d.Day, hour, minute, 0, 0, calendar.London())
}

// day reads a date written in the story. One that can't be read is a slip in
// this package, which its tests find.
func day(text string) calendar.Date {
	if text == "" {
		return calendar.Date{}
	}
	d, err := calendar.Parse(text)
	if err != nil {
		panic("the demonstration is damaged: " + err.Error())
	}
	return d
}

func (s *story) id(kind, key string) string { return s.ids(kind + "/" + key) }

func (s *story) each(kind string, keys []string) []string {
	var ids []string
	for _, key := range keys {
		ids = append(ids, s.id(kind, key))
	}
	return ids
}
