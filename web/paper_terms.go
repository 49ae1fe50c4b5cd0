package web

import (
	"errors"
	"slices"

	"throughline/board"
	"throughline/change"
	"throughline/web/govuk"
)

// When a paper is to be public, as the form of publishing asks.
const (
	publicNow     = "now"
	publicEmbargo = "embargo"
	publicHeld    = "held"
)

// termsTyped reads from when a paper is to be public.
func termsTyped(form *govuk.Form) (terms board.Terms) {
	switch form.Value("when") {
	case publicEmbargo:
		terms.Embargo, terms.Reason = embargoTyped(form), form.Text("embargo_reason")
		terms.Held = form.Value("also_held") != ""
	default:
		terms.Held = form.Value("when") == publicHeld
		if form.Text("embargo-day")+form.Text("embargo-month")+form.Text("embargo-year") != "" {
			form.Wrong("when", "You wrote a day on which an embargo ends, and did not choose the embargo. Choose it, or clear the day.")
		}
	}
	return terms
}

// termsFields are the problems that the form's own fields can mend.
var termsFields = []string{"embargo", "embargo_time", "embargo_reason", "hold"}

// tryPublish gives what would be frozen with the terms that were typed. What is
// wrong with the terms stands beside their fields; then it gives what would be
// frozen without, or nothing. Every other reason is given back.
func (v *visit) tryPublish(form *govuk.Form, paper *board.Paper) (*board.Paper, error) {
	ch := v.publishing(paper, paper.Version)
	typed := form.Value("when") != "" && form.OK()
	if typed {
		ch.On = termsTyped(form)
	}
	would, err := v.s.app.TryPublish(v.r.Context(), v.caller, ch)
	own, rest := termsProblems(err)
	if len(own) == 0 {
		return would, err
	}
	held := slices.ContainsFunc(own, func(p change.Problem) bool { return p.Field == "hold" })
	if typed {
		for _, p := range own {
			if p.Field == "hold" {
				p.Field = "when"
			}
			if form.Error(p.Field) == nil {
				wrongAt(form, p)
			}
		}
	} else if held {
		fill(form, "when", publicHeld)
	}
	if len(rest) > 0 {
		return nil, rest
	}
	ch.On = board.Terms{Held: held}
	would, err = v.s.app.TryPublish(v.r.Context(), v.caller, ch)
	if own, rest := termsProblems(err); len(own) > 0 {
		return nil, rest.Err()
	}
	return would, err
}

// termsProblems parts the problems that the form's own fields can mend from
// all others.
func termsProblems(err error) (own, rest change.Problems) {
	problems, ok := errors.AsType[change.Problems](err)
	if !ok || problems.Kind() != change.Invalid {
		return nil, nil
	}
	for _, p := range problems {
		if slices.Contains(termsFields, p.Field) {
			own = append(own, p)
		} else {
			rest = append(rest, p)
		}
	}
	return own, rest
}

// Terms ask from when the paper is to be public.
func (p publishView) Terms() (fields []govuk.Component) {
	fill(p.Form, "when", publicNow)
	choices := []govuk.Choice{
		{Value: publicNow, Text: "At once"},
		{Value: publicEmbargo, Text: "Embargoed until a time that I choose", Hint: govuk.HintText("It is frozen now. Until then only those who write and publish papers find it, and those you give it to in confidence.")},
	}
	if p.Hold != "" {
		choices = append(choices, govuk.Choice{Value: publicHeld, Text: "Frozen now, and held until after the pre-election period", Hint: govuk.HintText(p.Hold)})
	}
	fields = append(fields, p.Form.Radios("when", "When should it be public?", choices))
	fields = append(fields, embargoFields(p.Form, "embargo_reason")...)
	if p.Hold != "" {
		fields = append(fields, p.Form.Checkboxes("also_held", "If the embargo ends in a pre-election period", []govuk.Choice{{Value: "yes", Text: "Hold the paper until after the period too"}}))
	}
	return fields
}

// holdWords says which pre-election period is now or to come, or "".
func (v *visit) holdWords() string {
	now := v.s.app.Now()
	for h := range v.now.Shelf.Holds() {
		if !h.Over(now) {
			return "The period of " + h.Words() + " lasts from " + h.From.Long() + " to " + h.To.Long() + ". Papers are held back then unless they are allowed."
		}
	}
	return ""
}
