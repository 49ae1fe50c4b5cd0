package board

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

// Embargo says that a published paper is not public before an instant, and who
// was given it in confidence meanwhile. It ends by itself: what is public is
// worked out when it is read.
type Embargo struct {
	Until  time.Time     `json:"until"`
	Reason string        `json:"reason"` // for the embargo, and then for the latest change of it; "" for a paper that is only held
	SetBy  string        `json:"set_by"`
	SetOn  calendar.Date `json:"set_on"`
	Given  []Recipient   `json:"given,omitempty"`
}

// Recipient is one person who was given a paper in confidence before it is public.
type Recipient struct {
	Membership string        `json:"membership"`
	Name       string        `json:"name"` // of the day
	Reason     string        `json:"reason"`
	By         string        `json:"by"`
	On         calendar.Date `json:"on"`
	TakenBack  *plan.Ending  `json:"taken_back,omitempty"`
}

// Allowance is why a paper may be public in a pre-election period, and who
// decided that.
type Allowance struct {
	At     time.Time     `json:"at"`
	On     calendar.Date `json:"on"`
	By     string        `json:"by"`
	Ground Ground        `json:"ground"`
	Reason string        `json:"reason"`
}

// Ground is what lets a paper be public in a pre-election period.
type Ground string

// The grounds.
const (
	Factual   Ground = "factual"
	Necessary Ground = "necessary"
)

// Grounds lists them.
var Grounds = []Ground{Necessary, Factual}

// Words says what the ground is.
func (g Ground) Words() string {
	return map[Ground]string{
		Factual:   "It is factual, is not about anything in dispute at the election, and names no candidate",
		Necessary: "It is necessary: the law wants it open to inspection before its meeting, or the business can’t wait",
	}[g]
}

// Publicity says from when a published paper is public, and what keeps it from
// being so until then.
type Publicity struct {
	At   time.Time // zero for a paper that was public at once
	Hold *Hold     // the period that it waits for the end of, or nil
}

// PublicityOf works out from when a published paper is public: when its
// embargo ends, or when the pre-election period ends in which that falls,
// unless it may be public in one.
func (s *Shelf) PublicityOf(p *Paper) (public Publicity) {
	if p.Embargo == nil {
		return public
	}
	public.At = p.Embargo.Until
	if p.Allowed != nil {
		public.At = later(public.At, p.Allowed.At)
		return public
	}
	for range s.dates.holds { // the end of one may fall in another
		i := slices.IndexFunc(s.dates.holds, func(h *Hold) bool { return h.Holds(public.At) })
		if i < 0 {
			break
		}
		public.Hold = s.dates.holds[i]
		public.At = public.Hold.Until()
	}
	return public
}

// Public says whether the paper is public at an instant, as the shelf has it.
func (s *Shelf) Public(p *Paper, at time.Time) bool {
	return p.State == Published && !at.Before(s.PublicityOf(p).At)
}

// Words says until when a paper is kept back: "Embargoed until 9:30am on 9
// April 2013", or "Held until after the election of 2 May 2013 (County
// Council)". It is "" once the paper is public.
func (p Publicity) Words(at time.Time) string {
	switch {
	case !at.Before(p.At):
		return ""
	case p.Hold != nil:
		return "Held until after " + p.Hold.Words()
	default:
		return "Embargoed until " + InstantWords(p.At)
	}
}

// InstantWords is an instant in London, in words: "9:30am on 9 April 2013".
func InstantWords(t time.Time) string {
	t = t.In(calendar.London())
	clock := strings.Replace(t.Format("3:04pm"), ":00", "", 1)
	switch t.Format("15:04") {
	case "00:00":
		clock = "midnight at the start of"
		return clock + " " + calendar.DayOf(t).Long()
	case "12:00":
		clock = "midday"
	}
	return clock + " on " + calendar.DayOf(t).Long()
}

// givenTo says whether the person was given the paper and still may have it.
func (e *Embargo) givenTo(membership string) bool {
	return e != nil && membership != "" && slices.ContainsFunc(e.Given, func(g Recipient) bool { return g.Membership == membership && g.TakenBack == nil })
}

// maySeeKept says whether the caller may see a published paper that is not
// public: those who write or publish papers, those who had a part in clearing
// this one, those it was given to in confidence, and of a paper held for an election those who may allow it.
func (s *Shelf) maySeeKept(c access.Caller, p *Paper) bool {
	switch {
	case c.May(access.WritePaper) || c.May(access.PublishPaper):
		return true
	case s.PublicityOf(p).Hold != nil && c.May(access.HoldPapers):
		return true
	case c.May(access.ClearPaper) && slices.ContainsFunc(s.clearing.notes[p.ID], func(n *ClearanceNote) bool { return n.By == c.Membership }):
		return true // whoever cleared it read it as a draft
	default:
		return c.May(access.ReadPapers) && p.Embargo.givenTo(c.Membership)
	}
}

// PaperOf gives the id of the paper that a thing is, or that it belongs to; ""
// for a thing that belongs to none.
func (s *Shelf) PaperOf(id string) string {
	if _, ok := s.papers[id]; ok {
		return id
	}
	for paper, part := range s.exempt {
		if part.ID == id {
			return paper
		}
	}
	for paper, notes := range s.clearing.notes {
		if slices.ContainsFunc(notes, func(n *ClearanceNote) bool { return n.ID == id }) {
			return paper
		}
	}
	return ""
}

// SeenBy gives the shelf without the published papers that the caller may not
// see, as if they were not there. The shelf is of one moment, whose instant is
// given; today is the shelf as it is now. Rights are today's: who was given a
// paper in confidence may see it at any moment while that stands. Anybody else
// sees what is public now and was public at that moment.
func (s *Shelf) SeenBy(c access.Caller, today *Shelf, now, moment time.Time) *Shelf {
	hidden := map[string]bool{}
	for id, p := range s.papers {
		if p.State != Published {
			continue
		}
		current, ok := today.papers[id]
		if !ok || current.State != Published {
			current = p
		}
		if p.Embargo == nil && current.Embargo == nil || today.maySeeKept(c, current) {
			continue
		}
		hidden[id] = !today.Public(current, now) || !s.Public(p, moment)
	}
	maps.DeleteFunc(hidden, func(_ string, yes bool) bool { return !yes })
	return s.without(hidden)
}

func (s *Shelf) without(hidden map[string]bool) *Shelf {
	if len(hidden) == 0 {
		return s
	}
	left := *s
	left.papers, left.exempt, left.clearing.notes = maps.Clone(s.papers), maps.Clone(s.exempt), maps.Clone(s.clearing.notes)
	for id := range hidden {
		delete(left.papers, id)
		delete(left.exempt, id)
		delete(left.clearing.notes, id)
	}
	left.order = slices.DeleteFunc(slices.Clone(s.order), func(id string) bool { return hidden[id] })
	return &left
}

// publicDay is the day in London on which a paper is public that is published
// today.
func (s *Shelf) publicDay(p *Paper, today calendar.Date) calendar.Date {
	if p.Embargo == nil {
		return today
	}
	return calendar.DayOf(s.PublicityOf(p).At)
}

// InLondon gives the instant of a time of day in London. A time that the
// clocks pass over in spring is refused; of one that comes twice in autumn the
// second is meant, so that nothing is public too early.
func InLondon(day calendar.Date, hour, minute int) (time.Time, error) {
	t := time.Date(day.Year, day.Month, day.Day, hour, minute, 0, 0, calendar.London())
	if t.Hour() != hour || t.Minute() != minute || calendar.DayOf(t) != day {
		return time.Time{}, fmt.Errorf("there is no %02d:%02d on %s in London, because the clocks go forward: choose a time an hour later", hour, minute, day.Long())
	}
	if again := t.Add(time.Hour); again.In(calendar.London()).Hour() == hour {
		t = again
	}
	return t.UTC(), nil
}

// ParseClock reads a time of day, written as 9:30am, 9am, 09:30 or 21:15.
func ParseClock(text string) (hour, minute int, err error) {
	for _, form := range []string{"3:04pm", "3pm", "15:04", "3.04pm"} {
		if t, err := time.Parse(form, strings.ToLower(strings.ReplaceAll(text, " ", ""))); err == nil {
			return t.Hour(), t.Minute(), nil
		}
	}
	return 0, 0, fmt.Errorf("“%s” is not a time of day: write it like 9:30am or 14:00", strings.TrimSpace(text))
}

// GivenTo says whether a person was given the paper in confidence and still
// may have it.
func (p *Paper) GivenTo(membership string) bool { return p.Embargo.givenTo(membership) }
