package casework

import (
	"strings"

	"throughline/calendar"
	"throughline/change"
)

// AddressKind says what an address is for.
type AddressKind string

// The kinds of address.
const (
	HomeAddress      AddressKind = "home"
	PlacementAddress AddressKind = "placement"
	SchoolAddress    AddressKind = "school"
	WorkAddress      AddressKind = "work"
	ContactDetails   AddressKind = "contact" // a telephone or email alone
	OtherAddress     AddressKind = "other"
)

// AddressKinds lists every kind, in the order forms offer them.
var AddressKinds = []AddressKind{HomeAddress, PlacementAddress, SchoolAddress, WorkAddress, ContactDetails, OtherAddress}

// Address is where people live or can be reached, between two days. A masked
// one is that of somebody at risk from another person, who must not learn it.
type Address struct {
	Thing

	People   []string      `json:"people"` // who live there or are reached there
	Kind     AddressKind   `json:"kind"`
	Lines    []string      `json:"lines,omitempty"` // from the house to the town
	Postcode string        `json:"postcode,omitzero"`
	Phone    string        `json:"phone,omitzero"`
	Email    string        `json:"email,omitzero"`
	From     calendar.Date `json:"from"`
	Until    calendar.Date `json:"until,omitzero"` // last day; zero for no end
	Masked   bool          `json:"masked,omitzero"`
	Reason   string        `json:"reason,omitzero"` // why it is masked, or no longer is
}

func (Address) kind() string { return KindAddress }

func (a Address) parent() string {
	if len(a.People) == 0 {
		return ""
	}
	return a.People[0]
}

func (a Address) filing(string) change.Filing {
	filing := change.Filing{About: a.People, Class: identityClass, Sort: daySort(a.From), Finds: placeFinds(a)}
	if a.Masked {
		filing.Class = maskedClass
	}
	return filing
}

// Whole is the address on one line.
func (a *Address) Whole() string {
	var parts []string
	for _, part := range append(append([]string{}, a.Lines...), a.Postcode) {
		if !blank(part) {
			parts = append(parts, strings.TrimSpace(part))
		}
	}
	return strings.Join(parts, ", ")
}
