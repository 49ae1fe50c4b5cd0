package practice_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/practice/england"
)

func TestMeasuresForAnArea(t *testing.T) {
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	for area, want := range map[string][]string{
		"L3-2": {"dental-check", "dental-check-in-date"}, "S3-5": {"assessment-45-days", "wishes-and-feelings", "outcome-focus"}, "Z9-9": nil, "": nil,
	} {
		measures, about := pack.MeasuresFor(area)
		var got []string
		for _, m := range measures {
			got = append(got, m.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" || (about == "") != (want == nil) {
			t.Errorf("%s, about %q: %s", area, about, diff)
		}
	}
}
