package board

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/change"
	"throughline/disclosure"
	"throughline/plan"
)

// EditExempt writes the exempt items of a draft. An item whose every field is
// blank is left out.
type EditExempt struct {
	Paper string
	Seen  int // the version of the exempt part that the author saw; 0 when there was none
	Items []ExemptItem
}

// Name is the change's name in the ledger.
func (EditExempt) Name() string { return "edit the exempt part of a paper" }

// Needs is the permission it takes.
func (EditExempt) Needs() access.Permission { return access.WritePaper }

// Decide wants a title, a text, a paragraph and the public-interest test for
// each item. The paper itself is written again only when the number of items
// under a paragraph changes, which is all it says of them. The plan is not used.
func (ch EditExempt) Decide(s *Shelf, _ *plan.Plan, c change.Context) ([]change.Put, error) {
	if !c.By.May(access.ReadExempt) {
		return nil, change.Forbid("Your role does not let you " + string(access.ReadExempt) + ".")
	}
	paper, ok := s.Paper(ch.Paper)
	if !ok {
		return nil, change.Missing("paper")
	}
	if _, err := s.draft(ch.Paper, paper.Version); err != nil {
		return nil, err
	}
	held := &ExemptPart{Paper: ch.Paper}
	if before, ok := s.Exempt(ch.Paper); ok {
		held = before
	}
	if ch.Seen != held.Version {
		return nil, change.Outdated("exempt part")
	}
	items, err := ch.items()
	if err != nil {
		return nil, err
	}
	var puts []change.Put // none when saved as it was: no version and no entry
	if !slices.Equal(items, held.Items) {
		id := held.ID
		if id == "" {
			id = c.NewID()
		}
		puts = []change.Put{{Kind: KindExempt, Thing: id, Parent: ch.Paper, Replaces: held.Version, Body: ExemptPart{Paper: ch.Paper, Items: items}}}
	}
	if notice := noticeOf(items); !slices.Equal(notice, paper.Exempt) {
		next := *paper
		next.Exempt = notice
		puts = append(puts, paper.next(&next)...)
	}
	return puts, nil
}

func (ch EditExempt) items() ([]ExemptItem, error) {
	items := []ExemptItem{}
	var problems change.Problems
	for i, item := range ch.Items {
		item = ExemptItem{oneLine(item.Title), prose(item.Text), item.Paragraph, oneLine(item.Interest)}
		if item == (ExemptItem{}) {
			continue
		}
		field := func(name string) string { return fmt.Sprintf("items-%d-%s", i, name) }
		if item.Title == "" {
			problems.Add(field("title"), "Give the exempt item a title. Only those who may read it see the title.")
		}
		if item.Text == "" {
			problems.Add(field("text"), "Write what the exempt item says.")
		}
		if !slices.Contains(Paragraphs, item.Paragraph) {
			problems.Add(field("paragraph"), "Choose the paragraph of Schedule 12A that makes the item exempt.")
		}
		if item.Interest == "" {
			problems.Add(field("interest"), "Say in a sentence why keeping the item exempt outweighs the public interest in disclosing it.")
		}
		items = append(items, item)
	}
	return items, problems.Err()
}

// exemptOutOfStep refuses a paper that says another number of exempt items
// than it has, as when their words were erased.
func (s *Shelf) exemptOutOfStep(paper *Paper) (problems change.Problems) {
	var items []ExemptItem
	if part, ok := s.Exempt(paper.ID); ok {
		items = part.Items
	}
	if !slices.Equal(noticeOf(items), paper.Exempt) {
		problems.Add("exempt", "The paper says that it has "+count(paper.Exempt.Total())+", and it has "+count(len(items))+". Open the exempt items, look through them and save them again.")
	}
	return problems
}

// exemptInPublic refuses a paper whose author repeats words of an exempt item
// in the public part. It names the item by its number, never its words. A single
// word is not looked for: any paper may use it.
func (s *Shelf) exemptInPublic(paper *Paper) error {
	part, ok := s.Exempt(paper.ID)
	if !ok {
		return nil
	}
	public := []byte(paper.Frozen.HTML + "\n" + paper.Frozen.Text + "\n" + paper.Frozen.Dataset)
	if disclosure.ProveAbsent(passagesIn(part.Items...), public) == nil {
		return nil
	}
	var problems change.Problems
	for i, item := range part.Items {
		if disclosure.ProveAbsent(passagesIn(item), public) != nil {
			problems.Add("exempt", fmt.Sprintf("Words of exempt item %d stand in the public part of the paper too: its title, or %d of its words in a row. Take them out of one of the two.", i+1, disclosure.RunOfWords))
		}
	}
	return problems.Err()
}

func passagesIn(items ...ExemptItem) (exempt []disclosure.Exempt) {
	for _, item := range items {
		for _, passage := range append(paragraphs(item.Text), item.Title, item.Interest) {
			if len(strings.Fields(passage)) > 1 {
				exempt = append(exempt, disclosure.ExemptText(passage))
			}
		}
	}
	return exempt
}

func count(items int) string {
	if items == 0 {
		return "no exempt item"
	}
	return numberWord(items) + either(items, " exempt item", " exempt items")
}

// freezeExempt freezes the exempt part of a paper beside its public part. It
// gives nothing when the paper has no exempt item.
func (s *Shelf) freezeExempt(paper *Paper, css []byte) ([]change.Put, error) {
	part, ok := s.Exempt(paper.ID)
	if !ok || len(part.Items) == 0 {
		return nil, nil
	}
	var public PaperData
	if err := json.Unmarshal([]byte(paper.Frozen.Dataset), &public); err != nil {
		return nil, fmt.Errorf("the paper's data can't be read: %w", err)
	}
	public.DataHash = paper.Frozen.DataHash
	data := ExemptDataFrom(public, part)
	dataset, err := json.Marshal(data)
	if err != nil {
		return nil, fmt.Errorf("the exempt part's data can't be written: %w", err)
	}
	data.DataHash = hashOf(string(dataset))
	html, err := RenderExemptHTML(data, css)
	if err != nil {
		return nil, err
	}
	f := &FrozenExempt{
		Reference: data.Reference, PublishedOn: data.PublishedOn, Dataset: string(dataset), HTML: string(html), Text: RenderExemptText(data), DataHash: data.DataHash,
	}
	f.Hash = hashOf(f.Dataset, f.HTML, f.Text)
	next := *part
	next.Frozen = f
	return []change.Put{{Kind: KindExempt, Thing: part.ID, Parent: paper.ID, Replaces: part.Version, Body: &next}}, nil
}
