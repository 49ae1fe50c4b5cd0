package document_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"throughline/calendar"
	"throughline/ingest/document"
)

func TestReadWorkbook(t *testing.T) {
	content := workbook(t, func(f *excelize.File) {
		style := func(s *excelize.Style) int { id, err := f.NewStyle(s); must(t, err); return id }
		format := func(s string) int { return style(&excelize.Style{CustomNumFmt: &s}) }
		set := func(cell string, value any, styles ...int) {
			must(t, f.SetCellValue("Sheet1", cell, value))
			for _, s := range styles {
				must(t, f.SetCellStyle("Sheet1", cell, cell, s))
			}
		}
		set("A1", "Ref")
		set("B1", "Action", style(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "C00000"}}))
		set("A2", 1.1)
		set("B2", time.Date(2012, 3, 9, 0, 0, 0, 0, time.UTC), style(&excelize.Style{NumFmt: 14}))
		set("C2", 0.256, style(&excelize.Style{NumFmt: 9}))
		set("D2", 1234567.5, format("£#,##0.00"))
		set("E2", true)
		set("F2", 41334, format("mmm-yy"))
		set("G2", 41334.5, format("[$-809]d mmmm yyyy;@"))
		set("H2", 0.1+0.2)
		set("I2", 42, format(";;;"))
		set("J2", 60, format("dd/mm/yyyy"))
		set("K2", 0.5, format("hh:mm"))
		set("A3", "old", style(&excelize.Style{Font: &excelize.Font{Strike: true}}))
		set("B3", nil, style(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC000"}}}))
		set("C5", nil, style(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FF0000"}}}))
		set("A7", "Section")
		must(t, f.MergeCell("Sheet1", "A7", "C7"))
		set("A8", "down")
		set("B8", "x")
		set("B9", "y")
		must(t, f.MergeCell("Sheet1", "A8", "A9"))
		set("A10", "hidden row")
		must(t, f.SetRowVisible("Sheet1", 10, false), f.SetColVisible("Sheet1", "C", false))
		must(t, f.SetCellFormula("Sheet1", "A11", "1+1"))
		must(t, f.SetCellRichText("Sheet1", "A12", []excelize.RichTextRun{
			{Text: "gone ", Font: &excelize.Font{Strike: true, Color: "FF0000"}}, {Text: "kept"},
		}))
		_, err := f.NewSheet("Old")
		must(t, err, f.SetCellValue("Old", "A1", "secret"), f.SetSheetVisible("Old", false))
		must(t, f.SetConditionalFormat("Sheet1", "A1:A9", []excelize.ConditionalFormatOptions{{Type: "cell", Criteria: ">", Value: "6"}}))
		must(t, f.AddComment("Sheet1", excelize.Comment{Cell: "A1", Text: "Check"}))
	})
	doc := read(t, "plan.xlsx", content)
	if len(doc.Blocks) != 2 || doc.Kind != document.Workbook {
		t.Fatalf("%d blocks of %q", len(doc.Blocks), doc.Kind)
	}
	b := doc.Blocks[0]
	want := map[int][]string{
		1:  {"Ref", "Action"},
		2:  {"1.1", "09/03/2012", "26%", "£1,234,567.50", "TRUE", "Mar-13", "1 March 2013", "0.3", "42", "60", "12:00"},
		3:  {"old", ""},
		7:  {"Section", "Section", "Section"},
		8:  {"down", "x"},
		9:  {"down", "y"},
		10: {"hidden row"},
		11: {""},
		12: {"gone kept"},
	}
	if diff := cmp.Diff(want, texts(b)); diff != "" {
		t.Error(diff)
	}
	for _, c := range []struct {
		row, column int
		want        document.Cell
	}{
		{1, 2, document.Cell{Text: "Action", Bold: true, Font: "C00000"}},
		{2, 1, document.Cell{Text: "1.1", Kind: document.Number, Number: 1.1}},
		{2, 2, document.Cell{Text: "09/03/2012", Kind: document.Date, Number: 40977, Date: calendar.Must(2012, 3, 9)}},
		{2, 3, document.Cell{Text: "26%", Kind: document.Number, Number: 0.256, Hidden: true}},
		{2, 5, document.Cell{Text: "TRUE", Kind: document.Boolean, Number: 1}},
		{2, 7, document.Cell{Text: "1 March 2013", Kind: document.Date, Number: 41334.5, Date: calendar.Must(2013, 3, 1)}},
		{2, 9, document.Cell{Text: "42", Kind: document.Number, Number: 42, Hidden: true}},
		{2, 10, document.Cell{Text: "60", Kind: document.Number, Number: 60}},
		{2, 11, document.Cell{Text: "12:00", Kind: document.Number, Number: 0.5}},
		{3, 1, document.Cell{Text: "old", Struck: true}},
		{3, 2, document.Cell{Fill: "FFC000"}},
		{7, 1, document.Cell{Text: "Section", Columns: 3}},
		{7, 3, document.Cell{Text: "Section", Merged: true, Hidden: true}},
		{8, 1, document.Cell{Text: "down", Rows: 2}},
		{9, 1, document.Cell{Text: "down", Merged: true}},
		{11, 1, document.Cell{Formula: "1+1"}},
		{12, 1, document.Cell{Text: "gone kept", Font: "FF0000"}},
	} {
		c.want.Column, c.want.Columns, c.want.Rows = c.column, max(1, c.want.Columns), max(1, c.want.Rows)
		if diff := cmp.Diff(c.want, cellAt(t, b, c.row, c.column)); diff != "" {
			t.Errorf("row %d, column %d: %s", c.row, c.column, diff)
		}
	}
	for _, row := range b.Rows {
		if row.Hidden != (row.Number == 10) {
			t.Errorf("row %d: hidden is %v", row.Number, row.Hidden)
		}
	}
	if old := doc.Blocks[1]; !old.Hidden || !old.Rows[0].Hidden || old.Heading != "Old" {
		t.Errorf("hidden sheet: %+v", old)
	}
	for _, words := range []string{"conditional formatting", "no result kept", "struck through", "notes or comments"} {
		if w := mustWarn(t, doc, words); w.Sheet != "Sheet1" {
			t.Errorf("%q is said of the sheet %q", words, w.Sheet)
		}
	}
}
