package board

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	"throughline/spreadsheet"
)

// csvHead names the columns of a paper's CSV. It is a promise: columns are
// added at the end, and never renamed or taken away.
var csvHead = []string{
	"paper", "state", "demonstration", "published", "data_sha256", "plan_as_at", "known_at_entry", "known_at",
	"row", "table", "heading", "ref", "words", "counted_as", "due", "due_rule", "approved_date", "days_late",
	"done", "done_on", "parts", "parts_done", "wanting", "checked", "difference", "left_out_on", "left_out_by", "left_out_why",
}

// csvRow is one line by the names of its columns; what it does not name is empty.
type csvRow map[string]string

// RenderCSV writes the rows behind a paper's statements, in the order of its
// tables, and then its areas for improvement, its implications and who cleared it, as CSV (RFC 4180, UTF-8, with a
// heading). Each line says by itself which paper it is of: its reference, its
// hash and the moment it describes. Dates are written 2013-02-01. A cell that
// a spreadsheet would run as a formula has an apostrophe before it.
func RenderCSV(d PaperData) []byte {
	var rows []csvRow
	for _, s := range d.Statements {
		for _, row := range counted(s.Statement) {
			rows = append(rows, actionCSV(s, row))
		}
		for _, row := range s.Statement.LeftOut {
			rows = append(rows, leftOutCSV(s, row))
		}
	}
	for _, section := range d.Sections {
		for _, group := range section.Timescales {
			for _, area := range group.Areas {
				rows = append(rows, areaCSV(section.Heading+", "+lowerFirst(group.Heading), area))
			}
		}
	}
	rows = append(rows, measureCSV(d)...)
	rows = append(rows, wordsCSV(d)...)
	var out bytes.Buffer
	w := csv.NewWriter(&out) // what it writes to can't fail
	head := d.csvHead()
	_ = w.Write(head)
	for _, row := range rows {
		d.identify(row)
		cells := make([]string, len(head))
		for i, name := range head {
			cells[i] = row[name]
		}
		_ = w.Write(spreadsheet.SafeRow(cells))
	}
	w.Flush()
	return out.Bytes()
}

// identify says in a line which paper it is of.
func (d PaperData) identify(row csvRow) {
	row["paper"], row["state"], row["data_sha256"] = d.Reference, string(d.State), d.DataHash
	row["published"], row["plan_as_at"] = d.PublishedOn.String(), d.AsAt.String()
	row["known_at_entry"] = strconv.FormatInt(d.KnownAt.Position, 10)
	if !d.KnownAt.Time.IsZero() {
		row["known_at"] = d.KnownAt.Time.UTC().Format(time.RFC3339Nano)
	}
	row["notice"] = d.notice()
	row["demonstration"] = "no"
	if d.Demo {
		row["demonstration"] = "yes: everything is invented"
	}
}

func actionCSV(s StatementData, row Row) csvRow {
	done := 0
	for _, part := range row.Parts {
		if part.Done {
			done++
		}
	}
	return csvRow{
		"row": "action", "table": strconv.Itoa(s.Table), "heading": s.Heading, "ref": row.Ref, "words": row.Title, "counted_as": bucketWords(row.Bucket),
		"due": row.Due.String(), "due_rule": row.DueRule, "approved_date": row.ApprovedDate.String(), "days_late": numberCSV(row.DaysLate),
		"done": row.Done.Words, "done_on": row.DoneOn.String(), "parts": strconv.Itoa(len(row.Parts)), "parts_done": strconv.Itoa(done),
		"wanting": strings.Join(wantingOf(row), " "), "checked": row.Checked.Words, "difference": row.Difference.Words,
	}
}

func leftOutCSV(s StatementData, row LeftOutRow) csvRow {
	return csvRow{
		"row": "action", "table": strconv.Itoa(s.Table), "heading": s.Heading, "ref": row.ActionRef, "words": row.Title,
		"counted_as":  fmt.Sprintf("%s: %s", bucketWords(LeftOut), lowerFirst(endedWords(row))),
		"left_out_on": row.On.String(), "left_out_by": row.By, "left_out_why": row.Reason,
	}
}

func areaCSV(heading string, area AreaRow) csvRow {
	return csvRow{
		"row": "area", "heading": heading, "ref": area.Ref, "words": area.Words, "due": area.Due.String(), "due_rule": area.DueRule,
		"days_late": numberCSV(area.DaysLate), "done": area.Done.Words, "parts": strconv.Itoa(area.Parts), "parts_done": strconv.Itoa(area.PartsDone),
		"checked": area.Checked.Words, "difference": area.Difference.Words,
	}
}

// wordsCSV gives a line for each implications section and each clearance.
func wordsCSV(d PaperData) (rows []csvRow) {
	for _, i := range d.Implications {
		rows = append(rows, csvRow{"row": "implication", "heading": i.Heading, "words": strings.Join(i.Paragraphs(), "\n\n")})
	}
	for _, c := range d.Clearances {
		rows = append(rows, csvRow{"row": "clearance", "heading": c.Heading, "words": c.Words()})
	}
	return rows
}

func numberCSV(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
