package board

import (
	"encoding/json"
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/disclosure"
)

func dental(t *testing.T, met, not int, earlier ...disclosure.Released) MeasureData {
	t.Helper()
	period := MeasurePeriod{Name: "Year to 31 March 2012", First: calendar.Must(2011, 4, 1), Last: calendar.Must(2012, 3, 31)}
	var err error
	period.Figure, err = disclosure.PublishMeasure(disclosure.Measured{ID: "dental-check", Definition: "Checked", First: period.First, Last: period.Last, Met: met, NotMet: not}, earlier...)
	if err != nil {
		t.Fatal(err)
	}
	m := MeasureData{Area: "area", AreaRef: "L3-2", AreaTitle: "Dental checks", Measure: "dental-check", Name: "Dental checks in the year", Words: "Checked in the year.", Source: "903", AsAt: asAt, Series: []MeasurePeriod{period}}
	m.Sentence = MeasureSentence(m.Series)
	return m
}

func TestAMeasuresSentenceIsReconciled(t *testing.T) {
	for _, c := range []struct {
		met, not int
		want     string
	}{
		{150, 50, "Year to 31 March 2012: 75%, which is 150 of 200."}, {1200, 34, "Year to 31 March 2012: 97%, which is 1,200 of 1,234."},
		{3, 50, "Year to 31 March 2012: the figure is not shown, because it would tell of a few."}, {50, 3, "Year to 31 March 2012: the figure is not shown, because it would tell of a few."},
		{0, 0, "Year to 31 March 2012: there was nobody to count."},
	} {
		m := dental(t, c.met, c.not)
		if m.Sentence != c.want || len(ReconcileMeasure(m)) != 0 {
			t.Errorf("%d and %d: %s; %v", c.met, c.not, m.Sentence, ReconcileMeasure(m))
		}
	}
	good := dental(t, 150, 50)
	for name, plant := range map[string]func(m *MeasureData){
		"a number":     func(m *MeasureData) { m.Sentence = strings.Replace(m.Sentence, "150", "151", 1) },
		"a percentage": func(m *MeasureData) { m.Sentence = strings.Replace(m.Sentence, "75", "76", 1) },
		"a whole":      func(m *MeasureData) { m.Sentence = strings.Replace(m.Sentence, "200", "201", 1) },
		"a period":     func(m *MeasureData) { m.Sentence = strings.Replace(m.Sentence, "2012", "2011", 1) },
		"other words":  func(m *MeasureData) { m.Sentence = "It is going well." },
		"another":      func(m *MeasureData) { m.Measure = "immunisations" },
		"to come":      func(m *MeasureData) { m.AsAt = calendar.Must(2012, 3, 1) },
		"no rows":      func(m *MeasureData) { m.Series = nil },
		"hidden rows":  func(m *MeasureData) { m.Series = dental(t, 150, 3).Series },
	} {
		m := good
		plant(&m)
		if len(ReconcileMeasure(m)) == 0 {
			t.Errorf("%s was not caught", name)
		}
	}
	if got := MeasureSentence(nil); len(ReconcileMeasure(MeasureData{Sentence: got})) != 0 {
		t.Errorf("%s: refused", got)
	}
}

func TestMeasuresAreInEveryFormOfAPaper(t *testing.T) {
	d := PaperData{Title: "Progress", Measures: []MeasureData{dental(t, 150, 50), dental(t, 3, 50)}}
	page, err := RenderHTML(d, nil)
	if err != nil {
		t.Fatal(err)
	}
	laid, err := json.Marshal(Layout(d))
	if err != nil {
		t.Fatal(err)
	}
	for form, text := range map[string]string{"html": string(page), "text": RenderText(d), "layout": string(laid)} {
		text = strings.Join(strings.Fields(text), " ")
		for _, want := range []string{"75%, which is 150 of 200.", "the figure is not shown, because it would tell of a few.", "As at 1 February 2013", "Dental checks in the year"} {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", form, want)
			}
		}
		if strings.Contains(text, "Of: 53; number 3") {
			t.Errorf("%s tells the small number", form)
		}
	}
	if csv := string(RenderCSV(d)); !strings.Contains(csv, "150 of 200, 75%") || !strings.Contains(csv, "c of 53, c%") {
		t.Errorf("the file holds %s", csv)
	}
}

// What one paper printed of a measure is known to the next, and a paper that
// was made without knowing of it can't print.
func TestAPaperKnowsWhatOthersPrinted(t *testing.T) {
	out := &Paper{State: Published, Measures: []MeasureData{dental(t, 150, 50)}}
	out.ID = "out"
	s := &Shelf{papers: map[string]*Paper{"out": out}, order: []string{"out"}}
	printed, papers := s.PrintedMeasures("dental-check")
	if len(printed) != 1 || len(papers) != 1 {
		t.Fatalf("%d printed in %v", len(printed), papers)
	}
	next := &Paper{AsAt: asAt, Measures: []MeasureData{dental(t, 152, 50, printed...)}}
	if strings.Contains(next.Measures[0].Sentence, "152") {
		t.Errorf("two papers tell of two children: %s", next.Measures[0].Sentence)
	}
	if got := s.measuresProblems(next); len(got) != 1 || !strings.Contains(got[0].Sentence, "Another paper has printed") {
		t.Errorf("made without knowing: %v", got)
	}
	next.Measures[0].Beside = papers
	if got := s.measuresProblems(next); len(got) != 0 {
		t.Errorf("made knowing: %v", got)
	}
	next.AsAt = asAt.AddDays(1)
	if got := s.measuresProblems(next); len(got) != 1 || !strings.Contains(got[0].Sentence, "another day or entry") {
		t.Errorf("of another day: %v", got)
	}
}
