package casework

import (
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Dismissal says that an alert of the practice pack needs nothing done, and why. It is of one alert as it stood: what raises the same alert anew,
// by another record or another day, has another key.
type Dismissal struct {
	Thing

	Person      string         `json:"person"`
	Code        string         `json:"code"` // the alert's, as the practice pack has it
	Key         string         `json:"key"`  // what raised it, and what was so
	Hangs       []access.Class `json:"hangs"`
	Why         string         `json:"why"`
	DismissedOn calendar.Date  `json:"dismissed_on"`
	DismissedBy string         `json:"dismissed_by"`       // a membership
	RaisedOn    calendar.Date  `json:"raised_on,omitzero"` // the day on which it was raised again
	RaisedBy    string         `json:"raised_by,omitzero"` // a membership
	RaisedWhy   string         `json:"raised_why,omitzero"`
}

func (Dismissal) kind() string     { return KindDismissal }
func (d Dismissal) parent() string { return d.Person }

func (d Dismissal) filing(string) change.Filing {
	return change.Filing{About: people(d.Person), Class: dismissalClass(d.Hangs), Sort: openSort(d.RaisedOn.IsZero(), d.DismissedOn)}
}

// Holds says whether the alert is dismissed on a day.
func (d *Dismissal) Holds(day calendar.Date) bool {
	return !d.DismissedOn.After(day) && (d.RaisedOn.IsZero() || d.RaisedOn.After(day))
}

// judgedOfReturns is the class of what was judged of rows of returns. The policy opens it to nobody but those who work with the child and see
// every class that joint allows.
var judgedOfReturns = class(access.Personal, access.Returns)

// dismissalClass is at least as strict as everything that the alert hangs on, so that nobody learns by a dismissal what they couldn't see.
func dismissalClass(hangs []access.Class) access.Class {
	if len(hangs) == 1 && hangs[0].Compartment != access.Returns {
		return hangs[0]
	}
	return judgedOfReturns
}

// joint are the parts of the work of which whoever sees judgedOfReturns sees everything, or all but what is sensitive.
var joint = map[access.Compartment]access.Sensitivity{
	access.SocialCare: access.Sensitive, access.StrategyDiscussion: access.Sensitive, access.Conference: access.Sensitive, access.LookedAfterReview: access.Sensitive,
	access.Health: access.Personal, access.Education: access.Sensitive, access.EarlyHelp: access.Sensitive, access.LeavingCare: access.Sensitive,
	access.DomesticAbuse: access.Personal, access.OutOfHours: access.Sensitive, access.Returns: access.Sensitive,
}

// MayBeDismissed says whether there is a class under which the dismissal of an alert that hangs on these can be filed. One that hangs on nothing
// about a person has none.
func MayBeDismissed(hangs []access.Class) bool {
	if len(hangs) == 1 {
		_, ok := hangs[0].Number()
		return ok
	}
	return len(hangs) > 0 && !slices.ContainsFunc(hangs, func(c access.Class) bool {
		most, ok := joint[c.Compartment]
		return !ok || slices.Index(access.Sensitivities, c.Sensitivity) > slices.Index(access.Sensitivities, most)
	})
}
