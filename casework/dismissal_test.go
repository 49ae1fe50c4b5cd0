package casework_test

import (
	"testing"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

var (
	ofReviews = access.Class{Sensitivity: access.Personal, Compartment: access.LookedAfterReview}
	ofHealth  = access.Class{Sensitivity: access.Personal, Compartment: access.Health}
	ofReturns = access.Class{Sensitivity: access.Sensitive, Compartment: access.Returns}
	judged    = access.Class{Sensitivity: access.Personal, Compartment: access.Returns}
)

func TestAnAlertIsDismissedOnlyWithAReason(t *testing.T) {
	a := family(t)
	good := casework.DismissAlert{Person: "kit", Code: "R18-overdue", Key: "R18-overdue|C19/1|overdue 2013-03-01", Hangs: []access.Class{ofReturns}, Why: " Kit was ill; the review is on Friday. "}
	with := func(edit func(*casework.DismissAlert)) casework.DismissAlert { ch := good; edit(&ch); return ch }
	a.refused("sue", with(func(ch *casework.DismissAlert) { ch.Why = " " }), "why", "Say why nothing needs to be done. This reason is kept.")
	a.refused("sue", with(func(ch *casework.DismissAlert) { ch.Key = "" }), "", change.Missing("alert").Error())
	a.refused("sue", with(func(ch *casework.DismissAlert) { ch.Hangs = nil }), "alert",
		"This alert hangs on parts of the work that no one person sees together, so it can’t be dismissed. It ends when what raised it is mended.")
	id := a.do("sue", good)
	held, _ := a.whole().Dismissals.Get(id)
	if held.Why != "Kit was ill; the review is on Friday." || held.DismissedOn != today || held.DismissedBy != "sue" || held.Code != "R18-overdue" || held.Person != "kit" {
		t.Errorf("the dismissal is %+v", held)
	}
	a.refused("tom", good, "", "This alert was already dismissed on 4 March 2013.")
	a.do("sue", with(func(ch *casework.DismissAlert) { ch.Key = "R18-overdue|C19/1|overdue 2013-09-01" })) // the same alert of another day
	a.do("sue", with(func(ch *casework.DismissAlert) { ch.Person = "jo" }))                                // and of another child

	a.do("tom", casework.RaiseAgain{Dismissal: id, Seen: 1, Why: "It was not held."})
	held, _ = a.whole().Dismissals.Get(id)
	if held.RaisedOn != today || held.RaisedBy != "tom" || held.RaisedWhy != "It was not held." || held.Why == "" {
		t.Errorf("raised again it is %+v", held)
	}
	a.refused("tom", casework.RaiseAgain{Dismissal: id, Seen: 2}, "", "This alert was already raised again on 4 March 2013.")
	if again := a.do("sue", good); again == id {
		t.Error("an alert that was raised again is dismissed by the same dismissal")
	}
}

// A dismissal holds from its day until the day on which the alert was raised again.
func TestADismissalHoldsBetweenItsDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := func(label string) calendar.Date { return today.AddDays(rapid.IntRange(-9, 9).Draw(t, label)) }
		d := casework.Dismissal{DismissedOn: day("dismissed")}
		if rapid.Bool().Draw(t, "raised") {
			d.RaisedOn = d.DismissedOn.AddDays(rapid.IntRange(0, 9).Draw(t, "after"))
		}
		on := day("on")
		want := !on.Before(d.DismissedOn) && (d.RaisedOn.IsZero() || on.Before(d.RaisedOn))
		if got := d.Holds(on); got != want {
			t.Fatalf("%+v holds on %s: %t", d, on, got)
		}
	})
}

func TestTheClassOfADismissal(t *testing.T) {
	lado := access.Class{Sensitivity: access.Sensitive, Compartment: access.DesignatedOfficer}
	for name, c := range map[string]struct {
		hangs []access.Class
		want  access.Class
		may   bool
	}{
		"one part of the work":           {[]access.Class{ofReviews}, ofReviews, true},
		"a walled part alone":            {[]access.Class{lado}, lado, true},
		"returns":                        {[]access.Class{ofReturns}, judged, true},
		"returns and health":             {[]access.Class{ofHealth, ofReturns}, judged, true},
		"two parts":                      {[]access.Class{ofHealth, ofReviews}, judged, true},
		"a walled part and returns":      {[]access.Class{lado, ofReturns}, judged, false},
		"sensitive health and returns":   {[]access.Class{{Sensitivity: access.Sensitive, Compartment: access.Health}, ofReturns}, judged, false},
		"nothing about anybody":          {nil, judged, false},
		"a class that we don’t know":     {[]access.Class{{Sensitivity: "secret", Compartment: access.Health}}, access.Class{Sensitivity: "secret", Compartment: access.Health}, false},
		"money, not seen by all who see": {[]access.Class{{Sensitivity: access.Personal, Compartment: access.Money}, ofReturns}, judged, false},
	} {
		if got := casework.MayBeDismissed(c.hangs); got != c.may {
			t.Errorf("%s may be dismissed: %t", name, got)
		}
		if got, _ := casework.ClassOf(casework.Dismissal{Hangs: c.hangs}); got != c.want {
			t.Errorf("%s: filed as %v", name, got)
		}
	}
}
