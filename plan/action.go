package plan

import (
	"slices"

	"throughline/calendar"
	"throughline/deadline"
)

// Origin is where an action came from.
type Origin string

// The origins. An action from a report's narrative, an audit or a meeting may
// answer no listed area.
const (
	FromArea      Origin = "area"
	FromNarrative Origin = "narrative"
	FromAudit     Origin = "audit"
	FromMeeting   Origin = "meeting"
)

// Origins lists them.
var Origins = []Origin{FromArea, FromNarrative, FromAudit, FromMeeting}

// Standing says whether an action is still asked for.
type Standing string

// The standings. An action that is no longer live keeps its place in the
// explanation of every count.
const (
	Live        Standing = "live"
	Withdrawn   Standing = "withdrawn"
	Superseded  Standing = "superseded"
	NotAccepted Standing = "not_accepted"
)

// Words is the standing in words.
func (s Standing) Words() string {
	return map[Standing]string{Live: "live", Withdrawn: "withdrawn", Superseded: "superseded", NotAccepted: "not accepted"}[s]
}

// Action is the plan's answer to what inspectors found. It is done only when
// each of its parts is.
type Action struct {
	Thing
	Inspection     string             `json:"inspection"`
	Ref            string             `json:"ref"`
	Title          string             `json:"title"`
	Areas          []string           `json:"areas"` // ids of the areas it serves; may be none
	Section        Section            `json:"section"`
	Timescale      deadline.Timescale `json:"timescale"`
	Origin         Origin             `json:"origin"`
	OriginNote     string             `json:"origin_note"`
	Rule           deadline.Rule      `json:"rule"`
	PlannedOn      calendar.Date      `json:"planned_on"`
	Due            calendar.Date      `json:"due"` // the original date: lateness is always against it
	Order          int                `json:"order"`
	DependsOn      []string           `json:"depends_on"` // ids of actions
	SuccessMeasure string             `json:"success_measure"`
	Contingency    string             `json:"contingency"`
	GoLive         calendar.Date      `json:"go_live"` // when practice changes, not when paperwork is signed
	Standing       Standing           `json:"standing"`
	Ending         *Ending            `json:"ending"`
}

// Ending is why something stopped: an action or a part being asked for, or a
// sign-off standing.
type Ending struct {
	On           calendar.Date `json:"on"`
	By           string        `json:"by"` // membership id
	Reason       string        `json:"reason"`
	SupersededBy string        `json:"superseded_by"`          // action id
	OnBehalf     string        `json:"on_behalf"`              // delegation id, when done by a delegate
	Confirmation *Confirmation `json:"confirmation,omitempty"` // why words of the reason name no child
}

// PartKind is how a part is measured.
type PartKind string

// The kinds of part.
const (
	YesOrNo  PartKind = "yes_or_no"
	Quantity PartKind = "quantity"
)

// Part is the piece of an action that one agency's post owns. Signer is the
// post that signs it off, named when the part was planned.
type Part struct {
	Thing
	Action     string        `json:"action"`
	Ref        string        `json:"ref"` // a, b, c
	Text       string        `json:"text"`
	Owner      string        `json:"owner"`  // post id
	Signer     string        `json:"signer"` // post id, of another agency
	Kind       PartKind      `json:"kind"`
	Target     int           `json:"target"` // for a quantity
	Unit       string        `json:"unit"`   // what is counted: "staff trained"
	Due        calendar.Date `json:"due"`    // the original date
	Extended   calendar.Date `json:"extended"`
	Milestones []Milestone   `json:"milestones"`
	Progress   Progress      `json:"progress"`
	Signed     *Signature    `json:"signed"`
	TakenBack  []Ending      `json:"taken_back"`  // sign-offs taken back, oldest first
	Removed    *Ending       `json:"removed"`     // taken out of the plan, with who and why
	HandedOver []Handover    `json:"handed_over"` // moves from post to post, oldest first
}

// DueNow is the date the part is held to now: as extended, or as first set.
func (p *Part) DueNow() calendar.Date {
	if p.Extended.IsZero() {
		return p.Due
	}
	return p.Extended
}

// Handover is one move of a part from post to post, as its owner or signer.
type Handover struct {
	On     calendar.Date `json:"on"`
	By     string        `json:"by"`   // membership id
	From   string        `json:"from"` // post id
	To     string        `json:"to"`   // post id
	Reason string        `json:"reason"`
}

// Milestone is a step on the way to a part.
type Milestone struct {
	Text    string        `json:"text"`
	Due     calendar.Date `json:"due"`
	Reached calendar.Date `json:"reached"`
}

// Progress is what the owner last said about a part.
type Progress struct {
	LastUpdate calendar.Date `json:"last_update"`
	Complete   bool          `json:"complete"` // the owner says that it is complete
	CompleteOn calendar.Date `json:"complete_on"`
	Quantity   int           `json:"quantity"`
	By         string        `json:"by"` // membership id of who last reported
}

// Signature is a part's sign-off.
type Signature struct {
	On         calendar.Date `json:"on"`
	Membership string        `json:"membership"`
	Post       string        `json:"post"`
	OnBehalf   string        `json:"on_behalf"` // delegation id, when signed by a delegate
	Evidence   []Shown       `json:"evidence"`  // what counted then: only this is signed for
}

// Shown is one version of a piece of evidence.
type Shown struct {
	Evidence string `json:"evidence"` // id
	Version  int    `json:"version"`
}

// saw says whether the evidence was there, as it is, to be signed for.
func (s *Signature) saw(e *Evidence) bool {
	return !e.JudgedOn.After(s.On) && (s.Evidence == nil || slices.Contains(s.Evidence, Shown{e.ID, e.Version}))
}

// Update is what an owner says about a part at one time. Updates can be many,
// so that they are read from the store a page at a time and are not held in a
// Plan.
type Update struct {
	Thing
	Part       string `json:"part"`
	Text       string `json:"text"`
	Complete   bool   `json:"complete"`
	Quantity   *int   `json:"quantity"`
	InTheWay   string `json:"in_the_way"`
	Membership string `json:"membership"`
	OnBehalf   string `json:"on_behalf"` // delegation id

	Confirmation *Confirmation `json:"confirmation,omitempty"` // why words that look like somebody's name no child
}
