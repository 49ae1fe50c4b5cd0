package casework

import (
	"throughline/calendar"
	"throughline/change"
)

// DestructionState says how far a destruction is.
type DestructionState string

// The states of a destruction, in order; Refused ends it.
const (
	DestructionProposed DestructionState = "proposed"
	DestructionReviewed DestructionState = "reviewed"
	DestructionSigned   DestructionState = "signed"
	DestructionDone     DestructionState = "done"
	DestructionRefused  DestructionState = "refused"
)

// Destruction is a list of things about one person that are past their time:
// proposed by one person, looked through by another and signed by somebody
// other than the second, then carried out.
// It holds no content, and stays when what it lists is gone.
type Destruction struct {
	Thing

	Person     string            `json:"person"`
	Adoption   bool              `json:"adoption,omitzero"` // the person is behind the adoption wall, and so is the list
	Items      []DestructionItem `json:"items"`
	State      DestructionState  `json:"state"`
	ProposedBy string            `json:"proposed_by"` // a membership
	ProposedOn calendar.Date     `json:"proposed_on"`
	Steps      []DestructionStep `json:"steps,omitempty"`
}

// DestructionItem is one thing to go, by id alone, and the rule that lets it.
type DestructionItem struct {
	Thing string        `json:"thing"`
	Kind  string        `json:"kind"`
	Of    string        `json:"of,omitzero"` // the code of the kind of record
	Rule  string        `json:"rule"`
	Until calendar.Date `json:"until"`
}

// DestructionStep is one decision about the list.
type DestructionStep struct {
	State DestructionState `json:"state"`
	By    string           `json:"by"` // a membership
	On    calendar.Date    `json:"on"`
	Why   string           `json:"why"`
}

func (Destruction) kind() string     { return KindDestruction }
func (d Destruction) parent() string { return "" }

func (d Destruction) filing(string) change.Filing {
	filed := destructionClass
	if d.Adoption {
		filed = adoptionListClass
	}
	return change.Filing{About: []string{d.Person}, Class: filed, Sort: openSort(d.State != DestructionDone && d.State != DestructionRefused, d.ProposedOn)}
}

// by gives who brought the list to a state, or "".
func (d *Destruction) by(state DestructionState) string {
	for _, s := range d.Steps {
		if s.State == state {
			return s.By
		}
	}
	return ""
}

// Listed gives the ids of the things on the list.
func (d *Destruction) Listed() []string {
	ids := make([]string, len(d.Items))
	for i, item := range d.Items {
		ids[i] = item.Thing
	}
	return ids
}
