package deadline

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"throughline/calendar"
)

// Person is the event whose values say what is known of a subject whatever
// the day: born, sex and the like. Conditions read them as subject.born.
const Person = "person"

// Fact is one dated thing that is known about one subject: a child, a member
// of staff, a report, a request. The facts of two subjects are never joined,
// so a person with two unlinked records, as after an adoption, has two
// separate sets of deadlines.
type Fact struct {
	ID      string            // of the record, or other thing, that says so
	Subject string            // whom or what it is about
	Event   string            // what happened, such as care.started
	On      calendar.Date     // the day in London; zero when it is left blank
	At      time.Time         // the instant, where it is known; its day is On
	Of      map[string]string // what it is part of, by kind: a placement, a referral
	Values  map[string]any    // text, bool, int64, float64, calendar.Date or a list of text
	Known   int64             // the position in the ledger that made it known
	Gone    bool              // that position took it back
}

// Standing gives what stood at a position of the ledger: of each fact (its
// subject, id and event) the latest that was known then, unless it had been
// taken back. They come in the order of their days, blank days first,
// whatever order they are given in.
func Standing(facts []Fact, knownAt int64) []Fact {
	type identity struct{ subject, id, event string }
	latest := map[identity]Fact{}
	for _, f := range facts {
		if f.Known > knownAt {
			continue
		}
		key := identity{f.Subject, f.ID, f.Event}
		if held, ok := latest[key]; !ok || later(f, held) {
			latest[key] = f
		}
	}
	standing := make([]Fact, 0, len(latest))
	for _, f := range latest {
		if !f.Gone {
			standing = append(standing, f)
		}
	}
	slices.SortFunc(standing, func(a, b Fact) int { return inOrder(&a, &b) })
	return standing
}

// later says whether f is known after held. One position says one thing about
// a fact; should it say two, which is taken doesn't hang on their order.
func later(f, held Fact) bool {
	if f.Known != held.Known {
		return f.Known > held.Known
	}
	return fmt.Sprint(f) > fmt.Sprint(held)
}

// inOrder is the order in which things happened. On one day, what has a time
// comes by its time, and after what has none.
func inOrder(a, b *Fact) int {
	if by := strings.Compare(a.Subject, b.Subject); by != 0 {
		return by
	}
	if a.On != b.On {
		return a.On.Compare(b.On)
	}
	if by := a.At.Compare(b.At); by != 0 {
		return by
	}
	return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.Event, b.Event))
}

// first and last are the instants between which the fact happened: they are
// the same where its time is known.
func (f *Fact) first() time.Time {
	if !f.At.IsZero() {
		return f.At
	}
	return f.On.Start()
}

func (f *Fact) last() time.Time {
	if !f.At.IsZero() {
		return f.At
	}
	return f.On.End().Add(-time.Nanosecond)
}

// filled says whether a value is there: a blank is not a value.
func filled(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case string:
		return strings.TrimSpace(v) != ""
	case calendar.Date:
		return !v.IsZero()
	case []string:
		return len(v) > 0
	default:
		return true
	}
}
