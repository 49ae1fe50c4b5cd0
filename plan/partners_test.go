package plan_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

func TestNameOfItsDay(t *testing.T) {
	pct := &plan.Agency{Names: []plan.Named{{Name: "Moor Primary Care Trust"}, {Name: "Moor Commissioners", From: calendar.Must(2013, 4, 1)}, {Name: "Moor Care Board", From: calendar.Must(2022, 7, 1)}}}
	for day, want := range map[calendar.Date]string{
		calendar.Must(1995, 1, 1):  "Moor Primary Care Trust",
		calendar.Must(2013, 3, 31): "Moor Primary Care Trust",
		calendar.Must(2013, 4, 1):  "Moor Commissioners",
		calendar.Must(2022, 6, 30): "Moor Commissioners",
		calendar.Must(2022, 7, 1):  "Moor Care Board",
		{}:                         "Moor Primary Care Trust",
	} {
		if got := pct.NameOn(day); got != want {
			t.Errorf("%s: got %s, want %s", day, got, want)
		}
	}
	if got := (*plan.Agency)(nil).NameOn(paperDay); got != "an agency not named" {
		t.Errorf("no agency: %q", got)
	}
	if got := (&plan.Agency{}).NameOn(paperDay); got != "an agency not named" {
		t.Errorf("no names: %q", got)
	}
}

func TestNamesOfPosts(t *testing.T) {
	w := startPlanning(t).partners()
	w.put(plan.KindAgency, "trust", plan.Agency{Names: []plan.Named{{Name: "Northmoor Trust"}, {Name: "Moor Care Board", From: paperDay}}})
	w.put(plan.KindPost, "lost", plan.Post{Agency: "closed", Title: "Clerk"})
	for _, c := range []struct {
		day        calendar.Date
		post, want string
	}{
		{paperDay.AddDays(-1), "nurse", "Lead nurse, Northmoor Trust"}, {paperDay, "nurse", "Lead nurse, Moor Care Board"},
		{paperDay, "nobody", "a post not named"}, {paperDay, "", "a post not named"}, {paperDay, "lost", "Clerk, an agency not named"},
	} {
		if got := w.on(c.day).PostTitle(c.post); got != c.want {
			t.Errorf("%s on %s: got %q, want %q", c.post, c.day, got, c.want)
		}
	}
	p := w.on(paperDay)
	if p.AgencyOfPost("nurse") != "trust" || p.AgencyOfPost("nobody") != "" || p.AgencyName("council") != "Westmoor Council" {
		t.Errorf("got %q, %q, %q", p.AgencyOfPost("nurse"), p.AgencyOfPost("nobody"), p.AgencyName("council"))
	}
}

func TestHolderOfTheDay(t *testing.T) {
	w := startPlanning(t).partners()
	w.put(plan.KindHolding, "holding-nurse", plan.Holding{Post: "nurse", Membership: "member-nurse", From: june, Until: september})
	w.put(plan.KindHolding, "next", plan.Holding{Post: "nurse", Membership: "member-head", From: september.AddDays(2)})
	w.put(plan.KindHolding, "unknown", plan.Holding{Post: "clerk", Membership: "gone", From: june})
	p := w.on(paperDay)
	for _, c := range []struct {
		post string
		day  calendar.Date
		want string
	}{
		{"nurse", june.AddDays(-1), ""}, {"nurse", june, "member-nurse"}, {"nurse", september, "member-nurse"},
		{"nurse", september.AddDays(1), ""}, {"nurse", september.AddDays(2), "member-head"}, {"nurse", paperDay.AddDays(9000), "member-head"},
		{"head", publication, "member-head"}, {"clerk", paperDay, ""}, {"", paperDay, ""},
	} {
		m, ok := p.Holder(c.post, c.day)
		if ok != (c.want != "") || (ok && m.ID != c.want) {
			t.Errorf("%s on %s: got %+v, %v; want %q", c.post, c.day, m, ok, c.want)
		}
	}
}

func TestCallerOfTheDay(t *testing.T) {
	w := startPlanning(t).partners()
	w.put(plan.KindDelegation, "leave", plan.Delegation{Post: "head", Membership: "member-nurse", From: june, Until: september, Reason: "leave"})
	w.put(plan.KindDelegation, "back", plan.Delegation{Post: "superintendent", Membership: "member-nurse", From: june, Until: paperDay, Ended: september})
	w.put(plan.KindDelegation, "own", plan.Delegation{Post: "nurse", Membership: "member-nurse", From: june, Until: september})
	w.put(plan.KindMembership, "ended", plan.Membership{Account: "account-ended", Name: "N", Agency: "trust", Roles: []access.Role{access.PlanOwner}, Ended: june})
	p := w.on(paperDay)
	for _, c := range []struct {
		name   string
		day    calendar.Date
		posts  []string
		behalf map[string]string
	}{
		{"before the post", publication.AddDays(-1), nil, map[string]string{}},
		{"the day before", june.AddDays(-1), []string{"nurse"}, map[string]string{}},
		{"the first day, own post too", june, []string{"nurse", "head", "superintendent"}, map[string]string{"head": "leave", "superintendent": "back"}},
		{"the day before one is taken back", september.AddDays(-1), []string{"nurse", "head", "superintendent"}, map[string]string{"head": "leave", "superintendent": "back"}},
		{"the last day", september, []string{"nurse", "head"}, map[string]string{"head": "leave"}},
		{"the day after", september.AddDays(1), []string{"nurse"}, map[string]string{}},
	} {
		for range 4 { // the order is the same each time
			got, ok := p.CallerFor("member-nurse", "authority", c.day)
			want := access.Caller{
				Account: "account-nurse", Name: "Holder of nurse", Authority: "authority", Agency: "trust", Membership: "member-nurse",
				Roles: []access.Role{access.AgencyLead}, Posts: c.posts, OnBehalfOf: c.behalf,
			}
			if diff := cmp.Diff(want, got); !ok || diff != "" {
				t.Errorf("%s: %v, %s", c.name, ok, diff)
			}
		}
	}
	for day, want := range map[calendar.Date]bool{june.AddDays(-1): true, june: true, june.AddDays(1): false} {
		got, ok := p.CallerFor("ended", "authority", day)
		if ok != want || got.May(access.EditPlan) != want {
			t.Errorf("a membership that ended on %s, on %s: got %+v, %v", june, day, got, ok)
		}
	}
	for _, id := range []string{"nobody", ""} {
		if got, ok := p.CallerFor(id, "authority", paperDay); ok || got.May(access.ReadPlan) {
			t.Errorf("%q: got %+v", id, got)
		}
	}
	caller, _ := p.CallerFor("member-nurse", "authority", june)
	caller.Roles[0] = access.Administrator
	if m, _ := p.Memberships.Get("member-nurse"); !slices.Equal(m.Roles, []access.Role{access.AgencyLead}) {
		t.Error("a caller can change the roles in the plan")
	}
}
