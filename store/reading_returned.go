package store

import (
	"context"

	"throughline/access"
)

// Returned notes that what returns and deadlines say of some people is about to be given, so that Recorded puts it on record like any other look.
// That the scope lets the caller see it is for whoever asks to have found out: see StandingsOf. It needs
// access.ReadMeasures or access.ReadCasework, and a scope of the act View.
func (r *Reading) Returned(ctx context.Context, people []string) error {
	caller := r.scope.Caller
	if r.scope.Act != access.View || !r.scope.Purpose.Known() || !caller.May(access.ReadMeasures) && !caller.May(access.ReadCasework) {
		return r.db.Denied(ctx, caller, access.ReadMeasures, "")
	}
	for _, person := range people {
		s, err := r.standing(ctx, person)
		if err != nil {
			return err
		}
		r.note(person, "", s)
	}
	return nil
}
