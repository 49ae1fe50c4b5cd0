package casework_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

func TestTheGlass(t *testing.T) {
	a := family(t)
	for _, reason := range []string{"", "urgent", strings.Repeat("urgent ", 5), strings.Repeat("a ", 6), "12 34 56 78 90"} {
		a.refused("ivy", casework.BreakGlass{Person: "kit", Reason: reason}, "reason", "Say in at least 5 different words what the emergency is. Somebody else reads this reason.")
	}
	if _, err := a.tryOn("ivy", casework.BreakGlass{Person: "kit", Reason: "The police found Kit alone tonight."}, today.AddDays(-1)); err == nil || !strings.Contains(err.Error(), "for today only") {
		t.Errorf("the glass was broken for yesterday: %v", err)
	}
	id := a.do("ivy", casework.BreakGlass{Person: "kit", Reason: "The police found Kit alone tonight."})
	want := change.Filing{About: []string{"kit"}, Class: access.Class{Sensitivity: access.Ordinary, Compartment: access.Oversight}, Sort: "open 2013-03-04",
		Ties: []change.Tie{{Person: "kit", Holder: "ivy", Level: access.GlassLevel, From: today, Until: today}}}
	if diff := cmp.Diff(want, a.filing[id]); diff != "" {
		t.Error(diff)
	}
	a.refused("ivy", casework.BreakGlass{Person: "kit", Reason: "The police found Kit alone tonight."}, "", "You already opened this record today. It stays open to you until midnight.")
	a.today = today.AddDays(1)
	a.do("ivy", casework.BreakGlass{Person: "kit", Reason: "The police found Kit alone again."})
	a.refused("sue", casework.ReviewGlass{Glass: id, Words: "It was right to look then."}, "", "Your role does not let you review emergency access and alerts.")
	a.refused("gil", casework.ReviewGlass{Glass: id, Words: "Fine."}, "words", "Say in at least 5 different words what you found.")
	a.do("gil", casework.ReviewGlass{Glass: id, Justified: true, Words: "The police log says the same."})
	a.refused("cal", casework.ReviewGlass{Glass: id, Words: "It was right to look then."}, "", "This was already reviewed on 5 March 2013.")
}

// Who broke the glass doesn't review it, from any of their places.
func TestNobodyReviewsTheirOwnEmergency(t *testing.T) {
	a := family(t)
	id := a.do("sue", casework.BreakGlass{Person: "kit", Reason: "The police found Kit alone tonight."})
	rolesOf["twosue"] = access.GovernanceLead
	defer func() { rolesOf["twosue"] = access.SocialWorker }()
	a.refused("twosue", casework.ReviewGlass{Glass: id, Words: "It was right to look then."}, "", "You opened this record, so somebody else must review it.")
	alert := casework.Alert{Kind: casework.UnallocatedAlert, Person: "kit", Viewer: "sue", Account: "account-sue", On: today, AnswerBy: today.AddDays(28)}
	a.apply(casework.AnswerAlert{}, []change.Put{alert.Put("alert")}, today)
	a.refused("twosue", casework.AnswerAlert{Alert: "alert", Outcome: casework.NoConcern, Reason: "Fine."}, "", "This alert is about your own look, so somebody else must answer it.")
	a.refused("gil", casework.AnswerAlert{Alert: "alert"}, "outcome", "Choose whether the look is a concern.")
	a.refused("gil", casework.AnswerAlert{Alert: "alert", Outcome: casework.NoConcern}, "reason", "Say what you found, and from whom.")
	if held, _ := a.whole().Alerts.Get("alert"); held.Overdue(today.AddDays(28)) || !held.Overdue(today.AddDays(29)) {
		t.Error("an alert is late on another day than after the last to answer it")
	}
	a.do("gil", casework.AnswerAlert{Alert: "alert", Outcome: casework.NoConcern, Reason: "She covered for Tom."})
	if held, _ := a.whole().Alerts.Get("alert"); held.Overdue(today.AddDays(99)) {
		t.Error("an answered alert is late")
	}
	a.refused("gil", casework.AnswerAlert{Alert: "alert", Outcome: casework.Concern, Reason: "Again."}, "", "This alert was already answered on 4 March 2013.")
}

func look(edit func(*casework.Look)) casework.Look {
	l := casework.Look{Viewer: "sue", Account: "account-sue", Purpose: access.DirectWork, Person: "kit", Ties: access.Ties{Allocated: true}, Wall: access.NoWall, On: today, PeopleToday: 3,
		PersonIs: candidate("kit", "Kit", "Moor", "", "pr18xj")}
	edit(&l)
	return l
}

func TestAlerts(t *testing.T) {
	viewer := func(c casework.Candidate) *casework.Candidate { return &c }
	for name, c := range map[string]struct {
		look casework.Look
		want []casework.AlertKind
	}{
		"allocated":             {look(func(*casework.Look) {}), nil},
		"no tie":                {look(func(l *casework.Look) { l.Ties = access.Ties{} }), []casework.AlertKind{casework.UnallocatedAlert}},
		"no tie, to review":     {look(func(l *casework.Look) { l.Ties, l.Purpose = access.Ties{}, access.Reviewing }), []casework.AlertKind{casework.UnallocatedAlert}},
		"no tie, to supervise":  {look(func(l *casework.Look) { l.Ties, l.Purpose = access.Ties{}, access.Supervising }), []casework.AlertKind{casework.UnallocatedAlert}},
		"no tie, governance":    {look(func(l *casework.Look) { l.Ties, l.Purpose = access.Ties{}, access.Governance }), nil},
		"no tie, an enquiry":    {look(func(l *casework.Look) { l.Ties, l.Purpose = access.Ties{}, access.Enquiry }), nil},
		"glass":                 {look(func(l *casework.Look) { l.Ties = access.Ties{Glass: true} }), nil},
		"the team's":            {look(func(l *casework.Look) { l.Ties = access.Ties{Team: true} }), nil},
		"restricted":            {look(func(l *casework.Look) { l.Wall = access.Restricted }), []casework.AlertKind{casework.RestrictedAlert}},
		"as many as may be":     {look(func(l *casework.Look) { l.PeopleToday = 50 }), nil},
		"more than that":        {look(func(l *casework.Look) { l.PeopleToday = 51 }), []casework.AlertKind{casework.VolumeAlert}},
		"the same surname":      {look(func(l *casework.Look) { l.ViewerIs = viewer(candidate("s", "Sue", "MOOR", "")) }), []casework.AlertKind{casework.SurnameAlert}},
		"the same postcode":     {look(func(l *casework.Look) { l.ViewerIs = viewer(candidate("s", "Sue", "Fell", "", "pr18xj")) }), []casework.AlertKind{casework.AddressAlert}},
		"another name and home": {look(func(l *casework.Look) { l.ViewerIs = viewer(candidate("s", "Sue", "Fell", "", "pr18xk")) }), nil},
		"themselves":            {look(func(l *casework.Look) { l.ViewerIs = viewer(candidate("kit", "Kit", "Moor", "", "pr18xj")) }), []casework.AlertKind{casework.OwnRecordAlert}},
		"a viewer with no name": {look(func(l *casework.Look) {
			l.ViewerIs = &casework.Candidate{People: []string{"s"}, Names: []casework.Name{{}}}
			l.PersonIs.Names = append(l.PersonIs.Names, casework.Name{})
		}), nil},
	} {
		var got []casework.AlertKind
		for _, alert := range casework.Alerts(c.look, casework.DefaultLimits) {
			got = append(got, alert.Kind)
			if alert.Why == "" || alert.Act == "" || alert.AnswerBy != today.AddDays(28) || alert.Kind.Words() == "" || (alert.Person == "") != (alert.Kind == casework.VolumeAlert) {
				t.Errorf("%s: %+v", name, alert)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// The same look twice in a day is one alert, and another day's is another.
func TestAlertKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := rapid.Custom(func(t *rapid.T) casework.Alert {
			return casework.Alert{Kind: rapid.SampledFrom(casework.AlertKinds).Draw(t, "kind"), Person: rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "person"),
				Account: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "account"), On: today.AddDays(rapid.IntRange(0, 2).Draw(t, "day")), Why: rapid.String().Draw(t, "why")}
		})
		a, b := drawn.Draw(t, "a"), drawn.Draw(t, "b")
		same := a.Kind == b.Kind && a.Person == b.Person && a.Account == b.Account && a.On == b.On
		if (a.Key() == b.Key()) != same {
			t.Fatalf("%q and %q", a.Key(), b.Key())
		}
	})
}

func TestHolds(t *testing.T) {
	a := family(t)
	a.refused("gil", casework.PlaceHold{}, "title", "Enter what the hold is for, such as the name of the inquiry.")
	a.refused("gil", casework.PlaceHold{}, "why", "Say why the records must not be destroyed.")
	a.refused("gil", casework.PlaceHold{ReviewOn: today}, "review_on", "Enter a day in the future on which the hold is looked at again. It does not end by itself.")
	a.refused("gil", casework.PlaceHold{People: []string{"nobody"}}, "", change.Missing("person").Error())
	many := make([]string, 21)
	for i := range many {
		many[i] = a.child(string(rune('A'+i)), "Kit", "Moor", calendar.Must(2008, 1, 31))
	}
	a.refused("gil", casework.PlaceHold{People: many}, "people", "Choose at most 20 people, or hold everything.")
	one := a.do("gil", casework.PlaceHold{People: []string{"kit"}, Title: "A claim", Why: "The court asked.", ReviewOn: today.AddDays(9)})
	if got := a.filing[one]; got.Class.Sensitivity != access.Personal || !slices.Equal(got.About, []string{"kit"}) {
		t.Errorf("it is filed as %+v", got)
	}
	a.refused("cal", casework.LiftHold{Hold: one}, "why", "Say why the hold is no longer needed.")
	a.do("cal", casework.LiftHold{Hold: one, Why: "The claim ended."})
	a.refused("cal", casework.LiftHold{Hold: one, Why: "Again."}, "", "This hold was lifted on 4 March 2013.")
}
