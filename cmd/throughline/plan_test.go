package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// shown is what plan show promises to other programs, and no more.
type shown struct {
	AsAt    string  `json:"as_at"`
	KnownAt *string `json:"known_at"`
	Entry   int64   `json:"known_at_entry"`
	Groups  []group `json:"groups"`
	Areas   []struct {
		Ref string `json:"ref"`
	} `json:"areas"`
}

type group struct {
	Section   string  `json:"section"`
	Timescale *string `json:"timescale"`
	Unit      string  `json:"unit"`
	Total     int     `json:"total"`
	Complete  int     `json:"complete"`
	Except    []struct {
		Action string `json:"action_ref"`
		Part   string `json:"part_ref"`
		Text   string `json:"part_text"`
	} `json:"except"`
	Remaining  int    `json:"remaining"`
	InProgress int    `json:"in_progress"`
	Sentence   string `json:"sentence"`
}

// line is a group on one line.
func (g group) line() string {
	timescale := "null"
	if g.Timescale != nil {
		timescale = *g.Timescale
	}
	except := []string{}
	for _, e := range g.Except {
		except = append(except, e.Action+e.Part)
	}
	return fmt.Sprintf("%s %s: %d %ss = %d + %v + %d, %d in progress", g.Section, timescale, g.Total, g.Unit, g.Complete, except, g.Remaining, g.InProgress)
}

func show(t *testing.T, args ...string) (s shown, lines, sentences []string) {
	t.Helper()
	text := tl(t, append([]string{"plan", "show", "--format", "json"}, args...)...).ok()
	decoder := json.NewDecoder(strings.NewReader(text))
	if err := decoder.Decode(&s); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	if rest := text[decoder.InputOffset():]; rest != "\n" {
		t.Errorf("after the answer comes %q", rest)
	}
	for _, g := range s.Groups {
		if g.Except == nil || g.Total != g.Complete+len(g.Except)+g.Remaining || g.InProgress > g.Remaining {
			t.Errorf("the figures do not agree: %s", g.line())
		}
		lines, sentences = append(lines, g.line()), append(sentences, g.Sentence)
	}
	return s, lines, sentences
}

func TestThePlanOn1February2013(t *testing.T) {
	s, lines, sentences := show(t, "--data", demonstration(t), "--as-at", "2013-02-01")
	same(t, "groups", []string{
		"safeguarding immediate: 2 actions = 2 + [] + 0, 0 in progress",
		"safeguarding three_months: 8 actions = 7 + [A8c] + 0, 0 in progress",
		"safeguarding six_months: 9 actions = 5 + [] + 4, 4 in progress",
		"looked_after_children immediate: 0 actions = 0 + [] + 0, 0 in progress",
		"looked_after_children three_months: 5 actions = 4 + [A22b] + 0, 0 in progress",
		"looked_after_children six_months: 9 actions = 6 + [] + 3, 3 in progress",
		"additional null: 12 actions = 8 + [] + 4, 3 in progress",
	}, lines)
	for i, phrases := range [][]string{
		{"Both immediate safeguarding actions are complete"},
		{"All eight safeguarding actions due within three months are complete with the exception of one part", "training for health staff"},
		{"Five of the nine safeguarding actions due within six months are complete", "the remaining four"},
		{"There are no immediate actions for looked-after children"},
		{"All five looked-after children actions due within three months are complete with the exception of one part", "advanced nurse practitioners"},
		{"Six of the nine looked-after children actions due within six months are complete", "the remaining three"},
		{"The majority of the additional actions due before January 2013 are complete"},
	} {
		for _, phrase := range phrases {
			if !strings.Contains(sentences[i], phrase) {
				t.Errorf("%q does not say %q", sentences[i], phrase)
			}
		}
	}
	if s.AsAt != "2013-02-01" || s.KnownAt == nil || !strings.HasPrefix(*s.KnownAt, "2013-02-01T08:") || len(s.Areas) != 22 {
		t.Errorf("as at %s, known at %v, %d areas", s.AsAt, s.KnownAt, len(s.Areas))
	}
}

func TestThePlanOn30June2012(t *testing.T) {
	data := demonstration(t)
	then := []string{
		"safeguarding immediate: 2 actions = 1 + [A2b] + 0, 0 in progress",
		"safeguarding three_months: 8 actions = 2 + [A3c A5b A7d] + 3, 3 in progress",
		"safeguarding six_months: 9 actions = 1 + [] + 8, 7 in progress",
		"looked_after_children immediate: 0 actions = 0 + [] + 0, 0 in progress",
		"looked_after_children three_months: 5 actions = 1 + [A22b A24b] + 2, 2 in progress",
		"looked_after_children six_months: 9 actions = 0 + [] + 9, 8 in progress",
		"additional null: 9 actions = 0 + [] + 9, 5 in progress",
	}
	_, lines, _ := show(t, "--data", data, "--as-at", "2012-06-30", "--known-at", "2012-06-30")
	same(t, "as known then", then, lines)

	// A part was signed at a meeting on 29 June and entered on 3 July.
	then[1] = "safeguarding three_months: 8 actions = 3 + [A5b A7d] + 3, 3 in progress"
	_, lines, _ = show(t, "--data", data, "--as-at", "2012-06-30")
	same(t, "as known now", then, lines)
	_, lines, _ = show(t, "--data", data, "--as-at", "30 June 2012", "--known-at", "3 July 2012")
	same(t, "as known on the day it was entered", then, lines)
}

func TestBeforeAnythingWasRecorded(t *testing.T) {
	data := demonstration(t)
	empty := []string{
		"safeguarding immediate: 0 actions = 0 + [] + 0, 0 in progress",
		"safeguarding three_months: 0 actions = 0 + [] + 0, 0 in progress",
		"safeguarding six_months: 0 actions = 0 + [] + 0, 0 in progress",
		"looked_after_children immediate: 0 actions = 0 + [] + 0, 0 in progress",
		"looked_after_children three_months: 0 actions = 0 + [] + 0, 0 in progress",
		"looked_after_children six_months: 0 actions = 0 + [] + 0, 0 in progress",
		"additional null: 0 actions = 0 + [] + 0, 0 in progress",
	}
	s, lines, _ := show(t, "--data", data, "--as-at", "1999-01-01")
	same(t, "groups", empty, lines)
	if s.Areas == nil || len(s.Areas) != 0 || s.Entry == 0 {
		t.Errorf("%d areas at entry %d", len(s.Areas), s.Entry)
	}
	s, lines, _ = show(t, "--data", data, "--known-at", "1999-01-01")
	same(t, "groups", empty, lines)
	if s.KnownAt != nil || s.Entry != 0 {
		t.Errorf("known at %v, entry %d", *s.KnownAt, s.Entry)
	}
	for _, flag := range []string{"--as-at", "--known-at"} {
		text := tl(t, "plan", "show", "--data", data, flag, "1999-01-01").ok()
		if !strings.HasPrefix(text, "Ribbleshire County Council\n") {
			t.Errorf("with %s it begins %.60q", flag, text)
		}
	}
}

// known is the position that an answer stands on.
func known(t *testing.T, data, moment string) int64 {
	t.Helper()
	s, _, _ := show(t, "--data", data, "--known-at", moment)
	return s.Entry
}

func TestADayOfKnowledgeEndsAtMidnightInLondon(t *testing.T) {
	data := demonstration(t)
	raw := behind(t, data)
	at := func(seq int64) (us int64) {
		return one[int64](t, raw, "SELECT at_us FROM ledger_entry WHERE authority_id <> 'system' AND seq = $1", seq)
	}
	// In summer the day ends at 23:00 in UTC, in winter at 24:00.
	for day, ends := range map[string]string{"2012-06-28": "2012-06-28T22:59:59.999999Z", "2013-01-31": "2013-01-31T23:59:59.999999Z"} {
		if a, b := known(t, data, day), known(t, data, ends); a != b || a == 0 {
			t.Errorf("%s is entry %d and its end entry %d", day, a, b)
		}
	}
	last := known(t, data, "2012-06-28")
	if at(last) > 1340924400000000 || at(last+1) <= 1340924400000000 { // 2012-06-28T23:00:00Z
		t.Errorf("the last entry of 28 June 2012 is %d", last)
	}
	same(t, "an entry's own time counts it", int64(100), known(t, data, timeOf(at(100))))
	same(t, "the moment before does not", int64(99), known(t, data, timeOf(at(100)-1)))
	same(t, "an entry", int64(100), known(t, data, "#100"))
	same(t, "a bare number", int64(100), known(t, data, "100"))
	same(t, "an hour ahead of UTC", known(t, data, "2012-06-28T09:00:00Z"), known(t, data, "2012-06-28T10:00:00+01:00"))
	for moment, sentence := range map[string]string{
		"31 April 2012": "“31 April 2012” is not a moment: write a day like 2013-02-01, a time like 2013-02-01T09:30:00Z, or an entry like #120.",
		"soon":          "“soon” is not a moment",
		"#0":            "“#0” is not a moment",
		"#99999":        "There is no entry 99,999: the ledger has ",
	} {
		tl(t, "plan", "show", "--data", data, "--known-at", moment).fails(exitError, sentence)
	}
	tl(t, "plan", "show", "--data", data, "--as-at", "31 April 2012").fails(exitError, "April 2012 has 30 days, so there is no 31 April: check the date.")
}

func TestLookingMovesNothing(t *testing.T) {
	data := demonstration(t)
	first := tl(t, "plan", "show", "--data", data, "--format", "json").ok()
	tl(t, "plan", "show", "--data", data, "--as", "verity.ashdown@example.org").fails(exitError, "Nobody here can sign in as")
	if again := tl(t, "plan", "show", "--data", data, "--format", "json").ok(); again != first {
		t.Error(cmp.Diff(first, again))
	}
	if !strings.Contains(tl(t, "plan", "show", "--data", data).ok(), "Key statements") {
		t.Error("the text has no statements")
	}
	uses := uses(t, data)
	if len(uses) < 3 || slices.ContainsFunc(uses, func(u string) bool { return !strings.HasPrefix(u, "operator:") }) {
		t.Errorf("recorded %v", uses)
	}
}
