package plan

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// MaxImported is how many actions one import may bring. The longest published
// plan that we know of has 486 recommendations (plans in practice).
const MaxImported = 5000

// ImportPlan brings a plan that was kept elsewhere into the plan of an
// inspection: areas, actions and parts, all of them or none. Each is held to
// the same rules as if it had been typed.
type ImportPlan struct {
	ID   string
	Body Import // On and By are filled in
	New  []Area // areas that the plan has not yet; each has its ID
	Rows []ImportRow
}

// ImportRow is one row of the file, and what it becomes.
type ImportRow struct {
	Body   ImportedRow // Import and Action are filled in
	Action *PlanAction // nil where the row only brings an area
}

// Name is the change's name in the ledger.
func (ImportPlan) Name() string { return "import a plan" }

// Needs is the permission it takes. New areas take that of changing inspections besides.
func (ImportPlan) Needs() access.Permission { return access.EditPlan }

// Decide refuses the same file twice, and names the row of each thing that can't be planned.
func (ch ImportPlan) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	if _, ok := p.Inspections.Get(ch.Body.Inspection); !ok {
		return nil, change.Missing("inspection")
	}
	if len(ch.New) > 0 && !c.By.May(access.EditInspection) {
		return nil, change.Forbid("You may plan actions, but not add areas for improvement. Ask the plan's owner to import this file.")
	}
	if err := ch.check(p); err != nil {
		return nil, err
	}
	puts, problems := ch.areas(p, c)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	with, err := p.planned(c.On, puts)
	if err != nil {
		return nil, err
	}
	body := ch.Body
	body.On, body.By = c.Today, c.By.Membership
	id := orNew(ch.ID, c)
	puts = append(puts, createdAs(KindImport, id, body.Inspection, body))
	actions, problems := ch.actions(with, c, id)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return append(puts, actions...), nil
}

func (ch ImportPlan) check(p *Plan) error {
	var problems change.Problems
	if blank(ch.Body.File) || blank(ch.Body.SHA256) {
		problems.Add("file", "Choose the file to import.")
	}
	if before, ok := p.ImportOf(ch.Body.Inspection, ch.Body.SHA256); ok {
		problems.Add("file", "This file, "+before.File+", was imported on "+before.On.Long()+". Nothing in it has changed since. To take in changes, import the changed copy.")
	}
	switch n := len(ch.Rows); {
	case n == 0:
		problems.Add("rows", "There is nothing to import: no row was chosen.")
	case n > MaxImported:
		problems.Add("rows", "The file has "+Number(n)+" rows to import, and at most "+Number(MaxImported)+" can be imported at once. Split it into several files.")
	}
	return problems.Err()
}

func (ch ImportPlan) areas(p *Plan, c change.Context) (puts []change.Put, problems change.Problems) {
	refs := map[string]bool{}
	for i, area := range ch.New {
		field := "areas." + strconv.Itoa(i) + "."
		if key := strings.ToLower(strings.TrimSpace(area.Ref)); refs[key] && key != "" {
			problems.Add(field+"ref", "Two new areas have the reference "+area.Ref+".")
		} else {
			refs[key] = true
		}
		area.Inspection = ch.Body.Inspection
		made, err := RecordArea{ID: area.ID, Body: area}.Decide(p, c)
		problems = append(problems, placed(err, field, "Area “"+area.Title+"”")...)
		puts = append(puts, made...)
	}
	return puts, problems
}

func (ch ImportPlan) actions(p *Plan, c change.Context, id string) (puts []change.Put, problems change.Problems) {
	refs, next := map[string]bool{}, p.nextRefs()
	for _, row := range ch.Rows {
		if row.Action != nil {
			refs[strings.ToLower(strings.TrimSpace(row.Action.Body.Ref))] = true
		}
	}
	given := map[string]bool{}
	for i := range ch.Rows {
		field, row := "rows."+strconv.Itoa(i)+".", ch.Rows[i].Body
		row.Import = id
		if ch.Rows[i].Action == nil {
			puts = append(puts, createdAs(KindImportedRow, c.NewID(), id, row))
			continue
		}
		each := *ch.Rows[i].Action
		ref := strings.ToLower(strings.TrimSpace(each.Body.Ref))
		switch {
		case ref == "":
			for each.Body.Ref = next(); refs[strings.ToLower(each.Body.Ref)]; each.Body.Ref = next() {
			}
		case given[ref]:
			problems.Add(field+"ref", row.Place+": another row of the file already has the reference "+each.Body.Ref+".")
		}
		given[ref] = true
		each.ID = orNew(each.ID, c)
		each.Body.Inspection, each.Body.Order = ch.Body.Inspection, p.Actions.Len()+i+1
		made, err := each.Decide(p, c)
		problems = append(problems, placed(err, field, row.Place)...)
		row.Action = each.ID
		puts = append(append(puts, made...), createdAs(KindImportedRow, c.NewID(), id, row))
	}
	return puts, problems
}

// nextRefs gives references for actions that have none, one after another.
func (p *Plan) nextRefs() func() string {
	_, n, _ := leadingNumber(p.nextRef())
	return func() string {
		n++
		return fmt.Sprintf("A%d", n-1)
	}
}

// placed says of each problem where in the file its cause stands.
func placed(err error, field, place string) (problems change.Problems) {
	if err == nil {
		return nil
	}
	var found change.Problems
	if !errors.As(err, &found) {
		return change.Problems{{Kind: change.Invalid, Field: field, Sentence: place + ": " + err.Error()}}
	}
	for _, problem := range found {
		problem.Field, problem.Sentence = field+problem.Field, place+": "+problem.Sentence
		problems = append(problems, problem)
	}
	return problems
}

// planned gives the plan with what a decision would put, to decide the rest on.
func (p *Plan) planned(on calendar.Date, puts []change.Put) (*Plan, error) {
	versions := make([]Version, len(puts))
	for i, put := range puts {
		raw, err := json.Marshal(put.Body)
		if err != nil {
			return nil, fmt.Errorf("%s can't be written: %w", put.Kind, err)
		}
		versions[i] = Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, On: on, Body: raw}
	}
	return p.With(p.Day, p.Position, versions)
}
