package intoplan_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/ingest/document"
	"throughline/ingest/intoplan"
	"throughline/ingest/planfile"
	"throughline/plan"
)

var (
	published = calendar.Must(2012, 3, 9)
	today     = calendar.Must(2012, 4, 2)
	june      = calendar.Must(2012, 6, 9)
	autumn    = calendar.Must(2012, 10, 31)
)

// thePlan has an inspection with a report and one area, and a council, a trust and the police with their posts.
func thePlan(t interface {
	Helper()
	Fatalf(format string, args ...any)
},
) *plan.Plan {
	t.Helper()
	var versions []plan.Version
	put := func(kind, id string, body any) {
		raw, err := json.Marshal(body)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		versions = append(versions, plan.Version{Kind: kind, ID: id, Version: 1, Seq: int64(len(versions) + 1), On: published, Body: raw})
	}
	for id, name := range map[string]string{"council": "Westmoor Council", "trust": "Northmoor NHS Trust", "police": "Moor Police"} {
		put(plan.KindAgency, id, plan.Agency{Names: []plan.Named{{Name: name}}})
	}
	put(plan.KindPost, "services", plan.Post{Agency: "council", Title: "Head of Children’s Services"})
	put(plan.KindPost, "audit", plan.Post{Agency: "council", Title: "Head of audit"})
	put(plan.KindPost, "nurse", plan.Post{Agency: "trust", Title: "Lead nurse"})
	put(plan.KindPost, "chair", plan.Post{Agency: "trust", Title: "Chair of the group", Seat: plan.ChairSeat})
	put(plan.KindPost, "deputy", plan.Post{Agency: "police", Title: "Deputy chair", Seat: plan.DeputySeat})
	put(plan.KindPost, "gone", plan.Post{Agency: "police", Title: "Superintendent", Ended: published})
	put(plan.KindMembership, "nina", plan.Membership{Name: "Nina Nurse", Agency: "trust", Roles: []access.Role{access.AgencyLead}})
	put(plan.KindHolding, "holding", plan.Holding{Post: "nurse", Membership: "nina", From: published})
	put(plan.KindInspection, "inspection", plan.Inspection{Title: "Inspection", Regime: "slac", Start: calendar.Known(published)})
	put(plan.KindReport, "report", plan.Report{Inspection: "inspection", Inspectorate: "Ofsted", Published: calendar.Known(published)})
	put(plan.KindArea, "S3-1", plan.Area{
		Inspection: "inspection", Report: "report", Ref: "S3-1", Section: plan.Safeguarding, Timescale: deadline.ThreeMonths, Title: "Strategy discussions",
		Words: "Ensure that strategy discussions are recorded.", Due: june,
	})
	put(plan.KindImport, "import", plan.Import{Inspection: "inspection", State: plan.Received})
	p, err := (&plan.Plan{}).With(today, int64(len(versions)), versions)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return p
}

func at(row int) document.Place { return document.Place{Sheet: "Plan", Row: row} }

// theFile answers an area that the plan has, brings one, goes beyond both, and ends with an area that has no action.
func theFile() planfile.Reading {
	return planfile.Reading{Entries: []planfile.Entry{
		{
			Place: at(2), Ref: "1", Section: "Safeguarding", Timescale: "Within 3 months", Area: "ensure that strategy discussions are recorded",
			Action: "Use one form", Due: june, Status: planfile.Done, Columns: []planfile.Column{{Name: "Resources", Text: "£5,000"}},
			Parts: []planfile.Part{{Text: "Agree the form", Owners: []string{"Head of Children's Services", "Nina Nurse (PCT)"}, Due: june}},
		},
		{
			Place: at(3), Ref: "2", Section: "Children looked after", Timescale: "Within 6 months", Area: "Improve dental checks.", Action: "Count them", Due: autumn,
			Parts: []planfile.Part{{Text: "Count", Agency: "Moor Police", Due: calendar.Must(2012, 7, 1)}, {Text: "Count again", Due: autumn}},
		},
		{Place: at(4), Section: "", Action: "Buy pens", Due: autumn},
		{Place: at(5), Section: "Health", Area: "Find homes nearby.", Due: autumn},
	}, Warnings: []document.Warning{{Place: at(9), Text: "This row was left out."}}}
}

func numbered() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("id-%d", n) }
}

func import1(r *planfile.Reading, p *plan.Plan, c intoplan.Choices) (plan.ImportPlan, []intoplan.Question) {
	return intoplan.Make(r, p, c, "Version 17.xlsx", numbered())
}

func decide(p *plan.Plan, ch plan.ImportPlan) ([]change.Put, error) {
	by := access.Caller{Account: "olive", Authority: "westmoor", Agency: "council", Roles: []access.Role{access.PlanOwner}}
	ch.Import = "import"
	return ch.Decide(p, change.Context{By: by, Today: today, On: today, NewID: numbered()})
}

func TestOnlyWhatTheWordsSettleIsSuggested(t *testing.T) {
	r, p := theFile(), thePlan(t)
	c := intoplan.Suggest(&r, p, "inspection", intoplan.Choices{})
	want := intoplan.Choices{
		Inspection: "inspection", Report: "report",
		Owners:  map[string]string{"Head of Children's Services": "services", "Nina Nurse (PCT)": "nurse", "Moor Police": "deputy"},
		Signers: map[string]string{"council": "chair", "trust": "deputy", "police": "chair"},
		Sections: map[string]plan.Section{
			"Safeguarding": plan.Safeguarding, "Children looked after": plan.LookedAfterChildren, "Health": plan.ChildrensServices,
		},
		Timescales: map[string]deadline.Timescale{"Within 3 months": deadline.ThreeMonths, "Within 6 months": deadline.SixMonths, "": deadline.None},
		Areas: map[string]string{
			"ensure that strategy discussions are recorded": "S3-1", "Improve dental checks.": intoplan.NewArea, "Find homes nearby.": intoplan.NewArea,
		},
	}
	want.Dates, want.Leave = map[string]calendar.Date{}, map[string]bool{}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Error(diff)
	}
	again := intoplan.Suggest(&r, p, "inspection", intoplan.Choices{
		Owners: map[string]string{"Moor Police": "audit", "": "services", "Nina Nurse (PCT)": "gone"}, Signers: map[string]string{"council": "nurse"},
		Sections: map[string]plan.Section{"Health": plan.LookedAfterChildren}, Timescales: map[string]deadline.Timescale{"Within 6 months": deadline.None},
		Areas: map[string]string{"Improve dental checks.": intoplan.NoArea, "ensure that strategy discussions are recorded": intoplan.NoArea}, AreaDates: true, Report: "gone",
	})
	want.Owners["Moor Police"], want.Owners[""], want.AreaDates = "audit", "services", true
	want.Signers = map[string]string{"council": "nurse", "trust": "deputy"}
	want.Sections["Health"], want.Timescales["Within 6 months"], want.Areas["Improve dental checks."] = plan.LookedAfterChildren, deadline.None, intoplan.NoArea
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("what was remembered is not used where it still holds:\n%s", diff)
	}
}

func TestWhatIsNotSettledIsAsked(t *testing.T) {
	r, p := theFile(), thePlan(t)
	r.Entries[2].Due = calendar.Date{}
	_, questions := import1(&r, p, intoplan.Suggest(&r, p, "inspection", intoplan.Choices{}))
	want := []intoplan.Question{
		{Field: "owner.3", Sentence: "Choose the post that parts that name nobody are. Every part has one post that answers for it."},
		{Field: "date.0", Sentence: "Plan, row 4: no due date could be read. Enter it, leave the row out, or let rows without a date take their area’s."},
	}
	if diff := cmp.Diff(want, questions); diff != "" {
		t.Error(diff)
	}
}

func TestAFileComesIntoThePlan(t *testing.T) {
	r, p := theFile(), thePlan(t)
	c := intoplan.Suggest(&r, p, "inspection", intoplan.Choices{Owners: map[string]string{"": "audit"}})
	ch, questions := import1(&r, p, c)
	if len(questions) > 0 {
		t.Fatalf("asked %v", questions)
	}
	if len(ch.New) != 2 || ch.New[0].Ref != "AFI 1" || ch.New[0].Timescale != deadline.SixMonths || ch.New[1].Ref != "AFI 2" || ch.New[1].Due != autumn ||
		ch.New[1].Title != "Find homes nearby" || ch.New[0].Rule.Words() == "" {
		t.Errorf("new areas %+v", ch.New)
	}
	if diff := cmp.Diff([]string{"Plan, row 9: This row was left out."}, ch.Warnings); diff != "" {
		t.Error(diff)
	}
	first := ch.Rows[0]
	if first.Body.Claim != "done" || first.Body.Area != "S3-1" || !strings.Contains(string(first.Body.Entry), "£5,000") {
		t.Errorf("the first row is kept as %+v", first.Body)
	}
	if parts := first.Action.Parts; len(parts) != 2 || parts[0].Owner != "services" || parts[0].Signer != "chair" || parts[1].Owner != "nurse" || parts[1].Signer != "deputy" {
		t.Errorf("its parts are %+v", parts)
	}
	if a := ch.Rows[1].Action; a.Body.Timescale != deadline.SixMonths || a.Body.Due != autumn || len(a.Parts) != 2 || a.Parts[1].Owner != "audit" {
		t.Errorf("the second row becomes %+v", a)
	}
	if a := ch.Rows[2].Action; a.Body.Section != plan.Additional || a.Body.OriginNote != "Imported from Version 17.xlsx, Plan, row 4" || a.Parts[0].Text != "Buy pens" {
		t.Errorf("the third row becomes %+v", a)
	}
	if ch.Rows[3].Action != nil || ch.Rows[3].Body.Area != ch.New[1].ID {
		t.Errorf("an area alone becomes %+v", ch.Rows[3])
	}
	if _, err := decide(p, ch); err != nil {
		t.Errorf("the plan refuses it: %v", err)
	}
}

func TestRowsCanBeLeftOut(t *testing.T) {
	r, p := theFile(), thePlan(t)
	c := intoplan.Suggest(&r, p, "inspection", intoplan.Choices{Owners: map[string]string{"": "audit"}})
	c.Leave = map[string]bool{"Plan, row 3": true, "Plan, row 5": true}
	ch, questions := import1(&r, p, c)
	if len(ch.Rows) != 2 || len(ch.New) != 0 || len(questions) != 0 {
		t.Errorf("%d rows and %d areas came in: %v", len(ch.Rows), len(ch.New), questions)
	}
}

func TestQuestionsOfAreas(t *testing.T) {
	r, p := theFile(), thePlan(t)
	c := intoplan.Suggest(&r, p, "inspection", intoplan.Choices{Owners: map[string]string{"": "audit"}})
	r.Entries[3].Due, c.Report, c.Areas["ensure that strategy discussions are recorded"], c.Signers["police"] = calendar.Date{}, "", "elsewhere", ""
	_, questions := import1(&r, p, c)
	var got []string
	for _, q := range questions {
		got = append(got, q.Field)
	}
	if diff := cmp.Diff([]string{"signer.police", "area.0", "report", "area.2"}, got); diff != "" {
		t.Errorf("%s in %v", diff, questions)
	}
}

// Whatever the file says, once nothing is left to ask, each of its rows is kept and each action and owner is there.
func TestNoRowIsLost(t *testing.T) {
	p := thePlan(t)
	posts := []string{"services", "audit", "nurse", "deputy"}
	rapid.Check(t, func(t *rapid.T) {
		var r planfile.Reading
		words := rapid.SampledFrom([]string{"", "Train staff", "Ring the school", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", strings.Repeat("Very long words ", 20)})
		day := rapid.Custom(func(t *rapid.T) calendar.Date { return published.AddDays(rapid.IntRange(1, 700).Draw(t, "days")) })
		c := intoplan.Choices{Inspection: "inspection", Report: "report", Owners: map[string]string{}, Signers: map[string]string{}}
		actions := 0
		for i := range rapid.IntRange(1, 8).Draw(t, "rows") {
			e := planfile.Entry{Place: at(i + 2), Area: words.Draw(t, "area"), Action: words.Draw(t, "action"), Due: day.Draw(t, "due")}
			if e.Area == "" && e.Action == "" {
				e.Action = "Something"
			}
			for range rapid.IntRange(0, 3).Draw(t, "parts") {
				e.Parts = append(e.Parts, planfile.Part{Text: "A step: " + words.Draw(t, "part"), Owners: rapid.SliceOfN(rapid.SampledFrom([]string{"A", "B", "C"}), 0, 3).Draw(t, "owners")})
			}
			if e.Action != "" || len(e.Parts) > 0 {
				actions++
			}
			r.Entries = append(r.Entries, e)
		}
		for _, owner := range []string{"", "A", "B", "C"} {
			c.Owners[owner] = rapid.SampledFrom(posts).Draw(t, "post")
		}
		for _, agency := range []string{"council", "trust", "police"} {
			c.Signers[agency] = intoplan.SignerFor(p, agency)
		}
		ch, questions := import1(&r, p, c)
		if len(questions) > 0 {
			t.Fatalf("asked %v", questions)
		}
		if _, err := decide(p, ch); err != nil {
			t.Fatalf("the plan refuses it: %v", err)
		}
		made := 0
		for _, row := range ch.Rows {
			if row.Action != nil {
				made++
			}
		}
		if len(ch.Rows) != len(r.Entries) || made != actions {
			t.Fatalf("%d rows and %d actions of %d and %d", len(ch.Rows), made, len(r.Entries), actions)
		}
	})
}

func TestWhatWasSettledIsRecalled(t *testing.T) {
	table := func(names ...string) planfile.Table {
		var made planfile.Table
		for i, name := range names {
			made.Columns = append(made.Columns, planfile.Meant{Column: i + 1, Name: name, Why: "guessed"})
		}
		return made
	}
	before := planfile.Mapping{
		Tables:   []planfile.Table{table("Other"), table("No", "What?", "Resources", "Lead")},
		Statuses: []planfile.Status{{Words: "Green", Means: planfile.Done}, {Colour: "blue", Means: planfile.DoneAndEmbedded}},
		Dates:    planfile.Dates{MonthFirst: true},
	}
	before.Tables[1].Plan, before.Tables[1].Columns[1].Means = true, planfile.Action
	guess := planfile.Mapping{
		Tables:   []planfile.Table{table("WHAT", "Lead", "Cost"), table("Key", "Meaning")},
		Statuses: []planfile.Status{{Words: "green", Ask: true}, {Words: "blue"}}, Dates: planfile.Dates{EitherWay: 3},
	}
	guess.Tables[1].Columns[0].Means = planfile.Ref
	got := intoplan.Recall(guess, before)
	if !got.Tables[0].Plan || got.Tables[0].Columns[0].Means != planfile.Action || got.Tables[0].Columns[2].Why != "guessed" {
		t.Errorf("the plan's own table is read as %+v", got.Tables[0])
	}
	if got.Tables[1].Plan || got.Tables[1].Columns[0].Means != planfile.Ref {
		t.Errorf("a table like none before is read as %+v", got.Tables[1])
	}
	if got.Statuses[0].Means != planfile.Done || got.Statuses[0].Ask || got.Statuses[1].Means != planfile.Unclear || !got.Dates.MonthFirst {
		t.Errorf("progress is read as %+v, and dates as %+v", got.Statuses, got.Dates)
	}
	if guess.Tables[0].Columns[0].Means != planfile.Other || guess.Statuses[0].Means != planfile.Unclear {
		t.Error("the guess itself was changed")
	}
	guess.Dates.OnlyDay = 1
	if intoplan.Recall(guess, before).Dates.MonthFirst {
		t.Error("an earlier file's order of dates was held against this one's own")
	}
}
