package councils_test

import (
	"math"
	"testing"

	"throughline/calendar"
	"throughline/invent"
)

// What is planted in a council is what the program's own figures show: one measure gets better after its day, one stays as it was, one gets worse.
func TestFiguresShowThePlantedStories(t *testing.T) {
	turn := calendar.Must(2023, 4, 1)
	stories := []invent.Story{
		{Measure: "conference-15-days", Day: turn, From: 0.55, To: 0.90},
		{Measure: "assessment-45-days", Day: turn, From: 0.70, To: 0.70},
		{Measure: "dental-check", Day: turn, From: 0.85, To: 0.65},
		{Measure: "review-participation", Day: turn, From: 0.6, To: 0.9},
	}
	council := invent.Council{Seed: 5, Children: 4000, First: 2022, Last: 2025, Edges: 0.01, Stories: stories}
	for _, year := range []int{2023, 2024} {
		p := papers(t, council, year)
		known := product(t, p)
		for _, s := range stories {
			m := known.Pack.Measure(s.Measure)
			if len(m) != 1 {
				t.Fatalf("there are %d measures %s", len(m), s.Measure)
			}
			over, under := 0.0, 0.0
			for _, period := range periods(m[0], p, known.Terms) {
				f := known.Figure(m[0], period, dateOf(p.last()))
				over, under = over+f.Numerator, under+f.Denominator
			}
			want := s.From
			if year > turn.Year {
				want = s.To
			}
			noise := 3 * math.Sqrt(want*(1-want)/under) // of three standard errors
			if share := over / under; under < 150 || math.Abs(share-want) > noise+0.03 {
				t.Errorf("%s in %d is %.3f of %v: the story says %v, give or take %.3f", s.Measure, year, share, under, want, noise)
			}
		}
	}
}
