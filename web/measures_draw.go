package web

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// The colours of the drawings. Each reaches 4.5 to 1 on white, save the grey of the ground line.
const (
	lineInk    = "#0b0c0c"
	lineColour = "#1d3557"
	lineGround = "#b1b4b6"
	lineTarget = "#7a4a00"
)

// point is one value of a series.
type point struct {
	Label string  // the period, short
	Value float64 // NaN where there is none
	Words string  // as it is written beside the drawing
}

// scale fits values into the height of a drawing.
type scale struct{ low, high, top, bottom float64 }

func (s scale) y(value float64) float64 {
	if s.high == s.low {
		return (s.top + s.bottom) / 2
	}
	return s.bottom - (value-s.low)/(s.high-s.low)*(s.bottom-s.top)
}

// scaleOf goes from nothing to the highest value, or to all of them for a proportion, so that no small change looks large.
func scaleOf(points []point, target float64, proportion bool, top, bottom float64) scale {
	s := scale{high: 1, top: top, bottom: bottom}
	if proportion {
		return s
	}
	s.high = 0
	for _, p := range points {
		if !math.IsNaN(p.Value) {
			s.high = max(s.high, p.Value)
		}
	}
	if s.high = max(s.high, target); s.high == 0 {
		s.high = 1
	}
	return s
}

// runs are the stretches of a series without gaps, as places in it.
func runsOf(points []point) (runs [][]int) {
	open := false
	for i, p := range points {
		if math.IsNaN(p.Value) {
			open = false
			continue
		}
		if !open {
			runs, open = append(runs, nil), true
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], i)
	}
	return runs
}

// sparkSentence says in words what a small drawing of a series shows.
func sparkSentence(points []point) string {
	told := make([]string, 0, len(points))
	for _, p := range points {
		if !math.IsNaN(p.Value) {
			told = append(told, p.Label+" "+p.Words)
		}
	}
	if len(told) == 0 {
		return "No figures yet."
	}
	return strings.Join(told, "; ") + "."
}

// sparkline draws a series as a small line, with its last value marked.
func sparkline(points []point, proportion bool) template.HTML {
	runs := runsOf(points)
	if len(runs) == 0 {
		return ""
	}
	const wide, high = 120.0, 30.0
	s := scaleOf(points, 0, proportion, 4, high-4)
	x := func(i int) float64 {
		if len(points) == 1 {
			return wide / 2
		}
		return 4 + float64(i)/float64(len(points)-1)*(wide-8)
	}
	told := template.HTMLEscapeString("Line chart. " + sparkSentence(points))
	out := fmt.Appendf(nil, `<svg class="tl-spark" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s" focusable="false"><path d="M0 %sH%s" stroke="%s"/>`,
		lineAt(wide), lineAt(high), lineAt(wide), lineAt(high), told, lineAt(high-0.5), lineAt(wide), lineGround)
	for _, run := range runs {
		out = appendRun(out, run, points, s, x, 2)
	}
	last := runs[len(runs)-1]
	end := last[len(last)-1]
	out = fmt.Appendf(out, `<circle cx="%s" cy="%s" r="3" fill="%s"/></svg>`, lineAt(x(end)), lineAt(s.y(points[end].Value)), lineInk)
	return template.HTML(out) // #nosec G203 -- written above, with every word from outside escaped
}

func appendRun(out []byte, run []int, points []point, s scale, x func(int) float64, wide float64) []byte {
	out = append(out, `<path d="`...)
	for n, i := range run {
		letter := "L"
		if n == 0 {
			letter = "M"
		}
		out = fmt.Appendf(out, "%s%s %s", letter, lineAt(x(i)), lineAt(s.y(points[i].Value)))
	}
	return fmt.Appendf(out, `" fill="none" stroke="%s" stroke-width="%s"/>`, lineColour, lineAt(wide))
}

// seriesChart draws a series with its axis, its values and its target. What it shows stands in the table beside it.
func seriesChart(title string, points []point, target float64, proportion bool) template.HTML {
	runs := runsOf(points)
	if len(runs) == 0 {
		return ""
	}
	const wide, high, left, bottom, top = 480.0, 220.0, 52.0, 180.0, 16.0
	s := scaleOf(points, target, proportion, top, bottom)
	x := func(i int) float64 {
		if len(points) == 1 {
			return (left + wide) / 2
		}
		return left + 24 + float64(i)/float64(len(points)-1)*(wide-left-60)
	}
	told := template.HTMLEscapeString("Line chart. " + title + ". " + sparkSentence(points))
	out := fmt.Appendf(nil, `<svg class="tl-series" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s" focusable="false">`, lineAt(wide), lineAt(high), lineAt(wide), lineAt(high), told)
	for _, share := range []float64{0, 0.5, 1} {
		value := s.low + share*(s.high-s.low)
		y := lineAt(s.y(value))
		out = fmt.Appendf(out, `<path d="M%s %sH%s" stroke="%s"/><text x="%s" y="%s" font-size="15" text-anchor="end" fill="%s">%s</text>`,
			lineAt(left), y, lineAt(wide), lineGround, lineAt(left-6), lineAt(s.y(value)+5), lineInk, axisWords(value, proportion))
	}
	if target > 0 && target <= s.high {
		out = fmt.Appendf(out, `<path d="M%s %sH%s" stroke="%s" stroke-width="2" stroke-dasharray="6 4"/><text x="%s" y="%s" font-size="15" fill="%s">Target</text>`,
			lineAt(left), lineAt(s.y(target)), lineAt(wide), lineTarget, lineAt(left+4), lineAt(s.y(target)-5), lineTarget)
	}
	for _, run := range runs {
		out = appendRun(out, run, points, s, x, 2.5)
	}
	every := max(1, (len(points)+3)/4)
	for i, p := range points {
		if !math.IsNaN(p.Value) {
			out = fmt.Appendf(out, `<circle cx="%s" cy="%s" r="4" fill="%s"/>`, lineAt(x(i)), lineAt(s.y(p.Value)), lineInk)
		}
		if (len(points)-1-i)%every == 0 {
			out = fmt.Appendf(out, `<text x="%s" y="%s" font-size="15" text-anchor="middle" fill="%s">%s</text>`, lineAt(x(i)), lineAt(bottom+24), lineInk, template.HTMLEscapeString(p.Label))
		}
	}
	return template.HTML(append(out, "</svg>"...)) // #nosec G203 -- written above, with every word from outside escaped
}

func axisWords(value float64, proportion bool) string {
	if proportion {
		return strconv.Itoa(int(math.Round(value*100))) + "%"
	}
	return lineAt(value)
}

// lineAt writes a number to a tenth of a unit, which is finer than a screen or a printer shows.
func lineAt(number float64) string {
	return strconv.FormatFloat(math.Round(number*10)/10, 'f', -1, 64)
}
