package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

// ready brings A1a to where only the signature is wanting.
func ready(a *acting) {
	a.do("carl", saysComplete("A1a"))
	accepted(a)
}

// newChair gives the chair to the police, and the deputy's seat to the council.
func newChair(a *acting) {
	a.do("ada", plan.EditPost{Post: "chairing", Title: "Chair of the group"})
	a.do("ada", plan.EditPost{Post: "deputy", Title: "Chair of the group", Seat: plan.ChairSeat})
	a.do("ada", plan.EditPost{Post: "services", Title: "Head of children's services", Seat: plan.DeputySeat})
}

var signA1a = plan.SignPart{Part: "A1a"}

const notYet = "This part can't be signed off yet. "

var signRefusals = []refusal{
	{name: "not there", by: "sue", change: plan.SignPart{Part: "A9a"}, want: missing("part")},
	{name: "taken out", story: takenOut, by: "hal", change: plan.SignPart{Part: "A3a"}, want: stale(goneA3a)},
	{name: "of an action withdrawn", story: withdrawn, by: "hal", change: plan.SignPart{Part: "A3a"}, want: stale(notLiveA3)},
	{name: "seen before another's change", story: ready, by: "sue", change: plan.SignPart{Part: "A1a", Seen: 1}, want: outdated("part")},
	{name: "by its owner", story: ready, by: "carl", change: signA1a,
		want: forbidden("Part A1a belongs to your own agency, so somebody of another agency must sign it off: nobody signs their own work.")},
	{name: "by its owner's agency", story: ready, by: "olive", change: signA1a,
		want: forbidden("Part A1a belongs to your own agency, so somebody of another agency must sign it off: nobody signs their own work.")},
	{name: "by a post not named for it", story: ready, by: "hal", change: signA1a,
		want: forbidden("Part A1a is signed off by Superintendent, Moor Police, the post named when it was planned.")},
	{name: "by the chair, when another post is named", story: ready, by: "chris", change: signA1a,
		want: forbidden("Part A1a is signed off by Superintendent, Moor Police, the post named when it was planned.")},
	{name: "of the chair's agency, by the chair", by: "chris", change: plan.SignPart{Part: "A1b"},
		want: forbidden("Part A1b belongs to your own agency, so somebody of another agency must sign it off: nobody signs their own work.")},
	{name: "of the chair's agency, by the deputy's colleague", by: "sue", change: plan.SignPart{Part: "A1b"},
		want: forbidden("Part A1b is signed off by Deputy chair of the group, Moor Police, the post named when it was planned.")},
	{name: "by who reported it", story: func(a *acting) {
		both(a)
		accepted(a)
		a.do("sue", saysComplete("A1a"))
	}, by: "sue", change: signA1a, want: forbidden("You reported on this part, so somebody else must sign it off: nobody signs their own work.")},
	{name: "of an agency that has taken the chair since", story: func(a *acting) {
		a.do("sue", counted(480))
		a.show("sue", "olive", minutes("A1c"))
		newChair(a)
	}, by: "olive", change: plan.SignPart{Part: "A1c"},
		want: forbidden("This part belongs to the chair's own agency, so the deputy chair must sign it. Change who signs part A1c first.")},
	{name: "not complete", story: accepted, by: "sue", change: signA1a, want: invalid("", notYet+"The owner has not said that it is complete.")},
	{name: "one short", story: func(a *acting) {
		a.do("sue", counted(479))
		a.show("sue", "olive", minutes("A1c"))
	}, by: "olive", change: plan.SignPart{Part: "A1c"}, want: invalid("", notYet+"479 of 480 staff trained so far.")},
	{name: "without evidence", story: func(a *acting) { a.do("carl", saysComplete("A1a")) }, by: "sue", change: signA1a,
		want: invalid("", notYet+"It has no accepted evidence.")},
	{name: "on evidence not accepted", story: func(a *acting) { a.do("carl", saysComplete("A1a")); offered(a) }, by: "sue", change: signA1a,
		want: invalid("", notYet+"Its evidence has not been accepted yet.")},
	{name: "on evidence that ran out", story: func(a *acting) {
		a.do("carl", saysComplete("A1a"))
		a.show("carl", "sue", changed(minutes("A1a"), func(ch *plan.OfferEvidence) { ch.Expires = june }))
		a.until(june.AddDays(1))
	}, by: "sue", change: signA1a, want: invalid("", notYet+"Its evidence ran out on 9 June 2012.")},
	{name: "twice", story: (*acting).finish, by: "sue", change: signA1a, want: stale("This part was already signed off on 2 April 2012.")},
	{name: "for a day before the evidence was accepted", story: func(a *acting) {
		a.do("carl", saysComplete("A1a"))
		offered(a)
		a.until(june)
		a.do("sue", plan.JudgeEvidence{Evidence: "shown", Accept: true})
	}, by: "sue", on: june.AddDays(-1), change: signA1a,
		want: invalid("", "The evidence was accepted after 8 June 2012, so this part can't be signed off for that day. Sign for a later day.")},
	{name: "for a day before their time", story: func(a *acting) {
		ready(a)
		a.do("ada", plan.AddMember{ID: "sam", Account: "account-sam", Person: "Sam Super", Agency: "police", Roles: []access.Role{access.AgencyLead}})
		a.until(june)
		a.do("ada", plan.AppointHolder{Post: "superintendent", Membership: "sam", From: june})
	}, by: "sam", on: june.AddDays(-1), change: signA1a,
		want: forbidden("You did not act for Superintendent, Moor Police on 8 June 2012, so you can't sign off for that day. Sign for a day when you did.")},

	{name: "not there", by: "sue", change: plan.TakeBackSignature{Part: "A9a"}, want: missing("part")},
	{name: "taken out", story: takenOut, by: "hal", change: plan.TakeBackSignature{Part: "A3a", Reason: "No"}, want: stale(goneA3a)},
	{name: "by a post that didn't sign", story: (*acting).finish, by: "hal", change: plan.TakeBackSignature{Part: "A1a", Reason: "No"},
		want: forbidden("Only the post that signs this part, the chair or the deputy can take its sign-off back.")},
	{name: "by its owner", story: (*acting).finish, by: "carl", change: plan.TakeBackSignature{Part: "A1a", Reason: "No"},
		want: forbidden("Only the post that signs this part, the chair or the deputy can take its sign-off back.")},
	{name: "not signed", story: ready, by: "sue", change: plan.TakeBackSignature{Part: "A1a", Reason: "No"}, want: stale("This part is not signed off.")},
	{name: "without a reason", story: (*acting).finish, by: "sue", change: plan.TakeBackSignature{Part: "A1a", Reason: " "},
		want: invalid("reason", "Say why. The reason stays on the part's page.")},
}

func TestSigning(t *testing.T) {
	a := startThePlan(t)
	ready(a)
	a.until(june)
	a.do("sue", plan.SignPart{Part: "A1a", Seen: 2})
	want := &plan.Signature{On: june, Membership: "sue", Post: "superintendent", Evidence: []plan.Shown{{Evidence: "shown", Version: 2}}}
	if diff := cmp.Diff(want, a.part("A1a").Signed); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if facts := a.p.FactsOfPart(a.part("A1a")); !facts.Done || facts.DoneOn != june {
		t.Errorf("signed off, its facts are %+v", facts)
	}
}

// The chair's own agency's part is signed off by the deputy, and by nobody else.
func TestTheDeputySignsForTheChairsAgency(t *testing.T) {
	a := startThePlan(t)
	a.do("nina", saysComplete("A1b"))
	a.show("nina", "olive", minutes("A1b"))
	for _, who := range thePeople {
		err := a.fork().try(who.id, plan.SignPart{Part: "A1b"})
		if (err == nil) != (who.id == "dev") || (err != nil && !isForbidden(err)) {
			t.Errorf("%s signing gave %v", who.name, err)
		}
	}
}

func TestTakingASignatureBack(t *testing.T) {
	for _, by := range []string{"sue", "chris", "dev"} {
		a := startThePlan(t)
		a.finish()
		a.until(june)
		a.do(by, plan.TakeBackSignature{Part: "A1a", Reason: " The minutes were of another meeting "})
		want := []plan.Ending{{On: june, By: by, Reason: "The minutes were of another meeting"}}
		if diff := cmp.Diff(want, a.part("A1a").TakenBack); diff != "" || a.part("A1a").Signed != nil {
			t.Errorf("(-want +got):\n%s", diff)
		}
		a.do("sue", signA1a)
		a.do(by, plan.TakeBackSignature{Part: "A1a", Reason: "Again"})
		if n := len(a.part("A1a").TakenBack); n != 2 {
			t.Errorf("taken back twice, %d are kept", n)
		}
	}
}

// A signature is for the evidence that was there. What is accepted later, even
// on the same day or said to be of an earlier one, asks for a new signature.
func TestEvidenceAfterSigning(t *testing.T) {
	again := []string{"Its evidence was accepted after it was signed off, so it must be signed off again."}
	for name, days := range map[string]struct{ wait, describes int }{
		"a day later": {1, 0}, "on the same day": {0, 0}, "later, as of the day it was signed": {3, -3}, "later, as of the day before": {3, -4},
	} {
		t.Run(name, func(t *testing.T) {
			a := startThePlan(t)
			a.until(june)
			a.do("carl", saysComplete("A1a"))
			a.show("carl", "sue", changed(minutes("A1a"), func(ch *plan.OfferEvidence) { ch.ID = "first" }))
			a.do("sue", signA1a)
			a.do("carl", plan.WithdrawEvidence{Evidence: "first", Reason: "The wrong file"})
			a.until(june.AddDays(days.wait))
			for by, ch := range map[string]plan.Change{"carl": offering(func(*plan.OfferEvidence) {})} {
				if _, err := a.tryOn(a.by(by), ch, a.today.AddDays(days.describes)); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := a.tryOn(a.by("dev"), plan.JudgeEvidence{Evidence: "shown", Accept: true}, a.today.AddDays(days.describes)); err != nil {
				t.Fatal(err)
			}
			if done, wanting := a.isDone(); done || !slices.Equal(wanting, again) {
				t.Errorf("what is wanting is %q", wanting)
			}
			a.do("sue", signA1a)
			if done, wanting := a.isDone(); !done || len(a.part("A1a").TakenBack) != 0 {
				t.Errorf("signed again, what is wanting is %q", wanting)
			}
		})
	}
}

// More evidence, beside what was signed for, changes nothing until that ends.
func TestMoreEvidenceAfterSigning(t *testing.T) {
	a := startThePlan(t)
	a.do("carl", saysComplete("A1a"))
	a.show("carl", "sue", changed(minutes("A1a"), func(ch *plan.OfferEvidence) { ch.Expires = june }))
	a.do("sue", signA1a)
	a.show("carl", "sue", minutes("A1a"))
	a.until(june)
	if done, wanting := a.isDone(); !done {
		t.Errorf("with more evidence, what is wanting is %q", wanting)
	}
	a.until(june.AddDays(1))
	if done, _ := a.isDone(); done {
		t.Error("when what was signed for ran out, evidence nobody signed for took its place")
	}
}

// Evidence that was returned and accepted again is signed for again.
func TestEvidenceAcceptedAgainAfterSigning(t *testing.T) {
	a := startThePlan(t)
	ready(a)
	a.do("sue", signA1a)
	a.do("dev", plan.JudgeEvidence{Evidence: "shown", Reason: "A page is missing"})
	a.do("dev", plan.JudgeEvidence{Evidence: "shown", Accept: true})
	if done, wanting := a.isDone(); done || !slices.Equal(wanting, []string{"Its evidence was accepted after it was signed off, so it must be signed off again."}) {
		t.Errorf("what is wanting is %q", wanting)
	}
}

// A delegate of the post that signs is shown, signs in their days alone, and
// can't be of another agency.
func TestADelegateSigns(t *testing.T) {
	a := startThePlan(t)
	ready(a)
	a.do("ada", plan.AddMember{ID: "dee", Account: "account-dee", Person: "Dee Delegate", Agency: "police", Roles: []access.Role{access.AgencyLead}})
	if err := a.try("sue", plan.Delegate{Post: "superintendent", Membership: "hal", From: june, Until: june, Reason: "On leave"}); err == nil {
		t.Fatal("a delegate of another agency was named")
	}
	id := a.do("sue", plan.Delegate{Post: "superintendent", Membership: "dee", From: june, Until: june.AddDays(2), Reason: "On leave"})
	for day, signs := range map[calendar.Date]bool{june.AddDays(-1): false, june: true, june.AddDays(2): true, june.AddDays(3): false} {
		each := a.fork()
		each.until(day)
		err := each.try("dee", signA1a)
		if (err == nil) != signs || (err != nil && !isForbidden(err)) {
			t.Errorf("on %s the delegate's signing gave %v", day, err)
		}
		if signed := each.part("A1a").Signed; signs && (signed.OnBehalf != id || signed.Membership != "dee" || signed.Post != "superintendent") {
			t.Errorf("on %s it was signed as %+v", day, signed)
		}
	}
	a.until(june)
	if _, err := a.tryOn(a.by("dee"), signA1a, june.AddDays(-1)); !isForbidden(err) {
		t.Errorf("signing for the day before the delegation gave %v", err)
	}
	early := a.fork()
	if _, err := early.tryOn(early.by("sue"), signA1a, june.AddDays(-1)); err != nil {
		t.Errorf("the holder, for the same day: %v", err)
	}
	a.do("dee", signA1a)
	a.do("dee", plan.TakeBackSignature{Part: "A1a", Reason: "Signed the wrong one"})
	if back := a.part("A1a").TakenBack[0]; back.OnBehalf != id || back.By != "dee" || a.under != id {
		t.Errorf("taken back as %+v", back)
	}
	a.do("sue", plan.EndDelegation{Delegation: id})
	if err := a.try("dee", signA1a); !isForbidden(err) {
		t.Errorf("once the delegation was taken back, signing gave %v", err)
	}
}

// One person may hold the owner's post through one place and the signer's
// through another. They sign neither.
func TestBothPostsHeld(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.AddMember{ID: "carl-of-police", Account: "account-carl", Person: "Carl Care", Agency: "police", Roles: []access.Role{access.AgencyLead}})
	a.do("ada", plan.AppointHolder{Post: "superintendent", Membership: "carl-of-police", From: a.today.AddDays(1)})
	a.do("olive", saysComplete("A1a"))
	offered(a)
	a.do("chris", plan.JudgeEvidence{Evidence: "shown", Accept: true})
	a.until(a.today.AddDays(1))
	if err := a.try("carl-of-police", signA1a); !isForbidden(err) {
		t.Errorf("holding both posts, signing gave %v", err)
	}
	by := a.by("carl-of-police")
	by.Account = "somebody-else" // as one place that held both posts, which appointing refuses
	by.Posts = append(by.Posts, "services")
	if _, err := a.tryOn(by, signA1a, a.today); !isForbidden(err) {
		t.Errorf("holding both posts from one place, signing gave %v", err)
	}
}
