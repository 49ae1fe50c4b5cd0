package document

import (
	"regexp"
	"strconv"
	"strings"
)

// A wording is the text of a cell, and the looks of its pieces if it has several.
type wording struct {
	text   string
	pieces []piece // nil if the whole text looks as its cell does
}

type piece struct {
	blank bool // only spaces
	own   bool // it has a font of its own, not its cell's
	font  font
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
	var w wording
	var now piece
	var text strings.Builder
	enough := 4 * (x.limits.Characters + 1) // more than the limit, in whatever letters: the cell is refused
	add := func(words string) {
		if words == "" || text.Len() > enough {
			return
		}
		now.blank = strings.TrimSpace(words) == ""
		text.WriteString(words)
		if n := len(w.pieces); n == 0 || w.pieces[n-1] != now {
			w.pieces = append(w.pieces, now)
		}
	}
	for depth := x.depth; x.within(depth); {
		switch {
		case x.start == nil:
		case x.start.Name.Local == "r":
			now = piece{}
		case x.start.Name.Local == "rPr":
			now.own, now.font = true, s.font(x)
		case x.start.Name.Local == "rPh":
			x.skip()
		case x.start.Name.Local == "t":
			add(unescaped(x.words()))
		}
	}
	w.text = text.String()
	if len(w.pieces) == 1 && !w.pieces[0].own {
		w.pieces = nil
	}
	return w
}

// seen is how the whole of a wording looks in a cell of the font given: coloured as its first words are, bold or struck if all of it
// is. Part says that some of it is struck and some not.
func (w wording) seen(cell font) (whole font, part bool) {
	if w.pieces == nil {
		return cell, false
	}
	whole = font{bold: true, struck: true}
	first, any := true, false
	for _, p := range w.pieces {
		if p.blank {
			continue
		}
		f := cell
		if p.own {
			f = p.font
		}
		if first {
			whole.colour, first = f.colour, false
		}
		whole.bold = whole.bold && f.bold
		whole.struck = whole.struck && f.struck
		any = any || f.struck
	}
	if first {
		return cell, false
	}
	return whole, any && !whole.struck
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
