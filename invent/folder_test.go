package invent_test

import (
	"encoding/csv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/invent"
)

func everything(t *testing.T, c invent.Council) (files map[string]string, faults int) {
	t.Helper()
	folder := t.TempDir()
	faults, err := c.Folder(folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	files = map[string]string{}
	if err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, folder)] = string(content)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files, faults
}

func TestTheSameSeedGivesTheSameFolder(t *testing.T) {
	c := invent.Council{Seed: 21, Children: 150, First: 2022, Last: 2023, Faults: 0.1, Edges: 0.01, Stories: invent.ThreeStories(2022, 2023)}
	first, faults := everything(t, c)
	second, again := everything(t, c)
	if diff := cmp.Diff(first, second); diff != "" || faults != again {
		t.Fatal(faults, again, diff)
	}
	c.Seed++
	if other, _ := everything(t, c); cmp.Equal(first, other) {
		t.Error("another seed gives the same files")
	}
}

// Every sort of fault is planted in every sort of file and listed, and the list says what stands in the file. Without faults nothing is listed.
func TestWhatIsPlantedIsListed(t *testing.T) {
	c := invent.Council{Seed: 2, Children: 400, First: 2022, Last: 2023, Faults: 0.1, Edges: 0.01}
	files, faults := everything(t, c)
	rows, err := csv.NewReader(strings.NewReader(files["/"+invent.ManifestName])).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows)-1 != faults || faults < 500 {
		t.Errorf("%d faults are listed and %d counted", len(rows)-1, faults)
	}
	sorts, where := map[string]int{}, map[string]int{}
	for _, row := range rows[1:] {
		sorts[row[4]]++
		kind, name := "local", row[0]+".csv"
		switch {
		case row[0] == "cin.xml":
			kind, name = "cin", row[0]
		case strings.HasPrefix(row[0], "list_"):
			kind, name = "annex-a", row[0]
		case strings.HasPrefix(row[0], "ssd_"):
			kind, name = "ssd", row[0]
		case strings.HasSuffix(row[0], ".csv"):
			kind, name = "903", row[0]
		}
		where[kind]++
		if text := files["/"+row[1]+"/"+kind+"/"+name]; text == "" || !strings.Contains(text, row[6]) {
			t.Errorf("%v is listed, and stands in no file", row)
		}
	}
	for _, sort := range []string{"missing", "late", "contradictory", "wrong code", "duplicate", "unreadable"} {
		if sorts[sort] == 0 {
			t.Errorf("nothing is %s: %v", sort, sorts)
		}
	}
	if len(where) != 5 {
		t.Errorf("faults are in %v alone", where)
	}
	c.Faults = 0
	if files, faults := everything(t, c); faults != 0 || strings.Count(files["/"+invent.ManifestName], "\n") != 1 {
		t.Errorf("%d faults where none were asked for", faults)
	}
}

func TestStoriesThatCannotBeTold(t *testing.T) {
	for _, s := range []invent.Story{{Measure: "happiness"}, {Measure: "dental-check", From: 1.1}, {Measure: "dental-check", To: -0.1}} {
		if _, err := (invent.Council{First: 2022, Last: 2022, Stories: []invent.Story{s}}).Folder(filepath.Join(t.TempDir(), "x"), nil); err == nil {
			t.Errorf("%+v is taken", s)
		}
	}
}

// A year that isn't over tells of nothing after its last day, and answers nothing about its end.
func TestAYearThatIsNotOver(t *testing.T) {
	until := calendar.Must(2013, 1, 31)
	c := invent.Council{Seed: 8, Children: 300, First: 2012, Last: 2013, Edges: 0.01, Until: until, Trusts: []string{"One", "Two", "Three"}}
	files, _ := everything(t, c)
	for name, columns := range map[string][]string{
		"903/episodes.csv": {"DECOM", "DEC"}, "903/reviews.csv": {"REVIEW"}, "ssd/ssd_cla_health.csv": {"clah_health_check_date"}, "local/initial_health_assessment.csv": {"report_ready_on"},
		"local/review_record.csv": {"held_on", "recipients_1_sent_on"}, "local/open_case.csv": {"counted_on"}, "local/training_return.csv": {"period_end", "supplied_on"},
		"local/governance_review.csv": {"began_on"}, "local/reviewing_officer_post.csv": {"counted_on"}, "local/out_of_hours_shift.csv": {"begins_on"},
	} {
		rows, err := csv.NewReader(strings.NewReader(files["/2013/"+name])).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Fatalf("%s has %d rows: %v", name, len(rows), err)
		}
		for _, column := range columns {
			at := slices.Index(rows[0], column)
			for _, row := range rows[1:] {
				if day, err := calendar.Parse(row[at]); err == nil && day.After(until) {
					t.Errorf("%s tells of %s in %s", name, day, column)
				}
			}
		}
	}
	if strings.Count(files["/2013/903/oc2.csv"]+files["/2013/903/oc3.csv"], "\n") != 2 || strings.Count(files["/2012/903/oc2.csv"], "\n") < 10 {
		t.Error("answers about the end of a year stand where it isn't over, or don't where it is")
	}
	if !strings.Contains(files["/2013/local/training_return.csv"], "\nTwo,") {
		t.Error("a trust that is named sends nothing")
	}
}
