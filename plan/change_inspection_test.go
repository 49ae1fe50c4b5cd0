package plan_test

import (
	"testing"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

func month(year int, m int) calendar.Dated {
	d, err := calendar.ParseDated(calendar.Must(year, 1, 1).AddMonths(m - 1).String()[:7])
	if err != nil {
		panic(err)
	}
	return d
}

func changed[T any](body T, edit func(*T)) T {
	edit(&body)
	return body
}

func judgedGood(a *acting) {
	a.do("olive", plan.RecordJudgement{ID: "judgement", Body: plan.Judgement{Inspection: "inspection", Report: "report", Aspect: "safeguarding", Word: "adequate"}})
}

// A second inspection, of another regime.
func secondInspection(a *acting) {
	a.do("olive", plan.RecordInspection{ID: "second", Body: changed(theInspection(), func(i *plan.Inspection) { i.Regime = "ilacs" })})
	a.do("olive", plan.RecordInspection{ID: "joint", Body: changed(theInspection(), func(i *plan.Inspection) { i.Regime = "jtai" })})
	a.do("olive", plan.RecordReport{ID: "second-report", Body: changed(theReport(), func(r *plan.Report) { r.Inspection = "second" })})
}

var inspectionRefusals = []refusal{
	{name: "blank", by: "olive", change: plan.RecordInspection{}, want: append(append(
		invalid("title", "Enter a name for the inspection."),
		invalid("regime", "Choose the inspection framework.")...),
		invalid("inspectorates", "Enter at least one inspectorate, for example Ofsted.")...)},
	{name: "ends first", by: "olive", change: plan.RecordInspection{Body: changed(theInspection(), func(i *plan.Inspection) {
		i.End = calendar.Known(calendar.Must(2012, 1, 22))
	})}, want: invalid("end", "The inspection can't end before it starts, on 23 January 2012.")},
	{name: "ends in an earlier month", by: "olive", change: plan.RecordInspection{Body: changed(theInspection(), func(i *plan.Inspection) {
		i.End = month(2011, 12)
	})}, want: invalid("end", "The inspection can't end before it starts, on 23 January 2012.")},
	{name: "of nothing", by: "olive", change: plan.RecordInspection{ID: "elsewhere", Seen: 1, Body: theInspection()}, want: missing("inspection")},
	{name: "seen before another's change", story: func(a *acting) {
		a.do("olive", plan.RecordInspection{ID: "inspection", Seen: 1, Body: changed(theInspection(), func(i *plan.Inspection) { i.Board = "The Board" })})
	}, by: "olive", change: plan.RecordInspection{ID: "inspection", Seen: 1, Body: theInspection()}, want: outdated("inspection")},
	{name: "to a framework without a word that was used", story: judgedGood, by: "olive",
		change: plan.RecordInspection{ID: "inspection", Seen: 1, Body: changed(theInspection(), func(i *plan.Inspection) { i.Regime = "ilacs" })},
		want: invalid("regime", "The judgement “adequate” is recorded for safeguarding, and Inspection of local authority children's services uses "+
			"outstanding, good, requires improvement to be good, inadequate. Words of one framework are never turned into another's.")},

	{name: "of no inspection", by: "olive", change: plan.RecordReport{}, want: missing("inspection")},
	{name: "blank", by: "olive", change: plan.RecordReport{Body: plan.Report{Inspection: "inspection"}},
		want: invalid("inspectorate", "Enter the inspectorate that wrote the report.")},
	{name: "before the inspection", by: "olive", change: plan.RecordReport{Body: changed(theReport(), func(r *plan.Report) {
		r.Published = calendar.Known(calendar.Must(2012, 1, 22))
	})}, want: invalid("published", "The report can't be published before the inspection began, on 23 January 2012.")},
	{name: "in a month before the inspection", by: "olive", change: plan.RecordReport{Body: changed(theReport(), func(r *plan.Report) {
		r.Published = month(2011, 12)
	})}, want: invalid("published", "The report can't be published before the inspection began, on 23 January 2012.")},
	{name: "received tomorrow", by: "olive", change: plan.RecordReport{Body: changed(theReport(), func(r *plan.Report) {
		r.Received = calendar.Known(planned.AddDays(1))
	})}, want: invalid("received", "The day of receipt is still to come. Enter it when the report has been received.")},
	{name: "not there", by: "olive", change: plan.RecordReport{ID: "elsewhere", Seen: 1, Body: theReport()}, want: missing("report")},
	{name: "seen before another's change", story: func(a *acting) {
		a.do("olive", plan.RecordReport{ID: "report", Seen: 1, Body: theReport()})
	}, by: "olive", change: plan.RecordReport{ID: "report", Seen: 1, Body: theReport()}, want: outdated("report")},
	{name: "moved to another inspection", story: secondInspection, by: "olive",
		change: plan.RecordReport{ID: "report", Seen: 1, Body: changed(theReport(), func(r *plan.Report) { r.Inspection = "second" })},
		want:   invalid("inspection", "A report can't move to another inspection. Record it there instead.")},

	{name: "of no inspection", by: "olive", change: plan.RecordJudgement{}, want: missing("inspection")},
	{name: "blank", by: "olive", change: plan.RecordJudgement{Body: plan.Judgement{Inspection: "inspection"}},
		want: append(invalid("aspect", "Enter what was judged."), invalid("word", "Choose the word inspectors used, or enter what was published.")...)},
	{name: "a later framework's word", by: "olive",
		change: plan.RecordJudgement{Body: plan.Judgement{Inspection: "inspection", Aspect: "safeguarding", Word: "requires improvement"}},
		want: invalid("word", "“requires improvement” is not a word of this framework: Safeguarding and looked-after children inspection (Ofsted and CQC) uses "+
			"outstanding, good, adequate, inadequate. Words of one framework are never turned into another's.")},
	{name: "an earlier framework's word", story: secondInspection, by: "olive",
		change: plan.RecordJudgement{Body: plan.Judgement{Inspection: "second", Aspect: "safeguarding", Word: "adequate"}},
		want: invalid("word", "“adequate” is not a word of this framework: Inspection of local authority children's services uses "+
			"outstanding, good, requires improvement to be good, inadequate. Words of one framework are never turned into another's.")},
	{name: "a word where there are none", story: secondInspection, by: "olive",
		change: plan.RecordJudgement{Body: plan.Judgement{Inspection: "joint", Aspect: "safeguarding", Word: "good"}},
		want: invalid("word", "“good” is not a word of this framework: Joint targeted area inspection gives no grades. "+
			"Words of one framework are never turned into another's.")},
	{name: "of another inspection's report", story: secondInspection, by: "olive",
		change: plan.RecordJudgement{Body: plan.Judgement{Inspection: "inspection", Report: "second-report", Aspect: "safeguarding", Word: "good"}},
		want:   invalid("report", "Choose a report of the same inspection.")},

	{name: "of no inspection", by: "olive", change: plan.RecordStatedFigure{}, want: missing("inspection")},
	{name: "blank", by: "olive", change: plan.RecordStatedFigure{Body: plan.StatedFigure{Inspection: "inspection"}},
		want: append(append(invalid("text", "Enter what was published, in its own words."), invalid("source", "Enter where it was published.")...),
			invalid("section", "Choose the section and timescale that the figure is about.")...)},
	{name: "of no timescale we know", by: "olive", change: plan.RecordStatedFigure{Body: plan.StatedFigure{
		Inspection: "inspection", Text: "five of nine", Source: "Board paper", Section: plan.Safeguarding, Timescale: "nine_months",
	}}, want: invalid("section", "Choose the section and timescale that the figure is about.")},
}

var areaRefusals = []refusal{
	{name: "of no inspection", by: "olive", change: plan.RecordArea{}, want: missing("inspection")},
	{name: "blank", by: "olive", change: plan.RecordArea{Body: plan.Area{Inspection: "inspection"}}, want: append(append(append(append(
		invalid("words", "Enter the inspectors' own words."),
		invalid("title", "Enter a short title.")...),
		invalid("section", "Choose the section of the report.")...),
		invalid("ref", "Enter a reference, for example S3-1.")...),
		invalid("due", "Inspectors set no timescale for this area. Enter the day by which the council means to have put it right.")...)},
	{name: "of a timescale we don't know", by: "olive", change: plan.RecordArea{Body: theArea("S3-2", "nine_months")}, want: append(
		invalid("timescale", "Choose the timescale inspectors set."),
		invalid("due", "No timescale was set, so there is no due date to work out: enter the due date itself.")...)},
	{name: "without a timescale, due before the report", by: "olive", change: plan.RecordArea{Body: changed(theArea("S3-2", deadline.None), func(area *plan.Area) {
		area.Due = publication.AddDays(-1)
	})}, want: invalid("due", "The due date, 8 March 2012, is before the report, which is dated 9 March 2012. Enter a date on or after that.")},
	{name: "an additional section", by: "olive", change: plan.RecordArea{Body: changed(theArea("S3-2", deadline.ThreeMonths), func(area *plan.Area) {
		area.Section = plan.Additional
	})}, want: invalid("section", "Choose the section of the report.")},
	{name: "a reference in use", by: "olive", change: plan.RecordArea{Body: theArea(" s3-1 ", deadline.ThreeMonths)},
		want: invalid("ref", "Another area already has the reference S3-1.")},
	{name: "due before the report", by: "olive", change: plan.RecordArea{Body: changed(theArea("S3-2", deadline.Immediate), func(area *plan.Area) {
		area.Rule.AnchorDate = publication.AddDays(-1)
	})}, want: invalid("due", "The due date, 8 March 2012, is before the report, which is dated 9 March 2012. Enter a date on or after that.")},
	{name: "counted past the bank holidays", by: "olive", change: plan.RecordArea{Body: changed(theArea("S3-2", deadline.Immediate), func(area *plan.Area) {
		area.Rule = deadline.Rule{Amount: 5, Unit: deadline.WorkingDays, AnchorDate: calendar.Must(2150, 1, 1)}
	})}, want: invalid("due", "1 January 2150 is outside the bank holidays we hold, which run from 2012 to 2028: choose a date in those years.")},
	{name: "of another inspection's report", story: secondInspection, by: "olive", change: plan.RecordArea{Body: changed(theArea("S3-2", deadline.Immediate), func(area *plan.Area) {
		area.Report = "second-report"
	})}, want: invalid("report", "Choose a report of the same inspection.")},
	{name: "not there", by: "olive", change: plan.RecordArea{ID: "elsewhere", Seen: 1, Body: theArea("S3-2", deadline.ThreeMonths)}, want: missing("area for improvement")},
	{name: "seen before another's change", story: func(a *acting) {
		a.do("olive", plan.RecordArea{ID: "S3-1", Seen: 1, Body: theArea("S3-1", deadline.ThreeMonths)})
	}, by: "olive", change: plan.RecordArea{ID: "S3-1", Seen: 1, Body: theArea("S3-1", deadline.ThreeMonths)}, want: outdated("area for improvement")},
	{name: "moved to another inspection", story: secondInspection, by: "olive",
		change: plan.RecordArea{ID: "S3-1", Seen: 1, Body: changed(theArea("S3-1", deadline.ThreeMonths), func(area *plan.Area) {
			area.Inspection, area.Report = "second", "second-report"
		})},
		want: invalid("inspection", "An area for improvement can't move to another inspection. Record it there instead.")},
}

func TestRecordingAnInspection(t *testing.T) {
	a := startThePlan(t)
	body := changed(theInspection(), func(i *plan.Inspection) { i.End = month(2012, 1) }) // may have ended on any day of January
	a.do("olive", plan.RecordInspection{ID: "inspection", Seen: 1, Body: body})
	held, _ := a.p.Inspections.Get("inspection")
	if held.Version != 2 || held.End.Long() != "January 2012" {
		t.Errorf("the inspection is %+v", held)
	}
	judgedGood(a)
	body.Outcome = "good with outstanding features"
	a.do("olive", plan.RecordInspection{ID: "inspection", Seen: 2, Body: body}) // its own words stay good

	report := theReport()
	report.Received = calendar.Known(planned)
	a.do("olive", plan.RecordReport{ID: "report", Seen: 1, Body: report})
	got, _ := a.p.Reports.Get("report")
	duties := a.p.Duties("inspection")[got]
	if len(duties) != 2 || duties[0].Due.String() != "2012-05-17" || duties[1].CannotTell != "" {
		t.Errorf("from receipt, the duties are %+v", duties)
	}
	a.do("olive", plan.RecordReport{Body: changed(theReport(), func(r *plan.Report) { r.Published = month(2012, 1) })}) // or on any day after the 23rd
}

func TestRecordingWhatWasJudged(t *testing.T) {
	a := startThePlan(t)
	secondInspection(a)
	for _, body := range []plan.Judgement{
		{Inspection: "inspection", Report: "report", Aspect: "safeguarding", Word: "adequate"},
		{Inspection: "second", Aspect: "overall", Word: "requires improvement to be good"},
		{Inspection: "joint", Aspect: "overall", AsStated: "strengths and areas for improvement"}, // a phrase is no grade
	} {
		id := a.do("olive", plan.RecordJudgement{Body: body})
		if held, _ := a.p.Judgements.Get(id); held.Word != body.Word || held.AsStated != body.AsStated {
			t.Errorf("the judgement is %+v", held)
		}
	}
	total, completed := 9, 5
	id := a.do("olive", plan.RecordStatedFigure{Body: plan.StatedFigure{
		Inspection: "inspection", Source: "Board paper", Text: "five of nine", Section: plan.Safeguarding, Timescale: deadline.SixMonths, Total: &total, Completed: &completed,
	}})
	if held, _ := a.p.StatedFigures.Get(id); *held.Total != 9 || *held.Completed != 5 || held.Remaining != nil {
		t.Errorf("the figure is %+v", held)
	}
}

func TestRecordingAnArea(t *testing.T) {
	a := startThePlan(t)
	area, _ := a.p.Areas.Get("S3-1")
	if area.Due != june || area.Words != "Ensure that S3-1 is put right." {
		t.Errorf("the area is due %s: %q", area.Due, area.Words)
	}
	body := theArea("S3-1", deadline.ThreeMonths)
	body.Rule = deadline.Rule{Amount: 10, Unit: deadline.WorkingDays, Anchor: "the report came", AnchorDate: publication, AnchorStated: true}
	a.do("olive", plan.RecordArea{ID: "S3-1", Seen: 1, Body: body})
	area, _ = a.p.Areas.Get("S3-1")
	if area.Due.String() != "2012-03-23" {
		t.Errorf("ten working days from the report give %s", area.Due)
	}
	if due := a.action("A1").Due; due != june {
		t.Errorf("the action's original date moved with its area, to %s", due)
	}
}

// Reports since 2013 seldom set a timescale: the council's own day is kept, and
// no rule is claimed for it. An action that answers the area takes the same day.
func TestAnAreaWithoutATimescale(t *testing.T) {
	a := startThePlan(t)
	body := theArea("I-1", deadline.None)
	body.Section, body.Due, body.Rule.Anchor = plan.ChildrensServices, september, "left over"
	a.do("olive", plan.RecordArea{ID: "I-1", Body: body})
	area, _ := a.p.Areas.Get("I-1")
	if area.Due != september || area.Rule != (deadline.Rule{}) {
		t.Errorf("the area is due %s by %+v", area.Due, area.Rule)
	}
	before := len(a.p.Groups())
	a.do("olive", plan.PlanAction{ID: "I1", Parts: []plan.Part{partOf("services", "head")}, Body: plan.Action{
		Inspection: "inspection", Title: "Find homes nearby", Areas: []string{"I-1"}, Section: plan.ChildrensServices, Origin: plan.FromArea,
	}})
	if due := a.action("I1").Due; due != september {
		t.Errorf("the action is due %s", due)
	}
	groups := a.p.Groups()
	if g := groups[len(groups)-2]; len(groups) != before || g.Section != plan.ChildrensServices || len(g.Remaining) != 1 {
		t.Errorf("the action is in no group of its own: %+v", g.GroupKey)
	}
}

// Where no report has a date yet, none is held against a due date.
func TestAReportWithoutADate(t *testing.T) {
	a := startTheGroup(t)
	a.do("olive", plan.RecordInspection{ID: "inspection", Body: theInspection()})
	a.do("olive", plan.RecordReport{ID: "report", Body: plan.Report{Inspection: "inspection", Inspectorate: "Ofsted"}})
	a.do("olive", plan.RecordArea{Body: theArea("S3-1", deadline.Immediate)})
	a.do("olive", plan.RecordReport{Body: changed(theReport(), func(r *plan.Report) { r.Published = month(2012, 5) })})
	body := theArea("S3-2", deadline.Immediate)
	body.Rule.AnchorDate = calendar.Must(2012, 5, 1) // a report of May may be of the first
	a.do("olive", plan.RecordArea{Body: body})
}
