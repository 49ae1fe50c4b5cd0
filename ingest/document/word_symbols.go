package document

import (
	"strconv"
	"strings"
)

// The pictures that plans have, by their place in the fonts that draw them.
var (
	wingdings  = map[byte]string{0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0xA8: "☐", 0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xE0: "→"}
	wingdings2 = map[byte]string{0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}
)

// symbol is a letter that Word names by its font and number. A picture that plans don't have is a bullet.
func symbol(font, char string) string {
	n, err := strconv.ParseUint(char, 16, 16)
	if err != nil {
		return ""
	}
	pictures := map[byte]string(nil)
	switch strings.ToLower(strings.TrimSpace(font)) {
	case "wingdings":
		pictures = wingdings
	case "wingdings 2":
		pictures = wingdings2
	case "wingdings 3", "webdings":
		return "•"
	}
	if pictures != nil {
		if picture, ok := pictures[byte(n)]; ok {
			return picture
		}
		return "•"
	}
	if n >= 0xF000 && n <= 0xF0FF { // where Windows puts the letters of such fonts
		n -= 0xF000
	}
	if n < ' ' || n >= 0xD800 && n < 0xE000 {
		return ""
	}
	return string(rune(n))
}
