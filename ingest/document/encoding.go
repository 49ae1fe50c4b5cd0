package document

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const notText = "This file is not a workbook, a Word document or a text: it holds bytes that no text has. " + askForIt

// utf8Text gives a text file's content in UTF-8. An encoding that the file doesn't state is guessed, and said in a warning unless
// there is no doubt.
func (r *reader) utf8Text(content []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xEF\xBB\xBF")):
		content = content[3:]
	case bytes.HasPrefix(content, []byte("\xFF\xFE")):
		return r.decoded(content[2:], unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM))
	case bytes.HasPrefix(content, []byte("\xFE\xFF")):
		return r.decoded(content[2:], unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM))
	}
	if little, big := zeros(content); little || big {
		order := unicode.LittleEndian
		if big {
			order = unicode.BigEndian
		}
		r.warned.add(Place{}, "The file doesn't say how its letters are written as bytes. It is read as UTF-16. Check accents, dashes and pound signs.")
		return r.decoded(content, unicode.UTF16(order, unicode.IgnoreBOM))
	}
	if !looksLikeText(content) {
		return nil, refuse(notText)
	}
	if utf8.Valid(content) {
		return content, nil
	}
	r.warned.add(Place{}, "The file doesn't say how its letters are written as bytes. It is read as Windows-1252, as older Windows programs in the UK save it. Check accents, dashes and pound signs.")
	return r.decoded(content, charmap.Windows1252)
}

func (r *reader) decoded(content []byte, from encoding.Encoding) ([]byte, error) {
	room := len(content) + len(content)/2 + 3
	if from == charmap.Windows1252 {
		room = len(content)
		for _, b := range content {
			if b >= utf8.RuneSelf {
				room += 2 // the longest letter of that encoding takes three bytes in UTF-8
			}
		}
	}
	text := make([]byte, room)
	n, _, err := from.NewDecoder().Transform(text, content, true)
	if err != nil {
		return nil, err
	}
	if !looksLikeText(text[:n]) {
		return nil, refuse(notText)
	}
	return text[:n], nil
}

// zeros says whether every other byte of a text is zero often enough for it to be UTF-16: of English text nearly all are.
func zeros(content []byte) (little, big bool) {
	start := content[:min(len(content), 4096)&^1]
	var count [2]int
	for i, b := range start {
		if b == 0 {
			count[i&1]++
		}
	}
	enough := len(start) / 2 * 7 / 10
	return len(start) > 1 && count[1] > enough && count[0] == 0, len(start) > 1 && count[0] > enough && count[1] == 0
}

// looksLikeText says whether the bytes have no control characters but those that texts have.
func looksLikeText(content []byte) bool {
	content = bytes.TrimRight(content, "\x1A") // the end of a file, to programs of the 1980s
	odd := 0
	for _, b := range content {
		if b == 0 {
			return false
		}
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != '\v' || b == 0x7F {
			odd++
		}
	}
	return odd*1000 <= len(content)
}
