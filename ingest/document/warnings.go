package document

import "fmt"

// shownWarnings is how many warnings with the same words are given, each with its place, before the rest are only counted.
const shownWarnings = 20

// warnings are gathered as a file is read.
type warnings struct {
	list []Warning
	seen map[string]int
	said []string // the words, in the order first given
}

// add gives a warning at a place.
func (w *warnings) add(at Place, text string) {
	if w.seen == nil {
		w.seen = map[string]int{}
	}
	key := at.Sheet + "\x00" + text
	if w.seen[key] == 0 {
		w.said = append(w.said, key)
	}
	w.seen[key]++
	if w.seen[key] <= shownWarnings {
		w.list = append(w.list, Warning{Place: at, Text: text})
	}
}

// once gives a warning the first time only, for its sheet.
func (w *warnings) once(at Place, text string) {
	if w.seen[at.Sheet+"\x00"+text] == 0 {
		w.add(at, text)
	}
}

func (w *warnings) all() []Warning {
	for _, key := range w.said {
		rest := w.seen[key] - shownWarnings
		if rest <= 0 {
			continue
		}
		for _, first := range w.list {
			if first.Sheet+"\x00"+first.Text == key {
				w.list = append(w.list, Warning{
					Place: Place{Sheet: first.Sheet}, Text: fmt.Sprintf("And the same in %s more places: %s", number(rest), first.Text),
				})
				break
			}
		}
	}
	return w.list
}
