package access

import (
	"fmt"
	"slices"
)

// Sensitivity says how much harm a record could do in the wrong hands.
type Sensitivity string

// The sensitivities. Sensitive is what data protection law calls special
// category, and what could put somebody at risk.
const (
	Ordinary  Sensitivity = "ordinary" // about no person, or about staff at their work
	Personal  Sensitivity = "personal"
	Sensitive Sensitivity = "sensitive"
)

// Sensitivities lists every sensitivity, the least first. New ones go to the
// end: a class is stored by its place.
var Sensitivities = []Sensitivity{Ordinary, Personal, Sensitive}

// Compartment is the part of the work that a record belongs to. Partners see
// their own part.
type Compartment string

// The compartments.
const (
	Identity            Compartment = "identity" // that a person is known, their name and date of birth
	SocialCare          Compartment = "social_care"
	StrategyDiscussion  Compartment = "strategy_discussion"
	Conference          Compartment = "conference"
	LookedAfterReview   Compartment = "looked_after_review"
	Health              Compartment = "health"
	Psychology          Compartment = "psychology" // notes that stay in health
	Education           Compartment = "education"
	EarlyHelp           Compartment = "early_help"
	LeavingCare         Compartment = "leaving_care"
	Money               Compartment = "money"
	FamilyConference    Compartment = "family_conference"
	DomesticAbuse       Compartment = "domestic_abuse"
	MaskedAddress       Compartment = "masked_address" // of a parent who is not the abuser
	DesignatedOfficer   Compartment = "lado"           // about adults who work with children
	Adoption            Compartment = "adoption"
	PersonalSupervision Compartment = "supervision_personal"
	OutOfHours          Compartment = "out_of_hours"
	Workforce           Compartment = "workforce"
	Oversight           Compartment = "oversight" // decisions about access, sharing, holds and retention
	Returns             Compartment = "returns"   // rows of statutory returns
)

// Compartments lists every compartment. New ones go to the end: a class is
// stored by its place.
var Compartments = []Compartment{Identity, SocialCare, StrategyDiscussion, Conference, LookedAfterReview, Health, Psychology, Education,
	EarlyHelp, LeavingCare, Money, FamilyConference, DomesticAbuse, MaskedAddress, DesignatedOfficer, Adoption, PersonalSupervision,
	OutOfHours, Workforce, Oversight, Returns}

// Class is what decides who may see a record, besides whom it is about.
type Class struct {
	Sensitivity Sensitivity `json:"sensitivity"`
	Compartment Compartment `json:"compartment"`
}

// Classes lists every class in the order of its number. There are at most 63,
// so that a set of them fits the whole numbers of both databases.
func Classes() []Class {
	all := make([]Class, 0, len(Compartments)*len(Sensitivities))
	for _, c := range Compartments {
		for _, s := range Sensitivities {
			all = append(all, Class{s, c})
		}
	}
	return all
}

// Number is the place of the class in Classes. It is not ok for a class that
// is not declared.
func (c Class) Number() (number int, ok bool) {
	compartment, sensitivity := slices.Index(Compartments, c.Compartment), slices.Index(Sensitivities, c.Sensitivity)
	if compartment < 0 || sensitivity < 0 {
		return 0, false
	}
	return compartment*len(Sensitivities) + sensitivity, true
}

// ClassNumbered is the class with a number.
func ClassNumbered(number int) (Class, error) {
	if number < 0 || number >= len(Compartments)*len(Sensitivities) {
		return Class{}, fmt.Errorf("no class of record has the number %d", number)
	}
	return Class{Sensitivities[number%len(Sensitivities)], Compartments[number/len(Sensitivities)]}, nil
}

// Wall stands round everything about one person, whatever its class.
type Wall string

// The walls.
const (
	NoWall       Wall = "none"
	Restricted   Wall = "restricted" // such as the child of a colleague
	AdoptionWall Wall = "adoption"   // the record before an adoption
)

// Walls lists every wall. New ones go to the end: a wall is stored by its
// place.
var Walls = []Wall{NoWall, Restricted, AdoptionWall}

// Number is the place of the wall in Walls. It is not ok for one that is not
// declared.
func (w Wall) Number() (number int, ok bool) {
	number = slices.Index(Walls, w)
	return number, number >= 0
}
