package disclosure

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
)

func yearOf(counts [4]int) Measured {
	return Measured{ID: "dental-check", Definition: "Children looked after for 12 months who had a dental check.", First: calendar.Must(2012, 4, 1), Last: calendar.Must(2013, 3, 31),
		Met: counts[0], NotMet: counts[1], CannotTell: counts[2], LeftOut: counts[3]}
}

func measured(t failer, m Measured, earlier ...Released) MeasureFigure {
	f, err := PublishMeasure(m, earlier...)
	if err != nil {
		t.Fatal(fmt.Sprintf("%+v: %v", m, err))
	}
	return f
}

// asPrinted is a figure as a reader has it: number, of how many, percentage, cannot tell, left out.
func asPrinted(f MeasureFigure) string {
	return strings.Join([]string{f.Number().String(), f.Of().String(), f.Percent().Cell(), f.CannotTell().String(), f.LeftOut().String()}, " ")
}

func TestMeasuresByHand(t *testing.T) {
	for name, test := range map[string]struct {
		counts [4]int // met, not met, cannot tell, left out
		want   string
	}{
		"large":                          {[4]int{180, 20, 12, 7}, "180 212 85 12 7"},
		"few count":                      {[4]int{3, 20, 0, 0}, "c 23 c 0 0"},
		"six count":                      {[4]int{6, 20, 0, 0}, "6 26 23 0 0"},
		"few do not":                     {[4]int{20, 3, 0, 0}, "c 23 c 0 0"},
		"six do not":                     {[4]int{20, 6, 0, 0}, "20 26 77 0 0"},
		"of few it can't be told":        {[4]int{20, 0, 3, 0}, "c 23 c c 0"},
		"few do not or can't be told":    {[4]int{20, 2, 2, 0}, "c 24 c c 0"},
		"few do not and many can't":      {[4]int{20, 3, 7, 0}, "20 30 67 c 0"},
		"none count":                     {[4]int{0, 20, 0, 0}, "0 20 0 0 0"},
		"all count":                      {[4]int{20, 0, 0, 0}, "20 20 100 0 0"},
		"of five":                        {[4]int{2, 3, 0, 0}, "c c c c 0"},
		"of five, of whom none":          {[4]int{0, 5, 0, 0}, "c c c c 0"},
		"of six, of whom none":           {[4]int{0, 6, 0, 0}, "0 6 0 0 0"},
		"of nobody":                      {[4]int{0, 0, 0, 0}, "0 0 z 0 0"},
		"few left out":                   {[4]int{20, 10, 0, 4}, "20 30 67 0 c"},
		"nearly all is not all":          {[4]int{9994, 6, 0, 0}, "9,994 10,000 99 0 0"},
		"nearly none is not none":        {[4]int{6, 9994, 0, 0}, "6 10,000 1 0 0"},
		"a half is rounded up":           {[4]int{25, 175, 0, 0}, "25 200 13 0 0"},
		"few of whom it can be told":     {[4]int{3, 0, 20, 0}, "c 23 c c 0"},
		"nothing can be told of anybody": {[4]int{0, 0, 20, 0}, "0 20 0 20 0"},
	} {
		if got := asPrinted(measured(t, yearOf(test.counts))); got != test.want {
			t.Errorf("%s: printed %s, want %s", name, got, test.want)
		}
	}
}

// What may not be known is small: a side of the figure, the whole, and each of the four numbers.
func unknowable(c [4]int) map[string]int {
	return map[string]int{"met": c[0], "not met": c[1], "cannot tell": c[2], "left out": c[3], "the other side": c[1] + c[2], "the whole": c[0] + c[1] + c[2]}
}

// Every set of four small numbers is printed; a reader who has them all finds no small number that is the only one possible.
func TestNoReaderOfAMeasureKnowsASmallNumber(t *testing.T) {
	const most, looked = 12, 6 // a reader looks at larger ones too, so that no number is ruled out by where the test ends
	values := map[string]map[string]map[int]bool{}
	each := func(do func(c [4]int, printed string)) {
		for a := range most + 1 {
			for b := range most + 1 {
				for c := range most + 1 {
					for d := range most + 1 {
						counts := [4]int{a, b, c, d}
						do(counts, asPrinted(measured(t, yearOf(counts))))
					}
				}
			}
		}
	}
	each(func(c [4]int, printed string) {
		if values[printed] == nil {
			values[printed] = map[string]map[int]bool{}
		}
		for what, n := range unknowable(c) {
			if values[printed][what] == nil {
				values[printed][what] = map[int]bool{}
			}
			values[printed][what][n] = true
		}
	})
	each(func(c [4]int, printed string) {
		if max(c[0], c[1], c[2], c[3]) > looked {
			return
		}
		for what, n := range unknowable(c) {
			if small(n) && len(values[printed][what]) == 1 {
				t.Errorf("%v is printed as %s, which tells that %q is %d", c, printed, what, n)
			}
		}
	})
	if len(values) < 500 {
		t.Errorf("only %d different figures", len(values))
	}
}

// A figure printed twice, the second after a correction, never gives two numbers of one thing that differ by 1 to 5, nor by what is left of the
// whole.
func TestACorrectionOfAFewIsWithheld(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var counts [4]int
		for i := range counts {
			counts[i] = rapid.IntRange(0, 30).Draw(rt, "counts")
		}
		var earlier []Released
		printed := []MeasureFigure{}
		for range rapid.IntRange(2, 4).Draw(rt, "papers") {
			f := measured(rt, yearOf(counts), earlier...)
			for _, before := range printed {
				for name, pair := range map[string][2]Figure{"number": {before.number, f.number}, "of": {before.of, f.of}, "cannot tell": {before.cannotTell, f.cannotTell}, "left out": {before.leftOut, f.leftOut}} {
					then, okThen := pair[0].Number()
					now, okNow := pair[1].Number()
					if okThen && okNow && small(max(now-then, then-now)) {
						rt.Fatalf("%s was %d and is %d", name, then, now)
					}
				}
				rest := func(f MeasureFigure) (int, bool) {
					n, ok := f.number.Number()
					of, all := f.of.Number()
					return of - n, ok && all
				}
				then, okThen := rest(before)
				now, okNow := rest(f)
				if okThen && okNow && small(max(now-then, then-now)) {
					rt.Fatalf("the other side was %d and is %d", then, now)
				}
			}
			printed = append(printed, f)
			if f.Recorded() {
				earlier = append(earlier, f.Released())
			}
			i := rapid.IntRange(0, 3).Draw(rt, "which")
			counts[i] = max(0, counts[i]+rapid.IntRange(-7, 7).Draw(rt, "corrected by"))
		}
	})
}

func TestACorrectionByHand(t *testing.T) {
	first := measured(t, yearOf([4]int{180, 20, 12, 7}))
	for counts, want := range map[[4]int]string{
		{180, 20, 12, 7}: "180 212 85 12 7",
		{182, 20, 12, 7}: "c c c c 7",
		{190, 20, 12, 7}: "190 222 86 12 7",
		{180, 23, 12, 7}: "c c c c 7",
		{181, 19, 12, 7}: "c 212 c 12 7",
	} {
		if got := asPrinted(measured(t, yearOf(counts), first.Released())); got != want {
			t.Errorf("%v: printed %s, want %s", counts, got, want)
		}
	}
	other := yearOf([4]int{182, 20, 12, 7})
	other.First, other.Last = calendar.Must(2013, 4, 1), calendar.Must(2014, 3, 31)
	if got := asPrinted(measured(t, other, first.Released())); got != "182 214 85 12 7" {
		t.Errorf("another period is other children, and is printed as %s", got)
	}
	day := yearOf([4]int{180, 20, 12, 7})
	day.First = day.Last
	next := day
	next.First, next.Last, next.Met = day.Last.AddDays(1), day.Last.AddDays(1), 182
	if got := asPrinted(measured(t, next, measured(t, day).Released())); strings.Contains(got, "182") {
		t.Errorf("the next day is printed as %s, which tells who came", got)
	}
}

// A measure's figure is read back as it was written, and in no other way.
func TestAMeasureFigureIsReadBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var counts [4]int
		for i := range counts {
			counts[i] = rapid.IntRange(0, 20).Draw(rt, "counts")
		}
		f := measured(rt, yearOf(counts))
		text, err := json.Marshal(f)
		if err != nil {
			rt.Fatal(err)
		}
		var back MeasureFigure
		if err := json.Unmarshal(text, &back); err != nil || asPrinted(back) != asPrinted(f) {
			rt.Fatalf("%s was read as %s: %v", text, asPrinted(back), err)
		}
		if !back.IsOf("dental-check", calendar.Must(2012, 4, 1), calendar.Must(2013, 3, 31)) || back.IsOf("dental-checks", calendar.Must(2012, 4, 1), calendar.Must(2013, 3, 31)) {
			rt.Fatal("it doesn't know what it is of")
		}
	})
	for _, f := range []MeasureFigure{{}, hiddenWhole()} {
		text, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var back MeasureFigure
		if err := json.Unmarshal(text, &back); err != nil || asPrinted(back) != asPrinted(f) {
			t.Errorf("%s was read as %s: %v", text, asPrinted(back), err)
		}
	}
	text, err := json.Marshal(measured(t, yearOf([4]int{180, 20, 12, 7})))
	if err != nil {
		t.Fatal(err)
	}
	for was, is := range map[string]string{
		`"number":180`: `"number":181`, `"percent":85`: `"percent":86`, `"of":212`: `"of":"c"`, `"180"`: `"3"`, `"left_out":7`: `"left_out":4`,
		`"title":"Counted"`: `"title":"Other"`, `,"record":`: `,"records":`,
	} {
		var back MeasureFigure
		changed := strings.Replace(string(text), was, is, 1)
		if err := json.Unmarshal([]byte(changed), &back); changed == string(text) || err == nil || back.Recorded() {
			t.Errorf("%s in place of %s was read: %v", is, was, err)
		}
	}
}

func TestAMeasureNeedsAPeriod(t *testing.T) {
	for _, m := range []Measured{{}, {ID: "m", Definition: "d"}, {ID: "m", Definition: "d", First: calendar.Must(2013, 2, 1), Last: calendar.Must(2013, 1, 1)}, {ID: "m", First: calendar.Must(2013, 1, 1), Last: calendar.Must(2013, 1, 31)}} {
		if f, err := PublishMeasure(m); err == nil || f.Recorded() {
			t.Errorf("%+v was published", m)
		}
	}
	m := yearOf([4]int{-1, 20, 0, 0})
	if _, err := PublishMeasure(m); err == nil {
		t.Error("fewer than nobody were published")
	}
	if got := fmt.Sprintf("%+v", measured(t, yearOf([4]int{3, 20, 0, 0}))); strings.Contains(got, "number:3") {
		t.Errorf("the small number is held in %s", got)
	}
}
