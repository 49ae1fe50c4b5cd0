package rulescin

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/ingest/returns"
	c "throughline/ingest/returns/cin"
)

var update = flag.Bool("update", false, "write the golden file")

func census(t testing.TB, year int, content string) *c.Return {
	t.Helper()
	r, _, err := c.Read(context.Background(), []returns.File{{Name: "census.xml", Content: bytes.NewReader([]byte(content))}}, year)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func aChild(id, sex, details string) string {
	if id != "" {
		id = "<LAchildID>" + id + "</LAchildID>"
	}
	return "<Child><ChildIdentifiers>" + id + "<PersonBirthDate>2015-03-27</PersonBirthDate>" + sex + "</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>" + details + "</Child>"
}

func aCase(within string) string {
	return "<CINdetails><CINreferralDate>2022-05-06</CINreferralDate><ReferralSource>1A</ReferralSource>" + within + "<ReferralNFA>false</ReferralNFA></CINdetails>"
}

func codesFound(r *c.Return) map[string]int {
	found := map[string]int{}
	for _, f := range Judge(r).Found {
		found[f.Rule.Code] = len(f.Rows)
	}
	return found
}

// The tests here hold what the public validator was measured to get wrong (its defects C1 to C4).

// C1: a rule that fails is reported as passed, and 8898 fails just when a factor is there twice.
func TestAFactorThatIsThereTwiceIsFound(t *testing.T) {
	factors := "<Assessments><AssessmentActualStartDate>2022-06-01</AssessmentActualStartDate><AssessmentAuthorisationDate>2022-07-01</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>1A</AssessmentFactors><AssessmentFactors>2B</AssessmentFactors><AssessmentFactors>%s</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"
	for last, want := range map[string]int{"1A": 1, "3C": 0} {
		if got := codesFound(census(t, 2023, "<Message><Children>"+aChild("A", "", aCase(fmt.Sprintf(factors, last)))+"</Children></Message>"))["8898"]; got != want {
			t.Errorf("1A, 2B and %s: %d assessments named, want %d", last, got, want)
		}
	}
}

// C2: one child without an identifier and with an open case stops the whole report.
func TestAChildWithoutAnIdentifierStopsNothing(t *testing.T) {
	second := strings.Replace(aCase(""), "2022-05-06", "2022-09-06", 1)
	with := census(t, 2023, "<Message><Children>"+aChild("A", "", aCase("")+second)+aChild("", "", aCase("")+second)+"</Children></Message>")
	found := codesFound(with)
	if found["8500"] != 1 || found["8816"] != 4 || found["8815"] != 4 {
		t.Errorf("found %v", found)
	}
}

// C3: 2886Q can't be found on a file of XML before 2024-25.
func TestMoreThanTwoInAHundredWithoutASex(t *testing.T) {
	for _, o := range []struct {
		year           int
		known, unknown string
	}{{2023, "<GenderCurrent>1</GenderCurrent>", "<GenderCurrent>0</GenderCurrent>"}, {2024, "<GenderCurrent>2</GenderCurrent>", ""}, {2026, "<Sex>F</Sex>", "<Sex>U</Sex>"}} {
		for missing, want := range map[int]bool{1: false, 2: true} {
			content := strings.Repeat(aChild("A", o.known, aCase("")), 51-missing) + strings.Repeat(aChild("B", o.unknown, aCase("")), missing)
			if _, got := codesFound(census(t, o.year, "<Message><Children>"+content+"</Children></Message>"))["2886Q"]; got != want {
				t.Errorf("%d: %d of 51 without a sex: %v", o.year, missing, got)
			}
		}
	}
}

// C4: reading grows faster than the file. Here eight times the children take eight times the work.
func TestReadingGrowsWithTheFile(t *testing.T) {
	content := func(n int) string {
		return "<Message><Children>" + strings.Repeat(aChild("A", "<GenderCurrent>1</GenderCurrent>", aCase("")), n) + "</Children></Message>"
	}
	work := func(content string) float64 {
		return testing.AllocsPerRun(1, func() { Judge(census(t, 2023, content)) })
	}
	if few, many := work(content(500)), work(content(4000)); many > 9*few {
		t.Errorf("500 children took %v pieces of memory, 4,000 took %v", few, many)
	}
}

func TestWhatTheRulesFindInTheSamples(t *testing.T) {
	var b strings.Builder
	for _, name := range []string{"fake_CIN_data.xml", "CIN_Census_2026.xml"} {
		for _, year := range []int{2023, 2026} {
			content, err := os.ReadFile("../cin/testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			r, _, err := c.Read(context.Background(), []returns.File{{Name: name, Content: bytes.NewReader(content)}}, year)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range Judge(r).Found {
				fmt.Fprintf(&b, "%s\t%d\t%s\t%d rows\twhole %v\t%s | %s\n", name, year, f.Rule.Code, len(f.Rows), f.Whole, f.Rule.Sentence(), f.Rule.Mend())
				for _, p := range f.Problems() {
					if p.Grade != returns.Judged || !f.Whole && (p.Row < 1 || p.Element == "") {
						t.Errorf("%+v", p)
					}
				}
			}
		}
	}
	if *update {
		if err := os.WriteFile("testdata/found.golden", []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/found.golden")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
}
