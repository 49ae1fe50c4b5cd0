package access

import "slices"

// Role is what a person is to the plan.
type Role string

// The roles. Operator is whoever runs the program on its own machine.
const (
	PlanOwner     Role = "plan_owner"
	AgencyLead    Role = "agency_lead"
	GroupChair    Role = "group_chair"
	DeputyChair   Role = "deputy_chair"
	Auditor       Role = "auditor"
	BoardMember   Role = "board_member"
	YoungPerson   Role = "young_person"
	Administrator Role = "administrator"
	Operator      Role = "operator"
)

// Roles lists every role, in the order pages show them.
var Roles = []Role{PlanOwner, AgencyLead, GroupChair, DeputyChair, Auditor, BoardMember, YoungPerson, Administrator, Operator}

var roleNames = map[Role]string{
	PlanOwner: "Plan owner", AgencyLead: "Agency lead", GroupChair: "Chair of the group", DeputyChair: "Deputy chair of the group",
	Auditor: "Auditor", BoardMember: "Board member", YoungPerson: "Young person", Administrator: "Administrator", Operator: "Operator",
}

// Name is the role in words.
func (r Role) Name() string { return roleNames[r] }

// Permission is one thing a person may be allowed to do. Rules about whose
// part it is, such as not signing one's own work, are in package plan.
type Permission string

// The permissions.
const (
	ReadPlan        Permission = "read the plan"
	ReadEvidence    Permission = "open evidence and its attachments"
	ReadHistory     Permission = "read the audit trail"
	ReadPapers      Permission = "read published papers"
	EditInspection  Permission = "change inspections, reports and areas"
	EditPlan        Permission = "change actions and parts"
	Report          Permission = "report on a part"
	OfferEvidence   Permission = "offer evidence"
	JudgeEvidence   Permission = "accept or return evidence"
	AskExtension    Permission = "ask for an extension"
	DecideExtension Permission = "approve or refuse an extension"
	SignOff         Permission = "sign off a part"
	WritePaper      Permission = "write a paper"
	PublishPaper    Permission = "publish a paper"
	ManagePeople    Permission = "manage people, posts and agencies"
	Delegate        Permission = "name a delegate for one's own post"
	Erase           Permission = "erase content with a reason"
	Verify          Permission = "verify the ledger"
)

// Permissions lists every permission.
var Permissions = []Permission{ReadPlan, ReadEvidence, ReadHistory, ReadPapers, EditInspection, EditPlan, Report, OfferEvidence,
	JudgeEvidence, AskExtension, DecideExtension, SignOff, WritePaper, PublishPaper, ManagePeople, Delegate, Erase, Verify}

var granted = map[Role][]Permission{
	PlanOwner: {ReadPlan, ReadEvidence, ReadHistory, ReadPapers, EditInspection, EditPlan, Report, OfferEvidence, JudgeEvidence,
		AskExtension, SignOff, WritePaper, PublishPaper, Delegate},
	AgencyLead:    {ReadPlan, ReadEvidence, ReadPapers, Report, OfferEvidence, JudgeEvidence, AskExtension, SignOff, Delegate},
	GroupChair:    {ReadPlan, ReadEvidence, ReadHistory, ReadPapers, EditPlan, JudgeEvidence, DecideExtension, SignOff, Delegate},
	DeputyChair:   {ReadPlan, ReadEvidence, ReadHistory, ReadPapers, EditPlan, JudgeEvidence, DecideExtension, SignOff, Delegate},
	Auditor:       {ReadPlan, ReadEvidence, ReadHistory, ReadPapers, Verify},
	BoardMember:   {ReadPlan, ReadPapers},
	YoungPerson:   {ReadPlan, ReadPapers},
	Administrator: {ReadPlan, ReadHistory, ReadPapers, ManagePeople, Delegate, Erase},
	Operator:      {ReadPlan, ReadHistory, ReadPapers, ManagePeople, Verify},
}

// May says whether the caller's roles grant the permission within the
// caller's own authority. Nobody, or somebody without an authority, may do
// nothing.
func (c Caller) May(p Permission) bool {
	if c.Account == "" || c.Authority == "" {
		return false
	}
	for _, role := range c.Roles {
		if slices.Contains(granted[role], p) {
			return true
		}
	}
	return false
}
