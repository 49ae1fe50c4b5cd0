package demo

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/plan"
)

func TestExtensionsAreApprovedRefusedAndStillAsked(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	states := map[plan.ExtensionState][]string{}
	for x := range p.Extensions.All() {
		part, _ := p.Parts.Get(x.Part)
		states[x.State] = append(states[x.State], p.PartRef(part))
		if x.State == plan.Approved && part.Extended.Before(x.Until) {
			t.Errorf("%s is held to %s, though more time was approved", p.PartRef(part), part.Extended)
		}
	}
	if got := strings.Join(states[plan.Refused], " "); got != "A20c" {
		t.Errorf("refused: %s", got)
	}
	if got := strings.Join(states[plan.Asked], " "); got != "A20b" {
		t.Errorf("still asked: %s", got)
	}
	if len(states[plan.Approved]) < 10 {
		t.Errorf("approved: %v", states[plan.Approved])
	}
}

func TestEvidenceIsReturnedReplacedAndRunsOut(t *testing.T) {
	l := livedStory(t)
	p := l.at(t, "2013-02-01", "2013-02-01")
	count := map[plan.EvidenceState]int{}
	running := 0
	for e := range p.Evidence.All() {
		count[e.State]++
		if e.State == plan.Returned && e.Reason == "" {
			t.Errorf("%s was returned without a reason", e.Title)
		}
		if e.State == plan.Accepted && !e.Expires.IsZero() && e.Expires.After(p.Day) {
			running++
		}
	}
	if count[plan.Returned] != 5 || running < 4 || count[plan.Offered] != 2 {
		t.Errorf("%v, %d still to run out", count, running)
	}
	if e, _ := p.Evidence.Get(ID("evidence/A8a-1")); len(e.Parts) != 2 {
		t.Errorf("A8a-1 serves %d parts", len(e.Parts))
	}
	if e, _ := p.Evidence.Get(ID("evidence/A24b-1")); e.Classification != plan.MayNameAChild || e.State != plan.Returned {
		t.Errorf("A24b-1 is %+v", e)
	}
	part, _ := l.at(t, "2012-12-06", "2012-12-06").Parts.Get(ID("part/A41a"))
	if facts := l.at(t, "2012-12-06", "2012-12-06").FactsOfPart(part); facts.Done || !strings.Contains(facts.Wanting[0], "ran out on 30 November 2012") {
		t.Errorf("on 6 December 2012 A41a: %+v", facts)
	}
	for part := range p.Parts.All() {
		if part.Signed != nil && part.Removed == nil && !p.FactsOfPart(part).Done {
			t.Errorf("%s is signed but %v", p.PartRef(part), p.FactsOfPart(part).Wanting)
		}
	}
}

// TestSomebodyIsWaitedForOn1February2013 keeps the first page lively: each
// of those who decide has something to decide.
func TestSomebodyIsWaitedForOn1February2013(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	var unsigned, unjudged []string
	for part := range p.Parts.All() {
		if wanting := p.FactsOfPart(part).Wanting; len(wanting) == 1 && part.Signed == nil && part.Removed == nil {
			unsigned = append(unsigned, p.PartRef(part)+" "+p.PostTitle(part.Signer))
		}
	}
	for e := range p.Evidence.All() {
		if e.State == plan.Offered {
			part, _ := p.Parts.Get(e.Parts[0])
			unjudged = append(unjudged, p.PartRef(part)+" "+p.PostTitle(part.Signer))
		}
	}
	if got := strings.Join(unsigned, "; "); got != "A45c Head of public protection, Ribbleshire Constabulary" {
		t.Errorf("to sign: %s", got)
	}
	if got := strings.Join(unjudged, "; "); got != "A17b Named nurse for safeguarding children, Northmoor Community NHS Trust; "+
		"A45b Head of public protection, Ribbleshire Constabulary" {
		t.Errorf("evidence to judge: %s", got)
	}
}

func TestActionsAreSetAsideWithReasons(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	got := map[string]plan.Standing{}
	for a := range p.Actions.All() {
		if a.Standing == plan.Live {
			continue
		}
		got[a.Ref] = a.Standing
		if a.Ending.Reason == "" || a.Ending.By == "" {
			t.Errorf("%s ended without who or why", a.Ref)
		}
	}
	if want := (map[string]plan.Standing{"A4": plan.Superseded, "A47": plan.Withdrawn, "A48": plan.NotAccepted}); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDelegatesHandoversAndChangesOfMind(t *testing.T) {
	l := livedStory(t)
	p := l.at(t, "2013-02-01", "2013-02-01")
	signedFor, takenBack, removed, behalf := "", []string{}, "", 0
	for part := range p.Parts.All() {
		if part.Signed != nil && part.Signed.OnBehalf != "" {
			signedFor += p.PartRef(part)
		}
		if len(part.TakenBack) > 0 {
			takenBack = append(takenBack, p.PartRef(part))
		}
		if part.Removed != nil {
			removed += p.PartRef(part)
		}
	}
	for e := range p.Evidence.All() {
		if e.OnBehalf != "" {
			behalf++
		}
	}
	if signedFor != "A25a" || strings.Join(takenBack, " ") != "A10a A30a" || removed != "A18e" || behalf != 1 {
		t.Errorf("signed for somebody %s, taken back %v, removed %s, shown for somebody %d", signedFor, takenBack, removed, behalf)
	}

	before, after := l.at(t, "2013-01-06", "2013-01-06"), p
	moved := 0
	for part := range after.Parts.All() {
		was, _ := before.Parts.Get(part.ID)
		if was.Owner != part.Owner || was.Signer != part.Signer {
			moved++
			if after.AgencyOfPost(was.Owner) != ID("agency/"+primaryCare) && after.AgencyOfPost(was.Signer) != ID("agency/"+primaryCare) {
				t.Errorf("%s moved from another agency", after.PartRef(part))
			}
		}
	}
	if moved != 6 {
		t.Errorf("%d parts were handed over", moved)
	}
	for part := range after.Parts.All() {
		for _, post := range []string{part.Owner, part.Signer} {
			if held, _ := after.Posts.Get(post); !held.Ended.IsZero() && !after.FactsOfPart(part).Done {
				t.Errorf("%s is still with a post that has ended", after.PartRef(part))
			}
		}
	}
	if got := after.AgencyName(ID("agency/" + shadowGroup)); got != shadow.name {
		t.Errorf("in February the new commissioner is called %s", got)
	}
	agency, _ := after.Agencies.Get(ID("agency/" + shadowGroup))
	if got := agency.NameOn(calendar.Must(2013, 4, 1)); got != "Ribbleshire Clinical Commissioning Group" {
		t.Errorf("in April it is called %s", got)
	}
	if holder, _ := after.Holder(ID("post/"+fellsideHead), calendar.Must(2012, 8, 1)); holder.Name != "Fiona Garrick" {
		t.Errorf("in August the hospitals' head of safeguarding is %s", holder.Name)
	}
}

func TestActionsAreWholePlans(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	owners, milestones, dependent, live, goLive := map[string]bool{}, 0, 0, 0, 0
	sizes := map[int]int{}
	for a := range p.Actions.All() {
		if a.SuccessMeasure == "" || a.Contingency == "" || a.Title == "" {
			t.Errorf("%s has no success measure, contingency or title", a.Ref)
		}
		if a.Standing != plan.Live {
			continue
		}
		live++
		if len(a.DependsOn) > 0 {
			dependent++
		}
		if !a.GoLive.IsZero() {
			goLive++
		}
		parts := p.PartsOf(a.ID)
		sizes[len(parts)]++
		for _, part := range parts {
			owners[p.AgencyOfPost(part.Owner)] = true
			milestones += len(part.Milestones)
			if p.AgencyOfPost(part.Owner) == p.AgencyOfPost(part.Signer) {
				t.Errorf("%s is signed by its own agency", p.PartRef(part))
			}
		}
	}
	t.Logf("%d live actions, %d parts, %d pieces of evidence, %d extensions; actions by number of parts %v",
		live, p.Parts.Len(), p.Evidence.Len(), p.Extensions.Len(), sizes)
	if live != 45 || len(owners) < 9 || milestones < 15 || dependent < 6 || goLive < 30 {
		t.Errorf("%d live, %d owning agencies, %d milestones, %d that depend, %d with a go-live date", live, len(owners), milestones, dependent, goLive)
	}
	if sizes := slices.Sorted(maps.Keys(sizes)); sizes[0] != 1 || sizes[len(sizes)-1] != 4 {
		t.Errorf("sizes: %v", sizes)
	}
}

func TestPapersCanBeWrittenWhenTheyAreDue(t *testing.T) {
	for _, paper := range Papers() {
		person, ok := PersonByKey(paper.Who)
		if !ok || paper.At.After(Ends()) || paper.AsAt.After(calendar.DayOf(paper.At)) || person.Key != planOwner {
			t.Errorf("%+v", paper)
		}
	}
	if last := Papers()[len(Papers())-1]; last.AsAt != calendar.Must(2013, 2, 1) || !last.At.Equal(Ends()) {
		t.Errorf("the last paper is %+v", last)
	}
}
