package measure

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/practice"
)

// StartUsed is the item by which a row says which start its time was counted from.
const StartUsed = "start_used"

// cuts are what figures may be broken down by, and so what is kept of a row's values.
var cuts = []practice.Cut{"team", "district", "agency", "age", "placement_type", "worker", "reviewing_officer", "level", "sector"}

// shape is all that a row's values say to the measures of its source.
type shape struct {
	key   string
	count []tallied // by the measures of the source
	cuts  map[practice.Cut]string
	start string // which start its time was counted from
}

// tallied is how a row counts in one measure.
type tallied struct {
	excluded, asked, counts, untold bool
	over, under                     float64
}

// undated is how the row counts where its own day is blank.
func (t tallied) undated() tallied {
	if t.excluded {
		return t
	}
	t.asked, t.counts, t.untold, t.over = true, false, true, 0
	return t
}

// source works out the shapes of rows of one source, each set of values once.
type source struct {
	measures []*practice.Measure
	known    map[string]*shape
}

// mostKnown is how many sets of values are remembered: the values of records are seldom the same twice.
const mostKnown = 1 << 15

func (s *source) shapeOf(pack *practice.Pack, values map[string]any) *shape {
	key, short := keyOf(values)
	if held := s.known[key]; short && held != nil {
		return held
	}
	made := &shape{cuts: map[practice.Cut]string{}}
	of := func(name string) (any, bool) {
		v, held := values[name]
		return v, held
	}
	for _, m := range s.measures {
		made.count = append(made.count, talliedOf(pack.Count(m, of)))
	}
	for _, cut := range cuts {
		if text := textOf(values[string(cut)]); text != "" {
			made.cuts[cut] = text
		}
	}
	made.start = textOf(values[StartUsed])
	made.key = fmt.Sprintf("%v %q %q", made.count, made.cuts, made.start)
	if short {
		if len(s.known) >= mostKnown {
			clear(s.known)
		}
		s.known[key] = made
	}
	return made
}

func talliedOf(c practice.Count) tallied {
	if c.Excluded {
		return tallied{excluded: true}
	}
	return tallied{asked: c.Asked, counts: c.Counts, untold: len(c.Missing) > 0, over: c.Over, under: c.Under}
}

func textOf(v any) string {
	if v == nil {
		return ""
	}
	return strings.TrimSpace(fmt.Sprint(v))
}

// keyOf names a set of values, unless they are lists or long texts.
func keyOf(values map[string]any) (key string, ok bool) {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(values)) {
		switch v := values[name].(type) {
		case string:
			if len(v) > 64 {
				return "", false
			}
			fmt.Fprintf(&b, "%s %q ", name, v)
		case bool, int, int64, float64, calendar.Date:
			fmt.Fprintf(&b, "%s %T %v ", name, v, v)
		default:
			return "", false
		}
	}
	return b.String(), true
}
