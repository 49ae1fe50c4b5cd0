package reconcile_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/ingest/outofplan"
	"throughline/ingest/reconcile"
)

// typedOver are cells that a copy can have changed, by what they are of.
var typedOver = map[string][]string{
	"part": {
		outofplan.Part, outofplan.Due, outofplan.Owner, outofplan.Status, outofplan.Progress, outofplan.Wanting, outofplan.Signer, outofplan.Milestones,
		outofplan.RequestedDue, outofplan.ApprovedBy,
	},
	"action": {outofplan.Action, outofplan.SuccessMeasure, outofplan.Contingency, outofplan.OriginNote, outofplan.GoLive, outofplan.ActionDone, outofplan.DependsOn, outofplan.ActionDue},
	"area":   {outofplan.AreaTitle, outofplan.AreaNotes, outofplan.AreaAddressees, outofplan.Area},
}

// drawn is a cell as somebody might type it, otherwise than it was.
func drawn(t *rapid.T, heading, was string) string {
	palette := rapid.StringMatching(`[A-Z][a-z]{2,8}( [a-z]{2,8}){0,3}`)
	var text string
	switch heading {
	case outofplan.Due, outofplan.RequestedDue:
		text = june.AddDays(rapid.IntRange(1, 400).Draw(t, "days")).String()
	case outofplan.GoLive, outofplan.ActionDue:
		text = september.AddDays(rapid.IntRange(1, 400).Draw(t, "days")).String()
	case outofplan.Owner:
		text = rapid.SampledFrom([]string{"Head of safeguarding", "Named nurse"}).Draw(t, "owner")
	case outofplan.Signer:
		text = "Superintendent"
	case outofplan.Milestones:
		text = palette.Draw(t, "milestone") + "; due 2012-06-01"
	case outofplan.DependsOn:
		text = "A3"
	default:
		text = palette.Draw(t, "words")
	}
	if text == was {
		return ""
	}
	return text
}

type typed struct{ kind, id, heading, text string }

// key is that of the difference which a typed cell should be.
func (c typed) key() string { return c.kind + ":" + c.id + ":" + c.heading }

// mistyped gives a copy with some cells typed over, each of them once.
func mistyped(t *rapid.T, out outofplan.Export) (outofplan.Export, map[string]typed) {
	back, cells := clone(out), map[string]typed{}
	for range rapid.IntRange(0, 8).Draw(t, "cells") {
		row := out.Rows[rapid.IntRange(0, len(out.Rows)-1).Draw(t, "row")]
		kind := rapid.SampledFrom([]string{"area", "action", "part"}).Draw(t, "of")
		id := map[string]string{"area": row.Area, "action": row.Action, "part": row.Part}[kind]
		heading := rapid.SampledFrom(typedOver[kind]).Draw(t, "heading")
		if id == "" || id == "A3" && heading == outofplan.DependsOn {
			continue
		}
		text := drawn(t, heading, out.Cell(&row, heading))
		cell := typed{kind, id, heading, text}
		if _, had := cells[cell.key()]; had || text == "" {
			continue
		}
		for i, each := range back.Rows {
			if map[string]string{"area": each.Area, "action": each.Action, "part": each.Part}[kind] == id {
				back.Rows[i].Cells[slices.Index(back.Headings, heading)] = text
			}
		}
		cells[cell.key()] = cell
	}
	if rapid.Bool().Draw(t, "sorted otherwise") {
		slices.Reverse(back.Rows)
	}
	return back, cells
}

// Whatever cells are typed over, those are the differences and no others.
func TestTheDifferencesAreTheCellsTypedOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := begin(t)
		out := l.goesOut()
		back, cells := mistyped(t, out)
		before := outofplan.Of(l.p, "inspection", true)
		var got []string
		for _, d := range l.comes(out, back).Differences {
			got = append(got, d.Key)
			if d.Kind == reconcile.Conflict || d.Was != d.Now {
				t.Fatalf("a conflict that is none: %s", short(d))
			}
		}
		if diff := cmp.Diff(slices.Sorted(maps.Keys(cells)), slices.Sorted(slices.Values(got)), cmp.Transformer("none", func(s []string) []string { return append([]string{}, s...) })); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(before, outofplan.Of(l.p, "inspection", true)); diff != "" {
			t.Fatalf("comparing changed the plan:\n%s", diff)
		}
	})
}

// Accepting every difference that can be accepted makes the plan say what the copy does; what is first set stays whatever the copy says.
func TestAcceptingEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := begin(t)
		out := l.goesOut()
		back, cells := mistyped(t, out)
		first := firstSet(l)
		var refused []string
		accepted := map[string]bool{}
		for _, key := range slices.Sorted(maps.Keys(cells)) {
			i := slices.IndexFunc(l.comes(out, back).Differences, func(d reconcile.Difference) bool { return d.Key == key })
			if i < 0 {
				continue // it came with another
			}
			d := l.comes(out, back).Differences[i]
			if d.Accept == "" {
				refused = append(refused, key)
				continue
			}
			ch, _, err := d.Make(l.p, reconcile.Answers{Reason: "As the copy says"})
			if err == nil {
				err = l.try(as("plan_owner"), ch)
			}
			if err != nil {
				refused = append(refused, key)
				continue
			}
			accepted[key] = true
		}
		if diff := cmp.Diff(first, firstSet(l)); diff != "" {
			t.Fatalf("a date first set has moved:\n%s", diff)
		}
		now := outofplan.Of(l.p, "inspection", true)
		for key, cell := range cells {
			if slices.Contains(refused, key) {
				continue
			}
			heading := cell.heading
			if heading == outofplan.Due {
				heading = outofplan.RequestedDue
			}
			for _, row := range now.Rows {
				if map[string]string{"area": row.Area, "action": row.Action, "part": row.Part}[cell.kind] == cell.id && now.Cell(&row, heading) != cell.text {
					t.Fatalf("%s says %q and not %q", key, now.Cell(&row, heading), cell.text)
				}
			}
		}
		for _, key := range refused {
			if always[cells[key].heading] {
				t.Fatalf("%s was refused", key)
			}
		}
	})
}

// always are the cells that a copy can always change in this plan.
var always = map[string]bool{
	outofplan.Part: true, outofplan.Action: true, outofplan.SuccessMeasure: true, outofplan.Contingency: true, outofplan.OriginNote: true, outofplan.GoLive: true,
	outofplan.AreaTitle: true, outofplan.AreaNotes: true, outofplan.AreaAddressees: true, outofplan.Milestones: true, outofplan.DependsOn: true,
}

// firstSet is every date first set of the plan.
func firstSet(l *living) map[string]calendar.Date {
	all := map[string]calendar.Date{}
	for a := range l.p.Actions.All() {
		all[a.ID] = a.Due
	}
	for part := range l.p.Parts.All() {
		all[part.ID] = part.Due
	}
	for area := range l.p.Areas.All() {
		all[area.ID] = area.Due
	}
	return all
}
