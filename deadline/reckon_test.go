package deadline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
)

// is is a condition on one value of the start or the end.
type is struct{ name, value string }

func (c is) Holds(s *deadline.Situation) (bool, []string) {
	v, known := s.Value(c.name)
	if !known {
		return false, []string{c.name}
	}
	return v == c.value, nil
}

func event(name string) deadline.Event { return deadline.Event{Name: name, Words: name + " happened"} }

func events(names ...string) (all []deadline.Event) {
	for _, name := range names {
		all = append(all, event(name))
	}
	return all
}

func nth(e deadline.Event, n int, later bool) deadline.Event {
	e.Nth, e.Later = n, later
	return e
}

var (
	reform = calendar.Must(2013, 4, 15)
	stop   = deadline.Stop{Event: event("care.ended"), Because: "They left care."}
	clocks = []deadline.Clock{
		{Code: "old", Per: "referral", Starts: events("referral"), Ends: events("assessed"), Limit: deadline.Length{Amount: 10, Span: deadline.InWorkingDays}, To: reform.AddDays(-1)},
		{Code: "new", Per: "referral", Starts: events("referral", "assessment.began"), Ends: events("assessed"), Limit: deadline.Length{Amount: 45, Span: deadline.InWorkingDays}, From: reform},
		{Code: "first", Per: "care", Starts: events("care.started"), Ends: events("review"), Limit: deadline.Length{Amount: 20, Span: deadline.InWorkingDays}, Stops: []deadline.Stop{stop}},
		{Code: "second", Starts: []deadline.Event{nth(event("review"), 1, false)}, Ends: events("review"), Limit: deadline.Length{Amount: 3, Span: deadline.InMonths}, Stops: []deadline.Stop{stop}},
		{Code: "later", Starts: []deadline.Event{nth(event("review"), 2, true)}, Ends: events("review"), Limit: deadline.Length{Amount: 6, Span: deadline.InMonths}, Stops: []deadline.Stop{stop}},
		{Code: "doctor", Per: "care", Starts: events("care.started"), Ends: []deadline.Event{{Name: "examined", Words: "somebody examined them", When: is{"end.by", "doctor"}}}, Limit: deadline.Length{Amount: 28, Span: deadline.InDays}, Early: deadline.Length{Amount: 3, Span: deadline.InMonths}},
		{Code: "hours", Per: "missing", Starts: events("returned"), Ends: events("interviewed"), Limit: deadline.Length{Amount: 72, Span: deadline.InHours}},
		{Code: "year", Per: "care", Starts: events("care.started"), Ends: events("examined"), Each: deadline.ReturnYear, Stops: []deadline.Stop{stop}},
		{Code: "before", Per: "conference", Starts: events("conference"), Ends: events("report.given"), Limit: deadline.Length{Amount: 3, Span: deadline.InWorkingDays}, Before: true},
		{Code: "none", Per: "referral", Starts: events("referral"), Ends: events("assessed"), Limit: deadline.Length{Span: deadline.NoSpan}, Required: is{"start.harm", "yes"}},
	}
	rules = deadline.Rules{Clocks: clocks, Horizon: calendar.Must(2016, 1, 1)}
)

// drawFacts draws what a ledger could hold of two people: corrections,
// withdrawals, blank days, and things that come late.
func drawFacts(t *rapid.T) []deadline.Fact {
	names := []string{"referral", "assessed", "assessment.began", "care.started", "care.ended", "review", "examined", "returned", "interviewed", "conference", "report.given"}
	var facts []deadline.Fact
	for i := range rapid.IntRange(1, 25).Draw(t, "facts") {
		f := deadline.Fact{
			ID: fmt.Sprint(rapid.IntRange(1, 9).Draw(t, "id")), Subject: rapid.SampledFrom([]string{"ann", "bee"}).Draw(t, "subject"), Event: rapid.SampledFrom(names).Draw(t, "event"),
			Known: int64(i + 1), Gone: rapid.IntRange(0, 9).Draw(t, "gone") == 0, Of: map[string]string{}, Values: map[string]any{},
		}
		if rapid.IntRange(0, 9).Draw(t, "blank") > 0 {
			f.On = calendar.Must(2013, 1, 1).AddDays(rapid.IntRange(0, 500).Draw(t, "day"))
			if rapid.Bool().Draw(t, "timed") {
				f.At = f.On.Start().Add(time.Duration(rapid.IntRange(0, 22*60).Draw(t, "minute")) * time.Minute)
			}
		}
		for _, per := range []string{"referral", "care", "missing", "conference"} {
			if rapid.Bool().Draw(t, per) {
				f.Of[per] = rapid.SampledFrom([]string{"1", "2"}).Draw(t, "of")
			}
		}
		for name, values := range map[string][]string{"by": {"doctor", "nurse", ""}, "harm": {"yes", "no", ""}} {
			f.Values[name] = rapid.SampledFrom(values).Draw(t, name)
		}
		facts = append(facts, f)
	}
	return facts
}

func states(t *rapid.T, all []deadline.Deadline, day calendar.Date) (lines []string) {
	for _, d := range all {
		state, why := d.At(day)
		if state == deadline.NotBegun {
			continue
		}
		if why == "" {
			t.Fatalf("%s: %s says nothing of why", d.Clock, state)
		}
		lines = append(lines, fmt.Sprintf("%s %s of %q from %s (%d) due %s: %s", d.Subject, d.Clock, d.Of, d.Start.On, d.Start.Choice, d.Due, state))
	}
	slices.Sort(lines)
	return lines
}

func TestOneAtATimeEqualsFromNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawFacts(t)
		books := map[string]*deadline.Book{"ann": deadline.NewBook(&rules, "ann"), "bee": deadline.NewBook(&rules, "bee")}
		for i, f := range facts {
			books[f.Subject].Add(f)
			got := slices.Concat(books["ann"].Deadlines(), books["bee"].Deadlines())
			want := deadline.Reckon(rules, deadline.Standing(facts[:i+1], int64(i+1)))
			if diff := cmp.Diff(want, got, emptyIsNil); diff != "" {
				t.Fatalf("after %d facts, from nothing (-) and one at a time (+):\n%s", i+1, diff)
			}
		}
	})
}

var emptyIsNil = cmp.FilterValues(func(x, y []deadline.Deadline) bool { return len(x) == 0 && len(y) == 0 }, cmp.Ignore())

func TestTheOrderOfArrivalDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawFacts(t)
		want := deadline.Reckon(rules, deadline.Standing(facts, 99))
		shuffled := rapid.Permutation(facts).Draw(t, "order")
		if diff := cmp.Diff(want, deadline.Reckon(rules, deadline.Standing(shuffled, 99))); diff != "" {
			t.Fatalf("in another order:\n%s", diff)
		}
		ann := deadline.NewBook(&rules, "ann")
		for _, f := range shuffled {
			if taken := ann.Add(f); taken != (f.Subject == "ann") {
				t.Fatalf("a fact about %s: taken is %t", f.Subject, taken)
			}
		}
		only := slices.DeleteFunc(slices.Clone(want), func(d deadline.Deadline) bool { return d.Subject != "ann" })
		if diff := cmp.Diff(only, ann.Deadlines(), emptyIsNil); diff != "" {
			t.Fatalf("in a book, in another order:\n%s", diff)
		}
	})
}

func TestKnownAtUsesOnlyWhatWasKnown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := drawFacts(t)
		position := rapid.IntRange(0, len(facts)).Draw(t, "position")
		then := deadline.Reckon(rules, deadline.Standing(facts[:position], int64(len(facts))))
		if diff := cmp.Diff(then, deadline.Reckon(rules, deadline.Standing(facts, int64(position)))); diff != "" {
			t.Fatalf("what was known then (-), and known at from now (+):\n%s", diff)
		}
	})
}

// As at a day, what happened later changes nothing: each deadline stands as
// it would if nothing later had been recorded. Two things are settled from all
// that is known, whatever the day: what started it, where there are
// alternatives or none, and what may belong to a blank day.
func TestAsAtADayUsesOnlyWhatHadHappened(t *testing.T) {
	rules := rules
	rules.Clocks = slices.DeleteFunc(slices.Clone(clocks), func(c deadline.Clock) bool { return len(c.Starts) > 1 })
	rapid.Check(t, func(t *rapid.T) {
		facts := slices.DeleteFunc(deadline.Standing(drawFacts(t), 99), func(f deadline.Fact) bool { return f.On.IsZero() })
		day := calendar.Must(2013, 1, 1).AddDays(rapid.IntRange(0, 800).Draw(t, "as at"))
		// Conferences are arranged, so those to come are known of.
		had := slices.DeleteFunc(slices.Clone(facts), func(f deadline.Fact) bool { return f.On.After(day) && f.Event != "conference" })
		only := rules
		only.Horizon = day
		started := func(facts []deadline.Fact) []string {
			all := deadline.Reckon(only, facts)
			return states(t, slices.DeleteFunc(all, func(d deadline.Deadline) bool { return d.Start.On.IsZero() }), day)
		}
		if diff := cmp.Diff(started(had), started(facts)); diff != "" {
			t.Fatalf("from what had happened (-), and as at %s from all (+):\n%s", day, diff)
		}
	})
}

func TestABlankIsNeverMet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := deadline.Standing(drawFacts(t), 99)
		day := calendar.Must(2017, 1, 1)
		for _, d := range deadline.Reckon(rules, facts) {
			state, _ := d.At(day)
			if state != deadline.Met {
				continue
			}
			if d.Satisfied.On.IsZero() || d.Start.On.IsZero() {
				t.Fatalf("%s is met, and lacks a day: %+v", d.Clock, d)
			}
			if d.Clock == "doctor" {
				i := slices.IndexFunc(facts, func(f deadline.Fact) bool {
					return f.Subject == d.Subject && f.ID == d.Satisfied.Fact && f.Event == "examined"
				})
				if facts[i].Values["by"] != "doctor" {
					t.Fatalf("met by an examination by %q", facts[i].Values["by"])
				}
			}
		}
		// Each start with a blank day leaves a deadline that can't be told.
		for _, f := range facts {
			if f.Event == "returned" && f.On.IsZero() && !slices.ContainsFunc(facts, func(o deadline.Fact) bool {
				return o.Event == f.Event && o.Subject == f.Subject && o.Of["missing"] == f.Of["missing"] && !o.On.IsZero()
			}) && !slices.ContainsFunc(deadline.Reckon(rules, facts), func(d deadline.Deadline) bool {
				state, _ := d.At(day)
				return d.Clock == "hours" && d.Subject == f.Subject && d.Of == f.Of["missing"] && state == deadline.CannotTell
			}) {
				t.Fatalf("a return without a day left no trace: %+v", f)
			}
		}
	})
}

func TestTwoUnlinkedPeopleAreNeverJoined(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := deadline.Standing(drawFacts(t), 99)
		alone := slices.DeleteFunc(slices.Clone(facts), func(f deadline.Fact) bool { return f.Subject != "bee" })
		both := slices.DeleteFunc(deadline.Reckon(rules, facts), func(d deadline.Deadline) bool { return d.Subject != "bee" })
		if diff := cmp.Diff(deadline.Reckon(rules, alone), both, emptyIsNil); diff != "" {
			t.Fatalf("what is known of one changes the other:\n%s", diff)
		}
	})
}

func TestWordsOfADeadline(t *testing.T) {
	facts := []deadline.Fact{{ID: "1", Subject: "ann", Event: "care.started", On: calendar.Must(2013, 5, 1), Of: map[string]string{"care": "1"}}}
	for _, d := range deadline.Reckon(rules, facts) {
		if d.Clock == "first" {
			if got, want := d.Words(), "20 working days after 1 May 2013, when care.started happened, counted from the day after the start"; got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		}
	}
	blank := deadline.Reckon(rules, []deadline.Fact{{ID: "1", Subject: "ann", Event: "care.started", Of: map[string]string{"care": "1"}}})
	state, why := blank[0].At(calendar.Must(2013, 5, 1))
	if state != deadline.CannotTell || !strings.Contains(why, "the day when care.started happened") {
		t.Errorf("a blank start: %s, %q", state, why)
	}
}
