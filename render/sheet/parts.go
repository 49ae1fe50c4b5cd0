package sheet

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

type part struct{ name, content string }

const (
	packaged = "http://schemas.openxmlformats.org/package/2006"
	office   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	kindOf   = "application/vnd.openxmlformats-officedocument.spreadsheetml."
)

// parts are those of a workbook besides its sheets.
func (b Book) parts() []part {
	var kinds, sheets, links strings.Builder
	for i, s := range b.Sheets {
		n := i + 1
		fmt.Fprintf(&kinds, `<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>`, n, kindOf)
		fmt.Fprintf(&sheets, `<sheet name="%s" sheetId="%d" r:id="rId%d"/>`, words(s.Name), n, n)
		fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, n, office, n)
	}
	fmt.Fprintf(&links, `<Relationship Id="rId%d" Type="%s/styles" Target="styles.xml"/>`, len(b.Sheets)+1, office)
	return []part{
		{"[Content_Types].xml", `<Types xmlns="` + packaged + `/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="` + kindOf + `sheet.main+xml"/>` + kinds.String() +
			`<Override PartName="/xl/styles.xml" ContentType="` + kindOf + `styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="` + packaged + `/relationships"><Relationship Id="rId1" Type="` + office + `/officeDocument" Target="xl/workbook.xml"/>` +
			`<Relationship Id="rId2" Type="` + packaged + `/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"docProps/core.xml", `<cp:coreProperties xmlns:cp="` + packaged + `/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + words(b.Title) +
			`</dc:title><dc:creator>` + words(b.Creator) + `</dc:creator><dc:language>en-GB</dc:language></cp:coreProperties>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="` + office + `"><bookViews><workbookView activeTab="0"/></bookViews><sheets>` +
			sheets.String() + `</sheets>` + b.namesOfHeadings() + `</workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="` + packaged + `/relationships">` + links.String() + `</Relationships>`},
		{"xl/styles.xml", styles},
	}
}

// namesOfHeadings has the headings of each sheet printed on every page.
func (b Book) namesOfHeadings() string {
	var names strings.Builder
	for i, s := range b.Sheets {
		quoted := "'" + strings.ReplaceAll(s.Name, "'", "''") + "'"
		fmt.Fprintf(&names, `<definedName name="_xlnm.Print_Titles" localSheetId="%d">%s!$1:$1</definedName>`, i, words(quoted))
	}
	return `<definedNames>` + names.String() + `</definedNames>`
}

// styles are the looks of cells, in the order of their names: plain, heading, quiet heading, dated, bold, kept words, unbroken.
// A day is shown as 9 Mar 2012: in figures, a copy saved as text on a machine of another country would turn its day and month about.
const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="[$-809]d mmm yyyy"/></numFmts>` +
	`<fonts count="3"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>` +
	`<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>` +
	`<fill><patternFill patternType="solid"><fgColor rgb="FF003A69"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE4E4E4"/></patternFill></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7">` +
	`<xf xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf xfId="0" fontId="1" fillId="2" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf xfId="0" fontId="2" fillId="3" applyFont="1" applyFill="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf xfId="0" numFmtId="164" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`<xf xfId="0" fontId="2" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf xfId="0" quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`</cellXfs></styleSheet>`

// words writes text for XML as workbooks do: what XML can't hold, and what would be read as such an escape, is escaped.
func words(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range text {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r == '_' && looksEscaped(text[i:]):
			b.WriteString("_x005F_")
		case r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF:
			fmt.Fprintf(&b, "_x%04X_", r)
		case r == utf8.RuneError:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// looksEscaped says that some words begin as an escape would: _x000D_.
func looksEscaped(text string) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	for _, c := range []byte(text[2:6]) {
		if !strings.ContainsRune("0123456789abcdefABCDEF", rune(c)) {
			return false
		}
	}
	return true
}
