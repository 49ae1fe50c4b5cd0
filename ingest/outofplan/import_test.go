package outofplan_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/change"
	"throughline/deadline"
	"throughline/ingest/intoplan"
	"throughline/ingest/outofplan"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// council makes changes to a plan by its own rules.
type council struct {
	t failer
	p *plan.Plan
	n int
}

func newCouncil(t failer) *council {
	t.Helper()
	s := &story{t: t}
	s.partners()
	return &council{t: t, p: s.plan()}
}

func (c *council) newID() string { c.n++; return fmt.Sprintf("id-%d", c.n) }

// try makes a change where the rules allow it.
func (c *council) try(ch plan.Change) error {
	c.t.Helper()
	by := access.Caller{Account: "olive", Authority: "westmoor", Agency: "council", Roles: []access.Role{access.PlanOwner}}
	puts, err := ch.Decide(c.p, change.Context{By: by, Today: today, On: today, NewID: c.newID})
	if err != nil {
		return err
	}
	versions := make([]plan.Version, len(puts))
	for i, put := range puts {
		raw, err := json.Marshal(put.Body)
		if err != nil {
			c.t.Fatalf("%v", err)
		}
		versions[i] = plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: c.p.Position + 1, On: today, Body: raw}
	}
	next, err := c.p.With(today, c.p.Position+1, versions)
	if err != nil {
		c.t.Fatalf("%v", err)
	}
	c.p = next
	return nil
}

// planned is a plan as the rules let somebody plan it, with hard words.
func planned(t *rapid.T) *plan.Plan {
	c := newCouncil(t)
	text := func(label string) string { return strings.TrimSpace(hard.Draw(t, label)) }
	for i := range rapid.IntRange(1, 4).Draw(t, "areas") {
		area := plan.Area{
			Inspection: "inspection", Report: "report", Ref: fmt.Sprintf("S%d.10", i), Number: i, Section: rapid.SampledFrom(plan.Sections[:3]).Draw(t, "section"),
			Timescale: rapid.SampledFrom(append(deadline.Timescales, deadline.None)).Draw(t, "timescale"), Title: text("title"), Words: fmt.Sprintf("%s %d", text("words"), i),
			Addressees: rapid.SliceOfN(rapid.SampledFrom([]string{"The council", "=NHS"}), 0, 2).Draw(t, "addressees"), Due: today.AddDays(i),
		}
		if area.Timescale != deadline.None {
			area.Rule = deadline.RuleFor(area.Timescale, "the Ofsted report was published", published, false)
		}
		_ = c.try(plan.RecordArea{Body: area})
	}
	var areas []*plan.Area
	for a := range c.p.Areas.All() {
		areas = append(areas, a)
	}
	var earlier []string
	for i := range rapid.IntRange(1, 5).Draw(t, "actions") {
		body := plan.Action{
			Inspection: "inspection", Ref: fmt.Sprintf("%d.10", i), Title: text("title"), Section: plan.Additional, Origin: rapid.SampledFrom(plan.Origins).Draw(t, "origin"),
			OriginNote: hard.Draw(t, "note"), SuccessMeasure: hard.Draw(t, "measure"), Contingency: hard.Draw(t, "contingency"), GoLive: someDay(t), Due: today.AddDays(200 + i),
		}
		for n, area := range areas {
			if !rapid.Bool().Draw(t, "serves") {
				continue
			}
			body.Areas = append(body.Areas, area.ID)
			if n%2 == 0 {
				body.Section, body.Timescale = area.Section, area.Timescale
			}
		}
		for _, id := range earlier {
			if rapid.IntRange(0, 3).Draw(t, "waits") == 0 {
				body.DependsOn = append(body.DependsOn, id)
			}
		}
		var parts []plan.Part
		for range rapid.IntRange(1, 3).Draw(t, "parts") {
			parts = append(parts, somePart(t, c.p))
		}
		id := fmt.Sprint("action-", i)
		if c.try(plan.PlanAction{ID: id, Body: body, Parts: parts}) == nil {
			earlier = append(earlier, id)
		}
	}
	return c.p
}

func somePart(t *rapid.T, p *plan.Plan) plan.Part {
	owner := rapid.SampledFrom(posts).Draw(t, "owner")
	part := plan.Part{Text: strings.TrimSpace(hard.Draw(t, "text")), Owner: owner, Signer: intoplan.SignerFor(p, p.AgencyOfPost(owner)), Kind: plan.YesOrNo}
	if rapid.Bool().Draw(t, "day") {
		part.Due = today.AddDays(rapid.IntRange(1, 190).Draw(t, "due"))
	}
	if rapid.Bool().Draw(t, "counted") {
		part.Kind, part.Target, part.Unit = plan.Quantity, rapid.IntRange(1, 5000).Draw(t, "target"), strings.TrimSpace(hard.Draw(t, "unit"))
	}
	for range rapid.IntRange(0, 2).Draw(t, "milestones") {
		part.Milestones = append(part.Milestones, plan.Milestone{Text: "Draft; due soon", Due: today})
	}
	return part
}

// typed gives the cells that can be typed, row by row, and those of columns that came from files.
func typed(table *outofplan.Table) (rows [][]string) {
	for _, row := range table.Rows {
		var cells []string
		for i, heading := range table.Headings {
			if c, ours := outofplan.ColumnOf(heading); ours && c.Typed && i < len(row.Cells) {
				cells = append(cells, heading+": "+row.Cells[i])
			}
		}
		rows = append(rows, cells)
	}
	return rows
}

func column(table *outofplan.Table, heading string) (cells []string) {
	for i := range table.Rows {
		cells = append(cells, strings.TrimSpace(table.Cell(&table.Rows[i], heading)))
	}
	return cells
}

// imported brings a file into an inspection of a council that has no plan yet. Nothing of its columns is asked.
func imported(t failer, into *council, inspection, name string, content []byte, settle func(*intoplan.Choices)) (*plan.Plan, plan.ImportPlan) {
	t.Helper()
	doc := read(t, name, content)
	mapping := planfile.Guess(doc)
	reading := planfile.ReadTelling(doc, mapping, nil)
	if reading.Refused != "" {
		t.Fatalf("%s: %s", name, reading.Refused)
	}
	choices := intoplan.Suggest(&reading, into.p, inspection, intoplan.Choices{})
	if settle != nil {
		settle(&choices)
	}
	ch, questions := intoplan.Make(&reading, into.p, choices, name, into.newID)
	if len(questions) > 0 {
		t.Fatalf("%s: asked %v", name, questions)
	}
	ch.Receive = &plan.ReceivePlan{ID: into.newID(), Inspection: inspection, Attachment: plan.Attachment{Name: name, SHA256: name}}
	ch.Confirm = "Everybody in it is invented."
	if err := into.try(ch); err != nil {
		t.Fatalf("%s is refused: %v", name, err)
	}
	return into.p, ch
}

// intoAnother holds a plan to what it is once it went out and came into another, empty one, and went out again.
func intoAnother(t failer, p *plan.Plan, inspection string, empty func() *council) {
	t.Helper()
	table := outofplan.Of(p, inspection, true)
	for name, content := range files(t, &table) {
		next, _ := imported(t, empty(), inspection, name, content, nil)
		again := outofplan.Of(next, inspection, true)
		if diff := cmp.Diff(typed(&table), typed(&again)); diff != "" {
			t.Fatalf("%s goes out again otherwise:\n%s", name, diff)
		}
		for _, heading := range again.Headings[len(outofplan.Columns):] {
			had := slices.Contains(table.Headings, heading)
			if diff := cmp.Diff(column(&table, heading), column(&again, heading)); had && diff != "" {
				t.Fatalf("%s: the column %q goes out again otherwise:\n%s", name, heading, diff)
			}
			if c, ours := outofplan.ColumnOf(strings.TrimSuffix(heading, " (as imported)")); !had && ours && c.Typed {
				t.Fatalf("%s: the column %q was not taken in", name, heading)
			}
		}
		for _, heading := range table.Headings {
			if !slices.Contains(again.Headings, heading) {
				t.Fatalf("%s: the column %q is lost", name, heading)
			}
		}
		comesBack(t, again)
	}
}

func TestAnExportComesIntoAnEmptyPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if p := planned(t); p.Actions.Len() > 0 {
			intoAnother(t, p, "inspection", func() *council { return newCouncil(t) })
		}
	})
}
