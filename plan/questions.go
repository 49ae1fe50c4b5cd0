package plan

// Question is one that the plan's facts answer together and no single one of
// them does: where what was done, what was checked and what got better disagree.
type Question struct {
	Key     string
	Words   string // as a list offers it
	Meaning string // which actions it finds, in a sentence
	finds   func(*ActionFacts) bool
}

// Questions lists them. They are asked of live actions alone.
var Questions = []Question{
	{"done-not-better", "Done, but not better", "Every part is done, and no difference is shown: it can’t be told yet, there is no signal, or it got worse.",
		func(f *ActionFacts) bool { return f.Done() && f.Difference.State != answerFacts[Improved].State }},
	{"checked-not-charted", "Checked, but not charted", "A check found it in practice, and no measure has been tested against its own past.",
		func(f *ActionFacts) bool { return f.Checked.State == passed && !f.Verdict.charted() }},
	{"better-not-signed", "Better before it is signed off", "A difference is shown, and not every part is done and signed off.",
		func(f *ActionFacts) bool { return !f.Done() && f.Difference.State == answerFacts[Improved].State }},
	{"slipping", "Slipping after success", "A difference had been shown, or a check passed, and that was taken back.",
		func(f *ActionFacts) bool { return f.Verdict != nil && f.Verdict.Lost != nil || f.CheckLost }},
	{"never-looked", "Never looked at", "Nobody has checked it, and no measure has been laid down by which to judge it.",
		func(f *ActionFacts) bool { return f.Checked == notYetChecked && !f.Judged }},
}

// passed is the state of a check that found it in practice.
const passed = "passed"

// charted says whether a verdict rests on a tested chart.
func (v *Verdict) charted() bool { return v != nil && v.Strength == "charted" }

// Asks gives the questions, by their keys, that find an action.
func (f *ActionFacts) Asks() (keys []string) {
	if f.Action.Standing != Live {
		return nil
	}
	for _, q := range Questions {
		if q.finds(f) {
			keys = append(keys, q.Key)
		}
	}
	return keys
}
