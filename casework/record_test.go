package casework_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

func family(t failer) *acting {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	a.child("jo", "Jo", "Moor", calendar.Must(2010, 1, 31))
	a.adult("mum", "Mary")
	return a
}

func decided() *casework.ManagerDecision {
	return &casework.ManagerDecision{Options: []string{"Do nothing", "Hold a conference"}, Chosen: "Hold a conference", Reason: "The harm is likely to go on."}
}

func TestEveryKindHasAClassAndARule(t *testing.T) {
	if err := casework.CheckKinds(casework.Kinds); err != nil {
		t.Error(err)
	}
	missing := slices.Clone(access.Compartments)
	for _, k := range casework.Kinds {
		missing = slices.DeleteFunc(missing, func(c access.Compartment) bool { return c == k.Class.Compartment })
	}
	if diff := cmp.Diff([]access.Compartment{access.Identity, access.Returns}, missing); diff != "" {
		t.Errorf("compartments without a kind of record: %s", diff)
	}
}

func TestKindsThatAreRefused(t *testing.T) {
	good := casework.RecordKind{Code: "note", Name: "Note", Class: access.Class{Sensitivity: access.Personal, Compartment: access.SocialCare}}
	for name, c := range map[string]struct {
		edit func(*casework.RecordKind)
		want string
	}{
		"no class":        {func(k *casework.RecordKind) { k.Class = access.Class{} }, "Give the kind of record note a class: a sensitivity and a compartment that we know."},
		"half a class":    {func(k *casework.RecordKind) { k.Class.Compartment = "attic" }, "Give the kind of record note a class: a sensitivity and a compartment that we know."},
		"ordinary":        {func(k *casework.RecordKind) { k.Class.Sensitivity = access.Ordinary }, "The kind of record note is about people, so it can't be ordinary. Choose personal or sensitive."},
		"with the names":  {func(k *casework.RecordKind) { k.Class.Compartment = access.Identity }, "The kind of record note can't be filed with people's names, which many may search. Choose another compartment."},
		"no code":         {func(k *casework.RecordKind) { k.Code = "" }, "Give the kind of record number 2 in the list a code."},
		"no name":         {func(k *casework.RecordKind) { k.Name = " " }, "Give the kind of record note a name."},
		"a rule we lack":  {func(k *casework.RecordKind) { k.Retention = []string{"ever"} }, "The kind of record note names the retention rule ever, which we don't have. Add the rule, or choose another."},
		"apart, no rule":  {func(k *casework.RecordKind) { k.Apart = true }, "The kind of record note is kept apart from the child's file, so it needs a retention rule of its own."},
		"a set we lack":   {func(k *casework.RecordKind) { k.Coded = map[string]casework.CodeSet{"a": "b"} }, "The field a of the kind of record note names the code set b, which we don't have."},
		"names addresses": {func(k *casework.RecordKind) { k.AddressOK = true }, "Only kinds of record in the compartment for masked addresses may name one. Check note."},
	} {
		k := good
		c.edit(&k)
		if err := casework.CheckKinds([]casework.RecordKind{{Code: "other", Name: "Other", Class: good.Class}, k}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := casework.CheckKinds([]casework.RecordKind{good, good}); err == nil || !strings.Contains(err.Error(), "declared twice") {
		t.Errorf("twice: got %v", err)
	}
}

func TestADraftIsCompletedAndThenOnlyAddedTo(t *testing.T) {
	a := family(t)
	id := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Begun."}})
	a.refused("sue", casework.AmendRecord{Record: id, Words: "More.", Reason: "Late."}, "record", "This record is still a draft. Change it, or complete it first.")
	a.refused("tom", casework.ReviseRecord{Record: id, Details: casework.RecordDetails{Happened: today, Words: "Mine."}}, "", "Only the person who began this draft can change it.")
	a.do("twosue", casework.ReviseRecord{Record: id, Details: casework.RecordDetails{Happened: today, Words: "From her other place."}})
	a.refused("sue", casework.ReviseRecord{Record: id, Seen: 1, Details: casework.RecordDetails{Happened: today, Words: "Stale."}}, "", change.Outdated("record").Error())
	a.do("sue", casework.ReviseRecord{Record: id, Seen: 2, Details: casework.RecordDetails{Happened: today, Words: "Done.", Complete: true}})
	a.refused("sue", casework.ReviseRecord{Record: id, Details: casework.RecordDetails{Happened: today, Words: "Changed."}}, "", "This record was completed on 4 March 2013, so it is sealed. Add an amendment instead.")
	sealed, _ := a.whole().Records.Get(id)
	a.refused("sue", casework.AmendRecord{Record: id}, "words", "Enter what is added.")
	a.refused("sue", casework.AmendRecord{Record: id, Words: "More."}, "reason", "Say why the record is amended.")
	a.refused("sue", casework.AmendRecord{Record: id, Words: "More.", Reason: "Late.", Outcome: "malicious"}, "outcome", "Choose the outcome from the list.")
	a.do("tom", casework.AmendRecord{Record: id, Words: "More.", Reason: "Late."})
	amended, _ := a.whole().Records.Get(id)
	if len(amended.Amended) != 1 || amended.Amended[0].By != "tom" {
		t.Errorf("the amendment is %+v", amended.Amended)
	}
	amended.Amended, amended.Thing = nil, sealed.Thing
	if diff := cmp.Diff(sealed, amended); diff != "" {
		t.Errorf("amending changed what was sealed: %s", diff)
	}
}

func TestEachChildHasTheirOwnRecord(t *testing.T) {
	a := family(t)
	first := a.do("sue", casework.WriteRecord{Of: "strategy_discussion", People: []string{"kit", "jo"}, Details: casework.RecordDetails{
		Happened: today, Words: "Police and health were there.", Own: map[string]string{"kit": "Kit has bruises.", "jo": "Jo is well."}, Decision: decided(), Complete: true,
		Voices: []casework.Voice{{Person: "jo", Words: "I want to go home."}},
	}})
	var of []string
	for r := range a.whole().Records.All() {
		if r.Session != first || len(r.People) != 1 || r.Words != "Police and health were there." {
			t.Errorf("the record is %+v", r)
		}
		if strings.Contains(r.Own, "Kit") != (r.People[0] == "kit") || (len(r.Voices) > 0) != (r.People[0] == "jo") {
			t.Errorf("one child's words are in the other's record: %+v", r)
		}
		of = append(of, r.People[0])
	}
	if !slices.Equal(of, []string{"kit", "jo"}) {
		t.Errorf("the records are about %v", of)
	}
	shared := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit", "jo", "kit"}, Details: casework.RecordDetails{Happened: today, Words: "Both.", Complete: true}})
	if got := a.filing[shared].About; !slices.Equal(got, []string{"kit", "jo"}) {
		t.Errorf("one record about both is about %v", got)
	}
}

func TestWhatARecordMustHold(t *testing.T) {
	a := family(t)
	write := func(of string, edit func(*casework.WriteRecord)) casework.WriteRecord {
		ch := casework.WriteRecord{Of: of, People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Words.", Complete: true}}
		edit(&ch)
		return ch
	}
	for _, c := range []struct {
		ch              casework.WriteRecord
		field, sentence string
	}{
		{write("diary", func(*casework.WriteRecord) {}), "kind", "Choose the kind of record."},
		{write("case_note", func(ch *casework.WriteRecord) { ch.People = nil }), "", change.Missing("person").Error()},
		{write("case_note", func(ch *casework.WriteRecord) { ch.People = []string{"kit", "nobody"} }), "", change.Missing("person").Error()},
		{write("case_note", func(ch *casework.WriteRecord) { ch.Details.Happened = calendar.Date{} }), "happened", "Enter the day on which it happened."},
		{write("case_note", func(ch *casework.WriteRecord) { ch.Details.Happened = today.AddDays(1) }), "happened", "Enter a day for the record that is not in the future."},
		{write("case_note", func(ch *casework.WriteRecord) { ch.Details.Words = " " }), "words", "Write what happened before you complete the record."},
		{write("case_note", func(ch *casework.WriteRecord) { ch.Details.Own = map[string]string{"jo": "x"} }), "own", "Choose the people that each text is about from those the record is about."},
		{write("case_note", func(ch *casework.WriteRecord) { ch.Details.Voices = []casework.Voice{{Person: "jo", Words: "x"}} }), "voices", "For what each child said, choose the child and enter their words."},
		{write("case_note", func(ch *casework.WriteRecord) { ch.Details.Words = strings.Repeat("x", 150_001) }), "words",
			"Enter a shorter text, of at most 150,000 letters. Divide it over several records."},
		{write("management_decision", func(*casework.WriteRecord) {}), "decision", "This kind of record needs a decision before it is completed: the options, what was chosen and why."},
		{write("management_decision", func(ch *casework.WriteRecord) {
			ch.Details.Decision = &casework.ManagerDecision{Options: []string{"one", " "}}
		}), "options",
			"Enter at least two options that were considered. Doing nothing is one."},
		{write("management_decision", func(ch *casework.WriteRecord) { ch.Details.Decision = &casework.ManagerDecision{} }), "chosen", "Enter what was decided."},
		{write("management_decision", func(ch *casework.WriteRecord) { ch.Details.Decision = &casework.ManagerDecision{} }), "reason", "Say why it was decided."},
		{write("management_decision", func(ch *casework.WriteRecord) {
			ch.Details.Decision = decided()
			ch.Details.Decision.Dissent = []casework.Dissent{{Who: "Nia"}}
		}), "dissent", "For each person who disagreed, enter who and why."},
		{write("management_decision", func(ch *casework.WriteRecord) { ch.Details.Decision = decided(); ch.Details.Decision.By = "nobody" }), "decided_by",
			"Choose who decided: somebody who has a place here."},
		{write("lado_allegation", func(*casework.WriteRecord) {}), "people", "This kind of record is about an adult, and Kit Moor is recorded as a child or young person. Choose the adult."},
		{write("lado_allegation", func(ch *casework.WriteRecord) { ch.People = []string{"mum"}; ch.Details.Outcome = "maybe" }), "outcome", "Choose the outcome from the list."},
		{write("care_leaver_contact", func(ch *casework.WriteRecord) { ch.Details.Codes = map[string]string{"activity": "F9"} }), "activity",
			"Choose one of the codes on the list, as they were on the day."},
		{write("case_note", func(ch *casework.WriteRecord) { ch.Details.Codes = map[string]string{"activity": "F1"} }), "activity",
			"Choose one of the codes on the list, as they were on the day."},
	} {
		a.refused("sue", c.ch, c.field, c.sentence)
	}
	a.do("sue", write("management_decision", func(ch *casework.WriteRecord) { ch.Details.Complete = false })) // a draft may want for much
	id := a.do("sue", write("management_decision", func(ch *casework.WriteRecord) { ch.Details.Decision = decided() }))
	if r, _ := a.whole().Records.Get(id); r.Decision.By != "sue" {
		t.Errorf("who decided is %q", r.Decision.By)
	}
	a.do("lee", write("lado_allegation", func(ch *casework.WriteRecord) { ch.People = []string{"mum"} }))
	a.do("sue", write("care_leaver_contact", func(ch *casework.WriteRecord) {
		ch.Details.Codes = map[string]string{"in_touch": "YES", "activity": "F1", "accommodation": "U1"}
	}))
}
