package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Part is what a person is to the work. Somebody may be several: a young
// person who is a parent.
type Part string

// The parts people have.
const (
	Child        Part = "child"
	YoungPerson  Part = "young_person"
	CareLeaver   Part = "care_leaver"
	ParentCarer  Part = "parent_or_carer"
	Professional Part = "professional"
	OtherPerson  Part = "other"
)

// Parts lists every part, in the order forms offer them.
var Parts = []Part{Child, YoungPerson, CareLeaver, ParentCarer, Professional, OtherPerson}

// Words is the part in words.
func (p Part) Words() string {
	switch p {
	case Child:
		return "child"
	case YoungPerson:
		return "young person"
	case CareLeaver:
		return "care leaver"
	case ParentCarer:
		return "parent or carer"
	case Professional:
		return "professional"
	case OtherPerson:
		return "other person"
	default:
		return string(p)
	}
}

// Person is somebody known to the authority. What is of a special category,
// such as ethnicity or disability, is kept apart in Characteristics, because
// many may find a person by name.
type Person struct {
	Thing

	Parts       []Part         `json:"parts"`
	Names       []Name         `json:"names"`
	Born        calendar.Dated `json:"born,omitzero"`
	Estimated   bool           `json:"estimated,omitzero"` // the date of birth is a judgement
	Expected    calendar.Dated `json:"expected,omitzero"`  // of somebody unborn; never beside Born
	Died        calendar.Dated `json:"died,omitzero"`
	Sex         string         `json:"sex,omitzero"` // M, F or U, at birth or on the certificate
	Languages   []string       `json:"languages,omitempty"`
	Interpreter bool           `json:"interpreter,omitzero"`
	Membership  string         `json:"membership,omitzero"` // of a professional who has a place here
	Wall        access.Wall    `json:"wall,omitzero"`
	Group       string         `json:"group,omitzero"` // the first record of the same person, once joined to it
}

func (Person) kind() string   { return KindPerson }
func (Person) parent() string { return "" }

func (p Person) filing(id string) change.Filing {
	wall := p.Wall
	if wall == "" {
		wall = access.NoWall
	}
	return change.Filing{
		About: []string{id}, Class: identityClass, Sort: p.sortKey(), Wall: wall, Group: p.Group,
		Finds: Finds(&p), Person: true,
	}
}

// sortKey puts people in the order of their family name.
func (p *Person) sortKey() string {
	name := p.NameOn(lastDay)
	return clipped(strings.Join(nameWords(name.Family), " ")+", "+strings.Join(nameWords(name.Given), " "), longestKey)
}

// lastDay is past every day that a name can end on.
var lastDay = calendar.Must(2200, 12, 31)

// Unborn says whether only an expected date of birth is known.
func (p *Person) Unborn() bool { return p.Born.Date.IsZero() && !p.Expected.Date.IsZero() }

// AgeOn is how many whole years old the person is on a day. It is not ok when
// the day of birth is not known, or has not come.
func (p *Person) AgeOn(day calendar.Date) (years int, ok bool) {
	born, known := p.Born.Day()
	if !known {
		return 0, false
	}
	return calendar.Age(born, day)
}

// has says whether the person has any of the parts.
func (p *Person) has(parts ...Part) bool {
	return slices.ContainsFunc(parts, func(want Part) bool { return slices.Contains(p.Parts, want) })
}
