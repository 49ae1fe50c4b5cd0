package report

import (
	"regexp"
	"strings"
	"sync"
)

var (
	brokenEnd = regexp.MustCompile(`([A-Za-z]+)-$`)
	firstWord = regexp.MustCompile(`^[a-z]+(?:-[a-z]+)*`)
	oneWord   = regexp.MustCompile(`[a-z]+(?:-[a-z]+)*`)
)

// vocabulary is every word of the areas that the product knows, with those
// written with a hyphen whole.
var vocabulary = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for _, r := range Published().All() {
		for _, a := range r.Areas {
			for _, word := range oneWord.FindAllString(strings.ToLower(a.Words), -1) {
				words[word] = true
			}
		}
	}
	return words
})

// joined puts the next line to words. Where a word is broken with a hyphen,
// the hyphen goes if the whole word is one that reports use, and stays if they
// write it with a hyphen; a word that is neither keeps it, and is told of.
func (r *lists) joined(words string, l line) string {
	end, start := brokenEnd.FindStringSubmatch(words), firstWord.FindString(l.text)
	if end == nil || start == "" {
		return words + " " + l.text
	}
	known := vocabulary()
	first := strings.ToLower(end[1])
	if !known[first+"-"+start] {
		start, _, _ = strings.Cut(start, "-")
	}
	switch {
	case known[first+"-"+start]:
		return words + l.text
	case known[first+start]:
		return strings.TrimSuffix(words, "-") + l.text
	}
	r.warnf(l.n, "The word “%s-%s” is broken between lines before line %d, and its hyphen is kept: check it.", end[1], start, l.n)
	return words + l.text
}
