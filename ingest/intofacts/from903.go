package intofacts

import (
	"cmp"
	"fmt"
	"slices"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns/ssda903"
)

// From903 gives the facts of a children looked after return, child by child. A row without a child's identifier gives none: the return's
// report names it.
func From903(r *ssda903.Return) []deadline.Fact { return From903Years([]*ssda903.Return{r}) }

// From903Years gives the facts of the returns of several years, the earliest first, as one story of each child: a time in care that goes on over
// the end of a year is one, though each year's return lists only the episodes of that year. An episode that two years tell of is as the later has it.
func From903Years(years []*ssda903.Return) []deadline.Fact {
	if len(years) == 0 {
		return nil
	}
	return from903(years, years[0].Starts(), years[len(years)-1].Ends())
}

// from903 tells of returns that say nothing of what began before a day, until another.
func from903(years []*ssda903.Return, starts, ends calendar.Date) []deadline.Fact {
	children, headers := together(years, ssda903.TableHeader)
	more, episodes := together(years, ssda903.TableEpisodes)
	last, reviews := together(years, ssda903.TableReviews)
	_, unaccompanied := together(years, ssda903.TableUASC)
	year := map[*ssda903.Row]int{} // of each episode, where there are several years
	for i, r := range years {
		rows := r.Rows(ssda903.TableEpisodes)
		for n := 0; len(years) > 1 && n < len(rows); n++ {
			year[&rows[n]] = i
		}
	}
	var facts []deadline.Fact
	for _, child := range distinct(children, more, last) {
		if child == "" {
			continue
		}
		t := &teller{subject: child}
		born := t.header(headers[child], unaccompanied[child])
		spells, undated := Spells(child, latestOf(episodes[child], year))
		for i := range spells {
			t.spell(&spells[i], starts)
		}
		for _, e := range undated {
			t.undated(e)
		}
		t.sixteen(born, spells)
		if day, spell := eligible(born, spells, ends); !day.IsZero() {
			t.tell(eligibleBegan, spell+"/eligible", day, map[string]string{kindCare: spell}, nil)
		}
		t.reviews(reviews[child], spells, starts)
		facts = append(facts, t.facts...)
	}
	return facts
}

// sixteen tells that a child turned, or will turn, 16 while looked after, short breaks apart: nothing is asked on that day of one who had left.
func (t *teller) sixteen(born calendar.Date, spells []Spell) {
	if born.IsZero() {
		return
	}
	day := calendar.Birthday(born, 16)
	if slices.ContainsFunc(spells, func(s Spell) bool {
		return !s.From.After(day) && (s.To.IsZero() || s.To.After(day)) && !s.ShortBreaks()
	}) {
		t.tell(turned16, "person", day, nil, nil)
	}
}

// together is the rows of a table in every year, by their child.
func together(years []*ssda903.Return, table ssda903.Table) (order []string, rowsOf map[string][]*ssda903.Row) {
	rowsOf = map[string][]*ssda903.Row{}
	for _, r := range years {
		names, rows := by(r.Rows(table), func(row *ssda903.Row) string { return row.Child() })
		order = append(order, names...)
		for _, name := range names {
			rowsOf[name] = append(rowsOf[name], rows[name]...)
		}
	}
	return distinct(order), rowsOf
}

// latestOf keeps, of the episodes that began on one day, those of the latest year that tells of one.
func latestOf(episodes []*ssda903.Row, year map[*ssda903.Row]int) []*ssda903.Row {
	if len(year) == 0 {
		return episodes
	}
	latest := map[calendar.Date]int{}
	for _, e := range episodes {
		day, _ := e.Day(ssda903.Decom)
		latest[day] = max(latest[day], year[e])
	}
	return slices.DeleteFunc(slices.Clone(episodes), func(e *ssda903.Row) bool {
		day, ok := e.Day(ssda903.Decom)
		return ok && year[e] < latest[day]
	})
}

func distinct(lists ...[]string) []string {
	seen, all := map[string]bool{}, []string(nil)
	for _, name := range slices.Concat(lists...) {
		if !seen[name] {
			seen[name] = true
			all = append(all, name)
		}
	}
	return all
}

// header tells of a child whatever the day. Where two rows say different days of birth the last that can be read is taken, as it is of any
// other value; the return's rules name both.
func (t *teller) header(rows, unaccompanied []*ssda903.Row) (born calendar.Date) {
	if len(rows) == 0 {
		return born
	}
	values := map[string]any{}
	for _, row := range rows {
		if day, ok := row.Day(ssda903.DOB); ok {
			born = day
		}
		if sex := sexes[row.Code(ssda903.Sex)]; sex != "" {
			values["sex"] = sex
		}
	}
	values["unaccompanied"] = len(unaccompanied) > 0
	t.person(born, values)
	return born
}

// sexes gives the codes of every year the words of the latest.
var sexes = map[string]string{"1": "M", "2": "F", "M": "M", "F": "F", "U": "U"}

// earlier is the value that says what is not known of the reviews before something: unknown, where the time in care began before the first year
// that the returns tell of and may have had reviews then; or outside, of a review whose day lies in no time in care.
const (
	earlier = "earlier"
	unknown = "unknown"
	outside = "outside"
)

// spell tells of one time in care and its placements. Where the day it started is not in the return, and may lie in its year, it is told
// without a day; one that went on from an earlier year is told of by that year's return, and
// here as going on.
func (t *teller) spell(s *Spell, year calendar.Date) {
	first := s.Episodes[0]
	values := said(map[string]any{"legal_status": first.Code(ssda903.LS), "short_breaks": s.ShortBreaks()})
	if s.From.Before(year) { // what was held before the returns tell isn't known
		values[earlier] = unknown
	}
	care := map[string]string{kindCare: s.ID}
	switch {
	case s.Known:
		t.tell(careStarted, s.ID, s.From, care, values)
	case !s.From.Before(year):
		t.tell(careStarted, s.ID, calendar.Date{}, care, values)
	}
	if !s.Known {
		t.tell(careGoesOn, s.ID, s.From, care, values)
	}
	if s.Reason != "" {
		t.tell(careEnded, s.ID, s.To, care, map[string]any{"reason": s.Reason})
	}
	placement := ""
	for i, e := range s.Episodes {
		day, _ := e.Day(ssda903.Decom)
		id := fmt.Sprint(t.subject, "/placement/", day)
		if i > 0 && (!slices.Contains(placed, e.Code(ssda903.RNE)) || id == placement) { // what is said twice is no new placement
			continue
		}
		if placement != "" {
			t.tell(placementEnded, placement, day, of(kindPlacement, placement, kindCare, s.ID), nil)
		}
		placement = id
		on := day
		if !slices.Contains(placed, e.Code(ssda903.RNE)) { // it began before the return tells, on a day that is not in it
			if day.Before(year) {
				continue
			}
			on = calendar.Date{}
		}
		t.tell(placementStarted, placement, on, of(kindPlacement, placement, kindCare, s.ID), said(map[string]any{
			"type": e.Code(ssda903.Place), "provider": e.Code(ssda903.PlaceProvider), "first": i == 0 && s.Known,
		}))
	}
	if placement != "" && s.Reason != "" {
		t.tell(placementEnded, placement, s.To, of(kindPlacement, placement, kindCare, s.ID), nil)
	}
}

// undated tells of an episode whose first day is blank or can't be read.
func (t *teller) undated(e *ssda903.Row) {
	id := fmt.Sprint(t.subject, "/undated/", e.Code(ssda903.RNE), "/", e.Cell(ssda903.Decom).Text, "/", e.Cell(ssda903.Dec).Text)
	if e.Code(ssda903.RNE) == started {
		t.tell(careStarted, id, calendar.Date{}, map[string]string{kindCare: id}, said(map[string]any{"legal_status": e.Code(ssda903.LS)}))
	}
	if slices.Contains(placed, e.Code(ssda903.RNE)) {
		t.tell(placementStarted, id, calendar.Date{}, map[string]string{kindPlacement: id}, said(map[string]any{"type": e.Code(ssda903.Place)}))
	}
}

func (t *teller) reviews(rows []*ssda903.Row, spells []Spell, year calendar.Date) {
	slices.SortStableFunc(rows, func(a, b *ssda903.Row) int {
		dayA, _ := a.Day(ssda903.Review)
		dayB, _ := b.Day(ssda903.Review)
		return cmp.Or(dayA.Compare(dayB), cmp.Compare(a.Line, b.Line))
	})
	blank := 0
	for _, row := range rows {
		day, ok := row.Day(ssda903.Review)
		id := fmt.Sprint(t.subject, "/review/", day)
		if !ok {
			blank++
			id = fmt.Sprint(t.subject, "/review/undated/", blank)
		}
		values, in := said(map[string]any{"participation": row.Code(ssda903.ReviewCode)}), spellOf(spells, day)
		switch {
		case !ok: // it may be of any
			in = ""
		case in == "":
			in, values[earlier] = id, outside // apart from every time in care
		case slices.ContainsFunc(spells, func(s Spell) bool { return s.ID == in && s.From.Before(year) }):
			values[earlier] = unknown
		}
		t.tell(reviewHeld, id, day, of(kindReview, id, kindCare, in), values)
	}
}
