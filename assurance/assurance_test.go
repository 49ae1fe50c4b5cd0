package assurance_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/assurance"
	"throughline/calendar"
)

func frame(n int) (all []assurance.Candidate) {
	for i := range n {
		all = append(all, assurance.Candidate{ID: fmt.Sprintf("case %03d", i), Stratum: []string{"north", "south", "east"}[i*i%7%3], Part: []string{[]string{"ann", "ben", "cat"}[i%3]}})
	}
	return all
}

func TestADrawCanBeMadeAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cases := frame(rapid.IntRange(3, 60).Draw(t, "cases"))
		w := assurance.Wanted{Seed: rapid.StringMatching(`[a-z]{1,8}`).Draw(t, "seed"), Size: rapid.IntRange(1, len(cases)).Draw(t, "size"), Auditors: []string{"ann", "ben", "dee"}}
		w.Double = rapid.IntRange(0, w.Size).Draw(t, "double")
		first, err := assurance.Draw(cases, w)
		if err != nil {
			t.Fatal(err)
		}
		other := rapid.Permutation(cases).Draw(t, "order")
		w.Auditors = []string{"dee", "ann", "ben", "ann"}
		again, err := assurance.Draw(other, w)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(first, again); d != "" {
			t.Fatalf("the order of the list changed the draw: %s", d)
		}
		seen, doubles, strata := map[string]bool{}, 0, map[string]int{}
		part := map[string][]string{}
		all := map[string]int{}
		for _, c := range cases {
			part[c.ID] = c.Part
			all[c.Stratum]++
		}
		for _, d := range first.Drawn {
			if seen[d.ID] || slices.Contains(part[d.ID], d.Auditor) || slices.Contains(part[d.ID], d.Second) || d.Auditor == d.Second {
				t.Fatalf("%+v", d)
			}
			seen[d.ID] = true
			strata[d.Stratum]++
			if d.Second != "" {
				doubles++
			}
		}
		if len(first.Drawn) != w.Size || doubles != w.Double {
			t.Fatalf("%d drawn and %d of them twice, not %d and %d", len(first.Drawn), doubles, w.Size, w.Double)
		}
		for stratum, n := range all {
			exact := float64(w.Size*n) / float64(len(cases))
			if w.Size >= len(all) && strata[stratum] == 0 || math.Abs(float64(strata[stratum])-exact) >= 2 {
				t.Fatalf("%s has %d of %d drawn; its share is %.1f", stratum, strata[stratum], w.Size, exact)
			}
		}
	})
}

func TestEveryCaseIsAsLikelyAsAnyOther(t *testing.T) {
	drawn := map[string]int{}
	cases := frame(12)
	for i := range cases {
		cases[i].Stratum = ""
	}
	const draws = 4000
	for i := range draws {
		s, err := assurance.Draw(cases, assurance.Wanted{Seed: fmt.Sprint(i), Size: 3, Auditors: []string{"dee"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range s.Drawn {
			drawn[d.ID]++
		}
	}
	for _, c := range cases { // a quarter each: 1,000, with a standard deviation of 27
		if n := drawn[c.ID]; n < 865 || n > 1135 {
			t.Errorf("%s was drawn %d times of %d", c.ID, n, draws)
		}
	}
}

func TestADrawIsRefused(t *testing.T) {
	cases := frame(4)
	whole := assurance.Wanted{Seed: "s", Size: 2, Auditors: []string{"dee"}}
	for words, change := range map[string]func(*assurance.Wanted, *[]assurance.Candidate){
		"a seed":             func(w *assurance.Wanted, _ *[]assurance.Candidate) { w.Seed = " " },
		"one at least":       func(w *assurance.Wanted, _ *[]assurance.Candidate) { w.Size = 0 },
		"fewer than the 5":   func(w *assurance.Wanted, _ *[]assurance.Candidate) { w.Size = 5 },
		"name an auditor":    func(w *assurance.Wanted, _ *[]assurance.Candidate) { w.Auditors = nil },
		"can't be audited":   func(w *assurance.Wanted, _ *[]assurance.Candidate) { w.Double = 3 },
		"in the list twice":  func(_ *assurance.Wanted, c *[]assurance.Candidate) { *c = append(*c, (*c)[0]) },
		"has no id":          func(_ *assurance.Wanted, c *[]assurance.Candidate) { (*c)[1].ID = "" },
		"there are 2 cases ": func(w *assurance.Wanted, _ *[]assurance.Candidate) { w.Auditors, w.Size = []string{"ann"}, 3 },
	} {
		w, c := whole, slices.Clone(cases)
		change(&w, &c)
		if _, err := assurance.Draw(c, w); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("where it should say “%s”: %v", words, err)
		}
	}
	alone := whole
	alone.Auditors = []string{"ann"}
	s, err := assurance.Draw(cases, alone)
	if err != nil || !slices.Equal(s.Excluded, []string{"case 000", "case 003"}) {
		t.Errorf("left out %v: %v", s.Excluded, err)
	}
}

var (
	wishes = assurance.Criterion{Code: "R6-wishes", Words: "The child’s wishes are there.", Scale: assurance.FourWords}
	form   = assurance.Criterion{Code: "R10-complete", Words: "The form is complete.", Scale: assurance.BinaryTool}
)

func audit(id, who string, grade assurance.Grade) assurance.CaseAudit {
	a := assurance.CaseAudit{Case: id, Auditor: who, Impact: assurance.NoChange, Answers: []assurance.Answer{{Criterion: wishes.Code, Grade: grade, Evidence: "The record of 3 May has their own words."}}}
	if !grade.Meets() {
		a.Answers[0].Shortfall = "No words of the child’s own."
	}
	return a
}

func TestAnAuditIsWholeOrSaysWhatIsWanting(t *testing.T) {
	asked := []assurance.Criterion{wishes, form}
	whole := audit("1", "ann", assurance.Good)
	whole.Answers = append(whole.Answers, assurance.Answer{Criterion: form.Code, Grade: assurance.Partly, Evidence: "Consent was not signed.", Shortfall: "Consent."})
	if wanting := whole.Check(asked); len(wanting) > 0 {
		t.Fatalf("a whole audit wants %v", wanting)
	}
	for words, change := range map[string]func(*assurance.CaseAudit){
		"Choose a grade":      func(a *assurance.CaseAudit) { a.Answers = a.Answers[1:] },
		"no word of this":     func(a *assurance.CaseAudit) { a.Answers[0].Grade = "adequate" },
		"Write what you saw":  func(a *assurance.CaseAudit) { a.Answers[0].Evidence = "Seen." },
		"Say what fell short": func(a *assurance.CaseAudit) { a.Answers[1].Shortfall = " " },
		"answered twice":      func(a *assurance.CaseAudit) { a.Answers = append(a.Answers, a.Answers[0]) },
		"doesn't ask this":    func(a *assurance.CaseAudit) { a.Answers = append(a.Answers, assurance.Answer{Criterion: "R3-quote"}) },
		"for the child":       func(a *assurance.CaseAudit) { a.Impact = "" },
	} {
		a := whole
		a.Answers = slices.Clone(whole.Answers)
		change(&a)
		if wanting := fmt.Sprint(a.Check(asked)); !strings.Contains(wanting, words) {
			t.Errorf("where it should say “%s”: %s", words, wanting)
		}
	}
}

func TestWhatARoundFound(t *testing.T) {
	asked := []assurance.Criterion{wishes}
	var sample assurance.Sample
	var audits []assurance.CaseAudit
	grades := []assurance.Grade{assurance.Outstanding, assurance.Good, assurance.Good, assurance.RequiresImprovement, assurance.Inadequate, assurance.Good}
	for i, g := range grades {
		id := fmt.Sprint(i)
		sample.Drawn = append(sample.Drawn, assurance.Drawn{ID: id, Auditor: "ann", Second: "ben"})
		audits = append(audits, audit(id, "ann", g), audit(id, "ben", g))
	}
	audits = append(audits, audit("9", "ann", assurance.Good)) // a case that was not drawn
	found := assurance.Find(asked, sample, audits, nil)
	c := found.Criteria[0]
	if found.Audited != 6 || c.Met != 4 || c.All != 6 || c.Of[assurance.Good] != 3 || c.Of[assurance.RequiresImprovement] != 1 {
		t.Errorf("found %+v", found)
	}
	if agree := found.Agreement[wishes.Code]; agree.Cases != 6 || agree.Kappa != 1 || agree.Flawed {
		t.Errorf("agreement %+v", agree)
	}
	settled := assurance.Find(asked, sample, audits, []assurance.Moderated{{Case: "3", Criterion: wishes.Code, Grade: assurance.Good}})
	if settled.Criteria[0].Met != 5 {
		t.Errorf("after moderation %d met it", settled.Criteria[0].Met)
	}
	day, expires := calendar.Must(2013, 3, 1), calendar.Must(2013, 3, 31)
	for _, test := range []struct {
		t    assurance.Threshold
		on   calendar.Date
		want assurance.Outcome
	}{
		{assurance.Threshold{Criterion: wishes.Code, Share: 4.0 / 6, Cases: 6}, day, assurance.InPractice},
		{assurance.Threshold{Criterion: wishes.Code, Share: 0.67, Cases: 6}, day, assurance.NotInPractice},
		{assurance.Threshold{Criterion: wishes.Code, Share: 0.5, Cases: 7}, day, assurance.TooFew},
		{assurance.Threshold{Criterion: "R3-quote", Share: 0.5}, day, assurance.TooFew},
		{assurance.Threshold{Criterion: wishes.Code, Share: 0.5, Cases: 6}, expires, assurance.InPractice},
		{assurance.Threshold{Criterion: wishes.Code, Share: 0.5, Cases: 6}, expires.AddDays(1), assurance.Expired},
	} {
		if got, why := found.Outcome(test.t, expires, test.on); got != test.want || why == "" {
			t.Errorf("%+v on %s is %s: %s", test.t, test.on, got, why)
		}
	}
	// The second auditor reads the scale the other way round: a poor kappa takes the finding back.
	for i := range audits {
		if audits[i].Auditor == "ben" {
			at := slices.Index(wishes.Scale.Grades(), audits[i].Answers[0].Grade)
			audits[i] = audit(audits[i].Case, "ben", wishes.Scale.Grades()[3-at])
		}
	}
	found = assurance.Find(asked, sample, audits, nil)
	if got, why := found.Outcome(assurance.Threshold{Criterion: wishes.Code, Share: 0.5}, expires, day); got != assurance.Unreliable || !strings.Contains(why, "0.6") {
		t.Errorf("with auditors who disagree it is %s: %s", got, why)
	}
	if open := assurance.Shortfalls(asked, audits); len(open) == 0 || open[0].Open() == "" {
		t.Errorf("shortfalls %+v", open)
	}
}

func TestRoundsAreComparedByTheirTest(t *testing.T) {
	counts := func(met, all int) assurance.Counts { return assurance.Counts{Criterion: wishes, Met: met, All: all} }
	for _, test := range []struct {
		before, after assurance.Counts
		words         string
	}{
		{counts(6, 30), counts(24, 30), "Better"},
		{counts(24, 30), counts(6, 30), "Worse"},
		{counts(3, 5), counts(4, 5), "No difference"},
	} {
		got, err := assurance.Compare(test.before, test.after)
		if err != nil || !strings.HasPrefix(got.Words, test.words) {
			t.Errorf("%d and %d: %s, %v", test.before.Met, test.after.Met, got.Words, err)
		}
	}
	other := counts(3, 5)
	other.Criterion.Scale = assurance.YesNo
	if _, err := assurance.Compare(counts(3, 5), other); err == nil {
		t.Error("two scales were compared")
	}
	if _, err := assurance.Compare(counts(0, 0), counts(3, 5)); err == nil {
		t.Error("a round of nobody was compared")
	}
}
