package plan

import (
	"cmp"
	"slices"

	"throughline/calendar"
)

// Rebase is a recorded decision that a measure's chart has new limits from a
// day on, because an action changed practice. A chart never gets new limits in
// any other way, and the chart without them can always be seen.
type Rebase struct {
	Thing
	Measure string        `json:"measure"` // its id in the practice pack, such as "dental-check"
	Title   string        `json:"title"`   // its name in the pack when it was decided
	Action  string        `json:"action"`  // the action that changed practice
	From    calendar.Date `json:"from"`    // the first day of the first period that the new limits are taken from
	Why     string        `json:"why"`
	By      string        `json:"by"` // membership id
	On      calendar.Date `json:"on"`
	Ended   *Ending       `json:"ended,omitempty"` // when it was taken back, and why

	Confirmation *Confirmation `json:"confirmation,omitempty"` // why words that look as if they named somebody name no child
}

// RebasesOf gives the decisions that stand for a measure, the earliest day first.
func (p *Plan) RebasesOf(measure string) (stand []*Rebase) {
	for r := range p.Rebases.All() {
		if r.Measure == measure && r.Ended == nil {
			stand = append(stand, r)
		}
	}
	slices.SortFunc(stand, func(a, b *Rebase) int { return cmp.Or(a.From.Compare(b.From), cmp.Compare(a.ID, b.ID)) })
	return stand
}

// ActionsMeasured gives the actions that answer an area which is linked to a
// measure, in the order of their references.
func (p *Plan) ActionsMeasured(measure string) (all []*Action) {
	for a := range p.Actions.All() {
		if slices.ContainsFunc(a.Areas, func(area string) bool {
			return slices.ContainsFunc(p.MeasuresOf(area), func(l *MeasureLink) bool { return l.Measure == measure })
		}) {
			all = append(all, a)
		}
	}
	slices.SortStableFunc(all, func(a, b *Action) int { return naturalCompare(a.Ref, b.Ref) })
	return all
}
