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
	"throughline/naming"
)

// MaxImported is how many actions one import may bring. The longest published
// plan that we know of has 486 recommendations (plans in practice).
const MaxImported = 5000

// ReceivePlan takes in a file that holds a plan, to be read and then imported.
type ReceivePlan struct {
	ID         string
	Inspection string
	Attachment Attachment // kept already
}

// Name is the change's name in the ledger.
func (ReceivePlan) Name() string { return "receive a plan's file" }

// Needs is the permission it takes.
func (ReceivePlan) Needs() access.Permission { return access.EditPlan }

// Decide refuses the same file twice.
func (ch ReceivePlan) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	if _, ok := p.Inspections.Get(ch.Inspection); !ok {
		return nil, change.Missing("inspection")
	}
	if blank(ch.Attachment.Name) || blank(ch.Attachment.SHA256) {
		return nil, invalid("attachment", "Choose the file that holds the plan.")
	}
	if before, ok := p.ImportOf(ch.Inspection, ch.Attachment.SHA256); ok {
		if before.State == Received {
			return nil, invalid("attachment", "This file was received as "+before.Attachment.Name+" on "+before.ReceivedOn.Long()+" and is not imported yet. Go on with that one, or give it up first.")
		}
		return nil, invalid("attachment", "This file was imported as "+before.Attachment.Name+" on "+before.ImportedOn.Long()+". Nothing in it has changed since.")
	}
	return []change.Put{createdAs(KindImport, orNew(ch.ID, c), ch.Inspection, Import{
		Inspection: ch.Inspection, Attachment: ch.Attachment, State: Received, ReceivedOn: c.Today, ReceivedBy: c.By.Membership,
	})}, nil
}

// MapPlan says how a received file is to be understood: which column is which, whose its parts are.
type MapPlan struct {
	Import  string
	Seen    int
	Mapping json.RawMessage
}

// Name is the change's name in the ledger.
func (MapPlan) Name() string { return "say how a plan's file is read" }

// Needs is the permission it takes.
func (MapPlan) Needs() access.Permission { return access.EditPlan }

// Decide refuses it of a file that has been imported or given up.
func (ch MapPlan) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, err := p.receivedImport(ch.Import, ch.Seen)
	if err != nil {
		return nil, err
	}
	next := *held
	next.Mapping = ch.Mapping
	return []change.Put{nextOf(KindImport, &held.Thing, held.Inspection, next)}, nil
}

// GiveUpImport gives up a received file, which is kept.
type GiveUpImport struct{ Import string }

// Name is the change's name in the ledger.
func (GiveUpImport) Name() string { return "give up a plan's file" }

// Needs is the permission it takes.
func (GiveUpImport) Needs() access.Permission { return access.EditPlan }

// Decide refuses it of a file that has been imported.
func (ch GiveUpImport) Decide(p *Plan, _ change.Context) ([]change.Put, error) {
	held, err := p.receivedImport(ch.Import, 0)
	if err != nil {
		return nil, err
	}
	next := *held
	next.State = GivenUp
	return []change.Put{nextOf(KindImport, &held.Thing, held.Inspection, next)}, nil
}

func (p *Plan) receivedImport(id string, seen int) (*Import, error) {
	held, ok := p.Imports.Get(id)
	if !ok {
		return nil, change.Missing("file")
	}
	switch held.State {
	case Imported:
		return nil, overtaken("This file was imported on " + held.ImportedOn.Long() + ". Change its actions in the plan, or import a changed copy.")
	case GivenUp:
		return nil, overtaken("This file was given up. Send it again to import it after all.")
	case Received:
	}
	return held, outdated(seen, &held.Thing, "file")
}

// ImportPlan brings a received file into the plan of its inspection: areas,
// actions and parts, all of them or none. Each is held to the same rules as if
// it had been typed.
type ImportPlan struct {
	Receive  *ReceivePlan // where the file is received and imported in one step; else it has been received
	Import   string
	Seen     int
	Mapping  json.RawMessage
	Warnings []string
	New      []Area // areas that the plan has not yet; each has its ID
	Rows     []ImportRow
	Confirm  string // why words that look as if they named somebody name no child
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

// Decide names the row of each thing that can't be planned.
func (ch ImportPlan) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, err := ch.file(p, c)
	if err != nil {
		return nil, err
	}
	if len(ch.New) > 0 && !c.By.May(access.EditInspection) {
		return nil, change.Forbid("You may plan actions, but not add areas for improvement. Ask the plan's owner to import this file.")
	}
	switch n := len(ch.Rows); {
	case n == 0:
		return nil, invalid("rows", "There is nothing to import: no row was chosen.")
	case n > MaxImported:
		return nil, invalid("rows", "The file has "+Number(n)+" rows to import, and at most "+Number(MaxImported)+" can be imported at once. Split it into several files.")
	}
	puts, wrong := ch.areas(p, c, held.Inspection)
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	with, err := p.planned(c.On, puts)
	if err != nil {
		return nil, err
	}
	var problems change.Problems
	confirmation := confirmed(c, ch.Names(p), ch.Confirm, " of the file and send it again"+orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Confirmation = confirmation
	next.State, next.ImportedOn, next.ImportedBy, next.Mapping, next.Warnings = Imported, c.Today, c.By.Membership, ch.Mapping, ch.Warnings
	kept := nextOf(KindImport, &held.Thing, held.Inspection, next)
	if ch.Receive != nil {
		kept = createdAs(KindImport, held.ID, held.Inspection, next)
	}
	puts = append(puts, kept)
	actions, wrong := ch.actions(with, c, held)
	if err := wrong.Err(); err != nil {
		return nil, err
	}
	return append(puts, actions...), nil
}

// file gives the file to import: one that was received, or the one that comes with the change.
func (ch ImportPlan) file(p *Plan, c change.Context) (*Import, error) {
	if ch.Receive == nil {
		return p.receivedImport(ch.Import, ch.Seen)
	}
	if _, err := ch.Receive.Decide(p, c); err != nil {
		return nil, err
	}
	return &Import{
		Thing: Thing{ID: orNew(ch.Receive.ID, c)}, Inspection: ch.Receive.Inspection, Attachment: ch.Receive.Attachment, State: Received,
		ReceivedOn: c.Today, ReceivedBy: c.By.Membership,
	}, nil
}

// mostNamed is how many rows are named for words that look like somebody's name.
const mostNamed = 20

// Names looks through what everybody who reads the plan will read: the words of
// its areas, actions and parts. Columns of the file that the plan has no place
// for are only read by those who change the plan.
func (ch ImportPlan) Names(p *Plan) (looked []Looked) {
	known := p.KnownNames()
	look := func(where, text string) {
		if found := naming.Scan(text, known); len(found) > 0 && len(looked) < mostNamed {
			looked = append(looked, Looked{where, found})
		}
	}
	for _, area := range ch.New {
		look("the area "+area.Ref, area.Words)
	}
	for _, row := range ch.Rows {
		if row.Action == nil {
			continue
		}
		texts := []string{row.Action.Body.Title}
		for _, part := range row.Action.Parts {
			texts = append(texts, part.Text)
		}
		look(row.Body.Place, strings.Join(texts, "\n"))
	}
	return looked
}

func (ch ImportPlan) areas(p *Plan, c change.Context, inspection string) (puts []change.Put, problems change.Problems) {
	refs := map[string]bool{}
	for i, area := range ch.New {
		field := "areas." + strconv.Itoa(i) + "."
		if key := strings.ToLower(strings.TrimSpace(area.Ref)); refs[key] && key != "" {
			problems.Add(field+"ref", "Two new areas have the reference "+area.Ref+".")
		} else {
			refs[key] = true
		}
		area.Inspection = inspection
		made, err := RecordArea{ID: area.ID, Body: area}.Decide(p, c)
		problems = append(problems, placed(err, field, "Area “"+area.Title+"”")...)
		puts = append(puts, made...)
	}
	return puts, problems
}

func (ch ImportPlan) actions(p *Plan, c change.Context, held *Import) (puts []change.Put, problems change.Problems) {
	refs, next := map[string]bool{}, p.nextRefs()
	for _, row := range ch.Rows {
		if row.Action != nil {
			refs[strings.ToLower(strings.TrimSpace(row.Action.Body.Ref))] = true
		}
	}
	given, waits := map[string]bool{}, ch.waits()
	for i := range ch.Rows {
		field, row := "rows."+strconv.Itoa(i)+".", ch.Rows[i].Body
		row.Import = held.ID
		if ch.Rows[i].Action == nil {
			puts = append(puts, createdAs(KindImportedRow, c.NewID(), held.ID, row))
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
		each.Body.Inspection, each.Body.Order = held.Inspection, p.Actions.Len()+i+1
		waitsFor := each.Body.DependsOn
		each.Body.DependsOn = outside(waitsFor, waits)
		made, err := each.Decide(p, c)
		problems = append(problems, placed(err, field, row.Place)...)
		if reaches(waits, each.ID, each.ID, map[string]bool{}) {
			problems.Add(field+"depends_on", row.Place+": the action waits for itself, through the actions that it waits for. Take one of them out.")
		}
		for k := range made {
			if body, is := made[k].Body.(Action); is {
				body.DependsOn = waitsFor
				made[k].Body = body
			}
		}
		row.Action = each.ID
		puts = append(append(puts, made...), createdAs(KindImportedRow, c.NewID(), held.ID, row))
	}
	return puts, problems
}

// waits gives, of each action of the file that has an id, those that it waits for.
func (ch ImportPlan) waits() map[string][]string {
	waits := map[string][]string{}
	for _, row := range ch.Rows {
		if row.Action != nil && row.Action.ID != "" {
			waits[row.Action.ID] = row.Action.Body.DependsOn
		}
	}
	return waits
}

// outside leaves out the actions that come in with the same file: they are not in the plan yet.
func outside(ids []string, within map[string][]string) (others []string) {
	for _, id := range ids {
		if _, is := within[id]; !is {
			others = append(others, id)
		}
	}
	return others
}

// reaches says whether an action waits, in the end, for another of the same file.
func reaches(waits map[string][]string, from, to string, seen map[string]bool) bool {
	for _, next := range waits[from] {
		if next == to {
			return true
		}
		if !seen[next] {
			seen[next] = true
			if reaches(waits, next, to, seen) {
				return true
			}
		}
	}
	return false
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
