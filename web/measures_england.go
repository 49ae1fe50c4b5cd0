package web

import (
	"fmt"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/compare"
	"throughline/practice"
)

// englandView is how England is doing in what a measure counts.
type englandView struct {
	None    string // why there is nothing to show
	Notice  []string
	Differs string
	Lines   []englandLine
	Source  string
}

type englandLine struct{ Year, England, Region, Neighbours string }

const publishedSource = "Department for Education, children looked after in England including adoptions, years to 31 March; statistical neighbours model of 2025. Open Government Licence v3.0. " +
	"The department rounds percentages to whole numbers and counts to 10, and withholds a figure by which somebody could be known."

// englandOf gives what is published to stand beside a measure. The council is
// found by its name; one that is not in the department's list gets England alone.
func englandOf(m *practice.Measure, council string, day calendar.Date) *englandView {
	if m.England.Indicator == "" {
		return &englandView{None: "The Department for Education publishes nothing that counts the same thing."}
	}
	view := &englandView{
		Differs: m.England.Differs, Source: publishedSource,
		Notice: []string{"This is no league table, and no figure here says that a council is better or worse: children, places and how records are kept differ. A published figure is rounded and counts a year that is over, so it is not to be set beside the exact figure above."},
	}
	for _, year := range compare.Years(m.England.Indicator) {
		b := compare.For(m.England.Indicator, council, year)
		line := englandLine{Year: "Year to 31 March " + strconv.Itoa(year), England: b.England.Words(), Region: "Not known", Neighbours: "Not known"}
		if b.Council != "" {
			line.Region, line.Neighbours = b.Region+": "+b.InRegion.Words(), neighbourWords(b.Neighbours)
		}
		view.Lines = append(view.Lines, line)
	}
	if b := compare.For(m.England.Indicator, council, compare.Years(m.England.Indicator)[0]); b.Council == "" {
		view.Notice = append(view.Notice, "“"+council+"” is not in the department’s list of councils, so its region and its statistical neighbours are not known. The council’s name is set by whoever runs the program.")
	} else {
		view.Notice = append(view.Notice, "The statistical neighbours of "+b.Council+", which the department takes to be most like it, are "+allNamed(b.Neighbours.Names)+". They are shown as a group.")
	}
	if last := compare.Years(m.England.Indicator)[0]; day.Year < last-4 {
		view.Notice = append(view.Notice, fmt.Sprintf("These years came after the day that this page describes, %s.", day.Long()))
	}
	return view
}

func neighbourWords(n compare.Neighbours) string {
	if n.With == 0 {
		return "None of the " + strconv.Itoa(len(n.Names)) + " has a figure"
	}
	return fmt.Sprintf("From %s to %s, in the middle %s (%d of %d have a figure)", n.Lowest.Words(), n.Highest.Words(), n.Middle.Words(), n.With, len(n.Names))
}

func allNamed(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
