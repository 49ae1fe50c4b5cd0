package board

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/plan"
)

var anyNumber = regexp.MustCompile(`\b(?:one|two|three|four|five|six|seven|eight|nine|[0-9][0-9,]*|[Bb]oth|[Nn]either)\b`)

// Planted faults: whatever number is changed in a sentence, whatever row is
// dropped and whatever part is changed, the reconciliation says so.
func TestPlantedFaultsAreCaught(t *testing.T) {
	fault := map[string]func(*rapid.T, *Statement) bool{
		"a number in the sentence":  func(t *rapid.T, st *Statement) bool { return changeNumber(t, &st.Sentence) },
		"a number in the lateness":  func(t *rapid.T, st *Statement) bool { return changeNumber(t, &st.Lateness) },
		"a number in what's left":   func(t *rapid.T, st *Statement) bool { return changeNumber(t, &st.LeftOutSentence) },
		"a number in the checks":    func(t *rapid.T, st *Statement) bool { return changeNumber(t, &st.Checks) },
		"a row dropped":             dropRow,
		"a part changed":            changePart,
		"a stored figure":           func(t *rapid.T, st *Statement) bool { st.Complete++; return true },
		"a sentence edited by hand": func(t *rapid.T, st *Statement) bool { st.Sentence += " Well done."; return true },
		"a date in the sentence": func(t *rapid.T, st *Statement) bool {
			return replace(&st.Sentence, "since 4 October", "since 5 October")
		},
		"the month of the cut-off": func(t *rapid.T, st *Statement) bool { return replace(&st.Sentence, "January 2013", "March 2013") },
		"another group's words": func(t *rapid.T, st *Statement) bool {
			return replace(&st.Sentence, "safeguarding", "looked-after children")
		},
		"another timescale":          func(t *rapid.T, st *Statement) bool { return replace(&st.Sentence, "six months", "three months") },
		"a row counted elsewhere":    moveRow,
		"no day to count up to":      func(t *rapid.T, st *Statement) bool { had := st.DueBefore != nil; st.DueBefore = nil; return had },
		"another day to count up to": func(t *rapid.T, st *Statement) bool { return st.DueBefore != nil && moveCutoff(st.DueBefore) },
		"a sentence missing":         func(t *rapid.T, st *Statement) bool { had := st.Lateness != ""; st.Lateness = ""; return had },
	}
	for name, plant := range fault {
		t.Run(name, func(t *testing.T) {
			planted := 0
			check := func(t *rapid.T) {
				rows, left := anyRows(t)
				for i := range rows { // numbers in a part's own text are not figures
					for j := range rows[i].Parts {
						rows[i].Parts[j].Text, rows[i].Parts[j].Agency, rows[i].Parts[j].Progress = "Train everybody", "Northmoor", ""
					}
				}
				st := statementFrom(rapid.SampledFrom(keys).Draw(t, "group"), asAt, rows, left)
				if !plant(t, &st) {
					return
				}
				planted++
				if len(Reconcile(st)) == 0 {
					t.Fatalf("not caught: %s | %s | %s | %s", st.Sentence, st.Lateness, st.LeftOutSentence, st.Checks)
				}
			}
			for round := 0; round == 0 || planted < 5 && round < 40; round++ { // some faults fit few of the statements drawn
				rapid.Check(t, check)
			}
			if planted < 5 {
				t.Fatalf("the fault was planted only %d times", planted)
			}
		})
	}
}

func moveCutoff(c *Cutoff) bool {
	c.Before = c.Before.AddMonths(-1)
	return true
}

func replace(text *string, old, with string) bool {
	was := *text
	*text = strings.Replace(was, old, with, 1)
	return *text != was
}

func changeNumber(t *rapid.T, text *string) bool {
	var places [][]int
	for _, at := range anyNumber.FindAllStringIndex(*text, -1) {
		before, after := (*text)[:at[0]], (*text)[at[1]:]
		onePart := strings.HasPrefix(after, " part") && !strings.HasPrefix(after, " parts")
		fixed := strings.HasSuffix(before, "within ") || strings.HasSuffix(before, "more than ") || onePart
		if !fixed {
			places = append(places, at)
		}
	}
	if len(places) == 0 {
		return false
	}
	at := rapid.SampledFrom(places).Draw(t, "place")
	was := (*text)[at[0]:at[1]]
	other := rapid.SampledFrom([]string{"two", "three", "seven", "12", "2,000"}).Draw(t, "number")
	if readNumber(other) == readNumber(was) {
		return false
	}
	*text = (*text)[:at[0]] + other + (*text)[at[1]:]
	return true
}

func dropRow(t *rapid.T, st *Statement) bool {
	if len(st.Rows) == 0 {
		return false
	}
	i := rapid.IntRange(0, len(st.Rows)-1).Draw(t, "row")
	st.Rows = append(append([]Row{}, st.Rows[:i]...), st.Rows[i+1:]...)
	return true
}

func changePart(t *rapid.T, st *Statement) bool {
	for i, row := range st.Rows {
		if row.Bucket == Complete && rapid.Bool().Draw(t, "this") {
			part := &st.Rows[i].Parts[rapid.IntRange(0, len(row.Parts)-1).Draw(t, "part")]
			part.Done = false
			part.Wanting = []string{"It has no accepted evidence."}
			return true
		}
	}
	return false
}

func moveRow(t *rapid.T, st *Statement) bool {
	for i, row := range st.Rows {
		if row.Bucket == Remaining && rapid.Bool().Draw(t, "this") {
			st.Rows[i].Bucket = Complete
			return true
		}
	}
	return false
}

func TestADisagreementNamesTheSentenceAndBothFigures(t *testing.T) {
	st := mix{complete: 5, moving: 4, due: sixDue}.statement(safeguardingSix)
	st.Sentence = strings.Replace(st.Sentence, "Five", "Six", 1)
	found := Reconcile(st)
	if len(found) != 1 {
		t.Fatalf("got %d disagreements: %v", len(found), found)
	}
	want := "The sentence “Six of the nine safeguarding actions due within six months are complete; the remaining four are all in progress.” " +
		"in safeguarding, within six months gives, for complete: 6. Its rows give: 5."
	if got := found[0].Words(); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestAddressOfThePartWantingIsCompared(t *testing.T) {
	st := mix{complete: 4, except: 1, due: sixDue}.statement(safeguardingSix)
	st.Sentence = strings.Replace(st.Sentence, "rain all five", "rain all six", 1)
	if len(Reconcile(st)) == 0 {
		t.Error("a part named in other words was not caught")
	}
}

func TestLatenessLeftOutAndChecks(t *testing.T) {
	d := func(month, day int) calendar.Date { return calendar.Must(2013, time.Month(month), day) }
	rows, _ := mix{complete: 5, moving: 4, due: sixDue}.rows()
	rows[5].ApprovedDate, rows[6].ApprovedDate = d(3, 1), d(1, 31)
	st := statementFrom(safeguardingSix, asAt, rows, nil)
	if want := "All four that are not complete are past their original date of 9 September 2012; two have an approved later date, of which one has passed too."; st.Lateness != want {
		t.Errorf("got %s", st.Lateness)
	}
	if want := "None of the five complete actions has been checked in practice yet, and no measure is linked."; st.Checks != want {
		t.Errorf("got %s", st.Checks)
	}
	rows[0].Checked.State, rows[1].Difference.State = "passed", "worse"
	st = statementFrom(safeguardingSix, asAt, rows, nil)
	if want := "Of the five complete actions, one passed a check in practice and four have not been checked in practice yet. " +
		"Of the same five, four have no measure linked and one shows things getting worse."; st.Checks != want {
		t.Errorf("got %s", st.Checks)
	}
	for i, c := range []struct {
		standings []plan.Standing
		total     int
		want      string
	}{
		{nil, 3, ""},
		{[]plan.Standing{plan.Withdrawn}, 3, "One further action was withdrawn and is not counted."},
		{[]plan.Standing{plan.NotAccepted}, 0, "One action was not accepted and is not counted."},
		{[]plan.Standing{plan.Superseded, plan.Superseded}, 3, "Two further actions were superseded and are not counted."},
		{[]plan.Standing{plan.NotAccepted, plan.Withdrawn, plan.Withdrawn}, 3, "Three further actions are not counted: two were withdrawn and one was not accepted."},
	} {
		var left []LeftOutRow
		for n, s := range c.standings {
			left = append(left, LeftOutRow{ActionRef: strconv.Itoa(n), Standing: s})
		}
		if got := leftOutSentence(left, c.total); got != c.want {
			t.Errorf("%d: got %s", i, got)
		}
	}
}

// Only a later date for a part still wanting is told: one that was given to a
// part since done explains nothing.
func TestApprovedDatesAreThoseOfPartsStillWanting(t *testing.T) {
	w := &world{t: t}
	w.partners()
	w.inspection()
	later := calendar.Must(2013, 3, 31)
	for _, parts := range [][]partSpec{
		{{text: "One", owner: "trust-post", done: true, extended: later}, {text: "Two", owner: "trust-post", news: recent}, {text: "Three", owner: "trust-post"}},
		{{text: "One", owner: "trust-post", news: recent, extended: later}, {text: "Two", owner: "trust-post"}},
		{{text: "One", owner: "trust-post", news: recent, extended: asAt}, {text: "Two", owner: "trust-post"}},
	} {
		w.action(actionSpec{title: "Do it", section: safeguardingSix.Section, timescale: safeguardingSix.Timescale, parts: parts})
	}
	for _, st := range StatementsFor(w.plan(), "inspection") {
		mustAgree(t, st)
		if st.Key == safeguardingSix {
			if want := "All three that are not complete are past their original date of 9 September 2012; two have an approved later date."; st.Lateness != want {
				t.Errorf("got %s", st.Lateness)
			}
		}
	}
}

// An action is late from the day after its date.
func TestLateFromTheDayAfter(t *testing.T) {
	for days, want := range map[int]string{
		0: "", 1: "The one that is not complete is past its original date of 31 January 2013; it has no approved later date.",
	} {
		st := mix{moving: 1, due: asAt.AddDays(-days)}.statement(safeguardingSix)
		mustAgree(t, st)
		if st.Lateness != want {
			t.Errorf("%d days after: %s", days, st.Lateness)
		}
	}
}

// A later date passes on the day after it.
func TestALaterDatePassesOnTheDayAfter(t *testing.T) {
	for days, want := range map[int]string{0: "it has an approved later date.", 1: "it has an approved later date, which has passed too."} {
		rows, _ := mix{moving: 1, due: sixDue}.rows()
		rows[0].ApprovedDate = asAt.AddDays(-days)
		st := statementFrom(safeguardingSix, asAt, rows, nil)
		mustAgree(t, st)
		if !strings.HasSuffix(st.Lateness, "; "+want) {
			t.Errorf("%d days after: %s", days, st.Lateness)
		}
	}
}
