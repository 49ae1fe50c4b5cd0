package board

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// governor is whoever keeps pre-election periods.
func governor() access.Caller {
	return access.Caller{Account: "account-governor", Name: "Gwen Arkwright", Authority: "authority", Agency: "council", Membership: "governor", Roles: []access.Role{access.GovernanceLead}}
}

// at decides a change at an instant, as somebody, and stores it.
func (d *desk) at(now time.Time, by access.Caller, ch Change, p *plan.Plan) error {
	d.t.Helper()
	c := d.context()
	c.By, c.Now, c.Today, c.On = by, now, calendar.DayOf(now), calendar.DayOf(now)
	puts, err := ch.Decide(d.shelf, p, c)
	if err != nil {
		return err
	}
	d.seq++
	var versions []plan.Version
	for _, put := range puts {
		raw, err := json.Marshal(put.Body)
		if err != nil {
			d.t.Fatal(err)
		}
		versions = append(versions, plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: d.seq, On: c.Today, Body: raw})
	}
	if d.shelf, err = d.shelf.With(asAt, d.seq, versions); err != nil {
		d.t.Fatal(err)
	}
	return nil
}

func (d *desk) must(now time.Time, by access.Caller, ch Change, p *plan.Plan) {
	d.t.Helper()
	if err := d.at(now, by, ch, p); err != nil {
		d.t.Fatalf("%s: %v", ch.Name(), err)
	}
}

func london(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, calendar.London())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// frozenUntil is a paper published under an embargo.
func frozenUntil(t testing.TB, until string) (*desk, *plan.Plan) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	d.must(london(t, "2013-02-01 10:00"), owner(), PublishPaper{ID: "paper", Seen: draft.Version, On: Terms{Embargo: london(t, until), Reason: "The Board hears it first."}}, p)
	return d, p
}

func TestAnEmbargoEndsByItselfInLondon(t *testing.T) {
	for _, c := range []struct{ until, before, after string }{
		{"2013-04-09 09:30", "2013-04-09 09:29", "2013-04-09 09:30"}, // summer time: 08:30 in UTC
		{"2013-02-05 09:30", "2013-02-05 09:29", "2013-02-05 09:30"}, // winter
		{"2013-03-31 00:00", "2013-03-30 23:59", "2013-03-31 00:00"}, // the day the clocks go forward
		{"2013-10-27 03:00", "2013-10-27 02:59", "2013-10-27 03:00"},
	} {
		d, _ := frozenUntil(t, c.until)
		paper := d.paper("paper")
		if d.shelf.Public(paper, london(t, c.before)) || !d.shelf.Public(paper, london(t, c.after)) {
			t.Errorf("until %s: public at %s %t, at %s %t", c.until, c.before, d.shelf.Public(paper, london(t, c.before)), c.after, d.shelf.Public(paper, london(t, c.after)))
		}
		if !paper.Frozen.Intact() || paper.Frozen.Reference != "RCC/CPB/2013/001" {
			t.Errorf("frozen as %s", paper.Frozen.Reference)
		}
	}
}

func TestTimesInLondon(t *testing.T) {
	day := calendar.Must(2013, 3, 31)
	if _, err := InLondon(day, 1, 30); err == nil || !strings.Contains(err.Error(), "no 01:30 on 31 March 2013") {
		t.Errorf("a time that the clocks pass over: %v", err)
	}
	for _, c := range []struct {
		day          calendar.Date
		hour, minute int
		want         string
	}{
		{calendar.Must(2013, 3, 31), 0, 30, "2013-03-31T00:30:00Z"},
		{calendar.Must(2013, 3, 31), 2, 0, "2013-03-31T01:00:00Z"},
		{calendar.Must(2013, 10, 27), 1, 30, "2013-10-27T01:30:00Z"}, // the second of the two
		{calendar.Must(2013, 10, 27), 0, 30, "2013-10-26T23:30:00Z"},
		{calendar.Must(2013, 10, 27), 2, 0, "2013-10-27T02:00:00Z"},
		{calendar.Must(2013, 7, 1), 0, 0, "2013-06-30T23:00:00Z"},
	} {
		got, err := InLondon(c.day, c.hour, c.minute)
		if err != nil || got.Format(time.RFC3339) != c.want {
			t.Errorf("%d:%d on %s: %s, %v; want %s", c.hour, c.minute, c.day, got, err, c.want)
		}
	}
	for text, want := range map[string]string{"9:30am": "9:30", "9am": "9:0", " 14:00": "14:0", "2.15pm": "14:15", "12 PM": "12:0", "noon": "", "25:00": "", "": ""} {
		hour, minute, err := ParseClock(text)
		got := ""
		if err == nil {
			got = plan.Number(hour) + ":" + plan.Number(minute)
		}
		if got != want {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	for at, want := range map[string]string{
		"2013-04-09 09:30": "9:30am on 9 April 2013", "2013-04-09 14:00": "2pm on 9 April 2013", "2013-04-09 00:00": "midnight at the start of 9 April 2013", "2013-04-09 12:00": "midday on 9 April 2013",
	} {
		if got := InstantWords(london(t, at).UTC()); got != want {
			t.Errorf("%s: %q, not %q", at, got, want)
		}
	}
}

func TestPublishingUnderAnEmbargo(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	now := london(t, "2013-02-01 10:00")
	try := func(on Terms) error {
		return d.at(now, owner(), PublishPaper{ID: "paper", Seen: draft.Version, On: on}, p)
	}
	refusedWith(t, try(Terms{Embargo: now}), change.Invalid, "The embargo would end at 10am on 1 February 2013, which has passed.", "Say why the paper is embargoed.")
	refusedWith(t, try(Terms{Held: true}), change.Invalid, "Nothing holds the paper back")
	if err := try(Terms{Embargo: now.Add(time.Hour), Reason: "The Board hears it first."}); err != nil {
		t.Fatal(err)
	}
	held := d.paper("paper")
	refusedWith(t, d.at(now, owner(), MoveEmbargo{ID: "paper", Seen: held.Version - 1, Reason: "x"}, p), change.Stale, "changed this paper")
	refusedWith(t, d.at(now, owner(), MoveEmbargo{ID: "paper", Seen: held.Version, Until: now.Add(-time.Hour)}, p), change.Invalid, "which has passed", "Say why the embargo is changed.")
	d.must(now, owner(), MoveEmbargo{ID: "paper", Seen: held.Version, Until: now.Add(3 * time.Hour), Reason: "The meeting was moved."}, p)
	if d.shelf.Public(d.paper("paper"), now.Add(2*time.Hour)) {
		t.Error("the embargo was not moved")
	}
	d.must(now.Add(time.Hour), owner(), MoveEmbargo{ID: "paper", Seen: held.Version + 1, Reason: "The press has it."}, p)
	if !d.shelf.Public(d.paper("paper"), now.Add(time.Hour)) || d.shelf.Public(d.paper("paper"), now.Add(time.Hour-time.Second)) {
		t.Error("the embargo was not lifted at that instant")
	}
	refusedWith(t, d.at(now.Add(2*time.Hour), owner(), MoveEmbargo{ID: "paper", Seen: held.Version + 2, Until: now.Add(9 * time.Hour), Reason: "x"}, p), change.Stale, "is public already")
	if after := d.paper("paper"); after.Frozen.Hash != held.Frozen.Hash || !after.Frozen.Intact() {
		t.Error("moving an embargo changed what was frozen")
	}
}

func TestAPaperGivenInConfidence(t *testing.T) {
	d, _ := frozenUntil(t, "2013-02-10 09:00")
	w := foundingWorld(t)
	w.put(plan.KindMembership, "member", plan.Membership{Account: "account-member", Name: "Cllr Ash", Agency: "council", Roles: []access.Role{access.BoardMember}})
	w.put(plan.KindMembership, "worker", plan.Membership{Account: "account-worker", Name: "Sam Reed", Agency: "council", Roles: []access.Role{access.SocialWorker}})
	p := w.plan()
	now := london(t, "2013-02-02 10:00")
	member := access.Caller{Account: "account-member", Authority: "authority", Membership: "member", Roles: []access.Role{access.BoardMember}}
	sees := func(c access.Caller) bool {
		_, ok := d.shelf.SeenBy(c, d.shelf, now, now).Paper("paper")
		return ok
	}
	version := d.paper("paper").Version
	if sees(member) || !sees(owner()) || sees(governor()) {
		t.Error("who sees an embargoed paper is not those who write papers")
	}
	refusedWith(t, d.at(now, owner(), GiveInConfidence{ID: "paper", Seen: version, Membership: "worker"}, p), change.Invalid, "Choose somebody who has a place in this council today and may read papers.", "Say why this person")
	d.must(now, owner(), GiveInConfidence{ID: "paper", Seen: version, Membership: "member", Reason: "Chairs the Board."}, p)
	refusedWith(t, d.at(now, owner(), GiveInConfidence{ID: "paper", Seen: version + 1, Membership: "member", Reason: "Again."}, p), change.Invalid, "has the paper already")
	if !sees(member) {
		t.Error("whoever was given the paper does not see it")
	}
	d.must(now, owner(), TakeBack{ID: "paper", Seen: version + 1, Membership: "member", Reason: "Left the Board."}, p)
	if sees(member) || len(d.paper("paper").Embargo.Given) != 1 {
		t.Error("a paper that was taken back is seen, or its giving is forgotten")
	}
}

func mayElection(from string) SetHold {
	return SetHold{From: calendar.Must(2013, 3, 25), To: calendar.Must(2013, 5, 2), Poll: calendar.Must(2013, 5, 2), Election: "County Council", Source: "Notice of election of " + from}
}

func TestAPaperIsHeldOverAnElection(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	d.must(london(t, "2013-03-20 09:00"), governor(), mayElection("25 March 2013"), p)
	publish := func(now string, on Terms) error {
		return d.at(london(t, now), owner(), PublishPaper{ID: "paper", Seen: draft.Version, On: on}, p)
	}
	refusedWith(t, publish("2013-03-25 00:00", Terms{}), change.Invalid, "in the pre-election period of the election of 2 May 2013 (County Council), from 25 March 2013 to 2 May 2013")
	refusedWith(t, publish("2013-05-02 23:59", Terms{}), change.Invalid, "pre-election period")
	refusedWith(t, publish("2013-03-21 10:00", Terms{Embargo: london(t, "2013-03-25 09:00"), Reason: "x"}), change.Invalid, "pre-election period")
	refusedWith(t, publish("2013-03-21 10:00", Terms{Held: true}), change.Invalid, "Nothing holds the paper back")
	if err := publish("2013-04-02 10:00", Terms{Held: true}); err != nil {
		t.Fatal(err)
	}
	paper, start, end := d.paper("paper"), london(t, "2013-04-02 10:00"), london(t, "2013-05-03 00:00")
	if words := d.shelf.PublicityOf(paper).Words(start); words != "Held until after the election of 2 May 2013 (County Council)" {
		t.Errorf("%q", words)
	}
	if d.shelf.Public(paper, end.Add(-time.Second)) || !d.shelf.Public(paper, end) {
		t.Error("it is not held to the end of 2 May, or longer")
	}
	sees := func(c access.Caller) bool {
		_, ok := d.shelf.SeenBy(c, d.shelf, start, start).Paper("paper")
		return ok
	}
	board := access.Caller{Account: "b", Authority: "authority", Membership: "b", Roles: []access.Role{access.BoardMember}}
	if !sees(governor()) || !sees(owner()) || sees(board) {
		t.Error("who sees a held paper is not its writers and those who may allow it")
	}
	both := governor()
	both.Membership = "owner"
	refusedWith(t, d.at(start, both, AllowInHold{ID: "paper", Seen: paper.Version, Ground: Factual, Reason: "x"}, p), change.Forbidden, "Somebody else must say")
	refusedWith(t, d.at(start, governor(), AllowInHold{ID: "paper", Seen: paper.Version}, p), change.Invalid, "Choose what lets", "Say why")
	d.must(start.Add(time.Hour), governor(), AllowInHold{ID: "paper", Seen: paper.Version, Ground: Necessary, Reason: "The meeting is on 18 April."}, p)
	if after := d.paper("paper"); !d.shelf.Public(after, start.Add(time.Hour)) || d.shelf.Public(after, start.Add(time.Minute)) || after.Frozen.Hash != paper.Frozen.Hash {
		t.Error("an allowed paper is not public from then on, as it was frozen")
	}
}

func TestKeepingPreElectionPeriods(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	now := london(t, "2013-03-20 09:00")
	refusedWith(t, d.at(now, governor(), SetHold{}, p), change.Invalid, "Enter the first day", "Enter the last day", "Enter polling day", "Say which election", "Say where the days come from")
	backwards := mayElection("x")
	backwards.From, backwards.To, backwards.Poll = calendar.Must(2013, 3, 2), calendar.Must(2013, 3, 1), calendar.Must(2013, 6, 1)
	refusedWith(t, d.at(now, governor(), backwards, p), change.Invalid, "Put the earlier day first", "is not in the period")
	past := mayElection("x")
	past.From, past.To, past.Poll = calendar.Must(2012, 3, 2), calendar.Must(2012, 3, 3), calendar.Must(2012, 3, 3)
	refusedWith(t, d.at(now, governor(), past, p), change.Invalid, "has passed, so the period would hold nothing")
	d.must(now, governor(), mayElection("25 March 2013"), p)
	var hold *Hold
	for h := range d.shelf.Holds() {
		hold = h
	}
	edit := mayElection("26 March 2013")
	edit.ID, edit.Seen = hold.ID, hold.Version
	refusedWith(t, d.at(now, governor(), edit, p), change.Invalid, "Say why the period is changed.")
	edit.Reason, edit.From = "The notice came out a day later.", calendar.Must(2013, 3, 26)
	d.must(now, governor(), edit, p)
	edit.Seen, edit.From = hold.Version+1, calendar.Must(2013, 4, 26)
	refusedWith(t, d.at(london(t, "2013-04-01 09:00"), governor(), edit, p), change.Invalid, "The period began on 26 March 2013, so its first day can’t be changed.")
	refusedWith(t, d.at(london(t, "2013-05-03 00:00"), governor(), edit, p), change.Stale, "This period is over")
	refusedWith(t, d.at(london(t, "2013-04-01 09:00"), governor(), EndHold{ID: hold.ID, Seen: hold.Version + 1}, p), change.Invalid, "Say why the period ends")
	d.must(london(t, "2013-04-01 09:00"), governor(), EndHold{ID: hold.ID, Seen: hold.Version + 1, Reason: "Nobody stood against the sitting member."}, p)
	if held, _ := d.shelf.Hold(hold.ID); held.Holds(london(t, "2013-04-01 09:00")) || !held.Holds(london(t, "2013-04-01 08:59")) {
		t.Error("an ended period holds on, or never held")
	}
}

// What was public once is public ever after, whatever periods are set, changed
// and ended, and whatever is done to embargoes.
func TestWhatIsPublicStaysPublic(t *testing.T) {
	p := (&plan.Plan{Authority: "authority"})
	rapid.Check(t, func(rt *rapid.T) {
		d := newDesk(t)
		d.do(asPut{KindPaper, "paper", 0, &Paper{State: Published, Author: Author{Membership: "owner"}, Frozen: &Frozen{Dataset: "{}", DataHash: hashOf("{}"), Hash: hashOf("{}")}, PaperDates: PaperDates{
			Embargo: &Embargo{Until: london(t, "2013-02-01 10:00").Add(time.Duration(rapid.IntRange(1, 5000).Draw(rt, "embargo")) * time.Minute)},
		}}}, nil)
		now := london(t, "2013-02-01 10:00")
		public := false
		day := func(what string) calendar.Date {
			return calendar.DayOf(now).AddDays(rapid.IntRange(-3, 12).Draw(rt, what))
		}
		for range rapid.IntRange(2, 14).Draw(rt, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(1, 60*48).Draw(rt, "minutes")) * time.Minute)
			paper := d.paper("paper")
			if public && !d.shelf.Public(paper, now) {
				rt.Fatalf("what was public is hidden at %s", now)
			}
			public = public || d.shelf.Public(paper, now)
			var hold *Hold
			for h := range d.shelf.Holds() {
				if hold == nil || rapid.Bool().Draw(rt, "the next period") {
					hold = h
				}
			}
			from := day("from")
			set := SetHold{From: from, To: from.AddDays(rapid.IntRange(0, 9).Draw(rt, "days")), Poll: from, Election: "Council", Source: "Notice", Reason: "r"}
			by, ch := governor(), Change(set)
			switch what := rapid.IntRange(0, 5).Draw(rt, "what"); {
			case what == 0 && hold != nil:
				ch = EndHold{ID: hold.ID, Seen: hold.Version, Reason: "r"}
			case what == 1 && hold != nil:
				set.ID, set.Seen = hold.ID, hold.Version
				if rapid.Bool().Draw(rt, "the first day stays") {
					set.From, set.Poll = hold.From, set.To
				}
				ch = set
			case what == 2:
				by, ch = owner(), MoveEmbargo{ID: "paper", Seen: paper.Version, Until: now.Add(time.Duration(rapid.IntRange(1, 5000).Draw(rt, "moved")) * time.Minute), Reason: "r"}
			case what == 3:
				ch = AllowInHold{ID: "paper", Seen: paper.Version, Ground: Factual, Reason: "r"}
			case what == 4:
				by, ch = owner(), MoveEmbargo{ID: "paper", Seen: paper.Version, Reason: "r"}
			}
			_ = d.at(now, by, ch, p) // most are refused
			if paper := d.paper("paper"); public && !d.shelf.Public(paper, now) {
				rt.Fatalf("%s hid what was public", ch.Name())
			}
			if !d.paper("paper").Frozen.Intact() {
				rt.Fatal("the frozen paper was changed")
			}
		}
	})
}

// ruled records that the Board of these tests is a committee of the council.
func (d *desk) ruled(law MeetingLaw) {
	d.t.Helper()
	rule, _ := d.shelf.MeetingRule("corporate  parenting board")
	seen := 0
	if rule != nil {
		seen = rule.Version
	}
	d.do(SetMeetingRule{Committee: "Corporate Parenting Board", Law: law, Source: "Constitution, part 3", Seen: seen}, nil)
}

func TestALatePaperNeedsTheChairsReason(t *testing.T) {
	p := foundingWorld(t).plan()
	for _, law := range []MeetingLaw{"", NoLaw, PartVA, Executive} {
		d := newDesk(t)
		draft := d.drafted("paper", p)
		text := draft.Words()
		text.Meeting = calendar.Must(2013, 2, 8) // Friday: five clear days before it is 31 January
		d.do(EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p)
		version := draft.Version + 1
		if law != "" {
			d.ruled(law)
		}
		now := london(t, "2013-02-01 10:00")
		err := d.at(now, owner(), PublishPaper{ID: "paper", Seen: version}, p)
		if !law.NeedsClearDays() {
			if err != nil {
				t.Errorf("%q: %v", law, err)
			} else if frozen := d.paper("paper").Frozen; strings.Contains(frozen.Dataset, "clear_days") {
				t.Errorf("%q: the paper prints clear days that no law wants", law)
			}
			continue
		}
		refusedWith(t, err, change.Invalid, "The paper would be public on 1 February 2013, four clear days before the meeting on 8 February 2013. It needs five, so it had to be public by 31 January 2013.")
		refusedWith(t, d.at(now, owner(), SayUrgent{ID: "paper", Seen: version, By: "The chair"}, p), change.Invalid, "Enter the reason why the item is urgent")
		d.must(now, owner(), SayUrgent{ID: "paper", Seen: version, By: "The chair of the Board", Reason: "The inspectors come back on 11 February."}, p)
		d.must(now, owner(), PublishPaper{ID: "paper", Seen: version + 1}, p)
		frozen := d.paper("paper").Frozen
		for name, form := range map[string]string{"text": strings.Join(strings.Fields(frozen.Text), " "), "page": frozen.HTML} {
			for _, want := range []string{"Public from 1 February 2013: four clear days before the meeting, fewer than the five that are needed", "The chair of the Board", "The inspectors come back on 11 February."} {
				if !strings.Contains(form, want) {
					t.Errorf("%q: the %s lacks %q", law, name, want)
				}
			}
		}
		want := "section 100B(4)(b)"
		if law == Executive {
			want = "regulation 6(2)(b)"
		}
		if !strings.Contains(frozen.HTML, want) || !frozen.Intact() {
			t.Errorf("%q: the page does not name %s", law, want)
		}
	}
}

func TestAnEmbargoCanMakeAPaperLate(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	text := draft.Words()
	text.Meeting = calendar.Must(2013, 2, 12)
	d.do(EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p)
	d.ruled(PartVA)
	now := london(t, "2013-02-01 10:00")
	publish := func(until string) error {
		return d.at(now, owner(), PublishPaper{ID: "paper", Seen: draft.Version + 1, On: Terms{Embargo: london(t, until), Reason: "x"}}, p)
	}
	refusedWith(t, publish("2013-02-05 00:00"), change.Invalid, "It had to be public by 4 February 2013"[3:])
	if err := publish("2013-02-04 23:59"); err != nil {
		t.Fatal(err)
	}
	version := d.paper("paper").Version
	later := MoveEmbargo{ID: "paper", Seen: version, Until: london(t, "2013-02-05 09:00"), Reason: "x"}
	refusedWith(t, d.at(now, owner(), later, p), change.Invalid, "The paper would be public on 5 February 2013, four clear days")
	later.UrgencyBy, later.UrgencyReason = "The chair", "The figures came late."
	d.must(now, owner(), later, p)
}

func TestACorrectionIsANewLinkedPaper(t *testing.T) {
	w := foundingWorld(t)
	p := w.plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	d.do(EditExempt{Paper: "paper", Items: []ExemptItem{{"A contract in dispute", "The supplier asks for more money than was agreed.", 3, "Bargaining would be harder in public"}}}, p)
	d.do(PublishPaper{ID: "paper", Seen: draft.Version + 1}, p)
	old := d.paper("paper")
	refusedWith(t, d.try(CorrectPaper{Paper: "paper"}, p), change.Invalid, "Say what was wrong", "Say why it was wrong")
	correct := CorrectPaper{ID: "second", Paper: "paper", What: "The count of records was wrong", Why: "Two actions were signed off late", Known: knownTime}
	d.do(correct, p)
	refusedWith(t, d.try(CorrectPaper{ID: "third", Paper: "paper", What: "x", Why: "y"}, p), change.Stale, "is being written already, by Imran Dellacott")
	begun := d.paper("second")
	if begun.State != Draft || begun.Corrects.Reference != old.Frozen.Reference || begun.Title != old.Title || begun.AsAt != old.AsAt || begun.Frozen != nil {
		t.Errorf("the correction is begun as %+v", begun)
	}
	if part, ok := d.shelf.Exempt("second"); !ok || len(part.Items) != 1 || part.Frozen != nil || begun.Exempt.Total() != 1 {
		t.Error("the exempt item was not carried over as a draft")
	}
	d.do(WithdrawDraft{ID: "second", Seen: 1, Reason: "Not needed."}, p)
	if _, ok := d.shelf.CorrectionBegun("paper"); ok {
		t.Error("a withdrawn correction still stands")
	}
	if _, ok := d.shelf.CorrectionOf("paper"); ok {
		t.Error("a withdrawn correction corrects")
	}
	correct.ID = "third"
	d.do(correct, p)
	text := d.paper("third").Words()
	text.Title, text.Meeting = "Progress, corrected", calendar.Must(2013, 2, 20)
	d.do(EditPaper{ID: "third", Seen: 1, Text: text}, p)
	d.do(EditCorrection{ID: "third", Seen: 2, What: "The day of the meeting was wrong", Why: "It was moved"}, p)
	d.do(PublishPaper{ID: "third", Seen: 3}, p)
	now := d.paper("third")
	for name, form := range map[string]string{"text": strings.Join(strings.Fields(now.Frozen.Text), " "), "page": now.Frozen.HTML} {
		for _, want := range []string{
			"This paper corrects RCC/CPB/2013/001, published on 1 February 2013: The day of the meeting was wrong.", "Why it was wrong: It was moved. Said by Imran Dellacott.", "The title was changed.",
			"The day of the meeting. Before: “1 February 2013” Now: “20 February 2013”",
		} {
			if !strings.Contains(form, want) {
				t.Errorf("the %s lacks %q", name, want)
			}
		}
	}
	if laid := Layout(dataIn(t, now)); !slices.ContainsFunc(laid, func(b Block) bool { return strings.HasPrefix(b.Text, "This paper corrects RCC/CPB/2013/001") }) {
		t.Error("the layout for Word lacks what is corrected")
	}
	if after := d.paper("paper"); after.Frozen.Hash != old.Frozen.Hash || !after.Frozen.Intact() || after.Version != old.Version || !now.Frozen.Intact() {
		t.Error("the corrected paper was touched")
	}
	if other, ok := d.shelf.CorrectionOf("paper"); !ok || other.ID != "third" {
		t.Error("the old paper does not lead to the new one")
	}
	refusedWith(t, d.try(CorrectPaper{ID: "fourth", Paper: "paper", What: "x", Why: "y"}, p), change.Stale, "was corrected by RCC/CPB/2013/002. Correct that paper instead.")
	d.do(CorrectPaper{ID: "fourth", Paper: "third", What: "The day again", Why: "It was moved again"}, p)
}

func dataIn(t testing.TB, paper *Paper) PaperData {
	t.Helper()
	var data PaperData
	if err := json.Unmarshal([]byte(paper.Frozen.Dataset), &data); err != nil {
		t.Fatal(err)
	}
	return data
}

// A correction that became public before the paper it corrects would tell of it.
func TestACorrectionIsNotPublicFirst(t *testing.T) {
	d, p := frozenUntil(t, "2013-02-10 09:00")
	now := london(t, "2013-02-01 11:00")
	d.must(now, owner(), CorrectPaper{ID: "second", Paper: "paper", What: "A date was wrong", Why: "It was mistyped", Known: knownTime}, p)
	text := d.paper("second").Words()
	text.Title = "Corrected"
	d.must(now, owner(), EditPaper{ID: "second", Seen: 1, Text: text}, p)
	publish := func(on Terms) error { return d.at(now, owner(), PublishPaper{ID: "second", Seen: 2, On: on}, p) }
	refusedWith(t, publish(Terms{}), change.Invalid, "is not public until 9am on 10 February 2013. A correction can’t be public before that.")
	refusedWith(t, publish(Terms{Embargo: london(t, "2013-02-10 08:59"), Reason: "x"}), change.Invalid, "A correction can’t be public before that.")
	if err := publish(Terms{Embargo: london(t, "2013-02-10 09:00"), Reason: "As the paper it corrects."}); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, d.at(now, owner(), MoveEmbargo{ID: "second", Seen: 3, Reason: "x"}, p), change.Invalid, "A correction can’t be public before that.")
}

// The figures about children in two papers are never set against each other:
// a correction only names the releases that they were published in.
func TestACorrectionSubtractsNoFigures(t *testing.T) {
	old, now := PaperData{}, PaperData{}
	var err error
	if old.Figures, err = figuresDataFrom(&FiguresRelease{Day: monthEnd, Printed: childrenTables(t, monthEnd, [6]int{20, 31, 42, 53, 64, 75}).Released(), PublishedOn: asAt}); err != nil {
		t.Fatal(err)
	}
	if now.Figures, err = figuresDataFrom(&FiguresRelease{Day: monthEnd, Printed: childrenTables(t, monthEnd, [6]int{21, 31, 42, 53, 64, 75}).Released(), PublishedOn: asAt.AddDays(1)}); err != nil {
		t.Fatal(err)
	}
	old.Figures.Release, now.Figures.Release = "first", "second"
	differences := Differences(old, now)
	if len(differences) != 1 || strings.ContainsAny(strings.NewReplacer("31 January 2013", "", "1 February 2013", "", "2 February 2013", "").Replace(differences[0].Words()), "0123456789") {
		t.Errorf("%+v", differences)
	}
}
