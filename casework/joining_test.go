package casework_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

func TestTwoRecordsOfOnePerson(t *testing.T) {
	a := begin(t)
	born := calendar.Must(2008, 1, 31)
	for _, id := range []string{"b", "a", "c"} {
		a.child(id, "Kit", "Moor", born)
	}
	first := a.do("tom", casework.JoinPeople{One: "b", Other: "a", Why: "The same NHS number."})
	if a.filing["b"].Group != "a" || a.filing["a"].Group != "" || a.filing["c"].Group != "" {
		t.Errorf("the groups are %q, %q and %q", a.filing["a"].Group, a.filing["b"].Group, a.filing["c"].Group)
	}
	a.refused("tom", casework.JoinPeople{One: "a", Other: "b", Why: "Again."}, "", "These two records are already joined.")
	a.do("tom", casework.JoinPeople{One: "c", Other: "b", Why: "The same mother."})
	if file := a.whole().File("b"); len(file.People) != 3 || file.Person.ID != "a" || len(file.Joins) != 2 {
		t.Errorf("the file is %+v", file)
	}
	a.refused("tom", casework.PartPeople{Join: first}, "why", "Say what shows that the two records are not of one person.")
	a.do("tom", casework.PartPeople{Join: first, Why: "They are twins."})
	if a.filing["c"].Group != "b" || a.filing["b"].Group != "" {
		t.Errorf("after parting, the groups are %q and %q", a.filing["b"].Group, a.filing["c"].Group)
	}
	a.refused("tom", casework.PartPeople{Join: first, Why: "Again."}, "", "These two records were already parted on 4 March 2013.")
	a.refused("tom", casework.JoinPeople{One: "a", Other: "a", Why: "x"}, "other", "Choose two different records.")
	a.refused("tom", casework.JoinPeople{One: "a", Other: "nobody", Why: "x"}, "", change.Missing("person").Error())
}

// Both people named are put again, so that the store refuses who may not
// record about one of them.
func TestBothRecordsArePut(t *testing.T) {
	a := begin(t)
	a.child("a", "Kit", "Moor", today)
	a.child("b", "Kit", "Moor", today)
	puts, err := a.try("tom", casework.JoinPeople{One: "a", Other: "b", Why: "The same."})
	if err != nil || !slices.ContainsFunc(puts, func(p change.Put) bool { return p.Thing == "a" }) || !slices.ContainsFunc(puts, func(p change.Put) bool { return p.Thing == "b" }) {
		t.Errorf("%v and %v", puts, err)
	}
}

func after(given string) casework.PersonDetails {
	return casework.PersonDetails{Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: given, Family: "Adopter"}}, Born: calendar.Known(calendar.Must(2008, 1, 31))}
}

func TestAnAdoptionKeepsTwoRecordsApart(t *testing.T) {
	a := begin(t)
	a.child("before", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.child("double", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.do("tom", casework.JoinPeople{One: "before", Other: "double", Why: "Entered twice."})
	id := a.do("ann", casework.KeepApart{Before: "before", After: "after", Details: after("Kit"), OrderOn: today})
	if id != "after" || a.filing["before"].Wall != access.AdoptionWall || a.filing["double"].Wall != access.AdoptionWall || a.filing["after"].Wall != access.NoWall {
		t.Errorf("the walls are %q, %q and %q", a.filing["before"].Wall, a.filing["double"].Wall, a.filing["after"].Wall)
	}
	for _, pair := range [][2]string{{"before", "after"}, {"after", "double"}} {
		a.refused("tom", casework.JoinPeople{One: pair[0], Other: pair[1], Why: "The same child."}, "", change.Missing("person").Error())
		a.refused("sue", casework.Relate{Person: pair[0], Of: pair[1], Kinship: casework.SiblingOf}, "", change.Missing("person").Error())
		a.refused("ann", casework.Relate{Person: pair[0], Of: pair[1], Kinship: casework.SiblingOf}, "person", "These are records from before and after an adoption. Nothing may link them.")
		if s := a.whole().Match(pair[0], pair[1]); s.Points+len(s.Reasons) > 0 {
			t.Errorf("a match across the adoption: %+v", s)
		}
	}
	for _, ch := range []casework.Change{
		casework.WriteRecord{Of: "case_note", People: []string{"after", "before"}, Details: casework.RecordDetails{Happened: today, Words: "Both.", Complete: true}},
		casework.AddAddress{People: []string{"double", "after"}, Kind: casework.HomeAddress, Postcode: "PR1 8XJ", From: today},
		casework.DecideSharing{People: []string{"after", "before"}, Agency: "trust", What: "Health", Why: "Care.", ConsentSought: true},
		casework.RecordConsent{Person: "after", By: "before", Agency: "trust", For: "Help", Capacity: "Age."},
	} {
		a.refused("sue", ch, "", change.Missing("person").Error())
		a.refused("ann", ch, "person", "These are records from before and after an adoption. Nothing may link them.")
	}
	a.refused("gil", casework.PlaceHold{People: []string{"after", "before"}, Title: "A claim", Why: "The court asked.", ReviewOn: today.AddDays(9)}, "", change.Missing("person").Error())
	// To who may not know, the other record is nowhere: the two refusals are one.
	_, unknown := a.try("tom", casework.JoinPeople{One: "after", Other: "nobody", Why: "x"})
	_, apart := a.try("tom", casework.JoinPeople{One: "after", Other: "before", Why: "x"})
	if diff := cmp.Diff(unknown, apart); diff != "" {
		t.Error(diff)
	}
	a.do("ann", casework.KeepApart{Before: "after", After: "again", Details: after("Kim"), OrderOn: today})
	a.refused("ann", casework.KeepApart{Before: "before", After: "again", OrderOn: today}, "before", "This is already the record from before an adoption.")
	a.refused("tom", casework.JoinPeople{One: "before", Other: "again", Why: "The same child."}, "", change.Missing("person").Error())
	if s := a.whole().Match("before", "again"); s.Points+len(s.Reasons) > 0 {
		t.Errorf("a match across two adoptions: %+v", s)
	}
	if class := a.whole().File("after").Breaks; len(class) != 2 {
		t.Errorf("%d adoptions are about the child in the middle", len(class))
	}
}

func TestKeepApartRefuses(t *testing.T) {
	a := begin(t)
	a.child("one", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.child("two", "Kit", "Adopter", calendar.Must(2008, 1, 31))
	a.child("sib", "Jo", "Moor", calendar.Must(2006, 1, 31))
	a.do("tom", casework.JoinPeople{One: "one", Other: "two", Why: "The same."})
	a.refused("ann", casework.KeepApart{Before: "one", After: "two", OrderOn: today}, "after", "These two records are joined. Part them first.")
	a.refused("ann", casework.KeepApart{Before: "one", After: "two", Details: after("Kit")}, "order_on", "Enter the day of the adoption order.")
	a.refused("ann", casework.KeepApart{Before: "one", After: "two", Details: after("Kit")}, "after", "There is already a record with this id. Choose it, or enter a new person.")
	a.refused("ann", casework.KeepApart{Before: "one", After: "nobody", OrderOn: today}, "", change.Missing("person").Error())
	a.refused("ann", casework.KeepApart{Before: "one", OrderOn: today.AddDays(1), Details: after("Kit")}, "order_on", "Enter a day for the adoption order that is not in the future.")
	a.do("sue", casework.Relate{Person: "sib", Of: "one", Kinship: casework.SiblingOf})
	a.refused("ann", casework.KeepApart{Before: "one", After: "sib", OrderOn: today}, "after", "Something was recorded about both. It must be erased before the records can be kept apart.")
}

func TestARestrictionGoesWithTheGroup(t *testing.T) {
	a := begin(t)
	a.child("a", "Kit", "Moor", today)
	a.child("b", "Kit", "Moor", today)
	id := a.do("tom", casework.Restrict{Person: "b", Why: "A colleague's child.", AskedBy: "The family", ReviewOn: today.AddMonths(6)})
	join := a.do("tom", casework.JoinPeople{One: "a", Other: "b", Why: "The same."})
	if a.filing["a"].Wall != access.Restricted || a.filing["b"].Wall != access.Restricted {
		t.Errorf("the walls are %q and %q", a.filing["a"].Wall, a.filing["b"].Wall)
	}
	a.do("tom", casework.PartPeople{Join: join, Why: "Not the same."})
	if a.filing["a"].Wall != access.NoWall || a.filing["b"].Wall != access.Restricted {
		t.Errorf("after parting, the walls are %q and %q", a.filing["a"].Wall, a.filing["b"].Wall)
	}
	a.refused("tom", casework.Restrict{Person: "b", Why: "x", AskedBy: "y", ReviewOn: today.AddDays(1)}, "person", "This person is already restricted.")
	a.refused("tom", casework.Restrict{Person: "a", Why: "x", AskedBy: "y", ReviewOn: today.AddMonths(13)}, "review_on", "Enter a day within the next 12 months on which it is looked at again.")
	a.do("tom", casework.LookAtRestriction{Restriction: id, Why: "Still so.", ReviewOn: today.AddMonths(12)})
	a.do("tom", casework.EditPerson{Person: "b", Details: named("Moor")})
	if a.filing["b"].Wall != access.Restricted {
		t.Error("changing a name took the wall away")
	}
	a.do("tom", casework.LookAtRestriction{Restriction: id, Lift: true, Why: "They moved."})
	if a.filing["b"].Wall != access.NoWall {
		t.Errorf("after lifting, the wall is %q", a.filing["b"].Wall)
	}
	a.refused("tom", casework.LookAtRestriction{Restriction: id, Lift: true, Why: "Again."}, "", "This restriction was lifted on 4 March 2013.")
}

// Whatever is joined, parted and kept apart, in whatever order: no group ever
// holds two records that an adoption keeps apart, through any chain; the walls
// are those of the group; and what stands is what a plain search gives.
func TestNoGroupHoldsBothSidesOfAnAdoption(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := begin(t)
		ids := []string{"a", "b", "c", "d", "e", "f"}
		for _, id := range ids {
			a.child(id, "Kit", "Moor", today)
		}
		var joins, breaks [][2]string
		stands := map[string][2]string{}
		for range rapid.IntRange(1, 14).Draw(t, "steps") {
			pair := [2]string{rapid.SampledFrom(ids).Draw(t, "one"), rapid.SampledFrom(ids).Draw(t, "other")}
			switch rapid.IntRange(0, 3).Draw(t, "what") {
			case 0, 1:
				puts, err := a.try("tom", casework.JoinPeople{One: pair[0], Other: pair[1], Why: "They look alike."})
				if barred := pair[0] == pair[1] || reach(pair[0], joins, nil)[pair[1]] || reach(pair[0], joins, breaks)[pair[1]]; (err != nil) != barred {
					t.Fatalf("joining %v with joins %v and breaks %v: %v", pair, joins, breaks, err)
				}
				if err == nil {
					stands[puts[0].Thing] = pair
				}
			case 2:
				_, err := a.try("ann", casework.KeepApart{Before: pair[0], After: pair[1], OrderOn: today})
				barred := reach(pair[0], joins, breaks)[pair[1]] || slices.ContainsFunc(breaks, func(b [2]string) bool { return reach(b[0], joins, nil)[pair[0]] })
				if (err != nil) != barred {
					t.Fatalf("keeping %v apart with joins %v and breaks %v: %v", pair, joins, breaks, err)
				}
				if err == nil {
					breaks = append(breaks, pair)
				}
			case 3:
				if len(stands) > 0 {
					id := rapid.SampledFrom(slices.Sorted(keysOf(stands))).Draw(t, "part")
					a.do("tom", casework.PartPeople{Join: id, Why: "They are not."})
					delete(stands, id)
				}
			}
			joins = nil
			for _, id := range slices.Sorted(keysOf(stands)) {
				joins = append(joins, stands[id])
			}
			checkGroups(t, a, ids, joins, breaks)
		}
	})
}

func keysOf(m map[string][2]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// reach is everybody whom a walk over joins and breaks gets to.
func reach(from string, joins, breaks [][2]string) map[string]bool {
	reached := map[string]bool{from: true}
	for range len(joins) + len(breaks) + 1 {
		for _, edge := range slices.Concat(joins, breaks) {
			if reached[edge[0]] || reached[edge[1]] {
				reached[edge[0]], reached[edge[1]] = true, true
			}
		}
	}
	return reached
}

func checkGroups(t *rapid.T, a *acting, ids []string, joins, breaks [][2]string) {
	t.Helper()
	for _, id := range ids {
		group := reach(id, joins, nil)
		want, walled := "", access.NoWall
		for _, other := range ids {
			if group[other] && (want == "" || other < want) {
				want = other
			}
		}
		if want == id {
			want = ""
		}
		for _, b := range breaks {
			if group[b[0]] && group[b[1]] {
				t.Fatalf("%s and %s are one person, and an adoption keeps them apart", b[0], b[1])
			}
			if group[b[0]] {
				walled = access.AdoptionWall
			}
		}
		if f := a.filing[id]; f.Group != want || f.Wall != walled {
			t.Fatalf("%s is filed in the group %q behind the wall %q, want %q and %q; joins %v, breaks %v", id, f.Group, f.Wall, want, walled, joins, breaks)
		}
	}
}

func TestRefusalsAreProblems(t *testing.T) {
	a := begin(t)
	_, err := a.try("sue", casework.JoinPeople{One: "a", Other: "b"})
	var problems change.Problems
	if !errors.As(err, &problems) || problems.Kind() != change.Forbidden {
		t.Errorf("a social worker joined records: %v", err)
	}
}

func named(family string) casework.PersonDetails {
	d := after("Kit")
	d.Names = []casework.Name{{Kind: casework.LegalName, Given: "Kit", Family: family}}
	return d
}
