package access

import "slices"

// Relationship is what a caller is, today, to the person whom a record is
// about.
type Relationship string

// The relationships, the nearest last. A nearer one doesn't take in the
// others: each is looked up by itself, and any that allows is enough.
const (
	Unrelated   Relationship = "none"      // everybody who has a place in the authority
	OfAuthority Relationship = "authority" // acts for the council itself
	OfAgency    Relationship = "agency"    // the caller's agency is involved with the person
	OfTeam      Relationship = "team"      // the caller's team is
	Allocated   Relationship = "allocated" // the caller is
)

// Relationships lists every relationship, the nearest last.
var Relationships = []Relationship{Unrelated, OfAuthority, OfAgency, OfTeam, Allocated}

// Ties are the relationships that a caller has to one person through somebody
// writing them down: an allocation, an agency's involvement, or glass broken
// in an emergency.
type Ties struct {
	Allocated, Team, Agency bool
	Glass                   bool // the caller has broken the glass for this person
}

// Purpose is why somebody looks or records. It is written down with each look.
type Purpose string

// The purposes.
const (
	DirectWork    Purpose = "direct_work"
	Supervising   Purpose = "supervising"
	Reviewing     Purpose = "reviewing"
	Enquiry       Purpose = "enquiry"
	Auditing      Purpose = "auditing"
	Governance    Purpose = "governance"
	SubjectAccess Purpose = "subject_access"
	Emergency     Purpose = "emergency" // the glass was broken
	Statistics    Purpose = "statistics"
)

// Purposes lists every purpose, in the order pages offer them.
var Purposes = []Purpose{DirectWork, Supervising, Reviewing, Enquiry, Auditing, Governance, SubjectAccess, Emergency, Statistics}

var purposeNames = map[Purpose]string{
	DirectWork: "Working with this child or family", Supervising: "Supervising or managing the work",
	Reviewing: "Reviewing the child’s plan", Enquiry: "Protecting a child: strategy discussion or enquiry",
	Auditing: "Auditing practice", Governance: "Checking access, retention or sharing", SubjectAccess: "Answering a request for a person’s own records",
	Emergency: "An emergency: breaking the glass", Statistics: "Counting, for returns and papers",
}

// Name is the purpose in words.
func (p Purpose) Name() string { return purposeNames[p] }

// Known says whether the purpose is one of those declared.
func (p Purpose) Known() bool { return slices.Contains(Purposes, p) }

// Act is what is done with a record.
type Act string

// The acts. Counting never opens a record. Registering adds somebody new, and
// never changes what is there. Arranging says who works with a person, which
// records are theirs and who is kept from them, and never what the records say.
const (
	View     Act = "view"
	Record   Act = "record"
	Count    Act = "count"
	Register Act = "register"
	Arrange  Act = "arrange"
)

// Acts lists every act.
var Acts = []Act{View, Record, Count, Register, Arrange}

// Writes says whether the act changes what is kept.
func (a Act) Writes() bool { return a == Record || a == Register || a == Arrange }
