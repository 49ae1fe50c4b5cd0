package document

import (
	"path"
	"strings"
)

// A wordReader reads a Word document from its start to its end.
type wordReader struct {
	r         *reader
	styles    wordStyles
	numbering *numbering

	blocks     []Block
	tables     int
	headings   []heading
	caption    string      // a short bold paragraph that nothing else has followed yet
	plain      string      // a short paragraph right above, with no full stop at its end
	held       []heldPoint // paragraphs since a line such as "Within three months:", which may be points without a bullet
	listOpen   bool        // the last block is a list that may go on
	paragraphs int
	loose      int // paragraphs that are in no table and no list, and aren't headings
	total      int // of its bytes, for progress
}

type heading struct {
	level int
	text  string
}

func (r *reader) word(p *parts) (Document, error) {
	main := p.mainPart("word/document.xml")
	w := &wordReader{r: r, total: p.length(main), styles: wordStyles{}, numbering: newNumbering()}
	links, err := p.links(main)
	if err != nil {
		return Document{}, err
	}
	for _, l := range links {
		switch {
		case !p.has(l.part):
		case l.kind == "styles":
			err = p.walk(l.part, w.styles.read)
		case l.kind == "numbering":
			err = p.walk(l.part, w.numbering.read)
		case l.kind == "comments":
			r.warned.once(Place{}, "There may be comments in this document. They are not read.")
		case l.kind == "aFChunk":
			r.warned.once(Place{}, "Another file is put into this document ("+path.Base(l.part)+"). It is not read. Open the document in Word, save it, and try again.")
		}
		if err != nil {
			return Document{}, err
		}
	}
	if err := p.walk(main, w.body); err != nil {
		return Document{}, err
	}
	if w.loose > 0 && len(w.blocks) > 0 {
		r.warned.add(Place{}, "Words outside tables and lists are not read, but for headings. Paragraphs passed over: "+number(w.loose)+".")
	}
	return Document{Kind: Word, Blocks: w.blocks}, nil
}

func (w *wordReader) body(x *xmlPart) error {
	for x.next() {
		if x.start == nil {
			continue
		}
		switch x.start.Name.Local {
		case "p":
			if err := w.place(w.paragraph(x, Place{})); err != nil {
				return err
			}
		case "tbl":
			if err := w.table(x); err != nil {
				return err
			}
		default:
			w.other(x)
		}
	}
	return x.err
}

// other passes over what stands round paragraphs and tables: content controls and the like are looked into, properties and what is
// deleted are not.
func (w *wordReader) other(x *xmlPart) {
	switch name := x.start.Name.Local; name {
	case "sdtPr":
		w.control(x)
	case "del", "moveFrom":
		w.tracked()
		x.skip()
	case "ins", "moveTo":
		w.tracked()
	case "sectPr", "Fallback", "sdtEndPr", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "tblPrExChange",
		"tblGrid", "tblPr", "tblPrEx", "customXmlPr", "smartTagPr":
		x.skip()
	case "txbxContent":
		w.r.warned.once(Place{}, "There are text boxes in this document. The words in them are not read.")
		x.skip()
	}
}

func (w *wordReader) tracked() {
	w.r.warned.once(Place{}, "This document has tracked changes that nobody has accepted or rejected. It is read with what was put in, and without what was taken out.")
}

// control reads the properties of a content control. One that shows only its prompt (“Click here to enter text”) has nothing in it.
func (w *wordReader) control(x *xmlPart) {
	prompt := false
	for depth := x.depth; x.within(depth); {
		if x.start != nil && x.start.Name.Local == "showingPlcHdr" {
			prompt = truth(attr(x.start, "val"))
		}
	}
	if !prompt {
		return
	}
	for x.next() {
		if x.start != nil && x.start.Name.Local == "sdtContent" {
			x.skip()
			return
		}
		if x.end == "sdt" {
			return
		}
	}
}

// mostCaption is how many bytes a bold paragraph may have to be taken as the caption of the table or list after it. Longer headings are
// shortened to it.
const mostCaption = 200

// place puts a paragraph of the body where it belongs.
func (w *wordReader) place(p paragraph) error {
	w.paragraphs++
	text, marker := p.text, p.label
	if text == "" {
		return nil
	}
	if p.heading >= 0 {
		w.listOpen, w.caption, w.plain, w.held = false, "", "", nil
		for n := len(w.headings); n > 0 && w.headings[n-1].level >= p.heading; n-- {
			w.headings = w.headings[:n-1]
		}
		if marker != "" {
			text = marker + " " + text
		}
		w.headings = append(w.headings, heading{p.heading, shortened(text, mostCaption)})
		return nil
	}
	if marker == "" {
		marker, text = typedBullet(text)
	}
	if marker == "" {
		w.outside(p, text)
		return nil
	}
	if !w.listOpen {
		held := w.held
		w.held = nil
		w.blocks = append(w.blocks, Block{Heading: w.heading(), List: true})
		w.listOpen = true
		w.r.tally.words += len(w.blocks[len(w.blocks)-1].Heading)
		for _, h := range held {
			w.loose--
			if err := w.point(h.paragraph, h.text, "", h.line); err != nil {
				return err
			}
		}
	}
	return w.point(p, text, marker, w.paragraphs)
}

// point adds a point to the list that is open.
func (w *wordReader) point(p paragraph, text, marker string, line int) error {
	list := &w.blocks[len(w.blocks)-1]
	at := Place{Line: line, Column: 1}
	if err := w.r.fits(at, text); err != nil {
		return err
	}
	look, part := p.tone.seen(font{})
	if part {
		w.r.warned.add(Place{Line: line}, someStruck)
	}
	row := Row{
		Number: len(list.Rows) + 1, Line: line, Level: p.level, Marker: marker,
		Cells: []Cell{{Column: 1, Text: text, Fill: p.fill, Font: look.colour, Bold: look.bold, Struck: look.struck, Columns: 1, Rows: 1}},
	}
	list.Rows = append(list.Rows, row)
	return w.r.keep(at, row)
}

func shortened(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most-len("…")], "") + "…"
}

// heading is what stands over a table or list that begins here.
func (w *wordReader) heading() string {
	if len(w.held) > 0 { // paragraphs stand between
		w.caption = ""
	}
	w.plain, w.held = "", nil
	var lines []string
	for _, h := range w.headings {
		lines = append(lines, h.text)
	}
	if w.caption != "" {
		lines = append(lines, w.caption)
		w.caption = ""
	}
	return strings.Join(lines, "\n")
}

// typedBullet parts a bullet that was typed, and not made by Word, from the words after it.
func typedBullet(text string) (marker, words string) {
	for _, bullet := range []string{"•", "·", "▪", "‣", "◦", "●", "○", "■", "–", "-", "*", "o\t"} {
		if rest, ok := strings.CutPrefix(text, bullet); ok {
			words := strings.TrimLeft(rest, " \t\u00A0")
			if words != "" && (len(words) < len(rest) || bullet == "o\t") {
				return "•", words
			}
		}
	}
	return "", text
}
