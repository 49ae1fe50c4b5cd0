package main

import (
	"archive/zip"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const sampleReturn = "../../ingest/returns/ssda903/testdata/sample"

func heldIn[T any](t *testing.T, text string) (held T) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &held); err != nil {
		t.Fatalf("%v:\n%.300s", err, text)
	}
	return held
}

// The ids that other programs know measures by.
var keptIDs = strings.Fields(`annual-health-assessment dental-check immunisations development-checks sdq-returned assessment-45-days conference-15-days
	looked-after-reviews-on-time review-participation initial-health-assessment-on-time care-leavers-accommodation care-leavers-eet iro-caseload training-compliance
	education-plan-current review-record-distributed lado-one-day`)

func TestFiguresWithoutAnyReturn(t *testing.T) {
	data := council(t)
	figures := heldIn[[]map[string]any](t, tl(t, "measures", "--data", data, "--as-at", "2018-03-31", "--format", "json").ok())
	found := map[string]bool{}
	for _, f := range figures {
		id, _ := f["id"].(string)
		found[id] = true
		keys := []string{}
		for key := range f {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		same(t, id+" has", []string{"as_at", "cannot_tell", "cohort", "denominator", "excluded", "id", "known_at", "numerator", "period", "value"}, keys)
		if id != "plan-progress" && (f["value"] != nil || f["denominator"] != 0.0 || f["numerator"] != 0.0) {
			t.Errorf("%s of nothing is %v", id, f)
		}
	}
	for _, id := range keptIDs {
		if !found[id] {
			t.Errorf("there is no %s", id)
		}
	}
	same(t, "deadlines of nobody", "[]\n", tl(t, "deadlines", "--data", data, "--as-at", "2018-03-31").ok())
	same(t, "no loads", "No return was loaded.\n", tl(t, "import", "list", "--data", data).ok())
}

func TestAReturnIsLoadedReadAndTakenBack(t *testing.T) {
	data, folder := council(t), t.TempDir()
	report := filepath.Join(folder, "problems.csv")
	looked := heldIn[importResult](t, tl(t, "import", "903", sampleReturn, "--data", data, "--dry-run", "--format", "json", "--report", report).ok())
	if looked.Rows != 25975 || looked.Children == 0 || looked.ID != "" || looked.Year != 2018 {
		t.Errorf("a dry run says %+v", looked)
	}
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil || len(rows) < looked.Unread+1 || !slices.ContainsFunc(rows, func(row []string) bool { return strings.HasPrefix(row[7], "code") && row[9] != "" && row[10] != "" }) {
		t.Errorf("the report has %d rows, %v", len(rows), err)
	}
	same(t, "after a dry run", "No return was loaded.\n", tl(t, "import", "list", "--data", data).ok())

	if refused := tl(t, "import", "903", sampleReturn, "--data", data, "--refuse"); refused.code != exitError || !strings.Contains(refused.errs, "nothing was loaded") {
		t.Errorf("it ended with %d and said %s", refused.code, refused.errs)
	}
	workbook := filepath.Join(folder, "problems.xlsx")
	zipped := tl(t, "import", "903", zipOf(t, sampleReturn), "--data", data, "--format", "json", "--report", workbook)
	if zipped.code != 0 || !strings.Contains(zipped.errs, "notes.txt is left out") {
		t.Errorf("it ended with %d and said %s", zipped.code, zipped.errs)
	}
	loaded := heldIn[importResult](t, zipped.out)
	if loaded.ID == "" || loaded.Children != looked.Children || loaded.Rows != looked.Rows {
		t.Errorf("loading says %+v, and the dry run %+v", loaded, looked)
	}
	if archive, err := zip.OpenReader(workbook); err != nil {
		t.Error(err)
	} else if err := archive.Close(); err != nil {
		t.Error(err)
	}
	again := heldIn[importResult](t, tl(t, "import", "903", sampleReturn, "--data", data, "--format", "json").ok())
	same(t, "loading it again changes nothing: it is", loaded.ID, again.Same)

	dental := func(args ...string) []figureLine {
		return heldIn[[]figureLine](t, tl(t, append([]string{"measures", "--data", data, "--as-at", "2018-03-31", "--measure", "dental-check", "--format", "json"}, args...)...).ok())
	}
	whole := dental()[0]
	if whole.Denominator == 0 || whole.Value == nil || *whole.Value != whole.Numerator/whole.Denominator || whole.Period != "2017-04-01/2018-03-31" {
		t.Errorf("dental checks: %+v", whole)
	}
	over, under := 0.0, 0.0
	for _, part := range dental("--by", "age")[1:] {
		over, under = over+part.Numerator, under+part.Denominator
	}
	same(t, "the parts by age", []float64{whole.Numerator, whole.Denominator}, []float64{over, under})
	tl(t, "measures", "--data", data, "--measure", "dental-check", "--by", "district").fails(exitError, "it can by age, placement_type")
	tl(t, "measures", "--data", data, "--measure", "dentist").fails(exitError, "There is no measure called “dentist”")

	deadlines(t, data)

	tl(t, "import", "undo", loaded.ID, "--data", data, "--reason", " ").fails(exitError, "Say why")
	tl(t, "import", "undo", loaded.ID, "--data", data, "--reason", "The wrong year").ok()
	if gone := dental()[0]; gone.Denominator != 0 || gone.Value != nil {
		t.Errorf("after it was taken back: %+v", gone)
	}
	if listed := tl(t, "import", "list", "--data", data).ok(); !strings.Contains(listed, loaded.ID) || !strings.Contains(listed, "The wrong year") {
		t.Errorf("the list says %s", listed)
	}
	if then := dental("--known-at", "#4")[0]; then.Denominator != whole.Denominator {
		t.Errorf("as known when it was loaded: %+v", then)
	}
}

func deadlines(t *testing.T, data string) {
	t.Helper()
	args := []string{"deadlines", "--data", data, "--as-at", "2018-03-31", "--clock", "C17"}
	zero := heldIn[[]deadlineLine](t, tl(t, args...).ok())
	one := heldIn[[]deadlineLine](t, tl(t, append(args, "--counting", "day_1")...).ok())
	if len(zero) == 0 || len(zero) != len(one) {
		t.Fatalf("%d deadlines by one convention and %d by the other", len(zero), len(one))
	}
	sooner := 0
	for i := range zero {
		if zero[i].Clock != "C17" || zero[i].Subject == "" || zero[i].Name == "" || zero[i].Reason == "" || zero[i].Satisfied > "2018-03-31" || zero[i].Counting != "day_0" || one[i].Counting != "day_1" {
			t.Fatalf("%+v and %+v", zero[i], one[i])
		}
		if one[i].Due > zero[i].Due {
			t.Errorf("counted from day 1 it is due later: %+v and %+v", zero[i], one[i])
		} else if one[i].Due < zero[i].Due {
			sooner++
		}
	}
	if sooner == 0 {
		t.Error("no deadline is counted otherwise")
	}
	rows, err := csv.NewReader(strings.NewReader(tl(t, append(args, "--format", "csv", "--state", "overdue")...).ok())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	overdue := 0
	for _, d := range zero {
		if d.State == "overdue" {
			overdue++
		}
	}
	same(t, "overdue", overdue, len(rows)-1)
	tl(t, "deadlines", "--data", data, "--clock", "C999").fails(exitError, "There is no clock called “C999”")
}

// zipOf packs a folder's files, with one that is no part of a return.
func zipOf(t *testing.T, dir string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "return.zip")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	archive := zip.NewWriter(file)
	paths, err := filepath.Glob(filepath.Join(dir, "*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	put := func(name string, content []byte) {
		into, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := into.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	for _, one := range paths {
		content, err := os.ReadFile(one)
		if err != nil {
			t.Fatal(err)
		}
		put("903/"+filepath.Base(one), content)
	}
	put("903/notes.txt", []byte("Made on Friday."))
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestWhatIsNoReturnIsRefused(t *testing.T) {
	data := council(t)
	text := planFile(t, "return.csv", "Name,Score\nx,1\n")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{"import", "903", text}, "None of these files is a part of the children looked after return"},
		{[]string{"import", "cin", text}, "None of these files is a children in need census"},
		{[]string{"import", "903", "nowhere"}, "can't be read: it is not there"},
		{[]string{"import", "903", t.TempDir()}, "There are no .csv, .xml or .xlsx files in"},
		{[]string{"import", "903", planFile(t, "broken.zip", "no zip")}, "can't be read as a .zip file"},
		{[]string{"import", "903", sampleReturn, "--report", "problems.pdf"}, "end its name in .xlsx for a workbook"},
		{[]string{"import", "undo", "nothing", "--reason", "none"}, "return"},
		{[]string{"deadlines", "--purpose", "curiosity"}, "is not a purpose"},
	} {
		tl(t, append(c.args, "--data", data)...).fails(exitError, c.says)
	}
}
