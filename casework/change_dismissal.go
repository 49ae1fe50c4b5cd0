package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/change"
)

// DismissAlert records why nothing is done about an alert that stands. Whoever makes the change has looked the alert up: it is of the practice
// pack, and the caller sees all that it hangs on.
type DismissAlert struct {
	ID, Person string
	Code, Key  string
	Hangs      []access.Class // every class that the alert hangs on
	Why        string
}

// Name is the change's name in the ledger.
func (DismissAlert) Name() string { return "dismiss an alert" }

// Needs is the permission it takes.
func (DismissAlert) Needs() access.Permission { return access.RecordCasework }

// About is the person.
func (ch DismissAlert) About() []string { return []string{ch.Person} }

// Things are none.
func (DismissAlert) Things() []string { return nil }

// Beyond asks for the files of those related to them: their masked addresses
// must not be named.
func (ch DismissAlert) Beyond(f *Folder) []string { return f.related(ch.Person) }

// Decide asks for the reason, and refuses an alert that is dismissed already.
func (ch DismissAlert) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	if ch.Code == "" || ch.Key == "" {
		return nil, change.Missing("alert")
	}
	if !MayBeDismissed(ch.Hangs) {
		return nil, invalid("alert", "This alert hangs on parts of the work that no one person sees together, so it can’t be dismissed. It ends when what raised it is mended.")
	}
	for d := range f.Dismissals.All() {
		if d.Person == ch.Person && d.Key == ch.Key && d.RaisedOn.IsZero() {
			return nil, overtaken("This alert was already dismissed on " + d.DismissedOn.Long() + ".")
		}
	}
	var problems change.Problems
	if blank(ch.Why) {
		problems.Add("why", "Say why nothing needs to be done. This reason is kept.")
	}
	f.checkWritten(&problems, written{"why", ch.Why})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Dismissal{
		Person: ch.Person, Code: ch.Code, Key: ch.Key, Hangs: slices.Clone(ch.Hangs), Why: strings.TrimSpace(ch.Why), DismissedOn: c.On, DismissedBy: c.By.Membership,
	})}, nil
}

// RaiseAgain ends a dismissal, so that the alert stands again while what
// raised it does.
type RaiseAgain struct {
	Dismissal string
	Seen      int
	Why       string // may be left out
}

// Name is the change's name in the ledger.
func (RaiseAgain) Name() string { return "raise a dismissed alert again" }

// Needs is the permission it takes.
func (RaiseAgain) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the dismissal says who.
func (RaiseAgain) About() []string { return nil }

// Things is the dismissal.
func (ch RaiseAgain) Things() []string { return []string{ch.Dismissal} }

// Beyond asks for the person's file and of those related to them.
func (ch RaiseAgain) Beyond(f *Folder) []string {
	if held, ok := f.Dismissals.Get(ch.Dismissal); ok {
		return f.related(held.Person)
	}
	return nil
}

// Decide refuses what was raised again already.
func (ch RaiseAgain) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Dismissals.Get(ch.Dismissal)
	if !ok {
		return nil, change.Missing("dismissal")
	}
	if err := outdated(ch.Seen, &held.Thing, "dismissal"); err != nil {
		return nil, err
	}
	if !held.RaisedOn.IsZero() {
		return nil, overtaken("This alert was already raised again on " + held.RaisedOn.Long() + ".")
	}
	if c.On.Before(held.DismissedOn) {
		return nil, invalid("on", "The alert was dismissed on "+held.DismissedOn.Long()+". Enter that day or a later one.")
	}
	var problems change.Problems
	f.checkWritten(&problems, written{"why", ch.Why})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := *held
	body.RaisedOn, body.RaisedBy, body.RaisedWhy = c.On, c.By.Membership, strings.TrimSpace(ch.Why)
	return []change.Put{next(&held.Thing, body)}, nil
}
