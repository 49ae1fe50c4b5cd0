package plan_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/naming"
	"throughline/plan"
)

func offering(edit func(*plan.OfferEvidence)) plan.OfferEvidence {
	ch := minutes("A1a")
	ch.ID = "shown"
	edit(&ch)
	return ch
}

// offered has Carl of the council offer evidence for A1a, as "shown".
func offered(a *acting) { a.do("carl", offering(func(*plan.OfferEvidence) {})) }

func accepted(a *acting) {
	offered(a)
	a.do("sue", plan.JudgeEvidence{Evidence: "shown", Accept: true})
}

// mayName has evidence that may name a child offered.
func mayName(a *acting) {
	a.do("carl", offering(func(ch *plan.OfferEvidence) {
		ch.Classification, ch.Attachment = plan.MayNameAChild, &plan.Attachment{Name: "jordan-smith.txt", SHA256: "cd"}
	}))
}

// unlooked has evidence with a file as it was kept before words were looked
// through.
func unlooked(a *acting) {
	offered(a)
	body := *a.shown("shown")
	body.NamesChecked, body.Attachment = false, &plan.Attachment{Name: "minutes.txt"}
	raw, err := json.Marshal(body)
	if err != nil {
		a.t.Fatalf("%v", err)
	}
	a.seq++
	next, err := a.p.With(a.today, a.seq, []plan.Version{{Kind: plan.KindEvidence, ID: "shown", Version: 2, Seq: a.seq, On: a.today, Body: raw}})
	if err != nil {
		a.t.Fatalf("%v", err)
	}
	a.p = next
}

func takenBackEvidence(a *acting) {
	offered(a)
	a.do("carl", plan.WithdrawEvidence{Evidence: "shown", Reason: "The wrong file"})
}

const (
	withdrawnShown = "This evidence was withdrawn on 2 April 2012. Offer it as new if it is wanted after all."
	notTheirs      = "Part A1a belongs to Head of children's services, Westmoor Council. Only that agency or the plan's owner can do this."
)

var evidenceRefusals = []refusal{
	{name: "blank", by: "carl", change: plan.OfferEvidence{}, want: append(append(append(
		invalid("parts", "Choose the part that this is evidence for."),
		invalid("title", "Give the evidence a title.")...),
		invalid("description", "Describe the evidence or attach a file.")...),
		invalid("classification", "Say whether it may name a child.")...)},
	{name: "of a kind we don't know", by: "carl", change: offering(func(ch *plan.OfferEvidence) { ch.Classification = "public" }),
		want: invalid("classification", "Say whether it may name a child.")},
	{name: "for a part that is not there", by: "carl", change: minutes("A1a", "A9a"), want: missing("part")},
	{name: "for a part taken out", story: takenOut, by: "carl", change: minutes("A3a"), want: stale(goneA3a)},
	{name: "for an action withdrawn", story: withdrawn, by: "carl", change: minutes("A3a"), want: stale(notLiveA3)},
	{name: "for another agency's part", by: "hal", change: minutes("A2a", "A1a"), want: forbidden(notTheirs)},
	{name: "of tomorrow", by: "carl", change: offering(func(ch *plan.OfferEvidence) { ch.Document = planned.AddDays(1) }),
		want: invalid("document", "The date of the document is still to come. Check it.")},
	{name: "that ran out yesterday", by: "carl", change: offering(func(ch *plan.OfferEvidence) { ch.Expires = planned.AddDays(-1) }),
		want: invalid("expires", "The evidence would run out before it is offered. Enter a later date, or leave it blank.")},

	{name: "not there", by: "carl", change: plan.ReuseEvidence{Evidence: "nothing", Part: "A1a"}, want: missing("evidence")},
	{name: "for the same part", story: offered, by: "carl", change: plan.ReuseEvidence{Evidence: "shown", Part: "A1a"},
		want: invalid("part", "This evidence is already offered for that part.")},
	{name: "withdrawn", story: takenBackEvidence, by: "carl", change: plan.ReuseEvidence{Evidence: "shown", Part: "A3a"}, want: stale(withdrawnShown)},
	{name: "for another agency's part", story: offered, by: "carl", change: plan.ReuseEvidence{Evidence: "shown", Part: "A2a"},
		want: forbidden("Part A2a belongs to Headteacher, Highfield School. Only that agency or the plan's owner can do this.")},

	{name: "not there", by: "sue", change: plan.JudgeEvidence{Evidence: "nothing"}, want: missing("evidence")},
	{name: "seen before another's change", story: accepted, by: "sue", change: plan.JudgeEvidence{Evidence: "shown", Seen: 1, Accept: true}, want: outdated("evidence")},
	{name: "of their own agency", story: offered, by: "olive", change: plan.JudgeEvidence{Evidence: "shown", Accept: true},
		want: forbidden("Part A1a belongs to your own agency, so somebody of another agency must judge its evidence.")},
	{name: "of their own agency among others", story: func(a *acting) {
		a.do("olive", changed(minutes("A1a", "A1b"), func(ch *plan.OfferEvidence) { ch.ID = "shown" }))
	}, by: "chris", change: plan.JudgeEvidence{Evidence: "shown", Accept: true},
		want: forbidden("Part A1b belongs to your own agency, so somebody of another agency must judge its evidence.")},
	{name: "by a post that doesn't sign the part", story: offered, by: "nina", change: plan.JudgeEvidence{Evidence: "shown", Accept: true},
		want: forbidden("Only the post that signs part A1a, the plan's owner, the chair or the deputy can judge its evidence.")},
	{name: "that they offered", story: func(a *acting) {
		both(a)
		a.do("sue", offering(func(*plan.OfferEvidence) {}))
	}, by: "sue", change: plan.JudgeEvidence{Evidence: "shown", Accept: true}, want: forbidden("You offered this evidence, so somebody else must judge it.")},
	{name: "withdrawn", story: takenBackEvidence, by: "sue", change: plan.JudgeEvidence{Evidence: "shown", Accept: true}, want: stale(withdrawnShown)},
	{name: "of a part taken out", story: func(a *acting) {
		a.do("carl", changed(minutes("A3a"), func(ch *plan.OfferEvidence) { ch.ID = "shown" }))
		takenOut(a)
	}, by: "hal", change: plan.JudgeEvidence{Evidence: "shown", Accept: true}, want: stale(goneA3a)},
	{name: "twice", story: accepted, by: "chris", change: plan.JudgeEvidence{Evidence: "shown", Accept: true},
		want: stale("This evidence was already accepted on 2 April 2012.")},
	{name: "that may name a child", story: func(a *acting) {
		a.do("carl", offering(func(ch *plan.OfferEvidence) { ch.Classification = plan.MayNameAChild }))
	}, by: "sue", change: plan.JudgeEvidence{Evidence: "shown", Accept: true},
		want: invalid("", "This evidence may name a child. Return it, and ask for a copy with names and details taken out.")},
	{name: "returned without a reason", story: offered, by: "sue", change: plan.JudgeEvidence{Evidence: "shown", Reason: " "},
		want: invalid("reason", "Say what is wanted, so that the owner knows what to send.")},

	{name: "of before names were looked for", story: unlooked, by: "sue", change: plan.JudgeEvidence{Evidence: "shown", Accept: true},
		want: invalid("", "This evidence was offered before its words were looked through for names. Return it, and ask for it to be offered again.")},
	{name: "of before names were looked for", story: unlooked, by: "carl", change: plan.ReuseEvidence{Evidence: "shown", Part: "A3a"},
		want: invalid("evidence", "This evidence was offered before its words were looked through for names. Offer it as new.")},

	{name: "that looks as if it named somebody", by: "carl", change: offering(func(ch *plan.OfferEvidence) {
		ch.Title, ch.Description = "Chronology of Jordan Smith", "He lives in LA1 4YW. Carl Fox knows him."
	}), want: invalid("confirm", "Some words look as if they tell who somebody is: “Jordan Smith” (a person’s name, in the title); “LA1 4YW” (a postcode, in the description); "+
		"“Carl Fox” (a person’s name, in the description). Take them out, say that the evidence may name a child, or say why these words name no child.")},
	{name: "with a file that looks so", by: "carl", change: offering(func(ch *plan.OfferEvidence) {
		ch.Attachment, ch.File = &plan.Attachment{Name: "jordan-smith.txt"}, &naming.Reading{Read: true, Found: naming.Scan("K, aged 7", naming.Known{})}
	}), want: invalid("confirm", "Some words look as if they tell who somebody is: “Jordan Smith” (a person’s name, in the name of the file); "+
		"“K, aged 7” (somebody’s initials or name with an age, in the file). Take them out, say that the evidence may name a child, or say why these words name no child.")},
	{name: "with a file that was not read", by: "carl", change: offering(func(ch *plan.OfferEvidence) {
		ch.Attachment, ch.File = &plan.Attachment{Name: "minutes.png"}, &naming.Reading{Why: "is a picture"}
	}), want: invalid("confirm", "“minutes.png” is a picture. Look through it yourself, then say here that you did and why it names no child. If it may name one, say so above.")},
	{name: "with a file that was not read and a name", by: "carl", change: offering(func(ch *plan.OfferEvidence) {
		ch.Title, ch.Attachment = "Jordan Smith", &plan.Attachment{Name: "minutes.png"}
	}), want: invalid("confirm", "Some words look as if they tell who somebody is: “Jordan Smith” (a person’s name, in the title). Take them out, say that the evidence may name a child, or "+
		"say why these words name no child. “minutes.png” was not read by the program. Look through it yourself, then say here that you did and why it names no child. If it may name one, say so above.")},
	{name: "that is a copy of nothing", by: "carl", change: offering(func(ch *plan.OfferEvidence) { ch.ID, ch.RedactionOf = "copy", "nothing" }), want: missing("evidence")},
	{name: "that is a copy of what names no child", story: offered, by: "carl", change: offering(func(ch *plan.OfferEvidence) { ch.ID, ch.RedactionOf = "copy", "shown" }),
		want: invalid("redaction_of", "The evidence that this is a copy of is said to name no child, so it needs no redacted copy. Use it again instead.")},
	{name: "that is a copy for another part", story: mayName, by: "carl", change: offering(func(ch *plan.OfferEvidence) { ch.ID, ch.RedactionOf, ch.Parts = "copy", "shown", []string{"A3a"} }),
		want: invalid("redaction_of", "A redacted copy is offered for a part that the original was offered for.")},
	{name: "that is a copy and may name a child", story: mayName, by: "carl", change: offering(func(ch *plan.OfferEvidence) {
		ch.ID, ch.RedactionOf, ch.Classification = "copy", "shown", plan.MayNameAChild
	}), want: invalid("classification", "A redacted copy is one that names no child. Take out what could tell who a child is, then answer no.")},
	{name: "with the very file that may name a child", story: mayName, by: "carl", change: offering(func(ch *plan.OfferEvidence) {
		ch.ID, ch.Attachment, ch.File = "copy", &plan.Attachment{Name: "other.txt", SHA256: "cd"}, &naming.Reading{Read: true}
	}), want: invalid("attachment", "The same file was offered as one that may name a child. Attach a copy with names and details taken out.")},

	{name: "not there", by: "carl", change: plan.WithdrawEvidence{Evidence: "nothing"}, want: missing("evidence")},
	{name: "of another agency", story: offered, by: "nina", change: plan.WithdrawEvidence{Evidence: "shown", Reason: "No"}, want: forbidden(notTheirs)},
	{name: "without a reason", story: offered, by: "carl", change: plan.WithdrawEvidence{Evidence: "shown"}, want: invalid("reason", "Say why it is withdrawn.")},
	{name: "twice", story: takenBackEvidence, by: "carl", change: plan.WithdrawEvidence{Evidence: "shown", Reason: "Again"}, want: stale(withdrawnShown)},
}

func TestOfferingEvidence(t *testing.T) {
	a := startThePlan(t)
	file := &plan.Attachment{Name: "minutes.pdf", Type: "application/pdf", Size: 1200, SHA256: "ab"}
	read := &naming.Reading{Read: true}
	a.do("carl", offering(func(ch *plan.OfferEvidence) {
		ch.Parts, ch.Title, ch.Description, ch.Attachment = []string{"A1a", "A3a"}, " Minutes ", "", file
		ch.File = read
		ch.Document, ch.Expires = planned, planned // the last day on which it counts is today
	}))
	want := &plan.Evidence{
		Thing: a.shown("shown").Thing, Parts: []string{"A1a", "A3a"}, Title: "Minutes", Document: planned, Expires: planned,
		Classification: plan.NamesNoChild, Attachment: file, State: plan.Offered, OfferedBy: "carl", OfferedOn: planned, NamesChecked: true,
	}
	if diff := cmp.Diff(want, a.shown("shown")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What looks as if it named somebody may be confirmed to name no child. Who
// said so, when, why and of which words is kept.
func TestConfirmingThatWordsNameNoChild(t *testing.T) {
	a := startThePlan(t)
	a.do("carl", offering(func(ch *plan.OfferEvidence) {
		ch.Title, ch.Confirm = "Report of Jordan Smith", " He is the inspector "
		ch.Attachment, ch.File = &plan.Attachment{Name: "report.png", SHA256: "ab"}, &naming.Reading{Why: "is a picture"}
	}))
	want := &plan.Confirmation{By: "carl", On: planned, Reason: "He is the inspector", Passages: []string{"Jordan Smith"}, Unread: "is a picture", FileName: "report.png"}
	if diff := cmp.Diff(want, a.shown("shown").Confirmation); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	id := a.do("carl", plan.ReuseEvidence{Evidence: "shown", Part: "A3a"})
	if diff := cmp.Diff(want, a.shown(id).Confirmation); diff != "" {
		t.Errorf("used again (-want +got):\n%s", diff)
	}
	a.do("sue", plan.JudgeEvidence{Evidence: "shown", Accept: true})

	b := startThePlan(t)
	b.do("carl", offering(func(ch *plan.OfferEvidence) { ch.Confirm = "Not needed" }))
	if e := b.shown("shown"); e.Confirmation != nil || !e.NamesChecked {
		t.Errorf("with nothing to confirm, %+v", e)
	}
	c := startThePlan(t)
	mayName(c) // what may name a child is kept as it is, and goes no further
	if e := c.shown("shown"); e.Confirmation != nil || e.NamesChecked {
		t.Errorf("%+v", e)
	}
}

// Words about progress, more time, evidence that is judged or withdrawn and the
// end of an action are looked through too, and may be confirmed.
func TestExplanationsAreLookedThrough(t *testing.T) {
	for name, each := range map[string]struct {
		by      string
		before  func(a *acting)
		change  func(confirm string) plan.Change
		where   string
		confirm func(a *acting) *plan.Confirmation
	}{
		"a report": {"carl", nothing, func(confirm string) plan.Change {
			return plan.ReportProgress{Part: "A1a", Text: "Agreed", InTheWay: "Jordan Smith is away", Confirm: confirm}
		}, "what is in the way", func(a *acting) *plan.Confirmation { return a.updates[len(a.updates)-1].Confirmation }},
		"more time": {"carl", nothing, func(confirm string) plan.Change {
			return plan.AskExtension{ID: "more", Part: "A1a", Until: planned.AddDays(900), Reason: "Jordan Smith is away", Confirm: confirm}
		}, "the reason", func(a *acting) *plan.Confirmation {
			x, _ := a.p.Extensions.Get("more")
			return x.Confirmation
		}},
		"more time refused": {"chris", askedFor("carl", "A1a"), func(confirm string) plan.Change {
			return plan.DecideExtension{Extension: "asked", Reasons: "Jordan Smith is away", Confirm: confirm}
		}, "the reasons", decisionOf},
		"more time approved": {"chris", askedFor("carl", "A1a"), func(confirm string) plan.Change {
			return plan.DecideExtension{Extension: "asked", Approve: true, Reasons: "Jordan Smith is away", Confirm: confirm}
		}, "the reasons", decisionOf},
		"evidence returned": {"sue", offered, func(confirm string) plan.Change {
			return plan.JudgeEvidence{Evidence: "shown", Reason: "Jordan Smith is away", Confirm: confirm}
		}, "the reason", reasonOf},
		"evidence accepted with a word": {"sue", offered, func(confirm string) plan.Change {
			return plan.JudgeEvidence{Evidence: "shown", Accept: true, Reason: "Jordan Smith is away", Confirm: confirm}
		}, "the reason", reasonOf},
		"evidence withdrawn": {"carl", offered, func(confirm string) plan.Change {
			return plan.WithdrawEvidence{Evidence: "shown", Reason: "Jordan Smith is away", Confirm: confirm}
		}, "the reason", reasonOf},
		"an end": {"dev", nothing, func(confirm string) plan.Change {
			return plan.EndAction{Action: "A3", Standing: plan.Withdrawn, Reason: "Jordan Smith is away", Confirm: confirm}
		}, "the reason", func(a *acting) *plan.Confirmation {
			action, _ := a.p.Actions.Get("A3")
			return action.Ending.Confirmation
		}},
	} {
		a := startThePlan(t)
		each.before(a)
		err := a.try(each.by, each.change(" "))
		want := invalid("confirm", "Some words look as if they tell who somebody is: “Jordan Smith” (a person’s name, in "+each.where+"). Take them out, or say why these words name no child.")
		if got, _ := err.(change.Problems); !cmp.Equal(want, got) { //nolint:errorlint // exactly Problems, and never wrapped
			t.Errorf("%s: %v", name, err)
		}
		a.do(each.by, each.change("The clerk"))
		if c := each.confirm(a); c == nil || c.Reason != "The clerk" || c.By != each.by || c.Passages[0] != "Jordan Smith" {
			t.Errorf("%s: %+v", name, c)
		}
	}
}

func nothing(*acting) {}

func decisionOf(a *acting) *plan.Confirmation {
	x, _ := a.p.Extensions.Get("asked")
	return x.DecisionConfirmation
}

func reasonOf(a *acting) *plan.Confirmation { return a.shown("shown").ReasonConfirmation }

// What was said of the words of one reason isn't said of those of the next.
func TestANewReasonNeedsItsOwnWord(t *testing.T) {
	a := startThePlan(t)
	offered(a)
	a.do("sue", plan.JudgeEvidence{Evidence: "shown", Reason: "Jordan Smith is away", Confirm: "The clerk"})
	a.do("sue", plan.JudgeEvidence{Evidence: "shown", Reason: "Send the whole report"})
	if c := reasonOf(a); c != nil {
		t.Errorf("%+v", c)
	}
}

func TestARedactedCopy(t *testing.T) {
	a := startThePlan(t)
	mayName(a)
	id := a.do("carl", offering(func(ch *plan.OfferEvidence) {
		ch.ID, ch.RedactionOf = "copy", "shown"
		ch.Attachment, ch.File = &plan.Attachment{Name: "chronology.txt", SHA256: "ef"}, &naming.Reading{Read: true}
	}))
	a.do("sue", plan.JudgeEvidence{Evidence: id, Accept: true})
	if err := a.try("sue", plan.JudgeEvidence{Evidence: "shown", Accept: true}); err == nil {
		t.Error("the original was accepted")
	}
	copies := a.p.RedactionsOf("shown")
	if len(copies) != 1 || copies[0].ID != "copy" || !copies[0].CountsOn(planned) || a.shown("shown").CountsOn(planned) {
		t.Errorf("%+v", copies)
	}
}

func TestJudgingEvidence(t *testing.T) {
	for _, judge := range []string{"sue", "chris", "dev"} { // who signs, the chair, the deputy
		a := startThePlan(t)
		offered(a)
		a.do(judge, plan.JudgeEvidence{Evidence: "shown", Seen: 1, Reason: " A signed copy "})
		if e := a.shown("shown"); e.State != plan.Returned || e.Reason != "A signed copy" || e.JudgedBy != judge || e.JudgedOn != planned {
			t.Errorf("returned, it is %+v", e)
		}
		a.do(judge, plan.JudgeEvidence{Evidence: "shown", Accept: true})
		if e := a.shown("shown"); e.State != plan.Accepted || e.Reason != "" {
			t.Errorf("accepted, it is %+v", e)
		}
		a.do(judge, plan.JudgeEvidence{Evidence: "shown", Reason: "It was about another school"}) // a mistake can be put right
		if e := a.shown("shown"); e.State != plan.Returned {
			t.Errorf("returned after all, it is %+v", e)
		}
	}
	a := startThePlan(t)
	id := a.do("hal", minutes("A2a"))
	a.do("olive", plan.JudgeEvidence{Evidence: id, Accept: true}) // the plan's owner, of another agency
}

// Evidence that may name a child can be returned, so that it is redacted.
func TestReturningWhatMayNameAChild(t *testing.T) {
	a := startThePlan(t)
	a.do("carl", offering(func(ch *plan.OfferEvidence) { ch.Classification = plan.MayNameAChild }))
	a.do("sue", plan.JudgeEvidence{Evidence: "shown", Reason: "Take the names out"})
	again := a.do("carl", plan.ReuseEvidence{Evidence: "shown", Part: "A3a"})
	if e := a.shown(again); e.Classification != plan.MayNameAChild {
		t.Errorf("used again, it is %s", e.Classification)
	}
}

// Evidence used again is a new offer, which must be accepted for its part.
func TestUsingEvidenceAgain(t *testing.T) {
	a := startThePlan(t)
	accepted(a)
	id := a.do("carl", plan.ReuseEvidence{Evidence: "shown", Part: "A3a"})
	was, e := a.shown("shown"), a.shown(id)
	if id == "shown" || e.State != plan.Offered || !slices.Equal(e.Parts, []string{"A3a"}) || e.Title != was.Title || e.JudgedBy != "" {
		t.Errorf("used again, it is %+v", e)
	}
	if !slices.Equal(was.Parts, []string{"A1a"}) || was.State != plan.Accepted {
		t.Errorf("the first became %+v", was)
	}
}

func TestWithdrawingEvidence(t *testing.T) {
	a := startThePlan(t)
	a.finish()
	id := a.p.EvidenceFor("A1a")[0].ID
	a.do("olive", plan.WithdrawEvidence{Evidence: id, Reason: " The wrong file "})
	if e := a.shown(id); e.State != plan.EvidenceWithdrawn || e.Reason != "The wrong file" || e.JudgedBy != "olive" {
		t.Errorf("withdrawn, it is %+v", e)
	}
	if done, wanting := a.isDone(); done || !slices.Equal(wanting, []string{"It has no accepted evidence."}) {
		t.Errorf("without evidence, what is wanting is %q", wanting)
	}
}

// Evidence for a part that is left counts, though another part has gone.
func TestEvidenceOutlivesAPart(t *testing.T) {
	a := startThePlan(t)
	for _, parts := range [][]string{{"A1a", "A3a"}, {"A3a", "A1a"}} {
		each := a.fork()
		id := each.do("carl", minutes(parts...))
		takenOut(each)
		each.do("dev", plan.JudgeEvidence{Evidence: id, Accept: true})
	}
}

// A part that moves to the agency that judged its evidence has it judged again.
func TestEvidenceJudgedByTheNewOwner(t *testing.T) {
	a := startThePlan(t)
	a.do("carl", saysComplete("A1a"))
	offered(a)
	a.do("dev", plan.JudgeEvidence{Evidence: "shown", Accept: true}) // the police
	a.do("olive", editingPart("A1a", func(ch *plan.EditPart) { ch.Body.Owner, ch.Body.Signer = "superintendent", "head" }))
	a.do("sue", saysComplete("A1a"))
	want := []string{"Its evidence was accepted by the agency that now owns it, so another agency must judge it again.", "Not signed off by Headteacher, Highfield School."}
	if done, wanting := a.isDone(); done || !slices.Equal(wanting, want) {
		t.Errorf("what is wanting is %q", wanting)
	}
	if err := a.try("hal", plan.SignPart{Part: "A1a"}); err == nil {
		t.Error("it was signed off on evidence that its owner's agency judged")
	}
	a.do("hal", plan.JudgeEvidence{Evidence: "shown", Accept: true})
	a.do("hal", plan.SignPart{Part: "A1a"})
	if done, wanting := a.isDone(); !done {
		t.Errorf("judged again and signed, what is wanting is %q", wanting)
	}
}

// One person with a place in two agencies is still one person.
func TestTwoPlacesOnePerson(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.AddMember{ID: "carl-of-police", Account: "account-carl", Person: "Carl Care", Agency: "police", Roles: []access.Role{access.DeputyChair, access.AgencyLead}})
	offered(a)
	a.do("carl", plan.AskExtension{ID: "asked", Part: "A1a", Until: september, Reason: "Leave"})
	for _, ch := range []plan.Change{
		plan.JudgeEvidence{Evidence: "shown", Accept: true}, plan.DecideExtension{Extension: "asked", Approve: true, Reasons: "Fine"},
		plan.RemovePart{Part: "A1a", Reason: "Why not"}, plan.EndAction{Action: "A3", Standing: plan.Withdrawn, Reason: "Why not"},
	} {
		if err := a.try("carl-of-police", ch); !isForbidden(err) {
			t.Errorf("of two agencies, to %s gave %v", ch.Name(), err)
		}
	}
	a.do("ada", plan.EditMember{Membership: "carl", Person: "Carl Care", Agency: "council", Roles: []access.Role{access.AgencyLead}, Ended: planned})
	if err := a.try("carl-of-police", plan.JudgeEvidence{Evidence: "shown", Accept: true}); !isForbidden(err) {
		t.Errorf("on the last day in the council, judging gave %v", err)
	}
	a.until(planned.AddDays(1))
	if err := a.try("carl-of-police", plan.JudgeEvidence{Evidence: "shown", Accept: true}); !isForbidden(err) {
		t.Errorf("having left the council, judging what they offered gave %v", err)
	}
	a.do("carl-of-police", plan.RemovePart{Part: "A1a", Reason: "Done elsewhere"})
}

// Delegates are shown, whatever they do with evidence, and only in their days.
func TestDelegatesAndEvidence(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.AddMember{ID: "dee", Account: "account-dee", Person: "Dee Delegate", Agency: "police", Roles: []access.Role{access.AgencyLead}})
	owner := a.do("carl", plan.Delegate{Post: "services", Membership: "olive", From: planned, Until: june, Reason: "On leave"})
	signer := a.do("sue", plan.Delegate{Post: "superintendent", Membership: "dee", From: june, Until: june, Reason: "On leave"})
	a.do("olive", offering(func(ch *plan.OfferEvidence) { ch.Parts = []string{"A1a", "A2a"} })) // and as plan owner for the school
	if e := a.shown("shown"); e.OnBehalf != owner || e.OfferedBy != "olive" {
		t.Errorf("offered on behalf %q", e.OnBehalf)
	}
	a.do("olive", changed(minutes("A1a"), func(ch *plan.OfferEvidence) { ch.ID = "one" }))
	for day, want := range map[calendar.Date]string{june.AddDays(-1): "", june: signer, june.AddDays(1): ""} {
		each := a.fork()
		each.until(day)
		err := each.try("dee", plan.JudgeEvidence{Evidence: "one", Accept: true})
		if (err == nil) != (want != "") {
			t.Errorf("on %s the delegate's judging gave %v", day, err)
		}
		if e := each.shown("one"); e.JudgedOnBehalf != want || each.under != want {
			t.Errorf("on %s judged on behalf %q", day, e.JudgedOnBehalf)
		}
	}
	a.do("olive", plan.WithdrawEvidence{Evidence: "shown", Reason: "The wrong file"})
	if e := a.shown("shown"); e.JudgedOnBehalf != owner {
		t.Errorf("withdrawn on behalf %q", e.JudgedOnBehalf)
	}
}
