package board

import (
	"bytes"
	_ "embed" // the template
	"fmt"
	"html/template"
	"strings"
)

//go:embed templates/exempt.html.tmpl
var exemptTemplate string

var exemptPage = template.Must(template.New("exempt").Funcs(template.FuncMap{"paragraphs": paragraphs}).Parse(exemptTemplate))

type exemptView struct {
	ExemptData
	CSS template.CSS
}

// RenderExemptHTML writes the exempt part of a paper as a page by itself, as
// RenderHTML does for the public part.
func RenderExemptHTML(data ExemptData, css []byte) ([]byte, error) {
	styles, err := stylesOf(css)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := exemptPage.Execute(&page, exemptView{data, styles}); err != nil {
		return nil, fmt.Errorf("the exempt part can't be written as HTML: %w", err)
	}
	return page.Bytes(), nil
}

// RenderExemptText writes the exempt part of a paper as plain text.
func RenderExemptText(d ExemptData) string {
	p := &page{}
	for _, mark := range d.Marks() {
		p.text("", strings.ToUpper(mark))
		p.gap()
	}
	p.line(d.Authority)
	p.heading("Exempt part of: "+d.Title, "=")
	for _, detail := range d.Details() {
		p.text(fmt.Sprintf("%-11s", detail.Name+":")+" ", detail.Value)
	}
	for i, item := range d.Items {
		p.heading(fmt.Sprintf("%d. %s", i+1, item.Title), "-")
		p.prose(item.Text)
		p.text("", item.Why())
	}
	p.gap()
	p.line(strings.Repeat("-", textWidth))
	for _, line := range d.FooterLines() {
		p.text("", line)
	}
	return p.String()
}
