package measure_test

import (
	"fmt"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/measure"
)

// While much is put and somebody is forgotten, whoever asks about an earlier position gets the same answer each time.
func TestReadersSeeWhatWasKnownWhileMoreIsPut(t *testing.T) {
	pack := shipped(t)
	c := measure.NewColumns(pack)
	for child := range 60 {
		told := invented(child)
		told.Known = 1
		c.Put(told)
	}
	m := pack.Measure("looked-after-reviews-on-time")[0]
	then := measure.Moment{AsAt: lastDay, KnownAt: 1}
	periods := measure.Complete(m.Period, lastDay, 5, nil)
	want := c.Figures(m, periods, then, nil)
	slices := c.By(m, periods[4], "team", then)
	c.KeepLatest(lastDay)
	var group sync.WaitGroup
	for reader := range 4 {
		group.Go(func() {
			for range 20 {
				if diff := gocmp.Diff(want, c.Figures(m, periods, then, nil), figuresEqual...); diff != "" {
					t.Errorf("reader %d: %s", reader, diff)
				}
				if diff := gocmp.Diff(slices, c.By(m, periods[4], "team", then), figuresEqual...); diff != "" {
					t.Errorf("reader %d: %s", reader, diff)
				}
				c.Deadlines(then, measure.Wanted{Subjects: []string{invented(3).Subject}})
				c.Subjects(then)
				c.Bytes()
			}
		})
	}
	for position := int64(2); position < 12; position++ {
		var all []measure.Told
		for child := range 120 {
			told := invented(child + 7)
			told.Subject, told.Known = invented(child).Subject, position
			all = append(all, told)
		}
		c.Put(all...)
		c.Put(measure.Told{Subject: fmt.Sprint("new at ", position), Known: position, Deadlines: all[0].Deadlines})
		c.Forget(fmt.Sprint("new at ", position))
		c.KeepLatest(lastDay.AddDays(int(-position)))
	}
	group.Wait()
}

func TestAllGivesWhatFiguresGives(t *testing.T) {
	pack := shipped(t)
	c := measure.NewColumns(pack)
	for child := range 200 {
		c.Put(invented(child))
	}
	asks := everyMeasure(pack)
	for i, figures := range c.All(asks, now, nil) {
		if diff := gocmp.Diff(c.Figures(asks[i].Measure, asks[i].Periods, now, nil), figures, figuresEqual...); diff != "" {
			t.Errorf("%s: %s", asks[i].Measure.ID, diff)
		}
	}
	if got := c.All(nil, now, nil); len(got) != 0 {
		t.Errorf("nothing was asked, and the answer is %v", got)
	}
}

// What doesn't change is held once, however often it is told.
func TestWhatDoesNotChangeIsHeldOnce(t *testing.T) {
	c := measure.NewColumns(shipped(t))
	told := invented(1)
	c.Put(told)
	once := c.Bytes()
	for position := range int64(50) {
		told.Known = 10 + position
		c.Put(told)
	}
	if again := c.Bytes(); again != once {
		t.Errorf("told once it takes %d bytes, and told again %d", once, again)
	}
}

func TestAnotherCopyOfThePackAsksTheSame(t *testing.T) {
	pack := shipped(t)
	c := measure.NewColumns(pack)
	for child := range 20 {
		c.Put(invented(child))
	}
	m := pack.Measure("annual-health-assessment")[0]
	copied := *m
	periods := measure.Complete(m.Period, lastDay, 3, nil)
	want := c.Figures(m, periods, now, nil)
	if want[0].Denominator == 0 {
		t.Fatal("nobody is counted")
	}
	c.KeepLatest(lastDay)
	for _, at := range []calendar.Date{lastDay, lastDay.AddDays(-1)} {
		moment := measure.Moment{AsAt: at, KnownAt: 100}
		if diff := gocmp.Diff(c.Figures(m, periods, moment, nil), c.Figures(&copied, periods, moment, nil), figuresEqual...); diff != "" {
			t.Error(diff)
		}
	}
}

func TestNamed(t *testing.T) {
	pack := shipped(t)
	conference := measure.Named(pack.Measure("conference-15-days")[0])
	if conference.Cohort != "return cohort" || !conference.SaysStart {
		t.Errorf("it is %q, and says its start: %v", conference.Cohort, conference.SaysStart)
	}
	reviews := measure.Named(pack.Measure("looked-after-reviews-on-time")[0])
	if reviews.Cohort != "live cohort" || reviews.SaysStart || reviews.HasTarget {
		t.Errorf("it is %+v", reviews)
	}
	c := measure.NewColumns(pack)
	c.Put(invented(1))
	m := pack.Measure("conference-15-days")[0]
	figures := c.Figures(m, []measure.Period{{Name: "All", First: firstDay, Last: lastDay}}, now, nil)
	if diff := gocmp.Diff([]string{"the day the section 47 enquiry started"}, figures[0].Starts); diff != "" {
		t.Error(diff)
	}
}
