package report

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
)

// Earlier is an area of an earlier inspection of the same council.
type Earlier struct {
	ID    string // what the caller knows it by
	Words string
}

// Echo says that an area may ask for what an earlier one asked for. A person
// confirms it.
type Echo struct {
	Area    int     // its place among the areas given
	Earlier int     // and the earlier one's place
	Score   float64 // 0 for no telling word in common, 1 for the same ones
	Shared  []string
}

// Threshold is the score from which an area may echo an earlier one. Chosen by
// measurement: decision 21.
const Threshold = 0.25

// plainWord is how much a word counts that is no name of the field's: a
// quarter. Reports say “ensure”, “drive” and “impact” of everything.
const plainWord = 0.25

// lesserName is how much a name counts that says only who an area is about, or
// how a thing is done: a half. Much is asked for children in care, and much of
// managers' oversight, of which little is the same.
const lesserName = 0.5

// rarity gives how telling each term is: the fewer published areas have it,
// the more. It is the logarithm of all areas over those that have the term.
var rarity = sync.OnceValue(func() map[string]float64 {
	in := map[string]int{}
	all := 0
	for _, r := range Published().All() {
		for _, a := range r.Areas {
			all++
			for term := range termsOf(a.Words) {
				in[term]++
			}
		}
	}
	out := map[string]float64{"": math.Log(float64(all + 1))} // of a term that none has
	for term, n := range in {
		out[term] = math.Log(float64(all+1) / float64(n))
	}
	return out
})

// weighted is an area's terms with how telling each is.
type weighted struct {
	terms  map[string]string
	weight map[string]float64
	sum    float64 // of the squares
}

func weigh(text string) weighted {
	rare := rarity()
	w := weighted{terms: termsOf(text), weight: map[string]float64{}}
	for _, term := range slices.Sorted(keysOf(w.terms)) {
		each, ok := rare[term]
		if !ok {
			each = rare[""]
		}
		switch thing, named := strings.CutPrefix(term, "="); {
		case !named:
			each *= plainWord
		case lesserNames[thing]:
			each *= lesserName
		}
		w.weight[term] = each
		w.sum += each * each
	}
	return w
}

func keysOf(m map[string]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// alike gives how alike two areas are, and their terms in common, the most
// telling first.
func alike(a, b weighted) (score float64, shared []string) {
	both := 0.0
	for _, term := range slices.Sorted(keysOf(a.terms)) {
		if _, ok := b.terms[term]; ok {
			both += a.weight[term] * a.weight[term]
			shared = append(shared, term)
		}
	}
	if both == 0 {
		return 0, nil
	}
	slices.SortStableFunc(shared, func(x, y string) int { return cmp.Compare(a.weight[y], a.weight[x]) })
	for i, term := range shared {
		shared[i] = a.terms[term]
	}
	return both / math.Sqrt(a.sum*b.sum), shared
}

// Echoes finds the areas that may echo an earlier one of the same council:
// those with a score of Threshold or more, for each area the likest first.
func Echoes(areas []string, earlier []Earlier) []Echo {
	before := make([]weighted, len(earlier))
	for i, each := range earlier {
		before[i] = weigh(each.Words)
	}
	var echoes []Echo
	for i, area := range areas {
		now := weigh(area)
		from := len(echoes)
		for j := range earlier {
			if score, shared := alike(now, before[j]); score >= Threshold {
				echoes = append(echoes, Echo{i, j, score, shared})
			}
		}
		slices.SortStableFunc(echoes[from:], func(a, b Echo) int { return cmp.Compare(b.Score, a.Score) })
	}
	return echoes
}
