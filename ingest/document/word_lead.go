package document

import "strings"

// mostLead is how many bytes a plain paragraph that ends in a colon may have to head the list after it: "Within three months:".
const mostLead = 60

// mostHeld is how many paragraphs may stand between such a line and the first bullet.
const mostHeld = 20

// A heldPoint is a paragraph that will be a point of a list if the list follows.
type heldPoint struct {
	paragraph
	text string
	line int
}

// outside places a paragraph that is in no list: it heads what follows, or may be the first point of a list whose bullet was forgotten, or it
// is passed over and counted.
func (w *wordReader) outside(p paragraph, text string) {
	look, _ := p.tone.seen(font{})
	line := !strings.Contains(text, "\n")
	leads := strings.HasSuffix(text, ":") && len(text) <= mostLead && line
	heads := look.bold && len(text) <= mostCaption && line || p.caption || leads
	if strings.HasSuffix(w.caption, ":") && !w.listOpen && !heads && !p.contents && len(w.held) < mostHeld {
		w.loose++
		w.held = append(w.held, heldPoint{p, text, w.paragraphs})
		return
	}
	over, plain := w.caption, w.plain
	if len(w.held) > 0 {
		over = ""
		if last := w.held[len(w.held)-1].text; short(last) {
			plain = last
		}
	}
	w.listOpen, w.caption, w.plain, w.held = false, "", "", nil
	switch {
	case heads:
		w.caption = shortened(text, mostCaption)
		if leads && over == "" && plain != "" { // "Safeguarding", and on the next line "Immediately:"
			over = plain
			w.loose--
		}
		if leads && over != "" && !strings.Contains(over, "\n") {
			w.caption = over + "\n" + w.caption
		}
	case !p.contents:
		w.loose++
		if short(text) {
			w.plain = text
		}
	}
}

// short says that a paragraph is as short as a heading, and ends like one.
func short(text string) bool {
	return len(text) <= mostLead && !strings.Contains(text, "\n") && !strings.ContainsAny(text[len(text)-1:], ".,;?!")
}
