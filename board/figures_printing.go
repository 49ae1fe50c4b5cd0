package board

import (
	"strings"

	"throughline/disclosure"
)

// FiguresAnnex is the letter of the annex of figures about children: the one
// after the annexes that the paper has.
func (d PaperData) FiguresAnnex() string {
	if len(d.Stated) == 0 {
		return "C"
	}
	return "D"
}

// FiguresHeading is the heading of that annex.
func (d PaperData) FiguresHeading() string {
	return "Annex " + d.FiguresAnnex() + ": figures about children"
}

// FiguresWords tell in the paper itself where its figures are.
func (d PaperData) FiguresWords() string {
	if d.Figures == nil {
		return ""
	}
	return "Figures about children are in annex " + d.FiguresAnnex() + ": " + lowerFirst(d.Figures.Title) + "."
}

// Source says of what day the figures are, when they were published and under
// which reference, and from what they were counted.
func (d *FiguresData) Source() []string {
	return []string{
		d.Title + ". These are the figures as they were published on " + d.PublishedOn.Long() + ", number for number. They count what was recorded up to " + d.KnownAt.Words() + ".",
		"Reference of the release: " + d.Release + ".",
		"Who is counted: " + d.Definition,
		"A number from 1 to 5 is not shown, so that no child can be told from the figures. Nor is a larger number that would let a small one be worked out, " +
			"with these figures or with any published before. Zero is shown. In the paper’s data, “c” stands for a number that is not shown.",
	}
}

// figuresLine is one line of a table in the annex, its total last.
type figuresLine struct {
	Head  string
	Cells []figuresCell
}

// figuresCell is one printed number under the heading of its column: a figure,
// or its percentage.
type figuresCell struct {
	Head       string
	Figure     disclosure.Figure
	Percentage *disclosure.Percentage // nil in a cell of a figure
}

func (c figuresCell) String() string {
	if c.Percentage != nil {
		return c.Percentage.Words()
	}
	return c.Figure.Words()
}

// figuresLines lays a table out for both forms of a paper. A table with one
// dimension has its percentages beside its numbers, where it has any.
func figuresLines(t disclosure.Table) (lines []figuresLine) {
	if t.Withheld() {
		return nil
	}
	percentages := t.Percentage("", "") != disclosure.Percentage{}
	for _, row := range append(t.Rows(), "") {
		line := figuresLine{Head: orTotal(row)}
		for _, column := range append(t.Columns(), "") {
			head := orTotal(column)
			if len(t.Columns()) == 0 {
				head = "Children"
			}
			line.Cells = append(line.Cells, figuresCell{Head: head, Figure: t.Figure(row, column)})
			if percentages && len(t.Columns()) == 0 {
				line.Cells = append(line.Cells, figuresCell{Head: "Percentage", Percentage: new(t.Percentage(row, column))})
			}
		}
		lines = append(lines, line)
	}
	return lines
}

func orTotal(name string) string {
	if name == "" {
		return disclosure.Total
	}
	return name
}

// figures writes the annex of figures in plain text.
func (p *page) figures(d PaperData) {
	if d.Figures == nil {
		return
	}
	p.heading(d.FiguresHeading(), "=")
	for _, each := range d.Figures.Source() {
		p.text("", each)
		p.gap()
	}
	for _, t := range d.Figures.Tables() {
		p.heading(t.Title(), "-")
		for _, line := range figuresLines(t) {
			var said []string
			for _, cell := range line.Cells {
				said = append(said, cell.Head+" "+cell.String())
			}
			p.text("  - ", line.Head+": "+strings.Join(said, "; "))
		}
		if note := t.PlainNote(); note != "" {
			p.text("", note)
		}
	}
}
