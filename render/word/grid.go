package word

import (
	"fmt"
	"strings"

	"throughline/board"
)

// grid writes a table under its caption. Its first row is marked as its
// header, and is repeated on each page; its first column heads the rows.
func (w *writer) grid(g board.Grid) {
	before, after := w.paragraph(para{style: "caption", text: g.Caption, keep: true})
	w.pieces = append(w.pieces, piece{before: before, after: after})
	widths := widthsOf(g)
	total := 0
	var b strings.Builder
	for _, width := range widths {
		total += width
	}
	fmt.Fprintf(&b, `<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/>`+
		`<w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`+
		`<w:tblCaption w:val="%s"/></w:tblPr><w:tblGrid>`, escaped(w.look.id("Paper Table")), total, escaped(g.Caption))
	for _, width := range widths {
		fmt.Fprintf(&b, `<w:gridCol w:w="%d"/>`, width)
	}
	b.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, head := range g.Head {
		style := "Paper Table Heading"
		if g.Figures && i > 0 {
			style = "Paper Table Number Heading"
		}
		b.WriteString(w.cell(board.Cell{Paragraphs: []string{head}}, widths[i], style))
	}
	b.WriteString(`</w:tr>`)
	for n, row := range g.Rows {
		b.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, cell := range row {
			style := "Paper Table Text"
			switch {
			case i == 0 && (!g.Figures || n == len(g.Rows)-1): // the last row of figures is their total
				style = "Paper Table Heading"
			case g.Figures && i > 0:
				style = "Paper Table Number"
			}
			b.WriteString(w.cell(cell, widths[i], style))
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	w.pieces = append(w.pieces, piece{table: b.String()})
}

func (w *writer) cell(c board.Cell, width int, style string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width)
	put := func(p para) {
		before, after := w.paragraph(p)
		b.WriteString(before + after)
	}
	if len(c.Bullets) > 0 {
		list := w.numbering.start(inCell, 1)
		for _, text := range c.Bullets {
			put(para{style: "Paper Table Bullet", list: list, text: text})
		}
	}
	for _, text := range c.Paragraphs {
		put(para{style: style, text: text})
	}
	if len(c.Bullets)+len(c.Paragraphs) == 0 {
		put(para{style: style}) // a cell must have a paragraph
	}
	b.WriteString(`</w:tc>`)
	return b.String()
}

// widthsOf gives the columns' widths. A table of figures is as wide as it
// needs to be, up to the page.
func widthsOf(g board.Grid) []int {
	widths := make([]int, len(g.Head))
	parts := 0
	for _, part := range g.Widths {
		parts += part
	}
	for i := range widths {
		widths[i] = acrossWidth * g.Widths[i] / max(parts, 1)
		if g.Figures {
			widths[i] = min(widths[i], figureColumn)
			if i == 0 {
				widths[i] = min(acrossWidth*g.Widths[i]/max(parts, 1), figureHead)
			}
		}
	}
	return widths
}
