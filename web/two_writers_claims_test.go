package web

import (
	"maps"
	"net/http"
	"testing"

	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
)

// Forms of things that other tests don't change from two places at once:
// actions, parts, people, posts, agencies, evidence and papers have their own.
func TestTwoPeopleChangeWhatWasInspected(t *testing.T) {
	c := newCouncil(t)
	first, second := c.as("owner"), c.as("owner")
	for _, form := range []struct{ at, what, field, other string }{
		{"/inspections/" + c.id["inspection"] + "/edit", "inspection", "title", "outcome"},
		{"/reports/" + c.id["report"] + "/edit", "report", "title", "inspectorate"},
		{"/areas/" + c.id["area"] + "/edit", "area", "title", "words"},
	} {
		one, two := first.get(form.at).want(http.StatusOK).form(form.at), second.get(form.at).want(http.StatusOK).form(form.at)
		one.Set(form.field, "What the first wrote")
		first.post(form.at, one).want(http.StatusOK).says("What the first wrote")
		two.Set(form.field, "What the second wrote")
		two.Set(form.other, "Only the second wrote this")
		merge := second.post(form.at, two).want(http.StatusConflict)
		merge.says("Someone else changed this "+form.what, "Olive Owner", "What the first wrote", "What the second wrote", "Only the second wrote this")
		first.get(form.at).want(http.StatusOK)
		if got := first.get(form.at).form(form.at); got.Get(form.field) != "What the first wrote" {
			t.Errorf("%s: the first's text is gone before anybody chose: %q", form.at, got.Get(form.field))
		}
		chosen := merge.form(form.at)
		chosen.Set(chooseField+form.field, "other")
		chosen.Set(chooseField+form.other, "yours")
		second.post(form.at, chosen).want(http.StatusOK)
		got := first.get(form.at).form(form.at)
		if got.Get(form.field) != "What the first wrote" || got.Get(form.other) != "Only the second wrote this" {
			t.Errorf("%s: after choosing theirs and yours it holds %q and %q", form.at, got.Get(form.field), got.Get(form.other))
		}
	}
}

// Every form that changes something already there carries the version that
// its writer saw, and one without it is refused: nothing is overwritten unseen.
func TestEveryFormOfSomethingThereCarriesItsVersion(t *testing.T) {
	c := newCouncil(t)
	c.ready()
	evidence := c.offer("health", "many", "Register of the course")
	extension := c.app.NewID()
	c.do("health", plan.AskExtension{ID: extension, Part: c.id["many"], Until: calendar.Must(2012, 9, 1), Reason: "The trainer left."})
	team := c.app.NewID()
	c.do("admin", plan.AddTeam{ID: team, Agency: c.id["council"], TeamName: "Duty team"})
	for _, form := range []struct{ who, at string }{
		{"admin", "/teams/" + team + "/rename"}, {"admin", "/teams/" + team + "/end"},
		{"owner", "/actions/" + c.id["action"] + "/edit"}, {"owner", "/parts/" + c.id["many"] + "/edit"}, {"owner", "/inspections/" + c.id["inspection"] + "/edit"},
		{"owner", "/reports/" + c.id["report"] + "/edit"}, {"owner", "/areas/" + c.id["area"] + "/edit"}, {"admin", "/people/" + c.id["police"] + "/edit"},
		{"admin", "/posts/" + c.id["post of lead"] + "/edit"}, {"admin", "/agencies/" + c.id["trust"] + "/rename"}, {"admin", "/agencies/" + c.id["trust"] + "/end"},
		{"deputy", "/evidence/" + evidence + "/judge"}, {"deputy", "/extensions/" + extension}, {"police", "/parts/" + c.id["yes"] + "/sign"},
	} {
		b := c.as(form.who)
		fields := b.get(form.at).want(http.StatusOK).form(form.at)
		if fields.Get(seenField) == "" {
			t.Errorf("%s does not carry the version that was seen", form.at)
		}
		before, err := c.app.State(t.Context(), c.caller("owner"), app.When{})
		if err != nil {
			t.Fatal(err)
		}
		for _, seen := range []string{"", "99", "0"} {
			forged := maps.Clone(fields)
			forged.Set(seenField, seen)
			forged.Set("reason", "A reason that is given.")
			forged.Set("decision", "accept")
			forged.Set("title", "Something new")
			if got := b.post(form.at, forged); got.status < http.StatusBadRequest {
				t.Errorf("%s with the version %q was taken: %d %s", form.at, seen, got.status, got.path)
			}
		}
		after, err := c.app.State(t.Context(), c.caller("owner"), app.When{})
		if err != nil || after.Known.Seq != before.Known.Seq {
			t.Errorf("%s: the ledger went from %d to %d, %v", form.at, before.Known.Seq, after.Known.Seq, err)
		}
	}
}
