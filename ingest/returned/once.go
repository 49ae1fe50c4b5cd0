package returned

import (
	"maps"

	"throughline/calendar"
	"throughline/deadline"
)

// Contradiction is one thing of which two sources say different days. What the more believed says is what the clocks go by; both are kept.
type Contradiction struct {
	Event          string
	Believed, Told calendar.Date
	Less           Source // who says Told
}

// near is within how many days two sources that tell of the same event mean the same thing. Visits and the like happen every few days, and are never
// taken for one another.
var near = map[string]int{
	"care.started": 28, "care.ended": 28, "review.held": 14, "referral.received": 7, "assessment.started": 14, "assessment.authorised": 14,
	"section47.started": 7, "initial_conference.held": 7, "protection_plan.started": 14, "protection_plan.ended": 14, "protection_review.held": 7,
	"health.assessed": 14, "dental.checked": 14,
}

type happening struct {
	event string
	on    calendar.Date
}

func happeningOf(f *deadline.Fact) happening {
	if f.Event == deadline.Person {
		return happening{event: f.Event}
	}
	return happening{f.Event, f.On}
}

// Once gives what is told of a subject without what is believed already: the same event of the same subject on the same day, which are one thing.
// What hangs on it, such as the reviews of a time in care, then hangs on what is believed. Where the two tell of one thing on different days, the
// one believed counts and the two are in differ. believed is never changed.
func Once(told, believed []deadline.Fact) (kept []deadline.Fact, differ []Contradiction) {
	if len(believed) == 0 {
		return told, nil
	}
	had := map[happening]*deadline.Fact{}
	for i := range believed {
		if !believed[i].On.IsZero() || believed[i].Event == deadline.Person {
			had[happeningOf(&believed[i])] = &believed[i]
		}
	}
	toldOn := map[happening]bool{}
	for i := range told {
		toldOn[happeningOf(&told[i])] = true
	}
	same := map[string]string{} // what the one calls something, and what the other does
	kept = make([]deadline.Fact, 0, len(told))
	for _, f := range told {
		mine := had[happeningOf(&f)]
		if f.Event == deadline.Person && mine != nil {
			if one, other := bornOf(mine), bornOf(&f); !one.IsZero() && !other.IsZero() && one != other {
				differ = append(differ, Contradiction{Event: f.Event, Believed: one, Told: other})
			}
			continue
		}
		if mine == nil && !f.On.IsZero() {
			if mine = nearest(&f, believed, toldOn); mine != nil {
				differ = append(differ, Contradiction{Event: f.Event, Believed: mine.On, Told: f.On})
			}
		}
		if mine == nil || f.On.IsZero() {
			kept = append(kept, f)
			continue
		}
		same[f.ID] = mine.ID
		for kind, id := range f.Of {
			if mine.Of[kind] != "" {
				same[id] = mine.Of[kind]
			}
		}
	}
	for i := range kept {
		f := &kept[i]
		if id, known := same[f.ID]; known {
			f.ID = id
		}
		f.Of = maps.Clone(f.Of)
		for kind, id := range f.Of {
			if own, known := same[id]; known {
				f.Of[kind] = own
			}
		}
	}
	return kept, differ
}

func bornOf(f *deadline.Fact) calendar.Date {
	if born, ok := f.Values["born"].(calendar.Date); ok {
		return born
	}
	return f.On
}

// nearest is the thing that is believed to have happened on another day close by, which the other source doesn't tell of itself; nil when there is
// none. So two reviews in one month that both sources know are never taken for one.
func nearest(f *deadline.Fact, believed []deadline.Fact, toldOn map[happening]bool) (found *deadline.Fact) {
	within := near[f.Event]
	for i := range believed {
		other := &believed[i]
		if within == 0 || other.Event != f.Event || other.On.IsZero() || toldOn[happening{other.Event, other.On}] {
			continue
		}
		if apart := max(other.On.Sub(f.On), f.On.Sub(other.On)); apart <= within && (found == nil || apart < max(found.On.Sub(f.On), f.On.Sub(found.On))) {
			found = other
		}
	}
	return found
}
