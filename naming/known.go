package naming

import "strings"

// Known is what an authority has told us of itself: the names of its own staff
// and partners, which are passed over as a whole, and of its agencies, posts and
// documents, each word of which is ordinary there. The zero Known is empty.
type Known struct {
	people map[string][][]string // by first word
	things map[string]bool
}

// NewKnown makes a Known. Staff are names of people, things are names of
// agencies, posts, places and documents.
func NewKnown(staff, things []string) Known {
	k := Known{map[string][][]string{}, map[string]bool{}}
	for _, name := range staff {
		var words []string
		for _, t := range tokens(plain(name)) {
			words = append(words, t.lower)
		}
		if len(words) > 1 { // one name alone may be anybody's
			k.people[words[0]] = append(k.people[words[0]], words)
		}
	}
	for _, name := range things {
		for _, t := range tokens(plain(name)) {
			for part := range strings.SplitSeq(t.lower, "-") {
				k.things[part] = true
			}
			k.things[t.lower] = true
		}
	}
	return k
}

// cover marks the words that are the whole name of somebody known.
func (k Known) cover(words []token) []bool {
	covered := make([]bool, len(words))
	for i := range words {
		for _, name := range k.people[words[i].lower] {
			if k.reads(words[i:], name) {
				for n := range name {
					covered[i+n] = true
				}
			}
		}
	}
	return covered
}

func (Known) reads(words []token, name []string) bool {
	if len(words) < len(name) {
		return false
	}
	for n, word := range name {
		if words[n].lower != word || n > 0 && !words[n].line {
			return false
		}
	}
	return true
}
