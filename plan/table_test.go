package plan_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

// told is everything that a plan says, as text: each table in its order, with
// bodies and versions, and every derived fact, group and link.
func told(t failer, p *plan.Plan) string {
	t.Helper()
	var out strings.Builder
	fmt.Fprintln(&out, p.Authority, p.AuthorityName, p.Day, p.Position)
	say := func(thing plan.Thing, body any) {
		raw, err := json.Marshal(body)
		if err != nil {
			t.Fatalf("%v", err)
		}
		fmt.Fprintf(&out, "%+v %s\n", thing, raw)
	}
	for a := range p.Actions.All() {
		say(a.Thing, a)
		facts := *p.Facts(a.ID)
		facts.Action, facts.Outstanding = nil, nil
		fmt.Fprintf(&out, "%+v\n", facts)
	}
	for part := range p.Parts.All() {
		say(part.Thing, part)
		fmt.Fprintf(&out, "%+v, %d pieces of evidence\n", p.FactsOfPart(part), len(p.EvidenceFor(part.ID)))
	}
	for e := range p.Evidence.All() {
		say(e.Thing, e)
	}
	for _, g := range p.Groups() {
		fmt.Fprintln(&out, g.GroupKey, refs(g.Actions), refs(g.Complete), len(g.Except), refs(g.Remaining), refs(g.LeftOut))
	}
	fmt.Fprintln(&out, refs(p.InOrder()), p.Actions.Len(), p.Parts.Len(), p.Evidence.Len())
	return out.String()
}

// A snapshot stays as it was, whatever later plans are made from it; and a
// plan made in steps is the plan made at once.
func TestWithLeavesTheReceiverAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := drawPlan(t, anyDayOf(t))
		snapshot := first.on(first.n.day)
		asked := rapid.Bool().Draw(t, "asked before") // derived facts may be worked out before or after
		was := ""
		if asked {
			was = told(t, snapshot)
		}
		second := first.next(first.n.day.AddDays(30))
		second.redraw()
		later := second.after(snapshot, second.n.day)
		branch := first.next(first.n.day)
		branch.redraw()
		branch.after(snapshot, branch.n.day)
		if !asked {
			was = told(t, first.on(first.n.day))
		}
		if now := told(t, snapshot); now != was {
			t.Fatal(cmp.Diff(was, now))
		}
		atOnce, err := (&plan.Plan{Authority: "authority"}).With(second.n.day, second.seq, slices.Concat(first.versions, second.versions))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(told(t, atOnce), told(t, later)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestOrderIsOfFirstRecording(t *testing.T) {
	w := startPlanning(t)
	ids := func(p *plan.Plan) (out []string) {
		for a := range p.Agencies.All() {
			out = append(out, a.ID)
		}
		return out
	}
	for _, id := range []string{"c", "a", "b"} {
		w.put(plan.KindAgency, id, plan.Agency{Kind: id})
	}
	if got := ids(w.on(paperDay)); !slices.Equal(got, []string{"c", "a", "b"}) {
		t.Errorf("got %v", got)
	}
	p := w.put(plan.KindAgency, "a", plan.Agency{Kind: "renamed"}).on(paperDay)
	if got := ids(p); !slices.Equal(got, []string{"c", "a", "b"}) {
		t.Errorf("after a change: got %v", got)
	}
	if a, ok := p.Agencies.Get("a"); !ok || a.Kind != "renamed" || a.Version != 2 || a.Seq != 4 || a.ChangedOn != publication {
		t.Errorf("got %+v", a)
	}
	p = w.erase(plan.KindAgency, "c").on(paperDay)
	if _, ok := p.Agencies.Get("c"); ok || p.Agencies.Len() != 2 || !slices.Equal(ids(p), []string{"a", "b"}) {
		t.Errorf("after erasing: got %v", ids(p))
	}
	if got := ids(w.erase(plan.KindAgency, "c").erase(plan.KindAgency, "never").put(plan.KindAgency, "d", plan.Agency{}).on(paperDay)); !slices.Equal(got, []string{"a", "b", "d"}) {
		t.Errorf("erased twice, and one never there: got %v", got)
	}
	for range p.Agencies.All() {
		break // a reader may stop early
	}
}

func TestErasedPartLeavesItsAction(t *testing.T) {
	w := startPlanning(t).partners().act("x", liveAction("A1"), 2, "a")
	whole := w.on(paperDay)
	p := w.erase(plan.KindPart, "xb").on(paperDay)
	if f := p.Facts("x"); !f.Done() || f.Parts != 1 {
		t.Errorf("got %+v", f)
	}
	if f := whole.Facts("x"); f.Done() || f.Parts != 2 {
		t.Errorf("the earlier plan changed: %+v", f)
	}
	p = w.erase(plan.KindEvidence, "evidence-xa").on(paperDay)
	if f := p.Facts("x"); f.Done() {
		t.Error("done without the evidence that was erased")
	}
}

func TestWithRefusesWhatItCannotRead(t *testing.T) {
	w := startPlanning(t).partners()
	p := w.on(paperDay)
	for name, bad := range map[string]string{"broken": `{"title":`, "another shape": `{"due":{}}`, "31 April": `{"due":"2012-04-31"}`} {
		got, err := p.With(paperDay, 99, []plan.Version{
			{Kind: plan.KindAgency, ID: "council"}, {Kind: plan.KindAction, ID: "x", Version: 3, Body: []byte(bad)},
		})
		if err == nil || got != nil || !strings.HasPrefix(err.Error(), "version 3 of action x can't be read: ") {
			t.Errorf("%s: got %v, %v", name, got, err)
		}
	}
	if _, ok := p.Agencies.Get("council"); !ok || p.Position == 99 {
		t.Error("a refused version changed the plan")
	}
}

func TestWithPassesOverOtherKinds(t *testing.T) {
	p, err := (&plan.Plan{}).With(paperDay, 7, []plan.Version{{Kind: plan.KindUpdate, ID: "u", Body: []byte("{}")}, {Kind: "paper", ID: "p", Body: []byte("not even JSON")}})
	if err != nil || p.Day != paperDay || p.Position != 7 {
		t.Errorf("got %v, %v", p, err)
	}
}

// Identity comes from the store and never from a body.
func TestIdentityIsNotInTheBody(t *testing.T) {
	a := liveAction("A1")
	a.Thing = plan.Thing{ID: "forged", Version: 9, Seq: 9, ChangedOn: paperDay}
	p := startPlanning(t).put(plan.KindAction, "x", a).on(paperDay)
	got, ok := p.Actions.Get("x")
	if !ok || got.Thing != (plan.Thing{ID: "x", Version: 1, Seq: 1, ChangedOn: publication}) {
		t.Errorf("got %+v", got)
	}
}

// Every kind is held in a table of its own, and comes back as it was put.
func TestEveryKindIsHeld(t *testing.T) {
	three := 3
	bodies := map[string]any{
		plan.KindAgency: plan.Agency{Names: []plan.Named{{Name: "Old"}, {Name: "New", From: june}}, Ended: paperDay, Successor: "other"},
		plan.KindPost:   plan.Post{Agency: "a", Title: "Head", Seat: plan.ChairSeat, Ended: june}, plan.KindHolding: plan.Holding{Post: "p", Membership: "m", From: june, Until: paperDay},
		plan.KindMembership: plan.Membership{Account: "c", Name: "N", Agency: "a", Roles: []access.Role{access.Auditor}, Ended: june},
		plan.KindDelegation: plan.Delegation{Post: "p", Membership: "m", From: june, Until: paperDay, Reason: "leave", Ended: september},
		plan.KindTeam:       plan.Team{Agency: "a", Name: "Duty team", Ended: june}, plan.KindTeamPlace: plan.TeamPlace{Team: "t", Membership: "m", From: june, Until: paperDay},
		plan.KindInspection: plan.Inspection{Title: "T", Regime: "slac", Start: calendar.Known(publication), End: calendar.Dated{Date: publication, Precision: calendar.ToTheMonth}},
		plan.KindReport:     plan.Report{Inspection: "i", Published: calendar.Known(publication)}, plan.KindJudgement: plan.Judgement{Inspection: "i", Word: "adequate"},
		plan.KindArea: plan.Area{Ref: "S3-1", Words: "the words", Due: june, Notes: []string{"note"}}, plan.KindStatedFigure: plan.StatedFigure{Text: "five of nine", Total: &three},
		plan.KindMeasureLink: plan.MeasureLink{Area: "S3-1", Measure: "dental-check", Title: "Dental checks", Why: "It counts them", By: "m", On: june, Ended: &plan.Ending{On: paperDay, By: "m", Reason: "Another counts them better"}},
		plan.KindRebase:      plan.Rebase{Measure: "dental-check", Title: "Dental checks", Action: "a", From: june, Why: "The clinic opened", By: "m", On: june},
		plan.KindYardstick:   plan.Yardstick{Action: "a", Measure: "dental-check", Title: "Dental checks", Better: "high", Target: &nine, GoLive: june, Lag: 2, Expected: plan.Step, Definition: "d1", Why: "The clinic opened", By: "m", On: june},
		plan.KindVerdict:     plan.Verdict{Action: "a", Yardstick: "y", Title: "Dental checks", Verdict: plan.NoSignal, Strength: "charted", Chart: "XmR chart", Period: "month", Before: 13, After: 8, Until: june, On: june, Lost: &plan.Lost{On: june, Until: june}},
		plan.KindAction:      liveAction("A1"), plan.KindPart: signedPart("x", "a", june), plan.KindEvidence: evidence("xa"),
		plan.KindExtension:   plan.Extension{Part: "xa", Until: paperDay, State: plan.Asked},
		plan.KindImport:      plan.Import{Inspection: "i", Attachment: plan.Attachment{Name: "Version 17.xlsx", SHA256: "abc"}, State: plan.Imported, ReceivedOn: june, ReceivedBy: "m", ImportedOn: june, Mapping: json.RawMessage(`{"columns":[1]}`), Warnings: []string{"Row 2 has no owner."}},
		plan.KindCopy:        plan.Copy{Inspection: "i", Attachment: plan.Attachment{Name: "Version 17.xlsx", SHA256: "abc"}, Exported: 7, ReceivedOn: june, ReceivedBy: "m"},
		plan.KindSettlement:  plan.Settlement{Copy: "c", Key: "k", Outcome: plan.TakenUp, On: june, By: "m", Made: "change a part", Before: json.RawMessage(`{"was":"a"}`)},
		plan.KindImportedRow: plan.ImportedRow{Import: "i", Place: "Plan, row 2", Action: "x", Claim: "done", Entry: json.RawMessage(`{"ref":"1"}`)},
	}
	tabled := slices.DeleteFunc(slices.Clone(plan.Kinds), func(kind string) bool { return kind == plan.KindAuthority }) // a name, not a table
	if len(bodies) != len(tabled) || !slices.IsSorted(plan.Kinds) {
		t.Fatalf("%d bodies for the kinds %v", len(bodies), plan.Kinds)
	}
	for _, kind := range tabled {
		body, ok := bodies[kind]
		if !ok {
			t.Fatalf("no body to try for %s", kind)
		}
		p := startPlanning(t).put(kind, "id", body).on(paperDay)
		held := 0
		tables := reflect.ValueOf(p).Elem()
		for i := range tables.NumField() {
			table := tables.Field(i).Addr()
			if !tables.Type().Field(i).IsExported() || !table.MethodByName("Len").IsValid() {
				continue
			}
			held += int(table.MethodByName("Len").Call(nil)[0].Int())
			found := table.MethodByName("Get").Call([]reflect.Value{reflect.ValueOf("id")})
			if !found[1].Bool() {
				continue
			}
			want, got := mustJSON(t, body), mustJSON(t, found[0].Interface())
			if got != want {
				t.Errorf("%s: got %s, want %s", kind, got, want)
			}
		}
		if held != 1 {
			t.Errorf("%s is held %d times", kind, held)
		}
	}
}

func mustJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestTheAuthoritysName(t *testing.T) {
	w := startPlanning(t).put(plan.KindAuthority, "authority", map[string]string{"name": "Westmoor Council"})
	p := w.on(paperDay)
	later := w.put(plan.KindAuthority, "authority", map[string]string{"name": "Moorland Council"}).on(paperDay)
	if p.AuthorityName != "Westmoor Council" || later.AuthorityName != "Moorland Council" {
		t.Errorf("got %q and %q", p.AuthorityName, later.AuthorityName)
	}
	if p := w.erase(plan.KindAuthority, "authority").on(paperDay); p.AuthorityName != "" {
		t.Errorf("erased, and yet called %q", p.AuthorityName)
	}
	if _, err := p.With(paperDay, 9, []plan.Version{{Kind: plan.KindAuthority, Body: []byte("[]")}}); err == nil {
		t.Error("a name that can't be read was accepted")
	}
}
