package web

import (
	"math"
	"strconv"
	"strings"

	"throughline/deadline"
	"throughline/measure"
	"throughline/plan"
	"throughline/practice"
	"throughline/web/govuk"
)

// statusTags say what kind of rule something rests on.
var statusTags = map[practice.Status]govuk.Tag{
	practice.Statutory: {Text: "Statutory", Classes: "govuk-tag--blue"}, practice.Guidance: {Text: "Guidance", Classes: "govuk-tag--turquoise"},
	practice.Return: {Text: "National return", Classes: "govuk-tag--blue"}, practice.Professional: {Text: "Professional", Classes: "govuk-tag--grey"},
	practice.Local: {Text: "Local", Classes: "govuk-tag--grey"},
}

// basisTags are what kind of rule it is and, where nobody has seen its source, that it is unconfirmed.
func basisTags(b *practice.Basis) []govuk.Tag {
	tags := []govuk.Tag{statusTags[b.Status]}
	if b.Confidence == practice.Unconfirmed {
		tags = append(tags, govuk.Tag{Text: "Unconfirmed", Classes: "govuk-tag--yellow"})
	}
	return tags
}

// confidenceWords say how sure the source of a rule is.
var confidenceWords = map[practice.Confidence]string{
	practice.High: "seen in legislation or government text", practice.Medium: "seen in a procedure or a professional body’s page",
	practice.Low: "seen once, or the makers’ own", practice.Unconfirmed: "unconfirmed: nobody has seen its source",
}

// cohortWords say whose figures are counted: two measures of one thing differ by it.
var cohortWords = map[practice.Cohort]string{
	"return": "Return cohort: the children whom the national return counts", "live": "Live cohort: every child the rule is about, now",
}

var polarityWords = map[practice.Polarity]string{"high": "Higher is better", "low": "Lower is better", "neither": "Neither way is better"}

var periodWords = map[practice.Period]string{
	"month": "Each month", "quarter": "Each quarter", "year_to_31_march": "Each year to 31 March", "school_term": "Each school term", "day": "Each day",
}

// cutWords are what a figure may be broken down by.
var cutWords = map[practice.Cut]string{
	"team": "Team", "district": "District", "agency": "Agency", "age": "Age", "placement_type": "Placement type", "worker": "Worker",
	"reviewing_officer": "Reviewing officer", "level": "Level", "sector": "Sector",
}

// numberWords is a number without needless decimals.
func numberWords(n float64) string {
	if n == math.Trunc(n) && math.Abs(n) < 1e15 {
		return plan.Number(int(n))
	}
	return strconv.FormatFloat(math.Round(n*10)/10, 'f', 1, 64)
}

// valueWords is the value of a figure by itself.
func valueWords(shape practice.Shape, f *measure.Figure) string {
	switch {
	case shape == "count":
		return numberWords(f.Numerator)
	case math.IsNaN(f.Value):
		return "none to count"
	case shape == "proportion":
		return percent(f.Value)
	default:
		return numberWords(f.Value)
	}
}

// percent rounds to a whole one, but never to all or to nothing when it is neither.
func percent(value float64) string {
	switch {
	case value > 0.99 && value < 1:
		return "over 99%"
	case value > 0 && value < 0.01:
		return "under 1%"
	default:
		return strconv.Itoa(int(math.Round(value*100))) + "%"
	}
}

// figureWords is a figure as it is read: 412 of 480 (86%).
func figureWords(shape practice.Shape, f *measure.Figure) string {
	switch {
	case shape == "count":
		return numberWords(f.Numerator)
	case math.IsNaN(f.Value) || f.Denominator == 0:
		return "None to count"
	case shape == "proportion":
		return numberWords(f.Numerator) + " of " + numberWords(f.Denominator) + " (" + percent(f.Value) + ")"
	case shape == "ratio":
		return numberWords(f.Value) + " (" + numberWords(f.Numerator) + " over " + numberWords(f.Denominator) + ")"
	default:
		return numberWords(f.Value) + " (" + numberWords(f.Denominator) + " counted)"
	}
}

// targetWords is what the council aims at, by whom and since when; "" where it aims at nothing.
func targetWords(m *practice.Measure) string {
	if m.Target.Value == 0 && m.Target.Owner == "" {
		return ""
	}
	value := numberWords(m.Target.Value)
	if m.Shape == "proportion" {
		value = percent(m.Target.Value)
	}
	words := value
	if m.Target.Owner != "" {
		words += ", set by " + m.Target.Owner
	}
	if !m.Target.Set.IsZero() {
		words += " on " + m.Target.Set.Long()
	}
	return words
}

// shortPeriod names a period where there is little room.
func shortPeriod(of practice.Period, p measure.Period) string {
	switch of {
	case "month":
		return p.Last.Month.String()[:3] + " " + p.Last.String()[2:4]
	case "quarter":
		return p.First.Month.String()[:3] + "–" + p.Last.Month.String()[:3] + " " + p.Last.String()[2:4]
	case "year_to_31_march":
		return p.Last.String()[:4]
	default:
		return p.Name
	}
}

// pointsOf is a series as it is drawn.
func pointsOf(m *practice.Measure, series []measure.Figure) []point {
	points := make([]point, len(series))
	for i := range series {
		f := &series[i]
		value := f.Value
		if m.Shape == "count" {
			value = f.Numerator
		}
		points[i] = point{Label: shortPeriod(m.Period, f.Period), Value: value, Words: valueWords(m.Shape, f)}
	}
	return points
}

// stateTags say how a deadline stands: in a word, with a sign beside it that is told apart without colour.
var stateTags = map[deadline.State]struct{ icon, colour string }{
	deadline.Overdue: {"✖", "red"}, deadline.Late: {"▲", "orange"}, deadline.CannotTell: {"?", "yellow"}, deadline.Running: {"●", "blue"},
	deadline.Met: {"✔", "green"}, deadline.NotRequired: {"–", "grey"}, deadline.Superseded: {"–", "grey"},
}

// stateTag is a state with its sign.
func stateTag(s deadline.State) govuk.Tag {
	t := stateTags[s]
	return govuk.Tag{Text: t.icon + " " + s.Name(), Classes: strings.TrimSpace("govuk-tag--" + t.colour)}
}

// axisNumber is a number for a file: all of its digits, and no commas.
func axisNumber(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }
