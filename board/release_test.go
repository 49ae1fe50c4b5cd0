package board

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/disclosure"
	"throughline/plan"
)

var releaseDay = calendar.Must(2013, 3, 31)

func publishedFigures(t *testing.T, day calendar.Date, girls, boys int, earlier ...disclosure.Released) disclosure.Release {
	t.Helper()
	cohort := disclosure.Cohort{Name: "Children looked after", Definition: "On the day.", Nature: disclosure.Standing, Day: day,
		Dimensions: []disclosure.Dimension{{Name: "Sex", Categories: []string{"Female", "Male"}}}}
	atoms := []disclosure.Atom{{Categories: []string{"Female"}, Count: girls}, {Categories: []string{"Male"}, Count: boys}}
	release, err := disclosure.Publish(cohort, atoms, []disclosure.Spec{{Title: "Sex", Rows: "Sex"}}, earlier...)
	if err != nil {
		t.Fatal(err)
	}
	return release
}

func analyst() change.Context {
	n := 0
	return change.Context{
		By: access.Caller{Account: "a", Authority: "b", Membership: "analyst", Roles: []access.Role{access.DataAnalyst}}, Today: calendar.Must(2013, 4, 10),
		NewID: func() string { n++; return "release-" + string(rune('0'+n)) },
	}
}

// shelved gives the shelf after a change, through JSON as the store keeps it.
func shelved(t *testing.T, s *Shelf, c change.Context, ch Change) (*Shelf, error) {
	t.Helper()
	puts, err := ch.Decide(s, nil, c)
	if err != nil {
		return s, err
	}
	var versions []plan.Version
	for _, put := range puts {
		body, err := json.Marshal(put.Body)
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: s.Position + 1, On: c.Today, Body: body})
	}
	next, err := s.With(c.Today, s.Position+1, versions)
	if err != nil {
		t.Fatal(err)
	}
	return next, nil
}

func TestFiguresArePublishedAndWithdrawn(t *testing.T) {
	c := analyst()
	shelf, err := shelved(t, &Shelf{}, c, PublishFigures{Figures: publishedFigures(t, releaseDay, 40, 3), Known: KnownAt{Position: 9}})
	if err != nil {
		t.Fatal(err)
	}
	held, ok := shelf.Release("release-1")
	if !ok || held.Day != releaseDay || held.PublishedBy != "analyst" || held.KnownAt.Position != 9 || held.Title() != "Children looked after on 31 March 2013" || !held.Standing() {
		t.Fatalf("%+v", held)
	}
	tables, err := held.Printed.Tables()
	if err != nil || tables[0].Figure("Male", "").String() != "c" {
		t.Errorf("%v %v", tables, err)
	}
	if _, err := shelved(t, shelf, c, WithdrawFigures{ID: held.ID, Reason: "  "}); err == nil {
		t.Error("withdrawn without a reason")
	}
	if shelf, err = shelved(t, shelf, c, WithdrawFigures{ID: held.ID, Reason: "Two teams were counted wrongly."}); err != nil {
		t.Fatal(err)
	}
	held, _ = shelf.Release("release-1")
	if held.Standing() || held.Withdrawal.Reason != "Two teams were counted wrongly." || held.Version != 2 {
		t.Errorf("%+v", held)
	}
	if printed, beside := shelf.Printed("Children looked after"); len(printed) != 1 || len(beside) != 1 {
		t.Error("what was printed is forgotten once it is withdrawn")
	}
	if _, err := shelved(t, shelf, c, WithdrawFigures{ID: held.ID, Reason: "Again."}); err == nil {
		t.Error("withdrawn twice")
	}
	if _, err := shelved(t, shelf, c, WithdrawFigures{ID: "another", Reason: "Why."}); err == nil {
		t.Error("what is not there was withdrawn")
	}
	erased, err := shelf.With(c.Today, 99, []plan.Version{{Kind: KindFiguresRelease, ID: "release-1", Version: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if printed, _ := erased.Printed("Children looked after"); len(printed) != 1 {
		t.Error("what was printed is forgotten once its record is erased")
	}
}

func TestFiguresThatMustNotBePublished(t *testing.T) {
	c := analyst()
	first := publishedFigures(t, releaseDay, 40, 30)
	shelf, err := shelved(t, &Shelf{}, c, PublishFigures{Figures: first})
	if err != nil {
		t.Fatal(err)
	}
	_, beside := shelf.Printed("Children looked after")
	for name, test := range map[string]struct {
		ch   PublishFigures
		says string
		kind change.Kind
	}{
		"nothing":                       {PublishFigures{}, "no figures to publish", change.Invalid},
		"a day to come":                 {PublishFigures{Figures: publishedFigures(t, calendar.Must(2013, 4, 11), 40, 30), Beside: beside}, "still to come", change.Invalid},
		"not knowing of the first":      {PublishFigures{Figures: publishedFigures(t, releaseDay.AddDays(1), 40, 29)}, "published other figures", change.Stale},
		"knowing of what never was":     {PublishFigures{Figures: publishedFigures(t, releaseDay.AddDays(1), 40, 29), Beside: []string{"other"}}, "published other figures", change.Stale},
		"a day after the first":         {PublishFigures{Figures: publishedFigures(t, releaseDay.AddDays(1), 40, 29, first.Released()), Beside: beside}, "up to 3 March 2013 or one from 28 April 2013", change.Invalid},
		"what is out just as it stands": {PublishFigures{Figures: publishedFigures(t, releaseDay, 40, 30, first.Released()), Beside: beside}, "nothing new", change.Invalid},
	} {
		_, err := shelved(t, shelf, c, test.ch)
		problems, ok := errors.AsType[change.Problems](err)
		if !ok || problems.Kind() != test.kind || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestReleasesStandInTheOrderTheyWerePublished(t *testing.T) {
	var versions []plan.Version
	for _, r := range []struct {
		id string
		on calendar.Date
	}{{"c", calendar.Must(2013, 4, 2)}, {"a", calendar.Must(2013, 4, 3)}, {"b", calendar.Must(2013, 4, 1)}} {
		body, err := json.Marshal(&FiguresRelease{Day: releaseDay, Printed: publishedFigures(t, releaseDay, 9, 9).Released(), PublishedOn: r.on})
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, plan.Version{Kind: KindFiguresRelease, ID: r.id, Version: 1, Seq: 1, On: r.on, Body: body})
	}
	shelf, err := (&Shelf{}).With(releaseDay, 3, versions)
	if err != nil {
		t.Fatal(err)
	}
	order := ""
	for r := range shelf.Releases() {
		order += r.ID
	}
	if order != "acb" {
		t.Errorf("got %s, the last published first is acb", order)
	}
	if _, err := shelf.With(releaseDay, 4, []plan.Version{{Kind: KindFiguresRelease, ID: "d", Version: 1, Body: []byte(`{"printed":{"format":1,"cohort":"x"}}`)}}); err == nil {
		t.Error("a record that no release could have written was taken")
	}
}
