package report_test

import (
	"testing"

	"throughline/ingest/report"
)

func TestDecode(t *testing.T) {
	const want = "• Children’s views – “always”"
	for name, content := range map[string]string{
		"UTF-8": want, "UTF-8 with its mark": "\xef\xbb\xbf" + want, "Windows": "\x95 Children\x92s views \x96 \x93always\x94",
		"UTF-16": "\xff\xfe" + utf16Of(want, false), "UTF-16, the other way": "\xfe\xff" + utf16Of(want, true),
	} {
		if got := report.Decode([]byte(content)); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, content := range []string{"", "\xff", "\xff\xfe", "\xff\xfea", "\xfe\xff\xd8\x00"} {
		_ = report.Decode([]byte(content)) // no fall
	}
	if got := report.Decode([]byte("caf\xe9")); got != "café" {
		t.Errorf("%q", got)
	}
}

func utf16Of(text string, big bool) string {
	var out []byte
	for _, r := range text {
		if big {
			out = append(out, byte(r>>8), byte(r))
		} else {
			out = append(out, byte(r), byte(r>>8))
		}
	}
	return string(out)
}
