// Package mission writes the table of what the product must do: for each row its kind of record, its file, clock, measure, alert, test and area. What the
// practice pack declares comes from it; the rest stands here.
package mission

// row is one row of the mission. Rows R1 to R21 have their kinds, clocks, measures, alerts and areas from the pack; rows P1 to P6 are the plan's own.
type row struct {
	code, what string
	tests      []string // a folder, or a file of a browser's journey, a colon, and the name of the test
	// Of rows that the pack does not hold.
	kind, file, clock, measure, alert, area string
}

const (
	fileGivesFigure = "ingest/local: TestTheFileOfEachRowGivesItsFigure"
	sampleFigures   = "measure: TestFiguresOfTheReturnAreWhatItsRowsGive"
)

var rows = []row{
	{code: "R1", what: "Governance reviews of named trusts and of out-of-hours, walk-in and A&E services", tests: []string{fileGivesFigure}},
	{code: "R2", what: "Strategy discussions: a single record, with each agency’s actions", tests: []string{fileGivesFigure, "ingest/intofacts: TestRowsOfACensus"}},
	{code: "R3", what: "The child’s views in child protection conferences", tests: []string{fileGivesFigure}},
	{code: "R4", what: "Health trusts’ safeguarding training: data capture and compliance", tests: []string{fileGivesFigure, "ingest/local: TestEveryCellThatCannotBeReadIsNamed", "test/e2e/sending.test.mjs: a nurse checks her trust’s training return, mends it and sends it"}},
	{code: "R5", what: "Designated and named professionals: capacity, and roles in job descriptions or agreements", tests: []string{fileGivesFigure}},
	{code: "R6", what: "Wishes and feelings in assessments and plans; reports, plans and core groups that look to outcomes", tests: []string{fileGivesFigure, "ingest/intofacts: TestRowsOfACensus"}},
	{code: "R7", what: "Allegations: notifications, and telling diverse communities and sectors about the designated officer", tests: []string{fileGivesFigure}},
	{code: "R8", what: "Domestic violence: provision reviewed, need, commitments to fund, services below the threshold", tests: []string{fileGivesFigure}},
	{code: "R9", what: "Out-of-hours: management capacity, decisions, handover", tests: []string{fileGivesFigure}},
	{code: "R10", what: "Early help: consistent, good, and carried into the child protection system when escalated", tests: []string{fileGivesFigure}},
	{code: "R11", what: "Integrated electronic recording: case recording, supervision, reasons for decisions, chronology", tests: []string{fileGivesFigure, "ingest/local: TestSupervisionIsHeldToItsClock", "app: TestAChildIsRecordedAllocatedAndSeen"}},
	{code: "R12", what: "Initial health assessments: timeliness, stage by stage", tests: []string{fileGivesFigure, "ingest/local: TestWhatRowsTellTheClocks"}},
	{code: "R13", what: "Routine dental examinations: rate", tests: []string{sampleFigures, "ingest/local: TestADentalCheckOfAFileMeetsItsClock"}},
	{code: "R14", what: "Looked-after children’s health records: every issue acted on, with an audit trail", tests: []string{fileGivesFigure}},
	{code: "R15", what: "Independent reviewing officers: caseloads, challenge, footprint", tests: []string{fileGivesFigure, "ingest/local: TestWhatMeasuresCountOfRows"}},
	{code: "R16", what: "Family group conferences: capacity against demand", tests: []string{fileGivesFigure}},
	{code: "R17", what: "Personal education plans: timely, and effective", tests: []string{fileGivesFigure, "casework: TestALookedAfterChildIsAskedForAtTheEndOfEachMonth"}},
	{code: "R18", what: "Looked-after reviews: reports completed and distributed, for each recipient", tests: []string{fileGivesFigure, "measure: TestReviewsOnTimeOfTheSample"}},
	{code: "R19", what: "Independent living skills: training consistently available", tests: []string{fileGivesFigure}},
	{code: "R20", what: "Care leavers of 18 in education: assessed, paid, adequate in their own words", tests: []string{fileGivesFigure, "ingest/intofacts: TestCareLeavers"}},
	{code: "R21", what: "Clinical psychology: capacity and waits", tests: []string{fileGivesFigure}},

	{
		code: "P1", what: "Inspections, judgements and areas with timescales (immediate, three, six months); working-day and month arithmetic",
		kind: "Inspection, judgement, area for improvement", file: "The inspection report, read with `report read`", measure: "Days past each timescale", alert: "An area past its timescale", area: "All",
		tests: []string{"deadline: TestEachTimescale", "deadline: TestDaysPastOnTheFoundingPapersDay", "deadline: TestDutiesRunFromReceipt"},
	},
	{
		code: "P2", what: "The multi-agency plan: areas, further actions, parts, owners, evidence, sign-off",
		kind: "Action, part, evidence, sign-off", file: "The council’s own plan, read with `plan import`", clock: "Each part’s own day", measure: "Parts done, in progress and late", alert: "A part past its day", area: "All",
		tests: []string{"plan: TestEachRoleAndEachChange", "plan: TestDoneNeedsEverything", "plan: TestImportingAPlan"},
	},
	{
		code: "P3", what: "Monitoring by the multi-agency group chaired by Health: updates, exceptions, extensions, challenge, meeting to meeting",
		kind: "Update, extension, challenge", file: "None: it is recorded here", clock: "The extended day", measure: "Changes between two meetings", alert: "An extension that waits for the chair", area: "All",
		tests: []string{"plan: TestADelegateAsksForAnExtension", "plan: TestChangesAgreeWithThePlainCount", "plan: TestAllButOnePartNeedsTwoParts"},
	},
	{
		code: "P4", what: "The report to the Corporate Parenting Board: summary, generated key statements, questions, decisions to note or approve",
		kind: "Paper, statement, clearance", file: "The paper itself: HTML, Word, PDF and text", clock: "Clear days before the meeting", measure: "Every figure is reconciled with its sentence", alert: "A late paper, and a clearance that waits", area: "All",
		tests: []string{"board: TestAPaperFromDraftToPublished", "board: TestPlantedFaultsAreCaught", "web: TestAPublishedPaperNeverChanges"},
	},
	{
		code: "P5", what: "Assurance: internal inspections and agencies’ audits show whether completed actions make a difference",
		kind: "Measure linked to an action; `audit_grade`", file: "`template audit_grade`", measure: "Each action’s linked measure", alert: "A completed action whose measure is not better", area: "All",
		tests: []string{"proof: TestXmRAgreesWithTheReference", "proof: TestBeforeAndAfterAgreesWithTheReference", "plan: TestCheckedAndDifferenceHaveTheirPlaces"},
	},
	{
		code: "P6", what: "The Board’s and young people’s part in that: questions, views, visits, answers",
		kind: "Question, view, published figure", file: "None: figures for all to read, with small numbers hidden", measure: "Published figures", area: "All",
		tests: []string{"web: TestAYoungPersonCanReadFigures", "app: TestFiguresArePublishedForAllToRead", "web: TestTheAttackerFindsTheChild"},
	},
}
