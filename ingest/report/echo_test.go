package report_test

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/ingest/report"
)

type labelled struct {
	use             string
	later, earlier  string
	weight          float64 // how many pairs of the same band it stands for
	echoes, flagged bool
}

// labels reads the pairs that were labelled after reading both areas, and says
// which of them are flagged.
func labels(t *testing.T) (all []labelled) {
	t.Helper()
	file, err := os.Open("testdata/echoes.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close() //nolint:errcheck // only read from
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	number := func(text string) int {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	words := func(id string, n int) string {
		r, ok := report.Published().Report(id)
		if !ok || n > len(r.Areas) {
			t.Fatalf("there is no area %d of %s", n, id)
		}
		return r.Areas[n-1].Words
	}
	for _, row := range rows[1:] {
		pair := labelled{use: row[0], later: words(row[1], number(row[2])), earlier: words(row[3], number(row[4])), echoes: row[7] == "yes"}
		pair.weight = float64(number(row[6])) / float64(number(row[5]))
		pair.flagged = len(report.Echoes([]string{pair.later}, []report.Earlier{{Words: pair.earlier}})) > 0
		all = append(all, pair)
	}
	return all
}

// TestEchoesAgainstReading holds the figures of decision 21: of the pairs set
// aside for measuring, weighted by how many each stands for.
func TestEchoesAgainstReading(t *testing.T) {
	var both, flagged, echoes float64
	pairs := 0
	for _, pair := range labels(t) {
		if pair.use != "measuring" {
			continue
		}
		pairs++
		if pair.flagged {
			flagged += pair.weight
		}
		if pair.echoes {
			echoes += pair.weight
		}
		if pair.flagged && pair.echoes {
			both += pair.weight
		}
	}
	precision, recall := both/flagged, both/echoes
	t.Logf("%d pairs: precision %.2f, recall %.2f, %.0f flagged", pairs, precision, recall, flagged)
	if pairs != 83 || math.Abs(precision-0.59) > 0.005 || math.Abs(recall-0.87) > 0.005 {
		t.Errorf("%d pairs give precision %.3f and recall %.3f: write the new figures in decision 21", pairs, precision, recall)
	}
}

// TestSameWordsEcho: an area echoes itself, with every telling word shared, and
// nothing echoes an area that shares none.
func TestSameWordsEcho(t *testing.T) {
	reports := report.Published().All()
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.SampledFrom(reports).Draw(t, "report")
		if len(r.Areas) == 0 {
			return
		}
		a := rapid.SampledFrom(r.Areas).Draw(t, "area")
		got := report.Echoes([]string{a.Words}, []report.Earlier{{ID: "self", Words: a.Words}, {ID: "other", Words: "Zebra quokka."}})
		if len(got) > 1 || len(got) == 1 && (got[0].Earlier != 0 || got[0].Score < 0.999 || len(got[0].Shared) == 0) {
			t.Fatalf("%q: %+v", a.Words, got)
		}
		b := rapid.SampledFrom(r.Areas).Draw(t, "another")
		there, back := report.Echoes([]string{a.Words}, []report.Earlier{{Words: b.Words}}), report.Echoes([]string{b.Words}, []report.Earlier{{Words: a.Words}})
		if len(there) != len(back) || len(there) == 1 && math.Abs(there[0].Score-back[0].Score) > 1e-9 {
			t.Fatalf("%q and %q: %+v one way and %+v the other", a.Words, b.Words, there, back)
		}
	})
}

func TestEchoesByOtherNames(t *testing.T) {
	for _, c := range []struct{ later, earlier, shared string }{
		{"The recording of strategy meetings.", "improve the arrangements for recording strategy discussions", "strategy discussions"},
		{"PEPs are not timely.", "ensure that personal education plans support children", "personal education plans"},
		{"Caseloads of IROs.", "ensure independent reviewing officers' caseloads are manageable", "reviewing officers"},
		{"The LADO’s response.", "Strengthen designated officer arrangements", "allegations against professionals"},
		{"Use of the PLO.", "Letters before proceedings are late", "pre-proceedings"},
		{"Domestic abuse services", "review the existing domestic violence service provision", "domestic abuse"},
	} {
		got := report.Echoes([]string{c.later}, []report.Earlier{{Words: c.earlier}})
		if len(got) != 1 || !slices.Contains(got[0].Shared, c.shared) {
			t.Errorf("%q and %q: %+v", c.later, c.earlier, got)
		}
	}
	for later, earlier := range map[string]string{
		"The timeliness of initial health assessments":      "Ensure that foster carers are recruited",
		"The response to children who go missing from home": "The tracking of children missing education",
		"Ensure that plans are effective":                   "Ensure that services are effective",
		"":                                                  "",
	} {
		if got := report.Echoes([]string{later}, []report.Earlier{{Words: earlier}}); len(got) > 0 {
			t.Errorf("%q and %q: %+v", later, earlier, got)
		}
	}
}

// TestFoundingAreasComeBack: the areas of 2012 beside the report of 2015 on the
// same council.
func TestFoundingAreasComeBack(t *testing.T) {
	text, err := os.ReadFile("testdata/founding.txt")
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := report.Read(string(text))
	if err != nil {
		t.Fatal(err)
	}
	var earlier []report.Earlier
	for _, a := range read.Areas {
		earlier = append(earlier, report.Earlier{Words: a.Words})
	}
	reports := report.Published().Of(read.Council.Text)
	later := reports[len(reports)-1]
	if later.Published.Year != 2015 {
		t.Fatalf("the report is of %s", later.Published)
	}
	var areas []string
	for _, a := range later.Areas {
		areas = append(areas, a.Words)
	}
	back := map[string]bool{}
	for _, e := range report.Echoes(areas, earlier) {
		back[earlier[e.Earlier].Words+" "+e.Shared[0]] = true
	}
	for _, want := range []string{
		"improve the arrangements for recording strategy discussions so that there is a single record of discussions and actions required by the agencies involved strategy discussions",
		"ensure that all PEPs effectively support looked after children to achieve the best educational outcomes personal education plans",
	} {
		if !back[want] {
			t.Errorf("%q did not come back: %v", want, back)
		}
	}
}

func TestEchoesAreQuick(t *testing.T) {
	report.Echoes(nil, nil)
	var areas []string
	var earlier []report.Earlier
	for _, r := range report.Published().All() {
		for _, a := range r.Areas {
			areas = append(areas, a.Words)
		}
		if r.Council == "lancashire" || r.Council == "birmingham" {
			for _, a := range r.Areas {
				earlier = append(earlier, report.Earlier{Words: a.Words})
			}
		}
	}
	start := time.Now()
	echoes := report.Echoes(areas, earlier)
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("%d areas beside %d took %s", len(areas), len(earlier), took)
	} else {
		t.Logf("%d areas beside %d: %d echoes in %s", len(areas), len(earlier), len(echoes), took)
	}
	if _, err := json.Marshal(echoes); err != nil {
		t.Error(err)
	}
}
