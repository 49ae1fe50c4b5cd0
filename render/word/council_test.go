package word_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"throughline/render/word"
)

// council is a document as a council might have it: ids in another language,
// numbered headings, American words, and styles of its own.
func council(t *testing.T) map[string]string {
	t.Helper()
	parts := partsOf(t, written(t, published(t), nil))
	wordsOwn, _, _ := strings.Cut(parts["word/styles.xml"], `<w:style w:type="paragraph" w:customStyle="1"`)
	parts["word/styles.xml"] = strings.NewReplacer("en-GB", "en-US", `w:styleId="Heading1"`, `w:styleId="berschrift1"`, `w:ascii="Arial"`, `w:ascii="Gill Sans"`,
		`<w:outlineLvl w:val="0"/>`, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr><w:outlineLvl w:val="0"/>`).Replace(wordsOwn) +
		`<w:style w:type="paragraph" w:customStyle="1" w:styleId="PaperNote"><w:name w:val="House letter"/></w:style></w:styles>`
	parts["word/document.xml"] = `<w:document xmlns:w="x"><w:body>Secret words of another paper</w:body></w:document>`
	parts["word/header1.xml"] = `<x>Secret words of another paper</x>`
	parts["word/theme/theme1.xml"] = `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="House"/>`
	return parts
}

func TestTheStylesOfTheCouncilsOwnDocument(t *testing.T) {
	data := published(t)
	parts := partsOf(t, written(t, data, zipped(t, council(t))))
	for _, fault := range faultsIn(t, parts) {
		t.Error(fault)
	}
	for _, fault := range looksElse(parts) {
		t.Error(fault)
	}
	if first, again := written(t, data, zipped(t, council(t))), written(t, data, zipped(t, council(t))); !bytes.Equal(first, again) {
		t.Error("the same styles gave other bytes")
	}
}

// looksElse says how a document fails to look like the council's own, or has
// more of it than its look.
func looksElse(parts map[string]string) (faults []string) {
	styles, document := parts["word/styles.xml"], parts["word/document.xml"]
	for fault, found := range map[string]bool{
		"its letters are not the council's":               !strings.Contains(styles, `w:ascii="Gill Sans"`) || strings.Contains(styles, `w:ascii="Arial"`),
		"its colours are not the council's":               !strings.Contains(parts["word/theme/theme1.xml"], `name="House"`) || !strings.Contains(parts["[Content_Types].xml"], "/word/theme/theme1.xml") || !strings.Contains(parts["word/_rels/document.xml.rels"], "theme/theme1.xml"),
		"its headings have another style":                 !strings.Contains(document, `<w:pStyle w:val="berschrift1"/>`) || strings.Contains(document, `<w:pStyle w:val="Heading1"/>`),
		"its headings are numbered as the council's were": strings.Contains(styles, "numPr"),
		"a style of the council's was taken for ours":     !strings.Contains(styles, `w:styleId="PaperNoteX"`) || !strings.Contains(document, `<w:pStyle w:val="PaperNoteX"/>`),
		"it has lost a style of the council's":            !strings.Contains(styles, `<w:name w:val="House letter"/>`),
	} {
		if found {
			faults = append(faults, fault)
		}
	}
	for name, text := range parts {
		if strings.Contains(text, "Secret") {
			faults = append(faults, name+" holds words of the council's document")
		}
	}
	return faults
}

func TestADocumentThatLooksElseIsNoticed(t *testing.T) {
	data := published(t)
	if got := looksElse(partsOf(t, written(t, data, nil))); len(got) != 5 {
		t.Errorf("of a document that was given no styles: noticed %q", got)
	}
	for says, broken := range map[string][3]string{
		"its letters":      {"word/styles.xml", "Gill Sans", "Arial"},
		"its colours":      {"[Content_Types].xml", "/word/theme/theme1.xml", "/word/theme/theme2.xml"},
		"another style":    {"word/document.xml", "berschrift1", "Heading1"},
		"are numbered":     {"word/styles.xml", `<w:outlineLvl w:val="0"/>`, `<w:numPr/><w:outlineLvl w:val="0"/>`},
		"taken for ours":   {"word/document.xml", "PaperNoteX", "PaperNote"},
		"has lost a style": {"word/styles.xml", "House letter", "letter"},
		"holds words":      {"word/header1.xml", "<w:t ", "<w:t>Secret words</w:t><w:t "},
	} {
		parts := partsOf(t, written(t, data, zipped(t, council(t))))
		if !strings.Contains(parts[broken[0]], broken[1]) {
			t.Errorf("%s: there is nothing to change", says)
		}
		parts[broken[0]] = strings.ReplaceAll(parts[broken[0]], broken[1], broken[2])
		if got := strings.Join(looksElse(parts), "; "); !strings.Contains(got, says) {
			t.Errorf("%s: noticed %q", says, got)
		}
	}
}

// Styles may say less than Word's own do.
func TestStylesThatSayLittle(t *testing.T) {
	for name, styles := range map[string]string{
		"no defaults":             `<w:styles xmlns:w="` + wordNS + `"><w:style w:type="paragraph" w:styleId="N"><w:name w:val="Normal"/></w:style></w:styles>`,
		"empty defaults":          `<w:styles xmlns:w="` + wordNS + `"><w:docDefaults/><w:style w:type="paragraph" w:styleId="N"><w:name w:val="Normal"/></w:style></w:styles>`,
		"defaults of paragraphs":  `<w:styles xmlns:w="` + wordNS + `"><w:docDefaults><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:styleId="N"><w:name w:val="Normal"/></w:style></w:styles>`,
		"defaults without speech": `<w:styles xmlns:w="` + wordNS + `"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="20"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:styleId="N"><w:name w:val="Normal"/></w:style></w:styles>`,
	} {
		parts := council(t)
		parts["word/styles.xml"] = styles
		made := partsOf(t, written(t, published(t), zipped(t, parts)))
		for _, fault := range faultsIn(t, made) {
			t.Errorf("%s: %s", name, fault)
		}
		if n := len(parsed(t, made["word/styles.xml"]).all("docDefaults")); n != 1 {
			t.Errorf("%s: %d defaults", name, n)
		}
	}
}

const wordNS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

func TestDocumentsThatCannotGiveTheirStyles(t *testing.T) {
	with := func(part, text string) []byte {
		parts := council(t)
		if parts[part] = text; text == "" {
			delete(parts, part)
		}
		return zipped(t, parts)
	}
	whole := zipped(t, council(t))
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"empty":         {[]byte{}, "is empty"},
		"too large":     {make([]byte, word.Limit+1), "larger than 20 MB"},
		"encrypted":     {[]byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more"), "encrypted, or is of an old kind (.doc)"},
		"a PDF":         {[]byte("%PDF-1.7"), "not a Word document"},
		"cut short":     {whole[:len(whole)/2], "not a Word document (.docx), or is damaged"},
		"a workbook":    {zipped(t, map[string]string{"xl/workbook.xml": "<x/>"}), "a zip file, but not a Word document"},
		"no styles":     {with("word/styles.xml", ""), "has no styles"},
		"broken styles": {with("word/styles.xml", "<w:styles>"), "can't be read"},
		"an entity":     {with("word/styles.xml", `<!DOCTYPE w [<!ENTITY x "y">]><w:styles xmlns:w="`+wordNS+`"/>`), "can't be read"},
		"strict":        {with("word/styles.xml", `<w:styles xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"></w:styles>`), "Strict Open XML"},
		"other names":   {with("word/styles.xml", `<styles xmlns="`+wordNS+`"><style styleId="a"/></styles>`), "writes no more"},
		"a bomb":        {with("word/styles.xml", strings.Repeat(" ", 9<<20)), "larger than"},
	} {
		_, err := word.Paper(published(t), c.file)
		var refused *word.Refused
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), c.says) || !strings.HasSuffix(err.Error(), ".") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
