package cin_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
)

// census is a small census; what is given stands among the CINdetails of its second child.
func census(year int, within string) string {
	sex := "<GenderCurrent>1</GenderCurrent>"
	if year >= 2025 {
		sex = "<Sex>F</Sex>"
	}
	child := func(id, details string) string {
		return "<Child>\n<ChildIdentifiers><LAchildID>" + id + "</LAchildID><PersonBirthDate>2015-03-27</PersonBirthDate>" + sex +
			"</ChildIdentifiers>\n<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>\n<CINdetails><CINreferralDate>2020-05-06</CINreferralDate><ReferralSource>1A</ReferralSource>" +
			details + "<ReferralNFA>false</ReferralNFA></CINdetails>\n</Child>\n"
	}
	return fmt.Sprintf("<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>%d</Year><ReferenceDate>%d-03-31</ReferenceDate></CollectionDetails><Source><LEA>201</LEA></Source></Header>\n<Children>\n", year, year) +
		child("A1", "") + child("B2", within) + child("C3", "") + "</Children></Message>"
}

func read(t *testing.T, year int, content string) (*cin.Return, *returns.Report) {
	t.Helper()
	made, report, err := cin.Read(context.Background(), one("census.xml", []byte(content)), year)
	if err != nil {
		t.Fatal(err)
	}
	return made, report
}

func about(report *returns.Report) []string {
	var all []string
	for _, p := range report.Problems {
		all = append(all, strings.Join([]string{p.Rule, p.Column, p.Value, p.Element}, "|"))
	}
	return all
}

func TestEveryYearIsRead(t *testing.T) {
	for year := cin.FirstYear; year <= cin.LastYear; year++ {
		made, report := read(t, 0, census(year, ""))
		if made.Year != year || len(report.Problems) > 0 || len(made.Rows(cin.TableCINdetails)) != 3 {
			t.Errorf("%d: read as %d, problems %q", year, made.Year, about(report))
		}
	}
	for _, year := range []int{2008, 2027} {
		if _, _, err := cin.Read(context.Background(), one("c", []byte(census(2020, ""))), year); err == nil {
			t.Errorf("%d was read", year)
		}
	}
	if _, _, err := cin.Read(context.Background(), one("c", []byte("<Message><Children/></Message>")), 0); !errors.Is(err, cin.ErrNoYear) {
		t.Errorf("no year: %v", err)
	}
	if _, report, err := cin.Read(context.Background(), one("c", []byte("CHILD,DOB\n")), 2020); !errors.Is(err, cin.ErrNothing) || len(report.Problems) != 1 {
		t.Errorf("no census: %v", err)
	}
}

func TestWhatEachYearHas(t *testing.T) {
	for _, c := range []struct {
		year   int
		within string
		want   []string
	}{
		{2021, "<CINPlanDates><CINPlanStartDate>2020-06-01</CINPlanStartDate></CINPlanDates>", []string{"element-of-another-year|CINPlanDates||Child 2, CINdetails 1, CINPlanDates 1"}},
		{2022, "<CINPlanDates><CINPlanStartDate>2020-06-01</CINPlanStartDate></CINPlanDates>", nil},
		{2022, "<ReasonForClosure>RC9</ReasonForClosure>", []string{"code|ReasonForClosure|RC9|Child 2, CINdetails 1"}},
		{2023, "<ReasonForClosure>RC9</ReasonForClosure>", nil},
		{2025, "<PreProceedingsandFGDM><PPStartDate>2025-06-01</PPStartDate></PreProceedingsandFGDM>", []string{"element-of-another-year|PreProceedingsandFGDM||Child 2, CINdetails 1, PreProceedingsandFGDM 1"}},
		{2026, "<PreProceedingsandFGDM><PPStartDate>2025-06-01</PPStartDate></PreProceedingsandFGDM>", nil},
	} {
		if _, report := read(t, 0, census(c.year, c.within)); !cmp.Equal(c.want, about(report)) {
			t.Errorf("%d %s: %q", c.year, c.within, about(report))
		}
	}
}

func TestWhatIsWrongIsSaidAndTheRestIsRead(t *testing.T) {
	for name, c := range map[string]struct{ within, want string }{
		"no day":             {"<CINclosureDate>2020-02-31</CINclosureDate>", "date|CINclosureDate|2020-02-31|Child 2, CINdetails 1"},
		"day first":          {"<CINclosureDate>05/06/2020</CINclosureDate>", "date-form|CINclosureDate|05/06/2020|Child 2, CINdetails 1"},
		"no code":            {"<PrimaryNeedCode>Q9</PrimaryNeedCode>", "code|PrimaryNeedCode|Q9|Child 2, CINdetails 1"},
		"no flag":            {"<Section47><ICPCnotRequired>maybe</ICPCnotRequired></Section47>", "flag|ICPCnotRequired|maybe|Child 2, CINdetails 1, Section47 1"},
		"no number":          {"<ChildProtectionPlans><NumberOfPreviousCPP>two</NumberOfPreviousCPP></ChildProtectionPlans>", "number|NumberOfPreviousCPP|two|Child 2, CINdetails 1, ChildProtectionPlans 1"},
		"no such element":    {"<Whatever>x</Whatever>", "element-unknown|Whatever|x|Child 2, CINdetails 1"},
		"elsewhere":          {"<Ethnicity>WBRI</Ethnicity>", "element-misplaced|Ethnicity|WBRI|Child 2, CINdetails 1"},
		"twice":              {"<ReferralSource>2A</ReferralSource>", "element-twice|ReferralSource|2A|Child 2, CINdetails 1"},
		"text between":       {"text", "text-between|CINdetails|text|Child 2, CINdetails 1"},
		"a tag that's not":   {"<CINclosureDate>2020-06-01</Wrong>", "xml|||Child 2, CINdetails 1"},
		"a mark alone":       {"a < b", "xml|||Child 2, CINdetails 1"},
		"a letter XML hates": {"<PrimaryNeedCode>\x01</PrimaryNeedCode>", "xml|||Child 2, CINdetails 1"},
	} {
		t.Run(name, func(t *testing.T) {
			made, report := read(t, 2021, census(2021, c.within))
			if got := about(report); len(got) == 0 || got[0] != c.want {
				t.Errorf("problems %q, want %q", got, c.want)
			}
			for _, p := range report.Problems {
				if p.Row < 7 || p.Row > 11 || !strings.HasSuffix(p.Sentence, ".") || !strings.HasSuffix(p.Mend, ".") {
					t.Errorf("%+v", p)
				}
			}
			rows := made.Rows(cin.TableCINdetails)
			if len(rows) != 3 || rows[0].Child != "A1" || rows[1].Child != "B2" || rows[2].Child != "C3" {
				t.Fatalf("%+v", rows)
			}
			if day, ok := rows[1].Day(cin.CINreferralDate); !ok || day.String() != "2020-05-06" {
				t.Error("what was read of the broken row is lost")
			}
		})
	}
}

func TestNamespacesAndEncodings(t *testing.T) {
	plain := census(2021, "")
	want, _ := read(t, 0, plain)
	prefixed := strings.NewReplacer("</", "</c:", "<", "<c:").Replace(plain)
	utf16, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(`<?xml version="1.0" encoding="UTF-16"?>` + plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"default namespace": strings.Replace(plain, "<Message>", `<Message xmlns="http://example.org/cin" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`, 1),
		"prefix":            strings.Replace(prefixed, "<c:Message>", `<c:Message xmlns:c="http://example.org/cin">`, 1),
		"UTF-16":            utf16,
		"declared Latin":    `<?xml version="1.0" encoding="iso-8859-1"?><!-- caf` + "\xe9" + ` -->` + plain,
		"small letters":     strings.ToLower(plain),
	} {
		t.Run(name, func(t *testing.T) {
			made, report := read(t, 2021, content)
			if diff := cmp.Diff(counts(want), counts(made)); diff != "" || len(report.Problems) > 0 {
				t.Errorf("%s %q", diff, about(report))
			}
		})
	}
}

func TestWhatCouldGrowWithoutEndIsRefused(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>` + census(2021, "<PrimaryNeedCode>&b;</PrimaryNeedCode>")
	made, report := read(t, 2021, bomb)
	if got := about(report); len(got) != 1 || !strings.HasPrefix(got[0], "doctype") || len(made.Rows(cin.TableChildIdentifiers)) != 0 {
		t.Errorf("%q", got)
	}
	_, report = read(t, 2021, census(2021, strings.Repeat("<CINdetails>", 100)))
	if got := about(report); len(got) == 0 || !strings.HasPrefix(got[len(got)-1], "xml|") {
		t.Errorf("%q", got)
	}
	limits := returns.Usual()
	limits.Bytes = 100
	if _, report, err := cin.ReadWithin(context.Background(), one("c", []byte(census(2021, ""))), 2021, limits); !errors.Is(err, cin.ErrNothing) || about(report)[0] != "size|||" {
		t.Errorf("%v", err)
	}
	limits = returns.Usual()
	limits.Letters = 20
	_, report, err := cin.ReadWithin(context.Background(), one("c", []byte(census(2021, "<PrimaryNeedCode>"+strings.Repeat("N", 1000)+"</PrimaryNeedCode>"))), 2021, limits)
	if err != nil || len(report.Problems) != 1 || report.Problems[0].Rule != "value-too-long" {
		t.Errorf("%v %q", err, about(report))
	}
}

// sound fails if what comes of a file is not sound.
func sound(t *testing.T, content string) {
	t.Helper()
	limits := returns.Usual()
	limits.Bytes, limits.Problems = 1<<20, 5000
	made, report, err := cin.ReadWithin(context.Background(), one("f", []byte(content)), 2026, limits)
	if err != nil && len(report.Problems) == 0 {
		t.Fatalf("%v, and no problem says why", err)
	}
	for _, p := range report.Problems {
		if !strings.HasSuffix(p.Sentence, ".") || !strings.HasSuffix(p.Mend, ".") || p.Rule == "" || p.Grade == "" || !utf8.ValidString(p.Value) {
			t.Fatalf("%+v", p)
		}
	}
	kept := 0
	for _, table := range cin.Tables() {
		rows := made.Rows(table)
		kept += len(rows)
		for i := range rows {
			if r := &rows[i]; r.Line < 1 || r.Element == "" || table != cin.TableHeader && r.ChildNo < 0 {
				t.Fatalf("%+v", r)
			}
		}
	}
	for _, f := range report.Files {
		kept -= f.Rows
	}
	if kept != 0 {
		t.Fatalf("%d rows more than the report says", kept)
	}
}

func FuzzXML(f *testing.F) {
	f.Add(census(2026, "<PreProceedingsandFGDM><PPStartDate>2025-06-01</PPStartDate></PreProceedingsandFGDM>"))
	f.Add(census(2021, "a < b <CINclosureDate>"))
	f.Add("<Message><Child><CINdetails><Assessments><FactorsIdentifiedAtAssessment><AssessmentFactors>1A</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments></CINdetails></Child>")
	f.Add("<?xml version='1.0' encoding='x'?><!DOCTYPE a><Message/>")
	f.Fuzz(sound)
}

func TestABrokenChildChangesNothingElse(t *testing.T) {
	good, _ := read(t, 2021, census(2021, ""))
	rapid.Check(t, func(rt *rapid.T) {
		broken := rapid.OneOf(
			rapid.SampledFrom([]string{"<", "</CINdetails>", "<CINdetails>", "&", "&x;", "<![CDATA[", "<!--", "<x", "<x a=", "]]>", "\x00", "<Reviews><CPPreviewDate/></Reviews>"}),
			rapid.StringMatching(`[<>/&A-Za-z0-9 ="]{0,40}`),
		).Draw(rt, "broken")
		if strings.Contains(broken, "\x00") {
			return // it makes the file no text
		}
		made, report := read(t, 2021, census(2021, broken))
		for _, table := range cin.Tables() {
			for _, child := range []string{"A1", "C3"} {
				if diff := cmp.Diff(cellsOf(good, table, child), cellsOf(made, table, child)); diff != "" {
					rt.Fatalf("%s of %s (-want +got):\n%s", table, child, diff)
				}
			}
		}
		if len(report.Problems) == 0 && strings.TrimSpace(broken) != "" && len(counts(made)) == len(counts(good)) && made.Rows(cin.TableCINdetails)[1].Raw == good.Rows(cin.TableCINdetails)[1].Raw {
			rt.Fatalf("nothing is said of %q", broken)
		}
	})
}

func cellsOf(r *cin.Return, table cin.Table, child string) [][]string {
	var all [][]string
	for _, row := range r.Rows(table) {
		if row.Child == child {
			var cells []string
			for _, c := range table.Columns() {
				cells = append(cells, row.Cell(c).Written)
			}
			all = append(all, cells)
		}
	}
	return all
}
