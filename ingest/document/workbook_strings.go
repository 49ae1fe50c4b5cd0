package document

import (
	"regexp"
	"strconv"
	"strings"
)

// A wording is the text of a cell, and the tone of its pieces if they don't all look as the cell does.
type wording struct {
	text string
	tone *tone
}

// readStrings reads the texts that the cells of a workbook share.
func (p *parts) readStrings(name string, s *styles) ([]wording, error) {
	if !p.has(name) {
		return nil, nil
	}
	var shared []wording
	held := 0
	err := p.walk(name, func(x *xmlPart) error {
		for x.next() {
			if x.start == nil || x.start.Name.Local != "si" {
				continue
			}
			w := s.wording(x)
			held += len(w.text)
			if held > p.r.limits.Words || len(shared) > 2*p.r.limits.Cells {
				return refuse("This workbook holds more than %s of text, the most we read. Split it into smaller files and try again.",
					size(int64(p.r.limits.Words)))
			}
			shared = append(shared, w)
		}
		return x.err
	})
	return shared, err
}

// wording reads the text inside the element just opened: plain, or in pieces. Readings of Asian letters (rPh) are no part of it.
func (s *styles) wording(x *xmlPart) wording {
	var text strings.Builder
	var sum tone
	now, own := font{}, false
	enough := 4 * (x.limits.Characters + 1) // more than the limit, in whatever letters: the cell is refused
	add := func(words string) {
		if text.Len() > enough {
			return
		}
		text.WriteString(words)
		sum.add(words, own, now)
	}
	for depth := x.depth; x.within(depth); {
		switch {
		case x.start == nil:
		case x.start.Name.Local == "r":
			now, own = font{}, false
		case x.start.Name.Local == "rPr":
			now, own = s.font(x), true
		case x.start.Name.Local == "rPh":
			x.skip()
		case x.start.Name.Local == "t":
			add(unescaped(x.words()))
		}
	}
	w := wording{text: text.String()}
	if sum.owned {
		w.tone = &sum
	}
	return w
}

var escape = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

// unescaped turns the way that workbooks write control characters (_x000D_) into the characters. Lines end with \n alone.
func unescaped(text string) string {
	if strings.Contains(text, "_x") {
		text = escape.ReplaceAllStringFunc(text, func(code string) string {
			n, err := strconv.ParseUint(code[2:6], 16, 16)
			if err != nil || n == 0 || n >= 0xD800 && n < 0xE000 {
				return code
			}
			return string(rune(n))
		})
	}
	if strings.Contains(text, "\r") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	return text
}
