package casework

import (
	"strings"

	"throughline/access"
	"throughline/change"
)

// JoinPeople says that two records are of one person.
type JoinPeople struct {
	ID, One, Other string
	Why            string
}

// Name is the change's name in the ledger.
func (JoinPeople) Name() string { return "join two records of one person" }

// Needs is the permission it takes.
func (JoinPeople) Needs() access.Permission { return access.MergePeople }

// About is both people.
func (ch JoinPeople) About() []string { return people(ch.One, ch.Other) }

// Things are none.
func (JoinPeople) Things() []string { return nil }

// Beyond asks for the other sides of adoptions, so that no chain goes unseen.
func (ch JoinPeople) Beyond(f *Folder) []string {
	return f.related(ch.About()...)
}

// Decide refuses a join that would put the two sides of an adoption into one
// group, or two records that a chain of adoptions keeps apart. Both people are
// put again, so that the caller must be one who may record about both.
func (ch JoinPeople) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.One, ch.Other); err != nil {
		return nil, err
	}
	if _, ok := f.People.Get(ch.Other); !ok || ch.One == ch.Other {
		return nil, invalid("other", "Choose two different records.")
	}
	g := f.groups()
	if f.apart(g, ch.One, ch.Other) {
		return nil, keptApart(c.By)
	}
	if g.of(ch.One)[0] == g.of(ch.Other)[0] {
		return nil, overtaken("These two records are already joined.")
	}
	var problems change.Problems
	if blank(ch.Why) {
		problems.Add("why", "Say what shows that the two records are of one person.")
	}
	f.checkWritten(&problems, written{"why", ch.Why})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	pair := [2]string{ch.One, ch.Other}
	joined := f.groups(pair)
	if f.breaksWithin(joined) {
		return nil, keptApart(c.By)
	}
	restricted, before := f.walled()
	join := created(orNew(ch.ID, c), Join{People: pair, Why: strings.TrimSpace(ch.Why), By: c.By.Membership, On: c.On})
	return append([]change.Put{join}, f.regrouped(joined, restricted, before, ch.One, ch.Other)...), nil
}

// PartPeople undoes a join.
type PartPeople struct {
	Join string
	Seen int
	Why  string
}

// Name is the change's name in the ledger.
func (PartPeople) Name() string { return "part two records" }

// Needs is the permission it takes.
func (PartPeople) Needs() access.Permission { return access.MergePeople }

// About is nobody by name: the join says who.
func (PartPeople) About() []string { return nil }

// Things is the join.
func (ch PartPeople) Things() []string { return []string{ch.Join} }

// Beyond asks for the files of the two people and those related to them.
func (ch PartPeople) Beyond(f *Folder) []string {
	if held, ok := f.Joins.Get(ch.Join); ok {
		return f.related(held.People[:]...)
	}
	return nil
}

// Decide takes the join away. Two records that other joins still hold together
// stay one person: those must be parted too.
func (ch PartPeople) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Joins.Get(ch.Join)
	if !ok {
		return nil, change.Missing("join")
	}
	if err := outdated(ch.Seen, &held.Thing, "join"); err != nil {
		return nil, err
	}
	if !held.Parted.IsZero() {
		return nil, overtaken("These two records were already parted on " + held.Parted.Long() + ".")
	}
	var problems change.Problems
	if blank(ch.Why) {
		problems.Add("why", "Say what shows that the two records are not of one person.")
	}
	f.checkWritten(&problems, written{"why", ch.Why})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if err := f.checkPeople(held.People[:]...); err != nil {
		return nil, err
	}
	body := *held
	body.Parted, body.PartBy, body.PartWhy = c.On, c.By.Membership, strings.TrimSpace(ch.Why)
	rest := *f
	rest.Joins = Table[Join, *Join]{}
	for j := range f.Joins.All() {
		if j.ID != held.ID {
			rest.Joins.put(j)
		}
	}
	restricted, before := f.walled()
	return append([]change.Put{next(&held.Thing, body)}, f.regrouped(rest.groups(), restricted, before, held.People[:]...)...), nil
}
