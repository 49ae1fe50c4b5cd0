package report

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"throughline/deadline"
)

// lists goes through a report's lines and takes the areas from its lists.
type lists struct {
	reading
	at       int // the line looked at
	areas    []Area
	open     *Area // the area whose lines are being read
	in       bool  // inside a list
	kind     AreaKind
	list     Said
	part     Said // whose list it is
	section  Said // the heading within the list
	when     deadline.Timescale
	whenSaid Said
	style    string // the mark of the list's items: "•", "–", "1" for numbers, "p" for paragraphs; "" not known yet
	indent   int    // where its first item stands
	textAt   int    // where the open item's own words stand
	number   int    // of the last numbered item
	taken    int    // how many areas the list has
}

// longestArea is more letters than an area has: the longest published one has
// some 2,000.
const longestArea = 12000

// mostWarnings is more than a report gives; a text that is no report may give
// one for each line.
const mostWarnings = 300

// mostAreas is how many areas are read at most. The longest report that we
// know of has 62.
const mostAreas = 1000

// longestHeading is more letters than a heading within a list has.
const longestHeading = 110

func (r *lists) lists() {
	for r.at = 0; r.at < len(r.lines); r.at++ {
		l := r.lines[r.at]
		if len(r.areas) >= mostAreas {
			r.warnf(l.n, "%d areas were found, so reading stopped before line %d. Give the report alone.", mostAreas, l.n)
			break
		}
		if boardHead.MatchString(l.text) || councilHead.MatchString(l.text) {
			r.part = Said{bare(l.text), l.n}
		}
		if kind, ok := r.heading(l); ok {
			r.begin(kind, l)
			continue
		}
		if r.in {
			r.inside(l)
		} else if when, ok := timescaleOf(l.text); ok && l.mark == "" && r.itemAfter() {
			r.begin(ForImprovement, l) // a list that begins with its timescale
			r.list, r.when, r.whenSaid = Said{}, when, Said{bare(l.text), l.n}
			if r.at > 0 && sectionHead.MatchString(bare(r.lines[r.at-1].text)) {
				r.section = Said{bare(r.lines[r.at-1].text), r.lines[r.at-1].n}
			}
		}
	}
	r.close()
	r.finish()
}

// heading says whether a line is the heading of a list: on its own, and not in
// the middle of an area's words, nor in a list of contents.
func (r *lists) heading(l line) (AreaKind, bool) {
	kind, ok := listHead(l)
	if !ok || l.mark != "" && l.mark != "–" && !numberOnly(l.mark) {
		return "", false
	}
	if r.open != nil && !l.gap && !finished(r.open.Words) {
		return "", false
	}
	return kind, true
}

func numberOnly(mark string) bool { _, err := strconv.Atoi(mark); return err == nil }

func (r *lists) begin(kind AreaKind, l line) {
	r.close()
	r.finish()
	r.in, r.kind, r.list = true, kind, Said{bare(l.text), l.n}
	r.section, r.when, r.whenSaid = Said{}, deadline.None, Said{}
	r.style, r.taken, r.indent = "", 0, 0
}

// close puts the area that is being read among the others.
func (r *lists) close() {
	if r.open == nil {
		return
	}
	if r.open.Words = strings.TrimSpace(r.open.Words); r.open.Words != "" {
		r.areas = append(r.areas, *r.open)
		r.taken++
	} else {
		r.warnf(r.open.Line, "Line %d has the mark of an area and no words, so no area was taken from it.", r.open.Line)
	}
	r.open = nil
}

// finish ends the list, and says when nothing was under its heading.
func (r *lists) finish() {
	if r.in && r.taken == 0 && r.list.Found() && r.style != "none" {
		r.warnf(r.list.Line, "Nothing that looks like an area stands under the heading “%s” on line %d.", r.list.Text, r.list.Line)
	}
	r.in = false
}

func (r *lists) warnf(n int, format string, args ...any) {
	if len(r.warnings) == mostWarnings {
		r.warnings = append(r.warnings, Warning{n, fmt.Sprintf("There is more to check from line %d on than can be listed. Is this a report?", n)})
	}
	if len(r.warnings) > mostWarnings {
		return
	}
	r.warnings = append(r.warnings, Warning{n, fmt.Sprintf(format, args...)})
}

// warningsWithin gives the warnings in the order of their lines, with those
// of footnotes that stand within a list.
func (r *lists) warningsWithin() []Warning {
	all := append([]Warning{}, r.warnings...)
	for _, note := range r.notes {
		if slices.ContainsFunc(r.areas, func(a Area) bool { return a.List.Line < note.Line && note.Line < a.LastLine }) {
			all = append(all, note)
		}
	}
	slices.SortStableFunc(all, func(a, b Warning) int { return cmp.Compare(a.Line, b.Line) })
	return all
}

// inside reads a line within a list.
func (r *lists) inside(l line) {
	fresh := l.gap || r.open == nil || finished(r.open.Words)
	when, isTime := timescaleOf(l.text)
	switch {
	case isTime && l.mark == "" && fresh:
		r.close()
		r.when, r.whenSaid, r.number, r.style = when, Said{bare(l.text), l.n}, 0, ""
		if when == deadline.None {
			r.warnf(l.n, "The timescale on line %d, “%s”, is not one of immediately, three months or six months. Choose one for its areas.", l.n, bare(l.text))
		}
	case endsList(l) && fresh && !r.itemNow(l):
		r.end()
	case l.mark != "":
		r.marked(l)
	case r.open != nil && r.continues(l):
		r.add(l, false)
	default:
		r.plain(l)
	}
}

func (r *lists) end() {
	r.close()
	r.finish()
}

// itemNow says that a line begins an area of the list's own style.
func (r *lists) itemNow(l line) bool {
	return l.mark != "" && r.style != "" && styleOf(l.mark) == r.style
}

func styleOf(mark string) string {
	if numberOnly(mark) {
		return "1"
	}
	return mark
}

// marked reads a line with a bullet or a number.
func (r *lists) marked(l line) {
	style := styleOf(l.mark)
	switch {
	case r.open == nil && noneSaid.MatchString(l.text):
		r.none(l)
	case r.open == nil && r.taken == 0 && inOrderTo.MatchString(l.text):
		if said := r.wholeHeading(); sectionIn(said) != "" {
			r.section = Said{said, l.n}
		}
	case r.style == "" || r.style == "p" && style != "1" || r.style == "none":
		r.style, r.indent = style, l.indent
		r.item(l)
	case style == "1" && r.style == "1":
		n, _ := strconv.Atoi(l.mark)
		switch {
		case n == r.number+1 || r.taken == 0 && r.open == nil || n == 1 && r.open == nil:
			r.item(l)
		case r.open != nil && !l.gap && !finished(r.open.Words): // “16. ” at the start of a line in mid-sentence
			r.add(l, true)
		default:
			r.warnf(l.n, "The list under “%s” stops before line %d, where the numbering jumps from %d to %d. Check that nothing is missing.", r.list.Text, l.n, r.number, n)
			r.end()
		}
	case style == r.style && (r.open == nil || l.indent < r.indent+4 || l.turned):
		r.item(l)
	case r.open != nil && style != "1": // a lesser list inside an area
		r.add(l, true)
	case r.open == nil && style != "1":
		r.item(l)
	case r.open != nil && !l.gap:
		r.add(l, true)
	default: // numbered paragraphs after a list with bullets
		r.end()
	}
}

// none keeps what a report says in place of a list.
func (r *lists) none(l line) {
	r.warnf(l.n, "Line %d says “%s”, so no area was taken from there.", l.n, l.text)
	r.style = "none"
	if n, err := strconv.Atoi(l.mark); err == nil {
		r.number = n
	}
}

func (r *lists) item(l line) {
	r.close()
	number := ""
	if numberOnly(l.mark) {
		number = l.mark
		r.number, _ = strconv.Atoi(l.mark)
	}
	r.open = &Area{
		Kind: r.kind, Number: number, Words: l.text, Addressees: []string{}, List: r.list, Part: r.part, Section: r.section, Timescale: r.when, TimescaleSaid: r.whenSaid,
		Line: l.n, LastLine: l.n,
	}
	if body := r.bodies[l.n]; body != "" {
		r.open.Addressees = []string{body}
	}
	r.textAt = l.indent + 2
}

// add puts a line's words to the open area. A piece with a mark of its own
// stands on a line of its own.
func (r *lists) add(l line, piece bool) {
	if len(r.open.Words) > longestArea {
		r.warnf(l.n, "The area that begins on line %d is longer than any we know of, so it was ended before line %d. Check where it ends.", r.open.Line, l.n)
		r.end()
		return
	}
	switch {
	case piece && numberOnly(l.mark):
		r.open.Words += " " + l.mark + ". " + l.text
	case piece:
		r.open.Words += "\n" + l.mark + " " + l.text
	default:
		r.open.Words = r.joined(r.open.Words, l)
	}
	r.open.LastLine = max(r.open.LastLine, l.n)
}

// finished says whether words end as an area's do.
func finished(words string) bool {
	return strings.HasSuffix(words, ".") || strings.HasSuffix(words, ";") || strings.HasSuffix(words, ":") || strings.HasSuffix(words, "; and")
}

func startsLower(text string) bool { return text != "" && text[0] >= 'a' && text[0] <= 'z' }

// continues says whether a line without a mark goes on with the open area.
func (r *lists) continues(l line) bool {
	if r.style == "p" {
		return !l.gap && !(r.whenSaid.Found() && startsWithVerb(l.text) && !danglingEnd(r.open.Words))
	}
	switch {
	case r.whenSaid.Found() && startsWithVerb(l.text) && startsLower(l.text) && l.indent <= r.indent && !danglingEnd(r.open.Words) && r.longLines():
		return false // an area that has lost its bullet
	case !l.gap:
		return !(finished(r.open.Words) && l.indent <= r.indent && startsUpper(l.text) && r.subheading())
	case startsLower(l.text):
		return !finished(r.open.Words) || strings.HasSuffix(r.open.Words, ":")
	case l.turned:
		return !finished(r.open.Words) && !r.subheading()
	default:
		return !finished(r.open.Words) && l.indent >= r.textAt
	}
}

// longLines says that the text is not wrapped, as when it was copied from a
// word processor: each area is then one line.
func (r *lists) longLines() bool {
	l := r.lines[r.at-1]
	return len(l.text) > 100 || r.open.Line == r.open.LastLine && len(l.text) < 100 && !strings.HasSuffix(l.text, ",")
}

// plain reads a line without a mark that does not go on with an area.
func (r *lists) plain(l line) {
	switch {
	case r.taken == 0 && r.open == nil && noneSaid.MatchString(l.text):
		r.none(l)
	case r.subheading():
		r.close()
		r.section = Said{r.wholeHeading(), l.n}
		r.style = ""
	case r.leadsIn():
		r.close()
		said := r.wholeHeading()
		if section := sectionIn(said); section != "" {
			r.section = Said{said, l.n}
		}
	case r.whenSaid.Found() && startsWithVerb(l.text):
		r.warnf(l.n, "Line %d has no bullet. It is read as an area of its own, since it begins like one: check it.", l.n)
		if r.style == "" {
			r.style = "p"
		}
		r.item(l)
	case r.style == "" && r.taken == 0 && r.open == nil && !r.marksSoon(), r.style == "p" && l.gap:
		if r.style == "" {
			r.warnf(l.n, "The list under “%s” has no bullets or numbers, so each paragraph is read as an area: check them.", r.list.Text)
		}
		r.style = "p"
		r.item(l)
	case r.style == "" && r.taken == 0 && r.open == nil: // words between the heading and its first item
		r.warnf(l.n, "Line %d stands before the first area of its list, and is not part of one: “%s”.", l.n, l.text)
	default:
		r.end()
	}
}
