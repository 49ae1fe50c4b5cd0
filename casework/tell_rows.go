package casework

import (
	"cmp"
	"slices"

	"throughline/calendar"
	"throughline/measure"
	"throughline/practice"
)

// rows gives what measures count of a completed record, in each way that they
// do. A record about several people is counted once, with the first of them.
// What has no day of its own is counted where it happened, as one of which it
// can't be told: so is a record in words alone.
func (t *telling) rows(kind RecordKind, r *Record, values map[string]any) {
	if len(r.People) == 0 {
		return
	}
	for _, of := range kind.pack.Measured(kind.Code) {
		row := measure.Row{ID: r.ID, Source: of.Source(), Subject: r.People[0], On: r.Happened, Within: r.Happened, Known: r.Seq}
		row.Values = kind.pack.RowValues(kind.Form, practice.Record{Values: values})
		if of.Day != "" {
			row.On, _ = values[of.Day].(calendar.Date)
		}
		t.of(row.Subject).Rows = append(t.of(row.Subject).Rows, row)
	}
}

// With is whom somebody is allocated to between two days, as known from a
// position on, until that allocation says otherwise.
type With struct {
	Allocation              string
	Known                   int64
	Team, Agency, Reviewing string // ids: of a team, and where none is named of nobody; of an agency; of a reviewing officer's membership
	Lead                    bool
	From, Until             calendar.Date
}

func (t *telling) with(a *Allocation) {
	if a.Role.Checks() {
		return
	}
	w := With{Allocation: a.ID, Known: a.Seq, Team: a.Team, Agency: a.Agency, Lead: a.Role == LeadWorker, From: a.From, Until: a.Until}
	if a.Role == Reviewer {
		w.Reviewing = a.Membership
	}
	t.of(a.Person).With = append(t.of(a.Person).With, w)
}

// Attributes gives by what figures about somebody are broken down, as known at
// a position: the ids of their team, agency and reviewing officer. On each day
// a lead worker's team goes before any other, and then the one that began
// later.
func Attributes(all []With, knownAt int64) (made []measure.Attribute) {
	latest := map[string]With{}
	for _, w := range all {
		if w.Known <= knownAt && w.Known >= latest[w.Allocation].Known {
			latest[w.Allocation] = w
		}
	}
	standing := make([]With, 0, len(latest))
	for _, w := range latest {
		standing = append(standing, w)
	}
	slices.SortFunc(standing, func(a, b With) int {
		return cmp.Or(b.From.Compare(a.From), cmp.Compare(a.Allocation, b.Allocation))
	})
	for _, cut := range []struct {
		cut practice.Cut
		of  func(With) string
	}{
		{"team", func(w With) string { return w.Team }},
		{"agency", func(w With) string { return w.Agency }},
		{"reviewing_officer", func(w With) string { return w.Reviewing }},
	} {
		made = append(made, spans(standing, cut.cut, cut.of)...)
	}
	return made
}

// spans cuts the days at each that begins or follows an allocation, and says of
// each stretch between whose it is.
func spans(standing []With, cut practice.Cut, of func(With) string) (made []measure.Attribute) {
	var turns []calendar.Date
	for _, w := range standing {
		if of(w) == "" {
			continue
		}
		turns = append(turns, w.From)
		if !w.Until.IsZero() {
			turns = append(turns, w.Until.AddDays(1))
		}
	}
	slices.SortFunc(turns, calendar.Date.Compare)
	turns = slices.Compact(turns)
	for i, from := range turns {
		value, lead := "", false
		for _, w := range standing {
			if of(w) != "" && runs(w.From, w.Until, from) && (value == "" || w.Lead && !lead) {
				value, lead = of(w), w.Lead
			}
		}
		if value == "" {
			continue
		}
		until := calendar.Date{}
		if i+1 < len(turns) {
			until = turns[i+1].AddDays(-1)
		}
		made = append(made, measure.Attribute{Cut: cut, Value: value, From: from, Until: until})
	}
	return made
}
