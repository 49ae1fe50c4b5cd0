package plan_test

import (
	"encoding/json"
	"fmt"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

// These tests plan as the store does: typed bodies written as JSON, given to
// Plan.With as versions.

// failer is what *testing.T and *rapid.T have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// Days of the founding inspection.
var (
	publication = calendar.Must(2012, 3, 9)
	planned     = calendar.Must(2012, 4, 2)
	june        = calendar.Must(2012, 6, 9) // three months from publication
	september   = calendar.Must(2012, 9, 9) // six months from it
	paperDay    = calendar.Must(2013, 2, 1)
)

// planning gathers versions, numbering each thing's own.
type planning struct {
	t        failer
	seq      int64
	versions []plan.Version
	numbers  map[string]int
}

func startPlanning(t failer) *planning { return &planning{t: t, numbers: map[string]int{}} }

// put adds the next version of a thing, described from publication day on.
func (w *planning) put(kind, id string, body any) *planning {
	w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatalf("%s %s: %v", kind, id, err)
	}
	return w.add(kind, id, raw)
}

// erase adds a version without content.
func (w *planning) erase(kind, id string) *planning { return w.add(kind, id, nil) }

func (w *planning) add(kind, id string, raw []byte) *planning {
	w.seq++
	w.numbers[kind+" "+id]++
	w.versions = append(w.versions, plan.Version{Kind: kind, ID: id, Version: w.numbers[kind+" "+id], Seq: w.seq, On: publication, Body: raw})
	return w
}

// on gives the plan of everything put so far, as at the day.
func (w *planning) on(day calendar.Date) *plan.Plan {
	w.t.Helper()
	return w.after(&plan.Plan{Authority: "authority"}, day)
}

// after gives the plan p with everything put so far.
func (w *planning) after(p *plan.Plan, day calendar.Date) *plan.Plan {
	w.t.Helper()
	next, err := p.With(day, w.seq, w.versions)
	if err != nil {
		w.t.Fatalf("%v", err)
	}
	return next
}

// partners adds the invented agencies, posts and people that the tests use:
// the trust's nurse owns, the council's head signs, and the police chair.
func (w *planning) partners() *planning {
	for id, name := range map[string]string{"council": "Westmoor Council", "trust": "Northmoor Trust", "police": "Moor Police"} {
		w.put(plan.KindAgency, id, plan.Agency{Names: []plan.Named{{Name: name}}, Kind: id})
	}
	for _, post := range []struct {
		id, agency, title string
		seat              plan.Seat
	}{
		{"head", "council", "Head of safeguarding", plan.DeputySeat}, {"nurse", "trust", "Lead nurse", plan.NoSeat},
		{"superintendent", "police", "Superintendent", plan.ChairSeat},
	} {
		w.put(plan.KindPost, post.id, plan.Post{Agency: post.agency, Title: post.title, Seat: post.seat})
		w.put(plan.KindMembership, "member-"+post.id, plan.Membership{
			Account: "account-" + post.id, Name: "Holder of " + post.id, Agency: post.agency, Roles: []access.Role{access.AgencyLead},
		})
		w.put(plan.KindHolding, "holding-"+post.id, plan.Holding{Post: post.id, Membership: "member-" + post.id, From: publication})
	}
	return w
}

// liveAction is a three-month safeguarding action.
func liveAction(ref string) plan.Action {
	return plan.Action{
		Inspection: "inspection", Ref: ref, Title: "Action " + ref, Section: plan.Safeguarding, Timescale: deadline.ThreeMonths,
		Origin: plan.FromArea, PlannedOn: planned, Due: june, Standing: plan.Live,
	}
}

// openPart is a yes-or-no part about which nothing has been said.
func openPart(action, ref string) plan.Part {
	return plan.Part{Action: action, Ref: ref, Text: "Part " + ref, Owner: "nurse", Signer: "head", Kind: plan.YesOrNo, Due: june}
}

// signedPart is a part claimed and signed off on the day. It is done once
// evidence for it counts.
func signedPart(action, ref string, day calendar.Date) plan.Part {
	p := openPart(action, ref)
	p.Progress = plan.Progress{LastUpdate: day, Complete: true, CompleteOn: day, By: "member-nurse"}
	p.Signed = &plan.Signature{On: day, Membership: "member-head", Post: "head"}
	return p
}

// evidence is accepted evidence, without an end, for the parts.
func evidence(parts ...string) plan.Evidence {
	return plan.Evidence{
		Parts: parts, Title: "Minutes", Description: "Minutes of the meeting", Classification: plan.NamesNoChild, State: plan.Accepted,
		OfferedBy: "member-nurse", OfferedOn: planned, JudgedBy: "member-head", JudgedOn: planned,
	}
}

// act adds a live action whose parts are named by the action's id and a, b, c.
// Those named in done are done on the day it was planned.
func (w *planning) act(id string, body plan.Action, parts int, done ...string) *planning {
	w.put(plan.KindAction, id, body)
	for i := range parts {
		ref := string(rune('a' + i))
		part := openPart(id, ref)
		for _, each := range done {
			if each == ref {
				part = signedPart(id, ref, planned)
				w.put(plan.KindEvidence, fmt.Sprintf("evidence-%s%s", id, ref), evidence(id+ref))
			}
		}
		w.put(plan.KindPart, id+ref, part)
	}
	return w
}

func refs(actions []*plan.Action) []string {
	out := make([]string, len(actions))
	for i, a := range actions {
		out[i] = a.Ref
	}
	return out
}
