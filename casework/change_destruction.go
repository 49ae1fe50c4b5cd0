package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/change"
)

// ProposeDestruction lists what is about a person and past its time.
type ProposeDestruction struct{ ID, Person string }

// Name is the change's name in the ledger.
func (ProposeDestruction) Name() string { return "propose a destruction" }

// Needs is the permission it takes.
func (ProposeDestruction) Needs() access.Permission { return access.DestroyRecords }

// About is the person.
func (ch ProposeDestruction) About() []string { return []string{ch.Person} }

// Things are none.
func (ProposeDestruction) Things() []string { return nil }

// Beyond asks for the files of everybody whom the person's records are about:
// a record is kept as long as any of them asks for.
func (ch ProposeDestruction) Beyond(f *Folder) []string { return f.sharers(ch.Person) }

// Everywhere asks for the holds over the whole authority.
func (ProposeDestruction) Everywhere() []string { return []string{KindHold} }

// sharers are the people whom the things about a person are about.
func (f *Folder) sharers(person string) []string {
	ids := f.groups().of(person)
	all := people(ids...)
	for _, item := range f.things() {
		about := item.body.filing(item.id).About
		if slices.ContainsFunc(about, func(id string) bool { return slices.Contains(ids, id) }) {
			all = append(all, about...)
		}
	}
	return people(all...)
}

// Decide lists what is due by the rules that are on. Names go last of all:
// the person's own record is listed only when everything about them is.
func (ch ProposeDestruction) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	rules, err := RetentionRules()
	if err != nil {
		return nil, err
	}
	for d := range f.Destructions.All() {
		if d.Person == ch.Person && d.State != DestructionDone && d.State != DestructionRefused {
			return nil, overtaken("A list for this person was already proposed on " + d.ProposedOn.Long() + ".")
		}
	}
	ids := f.groups().of(ch.Person)
	var items, own []DestructionItem
	rest, keeper := false, f.keeper(rules)
	for _, t := range f.things() {
		if !slices.ContainsFunc(t.body.filing(t.id).About, func(id string) bool { return slices.Contains(ids, id) }) {
			continue
		}
		item, due, err := keeper.item(t, c)
		switch {
		case err != nil:
			return nil, err
		case !due:
			rest = rest || t.body.kind() != KindPerson
		case t.body.kind() == KindPerson:
			own = append(own, item)
		default:
			items = append(items, item)
		}
	}
	if !rest && len(own) == len(ids) {
		items = append(items, own...)
	}
	if len(items) == 0 {
		return nil, invalid("person", "Nothing about this person is past its time, so there is nothing to destroy.")
	}
	return []change.Put{created(orNew(ch.ID, c), Destruction{
		Person: ch.Person, Adoption: f.adoptionWall(ch.Person), Items: items, State: DestructionProposed, ProposedBy: c.By.Membership, ProposedOn: c.On,
	})}, nil
}

// adoptionWall says whether the adoption wall stands round a person, or round
// any of the records found to be theirs.
func (f *Folder) adoptionWall(person string) bool {
	return slices.ContainsFunc(f.groups().of(person), func(id string) bool {
		p, ok := f.People.Get(id)
		return ok && p.Wall == access.AdoptionWall
	})
}

// item is a thing as a list names it, and whether it may go.
func (k *keeper) item(t filed, c change.Context) (DestructionItem, bool, error) {
	keep, err := k.of(t.id)
	if err != nil || !keep.DueOn(c.Today) {
		return DestructionItem{}, false, err
	}
	item := DestructionItem{Thing: t.id, Kind: t.body.kind(), Rule: keep.Rule, Until: keep.Until}
	if r, ok := k.folder.Records.Get(t.id); ok {
		item.Of = r.Of
	}
	return item, true, nil
}

// DecideDestruction takes a list one step on: reviewed, signed, carried out;
// or refuses it.
type DecideDestruction struct {
	Destruction string
	Seen        int
	To          DestructionState
	Keep        []string // things to take off the list, when it is reviewed
	Why         string
}

// Name is the change's name in the ledger.
func (DecideDestruction) Name() string { return "decide a destruction" }

// Needs is the permission it takes.
func (DecideDestruction) Needs() access.Permission { return access.DestroyRecords }

// About is nobody by name: the list says who.
func (DecideDestruction) About() []string { return nil }

// Things is the list.
func (ch DecideDestruction) Things() []string { return []string{ch.Destruction} }

// Beyond asks for the person's file and of everybody their records are about.
func (ch DecideDestruction) Beyond(f *Folder) []string {
	if held, ok := f.Destructions.Get(ch.Destruction); ok {
		return f.sharers(held.Person)
	}
	return nil
}

// Everywhere asks for the holds over the whole authority.
func (DecideDestruction) Everywhere() []string { return []string{KindHold} }

// Decide looks at each thing again, because what a rule counts from can move:
// somebody comes back into care, a hold is placed. Who may take which step is
// said by Barred.
func (ch DecideDestruction) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Destructions.Get(ch.Destruction)
	if !ok {
		return nil, change.Missing("list")
	}
	if err := outdated(ch.Seen, &held.Thing, "list"); err != nil {
		return nil, err
	}
	if blank(ch.Why) {
		return nil, invalid("why", "Say what you looked at and why you decide so.")
	}
	body := *held
	if err := ch.step(f, &body, c); err != nil {
		return nil, err
	}
	if ch.To != DestructionRefused {
		if held.Adoption != f.adoptionWall(held.Person) {
			return nil, invalid("items", "Fewer people may reach this person's records than when the list was proposed, so it can't go on. Refuse it.")
		}
		if err := f.stillDue(&body, c); err != nil {
			return nil, err
		}
	}
	body.State = ch.To
	body.Steps = append(slices.Clone(held.Steps), DestructionStep{State: ch.To, By: c.By.Membership, On: c.On, Why: strings.TrimSpace(ch.Why)})
	return []change.Put{next(&held.Thing, body)}, nil
}

func (ch DecideDestruction) step(f *Folder, d *Destruction, c change.Context) error {
	next := ch.To == DestructionReviewed && d.State == DestructionProposed || ch.To == DestructionSigned && d.State == DestructionReviewed
	barred := d.Barred(ch.To, func(membership string) bool { return f.isCaller(c.By, membership) }, f.Staff.CouncilHolders)
	switch {
	case d.State == DestructionDone || d.State == DestructionRefused:
		return overtaken("This list was already decided.")
	case ch.To == DestructionRefused:
		return nil
	case next && barred != "":
		return change.Forbid(barred)
	case ch.To == DestructionReviewed && d.State == DestructionProposed:
		d.Items = slices.DeleteFunc(slices.Clone(d.Items), func(i DestructionItem) bool { return slices.Contains(ch.Keep, i.Thing) })
		if len(ch.Keep) > 0 { // what is kept still needs somebody to be about
			d.Items = slices.DeleteFunc(d.Items, func(i DestructionItem) bool { return i.Kind == KindPerson })
		}
		if len(d.Items) == 0 {
			return invalid("keep", "Nothing is left on the list. Refuse it instead.")
		}
		return nil
	case ch.To == DestructionSigned && d.State == DestructionReviewed:
		return nil
	case ch.To == DestructionDone && d.State == DestructionSigned:
		return nil
	default:
		return invalid("to", "A list is reviewed, then signed by somebody else, then carried out. Take the next step.")
	}
}

// stillDue refuses a list with anything on it that must now be kept, or that
// the rules can no longer be sure of.
func (f *Folder) stillDue(d *Destruction, c change.Context) error {
	rules, err := RetentionRules()
	if err != nil {
		return err
	}
	keeper := f.keeper(rules)
	keeper.asked, keeper.told = f.groups().of(d.Person), new(titledFor(c.By))
	for _, item := range d.Items {
		keep, err := keeper.of(item.Thing)
		if err != nil {
			return err
		}
		if !keep.DueOn(c.Today) {
			because := keep.Because
			if keep.State == KeepUntil {
				because = "It must now be kept to " + keep.Until.Long() + "."
			}
			return invalid("items", "Something on this list must be kept after all. "+because+" Refuse this list and propose it again.")
		}
	}
	return nil
}
