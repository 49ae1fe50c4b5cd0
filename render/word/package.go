package word

import (
	"cmp"
	"strings"
	"time"

	"throughline/board"
)

const (
	xmlHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wordNS   = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	officeNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packNS   = "http://schemas.openxmlformats.org/package/2006/"
	spaces   = ` xmlns:w="` + wordNS + `" xmlns:r="` + officeNS + `"`
	// Language is the language of every paper.
	Language = "en-GB"
)

const rootRels = xmlHead + `<Relationships xmlns="` + packNS + `relationships">` +
	`<Relationship Id="rId1" Type="` + officeNS + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="` + packNS + `relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + officeNS + `/extended-properties" Target="docProps/app.xml"/></Relationships>`

const appXML = xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Throughline</Application></Properties>`

const settingsXML = xmlHead + `<w:settings` + spaces + `><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>` +
	`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
	`<w:themeFontLang w:val="` + Language + `"/></w:settings>`

// related are the parts that the document's own file names, by what follows
// "word/": what kind of relation each is, and its type of content.
var related = map[string]struct{ relation, content string }{
	"header1.xml":      {"header", "wordprocessingml.header"},
	"footer1.xml":      {"footer", "wordprocessingml.footer"},
	"footer2.xml":      {"footer", "wordprocessingml.footer"},
	"numbering.xml":    {"numbering", "wordprocessingml.numbering"},
	"settings.xml":     {"settings", "wordprocessingml.settings"},
	"styles.xml":       {"styles", "wordprocessingml.styles"},
	"theme/theme1.xml": {"theme", "theme"},
}

func contentTypes(parts []part) string {
	const office = "application/vnd.openxmlformats-officedocument."
	var b strings.Builder
	b.WriteString(xmlHead + `<Types xmlns="` + packNS + `content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>`)
	for _, p := range parts {
		var kind string
		switch {
		case p.name == "word/document.xml":
			kind = office + "wordprocessingml.document.main+xml"
		case p.name == "docProps/core.xml":
			kind = "application/vnd.openxmlformats-package.core-properties+xml"
		case p.name == "docProps/app.xml":
			kind = office + "extended-properties+xml"
		case related[strings.TrimPrefix(p.name, "word/")].content != "":
			kind = office + related[strings.TrimPrefix(p.name, "word/")].content + "+xml"
		default:
			continue
		}
		b.WriteString(`<Override PartName="/` + p.name + `" ContentType="` + kind + `"/>`)
	}
	b.WriteString(`</Types>`)
	return b.String()
}

// documentRels names each part by what it is: rId-header1 and so on.
func documentRels(parts []part) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="` + packNS + `relationships">`)
	for _, p := range parts {
		target := strings.TrimPrefix(p.name, "word/")
		if kind, ok := related[target]; ok {
			b.WriteString(`<Relationship Id="` + relation(target) + `" Type="` + officeNS + "/" + kind.relation + `" Target="` + target + `"/>`)
		}
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

func relation(target string) string {
	return "rId" + strings.NewReplacer("/", "", ".xml", "").Replace(target)
}

// coreXML is what the file says about itself: title, author, reference, hash,
// language. Its day is the paper's own, so that it never changes.
func coreXML(d board.PaperData) string {
	day := d.KnownAt.Time
	if !d.PublishedOn.IsZero() {
		day = d.PublishedOn.Start()
	}
	if day.IsZero() && !d.AsAt.IsZero() {
		day = d.AsAt.Start()
	}
	var about strings.Builder
	add := func(name, value, attributes string) {
		if value != "" {
			about.WriteString("<" + name + attributes + ">" + escaped(value) + "</" + name + ">")
		}
	}
	add("dc:title", cmp.Or(d.Title, "Paper without a title"), "")
	add("dc:subject", d.Committee, "")
	add("dc:creator", cmp.Or(d.Author.Name, d.Authority), "")
	add("dc:identifier", d.Reference, "")
	if d.DataHash != "" {
		add("dc:description", "SHA-256 of this paper's data: "+d.DataHash, "")
	}
	add("dc:language", Language, "")
	add("cp:contentStatus", d.State.Words(), "")
	if !day.IsZero() {
		when := day.UTC().Format(time.RFC3339)
		add("dcterms:created", when, ` xsi:type="dcterms:W3CDTF"`)
		add("dcterms:modified", when, ` xsi:type="dcterms:W3CDTF"`)
	}
	return xmlHead + `<cp:coreProperties xmlns:cp="` + packNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
		`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` + about.String() + `</cp:coreProperties>`
}
