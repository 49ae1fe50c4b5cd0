package plan

import (
	"strconv"
	"strings"

	"throughline/access"
	"throughline/change"
)

// MostReported is how many areas one report may bring. The longest published
// report that we know of has 62.
const MostReported = 200

// RecordReported records what a report says: the inspection, the report, its
// judgements and its areas, all of them or none. Each is held to the same
// rules as if it had been typed alone.
type RecordReported struct {
	Inspection string      // the one held, or "" to record New
	New        *Inspection // the inspection to record
	NewID      string      // its id; "" makes one
	Report     string      // the report held, or "" to record NewReport
	NewReport  *Report     // Inspection is filled in
	Judgements []Judgement // Inspection and Report are filled in
	Areas      []Area      // so are theirs, and their numbers
}

// Name is the change's name in the ledger.
func (RecordReported) Name() string { return "record what a report says" }

// Needs is the permission it takes.
func (RecordReported) Needs() access.Permission { return access.EditInspection }

// Decide names the place of each thing that can't be recorded: a problem of
// the second area's reference has the field “areas.1.ref”.
func (ch RecordReported) Decide(p *Plan, c change.Context) ([]change.Put, error) {
	if len(ch.Areas) == 0 && len(ch.Judgements) == 0 {
		return nil, invalid("areas", "Nothing was chosen to record. Tick at least one area or judgement.")
	}
	if len(ch.Areas) > MostReported {
		return nil, invalid("areas", "At most "+Number(MostReported)+" areas can be recorded at once. Record the rest in a second step, under the same report.")
	}
	batch := reported{plan: p, c: c, inspection: ch.Inspection, report: ch.Report}
	if ch.New != nil && ch.Inspection == "" {
		if held := p.sameInspection(ch.New); held != nil {
			return nil, invalid("under", "“"+held.Title+"” began on the same day under the same framework, and is recorded already. Record this under that inspection instead.")
		}
		batch.inspection = orNew(ch.NewID, c)
		batch.add("inspection.", "", RecordInspection{ID: batch.inspection, Body: *ch.New})
		if err := batch.settle(); err != nil {
			return nil, err
		}
	}
	if _, held := batch.plan.Inspections.Get(batch.inspection); !held {
		return nil, change.Missing("inspection")
	}
	if ch.NewReport != nil && ch.Report == "" {
		batch.report = c.NewID()
		body := *ch.NewReport
		body.Inspection = batch.inspection
		batch.add("report.", "", RecordReport{ID: batch.report, Body: body})
	}
	if err := batch.settle(); err != nil {
		return nil, err
	}
	for i, j := range ch.Judgements {
		j.Inspection, j.Report = batch.inspection, batch.report
		batch.add("judgements."+strconv.Itoa(i)+".", "The judgement on "+orWords(j.Aspect, "no aspect"), RecordJudgement{ID: c.NewID(), Body: j})
	}
	number := 0
	for a := range batch.plan.Areas.All() {
		if a.Inspection == batch.inspection {
			number = max(number, a.Number)
		}
	}
	refs := map[string]bool{}
	for i, a := range ch.Areas {
		field := "areas." + strconv.Itoa(i) + "."
		if key := strings.ToLower(strings.TrimSpace(a.Ref)); refs[key] && key != "" {
			batch.problems.Add(field+"ref", "Two of these areas have the reference "+strings.TrimSpace(a.Ref)+".")
		} else {
			refs[key] = true
		}
		a.Inspection, a.Report, a.Number = batch.inspection, batch.report, number+i+1
		batch.add(field, "Area "+orWords(a.Ref, strconv.Itoa(i+1)), RecordArea{ID: c.NewID(), Body: a})
	}
	if err := batch.problems.Err(); err != nil {
		return nil, err
	}
	return batch.puts, nil
}

// sameInspection finds the inspection held that one about to be recorded can
// only be over again.
func (p *Plan) sameInspection(i *Inspection) *Inspection {
	for held := range p.Inspections.All() {
		if held.Regime == i.Regime && held.Start == i.Start && !i.Start.Date.IsZero() {
			return held
		}
	}
	return nil
}

func orWords(text, none string) string {
	if blank(text) {
		return none
	}
	return text
}

// reported is a batch of changes, each decided on the plan with those before it.
type reported struct {
	plan               *Plan
	c                  change.Context
	inspection, report string
	puts               []change.Put
	settled            int // how many of puts the plan has
	problems           change.Problems
}

func (b *reported) add(field, place string, ch Change) {
	puts, err := ch.Decide(b.plan, b.c)
	if err != nil {
		found := placed(err, field, place)
		for i := range found {
			found[i].Sentence = strings.TrimPrefix(found[i].Sentence, ": ")
		}
		b.problems = append(b.problems, found...)
		return
	}
	b.puts = append(b.puts, puts...)
}

// settle gives the plan what was decided so far, for the rest to rest on.
func (b *reported) settle() error {
	if err := b.problems.Err(); err != nil {
		return err
	}
	with, err := b.plan.planned(b.c.On, b.puts[b.settled:])
	if err != nil {
		return err
	}
	b.plan, b.settled = with, len(b.puts)
	return nil
}
