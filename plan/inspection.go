package plan

import (
	"throughline/calendar"
	"throughline/deadline"
)

// Inspection is one visit by one or more inspectorates, and the plan that
// answers it.
type Inspection struct {
	Thing
	Title         string         `json:"title"`
	Regime        string         `json:"regime"` // key of Regimes
	Inspectorates []string       `json:"inspectorates"`
	Start         calendar.Dated `json:"start"`
	End           calendar.Dated `json:"end"`
	Outcome       string         `json:"outcome"` // as published, in its own words
	Group         string         `json:"group"`   // the multi-agency group that runs the plan
	Board         string         `json:"board"`   // who is told how it goes
}

// Report is what one inspectorate published about the inspection.
type Report struct {
	Thing
	Inspection   string         `json:"inspection"`
	Inspectorate string         `json:"inspectorate"`
	Title        string         `json:"title"`
	Published    calendar.Dated `json:"published"`
	Received     calendar.Dated `json:"received"` // the duties run from this day
}

// Judgement is a word on the scale of its regime. Words of one regime are
// never mapped onto another's ("adequate" is not "requires improvement").
type Judgement struct {
	Thing
	Inspection string `json:"inspection"`
	Report     string `json:"report"`
	Aspect     string `json:"aspect"`
	Word       string `json:"word"` // one of the regime's words, or "" when only a phrase was published
	AsStated   string `json:"as_stated"`
}

// Area is one area for improvement: the inspectors' own words, and when they
// want it put right.
type Area struct {
	Thing
	Inspection    string             `json:"inspection"`
	Report        string             `json:"report"`
	Ref           string             `json:"ref"`    // such as "S3-1"
	Number        int                `json:"number"` // the report's own order
	NumberInGroup int                `json:"number_in_group"`
	Section       Section            `json:"section"`
	Timescale     deadline.Timescale `json:"timescale"`
	Title         string             `json:"title"` // our short name for it
	Words         string             `json:"words"` // the inspectors' words, kept to the letter
	Addressees    []string           `json:"addressees"`
	Rule          deadline.Rule      `json:"rule"`
	Due           calendar.Date      `json:"due"`
	Notes         []string           `json:"notes"`
	Echoes        []JudgedEcho       `json:"echoes,omitempty"` // what was said of earlier areas that it may echo
}

// StatedFigure is a number that somebody published about the plan, kept as
// stated beside what the rows give. Nothing is derived from it.
type StatedFigure struct {
	Thing
	Inspection string             `json:"inspection"`
	Source     string             `json:"source"`
	Section    Section            `json:"section"`
	Timescale  deadline.Timescale `json:"timescale"`
	Text       string             `json:"text"`
	Unit       string             `json:"unit"` // the word the source used: "areas", "actions"
	Total      *int               `json:"total"`
	Completed  *int               `json:"completed"`
	Remaining  *int               `json:"remaining"`
	Exception  string             `json:"exception"`
}

// Regime is an inspection framework with its own scale of judgement.
type Regime struct {
	Key, Name, Years string
	Words            []string // best first; empty where no grade is given
}

// Regimes lists the frameworks we know. Source: practice facts 6.3.
var Regimes = []Regime{
	{"slac", "Safeguarding and looked-after children inspection (Ofsted and CQC)", "2009 to 2012",
		[]string{"outstanding", "good", "adequate", "inadequate"}},
	{"sif", "Single inspection framework", "2013 to 2017",
		[]string{"outstanding", "good", "requires improvement", "inadequate"}},
	{"ilacs", "Inspection of local authority children's services", "from 2018",
		[]string{"outstanding", "good", "requires improvement to be good", "inadequate"}},
	{"jtai", "Joint targeted area inspection", "from 2016", nil},
	{"sccif", "Social care common inspection framework", "from 2017",
		[]string{"outstanding", "good", "requires improvement to be good", "inadequate"}},
	{"send", "Area special educational needs and disabilities (SEND) inspection", "from 2016", nil},
	{"cqc", "Care Quality Commission review", "", []string{"outstanding", "good", "requires improvement", "inadequate"}},
}

// RegimeByKey finds a regime.
func RegimeByKey(key string) (Regime, bool) {
	for _, r := range Regimes {
		if r.Key == key {
			return r, true
		}
	}
	return Regime{}, false
}

// Duties gives what the law asks from each report of an inspection, with the
// dates or why they can't be told.
func (p *Plan) Duties(inspection string) map[*Report][]deadline.DutyDue {
	due := map[*Report][]deadline.DutyDue{}
	for r := range p.Reports.All() {
		if r.Inspection == inspection {
			for _, duty := range deadline.Duties {
				due[r] = append(due[r], duty.DueFrom(r.Received))
			}
		}
	}
	return due
}
