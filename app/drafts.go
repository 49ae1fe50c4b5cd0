package app

import (
	"context"

	"throughline/access"
	"throughline/casework"
	"throughline/store"
)

// KeepDraft keeps work about people that its writer has not finished, unless
// its words may not be kept: change.Problems then say which and why, and what
// was kept before stays. Nobody else reads it, and it is in no ledger. It needs
// access.RecordCasework.
func (s *Service) KeepDraft(ctx context.Context, caller access.Caller, purpose access.Purpose, words casework.KeepDraft, d store.Draft) (store.Draft, error) {
	if _, err := s.DoCase(ctx, caller, purpose, words); err != nil {
		return store.Draft{}, err
	}
	return s.db.PutDraft(ctx, caller, d)
}

// Drafts lists the caller's own drafts, the last saved first.
func (s *Service) Drafts(ctx context.Context, caller access.Caller) ([]store.Draft, error) {
	return s.db.Drafts(ctx, caller)
}

// Draft gives one of the caller's own drafts, or ErrNotFound.
func (s *Service) Draft(ctx context.Context, caller access.Caller, id string) (store.Draft, error) {
	return s.db.Draft(ctx, caller, id)
}

// DropDraft throws one of the caller's own drafts away.
func (s *Service) DropDraft(ctx context.Context, caller access.Caller, id string) error {
	return s.db.DropDraft(ctx, caller, id)
}
