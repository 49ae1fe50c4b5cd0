package casework

import (
	"cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Kinship is what one person is to another.
type Kinship string

// The kinships. Each is what From is to To.
const (
	ParentOf       Kinship = "parent"
	StepParentOf   Kinship = "step_parent"
	AdopterOf      Kinship = "adoptive_parent"
	CarerOf        Kinship = "carer"
	GuardianOf     Kinship = "special_guardian"
	GrandparentOf  Kinship = "grandparent"
	SiblingOf      Kinship = "sibling"
	HalfSiblingOf  Kinship = "half_sibling"
	PartnerOf      Kinship = "partner"
	FormerPartner  Kinship = "former_partner"
	OtherRelation  Kinship = "other_relative"
	FriendOf       Kinship = "friend"
	HouseholdWith  Kinship = "same_household"
	ProfessionalOf Kinship = "professional"
)

// Kinships lists every kinship, in the order forms offer them.
var Kinships = []Kinship{ParentOf, StepParentOf, AdopterOf, CarerOf, GuardianOf, GrandparentOf, SiblingOf, HalfSiblingOf, PartnerOf,
	FormerPartner, OtherRelation, FriendOf, HouseholdWith, ProfessionalOf}

var kinshipWords = map[Kinship]string{
	ParentOf: "parent", StepParentOf: "step-parent", AdopterOf: "adoptive parent", CarerOf: "carer", GuardianOf: "special guardian",
	GrandparentOf: "grandparent", SiblingOf: "brother or sister", HalfSiblingOf: "half-brother or half-sister", PartnerOf: "partner",
	FormerPartner: "former partner", OtherRelation: "other relative", FriendOf: "friend", HouseholdWith: "lives in the same household",
	ProfessionalOf: "works with",
}

// Words is the kinship in words.
func (k Kinship) Words() string { return kinshipWords[k] }

// Relationship is what one person is to another between two days.
type Relationship struct {
	Thing

	Person         string        `json:"person"` // who is something
	Of             string        `json:"of"`     // to whom
	Kinship        Kinship       `json:"kinship"`
	Responsibility bool          `json:"responsibility,omitzero"` // Person has parental responsibility for Of
	From           calendar.Date `json:"from,omitzero"`           // zero when it was always so
	Until          calendar.Date `json:"until,omitzero"`          // last day; zero for no end
	Note           string        `json:"note,omitzero"`

	For access.Compartment `json:"for,omitzero"` // the part of the work that recorded it; "" for social care
}

// RelatedIn lists the parts of the work that record families, in the order in
// which one is chosen for somebody who may record in several. Early help does
// because its assessment records the child and family (practice-facts §5 S6-3).
var RelatedIn = []access.Compartment{access.SocialCare, access.EarlyHelp}

func (Relationship) kind() string     { return KindRelationship }
func (r Relationship) parent() string { return r.Of }

func (r Relationship) filing(string) change.Filing {
	return change.Filing{About: people(r.Of, r.Person), Class: class(access.Personal, cmp.Or(r.For, access.SocialCare)), Sort: string(r.Kinship)}
}

// Other gives the other person of a relationship.
func (r *Relationship) Other(person string) string {
	if r.Person == person {
		return r.Of
	}
	return r.Person
}
