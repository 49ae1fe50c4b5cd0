package invent

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"throughline/calendar"
)

// Fault is one thing that was planted to be wrong.
type Fault struct {
	File    string // the return's file, the census or the kind of a local file
	Year    int
	Subject string // the child's number, or whatever stands first in the row
	Column  string // "" where it is the whole row
	What    string // missing, late, contradictory, wrong code, duplicate or unreadable
	Was, Is string // the cell before and after; of a row neither
}

// The sorts of fault.
const (
	faultMissing     = "missing"
	faultLate        = "late"
	faultContrary    = "contradictory"
	faultCode        = "wrong code"
	faultDuplicate   = "duplicate"
	faultUnreadable  = "unreadable"
	faultWrittenElse = "written another way"
)

// faultOf says what sort of fault a spoilt cell is.
func faultOf(kind int, was, is string) string {
	if strings.TrimSpace(is) == "" {
		return faultMissing
	}
	if kind != dates && kind != isoDates {
		if strings.EqualFold(strings.TrimSpace(is), was) {
			return faultWrittenElse
		}
		return faultCode
	}
	after, err := calendar.Parse(is)
	if err != nil {
		return faultUnreadable
	}
	switch before, err := calendar.Parse(was); {
	case err != nil || before.After(after):
		return faultContrary // with what other files say
	case before == after:
		return faultWrittenElse
	}
	return faultLate
}

// spoilt gives the rows that are written for one, and notes what was done to it.
func (f faults) spoilt(of Fault, columns string, cells []string, kinds []int, note func(Fault)) [][]string {
	if f.rate == 0 {
		return [][]string{cells}
	}
	if note == nil {
		return f.row(cells, kinds)
	}
	before := append([]string(nil), cells...)
	rows := f.row(cells, kinds)
	of.Subject = before[0]
	switch {
	case len(rows) == 0:
		of.What = faultMissing
		note(of)
	case len(rows) > 1:
		of.What = faultDuplicate
		note(of)
	default:
		names := strings.Split(columns, ",")
		if strings.Contains(columns, "\t") { // names that have commas in them stand between tabs
			names = strings.Split(columns, "\t")
		}
		for i, was := range before {
			if is := rows[0][i]; is != was {
				of.Column, of.What, of.Was, of.Is = names[i], faultOf(kinds[i], was, is), was, is
				note(of)
			}
		}
	}
	return rows
}

const manifestColumns = "file,year,subject,column,what,was,is\n"

// manifest writes faults as lines of a CSV file. The first error is kept.
type manifest struct {
	to  io.Writer
	err error
	n   int
}

func (m *manifest) note(f Fault) {
	m.n++
	if m.err == nil {
		_, m.err = fmt.Fprintln(m.to, quoted([]string{f.File, strconv.Itoa(f.Year), f.Subject, f.Column, f.What, f.Was, f.Is}))
	}
}
