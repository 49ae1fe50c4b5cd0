package reconcile

import (
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/ingest/intoplan"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// added tells of the rows that the plan does not have: parts of its actions, and actions with their parts.
func (c *comparing) added() {
	actions := map[string]int{} // by reference or words, where in the differences
	for _, i := range c.left {
		row := &c.back.Rows[i]
		cell := func(heading string) string { return strings.TrimSpace(c.back.Cell(row, heading)) }
		ref, words, part := cell(outofplan.ActionReference), cell(outofplan.Action), cell(outofplan.Part)
		d := Difference{
			Key: "row:" + placeWords(row), Kind: Added, Place: placeWords(row), Theirs: c.words(row), Note: row.Spoilt, rows: []outofplan.Row{*row}, table: &c.back.Table, inspection: c.inspection,
		}
		d.About = d.Theirs
		if held, ok := c.p.Actions.Get(c.now.actionOf[refKey(ref)]); ref != "" && ok {
			d.Action = held.ID
			switch {
			case part == "":
				d.Kind, d.Note = Claimed, joined(d.Note, "This row says nothing of a part, and the action "+held.Ref+" is in the plan.")
			default:
				d.Accept = "Adds a part to the action " + held.Ref + "."
			}
			c.tell(d, i)
			continue
		}
		if words == "" && part == "" {
			d.Kind, d.Note = Claimed, joined(d.Note, "This row has no action and no part. Areas for improvement come from inspectors’ reports.")
			c.tell(d, i)
			continue
		}
		key := refKey(ref)
		if ref == "" {
			key = refKey("", words, part)
		}
		if at, ok := actions[key]; ok {
			first := &c.result.Differences[at]
			first.rows = append(first.rows, *row)
			first.Accept = "Plans a new action with " + strconv.Itoa(len(first.rows)) + " parts."
			first.Theirs += "\n" + d.Theirs
			continue
		}
		actions[key] = len(c.result.Differences)
		d.Accept = "Plans a new action with 1 part."
		c.tell(d, i)
	}
}

// missing tells of the rows that the copy no longer has: of whole actions where none of their rows came back.
func (c *comparing) missing() {
	came := map[thing]bool{}
	for _, m := range c.rows {
		came[m.thing()] = true
		came[thing{aboutAction, m.action}] = true
	}
	told := map[string]bool{}
	for i := range c.first.table.Rows {
		row := &c.first.table.Rows[i]
		m := matched{area: row.Area, action: row.Action, part: row.Part}
		if came[m.thing()] || m.action == "" {
			continue
		}
		action, ok := c.p.Actions.Get(row.Action)
		if !ok || action.Standing != plan.Live {
			continue
		}
		d := Difference{Kind: Missing, Area: row.Area, Action: row.Action, Place: "Not in the copy"}
		d.Note = "The row was taken out of the copy. That takes nothing out of the plan until somebody says so, with a reason."
		if came[thing{aboutAction, row.Action}] {
			held, ok := c.p.Parts.Get(row.Part)
			if !ok || held.Removed != nil {
				continue
			}
			d.Part, d.Accept = row.Part, "Takes the part out of the plan, with your reason. It stays in the action’s history."
		} else {
			if told[row.Action] {
				continue
			}
			told[row.Action], d.Accept = true, "Withdraws the action, with your reason. It stays in the explanation of every count."
		}
		d.Key, d.Was = m.thing().key()+":missing", heldAbout(c.p, d.Area, d.Action, d.Part)
		d.Now = d.Was
		if d.Part == "" {
			d.Key = "action:" + d.Action + ":missing"
		}
		c.tell(d, len(c.back.Rows))
	}
}

// add gives the change that adds the part or the action of a new row.
func (d *Difference) add(p *plan.Plan, a Answers) (plan.Change, error) {
	if held, ok := p.Actions.Get(d.Action); ok {
		part, err := d.partOf(p, &d.rows[0], a)
		if err != nil {
			return nil, err
		}
		part.Action = held.ID
		return plan.AddPart{Body: part}, nil
	}
	cell := func(heading string) string { return strings.TrimSpace(d.table.Cell(&d.rows[0], heading)) }
	body := plan.Action{
		Inspection: d.inspection, Ref: cell(outofplan.ActionReference), Title: cell(outofplan.Action), Section: plan.Additional, Timescale: deadline.None,
		Origin: plan.FromNarrative, OriginNote: "From a copy of the plan that came back: " + d.Place, SuccessMeasure: cell(outofplan.SuccessMeasure), Contingency: cell(outofplan.Contingency),
		Due: dayIn(cell(outofplan.ActionDue)), GoLive: dayIn(cell(outofplan.GoLive)),
	}
	if body.Title == "" {
		body.Title = cell(outofplan.Part)
	}
	areas, err := idsOf(cell(outofplan.AreaReference), "area of this inspection", func(ref string) string { return areaNamed(p, d.inspection, "", ref) })
	if err != nil {
		return nil, change.Problems{{Kind: change.Invalid, Sentence: err.Error()}}
	}
	if len(areas) > 0 {
		if first, ok := p.Areas.Get(areas[0]); ok {
			body.Areas, body.Section, body.Timescale, body.Origin = areas, first.Section, first.Timescale, plan.FromArea
		}
	}
	planned := plan.PlanAction{Body: body}
	for i := range d.rows {
		part, err := d.partOf(p, &d.rows[i], a)
		if err != nil {
			return nil, err
		}
		if part.Text == "" {
			part.Text = body.Title
		}
		planned.Parts = append(planned.Parts, part)
		if part.Due.After(planned.Body.Due) && (dayIn(cell(outofplan.ActionDue)).IsZero()) {
			planned.Body.Due = part.Due
		}
	}
	if !a.Due.IsZero() && planned.Body.Due.IsZero() {
		planned.Body.Due = a.Due
	}
	return planned, nil
}

// partOf is the part of a new row. The owner and who signs are as the person chose, or else as the copy names them.
func (d *Difference) partOf(p *plan.Plan, row *outofplan.Row, a Answers) (plan.Part, error) {
	cell := func(heading string) string { return strings.TrimSpace(d.table.Cell(row, heading)) }
	part := plan.Part{Ref: cell(outofplan.PartReference), Text: cell(outofplan.Part), Kind: plan.YesOrNo}
	var problems change.Problems
	var err error
	if part.Owner, err = postNamed(p, a.Owner, cell(outofplan.Owner), cell(outofplan.Agency)); err != nil {
		problems.Add("owner", err.Error())
	}
	switch signer := cell(outofplan.Signer); {
	case a.Signer == "" && signer == "" && part.Owner != "":
		part.Signer = intoplan.SignerFor(p, p.AgencyOfPost(part.Owner))
	default:
		if part.Signer, err = postNamed(p, a.Signer, signer, cell(outofplan.SignerAgency)); err != nil {
			problems.Add("signer", err.Error())
		}
	}
	if part.Due, err = d.dayOf(cell(outofplan.Due)); err != nil {
		if part.Due = a.Due; part.Due.IsZero() {
			problems.Add("due", err.Error())
		}
	}
	if part.Due.IsZero() {
		part.Due = a.Due
	}
	if sameWords(cell(outofplan.Measure), outofplan.ByNumber) {
		part.Kind, part.Unit = plan.Quantity, cell(outofplan.Unit)
		if part.Target, err = strconv.Atoi(cell(outofplan.Target)); err != nil {
			problems.Add("", "“"+cell(outofplan.Target)+"” is not a whole number to reach. Add the part in the plan instead.")
		}
	}
	all, odd := outofplan.ReadMilestones(cell(outofplan.Milestones))
	if len(odd) > 0 {
		problems.Add("", "“"+odd[0]+"” is not a milestone that can be read. Add the part in the plan instead.")
	}
	part.Milestones = all
	return part, problems.Err()
}

func (d *Difference) dayOf(text string) (calendar.Date, error) {
	if text == "" {
		return calendar.Date{}, nil
	}
	day, err := calendar.Parse(text)
	if err != nil {
		return calendar.Date{}, cannot("“" + text + "” is not a day that can be read. Enter the day by which it is due.")
	}
	return day, nil
}
