package casework_test

import (
	"strings"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

func TestSharingIsDecidedEitherWay(t *testing.T) {
	a := family(t)
	note := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Words.", Complete: true}})
	other := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"jo"}, Details: casework.RecordDetails{Happened: today, Words: "Words.", Complete: true}})
	good := casework.DecideSharing{People: []string{"kit"}, Agency: "school", What: "That Kit is looked after", Share: true, Why: "To support Kit.", Basis: casework.SharePublicTask, ConsentSought: true, Records: []string{note}}
	with := func(edit func(*casework.DecideSharing)) casework.DecideSharing { ch := good; edit(&ch); return ch }
	id := a.do("sue", good)
	if got := a.filing[id].Class; got != (access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}) {
		t.Errorf("the worker allocated must see it, and it is filed as %v", got)
	}
	for _, c := range []struct {
		ch              casework.DecideSharing
		field, sentence string
	}{
		{with(func(ch *casework.DecideSharing) { ch.Share, ch.Why = false, " " }), "why", "Say why it is not shared. This reason is kept."},
		{with(func(ch *casework.DecideSharing) { ch.Why = "" }), "why", "Say why it is shared."},
		{with(func(ch *casework.DecideSharing) { ch.Basis = "" }), "basis", "Choose the reason in law for sharing it."},
		{with(func(ch *casework.DecideSharing) { ch.What = "" }), "what", "Enter what is shared, or kept back."},
		{with(func(ch *casework.DecideSharing) { ch.Agency = "" }), "agency", "Choose the agency, or enter who would receive it."},
		{with(func(ch *casework.DecideSharing) { ch.Agency, ch.Recipient = "nobody", "Somebody" }), "agency", "Choose the agency, or enter who would receive it."},
		{with(func(ch *casework.DecideSharing) { ch.ConsentSought = false }), "not_sought", "Say why consent was not asked for, for example that asking would put a child at risk."},
		{with(func(ch *casework.DecideSharing) { ch.Records = []string{other} }), "records", "Choose records about these people."},
		{with(func(ch *casework.DecideSharing) { ch.Part = "attic" }), "part", "Choose which part of the work it is for."},
		{with(func(ch *casework.DecideSharing) { ch.Basis = casework.ShareOnConsent }), "basis", "Consent to this agency is not recorded as given. Record it first, or choose another reason in law."},
	} {
		a.refused("sue", c.ch, c.field, c.sentence)
	}
	not := a.do("sue", with(func(ch *casework.DecideSharing) {
		ch.Share, ch.Why, ch.ConsentSought, ch.NotSought = false, "It would tell the father where they live.", false, "Asking would alert him."
	}))
	if s, _ := a.whole().Sharings.Get(not); s.Shared || s.Basis != "" || s.Why == "" || s.NotSought == "" || s.DecidedBy != "sue" {
		t.Errorf("the decision is %+v", s)
	}
	walled := a.do("sue", with(func(ch *casework.DecideSharing) { ch.Part = access.DesignatedOfficer }))
	if got := a.filing[walled].Class; got != (access.Class{Sensitivity: access.Sensitive, Compartment: access.DesignatedOfficer}) {
		t.Errorf("sharing from a walled part is filed as %v", got)
	}
	a.do("sue", with(func(ch *casework.DecideSharing) { ch.Agency, ch.Recipient = "", "The GP in Fell" }))
}

// Consent that is taken back ends what stood on it, and closes at once what
// that opened.
func TestConsentTakenBack(t *testing.T) {
	for name, goesOn := range map[string]string{"ends": "", "goes on": "Kit would be alone with a man who hurt him."} {
		t.Run(name, func(t *testing.T) {
			a := family(t)
			a.do("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf, Responsibility: true})
			a.refused("sue", casework.Involve{Person: "kit", Agency: "trust", For: access.EarlyHelp, Basis: casework.OnConsent, From: today}, "basis", "Record first that consent was given to this agency.")
			consent := a.do("sue", casework.RecordConsent{Person: "kit", Agency: "trust", For: "Help at home", Given: true, By: "mum", Capacity: "She is the mother.", Part: access.EarlyHelp})
			ours := a.do("sue", casework.Involve{Person: "kit", Agency: "trust", For: access.EarlyHelp, Basis: casework.OnConsent, From: today.AddDays(-3)})
			others := a.do("sue", casework.Involve{Person: "kit", Agency: "school", For: access.Education, Basis: casework.Statutory, From: today.AddDays(-3)})
			duty := a.do("sue", casework.Involve{Person: "kit", Agency: "trust", For: access.Health, Basis: casework.Statutory, From: today.AddDays(-3)})
			if len(a.filing[ours].Ties) != 1 || a.filing[ours].Ties[0].Level != access.AgencyLevel {
				t.Fatalf("the ties are %+v", a.filing[ours].Ties)
			}
			a.refused("sue", casework.WithdrawConsent{Consent: consent}, "said", "Enter what was said.")
			a.refused("sue", casework.WithdrawConsent{Consent: consent, Said: "No more.", GoesOn: strings.Repeat("because ", 5)}, "goes_on",
				"Say in at least 5 different words why a child would not be safe if the work stopped.")
			a.do("sue", casework.WithdrawConsent{Consent: consent, Said: "No more.", GoesOn: goesOn})
			i, _ := a.whole().Involvements.Get(ours)
			if ended := goesOn == ""; ended != i.Stopped || ended != (len(a.filing[ours].Ties) == 0) || ended != (i.Until == today) || ended == (i.Basis == casework.Statutory) {
				t.Errorf("the involvement is %+v with ties %+v", i, a.filing[ours].Ties)
			}
			for _, id := range []string{others, duty} {
				if got, _ := a.whole().Involvements.Get(id); got.Stopped || !got.Until.IsZero() || len(a.filing[id].Ties) != 1 {
					t.Errorf("another involvement ended too: %+v", got)
				}
			}
			a.refused("sue", casework.WithdrawConsent{Consent: consent, Said: "Again."}, "", "This consent is not one that was given, so it can't be withdrawn.")
			a.refused("sue", casework.Involve{Person: "jo", Agency: "trust", For: access.EarlyHelp, Basis: casework.OnConsent, From: today}, "basis", "Record first that consent was given to this agency.")
			if goesOn == "" {
				a.refused("sue", casework.EndInvolvement{Involvement: ours, Until: today}, "", "This involvement ended on 4 March 2013, when consent was withdrawn.")
			}
		})
	}
}

func TestWhoMayConsent(t *testing.T) {
	a := family(t)
	a.adult("gran", "Grace")
	grown := a.child("grown", "Dee", "Moor", calendar.Must(1990, 1, 31))
	a.do("sue", casework.Relate{Person: "mum", Of: grown, Kinship: casework.ParentOf, Responsibility: true})
	ended := a.do("sue", casework.Relate{Person: "gran", Of: "kit", Kinship: casework.GrandparentOf, Responsibility: true, From: today.AddDays(-9)})
	good := casework.RecordConsent{Person: "kit", Agency: "trust", For: "Help at home", By: "gran", Capacity: "An order gives her parental responsibility."}
	a.do("sue", good)
	a.do("sue", casework.EditRelationship{Relationship: ended, Responsibility: true, Until: today.AddDays(-1)})
	a.refused("sue", good, "by", "Parental responsibility of Grace Moor for this child is not recorded. Record the relationship first.")
	own := good
	own.By, own.Capacity = "kit", "Kit is 15 and understands."
	a.do("sue", own)
	own.Person, own.By = grown, "mum"
	a.refused("sue", own, "by", "The person is an adult, so only they can consent. If they lack capacity, record the decision as sharing, with its basis.")
	own.By = "nobody"
	a.refused("sue", own, "by", "Choose who gave or withheld consent.")
	for field, sentence := range map[string]string{
		"agency": "Choose the agency whose work was asked about.", "for": "Enter what was asked, in plain words.",
		"capacity": "Say why they could decide: their age and understanding, or their parental responsibility.",
	} {
		a.refused("sue", casework.RecordConsent{Person: "kit", By: "kit"}, field, sentence)
	}
	a.refused("sue", casework.RecordConsent{By: "kit"}, "", change.Missing("person").Error())
}
