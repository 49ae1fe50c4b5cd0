package walls

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// longestFile is how many lines one Go file may have. A longer one has more than one job.
const longestFile = 600

// The patterns are put together from pieces so that this file does not find itself.
var forbidden = []struct {
	what  string
	found *regexp.Regexp
	in    *regexp.Regexp // names of the files it is looked for in; nil means all
}{
	{
		"skips a test: a test passes or fails",
		regexp.MustCompile(`\b(t|b|f|tb|rt)\.Sk` + `ip(Now|f)?\(`), regexp.MustCompile(`\.go$`),
	},
	{
		"skips or singles out a journey: all of them run",
		regexp.MustCompile(`\b(test|it|describe|t)\.(sk` + `ip|on` + `ly|to` + `do)\(|\b(sk` + `ip|on` + `ly|to` + `do): *(true|['"])`),
		regexp.MustCompile(`\.(mjs|js)$`),
	},
	{"leaves a note to do something later: do it, or open an issue", regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME)\b`), nil},
	{
		"names a folder of one machine",
		regexp.MustCompile(`(^|[\s"'` + "`" + `=(:])/(wo` + `rk/(main|shared)|ro` + `ot/|ho` + `me/[a-z][\w-]*/|Us` + `ers/|tm` + `p/w/)`), nil,
	},
	{
		"names the host of a package registry",
		regexp.MustCompile(`registry\.npm` + `js\.org|proxy\.gol` + `ang\.org|deb\.deb` + `ian\.org`), nil,
	},
}

func TestNoFileHasWhatIsForbidden(t *testing.T) {
	for name, text := range tracked(t) {
		for _, complaint := range complaints(name, text) {
			t.Error(complaint)
		}
	}
}

// tracked gives every text file that git keeps, as it is in the working tree. A file removed but not yet committed is left out.
func tracked(t *testing.T) map[string][]byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "git", "ls-files", "-z")
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	files := map[string][]byte{}
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		text, err := os.ReadFile(path.Join("../..", name))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.ContainsRune(text, 0) {
			files[name] = text
		}
	}
	if len(files) == 0 {
		t.Fatal("git keeps no file here: nothing would be looked at")
	}
	return files
}

// complaints says, one sentence each with its line, what is wrong in one file.
func complaints(name string, text []byte) []string {
	var found []string
	lines := strings.Split(string(text), "\n")
	for _, f := range forbidden {
		if f.in != nil && !f.in.MatchString(name) {
			continue
		}
		for i, line := range lines {
			if f.found.MatchString(line) {
				found = append(found, fmt.Sprintf("%s:%d: %s", name, i+1, f.what))
			}
		}
	}
	if path.Ext(name) != ".go" {
		return found
	}
	if n := bytes.Count(text, []byte("\n")); n > longestFile {
		found = append(found, fmt.Sprintf("%s has %d lines; %d are the most: divide it by its jobs", name, n, longestFile))
	}
	if readsTheClock[path.Dir(name)] == "" && readsTheClock[name] == "" && !strings.HasSuffix(name, "_test.go") {
		found = append(found, clockReadings(name, text)...)
	}
	return found
}

// clockReadings finds where a file asks package time what time it is.
func clockReadings(name string, text []byte) []string {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, 0)
	if err != nil {
		return []string{fmt.Sprintf("%s cannot be read as Go: %v", name, err)}
	}
	local := ""
	for _, spec := range file.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err != nil || p != "time" {
			continue
		}
		local = "time"
		if spec.Name != nil {
			local = spec.Name.Name
		}
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		selector, ok := n.(*ast.SelectorExpr)
		if !ok || local == "" {
			return true
		}
		id, ok := selector.X.(*ast.Ident)
		if !ok || id.Name != local {
			return true
		}
		switch selector.Sel.Name {
		case "Now", "Since", "Until":
			found = append(found, fmt.Sprintf("%s:%d: reads the machine's clock with time.%s: take the time from the caller",
				name, files.Position(selector.Pos()).Line, selector.Sel.Name))
		}
		return true
	})
	return found
}

func TestPlantedFaultsInSourcesAreCaught(t *testing.T) {
	for _, c := range []struct {
		name, file, text, want string
	}{
		{"a skipped test", "plan/a_test.go", "package plan\nfunc TestA(t *testing.T) { t.Sk" + "ip() }\n", "a_test.go:2: skips a test"},
		{"a skipped benchmark", "plan/a_test.go", "package plan\n// b.Sk" + "ipNow()\n", "a_test.go:2: skips a test"},
		{"a skipped journey", "test/e2e/a.test.mjs", "test.sk" + "ip('sign in')", "a.test.mjs:1: skips or singles out"},
		{"a journey run alone", "test/e2e/a.test.mjs", "test('a', { on" + "ly: true }, go)", "a.test.mjs:1: skips or singles out"},
		{"a note for later", "README.md", "words\n\nTO" + "DO: more", "README.md:3: leaves a note"},
		{"a folder of one machine", "Makefile", "run:\n\tcat /ho" + "me/ann/plan", "Makefile:2: names a folder"},
		{"a registry's host", ".npmrc", "registry=https://registry.npm" + "js.org/", ".npmrc:1: names the host"},
		{"a clock", "plan/a.go", "package plan\nimport \"time\"\nvar now = time.Now()\n", "a.go:3: reads the machine's clock with time.Now"},
		{"a clock by another name", "plan/a.go", "package plan\nimport c \"time\"\nvar d = c.Since(x)\n", "a.go:3: reads the machine's clock"},
		{"a long file", "plan/a.go", "package plan\n" + strings.Repeat("//\n", longestFile), "has 601 lines"},
		{"not Go", "plan/a.go", "pakcage plan", "cannot be read as Go"},
		{"a sound file", "plan/a.go", "package plan\nimport \"time\"\nvar d time.Duration\n", ""},
		{"a clock where it is allowed", "cmd/throughline/a.go", "package main\nimport \"time\"\nvar now = time.Now()\n", ""},
		{"a clock in a test", "plan/a_test.go", "package plan\nimport \"time\"\nvar now = time.Now()\n", ""},
		{"a path of the web pages", "web/a.html", `<a href="/home">Home</a>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := strings.Join(complaints(c.file, []byte(c.text)), "\n")
			if c.want == "" && got != "" || !strings.Contains(got, c.want) {
				t.Errorf("got %q, want %q in it", got, c.want)
			}
		})
	}
}
