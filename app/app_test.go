package app_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// TestTwoServersSeeEachOther makes changes through one service and reads them
// through another, each with a memory of its own.
func TestTwoServersSeeEachOther(t *testing.T) {
	onEach(t, func(w *world) {
		other := w.another()
		before, err := other.Plan(w.Context(), w.owner, app.When{})
		if err != nil {
			w.Fatal(err)
		}
		w.action("a1")
		after, err := other.Plan(w.Context(), w.owner, app.When{})
		if err != nil {
			w.Fatal(err)
		}
		if before.Actions.Len() != 0 || after.Actions.Len() != 1 {
			w.Errorf("the other server saw %d and then %d actions", before.Actions.Len(), after.Actions.Len())
		}
		if _, err := other.Do(w.Context(), w.owner, plan.EditAction{Action: "a1", Seen: 1, Title: "Changed there", Areas: []string{"area"}, Origin: plan.FromArea}); err != nil {
			w.Fatal(err)
		}
		now, err := w.service.Plan(w.Context(), w.owner, app.When{})
		if err != nil {
			w.Fatal(err)
		}
		if a, _ := now.Actions.Get("a1"); a.Title != "Changed there" {
			w.Errorf("the first server still has %q", a.Title)
		}
		if a, _ := after.Actions.Get("a1"); a.Title != "Action a1" {
			w.Errorf("a plan that somebody was reading changed under them to %q", a.Title)
		}
	})
}

// TestTheSecondToSaveIsTold has two people start from the same version.
func TestTheSecondToSaveIsTold(t *testing.T) {
	onEach(t, func(w *world) {
		w.action("a1")
		edit := plan.EditAction{Action: "a1", Seen: 1, Title: "First", Areas: []string{"area"}, Origin: plan.FromArea}
		w.do(w.owner, edit)
		edit.Title = "Second"
		_, err := w.service.Do(w.Context(), w.chair, edit)
		var problems change.Problems
		if !errors.As(err, &problems) || problems.Kind() != change.Stale {
			w.Errorf("the second got %v", err)
		}
	})
}

// TestEveryMomentAgreesWithAPlainReplay lives through some weeks, then asks
// for every day known at every entry, and holds each answer to a replay of
// the ledger's own order.
func TestEveryMomentAgreesWithAPlainReplay(t *testing.T) {
	onEach(t, func(w *world) {
		first := calendar.Must(2012, time.April, 2)
		for week := range 6 {
			w.goTo(first.AddDays(7 * week))
			id := fmt.Sprintf("a%d", week)
			part := w.action(id)
			w.do(w.lead, plan.ReportProgress{Part: part, Text: "under way", Complete: week%2 == 0})
			// What was said at a meeting two days ago, entered today.
			if _, err := w.service.DoOn(w.Context(), w.owner, plan.RecordJudgement{Body: plan.Judgement{Inspection: "inspection", Aspect: id, Word: "good"}}, w.service.Today().AddDays(-2)); err != nil {
				w.Fatal(err)
			}
		}
		head, _, err := w.service.Store().Head(w.Context(), w.owner)
		if err != nil {
			w.Fatal(err)
		}
		every, err := w.service.Store().Since(w.Context(), w.owner, nil, 0, head)
		if err != nil {
			w.Fatal(err)
		}
		for seq := int64(1); seq <= head; seq += 2 {
			for day := first.AddDays(-3); !day.After(w.service.Today()); day = day.AddDays(4) {
				got, err := w.service.Plan(w.Context(), w.owner, app.When{AsAt: day, KnownEntry: seq})
				if err != nil {
					w.Fatal(err)
				}
				if diff := cmp.Diff(replay(every, day, seq), contents(w, got)); diff != "" {
					w.Fatalf("as at %s known at entry %d (-replay +got):\n%s", day, seq, diff)
				}
			}
		}
	})
}

// replay gives the latest version of each action, part and judgement, by
// going through every version one by one.
func replay(every []store.Version, day calendar.Date, seq int64) map[string]int {
	latest := map[string]int{}
	for _, v := range every {
		if v.Seq <= seq && !v.EffectiveOn.After(day) && slices.Contains([]string{plan.KindAction, plan.KindPart, plan.KindJudgement}, v.Kind) {
			latest[v.Thing] = v.Version
		}
	}
	return latest
}

func contents(_ *world, p *plan.Plan) map[string]int {
	held := map[string]int{}
	for x := range p.Actions.All() {
		held[x.ID] = x.Version
	}
	for x := range p.Parts.All() {
		held[x.ID] = x.Version
	}
	for x := range p.Judgements.All() {
		held[x.ID] = x.Version
	}
	return held
}

// TestATimeNamesAPosition asks again with the time that an answer gave.
func TestATimeNamesAPosition(t *testing.T) {
	onEach(t, func(w *world) {
		w.action("a1")
		first, err := w.service.State(w.Context(), w.owner, app.When{})
		if err != nil {
			w.Fatal(err)
		}
		w.action("a2") // at the very same time by the clock
		again, err := w.service.State(w.Context(), w.owner, app.When{KnownAt: first.Known.At})
		if err != nil {
			w.Fatal(err)
		}
		if again.Known != first.Known || again.Plan.Actions.Len() != 1 {
			w.Errorf("known at %v gave entry %d with %d actions, not entry %d with 1", first.Known.At, again.Known.Seq, again.Plan.Actions.Len(), first.Known.Seq)
		}
	})
}

// TestRightsAreReadWhenTheyAreUsed takes a place away between a page and its form.
func TestRightsAreReadWhenTheyAreUsed(t *testing.T) {
	onEach(t, func(w *world) {
		part := w.action("a1")
		w.do(app.Operator(council), plan.EditMember{Membership: "lead", Seen: 1, Person: "lead", Agency: "trust", Roles: []access.Role{access.BoardMember}})
		_, err := w.service.Do(w.Context(), w.lead, plan.ReportProgress{Part: part, Text: "too late"})
		var problems change.Problems
		if !errors.As(err, &problems) || problems.Kind() != change.Forbidden {
			w.Errorf("a right that was taken away was used: %v", err)
		}
		history, err := w.service.Plan(w.Context(), w.lead, app.When{})
		if err != nil || history.Parts.Len() != 1 {
			w.Errorf("reading: %v", err)
		}
	})
}

// TestErasedWordsLeaveMemory erases an action's words while two servers hold them.
func TestErasedWordsLeaveMemory(t *testing.T) {
	onEach(t, func(w *world) {
		const secret = "words that must go"
		w.action("a1")
		w.do(w.owner, plan.EditAction{Action: "a1", Seen: 1, Title: secret, Areas: []string{"area"}, Origin: plan.FromArea})
		other := w.another()
		if _, err := other.Plan(w.Context(), w.owner, app.When{}); err != nil {
			w.Fatal(err)
		}
		admin := access.Caller{Account: "account-admin", Authority: council, Membership: "owner", Roles: []access.Role{access.Administrator}}
		if _, err := w.service.Store().Erase(w.Context(), admin, "a1", 0, "asked by the person it names"); err != nil {
			w.Fatal(err)
		}
		head, _, err := w.service.Store().Head(w.Context(), w.owner)
		if err != nil {
			w.Fatal(err)
		}
		for _, s := range []*app.Service{w.service, other} {
			for _, when := range []app.When{{}, {AsAt: s.Today(), KnownEntry: head}} {
				p, err := s.Plan(w.Context(), w.owner, when)
				if err != nil {
					w.Fatal(err)
				}
				for a := range p.Actions.All() {
					if body, err := json.Marshal(a); err != nil || strings.Contains(string(body), secret) {
						w.Errorf("erased words are still held: %s %v", body, err)
					}
				}
			}
		}
		if _, err := w.service.Store().Verify(w.Context(), app.Operator(council), nil); err != nil {
			w.Errorf("verify after erasing: %v", err)
		}
	})
}

// TestManyWritersLoseNothing has several people of two servers write at once.
func TestManyWritersLoseNothing(t *testing.T) {
	onEach(t, func(w *world) {
		services := []*app.Service{w.service, w.another()}
		const writers, each = 6, 8
		before, _, err := w.service.Store().Head(w.Context(), w.owner)
		if err != nil {
			w.Fatal(err)
		}
		var group sync.WaitGroup
		for i := range writers {
			group.Go(func() {
				for n := range each {
					if _, err := services[i%2].Do(w.Context(), app.Operator(council), plan.AddAgency{AgencyName: fmt.Sprintf("agency %d of writer %d", n, i), Kind: "school"}); err != nil {
						w.Error(err)
					}
				}
			})
		}
		group.Wait()
		for _, s := range services {
			p, err := s.Plan(w.Context(), w.owner, app.When{})
			if err != nil {
				w.Fatal(err)
			}
			if p.Agencies.Len() != 3+writers*each || p.Position != before+writers*each {
				w.Errorf("there are %d agencies at entry %d", p.Agencies.Len(), p.Position)
			}
		}
	})
}

// TestWhoMayNotIsRecorded reads as nobody, and as somebody of no role.
func TestWhoMayNotIsRecorded(t *testing.T) {
	onEach(t, func(w *world) {
		before, _, err := w.service.Store().Head(w.Context(), w.owner)
		if err != nil {
			w.Fatal(err)
		}
		nobody := access.Caller{Account: "account-nobody", Authority: council}
		if _, err := w.service.Plan(w.Context(), nobody, app.When{}); !errors.Is(err, store.ErrDenied) {
			w.Errorf("reading the plan without a role gave %v", err)
		}
		if _, err := w.service.Do(w.Context(), nobody, plan.AddAgency{AgencyName: "Nobody's"}); !errors.Is(err, store.ErrDenied) {
			w.Errorf("changing without a role gave %v", err)
		}
		if after, _, err := w.service.Store().Head(w.Context(), w.owner); err != nil || after != before+2 {
			w.Errorf("two refusals made %d entries, %v", after-before, err)
		}
	})
}

// TestDaysStillToCome refuses a change that describes tomorrow, and shows
// a plan for tomorrow as what is known now.
func TestDaysStillToCome(t *testing.T) {
	onEach(t, func(w *world) {
		tomorrow := w.service.Today().AddDays(1)
		if _, err := w.service.DoOn(w.Context(), w.owner, plan.RecordJudgement{Body: plan.Judgement{Inspection: "inspection", Aspect: "x", Word: "good"}}, tomorrow); err == nil {
			w.Error("a change was accepted for a day that has not come")
		}
		if p, err := w.service.Plan(w.Context(), w.owner, app.When{AsAt: tomorrow}); err != nil || p.Day != tomorrow || p.Areas.Len() != 1 {
			w.Errorf("tomorrow: %v", err)
		}
	})
}

// TestParseKnownAt reads the ways in which people write a moment.
func TestParseKnownAt(t *testing.T) {
	for text, want := range map[string]int64{"#12": 12, "12": 12} {
		if _, got, err := app.ParseKnownAt(text); err != nil || got != want {
			t.Errorf("%s gave %d, %v", text, got, err)
		}
	}
	for text, want := range map[string]string{
		"2013-02-01": "2013-02-01T23:59:59.999999Z", "2012-06-30": "2012-06-30T22:59:59.999999Z", "2013-02-01T09:30:00Z": "2013-02-01T09:30:00Z",
	} {
		if got, _, err := app.ParseKnownAt(text); err != nil || got.UTC().Format(time.RFC3339Nano) != want {
			t.Errorf("%s gave %v, %v", text, got, err)
		}
	}
	for _, text := range slices.Sorted(maps.Keys(map[string]bool{"yesterday": true, "#0": true, "31 April 2012": true, "#": true, "": true})) {
		if _, _, err := app.ParseKnownAt(text); err == nil {
			t.Errorf("%q was read as a moment", text)
		}
	}
}

// TestTheLedgerSaysOnWhoseBehalf has a delegate report on a part.
func TestTheLedgerSaysOnWhoseBehalf(t *testing.T) {
	onEach(t, func(w *world) {
		part := w.action("a1")
		w.do(app.Operator(council), plan.AddMember{ID: "deputy", Account: "account-deputy", Person: "deputy", Agency: "trust", Roles: []access.Role{access.AgencyLead}})
		w.do(w.lead, plan.Delegate{ID: "delegation", Post: "post-lead", Membership: "deputy", From: w.service.Today(), Until: w.service.Today().AddDays(7), Reason: "on leave"})
		w.do(w.caller("deputy"), plan.ReportProgress{Part: part, Text: "under way"})
		auditor := w.owner
		rows, _, err := w.service.History(w.Context(), auditor, part, "", 1)
		if err != nil || len(rows) != 1 || rows[0].OnBehalfOf != "delegation" || rows[0].Membership != "deputy" {
			w.Errorf("the part's history says %+v, %v", rows, err)
		}
	})
}

// TestARulesRefusalIsRecorded has somebody judge a request of their own.
func TestARulesRefusalIsRecorded(t *testing.T) {
	onEach(t, func(w *world) {
		part := w.action("a1")
		w.do(w.lead, plan.ReportProgress{Part: part, Text: "done", Complete: true})
		before, _, err := w.service.Store().Head(w.Context(), w.owner)
		if err != nil {
			w.Fatal(err)
		}
		_, err = w.service.Do(w.Context(), w.lead, plan.SignPart{Part: part})
		if problems, ok := errors.AsType[change.Problems](err); !ok || problems.Kind() != change.Forbidden {
			w.Errorf("signing one's own part gave %v", err)
		}
		rows, _, err := w.service.Store().Entries(w.Context(), app.Operator(council), store.Page{Limit: 1})
		if err != nil || len(rows) != 1 || rows[0].Seq != before+1 || rows[0].Change != store.ChangeDenied || rows[0].Membership != "lead" {
			w.Errorf("the ledger ends with %+v, %v", rows, err)
		}
	})
}
