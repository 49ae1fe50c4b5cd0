package invent

import (
	"slices"
	"strings"

	"throughline/calendar"
)

// faults plants what people get wrong into rows as they are written.
type faults struct {
	*dice
	rate float64
}

// kinds of cell, as they are spoilt.
const (
	kept = iota // never spoilt
	dates
	codes
	isoDates // written as 2013-04-15
)

// row gives the rows that are written for one: itself, spoilt, twice or not at all.
func (f faults) row(cells []string, kinds []int) [][]string {
	if f.rate == 0 || !f.chance(f.rate) {
		return [][]string{cells}
	}
	switch at := f.below(100); {
	case at < 5:
		return nil
	case at < 10:
		return [][]string{cells, slices.Clone(cells)}
	case at < 14:
		cells[0] = "" // whose is it?
		return [][]string{cells}
	case at < 17:
		cells[0] = " " + strings.ToLower(cells[0]) + " "
		return [][]string{cells}
	}
	for range 10 {
		i := f.below(len(cells))
		if kinds[i] != kept && (cells[i] != "" || f.chance(0.1)) {
			cells[i] = f.spoil(kinds[i], cells[i])
			break
		}
	}
	return [][]string{cells}
}

func (f faults) spoil(kind int, cell string) string {
	switch kind {
	case dates:
		return f.date(cell)
	case isoDates:
		day, err := calendar.Parse(cell)
		if err != nil {
			return ""
		}
		return f.one("", "", "2013-02-31", "not known", day.AddDays(f.between(1, 90)).String(), day.AddDays(-f.between(1, 90)).String(), day.AddMonths(12).String())
	}
	switch at := f.below(10); {
	case at < 4:
		return ""
	case at < 6:
		return f.one("Q9", "99", "?", "F9", "U9", "PN9")
	case at < 8:
		return strings.ToLower(cell)
	default:
		return cell + " "
	}
}

// date spoils a day written as 05/11/2018: some ways still say the day, some say another, and some say none.
func (f faults) date(cell string) string {
	p := strings.Split(cell, "/")
	if len(p) != 3 {
		return f.one("", "unknown", "31/02/2023")
	}
	switch at := f.below(100); {
	case at < 35:
		return ""
	case at < 45:
		return "31/02/" + p[2]
	case at < 50:
		return "01/13/" + p[2]
	case at < 55:
		return p[0] + "/" + p[1] + "/" + p[2][2:]
	case at < 60:
		return f.one("########", "not known", "nan", "TBC")
	case at < 70:
		return p[2] + "-" + p[1] + "-" + p[0]
	case at < 75:
		return strings.TrimLeft(p[0], "0") + "/" + strings.TrimLeft(p[1], "0") + "/" + p[2]
	}
	day, err := calendar.Parse(cell)
	if err != nil {
		return ""
	}
	switch f.below(4) {
	case 0:
		return slashes(day.AddMonths(12))
	case 1:
		return slashes(day.AddMonths(-12))
	case 2:
		return slashes(day.AddDays(f.between(-9, 9)))
	default:
		return slashes(day.AddDays(f.between(-400, 400)))
	}
}
