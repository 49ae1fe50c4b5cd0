// Package report reads what inspectors published about a council: the reports that the product knows, and the text of any other. It
// says what a report holds and on which line; what is not there is said, and never guessed. It does no input or output.
package report

import (
	"throughline/calendar"
	"throughline/deadline"
)

// Framework is the kind of inspection a report is about.
type Framework string

// The frameworks that are told apart. Source: practice facts 6.3.
const (
	UnknownFramework Framework = ""
	SLAC             Framework = "slac"             // safeguarding and looked-after children, 2009 to 2012
	SIF              Framework = "sif"              // single inspection framework, 2013 to 2017
	ILACS            Framework = "ilacs"            // inspection of local authority children's services, from 2018
	FocusedVisit     Framework = "focused_visit"    // between ILACS inspections
	MonitoringVisit  Framework = "monitoring_visit" // after an inadequate ILACS judgement
	JTAI             Framework = "jtai"             // joint targeted area inspection, from 2016
	SEND             Framework = "send"             // area inspection of special educational needs and disabilities
)

// Words is the framework as people say it.
func (f Framework) Words() string {
	switch f {
	case SLAC:
		return "Safeguarding and looked-after children inspection"
	case SIF:
		return "Single inspection framework"
	case ILACS:
		return "Inspection of local authority children’s services"
	case FocusedVisit:
		return "Focused visit"
	case MonitoringVisit:
		return "Monitoring visit"
	case JTAI:
		return "Joint targeted area inspection"
	case SEND:
		return "Area SEND inspection"
	case UnknownFramework:
		return "Framework not found"
	}
	return string(f)
}

// Said is a piece of a report's own text and the line it begins on, from 1. A
// line of 0 says that it was not found.
type Said struct {
	Text string `json:"text"`
	Line int    `json:"line"`
}

// Found says whether the report has it.
func (s Said) Found() bool { return s.Line > 0 }

// Day is a date that a report gives, with how much of it is known.
type Day struct {
	calendar.Dated
	Said Said `json:"said"`
}

// Report is what the text of a report holds, in its own words.
type Report struct {
	Council       Said        `json:"council"`
	Framework     Framework   `json:"framework"`
	FrameworkSaid Said        `json:"framework_said"`
	Inspectorates []string    `json:"inspectorates"`
	Start         Day         `json:"start"` // first day on site
	End           Day         `json:"end"`   // last day on site
	Published     Day         `json:"published"`
	Judgements    []Judgement `json:"judgements"`
	Areas         []Area      `json:"areas"`
}

// Judgement is a grade that the report gives. Word is on the scale of its
// framework, or "" when the words used are not on it.
type Judgement struct {
	Aspect string `json:"aspect"`
	Word   string `json:"word"`
	Said   Said   `json:"said"` // the grade as printed
}

// AreaKind is what the list that an area stands in is called.
type AreaKind string

// The kinds of list.
const (
	ForImprovement AreaKind = "area_for_improvement"
	Recommended    AreaKind = "recommendation"
	ForPriority    AreaKind = "priority_action"
)

// Words is the kind as people say it.
func (k AreaKind) Words() string {
	switch k {
	case Recommended:
		return "Recommendation"
	case ForPriority:
		return "Area for priority action"
	case ForImprovement:
		return "Area for improvement"
	}
	return string(k)
}

// Area is one thing that inspectors want put right.
type Area struct {
	Kind          AreaKind           `json:"kind"`
	Number        string             `json:"number"`     // as printed; "" where the list has none
	Words         string             `json:"words"`      // to the letter, with lines joined; pieces of it stand on lines of their own
	Addressees    []string           `json:"addressees"` // who is to act, where a table beside the areas names them
	List          Said               `json:"list"`       // the heading of the list
	Part          Said               `json:"part"`       // whose list it is, in a report about a council and its safeguarding board
	Section       Said               `json:"section"`    // the heading within the list
	Timescale     deadline.Timescale `json:"timescale"`  // None when the report sets none, or one that is not of the three
	TimescaleSaid Said               `json:"timescale_said"`
	Line          int                `json:"line"` // first and last line of its text
	LastLine      int                `json:"last_line"`
}

// Warning is something about a report that its reader should know. Line is 0
// when it is about the whole.
type Warning struct {
	Line int    `json:"line,omitempty"`
	Text string `json:"text"`
}
