package document

import "strings"

// A font is how words look.
type font struct {
	colour       string
	bold, struck bool
}

// A tone is how the pieces of a text look together. A piece has a font of its own or its cell's.
type tone struct {
	any           bool // there are words
	owned, shared bool // some have a font of their own, some their cell's
	first         font // of the first words
	firstOwned    bool
	plain, unfirm bool // of those with their own: some aren't struck, some aren't bold
	struck        bool // and some are struck
}

// add takes one more piece. Spaces alone count for nothing, but that they have a font.
func (t *tone) add(words string, own bool, f font) {
	t.owned = t.owned || own && words != ""
	if strings.TrimSpace(words) == "" {
		return
	}
	if !t.any {
		t.any, t.first, t.firstOwned = true, f, own
	}
	if !own {
		t.shared = true
		return
	}
	t.plain, t.unfirm, t.struck = t.plain || !f.struck, t.unfirm || !f.bold, t.struck || f.struck
}

// join takes the pieces of another text, after its own.
func (t *tone) join(after tone) {
	if !t.any {
		t.first, t.firstOwned = after.first, after.firstOwned
	}
	t.any, t.owned, t.shared = t.any || after.any, t.owned || after.owned, t.shared || after.shared
	t.plain, t.unfirm, t.struck = t.plain || after.plain, t.unfirm || after.unfirm, t.struck || after.struck
}

// seen is how the whole looks in a cell of the font given: coloured as its first words are, bold or struck if all of it is. Part says
// that some of it is struck and some not.
func (t *tone) seen(cell font) (whole font, part bool) {
	if t == nil || !t.any {
		return cell, false
	}
	whole.colour = cell.colour
	if t.firstOwned {
		whole.colour = t.first.colour
	}
	whole.bold = !t.unfirm && (!t.shared || cell.bold)
	whole.struck = !t.plain && (!t.shared || cell.struck)
	return whole, !whole.struck && (t.struck || t.shared && cell.struck)
}
