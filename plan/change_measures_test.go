package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/change"
	"throughline/plan"
)

func linked(a *acting) {
	a.do("olive", plan.LinkMeasure{ID: "link", Area: "S3-1", Measure: "dental-check", Why: " It counts who went without. "})
}

func unlinked(a *acting) {
	linked(a)
	a.do("olive", plan.UnlinkMeasure{Link: "link", Seen: 1, Reason: " Another counts them better. "})
}

const namesSomebody = "Tell Mrs Amelia Harbottle-Crane"

var measureRefusals = []refusal{
	{name: "of no area", by: "olive", change: plan.LinkMeasure{Measure: "dental-check", Why: "It counts"}, want: missing("area for improvement")},
	{name: "blank", by: "olive", change: plan.LinkMeasure{Area: "S3-1"}, want: append(
		invalid("measure", "Choose a measure of the practice pack. There is none called “” on 2 April 2012."),
		invalid("why", "Say why this measure would show whether things got better.")...)},
	{name: "that the pack has not", by: "olive", change: plan.LinkMeasure{Area: "S3-1", Measure: "happiness", Why: "It counts"},
		want: invalid("measure", "Choose a measure of the practice pack. There is none called “happiness” on 2 April 2012.")},
	{name: "twice", story: linked, by: "olive", change: plan.LinkMeasure{Area: "S3-1", Measure: "dental-check", Why: "It counts"},
		want: invalid("measure", "This area is linked to “Dental checks” already. Choose another measure.")},
	{name: "for a reason that names somebody", by: "olive", change: plan.LinkMeasure{Area: "S3-1", Measure: "dental-check", Why: namesSomebody},
		want: invalid("confirm", "Some words look as if they tell who somebody is: “Mrs Amelia Harbottle-Crane” (a person’s name, in the reason). Take them out, or say why these words name no child.")},

	{name: "not there", by: "olive", change: plan.UnlinkMeasure{Link: "nothing", Reason: "Never"}, want: missing("link to a measure")},
	{name: "for no reason", story: linked, by: "olive", change: plan.UnlinkMeasure{Link: "link"}, want: invalid("reason", "Say why the measure is taken away.")},
	{name: "twice", story: unlinked, by: "olive", change: plan.UnlinkMeasure{Link: "link", Reason: "Again"},
		want: stale("“Dental checks” was taken away from this area on 2 April 2012. Link it again if it should be there.")},
	{name: "seen as it never was", story: linked, by: "olive", change: plan.UnlinkMeasure{Link: "link", Seen: 2, Reason: "Again"}, want: outdated("link to a measure")},
	{name: "for a reason that names somebody", story: linked, by: "olive", change: plan.UnlinkMeasure{Link: "link", Reason: namesSomebody},
		want: invalid("confirm", "Some words look as if they tell who somebody is: “Mrs Amelia Harbottle-Crane” (a person’s name, in the reason). Take them out, or say why these words name no child.")},
}

var (
	notTested = plan.Fact{State: "not_yet_tested", Words: "Measure linked, not tested yet"}
	noMeasure = plan.Fact{State: "no_measure_linked", Words: "No measure linked"}
)

// differences are the third fact of the area, of the action that answers it,
// and of one that answers no area.
func differences(a *acting) [3]plan.Fact {
	area, _ := a.p.Areas.Get("S3-1")
	return [3]plan.Fact{a.p.FactsOfArea(area).Difference, a.p.Facts("A1").Difference, a.p.Facts("A2").Difference}
}

// A link changes the third fact of its area and of the actions that answer it;
// taking it away changes it back.
func TestALinkedMeasureIsNotTestedYet(t *testing.T) {
	a := startThePlan(t)
	if got := differences(a); got != [3]plan.Fact{noMeasure, noMeasure, noMeasure} {
		t.Errorf("before any link: %v", got)
	}
	linked(a)
	if got := differences(a); got != [3]plan.Fact{notTested, notTested, noMeasure} {
		t.Errorf("linked: %v", got)
	}
	want := plan.MeasureLink{Area: "S3-1", Measure: "dental-check", Title: "Dental checks", Why: "It counts who went without.", By: "olive", On: planned}
	got := *a.p.MeasuresOf("S3-1")[0]
	got.Thing = plan.Thing{}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	other, _ := a.p.Areas.Get("S6-1")
	if got := a.p.FactsOfArea(other).Difference; got != noMeasure {
		t.Errorf("another area: %v", got)
	}
	a.until(june)
	a.do("olive", plan.UnlinkMeasure{Link: "link", Reason: "Another counts them better"})
	if got := differences(a); got != [3]plan.Fact{noMeasure, noMeasure, noMeasure} || len(a.p.MeasuresOf("S3-1")) != 0 {
		t.Errorf("taken away: %v", got)
	}
	if link, ok := a.p.MeasureLinks.Get("link"); !ok || *link.Ended != (plan.Ending{On: june, By: "olive", Reason: "Another counts them better"}) || link.Why == "" {
		t.Errorf("what was taken away is no longer on record as it was: %+v", link)
	}
	a.do("olive", plan.LinkMeasure{Area: "S3-1", Measure: "dental-check", Why: "After all"})
	if got := differences(a)[0]; got != notTested {
		t.Errorf("linked again: %v", got)
	}
}

// Nobody who has no pack at hand can link anything.
func TestWithoutAPackNothingIsLinked(t *testing.T) {
	a := startThePlan(t)
	_, err := plan.LinkMeasure{Area: "S3-1", Measure: "dental-check", Why: "It counts"}.Decide(a.p, change.Context{By: a.by("olive"), Today: a.today, On: a.today})
	if diff := cmp.Diff(error(invalid("measure", "Choose a measure of the practice pack. There is none called “dental-check” on 2 April 2012.")), err); diff != "" {
		t.Error(diff)
	}
}
