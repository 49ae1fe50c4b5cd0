package web

import (
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
)

// glance is what somebody who opens the file for the first time must know:
// who to ring, what comes next, when the child was last seen alone, and what
// was last decided and why.
func (f *fileShown) glance() (rows []factRow) {
	if ring := f.whoToRing(); len(ring) > 0 {
		rows = append(rows, factRow{Key: "Who to ring", Lines: ring})
	} else if f.sees(casework.Allocation{}) {
		rows = append(rows, factRow{Key: "Who to ring", Lines: []string{"Nobody is allocated"}})
	}
	if e := f.file.LookedAfter(f.day); e != nil {
		rows = append(rows, factRow{Key: "Looked after", Lines: withoutBlank("Since "+e.Started.Long(), f.statusWords())})
	}
	for _, p := range f.file.Placements {
		if p.Open(f.day) {
			rows = append(rows, factRow{Key: "Placement", Lines: withoutBlank(change.UpperFirst(casework.PlacementCodes.Label(p.Type)), p.Carer, dates(p.From, calendar.Date{}))})
		}
	}
	if due := f.nextReview(); !due.IsZero() {
		words := due.Long()
		if due.Before(f.day) {
			words += ", which has passed"
		}
		rows = append(rows, factRow{Key: "Next review", Lines: []string{words}})
	}
	if f.isYoung() && f.sees(casework.Relationship{}) {
		rows = append(rows, f.seenAlone())
	}
	if r := f.lastDecision(); r != nil {
		d := r.Decision
		rows = append(rows, factRow{
			Key: "Last decision", Lines: withoutBlank(d.Chosen, "Why: "+d.Reason),
			Links: []pageLink{{Text: r.Happened.Long() + ", " + recordTitle(r), Href: f.v.To("/casework/records/" + r.ID)}},
		})
		if d.Risk != "" {
			rows = append(rows, factRow{Key: "Risk, as decided", Lines: []string{d.Risk}})
		}
	}
	return rows
}

func (f *fileShown) statusWords() string {
	if l := f.file.StatusOn(f.day); l != nil {
		return change.UpperFirst(casework.LegalStatusCodes.Label(l.Code))
	}
	return ""
}

// whoToRing lists those who work with the person now, the lead worker first.
func (f *fileShown) whoToRing() (lines []string) {
	for _, lead := range []bool{true, false} {
		for _, a := range f.file.Allocations {
			if a.Open(f.day) && !a.Role.Checks() && (a.Role == casework.LeadWorker) == lead {
				lines = append(lines, f.v.allocatedWords(a)+" ("+strings.ToLower(a.Role.Words()[:1])+a.Role.Words()[1:]+")")
			}
		}
	}
	return lines
}

func (f *fileShown) nextReview() (due calendar.Date) {
	for _, r := range f.file.Reviews {
		if r.Held.IsZero() && (due.IsZero() || r.Due.Before(due)) {
			due = r.Due
		}
	}
	return due
}

func (f *fileShown) isYoung() bool {
	return slices.ContainsFunc(f.file.People, func(p *casework.Person) bool {
		return slices.Contains(p.Parts, casework.Child) || slices.Contains(p.Parts, casework.YoungPerson)
	})
}

func (f *fileShown) seenAlone() factRow {
	var last *casework.Record
	for _, r := range f.file.Records {
		alone := slices.ContainsFunc(r.Voices, func(voice casework.Voice) bool { return voice.Alone && f.isOwn(voice.Person) })
		if alone && r.State == casework.CompletedRecord && (last == nil || r.Happened.After(last.Happened)) {
			last = r
		}
	}
	if last == nil {
		return factRow{Key: "Last seen alone", Lines: []string{"No record that you may see says so"}}
	}
	return factRow{Key: "Last seen alone", Links: []pageLink{{Text: last.Happened.Long() + ", " + recordTitle(last), Href: f.v.To("/casework/records/" + last.ID)}}}
}

func (f *fileShown) lastDecision() (last *casework.Record) {
	for _, r := range f.file.Records {
		if r.Decision != nil && r.State == casework.CompletedRecord && (last == nil || r.Happened.After(last.Happened)) {
			last = r
		}
	}
	return last
}

// recordTitle is a record's title, or what kind it is.
func recordTitle(r *casework.Record) string {
	if r.Title != "" {
		return r.Title
	}
	return recordKindName(r.Of)
}

func recordKindName(code string) string {
	if kind, ok := casework.KindOf(code); ok {
		return kind.Name
	}
	return spelled(code) // a kind of the practice pack alone, where no page reads the pack
}

// recordGroups are the records by kind, in the order of the kinds.
func (f *fileShown) recordGroups() (groups []recordGroup) {
	byKind := map[string][]*casework.Record{}
	var codes []string
	for _, r := range f.file.Records {
		if byKind[r.Of] == nil {
			codes = append(codes, r.Of)
		}
		byKind[r.Of] = append(byKind[r.Of], r)
	}
	place := func(code string) int {
		return slices.IndexFunc(casework.Kinds, func(k casework.RecordKind) bool { return k.Code == code })
	}
	slices.SortStableFunc(codes, func(a, b string) int { return place(a) - place(b) })
	for _, code := range codes {
		group := recordGroup{Kind: f.v.kindName(code)}
		for _, r := range newest(byKind[code], func(r *casework.Record) calendar.Date { return r.Happened }) {
			group.Rows = append(group.Rows, recordRow{
				Day: r.Happened.Long(), Title: recordTitle(r), Href: f.v.To("/casework/records/" + r.ID), By: nameOf(f.v.now.Plan, r.Author),
				Draft: r.State == casework.DraftRecord,
			})
		}
		groups = append(groups, group)
	}
	return groups
}
