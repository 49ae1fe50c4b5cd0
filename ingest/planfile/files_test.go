package planfile

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"throughline/ingest/document"
)

// asFile makes the file that a council would have of a document written in a test.
func asFile(t testing.TB, doc document.Document) (name string, content []byte) {
	t.Helper()
	switch doc.Kind {
	case document.Workbook:
		return "plan.xlsx", asWorkbook(t, doc)
	case document.Text:
		return "plan.csv", asText(t, doc.Blocks[0])
	}
	return "plan.docx", asWord(t, doc)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func asWorkbook(t testing.TB, doc document.Document) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, b := range doc.Blocks {
		if i == 0 {
			must(t, f.SetSheetName("Sheet1", b.Place.Sheet))
		} else if _, err := f.NewSheet(b.Place.Sheet); err != nil {
			t.Fatal(err)
		}
		for _, row := range b.Rows {
			for _, c := range row.Cells {
				putCell(t, f, b.Place.Sheet, row.Number, c)
			}
			if row.Hidden {
				must(t, f.SetRowVisible(b.Place.Sheet, row.Number, false))
			}
		}
	}
	var body bytes.Buffer
	must(t, f.Write(&body))
	must(t, f.Close())
	return body.Bytes()
}

func putCell(t testing.TB, f *excelize.File, sheet string, row int, c document.Cell) {
	t.Helper()
	at, err := excelize.CoordinatesToCellName(c.Column, row)
	must(t, err)
	if c.Merged {
		return
	}
	style := &excelize.Style{Font: &excelize.Font{Bold: c.Bold, Strike: c.Struck}}
	switch c.Kind {
	case document.Date:
		must(t, f.SetCellValue(sheet, at, time.Date(c.Date.Year, c.Date.Month, c.Date.Day, 0, 0, 0, 0, time.UTC)))
		shown := "dd/mm/yyyy"
		style.CustomNumFmt = &shown
	default:
		if c.Text != "" {
			must(t, f.SetCellStr(sheet, at, c.Text))
		}
		if c.Formula != "" {
			must(t, f.SetCellFormula(sheet, at, c.Formula))
		}
	}
	if c.Fill != "" {
		style.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c.Fill}}
	}
	id, err := f.NewStyle(style)
	must(t, err)
	must(t, f.SetCellStyle(sheet, at, at, id))
	if c.Columns > 1 || c.Rows > 1 {
		end, err := excelize.CoordinatesToCellName(c.Column+c.Columns-1, row+c.Rows-1)
		must(t, err)
		must(t, f.MergeCell(sheet, at, end))
	}
}

func asText(t testing.TB, b document.Block) []byte {
	t.Helper()
	var body bytes.Buffer
	w := csv.NewWriter(&body)
	width := 0
	for _, row := range b.Rows {
		for _, c := range row.Cells {
			width = max(width, c.Column)
		}
	}
	for _, row := range b.Rows {
		record := make([]string, width)
		for _, c := range row.Cells {
			record[c.Column-1] = c.Text
		}
		must(t, w.Write(record))
	}
	w.Flush()
	must(t, w.Error())
	return body.Bytes()
}

const wordSpace = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

func asWord(t testing.TB, doc document.Document) []byte {
	t.Helper()
	var body strings.Builder
	body.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document ` + wordSpace + `><w:body>`)
	for _, b := range doc.Blocks {
		for i, heading := range strings.Split(b.Heading, "\n") {
			switch rest, plain := strings.CutPrefix(heading, "="); {
			case plain:
				paragraph(&body, "", rest)
			case heading != "":
				paragraph(&body, fmt.Sprintf(`<w:pStyle w:val="Heading%d"/>`, i+1), heading)
			}
		}
		if b.List {
			for _, row := range b.Rows {
				paragraph(&body, fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="1"/></w:numPr>`, row.Level), row.Cells[0].Text)
			}
			continue
		}
		wordTable(&body, b)
	}
	body.WriteString(`</w:body></w:document>`)
	var zipped bytes.Buffer
	z := zip.NewWriter(&zipped)
	for name, content := range map[string]string{
		"[Content_Types].xml":          `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":                  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`,
		"word/document.xml":            body.String(),
		"word/styles.xml":              wordStyles(),
		"word/numbering.xml":           wordNumbering(),
	} {
		w, err := z.Create(name)
		must(t, err)
		_, err = w.Write([]byte(content))
		must(t, err)
	}
	must(t, z.Close())
	return zipped.Bytes()
}

func wordStyles() string {
	var b strings.Builder
	b.WriteString(`<w:styles ` + wordSpace + `>`)
	for i := range 4 {
		fmt.Fprintf(&b, `<w:style w:type="paragraph" w:styleId="Heading%d"><w:name w:val="heading %d"/><w:pPr><w:outlineLvl w:val="%d"/></w:pPr></w:style>`, i+1, i+1, i)
	}
	return b.String() + `</w:styles>`
}

func wordNumbering() string {
	var b strings.Builder
	b.WriteString(`<w:numbering ` + wordSpace + `><w:abstractNum w:abstractNumId="0">`)
	for i := range 4 {
		fmt.Fprintf(&b, `<w:lvl w:ilvl="%d"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>`, i)
	}
	return b.String() + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`
}

func paragraph(b *strings.Builder, properties, text string) {
	b.WriteString(`<w:p><w:pPr>` + properties + `</w:pPr><w:r><w:t xml:space="preserve">`)
	b.WriteString(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(text))
	b.WriteString(`</w:t></w:r></w:p>`)
}

func wordTable(b *strings.Builder, block document.Block) {
	width := 0
	for _, row := range block.Rows {
		for _, c := range row.Cells {
			width = max(width, c.Column)
		}
	}
	b.WriteString(`<w:tbl>`)
	for _, row := range block.Rows {
		b.WriteString(`<w:tr>`)
		for column := 1; column <= width; column++ {
			c, properties, text := cellAt(row, column), "", ""
			if c != nil {
				if text = c.Text; c.Merged {
					properties, text = `<w:vMerge/>`, ""
				}
				if c.Rows > 1 {
					properties = `<w:vMerge w:val="restart"/>`
				}
				if c.Columns > 1 {
					properties += fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, c.Columns)
					column += c.Columns - 1
				}
			}
			b.WriteString(`<w:tc><w:tcPr>` + properties + `</w:tcPr>`)
			for line := range strings.SplitSeq(text, "\n") {
				paragraph(b, "", line)
			}
			b.WriteString(`</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

// readFile reads a file as the product does.
func readFile(t testing.TB, name string, content []byte) Reading {
	t.Helper()
	doc, err := document.Read(t.Context(), name, content, document.Usual(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return readAll(doc)
}

// The plans read the same from real files as from what the tests say that those files hold.
func TestPublishedPlansFromTheirFiles(t *testing.T) {
	for _, p := range plans {
		t.Run(p.name, func(t *testing.T) {
			want, got := readAll(p.doc), readFile(t, p.name, second(asFile(t, p.doc)))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-as written +from the file):\n%s", diff)
			}
		})
	}
}

func second(_ string, content []byte) []byte { return content }

func TestListsFromTheirFile(t *testing.T) {
	doc := word(
		points("Update on the inspection\nKey Information", "All immediate areas have been addressed", "Five of nine have been completed"),
		points("Update on the inspection\nSafeguarding\nWithin three months:", "improve the arrangements for recording strategy discussions", "hear the child"),
		points("Update on the inspection\nServices for Looked After Children\nWithin six months:", "ensure that caseloads are manageable", ">Recruit (Lead: Jo Park; by 31/05/2012)"))
	r := readFile(t, "paper.docx", second(asFile(t, doc)))
	wantEntries(t, r,
		"|Safeguarding|Within three months|improve the arrangements for recording strategy discussions||",
		"|Safeguarding|Within three months|hear the child||",
		"|Services for Looked After Children|Within six months|ensure that caseloads are manageable|Recruit (Lead: Jo Park; by 31/05/2012)|2012-05-31 [Recruit (Lead: Jo Park; by 31/05/2012); Jo Park; 2012-05-31; ]")
}

// As the founding paper is typed: plain words over each list, and the section said once.
func TestListsUnderPlainWords(t *testing.T) {
	doc := word(
		points("=The report identified areas of improvement.\n=Safeguarding\n=Immediately:", "urgently review the governance"),
		points("=Within three months:", "improve the recording of strategy discussions", "hear the child"),
		points("=Within six months:\n=review the domestic violence service provision to determine what is needed", "review provision"),
		points("=Services for Looked After Children\n=Within three months:", "improve the timeliness of health assessments"),
		points("=Within six months:", "ensure that caseloads are manageable"))
	wantEntries(t, readFile(t, "paper.docx", second(asFile(t, doc))),
		"|Safeguarding|Immediately|urgently review the governance||",
		"|Safeguarding|Within three months|improve the recording of strategy discussions||",
		"|Safeguarding|Within three months|hear the child||",
		"|Safeguarding|Within six months|review the domestic violence service provision to determine what is needed||",
		"|Safeguarding|Within six months|review provision||",
		"|Services for Looked After Children|Within three months|improve the timeliness of health assessments||",
		"|Services for Looked After Children|Within six months|ensure that caseloads are manageable||")
}
