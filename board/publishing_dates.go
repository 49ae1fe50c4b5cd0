package board

import (
	"maps"
	"slices"

	"throughline/plan"
)

// publishingDates is what a shelf knows of when papers become public, besides
// what stands in the papers themselves.
type publishingDates struct {
	rules map[string]*MeetingRule // by committeeKey
	holds []*Hold                 // by first day
}

func (d publishingDates) clone() publishingDates {
	next := publishingDates{maps.Clone(d.rules), slices.Clone(d.holds)}
	if next.rules == nil {
		next.rules = map[string]*MeetingRule{}
	}
	return next
}

// put takes a version of one of its kinds, and passes others over.
func (d *publishingDates) put(v plan.Version) error {
	switch v.Kind {
	case KindMeetingRule:
		return d.putRule(v)
	case KindHold:
		return d.putHold(v)
	default:
		return nil
	}
}

// PaperDates is what a paper holds about when it becomes public, and about the
// paper that it corrects. Frozen bytes are never changed by it.
type PaperDates struct {
	Embargo  *Embargo    `json:"embargo,omitempty"`  // nil for a paper that is public once it is published
	Allowed  *Allowance  `json:"allowed,omitempty"`  // why it may be public in a pre-election period
	Urgency  *Urgency    `json:"urgency,omitempty"`  // why it may be considered though it is late
	Corrects *Correction `json:"corrects,omitempty"` // the published paper that this one corrects
}
