package web

import (
	"errors"
	"net/http"

	"throughline/app"
	"throughline/blobs"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
	"throughline/web/govuk"
)

// try asks a change's own rules whether the caller could make it now, and
// writes nothing. Pages show a button only for what would be accepted.
func (v *visit) try(ch plan.Change) error {
	if !v.caller.May(ch.Needs()) {
		return change.Forbid("Your role does not let you " + string(ch.Needs()) + ".")
	}
	today := v.s.app.Today()
	_, err := ch.Decide(v.now.Plan, change.Context{By: v.caller, Today: today, On: today, NewID: v.s.app.NewID, Measure: v.s.app.MeasuresNow(v.r.Context(), v.caller)})
	return err
}

// can says that the page shows now and the change would be accepted as it is.
func (v *visit) can(ch plan.Change) bool { return v.Now() && v.try(ch) == nil }

// canStart says that the page shows now and nothing but what is still to be
// typed stands in the change's way.
func (v *visit) canStart(ch plan.Change) bool { return v.Now() && v.mayStart(ch) == nil }

// mayStart gives why a form for the change should not be shown: nil when all
// that is missing is what its fields ask for.
func (v *visit) mayStart(ch plan.Change) error {
	err := v.try(ch)
	var problems change.Problems
	if err == nil || !errors.As(err, &problems) || problems.Kind() != change.Invalid {
		return err
	}
	for _, p := range problems {
		if p.Field == "" {
			return err
		}
	}
	return nil
}

// also adds what the rules say of the change to what is already wrong with a
// form, so that a person sees everything at once.
func (v *visit) also(f *govuk.Form, ch plan.Change) {
	var problems change.Problems
	if !errors.As(v.try(ch), &problems) {
		return
	}
	var fresh change.Problems
	for _, p := range problems {
		if p.Kind == change.Invalid && f.Error(p.Field) == nil {
			fresh = append(fresh, p)
		}
	}
	beside(f, fresh)
}

// beside puts problems beside their fields. A sentence that two fields share,
// such as a part due with its action, is said once.
func beside(f *govuk.Form, problems change.Problems) {
	said := map[string]bool{}
	for _, p := range problems {
		if !said[p.Sentence] {
			wrongAt(f, p)
		}
		said[p.Sentence] = true
	}
}

// wrongAt puts a problem beside its field. A date's first field is its day.
func wrongAt(f *govuk.Form, p change.Problem) {
	if len(f.Values(p.Field+"-day")) > 0 {
		f.WrongAt(p.Field, p.Field+"-day", p.Sentence)
		return
	}
	f.Wrong(p.Field, p.Sentence)
}

// refused puts a refusal into the form that asked, so that what was typed
// stays, and gives the status to answer with. It gives back an error that no
// form can mend, such as not being allowed.
func (v *visit) refused(f *govuk.Form, err error) (int, error) {
	var problems change.Problems
	var trouble *blobs.Trouble
	switch {
	case errors.As(err, &trouble):
		v.s.log.ErrorContext(v.r.Context(), "an attachment could not be kept", "error", err)
		beside(f, trouble.Problems)
		return http.StatusServiceUnavailable, nil
	case errors.As(err, &problems) && (problems.Kind() == change.Invalid || problems.Kind() == change.Stale):
		beside(f, problems)
		if problems.Kind() == change.Stale {
			return http.StatusConflict, nil
		}
		return http.StatusUnprocessableEntity, nil
	}
	for kind, status := range map[error]int{
		store.ErrStale: http.StatusConflict, store.ErrFull: http.StatusInsufficientStorage, store.ErrUnavailable: http.StatusServiceUnavailable,
	} {
		if errors.Is(err, kind) {
			v.s.log.ErrorContext(v.r.Context(), "a change was not saved", "path", v.r.URL.Path, "error", err)
			f.Wrong("", change.UpperFirst(store.Sentence(err))+fullStop(store.Sentence(err))+" What you typed is still here.")
			return status, nil
		}
	}
	return http.StatusInternalServerError, err
}

// reload reads the state again, when others have changed it since the visit
// began.
func (v *visit) reload() error {
	now, err := v.s.app.State(v.r.Context(), v.caller, app.When{})
	if err == nil {
		v.now = now
	}
	return err
}
