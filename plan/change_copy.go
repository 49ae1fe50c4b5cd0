package plan

import (
	"strings"

	"throughline/access"
	"throughline/change"
)

// ReceiveCopy takes in a copy of the plan that came back, to be gone through
// difference by difference.
type ReceiveCopy struct {
	ID         string
	Inspection string
	Attachment Attachment // kept already
	Exported   int64      // the ledger entry at which the plan went out; 0 where the copy doesn't say
}

// Name is the change's name in the ledger.
func (ReceiveCopy) Name() string { return "receive a copy of the plan" }

// Needs is the permission it takes.
func (ReceiveCopy) Needs() access.Permission { return access.EditPlan }

// Decide refuses the same file twice, and a copy said to be made after now.
func (ch ReceiveCopy) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	if _, ok := p.Inspections.Get(ch.Inspection); !ok {
		return nil, change.Missing("inspection")
	}
	if blank(ch.Attachment.Name) || blank(ch.Attachment.SHA256) {
		return nil, invalid("attachment", "Choose the copy that came back.")
	}
	if ch.Exported < 0 || ch.Exported > p.Position {
		return nil, invalid("attachment", "This copy says that it was made at entry "+Number(int(ch.Exported))+" of the record, and the record ends at entry "+
			Number(int(p.Position))+". Check that it is a copy of this council’s plan.")
	}
	if before, ok := p.CopyOf(ch.Inspection, ch.Attachment.SHA256); ok {
		return nil, invalid("attachment", "This file was received as "+before.Attachment.Name+" on "+before.ReceivedOn.Long()+". Nothing in it has changed since: go on with that one.")
	}
	return []change.Put{createdAs(KindCopy, orNew(ch.ID, c), ch.Inspection, Copy{
		Inspection: ch.Inspection, Attachment: ch.Attachment, Exported: ch.Exported, ReceivedOn: c.Today, ReceivedBy: c.By.Membership,
	})}, nil
}

// SettleDifference says what becomes of one difference between a copy and the
// plan. Accepting makes the plan's own named change, by that change's own
// rules and permission, and is written with it or not at all.
type SettleDifference struct {
	ID      string
	Body    Settlement // On, By and Made are filled in
	Make    Change     // what accepting it does; nil where it is refused or noted
	Confirm string     // why words that look as if they named somebody name no child
}

// Name is the change's name in the ledger.
func (SettleDifference) Name() string { return "settle a difference in a copy" }

// Needs is the permission it takes. Accepting takes that of the change it makes besides.
func (SettleDifference) Needs() access.Permission { return access.EditPlan }

// Decide refuses a difference that is settled already, one that is refused
// without a reason, and an acceptance that makes no change.
func (ch SettleDifference) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	if _, ok := p.Copies.Get(ch.Body.Copy); !ok {
		return nil, change.Missing("copy")
	}
	if before, ok := p.SettledOf(ch.Body.Copy)[ch.Body.Key]; ok {
		return nil, overtaken("This difference was settled on " + before.On.Long() + ". Take that back first to settle it anew.")
	}
	var problems change.Problems
	next := ch.Body
	next.On, next.By, next.Made, next.Reason = c.On, c.By.Membership, "", strings.TrimSpace(ch.Body.Reason)
	look := []string{"the reason", next.Reason}
	switch {
	case blank(next.Key):
		problems.Add("key", "Choose a difference of the copy.")
	case next.Outcome == TakenUp && ch.Make == nil, next.Outcome != TakenUp && ch.Make != nil:
		return nil, invalid("outcome", "This difference can't be accepted as a change of the plan. Note what the copy says, or refuse it.")
	case next.Outcome == TakenUp, next.Outcome == Noted:
		look = append(look, "the copy’s words", next.Theirs)
	case next.Outcome == TurnedDown:
		if next.Reason == "" {
			problems.Add("reason", "Say why. Whoever sent the copy may ask.")
		}
	default:
		problems.Add("outcome", "Choose whether to accept the difference or to refuse it.")
	}
	next.Confirmation = confirmed(c, p.lookThrough(look...), ch.Confirm, orSay, &problems)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	var puts []change.Put
	if ch.Make != nil {
		made, err := p.madeBy(c, ch.Make)
		if err != nil {
			return nil, err
		}
		puts, next.Made = made, ch.Make.Name()
	}
	return append(puts, createdAs(KindSettlement, orNew(ch.ID, c), next.Copy, next)), nil
}

// madeBy decides a change within another, by the rights of the same person.
func (p *Plan) madeBy(c change.Context, ch Change) ([]change.Put, error) {
	if !c.By.May(ch.Needs()) {
		return nil, change.Forbid("Your role does not let you " + string(ch.Needs()) + ". Ask somebody whose role does to settle this one, or refuse it.")
	}
	return ch.Decide(p, c)
}

// TakeBackSettlement takes back what was settled about a difference, so that
// it can be settled again. What accepting it changed is put back by the plan's
// own named change, where there is one.
type TakeBackSettlement struct {
	Settlement string
	Make       Change // what puts it back; nil where nothing had been changed
}

// Name is the change's name in the ledger.
func (TakeBackSettlement) Name() string { return "take back what was settled of a copy" }

// Needs is the permission it takes. Putting a change back takes that change's besides.
func (TakeBackSettlement) Needs() access.Permission { return access.EditPlan }

// Decide refuses to leave a change standing whose settlement is gone.
func (ch TakeBackSettlement) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	held, ok := p.Settlements.Get(ch.Settlement)
	if !ok {
		return nil, change.Missing("settled difference")
	}
	if held.Outcome == TakenBack {
		return nil, overtaken("This was taken back already.")
	}
	if (held.Outcome == TakenUp) != (ch.Make != nil) {
		return nil, invalid("", "What accepting this difference changed can't be put back from here. Change it in the plan.")
	}
	var puts []change.Put
	if ch.Make != nil {
		made, err := p.madeBy(c, ch.Make)
		if err != nil {
			return nil, err
		}
		puts = made
	}
	next := *held
	next.Outcome = TakenBack
	return append(puts, nextOf(KindSettlement, &held.Thing, held.Copy, next)), nil
}
