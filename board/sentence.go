package board

import (
	"fmt"
	"strings"

	"throughline/deadline"
	"throughline/plan"
)

// noun names what a sentence counts, for one, for several and after "no".
type noun struct{ one, many, none string }

func nounOf(k Key) noun {
	now, when := "", ""
	switch k.Timescale {
	case deadline.Immediate:
		now = "immediate "
	case deadline.None:
		when = " with no set timescale"
	default:
		when = " due " + lowerFirst(k.Timescale.Words())
	}
	kind := strings.ToLower(k.Section.Words())
	n := noun{now + kind + " action" + when, now + kind + " actions" + when, now + kind + " actions" + when}
	if k.Section == plan.LookedAfterChildren {
		n.none = now + "actions for " + kind + when
	}
	return n
}

// groupSentence writes the key statement for a tally. Where a form of words
// would claim more than another, the one that claims least is used: "all …
// with the exception of" is kept for groups in which most actions are
// complete. majority asks for "the majority of" where it is true.
func groupSentence(n noun, t tally, majority bool) string {
	total, except := t.total(), len(t.except)
	switch {
	case total == 0:
		return "There are no " + n.none + "."
	case total == 1:
		return "The one " + n.one + " " + singleState(t) + "."
	case t.complete == total:
		return capital(allOf(total)) + " " + n.many + " are complete."
	case t.remaining() == 0 && except < t.complete:
		return fmt.Sprintf("%s %s are complete with the exception of %s %s%s.",
			capital(allOf(total)), n.many, numberWord(except), either(except, "part", "parts"), afterColon(t.except))
	case except == total:
		return fmt.Sprintf("%s %s is complete; each is complete but for one part%s.", capital(noneOf(total)), n.many, afterColon(t.except))
	}
	clauses := openingClause(n, t, majority)
	if rest := remainingClause(t); rest != "" {
		clauses += "; " + rest
	}
	return clauses + "."
}

// singleState is what is true of a group of one action.
func singleState(t tally) string {
	switch {
	case t.complete == 1:
		return "is complete"
	case len(t.except) == 1:
		return "is complete with the exception of one part" + afterColon(t.except)
	default:
		return "is not complete; it " + t.states(false)[0].predicate(1)
	}
}

func openingClause(n noun, t tally, majority bool) string {
	total, except := t.total(), len(t.except)
	var opening string
	switch {
	case t.complete == 0:
		opening = fmt.Sprintf("%s %s is complete", capital(noneOf(total)), n.many)
	case majority && 2*t.complete > total:
		opening = fmt.Sprintf("The majority of the %s are complete (%s of the %s)", n.many, numberWord(t.complete), numberWord(total))
	default:
		opening = fmt.Sprintf("%s of the %s %s %s complete", capital(numberWord(t.complete)), numberWord(total), n.many, are(t.complete))
	}
	if except == 0 {
		return opening
	}
	more := state{kind: butOnePart, count: except, except: t.except}.predicate(except)
	if t.complete == 0 {
		return fmt.Sprintf("%s; %s %s", opening, numberWord(except), more)
	}
	return fmt.Sprintf("%s and %s more %s", opening, numberWord(except), more)
}

func remainingClause(t tally) string {
	count := t.remaining()
	if count == 0 {
		return ""
	}
	states := t.states(false)
	everything := count == t.total()
	switch {
	case len(states) > 1 && everything:
		return fmt.Sprintf("of the %s, %s", numberWord(count), listOf(states))
	case len(states) > 1:
		return fmt.Sprintf("of the remaining %s, %s", numberWord(count), listOf(states))
	case everything:
		return allOf(count) + " " + states[0].predicate(count)
	case states[0].kind == moving && count > 1:
		return fmt.Sprintf("the remaining %s are %s in progress", numberWord(count), bothOrAll(count))
	default:
		return fmt.Sprintf("the remaining %s %s", numberWord(count), states[0].predicate(count))
	}
}

func bothOrAll(n int) string {
	if n == 2 {
		return "both"
	}
	return "all"
}

type stateKind int

const (
	finished stateKind = iota
	butOnePart
	moving
	quiet
	never
)

// state is how many actions share a state, with what the words need.
type state struct {
	kind   stateKind
	count  int
	except []ExceptRow
	since  string // for quiet: "since 4 October 2012" or "for more than 90 days"
}

// states lists the states of the remaining actions that occur, and those of
// the others too when whole is asked for.
func (t tally) states(whole bool) []state {
	var found []state
	add := func(s state) {
		if s.count > 0 {
			found = append(found, s)
		}
	}
	if whole {
		add(state{kind: finished, count: t.complete})
		add(state{kind: butOnePart, count: len(t.except), except: t.except})
	}
	add(state{kind: moving, count: t.inProgress})
	add(state{kind: quiet, count: len(t.silent), since: sinceWords(t)})
	add(state{kind: never, count: t.never})
	return found
}

func sinceWords(t tally) string {
	for _, day := range t.silent {
		if day != t.silent[0] {
			return fmt.Sprintf("for more than %d days", plan.SilentAfter)
		}
	}
	if len(t.silent) == 0 {
		return ""
	}
	return "since " + t.silent[0].Long()
}

// predicate is the state said of n actions.
func (s state) predicate(n int) string {
	switch s.kind {
	case finished:
		return are(n) + " complete"
	case butOnePart:
		return are(n) + " complete but for one part" + either(n, "", " each") + " (" + inBrackets(s.except) + ")"
	case moving:
		return are(n) + " in progress"
	case quiet:
		return have(n) + " had no update " + s.since
	default:
		return have(n) + " had no update yet"
	}
}

func listOf(states []state) string {
	items := make([]string, len(states))
	for i, s := range states {
		items[i] = numberWord(s.count) + " " + s.predicate(s.count)
	}
	return listed(items)
}

// namedInSentence is how many outstanding parts a sentence names before it
// sends the reader to the rows: more would bury the count.
const namedInSentence = 3

const seeRows = "listed in the rows"

func inBrackets(except []ExceptRow) string {
	if len(except) > namedInSentence {
		return seeRows
	}
	return phrases(except)
}

func afterColon(except []ExceptRow) string {
	if len(except) > namedInSentence {
		return " (" + seeRows + ")"
	}
	return ": " + phrases(except)
}

func phrases(except []ExceptRow) string {
	named := make([]string, len(except))
	for i, e := range except {
		named[i] = e.phrase()
	}
	return strings.Join(named, "; ")
}
