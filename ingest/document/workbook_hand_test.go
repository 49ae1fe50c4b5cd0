package document_test

import (
	"fmt"
	"html"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/ingest/document"
)

// handStyles are looks: 0 plain; 1 theme fill; 2 a date; 3 the format given; 4 a numbered fill; 5 a pattern; 6 white; 7 a gradient.
func handStyles(format string) string {
	return `<styleSheet ` + sheetMain + `><numFmts><numFmt numFmtId="170" formatCode="` + html.EscapeString(format) + `"/></numFmts>
<fonts><font><sz val="11"/><color theme="1"/></font><font><b/><strike val="0"/><color rgb="FFC00000"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
<fill><patternFill patternType="solid"><fgColor theme="4" tint="0.5999938962981048"/><bgColor indexed="64"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor indexed="50"/></patternFill></fill>
<fill><patternFill patternType="lightUp"><fgColor rgb="FF000000"/><bgColor rgb="FF00B050"/></patternFill></fill>
<fill><patternFill patternType="solid"><fgColor theme="0"/></patternFill></fill>
<fill><gradientFill><stop position="0"><color rgb="FFFF0000"/></stop><stop position="1"><color theme="0"/></stop></gradientFill></fill></fills>
<cellStyleXfs><xf fillId="3"/></cellStyleXfs>
<cellXfs><xf/><xf fillId="2" fontId="1"/><xf numFmtId="14"/><xf numFmtId="170"/><xf fillId="3"/><xf fillId="4"/><xf fillId="5"/><xf fillId="6"/></cellXfs>
<dxfs><dxf><fill><patternFill><bgColor rgb="FF123456"/></patternFill></fill></dxf></dxfs></styleSheet>`
}

func TestLooksOfCells(t *testing.T) {
	row := `<sheetData><row>`
	for style := range 8 {
		row += fmt.Sprintf(`<c s="%d" t="inlineStr"><is><t>x</t></is></c>`, style)
	}
	doc := read(t, "plan.xlsx", handSheet(t, row+`<c s="99" t="inlineStr"><is><t>x</t></is></c></row></sheetData>`, "xl/styles.xml", handStyles("0")))
	var fills []string
	for _, c := range doc.Blocks[0].Rows[0].Cells {
		fills = append(fills, c.Fill)
	}
	if diff := cmp.Diff([]string{"", "B4C7E7", "", "", "99CC00", "00B050", "", "FF0000", ""}, fills); diff != "" {
		t.Error(diff)
	}
	if c := cellAt(t, doc.Blocks[0], 1, 2); c.Font != "C00000" || !c.Bold || c.Struck {
		t.Errorf("%+v", c)
	}
	if c := cellAt(t, doc.Blocks[0], 1, 1); c.Font != "" || c.Bold {
		t.Errorf("%+v", c)
	}
}

func TestCustomNumberedColours(t *testing.T) {
	styles := strings.Replace(handStyles("0"), "</styleSheet>", `<colors><indexedColors>`+strings.Repeat(`<rgbColor rgb="00123456"/>`, 51)+`</indexedColors></colors></styleSheet>`, 1)
	doc := read(t, "plan.xlsx", handSheet(t, `<sheetData><row><c s="4"><v>1</v></c></row></sheetData>`, "xl/styles.xml", styles))
	if got := cellAt(t, doc.Blocks[0], 1, 1).Fill; got != "123456" {
		t.Errorf("fill %q", got)
	}
}

func TestKindsOfCells(t *testing.T) {
	doc := read(t, "plan.xlsx", handSheet(t, `<sheetFormatPr/><cols><col min="2" max="16384" width="0" customWidth="1"/></cols><sheetData>
<row r="3" ht="0"><c r="D3" t="e"><f>A1/0</f><v>#DIV/0!</v></c><c r="A3" t="d"><v>2012-03-09T10:00:00</v></c><c r="B3" t="str"><f t="shared" si="0" ref="B3:B4">A3&amp;"x"</f><v>a_x000D__x000A_b</v></c></row>
<row><c><v>x</v></c><c t="str"><f t="shared" si="0"/><v>shown</v></c><c t="str"><f>""</f><v></v></c><c t="s"><v>0</v></c></row>
<row r="1"><c r="A1" t="inlineStr"><is><r><t>in </t></r><r><rPr><b/></rPr><t>two</t></r><rPh><t>no</t></rPh></is></c></row>
<row r="9"><c t="str"><f>""</f><v></v></c></row></sheetData>`,
		"xl/styles.xml", handStyles("0"), "xl/sharedStrings.xml", `<sst><si><t xml:space="preserve"> shared </t></si></sst>`))
	want := map[int][]string{1: {"in two"}, 3: {"09/03/2012", "a\nb", "", "#DIV/0!"}, 4: {"x", "shown", "", " shared "}}
	if diff := cmp.Diff(want, texts(doc.Blocks[0])); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		row, column int
		want        document.Cell
	}{
		{3, 4, document.Cell{Text: "#DIV/0!", Kind: document.Error, Formula: "A1/0", Hidden: true}},
		{3, 1, document.Cell{Text: "09/03/2012", Kind: document.Date, Date: calendar.Must(2012, 3, 9)}},
		{3, 2, document.Cell{Text: "a\nb", Formula: `A3&"x"`, Hidden: true}},
		{4, 2, document.Cell{Text: "shown", Formula: "…", Hidden: true}},
		{4, 3, document.Cell{Formula: `""`, Hidden: true}},
	} {
		c.want.Column, c.want.Columns, c.want.Rows = c.column, 1, 1
		if diff := cmp.Diff(c.want, cellAt(t, doc.Blocks[0], c.row, c.column)); diff != "" {
			t.Error(diff)
		}
	}
	for _, row := range doc.Blocks[0].Rows {
		if row.Hidden != (row.Number == 3) {
			t.Errorf("row %d: hidden %v", row.Number, row.Hidden)
		}
	}
	if len(doc.Warnings) > 0 {
		t.Error(doc.Warnings)
	}
}

func TestDaysFrom1904(t *testing.T) {
	on := true
	doc := read(t, "plan.xlsx", workbook(t, func(f *excelize.File) {
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
		must(t, err, f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on}))
		must(t, f.SetCellValue("Sheet1", "A1", 39515), f.SetCellStyle("Sheet1", "A1", "A1", style))
	}))
	if c := cellAt(t, doc.Blocks[0], 1, 1); c.Date != calendar.Must(2012, 3, 9) || c.Text != "09/03/2012" {
		t.Errorf("%+v", c)
	}
}

func TestFilteredRowsAreHidden(t *testing.T) {
	doc := read(t, "plan.xlsx", handSheet(t, `<sheetData><row r="1"><c><v>1</v></c></row><row r="2" hidden="1"><c><v>2</v></c></row></sheetData>
<autoFilter ref="A1:A2"><filterColumn colId="0"><filters><filter val="1"/></filters></filterColumn></autoFilter>`))
	if rows := doc.Blocks[0].Rows; rows[0].Hidden || !rows[1].Hidden {
		t.Errorf("%+v", rows)
	}
}

// A merged cell as wide and deep as a sheet can be is repeated only where something is.
func TestMergedWhole(t *testing.T) {
	doc := read(t, "plan.xlsx", handSheet(t, `<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>
<row r="1048576"><c r="C1048576"><v>2</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="B2:C9"/><mergeCell ref="Z"/><mergeCell ref="C3:A1"/></mergeCells>`))
	if diff := cmp.Diff(map[int][]string{1: {"1", "1", "1"}, 1048576: {"", "", "2"}}, texts(doc.Blocks[0])); diff != "" {
		t.Error(diff)
	}
	if c := cellAt(t, doc.Blocks[0], 1, 1); c.Columns != 16384 {
		t.Errorf("%+v", c)
	}
}

// What excelize writes is read as it was.
func TestWorkbookComesBack(t *testing.T) {
	cell := rapid.StringOf(rapid.RuneFrom([]rune("aé\n\t<>&'\"_x0041_=£😀 -"))).Filter(func(s string) bool { return s == "" || strings.TrimSpace(s) != "" })
	rapid.Check(t, func(rt *rapid.T) {
		rows := rapid.SliceOfN(rapid.SliceOfN(cell, 1, 4), 1, 6).Draw(rt, "rows")
		rows[0][0] = "always something"
		content := workbook(t, func(f *excelize.File) {
			for y, row := range rows {
				for x, text := range row {
					name, err := excelize.CoordinatesToCellName(x+1, y+1)
					must(t, err, f.SetCellStr("Sheet1", name, text))
				}
			}
		})
		want := map[int][]string{}
		for y, row := range rows {
			for len(row) > 0 && row[len(row)-1] == "" {
				row = row[:len(row)-1]
			}
			if len(row) > 0 {
				want[y+1] = row
			}
		}
		if diff := cmp.Diff(want, texts(read(t, "plan.xlsx", content).Blocks[0])); diff != "" {
			rt.Fatal(diff)
		}
	})
}

func TestProgress(t *testing.T) {
	last, calls := 0.0, 0
	_, err := document.Read(t.Context(), "plan.xlsx", largeWorkbook(t, 2000), document.Usual(), func(done, total int) {
		calls++
		share := float64(done) / float64(total)
		if share < last || share > 1 {
			t.Errorf("%d of %d after %v", done, total, last)
		}
		last = share
	})
	if err != nil || calls < 10 || last != 1 {
		t.Errorf("%v: %d calls, the last %v", err, calls, last)
	}
}

func TestChartSheetsAreNotRead(t *testing.T) {
	doc := read(t, "plan.xlsx", workbook(t, func(f *excelize.File) {
		must(t, f.SetCellValue("Sheet1", "A1", 1))
		must(t, f.AddChartSheet("Chart", &excelize.Chart{Type: excelize.Col, Series: []excelize.ChartSeries{{Values: "Sheet1!$A$1"}}}))
	}))
	if w := mustWarn(t, doc, "chart"); w.Sheet != "Chart" || len(doc.Blocks) != 1 {
		t.Errorf("%+v, %d blocks", w, len(doc.Blocks))
	}
}

// Sheets come in the order of their tabs, each named, hidden or not.
func TestOrderOfSheets(t *testing.T) {
	doc := read(t, "plan.xlsx", workbook(t, func(f *excelize.File) {
		for _, name := range []string{"Zebra & co", "Apple"} {
			_, err := f.NewSheet(name)
			must(t, err, f.SetCellValue(name, "A1", name))
		}
		must(t, f.MoveSheet("Apple", "Sheet1"))
	}))
	var names []string
	for _, b := range doc.Blocks {
		names = append(names, b.Place.Sheet)
	}
	if diff := cmp.Diff([]string{"Apple", "Sheet1", "Zebra & co"}, names); diff != "" {
		t.Error(diff)
	}
}

// Cells and rows out of their order are put in it; of two in one place the first is kept.
func TestDisorder(t *testing.T) {
	doc := read(t, "plan.xlsx", handSheet(t, `<sheetData><row r="2"><c r="C2"><v>3</v></c><c r="A2"><v>1</v></c><c r="A2"><v>9</v></c></row><row r="1"><c r="B1"><v>2</v></c></row></sheetData>`))
	if diff := cmp.Diff(map[int][]string{1: {"", "2"}, 2: {"1", "", "3"}}, texts(doc.Blocks[0])); diff != "" {
		t.Error(diff)
	}
	if doc.Blocks[0].Rows[0].Number != 1 {
		t.Error("the rows are out of order")
	}
}

// A colour is kept where the sheet has a column for it, and not along a whole row.
func TestColoursRightOfAllThatIsShown(t *testing.T) {
	doc := read(t, "plan.xlsx", handSheet(t, `<sheetData><row><c><v>1</v></c><c><v>2</v></c><c s="4"/></row><row><c><v>3</v></c>`+
		strings.Repeat(`<c s="4"/>`, 3)+`</row></sheetData>`,
		"xl/styles.xml", handStyles("0")))
	if diff := cmp.Diff(map[int][]string{1: {"1", "2"}, 2: {"3", ""}}, texts(doc.Blocks[0])); diff != "" {
		t.Error(diff)
	}
}
