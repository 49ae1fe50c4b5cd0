package invent

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/calendar"
)

// Story is something that changed in the council, planted so that its figures show it: up to a day a measure's share is about From, and from that day
// on about To.
type Story struct {
	Measure  string // its id in the practice pack: one of StoryMeasures
	Day      calendar.Date
	From, To float64 // from 0 to 1
}

// The measures that a story can be told of.
const (
	dentalCheck    = "dental-check"
	annualHealth   = "annual-health-assessment"
	immunisations  = "immunisations"
	initialHealth  = "initial-health-assessment-on-time"
	assessment45   = "assessment-45-days"
	conference15   = "conference-15-days"
	participation  = "review-participation"
	reviewRecords  = "review-record-distributed"
	viewsAtMeeting = "views-in-conference"
	outOfHours     = "out-of-hours-manager"
	decisionsGiven = "decisions-with-reasons"
	discussionKept = "strategy-record-complete"
	trainingDone   = "training-compliance"
)

// StoryMeasures lists the measures that a story can be told of.
func StoryMeasures() []string {
	return []string{annualHealth, assessment45, conference15, decisionsGiven, dentalCheck, immunisations, initialHealth, outOfHours, participation, reviewRecords, discussionKept, trainingDone, viewsAtMeeting}
}

// told is the story of a measure, if there is one.
func (c Council) told(measure string) (Story, bool) {
	at := slices.IndexFunc(c.Stories, func(s Story) bool { return s.Measure == measure })
	if at < 0 {
		return Story{}, false
	}
	return c.Stories[at], true
}

// share is how many of a measure do well on a day, where no story is told of it usual.
func (c Council) share(measure string, on calendar.Date, usual float64) float64 {
	switch s, ok := c.told(measure); {
	case !ok:
		return usual
	case on.Before(s.Day):
		return s.From
	default:
		return s.To
	}
}

// shareOf is that of a whole year: where its story begins within the year, a mean of the two by their days.
func (c Council) shareOf(measure string, year int, usual float64) float64 {
	s, ok := c.told(measure)
	if !ok {
		return usual
	}
	first, last := yearStart(year), yearEnd(year)
	after := float64(max(0, min(last.Sub(s.Day), last.Sub(first))+1)) / float64(last.Sub(first)+1)
	return s.From + (s.To-s.From)*min(1, after)
}

// within gives a day up to a number of working days after another, as often as the measure's story says, and otherwise one some days later.
func (l life) within(measure string, from calendar.Date, n int) calendar.Date {
	if _, ok := l.c.told(measure); !ok {
		return l.working(from, n)
	}
	return l.inTime(l.c.share(measure, workingDays(from, n), 0), from, n)
}

// inTime gives a day within the limit with a chance of p, and otherwise one after it.
func (l life) inTime(p float64, from calendar.Date, n int) calendar.Date {
	if l.chance(p) {
		return workingDays(from, l.between((n+1)/2, n))
	}
	return workingDays(from, l.between(n+1, n+15))
}

func workingDays(from calendar.Date, n int) calendar.Date {
	day, err := calendar.AddWorkingDays(from, n)
	if err != nil { // before or after the bank holidays that are known
		return from.AddDays(n * 7 / 5)
	}
	return day
}

func (c Council) checkStories() error {
	for _, s := range c.Stories {
		switch {
		case !slices.Contains(StoryMeasures(), s.Measure):
			return fmt.Errorf("no story can be told of the measure “%s”: choose one of %s", s.Measure, strings.Join(StoryMeasures(), ", "))
		case !(s.From >= 0 && s.From <= 1) || !(s.To >= 0 && s.To <= 1):
			return fmt.Errorf("the story of %s goes from %v to %v: give shares from 0 to 1", s.Measure, s.From, s.To)
		}
	}
	return nil
}

// ThreeStories are planted where nobody says otherwise, in the middle of the years: a measure that gets better, one that stays as it was, and one that
// gets worse.
func ThreeStories(first, last int) []Story {
	day := calendar.Date{Year: (first+last+1)/2 - 1, Month: time.October, Day: 1}
	return []Story{{initialHealth, day, 0.5, 0.85}, {conference15, day, 0.72, 0.72}, {dentalCheck, day, 0.84, 0.66}}
}
