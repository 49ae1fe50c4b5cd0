package intofacts

import (
	"fmt"
	"slices"

	"throughline/calendar"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
)

// The rows that the returns give to measures, by their names in the practice pack.
const (
	rowsAllYear     = "looked_after_12_months"
	rowsLeavers     = "care_leavers_19_to_21"
	rowsReviews     = "reviews_held"
	rowsAssessments = "assessments_authorised"
	rowsConferences = "initial_conferences"
)

// Sources lists what rows this room gives.
func Sources() []string {
	return []string{rowsAllYear, rowsLeavers, rowsReviews, rowsAssessments, rowsConferences}
}

// RowsFrom903 gives what measures count of a children looked after return.
func RowsFrom903(r *ssda903.Return) []measure.Row {
	c := newChildren(r)
	return slices.Concat(c.allYear(), c.leavers(), c.reviews())
}

// children is a return by its children.
type children struct {
	r                        *ssda903.Return
	order                    []string
	headers, episodes, facts map[string][]*ssda903.Row
}

func newChildren(r *ssda903.Return) *children {
	child := func(row *ssda903.Row) string { return row.Child() }
	c := &children{r: r}
	var more []string
	c.order, c.episodes = by(r.Rows(ssda903.TableEpisodes), child)
	_, c.headers = by(r.Rows(ssda903.TableHeader), child)
	more, c.facts = by(r.Rows(ssda903.TableOC2), child)
	if !r.Has(ssda903.TableEpisodes) { // then the children are those that the list of the cohort names
		c.order = more
	}
	c.order = slices.DeleteFunc(c.order, func(child string) bool { return child == "" })
	return c
}

// born is the day of birth that a child's own row gives, or the row given.
func (c *children) born(child string, row *ssda903.Row) (calendar.Date, bool) {
	for _, header := range slices.Backward(c.headers[child]) {
		if day, ok := header.Day(ssda903.DOB); ok {
			return day, true
		}
	}
	if row == nil {
		return calendar.Date{}, false
	}
	return row.Day(ssda903.DOB)
}

// allYear gives the children who were looked after for the whole year to 31 March: those with an episode in the year, none that began by
// becoming looked after in it after its first day, and none with which care ceased in it. Children in short breaks are marked, and left out by
// the measures. A child of the cohort of whom the return says nothing more is there with blanks. One who may be of the cohort, because the first day of
// an episode can't be read, is there without a day of their own: they can't be told.
func (c *children) allYear() (rows []measure.Row) {
	from, to := c.r.Starts(), c.r.Ends()
	for _, child := range c.order {
		episodes, on := c.episodes[child], to
		if c.r.Has(ssda903.TableEpisodes) {
			switch wholeYear(episodes, from, to) {
			case certainlyNot:
				continue
			case perhaps:
				on = calendar.Date{}
			case certainly:
			}
		}
		values := map[string]any{"short_breaks": slices.ContainsFunc(episodes, func(e *ssda903.Row) bool {
			return slices.Contains(shortBreaks, e.Code(ssda903.LS)) && (in(e, from, to) || on.IsZero() && perhapsIn(e, from))
		})}
		var last *ssda903.Row
		for _, row := range c.facts[child] { // a second row fills in what the first leaves blank, and the return's rules name both
			last = row
			for name, column := range map[string]ssda903.Column{
				"health_assessment": ssda903.HealthAssessment, "teeth_check": ssda903.TeethCheck, "health_check": ssda903.HealthCheck, "immunisations": ssda903.Immunisations,
			} {
				yesNo(values, name, row.Cell(column))
			}
			if score, ok := row.Cell(ssda903.SDQScore).Number(); ok {
				values["sdq_score"] = int64(score)
			}
			text(values, "sdq_reason", row.Cell(ssda903.SDQReason))
		}
		if born, ok := c.born(child, last); ok {
			age(values, born, to)
		}
		rows = append(rows, measure.Row{ID: fmt.Sprint(child, "/", rowsAllYear, "/", c.r.Year), Source: rowsAllYear, Subject: child, On: on, Within: to, Values: values})
	}
	return rows
}

func yesNo(values map[string]any, name string, cell returns.Cell) {
	if cell.State == returns.Good {
		values[name] = cell.Text == "1"
	}
}

// text takes a code that is in the list of the year. One that isn't says nothing until it is mended.
func text(values map[string]any, name string, cell returns.Cell) {
	if cell.State == returns.Good {
		values[name] = cell.Text
	}
}

func age(values map[string]any, born, on calendar.Date) {
	if years, ok := calendar.Age(born, on); ok {
		values["age"] = int64(years)
	}
}

// The birthdays for which care leavers are counted.
const firstLeaving, lastLeaving = 19, 21

// leavers gives the young people of the return who had their 19th, 20th or 21st birthday in the year. One whose day of birth is blank may be one
// of them.
func (c *children) leavers() (rows []measure.Row) {
	from, to := c.r.Starts(), c.r.Ends()
	for i := range c.r.Rows(ssda903.TableOC3) {
		row := &c.r.Rows(ssda903.TableOC3)[i]
		if row.Child() == "" {
			continue
		}
		values := map[string]any{}
		text(values, "in_touch", row.Cell(ssda903.InTouch))
		text(values, "activity", row.Cell(ssda903.Activ))
		text(values, "accommodation", row.Cell(ssda903.Accom))
		made := measure.Row{ID: fmt.Sprint(row.Child(), "/", rowsLeavers, "/", c.r.Year), Source: rowsLeavers, Subject: row.Child(), Within: to, Values: values}
		born, ok := c.born(row.Child(), row)
		if ok {
			made.On = birthdayIn(born, from, to)
			if made.On.IsZero() {
				continue
			}
			age(values, born, made.On)
		}
		rows = append(rows, made)
	}
	return rows
}

func birthdayIn(born, from, to calendar.Date) calendar.Date {
	for years := firstLeaving; years <= lastLeaving; years++ {
		if day := calendar.Birthday(born, years); !day.Before(from) && !day.After(to) {
			return day
		}
	}
	return calendar.Date{}
}

func (c *children) reviews() (rows []measure.Row) {
	child := func(row *ssda903.Row) string { return row.Child() }
	order, reviews := by(c.r.Rows(ssda903.TableReviews), child)
	for _, name := range order {
		if name == "" {
			continue
		}
		spells, _ := Spells(name, c.episodes[name])
		blank := 0
		for _, row := range reviews[name] {
			day, ok := row.Day(ssda903.Review)
			id := fmt.Sprint(name, "/review/", day)
			if !ok {
				blank++
				id = fmt.Sprint(name, "/review/undated/", blank)
			}
			values := map[string]any{}
			text(values, "participation", row.Cell(ssda903.ReviewCode))
			for _, s := range spells { // on a day when one ends and the next begins it is the next one's
				if ok && s.holds(day) {
					values["short_breaks"] = s.ShortBreaks()
				}
			}
			if born, known := c.born(name, row); known && ok {
				age(values, born, day)
			}
			rows = append(rows, measure.Row{ID: id, Source: rowsReviews, Subject: name, On: day, Within: c.r.Ends(), Values: values})
		}
	}
	return rows
}
