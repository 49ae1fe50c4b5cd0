package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

func counted(n int, reached ...int) plan.ReportProgress {
	return plan.ReportProgress{Part: "A1c", Text: "So far so good.", Quantity: &n, Reached: reached}
}

func reporting(edit func(*plan.ReportProgress)) plan.ReportProgress {
	ch := counted(3)
	edit(&ch)
	return ch
}

// both gives Sue of the police the plan owner's role too.
func both(a *acting) {
	a.do("ada", plan.EditMember{Membership: "sue", Person: "Sue Super", Agency: "police", Roles: []access.Role{access.AgencyLead, access.PlanOwner}})
}

var progressRefusals = []refusal{
	{name: "not there", by: "carl", change: plan.ReportProgress{Part: "A9a"}, want: missing("part")},
	{name: "taken out", story: takenOut, by: "carl", change: saysComplete("A3a"), want: stale(goneA3a)},
	{name: "of an action withdrawn", story: withdrawn, by: "carl", change: saysComplete("A3a"), want: stale(notLiveA3)},
	{name: "of another agency", by: "sue", change: saysComplete("A1a"),
		want: forbidden("Part A1a belongs to Head of children's services, Westmoor Council. Only that agency or the plan's owner can do this.")},
	{name: "by the chair, of another agency", by: "chris", change: saysComplete("A1a"), want: forbidden("Your role does not let you report on a part.")},
	{name: "without words", by: "carl", change: plan.ReportProgress{Part: "A1a", Complete: true}, want: invalid("text", "Say where this part has got to.")},
	{name: "without a number", by: "sue", change: reporting(func(ch *plan.ReportProgress) { ch.Quantity = nil }),
		want: invalid("quantity", "Enter how many so far, as a whole number. Enter 0 if there are none.")},
	{name: "fewer than none", by: "sue", change: counted(-1), want: invalid("quantity", "Enter 0 or more.")},
	{name: "milestones it doesn't have", by: "sue", change: counted(3, 0, 2, -1),
		want: append(invalid("reached", "This part has no milestone 3."), invalid("reached", "This part has no milestone 0.")...)},
	{name: "by who signed it", story: func(a *acting) { both(a); a.finish() }, by: "sue", change: saysComplete("A1a"),
		want: forbidden("You signed part A1a off, so somebody else must report on it. If it is not complete after all, take your sign-off back.")},
}

func TestReporting(t *testing.T) {
	a := startThePlan(t)
	ch := saysComplete("A1a")
	ch.Text, ch.InTheWay = " It is complete. ", " Nothing "
	puts, err := a.tryOn(a.by("carl"), ch, a.today)
	if err != nil || len(puts) != 2 || puts[1].Kind != plan.KindUpdate || puts[1].Parent != "A1a" {
		t.Fatalf("reporting put %+v: %v", puts, err)
	}
	if diff := cmp.Diff([]plan.Update{{Part: "A1a", Text: "It is complete.", Complete: true, InTheWay: "Nothing", Membership: "carl"}}, a.updates); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got, want := a.part("A1a").Progress, (plan.Progress{LastUpdate: planned, Complete: true, CompleteOn: planned, By: "carl"}); got != want {
		t.Errorf("progress is %+v", got)
	}
	a.until(june)
	a.do("olive", saysComplete("A1a")) // the plan's owner writes down what is said at a meeting
	if got, want := a.part("A1a").Progress, (plan.Progress{LastUpdate: june, Complete: true, CompleteOn: planned, By: "olive"}); got != want {
		t.Errorf("progress is %+v", got)
	}
	a.do("carl", plan.ReportProgress{Part: "A1a", Text: "Not after all."})
	if got, want := a.part("A1a").Progress, (plan.Progress{LastUpdate: june, By: "carl"}); got != want {
		t.Errorf("progress is %+v", got)
	}
}

// A lead speaks for every part of their own agency.
func TestALeadReportsForTheirAgency(t *testing.T) {
	a := startThePlan(t)
	a.do("dora", saysComplete("A1b"))
	if by := a.part("A1b").Progress.By; by != "dora" {
		t.Errorf("reported by %s", by)
	}
}

func TestReportingANumber(t *testing.T) {
	a := startThePlan(t)
	a.do("sue", reporting(func(ch *plan.ReportProgress) { *ch.Quantity, ch.Complete = 479, true })) // saying so doesn't make it so
	if got, want := a.part("A1c").Progress, (plan.Progress{LastUpdate: planned, Quantity: 479, By: "sue"}); got != want {
		t.Errorf("479 of 480 is %+v", got)
	}
	a.do("sue", counted(480))
	if got, want := a.part("A1c").Progress, (plan.Progress{LastUpdate: planned, Complete: true, CompleteOn: planned, Quantity: 480, By: "sue"}); got != want {
		t.Errorf("480 of 480 is %+v", got)
	}
	a.do("sue", counted(0))
	if got := a.part("A1c").Progress; got.Complete || got.Quantity != 0 {
		t.Errorf("none of 480 is %+v", got)
	}
	n := 7
	a.do("carl", plan.ReportProgress{Part: "A1a", Text: "Some", Quantity: &n}) // a yes-or-no part has no number
	if last := a.updates[len(a.updates)-1]; last.Quantity != nil || a.part("A1a").Progress.Quantity != 0 {
		t.Errorf("a number was kept for a part that has none: %+v", last)
	}
}

func TestReachingMilestones(t *testing.T) {
	a := startThePlan(t)
	a.do("sue", counted(1, 1))
	a.until(june)
	a.do("sue", counted(2, 0, 1))
	got := a.part("A1c").Milestones
	want := []plan.Milestone{{Text: "Course booked", Due: planned.AddDays(20), Reached: june}, {Text: "Half trained", Due: planned.AddDays(40), Reached: planned}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func reportedNotComplete(a *acting) {
	a.finish()
	a.do("carl", saysComplete("A1a")) // saying it again takes nothing back
	if done, _ := a.isDone(); !done {
		a.t.Fatalf("saying again that it is complete took the sign-off back")
	}
	a.until(june)
	a.do("carl", plan.ReportProgress{Part: "A1a", Text: "It came back."})
}

// Saying that a signed part is not complete takes its sign-off back, in sight.
func TestNotCompleteTakesTheSignOffBack(t *testing.T) {
	a := startThePlan(t)
	reportedNotComplete(a)
	part := a.part("A1a")
	want := []plan.Ending{{On: june, By: "carl", Reason: "The owner reported that it is not complete."}}
	if diff := cmp.Diff(want, part.TakenBack); diff != "" || part.Signed != nil {
		t.Errorf("signed %+v, taken back:\n%s", part.Signed, diff)
	}
	a.do("carl", saysComplete("A1a"))
	if done, wanting := a.isDone(); done || !slices.Equal(wanting, []string{"Not signed off by Superintendent, Moor Police."}) {
		t.Errorf("complete again, what is wanting is %q", wanting)
	}
}

// So does a number that falls below what is wanted.
func TestANumberThatFallsTakesTheSignOffBack(t *testing.T) {
	a := startThePlan(t)
	a.do("sue", counted(480))
	a.show("sue", "olive", minutes("A1c"))
	a.do("olive", plan.SignPart{Part: "A1c"})
	a.do("sue", counted(481))
	if a.part("A1c").Signed == nil {
		t.Fatal("one more took the sign-off back")
	}
	a.do("sue", counted(479))
	if part := a.part("A1c"); part.Signed != nil || len(part.TakenBack) != 1 {
		t.Errorf("one too few left it signed: %+v", part.TakenBack)
	}
}

// A signer who may also report can still say that it isn't complete.
func TestTheSignerMaySayItIsNotComplete(t *testing.T) {
	a := startThePlan(t)
	both(a)
	a.finish()
	a.do("sue", plan.ReportProgress{Part: "A1a", Text: "It came back."})
	if part := a.part("A1a"); part.Signed != nil {
		t.Error("it is still signed off")
	}
}

// A delegate reports on the post's behalf, on the days of the delegation only.
func TestADelegateReports(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.AddMember{ID: "dee", Account: "account-dee", Person: "Dee Delegate", Agency: "school", Roles: []access.Role{access.AgencyLead}})
	a.do("ada", plan.AddMember{ID: "pat", Account: "account-pat", Person: "Pat Plan", Agency: "school", Roles: []access.Role{access.PlanOwner}})
	id := a.do("hal", plan.Delegate{Post: "head", Membership: "dee", From: june, Until: june.AddDays(1), Reason: "On leave"})
	for day, want := range map[calendar.Date]string{june.AddDays(-1): "", june: id, june.AddDays(1): id, june.AddDays(2): ""} {
		each := a.fork()
		each.until(day)
		each.do("dee", saysComplete("A2a"))
		if got := each.updates[0]; got.OnBehalf != want || got.Membership != "dee" || each.under != want {
			t.Errorf("on %s: reported on behalf %q", day, got.OnBehalf)
		}
	}
	// On a later day, describing one before the delegation began, nobody is acted for.
	a.until(june)
	if _, err := a.tryOn(a.by("dee"), saysComplete("A2a"), june.AddDays(-1)); err != nil {
		t.Fatal(err)
	}
	if got := a.updates[0]; got.OnBehalf != "" {
		t.Errorf("for the day before, reported on behalf %q", got.OnBehalf)
	}
}
