package plan

import "throughline/calendar"

// Yardstick is what an action is held to when anybody asks whether it made a
// difference: laid down when the action is planned, before its effect can be
// seen (statistics specification, section 2). One stands for an action at a
// time, so that nobody can choose afterwards the measure that looks best.
type Yardstick struct {
	Thing
	Action     string        `json:"action"`
	Measure    string        `json:"measure"` // its id in the practice pack, such as "dental-check"
	Title      string        `json:"title"`   // its name in the pack when it was laid down
	Better     string        `json:"better"`  // "high" or "low", as the pack had it
	Target     *float64      `json:"target"`  // nil where none was set
	GoLive     calendar.Date `json:"go_live"` // when practice changes, not when paperwork is signed
	Lag        int           `json:"lag"`     // months from then until the effect can be seen
	Expected   Shape         `json:"expected"`
	Definition string        `json:"definition"` // the same as long as the pack declares the measure the same
	Why        string        `json:"why"`        // why the action should move this measure
	By         string        `json:"by"`         // membership id
	On         calendar.Date `json:"on"`         // the day it was entered, whatever day the entry describes
	Ended      *Ending       `json:"ended,omitempty"`

	Confirmation *Confirmation `json:"confirmation,omitempty"` // why words that look as if they named somebody name no child
}

// Shape is how a measure is expected to move: the impact model, proposed before
// looking (Lopez Bernal, International Journal of Epidemiology 2017).
type Shape string

// The shapes.
const (
	Step  Shape = "step"  // at once, to a new level
	Slope Shape = "slope" // little by little
)

// Shapes lists them.
var Shapes = []Shape{Step, Slope}

// Words is the shape in words.
func (s Shape) Words() string {
	return map[Shape]string{Step: "at once, to a new level", Slope: "little by little"}[s]
}

// longestLag is the most months that may lie between a change in practice and
// its effect: beyond it, the effect could no longer be told from others.
const longestLag = 24

// Visible is the first day on which the effect could be seen.
func (y *Yardstick) Visible() calendar.Date { return y.GoLive.AddMonths(y.Lag) }

// Afterwards says whether it was laid down when the effect could be seen
// already. What it shows then is indicative and no more.
func (y *Yardstick) Afterwards() bool { return !y.On.Before(y.Visible()) }

// YardstickOf gives the yardstick that stands for an action, or nil.
func (p *Plan) YardstickOf(action string) *Yardstick { return p.links().yardstickOf[action] }

// MeasuresFor gives the links to measures of the areas that an action serves,
// each measure once, in the order in which they were linked.
func (p *Plan) MeasuresFor(a *Action) (links []*MeasureLink) {
	seen := map[string]bool{}
	for _, area := range a.Areas {
		for _, l := range p.MeasuresOf(area) {
			if !seen[l.Measure] {
				seen[l.Measure] = true
				links = append(links, l)
			}
		}
	}
	return links
}
