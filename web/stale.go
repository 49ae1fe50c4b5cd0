package web

import (
	"net/url"
	"strconv"
	"strings"

	"throughline/app"
	"throughline/plan"
	"throughline/web/govuk"
)

// What a form that changes something carries: the version its writer saw, and
// the ledger entry up to which they saw it.
const (
	seenField  = "seen"
	sinceField = "since"
)

// seeing notes in a form what its writer sees.
func (v *visit) seeing(form *govuk.Form, version int) {
	form.Set(seenField, strconv.Itoa(version))
	form.Set(sinceField, strconv.FormatInt(v.now.Known.Seq, 10))
}

func seenOf(form *govuk.Form) []mergeHidden {
	return []mergeHidden{{seenField, form.Value(seenField)}, {sinceField, form.Value(sinceField)}}
}

// seenIn is the version that the form's writer saw. One that can't be read is
// no version there ever was, so that the change is stale and nothing is lost.
func seenIn(form *govuk.Form) int {
	seen, err := strconv.Atoi(form.Value(seenField))
	if err != nil || seen < 1 {
		return -1
	}
	return seen
}

// before is the plan as the form's writer saw it, or nil if that can't be told.
func (v *visit) before(form *govuk.Form) *plan.Plan {
	since, err := strconv.ParseInt(form.Value(sinceField), 10, 64)
	if err != nil || since < 1 {
		return nil
	}
	st, err := v.s.app.State(v.r.Context(), v.caller, app.When{KnownEntry: since})
	if err != nil {
		return nil // it only helps to choose; both texts are shown without it
	}
	return st.Plan
}

// refuse shows a form again because its change can't be made any more,
// whichever text is kept: the thing was ended, or taken out.
func (v *visit) refuse(c carrying) error {
	status, err := v.refused(c.form, v.try(c.change))
	if err != nil {
		return err
	}
	return c.again(status)
}

// mergeText is one text of a thing that two people may have changed.
type mergeText[T any] struct {
	name, label string
	words       func(T) string
}

// mergeOf lays out what two people wrote. was is what both started from, when
// that is known: a text that only one of them changed is chosen beforehand.
func mergeOf[T any](texts []mergeText[T], yours, theirs T, was *T, fields func(T) url.Values) []mergeField {
	all := make([]mergeField, len(texts))
	yourFields, theirFields := fields(yours), fields(theirs)
	for i, text := range texts {
		all[i] = mergeField{
			Name: text.name, Label: text.label, Yours: plainLines(text.words(yours)), Other: plainLines(text.words(theirs)),
			YourFields: under(text.name, yourFields), OtherFields: under(text.name, theirFields),
		}
		if was != nil {
			all[i].OnlyTheirs = all[i].Yours == plainLines(text.words(*was))
		}
	}
	return all
}

// under gives the fields of one question: its own name, or those of a date.
func under(name string, fields url.Values) url.Values {
	own := url.Values{}
	for field, values := range fields {
		if field == name || strings.HasPrefix(field, name+"-") {
			own[field] = values
		}
	}
	return own
}
