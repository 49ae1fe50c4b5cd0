package practice_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice"
	"throughline/practice/england"
)

const document = "../docs/practice-pack.md"

var block = regexp.MustCompile("(?s)```(yaml|yaml council|text)\n(.*?)```")

// blocks gives what the document shows: the file that it builds, the
// council's change, and what the program says.
func blocks(t *testing.T) (file, council string, said []string) {
	t.Helper()
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	for _, found := range block.FindAllStringSubmatch(string(text), -1) {
		switch found[1] {
		case "yaml":
			file += found[2]
		case "yaml council":
			council = found[2]
		default:
			said = append(said, found[2])
		}
	}
	return file, council, said
}

func over(t *testing.T, text string) (*practice.Pack, practice.Problems) {
	t.Helper()
	base, err := england.Files()
	if err != nil {
		t.Fatal(err)
	}
	return practice.Overlay(base, practice.Files{"eyes.yaml": []byte(text)})
}

// One file adds a kind of record with all that belongs to it.
func TestTheDocumentsExampleDoesWhatItSays(t *testing.T) {
	file, _, said := blocks(t)
	pack, problems := over(t, file)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	if err := valid(t, schema(t), []byte(file)); err != nil {
		t.Errorf("by the schema: %v", err)
	}
	kind := pack.Kind("eye_test")[0]
	test := func(id string, day calendar.Date) []deadline.Fact {
		record := practice.Record{ID: id, Subject: "ann", Values: map[string]any{"tested_on": day, "outcome": "fine", "said": "It was quick."}}
		if needs := pack.Unfinished(kind, record); len(needs) > 0 && !day.IsZero() {
			t.Errorf("it needs %v", needs)
		}
		return pack.Facts(kind, record)
	}
	facts := append(test("a", calendar.Must(2024, 1, 31)), deadline.Fact{ID: "p", Subject: "ann", Event: deadline.Person, Values: map[string]any{"born": calendar.Must(2015, 1, 1)}})
	rules := pack.Rules(calendar.Must(2025, 12, 31))
	rules.Clocks = slices.DeleteFunc(rules.Clocks, func(c deadline.Clock) bool { return c.Code != "EYES" })
	stands := func(day calendar.Date, more ...deadline.Fact) deadline.State {
		made := deadline.Reckon(rules, slices.Concat(facts, more))
		if len(made) == 0 || !made[0].Start.On.IsZero() && made[0].Due != calendar.Must(2025, 1, 31) {
			t.Fatalf("got %+v", made)
		}
		state, _ := made[0].At(day)
		return state
	}
	due := calendar.Must(2025, 1, 31)
	left := deadline.Fact{ID: "l", Subject: "ann", Event: "care.ended", On: calendar.Must(2024, 6, 1)}
	for _, c := range []struct {
		name string
		day  calendar.Date
		more []deadline.Fact
		want deadline.State
	}{
		{"on the last day", due, nil, deadline.Running},
		{"the day after", due.AddDays(1), nil, deadline.Overdue},
		{"tested on the last day", due.AddDays(9), test("b", due), deadline.Met},
		{"tested the day after", due.AddDays(9), test("b", due.AddDays(1)), deadline.Late},
		{"left care", due.AddDays(9), []deadline.Fact{left}, deadline.NotRequired},
		{"without a day", due, test("c", calendar.Date{}), deadline.CannotTell},
	} {
		if got := stands(c.day, c.more...); got != c.want {
			t.Errorf("%s: %s, not %s", c.name, got, c.want)
		}
	}
	if got := pack.Measure("eye-tests-on-time"); len(got) != 1 || got[0].Of.Clocks[0] != "EYES" {
		t.Errorf("the measure: %+v", got)
	}
	if !slices.ContainsFunc(pack.Alerts, func(a *practice.Alert) bool { return a.Code == "eyes-late" && a.Raise.Clock == "EYES" }) {
		t.Error("the alert isn't there")
	}

	_, problems = over(t, strings.Replace(file, "end: [{event: eyes.tested}]", "end: [{event: eyes.testd}]", 1))
	if got := problems.Error(); !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(got, strings.TrimSpace(s)) }) {
		t.Errorf("the document doesn't say what the program says:\n%s", got)
	}
	if _, problems = over(t, regexp.MustCompile(`(?m)^    class: .*\n`).ReplaceAllString(file, "")); !strings.Contains(problems.Error(), "A kind without one is refused.") {
		t.Errorf("a kind without a class: %v", problems)
	}
}

func TestTheDocumentsChangeIsAVersion(t *testing.T) {
	_, council, _ := blocks(t)
	pack, problems := over(t, council)
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	got := pack.Clock("C10")
	if len(got) != 2 || got[0].Amount != 6 || got[0].To != calendar.Must(2026, 3, 31) || got[1].Amount != 4 || len(got[1].Stops) != len(got[0].Stops) {
		t.Errorf("got %+v", got)
	}
}
