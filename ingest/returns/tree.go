package returns

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Element is told of a file of XML as it is read: nothing is held but where we are.
type Element interface {
	// Open begins an element. The name has no prefix.
	Open(name string, line int)
	// Close ends it, with the text that it holds itself, without the space around it.
	Close(name, text string)
	// Broken ends everything that is open: the file can't be read from here to the next element that begins afresh.
	Broken(line int, why string)
}

// ErrDoctype refuses a file with a document type declaration: no return has one, and it can make a small file grow without end.
var ErrDoctype = errors.New("the file has a document type declaration, which no return has")

// Walk tells the elements of a file of XML in the order of the file, whatever their namespaces. An XML fault ends the element named afresh
// that it is in; reading goes on at the next one. It gives an error for what is beyond the limits, a document type or the end of ctx.
func Walk(ctx context.Context, text, afresh string, limits Limits, to Element) error {
	again := regexp.MustCompile(`(?i)<([A-Za-z_][\w.-]*:)?` + regexp.QuoteMeta(afresh) + `[\s/>]`)
	w := walk{stopped: ctx.Err, limits: limits, to: to}
	at, line := 0, 1
	for {
		if ctx.Err() != nil {
			return fmt.Errorf("reading the file was stopped: %w", ctx.Err())
		}
		offset, faultLine, err := w.from(text[at:], line)
		if err == nil {
			return nil
		}
		var syntax *xml.SyntaxError
		if !errors.As(err, &syntax) {
			return err
		}
		to.Broken(faultLine, plainFault(syntax))
		w.open = 0
		next := again.FindStringIndex(text[at+offset:])
		if next == nil {
			return nil
		}
		line += strings.Count(text[at:at+offset+next[0]], "\n")
		at += offset + next[0]
		w.resumed = true
	}
}

func plainFault(err *xml.SyntaxError) string {
	switch {
	case strings.Contains(err.Msg, "unexpected EOF"):
		return "Something begins here that does not end."
	case strings.Contains(err.Msg, "invalid UTF-8"), strings.Contains(err.Msg, "illegal character"):
		return "There is a character that XML may not hold."
	default:
		return "The marks around the text (tags) are broken here."
	}
}

// mostEndless is how often reading begins again behind a mark that goes on to the end of the file: each costs reading to there.
const mostEndless = 16

type walk struct {
	stopped  func() error
	limits   Limits
	to       Element
	elements int
	open     int
	texts    [][]byte
	names    []string
	endless  int  // marks that went on to the end of the file
	resumed  bool // begun again inside the root: an end without a beginning is no fault
}

// from reads to the end, or to a fault: its offset in the text, and its line.
func (w *walk) from(text string, first int) (offset, faultLine int, err error) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // Text has turned it into UTF-8
	for {
		if w.elements&0xFFF == 0 && w.stopped() != nil {
			return 0, 0, fmt.Errorf("reading the file was stopped: %w", w.stopped())
		}
		began := int(d.InputOffset())
		token, err := d.RawToken()
		line, _ := d.InputPos()
		line += first - 1
		if errors.Is(err, io.EOF) {
			if w.open > 0 {
				return len(text), line, &xml.SyntaxError{Msg: "unexpected EOF", Line: line}
			}
			return 0, 0, nil
		}
		if err != nil {
			at := int(d.InputOffset())
			if at >= len(text) && w.endless < mostEndless { // a comment that is never closed, say: what it hides is read
				w.endless++
				at = began + 1
			}
			return min(max(at, 1), len(text)), line, err
		}
		if err := w.token(token, line); err != nil {
			return int(d.InputOffset()), line, err
		}
	}
}

func (w *walk) token(token xml.Token, line int) error {
	switch t := token.(type) {
	case xml.StartElement:
		w.elements++
		if w.elements > w.limits.Rows*20 {
			return ErrTooLarge
		}
		if w.open >= w.limits.Depth {
			return fmt.Errorf("the file's elements lie more than %d deep", w.limits.Depth)
		}
		if w.open == len(w.texts) {
			w.texts, w.names = append(w.texts, nil), append(w.names, "")
		}
		w.texts[w.open], w.names[w.open] = w.texts[w.open][:0], t.Name.Local
		w.open++
		w.to.Open(t.Name.Local, line)
	case xml.EndElement:
		return w.end(t.Name.Local, line)
	case xml.CharData:
		if w.open > 0 {
			room := w.limits.Letters + 1 - len(w.texts[w.open-1]) // one more than the limit, so that it shows
			w.texts[w.open-1] = append(w.texts[w.open-1], t[:min(len(t), max(0, room))]...)
		}
	case xml.Directive:
		if len(t) >= 7 && strings.EqualFold(string(t[:7]), "DOCTYPE") {
			return ErrDoctype
		}
	}
	return nil
}

// end closes an element. One that was never opened is passed over when reading began again inside the root.
func (w *walk) end(name string, line int) error {
	if w.open == 0 {
		if w.resumed {
			return nil
		}
		return &xml.SyntaxError{Msg: "unexpected end element", Line: line}
	}
	if w.names[w.open-1] != name {
		return &xml.SyntaxError{Msg: "element closed by another", Line: line}
	}
	w.open--
	w.to.Close(name, strings.ToValidUTF8(strings.TrimSpace(string(w.texts[w.open])), ""))
	return nil
}
