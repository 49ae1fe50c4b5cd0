package returns

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// ErrTooLarge says that a file is beyond the limits.
var ErrTooLarge = errors.New("the file is larger than a return can be")

// Content reads a file whole, up to the limit of bytes.
func Content(from io.Reader, limits Limits) ([]byte, error) {
	content, err := io.ReadAll(io.LimitReader(from, limits.Bytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading the file: %w", err)
	}
	if int64(len(content)) > limits.Bytes {
		return nil, ErrTooLarge
	}
	return content, nil
}

// declared finds the encoding that an XML file says it has.
var declared = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']`)

// Text gives a file's letters as UTF-8 without a byte order mark, and the name of the encoding they were in. A file that says nothing and
// is not UTF-8 is read as Windows-1252, as older Windows programs in the UK save it: every byte has a letter there, so nothing is lost.
// It is not text when it holds zero bytes that no encoding explains.
func Text(content []byte) (text, name string, isText bool) {
	switch {
	case bytes.HasPrefix(content, []byte("\xEF\xBB\xBF")):
		content = content[3:]
	case bytes.HasPrefix(content, []byte("\xFF\xFE")):
		return decoded(content[2:], unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16")
	case bytes.HasPrefix(content, []byte("\xFE\xFF")):
		return decoded(content[2:], unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16")
	case len(content) >= 4 && content[0] != 0 && content[1] == 0 && content[2] != 0 && content[3] == 0:
		return decoded(content, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16")
	case len(content) >= 4 && content[0] == 0 && content[1] != 0 && content[2] == 0 && content[3] != 0:
		return decoded(content, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16")
	}
	if bytes.IndexByte(content, 0) >= 0 {
		return "", "", false
	}
	if utf8.Valid(content) {
		return string(content), "UTF-8", true
	}
	if m := declared.FindSubmatch(content[:min(len(content), 512)]); m != nil {
		if known, name := charset.Lookup(string(m[1])); known != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
			return decoded(content, known, name)
		}
	}
	return decoded(content, charmap.Windows1252, "Windows-1252")
}

func decoded(content []byte, from encoding.Encoding, name string) (string, string, bool) {
	text, err := from.NewDecoder().Bytes(content)
	if err != nil || bytes.IndexByte(text, 0) >= 0 {
		return "", "", false
	}
	return string(text), name, true
}
