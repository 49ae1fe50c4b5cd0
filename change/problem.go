package change

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind groups problems, so that an edge can choose a status code.
type Kind int

// The kinds of problem.
const (
	Invalid   Kind = iota // what was entered can't be accepted
	Forbidden             // this person may not do it
	NotFound              // it isn't there
	Stale                 // somebody else changed it first
)

// Problem is one reason why a change was refused, as a plain sentence that
// says what to do. Field is the name of the field it belongs to, or "".
type Problem struct {
	Kind     Kind
	Field    string
	Sentence string
}

// Problems is every reason at once, so that a form can show them together.
type Problems []Problem

func (p Problems) Error() string {
	sentences := make([]string, len(p))
	for i, problem := range p {
		sentences[i] = problem.Sentence
	}
	return strings.Join(sentences, " ")
}

// Kind is the gravest kind among the problems.
func (p Problems) Kind() Kind {
	gravest := Invalid
	for _, problem := range p {
		gravest = max(gravest, problem.Kind)
	}
	return gravest
}

// Err is nil when there are no problems.
func (p Problems) Err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// Add notes an invalid field.
func (p *Problems) Add(field, sentence string) {
	*p = append(*p, Problem{Invalid, field, sentence})
}

// Check notes err, when there is one, against the field.
func (p *Problems) Check(field string, err error) {
	if err != nil {
		p.Add(field, UpperFirst(err.Error())+".")
	}
}

// Forbid is one reason why this person may not do it.
func Forbid(sentence string) error { return Problems{{Forbidden, "", sentence}} }

// Missing says that a thing isn't there.
func Missing(what string) error {
	return Problems{{NotFound, "", "We can't find that " + what + ". It may have been entered in another authority, or the link may be wrong."}}
}

// Outdated says that somebody else changed the thing first.
func Outdated(what string) error {
	return Problems{{Stale, "", "Someone else changed this " + what + " while you were working. Compare the two and choose what to keep."}}
}

// UpperFirst starts a sentence with a capital letter.
func UpperFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if first == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// LowerFirst fits a heading into a sentence. What begins with two capitals,
// such as NHS or SHA-256, stays as it is.
func LowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if second, _ := utf8.DecodeRuneInString(s[size:]); size == 0 || first == utf8.RuneError || unicode.IsUpper(second) {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}
