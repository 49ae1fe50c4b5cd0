// Package svgtimeline draws when things were due and done, as small pictures that a server writes into
// a page. Each says in a sentence what it shows, and shows it by shape as well as by colour, so that
// it can be heard, printed and read in grey. It does no input or output.
package svgtimeline

import (
	"fmt"
	"html/template"
	"strconv"

	"throughline/calendar"
)

// The size of a drawing in its own units. A page scales it to the width it has.
const (
	width  = 300.0
	margin = 6.0
	height = 26.0
	middle = 13.0
)

// The colours of the drawings. Each reaches 4.5 to 1 on white, save the grey of the ground line.
const (
	ink    = "#0b0c0c"
	brand  = "#1d3557"
	ground = "#b1b4b6"
	quiet  = "#505a5f"
	today  = "#1d5fa8"
	good   = "#005a30"
	partly = "#7a4a00"
	bad    = "#a01c1c"
)

// Axis is a stretch of whole months that drawings of one table share.
type Axis struct {
	from, to calendar.Date // the first day, and the day after the last
}

// NewAxis makes the axis of whole months that holds every date given. Dates not known are passed over;
// with none known the axis is empty and draws no marks.
func NewAxis(dates ...calendar.Date) Axis {
	var first, last calendar.Date
	for _, date := range dates {
		if date.IsZero() {
			continue
		}
		if first.IsZero() || date.Before(first) {
			first = date
		}
		if last.IsZero() || date.After(last) {
			last = date
		}
	}
	if first.IsZero() {
		return Axis{}
	}
	return Axis{from: firstOfMonth(first), to: firstOfMonth(last).AddMonths(1)}
}

func firstOfMonth(date calendar.Date) calendar.Date {
	date.Day = 1
	return date
}

// x is where a date stands. A date outside the axis stands at its edge.
func (a Axis) x(date calendar.Date) float64 {
	days := a.to.Sub(a.from)
	if days <= 0 {
		return margin
	}
	share := float64(date.Sub(a.from)) / float64(days)
	return margin + min(max(share, 0), 1)*(width-2*margin)
}

// steps are the numbers of months between labels that an axis may have.
var steps = [...]int{1, 2, 3, 6, 12, 24, 60, 120, 240}

// ticks are the first days of the months that carry a label: at most six, evenly apart.
func (a Axis) ticks() []calendar.Date {
	months := (a.to.Year-a.from.Year)*12 + int(a.to.Month-a.from.Month)
	step := steps[len(steps)-1]
	for _, candidate := range steps {
		if months <= candidate*6 {
			step = candidate
			break
		}
	}
	var ticks []calendar.Date
	for month := a.from; month.Before(a.to); month = month.AddMonths(step) {
		ticks = append(ticks, month)
	}
	return ticks
}

// Header draws the months along the top of a table of drawings, with a pointer at the day shown.
func (a Axis) Header(asAt calendar.Date) template.HTML {
	if a.from.IsZero() {
		return ""
	}
	var svg drawing
	svg.open("tl-axis", 20, a.sentence(asAt))
	if !asAt.IsZero() {
		svg.addf(`<path d="M%[1]s 20l-4 -6h8z" fill="%[2]s"/>`, at(a.x(asAt)), today)
	}
	year := 0
	room := 0.0
	for _, tick := range a.ticks() {
		label, long := tick.Month.String()[:3], 24.0
		if tick.Year != year {
			label, long = label+" "+strconv.Itoa(tick.Year), 50.0
		}
		x := a.x(tick)
		svg.addf(`<path d="M%s 15v5" stroke="%s"/>`, at(x), quiet)
		x = min(x, width-long) // the last label leans back into the picture
		if x < room {
			continue
		}
		year = tick.Year
		room = x + long
		svg.addf(`<text x="%s" y="11" font-size="11" fill="%s">%s</text>`, at(x), quiet, label)
	}
	return svg.close()
}

func (a Axis) sentence(asAt calendar.Date) string {
	last := a.to.AddDays(-1)
	text := "The drawings below run from " + month(a.from) + " to " + month(last)
	if !asAt.IsZero() {
		text += ", with a line at " + asAt.Long()
	}
	return text + "."
}

func month(date calendar.Date) string { return date.Month.String() + " " + strconv.Itoa(date.Year) }

// drawing gathers the markup of one picture. What is added comes from numbers and names of this
// package, and only sentences, which are escaped, come from outside.
type drawing struct{ markup []byte }

func (d *drawing) open(class string, tall float64, sentence string) {
	told := template.HTMLEscapeString(sentence)
	d.addf(`<svg class="%s" viewBox="0 0 %s %s" width="%s" height="%s" preserveAspectRatio="xMidYMid slice" role="img" aria-label="%s" focusable="false"><title>%s</title>`,
		class, at(width), at(tall), at(width), at(tall), told, told)
}

func (d *drawing) addf(format string, values ...any) {
	d.markup = fmt.Appendf(d.markup, format, values...)
}

func (d *drawing) close() template.HTML {
	d.addf("</svg>")
	return template.HTML(d.markup) // #nosec G203 -- written above, with every word from outside escaped
}

// at writes a number to a tenth of a unit, which is finer than a screen or a printer shows.
func at(number float64) string {
	return strconv.FormatFloat(float64(int(number*10+0.5))/10, 'f', -1, 64)
}
