// Package walls holds the walls between the rooms of Throughline: who may import whom, who may reach the outside world, and
// what no file may contain.
package walls

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "throughline"

// imported is what one package imports, as `go list -json` says it.
type imported struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
}

func TestEveryImportIsInTheTable(t *testing.T) {
	for _, breach := range breaches(rooms, listed(t)) {
		t.Error(breach)
	}
}

func listed(t *testing.T) []imported {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-json=ImportPath,Imports,TestImports,XTestImports", "./...")
	cmd.Dir = "../.."
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var all []imported
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var one imported
		if err := decoder.Decode(&one); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	if len(all) < 2 {
		t.Fatalf("go list found %d packages: the walls would hold nothing", len(all))
	}
	return all
}

// breaches says, one sentence each, where packages import what the table does not allow.
func breaches(table []room, packages []imported) []string {
	var found []string
	for _, p := range packages {
		name := roomName(p.ImportPath)
		at := slices.IndexFunc(table, func(r room) bool { return r.path == name })
		if at < 0 {
			found = append(found, fmt.Sprintf("%s is in no row of the table in test/walls/rooms_test.go: add one", name))
			continue
		}
		r := table[at]
		for _, path := range p.Imports {
			if !r.allows(path) {
				found = append(found, fmt.Sprintf("%s may not import %s", name, path))
			}
		}
		for _, path := range slices.Concat(p.TestImports, p.XTestImports) {
			if !r.allowsInTests(path) {
				found = append(found, fmt.Sprintf("the tests of %s may not import %s", name, path))
			}
		}
	}
	return found
}

func roomName(path string) string { return strings.TrimPrefix(path, module+"/") }

func ours(path string) bool { return path == module || strings.HasPrefix(path, module+"/") }

// standard says whether path is of the standard library: its first element has no dot.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".") && !ours(path)
}

func (r room) allows(path string) bool {
	switch {
	case ours(path):
		return slices.Contains(r.rooms, roomName(path))
	case standard(path):
		return !r.pure || !slices.Contains(outsideWorld, path)
	default:
		return within(r.modules, path)
	}
}

func (r room) allowsInTests(path string) bool {
	switch {
	case ours(path):
		return roomName(path) == r.path || slices.Contains(r.rooms, roomName(path)) || slices.Contains(r.testRooms, roomName(path))
	case standard(path):
		return true
	default:
		return within(r.modules, path) || within(r.testModules, path) || within(testModules, path)
	}
}

func within(modules []string, path string) bool {
	return slices.ContainsFunc(modules, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") })
}

func TestRoomsLeanOnlyOnLowerRooms(t *testing.T) {
	lower := map[string]room{}
	for _, r := range rooms {
		if _, twice := lower[r.path]; twice {
			t.Errorf("%s is in the table twice", r.path)
		}
		for _, name := range r.rooms {
			below, ok := lower[name]
			if !ok {
				t.Errorf("%s leans on %s, which is not above it in the table", r.path, name)
			}
			if r.pure && ok && !below.pure {
				t.Errorf("%s is pure but leans on %s, which is not", r.path, name)
			}
		}
		lower[r.path] = r
	}
}

func TestPlantedFaultsInImportsAreCaught(t *testing.T) {
	table := []room{
		{path: "low", pure: true, modules: []string{"example.org/sums"}},
		{path: "store", modules: []string{"example.org/driver"}},
		{path: "high", rooms: []string{"low"}, testRooms: []string{"store"}},
	}
	for _, c := range []struct {
		name  string
		given imported
		want  string // "" when there is nothing to find
	}{
		{"all allowed", imported{ImportPath: "throughline/high", Imports: []string{"os", "throughline/low"}}, ""},
		{"its own external test", imported{ImportPath: "throughline/low", XTestImports: []string{"throughline/low"}}, ""},
		{"tests may use files", imported{ImportPath: "throughline/low", TestImports: []string{"os", "testing"}}, ""},
		{"tests may use test rooms", imported{ImportPath: "throughline/high", TestImports: []string{"throughline/store"}}, ""},
		{"a package of an allowed module", imported{ImportPath: "throughline/low", Imports: []string{"example.org/sums/a"}}, ""},
		{
			"a lower room imports a higher", imported{ImportPath: "throughline/low", Imports: []string{"throughline/high"}},
			"low may not import throughline/high",
		},
		{
			"a pure room opens files", imported{ImportPath: "throughline/low", Imports: []string{"os"}},
			"low may not import os",
		},
		{
			"a pure room serves pages", imported{ImportPath: "throughline/low", Imports: []string{"net/http"}},
			"low may not import net/http",
		},
		{
			"a room goes round the seam", imported{ImportPath: "throughline/high", Imports: []string{"example.org/driver"}},
			"high may not import example.org/driver",
		},
		{
			"a module whose name only begins alike", imported{ImportPath: "throughline/low", Imports: []string{"example.org/sums2"}},
			"low may not import example.org/sums2",
		},
		{
			"a test reaches up", imported{ImportPath: "throughline/low", XTestImports: []string{"throughline/high"}},
			"the tests of low may not import throughline/high",
		},
		{
			"a test room in plain code", imported{ImportPath: "throughline/high", Imports: []string{"throughline/store"}},
			"high may not import throughline/store",
		},
		{
			"a room nobody declared", imported{ImportPath: "throughline/low/new"},
			"low/new is in no row of the table in test/walls/rooms_test.go: add one",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(breaches(table, []imported{c.given}), "\n"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
