package board

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jba/templatecheck"
	"pgregory.net/rapid"

	"throughline/access"
	"throughline/change"
	"throughline/plan"
)

func exemptItems() []ExemptItem {
	return []ExemptItem{
		{"Zorbic settlement", "The quorvane clause was agreed.\n\nIt stays flibbet.", 3, "The wumbling outweighs it"},
		{"Plinthor complaint", "About a drandle.", 1, "Her spondle matters more."},
		{"Advice of Mr Grinkle", "Counsel said tromble.", 3, "Snorvel advice is protected"},
	}
}

// exemptWords are marked so that no public word is like them.
var exemptWords = []string{"zorbic", "quorvane", "flibbet", "wumbling", "plinthor", "drandle", "spondle", "grinkle", "tromble", "snorvel"}

// leaked gives the exempt words that stand in a public output.
func leaked(output string, words ...string) (found []string) {
	output = strings.ToLower(output)
	for _, word := range words {
		if strings.Contains(output, word) {
			found = append(found, word)
		}
	}
	return found
}

func publishedWith(t *testing.T, items []ExemptItem) *desk {
	t.Helper()
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.drafted("paper", p)
	d.do(EditExempt{Paper: "paper", Items: items}, p)
	d.do(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p)
	return d
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	raw, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestThePublicPartHoldsNoExemptWord(t *testing.T) {
	d := publishedWith(t, exemptItems())
	paper := d.paper("paper")
	for name, output := range map[string]string{
		"the paper's record": asJSON(t, paper), "page": paper.Frozen.HTML, "text": paper.Frozen.Text, "data": paper.Frozen.Dataset,
		"words to edit": asJSON(t, paper.Words()), "a fresh rendering": asJSON(t, PaperDataFrom(foundingWorld(t).plan(), paper)),
	} {
		if found := leaked(output, exemptWords...); len(found) > 0 {
			t.Errorf("%s: %q", name, found)
		}
	}
	for _, want := range []string{
		"This paper has three exempt items, which the press and the public may not see.",
		"One item is exempt under paragraph 1 of Part 1 of Schedule 12A to the Local Government Act 1972: information about an individual.",
		"Two items are exempt under paragraph 3 ",
	} {
		if !strings.Contains(paper.Frozen.HTML, want) || !strings.Contains(strings.Join(strings.Fields(paper.Frozen.Text), " "), want) {
			t.Errorf("the paper does not say %q", want)
		}
	}
	for _, fault := range faultsIn([]byte(paper.Frozen.HTML)) {
		t.Error(fault)
	}
	if planted := strings.Replace(paper.Frozen.HTML, "One item is", "“PLINTHOR complaint” is", 1); len(leaked(planted, exemptWords...)) != 1 {
		t.Error("a title printed in the page was not noticed")
	}
}

func TestExemptWordsRepeatedInPublicAreRefused(t *testing.T) {
	p := foundingWorld(t).plan()
	for name, plant := range map[string]string{
		"a title":           "We settled the plinthor COMPLAINT.",
		"a sentence, wiped": "It was said: “the quorvane clause was, agreed”.",
		"the interest":      "Her spondle matters more, we think.",
	} {
		d := newDesk(t)
		d.drafted("paper", p)
		d.do(EditExempt{Paper: "paper", Items: exemptItems()}, p)
		text := d.paper("paper").Words()
		text.Background += "\n\n" + plant
		d.do(EditPaper{ID: "paper", Seen: d.paper("paper").Version, Text: text}, p)
		err := d.try(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p)
		refusedWith(t, err, change.Invalid, "Words of exempt item ", "stand in the public part of the paper too")
		if err != nil && len(leaked(err.Error(), exemptWords...)) > 0 {
			t.Errorf("%s: the refusal repeats the words: %v", name, err)
		}
	}
}

func TestTheExemptPartIsFrozenWithItsPaper(t *testing.T) {
	d := publishedWith(t, exemptItems())
	paper := d.paper("paper")
	part, ok := d.shelf.Exempt("paper")
	if !ok || part.Frozen == nil || !part.Frozen.Intact() || part.Seq != paper.Seq {
		t.Fatalf("not frozen with its paper: %+v", part)
	}
	var data ExemptData
	if err := json.Unmarshal([]byte(part.Frozen.Dataset), &data); err != nil {
		t.Fatal(err)
	}
	if data.PublicHash != paper.Frozen.DataHash || data.Reference != paper.Frozen.Reference {
		t.Errorf("it is bound to %s %s", data.Reference, data.PublicHash)
	}
	for _, form := range []string{part.Frozen.HTML, part.Frozen.Text} {
		if missing := len(exemptWords) - len(leaked(form, exemptWords...)); missing > 0 || !strings.Contains(strings.ToLower(form), "not for publication") {
			t.Errorf("%d words are missing, or it is not marked", missing)
		}
	}
	for _, fault := range faultsIn([]byte(part.Frozen.HTML)) {
		t.Error(fault)
	}
	altered := *part.Frozen
	altered.Text += "."
	if altered.Intact() {
		t.Error("an altered exempt part passes for intact")
	}
	if err := templatecheck.CheckHTML(exemptPage, exemptView{}); err != nil {
		t.Error(err)
	}
	refusedWith(t, d.try(EditExempt{Paper: "paper", Seen: part.Version}, nil), change.Stale, "A published paper never changes")
	if _, err := RenderExemptHTML(data, []byte("</style>")); err == nil {
		t.Error("styles that end themselves were accepted")
	}
}

// Nothing public may depend on an exempt word: not the hashes, the reference,
// the length or the order.
func TestThePublicPartIsTheSameWhateverTheExemptWords(t *testing.T) {
	p := foundingWorld(t).plan()
	one := publishedWith(t, exemptItems()).paper("paper").Frozen
	for seed := range 12 { // each is a paper published, so not the hundreds of a property
		d := newDesk(t)
		d.drafted("paper", p)
		items := rapid.Permutation(exemptItems()).Example(seed)
		for i := range items {
			for _, text := range []*string{&items[i].Title, &items[i].Text, &items[i].Interest} {
				*text = "zorbic" + rapid.StringN(0, 400, -1).Example(seed)
			}
		}
		d.do(EditExempt{Paper: "paper", Items: items}, p)
		d.do(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p)
		if diff := cmp.Diff(one, d.paper("paper").Frozen); diff != "" {
			t.Fatalf("the public part depends on exempt words:\n%s", diff)
		}
	}
}

func TestWhoMayReadTheExemptPart(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.drafted("draft", p)
	d.do(EditExempt{Paper: "draft", Items: exemptItems()}, p)
	d.drafted("paper", p)
	d.do(EditExempt{Paper: "paper", Items: exemptItems()}, p)
	d.do(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p)
	readers := map[access.Role]bool{access.PlanOwner: true, access.GroupChair: true, access.DeputyChair: true, access.Auditor: true, access.BoardMember: true}
	for _, role := range access.Roles {
		caller := access.Caller{Account: "a", Authority: "authority", Roles: []access.Role{role}}
		seen := d.shelf.ReadableBy(caller)
		published, reads := seen.Exempt("paper")
		_, readsDraft := seen.Exempt("draft")
		if reads != readers[role] || readsDraft != (role == access.PlanOwner) {
			t.Errorf("%s reads the published: %v, the draft: %v", role, reads, readsDraft)
		}
		if reads && !MayReadExempt(caller, *published) {
			t.Errorf("%s: the trail and the shelf disagree", role)
		}
		if len(seen.order) != 2 {
			t.Errorf("%s: the papers themselves are gone", role)
		}
		if found := leaked(fmt.Sprintf("%+v", seen.exempt), exemptWords...); !reads && len(found) > 0 {
			t.Errorf("%s holds %q in memory", role, found)
		}
	}
	young := access.Caller{Account: "a", Authority: "authority", Roles: []access.Role{access.BoardMember, access.YoungPerson}}
	if _, ok := d.shelf.ReadableBy(young).Exempt("paper"); ok {
		t.Error("a young person on the Board reads exempt words")
	}
	if _, ok := d.shelf.Exempt("draft"); !ok {
		t.Error("the shelf that others hold was changed")
	}
}

func TestExemptItemsThatCannotBeKept(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.drafted("paper", p)
	refusedWith(t, d.try(EditExempt{Paper: "paper", Items: []ExemptItem{{}, {Title: " "}, {Paragraph: 4}}}, p), change.Invalid,
		"a title", "what the exempt item says", "Choose the paragraph", "outweighs the public interest")
	refusedWith(t, d.try(EditExempt{Paper: "nowhere"}, p), change.NotFound)
	d.do(EditExempt{Paper: "paper", Items: exemptItems()}, p)
	refusedWith(t, d.try(EditExempt{Paper: "paper", Items: nil}, p), change.Stale)
	before := d.paper("paper").Version
	items := exemptItems()
	items[0].Title = "Another"
	d.do(EditExempt{Paper: "paper", Seen: 1, Items: items}, p)
	if d.paper("paper").Version != before {
		t.Error("other words under the same paragraphs changed the public part")
	}
	seq := d.seq
	if puts, err := (EditExempt{Paper: "paper", Seen: 2, Items: items}).Decide(d.shelf, p, d.context()); err != nil || len(puts) > 0 {
		t.Errorf("saved as it was: %v %v", puts, err)
	}
	c := d.context()
	c.By.Roles = []access.Role{access.Administrator}
	_, err := EditExempt{Paper: "paper", Seen: 2}.Decide(d.shelf, p, c)
	refusedWith(t, err, change.Forbidden)

	part, _ := d.shelf.Exempt("paper")
	gone, err := d.shelf.With(asAt, seq+1, []plan.Version{{Kind: KindExempt, ID: part.ID, Version: 2, Seq: 2}})
	if err != nil {
		t.Fatal(err)
	}
	d.shelf = gone
	refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p), change.Invalid, "three exempt items, and it has no exempt item")
	d.do(EditExempt{Paper: "paper"}, p)
	d.do(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p)
	if f := d.paper("paper").Frozen; strings.Contains(f.HTML, "xempt") || strings.Contains(f.Dataset, "exempt") {
		t.Error("a paper without exempt items speaks of some")
	}
}

func TestEveryParagraphHasWords(t *testing.T) {
	if diff := cmp.Diff([]Paragraph{1, 2, 3, 5, 7}, Paragraphs); diff != "" {
		t.Error(diff)
	}
	for _, p := range Paragraphs {
		if p.Words() == "" {
			t.Errorf("paragraph %d has no words", p)
		}
	}
}
