package board

import (
	"throughline/calendar"
	"throughline/plan"
)

// PaperData is everything that a paper prints. Both forms are made from it
// and from nothing else, and a published paper keeps it whole.
type PaperData struct {
	Demo        bool            `json:"demo"`
	State       PaperState      `json:"state"`
	Reference   string          `json:"reference"`
	PublishedOn calendar.Date   `json:"published_on"`
	Authority   string          `json:"authority"`
	Title       string          `json:"title"`
	Committee   string          `json:"committee"`
	Meeting     calendar.Date   `json:"meeting"`
	AsAt        calendar.Date   `json:"as_at"`
	KnownAt     KnownAt         `json:"known_at"`
	Author      Author          `json:"author"`
	Purpose     string          `json:"purpose"`
	Statements  []StatementData `json:"statements"`
	Questions   []string        `json:"questions"`
	Background  string          `json:"background"`
	Inspection  InspectionData  `json:"inspection"`
	Sections    []SectionData   `json:"sections"`
	Additional  string          `json:"additional"`
	Decisions   []Decision      `json:"decisions"`
	Exempt      ExemptNotice    `json:"exempt,omitempty"`
	Contact     Contact         `json:"contact"`
	Definitions []string        `json:"definitions"`
	Stated      []StatedData    `json:"stated_figures"`
	Figures     *FiguresData    `json:"figures,omitempty"` // nil when the paper has no figures about children

	Measures []MeasureData `json:"measures,omitempty"` // of chosen areas; none in most papers

	Template     *TemplateData     `json:"template,omitempty"` // nil for a paper as it is without one
	Implications []ImplicationData `json:"implications,omitempty"`
	Clearances   []ClearanceData   `json:"cleared_by,omitempty"`

	ClearDays *ClearDays    `json:"clear_days,omitempty"` // nil where the law wants none
	Corrects  *CorrectsData `json:"corrects,omitempty"`   // nil when the paper corrects no other

	Notices  []string `json:"-"` // what stands outside the frozen paper, such as that it was corrected since
	DataHash string   `json:"-"` // of the published data; a text can't hold its own hash
}

// StatementData is a statement in its place, with the table that opens it.
type StatementData struct {
	Table   int    `json:"table"` // its number in Annex A
	Heading string `json:"heading"`
	Entry
}

// InspectionData says what was inspected, by whom and when.
type InspectionData struct {
	Title         string         `json:"title"`
	Inspectorates []string       `json:"inspectorates"`
	Start         calendar.Dated `json:"start"`
	End           calendar.Dated `json:"end"`
	Outcome       string         `json:"outcome"`
	Group         string         `json:"group"`
	Reports       []ReportData   `json:"reports"`
	Judgements    []string       `json:"judgements"`
}

// ReportData is one report of an inspection.
type ReportData struct {
	Inspectorate string         `json:"inspectorate"`
	Title        string         `json:"title"`
	Published    calendar.Dated `json:"published"`
}

// SectionData is the areas of a section, by timescale.
type SectionData struct {
	Section    plan.Section    `json:"section"`
	Heading    string          `json:"heading"`
	Timescales []TimescaleData `json:"timescales"`
}

// TimescaleData is the areas of a section with one timescale.
type TimescaleData struct {
	Heading string    `json:"heading"`
	Areas   []AreaRow `json:"areas"`
}

// PaperDataFrom gathers what a paper prints. p is the plan at the paper's
// as-at day and known-at position; the statements are those that the paper holds.
func PaperDataFrom(p *plan.Plan, paper *Paper) PaperData {
	d := PaperData{
		Demo: paper.Demo, State: paper.State, Authority: p.AuthorityName, Title: paper.Title, Committee: paper.Committee,
		Meeting: paper.Meeting, AsAt: paper.AsAt, KnownAt: paper.KnownAt, Author: paper.Author, Purpose: paper.Purpose,
		Questions: paper.Questions, Background: paper.Background, Additional: paper.Additional,
		Decisions: paper.Decisions, Exempt: paper.Exempt, Contact: paper.Contact, Definitions: Definitions(),
		Inspection: inspectionData(p, paper.Inspection), Sections: sectionsOf(AreasOf(p, paper.Inspection)),
		Stated:   statedData(p, paper.Inspection, paper.Statements()),
		Measures: paper.Measures, Template: paper.Template.data(), Implications: implicationsData(paper),
	}
	d.KnownAt.Time = d.KnownAt.Time.UTC()
	for i, e := range paper.Entries {
		d.Statements = append(d.Statements, StatementData{i + 1, e.Statement.Words(), e})
		if e.Statement.DueBefore != nil {
			d.Definitions = append(d.Definitions, e.Statement.DueBefore.Definition)
		}
	}
	return d
}

func inspectionData(p *plan.Plan, id string) InspectionData {
	inspection, ok := p.Inspections.Get(id)
	if !ok {
		return InspectionData{}
	}
	d := InspectionData{
		Title: inspection.Title, Inspectorates: inspection.Inspectorates, Start: inspection.Start, End: inspection.End,
		Outcome: inspection.Outcome, Group: inspection.Group,
	}
	for r := range p.Reports.All() {
		if r.Inspection == id {
			d.Reports = append(d.Reports, ReportData{r.Inspectorate, r.Title, r.Published})
		}
	}
	for j := range p.Judgements.All() {
		if j.Inspection == id {
			d.Judgements = append(d.Judgements, j.Aspect+": "+j.AsStated)
		}
	}
	return d
}

// FurtherActions says whether the plan goes beyond the listed areas.
func (d PaperData) FurtherActions() bool {
	for _, s := range d.Statements {
		if s.Statement.Section == plan.Additional && s.Statement.Total > 0 {
			return true
		}
	}
	return false
}
