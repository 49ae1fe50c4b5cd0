// Package svgbars draws the numbers of a table as bars, which a server writes into a page. It takes only figures that may be
// printed, so that no length can tell what the table hides: where a number is suppressed there is no bar, and a word in its place.
// Each picture says in a sentence what it shows. It does no input or output.
package svgbars

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"

	"throughline/change"
	"throughline/disclosure"
)

// The size of a drawing in its own units. A page scales it to the width it has.
const (
	width   = 360.0
	longest = 290.0 // what is left is for the number after the bar
	line    = 40.0  // of a label and its bar
)

// The colours of the drawings. Each reaches 4.5 to 1 on white, save the grey of the ground line.
const (
	ink    = "#0b0c0c"
	brand  = "#1d3557"
	ground = "#b1b4b6"
)

// Bar is one number and what it counts.
type Bar struct {
	Label  string
	Figure disclosure.Figure
}

// OfTable gives the bars of a table: one for each of its cells, without the totals. A table that is withheld has none.
func OfTable(t disclosure.Table) (bars []Bar) {
	if t.Withheld() {
		return nil
	}
	for _, row := range t.Rows() {
		if len(t.Columns()) == 0 {
			bars = append(bars, Bar{row, t.Figure(row, "")})
			continue
		}
		for _, column := range t.Columns() {
			bars = append(bars, Bar{row + ", " + change.LowerFirst(column), t.Figure(row, column)})
		}
	}
	return bars
}

// Words is what stands beside the bar: the number, or why there is none.
func (b Bar) Words() string { return b.Figure.Words() }

// full is the number at the end of the axis: the largest that is printed.
func full(bars []Bar) (most int) {
	for _, b := range bars {
		if n, ok := b.Figure.Number(); ok {
			most = max(most, n)
		}
	}
	return most
}

// Sentence says in words all that the picture shows.
func Sentence(title string, bars []Bar) string {
	said := make([]string, len(bars))
	for i, b := range bars {
		said[i] = b.Label + ": " + b.Words()
	}
	return "Bar chart. " + title + ". " + strings.Join(said, "; ") + "."
}

// Draw gives the picture of the bars, from top to bottom in their order, and nothing where there are none.
func Draw(title string, bars []Bar) template.HTML {
	if len(bars) == 0 {
		return ""
	}
	end, tall := full(bars), line*float64(len(bars))
	told := template.HTMLEscapeString(Sentence(title, bars))
	out := fmt.Appendf(nil, `<svg class="tl-bars" viewBox="0 0 %s %s" width="%s" height="%s" role="img" aria-label="%s" focusable="false"><title>%s</title>`,
		at(width), at(tall), at(width), at(tall), told, told)
	for i, b := range bars {
		top := line * float64(i)
		out = fmt.Appendf(out, `<text x="4" y="%s" font-size="13" fill="%s">%s</text>`, at(top+13), ink, template.HTMLEscapeString(b.Label))
		length, drawn := b.Figure.Bar(end)
		if drawn && length > 0 {
			out = fmt.Appendf(out, `<rect x="0" y="%s" width="%s" height="14" fill="%s"/>`, at(top+18), at(max(1, length*longest)), brand)
		}
		out = fmt.Appendf(out, `<text x="%s" y="%s" font-size="13" fill="%s">%s</text>`, at(length*longest+6), at(top+30), ink, b.Words())
	}
	out = fmt.Appendf(out, `<path d="M0.5 0V%s" stroke="%s"/></svg>`, at(tall), ground)
	return template.HTML(out) // #nosec G203 -- written above, with every word from outside escaped
}

// at writes a number to a tenth of a unit, which is finer than a screen or a printer shows.
func at(number float64) string {
	return strconv.FormatFloat(float64(int(number*10+0.5))/10, 'f', -1, 64)
}
