package casework_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/casework"
	"throughline/deadline"
)

func TestALookedAfterChildIsAskedForAtTheEndOfEachMonth(t *testing.T) {
	day := calendar.Must
	care := map[string]string{"care": "c"}
	started := deadline.Fact{ID: "c", Subject: "kit", Event: "care.started", On: day(2012, time.February, 10), Of: care, Values: map[string]any{"short_breaks": false}}
	ended := deadline.Fact{ID: "c", Subject: "kit", Event: "care.ended", On: day(2012, time.May, 31), Of: care}
	born := deadline.Fact{ID: "kit", Subject: "kit", Event: deadline.Person, Values: map[string]any{"born": day(2004, time.May, 6)}}
	check := deadline.Fact{ID: "d", Subject: "kit", Event: "dental.checked", On: day(2011, time.March, 31)}
	blank := deadline.Fact{ID: "e", Subject: "kit", Event: "dental.checked"}
	plan := deadline.Fact{ID: "p", Subject: "kit", Event: "education_plan.finished", On: day(2011, time.September, 1)}
	terms := []deadline.Term{
		{Name: "Autumn", First: day(2011, time.September, 1), Last: day(2011, time.December, 31)},
		{Name: "Spring", First: day(2012, time.January, 1), Last: day(2012, time.March, 31)},
	}
	type said struct {
		On                             string
		Dental, Plan, OfAge, ShortTerm any
	}
	for name, c := range map[string]struct {
		facts []deadline.Fact
		want  []said
	}{
		"in care from February to the last day of May": {[]deadline.Fact{born, started, ended, check, plan}, []said{
			{"2012-02-29", true, nil, false, false}, {"2012-03-31", true, true, true, false}, {"2012-04-30", false, nil, false, false},
		}},
		"a check without a day can't be told": {[]deadline.Fact{started, ended, blank}, []said{
			{"2012-02-29", nil, nil, false, false}, {"2012-03-31", nil, false, nil, false}, {"2012-04-30", nil, nil, false, false},
		}},
		"still in care: up to the day": {[]deadline.Fact{born, started}, []said{
			{"2012-02-29", false, nil, false, false}, {"2012-03-31", false, false, true, false}, {"2012-04-30", false, nil, false, false}, {"2012-05-31", false, nil, false, false},
		}},
		"never in care": {[]deadline.Fact{born, check}, nil},
	} {
		var got []said
		for _, r := range casework.LookedAfterRows(c.facts, terms, day(2012, time.June, 15)) {
			got = append(got, said{r.On.String(), r.Values["dental_in_date"], r.Values["education_plan_in_date"], r.Values["education_age"], r.Values["short_breaks"]})
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
