package planfile

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"throughline/ingest/document"
)

// brief shows what of an entry the tests of structure look at.
func brief(e Entry) string {
	s := fmt.Sprintf("%s|%s|%s|%s|%s|%s", e.Ref, e.Section, e.Timescale, e.Area, e.Action, e.Due)
	for _, p := range e.Parts {
		s += fmt.Sprintf(" [%s; %s; %s; %s]", p.Text, strings.Join(p.Owners, "+"), p.Due, p.Status)
	}
	return s
}

func wantEntries(t *testing.T, r Reading, want ...string) {
	t.Helper()
	if r.Refused != "" {
		t.Fatalf("refused: %s %v", r.Refused, r.Warnings)
	}
	for i := range max(len(want), len(r.Entries)) {
		got, wanted := "", ""
		if i < len(r.Entries) {
			got = brief(r.Entries[i])
		}
		if i < len(want) {
			wanted = want[i]
		}
		if got != wanted {
			t.Errorf("entry %d is\n%s\nwant\n%s", i, got, wanted)
		}
	}
	if t.Failed() {
		t.Log(r.Warnings)
	}
}

func TestBannersGiveSectionAndTimescale(t *testing.T) {
	r := readAll(workbook(sheetOf("Plan",
		row("Ref", "Area for improvement", "Action", "Lead", "Due"),
		row(cell("Safeguarding", wide(5)), merged, merged, merged, merged),
		row(cell("Immediately:", bold, wide(5)), merged, merged, merged, merged),
		row("S1", "Review governance", "Hold a review", "Health", ""),
		row(cell("Within three months", filled("D9D9D9"))),
		row("S2", "One record of strategy discussions", "Write a form", "Police", "09/06/2012"),
		row(cell("Services for looked after children", wide(5)), merged, merged, merged, merged),
		row("L1", "Health assessments", "Recruit nurses", "PCT", "09/09/2012"),
		row(cell("Other matters", wide(5)), merged, merged, merged, merged))))
	wantEntries(t, r,
		"S1|Safeguarding|Immediately|Review governance|Hold a review| [Hold a review; Health; ; ]",
		"S2|Safeguarding|Within three months|One record of strategy discussions|Write a form|2012-06-09 [Write a form; Police; 2012-06-09; ]",
		"L1|Services for looked after children||Health assessments|Recruit nurses|2012-09-09 [Recruit nurses; PCT; 2012-09-09; ]")
	wantWarning(t, r, 9, "no action stands under it")
}

func TestHeadingsWithinATextTable(t *testing.T) {
	r := readAll(document.Document{Kind: document.Text, Blocks: []document.Block{recordsOf(
		row("Action", "Lead", "By when", "Status"),
		row("Safeguarding", "", "", ""),
		row("Write one form", "Police", "31/05/2012", "Complete"),
		row("Hear the child", "Jo Park", "31/05/2012", "Complete"),
		row("Looked after children", "", "", ""),
		row("Recruit nurses", "PCT", "30/06/2012", "In progress"),
		row("Find a home for everybody", "", "", ""))}})
	wantEntries(t, r,
		"|Safeguarding|||Write one form|2012-05-31 [Write one form; Police; 2012-05-31; done]",
		"|Safeguarding|||Hear the child|2012-05-31 [Hear the child; Jo Park; 2012-05-31; done]",
		"|Looked after children|||Recruit nurses|2012-06-30 [Recruit nurses; PCT; 2012-06-30; in_progress]",
		"|Looked after children|||Find a home for everybody| [Find a home for everybody; ; ; ]")
	wantWarning(t, r, 2, "stands alone in its row")
}

func TestMergedCellsSpanTheirRows(t *testing.T) {
	r := readAll(workbook(sheetOf("Plan",
		row("No.", "Area", "Action", "Milestones", "Lead", "Date", "Status"),
		row(cell("1", tall(3)), cell("Plans for children", tall(3)), cell("Audit plans", tall(2)), "Tool agreed", "Jo Park", "31/01/2012", "Complete"),
		row(merged, merged, merged, "Ten audits", "Max Tull", "29/02/2012", "In progress"),
		row(merged, merged, "Train staff", "Course held", "Jo Park", "31/03/2012", "Not started"))))
	wantEntries(t, r,
		"1|||Plans for children|Audit plans|2012-02-29 [Tool agreed; Jo Park; 2012-01-31; done] [Ten audits; Max Tull; 2012-02-29; in_progress]",
		"1|||Plans for children|Train staff|2012-03-31 [Course held; Jo Park; 2012-03-31; not_started]")
	if r.Entries[0].Status != InProgress || len(r.Warnings) != 0 {
		t.Errorf("%q, %v", r.Entries[0].Status, r.Warnings)
	}
}

func TestBlankCellsUnderAnActionAreMoreOfIt(t *testing.T) {
	r := readAll(document.Document{Kind: document.Text, Blocks: []document.Block{recordsOf(
		row("Ref", "Area", "Action", "Milestone", "Owner", "Due"),
		row("1", "Plans", "Audit plans", "Tool agreed", "Jo Park", "31/01/2012"),
		row("", "", "", "Ten audits", "Max Tull", "29/02/2012"),
		row("", "", "Train staff", "Course held", "Jo Park", "31/03/2012"),
		row("2", "Visits", "", "", "", ""),
		row("2.1", "", "Visit weekly", "", "Jo Park", "30/04/2012"))}})
	wantEntries(t, r,
		"1|||Plans|Audit plans|2012-02-29 [Tool agreed; Jo Park; 2012-01-31; ] [Ten audits; Max Tull; 2012-02-29; ]",
		"|||Plans|Train staff|2012-03-31 [Course held; Jo Park; 2012-03-31; ]",
		"2.1|||Visits|Visit weekly|2012-04-30 [Visit weekly; Jo Park; 2012-04-30; ]")
	wantWarning(t, r, 3, "read as more of the one above")
	wantWarning(t, r, 4, "2 rows have no area of their own")
	wantWarning(t, r, 5, "The reference “2” belongs to the area “Visits”")
}

func TestABlankAreaAmongRepeatedOnesIsBlank(t *testing.T) {
	r := readAll(workbook(sheetOf("Plan", row("Ref", "Area", "Action", "Lead"),
		row("1", "Plans", "Audit", "Jo Park"), row("2", "Plans", "Train", "Jo Park"), row("3", "", "Report", "Max Tull"))))
	wantEntries(t, r, "1|||Plans|Audit| [Audit; Jo Park; ; ]", "2|||Plans|Train| [Train; Jo Park; ; ]", "3||||Report| [Report; Max Tull; ; ]")
	wantWarning(t, r, 4, "since other rows repeat theirs")
}

func TestHeadingsInTwoRows(t *testing.T) {
	sheet := workbook(sheetOf("Plan",
		row(cell("Plan", wide(3)), merged, merged, cell("Timing", wide(2)), merged, cell("Progress", wide(2)), merged),
		row("No.", "Action", "Lead", "Start date", "Due date", "Q1", "Q2"),
		row("1", "Audit plans", "Jo Park", "01/01/2012", "31/03/2012", "Tool agreed", "Ten looked at")))
	text := document.Document{Kind: document.Text, Blocks: []document.Block{recordsOf(
		row("No.", "Action", "Lead", "Timing", "", "Progress", ""),
		row("", "", "", "Start date", "Due date", "Q1", "Q2"),
		row("1", "Audit plans", "Jo Park", "01/01/2012", "31/03/2012", "Tool agreed", "Ten looked at"))}}
	tall2 := workbook(sheetOf("Plan",
		row(cell("No.", tall(2)), cell("Action", tall(2)), cell("Lead", tall(2)), cell("Timing", wide(2)), merged, cell("Progress", wide(2)), merged),
		row(merged, merged, merged, "Start date", "Due date", "Q1", "Q2"),
		row("1", "Audit plans", "Jo Park", "01/01/2012", "31/03/2012", "Tool agreed", "Ten looked at")))
	for name, doc := range map[string]document.Document{"groups above": sheet, "text": text, "merged both ways": tall2} {
		t.Run(name, func(t *testing.T) {
			r := readAll(doc)
			wantEntries(t, r, "1||||Audit plans|2012-03-31 [Audit plans; Jo Park; 2012-03-31; ]")
			body, err := json.Marshal(r)
			if err != nil || !strings.Contains(string(body), `"Progress Q1":"Tool agreed"`) || !strings.Contains(string(body), `"Progress Q2":"Ten looked at"`) || !strings.Contains(string(body), `"Start date":"01/01/2012"`) {
				t.Errorf("%s %v", body, err)
			}
		})
	}
}

func TestSeveralTablesOnASheetAndSeveralSheets(t *testing.T) {
	r := readAll(workbook(
		sheetOf("Safeguarding",
			row("Action", "Lead", "By when"),
			row("Write a form", "Police", "09/06/2012"),
			nil,
			row(cell("Further actions", bold)),
			row("Action", "Lead", "By when"),
			row("Visit weekly", "Jo Park", "30/04/2012"),
			nil,
			row("Task", "Owner", "Deadline", "Status"),
			row("Print posters", "Max Tull", "01/05/2012", "Done")),
		sheetOf("Looked after children",
			row("Action", "Lead", "By when"),
			row("Recruit nurses", "PCT", "09/09/2012")),
		sheetOf("Contents", row("Sheet", "What it holds"), row("1", "Safeguarding")),
		sheetOf("Indicators", row("Measure", "Baseline", "Target", "Actual"), row("Visits on time", "61%", "90%", "70%"))))
	wantEntries(t, r,
		"|Safeguarding|||Write a form|2012-06-09 [Write a form; Police; 2012-06-09; ]",
		"|Further actions|||Visit weekly|2012-04-30 [Visit weekly; Jo Park; 2012-04-30; ]",
		"|Safeguarding|||Print posters|2012-05-01 [Print posters; Max Tull; 2012-05-01; done]",
		"|Looked after children|||Recruit nurses|2012-09-09 [Recruit nurses; PCT; 2012-09-09; ]")
	wantWarning(t, r, 0, "The table on the sheet “Contents” is left out")
	wantWarning(t, r, 0, "The table on the sheet “Indicators” is left out: its columns “Baseline” and “Actual” are those of a table of measures.")
	wantWarning(t, r, 5, "The headings stand here again")
}

func TestPartsAreNeverMisaligned(t *testing.T) {
	head := row("Action", "Milestones", "Lead", "Target date", "Status")
	steps := "1. Draft\n2. Consult\n3. Agree"
	for _, c := range []struct {
		name    string
		row     []any
		want    string
		warning string
	}{
		{"by number", row("Protocol", steps, "1. Police\n2. CCG\n3. Schools", "1. 31/01/12\n3. 31/03/12", "1. Done\n2. In progress\n3. Not started"),
			"||||Protocol| [Draft; Police; 2012-01-31; done] [Consult; CCG; ; in_progress] [Agree; Schools; 2012-03-31; not_started]", ""},
		{"by line", row("Protocol", steps, "Police\nCCG\nSchools", "31/01/12\n28/02/12\n31/03/12", "Done\nComplete\nDone"),
			"||||Protocol|2012-03-31 [Draft; Police; 2012-01-31; done] [Consult; CCG; 2012-02-28; done] [Agree; Schools; 2012-03-31; done]", ""},
		{"one date for all", row("Protocol", steps, "Jo Park", "31/03/12", "Complete"),
			"||||Protocol|2012-03-31 [Draft; Jo Park; 2012-03-31; done] [Consult; Jo Park; 2012-03-31; done] [Agree; Jo Park; 2012-03-31; done]", ""},
		{"dates in a line", row("Protocol", steps, "Jo Park", "31/01/12, 28/02/12, 31/03/12", "In progress"),
			"||||Protocol|2012-03-31 [Draft; Jo Park; 2012-01-31; ] [Consult; Jo Park; 2012-02-28; ] [Agree; Jo Park; 2012-03-31; ]", ""},
		{"too few dates", row("Protocol", steps, "Jo Park", "31/01/12\n28/02/12", ""),
			"||||Protocol| [Draft; Jo Park; ; ] [Consult; Jo Park; ; ] [Agree; Jo Park; ; ]", "has not one date for each of the 3 parts"},
		{"too few owners", row("Protocol", steps, "Police\nCCG", "31/03/12", ""),
			"||||Protocol|2012-03-31 [Draft; Police+CCG; 2012-03-31; ] [Consult; Police+CCG; 2012-03-31; ] [Agree; Police+CCG; 2012-03-31; ]", "can't be shared out among 3 parts"},
		{"dates in the milestones", row("Protocol", "1. Draft 31/12/16\n2. Consult by 31/01/17", "Jo Park", "", ""),
			"||||Protocol|2017-01-31 [Draft 31/12/16; Jo Park; 2016-12-31; ] [Consult by 31/01/17; Jo Park; 2017-01-31; ]", ""},
		{"plain lines with dates", row("Protocol", "Draft\nConsult", "Jo Park", "31/12/16\n31/01/17", ""),
			"||||Protocol|2017-01-31 [Draft; Jo Park; 2016-12-31; ] [Consult; Jo Park; 2017-01-31; ]", ""},
		{"in one line", row("Protocol", "1. Draft 2. Consult", "Jo Park", "1. 31/12/16 2. 31/01/17", ""),
			"||||Protocol|2017-01-31 [Draft; Jo Park; 2016-12-31; ] [Consult; Jo Park; 2017-01-31; ]", ""},
		{"within the action", row("1. Draft a protocol\n2. Agree it", "", "Jo Park", "31/01/12\n29/02/12", ""),
			"||||1. Draft a protocol\n2. Agree it|2012-02-29 [Draft a protocol; Jo Park; 2012-01-31; ] [Agree it; Jo Park; 2012-02-29; ]", ""},
		{"owners and dates by line", row("Protocol", "", "Police\nCCG", "31/01/12\n29/02/12", ""),
			"||||Protocol|2012-02-29 [Protocol; Police; 2012-01-31; ] [Protocol; CCG; 2012-02-29; ]", "each owner is read as having the date on the same line"},
		{"too few statuses", row("Protocol", steps, "Jo Park", "31/03/12", "Done\nIn progress"),
			"||||Protocol|2012-03-31 [Draft; Jo Park; 2012-03-31; ] [Consult; Jo Park; 2012-03-31; ] [Agree; Jo Park; 2012-03-31; ]", "has not one status for each of the 3 parts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := readAll(workbook(sheetOf("Plan", head, c.row)))
			wantEntries(t, r, c.want)
			if c.warning != "" {
				wantWarning(t, r, 2, c.warning)
			} else if len(r.Warnings) > 0 && !warned(r, 2, "named together") {
				t.Errorf("%v", r.Warnings)
			}
		})
	}
}

func TestLaterDatesInAColumnOfTheirOwn(t *testing.T) {
	r := readAll(workbook(sheetOf("Plan",
		row("Action", "Lead", "Due", "Revised due", "Milestone 1", "Date 2"),
		row("Write", "Jo Park", "30/06/12", "30/09/12 (agreed by Board 12/03/12)", "Draft", "01/01/12"),
		row("Audit", "Jo Park", "30/06/12", "Sept 2012", "Draft", ""),
		row("Survey", "Jo Park", "30/06/12", "", "Draft", ""))))
	for i, want := range []string{"2012-09-30 by Board, ", " by , 2012-09-30", " by , "} {
		p := r.Entries[i].Parts[0]
		if got := p.Revised.String() + " by " + p.ApprovedBy + ", " + p.Requested.String(); got != want || p.Due.String() != "2012-06-30" {
			t.Errorf("row %d: %s, want %s", i, got, want)
		}
	}
	if warned(r, 2, "2 dates") {
		t.Error(r.Warnings)
	}
	wantWarning(t, r, 3, "kept as asked for")
	wantWarning(t, r, 0, "The column “Date 2” may hold dates")
}

func TestOddRowsAreKeptAndTold(t *testing.T) {
	b := sheetOf("Plan",
		row("Ref", "Action", "Lead", "Due", "Notes"),
		row("1", "Audit plans", "Jo Park", "31/01/2012", "=cmd|' /C calc'!A0"),
		row("1", "Visit weekly", "Jo Park", "30/04/2012", "<script>alert(1)</script>"),
		row("3", "Audit plans", "Max Tull", cell("01/03/2012", struckOut), ""),
		row(cell("4", struckOut), cell("Close the home", struckOut), "", "", ""),
		row("5", "Sum it up", "Jo Park", cell("31/03/2012", formula("D2+59")), ""),
		row("6", "Count", "Jo Park", placed{"#REF!", []look{func(c *document.Cell) { c.Kind = document.Error }}}, ""),
		row("", "Total: 6 actions", "", "", ""))
	b.Rows[2].Hidden = true
	r := readAll(workbook(b))
	wantEntries(t, r,
		"1||||Audit plans|2012-01-31 [Audit plans; Jo Park; 2012-01-31; ]",
		"1||||Visit weekly|2012-04-30 [Visit weekly; Jo Park; 2012-04-30; ]",
		"3||||Audit plans|2012-03-01 [Audit plans; Max Tull; 2012-03-01; ]",
		"4||||Close the home| [Close the home; ; ; ]",
		"5||||Sum it up|2012-03-31 [Sum it up; Jo Park; 2012-03-31; ]",
		"6||||Count| [Count; Jo Park; ; ]")
	for row, words := range map[int]string{3: "hidden", 4: "date is struck through", 5: "This row is struck through", 6: "formula", 7: "spreadsheet's error", 8: "“Total: 6 actions” is left out"} {
		wantWarning(t, r, row, words)
	}
	wantWarning(t, r, 3, "The reference “1” was used before, in row 2 of the sheet “Plan”")
	wantWarning(t, r, 4, "The same words stand in row 2")
	if notes := r.Entries[0].Columns; notes[len(notes)-1] != (Column{"Notes", "=cmd|' /C calc'!A0"}) {
		t.Errorf("%v", notes)
	}
}

func TestNamesOfColumns(t *testing.T) {
	r := readAll(workbook(sheetOf("Plan",
		row("Action", "Lead", "due", "Due", "Comments", "Comments", "", "Parts"),
		row("Audit", "Jo Park", "31/01/2012", "see left", "a", "b", "c", "d"))))
	body, err := json.Marshal(r.Entries[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"due (as written)":"31/01/2012"`, `"Due":"see left"`, `"due":"2012-01-31"`, `"Comments":"a"`, `"Comments (2)":"b"`, `"Column 7":"c"`, `"Parts":"d"`} {
		if !strings.Contains(string(body), want) {
			t.Errorf("%s is not in %s", want, body)
		}
	}
	var lax struct { // as a program reads that takes no notice of capitals
		Due   *string
		Parts []any
	}
	if err := json.Unmarshal(body, &lax); err == nil && (lax.Due == nil || *lax.Due != "2012-01-31") {
		t.Errorf("%v", lax)
	}
}

func TestTheKeysAreAlwaysThere(t *testing.T) {
	for want, r := range map[string]Reading{
		`{"entries":[],"warnings":[]}`:         {},
		`{"refused":"No plan.","warnings":[]}`: {Refused: "No plan."},
		`{"entries":[{"ref":null,"section":null,"timescale":null,"area":null,"action":null,"due":null,"status_fact":null,"parts":[]}],"warnings":[]}`: {Entries: []Entry{{}}},
		`{"entries":[{"ref":null,"section":null,"timescale":null,"area":null,"action":"a<b","due":null,"status_fact":null,"parts":[{"text":null,"owners":[],"agency":null,"due":null,"due_revised":null,"due_approved_by":null,"due_requested":null,"status_fact":null}]}],"warnings":[{"row":2,"text":"x & y"}]}`: {
			Entries: []Entry{{Action: "a<b", Parts: []Part{{}}}}, Warnings: []document.Warning{{Place: document.Place{Row: 2}, Text: "x & y"}}},
	} {
		body, err := r.MarshalJSON()
		if err != nil || string(body) != want {
			t.Errorf("%s %v, want %s", body, err, want)
		}
	}
}

func TestHeadingsThatAreDates(t *testing.T) {
	r := readAll(workbook(sheetOf("Plan",
		row("Action", "Lead", "Due date", cell("Jun-12", day("2012-06-01")), cell("Sep-12", day("2012-09-01"))),
		row("Write", "Jo Park", "30/06/12", "Drafted", "Sent"))))
	wantEntries(t, r, "||||Write|2012-06-30 [Write; Jo Park; 2012-06-30; ]")
	if c := r.Entries[0].Columns; c[len(c)-1] != (Column{"Sep-12", "Sent"}) {
		t.Errorf("%v", c)
	}
}

func TestATableWithoutHeadings(t *testing.T) {
	r := readAll(document.Document{Kind: document.Text, Blocks: []document.Block{recordsOf(
		row("1", "Write one form for strategy discussions", "Jane Smith", "31/05/2012", "Complete"),
		row("2", "Train the health staff of the trusts", "Tom Brown", "30/06/2012", "In progress"))}})
	wantEntries(t, r,
		"1||||Write one form for strategy discussions|2012-05-31 [Write one form for strategy discussions; Jane Smith; 2012-05-31; done]",
		"2||||Train the health staff of the trusts|2012-06-30 [Train the health staff of the trusts; Tom Brown; 2012-06-30; in_progress]")
	wantWarning(t, r, 0, "without headings that we know")
}

func TestHeadingsThatNobodyKnows(t *testing.T) {
	r := readAll(document.Document{Kind: document.Text, Blocks: []document.Block{recordsOf(
		row("Bod", "Wheeze", "Finis", "Mood"),
		row("Jane Smith", "Write one form for strategy discussions", "31/05/2012", "Complete"),
		row("Tom Brown", "Train the health staff of the trusts", "30/06/2012", "In progress"))}})
	wantEntries(t, r,
		"||||Write one form for strategy discussions|2012-05-31 [Write one form for strategy discussions; Jane Smith; 2012-05-31; done]",
		"||||Train the health staff of the trusts|2012-06-30 [Train the health staff of the trusts; Tom Brown; 2012-06-30; in_progress]")
	wantWarning(t, r, 0, "without headings that we know")
}

func TestAPlanMayHaveAColumnOfRisks(t *testing.T) {
	r := readAll(workbook(sheetOf("Plan", row("Ref", "Action", "Lead", "Due", "Status", "Risk", "Mitigation"), row("1", "Write", "Jo Park", "30/06/12", "Done", "Delay", "Early start"))))
	wantEntries(t, r, "1||||Write|2012-06-30 [Write; Jo Park; 2012-06-30; done]")
	register := workbook(sheetOf("Register", row("Ref", "Risk", "Likelihood", "Impact", "Action", "Owner", "Due date"), row("1", "Delay", "High", "High", "Start early", "Jo Park", "30/06/12")))
	if r := readAll(register); r.Refused == "" {
		t.Errorf("a register of risks is read as a plan: %v", r.Entries)
	}
}

func TestNoPlanIsRefused(t *testing.T) {
	for name, doc := range map[string]document.Document{
		"nothing": {},
		"risks":   workbook(sheetOf("Risk register", row("Risk", "Likelihood", "Impact", "Mitigation"), row("Staff leave", "High", "High", "Pay"))),
		"numbers": workbook(sheetOf("Figures", row("Month", "Visits"), row("May", "3"), row("June", "4"))),
		"summary": {Kind: document.Word, Blocks: []document.Block{{Heading: "Key information", List: true, Rows: rowsOf([][]any{row("All is well")})}, {Heading: "More", List: true, Rows: rowsOf([][]any{row("So it is")})}}},
	} {
		if r := readAll(doc); !strings.HasPrefix(r.Refused, "No plan was found") && !strings.HasPrefix(r.Refused, "There is no table") || len(r.Entries) > 0 {
			t.Errorf("%s: %q %v", name, r.Refused, r.Entries)
		}
	}
}
