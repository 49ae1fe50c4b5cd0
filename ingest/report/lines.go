package report

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// line is one line of a report that is not blank, page furniture or a
// footnote, with what stands before it.
type line struct {
	n      int    // as in the text given, from 1
	indent int    // columns before its first letter
	text   string // without the space round it, or the mark of a list
	mark   string // "•" for any bullet, "–" for a lesser one, the number for "12."; "" for none
	gap    bool   // a blank line, or the edge of a page, stands before it
	turned bool   // it is the first of its page
}

// The marks that begin a list's items. A hyphen or a small o is one only when
// space follows it. \uf020 to \uf0ff are the shapes of a symbol font.
var (
	bulletMark  = regexp.MustCompile(`^(?:[•●◼■▪◾◆❖➢►‣⁃∙·\x{f020}-\x{f02c}\x{f02e}-\x{f0ff}])\s*(.*)$`)
	lesserMark  = regexp.MustCompile(`^(?:[–—*◦○\x{f02d}-]\s+|[oO\x{f06f}]\s{2,})(.*)$`)
	numberMark  = regexp.MustCompile(`^(\d{1,3})[.)](?:\s+(.*))?$`)
	pageNumber  = regexp.MustCompile(`^(?:page\s+)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?$`)
	endNumber   = regexp.MustCompile(`\s{2,}\d{1,3}$|\s+page\s+\d{1,3}(?:\s+of\s+\d{1,3})?$`)
	digits      = regexp.MustCompile(`\d+`)
	runningHead = regexp.MustCompile(`(?i)^(?:inspection of |focused visit |monitoring visit |joint (?:targeted )?(?:area )?inspection |area send inspection |ofsted |` +
		`report on the inspection |www\.|page \d)`)
	datesWithPage = regexp.MustCompile(`(?i)^\d{1,2}\b.*\b(?:19|20)\d\d\s{2,}\d{1,3}$`)
)

const (
	atTop       = 2   // how many lines at the top of a page may be furniture
	atBottom    = 3   // and how many at its foot
	longestHead = 240 // how many lines of the first two pages may have its table of grades
	atTitle     = 8   // how many lines of the first page are its title
)

// rawLine is a line as it stands in the text, on its page.
type rawLine struct {
	n      int
	indent int
	text   string
}

// pagesOf parts the text into pages of lines. Columns are counted in letters;
// a tab goes to the next eighth.
func pagesOf(text string) (pages [][]rawLine) {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u2002", " ", "\u2003", " ", "\u2009", " ", "\u202f", " ", "\u3000", " ", "\u200b", "", "\u00ad\n", "\u00ad", "\ufeff", "", "\u2028", "\n", "\x00", "").Replace(text)
	var page []rawLine
	n := 0
	for each := range strings.SplitSeq(text, "\n") {
		n++
		for i, piece := range strings.Split(each, "\f") {
			if i > 0 {
				pages = append(pages, page)
				page = nil
			}
			wide := untabbed(strings.ToValidUTF8(piece, "�"))
			bare := strings.TrimSpace(wide)
			page = append(page, rawLine{n, columnOf(wide, bare), bare})
		}
	}
	return append(pages, page)
}

func columnOf(wide, bare string) int {
	if bare == "" {
		return 0
	}
	before, _, _ := strings.Cut(wide, bare)
	return utf8.RuneCountInString(before)
}

func untabbed(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var out strings.Builder
	column := 0
	for _, r := range s {
		if r == '\t' {
			for range 8 - column%8 {
				out.WriteByte(' ')
			}
			column += 8 - column%8
			continue
		}
		out.WriteRune(r)
		column++
	}
	return out.String()
}

// edges gives the places of the lines at the top and foot of a page.
func edges(page []rawLine) map[int]bool {
	at := map[int]bool{}
	left := atTop
	for i := 0; i < len(page) && left > 0; i++ {
		if page[i].text != "" {
			at[i] = true
			left--
		}
	}
	left = atBottom
	for i := len(page) - 1; i >= 0 && left > 0; i-- {
		if page[i].text != "" {
			at[i] = true
			left--
		}
	}
	return at
}

// sameOnPages is a line with its page number and figures taken out, to find
// the ones that pages repeat.
func sameOnPages(text string) string {
	return digits.ReplaceAllString(endNumber.ReplaceAllString(strings.ToLower(text), ""), "#")
}

// furniture finds the page numbers and the running heads and feet: what
// stands at the edge of two pages or more, or what is plainly a running title.
func furniture(pages [][]rawLine) map[int]bool {
	onPages, anywhere := map[string]int{}, map[string]int{}
	for _, page := range pages {
		at := edges(page)
		for i, l := range page {
			if l.text == "" {
				continue
			}
			anywhere[sameOnPages(l.text)]++
			if at[i] {
				onPages[sameOnPages(l.text)]++
			}
		}
	}
	out := map[int]bool{}
	for number, page := range pages {
		at := edges(page)
		for i, l := range page {
			if number == 0 && i < atTitle {
				continue // the title that other pages repeat
			}
			same := sameOnPages(l.text)
			apart := i == 0 || page[i-1].text == "" || out[page[i-1].n]
			repeated := at[i] && apart && onPages[same] > 1 && len(pages) > 2 && startsUpper(l.text) && !isContent(l.text) ||
				anywhere[same] > 2 && runningHead.MatchString(l.text)
			if l.text != "" && (pageNumber.MatchString(strings.ToLower(l.text)) || datesWithPage.MatchString(l.text) || repeated) {
				out[l.n] = true
			}
		}
	}
	return out
}

// isContent says that a line is part of the report wherever it stands: the
// beginning of an area, or a heading that two lists may have.
func isContent(text string) bool {
	if bulletMark.MatchString(text) || lesserMark.MatchString(text) || numberMark.MatchString(text) {
		return true
	}
	_, isList := listHead(line{text: text})
	_, isTime := timescaleOf(text)
	return isList || isTime || sectionHead.MatchString(bare(text)) || boardHead.MatchString(text) || endsList(line{text: text})
}

func startsUpper(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '“'
}

// read is a report's lines in the order a person reads them.
type reading struct {
	lines    []line
	head     []rawLine      // the first page as it stands, blank lines too, for its table of grades
	bodies   map[int]string // who is to act, by the line where an area begins, from a table that says so
	notes    []Warning      // of footnotes, which matter only within a list
	warnings []Warning
}

// readLines takes the text apart: pages, their furniture, two columns, and
// footnotes, which are told of.
func readLines(text string) reading {
	pages := pagesOf(text)
	skip := furniture(pages)
	out := reading{bodies: map[int]string{}}
	inTable := 0
	for number, page := range pages {
		if number < 2 {
			out.head = append(out.head, page[:min(len(page), longestHead-len(out.head))]...)
		}
		notes := footnotes(page, skip)
		page, inTable = out.bodyTable(page, skip, inTable)
		gap, turned := true, true
		for _, l := range inColumns(page) {
			if l.text == "" {
				gap = true
				continue
			}
			if skip[l.n] {
				continue
			}
			if notes[l.n] {
				out.notes = append(out.notes, Warning{l.n, fmt.Sprintf("Line %d looks like a footnote, so it is not part of any area: “%s”.", l.n, l.text)})
				continue
			}
			out.lines = append(out.lines, marked(l, gap, turned && number > 0))
			gap, turned = false, false
		}
	}
	return out
}

func marked(l rawLine, gap, turned bool) line {
	out := line{n: l.n, indent: l.indent, text: l.text, gap: gap, turned: turned}
	if m := bulletMark.FindStringSubmatch(l.text); m != nil {
		out.mark, out.text = "•", m[1]
	} else if m := lesserMark.FindStringSubmatch(l.text); m != nil {
		out.mark, out.text = "–", m[1]
	} else if m := numberMark.FindStringSubmatch(l.text); m != nil {
		out.mark, out.text = m[1], m[2]
	}
	return out
}

var loneNumber = regexp.MustCompile(`^\d{1,2}$`)

// longestNotes is how many lines from the foot of a page its notes begin at most.
const longestNotes = 40

// footnotes finds the notes at the foot of a page: a small number alone on its
// line, words under it, and the same number stuck to a word further up.
func footnotes(page []rawLine, skip map[int]bool) map[int]bool {
	out := map[int]bool{}
	for i := len(page) - 1; i >= max(0, len(page)-longestNotes); i-- {
		if !loneNumber.MatchString(page[i].text) || i+1 >= len(page) || page[i+1].text == "" || skip[page[i+1].n] {
			continue
		}
		called := regexp.MustCompile(`[a-z?)’.,]` + page[i].text + `(?:\D|$)`)
		for _, above := range page[:i] {
			if called.MatchString(above.text) {
				for _, l := range page[i+1:] {
					if l.text != "" && !skip[l.n] {
						out[l.n] = true
					}
				}
				break
			}
		}
	}
	return out
}
