package planfile

import (
	"testing"

	"throughline/ingest/document"
)

// points makes a list; each further level of a point is a ">" before it.
func points(heading string, texts ...string) document.Block {
	b := document.Block{Heading: heading, List: true}
	for i, text := range texts {
		level := 0
		for text[0] == '>' {
			level, text = level+1, text[1:]
		}
		b.Rows = append(b.Rows, document.Row{Number: i + 1, Line: 10 + i, Level: level, Marker: "•", Cells: []document.Cell{{Column: 1, Columns: 1, Rows: 1, Text: text}}})
	}
	return b
}

func word(blocks ...document.Block) document.Document {
	return document.Document{Kind: document.Word, Blocks: blocks}
}

// The founding paper's lists: areas for improvement under a section and a timescale, after points of a summary.
func TestTheFoundingPapersLists(t *testing.T) {
	r := readAll(word(
		points("Update on the inspection\nKey Information and Questions for Board Members", "All immediate safeguarding areas for improvement have been addressed", "Five out of the nine Safeguarding areas for improvement to be completed within six months have been completed."),
		points("Update on the inspection\nSafeguarding\nImmediately:", "urgently and comprehensively review the governance of the trust", "review out of hours, walk-in and accident and emergency health services"),
		points("Update on the inspection\nSafeguarding\nWithin three months:", "improve the arrangements for recording strategy discussions"),
		points("Update on the inspection\nServices for Looked After Children\nWithin six months:", "ensure that reviews are completed within a timely fashion")))
	wantEntries(t, r,
		"|Safeguarding|Immediately|urgently and comprehensively review the governance of the trust||",
		"|Safeguarding|Immediately|review out of hours, walk-in and accident and emergency health services||",
		"|Safeguarding|Within three months|improve the arrangements for recording strategy discussions||",
		"|Services for Looked After Children|Within six months|ensure that reviews are completed within a timely fashion||")
	wantWarning(t, r, 10, "The list under “Key Information and Questions for Board Members” is left out")
}

func TestNestedLists(t *testing.T) {
	r := readAll(word(points("Areas for improvement",
		"Within three months:",
		">1.1 Record strategy discussions once",
		">>Write a form (Lead: Jo Park; by 31/05/2012)",
		">>Train the police (Lead: Police; Status: in progress)",
		">Hear the child",
		"Within six months:",
		">Review provision",
		"Empty heading:",
		">Last")))
	wantEntries(t, r,
		"||Within three months|1.1 Record strategy discussions once|Write a form (Lead: Jo Park; by 31/05/2012)|2012-05-31 [Write a form (Lead: Jo Park; by 31/05/2012); Jo Park; 2012-05-31; ]",
		"||Within three months|1.1 Record strategy discussions once|Train the police (Lead: Police; Status: in progress)| [Train the police (Lead: Police; Status: in progress); Police; ; in_progress]",
		"||Within three months|Hear the child||",
		"||Within six months|Review provision||",
		"|Empty heading||Last||")
}

func TestAListOfActions(t *testing.T) {
	r := readAll(word(points("Action plan", "Write a form – Lead: Jo Park and Max Tull, by 31/05/2012 – complete", "Visit weekly (Lead: Police/CCG; by Easter)", ">Print a rota", "2.1 Close the home")))
	wantEntries(t, r,
		"||||Write a form – Lead: Jo Park and Max Tull, by 31/05/2012 – complete|2012-05-31 [Write a form – Lead: Jo Park and Max Tull, by 31/05/2012 – complete; Jo Park+Max Tull; 2012-05-31; done]",
		"||Easter||Visit weekly (Lead: Police/CCG; by Easter)| [Visit weekly (Lead: Police/CCG; by Easter); Police+CCG; ; ] [Print a rota; ; ; ]",
		"2.1||||Close the home| [Close the home; ; ; ]")
}
