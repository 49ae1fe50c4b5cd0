package report

import (
	"regexp"
	"strings"
)

// bodyHead is the head of a table with who is to act on the left and what
// they are to do on the right, as in SEND area inspections.
var bodyHead = regexp.MustCompile(`(?i)^responsible bod(?:y|ies)\s{2,}(areas? for .*)$`)

// bodyTable turns such a table into a list: each row's right cell becomes an
// area with a bullet, and its left cell who is to act. A table may run on to
// the next page: from and next are the column where its right cells begin, or
// 0 outside one.
func (r *reading) bodyTable(page []rawLine, skip map[int]bool, from int) (out []rawLine, next int) {
	at := from
	var left []string
	first := -1 // the place in out of the row's first line
	row := func() {
		if first >= 0 {
			r.bodies[out[first].n] = strings.Join(left, " ")
		}
		left, first = nil, -1
	}
	for _, l := range page {
		if m := bodyHead.FindStringSubmatchIndex(l.text); m != nil {
			row()
			at = l.indent + len([]rune(l.text[:m[2]]))
			out = append(out, rawLine{l.n, l.indent, l.text[m[2]:]})
			continue
		}
		if at == 0 || skip[l.n] {
			out = append(out, l)
			continue
		}
		if l.text == "" {
			if first >= 0 && finished(out[len(out)-1].text) {
				row()
			}
			out = append(out, l)
			continue
		}
		if crosses(l, at) || l.indent < at && at-l.indent >= len([]rune(l.text)) && endsTable(l.text) {
			row()
			at = 0
			out = append(out, l)
			continue
		}
		letters := []rune(l.text)
		place := min(max(at-l.indent, 0), len(letters))
		if cell := strings.TrimSpace(string(letters[:place])); cell != "" {
			left = append(left, cell)
		}
		cell := strings.TrimSpace(string(letters[place:]))
		if cell == "" {
			continue
		}
		if first < 0 {
			first = len(out)
			if bulletMark.FindString(cell) == "" {
				cell = "• " + cell
			}
		}
		out = append(out, rawLine{l.n, at, cell})
	}
	row()
	return out, at
}

// endsTable says that a short line is a heading and no cell.
func endsTable(text string) bool {
	_, isList := listHead(line{text: text})
	return isList || endsList(line{text: text})
}
