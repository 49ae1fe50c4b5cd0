package board

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"throughline/plan"
)

// textWidth is the number of characters in a line: it fits an email and A4.
const textWidth = 74

// page writes plain text, wrapped.
type page struct{ strings.Builder }

func (p *page) line(s string) { p.WriteString(s + "\n") }

func (p *page) gap() { p.line("") }

// heading underlines a heading. The mark tells its level.
func (p *page) heading(s, mark string) {
	if !strings.HasSuffix(p.String(), "\n\n") {
		p.gap()
	}
	longest := 0
	for _, line := range wrapped(s, textWidth) {
		p.line(line)
		longest = max(longest, utf8.RuneCountInString(line))
	}
	p.line(strings.Repeat(mark, longest))
	p.gap()
}

// text writes prose, first with lead and then with blanks as wide.
func (p *page) text(lead, s string) {
	blank := strings.Repeat(" ", utf8.RuneCountInString(lead))
	for i, line := range wrapped(s, textWidth-len(blank)) {
		if i > 0 {
			lead = blank
		}
		p.line(strings.TrimRight(lead+line, " "))
	}
}

func (p *page) prose(s string) {
	for _, each := range paragraphs(s) {
		p.text("", each)
		p.gap()
	}
}

// wrapped breaks a text at spaces. A word longer than the width has a line of
// its own.
func wrapped(s string, width int) []string {
	var lines []string
	line, length := "", 0
	for word := range strings.FieldsSeq(s) {
		size := utf8.RuneCountInString(word)
		if line != "" && length+1+size > width {
			lines, line, length = append(lines, line), "", 0
		}
		if line != "" {
			line, length = line+" ", length+1
		}
		line, length = line+word, length+size
	}
	return append(lines, line)
}

// RenderText writes the paper as plain text, with the same words as the HTML.
func RenderText(d PaperData) string {
	p := &page{}
	for _, mark := range d.Marks() {
		p.text("", strings.ToUpper(mark))
		p.gap()
	}
	p.line(d.Authority)
	p.heading(d.Title, "=")
	for _, detail := range d.Details() {
		p.text(fmt.Sprintf("%-11s", detail.Name+":")+" ", detail.Value)
	}
	p.corrects(d)
	for _, section := range d.Order() {
		p.section(d, section)
	}
	p.annexes(d)
	p.gap()
	p.line(strings.Repeat("-", textWidth))
	for _, line := range d.FooterLines() {
		p.text("", line)
	}
	return p.String()
}

// section writes one of the sections before the annexes.
func (p *page) section(d PaperData, section string) {
	switch section {
	case KeySection:
		p.statements(d)
		return
	case InspectionSection:
		p.inspection(d)
		return
	}
	p.heading(d.Heading(section), "=")
	switch section {
	case PurposeSection:
		p.prose(d.Purpose)
	case AdditionalSection:
		p.prose(d.Additional)
		p.prose(d.AdditionalWords())
	case ImplicationsSection:
		for _, i := range d.Implications {
			p.heading(i.Heading, "-")
			for _, each := range i.Paragraphs() {
				p.prose(each)
			}
		}
	case DecisionsSection:
		for i, decision := range d.Decisions {
			p.text("("+roman(i+1)+") ", decisionWords(d.Committee, decision))
		}
	case ExemptSection:
		p.bullets(d.Exempt.Sentences())
	case ContactSection:
		for _, line := range contactLines(d.Contact) {
			p.text("", line)
		}
	case ClearedSection:
		p.bullets(d.ClearedWords())
	}
}

func (p *page) bullets(texts []string) {
	for _, each := range texts {
		p.text("- ", each)
	}
}

func (p *page) statements(d PaperData) {
	p.heading(d.Heading("key"), "=")
	if d.FurtherActions() {
		p.text("- ", d.FurtherWords())
	}
	if words := d.FiguresWords(); words != "" {
		p.text("- ", words)
	}
	for _, s := range d.Statements {
		lead := "- "
		for _, each := range append(append(paragraphs(s.Before), s.Statement.Sentence+fmt.Sprintf(" [rows: table %d]", s.Table), beside(s.Statement)), paragraphs(s.After)...) {
			if each != "" {
				p.text(lead, each)
				lead = "  "
			}
		}
	}
	p.measures(d)
	if len(d.Questions) > 0 {
		p.heading(d.Heading("questions"), "-")
		for i, q := range d.Questions {
			p.text(fmt.Sprintf("%d. ", i+1), q)
		}
	}
}

func (p *page) inspection(d PaperData) {
	p.heading(d.Heading("inspection"), "=")
	for _, each := range append(d.InspectionWords(), paragraphs(d.Background)...) {
		p.text("", each)
		p.gap()
	}
	p.text("", d.AreasWords())
	for _, section := range d.Sections {
		p.heading(section.Heading, "-")
		for i, group := range section.Timescales {
			if i > 0 {
				p.gap()
			}
			p.line(group.Heading + ":")
			for _, area := range group.Areas {
				p.text(fmt.Sprintf("%2d. ", area.Number), area.Words+" ("+areaNote(area)+")")
			}
			if rule := rulesOfAreas(group.Areas); rule != "" {
				p.text("    ", rule)
			}
		}
	}
}

func (p *page) annexes(d PaperData) {
	p.heading(d.Heading("rows"), "=")
	for i, s := range d.Statements {
		if i > 0 {
			p.gap()
		}
		p.text("", fmt.Sprintf("Table %d: %s", s.Table, s.Heading))
		p.text("", s.Statement.Sentence)
		p.text("", figuresOf(s.Statement))
		for _, row := range counted(s.Statement) {
			p.row(row)
		}
		for _, row := range s.Statement.LeftOut {
			p.text("  "+row.ActionRef+"  ", row.Title)
			p.text("      ", "Left out: "+lowerFirst(endedWords(row))+", "+decidedWords(row)+". "+row.Reason)
		}
		for _, rule := range ruleList(s.Statement.Rows) {
			p.text("  ", "How the date was reached. "+rule)
		}
	}
	p.heading(d.Heading("definitions"), "=")
	for _, definition := range d.Definitions {
		p.text("- ", definition)
	}
	p.stated(d)
	p.figures(d)
}

func (p *page) stated(d PaperData) {
	if len(d.Stated) == 0 {
		return
	}
	p.heading(d.Heading("stated"), "=")
	p.prose(d.StatedWords())
	for _, s := range d.Stated {
		p.text("- ", fmt.Sprintf("%s: %s. Unit published: %s.", s.Group, statedWords(s), s.Unit))
		for _, f := range s.Figures {
			p.text("    ", fmt.Sprintf("%s: published %s; areas listed %s (%s); actions in this plan %s (%s)", capital(f.Figure),
				plan.Number(f.Stated), plan.Number(f.Areas), gapWords(f.AreasGap), plan.Number(f.Actions), gapWords(f.ActionsGap)))
		}
		if len(s.Figures) == 0 {
			p.text("    ", "No number was published.")
		}
	}
}

func (p *page) row(row Row) {
	p.text("  "+row.Ref+"  ", row.Title)
	p.text("      ", bucketWords(row.Bucket)+". "+doneWords(row)+". Due "+strings.Join(duesOf(row), "; ")+".")
	for _, wanting := range wantingOf(row) {
		p.text("      - ", wanting)
	}
	p.text("      ", row.Checked.Words+". "+row.Difference.Words+".")
}

// roman writes a small number as (i), (ii) does.
func roman(n int) string {
	var b strings.Builder
	for _, step := range []struct {
		value  int
		letter string
	}{{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"}} {
		for ; n >= step.value; n -= step.value {
			b.WriteString(step.letter)
		}
	}
	return b.String()
}
