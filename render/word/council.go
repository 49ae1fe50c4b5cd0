package word

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Limit is the most, in bytes, that a council's own document may be.
const Limit = 20 << 20

const (
	mostPart  = 8 << 20 // bytes of its styles or its theme, unpacked
	mostParts = 5000
)

// Refused says why a council's document can't give its styles, and what to do.
type Refused struct{ Why string }

func (r *Refused) Error() string { return r.Why }

func refuse(why string) error { return &Refused{why} }

const saveAgain = " Open it in Word and save it as a Word document (.docx)."

// theirs takes the look of a council's document: its styles and its theme. Not
// its header, its footer or its numbered headings, which are of the paper that
// it was; and none of its fonts, which may not be given away.
func theirs(file []byte) (look, error) {
	switch {
	case len(file) == 0:
		return look{}, refuse("The document to take the styles from is empty. Choose another.")
	case len(file) > Limit:
		return look{}, refuse(fmt.Sprintf("The document to take the styles from is larger than %d MB. Delete its pages and pictures, and save it again: the styles stay.", Limit>>20))
	case bytes.HasPrefix(file, []byte("\xD0\xCF\x11\xE0")):
		return look{}, refuse("The document to take the styles from is encrypted, or is of an old kind (.doc)." + saveAgain + " Give it no password.")
	}
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		return look{}, refuse("The document to take the styles from is not a Word document (.docx), or is damaged." + saveAgain)
	}
	if len(archive.File) > mostParts {
		return look{}, refuse("The document to take the styles from is made of more parts than any Word document has. Choose another.")
	}
	if _, err := archive.Open("word/document.xml"); err != nil {
		return look{}, refuse("The document to take the styles from is a zip file, but not a Word document (.docx)." + saveAgain)
	}
	styles, err := partOf(archive, "word/styles.xml")
	if err != nil {
		return look{}, err
	}
	if styles == "" {
		return look{}, refuse("The document to take the styles from has no styles." + saveAgain)
	}
	theme, err := partOf(archive, "word/theme/theme1.xml")
	if err != nil {
		return look{}, err
	}
	if strings.Contains(theme, "r:embed") || strings.Contains(theme, "r:link") || wellFormed(theme) != nil {
		theme = "" // it needs pictures that we don't take
	}
	return lookOf(styles, theme)
}

// partOf gives a part, or "" where there is none.
func partOf(archive *zip.Reader, name string) (string, error) {
	f, err := archive.Open(name)
	if err != nil {
		return "", nil //nolint:nilerr // a part that can't be found is not there
	}
	text, err := io.ReadAll(io.LimitReader(f, mostPart+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return "", refuse("The document to take the styles from is damaged." + saveAgain)
	}
	if len(text) > mostPart {
		return "", refuse("The styles of the document are larger than those of any document should be. Choose another.")
	}
	return string(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))), nil
}

func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if _, bad := token.(xml.Directive); bad {
			return errors.New("it has a document type")
		}
	}
}

var (
	numbered = regexp.MustCompile(`(?s)<w:numPr\s*/>|<w:numPr>.*?</w:numPr>`)
	language = regexp.MustCompile(`<w:lang\b[^>]*/>`)
	defaults = regexp.MustCompile(`<w:rPrDefault>\s*<w:rPr>`)
)

// lookOf adds to their styles those that a paper uses and they lack.
func lookOf(styles, theme string) (look, error) {
	if wellFormed(styles) != nil {
		return look{}, refuse("The styles of the document can't be read." + saveAgain)
	}
	found, taken, err := stylesIn(styles)
	if err != nil {
		return look{}, err
	}
	end := strings.LastIndex(styles, "</w:styles>")
	if end < 0 || len(found) == 0 {
		return look{}, refuse("The document to take the styles from has styles of a kind that Word writes no more." + saveAgain)
	}
	// Their numbering is not taken, so no style may ask for it.
	head, tail := numbered.ReplaceAllString(styles[:end], ""), styles[end:]
	const lang = `<w:lang w:val="` + Language + `"/>`
	if language.MatchString(head) {
		head = language.ReplaceAllString(head, lang)
	}
	if before, _, ok := strings.Cut(head, "</w:docDefaults>"); !ok || !strings.Contains(before, lang) {
		switch at := defaults.FindStringIndex(head); {
		case at != nil:
			end := strings.Index(head[at[1]:], "</w:rPr>") + at[1]
			head = head[:end] + lang + head[end:]
		case ok: // defaults that say nothing of letters
			head = strings.Replace(head, `<w:docDefaults>`, `<w:docDefaults><w:rPrDefault><w:rPr>`+lang+`</w:rPr></w:rPrDefault>`, 1)
		default: // no defaults at all: those of Word, in our language
			head = strings.Replace(head, `<w:docDefaults/>`, "", 1)
			root := strings.Index(head, "<w:styles")
			root += strings.Index(head[root:], ">") + 1
			head = head[:root] + `<w:docDefaults><w:rPrDefault><w:rPr>` + lang + `</w:rPr></w:rPrDefault></w:docDefaults>` + head[root:]
		}
	}
	l := look{ids: found, theme: theme}
	written := l.add(append(append([]style{}, builtIn...), papers...), taken)
	l.styles = head + written + tail
	return l, nil
}

// stylesIn gives the ids of the styles by their names, and which ids are taken.
func stylesIn(styles string) (ids map[string]string, taken map[string]bool, err error) {
	var read struct {
		XMLName xml.Name `xml:"styles"`
		Styles  []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
		} `xml:"style"`
	}
	if err := xml.Unmarshal([]byte(styles), &read); err != nil {
		return nil, nil, refuse("The styles of the document can't be read." + saveAgain)
	}
	if read.XMLName.Space != wordNS {
		return nil, nil, refuse("The document to take the styles from is a Strict Open XML document." + saveAgain)
	}
	ids, taken = map[string]string{}, map[string]bool{}
	for _, s := range read.Styles {
		if s.ID != "" && s.Name.Val != "" {
			ids[strings.ToLower(s.Name.Val)], taken[s.ID] = s.ID, true
		}
	}
	return ids, taken, nil
}
