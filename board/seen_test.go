package board

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

// Whatever papers, periods, people and moments there are, somebody without a
// right sees a paper only where it is public now and was public then; and when
// it is public is found here by trying every hour.
func TestWhoSeesAPaperThatIsNotPublic(t *testing.T) {
	start := calendar.Must(2013, 3, 28).Start() // the clocks go forward on the 31st
	rapid.Check(t, func(rt *rapid.T) {
		d := newDesk(t)
		hours := func(what string) time.Time {
			return start.Add(time.Duration(rapid.IntRange(0, 240).Draw(rt, what)) * time.Hour)
		}
		var holds []*Hold
		for i := range rapid.IntRange(0, 3).Draw(rt, "periods") {
			from := calendar.DayOf(hours("first day"))
			h := &Hold{From: from, To: from.AddDays(rapid.IntRange(0, 3).Draw(rt, "days")), Since: from.Start()}
			if rapid.IntRange(0, 3).Draw(rt, "ended") == 0 {
				h.Ended = &HoldEnd{At: hours("ended at")}
			}
			holds = append(holds, h)
			d.do(asPut{KindHold, fmt.Sprintf("hold-%d", i), 0, h}, nil)
		}
		paper := &Paper{State: Published, Frozen: &Frozen{}}
		if rapid.Bool().Draw(rt, "embargoed") {
			paper.Embargo = &Embargo{Until: hours("until")}
			if rapid.Bool().Draw(rt, "given") {
				paper.Embargo.Given = []Recipient{{Membership: "member"}}
				if rapid.Bool().Draw(rt, "taken back") {
					paper.Embargo.Given[0].TakenBack = &plan.Ending{Reason: "r"}
				}
			}
			if rapid.IntRange(0, 3).Draw(rt, "allowed") == 0 {
				paper.Allowed = &Allowance{At: hours("allowed at")}
			}
		}
		d.do(asPut{KindPaper, "paper", 0, paper}, nil)
		d.do(asPut{KindExempt, "exempt", 0, &ExemptPart{Paper: "paper", Items: []ExemptItem{{Title: "x"}}}}, nil)
		public, held := time.Time{}, false
		if paper.Embargo != nil {
			inHold := func(at time.Time) bool {
				for _, h := range holds {
					day := calendar.DayOf(at)
					if !day.Before(h.From) && !day.After(h.To) && (h.Ended == nil || at.Before(h.Ended.At)) {
						return true
					}
				}
				return false
			}
			public = paper.Embargo.Until
			switch {
			case paper.Allowed != nil && paper.Allowed.At.After(public):
				public = paper.Allowed.At
			case paper.Allowed == nil:
				for ; inHold(public); public = public.Add(time.Hour) {
					held = true
				}
			}
		}
		now := hours("now")
		moment := hours("moment")
		for role, caller := range map[access.Role]access.Caller{
			access.PlanOwner: {Membership: "owner"}, access.BoardMember: {Membership: "member"}, access.Auditor: {Membership: "auditor"}, access.GovernanceLead: {Membership: "governor"}, access.SocialWorker: {Membership: "member"},
		} {
			caller.Account, caller.Authority, caller.Roles = "account", "authority", []access.Role{role}
			want := !now.Before(public) && !moment.Before(public)
			switch role {
			case access.PlanOwner:
				want = true
			case access.GovernanceLead:
				want = want || held
			case access.BoardMember:
				want = want || paper.Embargo != nil && len(paper.Embargo.Given) > 0 && paper.Embargo.Given[0].TakenBack == nil
			}
			seen := d.shelf.SeenBy(caller, d.shelf, now, moment)
			_, got := seen.Paper("paper")
			listed := 0
			for range seen.Papers() {
				listed++
			}
			if _, exempt := seen.Exempt("paper"); got != want || exempt != want || (listed == 1) != want {
				rt.Fatalf("%s at %s of %s, public from %s: seen %t, listed %d, not %t", role, now, moment, public, got, listed, want)
			}
			if _, still := d.shelf.Paper("paper"); !still {
				rt.Fatal("hiding a paper from one hid it from all")
			}
		}
	})
}
