package cin

// Table is one of the tables that the tree of the census is read into.
type Table uint8

// The tables.
const (
	NoTable Table = iota
	TableHeader
	TableChildIdentifiers
	TableChildCharacteristics
	TableDisabilities
	TableCINdetails
	TableAssessments
	TableAssessmentFactors
	TableCINplanDates
	TableSection47
	TableChildProtectionPlans
	TableReviews
	TablePreProceedings
	tableCount
)

// Column is an element that holds a value. A name means the same in every table that has it.
type Column uint8

// The columns.
const (
	Collection Column = iota
	Year
	ReferenceDate
	SourceLevel
	LEA
	SoftwareCode
	Release
	SerialNo
	DateTime
	LAchildID
	UPN
	FormerUPN
	UPNunknown
	PersonBirthDate
	ExpectedPersonBirthDate
	GenderCurrent
	Sex
	PersonDeathDate
	Ethnicity
	Disability
	CINreferralDate
	ReferralSource
	PrimaryNeedCode
	CINclosureDate
	ReasonForClosure
	DateOfInitialCPC
	ReferralNFA
	AssessmentActualStartDate
	AssessmentInternalReviewDate
	AssessmentAuthorisationDate
	AssessmentFactors
	CINPlanStartDate
	CINPlanEndDate
	S47ActualStartDate
	InitialCPCtarget
	ICPCnotRequired
	CPPstartDate
	CPPendDate
	InitialCategoryOfAbuse
	LatestCategoryOfAbuse
	NumberOfPreviousCPP
	CPPreviewDate
	PPStartDate
	LBPSentDate
	FGDMMeetingOffer
	FGDMMeetingFac
	InitialPPMeetingDate
	ReviewMeetingsCount
	StepDecisionDate
	PPOutcome
	CourtAppDate
	LetterInitCPDate
	columnCount
)

// kind says how a value is read.
type kind uint8

const (
	words kind = iota
	date
	code
	flag // true or false, 1 or 0
	whole
	upn
	authority
)

var columns = [columnCount]struct {
	name string
	kind kind
}{
	Collection: {"Collection", code}, Year: {"Year", whole}, ReferenceDate: {"ReferenceDate", date}, SourceLevel: {"SourceLevel", code},
	LEA: {"LEA", authority}, SoftwareCode: {"SoftwareCode", words}, Release: {"Release", words}, SerialNo: {"SerialNo", words},
	DateTime: {"DateTime", words}, LAchildID: {"LAchildID", words}, UPN: {"UPN", upn}, FormerUPN: {"FormerUPN", upn},
	UPNunknown: {"UPNunknown", code}, PersonBirthDate: {"PersonBirthDate", date},
	ExpectedPersonBirthDate: {"ExpectedPersonBirthDate", date}, GenderCurrent: {"GenderCurrent", code}, Sex: {"Sex", code},
	PersonDeathDate: {"PersonDeathDate", date}, Ethnicity: {"Ethnicity", code}, Disability: {"Disability", code},
	CINreferralDate: {"CINreferralDate", date}, ReferralSource: {"ReferralSource", code}, PrimaryNeedCode: {"PrimaryNeedCode", code},
	CINclosureDate: {"CINclosureDate", date}, ReasonForClosure: {"ReasonForClosure", code}, DateOfInitialCPC: {"DateOfInitialCPC", date},
	ReferralNFA: {"ReferralNFA", flag}, AssessmentActualStartDate: {"AssessmentActualStartDate", date},
	AssessmentInternalReviewDate: {"AssessmentInternalReviewDate", date}, AssessmentAuthorisationDate: {"AssessmentAuthorisationDate", date},
	AssessmentFactors: {"AssessmentFactors", code}, CINPlanStartDate: {"CINPlanStartDate", date}, CINPlanEndDate: {"CINPlanEndDate", date},
	S47ActualStartDate: {"S47ActualStartDate", date}, InitialCPCtarget: {"InitialCPCtarget", date}, ICPCnotRequired: {"ICPCnotRequired", flag},
	CPPstartDate: {"CPPstartDate", date}, CPPendDate: {"CPPendDate", date}, InitialCategoryOfAbuse: {"InitialCategoryOfAbuse", code},
	LatestCategoryOfAbuse: {"LatestCategoryOfAbuse", code}, NumberOfPreviousCPP: {"NumberOfPreviousCPP", whole},
	CPPreviewDate: {"CPPreviewDate", date}, PPStartDate: {"PPStartDate", date}, LBPSentDate: {"LBPSentDate", date},
	FGDMMeetingOffer: {"FGDMMeetingOffer", flag}, FGDMMeetingFac: {"FGDMMeetingFac", flag}, InitialPPMeetingDate: {"InitialPPMeetingDate", date},
	ReviewMeetingsCount: {"ReviewMeetingsCount", whole}, StepDecisionDate: {"StepDecisionDate", date}, PPOutcome: {"PPOutcome", words},
	CourtAppDate: {"CourtAppDate", date}, LetterInitCPDate: {"LetterInitCPDate", date},
}

// String is the name of the element.
func (c Column) String() string {
	if c >= columnCount {
		return ""
	}
	return columns[c].name
}

// form is the shape of a table: the element that makes a row of it, and the elements of the row.
type form struct {
	name    string
	element string
	columns []Column
	single  bool // the element is itself the row's one value
	from    int  // the first year of the table, or 0
}

var forms = [tableCount]form{
	TableHeader: {name: "Header", element: "Header", columns: []Column{Collection, Year, ReferenceDate, SourceLevel, LEA, SoftwareCode, Release, SerialNo, DateTime}},
	TableChildIdentifiers: {name: "ChildIdentifiers", element: "ChildIdentifiers",
		columns: []Column{LAchildID, UPN, FormerUPN, UPNunknown, PersonBirthDate, ExpectedPersonBirthDate, GenderCurrent, Sex, PersonDeathDate}},
	TableChildCharacteristics: {name: "ChildCharacteristics", element: "ChildCharacteristics", columns: []Column{Ethnicity}},
	TableDisabilities:         {name: "Disabilities", element: "Disability", columns: []Column{Disability}, single: true},
	TableCINdetails: {name: "CINdetails", element: "CINdetails",
		columns: []Column{CINreferralDate, ReferralSource, PrimaryNeedCode, CINclosureDate, ReasonForClosure, DateOfInitialCPC, ReferralNFA}},
	TableAssessments: {name: "Assessments", element: "Assessments",
		columns: []Column{AssessmentActualStartDate, AssessmentInternalReviewDate, AssessmentAuthorisationDate}},
	TableAssessmentFactors: {name: "AssessmentFactorsList", element: "AssessmentFactors", columns: []Column{AssessmentFactors}, single: true},
	TableCINplanDates:      {name: "CINplanDates", element: "CINPlanDates", columns: []Column{CINPlanStartDate, CINPlanEndDate}, from: 2022},
	TableSection47:         {name: "Section47", element: "Section47", columns: []Column{S47ActualStartDate, InitialCPCtarget, DateOfInitialCPC, ICPCnotRequired}},
	TableChildProtectionPlans: {name: "ChildProtectionPlans", element: "ChildProtectionPlans",
		columns: []Column{CPPstartDate, CPPendDate, InitialCategoryOfAbuse, LatestCategoryOfAbuse, NumberOfPreviousCPP}},
	TableReviews: {name: "Reviews", element: "CPPreviewDate", columns: []Column{CPPreviewDate}, single: true},
	TablePreProceedings: {name: "PreProceedings", element: "PreProceedingsandFGDM", from: 2026,
		columns: []Column{PPStartDate, LBPSentDate, FGDMMeetingOffer, FGDMMeetingFac, InitialPPMeetingDate, ReviewMeetingsCount, StepDecisionDate,
			PPOutcome, CourtAppDate, LetterInitCPDate}},
}

// String is the name of the table.
func (t Table) String() string {
	if t >= tableCount {
		return ""
	}
	return forms[t].name
}

// Columns of the table in the order of the census.
func (t Table) Columns() []Column {
	if t >= tableCount {
		return nil
	}
	return append([]Column(nil), forms[t].columns...)
}

// Tables in the order of the census.
func Tables() []Table {
	var all []Table
	for t := TableHeader; t < tableCount; t++ {
		all = append(all, t)
	}
	return all
}

// TableNamed finds a table by its name.
func TableNamed(name string) (Table, bool) {
	for t := TableHeader; t < tableCount; t++ {
		if forms[t].name == name {
			return t, true
		}
	}
	return NoTable, false
}

// positions of the columns in the cells of a table's rows, plus one; 0 where the table has no such column.
var positions = func() (at [tableCount][columnCount]uint8) {
	for t := range forms {
		for i, c := range forms[t].columns {
			at[t][c] = uint8(i + 1)
		}
	}
	return at
}()
