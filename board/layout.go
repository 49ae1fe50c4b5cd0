package board

import (
	"fmt"

	"throughline/plan"
)

// Block is one thing of a paper laid out, without saying how it looks. Of the
// fields after Kind, only those that the kind names are set.
type Block struct {
	Kind   BlockKind
	Level  int    // of a heading: 1 for a section, 3 at the deepest
	Anchor string // of a heading or list: what a Passage may lead to, or ""
	Label  string // of a detail: its name
	Text   string // of all but a list and a grid
	Marker Marker // of a list
	Items  []Item // of a list
	Grid   *Grid  // of a grid
	Annex  bool   // the block opens the annexes
}

// BlockKind says what a block is.
type BlockKind string

// The kinds of block.
const (
	MarkBlock      BlockKind = "mark"      // a warning about the paper
	AuthorityBlock BlockKind = "authority" // whose paper it is
	TitleBlock     BlockKind = "title"
	DetailBlock    BlockKind = "detail"
	HeadingBlock   BlockKind = "heading"
	ProseBlock     BlockKind = "prose"
	NoteBlock      BlockKind = "note"
	ListBlock      BlockKind = "list"
	GridBlock      BlockKind = "grid"
	FooterBlock    BlockKind = "footer" // reference and hash, at the end
)

// Marker is what stands before the items of a list.
type Marker string

// The markers.
const (
	Bullets Marker = "bullets"
	Numbers Marker = "numbers" // 1. 2. 3.
	Romans  Marker = "romans"  // (i) (ii) (iii)
)

// Item is one item of a list. Number is what it is numbered, from 1.
type Item struct {
	Number   int
	Anchor   string
	Passages []Passage
}

// Passage is one paragraph of an item.
type Passage struct {
	Text   string
	Strong bool
	Link   string // the anchor that it leads to, or ""
}

// Grid is a table of data. Each row has as many cells as Head; the first cell
// of a row is its heading.
type Grid struct {
	Caption string
	Head    []string
	Widths  []int // of each column, in parts of the whole
	Figures bool  // all but the first column are numbers
	Rows    [][]Cell
}

// Cell is what a cell says: paragraphs, or a list.
type Cell struct {
	Paragraphs []string
	Bullets    []string
}

type layout struct{ blocks []Block }

func (l *layout) put(b Block) { l.blocks = append(l.blocks, b) }

func (l *layout) heading(level int, text, anchor string) {
	l.put(Block{Kind: HeadingBlock, Level: level, Text: text, Anchor: anchor})
}

func (l *layout) prose(texts ...string) {
	for _, text := range texts {
		if text != "" {
			l.put(Block{Kind: ProseBlock, Text: text})
		}
	}
}

func (l *layout) note(text string) {
	if text != "" {
		l.put(Block{Kind: NoteBlock, Text: text})
	}
}

func (l *layout) list(marker Marker, texts []string) {
	items := make([]Item, len(texts))
	for i, text := range texts {
		items[i] = Item{Number: i + 1, Passages: []Passage{{Text: text}}}
	}
	if len(items) > 0 {
		l.put(Block{Kind: ListBlock, Marker: marker, Items: items})
	}
}

// Layout gives a paper's content in the order and the words of its HTML, for
// forms that are not written with a template.
func Layout(d PaperData) []Block {
	l := &layout{}
	for _, mark := range d.Marks() {
		l.put(Block{Kind: MarkBlock, Text: mark})
	}
	if d.Authority != "" {
		l.put(Block{Kind: AuthorityBlock, Text: d.Authority})
	}
	l.put(Block{Kind: TitleBlock, Text: d.Title})
	for _, detail := range d.Details() {
		l.put(Block{Kind: DetailBlock, Label: detail.Name, Text: detail.Value})
	}
	l.corrects(d)
	for _, section := range d.Order() {
		l.section(d, section)
	}
	l.annexes(d)
	for _, line := range d.FooterLines() {
		l.put(Block{Kind: FooterBlock, Text: line})
	}
	return l.blocks
}

// section lays out one of the sections before the annexes.
func (l *layout) section(d PaperData, section string) {
	switch section {
	case KeySection:
		l.key(d)
		return
	case InspectionSection:
		l.areas(d)
		return
	case DecisionsSection:
		l.decisions(d)
		return
	}
	l.heading(1, d.Heading(section), "")
	switch section {
	case PurposeSection:
		l.prose(paragraphs(d.Purpose)...)
	case AdditionalSection:
		l.prose(paragraphs(d.Additional)...)
		l.prose(d.AdditionalWords())
	case ImplicationsSection:
		for _, i := range d.Implications {
			l.heading(2, i.Heading, "")
			l.prose(i.Paragraphs()...)
		}
	case ExemptSection:
		l.list(Bullets, d.Exempt.Sentences())
	case ContactSection:
		l.prose(contactLines(d.Contact)...)
	case ClearedSection:
		l.list(Bullets, d.ClearedWords())
	}
}

func (l *layout) key(d PaperData) {
	l.heading(1, d.Heading("key"), "")
	var items []Item
	add := func(i Item) {
		i.Number = len(items) + 1
		items = append(items, i)
	}
	if d.FurtherActions() {
		add(Item{Passages: []Passage{{Text: d.FurtherWords()}}})
	}
	if words := d.FiguresWords(); words != "" {
		add(Item{Passages: []Passage{{Text: words, Link: figuresAnchor}}})
	}
	for _, s := range d.Statements {
		var said []Passage
		for _, text := range paragraphs(s.Before) {
			said = append(said, Passage{Text: text})
		}
		said = append(said, Passage{Text: s.Statement.Sentence, Strong: true})
		if words := beside(s.Statement); words != "" {
			said = append(said, Passage{Text: words})
		}
		for _, text := range paragraphs(s.After) {
			said = append(said, Passage{Text: text})
		}
		said = append(said, Passage{Text: fmt.Sprintf("The rows behind this: table %d", s.Table), Link: rowsAnchor(s.Table)})
		add(Item{Passages: said})
	}
	if len(items) > 0 {
		l.put(Block{Kind: ListBlock, Marker: Bullets, Items: items})
	}
	l.measures(d)
	if len(d.Questions) > 0 {
		l.heading(2, d.Heading("questions"), "")
		l.list(Numbers, d.Questions)
	}
}

const figuresAnchor = "annex-figures"

func rowsAnchor(table int) string { return fmt.Sprintf("rows-%d", table) }

func (l *layout) areas(d PaperData) {
	l.heading(1, d.Heading("inspection"), "")
	l.prose(d.InspectionWords()...)
	l.prose(paragraphs(d.Background)...)
	l.prose(d.AreasWords())
	for _, section := range d.Sections {
		l.heading(2, section.Heading, "")
		for _, group := range section.Timescales {
			l.heading(3, group.Heading, "")
			items := make([]Item, len(group.Areas))
			for i, area := range group.Areas {
				items[i] = Item{Number: area.Number, Passages: []Passage{{Text: area.Words + " (" + areaNote(area) + ")"}}}
			}
			if len(items) > 0 {
				l.put(Block{Kind: ListBlock, Marker: Numbers, Items: items})
			}
			l.note(rulesOfAreas(group.Areas))
		}
	}
}

func (l *layout) decisions(d PaperData) {
	l.heading(1, d.Heading("decisions"), "")
	asked := make([]string, len(d.Decisions))
	for i, decision := range d.Decisions {
		asked[i] = decisionWords(d.Committee, decision)
	}
	if len(asked) == 0 {
		asked = []string{"No decision has been entered."}
	}
	l.list(Romans, asked)
}

func (l *layout) annexes(d PaperData) {
	l.put(Block{Kind: HeadingBlock, Level: 1, Text: d.Heading("rows"), Annex: true})
	for _, s := range d.Statements {
		l.heading(2, fmt.Sprintf("Table %d: %s", s.Table, s.Heading), rowsAnchor(s.Table))
		l.prose(s.Statement.Sentence, figuresOf(s.Statement))
		l.counted(s)
		l.leftOut(s)
		if rules := ruleList(s.Statement.Rows); len(rules) > 0 {
			l.prose("How the dates were reached:")
			l.list(Bullets, rules)
		}
	}
	l.heading(1, d.Heading("definitions"), "")
	l.list(Bullets, d.Definitions)
	l.stated(d)
	l.figures(d)
}

func said(paragraphs ...string) Cell { return Cell{Paragraphs: paragraphs} }

func (l *layout) counted(s StatementData) {
	rows := counted(s.Statement)
	if len(rows) == 0 {
		l.prose("No action is counted here.")
		return
	}
	grid := &Grid{
		Caption: fmt.Sprintf("Table %d: the actions counted", s.Table),
		Head:    []string{"Reference", "Action", "Counted as", "Due", "Parts done", "What is wanting", "Checked", "Difference"},
		Widths:  []int{11, 19, 10, 14, 12, 25, 11, 11},
	}
	for _, row := range rows {
		wanting := Cell{Bullets: wantingOf(row)}
		if len(wanting.Bullets) == 0 {
			wanting = said("Nothing")
		}
		grid.Rows = append(grid.Rows, []Cell{
			said(row.Ref), said(row.Title), said(bucketWords(row.Bucket)), {Paragraphs: duesOf(row)}, said(doneWords(row)), wanting,
			said(row.Checked.Words), said(row.Difference.Words),
		})
	}
	l.put(Block{Kind: GridBlock, Grid: grid})
}

func (l *layout) leftOut(s StatementData) {
	if len(s.Statement.LeftOut) == 0 {
		return
	}
	grid := &Grid{
		Caption: fmt.Sprintf("Table %d: left out, and why", s.Table),
		Head:    []string{"Reference", "Action", "What happened", "Decided", "Why"}, Widths: []int{11, 25, 16, 18, 30},
	}
	for _, row := range s.Statement.LeftOut {
		grid.Rows = append(grid.Rows, []Cell{said(row.ActionRef), said(row.Title), said(endedWords(row)), said(decidedWords(row)), said(row.Reason)})
	}
	l.put(Block{Kind: GridBlock, Grid: grid})
}

func (l *layout) stated(d PaperData) {
	if len(d.Stated) == 0 {
		return
	}
	l.heading(1, d.Heading("stated"), "")
	l.prose(d.StatedWords())
	grid := &Grid{
		Caption: "Published figures beside what the rows of this paper give",
		Head:    []string{"Group", "As published", "Unit published", "Figure", "Published", "Areas listed", "Actions in this plan"},
		Widths:  []int{16, 30, 11, 12, 9, 11, 11},
	}
	for _, s := range d.Stated {
		for _, f := range s.Figures {
			grid.Rows = append(grid.Rows, []Cell{
				said(s.Group), said(statedWords(s)), said(s.Unit), said(f.Figure), said(plan.Number(f.Stated)),
				said(plan.Number(f.Areas) + " (" + gapWords(f.AreasGap) + ")"), said(plan.Number(f.Actions) + " (" + gapWords(f.ActionsGap) + ")"),
			})
		}
		if len(s.Figures) == 0 {
			grid.Rows = append(grid.Rows, []Cell{
				said(s.Group), said(statedWords(s)), said(s.Unit), said("No number was published"), said("None"), said("Not compared"), said("Not compared"),
			})
		}
	}
	l.put(Block{Kind: GridBlock, Grid: grid})
}

func (l *layout) figures(d PaperData) {
	if d.Figures == nil {
		return
	}
	l.heading(1, d.FiguresHeading(), figuresAnchor)
	l.prose(d.Figures.Source()...)
	for _, t := range d.Figures.Tables() {
		l.heading(2, t.Title(), "")
		lines := figuresLines(t)
		if len(lines) > 0 {
			grid := &Grid{Caption: d.Figures.Title + ": " + lowerFirst(t.Title()), Head: []string{"Group"}, Widths: []int{2}, Figures: true}
			for _, cell := range lines[0].Cells {
				grid.Head, grid.Widths = append(grid.Head, cell.Head), append(grid.Widths, 1)
			}
			for _, line := range lines {
				row := []Cell{said(line.Head)}
				for _, cell := range line.Cells {
					row = append(row, said(cell.String()))
				}
				grid.Rows = append(grid.Rows, row)
			}
			l.put(Block{Kind: GridBlock, Grid: grid})
		}
		l.note(t.PlainNote())
	}
}
