package local

import (
	"bytes"
	"context"
	"strings"

	"throughline/calendar"
	"throughline/ingest/document"
	"throughline/ingest/returns"
)

// Stated is what the first sheet of a filled-in template says of the file. What it doesn't say is blank.
type Stated struct {
	Kind, Agency, By string
	From, Until      calendar.Date
}

// The labels of the first sheet, beside which the answers stand.
const (
	labelKind   = "Kind of file"
	labelAgency = "Who sends it (your organisation)"
	labelFrom   = "For the period from"
	labelUntil  = "until"
	labelBy     = "Filled in by (your job, not your name)"
)

// States reads what a file says of itself, without its rows. A text file says nothing, and neither does one that can't be read.
func States(name string, content []byte, limits returns.Limits) Stated {
	if int64(len(content)) > limits.Bytes || !bytes.HasPrefix(content, []byte("PK")) {
		return Stated{}
	}
	doc, err := document.Read(context.Background(), name, content, documentLimits(limits), nil)
	if err != nil {
		return Stated{}
	}
	return statedIn(&doc)
}

func statedIn(doc *document.Document) (said Stated) {
	if doc.Kind != document.Workbook || len(doc.Blocks) == 0 {
		return said
	}
	for i := range doc.Blocks[0].Rows {
		row := &doc.Blocks[0].Rows[i]
		if len(row.Cells) < 2 || row.Cells[0].Column != 1 || row.Cells[1].Column != 2 {
			continue
		}
		text, day := strings.TrimSpace(row.Cells[1].Text), row.Cells[1].Date
		if row.Cells[1].Kind != document.Date {
			day = returns.ReadDate(text).Day
		}
		switch plainHeading(row.Cells[0].Text) {
		case plainHeading(labelKind):
			said.Kind = text
		case plainHeading(labelAgency):
			said.Agency = text
		case plainHeading(labelBy):
			said.By = text
		case plainHeading(labelFrom):
			said.From = day
		case plainHeading(labelUntil):
			said.Until = day
		}
	}
	return said
}
