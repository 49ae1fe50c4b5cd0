package web

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/board"
	"throughline/deadline"
	"throughline/plan"
)

// another plans an action, as the owner does between two looks at a paper.
func (c *testCouncil) another() string {
	c.t.Helper()
	id := c.app.NewID()
	c.do("owner", plan.PlanAction{
		ID:    id,
		Body:  plan.Action{Inspection: c.id["inspection"], Title: "Write the minutes", Areas: []string{c.id["area"]}, Section: plan.Safeguarding, Timescale: deadline.ThreeMonths, Origin: plan.FromArea, SuccessMeasure: "It works."},
		Parts: []plan.Part{{Text: "Do it", Owner: c.id["post of lead"], Signer: c.id["post of police"], Kind: plan.YesOrNo}},
	})
	return id
}

const threeMonths = "The one safeguarding action due within three months"

func TestAPaperIsWrittenAroundItsSentences(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	at := "/papers/" + id
	page := owner.get(at).want(http.StatusOK)
	paper := c.paper(id)
	order := []string{
		"Purpose of the report and summary", "Key information and questions for Board members", "Statement 1: Safeguarding, immediate", "Statement 7: Additional actions",
		"Questions for Board members One on each line", "The inspection and its areas for improvement", "Additional actions About", "Decisions required", "Contact Whom readers can ask",
	}
	said, place := page.text(), -1
	for _, heading := range order {
		next := strings.Index(said, heading)
		if next <= place {
			t.Errorf("%q does not stand after what comes before it in the paper", heading)
		}
		place = next
	}
	fields := page.form(at)
	for _, entry := range paper.Entries {
		page.says(entry.Statement.Sentence)
		for name, values := range fields {
			if strings.Contains(strings.Join(values, " "), entry.Statement.Sentence) {
				t.Errorf("the sentence %q can be typed over in %s", entry.Statement.Sentence, name)
			}
		}
	}
	if got := page.link("A1"); got != "/actions/"+c.id["action"] {
		t.Errorf("the row leads to %s", got)
	}
	blank := 0
	for i := 0; len(fields[decisionField(i, "text")]) > 0; i++ {
		if fields.Get(decisionField(i, "text")) == "" {
			blank++
		}
	}
	if blank != 3 {
		t.Errorf("%d blank rows for decisions", blank)
	}

	fields.Set("title", "Our progress")
	fields.Set("before.safeguarding.three_months", "On recording:")
	fields.Set("after.safeguarding.three_months", "The form is agreed.\r\n\r\nTraining follows.")
	fields.Set("questions", "What is different for children?\r\n\r\n  Who asked them? ")
	fields.Set("background", "Seen by the group.")
	fields.Set(decisionField(2, "kind"), "approve")
	fields.Set(decisionField(2, "text"), "a second meeting")
	fields.Set(decisionField(1, "text"), "")
	page = owner.post(at, fields).want(http.StatusOK)
	page.says("The draft has been saved.")
	words := c.paper(id).Words()
	if words.Title != "Our progress" || words.Background != "Seen by the group." || !slices.Equal(words.Questions, []string{"What is different for children?", "Who asked them?"}) {
		t.Errorf("saved as %+v", words)
	}
	if words.Around[1].Before != "On recording:" || words.Around[1].After != "The form is agreed.\n\nTraining follows." {
		t.Errorf("around the statement stands %+v", words.Around[1])
	}
	if len(words.Decisions) != 2 || words.Decisions[1] != (board.Decision{Kind: board.Approve, Text: "a second meeting"}) {
		t.Errorf("the decisions are %+v", words.Decisions)
	}
	entries := c.entries()
	owner.post(at, owner.get(at).form(at)).want(http.StatusOK)
	if c.entries() != entries {
		t.Error("saving what is held already wrote an entry")
	}
	for then, heading := range map[string]string{"preview": "Our progress", "refresh": "Refresh the statements", "publish": "Publish the paper", "withdraw": "Withdraw this draft"} {
		fields := owner.get(at).form(at)
		fields.Set("then", then)
		if page := owner.post(at, fields).want(http.StatusOK); page.h1() != heading || !strings.HasSuffix(page.path, "/"+then) {
			t.Errorf("%s leads to %s, %q", then, page.path, page.h1())
		}
	}
}

func TestWhatIsWrongInADraftIsKept(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	at := "/papers/" + owner.started(nil)
	fields := owner.get(at).form(at)
	fields.Set("purpose", "A purpose that took an hour to write.")
	fields.Set("meeting-day", "31")
	fields.Set("meeting-month", "4")
	page := owner.post(at, fields).want(http.StatusUnprocessableEntity)
	if got := page.summary(); len(got) != 1 || !strings.Contains(got[0], "there is no 31 April 2012") {
		t.Errorf("it says %v", got)
	}
	if kept := page.form(at); kept.Get("purpose") != "A purpose that took an hour to write." || kept.Get("meeting-day") != "31" {
		t.Error("what was typed is lost")
	}
	fields.Set("meeting-day", "30")
	fields.Set(decisionField(0, "kind"), "order")
	page = owner.post(at, fields).want(http.StatusUnprocessableEntity)
	page.says("Choose whether the Board is asked to note, approve or consider.")

	// The session ends while somebody writes.
	fields.Set(decisionField(0, "kind"), "note")
	owner.forget()
	page = owner.post(at, fields).want(http.StatusUnauthorized)
	page = owner.signIn(page, "owner")
	if kept := page.form(at); page.path != at || kept.Get("purpose") != "A purpose that took an hour to write." || kept.Get("seen") != fields.Get("seen") {
		t.Fatalf("what was typed did not come back: %s, %v", page.path, kept)
	}
	owner.post(at, page.form(at)).want(http.StatusOK).says("The draft has been saved.")
}

func TestTwoPeopleWriteOnePaper(t *testing.T) {
	c := newCouncil(t)
	mine, theirs := c.as("owner"), c.as("owner")
	id := mine.started(nil)
	at := "/papers/" + id
	yours, others := mine.get(at).form(at), theirs.get(at).form(at)
	others.Set("purpose", "Their purpose.")
	others.Set("background", "Their background.")
	others.Set("before.additional", "Their words.")
	others.Set(decisionField(2, "text"), "their third decision")
	others.Set("meeting-day", "9")
	theirs.post(at, others).want(http.StatusOK)
	yours.Set("purpose", "My purpose.")
	yours.Set("questions", "My question?")
	yours.Set("then", "preview")
	page := mine.post(at, yours).want(http.StatusConflict)
	page.says("Someone else changed this paper", "Olive Owner saved a change", "My purpose.", "Their purpose.", "Their background.", "Their words.", "Note their third decision", "9 May 2012", "My question?")
	if c.paper(id).Purpose != "Their purpose." {
		t.Error("the second writer won without choosing")
	}
	merged := page.form(at)
	for field, want := range map[string]string{"purpose": "yours", "questions": "yours", "background": "other", "before.additional": "other", "decisions": "other", "meeting": "other"} {
		if got := merged.Get(chooseField + field); got != want {
			t.Errorf("%s: %q is chosen beforehand, not %q", field, got, want)
		}
	}
	if merged.Get(chooseField+"title") != "" {
		t.Error("a text that nobody changed is to be chosen")
	}
	page = mine.post(at, merged).want(http.StatusOK)
	if page.path != at+"/preview" {
		t.Errorf("the preview that was asked for is forgotten: %s", page.path)
	}
	words := c.paper(id).Words()
	if words.Purpose != "My purpose." || words.Background != "Their background." || words.Around[6].Before != "Their words." ||
		!slices.Equal(words.Questions, []string{"My question?"}) || words.Decisions[2].Text != "their third decision" || words.Meeting.Day != 9 {
		t.Errorf("merged into %+v", words)
	}

	// It is published while somebody still writes: their text is shown, with why.
	late := theirs.get(at).form(at)
	late.Set("purpose", "Too late.")
	mine.published(id)
	page = theirs.post(at, late).want(http.StatusConflict)
	page.says("This paper was published on 1 May 2012 as SC/CPB/2012/001. A published paper never changes: compose another.")
	if page.form(at).Get("purpose") != "Too late." {
		t.Error("what was typed is lost")
	}
}

func TestRefreshingTheStatements(t *testing.T) {
	c := newCouncil(t)
	owner, second := c.as("owner"), c.as("owner")
	id := owner.started(nil)
	at, refresh := "/papers/"+id, "/papers/"+id+"/refresh"
	fields := owner.get(at).form(at)
	fields.Set("before.safeguarding.three_months", "On recording:")
	owner.post(at, fields).want(http.StatusOK)
	owner.get(at).hides("The record has changed since")
	c.another()
	owner.get(at).says("The record has changed since these statements were written.", "Neither of the two safeguarding actions due within three months")
	owner.get(at + "/publish").says("The record has changed since the statements were written.")

	for name, bad := range map[string]struct{ field, value, says string }{
		"31 May":        {"as_at-day", "32", "a day from 1 to 31"},
		"a day to come": {"as_at-year", "2013", "which has not come yet"},
		"too early":     {"as_at-year", "2011", "was not yet recorded on 1 May 2011"},
		"not a moment":  {"known_at", "then", "is not a moment"},
	} {
		sent := owner.get(refresh).form(refresh)
		sent.Set(bad.field, bad.value)
		page := owner.post(refresh, sent).want(http.StatusUnprocessableEntity)
		if got := strings.Join(page.summary(), " "); !strings.Contains(got, bad.says) || page.form(refresh).Get(bad.field) != bad.value {
			t.Errorf("%s: it says %q", name, got)
		}
	}
	stale := second.get(refresh).form(refresh)
	owner.post(refresh, owner.get(refresh).form(refresh)).want(http.StatusOK).says("The statements have been written again from the plan as at 1 May 2012.", "Neither of the two safeguarding actions due within three months")
	if entry := c.paper(id).Entries[1]; entry.Before != "On recording:" || entry.Statement.Total != 2 {
		t.Errorf("refreshed into %+v", entry)
	}
	page := second.post(refresh, stale).want(http.StatusConflict)
	page.says("Olive Owner saved a change", "send this again if it is still right")
	again := page.form(refresh)
	again.Set("known_at", "#"+strconv.FormatInt(c.paper(id).KnownAt.Position-1, 10)) // before the action was planned
	second.post(refresh, again).want(http.StatusOK).says(threeMonths)
	owner.get(at+"/preview").says("On recording:", threeMonths)
}

func TestWithdrawingADraft(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	at, withdraw := "/papers/"+id, "/papers/"+id+"/withdraw"
	fields := owner.get(withdraw).form(withdraw)
	page := owner.post(withdraw, fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("reason"); got != "Say why this draft is withdrawn." {
		t.Errorf("it says %q", got)
	}
	fields.Set("reason", "The meeting was moved.")
	owner.post(withdraw, fields).want(http.StatusOK).says("has been withdrawn.", "Withdrawn drafts")
	owner.get(at).want(http.StatusOK).says("Withdrawn on 1 May 2012 by Olive Owner. The meeting was moved.", "Withdrawn draft, never published")
	for _, each := range []string{"/refresh", "/withdraw", "/publish"} {
		owner.get(at + each).want(http.StatusConflict).says("This draft was withdrawn on 1 May 2012. Write another.")
	}
	owner.post(at, url.Values{"seen": {"1"}, "title": {"x"}}).want(http.StatusConflict)
	c.as("board").get(at).want(http.StatusNotFound)
	owner.get(at + "/paper.html").want(http.StatusNotFound).says("This paper has not been published.")
}

// The paper on the page is the paper by itself: one <main>, one <h1>, no
// styles of its own, and links to the rows.
func TestThePreviewIsThePaper(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	at := "/papers/" + id
	fields := owner.get(at).form(at)
	const words = `<script>alert(1)</script><tr><th scope="row">A1</th> </main> <body> & “so”`
	for _, name := range []string{"purpose", "title", "background", "before.safeguarding.three_months", decisionField(0, "text"), "questions", "contact.name"} {
		fields.Set(name, words)
	}
	owner.post(at, fields).want(http.StatusOK)
	page, alone := owner.get(at+"/preview").want(http.StatusOK), owner.get(at+"/draft.html").want(http.StatusOK)
	for kind, want := range map[atom.Atom]int{atom.Main: 1, atom.H1: 1, atom.Style: 0} {
		if got := len(page.all(isKind(kind))); got != want {
			t.Errorf("the preview has %d of %s, not %d", got, kind, want)
		}
	}
	inside := page.all(func(n *html.Node) bool { return hasClass(n, "paper") })
	if len(inside) != 1 {
		t.Fatal("the preview has no paper")
	}
	whole := strings.TrimPrefix(textIn(alone.all(isKind(atom.Body))[0]), "Skip to main content ")
	together := strings.NewReplacer("( ", "(", " ;", ";") // a link stands there in the page
	if got := together.Replace(textIn(inside[0])); got != together.Replace(whole) {
		t.Errorf("the preview says %q, and the paper by itself %q", got, whole)
	}
	page.says(words, "Draft, not published")
	for _, shown := range []*shown{page, alone} {
		if strings.Contains(string(shown.body), "<script>alert") {
			t.Errorf("%s runs what was typed", shown.path)
		}
	}
	if page.link("A1") != "/actions/"+c.id["action"] || page.link("S3-1") != "/areas/"+c.id["area"] || page.link("The rows behind this: table 2") != "#rows-2" || page.byID("rows-2") == nil {
		t.Error("the preview does not lead to the rows")
	}
	if strings.Contains(string(alone.body), "/actions/") {
		t.Error("the paper by itself leads into the pages")
	}
	text := string(owner.get(at + "/draft.txt").want(http.StatusOK).body)
	if !strings.Contains(text, "DRAFT, NOT PUBLISHED") {
		t.Errorf("the text is not marked as a draft:\n%s", text)
	}
}
