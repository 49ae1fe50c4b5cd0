package casework

import (
	"slices"

	"throughline/calendar"
)

// File is everything in a folder about one person, with the records joined to
// theirs. The values are shared: never change them.
type File struct {
	Today           calendar.Date
	Person          *Person   // the record the others go by; nil when it isn't in the folder
	People          []*Person // all that are joined, that one first
	Characteristics []*Characteristics
	Identifiers     []*Identifier
	Addresses       []*Address
	Relationships   []*Relationship
	Involvements    []*Involvement
	Allocations     []*Allocation
	Episodes        []*Episode
	LegalStatuses   []*LegalStatus
	Placements      []*Placement
	Reviews         []*Review
	Records         []*Record
	Sharings        []*Sharing
	Consents        []*Consent
	Glasses         []*Glass
	Restrictions    []*Restriction
	Holds           []*Hold // over this person or over everybody
	Breaks          []*Break
	Joins           []*Join
	Destructions    []*Destruction
	Alerts          []*Alert
	Dismissals      []*Dismissal
}

// File gathers what is about a person.
func (f *Folder) File(person string) *File {
	ids := f.groups().of(person)
	file := &File{Today: f.Today}
	for _, id := range ids {
		if p, ok := f.People.Get(id); ok {
			file.People = append(file.People, p)
		}
	}
	if len(file.People) > 0 {
		file.Person = file.People[0]
	}
	file.Characteristics = about(&f.Characteristics, ids)
	file.Identifiers = about(&f.Identifiers, ids)
	file.Addresses = about(&f.Addresses, ids)
	file.Relationships = about(&f.Relationships, ids)
	file.Involvements = about(&f.Involvements, ids)
	file.Allocations = about(&f.Allocations, ids)
	file.Episodes = about(&f.Episodes, ids)
	file.LegalStatuses = about(&f.LegalStatuses, ids)
	file.Placements = about(&f.Placements, ids)
	file.Reviews = about(&f.Reviews, ids)
	file.Records = about(&f.Records, ids)
	file.Sharings = about(&f.Sharings, ids)
	file.Consents = about(&f.Consents, ids)
	file.Glasses = about(&f.Glasses, ids)
	file.Restrictions = about(&f.Restrictions, ids)
	file.Breaks = about(&f.Breaks, ids)
	file.Joins = about(&f.Joins, ids)
	file.Destructions = about(&f.Destructions, ids)
	file.Alerts = about(&f.Alerts, ids)
	file.Dismissals = about(&f.Dismissals, ids)
	for h := range f.Holds.All() {
		if slices.ContainsFunc(ids, h.Over) {
			file.Holds = append(file.Holds, h)
		}
	}
	return file
}

func about[T any, P interface {
	thing[T]
	body
}](t *Table[T, P], ids []string) []P {
	var found []P
	for v := range t.All() {
		if slices.ContainsFunc(v.filing(v.identity().ID).About, func(id string) bool { return slices.Contains(ids, id) }) {
			found = append(found, v)
		}
	}
	return found
}

func (file *File) has(parts ...Part) bool {
	return slices.ContainsFunc(file.People, func(p *Person) bool { return p.has(parts...) })
}

// LookedAfter is the time in care that is running on a day, or nil.
func (file *File) LookedAfter(day calendar.Date) *Episode {
	for _, e := range file.Episodes {
		if e.Open(day) {
			return e
		}
	}
	return nil
}

// StatusOn is the legal status on a day, or nil.
func (file *File) StatusOn(day calendar.Date) *LegalStatus {
	for _, l := range file.LegalStatuses {
		if runs(l.From, l.Until, day) && (l.Until.IsZero() || l.Until.After(day)) {
			return l
		}
	}
	return nil
}

// LastContact is the last day on which anything was recorded to have happened.
// Of somebody about whom nothing was, it is the day they were recorded.
func (file *File) LastContact() (day calendar.Date) {
	for _, r := range file.Records {
		day = later(day, r.Happened)
	}
	for _, r := range file.Reviews {
		day = later(day, r.Held)
	}
	for _, e := range file.Episodes {
		day = later(later(day, e.Started), e.Ended)
	}
	for _, a := range file.Allocations {
		if !a.Role.Checks() { // to read a file is no contact with the person
			day = later(later(day, a.From), a.Until)
		}
	}
	for _, i := range file.Involvements {
		day = later(later(day, i.From), i.Until)
	}
	for _, p := range file.People {
		if day.IsZero() {
			day = p.ChangedOn
		}
	}
	return day
}

func (file *File) diedUnder18() bool {
	died := file.Person.Died.Date
	age, ok := file.Person.AgeOn(died)
	return !died.IsZero() && ok && age < 18
}

// adopted says whether an adoption order ended or began this record.
func (file *File) adopted() bool {
	return len(file.Breaks) > 0 || slices.ContainsFunc(file.Episodes, func(e *Episode) bool { return e.EndReason == "E11" || e.EndReason == "E12" }) ||
		slices.ContainsFunc(file.Records, func(r *Record) bool { return r.Of == "adoption_record" })
}

func (file *File) orderOn() (day calendar.Date) {
	for _, b := range file.Breaks {
		day = later(day, b.OrderOn)
	}
	for _, e := range file.Episodes {
		if e.EndReason == "E11" || e.EndReason == "E12" {
			day = later(day, e.Ended)
		}
	}
	return day
}
