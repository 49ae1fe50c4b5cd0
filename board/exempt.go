package board

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/plan"
)

// KindExempt is the exempt part of a paper: a thing of its own under the
// paper, so that nothing which reads the paper can read it.
const KindExempt = "paper_exempt"

// Paragraph is a paragraph of Part 1 of Schedule 12A to the Local Government
// Act 1972, as it applies in England: why an item is exempt.
type Paragraph int

// Paragraphs lists those that may be chosen. Paragraphs 4 (dealings with
// employees' unions) and 6 (notices and orders) have no place in these papers.
var Paragraphs = []Paragraph{1, 2, 3, 5, 7}

var paragraphWords = map[Paragraph]string{
	1: "information about an individual",
	2: "information that is likely to reveal who an individual is",
	3: "information about the financial or business affairs of a person or body, the council included",
	5: "information that legal professional privilege could protect in court",
	7: "information about action to prevent, investigate or prosecute crime",
}

// Words says in our own words what the paragraph is about, or "".
func (p Paragraph) Words() string { return paragraphWords[p] }

// ExemptItem is one item that the press and public may not see.
type ExemptItem struct {
	Title     string    `json:"title"`
	Text      string    `json:"text"`
	Paragraph Paragraph `json:"paragraph"`
	Interest  string    `json:"public_interest"` // why keeping it exempt outweighs disclosing it
}

// ExemptPart is every exempt item of one paper.
type ExemptPart struct {
	plan.Thing
	Paper  string        `json:"paper"`
	Items  []ExemptItem  `json:"items"`
	Frozen *FrozenExempt `json:"frozen"`
}

// FrozenExempt is the exempt part as it was frozen with its paper. Its hashes
// are its own: the public part says nothing that depends on its words.
type FrozenExempt struct {
	Reference   string        `json:"reference"`
	PublishedOn calendar.Date `json:"published_on"`
	Dataset     string        `json:"dataset"` // ExemptData as JSON
	HTML        string        `json:"html"`
	Text        string        `json:"text"`
	DataHash    string        `json:"data_hash"` // SHA-256 of Dataset, hex
	Hash        string        `json:"hash"`      // SHA-256 of Dataset, HTML and Text one after another, hex
}

// Intact says whether the frozen bytes are still those that were hashed.
func (f *FrozenExempt) Intact() bool {
	return f.DataHash == hashOf(f.Dataset) && f.Hash == hashOf(f.Dataset, f.HTML, f.Text)
}

// ExemptCount is how many items are exempt under one paragraph.
type ExemptCount struct {
	Paragraph Paragraph `json:"paragraph"`
	Count     int       `json:"count"`
}

// ExemptNotice is all that the public part of a paper says of its exempt
// items. It has no room for a word of theirs.
type ExemptNotice []ExemptCount

// noticeOf counts items by paragraph, in the order of the paragraphs.
func noticeOf(items []ExemptItem) ExemptNotice {
	var notice ExemptNotice
	for _, item := range items {
		i := slices.IndexFunc(notice, func(c ExemptCount) bool { return c.Paragraph == item.Paragraph })
		if i < 0 {
			notice = append(notice, ExemptCount{item.Paragraph, 1})
			continue
		}
		notice[i].Count++
	}
	slices.SortFunc(notice, func(a, b ExemptCount) int { return cmp.Compare(a.Paragraph, b.Paragraph) })
	return notice
}

// Total is how many items there are.
func (n ExemptNotice) Total() (total int) {
	for _, c := range n {
		total += c.Count
	}
	return total
}

// Sentences say how many items are exempt, and why.
func (n ExemptNotice) Sentences() []string {
	total := n.Total()
	if total == 0 {
		return nil
	}
	all := []string{fmt.Sprintf("This paper has %s exempt %s, which the press and the public may not see. %s apart from this part of the paper.",
		numberWord(total), either(total, "item", "items"), either(total, "It is kept", "They are kept"))}
	for _, c := range n {
		all = append(all, fmt.Sprintf("%s %s exempt under paragraph %d of Part 1 of Schedule 12A to the Local Government Act 1972: %s.",
			capital(numberWord(c.Count))+either(c.Count, " item", " items"), are(c.Count), c.Paragraph, c.Paragraph.Words()))
	}
	return all
}

// Exempt finds the exempt part of a paper. The value is shared: never change it.
func (s *Shelf) Exempt(paper string) (*ExemptPart, bool) {
	part, ok := s.exempt[paper]
	return part, ok
}

// ReadableBy gives the shelf without the exempt words that the caller may not
// read: all of them without access.ReadExempt, and those of papers that are
// not published unless the caller writes papers too.
func (s *Shelf) ReadableBy(c access.Caller) *Shelf {
	readable := *s
	readable.clearing = s.clearing.readableBy(c)
	s = &readable
	if len(s.exempt) == 0 || c.May(access.ReadExempt) && c.May(access.WritePaper) {
		return s
	}
	left := *s
	left.exempt = nil
	if !c.May(access.ReadExempt) {
		return &left
	}
	left.exempt = map[string]*ExemptPart{}
	for id, part := range s.exempt {
		if paper, ok := s.papers[id]; ok && paper.State == Published && part.Frozen != nil {
			left.exempt[id] = part
		}
	}
	return &left
}

// MayReadExempt says whether the caller may read an exempt part as one of its
// versions has it: the rule of ReadableBy, for the audit trail.
func MayReadExempt(c access.Caller, part ExemptPart) bool {
	return c.May(access.ReadExempt) && (part.Frozen != nil || c.May(access.WritePaper))
}

// ExemptData is everything that the exempt part of a paper prints.
type ExemptData struct {
	Demo        bool          `json:"demo"`
	State       PaperState    `json:"state"`
	Reference   string        `json:"reference"`
	PublishedOn calendar.Date `json:"published_on"`
	PublicHash  string        `json:"public_data_hash"` // of the public part's data, which it belongs to
	Authority   string        `json:"authority"`
	Title       string        `json:"title"` // of the paper
	Committee   string        `json:"committee"`
	Meeting     calendar.Date `json:"meeting"`
	AsAt        calendar.Date `json:"as_at"`
	KnownAt     KnownAt       `json:"known_at"`
	Items       []ExemptItem  `json:"items"`

	DataHash string `json:"-"`
}

// ExemptDataFrom gathers what the exempt part of a paper prints.
func ExemptDataFrom(public PaperData, part *ExemptPart) ExemptData {
	return ExemptData{
		Demo: public.Demo, State: public.State, Reference: public.Reference, PublishedOn: public.PublishedOn, PublicHash: public.DataHash,
		Authority: public.Authority, Title: public.Title, Committee: public.Committee, Meeting: public.Meeting,
		AsAt: public.AsAt, KnownAt: public.KnownAt, Items: part.Items,
	}
}

// ExemptMark stands at the top and the foot of every exempt part.
const ExemptMark = "Not for publication. This part of the paper holds exempt information: do not copy it or leave it where others can read it."

// Marks are the warnings at the top of an exempt part.
func (d ExemptData) Marks() []string {
	return append([]string{ExemptMark}, PaperData{Demo: d.Demo, State: d.State}.Marks()...)
}

// Kind is the class by which the styles mark every printed side.
func (d ExemptData) Kind() string { return PaperData{Demo: d.Demo, State: d.State}.Kind() }

// Details is what stands under the title.
func (d ExemptData) Details() []Detail {
	list := []Detail{{"Committee", d.Committee}, {"Meeting", d.Meeting.Long()}, {"Plan as at", d.AsAt.Long()}, {"Known at", d.KnownAt.Words()}}
	if d.Reference != "" {
		list = append(list, Detail{"Reference", d.Reference + ", exempt part"}, Detail{"Published", d.PublishedOn.Long() + ", to those who may read it"})
	}
	return list
}

// FooterLines is what stands at the foot.
func (d ExemptData) FooterLines() []string {
	lines := []string{ExemptMark}
	if d.Reference == "" {
		return append(lines, "Not published.")
	}
	return append(lines, "Exempt part of "+d.Reference+". SHA-256 of the public part's data: "+d.PublicHash, "SHA-256 of this part's data: "+d.DataHash)
}

// Why says under which paragraph the item is exempt, and the public-interest test.
func (i ExemptItem) Why() string {
	return fmt.Sprintf("Exempt under paragraph %d of Part 1 of Schedule 12A to the Local Government Act 1972: %s. The public interest: %s.",
		i.Paragraph, i.Paragraph.Words(), strings.TrimRight(i.Interest, ". "))
}
