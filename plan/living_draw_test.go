package plan_test

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

// anything lets time pass or has somebody try something. It gives the name of
// the change made, or "" when none was.
func (l *living) anything(t *rapid.T) string {
	asked := slices.Collect(l.p.Extensions.All())
	switch kind := rapid.IntRange(0, 11).Draw(t, "go on"); {
	case kind == 0 && len(asked) > 0:
		return l.askAround(t, plan.DecideExtension{Extension: asked[len(asked)-1].ID, Approve: rapid.Bool().Draw(t, "approve"), Reasons: words(t)}, 0)
	case kind < 6:
		return l.askAround(t, l.next(t), 0)
	}
	kind := rapid.SampledFrom(slices.Sorted(maps.Keys(drawn))).Draw(t, "kind")
	if kind == "wait" {
		l.until(l.today.AddDays(rapid.IntRange(1, 30).Draw(t, "days")))
		return ""
	}
	ch := drawn[kind](l, t)
	back := max(0, rapid.IntRange(-6, 3).Draw(t, "days back"))
	if who := rapid.SampledFrom(l.people).Draw(t, "who"); l.step(who, ch, back) {
		return ch.Name()
	}
	if !rapid.Bool().Draw(t, "ask around") {
		return ""
	}
	return l.askAround(t, ch, back)
}

// next is what a part needs next on its way to done.
func (l *living) next(t *rapid.T) plan.Change {
	part, ok := l.p.Parts.Get(l.an(t, plan.KindPart))
	switch {
	case !ok:
		return saysComplete("nothing")
	case part.Kind == plan.Quantity && part.Progress.Quantity < part.Target, part.Kind == plan.YesOrNo && !part.Progress.Complete:
		n := part.Target
		return plan.ReportProgress{Part: part.ID, Text: "It is complete.", Complete: true, Quantity: &n}
	}
	shown := false
	for _, e := range l.p.EvidenceFor(part.ID) {
		if e.State == plan.Offered {
			return plan.JudgeEvidence{Evidence: e.ID, Accept: true}
		}
		shown = shown || e.CountsOn(l.today)
	}
	if !shown {
		return minutes(part.ID)
	}
	return plan.SignPart{Part: part.ID}
}

// askAround finds somebody who is able to make the change.
func (l *living) askAround(t *rapid.T, ch plan.Change, back int) string {
	from := rapid.IntRange(0, len(l.people)-1).Draw(t, "ask from")
	for _, who := range slices.Concat(l.people[from:], l.people[:from]) {
		by := l.by(who)
		if _, err := ch.Decide(l.p, l.context(by, l.today.AddDays(-back))); by.May(ch.Needs()) && err == nil && l.step(who, ch, back) {
			return ch.Name()
		}
	}
	return ""
}

// The changes drawn.
var drawn = map[string]func(*living, *rapid.T) plan.Change{
	"wait":   nil,
	"report": (*living).drawReport,
	"offer":  (*living).drawOffer,
	"judge":  (*living).drawJudge,
	"sign":   func(l *living, t *rapid.T) plan.Change { return plan.SignPart{Part: l.an(t, plan.KindPart)} },
	"reuse": func(l *living, t *rapid.T) plan.Change {
		return plan.ReuseEvidence{Evidence: l.an(t, plan.KindEvidence), Part: l.an(t, plan.KindPart)}
	},
	"withdraw": func(l *living, t *rapid.T) plan.Change {
		return plan.WithdrawEvidence{Evidence: l.an(t, plan.KindEvidence), Reason: words(t)}
	},
	"take back": func(l *living, t *rapid.T) plan.Change {
		return plan.TakeBackSignature{Part: l.an(t, plan.KindPart), Reason: words(t)}
	},
	"ask": func(l *living, t *rapid.T) plan.Change {
		ch := plan.AskExtension{Part: l.an(t, plan.KindPart), Until: l.aDay(t), Reason: words(t)}
		if part, ok := l.p.Parts.Get(ch.Part); ok {
			ch.Until = part.DueNow().AddDays(rapid.IntRange(-1, 60).Draw(t, "longer"))
		}
		return ch
	},
	"decide": func(l *living, t *rapid.T) plan.Change {
		return plan.DecideExtension{Extension: l.an(t, plan.KindExtension), Seen: rapid.IntRange(0, 1).Draw(t, "seen"), Approve: rapid.Bool().Draw(t, "approve"), Reasons: words(t)}
	},
	"plan":        (*living).drawAction,
	"edit action": (*living).drawEditAction,
	"end": func(l *living, t *rapid.T) plan.Change {
		return plan.EndAction{Action: l.an(t, plan.KindAction), Standing: rapid.SampledFrom([]plan.Standing{plan.Withdrawn, plan.NotAccepted, plan.Superseded, plan.Live}).Draw(t, "standing"),
			Reason: words(t), SupersededBy: l.an(t, plan.KindAction)}
	},
	"reinstate": func(l *living, t *rapid.T) plan.Change {
		for a := range l.p.Actions.All() {
			if a.Standing != plan.Live {
				return plan.ReinstateAction{Action: a.ID}
			}
		}
		return plan.ReinstateAction{Action: l.an(t, plan.KindAction)}
	},
	"add part": func(l *living, t *rapid.T) plan.Change {
		part := l.drawPart(t)
		part.Action = l.an(t, plan.KindAction)
		return plan.AddPart{Body: part}
	},
	"edit part": func(l *living, t *rapid.T) plan.Change {
		ch := plan.EditPart{Body: withID(l.an(t, plan.KindPart), l.drawPart(t)), Seen: max(0, rapid.IntRange(-3, 2).Draw(t, "seen"))}
		if held, ok := l.p.Parts.Get(ch.Body.ID); ok && rapid.Bool().Draw(t, "same signer") {
			ch.Body.Signer = held.Signer
		}
		return ch
	},
	"remove": func(l *living, t *rapid.T) plan.Change {
		return plan.RemovePart{Part: l.an(t, plan.KindPart), Reason: words(t)}
	},
	"hand over": func(l *living, t *rapid.T) plan.Change {
		from := l.an(t, plan.KindPost)
		if part, ok := l.p.Parts.Get(l.an(t, plan.KindPart)); ok {
			from = rapid.SampledFrom([]string{part.Owner, part.Signer, from}).Draw(t, "from")
		}
		return plan.HandOver{From: from, To: l.aPost(t, from, rapid.Bool().Draw(t, "within")), Reason: words(t)}
	},
	"appoint": func(l *living, t *rapid.T) plan.Change {
		post, member := l.holding(t)
		return plan.AppointHolder{Post: post, Membership: member, From: l.aDay(t)}
	},
	"end holding": func(l *living, t *rapid.T) plan.Change {
		return plan.EndHolding{Holding: l.an(t, plan.KindHolding), Until: l.aDay(t)}
	},
	"delegate": func(l *living, t *rapid.T) plan.Change {
		from := l.aDay(t)
		post, member := l.holding(t)
		return plan.Delegate{Post: post, Membership: member, From: from, Until: from.AddDays(rapid.IntRange(-1, 60).Draw(t, "long")), Reason: words(t)}
	},
	"end delegation": func(l *living, t *rapid.T) plan.Change {
		return plan.EndDelegation{Delegation: l.an(t, plan.KindDelegation)}
	},
	"add team": func(l *living, t *rapid.T) plan.Change {
		return plan.AddTeam{Agency: l.an(t, plan.KindAgency), TeamName: words(t)}
	},
	"end team": func(l *living, t *rapid.T) plan.Change {
		return plan.EndTeam{Team: l.an(t, plan.KindTeam), Ended: l.aDay(t)}
	},
	"place in team": func(l *living, t *rapid.T) plan.Change {
		return plan.PlaceInTeam{Team: l.an(t, plan.KindTeam), Membership: l.an(t, plan.KindMembership), From: l.aDay(t)}
	},
	"leave team": func(l *living, t *rapid.T) plan.Change {
		return plan.LeaveTeam{Place: l.an(t, plan.KindTeamPlace), Until: l.aDay(t)}
	},
	"link measure": func(l *living, t *rapid.T) plan.Change {
		return plan.LinkMeasure{Area: l.an(t, plan.KindArea), Measure: rapid.SampledFrom([]string{"dental-check", "conference-15-days", "no-such-measure"}).Draw(t, "measure"), Why: words(t)}
	},
	"unlink measure": func(l *living, t *rapid.T) plan.Change {
		return plan.UnlinkMeasure{Link: l.an(t, plan.KindMeasureLink), Seen: rapid.IntRange(0, 2).Draw(t, "seen"), Reason: words(t)}
	},
	"rebase chart": func(l *living, t *rapid.T) plan.Change {
		return plan.RebaseChart{Measure: rapid.SampledFrom([]string{"dental-check", "happiness"}).Draw(t, "measure"), Action: l.an(t, plan.KindAction), From: l.aDay(t), Why: words(t)}
	},
	"lay down a yardstick": func(l *living, t *rapid.T) plan.Change {
		return plan.LayDownYardstick{Action: l.an(t, plan.KindAction), Measure: rapid.SampledFrom([]string{"dental-check", "conference-15-days", "placed-together"}).Draw(t, "measure"), GoLive: l.aDay(t),
			Lag: rapid.IntRange(-1, 25).Draw(t, "lag"), Expected: rapid.SampledFrom(append(plan.Shapes, "")).Draw(t, "expected"), Why: words(t)}
	},
	"take back a yardstick": func(l *living, t *rapid.T) plan.Change {
		return plan.TakeBackYardstick{Yardstick: l.an(t, plan.KindYardstick), Seen: rapid.IntRange(0, 2).Draw(t, "seen"), Reason: words(t)}
	},
	"record a verdict": func(l *living, t *rapid.T) plan.Change {
		f := plan.Found{Yardstick: l.an(t, plan.KindYardstick), Verdict: rapid.SampledFrom(plan.Answers).Draw(t, "verdict"), Strength: "charted", Before: 13, After: rapid.IntRange(0, 20).Draw(t, "after"), Until: l.aDay(t)}
		if f.Verdict == plan.CannotTell {
			f.Because = rapid.SampledFrom(plan.Causes).Draw(t, "cause")
		}
		return plan.RecordVerdicts{Found: []plan.Found{f}}
	},
	"take back a rebase": func(l *living, t *rapid.T) plan.Change {
		return plan.EndRebase{Rebase: l.an(t, plan.KindRebase), Seen: rapid.IntRange(0, 2).Draw(t, "seen"), Reason: words(t)}
	},
	"add agency": func(_ *living, t *rapid.T) plan.Change {
		return plan.AddAgency{AgencyName: rapid.SampledFrom([]string{"Fire", "Youth service", "Moor Police"}).Draw(t, "name")}
	},
	"edit agency": func(l *living, t *rapid.T) plan.Change {
		return plan.EditAgency{Agency: l.an(t, plan.KindAgency), NewName: words(t), From: l.aDay(t)}
	},
	"add post": func(l *living, t *rapid.T) plan.Change {
		return plan.AddPost{Agency: l.an(t, plan.KindAgency), Title: words(t), Seat: aSeat(t)}
	},
	"edit post": func(l *living, t *rapid.T) plan.Change {
		ch := plan.EditPost{Post: l.an(t, plan.KindPost), Title: words(t), Seat: aSeat(t)}
		if rapid.IntRange(0, 3).Draw(t, "ends") == 0 {
			ch.Ended = l.aDay(t)
		}
		return ch
	},
	"add member": func(l *living, t *rapid.T) plan.Change {
		return plan.AddMember{Account: "account-" + rapid.SampledFrom(l.people).Draw(t, "account"), Person: words(t), Agency: l.an(t, plan.KindAgency), Roles: someRoles(t)}
	},
	"edit member": func(l *living, t *rapid.T) plan.Change {
		id := l.an(t, plan.KindMembership)
		ch := plan.EditMember{Membership: id, Person: words(t), Roles: someRoles(t)}
		if m, ok := l.p.Memberships.Get(id); ok && rapid.IntRange(0, 5).Draw(t, "moves") > 0 {
			ch.Agency = m.Agency
		}
		if rapid.IntRange(0, 5).Draw(t, "leaves") == 0 {
			ch.Ended = l.today.AddDays(rapid.IntRange(0, 30).Draw(t, "last day"))
		}
		return ch
	},
}

// an gives the id of a thing of a kind, now and then of nothing.
func (l *living) an(t *rapid.T, kind string) string {
	var ids []string
	for _, r := range records(l.p) {
		if r.kind == kind {
			ids = append(ids, r.thing.ID)
		}
	}
	if len(ids) == 0 || rapid.IntRange(0, 24).Draw(t, "nothing") == 24 {
		return "nothing"
	}
	return rapid.SampledFrom(ids).Draw(t, kind)
}

// holding gives a post and a person who may be of its agency.
func (l *living) holding(t *rapid.T) (post, member string) {
	post, member = l.an(t, plan.KindPost), l.an(t, plan.KindMembership)
	if rapid.IntRange(0, 5).Draw(t, "any") == 0 {
		return post, member
	}
	if m, ok := l.p.Memberships.Get(member); ok {
		for each := range l.p.Posts.All() {
			if each.Agency == m.Agency && each.Ended.IsZero() {
				post = each.ID
			}
		}
	}
	return post, member
}

// aPost gives a post of the same agency as another, or of a different one.
func (l *living) aPost(t *rapid.T, other string, same bool) string {
	ids := []string{other}
	for post := range l.p.Posts.All() {
		if post.ID != other && (post.Agency == l.p.AgencyOfPost(other)) == same {
			ids = append(ids, post.ID)
		}
	}
	return rapid.SampledFrom(ids).Draw(t, "post")
}

func (l *living) aDay(t *rapid.T) calendar.Date {
	return l.today.AddDays(rapid.IntRange(-20, 200).Draw(t, "day"))
}

func words(t *rapid.T) string {
	return rapid.SampledFrom([]string{"Agreed at the meeting", "Because", "As planned", "To be safe", "In time", "Of course", ""}).Draw(t, "words")
}

func aSeat(t *rapid.T) plan.Seat {
	return rapid.SampledFrom([]plan.Seat{plan.NoSeat, plan.NoSeat, plan.ChairSeat, plan.DeputySeat}).Draw(t, "seat")
}

func someRoles(t *rapid.T) []access.Role {
	return rapid.SliceOfN(rapid.SampledFrom(access.Roles[:8]), 0, 3).Draw(t, "roles")
}

func (l *living) drawReport(t *rapid.T) plan.Change {
	n := rapid.SampledFrom([]int{0, 12, 480, 500}).Draw(t, "number")
	return plan.ReportProgress{Part: l.an(t, plan.KindPart), Text: words(t), Complete: rapid.Bool().Draw(t, "complete"), Quantity: &n}
}

func (l *living) drawOffer(t *rapid.T) plan.Change {
	ch := minutes(l.an(t, plan.KindPart))
	if rapid.IntRange(0, 4).Draw(t, "for two") == 0 {
		ch.Parts = append(ch.Parts, l.an(t, plan.KindPart))
	}
	if rapid.IntRange(0, 5).Draw(t, "names") == 0 {
		ch.Classification = plan.MayNameAChild
	}
	if rapid.IntRange(0, 2).Draw(t, "runs out") == 0 {
		ch.Expires = l.aDay(t)
	}
	return ch
}

func (l *living) drawJudge(t *rapid.T) plan.Change {
	return plan.JudgeEvidence{Evidence: l.an(t, plan.KindEvidence), Accept: rapid.Bool().Draw(t, "accept"), Reason: words(t), Seen: rapid.IntRange(0, 2).Draw(t, "seen")}
}

func (l *living) drawPart(t *rapid.T) plan.Part {
	owner := l.an(t, plan.KindPost)
	part := partOf(owner, l.aPost(t, owner, rapid.IntRange(0, 9).Draw(t, "own") == 0))
	if rapid.Bool().Draw(t, "counted") {
		part = countedPart(part.Owner, part.Signer)
	}
	return part
}

func (l *living) drawAction(t *rapid.T) plan.Change {
	body := additionalAction("Something more")
	if rapid.Bool().Draw(t, "of an area") {
		body = threeMonthAction("Something more")
	}
	if rapid.IntRange(0, 3).Draw(t, "waits") == 0 {
		body.DependsOn = []string{l.an(t, plan.KindAction)}
	}
	return plan.PlanAction{Body: body, Parts: []plan.Part{l.drawPart(t), partOf("head", "services")}}
}

func (l *living) drawEditAction(t *rapid.T) plan.Change {
	ch := plan.EditAction{Action: l.an(t, plan.KindAction), Title: words(t), Origin: plan.FromMeeting}
	if held, ok := l.p.Actions.Get(ch.Action); ok && held.Timescale != deadline.None {
		ch.Areas = held.Areas
	}
	for range rapid.IntRange(0, 2).Draw(t, "waits for") {
		ch.DependsOn = append(ch.DependsOn, l.an(t, plan.KindAction))
	}
	return ch
}
