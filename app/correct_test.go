package app_test

import (
	"errors"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/store"
)

// Whoever may add somebody new can't by that correct somebody who is known:
// their name, address and numbers need a tie, for everybody, whatever for.
func TestCorrectingSomebodyKnownNeedsATie(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		w.person("duty", "council", access.DutyWorker)
		w.person("early", "council", access.EarlyHelpWorker)
		w.person("lado", "council", access.LADO)
		w.person("adoption", "council", access.AdoptionWorker)
		w.person("elsewhere", "council", access.TeamManager)
		w.child("ada", "Larch")
		renamed := func(name string) casework.PersonDetails {
			return casework.PersonDetails{Parts: []casework.Part{casework.Child}, Names: []casework.Name{
				{Kind: casework.LegalName, Given: "Ada", Family: "Larch"}, {Kind: casework.KnownAs, Given: name},
			}, Born: calendar.Known(calendar.Must(2004, 5, 6)), Sex: "F"}
		}
		for _, name := range []string{"other", "duty", "early", "lado", "adoption", "elsewhere"} {
			caller := w.caller(name)
			for _, purpose := range w.service.Policy().PurposesOf(caller) {
				for _, ch := range []casework.Change{
					casework.EditPerson{Person: "ada", Details: renamed("Wrong")},
					casework.AddIdentifier{Person: "ada", Type: casework.NHSNumber, Value: "943 476 5919", Source: "A letter"},
					casework.AddAddress{People: []string{"ada"}, Kind: casework.HomeAddress, Lines: []string{"1 Wrong Row"}, From: w.service.Today()},
				} {
					if err := w.try(caller, purpose, ch); !errors.Is(err, store.ErrDenied) && !errors.Is(err, store.ErrNotFound) {
						w.Errorf("%s, to %s, for %s: %v", name, ch.Name(), purpose, err)
					}
				}
			}
			newcomer := casework.AddPerson{ID: "new-" + name, Details: renamed("Newcomer")}
			if err := w.try(caller, access.DirectWork, newcomer); err != nil {
				w.Errorf("%s adds somebody new: %v", name, err)
			}
			own := casework.EditPerson{Person: "new-" + name, Details: renamed("Newcomer")}
			if err := w.try(caller, access.DirectWork, own); !errors.Is(err, store.ErrDenied) {
				w.Errorf("%s corrects whom they added, without a tie: %v", name, err)
			}
		}
		w.doCase(w.worker, access.DirectWork, casework.EditPerson{Person: "ada", Details: renamed("Addie")})
		w.doCase(w.manager, access.Supervising, casework.AddIdentifier{Person: "ada", Type: casework.NHSNumber, Value: "943 476 5919", Source: "Her red book"})
		w.doCase(w.caller("elsewhere"), access.DirectWork, casework.Allocate{Person: "ada", Membership: "other", Role: casework.CoWorker, From: w.service.Today()})
		w.doCase(w.other, access.DirectWork, casework.AddAddress{People: []string{"ada"}, Kind: casework.HomeAddress, Lines: []string{"1 Right Row"}, From: w.service.Today()})
	})
}
