package local_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/ingest/local"
	"throughline/ingest/returns"
)

// small are limits that a file of a test may come to.
func small() returns.Limits {
	limits := returns.Usual()
	limits.Bytes, limits.Rows, limits.Problems = 1<<20, 500, 50
	return limits
}

// No file ends the program, and every row that stands under the headings is kept or named.
func FuzzRead(f *testing.F) {
	made, err := local.Template(pack(f), "training_return", "")
	if err != nil {
		f.Fatal(err)
	}
	f.Add("training_return", made)
	for _, seed := range []string{
		"trust,period_end\nNorthmoor,30/09/2024\n", "Trust (needed);Level\r\n\"A \"\"b\"\"\";=1+1\r\n", "child_id\tchecked_on\tevidence\n1\t45000\t\n\t\t\n",
		"recipients_1_who,recipients_50_sent_on,held_on\nx,30/02/2024,\n", "\xEF\xBB\xBFofficer,whole_time\nIRO 1,1e400\n", "level,level\n\x00", "EXAMPLE,trust,level\n", "PK\x03\x04",
	} {
		for _, kind := range []string{"training_return", "dental_check", "review_record", "reviewing_officer_post"} {
			f.Add(kind, []byte(seed))
		}
	}
	f.Fuzz(func(t *testing.T, kind string, content []byte) {
		got, report, err := local.Read(pack(t), kind, []returns.File{{Name: "f", Content: bytes.NewReader(content)}}, small())
		if err != nil && !errors.Is(err, local.ErrNothing) {
			return // no such kind
		}
		for i := range got.Subjects {
			s := &got.Subjects[i]
			if s.Key == "" || len(s.Rows) == 0 {
				t.Errorf("%+v", s)
			}
			for _, row := range s.Rows {
				if len(row.Columns) != len(row.Written) || row.Line < 1 {
					t.Errorf("%+v", row)
				}
			}
			local.FactsOf(pack(t), kind, s.Rows, s.Key)
			local.RowsOf(pack(t), kind, s.Rows, s.Key, calendar.Date{})
			local.Attributes(pack(t), kind, s.Rows)
		}
		for _, p := range report.Problems {
			if p.Rule == "" || p.Sentence == "" || p.Mend == "" {
				t.Errorf("%+v", p)
			}
		}
		local.States("f.xlsx", content, small())
	})
}

func TestWhatIsTooLargeIsRefused(t *testing.T) {
	limits := small()
	limits.Files, limits.Bytes = 2, 100
	file := func(content string) returns.File {
		return returns.File{Name: "f.csv", Content: strings.NewReader(content)}
	}
	_, report, err := local.Read(pack(t), "training_return", []returns.File{file("trust,level\nA,1\n"), file(strings.Repeat("x", 101)), file("")}, limits)
	if err != nil && !errors.Is(err, local.ErrNothing) {
		t.Fatal(err)
	}
	var rules []string
	for _, p := range report.Problems {
		if p.Grade == returns.Refused {
			rules = append(rules, p.Rule)
		}
	}
	if diff := cmp.Diff([]string{"size", "files"}, rules); diff != "" {
		t.Error(diff)
	}
	limits = small()
	limits.Rows = 3
	_, report, err = local.Read(pack(t), "training_return", []returns.File{file("trust,level\n" + strings.Repeat("A,1\n", 10))}, limits)
	if !errors.Is(err, local.ErrNothing) || len(report.Problems) != 1 || report.Problems[0].Grade != returns.Refused {
		t.Errorf("%v %+v", err, report)
	}
}

// A template that LibreOffice opened and saved says what it said: the first sheet, the headings and every cell.
func TestLibreOfficeOpensAndSavesATemplate(t *testing.T) {
	const kind = "training_return"
	made, err := local.Template(pack(t), kind, "Northmoor Community NHS Trust")
	if err != nil {
		t.Fatal(err)
	}
	rows := rapid.Custom(func(rt *rapid.T) []map[int]any { return drawn(rt, kind) }).Example(7)
	l := layout(t, kind)
	filled := fill(t, made, &l, rows)
	folder := t.TempDir()
	path := filepath.Join(folder, "f.xlsx")
	if err := os.WriteFile(path, filled, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "saved")
	command := exec.CommandContext(context.Background(), "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", out, path)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
	saved, err := os.ReadFile(filepath.Join(out, "f.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	before, reportBefore := read(t, kind, "f.xlsx", filled)
	after, reportAfter := read(t, kind, "f.xlsx", saved)
	if diff := cmp.Diff(before, after); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(said(reportBefore), said(reportAfter)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(local.States("f.xlsx", filled, returns.Usual()), local.States("f.xlsx", saved, returns.Usual())); diff != "" {
		t.Error(diff)
	}
}
