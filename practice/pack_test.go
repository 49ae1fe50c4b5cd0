package practice_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice"
)

// sound is a whole pack in one file.
const sound = `row: R99
title: Eye tests
sources:
  - {key: here, what: "What we agreed"}
retention:
  - {code: eyes, what: Eye tests, over: kind, when: always, trigger: birth, years: 25, source: [here], confidence: M, status: local}
kinds:
  - code: eye_test
    name: Eye test
    about: child
    source: [here]
    confidence: M
    status: local
    class: {sensitivity: personal, compartment: health, see: [social_worker], retention: [eyes]}
    fields:
      - {name: tested_on, words: When were they tested?, type: date, required: true}
      - {name: outcome, words: What came of it?, type: choice, choices: [{code: fine, words: Fine}, {code: glasses, words: Glasses}]}
      - {name: people, words: Who was there?, type: list, fields: [{name: who, words: Who?, type: text}, {name: told_on, words: Told on, type: date}]}
    complete:
      - {when: given.outcome && people.size() > 0, otherwise: Say what came of it and who was there.}
    events:
      - {code: eyes.tested, words: their eyes were tested, day: tested_on, when: given.outcome, values: [outcome]}
      - {code: eyes.told, words: everybody was told, every: people.told_on, part_of: [{what: test}]}
clocks:
  - code: C99
    name: Eye test every six months
    about: child
    start: [{event: eyes.tested}]
    end: [{event: eyes.tested}]
    amount: 6
    unit: months
    recurring: true
    required_when: start.outcome == "glasses" && !history.within("care.ended", 3, "months")
    stops: [{event: care.ended, because: They left care.}]
    source: [here]
    confidence: M
    status: local
measures:
  - id: eye-tests
    name: Eye tests in time
    words: Of the eye tests that fell due, those done in time.
    of: {clocks: [C99]}
    numerator: {words: done in time}
    denominator: {words: all that fell due}
    polarity: high
    period: month
    cohort: live
    source: [here]
    confidence: M
    status: local
alerts:
  - {code: eyes-late, words: An eye test is late., raise: {clock: C99, states: [overdue]}, who: social_worker, act: Arrange one., end: It is done., source: [here], confidence: M, status: local}
criteria:
  - {code: eyes-asked, words: The child was asked., evidence: The record., scale: yes_no, source: [here], confidence: M, status: local}
`

func load(t *testing.T, text string) *practice.Pack {
	t.Helper()
	pack, problems := practice.Load(practice.Files{"eyes.yaml": []byte(text)})
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	return pack
}

func TestEachProblemNamesItsPlaceAndMend(t *testing.T) {
	load(t, sound)
	for _, c := range []struct{ name, from, to, want string }{
		{"an unknown key", "    about: child\n    source", "    abuot: child\n    source", `eyes.yaml:10:5: The key “abuot” isn't one we know here. Did you mean “about”?`},
		{"a wrong type", "amount: 6", "amount: six", `eyes.yaml:30:13: “six” is not a whole number that we can use. Write it in figures`},
		{"no class", "    class: {sensitivity: personal, compartment: health, see: [social_worker], retention: [eyes]}\n", "", `eyes.yaml:8:5: This lacks “class”. Add it. Who may see it and how long it is kept. A kind without one is refused.`},
		{"no sensitivity", "sensitivity: personal, ", "", `This lacks “sensitivity”.`},
		{"an ordinary child", "sensitivity: personal", "sensitivity: ordinary", `eyes.yaml:14:26: The kind of record eye_test is about people, so it can't be ordinary. Write personal or sensitive.`},
		{"filed with names", "compartment: health", "compartment: identity", `can't be filed with people's names`},
		{"filed with returns", "compartment: health", "compartment: returns", `can't be filed with the rows of returns`},
		{"an unknown compartment", "compartment: health", "compartment: helth", `“helth” isn't one of the words that may stand here. Did you mean “health”?`},
		{"an unknown event", "end: [{event: eyes.tested}]", "end: [{event: eyes.testd}]", `eyes.yaml:29:19: The event “eyes.testd” isn't one that anything gives. Did you mean “eyes.tested”?`},
		{"an unknown field in a condition", `start.outcome ==`, `start.outcom ==`, `eyes.yaml:33:20: The condition asks about “start.outcom”, which nothing here records. Did you mean “start.outcome”?`},
		{"an unknown event in a condition", `"care.ended", 3`, `"care.endd", 3`, `The event “care.endd” isn't one that anything gives. Did you mean “care.ended”?`},
		{"an unknown unit in a condition", `3, "months"`, `3, "moons"`, `“moons” isn't something to count in.`},
		{"an unknown field of a record", "given.outcome && people", "given.outcme && people", `eyes.yaml:20:16: The condition asks about “given.outcme”`},
		{"an unknown field of a list", "{when: given.outcome && people.size() > 0,", `{when: "people.exists(p, p.wo == 'Ann')",`, `The lines of the list have no field “wo”. Did you mean “who”?`},
		{"things that can't be compared", `start.outcome == "glasses"`, `start.outcome == 3`, `compares things that can't be compared`},
		{"no condition", `start.outcome == "glasses" && !history.within("care.ended", 3, "months")`, `start.outcome`, `is not true or false`},
		{"half a condition", `start.outcome == "glasses" &&`, `(start.outcome == "glasses" &&`, `The condition can't be read`},
		{"an unknown source", "words: An eye test is late., raise: {clock: C99, states: [overdue]}, who: social_worker, act: Arrange one., end: It is done., source: [here]", "words: An eye test is late., raise: {clock: C99, states: [overdue]}, who: social_worker, act: Arrange one., end: It is done., source: [there]", `The source there is in no list of sources.`},
		{"a retention rule without a trigger", "trigger: birth, ", "", `This lacks “trigger”.`},
		{"a trigger that is none", "trigger: birth", "trigger: brith", `so the years would never be counted. Did you mean “birth”?`},
		{"a retention rule that isn't there", "retention: [eyes]}", "retention: [ears]}", `The retention rule ears is declared nowhere. Use eyes.`},
		{"only a remark", "    recurring: true\n    required_when", "    recurring: true\n    # unseen\n    required_when", ""},
		{"a truth for words", "name: Eye test\n    about", "name: true\n    about", `“true” isn't words, as YAML reads it. Put it in quotation marks.`},
		{"an empty list", "end: [{event: eyes.tested}]", "end: []", `The list “end” is empty.`},
		{"a key given twice", "    amount: 6\n", "    amount: 6\n    amount: 7\n", `eyes.yaml:31:5: The key “amount” is given twice.`},
		{"no YAML", "amount: 6", "amount: 6: 7", `This isn't YAML`},
		{"an anchor", "amount: 6", "amount: &six 6", `A pack doesn't use tags, anchors or aliases.`},
		{"nothing after the colon", "amount: 6", "amount:", `There is nothing after the colon.`},
		{"a choice without choices", "type: choice, choices: [{code: fine, words: Fine}, {code: glasses, words: Glasses}]", "type: choice", `Nothing can be chosen for outcome.`},
		{"a field with a reserved name", "name: outcome,", "name: type,", `because it means something else in conditions`},
		{"an event on no day", "day: tested_on, ", "", `doesn't say on which day it happened`},
		{"an event on a day that is no date", "day: tested_on", "day: outcome", `The field outcome is of type choice, and date is needed here.`},
		{"a clock that recurs unsaid", "    recurring: true\n", "", `recurs when its end starts it again`},
		{"a clock without a number", "    amount: 6\n", "", `has a unit and no number`},
		{"a measure of nothing", "of: {clocks: [C99]}", "of: {clocks: [C98]}", `There is no clock C98. Did you mean “C99”?`},
		{"an alert that two things raise", "raise: {clock: C99, states: [overdue]}", "raise: {clock: C99, judged: true}", `must be raised by one thing`},
		{"days in force the wrong way round", "    stops: [{event: care.ended", "    from: 2024-02-01\n    to: 2024-01-01\n    stops: [{event: care.ended", `ends on 1 January 2024, before it begins on 1 February 2024`},
	} {
		broken := strings.Replace(sound, c.from, c.to, 1)
		if broken == sound {
			t.Errorf("%s: there is nothing to break", c.name)
			continue
		}
		pack, problems := practice.Load(practice.Files{"eyes.yaml": []byte(broken)})
		switch {
		case c.want == "" && len(problems) > 0, c.want != "" && !strings.Contains(problems.Error(), c.want), c.want != "" && pack != nil:
			t.Errorf("%s: got\n%s\nwant %s", c.name, problems, c.want)
		}
	}
}

func TestWhatIsUnconfirmedIsOffOrLabelled(t *testing.T) {
	unsure := strings.Replace(sound, "    source: [here]\n    confidence: M\n    status: local\nmeasures", "    source: [here]\n    confidence: U\n    status: local\nmeasures", 1)
	if _, problems := practice.Load(practice.Files{"eyes.yaml": []byte(unsure)}); !strings.Contains(problems.Error(), "The clock C99 is unconfirmed, so it can't be on as it stands.") {
		t.Errorf("got %v", problems)
	}
	load(t, strings.Replace(unsure, "confidence: U", "confidence: U\n    on: false", 1))
	load(t, strings.Replace(unsure, "confidence: U", "confidence: U\n    needed_by: [eye-tests]", 1))
}

func TestVersionsMayNotOverlap(t *testing.T) {
	clock := sound[strings.Index(sound, "  - code: C99"):strings.Index(sound, "measures:")]
	two := strings.Replace(sound, "measures:", strings.Replace(clock, "amount: 6", "amount: 3\n    from: 2024-04-01", 1)+"measures:", 1)
	_, problems := practice.Load(practice.Files{"eyes.yaml": []byte(two)})
	if !strings.Contains(problems.Error(), "The clock C99 is declared already at eyes.yaml:25:11, for days that overlap. Give one of them another code, or days in force that don't overlap.") {
		t.Errorf("got %v", problems)
	}
	load(t, strings.Replace(two, "amount: 6", "amount: 6\n    to: 2024-03-31", 1))
}

func TestACouncilsFilesLieOnTop(t *testing.T) {
	base := practice.Files{"eyes.yaml": []byte(sound)}
	pack, problems := practice.Overlay(base, practice.Files{"ours.yaml": []byte("clocks:\n  - {code: C99, amount: 4}\nsources:\n  - {key: ours, what: Our own}\n")})
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	got := pack.Clock("C99")
	if len(got) != 1 || got[0].Amount != 4 || got[0].Unit != deadline.InMonths || !got[0].On || got[0].RequiredWhen == "" {
		t.Errorf("got %+v", got)
	}
	if pack.Rules(calendar.Date{}).Clocks[0].Required == nil {
		t.Error("the condition of the shipped clock is lost")
	}
	if len(pack.Sources) != 2 {
		t.Errorf("%d sources", len(pack.Sources))
	}
	before := load(t, sound)
	if before.Clock("C99")[0].Amount != 6 {
		t.Error("the shipped pack was changed")
	}
	if pack.Hash() == before.Hash() || before.Hash() != load(t, sound).Hash() {
		t.Error("the hash doesn't tell packs apart")
	}

	versions, problems := practice.Overlay(base, practice.Files{"ours.yaml": []byte("clocks:\n  - {code: C99, amount: 4, from: 2024-04-01}\n")})
	if err := problems.Err(); err != nil {
		t.Fatal(err)
	}
	two := versions.Clock("C99")
	if len(two) != 2 || two[0].Amount != 6 || two[0].To != calendar.Must(2024, 3, 31) || two[1].Amount != 4 || !two[1].To.IsZero() {
		t.Fatalf("got %+v", two)
	}
	for _, c := range two {
		if c.RequiredWhen == "" {
			t.Error("a version lost its condition")
		}
	}
	for _, clock := range versions.Rules(calendar.Date{}).Clocks {
		if clock.Required == nil {
			t.Errorf("the version from %s asks for no condition", clock.From)
		}
	}

	_, problems = practice.Overlay(base, practice.Files{"ours.yaml": []byte("clocks:\n  - {code: C99, unit: moons}\n  - {code: C98, amount: 4}\n")})
	if !strings.Contains(problems.Error(), "ours.yaml:2:23: “moons”") || !strings.Contains(problems.Error(), "This lacks “name”") {
		t.Errorf("got %v", problems)
	}
}

func TestThePackOfADate(t *testing.T) {
	text := strings.Replace(sound, "    cohort: live\n", "    cohort: live\n    from: 2020-01-01\n    to: 2020-12-31\n", 1)
	pack := load(t, text)
	for day, want := range map[calendar.Date]int{calendar.Must(2019, 12, 31): 0, calendar.Must(2020, 1, 1): 1, calendar.Must(2020, 12, 31): 1, calendar.Must(2021, 1, 1): 0} {
		if got := len(pack.In(day).Measures); got != want {
			t.Errorf("on %s there are %d measures", day, got)
		}
	}
	if len(pack.Measures) != 1 || len(pack.In(calendar.Must(2021, 1, 1)).Clocks) != 1 {
		t.Error("the pack itself is changed, or has lost its clocks")
	}
}

func TestARecordTellsTheClocks(t *testing.T) {
	pack := load(t, sound)
	kind := pack.Kind("eye_test")[0]
	record := practice.Record{ID: "r1", Subject: "ann", Known: 7, Values: map[string]any{
		"tested_on": calendar.Must(2024, 1, 31), "outcome": "glasses",
		"people": []map[string]any{{"who": "Carer", "told_on": calendar.Must(2024, 2, 1)}, {"who": "School", "told_on": calendar.Must(2024, 2, 5)}},
	}}
	want := []deadline.Fact{
		{ID: "r1", Subject: "ann", Event: "eyes.tested", On: calendar.Must(2024, 1, 31), Of: map[string]string{}, Values: map[string]any{"outcome": "glasses"}, Known: 7},
		{ID: "r1", Subject: "ann", Event: "eyes.told", On: calendar.Must(2024, 2, 5), Of: map[string]string{"test": "r1"}, Values: map[string]any{}, Known: 7},
	}
	facts := pack.Facts(kind, record)
	if diff := cmp.Diff(want, facts); diff != "" {
		t.Errorf("facts (want -, got +):\n%s", diff)
	}
	if needs := pack.Unfinished(kind, record); len(needs) > 0 {
		t.Errorf("it still needs %v", needs)
	}
	made := deadline.Reckon(pack.Rules(calendar.Must(2024, 12, 31)), facts)
	if len(made) != 1 || made[0].Due != calendar.Must(2024, 7, 31) {
		t.Errorf("got %+v", made)
	}

	record.Values["people"] = []map[string]any{{"who": "Carer", "told_on": calendar.Must(2024, 2, 1)}, {"who": "School"}}
	if got := pack.Facts(kind, record)[1]; !got.Gone {
		t.Errorf("somebody wasn't told, and still %+v", got)
	}
	delete(record.Values, "outcome")
	if got := pack.Facts(kind, record)[0]; !got.Gone {
		t.Errorf("there is no outcome, and still %+v", got)
	}
	empty := practice.Record{ID: "r2", Subject: "ann", Values: map[string]any{}}
	if diff := cmp.Diff([]string{"Fill in “When were they tested?”.", "Say what came of it and who was there."}, pack.Unfinished(kind, empty)); diff != "" {
		t.Errorf("an empty record needs (want -, got +):\n%s", diff)
	}
}

func TestWhichAgenciesAreAsked(t *testing.T) {
	send := practice.Send{Who: "Each trust", From: []string{"NHS community trust", "schools"}}
	for kind, want := range map[string]bool{"NHS community trust": true, "nhs trust": true, "NHS Community Foundation Trust": true, "NHS hospital trust": false, "School": true, "police": false, "": false} {
		if got := send.Asks(kind); got != want {
			t.Errorf("%q: %t", kind, got)
		}
	}
	council := practice.Send{Who: "A team"}
	if council.Asks("council") || !council.Asked() || (&practice.Send{}).Asked() {
		t.Error("what names no kind of agency is the council’s own, and what names nobody is not asked for")
	}
}
