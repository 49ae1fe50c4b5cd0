package local_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/local"
	"throughline/ingest/returns/tabular"
	"throughline/measure"
)

// one reads a file of one subject.
func one(t *testing.T, kind string, rows ...[]string) tabular.Subject {
	t.Helper()
	got, report := read(t, kind, "f.csv", table(rows...))
	if len(got.Subjects) != 1 {
		t.Fatalf("%d subjects: %v", len(got.Subjects), said(report))
	}
	return got.Subjects[0]
}

func facts(t *testing.T, kind string, s tabular.Subject) (lines []string) {
	t.Helper()
	for _, f := range local.FactsOf(pack(t), kind, s.Rows, "s") {
		lines = append(lines, fmt.Sprintf("%s %s %s %v", f.Event, f.On, f.ID, f.Of))
	}
	slices.Sort(lines)
	return lines
}

func counted(t *testing.T, kind string, s tabular.Subject) (lines []string) {
	t.Helper()
	for _, r := range local.RowsOf(pack(t), kind, s.Rows, "s", calendar.Must(2024, 9, 30)) {
		lines = append(lines, fmt.Sprintf("%s %s %s %v", r.Source, r.On, r.ID, r.Values))
	}
	slices.Sort(lines)
	return lines
}

func TestWhatRowsTellTheClocks(t *testing.T) {
	assessment := one(t, "initial_health_assessment",
		[]string{"child_id", "requested_on", "assessed_on", "assessor", "registration", "report_ready_on", "copied_to_gp", "copied_to_carer"},
		[]string{"A1", "3/4/2024", "24/4/2024", "A registered medical practitioner", "GMC 1", "26/04/2024", "Yes", "no"})
	if diff := cmp.Diff([]string{
		"health.assessed 2024-04-24 s/initial_health_assessment/2024-04-03 map[]",
		"health_assessment.done 2024-04-26 s/initial_health_assessment/2024-04-03 map[]",
		"health_assessment.requested 2024-04-03 s/initial_health_assessment/2024-04-03 map[]",
	}, facts(t, "initial_health_assessment", assessment)); diff != "" {
		t.Error(diff)
	}
	review := one(t, "review_record",
		[]string{"Child’s number at the council", "Which review? (needed)", "Day of the review", "Who is to have it? 1: Recipient", "recipients_1_sent_on", "recipients_2_who", "recipients_2_sent_on"},
		[]string{"A1", "R7", "03/04/2024", "Mother", "20/04/2024", "School", "22/04/2024"})
	if got := facts(t, "review_record", review); !slices.Contains(got, "review_record.distributed 2024-04-22 s/review_record/2024-04-03/review=R7 map[review:s/review/2024-04-03]") {
		t.Error(got)
	}
	waiting := one(t, "review_record", []string{"child_id", "review", "held_on", "recipients_1_who", "recipients_1_sent_on", "recipients_2_who"}, []string{"A1", "R7", "03/04/2024", "Mother", "20/04/2024", "School"})
	if got := strings.Join(facts(t, "review_record", waiting), "\n"); strings.Contains(got, "distributed") {
		t.Errorf("a record that one recipient waits for is distributed: %s", got)
	}
	officer := one(t, "reviewing_officer_allocation", []string{"child_id", "officer", "from_on", "team"}, []string{"A1", "IRO 3", "5/4/2024", "West"})
	if got := facts(t, "reviewing_officer_allocation", officer); len(got) != 1 || !strings.HasPrefix(got[0], "iro.allocated 2024-04-05") {
		t.Error(got)
	}
	want := []measure.Attribute{{Cut: "team", Value: "West", From: calendar.Must(2024, 4, 5)}, {Cut: "reviewing_officer", Value: "IRO 3", From: calendar.Must(2024, 4, 5)}}
	if diff := cmp.Diff(want, local.Attributes(pack(t), "reviewing_officer_allocation", officer.Rows)); diff != "" {
		t.Error(diff)
	}
}

// A day that can't be read meets nothing, and is never taken for another.
func TestADayThatCannotBeReadTellsNothing(t *testing.T) {
	s := one(t, "training_return", []string{"trust", "level", "period_end", "due_on", "supplied_on"}, []string{"Northmoor", "Level 3", "30/09/2024", "28/10/2024", "28/13/2024"})
	for _, f := range local.FactsOf(pack(t), "training_return", s.Rows, "s") {
		if f.Event == "training_return.supplied" && !f.On.IsZero() {
			t.Errorf("it was supplied on %s", f.On)
		}
	}
}

func TestWhatMeasuresCountOfRows(t *testing.T) {
	for kind, of := range map[string]struct {
		rows [][]string
		want []string
	}{
		"training_return": {
			[][]string{{"trust", "level", "period_end", "due_on", "staff_required", "staff_in_date"}, {"Northmoor", "Level 3", "30/09/2024", "28/10/2024", "200", "150"}},
			[]string{
				"training_return/due_on 2024-10-28 s/training_return/2024-09-30/level=Level 3 map[agency:Northmoor due_on:2024-10-28 level:Level 3 period_end:2024-09-30 staff_in_date:150 staff_required:200 trust:Northmoor]",
				"training_return/period_end 2024-09-30 s/training_return/2024-09-30/level=Level 3 map[agency:Northmoor due_on:2024-10-28 level:Level 3 period_end:2024-09-30 staff_in_date:150 staff_required:200 trust:Northmoor]",
			},
		},
		"reviewing_officer_post": {
			[][]string{{"officer", "from_on", "whole_time", "counted_on", "children"}, {"IRO 3", "01/04/2020", "0.5", "30/09/2024", "38"}},
			[]string{"reviewing_officers 2024-09-30 s/reviewing_officer_post/2024-09-30 map[children:38 reviewing_officer:IRO 3 whole_time:0.5]"},
		},
		"open_case": {
			[][]string{{"child_id", "counted_on", "discussed_on", "worker", "team"}, {"A1", "30/09/2024", "02/09/2024", "SW 4", "West"}},
			[]string{"open_children 2024-09-30 s/open_case/2024-09-30 map[discussed_in_time:true team:West worker:SW 4]"},
		},
		"audit_grade": {
			[][]string{{"child_id", "audited_on", "criterion", "grade", "second_grade"}, {"A1", "12/08/2024", "R6-wishes", "Good", "Requires improvement to be good"}},
			[]string{"audited 2024-08-12 s/audit_grade/2024-08-12/criterion=R6-wishes map[audited_twice:true criterion:R6-wishes grade:good second_grade:requires_improvement]"},
		},
		"money_package": {
			[][]string{{"adult_id", "assessed_on", "need_a_week", "income_a_week", "package_a_week", "from_on", "until_on", "says"}, {"L1", "01/08/2024", "180", "80", "£100", "01/09/2024", "31/08/2025", "Enough"}},
			[]string{"care_leavers_18_in_education 2024-09-30 s/money_package/2024-08-01 map[needs_assessed:true package_in_date:true package_meets_need:true says_adequate:enough]",
				"money_package 2025-08-31 s/money_package/2024-08-01 map[assessed_on:2024-08-01 from_on:2024-09-01 income_a_week:80 need_a_week:180 needs:[] package_a_week:100 says:enough until_on:2025-08-31]"},
		},
	} {
		if diff := cmp.Diff(of.want, counted(t, kind, one(t, kind, of.rows...))); diff != "" {
			t.Errorf("%s:\n%s", kind, diff)
		}
	}
}

// A case that nobody talked about for longer than the clock of supervision allows is not counted as talked about, and one never is.
func TestSupervisionIsHeldToItsClock(t *testing.T) {
	for discussed, want := range map[string]bool{"02/09/2024": true, "01/09/2024": false, "": false, "01/10/2024": false} {
		s := one(t, "open_case", []string{"child_id", "counted_on", "discussed_on"}, []string{"A1", "30/09/2024", discussed})
		rows := local.RowsOf(pack(t), "open_case", s.Rows, "s", calendar.Date{})
		if len(rows) != 1 || rows[0].Values["discussed_in_time"] != want {
			t.Errorf("%q: %v", discussed, rows)
		}
	}
}

// What is sent again is the same, and what says something else of the same thing takes its place.
func TestIdsHangOnWhatARowSays(t *testing.T) {
	ids := func(rows ...[]string) (all []string) {
		s := one(t, "dental_check", append([][]string{{"child_id", "checked_on", "outcome", "row_reference"}}, rows...)...)
		for _, f := range local.FactsOf(pack(t), "dental_check", s.Rows, "s") {
			all = append(all, f.ID)
		}
		return all
	}
	first := ids([]string{"A1", "01/04/2024", "examined", ""})
	if diff := cmp.Diff(first, ids([]string{"A1", "1 April 2024", "treatment_needed", ""})); diff != "" || len(first) != 1 {
		t.Error(first, diff)
	}
	two := ids([]string{"A1", "01/04/2024", "examined", ""}, []string{"A1", "01/04/2024", "examined", ""}, []string{"A1", "02/04/2024", "examined", "D9"})
	if diff := cmp.Diff([]string{"s/dental_check/2024-04-01", "s/dental_check/2024-04-01#2", "s/dental_check/ref/D9"}, two); diff != "" {
		t.Error(diff)
	}
}

// Numbers of two trusts are never one member of staff.
func TestANumberOfStaffIsItsAgencysOwn(t *testing.T) {
	got, _ := read(t, "training_record", "s.csv", table([]string{"staff_number", "trust"}, []string{"12", "Northmoor"}, []string{"12", "Fellside"}))
	var keys []string
	for _, s := range got.Subjects {
		keys = append(keys, s.Key)
	}
	if diff := cmp.Diff([]string{"Northmoor/12", "Fellside/12"}, keys); diff != "" {
		t.Error(diff)
	}
}

// Names and days of birth are given to whoever matches, and are not kept with the rows.
func TestNamesAreNotKeptWithTheRows(t *testing.T) {
	s := one(t, "dental_check", []string{"First name", "Last name", "Date of birth", "checked_on", "outcome"}, []string{"Ada", "Bell", "5/11/2010", "01/04/2024", "examined"})
	if s.First != "Ada" || s.Last != "Bell" || s.Born != calendar.Must(2010, 11, 5) || len(s.Identifiers) != 0 {
		t.Errorf("%+v", s)
	}
	if kept := fmt.Sprint(s.Rows); strings.Contains(kept, "Ada") || strings.Contains(kept, "2010") {
		t.Error(kept)
	}
}

func TestEveryEventOfAKindIsToldByItsFile(t *testing.T) {
	for _, kind := range named {
		for _, k := range pack(t).Kind(kind) {
			row := map[string]string{}
			l := layout(t, kind)
			for i, cell := range l.Example() {
				row[l.Columns[i].Name] = cell
			}
			headings, cells := l.Names(), make([]string, len(l.Columns))
			for i, name := range headings {
				cells[i] = row[name]
			}
			cells[0] = "A1"
			s := one(t, kind, headings, cells)
			told := local.FactsOf(pack(t), kind, s.Rows, "s")
			for _, e := range k.Events {
				if e.When == "" && !slices.ContainsFunc(told, func(f deadline.Fact) bool { return f.Event == e.Code && !f.On.IsZero() }) {
					t.Errorf("%s doesn’t tell of %s", kind, e.Code)
				}
			}
		}
	}
}
