package web

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// wordText gives the words of a Word document.
func wordText(t *testing.T, file []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	spaced := strings.ReplaceAll(string(text), "</w:p>", " ")
	return html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(spaced, ""))
}

func pdfText(t *testing.T, file []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	text, err := exec.CommandContext(t.Context(), "pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func plainText(_ *testing.T, file []byte) string { return string(file) }

var paperForms = []struct {
	ending, kind, link string
	text               func(*testing.T, []byte) string
}{
	{".docx", wordKind, "Word", wordText}, {".pdf", pdfKind, "PDF", pdfText}, {".csv", csvKind, "Its rows (CSV)", plainText},
}

// squeezed is a text without blanks, so that it may be broken anywhere.
func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

func TestAPaperInEveryFormIsTheOneThatWasFrozen(t *testing.T) {
	c := newCouncil(t)
	paper, _ := c.withExempt(true)
	at, frozen := "/papers/"+paper, c.paper(paper).Frozen
	page := c.as("young").get(at).want(http.StatusOK)
	for _, form := range paperForms {
		if got := page.link(form.link); got != at+"/paper"+form.ending {
			t.Errorf("%s leads to %q", form.link, got)
		}
		sent := c.as("young").get(at + "/paper" + form.ending).want(http.StatusOK)
		for name, want := range map[string]string{
			"Content-Type": form.kind, "Content-Disposition": `attachment; filename="SC-CPB-2012-001` + form.ending + `"`, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff",
		} {
			if got := sent.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, not %q", form.ending, name, got, want)
			}
		}
		text := form.text(t, sent.body)
		for _, want := range []string{frozen.Reference, frozen.DataHash, "A1"} {
			if !strings.Contains(squeezed(text), want) {
				t.Errorf("the %s does not say %q", form.ending, want)
			}
		}
		if found := marksIn(text); len(found) > 0 {
			t.Errorf("the %s holds the exempt words %q", form.ending, found)
		}
		c.as("young").get(at + "/draft" + form.ending).want(http.StatusNotFound)
		c.as("young").get("/papers/" + nobodyKnown + "/paper" + form.ending).want(http.StatusNotFound)
	}
	altered := c.tampered(paper, frozen.Reference, "SC/CPB/2012/999")
	for _, form := range paperForms {
		altered.as("board").get(at + "/paper" + form.ending).want(http.StatusInternalServerError).says("not as it was published")
	}
}

func TestADraftInEveryFormSaysThatItIsOne(t *testing.T) {
	c := newCouncil(t)
	paper, _ := c.withExempt(false)
	at := "/papers/" + paper
	page := c.as("owner").get(at + "/preview").want(http.StatusOK)
	for _, form := range paperForms {
		if got := page.link(form.link); got != at+"/draft"+form.ending {
			t.Errorf("%s leads to %q", form.link, got)
		}
		sent := c.as("owner").get(at + "/draft" + form.ending).want(http.StatusOK)
		text := form.text(t, sent.body)
		if !strings.Contains(strings.ToLower(text), "draft") || !strings.HasPrefix(sent.header.Get("Content-Disposition"), `attachment; filename="draft-2012-`) {
			t.Errorf("the %s is not marked as a draft: %s", form.ending, sent.header.Get("Content-Disposition"))
		}
		if found := marksIn(text); len(found) > 0 {
			t.Errorf("the %s holds the exempt words %q", form.ending, found)
		}
		c.as("owner").get(at + "/paper" + form.ending).want(http.StatusNotFound).says("has not been published")
		c.as("board").get(at + "/draft" + form.ending).want(http.StatusNotFound)
	}
}

// Where the machine has no Chromium, a sentence says what to install.
func TestAPDFWithoutChromium(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	t.Setenv("PATH", t.TempDir())
	owner.get("/papers/"+id+"/draft.pdf").want(http.StatusServiceUnavailable).says("Chromium is missing", "apt-get install chromium")
}

// However many ask, a page is printed once, and one that failed is tried again.
func TestAPageIsPrintedOnce(t *testing.T) {
	folder := t.TempDir()
	count := filepath.Join(folder, "count")
	script := `#!/bin/sh
echo x >> ` + count + `
for a; do case "$a" in --print-to-pdf=*) printf '%%PDF-1.4 %%%%EOF' > "${a#--print-to-pdf=}";; esac; done
`
	if err := os.WriteFile(filepath.Join(folder, "chromium"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", folder+":"+os.Getenv("PATH"))
	var kept prints
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := kept.of(t.Context(), []byte("<p>one")); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for i := range 2 * mostPrints {
		if _, err := kept.of(t.Context(), []byte{byte('a' + i)}); err != nil {
			t.Error(err)
		}
	}
	times, err := os.ReadFile(count)
	if err != nil || len(times) != 2*(1+2*mostPrints) || len(kept.kept) != mostPrints || len(kept.last) != mostPrints {
		t.Errorf("printed %d times, kept %d: %v", len(times)/2, len(kept.kept), err)
	}
	working := os.Getenv("PATH")
	t.Setenv("PATH", t.TempDir())
	if _, err := kept.of(t.Context(), []byte("<p>two")); err == nil || len(kept.kept) != mostPrints-1 {
		t.Errorf("a failed print was kept: %v, %d", err, len(kept.kept))
	}
	t.Setenv("PATH", working)
	if _, err := kept.of(t.Context(), []byte("<p>two")); err != nil {
		t.Error(err)
	}
}

func TestAStyleThatIsNoDocumentIsRefusedAtTheStart(t *testing.T) {
	c := newCouncil(t)
	if _, err := New(c.app, nil, Options{PaperStyle: []byte("%PDF-1.7")}); err == nil || !strings.Contains(err.Error(), "not a Word document") {
		t.Errorf("got %v", err)
	}
}
