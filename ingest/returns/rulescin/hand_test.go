package rulescin

import (
	"fmt"
	"strings"
	"testing"

	c "throughline/ingest/returns/cin"
)

// byHand are cases of the rules that have no published case, and of those where we differ from the public validator. A table is its name, its
// columns and its rows; - is a blank. What is wanted is the rows that the rule names, from 0; "whole" for the census.
var byHand = []struct {
	rule   string
	year   int
	tables string
	want   string
}{
	{"100", 2023, "Header Year ReferenceDate | 2023 2023-03-31 | 2023 2022-03-31 | 2023 -", "Header 1, Header 2"},
	{"1105", 2023, "CINdetails LAchildID CINdetailsID CINreferralDate | A 1 2022-05-02; ChildProtectionPlans LAchildID CINdetailsID CPPstartDate | A 1 2022-05-01 | A 1 2022-05-02 | A 2 2022-05-01", "CINdetails 0, ChildProtectionPlans 0"},
	{"1510", 2023, "ChildIdentifiers UPN | A801200001001 | H801200001001 | U80120000100A | A80120000100A", "ChildIdentifiers 0, ChildIdentifiers 3"},
	{"1520", 2023, "ChildIdentifiers LAchildID UPN | A X1 | B X1 | C X2 | D - | E -", "ChildIdentifiers 0, ChildIdentifiers 1"},
	{"1540", 2023, "ChildIdentifiers UPN | A801200001001 | A8012X0001001 | A12 | -", "ChildIdentifiers 1, ChildIdentifiers 2"},
	{"1560Q", 2023, "ChildIdentifiers FormerUPN | A801200001001 | A80120000100A | A80120000100I | 1801200001001 | A12 | -", "ChildIdentifiers 2, ChildIdentifiers 3, ChildIdentifiers 4"},
	{"2883", 2023, "ChildProtectionPlans CPPstartDate | 2022-05-01 | 2022-06-01 | 2021-01-01; CINdetails DateOfInitialCPC | 2022-05-01; Section47 DateOfInitialCPC | 2021-05-01", "whole"},
	{"2883", 2023, "ChildProtectionPlans CPPstartDate | 2022-05-01 | 2022-06-01; CINdetails DateOfInitialCPC | 2022-05-01; Section47 DateOfInitialCPC | 2022-05-01", ""},
	{"2885", 2023, "ChildProtectionPlans LAchildID CINdetailsID CPPstartDate | A 1 2022-05-01 | B 1 2022-05-01 | C 1 2021-05-01 | D 1 2022-05-01; Section47 LAchildID CINdetailsID DateOfInitialCPC | A 1 2022-05-01 | B 1 2022-05-02; CINdetails LAchildID CINdetailsID DateOfInitialCPC | D 1 2022-05-01", "Section47 1, ChildProtectionPlans 1"},
	{"2888Q", 2023, "Disabilities LAchildID Disability | A MOB | B HAND | B NONE", "whole"},
	{"2888Q", 2023, "Disabilities LAchildID Disability | A MOB | A HAND", ""},
	{"2889", 2023, "CINdetails LAchildID CINdetailsID CINreferralDate | A 1 2022-05-02; Section47 LAchildID CINdetailsID S47ActualStartDate | A 1 2022-05-01 | A 1 2022-05-02", "CINdetails 0, Section47 0"},
	{"4001", 2023, "ChildProtectionPlans LAchildID CINdetailsID CPPendDate | A 1 - | B 1 2022-05-01; CINplanDates LAchildID CINdetailsID CINPlanStartDate CINPlanEndDate | A 1 2022-05-01 - | A 1 2022-05-01 2022-06-01 | B 1 2022-05-01 -", "CINplanDates 0, ChildProtectionPlans 0"},
	{"4009Q", 2023, "ChildIdentifiers LAchildID PersonDeathDate | A 2022-05-01; CINplanDates LAchildID CINdetailsID CINPlanEndDate | A 1 2022-05-02 | A 1 2022-05-01", "ChildIdentifiers 0, CINplanDates 0"},
	{"4010", 2023, "CINplanDates CINPlanStartDate | 2023-03-31 | 2023-04-01 | -", "CINplanDates 1, CINplanDates 2"},
	{"4014", 2023, "CINplanDates LAchildID CINdetailsID CINPlanStartDate CINPlanEndDate | A 1 2022-05-01 2022-06-01 | A 1 2022-06-01 - | A 1 2022-05-01 2022-05-01 | B 1 2022-05-01 2022-06-01 | B 1 2022-06-02 -", "CINplanDates 0, CINplanDates 1, CINplanDates 2"},
	{"4016", 2023, "CINplanDates LAchildID CINdetailsID CINPlanStartDate | A 1 2022-05-31 | B 1 2022-06-01; ChildProtectionPlans LAchildID CINdetailsID CPPstartDate CPPendDate | A 1 2022-05-01 2022-06-01 | B 1 2022-05-01 2022-06-01", "CINplanDates 0, ChildProtectionPlans 0"},
	{"4017", 2023, "ChildProtectionPlans LAchildID CINdetailsID CPPstartDate | A 1 2022-05-31 | B 1 2022-06-01; CINplanDates LAchildID CINdetailsID CINPlanStartDate CINPlanEndDate | A 1 2022-05-01 2022-06-01 | B 1 2022-05-01 2022-06-01", "CINplanDates 0, ChildProtectionPlans 0"},
	{"4180", 2024, "ChildIdentifiers GenderCurrent | 1 | 9 | 3 | -", "ChildIdentifiers 2, ChildIdentifiers 3"},
	{"4180", 2025, "ChildIdentifiers Sex | M | U | 1 | -", "ChildIdentifiers 2, ChildIdentifiers 3"},
	{"4220", 2023, "ChildCharacteristics Ethnicity | WBRI | XXXX | -", "ChildCharacteristics 1, ChildCharacteristics 2"},
	{"8500", 2023, "ChildIdentifiers LAchildID | A | -", "ChildIdentifiers 1"},
	{"8510", 2023, "ChildIdentifiers LAchildID | A | a | B | - | -", "ChildIdentifiers 0, ChildIdentifiers 1"},
	{"8525Q", 2023, "ChildIdentifiers PersonBirthDate ExpectedPersonBirthDate | 2022-05-01 - | - 2022-05-01 | - - | 2022-05-01 2022-05-01", "ChildIdentifiers 2, ChildIdentifiers 3"},
	{"8535Q", 2023, "ChildIdentifiers PersonBirthDate PersonDeathDate | 2022-05-01 2022-05-01 | 2022-05-02 2022-05-01 | - 2022-05-01 | - -", "ChildIdentifiers 1, ChildIdentifiers 2"},
	{"8540", 2023, "ChildIdentifiers LAchildID PersonBirthDate | A 2015-05-01 | B 2015-05-01 | C - | D 2015-05-01; CINdetails LAchildID CINdetailsID ReferralNFA | A 1 0 | B 1 false | C 1 0 | D 1 1; Disabilities LAchildID Disability | A NONE | B XX", "ChildIdentifiers 1, Disabilities 1, CINdetails 1"},
	{"8555Q", 2023, "ChildIdentifiers LAchildID PersonDeathDate | A 2022-05-01; CINdetails LAchildID CINdetailsID CINreferralDate | A 1 2022-05-01 | A 2 2022-05-02", "ChildIdentifiers 0, CINdetails 1"},
	{"8565", 2023, "CINdetails LAchildID CINdetailsID CINclosureDate | A 1 2022-05-01 | A 2 -; ChildProtectionPlans LAchildID CINdetailsID CPPendDate | A 1 2022-05-02 | A 1 2022-05-01 | A 2 2022-05-02; CINplanDates LAchildID CINdetailsID CINPlanStartDate | A 1 2022-05-02", "CINdetails 0, CINplanDates 0, ChildProtectionPlans 0"},
	{"8569Q", 2023, "CINdetails CINreferralDate ReferralNFA | 2022-03-30 true | 2022-03-31 true | 2022-03-30 false", "CINdetails 0"},
	{"8610", 2023, "CINdetails ReferralNFA PrimaryNeedCode | 0 - | false N1 | true - | 0 N2", "CINdetails 0"},
	{"8615", 2023, "Section47 S47ActualStartDate DateOfInitialCPC | 2022-05-02 2022-05-01 | - 2022-05-01 | 2022-05-01 2022-05-01 | - -", "Section47 0, Section47 1"},
	{"8650", 2023, "CINdetails PrimaryNeedCode | N0 | N10 | -", "CINdetails 1"},
	{"8670Q", 2023, "Assessments AssessmentActualStartDate AssessmentAuthorisationDate | 2023-01-25 - | 2023-01-27 - | 2023-01-25 2023-03-01", "Assessments 0"},
	{"8715", 2023, "Section47 DateOfInitialCPC | 2022-03-31 | 2022-04-01 | 2023-04-01 | -", "Section47 0, Section47 2"},
	{"8720", 2023, "ChildProtectionPlans CPPstartDate | 2023-03-31 | 2023-04-01 | -", "ChildProtectionPlans 1, ChildProtectionPlans 2"},
	{"8772", 2023, "ChildIdentifiers LAchildID UPNunknown | A UN7 | B UN7 | C UN6; CINdetails LAchildID CINdetailsID ReferralNFA | A 1 1 | B 1 0 | C 1 0", "ChildIdentifiers 1, CINdetails 1"},
	{"8790", 2023, "Disabilities LAchildID Disability | A NONE | A MOB | B NONE | C MOB", "Disabilities 1"},
	{"8794", 2023, "Disabilities LAchildID Disability | A MOB | A MOB | A HAND | B MOB", "Disabilities 0, Disabilities 1"},
	{"8810", 2023, "CINdetails ReasonForClosure CINclosureDate | RC1 - | RC1 2022-05-01 | - -", "CINdetails 0"},
	{"8815", 2023, "CINdetails LAchildID CINdetailsID CINclosureDate ReferralNFA | A 1 - 0 | A 2 - false | A 3 - 1 | B 1 - 0 | B 2 2022-05-01 0", "CINdetails 0, CINdetails 1"},
	{"8832", 2023, "CINdetails LAchildID CINdetailsID ReferralNFA | A 1 true | B 1 0; ChildProtectionPlans LAchildID CINdetailsID CPPstartDate | A 1 2022-05-01 | B 1 2022-05-01 | A 2 2022-05-01", "CINdetails 0, ChildProtectionPlans 0"},
	{"8840", 2023, "ChildProtectionPlans CPPstartDate CPPendDate | 2022-05-01 2022-05-01 | 2022-05-01 2022-05-02 | - -", "ChildProtectionPlans 0"},
	{"8867", 2023, "CINdetails LAchildID CINdetailsID CINclosureDate | A 1 2022-05-01 | B 1 -; Assessments LAchildID CINdetailsID AssessmentAuthorisationDate | A 1 - | A 1 2022-04-01 | B 1 -", "CINdetails 0, Assessments 0"},
	{"8869", 2023, "Assessments LAchildID CINdetailsID AssessmentID | A 1 1 | A 1 2 | A 1 3; AssessmentFactorsList LAchildID CINdetailsID AssessmentID AssessmentFactors | A 1 1 21 | A 1 1 1A | A 1 2 21 | A 1 3 1A", "Assessments 0"},
	{"8870Q", 2023, "Section47 InitialCPCtarget | 2022-05-06 | 2022-05-07 | 2022-05-08 | -", "Section47 1, Section47 2"},
	{"8875", 2023, "Section47 DateOfInitialCPC | 2022-05-06 | 2022-05-07 | 2022-05-09", "Section47 1"},
	{"8890", 2023, "Section47 LAchildID CINdetailsID S47ActualStartDate DateOfInitialCPC ICPCnotRequired | A 1 2022-05-01 - 0 | A 1 2022-06-01 - 0 | B 1 2022-05-01 - 1 | B 1 2022-06-01 - 0 | C 1 2022-05-01 2022-05-20 0 | C 1 2022-05-21 - 0", "Section47 0, Section47 1"},
	{"8897Q", 2023, "Assessments LAchildID CINdetailsID AssessmentID AssessmentAuthorisationDate | A 1 1 2022-05-01 | A 1 2 2022-05-01 | A 1 3 2022-03-31 | A 1 4 2022-05-01; AssessmentFactorsList LAchildID CINdetailsID AssessmentID AssessmentFactors | A 1 1 1A | A 1 4 ZZ", "Assessments 1, Assessments 3"},
	{"8898", 2023, "Assessments LAchildID CINdetailsID AssessmentID | A 1 1 | A 1 2; AssessmentFactorsList LAchildID CINdetailsID AssessmentID AssessmentFactors | A 1 1 1A | A 1 1 1a | A 1 2 1A", "Assessments 0"},
	{"8905", 2023, "ChildProtectionPlans InitialCategoryOfAbuse | NEG | XXX | -", "ChildProtectionPlans 1, ChildProtectionPlans 2"},
	{"8920", 2023, "ChildIdentifiers LAchildID PersonDeathDate | A 2022-05-01; ChildProtectionPlans LAchildID CINdetailsID CPPendDate | A 1 2022-05-02 | A 1 2022-05-01", "ChildIdentifiers 0, ChildProtectionPlans 0"},
	{"8935", 2023, "ChildProtectionPlans LAchildID CINdetailsID CPPID CPPendDate | A 1 1 - | A 2 1 - | B 1 1 - | B 1 2 2022-05-01", "ChildProtectionPlans 0, ChildProtectionPlans 1"},
	{"8940", 2023, "ChildProtectionPlans LAchildID CINdetailsID CPPID CPPstartDate CPPendDate | A 1 1 2022-05-01 2022-06-01 | A 2 1 2022-05-20 - | B 1 1 2022-05-01 2022-06-01 | B 2 1 2022-06-02 -", "ChildProtectionPlans 0, ChildProtectionPlans 1"},
	{"8950Q", 2025, "Assessments LAchildID CINdetailsID AssessmentID | A 1 1 | A 1 2; AssessmentFactorsList LAchildID CINdetailsID AssessmentID AssessmentFactors | A 1 1 19A | A 1 2 19B", "Assessments 0"},
	{"4003", 2023, "Reviews LAchildID CINdetailsID CPPID CPPreviewDate | A 1 1 2022-05-10 | B 1 1 2022-05-10; ChildProtectionPlans LAchildID CINdetailsID CPPID CPPendDate | A 1 1 2022-06-01 | B 1 1 2022-05-10; CINplanDates LAchildID CINdetailsID CINPlanStartDate CINPlanEndDate | A 1 2022-05-01 - | B 1 2022-05-01 -", "CINplanDates 0, ChildProtectionPlans 0, Reviews 0"},
}

func TestCasesByHand(t *testing.T) {
	for _, o := range byHand {
		t.Run(fmt.Sprint(o.rule, " ", o.year), func(t *testing.T) {
			var all []c.Cells
			for table := range strings.SplitSeq(o.tables, ";") {
				rows := strings.Split(table, "|")
				head := strings.Fields(rows[0])
				made := caseTable{Columns: head[1:]}
				for _, row := range rows[1:] {
					var values []any
					for text := range strings.FieldsSeq(row) {
						if text == "-" {
							values = append(values, nil)
						} else {
							values = append(values, text)
						}
					}
					if len(values) != len(made.Columns) {
						t.Fatalf("%q has %d cells", row, len(values))
					}
					made.Rows = append(made.Rows, values)
				}
				of, ok := c.TableNamed(head[0])
				if !ok {
					t.Fatalf("no table %s", head[0])
				}
				all = append(all, cells(of, made)...)
			}
			r, _, err := c.Of(o.year, all...)
			if err != nil {
				t.Fatal(err)
			}
			d := newData(r)
			judges[o.rule](d)
			var got []string
			if d.whole {
				got = append(got, "whole")
			}
			for _, table := range c.Tables() {
				for _, row := range d.rows(table) {
					if d.hits[row] {
						got = append(got, fmt.Sprintf("%s %d", table, row.at))
					}
				}
			}
			if strings.Join(got, ", ") != o.want {
				t.Errorf("%s\nnamed %q, want %q", o.tables, strings.Join(got, ", "), o.want)
			}
		})
	}
}

func TestEveryRuleHasACase(t *testing.T) {
	with := map[string]bool{}
	for _, o := range cases(t) {
		with[o.Rule] = true
	}
	for _, o := range byHand {
		with[o.rule] = true
	}
	for _, rule := range Rules() {
		if !with[rule.Code] {
			t.Errorf("%s has neither a published case nor one by hand", rule.Code)
		}
	}
}
