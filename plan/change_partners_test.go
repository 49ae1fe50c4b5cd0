package plan_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

func editMember(id string, edit func(*plan.EditMember)) plan.EditMember {
	ch := plan.EditMember{Membership: id}
	for _, who := range thePeople {
		if who.id == id {
			ch.Person, ch.Agency, ch.Roles = who.name, who.agency, []access.Role{who.role}
		}
	}
	edit(&ch)
	return ch
}

var april2013 = calendar.Must(2013, 4, 1)

var partnerRefusals = []refusal{
	{name: "blank", by: "ada", change: plan.AddAgency{AgencyName: " "}, want: invalid("name", "Enter the agency's name.")},
	{name: "twice", by: "ada", change: plan.AddAgency{AgencyName: " moor police"},
		want: invalid("name", "There is already an agency called Moor Police. Enter another name.")},

	{name: "not there", by: "ada", change: plan.EditAgency{Agency: "nothing"}, want: missing("agency")},
	{name: "seen before another's change", story: func(a *acting) {
		a.do("ada", plan.EditAgency{Agency: "trust", NewName: "Moor Health", From: june})
	}, by: "ada", change: plan.EditAgency{Agency: "trust", Seen: 1, NewName: "North Health", From: june}, want: outdated("agency")},
	{name: "a new name from no day", by: "ada", change: plan.EditAgency{Agency: "trust", NewName: "Moor Health"},
		want: invalid("from", "Enter the day from which the agency has its new name.")},
	{name: "a new name before the last", story: func(a *acting) {
		a.do("ada", plan.EditAgency{Agency: "trust", NewName: "Moor Health", From: june})
	}, by: "ada", change: plan.EditAgency{Agency: "trust", NewName: "North Health", From: june},
		want: invalid("from", "The new name must start after the one before it, which started on 9 June 2012.")},
	{name: "another agency's name", by: "ada", change: plan.EditAgency{Agency: "trust", NewName: "Moor Police", From: june},
		want: invalid("name", "There is already an agency called Moor Police. Enter another name.")},
	{name: "followed by nothing", by: "ada", change: plan.EditAgency{Agency: "trust", Ended: june, Successor: "nothing"},
		want: invalid("successor", "Choose another agency as the successor.")},
	{name: "followed by itself, and not ended", by: "ada", change: plan.EditAgency{Agency: "trust", Successor: "trust"},
		want: append(invalid("successor", "Choose another agency as the successor."), invalid("ended", "Enter the day on which the agency ended.")...)},

	{name: "blank", by: "ada", change: plan.AddPost{}, want: append(invalid("agency", "Choose the agency that the post belongs to."), invalid("title", "Enter the post's title.")...)},
	{name: "a seat we don't know", by: "ada", change: plan.AddPost{Agency: "school", Title: "Cook", Seat: "table"},
		want: invalid("seat", "Choose a seat in the group: chair, deputy chair or neither.")},
	{name: "a second chair", by: "ada", change: plan.AddPost{Agency: "school", Title: "Governor", Seat: plan.ChairSeat},
		want: invalid("seat", "That seat is already held by Chair of the group, Northmoor Trust. Change that post first.")},
	{name: "a deputy of the chair's agency", by: "ada", change: plan.AddPost{Agency: "trust", Title: "Matron", Seat: plan.DeputySeat},
		want: append(invalid("seat", "The chair and the deputy chair must come from different agencies, because the deputy signs for the chair's own agency."),
			invalid("seat", "That seat is already held by Deputy chair of the group, Moor Police. Change that post first.")...)},

	{name: "not there", by: "ada", change: plan.EditPost{}, want: missing("post")},
	{name: "seen before another's change", story: func(a *acting) { a.do("ada", plan.EditPost{Post: "doctor", Title: "Doctor"}) }, by: "ada",
		change: plan.EditPost{Post: "doctor", Seen: 1, Title: "Physician"}, want: outdated("post")},
	{name: "ended while it owns", by: "ada", change: plan.EditPost{Post: "nurse", Title: "Lead nurse", Ended: june},
		want: invalid("ended", "This post still owns or signs parts that are not done. Hand them over first.")},
	{name: "ended while it signs", by: "ada", change: plan.EditPost{Post: "deputy", Title: "Deputy chair of the group", Seat: plan.DeputySeat, Ended: june},
		want: invalid("ended", "This post still owns or signs parts that are not done. Hand them over first.")},
	{name: "chair of the deputy's agency", story: func(a *acting) { a.do("ada", plan.EditPost{Post: "chairing", Title: "Chair"}) }, by: "ada",
		change: plan.EditPost{Post: "superintendent", Title: "Superintendent", Seat: plan.ChairSeat},
		want:   invalid("seat", "The chair and the deputy chair must come from different agencies, because the deputy signs for the chair's own agency.")},

	{name: "blank", by: "ada", change: plan.AddMember{}, want: append(append(append(
		invalid("name", "Enter the person's name."),
		invalid("agency", "Choose the agency that this person acts for.")...),
		invalid("roles", "Choose at least one role.")...),
		invalid("email", "Choose the account that this person signs in with.")...)},
	{name: "as the operator", by: "ada", change: plan.AddMember{Account: "x", Person: "X", Agency: "school", Roles: []access.Role{access.Operator, "king"}},
		want: append(invalid("roles", "“operator” is not a role that a person can be given here."), invalid("roles", "“king” is not a role that a person can be given here.")...)},
	{name: "twice in one agency", by: "ada", change: plan.AddMember{Account: "account-hal", Person: "Henry", Agency: "school", Roles: []access.Role{access.PlanOwner}},
		want: invalid("email", "This account already acts for Highfield School, as Hal Head. Change that person instead.")},

	{name: "not there", by: "ada", change: plan.EditMember{Membership: "nobody"}, want: missing("person")},
	{name: "seen before another's change", story: func(a *acting) { both(a) }, by: "ada",
		change: editMember("sue", func(ch *plan.EditMember) { ch.Seen = 1 }), want: outdated("person")},
	{name: "the last administrator's role", by: "ada", change: editMember("ada", func(ch *plan.EditMember) { ch.Roles = []access.Role{access.Auditor} }),
		want: invalid("roles", "This is the only administrator. Make somebody else an administrator first.")},
	{name: "the last administrator's last day", by: "ada", change: editMember("ada", func(ch *plan.EditMember) { ch.Ended = june }),
		want: invalid("roles", "This is the only administrator. Make somebody else an administrator first.")},
	{name: "moved to another agency", by: "ada", change: editMember("sue", func(ch *plan.EditMember) { ch.Agency = "council" }),
		want: invalid("agency", "Somebody who moves to another agency has a new place there. Give Sue Super a last day here, then add them to the other agency.")},
}

// An old paper shows the name of its day.
func TestAgencyNamesOfTheirDay(t *testing.T) {
	a := startTheGroup(t)
	a.do("ada", plan.EditAgency{Agency: "trust", Seen: 1, NewName: "Moor Health", From: june})
	a.do("ada", plan.EditAgency{Agency: "trust", Seen: 2, NewName: "Moor Health", Ended: april2013, Successor: "school"}) // the same name stays one
	a.do("ada", plan.EditAgency{Agency: "trust", Seen: 3, NewName: " North Health ", From: september, Ended: april2013, Successor: "school"})
	agency, _ := a.p.Agencies.Get("trust")
	for day, want := range map[calendar.Date]string{
		publication: "Northmoor Trust", june.AddDays(-1): "Northmoor Trust", june: "Moor Health", september.AddDays(-1): "Moor Health", september: "North Health", april2013: "North Health",
	} {
		if got := agency.NameOn(day); got != want {
			t.Errorf("on %s it is called %s", day, got)
		}
	}
	if agency.Ended != april2013 || agency.Successor != "school" || len(agency.Names) != 3 {
		t.Errorf("the agency is %+v", agency)
	}
}

// A name is free again when its agency has ended.
func TestANameIsFreeAgain(t *testing.T) {
	a := startTheGroup(t)
	a.do("ada", plan.EditAgency{Agency: "school", Ended: publication})
	a.do("ada", plan.AddAgency{AgencyName: " Highfield School ", Kind: " academy "})
	a.do("ada", plan.EditAgency{Agency: "trust", Ended: june})
	if err := a.try("ada", plan.AddAgency{AgencyName: "Northmoor Trust"}); err == nil {
		t.Error("two agencies have one name on one day")
	}
}

func TestPosts(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.EditPost{Post: "chairing", Seen: 1, Title: " Chair ", Seat: plan.NoSeat})
	a.do("ada", plan.EditPost{Post: "deputy", Title: "Chair", Seat: plan.ChairSeat}) // the deputy becomes the chair
	id := a.do("ada", plan.AddPost{Agency: "trust", Title: " Matron ", Seat: plan.DeputySeat})
	post, _ := a.p.Posts.Get(id)
	if diff := cmp.Diff(&plan.Post{Thing: post.Thing, Agency: "trust", Title: "Matron", Seat: plan.DeputySeat}, post); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a.do("ada", plan.EditPost{Post: "chairing", Title: "Chair", Ended: june}) // it has no parts
}

// While one chair is going and the next has come, the deputy signs for both.
func TestTwoChairsForAWhile(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.EditPost{Post: "chairing", Title: "Chair", Seat: plan.ChairSeat, Ended: june})
	a.do("ada", plan.AddPost{ID: "next", Agency: "school", Title: "Governor", Seat: plan.ChairSeat})
	for day, refused := range map[calendar.Date][2]bool{planned: {true, true}, june: {true, true}, june.AddDays(1): {false, true}} {
		each := a.fork()
		each.until(day)
		for i, owner := range []string{"nurse", "head"} {
			err := each.fork().try("olive", adding(func(part *plan.Part) { part.Owner, part.Signer = owner, "superintendent" }))
			if (err != nil) != refused[i] {
				t.Errorf("on %s a part of the %s, not signed by the deputy, gave %v", day, owner, err)
			}
		}
	}
	a.do("ada", plan.EditPost{Post: "chairing", Title: "Former chair", Seat: plan.ChairSeat, Ended: june}) // its words can still be changed
	if err := a.try("ada", plan.EditPost{Post: "chairing", Title: "Chair again", Seat: plan.ChairSeat}); err == nil {
		t.Error("the former chair came back beside the next")
	}
}

// A post whose parts are done, taken out or handed over may end.
func TestEndingAPost(t *testing.T) {
	a := startThePlan(t)
	a.do("ada", plan.HandOver{From: "superintendent", To: "deputy", Reason: "Reorganisation"})
	a.do("ada", plan.EditPost{Post: "superintendent", Title: "Superintendent", Ended: june})
	a.do("dev", plan.RemovePart{Part: "A1b", Reason: "Done elsewhere"})
	a.do("ada", plan.EditPost{Post: "nurse", Title: "Lead nurse", Ended: june})
}

func TestMembers(t *testing.T) {
	a := startTheGroup(t)
	id := a.do("ada", plan.AddMember{Account: "account-hal", Person: " Hal Head ", Agency: "police", Roles: []access.Role{access.Auditor, access.BoardMember}})
	m, _ := a.p.Memberships.Get(id)
	want := &plan.Membership{Thing: m.Thing, Account: "account-hal", Name: "Hal Head", Agency: "police", Roles: []access.Role{access.Auditor, access.BoardMember}}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	a.do("ada", plan.EditMember{Membership: id, Seen: 1, Person: "Hal Heath", Agency: "police", Roles: []access.Role{access.Administrator}, Ended: calendar.Date{}})
	a.do(id, editMember("ada", func(ch *plan.EditMember) { ch.Ended = publication })) // there is another administrator now
	a.until(publication.AddDays(1))
	if err := a.try("ada", plan.AddAgency{AgencyName: "Moor Fire"}); !isForbidden(err) {
		t.Errorf("after the last day, adding an agency gave %v", err)
	}
	if err := a.try(id, plan.EditMember{Membership: id, Person: "Hal Heath", Agency: "police", Roles: []access.Role{access.Auditor}}); err == nil {
		t.Error("the last administrator has gone")
	}
	a.do(id, editMember("ada", func(ch *plan.EditMember) { ch.Person, ch.Ended = "Ada Adams", publication })) // one who has left can be renamed
	a.do(id, plan.AddMember{Account: "account-ada", Person: "Ada Adams", Agency: "council", Roles: []access.Role{access.Auditor}})
}
