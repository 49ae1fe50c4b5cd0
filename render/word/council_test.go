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
	styles := parts["word/styles.xml"]
	own := strings.Index(styles, `<w:style w:type="paragraph" w:customStyle="1"`)
	parts["word/styles.xml"] = strings.NewReplacer("en-GB", "en-US", `w:styleId="Heading1"`, `w:styleId="berschrift1"`, `w:ascii="Arial"`, `w:ascii="Gill Sans"`,
		`<w:outlineLvl w:val="0"/>`, `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr><w:outlineLvl w:val="0"/>`).Replace(styles[:own]) +
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
	for name, text := range parts {
		if strings.Contains(text, "Secret") {
			t.Errorf("%s holds words of the council's document", name)
		}
	}
	if !strings.Contains(parts["word/styles.xml"], "Gill Sans") || !strings.Contains(parts["word/theme/theme1.xml"], "House") || !strings.Contains(parts["word/document.xml"], `<w:pStyle w:val="berschrift1"/>`) {
		t.Error("the council's styles were not taken")
	}
	if strings.Contains(parts["word/styles.xml"], "numPr") || !strings.Contains(parts["word/styles.xml"], `w:styleId="PaperNoteX"`) {
		t.Error("its numbers came too, or one of its styles was taken for ours")
	}
	if first, again := written(t, data, zipped(t, council(t))), written(t, data, zipped(t, council(t))); !bytes.Equal(first, again) {
		t.Error("the same styles gave other bytes")
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
