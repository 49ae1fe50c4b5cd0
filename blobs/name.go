package blobs

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameLimit is the most bytes a file's name may have: less than the 255 that
// file systems allow, so that a browser can add " (1)" to a second download.
const nameLimit = 200

// deviceNames can't be the name of a file on Windows, whatever the ending.
var deviceNames = []string{"con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
	"lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"}

// CleanName makes a name that is safe to show and to save under on any
// machine: no folders, no control or invisible characters (some turn the
// reading direction, and so hide an ending), no characters that Windows
// refuses. It keeps the ending. It gives "" when nothing is left.
func CleanName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	var b strings.Builder
	for _, c := range name {
		switch {
		case c == utf8.RuneError, c == '<', c == '>', c == ':', c == '"', c == '|', c == '?', c == '*':
			b.WriteRune('_')
		case unicode.IsSpace(c):
			b.WriteRune(' ')
		case unicode.IsPrint(c):
			b.WriteRune(c)
		}
	}
	name = tidyEnds(strings.Join(strings.Fields(b.String()), " "))
	ending := path.Ext(name)
	stem := strings.TrimSuffix(name, ending)
	if len(ending) > nameLimit/2 {
		stem, ending = name, ""
	}
	for len(stem) > nameLimit-len(ending)-1 { // 1 for the mark below
		_, last := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-last]
	}
	if device, _, _ := strings.Cut(stem, "."); slices.Contains(deviceNames, strings.ToLower(strings.TrimSpace(device))) {
		stem = "_" + stem
	}
	return tidyEnds(stem + ending)
}

// tidyEnds takes away the spaces and full stops that hide a file or that
// Windows drops.
func tidyEnds(name string) string { return strings.Trim(name, " .") }
