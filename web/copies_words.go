package web

import (
	"slices"
	"strings"
)

// wordPiece is a run of words that a copy keeps, puts in or takes out.
type wordPiece struct {
	Text    string
	In, Out bool
}

// mostWords bounds how long two texts may be to be compared word by word.
const mostWords = 600

// wordPieces compares two texts word by word. Texts that are long, or of which hardly anything is kept, are shown whole.
func wordPieces(was, theirs string) []wordPiece {
	a, b := strings.Fields(was), strings.Fields(theirs)
	if len(a) == 0 || len(b) == 0 || len(a) > mostWords || len(b) > mostWords {
		return wholePieces(was, theirs)
	}
	// common[i][j] is how many words the rest of a after i and of b after j have in common.
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i, kept := range slices.Backward(a) {
		for j, word := range slices.Backward(b) {
			if kept == word {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	if 3*common[0][0] < min(len(a), len(b)) {
		return wholePieces(was, theirs)
	}
	var pieces []wordPiece
	add := func(word string, in, out bool) {
		if last := len(pieces) - 1; last >= 0 && pieces[last].In == in && pieces[last].Out == out {
			pieces[last].Text += " " + word
			return
		}
		pieces = append(pieces, wordPiece{word, in, out})
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			add(a[i], false, false)
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || common[i+1][j] >= common[i][j+1]):
			add(a[i], false, true)
			i++
		default:
			add(b[j], true, false)
			j++
		}
	}
	return pieces
}

func wholePieces(was, theirs string) (pieces []wordPiece) {
	if strings.TrimSpace(was) != "" {
		pieces = append(pieces, wordPiece{Text: was, Out: true})
	}
	if strings.TrimSpace(theirs) != "" {
		pieces = append(pieces, wordPiece{Text: theirs, In: true})
	}
	return pieces
}
