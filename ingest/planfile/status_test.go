package planfile

import (
	"slices"
	"testing"
)

func TestWhatWordsClaim(t *testing.T) {
	for text, want := range map[string]Fact{
		// Sheffield, Stockport, Bromsgrove and the Welsh plan.
		"Off track": InProgress, "On track": InProgress, "Complete": Done, "Complete and checked by Care Standards Peer Inspection": DoneAndEmbedded,
		"not started": NotStarted, "progressing": InProgress, "completed": Done, "completed and embedded": DoneAndEmbedded,
		"on target": InProgress, "one month behind": InProgress, "over one month behind": InProgress, "reprogrammed with approval": Unclear,
		"definite cause for concern": InProgress,
		// Torbay.
		"COMPLETED": Done, "12/03/17 COMPLETED": Done, "Phase 1 completed Phase 2 to begin in May": InProgress, "Phase 1 completed": InProgress,
		"Phase 1 completed. Phase 2 completed.": Done, "June 2017: policy drafted. July 2017: COMPLETED": Done,
		"COMPLETED March 2017. Further work on step-down continues": InProgress,
		// As people write.
		"Completed 12/03/12": Done, "Completed by Jane Smith on 12/03/12": Done, "Action complete": Done, "Review completed": Done,
		"Now complete.": Done, "Complete - policy on the website": Done, "Completed and signed off": Done, "Complete but not yet embedded": InProgress,
		"Complete, not yet embedded": Done, "Complete. Embedded in practice.": DoneAndEmbedded, "Done": Done, "Implemented": Done, "Achieved": Done,
		"Not complete": InProgress, "Not yet completed": InProgress, "Incomplete": InProgress, "Partially complete": InProgress, "Nearly complete": InProgress,
		"To be completed by June": InProgress, "Will be completed in June": InProgress, "Due to be completed June 2012": InProgress,
		"Complete by 31 March 2013": InProgress, "Completed except for one part": InProgress, "Audit of files completed by the team and training continues": InProgress,
		"The policy was completed and sent to all staff": InProgress, "80% complete": InProgress, "Ten done": InProgress, "12 of 20 completed": InProgress, "Three audits completed": InProgress, "100%": Done, "0%": NotStarted, "55%": InProgress,
		"Not yet started": NotStarted, "Work has not yet begun": NotStarted, "To be started in May": NotStarted, "Delayed": InProgress, "Overdue": InProgress,
		"In progress - 12 of 20 recruited": InProgress, "ongoing": InProgress, "Underway": InProgress,
		"Withdrawn": Unclear, "Superseded by 4.2": Unclear, "No longer required": Unclear, "N/A": Unclear, "": Unclear, "See notes": Unclear, "TBC": Unclear,
		// Letters and colours: the least of what councils mean.
		"Green": InProgress, "G": InProgress, "RED": InProgress, "A": InProgress, "Blue": Done, "B": Done, "Grey": Unclear,
		"Green - complete": Done, "Green (on track)": InProgress, "G: completed and embedded": DoneAndEmbedded, "Amber – on track": InProgress,
		"Amber/Green": InProgress, "✓": Done,
	} {
		if got := claimed(text); got.fact != want {
			t.Errorf("%q claims %q, want %q", text, got.fact, want)
		}
	}
	for _, text := range []string{"Green", "G", "Red", "Blue", "B", "grey", "Closed", "Outstanding"} {
		if !claimed(text).ask {
			t.Errorf("%q is not asked about", text)
		}
	}
	for _, text := range []string{"Complete", "Amber", "On track", "Green - complete", "Not started"} {
		if claimed(text).ask {
			t.Errorf("%q is asked about", text)
		}
	}
	for _, text := range []string{"Withdrawn", "Superseded by 4.2", "Phase 1 completed", "The policy was completed and sent to all staff"} {
		if claimed(text).note == "" {
			t.Errorf("%q is read without a word", text)
		}
	}
}

func TestColours(t *testing.T) {
	for fill, want := range map[string]string{
		"FF0000": "red", "C00000": "red", "FF7C80": "red", "FFC000": "amber", "F79646": "amber", "ED7D31": "amber", "FFBF00": "amber", "FFFF00": "yellow", "FFEB9C": "amber",
		"00B050": "green", "92D050": "green", "C6EFCE": "green", "008000": "green", "00B0F0": "blue", "0070C0": "blue", "0000FF": "blue", "4F81BD": "blue", "8DB4E2": "blue",
		"7030A0": "purple", "808080": "grey", "D9D9D9": "grey", "FFFFFF": "", "": "", "000000": "black", "nonsense": "", "FF99CC": "pink",
	} {
		if got := colourOf(fill); got != want {
			t.Errorf("%s is %q, want %q", fill, got, want)
		}
	}
}

// The reading of a colour alone never claims more than the plans that are known all agree on.
func TestAKeyGivesColoursTheirMeaning(t *testing.T) {
	body := [][]any{row("Action", "Lead", "RAG"), row("One", "Jo Park", "G"), row("Two", "Jo Park", cell("", filled("00B050"))), row("Three", "Jo Park", "Red")}
	without := readAll(workbook(sheetOf("Plan", body...)))
	for i, want := range []Fact{InProgress, InProgress, InProgress} {
		if got := without.Entries[i].Status; got != want {
			t.Errorf("without a key, row %d is %q", i, got)
		}
	}
	wantWarning(t, without, 2, "has no key in this file")
	for _, key := range [][][]any{
		{row("Key"), row("Green", "Complete"), row("Red", "Not started")},
		{row("G = complete, R = not started")},
		{row("Key: Green – complete; Red – not started")},
		{row("RAG key"), row(cell("", filled("00B050")), "Completed"), row(cell("", filled("FF0000")), "Not started")},
		{row("Complete", "Green"), row("Not started", "Red")},
		{row("Key:", cell("Complete", filled("00B050")), cell("Not started", filled("FF0000")))},
		{row("Green", "Complete", "Red", "Not started")},
		{row(cell("", filled("00B050")), "Complete", cell("", filled("FF0000")), "Not started")},
		{row("Green (complete)"), row("Red (not started)")},
		{row("RAG rating", "Meaning"), row("Green", "Complete"), row("Red", "Not started")},
	} {
		r := readAll(workbook(sheetOf("Plan", body...), sheetOf("Legend", key...)))
		for i, want := range []Fact{Done, Done, NotStarted} {
			if i < len(r.Entries) && r.Entries[i].Status != want {
				t.Errorf("with the key %v, row %d is %q, want %q", key, i, r.Entries[i].Status, want)
			}
		}
		if len(r.Entries) != 3 || warned(r, 2, "has no key") {
			t.Errorf("with the key %v: %d entries, %v", key, len(r.Entries), r.Warnings)
		}
	}
	for _, above := range [][]any{
		row("Key:", cell("Complete", filled("00B050")), cell("Not started", filled("FF0000"))), row("G = complete, R = not started"), row("Green = complete; Red = not started"),
	} {
		for place, rows := range map[string][][]any{"above": append([][]any{above}, body...), "below": append(slices.Clip(body), above)} {
			r := readAll(workbook(sheetOf("Plan", rows...)))
			if len(r.Entries) != 3 || r.Entries[0].Status != Done || r.Entries[2].Status != NotStarted {
				t.Errorf("with the key %v %s: %v", above, place, r)
			}
			wantWarning(t, r, 0, "is read as part of the key")
		}
	}
	for _, banner := range []string{"A: Leadership and management", "B - Completed actions", "Table B: completed since the last meeting"} {
		rows := append([][]any{body[0], row(cell(banner, bold))}, body[1:]...)
		if r := readAll(workbook(sheetOf("Plan", rows...))); len(r.Entries) != 3 || r.Entries[0].Section != banner || r.Entries[0].Status != InProgress {
			t.Errorf("%q is not a heading: %v", banner, r)
		}
	}
	m := Guess(workbook(sheetOf("Plan", body...)))
	for i := range m.Statuses {
		m.Statuses[i].Means, m.Statuses[i].Ask = Done, false
	}
	if r := Read(workbook(sheetOf("Plan", body...)), m); r.Entries[0].Status != Done || r.Entries[1].Status != Done || len(r.Warnings) != 0 {
		t.Errorf("the mapping does not settle it: %v", r)
	}
}
