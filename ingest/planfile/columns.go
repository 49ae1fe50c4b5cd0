package planfile

import (
	_ "embed" // for the table of headings
	"encoding/csv"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

//go:embed columns.csv
var columnTable string

// A heading is words that a published plan has above a column, and what its cells mean there.
type heading struct {
	words, source string
	means         Meaning
	kept          bool // known, and kept as it is
	outcome       bool // kept, unless the table has no area and no action
}

// from names the plan that a heading was seen in, where it is not in most of them.
func (h heading) from() string {
	if h.source == "usual" {
		return ""
	}
	return " (" + h.source + ")"
}

var headings = mustHeadings()

func mustHeadings() map[string]heading {
	rows := mustTable(columnTable, 3)
	table := make(map[string]heading, len(rows))
	for _, row := range rows {
		h := heading{words: row[0], means: Meaning(row[1]), source: row[2]}
		switch row[1] {
		case "kept", "outcome":
			h.means, h.kept, h.outcome = Other, true, row[1] == "outcome"
		default:
			if h.means != notAPlan && !slices.Contains(Meanings, h.means) {
				panic(fmt.Sprintf("the table of headings has a meaning that isn't known: %q", row))
			}
		}
		if _, twice := table[h.words]; twice {
			panic("the table of headings has twice " + h.words)
		}
		table[h.words] = h
	}
	return table
}

// mustTable reads a table that is part of the program, without its row of headings.
func mustTable(text string, columns int) [][]string {
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord = columns
	rows, err := reader.ReadAll()
	if err != nil || len(rows) < 2 {
		panic(fmt.Sprintf("a table built into this program is damaged: %v", err))
	}
	return rows[1:]
}

// A likeness is how well some words match a heading that is known.
type likeness struct {
	heading
	score int // of a hundred; 0 is not at all
	why   string
}

var (
	inBrackets = regexp.MustCompile(`\([^)]*\)|\[[^\]]*\]`)
	dateWords  = regexp.MustCompile(`\b(january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|as at|(19|20)\d\d|q[1-4]|\d{1,2})\b`)
	formatHint = regexp.MustCompile(`\b(dd mm yy(yy)?|r a g|b r a g|r a g b|y n|tick)\b`)
)

// longestHeading is how many letters a heading of a column may have. Longer words are what the table says.
const longestHeading = 90

// likest finds the known heading that some words are most like.
func likest(text string) likeness {
	if len(text) > longestHeading*2 || tidy(text) == "" {
		return likeness{}
	}
	whole := norm(strings.ReplaceAll(text, "#", " no "))
	bare := strings.TrimSpace(norm(inBrackets.ReplaceAllString(text, " ")))
	undated := strings.Join(strings.Fields(formatHint.ReplaceAllString(dateWords.ReplaceAllString(bare, " "), " ")), " ")
	for i, words := range []string{whole, bare, undated, singular(undated)} {
		if h, ok := headings[words]; ok && words != "" {
			return likeness{h, 98 - 4*i, "the heading " + quoted(text) + " is one that plans use" + h.from()}
		}
	}
	best := likeness{}
	for words, h := range headings {
		score := 0
		switch {
		case contains(whole, words):
			score = 60 + 30*len(words)/len(whole)
		case len(undated) > 4 && len(words) > 4 && alike(undated, words) && near(undated, words) >= 0.8:
			score = int(80 * near(undated, words))
		}
		if score > best.score || score == best.score && score > 0 && words < best.words {
			best = likeness{h, score, "the heading " + quoted(text) + " is like " + quoted(words) + h.from()}
		}
	}
	if best.score > 0 && len(best.words) < 4 && best.score < 75 { // a small word in a long heading says little
		best.score = 45
	}
	return best
}

// alike says that two words are near enough in length for near to be 0.8: most do not need to be compared.
func alike(a, b string) bool { return 3*len(a) >= 2*len(b)-1 && 3*len(b) >= 2*len(a)-1 }

func singular(words string) string {
	fields := strings.Fields(words)
	for i, f := range fields {
		if len(f) > 3 && strings.HasSuffix(f, "s") && !strings.HasSuffix(f, "ss") {
			fields[i] = f[:len(f)-1]
		}
	}
	return strings.Join(fields, " ")
}

// contains says whether words stand in text as whole words.
func contains(text, words string) bool {
	return strings.Contains(" "+text+" ", " "+words+" ")
}
