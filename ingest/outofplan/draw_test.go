package outofplan_test

import (
	"encoding/json"
	"fmt"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// story gathers versions of things, and makes a plan of them.
type story struct {
	t        failer
	versions []plan.Version
}

func (s *story) put(kind, id string, body any) {
	s.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		s.t.Fatalf("%s: %v", id, err)
	}
	s.versions = append(s.versions, plan.Version{Kind: kind, ID: id, Version: 1, Seq: int64(len(s.versions) + 1), On: published, Body: raw})
}

func (s *story) plan() *plan.Plan {
	s.t.Helper()
	p, err := (&plan.Plan{}).With(today, int64(len(s.versions)), s.versions)
	if err != nil {
		s.t.Fatalf("%v", err)
	}
	return p
}

var (
	published = calendar.Must(2012, 3, 9)
	today     = calendar.Must(2013, 2, 1)
)

// partners puts the agencies, posts and people of every plan here, and an inspection with one report.
func (s *story) partners() {
	for _, agency := range [][2]string{{"council", "Westmoor Council"}, {"trust", "Northmoor NHS Trust"}, {"police", "Moor Police"}} {
		s.put(plan.KindAgency, agency[0], plan.Agency{Names: []plan.Named{{Name: agency[1]}}})
	}
	s.put(plan.KindPost, "services", plan.Post{Agency: "council", Title: "Head of Children’s Services"})
	s.put(plan.KindPost, "audit", plan.Post{Agency: "council", Title: "Head of audit"})
	s.put(plan.KindPost, "deputy-audit", plan.Post{Agency: "council", Title: "Deputy Head of audit"})
	s.put(plan.KindPost, "nurse", plan.Post{Agency: "trust", Title: "Lead nurse"})
	s.put(plan.KindPost, "police-nurse", plan.Post{Agency: "police", Title: "Lead nurse"})
	s.put(plan.KindPost, "chair", plan.Post{Agency: "trust", Title: "Chair of the group", Seat: plan.ChairSeat})
	s.put(plan.KindPost, "deputy", plan.Post{Agency: "police", Title: "Deputy chair", Seat: plan.DeputySeat})
	s.put(plan.KindMembership, "chloe", plan.Membership{Name: "Chloe Chair", Agency: "trust", Roles: []access.Role{access.GroupChair}})
	s.put(plan.KindInspection, "inspection", plan.Inspection{Title: "Inspection of Westmoor", Regime: "slac", Start: calendar.Known(published.AddDays(-30))})
	s.put(plan.KindReport, "report", plan.Report{Inspection: "inspection", Inspectorate: "Ofsted", Published: calendar.Known(published)})
}

var posts = []string{"services", "audit", "deputy-audit", "nurse", "police-nurse", "chair", "deputy"}

// hard are words that spreadsheets, commas and XML have trouble with.
var hard = rapid.OneOf(
	rapid.SampledFrom([]string{
		"=cmd|'/c calc'!A1", "'=1", "+44 20", "- Draft the form\n- Agree it", "@home", "\ttabbed", "a\r\nb\rc", "\n", "<script>alert(1)</script>", "\"quoted\", and; so on",
		"_x000D_", "1.10", "001", "3/4/2012", "Safeguarding", "Done", "#REF!", "é ü – ’ “”", "＝1", "''", "1. First\n2. Second", "Within three months", "TL1", "&amp;", "\x01\x1a", "2012-03-09", "Total", "Page 2 of 39",
	}),
	rapid.StringMatching(`[a-zA-Z=+\-'",;\n ]{1,30}`),
	rapid.StringN(1, 20, 80),
)

func someDay(t *rapid.T) calendar.Date {
	if rapid.IntRange(0, 4).Draw(t, "no day") == 0 {
		return calendar.Date{}
	}
	return published.AddDays(rapid.IntRange(1, 700).Draw(t, "days"))
}

// drawn is any plan at all, whatever the rules of planning it.
func drawn(t *rapid.T) *plan.Plan {
	s := &story{t: t}
	s.partners()
	text := func(label string) string { return hard.Draw(t, label) }
	sometimes := func(label string) string {
		if rapid.Bool().Draw(t, label+"?") {
			return ""
		}
		return text(label)
	}
	areas := rapid.IntRange(0, 4).Draw(t, "areas")
	for i := range areas {
		s.put(plan.KindArea, fmt.Sprint("area-", i), plan.Area{
			Inspection: "inspection", Report: "report", Ref: text("ref"), Number: rapid.IntRange(0, 3).Draw(t, "number"),
			Section: rapid.SampledFrom(plan.Sections[:3]).Draw(t, "section"), Timescale: rapid.SampledFrom(append(deadline.Timescales, deadline.None)).Draw(t, "timescale"),
			Title: text("title"), Words: text("words"), Addressees: rapid.SliceOfN(hard, 0, 2).Draw(t, "addressees"), Due: someDay(t), Notes: rapid.SliceOfN(hard, 0, 2).Draw(t, "notes"),
		})
	}
	for i := range rapid.IntRange(0, 4).Draw(t, "actions") {
		id := fmt.Sprint("action-", i)
		a := plan.Action{
			Inspection: "inspection", Ref: text("ref"), Title: text("title"), Section: rapid.SampledFrom(plan.Sections).Draw(t, "section"), Timescale: rapid.SampledFrom(deadline.Timescales).Draw(t, "timescale"),
			Origin: rapid.SampledFrom(plan.Origins).Draw(t, "origin"), OriginNote: sometimes("note"), PlannedOn: someDay(t), Due: someDay(t), Order: i + 1,
			SuccessMeasure: sometimes("measure"), Contingency: sometimes("contingency"), GoLive: someDay(t), Standing: plan.Live,
		}
		if i > 0 {
			a.DependsOn = []string{"action-0"}
		}
		for n := range areas {
			if rapid.Bool().Draw(t, "serves") {
				a.Areas = append(a.Areas, fmt.Sprint("area-", n))
			}
		}
		if rapid.IntRange(0, 5).Draw(t, "ends") == 0 {
			a.Standing, a.Ending = plan.Superseded, &plan.Ending{On: today, By: "chloe", Reason: "Because", SupersededBy: "action-0"}
		}
		s.put(plan.KindAction, id, a)
		for n := range rapid.IntRange(0, 3).Draw(t, "parts") {
			s.part(t, id, fmt.Sprint(id, "-part-", n))
		}
	}
	return s.plan()
}

func (s *story) part(t *rapid.T, action, id string) {
	part := plan.Part{
		Action: action, Ref: hard.Draw(t, "ref"), Text: hard.Draw(t, "text"), Owner: rapid.SampledFrom(posts).Draw(t, "owner"), Signer: rapid.SampledFrom(posts).Draw(t, "signer"),
		Kind: plan.YesOrNo, Due: someDay(t), Extended: someDay(t),
	}
	if rapid.Bool().Draw(t, "counted") {
		part.Kind, part.Target, part.Unit = plan.Quantity, rapid.IntRange(1, 5000).Draw(t, "target"), hard.Draw(t, "unit")
		part.Progress.Quantity = rapid.IntRange(0, 9000).Draw(t, "so far")
	}
	for range rapid.IntRange(0, 2).Draw(t, "milestones") {
		part.Milestones = append(part.Milestones, plan.Milestone{Text: hard.Draw(t, "milestone"), Due: someDay(t)})
	}
	s.put(plan.KindPart, id, part)
	if !part.Extended.IsZero() {
		s.put(plan.KindExtension, id+"-more", plan.Extension{Part: id, Until: part.Extended, State: plan.Approved, DecidedBy: "chloe"})
	}
	if rapid.Bool().Draw(t, "evidence") {
		s.put(plan.KindEvidence, id+"-evidence", plan.Evidence{Parts: []string{id}, Title: "Secret words", State: rapid.SampledFrom([]plan.EvidenceState{plan.Offered, plan.Accepted}).Draw(t, "state")})
	}
}
