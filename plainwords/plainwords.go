// Package plainwords says how hard an English text is to read: its reading age
// by published formulas, its long sentences, the abbreviations that it doesn't
// spell out, and words that have plainer ones.
//
// A formula counts words and syllables. It can't judge sense: a text may have a
// low reading age and mean nothing, or a high one because of a name that it must
// use. So nothing here refuses a text by itself.
package plainwords

import (
	"fmt"
	"math"
)

// LongSentence is the most words that a sentence should have: GOV.UK's advice
// ("Sentence length: why 25 words is our limit", 4 August 2014).
const LongSentence = 25

// Enough is the fewest words that a reading age is given for. The formulas were
// made for passages of 100 words or more.
const Enough = 100

// Reading is what was counted in a text.
type Reading struct {
	Sentences int
	Words     int
	Syllables int
	LongWords int // of three syllables or more
	Long      []Sentence
	Unspelled []Abbreviation
	Plainer   []Plainer
}

// Read counts a text. Paragraphs are parted by blank lines.
func Read(text string) Reading {
	var r Reading
	for _, s := range Sentences(text) {
		r.Sentences++
		for _, word := range Words(s.Text) {
			r.Words++
			n := Syllables(word)
			r.Syllables += n
			if n >= 3 {
				r.LongWords++
			}
		}
		if s.Words > LongSentence {
			r.Long = append(r.Long, s)
		}
	}
	r.Unspelled, r.Plainer = unspelled(text), plainer(text)
	return r
}

// Formula is a published way to reckon a reading age.
type Formula struct {
	Name       string
	Definition string // how it is reckoned, as a sentence
	Fewest     int    // sentences that it needs
	age        func(Reading) float64
}

// Kincaid and SMOG are the formulas used. Both give a school year of the United
// States; a child is five years older than the number of the year.
var (
	Kincaid = Formula{
		Name:       "Flesch–Kincaid",
		Definition: "0.39 × words in a sentence + 11.8 × syllables in a word − 15.59, which is a school year of the United States, and 5 added for an age.",
		Fewest:     1,
		age: func(r Reading) float64 { // Kincaid and others, Navy Research Branch Report 8-75, 1975
			return 0.39*float64(r.Words)/float64(r.Sentences) + 11.8*float64(r.Syllables)/float64(r.Words) - 15.59 + 5
		},
	}
	SMOG = Formula{
		Name:       "SMOG",
		Definition: "3.1291 + 1.0430 × the square root of the words of three syllables or more in 30 sentences, which is a school year of the United States, and 5 added for an age. It needs 30 sentences.",
		Fewest:     30,
		age: func(r Reading) float64 { // McLaughlin, Journal of Reading 12(8), 1969
			return 3.1291 + 1.0430*math.Sqrt(float64(r.LongWords)*30/float64(r.Sentences)) + 5
		},
	}
	Formulas = []Formula{Kincaid, SMOG}
)

// Age is a reading age in years, by one formula.
type Age struct {
	Formula Formula
	Years   float64 // never less than 5
}

// String is the age to one decimal place.
func (a Age) String() string { return fmt.Sprintf("%.1f", a.Years) }

// Ages gives the reading ages of a text, or none when it has fewer words or
// sentences than the formulas are for.
func (r Reading) Ages() (all []Age) {
	if r.Words < Enough {
		return nil
	}
	for _, f := range Formulas {
		if r.Sentences >= f.Fewest {
			all = append(all, Age{f, max(5, f.age(r))})
		}
	}
	return all
}

// TooShort is said of a text that has no reading age.
const TooShort = "Too short to say"

// Senseless is said beside a reading age.
const Senseless = "These formulas count words and syllables. They can’t judge sense."

// Above says in sentences why a text is too hard for readers of an age in
// years: its reading age by any formula, and each long sentence. None means
// that it is fit for them, or too short to have a reading age and without a
// long sentence.
func Above(text string, years float64) (why []string) {
	r := Read(text)
	for _, age := range r.Ages() {
		if age.Years > years {
			why = append(why, fmt.Sprintf("The reading age is %s by %s, and it may be %g at most.", age, age.Formula.Name, years))
		}
	}
	for _, s := range r.Long {
		why = append(why, fmt.Sprintf("Paragraph %d, sentence %d has %d words, and it may have %d at most: “%s”", s.Place.Paragraph, s.Place.Sentence, s.Words, LongSentence, s.Text))
	}
	return why
}
