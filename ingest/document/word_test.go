package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/ingest/document"
)

const wordMain = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
	`xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`

const wordStyles = `<w:styles ` + wordMain + `>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="Heading1"/></w:style>
<w:style w:type="paragraph" w:styleId="OurHeading"><w:name w:val="Council heading"/><w:basedOn w:val="H2"/></w:style>
<w:style w:type="paragraph" w:styleId="ListBullet"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:strike/><w:color w:val="FF0000"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>
</w:styles>`

const wordNumbering = `<w:numbering ` + wordMain + `>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="Council"/><w:lvl w:ilvl="0"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="(%1)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Council"/></w:abstractNum>
<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>`

// handWord is a Word document whose body's XML is given.
func handWord(t testing.TB, body string) []byte {
	t.Helper()
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	return zipped(t,
		"_rels/.rels", `<Relationships><Relationship Id="a" Type="`+rel+`officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="b" Type="`+rel+`styles" Target="styles.xml"/><Relationship Id="c" Type="`+
			rel+`numbering" Target="numbering.xml"/></Relationships>`,
		"word/styles.xml", wordStyles, "word/numbering.xml", wordNumbering,
		"word/document.xml", `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document `+wordMain+`><w:body>`+body+`<w:sectPr/></w:body></w:document>`)
}

// p is a paragraph of plain words; ps one with properties.
func p(words string) string { return ps("", words) }

func ps(props, words string) string {
	return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t xml:space="preserve">` + words + `</w:t></w:r></w:p>`
}

func tc(props string, content ...string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + strings.Join(content, "") + `</w:tc>`
}

func tr(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

func tbl(rows ...string) string { return `<w:tbl><w:tblPr/>` + strings.Join(rows, "") + `</w:tbl>` }

func numbered(list, level int) string {
	return fmt.Sprintf(`<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr>`, level, list)
}

func TestReadWordTables(t *testing.T) {
	doc := read(t, "plan.docx", handWord(t,
		ps(`<w:pStyle w:val="Heading1"/>`, "Plan")+ps(`<w:pStyle w:val="OurHeading"/>`, "Priority 1")+p("Some words.")+
			`<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Leadership</w:t></w:r></w:p>`+
			tbl(
				tr(tc("", p("No.")), tc(`<w:gridSpan w:val="2"/>`, p("Action")), tc("", p("RAG"))),
				tr(tc(`<w:vMerge w:val="restart"/>`, p("1")), tc("", p("one"), p(""), p("two")), tc("", p("May")), tc(`<w:shd w:val="clear" w:color="auto" w:fill="ffc000"/>`, p(""))),
				tr(tc(`<w:vMerge/>`, p("")), tc("", p("three")), tc("", p("June")), tc(`<w:shd w:val="solid" w:color="00B050" w:fill="auto"/>`, p("Green"))),
				tr(tc(`<w:vMerge/>`, p("")), tc("", p("")), tc("", p("")), tc("", p(""))),
				tr(tc("", p("2")), tc("", p("four"))),
			)+
			ps(`<w:pStyle w:val="H2"/>`, "Priority 2")+tbl(tr(tc("", p("x"))))))
	if len(doc.Blocks) != 2 {
		t.Fatalf("%d blocks", len(doc.Blocks))
	}
	b := doc.Blocks[0]
	want := map[int][]string{
		1: {"No.", "Action", "Action", "RAG"}, 2: {"1", "one\ntwo", "May", ""}, 3: {"1", "three", "June", "Green"}, 5: {"2", "four"},
	}
	if diff := cmp.Diff(want, texts(b)); diff != "" {
		t.Error(diff)
	}
	if b.Heading != "Plan\nPriority 1\nLeadership" || doc.Blocks[1].Heading != "Plan\nPriority 2" || doc.Blocks[1].Place.Table != 2 {
		t.Errorf("headings %q, %q", b.Heading, doc.Blocks[1].Heading)
	}
	for _, c := range []struct {
		row  int
		want document.Cell
	}{
		{1, document.Cell{Column: 2, Text: "Action", Columns: 2}},
		{1, document.Cell{Column: 3, Text: "Action", Merged: true}},
		{2, document.Cell{Column: 1, Text: "1", Rows: 2}},
		{2, document.Cell{Column: 4, Fill: "FFC000"}},
		{3, document.Cell{Column: 1, Text: "1", Merged: true}},
		{3, document.Cell{Column: 4, Text: "Green", Fill: "00B050"}},
	} {
		c.want.Columns, c.want.Rows = max(1, c.want.Columns), max(1, c.want.Rows)
		if diff := cmp.Diff(c.want, cellAt(t, b, c.row, c.want.Column)); diff != "" {
			t.Error(diff)
		}
	}
	mustWarn(t, doc, "Paragraphs passed over: 1.")
}

// Words in every kind of element that Word puts round them.
func TestWordsInRuns(t *testing.T) {
	r := func(props, inside string) string { return `<w:r><w:rPr>` + props + `</w:rPr>` + inside + `</w:r>` }
	for _, c := range []struct{ name, paragraph, want, warning string }{
		{"parts", r("", `<w:t xml:space="preserve">a </w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:br w:type="page"/><w:t>d</w:t>`), "a \tb\nc-d", ""},
		{"a link", `<w:hyperlink>` + r("", `<w:t>link</w:t>`) + `</w:hyperlink>`, "link", ""},
		{"put in", `<w:ins w:id="1">` + r("", `<w:t>new</w:t>`) + `</w:ins>`, "new", "tracked changes"},
		{"taken out", `<w:del w:id="1">` + r("", `<w:delText>old</w:delText>`) + `</w:del>` + r("", `<w:t>kept</w:t>`), "kept", "tracked changes"},
		{"moved", `<w:moveFrom>` + r("", `<w:t>old</w:t>`) + `</w:moveFrom><w:moveTo>` + r("", `<w:t>here</w:t>`) + `</w:moveTo>`, "here", "tracked changes"},
		{"a control", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + r("", `<w:t>chosen</w:t>`) + `</w:sdtContent></w:sdt>`, "chosen", ""},
		{"a prompt", `<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + r("", `<w:t>Click here</w:t>`) + `</w:sdtContent></w:sdt>` + r("", `<w:t>x</w:t>`), "x", ""},
		{"a tick box", `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>` + r("", `<w:t>☒</w:t>`) + `</w:sdtContent></w:sdt>`, "☒", ""},
		{"an old tick box", r("", `<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData></w:fldChar>`) +
			r("", `<w:instrText>FORMCHECKBOX</w:instrText>`), "☒", ""},
		{"a field", `<w:fldSimple w:instr="DATE">` + r("", `<w:t>9 March</w:t>`) + `</w:fldSimple>`, "9 March", ""},
		{"a footnote mark", r("", `<w:t>done</w:t>`) + r("", `<w:footnoteReference w:id="2"/>`), "done", ""},
		{"a symbol", r("", `<w:sym w:font="Wingdings" w:char="F0FC"/>`), "✓", ""},
		{"hidden", r("<w:vanish/>", `<w:t>secret</w:t>`) + r("", `<w:t>seen</w:t>`), "seen", "hidden"},
		{"not hidden", r(`<w:vanish w:val="0"/>`, `<w:t>seen</w:t>`), "seen", ""},
		{"a text box", r("", `<mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>`+p("boxed")+`</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>`+p("boxed")+`</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent><w:t>x</w:t>`), "x", "text boxes"},
		{"a picture", r("", `<w:drawing/><w:t>x</w:t>`), "x", "pictures"},
		{"a bullet", `<w:pPr>` + numbered(1, 0) + `</w:pPr>` + r("", `<w:t>x</w:t>`), "• x", ""},
		{"a number", `<w:pPr>` + numbered(2, 0) + `</w:pPr>` + r("", `<w:t>x</w:t>`), "1. x", ""},
		{"a number alone", `<w:pPr>` + numbered(3, 0) + `</w:pPr>`, "5.", ""},
		{"a number of a list style", `<w:pPr>` + numbered(4, 0) + `</w:pPr>` + r("", `<w:t>x</w:t>`), "(IV) x", ""},
		{"a list that isn't there", `<w:pPr>` + numbered(99, 0) + `</w:pPr>` + r("", `<w:t>x</w:t>`), "• x", ""},
		{"a style of itself", `<w:pPr><w:pStyle w:val="Loop"/></w:pPr>` + r("", `<w:t>x</w:t>`), "x", ""},
		{"what it was before", `<w:pPr><w:pPrChange><w:pPr>` + numbered(2, 0) + `</w:pPr></w:pPrChange></w:pPr>` + r("", `<w:t>x</w:t>`), "x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := read(t, "plan.docx", handWord(t, tbl(tr(tc("", `<w:p>`+c.paragraph+`</w:p>`)))))
			if got := cellAt(t, doc.Blocks[0], 1, 1).Text; got != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
			if c.warning != "" {
				mustWarn(t, doc, c.warning)
			} else if len(doc.Warnings) > 0 {
				t.Error(doc.Warnings)
			}
		})
	}
}

func TestLooksInWord(t *testing.T) {
	run := func(props, words string) string {
		return `<w:p><w:r><w:rPr>` + props + `</w:rPr><w:t>` + words + `</w:t></w:r></w:p>`
	}
	both := `<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>gone</w:t></w:r><w:r><w:t> kept</w:t></w:r></w:p>`
	doc := read(t, "plan.docx", handWord(t, tbl(tr(
		tc("", run("<w:b/><w:color w:val=\"00b050\"/>", "a")), tc("", run("<w:strike/>", "b")), tc("", run(`<w:rStyle w:val="Gone"/>`, "c")),
		tc("", run(`<w:highlight w:val="yellow"/>`, "d")), tc("", ps(`<w:shd w:val="clear" w:fill="FF0000"/>`, "e")), tc("", both), tc("", run(`<w:color w:val="auto"/>`, "g"))))))
	want := []document.Cell{
		{Text: "a", Bold: true, Font: "00B050"}, {Text: "b", Struck: true}, {Text: "c", Struck: true, Font: "FF0000"},
		{Text: "d", Fill: "FFFF00"}, {Text: "e", Fill: "FF0000"}, {Text: "gone kept"}, {Text: "g"},
	}
	for i := range want {
		want[i].Column, want[i].Columns, want[i].Rows = i+1, 1, 1
	}
	if diff := cmp.Diff(want, doc.Blocks[0].Rows[0].Cells); diff != "" {
		t.Error(diff)
	}
	if w := mustWarn(t, doc, "struck through"); w.Table != 1 || w.Row != 1 || w.Column != 6 {
		t.Errorf("warned of %+v", w.Place)
	}
}

func TestReadWordLists(t *testing.T) {
	doc := read(t, "plan.docx", handWord(t,
		ps(`<w:pStyle w:val="Heading1"/>`, "Health")+
			ps(numbered(2, 0), "first")+ps(numbered(2, 1), "under")+ps(numbered(2, 1), "under too")+p("")+ps(numbered(2, 0), "second")+ps(numbered(2, 1), "under that")+
			p("Words between.")+
			ps(`<w:pStyle w:val="ListBullet"/>`, "bullet")+p("• typed")+p("- also typed")+p("-5 degrees")+
			ps(numbered(3, 0), "restarted")+ps(numbered(3, 0), "and on")+ps(`<w:pStyle w:val="ListBullet"/>`+numbered(0, 0), "not one")))
	type item struct {
		Marker, Text  string
		Level, Number int
	}
	var got [][]item
	for _, b := range doc.Blocks {
		if !b.List || b.Heading != "Health" {
			t.Errorf("list %v under %q", b.List, b.Heading)
		}
		var items []item
		for _, row := range b.Rows {
			items = append(items, item{row.Marker, row.Cells[0].Text, row.Level, row.Number})
		}
		got = append(got, items)
	}
	want := [][]item{
		{{"1.", "first", 0, 1}, {"1.a)", "under", 1, 2}, {"1.b)", "under too", 1, 3}, {"2.", "second", 0, 4}, {"2.a)", "under that", 1, 5}},
		{{"•", "bullet", 0, 1}, {"•", "typed", 0, 2}, {"•", "also typed", 0, 3}},
		{{"5.", "restarted", 0, 1}, {"6.", "and on", 0, 2}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if doc.Blocks[1].Rows[0].Line != 9 {
		t.Errorf("paragraph %d, want 9", doc.Blocks[1].Rows[0].Line)
	}
}

func TestTablesWithinCells(t *testing.T) {
	inner := tbl(tr(tc("", p("Who")), tc("", p("When"))), tr(tc("", p("Ann")), tc("", p("May"), tbl(tr(tc("", p("deep")))))))
	doc := read(t, "plan.docx", handWord(t, tbl(tr(tc("", p("before"), inner, p("after")), tc("", p("x"))))))
	if got := cellAt(t, doc.Blocks[0], 1, 1).Text; got != "before\nWho | When\nAnn | May\ndeep\nafter" {
		t.Errorf("read %q", got)
	}
	if w := mustWarn(t, doc, "table inside"); w.Table != 1 || w.Row != 1 || w.Column != 1 {
		t.Errorf("warned of %+v", w.Place)
	}
}

func TestRowsOfWordTables(t *testing.T) {
	row := func(props string, cells ...string) string {
		return `<w:tr><w:trPr>` + props + `</w:trPr>` + strings.Join(cells, "") + `</w:tr>`
	}
	doc := read(t, "plan.docx", handWord(t, tbl(
		row("", tc("", p("a")), tc("", p("b"))),
		row(`<w:del w:id="1"/>`, tc("", p("taken out")), tc("", p("b"))),
		row(`<w:gridBefore w:val="1"/>`, tc("", p("in the second"))),
		row(`<w:hidden/>`, tc("", p("unseen"))),
		row("", tc(`<w:hMerge w:val="restart"/>`, p("wide")), tc(`<w:hMerge/>`, p(""))),
		row("", tc(`<w:cellDel w:id="1"/>`, p("cut")), tc("", p("left"))),
		`<w:sdt><w:sdtContent>`+tr(tc("", p("in a control")))+`</w:sdtContent></w:sdt>`,
	)))
	want := map[int][]string{
		1: {"a", "b"}, 2: {"", "in the second"}, 3: {"unseen"}, 4: {"wide", "wide"}, 5: {"left"}, 6: {"in a control"},
	}
	if diff := cmp.Diff(want, texts(doc.Blocks[0])); diff != "" {
		t.Error(diff)
	}
	for _, r := range doc.Blocks[0].Rows {
		if r.Hidden != (r.Number == 3) {
			t.Errorf("row %d: hidden %v", r.Number, r.Hidden)
		}
	}
	mustWarn(t, doc, "tracked changes")
}

func TestWhatStandsOverATable(t *testing.T) {
	doc := read(t, "plan.docx", handWord(t,
		ps(`<w:pStyle w:val="Title"/>`, "Our plan")+ps(`<w:pStyle w:val="TOC1"/>`, "Health … 3")+
			ps(`<w:pStyle w:val="Heading1"/>`+numbered(2, 0), "Health")+ps(`<w:pStyle w:val="Caption"/>`, "Table 1: actions")+tbl(tr(tc("", p("a"))))+
			tbl(tr(tc("", p("b"))))+ps(`<w:outlineLvl w:val="0"/>`, "Homes")+p("Words.")+`<w:sdt><w:sdtPr/><w:sdtContent>`+tbl(tr(tc("", p("c"))))+`</w:sdtContent></w:sdt>`))
	var got []string
	for _, b := range doc.Blocks {
		got = append(got, b.Heading)
	}
	if diff := cmp.Diff([]string{"Our plan\n1. Health\nTable 1: actions", "Our plan\n1. Health", "Our plan\nHomes"}, got); diff != "" {
		t.Error(diff)
	}
	mustWarn(t, doc, "passed over: 1.")
}

// What stands in other parts of the file than its body is said not to be read.
func TestWordPartsNotRead(t *testing.T) {
	const rel = `http://schemas.openxmlformats.org/officeDocument/2006/relationships/`
	doc := read(t, "plan.docx", zipped(t,
		"word/document.xml", `<w:document `+wordMain+`><w:body>`+tbl(tr(tc("", p("a"))))+`</w:body></w:document>`,
		"word/_rels/document.xml.rels", `<Relationships><Relationship Id="a" Type="`+rel+`comments" Target="comments.xml"/><Relationship Id="b" Type="`+
			rel+`aFChunk" Target="other.html"/><Relationship Id="c" Type="`+rel+`hyperlink" Target="http://example.org" TargetMode="External"/></Relationships>`,
		"word/comments.xml", "<a/>", "word/other.html", "<a/>"))
	mustWarn(t, doc, "comments")
	mustWarn(t, doc, "other.html")
}

func TestTakenOutOfNestedTables(t *testing.T) {
	inner := `<w:tbl><w:tr><w:trPr><w:cantSplit/></w:trPr>` + tc(`<w:cellDel/>`, p("cut")) + tc("", p("left")) + `</w:tr><w:tr>` + tc("", p("")) + `</w:tr></w:tbl>`
	doc := read(t, "plan.docx", handWord(t, tbl(tr(tc("", inner)))))
	if got := cellAt(t, doc.Blocks[0], 1, 1).Text; got != "left" {
		t.Errorf("read %q", got)
	}
}

func TestLongHeadingsAreShortened(t *testing.T) {
	doc := read(t, "plan.docx", handWord(t, ps(`<w:pStyle w:val="Heading1"/>`, strings.Repeat("é", 300))+tbl(tr(tc("", p("x"))))))
	if got, want := doc.Blocks[0].Heading, strings.Repeat("é", 98)+"…"; got != want {
		t.Errorf("heading %q", got)
	}
}

// Empty cells without end are passed over; one with words is refused by its column.
func TestRowsWithoutEnd(t *testing.T) {
	doc := read(t, "plan.docx", handWord(t, tbl(tr(tc("", p("x")), strings.Repeat(`<w:tc/>`, 5000)))))
	if n := len(doc.Blocks[0].Rows[0].Cells); n != 1 {
		t.Errorf("%d cells", n)
	}
	why := refused(t, "plan.docx", handWord(t, tbl(tr(strings.Repeat(`<w:tc/>`, 5000), tc("", p("x"))))), document.Usual())
	if !strings.Contains(why, "column 5,001 in row 1 of table 1") {
		t.Error(why)
	}
}
