package disclosure

import (
	"strings"
)

// selection is a group of people: for each dimension the categories that belong to it, or nil for all of them.
type selection [][]bool

func (s selection) has(at []uint16) bool {
	for d, set := range s {
		if set != nil && !set[at[d]] {
			return false
		}
	}
	return true
}

// within says whether everybody in s is also in t.
func (s selection) within(t selection) bool {
	for d, outer := range t {
		if outer == nil {
			continue
		}
		inner := s[d]
		if inner == nil {
			return false
		}
		for category, in := range inner {
			if in && !outer[category] {
				return false
			}
		}
	}
	return true
}

// key is the same for selections of the same people.
func (s selection) key() string {
	var b strings.Builder
	for _, set := range s {
		for _, in := range set {
			if in {
				b.WriteByte('1')
			} else {
				b.WriteByte('0')
			}
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// narrowed gives s with one dimension narrowed to a set of categories; a set of all of them narrows nothing.
func (s selection) narrowed(dimension int, set []bool) selection {
	out := append(selection(nil), s...)
	for _, in := range set {
		if !in {
			out[dimension] = set
			return out
		}
	}
	out[dimension] = nil
	return out
}

func only(category, of int) []bool {
	set := make([]bool, of)
	set[category] = true
	return set
}
