package report

import (
	"strings"
	"unicode/utf8"
)

const (
	gutter      = 3  // columns of space between two columns of text
	fewestLines = 8  // that must have words on both sides
	leastWords  = 18 // letters that a line of the right column has on average: a table of grades or contents has fewer
)

// halves parts a line at its gutter: the place where the words of a right
// column begin, after at least three spaces.
func halves(l rawLine) (left string, right rawLine, ok bool) {
	letters := []rune(l.text)
	for i := 0; i+gutter < len(letters); i++ {
		if letters[i] != ' ' {
			continue
		}
		j := i
		for j < len(letters) && letters[j] == ' ' {
			j++
		}
		if j-i >= gutter && !onlyMark(string(letters[:i])) {
			return string(letters[:i]), rawLine{l.n, l.indent + j, string(letters[j:])}, true
		}
		i = j
	}
	return "", rawLine{}, false
}

// onlyMark says that nothing but an item's bullet or number stands there.
func onlyMark(left string) bool {
	return len([]rune(left)) < 2 || bulletMark.MatchString(left) || numberMark.MatchString(left)
}

// rightColumn finds where a second column of text begins on a page; 0 when the
// page has one column.
func rightColumn(page []rawLine) int {
	starts, longest := map[int]int{}, map[int]int{}
	for _, l := range page {
		if _, right, ok := halves(l); ok {
			starts[right.indent]++
			longest[right.indent] += utf8.RuneCountInString(right.text)
		}
	}
	best := 0
	for at, n := range starts {
		if n > starts[best] || n == starts[best] && at < best {
			best = at
		}
	}
	if starts[best] < fewestLines || longest[best] < leastWords*starts[best] {
		return 0
	}
	crossing, both := 0, 0
	for _, l := range page {
		switch {
		case crosses(l, best):
			crossing++
		case l.text != "":
			both++
		}
	}
	if crossing*3 > both {
		return 0
	}
	return best
}

// crosses says that a line runs through where the right column begins.
func crosses(l rawLine, at int) bool {
	letters := []rune(l.text)
	place := at - l.indent
	if place <= 0 || place >= len(letters) {
		return false
	}
	return place < 2 || letters[place-1] != ' ' || letters[place-2] != ' '
}

// inColumns gives the lines of a page in reading order. Where it has two
// columns, the left is read before the right, between lines that run across
// both. A line of both columns is given twice, under its one number.
func inColumns(page []rawLine) []rawLine {
	at := rightColumn(page)
	if at == 0 {
		return page
	}
	var out, left, right []rawLine
	empty := func() {
		out = append(append(out, left...), right...)
		left, right = nil, nil
	}
	for _, l := range page {
		if crosses(l, at) {
			empty()
			out = append(out, l)
			continue
		}
		letters := []rune(l.text)
		switch place := at - l.indent; {
		case l.text == "":
			left, right = append(left, l), append(right, l)
		case place <= 0:
			right = append(right, rawLine{l.n, l.indent - at, l.text})
		case place >= len(letters):
			left = append(left, l)
		default:
			left = append(left, rawLine{l.n, l.indent, strings.TrimSpace(string(letters[:place]))})
			right = append(right, rawLine{l.n, 0, strings.TrimSpace(string(letters[place:]))})
		}
	}
	empty()
	return out
}
