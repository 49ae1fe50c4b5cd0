package disclosure

import (
	"errors"
	"fmt"
	"html"
	"slices"
	"strings"
	"unicode"
)

// Exempt is text that may be read only in private, such as the exempt part of a Board paper. It prints as nothing: not through String, fmt,
// JSON or a template. Who may read it takes it out by name, with Reveal.
type Exempt struct{ text *string }

// Public is text that anybody may read. It prints as itself.
type Public string

// ExemptText marks text as exempt.
func ExemptText(text string) Exempt { return Exempt{&text} }

// Reveal gives the text, for the private paper alone. Every place that calls it is a place where exempt words can leave, so there are few.
func (e Exempt) Reveal() string {
	if e.text == nil {
		return ""
	}
	return *e.text
}

// IsZero says whether there is no text.
func (e Exempt) IsZero() bool { return e.Reveal() == "" }

// errExempt is the refusal to print exempt text in public.
var errExempt = errors.New("this text is exempt and cannot be printed here")

// Format prints nothing of the text, whatever the verb.
func (e Exempt) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte("[exempt]")) }

// MarshalJSON refuses.
func (e Exempt) MarshalJSON() ([]byte, error) { return nil, errExempt }

// MarshalText refuses.
func (e Exempt) MarshalText() ([]byte, error) { return nil, errExempt }

// GobEncode refuses.
func (e Exempt) GobEncode() ([]byte, error) { return nil, errExempt }

// RunOfWords is how many words in a row count as a quotation of an exempt passage. Six: shorter runs ("on the advice of the") are common
// to any two pages of a council's prose and would refuse honest papers, and a passage of fewer words is looked for whole.
const RunOfWords = 6

// ProveAbsent looks for exempt passages in the bytes of a public page, document text or file, and gives an error that says where the
// first of them stands: the number of the passage, counted from 1, and never its words. Both sides are read as their bare words:
// tags, entities, case, accents' composition, punctuation, soft hyphens and white space make no difference, and a word that tags or soft hyphens
// break up is read both broken and whole. A passage is found when it stands there whole, or when any RunOfWords of its words do,
// in order and together.
//
// What it can't see: the same meaning in other words, words in a picture, and text that is compressed, as in a PDF, which the caller
// must unpack first.
func ProveAbsent(exempt []Exempt, public []byte) error {
	pages := readings(string(public))
	for i, passage := range exempt {
		for _, words := range readings(passage.Reveal()) {
			for _, page := range pages {
				if quotes(words, page) {
					return fmt.Errorf("exempt passage %d, or %d words of it in a row, would stand in public: take it out of the public part", i+1, RunOfWords)
				}
			}
		}
	}
	return nil
}

// quotes says whether a run of the passage's words stands in the page.
func quotes(passage, page []string) bool {
	run := min(RunOfWords, len(passage))
	if run == 0 {
		return false
	}
	starts := map[string][]int{}
	for i := range len(passage) - run + 1 {
		starts[passage[i]] = append(starts[passage[i]], i)
	}
	for i := range max(0, len(page)-run+1) {
		for _, start := range starts[page[i]] {
			if slices.Equal(page[i:i+run], passage[start:start+run]) {
				return true
			}
		}
	}
	return false
}

// readings gives the words of a text, as they are when its tags are spaces, when they are nothing, and when there are no tags, only words
// between angle brackets.
func readings(text string) [][]string {
	out := [][]string{words(withoutTags(text, " ")), words(withoutTags(text, "")), words(text)}
	return slices.CompactFunc(out, slices.Equal[[]string])
}

func withoutTags(text, instead string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '<')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '>')
		if end < 0 {
			break
		}
		b.WriteString(text[:open])
		// As a browser reads it, a sign that no name follows is only a sign.
		if next := text[open+1]; next == '/' || next == '!' || next == '?' || next|0x20 >= 'a' && next|0x20 <= 'z' {
			b.WriteString(instead)
			text = text[open+end+1:]
			continue
		}
		b.WriteByte(' ')
		text = text[open+1:]
	}
	b.WriteString(text)
	return b.String()
}

// words gives the words of a text in lower case: its runs of letters and digits. Entities are undone until none are left, twice at most, since
// what is escaped twice still reads as words to whoever views the source.
func words(text string) []string {
	text = html.UnescapeString(html.UnescapeString(text))
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '\u00ad' || r == '\u200b' || r == '\u200c' || r == '\u200d' || r == '\u2060' || r == '\ufeff' || unicode.Is(unicode.Mn, r):
			// Soft hyphens, joiners and combining accents are not seen between letters.
		case r == '\'' || r == '’' || r == 'ʼ':
			// An apostrophe stands within a word, and is typed in several ways.
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(unicode.ToLower(plain(r)))
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

// plain takes the accent off the letters of names that are common in England, so that José and Jose, however typed, are one word.
func plain(r rune) rune {
	const accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ"
	const letters = "aaaaaaceeeeiiiinooooouuuuyyAAAAAACEEEEIIIINOOOOOUUUUY"
	i := 0
	for _, a := range accented {
		if a == r {
			return rune(letters[i])
		}
		i++
	}
	return r
}
