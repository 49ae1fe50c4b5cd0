package walls

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

const (
	linterFile  = "../../.golangci.yml"
	linterBegin = "        # walls begin: written from test/walls/rooms_test.go by `go test ./test/walls -update`\n"
	linterEnd   = "        # walls end\n"
)

var update = flag.Bool("update", false, "write the walls into .golangci.yml")

// TestLinterHasTheSameWalls keeps one table of walls: the linter shows a breach in the editor, the tests refuse it.
func TestLinterHasTheSameWalls(t *testing.T) {
	text, err := os.ReadFile(linterFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begun := strings.Cut(string(text), linterBegin)
	_, after, ended := strings.Cut(rest, linterEnd)
	if !begun || !ended {
		t.Fatal(".golangci.yml has lost the two comments between which the walls stand")
	}
	want := before + linterBegin + linterRules(rooms) + linterEnd + after
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatal(".golangci.yml has other walls than test/walls/rooms_test.go: run `go test ./test/walls -update`")
	}
	if err := os.WriteFile(linterFile, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

// linterRules writes the table as rules of depguard, which knows imports by their beginning, or whole where "$" ends them.
func linterRules(table []room) string {
	denied := "          deny: &outside-world\n"
	for _, name := range outsideWorld {
		denied += fmt.Sprintf("            - { pkg: %s$, desc: a room of rules does no input or output }\n", name)
	}
	var b strings.Builder
	for _, r := range table {
		fmt.Fprintf(&b, "        %s:\n          list-mode: strict\n", strings.ReplaceAll(r.path, "/", "-"))
		fmt.Fprintf(&b, "          files: [\"${config-path}/%s/*.go\", \"!$test\"]\n", r.path)
		b.WriteString("          allow:\n            - $gostd\n")
		for _, name := range slices.Sorted(slices.Values(r.rooms)) {
			fmt.Fprintf(&b, "            - %s/%s$\n", module, name)
		}
		for _, name := range slices.Sorted(slices.Values(r.modules)) {
			fmt.Fprintf(&b, "            - %s\n", name)
		}
		if r.pure {
			b.WriteString(denied)
			denied = "          deny: *outside-world\n"
		}
	}
	return b.String()
}
