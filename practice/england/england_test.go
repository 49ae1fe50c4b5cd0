package england_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/practice"
	"throughline/practice/england"
)

func pack(t *testing.T) *practice.Pack {
	t.Helper()
	p, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEveryClockAndMeasureOfThePracticeFactsIsThere(t *testing.T) {
	p := pack(t)
	clocks, measures := map[string]bool{}, map[string]bool{}
	for _, c := range p.Clocks {
		clocks[c.Code] = true
	}
	for _, m := range p.Measures {
		measures[m.Code] = true
	}
	for n := 1; n <= 50; n++ {
		if !clocks[fmt.Sprintf("C%d", n)] {
			t.Errorf("there is no clock C%d", n)
		}
	}
	for _, code := range []string{"C2a", "C2b"} {
		if !clocks[code] {
			t.Errorf("there is no clock %s", code)
		}
	}
	for n := 1; n <= 33; n++ {
		if code := fmt.Sprintf("M%d", n); !measures[code] {
			t.Errorf("there is no measure %s", code)
		}
	}
	rows := map[string]bool{}
	for _, s := range p.Sheets {
		rows[s.Row] = true
	}
	for n := 1; n <= 21; n++ {
		if !rows[fmt.Sprintf("R%d", n)] {
			t.Errorf("no file is for row R%d", n)
		}
	}
}

// ids are the measures whose names must stay, because files and addresses use them.
var ids = []string{
	"annual-health-assessment", "dental-check", "immunisations", "development-checks", "sdq-returned", "assessment-45-days", "conference-15-days",
	"looked-after-reviews-on-time", "review-participation", "initial-health-assessment-on-time", "care-leavers-accommodation", "care-leavers-eet",
	"iro-caseload", "training-compliance", "education-plan-current", "review-record-distributed", "lado-one-day",
}

func TestTheIdsOfMeasuresStay(t *testing.T) {
	p := pack(t)
	for _, id := range ids {
		if found := p.Measure(id); len(found) != 1 || !found[0].On {
			t.Errorf("the measure %s is there %d times, or off", id, len(found))
		}
	}
}

func TestWhatIsUnconfirmedIsOffButForTwoMeasures(t *testing.T) {
	p := pack(t)
	var on, off []string
	note := func(code string, b practice.Basis) {
		switch {
		case b.Confidence != practice.Unconfirmed:
		case b.On && b.Status == practice.Local && len(b.NeededBy) > 0:
			on = append(on, code)
		case !b.On:
			off = append(off, code)
		default:
			t.Errorf("%s is unconfirmed, on, and not labelled so", code)
		}
	}
	for _, c := range p.Clocks {
		note(c.Code, c.Basis)
	}
	for _, m := range p.Measures {
		note(m.ID, m.Basis)
	}
	if diff := cmp.Diff([]string{"C21", "iro-caseload", "review-record-distributed"}, sorted(on)); diff != "" {
		t.Errorf("unconfirmed and on:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"C20", "C21a", "C47a", "C50", "C50a", "C51", "C8a"}, sorted(off)); diff != "" {
		t.Errorf("unconfirmed and off:\n%s", diff)
	}
}

func sorted(list []string) []string { slices.Sort(list); return list }

// The two rules of before the reform and the one after it never overlap.
func TestTheRuleChangedOn15April2013(t *testing.T) {
	p := pack(t)
	for day, want := range map[calendar.Date]string{calendar.Must(2013, 4, 14): "C2a C2b", calendar.Must(2013, 4, 15): "C2"} {
		var held []string
		for _, c := range p.Clocks {
			if strings.HasPrefix(c.Code, "C2") && len(c.Code) <= 3 && slices.Contains([]string{"C2", "C2a", "C2b"}, c.Code) &&
				(c.From.IsZero() || !day.Before(c.From)) && (c.To.IsZero() || !day.After(c.To)) {
				held = append(held, c.Code)
			}
		}
		if got := strings.Join(sorted(held), " "); got != want {
			t.Errorf("on %s %s ruled, not %s", day.Long(), got, want)
		}
	}
}

// seen says which roles the policy lets see a class, with something to do
// with the person and without breaking the glass.
func seen(policy *access.Policy, class access.Class) (roles []string) {
	for _, role := range access.Roles {
		if slices.ContainsFunc(access.Relationships[1:], func(r access.Relationship) bool {
			return slices.ContainsFunc(access.Purposes, func(p access.Purpose) bool {
				return p != access.Emergency && policy.Decide(role, r, class, access.NoWall, p, access.View).Allowed
			})
		}) {
			roles = append(roles, string(role))
		}
	}
	return sorted(roles)
}

func TestWhoMaySeeAgreesWithThePolicy(t *testing.T) {
	policy, err := access.Shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range pack(t).Kinds {
		var said []string
		for _, role := range k.Class.See {
			said = append(said, string(role))
		}
		if diff := cmp.Diff(seen(policy, k.Class.Access()), sorted(said)); diff != "" {
			t.Errorf("%s: who may see it by the policy (-) and by the pack (+):\n%s", k.Code, diff)
		}
	}
}

// The kinds that casework declares in Go are the same in the pack, so that
// they can move there.
func TestTheKindsOfCaseworkHaveTheSameClassHere(t *testing.T) {
	p := pack(t)
	elsewhere := []string{"adoption_record", "carer_approval", "conference", "conference_shared", "masked_details"}
	for _, kind := range casework.Kinds {
		found := p.Kind(kind.Code)
		if len(found) == 0 {
			if !slices.Contains(elsewhere, kind.Code) {
				t.Errorf("the pack has no kind of record %s", kind.Code)
			}
			continue
		}
		k := found[0]
		if k.Class.Access() != kind.Class || k.Apart != kind.Apart || k.Decision != kind.Decision || k.Each != kind.Each || k.Name != kind.Name {
			t.Errorf("%s is %+v in the pack, and %+v in casework", kind.Code, k, kind)
		}
		if diff := cmp.Diff(sorted(slices.Clone(kind.Retention)), sorted(slices.Clone(k.Class.Retention))); diff != "" && len(kind.Retention)+len(k.Class.Retention) > 0 {
			t.Errorf("%s is kept by other rules:\n%s", kind.Code, diff)
		}
	}
}

func TestRetentionIsThatOfCasework(t *testing.T) {
	rules, err := casework.RetentionRules()
	if err != nil {
		t.Fatal(err)
	}
	p := pack(t)
	if len(p.Retention) != len(rules) {
		t.Fatalf("%d rules here and %d in casework", len(p.Retention), len(rules))
	}
	for i, r := range p.Retention {
		want := rules[i]
		if r.Code != want.Code || string(r.Over) != want.Over || r.When != want.When || r.Trigger != want.Trigger || r.Years != want.Years || r.On != want.On || r.What != want.What {
			t.Errorf("%+v here, and %+v in casework", r, want)
		}
	}
}

func TestTheCodeSetsAreThoseOfCasework(t *testing.T) {
	var used []practice.CodeSet
	for _, k := range pack(t).Kinds {
		for _, f := range k.Fields {
			if f.Codes != "" {
				used = append(used, f.Codes)
			}
		}
	}
	for _, set := range used {
		if !slices.Contains(casework.CodeSets, casework.CodeSet(set)) {
			t.Errorf("casework has no code set %s", set)
		}
	}
	if len(used) < 5 {
		t.Errorf("only %d fields use the returns' codes", len(used))
	}
}

func TestEveryRowHasWhatItNeeds(t *testing.T) {
	p := pack(t)
	for _, sheet := range p.Sheets {
		if !strings.HasPrefix(sheet.Row, "R") {
			continue
		}
		has := map[string]int{}
		of := func(what string, pointer any) {
			if p.Place(pointer).File == sheet.File {
				has[what]++
			}
		}
		for _, k := range p.Kinds {
			of("kinds", k)
		}
		for _, m := range p.Measures {
			of("measures", m)
		}
		for _, a := range p.Alerts {
			of("alerts", a)
		}
		for _, c := range p.Criteria {
			of("criteria", c)
		}
		if has["kinds"] < 1 || has["measures"] < 1 || has["alerts"] < 3 || has["criteria"] < 1 || sheet.Title == "" || len(sheet.Areas) == 0 {
			t.Errorf("%s has %v", sheet.File, has)
		}
	}
}

// Each source is used, and the mark on a rule is at most what its sources bear.
func TestEverySourceIsUsed(t *testing.T) {
	p := pack(t)
	used := map[string]bool{}
	note := func(b practice.Basis) {
		for _, key := range b.Source {
			used[key] = true
		}
		if slices.Contains(b.Source, "unseen") && b.Confidence != practice.Unconfirmed {
			t.Errorf("a rule without a source that was seen is marked %s: %+v", b.Confidence, b)
		}
		if slices.Equal(b.Source, []string{"design"}) && b.Status != practice.Local && b.Status != practice.Professional {
			t.Errorf("a rule of our own is called %s: %+v", b.Status, b)
		}
	}
	for _, k := range p.Kinds {
		note(k.Basis)
	}
	for _, c := range p.Clocks {
		note(c.Basis)
	}
	for _, m := range p.Measures {
		note(m.Basis)
	}
	for _, a := range p.Alerts {
		note(a.Basis)
	}
	for _, c := range p.Criteria {
		note(c.Basis)
	}
	for _, r := range p.Retention {
		note(r.Basis)
	}
	for _, s := range p.Sources {
		if !used[s.Key] {
			t.Errorf("no rule names the source %s", s.Key)
		}
	}
}

func TestSchoolTermsLeaveNoGap(t *testing.T) {
	terms := pack(t).Rules(calendar.Date{}).Terms
	for i, term := range terms[1:] {
		if terms[i].Last.AddDays(1) != term.First {
			t.Errorf("between %s and %s there is a gap", terms[i].Name, term.Name)
		}
	}
	if len(terms) < 50 {
		t.Errorf("%d terms", len(terms))
	}
}
