package board

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"
	"golang.org/x/net/html"

	"throughline/deadline"
	"throughline/plan"
)

var update = flag.Bool("update", false, "write the golden files again")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (run with -update and read what changed):\n%s", name, diff)
	}
}

func TestThePaperReadsAsItDid(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	paper := d.drafted("paper", p)
	d.do(PublishPaper{ID: "paper", Seen: paper.Version, CSS: []byte("body{}")}, p)
	frozen := d.paper("paper").Frozen
	golden(t, "paper.html", frozen.HTML)
	golden(t, "paper.txt", frozen.Text)
	for line := range strings.Lines(frozen.Text) {
		if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > 76 && strings.Contains(strings.TrimSpace(line), " ") {
			t.Errorf("this line has %d characters: %s", n, line)
		}
	}
}

func TestPlanShowReadsAsItDid(t *testing.T) {
	show := PlanShow(foundingWorld(t).plan(), knownTime)
	raw, err := json.MarshalIndent(show, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "show.json", string(raw)+"\n")
	golden(t, "show.txt", show.Text())
}

// The counts of the founding paper, as the issue asks.
func TestTheFoundingCounts(t *testing.T) {
	show := PlanShow(foundingWorld(t).plan(), knownTime)
	type counts struct{ Total, Complete, Except, Remaining, InProgress int }
	want := []counts{{2, 2, 0, 0, 0}, {8, 7, 1, 0, 0}, {9, 5, 0, 4, 4}, {0, 0, 0, 0, 0}, {5, 4, 1, 0, 0}, {9, 6, 0, 3, 2}, {12, 7, 0, 5, 2}}
	var got []counts
	for _, g := range show.Groups {
		got = append(got, counts{g.Total, g.Complete, len(g.Except), g.Remaining, g.InProgress})
		if g.Total != g.Complete+len(g.Except)+g.Remaining {
			t.Errorf("%s: the total is not its sum", g.Sentence)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if show.Groups[6].Timescale != nil || *show.Groups[0].Timescale != deadline.Immediate || show.Groups[0].Section != plan.Safeguarding {
		t.Error("the groups are not in order")
	}
}

func TestRenderingNeedsOnlyTheStoredData(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	paper := d.drafted("paper", p)
	d.do(PublishPaper{ID: "paper", Seen: paper.Version}, p)
	frozen := d.paper("paper").Frozen
	var data PaperData
	if err := json.Unmarshal([]byte(frozen.Dataset), &data); err != nil {
		t.Fatal(err)
	}
	data.DataHash = frozen.DataHash
	page, err := RenderHTML(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != frozen.HTML || RenderText(data) != frozen.Text {
		t.Error("the paper's data does not give the paper again")
	}
	if _, ok := StyleHash(frozen.HTML); !ok {
		t.Error("no styles to allow")
	}
	if _, err := RenderHTML(data, []byte("</style><script>")); err == nil {
		t.Error("styles that end themselves were accepted")
	}
}

func TestTheTemplateFitsItsData(t *testing.T) {
	if err := templatecheck.CheckHTML(paperPage, paperView{}); err != nil {
		t.Error(err)
	}
}

func TestThePageCanBeUsedByEverybody(t *testing.T) {
	p := foundingWorld(t).plan()
	paper, err := DefaultPaper(p, "inspection", owner(), knownTime, true)
	if err != nil {
		t.Fatal(err)
	}
	page, err := RenderHTML(PaperDataFrom(p, paper), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faultsIn(page) {
		t.Error(fault)
	}
	for name, broken := range map[string]string{
		"two h1":            strings.Replace(string(page), "<h2", "<h1>x</h1><h2", 1),
		"a level left out":  strings.Replace(string(page), "<h3>", "<h5>", 1),
		"a dead link":       strings.Replace(string(page), `id="rows-1"`, `id="rows-x"`, 1),
		"no language":       strings.Replace(string(page), ` lang="en"`, "", 1),
		"a headless column": strings.Replace(string(page), ` scope="col"`, "", 1),
		"a nameless table":  strings.Replace(string(page), `<caption id="counted-1">`, `<caption hidden>`, 1),
		"a script":          strings.Replace(string(page), "<header>", "<header><script></script>", 1),
	} {
		if broken == string(page) || len(faultsIn([]byte(broken))) == 0 {
			t.Errorf("%s was not noticed", name)
		}
	}
}

// faultsIn checks the bones of a page: one h1, no heading level left out,
// links that lead somewhere, headed and captioned tables, landmarks, no script.
func faultsIn(page []byte) (faults []string) {
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return []string{err.Error()}
	}
	seen, ids, links, level := map[string]int{}, map[string]int{}, []string{}, 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		seen[n.Data]++
		attributes := map[string]string{}
		for _, a := range n.Attr {
			attributes[a.Key] = a.Val
		}
		if id := attributes["id"]; id != "" {
			ids[id]++
		}
		switch n.Data {
		case "h1", "h2", "h3", "h4", "h5":
			now := int(n.Data[1] - '0')
			if now > level+1 {
				faults = append(faults, "a heading level is left out before "+n.Data)
			}
			level = now
		case "a":
			links = append(links, strings.TrimPrefix(attributes["href"], "#"))
		case "th":
			if attributes["scope"] == "" {
				faults = append(faults, "a header without scope")
			}
		case "html":
			if attributes["lang"] != "en" {
				faults = append(faults, "no language")
			}
		case "div":
			if label, ok := attributes["aria-labelledby"]; ok {
				links = append(links, label)
			}
		case "script", "link", "img", "iframe":
			faults = append(faults, "the page asks for something else: "+n.Data)
		}
	}
	for _, link := range links {
		if ids[link] != 1 {
			faults = append(faults, "a link leads nowhere: "+link)
		}
	}
	for tag, want := range map[string]int{"h1": 1, "main": 1, "header": 1, "footer": 1, "title": 1, "style": 1, "caption": seen["table"]} {
		if seen[tag] != want {
			faults = append(faults, "the wrong number of "+tag)
		}
	}
	return faults
}
