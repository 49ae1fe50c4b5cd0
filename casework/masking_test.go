package casework_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
)

var refuge = casework.Address{Lines: []string{"Flat 2", "12 Elmtree Road", "Westmoor"}, Postcode: "PR1 8XJ", Phone: "01772 123456", Email: "mary.moor@example.org", Masked: true}

func TestMaskedAddressesInFreeText(t *testing.T) {
	cottage := casework.Address{Lines: []string{"Rose Hill Cottage", "St Mary’s Lane"}, Postcode: "M1 1AE", Phone: "+44 (0)7700 900 123"}
	numbered := casework.Address{Lines: []string{"7a", "High Street"}, Postcode: "OL1 0AA"}
	for text, want := range map[string]string{
		"She is at PR1 8XJ now.": "postcode: PR1 8XJ", "pr18xj": "postcode: pr18xj", "Pr1-8xJ.": "postcode: Pr1-8xJ", "P R 1 8 X J": "postcode: P R 1 8 X J",
		"PRl 8XJ": "postcode: PRl 8XJ", "postcode PR1 8XK": "", "XPR1 8XJ": "", "PR1 8XJZ": "",
		"at 12 Elmtree Road, with Jo": "house and street: 12 Elmtree Road", "12, ELMTREE RD.": "house and street: 12, ELMTREE RD", "number 12 in Elmtree road": "house and street: 12 in Elmtree road",
		"twelve Elmtree Road": "house and street: twelve Elmtree Road", "12 Elmtre Road": "house and street: 12 Elmtre Road", "12 Elmtree": "house and street: 12 Elmtree",
		"12\nElmtree\tRoad": "house and street: 12\nElmtree\tRoad", "012 Elmtree Road": "house and street: 012 Elmtree Road",
		"Elmtree Road School, 12 pupils": "", "14 Elmtree Road": "", "12 months ago in another road": "", "112 Elmtree Road": "",
		"rang 01772123456": "telephone number: 01772123456", "+44 1772 123 456": "telephone number: 44 1772 123 456", "(01772) 12-34-56": "telephone number: 01772) 12-34-56",
		"on 123456": "telephone number: 123456", "01772 123457": "", "mary . moor @ example.org": "email address: mary . moor @ example.org",
		"07700900123": "telephone number: 07700900123", "m1 1ae": "postcode: m1 1ae", "at Rose Hill Cottage": "house and street: Rose Hill Cottage", "ROSE-HILL cottage": "house and street: ROSE-HILL cottage",
		"a rose on the hill": "", "7A High St": "house and street: 7A High St", "7 a, high street": "house and street: 7 a, high street", "7 high hopes": "", "OLI OAA": "postcode: OLI OAA",
		"": "", "\xff\xfe 12 Elmtree Road \xff": "house and street: 12 Elmtree Road", "Called 12 times, PR1 8XJ and 12 Elmtree Rd": "postcode: PR1 8XJ; house and street: 12 Elmtree Rd",
	} {
		var got []string
		for _, p := range casework.MaskedWords(text, []casework.Address{refuge, cottage, numbered}) {
			if text[p.From:p.To] != p.Words {
				t.Errorf("%q: the passage at %d to %d isn't %q", text, p.From, p.To, p.Words)
			}
			if said := p.What + ": " + p.Words; len(got) == 0 || !strings.HasPrefix(got[len(got)-1], said) {
				got = append(got, said)
			}
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%q: got %q, want %q", text, strings.Join(got, "; "), want)
		}
	}
}

// A telephone number is found however it was written down.
func TestOneTelephoneNumber(t *testing.T) {
	for _, phone := range []string{"07700 900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700 900 123", "7700900123"} {
		a := begin(t)
		a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
		id := a.do("sue", casework.AddAddress{People: []string{"kit"}, Kind: casework.ContactDetails, Phone: phone, From: today})
		if got := a.filing[id].Finds; !slices.Equal(got, []string{"phone:7700900123"}) {
			t.Errorf("%q is found by %v", phone, got)
		}
	}
}

// However the postcode, street and telephone are spaced, cased and
// punctuated, they are found.
func TestMaskedHoweverItIsWritten(t *testing.T) {
	gap := rapid.SampledFrom([]string{" ", "  ", ", ", "-", ".", " / ", "\n", "\u00a0", " – "})
	around := rapid.SampledFrom([]string{"", "Seen today. ", "(", "“", "é ", "x\n"})
	rapid.Check(t, func(t *rapid.T) {
		written := rapid.SampledFrom([][]string{{"PR1", "8XJ"}, {"12", "Elmtree", "Road"}, {"Twelve", "Elmtree", "Rd"}, {"01772", "123", "456"}}).Draw(t, "address")
		var text strings.Builder
		text.WriteString(around.Draw(t, "before"))
		for i, word := range written {
			if i > 0 {
				text.WriteString(gap.Filter(func(g string) bool { return written[0] != "01772" || strings.Trim(g, " -./\n\u00a0–") == "" }).Draw(t, "gap"))
			}
			if rapid.Bool().Draw(t, "loud") {
				word = strings.ToUpper(word)
			}
			text.WriteString(word)
		}
		text.WriteString(rapid.SampledFrom([]string{"", ".", " and then", ")"}).Draw(t, "after"))
		if len(casework.MaskedWords(text.String(), []casework.Address{refuge})) == 0 {
			t.Fatalf("%q gives the address away", text.String())
		}
	})
}

func FuzzMaskedWords(f *testing.F) {
	f.Add("She is at 12 Elmtree Rd, PR1 8XJ", "12 Elmtree Road", "PR1 8XJ", "01772 123456")
	f.Add("\xff12’’", "’", "\xff", "++44")
	f.Add("İ 1", "1 İ", "", "٠١٢٣٤٥٦")
	f.Fuzz(func(t *testing.T, text, line, postcode, phone string) {
		for _, p := range casework.MaskedWords(text, []casework.Address{{Lines: []string{line}, Postcode: postcode, Phone: phone}}) {
			if p.From < 0 || p.To > len(text) || p.From >= p.To || text[p.From:p.To] != p.Words {
				t.Fatalf("%q: %+v", text, p)
			}
		}
	})
}

// Free text of every kind is held to it, about the child as about the mother.
func TestNoFreeTextNamesAMaskedAddress(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.adult("mum", "Mary")
	a.adult("dad", "Dan")
	related := a.do("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf, Responsibility: true})
	id := a.do("sue", casework.AddAddress{People: []string{"mum"}, Kind: casework.HomeAddress, Lines: refuge.Lines, Postcode: "pr18xj", Phone: refuge.Phone, From: today, Masked: true, Reason: "Kept from Dan."})
	if got := a.filing[id].Class; got != (access.Class{Sensitivity: access.Sensitive, Compartment: access.MaskedAddress}) {
		t.Errorf("it is filed as %v", got)
	}
	involved := a.do("tom", casework.Involve{Person: "kit", Agency: "school", Basis: casework.Statutory, From: today})
	allocated := a.do("tom", casework.Allocate{Person: "kit", Membership: "sue", Role: casework.LeadWorker, From: today})
	a.do("sue", casework.StartCare{Person: "kit", Started: today.AddDays(-40), Need: "N1", Status: "V2", Placement: casework.PlacementDetails{Type: "U6", Provider: "PR1"}})
	review := a.do("ivy", casework.PlanReview{Person: "kit", Due: today, Chair: "ivy"})
	draft := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Draft."}})
	sealed := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Done.", Complete: true}})
	consent := a.do("sue", casework.RecordConsent{Person: "kit", Agency: "trust", For: "A talk", Given: true, By: "mum", Capacity: "She is the mother."})
	number := a.do("sue", casework.AddIdentifier{Person: "kit", Type: casework.PoliceRef, Value: "P2", Source: "The police"})
	other := a.child("other", "Lou", "Fell", calendar.Must(2008, 1, 31))
	a.do("sue", casework.Relate{Person: "mum", Of: other, Kinship: casework.CarerOf})
	restriction := a.do("tom", casework.Restrict{Person: other, Why: "A colleague's child.", AskedBy: "The family", ReviewOn: today.AddDays(9)})
	twin := a.child("twin", "Lou", "Fell", calendar.Must(2008, 1, 31))
	joined := a.do("tom", casework.JoinPeople{One: other, Other: twin, Why: "The same child."})
	health := []access.Class{{Sensitivity: access.Personal, Compartment: access.Health}}
	dismissed := a.do("sue", casework.DismissAlert{Person: "kit", Code: "R13", Key: "R13|one", Hangs: health, Why: "Seen last week."})
	const leak = "They moved to 12 Elmtree Rd last week."
	details := func(edit func(*casework.RecordDetails)) casework.WriteRecord {
		d := casework.RecordDetails{Happened: today}
		edit(&d)
		return casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: d}
	}
	for field, changes := range map[string][]casework.Change{
		"title":    {details(func(d *casework.RecordDetails) { d.Title = leak })},
		"own":      {details(func(d *casework.RecordDetails) { d.Own = map[string]string{"kit": leak} })},
		"voices":   {details(func(d *casework.RecordDetails) { d.Voices = []casework.Voice{{Person: "kit", Words: leak}} })},
		"decision": {details(func(d *casework.RecordDetails) { d.Decision = &casework.ManagerDecision{Risk: leak} })},
		"dissent": {details(func(d *casework.RecordDetails) {
			d.Decision = &casework.ManagerDecision{Dissent: []casework.Dissent{{Who: leak}}}
		})},
		"words": {
			details(func(d *casework.RecordDetails) { d.Words = leak }), casework.AmendRecord{Record: sealed, Words: leak, Reason: "More."},
			casework.ReviseRecord{Record: draft, Details: casework.RecordDetails{Happened: today, Words: leak}},
		},
		"reason": {casework.BreakGlass{Person: "kit", Reason: leak}, casework.AmendRecord{Record: sealed, Words: "More.", Reason: leak}},
		"what":   {casework.DecideSharing{People: []string{"kit"}, Agency: "trust", What: leak}},
		"why": {
			casework.DecideSharing{People: []string{"kit"}, Agency: "trust", Why: leak}, casework.EndInvolvement{Involvement: involved, Until: today, Why: leak},
			casework.EndAllocation{Allocation: allocated, Until: today, Why: leak},
			casework.LookAtRestriction{Restriction: restriction, Why: leak}, casework.PartPeople{Join: joined, Why: leak},
			casework.JoinPeople{One: "kit", Other: "dad", Why: leak}, casework.Restrict{Person: "kit", Why: leak}, casework.Involve{Person: "kit", Agency: "trust", Why: leak},
			casework.DismissAlert{Person: "kit", Code: "R13", Key: "R13|other", Hangs: health, Why: leak}, casework.RaiseAgain{Dismissal: dismissed, Why: leak},
		},
		"not_sought": {casework.DecideSharing{People: []string{"kit"}, Agency: "trust", NotSought: leak}},
		"recipient":  {casework.DecideSharing{People: []string{"kit"}, Recipient: leak}},
		"for":        {casework.RecordConsent{Person: "kit", For: leak}},
		"capacity":   {casework.RecordConsent{Person: "kit", Capacity: leak}},
		"said":       {casework.WithdrawConsent{Consent: consent, Said: leak}},
		"goes_on":    {casework.WithdrawConsent{Consent: consent, GoesOn: leak}},
		"note":       {casework.Relate{Person: "dad", Of: "kit", Kinship: casework.ParentOf, Note: leak}, casework.EditRelationship{Relationship: related, Note: leak}},
		"support":    {casework.Describe{Person: "kit", Support: leak}},
		"decisions":  {casework.HoldReview{Review: review, Held: today, Participation: "PN1", Decisions: leak}},
		"postponed":  {casework.HoldReview{Review: review, Due: today, Postponed: leak}},
		"carer":      {casework.ChangeCare{Person: "kit", From: today, MoveReason: "OTHER", Placement: &casework.PlacementDetails{Type: "U6", Provider: "PR1", Carer: leak}}},
		"postcode":   {casework.ChangeCare{Person: "kit", From: today, MoveReason: "OTHER", Placement: &casework.PlacementDetails{Type: "U6", Provider: "PR1", Postcode: "PR1 8XJ"}}},
		"source":     {casework.AddIdentifier{Person: "kit", Type: casework.PoliceRef, Value: "P1", Source: leak}},
		"wrong":      {casework.EndIdentifier{Identifier: number, Wrong: leak}},
		"asked_by":   {casework.Restrict{Person: "kit", AskedBy: leak}},
	} {
		for _, ch := range changes {
			worker := "sue"
			if !by("sue").May(ch.Needs()) {
				worker = "tom"
			}
			words, what := "12 Elmtree Rd", "house and street"
			if field == "postcode" {
				words, what = "PR1 8XJ", "postcode"
			}
			a.refused(worker, ch, field, fmt.Sprintf("Take out “%s”: it is a %s that is kept from somebody. Say it another way, or put it in a record of details that must be kept from somebody.", words, what))
		}
	}
	a.do("sue", casework.WriteRecord{Of: "masked_details", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: leak, Complete: true}})
	a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "They moved to a safe place last week.", Complete: true}})
	a.refused("sue", casework.AddAddress{People: []string{"mum"}, Kind: casework.HomeAddress, Lines: []string{"12 Elmtree Road"}, From: today}, "masked", "This address is kept from somebody. Record it as masked.")
	for id, f := range a.filing {
		if slices.ContainsFunc(f.Finds, func(key string) bool { return strings.Contains(key, "pr18xj") }) && f.Class.Compartment != access.MaskedAddress {
			t.Errorf("%s would find the masked postcode", id)
		}
	}
	if got := a.whole().File("mum").Candidate().Postcodes; len(got) > 0 {
		t.Errorf("a match would tell the postcode %v", got)
	}
}

// A draft is held to it by the same rule and in the same words as the record it
// is to become, and to nothing else.
func TestNoDraftNamesAMaskedAddress(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.adult("mum", "Mary")
	a.do("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf, Responsibility: true})
	a.do("sue", casework.AddAddress{People: []string{"mum"}, Kind: casework.HomeAddress, Lines: refuge.Lines, Postcode: "pr18xj", From: today, Masked: true, Reason: "Kept from Dan."})
	const leak, said = "They moved to 12 Elmtree Rd last week.",
		"Take out “12 Elmtree Rd”: it is a house and street that is kept from somebody. Say it another way, or put it in a record of details that must be kept from somebody."
	for _, person := range []string{"kit", "mum"} {
		a.refused("sue", casework.KeepDraft{Of: "case_note", People: []string{person}, Typed: map[string]string{"voice-kit-how": leak}}, "voice-kit-how", said)
		a.refused("sue", casework.WriteRecord{Of: "case_note", People: []string{person}, Details: casework.RecordDetails{Happened: today, Words: leak, Complete: true}}, "words", said)
	}
	a.refused("sue", casework.KeepDraft{Of: "nonsense", People: []string{"kit"}}, "kind", "Choose the kind of record.")
	for _, ch := range []casework.KeepDraft{
		{Of: "masked_details", People: []string{"kit"}, Typed: map[string]string{"words": leak}},
		{Of: "case_note", People: []string{"kit"}, Typed: map[string]string{"words": "They moved last week.", "happened-day": "99", "title": ""}},
	} {
		if puts, err := ch.Decide(a.folder(ch), a.context("sue", today)); err != nil || len(puts) > 0 {
			t.Errorf("%v may be kept, and puts nothing: %v, %v", ch.Typed, puts, err)
		}
	}
}
