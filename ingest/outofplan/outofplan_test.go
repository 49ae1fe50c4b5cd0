package outofplan_test

import (
	"testing"

	"throughline/ingest/outofplan"
)

// Every heading stands once: a copy's columns are known by them.
func TestHeadingsStandOnce(t *testing.T) {
	seen := map[string]bool{outofplan.Reference: true}
	for _, c := range outofplan.Columns {
		if seen[c.Heading] || c.Width < 8 {
			t.Errorf("%q stands twice or has no width", c.Heading)
		}
		seen[c.Heading] = true
	}
}
