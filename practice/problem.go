package practice

import (
	"fmt"
	"slices"
	"strings"
)

// Place is a place in a file. Line and Column start at 1.
type Place struct {
	File         string
	Line, Column int
}

func (p Place) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column) }

// Problem is something in a file that can't stand, and the mend.
type Problem struct {
	Place
	Sentence, Mend string
}

func (p Problem) String() string {
	return strings.TrimSpace(fmt.Sprintf("%s: %s %s", p.Place, p.Sentence, p.Mend))
}

// Problems is everything found wrong with a pack.
type Problems []Problem

func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, one := range p {
		lines[i] = one.String()
	}
	return strings.Join(lines, "\n")
}

// Err is the problems as an error, or nil where there are none.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

func (p Problems) sorted() Problems {
	slices.SortStableFunc(p, func(a, b Problem) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return p
}

// oneOf is the mend for a word that isn't known: the word that was likely
// meant, or all that may be written.
func oneOf(written string, known []string) string {
	if near := nearest(written, known); near != "" {
		return "Did you mean “" + near + "”?"
	}
	if len(known) > 30 {
		return "Use one that is declared."
	}
	return "Use " + orList(known) + "."
}

func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " or " + words[len(words)-1]
}

// nearest is the known word that differs in the fewest letters, where that is
// few enough to be a slip.
func nearest(written string, known []string) (near string) {
	least := max(1, len(written)/3) + 1
	for _, word := range known {
		if d := distance(strings.ToLower(written), strings.ToLower(word)); d < least {
			least, near = d, word
		}
	}
	return near
}

// distance counts letters put in, left out, changed, or two swapped.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}
