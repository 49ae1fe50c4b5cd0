package document

import (
	"encoding/xml"
	"strconv"
)

// A look is how a workbook shows a cell.
type look struct {
	format int // numFmtId
	fill   string
	font   font
}

// styles are the looks of a workbook by number, and its own number formats.
type styles struct {
	palette palette
	formats map[int]string
	looks   []look
}

func (s *styles) look(n int) look {
	if n < 0 || n >= len(s.looks) {
		return look{}
	}
	return s.looks[n]
}

// readStyles reads the styles part. The custom colours stand after the fonts and fills that use them, so it is read twice.
func (p *parts) readStyles(name string, theme []string) (*styles, error) {
	s := &styles{palette: palette{theme: theme}, formats: map[int]string{}}
	if !p.has(name) {
		return s, nil
	}
	err := p.walk(name, func(x *xmlPart) error {
		for x.next() {
			if x.start != nil && x.start.Name.Local == "rgbColor" && len(s.palette.indexed) < 64 {
				s.palette.indexed = append(s.palette.indexed, hex(attr(x.start, "rgb")))
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s, p.walk(name, s.read)
}

func (s *styles) read(x *xmlPart) error {
	var fonts []font
	var fills []string
	for x.next() {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(x.start, "numFmtId")); err == nil && len(s.formats) < mostDefined {
				s.formats[id] = attr(x.start, "formatCode")
			}
		case "font":
			if font := s.font(x); len(fonts) < mostDefined {
				fonts = append(fonts, font)
			}
		case "fill":
			if fill := s.fill(x); len(fills) < mostDefined {
				fills = append(fills, fill)
			}
		case "dxfs", "cellStyleXfs", "cellStyles", "tableStyles", "extLst":
			x.skip() // looks of conditions and of named styles; each cell's own look repeats what it takes from them
		case "xf":
			l := look{}
			if n, err := strconv.Atoi(attr(x.start, "numFmtId")); err == nil {
				l.format = n
			}
			if n, err := strconv.Atoi(attr(x.start, "fontId")); err == nil && n >= 0 && n < len(fonts) {
				l.font = fonts[n]
			}
			if n, err := strconv.Atoi(attr(x.start, "fillId")); err == nil && n >= 0 && n < len(fills) {
				l.fill = fills[n]
			}
			if len(s.looks) < mostDefined {
				s.looks = append(s.looks, l)
			}
		}
	}
	return x.err
}

// font reads a font, or the properties of a piece of rich text, to its end.
func (s *styles) font(x *xmlPart) font {
	var f font
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "b":
			f.bold = truth(attr(x.start, "val"))
		case "strike":
			f.struck = truth(attr(x.start, "val"))
		case "color":
			f.colour = seenFont(s.palette.of(x.start))
		}
	}
	return f
}

// fill reads a fill to its end. Of a pattern, what is seen most is its background; of a solid one, its foreground is all.
func (s *styles) fill(x *xmlPart) string {
	pattern, front, back, gradient := "", "", "", ""
	read := func(colour *xml.StartElement) string {
		if rgb := s.palette.of(colour); rgb != "" {
			return rgb
		}
		return "FFFFFF"
	}
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "patternFill":
			pattern = attr(x.start, "patternType")
		case "fgColor":
			front = read(x.start)
		case "bgColor":
			back = read(x.start)
		case "color":
			if gradient == "" {
				gradient = read(x.start)
			}
		}
	}
	switch {
	case gradient != "":
		return seenFill(gradient)
	case pattern == "" || pattern == "none":
		return ""
	case pattern == "solid":
		return seenFill(front)
	}
	return seenFill(back)
}
