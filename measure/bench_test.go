package measure_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
)

// The invented children of these benchmarks have deadlines and rows in the proportions of the sample of the children looked after return: about
// 18 deadlines and 5 rows for each child and year.
const (
	years    = 5
	children = 83000
)

var (
	firstDay = calendar.Must(2019, time.April, 1)
	lastDay  = firstDay.AddMonths(12 * years).AddDays(-1)
	// how many deadlines of each clock a child has in a year, in tenths
	clocksPerYear = []struct {
		code   string
		tenths int
	}{
		{"C21", 46}, {"C19", 32}, {"C18", 14}, {"C22", 14}, {"C15", 14}, {"C15a", 14}, {"R19-book", 9}, {"C38", 9}, {"C17", 7}, {"C29", 2}, {"C30", 2},
		{"C16", 2}, {"C32", 2}, {"C26", 2}, {"C29a", 2}, {"C31", 2}, {"C14", 2}, {"C4", 2}, {"C35", 2}, {"C41", 1},
	}
	benchRows = []string{"reviews_held", "reviews_held", "looked_after_12_months", "assessments_authorised", "initial_conferences"}
)

func inventedDay(r *rand.Rand, year int) calendar.Date {
	return firstDay.AddMonths(12 * year).AddDays(r.IntN(365))
}

func inventedDeadline(r *rand.Rand, subject, code string, year int) deadline.Deadline {
	start := inventedDay(r, year)
	d := deadline.Deadline{
		Clock: code, Subject: subject, Of: "placement", Start: deadline.Point{Fact: "a", Event: "care.started", Words: "they became looked after", Choice: 1, On: start},
		Due: start.AddDays(28), Limit: deadline.Length{Amount: 28, Span: deadline.InDays},
	}
	switch n := r.IntN(100); {
	case n < 80:
		d.Satisfied = deadline.Point{Fact: "b", Event: "review.held", Words: "the review was held", Choice: 1, On: start.AddDays(20 + r.IntN(14))}
	case n < 90:
		d.Closed, d.ClosedAs, d.Because = deadline.Point{Fact: "c", Event: "care.ended", Words: "they left care", Choice: 1, On: start.AddDays(r.IntN(28))}, deadline.NotRequired, "They left care."
	case n < 95:
		d.Due, d.Missing = calendar.Date{}, []string{"the day"}
	}
	return d
}

func inventedRow(r *rand.Rand, subject, source string, year, n int) measure.Row {
	row := measure.Row{ID: fmt.Sprint(source, year, n), Source: source, Subject: subject, On: inventedDay(r, year), Values: map[string]any{"age": int64(r.IntN(18))}}
	switch source {
	case "reviews_held":
		row.Values["participation"] = fmt.Sprint("PN", r.IntN(8))
		row.Values["short_breaks"] = false
	case "looked_after_12_months":
		row.On = firstDay.AddMonths(12*year + 12).AddDays(-1)
		for _, name := range []string{"health_assessment", "teeth_check", "health_check", "immunisations", "short_breaks"} {
			row.Values[name] = r.IntN(2) == 0
		}
		row.Values["sdq_score"] = int64(r.IntN(40))
	case "assessments_authorised":
		row.Values["working_days"] = int64(r.IntN(60))
	case "initial_conferences":
		row.Values["working_days"] = int64(r.IntN(20))
		row.Values["start_used"] = "the day the section 47 enquiry started"
	}
	return row
}

func invented(child int) measure.Told {
	r := rand.New(rand.NewPCG(uint64(child), 1)) //nolint:gosec // a child that is the same each time
	t := measure.Told{Subject: fmt.Sprintf("0198c2a0-0000-7000-8000-%012d", child), Known: int64(1 + child%7)}
	for year := range years {
		for _, c := range clocksPerYear {
			for n := c.tenths; n > 0; n -= 10 {
				if n >= 10 || r.IntN(10) < n {
					t.Deadlines = append(t.Deadlines, inventedDeadline(r, t.Subject, c.code, year))
				}
			}
		}
		for n, source := range benchRows {
			t.Rows = append(t.Rows, inventedRow(r, t.Subject, source, year, n))
		}
		t.Attributes = append(t.Attributes,
			measure.Attribute{Cut: "age", Value: fmt.Sprint(child%12 + year), From: firstDay.AddMonths(12 * year), Until: firstDay.AddMonths(12*year + 12).AddDays(-1)},
			measure.Attribute{Cut: "placement_type", Value: fmt.Sprint("U", r.IntN(6)), From: firstDay.AddMonths(12 * year)})
	}
	t.Attributes = append(t.Attributes, measure.Attribute{Cut: "team", Value: fmt.Sprint("Team ", child%40)})
	return t
}

// put adds children to columns, and says how long the putting took and how many deadlines they have.
func put(c *measure.Columns, from, to int) (took time.Duration, deadlines int) {
	batch := make([]measure.Told, 0, 500)
	for child := from; child < to; {
		batch = batch[:0]
		for len(batch) < cap(batch) && child < to {
			batch = append(batch, invented(child))
			deadlines += len(batch[len(batch)-1].Deadlines)
			child++
		}
		began := time.Now()
		c.Put(batch...)
		took += time.Since(began)
	}
	return took, deadlines
}

func inUse() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

var now = measure.Moment{AsAt: lastDay, KnownAt: 100}

// sixtyMonths gives a measure's periods of the last five years.
func sixtyMonths(m *practice.Measure, terms []deadline.Term) []measure.Period {
	n := map[practice.Period]int{"month": 60, "quarter": 20, "year_to_31_march": 5, "school_term": 15, "day": 60}[m.Period]
	return measure.Complete(m.Period, lastDay, n, terms)
}

func everyMeasure(pack *practice.Pack) (asks []measure.Ask) {
	terms := pack.Rules(calendar.Date{}).Terms
	for _, m := range pack.Measures {
		asks = append(asks, measure.Ask{Measure: m, Periods: sixtyMonths(m, terms)})
	}
	return asks
}

func counted(b *testing.B, all [][]measure.Figure) {
	b.Helper()
	sum := 0.0
	for _, figures := range all {
		for _, f := range figures {
			sum += f.Denominator
		}
	}
	if sum == 0 {
		b.Fatal("nothing is counted")
	}
}

// BenchmarkColumns is of a council of 83,000 children with five years of records, beside one of a tenth of it.
func BenchmarkColumns(b *testing.B) {
	pack := shipped(b)
	before := inUse()
	c := measure.NewColumns(pack)
	var long, short time.Duration // of ten councils of a tenth, one after each tenth of the other, so that a busy machine slows both
	deadlines := 0
	for tenth := range 10 {
		took, n := put(c, tenth*children/10, (tenth+1)*children/10)
		long, deadlines = long+took, deadlines+n
		took, _ = put(measure.NewColumns(pack), 0, children/10)
		short += took / 10
	}
	after := inUse()
	if ratio := long.Seconds() / short.Seconds(); ratio > 11 {
		b.Fatalf("%d children take %v to put, and a tenth of them %v: %.1f times", children, long, short, ratio)
	}
	real, said := float64(after-before), float64(c.Bytes())
	if real > 1.3*said || said > 1.3*real {
		b.Fatalf("the columns take %.0f MB and say %.0f MB", real/1e6, said/1e6)
	}
	million := said / (float64(deadlines) / 1e6)
	b.Run("put", func(b *testing.B) {
		for range b.N {
		}
		b.ReportMetric(long.Seconds(), "s/83000-children")
		b.ReportMetric(long.Seconds()/short.Seconds(), "times-a-tenth")
		b.ReportMetric(million/1e6, "MB/million-deadlines")
		b.ReportMetric(real/1e6, "MB")
		b.ReportMetric(float64(deadlines), "deadlines")
	})
	asks := everyMeasure(pack)
	b.Run("every measure for 60 months", func(b *testing.B) {
		for b.Loop() {
			counted(b, c.All(asks, now, nil))
		}
		atMost(b, 300*time.Millisecond)
	})
	b.Run("a tenth of the children for 60 months", func(b *testing.B) {
		only := func(subject string) bool { return subject[len(subject)-1] == '7' }
		for b.Loop() {
			counted(b, c.All(asks, now, only))
		}
	})
	b.Run("one measure by placement", func(b *testing.B) {
		m := pack.Measure("looked-after-reviews-on-time")[0]
		p, _ := measure.LastComplete(m.Period, lastDay, nil)
		for b.Loop() {
			if len(c.By(m, p, "placement_type", now)) != 6 {
				b.Fatal("there are not six types of placement")
			}
		}
	})
	b.Run("what is overdue", func(b *testing.B) {
		for b.Loop() {
			if len(c.Deadlines(now, measure.Wanted{States: []deadline.State{deadline.Overdue}})) == 0 {
				b.Fatal("nothing is overdue")
			}
		}
	})
	b.Run("keep the latest", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			c.KeepLatest(lastDay.AddDays(-i % 2))
		}
	})
	c.KeepLatest(lastDay)
	b.Run("one record and every latest figure", func(b *testing.B) {
		child, position := invented(4711), int64(100)
		var slowest time.Duration
		for b.Loop() {
			position++
			began := time.Now()
			child.Known = position
			child.Deadlines[0].Satisfied.On = firstDay.AddDays(int(position) % 90)
			c.Put(child)
			counted(b, c.All(asks, measure.Moment{AsAt: lastDay, KnownAt: position}, nil))
			slowest = max(slowest, time.Since(began))
		}
		b.ReportMetric(slowest.Seconds()*1e3, "ms-slowest")
		atMost(b, 5*time.Millisecond)
	})
}

// atMost says by how much a benchmark keeps within its time. It is for a machine that does nothing else, so it doesn't fail.
func atMost(b *testing.B, limit time.Duration) {
	b.Helper()
	b.ReportMetric(float64(b.Elapsed())/float64(b.N)/float64(limit), "of-the-limit")
}
