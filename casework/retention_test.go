package casework_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/casework"
)

func shippedRules(t failer) []casework.RetentionRule {
	t.Helper()
	rules, err := casework.RetentionRules()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return rules
}

// Every rule that ships, as the facts file has it; none without a source is on.
func TestTheRulesThatShip(t *testing.T) {
	var got []string
	for _, r := range shippedRules(t) {
		on := "off"
		if r.On {
			on = "on"
		}
		got = append(got, strings.Join([]string{r.Code, r.Trigger, r.Mark, on}, " "))
		if (r.Mark == "U") == r.On {
			t.Errorf("%s is marked %s and on is %v", r.Code, r.Mark, r.On)
		}
	}
	want := []string{
		"looked_after birth H/M on", "looked_after_died death H/M on", "adoption order H/M on", "care_leaver birth M local on", "child_protection last_contact M local on",
		"child_protection_25 last_contact U off", "child_in_need eighteen_or_last_contact M local on", "lado_substantiated birth M local on",
		"lado_unsubstantiated birth M local on", "lado_unfounded ended M local on", "lado_malicious ended M local on", "lado_advice ended M local on",
		"foster_carer ended M on", "supervision happened M local on", "nhs_child birth M on", "nhs_child_17 birth M on", "psychology ended M on",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

const ruleHeader = "code,what,over,when,trigger,amount,unit,source,mark,on\n"

func TestRulesThatCantBeRead(t *testing.T) {
	good := "a,Files,file,child,birth,75,years,A schedule,M,on\n"
	if rules, err := casework.ReadRetention(ruleHeader + good); err != nil || len(rules) != 1 {
		t.Fatalf("%v and %v", rules, err)
	}
	for _, c := range []struct{ line, want string }{
		{"a,Files,file,child,birth,75,years,A schedule,U,on", "line 2 of the retention rules: a rule whose source was not seen (U) must be off"},
		{good + "a,Files,file,child,birth,75,years,A schedule,M,on", "line 3 of the retention rules: the code a is used twice: give one of them another"},
		{",Files,file,child,birth,75,years,A schedule,M,on", "line 2 of the retention rules: give a code, what is kept and the source"},
		{"a,Files,drawer,child,birth,75,years,A schedule,M,on", "write file or kind"},
		{"a,Files,file,grown,birth,75,years,A schedule,M,on", `the condition "grown" isn't one of`},
		{"a,Files,file,outcome:x,birth,75,years,A schedule,M,on", "a rule over a whole file can't depend on one record: write kind"},
		{"a,Files,kind,outcome:,birth,75,years,A schedule,M,on", "isn't one of"},
		{"a,Files,file,child,ended,75,years,A schedule,M,on", "write kind"},
		{"a,Files,file,child,moon,75,years,A schedule,M,on", `the trigger "moon"`},
		{"a,Files,file,child,birth,0,years,A schedule,M,on", "whole number from 1 to 200"},
		{"a,Files,file,child,birth,many,years,A schedule,M,on", "whole number from 1 to 200"},
		{"a,Files,file,child,birth,75,months,A schedule,M,on", "count in years"},
		{"a,Files,file,child,birth,75,years,A schedule,?,on", "mark the rule"},
		{"a,Files,file,child,birth,75,years,A schedule,M,yes", "write on or off"},
		{"a,Files", "can't be read"},
	} {
		if _, err := casework.ReadRetention(ruleHeader + c.line); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %q", c.line, err, c.want)
		}
	}
	if _, err := casework.ReadRetention("code\n"); err == nil {
		t.Error("a file without its header is read")
	}
}

func FuzzReadRetention(f *testing.F) {
	text, err := os.ReadFile("rules/retention.csv")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add(ruleHeader + "a,b,file,child,birth,75,years,s,M,on\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		rules, err := casework.ReadRetention(text)
		if err != nil && len(rules) > 0 {
			t.Fatalf("%d rules and %v", len(rules), err)
		}
		for _, r := range rules {
			if r.Code == "" || r.Years < 1 || r.Years > 200 || (r.On && r.Mark == "U") {
				t.Fatalf("%+v was read", r)
			}
		}
	})
}

func keeping(t *testing.T, a *acting, thing string) casework.Keeping {
	t.Helper()
	k, err := a.whole().RetentionOf(thing, shippedRules(t))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestHowLongEachIsKept(t *testing.T) {
	born := calendar.Must(1990, 6, 15)
	note := func(of string, edit ...func(*casework.RecordDetails)) func(a *acting) string {
		return func(a *acting) string {
			d := casework.RecordDetails{Happened: calendar.Must(2007, 5, 1), Words: "Words.", Complete: true,
				Decision: &casework.ManagerDecision{Options: []string{"one", "two"}, Chosen: "one", Reason: "better"}}
			for _, e := range edit {
				e(&d)
			}
			return a.do("sue", casework.WriteRecord{Of: of, People: []string{"kit"}, Details: d})
		}
	}
	ended := func(y, m, d int) func(*casework.RecordDetails) {
		return func(r *casework.RecordDetails) {
			r.Ended = calendar.Must(y, calendar.Must(y, 1, 1).AddMonths(m-1).Month, d)
		}
	}
	outcome := func(o string) func(*casework.RecordDetails) { return func(r *casework.RecordDetails) { r.Outcome = o } }
	inCare := func(a *acting, end, reason string) {
		day, err := calendar.Parse(end)
		if err != nil {
			a.t.Fatalf("%v", err)
		}
		id := a.do("sue", casework.StartCare{Person: "kit", Started: calendar.Must(2005, 1, 10), Need: "N1", Status: "C2", Placement: casework.PlacementDetails{Type: "U4", Provider: "PR1"}})
		a.do("sue", casework.EndCare{Episode: id, Ended: day, Reason: reason})
	}
	edit := func(a *acting, change func(*casework.PersonDetails)) {
		d := named("Moor")
		d.Born = calendar.Known(born)
		change(&d)
		a.do("sue", casework.EditPerson{Person: "kit", Details: d})
	}
	adult := func(a *acting) {
		edit(a, func(d *casework.PersonDetails) { d.Parts = []casework.Part{casework.Professional} })
	}
	for name, c := range map[string]struct {
		before func(a *acting)
		thing  func(a *acting) string
		rule   string
		until  string // or the state and what it says
	}{
		"child in need, last contact before 18": {nil, note("case_note"), "child_in_need", "2011-06-15"},
		"child in need, last contact after 18":  {nil, note("case_note", func(d *casework.RecordDetails) { d.Happened = calendar.Must(2009, 2, 3) }), "child_in_need", "2012-02-03"},
		"child protection":                      {nil, note("strategy_discussion"), "child_protection", "2042-05-01"},
		"what a conference shared":              {nil, note("conference_shared"), "child_protection", "2042-05-01"},
		"looked after":                          {func(a *acting) { inCare(a, "2008-06-14", "E5") }, note("case_note"), "looked_after", "2065-06-15"},
		"born on 29 February": {func(a *acting) {
			inCare(a, "2008-01-01", "E5")
			edit(a, func(d *casework.PersonDetails) { d.Born = calendar.Known(calendar.Must(1992, 2, 29)) })
		}, note("case_note"), "looked_after", "2067-03-01"},
		"born in a month": {func(a *acting) {
			inCare(a, "2008-01-01", "E5")
			edit(a, func(d *casework.PersonDetails) {
				d.Born = calendar.Dated{Date: calendar.Must(1990, 6, 1), Precision: calendar.ToTheMonth}
			})
		}, note("case_note"), "looked_after", "2065-06-30"},
		"died in care under 18": {func(a *acting) {
			inCare(a, "2006-01-02", "E2")
			edit(a, func(d *casework.PersonDetails) { d.Died = calendar.Known(calendar.Must(2006, 1, 2)) })
		}, func(a *acting) string {
			return note("case_note", func(d *casework.RecordDetails) { d.Happened = calendar.Must(2006, 1, 2) })(a)
		}, "looked_after_died", "2021-01-02"},
		"adopted": {func(a *acting) { inCare(a, "2006-01-02", "E11") }, note("case_note"), "adoption", "2106-01-02"},
		"a care leaver": {func(a *acting) {
			edit(a, func(d *casework.PersonDetails) { d.Parts = append(d.Parts, casework.CareLeaver) })
		}, note("money_package"), "care_leaver", "2065-06-15"},
		"health":                           {nil, note("health_assessment"), "nhs_child", "2015-06-15"},
		"health until 17":                  {nil, note("dental_check", ended(2008, 1, 5)), "nhs_child_17", "2016-06-15"},
		"psychology":                       {nil, note("psychology_notes", ended(2008, 1, 5)), "psychology", "2028-01-05"},
		"psychology without an end":        {nil, note("psychology_notes"), "psychology", "cannot_tell: We can't tell how long it is kept: the day it ended is not recorded."},
		"an allegation, substantiated":     {adult, note("lado_allegation", outcome("substantiated")), "lado_substantiated", "2090-06-15"},
		"an allegation, unsubstantiated":   {adult, note("lado_allegation", outcome("unsubstantiated")), "lado_unsubstantiated", "2090-06-15"},
		"an allegation, unfounded":         {adult, note("lado_allegation", outcome("unfounded"), ended(2010, 3, 4)), "lado_unfounded", "2020-03-04"},
		"an allegation, malicious":         {adult, note("lado_allegation", outcome("malicious"), ended(2010, 3, 4)), "lado_malicious", "2020-03-04"},
		"advice":                           {adult, note("lado_allegation", outcome("advice"), ended(2010, 3, 4)), "lado_advice", "2016-03-04"},
		"an allegation without an outcome": {adult, note("lado_allegation"), "lado_substantiated", "cannot_tell: We can't tell how long it is kept: its outcome is not recorded."},
		"an outcome that was added": {adult, func(a *acting) string {
			id := note("lado_allegation")(a)
			a.do("sue", casework.AmendRecord{Record: id, Words: "Closed.", Reason: "The enquiry ended.", Outcome: "malicious", Ended: calendar.Must(2012, 4, 5)})
			return id
		}, "lado_malicious", "2022-04-05"},
		"a foster carer":      {adult, note("carer_approval", ended(2011, 9, 1)), "foster_carer", "2021-09-01"},
		"supervision":         {adult, note("supervision_personal"), "supervision", "2032-05-01"},
		"an adult's own note": {adult, note("case_note"), "", "cannot_tell: No retention rule that is on covers it."},
		"date of birth unknown": {func(a *acting) { edit(a, func(d *casework.PersonDetails) { d.Born = calendar.Dated{} }) }, note("case_note"), "child_in_need",
			"cannot_tell: We can't tell how long it is kept: the date of birth is not known."},
		"somebody works with them": {func(a *acting) {
			a.do("tom", casework.Allocate{Person: "kit", Membership: "sue", Role: casework.LeadWorker, From: today})
		}, note("case_note"), "", "open: It is kept while somebody is allocated to the person."},
		"an agency works with them": {func(a *acting) {
			a.do("tom", casework.Involve{Person: "kit", Agency: "school", Basis: casework.Statutory, From: today})
		}, note("case_note"), "", "open: It is kept while an agency works with the person."},
		"under 18": {func(a *acting) {
			edit(a, func(d *casework.PersonDetails) { d.Born = calendar.Known(calendar.Must(1996, 1, 1)) })
		}, note("case_note"), "", "open: It is kept while the person is under 18."},
		"looked after now": {func(a *acting) {
			edit(a, func(d *casework.PersonDetails) { d.Born = calendar.Known(calendar.Must(1996, 1, 1)) })
			a.do("sue", casework.StartCare{Person: "kit", Started: today, Need: "N1", Status: "C2", Placement: casework.PlacementDetails{Type: "U4", Provider: "PR1"}})
		}, note("case_note"), "", "open: It is kept while the person is looked after."},
		"a hold": {func(a *acting) {
			a.do("gil", casework.PlaceHold{People: []string{"kit"}, Title: "A claim", Why: "The court asked.", ReviewOn: today.AddMonths(6)})
		}, note("case_note"), "", "held: A legal hold keeps it: A claim."},
		"a hold over everything": {func(a *acting) {
			a.do("gil", casework.PlaceHold{Title: "The inquiry", Why: "The inquiry asked.", ReviewOn: today.AddMonths(6)})
		}, note("case_note"), "", "held: A legal hold keeps it: The inquiry."},
	} {
		t.Run(name, func(t *testing.T) {
			a := begin(t)
			a.child("kit", "Kit", "Moor", born)
			if c.before != nil {
				c.before(a)
			}
			k := keeping(t, a, c.thing(a))
			got := k.Until.String()
			if k.State != casework.KeepUntil {
				got = string(k.State) + ": " + k.Because
			}
			if got != c.until || k.Rule != c.rule {
				t.Errorf("got %s by %q (%s), want %s by %q", got, k.Rule, k.Because, c.until, c.rule)
			}
		})
	}
}

// What is about several people is kept as long as any of them asks for: that
// of a brother who comes into care moves the sister's record too.
func TestTheLongestWinsOverEverybody(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(1990, 6, 15))
	a.child("jo", "Jo", "Moor", calendar.Must(1992, 6, 15))
	id := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit", "jo"}, Details: casework.RecordDetails{Happened: calendar.Must(2007, 5, 1), Words: "Both.", Complete: true}})
	if k := keeping(t, a, id); k.Until != calendar.Must(2013, 6, 15) {
		t.Errorf("it is kept to %s", k.Until)
	}
	care := a.do("sue", casework.StartCare{Person: "jo", Started: calendar.Must(2008, 1, 10), Need: "N1", Status: "C2", Placement: casework.PlacementDetails{Type: "U4", Provider: "PR1"}})
	a.do("sue", casework.EndCare{Episode: care, Ended: calendar.Must(2009, 1, 10), Reason: "E4A"})
	if k := keeping(t, a, id); k.Until != calendar.Must(2067, 6, 15) || !strings.Contains(k.Because, "75 years from 15 June 1992, so to 15 June 2067") {
		t.Errorf("it is kept to %s: %s", k.Until, k.Because)
	}
	f, err := casework.Open(today, theTeam, a.fileOf([]string{"kit"}))
	if err != nil {
		t.Fatal(err)
	}
	if k, err := f.RetentionOf(id, shippedRules(t)); err != nil || k.State != casework.KeepUnknown {
		t.Errorf("without the brother's file: %+v and %v", k, err)
	}
}

func TestARuleThatIsOffAsksForNothing(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(1980, 6, 15))
	id := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: calendar.Must(1999, 5, 1), Words: "Words.", Complete: true}})
	rules, err := casework.ReadRetention(ruleHeader + "short,Files,file,child,birth,30,years,A schedule,M,on\nlong,Files,file,child,birth,75,years,A schedule,U,off\n")
	if err != nil {
		t.Fatal(err)
	}
	k, err := a.whole().RetentionOf(id, rules)
	if err != nil || k.Rule != "short" || k.Until != calendar.Must(2010, 6, 15) {
		t.Errorf("got %+v and %v", k, err)
	}
	if k.DueOn(k.Until) || !k.DueOn(k.Until.AddDays(1)) {
		t.Error("it is due on another day than the first after its last")
	}
}

// Somebody is not taken out while anything about them stays.
func TestANameGoesLast(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(1980, 6, 15))
	old := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: calendar.Must(1999, 5, 1), Words: "Words.", Complete: true}})
	a.do("sue", casework.WriteRecord{Of: "psychology_notes", People: []string{"kit"}, Details: casework.RecordDetails{Happened: calendar.Must(1999, 5, 1), Words: "Words.", Complete: true}})
	id := a.do("gil", casework.ProposeDestruction{Person: "kit"})
	if list := listOf(t, a, id); !slices.Equal(list.Listed(), []string{old}) {
		t.Errorf("the list is %v", list.Listed())
	}
}

// A rule that is turned on never shortens how long a thing is kept.
func TestMoreRulesNeverShorten(t *testing.T) {
	all := shippedRules(t)
	for i := range all {
		all[i].On = true
	}
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(1990, 6, 15))
	care := a.do("sue", casework.StartCare{Person: "kit", Started: calendar.Must(2005, 1, 10), Need: "N1", Status: "C2", Placement: casework.PlacementDetails{Type: "U4", Provider: "PR1"}})
	a.do("sue", casework.EndCare{Episode: care, Ended: calendar.Must(2008, 1, 10), Reason: "E4A"})
	var things []string
	for _, of := range []string{"case_note", "health_assessment", "psychology_notes", "conference"} {
		things = append(things, a.do("sue", casework.WriteRecord{Of: of, People: []string{"kit"},
			Details: casework.RecordDetails{Happened: calendar.Must(2007, 5, 1), Words: "Words.", Complete: true, Ended: calendar.Must(2008, 2, 2)}}))
	}
	f := a.whole()
	rapid.Check(t, func(t *rapid.T) {
		some := slices.DeleteFunc(slices.Clone(all), func(casework.RetentionRule) bool { return rapid.Bool().Draw(t, "left out") })
		for _, thing := range things {
			less, err := f.RetentionOf(thing, some)
			if err != nil {
				t.Fatal(err)
			}
			more, err := f.RetentionOf(thing, all)
			if err != nil {
				t.Fatal(err)
			}
			if less.State == casework.KeepUntil && (more.State != casework.KeepUntil || more.Until.Before(less.Until)) {
				t.Fatalf("%s: kept to %s by some rules, and %s %s by all", thing, less.Until, more.State, more.Until)
			}
		}
	})
}

func TestADestruction(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(1980, 6, 15))
	a.child("jo", "Jo", "Moor", calendar.Must(1981, 6, 15))
	a.do("sue", casework.AddIdentifier{Person: "kit", Type: casework.NHSNumber, Value: "9434765919", Source: "GP"})
	old := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: calendar.Must(1999, 5, 1), Words: "Words.", Complete: true}})
	cal := func(to casework.DestructionState) casework.DecideDestruction {
		return casework.DecideDestruction{To: to, Why: "Looked at each."}
	}
	id := a.do("gil", casework.ProposeDestruction{Person: "kit"})
	list := listOf(t, a, id)
	if !slices.Contains(list.Listed(), old) || list.Items[len(list.Items)-1].Kind != casework.KindPerson || len(list.Items) != 3 {
		t.Errorf("the list is %+v", list.Items)
	}
	if strings.Contains(string(a.kept[id].Body), "Words") || strings.Contains(string(a.kept[id].Body), "Moor") {
		t.Errorf("the list holds content: %s", a.kept[id].Body)
	}
	with := func(ch casework.DecideDestruction) casework.DecideDestruction { ch.Destruction = id; return ch }
	a.refused("gil", casework.ProposeDestruction{Person: "kit"}, "", "A list for this person was already proposed on 4 March 2013.")
	a.refused("gil", casework.ProposeDestruction{Person: "jo"}, "person", "Nothing about this person is past its time, so there is nothing to destroy.")
	a.refused("cal", with(cal(casework.DestructionSigned)), "to", "A list is reviewed, then signed by somebody else, then carried out. Take the next step.")
	a.refused("cal", with(casework.DecideDestruction{To: casework.DestructionReviewed}), "why", "Say what you looked at and why you decide so.")
	a.refused("gil", with(cal(casework.DestructionReviewed)), "", "You proposed this list, so somebody else must look through it.")
	a.do("cal", with(cal(casework.DestructionReviewed)))
	a.refused("gil", with(cal(casework.DestructionSigned)), "", "You proposed this list, and others can sign it, so one of them must.")
	a.refused("cal", with(cal(casework.DestructionSigned)), "", "You looked through this list, so somebody else must sign it.")
	a.do("gus", with(cal(casework.DestructionSigned)))
	hold := a.do("gil", casework.PlaceHold{Title: "The inquiry", Why: "The inquiry asked.", ReviewOn: today.AddMonths(6)})
	a.refused("cal", with(cal(casework.DestructionDone)), "items",
		"Something on this list must be kept after all. A legal hold keeps it: The inquiry. Refuse this list and propose it again.")
	a.refused("gil", casework.LiftHold{Hold: hold, Why: "Over."}, "", "You placed this hold, so somebody else must lift it.")
	a.do("cal", casework.LiftHold{Hold: hold, Why: "The inquiry ended."})
	a.do("cal", with(cal(casework.DestructionDone)))
	a.refused("cal", with(cal(casework.DestructionDone)), "", "This list was already decided.")
	if done := listOf(t, a, id); done.State != casework.DestructionDone || len(done.Steps) != 3 {
		t.Errorf("it is %+v", done)
	}
}

// What a list counted from has moved: somebody is in touch again.
func TestAListIsLookedAtAgain(t *testing.T) {
	a := begin(t)
	a.child("kit", "Kit", "Moor", calendar.Must(1980, 6, 15))
	first := a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: calendar.Must(1999, 5, 1), Words: "Words.", Complete: true}})
	id := a.do("gil", casework.ProposeDestruction{Person: "kit"})
	a.do("cal", casework.DecideDestruction{Destruction: id, To: casework.DestructionReviewed, Keep: []string{"other"}, Why: "Looked."})
	if list := listOf(t, a, id); !slices.Equal(list.Listed(), []string{first}) {
		t.Errorf("what is kept leaves nobody to be about: %v", list.Listed())
	}
	a.do("sue", casework.WriteRecord{Of: "case_note", People: []string{"kit"}, Details: casework.RecordDetails{Happened: today, Words: "Rang.", Complete: true}})
	a.refused("gus", casework.DecideDestruction{Destruction: id, To: casework.DestructionSigned, Why: "Yes."}, "items",
		"Something on this list must be kept after all. It must now be kept to 4 March 2016. Refuse this list and propose it again.")
	a.do("gus", casework.DecideDestruction{Destruction: id, To: casework.DestructionRefused, Why: "They are in touch."})
}

func listOf(t *testing.T, a *acting, id string) *casework.Destruction {
	t.Helper()
	list, ok := a.whole().Destructions.Get(id)
	if !ok {
		t.Fatalf("there is no list %s", id)
	}
	return list
}

// TestAHoldOverSomebodyElseIsNotNamed asks about one of two people whom a
// record is about, when the hold is over the other.
func TestAHoldOverSomebodyElseIsNotNamed(t *testing.T) {
	a, born := begin(t), calendar.Must(1990, 6, 15)
	a.child("kit", "Kit", "Moor", born)
	a.child("ned", "Ned", "Hale", born)
	a.do("sue", casework.Relate{Person: "ned", Of: "kit", Kinship: casework.Kinships[0]})
	a.do("gil", casework.PlaceHold{People: []string{"ned"}, Title: "The claim about Ned", Why: "The court asked.", ReviewOn: today.AddMonths(6)})
	for person, named := range map[string]bool{"kit": false, "ned": true} {
		all, err := a.whole().KeptOf(person, shippedRules(t), casework.Told{Whole: true, Holds: true, WideHolds: true})
		if err != nil {
			t.Fatal(err)
		}
		held := 0
		for _, k := range all {
			if k.Keeping.State == casework.KeepHeld {
				held++
				if strings.Contains(k.Keeping.Because, "The claim") != named {
					t.Errorf("asked about %s: %s", person, k.Keeping.Because)
				}
			}
		}
		if held == 0 {
			t.Errorf("nothing about %s is held, so this shows nothing", person)
		}
	}
}
