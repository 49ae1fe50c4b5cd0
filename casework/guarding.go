package casework

import (
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Glass is a record opened in an emergency by somebody with no tie to the
// person. It is open until the midnight in London that ends the day it was
// broken on, so for 24 hours at most (25 on the day the clocks go back).
type Glass struct {
	Thing

	Person     string        `json:"person"`
	Membership string        `json:"membership"` // who broke it
	Reason     string        `json:"reason"`
	On         calendar.Date `json:"on"` // the one day it is open
	Review     *GlassReview  `json:"review,omitzero"`
}

// GlassReview is what somebody else found about an emergency.
type GlassReview struct {
	By        string        `json:"by"` // a membership
	On        calendar.Date `json:"on"`
	Justified bool          `json:"justified"`
	Words     string        `json:"words"`
}

func (Glass) kind() string     { return KindGlass }
func (g Glass) parent() string { return g.Person }

// filing: it is a record of what a member of staff did, so it is ordinary, and
// whoever may break the glass can put it on record without a tie.
func (g Glass) filing(string) change.Filing {
	return change.Filing{
		About: []string{g.Person}, Class: glassClass, Sort: openSort(g.Review == nil, g.On),
		Ties: []change.Tie{{Person: g.Person, Holder: g.Membership, Level: access.GlassLevel, From: g.On, Until: g.On}},
	}
}

// Restriction is a wall round a person, such as the child of a colleague.
type Restriction struct {
	Thing

	Person   string        `json:"person"`
	Why      string        `json:"why"`
	AskedBy  string        `json:"asked_by"` // in words: often the family
	By       string        `json:"by"`       // a membership
	From     calendar.Date `json:"from"`
	ReviewOn calendar.Date `json:"review_on"`
	Lifted   calendar.Date `json:"lifted,omitzero"`
	LiftedBy string        `json:"lifted_by,omitzero"`
	LiftWhy  string        `json:"lift_why,omitzero"`
}

func (Restriction) kind() string     { return KindRestriction }
func (r Restriction) parent() string { return r.Person }

func (r Restriction) filing(string) change.Filing {
	return change.Filing{About: []string{r.Person}, Class: restrictionClass, Sort: openSort(r.Lifted.IsZero(), r.ReviewOn)}
}

// Hold keeps records from being destroyed, whatever the retention rules say.
// With no people it is over the whole authority, such as for a public inquiry.
type Hold struct {
	Thing

	People    []string      `json:"people,omitempty"`
	Title     string        `json:"title"` // such as the inquiry's name
	Why       string        `json:"why"`
	By        string        `json:"by"` // a membership
	From      calendar.Date `json:"from"`
	ReviewOn  calendar.Date `json:"review_on"`
	Lifted    calendar.Date `json:"lifted,omitzero"`
	LiftedBy  string        `json:"lifted_by,omitzero"`
	LiftedWhy string        `json:"lifted_why,omitzero"`
}

func (Hold) kind() string   { return KindHold }
func (Hold) parent() string { return "" }

func (h Hold) filing(string) change.Filing {
	filing := change.Filing{About: h.People, Class: holdClass, Sort: openSort(h.Lifted.IsZero(), h.ReviewOn)}
	if len(h.People) == 0 {
		filing.Class = wideHoldClass
	}
	return filing
}

// Over says whether the hold keeps what is about a person.
func (h *Hold) Over(person string) bool {
	if !h.Lifted.IsZero() {
		return false
	}
	return len(h.People) == 0 || slices.Contains(h.People, person)
}
