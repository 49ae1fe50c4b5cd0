package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is one word of a text that begins with a letter.
type token struct {
	text     string // as it stands, without 's
	lower    string
	from, to int
	upper    bool // begins with a capital letter
	shout    bool // all capitals, three letters or more
	initial  bool // one capital letter, with a stop or without
	owns     bool // ended in 's
	joined   bool // only spaces lie between the word before and this one
	line     bool // as joined, or one line's end
	first    bool // begins a sentence or a line
}

func isUpper(r rune) bool { return unicode.IsUpper(r) }
func isLower(r rune) bool { return unicode.IsLower(r) }

func firstUpper(word string) string {
	r, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToUpper(r)) + word[size:]
}

// tokens cuts a text into words.
func tokens(text string) []token {
	var all []token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsLetter(r) {
			i += size
			continue
		}
		from := i
		for i < len(text) {
			r, size = utf8.DecodeRuneInString(text[i:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
				next, _ := utf8.DecodeRuneInString(text[i+size:])
				if r != '\'' && r != '-' || !unicode.IsLetter(next) {
					break
				}
			}
			i += size
		}
		all = append(all, tokenOf(text, from, i, all))
	}
	return all
}

func tokenOf(text string, from, to int, before []token) token {
	word := text[from:to]
	t := token{text: word, from: from, to: to}
	if cut, ok := strings.CutSuffix(word, "'s"); ok {
		t.text, t.to, t.owns = cut, to-2, true
	}
	t.lower = strings.ToLower(t.text)
	r, size := utf8.DecodeRuneInString(t.text)
	t.upper = unicode.IsUpper(r) || unicode.IsTitle(r)
	t.initial = t.upper && size == len(t.text)
	t.shout = utf8.RuneCountInString(t.text) > 2 && t.text == strings.ToUpper(t.text)
	start := 0
	if len(before) > 0 {
		start = before[len(before)-1].to
		if before[len(before)-1].owns {
			start += 2
		}
	}
	between := text[start:from]
	if len(before) > 0 && before[len(before)-1].initial {
		between = strings.TrimPrefix(between, ".")
	}
	bare := strings.Trim(between, " ")
	t.joined = len(before) > 0 && bare == ""
	t.line = len(before) > 0 && strings.Trim(bare, "\n") == "" && strings.Count(bare, "\n") < 2
	t.first = len(before) == 0 || strings.ContainsAny(between, ".!?:;\n\t\"“”•*()")
	return t
}

// people finds names of people in running text.
func people(text string, known Known) (found []Finding) {
	words := tokens(text)
	skip := known.cover(words)
	for i := 0; i < len(words); i++ {
		if skip[i] || !words[i].upper {
			continue
		}
		run := reader{words, skip, known}
		if end := run.nameFrom(i); end > i {
			from, to := words[i].from, words[end-1].to
			found = append(found, Finding{Name, text[from:to], from})
			i = end - 1
			continue
		}
		if run.aged(text, i) {
			to := words[i].to + len(ageAfter.FindString(text[words[i].to:]))
			found = append(found, Finding{InitialsAge, strings.TrimSpace(text[words[i].from:to]), words[i].from})
		}
	}
	return found
}

// reader looks for a name at a place in a text.
type reader struct {
	words []token
	skip  []bool
	known Known
}

// nameFrom gives where a name that begins at word i ends, or i when none does.
func (r reader) nameFrom(i int) int {
	w := r.words[i]
	next := func() bool {
		return i+1 < len(r.words) && !r.skip[i+1] && r.words[i+1].line && r.words[i+1].upper && !r.words[i].owns
	}
	end := i
	switch {
	case titles[w.lower] && next() && (r.strange(i+1) || r.surname(i+1) || isFirst(r.words[i+1])):
		end = i + 2
	case w.initial && !labelled(r.words, i) && next() && r.words[i+1].joined && !r.words[i+1].shout && (r.strange(i+1) || r.surname(i+1)) && (w.lower != "a" && w.lower != "i" || r.dotted(i)):
		end = i + 2
	case isFirst(w) && next() && r.follows(i):
		end = i + 2
	case r.strange(i) && !w.shout && next() && r.words[i+1].joined && !r.words[i+1].shout && (r.strange(i+1) || r.surname(i+1) || isFirst(r.words[i+1])):
		end = i + 2
	case r.strange(i) && i > 0 && r.words[i].joined && related[r.words[i-1].lower] && !r.words[i-1].upper && !w.shout:
		end = i + 1
	case plainFirst(w) && !r.partOfAName(i):
		end = i + 1
	}
	if end == i {
		return i
	}
	for end < len(r.words) && r.words[end].joined && r.words[end].upper && !r.skip[end] && !r.words[end-1].owns && (r.strange(end) || r.surname(end)) {
		end++
	}
	if r.namesABuilding(i, end) {
		return i
	}
	return end
}

// strange says that a word is no word of English or of a document that we
// know, no place and no name of an agency or a post.
func (r reader) strange(i int) bool {
	w := r.words[i]
	return w.upper && !w.initial && !r.skip[i] && !isOrdinary(w.lower) && !places[w.lower] && !r.known.things[w.lower] && !strings.ContainsAny(w.text, "0123456789") && utf8.RuneCountInString(w.text) > 1 && !isShort(w)
}

// isShort says that a word is an abbreviation: capitals of up to five letters
// or with a capital at its end, such as MASH, CAMHS and PEPs.
func isShort(w token) bool {
	capitals := 0
	for _, c := range w.text {
		if unicode.IsUpper(c) {
			capitals++
		}
	}
	n := utf8.RuneCountInString(w.text)
	return n <= 6 && capitals >= n-1 && capitals > 1
}

// surname says that a word, though ordinary, is many people's surname too.
func (r reader) surname(i int) bool {
	w := r.words[i]
	return w.upper && !r.skip[i] && surnames[w.lower]
}

// follows says that the word after a first name makes it a person's.
func (r reader) follows(i int) bool {
	w, after := r.words[i], r.words[i+1]
	if after.initial && i+2 < len(r.words) && r.words[i+2].joined && (r.strange(i+2) || r.surname(i+2)) {
		return true
	}
	if w.shout && isShort(after) && !surnames[after.lower] {
		return !isOrdinary(after.lower) && !isOrdinary(w.lower) && !r.known.things[after.lower] && !places[after.lower] && utf8.RuneCountInString(after.text) > 4
	}
	switch {
	case months[w.lower] && i > 0 && (beforeMonths[r.words[i-1].lower] || !r.surname(i+1)):
		return false
	case r.known.things[w.lower], r.known.things[after.lower]:
		return false
	case r.strange(i + 1), r.surname(i + 1), isFirst(after) && !isOrdinary(after.lower) && !months[after.lower]:
		return true
	default:
		return plainFirst(w) && places[after.lower]
	}
}

// partOfAName says that a first name belongs to a place, a body or a law.
func (r reader) partOfAName(i int) bool {
	if r.known.things[r.words[i].lower] {
		return true
	}
	if i > 0 && r.words[i].joined && (r.words[i-1].upper && !r.words[i-1].first || r.words[i-1].lower == "st" || r.words[i-1].lower == "saint") {
		return true
	}
	return i+1 < len(r.words) && r.words[i+1].joined && r.words[i+1].upper
}

// namesABuilding says that a name belongs to a school, a street or the like.
func (r reader) namesABuilding(i, end int) bool {
	if i > 0 && r.words[i].joined && (r.words[i-1].lower == "st" || r.words[i-1].lower == "saint") {
		return true
	}
	return end < len(r.words) && r.words[end].joined && r.words[end].upper && bodies[r.words[end].lower]
}

// dotted says that an initial is followed by a stop, so that it is no word.
func (r reader) dotted(i int) bool { return r.words[i+1].from-r.words[i].to > 1 }

func labelled(words []token, i int) bool {
	return i > 0 && words[i].joined && labels[words[i-1].lower]
}

// aged says that a word which may be a name is followed by an age.
func (r reader) aged(text string, i int) bool {
	w := r.words[i]
	return (isFirst(w) || r.strange(i)) && !w.shout && !r.known.things[w.lower] && ageAfter.MatchString(text[w.to:])
}
