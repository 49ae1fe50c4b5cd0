package app

import (
	"strings"
	"testing"

	"throughline/practice/england"
)

func TestAPaperSaysHowWorkingDaysAreCounted(t *testing.T) {
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	for id, says := range map[string]bool{"conference-15-days": true, "lado-one-day": true, "dental-check": false} {
		words := definitionOf(pack, pack.Measure(id)[0])
		if got := strings.Contains(words, "Working days are counted from the day after the start."); got != says || !strings.Contains(words, " Counted: ") {
			t.Errorf("%s: %s", id, words)
		}
	}
}
