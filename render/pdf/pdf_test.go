package pdf_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"throughline/render/pdf"
)

func page(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile("../../board/testdata/paper.html")
	if err != nil {
		t.Fatal(err)
	}
	css, err := os.ReadFile("../../board/templates/paper.css")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(string(raw), "body{}", string(css), 1)
}

func printed(t *testing.T, page string) string {
	t.Helper()
	file, err := pdf.Print(t.Context(), []byte(page))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// run gives what one of Poppler's programs says of a PDF.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), name, args...).Output()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return string(out)
}

var structure = regexp.MustCompile(`(?m)^ *(H1|H2|H3|H4|LI|Table|TH|TR|Figure)\b`)

func TestThePaperIsATaggedPDF(t *testing.T) {
	whole := page(t)
	path := printed(t, whole)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/MarkInfo", "/Marked true", "/Lang", "/StructTreeRoot", "/Outlines"} {
		if !strings.Contains(string(raw), want) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	info := run(t, "pdfinfo", path)
	for _, want := range []string{`Tagged: +yes`, `Title: +Progress on the action plan`, `JavaScript: +no`, `Encrypted: +no`, `Page size: .*A4`} {
		if !regexp.MustCompile(want).MatchString(info) {
			t.Errorf("pdfinfo does not say %s:\n%s", want, info)
		}
	}
	got := map[string]int{}
	for _, found := range structure.FindAllStringSubmatch(run(t, "pdfinfo", "-struct", path), -1) {
		got[found[1]]++
	}
	words, want := bones(t, whole)
	for tag, n := range want {
		if got[tag] != n {
			t.Errorf("the PDF has %d of %s, not %d", got[tag], tag, n)
		}
	}
	if got["Figure"] > 0 {
		t.Errorf("%d pictures, which have no words", got["Figure"])
	}
	read := bagOf(run(t, "pdftotext", "-layout", path, "-")) // which keeps the hyphens at the ends of lines
	for word, times := range words {
		if read[word] < times {
			t.Errorf("the PDF says %q %d times, not %d", word, read[word], times)
		}
	}
}

// bones gives the words of a page and how many things of a kind it has, by
// the names that a PDF has for them.
func bones(t *testing.T, page string) (map[string]int, map[string]int) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	counts := map[string]int{}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.Data {
		case "head":
			return
		case "h1", "h2", "h3", "h4", "li", "th", "tr":
			counts[strings.ToUpper(n.Data)]++
		case "table":
			counts["Table"]++
		}
		for _, a := range n.Attr {
			if a.Key == "class" && (a.Val == "skip" || a.Val == "back") {
				return
			}
		}
		if n.Type == html.TextNode {
			words.WriteString(n.Data + " ")
		}
		for child := range n.ChildNodes() {
			walk(child)
		}
	}
	walk(root)
	return bagOf(words.String()), counts
}

func bagOf(text string) map[string]int {
	bag := map[string]int{}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		bag[word]++
	}
	return bag
}

// A page that asks for things gets none of them, and its scripts don't run.
func TestNothingIsFetchedAndNothingRuns(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	path := printed(t, `<!doctype html><html lang="en"><title>x</title><link rel="stylesheet" href="`+server.URL+`/a.css"><img alt="" src="`+server.URL+`/a.png">
<p id="p">As written.</p><script>document.getElementById("p").textContent="Changed."; fetch("`+server.URL+`/b")</script></html>`)
	if text := run(t, "pdftotext", path, "-"); !strings.Contains(text, "As written.") || strings.Contains(text, "Changed.") {
		t.Errorf("the PDF says %q", text)
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("%d things were asked for", n)
	}
}

func TestWhatCannotBePrinted(t *testing.T) {
	folder := t.TempDir()
	program := func(name, script string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for name, c := range map[string]struct {
		printer pdf.Printer
		says    string
	}{
		"no Chromium":            {pdf.Printer{Program: filepath.Join(folder, "none")}, "Chromium is missing. Ask whoever runs it to install it (on Debian: apt-get install chromium)"},
		"one that fails":         {pdf.Printer{Program: program("fails", "echo 'no room' >&2; exit 3")}, "what it said: no room"},
		"one that makes nothing": {pdf.Printer{Program: program("nothing", "exit 0")}, "printed nothing"},
		"one cut short":          {pdf.Printer{Program: program("short", `for a; do case "$a" in --print-to-pdf=*) printf '%%PDF-1.4 half' > "${a#--print-to-pdf=}";; esac; done`)}, "only a part"},
	} {
		file, err := c.printer.Print(t.Context(), []byte("<p>x"))
		var refused *pdf.Refused
		if file != nil || !errors.As(err, &refused) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ended, stop := context.WithCancel(t.Context())
	stop()
	if _, err := pdf.Print(ended, []byte("<p>x")); !errors.Is(err, context.Canceled) {
		t.Errorf("of a reader who has gone: %v", err)
	}
}

// One that never ends is ended, with those that it started, and leaves nothing.
func TestChromiumIsEndedWithItsChildren(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("TMPDIR", folder)
	program, child := filepath.Join(t.TempDir(), "endless"), filepath.Join(t.TempDir(), "child")
	if err := os.WriteFile(program, []byte("#!/bin/sh\nsleep 600 &\necho $! > "+child+"\nwait\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	_, err := pdf.Printer{Program: program, Time: time.Second}.Print(t.Context(), []byte("<p>x"))
	var refused *pdf.Refused
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "not ready after 1 seconds") || time.Since(begun) > 20*time.Second {
		t.Errorf("after %s: %v", time.Since(begun), err)
	}
	text, err := os.ReadFile(child)
	if err != nil {
		t.Fatal(err)
	}
	id, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for n := 0; syscall.Kill(id, 0) == nil && !dead(id); n++ {
		if n == 100 {
			t.Fatalf("its child %d is still running", id)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// dead says whether a process has ended, though nobody has asked how yet.
func dead(id int) bool {
	state, err := os.ReadFile("/proc/" + strconv.Itoa(id) + "/stat")
	return err != nil || strings.Contains(string(state), ") Z ")
}
