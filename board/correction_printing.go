package board

import (
	"slices"
	"strings"
)

// CorrectsHeading is the heading of what a correcting paper says of the paper
// that it corrects. It stands before all its sections.
const CorrectsHeading = "What this paper corrects"

// CorrectsHeading is the heading, for the page of a paper.
func (PaperData) CorrectsHeading() string { return CorrectsHeading }

func (l *layout) corrects(d PaperData) {
	if d.Corrects == nil {
		return
	}
	l.heading(1, CorrectsHeading, "")
	l.prose(d.Corrects.Words())
	l.list(Bullets, d.Corrects.Listed())
}

func (p *page) corrects(d PaperData) {
	if d.Corrects == nil {
		return
	}
	p.heading(CorrectsHeading, "=")
	p.prose(d.Corrects.Words())
	for _, each := range d.Corrects.Listed() {
		p.text("- ", each)
	}
}

// csvHead names the columns of a paper's CSV. One with notices has a column
// more at the end, so that each line by itself says what they say.
func (d PaperData) csvHead() []string {
	if len(d.Notices) == 0 {
		return csvHead
	}
	return append(slices.Clone(csvHead), "notice")
}

// notice is what the notices column says.
func (d PaperData) notice() string { return strings.Join(d.Notices, " ") }
