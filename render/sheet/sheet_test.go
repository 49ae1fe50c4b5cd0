package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/render/sheet"
)

func written(t *testing.T, b sheet.Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := sheet.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func partsOf(t *testing.T, file []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range archive.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(body)
	}
	return parts
}

func oneSheet(cells ...sheet.Cell) sheet.Book {
	return sheet.Book{Title: "A & B", Creator: "Council", Sheets: []sheet.Sheet{{
		Name: "Plan", Columns: []sheet.Column{{Heading: "First", Width: 10}, {Heading: "Second", Width: 20, Quiet: true}}, Frozen: 1, Pages: 2, Rows: slices.Values([][]sheet.Cell{cells}),
	}}}
}

func TestWhatIsWritten(t *testing.T) {
	n := 480
	file := written(t, oneSheet(sheet.Cell{Words: "=1 <b>&\x01_x000D_\n"}, sheet.Cell{Day: calendar.Must(1900, 3, 1)}, sheet.Cell{}, sheet.Cell{Number: &n}, sheet.Cell{Day: calendar.Must(1900, 2, 28)}, sheet.Cell{Words: "'=1", Kept: true}))
	parts := partsOf(t, file)
	for name, content := range parts {
		decoder := xml.NewDecoder(strings.NewReader(content))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s is no XML: %v", name, err)
			}
		}
	}
	body := parts["xl/worksheets/sheet1.xml"]
	for _, want := range []string{
		`<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>`, `<c r="A1" s="1" t="inlineStr">`, `<c r="B1" s="2" t="inlineStr">`,
		"<c r=\"A2\" s=\"0\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1 &lt;b&gt;&amp;_x0001__x005F_x000D_\n</t></is></c>", `<c r="B2" s="3"><v>61</v></c>`, `<c r="D2" s="0"><v>480</v></c>`,
		`<is><t>1900-02-28</t></is>`, `<c r="F2" s="5" t="inlineStr">`, `<autoFilter ref="A1:B2"/>`, `<row r="2" ht="45">`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the sheet has no %s:\n%s", want, body)
		}
	}
	if strings.Contains(body, "<f>") || strings.Contains(body, `r="C2"`) {
		t.Error("the sheet has a formula, or a cell with nothing in it")
	}
	if !bytes.Equal(file, written(t, oneSheet(sheet.Cell{Words: "=1 <b>&\x01_x000D_\n"}, sheet.Cell{Day: calendar.Must(1900, 3, 1)}, sheet.Cell{}, sheet.Cell{Number: &n}, sheet.Cell{Day: calendar.Must(1900, 2, 28)}, sheet.Cell{Words: "'=1", Kept: true}))) {
		t.Error("the same content gives other bytes")
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	long := oneSheet(sheet.Cell{Words: strings.Repeat("é", sheet.MostLetters) + "𝄞"})
	if err := sheet.Write(io.Discard, long); err == nil || !strings.Contains(err.Error(), "the cell A2 has 32769 letters") {
		t.Errorf("a cell that is too long: %v", err)
	}
	for _, name := range []string{"", "a/b", strings.Repeat("x", 32)} {
		book := oneSheet()
		book.Sheets[0].Name = name
		if err := sheet.Write(io.Discard, book); err == nil {
			t.Errorf("a sheet is called %q", name)
		}
	}
	if err := sheet.Write(failing{}, oneSheet(sheet.Cell{Words: "x"})); err == nil {
		t.Error("nothing was written, and nothing was said")
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
