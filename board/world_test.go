package board

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
)

// The world of these tests: an invented county with the shape of the founding
// paper's counts, given to plan.With as the store does.

const position = 412

var (
	published = calendar.Must(2012, 3, 9)
	plannedOn = calendar.Must(2012, 4, 2)
	knownTime = time.Date(2013, 2, 1, 9, 5, 0, 0, time.UTC)
)

type world struct {
	t        testing.TB
	versions []plan.Version
	actions  int
}

func (w *world) put(kind, id string, body any) {
	w.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		w.t.Fatal(err)
	}
	w.versions = append(w.versions, plan.Version{Kind: kind, ID: id, Version: 1, Seq: int64(len(w.versions) + 1), On: published, Body: raw})
}

func (w *world) plan() *plan.Plan {
	w.t.Helper()
	empty := &plan.Plan{Authority: "authority", AuthorityName: "Redmoor County Council"}
	p, err := empty.With(asAt, position, w.versions)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// partSpec is one part: its text, owner, and how far it is.
type partSpec struct {
	text, owner string
	done        bool
	news        calendar.Date
	target, got int
	extended    calendar.Date
}

type actionSpec struct {
	title     string
	section   plan.Section
	timescale deadline.Timescale
	due       calendar.Date
	areas     []string
	parts     []partSpec
	standing  plan.Standing
}

func (w *world) action(a actionSpec) {
	w.actions++
	id := fmt.Sprintf("action-%d", w.actions)
	rule, due := deadline.Rule{}, a.due
	if a.section != plan.Additional {
		rule, due = w.dueBy(a.timescale)
	}
	body := plan.Action{
		Inspection: "inspection", Ref: fmt.Sprintf("A%d", w.actions), Title: a.title, Areas: a.areas, Section: a.section, Timescale: a.timescale,
		Origin: plan.FromArea, Rule: rule, PlannedOn: plannedOn, Due: due, Order: w.actions, Standing: plan.Live,
	}
	if a.standing != "" {
		body.Standing = a.standing
		body.Ending = &plan.Ending{On: calendar.Must(2012, 8, 1), By: "chair", Reason: "The service it was about has closed."}
	}
	w.put(plan.KindAction, id, body)
	for i, s := range a.parts {
		w.part(id, i, due, s)
	}
}

func (w *world) part(action string, i int, due calendar.Date, s partSpec) {
	id := fmt.Sprintf("%s-part-%d", action, i)
	part := plan.Part{
		Action: action, Ref: string(rune('a' + i)), Text: s.text, Owner: s.owner, Signer: "chair-post", Kind: plan.YesOrNo, Due: due,
		Extended: s.extended, Progress: plan.Progress{LastUpdate: s.news},
	}
	if s.target > 0 {
		part.Kind, part.Target, part.Unit, part.Progress.Quantity = plan.Quantity, s.target, "nurses trained", s.got
	}
	if s.done {
		on := calendar.Must(2012, 5, 20)
		part.Progress = plan.Progress{LastUpdate: on, Complete: true, CompleteOn: on, Quantity: s.target}
		part.Signed = &plan.Signature{On: on.AddDays(5), Membership: "chair", Post: "chair-post"}
		w.put(plan.KindEvidence, id+"-evidence", plan.Evidence{
			Parts: []string{id}, Title: "Minutes", State: plan.Accepted, Classification: plan.NamesNoChild, JudgedBy: "chair", JudgedOn: on.AddDays(2),
		})
	}
	w.put(plan.KindPart, id, part)
}

func (w *world) dueBy(t deadline.Timescale) (deadline.Rule, calendar.Date) {
	w.t.Helper()
	rule := deadline.RuleFor(t, "the Ofsted report was published", published, false)
	due, err := rule.Due()
	if err != nil {
		w.t.Fatal(err)
	}
	return rule, due
}

func (w *world) many(n int, a actionSpec) {
	for i := range n {
		each := a
		each.title = fmt.Sprintf("%s, step %d", a.title, i+1)
		w.action(each)
	}
}

func foundingWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t}
	w.partners()
	w.inspection()
	done := []partSpec{{text: "Agree it", owner: "trust-post", done: true}, {text: "Do it", owner: "council-post", done: true}}
	moving := []partSpec{{text: "Buy it.", owner: "council-post", news: recent, extended: calendar.Must(2013, 3, 31)}, {text: "Use it", owner: "trust-post"}}
	quiet := []partSpec{{text: "Appoint more officers", owner: "council-post", news: lastNews}}
	w.many(2, actionSpec{title: "Review governance", section: plan.Safeguarding, timescale: deadline.Immediate, parts: done})
	w.many(7, actionSpec{title: "Single record of strategy discussions", section: plan.Safeguarding, timescale: deadline.ThreeMonths, areas: []string{"area-1"}, parts: done})
	w.action(actionSpec{title: "Training for health staff", section: plan.Safeguarding, timescale: deadline.ThreeMonths, areas: []string{"area-2"}, parts: []partSpec{
		{text: "Capture the data", owner: "trust-post", done: true}, {text: "Northmoor staff trained", owner: "trust-post", news: recent, target: 480, got: 412},
	}})
	w.many(5, actionSpec{title: "Capacity out of hours", section: plan.Safeguarding, timescale: deadline.SixMonths, areas: []string{"area-3"}, parts: done})
	w.many(4, actionSpec{title: "Electronic recording", section: plan.Safeguarding, timescale: deadline.SixMonths, areas: []string{"area-3"}, parts: moving})
	w.action(actionSpec{title: "Review the walk-in centre", section: plan.Safeguarding, timescale: deadline.SixMonths, areas: []string{"area-3"}, standing: plan.Withdrawn})
	w.many(4, actionSpec{title: "Health assessments on time", section: plan.LookedAfterChildren, timescale: deadline.ThreeMonths, areas: []string{"area-4"}, parts: done})
	w.action(actionSpec{title: "More people who can assess", section: plan.LookedAfterChildren, timescale: deadline.ThreeMonths, areas: []string{"area-4"}, parts: []partSpec{
		{text: "Agree the course", owner: "trust-post", done: true},
		{text: "Train advanced nurse practitioners to do initial health assessments.", owner: "trust-post", news: recent, target: 8, got: 3},
	}})
	w.many(6, actionSpec{title: "Living skills", section: plan.LookedAfterChildren, timescale: deadline.SixMonths, parts: done})
	w.many(2, actionSpec{title: "Support for care leavers", section: plan.LookedAfterChildren, timescale: deadline.SixMonths, parts: moving})
	w.action(actionSpec{title: "Officers' caseloads", section: plan.LookedAfterChildren, timescale: deadline.SixMonths, parts: quiet})
	early, later := calendar.Must(2012, 11, 30), calendar.Must(2013, 4, 30)
	w.many(7, actionSpec{title: "Beyond the list", section: plan.Additional, due: early, parts: done})
	w.many(2, actionSpec{title: "Beyond the list, going on", section: plan.Additional, due: early, parts: moving})
	w.many(3, actionSpec{title: "Later work", section: plan.Additional, due: later, parts: quiet})
	return w
}

func (w *world) partners() {
	w.put(plan.KindAgency, "council", plan.Agency{Names: []plan.Named{{Name: "Redmoor County Council"}}, Kind: "council"})
	w.put(plan.KindAgency, "trust", plan.Agency{Names: []plan.Named{{Name: "Northmoor Primary Care Trust"}, {Name: "Northmoor Community NHS Trust", From: calendar.Must(2013, 4, 1)}}, Kind: "NHS trust"})
	w.put(plan.KindAgency, "police", plan.Agency{Names: []plan.Named{{Name: "Redmoor Police"}}, Kind: "police"})
	w.put(plan.KindPost, "council-post", plan.Post{Agency: "council", Title: "Head of service"})
	w.put(plan.KindPost, "trust-post", plan.Post{Agency: "trust", Title: "Director of nursing"})
	w.put(plan.KindPost, "chair-post", plan.Post{Agency: "police", Title: "Chair of the group", Seat: plan.ChairSeat})
	w.put(plan.KindMembership, "chair", plan.Membership{Account: "account-chair", Name: "Rosalind Okoro-Finch", Agency: "police"})
	w.put(plan.KindMembership, "owner", plan.Membership{Account: "account-owner", Name: "Imran Dellacott", Agency: "council", Roles: []access.Role{access.PlanOwner}})
	w.put(plan.KindHolding, "holding", plan.Holding{Post: "council-post", Membership: "owner", From: calendar.Must(2011, 1, 1)})
}

func (w *world) inspection() {
	w.put(plan.KindInspection, "inspection", plan.Inspection{
		Title: "Safeguarding and looked-after children's services", Regime: "slac", Inspectorates: []string{"Ofsted", "the Care Quality Commission"},
		Start: calendar.Known(calendar.Must(2012, 1, 23)), End: calendar.Known(calendar.Must(2012, 2, 3)), Outcome: "good with outstanding features",
		Group: "Multi-agency improvement group, chaired by Redmoor Police", Board: "Corporate Parenting Board",
	})
	w.put(plan.KindReport, "report-1", plan.Report{Inspection: "inspection", Inspectorate: "Ofsted", Title: "Inspection report", Published: calendar.Known(published)})
	w.put(plan.KindReport, "report-2", plan.Report{
		Inspection: "inspection", Inspectorate: "The Care Quality Commission", Published: calendar.Dated{Date: calendar.Must(2012, 5, 1), Precision: calendar.ToTheMonth},
	})
	for i, a := range []struct {
		section   plan.Section
		timescale deadline.Timescale
		title     string
		words     string
	}{
		{plan.Safeguarding, deadline.ThreeMonths, "Strategy discussions", "keep one record of each strategy discussion & its actions"},
		{plan.Safeguarding, deadline.ThreeMonths, "Training data", "capture data about safeguarding training in every health trust"},
		{plan.Safeguarding, deadline.SixMonths, "Out of hours", "have enough managers out of hours"},
		{plan.LookedAfterChildren, deadline.ThreeMonths, "Health assessments", "complete <initial> health assessments sooner"},
	} {
		rule, due := w.dueBy(a.timescale)
		w.put(plan.KindArea, fmt.Sprintf("area-%d", i+1), plan.Area{
			Inspection: "inspection", Report: "report-1", Ref: fmt.Sprintf("R%d", i+1), Number: i + 1, Section: a.section, Timescale: a.timescale,
			Title: a.title, Words: a.words, Rule: rule, Due: due,
		})
	}
	five, nine, four := 5, 9, 4
	w.put(plan.KindStatedFigure, "stated-1", plan.StatedFigure{
		Inspection: "inspection", Source: "report of 1 February 2013", Section: plan.Safeguarding, Timescale: deadline.SixMonths,
		Text: "Five of nine completed; four remaining", Unit: "areas, then actions", Total: &nine, Completed: &five, Remaining: &four,
	})
	w.put(plan.KindStatedFigure, "stated-2", plan.StatedFigure{
		Inspection: "inspection", Source: "report of 1 February 2013", Section: plan.Safeguarding, Timescale: deadline.Immediate, Text: "All addressed", Unit: "areas",
	})
}

// owner is who writes papers in these tests.
func owner() access.Caller {
	return access.Caller{
		Account: "account-owner", Name: "Imran Dellacott", Authority: "authority", Agency: "council", Membership: "owner",
		Roles: []access.Role{access.PlanOwner}, Posts: []string{"council-post"},
	}
}

// desk applies changes to a shelf as the write path does.
type desk struct {
	t     testing.TB
	shelf *Shelf
	made  int
	seq   int64
}

func newDesk(t testing.TB) *desk {
	t.Helper()
	return &desk{t: t, shelf: &Shelf{}}
}

func (d *desk) context() change.Context {
	return change.Context{By: owner(), Today: asAt, On: asAt, NewID: func() string {
		d.made++
		return fmt.Sprintf("new-%d", d.made)
	}}
}

// try decides and, when it may, stores.
func (d *desk) try(ch Change, p *plan.Plan) error {
	d.t.Helper()
	puts, err := ch.Decide(d.shelf, p, d.context())
	if err != nil {
		return err
	}
	d.seq++
	var versions []plan.Version
	for _, put := range puts {
		raw, err := json.Marshal(put.Body)
		if err != nil {
			d.t.Fatal(err)
		}
		versions = append(versions, plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: d.seq, On: asAt, Body: raw})
	}
	next, err := d.shelf.With(asAt, d.seq, versions)
	if err != nil {
		d.t.Fatal(err)
	}
	d.shelf = next
	return nil
}

func (d *desk) do(ch Change, p *plan.Plan) {
	d.t.Helper()
	if err := d.try(ch, p); err != nil {
		d.t.Fatalf("%s: %v", ch.Name(), err)
	}
}

func (d *desk) paper(id string) *Paper {
	d.t.Helper()
	paper, ok := d.shelf.Paper(id)
	if !ok {
		d.t.Fatalf("no paper %s", id)
	}
	return paper
}

// drafted composes a draft that may be published.
func (d *desk) drafted(id string, p *plan.Plan) *Paper {
	d.t.Helper()
	d.do(ComposePaper{ID: id, Inspection: "inspection", Known: knownTime, Demo: true}, p)
	text := d.paper(id).Words()
	text.Contact.Email = "imran.dellacott@redmoor.example"
	d.do(EditPaper{ID: id, Seen: 1, Text: text}, p)
	return d.paper(id)
}
