package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Relate records what one person is to another.
type Relate struct {
	ID, Person, Of string
	Kinship        Kinship
	Responsibility bool
	From, Until    calendar.Date
	Note           string
	For            access.Compartment // one of RelatedIn; "" for social care
}

// Name is the change's name in the ledger.
func (Relate) Name() string { return "record a relationship" }

// Needs is the permission it takes.
func (Relate) Needs() access.Permission { return access.RecordCasework }

// About is both people.
func (ch Relate) About() []string { return people(ch.Person, ch.Of) }

// Things are none.
func (Relate) Things() []string { return nil }

// Beyond asks for the other sides of adoptions, and for those related to the
// two: their masked addresses must not be named.
func (ch Relate) Beyond(f *Folder) []string {
	return f.related(ch.About()...)
}

// Decide refuses a relationship to oneself, one already recorded, and one
// across an adoption, which would link the two records.
func (ch Relate) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person, ch.Of); err != nil {
		return nil, err
	}
	g := f.groups()
	if ch.Person == "" || ch.Of == "" || g.of(ch.Person)[0] == g.of(ch.Of)[0] {
		return nil, invalid("person", "Choose two different people.")
	}
	if f.apart(g, ch.Person, ch.Of) {
		return nil, keptApart(c.By)
	}
	var problems change.Problems
	if ch.Kinship.Words() == "" {
		problems.Add("kinship", "Choose what the first person is to the second.")
	}
	if !ch.Until.IsZero() && ch.Until.Before(ch.From) {
		problems.Add("until", "Enter a last day that is on or after the first, or leave it blank.")
	}
	f.checkWritten(&problems, written{"note", ch.Note})
	part := ch.For
	if part == access.SocialCare {
		part = ""
	}
	if part != "" && !slices.Contains(RelatedIn, part) {
		problems.Add("for", "Choose a part of the work that records families: social care or early help.")
	}
	for r := range f.Relationships.All() {
		if r.For == part && r.Person == ch.Person && r.Of == ch.Of && r.Kinship == ch.Kinship && r.Until.IsZero() { // of another part, it isn't told
			problems.Add("kinship", "This relationship is already recorded. End it first if it has changed.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Relationship{
		Person: ch.Person, Of: ch.Of, Kinship: ch.Kinship, Responsibility: ch.Responsibility, From: ch.From, Until: ch.Until, Note: strings.TrimSpace(ch.Note),
		For: part,
	})}, nil
}

// EditRelationship ends a relationship, or changes who has parental
// responsibility.
type EditRelationship struct {
	Relationship   string
	Seen           int
	Responsibility bool
	Until          calendar.Date
	Note           string
}

// Name is the change's name in the ledger.
func (EditRelationship) Name() string { return "change a relationship" }

// Needs is the permission it takes.
func (EditRelationship) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the relationship says who.
func (EditRelationship) About() []string { return nil }

// Things is the relationship.
func (ch EditRelationship) Things() []string { return []string{ch.Relationship} }

// Beyond asks for the files of the two and those related to them.
func (ch EditRelationship) Beyond(f *Folder) []string {
	if held, ok := f.Relationships.Get(ch.Relationship); ok {
		return f.related(held.Person, held.Of)
	}
	return nil
}

// Decide refuses an end before the start.
func (ch EditRelationship) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.Relationships.Get(ch.Relationship)
	if !ok {
		return nil, change.Missing("relationship")
	}
	if err := outdated(ch.Seen, &held.Thing, "relationship"); err != nil {
		return nil, err
	}
	var problems change.Problems
	if !ch.Until.IsZero() && ch.Until.Before(held.From) {
		problems.Add("until", "Enter a last day that is on or after "+held.From.Long()+", or leave it blank.")
	}
	f.checkWritten(&problems, written{"note", ch.Note})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := *held
	body.Responsibility, body.Until, body.Note = ch.Responsibility, ch.Until, strings.TrimSpace(ch.Note)
	return []change.Put{next(&held.Thing, body)}, nil
}
