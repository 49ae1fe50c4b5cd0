package plan_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
)

// imported is a file of two rows: one answers an area of the plan, one an area that it brings.
func imported(edit func(*plan.ImportPlan)) plan.ImportPlan {
	brought := theArea("I-1", deadline.None)
	brought.ID, brought.Section, brought.Due = "I-1", plan.ChildrensServices, september
	answer := plan.Action{Ref: "17", Title: "Find homes nearby", Areas: []string{"I-1"}, Section: plan.ChildrensServices, Origin: plan.FromArea}
	ch := plan.ImportPlan{
		Import: "import", Seen: 1, Mapping: json.RawMessage(`{"columns":[]}`), Warnings: []string{"Plan, row 9: left out."}, New: []plan.Area{brought},
		Rows: []plan.ImportRow{
			{
				plan.ImportedRow{Place: "Plan, row 2", Claim: "done", Entry: json.RawMessage(`{"ref":"","Resources":"£5,000"}`)},
				&plan.PlanAction{Body: threeMonthAction("Train the drivers"), Parts: []plan.Part{partOf("services", "head")}},
			},
			{
				plan.ImportedRow{Place: "Plan, row 3", Area: "I-1", Entry: json.RawMessage(`{"ref":"17"}`)},
				&plan.PlanAction{Body: answer, Parts: []plan.Part{partOf("services", "head"), partOf("services", "superintendent")}},
			},
			{plan.ImportedRow{Place: "Plan, row 4", Area: "I-1"}, nil},
		},
	}
	if edit != nil {
		edit(&ch)
	}
	return ch
}

var version17 = plan.ReceivePlan{ID: "import", Inspection: "inspection", Attachment: plan.Attachment{Name: "Version 17.xlsx", SHA256: "abc"}}

func received(a *acting) { a.do("olive", version17) }

func importedOnce(a *acting) {
	received(a)
	a.do("olive", imported(nil))
}

func givenUp(a *acting) {
	received(a)
	a.do("olive", plan.GiveUpImport{Import: "import"})
}

var importRefusals = []refusal{
	{name: "into no inspection", by: "olive", change: plan.ReceivePlan{}, want: missing("inspection")},
	{name: "an action waits for itself", story: received, by: "olive", change: imported(func(ch *plan.ImportPlan) {
		ch.Rows[1].Action.ID, ch.Rows[1].Action.Body.DependsOn = "two", []string{"two"}
	}), want: invalid("rows.1.depends_on", "Plan, row 3: the action waits for itself, through the actions that it waits for. Take one of them out.")},
	{name: "of nothing", by: "olive", change: plan.ReceivePlan{Inspection: "inspection"}, want: invalid("attachment", "Choose the file that holds the plan.")},
	{name: "twice", story: received, by: "olive", change: version17,
		want: invalid("attachment", "This file was received as Version 17.xlsx on 2 April 2012 and is not imported yet. Go on with that one, or give it up first.")},
	{name: "once imported", story: importedOnce, by: "olive", change: version17,
		want: invalid("attachment", "This file was imported as Version 17.xlsx on 2 April 2012. Nothing in it has changed since.")},
	{name: "of no file", by: "olive", change: plan.MapPlan{}, want: missing("file")},
	{name: "of no file", by: "olive", change: imported(nil), want: missing("file")},
	{name: "mapped by another meanwhile", story: func(a *acting) {
		received(a)
		a.do("olive", plan.MapPlan{Import: "import", Seen: 1, Mapping: json.RawMessage(`{}`)})
	}, by: "olive", change: imported(nil), want: outdated("file")},
	{name: "imported already", story: importedOnce, by: "olive", change: imported(nil),
		want: stale("This file was imported on 2 April 2012. Change its actions in the plan, or import a changed copy.")},
	{name: "imported already", story: importedOnce, by: "olive", change: plan.GiveUpImport{Import: "import"},
		want: stale("This file was imported on 2 April 2012. Change its actions in the plan, or import a changed copy.")},
	{name: "given up", story: givenUp, by: "olive", change: imported(nil), want: stale("This file was given up. Send it again to import it after all.")},
	{name: "naming somebody", story: received, by: "olive", change: imported(func(ch *plan.ImportPlan) {
		ch.Rows[0].Action.Body.Title, ch.New[0].Words = "Support Tyler Wexley at school", "Find a home for Kayleigh Marsden."
	}), want: invalid("confirm", "Some words look as if they tell who somebody is: “Kayleigh Marsden” (a person’s name, in the area I-1); “Tyler Wexley” (a person’s name, in Plan, row 2). "+
		"Take them out of the file and send it again, or say why these words name no child.")},
	{name: "of no row", story: received, by: "olive", change: plan.ImportPlan{Import: "import"}, want: invalid("rows", "There is nothing to import: no row was chosen.")},
	{name: "new areas, by who may not add them", story: received, by: "chris", change: imported(nil),
		want: forbidden("You may plan actions, but not add areas for improvement. Ask the plan's owner to import this file.")},
	{name: "of too many", story: received, by: "olive", change: imported(func(ch *plan.ImportPlan) { ch.Rows = make([]plan.ImportRow, plan.MaxImported+1) }),
		want: invalid("rows", "The file has 5,001 rows to import, and at most 5,000 can be imported at once. Split it into several files.")},
	{name: "of areas with one reference", story: received, by: "olive", change: imported(func(ch *plan.ImportPlan) {
		ch.New = append(ch.New, changed(ch.New[0], func(a *plan.Area) { a.ID, a.Ref = "I-2", " i-1" }))
	}),
		want: invalid("areas.1.ref", "Two new areas have the reference  i-1.")},
	{name: "of an area that is in the plan", story: received, by: "olive", change: imported(func(ch *plan.ImportPlan) { ch.New[0].Ref = "S3-1" }),
		want: invalid("areas.0.ref", "Area “Area I-1”: Another area already has the reference S3-1.")},
	{name: "of rows with one reference", story: received, by: "olive", change: imported(func(ch *plan.ImportPlan) { ch.Rows[0].Action.Body.Ref = "17" }),
		want: invalid("rows.1.ref", "Plan, row 3: another row of the file already has the reference 17.")},
	{name: "of a part that nobody owns", story: received, by: "olive", change: imported(func(ch *plan.ImportPlan) { ch.Rows[1].Action.Parts[0].Owner = "" }),
		want: invalid("rows.1.parts.0.owner", "Plan, row 3: Choose the post that owns this part. A part without an owner can't be planned.")},
}

func TestImportingAPlan(t *testing.T) {
	a := startThePlan(t)
	before := a.p.Actions.Len()
	importedOnce(a)
	held, ok := a.p.Imports.Get("import")
	if !ok || held.State != plan.Imported || held.ImportedBy != "olive" || held.ImportedOn != a.today || len(held.Warnings) != 1 || string(a.p.LastMapping()) != `{"columns":[]}` {
		t.Errorf("the import is kept as %+v", held)
	}
	if area, ok := a.p.Areas.Get("I-1"); !ok || area.Due != september {
		t.Errorf("the file's own area is %+v", area)
	}
	actions := a.p.InOrder()[before:]
	if len(actions) != 2 || actions[0].Ref != "A4" || actions[1].Ref != "17" || len(a.p.PartsOf(actions[1].ID)) != 2 || actions[0].Due != june {
		t.Fatalf("imported %d actions: %+v", len(actions), actions)
	}
	row := a.p.ImportedAs(actions[0].ID)
	if len(row) != 1 || row[0].Import != "import" || row[0].Claim != "done" || !strings.Contains(string(row[0].Entry), "£5,000") {
		t.Errorf("the row is kept as %+v", row)
	}
	if a.p.ImportedRows.Len() != 3 {
		t.Errorf("%d rows are kept of three", a.p.ImportedRows.Len())
	}
	// What the document claims is not a fact.
	if facts := a.p.Facts(actions[0].ID); facts.Done() || facts.State != plan.NoParts {
		t.Errorf("a claim in a document made the action %s", facts.State)
	}
}

// One bad row leaves the plan as it was: all of a file or none of it.
func TestAnImportIsWholeOrNothing(t *testing.T) {
	a := startThePlan(t)
	received(a)
	before := everything(a.p)
	ch := imported(func(ch *plan.ImportPlan) { ch.Rows[1].Action.Body.Title = " " })
	if _, err := a.tryOn(a.by("olive"), ch, a.today); err == nil || !strings.Contains(err.Error(), "Plan, row 3: Enter what will be done.") {
		t.Errorf("refused with %v", err)
	}
	if everything(a.p) != before {
		t.Error("something of the file came in")
	}
}

// References are given to rows that have none, past those of the plan and of the file.
func TestReferencesOfImportedRows(t *testing.T) {
	a := startThePlan(t)
	before := a.p.Actions.Len()
	received(a)
	a.do("olive", imported(func(ch *plan.ImportPlan) {
		ch.Rows[1].Action.Body.Ref = "a5"
		for i := range 3 {
			ch.Rows = append(ch.Rows, plan.ImportRow{Body: plan.ImportedRow{Place: "Plan, row " + plan.Number(5+i)}, Action: ch.Rows[0].Action})
		}
	}))
	var refs []string
	for _, action := range a.p.InOrder()[before:] {
		refs = append(refs, action.Ref)
	}
	if want := []string{"A4", "a5", "A6", "A7", "A8"}; !slices.Equal(refs, want) {
		t.Errorf("got %v, wanted %v", refs, want)
	}
}

// A file can be received and imported in one step, which leaves nothing behind when it is refused.
func TestAFileIsReceivedAndImportedAtOnce(t *testing.T) {
	a := startThePlan(t)
	before := everything(a.p)
	whole := imported(func(ch *plan.ImportPlan) { ch.Import, ch.Seen, ch.Receive = "", 0, &version17 })
	refused := imported(func(ch *plan.ImportPlan) { ch.Receive, ch.Rows[1].Action.Body.Title = &version17, "" })
	if _, err := a.tryOn(a.by("olive"), refused, a.today); err == nil || everything(a.p) != before {
		t.Errorf("refused with %v", err)
	}
	a.do("olive", whole)
	held, ok := a.p.Imports.Get("import")
	if !ok || held.State != plan.Imported || held.ReceivedBy != "olive" || held.Attachment != version17.Attachment || held.Version != 1 || a.p.ImportedRows.Len() != 3 {
		t.Errorf("the file is kept as %+v", held)
	}
	if _, err := a.tryOn(a.by("olive"), whole, a.today); err == nil || !strings.Contains(err.Error(), "This file was imported as Version 17.xlsx") {
		t.Errorf("the same file again: %v", err)
	}
}

func TestWordsOfAnImportThatNameNobody(t *testing.T) {
	a := startThePlan(t)
	received(a)
	a.do("olive", imported(func(ch *plan.ImportPlan) {
		ch.Rows[0].Action.Body.Title, ch.Confirm = "Follow the Victoria Climbie report", "A published report"
	}))
	if held, _ := a.p.Imports.Get("import"); held.Confirmation == nil || held.Confirmation.By != "olive" || len(held.Confirmation.Passages) != 1 {
		t.Errorf("what was confirmed is kept as %+v", held.Confirmation)
	}
}

// An error that is no problem of the person's is still told with its place.
func TestImportPlacesEveryProblem(t *testing.T) {
	a := startThePlan(t)
	received(a)
	_, err := a.tryOn(a.by("olive"), imported(func(ch *plan.ImportPlan) {
		ch.New[0].Timescale, ch.New[0].Rule = deadline.ThreeMonths, deadline.Rule{Unit: "fortnights", AnchorDate: publication}
	}), a.today)
	problems, ok := err.(change.Problems) //nolint:errorlint // exactly Problems, and never wrapped
	if !ok || problems[0].Field != "areas.0.due" || !strings.HasPrefix(problems[0].Sentence, "Area “Area I-1”: ") {
		t.Errorf("refused with %v", err)
	}
}

// A file that was given up may be sent again.
func TestAFileGivenUpMayComeAgain(t *testing.T) {
	a := startThePlan(t)
	givenUp(a)
	again := version17
	again.ID = "again"
	a.do("olive", again)
	if a.p.LastMapping() != nil {
		t.Error("a file that was not imported is remembered")
	}
}

// Actions of one file may wait for one another, but not in a circle.
func TestActionsOfOneFileWaitForOneAnother(t *testing.T) {
	waiting := func(first, second []string) plan.ImportPlan {
		return imported(func(ch *plan.ImportPlan) {
			ch.Rows[0].Action.ID, ch.Rows[1].Action.ID = "one", "two"
			ch.Rows[0].Action.Body.DependsOn, ch.Rows[1].Action.Body.DependsOn = first, second
		})
	}
	a := startThePlan(t)
	received(a)
	for name, ch := range map[string]plan.ImportPlan{"each other": waiting([]string{"two"}, []string{"one"}), "itself": waiting(nil, []string{"two"})} {
		if err := a.try("olive", ch); err == nil || !strings.Contains(err.Error(), "row 3: the action waits for itself") {
			t.Errorf("an action waits for %s: %v", name, err)
		}
	}
	if err := a.try("olive", waiting([]string{"nowhere"}, nil)); err == nil || !strings.Contains(err.Error(), "An action it depends on is not in the plan.") {
		t.Errorf("an action waits for none: %v", err)
	}
	a.do("olive", waiting([]string{"two"}, nil))
	if one, ok := a.p.Actions.Get("one"); !ok || !slices.Equal(one.DependsOn, []string{"two"}) {
		t.Errorf("the first action is %+v", one)
	}
}
