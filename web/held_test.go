package web

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/store"
)

// TestWhatIsReadLateIsOnRecordToo has a page say that it has read all, and
// read on: nothing leaves before that is on record as well.
func TestWhatIsReadLateIsOnRecordToo(t *testing.T) {
	c := newCaseCouncil(t)
	written := httptest.NewRecorder()
	v := &visit{s: c.pages, r: httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/casework", nil), caller: c.caller("worker")}
	v.out = &held{ResponseWriter: written, ctx: t.Context(), read: v.readings}
	open := func(looking *app.Looking, person string) {
		t.Helper()
		if _, err := looking.File(t.Context(), c.id[person]); err != nil {
			t.Fatal(err)
		}
	}
	first, err := v.lookFor(access.DirectWork, store.HowOpened)
	if err != nil {
		t.Fatal(err)
	}
	open(first, "amara")
	v.readAll()
	second, err := v.lookFor(access.DirectWork, store.HowOpened)
	if err != nil {
		t.Fatal(err)
	}
	open(second, "tobi")
	open(first, "grace")
	if _, err := v.out.Write([]byte("all of them")); err != nil || written.Body.Len() == 0 {
		t.Fatalf("%d bytes left, %v", written.Body.Len(), err)
	}
	for _, person := range []string{"amara", "tobi", "grace"} {
		views, _, err := c.app.Store().ViewsOfPerson(t.Context(), c.caller("governance"), c.id[person], store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(views, func(v store.Viewing) bool {
			return v.Membership == c.id["worker"] && slices.Contains(v.Things, c.id[person])
		}) {
			t.Errorf("%s was read, and is not on record", person)
		}
	}
}
