package svgbars_test

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"throughline/calendar"
	"throughline/disclosure"
	"throughline/web/svgbars"
)

func table(t *testing.T, counts map[string]int, columns string) disclosure.Table {
	t.Helper()
	cohort := disclosure.Cohort{
		Name: "c", Definition: "d", Nature: disclosure.Standing, Day: calendar.Must(2013, 3, 31),
		Dimensions: []disclosure.Dimension{{Name: "Where", Categories: []string{"At <home>", "Fostered", "Away", "Nowhere"}}, {Name: "Sex", Categories: []string{"Female", "Male"}}},
	}
	var atoms []disclosure.Atom
	for where, n := range counts {
		atoms = append(atoms, disclosure.Atom{Categories: []string{where, "Female"}, Count: n})
	}
	release, err := disclosure.Publish(cohort, atoms, []disclosure.Spec{{Title: "t", Rows: "Where", Columns: columns}})
	if err != nil {
		t.Fatal(err)
	}
	return release.Tables()[0]
}

func TestABarForEachNumberAndAWordWhereThereIsNone(t *testing.T) {
	bars := svgbars.OfTable(table(t, map[string]int{"At <home>": 40, "Fostered": 20, "Away": 3, "Nowhere": 0}, ""))
	drawn := string(svgbars.Draw("Where children live", bars))
	shown := map[string]bool{}
	for _, b := range bars {
		shown[b.Words()] = true
	}
	if len(bars) != 4 || !shown["not shown"] || !shown["0"] || bars[2].Words() != "not shown" {
		t.Fatalf("%v", shown)
	}
	numbers := 0
	for _, b := range bars {
		if n, ok := b.Figure.Number(); ok && n > 0 {
			numbers++
		}
	}
	if got := strings.Count(drawn, "<rect"); got != numbers {
		t.Errorf("%d bars for %d numbers", got, numbers)
	}
	if strings.Contains(drawn, "<home>") || strings.Contains(drawn, ">3<") {
		t.Errorf("a label stands as markup, or a suppressed number is there: %s", drawn)
	}
	sentence := svgbars.Sentence("Where children live", bars)
	if !strings.Contains(sentence, "Away: not shown") || !strings.Contains(drawn, `role="img"`) || !strings.Contains(drawn, html.EscapeString(sentence)) {
		t.Errorf("it does not say what it shows: %s", sentence)
	}
	if _, err := html.Parse(strings.NewReader(drawn)); err != nil {
		t.Error(err)
	}
}

// A bar twice as long stands for a number twice as large.
func TestLengthsFollowTheNumbers(t *testing.T) {
	drawn := string(svgbars.Draw("t", svgbars.OfTable(table(t, map[string]int{"At <home>": 40, "Fostered": 20, "Away": 10}, ""))))
	widths := regexp.MustCompile(`<rect x="0" y="[0-9.]+" width="([0-9.]+)"`).FindAllStringSubmatch(drawn, -1)
	if len(widths) != 3 || widths[0][1] != "290" || widths[1][1] != "145" || widths[2][1] != "72.5" {
		t.Errorf("%v", widths)
	}
}

func TestTheCellsOfATableOfTwoDirections(t *testing.T) {
	bars := svgbars.OfTable(table(t, map[string]int{"At <home>": 40, "Fostered": 20}, "Sex"))
	if len(bars) != 8 || bars[0].Label != "At <home>, female" {
		t.Errorf("%+v", bars)
	}
}

// A chart is drawn of the very figures of the table, so cohorts that print alike are drawn alike.
func TestTwoCohortsThatPrintAlikeAreDrawnAlike(t *testing.T) {
	a := table(t, map[string]int{"At <home>": 3, "Fostered": 4, "Away": 40, "Nowhere": 50}, "")
	b := table(t, map[string]int{"At <home>": 4, "Fostered": 3, "Away": 40, "Nowhere": 50}, "")
	if svgbars.Draw("t", svgbars.OfTable(a)) != svgbars.Draw("t", svgbars.OfTable(b)) {
		t.Error("the drawings differ")
	}
}

func TestNothingIsDrawnOfNothing(t *testing.T) {
	if svgbars.Draw("t", nil) != "" {
		t.Error("a picture of nothing")
	}
	few := table(t, map[string]int{"At <home>": 1}, "")
	for _, b := range svgbars.OfTable(few) {
		if n, ok := b.Figure.Number(); ok && n > 0 {
			t.Errorf("%d of one child", n)
		}
	}
	if got := (svgbars.Bar{Figure: disclosure.Inapplicable()}).Words(); got != "not applicable" {
		t.Error(got)
	}
	if got := (svgbars.Bar{}).Words(); got != "not available" {
		t.Error(got)
	}
}
