package plainwords

import (
	_ "embed" // for the lists of abbreviations and of plainer words
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

//go:embed abbreviations.csv
var abbreviationList string

//go:embed plainer.csv
var plainerList string

// Abbreviation is one of the field's own, that a text uses and doesn't spell out.
type Abbreviation struct {
	Letters string
	Means   string
}

// Plainer is a word that a text uses, and a plainer one.
type Plainer struct {
	Word string
	Use  string
}

type hint struct {
	finds *regexp.Regexp
	word  string
	says  string
}

var (
	abbreviations = mustHints(abbreviationList, "")
	plainerWords  = mustHints(plainerList, "(?i)")
)

func mustHints(list, flags string) (all []hint) {
	rows, err := csv.NewReader(strings.NewReader(list)).ReadAll()
	if err != nil || len(rows) < 2 {
		panic(fmt.Sprintf("a list built into this program is damaged: %v", err))
	}
	for _, row := range rows[1:] {
		all = append(all, hint{regexp.MustCompile(flags + `\b` + regexp.QuoteMeta(row[0]) + row[2] + `\b`), row[0], row[1]})
	}
	return all
}

// unspelled gives the abbreviations of the field that stand in a text whose
// full words do not, in the order of the alphabet.
func unspelled(text string) (found []Abbreviation) {
	said := " " + bare(text) + " "
	for _, h := range abbreviations {
		if h.finds.MatchString(text) && !strings.Contains(said, " "+bare(h.says)+" ") {
			found = append(found, Abbreviation{h.word, h.says})
		}
	}
	return found
}

// bare is a text without capitals, marks and plurals, so that "children looked
// after" is "child looked after".
func bare(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !wordly(r) && r != '\'' && r != '’' })
	for i, word := range words {
		word = strings.ReplaceAll(strings.ReplaceAll(word, "’", ""), "'", "")
		if word == "children" || word == "childrens" {
			word = "child"
		}
		if len(word) > 3 && !strings.HasSuffix(word, "ss") {
			word = strings.TrimSuffix(word, "s")
		}
		words[i] = word
	}
	return strings.Join(words, " ")
}

// plainer gives the words of a text that have a plainer one, in the order
// of the alphabet, each once.
func plainer(text string) (found []Plainer) {
	for _, h := range plainerWords {
		if h.finds.MatchString(text) {
			found = append(found, Plainer{h.word, h.says})
		}
	}
	slices.SortFunc(found, func(a, b Plainer) int { return strings.Compare(a.Word, b.Word) })
	return found
}
