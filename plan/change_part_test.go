package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/plan"
)

func adding(edit func(*plan.Part)) plan.AddPart {
	part := partOf("head", "audit")
	part.Action = "A3"
	edit(&part)
	return plan.AddPart{Body: part}
}

// editingPart is the edit that changes nothing of a part of startThePlan.
func editingPart(id string, edit func(*plan.EditPart)) plan.EditPart {
	bodies := map[string]plan.Part{
		"A1a": partOf("services", "superintendent"), "A1b": partOf("nurse", "deputy"), "A1c": countedPart("superintendent", "audit"), "A2a": partOf("head", "services"), "A3a": partOf("services", "head"),
	}
	ch := plan.EditPart{Body: withID(id, bodies[id])}
	ch.Body.Milestones = slices.Clone(ch.Body.Milestones)
	if edit != nil {
		edit(&ch)
	}
	return ch
}

func takenOut(a *acting) { a.do("dev", plan.RemovePart{Part: "A3a", Reason: "Done elsewhere"}) }

const goneA3a = "This part was taken out of the plan on 2 April 2012."

// spare adds a post without work, which then ends, and another chair's deputy.
func spare(a *acting) {
	a.do("ada", plan.AddPost{ID: "spare", Agency: "school", Title: "Deputy head"})
	a.do("ada", plan.EditPost{Post: "spare", Title: "Deputy head", Ended: publication})
}

var partRefusals = []refusal{
	{name: "to no action", by: "olive", change: plan.AddPart{}, want: missing("action")},
	{name: "to an action withdrawn", story: withdrawn, by: "olive", change: adding(func(*plan.Part) {}), want: stale(notLiveA3)},
	{name: "blank", by: "olive", change: plan.AddPart{Body: plan.Part{Action: "A3"}}, want: append(append(
		invalid("text", "Enter what this part is."),
		invalid("owner", "Choose the post that owns this part. A part without an owner can't be planned.")...),
		invalid("kind", "Choose whether the part is yes or no, or a quantity.")...)},
	{name: "without a signer", by: "olive", change: adding(func(part *plan.Part) { part.Signer = "" }),
		want: invalid("signer", "Choose the post that will sign this part off.")},
	{name: "signed by the owner", by: "olive", change: adding(func(part *plan.Part) { part.Signer = "head" }),
		want: invalid("signer", "The post that signs must belong to another agency than the one that owns the part (Highfield School).")},
	{name: "signed by the owner's agency", by: "olive", change: adding(func(part *plan.Part) { part.Owner, part.Signer = "services", "audit" }),
		want: invalid("signer", "The post that signs must belong to another agency than the one that owns the part (Westmoor Council).")},
	{name: "of the chair's agency, not signed by the deputy", by: "olive", change: adding(func(part *plan.Part) { part.Owner, part.Signer = "nurse", "superintendent" }),
		want: invalid("signer", "This part belongs to the chair's own agency, so the deputy chair must sign it.")},
	{name: "of the chair, signed by the chair", by: "olive", change: adding(func(part *plan.Part) { part.Owner, part.Signer = "nurse", "chairing" }),
		want: invalid("signer", "The post that signs must belong to another agency than the one that owns the part (Northmoor Trust).")},
	{name: "owned by a post that ended", story: spare, by: "olive", change: adding(func(part *plan.Part) { part.Owner = "spare" }),
		want: invalid("owner", "The post Deputy head, Highfield School ended on 9 March 2012. Choose another.")},
	{name: "signed by a post that ended", story: spare, by: "olive", change: adding(func(part *plan.Part) { part.Owner, part.Signer = "services", "spare" }),
		want: invalid("signer", "The post Deputy head, Highfield School ended on 9 March 2012. Choose another.")},
	{name: "a quantity of nothing", by: "olive", change: adding(func(part *plan.Part) { part.Kind = plan.Quantity }), want: append(
		invalid("target", "Enter how many are wanted, as a whole number of 1 or more."),
		invalid("unit", "Enter what is counted, for example “staff trained”.")...)},
	{name: "due after its action", by: "olive", change: adding(func(part *plan.Part) { part.Due = september.AddDays(1) }),
		want: invalid("due", "A part can't be due after its action, which is due on 9 September 2012.")},
	{name: "due before the report", by: "olive", change: adding(func(part *plan.Part) { part.Due = publication.AddDays(-1) }),
		want: invalid("due", "The due date, 8 March 2012, is before the report, which is dated 9 March 2012. Enter a date on or after that.")},
	{name: "milestones half filled in", by: "olive", change: adding(func(part *plan.Part) {
		part.Milestones = []plan.Milestone{{Text: "Booked", Due: june}, {Text: " ", Due: june}, {Text: "Held"}}
	}), want: append(invalid("milestones", "Milestone 2 needs words and a date."), invalid("milestones", "Milestone 3 needs words and a date.")...)},
	{name: "a reference that a removed part had", story: takenOut, by: "olive", change: adding(func(part *plan.Part) { part.Ref = "A" }),
		want: invalid("ref", "Another part of this action has, or had, the reference A. Choose another.")},

	{name: "not there", by: "olive", change: plan.EditPart{}, want: missing("part")},
	{name: "taken out", story: takenOut, by: "olive", change: editingPart("A3a", nil), want: stale(goneA3a)},
	{name: "of an action withdrawn", story: withdrawn, by: "olive", change: editingPart("A3a", nil), want: stale(notLiveA3)},
	{name: "seen before another's change", story: func(a *acting) { a.do("carl", saysComplete("A1a")) }, by: "olive",
		change: editingPart("A1a", func(ch *plan.EditPart) { ch.Seen = 1 }), want: outdated("part")},
	{name: "signed off", story: (*acting).finish, by: "olive", change: editingPart("A1a", nil),
		want: invalid("", "This part has been signed off. Take the sign-off back before you change what was signed.")},
	{name: "given to the signer's agency", by: "olive", change: editingPart("A1a", func(ch *plan.EditPart) { ch.Body.Owner = "superintendent" }),
		want: invalid("signer", "The post that signs must belong to another agency than the one that owns the part (Moor Police).")},
	{name: "a milestone reached, reworded", story: func(a *acting) {
		count := 3
		a.do("sue", plan.ReportProgress{Part: "A1c", Text: "Booked", Quantity: &count, Reached: []int{0}})
	}, by: "olive", change: editingPart("A1c", func(ch *plan.EditPart) { ch.Body.Milestones[0].Text = "Course thought of" }),
		want: invalid("milestones", "The milestone “Course booked” was reached on 2 April 2012. Keep its words as they are.")},

	{name: "not there", by: "dev", change: plan.RemovePart{Part: "A9a"}, want: missing("part")},
	{name: "twice", story: takenOut, by: "dev", change: plan.RemovePart{Part: "A3a", Reason: "Again"}, want: stale(goneA3a)},
	{name: "without a reason", by: "dev", change: plan.RemovePart{Part: "A1a", Reason: "  "}, want: invalid("reason", "Say why. The reason stays on the action's page.")},
	{name: "the only one", by: "dev", change: plan.RemovePart{Part: "A2a", Reason: "Why not"},
		want: invalid("part", "This is the action's only part. Withdraw the action instead.")},
	{name: "the last one left", story: takenOut, by: "dev", change: plan.RemovePart{Part: "A3b", Reason: "Why not"},
		want: invalid("part", "This is the action's only part. Withdraw the action instead.")},
	{name: "of the chair's own agency", by: "chris", change: plan.RemovePart{Part: "A1b", Reason: "Why not"},
		want: forbidden("Part A1b belongs to your own agency, so somebody of another agency must take it out of the plan.")},
	{name: "of the deputy's own agency", by: "dev", change: plan.RemovePart{Part: "A1c", Reason: "Why not"},
		want: forbidden("Part A1c belongs to your own agency, so somebody of another agency must take it out of the plan.")},
	{name: "of the owner of the plan", by: "olive", change: plan.RemovePart{Part: "A1b", Reason: "Why not"},
		want: forbidden("Your role does not let you approve or refuse an extension.")},
}

func TestAddingAPart(t *testing.T) {
	a := startThePlan(t)
	takenOut(a)
	id := a.do("chris", adding(func(part *plan.Part) { part.Text = " Check it " }))
	part := a.part(id)
	if part.Ref != "c" || part.Text != "Check it" || part.Due != september {
		t.Errorf("the part is %+v", part)
	}
	early := a.do("olive", adding(func(part *plan.Part) { part.Due = june }))
	if due := a.part(early).Due; due != june {
		t.Errorf("the part is due %s", due)
	}
	a.do("olive", adding(func(part *plan.Part) { part.Owner, part.Signer = "doctor", "deputy" }))
}

// Where no post is the chair's, anybody of another agency may sign.
func TestSigningWithoutAChair(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.EditPost{Post: "chairing", Title: "Chair of the group"})
	a.do("olive", adding(func(part *plan.Part) { part.Owner, part.Signer = "nurse", "superintendent" }))
}

func TestEditingAPart(t *testing.T) {
	a := startThePlan(t)
	count := 400
	a.do("sue", plan.ReportProgress{Part: "A1c", Text: "Going well", Quantity: &count, Reached: []int{0}})
	before := *a.part("A1c")
	a.do("olive", editingPart("A1c", func(ch *plan.EditPart) {
		ch.Seen, ch.Body.Text, ch.Body.Target = before.Version, "Train the workers who are left", 400
		ch.Body.Milestones = []plan.Milestone{{Text: "New first step", Due: june}, {Text: "Course booked", Due: june}}
		ch.Body.Milestones[0].Reached = planned // can't be typed in
		ch.Body.Due, ch.Body.Extended, ch.Body.Ref = paperDay, paperDay, "z"
		ch.Body.Signed, ch.Body.Removed = &plan.Signature{}, &plan.Ending{}
	}))
	want := before
	want.Thing = a.part("A1c").Thing
	want.Text, want.Target = "Train the workers who are left", 400
	want.Milestones = []plan.Milestone{{Text: "New first step", Due: june}, {Text: "Course booked", Due: june, Reached: planned}}
	want.Progress.Complete, want.Progress.CompleteOn = true, planned // 400 of 400
	if diff := cmp.Diff(&want, a.part("A1c")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a.do("olive", editingPart("A1c", func(ch *plan.EditPart) { ch.Body.Milestones = want.Milestones; ch.Body.Target = 401 }))
	if p := a.part("A1c").Progress; p.Complete || !p.CompleteOn.IsZero() || p.Quantity != 400 {
		t.Errorf("400 of 401 is %+v", p)
	}
	a.do("olive", editingPart("A1c", func(ch *plan.EditPart) {
		ch.Body.Milestones = want.Milestones
		ch.Body.Kind, ch.Body.Target = plan.YesOrNo, 400
	}))
	if part := a.part("A1c"); part.Progress.Complete || part.Target != 0 || part.Unit != "" {
		t.Errorf("as a question of yes or no it is %+v", part)
	}
}

// A new owner of another agency has not said that it is complete; a new post
// of the same agency has.
func TestANewOwnerHasSaidNothing(t *testing.T) {
	for owner, want := range map[string]bool{"audit": true, "head": false} {
		a := startThePlan(t)
		a.do("carl", saysComplete("A1a"))
		a.do("olive", editingPart("A1a", func(ch *plan.EditPart) { ch.Body.Owner = owner }))
		if part := a.part("A1a"); part.Progress.Complete != want || part.Progress.CompleteOn.IsZero() == want || part.Owner != owner {
			t.Errorf("given to %s, the part is %+v", owner, part)
		}
	}
}

func TestTakingAPartOut(t *testing.T) {
	a := startThePlan(t)
	a.do("chris", plan.RemovePart{Part: "A1a", Reason: " Done elsewhere "})
	part := a.part("A1a")
	if want := (plan.Ending{On: planned, By: "chris", Reason: "Done elsewhere"}); part.Removed == nil || *part.Removed != want {
		t.Errorf("it was taken out because %+v", part.Removed)
	}
	if n := len(a.p.PartsOf("A1")); n != 2 {
		t.Errorf("%d parts are left", n)
	}
	a.do("dev", plan.RemovePart{Part: "A1b", Reason: "Done elsewhere"})
}
