package plan

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// AddPart adds a part to an action.
type AddPart struct {
	ID   string
	Body Part // Action says to which; Ref and Due are filled in where left blank
}

// Name is the change's name in the ledger.
func (AddPart) Name() string { return "add a part" }

// Needs is the permission it takes.
func (AddPart) Needs() access.Permission { return access.EditPlan }

// Decide refuses a part without an owner, or whose signer is of the owner's agency.
func (ch AddPart) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	action, ok := p.Actions.Get(ch.Body.Action)
	if !ok {
		return nil, change.Missing("action")
	}
	if action.Standing != Live {
		return nil, notLive(action)
	}
	next := ch.Body.asPlanned()
	var problems change.Problems
	taken := p.partRefs(action.ID)
	if next.Ref == "" {
		next.Ref = freeRef(taken)
	} else if slices.ContainsFunc(taken, next.sharesRef) {
		problems.Add("ref", refTaken(next.Ref))
	}
	p.checkPart(&problems, "", action, &next)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindPart, orNew(ch.ID, c), action.ID, next)}, nil
}

// asPlanned is a part about which nothing has been said or done yet.
func (p *Part) asPlanned() Part {
	milestones := slices.Clone(p.Milestones)
	for i := range milestones {
		milestones[i].Reached = calendar.Date{}
	}
	return Part{
		Thing: Thing{ID: p.ID}, Action: p.Action, Ref: strings.TrimSpace(p.Ref), Text: p.Text, Owner: p.Owner, Signer: p.Signer,
		Kind: p.Kind, Target: p.Target, Unit: p.Unit, Due: p.Due, Milestones: milestones,
	}
}

// partRefs gives the references of an action's parts. Removed parts are among
// them, so that a reference is never used twice.
func (p *Plan) partRefs(action string) (refs []string) {
	for part := range p.Parts.All() {
		if part.Action == action {
			refs = append(refs, part.Ref)
		}
	}
	return refs
}

func (p *Part) sharesRef(ref string) bool { return strings.EqualFold(p.Ref, ref) }

func refTaken(ref string) string {
	return "Another part of this action has, or had, the reference " + ref + ". Choose another."
}

// freeRef is the first letter that is not taken.
func freeRef(taken []string) string {
	for i := 0; ; i++ {
		if part := (Part{Ref: letter(i)}); !slices.ContainsFunc(taken, part.sharesRef) {
			return part.Ref
		}
	}
}

func (p *Plan) checkPart(problems *change.Problems, prefix string, action *Action, part *Part) {
	if part.Text = strings.TrimSpace(part.Text); part.Text == "" {
		problems.Add(prefix+"text", "Enter what this part is.")
	}
	if refused := p.ownerRefused(part.Owner); refused != "" {
		problems.Add(prefix+"owner", refused)
	} else if refused := p.signerRefused(part.Owner, part.Signer); refused != "" {
		problems.Add(prefix+"signer", refused)
	}
	switch part.Kind {
	case YesOrNo:
		part.Target, part.Unit = 0, ""
	case Quantity:
		if part.Target < 1 {
			problems.Add(prefix+"target", "Enter how many are wanted, as a whole number of 1 or more.")
		}
		if part.Unit = strings.TrimSpace(part.Unit); part.Unit == "" {
			problems.Add(prefix+"unit", "Enter what is counted, for example “staff trained”.")
		}
	default:
		problems.Add(prefix+"kind", "Choose whether the part is yes or no, or a quantity.")
	}
	if part.Due.IsZero() {
		part.Due = action.Due
	}
	if part.Due.After(action.Due) && !action.Due.IsZero() {
		problems.Add(prefix+"due", "A part can't be due after its action, which is due on "+action.Due.Long()+".")
	}
	p.checkDueAfterReport(problems, prefix+"due", action.Inspection, part.Due)
	for i, m := range part.Milestones {
		if blank(m.Text) || m.Due.IsZero() {
			problems.Add(prefix+"milestones", "Milestone "+Number(i+1)+" needs words and a date.")
		}
	}
}

func (p *Plan) ownerRefused(owner string) string {
	post, ok := p.Posts.Get(owner)
	if !ok {
		return "Choose the post that owns this part. A part without an owner can't be planned."
	}
	if !post.Ended.IsZero() {
		return endedPost(p, post)
	}
	return ""
}

// signerRefused holds the rule of who may sign: a post of another agency than
// the owner's, and for the chair's own agency the deputy chair.
func (p *Plan) signerRefused(owner, signer string) string {
	post, ok := p.Posts.Get(signer)
	if !ok {
		return "Choose the post that will sign this part off."
	}
	if !post.Ended.IsZero() {
		return endedPost(p, post)
	}
	ownerAgency := p.AgencyOfPost(owner)
	if post.Agency == ownerAgency {
		return "The post that signs must belong to another agency than the one that owns the part (" + p.AgencyName(ownerAgency) + ")."
	}
	if p.isChairs(ownerAgency) && post.Seat != DeputySeat {
		return "This part belongs to the chair's own agency, so the deputy chair must sign it."
	}
	return ""
}

// EditPart changes a part that has not been signed off. A new owner from
// another agency has said nothing yet: the old owner's word that it is
// complete does not go with it.
type EditPart struct {
	Seen int
	Body Part // Thing.ID says which; progress, dates, milestones reached and sign-off are kept as they are
}

// Name is the change's name in the ledger.
func (EditPart) Name() string { return "change a part" }

// Needs is the permission it takes.
func (EditPart) Needs() access.Permission { return access.EditPlan }

// Decide refuses to change what has been signed.
func (ch EditPart) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, action, err := p.livePart(ch.Body.ID)
	if err != nil {
		return nil, err
	}
	if err := outdated(ch.Seen, &held.Thing, "part"); err != nil {
		return nil, err
	}
	if held.Signed != nil {
		return nil, invalid("", "This part has been signed off. Take the sign-off back before you change what was signed.")
	}
	next := *held
	next.Text, next.Owner, next.Signer = ch.Body.Text, ch.Body.Owner, ch.Body.Signer
	next.Kind, next.Target, next.Unit = ch.Body.Kind, ch.Body.Target, ch.Body.Unit
	var problems change.Problems
	next.Milestones = keepReached(&problems, held.Milestones, ch.Body.Milestones)
	p.checkPart(&problems, "", action, &next)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	switch {
	case next.Kind == Quantity:
		next.Progress.claim(next.Progress.Quantity >= next.Target, c.On)
	case held.Kind == Quantity || p.AgencyOfPost(next.Owner) != p.AgencyOfPost(held.Owner):
		next.Progress.claim(false, c.On)
	}
	return []change.Put{nextOf(KindPart, &held.Thing, held.Action, next)}, nil
}

// keepReached takes the milestones as edited, with the days on which those
// held were reached. One that was reached stays as it is.
func keepReached(problems *change.Problems, held, edited []Milestone) []Milestone {
	next := slices.Clone(edited)
	for i := range next {
		next[i].Reached = calendar.Date{}
	}
	for _, m := range held {
		if m.Reached.IsZero() {
			continue
		}
		i := slices.IndexFunc(next, func(n Milestone) bool { return n.Text == m.Text && n.Reached.IsZero() })
		if i < 0 {
			problems.Add("milestones", "The milestone “"+m.Text+"” was reached on "+m.Reached.Long()+". Keep its words as they are.")
			continue
		}
		next[i].Reached = m.Reached
	}
	return next
}

// livePart finds a part that is still in the plan, with its live action.
func (p *Plan) livePart(id string) (*Part, *Action, error) {
	part, ok := p.Parts.Get(id)
	if !ok {
		return nil, nil, change.Missing("part")
	}
	action, ok := p.Actions.Get(part.Action)
	switch {
	case !ok:
		return nil, nil, change.Missing("action")
	case part.Removed != nil:
		return nil, nil, overtaken("This part was taken out of the plan on " + part.Removed.On.Long() + ".")
	case action.Standing != Live:
		return nil, nil, notLive(action)
	}
	return part, action, nil
}

func notLive(a *Action) error {
	return overtaken("This action is " + a.Standing.Words() + ", so it and its parts can't be changed. Reinstate it first.")
}

// RemovePart takes a part out of the plan, with a reason that stays on the
// action's page.
type RemovePart struct{ Part, Reason string }

// Name is the change's name in the ledger.
func (RemovePart) Name() string { return "take a part out of the plan" }

// Needs is the permission it takes. It is the chair's and the deputy's, since
// taking an unfinished part out could make an action look done.
func (RemovePart) Needs() access.Permission { return access.DecideExtension }

// Decide refuses an agency that takes out its own part, and the last part of an action.
func (ch RemovePart) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, action, err := p.livePart(ch.Part)
	if err != nil {
		return nil, err
	}
	if err := p.otherAgency(c, held, "take it out of the plan"); err != nil {
		return nil, err
	}
	var problems change.Problems
	if blank(ch.Reason) {
		problems.Add("reason", "Say why. The reason stays on the action's page.")
	}
	if len(p.PartsOf(action.ID)) == 1 {
		problems.Add("part", "This is the action's only part. Withdraw the action instead.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	next := *held
	next.Removed = &Ending{On: c.On, By: c.By.Membership, Reason: strings.TrimSpace(ch.Reason)}
	return []change.Put{nextOf(KindPart, &held.Thing, held.Action, next)}, nil
}

// otherAgency refuses a person whose own agency owns the part.
func (p *Plan) otherAgency(c change.Context, part *Part, what string) error {
	if p.isOwn(c.By, p.agenciesOf(c.By), part) {
		return change.Forbid("Part " + p.PartRef(part) + " belongs to your own agency, so somebody of another agency must " + what + ".")
	}
	return nil
}
