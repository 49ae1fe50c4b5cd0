package reconcile_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/ingest/document"
	"throughline/ingest/outofplan"
	"throughline/ingest/reconcile"
	"throughline/plan"
)

var (
	published = calendar.Must(2012, 3, 9)
	today     = calendar.Must(2012, 4, 2)
	june      = calendar.Must(2012, 6, 9)
	september = calendar.Must(2012, 9, 9)
)

type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// living is a plan that changes are made to, in memory.
type living struct {
	t failer
	p *plan.Plan
	n int
}

func (l *living) put(kind, id string, body any) {
	l.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		l.t.Fatalf("%s: %v", id, err)
	}
	l.apply([]plan.Version{{Kind: kind, ID: id, Version: 1, On: published, Body: raw}})
}

func (l *living) apply(versions []plan.Version) {
	l.t.Helper()
	for i := range versions {
		versions[i].Seq = l.p.Position + 1
	}
	next, err := l.p.With(today, l.p.Position+1, versions)
	if err != nil {
		l.t.Fatalf("%v", err)
	}
	l.p = next
}

// as is a person of the council, by role.
func as(role access.Role) access.Caller {
	agency := "council"
	if role == access.GroupChair {
		agency = "police"
	}
	return access.Caller{Account: string(role), Authority: "westmoor", Agency: agency, Membership: string(role), Roles: []access.Role{role}}
}

func (l *living) try(by access.Caller, ch plan.Change) error {
	l.t.Helper()
	if !by.May(ch.Needs()) {
		return change.Forbid("Not by this role.")
	}
	puts, err := ch.Decide(l.p, change.Context{By: by, Today: today, On: today, NewID: func() string { l.n++; return fmt.Sprintf("new-%d", l.n) }})
	if err != nil {
		return err
	}
	var versions []plan.Version
	for _, put := range puts {
		raw, err := json.Marshal(put.Body)
		if err != nil {
			return err
		}
		versions = append(versions, plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, On: today, Body: raw})
	}
	l.apply(versions)
	return nil
}

func (l *living) do(ch plan.Change) {
	l.t.Helper()
	if err := l.try(as(access.PlanOwner), ch); err != nil {
		l.t.Fatalf("%s: %v", ch.Name(), err)
	}
}

// begin is a plan of two areas and three actions: A1 has two parts, A2 one by number, A3 answers no area.
func begin(t failer) *living {
	t.Helper()
	l := &living{t: t, p: &plan.Plan{}}
	for id, name := range map[string]string{"council": "Westmoor Council", "trust": "Northmoor NHS Trust", "police": "Moor Police"} {
		l.put(plan.KindAgency, id, plan.Agency{Names: []plan.Named{{Name: name}}})
	}
	for id, post := range map[string]plan.Post{
		"head": {Agency: "council", Title: "Head of safeguarding"}, "nurse": {Agency: "trust", Title: "Named nurse"}, "lead": {Agency: "trust", Title: "Lead"},
		"chair": {Agency: "police", Title: "Superintendent", Seat: plan.ChairSeat}, "deputy": {Agency: "council", Title: "Deputy chair", Seat: plan.DeputySeat},
		"other lead": {Agency: "council", Title: "Lead"},
	} {
		l.put(plan.KindPost, id, post)
	}
	for _, role := range []access.Role{access.PlanOwner, access.GroupChair} {
		l.put(plan.KindMembership, string(role), plan.Membership{Account: string(role), Name: "Somebody", Agency: as(role).Agency, Roles: []access.Role{role}})
	}
	l.put(plan.KindInspection, "inspection", plan.Inspection{Title: "Inspection of 2012", Regime: "slac", Start: calendar.Known(published)})
	l.put(plan.KindInspection, "earlier", plan.Inspection{Title: "Inspection of 2009", Regime: "slac", Start: calendar.Known(published)})
	l.put(plan.KindReport, "report", plan.Report{Inspection: "inspection", Inspectorate: "Ofsted", Published: calendar.Known(published)})
	for i, ref := range []string{"S3-1", "S3-2"} {
		l.do(plan.RecordArea{ID: ref, Body: plan.Area{
			Inspection: "inspection", Report: "report", Ref: ref, Number: i + 1, Section: plan.Safeguarding, Timescale: deadline.ThreeMonths, Title: "Area " + ref,
			Words: "Put right what " + ref + " says.", Rule: deadline.RuleFor(deadline.ThreeMonths, "the report was published", published, false), Notes: []string{"One note"},
		}})
	}
	action := func(ref string, parts ...plan.Part) {
		body := plan.Action{Inspection: "inspection", Ref: ref, Title: "Do " + ref, Areas: []string{"S3-1"}, Section: plan.Safeguarding, Timescale: deadline.ThreeMonths, Origin: plan.FromArea}
		if ref == "A3" {
			body.Areas, body.Section, body.Timescale, body.Origin, body.Due = nil, plan.Additional, deadline.None, plan.FromAudit, september
		}
		l.do(plan.PlanAction{ID: ref, Body: body, Parts: parts})
	}
	yes := func(id, owner string) plan.Part {
		return plan.Part{Thing: plan.Thing{ID: id}, Text: "Part " + id + ", “as agreed”", Owner: owner, Signer: "chair", Kind: plan.YesOrNo}
	}
	action("A1", yes("A1a", "head"), yes("A1b", "nurse"))
	many := yes("A2a", "nurse")
	many.Kind, many.Target, many.Unit = plan.Quantity, 480, "staff trained"
	many.Milestones = []plan.Milestone{{Text: "First course", Due: calendar.Must(2012, 5, 1)}}
	action("A2", many)
	action("A3", yes("A3a", "head"))
	return l
}

// goesOut is the table as it goes out now, as it would be read again untouched.
func (l *living) goesOut() outofplan.Export {
	table := outofplan.Of(l.p, "inspection", true)
	for i := range table.Rows {
		table.Rows[i].Place = document.Place{Sheet: "Plan", Row: i + 2}
		table.Rows[i].Cells = slices.Clone(table.Rows[i].Cells)
	}
	return outofplan.Export{Table: table, Inspection: "inspection", Entry: l.p.Position, AsAt: l.p.Day}
}

func momentsOf(e outofplan.Export) map[reconcile.Moment]outofplan.Table {
	return map[reconcile.Moment]outofplan.Table{{Entry: e.Entry, AsAt: e.AsAt}: e.Table}
}

// comes compares a copy that went out as out with the plan now.
func (l *living) comes(out, back outofplan.Export) reconcile.Result {
	return reconcile.Compare(l.p, "inspection", momentsOf(out), outofplan.Of(l.p, "inspection", true), back)
}

func clone(e outofplan.Export) outofplan.Export {
	e.Headings, e.Rows = slices.Clone(e.Headings), slices.Clone(e.Rows)
	for i := range e.Rows {
		e.Rows[i].Cells = slices.Clone(e.Rows[i].Cells)
	}
	return e
}

// set types over a cell: of the row of a part, or of an action or area where it has none.
func set(e *outofplan.Export, id, heading, text string) {
	e.Rows[rowOf(e, id)].Cells[slices.Index(e.Headings, heading)] = text
}

func rowOf(e *outofplan.Export, id string) int {
	return slices.IndexFunc(e.Rows, func(r outofplan.Row) bool {
		return r.Part == id || r.Action == id && r.Part == "" || r.Area == id && r.Action == ""
	})
}

// short is a difference in one line.
func short(d reconcile.Difference) string {
	return fmt.Sprintf("%s %s: %q, %q, %q; %t", d.Kind, d.Key, d.Was, d.Now, d.Theirs, d.Accept != "")
}

func shorts(r reconcile.Result) (all []string) {
	for _, d := range r.Differences {
		all = append(all, short(d))
	}
	return all
}

func TestACopyThatIsUntouched(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	if r := l.comes(out, clone(out)); len(r.Differences) > 0 || r.Spacing > 0 || r.Blind || r.Rows != len(out.Rows) {
		t.Errorf("got %v", shorts(r))
	}
}

// Each case is a copy with something done to it, and perhaps to the plan since. The wanted lines are kind, key, what it was, is and would be,
// and whether it can be accepted.
func TestDifferences(t *testing.T) {
	for name, c := range map[string]struct {
		copy func(e *outofplan.Export)
		plan func(l *living)
		want []string
		note string
	}{
		"words of an action": {
			copy: func(e *outofplan.Export) {
				set(e, "A1a", outofplan.Action, "Do A1 well")
				set(e, "A1b", outofplan.Action, "Do A1 well")
			},
			want: []string{`changed action:A1:Action: "Do A1", "Do A1", "Do A1 well"; true`},
		},
		"words of an action, in one of its rows": {
			copy: func(e *outofplan.Export) { set(e, "A1b", outofplan.Action, "Do A1 well") },
			want: []string{`changed action:A1:Action: "Do A1", "Do A1", "Do A1 well"; true`},
		},
		"words of an action, said two ways": {
			copy: func(e *outofplan.Export) {
				set(e, "A1a", outofplan.Action, "Do A1 well")
				set(e, "A1b", outofplan.Action, "Do A1 fast")
			},
			want: []string{`twofold action:A1:Action: "Do A1", "Do A1", "“Do A1 well” or “Do A1 fast”"; false`},
			note: "different things",
		},
		"words left out below the first row": {copy: func(e *outofplan.Export) { set(e, "A1b", outofplan.Action, ""); set(e, "A1b", outofplan.Area, "") }},
		"words cleared": {
			copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Part, "") },
			want: []string{`changed part:A1a:Part: "Part A1a, “as agreed”", "Part A1a, “as agreed”", ""; true`},
		},
		"spaces, quotation marks and dashes": {
			copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Part, " Part  A1a, \"as\nagreed\"\u00a0") },
		},
		"only the plan changed": {plan: func(l *living) { l.edit("Anew") }},
		"both the same":         {copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Part, "Anew") }, plan: func(l *living) { l.edit("Anew") }},
		"both, otherwise": {
			copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Part, "Theirs") }, plan: func(l *living) { l.edit("Ours") },
			want: []string{`conflict part:A1a:Part: "Part A1a, “as agreed”", "Ours", "Theirs"; true`}, note: "The plan was changed here too",
		},
		"a later date": {
			copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Due, "2012-09-09") },
			want: []string{`changed part:A1a:Due date: "9 June 2012", "9 June 2012", "9 September 2012"; true`},
		},
		"an earlier date": {
			copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Due, "2012-05-01") },
			want: []string{`claimed part:A1a:Due date: "9 June 2012", "9 June 2012", "1 May 2012"; false`}, note: "never moves",
		},
		"a date taken away": {
			copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Due, "") },
			want: []string{`claimed part:A1a:Due date: "9 June 2012", "9 June 2012", ""; false`}, note: "takes the date away",
		},
		"a date written otherwise": {copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Due, "9 June 2012") }},
		"a date nobody can read": {
			copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Due, "when it is done") },
			want: []string{`unreadable part:A1a:Due date: "9 June 2012", "9 June 2012", "when it is done"; false`}, note: "is not a day that can be read",
		},
		"the date of an action": {
			copy: func(e *outofplan.Export) { set(e, "A2a", outofplan.ActionDue, "2013-01-01") },
			want: []string{`claimed action:A2:Action due date: "9 June 2012", "9 June 2012", "1 January 2013"; false`}, note: "change the due dates of its parts",
		},
		"a broken cell": {
			copy: func(e *outofplan.Export) { set(e, "A1a", outofplan.Part, "#REF!") },
			want: []string{`unreadable part:A1a:Part: "Part A1a, “as agreed”", "Part A1a, “as agreed”", "#REF!"; false`}, note: "could not work the cell out",
		},
		"a number that is none": {
			copy: func(e *outofplan.Export) { set(e, "A2a", outofplan.Target, "many") },
			want: []string{`unreadable part:A2a:Number to reach: "480", "480", "many"; false`}, note: "not a whole number",
		},
		"what is worked out": {
			copy: func(e *outofplan.Export) {
				set(e, "A1a", outofplan.Status, "Done")
				set(e, "A1a", outofplan.Accepted, "9")
			},
			want: []string{
				`claimed part:A1a:Status (worked out): "Not started", "Not started", "Done"; false`,
				`claimed part:A1a:Accepted evidence (worked out): "0", "0", "9"; false`,
			}, note: "can claim it and can’t make it so",
		},
		"a reference": {
			copy: func(e *outofplan.Export) { set(e, "A3a", outofplan.ActionReference, "Z9") },
			want: []string{`claimed action:A3:Action reference: "A3", "A3", "Z9"; false`},
		},
		"the inspectors’ words": {
			copy: func(e *outofplan.Export) { set(e, "S3-2", outofplan.Area, "Softer words") },
			want: []string{`claimed area:S3-2:Area for improvement: "Put right what S3-2 says.", "Put right what S3-2 says.", "Softer words"; false`}, note: "inspectors’ own",
		},
		"another owner": {
			copy: func(e *outofplan.Export) {
				set(e, "A1a", outofplan.Owner, "named nurse")
				set(e, "A1a", outofplan.Agency, "Northmoor NHS Trust")
			},
			want: []string{
				`changed part:A1a:Owner: "Head of safeguarding", "Head of safeguarding", "named nurse"; true`,
				`claimed part:A1a:Agency: "Westmoor Council", "Westmoor Council", "Northmoor NHS Trust"; false`,
			}, note: "goes with the post",
		},
		"a row taken out": {
			copy: func(e *outofplan.Export) { e.Rows = slices.Delete(e.Rows, rowOf(e, "A1b"), rowOf(e, "A1b")+1) },
			want: []string{`missing part:A1b:missing: "A1b Part A1b, “as agreed”", "A1b Part A1b, “as agreed”", ""; true`}, note: "takes nothing out of the plan",
		},
		"all the rows of an action taken out": {
			copy: func(e *outofplan.Export) {
				e.Rows = slices.DeleteFunc(e.Rows, func(r outofplan.Row) bool { return r.Action == "A1" })
			},
			want: []string{`missing action:A1:missing: "A1 Do A1", "A1 Do A1", ""; true`},
		},
		"a row taken out of both": {
			copy: func(e *outofplan.Export) { e.Rows = slices.Delete(e.Rows, rowOf(e, "A1b"), rowOf(e, "A1b")+1) },
			plan: func(l *living) { l.chair(plan.RemovePart{Part: "A1b", Reason: "Not needed"}) },
		},
		"words of a part that the plan took out": {
			copy: func(e *outofplan.Export) { set(e, "A1b", outofplan.Part, "More") }, plan: func(l *living) { l.chair(plan.RemovePart{Part: "A1b", Reason: "Not needed"}) },
			want: []string{`conflict part:A1b:Part: "Part A1b, “as agreed”", "", "More"; false`}, note: "taken out of the plan since",
		},
		"a new part": {
			copy: func(e *outofplan.Export) {
				add(e, map[string]string{outofplan.ActionReference: "A1", outofplan.Part: "A third part"})
			},
			want: []string{`added row:Plan, row 7: "", "", "A1 A third part"; true`},
		},
		"a new action in two rows": {
			copy: func(e *outofplan.Export) {
				add(e, map[string]string{outofplan.ActionReference: "A9", outofplan.Action: "New", outofplan.PartReference: "a", outofplan.Part: "One"})
				add(e, map[string]string{outofplan.ActionReference: "A9", outofplan.Action: "New", outofplan.PartReference: "b", outofplan.Part: "Two"})
			},
			want: []string{"added row:Plan, row 7: \"\", \"\", \"A9a One\\nA9b Two\"; true"},
		},
		"a new area": {
			copy: func(e *outofplan.Export) { add(e, map[string]string{outofplan.Area: "Be kinder."}) },
			want: []string{`claimed row:Plan, row 7: "", "", "Be kinder."; false`}, note: "come from inspectors’ reports",
		},
		"an action that serves another area": {
			copy: func(e *outofplan.Export) {
				set(e, "A2a", outofplan.AreaReference, "S3-2")
				set(e, "A2a", outofplan.Area, "Put right what S3-2 says.")
			},
			want: []string{`moved action:A2:Area reference: "S3-1", "S3-1", "S3-2"; true`},
		},
		"an action that serves no area there is": {
			copy: func(e *outofplan.Export) { set(e, "A2a", outofplan.AreaReference, "S9-9") },
			want: []string{`unreadable action:A2:Area reference: "S3-1", "S3-1", "S9-9"; false`}, note: "No area of this inspection has the reference",
		},
		"a part under another action": {
			copy: func(e *outofplan.Export) {
				set(e, "A1b", outofplan.ActionReference, "A2")
				set(e, "A1b", outofplan.Action, "Do A2")
			},
			want: []string{`moved part:A1b:moved: "A1", "A1", "A2"; false`}, note: "stays with the action",
		},
		"the same row twice": {
			copy: func(e *outofplan.Export) { row := e.Rows[0]; row.Place.Row = 9; e.Rows = append(e.Rows, row) },
			want: []string{`twofold row:Plan, row 9:twice: "", "", "A1a Part A1a, “as agreed”"; false`}, note: "the same reference as Plan, row 2",
		},
		"references swapped": {
			copy: func(e *outofplan.Export) { e.Rows[0].Cells, e.Rows[1].Cells = e.Rows[1].Cells, e.Rows[0].Cells },
			want: []string{
				`mismatched row:Plan, row 2:reference: "", "", "A1b Part A1b, “as agreed”"; false`,
				`mismatched row:Plan, row 3:reference: "", "", "A1a Part A1a, “as agreed”"; false`,
				`missing action:A1:missing: "A1 Do A1", "A1 Do A1", ""; true`,
			},
		},
		"a row of another inspection": {
			copy: func(e *outofplan.Export) {
				row := e.Rows[0]
				row.Inspection = "elsewhere"
				row.Place.Row = 9
				e.Rows = append(e.Rows, row)
			},
			want: []string{`mismatched row:Plan, row 9:reference: "", "", "A1a Part A1a, “as agreed”"; false`}, note: "another council’s plan",
		},
		"a row of nothing in this plan": {
			copy: func(e *outofplan.Export) {
				row := e.Rows[0]
				row.Part = "gone"
				row.Place.Row = 9
				e.Rows = append(e.Rows, row)
			},
			want: []string{`mismatched row:Plan, row 9:reference: "", "", "A1a Part A1a, “as agreed”"; false`}, note: "not in this inspection’s plan",
		},
		"columns taken out and put in another order": {
			copy: func(e *outofplan.Export) {
				for i := range e.Rows {
					cells := e.Rows[i].Cells[:8]
					slices.Reverse(cells)
					e.Rows[i].Cells = cells
				}
				e.Headings = e.Headings[:8]
				slices.Reverse(e.Headings)
			},
		},
		"a column of their own": {
			copy: func(e *outofplan.Export) {
				e.Headings = append(e.Headings, "Our view")
				for i := range e.Rows {
					e.Rows[i].Cells = append(e.Rows[i].Cells, "")
				}
				set(e, "A1b", "Our view", "Too slow")
			},
			want: []string{`unknown row:A1b:Our view: "", "", "Too slow"; false`}, note: "no place for this column",
		},
		"milestones": {
			copy: func(e *outofplan.Export) {
				set(e, "A2a", outofplan.Milestones, "First course; due 2012-05-08\nSecond course; due 2012-06-01")
			},
			want: []string{`changed part:A2a:Milestones on the way: "First course; due 2012-05-01", "First course; due 2012-05-01", "First course; due 2012-05-08\nSecond course; due 2012-06-01"; true`},
		},
		"a milestone that can’t be read": {
			copy: func(e *outofplan.Export) { set(e, "A2a", outofplan.Milestones, "First course, soon") },
			want: []string{`unreadable part:A2a:Milestones on the way: "First course; due 2012-05-01", "First course; due 2012-05-01", "First course, soon"; false`},
		},
		"milestones written otherwise": {copy: func(e *outofplan.Export) { set(e, "A2a", outofplan.Milestones, " First  course; due 1 May 2012 ") }},
		"milestones said to be reached": {
			copy: func(e *outofplan.Export) { set(e, "A2a", outofplan.Reached, "First course; reached 2012-05-01") },
			want: []string{`claimed part:A2a:Milestones reached (worked out): "", "", "First course; reached 2012-05-01"; false`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := begin(t)
			out := l.goesOut()
			back := clone(out)
			if c.copy != nil {
				c.copy(&back)
			}
			if c.plan != nil {
				c.plan(l)
			}
			r := l.comes(out, back)
			if diff := cmp.Diff(c.want, shorts(r)); diff != "" {
				t.Error(diff)
			}
			var notes []string
			for _, d := range r.Differences {
				notes = append(notes, d.Note)
				if d.Place == "" || d.About == "" || d.Accept == "" && d.Note == "" {
					t.Errorf("%s: at %q, about %q, with no word on what to do", short(d), d.Place, d.About)
				}
			}
			if !strings.Contains(strings.Join(notes, "\n"), c.note) {
				t.Errorf("told %q", notes)
			}
		})
	}
}

func add(e *outofplan.Export, cells map[string]string) {
	row := outofplan.Row{Cells: make([]string, len(e.Headings)), Place: document.Place{Sheet: "Plan", Row: len(e.Rows) + 2}}
	for heading, text := range cells {
		row.Cells[slices.Index(e.Headings, heading)] = text
	}
	e.Rows = append(e.Rows, row)
}

// edit gives the part A1a other words.
func (l *living) edit(text string) {
	l.t.Helper()
	held, ok := l.p.Parts.Get("A1a")
	if !ok {
		l.t.Fatalf("there is no part A1a")
	}
	body := *held
	body.Text = text
	l.do(plan.EditPart{Seen: held.Version, Body: body})
}

func (l *living) chair(ch plan.Change) {
	l.t.Helper()
	if err := l.try(as(access.GroupChair), ch); err != nil {
		l.t.Fatalf("%s: %v", ch.Name(), err)
	}
}

// Excel's columns of references are taken out before a copy is mailed: its rows are matched by what people go by, and said to be.
func TestACopyWithoutReferences(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	back := clone(out)
	back.Inspection, back.Entry, back.AsAt = "", 0, calendar.Date{}
	for i := range back.Rows {
		r := &back.Rows[i]
		r.Inspection, r.Area, r.Action, r.Part, r.Entry, r.AsAt = "", "", "", "", 0, calendar.Date{}
	}
	set := func(i int, heading, text string) { back.Rows[i].Cells[slices.Index(back.Headings, heading)] = text }
	set(0, outofplan.Part, "Another way")
	add(&back, map[string]string{outofplan.ActionReference: "A1", outofplan.Part: "A third part"})
	r := reconcile.Compare(l.p, "inspection", nil, outofplan.Of(l.p, "inspection", true), back)
	want := []string{
		`changed part:A1a:Part: "Part A1a, “as agreed”", "Part A1a, “as agreed”", "Another way"; true`,
		`added row:Plan, row 7: "", "", "A1 A third part"; true`,
	}
	if diff := cmp.Diff(want, shorts(r)); diff != "" || !r.Blind || !r.Differences[0].Unsure {
		t.Errorf("blind: %t\n%s", r.Blind, diff)
	}
}

// One row whose reference was spoilt, as when a cell is dragged down, is matched by its references and words.
func TestARowWhoseReferenceIsSpoilt(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	back := clone(out)
	r := &back.Rows[1]
	r.Inspection, r.Area, r.Action, r.Part, r.Spoilt = "", "", "", "", "This row can’t be matched with the plan: the reference was changed."
	r.Cells[slices.Index(back.Headings, outofplan.Part)] = "Another way"
	got := l.comes(out, back)
	if len(got.Differences) != 1 || got.Differences[0].Part != "A1b" || !got.Differences[0].Unsure || !strings.Contains(got.Differences[0].Note, "matched by its references and words") {
		t.Errorf("got %v", got.Differences)
	}
}

func TestCopiesThatAreRefused(t *testing.T) {
	l := begin(t)
	own := l.goesOut()
	of := func(inspection string) outofplan.Export {
		e := clone(own)
		for i := range e.Rows {
			e.Rows[i].Inspection = inspection
		}
		return e
	}
	for want, back := range map[string]outofplan.Export{
		"": own, "There are no rows": {}, "This is a copy of the plan of another inspection, “Inspection of 2009”.": of("earlier"),
		"This is a copy of another council’s plan": of("westmoor-2"),
	} {
		if got := reconcile.Refused(l.p, "inspection", &back); got != want && (want == "" || !strings.HasPrefix(got, want)) {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestReadingACopyWithoutItsReferences(t *testing.T) {
	cell := func(column int, text string) document.Cell { return document.Cell{Column: column, Text: text} }
	doc := document.Document{Blocks: []document.Block{{Place: document.Place{Sheet: "Plan"}, Rows: []document.Row{
		{Number: 1, Cells: []document.Cell{cell(1, "The plan")}},
		{Number: 2, Cells: []document.Cell{cell(1, outofplan.ActionReference), cell(2, outofplan.Action), cell(3, outofplan.PartReference), cell(4, outofplan.Part)}},
		{Number: 3, Cells: []document.Cell{cell(1, "A1"), cell(2, "Do A1"), cell(3, "a"), cell(4, "Part")}},
	}}}}
	back, ok := reconcile.Read(doc)
	if !ok || len(back.Rows) != 1 || back.Rows[0].Inspection != "" || back.Cell(&back.Rows[0], outofplan.Part) != "Part" || len(doc.Blocks[0].Rows[1].Cells) != 4 {
		t.Errorf("read %t: %+v", ok, back)
	}
	doc.Blocks[0].Rows = doc.Blocks[0].Rows[:1]
	if _, ok := reconcile.Read(doc); ok {
		t.Error("what is no copy was read")
	}
}

func TestMomentsOfACopy(t *testing.T) {
	e := outofplan.Export{Table: outofplan.Table{Rows: []outofplan.Row{{Entry: 9, AsAt: today}, {}, {Entry: 3, AsAt: today}, {Entry: 9, AsAt: today}, {Entry: 3, AsAt: published}}}}
	want := []reconcile.Moment{{3, published}, {3, today}, {9, today}}
	if diff := cmp.Diff(want, reconcile.Moments(&e)); diff != "" {
		t.Error(diff)
	}
}

func TestEveryKindHasWords(t *testing.T) {
	words := map[string]bool{}
	for _, kind := range reconcile.Kinds {
		words[kind.Words()] = true
	}
	if len(slices.Collect(maps.Keys(words))) != len(reconcile.Kinds) || words[""] {
		t.Errorf("the kinds are called %v", words)
	}
}

// Every column of an export is about one thing, so that no row's cell is taken for another's.
func TestEveryColumnIsAboutSomething(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	for _, column := range outofplan.Columns {
		back := clone(out)
		set(&back, "A1a", column.Heading, "7")
		for _, d := range l.comes(out, back).Differences {
			if d.Kind == reconcile.Unknown || d.Field == "" && d.Kind != reconcile.Moved {
				t.Errorf("%s is about nothing: %s", column.Heading, short(d))
			}
		}
	}
}
