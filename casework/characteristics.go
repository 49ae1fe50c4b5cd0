package casework

import (
	"throughline/change"
)

// Characteristics are what is of a special category about a person. There is
// one such thing for each person.
type Characteristics struct {
	Thing

	Person       string   `json:"person"`
	Ethnicity    string   `json:"ethnicity,omitzero"`     // a code of EthnicityCodes
	Gender       string   `json:"gender,omitzero"`        // in the person's own words; apart from Person.Sex
	Disabilities []string `json:"disabilities,omitempty"` // codes of DisabilityCodes
	Religion     string   `json:"religion,omitzero"`
	Needs        string   `json:"needs,omitzero"` // what helps the person to take part
}

func (Characteristics) kind() string     { return KindCharacteristics }
func (c Characteristics) parent() string { return c.Person }

func (c Characteristics) filing(string) change.Filing {
	return change.Filing{About: []string{c.Person}, Class: characteristicsClass}
}
