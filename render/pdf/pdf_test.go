package pdf_test

import (
	"context"
	"errors"
	"fmt"
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
	return kept(t, file)
}

func kept(t *testing.T, file []byte) string {
	t.Helper()
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
	for _, fault := range faultsIn(t, whole, printed(t, whole)) {
		t.Error(fault)
	}
}

// What would shut somebody out of a PDF is noticed: pages changed before they
// were printed, and a Chromium that is not asked for tags or an outline.
func TestWhatShutsSomebodyOutOfAPDFIsNoticed(t *testing.T) {
	whole := page(t)
	for says, change := range map[string][2]string{
		"of H2,":           {"<h2", "<div"},
		"have no headings": {"<th ", "<td "},
		"of Table,":        {"<table", "<div"},
		"of LI,":           {"<li", "<div"},
		"pictures":         {"<h1", `<svg role="img" width="9" height="9"><rect width="9" height="9"/></svg><h1`},
		"no name":          {"<caption", "<div"},
		"the language":     {`lang="en"`, `lang="fr"`},
		`does not say Tit`: {"<title>", "<title>x"},
	} {
		broken := strings.ReplaceAll(whole, change[0], change[1])
		if broken == whole {
			t.Errorf("%s: nothing was changed", says)
		}
		if faults := strings.Join(faultsIn(t, whole, printed(t, broken)), "; "); !strings.Contains(faults, says) {
			t.Errorf("%s: noticed %q", says, faults)
		}
	}
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	untagged := filepath.Join(t.TempDir(), "untagged")
	script := "#!/bin/bash\nfor a; do case \"$a\" in --export-tagged-pdf|--generate-pdf-document-outline) ;; *) kept+=(\"$a\");; esac; done\nexec " + chromium + " --disable-pdf-tagging \"${kept[@]}\"\n"
	if err := os.WriteFile(untagged, []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	file, err := pdf.Printer{Program: untagged}.Print(t.Context(), []byte(whole))
	if err != nil {
		t.Fatal(err)
	}
	if faults := strings.Join(faultsIn(t, whole, kept(t, file)), "; "); !strings.Contains(faults, "/StructTreeRoot") || !strings.Contains(faults, "/Outlines") || !strings.Contains(faults, "Tagged") {
		t.Errorf("without tags: noticed %q", faults)
	}
}

// faultsIn says what is wrong with the PDF of a page, read by its tags.
func faultsIn(t *testing.T, whole, path string) (faults []string) {
	t.Helper()
	fault := func(format string, values ...any) { faults = append(faults, fmt.Sprintf(format, values...)) }
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/MarkInfo", "/Marked true", "/Lang", "/StructTreeRoot", "/Outlines"} {
		if !strings.Contains(string(raw), want) {
			fault("the PDF has no %s", want)
		}
	}
	if !regexp.MustCompile(`/Lang ?\(en\)`).Match(raw) {
		fault("the language of the PDF is not that of the page")
	}
	info := run(t, "pdfinfo", path)
	for _, want := range []string{`Tagged: +yes`, `Title: +Progress on the action plan`, `JavaScript: +no`, `Encrypted: +no`, `Page size: .*A4`} {
		if !regexp.MustCompile(want).MatchString(info) {
			fault("pdfinfo does not say %s", want)
		}
	}
	tags := run(t, "pdfinfo", "-struct-text", path)
	got := map[string]int{}
	for _, found := range structure.FindAllStringSubmatch(tags, -1) {
		got[found[1]]++
	}
	words, want := bones(t, whole)
	for tag, n := range want {
		if got[tag] != n {
			fault("the PDF has %d of %s, not %d", got[tag], tag, n)
		}
	}
	if got["Figure"] > 0 {
		fault("%d pictures, which have no words", got["Figure"])
	}
	faults = append(faults, tableFaults(tags)...)
	read := bagOf(run(t, "pdftotext", "-layout", path, "-")) // which keeps the hyphens at the ends of lines
	for word, times := range words {
		if read[word] < times {
			fault("the PDF says %q %d times, not %d", word, read[word], times)
		}
	}
	return faults
}

var cellTag = regexp.MustCompile(`^(TH|TD)\b`)

// tableFaults says which tables have no name, and which cells have no headings:
// a cell of data tells the headings of its row and its column, and a heading
// which of the two it heads.
func tableFaults(tags string) (faults []string) {
	tables, names, cells, headed, heads, scoped := 0, 0, 0, 0, 0, 0
	for line := range strings.SplitSeq(tags, "\n") {
		tag := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(tag, "Table"):
			tables++
		case strings.HasPrefix(tag, "Caption"):
			names++
		case cellTag.MatchString(tag) && tag[1] == 'D':
			cells++
		case cellTag.MatchString(tag):
			heads++
		case strings.HasPrefix(tag, "/Headers"):
			if strings.Count(tag, "(") > 1 {
				headed++
			}
		case strings.HasPrefix(tag, "/Scope"):
			scoped++
		}
	}
	if names != tables {
		faults = append(faults, fmt.Sprintf("%d of %d tables have no name", tables-names, tables))
	}
	if headed != cells || scoped != heads {
		faults = append(faults, fmt.Sprintf("%d of %d cells have no headings, and %d of %d headings no direction", cells-headed, cells, heads-scoped, heads))
	}
	return faults
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
