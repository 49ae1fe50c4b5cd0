package board

import (
	"fmt"

	"throughline/calendar"
	"throughline/plan"
)

func rowsOf(group plan.Group, p *plan.Plan) []Row {
	bucket := map[string]Bucket{}
	for _, a := range group.Complete {
		bucket[a.ID] = Complete
	}
	for _, e := range group.Except {
		bucket[e.Action.ID] = Except
	}
	for _, a := range group.Remaining {
		bucket[a.ID] = Remaining
	}
	rows := make([]Row, 0, len(group.Actions)+len(group.LeftOut))
	for _, a := range group.Actions {
		rows = append(rows, rowOf(a, bucket[a.ID], p))
	}
	for _, a := range group.LeftOut {
		rows = append(rows, rowOf(a, LeftOut, p))
	}
	return rows
}

func rowOf(a *plan.Action, bucket Bucket, p *plan.Plan) Row {
	f := p.Facts(a.ID)
	row := Row{
		ID: a.ID, Ref: a.Ref, Title: a.Title, Bucket: bucket, Standing: a.Standing, Parts: []PartRow{},
		Due: a.Due, DueRule: a.Rule.Words(), DueNow: f.DueNow, DoneOn: f.DoneOn, DaysLate: f.DaysLate,
		LastNews: f.LastNews, InProgress: f.InProgress,
		Done: plan.Fact{State: string(f.State), Words: f.DoneWords()}, Checked: f.Checked, Difference: f.Difference,
	}
	for _, part := range p.PartsOf(a.ID) {
		facts := p.FactsOfPart(part)
		row.Parts = append(row.Parts, partRowOf(part, facts, p))
		if !facts.Done && part.Extended.After(a.Due) && part.Extended.After(row.ApprovedDate) {
			row.ApprovedDate = part.Extended
		}
	}
	return row
}

func partRowOf(part *plan.Part, facts plan.PartFacts, p *plan.Plan) PartRow {
	row := PartRow{
		Ref: part.Ref, Text: part.Text, Owner: p.PostTitle(part.Owner), Agency: p.AgencyName(p.AgencyOfPost(part.Owner)),
		Signer: p.PostTitle(part.Signer), Due: part.Due, DueNow: part.DueNow(),
		Done: facts.Done, DoneOn: facts.DoneOn, Wanting: facts.Wanting,
	}
	if row.Wanting == nil {
		row.Wanting = []string{}
	}
	if part.Kind == plan.Quantity && part.Progress.Quantity < part.Target {
		row.Progress = fmt.Sprintf("%s of %s", plan.Number(part.Progress.Quantity), plan.Number(part.Target))
	}
	return row
}

func exceptRow(row Row) ExceptRow {
	for _, part := range row.Parts {
		if !part.Done {
			return ExceptRow{row.Ref, part.Ref, part.Text, part.Owner, part.Agency, part.Progress}
		}
	}
	return ExceptRow{ActionRef: row.Ref}
}

// phrase names the part in a sentence: what it is, whose it is, how far it is.
func (e ExceptRow) phrase() string {
	whose := e.Agency
	if e.Progress != "" {
		whose += ", " + e.Progress
	}
	return inSentence(e.PartText, e.Agency) + " (" + whose + ")"
}

func leftOutRows(group plan.Group, p *plan.Plan) []LeftOutRow {
	left := make([]LeftOutRow, 0, len(group.LeftOut))
	for _, a := range group.LeftOut {
		row := LeftOutRow{ActionRef: a.Ref, Title: a.Title, Standing: a.Standing}
		if end := a.Ending; end != nil {
			row.On, row.Reason = end.On, end.Reason
			if m, ok := p.Memberships.Get(end.By); ok {
				row.By = m.Name
			}
			if other, ok := p.Actions.Get(end.SupersededBy); ok {
				row.SupersededBy = other.Ref
			}
		}
		left = append(left, row)
	}
	return left
}

func ofInspection(g plan.Group, inspection string) plan.Group {
	if inspection == "" {
		return g
	}
	only := func(actions []*plan.Action) (kept []*plan.Action) {
		for _, a := range actions {
			if a.Inspection == inspection {
				kept = append(kept, a)
			}
		}
		return kept
	}
	kept := plan.Group{
		GroupKey: g.GroupKey, Actions: only(g.Actions), Complete: only(g.Complete),
		Remaining: only(g.Remaining), InProgress: only(g.InProgress), LeftOut: only(g.LeftOut),
	}
	for _, e := range g.Except {
		if e.Action.Inspection == inspection {
			kept.Except = append(kept.Except, e)
		}
	}
	return kept
}

// tally is what a sentence needs to know about some rows.
type tally struct {
	complete   int
	except     []ExceptRow
	inProgress int
	silent     []calendar.Date // last news of those that had some, more than 90 days ago
	never      int
}

func tallyOf(rows []Row) tally {
	var t tally
	for _, row := range rows {
		switch {
		case row.Bucket == Complete:
			t.complete++
		case row.Bucket == Except:
			t.except = append(t.except, exceptRow(row))
		case row.Bucket != Remaining:
		case row.InProgress:
			t.inProgress++
		case row.LastNews.IsZero():
			t.never++
		default:
			t.silent = append(t.silent, row.LastNews)
		}
	}
	return t
}

func (t tally) remaining() int { return t.inProgress + len(t.silent) + t.never }

func (t tally) total() int { return t.complete + len(t.except) + t.remaining() }
