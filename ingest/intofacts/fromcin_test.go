package intofacts_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
)

const message = `<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2025</Year><ReferenceDate>2025-03-31</ReferenceDate></CollectionDetails></Header>
<Children>%</Children></Message>`

func readCIN(t *testing.T, children string) *cin.Return {
	t.Helper()
	made, report, err := cin.Read(t.Context(), []returns.File{{Name: "cin.xml", Content: strings.NewReader(strings.Replace(message, "%", children, 1))}}, 2025)
	if err != nil {
		t.Fatal(err, report.Problems)
	}
	return made
}

func TestACensus(t *testing.T) {
	facts := intofacts.FromCIN(readCIN(t, `<Child>
<ChildIdentifiers><LAchildID>A1</LAchildID><PersonBirthDate>2015-02-03</PersonBirthDate><Sex>F</Sex></ChildIdentifiers>
<ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>MOB</Disability></Disabilities></ChildCharacteristics>
<CINdetails><CINreferralDate>2024-05-01</CINreferralDate><ReferralSource>1A</ReferralSource>
<Assessments><AssessmentActualStartDate>2024-05-02</AssessmentActualStartDate><AssessmentAuthorisationDate>2024-06-20</AssessmentAuthorisationDate></Assessments>
<Assessments><AssessmentActualStartDate>2024-09-02</AssessmentActualStartDate></Assessments>
<Section47><S47ActualStartDate>2024-06-03</S47ActualStartDate><DateOfInitialCPC>2024-06-20</DateOfInitialCPC><ICPCnotRequired>0</ICPCnotRequired></Section47>
<Section47><S47ActualStartDate>2024-10-03</S47ActualStartDate><ICPCnotRequired>1</ICPCnotRequired></Section47>
<ReferralNFA>0</ReferralNFA><DateOfInitialCPC>2024-06-20</DateOfInitialCPC>
<ChildProtectionPlans><CPPstartDate>2024-06-20</CPPstartDate><CPPendDate>2025-01-10</CPPendDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP><Reviews><CPPreviewDate>2024-09-10</CPPreviewDate></Reviews></ChildProtectionPlans>
</CINdetails></Child>
<Child><ChildIdentifiers><PersonBirthDate>2015-02-03</PersonBirthDate></ChildIdentifiers><CINdetails><CINreferralDate>2024-05-01</CINreferralDate></CINdetails></Child>`))
	want := `person person 2015-02-03 map[] map[born:2015-02-03 disabled:true sex:F]
A1/referral/2024-05-01 referral.received 2024-05-01 map[referral:A1/referral/2024-05-01] map[no_further_action:false source:1A]
A1/assessment/2024-05-02 assessment.started 2024-05-02 map[assessment:A1/assessment/2024-05-02 referral:A1/referral/2024-05-01] map[]
A1/assessment/2024-05-02 assessment.authorised 2024-06-20 map[assessment:A1/assessment/2024-05-02 referral:A1/referral/2024-05-01] map[]
A1/assessment/2024-09-02 assessment.started 2024-09-02 map[assessment:A1/assessment/2024-09-02 referral:A1/referral/2024-05-01] map[]
A1/enquiry/2024-06-03 section47.started 2024-06-03 map[enquiry:A1/enquiry/2024-06-03 referral:A1/referral/2024-05-01] map[conference_not_required:false]
A1/conference/2024-06-20 initial_conference.held 2024-06-20 map[conference:A1/conference/2024-06-20 enquiry:A1/enquiry/2024-06-03] map[]
A1/enquiry/2024-10-03 section47.started 2024-10-03 map[enquiry:A1/enquiry/2024-10-03 referral:A1/referral/2024-05-01] map[conference_not_required:true]
A1/protection_plan/2024-06-20 protection_plan.started 2024-06-20 map[protection_plan:A1/protection_plan/2024-06-20] map[]
A1/protection_plan/2024-06-20 protection_plan.ended 2025-01-10 map[protection_plan:A1/protection_plan/2024-06-20] map[]
A1/protection_review/2024-09-10 protection_review.held 2024-09-10 map[protection_plan:A1/protection_plan/2024-06-20] map[]
`
	if diff := cmp.Diff(want, told(facts)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatACensusLeavesBlankOrWrong(t *testing.T) {
	text := told(intofacts.FromCIN(readCIN(t, `<Child><ChildIdentifiers><LAchildID>B1</LAchildID></ChildIdentifiers>
<CINdetails><CINreferralDate>never</CINreferralDate><DateOfInitialCPC>2024-07-01</DateOfInitialCPC>
<Assessments><AssessmentActualStartDate>2024-05-02</AssessmentActualStartDate><AssessmentAuthorisationDate>31/06/24x</AssessmentAuthorisationDate></Assessments>
<Section47><DateOfInitialCPC>2024-06-20</DateOfInitialCPC></Section47></CINdetails></Child>`)))
	for _, part := range []string{
		"B1/referral/undated/1 referral.received no day", "assessment.authorised no day", "section47.started no day",
		"B1/conference/2024-06-20 initial_conference.held 2024-06-20", "B1/conference/2024-07-01 initial_conference.held 2024-07-01 map[conference:B1/conference/2024-07-01] map[]",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("no %q in\n%s", part, text)
		}
	}
}

func TestTheSampleCensuses(t *testing.T) {
	for name, year := range map[string]int{"CIN_Census_2026.xml": 2026, "fake_CIN_data.xml": 0} {
		content, err := os.ReadFile("../returns/cin/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		made, _, err := cin.Read(t.Context(), []returns.File{{Name: name, Content: bytes.NewReader(content)}}, year)
		if err != nil {
			t.Fatal(name, err)
		}
		count := map[string]int{}
		for _, f := range intofacts.FromCIN(made) {
			count[f.Event]++
			if f.Subject == "" || !slices.Contains(intofacts.Events(), f.Event) {
				t.Fatalf("%s: %+v", name, f)
			}
		}
		with := func(table cin.Table) (n int) {
			for _, row := range made.Rows(table) {
				if row.Child != "" {
					n++
				}
			}
			return n
		}
		for event, table := range map[string]cin.Table{"referral.received": cin.TableCINdetails, "assessment.started": cin.TableAssessments,
			"section47.started": cin.TableSection47, "protection_plan.started": cin.TableChildProtectionPlans, "protection_review.held": cin.TableReviews} {
			if count[event] != with(table) {
				t.Errorf("%s: %d of %s, %d rows", name, count[event], event, with(table))
			}
		}
	}
}
