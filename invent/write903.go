package invent

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"throughline/calendar"
)

// table is one table of the return of children looked after.
type table struct {
	name, file string
	from       int // the first year that has it
	columns    string
}

const (
	header = iota
	episodes
	reviews
	uasc
	oc2
	oc3
	ad1
	placed
	prevPerm
	missing
	workers
	dolo
	tableCount
)

var tables = [tableCount]table{
	header:   {"Header", "header.csv", 0, "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"},
	episodes: {"Episodes", "episodes.csv", 0, "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"},
	reviews:  {"Reviews", "reviews.csv", 0, "CHILD,DOB,REVIEW,REVIEW_CODE"},
	uasc:     {"UASC", "uasc.csv", 0, "CHILD,SEX,DOB,DUC"},
	oc2: {"OC2", "oc2.csv", 0, "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,HEALTH_ASSESSMENT,SUBSTANCE_MISUSE," +
		"INTERVENTION_RECEIVED,INTERVENTION_OFFERED"},
	oc3:      {"OC3", "oc3.csv", 0, "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM"},
	ad1:      {"AD1", "ad1.csv", 0, "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR"},
	placed:   {"PlacedAdoption", "placed_for_adoption.csv", 0, "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED"},
	prevPerm: {"PrevPerm", "previous_permanence.csv", 0, "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM"},
	missing:  {"Missing", "missing.csv", 0, "CHILD,DOB,MISSING,MIS_START,MIS_END"},
	workers:  {"SWEpisodes", "sw_episodes.csv", 2024, "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON"},
	dolo:     {"DoLo", "dolo.csv", 2027, "CHILD,DOB,DOLO_START,DOLO_END"},
}

var keptColumns = map[string]bool{"CHILD": true, "UPN": true, "HOME_POST": true, "PL_POST": true, "URN": true, "SW_ID": true, "NB_ADOPTR": true, "LA_PERM": true}

var dateColumns = map[string]bool{
	"DOB": true, "MC_DOB": true, "DECOM": true, "DEC": true, "REVIEW": true, "DUC": true, "DATE_INT": true, "DATE_MATCH": true, "DATE_PLACED": true,
	"DATE_PLACED_CEASED": true, "DATE_PERM": true, "MIS_START": true, "MIS_END": true, "SW_DECOM": true, "SW_DEC": true, "DOLO_START": true, "DOLO_END": true,
}

// kinds of the cells of each table.
var kinds = func() (of [tableCount][]int) {
	for i := range tables {
		for name := range strings.SplitSeq(tables[i].columns, ",") {
			kind := codes
			switch {
			case dateColumns[name]:
				kind = dates
			case keptColumns[name]:
				kind = kept
			}
			of[i] = append(of[i], kind)
		}
	}
	return of
}()

// Files903 names the files that the return of a year has.
func Files903(year int) (names []string) {
	for _, t := range tables {
		if year >= t.from {
			names = append(names, t.file)
		}
	}
	return names
}

// Write903 writes the return of children looked after of one year, a CSV file for each table. create opens a file of a name to write to.
func (c Council) Write903(year int, create func(name string) (io.WriteCloser, error)) error {
	return c.write903(year, nil, create)
}

func (c Council) write903(year int, note func(Fault), create func(name string) (io.WriteCloser, error)) (err error) {
	if err := c.check(year); err != nil {
		return err
	}
	w := &return903{council: c, year: year, from: yearStart(year), to: c.lastOf(year), note: note}
	for i, t := range tables {
		if year < t.from {
			continue
		}
		file, openErr := create(t.file)
		if openErr != nil {
			return errors.Join(fmt.Errorf("%s: %w", t.file, openErr), w.close())
		}
		w.open[i], w.out[i] = file, bufio.NewWriterSize(file, 1<<16)
		if _, err := w.out[i].WriteString(t.columns + "\n"); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", t.file, err), w.close())
		}
	}
	c.each(w.child)
	return w.close()
}

type return903 struct {
	council  Council
	year     int
	from, to calendar.Date
	open     [tableCount]io.WriteCloser
	out      [tableCount]*bufio.Writer
	note     func(Fault)
	faults
}

// close flushes and closes what is open. A write that failed is found here, because a buffered writer keeps its first error.
func (w *return903) close() (err error) {
	for i := range w.open {
		if w.open[i] != nil {
			err = errors.Join(err, w.out[i].Flush(), w.open[i].Close())
		}
	}
	return err
}

func (w *return903) write(table int, cells ...string) {
	if w.out[table] == nil {
		return
	}
	for _, row := range w.spoilt(Fault{File: tables[table].file, Year: w.year}, tables[table].columns, cells, kinds[table], w.note) {
		for i, cell := range row {
			if i > 0 {
				_ = w.out[table].WriteByte(',') // kept by the writer, and given by Flush
			}
			_, _ = w.out[table].WriteString(cell)
		}
		_ = w.out[table].WriteByte('\n')
	}
}

func (w *return903) child(m *child) {
	inYear, leaver := m.looked(w.from, w.to), m.leaver(w.from, w.to)
	if !inYear && !leaver {
		return
	}
	number, _ := strconv.ParseUint(m.ID, 10, 64)
	w.faults = faults{newDice(w.council.Seed, number, uint64(w.year)), w.council.Faults}
	born := slashes(m.born)
	w.write(header, m.ID, m.sex(w.year), born, m.ethnic, m.UPN, "", "")
	if m.unaccompanied && inYear {
		w.write(uasc, m.ID, m.sex(w.year), born, slashes(calendar.Birthday(m.born, 18)))
	}
	for i := range m.spells {
		w.spell(m, &m.spells[i], born)
	}
	if w.council.over(w.year) && m.allYear(w.from, w.to) {
		w.oc2(m, born)
	}
	if leaver && w.council.over(w.year) {
		w.oc3(m, born)
	}
}

func (w *return903) spell(m *child, s *spell, born string) {
	if s.to.Before(w.from) || s.from.After(w.to) {
		return
	}
	for _, e := range s.episodes {
		if e.to.Before(w.from) || e.from.After(w.to) {
			continue
		}
		to, ended, moved := slashes(e.to), e.ended, e.moved
		if e.to.After(w.to) { // not yet, when the return is made
			to, ended, moved = "", "", ""
		}
		if w.year <= 2018 { // the orders for special guardians had other codes
			ended = strings.Replace(strings.Replace(ended, "E45", "E43", 1), "E46", "E44", 1)
		}
		w.write(episodes, m.ID, slashes(e.from), e.why, e.status, e.need, e.place, e.provider, to, ended, moved, e.homePost, e.placePost, e.urn)
	}
	for _, r := range s.reviews {
		if w.within(r.on) {
			w.write(reviews, m.ID, born, slashes(r.on), r.code)
		}
	}
	for _, a := range s.missing {
		if w.within(a.from) {
			w.write(missing, m.ID, born, a.kind, slashes(a.from), slashes(a.to))
		}
	}
	if w.within(s.from) {
		w.write(prevPerm, m.ID, born, "Z1", "", "")
	}
	w.workers(m, s, born)
	if s.reason != "E11" && s.reason != "E12" {
		return
	}
	if decided := later(s.from, s.to.AddDays(-90)); w.within(decided) || w.within(s.to) {
		w.write(placed, m.ID, born, slashes(decided), "", "")
	}
	if w.within(s.to) {
		day := slashes(later(s.from, s.to.AddDays(-60)))
		w.write(ad1, m.ID, born, day, day, w.one("0", "1"), "2", "MF", "L0")
	}
}

func (w *return903) within(day calendar.Date) bool { return !day.Before(w.from) && !day.After(w.to) }

// looked says whether the child was looked after on any day of the year.
func (m *child) looked(from, to calendar.Date) bool {
	for _, s := range m.spells {
		if !s.to.Before(from) && !s.from.After(to) {
			return true
		}
	}
	return false
}

// allYear says whether the child was looked after the whole year, and not in short breaks.
func (m *child) allYear(from, to calendar.Date) bool {
	for _, s := range m.spells {
		if !s.from.After(from) && s.to.After(to) {
			return !m.shortBreaks
		}
	}
	return false
}

// leaver says whether the young person had left care, after long enough in it, and turned 17 to 21 in the year.
func (m *child) leaver(from, to calendar.Date) bool {
	if len(m.spells) == 0 {
		return false
	}
	last := m.spells[len(m.spells)-1]
	if !last.to.Before(to) || last.to.Before(calendar.Birthday(m.born, 16)) || last.to.Sub(later(last.from, calendar.Birthday(m.born, 14))) < 91 || m.shortBreaks {
		return false
	}
	for years := 17; years <= 21; years++ {
		if day := calendar.Birthday(m.born, years); !day.Before(from) && !day.After(to) && day.After(last.to.AddDays(-1)) {
			return true
		}
	}
	return false
}

func (m *child) sex(year int) string {
	switch {
	case m.girl && year < 2025:
		return "2"
	case m.girl:
		return "F"
	case year < 2025:
		return "1"
	}
	return "M"
}

func slashes(d calendar.Date) string {
	var b [10]byte
	two := func(at, n int) { b[at], b[at+1] = byte('0'+n/10%10), byte('0'+n%10) }
	two(0, d.Day)
	two(3, int(d.Month))
	two(6, d.Year/100)
	two(8, d.Year%100)
	b[2], b[5] = '/', '/'
	return string(b[:])
}
