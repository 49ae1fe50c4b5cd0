package cin_test

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
	"throughline/ingest/returns/cin"
)

var update = flag.Bool("update", false, "write the golden files")

func file(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func one(name string, content []byte) []returns.File {
	return []returns.File{{Name: name, Content: bytes.NewReader(content)}}
}

func counts(r *cin.Return) map[string]int {
	n := map[string]int{}
	for _, table := range cin.Tables() {
		if rows := r.Rows(table); len(rows) > 0 {
			n[table.String()] = len(rows)
		}
	}
	return n
}

func TestTheSamplesLoadWhole(t *testing.T) {
	cases := []struct {
		file string
		year int
		want map[string]int
	}{
		{"fake_CIN_data.xml", 2022, map[string]int{"Header": 1, "ChildIdentifiers": 332, "ChildCharacteristics": 332, "Disabilities": 117, "CINdetails": 402}},
		{"CIN_Census_2026.xml", 2023, map[string]int{
			"Header": 1, "ChildIdentifiers": 2, "ChildCharacteristics": 2, "Disabilities": 3, "CINdetails": 2, "Assessments": 2,
			"AssessmentFactorsList": 3, "CINplanDates": 1, "Section47": 1, "ChildProtectionPlans": 1, "Reviews": 1, "PreProceedings": 1,
		}},
	}
	for _, c := range cases {
		t.Run(c.file, func(t *testing.T) {
			made, report, err := cin.Read(context.Background(), one(c.file, file(t, c.file)), 0)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, counts(made)); diff != "" {
				t.Errorf("rows of each table (-want +got):\n%s", diff)
			}
			if made.Year != c.year {
				t.Errorf("year %d: %s", made.Year, report.YearFrom)
			}
			golden(t, "testdata/"+c.file+".golden", report)
		})
	}
}

func TestThePreProceedingsBlockOf2026(t *testing.T) {
	made, report, err := cin.Read(context.Background(), one("census", file(t, "CIN_Census_2026.xml")), 2026)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		if p.Rule == "element-of-another-year" {
			t.Errorf("%s: %s", p.Column, p.Sentence)
		}
	}
	row := made.Rows(cin.TablePreProceedings)[0]
	if day, ok := row.Day(cin.LetterInitCPDate); !ok || day.String() != "2027-02-05" || row.Code(cin.FGDMMeetingOffer) != "1" || row.Code(cin.PPOutcome) != "A" {
		t.Errorf("%+v", row)
	}
	if n, ok := row.Cell(cin.ReviewMeetingsCount).Number(); !ok || n != 3 || row.Child != "DFEX0000001" || row.Details != 1 {
		t.Errorf("%+v", row)
	}
}

func golden(t *testing.T, path string, report *returns.Report) {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", report.YearFrom)
	for _, f := range report.Files {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%d rows\n", f.Name, f.As, f.Encoding, f.Rows)
	}
	for _, p := range report.Problems {
		fmt.Fprintf(&b, "%s\t%s\t%d\t%s\t%s\t%s\t%s\t%s | %s\n", p.File, p.Element, p.Row, p.Column, p.Value, p.Rule, p.Grade, p.Sentence, p.Mend)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}
