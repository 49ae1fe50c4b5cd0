package local_test

import (
	"slices"
	"testing"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/local"
	"throughline/measure"
)

// fileOf is a file of one kind, and what a measure makes of it.
type fileOf struct {
	kind, measure string
	rows          [][]string
	facts         []deadline.Fact // what other files tell of each subject
	over, of      float64
}

// The files of each row of the mission give its figure: what is done in time counts, and what isn't, or can't be told, doesn't.
var filesOf = map[string]fileOf{
	"R1": {"governance_review", "governance-findings-closed", [][]string{
		{"body", "began_on", "findings_1_what", "findings_1_owner", "findings_1_due", "findings_1_done_on", "findings_1_evidence", "findings_1_evidence_by"},
		{"Northmoor", "01/02/2024", "No rota", "Ward manager", "01/03/2024", "20/02/2024", "Rotas seen", "Auditor"},
		{"Fellside", "01/02/2024", "No rota", "Ward manager", "01/03/2024", "20/02/2024", "Rotas seen", "Ward manager"},
		{"Wyndale", "01/02/2024", "", "", "", "", "", ""},
	}, nil, 1, 3},
	"R2": {"strategy_discussion", "strategy-record-shared", [][]string{
		{"child_id", "held_on", "attendees_1_agency", "attendees_1_received_on", "attendees_2_agency", "attendees_2_received_on"},
		{"A1", "05/03/2024", "Police", "05/03/2024", "Health", "06/03/2024"},
		{"A2", "05/03/2024", "Police", "05/03/2024", "Health", "07/03/2024"},
		{"A3", "05/03/2024", "Police", "05/03/2024", "Health", ""},
	}, nil, 1, 3},
	"R3": {"conference_views", "views-in-conference", [][]string{
		{"child_id", "conference", "conference_on", "initial", "age", "participation", "own_words"},
		{"A1", "C1", "05/03/2024", "The initial one", "9", "PN1", "I want to stay"},
		{"A2", "C2", "05/03/2024", "A review", "9", "PN7", "I want to stay"},
		{"A3", "C3", "05/03/2024", "A review", "3", "PN0", ""},
	}, nil, 1, 2},
	"R4": {"training_return", "training-compliance", [][]string{
		{"trust", "period_end", "due_on", "level", "staff_required", "staff_in_date"},
		{"Northmoor", "31/03/2024", "28/04/2024", "Level 3", "200", "150"}, {"Fellside", "31/03/2024", "28/04/2024", "Level 3", "100", "90"},
		{"Wyndale", "31/03/2024", "28/04/2024", "Level 3", "40", ""}, // sent without the number: in the figure, and not as met
	}, nil, 240, 340},
	"R5": {"designated_post", "designated-cover", [][]string{
		{"body", "role", "profession", "from_on", "holder", "needed", "contracted", "protected", "document"},
		{"Northmoor", "Named", "Nurse", "05/02/2024", "Held", "1", "0.6", "0.6", "In a job description"},
		{"Fellside", "Named", "Doctor", "05/02/2024", "", "0.4", "0", "0", "Nowhere"},
	}, nil, 0.6, 1.4},
	"R6": {"audit_grade", "wishes-and-feelings", [][]string{
		{"child_id", "audited_on", "criterion", "grade"},
		{"A1", "05/02/2024", "R6-wishes", "Good"}, {"A2", "05/02/2024", "R6-wishes", "Inadequate"}, {"A3", "05/02/2024", "R6-other", "Good"},
	}, nil, 1, 2},
	"R7": {"lado_allegation", "lado-one-day", [][]string{
		{"adult_id", "sector", "raised_on", "told_on"},
		{"L1", "School", "02/02/2024", "05/02/2024"}, {"L2", "School", "02/02/2024", "06/02/2024"}, {"L3", "Health", "02/02/2024", ""},
	}, nil, 1, 3},
	"R8": {"abuse_commitment", "domestic-abuse-actions", [][]string{
		{"service", "what", "adopted_on", "live_on"}, {"Amberwell", "Groups for children", "05/02/2024", "01/03/2024"}, {"Amberwell", "Outreach", "05/02/2024", ""},
	}, nil, 1, 2},
	"R9": {"out_of_hours_shift", "out-of-hours-manager", [][]string{
		{"shift", "begins_on", "begins_at", "ends_on", "ends_at", "area", "workers", "manager", "tested"},
		{"S1", "05/03/2024", "5pm", "06/03/2024", "8:30", "West", "2", "M1", "Yes"}, {"S2", "06/03/2024", "17.00", "07/03/2024", "08:30", "West", "2", "", ""},
		{"S3", "06/03/2024", "17.00", "07/03/2024", "08:30", "East", "2", "M1", ""},
	}, nil, 1, 3},
	"R10": {"audit_grade", "early-help-quality", [][]string{
		{"child_id", "audited_on", "criterion", "grade"},
		{"A1", "05/02/2024", "R10-quality", "Outstanding"}, {"A2", "05/02/2024", "R10-quality", "Requires improvement to be good"}, {"A3", "05/02/2024", "R6-wishes", "Good"},
	}, nil, 1, 2},
	"R11": {"open_case", "supervision-on-time", [][]string{
		{"child_id", "counted_on", "discussed_on"}, {"A1", "31/03/2024", "10/03/2024"}, {"A2", "31/03/2024", "10/02/2024"}, {"A3", "31/03/2024", ""},
	}, nil, 1, 3},
	"R12": {"initial_health_assessment", "initial-health-assessment-on-time", [][]string{
		{"child_id", "assessed_on", "assessor", "report_ready_on"},
		{"A1", "10/03/2024", "A registered medical practitioner", "12/03/2024"}, {"A2", "10/03/2024", "A nurse", "12/03/2024"}, {"A3", "10/04/2024", "A registered medical practitioner", "12/04/2024"},
	}, []deadline.Fact{{Event: "care.started", On: calendar.Must(2024, 2, 20), ID: "care", Of: map[string]string{"care": "care"}}}, 1, 3},
	"R14": {"health_issue", "health-actions-closed", [][]string{
		{"child_id", "found_on", "due_on", "done_on", "evidence"},
		{"A1", "05/01/2024", "05/02/2024", "01/02/2024", "Letter"}, {"A2", "05/01/2024", "05/02/2024", "01/02/2024", ""}, {"A3", "05/01/2024", "05/02/2024", "06/02/2024", "Letter"},
	}, nil, 1, 3},
	"R15": {"reviewing_officer_post", "iro-caseload", [][]string{
		{"officer", "from_on", "whole_time", "counted_on", "children"}, {"IRO 1", "01/04/2020", "1", "31/03/2024", "72"}, {"IRO 2", "01/04/2020", "0.5", "31/03/2024", "30"},
	}, nil, 102, 1.5},
	"R16": {"family_group_conference", "family-conference-demand", [][]string{
		{"family", "referred_on", "standing", "held_on"},
		{"F1", "10/01/2024", "Accepted", "20/02/2024"}, {"F2", "10/01/2024", "Waiting", ""}, {"F3", "10/01/2024", "The family declined", ""},
	}, nil, 1, 2},
	"R17": {"personal_education_plan", "education-plan-quality", [][]string{
		{"child_id", "begun_on", "meeting_on", "finished_on", "grade"},
		{"A1", "10/01/2024", "15/01/2024", "20/01/2024", "Good"}, {"A2", "10/01/2024", "15/01/2024", "20/01/2024", "Inadequate"},
	}, nil, 1, 2},
	"R18": {"review_record", "review-record-distributed", [][]string{
		{"child_id", "review", "held_on", "finished_on", "recipients_1_who", "recipients_1_sent_on", "recipients_2_who", "recipients_2_sent_on"},
		{"A1", "R1", "05/02/2024", "05/02/2024", "Mother", "10/02/2024", "School", "04/03/2024"},
		{"A2", "R2", "05/02/2024", "05/02/2024", "Mother", "10/02/2024", "School", "05/03/2024"},
		{"A3", "R3", "05/02/2024", "05/02/2024", "Mother", "10/02/2024", "School", ""},
	}, nil, 1, 3},
	"R19": {"living_skills", "living-skills", [][]string{
		{"child_id", "baseline_on", "offered_on", "done_on"}, {"A1", "01/01/2023", "01/02/2023", "01/09/2023"}, {"A2", "01/01/2023", "01/02/2023", ""}, {"A3", "01/01/2023", "01/02/2023", "11/02/2024"},
	}, []deadline.Fact{{Event: "turned_16", On: calendar.Must(2024, 2, 10), ID: "person"}}, 1, 3},
	"R20": {"money_package", "care-leavers-in-education-supported", [][]string{
		{"adult_id", "assessed_on", "need_a_week", "income_a_week", "package_a_week", "from_on", "until_on", "says"},
		{"L1", "01/08/2023", "180", "80", "100", "01/09/2023", "31/08/2024", "Enough"}, {"L2", "01/08/2023", "180", "80", "99.50", "01/09/2023", "31/08/2024", "Not enough"},
		{"L3", "", "180", "80", "100", "01/09/2023", "31/08/2024", "Enough"}, {"L4", "01/08/2023", "180", "80", "100", "01/09/2023", "28/02/2024", "Enough"},
	}, nil, 1, 4},
	"R21": {"psychology_dates", "psychology-wait", [][]string{
		{"child_id", "referred_on", "answer", "first_contact_on"},
		{"A1", "01/11/2023", "Accepted", "20/12/2023"}, {"A2", "01/11/2023", "Accepted", "20/03/2024"}, {"A3", "01/11/2023", "Not yet", ""}, {"A4", "01/11/2023", "Declined", ""},
	}, nil, 1, 3},
}

func TestTheFileOfEachRowGivesItsFigure(t *testing.T) {
	p, day := pack(t), calendar.Must(2024, 3, 31)
	rules := p.Rules(calendar.Must(2024, 12, 31))
	for row, f := range filesOf {
		got, report := read(t, f.kind, row+".csv", table(f.rows...))
		var known measure.Known
		known.Pack, known.Terms = p, rules.Terms
		var facts []deadline.Fact
		for _, s := range got.Subjects {
			facts = append(facts, local.FactsOf(p, f.kind, s.Rows, s.Key)...)
			known.Rows = append(known.Rows, local.RowsOf(p, f.kind, s.Rows, s.Key, day)...)
			for _, other := range f.facts {
				other.Subject, other.ID = s.Key, s.Key+"/"+other.ID
				facts = append(facts, other)
			}
		}
		known.Deadlines = deadline.Reckon(rules, facts)
		m := p.Measure(f.measure)[0]
		if !slices.Contains([]string{row}, p.SheetOf(m).Row) {
			t.Errorf("%s: the measure %s is of %s", row, f.measure, p.SheetOf(m).Row)
		}
		period, ok := measure.PeriodOf(m.Period, day, rules.Terms)
		if !ok {
			t.Fatalf("%s: there is no period", row)
		}
		figure := known.Figure(m, period, calendar.Must(2024, 4, 30))
		if figure.Numerator != f.over || figure.Denominator != f.of {
			t.Errorf("%s: %v of %v, not %v of %v; %v", row, figure.Numerator, figure.Denominator, f.over, f.of, said(report))
		}
	}
}

// A dental check that a file tells of meets the clock of dental checks, and starts the next.
func TestADentalCheckOfAFileMeetsItsClock(t *testing.T) {
	s := one(t, "dental_check", []string{"child_id", "checked_on", "outcome"}, []string{"A1", "05/02/2024", "examined"}, []string{"A1", "05/07/2024", "examined"})
	states := map[string]deadline.State{}
	for _, d := range deadline.Reckon(pack(t).Rules(calendar.Must(2025, 12, 31)), local.FactsOf(pack(t), "dental_check", s.Rows, "s")) {
		if d.Clock == "C29b" {
			states[d.Due.String()] = d.StateAt(calendar.Must(2025, 2, 1))
		}
	}
	if states["2024-08-05"] != deadline.Met || states["2025-01-05"] != deadline.Overdue {
		t.Error(states)
	}
}
