package casework

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// folded puts text in lower case without accents, so that names compare the
// way people write them. Letters without a plain form stay as they are.
func folded(text string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(text)) {
		switch r {
		case 'ß':
			b.WriteString("ss")
		case 'æ':
			b.WriteString("ae")
		case 'œ':
			b.WriteString("oe")
		case 'ø':
			b.WriteByte('o')
		case 'ł':
			b.WriteByte('l')
		case 'đ', 'ð':
			b.WriteByte('d')
		case 'þ':
			b.WriteString("th")
		case 'ı':
			b.WriteByte('i')
		default:
			if !unicode.Is(unicode.Mn, r) {
				b.WriteRune(unicode.ToLower(r))
			}
		}
	}
	return b.String()
}

func isApostrophe(r rune) bool { return strings.ContainsRune("'’‘`´ʼʹ′", r) }

// nameWords are the words of a name: folded, without apostrophes, split at
// everything that isn't a letter or digit.
func nameWords(name string) []string {
	whole := strings.Map(func(r rune) rune {
		if isApostrophe(r) {
			return -1
		}
		return r
	}, name)
	return strings.FieldsFunc(folded(whole), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// sound is how a word is said, roughly: Soundex, after first letters that
// sound alike are made one. Words that say nothing in Latin letters sound as
// they are written.
func sound(word string) string {
	letters := strings.Map(func(r rune) rune {
		if r < 'a' || r > 'z' {
			return -1
		}
		return r
	}, word)
	if letters == "" {
		return word
	}
	letters = saidFirst(strings.ReplaceAll(letters, "ght", "t"))
	code, last := []byte{letters[0]}, soundexDigit(letters[0])
	for i := 1; i < len(letters) && len(code) < 4; i++ {
		digit := soundexDigit(letters[i])
		if digit != 0 && digit != last {
			code = append(code, digit)
		}
		if letters[i] != 'h' && letters[i] != 'w' {
			last = digit
		}
	}
	for len(code) < 4 {
		code = append(code, '0')
	}
	return string(code)
}

// saidFirst respells the start of a word by its sound.
func saidFirst(word string) string {
	for _, pair := range [][2]string{
		{"wh", "w"}, {"kn", "n"}, {"gn", "n"}, {"pn", "n"}, {"wr", "r"}, {"rh", "r"}, {"ps", "s"}, {"ph", "f"}, {"pf", "f"}, {"mc", "mac"},
		{"ce", "se"}, {"ci", "si"}, {"cy", "sy"}, {"ge", "je"}, {"gi", "ji"}, {"q", "k"}, {"c", "k"}, {"x", "s"}, {"z", "s"}, {"y", "i"}, {"e", "i"}, {"a", "i"},
		{"o", "i"}, {"u", "i"},
	} {
		if rest, ok := strings.CutPrefix(word, pair[0]); ok {
			return pair[1] + rest
		}
	}
	return word
}

func soundexDigit(letter byte) byte {
	switch letter {
	case 'b', 'f', 'p', 'v':
		return '1'
	case 'c', 'g', 'j', 'k', 'q', 's', 'x', 'z':
		return '2'
	case 'd', 't':
		return '3'
	case 'l':
		return '4'
	case 'm', 'n':
		return '5'
	case 'r':
		return '6'
	default:
		return 0
	}
}
