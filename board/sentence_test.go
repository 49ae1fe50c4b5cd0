package board

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/calendar"
)

func TestSentencesInThePapersManner(t *testing.T) {
	part := "train all five of the nine; the remaining two are both in progress. %s (Northmoor (North) NHS Trust, 3 of 8)"
	x := func(n int) string { return fmt.Sprintf(part, fmt.Sprintf("X2012-%d", n)) }
	early, late := calendar.Must(2012, 12, 1), calendar.Must(2013, 1, 1)
	for _, c := range []struct {
		key  Key
		mix  []mix
		want string
	}{
		{lookedAfterNow, []mix{{}}, "There are no immediate actions for looked-after children."},
		{safeguardingNow, []mix{{}}, "There are no immediate safeguarding actions."},
		{lookedAfter3, []mix{{}}, "There are no actions for looked-after children due within three months."},
		{safeguardingNow, []mix{{complete: 2}}, "Both immediate safeguarding actions are complete."},
		{safeguardingNow, []mix{{complete: 1}}, "The one immediate safeguarding action is complete."},
		{lookedAfter3, []mix{{complete: 8}}, "All eight looked-after children actions due within three months are complete."},
		{safeguardingSix, []mix{{complete: 1200}}, "All 1,200 safeguarding actions due within six months are complete."},
		{lookedAfter3, []mix{{complete: 4, except: 1}}, "All five looked-after children actions due within three months are complete with the exception of one part: " + x(5) + "."},
		{safeguardingSix, []mix{{complete: 4, except: 2}}, "All six safeguarding actions due within six months are complete with the exception of two parts: " + x(5) + "; " + x(6) + "."},
		{safeguardingSix, []mix{{complete: 9, except: 4}}, "All 13 safeguarding actions due within six months are complete with the exception of four parts (listed in the rows)."},
		{safeguardingSix, []mix{{except: 1}}, "The one safeguarding action due within six months is complete with the exception of one part: " + x(1) + "."},
		{safeguardingSix, []mix{{except: 2}}, "Neither of the two safeguarding actions due within six months is complete; each is complete but for one part: " + x(1) + "; " + x(2) + "."},
		{safeguardingSix, []mix{{complete: 1, except: 2}}, "One of the three safeguarding actions due within six months is complete and two more are complete but for one part each (" + x(2) + "; " + x(3) + ")."},
		{safeguardingSix, []mix{{complete: 5, moving: 4}}, "Five of the nine safeguarding actions due within six months are complete; the remaining four are all in progress."},
		{safeguardingSix, []mix{{complete: 5, moving: 3, quiet: 1}}, "Five of the nine safeguarding actions due within six months are complete; of the remaining four, three are in progress and one has had no update since 4 October 2012."},
		{safeguardingSix, []mix{{complete: 5, except: 1, moving: 3}}, "Five of the nine safeguarding actions due within six months are complete and one more is complete but for one part (" + x(6) + "); the remaining three are all in progress."},
		{safeguardingSix, []mix{{complete: 5, except: 1, never: 1}}, "Five of the seven safeguarding actions due within six months are complete and one more is complete but for one part (" + x(6) + "); the remaining one has had no update yet."},
		{safeguardingSix, []mix{{complete: 5, moving: 1}}, "Five of the six safeguarding actions due within six months are complete; the remaining one is in progress."},
		{safeguardingSix, []mix{{moving: 4}}, "None of the four safeguarding actions due within six months is complete; all four are in progress."},
		{safeguardingSix, []mix{{quiet: 2}}, "Neither of the two safeguarding actions due within six months is complete; both have had no update since 4 October 2012."},
		{safeguardingSix, []mix{{except: 1, moving: 2}}, "None of the three safeguarding actions due within six months is complete; one is complete but for one part (" + x(1) + "); the remaining two are both in progress."},
		{safeguardingSix, []mix{{moving: 2, quiet: 2, never: 1}}, "None of the five safeguarding actions due within six months is complete; of the five, two are in progress, two have had no update since 4 October 2012 and one has had no update yet."},
		{safeguardingSix, []mix{{never: 1}}, "The one safeguarding action due within six months is not complete; it has had no update yet."},
		{additional, []mix{{}}, "There are no additional actions."},
		{additional, []mix{{complete: 7, moving: 2, due: early}}, "The majority of the additional actions due before January 2013 are complete (seven of the nine); the remaining two are both in progress."},
		{additional, []mix{{complete: 4, moving: 4, due: early}}, "Four of the eight additional actions due before January 2013 are complete; the remaining four are all in progress."},
		{additional, []mix{{complete: 9, due: early}, {complete: 1, moving: 3, due: late}}, "All nine additional actions due before January 2013 are complete. Of the four due later, one is complete and three are in progress."},
		{additional, []mix{{never: 2, due: late}}, "No additional action was due before January 2013. Both due later have had no update yet."},
		{additional, []mix{{never: 1}}, "No additional action was due before January 2013. The one with no date has had no update yet."},
		{additional, []mix{{complete: 2, due: early}, {complete: 1}, {complete: 2, due: late}}, "Both additional actions due before January 2013 are complete. All three due later or with no date are complete."},
	} {
		var rows []Row
		for _, m := range c.mix {
			if c.key != additional {
				m.due = sixDue
			}
			more, _ := m.rows()
			rows = append(rows, more...)
		}
		st := statementFrom(c.key, asAt, rows, nil)
		if st.Sentence != c.want {
			t.Errorf("%v\n got %s\nwant %s", c.mix, st.Sentence, c.want)
		}
		for _, d := range Reconcile(st) {
			t.Errorf("%v: %s", c.mix, d.Words())
		}
	}
}

// Every small combination of counts, in every group, reads back to its rows.
func TestEveryCombinationReadsBack(t *testing.T) {
	for _, key := range keys {
		for complete := 0; complete <= 30; complete += step(key, complete) {
			for except := 0; except <= 30; except += step(key, except) {
				for remaining := 0; remaining <= 30; remaining += step(key, remaining) {
					moving := remaining * (complete + except) / 60
					m := mix{complete: complete, except: except, moving: moving, quiet: (remaining - moving) / 2, due: sixDue}
					m.never = remaining - moving - m.quiet
					mustAgree(t, m.statement(key))
				}
			}
		}
	}
}

// step walks every count for one group and a sample of them for the others,
// whose sentences are made by the same code.
func step(key Key, n int) int {
	if key == safeguardingSix || n < 4 {
		return 1
	}
	return 9
}

func mustAgree(t testing.TB, st Statement) {
	t.Helper()
	if st.Total != st.Complete+len(st.Except)+st.Remaining {
		t.Fatalf("%d is not %d + %d + %d", st.Total, st.Complete, len(st.Except), st.Remaining)
	}
	for _, d := range Reconcile(st) {
		t.Fatal(d.Words())
	}
	if max(st.Complete, len(st.Except), st.Remaining) > 11 {
		return // the words are those of smaller counts
	}
	for _, sentence := range []string{st.Sentence, st.Lateness, st.LeftOutSentence, st.Checks} {
		checkGrammar(t, sentence, st)
	}
}

var badGrammar = regexp.MustCompile(`(?i)\b(?:one|none of the [a-z0-9,]+|neither of the two|it) (?:are|have|were)\b|` +
	`\b(?:two|three|four|five|six|seven|eight|nine|[1-9][0-9]{1,2}|both) (?:more )?(?:is|has|was)\b|` +
	`\bone (?:further )?(?:immediate |complete )?(?:safeguarding |additional |looked-after children )?actions\b|\bone parts\b|\bis (?:all|both)\b|\b(?:all (?:one|two)|none of the (?:one|two)|zero|none (?:are|is|have|has))\b|  | \.|\.\.|(?-i:^[a-z])|[^.]$`)

func checkGrammar(t testing.TB, sentence string, st Statement) {
	t.Helper()
	for _, e := range st.Except {
		sentence = strings.Replace(sentence, e.phrase(), "PART", 1)
	}
	if sentence == "" {
		return
	}
	if found := badGrammar.FindString(sentence); found != "" && !strings.Contains(sentence, "none has an approved later date") && !strings.Contains(sentence, "one of the two") {
		t.Fatalf("%q is bad English in %q", found, sentence)
	}
}

func TestManyActionsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := mix{
			complete: anyCount(t, "complete"), except: anyCount(t, "except"), moving: anyCount(t, "moving"),
			quiet: anyCount(t, "quiet"), never: anyCount(t, "never"), left: anyCount(t, "left"), due: sixDue,
		}
		st := m.statement(rapid.SampledFrom(keys).Draw(t, "group"))
		for _, d := range Reconcile(st) {
			t.Fatal(d.Words())
		}
	})
}

func TestAnyRowsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, left := anyRows(t)
		key := rapid.SampledFrom(keys).Draw(t, "group")
		st := statementFrom(key, asAt, rows, left)
		if st.Total != st.Complete+len(st.Except)+st.Remaining {
			t.Fatalf("%d is not %d + %d + %d", st.Total, st.Complete, len(st.Except), st.Remaining)
		}
		for _, d := range Reconcile(st) {
			t.Fatalf("%s", d.Words())
		}
	})
}
