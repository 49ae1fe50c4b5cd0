package web

import (
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/deadline"
	"throughline/demo"
	"throughline/plan"
	"throughline/web/assets"
)

// plantTheRest stores the markup where no form of the crawl could.
func plantTheRest(t *testing.T, site *demoSite) {
	t.Helper()
	st := demoState(t, site)
	operator := app.Operator(st.Plan.Authority)
	agency := site.service.NewID()
	account, err := site.accounts.Create(t.Context(), operator, "o'neil&lt@example.org", hostile, "a pass phrase of the attacker")
	if err != nil {
		t.Fatal(err)
	}
	for _, ch := range []plan.Change{
		plan.AddAgency{ID: agency, AgencyName: hostile + "agency", Kind: hostile},
		plan.AddPost{ID: site.service.NewID(), Agency: agency, Title: hostile + "post"},
		plan.AddMember{ID: site.service.NewID(), Account: account, Person: hostile, Agency: agency, Roles: []access.Role{access.AgencyLead}},
	} {
		if _, err := site.service.Do(t.Context(), operator, ch); err != nil {
			t.Fatalf("%s: %v", ch.Name(), err)
		}
	}
	plantFindings(t, site, demoState(t, site))
}

// callerFor is the caller that a one-click person is.
func (s *demoSite) callerFor(key string) access.Caller {
	s.t.Helper()
	who, err := s.accounts.ByEmail(s.t.Context(), oneClick()[key].Email)
	if err != nil {
		s.t.Fatal(err)
	}
	authority, _ := demo.Authority()
	caller, err := s.service.CallerAs(s.t.Context(), authority, who.ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return caller
}

// plantFindings stores the markup in an inspection, an area, an action, its
// parts and a published paper.
func plantFindings(t *testing.T, site *demoSite, st app.State) {
	t.Helper()
	owner, area, action := site.callerFor(personWith(t, access.PlanOwner)), site.service.NewID(), site.service.NewID()
	var inspection *plan.Inspection
	for inspection = range st.Plan.Inspections.All() {
		break
	}
	var posts []*plan.Post
	for post := range st.Plan.Posts.All() {
		if len(posts) == 0 || post.Agency != posts[0].Agency && post.Ended.IsZero() {
			posts = append(posts, post)
		}
	}
	told := *inspection
	told.Title, told.Outcome, told.Group, told.Board, told.Inspectorates = hostile, hostile, hostile, hostile, []string{hostile}
	published := st.Plan.Day.AddMonths(-2)
	for _, ch := range []plan.Change{
		plan.RecordInspection{ID: inspection.ID, Seen: inspection.Version, Body: told},
		plan.RecordArea{ID: area, Body: plan.Area{
			Inspection: inspection.ID, Report: firstReport(st.Plan, inspection.ID), Ref: "S9-9", Number: 99, NumberInGroup: 99, Section: plan.Safeguarding, Timescale: deadline.ThreeMonths,
			Title: hostile, Words: hostile, Addressees: []string{hostile}, Notes: []string{hostile}, Rule: deadline.RuleFor(deadline.ThreeMonths, hostile, published, false),
		}},
		plan.PlanAction{
			ID:   action,
			Body: plan.Action{Inspection: inspection.ID, Title: hostile, Areas: []string{area}, Section: plan.Safeguarding, Timescale: deadline.ThreeMonths, Origin: plan.FromArea, OriginNote: hostile, SuccessMeasure: hostile, Contingency: hostile},
			Parts: []plan.Part{{Text: hostile, Owner: posts[0].ID, Signer: posts[1].ID, Kind: plan.Quantity, Target: 5, Unit: hostile,
				Milestones: []plan.Milestone{{Text: hostile, Due: st.Plan.Day}}}},
		},
	} {
		if _, err := site.service.Do(t.Context(), owner, ch); err != nil {
			t.Fatalf("%s: %v", ch.Name(), err)
		}
	}
	paper := site.service.NewID()
	if _, err := site.service.Compose(t.Context(), owner, app.When{}, board.ComposePaper{ID: paper, Inspection: inspection.ID, Title: hostile, Committee: hostile, Demo: true}); err != nil {
		t.Fatal(err)
	}
	draft, _ := demoState(t, site).Shelf.Paper(paper)
	words := draft.Words()
	words.Purpose, words.Background, words.Additional, words.Questions = hostile, hostile, hostile, []string{hostile}
	words.Decisions = []board.Decision{{Kind: board.Note, Text: hostile}}
	words.Contact = board.Contact{Name: hostile, Role: hostile, Phone: hostile, Email: hostile}
	for i := range words.Around {
		words.Around[i].Before, words.Around[i].After = hostile, hostile
	}
	if _, err := site.service.EditPaper(t.Context(), owner, board.EditPaper{ID: paper, Seen: draft.Version, Text: words}); err != nil {
		t.Fatal(err)
	}
	draft, _ = demoState(t, site).Shelf.Paper(paper)
	if _, err := site.service.Publish(t.Context(), owner, board.PublishPaper{ID: paper, Seen: draft.Version, CSS: assets.Paper()}); err != nil {
		t.Fatal(err)
	}
}

func firstReport(p *plan.Plan, inspection string) string {
	for r := range p.Reports.All() {
		if r.Inspection == inspection {
			return r.ID
		}
	}
	return ""
}

func planted(st app.State) map[string]bool {
	p, found := st.Plan, map[string]bool{}
	for a := range p.Agencies.All() {
		found["agency"] = found["agency"] || strings.Contains(a.NameOn(p.Day), hostile)
	}
	for x := range p.Posts.All() {
		found["post"] = found["post"] || strings.Contains(x.Title, hostile)
	}
	for x := range p.Memberships.All() {
		found["person"] = found["person"] || strings.Contains(x.Name, hostile)
	}
	for x := range p.Inspections.All() {
		found["inspection"] = found["inspection"] || strings.Contains(x.Title, hostile)
	}
	for x := range p.Areas.All() {
		found["area"] = found["area"] || strings.Contains(x.Title+x.Words, hostile)
	}
	for x := range p.Actions.All() {
		found["action"] = found["action"] || strings.Contains(x.Title, hostile)
	}
	for x := range p.Parts.All() {
		found["part"] = found["part"] || strings.Contains(x.Text, hostile)
	}
	for x := range p.Evidence.All() {
		found["evidence"] = found["evidence"] || strings.Contains(x.Title+x.Reason, hostile)
	}
	for x := range p.Extensions.All() {
		found["extension"] = found["extension"] || strings.Contains(x.Reason, hostile)
	}
	for x := range st.Shelf.Papers() {
		found["paper"] = found["paper"] || strings.Contains(x.Title+x.Purpose, hostile)
	}
	for _, what := range []string{"agency", "post", "person", "inspection", "area", "action", "part", "evidence", "extension", "paper"} {
		found[what] = found[what] || false
	}
	return found
}
