package board

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// KindHold is the kind of a Hold.
const KindHold = "publicity_hold"

// HoldLaw says why councils hold papers back before an election.
const HoldLaw = "Local Government Act 1986, section 2; Code of Recommended Practice on Local Authority Publicity 2011, paragraphs 33 to 35"

// Hold is a pre-election period: days of heightened sensitivity in which the
// council takes care with publicity (Local Government Act 1986 s2, and the
// Code of Recommended Practice of 2011, paragraphs 33 to 35). Both days are in
// it. Days begin and end at midnight in London.
type Hold struct {
	plan.Thing
	From     calendar.Date `json:"from"`
	To       calendar.Date `json:"to"`
	Poll     calendar.Date `json:"poll"`     // polling day
	Election string        `json:"election"` // which election
	Source   string        `json:"source"`   // such as the notice of election
	// Since is the instant from which papers are held: the start of From, or
	// when the period was recorded if that was later, so that recording one
	// late never hides what was public already.
	Since  time.Time     `json:"since"`
	SetBy  string        `json:"set_by"`
	SetOn  calendar.Date `json:"set_on"`
	Reason string        `json:"reason"` // for the latest change of its days
	Ended  *HoldEnd      `json:"ended,omitempty"`
}

// HoldEnd is why a pre-election period was ended before its last day.
type HoldEnd struct {
	At     time.Time     `json:"at"`
	On     calendar.Date `json:"on"`
	By     string        `json:"by"`
	Reason string        `json:"reason"`
}

// Until is the first instant after the period.
func (h *Hold) Until() time.Time {
	if h.Ended != nil && h.Ended.At.Before(h.To.End()) {
		return h.Ended.At
	}
	return h.To.End()
}

// Holds says whether something that would become public at t waits for the
// end of the period.
func (h *Hold) Holds(t time.Time) bool { return !t.Before(h.Since) && t.Before(h.Until()) }

// Over says whether the period has ended by t.
func (h *Hold) Over(t time.Time) bool { return !t.Before(h.Until()) }

// Words names the period: "the election of 2 May 2013 (County Council)".
func (h *Hold) Words() string {
	return "the election of " + h.Poll.Long() + " (" + h.Election + ")"
}

// Holds goes through the pre-election periods, by first day.
func (s *Shelf) Holds() iter.Seq[*Hold] { return slices.Values(s.dates.holds) }

// Hold finds a pre-election period. The value is shared: never change it.
func (s *Shelf) Hold(id string) (*Hold, bool) {
	i := slices.IndexFunc(s.dates.holds, func(h *Hold) bool { return h.ID == id })
	if i < 0 {
		return nil, false
	}
	return s.dates.holds[i], true
}

func (d *publishingDates) putHold(v plan.Version) error {
	d.holds = slices.DeleteFunc(d.holds, func(h *Hold) bool { return h.ID == v.ID })
	if v.Body == nil { // erased
		return nil
	}
	h := &Hold{}
	if err := json.Unmarshal(v.Body, h); err != nil {
		return err
	}
	h.Thing = plan.Thing{ID: v.ID, Version: v.Version, Seq: v.Seq, ChangedOn: v.On}
	d.holds = append(d.holds, h)
	slices.SortFunc(d.holds, func(a, b *Hold) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID)) })
	return nil
}

// SetHold records a pre-election period, or changes one that is not over.
type SetHold struct {
	ID       string // "" for a new one
	Seen     int
	From, To calendar.Date
	Poll     calendar.Date
	Election string
	Source   string
	Reason   string // for a change
}

// Name is the change's name in the ledger.
func (SetHold) Name() string { return "set a pre-election period" }

// Needs is the permission it takes.
func (SetHold) Needs() access.Permission { return access.HoldPapers }

// Decide wants the days, the election and the source; for a change, a reason.
// The first day of a period that has begun stays, and one that is over stays
// as it is: what became public is never hidden again. The plan is not used.
func (ch SetHold) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	problems := ch.wanting(c)
	put := change.Put{Kind: KindHold, Thing: ch.ID}
	// What is public at this very instant stays so.
	next := Hold{Since: later(ch.From.Start(), c.Instant().Add(time.Nanosecond)).UTC()}
	if held, ok := s.Hold(ch.ID); ok {
		if err := held.mayChange(ch.Seen, c); err != nil {
			return nil, err
		}
		if !c.Instant().Before(held.Since) {
			if next.Since = held.Since; ch.From != held.From {
				problems.Add("from", "The period began on "+held.From.Long()+", so its first day can’t be changed. End the period and set another.")
			}
		}
		if oneLine(ch.Reason) == "" {
			problems.Add("reason", "Say why the period is changed.")
		}
		put.Replaces = held.Version
	} else if ch.ID != "" {
		return nil, change.Missing("pre-election period")
	} else {
		put.Thing = c.NewID()
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next.From, next.To, next.Poll, next.Election, next.Source, next.Reason = ch.From, ch.To, ch.Poll, oneLine(ch.Election), oneLine(ch.Source), oneLine(ch.Reason)
	next.SetBy, next.SetOn = c.By.Membership, c.Today
	put.Body = &next
	return []change.Put{put}, nil
}

func (ch SetHold) wanting(c change.Context) (problems change.Problems) {
	if ch.From.IsZero() {
		problems.Add("from", "Enter the first day of the period, which is often the day of the notice of election.")
	}
	switch {
	case ch.To.IsZero():
		problems.Add("to", "Enter the last day of the period.")
	case ch.To.Before(ch.From):
		problems.Add("to", "The last day, "+ch.To.Long()+", is before the first, "+ch.From.Long()+". Put the earlier day first.")
	case ch.To.Before(c.Today):
		problems.Add("to", "The last day, "+ch.To.Long()+", has passed, so the period would hold nothing. Enter today or a later day.")
	}
	switch {
	case ch.Poll.IsZero():
		problems.Add("poll", "Enter polling day.")
	case ch.Poll.Before(ch.From) || ch.Poll.After(ch.To) && !ch.To.IsZero():
		problems.Add("poll", "Polling day, "+ch.Poll.Long()+", is not in the period. Choose days that hold it.")
	}
	if oneLine(ch.Election) == "" {
		problems.Add("election", "Say which election it is, such as “County Council”.")
	}
	if oneLine(ch.Source) == "" {
		problems.Add("source", "Say where the days come from, such as “Notice of election of 25 March 2013”.")
	}
	return problems
}

// mayChange refuses a stale version, and a period that is over.
func (h *Hold) mayChange(seen int, c change.Context) error {
	switch {
	case seen != h.Version:
		return change.Outdated("pre-election period")
	case h.Over(c.Instant()):
		return change.Problems{{Kind: change.Stale, Sentence: "This period is over, and what it held is public. Set another if one is needed."}}
	default:
		return nil
	}
}

// EndHold ends a pre-election period at once. What it held becomes public.
type EndHold struct {
	ID     string
	Seen   int
	Reason string
}

// Name is the change's name in the ledger.
func (EndHold) Name() string { return "end a pre-election period" }

// Needs is the permission it takes.
func (EndHold) Needs() access.Permission { return access.HoldPapers }

// Decide wants a reason. The plan is not used.
func (ch EndHold) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, ok := s.Hold(ch.ID)
	if !ok {
		return nil, change.Missing("pre-election period")
	}
	if err := held.mayChange(ch.Seen, c); err != nil {
		return nil, err
	}
	if oneLine(ch.Reason) == "" {
		return nil, change.Problems{{Kind: change.Invalid, Field: "reason", Sentence: "Say why the period ends before its last day."}}
	}
	next := *held
	next.Ended = &HoldEnd{c.Instant().UTC(), c.Today, c.By.Membership, oneLine(ch.Reason)}
	return []change.Put{{Kind: KindHold, Thing: held.ID, Replaces: held.Version, Body: &next}}, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
