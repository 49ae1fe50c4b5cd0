package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// opens looks at a person's file as somebody, through a service.
func (w *caseworld) opens(service *app.Service, caller access.Caller, person string) error {
	w.Helper()
	looking, err := service.Look(w.Context(), caller, access.DirectWork, store.HowOpened, app.When{})
	if err != nil {
		w.Fatal(err)
	}
	if _, err := looking.File(w.Context(), person); err != nil {
		w.Fatal(err)
	}
	return looking.Recorded(w.Context())
}

// alerts gives the alerts that there are, as whoever checks access sees them.
func (w *caseworld) alerts(lead access.Caller) (all []*casework.Alert) {
	w.Helper()
	looking, err := w.service.Look(w.Context(), lead, access.Governance, store.HowCounted, app.When{})
	if err != nil {
		w.Fatal(err)
	}
	held, err := looking.EveryOpen(w.Context(), casework.KindAlert)
	if err != nil {
		w.Fatal(err)
	}
	for _, h := range held {
		alert, ok := h.Body.(*casework.Alert)
		if !ok {
			w.Fatalf("an alert is a %T", h.Body)
		}
		all = append(all, alert)
	}
	return all
}

func (w *caseworld) governor() access.Caller {
	w.Helper()
	w.person("lead-of-governance", "council", access.GovernanceLead)
	return w.caller("lead-of-governance")
}

func TestEachKindOfAlertIsRaisedOnceADay(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		lead := w.governor()
		w.child("ada", "Larch")
		w.do(app.Operator(council), plan.AddMember{ID: "cousin", Account: "account-cousin", Person: "Colin Larch", Agency: "council", Roles: []access.Role{access.SocialWorker}})
		cousin := w.caller("cousin")
		for range 3 {
			if err := w.opens(w.service, cousin, "ada"); err != nil {
				w.Fatal(err)
			}
			if err := w.opens(w.service, w.worker, "ada"); err != nil { // of the child's team
				w.Fatal(err)
			}
		}
		found := map[casework.AlertKind]int{}
		for _, a := range w.alerts(lead) {
			found[a.Kind]++
			if a.Viewer != "cousin" || a.Person != "ada" || a.Answer != nil || a.AnswerBy != w.service.Today().AddDays(casework.DefaultLimits.AnswerDays) {
				w.Errorf("raised %+v", a)
			}
		}
		if len(found) != 2 || found[casework.UnallocatedAlert] != 1 || found[casework.SurnameAlert] != 1 {
			w.Errorf("raised %v", found)
		}
		w.goTo(w.service.Today().AddDays(1))
		if err := w.opens(w.service, cousin, "ada"); err != nil {
			w.Fatal(err)
		}
		if n := len(w.alerts(lead)); n != 4 {
			w.Errorf("the next day there are %d", n)
		}
	})
}

// Listing people and searching for them opens nobody.
func TestAListRaisesNoAlert(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		lead := w.governor()
		w.child("ada", "Larch")
		for _, how := range []store.How{store.HowListed, store.HowSearched} {
			looking, err := w.service.Look(w.Context(), w.other, access.DirectWork, how, app.When{})
			if err != nil {
				w.Fatal(err)
			}
			if rows, _, err := looking.Find(w.Context(), "ada larch"); err != nil || len(rows) != 1 {
				w.Fatalf("found %v: %v", rows, err)
			}
			if err := looking.Recorded(w.Context()); err != nil {
				w.Fatal(err)
			}
		}
		if got := w.alerts(lead); len(got) != 0 {
			w.Errorf("raised %+v", got[0])
		}
	})
}

// How many people somebody looked at in a day outlives a restart, and so does
// what was raised already.
func TestTheCountOfADayOutlivesARestart(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		lead := w.governor()
		most := casework.DefaultLimits.PeopleADay
		for i := range most + 5 {
			w.child(fmt.Sprintf("child-%d", i), "Larch"+strings.Repeat("a", i%7))
		}
		service := w.service
		for i := range most + 5 {
			if i%20 == 19 {
				service = w.another() // a second server, or the same one started again
			}
			if err := w.opens(service, w.worker, fmt.Sprintf("child-%d", i)); err != nil {
				w.Fatal(err)
			}
			if got := len(w.alerts(lead)); got != map[bool]int{true: 1}[i >= most] {
				w.Fatalf("%d alerts after %d people", got, i+1)
			}
		}
		if got := w.alerts(lead)[0]; got.Kind != casework.VolumeAlert || got.Person != "" || got.Viewer != "worker" {
			w.Errorf("raised %+v", got)
		}
	})
}

// A look and what it raises are written together or not at all: a crash
// between the two loses neither, and what was not recorded is not shown.
func TestALookAndItsAlertAreWrittenTogether(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		lead := w.governor()
		w.child("ada", "Larch")
		for name, crash := range map[string]store.Watcher{
			"fails": func(context.Context, []store.Viewing, *store.Tx) ([]change.Put, error) {
				return nil, errors.New("the disk is gone")
			},
			"ends in the middle": func(context.Context, []store.Viewing, *store.Tx) ([]change.Put, error) { panic("killed") },
			"writes what can't be": func(context.Context, []store.Viewing, *store.Tx) ([]change.Put, error) {
				return []change.Put{casework.Alert{Person: "nobody at all", Viewer: "other", On: w.service.Today()}.Put("an id with spaces")}, nil
			},
		} {
			broken := w.another()
			broken.Store().Watch(crash)
			if err := w.opens(broken, w.other, "ada"); err == nil {
				w.Errorf("%s: what was looked at may be shown", name)
			}
			views, _, err := w.service.Store().ViewsOfPerson(w.Context(), lead, "ada", store.Page{})
			if err != nil {
				w.Fatal(err)
			}
			for _, v := range views {
				if v.Membership == "other" {
					w.Errorf("%s: recorded without its alert: %+v", name, v)
				}
			}
		}
		if got := w.alerts(lead); len(got) != 0 {
			w.Errorf("raised %+v", got[0])
		}
		if err := w.opens(w.another(), w.other, "ada"); err != nil {
			w.Fatal(err)
		}
		if got := w.alerts(lead); len(got) != 1 || got[0].Kind != casework.UnallocatedAlert {
			w.Errorf("after the restart there are %d", len(got))
		}
	})
}

// Somebody who is known as a person too is told by their address, and by
// their own record.
func TestAMemberOfStaffWhoIsKnownAsAPerson(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		lead := w.governor()
		w.child("ada", "Larch")
		w.doCase(w.manager, access.Supervising, casework.AddPerson{ID: "as-person", Details: casework.PersonDetails{
			Parts: []casework.Part{casework.Professional}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Wendy", Family: "Smithson"}}, Membership: "worker",
		}})
		w.doCase(w.manager, access.Supervising, casework.Allocate{ID: "to-team-self", Person: "as-person", Team: "team", Role: casework.LeadWorker, From: w.service.Today()})
		w.doCase(w.worker, access.DirectWork, casework.AddAddress{ID: "home", People: []string{"ada"}, Kind: casework.HomeAddress, Lines: []string{"1 Mill Row"}, Postcode: "ZZ99 3VZ", From: calendar.Must(2012, 4, 1)})
		w.doCase(w.worker, access.DirectWork, casework.AddAddress{ID: "own", People: []string{"as-person"}, Kind: casework.HomeAddress, Lines: []string{"3 Mill Row"}, Postcode: "ZZ99 3VZ", From: calendar.Must(2012, 4, 1)})
		for _, person := range []string{"ada", "as-person"} {
			if err := w.opens(w.service, w.worker, person); err != nil {
				w.Fatal(err)
			}
		}
		found := map[casework.AlertKind]string{}
		for _, a := range w.alerts(lead) {
			found[a.Kind] = a.Person
		}
		if found[casework.AddressAlert] != "ada" || found[casework.OwnRecordAlert] != "as-person" {
			w.Errorf("raised %v", found)
		}
	})
}
