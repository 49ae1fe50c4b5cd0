package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

func planning1(body plan.Action, parts ...plan.Part) plan.PlanAction {
	if len(parts) == 0 {
		parts = []plan.Part{partOf("services", "head")}
	}
	return plan.PlanAction{Body: body, Parts: parts}
}

// editing is the edit that changes nothing of an action of startThePlan.
func editing(id string, edit func(*plan.EditAction)) plan.EditAction {
	ch := plan.EditAction{Action: id, Title: "Train every worker", Areas: []string{"S3-1"}, Origin: plan.FromArea}
	if id == "A3" {
		ch.Title, ch.Areas, ch.DependsOn = "Record strategy discussions once", []string{"S6-1"}, []string{"A1"}
	}
	if edit != nil {
		edit(&ch)
	}
	return ch
}

// withdrawn ends A3, in which neither the chair nor the deputy has a part.
func withdrawn(a *acting) {
	a.do("dev", plan.EndAction{Action: "A3", Standing: plan.Withdrawn, Reason: "No longer wanted"})
}

const notLiveA3 = "This action is withdrawn, so it and its parts can't be changed. Reinstate it first."

var actionRefusals = []refusal{
	{name: "of no inspection", by: "olive", change: plan.PlanAction{}, want: missing("inspection")},
	{name: "blank", by: "olive", change: plan.PlanAction{Body: plan.Action{Inspection: "inspection"}}, want: append(append(append(append(append(
		invalid("title", "Enter what will be done."),
		invalid("origin", "Choose where the action came from.")...),
		invalid("section", "Choose a section of the plan.")...),
		invalid("areas", "Choose at least one area for improvement with this section and timescale, or make it an additional action.")...),
		invalid("due", "Enter the date by which it is due.")...),
		invalid("parts", "Add at least one part. An action is done only when each of its parts is.")...)},
	{name: "a reference in use", by: "olive", change: planning1(changed(additionalAction("Visit"), func(b *plan.Action) { b.Ref = " a1 " })),
		want: invalid("ref", "Another action already has the reference A1.")},
	{name: "additional, with a timescale", by: "olive", change: planning1(changed(additionalAction("Visit"), func(b *plan.Action) { b.Timescale = deadline.SixMonths })),
		want: invalid("timescale", "An additional action has no timescale from inspectors. Enter its due date instead.")},
	{name: "without its area's timescale", by: "olive", change: planning1(changed(threeMonthAction("Train"), func(b *plan.Action) { b.Timescale, b.Due = "", june })),
		want: invalid("areas", "Choose at least one area for improvement with this section and timescale, or make it an additional action.")},
	{name: "of a timescale we don't know", by: "olive", change: planning1(changed(threeMonthAction("Train"), func(b *plan.Action) { b.Timescale, b.Due = "nine_months", june })),
		want: append(invalid("timescale", "Choose the timescale inspectors set."),
			invalid("areas", "Choose at least one area for improvement with this section and timescale, or make it an additional action.")...)},
	{name: "of another timescale than its area", by: "olive", change: planning1(changed(threeMonthAction("Train"), func(b *plan.Action) { b.Areas, b.Due = []string{"S6-1"}, june })),
		want: invalid("areas", "Choose at least one area for improvement with this section and timescale, or make it an additional action.")},
	{name: "of an area elsewhere", story: secondInspection, by: "olive",
		change: planning1(changed(threeMonthAction("Train"), func(b *plan.Action) { b.Inspection, b.Due = "second", june })),
		want:   invalid("areas", "Choose areas for improvement of the same inspection.")},
	{name: "due before the report", by: "olive", change: planning1(changed(additionalAction("Visit"), func(b *plan.Action) { b.Due = publication.AddDays(-1) })),
		want: append(invalid("due", "The due date, 8 March 2012, is before the report, which is dated 9 March 2012. Enter a date on or after that."),
			invalid("parts.0.due", "The due date, 8 March 2012, is before the report, which is dated 9 March 2012. Enter a date on or after that.")...)},
	{name: "live before the inspection", by: "olive", change: planning1(changed(additionalAction("Visit"), func(b *plan.Action) { b.GoLive = calendar.Must(2012, 1, 22) })),
		want: invalid("go_live", "The day practice changes can't be before the inspection.")},
	{name: "after an action that is not there", by: "olive", change: planning1(changed(additionalAction("Visit"), func(b *plan.Action) { b.DependsOn = []string{"A1", "A9"} })),
		want: invalid("depends_on", "An action it depends on is not in the plan.")},
	{name: "with every part wrong", by: "olive", change: planning1(additionalAction("Visit"), plan.Part{}, partOf("services", "audit"), countedPart("head", "audit")),
		want: append(append(append(
			invalid("parts.0.text", "Enter what this part is."),
			invalid("parts.0.owner", "Choose the post that owns this part. A part without an owner can't be planned.")...),
			invalid("parts.0.kind", "Choose whether the part is yes or no, or a quantity.")...),
			invalid("parts.1.signer", "The post that signs must belong to another agency than the one that owns the part (Westmoor Council).")...)},
	{name: "with two parts of one reference", by: "olive",
		change: planning1(additionalAction("Visit"), withRef("b", partOf("head", "audit")), partOf("head", "audit"), withRef("B", partOf("head", "audit"))),
		want:   invalid("parts.2.ref", "Another part of this action has, or had, the reference B. Choose another.")},

	{name: "not there", by: "olive", change: plan.EditAction{Action: "A9"}, want: missing("action")},
	{name: "seen before another's change", story: func(a *acting) { a.do("chris", editing("A1", nil)) }, by: "olive",
		change: editing("A1", func(ch *plan.EditAction) { ch.Seen, ch.Title = 1, "Mine" }), want: outdated("action")},
	{name: "withdrawn", story: withdrawn, by: "olive", change: editing("A3", nil), want: stale(notLiveA3)},
	{name: "blank", by: "olive", change: plan.EditAction{Action: "A1"}, want: append(append(
		invalid("title", "Enter what will be done."), invalid("origin", "Choose where the action came from.")...),
		invalid("areas", "Choose at least one area for improvement with this section and timescale, or make it an additional action.")...)},
	{name: "after itself", by: "olive", change: editing("A1", func(ch *plan.EditAction) { ch.DependsOn = []string{"A1"} }),
		want: invalid("depends_on", "That would make the action wait for itself. Take one of the dependencies out.")},
	{name: "after what waits for it", by: "olive", change: editing("A1", func(ch *plan.EditAction) { ch.DependsOn = []string{"A2", "A3"} }),
		want: invalid("depends_on", "That would make the action wait for itself. Take one of the dependencies out.")},
	{name: "after what waits for what waits for it", story: func(a *acting) {
		a.do("olive", plan.EditAction{Action: "A2", Title: "Visit", Origin: plan.FromMeeting, DependsOn: []string{"A3"}})
	}, by: "olive", change: editing("A1", func(ch *plan.EditAction) { ch.DependsOn = []string{"A2"} }),
		want: invalid("depends_on", "That would make the action wait for itself. Take one of the dependencies out.")},

	{name: "not there", by: "dev", change: plan.EndAction{Action: "A9"}, want: missing("action")},
	{name: "blank", by: "dev", change: plan.EndAction{Action: "A3"}, want: append(invalid("standing", "Choose withdrawn, superseded or not accepted."),
		invalid("reason", "Say why. The reason is shown wherever the action is left out of a count.")...)},
	{name: "made live", by: "dev", change: plan.EndAction{Action: "A3", Standing: plan.Live, Reason: "Because"},
		want: invalid("standing", "Choose withdrawn, superseded or not accepted.")},
	{name: "superseded by nothing", by: "dev", change: plan.EndAction{Action: "A3", Standing: plan.Superseded, Reason: "Because"},
		want: invalid("superseded_by", "Choose the live action that takes its place.")},
	{name: "superseded by itself", by: "dev", change: plan.EndAction{Action: "A3", Standing: plan.Superseded, Reason: "Because", SupersededBy: "A3"},
		want: invalid("superseded_by", "Choose the live action that takes its place.")},
	{name: "superseded by one withdrawn", story: withdrawn, by: "dev", change: plan.EndAction{Action: "A2", Standing: plan.Superseded, Reason: "Because", SupersededBy: "A3"},
		want: invalid("superseded_by", "Choose the live action that takes its place.")},
	{name: "twice", story: withdrawn, by: "dev", change: plan.EndAction{Action: "A3", Standing: plan.NotAccepted, Reason: "Because"},
		want: stale("This action is already withdrawn.")},
	{name: "with a part of the council's", by: "olive", change: plan.EndAction{Action: "A3", Standing: plan.Withdrawn, Reason: "Because"},
		want: forbidden("Your own agency owns part A3a of this action, so somebody of another agency must decide this: the chair of the group, or the deputy.")},
	{name: "with a part of the chair's", by: "chris", change: plan.EndAction{Action: "A1", Standing: plan.Withdrawn, Reason: "Because"},
		want: forbidden("Your own agency owns part A1b of this action, so somebody of another agency must decide this: the chair of the group, or the deputy.")},

	{name: "not there", by: "dev", change: plan.ReinstateAction{Action: "A9"}, want: missing("action")},
	{name: "live", by: "dev", change: plan.ReinstateAction{Action: "A1"}, want: stale("This action is already live.")},
}

func withRef(ref string, part plan.Part) plan.Part {
	part.Ref = ref
	return part
}

func TestPlanningAnAction(t *testing.T) {
	a := startThePlan(t)
	action := a.action("A1")
	if action.Ref != "A1" || action.Due != june || action.Rule.Amount != 3 || action.PlannedOn != planned || action.Standing != plan.Live || action.Order != 1 {
		t.Errorf("the action is %+v", action)
	}
	if a2 := a.action("A2"); a2.Ref != "A2" || a2.Timescale != deadline.None || len(a2.Areas) != 0 || a2.Order != 2 {
		t.Errorf("the additional action is %+v", a2)
	}
	var got []string
	for _, part := range a.p.PartsOf("A1") {
		got = append(got, a.p.PartRef(part))
		if part.Due != june {
			t.Errorf("part %s is due %s", part.Ref, part.Due)
		}
	}
	if !slices.Equal(got, []string{"A1a", "A1b", "A1c"}) {
		t.Errorf("the parts are %v", got)
	}
}

// Nothing that is to be earned can be planned.
func TestPlanningGivesNothingAway(t *testing.T) {
	a := startThePlan(t)
	gift := withRef("b", countedPart("head", "audit"))
	gift.Progress = plan.Progress{LastUpdate: planned, Complete: true, CompleteOn: planned, Quantity: 480, By: "hal"}
	gift.Signed = &plan.Signature{On: planned, Membership: "olive", Post: "audit"}
	gift.Extended = paperDay
	gift.TakenBack = []plan.Ending{{Reason: "Never"}}
	gift.Removed = &plan.Ending{Reason: "Never"}
	gift.HandedOver = []plan.Handover{{Reason: "Never"}}
	gift.Milestones[0].Reached = planned
	body := additionalAction("Visit")
	body.Standing, body.Ending, body.PlannedOn = plan.Withdrawn, &plan.Ending{Reason: "Never"}, paperDay
	a.do("olive", plan.PlanAction{ID: "A4", Body: body, Parts: []plan.Part{withID("A4b", gift), withID("A4a", partOf("head", "audit"))}})
	gift.Action, gift.Ref = "A4", ""
	a.do("olive", plan.AddPart{ID: "A4c", Body: gift})

	if action := a.action("A4"); action.Standing != plan.Live || action.Ending != nil || action.PlannedOn != planned {
		t.Errorf("the action is %+v", action)
	}
	for id, ref := range map[string]string{"A4b": "b", "A4a": "a", "A4c": "c"} {
		part := a.part(id)
		clean := plan.Part{Thing: part.Thing, Action: "A4", Ref: ref, Text: part.Text, Owner: "head", Signer: "audit", Kind: part.Kind,
			Target: part.Target, Unit: part.Unit, Due: part.Due, Milestones: part.Milestones}
		if diff := cmp.Diff(&clean, part); diff != "" {
			t.Errorf("part %s was planned with something already done:\n%s", id, diff)
		}
		for _, m := range part.Milestones {
			if !m.Reached.IsZero() {
				t.Errorf("part %s was planned with %q reached", id, m.Text)
			}
		}
	}
}

func TestEditingAnAction(t *testing.T) {
	a := startThePlan(t)
	a.do("chris", editing("A1", func(ch *plan.EditAction) {
		ch.Seen, ch.Title, ch.Order, ch.SuccessMeasure, ch.Contingency = 1, "  Train everybody ", 9, "480 trained", "Buy a course"
		ch.GoLive, ch.DependsOn, ch.OriginNote = june, []string{"A2"}, "Asked for again"
	}))
	got := a.action("A1")
	want := *got
	want.Title, want.Order, want.SuccessMeasure, want.Contingency, want.OriginNote = "Train everybody", 9, "480 trained", "Buy a course", "Asked for again"
	want.Due, want.Timescale, want.GoLive, want.Version = june, deadline.ThreeMonths, june, 2
	if diff := cmp.Diff(&want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a.do("chris", editing("A1", nil))
	if order := a.action("A1").Order; order != 9 {
		t.Errorf("an edit without an order moved it to %d", order)
	}
}

// The second of two who edit sees a refusal, and both texts are still there.
func TestTwoEditTheSame(t *testing.T) {
	a := startThePlan(t)
	first, second := editing("A1", func(ch *plan.EditAction) { ch.Seen, ch.Title = 1, "First" }), editing("A1", func(ch *plan.EditAction) { ch.Seen, ch.Title = 1, "Second" })
	a.do("chris", first)
	if err := a.try("olive", second); err == nil || second.Title != "Second" || a.action("A1").Title != "First" {
		t.Errorf("the second edit gave %v; held is %q", err, a.action("A1").Title)
	}
	second.Seen = 2
	a.do("olive", second)
	if title := a.action("A1").Title; title != "Second" {
		t.Errorf("after comparing, the title is %q", title)
	}
}

func TestEndingAnAction(t *testing.T) {
	for _, c := range []struct {
		ch plan.EndAction
		by string
	}{
		{plan.EndAction{Action: "A3", Standing: plan.Withdrawn, Reason: " No longer wanted "}, "chris"},
		{plan.EndAction{Action: "A3", Standing: plan.NotAccepted, Reason: "No longer wanted"}, "dev"},
		{plan.EndAction{Action: "A3", Standing: plan.Superseded, Reason: "No longer wanted", SupersededBy: "A2"}, "dev"},
		{plan.EndAction{Action: "A2", Standing: plan.Withdrawn, Reason: "No longer wanted", SupersededBy: "A1"}, "olive"}, // the school's alone
	} {
		a := startThePlan(t)
		a.do(c.by, c.ch)
		got := a.action(c.ch.Action)
		superseded := c.ch.SupersededBy
		if c.ch.Standing != plan.Superseded {
			superseded = ""
		}
		if want := (plan.Ending{On: planned, By: c.by, Reason: "No longer wanted", SupersededBy: superseded}); got.Standing != c.ch.Standing || *got.Ending != want {
			t.Errorf("the action is %s because %+v", got.Standing, got.Ending)
		}
		if got.Due.IsZero() || len(a.p.PartsOf(c.ch.Action)) == 0 {
			t.Error("something of the action has gone")
		}
		a.do("olive", plan.ReinstateAction{Action: c.ch.Action})
		if got := a.action(c.ch.Action); got.Standing != plan.Live || got.Ending != nil {
			t.Errorf("brought back, it is %s because %+v", got.Standing, got.Ending)
		}
	}
}

// An agency whose part was taken out of the plan has no part left to end.
func TestEndingAfterAPartIsTakenOut(t *testing.T) {
	a := startThePlan(t)
	a.do("dev", plan.RemovePart{Part: "A1b", Reason: "Done elsewhere"})
	a.do("chris", plan.EndAction{Action: "A1", Standing: plan.Withdrawn, Reason: "No longer wanted"})
}

// A reference follows the highest, whatever its letters, and needs no area.
func TestReferences(t *testing.T) {
	a := startThePlan(t)
	a.do("olive", plan.PlanAction{Body: changed(additionalAction("Visit"), func(b *plan.Action) { b.Ref = "X17" }), Parts: []plan.Part{partOf("head", "audit")}})
	id := a.do("olive", plan.PlanAction{Body: additionalAction("Visit"), Parts: []plan.Part{partOf("head", "audit")}})
	if ref := a.action(id).Ref; ref != "A18" {
		t.Errorf("the reference after X17 is %s", ref)
	}
	many := make([]plan.Part, 30)
	for i := range many {
		many[i] = partOf("head", "audit")
	}
	id = a.do("olive", plan.PlanAction{Body: additionalAction("Visit"), Parts: many})
	parts := a.p.PartsOf(id)
	seen := map[string]bool{}
	for _, part := range parts {
		seen[part.Ref] = true
	}
	if len(seen) != 30 || !seen["z"] || !seen["aa"] || !seen["ad"] {
		t.Errorf("thirty parts are called %v", seen)
	}
}
