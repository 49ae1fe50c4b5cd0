package board

import (
	"strings"

	"throughline/plan"
)

// The states in which nothing is known yet about a complete action.
const (
	notYetChecked   = "not_yet_checked"
	noMeasureLinked = "no_measure_linked"
)

// verb is a predicate for one and for several.
type verb struct{ one, many string }

var checkedVerbs = map[string]verb{
	notYetChecked: {"has not been checked in practice yet", "have not been checked in practice yet"},
	"passed":      {"passed a check in practice", "passed a check in practice"},
	"failed":      {"failed a check in practice", "failed a check in practice"},
	"expired":     {"was checked too long ago to count", "were checked too long ago to count"},
}

var differenceVerbs = map[string]verb{
	noMeasureLinked:  {"has no measure linked", "have no measure linked"},
	"not_yet_tested": {"has a measure linked that has not been tested yet", "have a measure linked that has not been tested yet"},
	"improved":       {"shows an improvement", "show an improvement"},
	"worse":          {"shows things getting worse", "show things getting worse"},

	"not_yet_judged":    {"is held to a measure that has not been tested yet", "are held to a measure that has not been tested yet"},
	"too_early":         {"went live too short a time ago to tell", "went live too short a time ago to tell"},
	"cannot_tell":       {"cannot be told to have made a difference or not", "cannot be told to have made a difference or not"},
	"already_improving": {"was getting better before practice changed", "were getting better before practice changed"},
	"no_signal":         {"shows no more than chance would give", "show no more than chance would give"},
	"indicative":        {"shows signs of an improvement without proof", "show signs of an improvement without proof"},
}

// checksSentence says, of the complete actions, which were found in practice
// and which made a difference, so that nobody mistakes done for better. It is
// "" when none is complete.
func checksSentence(rows []Row) string {
	var complete []Row
	for _, row := range rows {
		if row.Bucket == Complete {
			complete = append(complete, row)
		}
	}
	total := len(complete)
	if total == 0 {
		return ""
	}
	checked := countFacts(complete, func(r Row) plan.Fact { return r.Checked })
	difference := countFacts(complete, func(r Row) plan.Fact { return r.Difference })
	if checked[0] == (factCount{notYetChecked, total}) && difference[0] == (factCount{noMeasureLinked, total}) {
		if total == 1 {
			return "The one complete action has not been checked in practice yet, and no measure is linked."
		}
		return capital(noneOf(total)) + " complete actions has been checked in practice yet, and no measure is linked."
	}
	n := numberWord(total)
	practice := factSentence(checked, checkedVerbs, subject{"The one complete action", capital(allOf(total)) + " complete actions", "Of the " + n + " complete actions"})
	change := factSentence(difference, differenceVerbs, subject{"It", "The same " + n, "Of the same " + n})
	return practice + " " + change
}

type factCount struct {
	state string
	count int
}

// countFacts counts the states, in the order in which they first occur.
func countFacts(rows []Row, fact func(Row) plan.Fact) []factCount {
	var counts []factCount
next:
	for _, row := range rows {
		for i := range counts {
			if counts[i].state == fact(row).State {
				counts[i].count++
				continue next
			}
		}
		counts = append(counts, factCount{fact(row).State, 1})
	}
	return counts
}

// subject starts a sentence about one action, about all, and about some.
type subject struct{ one, all, some string }

func factSentence(counts []factCount, verbs map[string]verb, who subject) string {
	if len(counts) == 1 {
		return either(counts[0].count, who.one, who.all) + " " + verbFor(counts[0], verbs) + "."
	}
	items := make([]string, len(counts))
	for i, c := range counts {
		items[i] = numberWord(c.count) + " " + verbFor(c, verbs)
	}
	return who.some + ", " + listed(items) + "."
}

func verbFor(c factCount, verbs map[string]verb) string {
	v, known := verbs[c.state]
	if !known { // a state named by later work
		named := "“" + strings.ReplaceAll(c.state, "_", " ") + "”"
		v = verb{"is marked " + named, "are marked " + named}
	}
	return either(c.count, v.one, v.many)
}
