package document

import (
	"strconv"
	"strings"
)

// A tri is a property that may be stated on, stated off, or left to what it is based on.
type tri int8

const (
	unstated tri = iota
	on
	off
)

func triOf(x *xmlPart) tri {
	if truth(attr(x.start, "val")) {
		return on
	}
	return off
}

func (t tri) under(over tri) tri {
	if over != unstated {
		return over
	}
	return t
}

// A wordLook is how a run or a style says that its words look.
type wordLook struct {
	style                string // of its letters
	bold, struck, hidden tri
	colour               string // "auto" for the usual; "" for unstated
	fill                 string
}

// under is the look with another's stated properties laid over it.
func (l wordLook) under(over wordLook) wordLook {
	l.bold, l.struck, l.hidden = l.bold.under(over.bold), l.struck.under(over.struck), l.hidden.under(over.hidden)
	if over.colour != "" {
		l.colour = over.colour
	}
	if over.fill != "" {
		l.fill = over.fill
	}
	return l
}

func (l wordLook) font() font {
	return font{colour: seenFont(hex(l.colour)), bold: l.bold == on, struck: l.struck == on}
}

// readLook reads the properties of a run to their end.
func readLook(x *xmlPart) wordLook {
	var l wordLook
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "rStyle":
			l.style = attr(x.start, "val")
		case "b":
			l.bold = triOf(x)
		case "strike", "dstrike":
			if l.struck != on {
				l.struck = triOf(x)
			}
		case "vanish", "webHidden":
			if x.start.Name.Local == "vanish" {
				l.hidden = triOf(x)
			}
		case "color":
			l.colour = attr(x.start, "val")
		case "highlight":
			if rgb := highlights[attr(x.start, "val")]; rgb != "" {
				l.fill = rgb
			}
		case "shd":
			if rgb := shading(x); rgb != "" {
				l.fill = rgb
			}
		case "rPrChange":
			x.skip()
		}
	}
	return l
}

// highlights are the pens of Word.
var highlights = map[string]string{
	"yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
	"darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
	"darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0", "black": "000000",
}

// shading is the colour of a shd element: of a solid pattern its front, of others its back.
func shading(x *xmlPart) string {
	if attr(x.start, "val") == "solid" {
		if rgb := hex(attr(x.start, "color")); rgb != "" {
			return seenFill(rgb)
		}
		return "000000"
	}
	return seenFill(hex(attr(x.start, "fill")))
}

// listPlace is where a paragraph stands in a list: -1 for unstated, number 0 for in none.
type listPlace struct{ number, level int }

type paragraphProps struct {
	style   string
	list    listPlace
	outline int // from 0; -1 for none
	fill    string
	tracked bool
}

// readParagraphProps reads the properties of a paragraph, or of a style's paragraphs, to their end.
func readParagraphProps(x *xmlPart) paragraphProps {
	p := paragraphProps{list: listPlace{-1, -1}, outline: -1}
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "pStyle":
			p.style = attr(x.start, "val")
		case "numId":
			p.list.number = count(attr(x.start, "val"), 0)
		case "ilvl":
			p.list.level = count(attr(x.start, "val"), 0)
		case "outlineLvl":
			if n := count(attr(x.start, "val"), 9); n < 9 {
				p.outline = n
			}
		case "shd":
			p.fill = shading(x)
		case "pPrChange", "sectPr":
			x.skip()
		case "rPr": // of the mark that ends the paragraph
			for depth := x.depth; x.within(depth); {
				if x.start != nil && (x.start.Name.Local == "ins" || x.start.Name.Local == "del") {
					p.tracked = true
				}
			}
		}
	}
	return p
}

// count reads a number from 0 up, or gives usual.
func count(written string, usual int) int {
	n, err := strconv.Atoi(written)
	if err != nil || n < 0 {
		return usual
	}
	return min(n, 1<<20)
}

// A wordStyle is what a style says of its paragraphs or letters.
type wordStyle struct {
	basedOn  string
	look     wordLook
	heading  int // from 0 for the title; -1 for none
	list     listPlace
	caption  bool
	contents bool
	whole    bool // what it is based on has been laid under it
}

type wordStyles map[string]*wordStyle

func (s wordStyles) read(x *xmlPart) error {
	for x.next() {
		if x.start == nil || x.start.Name.Local != "style" || len(s) >= mostDefined {
			continue
		}
		id, usual := attr(x.start, "styleId"), flag(x.start, "default") && attr(x.start, "type") == "paragraph"
		style := &wordStyle{heading: -1, list: listPlace{-1, -1}}
		for depth := x.depth; x.within(depth); {
			if x.start == nil {
				continue
			}
			switch x.start.Name.Local {
			case "name":
				style.named(strings.ToLower(attr(x.start, "val")))
			case "basedOn":
				style.basedOn = attr(x.start, "val")
			case "pPr":
				props := readParagraphProps(x)
				style.list = props.list
				if props.outline >= 0 && style.heading < 0 {
					style.heading = props.outline + 1
				}
			case "rPr":
				style.look = readLook(x)
			case "tblStylePr":
				x.skip()
			}
		}
		s[id] = style
		if usual {
			s[""] = style
		}
	}
	return x.err
}

func (s *wordStyle) named(name string) {
	switch {
	case name == "title":
		s.heading = 0
	case strings.HasPrefix(name, "heading "):
		if n, err := strconv.Atoi(name[len("heading "):]); err == nil && n > 0 && n < 10 {
			s.heading = n
		}
	case name == "caption":
		s.caption = true
	case strings.HasPrefix(name, "toc "), name == "table of figures":
		s.contents = true
	}
}

const mostBases = 30

// get is a style with all it is based on. A style that the file doesn't have says nothing.
func (s wordStyles) get(id string) *wordStyle { return s.whole(id, mostBases) }

func (s wordStyles) whole(id string, bases int) *wordStyle {
	style := s[id]
	if style == nil {
		return &wordStyle{heading: -1, list: listPlace{-1, -1}}
	}
	if style.whole || bases == 0 {
		return style
	}
	if style.basedOn != "" {
		base := s.whole(style.basedOn, bases-1)
		style.look = base.look.under(style.look)
		if style.heading < 0 {
			style.heading = base.heading
		}
		if style.list.number < 0 {
			style.list.number = base.list.number
		}
		if style.list.level < 0 {
			style.list.level = base.list.level
		}
	}
	style.whole = true
	return style
}
