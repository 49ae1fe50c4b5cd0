package measure

import (
	"slices"

	"throughline/practice"
)

// Naming is how a measure is named and what it aims at, as the pack declares it.
type Naming struct {
	ID, Code, Name, Words  string
	Cohort                 string // the return cohort and the live cohort are two differently named figures
	Numerator, Denominator string // in words
	Target                 practice.Target
	HasTarget              bool
	Polarity               practice.Polarity
	Shape                  practice.Shape
	Breakdowns             []practice.Cut
	SaysStart              bool // a figure of it says which start the time was counted from
}

// Named gives how a measure is named.
func Named(m *practice.Measure) Naming {
	return Naming{
		ID: m.ID, Code: m.Code, Name: m.Name, Words: m.Words, Cohort: CohortName(m.Cohort), Numerator: m.Numerator.Words, Denominator: m.Denominator.Words,
		Target: m.Target, HasTarget: m.Target.Owner != "" || m.Target.Value != 0 || m.Target.Words != "", Polarity: m.Polarity, Shape: m.Shape,
		Breakdowns: m.Breakdowns, SaysStart: saysStart(m.Of.Rows),
	}
}

func saysStart(rows string) bool {
	return slices.ContainsFunc(practice.RowSources, func(s practice.RowSource) bool {
		_, says := s.Items[StartUsed]
		return s.Name == rows && says
	})
}

// CohortName is whose figures are counted, in words.
func CohortName(c practice.Cohort) string { return string(c) + " cohort" }
