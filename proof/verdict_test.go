package proof_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/proof"
)

// asked is a question over months, the first so many of them before practice
// changed. Values after that go on from there.
func asked(before, after []float64) proof.Question {
	q := proof.Question{Improves: proof.Increase}
	first := calendar.Must(2010, 1, 1)
	for i, v := range append(append([]float64{}, before...), after...) {
		month := first.AddMonths(i)
		q.Points = append(q.Points, proof.VerdictPoint{First: month, Last: first.AddMonths(i + 1).AddDays(-1), Value: v})
	}
	q.GoLive = first.AddMonths(len(before))
	return q
}

// steady is so many values that vary by chance and stay about a level.
func steady(n int, level float64) []float64 {
	wave := []float64{0, 2, -1, 1, -2, 1.5, -0.5, -1.5, 0.5, 1, -1}
	values := make([]float64, n)
	for i := range values {
		values[i] = level + wave[i%len(wave)]
	}
	return values
}

func rising(n int, from, by float64) []float64 {
	values := steady(n, from)
	for i := range values {
		values[i] += by * float64(i)
	}
	return values
}

func TestTheFirstVerdictThatAppliesIsGiven(t *testing.T) {
	halfBlank := func(q *proof.Question) {
		for i := range q.Points {
			q.Points[i].Of, q.Points[i].Blank = 20, 3
		}
	}
	for name, c := range map[string]struct {
		before, after []float64
		alter         func(*proof.Question)
		want          proof.Verdict
		because       proof.Untellable
	}{
		"eleven before":                    {before: steady(11, 60), after: steady(20, 90), want: proof.CannotTell, because: proof.TooFewBefore},
		"another definition":               {before: steady(24, 60), after: steady(20, 90), alter: func(q *proof.Question) { q.Redefine = true }, want: proof.CannotTell, because: proof.Redefined},
		"neither way is better":            {before: steady(24, 60), after: steady(20, 90), alter: func(q *proof.Question) { q.Improves = proof.Neutral }, want: proof.CannotTell, because: proof.NoTwoWays},
		"too many blanks":                  {before: steady(24, 60), after: steady(20, 90), alter: halfBlank, want: proof.CannotTell, because: proof.TooManyBlank},
		"trial limits alone":               {before: steady(12, 60), after: steady(20, 90), want: proof.CannotTell, because: proof.TrialLimits},
		"worse, from trial limits":         {before: steady(12, 60), after: steady(20, 40), want: proof.Worse},
		"seven after":                      {before: steady(24, 60), after: steady(7, 90), want: proof.TooEarly},
		"eight after":                      {before: steady(24, 60), after: steady(8, 90), want: proof.Improved},
		"a lag that leaves seven":          {before: steady(24, 60), after: steady(9, 90), alter: func(q *proof.Question) { q.Lag = 2 }, want: proof.TooEarly},
		"already improving":                {before: rising(24, 60, 1), after: steady(12, 90), want: proof.AlreadyImproving},
		"rose, and fell again before":      {before: append(rising(16, 60, 1), steady(8, 55)...), after: steady(12, 90), want: proof.Improved},
		"worse":                            {before: steady(24, 60), after: steady(12, 50), want: proof.Worse},
		"improved":                         {before: steady(24, 60), after: steady(12, 70), want: proof.Improved},
		"improved, and gone at the end":    {before: steady(24, 60), after: append(steady(12, 75), 58, 57), want: proof.NoSignal},
		"worse, and mended at the end":     {before: steady(24, 60), after: append(steady(12, 45), 62, 63), want: proof.NoSignal},
		"as before":                        {before: steady(24, 60), after: steady(12, 60), want: proof.NoSignal},
		"lower is better":                  {before: steady(24, 60), after: steady(12, 50), alter: func(q *proof.Question) { q.Improves = proof.Decrease }, want: proof.Improved},
		"never anything but the same":      {before: make([]float64, 24), after: make([]float64, 12), want: proof.NoSignal},
		"the same before, and then better": {before: make([]float64, 24), after: steady(12, 5), want: proof.Improved},
		"no points at all":                 {want: proof.CannotTell, because: proof.TooFewBefore},
		"one point":                        {before: []float64{60}, want: proof.CannotTell, because: proof.TooFewBefore},
		"a gap in the months changes little": {before: steady(24, 60), after: steady(12, 70), alter: func(q *proof.Question) {
			q.Points = append(q.Points[:5:5], q.Points[7:]...)
		}, want: proof.Improved},
	} {
		q := asked(c.before, c.after)
		if c.alter != nil {
			c.alter(&q)
		}
		got, err := proof.Judge(q)
		if err != nil || got.Verdict != c.want || got.Because != c.because {
			t.Errorf("%s: %s (%s), with %v; want %s (%s). It reaches %.2f", name, got.Verdict, got.Because, err, c.want, c.because, got.Reach)
		}
	}
}

// The period in which practice changed, and those of the lag, are neither before
// nor after.
func TestPeriodsBetweenBelongToNeither(t *testing.T) {
	q := asked(steady(24, 60), steady(12, 70))
	q.GoLive, q.Lag = q.GoLive.AddDays(9), 1 // within the first month after
	got, err := proof.Judge(q)
	if err != nil {
		t.Fatal(err)
	}
	if got.Baseline.Points != 24 || got.FollowUp.Points != 10 {
		t.Errorf("%d before and %d after", got.Baseline.Points, got.FollowUp.Points)
	}
}

func TestTheChartIsChosenByTheBaseline(t *testing.T) {
	of := func(q *proof.Question, n func(i int) float64, share bool) {
		q.Share = share
		for i := range q.Points {
			q.Points[i].Of = n(i)
			if share {
				q.Points[i].Value /= 100
			}
		}
	}
	for want, alter := range map[proof.ChartKind]func(*proof.Question){
		proof.XmRKind:    func(q *proof.Question) { of(q, func(int) float64 { return 40 }, true) },
		proof.PPrimeKind: func(q *proof.Question) { of(q, func(i int) float64 { return float64(20 + 30*(i%2)) }, true) },
		proof.IPrimeKind: func(q *proof.Question) { of(q, func(i int) float64 { return float64(20 + 30*(i%2)) }, false) },
		proof.RunChart: func(q *proof.Question) {
			for i := range q.Points {
				q.Points[i].Value = float64(i % 3 / 2)
			}
		},
	} {
		q := asked(steady(24, 60), steady(12, 60))
		alter(&q)
		got, err := proof.Judge(q)
		if err != nil || got.Chart != want || want.Why() == "" {
			t.Errorf("the %s, with %v: chosen %s", want, err, got.Chart)
		}
		for i := 24; i < len(q.Points); i++ {
			q.Points[i].Value, q.Points[i].Of = 0.5, 7
		}
		if other, err := proof.Judge(q); err != nil || other.Chart != want {
			t.Errorf("the %s: what came after changes it to %s (%v)", want, other.Chart, err)
		}
	}
}

func TestAQuestionThatCantBeAnsweredIsRefused(t *testing.T) {
	for wrong, alter := range map[string]func(*proof.Question){
		"overlaps the one before it":             func(q *proof.Question) { q.Points[3] = q.Points[2] },
		"or is out of order":                     func(q *proof.Question) { q.Points[3], q.Points[2] = q.Points[2], q.Points[3] },
		"overlaps":                               func(q *proof.Question) { q.Points[3].Last = q.Points[4].First }, // a rolling window
		"has no figure. Leave it out":            func(q *proof.Question) { q.Points[3].Value = math.NaN() },
		"has no period":                          func(q *proof.Question) { q.Points[0].Last = q.Points[0].First.AddDays(-1) },
		"the day on which practice changed":      func(q *proof.Question) { q.GoLive = calendar.Date{} },
		"before practice changed":                func(q *proof.Question) { q.Lag = -2 },
		"a share of nothing":                     func(q *proof.Question) { q.Share = true },
		"lies outside the measure's scale":       func(q *proof.Question) { target := math.Inf(1); q.Target = &target },
		"rows of which 9 cannot tell":            func(q *proof.Question) { q.Points[3].Of, q.Points[3].Blank = 8, 9 },
		"which is not from 0 to 1":               func(q *proof.Question) { q.Share = true; of(q, 10) },
		"the target 62 lies outside the measure": func(q *proof.Question) { q.Share = true; of(q, 10); target := 62.0; q.Target = &target },
	} {
		q := asked(steady(24, 60), steady(12, 60))
		alter(&q)
		if _, err := proof.Judge(q); err == nil || !strings.Contains(err.Error(), wrong) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
}

func of(q *proof.Question, n float64) {
	for i := range q.Points {
		q.Points[i].Of = n
	}
}

// Turned upside down with lower as better, a question has the same answer; asked
// of other units, too; and the two ways round, better is worse.
func TestTheSameQuestionHasTheSameAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64Range(-50, 50)
		q := asked(rapid.SliceOfN(value, 12, 30).Draw(t, "before"), rapid.SliceOfN(value, 0, 20).Draw(t, "after"))
		got, err := proof.Judge(q)
		if err != nil {
			t.Fatal(err)
		}
		alter := func(by float64, improves proof.Direction) proof.Judgement {
			other := q
			other.Points, other.Improves = append([]proof.VerdictPoint{}, q.Points...), improves
			for i := range other.Points {
				other.Points[i].Value *= by
			}
			answer, err := proof.Judge(other)
			if err != nil {
				t.Fatal(err)
			}
			return answer
		}
		if down := alter(-1, proof.Decrease); down.Verdict != got.Verdict || down.Better != got.Better {
			t.Fatalf("upside down it is %s in place of %s", down.Verdict, got.Verdict)
		}
		if larger := alter(4, proof.Increase); larger.Verdict != got.Verdict {
			t.Fatalf("four times as large it is %s in place of %s", larger.Verdict, got.Verdict)
		}
		other := alter(1, proof.Decrease).Verdict
		if got.Verdict == proof.Improved && (other == proof.Improved || other == proof.NoSignal) || got.Verdict == proof.Worse && other == proof.Worse {
			t.Fatalf("it is %s one way and %s the other", got.Verdict, other)
		}
	})
}

// Whether the target is met reliably is told apart from whether anything changed.
func TestAssuranceIsApartFromTheVerdict(t *testing.T) {
	for target, want := range map[float64]proof.Assurance{40: proof.ConsistentPass, 60: proof.HitAndMiss, 90: proof.ConsistentFail} {
		q := asked(steady(24, 60), steady(14, 60))
		q.Target = &target
		got, err := proof.Judge(q)
		if err != nil || got.Verdict != proof.NoSignal || got.Assurance != want {
			t.Errorf("%v: %s, %s, %v", target, got.Verdict, got.Assurance, err)
		}
	}
}
