package measure_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
	"throughline/practice"
	"throughline/practice/england"
)

const sampleFolder = "../ingest/returns/ssda903/testdata/sample"

func sampleFiles(t testing.TB) (files []returns.File) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(sampleFolder, "*.csv"))
	if err != nil || len(paths) != 13 {
		t.Fatalf("%d sample files: %v", len(paths), err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, returns.File{Name: filepath.Base(path), Content: bytes.NewReader(content)})
	}
	return files
}

// sample is the invented return with the deadlines that it gives.
func sample(t testing.TB) *measure.Known {
	t.Helper()
	made, _, err := ssda903.Read(t.Context(), sampleFiles(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	pack := shipped(t)
	rules := pack.Rules(made.Ends())
	return &measure.Known{Pack: pack, Rows: intofacts.RowsFrom903(made), Deadlines: deadline.Reckon(rules, intofacts.From903(made)), Terms: rules.Terms}
}

func shipped(t testing.TB) *practice.Pack {
	t.Helper()
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return pack
}

var yearEnd = calendar.Must(2018, time.March, 31)

func figure(t testing.TB, k *measure.Known, id string, asAt calendar.Date) measure.Figure {
	t.Helper()
	m := k.Pack.Measure(id)
	if len(m) != 1 {
		t.Fatalf("there are %d measures %s", len(m), id)
	}
	period, ok := measure.LastComplete(m[0].Period, asAt, k.Terms)
	if !ok {
		t.Fatalf("%s has no complete period on %s", id, asAt)
	}
	return k.Figure(m[0], period, asAt)
}

// table reads one of the sample's files plainly: a row by its columns' names.
func table(t testing.TB, name string) (rows []map[string]string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(sampleFolder, name))
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\uFEFF"))))
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, cell := range cells {
			row[head[i]] = strings.TrimSpace(cell)
		}
		rows = append(rows, row)
	}
}

func dayOf(text string) string { // day/month/year as year-month-day, which sorts
	parts := strings.Split(text, "/")
	if len(parts) != 3 {
		return ""
	}
	return parts[2] + "-" + parts[1] + "-" + parts[0]
}

// plainCohort finds who was looked after all year from the rows of the file alone.
func plainCohort(t testing.TB) map[string]bool {
	t.Helper()
	in, out := map[string]bool{}, map[string]bool{}
	for _, e := range table(t, "episodes.csv") {
		began, ended := dayOf(e["DECOM"]), dayOf(e["DEC"])
		if began == "" || began > "2018-03-31" || ended != "" && ended < "2017-04-01" {
			continue
		}
		in[e["CHILD"]] = true
		starts := e["RNE"] == "S" && began > "2017-04-01"
		ceases := ended != "" && ended <= "2018-03-31" && e["REC"] != "" && e["REC"] != "X1"
		if starts || ceases || e["LS"] == "V3" || e["LS"] == "V4" {
			out[e["CHILD"]] = true
		}
	}
	for child := range out {
		delete(in, child)
	}
	return in
}

func TestFiguresOfTheReturnAreWhatItsRowsGive(t *testing.T) {
	known, cohort := sample(t), plainCohort(t)
	born := map[string]string{}
	for _, h := range table(t, "header.csv") {
		born[h["CHILD"]] = dayOf(h["DOB"])
	}
	for id, column := range map[string]string{
		"annual-health-assessment": "HEALTH_ASSESSMENT", "dental-check": "TEETH_CHECK", "immunisations": "IMMUNISATIONS", "development-checks": "HEALTH_CHECK",
	} {
		numerator, denominator, blank := 0, 0, 0
		answers := map[string]string{}
		for _, row := range table(t, "oc2.csv") {
			answers[row["CHILD"]] = row[column]
		}
		for child := range cohort {
			if id == "development-checks" && born[child] <= "2013-03-31" { // 5 or over at 31 March 2018
				continue
			}
			denominator++
			switch answers[child] {
			case "1":
				numerator++
			case "":
				blank++
			}
		}
		got := figure(t, known, id, yearEnd)
		if got.Numerator != float64(numerator) || got.Denominator != float64(denominator) || got.CannotTell != blank || denominator == 0 {
			t.Errorf("%s is %v of %v with %d that can't be told; the rows give %d of %d with %d", id, got.Numerator, got.Denominator, got.CannotTell, numerator, denominator, blank)
		}
	}
}

func TestParticipationIsWhatTheReviewsGive(t *testing.T) {
	known := sample(t)
	numerator, denominator := 0, 0
	shortBreaks := map[string]bool{}
	for _, e := range table(t, "episodes.csv") {
		if e["LS"] == "V3" || e["LS"] == "V4" {
			shortBreaks[e["CHILD"]] = true
		}
	}
	for _, r := range table(t, "reviews.csv") {
		day := dayOf(r["REVIEW"])
		if day != "" && (day < "2017-04-01" || day > "2018-03-31") || shortBreaks[r["CHILD"]] || r["REVIEW_CODE"] == "PN0" && day != "" {
			continue
		}
		denominator++
		if day != "" && slices.Contains([]string{"PN1", "PN2", "PN3", "PN5", "PN6"}, r["REVIEW_CODE"]) {
			numerator++
		}
	}
	// Whose time in care was of short breaks only is for the spells to say; those with none are compared here.
	over, under := 0, 0
	for _, row := range figure(t, known, "review-participation", yearEnd).Rows {
		if shortBreaks[row.Subject] {
			continue
		}
		if row.Excluded {
			t.Errorf("a review of %s is left out: %s", row.Subject, row.Because)
		}
		under++
		if row.Counts {
			over++
		}
	}
	if over != numerator || under != denominator || numerator == 0 {
		t.Errorf("participation is %d of %d; the rows give %d of %d", over, under, numerator, denominator)
	}
}

func TestReviewsOnTimeOfTheSample(t *testing.T) {
	known := sample(t)
	got := figure(t, known, "looked-after-reviews-on-time", yearEnd)
	t.Logf("%v of %v, %d excluded, %d can't be told", got.Numerator, got.Denominator, got.Excluded, got.CannotTell)
	if got.Denominator == 0 || got.Numerator > got.Denominator {
		t.Errorf("reviews on time are %v of %v", got.Numerator, got.Denominator)
	}
}

// What the returns tell is what the pack's clocks and measures ask about: every event and value, and every row and item.
func TestTheReturnsSpeakThePacksWords(t *testing.T) {
	events := map[string]practice.CoreEvent{}
	for _, e := range practice.CoreEvents {
		events[e.Code] = e
	}
	for _, name := range intofacts.Events() {
		if _, ok := events[name]; !ok {
			t.Errorf("the pack knows no event %s", name)
		}
	}
	made, _, err := ssda903.Read(t.Context(), sampleFiles(t), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range intofacts.From903(made) {
		for name := range f.Values {
			if _, ok := events[f.Event].Values[name]; !ok {
				t.Fatalf("the pack knows no %s of %s", name, f.Event)
			}
		}
		for part := range f.Of {
			if !slices.Contains(events[f.Event].PartOf, part) {
				t.Fatalf("the pack's %s is part of no %s", f.Event, part)
			}
		}
	}
	items := map[string]map[string]practice.FieldType{}
	for _, source := range practice.RowSources {
		items[source.Name] = source.Items
	}
	for _, name := range intofacts.Sources() {
		if items[name] == nil {
			t.Errorf("the pack knows no rows %s", name)
		}
	}
	for _, row := range intofacts.RowsFrom903(made) {
		for name := range row.Values {
			if _, ok := items[row.Source][name]; !ok {
				t.Fatalf("the pack knows no %s of %s", name, row.Source)
			}
		}
	}
}
