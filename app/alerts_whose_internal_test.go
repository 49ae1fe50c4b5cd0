package app

import "testing"

// A file names an agency or a team in words: it is the one of that name, however its letters and spaces are written, unless two have it.
func TestWhatAFileNamesIsFound(t *testing.T) {
	ids := map[string]string{}
	nameOnce(ids, "Northmoor Community NHS Trust", "trust")
	nameOnce(ids, "Northmoor Community  nhs trust", "trust") // an earlier name of the same agency
	nameOnce(ids, "North team", "one")
	nameOnce(ids, "North Team", "two")
	for told, want := range map[string]string{
		"northmoor community NHS  Trust ": "trust", "North team": "North team", "Another trust": "Another trust", "": "",
	} {
		if got := byName(ids, told); got != want {
			t.Errorf("%q is %q, not %q", told, got, want)
		}
	}
}
