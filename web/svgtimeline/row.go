package svgtimeline

import (
	"fmt"
	"html/template"
	"strings"

	"throughline/calendar"
)

// Row is what is drawn of one area, action or part. A date that is zero is not known or has not come.
type Row struct {
	Name         string // what it is, for the sentence
	PlannedStart calendar.Date
	Start        calendar.Date // when work began, or, for an area, when the report gave it
	Due          calendar.Date // as first set: lateness is always against this
	Extended     calendar.Date // as an approved extension has it
	Done         calendar.Date
	Stopped      calendar.Date // withdrawn, superseded or not accepted
	AsAt         calendar.Date // the day shown
}

// finished is the day that the work ended, if it had by the day shown.
func (r Row) finished() (calendar.Date, bool) {
	for _, end := range []calendar.Date{r.Done, r.Stopped} {
		if !end.IsZero() && (r.AsAt.IsZero() || !end.After(r.AsAt)) {
			return end, true
		}
	}
	return calendar.Date{}, false
}

// Draw gives the picture of one row: a bar from the start to the end or the day shown, broken while
// the work goes on and hatched once it is past the date first set; an upright mark at that date, a
// dotted one at an extended date, a tick where it was done, a cross where it was stopped, and a line
// at the day shown.
func (a Axis) Draw(r Row) template.HTML {
	var svg drawing
	svg.open("tl-timeline", height, r.Sentence())
	svg.addf(`<path d="M%s %sH%s" stroke="%s"/>`, at(margin), at(middle), at(width-margin), ground)
	if !a.from.IsZero() {
		a.bar(&svg, r)
		a.marks(&svg, r)
	}
	return svg.close()
}

func (a Axis) bar(svg *drawing, r Row) {
	if !r.PlannedStart.IsZero() && r.PlannedStart != r.Start {
		svg.addf(`<path d="M%s 8h-3v10h3" fill="none" stroke="%s" stroke-width="1.5"/>`, at(a.x(r.PlannedStart)), quiet)
	}
	end, over := r.finished()
	if !over {
		end = r.AsAt
	}
	if r.Start.IsZero() || end.IsZero() || end.Before(r.Start) {
		return
	}
	timely := end
	if !r.Due.IsZero() && end.After(r.Due) {
		timely = r.Due
	}
	broken := ` stroke-dasharray="4 3"`
	if over {
		broken = ""
	}
	if timely.After(r.Start) {
		svg.addf(`<path d="M%s %sH%s" stroke="%s" stroke-width="3"%s/>`, at(a.x(r.Start)), at(middle), at(a.x(timely)), brand, broken)
	}
	if timely != end {
		a.hatch(svg, a.x(latest(r.Due, r.Start)), a.x(end))
	}
}

// hatch draws a late stretch: an outlined bar filled with slanting strokes, which shows without colour.
func (a Axis) hatch(svg *drawing, from, to float64) {
	if to-from < 1 {
		return
	}
	svg.addf(`<path d="M%s 9.5H%sv7H%sz`, at(from), at(to), at(from))
	for x := from; x+4 <= to; x += 5 {
		svg.addf(`M%s 16.5l4 -7`, at(x))
	}
	svg.addf(`" fill="#fff" stroke="%s" stroke-width="1.3"/>`, bad)
}

func (a Axis) marks(svg *drawing, r Row) {
	if !r.AsAt.IsZero() {
		svg.addf(`<path d="M%s 0v%s" stroke="%s" stroke-width="1.2"/>`, at(a.x(r.AsAt)), at(height), today)
	}
	if !r.Due.IsZero() {
		svg.addf(`<path d="M%s 4v18" stroke="%s" stroke-width="2.2"/>`, at(a.x(r.Due)), ink)
	}
	if !r.Extended.IsZero() {
		svg.addf(`<path d="M%s 4v18" stroke="%s" stroke-width="2.2" stroke-dasharray="2.5 2.5"/>`, at(a.x(r.Extended)), ink)
	}
	end, over := r.finished()
	switch {
	case !over:
	case end == r.Done:
		d := fmt.Sprintf("M%s 13l4 4 7-9", at(a.x(end)-5))
		svg.addf(`<path d="%[1]s" stroke="#fff" stroke-width="6" fill="none"/><path d="%[1]s" stroke="%[2]s" stroke-width="3" fill="none"/>`, d, good)
	default:
		svg.addf(`<path d="M%s 9l8 8m0 -8l-8 8" stroke="%s" stroke-width="2.4"/>`, at(a.x(end)-4), quiet)
	}
}

// Sentence says in words what the picture shows.
func (r Row) Sentence() string {
	var text strings.Builder
	if r.Name != "" {
		text.WriteString(r.Name + ": ")
	}
	if r.Due.IsZero() {
		text.WriteString("no due date")
	} else {
		text.WriteString("due " + r.Due.Long())
	}
	if !r.Extended.IsZero() {
		text.WriteString(", extended to " + r.Extended.Long())
	}
	text.WriteString("; " + r.outcome() + ".")
	return sentenceCase(text.String())
}

func (r Row) outcome() string {
	end, over := r.finished()
	if over && end == r.Done {
		return "done " + end.Long() + r.against(end, "on its due date", "early", "after its original date")
	}
	if over {
		return "stopped " + end.Long()
	}
	if r.AsAt.IsZero() {
		return "not done"
	}
	return "not done on " + r.AsAt.Long() + r.against(r.AsAt, "its due date", "left", "past its original date")
}

// against compares a day with the date first set.
func (r Row) against(day calendar.Date, same, before, after string) string {
	if r.Due.IsZero() {
		return ""
	}
	switch late := day.Sub(r.Due); {
	case late == 0:
		return ", " + same
	case late < 0:
		return ", " + days(-late) + " " + before
	default:
		return ", " + days(late) + " " + after
	}
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

func latest(a, b calendar.Date) calendar.Date {
	if a.After(b) {
		return a
	}
	return b
}

func sentenceCase(text string) string {
	letters := []rune(text)
	return strings.ToUpper(string(letters[:1])) + string(letters[1:])
}
