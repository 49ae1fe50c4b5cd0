package intofacts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/ingest/intofacts"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
)

const (
	oc2 = "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED\n"
	oc3 = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\n"
)

func shown(rows []measure.Row) string {
	var b strings.Builder
	for _, r := range rows {
		day, own := r.Belongs()
		if !own {
			fmt.Fprint(&b, "by ")
		}
		fmt.Fprintln(&b, day, r.Source, r.ID, r.Values)
	}
	return b.String()
}

func TestWhoWasLookedAfterAllYear(t *testing.T) {
	who := map[string]string{
		"all year":              "10,01/02/2020,L,C2,N1,U6,PR1,,,,,,\n",
		"begun on 1 April":      "11,01/04/2023,S,C2,N1,U6,PR1,,,,,,\n",
		"begun on 2 April":      "12,02/04/2023,S,C2,N1,U6,PR1,,,,,,\n",
		"moved in the year":     "13,01/02/2020,L,C2,N1,U6,PR1,01/06/2023,X1,,,,\n13,01/06/2023,P,C2,N1,K2,PR1,,,,,,\n",
		"left on 31 March":      "14,01/02/2020,L,C2,N1,U6,PR1,31/03/2024,E8,,,,\n",
		"left before the year":  "15,01/02/2020,S,C2,N1,U6,PR1,31/03/2023,E8,,,,\n",
		"left and came back":    "16,01/02/2020,S,C2,N1,U6,PR1,05/06/2023,E8,,,,\n16,06/06/2023,S,C2,N1,U6,PR1,,,,,,\n",
		"short breaks":          "17,01/02/2020,S,V4,N2,U6,PR1,,,,,,\n",
		"nobody said what else": "18,01/02/2020,S,C2,N2,U6,PR1,,,,,,\n",
	}
	var headers, rows, facts string
	for _, row := range who {
		id := row[:2]
		headers += id + ",1,05/06/2019,WBRI,UN1,,\n"
		rows += row
		if id != "18" {
			facts += id + ",05/06/2019,,SDQ1,0,1,0,1,1,0,0,0\n"
		}
	}
	got := intofacts.RowsFrom903(read(t, header+headers, episodes+rows, oc2+facts))
	var ids []string
	for _, r := range got {
		if r.Source != "looked_after_12_months" {
			t.Errorf("a row of %s", r.Source)
			continue
		}
		ids = append(ids, r.Subject)
		if r.Values["age"] != int64(4) {
			t.Errorf("%s is %v", r.Subject, r.Values["age"])
		}
		if _, has := r.Values["health_assessment"]; has != (r.Subject != "18") {
			t.Errorf("%s has %v", r.Subject, r.Values)
		}
		if r.Values["short_breaks"] != (r.Subject == "17") {
			t.Errorf("%s has %v", r.Subject, r.Values)
		}
	}
	slices.Sort(ids)
	if diff := cmp.Diff([]string{"10", "11", "13", "17", "18"}, ids); diff != "" {
		t.Error(diff)
	}
	alone := intofacts.RowsFrom903(read(t, oc2+facts))
	if len(alone) != len(who)-1 {
		t.Errorf("the list of the cohort by itself gives %d rows", len(alone))
	}
}

// Who may have been looked after all year, because the first day of an episode can't be read, is counted as one of whom it can't be told.
func TestWhoMayHaveBeenLookedAfterAllYear(t *testing.T) {
	for words, c := range map[string]struct{ episodes, want string }{
		"no day at all":                {"50,,L,C2,N1,U6,PR1,,,,,,\n", "by 2024-03-31 short_breaks:false"},
		"a day that can't be read":     {"50,32/01/2020,S,C2,N1,U6,PR1,,,,,,\n", "by 2024-03-31 short_breaks:false"},
		"short breaks":                 {"50,,S,V4,N1,U6,PR1,,,,,,\n", "by 2024-03-31 short_breaks:true"},
		"left in the year":             {"50,,S,C2,N1,U6,PR1,05/06/2023,E8,,,,\n", ""},
		"left in the year, moved":      {"50,01/02/2020,S,C2,N1,U6,PR1,01/05/2023,X1,,,,\n50,,P,C2,N1,U6,PR1,05/06/2023,E8,,,,\n", ""},
		"ended before it":              {"50,,S,C2,N1,U6,PR1,05/06/2022,E8,,,,\n", ""},
		"moved in it, started unknown": {"50,,S,C2,N1,U6,PR1,05/06/2023,X1,,,,\n50,05/06/2023,P,C2,N1,U6,PR1,,,,,,\n", "by 2024-03-31 short_breaks:false"},
		"there on the first, moved":    {"50,01/02/2020,S,C2,N1,U6,PR1,05/06/2023,X1,,,,\n50,,P,C2,N1,U6,PR1,,,,,,\n", "2024-03-31 short_breaks:false"},
		"began on 2 April":             {"50,02/04/2023,S,C2,N1,U6,PR1,,,,,,\n50,,P,C2,N1,U6,PR1,,,,,,\n", ""},
	} {
		got := ""
		for _, r := range intofacts.RowsFrom903(read(t, episodes+c.episodes+"99,01/02/2020,S,C2,N1,U6,PR1,,,,,,\n")) {
			if r.Subject == "50" {
				day, own := r.Belongs()
				got = fmt.Sprint(map[bool]string{true: "", false: "by "}[own], day, " short_breaks:", r.Values["short_breaks"])
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", words, got, c.want)
		}
	}
}

// A conference that stands with the referral is of a child who moved in on a plan, unless an enquiry of the case waits for its conference.
func TestTransfersIn(t *testing.T) {
	for words, c := range map[string]struct{ enquiry, want string }{
		"no enquiry":                    {"", "map[transfer_in:true]"},
		"an enquiry that asks for none": {"<Section47><S47ActualStartDate>2024-06-03</S47ActualStartDate><ICPCnotRequired>1</ICPCnotRequired></Section47>", "map[transfer_in:true]"},
		"an enquiry that waits for one": {"<Section47><S47ActualStartDate>2024-06-03</S47ActualStartDate><ICPCnotRequired>0</ICPCnotRequired></Section47>", "map[start_used:the day the section 47 enquiry started]"},
		"the same conference":           {"<Section47><S47ActualStartDate>2024-08-29</S47ActualStartDate><DateOfInitialCPC>2024-09-02</DateOfInitialCPC></Section47>", "map[start_used:the day the section 47 enquiry started working_days:2]"},
		"held on the weekend before":    {"<Section47><S47ActualStartDate>2024-09-01</S47ActualStartDate><DateOfInitialCPC>2024-08-31</DateOfInitialCPC></Section47>", "map[start_used:the day the section 47 enquiry started working_days:-1] map[transfer_in:true]"},
		"two days that can't be read":   {"<Section47><DateOfInitialCPC>x</DateOfInitialCPC></Section47><Section47><DateOfInitialCPC>y</DateOfInitialCPC></Section47>", "map[start_used:the day the section 47 enquiry started] map[start_used:the day the section 47 enquiry started] map[transfer_in:true]"},
	} {
		var got []string
		for _, r := range intofacts.RowsFromCIN(readCIN(t, `<Child><ChildIdentifiers><LAchildID>A1</LAchildID></ChildIdentifiers>
<CINdetails><CINreferralDate>2024-05-03</CINreferralDate><DateOfInitialCPC>2024-09-02</DateOfInitialCPC>`+c.enquiry+`</CINdetails></Child>`)) {
			got = append(got, fmt.Sprint(r.Values))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s", words, got)
		}
	}
}

func TestABlankIsNoAnswer(t *testing.T) {
	got := shown(intofacts.RowsFrom903(read(t, episodes+"20,01/02/2020,S,C2,N1,U6,PR1,,,,,,\n", oc2+"20,05/06/2010,17,,0,,1,0,x,0,0,0\n")))
	want := "2024-03-31 looked_after_12_months 20/looked_after_12_months/2024 map[age:13 immunisations:true sdq_score:17 short_breaks:false teeth_check:false]\n"
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestCareLeavers(t *testing.T) {
	got := shown(intofacts.RowsFrom903(read(t, oc3+
		"30,01/04/2004,YES,F2,U1\n"+ // 19 on the first day of the year
		"31,31/03/2003,NO,,\n"+ // 21 on the last
		"32,02/04/2004,YES,G5,U2\n"+ // 20 the day after it
		"33,31/03/2002,YES,G5,U2\n"+ // 22 on the last day, 21 the year before
		"34,,YES,G5,U2\n"+
		"35,01/06/2006,YES,F2,B1\n"))) // 17
	want := `2023-04-01 care_leavers_19_to_21 30/care_leavers_19_to_21/2024 map[accommodation:U1 activity:F2 age:19 in_touch:YES]
2024-03-31 care_leavers_19_to_21 31/care_leavers_19_to_21/2024 map[age:21 in_touch:NO]
2023-04-02 care_leavers_19_to_21 32/care_leavers_19_to_21/2024 map[accommodation:U2 activity:G5 age:19 in_touch:YES]
by 2024-03-31 care_leavers_19_to_21 34/care_leavers_19_to_21/2024 map[accommodation:U2 activity:G5 in_touch:YES]
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReviewsThatWereHeld(t *testing.T) {
	got := shown(intofacts.RowsFrom903(read(t, episodes+"40,01/02/2023,S,V4,N2,U6,PR1,,,,,,\n", reviews+"40,05/06/2010,04/06/2023,PN1\n40,05/06/2010,,\n")))
	want := `2023-06-04 reviews_held 40/review/2023-06-04 map[age:12 participation:PN1 short_breaks:true]
by 2024-03-31 reviews_held 40/review/undated/1 map[]
`
	if diff := cmp.Diff(want, strings.Join(strings.SplitAfter(got, "\n")[1:], "")); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfACensus(t *testing.T) {
	got := shown(intofacts.RowsFromCIN(readCIN(t, `<Child><ChildIdentifiers><LAchildID>A1</LAchildID></ChildIdentifiers>
<CINdetails><CINreferralDate>2024-05-03</CINreferralDate><DateOfInitialCPC>2024-09-02</DateOfInitialCPC>
<Assessments><AssessmentActualStartDate>2024-05-07</AssessmentActualStartDate><AssessmentAuthorisationDate>2024-05-07</AssessmentAuthorisationDate></Assessments>
<Assessments><AssessmentActualStartDate>2024-06-07</AssessmentActualStartDate></Assessments>
<Section47><S47ActualStartDate>2024-06-03</S47ActualStartDate><DateOfInitialCPC>2024-06-24</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47></CINdetails></Child>`)))
	// From Friday 3 May to Tuesday 7 May is one working day: Monday 6 May 2024 was a bank holiday.
	want := `2024-05-07 assessments_authorised A1/assessment/2024-05-07 map[working_days:1]
2024-06-24 initial_conferences A1/conference/2024-06-24 map[start_used:the day the section 47 enquiry started working_days:15]
2024-09-02 initial_conferences A1/conference/2024-09-02 map[transfer_in:true]
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRowsOfTheSample(t *testing.T) {
	made := sampleReturn(t)
	count := map[string]int{}
	for _, r := range intofacts.RowsFrom903(made) {
		count[r.Source]++
	}
	// Every one of its 53 care leavers had their 17th birthday in the year, so none is of the ages that are counted.
	if diff := cmp.Diff(map[string]int{"reviews_held": len(made.Rows(ssda903.TableReviews)), "looked_after_12_months": 1316}, count); diff != "" {
		t.Error(diff)
	}
}
