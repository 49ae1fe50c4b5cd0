package word_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"throughline/board"
)

// office opens a file with LibreOffice and gives what it makes of it.
func office(t *testing.T, file []byte, to, ending string) string {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "paper.docx")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	said := run(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to", to, "--outdir", out, path)
	made := filepath.Join(out, "paper."+ending)
	if _, err := os.Stat(made); err != nil {
		t.Fatalf("LibreOffice did not open the document: %s", said)
	}
	return made
}

// run gives what a program says. Debian's packages libreoffice-writer-nogui
// and poppler-utils have those that these tests need; test/machine/install
// installs them.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Minute)
	defer stop()
	out, err := exec.CommandContext(ctx, name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
	return string(out)
}

var structure = regexp.MustCompile(`(?m)^ *(H1|H2|H3|LI|Table|TH|TR)\b`)

// TestLibreOfficeOpensTheDocument lets a program that is not ours say how many
// headings, items and header cells it finds, and what it reads.
func TestLibreOfficeOpensTheDocument(t *testing.T) {
	data := published(t)
	file := written(t, data, nil)
	const tagged = `pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}`
	pdf := office(t, file, tagged, "pdf")
	want, got := countsOf(board.Layout(data)), map[string]int{}
	for _, found := range structure.FindAllStringSubmatch(run(t, "pdfinfo", "-struct", pdf), -1) {
		got[found[1]]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("LibreOffice finds other things: %s", diff)
	}
	if info := run(t, "pdfinfo", pdf); !strings.Contains(info, data.Title) {
		t.Errorf("LibreOffice finds no title: %s", info)
	}
	read := bagOf(strings.ReplaceAll(run(t, "pdftotext", pdf, "-"), "\u00ad", ""))
	for word, times := range bagOf(strings.Join(wordsOf(board.Layout(data)), " ")) {
		if read[word] < times {
			t.Errorf("LibreOffice reads %q %d times, not %d", word, read[word], times)
		}
	}

	// Its own document, saved again, is one of another maker to take styles from.
	again, err := os.ReadFile(office(t, file, "docx:MS Word 2007 XML", "docx"))
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faultsIn(t, partsOf(t, written(t, data, again))) {
		t.Error(fault)
	}
}

// countsOf gives how many things of a kind a paper has.
func countsOf(blocks []board.Block) map[string]int {
	counts := map[string]int{}
	for _, b := range blocks {
		switch b.Kind {
		case board.HeadingBlock:
			counts["H"+string(rune('0'+b.Level))]++
		case board.ListBlock:
			counts["LI"] += len(b.Items)
		case board.GridBlock:
			counts["Table"]++
			counts["TH"] += len(b.Grid.Head)
			counts["TR"] += 1 + len(b.Grid.Rows)
			for _, row := range b.Grid.Rows {
				for _, cell := range row {
					counts["LI"] += len(cell.Bullets)
				}
			}
		}
	}
	return counts
}

// bagOf counts the words of a text, whatever stands between them.
func bagOf(text string) map[string]int {
	bag := map[string]int{}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		bag[word]++
	}
	return bag
}
