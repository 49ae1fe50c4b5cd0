package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

const moreChairs = "More chairs, so fewer wait."

// From go-live on, the effect can be seen two months later: after planned.
var (
	layDown        = plan.LayDownYardstick{ID: "yardstick", Action: "A1", Measure: "dental-check", GoLive: planned.AddMonths(1), Lag: 2, Expected: plan.Step, Why: " " + moreChairs + " "}
	judgedImproved = plan.Found{Yardstick: "yardstick", Verdict: plan.Improved, Strength: "charted", Chart: "XmR chart", Period: "month", Before: 24, After: 9, Until: calendar.Must(2012, 3, 31)}
)

func heldTo(a *acting) {
	linked(a)
	a.do("olive", layDown)
}

func heldToNothing(a *acting) {
	heldTo(a)
	a.do("olive", plan.TakeBackYardstick{Yardstick: "yardstick", Seen: 1, Reason: " Another shows it better. "})
}

// judged records what was found, in place of what judgedImproved says.
func judged(alter func(*plan.Found)) plan.RecordVerdicts {
	f := judgedImproved
	alter(&f)
	return plan.RecordVerdicts{Found: []plan.Found{f}}
}

var yardstickRefusals = []refusal{
	{name: "of no action", by: "olive", change: plan.LayDownYardstick{Action: "A99"}, want: missing("action")},
	{name: "blank", story: linked, by: "olive", change: plan.LayDownYardstick{Action: "A1"}, want: append(append(append(
		invalid("measure", "Choose a measure of the practice pack. There is none called “” on 2 April 2012."),
		invalid("go_live", "Enter the day practice changes. It is the day from which people work in another way, and not the day of a signature.")...),
		invalid("expected", "Choose how you expect the measure to move.")...),
		invalid("why", "Say why this action should move this measure.")...)},
	{name: "with a measure of no area", by: "olive", change: layDown,
		want: invalid("measure", "Choose a measure that is linked to an area this action serves, or link “Dental checks” to one first.")},
	{name: "with a measure for which neither way is better", story: linkedTo("placed-together"), by: "olive", change: heldBy("placed-together"),
		want: invalid("measure", "Neither way is better for “Brothers and sisters placed together”, so it can’t show that things got better. Choose another measure.")},
	{name: "with a figure a year", story: linkedTo("yearly-visits"), by: "olive", change: heldBy("yearly-visits"),
		want: invalid("measure", "“Visits in the year” doesn’t have a figure for each month or quarter, so there will never be enough points to judge by. Choose another measure, or show the difference by audits before and after.")},
	{name: "with its effect seen before", story: linked, by: "olive", change: after(func(y *plan.LayDownYardstick) { y.Lag = -1 }),
		want: invalid("lag", "Enter how many months it takes until the effect can be seen, from 0 to 24.")},
	{name: "with its effect seen too late", story: linked, by: "olive", change: after(func(y *plan.LayDownYardstick) { y.Lag = 25 }),
		want: invalid("lag", "Enter how many months it takes until the effect can be seen, from 0 to 24.")},
	{name: "a second time", story: heldTo, by: "olive", change: layDown,
		want: stale("This action is held to “Dental checks” since 2 April 2012. Take that back first, with the reason.")},
	{name: "of an action that is no longer live", story: func(a *acting) {
		a.do("chris", plan.EndAction{Action: "A2", Standing: plan.Withdrawn, Reason: "Not needed"})
	}, by: "olive", change: after(func(y *plan.LayDownYardstick) { y.Action = "A2" }), want: stale("This action is withdrawn, so it and its parts can't be changed. Reinstate it first.")},
	{name: "for a reason that names somebody", story: linked, by: "olive", change: after(func(y *plan.LayDownYardstick) { y.Why = namesSomebody }),
		want: invalid("confirm", "Some words look as if they tell who somebody is: “Mrs Amelia Harbottle-Crane” (a person’s name, in the reason). Take them out, or say why these words name no child.")},

	{name: "not there", by: "olive", change: plan.TakeBackYardstick{Yardstick: "nothing", Reason: "Never"}, want: missing("yardstick")},
	{name: "for no reason", story: heldTo, by: "olive", change: plan.TakeBackYardstick{Yardstick: "yardstick"},
		want: invalid("reason", "Say why it is taken back. Whoever reads the plan sees that it was, and whether the effect could be seen by then.")},
	{name: "taken back twice", story: heldToNothing, by: "olive", change: plan.TakeBackYardstick{Yardstick: "yardstick", Reason: "Again"},
		want: stale("“Dental checks” was taken back on 2 April 2012.")},
	{name: "seen as it never was", story: heldTo, by: "olive", change: plan.TakeBackYardstick{Yardstick: "yardstick", Seen: 2, Reason: "Again"}, want: outdated("yardstick")},
	{name: "taken back for a reason that names somebody", story: heldTo, by: "olive", change: plan.TakeBackYardstick{Yardstick: "yardstick", Reason: namesSomebody},
		want: invalid("confirm", "Some words look as if they tell who somebody is: “Mrs Amelia Harbottle-Crane” (a person’s name, in the reason). Take them out, or say why these words name no child.")},

	{name: "by no yardstick", by: "olive", change: judged(func(*plan.Found) {}), want: missing("yardstick")},
	{name: "by one taken back meanwhile", story: heldToNothing, by: "olive", change: judged(func(*plan.Found) {}),
		want: stale("“Dental checks” was taken back on 2 April 2012 while the verdicts were worked out. Work them out again.")},
	{name: "with another word", story: heldTo, by: "olive", change: judged(func(f *plan.Found) { f.Verdict = "splendid" }), want: invalid("verdict", "“splendid” is no verdict.")},
	{name: "that can’t tell without a cause", story: heldTo, by: "olive", change: judged(func(f *plan.Found) { f.Verdict = plan.CannotTell }),
		want: invalid("because", "Only a verdict that can’t tell has a cause, and it always has one.")},
	{name: "that tells, with a cause", story: heldTo, by: "olive", change: judged(func(f *plan.Found) { f.Because = plan.FewBefore }),
		want: invalid("because", "Only a verdict that can’t tell has a cause, and it always has one.")},
}

func linkedTo(measure string) func(*acting) {
	return func(a *acting) {
		a.do("olive", plan.LinkMeasure{Area: "S3-1", Measure: measure, Why: "It counts who went without."})
	}
}

func heldBy(measure string) plan.LayDownYardstick {
	return after(func(y *plan.LayDownYardstick) { y.Measure = measure })
}

func after(alter func(*plan.LayDownYardstick)) plan.LayDownYardstick {
	y := layDown
	alter(&y)
	return y
}

// What an action will be judged by is laid down once, with what the pack says of
// the measure on that day, and stays on record when it is taken back.
func TestAnActionIsHeldToAYardstick(t *testing.T) {
	a := startThePlan(t)
	if got := a.p.Facts("A1").Difference.State; got != "no_measure_linked" {
		t.Errorf("before anything: %s", got)
	}
	linked(a)
	if got := a.p.Facts("A1").Difference.State; got != "not_yet_tested" {
		t.Errorf("with a measure linked: %s", got)
	}
	a.do("olive", layDown)
	got := *a.p.YardstickOf("A1")
	got.Thing = plan.Thing{}
	want := plan.Yardstick{
		Action: "A1", Measure: "dental-check", Title: "Dental checks", Better: "high", Target: &nine, GoLive: planned.AddMonths(1), Lag: 2, Expected: plan.Step,
		Definition: "d1", Why: moreChairs, By: "olive", On: planned,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if f := a.p.Facts("A1").Difference; f.State != "not_yet_judged" {
		t.Errorf("held to it: %+v", f)
	}
	area, _ := a.p.Areas.Get("S3-1")
	if f := a.p.FactsOfArea(area).Difference; f.State != "not_yet_judged" {
		t.Errorf("its area: %+v", f)
	}
	a.do("olive", plan.TakeBackYardstick{Yardstick: "yardstick", Reason: "Another shows it better."})
	if a.p.YardstickOf("A1") != nil || a.p.Facts("A1").Difference.State != "not_yet_tested" {
		t.Error("taken back, it still stands")
	}
	if held, ok := a.p.Yardsticks.Get("yardstick"); !ok || held.Ended == nil || held.Why != moreChairs {
		t.Errorf("what was taken back is no longer on record as it was: %+v", held)
	}
	a.do("olive", after(func(y *plan.LayDownYardstick) { y.ID = "second" }))
	if y := a.p.YardstickOf("A1"); y == nil || y.ID != "second" {
		t.Error("another one can't be laid down after it was taken back")
	}
}

// The action's own day counts where none is given, and whoever enters an earlier
// day for the change can't make the yardstick older than it is.
func TestAYardstickCantBeDatedBack(t *testing.T) {
	a := startThePlan(t)
	linked(a)
	live := planned.AddMonths(-4)
	ch := after(func(y *plan.LayDownYardstick) { y.GoLive, y.Lag = live, 3 })
	puts, err := ch.Decide(a.p, a.context(a.by("olive"), live.AddDays(-30)))
	if err != nil {
		t.Fatal(err)
	}
	y, ok := puts[0].Body.(plan.Yardstick)
	if !ok || y.On != planned || !y.Afterwards() {
		t.Errorf("laid down on %s, afterwards %t", y.On, y.Afterwards())
	}
	for lag, want := range map[int]bool{3: true, 4: true, 5: false} { // it can be seen from 2 March, 2 April, 2 May
		y.Lag = lag
		if y.Afterwards() != want {
			t.Errorf("with a lag of %d months, laid down on %s and visible from %s: afterwards is %t", lag, y.On, y.Visible(), y.Afterwards())
		}
	}
}

// Each verdict is a fact of its own; a difference that is no longer shown is taken
// back with the day until which it was, and stays so until it is shown again.
func TestVerdictsAreFactsAndAreTakenBack(t *testing.T) {
	a := startThePlan(t)
	heldTo(a)
	area, _ := a.p.Areas.Get("S3-1")
	until := judgedImproved.Until
	for _, step := range []struct {
		name        string
		found       func(*plan.Found)
		state, says string
		lost        bool
	}{
		{"too early", func(f *plan.Found) { f.Verdict, f.Strength, f.After = plan.TooEarly, "", 3 }, "too_early",
			"“Dental checks” has figures for 3 months since the effect could be seen. At least 8 are needed.", false},
		{"improved", func(*plan.Found) {}, "improved", "Better by more than chance alone would give, and it still holds: “Dental checks” in the 9 months since, against the 24 months before.", false},
		{"lost", func(f *plan.Found) { f.Verdict, f.After = plan.NoSignal, 10 }, "no_signal", "Nothing more than chance alone would give: “Dental checks” in the 10 months since, against the 24 months before.", true},
		{"still lost", func(f *plan.Found) { f.Verdict, f.Because, f.After = plan.CannotTell, plan.RowsUntold, 11 }, "cannot_tell", "This can’t be told from “Dental checks”: too many of the cases it counts can’t be told.", true},
		{"worse", func(f *plan.Found) { f.Verdict, f.After = plan.Worse, 12 }, "worse", "Worse by more than chance alone would give: “Dental checks” in the 12 months since, against the 24 months before.", true},
		{"shown again", func(f *plan.Found) { f.After = 13 }, "improved", "Better by more than chance alone would give, and it still holds: “Dental checks” in the 13 months since, against the 24 months before.", false},
		{"already improving", func(f *plan.Found) { f.Verdict, f.Strength = plan.AlreadyImproving, "" }, "already_improving",
			"“Dental checks” was getting better before practice changed, and it can’t be told what the action added to that.", true},
	} {
		a.do("olive", judged(step.found))
		v := a.p.VerdictOf("A1")
		if v == nil {
			t.Fatalf("%s: no verdict", step.name)
		}
		if f := a.p.Facts("A1").Difference; f.State != step.state || f.Words == "" {
			t.Errorf("%s: %+v", step.name, f)
		}
		if f := a.p.FactsOfArea(area).Difference; f.State != step.state && f.State != "some_improved" {
			t.Errorf("%s: the area is %+v", step.name, f)
		}
		if got := v.Sentence(); got != step.says {
			t.Errorf("%s: %q", step.name, got)
		}
		if step.lost != (v.Lost != nil) || step.lost && v.Lost.Until != until {
			t.Errorf("%s: lost is %+v", step.name, v.Lost)
		}
		if taken := a.p.TakenBack(); (len(taken) == 1) != step.lost {
			t.Errorf("%s: %d are said to be taken back", step.name, len(taken))
		}
	}
}

// The same found again writes nothing, so that the record is of what changed.
func TestAVerdictThatIsTheSameIsNotWrittenAgain(t *testing.T) {
	a := startThePlan(t)
	heldTo(a)
	a.do("olive", judged(func(*plan.Found) {}))
	puts, err := judged(func(*plan.Found) {}).Decide(a.p, a.context(a.by("olive"), a.today))
	if err != nil || len(puts) != 0 {
		t.Errorf("it puts %d, with %v", len(puts), err)
	}
	puts, err = judged(func(f *plan.Found) { f.After++ }).Decide(a.p, a.context(a.by("olive"), a.today))
	if err != nil || len(puts) != 1 || puts[0].Replaces != 1 {
		t.Errorf("with a month more it puts %+v, with %v", puts, err)
	}
}

// A yardstick chosen with the answer in sight shows signs and no more, and one
// that was taken back takes its verdict with it.
func TestAYardstickLaidDownAfterwardsIsIndicative(t *testing.T) {
	a := startThePlan(t)
	linked(a)
	a.do("olive", after(func(y *plan.LayDownYardstick) { y.GoLive, y.Lag = planned.AddMonths(-10), 0 }))
	a.do("olive", judged(func(*plan.Found) {}))
	v := a.p.VerdictOf("A1")
	if v.Strength != plan.Indicative || v.Fact().State != "indicative" {
		t.Errorf("it is %+v: %+v", v, v.Fact())
	}
	preset, _ := plan.PresetByKey("embedded")
	if f := a.p.Facts("A1"); preset.Word(f, a.p).Word == "Completed and embedded" {
		t.Error("signs count as shown")
	}
	a.do("olive", plan.TakeBackYardstick{Yardstick: "yardstick", Reason: "Another shows it better."})
	if a.p.VerdictOf("A1") != nil || a.p.Facts("A1").Difference.State != "not_yet_tested" {
		t.Error("the verdict outlives what it was worked out by")
	}
}

// A measure of no known pack, as in a room that has none, is refused.
func TestAYardstickNeedsThePack(t *testing.T) {
	a := startThePlan(t)
	linked(a)
	_, err := layDown.Decide(a.p, change.Context{By: a.by("olive"), Today: a.today, On: a.today})
	if diff := cmp.Diff(error(invalid("measure", "Choose a measure of the practice pack. There is none called “dental-check” on 2 April 2012.")), err); diff != "" {
		t.Error(diff)
	}
}
