package board

import (
	"bytes"
	"encoding/json"
	"slices"

	"throughline/access"
	"throughline/change"
	"throughline/disclosure"
	"throughline/plan"
)

// PublishFigures publishes figures about children.
type PublishFigures struct {
	ID      string // "" for a new id
	Figures disclosure.Release
	Known   KnownAt  // the last entry that was counted
	Beside  []string // the earlier releases that the figures were made knowing of: those of Shelf.Printed
}

// Name is the change's name in the ledger.
func (PublishFigures) Name() string { return "publish figures" }

// Needs is the permission it takes.
func (PublishFigures) Needs() access.Permission { return access.PublishFigures }

// Decide refuses figures that were made without knowing of a release that is
// out by now, since the two together could give a child away; figures of a day
// to come, or less than four weeks from that of others; and figures that are out already just as they are. The plan is not
// used.
func (ch PublishFigures) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	printed := ch.Figures.Released()
	if len(ch.Figures.Tables()) == 0 || printed.Cohort() == "" {
		return nil, change.Problems{{Kind: change.Invalid, Sentence: "There are no figures to publish. Choose a day and look at the figures first."}}
	}
	if printed.Day().After(c.Today) {
		return nil, change.Problems{{Kind: change.Invalid, Field: "day", Sentence: "Figures can't be about a day that is still to come. Choose today or an earlier day."}}
	}
	if _, beside := s.Printed(printed.Cohort()); !slices.Equal(beside, ch.Beside) {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "Somebody published other figures while you were looking at these. " +
			"The two could give a child away between them, so look at yours again before you publish them."}}
	}
	if err := s.NearTo(printed.Cohort(), printed.Day()); err != nil {
		return nil, err
	}
	for r := range s.Releases() {
		if r.Standing() && r.Day == printed.Day() && sameRelease(r.Printed, printed) {
			return nil, change.Problems{{Kind: change.Invalid, Field: "day", Sentence: "These figures were published on " + r.PublishedOn.Long() + " just as they are. There is nothing new to publish."}}
		}
	}
	id := ch.ID
	if id == "" {
		id = c.NewID()
	}
	return []change.Put{{Kind: KindFiguresRelease, Thing: id, Body: &FiguresRelease{
		Day: printed.Day(), KnownAt: ch.Known, Printed: printed, PublishedOn: c.Today, PublishedBy: c.By.Membership,
	}}}, nil
}

func sameRelease(a, b disclosure.Released) bool {
	left, err := json.Marshal(a)
	if err != nil {
		return false
	}
	right, err := json.Marshal(b)
	return err == nil && bytes.Equal(left, right)
}

// WithdrawFigures says that published figures are not to be used any more.
type WithdrawFigures struct {
	ID     string
	Reason string // which readers see
}

// Name is the change's name in the ledger.
func (WithdrawFigures) Name() string { return "withdraw figures" }

// Needs is the permission it takes.
func (WithdrawFigures) Needs() access.Permission { return access.PublishFigures }

// Decide wants a reason. What was printed stays on record, and later figures
// are still made knowing of it. The plan is not used.
func (ch WithdrawFigures) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	held, ok := s.Release(ch.ID)
	switch reason := prose(ch.Reason); {
	case !ok:
		return nil, change.Missing("release of figures")
	case !held.Standing():
		return nil, change.Problems{{Kind: change.Stale, Sentence: "These figures were withdrawn on " + held.Withdrawal.On.Long() + "."}}
	case reason == "":
		return nil, change.Problems{{Kind: change.Invalid, Field: "reason", Sentence: "Say in a sentence why the figures are withdrawn. Readers will see it."}}
	default:
		next := *held
		next.Withdrawal = &plan.Ending{On: c.Today, By: c.By.Membership, Reason: reason}
		return []change.Put{{Kind: KindFiguresRelease, Thing: held.ID, Replaces: held.Version, Body: &next}}, nil
	}
}
