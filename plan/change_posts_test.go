package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/plan"
)

// left gives Dora of the trust a last day.
func left(a *acting) {
	a.do("ada", editMember("dora", func(ch *plan.EditMember) { ch.Ended = june }))
}

// standIn has Nina name Dora as a delegate for the nurse, as "standing in".
func standIn(a *acting) { a.do("nina", standingIn) }

var standingIn = plan.Delegate{ID: "standing in", Post: "nurse", Membership: "dora", From: planned, Until: june, Reason: "On leave"}

func delegating(edit func(*plan.Delegate)) plan.Delegate {
	ch := standingIn
	edit(&ch)
	return ch
}

var postRefusals = []refusal{
	{name: "blank", by: "ada", change: plan.AppointHolder{}, want: append(append(invalid("post", "Choose the post."),
		invalid("person", "Choose the person who takes the post.")...), invalid("from", "Enter the day from which they hold the post.")...)},
	{name: "of another agency", by: "ada", change: plan.AppointHolder{Post: "nurse", Membership: "hal", From: june},
		want: invalid("person", "Hal Head acts for Highfield School, and this post belongs to Northmoor Trust. Choose somebody of that agency.")},
	{name: "to a post that ended", story: spare, by: "ada", change: plan.AppointHolder{Post: "spare", Membership: "hal", From: june},
		want: invalid("post", "The post Deputy head, Highfield School ended on 9 March 2012. Choose another.")},
	{name: "of somebody who will have left", story: left, by: "ada", change: plan.AppointHolder{Post: "nurse", Membership: "dora", From: june.AddDays(1)},
		want: invalid("person", "Dora Doctor's last day is 9 June 2012. Choose somebody else.")},
	{name: "from the day the post was taken", by: "ada", change: plan.AppointHolder{Post: "nurse", Membership: "dora", From: publication},
		want: invalid("from", "Somebody holds this post from 9 March 2012. Choose a later day.")},

	{name: "not there", by: "ada", change: plan.EndHolding{Holding: "nothing"}, want: missing("time in post")},
	{name: "before it began", by: "ada", change: plan.EndHolding{Holding: "holding-nurse", Until: publication.AddDays(-1)},
		want: invalid("until", "Enter a last day on or after 9 March 2012, when they took the post.")},
	{name: "on no day", by: "ada", change: plan.EndHolding{Holding: "holding-nurse"},
		want: invalid("until", "Enter a last day on or after 9 March 2012, when they took the post.")},
	{name: "in another's time", story: func(a *acting) {
		a.do("ada", plan.AppointHolder{Post: "nurse", Membership: "dora", From: june})
	}, by: "ada", change: plan.EndHolding{Holding: "holding-nurse", Until: june},
		want: invalid("until", "Somebody else holds this post from 9 June 2012. Enter an earlier day.")},

	{name: "for no post", by: "nina", change: plan.Delegate{}, want: missing("post")},
	{name: "for a post that ended", story: spare, by: "ada", change: delegating(func(ch *plan.Delegate) { ch.Post, ch.Membership = "spare", "hal" }),
		want: invalid("post", "The post Deputy head, Highfield School ended on 9 March 2012. Choose another.")},
	{name: "for another's post", by: "dora", change: delegating(func(*plan.Delegate) {}),
		want: forbidden("Only the person who holds this post, or an administrator, can name a delegate for it.")},
	{name: "by a delegate", story: standIn, by: "dora", change: delegating(func(ch *plan.Delegate) { ch.ID, ch.Membership = "", "chris" }),
		want: forbidden("Only the person who holds this post, or an administrator, can name a delegate for it.")},
	{name: "blank", by: "nina", change: plan.Delegate{Post: "nurse"}, want: append(append(append(invalid("person", "Choose the delegate."),
		invalid("from", "Enter the first day.")...), invalid("until", "Enter a last day that is on or after the first.")...),
		invalid("reason", "Say why, for example “on leave”.")...)},
	{name: "until before it starts", by: "nina", change: delegating(func(ch *plan.Delegate) { ch.Until = planned.AddDays(-1) }),
		want: invalid("until", "Enter a last day that is on or after the first.")},
	{name: "to somebody of another agency", by: "nina", change: delegating(func(ch *plan.Delegate) { ch.Membership = "sue" }),
		want: invalid("person", "Sue Super acts for another agency. A delegate must be of the post's own agency, so that nobody signs their own agency's work.")},
	{name: "to somebody who will have left", story: left, by: "nina", change: delegating(func(ch *plan.Delegate) { ch.Until = june.AddDays(1) }),
		want: invalid("person", "Dora Doctor's last day is 9 June 2012. Choose somebody else, or an earlier last day.")},

	{name: "not there", by: "nina", change: plan.EndDelegation{Delegation: "nothing"}, want: missing("delegation")},
	{name: "of another's post", story: standIn, by: "sue", change: plan.EndDelegation{Delegation: "standing in"},
		want: forbidden("Only the person who holds this post, or an administrator, can take a delegation back.")},
	{name: "by the delegate", story: standIn, by: "dora", change: plan.EndDelegation{Delegation: "standing in"},
		want: forbidden("Only the person who holds this post, or an administrator, can take a delegation back.")},
	{name: "twice", story: func(a *acting) {
		standIn(a)
		a.do("nina", plan.EndDelegation{Delegation: "standing in"})
		a.until(june)
	}, by: "nina", change: plan.EndDelegation{Delegation: "standing in"}, want: stale("This delegation was already taken back on 2 April 2012.")},

	{name: "blank", by: "ada", change: plan.HandOver{}, want: append(append(
		invalid("to", "Choose another post, one that has not ended, to take the parts."),
		invalid("from", "Choose the post to take the parts from.")...),
		invalid("reason", "Say why, for example “reorganisation of the trust”.")...)},
	{name: "to itself", by: "ada", change: plan.HandOver{From: "services", To: "services", Reason: "Why not"},
		want: invalid("to", "Choose another post, one that has not ended, to take the parts.")},
	{name: "to a post that ended", story: spare, by: "ada", change: plan.HandOver{From: "services", To: "spare", Reason: "Why not"},
		want: invalid("to", "Choose another post, one that has not ended, to take the parts.")},
	{name: "of nothing", by: "ada", change: plan.HandOver{From: "doctor", To: "nurse", Reason: "Why not"},
		want: invalid("from", "This post owns and signs no part that is still to be done, so there is nothing to hand over.")},
	{name: "to who signs two of the parts, all or none", by: "ada", change: plan.HandOver{From: "services", To: "head", Reason: "Why not"}, want: append(
		invalid("to", "Part A2a can't move: The post that signs must belong to another agency than the one that owns the part (Highfield School)."),
		invalid("to", "Part A3a can't move: The post that signs must belong to another agency than the one that owns the part (Highfield School).")...)},
	{name: "to the chair's agency, not signed by the deputy", by: "ada", change: plan.HandOver{From: "head", To: "doctor", Reason: "Why not"}, want: append(
		invalid("to", "Part A2a can't move: This part belongs to the chair's own agency, so the deputy chair must sign it."),
		invalid("to", "Part A3b can't move: This part belongs to the chair's own agency, so the deputy chair must sign it.")...)},
}

func TestAppointing(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.AppointHolder{Post: "nurse", Membership: "dora", From: june})
	for day, want := range map[calendar.Date]string{june.AddDays(-1): "nina", june: "dora", paperDay: "dora"} {
		if m, ok := a.p.Holder("nurse", day); !ok || m.ID != want {
			t.Errorf("on %s the nurse is %+v", day, m)
		}
	}
	a.do("ada", plan.EndHolding{Holding: "holding-nurse", Until: june.AddDays(-3)}) // leaving sooner
	if m, ok := a.p.Holder("nurse", june.AddDays(-2)); ok {
		t.Errorf("between the two, the nurse is %+v", m)
	}
	a.do("ada", plan.AppointHolder{Post: "nurse", Membership: "nina", From: june.AddDays(1)}) // and coming back
	if m, _ := a.p.Holder("nurse", june); m.ID != "dora" {
		t.Errorf("on %s the nurse is %+v", june, m)
	}
	left(a)
	a.do("ada", plan.AppointHolder{Post: "doctor", Membership: "nina", From: september})
}

func TestDelegating(t *testing.T) {
	a := startThePlan(t)
	standIn(a)
	want := &plan.Delegation{Thing: plan.Thing{ID: "standing in", Version: 1, Seq: a.seq, ChangedOn: planned}, Post: "nurse", Membership: "dora", From: planned, Until: june, Reason: "On leave"}
	held, _ := a.p.Delegations.Get("standing in")
	if diff := cmp.Diff(want, held); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if by := a.by("dora"); !by.Holds("nurse") || by.OnBehalfOf["nurse"] != "standing in" {
		t.Errorf("the delegate is %+v", by)
	}
	a.until(planned.AddDays(5))
	a.do("ada", plan.EndDelegation{Delegation: "standing in"})
	if by := a.by("dora"); by.Holds("nurse") {
		t.Errorf("once taken back, the delegate is %+v", by)
	}
	left(a)
	a.do("ada", delegating(func(ch *plan.Delegate) { ch.ID = "" })) // to their last day
}

// Everything that is not done goes, whether the post owns or signs it; what is
// done or taken out stays where it was.
func TestHandingOver(t *testing.T) {
	a := startThePlan(t)
	a.finish()
	a.do("dev", plan.RemovePart{Part: "A3a", Reason: "Done elsewhere"})
	a.do("olive", adding(func(part *plan.Part) { part.ID, part.Owner, part.Signer = "", "services", "head" }))
	id := a.do("olive", plan.AddPart{ID: "A2b", Body: changed(partOf("services", "superintendent"), func(p *plan.Part) { p.Action = "A2" })})
	a.until(june)
	puts, err := a.tryOn(a.by("ada"), plan.HandOver{From: "services", To: "audit", Reason: " Reorganisation "}, a.today)
	if err != nil || len(puts) != 3 {
		t.Fatalf("handing over put %d parts: %v", len(puts), err)
	}
	move := []plan.Handover{{On: june, By: "ada", From: "services", To: "audit", Reason: "Reorganisation"}}
	for part, want := range map[string][2]string{"A1a": {"services", "superintendent"}, "A2a": {"head", "audit"}, id: {"audit", "superintendent"}, "A3a": {"services", "head"}} {
		got := a.part(part)
		moved := part == "A2a" || part == id
		if got.Owner != want[0] || got.Signer != want[1] || (len(got.HandedOver) == 1) != moved {
			t.Errorf("part %s is owned by %s and signed by %s: %+v", part, got.Owner, got.Signer, got.HandedOver)
		}
		if moved {
			if diff := cmp.Diff(move, got.HandedOver); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		}
	}
	a.do("ada", plan.HandOver{From: "audit", To: "services", Reason: "And back"})
	if n := len(a.part("A2a").HandedOver); n != 2 {
		t.Errorf("handed over twice, %d are kept", n)
	}
}

// Nothing moves when one part can't.
func TestHandingOverIsAllOrNothing(t *testing.T) {
	a := startThePlan(t)
	before := everything(a.p)
	if err := a.try("ada", plan.HandOver{From: "services", To: "head", Reason: "Why not"}); err == nil || everything(a.p) != before {
		t.Errorf("handing over gave %v", err)
	}
}

func handedOverSigned(a *acting) {
	a.finish()
	a.do("carl", plan.WithdrawEvidence{Evidence: a.p.EvidenceFor("A1a")[0].ID, Reason: "The wrong file"})
	a.do("ada", plan.HandOver{From: "superintendent", To: "head", Reason: "Reorganisation"})
}

// A sign-off that no longer makes a part done does not go with it.
func TestHandingOverASignedPart(t *testing.T) {
	a := startThePlan(t)
	handedOverSigned(a)
	want := []plan.Ending{{On: planned, By: "ada", Reason: "It was handed over to Headteacher, Highfield School before it was done."}}
	part := a.part("A1a")
	if diff := cmp.Diff(want, part.TakenBack); diff != "" || part.Signed != nil || part.Signer != "head" {
		t.Errorf("signed %+v, taken back:\n%s", part.Signed, diff)
	}
}
