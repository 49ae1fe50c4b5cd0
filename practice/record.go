package practice

import (
	"slices"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/deadline"
)

// Record is one record of a kind, as the clocks and the form's rules see it.
// A date is a calendar.Date; a time is text such as 17:30, in London; a list
// holds its lines as []map[string]any.
type Record struct {
	ID, Subject string
	Values      map[string]any
	Known       int64 // the position in the ledger that made it known
	Gone        bool
}

// value gives a field's value for a condition. given.x says whether x is
// filled in. An empty list is a list, and not a blank.
func (r *Record) value(name string) (any, bool) {
	if asked, ok := strings.CutPrefix(name, "given."); ok {
		v, known := r.value(asked)
		lines, isList := v.([]map[string]any)
		return known && (!isList || len(lines) > 0), true
	}
	switch v := r.Values[name].(type) {
	case nil:
		return nil, false
	case string:
		return v, strings.TrimSpace(v) != ""
	case calendar.Date:
		return v, !v.IsZero()
	case []map[string]any:
		return lines(v), true
	default:
		return v, true
	}
}

// lines gives the lines of a list with their days as instants.
func lines(of []map[string]any) []map[string]any {
	all := make([]map[string]any, len(of))
	for i, line := range of {
		all[i] = map[string]any{}
		for name, v := range line {
			switch v := v.(type) {
			case calendar.Date:
				if !v.IsZero() {
					all[i][name] = utc(v)
				}
			default:
				all[i][name] = v
			}
		}
	}
	return all
}

// Unfinished says what a record of a kind still needs before it can be
// completed, one sentence each. What a condition can't tell isn't finished.
func (p *Pack) Unfinished(k *Kind, r Record) (needs []string) {
	for i := range k.Fields {
		f := &k.Fields[i]
		needed := f.Required
		if asked := p.programs[&f.RequiredWhen]; asked != nil {
			holds, missing := asked.holds(func(name string) (any, bool) { return withoutList(k, &r, name) })
			needed = needed || holds && len(missing) == 0
		}
		if filled, _ := withoutList(k, &r, "given."+f.Name); needed && filled != true {
			needs = append(needs, "Fill in “"+f.Words+"”.")
		}
	}
	for i := range k.Complete {
		asked := p.programs[&k.Complete[i].When]
		if asked == nil {
			continue
		}
		if holds, missing := asked.holds(func(name string) (any, bool) { return withoutList(k, &r, name) }); !holds || len(missing) > 0 {
			needs = append(needs, k.Complete[i].Otherwise)
		}
	}
	return needs
}

// withoutList answers for a list that holds nothing as for an empty one.
func withoutList(k *Kind, r *Record, name string) (any, bool) {
	if f, ok := fieldOf(k, name); ok && f.Type == ListField && r.Values[name] == nil {
		return []map[string]any{}, true
	}
	return r.value(name)
}

// Facts gives what a record tells the clocks. An event whose condition can't
// be told is given without a day, so that nothing is met by it.
func (p *Pack) Facts(k *Kind, r Record) (facts []deadline.Fact) {
	for i := range k.Events {
		e := &k.Events[i]
		f := deadline.Fact{ID: r.ID, Subject: r.Subject, Event: e.Code, Of: map[string]string{}, Values: map[string]any{}, Known: r.Known, Gone: r.Gone}
		happened := e.day(&f, &r)
		if asked := p.programs[&e.When]; asked != nil && happened {
			holds, missing := asked.holds(func(name string) (any, bool) { return withoutList(k, &r, name) })
			if len(missing) > 0 {
				f.On, f.At = calendar.Date{}, time.Time{}
			} else if !holds {
				happened = false
			}
		}
		// What no longer happened is taken back, where an earlier version said it did.
		f.Gone = f.Gone || !happened
		for _, part := range e.PartOf {
			f.Of[part.What] = r.ID
			if part.Field != "" {
				f.Of[part.What], _ = r.Values[part.Field].(string)
			}
		}
		for _, name := range e.Values {
			if v, known := r.value(name); known {
				f.Values[name] = v
			}
		}
		facts = append(facts, f)
	}
	return facts
}

// day sets the fact's day, and its instant where a time is recorded. It says
// whether the event happened: every line of a list must have its day.
func (e *Event) day(f *deadline.Fact, r *Record) (happened bool) {
	if e.Every == "" {
		f.On, _ = r.Values[e.Day].(calendar.Date)
		clock, _ := r.Values[e.Time].(string)
		if at, err := time.Parse("15:04", clock); err == nil && !f.On.IsZero() {
			f.At = time.Date(f.On.Year, f.On.Month, f.On.Day, at.Hour(), at.Minute(), 0, 0, calendar.London())
		}
		_, recorded := r.Values[e.Day]
		return !f.On.IsZero() || recorded
	}
	list, inner, _ := strings.Cut(e.Every, ".")
	held, _ := r.Values[list].([]map[string]any)
	for _, line := range held {
		day, _ := line[inner].(calendar.Date)
		if day.IsZero() {
			return false
		}
		if day.After(f.On) {
			f.On = day
		}
	}
	return len(held) > 0
}

// Choices gives what may be chosen in a field on a day.
func (f *Field) ChoicesOn(day calendar.Date) []Choice {
	return slices.DeleteFunc(slices.Clone(f.Choices), func(c Choice) bool {
		return !c.From.IsZero() && day.Before(c.From) || !c.To.IsZero() && day.After(c.To)
	})
}
