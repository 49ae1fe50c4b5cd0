package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"throughline/board"
	"throughline/render/word"
)

// everyForm are a published paper's forms, with how each is read as text.
var everyForm = map[string]func(*testing.T, []byte) string{
	"/paper.html": plainText, "/paper.txt": plainText, "/paper.docx": wordText, "/paper.pdf": pdfText, "/paper.csv": plainText, "/data.json": plainText,
}

// sincePublished are words that the plan has only since the paper was published.
const sincePublished = "Write the minutes"

// notTheFrozen says what in a form shows that it is not the paper as frozen:
// no reference, no hash of the data, or words of the plan as it is now. Data
// can't hold a hash of itself: theirs is of the very bytes.
func notTheFrozen(ending string, body []byte, text string, f *board.Frozen) (faults []string) {
	if !strings.Contains(squeezed(text), f.Reference) {
		faults = append(faults, "no reference")
	}
	if ending == "/data.json" {
		if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != f.DataHash {
			faults = append(faults, "another hash")
		}
	} else if !strings.Contains(squeezed(text), f.DataHash) {
		faults = append(faults, "no hash")
	}
	if strings.Contains(squeezed(text), squeezed(sincePublished)) {
		faults = append(faults, "live words")
	}
	return faults
}

// TestEveryFormIsOneFrozenDataset changes the plan after a paper was published:
// each form says what it said, to the byte, with one reference and one hash.
func TestEveryFormIsOneFrozenDataset(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	owner.published(id)
	at, frozen := "/papers/"+id, c.paper(id).Frozen
	before := map[string][]byte{}
	for ending, text := range everyForm {
		sent := owner.get(at + ending).want(http.StatusOK)
		if faults := notTheFrozen(ending, sent.body, text(t, sent.body), frozen); len(faults) > 0 {
			t.Errorf("%s has %q", ending, faults)
		}
		before[ending] = sent.body
	}
	c.another()
	for ending := range everyForm {
		for _, who := range []string{"owner", "young"} {
			if sent := c.as(who).get(at + ending).want(http.StatusOK); !bytes.Equal(sent.body, before[ending]) {
				t.Errorf("for %s %s has changed with the plan", who, ending)
			}
		}
	}

	// A form made from the plan as it is now, and one that says no hash, are noticed.
	paper := c.paper(id)
	for i, s := range board.StatementsFor(c.plan(), paper.Inspection) {
		paper.Entries[i].Statement = s
	}
	ofNow := board.PaperDataFrom(c.plan(), paper)
	ofNow.Reference, ofNow.PublishedOn, ofNow.DataHash = frozen.Reference, frozen.PublishedOn, frozen.DataHash
	var hashless board.PaperData
	if err := json.Unmarshal([]byte(frozen.Dataset), &hashless); err != nil {
		t.Fatal(err)
	}
	for want, data := range map[string]board.PaperData{"live words": ofNow, "no hash": hashless} {
		for ending, body := range formsOf(t, data) {
			if faults := strings.Join(notTheFrozen(ending, body, everyForm[ending](t, body), frozen), ", "); !strings.Contains(faults, want) {
				t.Errorf("%s with %s: noticed %q", ending, want, faults)
			}
		}
	}
	ofNow.DataHash = ""
	raw, err := json.Marshal(ofNow)
	if err != nil {
		t.Fatal(err)
	}
	if faults := notTheFrozen("/data.json", raw, string(raw), frozen); len(faults) < 2 {
		t.Errorf("data of now: noticed %q", faults)
	}
}

// formsOf writes data in the forms that are made when they are asked for, and
// in the two that are frozen.
func formsOf(t *testing.T, data board.PaperData) map[string][]byte {
	t.Helper()
	document, err := word.Paper(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	page, err := board.RenderHTML(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{
		"/paper.docx": document, "/paper.csv": board.RenderCSV(data), "/paper.html": page, "/paper.txt": []byte(board.RenderText(data)),
	}
}
