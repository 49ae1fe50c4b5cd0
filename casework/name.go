package casework

import (
	"strings"

	"throughline/calendar"
)

// NameKind says what sort of name it is.
type NameKind string

// The kinds of name. Somebody is called by the name they are known as.
const (
	LegalName    NameKind = "legal"
	KnownAs      NameKind = "known_as"
	BirthName    NameKind = "birth"
	PreviousName NameKind = "previous"
	Alias        NameKind = "alias"
)

// NameKinds lists every kind of name, in the order forms offer them.
var NameKinds = []NameKind{LegalName, KnownAs, BirthName, PreviousName, Alias}

// Words is the kind of name in words.
func (k NameKind) Words() string {
	switch k {
	case LegalName:
		return "legal name"
	case KnownAs:
		return "known as"
	case BirthName:
		return "name at birth"
	case PreviousName:
		return "previous name"
	case Alias:
		return "other name"
	default:
		return string(k)
	}
}

// Name is what somebody is or was called. A single name is written as Family.
type Name struct {
	Kind   NameKind      `json:"kind"`
	Given  string        `json:"given,omitzero"`
	Family string        `json:"family,omitzero"`
	From   calendar.Date `json:"from,omitzero"`
	Until  calendar.Date `json:"until,omitzero"` // last day; zero for no end
}

// Whole is the name as people say it.
func (n Name) Whole() string { return strings.TrimSpace(n.Given + " " + n.Family) }

// NameOn is what the person is called on a day: the name they are known as,
// else their legal name, else any other. The latest to start comes first.
func (p *Person) NameOn(day calendar.Date) Name {
	var best Name
	rank := -1
	for _, n := range p.Names {
		if !runs(n.From, n.Until, day) {
			continue
		}
		r := map[NameKind]int{KnownAs: 3, LegalName: 2, BirthName: 1}[n.Kind]
		if r > rank || (r == rank && !n.From.Before(best.From)) {
			best, rank = n, r
		}
	}
	if rank < 0 && len(p.Names) > 0 {
		return p.Names[len(p.Names)-1]
	}
	return best
}
