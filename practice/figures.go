package practice

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
)

// Measure is one figure: what is counted, and of how many.
type Measure struct {
	ID          string     `yaml:"id" need:"yes" help:"Its name in addresses and files: small letters and hyphens."`
	Code        string     `yaml:"code" help:"Its number in the table of measures, such as M19."`
	Name        string     `yaml:"name" need:"yes" help:"Its heading."`
	Words       string     `yaml:"words" need:"yes" help:"What it means, in a sentence or two."`
	Of          Of         `yaml:"of" need:"yes" help:"The rows that it counts."`
	Numerator   Counted    `yaml:"numerator" need:"yes" help:"Which of the rows count."`
	Denominator Counted    `yaml:"denominator" need:"yes" help:"Of which rows."`
	Exclusions  []Excluded `yaml:"exclusions" help:"Rows left out, and why; they are shown with the figure."`
	Shape       Shape      `yaml:"shape" default:"proportion" help:"What the figure is."`
	Polarity    Polarity   `yaml:"polarity" need:"yes" help:"Which way is better."`
	Target      Target     `yaml:"target" help:"What the council aims at: local, with its owner and a date."`
	Period      Period     `yaml:"period" need:"yes" help:"The stretches of time, which don't overlap."`
	Breakdowns  []Cut      `yaml:"breakdowns" help:"What it may be broken down by."`
	England     Published  `yaml:"england" help:"What the Department for Education publishes of the same thing, if it does."`
	Cohort      Cohort     `yaml:"cohort" need:"yes" help:"Whether the return's own cohort is counted or everybody now: two differently named figures."`
	Basis       `yaml:",inline"`
}

// Definition is a digest of what the measure counts. It is the same as long as
// the rows, the conditions and the periods are declared the same, whatever the
// words around them are.
func (m *Measure) Definition() string {
	said := []any{m.Of, m.Numerator.When, m.Numerator.Sum, m.Denominator.When, m.Denominator.Sum, m.Shape, m.Period, m.Cohort}
	for _, e := range m.Exclusions {
		said = append(said, e.When)
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%#v", said))
	return hex.EncodeToString(sum[:8])
}

// Of is the rows that a measure counts: deadlines, records of a kind, or rows
// that the returns give. One of them is named.
type Of struct {
	Clocks []string `yaml:"clocks" help:"The deadlines of these clocks that fell due in the period. A row counts when it is met."`
	Every  bool     `yaml:"every" help:"One row for each child: it counts when every one of its deadlines is met."`
	Kind   string   `yaml:"kind" help:"The records of this kind."`
	Day    string   `yaml:"day" help:"The field by whose day a record belongs to a period. Left out, it is the day on which what it is about happened."`
	Rows   string   `yaml:"rows" help:"Rows that the program knows, such as looked_after_12_months."`
}

// Counted says which rows count.
type Counted struct {
	Words string `yaml:"words" need:"yes" help:"In words."`
	When  string `yaml:"when" help:"In CEL, over the fields of the rows. Left out for deadlines: those that are met."`
	Sum   string `yaml:"sum" help:"For a ratio: the field whose numbers are added up, in place of counting rows."`
}

// Excluded says which rows are left out, and why.
type Excluded struct {
	When    string `yaml:"when" help:"In CEL; left out where the rows come without them."`
	Because string `yaml:"because" need:"yes" help:"Why, in words."`
}

// Shape is what a figure is.
type Shape string

func (Shape) options() []string { return []string{"proportion", "ratio", "count", "median"} }

// Polarity is which way is better.
type Polarity string

func (Polarity) options() []string { return []string{"high", "low", "neither"} }

// Period is a stretch of time.
type Period string

func (Period) options() []string {
	return []string{"month", "quarter", "year_to_31_march", "school_term", "day"}
}

// Cut is what a measure may be broken down by.
type Cut string

func (Cut) options() []string {
	return []string{"team", "district", "agency", "age", "placement_type", "worker", "reviewing_officer", "level", "sector"}
}

// Cohort is whose figures are counted.
type Cohort string

func (Cohort) options() []string { return []string{"return", "live"} }

// Published is what the Department for Education publishes to stand beside a
// measure.
type Published struct {
	Indicator string `yaml:"indicator" help:"Its name in package compare, such as teeth-checked."`
	Differs   string `yaml:"differs" help:"How its definition differs from the measure's, as a sentence."`
}

// Target is what the council aims at.
type Target struct {
	Value float64       `yaml:"value" help:"From 0 to 1 for a proportion."`
	Owner string        `yaml:"owner" help:"The post that set it."`
	Set   calendar.Date `yaml:"set" help:"The day it was set."`
	Words string        `yaml:"words" help:"What it rests on."`
}

// Alert is what bad looks like, and who must act.
type Alert struct {
	Code  string      `yaml:"code" need:"yes" help:"Its short name."`
	Words string      `yaml:"words" need:"yes" help:"What has gone wrong, as a sentence."`
	Raise Raise       `yaml:"raise" need:"yes" help:"What raises it."`
	Who   access.Role `yaml:"who" need:"yes" help:"Who must act."`
	Act   string      `yaml:"act" need:"yes" help:"What they must do."`
	End   string      `yaml:"end" need:"yes" help:"What ends it."`
	Basis `yaml:",inline"`
}

// Raise is what raises an alert: a deadline's state, a record, a measure, or
// somebody's judgement where no rule can tell.
type Raise struct {
	Clock   string           `yaml:"clock" help:"A clock."`
	States  []deadline.State `yaml:"states" help:"The states of its deadlines that raise it."`
	Kind    string           `yaml:"kind" help:"A kind of record."`
	When    string           `yaml:"when" help:"In CEL, over the record's fields."`
	Measure string           `yaml:"measure" help:"A measure: the alert is raised from its rows."`
	Above   float64          `yaml:"above" help:"With a measure that is a ratio: a row above it raises the alert."`
	Judged  bool             `yaml:"judged" help:"Somebody must judge: no rule can tell it from the records alone."`
}

// Criterion is one thing that an audit asks of a case.
type Criterion struct {
	Code       string `yaml:"code" need:"yes" help:"Its short name."`
	Words      string `yaml:"words" need:"yes" help:"What is asked."`
	Evidence   string `yaml:"evidence" need:"yes" help:"What the auditor looks at."`
	Scale      Scale  `yaml:"scale" need:"yes" help:"The words it is graded by."`
	Compulsory string `yaml:"compulsory" help:"When it must be answered, in words."`
	Basis      `yaml:",inline"`
}

// Scale is the words by which a criterion is graded. Only counts are made of
// grades: they are never averaged, and one scale is never turned into another.
type Scale string

func (Scale) options() []string { return []string{"four_words", "yes_no", "binary_tool"} }
