package plainwords

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Place is where a sentence stands: the paragraph or list item, and the
// sentence in it, each from 1.
type Place struct{ Paragraph, Sentence int }

// Sentence is one sentence of a text, with its blanks made single.
type Sentence struct {
	Text  string
	Words int
	Place Place
}

// marker is what stands before an item of a list: a bullet, a number or a letter.
var marker = regexp.MustCompile(`^\s*(?:[-*•–—▪◦·]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+)`)

// blocks parts a text into paragraphs and items of lists. A blank line ends a
// paragraph, and a line that begins with a bullet or a number begins an item.
func blocks(text string) (all []string) {
	open := []string{}
	end := func() {
		if block := strings.Join(strings.Fields(strings.Join(open, " ")), " "); block != "" {
			all = append(all, block)
		}
		open = open[:0]
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n\n").Replace(text)
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			end()
			continue
		}
		if found := marker.FindString(line); found != "" {
			end()
			line = line[len(found):]
		}
		open = append(open, line)
	}
	end()
	return all
}

// Sentences parts a text into its sentences. A heading or an item of a list
// is a sentence by itself, whether or not a stop ends it. What has no word is
// none.
func Sentences(text string) (all []Sentence) {
	for i, block := range blocks(text) {
		n := 0
		for _, each := range parted(block) {
			if words := len(Words(each)); words > 0 {
				n++
				all = append(all, Sentence{each, words, Place{i + 1, n}})
			}
		}
	}
	return all
}

// parted splits a paragraph where its sentences end.
func parted(block string) (all []string) {
	tokens := strings.Fields(block)
	from := 0
	for i, token := range tokens {
		if i+1 == len(tokens) || ends(token, tokens[i+1]) {
			all = append(all, strings.Join(tokens[from:i+1], " "))
			from = i + 1
		}
	}
	return all
}

const closers = `"”’')]»`

// ends says whether a sentence ends with a word, by the word that follows.
func ends(token, next string) bool {
	bare := strings.TrimRight(token, closers)
	if bare == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(bare)
	if !strings.ContainsRune(".!?…", last) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(next, `"“‘'([«`))
	if unicode.IsLower(first) || !unicode.IsLetter(first) && !unicode.IsDigit(first) && first != '£' && first != utf8.RuneError {
		return false
	}
	if last != '.' {
		return true
	}
	word := strings.TrimLeft(strings.TrimSuffix(bare, "."), `"“‘'([«`)
	short := strings.ToLower(word)
	switch {
	case neverEnds[short]:
		return false
	case beforeNumbers[short]:
		return !unicode.IsDigit(first)
	case initial(word):
		return !unicode.IsUpper(first)
	}
	return true
}

// initial says whether a word is the first letter of a name: the J of J. Smith, or J.K.
func initial(word string) bool {
	for piece := range strings.SplitSeq(word, ".") {
		r, size := utf8.DecodeRuneInString(piece)
		if size != len(piece) || !unicode.IsUpper(r) {
			return false
		}
	}
	return word != "I" && word != ""
}

// neverEnds are shortened words that more of the sentence always follows.
var neverEnds = set("mr", "mrs", "ms", "dr", "prof", "rev", "sir", "st", "e.g", "eg", "i.e", "ie", "cf", "viz", "vs", "v", "messrs", "cllr", "hon")

// beforeNumbers are shortened words that only go on where a number follows.
var beforeNumbers = set("no", "nos", "para", "paras", "p", "pp", "s", "ss", "sec", "sch", "reg", "regs", "art", "arts", "ch", "chap", "fig", "figs",
	"vol", "pt", "cl", "approx", "c", "ca", "s.i", "ref", "tel", "ext", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec")

func set(words ...string) map[string]bool {
	all := map[string]bool{}
	for _, word := range words {
		all[word] = true
	}
	return all
}

// Words gives the words of a text: what stands between blanks and has a letter
// or a figure. A date in figures, a reference such as 3.2 or RCC/CPB/2013/001,
// an address and words joined by hyphens are one each; and/or is two.
func Words(text string) (all []string) {
	for token := range strings.FieldsSeq(text) {
		for _, piece := range pieces(token) {
			if strings.ContainsFunc(piece, wordly) || piece == "&" {
				all = append(all, piece)
			}
		}
	}
	return all
}

func wordly(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// pieces parts what stands together without a blank: "first—second" and "and/or".
func pieces(token string) []string {
	if strings.Contains(token, "://") || strings.HasPrefix(strings.ToLower(token), "www.") || strings.Contains(token, "@") {
		return []string{trimmed(token)}
	}
	var all []string
	for part := range strings.FieldsFuncSeq(token, func(r rune) bool { return r == '—' || r == '…' }) {
		slashed := strings.Split(part, "/")
		for _, each := range slashed {
			if strings.ContainsFunc(each, unicode.IsDigit) || !strings.ContainsFunc(each, unicode.IsLower) || len(each) < 2 {
				slashed = []string{part} // a date, a reference, N/A or s/he
				break
			}
		}
		for _, each := range slashed {
			all = append(all, trimmed(each))
		}
	}
	return all
}

// trimmed is a word without the marks around it.
func trimmed(token string) string {
	if token == "&" {
		return token
	}
	return strings.TrimFunc(token, func(r rune) bool { return !wordly(r) && !strings.ContainsRune("£%&", r) })
}
