package board

import (
	"fmt"
	"strings"

	"throughline/calendar"
)

// ClearDaysNeeded is how many clear days before its meeting a paper must be
// open to inspection: five in England (Local Government Act 1972, s100B(3) and
// (4)(a), three until SI 2002/715 made it five; SI 2012/2089 reg 6(2)(a) for a
// council's executive).
const ClearDaysNeeded = 5

// ClearDaysSource says how clear days are counted, for readers.
//
// Neither the Act nor the regulations say what a clear day is. R v Swansea City
// Council ex p Elitestone Ltd (1993) leaves out the day of publication and the
// day of the meeting; councils' practice leaves out weekends and bank holidays
// too, since what is open to inspection at the council's offices (s100B(1)) is
// not open when they are shut. Both readings are the careful ones: they never
// call in time what another reading would call late.
const ClearDaysSource = "Clear days leave out the day a paper is made public, the day of the meeting, weekends and bank holidays."

// LastDayToPublish is the last working day on which a paper can be made public
// so that the given number of clear days lie between that day and the day of
// its meeting. A day outside the bank holiday data is an error.
func LastDayToPublish(meeting calendar.Date, clearDays int) (calendar.Date, error) {
	// The first working day back is the last clear day, so the day wanted is one further than the clear days.
	return calendar.AddWorkingDays(meeting, -(clearDays + 1))
}

// ClearDaysBetween counts the clear days between the day a paper is made
// public and the day of its meeting. What is made public on a day when offices
// are shut counts from the next day when they are open. It is 0 when the
// paper is made public on the day of its meeting or after it.
func ClearDaysBetween(public, meeting calendar.Date) (int, error) {
	for {
		open, err := calendar.IsWorkingDay(public)
		if err != nil {
			return 0, err
		}
		if open {
			break
		}
		public = public.AddDays(1)
	}
	if !public.Before(meeting) {
		_, err := calendar.IsWorkingDay(meeting)
		return 0, err
	}
	return calendar.WorkingDaysBetween(public, meeting.AddDays(-1))
}

// ClearDays is how a paper's day of publication stands to its meeting, as a
// paper prints it.
type ClearDays struct {
	Law       MeetingLaw    `json:"meeting_held_under"`
	Source    string        `json:"source,omitempty"` // why we say so
	Needed    int           `json:"needed"`
	PublishBy calendar.Date `json:"publish_by"`
	PublicOn  calendar.Date `json:"public_on,omitzero"` // zero while it is a draft
	Given     int           `json:"given"`
	Late      bool          `json:"late"`
	Urgency   *Urgency      `json:"urgency,omitempty"`
}

// ClearDaysFor works out how a paper stands that is made public on a day, or
// is a draft when the day is zero.
func ClearDaysFor(meeting, public calendar.Date, needed int) (ClearDays, error) {
	days := ClearDays{Needed: needed, PublicOn: public}
	var err error
	if days.PublishBy, err = LastDayToPublish(meeting, needed); err != nil || public.IsZero() {
		return days, err
	}
	days.Given, err = ClearDaysBetween(public, meeting)
	days.Late = days.Given < needed
	return days, err
}

// ByWords says by when to publish: "Publish by Wednesday 10 April 2013 for the
// meeting on 18 April 2013: five clear days".
func (d ClearDays) ByWords(meeting calendar.Date) string {
	return fmt.Sprintf("Publish by %s %s for the meeting on %s: %s", d.PublishBy.Weekday(), d.PublishBy.Long(), meeting.Long(), clearDaysWords(d.Needed))
}

// GivenWords says how many clear days there were.
func (d ClearDays) GivenWords() string {
	words := fmt.Sprintf("Public from %s: %s before the meeting", d.PublicOn.Long(), clearDaysWords(d.Given))
	if d.Late {
		words += ", fewer than the " + numberWord(d.Needed) + " that are needed"
	}
	return words
}

func clearDaysWords(n int) string {
	if n == 0 {
		return "no clear days"
	}
	return numberWord(n) + either(n, " clear day", " clear days")
}

// details is what a paper prints of it under its title.
func (d *ClearDays) details(meeting calendar.Date) []Detail {
	if d == nil {
		return nil
	}
	if d.PublicOn.IsZero() {
		return []Detail{{"Clear days", d.ByWords(meeting)}}
	}
	list := []Detail{{"Clear days", d.GivenWords()}}
	if d.Urgency != nil {
		list = append(list, Detail{"Urgent item", d.Urgency.Words(d.Law)})
	}
	return list
}

// ClearDaysOf gives how a paper stands whose committee is known to meet under
// the Act or the regulations. It is nil for any other, and for one without a
// day of meeting. public is zero for a draft.
func (s *Shelf) ClearDaysOf(p *Paper, public calendar.Date) (*ClearDays, error) {
	rule, ok := s.MeetingRule(p.Committee)
	if !ok || !rule.Law.NeedsClearDays() || p.Meeting.IsZero() {
		return nil, nil //nolint:nilnil // none are needed
	}
	days, err := ClearDaysFor(p.Meeting, public, s.ClearDaysWanted(p.Committee))
	if err != nil {
		return nil, fmt.Errorf("the clear days before %s can't be counted: %w", p.Meeting.Long(), err)
	}
	days.Law, days.Source = rule.Law, rule.Source
	if days.Late {
		days.Urgency = p.Urgency
	}
	return &days, nil
}

// ClearDaysWanted is how many clear days papers for a committee need: as many as
// its template says, and never fewer than the law.
func (s *Shelf) ClearDaysWanted(committee string) int {
	if t, ok := s.TemplateFor(committee); ok {
		return max(ClearDaysNeeded, t.ClearDays)
	}
	return ClearDaysNeeded
}

// Urgency is why an item may be considered that was not open to inspection for
// long enough, and whose opinion that is.
type Urgency struct {
	By     string        `json:"by"` // who chairs the meeting, by name or office
	Reason string        `json:"reason"`
	On     calendar.Date `json:"on"`
	Noted  string        `json:"noted_by"` // membership id of whoever wrote it down
}

// Words is the reason as it is printed.
func (u *Urgency) Words(law MeetingLaw) string {
	if law == Executive {
		return fmt.Sprintf("The meeting is convened at shorter notice (SI 2012/2089 regulation 6(2)(b)). %s gave the reason: %s", u.By, asSentence(u.Reason))
	}
	return fmt.Sprintf("%s, who chairs the meeting, is of the opinion that the item should be considered as a matter of urgency (Local Government Act 1972, section 100B(4)(b)): %s",
		u.By, asSentence(u.Reason))
}

// asSentence ends typed words with one full stop.
func asSentence(text string) string { return strings.TrimRight(text, ". ") + "." }
