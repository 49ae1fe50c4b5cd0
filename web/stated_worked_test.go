package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/board"
)

// oneStated is a published number beside the two counts it might be of.
type oneStated struct{ Group, Unit, Figure, Published, Areas, Actions string }

// worked is the worked example: the paper of 1 February 2013 said nine, five
// and nine, where the inspectors' reports list four areas, three and seven. The
// demonstration's plan has as many actions as the paper said.
var worked = []oneStated{
	{"Safeguarding, within six months", "areas for improvement (nine, five); actions (four remaining)", "in all", "9", "4 (published 5 more)", "9 (the same)"},
	{"Looked-after children, within three months", "actions", "in all", "5", "3 (published 2 more)", "5 (the same)"},
	{"Looked-after children, within six months", "areas for improvement", "in all", "9", "7 (published 2 more)", "9 (the same)"},
}

// planOwner is the browser of the demonstration's plan owner.
func (s *demoSite) planOwner() *browser {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	b := &browser{s.t, s.server.URL, &http.Client{Jar: jar}}
	b.post("/demonstration/sign-in", map[string][]string{"person": {"ruth-pemberley"}}).want(http.StatusOK)
	return b
}

// unlike says which published figures of the worked example do not stand as
// they should among those found.
func unlike(found []oneStated) (faults []string) {
	for _, want := range worked {
		if !slices.Contains(found, want) {
			faults = append(faults, fmt.Sprintf("%+v does not stand among %+v", want, found))
		}
	}
	return faults
}

// annexRows reads the annex of stated figures from a paper's HTML.
func annexRows(page *shown) (found []oneStated) {
	tables := page.all(func(n *html.Node) bool {
		if n.DataAtom != atom.Table {
			return false
		}
		for _, caption := range nodesIn(n, isKind(atom.Caption)) {
			return strings.HasPrefix(textIn(caption), "Published figures beside")
		}
		return false
	})
	for _, table := range tables {
		for _, row := range nodesIn(table, isKind(atom.Tr)) {
			cells := nodesIn(row, func(n *html.Node) bool { return n.DataAtom == atom.Td || attribute(n, "scope") == "row" })
			if len(cells) == 7 {
				found = append(found, oneStated{textIn(cells[0]), textIn(cells[2]), textIn(cells[3]), textIn(cells[4]), textIn(cells[5]), textIn(cells[6])})
			}
		}
	}
	return found
}

// TestTheFoundingPapersFiguresStandBesideTheRows is the worked example, over
// HTTP: on the inspection's page, and in the annex of a paper in every form.
func TestTheFoundingPapersFiguresStandBesideTheRows(t *testing.T) {
	site := serveDemo(t)
	owner := site.planOwner()
	st := demoState(t, site)
	var inspection string
	for i := range st.Plan.Inspections.All() {
		inspection = i.ID
	}
	page := owner.get("/inspections/" + inspection).want(http.StatusOK)
	if faults := pageUnlike(page); len(faults) > 0 {
		t.Error(faults)
	}

	at := "/papers/" + owner.started(nil)
	alone := owner.get(at + "/draft.html").want(http.StatusOK)
	if faults := unlike(annexRows(alone)); len(faults) > 0 {
		t.Errorf("by itself: %v", faults)
	}
	if faults := unlike(annexRows(owner.get(at + "/preview").want(http.StatusOK))); len(faults) > 0 {
		t.Errorf("in its page: %v", faults)
	}
	forms := map[string]string{
		".txt":  string(owner.get(at + "/draft.txt").want(http.StatusOK).body),
		".docx": wordText(t, owner.get(at+"/draft.docx").want(http.StatusOK).body),
	}
	if faults := tagsUnlike(pdfRows(t, owner.get(at+"/draft.pdf").want(http.StatusOK).body)); len(faults) > 0 {
		t.Errorf("the PDF: %q", faults)
	}
	for ending, text := range forms {
		if faults := formUnlike(ending, text); len(faults) > 0 {
			t.Errorf("%s: %q", ending, faults)
		}
	}
	var data board.PaperData
	if err := json.Unmarshal(owner.get(at+"/data.json").want(http.StatusOK).body, &data); err != nil {
		t.Fatal(err)
	}
	var gaps [][3]int
	for _, s := range data.Stated {
		for _, f := range s.Figures {
			if f.Figure == "in all" && f.Stated > 0 {
				gaps = append(gaps, [3]int{f.Stated, f.Areas, f.AreasGap})
			}
		}
	}
	if diff := cmp.Diff([][3]int{{9, 4, 5}, {5, 3, 2}, {9, 7, 2}}, gaps); diff != "" {
		t.Errorf("as data: %s", diff)
	}

	// What would be wrong is noticed.
	for name, change := range map[string]func(*board.PaperData){
		"our count for theirs": func(d *board.PaperData) { d.Stated[2].Figures[0].Stated = 4 },
		"no gap":               func(d *board.PaperData) { d.Stated[2].Figures[0].AreasGap = 0 },
		"no unit":              func(d *board.PaperData) { d.Stated[4].Unit = "" },
		"another group's":      func(d *board.PaperData) { d.Stated[5].Group = d.Stated[4].Group },
		"left out":             func(d *board.PaperData) { d.Stated = slices.Delete(d.Stated, 5, 6) },
	} {
		var wrong board.PaperData
		if err := json.Unmarshal(owner.get(at+"/data.json").want(http.StatusOK).body, &wrong); err != nil {
			t.Fatal(err)
		}
		change(&wrong)
		made, err := board.RenderHTML(wrong, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(unlike(annexRows(pageOf(t, made)))) == 0 || len(formUnlike(".txt", board.RenderText(wrong))) == 0 {
			t.Errorf("%s was not noticed", name)
		}
	}
}

// pageUnlike is unlike for the inspection's page, whose tables are each of one
// group, under the words that were published.
func pageUnlike(page *shown) (faults []string) {
	rows := map[string]bool{}
	for _, table := range page.all(isKind(atom.Table)) {
		for _, caption := range nodesIn(table, isKind(atom.Caption)) {
			for _, row := range nodesIn(table, isKind(atom.Tr)) {
				rows[textIn(caption)+" | "+textIn(row)] = true
			}
		}
	}
	for _, want := range worked {
		areas, gap, _ := strings.Cut(strings.TrimSuffix(want.Areas, ")"), " (")
		actions, same, _ := strings.Cut(strings.TrimSuffix(want.Actions, ")"), " (")
		row := fmt.Sprintf("%s: as published beside what the rows give | in all As published %s Areas listed %s Actions in the plan %s Gap areas: %s; actions: %s",
			want.Group, want.Published, areas, actions, gap, same)
		if !rows[row] {
			faults = append(faults, fmt.Sprintf("no row %q", row))
		}
		if !strings.Contains(page.text(), "the source counts "+want.Unit+")") {
			faults = append(faults, "no unit "+want.Unit)
		}
	}
	return faults
}

// formUnlike is unlike for a form read as text, broken anywhere.
func formUnlike(ending, text string) (faults []string) {
	said := squeezed(text)
	for _, want := range worked {
		cells := []string{want.Unit, want.Figure, want.Published, want.Areas, want.Actions}
		line := regexp.QuoteMeta(squeezed(want.Group)) + `“[^”]*”[^“]*?` + regexp.QuoteMeta(squeezed(strings.Join(cells, " ")))
		if ending == ".txt" {
			line = regexp.QuoteMeta(squeezed(want.Group+":")) + `“[^”]*”[^“]*?` + regexp.QuoteMeta(squeezed(fmt.Sprintf(
				"Unit published: %s. In all: published %s; areas listed %s; actions in this plan %s", want.Unit, want.Published, want.Areas, want.Actions)))
		}
		if !regexp.MustCompile(line).MatchString(said) {
			faults = append(faults, line)
		}
	}
	return faults
}

// pdfRows gives the rows of a PDF's tables, by its tags, as cells without blanks.
func pdfRows(t *testing.T, file []byte) (rows [][]string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	tags, err := exec.CommandContext(t.Context(), "pdfinfo", "-struct-text", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var row []string
	fresh := false
	for line := range strings.SplitSeq(string(tags), "\n") {
		tag := strings.TrimSpace(line)
		switch {
		case tag == "TR":
			rows, row = append(rows, row), nil
		case strings.HasPrefix(tag, "TH") || strings.HasPrefix(tag, "TD"):
			row, fresh = append(row, ""), true
		case fresh && len(tag) > 2 && strings.HasPrefix(tag, `"`): // which may be said again for a heading
			row[len(row)-1], fresh = squeezed(strings.Trim(tag, `"`)), false
		}
	}
	return append(rows, row)
}

// tagsUnlike is unlike for the rows of a PDF.
func tagsUnlike(rows [][]string) (faults []string) {
	for _, want := range worked {
		if !slices.ContainsFunc(rows, func(row []string) bool {
			return len(row) == 7 && row[0] == squeezed(want.Group) && row[2] == squeezed(want.Unit) && row[3] == squeezed(want.Figure) &&
				row[4] == squeezed(want.Published) && row[5] == squeezed(want.Areas) && row[6] == squeezed(want.Actions)
		}) {
			faults = append(faults, fmt.Sprintf("no row %+v", want))
		}
	}
	return faults
}

// pageOf reads a page that did not come over HTTP.
func pageOf(t *testing.T, page []byte) *shown {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return &shown{t: t, body: page, root: root}
}
