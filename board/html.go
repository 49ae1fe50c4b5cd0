package board

import (
	"bytes"
	"crypto/sha256"
	_ "embed" // the template and the styles
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"throughline/plan"
)

//go:embed templates/paper.html.tmpl
var paperTemplate string

// PaperCSS is the style of a paper where no other is given.
//
//go:embed templates/paper.css
var PaperCSS []byte

var paperPage = template.Must(template.New("paper").Funcs(template.FuncMap{
	"paragraphs": paragraphs, "beside": beside, "areaNote": areaNote, "rules": rulesOfAreas, "decision": decisionWords,
	"contact": contactLines, "figuresOf": figuresOf, "counted": counted, "bucket": bucketWords, "dues": duesOf,
	"doneWords": doneWords, "wanting": wantingOf, "ended": endedWords, "decided": decidedWords, "ruleList": ruleList,
	"figuresLines": figuresLines, "lower": lowerFirst, "stated": statedWords, "gap": gapWords, "number": plan.Number,
}).Parse(paperTemplate))

type paperView struct {
	PaperData
	CSS template.CSS
}

// RenderHTML writes the paper as one page that needs nothing else: no script,
// no picture, no other file. The css is written into it; PaperCSS is used
// when it is empty. The same data and css always give the same bytes.
func RenderHTML(data PaperData, css []byte) ([]byte, error) {
	styles, err := stylesOf(css)
	if err != nil {
		return nil, err
	}
	var page bytes.Buffer
	if err := paperPage.Execute(&page, paperView{data, styles}); err != nil {
		return nil, fmt.Errorf("the paper can't be written as HTML: %w", err)
	}
	return page.Bytes(), nil
}

// stylesOf gives the styles to write into a page: PaperCSS where none are given.
func stylesOf(css []byte) (template.CSS, error) {
	if len(css) == 0 {
		css = PaperCSS
	}
	if bytes.Contains(css, []byte("</")) {
		return "", errors.New("a paper's styles can't hold “</”, which would end them")
	}
	return template.CSS(css), nil //nolint:gosec // they come with the program, never from a form, and can't close their element
}

// StyleHash gives the Content-Security-Policy source that lets a rendered
// paper's own styles apply and no others: 'sha256-…'. It is not ok when the
// page has no styles.
func StyleHash(html string) (source string, ok bool) {
	_, after, ok := strings.Cut(html, "<style>")
	if !ok {
		return "", false
	}
	css, _, ok := strings.Cut(after, "</style>")
	if !ok {
		return "", false
	}
	sum := sha256.Sum256([]byte(css))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'", true
}
