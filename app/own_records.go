package app

import (
	"context"

	"throughline/access"
)

// ownRecords gives what the council's own records here tell of some subjects.
func (s *Service) ownRecords(_ context.Context, _ access.Caller, _ []string) (map[string]ownRecords, error) {
	return map[string]ownRecords{}, nil
}

func (s *Service) allOwnRecords(_ context.Context, _ access.Caller) (map[string]ownRecords, error) {
	return map[string]ownRecords{}, nil
}
