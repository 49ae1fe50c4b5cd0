package app

import (
	"context"
	"io"
	"time"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// Reader is what an attachment is read from when it comes.
type Reader = io.Reader

// ReadCloser is what an attachment is read from afterwards.
type ReadCloser = io.ReadCloser

// State gives the plan and the papers at a moment, without the exempt words
// that the caller may not read. It needs the permission to
// read the plan; whoever may not is refused, and the refusal is recorded.
func (s *Service) State(ctx context.Context, caller access.Caller, when When) (State, error) {
	if !caller.May(access.ReadPlan) {
		return State{}, s.db.Denied(ctx, caller, access.ReadPlan, "plan")
	}
	st, err := s.stateAt(ctx, caller, when)
	if err != nil {
		return State{}, err
	}
	st.Shelf = st.Shelf.ReadableBy(caller)
	return s.seenBy(ctx, caller, when, st)
}

// Plan gives the plan at a moment.
func (s *Service) Plan(ctx context.Context, caller access.Caller, when When) (*plan.Plan, error) {
	st, err := s.State(ctx, caller, when)
	return st.Plan, err
}

func (s *Service) stateAt(ctx context.Context, caller access.Caller, when When) (State, error) {
	f := s.follow(caller.Authority)
	today := s.Today()
	day := when.AsAt
	if day.IsZero() {
		day = today
	}
	if when.KnownAt.IsZero() && when.KnownEntry == 0 && !day.Before(today) {
		return s.now(ctx, caller, f, day)
	}
	known, err := s.position(ctx, caller, when)
	if err != nil {
		return State{}, err
	}
	f.mu.Lock()
	st, ok := f.kept(day, -known.Seq-1)
	f.mu.Unlock()
	if ok {
		return st, nil
	}
	st = empty(caller.Authority)
	if known.Seq > 0 {
		versions, err := s.db.State(ctx, caller, stateKinds, store.Moment{Seq: known.Seq, Day: day})
		if err != nil {
			return State{}, err
		}
		if st, err = st.with(day, known, versions); err != nil {
			return State{}, err
		}
	} else if st, err = st.with(day, known, nil); err != nil {
		return State{}, err
	}
	f.mu.Lock()
	// A moment with a day filter is kept under a key of its own, since the
	// latest state of the same position and day has no filter.
	f.keep(view{day, -known.Seq - 1, st})
	f.mu.Unlock()
	return st, nil
}

// position turns a moment into a ledger position. An instant counts entries
// written before it.
func (s *Service) position(ctx context.Context, caller access.Caller, when When) (Known, error) {
	head, at, err := s.db.Head(ctx, caller)
	if err != nil {
		return Known{}, err
	}
	seq := head
	switch {
	case when.KnownEntry > head:
		return Known{}, change.Problems{{Kind: change.Invalid, Field: "known_at",
			Sentence: "There is no entry " + plan.Number(int(when.KnownEntry)) + ": the ledger has " + plan.Number(int(head)) + "."}}
	case when.KnownEntry > 0:
		seq = when.KnownEntry
	case !when.KnownAt.IsZero():
		if seq, err = s.db.PositionAt(ctx, caller, when.KnownAt); err != nil {
			return Known{}, err
		}
	}
	if seq == 0 {
		return Known{}, nil // nothing was known, so no entry bears a time
	}
	if seq == head {
		return Known{seq, at}, nil
	}
	at, err = s.db.EntryTime(ctx, caller, seq)
	return Known{seq, at}, err
}

// Updates gives what was said about a part up to a moment, newest first, a
// page at a time. The cursor of the first page is "".
func (s *Service) Updates(ctx context.Context, caller access.Caller, part string, when When, cursor string, limit int) ([]plan.Update, string, error) {
	if !caller.May(access.ReadPlan) {
		return nil, "", s.db.Denied(ctx, caller, access.ReadPlan, part)
	}
	known, err := s.position(ctx, caller, when)
	if err != nil {
		return nil, "", err
	}
	versions, next, err := s.db.Children(ctx, caller, plan.KindUpdate, part, store.Moment{Seq: known.Seq, Day: when.AsAt}, store.Page{Before: cursor, Limit: limit})
	if err != nil {
		return nil, "", err
	}
	updates := make([]plan.Update, 0, len(versions))
	for _, v := range versions {
		u, err := decodeUpdate(v)
		if err != nil {
			return nil, "", err
		}
		if v.Erased {
			u.Thing = plan.Thing{ID: v.Thing, Version: v.Version, Seq: v.Seq, ChangedOn: v.EffectiveOn}
			u.Part, u.Text = part, "This update's words were erased. The reason is in its history."
		}
		updates = append(updates, u)
	}
	return updates, next, nil
}

// History gives every version of a thing with who wrote it, newest first.
// Exempt words that the caller may not read are taken out: such a version has
// no body, though it is not erased; that they read the others is on record.
func (s *Service) History(ctx context.Context, caller access.Caller, thing, cursor string, limit int) ([]store.HistoryRow, string, error) {
	if !caller.May(access.ReadHistory) {
		return nil, "", s.db.Denied(ctx, caller, access.ReadHistory, thing)
	}
	rows, next, err := s.db.History(ctx, caller, thing, store.Page{Before: cursor, Limit: limit})
	if err != nil {
		return nil, "", err
	}
	if rows, err = s.withoutKept(ctx, caller, rows); err != nil || len(rows) == 0 {
		return nil, "", err
	}
	rows, err = s.readableTrail(ctx, caller, rows)
	return rows, next, err
}

// LastChange says who wrote the latest version of a thing, by name, and when.
// Whoever edits a thing may know who else does, even without the permission
// to read the whole audit trail.
func (s *Service) LastChange(ctx context.Context, caller access.Caller, thing string) (name string, at time.Time, err error) {
	if !caller.May(access.ReadPlan) {
		return "", time.Time{}, s.db.Denied(ctx, caller, access.ReadPlan, thing)
	}
	reader := caller
	reader.Roles = []access.Role{access.Auditor}
	rows, _, err := s.db.History(ctx, reader, thing, store.Page{Limit: 1})
	if err != nil || len(rows) == 0 {
		return "", time.Time{}, err
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return "", time.Time{}, err
	}
	if m, ok := st.Plan.Memberships.Get(rows[0].Membership); ok {
		name = m.Name
	}
	return name, rows[0].At, nil
}
