package measure

import (
	"fmt"
	"slices"
	"strconv"
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
	if t.excluded || !t.asked { // what isn't asked on any day isn't asked on a blank one
		return t
	}
	t.counts, t.untold, t.over = false, true, 0
	return t
}

// source works out the shapes of rows of one source, each set of values once.
type source struct {
	measures []*practice.Measure
	known    map[string]*shape
	names    []string // kept between calls, as is key
	key      []byte
}

// mostKnown is how many sets of values are remembered: the values of records are seldom the same twice.
const mostKnown = 1 << 15

func (s *source) shapeOf(pack *practice.Pack, values map[string]any) *shape {
	short := s.keyOf(values)
	if held := s.known[string(s.key)]; short && held != nil {
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
		s.known[string(s.key)] = made
	}
	return made
}

// keyOf leaves in key what names a set of values. It is not ok for lists and long texts.
func (s *source) keyOf(values map[string]any) (ok bool) {
	s.names, s.key = s.names[:0], s.key[:0]
	for name := range values {
		s.names = append(s.names, name)
	}
	slices.Sort(s.names)
	for _, name := range s.names {
		s.key = append(append(s.key, name...), 0)
		switch v := values[name].(type) {
		case string:
			if len(v) > 64 {
				return false
			}
			s.key = strconv.AppendQuote(append(s.key, 's'), v)
		case bool:
			s.key = strconv.AppendBool(append(s.key, 'b'), v)
		case int:
			s.key = strconv.AppendInt(append(s.key, 'i'), int64(v), 10)
		case int64:
			s.key = strconv.AppendInt(append(s.key, 'l'), v, 10)
		case float64:
			s.key = strconv.AppendFloat(append(s.key, 'f'), v, 'g', -1, 64)
		case calendar.Date:
			s.key = strconv.AppendInt(append(s.key, 'd'), int64(numberOf(v)), 10)
		default:
			return false
		}
		s.key = append(s.key, 0)
	}
	return true
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
