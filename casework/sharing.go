package casework

import (
	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// ShareBasis is the reason in law for sharing.
type ShareBasis string

// The bases for sharing. Consent is the basis in practice for early help and
// family conferences; for statutory work it is not.
const (
	ShareOnConsent  ShareBasis = "consent"
	SharePublicTask ShareBasis = "public_task"
	ShareLegalDuty  ShareBasis = "legal_obligation"
	ShareSafeguard  ShareBasis = "safeguarding"
	ShareVital      ShareBasis = "vital_interests"
	ShareCourtOrder ShareBasis = "court_order"
)

// ShareBases lists every basis, in the order forms offer them.
var ShareBases = []ShareBasis{ShareSafeguard, SharePublicTask, ShareLegalDuty, ShareOnConsent, ShareVital, ShareCourtOrder}

var shareBasisWords = map[ShareBasis]string{
	ShareOnConsent: "the person's consent", SharePublicTask: "a public task", ShareLegalDuty: "a legal obligation",
	ShareSafeguard: "to keep a child or adult at risk safe", ShareVital: "to save somebody's life", ShareCourtOrder: "a court's order",
}

// Words is the basis in words.
func (b ShareBasis) Words() string { return shareBasisWords[b] }

// Sharing is the decision to share something with an agency, or not to.
type Sharing struct {
	Thing

	People        []string           `json:"people"`
	Agency        string             `json:"agency"`
	Recipient     string             `json:"recipient,omitzero"` // who there, or a body that has no place here
	What          string             `json:"what"`
	Records       []string           `json:"records,omitempty"`
	Shared        bool               `json:"shared"`
	Why           string             `json:"why"`
	Basis         ShareBasis         `json:"basis,omitzero"` // of sharing
	ConsentSought bool               `json:"consent_sought"`
	NotSought     string             `json:"not_sought,omitzero"` // why consent was not sought
	Part          access.Compartment `json:"part"`                // of the work, whose workers see the decision
	DecidedOn     calendar.Date      `json:"decided_on"`
	DecidedBy     string             `json:"decided_by"` // a membership
}

func (Sharing) kind() string { return KindSharing }

func (s Sharing) parent() string {
	if len(s.People) == 0 {
		return ""
	}
	return s.People[0]
}

func (s Sharing) filing(string) change.Filing {
	return change.Filing{About: s.People, Class: workClass(s.Part), Sort: daySort(s.DecidedOn)}
}

// ConsentState is what somebody said to an agency's work or sharing.
type ConsentState string

// The states of consent.
const (
	ConsentGiven     ConsentState = "given"
	ConsentWithheld  ConsentState = "withheld"
	ConsentWithdrawn ConsentState = "withdrawn"
)

// ConsentStates lists every state.
var ConsentStates = []ConsentState{ConsentGiven, ConsentWithheld, ConsentWithdrawn}

// Consent is what was said about one agency's work with a person.
type Consent struct {
	Thing

	Person    string             `json:"person"`
	Agency    string             `json:"agency"`
	Part      access.Compartment `json:"part"` // of the work, whose workers see it
	For       string             `json:"for"`  // what was asked, in plain words
	State     ConsentState       `json:"state"`
	By        string             `json:"by"`                 // who said it: a person's id
	Capacity  string             `json:"capacity"`           // why they could decide: their age and understanding, or parental responsibility
	Heard     string             `json:"heard"`              // who heard it: a membership
	On        calendar.Date      `json:"on"`                 // the day of this state
	WentOn    string             `json:"went_on,omitzero"`   // the safeguarding reason why work went on after consent was withdrawn
	Withdrawn string             `json:"withdrawn,omitzero"` // what was said when it was withdrawn
}

func (Consent) kind() string     { return KindConsent }
func (c Consent) parent() string { return c.Person }

func (c Consent) filing(string) change.Filing {
	return change.Filing{About: people(c.Person, c.By), Class: workClass(c.Part), Sort: daySort(c.On)}
}
