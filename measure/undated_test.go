package measure_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/measure"
)

// A review whose day is blank is counted as one that can't be told, unless it is one that is asked for on no day: of a child under 4.
func TestWhatIsAskedOnNoDayIsNotAskedOnABlankOne(t *testing.T) {
	rows := []measure.Row{
		{ID: "under 4", Source: "reviews_held", Subject: "ann", Within: yearEnd, Values: map[string]any{"participation": "PN0", "short_breaks": false}},
		{ID: "over 4", Source: "reviews_held", Subject: "ann", Within: yearEnd, Values: map[string]any{"participation": "PN1", "short_breaks": false}},
	}
	known := &measure.Known{Pack: shipped(t), Rows: rows}
	m := known.Pack.Measure("review-participation")[0]
	want := [4]int{0, 1, 0, 1}
	if diff := cmp.Diff(want, count(known.Figure(m, period, yearEnd))); diff != "" {
		t.Error(diff)
	}
	columns := measure.NewColumns(known.Pack)
	columns.Put(measure.Told{Subject: "ann", Rows: rows})
	if diff := cmp.Diff(want, count(columns.Figures(m, []measure.Period{period}, measure.Moment{AsAt: yearEnd}, nil)[0])); diff != "" {
		t.Errorf("in columns: %s", diff)
	}
}
