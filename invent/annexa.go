package invent

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
)

// annexLists are the lists of Annex A that are written, with their columns in order, as Annex A names them.
var annexLists = []struct {
	name    string
	columns []string
}{
	{"list_6", append(annexWho(), "Does the Child have a Disability", "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date", "Reason for Closure", "Case Status", "Allocated Team", "Allocated Worker")},
	{"list_7", append(annexWho(), "Does the Child have a Disability", "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse", "Date of the Last Statutory Visit",
		"Was the Child Seen Alone?", "Date of latest review conference", "Child Protection Plan End Date",
		"Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)", "Number of Previous Child Protection Plans", "Allocated Team", "Allocated Worker")},
	{"list_8", append(annexWho(), "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", "Does the Child have a Disability", "Date Started to be Looked After",
		"Child's Category of Need", "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)", "Start date of current legal status", "Child's Legal Status",
		"Date of Latest Statutory Review", "Date of Last Social Work Visit", "What is the permanence plan for this child?", "Date of Last IRO Visit / Contact to the Child",
		"Date of Last Health Assessment", "Date of Last Dental Check", "Number of Placements in the Last 12 months", "Date Ceased to be Looked After", "Reason Ceased to be Looked After",
		"Start Date of Most Recent Placement", "Placement Type", "Placement Provider", "Placement postcode", "URN of Placement", "Placement Location",
		"Number of Episodes the Child has been 'Missing' from their Placement in the last 12 months", "Number of Episodes the Child has been 'Absent' from their Placement in the last 12 months",
		"Allocated Team", "Allocated Worker")},
	{"list_9", append(annexWho(), "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", "Does the Child have a Disability", "Allocated Team", "Allocated Worker",
		"Allocated Personal Advisor", "Eligibility Category", "Latest Pathway Plan Review Date", "LA in Touch", "Latest Date of Contact", "Type of Accommodation", "Suitability of Accommodation", "Activity Status")},
}

func annexWho() []string {
	return []string{"Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"}
}

const (
	annexNeed = iota
	annexPlans
	annexCare
	annexLeavers
)

// WriteAnnexA writes lists of Annex A as they stand on the last day of a year, or on the last day that is told of: a CSV file for each.
func (c Council) WriteAnnexA(year int, create func(name string) (io.WriteCloser, error)) error {
	return c.writeAnnexA(year, nil, create)
}

func (c Council) writeAnnexA(year int, note func(Fault), create func(name string) (io.WriteCloser, error)) error {
	if err := c.check(year); err != nil {
		return err
	}
	w := &annex{council: c, year: year, on: c.lastOf(year), note: note}
	w.since = w.on.AddMonths(-6)
	for i, l := range annexLists {
		file, openErr := create(l.name + ".csv")
		if openErr != nil {
			return errors.Join(fmt.Errorf("%s: %w", l.name, openErr), w.close())
		}
		w.open, w.out = append(w.open, file), append(w.out, bufio.NewWriterSize(file, 1<<16))
		w.kinds = append(w.kinds, annexKinds(l.columns))
		if _, err := w.out[i].WriteString(quoted(l.columns) + "\n"); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", l.name, err), w.close())
		}
	}
	c.each(w.child)
	return w.close()
}

type annex struct {
	council   Council
	year      int
	since, on calendar.Date // the six months that the lists go back to
	open      []io.WriteCloser
	out       []*bufio.Writer
	kinds     [][]int
	note      func(Fault)
	faults
}

func annexKinds(columns []string) (kinds []int) {
	for _, name := range columns {
		switch {
		case name == "Date of Birth" || strings.HasPrefix(name, "Date ") || strings.Contains(name, "tart Date") || strings.HasSuffix(name, "Date"):
			kinds = append(kinds, dates)
		case slices.Contains([]string{"Gender", "Placement Type", "Child's Legal Status", "Case Status", "LA in Touch", "Activity Status"}, name):
			kinds = append(kinds, codes)
		default:
			kinds = append(kinds, kept)
		}
	}
	return kinds
}

func quoted(cells []string) string {
	out := make([]string, len(cells))
	for i, cell := range cells {
		if out[i] = cell; strings.ContainsAny(cell, ",\"") {
			out[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
	}
	return strings.Join(out, ",")
}

func (w *annex) close() (err error) {
	for i := range w.open {
		err = errors.Join(err, w.out[i].Flush(), w.open[i].Close())
	}
	return err
}

func (w *annex) write(list int, cells ...string) {
	for _, row := range w.spoilt(Fault{File: annexLists[list].name + ".csv", Year: w.year}, strings.Join(annexLists[list].columns, "\t"), cells, w.kinds[list], w.note) {
		_, _ = w.out[list].WriteString(quoted(row) + "\n") // the error is kept by the writer, and given by Flush
	}
}

func (w *annex) known(day calendar.Date) string {
	if day.IsZero() || day.After(w.on) {
		return ""
	}
	return slashes(day)
}

// annexYes is yes or no as Annex A writes them.
func annexYes(yes bool) string {
	if yes {
		return "Yes"
	}
	return "No"
}

func (w *annex) child(m *child) {
	number, _ := strconv.ParseUint(m.ID, 10, 64)
	w.faults = faults{newDice(w.council.Seed, number, uint64(w.year), 4), w.council.Faults}
	b := w.council.belonging(m)
	age, ok := calendar.Age(m.born, w.on)
	if !ok {
		return // not born yet
	}
	gender := "a) Male"
	if m.girl {
		gender = "b) Female"
	}
	who := []string{m.ID, gender, annexEthnicity[m.ethnic], slashes(m.born), strconv.Itoa(age)}
	for i := range m.inNeed {
		w.need(m, &m.inNeed[i], who, b)
	}
	for i := len(m.spells) - 1; i >= 0; i-- {
		if s := &m.spells[i]; !s.from.After(w.on) && !s.to.Before(w.since) && !m.shortBreaks {
			w.care(m, i, who, b)
			break
		}
	}
	if m.leaver(yearStart(w.year), w.on) {
		w.leaver(m, who, b)
	}
}

func (w *annex) need(m *child, n *inNeed, who []string, b belonging) {
	if n.noFurther || n.referred.After(w.on) || !n.closed.IsZero() && n.closed.Before(w.since) {
		return
	}
	status, why := "c) Child in need plan", ""
	if _, open := m.openOn(w.on); !open || w.known(n.closed) != "" {
		status, why = "e) Closed episode", "g) 'Other' incl. Child no longer in need"
	}
	for i := range m.spells {
		if s := &m.spells[i]; !s.from.After(w.on) && !s.to.Before(w.on) && why == "" {
			status = "a) Looked after child"
		}
	}
	seen := w.on.AddDays(-w.below(40))
	if closed := n.closed; w.known(closed) != "" {
		seen = closed
	}
	w.write(annexNeed, append(slices.Clone(who), annexYes(m.disabled), slashes(n.referred), annexNeeds[n.need], slashes(later(n.referred, seen)), w.known(n.closed), why, status, b.team, b.worker)...)
	for i := range n.plans {
		p := &n.plans[i]
		if p.from.After(w.on) || !p.to.IsZero() && p.to.Before(w.since) {
			continue
		}
		held := ""
		for _, on := range p.reviews {
			if !on.After(w.on) {
				held = slashes(on)
			}
		}
		abuse := annexAbuse[p.abuse]
		w.write(annexPlans, append(slices.Clone(who), annexYes(m.disabled), slashes(p.from), abuse, abuse, slashes(later(p.from, w.on.AddDays(-w.below(25)))), annexYes(w.chance(0.9)), held, w.known(p.to),
			"No", strconv.Itoa(p.before), b.team, b.worker)...)
	}
}

func (w *annex) care(m *child, i int, who []string, b belonging) {
	s := &m.spells[i]
	at, legal, placed := s.episodes[0], s.episodes[0].from, s.episodes[0].from
	year, placements := w.on.AddMonths(-12), 1
	for _, e := range s.episodes[1:] {
		if e.from.After(w.on) {
			break
		}
		if e.status != at.status {
			legal = e.from
		}
		if strings.Contains("PTB", e.why) {
			if placed = e.from; !e.from.Before(year) {
				placements++
			}
		}
		at = e
	}
	reviewed := ""
	for _, r := range s.reviews {
		if !r.on.After(w.on) {
			reviewed = slashes(r.on)
		}
	}
	health, teeth := "", ""
	for _, c := range w.council.checks(m) {
		if c.on.After(w.on) {
			break
		}
		if c.dentist {
			teeth = slashes(c.on)
		} else {
			health = slashes(c.on)
		}
	}
	if e, ok := w.council.entryCheck(m, s); ok && health == "" {
		health = w.known(e.assessed)
	}
	missed, away := 0, 0
	for _, a := range s.missing {
		if a.from.Before(year) || a.from.After(w.on) {
			continue
		}
		if a.kind == "M" {
			missed++
		} else {
			away++
		}
	}
	ended, why := w.known(s.to), ""
	if ended != "" {
		why = annexReason(s.reason)
	}
	again := i > 0 && m.spells[i-1].to.After(s.from.AddMonths(-12))
	visited := later(s.from, w.on.AddDays(-w.below(40)))
	if ended != "" {
		visited = s.to
	}
	w.write(annexCare, append(slices.Clone(who), annexYes(m.unaccompanied), annexYes(m.disabled), slashes(s.from), annexNeeds[at.need], annexYes(again), slashes(legal), annexStatus[at.status], reviewed,
		slashes(visited), w.one("a) Return to family", "f) Long-term fostering", "c) SGO/CAO"), reviewed, health, teeth, strconv.Itoa(placements), ended, why, slashes(placed),
		annexPlace(at.place), annexProvider(at.provider), at.placePost, at.urn, w.one("a) In", "a) In", "b) Out"), strconv.Itoa(missed), strconv.Itoa(away), b.team, b.worker)...)
}

func (w *annex) leaver(m *child, who []string, b belonging) {
	known := w.council.leavingCare(m, w.year)
	touch, suitable, home := "a) In touch", "c) Not in touch or not recorded", "h) Residence not known"
	switch known.touch {
	case "YES", "RHOM":
	case "DIED":
		return
	default:
		touch = "b) Not in touch"
	}
	if len(known.home) == 2 {
		home = annexHomes[known.home[:1]]
		suitable = map[byte]string{'1': "a) Suitable", '2': "b) Not suitable"}[known.home[1]]
	}
	w.write(annexLeavers, append(slices.Clone(who), annexYes(m.unaccompanied), annexYes(m.disabled), leaving, b.worker, "Adviser "+b.worker, "b) Former relevant", slashes(w.on.AddDays(-w.between(1, 190))), touch,
		slashes(w.on.AddDays(-w.between(1, 60))), home, suitable, strings.TrimPrefix(known.activity, "0"))...)
}
