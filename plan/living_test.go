package plan_test

import (
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// living is a story told at random, with a witness who notes who did what, so
// that what the plan says can be held to it.
type living struct {
	*acting
	people   []string
	dues     map[string]calendar.Date
	reports  map[string]access.Caller // by part: who last reported
	judged   map[string]judging       // by evidence
	signed   map[string]signing       // by part
	extended map[string]calendar.Date // by part: as approved
	known    map[string]record        // everything ever seen
}

type judging struct {
	by  access.Caller
	seq int64
}

type signing struct {
	by     access.Caller
	post   string
	on     calendar.Date
	seq    int64
	acted  bool // held the post on the day, or was its delegate
	behalf string
}

// startLiving adds people who could go wrong: two delegates, one of whom owns
// the plan too; a person with places in two agencies; one with two roles.
func startLiving(t *rapid.T, start *acting) *living {
	l := &living{
		acting: start.fork(), dues: map[string]calendar.Date{}, reports: map[string]access.Caller{}, judged: map[string]judging{},
		signed: map[string]signing{}, extended: map[string]calendar.Date{}, known: map[string]record{},
	}
	l.t = t
	for m := range l.p.Memberships.All() {
		l.people = append(l.people, m.ID)
	}
	for a := range l.p.Actions.All() {
		l.dues[a.ID] = a.Due
	}
	for part := range l.p.Parts.All() {
		l.dues[part.ID] = part.Due
	}
	return l
}

func startCrowd(t failer) *acting {
	a := startThePlan(t)
	for _, m := range []plan.AddMember{
		{ID: "dee", Account: "account-dee", Person: "Dee", Agency: "police", Roles: []access.Role{access.AgencyLead, access.PlanOwner}},
		{ID: "carl-of-police", Account: "account-carl", Person: "Carl", Agency: "police", Roles: []access.Role{access.AgencyLead, access.DeputyChair}},
		{ID: "sid", Account: "account-sid", Person: "Sid", Agency: "school", Roles: []access.Role{access.AgencyLead, access.PlanOwner, access.Administrator}},
	} {
		a.do("ada", m)
	}
	a.do("sue", plan.Delegate{Post: "superintendent", Membership: "dee", From: planned, Until: paperDay, Reason: "On leave"})
	a.do("ada", plan.AppointHolder{Post: "deputy", Membership: "carl-of-police", From: june})
	a.do("olive", plan.PlanAction{ID: "A4", Body: additionalAction("Publish a leaflet"), Parts: []plan.Part{withID("A4a", partOf("nurse", "deputy"))}})
	return a
}

// step has somebody try a change, and tells whether it was made.
func (l *living) step(who string, ch plan.Change, back int) bool {
	before, by, on := l.p, l.by(who), l.today.AddDays(-back)
	puts, err := l.tryOn(by, ch, on)
	if err != nil {
		if l.p != before {
			l.t.Fatalf("%s was refused to %s, and the plan moved", who, ch.Name())
		}
		return false
	}
	l.note(before, by, ch, on, puts)
	return true
}

// note keeps what the witness saw, and checks what must hold when it happens.
func (l *living) note(before *plan.Plan, by access.Caller, ch plan.Change, on calendar.Date, puts []change.Put) {
	id := puts[0].Thing
	switch ch := ch.(type) {
	case plan.PlanAction, plan.AddPart:
		for _, put := range puts {
			switch body := put.Body.(type) {
			case plan.Action:
				l.dues[put.Thing] = body.Due
			case plan.Part:
				l.dues[put.Thing] = body.Due
			}
		}
	case plan.ReportProgress:
		l.reports[ch.Part] = by
	case plan.JudgeEvidence:
		l.judged[ch.Evidence] = judging{by, l.seq}
	case plan.SignPart:
		held, behalf := before.PostsOf(by.Membership, on)
		part, _ := before.Parts.Get(id)
		l.signed[id] = signing{by, part.Signer, on, l.seq, slices.Contains(held, part.Signer) || behalf[part.Signer] != "", behalf[part.Signer]}
		l.chairRule(before, part)
		if l.under != behalf[part.Signer] {
			l.t.Fatalf("part %s was signed off under the delegation %q, and the ledger was told %q", id, behalf[part.Signer], l.under)
		}
	case plan.DecideExtension:
		x, _ := before.Extensions.Get(ch.Extension)
		part, _ := before.Parts.Get(x.Part)
		l.notOwn(before, by, part, "decided more time for")
		if ch.Approve {
			l.extended[x.Part] = x.Until
		}
	case plan.RemovePart:
		part, _ := before.Parts.Get(ch.Part)
		l.notOwn(before, by, part, "took out")
		if len(l.p.PartsOf(part.Action)) == 0 {
			l.t.Fatalf("the last part of %s was taken out", part.Action)
		}
	case plan.EndAction:
		for _, part := range before.PartsOf(ch.Action) {
			l.notOwn(before, by, part, "ended the action of")
		}
	}
}

func (l *living) notOwn(p *plan.Plan, by access.Caller, part *plan.Part, did string) {
	for m := range p.Memberships.All() {
		if m.Account == by.Account && m.Agency == p.AgencyOfPost(part.Owner) && (m.Ended.IsZero() || !l.today.After(m.Ended)) {
			l.t.Fatalf("%s %s part %s of their own agency", by.Name, did, part.ID)
		}
	}
}

// chairRule wants the deputy to sign for the chair's own agency.
func (l *living) chairRule(p *plan.Plan, part *plan.Part) {
	signer, _ := p.Posts.Get(part.Signer)
	for post := range p.Posts.All() {
		over := !post.Ended.IsZero() && l.today.After(post.Ended)
		if post.Seat == plan.ChairSeat && !over && post.Agency == p.AgencyOfPost(part.Owner) && signer.Seat != plan.DeputySeat {
			l.t.Fatalf("part %s of the chair's own agency was signed off by %s", part.ID, signer.Title)
		}
	}
}

// check holds the plan to what must always be true.
func (l *living) check() {
	for a := range l.p.Actions.All() {
		l.checkAction(a)
	}
	for part := range l.p.Parts.All() {
		if due := l.dues[part.ID]; part.Due != due || part.Extended != l.extended[part.ID] {
			l.t.Fatalf("part %s was due %s and extended to %s; it is due %s, extended to %s", part.ID, due, l.extended[part.ID], part.Due, part.Extended)
		}
		if l.p.FactsOfPart(part).Done {
			l.checkDone(part)
		}
	}
	for e := range l.p.Evidence.All() {
		if e.State == plan.Accepted && e.Classification != plan.NamesNoChild {
			l.t.Fatalf("evidence %s, which may name a child, is accepted", e.ID)
		}
	}
	l.checkPartners()
	l.checkNothingGone()
	counted := 0
	for _, g := range l.p.Groups() {
		if len(g.Actions) != len(g.Complete)+len(g.Except)+len(g.Remaining) {
			l.t.Fatalf("a group of %d is %d and %d and %d", len(g.Actions), len(g.Complete), len(g.Except), len(g.Remaining))
		}
		counted += len(g.Actions) + len(g.LeftOut)
	}
	if counted != l.p.Actions.Len() {
		l.t.Fatalf("%d of %d actions are counted or explained", counted, l.p.Actions.Len())
	}
}

func (l *living) checkAction(a *plan.Action) {
	if a.Due != l.dues[a.ID] {
		l.t.Fatalf("action %s was due %s and is due %s", a.ID, l.dues[a.ID], a.Due)
	}
	if (a.Standing == plan.Live) != (a.Ending == nil) || (a.Ending != nil && (a.Ending.By == "" || a.Ending.Reason == "")) {
		l.t.Fatalf("action %s is %s because %+v", a.ID, a.Standing, a.Ending)
	}
	all, n := true, 0
	for part := range l.p.Parts.All() {
		if part.Action == a.ID && part.Removed == nil {
			n++
			all = all && l.p.FactsOfPart(part).Done
		}
	}
	if done := l.p.Facts(a.ID).Done(); done != (all && n > 0) {
		l.t.Fatalf("action %s of %d parts is done: %t", a.ID, n, done)
	}
	waits := map[string]bool{}
	for next := slices.Clone(a.DependsOn); len(next) > 0; next = next[1:] {
		if next[0] == a.ID {
			l.t.Fatalf("action %s waits for itself", a.ID)
		}
		if other, ok := l.p.Actions.Get(next[0]); ok && !waits[next[0]] {
			waits[next[0]] = true
			next = append(next, other.DependsOn...)
		}
	}
}

// checkDone holds a part that is done to what the witness saw: it was said,
// shown and signed, each by somebody who could.
func (l *living) checkDone(part *plan.Part) {
	owner := l.p.AgencyOfPost(part.Owner)
	if _, said := l.reports[part.ID]; !said || (part.Kind == plan.Quantity && part.Progress.Quantity < part.Target) || (part.Kind == plan.YesOrNo && !part.Progress.Complete) {
		l.t.Fatalf("part %s is done, and nobody said so", part.ID)
	}
	s, ok := l.signed[part.ID]
	switch {
	case !ok || part.Signed == nil || part.Signed.Membership != s.by.Membership || part.Signed.On != s.on || part.Signed.OnBehalf != s.behalf:
		l.t.Fatalf("part %s is done with the signature %+v; seen was %+v", part.ID, part.Signed, s)
	case !s.acted || s.post != part.Signer:
		l.t.Fatalf("part %s is done, signed off by %s, who didn't act for %s", part.ID, s.by.Name, part.Signer)
	case s.by.Agency == owner || l.reports[part.ID].Account == s.by.Account:
		l.t.Fatalf("part %s of %s is done, signed off by its own %s", part.ID, owner, s.by.Name)
	}
	for _, e := range l.p.EvidenceFor(part.ID) {
		j := l.judged[e.ID]
		if e.State == plan.Accepted && (e.Expires.IsZero() || !l.p.Day.After(e.Expires)) && j.by.Agency != "" && j.by.Agency != owner && j.seq < s.seq {
			return
		}
	}
	l.t.Fatalf("part %s is done without evidence that another agency accepted before it was signed off", part.ID)
}

func (l *living) checkPartners() {
	administrators := 0
	for m := range l.p.Memberships.All() {
		if m.Ended.IsZero() && slices.Contains(m.Roles, access.Administrator) {
			administrators++
		}
	}
	if administrators == 0 {
		l.t.Fatalf("nobody administers the authority")
	}
	for _, day := range []calendar.Date{publication, l.today, l.today.AddDays(20)} {
		holders := map[string]string{}
		for h := range l.p.Holdings.All() {
			if day.Before(h.From) || (!h.Until.IsZero() && day.After(h.Until)) {
				continue
			}
			if other := holders[h.Post]; other != "" {
				l.t.Fatalf("on %s both %s and %s hold %s", day, other, h.Membership, h.Post)
			}
			holders[h.Post] = h.Membership
		}
	}
	for place := range l.p.TeamPlaces.All() {
		team, _ := l.p.Teams.Get(place.Team)
		if m, _ := l.p.Memberships.Get(place.Membership); team == nil || m == nil || team.Agency != m.Agency {
			l.t.Fatalf("the place %+v is in a team of another agency, or of none", place)
		}
	}
	for part := range l.p.Parts.All() {
		if l.p.AgencyOfPost(part.Owner) == l.p.AgencyOfPost(part.Signer) {
			l.t.Fatalf("part %s is owned and signed by one agency", part.ID)
		}
	}
}

// checkNothingGone wants everything ever seen to be there, and what is kept of
// the past to grow only.
func (l *living) checkNothingGone() {
	now := map[string]record{}
	for _, r := range records(l.p) {
		now[r.thing.ID] = r
	}
	for id, was := range l.known {
		is, ok := now[id]
		if !ok || is.kind != was.kind || is.thing.Version < was.thing.Version {
			l.t.Fatalf("%s %s has gone", was.kind, id)
		}
		switch was := was.body.(type) {
		case *plan.Part:
			is, ok := is.body.(*plan.Part)
			if !ok || !isPrefix(was.TakenBack, is.TakenBack) || !isPrefix(was.HandedOver, is.HandedOver) || (was.Removed != nil && is.Removed == nil) || is.Ref != was.Ref {
				l.t.Fatalf("part %s has lost some of its past: %+v, then %+v", id, was, is)
			}
		case *plan.Agency:
			if is, ok := is.body.(*plan.Agency); !ok || !isPrefix(was.Names, is.Names) {
				l.t.Fatalf("agency %s has lost a name: %v, then %v", id, was.Names, is.Names)
			}
		}
	}
	l.known = now
}

func isPrefix[T comparable](was, is []T) bool {
	return len(was) <= len(is) && slices.Equal(was, is[:len(was)])
}

// checkTasks wants every task to be one that its person can do.
func (l *living) checkTasks() (found int) {
	for _, who := range l.people {
		by := l.by(who)
		for _, task := range l.p.TasksFor(by) {
			found++
			var ch plan.Change
			switch task.Kind {
			case plan.TaskDecideExtension:
				ch = plan.DecideExtension{Extension: task.Asked.ID, Approve: true, Reasons: "Fair"}
			case plan.TaskJudgeEvidence:
				ch = plan.JudgeEvidence{Evidence: task.Evidence.ID, Reason: "More is wanted"}
			case plan.TaskSign:
				ch = plan.SignPart{Part: task.Part.ID}
			case plan.TaskMendEvidence, plan.TaskShowEvidence:
				ch = minutes(task.Part.ID)
			case plan.TaskReport:
				n := 1
				ch = plan.ReportProgress{Part: task.Part.ID, Text: "Going on", Quantity: &n}
			}
			if _, err := l.fork().tryOn(by, ch, l.today); err != nil {
				l.t.Fatalf("%s is asked to %s for part %s, and can't: %v", who, task.Kind, task.Part.ID, err)
			}
		}
	}
	return found
}

// Whatever anybody tries, in whatever order, what must hold holds.
func TestLivingThroughAnything(t *testing.T) {
	start := startCrowd(t)
	made := map[string]int{}
	rapid.Check(t, func(t *rapid.T) {
		l := startLiving(t, start)
		l.check()
		for range rapid.IntRange(40, 120).Draw(t, "steps") {
			name := l.anything(t)
			l.check()
			if name == "" {
				continue
			}
			made[name]++
			for part := range l.p.Parts.All() {
				if l.p.FactsOfPart(part).Done {
					made["a part done"]++
				}
			}
			for a := range l.p.Actions.All() {
				if l.p.Facts(a.ID).Done() {
					made["an action done"]++
				}
			}
		}
		made["a task"] += l.checkTasks()
	})
	for _, name := range []string{"report on a part", "accept or return evidence", "sign off a part", "a part done", "an action done", "a task"} {
		if made[name] == 0 {
			t.Errorf("there was never %s, in %v", name, slices.Sorted(maps.Keys(made)))
		}
	}
}
