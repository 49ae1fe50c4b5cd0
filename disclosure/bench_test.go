package disclosure

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"testing"

	"throughline/calendar"
)

// drawn makes a cohort of people whose categories are drawn unevenly, so that some groups are small and some empty.
func drawn(t testing.TB, people int, sizes ...int) (Cohort, []Atom) {
	t.Helper()
	c := cohortOf(sizes...)
	random := rand.New(rand.NewPCG(1, 2))
	var rows []Person
	for range people {
		var row []string
		for _, d := range c.Dimensions {
			x := random.Float64()
			row = append(row, d.Categories[int(x*x*float64(len(d.Categories)))])
		}
		rows = append(rows, Person{Categories: row})
	}
	atoms, err := c.Tally(rows)
	if err != nil {
		t.Fatal(err)
	}
	return c, atoms
}

// linked are ten tables of one cohort of five dimensions.
func linked() []Spec {
	specs := []Spec{
		{Title: "1", Rows: "A", Columns: "B"}, {Title: "2", Rows: "A", Columns: "C"}, {Title: "3", Rows: "C", Columns: "B"},
		{Title: "4", Rows: "D", Columns: "E"}, {Title: "5", Rows: "D", Columns: "B"}, {Title: "6", Rows: "E"}, {Title: "7", Rows: "C", Columns: "E"},
	}
	for i := range 3 {
		specs = append(specs, Spec{Title: strconv.Itoa(8 + i), Rows: "A", Columns: "B", Filter: []Kept{{Dimension: "D", Categories: []string{fmt.Sprint("D", i+1)}}}})
	}
	return specs
}

func report(t testing.TB, release Release) (cells, suppressed, totals, withheld int) {
	t.Helper()
	for _, table := range release.Tables() {
		if table.Withheld() {
			withheld++
		}
		for r, line := range table.figures {
			for c, f := range line {
				cells++
				if f.Mark() == Suppressed {
					suppressed++
					if r == len(table.rows) || len(table.columns) > 0 && c == len(table.columns) {
						totals++
					}
				}
			}
		}
	}
	return cells, suppressed, totals, withheld
}

func smallOnes(c Cohort, atoms []Atom, specs []Spec) (n int) {
	_, s, err := prepare(c, atoms, specs)
	if err != nil {
		return -1
	}
	for _, c := range s.cells {
		if small(c.value) {
			n++
		}
	}
	return n
}

func benchmark(b *testing.B, c Cohort, atoms []Atom, specs []Spec) {
	b.Helper()
	var release Release
	for b.Loop() {
		var err error
		if release, err = Publish(c, atoms, specs); err != nil {
			b.Fatal(err)
		}
	}
	cells, suppressed, totals, withheld := report(b, release)
	b.ReportMetric(float64(cells), "cells")
	b.ReportMetric(float64(smallOnes(c, atoms, specs)), "small")
	b.ReportMetric(float64(suppressed), "suppressed")
	b.ReportMetric(float64(totals), "totals-suppressed")
	b.ReportMetric(float64(withheld), "withheld")
}

func BenchmarkTwentyByTwenty(b *testing.B) {
	for _, people := range []int{400, 4000, 40000} {
		b.Run(strconv.Itoa(people), func(b *testing.B) {
			c, atoms := drawn(b, people, 20, 20)
			benchmark(b, c, atoms, []Spec{{Title: "1", Rows: "A", Columns: "B", Percent: OfRow}})
		})
	}
}

func BenchmarkTenLinkedTables(b *testing.B) {
	for _, people := range []int{300, 1000, 30000} {
		b.Run(strconv.Itoa(people), func(b *testing.B) {
			c, atoms := drawn(b, people, 6, 3, 8, 6, 4)
			benchmark(b, c, atoms, linked())
		})
	}
}

// BenchmarkTwelfthPaper makes the last of a year's monthly papers, of a cohort that grows by 200 people a month.
func BenchmarkTwelfthPaper(b *testing.B) {
	c, atoms := drawn(b, 2400, 6, 3, 8, 6, 4)
	c.Nature = Growing
	var people []Atom
	for _, a := range atoms {
		for range a.Count {
			people = append(people, Atom{Categories: a.Categories, Joined: calendar.Must(2012, 4, 1).AddMonths(len(people) % 12), Count: 1})
		}
	}
	var earlier []Released
	specs := []Spec{{Title: "1", Rows: "A", Columns: "B"}, {Title: "2", Rows: "C"}, {Title: "3", Rows: "D"}, {Title: "4", Rows: "E"}}
	paper := func(month int) Release {
		c.Day = calendar.Must(2012, 4, 1).AddMonths(month)
		var joined []Atom
		for _, a := range people {
			if !a.Joined.After(c.Day) {
				joined = append(joined, a)
			}
		}
		release, err := Publish(c, joined, specs, earlier...)
		if err != nil {
			b.Fatal(err)
		}
		return release
	}
	for month := range 11 {
		earlier = append(earlier, paper(month).Released())
	}
	var last Release
	for b.Loop() {
		last = paper(11)
	}
	cells, suppressed, totals, withheld := report(b, last)
	b.ReportMetric(float64(cells), "cells")
	b.ReportMetric(float64(suppressed), "suppressed")
	b.ReportMetric(float64(totals), "totals-suppressed")
	b.ReportMetric(float64(withheld), "withheld")
}
