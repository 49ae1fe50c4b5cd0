package main

import (
	"fmt"
	"strings"
	"time"

	"throughline/app"
	"throughline/change"
	"throughline/ingest/returns"
	"throughline/ingest/returns/findings"
)

// importResult is what loading a return did, or would do.
type importResult struct {
	ID        string       `json:"id,omitempty"` // of the load; none where nothing was written
	DryRun    bool         `json:"dry_run"`
	Source    string       `json:"source"`
	Year      int          `json:"year"`
	YearFrom  string       `json:"year_from"`
	Entry     int64        `json:"entry,omitempty"`
	Files     []importFile `json:"files"`
	Children  int          `json:"children"`
	New       int          `json:"new"`
	Unchanged int          `json:"unchanged"`
	Absent    int          `json:"absent"`
	Rows      int          `json:"rows"`
	NotLoaded int          `json:"not_loaded"`
	Unread    int          `json:"unread"`
	Broken    int          `json:"broken"`
	Replaces  []string     `json:"replaces"`
	Same      string       `json:"same,omitempty"`
	Refused   string       `json:"refused,omitempty"`
	Problems  []ruleCount  `json:"problems"`
}

// ruleCount is how often one rule was broken, and where first. It repeats no
// value of a child's record: the report does.
type ruleCount struct {
	Rule  string `json:"rule"`
	Grade string `json:"grade"`
	Count int    `json:"count"`
	File  string `json:"file,omitempty"`
	Row   int    `json:"row,omitempty"`
	Where string `json:"element,omitempty"`
	Field string `json:"column,omitempty"`
}

func resultOf(look *app.ReturnLook, dryRun bool) importResult {
	made := look.Import
	done := importResult{
		DryRun: dryRun, Source: string(made.Source), Year: made.Year, YearFrom: made.YearFrom, Entry: made.Seq, Files: filesSeen(made.Files), Children: made.Children, New: made.New,
		Unchanged: look.Unchanged, Absent: look.Absent, Rows: made.Rows, NotLoaded: made.NotLoaded, Unread: made.Unread, Broken: made.Broken, Replaces: []string{}, Refused: look.Refused,
		Problems: countRules(findingsOf(look)),
	}
	if !dryRun {
		done.ID = made.ID
	}
	for _, r := range look.Replaces {
		done.Replaces = append(done.Replaces, r.ID)
	}
	if look.Same != nil {
		done.Same = look.Same.ID
	}
	return done
}

func countRules(found *findings.Findings) []ruleCount {
	counts := []ruleCount{}
	for _, c := range found.Counts() {
		first := &c.First
		counts = append(counts, ruleCount{
			Rule: c.Rule, Grade: string(c.Grade), Count: c.Rows, File: first.File, Row: first.Line, Where: first.Element, Field: strings.Join(first.Columns, ", "),
		})
	}
	return counts
}

func (r *importResult) text(look *app.ReturnLook) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s. %s\n\n", change.UpperFirst(sourceWords[look.Import.Source]), yearWords(r.Year), r.YearFrom)
	for _, f := range r.Files {
		as := f.As
		if as == "" {
			as = "no part of the return"
		}
		fmt.Fprintf(&b, "  %s: %s, %s\n", f.Name, as, counted(int64(f.Rows), "row", "rows"))
	}
	fmt.Fprintf(&b, "\n%s of %s: %d not known before, %d known and unchanged.\n", counted(int64(r.Rows), "row", "rows"), counted(int64(r.Children), "child", "children"), r.New, r.Unchanged)
	if r.Absent > 0 {
		fmt.Fprintf(&b, "Of %s that an earlier load of this year tells of, it says nothing.\n", counted(int64(r.Absent), "child", "children"))
	}
	if r.NotLoaded > 0 {
		fmt.Fprintf(&b, "%s no child, and stay in the file.\n", counted(int64(r.NotLoaded), "row names", "rows name"))
	}
	for _, note := range look.Notes {
		b.WriteString(note + "\n")
	}
	fmt.Fprintf(&b, "Rows and cells that could not be read: %d. Rows that a rule of the return names: %d.\n", r.Unread, r.Broken)
	r.rules(&b)
	switch {
	case r.Refused != "":
	case r.Same != "":
		fmt.Fprintf(&b, "\nThis is loaded already, as %s, so nothing was changed.\n", r.Same)
	case r.DryRun:
		b.WriteString("\nNothing was written. Load it without --dry-run.\n")
	default:
		fmt.Fprintf(&b, "\nIt was loaded by entry %d. Its id is %s.\n", r.Entry, r.ID)
		if len(r.Replaces) > 0 {
			b.WriteString("It takes the place of what was loaded before for this return and year.\n")
		}
	}
	return b.String()
}

// mostRules are shown one by one.
const mostRules = 20

func (r *importResult) rules(b *strings.Builder) {
	for i, p := range r.Problems {
		if i == mostRules {
			fmt.Fprintf(b, "  … and %d more rules. See every problem with --report FILE.\n", len(r.Problems)-mostRules)
			return
		}
		place := []string{}
		for _, part := range []string{p.File, p.Where, p.Field} {
			if part != "" {
				place = append(place, part)
			}
		}
		if p.Row > 0 {
			place = append(place, fmt.Sprint("line ", p.Row))
		}
		at := ""
		if len(place) > 0 {
			at = ", first at " + strings.Join(place, ", ")
		}
		fmt.Fprintf(b, "  %6d  %s (%s)%s\n", p.Count, p.Rule, strings.ToLower(findings.Words(returns.Grade(p.Grade))), at)
	}
}

// instant is a time as other programs read it; "" for none.
func instant(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}
