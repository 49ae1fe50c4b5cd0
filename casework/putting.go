package casework

import (
	"slices"
	"strings"
	"unicode"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// body is the content of a thing, which knows how it is filed.
type body interface {
	kind() string
	parent() string
	filing(id string) change.Filing
}

// created puts a new thing.
func created(id string, b body) change.Put {
	filing := b.filing(id)
	return change.Put{Kind: b.kind(), Thing: id, Parent: b.parent(), Body: b, Filing: &filing}
}

// next puts the version after the one held.
func next(held *Thing, b body) change.Put {
	put := created(held.ID, b)
	put.Replaces = held.Version
	return put
}

func orNew(id string, c change.Context) string {
	if id == "" {
		return c.NewID()
	}
	return id
}

// invalid is one reason why what was entered can't be accepted.
func invalid(field, sentence string) error {
	return change.Problems{{Kind: change.Invalid, Field: field, Sentence: sentence}}
}

// overtaken says that things have moved on since the person looked.
func overtaken(sentence string) error {
	return change.Problems{{Kind: change.Stale, Sentence: sentence}}
}

// outdated says that the version a person saw is no longer the latest. Seen
// is 0 where a change stands on its own whatever came before.
func outdated(seen int, held *Thing, what string) error {
	if seen != 0 && seen != held.Version {
		return change.Outdated(what)
	}
	return nil
}

func class(s access.Sensitivity, c access.Compartment) access.Class {
	return access.Class{Sensitivity: s, Compartment: c}
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// wordCount counts the different words of two letters or more.
func wordCount(text string) int {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	words = slices.DeleteFunc(words, func(w string) bool { return len([]rune(w)) < 2 })
	slices.Sort(words)
	return len(slices.Compact(words))
}

// people takes out blanks and repeats, and keeps the order.
func people(ids ...string) []string {
	var kept []string
	for _, id := range ids {
		if id != "" && !slices.Contains(kept, id) {
			kept = append(kept, id)
		}
	}
	return kept
}

// daySort orders lists by a day.
func daySort(d calendar.Date) string { return d.String() }

// runs says whether something between two days holds on a day. Until is the
// last day, or zero for no end.
func runs(from, until, day calendar.Date) bool {
	return !from.After(day) && (until.IsZero() || !until.Before(day))
}

// checkSpan checks the first and last day of something.
func checkSpan(p *change.Problems, from, until calendar.Date, what string) {
	switch {
	case from.IsZero():
		p.Add("from", "Enter the first day of the "+what+".")
	case !until.IsZero() && until.Before(from):
		p.Add("until", "Enter a last day that is on or after "+from.Long()+", or leave it blank.")
	}
}

// checkPast checks a day that must have come.
func checkPast(p *change.Problems, field string, day, today calendar.Date, what string) {
	if day.After(today) {
		p.Add(field, "Enter a day for the "+what+" that is not in the future.")
	}
}

// checkPeople checks that everybody named is in the folder.
func (f *Folder) checkPeople(ids ...string) error {
	if len(people(ids...)) == 0 {
		return change.Missing("person")
	}
	for _, id := range people(ids...) {
		if _, ok := f.People.Get(id); !ok {
			return change.Missing("person")
		}
	}
	return nil
}

// isCaller says whether a membership is the caller's: this one, or another
// place of the same person.
func (f *Folder) isCaller(by access.Caller, membership string) bool {
	if membership == by.Membership {
		return true
	}
	w, ok := f.Staff.Worker(membership)
	return ok && by.Account != "" && w.Account == by.Account
}
