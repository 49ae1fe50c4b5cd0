// Package sheet writes workbooks that Excel and other spreadsheets open (ECMA-376), row by row: a long one is never held whole.
//
// Every word is written as text, so that no cell is run as a formula whatever it begins with. The same content gives the same bytes.
package sheet

import (
	"archive/zip"
	"bufio"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"throughline/calendar"
)

// A Book is the sheets of a workbook, the first of which it opens at.
type Book struct {
	Title   string // of the document, for who looks at its properties
	Creator string // the council
	Sheets  []Sheet
}

// A Sheet is rows under headings that stay in sight.
type Sheet struct {
	Name    string // of at most 31 letters, without : \ / ? * [ ]
	Columns []Column
	Frozen  int // how many columns stay in sight besides the headings
	Pages   int // how many pages across it is printed on; 0 for as many as it takes
	Rows    iter.Seq[[]Cell]
}

// A Column is its heading and its width.
type Column struct {
	Heading string
	Width   int  // in letters
	Quiet   bool // its heading is set apart: its cells are not for changing
	OneLine bool // its words run on beyond the cell, and make no row higher
}

// A Cell is some words, a day or a whole number. The first that is given is written.
type Cell struct {
	Words  string
	Day    calendar.Date
	Number *int
	Bold   bool
	Kept   bool // its words begin with an apostrophe of our own: a spreadsheet leaves it there
}

// MostLetters is how many letters a cell can hold (UTF-16 code units, as Excel counts).
const MostLetters = 32_767

// Letters counts the letters of some words as Excel does.
func Letters(words string) int {
	n := 0
	for _, r := range words {
		n += utf16.RuneLen(r)
	}
	return n
}

// Write writes a workbook.
func Write(to io.Writer, b Book) error {
	archive := zip.NewWriter(to)
	for i, s := range b.Sheets {
		if err := checked(s); err != nil {
			return err
		}
		part, err := entry(archive, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1))
		if err != nil {
			return err
		}
		out := bufio.NewWriterSize(part, 1<<16)
		if err := s.write(out, i == 0); err != nil {
			return err
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	for _, part := range b.parts() {
		w, err := entry(archive, part.name)
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, header+part.content); err != nil {
			return err
		}
	}
	return archive.Close()
}

// entry begins a part of the archive. It bears no time, so that the same content gives the same bytes.
func entry(archive *zip.Writer, name string) (io.Writer, error) {
	return archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
}

func checked(s Sheet) error {
	if s.Name == "" || utf8.RuneCountInString(s.Name) > 31 || strings.ContainsAny(s.Name, `:\/?*[]`) {
		return fmt.Errorf("a sheet can't be called %q", s.Name)
	}
	return nil
}

// The looks of cells, by their place in styles.xml.
const (
	plain = iota
	heading
	quietHeading
	dated
	bold
	keptWords
	unbroken
)

func (s Sheet) write(out *bufio.Writer, first bool) error {
	put := func(text ...string) {
		for _, t := range text {
			_, _ = out.WriteString(t) // Flush gives the first error
		}
	}
	put(header, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`)
	if s.Pages > 0 {
		put(`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`)
	}
	put(`<sheetViews><sheetView workbookViewId="0"`)
	if first {
		put(` tabSelected="1"`)
	}
	put(`>`, s.pane(), `</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>`)
	for i, c := range s.Columns {
		at := strconv.Itoa(i + 1)
		put(`<col min="`, at, `" max="`, at, `" width="`, strconv.Itoa(c.Width), `" customWidth="1"/>`)
	}
	put(`</cols><sheetData>`)
	headings := make([]Cell, len(s.Columns))
	for i, c := range s.Columns {
		headings[i] = Cell{Words: c.Heading}
	}
	rows := 1
	if err := s.writeRow(put, rows, headings, s.lookOfHeading); err != nil {
		return err
	}
	for cells := range s.Rows {
		rows++
		if err := s.writeRow(put, rows, cells, nil); err != nil {
			return fmt.Errorf("the sheet %s: %w", s.Name, err)
		}
	}
	put(`</sheetData>`)
	if first {
		put(`<autoFilter ref="A1:`, columnName(len(s.Columns)), strconv.Itoa(rows), `"/>`)
	}
	put(`<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>`)
	if s.Pages > 0 {
		put(`<pageSetup paperSize="8" orientation="landscape" fitToWidth="`, strconv.Itoa(s.Pages), `" fitToHeight="0"/>`)
	}
	put(`</worksheet>`)
	return nil
}

func (s Sheet) lookOfHeading(i int) int {
	if s.Columns[i].Quiet {
		return quietHeading
	}
	return heading
}

// pane keeps the headings in sight, and some columns.
func (s Sheet) pane() string {
	if s.Frozen == 0 {
		return `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`
	}
	return `<pane xSplit="` + strconv.Itoa(s.Frozen) + `" ySplit="1" topLeftCell="` + columnName(s.Frozen+1) + `2" activePane="bottomRight" state="frozen"/>`
}

func (s Sheet) writeRow(put func(...string), number int, cells []Cell, look func(int) int) error {
	row := strconv.Itoa(number)
	put(`<row r="`, row, `" ht="`, strconv.Itoa(s.height(cells)), `">`)
	for i, c := range cells {
		at := columnName(i+1) + row
		switch serial, ok := serialOf(c.Day); {
		case c.Words != "":
			if n := Letters(c.Words); n > MostLetters {
				return fmt.Errorf("the cell %s has %d letters, and a spreadsheet's cell holds %d at most", at, n, MostLetters)
			}
			put(`<c r="`, at, `" s="`, strconv.Itoa(s.lookOf(c, i, look)), `" t="inlineStr"><is><t xml:space="preserve">`, words(c.Words), `</t></is></c>`)
		case ok:
			put(`<c r="`, at, `" s="`, strconv.Itoa(dated), `"><v>`, strconv.Itoa(serial), `</v></c>`)
		case !c.Day.IsZero(): // before what spreadsheets count from
			put(`<c r="`, at, `" s="`, strconv.Itoa(plain), `" t="inlineStr"><is><t>`, c.Day.String(), `</t></is></c>`)
		case c.Number != nil:
			put(`<c r="`, at, `" s="`, strconv.Itoa(plain), `"><v>`, strconv.Itoa(*c.Number), `</v></c>`)
		}
	}
	put(`</row>`)
	return nil
}

// The height of a line and the most that a row may have, in points.
const (
	lineHeight = 15
	mostHigh   = 405
)

// height is about what a row needs for its words. Spreadsheets work it out anew when a cell is changed; some don't when they open the file.
func (s Sheet) height(cells []Cell) int {
	most := 1
	for i, c := range cells {
		if i >= len(s.Columns) || s.Columns[i].Width < 1 || s.Columns[i].OneLine {
			continue
		}
		n, width := 0, s.Columns[i].Width
		for line := range strings.SplitSeq(c.Words, "\n") {
			n += 1 + utf8.RuneCountInString(line)/width
		}
		most = max(most, n)
	}
	return min(mostHigh, most*lineHeight)
}

func (s Sheet) lookOf(c Cell, i int, look func(int) int) int {
	switch {
	case look != nil:
		return look(i)
	case i < len(s.Columns) && s.Columns[i].OneLine:
		return unbroken
	case c.Kept:
		return keptWords
	case c.Bold:
		return bold
	default:
		return plain
	}
}

// columnName is A, B, ... Z, AA.
func columnName(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = string(rune('A'+(n-1)%26)) + name
	}
	return name
}

// serialOf is the number that spreadsheets keep a day as: 1 March 1900 is 61. Before it they count a day that never was.
func serialOf(d calendar.Date) (int, bool) {
	first := calendar.Must(1900, time.March, 1)
	if d.IsZero() || d.Before(first) {
		return 0, false
	}
	return d.Sub(first) + 61, true
}
