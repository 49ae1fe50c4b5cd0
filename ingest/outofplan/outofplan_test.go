package outofplan_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"throughline/ingest/document"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// Every heading stands once: a copy's columns are known by them.
func TestHeadingsStandOnce(t *testing.T) {
	seen := map[string]bool{outofplan.Reference: true}
	for _, c := range outofplan.Columns {
		if seen[c.Heading] || c.Width < 8 {
			t.Errorf("%q stands twice or has no width", c.Heading)
		}
		seen[c.Heading] = true
	}
}

// files writes a table in each form.
func files(t failer, table *outofplan.Table) map[string][]byte {
	t.Helper()
	var book, text bytes.Buffer
	if err := table.WriteWorkbook(&book, outofplan.About{Council: "Westmoor Council", Inspection: "Inspection of Westmoor", AsAt: today, Entry: 12, Kept: true}); err != nil {
		t.Fatalf("%v", err)
	}
	if err := table.WriteCSV(&text); err != nil {
		t.Fatalf("%v", err)
	}
	return map[string][]byte{"plan.xlsx": book.Bytes(), "plan.csv": text.Bytes()}
}

func read(t failer, name string, content []byte) document.Document {
	t.Helper()
	doc, err := document.Read(context.Background(), name, content, document.Usual(), nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return doc
}

// comesBack holds a table to what is read of it in each form.
func comesBack(t failer, table outofplan.Table) {
	t.Helper()
	for name, content := range files(t, &table) {
		got, ok := outofplan.Recognise(read(t, name, content))
		if !ok {
			t.Fatalf("%s isn't known again", name)
		}
		if diff := cmp.Diff(table, got.Table, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(outofplan.Row{}, "Place")); diff != "" {
			t.Fatalf("%s comes back otherwise:\n%s", name, diff)
		}
		if len(table.Rows) > 0 && (got.Inspection != table.Rows[0].Inspection || got.Entry != table.Rows[0].Entry || got.AsAt != table.Rows[0].AsAt || len(got.Missing) > 0) {
			t.Fatalf("%s is read as %q at %d on %s, without %v", name, got.Inspection, got.Entry, got.AsAt, got.Missing)
		}
	}
}

func TestAnExportComesBackWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { comesBack(t, outofplan.Of(drawn(t), "inspection", true)) })
}

// Every part, every action and every area of the inspection has its row, and nothing else has one.
func TestEveryThingHasItsRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawn(t)
		want, got := map[string]int{}, map[string]int{}
		for part := range p.Parts.All() {
			want[part.ID] = 1
		}
		for a := range p.Actions.All() {
			want[a.ID] = max(1, len(p.PartsOf(a.ID)))
		}
		areas := map[string]bool{}
		for area := range p.Areas.All() {
			areas[area.ID] = true
		}
		for _, row := range outofplan.Of(p, "inspection", true).Rows {
			if row.Part != "" {
				got[row.Part]++
			}
			if row.Action != "" {
				got[row.Action]++
			}
			delete(areas, row.Area)
		}
		if diff := cmp.Diff(want, got); diff != "" || len(areas) > 0 {
			t.Fatalf("rows of things, and areas without: %s %v", diff, areas)
		}
		if rows := outofplan.Of(p, "elsewhere", true).Rows; len(rows) > 0 {
			t.Fatalf("another inspection has %d rows", len(rows))
		}
	})
}

func TestWhatStandsInARow(t *testing.T) {
	s := &story{t: t}
	s.partners()
	s.put(plan.KindArea, "S3-1", plan.Area{Inspection: "inspection", Ref: "S3-1", Section: plan.Safeguarding, Timescale: "three_months", Title: "Strategy discussions", Words: "Record them.", Due: published.AddMonths(3)})
	s.put(plan.KindAction, "A1", plan.Action{Inspection: "inspection", Ref: "A1", Title: "Use one form", Contingency: "One\r\ntwo\rthree\x00", Areas: []string{"S3-1"}, Section: plan.Safeguarding, Timescale: "three_months", Origin: plan.FromArea, Standing: plan.Live, Due: published.AddMonths(3)})
	s.put(plan.KindPart, "A1a", plan.Part{Action: "A1", Ref: "a", Text: "=Agree it", Owner: "nurse", Signer: "deputy", Kind: plan.Quantity, Target: 480, Unit: "staff", Due: published.AddMonths(3), Extended: published.AddMonths(6),
		Milestones: []plan.Milestone{{Text: "Draft", Due: published.AddMonths(1), Reached: published.AddMonths(1)}}})
	s.put(plan.KindExtension, "x", plan.Extension{Part: "A1a", Until: published.AddMonths(6), State: plan.Approved, DecidedBy: "chloe"})
	s.put(plan.KindExtension, "y", plan.Extension{Part: "A1a", Until: published.AddMonths(9), State: plan.Asked})
	table := outofplan.Of(s.plan(), "inspection", false)
	if len(table.Rows) != 1 {
		t.Fatalf("%d rows", len(table.Rows))
	}
	row := &table.Rows[0]
	for heading, want := range map[string]string{
		outofplan.AreaReference: "S3-1", outofplan.Section: "Safeguarding", outofplan.Timescale: "Within three months", outofplan.Area: "Record them.", outofplan.Action: "Use one form",
		outofplan.Part: "=Agree it", outofplan.Owner: "Lead nurse", outofplan.Agency: "Northmoor NHS Trust", outofplan.Signer: "Deputy chair", outofplan.SignerAgency: "Moor Police",
		outofplan.Due: "2012-06-09", outofplan.RevisedDue: "2012-09-09", outofplan.ApprovedBy: "Chloe Chair", outofplan.RequestedDue: "2012-12-09", outofplan.Measure: "By number",
		outofplan.Target: "480", outofplan.Unit: "staff", outofplan.Milestones: "Draft; due 2012-04-09", outofplan.Reached: "Draft; reached 2012-04-09", outofplan.Status: "In progress", outofplan.Accepted: "0",
		outofplan.Wanting:     "0 of 480 staff so far. It has no accepted evidence. Not signed off by " + s.plan().PostTitle("deputy") + ".",
		outofplan.Contingency: "One\ntwo\nthree\u2400", outofplan.Checked: "Not yet checked", outofplan.Standing: "live", outofplan.Origin: "An area for improvement",
	} {
		if got := table.Cell(row, heading); got != want {
			t.Errorf("%s: %q, not %q", heading, got, want)
		}
	}
	comesBack(t, table)
	text := string(files(t, &table)["plan.csv"])
	mark := "TL1 inspection S3-1 A1 A1a " + strconv.FormatInt(row.Entry, 10) + " 2013-02-01 "
	for _, want := range []string{"\ufeff\"Area reference\",\"Section\",", "\"Throughline reference\"\r\n\"S3-1\",", ",\"'=Agree it\",", ",\"2012-06-09\",", "\"One\ntwo\nthree\u2400\"", ",\"" + mark} {
		if !strings.Contains(text, want) {
			t.Errorf("the text has no %q:\n%s", want, text)
		}
	}
	if strings.Count(text, "\r\n") != 2 || !strings.HasSuffix(text, "\"\r\n") {
		t.Error("a line of the text ends otherwise")
	}
}

func TestMoreWordsThanACellHolds(t *testing.T) {
	table := outofplan.Table{Headings: []string{outofplan.Action}, Rows: []outofplan.Row{{Cells: []string{"short"}}, {Cells: []string{"=" + strings.Repeat("x", 32_766)}}}}
	err := table.WriteWorkbook(io.Discard, outofplan.About{AsAt: today})
	if long, ok := errors.AsType[*outofplan.TooLong](err); !ok || !strings.HasPrefix(long.Error(), "Row 3 of the plan has a cell with more than the 32,767 letters") {
		t.Errorf("said %v", err)
	}
	if err := table.WriteCSV(io.Discard); err != nil {
		t.Error(err)
	}
}
