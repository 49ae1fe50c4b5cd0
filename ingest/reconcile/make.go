package reconcile

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// A Patch is what accepting a cell changed of an area, action or part, kept so that it can be put back.
type Patch struct {
	Of  string         `json:"of"` // plan.KindArea, plan.KindAction or plan.KindPart
	ID  string         `json:"id"`
	Was map[string]any `json:"was"`
	Put map[string]any `json:"put"`
}

// Make gives the plan's own named change that accepting a difference makes, and what it replaces. The plan decides it by its own rules. What
// the person still has to say comes back as change.Problems.
func (d *Difference) Make(p *plan.Plan, a Answers) (plan.Change, json.RawMessage, error) {
	switch {
	case d.Accept == "":
		return nil, nil, change.Problems{{Kind: change.Invalid, Field: "outcome", Sentence: "This difference can’t be accepted. " + d.Note}}
	case d.Kind == Added:
		ch, err := d.add(p, a)
		return ch, nil, err
	case d.Kind == Missing && d.Part != "":
		return plan.RemovePart{Part: d.Part, Reason: a.Reason}, nil, nil
	case d.Kind == Missing:
		return plan.EndAction{Action: d.Action, Standing: plan.Withdrawn, Reason: a.Reason, Confirm: a.Confirm}, nil, nil
	case isTime(d.heading):
		return d.time(p, a), nil, nil
	}
	put, err := d.patch(p, a)
	if err != nil {
		return nil, nil, change.Problems{{Kind: change.Invalid, Field: d.asked(), Sentence: err.Error()}}
	}
	patch := Patch{Put: put}
	switch {
	case d.Part != "":
		patch.Of, patch.ID = plan.KindPart, d.Part
	case d.Action != "":
		patch.Of, patch.ID = plan.KindAction, d.Action
	default:
		patch.Of, patch.ID = plan.KindArea, d.Area
	}
	ch, was, err := edit(p, patch, put)
	if err != nil {
		return nil, nil, err
	}
	patch.Was = was
	raw, err := json.Marshal(patch)
	return ch, raw, err
}

// asked is the field of the form that a problem belongs to.
func (d *Difference) asked() string {
	switch d.heading {
	case outofplan.Owner:
		return "owner"
	case outofplan.Signer:
		return "signer"
	}
	return ""
}

// moreTime says what accepting a date of a part does: a later one is asked for, and never moves the date first set.
func (d *Difference) moreTime(p *plan.Plan, text string) (string, error) {
	part, ok := p.Parts.Get(d.Part)
	if !ok {
		return "", cannot("This part is not in the plan.")
	}
	day, err := calendar.Parse(strings.TrimSpace(text))
	switch {
	case err != nil:
		return "", cannot("The copy takes the date away. " + neverMoves + "If the part is no longer wanted, take it out of the plan, with a reason.")
	case !day.After(part.DueNow()):
		return "", cannot(neverMoves + "A copy can only ask for a day after " + part.DueNow().Long() + ", which the part is held to now.")
	}
	d.until = day
	if asked := d.asking(p); asked != nil {
		return "Approves the extension until " + day.Long() + " that was asked for on " + asked.AskedOn.Long() + ". The date first set stays " + part.Due.Long() + ".", nil
	}
	return "Asks for an extension until " + day.Long() + ", which is then approved or refused like any other. The date first set stays " + part.Due.Long() + ".", nil
}

// asking is the extension until the same day that is asked for already.
func (d *Difference) asking(p *plan.Plan) *plan.Extension {
	for _, x := range p.ExtensionsOf(d.Part) {
		if x.State == plan.Asked && x.Until == d.until {
			return x
		}
	}
	return nil
}

func (d *Difference) time(p *plan.Plan, a Answers) plan.Change {
	if asked := d.asking(p); asked != nil {
		return plan.DecideExtension{Extension: asked.ID, Seen: asked.Version, Approve: true, Reasons: a.Reason, Confirm: a.Confirm}
	}
	return plan.AskExtension{Part: d.Part, Until: d.until, Reason: a.Reason, Confirm: a.Confirm}
}

// patch gives what accepting a cell changes, by the names that the plan keeps it under. The error says why the cell can't be taken as it is.
func (d *Difference) patch(p *plan.Plan, a Answers) (map[string]any, error) {
	row := &d.rows[0]
	text := strings.TrimSpace(d.table.Cell(row, d.heading))
	if name := asItIs[d.heading]; name != "" {
		return map[string]any{name: text}, nil
	}
	switch d.heading {
	case outofplan.Origin:
		for origin, words := range outofplan.OriginWords {
			if sameWords(words, text) {
				return map[string]any{"origin": origin}, nil
			}
		}
		return nil, cannot("“" + text + "” is none of the places that an action can come from.")
	case outofplan.GoLive:
		return map[string]any{"go_live": dayIn(text)}, nil
	case outofplan.DependsOn:
		ids, err := idsOf(text, "action", func(ref string) string { return actionNamed(p, ref) })
		return map[string]any{"depends_on": ids}, err
	case outofplan.AreaReference:
		ids, err := idsOf(text, "area of this inspection", func(ref string) string { return areaNamed(p, row.Inspection, d.Action, ref) })
		return map[string]any{"areas": ids}, err
	case outofplan.AreaAddressees:
		return map[string]any{"addressees": linesOf(text)}, nil
	case outofplan.AreaNotes:
		return map[string]any{"notes": linesOf(text)}, nil
	case outofplan.Measure, outofplan.Target, outofplan.Unit:
		return d.measure(p)
	case outofplan.Milestones:
		return milestones(text)
	case outofplan.Owner:
		return d.owner(p, a)
	case outofplan.Signer:
		post, err := postNamed(p, a.Signer, text, d.table.Cell(row, outofplan.SignerAgency))
		return map[string]any{"signer": post}, err
	}
	return nil, cannot("A copy can’t change this.")
}

// asItIs are the columns whose words the plan keeps as they are.
var asItIs = map[string]string{
	outofplan.Action: "title", outofplan.OriginNote: "origin_note", outofplan.SuccessMeasure: "success_measure", outofplan.Contingency: "contingency",
	outofplan.Part: "text", outofplan.AreaTitle: "title",
}

// dayIn is a day that was seen to be one, or "" for none.
func dayIn(text string) calendar.Date {
	day, err := calendar.Parse(text)
	if err != nil {
		return calendar.Date{}
	}
	return day
}

func linesOf(text string) []string {
	lines := []string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

func idsOf(text, what string, named func(string) string) ([]string, error) {
	ids := []string{}
	for ref := range strings.SplitSeq(text, strings.TrimSpace(outofplan.Between)) {
		if ref = strings.TrimSpace(ref); ref == "" {
			continue
		}
		id := named(ref)
		if id == "" {
			return nil, cannot("No " + what + " has the reference “" + ref + "”.")
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func actionNamed(p *plan.Plan, ref string) string {
	for a := range p.Actions.All() {
		if sameWords(a.Ref, ref) {
			return a.ID
		}
	}
	return ""
}

func areaNamed(p *plan.Plan, inspection, action, ref string) string {
	if held, ok := p.Actions.Get(action); ok {
		inspection = held.Inspection
	}
	for a := range p.Areas.All() {
		if a.Inspection == inspection && sameWords(a.Ref, ref) {
			return a.ID
		}
	}
	return ""
}

// postNamed finds the post that the person chose, or else the one open post that a cell names, by its agency where several have its title.
func postNamed(p *plan.Plan, chosen, title, agency string) (string, error) {
	if chosen != "" {
		return chosen, nil
	}
	var found, ofAgency []string
	for post := range p.Posts.All() {
		if post.Ended.IsZero() && title != "" && sameWords(post.Title, title) {
			found = append(found, post.ID)
			if sameWords(p.AgencyName(post.Agency), agency) {
				ofAgency = append(ofAgency, post.ID)
			}
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(ofAgency) == 1:
		return ofAgency[0], nil
	case title == "":
		return "", cannot("The copy names no post. Choose one.")
	case len(found) == 0:
		return "", cannot("No post is called “" + title + "”. Choose the post that is meant, or add it under Posts first.")
	}
	return "", cannot("Several posts are called “" + title + "”. Choose the one that is meant.")
}

// owner takes the signer along where the copy, or the person, changes both: a post of the owner's own agency can't sign.
func (d *Difference) owner(p *plan.Plan, a Answers) (map[string]any, error) {
	row := &d.rows[0]
	owner, err := postNamed(p, a.Owner, d.table.Cell(row, outofplan.Owner), d.table.Cell(row, outofplan.Agency))
	if err != nil {
		return nil, err
	}
	put := map[string]any{"owner": owner}
	if a.Signer != "" {
		put["signer"] = a.Signer
		return put, nil
	}
	part, ok := p.Parts.Get(d.Part)
	if title := d.table.Cell(row, outofplan.Signer); ok && title != "" && !sameWords(title, p.PostTitle(part.Signer)) {
		if signer, err := postNamed(p, "", title, d.table.Cell(row, outofplan.SignerAgency)); err == nil {
			put["signer"] = signer
		}
	}
	return put, nil
}

// measure takes how a part is measured, its number and what is counted together, since none stands without the others.
func (d *Difference) measure(p *plan.Plan) (map[string]any, error) {
	part, ok := p.Parts.Get(d.Part)
	if !ok {
		return nil, cannot("This part is not in the plan.")
	}
	row := &d.rows[0]
	kind, target, unit := part.Kind, part.Target, part.Unit
	cell := func(heading string) (string, bool) {
		return strings.TrimSpace(d.table.Cell(row, heading)), slices.Contains(d.table.Headings, heading)
	}
	if text, ok := cell(outofplan.Measure); ok {
		switch {
		case sameWords(text, outofplan.ByNumber):
			kind = plan.Quantity
		case sameWords(text, outofplan.YesOrNo):
			kind = plan.YesOrNo
		default:
			return nil, cannot("“" + text + "” is not a way to measure a part: write “" + outofplan.YesOrNo + "” or “" + outofplan.ByNumber + "”.")
		}
	}
	if kind == plan.YesOrNo {
		if d.heading != outofplan.Measure {
			return nil, cannot("The part is measured by yes or no, so it has no number to reach. Change how it is measured as well.")
		}
		return map[string]any{"kind": kind, "target": 0, "unit": ""}, nil
	}
	if text, ok := cell(outofplan.Target); ok {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return nil, cannot("A part that is measured by number needs a whole number to reach, of 1 or more.")
		}
		target = n
	}
	if text, ok := cell(outofplan.Unit); ok {
		unit = text
	}
	return map[string]any{"kind": kind, "target": target, "unit": unit}, nil
}

func milestones(text string) (map[string]any, error) {
	all, odd := outofplan.ReadMilestones(text)
	if len(odd) > 0 {
		return nil, cannot("“" + odd[0] + "” is not a milestone that can be read: write its words, then “; due 1 June 2012”, each on a line of its own.")
	}
	return map[string]any{"milestones": append([]plan.Milestone{}, all...)}, nil
}
