package document_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"throughline/ingest/document"
)

func wide(s string) string { return strings.Join(strings.Split(s, ""), "\x00") + "\x00" }

const ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// Every refusal says what the file looks like and what to do.
func TestRefused(t *testing.T) {
	book := workbook(t, func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A1", "x")) })
	locked := workbook(t, func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A1", "x")) })
	var protected bytes.Buffer
	f, err := excelize.OpenReader(bytes.NewReader(locked))
	must(t, err, f.Write(&protected, excelize.Options{Password: "secret"}))
	for _, c := range []struct {
		name, file, content string
		says                []string
	}{
		{"no bytes", "a.csv", "", []string{"empty"}},
		{"only blanks", "a.csv", "\r\n  \n,,,\n", []string{"nothing in this file"}},
		{"only a mark", "a.csv", "\xEF\xBB\xBF", []string{"nothing in this file"}},
		{"cut short", "a.xlsx", string(book[:len(book)*2/3]), []string{"cut short", "whole copy"}},
		{"locked", "a.xlsx", protected.String(), []string{"locked with a password", "take the password off"}},
		{"old Excel", "a.xlsx", ole + wide("Workbook"), []string{"old Excel workbook (.xls)", ".xlsx"}},
		{"old Word", "a.docx", ole + wide("WordDocument"), []string{"old Word document (.doc)", ".docx"}},
		{"Outlook", "a.csv", ole + wide("__substg1.0_0037"), []string{"Outlook"}},
		{"other old", "a.csv", ole, []string{"old Office program"}},
		{"PDF", "a.xlsx", "%PDF-1.7\n", []string{"a PDF", "Excel, CSV or Word"}},
		{"RTF", "a.docx", `{\rtf1\ansi x}`, []string{"RTF", ".docx"}},
		{"web page", "plan.xls", "\r\n<html><body><table><tr><td>x</td></tr></table></body></html>", []string{"web page (HTML)", ".xlsx"}},
		{"web page with a mark", "plan.xls", "\xEF\xBB\xBF<!DOCTYPE html><html></html>", []string{"web page (HTML)"}},
		{"old XML", "plan.xls", `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>`, []string{"old Excel workbook in XML"}},
		{"XML", "plan.csv", `<?xml version="1.0"?><a/>`, []string{"XML"}},
		{"JSON", "plan.csv", `[{"a":1}]`, []string{"JSON"}},
		{"picture", "plan.csv", "\x89PNG\r\n\x1a\n", []string{"picture (PNG)"}},
		{"one NUL byte", "plan.csv", "a,b\n1,\x002\n" + strings.Repeat("words,words\n", 1000), []string{"bytes that no text has"}},
		{"NUL bytes", "plan.csv", "a,b\n1,\x002\n", []string{"bytes that no text has"}},
		{"junk", "plan.csv", "a\x01\x02\x03\x04\xFF\xFE\x05\x06", []string{"bytes that no text has"}},
		{"junk that looks wide", "plan.csv", "\xFF\xFE\x01\x00\x02\x00\x03\x00", []string{"bytes that no text has"}},
		{"an empty zip", "a.xlsx", string(zipped(t)), []string{"zip file with nothing in it"}},
		{"another zip", "a.xlsx", string(zipped(t, "readme.txt", "x")), []string{"neither a workbook nor a Word document"}},
		{"ODS", "a.xlsx", string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet")), []string{".ods", ".xlsx"}},
		{"ODT", "a.docx", string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.text")), []string{".odt", ".docx"}},
		{"PowerPoint", "a.docx", string(zipped(t, "ppt/presentation.xml", "<a/>")), []string{"PowerPoint"}},
		{"xlsb", "a.xlsx", string(zipped(t, "xl/workbook.bin", "x")), []string{".xlsb", ".xlsx"}},
		{"Numbers", "a.xlsx", string(zipped(t, "Index/Document.iwa", "x")), []string{"Numbers or Pages"}},
		{"an empty workbook", "a.xlsx", string(handSheet(t, "<sheetData/>")), []string{"nothing in this workbook"}},
		{"a document without a table", "a.docx", string(handWord(t, p("Only words."))), []string{"no table and no bulleted"}},
		{"broken XML", "a.xlsx", string(handSheet(t, "<sheetData><row>")), []string{"damaged", "save it again"}},
		{"a lost text", "a.xlsx", string(handSheet(t, `<sheetData><row><c t="s"><v>7</v></c></row></sheetData>`)), []string{"lost its text", "column 1, row 1", "Plan"}},
		{"a missing sheet", "a.xlsx", string(zipped(t,
			"xl/workbook.xml", `<workbook `+sheetMain+`><sheets><sheet name="Plan" r:id="s1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`)), []string{"damaged", "missing"}},
		{"an entity", "a.docx", string(zipped(t, "word/document.xml", `<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w><body>&x;</body></w>`)), []string{"DOCTYPE", "save it again"}},
		{"an entity of its own", "a.docx", string(zipped(t, "word/document.xml", `<w><body>&x;</body></w>`)), []string{"damaged"}},
		{"far to the right", "a.xlsx", string(handSheet(t, `<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>`)),
			[]string{"column 16,384", "row 1,048,576", "first 500 columns"}},
		{"a mark never closed, but matched far below", "a.csv", "a,b\n\"x,y\n" + strings.Repeat("word,", 10_000) + "\",z\n", []string{"32,767 characters", "line 2", "quotation mark"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			why := refused(t, c.file, []byte(c.content), document.Usual())
			for _, words := range c.says {
				if !strings.Contains(why, words) {
					t.Errorf("%q does not say %q", why, words)
				}
			}
			if !strings.HasSuffix(why, ".") {
				t.Errorf("%q is not a sentence", why)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	deep := strings.Repeat("<w:tbl><w:tr><w:tc>", 100) + p("x") + strings.Repeat("</w:tc></w:tr></w:tbl>", 100)
	parts := []string{"word/document.xml", "<a/>"}
	for i := range 30 {
		parts = append(parts, fmt.Sprintf("word/x%d.bin", i), "x")
	}
	for _, c := range []struct {
		name    string
		limits  func(*document.Limits)
		file    string
		content []byte
		says    string
	}{
		{"bytes", func(l *document.Limits) { l.Bytes = 3 }, "a.csv", []byte("a,b,c"), "the most we read is"},
		{"rows", func(l *document.Limits) { l.Rows = 2 }, "a.csv", []byte("a,b\nc,d\ne,f"), "more than 2 rows with something in them, the most we read on line 3"},
		{"columns", func(l *document.Limits) { l.Columns = 2 }, "a.csv", []byte("a,b\nc,d,e"), "column 3 on line 2"},
		{"cells", func(l *document.Limits) { l.Cells = 3 }, "a.csv", []byte("a,b\nc,d"), "more than 3 cells"},
		{"text", func(l *document.Limits) { l.Words = 3 }, "a.csv", []byte("a,b\nc,d"), "of text"},
		{"one cell", func(l *document.Limits) { l.Characters = 3 }, "a.docx", handWord(t, tbl(tr(tc("", p("four"))))), "column 1 in row 1 of table 1 has more than 3 characters"},
		{"one shared text", func(l *document.Limits) { l.Characters = 3 }, "a.xlsx", workbook(t, func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "B2", "four")) }), "column 2 in row 2 of the sheet “Sheet1”"},
		{"depth", func(l *document.Limits) {}, "a.docx", handWord(t, deep), "tables inside tables"},
		{"entries", func(l *document.Limits) { l.Entries = 20 }, "a.docx", zipped(t, parts...), "made of 31 parts"},
		{"a list of parts too long to take in", func(l *document.Limits) { l.Entries = 1 }, "a.docx", zipped(t, parts...), "made of 31 parts"},
		{"one cell over and over", func(l *document.Limits) { l.Columns = 2 }, "a.xlsx",
			handSheet(t, `<sheetData><row r="3">`+strings.Repeat(`<c r="A3"><v>1</v></c>`, 9)+`</row></sheetData>`), "row 3 of the sheet “Plan” has more cells than columns"},
		{"headings", func(l *document.Limits) { l.Words = 300 }, "a.docx", handWord(t,
			ps(`<w:pStyle w:val="Heading1"/>`, strings.Repeat("long ", 30))+strings.Repeat(tbl(tr(tc("", p("x")))), 3)), "more than 1 kB of text"},
		{"unzipped", func(l *document.Limits) { l.Unzipped = 10 << 10 }, "a.xlsx", handSheet(t, `<sheetData/>`+strings.Repeat(" ", 20<<10)), "unpacks to far more"},
		{"unzipped, in a part that isn't read", func(l *document.Limits) { l.Unzipped = 10 << 10 }, "a.docx",
			zipped(t, "word/document.xml", tableDocument, "word/other.xml", strings.Repeat(" ", 20<<10)), "unpacks to far more"},
		{"unzipped, in a part with another ending", func(l *document.Limits) { l.Unzipped = 10 << 10 }, "a.xlsx", zipped(t,
			"xl/workbook.xml", `<workbook `+sheetMain+`><sheets><sheet name="Plan" r:id="s1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="s1" Type="x/worksheet" Target="sheet.bin"/></Relationships>`,
			"xl/sheet.bin", `<worksheet><sheetData/>`+strings.Repeat("<a/>", 20<<10)+`</worksheet>`), "unpacks to far more"},
		{"a zip with a password", func(l *document.Limits) {}, "a.docx", rawZip(t, tableDocument, uint64(len(tableDocument)), 1), "locked with a password"},
		{"a bomb", func(l *document.Limits) {}, "a.xlsx", handSheet(t, `<sheetData/>`+strings.Repeat(" ", 20<<20)), "unpacks to far more"},
		{"a bomb that lies", func(l *document.Limits) {}, "a.docx", rawZip(t, "<w>"+strings.Repeat("<a/>", 1<<20)+"</w>", 1000, 0), "damaged"},
		{"an endless token", func(l *document.Limits) {}, "a.docx", zipped(t, "word/document.xml", `<w a="`+strings.Repeat("a", 6<<20)+`"/>`), "never ends"},
		{"merged over one another", func(l *document.Limits) { l.Cells = 100 }, "a.xlsx", handSheet(t, `<sheetData><row>`+strings.Repeat(`<c><v>1</v></c>`, 8)+`</row></sheetData><mergeCells>`+
			strings.Repeat(`<mergeCell ref="A1:H1"/>`, 50)+`</mergeCells>`), "lie over one another"},
	} {
		t.Run(c.name, func(t *testing.T) {
			limits := document.Usual()
			c.limits(&limits)
			if why := refused(t, c.file, c.content, limits); !strings.Contains(why, c.says) {
				t.Errorf("%q does not say %q", why, c.says)
			}
		})
	}
}

const tableDocument = `<w:document ` + wordMain + `><w:body><w:tbl><w:tr><w:tc><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`

// rawZip is a Word document of the content given, with the size that its part says it has and the flags of its entry.
func rawZip(t *testing.T, content string, size uint64, flags uint16) []byte {
	t.Helper()
	honest := zipped(t, "a", content)
	r, err := zip.NewReader(bytes.NewReader(honest), int64(len(honest)))
	must(t, err)
	raw, err := r.File[0].OpenRaw()
	must(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	to, err := z.CreateRaw(&zip.FileHeader{
		Name: "word/document.xml", Method: zip.Deflate, CRC32: r.File[0].CRC32,
		CompressedSize64: r.File[0].CompressedSize64, UncompressedSize64: size, Flags: flags,
	})
	must(t, err)
	_, err = io.Copy(to, raw)
	must(t, err, z.Close())
	return out.Bytes()
}

func TestReadEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, content := range map[string][]byte{
		"a.csv":  []byte(strings.Repeat("a,b\n", 1000)),
		"a.xlsx": handSheet(t, "<sheetData/>"), "a.docx": handWord(t, p("x")),
	} {
		_, err := document.Read(ctx, name, content, document.Usual(), nil)
		var why *document.Refused
		if !errors.As(err, &why) || !strings.Contains(why.Why, "too long") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A file is read as what its bytes are, and its name is said to mislead.
func TestNamesThatMislead(t *testing.T) {
	book := workbook(t, func(f *excelize.File) { must(t, f.SetCellValue("Sheet1", "A1", "x")) })
	for _, c := range []struct {
		file    string
		content []byte
		kind    document.Kind
		said    string
	}{
		{"plan.xlsx", []byte("a,b\n1,2\n"), document.Text, "“.xlsx”, but what is in it is plain text"},
		{"plan.xls", []byte("a\tb\n1\t2\n"), document.Text, "“.xls”, but"},
		{"plan.csv", book, document.Workbook, "“.csv”, but what is in it is an Excel workbook"},
		{"plan.docx", book, document.Workbook, "“.docx”, but"},
		{"plan.xlsx", handWord(t, tbl(tr(tc("", p("x"))))), document.Word, "a Word document"},
		{"PLAN.XLSM", book, document.Workbook, ""},
		{"plan", book, document.Workbook, ""},
		{"Plan v1.2 final", []byte("a,b\n1,2\n"), document.Text, ""},
	} {
		doc := read(t, c.file, c.content)
		if doc.Kind != c.kind {
			t.Errorf("%s is read as %q", c.file, doc.Kind)
		}
		if c.said != "" {
			mustWarn(t, doc, c.said)
		} else if len(doc.Warnings) > 0 {
			t.Errorf("%s: %v", c.file, doc.Warnings)
		}
	}
}

func TestMacrosAreIgnored(t *testing.T) {
	doc := read(t, "plan.xlsm", handSheet(t, `<sheetData><row><c><v>1</v></c></row></sheetData>`, "xl/vbaProject.bin", "x"))
	mustWarn(t, doc, "macros")
}

func TestWarningsAreNotEndless(t *testing.T) {
	cell := `<c><f>1+1</f></c>`
	doc := read(t, "plan.xlsx", handSheet(t, `<sheetData><row>`+strings.Repeat(cell, 400)+`</row></sheetData>`))
	if len(doc.Warnings) != 21 {
		t.Errorf("%d warnings", len(doc.Warnings))
	}
	if last := doc.Warnings[20]; last.Sheet != "Plan" || !strings.Contains(last.Text, "380 more places") {
		t.Errorf("the last is %+v", last)
	}
}
