package ssd_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/ingest/returns"
	"throughline/ingest/returns/ssd"
	"throughline/ingest/returns/tabular"
)

const (
	persons  = "pers_person_id,pers_forename,pers_surname,pers_sex,pers_dob,pers_common_child_id\n"
	episodes = "clae_cla_episode_id,clae_person_id,clae_cla_episode_start_date,clae_cla_episode_start_reason,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_cla_id\n"
	health   = "clah_health_check_id,clah_person_id,clah_health_check_type,clah_health_check_date,clah_health_check_status\n"
	reviews  = "clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date,clar_cla_review_cancelled,clar_cla_review_participation\n"
	workers  = "prof_professional_id,prof_professional_name,prof_professional_job_title\n"
)

func read(t testing.TB, texts ...string) (*tabular.Return, *returns.Report) {
	t.Helper()
	files := make([]returns.File, len(texts))
	for i, text := range texts {
		files[i] = returns.File{Name: fmt.Sprint(i, ".csv"), Content: strings.NewReader(text)}
	}
	made, report, err := ssd.Read(files, returns.Usual())
	if err != nil {
		t.Fatal(err)
	}
	return made, report
}

func rules(r *returns.Report) (all []string) {
	for _, p := range r.Problems {
		if p.Rule != "no-column" {
			all = append(all, fmt.Sprintf("%s:%d %s %s", p.File, p.Row, p.Column, p.Rule))
		}
	}
	return all
}

func TestTablesAreKnownByTheirColumns(t *testing.T) {
	made, report := read(t,
		"A title\r\n\r\nclah_person_id;CLAH_HEALTH_CHECK_TYPE;[clah_health_check_date]\r\np1;Dental Check;2024-03-05 00:00:00.000\r\n",
		persons+"p1,Ann,Otter,F,2012-05-06,9434765919\n", episodes+"e1,P1,2023-01-05,S,,,c1\n", reviews+"r1,c1,2023-02-01,2023-02-02,N,PN1\n",
		workers+"w1,Ben Sand,Social Worker\n")
	if got := rules(report); len(got) > 0 {
		t.Errorf("problems: %v", got)
	}
	if want := []string{"ssd_person", "ssd_cla_episodes", "ssd_cla_health", "ssd_cla_reviews", "ssd_professionals"}; !slices.Equal(made.Tables, want) {
		t.Errorf("tables %v", made.Tables)
	}
	if len(made.Subjects) != 2 {
		t.Fatalf("%d subjects", len(made.Subjects))
	}
	child, worker := made.Subjects[0], made.Subjects[1]
	if child.About != "child" || child.Key != "P1" || len(child.Rows) != 4 || child.First != "Ann" || child.Last != "Otter" || child.Born.String() != "2012-05-06" {
		t.Errorf("%+v", child)
	}
	if diff := cmp.Diff([]tabular.Identifier{{Scheme: "local", Value: "P1"}, {Scheme: "nhs", Value: "9434765919"}}, child.Identifiers); diff != "" {
		t.Error(diff)
	}
	if worker.About != "staff" || worker.Key != "w1" || worker.Last != "Ben Sand" {
		t.Errorf("%+v", worker)
	}
	if kept := fmt.Sprint(made.Subjects[0].Rows, made.Subjects[1].Rows); strings.Contains(kept, "Otter") || strings.Contains(kept, "Sand") {
		t.Error("a name is kept with the rows")
	}
}

func TestEveryRowIsAccountedFor(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string
		kept       int
	}{
		{"a row of nobody", health + "h1,,Dental Check,2024-01-02,Completed\n", []string{"0.csv:2 clah_person_id child-missing"}, 0},
		{"a date that can't be", health + "h1,p1,Dental Check,31/02/2024,Completed\n", []string{"0.csv:2 clah_health_check_date date"}, 1},
		{"a word for nothing", health + "h1,p1,Dental Check,NULL,PLACEHOLDER_DATA\n", nil, 1},
		{"Excel's number", health + "h1,5.67E+05,Dental Check,45000,Completed\n", []string{"0.csv:2 clah_person_id number-mangled", "0.csv:2 clah_health_check_date date-serial"}, 1},
		{"a review of no care", episodes + "e1,p1,2023-01-05,S,,,c1\n" + "\n", nil, 1},
		{"a long row", health + "h1,p1,Dental, Check,2024-01-02,Completed\n", []string{"0.csv:2 clah_health_check_date date", "0.csv:2  row-long"}, 1},
		{"a short row", health + "h1,p1\n", []string{"0.csv:2  row-short"}, 1},
		{"a quotation mark that swallows nothing", health + "h1,p1,\"Dental,2024-01-02,Completed\nh2,p2,Dental,2024-01-02,Completed\nh3,p3,\"D\",2024-01-02,Completed\n", []string{"0.csv:2  quotation-mark"}, 3},
		{"one identifier, two sayings", health + "h1,p1,Dental,2024-01-02,Completed\nh1,p1,Dental,2024-01-03,Completed\nh1,p1,Dental,2024-01-03,Completed\n", []string{"0.csv:3 clah_health_check_id id-twice"}, 3},
		{"a column that is no column", "clah_person_id,clah_health_check_date,colour,clah_person_id\np1,2024-01-02,red,p1\n", []string{"0.csv:1 colour column", "0.csv:1 clah_person_id column-twice"}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			made, report := read(t, c.text)
			if diff := cmp.Diff(c.want, rules(report)); diff != "" {
				t.Error(diff)
			}
			if n := count(made); n != c.kept {
				t.Errorf("%d rows are kept, not %d", n, c.kept)
			}
		})
	}
}

func TestReviewsAreWhoseThePeriodOfCareIs(t *testing.T) {
	made, report := read(t, reviews+"r1,c1,,2023-02-02,N,PN1\nr2,c2,,2023-02-02,N,PN1\nr3,c9,,2023-02-02,N,PN1\nr4,,,2023-02-02,N,PN1\n",
		episodes+"e1,p1,2023-01-05,S,,,c1\ne2,p2,2023-01-05,S,,,c2\ne3,p3,2023-01-05,S,,,c2\n")
	want := []string{"0.csv:3 clar_cla_id care-shared", "0.csv:4 clar_cla_id no-such-care", "0.csv:5 clar_cla_id child-missing"}
	if diff := cmp.Diff(want, rules(report)); diff != "" {
		t.Error(diff)
	}
	if n := count(made); n != 4 {
		t.Errorf("%d rows are kept", n)
	}
}

func TestWhatIsNoTableIsRefused(t *testing.T) {
	_, report, err := ssd.Read([]returns.File{{Name: "a", Content: strings.NewReader("CHILD,DOB\n1,2\n")}, {Name: "b", Content: strings.NewReader(" ")}, {Name: "c", Content: strings.NewReader("PK\x03\x04\x00\x00")}}, returns.Usual())
	if err == nil || len(report.Problems) != 3 {
		t.Errorf("%v, %+v", err, report.Problems)
	}
}

func count(r *tabular.Return) (n int) {
	for i := range r.Subjects {
		n += len(r.Subjects[i].Rows)
	}
	return n
}

// sound fails if what comes of a text is not sound: every row is kept, or a problem of its line says why, and every problem has a mend.
func sound(t *testing.T, text string) {
	t.Helper()
	limits := returns.Usual()
	limits.Bytes = 1 << 20
	made, report, err := ssd.Read([]returns.File{{Name: "f", Content: strings.NewReader(text)}}, limits)
	if err != nil && len(report.Problems) == 0 {
		t.Fatalf("%v, and no problem says why", err)
	}
	nobodys := 0
	for _, p := range report.Problems {
		if !strings.HasSuffix(p.Sentence, ".") || !strings.HasSuffix(p.Mend, ".") || p.Rule == "" || p.Grade == "" || p.Row < 0 || !utf8.ValidString(p.Value) {
			t.Fatalf("%+v", p)
		}
		switch p.Rule {
		case "child-missing", "worker-missing", "no-such-care", "care-shared":
			nobodys++
		}
	}
	read := 0
	for _, f := range report.Files {
		read += f.Rows
	}
	if kept := count(made); kept+nobodys != read {
		t.Fatalf("%d rows read, %d kept and %d of nobody", read, kept, nobodys)
	}
	for i := range made.Subjects {
		for _, row := range made.Subjects[i].Rows {
			if row.Line < 2 || len(row.Columns) != len(row.Written) || !slices.Contains(ssd.Tables(), row.Table) {
				t.Fatalf("%+v", row)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(persons + "p1,Ann,Otter,F,06/05/2012,\n")
	f.Add(health + "h1,\"p\n1\",Dental Check,40210,##\r\n\r\nh2;p2\n")
	f.Add(reviews + "r1,c1,2023-02-01,2023-02-02,maybe,PN1\n\"r2,c1\n")
	f.Add("\xFF\xFEp\x00e\x00")
	f.Add("x\n\nclai_person_id|clai_immunisations_status|clai_immunisations_status_date\nA|Y|2024-01-01T00:00:00\nB|\"N\"x|NaT\n|Y|\n")
	f.Fuzz(sound)
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		of := rapid.SampledFrom([]string{"ssd_person", "ssd_cla_health", "ssd_involvements", "ssd_cp_plans", "ssd_professionals", "ssd_care_leavers"}).Draw(rt, "table")
		var rows []tabular.Row
		for range rapid.IntRange(1, 4).Draw(rt, "rows") {
			row := tabular.Row{Table: of, Columns: ssd.Kept(of)}
			for i, c := range row.Columns {
				cell := rapid.StringMatching(`[A-Za-z0-9", ;|\n'-]{0,12}`).Draw(rt, c)
				if i == 0 || strings.HasSuffix(c, "_person_id") {
					cell = rapid.StringMatching(`[A-Z0-9]{1,8}`).Draw(rt, c)
				}
				if strings.EqualFold(cell, "nan") || strings.TrimSpace(cell) == "" {
					cell = ""
				}
				row.Written = append(row.Written, cell)
			}
			rows = append(rows, row)
		}
		var out bytes.Buffer
		if err := ssd.Write(&out, of, rows); err != nil {
			rt.Fatal(err)
		}
		made, _, err := ssd.Read([]returns.File{{Name: "f", Content: &out}}, returns.Usual())
		if err != nil {
			rt.Fatal(err)
		}
		want, got := map[string]int{}, map[string]int{}
		for i := range rows {
			want[strings.Join(rows[i].Written, "|")]++
		}
		for i := range made.Subjects {
			for _, row := range made.Subjects[i].Rows {
				got[strings.Join(row.Written, "|")]++
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatal(diff)
		}
	})
}
