package outofplan_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/demo"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// demonstration lives through the demonstration's steps.
func demonstration(t *testing.T) (*plan.Plan, []plan.Version) {
	t.Helper()
	authority, name := demo.Authority()
	p, all, made := &plan.Plan{Authority: authority, AuthorityName: name}, []plan.Version{}, 0
	for i, step := range demo.Steps(demo.ID) {
		day := calendar.DayOf(step.At)
		on := step.On
		if on.IsZero() {
			on = day
		}
		at, err := p.With(day, int64(i), nil)
		if err != nil {
			t.Fatal(err)
		}
		by := access.Caller{Account: "operator", Authority: authority, Roles: []access.Role{access.Operator, access.Administrator}}
		if person, ok := demo.PersonByKey(step.Who); ok {
			if by, ok = at.CallerFor(demo.ID(person.MembershipKey()), authority, day); !ok {
				t.Fatalf("%s may do nothing on %s", step.Who, day)
			}
		}
		puts, err := step.Change.Decide(at, change.Context{By: by, Today: day, On: on, Measure: anyMeasure, NewID: func() string { made++; return demo.ID(fmt.Sprintf("made/%d", made)) }})
		if err != nil {
			t.Fatal(err)
		}
		var written []plan.Version
		for _, put := range puts {
			body, err := json.Marshal(put.Body)
			if err != nil {
				t.Fatal(err)
			}
			written = append(written, plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: int64(i + 1), On: on, Body: body})
		}
		if p, err = p.With(day, int64(i+1), written); err != nil {
			t.Fatal(err)
		}
		all = append(all, written...)
	}
	return p, all
}

// around are the kinds of thing that a plan stands among, without the plan.
var around = []string{plan.KindAuthority, plan.KindAgency, plan.KindPost, plan.KindHolding, plan.KindMembership, plan.KindDelegation, plan.KindInspection, plan.KindReport}

func TestTheDemonstrationGoesOutAndComesIn(t *testing.T) {
	p, versions := demonstration(t)
	inspections := 0
	for i := range p.Inspections.All() {
		table := outofplan.Of(p, i.ID, true)
		if inspections++; len(table.Rows) < 100 {
			t.Errorf("%s has %d rows", i.Title, len(table.Rows))
		}
		comesBack(t, table)
		intoAnother(t, p, i.ID, func() *council {
			return &council{t: t, p: bare(t, p, versions)}
		})
	}
	if inspections != 1 {
		t.Errorf("%d inspections went out", inspections)
	}
}

// bare is the council before anything was planned, with every post that it ever had.
func bare(t *testing.T, p *plan.Plan, versions []plan.Version) *plan.Plan {
	t.Helper()
	var kept []plan.Version
	for _, v := range versions {
		if !slices.Contains(around, v.Kind) {
			continue
		}
		var post plan.Post
		if v.Kind == plan.KindPost {
			if err := json.Unmarshal(v.Body, &post); err != nil {
				t.Fatal(err)
			}
			post.Ended = calendar.Date{}
			body, err := json.Marshal(post)
			if err != nil {
				t.Fatal(err)
			}
			v.Body = body
		}
		kept = append(kept, v)
	}
	all, err := (&plan.Plan{Authority: p.Authority, AuthorityName: p.AuthorityName}).With(today, 1, kept)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// anyMeasure stands for the practice pack, which this room doesn't know.
func anyMeasure(id string) (change.Measure, bool) {
	return change.Measure{Name: id, Better: "high", Period: "month", Definition: id}, true
}
