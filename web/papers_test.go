package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"pgregory.net/rapid"

	"throughline/app"
	"throughline/board"
)

// shelf is the papers now.
func (c *testCouncil) shelf() *board.Shelf {
	c.t.Helper()
	st, err := c.app.State(c.t.Context(), c.caller("owner"), app.When{})
	if err != nil {
		c.t.Fatal(err)
	}
	return st.Shelf
}

func (c *testCouncil) paper(id string) *board.Paper {
	c.t.Helper()
	paper, ok := c.shelf().Paper(id)
	if !ok {
		c.t.Fatalf("there is no paper %s", id)
	}
	return paper
}

// entries is how far the ledger has got.
func (c *testCouncil) entries() int64 {
	c.t.Helper()
	return c.plan().Position
}

// started begins a paper through the pages, and gives its id.
func (b *browser) started(change func(url.Values)) string {
	b.t.Helper()
	fields := b.get("/papers/new").want(http.StatusOK).form("/papers/new")
	if change != nil {
		change(fields)
	}
	page := b.post("/papers/new", fields).want(http.StatusOK)
	id, ok := strings.CutPrefix(page.path, "/papers/")
	if !ok || id == "new" {
		b.t.Fatalf("the paper was not started: %s", page.text())
	}
	return id
}

// published publishes a draft through the pages.
func (b *browser) published(id string) *shown {
	b.t.Helper()
	at := "/papers/" + id + "/publish"
	return b.post(at, b.get(at).want(http.StatusOK).form(at)).want(http.StatusOK)
}

func TestAPaperIsOnlyForWritersUntilItIsPublished(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	owner.get("/papers").want(http.StatusOK).says("No paper has been published yet.")
	id := owner.started(nil)
	owner.get("/papers").says("Drafts", "Progress on the action plan: inspection of 2012", "1 May 2012", "Olive Owner")
	readers := []string{"admin", "lead", "health", "chair", "deputy", "auditor", "board", "young"}
	inside := []string{"", "/preview", "/draft.html", "/draft.txt", "/data.json", "/paper.html", "/paper.txt"}
	for _, who := range readers {
		reader := c.as(who)
		page := reader.get("/papers").want(http.StatusOK)
		page.says("No paper has been published yet.")
		page.hides("Drafts", id, "Write a paper")
		if listed := string(reader.get("/papers.json").want(http.StatusOK).body); strings.Contains(listed, id) {
			t.Errorf("%s finds a draft in the list: %s", who, listed)
		}
		for _, each := range inside {
			before := c.entries()
			page := reader.get("/papers/" + id + each).want(http.StatusNotFound)
			page.hides("Progress on the action plan", "Olive Owner")
			page.says("We can't find that paper.")
			if after := c.entries(); after != before+1 {
				t.Errorf("%s asked for %q: the ledger went from %d to %d, so the refusal was not recorded once", who, each, before, after)
			}
			if unknown := reader.get("/papers/nothing" + each).want(http.StatusNotFound); unknown.text() != page.text() {
				t.Errorf("%s can tell a draft from no paper: %q, %q", who, unknown.text(), page.text())
			}
		}
		for _, each := range []string{"/refresh", "/withdraw", "/publish"} {
			reader.get("/papers/" + id + each).want(http.StatusForbidden)
			reader.post("/papers/"+id+each, url.Values{"reason": {"x"}}).want(http.StatusForbidden)
		}
		reader.post("/papers/"+id, url.Values{"title": {"Mine"}}).want(http.StatusForbidden)
		reader.get("/papers/new").want(http.StatusForbidden)
		reader.post("/papers/new", url.Values{}).want(http.StatusForbidden)
	}
	owner.published(id)
	for _, who := range readers {
		reader := c.as(who)
		reader.get("/papers").want(http.StatusOK).says("Published papers", "SC/CPB/2012/001", "Olive Owner", "1 May 2012", "entry ")
		for _, each := range []string{"", "/paper.html", "/paper.txt", "/data.json"} {
			reader.get("/papers/" + id + each).want(http.StatusOK).says("S3-1")
		}
	}
	c.visitor().get("/papers/" + id).says("Sign in")
}

func TestAPaperAtAnEarlierMoment(t *testing.T) {
	c := newCouncil(t)
	owner, board := c.as("owner"), c.as("board")
	id := owner.started(nil)
	c.clock.goTo("2012-05-03")
	owner.published(id)
	c.clock.goTo("2012-05-10")
	board.get("/papers?as-at=2012-05-02").want(http.StatusOK).says("No paper had been published then.")
	board.get("/papers/" + id + "?as-at=2012-05-02").want(http.StatusNotFound).says("was not in the record at the moment you asked about")
	past := owner.get("/papers/" + id + "?as-at=2012-05-02").want(http.StatusOK)
	past.says("Draft, not published")
	if !strings.Contains(string(past.body), "You are looking at 2 May 2012") || strings.Contains(past.text(), "Change the words") {
		t.Error("a draft as it was does not say so, or can be changed")
	}
	board.get("/papers/" + id + "?as-at=2012-05-03").want(http.StatusOK).says("SC/CPB/2012/001")
	board.get("/papers?as-at=2012-05-03").says("SC/CPB/2012/001", "3 May 2012")
}

func TestTheListOfPapersIsReadAPageAtATime(t *testing.T) {
	c := newCouncil(t)
	owner, caller := c.as("owner"), c.caller("owner")
	for i := range 45 {
		if _, err := c.app.Compose(t.Context(), caller, app.When{}, board.ComposePaper{Inspection: c.id["inspection"], Title: fmt.Sprintf("Paper %02d.", i+1)}); err != nil {
			t.Fatal(err)
		}
	}
	owner.published(owner.started(nil))
	first := owner.get("/papers").want(http.StatusOK)
	first.says("Papers 1 to 20 of 46", "Paper 45.", "Paper 26.")
	first.hides("Paper 25.", "continued", "Published papers")
	last := owner.get("/papers?page=3").want(http.StatusOK)
	last.says("Drafts (continued)", "Paper 05.", "Paper 01.", "Published papers", "SC/CPB/2012/001")
	owner.get("/papers?page=4").want(http.StatusNotFound).says("There is no page “4” of the papers. Choose a page from 1 to 3.")
	owner.get("/papers?page=one").want(http.StatusNotFound)
	c.as("board").get("/papers").hides("Paper 45.")
	var listed struct {
		AsAt   string `json:"as_at"`
		Papers []struct{ State, Reference, Hash string }
	}
	if err := json.Unmarshal(c.as("board").get("/papers.json").body, &listed); err != nil {
		t.Fatal(err)
	}
	if len(listed.Papers) != 1 || listed.Papers[0].Reference != "SC/CPB/2012/001" || len(listed.Papers[0].Hash) != 64 || listed.AsAt != testDay {
		t.Errorf("the list is %+v", listed)
	}
}

// Every paper stands on exactly one page, in order.
func TestGroupsOfPapersAreCutWithoutLoss(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups, total := make([]paperGroup, 3), 0
		for i := range groups {
			groups[i].Papers = make([]paperRow, rapid.IntRange(0, 50).Draw(t, "papers"))
			for j := range groups[i].Papers {
				groups[i].Papers[j].ID = strconv.Itoa(total)
				total++
			}
		}
		seen := 0
		for from := 0; from < total; from += papersShown {
			onPage := 0
			for _, group := range slicedGroups(groups, from, from+papersShown) {
				if len(group.Papers) == 0 {
					t.Fatal("a group without papers is shown")
				}
				for _, paper := range group.Papers {
					if paper.ID != strconv.Itoa(seen) {
						t.Fatalf("paper %s stands where %d should", paper.ID, seen)
					}
					seen++
					onPage++
				}
			}
			if onPage > papersShown {
				t.Fatalf("%d papers on a page", onPage)
			}
		}
		if seen != total {
			t.Fatalf("%d of %d papers are shown", seen, total)
		}
	})
}

func TestNoPaperWithoutAnInspection(t *testing.T) {
	c := newCouncil(t)
	page := c.as("owner").post("/papers/new", url.Values{"inspection": {"none"}, "as_at-day": {"1"}, "as_at-month": {"5"}, "as_at-year": {"2012"}}).want(http.StatusUnprocessableEntity)
	page.says("Choose the inspection that the paper is about.")
}

func TestStartingAPaper(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	fields := owner.get("/papers/new?as-at=2012-04-10&known-at=2012-04-12").want(http.StatusOK).form("/papers/new")
	for field, want := range map[string]string{"as_at-day": "10", "as_at-month": "4", "as_at-year": "2012", "known_at": "2012-04-12", "committee": "Corporate Parenting Board", "meeting-day": ""} {
		if got := fields.Get(field); got != want {
			t.Errorf("%s is %q, not %q", field, got, want)
		}
	}
	if got := owner.get("/papers/new").form("/papers/new"); got.Get("as_at-day") != "1" || got.Get("as_at-month") != "5" || got.Get("known_at") != "" {
		t.Errorf("a paper starts with %v", got)
	}
	for name, bad := range map[string]struct {
		change map[string]string
		says   string
	}{
		"31 April":                {map[string]string{"as_at-day": "31"}, "there is no 31 April 2012"},
		"no day":                  {map[string]string{"as_at-day": "", "as_at-month": "", "as_at-year": ""}, "Enter the day that the paper describes."},
		"half a meeting":          {map[string]string{"meeting-day": "3"}, "The day of the meeting must include a month"},
		"a day to come":           {map[string]string{"as_at-month": "6"}, "A paper can't describe 10 June 2012, which has not come yet. Choose today or an earlier day."},
		"before the inspection":   {map[string]string{"as_at-month": "3", "known_at": ""}, "The inspection that this paper is about was not yet recorded on 10 March 2012"},
		"known too early":         {map[string]string{"known_at": "#2"}, "was not yet recorded on 10 April 2012, as known at the time you chose"},
		"known at words":          {map[string]string{"known_at": "last week"}, "“last week” is not a moment"},
		"known at a later entry":  {map[string]string{"known_at": "#999999"}, "There is no entry 999,999: the ledger has"},
		"no such inspection":      {map[string]string{"inspection": "nothing"}, "Choose the inspection that the paper is about."},
		"as at and meeting wrong": {map[string]string{"as_at-year": "12", "meeting-day": "x", "meeting-month": "1", "meeting-year": "2012"}, "The day of the meeting must have a day from 1 to 31"},
	} {
		t.Run(name, func(t *testing.T) {
			before, sent := c.entries(), url.Values{"title": {"My title"}}
			maps.Copy(sent, fields)
			sent.Set("title", "My title")
			for field, value := range bad.change {
				sent.Set(field, value)
			}
			page := owner.post("/papers/new", sent).want(http.StatusUnprocessableEntity)
			if errors := strings.Join(page.summary(), " "); !strings.Contains(errors, bad.says) {
				t.Errorf("it says %q", errors)
			}
			kept := page.form("/papers/new")
			for field := range sent {
				if kept.Get(field) != sent.Get(field) && field != "inspection" {
					t.Errorf("%s was %q and is %q", field, sent.Get(field), kept.Get(field))
				}
			}
			if c.entries() != before {
				t.Error("something was written")
			}
		})
	}
	id := owner.started(func(f url.Values) {
		f.Set("as_at-day", "10")
		f.Set("as_at-month", "4")
		f.Set("committee", "Safeguarding Board")
		f.Set("title", "How far we are")
		f.Set("meeting-day", "15")
		f.Set("meeting-month", "May")
		f.Set("meeting-year", "2012")
	})
	paper := c.paper(id)
	if paper.Title != "How far we are" || paper.Committee != "Safeguarding Board" || paper.Meeting.Long() != "15 May 2012" || paper.AsAt.Long() != "10 April 2012" {
		t.Errorf("the paper is %+v", paper.Words())
	}
	if want := (board.Contact{Name: "Olive Owner", Role: "Plan owner, Stonebridge Council", Email: "owner@example.org"}); paper.Contact != want {
		t.Errorf("the contact is %+v, not %+v", paper.Contact, want)
	}
	if paper.Demo {
		t.Error("a real council's paper is marked as invented")
	}
}

// elements gives the texts of every element that fits.
func (p *shown) elements(fits func(*html.Node) bool) (texts []string) {
	for _, n := range p.all(fits) {
		texts = append(texts, textIn(n))
	}
	return texts
}

func isKind(kind atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == kind }
}
