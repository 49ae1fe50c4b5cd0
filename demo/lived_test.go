package demo

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/plan"
)

func TestEveryStepIsLegalWhenItHappens(t *testing.T) {
	started := time.Now()
	l := livedStory(t)
	t.Logf("%d steps, %d updates, %d versions in %s", len(l.steps), l.updates, len(l.versions), time.Since(started))
	if len(l.steps) != len(Steps(ID)) {
		t.Errorf("lived through %d of %d steps", len(l.steps), len(Steps(ID)))
	}
}

func TestStepsFollowTheClock(t *testing.T) {
	steps := Steps(ID)
	for i, s := range steps {
		today := calendar.DayOf(s.At)
		working, err := calendar.IsWorkingDay(today)
		if err != nil || !working {
			t.Errorf("step %d (%s) is on %s, which is not a working day", i+1, s.Change.Name(), today.Long())
		}
		if hour := s.At.In(calendar.London()).Hour(); hour < 8 || hour > 17 {
			t.Errorf("step %d is at %s, out of working hours", i+1, s.At)
		}
		if i > 0 && !s.At.After(steps[i-1].At) {
			t.Errorf("steps %d and %d have one time, %s", i, i+1, s.At)
		}
		if s.At.After(Ends()) || s.At.Before(calendar.Must(2012, 2, 1).Start()) {
			t.Errorf("step %d is at %s, outside the story", i+1, s.At)
		}
	}
	if got := calendar.DayOf(steps[len(steps)-1].At).String(); got != "2013-02-01" {
		t.Errorf("the story ends on %s", got)
	}
}

func TestStepsAreTheSameEachTime(t *testing.T) {
	if diff := cmp.Diff(Steps(ID), Steps(ID)); diff != "" {
		t.Error(diff)
	}
	_, err := live(Steps(func(key string) string { return "other/" + key }))
	if err == nil || !strings.Contains(err.Error(), "may not") {
		t.Errorf("with other ids this test's executor should find nobody, but gave %v", err)
	}
}

func TestPlantedFaultsInStepsAreCaught(t *testing.T) {
	find := func(steps []Step, is func(Step) bool) int {
		for i, s := range steps {
			if is(s) {
				return i
			}
		}
		t.Fatal("no such step")
		return 0
	}
	signs := func(s Step) bool { _, ok := s.Change.(plan.SignPart); return ok }
	for _, c := range []struct {
		name  string
		spoil func([]Step) []Step
		want  string
	}{
		{"the owner's agency signs", func(steps []Step) []Step {
			steps[find(steps, signs)].Who = fellsideLeft
			return steps
		}, "nobody signs their own work"},
		{"the Board signs", func(steps []Step) []Step {
			steps[find(steps, signs)].Who = "margaret-hollins"
			return steps
		}, "may not"},
		{"evidence never accepted", func(steps []Step) []Step {
			i := find(steps, func(s Step) bool { _, ok := s.Change.(plan.JudgeEvidence); return ok })
			return append(steps[:i], steps[i+1:]...)
		}, "can't be signed off yet"},
		{"the clock runs backwards", func(steps []Step) []Step {
			steps[5], steps[6] = steps[6], steps[5]
			return steps
		}, "run backwards"},
		{"a day still to come", func(steps []Step) []Step {
			steps[7].On = calendar.Must(2013, 1, 1)
			return steps
		}, "still to come"},
		{"the operator comes back", func(steps []Step) []Step {
			steps[9].Who = ""
			return steps
		}, "may not"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := live(c.spoil(Steps(ID)))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}
