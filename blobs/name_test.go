package blobs_test

import (
	"path"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"throughline/blobs"
)

func TestCleanName(t *testing.T) {
	long := strings.Repeat("é", 300)
	for given, want := range map[string]string{
		"minutes.pdf":                   "minutes.pdf",
		`C:\Users\ann\minutes.pdf`:      "minutes.pdf",
		"/etc/passwd":                   "passwd",
		"../../minutes.pdf":             "minutes.pdf",
		`..\minutes.pdf`:                "minutes.pdf",
		"minutes.pdf/":                  "",
		"  the   group's\tminutes .pdf": "the group's minutes .pdf",
		".hidden.pdf":                   "hidden.pdf",
		"minutes.pdf. ":                 "minutes.pdf",
		"a\x00b\r\nc.pdf":               "ab c.pdf",
		"inv\u202efdp.exe":              "invfdp.exe",
		"zero\u200bwidth.pdf":           "zerowidth.pdf",
		`what? "this": <that>|*.pdf`:    "what_ _this__ _that___.pdf",
		"bad\xff.pdf":                   "bad_.pdf",
		"nul.pdf":                       "_nul.pdf",
		"COM1.tar.pdf":                  "_COM1.tar.pdf",
		"Zoë’s plan – final.docx":       "Zoë’s plan – final.docx",
		long + ".pdf":                   strings.Repeat("é", 97) + ".pdf",
		"x." + long:                     "x." + strings.Repeat("é", 98),
		"":                              "",
		" . ":                           "",
	} {
		if got := blobs.CleanName(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	for _, seed := range []string{"a.pdf", `..\..\a`, "con.txt", "a\u202eb.exe", strings.Repeat("x.", 300), "\xff\xfe", " . a . ", "com1 .b"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, given string) {
		got := blobs.CleanName(given)
		switch {
		case !utf8.ValidString(got):
			t.Errorf("%q: not UTF-8", got)
		case len(got) > 200:
			t.Errorf("%d bytes", len(got))
		case strings.ContainsAny(got, `/\<>:"|?*`), strings.ContainsFunc(got, func(c rune) bool { return !unicode.IsPrint(c) }):
			t.Errorf("%q: a character that isn't safe", got)
		case got != strings.Trim(got, " ."):
			t.Errorf("%q: ends in a space or a full stop", got)
		case blobs.CleanName(got) != got:
			t.Errorf("%q: cleaned again it is %q", got, blobs.CleanName(got))
		}
		for _, ending := range blobs.Endings {
			if got := blobs.CleanName(given + "x" + ending); strings.ToLower(path.Ext(got)) != ending {
				t.Errorf("%q has lost its ending: %q", given+"x"+ending, got)
			}
		}
	})
}
