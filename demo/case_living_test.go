package demo

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
)

// livedCases is what living through the steps about people leaves. Whether the
// policy lets each person do it is tried in package live, where the store is.
type livedCases struct {
	steps   []CaseStep
	latest  map[string]casework.Version
	about   map[string][]string // things about each person
	order   []string            // things as they were made
	changes map[string]int      // by name
	made    int
}

// liveCases carries out the steps in order, each with the clock at its time,
// and gives the first refusal of a rule or a role.
func liveCases(steps []CaseStep, p *plan.Plan) (*livedCases, error) {
	l := &livedCases{latest: map[string]casework.Version{}, about: map[string][]string{}, changes: map[string]int{}}
	for i, step := range steps {
		if err := l.take(int64(i+1), step, p); err != nil {
			return l, fmt.Errorf("step %d at %s by %s, %s %+v: %w", i+1, step.At.Format("2 January 2006 15:04"), step.Who, step.Name(), step.Change, err)
		}
		l.steps = append(l.steps, step)
		l.changes[step.Name()]++
	}
	return l, nil
}

func (l *livedCases) take(seq int64, step CaseStep, p *plan.Plan) error {
	today := calendar.DayOf(step.At)
	by, ok := callerOf(p, step.Who, today)
	switch {
	case !ok:
		return fmt.Errorf("has no place on %s", today)
	case step.Opens != "":
		if l.latest[step.Opens].Kind != casework.KindPerson {
			return errors.New("nobody is known by that id")
		}
		return nil
	case step.Answers != nil:
		return nil
	case !by.May(step.Change.Needs()):
		return fmt.Errorf("may not %q", step.Change.Needs())
	}
	on := step.On
	if on.IsZero() {
		on = today
	}
	folder, err := l.folder(step.Change, today, p)
	if err != nil {
		return err
	}
	puts, err := step.Change.Decide(folder, change.Context{By: by, Today: today, On: on, NewID: func() string {
		l.made++
		return ID(fmt.Sprintf("case made/%d", l.made))
	}})
	if err != nil {
		return err
	}
	for _, put := range puts {
		if err := l.put(seq, on, put); err != nil {
			return err
		}
	}
	return nil
}

func (l *livedCases) put(seq int64, on calendar.Date, put change.Put) error {
	held := l.latest[put.Thing]
	if put.Replaces != held.Version || on.Before(held.On) {
		return fmt.Errorf("version %d of %s, from %s, does not follow version %d, from %s", put.Replaces+1, put.Kind, on, held.Version, held.On)
	}
	body, err := json.Marshal(put.Body)
	if err != nil {
		return err
	}
	l.latest[put.Thing] = casework.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: seq, On: on, Body: body}
	if put.Replaces == 0 {
		l.order = append(l.order, put.Thing)
	}
	for _, person := range put.Filing.About {
		if !slices.Contains(l.about[person], put.Thing) {
			l.about[person] = append(l.about[person], put.Thing)
		}
	}
	return nil
}

// folder is what a change may look at: the files that it asks for.
func (l *livedCases) folder(ch casework.Change, today calendar.Date, p *plan.Plan) (*casework.Folder, error) {
	wanted := slices.Concat(ch.About())
	var versions []casework.Version
	for _, thing := range ch.Things() {
		if v, ok := l.latest[thing]; ok {
			versions = append(versions, v)
		}
	}
	if everywhere, ok := ch.(casework.Everywhere); ok {
		for _, id := range l.order {
			if slices.Contains(everywhere.Everywhere(), l.latest[id].Kind) {
				versions = append(versions, l.latest[id])
			}
		}
	}
	read := map[string]bool{}
	for {
		more := false
		for _, person := range wanted {
			if !read[person] {
				read[person], more = true, true
				for _, thing := range l.about[person] {
					versions = append(versions, l.latest[thing])
				}
			}
		}
		folder, err := casework.Open(today, staff{p, today}, versions)
		if err != nil || !more && len(read) > 0 {
			return folder, err
		}
		wider, ok := ch.(casework.Wider)
		if !ok {
			return folder, nil
		}
		if wanted = wider.Beyond(folder); len(wanted) == 0 {
			return folder, nil
		}
	}
}

// staff is what casework knows of staff, from the plan.
type staff struct {
	*plan.Plan
	day calendar.Date
}

func (s staff) Worker(membership string) (casework.Worker, bool) {
	m, ok := s.Memberships.Get(membership)
	if !ok {
		return casework.Worker{}, false
	}
	return casework.Worker{Name: m.Name, Account: m.Account, Agency: m.Agency, Ended: m.Ended}, true
}

func (s staff) Team(team string) (casework.Team, bool) {
	t, ok := s.Teams.Get(team)
	if !ok {
		return casework.Team{}, false
	}
	return casework.Team{Name: t.Name, Agency: t.Agency, Ended: t.Ended}, true
}

func (s staff) Agency(agency string) (casework.Agency, bool) {
	a, ok := s.Agencies.Get(agency)
	if !ok {
		return casework.Agency{}, false
	}
	return casework.Agency{Name: a.NameOn(s.day), Council: a.Kind == plan.CouncilKind, Ended: a.Ended}, true
}

var wholeCases *livedCases

func livedCaseStory(t *testing.T) *livedCases {
	t.Helper()
	if wholeCases == nil {
		l, err := liveCases(CaseSteps(ID), livedStory(t).now)
		if err != nil {
			t.Fatal(err)
		}
		wholeCases = l
	}
	return wholeCases
}

// bodies gives every latest thing of one type, in the order they were made.
func bodies[T any](t *testing.T, l *livedCases) (all []*T) {
	t.Helper()
	for _, id := range l.order {
		body, err := casework.Decode(l.latest[id])
		if err != nil {
			t.Fatal(err)
		}
		if of, ok := body.(*T); ok {
			all = append(all, of)
		}
	}
	return all
}
