package board

import "regexp"

// lateFigures is what the sentence on lateness says.
type lateFigures struct {
	open, late, approved, passed int
	date                         string
}

var (
	lateForm = form(`(?:(?P<one>the one) that is|(?P<all>` + allNum + `) that are|(?P<late>` + num + `) of the (?P<open>` + num + `) that are) not complete ` +
		`(?:is|are) past (?:(?:its|their) original date of (?P<date>[0-9]+ [a-z]+ [0-9]{4})|their original dates); (?P<more>.+)`)
	moreNone = form(`(?:it has no approved later date|(?:neither|none) has an approved later date)`)
	moreSome = form(`(?P<approved>it|both|all ` + num + `|` + num + `) (?:has|have) an approved later date(?:(?P<too>, which has passed too)|, of which (?P<passed>` + num + `) (?:has|have) passed too)?`)
)

func readLateness(sentence string) (lateFigures, bool) {
	var f lateFigures
	said, ok := match(lateForm, sentence)
	if !ok {
		return f, false
	}
	f.open, f.late, f.date = readNumber(said("open")), readNumber(said("late")), said("date")
	if all := readNumber(said("one") + " " + said("all")); all > 0 {
		f.open, f.late = all, all
	}
	clause := said("more")
	if moreNone.MatchString(clause) {
		return f, true
	}
	if said, ok = match(moreSome, clause); !ok {
		return f, false
	}
	f.approved = readNumber(said("approved"))
	if said("approved") == "it" {
		f.approved = 1
	}
	f.passed = readNumber(said("passed"))
	if said("too") != "" {
		f.passed = 1
	}
	return f, true
}

var (
	leftAlike = form(`(?P<count>` + num + `)(?: further)? actions? (?:was|were) (?P<how>withdrawn|superseded|not accepted) and (?:is|are) not counted`)
	leftMixed = form(`(?P<count>` + num + `)(?: further)? actions are not counted: (?P<list>.+)`)
	leftItem  = form(`(?P<count>` + num + `) (?:was|were) (?P<how>withdrawn|superseded|not accepted)`)
)

// readLeftOut gives the number left out and the number for each way of ending.
func readLeftOut(sentence string) (total int, by map[string]int, ok bool) {
	by = map[string]int{}
	if said, found := match(leftAlike, sentence); found {
		total = readNumber(said("count"))
		by[said("how")] = total
		return total, by, true
	}
	said, found := match(leftMixed, sentence)
	if !found {
		return 0, by, false
	}
	for _, item := range itemBreaks.Split(said("list"), -1) {
		one, found := match(leftItem, item)
		if !found {
			return 0, by, false
		}
		by[one("how")] += readNumber(one("count"))
	}
	return readNumber(said("count")), by, true
}

var (
	nothingKnown = form(`(?P<count>the one|` + noneNum + `) complete actions? has (?:not )?been checked in practice yet, and no measure is linked`)
	checkAlike   = form(`(?P<count>the one|` + allNum + `) complete actions? (?P<state>.+)`)
	checkMixed   = form(`of the (?P<count>` + num + `) complete actions, (?P<list>.+)`)
	sameAlike    = form(`(?P<count>it|the same ` + num + `) (?P<state>.+)`)
	sameMixed    = form(`of the same (?P<count>` + num + `), (?P<list>.+)`)
	marked       = form(`(?:is|are) marked “(?P<state>.+)”`)
	factWords    = []struct {
		form  *regexp.Regexp
		state string
	}{
		{form(`(?:has|have) not been checked in practice yet`), "not yet checked"},
		{form(`passed a check in practice`), "passed"},
		{form(`failed a check in practice`), "failed"},
		{form(`(?:was|were) checked too long ago to count`), "expired"},
		{form(`(?:has|have) no measure linked`), "no measure linked"},
		{form(`(?:has|have) a measure linked that has not been tested yet`), "not yet tested"},
		{form(`shows? an improvement`), "improved"},
		{form(`(?:is|are) held to a measure that has not been tested yet`), "not yet judged"},
		{form(`went live too short a time ago to tell`), "too early"},
		{form(`cannot be told to have made a difference or not`), "cannot tell"},
		{form(`(?:was|were) getting better before practice changed`), "already improving"},
		{form(`shows? no more than chance would give`), "no signal"},
		{form(`shows? signs of an improvement without proof`), "indicative"},
		{form(`shows? things getting worse`), "worse"},
	}
)

// readFacts reads one sentence about checks or difference: the number of
// complete actions and how many are in each state.
func readFacts(sentence string, alike, mixed *regexp.Regexp) (total int, by map[string]int, ok bool) {
	by = map[string]int{}
	if said, found := match(mixed, sentence); found {
		for _, item := range itemBreaks.Split(said("list"), -1) {
			one, found := match(itemForm, item)
			state, known := factNamed(one("state"))
			if !found || !known {
				return 0, by, false
			}
			by[state] += readNumber(one("count"))
		}
		return readNumber(said("count")), by, true
	}
	said, found := match(alike, sentence)
	state, known := factNamed(said("state"))
	if !found || !known {
		return 0, by, false
	}
	total = max(1, readNumber(said("count"))) // "it" is one
	by[state] = total
	return total, by, true
}

func factNamed(words string) (string, bool) {
	for _, f := range factWords {
		if f.form.MatchString(words) {
			return f.state, true
		}
	}
	if said, ok := match(marked, words); ok {
		return said("state"), true
	}
	return "", false
}
