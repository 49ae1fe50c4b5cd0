package plan

import (
	"encoding/json"

	"throughline/calendar"
)

// Copy is one copy of an inspection's plan that came back changed, as it came.
// Nothing in it is in the plan until somebody settles a difference.
type Copy struct {
	Thing
	Inspection string        `json:"inspection"`
	Attachment Attachment    `json:"attachment"`
	Exported   int64         `json:"exported"` // the ledger entry at which the plan went out; 0 where the copy doesn't say
	ReceivedOn calendar.Date `json:"received_on"`
	ReceivedBy string        `json:"received_by"` // membership id
}

// Outcome is what became of one difference between a copy and the plan.
type Outcome string

// The outcomes. What is noted is kept as something that the copy says; it is
// never a fact of the plan. What is taken back can be settled again.
const (
	TakenUp    Outcome = "accepted"
	TurnedDown Outcome = "refused"
	Noted      Outcome = "noted"
	TakenBack  Outcome = "taken_back"
)

// Settlement is what somebody settled about one difference: what it was when
// they looked, what they did about it and why.
type Settlement struct {
	Thing
	Copy    string        `json:"copy"`
	Key     string        `json:"key"` // which difference of the copy
	Outcome Outcome       `json:"outcome"`
	On      calendar.Date `json:"on"`
	By      string        `json:"by"` // membership id
	Reason  string        `json:"reason"`

	Place  string `json:"place"`  // where in the copy: "Plan, row 12"
	Action string `json:"action"` // the action that it is about, or ""
	Part   string `json:"part"`   // and the part, or ""
	Field  string `json:"field"`  // in words: "Due date"
	Was    string `json:"was"`    // when the plan went out
	Now    string `json:"now"`    // in the plan, when it was settled
	Theirs string `json:"theirs"` // in the copy

	Made   string          `json:"made"`             // the named change that accepting it made, or ""
	Before json.RawMessage `json:"before,omitempty"` // what that change replaced and what it put there, to be put back

	Confirmation *Confirmation `json:"confirmation,omitempty"` // why words that look as if they named somebody name no child
}

// CopyOf gives the copy of an inspection's plan with the same content, if one was received.
func (p *Plan) CopyOf(inspection, sha256 string) (*Copy, bool) {
	for c := range p.Copies.All() {
		if c.Inspection == inspection && c.Attachment.SHA256 == sha256 {
			return c, true
		}
	}
	return nil, false
}

// SettledOf gives what was settled of a copy and stands, by the difference's key.
func (p *Plan) SettledOf(id string) map[string]*Settlement {
	settled := map[string]*Settlement{}
	for s := range p.Settlements.All() {
		if s.Copy == id && s.Outcome != TakenBack {
			settled[s.Key] = s
		}
	}
	return settled
}

// NotedOf gives what copies say of an action or its parts and the plan does
// not take as a fact, oldest first.
func (p *Plan) NotedOf(action string) (noted []*Settlement) {
	for s := range p.Settlements.All() {
		if s.Action == action && s.Outcome == Noted {
			noted = append(noted, s)
		}
	}
	return noted
}
