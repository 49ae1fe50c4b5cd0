package storetest

import (
	"fmt"
	"testing"
	"time"

	"throughline/access"
	"throughline/store"
)

// testExempt shows that who read the exempt part of a paper is on record, found
// by the part and by the member, in the ledger of views and nowhere else.
func testExempt(t *testing.T, fresh Fresh) {
	db, _, authority, now := opened(t, fresh)
	other := newAuthority(t, db)
	before := headOf(t, db, authority)
	lead := worker(authority, "lead", access.GovernanceLead)
	for _, who := range []string{"bea", "bob", "bea"} {
		if err := db.RecordExempt(t.Context(), worker(authority, who, access.BoardMember), "part", "paper"); err != nil {
			t.Fatal(err)
		}
		now.advance(time.Minute)
	}
	if err := db.RecordExempt(t.Context(), worker(authority, "bea", access.BoardMember), "another", "sheet"); err != nil {
		t.Fatal(err)
	}
	if err := db.RecordExempt(t.Context(), worker(other, "else", access.BoardMember), "part", "paper"); err != nil {
		t.Fatal(err)
	}
	if headOf(t, db, authority) != before {
		t.Error("reading moved the authority's own ledger")
	}
	told := func(views []store.Viewing) (all []string) {
		for _, v := range views {
			if v.Purpose != "" && v.How == store.HowReadExempt || v.Batch == "" {
				t.Errorf("%+v", v)
			}
			all = append(all, fmt.Sprint(v.Membership, " ", v.How, " ", v.Person, v.Things))
		}
		return all
	}
	read := string(store.HowReadExempt)
	want := []string{"member-bea " + read + " part[paper]", "member-bob " + read + " part[paper]", "member-bea " + read + " part[paper]"}
	var got []string
	for p := (store.Page{Limit: 2}); ; {
		found, next, err := db.ViewsOfExempt(t.Context(), lead, "part", "paper", p)
		if err != nil || len(found) > 2 {
			t.Fatalf("%d views, %v", len(found), err)
		}
		got = append(got, told(found)...)
		if p.Before = next; next == "" {
			break
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("read by %q, want %q", got, want)
	}
	found, _, err := db.ViewsOfExempt(t.Context(), lead, "part", "paper", store.Page{})
	if err != nil || len(found) != 5 || found[0].How != store.HowWhoLooked || found[0].Membership != "member-lead" {
		t.Errorf("asking is not on record: %q, %v", told(found), err)
	}
	if by := told(looked(t, db, authority, "", "member-bea", 0)); len(by) != 3 || by[0] != "member-bea "+read+" another[sheet]" {
		t.Errorf("by a member: %q", by)
	}
	for _, role := range []access.Role{access.YoungPerson, access.Administrator, access.GovernanceLead, access.AgencyLead} {
		wantKind(t, db.RecordExempt(t.Context(), worker(authority, "no", role), "part", "paper"), store.ErrDenied)
	}
	_, _, err = db.ViewsOfExempt(t.Context(), worker(authority, "bea", access.BoardMember), "part", "paper", store.Page{})
	wantKind(t, err, store.ErrDenied)
	wantKind(t, db.RecordExempt(t.Context(), worker(authority, "bea", access.BoardMember), "", "paper"), store.ErrInvalid)
	verified(t, db)
}
