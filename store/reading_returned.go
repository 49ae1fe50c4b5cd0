package store

import "context"

// Returned notes that what returns and deadlines say of some people is about to be given, so that Recorded puts it on record like any other look.
// That the scope lets the caller see it is for whoever asks to have found out: see StandingsOf.
func (r *Reading) Returned(ctx context.Context, people []string) error {
	for _, person := range people {
		s, err := r.standing(ctx, person)
		if err != nil {
			return err
		}
		r.note(person, "", s)
	}
	return nil
}
