package demo

import (
	_ "embed"
	"encoding/json"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

const theInspection = "2012"

//go:embed founding_areas.json
var foundingFile []byte

// foundingArea is one area for improvement as published.
type foundingArea struct {
	Ref           string             `json:"ref"`
	Number        int                `json:"number"`
	NumberInGroup int                `json:"number_in_group"`
	Section       plan.Section       `json:"section"`
	Timescale     deadline.Timescale `json:"timescale"`
	Title         string             `json:"title"`
	Words         string             `json:"words"`
	Addressees    []string           `json:"addressees"`
	Notes         []string           `json:"notes"`
	PaperLine     int                `json:"paper_line"` // where the published paper has its words
}

func foundingAreas() []foundingArea {
	var file struct {
		Areas []foundingArea `json:"areas"`
	}
	if err := json.Unmarshal(foundingFile, &file); err != nil {
		panic("the published areas built into this program are damaged: " + err.Error())
	}
	return file.Areas
}

var reportPublished = calendar.Must(2012, 3, 9)

// recordInspection records what was published: the inspection, its reports,
// the one phrase of judgement, and the areas for improvement. That the report
// was received on 12 March 2012 is invented.
func (s *story) recordInspection() {
	inspection := s.id("inspection", theInspection)
	s.tell("2012-02-20", planOwner, plan.RecordInspection{ID: inspection, Body: plan.Inspection{
		Title: "Safeguarding and looked after children inspection, 2012", Regime: "slac",
		Inspectorates: []string{"Ofsted", "Care Quality Commission"},
		Start:         calendar.Known(calendar.Must(2012, 1, 23)), End: calendar.Known(calendar.Must(2012, 2, 3)),
		Outcome: "good with outstanding features", Group: "Safeguarding continuous improvement group", Board: "Corporate Parenting Board",
	}})
	ofsted := s.id("report", "ofsted")
	s.tell("2012-03-12", planOwner, plan.RecordReport{ID: ofsted, Body: plan.Report{
		Inspection: inspection, Inspectorate: "Ofsted", Title: "Ofsted report (the day of receipt is invented for the demonstration)",
		Published: calendar.Known(reportPublished), Received: calendar.Known(calendar.Must(2012, 3, 12)),
	}})
	s.tell("2012-03-12", planOwner, plan.RecordJudgement{ID: s.id("judgement", "overall"), Body: plan.Judgement{
		Inspection: inspection, Report: ofsted, Aspect: "Overall outcome, as the Board was told", AsStated: "good with outstanding features",
	}})
	for _, a := range foundingAreas() {
		s.areas[a.Ref] = a
		s.tell("2012-03-12", planOwner, plan.RecordArea{ID: s.id("area", a.Ref), Body: plan.Area{
			Inspection: inspection, Report: ofsted, Ref: a.Ref, Number: a.Number, NumberInGroup: a.NumberInGroup,
			Section: a.Section, Timescale: a.Timescale, Title: a.Title, Words: a.Words, Addressees: a.Addressees, Notes: a.Notes,
			Rule: deadline.RuleFor(a.Timescale, "the Ofsted report was published", reportPublished, false),
		}})
	}
	s.tell("2012-05-28", planOwner, plan.RecordReport{ID: s.id("report", "cqc"), Body: plan.Report{
		Inspection: inspection, Inspectorate: "Care Quality Commission", Title: "Care Quality Commission report",
		Published: calendar.Dated{Date: calendar.Must(2012, 5, 1), Precision: calendar.ToTheMonth},
	}})
}

// figure is a statement of the published paper, its numbers as stated. What
// the paper leaves out stays out: no remainder is worked out.
type figure struct {
	section                     plan.Section
	timescale                   deadline.Timescale
	text, unit, exception       string
	total, completed, remaining *int
}

var figures = []figure{
	{section: plan.Safeguarding, timescale: deadline.Immediate, unit: "areas for improvement",
		text: "All immediate safeguarding areas for improvement have been addressed"},
	{section: plan.Safeguarding, timescale: deadline.ThreeMonths, unit: "areas for improvement",
		text: "All three month safeguarding areas for improvement have been addressed with the exception of one part " +
			"which relates to training for health staff",
		exception: "one part which relates to training for health staff"},
	{section: plan.Safeguarding, timescale: deadline.SixMonths, unit: "areas for improvement (nine, five); actions (four remaining)",
		text: "Five out of the nine Safeguarding areas for improvement to be completed within six months have been completed. " +
			"The four remaining actions relate to major pieces of work e.g. obtaining a new IT system which were likely to take longer " +
			"than the six months. All are in the process of being completed.",
		total: new(9), completed: new(5), remaining: new(4)},
	{section: plan.LookedAfterChildren, timescale: deadline.Immediate, unit: "actions",
		text:  "In respect to looked after children areas for improvement there were no immediate actions.",
		total: new(0)},
	{section: plan.LookedAfterChildren, timescale: deadline.ThreeMonths, unit: "actions",
		text: "All five actions to be completed within three months have been completed, except one part which relates to training " +
			"advance nurse practitioners so they can undertake initial health assessments as this will take longer than this.",
		total:     new(5),
		exception: "one part which relates to training advance nurse practitioners so they can undertake initial health assessments"},
	{section: plan.LookedAfterChildren, timescale: deadline.SixMonths, unit: "areas for improvement",
		text: "Six out of the nine looked after children areas for improvement to be completed within six months have been completed. " +
			"The areas outstanding relate to increasing the numbers of Independent Reviewing Officers (IRO's) and ensuring care leavers " +
			"who remain in education are supported financially.",
		total: new(9), completed: new(6)},
	{section: plan.Additional, timescale: deadline.None, unit: "actions",
		text: "As outlined the action plan contains additional actions and the majority of these actions with a completion date before " +
			"January 2013 have been completed."},
}

// stateFigures records the figures on the day they were published.
func (s *story) stateFigures() {
	for i, f := range figures {
		s.tell("2013-02-01", planOwner, plan.RecordStatedFigure{ID: s.id("stated", string(rune('1'+i))), Body: plan.StatedFigure{
			Inspection: s.id("inspection", theInspection), Source: "Board paper, 1 February 2013", Section: f.section, Timescale: f.timescale,
			Text: f.text, Unit: f.unit, Total: f.total, Completed: f.completed, Remaining: f.remaining, Exception: f.exception,
		}})
	}
}
