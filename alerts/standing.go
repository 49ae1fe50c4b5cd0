package alerts

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
)

// Standing gives the alerts that stand at the end of a day, from what is known of one subject or several. The worst come first. In what order
// the deadlines and rows come doesn't matter. The pack may be of any day: what isn't on or in force on the day raises nothing.
func Standing(known *measure.Known, day calendar.Date) []Alert {
	r := raising{known: known, day: day, found: map[string]Alert{}}
	for _, a := range known.Pack.In(day).Alerts {
		switch {
		case a.Raise.Clock != "":
			r.byDeadlines(a)
		case a.Raise.Kind != "":
			r.byRecords(a)
		case a.Raise.Measure != "":
			r.byMeasure(a)
		}
	}
	all := make([]Alert, 0, len(r.found))
	for _, found := range r.found {
		all = append(all, found)
	}
	Sort(all)
	return all
}

type raising struct {
	known *measure.Known
	day   calendar.Date
	found map[string]Alert
}

// stands takes an alert. Of two that say the same, as where a record is counted by two of its days, the one that stood first is kept.
func (r *raising) stands(a Alert) {
	key := a.Subject + "|" + a.Key()
	if had, ok := r.found[key]; ok && cmp.Or(cmp.Compare(undated(had.Since), undated(a.Since)), had.Since.Compare(a.Since), cmp.Compare(had.Why, a.Why)) <= 0 {
		return
	}
	r.found[key] = a
}

func (r *raising) byDeadlines(a *practice.Alert) {
	for i := range r.known.Deadlines {
		d := &r.known.Deadlines[i]
		if d.Clock != a.Raise.Clock {
			continue
		}
		state, why := d.At(r.day)
		if state == deadline.NotBegun || !slices.Contains(a.Raise.States, state) {
			continue
		}
		mark := string(state)
		if !d.Due.IsZero() {
			mark += " " + d.Due.String()
		}
		since, because := sinceOf(d, state)
		if because == "" {
			because = sentence(why)
		}
		r.stands(Alert{Declared: a, Subject: d.Subject, Hangs: d.Clock + "/" + cmp.Or(d.Start.Fact, d.Of), Start: d.Start.Fact, Mark: mark, Since: since, Why: because})
	}
}

// sinceOf gives the day from which a deadline has been in a state, and why in a sentence; "" for the deadline's own words.
func sinceOf(d *deadline.Deadline, state deadline.State) (since calendar.Date, why string) {
	switch {
	case d.Due.IsZero() || state == deadline.CannotTell:
		return d.Start.On, ""
	case state == deadline.Overdue:
		return d.Due.AddDays(1), "It was due on " + d.Due.Long() + " and hasn’t happened."
	case state == deadline.Late && !d.Satisfied.On.IsZero():
		return d.Satisfied.On, "It was due on " + d.Due.Long() + " and happened on " + d.Satisfied.On.Long() + "."
	default:
		return d.Due, ""
	}
}

func (r *raising) byRecords(a *practice.Alert) {
	for i := range r.known.Rows {
		row := &r.known.Rows[i]
		if kind, _, _ := strings.Cut(row.Source, "/"); kind != a.Raise.Kind || row.Gone {
			continue
		}
		on, begun := r.begun(row)
		if !begun {
			continue
		}
		holds, _ := r.known.Pack.Raised(a, func(name string) (any, bool) { v, held := row.Values[name]; return v, held })
		if !holds {
			continue
		}
		why := "“" + r.kindName(a.Raise.Kind) + "” says so."
		if !on.IsZero() {
			why = "“" + r.kindName(a.Raise.Kind) + "” of " + on.Long() + " says so."
		}
		r.stands(Alert{Declared: a, Subject: row.Subject, Hangs: row.ID, Mark: markOf(row.Values), Since: on, Why: why})
	}
}

// begun gives the day that a row hangs on, where it isn't still to come. A row that belongs to a day still to come, such as the last that money is
// paid for, hangs on the first day that it holds.
func (r *raising) begun(row *measure.Row) (on calendar.Date, ok bool) {
	if on, _ = row.Belongs(); !on.After(r.day) {
		return on, true
	}
	on = calendar.Date{}
	for _, v := range row.Values {
		if day, is := v.(calendar.Date); is && !day.IsZero() && !day.After(r.day) && (on.IsZero() || day.Before(on)) {
			on = day
		}
	}
	return on, !on.IsZero()
}

func (r *raising) kindName(code string) string {
	for _, k := range r.known.Pack.Kind(code) {
		return k.Name
	}
	return code
}

// markOf changes when anything that a record holds does.
func markOf(values map[string]any) string {
	sum := sha256.Sum256([]byte(fmt.Sprint(values))) // in the order of the names
	return hex.EncodeToString(sum[:8])
}

// byMeasure raises an alert of each row that makes the figure worse, in the period that holds the day: of a proportion that should be high each
// that doesn't count, and of one that should be low each that does; of a ratio each above what the pack allows.
func (r *raising) byMeasure(a *practice.Alert) {
	for _, m := range r.known.Pack.In(r.day).Measure(a.Raise.Measure) {
		period, ok := measure.PeriodOf(m.Period, r.day, r.known.Terms)
		if !ok {
			continue
		}
		for _, row := range r.known.Figure(m, period, r.day).Rows {
			if row.Excluded || !row.Asked || len(row.Missing) > 0 || !worse(a, m, &row) {
				continue
			}
			why := "It is a row of “" + m.Name + "” that makes the figure worse."
			if !row.On.IsZero() {
				why = "The row of " + row.On.Long() + " makes “" + m.Name + "” worse."
			}
			r.stands(Alert{Declared: a, Subject: row.Subject, Hangs: row.ID, Mark: period.First.String(), Since: row.On, Why: why})
		}
	}
}

func worse(a *practice.Alert, m *practice.Measure, row *measure.Standing) bool {
	switch {
	case m.Shape == "ratio":
		return a.Raise.Above > 0 && row.Under > 0 && row.Over/row.Under > a.Raise.Above
	case m.Shape != "proportion":
		return false
	case m.Polarity == "high":
		return !row.Counts
	default:
		return m.Polarity == "low" && row.Counts
	}
}

func sentence(why string) string {
	if why == "" {
		return ""
	}
	first := []rune(why)
	text := strings.ToUpper(string(first[:1])) + string(first[1:])
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
