package word

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"throughline/board"
)

// Measures of the page, in twentieths of a point. The annexes are across the
// page, as they are in the HTML when it is printed.
const (
	short, long  = 11906, 16838 // A4
	side, ends   = 907, 1021    // margins upright
	across       = 794          // margins across
	acrossWidth  = long - 2*across
	figureHead   = 3400
	figureColumn = 1700
)

// piece is a paragraph or a table of the body. A section that ends with a
// paragraph is closed inside it.
type piece struct {
	before, after string // of a paragraph: with the section's end between them
	table         string
}

// writer writes the body of a document.
type writer struct {
	look      look
	numbering numbering
	pieces    []piece
	annexAt   int // how many pieces stand before the annexes, 0 without any
	bookmarks int
}

// para is a paragraph to write.
type para struct {
	style  string // by its name
	list   int    // the list that it opens an item of, or 0
	keep   bool   // on one page with what follows
	anchor string
	link   string
	label  string // stands before the text, strong
	strong bool
	text   string
}

func (w *writer) block(b board.Block) {
	if b.Annex {
		w.annexAt = len(w.pieces)
	}
	switch b.Kind {
	case board.MarkBlock:
		w.para(para{style: "Paper Mark", text: b.Text})
	case board.AuthorityBlock:
		w.para(para{style: "Paper Authority", text: b.Text})
	case board.TitleBlock:
		w.para(para{style: "Title", text: cmp.Or(strings.TrimSpace(b.Text), "Paper without a title")})
	case board.DetailBlock:
		w.para(para{style: "Paper Detail", label: b.Label + ": ", text: b.Text})
	case board.HeadingBlock:
		w.para(para{style: fmt.Sprintf("heading %d", b.Level), text: b.Text, anchor: b.Anchor})
	case board.ProseBlock:
		style := "Normal"
		if last := len(w.pieces) - 1; last >= 0 && w.pieces[last].table != "" {
			style = "Paper After Table"
		}
		w.para(para{style: style, text: b.Text})
	case board.NoteBlock:
		w.para(para{style: "Paper Note", text: b.Text})
	case board.FooterBlock:
		w.para(para{style: "Paper Footer", text: b.Text})
	case board.ListBlock:
		w.list(b)
	case board.GridBlock:
		w.grid(*b.Grid)
	}
}

// list writes items. Only their first paragraphs are numbered, and a list
// whose numbers leave one out goes on as a new one from there.
func (w *writer) list(b board.Block) {
	style, id, last := "List Number", 0, 0
	if b.Marker == board.Bullets {
		style = "List Bullet"
	}
	for i, item := range b.Items {
		if i == 0 || b.Marker != board.Bullets && item.Number != last+1 {
			id = w.numbering.start(b.Marker, item.Number)
		}
		last = item.Number
		for n, passage := range item.Passages {
			p := para{style: style, list: id, text: passage.Text, strong: passage.Strong, link: passage.Link}
			if n > 0 {
				p.style, p.list = "List Continue", 0
			}
			p.keep = n+1 < len(item.Passages)
			w.para(p)
		}
	}
}

func (w *writer) para(p para) {
	if strings.TrimSpace(p.text+p.label) == "" {
		return // an empty paragraph says nothing, and is read out as one
	}
	before, after := w.paragraph(p)
	w.pieces = append(w.pieces, piece{before: before, after: after})
}

// paragraph gives a paragraph in two halves: between them its section may end.
func (w *writer) paragraph(p para) (before, after string) {
	before = `<w:p><w:pPr>`
	if id := w.look.id(p.style); id != "" {
		before += `<w:pStyle w:val="` + escaped(id) + `"/>`
	}
	if p.keep {
		before += `<w:keepNext/>`
	}
	if p.list > 0 {
		before += `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="` + strconv.Itoa(p.list) + `"/></w:numPr>`
	}
	content := ""
	if p.label != "" {
		content += w.run(p.label, "Strong")
	}
	switch {
	case p.link != "":
		content += `<w:hyperlink w:anchor="` + bookmark(p.link) + `" w:history="1">` + w.run(p.text, "Hyperlink") + `</w:hyperlink>`
	case p.strong:
		content += w.run(p.text, "Strong")
	case p.text != "":
		content += w.run(p.text, "")
	}
	if p.anchor != "" {
		w.bookmarks++
		id := strconv.Itoa(w.bookmarks)
		content = `<w:bookmarkStart w:id="` + id + `" w:name="` + bookmark(p.anchor) + `"/>` + content + `<w:bookmarkEnd w:id="` + id + `"/>`
	}
	return before, `</w:pPr>` + content + `</w:p>`
}

func (w *writer) run(text, style string) string {
	properties := ""
	if style != "" {
		properties = `<w:rPr><w:rStyle w:val="` + escaped(w.look.id(style)) + `"/></w:rPr>`
	}
	return `<w:r>` + properties + `<w:t xml:space="preserve">` + escaped(strings.ReplaceAll(text, "\n", " ")) + `</w:t></w:r>`
}

// bookmark is an anchor as Word can name a place: letters, digits and _.
func bookmark(anchor string) string { return strings.ReplaceAll(anchor, "-", "_") }

// document closes the body: the pages before the annexes are upright, those
// of the annexes across.
func (w *writer) document(marked bool) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document` + spaces + `><w:body>`)
	for i, p := range w.pieces {
		b.WriteString(p.table + p.before)
		if p.table == "" && w.annexAt > 0 && i == w.annexAt-1 {
			b.WriteString(section(marked, true, w.annexAt > 0))
		}
		b.WriteString(p.after)
	}
	b.WriteString(section(marked, w.annexAt == 0, w.annexAt == 0) + `</w:body></w:document>`)
	return b.String()
}

// section ends a section. The first page of the document has the marks in its
// text, and so not in its header.
func section(marked, upright, first bool) string {
	s := `<w:sectPr>`
	if marked {
		s += `<w:headerReference w:type="default" r:id="` + relation("header1.xml") + `"/>`
	}
	s += `<w:footerReference w:type="default" r:id="` + relation("footer1.xml") + `"/>`
	if first && upright {
		s += `<w:footerReference w:type="first" r:id="` + relation("footer2.xml") + `"/>`
	}
	size, margins := fmt.Sprintf(`w:w="%d" w:h="%d"`, short, long), fmt.Sprintf(`w:top="%d" w:right="%d" w:bottom="%d" w:left="%d"`, ends, side, ends, side)
	if !upright {
		size, margins = fmt.Sprintf(`w:w="%d" w:h="%d" w:orient="landscape"`, long, short), fmt.Sprintf(`w:top="%d" w:right="%d" w:bottom="%d" w:left="%d"`, across, across, across, across)
	}
	s += `<w:type w:val="nextPage"/><w:pgSz ` + size + `/><w:pgMar ` + margins + ` w:header="454" w:footer="454" w:gutter="0"/>`
	if first && upright {
		s += `<w:titlePg/>`
	}
	return s + `</w:sectPr>`
}

func (w *writer) header(d board.PaperData) string {
	said := w.small(strings.Join(d.Marks(), " "), "header", "")
	return xmlHead + `<w:hdr` + spaces + `>` + said + `</w:hdr>`
}

// footer says on each page which paper it is of, and which page it is.
func (w *writer) footer(d board.PaperData) string {
	said := "Not published. "
	if d.Reference != "" {
		said = "Reference " + d.Reference + ". "
	}
	pages := w.run("Page ", "") + field("PAGE") + w.run(" of ", "") + field("NUMPAGES")
	return xmlHead + `<w:ftr` + spaces + `>` + w.small(said, "footer", pages) + `</w:ftr>`
}

func (w *writer) small(text, style, more string) string {
	before, after := w.paragraph(para{style: style, text: text})
	return before + strings.TrimSuffix(after, `</w:p>`) + more + `</w:p>`
}

func field(name string) string {
	return `<w:fldSimple w:instr=" ` + name + ` "><w:r><w:t>1</w:t></w:r></w:fldSimple>`
}

// escaped writes a text into XML. What XML can't hold becomes a replacement
// character.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}
