package plan

import "throughline/calendar"

// Classification says whether evidence may name a child.
type Classification string

// The classifications. Evidence that may name a child can't be accepted: it
// is redacted first and offered again.
const (
	NamesNoChild  Classification = "names_no_child"
	MayNameAChild Classification = "may_name_a_child"
)

// EvidenceState is where a piece of evidence stands.
type EvidenceState string

// The states.
const (
	Offered           EvidenceState = "offered"
	Accepted          EvidenceState = "accepted"
	Returned          EvidenceState = "returned"
	EvidenceWithdrawn EvidenceState = "withdrawn"
)

// Evidence is what an owner shows for one or more parts.
type Evidence struct {
	Thing
	Parts          []string       `json:"parts"` // the same evidence may serve several parts
	Title          string         `json:"title"`
	Description    string         `json:"description"`
	Document       calendar.Date  `json:"document_date"`
	Expires        calendar.Date  `json:"expires"` // last day on which it counts; zero for ever
	Classification Classification `json:"classification"`
	Attachment     *Attachment    `json:"attachment"`
	State          EvidenceState  `json:"state"`
	OfferedBy      string         `json:"offered_by"` // membership id
	OfferedOn      calendar.Date  `json:"offered_on"`
	JudgedBy       string         `json:"judged_by"`
	JudgedOn       calendar.Date  `json:"judged_on"`
	JudgedOnBehalf string         `json:"judged_on_behalf"` // delegation id, when judged or withdrawn by a delegate
	Reason         string         `json:"reason"`           // why it was returned or withdrawn
	OnBehalf       string         `json:"on_behalf"`        // delegation id, when offered by a delegate
	NamesChecked   bool           `json:"names_checked"`    // its words and its file were looked through for names when it was offered
	Confirmation   *Confirmation  `json:"confirmation"`     // why words that look like somebody's name no child; nil when there are none
	RedactionOf    string         `json:"redaction_of"`     // the evidence that this is a copy of, with names taken out; or ""

	ReasonConfirmation *Confirmation `json:"reason_confirmation,omitempty"` // why words of the reason name no child
}

// Attachment is a file kept outside the database, held to its hash.
type Attachment struct {
	Name   string `json:"name"`
	Type   string `json:"type"`
	Size   int64  `json:"size"`   // bytes
	SHA256 string `json:"sha256"` // hex; the file is kept under this name
}

// CountsOn says whether the evidence is accepted and in date on the day.
func (e *Evidence) CountsOn(day calendar.Date) bool {
	return e.State == Accepted && (e.Expires.IsZero() || !day.After(e.Expires))
}

// ExtensionState is where a request for more time stands.
type ExtensionState string

// The states.
const (
	Asked    ExtensionState = "asked"
	Approved ExtensionState = "approved"
	Refused  ExtensionState = "refused"
)

// Extension is a request for more time for a part. Approving it moves the
// date the part is held to, and never the date lateness is counted from.
type Extension struct {
	Thing
	Part      string         `json:"part"`
	Until     calendar.Date  `json:"until"`
	Reason    string         `json:"reason"`
	AskedBy   string         `json:"asked_by"`
	AskedOn   calendar.Date  `json:"asked_on"`
	State     ExtensionState `json:"state"`
	DecidedBy string         `json:"decided_by"`
	DecidedOn calendar.Date  `json:"decided_on"`
	Decision  string         `json:"decision"` // the reasons given
	OnBehalf  string         `json:"on_behalf"`

	Confirmation         *Confirmation `json:"confirmation,omitempty"`          // why words of the reason name no child
	DecisionConfirmation *Confirmation `json:"decision_confirmation,omitempty"` // why words of the decision's reasons do not
}
