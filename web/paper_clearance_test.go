package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/board"
)

// ownTemplate makes a template for the Corporate Parenting Board through the
// pages: legal implications cleared by the inspector, and factual accuracy.
func (c *testCouncil) ownTemplate(owner *browser) string {
	c.t.Helper()
	const at = "/paper-templates/new"
	fields := owner.get(at + "?from=" + board.DefaultTemplate).want(http.StatusOK).form(at)
	fields.Set("factual", "yes")
	fields.Set("initials", "CP")
	fields.Set("heading.key", "What the Board should know")
	fields.Set(implicationField(0, "heading"), "Legal implications")
	fields.Set(implicationField(0, "need"), string(board.Required))
	fields.Set(implicationField(0, "by"), "post:"+c.id["post of police"])
	fields.Set(implicationField(1, "heading"), "Risks")
	fields.Set(implicationField(1, "need"), string(board.NoneSaid))
	owner.post(at, fields).want(http.StatusOK).says("The template for the Corporate Parenting Board has been made.", "Legal implications (must be written)", "Inspector, Stonebridge Police")
	t, ok := c.shelf().TemplateFor("Corporate Parenting Board")
	if !ok || t.BuiltIn() {
		c.t.Fatal("no template was made")
	}
	return t.ID
}

// answers gives an answer to a clearance, through the pages.
func (b *browser) answers(id, answer, comments string) *shown {
	b.t.Helper()
	at := "/papers/" + id + "/clearance"
	fields := b.get(at).want(http.StatusOK).form(at)
	fields.Set("answer", answer)
	fields.Set("comments", comments)
	return b.post(at, fields)
}

// asksToClear sends a draft to be cleared, through the pages.
func (b *browser) asksToClear(id string) {
	b.t.Helper()
	at := "/papers/" + id + "/clearance/ask"
	fields := b.get(at).want(http.StatusOK).form(at)
	fields.Set("answer_by-day", "1")
	fields.Set("answer_by-month", "5")
	fields.Set("answer_by-year", "2012")
	b.post(at, fields).want(http.StatusOK).says("They have been asked to answer by 1 May 2012.")
}

func (b *browser) writesImplications(id string) {
	b.t.Helper()
	at := "/papers/" + id
	fields := b.get(at).want(http.StatusOK).form(at)
	fields.Set("implication.legal_implications", "The duty to work together is met.")
	fields.Set("implication.risks", "Nothing new is begun.")
	fields.Set("implication.risks-none", "yes")
	b.post(at, fields).want(http.StatusOK).says("The draft has been saved.")
}

func TestAPaperIsClearedByThoseNamedInIt(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	c.ownTemplate(owner)
	id := owner.started(nil)
	at := "/papers/" + id
	if held := c.paper(id); held.Template == nil || held.Template.Of.Committee != "Corporate Parenting Board" {
		t.Fatal("the committee's own template was not chosen")
	}
	owner.get(at+"/publish").want(http.StatusOK).says("Legal implications: write this section.", "Risks: write this section, or say that there are none and why.",
		"Factual accuracy (Named nurse, Stonebridge NHS Trust): nobody has been asked yet.", "Factual accuracy (Head of safeguarding, Stonebridge Council)", "Legal implications (Inspector, Stonebridge Police)")
	owner.writesImplications(id)
	owner.get(at+"/preview").says("What the Board should know", "The duty to work together is met.", "There are none.", "Nothing new is begun.")

	// Before anybody is asked, nobody else reads the draft.
	c.as("police").get(at + "/clearance").want(http.StatusNotFound).hides("duty to work together")
	owner.asksToClear(id)
	c.as("police").get("/home").want(http.StatusOK).says("Clear a paper, or say what has to be put right")
	for _, who := range []string{"board", "young", "admin", "auditor"} {
		reader := c.as(who)
		reader.get(at + "/clearance").want(http.StatusForbidden).hides("duty to work together")
		reader.get("/clearances").want(http.StatusForbidden)
		reader.get(at).want(http.StatusNotFound)
	}
	c.as("police").get("/clearances").want(http.StatusOK).says("It waits for you.", "0 of 3 clearances given or waived")

	// One refuses, and the author answers.
	c.as("police").answers(id, "refuse", " ").want(http.StatusUnprocessableEntity).says("Say what has to be put right, so that the author can.")
	c.as("police").answers(id, "refuse", "Name the duty in section 10.").want(http.StatusOK).says("Your comments have been sent.", "No paper waits for you")
	owner.get(at+"/clearance").says("Refused, with comments: Pat Police, Inspector, Stonebridge Police, on 1 May 2012.", "“Name the duty in section 10.”", "Answer the comments")
	reply := owner.get(at + "/clearance/reply").want(http.StatusOK).form(at + "/clearance/reply")
	reply.Set("clearance", "section:legal_implications")
	reply.Set("reply", "It is named in the first line.")
	owner.post(at+"/clearance/reply", reply).want(http.StatusOK).says("Your reply has been sent.", "Reply by Olive Owner, 1 May 2012: “It is named in the first line.”")
	c.as("police").answers(id, "clear", "").want(http.StatusOK).says("You have cleared the paper as it stands.")
	c.as("health").answers(id, "clear", "").want(http.StatusOK)
	c.as("lead").get(at + "/clearance").want(http.StatusOK).says("You are asked for: Factual accuracy, Head of safeguarding, Stonebridge Council.")

	// It is changed: what was cleared counts no more.
	stale := c.as("lead").get(at + "/clearance").form(at + "/clearance")
	words := owner.get(at).form(at)
	words.Set("additional", "More is done than was asked.")
	owner.post(at, words).want(http.StatusOK)
	owner.get(at+"/publish").says("cleared before the last change to the paper, by Pat Police on 1 May 2012", "cleared before the last change to the paper, by Hana Health")
	before := c.entries()
	stale.Set("answer", "clear")
	c.as("lead").post(at+"/clearance", stale).want(http.StatusConflict).says("The paper was changed while you were reading it, so nothing was recorded.", "More is done than was asked.")
	if c.entries() != before {
		t.Error("a clearance of other words was written")
	}
	for _, who := range []string{"police", "health"} {
		c.as(who).answers(id, "clear", "").want(http.StatusOK)
	}

	// One is waived by the chair, who wrote none of it; its author can't.
	waive := at + "/clearance/waive"
	fields := c.as("chair").get(waive).want(http.StatusOK).form(waive)
	fields.Set("clearance", "factual:post:"+c.id["post of lead"])
	fields.Set("reason", "The post is being filled.")
	owner.post(waive, fields).want(http.StatusForbidden)
	owner.post(at+"/publish", url.Values{"seen": {"9"}, "since": {"1"}}) // whatever is sent, it is not published
	if c.paper(id).State != board.Draft {
		t.Fatal("it was published without a clearance")
	}
	c.as("chair").post(waive, fields).want(http.StatusOK).says("The clearance has been waived.")
	owner.published(id)
	frozen := c.paper(id).Frozen
	if frozen.Reference != "SC/CP/2012/001" {
		t.Errorf("published as %s", frozen.Reference)
	}
	c.as("young").get(at).want(http.StatusOK).says("Cleared by", "Legal implications: Pat Police, Inspector, Stonebridge Police, on 1 May 2012.", "Factual accuracy: Hana Health, Named nurse, Stonebridge NHS Trust, on 1 May 2012.",
		"Factual accuracy: not given by Head of safeguarding, Stonebridge Council. Waived by Cora Chair, Chief nurse, Stonebridge NHS Trust, on 1 May 2012: The post is being filled.")
	c.as("young").get(at).hides("section 10")
	c.as("police").get(at + "/clearance").want(http.StatusNotFound)
	owner.get(at + "/clearance").want(http.StatusConflict).says("Who cleared it stands at its end.")
	for _, ending := range []string{".docx", ".csv", ".txt"} {
		owner.get(at + "/paper" + ending).want(http.StatusOK)
	}
	if text := string(owner.get(at + "/paper.csv").body); !strings.Contains(text, "clearance") || !strings.Contains(text, "The duty to work together is met.") {
		t.Error("the CSV lacks the implications or the clearances")
	}
}

// A paper that nobody answers in time says so, and the trail keeps comments
// from those who don't write papers.
func TestAClearanceNotAnsweredInTime(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	c.ownTemplate(owner)
	id := owner.started(nil)
	owner.writesImplications(id)
	owner.asksToClear(id)
	c.as("police").answers(id, "refuse", "Name the duty in section 10.").want(http.StatusOK)
	c.clock.goTo("2012-05-02")
	owner = c.as("owner")
	owner.get("/papers/" + id + "/publish").says("Factual accuracy (Named nurse, Stonebridge NHS Trust): not answered by 1 May 2012. Ask again, or ask for it to be waived.")
	c.as("health").get("/home").says("Past its date of 1 May 2012.")
	note := ""
	for _, thing := range c.clearanceNotes(id) {
		if thing.Act == board.RefusedAct {
			note = thing.ID
		}
	}
	owner.get("/history/"+note).want(http.StatusOK).says("Name the duty in section 10.", "Clearance of a paper")
	for _, who := range []string{"chair", "auditor", "admin"} {
		c.as(who).get("/history/" + note).hides("Name the duty in section 10.")
	}
	// As known before the refusal there was none.
	held, err := c.app.State(t.Context(), c.caller("owner"), app.When{KnownEntry: c.noteSeq(id, note) - 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := held.Shelf.ClearanceNote(note); ok {
		t.Error("comments are known before they were made")
	}
}

func (c *testCouncil) clearanceNotes(paper string) []*board.ClearanceNote {
	return slices.Collect(c.shelf().ClearanceNotes(paper))
}

func (c *testCouncil) noteSeq(paper, note string) int64 {
	for _, n := range c.clearanceNotes(paper) {
		if n.ID == note {
			return n.Seq
		}
	}
	c.t.Fatal("there is no such note")
	return 0
}

func TestKeepingTemplates(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	owner.get("/paper-templates").want(http.StatusOK).says("Corporate Parenting Board", "Cabinet", "Multi-agency improvement group", "This template comes with the program.", "SI 2012/2089")
	id := c.ownTemplate(owner)
	draft := owner.started(nil)
	at := "/paper-templates/" + id
	first, second := owner.get(at).want(http.StatusOK).form(at), owner.get(at).form(at)
	first.Set("clear_days", "7")
	first.Set("place.additional", "")
	owner.post(at, first).want(http.StatusOK).says("The template for the Corporate Parenting Board has been saved.")
	second.Set("clear_days", "9")
	page := owner.post(at, second).want(http.StatusConflict)
	page.says("Theirs stands first, and yours is in the form.", "As saved: Corporate Parenting Board")
	again := page.form(at)
	if again.Get("clear_days") != "9" {
		t.Error("what was typed is lost")
	}
	again.Set("place.key", "1")
	owner.post(at, again).want(http.StatusUnprocessableEntity).says("both have place 1. Give each its own.")
	again.Set("place.key", "2")
	again.Set("clear_days", "few")
	owner.post(at, again).want(http.StatusUnprocessableEntity).says("The clear days must be a whole number, like 412.")
	owner.get("/papers/" + draft).says("The committee’s template was changed on 1 May 2012")
	take := "/papers/" + draft + "/template"
	owner.post(take, owner.get(take).want(http.StatusOK).form(take)).want(http.StatusOK).says("The paper now has the template of the Corporate Parenting Board.")
	owner.get("/papers/" + draft).hides("The committee’s template was changed")
	if order := board.PaperDataFrom(c.plan(), c.paper(draft)).Order(); slices.Contains(order, board.AdditionalSection) {
		t.Errorf("a section that was left out stands: %v", order)
	}
	retire := at + "/retire"
	fields := owner.get(retire).want(http.StatusOK).form(retire)
	owner.post(retire, fields).want(http.StatusUnprocessableEntity).says("Say why the template is retired.")
	fields.Set("reason", "The Board has been joined with another.")
	owner.post(retire, fields).want(http.StatusOK).says("Retired on 1 May 2012. The Board has been joined with another.")
	owner.get(at).want(http.StatusConflict).says("This template was retired on 1 May 2012.")
	for _, who := range []string{"lead", "chair", "board", "young", "auditor"} {
		c.as(who).get("/paper-templates").want(http.StatusForbidden)
	}
	c.as("admin").get("/paper-templates").want(http.StatusOK)
	if !c.caller("admin").May(access.EditTemplates) || c.caller("admin").May(access.ClearPaper) {
		t.Error("an administrator keeps templates, and clears nothing")
	}
}

// Two people change one section of a draft at once: both texts are shown.
func TestTwoPeopleWriteOneImplication(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	c.ownTemplate(owner)
	id := owner.started(nil)
	at := "/papers/" + id
	mine, theirs := owner.get(at).form(at), owner.get(at).form(at)
	theirs.Set("implication.risks", "Theirs.")
	theirs.Set("implication.risks-none", "yes")
	owner.post(at, theirs).want(http.StatusOK)
	mine.Set("implication.risks", "Mine.")
	page := owner.post(at, mine).want(http.StatusConflict)
	page.says("There are none. Theirs.", "Mine.")
	merged := page.form(at)
	merged.Set("choose.implication.risks", "other")
	owner.post(at, merged).want(http.StatusOK)
	if got := c.paper(id).Implication("risks"); got.Text != "Theirs." || !got.None {
		t.Errorf("kept %+v", got)
	}
}
