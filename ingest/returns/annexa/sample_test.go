package annexa_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/ingest/returns"
	"throughline/ingest/returns/annexa"
	"throughline/ingest/returns/tabular"
)

func sample(t testing.TB) ([]byte, *tabular.Return, *returns.Report) {
	t.Helper()
	content, err := os.ReadFile("testdata/Annex_A_2024_Jan.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	made, report, err := annexa.Read([]returns.File{{Name: "Annex_A_2024_Jan.xlsx", Content: bytes.NewReader(content)}}, returns.Usual())
	if err != nil {
		t.Fatal(err)
	}
	return content, made, report
}

// The numbers of rows are counted from the workbook's own XML: elements <row> of each sheet with a cell that has a value, less the headings.
func TestThePublishedWorkbookLoadsWhole(t *testing.T) {
	content, made, report := sample(t)
	if !annexa.Recognise("a.xlsx", content) {
		t.Error("it is not recognised")
	}
	if diff := cmp.Diff(annexa.Lists(), made.Tables); diff != "" {
		t.Error(diff)
	}
	rows := map[string]int{}
	for _, s := range made.Subjects {
		for _, row := range s.Rows {
			rows[row.Table]++
			if row.Cell(row.Columns[0]) != s.Key {
				t.Errorf("%s line %d is filed with %s", row.Table, row.Line, s.Key)
			}
		}
	}
	want := map[string]int{
		"list_1": 5, "list_2": 5, "list_3": 6, "list_4": 5, "list_5": 5, "list_6": 5, "list_7": 7, "list_8": 5, "list_9": 6, "list_10": 5, "list_11": 5,
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	problems := map[string]int{}
	for _, p := range report.Problems {
		problems[p.Element+" "+p.Column+" "+p.Rule]++
		if p.Sentence == "" || p.Mend == "" || p.Element == "" || p.File == "" {
			t.Errorf("a problem that says too little: %+v", p)
		}
	}
	if diff := cmp.Diff(map[string]int{
		"List 4 Was the child assessed as requiring LA children's social care support? code": 5,
		"List 6 Primary Need Code code":           1,
		"List 6 Allocated Team error-value":       5,
		"List 6 Allocated Worker error-value":     5,
		"List 8 Placement Provider code":          1,
		"List 8 Placement Location blank":         5,
		"List 8 Placement postcode blank":         1,
		"List 8 Ethnicity blank":                  1,
		"List 9 Allocated Personal Advisor blank": 6,
		"List 10 Date of Birth two-births":        5,
		"List 9 Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N) blank": 6,
	}, problems); diff != "" {
		t.Error(diff)
	}
}

func TestWhatTheWorkbookWritesIsReadAsTheListHasIt(t *testing.T) {
	_, made, _ := sample(t)
	at := slices.IndexFunc(made.Subjects, func(s tabular.Subject) bool { return s.Key == "1761444" })
	row := made.Subjects[at].Rows[0]
	if row.Table != "list_8" {
		t.Fatalf("%+v", row)
	}
	for column, want := range map[string][2]string{
		"Gender":                           {"b) Female", "b) Female"},
		"Ethnicity":                        {"s) NOBT", "f) Not stated"},
		"Child's Legal Status":             {"E1: Placement order", "d) Placement order granted"},
		"Placement Provider":               {"e) PR4 - Private provision", "b) Private"},
		"Placement Type":                   {"f) U6: Foster placement - not FFA", "a) Foster placement"},
		"Does the Child have a Disability": {"b) No", "False"},
	} {
		if row.Cell(column) != want[0] || !strings.EqualFold(annexa.Code(&row, column), want[1]) {
			t.Errorf("%s: written %q, read as %q, not %q", column, row.Cell(column), annexa.Code(&row, column), want)
		}
	}
	for column, want := range map[string]string{"Date Started to be Looked After": "2009-08-06", "Date of Last Dental Check": "2020-01-17", "Date of Latest Statutory Review": "2021-01-12"} {
		if day, ok := annexa.Day(&row, column); !ok || day.String() != want {
			t.Errorf("%s: %v, not %s", column, day, want)
		}
	}
}
