package plan_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

// dutyTeam gives the trust a team with Dora in it, as the place "dora's".
func dutyTeam(a *acting) {
	a.do("ada", plan.AddTeam{ID: "duty", Agency: "trust", TeamName: " Duty team "})
	a.do("ada", plan.PlaceInTeam{ID: "dora's", Team: "duty", Membership: "dora", From: planned})
}

// inEight puts Nina in as many teams as one person can be in, from April to June.
func inEight(a *acting) {
	dutyTeam(a)
	for i := range access.MaxTeams {
		id := fmt.Sprintf("team %d", i)
		a.do("ada", plan.AddTeam{ID: id, Agency: "trust", TeamName: id})
		a.do("ada", plan.PlaceInTeam{Team: id, Membership: "nina", From: planned, Until: june})
	}
}

var teamRefusals = []refusal{
	{name: "blank", by: "ada", change: plan.AddTeam{}, want: append(invalid("agency", "Choose the agency that the team belongs to, one that has not ended."),
		invalid("name", "Enter the team's name.")...)},
	{name: "of an agency that ended", story: func(a *acting) {
		a.do("ada", plan.EditAgency{Agency: "school", Ended: publication})
		a.until(publication.AddDays(40))
	}, by: "ada", change: plan.AddTeam{Agency: "school", TeamName: "Pastoral"}, want: invalid("agency", "Choose the agency that the team belongs to, one that has not ended.")},
	{name: "twice", story: dutyTeam, by: "ada", change: plan.AddTeam{Agency: "trust", TeamName: "duty TEAM "},
		want: invalid("name", "There is already a team called Duty team, Northmoor Trust. Enter another name.")},

	{name: "not there", by: "ada", change: plan.RenameTeam{Team: "nothing"}, want: missing("team")},
	{name: "seen before another's change", story: func(a *acting) {
		dutyTeam(a)
		a.do("ada", plan.RenameTeam{Team: "duty", NewName: "Front door"})
	}, by: "ada", change: plan.RenameTeam{Team: "duty", Seen: 1, NewName: "First contact"}, want: outdated("team")},
	{name: "to nothing", story: dutyTeam, by: "ada", change: plan.RenameTeam{Team: "duty", NewName: " "}, want: invalid("name", "Enter the team's name.")},

	{name: "not there", by: "ada", change: plan.EndTeam{}, want: missing("team")},
	{name: "seen before another's change", story: func(a *acting) {
		dutyTeam(a)
		a.do("ada", plan.RenameTeam{Team: "duty", NewName: "Front door"})
	}, by: "ada", change: plan.EndTeam{Team: "duty", Seen: 1, Ended: june}, want: outdated("team")},
	{name: "on no day", story: dutyTeam, by: "ada", change: plan.EndTeam{Team: "duty"}, want: invalid("ended", "Enter the team's last day.")},
	{name: "later than it ended", story: func(a *acting) {
		dutyTeam(a)
		a.do("ada", plan.EndTeam{Team: "duty", Ended: june})
	}, by: "ada", change: plan.EndTeam{Team: "duty", Ended: september},
		want: invalid("ended", "This team's last day is 9 June 2012. Enter that day or an earlier one, or add a new team.")},

	{name: "blank", by: "ada", change: plan.PlaceInTeam{}, want: append(append(invalid("team", "Choose the team."),
		invalid("person", "Choose the person who joins the team.")...), invalid("from", "Enter the day from which they are in the team.")...)},
	{name: "of another agency", story: dutyTeam, by: "ada", change: plan.PlaceInTeam{Team: "duty", Membership: "hal", From: june},
		want: invalid("person", "Hal Head acts for Highfield School, and this team belongs to Northmoor Trust. Choose somebody of that agency.")},
	{name: "of somebody who will have left", story: func(a *acting) {
		dutyTeam(a)
		left(a)
	}, by: "ada", change: plan.PlaceInTeam{Team: "duty", Membership: "dora", From: june.AddDays(1)},
		want: invalid("person", "Dora Doctor's last day is 9 June 2012. Choose somebody else.")},
	{name: "after the team ended", story: func(a *acting) {
		dutyTeam(a)
		a.do("ada", plan.EndTeam{Team: "duty", Ended: june})
	}, by: "ada", change: plan.PlaceInTeam{Team: "duty", Membership: "nina", From: june.AddDays(1)},
		want: invalid("team", "The last day of the team Duty team, Northmoor Trust is 9 June 2012. Choose another team, or an earlier day.")},
	{name: "until before it starts", story: dutyTeam, by: "ada", change: plan.PlaceInTeam{Team: "duty", Membership: "nina", From: june, Until: planned},
		want: invalid("until", "Enter a last day that is on or after the first, or leave it blank.")},
	{name: "twice at once", story: dutyTeam, by: "ada", change: plan.PlaceInTeam{Team: "duty", Membership: "dora", From: publication, Until: planned},
		want: invalid("from", "Dora Doctor already has a place in this team from 2 April 2012. Choose other days.")},
	{name: "a ninth", story: inEight, by: "ada", change: plan.PlaceInTeam{Team: "duty", Membership: "nina", From: june},
		want: invalid("team", "Nina Nurse is in 8 teams on 9 June 2012, which is the most that one person can be in. End one of those places first.")},
	{name: "a ninth, later", story: inEight, by: "ada", change: plan.PlaceInTeam{Team: "duty", Membership: "nina", From: publication},
		want: invalid("team", "Nina Nurse is in 8 teams on 2 April 2012, which is the most that one person can be in. End one of those places first.")},

	{name: "not there", by: "ada", change: plan.LeaveTeam{}, want: missing("place in a team")},
	{name: "before it began", story: dutyTeam, by: "ada", change: plan.LeaveTeam{Place: "dora's", Until: planned.AddDays(-1)},
		want: invalid("until", "Enter a last day on or after 2 April 2012, when they joined the team.")},
	{name: "later than it ended", story: func(a *acting) {
		dutyTeam(a)
		a.do("ada", plan.LeaveTeam{Place: "dora's", Until: june})
	}, by: "ada", change: plan.LeaveTeam{Place: "dora's", Until: september},
		want: invalid("until", "Their last day is 9 June 2012 already. Enter that day or an earlier one, or give them a new place.")},
}

// A caller is in the teams whose places run that day, and of the council when
// their agency is.
func TestTeamsOfTheDay(t *testing.T) {
	a := startThePlan(t)
	dutyTeam(a)
	a.do("ada", plan.AddTeam{ID: "agile", Agency: "trust", TeamName: "Agile"})
	a.do("ada", plan.PlaceInTeam{Team: "agile", Membership: "dora", From: june, Until: september})
	a.do("ada", plan.EndTeam{Team: "duty", Ended: september})
	a.do("ada", plan.RenameTeam{Team: "duty", Seen: 2, NewName: "Front door"})
	a.do("ada", plan.AddTeam{Agency: "trust", TeamName: "Duty team"}) // the name is free
	for day, want := range map[calendar.Date][]string{
		planned.AddDays(-1): {}, planned: {"duty"}, june.AddDays(-1): {"duty"}, june: {"agile", "duty"}, september: {"agile", "duty"}, september.AddDays(1): {},
	} {
		by, ok := a.p.CallerFor("dora", "westmoor", day)
		if !ok || cmp.Diff(want, append([]string{}, by.Teams...)) != "" {
			t.Errorf("on %s: %v %t, want %v", day, by.Teams, ok, want)
		}
	}
	if got := a.p.TeamName("duty") + "; " + a.p.TeamName("none"); got != "Front door, Northmoor Trust; a team not named" {
		t.Error(got)
	}
	a.do("ada", plan.LeaveTeam{Place: "dora's", Until: planned})
	if by, _ := a.p.CallerFor("dora", "westmoor", planned.AddDays(1)); len(by.Teams) > 0 {
		t.Errorf("after leaving: %v", by.Teams)
	}
}

func TestOfTheCouncil(t *testing.T) {
	a := startThePlan(t)
	for _, c := range []struct {
		kind  string
		ended calendar.Date
		want  bool
	}{{"council", calendar.Date{}, true}, {"council", june, true}, {"council", june.AddDays(-1), false}, {"district council", calendar.Date{}, false}, {"", calendar.Date{}, false}} {
		w := startPlanning(t).partners().put(plan.KindAgency, "trust", plan.Agency{Names: []plan.Named{{Name: "T"}}, Kind: c.kind, Ended: c.ended})
		if by, ok := w.on(june).CallerFor("member-nurse", "westmoor", june); !ok || by.Council != c.want {
			t.Errorf("%+v: %t %t", c, by.Council, ok)
		}
	}
	if by := a.by("nobody"); by.Council || by.Teams != nil {
		t.Errorf("nobody is %+v", by)
	}
}

// Whatever places are given and taken, nobody is in more teams than the store
// has room for.
func TestNeverInTooManyTeams(t *testing.T) {
	start := startThePlan(t)
	inEight(start)
	rapid.Check(t, func(t *rapid.T) {
		a := start.fork()
		a.t = t
		for range rapid.IntRange(1, 6).Draw(t, "steps") {
			from := planned.AddDays(rapid.IntRange(-20, 90).Draw(t, "from"))
			ch := plan.PlaceInTeam{Team: rapid.SampledFrom([]string{"duty", "team 0", "team 1"}).Draw(t, "team"), Membership: "nina", From: from}
			if rapid.Bool().Draw(t, "ends") {
				ch.Until = from.AddDays(rapid.IntRange(0, 60).Draw(t, "long"))
			}
			if err := a.try("ada", ch); isForbidden(err) {
				t.Fatalf("%v", err)
			}
		}
		for n := range 200 {
			day, running := publication.AddDays(n), 0
			for place := range a.p.TeamPlaces.All() {
				if place.Membership == "nina" && !day.Before(place.From) && (place.Until.IsZero() || !day.After(place.Until)) {
					running++
				}
			}
			if teams := a.p.TeamsOf("nina", day); running > access.MaxTeams || running != len(teams) {
				t.Fatalf("on %s Nina has %d places and %d teams", day, running, len(teams))
			}
		}
	})
}
