package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
)

type measuresCommand struct {
	AsAt    string `placeholder:"DATE" help:"The day to describe (default: today)."`
	Measure string `placeholder:"ID" help:"Only this measure, such as dental-check."`
	By      string `enum:",team,district,agency,age,placement_type" default:"" help:"Broken down too by team, district, agency, age or placement_type, where the measure can be."`
	Format  string `enum:"json,csv,text" default:"text" help:"json, csv or text."`
}

// figureLine is one figure, as other programs read it.
type figureLine struct {
	ID          string   `json:"id"`
	Period      string   `json:"period"` // its first and last day; "" where none is over
	Numerator   float64  `json:"numerator"`
	Denominator float64  `json:"denominator"`
	Value       *float64 `json:"value"` // null when the denominator is 0
	Excluded    int      `json:"excluded"`
	CannotTell  int      `json:"cannot_tell"`
	Cohort      string   `json:"cohort"`
	AsAt        string   `json:"as_at"`
	KnownAt     *string  `json:"known_at"` // when the last entry that counts was written; null before the first
	By          string   `json:"by,omitempty"`
	Group       string   `json:"group,omitempty"`

	name, words string
	shape       practice.Shape
	counting    deadline.Counting
	starts      []string
}

// Run prints the figures of the latest period of each measure that was over.
func (c measuresCommand) Run(s *session) error {
	when, err := s.moment(c.AsAt)
	if err != nil {
		return err
	}
	if err := s.open(); err != nil {
		return err
	}
	caller, err := s.caller("measures")
	if err != nil {
		return err
	}
	lines, err := c.lines(s, caller, when)
	if err != nil {
		return err
	}
	switch c.Format {
	case "json":
		return writeJSON(s.out, lines)
	case "csv":
		return figuresCSV(s.out, lines)
	default:
		return figuresText(s.out, lines)
	}
}

func (c measuresCommand) lines(s *session, caller access.Caller, when app.When) ([]figureLine, error) {
	all, err := s.service.Measures(s.ctx, caller, when, 1)
	if err != nil {
		return nil, err
	}
	if c.Measure != "" {
		named := slices.DeleteFunc(slices.Clone(all), func(m app.MeasureAt) bool { return m.Measure.ID != c.Measure })
		if len(named) == 0 {
			return nil, fmt.Errorf("there is no measure called “%s”: see them with throughline pack list", c.Measure)
		}
		all = named
	}
	pack, err := s.service.PackAt(s.ctx, caller, when)
	if err != nil {
		return nil, err
	}
	lines, cut := []figureLine{}, practice.Cut(c.By)
	broken := false
	for i := range all {
		m := &all[i]
		whole := lineOf(m, &m.Latest, pack.Convention(m.Measure))
		lines = append(lines, whole)
		if cut == "" || !slices.Contains(m.Measure.Breakdowns, cut) {
			continue
		}
		broken = true
		by, err := s.service.MeasureAt(s.ctx, caller, m.Measure.ID, when, 1, cut)
		if err != nil {
			return nil, err
		}
		for j := range by.Slices {
			part := lineOf(m, &by.Slices[j].Figure, whole.counting)
			part.Period, part.By, part.Group = whole.Period, c.By, by.Slices[j].Value
			lines = append(lines, part)
		}
	}
	if c.Measure != "" && cut != "" && !broken {
		return nil, errors.New(notBrokenDown(&all[0], c.By))
	}
	return lines, nil
}

func notBrokenDown(m *app.MeasureAt, by string) string {
	cuts := make([]string, 0, len(m.Measure.Breakdowns))
	for _, cut := range m.Measure.Breakdowns {
		cuts = append(cuts, string(cut))
	}
	if len(cuts) == 0 {
		return fmt.Sprintf("the measure %s can't be broken down: leave out --by", m.Measure.ID)
	}
	return fmt.Sprintf("the measure %s can't be broken down by %s: it can by %s", m.Measure.ID, by, strings.Join(cuts, ", "))
}

func lineOf(m *app.MeasureAt, f *measure.Figure, counting deadline.Counting) figureLine {
	line := figureLine{
		ID: m.Measure.ID, Numerator: f.Numerator, Denominator: f.Denominator, Excluded: f.Excluded, CannotTell: f.CannotTell, Cohort: string(m.Measure.Cohort), AsAt: m.AsAt.String(),
		name: m.Measure.Name, words: m.Measure.Words, shape: m.Measure.Shape, counting: counting, starts: f.Starts,
	}
	if p := m.Latest.Period; m.HasPeriod() {
		line.Period = p.First.String() + "/" + p.Last.String()
	}
	if f.Denominator != 0 && !math.IsNaN(f.Value) {
		value := f.Value
		line.Value = &value
	}
	if at := instant(m.Known.At); at != "" {
		line.KnownAt = &at
	}
	return line
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (l *figureLine) value() string {
	if l.Value == nil {
		return ""
	}
	return number(*l.Value)
}

func (l *figureLine) knownAt() string {
	if l.KnownAt == nil {
		return ""
	}
	return *l.KnownAt
}

func figuresCSV(to io.Writer, lines []figureLine) error {
	out := csv.NewWriter(to)
	if err := out.Write([]string{"id", "period", "numerator", "denominator", "value", "excluded", "cannot_tell", "cohort", "as_at", "known_at", "by", "group", "counting", "start_used"}); err != nil {
		return err
	}
	for i := range lines {
		l := &lines[i]
		if err := out.Write([]string{
			l.ID, l.Period, number(l.Numerator), number(l.Denominator), l.value(), strconv.Itoa(l.Excluded), strconv.Itoa(l.CannotTell), l.Cohort, l.AsAt, l.knownAt(), l.By, l.Group,
			string(l.counting), strings.Join(l.starts, "; "),
		}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func figuresText(to io.Writer, lines []figureLine) error {
	var b strings.Builder
	for i := range lines {
		l := &lines[i]
		if l.By != "" {
			fmt.Fprintf(&b, "    %s %s: %s\n", strings.ReplaceAll(l.By, "_", " "), l.Group, l.figure())
			continue
		}
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "%s (%s)\n  %s\n", l.name, l.ID, l.figure())
		period := "No period of it is over."
		if first, last, ok := strings.Cut(l.Period, "/"); ok {
			period = fmt.Sprintf("From %s to %s.", longDay(first), longDay(last))
		}
		fmt.Fprintf(&b, "  %s The %s cohort.\n", period, l.cohort())
		if l.counting != "" {
			fmt.Fprintf(&b, "  Working days are %s.\n", l.counting.Words())
		}
		if len(l.starts) > 0 {
			fmt.Fprintf(&b, "  The start that was used: %s.\n", strings.Join(l.starts, "; "))
		}
	}
	_, err := io.WriteString(to, b.String())
	return err
}

func (l *figureLine) cohort() string {
	if l.Cohort == "return" {
		return "return's"
	}
	return l.Cohort
}

func (l *figureLine) figure() string {
	text := "No figure: there are no rows"
	switch {
	case l.Value == nil:
	case l.shape == "proportion":
		text = fmt.Sprintf("%.1f%%: %s of %s", *l.Value*100, number(l.Numerator), number(l.Denominator))
	case l.shape == "ratio":
		text = fmt.Sprintf("%.1f: %s to %s", *l.Value, number(l.Numerator), number(l.Denominator))
	default:
		text = number(*l.Value)
	}
	if l.CannotTell > 0 {
		text += fmt.Sprintf(", of which %d can't be told", l.CannotTell)
	}
	if l.Excluded > 0 {
		text += fmt.Sprintf("; %d left out", l.Excluded)
	}
	return text + "."
}
