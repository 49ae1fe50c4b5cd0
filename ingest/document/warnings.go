package document

import "fmt"

// shownWarnings is how many warnings with the same words are given for a sheet or file, each with its place, before the rest are only
// counted.
const shownWarnings = 20

// warnings are gathered as a file is read.
type warnings struct {
	list  []Warning
	given map[said]int
	order []said
}

// said is the words of a warning, and the sheet they are about.
type said struct{ sheet, text string }

// add gives a warning at a place.
func (w *warnings) add(at Place, text string) {
	if w.given == nil {
		w.given = map[said]int{}
	}
	words := said{at.Sheet, text}
	if w.given[words] == 0 {
		w.order = append(w.order, words)
	}
	w.given[words]++
	if w.given[words] <= shownWarnings {
		w.list = append(w.list, Warning{Place: at, Text: text})
	}
}

// once gives a warning the first time only, for its sheet.
func (w *warnings) once(at Place, text string) {
	if w.given[said{at.Sheet, text}] == 0 {
		w.add(at, text)
	}
}

func (w *warnings) all() []Warning {
	for _, words := range w.order {
		if rest := w.given[words] - shownWarnings; rest > 0 {
			w.list = append(w.list, Warning{
				Place: Place{Sheet: words.sheet}, Text: fmt.Sprintf("And the same in %s more places: %s", number(rest), words.text),
			})
		}
	}
	return w.list
}
