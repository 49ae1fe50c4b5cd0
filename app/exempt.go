package app

import (
	"context"
	"encoding/json"
	"fmt"

	"throughline/access"
	"throughline/board"
	"throughline/change"
	"throughline/store"
)

// ExemptOf gives the exempt part of a paper at a moment, and has put on record
// by then that the caller read it: when it can't be recorded, it is not given.
// Who may not read it is refused as if there were none, and the refusal is
// recorded.
func (s *Service) ExemptOf(ctx context.Context, caller access.Caller, paper string, when When) (*board.ExemptPart, error) {
	if !caller.May(access.ReadExempt) {
		return nil, s.db.Denied(ctx, caller, access.ReadExempt, paper)
	}
	st, err := s.State(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	part, ok := st.Shelf.Exempt(paper)
	if !ok || len(part.Items) == 0 {
		return nil, change.Missing("exempt part")
	}
	if err := s.db.RecordExempt(ctx, caller, part.ID, paper); err != nil {
		return nil, err
	}
	return part, nil
}

// ExemptPaper is a paper that has an exempt part, without a word of it.
type ExemptPaper struct {
	Paper *board.Paper
	Part  string // the id of the exempt part
}

// ExemptPapers lists the papers that have an exempt part, for whoever checks
// who read them. It needs access.ReadViews.
func (s *Service) ExemptPapers(ctx context.Context, caller access.Caller) (all []ExemptPaper, err error) {
	if !caller.May(access.ReadViews) {
		return nil, s.db.Denied(ctx, caller, access.ReadViews, "")
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return nil, err
	}
	kept := s.keptFrom(caller, st.Shelf)
	for paper := range st.Shelf.Papers() {
		if part, ok := st.Shelf.Exempt(paper.ID); ok {
			if kept(paper.ID) {
				continue // who read it meanwhile is on record, and listed once it is public
			}
			all = append(all, ExemptPaper{paper, part.ID})
		}
	}
	return all, nil
}

// EditExempt writes the exempt items of a draft.
func (s *Service) EditExempt(ctx context.Context, caller access.Caller, ch board.EditExempt) (Receipt, error) {
	return s.paperChange(ctx, caller, ch, nil)
}

// readableTrail is the versions of a thing as the caller may read them, once
// it is on record that they read those of an exempt part.
func (s *Service) readableTrail(ctx context.Context, caller access.Caller, rows []store.HistoryRow) ([]store.HistoryRow, error) {
	rows = withoutExempt(caller, rows)
	for _, row := range rows {
		if row.Kind != board.KindExempt || row.Body == nil {
			continue
		}
		var part board.ExemptPart
		if err := json.Unmarshal(row.Body, &part); err != nil {
			return nil, fmt.Errorf("a version of an exempt part can't be read: %w", err)
		}
		return rows, s.db.RecordExempt(ctx, caller, row.Thing, part.Paper) // once, however many versions
	}
	return rows, nil
}

// withoutExempt takes the body from each version of an exempt part that the
// caller may not read. A body that can't be read is taken too.
func withoutExempt(caller access.Caller, rows []store.HistoryRow) []store.HistoryRow {
	for i, row := range rows {
		if row.Kind != board.KindExempt || row.Body == nil {
			continue
		}
		var part board.ExemptPart
		if err := json.Unmarshal(row.Body, &part); err != nil || !board.MayReadExempt(caller, part) {
			rows[i].Body = nil
		}
	}
	return rows
}
