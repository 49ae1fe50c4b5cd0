package board

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// clearingWorld is the founding world with those who clear papers: a nurse who
// owns the trust's parts, a solicitor, a finance officer and the chair.
func clearingWorld(t testing.TB) *world {
	t.Helper()
	w := foundingWorld(t)
	for _, p := range []struct {
		key, name, agency, post, title string
		role                           access.Role
	}{
		{"nurse", "Nia Holt", "trust", "trust-post", "", access.AgencyLead},
		{"solicitor", "Sol Marsh", "council", "legal-post", "Solicitor", access.AgencyLead},
		{"treasurer", "Tess Penny", "council", "money-post", "Treasurer", access.AgencyLead},
		{"second", "Oona Second", "council", "", "", access.PlanOwner},
		{"councillor", "Cass Board", "council", "", "", access.BoardMember},
		{"head", "Rosalind Okoro-Finch", "police", "", "", access.GroupChair},
	} {
		w.put(plan.KindMembership, p.key, plan.Membership{Account: "account-" + p.key, Name: p.name, Agency: p.agency, Roles: []access.Role{p.role}})
		if p.title != "" {
			w.put(plan.KindPost, p.post, plan.Post{Agency: p.agency, Title: p.title})
		}
		if p.post != "" {
			w.put(plan.KindHolding, "holding-"+p.key, plan.Holding{Post: p.post, Membership: p.key, From: calendar.Must(2011, 1, 1)})
		}
	}
	return w
}

// person is somebody of the clearing world, with the rights of the day.
func person(t testing.TB, p *plan.Plan, key string) access.Caller {
	t.Helper()
	by, ok := p.CallerFor(key, "authority", asAt)
	if !ok {
		t.Fatalf("no %s", key)
	}
	return by
}

// tryBy decides as somebody else on a day and, when it may, stores.
func (d *desk) tryBy(by access.Caller, today calendar.Date, ch Change, p *plan.Plan) error {
	d.t.Helper()
	c := d.context()
	c.By, c.Today, c.On = by, today, today
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
		versions = append(versions, plan.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: d.seq, On: today, Body: raw})
	}
	next, err := d.shelf.With(today, d.seq, versions)
	if err != nil {
		d.t.Fatal(err)
	}
	d.shelf = next
	return nil
}

func (d *desk) doBy(by access.Caller, ch Change, p *plan.Plan) {
	d.t.Helper()
	if err := d.tryBy(by, asAt, ch, p); err != nil {
		d.t.Fatalf("%s: %v", ch.Name(), err)
	}
}

// cabinetTemplate is a council's own, with everything that a template can ask.
func cabinetTemplate() Template {
	of := *cabinet()
	of.Thing, of.From, of.Initials = plan.Thing{}, "cabinet", "cab"
	of.Implications = slices.Clone(of.Implications)
	of.Implications[0].By, of.Implications[1].By = Clearer{Post: "legal-post"}, Clearer{Post: "money-post"}
	of.Clearances = []ClearanceOf{{Heading: "Equality", By: Clearer{Membership: "second"}}}
	of.Purpose = "For {committee}, of the plan on {day}."
	return of
}

// writtenForCabinet composes a cabinet paper with every section that it wants.
func writtenForCabinet(d *desk, p *plan.Plan) *Paper {
	d.t.Helper()
	d.do(MakeTemplate{PutTemplate{Of: cabinetTemplate()}}, p)
	own, ok := d.shelf.TemplateFor("cabinet")
	if !ok || own.BuiltIn() {
		d.t.Fatal("the council's template is not found by its committee")
	}
	d.do(ComposePaper{ID: "paper", Inspection: "inspection", Known: knownTime, Template: own.ID}, p)
	text := d.paper("paper").Words()
	text.Contact.Email = "imran.dellacott@redmoor.example"
	for i := range text.Implications {
		text.Implications[i].Text = "What follows for " + text.Implications[i].Key + "."
	}
	text.Implications[len(text.Implications)-1] = ImplicationText{Key: "climate"}
	text.Implications[5] = ImplicationText{Key: "data", None: true, Text: "No new use is made of information."}
	d.do(EditPaper{ID: "paper", Seen: 1, Text: text}, p)
	return d.paper("paper")
}

func (d *desk) content(p *plan.Plan) string {
	d.t.Helper()
	content, err := d.shelf.ContentOf(p, d.paper("paper"))
	if err != nil {
		d.t.Fatal(err)
	}
	return content
}

func (d *desk) standings(p *plan.Plan, today calendar.Date) map[string]ClearanceState {
	all := map[string]ClearanceState{}
	for _, c := range d.shelf.Clearances(d.paper("paper"), p, d.content(p), today) {
		all[c.Key] = c.State
	}
	return all
}

const (
	legal    = "section:legal"
	money    = "section:finance"
	equality = "clearance:equality"
	council  = "factual:post:council-post"
	trust    = "factual:post:trust-post"
)

func (d *desk) about(key string, p *plan.Plan) Clearing {
	return Clearing{Paper: "paper", Key: key, Content: d.content(p)}
}

// clearAll gives every clearance of the cabinet paper.
func (d *desk) clearAll(p *plan.Plan) {
	d.t.Helper()
	for key, who := range map[string]string{legal: "solicitor", money: "treasurer", equality: "second", council: "owner", trust: "nurse"} {
		d.doBy(person(d.t, p, who), ClearPaper{d.about(key, p)}, p)
	}
}

func TestWhoIsAskedToClearAPaper(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	paper := writtenForCabinet(d, p)
	var got []string
	for _, need := range paper.ClearancesNeeded(p) {
		got = append(got, need.Key+" | "+need.Heading+" | "+need.Who(p))
	}
	want := []string{
		council + " | Factual accuracy | Head of service, Redmoor County Council", trust + " | Factual accuracy | Director of nursing, Northmoor Primary Care Trust",
		legal + " | Legal implications | Solicitor, Redmoor County Council", money + " | Financial implications | Treasurer, Redmoor County Council",
		equality + " | Equality | Oona Second, Redmoor County Council",
	}
	slices.Sort(got[:2])
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	d.do(ComposePaper{ID: "plain", Inspection: "inspection", Known: knownTime}, p)
	d.do(ComposePaper{ID: "default", Inspection: "inspection", Known: knownTime, Template: DefaultTemplate}, p)
	for _, id := range []string{"plain", "default"} {
		if held := d.paper(id); held.Template != nil || len(held.ClearancesNeeded(p)) > 0 {
			t.Errorf("somebody is asked to clear %s", id)
		}
	}
	if diff := cmp.Diff(d.paper("plain").Words(), d.paper("default").Words()); diff != "" {
		t.Errorf("the built-in template of papers without one changes them: %s", diff)
	}
}

// An agency to which an area is addressed is asked, where no post of it is.
func TestTheAgencyThatAnAreaIsAddressedToIsAsked(t *testing.T) {
	w := clearingWorld(t)
	rule, due := w.dueBy("three_months")
	w.put(plan.KindArea, "area-9", plan.Area{
		Inspection: "inspection", Report: "report-1", Ref: "R9", Number: 9, Section: plan.Safeguarding, Timescale: "three_months", Title: "Police", Words: "share",
		Addressees: []string{"redmoor police", "Northmoor Primary Care Trust", "Somebody else"}, Rule: rule, Due: due,
	})
	p := w.plan()
	d := newDesk(t)
	var asked []NeededClearance
	for _, need := range writtenForCabinet(d, p).ClearancesNeeded(p) {
		if need.Agency != "" {
			asked = append(asked, need)
		}
	}
	if len(asked) != 1 || asked[0].Agency != "police" || !asked[0].Asks(person(t, p, "head")) || asked[0].Asks(person(t, p, "nurse")) || asked[0].Vacant(p) {
		t.Errorf("asked: %+v", asked)
	}
}

func TestAPaperIsClearedAndPublished(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	draft := writtenForCabinet(d, p)
	refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: draft.Version}, p), change.Invalid,
		"Legal implications (Solicitor, Redmoor County Council): nobody has been asked yet", "Factual accuracy (Director of nursing, Northmoor Primary Care Trust): nobody", "Equality (Oona Second")
	refusedWith(t, d.tryBy(person(t, p, "solicitor"), asAt, ClearPaper{d.about(legal, p)}, p), change.NotFound, "We can't find that paper")
	d.do(AskClearance{Paper: "paper", Seen: draft.Version, AnswerBy: asAt}, p)
	refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: draft.Version}, p), change.Invalid, "not cleared yet. An answer was asked for by 1 February 2013.")
	d.doBy(person(t, p, "solicitor"), RefuseClearance{d.about(legal, p), "The duty in section 1 is not named."}, p)
	refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: draft.Version}, p), change.Invalid, "Legal implications (Solicitor, Redmoor County Council): refused by Sol Marsh on 1 February 2013. Answer the comments")
	d.do(ReplyToComments{d.about(legal, p), "It is named now."}, p)
	standing := d.shelf.Clearances(d.paper("paper"), p, d.content(p), asAt)[2]
	if standing.State != Refused || standing.Last.Words != "The duty in section 1 is not named." || len(standing.Replies) != 1 || !standing.Awaits(d.content(p)) {
		t.Errorf("the comments or the reply are not kept: %+v", standing)
	}
	for key, who := range map[string]string{legal: "solicitor", equality: "second", council: "owner", trust: "nurse"} {
		d.doBy(person(t, p, who), ClearPaper{d.about(key, p)}, p)
	}
	if got := d.standings(p, asAt.AddDays(1))[money]; got != Unanswered {
		t.Errorf("a clearance not answered by its day is %s", got)
	}
	d.doBy(person(t, p, "head"), WaiveClearance{d.about(money, p), "There is no spending in it."}, p)
	d.do(PublishPaper{ID: "paper", Seen: draft.Version}, p)
	frozen := d.paper("paper").Frozen
	if frozen.Reference != "RCC/CAB/2013/001" || !frozen.Intact() {
		t.Errorf("published as %s", frozen.Reference)
	}
	for _, form := range []string{frozen.HTML, strings.Join(strings.Fields(frozen.Text), " ")} {
		for _, want := range []string{
			"Legal implications: Sol Marsh, Solicitor, Redmoor County Council, on 1 February 2013.", "Factual accuracy: Nia Holt, Director of nursing, Northmoor Primary Care Trust, on 1 February 2013.",
			"Financial implications: not given by Treasurer, Redmoor County Council. Waived by Rosalind Okoro-Finch, Redmoor Police, on 1 February 2013: There is no spending in it.", "Cleared by",
		} {
			if !strings.Contains(form, want) {
				t.Errorf("the paper lacks %q", want)
			}
		}
		if strings.Contains(form, "The duty in section 1 is not named") {
			t.Error("comments on a draft are in the paper")
		}
	}
	refusedWith(t, d.tryBy(person(t, p, "treasurer"), asAt, ClearPaper{Clearing{Paper: "paper", Key: money}}, p), change.Stale, "A published paper never changes")
}

func TestWhoMayClear(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	draft := writtenForCabinet(d, p)
	d.do(AskClearance{Paper: "paper", Seen: draft.Version, AnswerBy: asAt}, p)
	may := map[string]string{legal: "solicitor", money: "treasurer", equality: "second", council: "owner", trust: "nurse"}
	for key, asked := range may {
		for _, who := range []string{"solicitor", "treasurer", "second", "owner", "nurse", "councillor", "head"} {
			for _, ch := range []Change{ClearPaper{d.about(key, p)}, RefuseClearance{d.about(key, p), "No."}} {
				err := (&desk{t: t, shelf: d.shelf}).tryBy(person(t, p, who), asAt, ch, p)
				if who == asked && err != nil {
					t.Errorf("%s may not answer %s: %v", who, key, err)
				}
				if who != asked {
					refusedWith(t, err, change.Forbidden, "Only the one who is asked may answer this")
				}
			}
		}
	}
	// Somebody else edits the paper: what they would clear, somebody else must.
	text := draft.Words()
	text.Title = "Progress on the plan"
	d.doBy(person(t, p, "second"), EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p)
	refusedWith(t, d.tryBy(person(t, p, "second"), asAt, ClearPaper{d.about(equality, p)}, p), change.Forbidden, "You wrote words of this paper, so somebody else has to clear it: equality")
	for _, writer := range []string{"owner", "second"} {
		refusedWith(t, d.tryBy(person(t, p, writer), asAt, WaiveClearance{d.about(legal, p), "It is late."}, p), change.Forbidden, "You wrote words of this paper")
	}
	// One account with two places is one person.
	again := person(t, p, "owner")
	again.Membership = "another"
	again.Posts = []string{"legal-post"}
	refusedWith(t, d.tryBy(again, asAt, ClearPaper{d.about(legal, p)}, p), change.Forbidden, "You wrote words of this paper")
	refusedWith(t, d.tryBy(person(t, p, "head"), asAt, WaiveClearance{d.about(legal, p), " "}, p), change.Invalid, "Say why the paper goes without")
	refusedWith(t, d.tryBy(person(t, p, "solicitor"), asAt, RefuseClearance{d.about(legal, p), "Ask about Keeley Brannigan, born 4 May 2001."}, p), change.Invalid, "Say it without")
	d.doBy(person(t, p, "solicitor"), ClearPaper{d.about(legal, p)}, p)
	refusedWith(t, d.tryBy(person(t, p, "head"), asAt, WaiveClearance{d.about(legal, p), "No need."}, p), change.Stale, "settled already: cleared by Sol Marsh")
}

// What was cleared is what was seen: after any change it counts no more.
func TestAClearanceIsForTheWordsSeen(t *testing.T) {
	w := clearingWorld(t)
	p := w.plan()
	for name, edit := range map[string]func(*PaperText){
		"a title":        func(t *PaperText) { t.Title += " again" },
		"a decision":     func(t *PaperText) { t.Decisions[0].Text += " now" },
		"an implication": func(t *PaperText) { t.Implications[0].Text += " And more." },
		"words between":  func(t *PaperText) { t.Around[2].After = "It is late." },
		"the contact":    func(t *PaperText) { t.Contact.Phone = "01632 960001" },
	} {
		d := newDesk(t)
		draft := writtenForCabinet(d, p)
		d.do(AskClearance{Paper: "paper", Seen: draft.Version, AnswerBy: asAt}, p)
		d.clearAll(p)
		before := d.about(legal, p)
		text := draft.Words()
		text.Decisions, text.Implications, text.Around = slices.Clone(text.Decisions), slices.Clone(text.Implications), slices.Clone(text.Around)
		edit(&text)
		d.do(EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p)
		for key, state := range d.standings(p, asAt) {
			if state != StaleGiven {
				t.Errorf("%s: %s is %s after it", name, key, state)
			}
		}
		refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p), change.Invalid, "cleared before the last change to the paper, by Sol Marsh on 1 February 2013")
		refusedWith(t, d.tryBy(person(t, p, "solicitor"), asAt, ClearPaper{before}, p), change.Stale, "The paper was changed while you were reading it, so nothing was recorded")
		d.clearAll(p)
		d.do(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p)
	}
}

// However edits, clearances, waivers and refusals follow each other, a paper is
// never published on a clearance for other words than its own.
func TestAClearanceNeverCountsForOtherWords(t *testing.T) {
	p := clearingWorld(t).plan()
	start := newDesk(t)
	draft := writtenForCabinet(start, p)
	start.do(AskClearance{Paper: "paper", Seen: draft.Version, AnswerBy: asAt}, p)
	keys := map[string]string{legal: "solicitor", money: "treasurer", equality: "second", council: "owner", trust: "nurse"}
	order := slices.Sorted(func(yield func(string) bool) {
		for key := range keys {
			if !yield(key) {
				return
			}
		}
	})
	rapid.Check(t, func(rt *rapid.T) {
		d := &desk{t: t, shelf: start.shelf, seq: start.seq, made: start.made}
		title, settledFor := draft.Title, map[string]string{} // by key, the title that was settled
		for step := range rapid.IntRange(1, 14).Draw(rt, "steps") {
			key := rapid.SampledFrom(order).Draw(rt, fmt.Sprintf("key %d", step))
			switch rapid.SampledFrom([]string{"edit", "clear", "clear", "refuse", "waive", "erase"}).Draw(rt, fmt.Sprintf("act %d", step)) {
			case "edit":
				text := d.paper("paper").Words()
				text.Title = rapid.SampledFrom([]string{"Progress", "Progress again", draft.Title}).Draw(rt, fmt.Sprintf("title %d", step))
				d.do(EditPaper{ID: "paper", Seen: d.paper("paper").Version, Text: text}, p)
				title = text.Title
			case "clear":
				d.doBy(person(t, p, keys[key]), ClearPaper{d.about(key, p)}, p)
				settledFor[key] = title
			case "refuse":
				d.doBy(person(t, p, keys[key]), RefuseClearance{d.about(key, p), "Something is wrong."}, p)
				delete(settledFor, key)
			case "waive":
				if d.tryBy(person(t, p, "head"), asAt, WaiveClearance{d.about(key, p), "It is late."}, p) == nil {
					settledFor[key] = title
				}
			case "erase":
				notes := d.shelf.clearing.notes["paper"]
				if last := notes[len(notes)-1]; last.Act != AskedAct && last.Key == key && !slices.ContainsFunc(notes[:len(notes)-1], func(n *ClearanceNote) bool { return n.Key == key }) {
					next, err := d.shelf.With(asAt, d.seq, []plan.Version{{Kind: KindClearance, ID: last.ID, Version: 1}})
					if err != nil {
						rt.Fatal(err)
					}
					d.shelf = next
					delete(settledFor, key)
				}
			}
		}
		all := true
		for _, key := range order {
			all = all && settledFor[key] == title
			if got := d.standings(p, asAt)[key].Settled(); got != (settledFor[key] == title) {
				rt.Fatalf("%s counts: %t; it was settled for %q, and the paper is %q", key, got, settledFor[key], title)
			}
		}
		if err := d.try(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p); (err == nil) != all {
			rt.Fatalf("published: %v, though all is settled: %t", err, all)
		}
	})
}

func TestAskingToClear(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	draft := writtenForCabinet(d, p)
	for want, ch := range map[string]AskClearance{
		"Enter the last day to answer":        {Paper: "paper", Seen: draft.Version},
		"has passed. Enter today":             {Paper: "paper", Seen: draft.Version, AnswerBy: asAt.AddDays(-1)},
		"is after the meeting":                {Paper: "paper", Seen: draft.Version, AnswerBy: draft.Meeting.AddDays(1)},
		"Someone else changed this paper":     {Paper: "paper", Seen: draft.Version - 1, AnswerBy: asAt},
		"We can't find that paper. It may ha": {Paper: "none", Seen: 1, AnswerBy: asAt},
	} {
		if err := d.try(ch, p); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	d.do(ComposePaper{ID: "plain", Inspection: "inspection", Known: knownTime}, p)
	refusedWith(t, d.try(AskClearance{Paper: "plain", Seen: 1, AnswerBy: asAt}, p), change.Invalid, "Nobody is asked to clear this paper")
	refusedWith(t, d.try(ReplyToComments{d.about(legal, p), "Yes."}, p), change.NotFound)
	d.do(AskClearance{Paper: "paper", Seen: draft.Version, AnswerBy: asAt}, p)
	refusedWith(t, d.try(ReplyToComments{d.about(legal, p), "Yes."}, p), change.Stale, "no comments to answer")
	refusedWith(t, d.tryBy(person(t, p, "solicitor"), asAt, ClearPaper{d.about("section:none", p)}, p), change.NotFound, "does not need that clearance")
}

func TestWhatWasSaidOfDraftsIsForThoseWhoWriteAndClear(t *testing.T) {
	p := clearingWorld(t).plan()
	d := newDesk(t)
	draft := writtenForCabinet(d, p)
	d.do(AskClearance{Paper: "paper", Seen: draft.Version, AnswerBy: asAt}, p)
	for _, role := range access.Roles {
		by := access.Caller{Account: "a", Authority: "authority", Roles: []access.Role{role}}
		if got, want := d.shelf.ReadableBy(by).AskedToClear("paper") != nil, by.May(access.WritePaper) || by.May(access.ClearPaper); got != want {
			t.Errorf("%s sees what was said: %t", role, got)
		}
		if got := by.May(access.ClearPaper); got && (role == access.BoardMember || role == access.YoungPerson) {
			t.Errorf("%s may clear papers", role)
		}
	}
}
