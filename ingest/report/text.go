package report

import (
	"fmt"
	"strings"
)

// Text writes what was read for a person: what the report says of itself, its
// judgements, its areas with their lines, and the warnings.
func Text(r Report, warnings []Warning) string {
	var out strings.Builder
	line := func(name, words string, at int) {
		if words == "" {
			words = "not found"
		}
		fmt.Fprintf(&out, "%-14s%s%s\n", name, words, onLine(at))
	}
	line("Council", r.Council.Text, r.Council.Line)
	framework := ""
	if r.Framework != UnknownFramework {
		framework = r.Framework.Words()
	}
	line("Framework", framework, r.FrameworkSaid.Line)
	line("On site", between(r), r.Start.Said.Line)
	published := ""
	if !r.Published.Date.IsZero() {
		published = r.Published.Long()
	}
	line("Published", published, r.Published.Said.Line)
	if len(r.Judgements) > 0 {
		out.WriteString("\nJudgements\n")
	}
	for _, j := range r.Judgements {
		fmt.Fprintf(&out, "- %s: %s%s\n", j.Aspect, j.Said.Text, onLine(j.Said.Line))
	}
	heading := ""
	for _, a := range r.Areas {
		if h := headingOf(a); h != heading {
			heading = h
			out.WriteString("\n" + h + "\n")
		}
		number := "-"
		if a.Number != "" {
			number = a.Number + "."
		}
		fmt.Fprintf(&out, "%s %s%s\n", number, strings.ReplaceAll(a.Words, "\n", "\n  "), onLine(a.Line))
	}
	if len(warnings) > 0 {
		out.WriteString("\nTo check\n")
	}
	for _, w := range warnings {
		out.WriteString("- " + w.Text + "\n")
	}
	return out.String()
}

func onLine(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(" (line %d)", n)
}

func between(r Report) string {
	switch {
	case r.Start.Date.IsZero():
		return ""
	case r.End.Date.IsZero():
		return r.Start.Long()
	}
	return r.Start.Long() + " to " + r.End.Long()
}

// headingOf is under what an area stands: the list, whose it is, the section
// and the timescale.
func headingOf(a Area) string {
	var parts []string
	for _, said := range []Said{a.List, a.Part, a.Section, a.TimescaleSaid} {
		if said.Found() {
			parts = append(parts, said.Text)
		}
	}
	if len(parts) == 0 {
		return a.Kind.Words()
	}
	return strings.Join(parts, " / ")
}

// Heading is under what the area stands in its report, as its headings are written.
func (a Area) Heading() string { return headingOf(a) }
