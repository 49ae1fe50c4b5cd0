package practice_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/practice"
)

var (
	returns = access.Class{Sensitivity: access.Sensitive, Compartment: access.Returns}
	health  = access.Class{Sensitivity: access.Personal, Compartment: access.Health}
)

// What a deadline is made from decides who sees it: each way in which a clock
// may hear something counts.
func TestClassesOfAClock(t *testing.T) {
	bare := strings.NewReplacer(
		`    required_when: start.outcome == "glasses" && !history.within("care.ended", 3, "months")`+"\n", "",
		"    stops: [{event: care.ended, because: They left care.}]\n", "",
	).Replace(sound)
	for _, c := range []struct {
		words, put string
		want       []access.Class
	}{
		{"its start and end", "", []access.Class{health}},
		{"a stop", "    stops: [{event: care.ended, because: They left care.}]\n", []access.Class{health, returns}},
		{"what a condition asks of the past", "    required_when: history.happened(\"care.ended\")\n", []access.Class{health, returns}},
		{"what an exemption asks of the past", "    not_required: [{when: 'history.happened(\"care.ended\")', because: They left care.}]\n", []access.Class{health, returns}},
		{"their age", "    not_required: [{when: age >= 18, because: They are an adult.}]\n", []access.Class{health, returns}},
		{"whether it is known when they were born", "    not_required: [{when: given.subject.born, because: They are born.}]\n", []access.Class{health, returns}},
		{"nothing else of its start", "    required_when: start.outcome == \"glasses\"\n", []access.Class{health}},
	} {
		p, problems := practice.Load(practice.Files{"eyes.yaml": []byte(strings.Replace(bare, "    recurring: true\n", "    recurring: true\n"+c.put, 1))})
		if err := problems.Err(); err != nil {
			t.Errorf("%s: %v", c.words, err)
			continue
		}
		if diff := cmp.Diff(c.want, p.Classes("C99")); diff != "" {
			t.Errorf("%s: %s", c.words, diff)
		}
		if diff := cmp.Diff(c.want, p.MeasureClasses("eye-tests")); diff != "" {
			t.Errorf("%s, of the measure: %s", c.words, diff)
		}
		if p.Classes("C98") != nil || p.MeasureClasses("ear-tests") != nil {
			t.Errorf("%s: what isn't there has classes", c.words)
		}
	}
}

// A later version of a clock doesn't take away what the one before it heard.
func TestClassesOfEveryVersionOfAClock(t *testing.T) {
	p, problems := practice.Overlay(practice.Files{"eyes.yaml": []byte(sound)}, practice.Files{"ours.yaml": []byte("clocks: [{code: C99, from: 2026-04-01, stops: [], required_when: start.outcome == \"glasses\"}]\n")})
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]access.Class{health, returns}, p.Classes("C99")); diff != "" {
		t.Error(diff)
	}
}

// Rows that the program gives have their classes beside them.
func TestEveryRowHasItsClasses(t *testing.T) {
	for _, of := range practice.RowSources {
		text := strings.Replace(strings.Replace(sound, "    of: {clocks: [C99]}\n", "    of: {rows: "+of.Name+"}\n", 1), "period: month", "period: day", 1)
		p, problems := practice.Load(practice.Files{"eyes.yaml": []byte(text)})
		if err := problems.Err(); err != nil {
			t.Errorf("%s: %v", of.Name, err)
			continue
		}
		if got := p.MeasureClasses("eye-tests"); (len(got) == 0) != (of.Name == "plan_areas") {
			t.Errorf("%s: %v", of.Name, got)
		}
	}
}

// A council's file doesn't change who sees what is recorded already.
func TestACouncilCantFileAShippedKindElsewhere(t *testing.T) {
	base := practice.Files{"eyes.yaml": []byte(sound)}
	for _, c := range []struct{ class, says string }{
		{"{sensitivity: sensitive, compartment: health, see: [social_worker]}", ""},
		{"{sensitivity: personal, compartment: health, see: [social_worker]}", ""},
		{"{sensitivity: personal, compartment: social_care, see: [social_worker]}", "ours.yaml:1:"},
		{"{compartment: education}", "is filed under health, and a council's file can't file it elsewhere"},
	} {
		_, problems := practice.Overlay(base, practice.Files{"ours.yaml": []byte("kinds: [{code: eye_test, class: " + c.class + "}]\n")})
		if got := problems.Error(); (c.says == "") != (len(problems) == 0) || !strings.Contains(got, c.says) {
			t.Errorf("%s: said %q", c.class, got)
		}
	}
	sensitive := practice.Files{"eyes.yaml": []byte(strings.Replace(sound, "sensitivity: personal", "sensitivity: sensitive", 1))}
	_, problems := practice.Overlay(sensitive, practice.Files{"ours.yaml": []byte("kinds: [{code: eye_test, class: {sensitivity: personal}}]\n")})
	if !strings.Contains(problems.Error(), "The kind of record eye_test is sensitive, and a council's file can't make it less.") {
		t.Errorf("said %q", problems.Error())
	}
}
