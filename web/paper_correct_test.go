package web

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"
)

// wordsOf reads the words of a Word document.
func wordsOf(t *testing.T, docx []byte) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := r.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer part.Close() //nolint:errcheck // read whole
	raw, err := io.ReadAll(part)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestCorrectingAPaper(t *testing.T) {
	c := newCouncil(t)
	paper, _ := c.withExempt(true)
	owner, board, at := c.as("owner"), c.as("board"), "/papers/"+paper
	old := c.paper(paper)
	fields := owner.get(owner.get(at).link("Correct this paper")).want(http.StatusOK).form(at + "/correct")
	owner.post(at+"/correct", fields).want(http.StatusUnprocessableEntity).says("Say what was wrong in the published paper.", "Say why it was wrong.")
	fields.Set("what", "The day of the meeting was wrong")
	fields.Set("why", "It was moved after the paper was written")
	begun := owner.post(at+"/correct", fields).want(http.StatusOK)
	begun.says("The correction has been begun.", "SC/CPB/2012/001, published on 1 May 2012")
	second := strings.TrimPrefix(begun.path, "/papers/")
	owner.post(at+"/correct", fields).want(http.StatusConflict).says("is being written already, by Olive Owner")
	if got := owner.get(at).link("The correction that is being written"); got != "/papers/"+second {
		t.Errorf("the published paper leads to %q", got)
	}
	page := board.get(at).want(http.StatusOK)
	page.hides("Correct", "correction")
	words := owner.get(begun.path).form(begun.path)
	words.Set("meeting-day", "3")
	words.Set("meeting-month", "5")
	words.Set("meeting-year", "2012")
	owner.post(begun.path, words).want(http.StatusOK)
	what := owner.get(begun.path + "/correction").want(http.StatusOK).form(begun.path + "/correction")
	what.Set("what", "The meeting is on another day")
	owner.post(begun.path+"/correction", what).want(http.StatusOK)
	owner.published(second).says("The paper is published as SC/CPB/2012/002.", "This paper corrects SC/CPB/2012/001, published on 1 May 2012: The meeting is on another day.",
		"The day of the meeting. Before: “1 May 2012” Now: “3 May 2012”")
	for path, want := range map[string]string{
		begun.path: "This paper corrects SC/CPB/2012/001", begun.path + "/paper.html": "This paper corrects SC/CPB/2012/001", begun.path + "/paper.txt": "This paper corrects SC/CPB/2012/001",
		at: "Corrected by SC/CPB/2012/002, published on 1 May 2012.", at + "/paper.html": "Corrected by SC/CPB/2012/002", at + "/paper.txt": "Corrected by SC/CPB/2012/002",
		at + "/paper.csv": "Corrected by SC/CPB/2012/002", at + "/exempt/text": "Corrected by SC/CPB/2012/002", "/papers": "Corrected by SC/CPB/2012/002",
		"/papers.json": `"corrected_by":"SC/CPB/2012/002"`,
	} {
		got := string(board.get(path).want(http.StatusOK).body)
		if !strings.Contains(strings.ReplaceAll(got, `": "`, `":"`), want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	for path, want := range map[string]string{at + "/paper.docx": "Corrected by SC/CPB/2012/002", begun.path + "/paper.docx": "This paper corrects SC/CPB/2012/001"} {
		if got := wordsOf(t, board.get(path).want(http.StatusOK).body); !strings.Contains(got, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	if got := board.get(at).link("Read the correction"); got != begun.path {
		t.Errorf("the old paper leads to %q", got)
	}
	// The very bytes that were frozen are still to be had, and still match.
	for path, want := range map[string]string{"/paper.html?as=frozen": old.Frozen.HTML, "/paper.txt?as=frozen": old.Frozen.Text, "/data.json": old.Frozen.Dataset} {
		if got := board.get(at + path).want(http.StatusOK); string(got.body) != want {
			t.Errorf("%s is not what was frozen", path)
		}
	}
	if after := c.paper(paper); after.Version != old.Version || !after.Frozen.Intact() {
		t.Error("the corrected paper was touched")
	}
	owner.get(at + "/correct").want(http.StatusConflict).says("was corrected by SC/CPB/2012/002. Correct that paper instead.")
	board.get(at + "/correct").want(http.StatusForbidden)
	if part, ok := c.shelf().Exempt(second); !ok || part.Frozen == nil || len(part.Items) != 2 {
		t.Error("the exempt items were not carried over and frozen")
	}
	c.verified()
}

func TestAWithdrawnCorrectionLeavesThePaperAsItWas(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	paper := owner.started(nil)
	owner.published(paper)
	at := "/papers/" + paper
	before := string(c.as("board").get(at + "/paper.html").body)
	fields := owner.get(at + "/correct").form(at + "/correct")
	fields.Set("what", "A date")
	fields.Set("why", "A slip")
	draft := owner.post(at+"/correct", fields).want(http.StatusOK).path
	withdraw := owner.get(draft + "/withdraw").form(draft + "/withdraw")
	withdraw.Set("reason", "It was right after all.")
	owner.post(draft+"/withdraw", withdraw).want(http.StatusOK)
	if after := string(c.as("board").get(at + "/paper.html").body); after != before {
		t.Error("a withdrawn correction shows on the paper")
	}
	owner.get(at + "/correct").want(http.StatusOK)
}
