package app

import (
	"context"
	"encoding/json"

	"throughline/access"
	"throughline/board"
	"throughline/change"
	"throughline/store"
)

// ExemptOf gives the exempt part of a paper at a moment. Who may not read it
// is refused as if there were none, and the refusal is recorded.
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
	return part, nil
}

// EditExempt writes the exempt items of a draft.
func (s *Service) EditExempt(ctx context.Context, caller access.Caller, ch board.EditExempt) (Receipt, error) {
	return s.paperChange(ctx, caller, ch, nil)
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
