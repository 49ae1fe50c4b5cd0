package outofplan_test

import (
	"slices"
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/ingest/document"
	"throughline/ingest/intoplan"
	"throughline/ingest/outofplan"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// onePlan has an action with two parts, and an area with none.
func onePlan(t *testing.T) outofplan.Table {
	t.Helper()
	s := &story{t: t}
	s.partners()
	s.put(plan.KindArea, "S3-1", plan.Area{Inspection: "inspection", Report: "report", Ref: "S3-1", Section: plan.Safeguarding, Title: "Records", Words: "Record them.", Due: today})
	s.put(plan.KindAction, "A1", plan.Action{Inspection: "inspection", Ref: "A1", Title: "1. Use one form and 2. keep it", Section: plan.Additional, Origin: plan.FromAudit, Standing: plan.Live, Due: today})
	s.put(plan.KindPart, "A1a", plan.Part{Action: "A1", Ref: "a", Text: "Draft; agree", Owner: "nurse", Signer: "deputy", Kind: plan.YesOrNo, Due: today})
	s.put(plan.KindPart, "A1b", plan.Part{Action: "A1", Ref: "b", Text: "Use it", Owner: "audit", Signer: "chair", Kind: plan.YesOrNo, Due: today.AddDays(-9)})
	return outofplan.Of(s.plan(), "inspection", true)
}

// Columns may be moved, left out and added, and days written as people write them.
func TestACopyThatPeopleWorkedOn(t *testing.T) {
	table := onePlan(t)
	mark := planfile.Mark{Inspection: "inspection", Action: "A1", Part: "A1b", Entry: 9, AsAt: today}.String()
	text := "Notes of mine,Throughline reference,Part,Due date\n" +
		"'=x," + mark + ",Use it well,1 February 2013\n" + ",,New,03/02/2013\n" + "Dragged," + strings.Replace(mark, " 9 ", " 10 ", 1) + ",x,soon\n" + "Typed,TL1,x,\n,,,\n"
	got, ok := outofplan.Recognise(read(t, "copy.csv", []byte(text)))
	if !ok || len(got.Rows) != 4 || got.Inspection != "inspection" || got.Entry != 9 || got.AsAt != today {
		t.Fatalf("the copy is read as %+v", got)
	}
	if len(got.Missing) != len(outofplan.Columns)-2 || strings.Join(got.Headings, "|") != "Notes of mine|Part|Due date" {
		t.Errorf("headings %q, without %d", got.Headings, len(got.Missing))
	}
	first := &got.Rows[0]
	if first.Part != "A1b" || got.Cell(first, "Notes of mine") != "=x" || got.Cell(first, outofplan.Due) != "2013-02-01" || first.Place.Line != 2 {
		t.Errorf("the first row is %+v", first)
	}
	if added := &got.Rows[1]; added.Action != "" || added.Spoilt != "" || got.Cell(added, outofplan.Due) != "2013-02-03" {
		t.Errorf("the new row is %+v", added)
	}
	for row, want := range map[int]string{2: "was changed after Throughline wrote it", 3: "is not a reference that Throughline wrote"} {
		if r := got.Rows[row]; r.Action != "" || !strings.Contains(r.Spoilt, want) {
			t.Errorf("row %d: %+v", row, r)
		}
	}
	if got.Cell(&got.Rows[2], outofplan.Due) != "soon" {
		t.Error("what is no day is not given as it is")
	}
	if _, ok := outofplan.Recognise(read(t, "other.csv", []byte("Action,Lead,By when\nTrain staff,Nurse,31/10/2013\n"))); ok {
		t.Error("another plan is taken for one of ours")
	}
	if row := table.Rows[0]; row.Entry == 0 || table.Cell(&row, "No such") != "" {
		t.Error("a row has no entry, or a cell that it has not")
	}
}

// Each heading has its meaning, whatever stands under it and beside it, and a row of one action that was added is more of it.
func TestAnExportIsReadByItsHeadings(t *testing.T) {
	table := onePlan(t)
	table.Headings = append(table.Headings, "Lead officer", "RAG", "By when")
	for i := range table.Rows {
		table.Rows[i].Cells = append(table.Rows[i].Cells, "Jo Park and Sam Reed", "Green", "31/04/2012")
	}
	for name, content := range files(t, &table) {
		doc := read(t, name, content)
		rows := doc.Blocks[0].Rows
		added := rows[2]
		added.Number, added.Line = rows[3].Number+1, rows[3].Line+1
		added.Cells = append([]document.Cell{}, added.Cells...)
		for i := range added.Cells {
			switch text := added.Cells[i].Text; {
			case strings.HasPrefix(text, "TL1"):
				added.Cells[i].Text = ""
			case text == "Draft; agree":
				added.Cells[i].Text = "One more"
			}
		}
		doc.Blocks[0].Rows = slices.Concat(rows, []document.Row{added})
		mapping := planfile.Guess(doc)
		for _, c := range mapping.Tables[0].Columns {
			if c.Name == "Lead officer" && c.Means != planfile.Other || c.Name == "Owner" && c.Means != planfile.Owner || c.Confidence != 100 {
				t.Errorf("%s: %q is read as %q: %s", name, c.Name, c.Means, c.Why)
			}
		}
		reading := planfile.Read(doc, mapping)
		if len(reading.Entries) != 2 {
			t.Fatalf("%s: %d entries: %+v", name, len(reading.Entries), reading.Entries)
		}
		var action planfile.Entry
		for _, e := range reading.Entries {
			if e.Action != "" {
				action = e
			}
		}
		if len(action.Parts) != 3 || action.Action != "1. Use one form and 2. keep it" || action.Due != today {
			t.Fatalf("%s: the action is read as %+v", name, action)
		}
		if len(action.Parts[0].Owners) != 1 || action.Parts[0].Owners[0] != "Lead nurse" || action.Parts[0].Agency != "Northmoor NHS Trust" {
			t.Errorf("%s: the parts are read as %+v", name, action.Parts)
		}
	}
}

// A post that has ended is asked for, though another agency calls one of its own the same; and what was withdrawn comes in with a warning.
func TestWhatAnExportStillAsks(t *testing.T) {
	s := &story{t: t}
	s.partners()
	s.put(plan.KindAction, "A1", plan.Action{Inspection: "inspection", Ref: "A1", Title: "Use one form", Section: plan.Additional, Origin: plan.FromAudit, Standing: plan.Withdrawn, Ending: &plan.Ending{On: today, By: "chloe", Reason: "Zorbic"}, Due: today})
	s.put(plan.KindPart, "A1a", plan.Part{Action: "A1", Ref: "a", Text: "Draft", Owner: "nurse", Signer: "deputy", Kind: plan.YesOrNo, Due: today, Milestones: []plan.Milestone{{Text: "Draft", Due: today}}})
	table := outofplan.Of(s.plan(), "inspection", true)
	for i := range table.Rows {
		for c, heading := range table.Headings {
			if heading == outofplan.Milestones {
				table.Rows[i].Cells[c] += "\nsoon"
			}
			if strings.Contains(table.Rows[i].Cells[c], "Zorbic") {
				t.Error("the reason of an ending goes out")
			}
		}
	}
	other := &story{t: t}
	other.partners()
	other.put(plan.KindPost, "nurse", plan.Post{Agency: "trust", Title: "Lead nurse", Ended: calendar.Must(2013, 1, 1)})
	p := other.plan()
	for name, content := range files(t, &table) {
		doc := read(t, name, content)
		reading := planfile.Read(doc, planfile.Guess(doc))
		ch, questions := intoplan.Make(&reading, p, intoplan.Suggest(&reading, p, "inspection", intoplan.Choices{}), name, func() string { return "id" })
		if len(questions) != 1 || !strings.Contains(questions[0].Sentence, "“Northmoor NHS Trust: Lead nurse” is") {
			t.Errorf("%s: asked %+v", name, questions)
		}
		if told := strings.Join(ch.Warnings, "\n"); !strings.Contains(told, "this action is withdrawn on 1 February 2013. It comes in as live") || !strings.Contains(told, "“soon” is no milestone") {
			t.Errorf("%s: told %s", name, told)
		}
	}
}
