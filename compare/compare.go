// Package compare holds what the Department for Education publishes of England,
// its regions and each council, to stand beside a council's own measure. It ranks
// nobody, and sets no published figure against one that is not rounded as it is.
// It does no input or output.
package compare

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

//go:embed published.csv
var publishedText string

//go:embed neighbours.csv
var neighboursText string

// Mark says why there is no figure. The department's own marks.
type Mark string

// The marks.
const (
	Withheld      Mark = "c" // so that nobody can be known by it
	NearlyNothing Mark = "k" // more than nothing, and rounded to 0
	Unavailable   Mark = "x"
	Inapplicable  Mark = "z"
	Unpublished   Mark = "-" // there is no row for it
)

// Words is the mark in words.
func (m Mark) Words() string {
	return map[Mark]string{
		Withheld: "withheld, so that nobody can be known by it", NearlyNothing: "more than 0, rounded to 0%", Unavailable: "not available", Inapplicable: "not applicable", Unpublished: "not published",
	}[m]
}

// Figure is a published percentage, or the mark that stands in its place.
type Figure struct {
	Percent int
	Mark    Mark // "" where there is a figure
}

// Words is the figure as it is printed.
func (f Figure) Words() string {
	if f.Mark != "" {
		return f.Mark.Words()
	}
	return strconv.Itoa(f.Percent) + "%"
}

// Neighbours are a council's statistical neighbours, as a group: no figure of any
// one of them is given, so that they can't be put in an order.
type Neighbours struct {
	Names           []string // in the order of the alphabet
	With            int      // how many have a figure
	Lowest, Highest Figure   // of those
	Middle          Figure   // the median, rounded to a whole number; half goes up
}

// Beside is what is published to stand beside a measure, for one year.
type Beside struct {
	Year       int // that ended on 31 March
	England    Figure
	Region     string // "" where the council is not known
	InRegion   Figure
	Council    string // as the department names it
	Neighbours Neighbours
}

type row struct {
	indicator, level, code, name, region string
	year                                 int
	figure                               Figure
}

var (
	rows       = readRows()
	neighbours = readNeighbours()
)

// Indicators lists the published indicators that are held, in the order of the
// alphabet.
func Indicators() (all []string) {
	for _, r := range rows {
		if !slices.Contains(all, r.indicator) {
			all = append(all, r.indicator)
		}
	}
	slices.Sort(all)
	return all
}

// Years lists the years of an indicator, the latest first; none for one that is
// not held.
func Years(indicator string) (all []int) {
	for _, r := range rows {
		if r.indicator == indicator && !slices.Contains(all, r.year) {
			all = append(all, r.year)
		}
	}
	slices.Sort(all)
	slices.Reverse(all)
	return all
}

// For gives what is published of an indicator for a year, for a council by its
// name. A council that the department's list doesn't have gets England alone.
func For(indicator, council string, year int) Beside {
	b := Beside{Year: year, England: Figure{Mark: Unpublished}}
	own, known := codeOf(council)
	var near []string
	if known {
		near = neighbours[own].near
	}
	var figures []int
	for _, r := range rows {
		if r.indicator != indicator || r.year != year {
			continue
		}
		switch {
		case r.level == "National":
			b.England = r.figure
		case r.level == "Local authority" && known && r.code == own:
			b.Region, b.Council = r.region, r.name
		case r.level == "Local authority" && slices.Contains(near, r.code) && r.figure.Mark == "":
			figures = append(figures, r.figure.Percent)
		}
	}
	if !known {
		return b
	}
	b.Council = neighbours[own].name
	b.InRegion = Figure{Mark: Unpublished}
	for _, r := range rows {
		if r.indicator == indicator && r.year == year && r.level == "Regional" && r.name == b.Region {
			b.InRegion = r.figure
		}
	}
	b.Neighbours = grouped(near, figures)
	return b
}

func grouped(near []string, figures []int) Neighbours {
	none := Figure{Mark: Unpublished}
	n := Neighbours{With: len(figures), Lowest: none, Highest: none, Middle: none}
	for _, code := range near {
		if of, ok := neighbours[code]; ok {
			n.Names = append(n.Names, of.name)
		}
	}
	slices.Sort(n.Names)
	if len(figures) == 0 {
		return n
	}
	slices.Sort(figures)
	half := len(figures) / 2
	middle := figures[half]
	if len(figures)%2 == 0 {
		middle = (figures[half-1] + figures[half] + 1) / 2
	}
	n.Lowest, n.Highest, n.Middle = Figure{Percent: figures[0]}, Figure{Percent: figures[len(figures)-1]}, Figure{Percent: middle}
	return n
}

// ordinary are words of a council's name that its place doesn't have.
var ordinary = []string{
	"metropolitan borough council", "county borough council", "borough council", "county council", "city council", "district council", "council", "metropolitan borough of",
	"london borough of", "royal borough of", "city of", "county of", "borough of", "the",
}

// codeOf finds a council by its name, whatever kind of council it says it is.
func codeOf(name string) (string, bool) {
	wanted := place(name)
	for code, n := range neighbours {
		if place(n.name) == wanted {
			return code, true
		}
	}
	return "", false
}

func place(name string) string {
	name = strings.ToLower(strings.NewReplacer("&", "and", ".", "", "’", "", "'", "", ",", "").Replace(name))
	name = strings.Join(strings.Fields(name), " ")
	for _, word := range ordinary {
		name = strings.TrimSuffix(strings.TrimPrefix(name, word+" "), " "+word)
	}
	return name
}

func readRows() (all []row) {
	for _, r := range table(publishedText)[1:] {
		year, err := strconv.Atoi(r[1])
		if err != nil {
			panic(damaged(err))
		}
		one := row{indicator: r[0], year: year, level: r[2], code: r[3], name: r[4], region: r[5]}
		if percent, err := strconv.Atoi(r[6]); err == nil {
			one.figure.Percent = percent
		} else if one.figure.Mark = Mark(r[6]); one.figure.Mark.Words() == "" {
			panic(damaged(fmt.Errorf("%q is neither a percentage nor a mark", r[6])))
		}
		all = append(all, one)
	}
	return all
}

type neighbour struct {
	name string
	near []string
}

func readNeighbours() map[string]neighbour {
	all := map[string]neighbour{}
	for _, r := range table(neighboursText)[1:] {
		all[r[0]] = neighbour{r[1], strings.Fields(r[2])}
	}
	return all
}

func table(text string) [][]string {
	lines, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		panic(damaged(err))
	}
	return lines
}

func damaged(err error) string {
	return "the published tables built into this program are damaged: " + err.Error()
}
