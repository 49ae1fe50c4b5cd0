package plan

import "throughline/calendar"

// Moved is an action whose date moved between two days.
type Moved struct {
	Action   *Action
	From, To calendar.Date
}

// Between is what changed in a plan between two days. An action may be in
// several lists.
type Between struct {
	From, To calendar.Date
	Added    []*Action // live on the later day and not on the earlier: new or brought back
	Removed  []*Action // live on the earlier day, no longer so on the later
	Moved    []Moved   // the date it is held to changed
	Silent   []*Action // on the later day, not done and no news for more than 90 days
	Slipped  []*Action // on the later day, not done and past its original date
	Finished []*Action // done on the later day and not on the earlier
	Reopened []*Action // done on the earlier day and not on the later
}

// Changes gives what changed from one plan to a later one of the same
// authority, counting live actions.
func Changes(before, after *Plan) Between {
	b := Between{From: before.Day, To: after.Day}
	for _, a := range after.InOrder() {
		old, had := before.Actions.Get(a.ID)
		wasLive := had && old.Standing == Live
		switch {
		case a.Standing != Live:
			if wasLive {
				b.Removed = append(b.Removed, a)
			}
			continue
		case !wasLive:
			b.Added = append(b.Added, a)
		}
		now := after.Facts(a.ID)
		if wasLive {
			b.compare(before.Facts(a.ID), now)
		} else if now.Done() && !(had && before.Facts(a.ID).Done()) {
			b.Finished = append(b.Finished, a)
		}
		if now.Silent {
			b.Silent = append(b.Silent, a)
		}
		if now.Slipped && !now.Done() {
			b.Slipped = append(b.Slipped, a)
		}
	}
	for _, old := range before.InOrder() {
		if _, still := after.Actions.Get(old.ID); !still && old.Standing == Live {
			b.Removed = append(b.Removed, old) // its content has been erased since
		}
	}
	return b
}

func (b *Between) compare(was, now *ActionFacts) {
	if was.DueNow != now.DueNow {
		b.Moved = append(b.Moved, Moved{now.Action, was.DueNow, now.DueNow})
	}
	switch {
	case now.Done() && !was.Done():
		b.Finished = append(b.Finished, now.Action)
	case was.Done() && !now.Done():
		b.Reopened = append(b.Reopened, now.Action)
	}
}
