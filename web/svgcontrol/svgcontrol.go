// Package svgcontrol draws a control chart: a measure's points with their mean
// and limits, its target, and the days on which actions went live or were
// completed. Each picture says in words what it shows, and no point is told from
// another by colour alone. It does no input or output.
package svgcontrol

import (
	"html/template"
	"math"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/proof"
)

// Event is something that happened on a day, such as “Dental clinics went live”.
type Event struct {
	On    calendar.Date
	Words string
}

// Chart is what is drawn.
type Chart struct {
	Finding string // a whole sentence: what the chart shows
	Points  []proof.ChartPoint
	Names   []string // of each point's period, as people read it
	Share   bool     // values are shares, shown as percentages
	Target  *float64
	Events  []Event
}

// Where the points lie in a drawing of 640 by 300 units, which a page scales to the
// width it has.
const (
	left, right = 52.0, 628.0
	top, bottom = 14.0, 246.0
)

// Words says what a point's label means, in words without jargon.
func Words(p proof.ChartPoint) string {
	switch p.Cause {
	case proof.AboveUpper:
		return "Above the upper limit"
	case proof.BelowLower:
		return "Below the lower limit"
	case proof.TrendUp:
		return "One of seven that rise"
	case proof.TrendDown:
		return "One of seven that fall"
	case proof.TwoOfThreeHigh:
		return "Two of three near the upper limit"
	case proof.TwoOfThreeLow:
		return "Two of three near the lower limit"
	case proof.SevenAbove:
		return "One of seven above the average"
	case proof.SevenBelow:
		return "One of seven below the average"
	case proof.Common:
	}
	return "Within what chance gives"
}

// Value writes a value as the chart's labels and its table have it.
func (c *Chart) Value(v float64) string {
	switch {
	case math.IsNaN(v):
		return "not available"
	case c.Share:
		return strconv.FormatFloat(100*v, 'f', 0, 64) + "%"
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// Sentence says in words what the picture shows.
func (c *Chart) Sentence() string {
	if len(c.Points) == 0 {
		return "Control chart without points."
	}
	last := c.Points[len(c.Points)-1]
	said := []string{"Control chart. " + c.Finding, strconv.Itoa(len(c.Points)) + " points, from " + c.name(0) + " to " + c.name(len(c.Points)-1) + "."}
	said = append(said, "Latest "+c.Value(last.Value)+", average "+c.Value(last.Mean)+".")
	if last.Limited() {
		said = append(said, "Limits "+c.Value(last.Lower)+" to "+c.Value(last.Upper)+".")
	} else {
		said = append(said, "Limits are not available.")
	}
	if c.Target != nil {
		said = append(said, "Target "+c.Value(*c.Target)+".")
	}
	for i, e := range c.Events {
		said = append(said, strconv.Itoa(i+1)+": "+e.Words+", "+e.On.Long()+".")
	}
	return strings.Join(said, " ")
}

func (c *Chart) name(i int) string {
	if i < len(c.Names) {
		return c.Names[i]
	}
	return c.Points[i].On.Long()
}

// Draw gives the picture; nothing where there are no points.
func (c *Chart) Draw() template.HTML {
	if len(c.Points) == 0 {
		return ""
	}
	d := drawing{chart: c}
	d.scale()
	told := template.HTMLEscapeString(c.Sentence())
	d.out = append(d.out, `<svg class="tl-control" viewBox="0 0 640 300" width="640" height="300" role="img" aria-label="`...)
	d.text(told, `" focusable="false"><title>`, told, `</title>`)
	d.axes()
	d.limits()
	d.target()
	d.events()
	d.series()
	d.text(`</svg>`)
	return template.HTML(d.out) // #nosec G203 -- written above, with every word from outside escaped
}

type drawing struct {
	chart     *Chart
	out       []byte
	low, high float64
}

func (d *drawing) text(parts ...string) {
	for _, p := range parts {
		d.out = append(d.out, p...)
	}
}

// number writes a number to a tenth of a unit, finer than a screen shows.
func (d *drawing) number(n float64) {
	d.out = strconv.AppendFloat(d.out, math.Round(n*10)/10, 'f', -1, 64)
}

// scale chooses the values at the foot and head of the drawing, so that all that
// is drawn lies between. A share's axis is from 0 to 100% unless limits pass it.
func (d *drawing) scale() {
	d.low, d.high = math.Inf(1), math.Inf(-1)
	take := func(values ...float64) {
		for _, v := range values {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				d.low, d.high = min(d.low, v), max(d.high, v)
			}
		}
	}
	for _, p := range d.chart.Points {
		take(p.Value, p.Mean, p.Lower, p.Upper)
	}
	if d.chart.Target != nil {
		take(*d.chart.Target)
	}
	take(0)
	if d.chart.Share {
		take(1)
	}
	if d.high <= d.low {
		d.high = d.low + 1
	}
}

func (d *drawing) x(i int) float64 {
	if len(d.chart.Points) == 1 {
		return (left + right) / 2
	}
	return left + 10 + (right-left-20)*float64(i)/float64(len(d.chart.Points)-1)
}

func (d *drawing) y(v float64) float64 {
	return bottom - (bottom-top)*(v-d.low)/(d.high-d.low)
}

func (d *drawing) line(x1, y1, x2, y2 float64, style string) {
	d.text(`<path d="M`)
	d.number(x1)
	d.text(" ")
	d.number(y1)
	d.text("L")
	d.number(x2)
	d.text(" ")
	d.number(y2)
	d.text(`" fill="none" `, style, `/>`)
}

func (d *drawing) label(x, y float64, anchor, words string) {
	d.text(`<text x="`)
	d.number(x)
	d.text(`" y="`)
	d.number(y)
	d.text(`" font-size="12" fill="#0b0c0c" text-anchor="`, anchor, `">`, template.HTMLEscapeString(words), `</text>`)
}

// The lines, each of its own pattern.
const (
	groundLine = `stroke="#b1b4b6"`
	meanLine   = `stroke="#0b0c0c" stroke-width="1.5"`
	limitLine  = `stroke="#505a5f" stroke-width="1.5" stroke-dasharray="6 4"`
	targetLine = `stroke="#942514" stroke-width="1.5" stroke-dasharray="2 3"`
	eventLine  = `stroke="#0f7a52" stroke-dasharray="1 3" stroke-width="2"`
	seriesLine = `stroke="#1d3557" stroke-width="2"`
)

func (d *drawing) axes() {
	d.line(left, top, left, bottom, groundLine)
	d.line(left, bottom, right, bottom, groundLine)
	for _, v := range []float64{d.low, (d.low + d.high) / 2, d.high} {
		d.label(left-6, d.y(v)+4, "end", d.tick(v))
	}
	n := len(d.chart.Points)
	d.label(d.x(0), bottom+18, "start", d.chart.name(0))
	if n > 1 {
		d.label(d.x(n-1), bottom+18, "end", d.chart.name(n-1))
	}
}

func (d *drawing) tick(v float64) string {
	if d.chart.Share {
		return strconv.FormatFloat(100*v, 'f', 0, 64) + "%"
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}

// limits draws each group's mean and limits over its own points.
func (d *drawing) limits() {
	points := d.chart.Points
	for from := 0; from < len(points); {
		to := from
		for to+1 < len(points) && points[to+1].Group == points[from].Group {
			to++
		}
		x1, x2 := d.x(from)-6, d.x(to)+6
		for _, one := range []struct {
			at    float64
			style string
		}{{points[from].Mean, meanLine}, {points[from].Lower, limitLine}, {points[from].Upper, limitLine}} {
			if !math.IsNaN(one.at) {
				d.line(x1, d.y(one.at), x2, d.y(one.at), one.style)
			}
		}
		from = to + 1
	}
}

func (d *drawing) target() {
	if d.chart.Target == nil || math.IsNaN(*d.chart.Target) {
		return
	}
	y := d.y(*d.chart.Target)
	d.line(left, y, right, y, targetLine)
	d.label(right, y-4, "end", "Target "+d.chart.Value(*d.chart.Target))
}

// events draws a numbered line on the day of each, which the sentence and the page
// explain; one before the first point or after the last stands at the edge.
func (d *drawing) events() {
	for i, e := range d.chart.Events {
		x := d.place(e.On)
		d.line(x, top+12, x, bottom, eventLine)
		d.label(x, top+8, "middle", strconv.Itoa(i+1))
	}
}

func (d *drawing) place(on calendar.Date) float64 {
	points := d.chart.Points
	for i, p := range points {
		if !p.On.Before(on) {
			if i == 0 || p.On == on {
				return d.x(i)
			}
			span := float64(p.On.Sub(points[i-1].On))
			return d.x(i-1) + (d.x(i)-d.x(i-1))*float64(on.Sub(points[i-1].On))/span
		}
	}
	return d.x(len(points) - 1)
}

// series draws the points: a circle where chance explains it, a triangle that
// points up or down where it doesn't.
func (d *drawing) series() {
	d.text(`<polyline fill="none" `, seriesLine, ` points="`)
	for i, p := range d.chart.Points {
		d.number(d.x(i))
		d.text(",")
		d.number(d.y(p.Value))
		d.text(" ")
	}
	d.text(`"/>`)
	for i, p := range d.chart.Points {
		x, y := d.x(i), d.y(p.Value)
		fill := `#1d3557`
		switch p.Variation {
		case proof.Improvement:
			fill = "#0f7a52"
		case proof.Concern:
			fill = "#942514"
		case proof.CommonCause, proof.NeutralHigh, proof.NeutralLow:
		}
		tip := template.HTMLEscapeString(d.chart.name(i) + ": " + d.chart.Value(p.Value) + ". " + Words(p) + ".")
		if p.Cause == proof.Common || p.Cause == "" {
			d.text(`<circle cx="`)
			d.number(x)
			d.text(`" cy="`)
			d.number(y)
			d.text(`" r="3.5" fill="#fff" stroke="`, fill, `" stroke-width="2"><title>`, tip, `</title></circle>`)
			continue
		}
		way := 1.0
		if d.points(p) {
			way = -1
		}
		d.text(`<path d="M`)
		d.number(x)
		d.text(" ")
		d.number(y + way*6)
		d.text("L")
		d.number(x - 5.5)
		d.text(" ")
		d.number(y - way*4)
		d.text("L")
		d.number(x + 5.5)
		d.text(" ")
		d.number(y - way*4)
		d.text(`Z" fill="`, fill, `"><title>`, tip, `</title></path>`)
	}
}

// points says whether the point's label is about being high, or rising.
func (d *drawing) points(p proof.ChartPoint) bool {
	switch p.Cause {
	case proof.AboveUpper, proof.TrendUp, proof.TwoOfThreeHigh, proof.SevenAbove:
		return true
	case proof.BelowLower, proof.TrendDown, proof.TwoOfThreeLow, proof.SevenBelow, proof.Common:
	}
	return false
}
