package app

import (
	"context"
	"errors"

	"throughline/access"
	"throughline/casework"
	"throughline/change"
)

// errAsked ends a change that was only asked about, so that nothing is
// written.
var errAsked = errors.New("this was only asked")

// asking is a change that is decided and not made.
type asking struct{ casework.Change }

// Beyond asks for the files that the change itself asks for.
func (a asking) Beyond(f *casework.Folder) []string {
	if wider, ok := a.Change.(casework.Wider); ok {
		return wider.Beyond(f)
	}
	return nil
}

// Seeks asks for the keys that the change itself asks for.
func (a asking) Seeks() []string {
	if seeker, ok := a.Change.(casework.Seeker); ok {
		return seeker.Seeks()
	}
	return nil
}

// Everywhere asks for the kinds that the change itself asks for.
func (a asking) Everywhere() []string {
	if everywhere, ok := a.Change.(casework.Everywhere); ok {
		return everywhere.Everywhere()
	}
	return nil
}

// Decide decides, and writes nothing.
func (a asking) Decide(f *casework.Folder, c change.Context) ([]change.Put, error) {
	if _, err := a.Change.Decide(f, c); err != nil {
		return nil, err
	}
	return nil, errAsked
}

// AskCase says what DoCase would say of a change, by the rules and the
// caller's permission, and makes nothing. It is nil when the rules allow it;
// the policy is asked when it is made.
func (s *Service) AskCase(ctx context.Context, caller access.Caller, purpose access.Purpose, ch casework.Change) error {
	if _, err := s.DoCase(ctx, caller, purpose, asking{ch}); !errors.Is(err, errAsked) {
		return err
	}
	return nil
}
