package word

import (
	"regexp"
	"strings"
)

// look is how a document looks: its styles, the ids of those that a paper
// uses by their names, and its theme, or "".
type look struct {
	styles string
	ids    map[string]string
	theme  string
}

// id gives the id of a style by its name. Word knows the names of its own
// styles in every language, and the ids in none.
func (l look) id(name string) string { return l.ids[strings.ToLower(name)] }

// style is one that a paper uses. In what it says, {name} stands for the id of
// another.
type style struct{ kind, name, id, says string }

const (
	keepTogether = `<w:keepNext/><w:keepLines/>`
	small        = `<w:rPr><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>`
	smallStrong  = `<w:rPr><w:b/><w:bCs/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr>`
	inTable      = `<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>`
	rule         = ` w:val="single" w:sz="4" w:space="0" w:color="949494"/>`
)

func heading(level, before, size string) string {
	return `<w:basedOn w:val="{Normal}"/><w:next w:val="{Normal}"/><w:uiPriority w:val="9"/><w:qFormat/><w:pPr>` + keepTogether +
		`<w:spacing w:before="` + before + `" w:after="120" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="` + level + `"/></w:pPr>` +
		`<w:rPr><w:b/><w:bCs/><w:sz w:val="` + size + `"/><w:szCs w:val="` + size + `"/></w:rPr>`
}

func paragraphStyle(based, properties, run string) string {
	return `<w:basedOn w:val="{` + based + `}"/><w:qFormat/><w:pPr>` + properties + `</w:pPr>` + run
}

// builtIn are styles that Word knows by itself; a council's own document may
// say how they look. The others are a paper's own.
var builtIn = []style{
	{"paragraph", "Normal", "Normal", `<w:qFormat/>`},
	{"character", "Default Paragraph Font", "DefaultParagraphFont", `<w:uiPriority w:val="1"/><w:semiHidden/>`},
	{"table", "Normal Table", "TableNormal", `<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>` +
		`<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>`},
	{"paragraph", "Title", "Title", `<w:basedOn w:val="{Normal}"/><w:next w:val="{Normal}"/><w:qFormat/><w:pPr>` + keepTogether +
		`<w:spacing w:before="60" w:after="200" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="40"/><w:szCs w:val="40"/></w:rPr>`},
	{"paragraph", "heading 1", "Heading1", heading("0", "360", "28")},
	{"paragraph", "heading 2", "Heading2", heading("1", "280", "24")},
	{"paragraph", "heading 3", "Heading3", heading("2", "220", "22")},
	{"paragraph", "caption", "Caption", paragraphStyle("Normal", `<w:keepNext/><w:spacing w:before="120" w:after="80"/>`, `<w:rPr><w:b/><w:bCs/><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>`)},
	{"paragraph", "List Bullet", "ListBullet", paragraphStyle("Normal", `<w:spacing w:after="80"/>`, "")},
	{"paragraph", "List Number", "ListNumber", paragraphStyle("Normal", `<w:spacing w:after="80"/>`, "")},
	{"paragraph", "List Continue", "ListContinue", paragraphStyle("Normal", `<w:spacing w:after="80"/><w:ind w:left="426"/>`, "")},
	{"paragraph", "header", "Header", paragraphStyle("Normal", `<w:spacing w:after="0"/>`, `<w:rPr><w:b/><w:bCs/><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>`)},
	{"paragraph", "footer", "Footer", paragraphStyle("Normal", `<w:spacing w:after="0"/>`, `<w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr>`)},
	{"character", "Strong", "Strong", `<w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr>`},
	{"character", "Hyperlink", "Hyperlink", `<w:rPr><w:color w:val="1A65A6"/><w:u w:val="single"/></w:rPr>`},
}

var papers = []style{
	{"paragraph", "Paper Mark", "PaperMark", paragraphStyle("Normal", `<w:pBdr><w:top w:val="single" w:sz="12" w:space="4" w:color="auto"/><w:left w:val="single" w:sz="12" w:space="4" w:color="auto"/>`+
		`<w:bottom w:val="single" w:sz="12" w:space="4" w:color="auto"/><w:right w:val="single" w:sz="12" w:space="4" w:color="auto"/></w:pBdr>`+
		`<w:spacing w:after="200"/><w:ind w:left="113" w:right="113"/>`, `<w:rPr><w:b/><w:bCs/></w:rPr>`)},
	{"paragraph", "Paper Authority", "PaperAuthority", paragraphStyle("Normal", `<w:keepNext/><w:spacing w:after="0"/>`, `<w:rPr><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>`)},
	{"paragraph", "Paper Detail", "PaperDetail", paragraphStyle("Normal", `<w:spacing w:after="40"/>`, "")},
	{"paragraph", "Paper After Table", "PaperAfterTable", paragraphStyle("Normal", `<w:spacing w:before="200"/>`, "")},
	{"paragraph", "Paper Note", "PaperNote", paragraphStyle("Normal", `<w:spacing w:before="120"/>`, `<w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr>`)},
	{"paragraph", "Paper Footer", "PaperFooter", paragraphStyle("Normal", `<w:keepLines/><w:spacing w:before="120" w:after="60"/>`, `<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>`)},
	{"paragraph", "Paper Table Text", "PaperTableText", paragraphStyle("Normal", inTable, small)},
	{"paragraph", "Paper Table Heading", "PaperTableHeading", paragraphStyle("Paper Table Text", "", smallStrong)},
	{"paragraph", "Paper Table Number", "PaperTableNumber", paragraphStyle("Paper Table Text", `<w:jc w:val="right"/>`, "")},
	{"paragraph", "Paper Table Number Heading", "PaperTableNumberHeading", paragraphStyle("Paper Table Heading", `<w:jc w:val="right"/>`, "")},
	{"paragraph", "Paper Table Bullet", "PaperTableBullet", paragraphStyle("Paper Table Text", "", "")},
	{"table", "Paper Table", "PaperTable", `<w:basedOn w:val="{Normal Table}"/><w:tblPr><w:tblBorders><w:top` + rule + `<w:bottom` + rule + `<w:insideH` + rule +
		`</w:tblBorders><w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>` +
		`<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F3F2F1"/></w:tcPr></w:tblStylePr>`},
}

const ourDefaults = `<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/>` +
	`<w:lang w:val="` + Language + `" w:eastAsia="` + Language + `" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>` +
	`<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>`

// ours is how a paper looks where no council's document is given.
func ours() look {
	l := look{ids: map[string]string{}}
	written := l.add(append(append([]style{}, builtIn...), papers...), map[string]bool{})
	l.styles = xmlHead + `<w:styles` + spaces + `>` + ourDefaults + written + `</w:styles>`
	return l
}

var named = regexp.MustCompile(`\{([A-Za-z0-9 ]+)\}`)

// add writes the styles that are not there by their names, with ids that none
// of those taken has.
func (l *look) add(styles []style, taken map[string]bool) string {
	var missing []style
	for _, s := range styles {
		if l.id(s.name) != "" {
			continue
		}
		for taken[s.id] {
			s.id += "X"
		}
		taken[s.id], l.ids[strings.ToLower(s.name)] = true, s.id
		missing = append(missing, s)
	}
	var b strings.Builder
	for _, s := range missing {
		kind := ` w:type="` + s.kind + `"`
		switch s.name {
		case "Normal", "Default Paragraph Font", "Normal Table":
			kind += ` w:default="1"`
		}
		if strings.HasPrefix(s.name, "Paper ") {
			kind += ` w:customStyle="1"`
		}
		b.WriteString(`<w:style` + kind + ` w:styleId="` + s.id + `"><w:name w:val="` + s.name + `"/>` +
			named.ReplaceAllStringFunc(s.says, func(name string) string { return escaped(l.id(strings.Trim(name, "{}"))) }) + `</w:style>`)
	}
	return b.String()
}
