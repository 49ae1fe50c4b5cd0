package reconcile_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/outofplan"
	"throughline/ingest/reconcile"
	"throughline/plan"
)

// found gives the one difference with a key.
func found(t *testing.T, r reconcile.Result, key string) reconcile.Difference {
	t.Helper()
	i := slices.IndexFunc(r.Differences, func(d reconcile.Difference) bool { return d.Key == key })
	if i < 0 {
		t.Fatalf("no difference %s in %v", key, shorts(r))
	}
	return r.Differences[i]
}

func made(t *testing.T, l *living, d reconcile.Difference, a reconcile.Answers) plan.Change {
	t.Helper()
	ch, _, err := d.Make(l.p, a)
	if err != nil {
		t.Fatalf("%s: %v", d.Key, err)
	}
	return ch
}

// A later date asks for an extension, whoever accepts it, and never moves the date first set.
func TestALaterDateIsAskedForAndNeverMoved(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	back := clone(out)
	set(&back, "A1a", outofplan.Due, "2012-09-09")
	d := found(t, l.comes(out, back), "part:A1a:Due date")
	if !d.Asks().Reason || !strings.Contains(d.Accept, "The date first set stays 9 June 2012.") {
		t.Errorf("accepting %q asks %+v", d.Accept, d.Asks())
	}
	ch := made(t, l, d, reconcile.Answers{Reason: "The trainer left"})
	if asked, ok := ch.(plan.AskExtension); !ok || asked.Until != september || asked.Part != "A1a" || asked.Reason != "The trainer left" {
		t.Fatalf("a later date becomes %+v", ch)
	}
	l.do(ch)
	if part, _ := l.p.Parts.Get("A1a"); part.Due != june || !part.Extended.IsZero() {
		t.Errorf("the part is due %v, extended %v", part.Due, part.Extended)
	}
	// Asked for already: the chair may approve it, by the rules of approving.
	d = found(t, l.comes(out, back), "part:A1a:Due date")
	ch = made(t, l, d, reconcile.Answers{Reason: "Fair"})
	if decided, ok := ch.(plan.DecideExtension); !ok || !decided.Approve {
		t.Fatalf("what was asked for becomes %+v", ch)
	}
	l.chair(ch)
	if part, _ := l.p.Parts.Get("A1a"); part.Due != june || part.Extended != september {
		t.Errorf("the part is due %v, extended %v", part.Due, part.Extended)
	}
	if d = found(t, l.comes(out, back), "part:A1a:Due date"); d.Accept != "" || d.Kind != reconcile.Claimed {
		t.Errorf("the same again: %s", short(d))
	}
}

func TestTheAgencyOfAPostTellsWhichIsMeant(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	back := clone(out)
	set(&back, "A1a", outofplan.Owner, "Lead")
	d := found(t, l.comes(out, back), "part:A1a:Owner")
	if ch, ok := made(t, l, d, reconcile.Answers{}).(plan.EditPart); !ok || ch.Body.Owner != "other lead" {
		t.Errorf("of the council: %+v", ch)
	}
	set(&back, "A1a", outofplan.Agency, "Northmoor NHS Trust")
	d = found(t, l.comes(out, back), "part:A1a:Owner")
	if ch, ok := made(t, l, d, reconcile.Answers{}).(plan.EditPart); !ok || ch.Body.Owner != "lead" {
		t.Errorf("of the trust: %+v", ch)
	}
	set(&back, "A1a", outofplan.Agency, "")
	set(&back, "A1a", outofplan.Signer, "Deputy chair")
	d = found(t, l.comes(out, back), "part:A1a:Owner")
	_, _, err := d.Make(l.p, reconcile.Answers{})
	var problems change.Problems
	if !errors.As(err, &problems) || problems[0].Field != "owner" || problems[0].Sentence != "Several posts are called “Lead”. Choose the one that is meant." {
		t.Errorf("of nobody: %v", err)
	}
	ch, ok := made(t, l, d, reconcile.Answers{Owner: "nurse"}).(plan.EditPart)
	if !ok || ch.Body.Owner != "nurse" || ch.Body.Signer != "deputy" {
		t.Errorf("the person's own choice, with who the copy has sign: %+v", ch)
	}
	l.do(ch)
}

func TestARowThatIsNewIsAddedOrPlanned(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	back := clone(out)
	add(&back, map[string]string{
		outofplan.ActionReference: "A1", outofplan.Part: "A third part", outofplan.Owner: "Named nurse", outofplan.Due: "2012-05-01", outofplan.Measure: outofplan.ByNumber,
		outofplan.Target: "12", outofplan.Unit: "homes",
	})
	add(&back, map[string]string{outofplan.ActionReference: "A9", outofplan.Action: "A new one", outofplan.AreaReference: "S3-2", outofplan.Part: "First", outofplan.Owner: "Nobody here"})
	add(&back, map[string]string{outofplan.ActionReference: "A9", outofplan.Action: "A new one", outofplan.AreaReference: "S3-2", outofplan.Part: "Second"})
	r := l.comes(out, back)
	l.do(made(t, l, found(t, r, "row:Plan, row 7"), reconcile.Answers{}))
	parts := l.p.PartsOf("A1")
	if p := parts[len(parts)-1]; p.Text != "A third part" || p.Owner != "nurse" || p.Signer != "chair" || p.Target != 12 || p.Unit != "homes" || p.Due != calendar.Must(2012, 5, 1) || p.Ref != "c" {
		t.Errorf("added %+v", p)
	}
	d := found(t, r, "row:Plan, row 8")
	_, _, err := d.Make(l.p, reconcile.Answers{})
	var problems change.Problems
	if !errors.As(err, &problems) || problems[0].Field != "owner" {
		t.Errorf("without an owner: %v", err)
	}
	l.do(made(t, l, d, reconcile.Answers{Owner: "nurse", Signer: "chair"}))
	last := l.p.InOrder()[l.p.Actions.Len()-1]
	if last.Ref != "A9" || !slices.Equal(last.Areas, []string{"S3-2"}) || len(l.p.PartsOf(last.ID)) != 2 || last.Due != june {
		t.Errorf("planned %+v", last)
	}
}

// What is missing from a copy goes only by the plan's own change, by who may make it, with a reason.
func TestWhatIsMissingGoesOnlyWithAReason(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	back := clone(out)
	back.Rows = slices.DeleteFunc(back.Rows, func(r outofplan.Row) bool { return r.Part == "A1b" || r.Action == "A2" })
	r := l.comes(out, back)
	part, action := found(t, r, "part:A1b:missing"), found(t, r, "action:A2:missing")
	ch := made(t, l, part, reconcile.Answers{Reason: "Done elsewhere"})
	if err := l.try(as(access.PlanOwner), ch); err == nil {
		t.Error("the plan's owner took a part out")
	}
	l.chair(ch)
	if err := l.try(as(access.PlanOwner), made(t, l, action, reconcile.Answers{})); err == nil || !strings.Contains(err.Error(), "Say why.") {
		t.Errorf("without a reason: %v", err)
	}
	ch = made(t, l, action, reconcile.Answers{Reason: "The report was amended"})
	l.do(ch)
	if held, _ := l.p.Actions.Get("A2"); held.Standing != plan.Withdrawn {
		t.Errorf("the action is %s", held.Standing)
	}
	undo, err := reconcile.PutBack(l.p, &plan.Settlement{Outcome: plan.TakenUp, Made: ch.Name(), Action: "A2"})
	if err != nil {
		t.Fatal(err)
	}
	l.do(undo)
	if held, _ := l.p.Actions.Get("A2"); held.Standing != plan.Live {
		t.Errorf("put back, the action is %s", held.Standing)
	}
}

// What was accepted is put back as it was, unless the plan went on.
func TestPuttingBack(t *testing.T) {
	for _, c := range []struct{ id, heading, text string }{
		{"A1a", outofplan.Part, "Another way"}, {"A1a", outofplan.Action, "Do it well"}, {"S3-2", outofplan.AreaTitle, "Short"}, {"S3-2", outofplan.AreaNotes, "One\nTwo"},
		{"A1a", outofplan.Owner, "Named nurse"}, {"A2a", outofplan.Target, "500"}, {"A2a", outofplan.Measure, outofplan.YesOrNo}, {"A1b", outofplan.DependsOn, "A3; A2"},
		{"A2a", outofplan.Milestones, "Last course; due 2012-06-01"}, {"A3a", outofplan.Origin, "A meeting"}, {"A3a", outofplan.GoLive, "2012-07-01"},
		{"A2a", outofplan.AreaReference, "S3-1; S3-2"},
	} {
		t.Run(c.heading, func(t *testing.T) {
			l := begin(t)
			out := l.goesOut()
			back := clone(out)
			set(&back, c.id, c.heading, c.text)
			if c.heading == outofplan.Measure {
				set(&back, c.id, outofplan.Target, "")
				set(&back, c.id, outofplan.Unit, "")
			}
			r := l.comes(out, back)
			i := slices.IndexFunc(r.Differences, func(d reconcile.Difference) bool { return d.Field == c.heading })
			if i < 0 {
				t.Fatalf("no difference in %v", shorts(r))
			}
			ch, before, err := r.Differences[i].Make(l.p, reconcile.Answers{})
			if err != nil {
				t.Fatal(err)
			}
			l.do(ch)
			if left := l.comes(out, back).Differences; len(left) > 0 {
				t.Errorf("left after accepting: %v", left)
			}
			settled := &plan.Settlement{Outcome: plan.TakenUp, Made: ch.Name(), Before: before}
			accepted := l.p
			undo, err := reconcile.PutBack(l.p, settled)
			if err != nil {
				t.Fatal(err)
			}
			l.do(undo)
			if again := l.comes(out, back).Differences; len(again) != len(r.Differences) || again[i].Now != r.Differences[i].Now {
				t.Errorf("put back, it differs by %v", again)
			}
			_, err = reconcile.PutBack(l.p, settled)
			var problems change.Problems
			if !errors.As(err, &problems) || problems.Kind() != change.Stale {
				t.Errorf("put back twice: %v", err)
			}
			l.p = accepted
		})
	}
}

func TestWhatCantBePutBack(t *testing.T) {
	l := begin(t)
	for _, made := range []string{"ask for an extension", "add a part", "plan an action", "take a part out of the plan", "approve or refuse an extension"} {
		if _, err := reconcile.PutBack(l.p, &plan.Settlement{Outcome: plan.TakenUp, Made: made}); err == nil || !strings.Contains(err.Error(), "can’t be put back from here.") {
			t.Errorf("%s: %v", made, err)
		}
	}
	if ch, err := reconcile.PutBack(l.p, &plan.Settlement{Outcome: plan.TurnedDown}); ch != nil || err != nil {
		t.Errorf("what changed nothing: %v, %v", ch, err)
	}
	if _, err := reconcile.PutBack(l.p, &plan.Settlement{Outcome: plan.TakenUp, Before: json.RawMessage(`[`)}); err == nil {
		t.Error("what can't be read was put back")
	}
	for _, of := range []string{plan.KindArea, plan.KindAction, plan.KindPart} {
		raw, err := json.Marshal(reconcile.Patch{Of: of, ID: "gone"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := reconcile.PutBack(l.p, &plan.Settlement{Outcome: plan.TakenUp, Before: raw}); err == nil || !strings.Contains(err.Error(), "We can't find that") {
			t.Errorf("of no %s: %v", of, err)
		}
	}
}

// What a copy claims can't be accepted, whatever is asked.
func TestAClaimIsNeverAccepted(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	for _, column := range outofplan.Columns {
		if column.Typed || column.Heading == outofplan.RevisedDue || column.Heading == outofplan.RequestedDue {
			continue
		}
		back := clone(out)
		text := "Done"
		switch column.Kind {
		case outofplan.Day:
			text = "2012-03-30"
		case outofplan.Count:
			text = "77"
		case outofplan.Words:
		}
		set(&back, "A1a", column.Heading, text)
		set(&back, "A1b", column.Heading, text)
		r := l.comes(out, back)
		if len(r.Differences) == 0 {
			t.Errorf("%s: no difference", column.Heading)
		}
		for _, d := range r.Differences {
			if _, _, err := d.Make(l.p, reconcile.Answers{Reason: "It is"}); err == nil || d.Kind != reconcile.Claimed {
				t.Errorf("%s of the kind %s was accepted: %v", d.Key, d.Kind, err)
			}
		}
	}
}

// What the person saw is told from what it became.
func TestTheStampOfADifference(t *testing.T) {
	l := begin(t)
	out := l.goesOut()
	back := clone(out)
	set(&back, "A1a", outofplan.Part, "Theirs")
	before := found(t, l.comes(out, back), "part:A1a:Part")
	l.edit("Ours")
	if after := found(t, l.comes(out, back), "part:A1a:Part"); after.Stamp() == before.Stamp() || before.Stamp() == "" {
		t.Errorf("stamped %s and %s", before.Stamp(), after.Stamp())
	}
}
