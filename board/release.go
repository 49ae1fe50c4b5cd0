package board

import (
	"cmp"
	"encoding/json"
	"iter"
	"slices"

	"throughline/calendar"
	"throughline/change"
	"throughline/disclosure"
	"throughline/plan"
)

// KindFiguresRelease is a set of figures about children, as it was published.
const KindFiguresRelease = "figures_release"

// FiguresRelease is a set of figures about children that was published. It
// holds what was printed and nothing else: a number that was suppressed is
// nowhere in it. It never changes, but for being withdrawn.
type FiguresRelease struct {
	plan.Thing
	Day         calendar.Date       `json:"day"`      // that the figures describe
	KnownAt     KnownAt             `json:"known_at"` // the last entry counted
	Printed     disclosure.Released `json:"printed"`
	PublishedOn calendar.Date       `json:"published_on"`
	PublishedBy string              `json:"published_by"` // membership id
	Withdrawal  *plan.Ending        `json:"withdrawal"`   // nil while it stands
}

// Title says what was counted and when.
func (r *FiguresRelease) Title() string { return r.Printed.Cohort() + " on " + r.Day.Long() }

// Standing says that the release was not withdrawn.
func (r *FiguresRelease) Standing() bool { return r.Withdrawal == nil }

// Release finds a release of figures. The value is shared: never change it.
func (s *Shelf) Release(id string) (*FiguresRelease, bool) {
	i := s.releaseAt(id)
	if i < 0 {
		return nil, false
	}
	return s.releases[i], true
}

// Releases goes through the releases of figures, the last published first.
func (s *Shelf) Releases() iter.Seq[*FiguresRelease] {
	return func(yield func(*FiguresRelease) bool) {
		for _, r := range slices.Backward(s.releases) {
			if !yield(r) {
				return
			}
		}
	}
}

// Printed gives everything that was ever printed about a cohort, withdrawn or
// not: what was out once stays known. beside is which releases those are, for
// PublishFigures to be held to.
func (s *Shelf) Printed(cohort string) (printed []disclosure.Released, beside []string) {
	for _, r := range s.releases {
		if r.Printed.Cohort() == cohort {
			printed, beside = append(printed, r.Printed), append(beside, r.ID)
		}
	}
	return printed, beside
}

// NearTo gives why figures of a cohort can't be about a day: others are out
// that are about a day so near it that the two would show who came or went
// between them. Figures of the very same day correct those that are out, and
// may be published.
func (s *Shelf) NearTo(cohort string, day calendar.Date) error {
	r, near := s.near(cohort, day)
	if !near {
		return nil
	}
	return change.Problems{{Kind: change.Invalid, Field: "day", Sentence: "Figures about " + r.Day.Long() + " are out. Set beside figures of a day so near, they would show which children came or went. " +
		"Choose that day again, one up to " + r.Day.AddDays(-disclosure.NearDays).Long() + " or one from " + r.Day.AddDays(disclosure.NearDays).Long() + "."}}
}

func (s *Shelf) releaseAt(id string) int {
	return slices.IndexFunc(s.releases, func(r *FiguresRelease) bool { return r.ID == id })
}

// putRelease takes a version of a release. One whose content is gone stays as
// it was: what was printed is known outside, and is guarded against for good.
func (s *Shelf) putRelease(v plan.Version) error {
	if v.Body == nil {
		return nil
	}
	r := &FiguresRelease{}
	if err := json.Unmarshal(v.Body, r); err != nil {
		return err
	}
	r.Thing = plan.Thing{ID: v.ID, Version: v.Version, Seq: v.Seq, ChangedOn: v.On}
	if i := s.releaseAt(v.ID); i >= 0 {
		s.releases[i] = r
		return nil
	}
	s.releases = append(s.releases, r)
	// A shelf read at once is in the order of its things, and one that followed the ledger in the order of entries.
	slices.SortFunc(s.releases, func(a, b *FiguresRelease) int {
		return cmp.Or(a.PublishedOn.Compare(b.PublishedOn), cmp.Compare(a.ID, b.ID))
	})
	return nil
}
