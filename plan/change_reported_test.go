package plan_test

import (
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

// reported is a report of a later inspection: two areas without a timescale,
// one of them in words of the first inspection, and a grade.
func reported(edit func(*plan.RecordReported)) plan.RecordReported {
	inspection := changed(theInspection(), func(i *plan.Inspection) {
		i.Title, i.Regime = "Focused inspection", "ilacs"
		i.Start, i.End = calendar.Known(calendar.Must(2012, 3, 12)), calendar.Known(calendar.Must(2012, 3, 16))
	})
	report := changed(theReport(), func(r *plan.Report) { r.Published = calendar.Known(calendar.Must(2012, 3, 30)) })
	area := func(ref, words string) plan.Area {
		return plan.Area{Ref: ref, Section: plan.ChildrensServices, Title: words, Words: words, Due: september}
	}
	ch := plan.RecordReported{
		New: &inspection, NewID: "later", NewReport: &report,
		Judgements: []plan.Judgement{{Aspect: "Overall effectiveness", Word: "good", AsStated: "Good"}},
		Areas:      []plan.Area{area("I1", "Ensure that S3-1 is put right, again."), area("I2", "Foster homes nearby.")},
	}
	if edit != nil {
		edit(&ch)
	}
	return ch
}

func reportedOnce(a *acting) { a.do("olive", reported(nil)) }

var reportedRefusals = []refusal{
	{name: "nothing chosen", by: "olive", change: plan.RecordReported{Inspection: "inspection", Report: "report"},
		want: invalid("areas", "Nothing was chosen to record. Tick at least one area or judgement.")},
	{name: "too much", by: "olive", change: plan.RecordReported{Inspection: "inspection", Areas: make([]plan.Area, plan.MostReported+1)},
		want: invalid("areas", "At most 200 areas can be recorded at once. Record the rest in a second step, under the same report.")},
	{name: "of no inspection", by: "olive", change: plan.RecordReported{Inspection: "elsewhere", Areas: []plan.Area{{}}}, want: missing("inspection")},
	{name: "an inspection that is held", story: reportedOnce, by: "olive", change: reported(nil),
		want: invalid("under", "“Focused inspection” began on the same day under the same framework, and is recorded already. Record this under that inspection instead.")},
	{name: "a blank inspection", by: "olive", change: reported(func(ch *plan.RecordReported) {
		ch.New = &plan.Inspection{Regime: "ilacs", Inspectorates: []string{"Ofsted"}}
	}),
		want: invalid("inspection.title", "Enter a name for the inspection.")},
	{name: "a report before its inspection", by: "olive", change: reported(func(ch *plan.RecordReported) {
		ch.NewReport = &plan.Report{Inspectorate: "Ofsted", Published: calendar.Known(calendar.Must(2012, 3, 1))}
	}), want: invalid("report.published", "The report can't be published before the inspection began, on 12 March 2012.")},
	{name: "one reference twice", by: "olive", change: reported(func(ch *plan.RecordReported) { ch.Areas[1].Ref = " i1 " }),
		want: invalid("areas.1.ref", "Two of these areas have the reference i1.")},
	{name: "areas and judgements that can't be", by: "olive", change: reported(func(ch *plan.RecordReported) {
		ch.Judgements[0].Word, ch.Areas[0].Words, ch.Areas[1].Due = "adequate", "", calendar.Date{}
	}), want: append(append(
		invalid("judgements.0.word", "The judgement on Overall effectiveness: “adequate” is not a word of this framework: Inspection of local authority children's services uses "+
			"outstanding, good, requires improvement to be good, inadequate. Words of one framework are never turned into another's."),
		invalid("areas.0.words", "Area I1: Enter the inspectors' own words.")...),
		invalid("areas.1.due", "Area I2: Inspectors set no timescale for this area. Enter the day by which the council means to have put it right.")...)},

	{name: "of no area", by: "olive", change: plan.JudgeEcho{}, want: missing("area for improvement")},
	{name: "of nothing earlier", by: "olive", change: plan.JudgeEcho{Area: "S3-1"}, want: invalid("earlier", "Choose the earlier area that this one may echo.")},
	{name: "of itself", by: "olive", change: plan.JudgeEcho{Area: "S3-1", Earlier: "S3-1", Words: "x", Source: "y"}, want: invalid("earlier", "An area can't echo itself.")},
	{name: "of the same inspection", by: "olive", change: plan.JudgeEcho{Area: "S3-1", Earlier: "S6-1", Words: "x", Source: "y"},
		want: invalid("earlier", "Both areas are of the same inspection. Choose one of an earlier inspection.")},
	{name: "after another's change", story: func(a *acting) {
		a.do("olive", plan.RecordArea{ID: "S3-1", Seen: 1, Body: theArea("S3-1", deadline.ThreeMonths)})
	}, by: "olive", change: plan.JudgeEcho{Area: "S3-1", Seen: 1, Earlier: "80480-2015-11-27#3", Words: "x", Source: "y"}, want: outdated("area for improvement")},
}

func TestRecordingWhatAReportSays(t *testing.T) {
	a := startThePlan(t)
	before := a.p.Position
	reportedOnce(a)
	if a.p.Position != before+1 {
		t.Errorf("it took %d entries of the ledger", a.p.Position-before)
	}
	held, ok := a.p.Inspections.Get("later")
	if !ok || held.Title != "Focused inspection" {
		t.Fatalf("the inspection is %+v", held)
	}
	var areas []string
	report := ""
	for area := range a.p.Areas.All() {
		if area.Inspection == "later" {
			areas = append(areas, area.Ref+" "+strconv.Itoa(area.Number)+" "+area.Due.String())
			report = area.Report
		}
	}
	if diff := cmp.Diff([]string{"I1 1 2012-09-09", "I2 2 2012-09-09"}, areas); diff != "" {
		t.Error(diff)
	}
	if r, ok := a.p.Reports.Get(report); !ok || r.Inspection != "later" {
		t.Errorf("the report is %+v", r)
	}
	judged := 0
	for j := range a.p.Judgements.All() {
		if j.Inspection == "later" && j.Report == report && j.Word == "good" {
			judged++
		}
	}
	if judged != 1 {
		t.Errorf("%d judgements", judged)
	}

	more := reported(func(ch *plan.RecordReported) { // more areas of the same report
		ch.New, ch.NewReport, ch.Inspection, ch.Report, ch.Judgements = nil, nil, "later", report, nil
		ch.Areas[0].Ref, ch.Areas[1].Ref = "I3", "I4"
	})
	a.do("olive", more)
	count := 0
	for area := range a.p.Areas.All() {
		if area.Inspection == "later" && area.Ref == "I4" && area.Number == 4 {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d areas I4 with the number 4", count)
	}
	if err := a.try("olive", more); err == nil {
		t.Error("the same areas are taken twice")
	}
}

func TestJudgingAnEcho(t *testing.T) {
	a := startThePlan(t)
	reportedOnce(a)
	var later *plan.Area
	for area := range a.p.Areas.All() {
		if area.Ref == "I1" {
			later = area
		}
	}
	a.do("olive", plan.JudgeEcho{Area: later.ID, Seen: 1, Earlier: "S3-1", Words: "Ensure that S3-1 is put right.", Source: "Inspection of 2012", Same: true})
	held, _ := a.p.Areas.Get(later.ID)
	got, ok := held.Judged("S3-1")
	if !ok || !got.Same || got.On != a.today || held.Due != later.Due || held.Words != later.Words {
		t.Errorf("judged %+v in %+v", got, held)
	}
	a.do("olive", plan.JudgeEcho{Area: later.ID, Earlier: "S3-1", Words: "Ensure that S3-1 is put right.", Source: "Inspection of 2012"})
	held, _ = a.p.Areas.Get(later.ID)
	if got, ok := held.Judged("S3-1"); !ok || got.Same || len(held.Echoes) != 1 {
		t.Errorf("judged again, %+v", held.Echoes)
	}
	if _, ok := held.Judged("80480-2015-11-27#3"); ok {
		t.Error("what nobody judged is judged")
	}
}
