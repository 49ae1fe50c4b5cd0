package casework

import (
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// KeepApart begins a new record for an adopted child, and walls the one from
// before. Nothing is copied from one to the other.
type KeepApart struct {
	ID, Before string
	After      string        // the new record's id, or that of one there already
	Details    PersonDetails // of the new record; left out when it is there already
	OrderOn    calendar.Date
}

// Name is the change's name in the ledger. It doesn't say what for: a history
// of changes is read by more people than a record.
func (KeepApart) Name() string { return "keep records apart" }

// Needs is the permission it takes.
func (KeepApart) Needs() access.Permission { return access.SeparateAdopted }

// About is the person before the adoption, and the one after it when there is
// a record already.
func (ch KeepApart) About() []string {
	if len(ch.Details.Names) > 0 {
		return people(ch.Before)
	}
	return people(ch.Before, ch.After)
}

// Things are none.
func (KeepApart) Things() []string { return nil }

// Beyond asks for the other sides of earlier adoptions.
func (KeepApart) Beyond(f *Folder) []string { return f.otherSides() }

// Decide refuses two records that are joined: they must be parted first.
func (ch KeepApart) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Before); err != nil {
		return nil, err
	}
	var problems change.Problems
	if ch.OrderOn.IsZero() {
		problems.Add("order_on", "Enter the day of the adoption order.")
	}
	checkPast(&problems, "order_on", ch.OrderOn, f.Today, "adoption order")
	g := f.groups()
	for b := range f.Breaks.All() {
		if g.of(b.Before)[0] == g.of(ch.Before)[0] {
			problems.Add("before", "This is already the record from before an adoption.")
		}
	}
	var puts []change.Put
	after := ch.After
	switch existing, ok := f.People.Get(after); {
	case ok && len(ch.Details.Names) > 0:
		problems.Add("after", "There is already a record with this id. Choose it, or enter a new person.")
	case ok && g.of(existing.ID)[0] == g.of(ch.Before)[0]:
		problems.Add("after", "These two records are joined. Part them first.")
	case ok && f.apart(g, existing.ID, ch.Before):
		problems.Add("after", "These two records are already kept apart.")
	case !ok && after != "" && len(ch.Details.Names) == 0:
		return nil, change.Missing("person")
	case !ok:
		ch.Details.check(&problems, f)
		after = orNew(after, c)
		puts = append(puts, created(after, ch.Details.into(Person{Wall: access.NoWall})))
	}
	if f.links(g, ch.Before, after) {
		problems.Add("after", "Something was recorded about both. It must be erased before the records can be kept apart.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	puts = append(puts, created(orNew(ch.ID, c), Break{Before: ch.Before, After: after, OrderOn: ch.OrderOn, By: c.By.Membership}))
	restricted, before := f.walled()
	before[ch.Before] = true
	return append(puts, f.regrouped(g, restricted, before)...), nil
}

// links says whether any one thing is about both people. A join that was
// parted is: it is behind the wall from now on.
func (f *Folder) links(g groups, one, other string) bool {
	for _, t := range f.things() {
		about := t.body.filing(t.id).About
		in := func(person string) bool {
			return slices.ContainsFunc(about, func(id string) bool { return g.of(id)[0] == g.of(person)[0] })
		}
		if t.body.kind() != KindJoin && in(one) && in(other) {
			return true
		}
	}
	return false
}
