package board

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"throughline/change"
	"throughline/plan"
)

var smallNumbers = [...]string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}

// numberWord writes a count as papers do: in words to nine, in figures from
// 10, with commas in thousands.
func numberWord(n int) string {
	if n >= 0 && n < len(smallNumbers) {
		return smallNumbers[n]
	}
	return plan.Number(n)
}

// capital starts a sentence.
func capital(s string) string { return change.UpperFirst(s) }

// lowerFirst fits a heading into a sentence.
func lowerFirst(s string) string { return change.LowerFirst(s) }

// are picks the verb for a count.
func are(n int) string { return either(n, "is", "are") }

func have(n int) string { return either(n, "has", "have") }

func were(n int) string { return either(n, "was", "were") }

func either(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// noneOf writes "none of the five", and "neither of the two".
func noneOf(n int) string {
	if n == 2 {
		return "neither of the two"
	}
	return "none of the " + numberWord(n)
}

// allOf writes "all five" and "both", for two or more.
func allOf(n int) string {
	if n == 2 {
		return "both"
	}
	return "all " + numberWord(n)
}

// listed joins items as a sentence does: a, b and c.
func listed(items []string) string {
	switch len(items) {
	case 0:
		return ""
	case 1:
		return items[0]
	}
	last := len(items) - 1
	return strings.Join(items[:last], ", ") + " and " + items[last]
}

// inSentence fits a text typed as a heading into the middle of a sentence: no
// full stop, and a small first letter unless the first word is a name or an
// abbreviation. The agency's name tells us which words are names.
func inSentence(text, agency string) string {
	text = strings.TrimRight(strings.Join(strings.Fields(text), " "), ".;:, ")
	if text == "" {
		return "a part with no description"
	}
	first, _, _ := strings.Cut(text, " ")
	if isName(first, agency) {
		return text
	}
	letter, size := utf8.DecodeRuneInString(text)
	return strings.ToLower(string(letter)) + text[size:]
}

func isName(word, agency string) bool {
	for i, letter := range word {
		if i > 0 && unicode.IsUpper(letter) {
			return true
		}
	}
	if len(word) == 1 && word != "A" {
		return true
	}
	for _, name := range append(strings.Fields(agency), "Ofsted", "Ofsted's") {
		if name == word && name != "The" {
			return true
		}
	}
	return false
}
