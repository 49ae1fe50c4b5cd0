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

	SocialWorker          Role = "social_worker"
	TeamManager           Role = "team_manager"
	ReviewingOfficer      Role = "reviewing_officer"
	HealthProfessional    Role = "health_professional"
	Psychologist          Role = "psychologist"
	EducationProfessional Role = "education_professional"
	PoliceOfficer         Role = "police_officer"
	LADO                  Role = "lado"
	EarlyHelpWorker       Role = "early_help_worker"
	AdoptionWorker        Role = "adoption_worker"
	DutyWorker            Role = "duty_worker"
	FinanceOfficer        Role = "finance_officer"
	DataAnalyst           Role = "data_analyst"
	GovernanceLead        Role = "governance_lead"
	CaldicottGuardian     Role = "caldicott_guardian"
)

// Roles lists every role, in the order pages show them.
var Roles = []Role{PlanOwner, AgencyLead, GroupChair, DeputyChair, Auditor, BoardMember, YoungPerson, Administrator, Operator,
	SocialWorker, TeamManager, ReviewingOfficer, HealthProfessional, Psychologist, EducationProfessional, PoliceOfficer, LADO,
	EarlyHelpWorker, AdoptionWorker, DutyWorker, FinanceOfficer, DataAnalyst, GovernanceLead, CaldicottGuardian}

var roleNames = map[Role]string{
	PlanOwner: "Plan owner", AgencyLead: "Agency lead", GroupChair: "Chair of the group", DeputyChair: "Deputy chair of the group",
	Auditor: "Auditor", BoardMember: "Board member", YoungPerson: "Young person", Administrator: "Administrator", Operator: "Operator",
	SocialWorker: "Social worker", TeamManager: "Team manager", ReviewingOfficer: "Independent reviewing officer",
	HealthProfessional: "Health professional", Psychologist: "Clinical psychologist", EducationProfessional: "Education professional",
	PoliceOfficer: "Police officer", LADO: "Local authority designated officer (LADO)", EarlyHelpWorker: "Early help worker",
	AdoptionWorker: "Adoption worker", DutyWorker: "Out-of-hours duty worker", FinanceOfficer: "Leaving care finance officer",
	DataAnalyst: "Data analyst", GovernanceLead: "Information governance lead", CaldicottGuardian: "Caldicott Guardian",
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
	ReadFigures     Permission = "read figures about children"
	ReadCasework    Permission = "look for people and open their records"
	RecordCasework  Permission = "record about people"
	AddPeople       Permission = "add people who are new to the service"
	Allocate        Permission = "allocate people to workers and teams"
	AllocateChecks  Permission = "allocate people to whoever answers a request or audits"
	BreakGlass      Permission = "open a record in an emergency"
	MergePeople     Permission = "join or part two records of one person"
	Restrict        Permission = "restrict who may reach a person"
	SeparateAdopted Permission = "keep the two records of an adopted person apart"
	ReadViews       Permission = "see who looked at whom"
	ReviewAccess    Permission = "review emergency access and alerts"
	ExplainAccess   Permission = "ask why somebody may reach a record"
	HoldRecords     Permission = "place and lift a legal hold"
	DestroyRecords  Permission = "decide which records are destroyed"
	ReadExempt      Permission = "read the exempt part of a paper"
	PublishFigures  Permission = "publish figures about children"
	EditTemplates   Permission = "set up what papers to a committee have"
	ClearPaper      Permission = "clear a paper"
	WaiveClearance  Permission = "waive a clearance of a paper"
	HoldPapers      Permission = "keep pre-election periods and allow papers in them"
	LoadReturns     Permission = "load statutory returns"
	ReadMeasures    Permission = "read measures"
	UsePacks        Permission = "put a practice pack in use"
	SendFiles       Permission = "send files that no return carries"
	WorkOutVerdicts Permission = "work out whether actions made a difference"
	ReadAlerts      Permission = "read alerts"
)

// Permissions lists every permission.
var Permissions = []Permission{ReadPlan, ReadEvidence, ReadHistory, ReadPapers, EditInspection, EditPlan, Report, OfferEvidence,
	JudgeEvidence, AskExtension, DecideExtension, SignOff, WritePaper, PublishPaper, ManagePeople, Delegate, Erase, Verify,
	ReadFigures, ReadCasework, RecordCasework, AddPeople, Allocate, AllocateChecks, BreakGlass, MergePeople, Restrict, SeparateAdopted, ReadViews, ReviewAccess,
	ExplainAccess, HoldRecords, DestroyRecords, ReadExempt, PublishFigures, EditTemplates, ClearPaper, WaiveClearance, HoldPapers,
	LoadReturns, ReadMeasures, UsePacks, SendFiles, WorkOutVerdicts, ReadAlerts}

var granted = map[Role][]Permission{
	PlanOwner: {ReadPlan, ReadEvidence, ReadHistory, ReadPapers, EditInspection, EditPlan, Report, OfferEvidence, JudgeEvidence,
		AskExtension, SignOff, WritePaper, PublishPaper, EditTemplates, ClearPaper, WaiveClearance, Delegate, ReadFigures, ReadExempt, ReadMeasures, WorkOutVerdicts, ReadAlerts},
	AgencyLead:    {ReadPlan, ReadEvidence, ReadPapers, ClearPaper, Report, OfferEvidence, JudgeEvidence, AskExtension, SignOff, Delegate, ReadFigures, SendFiles},
	GroupChair:    {ReadPlan, ReadEvidence, ReadHistory, ReadPapers, ClearPaper, WaiveClearance, EditPlan, JudgeEvidence, DecideExtension, SignOff, Delegate, ReadFigures, ReadExempt},
	DeputyChair:   {ReadPlan, ReadEvidence, ReadHistory, ReadPapers, ClearPaper, WaiveClearance, EditPlan, JudgeEvidence, DecideExtension, SignOff, Delegate, ReadFigures, ReadExempt},
	Auditor:       {ReadPlan, ReadEvidence, ReadHistory, ReadPapers, Verify, ReadFigures, ReadCasework, ReadExempt, ReadMeasures, ReadAlerts},
	BoardMember:   {ReadPlan, ReadPapers, ReadFigures, ReadExempt},
	YoungPerson:   {ReadPlan, ReadPapers, ReadFigures},
	Administrator: {ReadPlan, ReadHistory, ReadPapers, EditTemplates, ManagePeople, Delegate, Erase, UsePacks},
	Operator:      {ReadPlan, ReadHistory, ReadPapers, ManagePeople, Verify, ExplainAccess, LoadReturns, ReadMeasures, UsePacks, SendFiles, WorkOutVerdicts, ReadAlerts},

	SocialWorker:          {ReadPlan, ReadFigures, ReadMeasures, ReadCasework, RecordCasework, AddPeople, BreakGlass, ReadAlerts},
	TeamManager:           {ReadPlan, ReadFigures, ReadMeasures, ReadCasework, RecordCasework, AddPeople, BreakGlass, Allocate, MergePeople, Restrict, SendFiles, ReadAlerts},
	ReviewingOfficer:      {ReadPlan, ReadFigures, ReadMeasures, ReadCasework, RecordCasework, BreakGlass, SendFiles, ReadAlerts},
	HealthProfessional:    {ReadPlan, ReadFigures, ReadCasework, RecordCasework, BreakGlass, SendFiles, ReadAlerts},
	Psychologist:          {ReadPlan, ReadFigures, ReadCasework, RecordCasework, SendFiles, ReadAlerts},
	EducationProfessional: {ReadPlan, ReadFigures, ReadCasework, RecordCasework, SendFiles, ReadAlerts},
	PoliceOfficer:         {ReadPlan, ReadFigures, ReadCasework, RecordCasework, ReadAlerts},
	LADO:                  {ReadPlan, ReadFigures, ReadCasework, RecordCasework, AddPeople, Allocate, SendFiles, ReadAlerts},
	EarlyHelpWorker:       {ReadPlan, ReadFigures, ReadCasework, RecordCasework, AddPeople, SendFiles, ReadAlerts},
	AdoptionWorker:        {ReadPlan, ReadFigures, ReadCasework, RecordCasework, AddPeople, Allocate, SeparateAdopted, DestroyRecords, ReadAlerts},
	DutyWorker:            {ReadPlan, ReadFigures, ReadCasework, RecordCasework, AddPeople, BreakGlass, SendFiles, ReadAlerts},
	FinanceOfficer:        {ReadPlan, ReadFigures, ReadCasework, RecordCasework, SendFiles, ReadAlerts},
	DataAnalyst:           {ReadPlan, ReadFigures, PublishFigures, LoadReturns, ReadMeasures, SendFiles, WorkOutVerdicts, ReadAlerts},
	GovernanceLead:        {ReadPlan, ReadHistory, ClearPaper, ReadPapers, HoldPapers, ReadFigures, ReadMeasures, ReadCasework, RecordCasework, AllocateChecks, Restrict, ReadViews, ReviewAccess, ExplainAccess, HoldRecords, DestroyRecords, ReadAlerts},
	CaldicottGuardian:     {ReadPlan, ClearPaper, ReadFigures, ReadMeasures, ReadCasework, AllocateChecks, ReadViews, ReviewAccess, ExplainAccess, HoldRecords, DestroyRecords, ReadAlerts},
}

// Act is what the policy is asked about when somebody uses a permission that
// changes what is kept about people.
func (p Permission) Act() Act {
	switch p {
	case AddPeople:
		return Register
	case Allocate, AllocateChecks, MergePeople, Restrict, SeparateAdopted:
		return Arrange
	default:
		return Record
	}
}

// barred names the roles whose holder never has a permission, whatever other
// roles give: a young person who also sits on the Board does not read exempt
// words, and neither of them reads a draft to clear it.
var barred = map[Permission][]Role{ReadExempt: {YoungPerson}, ClearPaper: {BoardMember, YoungPerson}, WaiveClearance: {BoardMember, YoungPerson}}

// May says whether the role by itself grants the permission.
func (r Role) May(p Permission) bool {
	return slices.Contains(granted[r], p) && !slices.Contains(barred[p], r)
}

// May says whether the caller's roles grant the permission within the
// caller's own authority. Nobody, or somebody without an authority, may do
// nothing.
func (c Caller) May(p Permission) bool {
	if c.Account == "" || c.Authority == "" {
		return false
	}
	for _, role := range c.Roles {
		if slices.Contains(barred[p], role) {
			return false
		}
	}
	for _, role := range c.Roles {
		if slices.Contains(granted[role], p) {
			return true
		}
	}
	return false
}
