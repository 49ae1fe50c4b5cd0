package england_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
)

// The classes that decide who sees a deadline, worked out by hand.
func TestClassesOfTheShippedClocks(t *testing.T) {
	p := pack(t)
	class := func(s access.Sensitivity, c access.Compartment) access.Class {
		return access.Class{Sensitivity: s, Compartment: c}
	}
	returns := class(access.Sensitive, access.Returns)
	for code, want := range map[string][]access.Class{
		"C29":  {class(access.Personal, access.Health), returns},
		"C29b": {class(access.Personal, access.Health), returns},
		"C17":  {returns},
		"P1":   nil,
	} {
		if len(p.Clock(code)) == 0 && code != "P1" {
			t.Errorf("there is no clock %s", code)
		}
		if diff := cmp.Diff(want, p.Classes(code)); diff != "" {
			t.Errorf("%s: %s", code, diff)
		}
	}
}

// A deadline about a person can be seen by nobody at all unless it has a class.
func TestEveryClockAboutPeopleHasAClass(t *testing.T) {
	p := pack(t)
	for _, c := range p.Clocks {
		if classes := p.Classes(c.Code); len(classes) == 0 && slices.Contains([]string{"child", "adult", "family", "staff"}, string(c.About)) {
			t.Errorf("%s, about a %s, is made from nothing with a class", c.Code, c.About)
		}
	}
	for _, m := range p.Measures {
		if classes := p.MeasureClasses(m.ID); len(classes) == 0 && m.Of.Rows != "plan_areas" && !slices.ContainsFunc(m.Of.Clocks, func(code string) bool { return p.Clock(code)[0].About == "report" }) {
			t.Errorf("%s is made from nothing with a class", m.ID)
		}
	}
}
