package demo

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// lived is the record that living through the steps leaves: every version,
// in the order of the ledger.
type lived struct {
	steps    []Step
	versions []plan.Version
	updates  int
	now      *plan.Plan
}

// live carries out the steps in order, each with the clock at its time, by
// the person's roles and posts of that day, and gives the first refusal.
func live(steps []Step) (*lived, error) {
	authority, name := Authority()
	l := &lived{now: &plan.Plan{Authority: authority, AuthorityName: name}}
	ends, made, clock := map[string]calendar.Date{}, 0, time.Time{}
	for i, step := range steps {
		place := func(err error) error {
			return fmt.Errorf("step %d at %s by %q, %s %+v: %w", i+1, step.At.Format(time.RFC3339), step.Who, step.Change.Name(), step.Change, err)
		}
		if step.At.Before(clock) {
			return l, place(fmt.Errorf("the clock would run backwards from %s", clock))
		}
		clock = step.At
		today := calendar.DayOf(step.At)
		on := step.On
		if on.IsZero() {
			on = today
		}
		if on.After(today) {
			return l, place(fmt.Errorf("describes %s, which is still to come", on))
		}
		p, err := l.now.With(today, int64(i), nil)
		if err != nil {
			return l, place(err)
		}
		by, ok := callerOf(p, step.Who, today)
		if !ok || !by.May(step.Change.Needs()) {
			return l, place(fmt.Errorf("may not %q", step.Change.Needs()))
		}
		puts, err := step.Change.Decide(p, change.Context{By: by, Today: today, On: on, Measure: anyMeasure, NewID: func() string {
			made++
			return ID(fmt.Sprintf("made/%d", made))
		}})
		if err != nil {
			return l, place(err)
		}
		var written []plan.Version
		for _, put := range puts {
			if on.Before(ends[put.Thing]) {
				return l, place(fmt.Errorf("describes %s, before the version it follows", on))
			}
			ends[put.Thing] = on
			body, err := json.Marshal(put.Body)
			if err != nil {
				return l, place(err)
			}
			written = append(written, plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: int64(i + 1), On: on, Body: body})
			if put.Kind == plan.KindUpdate {
				l.updates++
			}
		}
		if l.now, err = l.now.With(today, int64(i+1), written); err != nil {
			return l, place(err)
		}
		l.steps, l.versions = append(l.steps, step), append(l.versions, written...)
	}
	return l, nil
}

// callerOf gives the operator the administrator's rights, to set the council
// up before there is an administrator.
func callerOf(p *plan.Plan, who string, today calendar.Date) (access.Caller, bool) {
	if who != "" {
		person, ok := PersonByKey(who)
		if !ok {
			return access.Caller{}, false
		}
		return p.CallerFor(ID(person.MembershipKey()), p.Authority, today)
	}
	for range p.Memberships.All() {
		return access.Caller{}, false
	}
	return access.Caller{Account: "operator", Authority: p.Authority, Roles: []access.Role{access.Operator, access.Administrator}}, true
}

// at is the plan as at a day, known at the end of another.
func (l *lived) at(t *testing.T, day, known string) *plan.Plan {
	t.Helper()
	d, k := date(t, day), date(t, known)
	var seen []plan.Version
	for _, v := range l.versions {
		if !v.On.After(d) && l.steps[v.Seq-1].At.Before(k.End()) {
			seen = append(seen, v)
		}
	}
	authority, name := Authority()
	p, err := (&plan.Plan{Authority: authority, AuthorityName: name}).With(d, 0, seen)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func date(t *testing.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var whole *lived

// story lives through the steps once for all the tests.
func livedStory(t *testing.T) *lived {
	t.Helper()
	if whole == nil {
		l, err := live(Steps(ID))
		if err != nil {
			t.Fatal(err)
		}
		whole = l
	}
	return whole
}

// refs joins references, with the part after the action where there is one.
func refs(actions []*plan.Action) string {
	var all []string
	for _, a := range actions {
		all = append(all, a.Ref)
	}
	return strings.Join(all, " ")
}

// anyMeasure stands for the practice pack, which this room doesn't know. That
// the pack has the measures of the story shows where it is lived through in a
// database: package live.
func anyMeasure(id string) (change.Measure, bool) {
	return change.Measure{Name: id, Better: "high", Period: "month", Definition: id}, true
}
