package board

import (
	"regexp"
	"strconv"
	"strings"
)

// This file reads sentences back. It shares nothing with the code that writes
// them, so that a fault in either shows as a disagreement.

// figures is what a clause of a sentence says, or what its rows give.
type figures struct {
	total, complete, except, remaining int
	moving, quiet, never               int
	since                              string // the day, when a sentence names one
}

const (
	num     = `(?:one|two|three|four|five|six|seven|eight|nine|[0-9][0-9,]*)`
	allNum  = `(?:both|all ` + num + `)`
	noneNum = `(?:none of the ` + num + `|neither of the two)`
	subj    = `(?P<noun>(?:immediate )?(?:safeguarding|looked-after children|children’s services|additional) actions?(?: with no set timescale| due (?:within (?:three|six) months|before [a-z]+ [0-9]{4}))?)`
	parts   = "(?:\x01|listed in the rows)" // \x01 stands for the list of parts named
	more    = `(?: and (?P<except>` + num + `) more (?:is|are) complete but for one part(?: each)? \(` + parts + `\))?`
	rest    = `(?:; (?P<rest>.+))?`
	dates   = `(?:due later or with no date|due later|with no date)`
)

func form(pattern string) *regexp.Regexp { return regexp.MustCompile(`(?i)^` + pattern + `$`) }

type clauseForm struct {
	form *regexp.Regexp
	read func(f *figures, said func(string) string) bool
}

var openings = []clauseForm{
	{form(`there are no (?P<noun>[a-z’ -]+)`), func(*figures, func(string) string) bool { return true }},
	{form(`no additional action was (?P<noun>due before [a-z]+ [0-9]{4})`), func(*figures, func(string) string) bool { return true }},
	{form(`the one ` + subj + ` is complete`), func(f *figures, _ func(string) string) bool {
		f.total, f.complete = 1, 1
		return true
	}},
	{form(`the one ` + subj + " is complete with the exception of one part: \x01"), func(f *figures, _ func(string) string) bool {
		f.total, f.except = 1, 1
		return true
	}},
	{form(`the one ` + subj + ` is not complete; it (?P<state>.+)`), func(f *figures, said func(string) string) bool {
		f.total, f.remaining = 1, 1
		return f.readState(1, said("state"))
	}},
	{form(`(?P<total>` + allNum + `) ` + subj + ` are complete`), func(f *figures, said func(string) string) bool {
		f.total = readNumber(said("total"))
		f.complete = f.total
		return true
	}},
	{form(`(?P<total>` + allNum + `) ` + subj + ` are complete with the exception of (?P<except>` + num + `) parts?(?:: ` + "\x01" + `| \(` + parts + `\))`),
		func(f *figures, said func(string) string) bool {
			f.total, f.except = readNumber(said("total")), readNumber(said("except"))
			f.complete = f.total - f.except
			return true
		}},
	{form(`(?P<total>` + noneNum + `) ` + subj + ` is complete; each is complete but for one part(?:: ` + "\x01" + `| \(` + parts + `\))`),
		func(f *figures, said func(string) string) bool {
			f.total = readNumber(said("total"))
			f.except = f.total
			return true
		}},
	{form(`(?P<total>` + noneNum + `) ` + subj + ` is complete(?:; (?P<except>` + num + `) (?:is|are) complete but for one part(?: each)? \(` + parts + `\))?` + rest),
		readOpening},
	{form(`(?P<complete>` + num + `) of the (?P<total>` + num + `) ` + subj + ` (?:is|are) complete` + more + rest), readOpening},
	{form(`the majority of the ` + subj + ` are complete \((?P<complete>` + num + `) of the (?P<total>` + num + `)\)` + more + rest),
		func(f *figures, said func(string) string) bool {
			return readOpening(f, said) && 2*f.complete > f.total
		}},
}

func readOpening(f *figures, said func(string) string) bool {
	f.total, f.complete, f.except = readNumber(said("total")), readNumber(said("complete")), readNumber(said("except"))
	return said("rest") == "" || f.readRest(said("rest"))
}

var (
	restAlike = form(`(?:the remaining (?P<count>` + num + `)|(?P<all>` + allNum + `)) (?P<state>.+)`)
	restMixed = form(`of the (?:remaining )?(?P<count>` + num + `), (?P<list>.+)`)

	laterForms = []*regexp.Regexp{
		form(`the (?P<count>one) ` + dates + ` (?P<state>.+)`),
		form(`(?P<count>` + allNum + `) ` + dates + ` (?P<state>.+)`),
		form(`of the (?P<count>` + num + `) ` + dates + `, (?P<list>.+)`),
	}

	itemForm   = form(`(?P<count>` + num + `) (?P<state>.+)`)
	itemBreaks = regexp.MustCompile(`, | and `)

	stateForms = []struct {
		form  *regexp.Regexp
		place func(*figures) *int
	}{
		{form(`(?:is|are) complete`), func(f *figures) *int { return &f.complete }},
		{form(`(?:is|are) complete but for one part(?: each)? \(` + parts + `\)`), func(f *figures) *int { return &f.except }},
		{form(`(?:is|are)(?: all| both)? in progress`), func(f *figures) *int { return &f.moving }},
		{form(`(?:has|have) had no update (?:since (?P<since>[0-9]+ [a-z]+ [0-9]{4})|for more than 90 days)`), func(f *figures) *int { return &f.quiet }},
		{form(`(?:has|have) had no update yet`), func(f *figures) *int { return &f.never }},
	}
)

// readMain reads the first sentence, without its full stop. It gives the words
// that name the group.
func (f *figures) readMain(sentence string) (noun string, ok bool) {
	for _, o := range openings {
		if said, found := match(o.form, sentence); found {
			return said("noun"), o.read(f, said)
		}
	}
	return "", false
}

// readRest reads the clause about the remaining actions.
func (f *figures) readRest(clause string) bool {
	if said, ok := match(restMixed, clause); ok {
		f.remaining = readNumber(said("count"))
		return f.readList(said("list"))
	}
	said, ok := match(restAlike, clause)
	if !ok {
		return false
	}
	f.remaining = max(readNumber(said("count")), readNumber(said("all")))
	return f.readState(f.remaining, said("state"))
}

// readLater reads the second sentence about additional actions.
func (f *figures) readLater(sentence string) bool {
	for _, each := range laterForms {
		said, ok := match(each, sentence)
		if !ok {
			continue
		}
		f.total = readNumber(said("count"))
		ok = f.readState(f.total, said("state"))
		if list := said("list"); list != "" {
			ok = f.readList(list)
		}
		f.remaining = f.moving + f.quiet + f.never
		return ok
	}
	return false
}

func (f *figures) readList(list string) bool {
	for _, item := range itemBreaks.Split(list, -1) {
		said, ok := match(itemForm, item)
		if !ok || !f.readState(readNumber(said("count")), said("state")) {
			return false
		}
	}
	return true
}

func (f *figures) readState(count int, words string) bool {
	for _, s := range stateForms {
		if said, ok := match(s.form, words); ok {
			*s.place(f) += count
			if since := said("since"); since != "" {
				f.since = since
			}
			return true
		}
	}
	return false
}

// match gives what was said in each named place of a form.
func match(form *regexp.Regexp, text string) (said func(string) string, ok bool) {
	found := form.FindStringSubmatch(text)
	return func(name string) string {
		if place := form.SubexpIndex(name); place >= 0 && found != nil {
			return found[place]
		}
		return ""
	}, found != nil
}

var numberValues = map[string]int{
	"both": 2, "neither": 2, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
}

// readNumber gives the number in "five", "all 12", "none of the 1,200" or
// "both": the last number word there. Without one it is 0.
func readNumber(words string) int {
	value := 0
	for word := range strings.FieldsSeq(strings.ToLower(words)) {
		if n, known := numberValues[word]; known {
			value = n
		} else if n, err := strconv.Atoi(strings.ReplaceAll(word, ",", "")); err == nil {
			value = n
		}
	}
	return value
}
