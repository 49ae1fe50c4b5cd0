package planfile

import (
	"strings"
	"unicode"

	"throughline/ingest/document"
)

// norm makes words comparable: lower case, no marks, one space between.
func norm(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(unicode.ToLower(r))
		case r == '%':
			b.WriteString(" percent")
			space = true
		case r == '\'' || r == '’':
		default:
			space = true
		}
	}
	return b.String()
}

// tidy trims a cell's words at their ends, and leaves its lines as they are.
func tidy(text string) string {
	return strings.TrimFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == '\u00a0' || r == '\ufeff' || r == '\u200b' })
}

// short is enough of some words to know them by.
func short(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	if letters := []rune(text); len(letters) > 60 {
		return strings.TrimSpace(string(letters[:57])) + "..."
	}
	return text
}

func quoted(text string) string { return "“" + strings.Join(strings.Fields(text), " ") + "”" }

// capital begins a sentence.
func capital(text string) string {
	for i, r := range text {
		return string(unicode.ToUpper(r)) + text[i+len(string(r)):]
	}
	return text
}

// listed writes "a, b and c".
func listed(words []string) string {
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// at is the place of a cell, or of its row when column is 0.
func at(block document.Block, row document.Row, column int) document.Place {
	place := document.Place{Sheet: block.Place.Sheet, Table: block.Place.Table, Column: column}
	switch {
	case block.List:
		place.Line, place.Column = row.Line, 0
	case row.Line > 0:
		place.Line, place.Record = row.Line, row.Number
	default:
		place.Row = row.Number
	}
	return place
}

// near says how alike two words are, from 0 to 1: shared pairs of letters, so that a slip of the keyboard costs little.
func near(a, b string) float64 {
	if a == b {
		return 1
	}
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	pairs := map[string]int{}
	for i := range len(a) - 1 {
		pairs[a[i:i+2]]++
	}
	shared := 0
	for i := range len(b) - 1 {
		if pairs[b[i:i+2]] > 0 {
			pairs[b[i:i+2]]--
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b)-2)
}
