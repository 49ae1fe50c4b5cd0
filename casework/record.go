package casework

import (
	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// RecordState says how far a record is.
type RecordState string

// The states of a record. A completed one is sealed: after that, amendments
// are added and nothing is changed.
const (
	DraftRecord     RecordState = "draft"
	CompletedRecord RecordState = "completed"
)

// Record is one thing somebody recorded about one or more people, of a
// declared kind. What concerns each of several people apart is a record each,
// held together by Session.
type Record struct {
	Thing

	Of        string            `json:"of"`    // the code of its kind
	Class     access.Class      `json:"class"` // its kind's, on the day it was written
	People    []string          `json:"people"`
	Session   string            `json:"session,omitzero"` // one meeting, visit or supervision with several records
	Happened  calendar.Date     `json:"happened"`
	Title     string            `json:"title,omitzero"`
	Words     string            `json:"words,omitzero"` // the same in every record of the session
	Own       string            `json:"own,omitzero"`   // about this person alone
	Voices    []Voice           `json:"voices,omitempty"`
	Decision  *ManagerDecision  `json:"decision,omitzero"`
	Codes     map[string]string `json:"codes,omitempty"` // for each field of the kind, a code of its set
	Outcome   string            `json:"outcome,omitzero"`
	Fields    map[string]any    `json:"fields,omitempty"` // by the name of each field of its kind, as JSON holds it: see RecordKind.Values
	Ended     calendar.Date     `json:"ended,omitzero"`   // of a course such as a treatment, an approval or an allegation
	State     RecordState       `json:"state"`
	Author    string            `json:"author"` // a membership
	Completed calendar.Date     `json:"completed,omitzero"`
	Amended   []Amendment       `json:"amended,omitempty"`
}

// Voice is something that a child or young person said or showed.
type Voice struct {
	Person  string `json:"person"`
	Words   string `json:"words"` // their own, or what was seen of somebody too young to say
	How     string `json:"how,omitzero"`
	Alone   bool   `json:"alone,omitzero"`
	Changed string `json:"changed,omitzero"` // what it changed
}

// ManagerDecision is a decision that can be questioned later.
type ManagerDecision struct {
	Options  []string  `json:"options"`
	Chosen   string    `json:"chosen"`
	Reason   string    `json:"reason"`
	Evidence string    `json:"evidence,omitzero"`
	Risk     string    `json:"risk,omitzero"`
	Dissent  []Dissent `json:"dissent,omitempty"`
	By       string    `json:"by"`             // who decided: a membership
	Child    string    `json:"child,omitzero"` // in words for the child
}

// Dissent is somebody's disagreement with a decision.
type Dissent struct {
	Who string `json:"who"`
	Why string `json:"why"`
}

// Amendment is what was added to a sealed record.
type Amendment struct {
	On      calendar.Date `json:"on"`
	By      string        `json:"by"` // a membership
	Words   string        `json:"words"`
	Reason  string        `json:"reason"`
	Outcome string        `json:"outcome,omitzero"`
	Ended   calendar.Date `json:"ended,omitzero"`
}

// OutcomeNow is the outcome with what amendments added.
func (r *Record) OutcomeNow() string {
	outcome := r.Outcome
	for _, a := range r.Amended {
		if a.Outcome != "" {
			outcome = a.Outcome
		}
	}
	return outcome
}

// EndedNow is the day it ended, with what amendments added.
func (r *Record) EndedNow() calendar.Date {
	ended := r.Ended
	for _, a := range r.Amended {
		if !a.Ended.IsZero() {
			ended = a.Ended
		}
	}
	return ended
}

func (Record) kind() string { return KindRecord }

func (r Record) parent() string {
	if len(r.People) == 0 {
		return ""
	}
	return r.People[0]
}

func (r Record) filing(string) change.Filing {
	return change.Filing{About: r.People, Class: r.Class, Sort: daySort(r.Happened)}
}
