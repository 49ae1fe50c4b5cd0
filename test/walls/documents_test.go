package walls

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// testNamed is how a document names a test, a benchmark or a fuzz test.
var testNamed = regexp.MustCompile("`((?:Test|Benchmark|Fuzz)[A-Z][A-Za-z0-9_]*)")

// TestEveryTestThatADocumentNamesIsThere holds the threat model and the claims
// to the tests that they say hold them.
func TestEveryTestThatADocumentNamesIsThere(t *testing.T) {
	documents, err := filepath.Glob("../../docs/claims/*.md")
	if err != nil {
		t.Fatal(err)
	}
	declared := declaredTests(t)
	for _, document := range append(documents, "../../docs/security.md") {
		text, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		for _, missing := range missingTests(string(text), declared) {
			t.Errorf("%s names %s, which is not there", filepath.Base(document), missing)
		}
	}
	if found := missingTests("`TestOfNothing` and `TestEveryTestThatADocumentNamesIsThere`", declared); len(found) != 1 || found[0] != "TestOfNothing" {
		t.Errorf("of a planted fault, %v was found", found)
	}
}

func missingTests(text string, declared map[string]bool) (missing []string) {
	for _, named := range testNamed.FindAllStringSubmatch(text, -1) {
		if !declared[named[1]] {
			missing = append(missing, named[1])
		}
	}
	return missing
}

var testDeclared = regexp.MustCompile(`(?m)^func ((?:Test|Benchmark|Fuzz)[A-Z][A-Za-z0-9_]*)\(`)

func declaredTests(t *testing.T) map[string]bool {
	t.Helper()
	declared := map[string]bool{}
	root, err := os.OpenRoot("../..")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := root.Close(); err != nil {
			t.Error(err)
		}
	}()
	err = fs.WalkDir(root.FS(), ".", func(path string, entry os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "node_modules":
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := root.ReadFile(path)
		if err != nil {
			return err
		}
		for _, found := range testDeclared.FindAllStringSubmatch(string(text), -1) {
			declared[found[1]] = true
		}
		return nil
	})
	if err != nil || len(declared) == 0 {
		t.Fatalf("%d tests were found: %v", len(declared), err)
	}
	return declared
}
