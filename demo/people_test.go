package demo

import (
	"regexp"
	"slices"
	"testing"

	"throughline/access"
	"throughline/calendar"
)

func TestOnePersonForEachRoleAtOneClick(t *testing.T) {
	p := livedStory(t).at(t, "2013-02-01", "2013-02-01")
	offered := map[access.Role]int{}
	for _, person := range People() {
		by, ok := p.CallerFor(ID(person.MembershipKey()), p.Authority, calendar.DayOf(Ends()))
		if ok == (person.Key == fellsideLeft) {
			t.Errorf("%s can act on 1 February 2013: %t", person.Name, ok)
		}
		if !person.OneClick {
			continue
		}
		if len(person.Roles) != 1 || !slices.Equal(by.Roles, person.Roles) || by.Agency != ID("agency/"+person.Agency) {
			t.Errorf("%s signs in as %+v", person.Name, by)
		}
		offered[person.Roles[0]]++
	}
	for _, role := range access.Roles {
		want := 1
		if role == access.Operator {
			want = 0
		}
		if offered[role] != want {
			t.Errorf("%d people are offered as %s, want %d", offered[role], role.Name(), want)
		}
	}
	if _, ok := PersonByKey("nobody"); ok {
		t.Error("nobody was found")
	}
}

func TestGroupIsChairedByHealthWithADeputyOfAnotherAgency(t *testing.T) {
	chairs, deputies := postByKey(chairPost), postByKey(deputyPost)
	if chairs.agency != northmoor || deputies.agency != constabulary {
		t.Errorf("chair from %s, deputy from %s", chairs.agency, deputies.agency)
	}
}

func TestIDsAreFixedAndWellFormed(t *testing.T) {
	shape := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	authority, name := Authority()
	if name != "Ribbleshire County Council" || !shape.MatchString(authority) {
		t.Errorf("%s %s", authority, name)
	}
	if got, want := ID("action/A1"), ID("action/A1"); got != want || !shape.MatchString(got) || got == ID("action/A2") {
		t.Errorf("%s", got)
	}
}
