package casework

import (
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// AddIdentifier records a number that a register knows a person by.
type AddIdentifier struct {
	ID, Person  string
	Type        IdentifierType
	Value       string
	From, Until calendar.Date
	Source      string
}

// Name is the change's name in the ledger.
func (AddIdentifier) Name() string { return "record an identifier" }

// Needs is the permission it takes.
func (AddIdentifier) Needs() access.Permission { return access.RecordCasework }

// About is the person.
func (ch AddIdentifier) About() []string { return []string{ch.Person} }

// Things are none.
func (AddIdentifier) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch AddIdentifier) Beyond(f *Folder) []string { return f.related(ch.Person) }

// Seeks asks who has the same local child id: it is never used twice.
func (ch AddIdentifier) Seeks() []string {
	value, err := ReadIdentifier(ch.Type, ch.Value)
	if ch.Type != LocalChildID || err != nil {
		return nil
	}
	return []string{localKey(value)}
}

func localKey(value string) string { return string(LocalChildID) + ":" + strings.ToLower(value) }

// Decide refuses a number whose check digit doesn't fit, one that the person
// has already, and a local child id that was ever given to somebody else. Two
// people with one NHS number are not refused, because that would tell of the
// other: Match shows them to who may see both.
func (ch AddIdentifier) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	value, err := ReadIdentifier(ch.Type, ch.Value)
	problems.Check("value", err)
	if blank(ch.Source) {
		problems.Add("source", "Say where the number is from, such as the person who gave it.")
	}
	f.checkWritten(&problems, written{"source", ch.Source})
	if !ch.Until.IsZero() && ch.Until.Before(ch.From) {
		problems.Add("until", "Enter a last day that is on or after the first, or leave it blank.")
	}
	for i := range f.Identifiers.All() {
		if err == nil && i.Person == ch.Person && i.Type == ch.Type && i.Value == value && i.Wrong == "" {
			problems.Add("value", "This number is already recorded for this person.")
		}
	}
	if err == nil && ch.Type == LocalChildID {
		for _, holder := range f.Found[localKey(value)] {
			if holder != ch.Person {
				problems.Add("value", "This local child id has been used. Each is given to one child and never again: enter another.")
				break
			}
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Identifier{Person: ch.Person, Type: ch.Type, Value: value, From: ch.From, Until: ch.Until, Source: tidy(ch.Source)})}, nil
}

// EndIdentifier gives a number its last day, or says that it was never this
// person's.
type EndIdentifier struct {
	Identifier string
	Seen       int
	Until      calendar.Date
	Wrong      string // why it was never this person's
}

// Name is the change's name in the ledger.
func (EndIdentifier) Name() string { return "end an identifier" }

// Needs is the permission it takes.
func (EndIdentifier) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the identifier says who.
func (EndIdentifier) About() []string { return nil }

// Things is the identifier.
func (ch EndIdentifier) Things() []string { return []string{ch.Identifier} }

// Beyond asks for the files of the person and those related to them.
func (ch EndIdentifier) Beyond(f *Folder) []string {
	if held, ok := f.Identifiers.Get(ch.Identifier); ok {
		return f.related(held.Person)
	}
	return nil
}

// Decide keeps the number in the record, so that a wrong one is known again.
func (ch EndIdentifier) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.Identifiers.Get(ch.Identifier)
	if !ok {
		return nil, change.Missing("identifier")
	}
	if err := outdated(ch.Seen, &held.Thing, "identifier"); err != nil {
		return nil, err
	}
	if held.Wrong != "" {
		return nil, overtaken("This number was already marked as wrong.")
	}
	if blank(ch.Wrong) && (ch.Until.IsZero() || ch.Until.Before(held.From)) {
		return nil, invalid("until", "Enter the last day of the number, or say why it was never this person's.")
	}
	var problems change.Problems
	f.checkWritten(&problems, written{"wrong", ch.Wrong})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := *held
	body.Until, body.Wrong = ch.Until, strings.TrimSpace(ch.Wrong)
	return []change.Put{next(&held.Thing, body)}, nil
}
