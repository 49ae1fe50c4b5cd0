package web

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/account"
	"throughline/app"
	"throughline/board"
	"throughline/plan"
	"throughline/store"
)

// restarted is the same council served by a program started afresh over the
// same database.
func (c *testCouncil) restarted(options Options) *testCouncil {
	c.t.Helper()
	db, err := store.Open(c.t.Context(), "sqlite:"+c.database, store.Options{Clock: c.clock.Now})
	if err != nil {
		c.t.Fatal(err)
	}
	again := *c
	options.Log = slog.New(slog.DiscardHandler)
	again.app, again.accounts = app.New(db, c.files, c.clock.Now), account.New(db, c.clock.Now)
	if again.pages, err = New(again.app, again.accounts, options); err != nil {
		c.t.Fatal(err)
	}
	again.server = httptest.NewServer(again.pages)
	c.t.Cleanup(func() {
		again.server.Close()
		if err := db.Close(); err != nil {
			c.t.Error(err)
		}
	})
	return &again
}

// tampered changes the latest version of a paper in the database itself,
// behind the program's back, and starts the program again.
func (c *testCouncil) tampered(id, was, becomes string) *testCouncil {
	c.t.Helper()
	db, err := sql.Open("sqlite", c.database)
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close() //nolint:errcheck // only this test's own connection
	var body []byte
	var seq int64
	if err := db.QueryRowContext(c.t.Context(), "SELECT seq, body FROM version WHERE thing_id = ? ORDER BY seq DESC LIMIT 1", id).Scan(&seq, &body); err != nil {
		c.t.Fatal(err)
	}
	if !bytes.Contains(body, []byte(was)) {
		c.t.Fatalf("the paper does not hold %q", was)
	}
	body = bytes.ReplaceAll(body, []byte(was), []byte(becomes))
	if _, err := db.ExecContext(c.t.Context(), "UPDATE version SET body = ? WHERE thing_id = ? AND seq = ?", body, id, seq); err != nil {
		c.t.Fatal(err)
	}
	return c.restarted(Options{})
}

func TestPublishing(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	at, publish := "/papers/"+id, "/papers/"+id+"/publish"
	before := c.entries()
	page := owner.get(publish).want(http.StatusOK)
	page.says("Publish the paper", "SC/CPB/2012/001", "Every sentence has been read back against its rows", "7 key statements with every row behind them, 2 questions, 2 decisions", "1 May 2012")
	if c.entries() != before || c.paper(id).State != board.Draft {
		t.Error("looking at what would be published wrote something")
	}
	fields := page.form(publish)
	page = owner.post(publish, fields).want(http.StatusOK)
	frozen := c.paper(id).Frozen
	page.says("The paper is published as SC/CPB/2012/001. It never changes from now on.", frozen.Hash, frozen.DataHash, "by Olive Owner", "Plan as at", threeMonths)
	if page.path != at || page.link("A1") != "/actions/"+c.id["action"] || len(page.all(isKind(atom.H1))) != 1 {
		t.Errorf("the published paper is at %s", page.path)
	}
	for _, each := range []struct{ link, path, kind, body, file string }{
		{"By itself, to print or keep (HTML)", "/paper.html", "text/html; charset=utf-8", frozen.HTML, "SC-CPB-2012-001.html"},
		{"Plain text", "/paper.txt", "text/plain; charset=utf-8", frozen.Text, "SC-CPB-2012-001.txt"},
		{"As data (JSON)", "/data.json", "application/json; charset=utf-8", frozen.Dataset, "SC-CPB-2012-001.json"},
	} {
		if got := page.link(each.link); got != at+each.path {
			t.Errorf("%s leads to %s", each.link, got)
		}
		sent := owner.get(at + each.path).want(http.StatusOK)
		if string(sent.body) != each.body {
			t.Errorf("%s is not what was frozen", each.path)
		}
		for name, want := range map[string]string{
			"Content-Type": each.kind, "Etag": `"` + frozen.Hash + `"`, "Cache-Control": "private, no-cache", "Content-Disposition": `inline; filename="` + each.file + `"`, "X-Content-Type-Options": "nosniff",
		} {
			if got := sent.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, not %q", each.path, name, got, want)
			}
		}
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, owner.at+at+each.path, http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("If-None-Match", `"`+frozen.Hash+`"`)
		if again := owner.send(request); again.status != http.StatusNotModified || len(again.body) > 0 {
			t.Errorf("%s is sent again to a browser that has it: %d", each.path, again.status)
		}
	}
	sum := sha256.Sum256(owner.get(at + "/data.json").body)
	if hex.EncodeToString(sum[:]) != frozen.DataHash || !strings.Contains(frozen.Text, frozen.DataHash) {
		t.Error("the hash printed is not that of the data")
	}

	// Sent twice, it is published once.
	entries := c.entries()
	if again := owner.post(publish, fields).want(http.StatusOK); again.path != at || c.entries() != entries {
		t.Error("it was published again")
	}
	for _, each := range []string{"/publish", "/refresh", "/withdraw"} {
		owner.get(at + each).want(http.StatusConflict).says("This paper was published on 1 May 2012 as SC/CPB/2012/001.")
	}
	owner.get(at + "/preview").want(http.StatusOK).says(frozen.Hash)
	owner.get(at + "/draft.html").want(http.StatusNotFound).says("it is a draft no more")
	owner.get(at + "/draft.txt").want(http.StatusNotFound)
	c.as("young").get(at + "/paper.txt").want(http.StatusOK)
}

// A paper by itself is let to have its own styles by their hash, and nothing
// else.
func TestAPaperByItselfRunsNothing(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	owner.published(id)
	draft := owner.started(nil)
	for _, at := range []string{"/papers/" + id + "/paper.html", "/papers/" + draft + "/draft.html"} {
		page := owner.get(at).want(http.StatusOK)
		styles := page.all(isKind(atom.Style))
		if len(styles) != 1 {
			t.Fatalf("%s has %d styles", at, len(styles))
		}
		sum := sha256.Sum256([]byte(rawText(styles[0])))
		want := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
		if got := page.header.Get("Content-Security-Policy"); got != want {
			t.Errorf("%s: the policy is %q, not %q", at, got, want)
		}
		if n := len(page.all(func(n *html.Node) bool {
			return n.DataAtom == atom.Script || n.DataAtom == atom.Form || has(n, "style") || has(n, "src") || has(n, "onclick")
		})); n > 0 {
			t.Errorf("%s has %d scripts, forms, sources or inline styles", at, n)
		}
	}
}

func TestPublishingIsRefusedNamingEachReason(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	at, publish := "/papers/"+id, "/papers/"+id+"/publish"
	agreed := owner.get(publish).form(publish)
	fields := owner.get(at).form(at)
	for _, blank := range []string{"title", "committee", "purpose", "contact.name", "contact.phone", "contact.email", decisionField(0, "text"), decisionField(1, "text")} {
		fields.Set(blank, " ")
	}
	fields.Set("meeting-month", "4")
	fields.Set("then", "publish")
	page := owner.post(at, fields).want(http.StatusOK)
	reasons := []string{
		"This paper can’t be published yet", "Enter a title.", "Enter the committee or board", "Enter the purpose of the report.", "Enter who readers can ask", "Enter a telephone number or an email",
		"The meeting is on 1 April 2012, before the day that the paper describes, 1 May 2012.", "Enter at least one decision",
	}
	page.says(reasons...)
	if page.button("Publish") {
		t.Error("it offers what would be refused")
	}
	draft := owner.get(at)
	for _, n := range page.all(func(n *html.Node) bool { return n.DataAtom == atom.A && textIn(n) == "Put it right" }) {
		where, anchor, _ := strings.Cut(attribute(n, "href"), "#")
		if where != at || draft.byID(anchor) == nil {
			t.Errorf("%s leads to nothing on the draft", attribute(n, "href"))
		}
	}
	agreed.Set("seen", strconv.Itoa(c.paper(id).Version))
	owner.post(publish, agreed).want(http.StatusUnprocessableEntity).says(reasons...)
	if c.paper(id).State != board.Draft {
		t.Error("it was published all the same")
	}

	// Somebody else changes the draft between looking and publishing.
	id = owner.started(nil)
	at, publish = "/papers/"+id, "/papers/"+id+"/publish"
	fields = owner.get(publish).form(publish)
	edit := owner.get(at).form(at)
	edit.Set("purpose", "Another purpose.")
	c.as("owner").post(at, edit).want(http.StatusOK)
	page = owner.post(publish, fields).want(http.StatusConflict)
	page.says("Olive Owner saved a change", "Look at the draft as it is now")
	owner.post(publish, page.form(publish)).want(http.StatusOK).says("The paper is published as SC/CPB/2012/001.")
}

// A disagreement is planted in the draft's body behind the program's back:
// publishing is refused, naming the sentence and the rows.
func TestAPlantedDisagreementIsRefused(t *testing.T) {
	for name, fault := range map[string]struct {
		was, becomes string
		says         []string
	}{
		"the sentence": {
			"is not complete; it has had no update yet", "is complete",
			[]string{"The sentence “The one safeguarding action due within three months is complete.”", "Its rows give: 0.", "Rows behind it: A1 .", "is not what the plan gives as at 1 May 2012"},
		},
		"a figure": {`"remaining":1`, `"remaining":2`, []string{"The figure stored for safeguarding, within three months gives, for remaining: 2. Its rows give: 1.", "Rows behind it: A1 ."}},
		"a row":    {"Record every strategy discussion", "Record some strategy discussions", []string{"The paper's statement about safeguarding, within three months is not what the plan gives"}},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCouncil(t)
			id := c.as("owner").started(nil)
			fields := c.as("owner").get("/papers/" + id + "/publish").form("/papers/" + id + "/publish")
			c = c.tampered(id, fault.was, fault.becomes)
			owner := c.as("owner")
			at := "/papers/" + id + "/publish"
			page := owner.get(at).want(http.StatusOK)
			page.says(fault.says...)
			page.says("This paper can’t be published yet", "Refresh the statements")
			owner.post(at, fields).want(http.StatusUnprocessableEntity).says(fault.says...)
			if c.paper(id).State != board.Draft {
				t.Fatal("it was published all the same")
			}
			refresh := "/papers/" + id + "/refresh"
			owner.post(refresh, owner.get(refresh).form(refresh)).want(http.StatusOK)
			owner.published(id).says("The paper is published as SC/CPB/2012/001.")
		})
	}
}

// Data that the statements were written from is erased after composing: the
// plan of that day gives other sentences now, and the paper says which.
func TestDataGoneSinceComposingIsRefused(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	action := c.another()
	id := owner.started(nil)
	c.do("chair", plan.EndAction{Action: action, Standing: plan.Withdrawn, Reason: "It named a child."})
	owner.get("/papers/"+id+"/publish").want(http.StatusOK).says("Every sentence has been read back", "The record has changed since the statements were written.")
	if _, err := c.app.Erase(t.Context(), c.caller("admin"), action, 0, "It named a child."); err != nil {
		t.Fatal(err)
	}
	at := "/papers/" + id + "/publish"
	page := owner.get(at).want(http.StatusOK)
	page.says("The paper's statement about safeguarding, within three months is not what the plan gives as at 1 May 2012", "The paper says “Neither of the two", "the plan gives “"+threeMonths)
	owner.post(at, url.Values{"seen": {strconv.Itoa(c.paper(id).Version)}}).want(http.StatusUnprocessableEntity)
	if c.paper(id).State != board.Draft {
		t.Error("it was published all the same")
	}
}

// Once published, a paper is the same bytes for ever: after the plan has
// changed, and after the program was started again.
func TestAPublishedPaperNeverChanges(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	owner.published(id)
	paths := []string{"/paper.html", "/paper.txt", "/data.json"}
	were := map[string][]byte{}
	for _, path := range paths {
		were[path] = owner.get("/papers/" + id + path).body
	}
	whole := owner.get("/papers/" + id).text()
	c.clock.goTo("2012-06-20")
	c.another()
	c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: "It is finished.", Complete: true})
	c.do("owner", keepTitle(c, "Record each strategy discussion in one place"))
	for _, at := range []*testCouncil{c, c.restarted(Options{})} {
		reader := at.as("board")
		for _, path := range paths {
			if !bytes.Equal(reader.get("/papers/"+id+path).body, were[path]) {
				t.Errorf("%s has changed", path)
			}
		}
		if got := at.as("owner").get("/papers/" + id).text(); !strings.HasSuffix(whole, got) && got != whole {
			t.Errorf("the page has changed to %.300s", got)
		}
	}
}

func TestAPublishedPaperThatWasAlteredIsNotShown(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	owner.published(id)
	c = c.tampered(id, "Stonebridge", "Stonebridge") // written again as it was
	owner = c.as("owner")
	for _, path := range []string{"", "/paper.html", "/paper.txt", "/data.json"} {
		owner.get("/papers/" + id + path).want(http.StatusOK)
	}
	c = c.tampered(id, "The one safeguarding action", "The last safeguarding action")
	for _, who := range []string{"owner", "board"} {
		for _, path := range []string{"", "/paper.html", "/paper.txt", "/data.json"} {
			page := c.as(who).get("/papers/" + id + path).want(http.StatusInternalServerError)
			page.says("The paper SC/CPB/2012/001 does not match the hash that was kept when it was published, so it is not shown.", "throughline verify")
			page.hides("The last safeguarding action")
		}
	}
}

// The same day and the same position give the same paper, whenever it is made.
func TestTheSameMomentGivesTheSamePaper(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	first := owner.started(nil)
	position := c.paper(first).KnownAt.Position
	html, text := owner.get("/papers/"+first+"/draft.html").body, owner.get("/papers/"+first+"/draft.txt").body
	c.clock.goTo("2012-06-20")
	c.another()
	c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: "It is finished.", Complete: true})
	second := owner.started(func(f url.Values) {
		f["as_at-day"], f["as_at-month"], f["known_at"] = []string{"1"}, []string{"5"}, []string{"#" + strconv.FormatInt(position, 10)}
	})
	for _, id := range []string{first, second} {
		if !bytes.Equal(owner.get("/papers/"+id+"/draft.html").body, html) || !bytes.Equal(owner.get("/papers/"+id+"/draft.txt").body, text) {
			t.Errorf("the paper is not the same again:\n%s", owner.get("/papers/"+id+"/draft.txt").body)
		}
	}
	third := owner.started(func(f url.Values) { f["as_at-day"], f["as_at-month"] = []string{"1"}, []string{"5"} })
	if bytes.Equal(owner.get("/papers/"+third+"/draft.txt").body, text) {
		t.Error("what is known now is not in the paper that counts it")
	}
}

// The three forms of the founding paper say the same, mark themselves as
// invented, and ask and decide just what was written.
func TestTheFormsOfAPaperAgree(t *testing.T) {
	c := newCouncilWith(t, Options{Demo: true})
	owner := c.as("owner")
	id := owner.started(nil)
	at := "/papers/" + id
	fields := owner.get(at).form(at)
	questions := []string{"Do children feel safer?", "How do we know, & who asked?"}
	fields.Set("questions", strings.Join(questions, "\n"))
	fields.Set("before.safeguarding.three_months", "On recording <one> thing:")
	fields.Set(decisionField(2, "kind"), "approve")
	fields.Set(decisionField(2, "text"), "a second meeting.")
	owner.post(at, fields).want(http.StatusOK)
	check := func(state string, page, text *shown, data board.PaperData, inPage *shown) {
		t.Helper()
		words := strings.Join(strings.Fields(string(text.body)), " ")
		said := textIn(page.root)
		for _, shown := range []*shown{page, inPage} {
			if got := shown.elements(func(n *html.Node) bool { return n.DataAtom == atom.Li && hasClass(n.Parent, "decisions") }); !slices.Equal(got, []string{
				"The Corporate Parenting Board is asked to note this report, the progress on the areas for improvement, and the further actions that partners have taken.",
				"The Corporate Parenting Board is asked to consider what part it can play in making sure that these actions make a difference to the lives of looked-after children.",
				"The Corporate Parenting Board is asked to approve a second meeting.",
			}) {
				t.Errorf("%s: the decisions are %q", state, got)
			}
			if !strings.Contains(textIn(shown.root), "Questions for Board members "+strings.Join(questions, " ")+" The inspection") {
				t.Errorf("%s: the questions are not those asked", state)
			}
			if strings.Count(textIn(shown.root), board.DemoMark) < 2 {
				t.Errorf("%s: %s is not marked as invented, above and below", state, shown.path)
			}
		}
		if !data.Demo || strings.Count(words, strings.ToUpper(board.DemoMark)) != 1 || !strings.Contains(words, board.DemoMark) {
			t.Errorf("%s: the text or the data is not marked as invented", state)
		}
		if !slices.Equal(data.Questions, questions) || len(data.Decisions) != 3 {
			t.Errorf("%s: the data asks %q, %v", state, data.Questions, data.Decisions)
		}
		same := []string{data.Title, data.Purpose[:40], data.Background, "(iii)", "On recording <one> thing:", data.Contact.Email, "1. " + questions[0]}
		for _, s := range data.Statements {
			same = append(same, s.Statement.Sentence, s.Heading, s.Statement.Checks)
			for _, row := range s.Statement.Rows {
				same = append(same, row.Ref+" "+row.Title)
			}
		}
		same = append(same, data.Definitions...)
		for _, each := range same {
			counted := strings.TrimPrefix(strings.TrimPrefix(each, "(iii)"), "1. ") // the browser numbers lists
			if !strings.Contains(words, each) || !strings.Contains(said, counted) {
				t.Errorf("%s: %q is in one form and not in the other", state, each)
			}
		}
	}
	read := func(body []byte) (data board.PaperData) {
		t.Helper()
		if err := json.Unmarshal(body, &data); err != nil {
			t.Fatal(err)
		}
		return data
	}
	check("draft", owner.get(at+"/draft.html"), owner.get(at+"/draft.txt"), read(owner.get(at+"/data.json").body), owner.get(at+"/preview"))
	owner.published(id)
	check("published", owner.get(at+"/paper.html"), owner.get(at+"/paper.txt"), read(owner.get(at+"/data.json").body), owner.get(at))
	var dates struct {
		AsAt    string `json:"as_at"`
		KnownAt struct {
			Position int64  `json:"position"`
			Time     string `json:"time"`
		} `json:"known_at"`
	}
	if err := json.Unmarshal(owner.get(at+"/data.json").body, &dates); err != nil || dates.AsAt != testDay || dates.KnownAt.Position == 0 || dates.KnownAt.Time == "" {
		t.Errorf("the data's dates are %+v, %v", dates, err)
	}
}
