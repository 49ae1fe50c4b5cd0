package intofacts_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/annexa"
	"throughline/ingest/returns/tabular"
)

// ofAnnexA makes a row of a list with the cells that are given, by their columns.
func ofAnnexA(list, child string, cells ...string) tabular.Row {
	row := tabular.Row{Table: list, Columns: []string{"Child Unique ID"}, Written: []string{child}}
	for i := 0; i+1 < len(cells); i += 2 {
		row.Columns, row.Written = append(row.Columns, cells[i]), append(row.Written, cells[i+1])
	}
	return row
}

func toldOf(facts []deadline.Fact) (all []string) {
	for _, f := range facts {
		if f.Event != deadline.Person {
			all = append(all, fmt.Sprint(f.ID, " ", f.Event, " ", f.On, " ", f.Of, " ", f.Values))
		}
	}
	return all
}

var snapshot = calendar.Must(2024, 1, 31)

func TestWhatEachListTells(t *testing.T) {
	for _, c := range []struct {
		name string
		row  tabular.Row
		want []string
	}{
		{"a contact", ofAnnexA("list_1", "7", "Date of Contact", "03/01/2024", "Contact Source", "6: Police"),
			[]string{"7/contact/2024-01-03 contact.received 2024-01-03 map[contact:7/contact/2024-01-03] map[source:g) Police]"}},
		{"early help", ofAnnexA("list_2", "7", "Assessment start date", "03/01/2024", "Assessment completion date", "20/01/2024"), []string{
			"7/early_help/2024-01-03 early_help_assessment.started 2024-01-03 map[early_help:7/early_help/2024-01-03] map[]",
			"7/early_help/2024-01-03 early_help_assessment.completed 2024-01-20 map[early_help:7/early_help/2024-01-03] map[]"}},
		{"a referral", ofAnnexA("list_3", "7", "Date of referral", "2024-01-03", "Referral Source", "q) 6: Police", "Referral NFA?", "No"),
			[]string{"7/referral/2024-01-03 referral.received 2024-01-03 map[referral:7/referral/2024-01-03] map[no_further_action:false source:6]"}},
		{"an assessment", ofAnnexA("list_4", "7", "Continuous Assessment Start Date", "03/01/2024", "Continuous Assessment Date of Authorisation", "31/02/2024"), []string{
			"7/assessment/2024-01-03 assessment.started 2024-01-03 map[assessment:7/assessment/2024-01-03] map[]",
			"7/assessment/2024-01-03 assessment.authorised  map[assessment:7/assessment/2024-01-03] map[]"}},
		{"an enquiry", ofAnnexA("list_5", "7", "Strategy discussion initiating Section 47 Enquiry Start Date", "03/01/2024", "Was an Initial Child Protection Conference deemed unnecessary?", "N", "Date of Initial Child Protection Conference", "17/01/2024"), []string{
			"7/enquiry/2024-01-03 section47.started 2024-01-03 map[enquiry:7/enquiry/2024-01-03] map[conference_not_required:false]",
			"7/conference/2024-01-17 initial_conference.held 2024-01-17 map[conference:7/conference/2024-01-17 enquiry:7/enquiry/2024-01-03] map[]"}},
		{"a child in need", ofAnnexA("list_6", "7", "CIN Start Date", "03/01/2023", "Date Child Was Last Seen", "05/01/2024", "CIN Closure Date", "#N/A"), []string{
			"7/in_need/2023-01-03 in_need.started 2023-01-03 map[in_need:7/in_need/2023-01-03] map[]", "7/seen/2024-01-05 child.seen 2024-01-05 map[] map[]"}},
		{"a plan whose first review is in time", ofAnnexA("list_7", "7", "Child Protection Plan Start Date", "03/10/2023", "Date of latest review conference", "20/12/2023", "Date of the Last Statutory Visit", "10/01/2024", "Was the Child Seen Alone?", "Y"), []string{
			"7/protection_plan/2023-10-03 protection_plan.started 2023-10-03 map[protection_plan:7/protection_plan/2023-10-03] map[]",
			"7/protection_review/2023-12-20 protection_review.held 2023-12-20 map[protection_plan:7/protection_plan/2023-10-03] map[]",
			"7/protection_visit/2024-01-10 protection_visit.made 2024-01-10 map[protection_plan:7/protection_plan/2023-10-03] map[alone:true]"}},
		{"a plan whose first review isn't known", ofAnnexA("list_7", "7", "Child Protection Plan Start Date", "03/01/2023", "Date of latest review conference", "20/12/2023", "Child Protection Plan End Date", "20/12/2023"), []string{
			"7/protection_review/2023-12-20 protection_review.held 2023-12-20 map[protection_plan:7/protection_plan/2023-01-03] map[]",
			"7/protection_plan/2023-01-03 protection_plan.ended 2023-12-20 map[protection_plan:7/protection_plan/2023-01-03] map[]"}},
		{"a care leaver", ofAnnexA("list_9", "7", "Latest Pathway Plan Review Date", "03/10/2023", "Latest Date of Contact", "20/12/2023", "LA in Touch", "Y", "Suitability of Accommodation", "1", "Activity Status", "F2: Full time in education other than higher"), []string{
			"7/pathway/2023-10-03 pathway_plan.reviewed 2023-10-03 map[] map[]",
			"7/leaver_contact/2023-12-20 care_leaver.contacted 2023-12-20 map[] map[activity:F2: Full time in education other than higher in_touch:a) In touch suitability:a) Suitable]"}},
		{"an adoption", ofAnnexA("list_10", "7", "Date of Placement Order", "03/10/2023", "Date of Adoption Order", "01/02/2024"), []string{
			"7/adoption.placement_order/2023-10-03 adoption.placement_order 2023-10-03 map[] map[]"}},
		{"what is to come is not told", ofAnnexA("list_3", "7", "Date of referral", "01/02/2024"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, toldOf(intofacts.FromAnnexA([]tabular.Row{c.row}, snapshot))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

var inCare = ofAnnexA("list_8", "7", "Date of Birth", "05/11/2007", "Gender", "F", "Date Started to be Looked After", "10/05/2023", "Start date of current legal status", "10/05/2023",
	"Child's Legal Status", "V2", "Date of Latest Statutory Review", "20/11/2023", "Date of Last Social Work Visit", "15/01/2024", "Date of Last IRO Visit / Contact to the Child", "16/11/2023",
	"Date of Last Health Assessment", "01/06/2023", "Date of Last Dental Check", "20/07/2023", "Start Date of Most Recent Placement", "01/08/2023", "Placement Type", "f) U6: Foster placement - not FFA",
	"Placement Provider", "e) PR4 - Private provision")

const wantOfInCare = `7/care/2023-05-10 care.started 2023-05-10 map[care:7/care/2023-05-10] map[earlier:unknown legal_status:V2]
7/placement/2023-08-01 placement.started 2023-08-01 map[care:7/care/2023-05-10 placement:7/placement/2023-08-01] map[first:false provider:PR4 type:U6]
person turned_16 2023-11-05 map[] map[]
7/care/2023-05-10/eligible eligible.began 2023-11-05 map[care:7/care/2023-05-10] map[]
7/review/2023-11-20 review.held 2023-11-20 map[care:7/care/2023-05-10 review:7/review/2023-11-20] map[earlier:unknown]
7/visit/2024-01-15 visit.made 2024-01-15 map[placement:7/placement/2023-08-01] map[]
7/iro_visit/2023-11-16 iro.visited 2023-11-16 map[care:7/care/2023-05-10] map[]
7/health/2023-06-01 health.assessed 2023-06-01 map[] map[]
7/dental/2023-07-20 dental.checked 2023-07-20 map[] map[]`

func TestTheLatestDaysOfAChildLookedAfter(t *testing.T) {
	facts := intofacts.FromAnnexA([]tabular.Row{inCare, inCare}, snapshot)
	if diff := cmp.Diff(strings.Split(wantOfInCare, "\n"), toldOf(facts)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]any{"born": calendar.Must(2007, 11, 5), "sex": "F"}, facts[0].Values); diff != "" {
		t.Error(diff)
	}
}

// What Annex A says that the returns and the dataset say too has the same id there, so that it is one fact.
func TestTheSameFactHasTheSameID(t *testing.T) {
	type happening struct{ id, event, on string }
	dataset := map[happening]bool{}
	for _, f := range intofacts.FromSSD(readSSD(t, extract...)) {
		dataset[happening{f.ID, f.Event, f.On.String()}] = true
	}
	rows := []tabular.Row{
		ofAnnexA("list_3", "P1", "Date of referral", "01/03/2023"), ofAnnexA("list_4", "p1", "Continuous Assessment Start Date", "02/03/2023", "Continuous Assessment Date of Authorisation", "30/03/2023"),
		ofAnnexA("list_5", "P1", "Strategy discussion initiating Section 47 Enquiry Start Date", "06/03/2023", "Date of Initial Child Protection Conference", "20/03/2023"),
		ofAnnexA("list_7", "P1", "Child Protection Plan Start Date", "20/03/2023", "Date of latest review conference", "15/06/2023"),
		ofAnnexA("list_8", "P1", "Date of Birth", "05/06/2007", "Date Started to be Looked After", "10/05/2023", "Date Ceased to be Looked After", "14/02/2024", "Reason Ceased to be Looked After", "E4A",
			"Start Date of Most Recent Placement", "01/08/2023", "Date of Latest Statutory Review", "06/06/2023", "Date of Last Health Assessment", "01/06/2023", "Date of Last Dental Check", "20/07/2023"),
	}
	facts := intofacts.FromAnnexA(rows, calendar.Must(2024, 3, 31))
	for _, f := range facts {
		if f.Event != deadline.Person && !dataset[happening{f.ID, f.Event, f.On.String()}] {
			t.Errorf("the dataset does not have %s %s %v", f.ID, f.Event, f.On)
		}
	}
	if len(facts) != 17 {
		t.Errorf("%d facts: %v", len(facts), toldOf(facts))
	}
}

func TestConferencesOfAnnexAAreCounted(t *testing.T) {
	rows := intofacts.RowsAnnexA([]tabular.Row{
		ofAnnexA("list_5", "7", "Strategy discussion initiating Section 47 Enquiry Start Date", "03/01/2024", "Date of Initial Child Protection Conference", "24/01/2024"),
		ofAnnexA("list_4", "7", "Continuous Assessment Start Date", "03/01/2024", "Continuous Assessment Date of Authorisation", "30/01/2024"),
	}, snapshot)
	got := map[string]any{}
	for _, r := range rows {
		got[r.Source+" "+r.On.String()] = r.Values["working_days"]
	}
	if diff := cmp.Diff(map[string]any{"assessments_authorised 2024-01-30": nil, "initial_conferences 2024-01-24": int64(15)}, got); diff != "" {
		t.Error(diff)
	}
}

// A row that is broken changes nothing that the others tell.
func TestABrokenRowOfAnnexAChangesNothingElse(t *testing.T) {
	whole := toldOf(intofacts.FromAnnexA([]tabular.Row{inCare}, snapshot))
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SampledFrom(annexa.Lists()).Draw(t, "list")
		columns := annexa.Columns(list)
		row := tabular.Row{Table: list, Columns: columns, Written: make([]string, rapid.IntRange(0, len(columns)).Draw(t, "cells"))}
		for i := range row.Written {
			row.Written[i] = rapid.SampledFrom([]string{"", "#N/A", "31/02/2024", "x", "45000", "01/01/2023", "Y"}).Draw(t, "cell")
		}
		if len(row.Written) > 0 {
			row.Written[0] = rapid.SampledFrom([]string{"", "8"}).Draw(t, "child")
		}
		facts := slices.DeleteFunc(intofacts.FromAnnexA([]tabular.Row{row, inCare}, snapshot), func(f deadline.Fact) bool { return f.Subject != "7" })
		if diff := cmp.Diff(whole, toldOf(facts)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestThePublishedWorkbookTells(t *testing.T) {
	content, err := os.ReadFile("../returns/annexa/testdata/Annex_A_2024_Jan.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	made, _, err := annexa.Read([]returns.File{{Name: "a.xlsx", Content: bytes.NewReader(content)}}, returns.Usual())
	if err != nil {
		t.Fatal(err)
	}
	var rows []tabular.Row
	for _, s := range made.Subjects {
		rows = append(rows, s.Rows...)
	}
	known, count := intofacts.EventsAnnexA(), map[string]int{}
	for _, f := range intofacts.FromAnnexA(rows, calendar.Date{}) {
		if _, ok := slices.BinarySearch(known, f.Event); !ok {
			t.Errorf("%s is in no list of events", f.Event)
		}
		count[f.Event]++
	}
	for event, want := range map[string]int{"contact.received": 5, "referral.received": 6, "care.started": 5, "dental.checked": 5, "health.assessed": 5, "iro.visited": 5, "pathway_plan.reviewed": 0} {
		if count[event] != want {
			t.Errorf("%s: %d, not %d", event, count[event], want)
		}
	}
}
