package document

import "strings"

const someStruck = "Some of this cell's words are struck through. All of them are read."

// A paragraph is one of Word's, with what a person sees of it.
type paragraph struct {
	text     string
	tone     tone
	label    string // its bullet or number, made by Word
	level    int    // of a list
	heading  int    // from 0 for the title; -1 for none
	fill     string
	caption  bool // the caption of a table
	contents bool // a line of a table of contents
}

// line is the paragraph's text as a cell gives it: its number first, or a bullet.
func (p paragraph) line() string {
	switch {
	case p.label == "":
		return p.text
	case p.text != "":
		return p.label + " " + p.text
	case p.label == "•":
		return ""
	}
	return p.label
}

// A writing gathers the words of a paragraph or cell with their tone.
type writing struct {
	text strings.Builder
	tone tone
	most int // bytes: what is over is more than a cell may hold, and the cell is refused
}

func (w *writing) add(words string, look font) {
	if w.text.Len() <= w.most {
		w.text.WriteString(words)
		w.tone.add(words, true, look)
	}
}

// line adds words whose tone is known, on a line of their own.
func (w *writing) line(words string, sounds tone) {
	if w.text.Len() > w.most {
		return
	}
	if w.text.Len() > 0 {
		w.text.WriteByte('\n')
	}
	w.text.WriteString(words)
	w.tone.join(sounds)
}

func (w *wordReader) writing() *writing { return &writing{most: 4 * (w.r.limits.Characters + 1)} }

// paragraph reads a paragraph to its end.
func (w *wordReader) paragraph(x *xmlPart, at Place) paragraph {
	p := paragraph{heading: -1}
	style, look := (*wordStyle)(nil), wordLook{}
	text := w.writing()
	list := listPlace{number: -1, level: -1}
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "pPr":
			props := readParagraphProps(x)
			style = w.styles.get(props.style)
			list, p.fill = props.list, props.fill
			if props.outline >= 0 {
				p.heading = props.outline + 1
			}
			if props.tracked {
				w.tracked()
			}
			look = style.look
		case "r":
			w.run(x, look, text, &p)
		case "t": // of a formula
			text.add(x.words(), look.font())
		default:
			w.other(x)
		}
	}
	p.text, p.tone = strings.TrimSpace(strings.ReplaceAll(text.text.String(), "\r", "")), text.tone
	if style == nil {
		style = w.styles.get("")
	}
	if p.heading < 0 {
		p.heading = style.heading
	}
	p.caption, p.contents = style.caption, style.contents
	if list.number < 0 {
		list.number = style.list.number
	}
	if list.level < 0 {
		list.level = max(0, style.list.level)
	}
	if list.number > 0 {
		p.level = min(list.level, levels-1)
		if p.text != "" || at.Table > 0 {
			p.label = w.numbering.next(list.number, p.level)
		}
	}
	return p
}

// run reads a run of words that look alike, to its end.
func (w *wordReader) run(x *xmlPart, look wordLook, text *writing, p *paragraph) {
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "rPr":
			own := readLook(x)
			if own.style != "" {
				look = look.under(w.styles.get(own.style).look)
			}
			look = look.under(own)
			if p.fill == "" {
				p.fill = look.fill
			}
		case "t":
			if words := x.words(); look.hidden != on {
				text.add(words, look.font())
			} else if strings.TrimSpace(words) != "" {
				w.r.warned.once(Place{}, "Some words of this document are hidden. They are not read.")
			}
		case "tab", "ptab":
			text.add("\t", look.font())
		case "br":
			if kind := attr(x.start, "type"); kind == "" || kind == "textWrapping" {
				text.add("\n", look.font())
			}
		case "cr":
			text.add("\n", look.font())
		case "noBreakHyphen":
			text.add("-", look.font())
		case "sym":
			text.add(symbol(attr(x.start, "font"), attr(x.start, "char")), look.font())
		case "checkBox":
			text.add(formBox(x), look.font())
		case "instrText", "delText", "delInstrText", "rt":
			x.skip()
		case "drawing", "pict", "object":
			w.picture(x)
		default:
			w.other(x)
		}
	}
}

// picture passes over a drawing, and says what is not read of it.
func (w *wordReader) picture(x *xmlPart) {
	boxed := false
	for depth := x.depth; x.within(depth); {
		if x.start != nil && x.start.Name.Local == "txbxContent" {
			boxed = true
			w.other(x)
		}
	}
	if !boxed {
		w.r.warned.once(Place{}, "There are pictures or shapes in this document. They are not read: check statuses that are shown by a picture alone.")
	}
}

// formBox is a tick box of an old form.
func formBox(x *xmlPart) string {
	box := "☐"
	for depth := x.depth; x.within(depth); {
		if x.start == nil {
			continue
		}
		if name := x.start.Name.Local; name == "default" || name == "checked" {
			box = "☐"
			if truth(attr(x.start, "val")) {
				box = "☒"
			}
		}
	}
	return box
}
