package matrix

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var position = regexp.MustCompile(`(\(entry|"known_at_entry":) ?[0-9]+`)

func TestPositionsAreLeftOut(t *testing.T) {
	piece := rapid.SampledFrom([]string{"(entry", `"known_at_entry":`, " ", "1", "1574", "x", "(", ")", `"`, "é"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(piece).Draw(t, "text"), "")
		if got, want := withoutPositions(text), position.ReplaceAllString(text, "$1 N"); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	})
}
