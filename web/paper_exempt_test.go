package web

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/board"
)

// exemptMarks are words that stand nowhere but in the exempt items below.
var exemptMarks = []string{"zorbic", "quorvane", "flibbet", "wumbling", "plinthor", "drandle", "spondle"}

func exemptFields() url.Values {
	return url.Values{
		"items-0-title": {"Zorbic settlement"}, "items-0-text": {"The quorvane clause.\r\n\r\nIt stays flibbet."}, "items-0-paragraph": {"3"}, "items-0-interest": {"The wumbling outweighs it."},
		"items-1-title": {"Plinthor complaint"}, "items-1-text": {"About a drandle."}, "items-1-paragraph": {"1"}, "items-1-interest": {"Her spondle matters more."},
	}
}

func marksIn(output string) (found []string) {
	output = strings.ToLower(output)
	for _, word := range exemptMarks {
		if strings.Contains(output, word) {
			found = append(found, word)
		}
	}
	return found
}

// withExempt starts a paper, gives it exempt items and may publish it, all
// through the pages. It gives the ids of the paper and its exempt part.
func (c *testCouncil) withExempt(publish bool) (paper, exempt string) {
	c.t.Helper()
	owner := c.as("owner")
	paper = owner.started(nil)
	at := "/papers/" + paper + "/exempt/edit"
	fields := owner.get(at).want(http.StatusOK).form(at)
	maps.Copy(fields, exemptFields())
	owner.post(at, fields).want(http.StatusOK).says("The exempt items have been saved", "2 items are kept")
	if publish {
		owner.published(paper)
	}
	part, ok := c.shelf().Exempt(paper)
	if !ok {
		c.t.Fatal("there is no exempt part")
	}
	return paper, part.ID
}

func TestExemptWordsReachNobodyWithoutTheRight(t *testing.T) {
	for _, publish := range []bool{false, true} {
		t.Run(fmt.Sprintf("published %t", publish), func(t *testing.T) {
			var log bytes.Buffer
			c := newCouncilWith(t, Options{Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))})
			paper, exempt := c.withExempt(publish)
			without := []string{"admin", "lead", "health", "police", "young"}
			if !publish {
				without = append(without, "chair", "deputy", "auditor", "board")
			}
			looked := 0
			for _, who := range without {
				looked += c.looksEverywhere(who, paper, exempt)
			}
			if looked < 1000 {
				t.Errorf("only %d outputs were looked at", looked)
			}
			if found := marksIn(log.String()); len(found) > 0 {
				t.Errorf("the log holds %q", found)
			}
			t.Logf("%d outputs", looked)
		})
	}
}

// looksEverywhere asks for every page as a person, with the ids of the paper
// and of its exempt part, and reports exempt words in any answer.
func (c *testCouncil) looksEverywhere(who, paper, exempt string) (looked int) {
	c.t.Helper()
	b := c.as(who)
	ids := []string{paper, exempt, c.id["action"], c.id["yes"]}
	for _, route := range c.pages.Routes() {
		path, ok := strings.CutPrefix(route.Pattern, "GET ")
		if !ok {
			continue
		}
		path = strings.ReplaceAll(path, "{$}", "")
		queries := []string{"", "?as-at=2012-05-01"}
		if !strings.Contains(path, "{") {
			queries = append(queries, "?q=zorbic", "?q=exempt", "?known-at=%231000")
		}
		for _, id := range ids {
			at := strings.NewReplacer("{id}", id, "{thing}", id).Replace(path)
			for _, query := range queries {
				got := b.get(at + query)
				looked++
				if strings.Contains(query, "zorbic") { // it says back what was asked for
					got.body = bytes.ReplaceAll(got.body, []byte("zorbic"), nil)
					got.path = ""
				}
				if found := marksIn(got.path + fmt.Sprint(got.header) + string(got.body)); len(found) > 0 {
					c.t.Errorf("%s reads %q at %s%s", who, found, at, query)
				}
			}
			if at == path {
				break
			}
		}
	}
	return looked
}

// What reads below the pages gives no exempt word either.
func TestExemptWordsAreTakenOutBelowThePages(t *testing.T) {
	c := newCouncil(t)
	paper, exempt := c.withExempt(true)
	for _, who := range []string{"admin", "lead", "young", "owner", "chair", "deputy", "auditor", "board"} {
		caller := c.caller(who)
		may := slices.Contains([]string{"owner", "chair", "deputy", "auditor", "board"}, who)
		st, err := c.app.State(t.Context(), caller, app.When{})
		if err != nil {
			t.Fatal(err)
		}
		if _, has := st.Shelf.Exempt(paper); has != may {
			t.Errorf("%s has the exempt part in memory: %t", who, has)
		}
		if _, err := c.app.ExemptOf(t.Context(), caller, paper, app.When{}); (err == nil) != may {
			t.Errorf("%s: %v", who, err)
		}
		drafted, err := c.app.DraftOf(t.Context(), caller, app.When{}, "", c.app.Today(), false) // what the command line prints
		if err != nil {
			t.Fatal(err)
		}
		if found := marksIn(board.RenderText(drafted)); len(found) > 0 {
			t.Errorf("%s: the command line prints %q", who, found)
		}
		if !caller.May(access.ReadHistory) {
			continue
		}
		rows, _, err := c.app.History(t.Context(), caller, exempt, "", 10)
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != 2 || rows[0].Seq != c.paper(paper).Seq {
			t.Errorf("%s: %d versions", who, len(rows))
		}
		for i, row := range rows {
			if reads := len(row.Body) > 0; reads != (may && (i == 0 || who == "owner")) {
				t.Errorf("%s reads version %d of the exempt part: %t", who, row.Version.Version, reads)
			}
		}
	}
	about, err := c.app.BeforeErasing(t.Context(), c.caller("admin"), exempt)
	if err != nil {
		t.Fatal(err)
	}
	if found := marksIn(fmt.Sprintf("%+v", about.Versions)); len(found) > 0 {
		t.Errorf("before erasing, %q is shown", found)
	}
	for _, row := range about.Versions {
		if found := marksIn(string(row.Body)); len(found) > 0 {
			t.Errorf("before erasing, %q is shown", found)
		}
	}
}

func TestThoseWhoMayReadTheExemptPart(t *testing.T) {
	c := newCouncil(t)
	paper, exempt := c.withExempt(true)
	at := "/papers/" + paper
	for _, who := range []string{"owner", "chair", "deputy", "auditor", "board"} {
		b := c.as(who)
		if got := b.get(at).want(http.StatusOK).link("Exempt part, not for publication"); got != at+"/exempt" {
			t.Errorf("%s is led to %q", who, got)
		}
		for _, path := range []string{"/exempt", "/exempt/page", "/exempt/text"} {
			got := b.get(at + path).want(http.StatusOK)
			if missing := len(exemptMarks) - len(marksIn(string(got.body))); missing > 0 {
				t.Errorf("%s misses %d words at %s", who, missing, path)
			}
			if !strings.Contains(strings.ToLower(string(got.body)), "not for publication") || !strings.Contains(got.header.Get("Cache-Control"), "no-store") {
				t.Errorf("%s is not marked, or is kept by a browser: %q", path, got.header.Get("Cache-Control"))
			}
		}
	}
	for _, who := range []string{"young", "lead", "admin"} {
		b := c.as(who)
		b.get(at + "/exempt").want(http.StatusForbidden)
		b.get(at + "/exempt/edit").want(http.StatusForbidden)
		page := b.get(at).want(http.StatusOK)
		page.says("This paper has two exempt items", "paragraph 1 of Part 1 of Schedule 12A", "information about an individual")
		page.hides("Exempt part, not for publication")
	}
	c.as("owner").get("/history/"+exempt).want(http.StatusOK).says("Exempt part of a paper", "Plinthor complaint")
	c.as("admin").get("/history/" + exempt).want(http.StatusOK).says("Your role lets you see who changed this and when, but not what it says.")
	c.as("owner").get(at + "/exempt/edit").want(http.StatusConflict).says("This paper was published")
	altered := c.tampered(exempt, "Plinthor", "Plinther")
	altered.as("board").get(at + "/exempt").want(http.StatusInternalServerError).says("not as it was published")
}

func TestExemptItemsAreWritten(t *testing.T) {
	c := newCouncil(t)
	paper, _ := c.withExempt(false)
	owner, at := c.as("owner"), "/papers/"+paper
	edit := at + "/exempt/edit"
	first := owner.get(edit).want(http.StatusOK).form(edit)
	second := owner.get(edit).want(http.StatusOK).form(edit)
	if first.Get("items-1-title") != "Plinthor complaint" || first.Get("items-0-paragraph") != "3" {
		t.Errorf("the form holds %v", first)
	}
	first.Set("items-2-title", "Only a title")
	refused := owner.post(edit, first).want(http.StatusUnprocessableEntity)
	if got := refused.form(edit).Get("items-2-title"); got != "Only a title" {
		t.Errorf("what was typed became %q", got)
	}
	refused.says("Write what the exempt item says.", "Choose the paragraph of Schedule 12A")
	first.Del("items-2-title")
	for _, name := range []string{"title", "text", "paragraph", "interest"} {
		first.Set("items-0-"+name, "")
	}
	before := c.paper(paper).Version
	owner.post(edit, first).want(http.StatusOK).says("One item is kept")
	if c.paper(paper).Version != before+1 || c.paper(paper).Exempt.Total() != 1 {
		t.Error("the paper does not say one item fewer")
	}
	second.Set("items-1-title", "Typed by the other")
	stale := owner.post(edit, second).want(http.StatusConflict)
	stale.says("Someone else saved the exempt items", "As saved, item 1")
	owner.post(edit, stale.form(edit)).want(http.StatusOK).says("2 items are kept")
	owner.get(at+"/exempt").want(http.StatusOK).says("Typed by the other", "Change the exempt items")
	preview := owner.get(at + "/preview").want(http.StatusOK)
	preview.says("two exempt items")
	preview.hides("Typed by the other")
	if _, err := c.app.EditExempt(context.WithoutCancel(t.Context()), c.caller("admin"), board.EditExempt{Paper: paper}); err == nil {
		t.Error("an administrator wrote exempt items")
	}
}
