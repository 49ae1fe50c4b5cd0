package demo

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/plan"
)

// counted is a group as a line: how many, which are complete, complete but
// for which part, remaining, in progress and left out.
func counted(g plan.Group) string {
	var except []string
	for _, e := range g.Except {
		except = append(except, e.Action.Ref+e.Part.Ref)
	}
	return fmt.Sprintf("%s %s %d: complete %d [%s]; except %d [%s]; remaining %d [%s]; in progress %d [%s]; left out [%s]",
		g.Section, g.Timescale, len(g.Actions), len(g.Complete), refs(g.Complete), len(except), strings.Join(except, " "),
		len(g.Remaining), refs(g.Remaining), len(g.InProgress), refs(g.InProgress), refs(g.LeftOut))
}

func groupsOf(p *plan.Plan) (lines []string) {
	for _, g := range p.Groups() {
		lines = append(lines, counted(g))
	}
	return lines
}

func wantGroups(t *testing.T, p *plan.Plan, want []string) {
	t.Helper()
	if diff := cmp.Diff(want, groupsOf(p)); diff != "" {
		t.Errorf("groups as at %s (-want +got):\n%s", p.Day.Long(), diff)
	}
}
