package casework

import (
	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Basis is why an agency may work with a person.
type Basis string

// The bases of an involvement.
const (
	Statutory Basis = "statutory"
	OnConsent Basis = "consent"
)

// Involvement is an agency's work with a person between two days. It opens
// that agency's part of the record to it.
type Involvement struct {
	Thing

	Person  string             `json:"person"`
	Agency  string             `json:"agency"`
	For     access.Compartment `json:"for"` // the part of the work
	Basis   Basis              `json:"basis"`
	Why     string             `json:"why,omitzero"`
	From    calendar.Date      `json:"from"`
	Until   calendar.Date      `json:"until,omitzero"`   // last day; zero for no end
	Stopped bool               `json:"stopped,omitzero"` // consent was withdrawn: what it opened closed at once
	Ending  string             `json:"ending,omitzero"`  // why it ended, or goes on without consent
}

func (Involvement) kind() string     { return KindInvolvement }
func (i Involvement) parent() string { return i.Person }

func (i Involvement) filing(string) change.Filing {
	filing := change.Filing{About: []string{i.Person}, Class: workClass(i.For), Sort: daySort(i.From)}
	if !i.Stopped {
		filing.Ties = []change.Tie{{Person: i.Person, Holder: i.Agency, Level: access.AgencyLevel, From: i.From, Until: i.Until}}
	}
	return filing
}

// Open says whether the involvement holds on a day.
func (i *Involvement) Open(day calendar.Date) bool { return !i.Stopped && runs(i.From, i.Until, day) }

// AllocatedRole is what an allocated worker is to the person.
type AllocatedRole string

// The roles that workers are allocated in.
const (
	LeadWorker      AllocatedRole = "lead_worker"
	CoWorker        AllocatedRole = "co_worker"
	Supervisor      AllocatedRole = "supervisor"
	Reviewer        AllocatedRole = "reviewing_officer"
	PersonalAdviser AllocatedRole = "personal_adviser"
	NamedNurse      AllocatedRole = "health_professional"
	Therapist       AllocatedRole = "psychologist"
	SchoolLead      AllocatedRole = "designated_teacher"
	Officer         AllocatedRole = "designated_officer"
	AdoptionLead    AllocatedRole = "adoption_worker"
	FamilySupport   AllocatedRole = "early_help_worker"
	MoneyOfficer    AllocatedRole = "finance_officer"
	Coordinator     AllocatedRole = "family_conference_coordinator"

	RequestLead   AllocatedRole = "subject_access" // answers the person's request for their own records
	SampleAuditor AllocatedRole = "auditor"        // audits the file in a sample
)

// CheckRoles are the roles of those who read a file and don't work with the
// person, in the order forms offer them. Governance gives them, until a day.
var CheckRoles = []AllocatedRole{RequestLead, SampleAuditor}

// checker is the role that somebody must have to be allocated a check.
var checker = map[AllocatedRole]access.Role{RequestLead: access.GovernanceLead, SampleAuditor: access.Auditor}

// Checks says whether the role is one of CheckRoles.
func (r AllocatedRole) Checks() bool { return checker[r] != "" }

// AllocatedRoles lists the roles of those who work with a person, in the order
// forms offer them.
var AllocatedRoles = []AllocatedRole{LeadWorker, CoWorker, Supervisor, Reviewer, PersonalAdviser, NamedNurse, Therapist, SchoolLead,
	Officer, AdoptionLead, FamilySupport, MoneyOfficer, Coordinator}

var allocatedWords = map[AllocatedRole]string{
	LeadWorker: "Lead worker", CoWorker: "Co-worker", Supervisor: "Supervisor", Reviewer: "Independent reviewing officer",
	PersonalAdviser: "Personal adviser", NamedNurse: "Health professional", Therapist: "Clinical psychologist",
	SchoolLead: "Designated teacher", Officer: "Designated officer (LADO)", AdoptionLead: "Adoption worker",
	FamilySupport: "Early help worker", MoneyOfficer: "Finance officer", Coordinator: "Family group conference coordinator",
	RequestLead: "Answers a request for their own records", SampleAuditor: "Audits the file in a sample",
}

// Words is the role in words.
func (r AllocatedRole) Words() string { return allocatedWords[r] }

// Allocation gives a person to a worker, a team or both, between two days.
type Allocation struct {
	Thing

	Person     string             `json:"person"`
	Membership string             `json:"membership,omitzero"`
	Team       string             `json:"team,omitzero"`
	Agency     string             `json:"agency"` // of the worker or team
	Role       AllocatedRole      `json:"role"`
	For        access.Compartment `json:"for,omitzero"`    // the part of the work; "" for a check
	Reason     string             `json:"reason,omitzero"` // of a check
	From       calendar.Date      `json:"from"`
	Until      calendar.Date      `json:"until,omitzero"` // last day; zero for no end
	By         string             `json:"by"`             // who allocated: a membership
	Why        string             `json:"why,omitzero"`   // why it ended
}

func (Allocation) kind() string     { return KindAllocation }
func (a Allocation) parent() string { return a.Person }

// filing: a check ties nobody but whoever does it. Their team and agency have
// no part in it.
func (a Allocation) filing(string) change.Filing {
	if a.Role.Checks() {
		return change.Filing{About: []string{a.Person}, Class: checkClass, Sort: daySort(a.From), Ties: []change.Tie{
			{Person: a.Person, Holder: a.Membership, Level: access.AllocatedLevel, From: a.From, Until: a.Until},
		}}
	}
	filing := change.Filing{About: []string{a.Person}, Class: whoClass(a.For), Sort: daySort(a.From)}
	for _, tie := range []change.Tie{
		{Holder: a.Membership, Level: access.AllocatedLevel}, {Holder: a.Team, Level: access.TeamLevel}, {Holder: a.Agency, Level: access.AgencyLevel},
	} {
		if tie.Holder != "" {
			tie.Person, tie.From, tie.Until = a.Person, a.From, a.Until
			filing.Ties = append(filing.Ties, tie)
		}
	}
	return filing
}

// Open says whether the allocation holds on a day.
func (a *Allocation) Open(day calendar.Date) bool { return runs(a.From, a.Until, day) }
