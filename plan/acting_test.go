package plan_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// acting lives through a story: people make changes, day after day, and what
// the changes put is read back as the store would give it.
type acting struct {
	t       failer
	p       *plan.Plan
	today   calendar.Date
	seq     int64
	ids     int
	updates []plan.Update
	under   string // the delegation that the last change was said to be made under
	read    reading
}

// reading is a plan as written out, kept because it is compared so often.
type reading struct {
	of   *plan.Plan
	text string
}

func (a *acting) before() string {
	if a.read.of != a.p {
		a.read = reading{a.p, everything(a.p)}
	}
	return a.read.text
}

func startActing(t failer, today calendar.Date) *acting {
	a := &acting{t: t, p: &plan.Plan{Authority: "westmoor"}}
	a.until(today)
	return a
}

// until lets time pass.
func (a *acting) until(day calendar.Date) {
	a.t.Helper()
	next, err := a.p.With(day, a.seq, nil)
	if err != nil {
		a.t.Fatalf("%v", err)
	}
	a.p, a.today = next, day
}

// by is the person as a caller on the story's day. Nobody is the zero Caller.
func (a *acting) by(person string) access.Caller {
	by, _ := a.p.CallerFor(person, "westmoor", a.today)
	return by
}

// try makes a change as the person, today.
func (a *acting) try(person string, ch plan.Change) error {
	a.t.Helper()
	_, err := a.tryOn(a.by(person), ch, a.today)
	return err
}

// do makes a change that must succeed, and gives the id of what it put first.
func (a *acting) do(person string, ch plan.Change) string {
	a.t.Helper()
	puts, err := a.tryOn(a.by(person), ch, a.today)
	if err != nil {
		a.t.Fatalf("%s could not %s: %v", person, ch.Name(), err)
	}
	return puts[0].Thing
}

// tryOn makes a change that describes a day, by anybody.
func (a *acting) tryOn(by access.Caller, ch plan.Change, on calendar.Date) ([]change.Put, error) {
	a.t.Helper()
	if !by.May(ch.Needs()) {
		return nil, change.Forbid("Your role does not let you " + string(ch.Needs()) + ".")
	}
	before := a.before()
	puts, err := ch.Decide(a.p, a.context(by, on))
	again, errAgain := ch.Decide(a.p, a.context(by, on))
	if diff := cmp.Diff(readable(a.t, puts), readable(a.t, again)); diff != "" || fmt.Sprint(err) != fmt.Sprint(errAgain) {
		a.t.Fatalf("%s: deciding twice gave two answers, %v and %v:\n%s", ch.Name(), err, errAgain, diff)
	}
	if after := everything(a.p); after != before {
		a.t.Fatalf("%s: deciding changed the plan it was given:\n%s", ch.Name(), cmp.Diff(before, after))
	}
	if err != nil {
		a.checkRefusal(ch, puts, err)
		return nil, err
	}
	if a.isBeforeLastChange(puts, on) {
		return nil, change.Problems{{Kind: change.Invalid, Field: "on", Sentence: "It was changed after that day. Enter a later day."}}
	}
	held := a.p
	a.apply(ch, puts, on)
	if after := everything(held); after != before {
		a.t.Fatalf("%s: what it put changed the plan before it:\n%s", ch.Name(), cmp.Diff(before, after))
	}
	return puts, nil
}

func (a *acting) context(by access.Caller, on calendar.Date) change.Context {
	n := a.ids
	a.under = ""
	return change.Context{By: by, Today: a.today, On: on, Using: func(delegation string) { a.under = delegation }, NewID: func() string {
		n++
		return fmt.Sprintf("new-%d", n)
	}, Measure: packMeasure}
}

// packMeasure stands for the practice pack, which this room doesn't know.
func packMeasure(id string) (change.Measure, bool) {
	m, ok := map[string]change.Measure{
		"dental-check":       {Name: "Dental checks", Better: "high", Target: &nine, Period: "month", Definition: "d1"},
		"conference-15-days": {Name: "First conferences within 15 working days", Better: "high", Period: "quarter", Definition: "c1"},
		"placed-together":    {Name: "Brothers and sisters placed together", Better: "neither", Period: "month", Definition: "p1"},
		"yearly-visits":      {Name: "Visits in the year", Better: "low", Period: "year_to_31_march", Definition: "y1"},
	}[id]
	return m, ok
}

var nine = 0.9

func (a *acting) checkRefusal(ch plan.Change, puts []change.Put, err error) {
	a.t.Helper()
	var problems change.Problems
	if !errors.As(err, &problems) || len(problems) == 0 || len(puts) > 0 {
		a.t.Fatalf("%s: refused with %d puts and %v, which is not problems alone", ch.Name(), len(puts), err)
	}
}

// isBeforeLastChange is the store's own rule: a thing's days never run backwards.
func (a *acting) isBeforeLastChange(puts []change.Put, on calendar.Date) bool {
	return slices.ContainsFunc(records(a.p), func(r record) bool {
		return on.Before(r.thing.ChangedOn) && slices.ContainsFunc(puts, func(put change.Put) bool { return put.Thing == r.thing.ID })
	})
}

// apply is what the store does: versions follow on, and a thing keeps its kind
// and its place.
func (a *acting) apply(ch plan.Change, puts []change.Put, on calendar.Date) {
	a.t.Helper()
	if len(puts) == 0 {
		a.t.Fatalf("%s puts nothing", ch.Name())
	}
	held := map[string]record{}
	for _, r := range records(a.p) {
		held[r.thing.ID] = r
	}
	a.seq++
	a.ids += len(puts)
	versions := make([]plan.Version, 0, len(puts))
	written := map[string]bool{}
	for _, put := range puts {
		before, had := held[put.Thing]
		switch {
		case put.Thing == "" || written[put.Thing]:
			a.t.Fatalf("%s puts %s %q twice, or without an id", ch.Name(), put.Kind, put.Thing)
		case had && before.kind != put.Kind, put.Replaces != before.thing.Version:
			a.t.Fatalf("%s puts %s %s after version %d, which is not version %d of %s", ch.Name(), put.Kind, put.Thing, put.Replaces, before.thing.Version, before.kind)
		case put.Parent != "" && held[put.Parent].kind == "" && !written[put.Parent]:
			a.t.Fatalf("%s puts %s %s under %q, which is not there", ch.Name(), put.Kind, put.Thing, put.Parent)
		case put.Kind != plan.KindUpdate && !slices.Contains(plan.Kinds, put.Kind):
			a.t.Fatalf("%s puts a %q, which no plan holds", ch.Name(), put.Kind)
		}
		written[put.Thing] = true
		body, err := json.Marshal(put.Body)
		if err != nil {
			a.t.Fatalf("%s: %v", ch.Name(), err)
		}
		if update, ok := put.Body.(plan.Update); ok {
			a.updates = append(a.updates, update)
		}
		versions = append(versions, plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: a.seq, On: on, Body: body})
	}
	next, err := a.p.With(a.today, a.seq, versions)
	if err != nil {
		a.t.Fatalf("%s: %v", ch.Name(), err)
	}
	a.p = next
}

// fork tries another course from the same moment.
func (a *acting) fork() *acting {
	other := *a
	other.updates = slices.Clone(a.updates)
	return &other
}

func (a *acting) part(id string) *plan.Part {
	a.t.Helper()
	part, ok := a.p.Parts.Get(id)
	if !ok {
		a.t.Fatalf("there is no part %s", id)
	}
	return part
}

func (a *acting) action(id string) *plan.Action {
	a.t.Helper()
	action, ok := a.p.Actions.Get(id)
	if !ok {
		a.t.Fatalf("there is no action %s", id)
	}
	return action
}

func (a *acting) shown(id string) *plan.Evidence {
	a.t.Helper()
	e, ok := a.p.Evidence.Get(id)
	if !ok {
		a.t.Fatalf("there is no evidence %s", id)
	}
	return e
}

// isDone says whether part A1a is done, and what is wanting if not.
func (a *acting) isDone() (bool, []string) {
	a.t.Helper()
	facts := a.p.FactsOfPart(a.part("A1a"))
	return facts.Done, facts.Wanting
}

// record is one thing of a plan, whatever its kind.
type record struct {
	kind  string
	thing plan.Thing
	body  any
}

func gather[B any](out []record, kind string, all iter.Seq[B], thing func(B) plan.Thing) []record {
	for body := range all {
		out = append(out, record{kind, thing(body), body})
	}
	return out
}

// records gives everything that a plan holds.
func records(p *plan.Plan) (out []record) {
	out = gather(out, plan.KindAgency, p.Agencies.All(), func(b *plan.Agency) plan.Thing { return b.Thing })
	out = gather(out, plan.KindPost, p.Posts.All(), func(b *plan.Post) plan.Thing { return b.Thing })
	out = gather(out, plan.KindHolding, p.Holdings.All(), func(b *plan.Holding) plan.Thing { return b.Thing })
	out = gather(out, plan.KindMembership, p.Memberships.All(), func(b *plan.Membership) plan.Thing { return b.Thing })
	out = gather(out, plan.KindDelegation, p.Delegations.All(), func(b *plan.Delegation) plan.Thing { return b.Thing })
	out = gather(out, plan.KindTeam, p.Teams.All(), func(b *plan.Team) plan.Thing { return b.Thing })
	out = gather(out, plan.KindTeamPlace, p.TeamPlaces.All(), func(b *plan.TeamPlace) plan.Thing { return b.Thing })
	out = gather(out, plan.KindInspection, p.Inspections.All(), func(b *plan.Inspection) plan.Thing { return b.Thing })
	out = gather(out, plan.KindReport, p.Reports.All(), func(b *plan.Report) plan.Thing { return b.Thing })
	out = gather(out, plan.KindJudgement, p.Judgements.All(), func(b *plan.Judgement) plan.Thing { return b.Thing })
	out = gather(out, plan.KindArea, p.Areas.All(), func(b *plan.Area) plan.Thing { return b.Thing })
	out = gather(out, plan.KindStatedFigure, p.StatedFigures.All(), func(b *plan.StatedFigure) plan.Thing { return b.Thing })
	out = gather(out, plan.KindMeasureLink, p.MeasureLinks.All(), func(b *plan.MeasureLink) plan.Thing { return b.Thing })
	out = gather(out, plan.KindRebase, p.Rebases.All(), func(b *plan.Rebase) plan.Thing { return b.Thing })
	out = gather(out, plan.KindYardstick, p.Yardsticks.All(), func(b *plan.Yardstick) plan.Thing { return b.Thing })
	out = gather(out, plan.KindVerdict, p.Verdicts.All(), func(b *plan.Verdict) plan.Thing { return b.Thing })
	out = gather(out, plan.KindAction, p.Actions.All(), func(b *plan.Action) plan.Thing { return b.Thing })
	out = gather(out, plan.KindPart, p.Parts.All(), func(b *plan.Part) plan.Thing { return b.Thing })
	out = gather(out, plan.KindEvidence, p.Evidence.All(), func(b *plan.Evidence) plan.Thing { return b.Thing })
	out = gather(out, plan.KindImport, p.Imports.All(), func(b *plan.Import) plan.Thing { return b.Thing })
	out = gather(out, plan.KindImportedRow, p.ImportedRows.All(), func(b *plan.ImportedRow) plan.Thing { return b.Thing })
	out = gather(out, plan.KindCopy, p.Copies.All(), func(b *plan.Copy) plan.Thing { return b.Thing })
	out = gather(out, plan.KindSettlement, p.Settlements.All(), func(b *plan.Settlement) plan.Thing { return b.Thing })
	return gather(out, plan.KindExtension, p.Extensions.All(), func(b *plan.Extension) plan.Thing { return b.Thing })
}

// everything writes out all that a plan holds, to compare.
func everything(p *plan.Plan) string {
	text := fmt.Sprintf("%s on %s at %d\n", p.Authority, p.Day, p.Position)
	for _, r := range records(p) {
		body, err := json.Marshal(r.body)
		text += fmt.Sprintf("%s %+v %s %v\n", r.kind, r.thing, body, err)
	}
	return text
}

func readable(t failer, puts []change.Put) []string {
	t.Helper()
	out := make([]string, len(puts))
	for i, put := range puts {
		body, err := json.Marshal(put.Body)
		if err != nil {
			t.Fatalf("%v", err)
		}
		out[i] = fmt.Sprintf("%s %s under %q after %d: %s", put.Kind, put.Thing, put.Parent, put.Replaces, body)
	}
	return out
}

// Every kind of a plan is compared, so that none could change unseen.
func TestActingSeesEveryKind(t *testing.T) {
	a := startThePlan(t)
	a.do("olive", plan.RecordJudgement{Body: plan.Judgement{Inspection: "inspection", Aspect: "Safeguarding", Word: "good"}})
	a.do("olive", plan.RecordStatedFigure{Body: plan.StatedFigure{Inspection: "inspection", Source: "Paper", Text: "five of nine", Section: plan.Additional}})
	a.do("carl", plan.OfferEvidence{Parts: []string{"A1a"}, Title: "Minutes", Description: "Of the meeting", Classification: plan.NamesNoChild})
	a.do("carl", plan.AskExtension{Part: "A1a", Until: june.AddDays(30), Reason: "Leave"})
	a.do("carl", plan.Delegate{Post: "services", Membership: "olive", From: a.today, Until: june, Reason: "On leave"})
	importedOnce(a)
	turnedDown(a)
	dutyTeam(a)
	rebased(a)
	a.do("olive", layDown)
	a.do("olive", plan.RecordVerdicts{Found: []plan.Found{judgedImproved}})
	seen := map[string]bool{}
	for _, r := range records(a.p) {
		seen[r.kind] = true
	}
	want := slices.DeleteFunc(slices.Clone(plan.Kinds), func(kind string) bool { return kind == plan.KindAuthority })
	if got := slices.Sorted(maps.Keys(seen)); !slices.Equal(got, want) {
		t.Errorf("compared %v of %v", got, want)
	}
}
