package document_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"throughline/calendar"
	"throughline/ingest/document"
)

// small are limits that keep a search for faults fast.
func small() document.Limits {
	limits := document.Usual()
	limits.Bytes, limits.Unzipped, limits.Cells, limits.Rows = 1<<20, 4<<20, 5000, 1000
	return limits
}

// sound reads a file, and fails if what comes of it is neither a sound document nor a sentence.
func sound(t *testing.T, name string, content []byte) {
	t.Helper()
	limits := small()
	doc, err := document.Read(context.Background(), name, content, limits, nil)
	if err != nil {
		var why *document.Refused
		if !errors.As(err, &why) || !strings.HasSuffix(why.Why, ".") || !utf8.ValidString(why.Why) {
			t.Fatalf("refused with %q", err)
		}
		return
	}
	cells, rows := 0, 0
	for _, b := range doc.Blocks {
		last := 0
		for _, row := range b.Rows {
			if rows++; row.Number < 1 || row.Number < last || len(row.Cells) == 0 {
				t.Fatalf("row %d after %d, with %d cells", row.Number, last, len(row.Cells))
			}
			last = row.Number
			column := 0
			for _, c := range row.Cells {
				if cells++; c.Column <= column || c.Column > limits.Columns || c.Columns < 1 || c.Rows < 1 {
					t.Fatalf("row %d: column %d after %d: %+v", row.Number, c.Column, column, c)
				}
				column = c.Column
				if !utf8.ValidString(c.Text) || !colour(c.Fill) || !colour(c.Font) || (c.Kind == document.Date) == (c.Date == calendar.Date{}) {
					t.Fatalf("row %d: %+v", row.Number, c)
				}
			}
		}
	}
	if rows == 0 || rows > limits.Rows || cells > limits.Cells {
		t.Fatalf("%d rows and %d cells", rows, cells)
	}
	for _, w := range doc.Warnings {
		if !strings.HasSuffix(w.Text, ".") {
			t.Fatalf("warned %q", w.Text)
		}
	}
}

func colour(c string) bool {
	return c == "" || len(c) == 6 && strings.Trim(c, "0123456789ABCDEF") == ""
}

func FuzzReadText(f *testing.F) {
	for _, s := range []string{
		"Ref,Action\n1,Train staff\n", "sep=;\r\na;\"b\r\nc\"\r\n", "a\tb\n\"\n", "\xFF\xFEa\x00,\x00b\x00", "a,b\n\"x\"\"y\"z,\x80\n", "a|b\r\r1|2", "<html>", "%PDF", "[1]",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) { sound(t, "plan.csv", content) })
}

func FuzzReadBytes(f *testing.F) {
	f.Add(workbook(f, func(x *excelize.File) { must(f, x.SetCellValue("Sheet1", "A1", "x")) }))
	f.Add(handWord(f, tbl(tr(tc("", p("x"))))))
	f.Add([]byte("PK\x03\x04"))
	f.Add([]byte(ole))
	f.Fuzz(func(t *testing.T, content []byte) { sound(t, "plan.xlsx", content) })
}

func FuzzReadSheet(f *testing.F) {
	for _, s := range []string{
		`<cols><col min="1" max="3" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="inlineStr"><is><r><rPr><strike/></rPr><t>x</t></r><r><t>y</t></r></is></c></row></sheetData>`,
		`<sheetData><row r="2"><c r="B2" s="2"><v>41334.5</v></c><c r="A2" t="e"><v>#REF!</v></c></row><row r="1"><c t="b"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`,
		`<sheetData><row><c s="1"/><c t="s"><v>0</v></c><c t="d"><v>2012-03-09T00:00:00</v></c><c><f t="shared" si="0"/><v>1</v></c></row></sheetData>`,
		`<sheetData><row><c t="str"><f>A1</f><v>_x000D_a</v></c><c s="3"><v>-1e300</v></c></row></sheetData><conditionalFormatting/>`,
	} {
		f.Add(s, `0.0%`)
	}
	f.Fuzz(func(t *testing.T, sheet, format string) {
		sound(t, "plan.xlsx", handSheet(t, sheet, "xl/styles.xml", handStyles(format), "xl/sharedStrings.xml", `<sst `+sheetMain+`><si><t>shared</t></si></sst>`))
	})
}

func FuzzReadWordBody(f *testing.F) {
	for _, s := range []string{
		tbl(tr(tc(`<w:vMerge w:val="restart"/><w:gridSpan w:val="2"/>`, p("a")), tc("", p("b"))), tr(tc(`<w:vMerge/>`, p("")), tc(`<w:hMerge/>`, p("c")))),
		ps(numbered(2, 1), "x") + ps(numbered(3, 8), "y") + p("• z"),
		tbl(tr(tc("", tbl(tr(tc("", p("deep"))))))) + `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + p("x") + `</w:sdtContent></w:sdt>`,
		`<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>x</w:t></w:r><w:del><w:r><w:delText>y</w:delText></w:r></w:del></w:p>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) { sound(t, "plan.docx", handWord(t, body)) })
}
