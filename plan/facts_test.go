package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/plan"
)

func onePart(t *testing.T, part plan.Part, shown []plan.Evidence, day calendar.Date) (*plan.Plan, plan.PartFacts) {
	t.Helper()
	w := startPlanning(t).partners()
	w.put(plan.KindAction, "a", liveAction("A1")).put(plan.KindPart, "aa", part)
	for i, e := range shown {
		w.put(plan.KindEvidence, string(rune('0'+i)), e)
	}
	p := w.on(day)
	held, ok := p.Parts.Get("aa")
	if !ok {
		t.Fatal("the part is not in the plan")
	}
	return p, p.FactsOfPart(held)
}

// Done needs the claim, the evidence and the signature. Each case takes one
// thing away from a part that is done.
func TestDoneNeedsEverything(t *testing.T) {
	day := calendar.Must(2012, 5, 1)
	whole := func() (plan.Part, plan.Evidence) { return signedPart("a", "a", day), evidence("aa") }
	quantity := func(p *plan.Part) {
		p.Kind, p.Target, p.Unit = plan.Quantity, 1480, "staff trained"
		p.Progress.Complete, p.Progress.Quantity = false, 1480
	}
	for name, c := range map[string]struct {
		take func(*plan.Part, *plan.Evidence)
		want []string
	}{
		"nothing":          {func(*plan.Part, *plan.Evidence) {}, nil},
		"nothing, counted": {func(p *plan.Part, _ *plan.Evidence) { quantity(p) }, nil},
		"more than wanted": {func(p *plan.Part, _ *plan.Evidence) { quantity(p); p.Progress.Quantity++ }, nil},
		"the claim":        {func(p *plan.Part, _ *plan.Evidence) { p.Progress.Complete = false }, []string{"The owner has not said that it is complete."}},
		"one of the quantity": {func(p *plan.Part, _ *plan.Evidence) { quantity(p); p.Progress.Quantity--; p.Progress.Complete = true },
			[]string{"1,479 of 1,480 staff trained so far."}},
		"the number wanted": {func(p *plan.Part, _ *plan.Evidence) { quantity(p); p.Target, p.Progress.Quantity = 0, 0 },
			[]string{"No number has been set for it to reach."}},
		"the evidence":          {func(_ *plan.Part, e *plan.Evidence) { e.Parts = []string{"elsewhere"} }, []string{"It has no accepted evidence."}},
		"a yes to the evidence": {func(_ *plan.Part, e *plan.Evidence) { e.State = plan.Offered }, []string{"Its evidence has not been accepted yet."}},
		"evidence returned":     {func(_ *plan.Part, e *plan.Evidence) { e.State = plan.Returned }, []string{"It has no accepted evidence."}},
		"evidence withdrawn":    {func(_ *plan.Part, e *plan.Evidence) { e.State = plan.EvidenceWithdrawn }, []string{"It has no accepted evidence."}},
		"a known state":         {func(_ *plan.Part, e *plan.Evidence) { e.State = "approved" }, []string{"It has no accepted evidence."}},
		"evidence in date":      {func(_ *plan.Part, e *plan.Evidence) { e.Expires = day.AddDays(-1) }, []string{"Its evidence ran out on 30 April 2012."}},
		"evidence before signing": {func(_ *plan.Part, e *plan.Evidence) { e.JudgedOn = day.AddDays(1) },
			[]string{"Its evidence was accepted after it was signed off, so it must be signed off again."}},
		"the signature": {func(p *plan.Part, _ *plan.Evidence) { p.Signed = nil }, []string{"Not signed off by Head of safeguarding, Westmoor Council."}},
		"the signer":    {func(p *plan.Part, _ *plan.Evidence) { p.Signed, p.Signer = nil, "" }, []string{"Not signed off by a post not named."}},
		"everything": {func(p *plan.Part, e *plan.Evidence) { *p, e.Parts = openPart("a", "a"), nil }, []string{
			"The owner has not said that it is complete.", "It has no accepted evidence.", "Not signed off by Head of safeguarding, Westmoor Council."}},
	} {
		part, shown := whole()
		c.take(&part, &shown)
		p, got := onePart(t, part, []plan.Evidence{shown}, day)
		if diff := cmp.Diff(c.want, got.Wanting); diff != "" {
			t.Errorf("without %s: %s", name, diff)
		}
		wantDone := len(c.want) == 0
		if got.Done != wantDone || p.Facts("a").Done() != wantDone || got.DoneOn.IsZero() == wantDone {
			t.Errorf("without %s: part done %v on %s, action done %v; want %v", name, got.Done, got.DoneOn, p.Facts("a").Done(), wantDone)
		}
	}
}

func TestEvidenceCountsToItsLastDay(t *testing.T) {
	last := calendar.Must(2012, 7, 31)
	shown := evidence("aa")
	shown.Expires = last
	part := signedPart("a", "a", june)
	for _, c := range []struct {
		day  calendar.Date
		more []plan.Evidence
		done bool
	}{
		{last.AddDays(-1), nil, true}, {last, nil, true}, {last.AddDays(1), nil, false},
		{last.AddDays(1), []plan.Evidence{evidence("other", "aa")}, true}, // reused, and without an end
	} {
		if _, got := onePart(t, part, append([]plan.Evidence{shown}, c.more...), c.day); got.Done != c.done {
			t.Errorf("%s: done is %v, want %v", c.day, got.Done, c.done)
		}
	}
	earlier := shown
	earlier.Expires = last.AddDays(-20)
	for _, both := range [][]plan.Evidence{{shown, earlier}, {earlier, shown}} {
		if _, got := onePart(t, part, both, paperDay); !slices.Equal(got.Wanting, []string{"Its evidence ran out on 31 July 2012."}) {
			t.Errorf("two that ran out: %q", got.Wanting)
		}
	}
	offered := evidence("aa")
	offered.State = plan.Offered
	if _, got := onePart(t, part, []plan.Evidence{shown, offered}, paperDay); !slices.Equal(got.Wanting, []string{"Its evidence ran out on 31 July 2012."}) {
		t.Errorf("one ran out and one is offered: %q", got.Wanting)
	}
}

// A signature is for the evidence that counted when it was given.
func TestOnlyWhatWasSignedForCounts(t *testing.T) {
	const signAgain = "Its evidence was accepted after it was signed off, so it must be signed off again."
	sameDay := evidence("aa")
	sameDay.JudgedOn = june
	elsewhere, ofOwner := sameDay, sameDay
	elsewhere.Parts = nil
	ofOwner.JudgedBy = "member-nurse"
	part := signedPart("a", "a", june)
	for name, c := range map[string]struct {
		signedFor []string
		shown     []plan.Evidence // with the ids 0, 1, 2
		want      []string
	}{
		"accepted that day, listed":      {[]string{"0"}, []plan.Evidence{sameDay}, nil},
		"accepted that day, not listed":  {[]string{"1"}, []plan.Evidence{sameDay}, []string{signAgain}},
		"signed for nothing":             {[]string{}, []plan.Evidence{sameDay}, []string{signAgain}},
		"another is listed, and counts":  {[]string{"1"}, []plan.Evidence{sameDay, sameDay}, nil},
		"another is listed, and is gone": {[]string{"1"}, []plan.Evidence{sameDay, elsewhere}, []string{signAgain}},
		"judged by the owner's agency": {[]string{"0"}, []plan.Evidence{ofOwner},
			[]string{"Its evidence was accepted by the agency that now owns it, so another agency must judge it again."}},
		"judged by both": {[]string{"0", "1"}, []plan.Evidence{ofOwner, sameDay}, nil},
	} {
		signedFor := make([]plan.Shown, len(c.signedFor))
		for i, id := range c.signedFor {
			signedFor[i] = plan.Shown{Evidence: id, Version: 1}
		}
		part.Signed = &plan.Signature{On: june, Post: "head", Evidence: signedFor}
		if _, got := onePart(t, part, c.shown, paperDay); !slices.Equal(got.Wanting, c.want) {
			t.Errorf("%s: %q, want %q", name, got.Wanting, c.want)
		}
	}
}

func TestAllButOnePartNeedsTwoParts(t *testing.T) {
	for _, c := range []struct {
		parts int
		done  []string
		state plan.DoneState
		words string
	}{
		{0, nil, plan.Unplanned, "No parts planned"},
		{1, nil, plan.NoParts, "Not done"},
		{1, []string{"a"}, plan.Done, "Done"},
		{2, nil, plan.NoParts, "None of 2 parts"},
		{2, []string{"b"}, plan.AllButOnePart, "All but one part"},
		{2, []string{"a", "b"}, plan.Done, "Done"},
		{3, []string{"a"}, plan.SomeParts, "1 of 3 parts"},
		{3, []string{"a", "c"}, plan.AllButOnePart, "All but one part"},
		{3, nil, plan.NoParts, "None of 3 parts"},
	} {
		f := startPlanning(t).partners().act("x", liveAction("A1"), c.parts, c.done...).on(paperDay).Facts("x")
		if f.State != c.state || f.DoneWords() != c.words || f.Done() != (c.state == plan.Done) {
			t.Errorf("%d of %d: got %s, %q; want %s, %q", len(c.done), c.parts, f.State, f.DoneWords(), c.state, c.words)
		}
		if f.Parts != c.parts || f.PartsDone != len(c.done) || len(f.Outstanding) != c.parts-len(c.done) {
			t.Errorf("%d of %d: counted %d of %d with %d outstanding", len(c.done), c.parts, f.PartsDone, f.Parts, len(f.Outstanding))
		}
	}
}

func TestRemovedPartDoesNotCount(t *testing.T) {
	w := startPlanning(t).partners().act("x", liveAction("A1"), 2, "a")
	removed := openPart("x", "b")
	removed.Extended = paperDay
	removed.Removed = &plan.Ending{On: planned, Reason: "no longer needed"}
	if f := w.put(plan.KindPart, "xb", removed).on(paperDay).Facts("x"); !f.Done() || f.Parts != 1 || f.DueNow != june {
		t.Errorf("got %+v", f)
	}
}

func TestNews(t *testing.T) {
	news := calendar.Must(2012, 6, 1)
	updated := openPart("x", "a")
	updated.Progress.LastUpdate = news
	reached := openPart("x", "a")
	reached.Milestones = []plan.Milestone{{Text: "one", Due: june, Reached: news}, {Text: "two", Due: june}, {Text: "three", Reached: paperDay.AddDays(300)}}
	claimed := updated
	claimed.Progress.Complete = true
	unplannedOn := liveAction("A1")
	unplannedOn.PlannedOn = calendar.Date{}
	for name, c := range map[string]struct {
		action             plan.Action
		part               plan.Part
		day                calendar.Date
		inProgress, silent bool
		last               calendar.Date
	}{
		"an update on the day":            {liveAction("A1"), updated, news, true, false, news},
		"an update 90 days ago":           {liveAction("A1"), updated, news.AddDays(90), true, false, news},
		"an update 91 days ago":           {liveAction("A1"), updated, news.AddDays(91), false, true, news},
		"claimed, 91 days ago":            {liveAction("A1"), claimed, news.AddDays(91), false, true, news},
		"a milestone 90 days ago":         {liveAction("A1"), reached, news.AddDays(90), true, false, news},
		"a milestone 91 days ago":         {liveAction("A1"), reached, news.AddDays(91), false, true, news},
		"never updated, 90 days planned":  {liveAction("A1"), openPart("x", "a"), planned.AddDays(90), false, false, calendar.Date{}},
		"never updated, 91 days planned":  {liveAction("A1"), openPart("x", "a"), planned.AddDays(91), false, true, calendar.Date{}},
		"never updated, no day of plan":   {unplannedOn, openPart("x", "a"), paperDay, false, false, calendar.Date{}},
		"no day of plan, an update since": {unplannedOn, updated, news.AddDays(91), false, true, news},
	} {
		f := startPlanning(t).partners().put(plan.KindAction, "x", c.action).put(plan.KindPart, "xa", c.part).on(c.day).Facts("x")
		if f.InProgress != c.inProgress || f.Silent != c.silent || f.LastNews != c.last {
			t.Errorf("%s: in progress %v, silent %v, last news %s; want %v, %v, %s", name, f.InProgress, f.Silent, f.LastNews, c.inProgress, c.silent, c.last)
		}
	}
	done := startPlanning(t).partners().act("x", liveAction("A1"), 1, "a").on(paperDay).Facts("x")
	if done.InProgress || done.Silent {
		t.Error("what is done is neither in progress nor silent")
	}
	for _, standing := range []plan.Standing{plan.Withdrawn, plan.Superseded, plan.NotAccepted} {
		ended := liveAction("A1")
		ended.Standing = standing
		f := startPlanning(t).put(plan.KindAction, "x", ended).put(plan.KindPart, "xa", updated).on(paperDay).Facts("x")
		if f.InProgress || f.Silent || f.Slipped || f.DaysLate != 0 {
			t.Errorf("%s: %+v", standing, f)
		}
	}
}

func TestLatenessIsAgainstTheOriginalDate(t *testing.T) {
	extended := openPart("x", "a")
	extended.Extended = calendar.Must(2013, 3, 31)
	blank := liveAction("A1")
	blank.Due = calendar.Date{}
	finished := func(on calendar.Date) plan.Part { return signedPart("x", "a", on) }
	for name, c := range map[string]struct {
		action plan.Action
		part   plan.Part
		day    calendar.Date
		late   int
		dueNow calendar.Date
	}{
		"open on its last day":          {liveAction("A1"), openPart("x", "a"), june, 0, june},
		"open the day after":            {liveAction("A1"), openPart("x", "a"), june.AddDays(1), 1, june},
		"open on the paper's day":       {liveAction("A1"), openPart("x", "a"), paperDay, 237, june},
		"extended, and still late":      {liveAction("A1"), extended, paperDay, 237, extended.Extended},
		"finished on the day":           {liveAction("A1"), finished(june), paperDay, 0, june},
		"finished early":                {liveAction("A1"), finished(planned), paperDay, 0, june},
		"finished a day late":           {liveAction("A1"), finished(june.AddDays(1)), paperDay, 1, june},
		"finished late, looked at late": {liveAction("A1"), finished(september), paperDay.AddDays(900), 92, june},
		"no date to be late against":    {blank, openPart("x", "a"), paperDay, 0, june},
	} {
		w := startPlanning(t).partners().put(plan.KindAction, "x", c.action).put(plan.KindPart, "xa", c.part).put(plan.KindEvidence, "e", evidence("xa"))
		f := w.on(c.day).Facts("x")
		if f.DaysLate != c.late || f.Slipped != (c.late > 0) || f.DueNow != c.dueNow {
			t.Errorf("%s: %d days late, slipped %v, due now %s; want %d, %s", name, f.DaysLate, f.Slipped, f.DueNow, c.late, c.dueNow)
		}
	}
}

func TestDoneOnIsTheLastSignature(t *testing.T) {
	w := startPlanning(t).partners().put(plan.KindAction, "x", liveAction("A1")).put(plan.KindEvidence, "e", evidence("xa", "xb"))
	w.put(plan.KindPart, "xa", signedPart("x", "a", june)).put(plan.KindPart, "xb", signedPart("x", "b", planned))
	if f := w.on(paperDay).Facts("x"); f.DoneOn != june {
		t.Errorf("done on %s, want %s", f.DoneOn, june)
	}
	if f := w.put(plan.KindPart, "xb", openPart("x", "b")).on(paperDay).Facts("x"); !f.DoneOn.IsZero() {
		t.Errorf("not done, and yet done on %s", f.DoneOn)
	}
}

func TestCheckedAndDifferenceHaveTheirPlaces(t *testing.T) {
	f := startPlanning(t).act("x", liveAction("A1"), 1, "a").on(paperDay).Facts("x")
	if f.Checked != (plan.Fact{State: "not_yet_checked", Words: "Not yet checked"}) || f.Difference != (plan.Fact{State: "no_measure_linked", Words: "No measure linked"}) {
		t.Errorf("got %v and %v", f.Checked, f.Difference)
	}
}

func TestFactsOfNothing(t *testing.T) {
	if startPlanning(t).on(paperDay).Facts("x") != nil || (&plan.Plan{}).Facts("x") != nil {
		t.Error("an action that isn't there has facts")
	}
}

// Every fact of every action agrees with the plain count.
func TestFactsAgreeWithThePlainCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := drawPlan(t, anyDayOf(t))
		p := g.on(g.n.day)
		for id := range g.n.actions {
			want, got := g.n.facts(id), p.Facts(id)
			outstanding := make([]string, 0, len(got.Outstanding))
			for _, part := range got.Outstanding {
				outstanding = append(outstanding, part.ID)
			}
			if !slices.Equal(outstanding, want.outstanding) {
				t.Fatalf("%s: outstanding %v, want %v", id, outstanding, want.outstanding)
			}
			have := naiveFacts{
				parts: got.Parts, done: got.PartsDone, late: got.DaysLate, state: got.State, doneOn: got.DoneOn, dueNow: got.DueNow,
				news: got.LastNews, inProgress: got.InProgress, silent: got.Silent, slipped: got.Slipped, outstanding: want.outstanding,
				standing: got.Action.Standing, unfinishedAndSlipped: got.Slipped && !got.Done(), isFinished: got.Done(),
			}
			if diff := cmp.Diff(want, have, cmp.AllowUnexported(naiveFacts{})); diff != "" {
				t.Fatalf("%s: %s", id, diff)
			}
		}
	})
}
