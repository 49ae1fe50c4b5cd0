package board

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

func refusedWith(t *testing.T, err error, kind change.Kind, words ...string) {
	t.Helper()
	var problems change.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	if problems.Kind() != kind {
		t.Errorf("the kind of %q is %d, not %d", err, problems.Kind(), kind)
	}
	for _, want := range words {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in %q", want, err)
		}
	}
}

func TestAPaperFromDraftToPublished(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	if draft.State != Draft || len(draft.Entries) != 7 || draft.KnownAt.Position != position {
		t.Fatalf("the draft is %+v", draft)
	}
	text := draft.Words()
	text.Title, text.Around[2].Before, text.Around[2].After = "Our progress", "On recording:", "The system is being bought."
	text.Questions = append(text.Questions, " ", "What else?")
	before := d.shelf
	d.do(EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p)
	edited := d.paper("paper")
	if was, ok := before.Paper("paper"); !ok || was.Title == "Our progress" || draft.Entries[2].Before != "" {
		t.Error("the edit changed the version before it")
	}
	if edited.Title != "Our progress" || edited.Entries[2].Before != "On recording:" || len(edited.Questions) != 3 {
		t.Errorf("the edit was not kept: %+v", edited.Words())
	}
	refusedWith(t, d.try(EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p), change.Stale, "Someone else changed this paper")
	d.do(PublishPaper{ID: "paper", Seen: edited.Version}, p)
	frozen := d.paper("paper").Frozen
	if frozen.Reference != "RCC/CPB/2013/001" || frozen.PublishedOn != asAt || frozen.AsAt != asAt || !frozen.Intact() {
		t.Errorf("frozen as %s on %s", frozen.Reference, frozen.PublishedOn)
	}
	for _, part := range []string{"On recording:", "The system is being bought.", DemoMark, frozen.DataHash, frozen.Reference} {
		if !strings.Contains(strings.Join(strings.Fields(frozen.Text), " "), part) && part != DemoMark {
			t.Errorf("the text lacks %q", part)
		}
		if !strings.Contains(frozen.HTML, part) {
			t.Errorf("the page lacks %q", part)
		}
	}
	if strings.Contains(frozen.HTML, "not published") || strings.Count(frozen.HTML, DemoMark) != 2 {
		t.Error("the marks are wrong")
	}
	version := d.paper("paper").Version
	for _, ch := range []Change{
		PublishPaper{ID: "paper", Seen: version}, EditPaper{ID: "paper", Seen: version, Text: text},
		RefreshStatements{ID: "paper", Seen: version}, WithdrawDraft{ID: "paper", Seen: version, Reason: "no"},
	} {
		refusedWith(t, d.try(ch, p), change.Stale, "A published paper never changes")
	}
	altered := *frozen
	altered.Text = strings.Replace(altered.Text, "Five of the nine", "Nine of the nine", 1)
	if altered.Intact() {
		t.Error("an altered text passes as published")
	}
}

func TestReferencesAreNeverGivenTwice(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	for i, want := range []string{"RCC/CPB/2013/001", "RCC/CPB/2013/002", "RCC/CPB/2013/003"} {
		id := string(rune('x' + i))
		draft := d.drafted(id, p)
		d.do(PublishPaper{ID: id, Seen: draft.Version}, p)
		if got := d.paper(id).Frozen.Reference; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if _, ok := d.shelf.Published(want); !ok {
			t.Errorf("%s can't be found", want)
		}
		if i == 1 { // its content is erased
			erased, err := d.shelf.With(asAt, 99, []plan.Version{{Kind: KindPaper, ID: id, Version: 3}})
			if err != nil {
				t.Fatal(err)
			}
			d.shelf = erased
		}
	}
	if d.paper("x") == nil || len(d.shelf.order) != 2 {
		t.Error("erasing one paper touched another")
	}
}

func TestPublishingIsRefusedNamingEachReason(t *testing.T) {
	w := foundingWorld(t)
	p := w.plan()
	for name, c := range map[string]struct {
		plant func(*Paper)
		plan  func(*world)
		kind  change.Kind
		words []string
	}{
		"blank sections": {plant: func(p *Paper) {
			p.Title, p.Purpose, p.Committee, p.Decisions, p.Contact, p.Meeting = " ", "", "", nil, Contact{}, calendar.Date{}
		}, words: []string{
			"Enter a title.", "Enter the purpose", "Enter the committee", "Enter at least one decision", "Enter who readers can ask", "Enter a telephone number or an email", "Enter the day of the meeting",
		}},
		"a meeting before the day": {plant: func(p *Paper) { p.Meeting = asAt.AddDays(-1) }, words: []string{"The meeting is on 31 January 2013, before the day that the paper describes, 1 February 2013"}},
		"two sentences with other numbers": {plant: func(p *Paper) {
			p.Entries[2].Statement.Sentence = strings.Replace(p.Entries[2].Statement.Sentence, "Five", "Seven", 1)
			p.Entries[0].Statement.Sentence = strings.Replace(p.Entries[0].Statement.Sentence, "Both", "All three", 1)
		}, words: []string{"in safeguarding, within six months gives, for complete: 7. Its rows give: 5.", "“Seven of the nine safeguarding", "“All three immediate safeguarding", "is not what the plan gives as at 1 February 2013, known at entry 412"}},
		"a row dropped with its figures": {plant: func(p *Paper) {
			st := p.Entries[2].Statement
			p.Entries[2].Statement = statementFrom(st.Key, st.AsAt, st.Rows[1:], st.LeftOut)
		}, words: []string{"The paper says “Four of the eight", "the plan gives “Five of the nine"}},
		"a statement missing": {plant: func(p *Paper) { p.Entries = p.Entries[:6] }, words: []string{"The paper has no statement about additional actions."}},
		"a statement twice":   {plant: func(p *Paper) { p.Entries = append(p.Entries, p.Entries[0]) }, words: []string{"two statements about safeguarding, immediate"}},
		"a statement the plan has not": {plant: func(p *Paper) { p.Entries[0].Statement.Timescale = "" }, words: []string{
			"a statement about safeguarding, no timescale set, which the plan has not", "no statement about safeguarding, immediate",
		}},
		"an action in no group": {plan: func(w *world) {
			w.put(plan.KindAction, "lost", plan.Action{Inspection: "inspection", Ref: "A99", Section: plan.Safeguarding, Timescale: "nine_months", Standing: plan.Live})
		}, words: []string{"Action A99 is in no group of the plan"}},
		"news since": {plan: func(w *world) { w.part("action-1", 2, published, partSpec{text: "And more", owner: "trust-post"}) },
			words: []string{"The paper says “Both immediate safeguarding actions are complete.”, the plan gives “One of the two"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDesk(t)
			draft := d.drafted("paper", p)
			planted := *draft
			planted.Entries = append([]Entry{}, draft.Entries...)
			if c.plant != nil {
				c.plant(&planted)
			}
			d.replace(&planted)
			now := p
			if c.plan != nil {
				other := &world{t: t, versions: append([]plan.Version{}, w.versions...)}
				c.plan(other)
				now = other.plan()
			}
			refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: draft.Version}, now), c.kind, c.words...)
		})
	}
	d := newDesk(t)
	draft := d.drafted("paper", p)
	for _, other := range []struct {
		day      calendar.Date
		position int64
	}{{asAt.AddDays(1), position}, {asAt, position + 1}} {
		later, err := p.With(other.day, other.position, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := d.try(PublishPaper{ID: "paper", Seen: draft.Version}, later); err == nil || !strings.Contains(err.Error(), "can't be published from the plan as at "+other.day.String()) {
			t.Errorf("the plan of another moment was accepted: %v", err)
		}
	}
}

// replace plants a stored paper, as a fault in the store would.
func (d *desk) replace(p *Paper) {
	raw, err := json.Marshal(p)
	if err != nil {
		d.t.Fatal(err)
	}
	next, err := d.shelf.With(asAt, d.seq, []plan.Version{{Kind: KindPaper, ID: p.ID, Version: p.Version, Body: raw}})
	if err != nil {
		d.t.Fatal(err)
	}
	d.shelf = next
}

func TestRefreshingKeepsTheAuthorsWords(t *testing.T) {
	w := foundingWorld(t)
	p := w.plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	text := draft.Words()
	text.Around[0].After = "Both were reviewed by the same team."
	d.do(EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p)
	w.part("action-1", 2, published, partSpec{text: "And more", owner: "trust-post"})
	d.do(RefreshStatements{ID: "paper", Seen: 3, Known: knownTime}, w.plan())
	got := d.paper("paper").Entries[0]
	if got.After != text.Around[0].After || got.Statement.Complete != 1 {
		t.Errorf("got %q and %d complete", got.After, got.Statement.Complete)
	}
	d.do(PublishPaper{ID: "paper", Seen: 4}, w.plan())
}

func TestDraftsCanBeGivenUp(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	refusedWith(t, d.try(WithdrawDraft{ID: "paper", Seen: draft.Version, Reason: " "}, p), change.Invalid, "Say why")
	d.do(WithdrawDraft{ID: "paper", Seen: draft.Version, Reason: "The meeting was called off."}, p)
	refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: 3}, p), change.Stale, "This draft was withdrawn")
	refusedWith(t, d.try(PublishPaper{ID: "none", Seen: 1}, p), change.NotFound, "We can't find that paper")
	refusedWith(t, d.try(ComposePaper{Inspection: "none"}, p), change.NotFound, "We can't find that inspection")
	refusedWith(t, d.try(ComposePaper{ID: "paper", Inspection: "inspection"}, p), change.Stale)
}

func TestEditsThatCannotBeKept(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	draft := d.drafted("paper", p)
	text := draft.Words()
	text.Decisions = []Decision{{"applaud", "us"}}
	text.Around = []Around{{Key{plan.Safeguarding, ""}, "a", "b"}}
	refusedWith(t, d.try(EditPaper{ID: "paper", Seen: draft.Version, Text: text}, p), change.Invalid,
		"note, approve or consider", "no statement about safeguarding")
	if diff := cmp.Diff(draft.Words(), d.paper("paper").Words()); diff != "" {
		t.Errorf("a refused edit changed the paper:\n%s", diff)
	}
}

func TestReferences(t *testing.T) {
	for _, c := range []struct{ authority, committee, want string }{
		{"Redmoor County Council", "Corporate Parenting Board", "RCC/CPB/2013/007"},
		{"Council of the Isles", "Children's and Young People’s Committee", "CI/CYPC/2013/007"},
		{"", "…", "AUTHORITY/BOARD/2013/007"},
	} {
		if got := reference(initials(c.authority, "AUTHORITY"), initials(c.committee, "BOARD"), 2013, 7); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}

func TestAShelfRefusesWhatItCannotRead(t *testing.T) {
	for _, kind := range Kinds {
		if _, err := (&Shelf{}).With(asAt, 1, []plan.Version{{Kind: kind, ID: "x", Version: 2, Body: []byte("{")}}); err == nil || !strings.Contains(err.Error(), "version 2 of "+kind+" x can't be read") {
			t.Errorf("%s: %v", kind, err)
		}
	}
	shelf, err := (&Shelf{}).With(asAt, 1, []plan.Version{{Kind: plan.KindArea, ID: "x", Body: []byte("{")}})
	if err != nil || len(shelf.order) != 0 {
		t.Error("other kinds are not passed over")
	}
}
