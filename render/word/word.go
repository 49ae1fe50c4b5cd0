// Package word writes a paper to a Board as a Word document (.docx): real
// headings, real lists, and tables with header rows that are repeated on each
// page. It does no input or output.
package word

import (
	"archive/zip"
	"bytes"
	"fmt"
	"time"

	"throughline/board"
)

// Paper writes a paper, a draft included, with the content and the order of
// its HTML. style is the council's own .docx or .dotx, whose styles and theme
// are taken, and none of its words; nil for ours. The same data and style
// always give the same bytes. The error is a *Refused for a style that can't
// be used.
func Paper(data board.PaperData, style []byte) ([]byte, error) {
	look := ours()
	if style != nil {
		var err error
		if look, err = theirs(style); err != nil {
			return nil, err
		}
	}
	w := &writer{look: look}
	for _, block := range board.Layout(data) {
		w.block(block)
	}
	parts := []part{
		{"_rels/.rels", rootRels},
		{"docProps/app.xml", appXML},
		{"docProps/core.xml", coreXML(data)},
		{"word/document.xml", w.document(len(data.Marks()) > 0)},
		{"word/footer1.xml", w.footer(data)},
		{"word/footer2.xml", w.footer(data)}, // the first page has no header, so it has a footer of its own
		{"word/header1.xml", w.header(data)},
		{"word/numbering.xml", w.numbering.xml()},
		{"word/settings.xml", settingsXML},
		{"word/styles.xml", look.styles},
	}
	if len(data.Marks()) == 0 {
		parts = append(parts[:6], parts[7:]...)
	}
	if look.theme != "" {
		parts = append(parts, part{"word/theme/theme1.xml", look.theme})
	}
	parts = append([]part{{"[Content_Types].xml", contentTypes(parts)}}, append(parts, part{"word/_rels/document.xml.rels", documentRels(parts)})...)
	return zipped(parts)
}

// part is one file of the document.
type part struct{ name, content string }

// zipped packs the parts in the order given, all of one day, so that the same
// parts give the same bytes.
func zipped(parts []part) ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, p := range parts {
		to, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = to.Write([]byte(p.content))
		}
		if err != nil {
			return nil, fmt.Errorf("the paper can't be written as a Word document: %w", err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("the paper can't be written as a Word document: %w", err)
	}
	return out.Bytes(), nil
}
