package plan

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
)

// RecordInspection records an inspection, or with Inspection set and Seen the
// version read, changes one.
type RecordInspection struct {
	ID   string // of the inspection to change, or of the new one; "" makes an id
	Seen int    // the version read; 0 for a new one
	Body Inspection
}

// Name is the change's name in the ledger.
func (RecordInspection) Name() string { return "record an inspection" }

// Needs is the permission it takes.
func (RecordInspection) Needs() access.Permission { return access.EditInspection }

// Decide wants a title, a known regime and dates in order.
func (ch RecordInspection) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	if blank(ch.Body.Title) {
		problems.Add("title", "Enter a name for the inspection.")
	}
	if _, ok := RegimeByKey(ch.Body.Regime); !ok {
		problems.Add("regime", "Choose the inspection framework.")
	}
	if len(ch.Body.Inspectorates) == 0 {
		problems.Add("inspectorates", "Enter at least one inspectorate, for example Ofsted.")
	}
	if !ch.Body.End.Date.IsZero() && latestDay(ch.Body.End).Before(ch.Body.Start.Earliest()) {
		problems.Add("end", "The inspection can't end before it starts, on "+ch.Body.Start.Long()+".")
	}
	regime, _ := RegimeByKey(ch.Body.Regime)
	for j := range p.Judgements.All() {
		if ch.ID != "" && j.Inspection == ch.ID && !blank(j.Word) && !slices.Contains(regime.Words, j.Word) {
			problems.Add("regime", "The judgement “"+j.Word+"” is recorded for "+j.Aspect+", and "+scale(regime)+". Words of one framework are never turned into another's.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if ch.Seen == 0 {
		return []change.Put{createdAs(KindInspection, orNew(ch.ID, c), "", ch.Body)}, nil
	}
	held, ok := p.Inspections.Get(ch.ID)
	if !ok {
		return nil, change.Missing("inspection")
	}
	if err := outdated(ch.Seen, &held.Thing, "inspection"); err != nil {
		return nil, err
	}
	return []change.Put{nextOf(KindInspection, &held.Thing, "", ch.Body)}, nil
}

// RecordReport records a report of an inspection, or changes one, for
// example when the day of receipt becomes known.
type RecordReport struct {
	ID   string
	Seen int
	Body Report
}

// Name is the change's name in the ledger.
func (RecordReport) Name() string { return "record a report" }

// Needs is the permission it takes.
func (RecordReport) Needs() access.Permission { return access.EditInspection }

// Decide refuses a report published before its inspection began.
func (ch RecordReport) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	inspection, ok := p.Inspections.Get(ch.Body.Inspection)
	if !ok {
		return nil, change.Missing("inspection")
	}
	var problems change.Problems
	if blank(ch.Body.Inspectorate) {
		problems.Add("inspectorate", "Enter the inspectorate that wrote the report.")
	}
	if day := latestDay(ch.Body.Published); !day.IsZero() && day.Before(inspection.Start.Earliest()) {
		problems.Add("published", "The report can't be published before the inspection began, on "+inspection.Start.Long()+".")
	}
	if ch.Body.Received.Date.After(c.Today) {
		problems.Add("received", "The day of receipt is still to come. Enter it when the report has been received.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if ch.Seen == 0 {
		return []change.Put{createdAs(KindReport, orNew(ch.ID, c), ch.Body.Inspection, ch.Body)}, nil
	}
	held, ok := p.Reports.Get(ch.ID)
	if !ok {
		return nil, change.Missing("report")
	}
	if err := outdated(ch.Seen, &held.Thing, "report"); err != nil {
		return nil, err
	}
	if held.Inspection != ch.Body.Inspection {
		return nil, invalid("inspection", "A report can't move to another inspection. Record it there instead.")
	}
	return []change.Put{nextOf(KindReport, &held.Thing, held.Inspection, ch.Body)}, nil
}

// RecordJudgement records a judgement on the scale of the inspection's regime.
type RecordJudgement struct {
	ID   string
	Body Judgement
}

// Name is the change's name in the ledger.
func (RecordJudgement) Name() string { return "record a judgement" }

// Needs is the permission it takes.
func (RecordJudgement) Needs() access.Permission { return access.EditInspection }

// Decide refuses a word that is not on the regime's scale. A phrase that is
// no grade is kept as stated, with no word.
func (ch RecordJudgement) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	inspection, ok := p.Inspections.Get(ch.Body.Inspection)
	if !ok {
		return nil, change.Missing("inspection")
	}
	var problems change.Problems
	if blank(ch.Body.Aspect) {
		problems.Add("aspect", "Enter what was judged.")
	}
	if blank(ch.Body.Word) && blank(ch.Body.AsStated) {
		problems.Add("word", "Choose the word inspectors used, or enter what was published.")
	}
	p.checkReport(&problems, ch.Body.Inspection, ch.Body.Report)
	regime, _ := RegimeByKey(inspection.Regime)
	if !blank(ch.Body.Word) && !slices.Contains(regime.Words, ch.Body.Word) {
		problems.Add("word", "“"+ch.Body.Word+"” is not a word of this framework: "+scale(regime)+". Words of one framework are never turned into another's.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindJudgement, orNew(ch.ID, c), ch.Body.Inspection, ch.Body)}, nil
}

func scale(r Regime) string {
	if len(r.Words) == 0 {
		return r.Name + " gives no grades"
	}
	return r.Name + " uses " + strings.Join(r.Words, ", ")
}

// checkReport wants a report that is named to be one of the inspection's.
func (p *Plan) checkReport(problems *change.Problems, inspection, report string) {
	if report == "" {
		return
	}
	if r, ok := p.Reports.Get(report); !ok || r.Inspection != inspection {
		problems.Add("report", "Choose a report of the same inspection.")
	}
}

// RecordArea records an area for improvement in the inspectors' words, or
// changes one.
type RecordArea struct {
	ID   string
	Seen int
	Body Area // Due is worked out from Rule, and kept as given where inspectors set no timescale
}

// Name is the change's name in the ledger.
func (RecordArea) Name() string { return "record an area for improvement" }

// Needs is the permission it takes.
func (RecordArea) Needs() access.Permission { return access.EditInspection }

// Decide works out the due date, and refuses one before the report.
func (ch RecordArea) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	if _, ok := p.Inspections.Get(ch.Body.Inspection); !ok {
		return nil, change.Missing("inspection")
	}
	next := ch.Body
	next.Ref, next.Title, next.Words = strings.TrimSpace(next.Ref), strings.TrimSpace(next.Title), strings.TrimSpace(next.Words)
	var problems change.Problems
	if next.Words == "" {
		problems.Add("words", "Enter the inspectors' own words.")
	}
	if next.Title == "" {
		problems.Add("title", "Enter a short title.")
	}
	if next.Section == Additional || !known(next.Section, Sections) {
		problems.Add("section", "Choose the section of the report.")
	}
	if next.Timescale != deadline.None && !knownTimescale(next.Timescale) {
		problems.Add("timescale", "Choose the timescale inspectors set.")
	}
	if next.Ref == "" {
		problems.Add("ref", "Enter a reference, for example S3-1.")
	}
	for other := range p.Areas.All() {
		if other.ID != ch.ID && other.Inspection == next.Inspection && strings.EqualFold(other.Ref, next.Ref) {
			problems.Add("ref", "Another area already has the reference "+other.Ref+".")
		}
	}
	p.checkReport(&problems, next.Inspection, next.Report)
	next.checkDue(&problems)
	p.checkDueAfterReport(&problems, "due", next.Inspection, next.Due)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	if ch.Seen == 0 {
		return []change.Put{createdAs(KindArea, orNew(ch.ID, c), next.Inspection, next)}, nil
	}
	held, ok := p.Areas.Get(ch.ID)
	if !ok {
		return nil, change.Missing("area for improvement")
	}
	if err := outdated(ch.Seen, &held.Thing, "area for improvement"); err != nil {
		return nil, err
	}
	if held.Inspection != next.Inspection {
		return nil, invalid("inspection", "An area for improvement can't move to another inspection. Record it there instead.")
	}
	return []change.Put{nextOf(KindArea, &held.Thing, held.Inspection, next)}, nil
}

// checkDue works out when an area is due. Where inspectors set no timescale
// (reports since 2013 seldom do) the council says by when, and no rule is
// claimed for that day.
func (a *Area) checkDue(problems *change.Problems) {
	if a.Timescale == deadline.None && a.Rule.Unit == "" {
		a.Rule = deadline.Rule{}
		if a.Due.IsZero() {
			problems.Add("due", "Inspectors set no timescale for this area. Enter the day by which the council means to have put it right.")
		}
		return
	}
	due, err := a.Rule.Due()
	problems.Check("due", err)
	a.Due = due
}

// firstReport is the earliest day on which a report of the inspection was, or
// may have been, published.
func (p *Plan) firstReport(inspection string) (first calendar.Date) {
	for r := range p.Reports.All() {
		if day := r.Published.Earliest(); r.Inspection == inspection && !day.IsZero() && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	return first
}

func (p *Plan) checkDueAfterReport(problems *change.Problems, field, inspection string, due calendar.Date) {
	if report := p.firstReport(inspection); !due.IsZero() && due.Before(report) {
		problems.Add(field, "The due date, "+due.Long()+", is before the report, which is dated "+report.Long()+". Enter a date on or after that.")
	}
}

// RecordStatedFigure keeps a number that somebody published, as stated.
type RecordStatedFigure struct {
	ID   string
	Body StatedFigure
}

// Name is the change's name in the ledger.
func (RecordStatedFigure) Name() string { return "record a stated figure" }

// Needs is the permission it takes.
func (RecordStatedFigure) Needs() access.Permission { return access.EditInspection }

// Decide wants the words and where they were published.
func (ch RecordStatedFigure) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	if _, ok := p.Inspections.Get(ch.Body.Inspection); !ok {
		return nil, change.Missing("inspection")
	}
	var problems change.Problems
	if blank(ch.Body.Text) {
		problems.Add("text", "Enter what was published, in its own words.")
	}
	if blank(ch.Body.Source) {
		problems.Add("source", "Enter where it was published.")
	}
	if !known(ch.Body.Section, Sections) || (ch.Body.Timescale != deadline.None && !knownTimescale(ch.Body.Timescale)) {
		problems.Add("section", "Choose the section and timescale that the figure is about.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{createdAs(KindStatedFigure, orNew(ch.ID, c), ch.Body.Inspection, ch.Body)}, nil
}
