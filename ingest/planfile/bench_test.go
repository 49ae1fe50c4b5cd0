package planfile

import (
	"fmt"
	"io"
	"testing"

	"throughline/ingest/document"
)

// long is a plan of many rows, each with several owners, milestones and dates.
func long(rows int) document.Document {
	all := [][]any{row("No.", "What?", "Who?", "How?", "When?", "Success measures", "Current status", "Outcome")}
	for i := range rows {
		all = append(all, row(fmt.Sprintf("%d.%d", i/10, i%10), fmt.Sprintf("Do thing number %d for children", i), "Jane Smith / CCG; Police", "1. Draft\n2. Consult",
			"1. 31/12/16\n2. 31/01/17", "80% good", "12/03/17 Policy drafted. COMPLETED", "As hoped"))
	}
	return document.Document{Kind: document.Text, Blocks: []document.Block{recordsOf(all...)}}
}

func BenchmarkReadFiftyThousandRows(b *testing.B) {
	doc := long(50_000)
	b.ReportAllocs()
	for b.Loop() {
		if r := Read(doc, Guess(doc)); len(r.Entries) != 50_000 {
			b.Fatal(len(r.Entries))
		}
	}
}

func BenchmarkWriteFiftyThousandRows(b *testing.B) {
	doc := long(50_000)
	r := Read(doc, Guess(doc))
	b.ReportAllocs()
	for b.Loop() {
		if err := r.WriteJSON(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
