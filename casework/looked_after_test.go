package casework_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/casework"
	"throughline/disclosure"
)

var countDay = calendar.Must(2013, 3, 31)

var countTeams = casework.Teams{
	Names: []casework.TeamNamed{{"north", "North"}, {"south", "South"}, {"other south", "South"}},
	Of: func(membership string) []string {
		return map[string][]string{"sue": {"south"}, "olly": {"other south"}, "nobody": {"closed"}}[membership]
	},
}

// childs is one child with what is recorded of them, by kind and id.
type childs map[string]any

// typical is a girl of seven in care for three years.
func typical() childs {
	return childs{
		"person a":       casework.Person{Parts: []casework.Part{casework.Child}, Born: calendar.Known(calendar.Must(2006, 1, 15)), Sex: "F"},
		"episode a":      casework.Episode{Person: "a", Started: calendar.Must(2010, 2, 1), Need: "N1"},
		"legal_status a": casework.LegalStatus{Person: "a", Episode: "a", Code: "C2", From: calendar.Must(2010, 2, 1)},
		"placement a":    casework.Placement{Person: "a", Episode: "a", Type: "U6", From: calendar.Must(2010, 2, 1)},
		"allocation a":   casework.Allocation{Person: "a", Team: "north", Role: casework.LeadWorker, From: calendar.Must(2010, 2, 1)},
	}
}

func (c childs) with(key string, body any) childs {
	c[key] = body
	return c
}

func (c childs) without(key string) childs {
	delete(c, key)
	return c
}

func versionsOf(t interface{ Fatal(args ...any) }, things childs) (all []casework.Version) {
	for key, body := range things {
		kind, id, _ := strings.Cut(key, " ")
		raw, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, casework.Version{Kind: "case." + kind, ID: id, Version: 1, Seq: 1, On: countDay, Body: raw})
	}
	slices.SortFunc(all, func(a, b casework.Version) int {
		if d := slices.Index(casework.LookedAfterKinds, a.Kind) - slices.Index(casework.LookedAfterKinds, b.Kind); d != 0 {
			return d
		}
		return strings.Compare(a.ID, b.ID)
	})
	return all
}

// streamed counts things that come one at a time.
func streamed(t interface{ Fatal(args ...any) }, day calendar.Date, things childs) []disclosure.Atom {
	l := casework.NewLookedAfter(day, countTeams)
	for _, v := range versionsOf(t, things) {
		var held struct{ Person string }
		if err := json.Unmarshal(v.Body, &held); err != nil {
			t.Fatal(err)
		}
		about := []string{held.Person}
		if v.Kind == casework.KindPerson {
			about = []string{v.ID}
		}
		if err := l.Add(v, about); err != nil {
			t.Fatal(err)
		}
	}
	_, atoms, err := l.Count()
	if err != nil {
		t.Fatal(err)
	}
	return atoms
}

func TestWhoIsLookedAfterOnADay(t *testing.T) {
	usual := []string{"5 to 9", "Female", "Full care order", "Fostered by others", "North", "2 years to under 5 years"}
	changed := func(at int, category string) []string {
		c := slices.Clone(usual)
		c[at] = category
		return c
	}
	const age, sex, legal, placement, team, long = 0, 1, 2, 3, 4, 5
	day := func(y, m, d int) calendar.Date {
		date, err := calendar.On(y, time.Month(m), d)
		if err != nil {
			t.Fatal(err)
		}
		return date
	}
	for name, test := range map[string]struct {
		things childs
		want   []string // nil when not counted
	}{
		"a child in care":                    {typical(), usual},
		"starting on the day":                {typical().with("episode a", casework.Episode{Person: "a", Started: countDay}), changed(long, "Under 6 months")},
		"starting the day after":             {typical().with("episode a", casework.Episode{Person: "a", Started: countDay.AddDays(1)}), nil},
		"ceasing on the day":                 {typical().with("episode a", casework.Episode{Person: "a", Started: day(2010, 2, 1), Ended: countDay}), nil},
		"ceasing the day after":              {typical().with("episode a", casework.Episode{Person: "a", Started: day(2010, 2, 1), Ended: countDay.AddDays(1)}), usual},
		"a second time in care":              {typical().with("episode b", casework.Episode{Person: "a", Started: day(2007, 1, 1), Ended: day(2008, 1, 1)}), usual},
		"short breaks, each recorded (V3)":   {typical().with("legal_status a", casework.LegalStatus{Person: "a", Code: "V3", From: day(2010, 2, 1)}), nil},
		"an agreement for short breaks (V4)": {typical().with("legal_status a", casework.LegalStatus{Person: "a", Code: "V4", From: day(2010, 2, 1)}), nil},
		"short breaks until an order":        {typical().with("legal_status 0", casework.LegalStatus{Person: "a", Code: "V4", From: day(2010, 1, 1), Until: day(2010, 2, 1)}), usual},
		"a new status on the day": {typical().with("legal_status a", casework.LegalStatus{Person: "a", Code: "C1", From: day(2010, 2, 1), Until: countDay}).
			with("legal_status b", casework.LegalStatus{Person: "a", Code: "E1", From: countDay}), changed(legal, "Placement or freeing order")},
		"a status to come":          {typical().with("legal_status b", casework.LegalStatus{Person: "a", Code: "E1", From: countDay.AddDays(1)}), usual},
		"accommodated":              {typical().with("legal_status a", casework.LegalStatus{Person: "a", Code: "V2", From: day(2010, 2, 1)}), changed(legal, "Agreement under section 20")},
		"police protection":         {typical().with("legal_status a", casework.LegalStatus{Person: "a", Code: "L1", From: day(2013, 3, 30)}), changed(legal, "Protection in an emergency")},
		"on remand":                 {typical().with("legal_status a", casework.LegalStatus{Person: "a", Code: "J1", From: day(2013, 3, 30)}), changed(legal, "Youth justice")},
		"no status recorded":        {typical().without("legal_status a"), changed(legal, "Not recorded")},
		"with a relative":           {typical().with("placement b", casework.Placement{Person: "a", Type: "U1", From: day(2013, 1, 1)}), changed(placement, "Fostered by family or friends")},
		"placed for adoption":       {typical().with("placement b", casework.Placement{Person: "a", Type: "A6", From: day(2013, 1, 1)}), changed(placement, "For adoption, confidential or not recorded")},
		"a placement not countable": {typical().without("placement a"), changed(placement, "For adoption, confidential or not recorded")},
		"in hospital for a time":    {typical().with("placement b", casework.Placement{Person: "a", Type: "T1", From: day(2013, 3, 1)}), changed(placement, "Other placement")},
		"no person to be read":      {typical().without("person a"), []string{"Not recorded", "Not recorded", usual[2], usual[3], usual[4], usual[5]}},
		"sex not known":             {typical().with("person a", casework.Person{Born: calendar.Known(day(2006, 1, 15)), Sex: "U"}), changed(sex, "Not recorded")},
		"the day before a birthday": {typical().with("person a", casework.Person{Born: calendar.Known(day(2003, 4, 1)), Sex: "F"}), usual},
		"a birthday":                {typical().with("person a", casework.Person{Born: calendar.Known(day(2003, 3, 31)), Sex: "F"}), changed(age, "10 to 15")},
		"a baby":                    {typical().with("person a", casework.Person{Born: calendar.Known(day(2013, 3, 31)), Sex: "F"}), changed(age, "Under 1")},
		"sixteen":                   {typical().with("person a", casework.Person{Born: calendar.Known(day(1997, 3, 31)), Sex: "F"}), changed(age, "16 and over")},
		"no date of birth":          {typical().with("person a", casework.Person{Sex: "F"}), changed(age, "Not recorded")},
		"six months to the day":     {typical().with("episode a", casework.Episode{Person: "a", Started: day(2012, 9, 30)}), changed(long, "6 months to under 1 year")},
		"a worker in a team":        {typical().with("allocation a", casework.Allocation{Person: "a", Membership: "sue", Role: casework.LeadWorker, From: day(2010, 2, 1)}), changed(team, "South")},
		"two teams of one name":     {typical().with("allocation a", casework.Allocation{Person: "a", Membership: "olly", Role: casework.LeadWorker, From: day(2010, 2, 1)}), changed(team, "South (2)")},
		"a team not counted":        {typical().with("allocation a", casework.Allocation{Person: "a", Membership: "nobody", Role: casework.LeadWorker, From: day(2010, 2, 1)}), changed(team, "Another team, or none recorded")},
		"an allocation that ended":  {typical().with("allocation a", casework.Allocation{Person: "a", Team: "north", From: day(2010, 2, 1), Until: day(2013, 3, 30)}), changed(team, "Another team, or none recorded")},
		"the lead before others":    {typical().with("allocation b", casework.Allocation{Person: "a", Team: "south", Role: casework.Reviewer, From: day(2013, 1, 1)}), usual},
		"the lead after others": {typical().with("allocation a", casework.Allocation{Person: "a", Team: "south", Role: casework.Reviewer, From: day(2013, 1, 1)}).
			with("allocation b", casework.Allocation{Person: "a", Team: "north", Role: casework.LeadWorker, From: day(2012, 1, 1)}), usual},
		"two records of one child": {typical().with("person b", casework.Person{Group: "a"}).with("episode b", casework.Episode{Person: "b", Started: day(2011, 2, 1)}), usual},
		"nobody":                   {childs{}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			var want []disclosure.Atom
			if test.want != nil {
				want = []disclosure.Atom{{Categories: test.want, Count: 1}}
			}
			if diff := cmp.Diff(want, streamed(t, countDay, test.things)); diff != "" {
				t.Error(diff)
			}
			folder, err := casework.Open(countDay, nil, versionsOf(t, test.things))
			if err != nil {
				t.Fatal(err)
			}
			_, atoms, err := casework.LookedAfterOn(folder, countDay, countTeams)
			if diff := cmp.Diff(want, atoms); err != nil || diff != "" {
				t.Error("from a folder:", diff, err)
			}
		})
	}
}

// TestEveryCodeHasItsGroup holds the groups to the code sets of the returns.
func TestEveryCodeHasItsGroup(t *testing.T) {
	other := map[string]bool{"T0": true, "T1": true, "T2": true, "T3": true, "T4": true, "Z1": true, "Z11": true, "Z12": true, "Z13": true, "Z14": true}
	for _, day := range []calendar.Date{calendar.Must(2013, 3, 31), calendar.Must(2025, 6, 30)} {
		for _, code := range casework.CodesOf(casework.LegalStatusCodes, day) {
			atoms := streamed(t, countDay, typical().with("legal_status a", casework.LegalStatus{Person: "a", Code: code.Code, From: calendar.Must(2010, 2, 1)}))
			if code.Code != "V3" && code.Code != "V4" && (len(atoms) != 1 || atoms[0].Categories[2] == "Not recorded") {
				t.Errorf("legal status %s is in no group: %v", code.Code, atoms)
			}
		}
		for _, code := range casework.CodesOf(casework.PlacementCodes, day) {
			atoms := streamed(t, countDay, typical().with("placement a", casework.Placement{Person: "a", Type: code.Code, From: calendar.Must(2010, 2, 1)}))
			if len(atoms) != 1 || (atoms[0].Categories[3] == "Other placement") != other[code.Code] {
				t.Errorf("placement %s: %v", code.Code, atoms)
			}
		}
	}
}

func TestThingsMustComeInOrder(t *testing.T) {
	l := casework.NewLookedAfter(countDay, countTeams)
	versions := versionsOf(t, typical())
	slices.Reverse(versions)
	var err error
	for _, v := range versions {
		if err == nil {
			err = l.Add(v, []string{"a"})
		}
	}
	if err == nil {
		t.Error("a person before their time in care was taken, so that they would not have been counted")
	}
}

func TestWhatIsErasedOrOfAnotherKindIsPassedOver(t *testing.T) {
	l := casework.NewLookedAfter(countDay, countTeams)
	for _, v := range []casework.Version{{Kind: casework.KindEpisode, ID: "e"}, {Kind: casework.KindRecord, ID: "r", Body: []byte("not read")}} {
		if err := l.Add(v, []string{"a"}); err != nil {
			t.Error(err)
		}
	}
	if err := l.Add(casework.Version{Kind: casework.KindEpisode, ID: "e", Body: []byte("{")}, []string{"a"}); err == nil {
		t.Error("what can't be read was passed over")
	}
}

// TestEachChildIsCountedOnce draws children, some with two records, and counts
// them by hand.
func TestEachChildIsCountedOnce(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		things, want := childs{}, 0
		for i := range rapid.IntRange(0, 12).Draw(rt, "children") {
			id := fmt.Sprintf("child%02d", i)
			records := rapid.IntRange(1, 3).Draw(rt, "records")
			counted := false
			for n := range records {
				record := fmt.Sprintf("%s-%d", id, n)
				group := ""
				if n > 0 {
					group = id + "-0"
				}
				things["person "+record] = casework.Person{Group: group, Sex: "M"}
				started := countDay.AddDays(rapid.IntRange(-400, 5).Draw(rt, "started"))
				e := casework.Episode{Person: record, Started: started}
				if rapid.Bool().Draw(rt, "ends") {
					e.Ended = started.AddDays(rapid.IntRange(0, 500).Draw(rt, "days"))
				}
				things["episode "+record] = e
				counted = counted || !e.Started.After(countDay) && (e.Ended.IsZero() || e.Ended.After(countDay))
			}
			if counted {
				want++
			}
		}
		got := 0
		for _, atom := range streamed(rt, countDay, things) {
			got += atom.Count
		}
		if got != want {
			rt.Fatalf("%d children counted, not %d", got, want)
		}
	})
}

// TestTheTablesOfARelease has the engine make every table of the count.
func TestTheTablesOfARelease(t *testing.T) {
	things := childs{}
	for i := range 60 {
		for key, body := range typical() {
			kind, _, _ := strings.Cut(key, " ")
			id := fmt.Sprintf("c%d", i)
			switch of := body.(type) {
			case casework.Person:
				if i%3 == 0 {
					of.Sex = "M"
				}
				body = of
			case casework.Episode:
				of.Person = id
				body = of
			case casework.LegalStatus:
				of.Person = id
				body = of
			case casework.Placement:
				of.Person = id
				body = of
			case casework.Allocation:
				of.Person = id
				body = of
			}
			things[kind+" "+id] = body
		}
	}
	folder, err := casework.Open(countDay, nil, versionsOf(t, things))
	if err != nil {
		t.Fatal(err)
	}
	cohort, atoms, err := casework.LookedAfterOn(folder, countDay, countTeams)
	if err != nil {
		t.Fatal(err)
	}
	release, err := disclosure.Publish(cohort, atoms, casework.LookedAfterTables())
	if err != nil {
		t.Fatal(err)
	}
	byTitle := func(title string) disclosure.Table {
		table, ok := release.Table(title)
		if !ok {
			t.Fatalf("there is no table %s", title)
		}
		return table
	}
	for _, want := range []struct{ title, row, column, shown string }{
		{"Age", "5 to 9", "", "60"}, {"Sex", "Male", "", "20"}, {"Age and sex", "5 to 9", "Female", "40"}, {"Team", "North", "", "60"},
		{"Legal status", "Full care order", "", "60"}, {"Where children live", "With parents", "", "0"}, {"Time in care", "", "", "60"},
	} {
		if got := byTitle(want.title).Figure(want.row, want.column).String(); got != want.shown {
			t.Errorf("%s, %s, %s: %s, not %s", want.title, want.row, want.column, got, want.shown)
		}
	}
	if !strings.Contains(cohort.Definition, "V3 or V4") || !strings.Contains(cohort.Definition, "not counted") {
		t.Error("the definition does not say that short breaks are left out")
	}
}
