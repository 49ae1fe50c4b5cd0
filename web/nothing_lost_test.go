package web

import (
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"

	"throughline/account"
	"throughline/app"
	"throughline/plan"
	"throughline/store"
)

// withoutForms are the ways in that take no typing, so that nothing is lost
// when a session ends just before them.
var withoutForms = map[string]bool{"/sign-out": true, "/demonstration/sign-in": true, "/casework/purpose": true, "/casework/drafts/{id}/drop": true, "/governance/destructions/{id}/destroy": true, "/areas/{id}/echoes": true, "/data-quality/ask": true}

// What was typed when a session ended comes back on the page of the same
// address, so every form must be sent to an address that has a page.
func TestEveryFormIsSentToAPage(t *testing.T) {
	pages := map[string]bool{}
	routes := newCouncilWith(t, Options{Demo: true}).pages.Routes()
	for _, route := range routes {
		if path, ok := strings.CutPrefix(route.Pattern, "GET "); ok {
			pages[path] = true
		}
	}
	posts := 0
	for _, route := range routes {
		path, ok := strings.CutPrefix(route.Pattern, "POST ")
		if !ok {
			continue
		}
		posts++
		if !pages[path] && !withoutForms[path] {
			t.Errorf("what is typed for %s can't come back: there is no page at that address", path)
		}
	}
	if posts < 15 {
		t.Errorf("only %d forms were looked at", posts)
	}
}

// A form of passwords keeps none of them, and its page is still found again.
func TestPasswordsAreNotKept(t *testing.T) {
	c := newCouncil(t)
	owner := c.visitor()
	page := owner.post("/account/password", url.Values{"old": {"x"}, "new": {"secret of mine"}}).want(http.StatusUnauthorized)
	kept, err := unpack(page.form("/sign-in").Get("kept"))
	if err != nil || len(kept) > 0 {
		t.Errorf("kept %v, %v", kept, err)
	}
	owner.signIn(page, "owner").want(http.StatusOK)
}

func TestThePageOfAForm(t *testing.T) {
	s := newCouncil(t).pages
	for path, want := range map[string]string{"/parts/x/report": "/parts/x/report", "/sign-out": "", "/nowhere/at/all": ""} {
		if got := s.pageOf(httptest.NewRequest(http.MethodPost, path, http.NoBody)); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}

// limited serves the same council from a disk that has almost no room left.
func (c *testCouncil) limited(room int64) *testCouncil {
	c.t.Helper()
	size, err := os.Stat(c.database)
	if err != nil {
		c.t.Fatal(err)
	}
	db, err := store.Open(c.t.Context(), "sqlite:"+c.database, store.Options{Clock: c.clock.Now, LimitBytes: size.Size() + room})
	if err != nil {
		c.t.Fatal(err)
	}
	full := *c
	full.app, full.accounts = app.New(db, c.files, c.clock.Now), account.New(db, c.clock.Now)
	if full.pages, err = New(full.app, full.accounts, Options{Log: slog.New(slog.DiscardHandler)}); err != nil {
		c.t.Fatal(err)
	}
	full.server = httptest.NewServer(full.pages)
	c.t.Cleanup(func() {
		full.server.Close()
		if err := db.Close(); err != nil {
			c.t.Error(err)
		}
	})
	return &full
}

func TestAFullDiskTakesNothingThatWasTyped(t *testing.T) {
	c := newCouncil(t).limited(128 << 10)
	lead, at := c.as("lead"), "/parts/"+c.id["yes"]+"/report"
	fields := lead.get(at).want(http.StatusOK).form(at)
	long := strings.Repeat("A long report. ", 40_000)
	fields.Set("text", long)
	fields.Set("complete", "no")
	page := lead.post(at, fields).want(http.StatusInsufficientStorage)
	page.says("The disk is full, so nothing was saved: free some space and try again. What you typed is still here.")
	if got := page.form(at); got.Get("text") != long || got.Get("complete") != "no" {
		t.Error("what was typed is lost")
	}
	if !c.part("yes").Progress.LastUpdate.IsZero() {
		t.Error("half of it was saved")
	}
	fields.Set("text", "A short one.")
	lead.post(at, fields).want(http.StatusOK).says("A short one.")
}

// What was written by people is shown as they wrote it and never runs.
func TestWordsAreNeverMarkup(t *testing.T) {
	c := newCouncil(t)
	const words = `<script>alert("x")</script> & “quotes” <b>bold</b>`
	c.do("owner", keepTitle(c, words))
	c.do("lead", plan.ReportProgress{Part: c.id["yes"], Text: words, InTheWay: words})
	c.offer("lead", "yes", words)
	owner := c.as("owner")
	for _, at := range []string{"/actions/" + c.id["action"], "/actions/" + c.id["action"] + "/edit", "/parts/" + c.id["yes"], "/parts/" + c.id["yes"] + "/evidence"} {
		page := owner.get(at).want(http.StatusOK)
		if strings.Contains(string(page.body), "<script>alert") || strings.Contains(string(page.body), "<b>bold") {
			t.Errorf("%s runs what was typed", at)
		}
	}
	owner.get("/parts/" + c.id["yes"]).says(words)
	if got := owner.get("/actions/" + c.id["action"] + "/edit").form("/actions/" + c.id["action"] + "/edit").Get("title"); got != words {
		t.Errorf("the form has %q", got)
	}
}

// A session that ended while somebody wrote takes nothing from them.
func TestASessionThatEndsInMidForm(t *testing.T) {
	c := newCouncil(t)
	lead := c.as("lead")
	part := "/parts/" + c.id["yes"]
	report := lead.get(part + "/report").form(part + "/report")
	report.Set("text", "A long report & more.\r\nSecond line.")
	report.Set("complete", "yes")
	evidence := c.evidenceFields(lead)
	for at, send := range map[string]func() *shown{
		part + "/report":   func() *shown { return lead.post(part+"/report", report) },
		part + "/evidence": func() *shown { return lead.upload(part+"/evidence", evidence, "big.txt", &zeros{20 << 20}) },
	} {
		lead.forget()
		page := send().want(http.StatusUnauthorized)
		page.says("What you typed is kept")
		back := lead.signIn(page, "lead")
		if back.path != at {
			t.Fatalf("came back to %s, not %s", back.path, at)
		}
		fields := back.form(at)
		want := map[string]string{"text": "A long report & more.\r\nSecond line.", "complete": "yes"}
		if at == part+"/evidence" {
			want = map[string]string{"title": "Minutes, May 2012", "description": "The form was agreed.\r\nBy all.", "document-day": "30", "classification": "names_no_child"}
		}
		for field, value := range want {
			if got := fields.Get(field); got != value {
				t.Errorf("%s: %s is %q, want %q", at, field, got, value)
			}
		}
	}
	if !c.part("yes").Progress.LastUpdate.IsZero() || c.plan().Evidence.Len() != 0 {
		t.Error("something was saved for nobody")
	}
	lead.post(part+"/report", report).want(http.StatusOK).says("A long report & more. Second line.")
}

// A form that changes something, sent after its session ended, still knows
// what its writer saw.
func TestASessionThatEndsBeforeAChangeIsSaved(t *testing.T) {
	c := newCouncil(t)
	at := "/actions/" + c.id["action"] + "/edit"
	owner := c.as("owner")
	fields := owner.get(at).form(at)
	fields.Set("title", "Mine")
	fields.Del("areas")
	owner.forget()
	c.do("chair", keepTitle(c, "Theirs"))
	back := owner.signIn(owner.post(at, fields).want(http.StatusUnauthorized), "owner")
	kept := back.form(at)
	if kept.Get("title") != "Mine" || kept.Get("areas") != "" {
		t.Errorf("came back as %v", kept)
	}
	kept.Set("areas", c.id["area"])
	owner.post(at, kept).want(http.StatusConflict).says("Theirs", "Mine")
}

// A choice between two texts, sent after its session ended, is the text chosen.
func TestASessionThatEndsBeforeAChoiceIsSaved(t *testing.T) {
	c := newCouncil(t)
	at := "/actions/" + c.id["action"] + "/edit"
	owner := c.as("owner")
	fields := owner.get(at).form(at)
	fields.Set("title", "Mine")
	c.do("chair", keepTitle(c, "Theirs"))
	choice := owner.post(at, fields).want(http.StatusConflict).form(at)
	choice.Set("choose.title", "other")
	owner.forget()
	back := owner.signIn(owner.post(at, choice).want(http.StatusUnauthorized), "owner")
	if got := back.form(at).Get("title"); got != "Theirs" {
		t.Errorf("came back as %q", got)
	}
	owner.post(at, back.form(at)).want(http.StatusOK).says("A1 Theirs")
}

// A form that does not say what its writer saw is treated as an old one.
func TestAFormThatDoesNotSayWhatWasSeen(t *testing.T) {
	c := newCouncil(t)
	at := "/actions/" + c.id["action"] + "/edit"
	owner := c.as("owner")
	for _, seen := range []string{"", "0", "-1", "x", "99999999999999999999"} {
		fields := owner.get(at).form(at)
		fields.Set("title", "Mine")
		fields.Set("seen", seen)
		fields.Set("since", seen)
		owner.post(at, fields).want(http.StatusConflict).says("Mine", "Record every strategy discussion")
	}
}

func keepTitle(c *testCouncil, title string) plan.EditAction {
	held, _ := c.plan().Actions.Get(c.id["action"])
	ch := keptAction(held)
	ch.Title = title
	return ch
}
