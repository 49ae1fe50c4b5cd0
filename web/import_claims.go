package web

import (
	"bytes"
	"encoding/json"

	"throughline/access"
	"throughline/calendar"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// claimWords says what a file claims of an action, in words that can't be taken for the product's own.
var claimWords = map[planfile.Fact]string{
	planfile.NotStarted: "not started", planfile.InProgress: "in progress", planfile.Done: "done", planfile.DoneAndEmbedded: "done and embedded",
}

// claimsOf gives what an imported row claims: progress, and more time.
func claimsOf(row *plan.ImportedRow) (claims []string) {
	if words := claimWords[planfile.Fact(row.Claim)]; words != "" {
		claims = append(claims, "The file claims that it is "+words+". It is not counted as done here until every part has accepted evidence and is signed off.")
	}
	var entry struct {
		Parts []struct {
			Text      string `json:"text"`
			Revised   string `json:"due_revised"`
			Requested string `json:"due_requested"`
		} `json:"parts"`
	}
	if json.Unmarshal(row.Entry, &entry) != nil {
		return claims // what can't be read claims nothing
	}
	for _, part := range entry.Parts {
		switch {
		case part.Revised != "":
			claims = append(claims, "The file says that more time was approved for “"+part.Text+"”, until "+longDay(part.Revised)+". Lateness here is against the date first set.")
		case part.Requested != "":
			claims = append(claims, "The file asks for “"+part.Text+"” to be due on "+longDay(part.Requested)+", and does not say that anybody approved it.")
		}
	}
	return claims
}

func longDay(text string) string {
	day, err := calendar.Parse(text)
	if err != nil {
		return text
	}
	return day.Long()
}

// understood are the columns that became something in the plan.
var understood = map[string]bool{
	"ref": true, "section": true, "timescale": true, "area": true, "action": true, "due": true, "status_fact": true, "parts": true,
}

// otherColumns gives the columns of an imported row that the plan has no place for, in the file's order.
func otherColumns(row *plan.ImportedRow) (rows []factRow) {
	if len(row.Entry) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(row.Entry))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return nil
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return rows
		}
		var value any
		if decoder.Decode(&value) != nil {
			return rows
		}
		key, isName := name.(string)
		text, isText := value.(string)
		if isName && isText && text != "" && !understood[key] {
			rows = append(rows, factRow{Key: key, Lines: []string{text}})
		}
	}
	return rows
}

// claimRows says what files claim of an action, apart from what is so.
func (v *visit) claimRows(p *plan.Plan, action string) (rows []factRow) {
	for _, row := range p.ImportedAs(action) {
		file, ok := p.Imports.Get(row.Import)
		if !ok {
			continue
		}
		fact := factRow{Key: "What an imported file claims", Lines: append([]string{file.Attachment.Name + ", " + lowerFirst(row.Place) + ", imported on " + file.ImportedOn.Long() + "."}, claimsOf(row)...)}
		if v.Now() && v.caller.May(access.EditPlan) {
			fact.Links = []pageLink{{Text: "See the whole file", Href: "/imports/" + file.ID}}
		}
		rows = append(rows, fact)
	}
	return append(rows, v.notedRows(p, action)...)
}
