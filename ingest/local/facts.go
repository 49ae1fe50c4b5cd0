package local

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
	"throughline/measure"
	"throughline/practice"
)

// telling is how rows of one kind are told from.
type telling struct {
	pack    *practice.Pack
	layout  Layout
	byName  map[string]int // the place of each column
	subject string
}

func tellingOf(pack *practice.Pack, kind, subject string) (*telling, bool) {
	all := pack.Kind(kind)
	if len(all) == 0 {
		return nil, false
	}
	k := all[len(all)-1]
	held, ok := tellings.Load(k)
	if !ok {
		l, _ := layout(pack, kind, mostLines)
		made := &telling{layout: l, byName: make(map[string]int, len(l.Columns))}
		for i := range l.Columns {
			made.byName[l.Columns[i].Name] = i
		}
		held, _ = tellings.LoadOrStore(k, made)
	}
	t := *held.(*telling)
	t.pack, t.subject = pack, subject
	return &t, true
}

// tellings are those of the kinds that were asked for: each subject's rows are told apart, and the columns are the same for all. Packs are few, and
// never change.
var tellings sync.Map

// FactsOf gives what rows of a kind tell the clocks of one subject. The ids are made of what the rows say, not of where they stood: a row that is
// sent again is the same, and one that says something else of it takes its place. A kind that the pack no longer has tells nothing.
func FactsOf(pack *practice.Pack, kind string, rows []tabular.Row, subject string) []deadline.Fact {
	t, ok := tellingOf(pack, kind, subject)
	if !ok {
		return nil
	}
	var facts []deadline.Fact
	for _, r := range t.records(rows) {
		for _, f := range pack.Facts(t.layout.form, r) {
			if f.Gone {
				continue // it has not happened
			}
			facts = append(facts, t.partOf(f, r))
		}
	}
	return facts
}

// partOf names what a fact is part of by ids of the subject, as the returns name them: another row's reference, or the day on which what is meant
// began. A review is known by its day, whatever the sender calls it, so that its record finds the review that a return tells of.
func (t *telling) partOf(f deadline.Fact, r practice.Record) deadline.Fact {
	for what, id := range f.Of {
		switch {
		case id == r.ID:
			continue
		case what == reviewThing && !dayOf(r.Values[reviewDay]).IsZero():
			id = dayOf(r.Values[reviewDay]).String()
		case id == "":
			delete(f.Of, what)
			continue
		default:
			if read := returns.ReadDate(id); !read.Day.IsZero() && read.Form != returns.Serial {
				id = read.Day.String()
			}
		}
		f.Of[what] = t.subject + "/" + what + "/" + id
	}
	return f
}

// A record of a review names it, and the day on which it was held.
const (
	reviewThing = "review"
	reviewDay   = "held_on"
)

func dayOf(value any) calendar.Date {
	day, _ := value.(calendar.Date)
	return day
}

// RowsOf gives what measures count of one subject's rows of a kind. A row without the day that a measure goes by is counted as one that can't be
// told, on the latest day it has, and without any on the last day of the period that the file is for.
func RowsOf(pack *practice.Pack, kind string, rows []tabular.Row, subject string, until calendar.Date) []measure.Row {
	t, ok := tellingOf(pack, kind, subject)
	if !ok {
		return nil
	}
	var made []measure.Row
	records := t.records(rows)
	for i, r := range records {
		latest := until
		if days := t.days(r.Values); len(days) > 0 {
			latest = slices.MaxFunc(days, calendar.Date.Compare)
		}
		cuts := t.cuts(&rows[i], r.Values)
		for _, of := range pack.Measured(t.layout.Kind) {
			row := measure.Row{ID: r.ID, Source: of.Source(), Subject: subject, On: latest, Within: latest, Values: pack.RowValues(t.layout.form, r)}
			if of.Day != "" {
				row.On, _ = r.Values[of.Day].(calendar.Date)
			}
			for cut, value := range cuts {
				if row.Values[cut] == nil {
					row.Values[cut] = value
				}
			}
			made = append(made, row)
		}
		for _, row := range t.known(r, latest, until) {
			for cut, value := range cuts {
				row.Values[cut] = value
			}
			made = append(made, row)
		}
	}
	return made
}

// cuts are by what figures are broken down, as a row says it in words.
func (t *telling) cuts(row *tabular.Row, values map[string]any) map[string]string {
	cuts := map[string]string{}
	for _, cut := range []string{"team", "district"} {
		if text := row.Cell(cut); text != "" {
			cuts[cut] = text
		}
	}
	if agency := t.layout.agencyOf(row); agency != "" {
		cuts["agency"] = agency
	}
	for field, cut := range map[string]string{"worker": "worker", "officer": "reviewing_officer", "chair": "reviewing_officer"} {
		if text, _ := values[field].(string); text != "" && (field != "chair" || t.layout.Kind == "review_record") {
			cuts[cut] = text
		}
	}
	return cuts
}

// Attributes gives by what figures about a subject are broken down where a row says their team, district or agency: from the row's first day until
// another row says otherwise. The words are the file's.
func Attributes(pack *practice.Pack, kind string, rows []tabular.Row) (all []measure.Attribute) {
	t, ok := tellingOf(pack, kind, "")
	if !ok || !t.layout.ofPerson() {
		return nil
	}
	said := map[practice.Cut][]measure.Attribute{}
	for i, r := range t.records(rows) {
		days := t.days(r.Values)
		if len(days) == 0 {
			continue
		}
		from, until := slices.MinFunc(days, calendar.Date.Compare), calendar.Date{}
		if kind == allocationKind {
			from, _ = r.Values["from_on"].(calendar.Date)
			until, _ = r.Values["until_on"].(calendar.Date)
		}
		for cut, value := range t.cuts(&rows[i], r.Values) {
			said[practice.Cut(cut)] = append(said[practice.Cut(cut)], measure.Attribute{Cut: practice.Cut(cut), Value: value, From: from, Until: until})
		}
	}
	for _, cut := range []practice.Cut{"team", "district", "agency", "worker", "reviewing_officer"} {
		of := said[cut]
		slices.SortStableFunc(of, func(a, b measure.Attribute) int { return a.From.Compare(b.From) })
		for i := range of {
			if i+1 < len(of) && (of[i].Until.IsZero() || !of[i].Until.Before(of[i+1].From)) {
				if of[i+1].From == of[i].From {
					continue // of two that begin on a day, the later row is taken
				}
				of[i].Until = of[i+1].From.AddDays(-1)
			}
			all = append(all, of[i])
		}
	}
	return all
}

// records are the rows with their cells as the pack's types have them. What can't be read is blank: the report names it.
func (t *telling) records(rows []tabular.Row) []practice.Record {
	all := make([]practice.Record, len(rows))
	seen := map[string]int{}
	for i := range rows {
		row := &rows[i]
		cells := make(map[int]string, len(row.Columns))
		for n, name := range row.Columns {
			if of, ok := t.byName[name]; ok && n < len(row.Written) {
				cells[of] = row.Written[n]
			}
		}
		values := t.layout.values(cells)
		id := t.subject + "/" + t.layout.Kind + "/" + t.identity(row, values)
		if seen[id]++; seen[id] > 1 {
			id += "#" + strconv.Itoa(seen[id])
		}
		all[i] = practice.Record{ID: id, Subject: t.subject, Values: values}
	}
	return all
}

// identity is what tells a row from others of its subject: its own reference; otherwise the first of the days that it has, with what is chosen
// where a kind has several rows of one day.
func (t *telling) identity(row *tabular.Row, values map[string]any) string {
	if own := row.Cell(reference); own != "" {
		return "ref/" + own
	}
	var parts []string
	if day, ok := values[counted].(calendar.Date); ok {
		return day.String() // one count of them
	}
	for i := range t.layout.form.Fields {
		f := &t.layout.form.Fields[i]
		if day, ok := values[f.Name].(calendar.Date); ok && !day.IsZero() {
			parts = append(parts, day.String())
			break
		}
	}
	for i := range t.layout.form.Fields {
		if f := &t.layout.form.Fields[i]; f.Required && slices.Contains([]practice.FieldType{practice.TextField, practice.ThingField}, f.Type) && identifying(f.Name) {
			if text, _ := values[f.Name].(string); text != "" {
				parts = append(parts, f.Name+"="+text)
			}
		}
	}
	return strings.Join(parts, "/")
}

// counted is the field of kinds whose rows are counted on a day, again and again.
const counted = "counted_on"

// identifying are the fields that tell two rows of one subject and day apart.
func identifying(name string) bool {
	return slices.Contains([]string{"level", "criterion", "role", "profession", "site_name", "what", "sector", "review", "conference"}, name)
}

// days are the days of a record's own fields, without those of its lists.
func (t *telling) days(values map[string]any) (days []calendar.Date) {
	for i := range t.layout.form.Fields {
		if day, ok := values[t.layout.form.Fields[i].Name].(calendar.Date); ok && !day.IsZero() {
			days = append(days, day)
		}
	}
	return days
}

// values puts the cells of a row together, each by the place of its column, as a record of the kind holds them.
func (l *Layout) values(cells map[int]string) map[string]any {
	values := map[string]any{}
	lines := map[string]map[int]map[string]any{}
	for _, of := range slices.Sorted(maps.Keys(cells)) {
		c := &l.Columns[of]
		if c.field == "" {
			continue
		}
		value, wrong := c.read(cells[of])
		if wrong != nil || value == nil {
			continue
		}
		switch {
		case c.choice != "":
			if value == true {
				chosen, _ := values[c.field].([]string)
				values[c.field] = append(chosen, c.choice)
			}
		case c.line > 0:
			if lines[c.field] == nil {
				lines[c.field] = map[int]map[string]any{}
			}
			if lines[c.field][c.line] == nil {
				lines[c.field][c.line] = map[string]any{}
			}
			lines[c.field][c.line][c.inner] = value
		default:
			values[c.field] = value
		}
	}
	for field, of := range lines {
		var list []map[string]any
		for n := 1; n <= mostLines; n++ {
			if of[n] != nil {
				list = append(list, of[n])
			}
		}
		values[field] = list
	}
	return values
}
