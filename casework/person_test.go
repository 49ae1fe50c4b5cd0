package casework_test

import (
	"encoding/json"
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

func TestWhoAPersonIs(t *testing.T) {
	a := begin(t)
	good := named("Moor")
	with := func(edit func(*casework.PersonDetails)) casework.AddPerson {
		d := good
		edit(&d)
		return casework.AddPerson{Details: d}
	}
	for _, c := range []struct {
		edit            func(*casework.PersonDetails)
		field, sentence string
	}{
		{func(d *casework.PersonDetails) { d.Expected = calendar.Known(today) }, "expected", "Enter a date of birth or an expected date of birth, not both."},
		{func(d *casework.PersonDetails) {
			d.Born, d.Expected = calendar.Dated{}, calendar.Known(today.AddMonths(12))
		}, "expected", "Enter an expected date of birth that is within 11 months."},
		{func(d *casework.PersonDetails) { d.Born = calendar.Known(today.AddDays(1)) }, "born", "Enter a day for the date of birth that is not in the future."},
		{func(d *casework.PersonDetails) { d.Died = calendar.Known(calendar.Must(2007, 1, 1)) }, "died", "The date of death is before the date of birth. Change one of them."},
		{func(d *casework.PersonDetails) { d.Born, d.Estimated = calendar.Dated{}, true }, "estimated", "Enter the date of birth that was estimated."},
		{func(d *casework.PersonDetails) { d.Parts = nil }, "parts", "Choose what the person is: a child, a parent or carer, a professional."},
		{func(d *casework.PersonDetails) { d.Parts = []casework.Part{"ghost"} }, "parts", "Choose what the person is from the list."},
		{func(d *casework.PersonDetails) { d.Names = nil }, "names", "Enter a name. If no name is known yet, write what the person is called for now, such as “Baby Smith”."},
		{func(d *casework.PersonDetails) { d.Names = []casework.Name{{Kind: casework.LegalName, Given: "…"}} }, "names", "Enter a name with letters in it."},
		{func(d *casework.PersonDetails) { d.Names = []casework.Name{{Kind: "nickname", Given: "Kit"}} }, "names", "Choose what kind of name it is: legal, known as, at birth, previous or other."},
		{func(d *casework.PersonDetails) {
			d.Names = []casework.Name{{Kind: casework.LegalName, Given: strings.Repeat("x", 201)}}
		}, "names", "Enter a name of at most 200 letters."},
		{func(d *casework.PersonDetails) {
			d.Names = []casework.Name{{Kind: casework.LegalName, Given: "Kit", From: today, Until: today.AddDays(-1)}}
		}, "names", "The last day of “Kit” is before its first. Change one of them."},
		{func(d *casework.PersonDetails) { d.Names = slices.Repeat(d.Names, 13) }, "names", "Enter at most 12 names: those that people may be looked for by."},
		{func(d *casework.PersonDetails) { d.Sex = "X" }, "sex", "Choose male, female or not known: the sex at birth or on the birth certificate."},
		{func(d *casework.PersonDetails) { d.Membership = "nobody" }, "membership", "Choose a member of staff who has a place here."},
		{func(d *casework.PersonDetails) { d.Membership = "sue" }, "membership", "Only a professional can be linked to a member of staff. Choose that part too."},
	} {
		a.refused("sue", with(c.edit), c.field, c.sentence)
	}
	a.do("sue", with(func(d *casework.PersonDetails) { // the longest that may be entered can be filed
		d.Names = nil
		for i := range 12 {
			words := strings.Repeat(string(rune('a'+i))+"bc ", 49)
			d.Names = append(d.Names, casework.Name{Kind: casework.Alias, Given: words, Family: strings.Repeat("ﬃ", 60)})
		}
	}))
	unborn := a.do("sue", with(func(d *casework.PersonDetails) {
		d.Born, d.Expected = calendar.Dated{}, calendar.Known(today.AddDays(60))
	}))
	if p, _ := a.whole().People.Get(unborn); !p.Unborn() {
		t.Errorf("%+v is born", p)
	}
	staff := a.do("sue", with(func(d *casework.PersonDetails) { d.Parts, d.Membership = []casework.Part{casework.Professional}, "sue" }))
	if !slices.Contains(a.filing[staff].Finds, casework.MemberKey("sue")) {
		t.Error("a worker is not found by their place")
	}
}

// Nothing of a special category is filed where many may search.
func TestANameIsFiledAlone(t *testing.T) {
	a := family(t)
	id := a.do("sue", casework.Describe{Person: "kit", Ethnicity: "MWBC", Disability: []string{"AUT"}, Gender: "non-binary", Religion: "none"})
	if got := a.filing[id].Class; got != (access.Class{Sensitivity: access.Sensitive, Compartment: access.SocialCare}) {
		t.Errorf("they are filed as %v", got)
	}
	for _, word := range []string{"MWBC", "AUT", "non-binary"} {
		if strings.Contains(string(a.kept["kit"].Body), word) {
			t.Errorf("%s is in what many may find", word)
		}
	}
	again := a.do("sue", casework.Describe{Person: "kit", Seen: 1, Ethnicity: "WBRI"})
	if again != id {
		t.Error("one person has two sets of characteristics")
	}
	a.refused("sue", casework.Describe{Person: "kit", Seen: 1}, "", change.Outdated("record").Error())
	a.refused("sue", casework.Describe{Person: "kit", Ethnicity: "XXXX"}, "ethnicity", "Choose an ethnic group from the list.")
	a.refused("sue", casework.Describe{Person: "kit", Disability: []string{"tall"}}, "disability", "Choose each disability from the list.")
	a.refused("sue", casework.Describe{Person: "kit", Disability: []string{"NONE", "AUT"}}, "disability", "Choose no disability, or the disabilities, not both.")
}

func TestNamesOverTime(t *testing.T) {
	a := family(t)
	d := named("Moor")
	a.refused("sue", casework.EditPerson{Person: "kit", Details: named("Fell")}, "names", "Keep the name “Kit Moor”. If it is no longer used, give it a last day, or call it a previous name.")
	a.refused("sue", casework.EditPerson{Person: "kit", Seen: 9, Details: d}, "", change.Outdated("person").Error())
	d.Names = []casework.Name{
		{Kind: casework.LegalName, Given: "Kit", Family: "Moor", Until: calendar.Must(2012, 12, 31)}, {Kind: casework.LegalName, Given: " Kit ", Family: "Fell", From: calendar.Must(2013, 1, 1)},
		{Kind: casework.KnownAs, Given: "Kitty", From: calendar.Must(2013, 2, 1), Until: calendar.Must(2013, 2, 28)},
	}
	a.do("sue", casework.EditPerson{Person: "kit", Seen: 1, Details: d})
	p, _ := a.whole().People.Get("kit")
	for day, want := range map[calendar.Date]string{
		calendar.Must(2012, 12, 31): "Kit Moor", calendar.Must(2013, 1, 1): "Kit Fell", calendar.Must(2013, 2, 1): "Kitty", calendar.Must(2013, 3, 1): "Kit Fell",
	} {
		if got := p.NameOn(day).Whole(); got != want {
			t.Errorf("on %s they are %s", day, got)
		}
	}
	if a.filing["kit"].Sort != "fell, kit" || finds("moor", p) == "" || finds("kitty", p) == "" {
		t.Errorf("the person is sorted as %q", a.filing["kit"].Sort)
	}
}

func TestAges(t *testing.T) {
	for _, c := range []struct {
		born, day calendar.Date
		want      int
		ok        bool
	}{
		{calendar.Must(2008, 2, 29), calendar.Must(2012, 2, 28), 3, true}, {calendar.Must(2008, 2, 29), calendar.Must(2012, 2, 29), 4, true},
		{calendar.Must(2008, 2, 29), calendar.Must(2026, 2, 28), 17, true}, {calendar.Must(2008, 2, 29), calendar.Must(2026, 3, 1), 18, true},
		{calendar.Must(2008, 1, 31), calendar.Must(2012, 1, 30), 3, true}, {calendar.Must(2008, 1, 31), calendar.Must(2008, 1, 31), 0, true},
		{calendar.Must(2008, 1, 31), calendar.Must(2008, 1, 30), 0, false},
	} {
		p := casework.Person{Born: calendar.Known(c.born)}
		if got, ok := p.AgeOn(c.day); got != c.want || ok != c.ok {
			t.Errorf("born %s, on %s: %d and %v", c.born, c.day, got, ok)
		}
	}
	month := casework.Person{Born: calendar.Dated{Date: calendar.Must(2008, 1, 1), Precision: calendar.ToTheMonth}}
	if _, ok := month.AgeOn(today); ok {
		t.Error("an age is told from a month")
	}
	rapid.Check(t, func(t *rapid.T) {
		p := casework.Person{Born: calendar.Known(calendar.Must(1990, 1, 1).AddDays(rapid.IntRange(0, 9000).Draw(t, "born")))}
		day := p.Born.Date.AddDays(rapid.IntRange(0, 9000).Draw(t, "after"))
		before, _ := p.AgeOn(day)
		next, _ := p.AgeOn(day.AddDays(1))
		if next < before || next > before+1 {
			t.Fatalf("born %s: %d on %s and %d the day after", p.Born.Date, before, day, next)
		}
	})
}

func TestWhoWorksWithAPerson(t *testing.T) {
	a := family(t)
	for _, c := range []struct {
		ch              casework.Change
		field, sentence string
	}{
		{casework.Allocate{Person: "kit", Role: casework.LeadWorker, From: today}, "membership", "Choose a worker, a team or both."},
		{casework.Allocate{Person: "kit", Membership: "nobody"}, "membership", "Choose a worker who has a place here."},
		{casework.Allocate{Person: "kit", Membership: "old"}, "membership", "Old Hand's last day was 31 December 2012. Choose somebody else."},
		{casework.Allocate{Person: "kit", Team: "nobody"}, "team", "Choose a team that we know."},
		{casework.Allocate{Person: "kit", Team: "gone"}, "team", "The team Gone ended on 31 December 2012. Choose another."},
		{casework.Allocate{Person: "kit", Membership: "sue", Team: "ward"}, "team", "The worker and the team belong to two agencies. Allocate each by itself."},
		{casework.Allocate{Person: "kit", Membership: "sue"}, "role", "Choose the role."},
		{casework.Allocate{Person: "kit", Membership: "sue"}, "from", "Enter the first day of the allocation."},
		{casework.Allocate{Person: "kit", Membership: "sue", From: today, Until: today.AddDays(-1)}, "until", "Enter a last day that is on or after 4 March 2013, or leave it blank."},
		{casework.Allocate{Person: "kit", Membership: "sue", For: "attic"}, "for", "Choose which part of the work it is for."},
		{casework.Allocate{Person: "nobody", Membership: "sue"}, "", change.Missing("person").Error()},
		{casework.Involve{Person: "kit", Agency: "nobody"}, "agency", "Choose the agency."},
		{casework.Involve{Person: "kit", Agency: "past"}, "agency", "Old Trust ended on 31 December 2012. Choose the agency that follows it."},
		{casework.Involve{Person: "kit", Agency: "trust"}, "basis", "Choose why the agency may work with the person: a statutory duty, or consent."},
	} {
		worker := "sue"
		if c.ch.Needs() == access.Allocate {
			worker = "tom"
		}
		a.refused(worker, c.ch, c.field, c.sentence)
	}
	id := a.do("tom", casework.Allocate{Person: "kit", Membership: "nia", Team: "ward", Role: casework.NamedNurse, For: access.Health, From: today})
	want := []change.Tie{
		{Person: "kit", Holder: "nia", Level: access.AllocatedLevel, From: today}, {Person: "kit", Holder: "ward", Level: access.TeamLevel, From: today},
		{Person: "kit", Holder: "trust", Level: access.AgencyLevel, From: today},
	}
	if diff := cmp.Diff(want, a.filing[id].Ties); diff != "" {
		t.Error(diff)
	}
	a.refused("tom", casework.Allocate{Person: "kit", Membership: "nia", Team: "ward", Role: casework.NamedNurse, From: today}, "membership", "They are already allocated in that role. End that allocation first.")
	a.refused("tom", casework.EndAllocation{Allocation: id, Until: today.AddDays(-1)}, "until", "Enter a last day that is on or after 4 March 2013.")
	a.do("tom", casework.EndAllocation{Allocation: id, Until: today, Why: "Moved ward."})
	for _, tie := range a.filing[id].Ties {
		if tie.Until != today {
			t.Errorf("the tie goes on after the allocation: %+v", tie)
		}
	}
	walled := a.do("lee", casework.Allocate{Person: "mum", Membership: "lee", Role: casework.Officer, For: access.DesignatedOfficer, From: today})
	if got := a.filing[walled].Class; got != (access.Class{Sensitivity: access.Sensitive, Compartment: access.DesignatedOfficer}) {
		t.Errorf("an allocation about an allegation is filed as %v", got)
	}
	involved := a.do("sue", casework.Involve{Person: "kit", Agency: "school", Basis: casework.Statutory, From: today})
	a.refused("sue", casework.Involve{Person: "kit", Agency: "school", Basis: casework.Statutory, From: today}, "agency", "This agency's involvement is already recorded. End it first if it has changed.")
	a.refused("sue", casework.EndInvolvement{Involvement: involved}, "until", "Enter a last day that is on or after 4 March 2013.")
	a.do("sue", casework.EndInvolvement{Involvement: involved, Until: today, Why: "Moved school."})
}

func TestRelationships(t *testing.T) {
	a := family(t)
	a.refused("sue", casework.Relate{Person: "mum", Of: "mum", Kinship: casework.ParentOf}, "person", "Choose two different people.")
	a.refused("sue", casework.Relate{Person: "mum", Kinship: casework.ParentOf}, "person", "Choose two different people.")
	a.refused("sue", casework.Relate{Person: "mum", Of: "kit"}, "kinship", "Choose what the first person is to the second.")
	a.refused("sue", casework.Relate{Person: "mum", Of: "kit", From: today, Until: today.AddDays(-1)}, "until", "Enter a last day that is on or after the first, or leave it blank.")
	id := a.do("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf, From: today})
	a.refused("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf}, "kinship", "This relationship is already recorded. End it first if it has changed.")
	a.refused("sue", casework.EditRelationship{Relationship: id, Until: today.AddDays(-1)}, "until", "Enter a last day that is on or after 4 March 2013, or leave it blank.")
	a.do("sue", casework.EditRelationship{Relationship: id, Until: today})
	a.do("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf})
	if got := a.filing[id].About; !slices.Equal(got, []string{"kit", "mum"}) {
		t.Errorf("it is about %v", got)
	}
}

func TestAddresses(t *testing.T) {
	a := family(t)
	for field, want := range map[string]struct {
		ch       casework.AddAddress
		sentence string
	}{
		"postcode": {casework.AddAddress{Postcode: "PR1 8"}, "Enter a whole postcode, such as PR1 8XJ."},
		"kind":     {casework.AddAddress{Kind: "tent"}, "Choose what the address is for."},
		"lines":    {casework.AddAddress{Lines: []string{" "}}, "Enter an address, a telephone number or an email address."},
		"phone":    {casework.AddAddress{Phone: "123"}, "Enter a whole telephone number."},
		"from":     {casework.AddAddress{}, "Enter the first day of the address."},
		"reason":   {casework.AddAddress{Masked: true}, "Say from whom this address is kept, and why."},
	} {
		want.ch.People = []string{"kit"}
		a.refused("sue", want.ch, field, want.sentence)
	}
	a.refused("sue", casework.AddAddress{People: []string{"kit"}, Lines: slices.Repeat([]string{"x"}, 9)}, "lines", "Enter at most 8 lines of at most 200 letters.")
	id := a.do("sue", casework.AddAddress{People: []string{"kit", "mum", "kit"}, Kind: casework.HomeAddress, Lines: []string{" 1  Fell Road "}, Postcode: "pr18xj", From: today})
	if held, _ := a.whole().Addresses.Get(id); held.Whole() != "1 Fell Road, PR1 8XJ" || len(held.People) != 2 {
		t.Errorf("the address is %+v", held)
	}
	a.refused("sue", casework.EditAddress{Address: id, Masked: true}, "reason", "Say why the address is masked, or why it need not be any more.")
	a.do("sue", casework.EditAddress{Address: id, Masked: true, Reason: "Kept from Dan."})
	if got := a.filing[id].Class.Compartment; got != access.MaskedAddress {
		t.Errorf("a masked address is filed in %s", got)
	}
	a.refused("sue", casework.EditAddress{Address: id, Until: today}, "reason", "Say why the address is masked, or why it need not be any more.")
	a.refused("sue", casework.EditAddress{Address: id, Masked: true, Until: today.AddDays(-1)}, "until", "Enter a last day that is on or after 4 March 2013, or leave it blank.")
	a.do("sue", casework.EditAddress{Address: id, Masked: true, Until: today})
}

// everyChange is each named change as it is when nothing that it names exists.
var everyChange = []casework.Change{
	casework.AddPerson{}, casework.EditPerson{}, casework.Describe{}, casework.AddIdentifier{}, casework.EndIdentifier{}, casework.AddAddress{}, casework.EditAddress{},
	casework.Relate{}, casework.EditRelationship{}, casework.Allocate{}, casework.EndAllocation{}, casework.Involve{}, casework.EndInvolvement{},
	casework.StartCare{}, casework.ChangeCare{}, casework.EndCare{}, casework.PlanReview{}, casework.HoldReview{}, casework.WriteRecord{}, casework.ReviseRecord{},
	casework.AmendRecord{}, casework.DecideSharing{}, casework.RecordConsent{}, casework.WithdrawConsent{}, casework.BreakGlass{}, casework.ReviewGlass{},
	casework.Restrict{}, casework.LookAtRestriction{}, casework.PlaceHold{}, casework.LiftHold{}, casework.AnswerAlert{}, casework.JoinPeople{}, casework.PartPeople{},
	casework.KeepApart{}, casework.ProposeDestruction{}, casework.DecideDestruction{}, casework.DismissAlert{}, casework.RaiseAgain{},
}

func TestNothingIsDoneToNobody(t *testing.T) {
	names := map[string]bool{}
	for _, ch := range everyChange {
		f, err := casework.Open(today, theTeam, nil)
		if err != nil {
			t.Fatal(err)
		}
		for worker, role := range rolesOf {
			caller := by(worker)
			caller.Roles = append(caller.Roles, role)
			if puts, err := ch.Decide(f, change.Context{By: caller, Today: today, On: today, NewID: func() string { return "new" }}); err == nil || len(puts) > 0 {
				t.Errorf("%s: %v", ch.Name(), puts)
			}
		}
		if ch.Name() == "" || names[ch.Name()] || !slices.Contains(access.Permissions, ch.Needs()) {
			t.Errorf("%T is called %q, and needs %q", ch, ch.Name(), ch.Needs())
		}
		names[ch.Name()] = true
	}
}

func TestDecodingTellsWhatIsWrong(t *testing.T) {
	for _, kind := range casework.KindsHeld() {
		if _, err := casework.Decode(casework.Version{Kind: kind, Body: []byte("{}")}); err != nil {
			t.Errorf("%s: %v", kind, err)
		}
		for _, body := range []string{"", "[]", "{"} {
			v := casework.Version{Kind: kind, ID: "x", Version: 1, Body: []byte(body)}
			if body == "" {
				v.Body = nil
			}
			if _, err := casework.Decode(v); err == nil {
				t.Errorf("%s: %q is read", kind, body)
			}
			if _, err := casework.Open(today, theTeam, []casework.Version{v}); (err == nil) != (body == "") {
				t.Errorf("%s: a folder with %q: %v", kind, body, err)
			}
		}
	}
	if _, err := casework.Decode(casework.Version{Kind: "part"}); err == nil {
		t.Error("a part of the plan is read as casework")
	}
	// Two files may hold one thing: the later version counts, in either order.
	old, late := casework.Version{Kind: casework.KindPerson, ID: "a", Version: 1, Body: []byte(`{"sex":"M"}`)}, casework.Version{Kind: casework.KindPerson, ID: "a", Version: 2, Body: []byte(`{"sex":"F"}`)}
	for _, versions := range [][]casework.Version{{old, late}, {late, old}} {
		f, err := casework.Open(today, theTeam, versions)
		if err != nil {
			t.Fatal(err)
		}
		if p, _ := f.People.Get("a"); p.Sex != "F" || f.People.Len() != 1 {
			t.Errorf("the person is %+v", p)
		}
	}
}

// What a body says is the same after it was written and read.
func TestBodiesSurviveBeingWritten(t *testing.T) {
	a := family(t)
	a.do("sue", start())
	a.do("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf, Responsibility: true})
	a.do("sue", casework.RecordConsent{Person: "kit", Agency: "trust", For: "Help", By: "mum", Capacity: "Mother.", Given: true})
	a.do("sue", casework.WriteRecord{Of: "management_decision", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Words.", Decision: decided(), Complete: true}})
	for id, v := range a.kept {
		body, err := casework.Decode(v)
		if err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(v.Body), string(again)); diff != "" {
			t.Errorf("%s %s: %s", v.Kind, id, diff)
		}
		if class, ok := casework.ClassOf(body); !ok || class != a.filing[id].Class {
			t.Errorf("%s is of the class %v, and filed as %v", v.Kind, class, a.filing[id].Class)
		}
	}
}
