package england_test

import (
	"testing"

	"throughline/deadline"
	"throughline/practice/england"
)

func TestTheConventionOfAMeasure(t *testing.T) {
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]deadline.Counting{
		"assessment-45-days": deadline.DayZero, "conference-15-days": deadline.DayZero, // by the rows of the census
		"looked-after-reviews-on-time": deadline.DayZero, // by clocks
		"dental-check":                 "", "iro-caseload": "",
	} {
		if got := pack.Convention(pack.Measure(id)[0]); got != want {
			t.Errorf("%s is counted by %q, and not %q", id, got, want)
		}
	}
}
