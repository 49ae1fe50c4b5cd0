package document_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/ingest/document"
)

func read(t *testing.T, name string, content []byte) document.Document {
	t.Helper()
	doc, err := document.Read(context.Background(), name, content, document.Usual(), nil)
	if err != nil {
		t.Fatalf("Read(%s): %v", name, err)
	}
	return doc
}

func refused(t *testing.T, name string, content []byte, limits document.Limits) string {
	t.Helper()
	_, err := document.Read(context.Background(), name, content, limits, nil)
	var why *document.Refused
	if !errors.As(err, &why) {
		t.Fatalf("Read(%s) = %v, want a *Refused", name, err)
	}
	return why.Why
}

// texts are the rows of a block as text, "" where there is no cell, by row number.
func texts(b document.Block) map[int][]string {
	all := map[int][]string{}
	for _, row := range b.Rows {
		var cells []string
		for _, c := range row.Cells {
			for len(cells) < c.Column {
				cells = append(cells, "")
			}
			cells[c.Column-1] = c.Text
		}
		all[row.Number] = cells
	}
	return all
}

func cellAt(t *testing.T, b document.Block, row, column int) document.Cell {
	t.Helper()
	for _, r := range b.Rows {
		if r.Number != row {
			continue
		}
		for _, c := range r.Cells {
			if c.Column == column {
				return c
			}
		}
	}
	t.Fatalf("no cell in row %d, column %d of %v", row, column, texts(b))
	return document.Cell{}
}

func warned(doc document.Document, words string) (document.Warning, bool) {
	for _, w := range doc.Warnings {
		if strings.Contains(w.Text, words) {
			return w, true
		}
	}
	return document.Warning{}, false
}

func mustWarn(t *testing.T, doc document.Document, words string) document.Warning {
	t.Helper()
	w, ok := warned(doc, words)
	if !ok {
		t.Fatalf("no warning says %q; they say %v", words, doc.Warnings)
	}
	return w
}

// workbook makes a workbook with excelize.
func workbook(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	fill(f)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

// zipped makes a zip file of parts given as name, content, name, content.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for part := range slices.Chunk(parts, 2) {
		w, err := z.Create(part[0])
		must(t, err)
		_, err = w.Write([]byte(part[1]))
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

const sheetMain = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ` +
	`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// handSheet is a workbook of one sheet whose XML is given, with parts more.
func handSheet(t testing.TB, sheet string, more ...string) []byte {
	t.Helper()
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	links := `<Relationship Id="s1" Type="` + rel + `worksheet" Target="worksheets/sheet1.xml"/>`
	for i := 0; i < len(more); i += 2 {
		switch more[i] {
		case "xl/styles.xml":
			links += `<Relationship Id="s2" Type="` + rel + `styles" Target="styles.xml"/>`
		case "xl/sharedStrings.xml":
			links += `<Relationship Id="s3" Type="` + rel + `sharedStrings" Target="/xl/sharedStrings.xml"/>`
		}
	}
	return zipped(t, append([]string{
		"xl/workbook.xml", `<workbook ` + sheetMain + `><sheets><sheet name="Plan" sheetId="1" r:id="s1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + links + `</Relationships>`,
		"xl/worksheets/sheet1.xml", `<worksheet ` + sheetMain + `>` + sheet + `</worksheet>`,
	}, more...)...)
}
