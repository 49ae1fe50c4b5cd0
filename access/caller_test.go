package access_test

import (
	"testing"

	"throughline/access"
)

func TestHolds(t *testing.T) {
	caller := access.Caller{Posts: []string{"head", "deputised", ""}, OnBehalfOf: map[string]string{"deputised": "delegation", "elsewhere": "other"}}
	for post, want := range map[string]bool{"head": true, "deputised": true, "elsewhere": false, "": false, "other": false} {
		if got := caller.Holds(post); got != want {
			t.Errorf("holds %q: got %v, want %v", post, got, want)
		}
	}
	if (access.Caller{}).Holds("head") || (access.Caller{}).Holds("") {
		t.Error("the zero caller holds a post")
	}
}

func TestHas(t *testing.T) {
	caller := acting(access.Auditor, access.AgencyLead)
	for role, want := range map[access.Role]bool{access.Auditor: true, access.AgencyLead: true, access.PlanOwner: false, "": false} {
		if got := caller.Has(role); got != want {
			t.Errorf("has %q: got %v, want %v", role, got, want)
		}
	}
	if (access.Caller{}).Has("") {
		t.Error("the zero caller has a role")
	}
}

func TestNamesOfRoles(t *testing.T) {
	for role, want := range map[access.Role]string{
		access.PlanOwner: "Plan owner", access.AgencyLead: "Agency lead", access.GroupChair: "Chair of the group",
		access.DeputyChair: "Deputy chair of the group", access.Auditor: "Auditor", access.BoardMember: "Board member",
		access.YoungPerson: "Young person", access.Administrator: "Administrator", access.Operator: "Operator", "mayor": "",
	} {
		if got := role.Name(); got != want {
			t.Errorf("%q: got %q, want %q", role, got, want)
		}
	}
}
