package plan

// Preset is a colour scheme that councils know, computed from the facts. It
// can't be typed in, and each word is printed with its definition.
type Preset struct {
	Key    string
	Name   string
	Source string
	Words  []PresetWord
	choose func(*ActionFacts, *Plan) int // index into Words
}

// PresetWord is one word of a scheme and what it means here.
type PresetWord struct {
	Word, Meaning string
	Shade         string // a GOV.UK tag colour, always shown with the word
}

// Presets lists the schemes. Sources: plans in practice.
var Presets = []Preset{
	{"brag", "Blue, green, amber, red", "A health and social care trust's action plan", []PresetWord{
		{"Red", "off track: past the date it is held to", "red"},
		{"Amber", "on track: not done, within the date it is held to", "orange"},
		{"Green", "complete", "green"},
		{"Blue", "complete and checked in practice", "blue"},
	}, func(f *ActionFacts, p *Plan) int {
		switch {
		case f.Done() && f.Checked.State == "passed":
			return 3
		case f.Done():
			return 2
		case !f.HeldTo.IsZero() && p.Day.After(f.HeldTo):
			return 0
		default:
			return 1
		}
	}},
	{"embedded", "Four stages", "A special educational needs plan of 2021", []PresetWord{
		{"Not started", "no part done and no news yet", "grey"},
		{"Progressing", "news has come, not every part is done", "light-blue"},
		{"Completed", "every part is done", "green"},
		{"Completed and embedded", "done, checked in practice, and a difference shown", "blue"},
	}, func(f *ActionFacts, _ *Plan) int {
		switch {
		case f.Done() && f.Checked.State == "passed" && f.Difference.State == "improved":
			return 3
		case f.Done():
			return 2
		case f.PartsDone > 0 || !f.LastNews.IsZero():
			return 1
		default:
			return 0
		}
	}},
	{"exception", "Exception report", "A district council's improvement plan of 2009", []PresetWord{
		{"Red", "more than one month past its original date", "red"},
		{"Amber", "up to one month past its original date", "orange"},
		{"Reprogrammed", "given a later date with approval, and within it", "purple"},
		{"Green", "on target or complete", "green"},
	}, func(f *ActionFacts, p *Plan) int {
		switch {
		case f.Done():
			return 3
		case f.HeldTo.After(f.Action.Due) && !p.Day.After(f.HeldTo):
			return 2
		case f.DaysLate > 0 && p.Day.After(f.Action.Due.AddMonths(1)):
			return 0
		case f.DaysLate > 0:
			return 1
		default:
			return 3
		}
	}},
}

// PresetByKey finds a scheme.
func PresetByKey(key string) (Preset, bool) {
	for _, p := range Presets {
		if p.Key == key {
			return p, true
		}
	}
	return Preset{}, false
}

// Word is the scheme's word for an action.
func (s Preset) Word(f *ActionFacts, p *Plan) PresetWord { return s.Words[s.choose(f, p)] }
