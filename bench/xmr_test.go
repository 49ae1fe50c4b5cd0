package bench

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/proof"
)

// mostTimesPlain is how many times as long as a plain mean and range an XmR chart
// with all its rules may take, over the same million points.
const mostTimesPlain = 20

var kept float64

// BenchmarkXmROverAMillionPoints asserts the ratio to a plain pass over the same
// slice, the fastest of several runs of each.
func BenchmarkXmROverAMillionPoints(b *testing.B) {
	r := rand.New(rand.NewPCG(2013, 1)) //nolint:gosec // a series, not a secret
	series := make([]proof.Observation, 1_000_000)
	day := calendar.Date{Year: 100, Month: time.January, Day: 1} // a million days are longer than any calendar we use
	for i := range series {
		series[i] = proof.Observation{On: day, Value: 60 + 5*r.NormFloat64()}
		day = day.AddDays(1)
	}
	plain, whole := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
	for b.Loop() {
		began := time.Now()
		total, ranges := 0.0, 0.0
		for i := range series {
			total += series[i].Value
			if i > 0 {
				ranges += math.Abs(series[i].Value - series[i-1].Value)
			}
		}
		kept = total/float64(len(series)) + ranges/float64(len(series)-1)
		plain = min(plain, time.Since(began))

		began = time.Now()
		chart, err := proof.XmR{Series: series, Improves: proof.Increase}.Chart()
		if err != nil {
			b.Fatal(err)
		}
		kept += chart.Points[0].Mean
		whole = min(whole, time.Since(began))
	}
	ratio := float64(whole) / float64(plain)
	b.ReportMetric(ratio, "times-plain")
	b.ReportMetric(float64(plain.Microseconds())/1000, "plain-ms")
	b.ReportMetric(float64(whole.Microseconds())/1000, "xmr-ms")
	if ratio > mostTimesPlain {
		b.Errorf("all the rules take %.1f times as long as a plain mean and range; %d times are allowed", ratio, mostTimesPlain)
	}
}
