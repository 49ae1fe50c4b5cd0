package plan

import "throughline/calendar"

// MeasureLink ties an area for improvement to a measure of the practice pack
// that would show whether it got better.
type MeasureLink struct {
	Thing
	Area    string        `json:"area"`
	Measure string        `json:"measure"` // its id in the practice pack, such as "dental-check"
	Title   string        `json:"title"`   // its name in the pack when it was linked
	Why     string        `json:"why"`     // why it shows the difference
	By      string        `json:"by"`      // membership id
	On      calendar.Date `json:"on"`
	Ended   *Ending       `json:"ended,omitempty"` // when the link was taken away, and why

	Confirmation *Confirmation `json:"confirmation,omitempty"` // why words that look as if they named somebody name no child
}

// linkedFact is the third fact of what serves these areas where nothing has
// been laid down by which to judge it. A linked measure shows what is happening,
// and not yet whether it got better.
func (p *Plan) linkedFact(areas []string) Fact {
	for _, area := range areas {
		if len(p.MeasuresOf(area)) > 0 {
			return notYetTested
		}
	}
	return noMeasureLinked
}
