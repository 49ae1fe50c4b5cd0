package casework_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/casework"
	"throughline/deadline"
	"throughline/practice"
	"throughline/practice/england"
)

func byThePack(t *testing.T) *acting {
	t.Helper()
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	a := begin(t)
	a.kinds = casework.KindsOf(pack, today)
	a.child("kit", "Kit", "Moor", calendar.Must(2008, 1, 31))
	return a
}

// Every kind of the pack about people, and each that stays in the program, can
// be begun; each that the pack declares has its fields and its class.
func TestTheKindsOfThePack(t *testing.T) {
	a := byThePack(t)
	var codes []string
	for _, k := range a.kinds.All() {
		codes = append(codes, k.Code)
		if _, ok := k.Class.Number(); !ok || k.Name == "" {
			t.Errorf("%s has no class or name", k.Code)
		}
	}
	for _, own := range casework.Kinds {
		if !slices.Contains(codes, own.Code) {
			t.Errorf("%s can't be begun any more", own.Code)
		}
	}
	for code, want := range map[string]bool{"sdq": true, "return_interview": true, "training_record": false, "governance_review": false, "out_of_hours_shift": false} {
		if slices.Contains(codes, code) != want {
			t.Errorf("%s can be begun: %t", code, !want)
		}
	}
	without := []string{}
	for _, k := range a.kinds.All() {
		if k.Form == nil {
			without = append(without, k.Code)
		}
	}
	if diff := cmp.Diff([]string{"conference", "conference_shared", "masked_details", "adoption_record", "carer_approval"}, without); diff != "" {
		t.Errorf("kinds without a row of the pack: %s", diff)
	}
	if _, ok := (*casework.KindList)(nil).Of("visit"); !ok {
		t.Error("without a pack the program's own kinds are gone")
	}
}

var check = map[string]any{"outcome": "examined", "checked_on": today, "evidence": "The dentist's letter", "practice": "High Street"}

func dental(fields map[string]any, complete bool) casework.WriteRecord {
	return casework.WriteRecord{Of: "dental_check", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Fields: fields, Complete: complete}}
}

func with(name string, value any) map[string]any {
	fields := maps.Clone(check)
	fields[name] = value
	return fields
}

// A record lacks nothing that its kind asks for when it is completed, and what
// is filled in is of its type, completed or not.
func TestFieldsAreHeldToTheirKind(t *testing.T) {
	a := byThePack(t)
	a.refused("sue", dental(with("evidence", " "), true), "field-evidence", "Fill in “How do we know?”.")
	a.refused("sue", dental(with("next_due", today), true), "fields", "The next check can’t be due before this one. Check the two days.")
	a.do("sue", dental(with("evidence", nil), false)) // a draft may lack it
	for name, wrong := range map[string]any{"outcome": "painted", "checked_on": "soon", "practice": 3, "colour": "blue"} {
		if _, err := a.try("sue", dental(with(name, wrong), false)); err == nil {
			t.Errorf("%s of %v was taken", name, wrong)
		}
	}
	if _, err := a.try("sue", casework.WriteRecord{Of: "masked_details", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Fields: check}}); err == nil {
		t.Error("a kind without fields took some")
	}
	a.do("sue", casework.WriteRecord{Of: "dental_check", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "They went.", Complete: true}})
	if _, err := a.try("sue", casework.WriteRecord{Of: "sdq", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Done.", Complete: true}}); err == nil {
		t.Error("a kind of the pack alone was completed in words")
	}
}

// What a field holds is free text like any other.
func TestNoFieldNamesAMaskedAddress(t *testing.T) {
	a := byThePack(t)
	a.adult("mum", "Mary")
	a.do("sue", casework.Relate{Person: "mum", Of: "kit", Kinship: casework.ParentOf, Responsibility: true})
	a.do("sue", casework.AddAddress{People: []string{"mum"}, Kind: casework.HomeAddress, Lines: refuge.Lines, Postcode: "pr18xj", Phone: refuge.Phone, From: today, Masked: true, Reason: "Kept from Dan."})
	const leak = "They moved to 12 Elmtree Rd last week."
	for _, fields := range []map[string]any{with("practice", leak), with("evidence", leak)} {
		if _, err := a.try("sue", dental(fields, false)); err == nil {
			t.Errorf("%v names a masked address", fields)
		}
	}
	listed := casework.RecordDetails{Happened: today, Fields: map[string]any{"actions": []map[string]any{{"what": leak}}}}
	if _, err := a.try("sue", casework.WriteRecord{Of: "outcome_plan", People: []string{"kit"}, Details: listed}); err == nil {
		t.Error("a line of a list names a masked address")
	}
}

// What is filled in comes back as it was, through JSON and through text.
func TestFieldsComeBackAsTheyWere(t *testing.T) {
	a := byThePack(t)
	for _, k := range a.kinds.All() {
		given, want := map[string]any{}, map[string]any{}
		for _, f := range k.Fields() {
			if v := oneOf(f); v != nil {
				given[f.Name], want[f.Name] = v, v
			}
		}
		values, wrong := k.Values(given, today)
		if len(wrong) > 0 {
			t.Errorf("%s: %v", k.Code, wrong)
			continue
		}
		body, err := json.Marshal(values)
		if err != nil {
			t.Fatal(err)
		}
		var back map[string]any
		if err := json.Unmarshal(body, &back); err != nil {
			t.Fatal(err)
		}
		again, wrong := k.Values(back, today)
		if diff := cmp.Diff(values, again); diff != "" || len(wrong) > 0 || len(again) != len(want) {
			t.Errorf("%s: %v %s", k.Code, wrong, diff)
		}
	}
}

func oneOf(f practice.Field) any {
	switch f.Type {
	case practice.DateField:
		return today
	case practice.TimeField:
		return "17:30"
	case practice.YesNoField:
		return "yes"
	case practice.CountField:
		return "3"
	case practice.NumberField:
		return 0.5
	case practice.ChoiceField, practice.ChoicesField:
		if len(f.Choices) == 0 {
			return nil
		}
		if f.Type == practice.ChoicesField {
			return []string{f.Choices[0].Code}
		}
		return f.Choices[0].Code
	case practice.ListField:
		line := map[string]any{}
		for _, inner := range f.Fields {
			if v := oneOf(inner); v != nil {
				line[inner.Name] = v
			}
		}
		return []map[string]any{line}
	default:
		return "Words"
	}
}

// What casework tells the clocks, each with the position that made it known.
func TestWhatCaseworkTells(t *testing.T) {
	a := byThePack(t)
	started := today.AddDays(-40)
	a.do("sue", casework.StartCare{Person: "kit", Started: started, Need: "N1", Status: "V2", Placement: casework.PlacementDetails{Type: "U6", Provider: "PR1"}})
	a.do("tom", casework.Allocate{Person: "kit", Membership: "ivy", Role: casework.Reviewer, For: "looked_after_review", From: today})
	review := a.do("ivy", casework.PlanReview{Person: "kit", Due: today, Chair: "ivy"})
	a.do("sue", dental(check, false))
	a.do("sue", dental(check, true))
	var versions []casework.Version
	for _, id := range a.order {
		versions = append(versions, a.kept[id])
	}
	told, err := a.kinds.Tell(versions)
	if err != nil {
		t.Fatal(err)
	}
	standing := deadline.Standing(told["kit"].Facts, a.seq+1)
	days := map[string][]calendar.Date{}
	for _, f := range standing {
		if f.Known == 0 {
			t.Errorf("%s is known from nowhere", f.Event)
		}
		days[f.Event] = append(days[f.Event], f.On)
		if f.Event == "care.started" && (f.Values["legal_status"] != "V2" || f.Values["short_breaks"] != false) {
			t.Errorf("care began with %v", f.Values)
		}
	}
	want := map[string][]calendar.Date{"person": {{}}, "care.started": {started}, "placement.started": {started}, "iro.allocated": {today}, "dental.checked": {today}}
	if diff := cmp.Diff(want, days); diff != "" {
		t.Error(diff)
	}
	if told["kit"].Facts[0].Subject != "kit" || review == "" {
		t.Error("somebody else is told of")
	}
}
