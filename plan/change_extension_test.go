package plan_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
)

func isForbidden(err error) bool {
	var problems change.Problems
	return errors.As(err, &problems) && problems.Kind() == change.Forbidden
}

func asking(part string) plan.AskExtension {
	until := june.AddDays(30)
	if part[:2] != "A1" {
		until = april2013
	}
	return plan.AskExtension{ID: "asked", Part: part, Until: until, Reason: "The trainer left"}
}

// askedFor has the owner of a part ask for a month more, as "asked".
func askedFor(owner, part string) func(*acting) {
	return func(a *acting) { a.do(owner, asking(part)) }
}

func decided(a *acting) {
	a.do("carl", asking("A1a"))
	a.do("chris", plan.DecideExtension{Extension: "asked", Reasons: "Not enough"})
}

var approves = plan.DecideExtension{Extension: "asked", Approve: true, Reasons: "Fair"}

var extensionRefusals = []refusal{
	{name: "for a part that is not there", by: "carl", change: plan.AskExtension{Part: "A9a"}, want: missing("part")},
	{name: "for a part taken out", story: takenOut, by: "carl", change: asking("A3a"), want: stale(goneA3a)},
	{name: "for another agency's part", by: "hal", change: asking("A1a"), want: forbidden(notTheirs)},
	{name: "blank", by: "carl", change: plan.AskExtension{Part: "A1a"}, want: append(invalid("until", "Enter the new date."), invalid("reason", "Say why more time is needed.")...)},
	{name: "to the same day", by: "carl", change: changed(asking("A1a"), func(ch *plan.AskExtension) { ch.Until = june }),
		want: invalid("until", "Enter a date after 9 June 2012, which the part is held to now.")},
	{name: "to a day already given", story: func(a *acting) {
		askedFor("carl", "A1a")(a)
		a.do("chris", approves)
	}, by: "carl", change: changed(asking("A1a"), func(ch *plan.AskExtension) { ch.ID = "" }),
		want: invalid("until", "Enter a date after 9 July 2012, which the part is held to now.")},
	{name: "twice", story: askedFor("carl", "A1a"), by: "olive", change: changed(asking("A1a"), func(ch *plan.AskExtension) { ch.ID = "" }),
		want: invalid("until", "An extension to 9 July 2012 has already been asked for and awaits a decision.")},

	{name: "not there", by: "chris", change: plan.DecideExtension{Extension: "nothing"}, want: missing("extension")},
	{name: "seen before another's change", story: decided, by: "dev", change: plan.DecideExtension{Extension: "asked", Seen: 1, Approve: true, Reasons: "Fair"}, want: outdated("extension")},
	{name: "of a part taken out", story: func(a *acting) { askedFor("carl", "A3a")(a); takenOut(a) }, by: "chris", change: approves, want: stale(goneA3a)},
	{name: "of the chair's own agency", story: askedFor("nina", "A1b"), by: "chris", change: approves,
		want: forbidden("Part A1b belongs to your own agency, so somebody of another agency must decide this.")},
	{name: "of the deputy's own agency", story: askedFor("sue", "A1c"), by: "dev", change: approves,
		want: forbidden("Part A1c belongs to your own agency, so somebody of another agency must decide this.")},
	{name: "of the plan owner", story: askedFor("hal", "A2a"), by: "olive", change: approves, want: forbidden("Your role does not let you approve or refuse an extension.")},
	{name: "that they asked for", story: func(a *acting) {
		a.do("ada", plan.EditMember{Membership: "dev", Person: "Dev Deputy", Agency: "police", Roles: []access.Role{access.DeputyChair, access.PlanOwner}})
		a.do("dev", asking("A1a"))
	}, by: "dev", change: approves, want: forbidden("You asked for this extension, so somebody else must decide it.")},
	{name: "twice", story: decided, by: "dev", change: approves, want: stale("This extension was already refused on 2 April 2012.")},
	{name: "approved without reasons", story: askedFor("carl", "A1a"), by: "chris", change: plan.DecideExtension{Extension: "asked", Approve: true, Reasons: " "},
		want: invalid("reasons", "Give the reasons for the decision.")},
	{name: "refused without reasons", story: askedFor("carl", "A1a"), by: "chris", change: plan.DecideExtension{Extension: "asked"},
		want: invalid("reasons", "Give the reasons for the decision.")},
}

// An approved extension moves the date the part is held to. Lateness is still
// counted from the first.
func TestExtending(t *testing.T) {
	a := startThePlan(t)
	before, action := *a.part("A1b"), *a.action("A1")
	a.do("nina", changed(asking("A1b"), func(ch *plan.AskExtension) { ch.Reason = " The trainer left " }))
	want := plan.Extension{Thing: plan.Thing{ID: "asked", Version: 1, Seq: a.seq, ChangedOn: planned}, Part: "A1b", Until: june.AddDays(30),
		Reason: "The trainer left", AskedBy: "nina", AskedOn: planned, State: plan.Asked}
	held, _ := a.p.Extensions.Get("asked")
	if diff := cmp.Diff(&want, held); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a.until(june)
	a.do("dev", plan.DecideExtension{Extension: "asked", Seen: 1, Approve: true, Reasons: " Fair "})
	want.Version, want.Seq, want.ChangedOn = 2, a.seq, june
	want.State, want.DecidedBy, want.DecidedOn, want.Decision = plan.Approved, "dev", june, "Fair"
	held, _ = a.p.Extensions.Get("asked")
	if diff := cmp.Diff(&want, held); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	part := a.part("A1b")
	before.Thing, before.Extended = part.Thing, june.AddDays(30)
	if diff := cmp.Diff(&before, part); diff != "" {
		t.Errorf("more than the date it is held to has moved:\n%s", diff)
	}
	if diff := cmp.Diff(&action, a.action("A1")); diff != "" {
		t.Errorf("the action has moved:\n%s", diff)
	}
	a.until(june.AddDays(10))
	if facts := a.p.Facts("A1"); facts.DaysLate != 10 || facts.DueNow != june.AddDays(30) {
		t.Errorf("ten days after the first date it is %d days late, held to %s", facts.DaysLate, facts.DueNow)
	}
}

func TestRefusingAnExtension(t *testing.T) {
	a := startThePlan(t)
	decided(a)
	if part := a.part("A1a"); !part.Extended.IsZero() || part.Version != 1 {
		t.Errorf("refused, the part is held to %s", part.DueNow())
	}
	a.do("carl", changed(asking("A1a"), func(ch *plan.AskExtension) { ch.ID = "" })) // and may be asked for again
}

func TestADelegateAsksForAnExtension(t *testing.T) {
	a := startThePlan(t)
	id := a.do("carl", plan.Delegate{Post: "services", Membership: "olive", From: planned, Until: june, Reason: "On leave"})
	a.do("olive", asking("A1a"))
	if x, _ := a.p.Extensions.Get("asked"); x.OnBehalf != id || x.AskedBy != "olive" {
		t.Errorf("asked for on behalf %q", x.OnBehalf)
	}
}
