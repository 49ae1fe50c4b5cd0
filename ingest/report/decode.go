package report

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Decode gives a text file's words: UTF-8, UTF-16 with its mark, or, for any
// other bytes, the Windows letters that most such files are written in.
func Decode(content []byte) string {
	switch {
	case strings.HasPrefix(string(content[:min(len(content), 3)]), "\xef\xbb\xbf"):
		return string(content[3:])
	case len(content) > 1 && content[0] == 0xff && content[1] == 0xfe:
		return fromUTF16(content[2:], binary.LittleEndian)
	case len(content) > 1 && content[0] == 0xfe && content[1] == 0xff:
		return fromUTF16(content[2:], binary.BigEndian)
	case utf8.Valid(content):
		return string(content)
	}
	var out strings.Builder
	for _, b := range content {
		switch {
		case b >= 0x80 && b < 0xa0:
			out.WriteRune(windows[b-0x80])
		default:
			out.WriteRune(rune(b))
		}
	}
	return out.String()
}

func fromUTF16(content []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(content)/2)
	for ; len(content) > 1; content = content[2:] {
		units = append(units, order.Uint16(content))
	}
	return string(utf16.Decode(units))
}

// windows are the letters of windows-1252 from 0x80 to 0x9f.
var windows = []rune("€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ")
