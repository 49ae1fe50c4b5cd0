package app

import (
	"fmt"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/store"
)

// A look is passed over only when the very same was found to raise nothing
// that day, and does not raise how many people were looked at.
func TestWhichLooksConcernWhoWatches(t *testing.T) {
	at := time.Date(2012, 3, 9, 10, 0, 0, 0, time.UTC)
	known := store.Viewing{At: at, Account: "wes", Membership: "m", Purpose: access.DirectWork, How: store.HowOpened, Person: "ann", Things: []string{"ann"}, Ties: access.Ties{Team: true}}
	var w watcher
	if got := w.concern([]store.Viewing{known}); len(got) != 1 {
		t.Error("before anything was looked at, a look is passed over")
	}
	w.turn(calendar.DayOf(at))
	w.plain[plainOf(known)], w.seen["m"] = true, map[string]bool{"ann": true}
	if got := w.concern([]store.Viewing{known}); len(got) != 0 {
		t.Errorf("the same look concerns: %+v", got)
	}
	for name, other := range map[string]func(v *store.Viewing){
		"account":    func(v *store.Viewing) { v.Account = "una" },
		"membership": func(v *store.Viewing) { v.Membership = "n" },
		"person":     func(v *store.Viewing) { v.Person, v.Things = "bob", []string{"bob"} },
		"purpose":    func(v *store.Viewing) { v.Purpose = access.Enquiry },
		"ties":       func(v *store.Viewing) { v.Ties = access.Ties{} },
		"wall":       func(v *store.Viewing) { v.Wall = access.Restricted },
		"day":        func(v *store.Viewing) { v.At = at.AddDate(0, 0, 1) },
	} {
		v := known
		if other(&v); len(w.concern([]store.Viewing{known, v})) != 1 {
			t.Errorf("a look with another %s is passed over", name)
		}
	}
	listed := known
	if listed.How, listed.Person = store.HowListed, "cat"; len(w.concern([]store.Viewing{listed})) != 0 {
		t.Error("a list concerns")
	}
	w.seen["m"] = map[string]bool{}
	if len(w.concern([]store.Viewing{known})) != 1 {
		t.Error("somebody who was not counted is passed over")
	}
	for n := range casework.DefaultLimits.PeopleADay + 1 {
		w.seen["m"][fmt.Sprint(n)], w.seen["m"]["ann"] = true, true
	}
	if len(w.concern([]store.Viewing{known})) != 1 {
		t.Error("somebody who looked at too many people is passed over")
	}
}
