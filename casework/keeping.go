package casework

import (
	"fmt"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/change"
)

// KeepState says whether a thing must be kept.
type KeepState string

// The states of keeping. Only what is due may be proposed for destruction.
const (
	KeepUntil   KeepState = "until"       // to a day, which may have passed
	KeepHeld    KeepState = "held"        // a legal hold
	KeepOpen    KeepState = "open"        // somebody still works with the person, or they are under 18
	KeepUnknown KeepState = "cannot_tell" // what is missing is named
)

// Keeping is how long one thing is kept, and why.
type Keeping struct {
	State   KeepState
	Until   calendar.Date // the last day it must be kept, for KeepUntil
	Rule    string        // the code of the rule that asks for the longest
	Holds   []string      // ids of legal holds
	Because string        // one plain sentence
}

// DueOn says whether the thing may be destroyed on a day.
func (k Keeping) DueOn(day calendar.Date) bool { return k.State == KeepUntil && k.Until.Before(day) }

// RetentionOf says how long a thing in the folder is kept, by the rules that
// are on and the facts as they stand. The longest wins, over every rule and
// every person that the thing is about: the files of all of them must be in
// the folder, with the holds over the whole authority.
func (f *Folder) RetentionOf(thing string, rules []RetentionRule) (Keeping, error) {
	return f.keeper(rules).of(thing)
}

// keeper says how long the things of one folder are kept: it gathers each
// person's file once.
type keeper struct {
	folder *Folder
	rules  []RetentionRule
	groups groups
	files  map[string]*File
	about  map[string][]string // for each thing, whom it is about
	asked  []string            // the records of the one person who is asked about; none for everybody
	told   *Told               // how much of why may be told; nil for rules alone
}

func (f *Folder) keeper(rules []RetentionRule) *keeper {
	k := &keeper{folder: f, rules: rules, groups: f.groups(), files: map[string]*File{}, about: map[string][]string{}}
	for _, item := range f.things() {
		k.about[item.id] = item.body.filing(item.id).About
	}
	return k
}

func (k *keeper) file(person string) *File {
	first := k.groups.of(person)[0]
	if k.files[first] == nil {
		k.files[first] = k.folder.File(person)
	}
	return k.files[first]
}

func (k *keeper) of(thing string) (Keeping, error) {
	persons, ok := k.about[thing]
	if !ok {
		return Keeping{}, change.Missing("record")
	}
	if holds := k.holdsOver(persons); len(holds) > 0 {
		return k.held(holds), nil
	}
	kept := keptThing{}
	if r, ok := k.folder.Records.Get(thing); ok {
		kind, known := k.folder.kindOf(r.Of)
		if !known {
			return Keeping{State: KeepUnknown, Because: "Its kind of record is no longer declared, so no retention rule covers it."}, nil
		}
		kept = keptThing{r, kind}
	}
	var longest Keeping
	for _, person := range persons {
		file := k.file(person)
		if file.Person == nil {
			return Keeping{State: KeepUnknown, Because: "The file of somebody it is about could not be seen."}, nil
		}
		by := file.keeping(kept, k.rules)
		if by.State != KeepUntil {
			return by, nil
		}
		if by.Until.After(longest.Until) {
			longest = by
		}
	}
	if longest.State == "" {
		return Keeping{State: KeepUnknown, Because: "It is about nobody, and no retention rule covers it."}, nil
	}
	return longest, nil
}

// keptThing is what retention must know of a thing: the record that it is, if
// it is one.
type keptThing struct {
	record *Record
	kind   RecordKind
}

// things lists what may be destroyed: everything about people but the holds
// and destructions themselves, and the breaks that keep two records apart.
func (f *Folder) things() []filed {
	return slices.Concat(bodies(&f.People), bodies(&f.Characteristics), bodies(&f.Identifiers), bodies(&f.Addresses), bodies(&f.Relationships),
		bodies(&f.Involvements), bodies(&f.Allocations), bodies(&f.Episodes), bodies(&f.LegalStatuses), bodies(&f.Placements), bodies(&f.Reviews),
		bodies(&f.Records), bodies(&f.Sharings), bodies(&f.Consents), bodies(&f.Glasses), bodies(&f.Restrictions), bodies(&f.Joins), bodies(&f.Alerts),
		bodies(&f.Dismissals))
}

type filed struct {
	id   string
	body body
}

func bodies[T any, P interface {
	thing[T]
	body
}](t *Table[T, P]) []filed {
	all := make([]filed, 0, t.Len())
	for v := range t.All() {
		all = append(all, filed{v.identity().ID, v})
	}
	return all
}

// holdsOver are the legal holds that keep what is about some people.
func (k *keeper) holdsOver(persons []string) []*Hold {
	var over []*Hold
	for h := range k.folder.Holds.All() {
		if h.Over("") || slices.ContainsFunc(persons, func(person string) bool { return slices.ContainsFunc(k.groups.of(person), h.Over) }) {
			over = append(over, h)
		}
	}
	return over
}

func (file *File) keeping(kept keptThing, rules []RetentionRule) Keeping {
	if open := file.open(); open != "" {
		return Keeping{State: KeepOpen, Because: open}
	}
	var longest Keeping
	for _, rule := range rules {
		if !rule.On || !rule.covers(kept) {
			continue
		}
		met, missing := file.meets(rule.When, kept.record)
		var from calendar.Date
		if met && missing == "" {
			from, missing = file.trigger(rule.Trigger, kept.record)
		}
		switch {
		case missing != "":
			return Keeping{State: KeepUnknown, Rule: rule.Code, Because: "We can't tell how long it is kept: " + missing + "."}
		case !met:
			continue
		}
		until := calendar.Birthday(from, rule.Years)
		if until.After(longest.Until) {
			longest = Keeping{State: KeepUntil, Until: until, Rule: rule.Code, Because: fmt.Sprintf("%s: %d years from %s, so to %s (%s). No other rule that applies asks for longer.",
				rule.What, rule.Years, from.Long(), until.Long(), rule.Source)}
		}
	}
	if longest.State == "" {
		return Keeping{State: KeepUnknown, Because: "No retention rule that is on covers it."}
	}
	return longest
}

// covers says whether the rule is one for the thing at all.
func (r *RetentionRule) covers(kept keptThing) bool {
	if r.Over == "kind" {
		return slices.Contains(kept.kind.Retention, r.Code)
	}
	return !kept.kind.Apart || slices.Contains(kept.kind.Retention, r.Code)
}

// open says why the file is still in use, or "".
func (file *File) open() string {
	day := file.Today
	for _, e := range file.Episodes {
		if e.Open(day) {
			return "It is kept while the person is looked after."
		}
	}
	for _, a := range file.Allocations {
		if a.Open(day) {
			return "It is kept while somebody is allocated to the person."
		}
	}
	for _, i := range file.Involvements {
		if i.Open(day) {
			return "It is kept while an agency works with the person."
		}
	}
	if age, ok := file.Person.AgeOn(day); ok && age < 18 && file.Person.Died.Date.IsZero() {
		return "It is kept while the person is under 18."
	}
	return ""
}

// meets says whether the file or record meets a condition, or what is missing
// to tell.
func (file *File) meets(when string, record *Record) (met bool, missing string) {
	if outcome, ok := strings.CutPrefix(when, "outcome:"); ok {
		if record == nil || record.OutcomeNow() == "" {
			return false, "its outcome is not recorded"
		}
		return record.OutcomeNow() == outcome, ""
	}
	switch when {
	case "always":
		return true, ""
	case "looked_after":
		return len(file.Episodes) > 0 && !file.diedUnder18(), ""
	case "looked_after_died":
		return len(file.Episodes) > 0 && file.diedUnder18(), ""
	case "adopted":
		return file.adopted(), ""
	case "care_leaver":
		return file.has(CareLeaver), ""
	case "child":
		return file.has(Child, YoungPerson, CareLeaver), ""
	case "child_protection":
		return slices.ContainsFunc(file.Records, func(r *Record) bool {
			return slices.Contains([]string{"strategy_discussion", "conference", "conference_shared"}, r.Of)
		}), ""
	case "ended_at_17":
		if record == nil || record.EndedNow().IsZero() {
			return false, ""
		}
		age, ok := file.Person.AgeOn(record.EndedNow())
		return ok && age == 17, ""
	default:
		return false, "the condition " + when + " is not one we know"
	}
}

// trigger is the day a rule counts from, or what is missing. A date known to
// the month counts from the last day of it, so that nothing goes too early.
func (file *File) trigger(name string, record *Record) (calendar.Date, string) {
	given := func(d calendar.Date, missing string) (calendar.Date, string) {
		if d.IsZero() {
			return d, missing
		}
		return d, ""
	}
	born := latest(file.Person.Born)
	switch name {
	case "birth":
		return given(born, "the date of birth is not known")
	case "death":
		return given(latest(file.Person.Died), "the date of death is not known")
	case "order":
		return given(file.orderOn(), "the day of the adoption order is not known")
	case "last_contact":
		return given(file.LastContact(), "nothing says when the last contact was")
	case "eighteen_or_last_contact":
		if born.IsZero() {
			return born, "the date of birth is not known"
		}
		return later(calendar.Birthday(born, 18), file.LastContact()), ""
	case "ended":
		if record == nil {
			return calendar.Date{}, "no end was recorded"
		}
		return given(record.EndedNow(), "the day it ended is not recorded")
	case "happened":
		if record == nil {
			return calendar.Date{}, "no day was recorded"
		}
		return given(record.Happened, "the day it happened is not recorded")
	default:
		return calendar.Date{}, "the trigger " + name + " is not one we know"
	}
}

func latest(d calendar.Dated) calendar.Date {
	if d.Precision == calendar.ToTheMonth {
		return d.Date.AddMonths(1).AddDays(-1)
	}
	return d.Date
}

func later(a, b calendar.Date) calendar.Date {
	if b.After(a) {
		return b
	}
	return a
}
