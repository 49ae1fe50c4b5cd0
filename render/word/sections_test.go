package word_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/board"
	"throughline/calendar"
)

// A committee's own order and headings, its implications and who cleared the
// paper are in the Word document, as headings and lists that everybody can use.
func TestTheDocumentHasTheCommitteesSections(t *testing.T) {
	data := published(t)
	data.Template = &board.TemplateData{
		ID: "cabinet", Version: 1, For: board.Decides, Headings: map[string]string{board.DecisionsSection: "Recommendations", "questions": "Questions for Cabinet"},
		Sections: []string{board.PurposeSection, board.DecisionsSection, board.KeySection, board.ImplicationsSection, board.ContactSection, board.ClearedSection},
	}
	data.Implications = []board.ImplicationData{{Key: "legal", Heading: "Legal implications", Text: "The duty is met.\n\nNo power is new."}, {Key: "risk", Heading: "Risks", None: true, Text: "Nothing new is begun."}}
	data.Clearances = []board.ClearanceData{{Heading: "Legal implications", Name: "Sol Marsh", Title: "Solicitor, the council", On: calendar.Must(2013, 2, 1)}}
	parts := partsOf(t, written(t, data, nil))
	if diff := cmp.Diff(wordsOf(board.Layout(data)), wordsIn(t, parts["word/document.xml"])); diff != "" {
		t.Error(diff)
	}
	if faults := faultsIn(t, parts); len(faults) > 0 {
		t.Errorf("the document has faults: %v", faults)
	}
	var headings []string
	for _, p := range parsed(t, parts["word/document.xml"]).all("p") {
		if style, ok := p.at("pPr/pStyle/val"); ok && strings.HasPrefix(style, "Heading") {
			headings = append(headings, style+" "+p.words())
		}
	}
	want := []string{
		"Heading1 Purpose of the report and summary", "Heading1 Recommendations", "Heading1 Key information and questions for Board members", "Heading2 Questions for Cabinet",
		"Heading1 Implications", "Heading2 Legal implications", "Heading2 Risks", "Heading1 Contact", "Heading1 Cleared by",
	}
	if len(headings) < len(want) || !cmp.Equal(want, headings[:len(want)]) {
		t.Errorf("the headings are %q", headings)
	}
	said := strings.Join(wordsIn(t, parts["word/document.xml"]), " ")
	for _, words := range []string{"The duty is met.", "There are none. Nothing new is begun.", "Legal implications: Sol Marsh, Solicitor, the council, on 1 February 2013."} {
		if !strings.Contains(said, words) {
			t.Errorf("the document lacks %q", words)
		}
	}
}
