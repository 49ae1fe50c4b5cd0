package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readsTable gives the rows of the reading ages on a page, or nil when the page
// has no such section.
func readsTable(t *testing.T, page *shown) map[string][]string {
	t.Helper()
	section := page.byID("how-it-reads")
	if section == nil {
		return nil
	}
	rows := map[string][]string{}
	for _, row := range nodesIn(section, isKind(atom.Tr)) {
		heads := nodesIn(row, func(n *html.Node) bool { return n.DataAtom == atom.Th && attribute(n, "scope") == "row" })
		if len(heads) != 1 {
			continue
		}
		var cells []string
		for _, cell := range nodesIn(row, isKind(atom.Td)) {
			cells = append(cells, textIn(cell))
		}
		rows[textIn(heads[0])] = cells
	}
	return rows
}

func TestTheAuthorIsToldHowAPaperReads(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	at := "/papers/" + id
	fields := owner.get(at).form(at)
	long := "The group" + strings.Repeat(" met and met", 8) + "." // 26 words
	fields.Set("purpose", strings.Repeat("The social worker wrote what the boy had told them. ", 30)+"\n\nIt was so. "+long)
	fields.Set("background", "The LADO will utilise <b>it</b>.")
	fields.Set("additional", "")
	fields.Set("questions", "Is it so?\nWho asked?")
	fields.Set("after.safeguarding.three_months", long)
	owner.post(at, fields).want(http.StatusOK)
	for _, where := range []string{at, at + "/preview"} {
		page := owner.get(where).want(http.StatusOK)
		rows := readsTable(t, page)
		if rows == nil {
			t.Fatalf("%s does not say how the paper reads", where)
		}
		// By hand: 329 words and 389 syllables in 32 sentences, none of a long word.
		if diff := cmp.Diff([]string{"Words 329", "By Flesch–Kincaid 7.4", "By SMOG 8.1"}, rows["Purpose of the report and summary"]); diff != "" {
			t.Errorf("%s: %s", where, diff)
		}
		if diff := cmp.Diff([]string{"Words 5", "By Flesch–Kincaid Too short to say", "By SMOG Too short to say"}, rows["Questions for Board members"]); diff != "" {
			t.Errorf("%s: %s", where, diff)
		}
		if rows["All that you wrote"] == nil || rows["The generated sentences"] == nil || rows["Additional actions"] != nil || rows["Title"] != nil {
			t.Errorf("%s has the rows %v", where, rows)
		}
		page.says("They can’t judge sense.", "0.39 × words in a sentence + 11.8 × syllables in a word − 15.59", "It stops nothing", "LADO: local authority designated officer", "utilise: use",
			"Purpose of the report and summary, paragraph 2, sentence 2 has 26 words: "+long)
		if got := page.link("Purpose of the report and summary, paragraph 2, sentence 2"); got != at+"#purpose" {
			t.Errorf("%s: the long sentence leads to %q", where, got)
		}
		if got := page.link("After statement 2, Safeguarding, within three months, paragraph 1, sentence 1"); got != at+"#after.safeguarding.three_months" {
			t.Errorf("%s: the long sentence leads to %q", where, got)
		}
		if strings.Contains(string(page.body), "<b>it</b>") {
			t.Errorf("%s runs what was typed", where)
		}
	}
	// Every link leads to a field that is there.
	page := owner.get(at)
	for _, a := range nodesIn(page.byID("how-it-reads"), isKind(atom.A)) {
		link, err := url.Parse(attribute(a, "href"))
		if err != nil || link.Path != at || page.byID(link.Fragment) == nil {
			t.Errorf("%s leads nowhere", attribute(a, "href"))
		}
	}

	// It stops nothing, and nobody who reads the published paper sees it.
	owner.published(id)
	for _, who := range []string{"owner", "board", "young"} {
		for _, ending := range []string{"", "/paper.html", "/paper.txt", "/paper.csv", "/data.json"} {
			sent := c.as(who).get(at + ending).want(http.StatusOK)
			if body := string(sent.body); strings.Contains(body, "How it reads") || strings.Contains(body, "Flesch") {
				t.Errorf("%s sees at %s how the paper reads", who, ending)
			}
		}
	}
}

// A section without a long sentence says that there is none, and one that is
// withdrawn or shown as it once was is nobody's to change.
func TestOnlyADraftThatCanBeChangedSaysHowItReads(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	at := "/papers/" + id
	if rows := readsTable(t, owner.get(at)); rows == nil {
		t.Error("a draft does not say how it reads")
	}
	owner.get(at + "/preview").says("You wrote none.")
	withdraw := at + "/withdraw"
	fields := owner.get(withdraw).form(withdraw)
	fields.Set("reason", "The meeting was moved.")
	owner.post(withdraw, fields).want(http.StatusOK)
	if rows := readsTable(t, owner.get(at).want(http.StatusOK)); rows != nil {
		t.Errorf("a withdrawn draft says how it reads: %v", rows)
	}
}

func nodesIn(root *html.Node, fits func(*html.Node) bool) (found []*html.Node) {
	for n := range root.Descendants() {
		if fits(n) {
			found = append(found, n)
		}
	}
	return found
}
