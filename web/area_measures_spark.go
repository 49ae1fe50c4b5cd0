package web

import (
	"html/template"
	"math"

	"throughline/app"
)

// areaSpark draws a measure's series as this caller may see it. Where a number
// is not shown the line breaks, so that no height can tell it. One value is no
// line, and is not drawn.
func areaSpark(f *app.MeasureFigures) template.HTML {
	if f.Measure == nil || len(f.Series) < 2 {
		return ""
	}
	points := make([]point, len(f.Series))
	shown := 0
	for i, one := range f.Series {
		value, words := drawnValue(f, one)
		points[i] = point{Label: shortPeriod(f.Measure.Period, one.Period), Value: value, Words: words}
		if !math.IsNaN(value) {
			shown++
		}
	}
	if shown < 2 {
		return ""
	}
	return sparkline(points, f.Measure.Shape == "proportion")
}

// drawnValue is how high a figure stands, not a number where none is shown,
// and its words.
func drawnValue(f *app.MeasureFigures, one app.PeriodFigure) (float64, string) {
	counts := f.Measure.Shape == "count"
	if one.Exact != nil {
		if counts {
			return one.Exact.Numerator, valueWords(f.Measure.Shape, one.Exact)
		}
		return one.Exact.Value, valueWords(f.Measure.Shape, one.Exact)
	}
	if counts {
		if n, ok := one.Printed.Number().Number(); ok {
			return float64(n), one.Printed.Number().Words()
		}
		return math.NaN(), one.Printed.Number().Words()
	}
	if percent, ok := one.Printed.Percent().Number(); ok {
		return float64(percent) / 100, one.Printed.Percent().Words()
	}
	return math.NaN(), one.Printed.Percent().Words()
}
