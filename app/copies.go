package app

import (
	"context"
	"slices"

	"throughline/access"
	"throughline/change"
	"throughline/ingest/outofplan"
	"throughline/ingest/reconcile"
	"throughline/plan"
)

// ReceiveCopy takes in a copy of an inspection's plan that came back. A file
// that is no such copy is refused: the error then says why, for the field
// "attachment".
func (s *Service) ReceiveCopy(ctx context.Context, caller access.Caller, ch plan.ReceiveCopy, name, contentType string, content Reader) (Receipt, error) {
	st, kept, err := s.fileFor(ctx, caller, ch, ch.Inspection, name, contentType, content)
	if err != nil {
		return Receipt{}, err
	}
	back, err := s.exportIn(ctx, kept)
	if err != nil {
		return Receipt{}, err
	}
	if why := reconcile.Refused(st.Plan, ch.Inspection, &back); why != "" {
		return Receipt{}, change.Problems{{Kind: change.Invalid, Field: "attachment", Sentence: why}}
	}
	ch.Attachment = kept
	if moments := ofInspection(ch.Inspection, &back); len(moments) > 0 {
		ch.Exported = moments[len(moments)-1].Entry
	}
	return s.Do(ctx, caller, ch)
}

// exportIn reads a kept file as a copy of an export.
func (s *Service) exportIn(ctx context.Context, a plan.Attachment) (outofplan.Export, error) {
	d, err := s.documentOf(ctx, a)
	if err != nil {
		return outofplan.Export{}, err
	}
	back, ok := reconcile.Read(d)
	if !ok {
		return outofplan.Export{}, change.Problems{{Kind: change.Invalid, Field: "attachment",
			Sentence: "This file is not a copy of a plan that came out of Throughline: its headings are not those of one. To bring in a plan of another form, bring in a plan from a file instead."}}
	}
	return back, nil
}

// ofInspection gives when the rows of an inspection's own plan went out. What
// rows of others say of it tells nothing here.
func ofInspection(inspection string, back *outofplan.Export) []reconcile.Moment {
	own := outofplan.Export{}
	for _, row := range back.Rows {
		if row.Inspection == inspection {
			own.Rows = append(own.Rows, row)
		}
	}
	return reconcile.Moments(&own)
}

// CopyFile is a copy that came back, compared with the plan as it is now.
type CopyFile struct {
	Copy    *plan.Copy
	Plan    *plan.Plan // today's
	Result  reconcile.Result
	Settled map[string]*plan.Settlement // by the difference's key
}

// Unsettled gives the differences that nobody has settled yet.
func (f *CopyFile) Unsettled() (left []reconcile.Difference) {
	for _, d := range f.Result.Differences {
		if f.Settled[d.Key] == nil {
			left = append(left, d)
		}
	}
	return left
}

// mostMoments bounds how many exports the rows of one copy may come from. The
// rows of any others are compared with the plan of the first.
const mostMoments = 8

// CopyFile compares a copy with the plan afresh. It takes the permission to
// change the plan.
func (s *Service) CopyFile(ctx context.Context, caller access.Caller, id string) (*CopyFile, error) {
	if !caller.May(access.EditPlan) {
		return nil, s.db.Denied(ctx, caller, access.EditPlan, id)
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return nil, err
	}
	held, ok := st.Plan.Copies.Get(id)
	if !ok {
		return nil, change.Missing("copy")
	}
	back, err := s.exportIn(ctx, held.Attachment)
	if err != nil {
		return nil, err
	}
	was := map[reconcile.Moment]outofplan.Table{}
	for i, m := range ofInspection(held.Inspection, &back) {
		if i == mostMoments {
			break
		}
		then, err := s.stateAt(ctx, caller, When{AsAt: m.AsAt, KnownEntry: m.Entry})
		if err != nil {
			return nil, err
		}
		was[m] = outofplan.Of(then.Plan, held.Inspection, true)
	}
	return &CopyFile{
		Copy: held, Plan: st.Plan, Settled: st.Plan.SettledOf(id),
		Result: reconcile.Compare(st.Plan, held.Inspection, was, outofplan.Of(st.Plan, held.Inspection, true), back),
	}, nil
}

// A Settling is what a person says of one difference. Stamp is of what they
// saw; "" takes it as it is now.
type Settling struct {
	Key     string
	Stamp   string
	Outcome plan.Outcome
	Answers reconcile.Answers
}

// A Settled difference, and why it could not be settled, or nil.
type Settled struct {
	Key        string
	Difference reconcile.Difference // as it was seen, where it is still there
	Err        error
}

// SettleCopy settles differences of a copy, each by itself: one that can't be
// settled leaves the others as they are. The error is of the whole.
func (s *Service) SettleCopy(ctx context.Context, caller access.Caller, id string, all []Settling) ([]Settled, error) {
	f, err := s.CopyFile(ctx, caller, id)
	if err != nil {
		return nil, err
	}
	var done []Settled
	for _, each := range all {
		st, err := s.stateAt(ctx, caller, When{})
		if err != nil {
			return done, err
		}
		if st.Plan.Position != f.Plan.Position { // somebody else changed something: look again
			if f, err = s.CopyFile(ctx, caller, id); err != nil {
				return done, err
			}
		}
		one := Settled{Key: each.Key}
		receipt, err := s.settle(ctx, caller, f, each, &one.Difference)
		one.Err = err
		done = append(done, one)
		if err == nil && len(all) > 1 {
			if st, err = s.stateAt(ctx, caller, When{}); err != nil {
				return done, err
			}
			if st.Plan.Position == receipt.Seq { // only this was written: the other differences are as they were
				f.Plan, f.Settled = st.Plan, st.Plan.SettledOf(id)
			}
		}
	}
	return done, nil
}

func (s *Service) settle(ctx context.Context, caller access.Caller, f *CopyFile, how Settling, seen *reconcile.Difference) (Receipt, error) {
	i := slices.IndexFunc(f.Result.Differences, func(d reconcile.Difference) bool { return d.Key == how.Key })
	if i < 0 {
		return Receipt{}, change.Problems{{Kind: change.Stale, Sentence: "This difference is no longer there: the plan says the same as the copy by now, or what it was about is gone."}}
	}
	d := &f.Result.Differences[i]
	*seen = *d
	if how.Stamp != "" && how.Stamp != d.Stamp() {
		return Receipt{}, change.Problems{{Kind: change.Stale, Sentence: "The plan was changed here after you looked. Look at the difference again, and say what is to become of it."}}
	}
	field := d.Field
	if field == "" {
		field = d.Kind.Words()
	}
	ch := plan.SettleDifference{Confirm: how.Answers.Confirm, Body: plan.Settlement{
		Copy: f.Copy.ID, Key: d.Key, Outcome: how.Outcome, Reason: how.Answers.Reason, Place: d.Place, Action: d.Action, Part: d.Part, Field: field,
		Was: d.Was, Now: d.Now, Theirs: d.Theirs,
	}}
	if _, settled := f.Settled[d.Key]; !settled && how.Outcome == plan.TakenUp {
		makes, before, err := d.Make(f.Plan, how.Answers)
		if err != nil {
			return Receipt{}, err
		}
		ch.Make, ch.Body.Before = makes, before
	}
	return s.Do(ctx, caller, ch)
}

// TakeBackSettlement takes back what was settled of a difference, and puts
// back what accepting it changed.
func (s *Service) TakeBackSettlement(ctx context.Context, caller access.Caller, settlement string) (Receipt, error) {
	if !caller.May(access.EditPlan) {
		return Receipt{}, s.db.Denied(ctx, caller, access.EditPlan, settlement)
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return Receipt{}, err
	}
	held, ok := st.Plan.Settlements.Get(settlement)
	if !ok {
		return Receipt{}, change.Missing("settled difference")
	}
	undo, err := reconcile.PutBack(st.Plan, held)
	if err != nil {
		return Receipt{}, err
	}
	return s.Do(ctx, caller, plan.TakeBackSettlement{Settlement: settlement, Make: undo})
}
