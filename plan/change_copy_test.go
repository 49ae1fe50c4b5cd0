package plan_test

import (
	"encoding/json"
	"errors"
	"testing"

	"throughline/change"
	"throughline/plan"
)

var theCopy = plan.ReceiveCopy{ID: "copy", Inspection: "inspection", Exported: 3, Attachment: plan.Attachment{Name: "Plan from the trust.xlsx", SHA256: "abc"}}

func copyReceived(a *acting) { a.do("olive", theCopy) }

// settling says what becomes of the copy's one difference.
func settling(outcome plan.Outcome, makes plan.Change) plan.SettleDifference {
	body := plan.Settlement{
		Copy: "copy", Key: "part:A1a:Part", Outcome: outcome, Reason: "Agreed at the group", Place: "Plan, row 2", Action: "A1", Part: "A1a", Field: "Part",
		Was: "Part A1a", Now: "Part A1a", Theirs: "Train every driver",
	}
	return plan.SettleDifference{ID: "settled", Body: body, Make: makes}
}

// reworded gives the part other words, as the copy has them.
func reworded(a *acting, text string) plan.EditPart {
	body := *a.part("A1a")
	body.Text = text
	return plan.EditPart{Seen: body.Version, Body: body}
}

func acceptedOnce(a *acting) {
	copyReceived(a)
	a.do("olive", settling(plan.TakenUp, reworded(a, "Train every driver")))
}

func turnedDown(a *acting) {
	copyReceived(a)
	a.do("olive", settling(plan.TurnedDown, nil))
}

func takenBack(a *acting) {
	turnedDown(a)
	a.do("olive", plan.TakeBackSettlement{Settlement: "settled"})
}

var copyRefusals = []refusal{
	{name: "of no inspection", by: "olive", change: plan.ReceiveCopy{}, want: missing("inspection")},
	{name: "of nothing", by: "olive", change: plan.ReceiveCopy{Inspection: "inspection"}, want: invalid("attachment", "Choose the copy that came back.")},
	{name: "twice", story: copyReceived, by: "olive", change: theCopy,
		want: invalid("attachment", "This file was received as Plan from the trust.xlsx on 2 April 2012. Nothing in it has changed since: go on with that one.")},
	{name: "made after the record ends", by: "olive", change: plan.ReceiveCopy{Inspection: "inspection", Exported: 1_000_000, Attachment: theCopy.Attachment},
		want: invalid("attachment", "This copy says that it was made at entry 1,000,000 of the record, and the record ends at entry 39. Check that it is a copy of this council’s plan.")},
	{name: "of no copy", by: "olive", change: plan.SettleDifference{}, want: missing("copy")},
	{name: "settled already", story: turnedDown, by: "olive", change: settling(plan.TurnedDown, nil),
		want: stale("This difference was settled on 2 April 2012. Take that back first to settle it anew.")},
	{name: "accepted with nothing to do", story: copyReceived, by: "olive", change: settling(plan.TakenUp, nil),
		want: invalid("outcome", "This difference can't be accepted as a change of the plan. Note what the copy says, or refuse it.")},
	{name: "noted, and changing the plan all the same", story: copyReceived, by: "olive", change: settling(plan.Noted, plan.EditPart{}),
		want: invalid("outcome", "This difference can't be accepted as a change of the plan. Note what the copy says, or refuse it.")},
	{name: "of no difference and no outcome", story: copyReceived, by: "olive", change: plan.SettleDifference{Body: plan.Settlement{Copy: "copy"}},
		want: change.Problems{{Field: "key", Sentence: "Choose a difference of the copy."}}},
	{name: "neither accepted nor refused", story: copyReceived, by: "olive", change: settling("", nil),
		want: invalid("outcome", "Choose whether to accept the difference or to refuse it.")},
	{name: "refused without a reason", story: copyReceived, by: "olive", change: changed(settling(plan.TurnedDown, nil), func(ch *plan.SettleDifference) { ch.Body.Reason = " " }),
		want: invalid("reason", "Say why. Whoever sent the copy may ask.")},
	{name: "naming somebody", story: copyReceived, by: "olive", change: changed(settling(plan.Noted, nil), func(ch *plan.SettleDifference) { ch.Body.Theirs = "Support Tyler Wexley at school" }),
		want: invalid("confirm", "Some words look as if they tell who somebody is: “Tyler Wexley” (a person’s name, in the copy’s words). Take them out, or say why these words name no child.")},
	{name: "by who may not make the change", story: copyReceived, by: "olive", change: settling(plan.TakenUp, plan.RemovePart{Part: "A1a", Reason: "Gone"}),
		want: forbidden("Your role does not let you approve or refuse an extension. Ask somebody whose role does to settle this one, or refuse it.")},
	{name: "against the change's own rule", story: copyReceived, by: "olive", change: settling(plan.TakenUp, plan.EditPart{Body: plan.Part{Thing: plan.Thing{ID: "A9a"}}}),
		want: missing("part")},
	{name: "of nothing settled", by: "olive", change: plan.TakeBackSettlement{}, want: missing("settled difference")},
	{name: "taken back already", story: takenBack, by: "olive", change: plan.TakeBackSettlement{Settlement: "settled"}, want: stale("This was taken back already.")},
	{name: "leaving the change standing", story: acceptedOnce, by: "olive", change: plan.TakeBackSettlement{Settlement: "settled"},
		want: invalid("", "What accepting this difference changed can't be put back from here. Change it in the plan.")},
	{name: "changing what was never changed", story: turnedDown, by: "olive", change: plan.TakeBackSettlement{Settlement: "settled", Make: plan.EditPart{}},
		want: invalid("", "What accepting this difference changed can't be put back from here. Change it in the plan.")},
	{name: "put back against the change's own rule", story: acceptedOnce, by: "olive", change: plan.TakeBackSettlement{Settlement: "settled", Make: plan.EditPart{}}, want: missing("part")},
}

// Accepting changes the plan and says so in one entry: both or neither.
func TestAcceptingADifference(t *testing.T) {
	a := startThePlan(t)
	copyReceived(a)
	refused := settling(plan.TakenUp, reworded(a, " "))
	before := everything(a.p)
	if _, err := a.tryOn(a.by("olive"), refused, a.today); err == nil || everything(a.p) != before {
		t.Errorf("refused with %v", err)
	}
	was := a.part("A1a").Text
	a.do("olive", settling(plan.TakenUp, reworded(a, "Train every driver")))
	held := a.p.SettledOf("copy")["part:A1a:Part"]
	if a.part("A1a").Text != "Train every driver" || held == nil || held.Outcome != plan.TakenUp || held.By != "olive" || held.On != a.today || held.Made != "change a part" {
		t.Fatalf("settled as %+v", held)
	}
	a.do("olive", plan.TakeBackSettlement{Settlement: "settled", Make: reworded(a, was)})
	if a.part("A1a").Text != was || len(a.p.SettledOf("copy")) != 0 || a.p.Settlements.Len() != 1 {
		t.Errorf("taken back as %q", a.part("A1a").Text)
	}
	a.do("olive", changed(settling(plan.TurnedDown, nil), func(ch *plan.SettleDifference) { ch.ID = "again" }))
	if len(a.p.SettledOf("copy")) != 1 {
		t.Error("what was taken back can't be settled again")
	}
}

// What a copy claims is kept beside the action, and is no fact of it.
func TestNotingWhatACopyClaims(t *testing.T) {
	a := startThePlan(t)
	copyReceived(a)
	ch := settling(plan.Noted, nil)
	ch.Body.Field, ch.Body.Theirs, ch.Confirm = "Action done", "Done, says Tyler Wexley", "The head teacher"
	done := a.p.Facts("A1").Done()
	a.do("olive", ch)
	noted := a.p.NotedOf("A1")
	if len(noted) != 1 || noted[0].Theirs != "Done, says Tyler Wexley" || noted[0].Confirmation == nil || noted[0].Made != "" {
		t.Errorf("noted as %+v", noted)
	}
	if a.p.Facts("A1").Done() != done || len(a.p.NotedOf("A2")) != 0 {
		t.Error("a claim became a fact")
	}
}

// The rule that comes back keeps what an error was, whatever it is.
func TestACopysOwnError(t *testing.T) {
	a := startThePlan(t)
	copyReceived(a)
	_, err := a.tryOn(a.by("olive"), settling(plan.TakenUp, plan.EditPart{Seen: 9, Body: *a.part("A1a")}), a.today)
	var problems change.Problems
	if !errors.As(err, &problems) || problems.Kind() != change.Stale {
		t.Errorf("got %v", err)
	}
	if _, err := json.Marshal(plan.Settlement{}); err != nil {
		t.Error(err)
	}
}
