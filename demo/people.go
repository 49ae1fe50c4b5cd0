package demo

import (
	"slices"
	"strings"

	"throughline/access"
)

// The keys of people who do more than hold a post.
const (
	planOwner      = "ruth-pemberley"
	administrator  = "lynne-castle"
	chair          = "anita-deshmukh"
	deputy         = "mark-ellery"
	nurseDelegate  = "stephen-colley"
	childDetective = "louise-carney"
	fellsideLeft   = "fiona-garrick"
)

type cast struct {
	name, agency, label string
	roles               []access.Role
	oneClick            bool
}

var (
	lead = []access.Role{access.AgencyLead}

	castList = []cast{
		{"Lynne Castle", council, "Administrator", []access.Role{access.Administrator}, true},
		{"Ruth Pemberley", council, "Plan owner", []access.Role{access.PlanOwner}, true},
		{"Anita Deshmukh", northmoor, "Chair of the group, community health", []access.Role{access.GroupChair}, true},
		{"Mark Ellery", constabulary, "Deputy chair of the group, police", []access.Role{access.DeputyChair}, true},
		{"Joanne Whitby", northmoor, "Agency lead, community health", lead, true},
		{"Owen Bradshaw", council, "Auditor", []access.Role{access.Auditor}, true},
		{"Margaret Hollins", council, "Board member, councillor", []access.Role{access.BoardMember}, true},
		{"Tia Morgan", voice, "Young person on the Board", []access.Role{access.YoungPerson}, true},

		{"Daniel Okoro", council, "Agency lead, safeguarding", lead, false},
		{"Shazia Malik", council, "Agency lead, looked-after children", lead, false},
		{"Philip Aldous", council, "Agency lead, independent reviewing", lead, false},
		{"Graham Tindle", council, "Agency lead, children’s records", lead, false},
		{"Colin Ferris", council, "Agency lead, emergency duty team", lead, false},
		{"Yasmin Chowdhury", council, "Agency lead, early help", lead, false},
		{"Grace Adeyemi", northmoor, "Agency lead, looked-after children’s health", lead, false},
		{"Stephen Colley", northmoor, "Agency lead, safeguarding nursing", lead, false},
		{"Fiona Garrick", fellside, "Agency lead, hospitals", lead, false},
		{"Thomas Hallam", fellside, "Agency lead, hospitals", lead, false},
		{"Hannah Reeve", wyndale, "Agency lead, mental health", lead, false},
		{"Naomi Feld", wyndale, "Agency lead, clinical psychology", lead, false},
		{"Carol Nixey", primaryCare, "Agency lead, designated nurse", lead, false},
		{"Edwin Yarrow", primaryCare, "Agency lead, designated doctor", lead, false},
		{"Andrew Lisle", primaryCare, "Agency lead, health commissioning", lead, false},
		{"Imran Siddiqi", shadowGroup, "Agency lead, designated nurse", lead, false},
		{"Clare Monkton", shadowGroup, "Agency lead, health commissioning", lead, false},
		{"Louise Carney", constabulary, "Agency lead, police", lead, false},
		{"Samuel Pickford", voice, "Agency lead, advocacy", lead, false},
		{"Rehana Aziz", amberwell, "Agency lead, domestic abuse", lead, false},
		{"Peter Lowick", districts, "Agency lead, district councils", lead, false},
		{"Bethan Lloyd", schools, "Agency lead, schools", lead, false},
	}
)

// joinsLater are the people who are not there from the start, with the day on
// which they are added.
var joinsLater = map[string]string{
	"thomas-hallam": fellsideHeadComes, "imran-siddiqi": shadowJoins, "clare-monkton": shadowJoins,
}

// People are everybody with an account, those offered at one click first.
// Their addresses are in a domain that can't exist.
func People() []Person {
	all := slices.Concat(castList, caseworkCast)
	slices.SortStableFunc(all, func(a, b cast) int {
		switch {
		case a.oneClick == b.oneClick:
			return 0
		case a.oneClick:
			return -1
		default:
			return 1
		}
	})
	people := make([]Person, len(all))
	for i, c := range all {
		names := strings.ToLower(c.name)
		people[i] = Person{
			Key: strings.ReplaceAll(names, " ", "-"), Name: c.name, Email: strings.ReplaceAll(names, " ", ".") + "@ribbleshire.example",
			Agency: c.agency, Roles: c.roles, RoleLabel: c.label, OneClick: c.oneClick,
		}
	}
	return people
}

// comesOn is the day on which somebody who is not there from the start is
// added, or "".
func comesOn(p Person) string {
	if slices.ContainsFunc(caseworkCast, func(c cast) bool { return c.name == p.Name }) {
		return joinCaseworkDay
	}
	return joinsLater[p.Key]
}

// PersonByKey finds a person.
func PersonByKey(key string) (Person, bool) {
	for _, p := range People() {
		if p.Key == key {
			return p, true
		}
	}
	return Person{}, false
}
