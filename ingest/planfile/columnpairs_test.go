package planfile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Several milestones side by side, each with its date, are parts of the action.
func TestMilestonesSideBySide(t *testing.T) {
	doc := workbook(sheetOf("Plan",
		row("Ref", "Action", "Lead", "Milestone 1", "Date 1", "Milestone 2", "Date 2", "Milestone 3", "Date 3", "Status"),
		row("1", "Audit plans", "Jo Park", "Draft the tool", "30/06/2012", "Audit ten plans", "31/07/2012", "Report", "30/09/2012", "In progress"),
		row("2", "Train staff", "Max Tull", "Book rooms", "31/05/2012", "", "", "", "", "Complete"),
		row("3", "Write a leaflet", "Max Tull", "Write it", "31/05/2012", "", "30/06/2012", "Print it", "Ongoing", "Not started"),
	))
	m := Guess(doc)
	var means []string
	for _, c := range m.Tables[0].Columns {
		means = append(means, string(c.Means))
	}
	if diff := cmp.Diff([]string{"ref", "action", "owner", "steps", "due", "steps", "due", "steps", "due", "status"}, means); diff != "" {
		t.Fatal(diff)
	}
	r := Read(doc, m)
	var got []string
	for _, e := range r.Entries {
		for _, p := range e.Parts {
			got = append(got, strings.Join([]string{e.Ref, p.Text, strings.Join(p.Owners, "; "), p.Due.String(), string(p.Status)}, " | "))
		}
		got = append(got, e.Ref+" as a whole | "+e.Due.String()+" | "+string(e.Status))
	}
	want := []string{
		"1 | Draft the tool | Jo Park | 2012-06-30 | ", "1 | Audit ten plans | Jo Park | 2012-07-31 | ", "1 | Report | Jo Park | 2012-09-30 | ", "1 as a whole | 2012-09-30 | in_progress",
		"2 | Book rooms | Max Tull | 2012-05-31 | done", "2 as a whole | 2012-05-31 | done",
		"3 | Write it | Max Tull | 2012-05-31 | not_started", "3 | Print it | Max Tull |  | not_started", "3 as a whole |  | not_started",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	told := false
	for _, w := range r.Warnings {
		told = told || strings.Contains(w.Text, "stands beside no milestone") && w.Row == 4 && w.Column == 7
		if strings.Contains(w.Text, "kept as it is, and not read") {
			t.Errorf("a pair is not read: %s", w.Text)
		}
	}
	if !told {
		t.Errorf("the date without a milestone is not told of: %+v", r.Warnings)
	}
	if missing, err := lost(doc, m, r); err != nil || len(missing) > 0 {
		t.Errorf("lost: %v %v", missing, err)
	}
}

// Columns that are only somewhat like pairs are read as they were: the first, with a warning of the others.
func TestWhatAreNoPairs(t *testing.T) {
	for name, heads := range map[string][]any{
		"not numbered in order": row("Action", "Milestone 1", "Date 1", "Milestone 3", "Date 3"),
		"no date of its own":    row("Action", "Milestone 1", "Milestone 2", "Date 1", "Comments"),
		"not milestones":        row("Action", "Comment 1", "Date 1", "Comment 2", "Date 2"),
	} {
		m := Guess(workbook(sheetOf("Plan", heads, row("Audit", "Draft", "30/06/2012", "Report", "30/09/2012"))))
		if pairs := m.Tables[0].columnPairs(); pairs != nil {
			t.Errorf("%s: %+v", name, pairs)
		}
	}
}
