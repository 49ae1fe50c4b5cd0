package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// Allocate gives a person to a worker, a team or both.
type Allocate struct {
	ID, Person, Membership, Team string
	Role                         AllocatedRole
	For                          access.Compartment // the part of the work; "" for social care
	From, Until                  calendar.Date
}

// Name is the change's name in the ledger.
func (Allocate) Name() string { return "allocate a person" }

// Needs is the permission it takes.
func (Allocate) Needs() access.Permission { return access.Allocate }

// About is the person.
func (ch Allocate) About() []string { return []string{ch.Person} }

// Things are none.
func (Allocate) Things() []string { return nil }

// Decide takes the agency from the worker's place or the team, and refuses a
// worker and a team of two agencies.
func (ch Allocate) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	agency := f.checkAllocated(&problems, ch.Membership, ch.Team, c.On)
	if !slices.Contains(AllocatedRoles, ch.Role) {
		problems.Add("role", "Choose the role.")
	}
	part := partOfWork(&problems, "for", ch.For)
	checkSpan(&problems, ch.From, ch.Until, "allocation")
	for a := range f.Allocations.All() {
		if a.Person == ch.Person && a.Membership == ch.Membership && a.Team == ch.Team && a.Role == ch.Role && a.Until.IsZero() {
			problems.Add("membership", "They are already allocated in that role. End that allocation first.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Allocation{
		Person: ch.Person, Membership: ch.Membership, Team: ch.Team, Agency: agency, Role: ch.Role, For: part, From: ch.From, Until: ch.Until, By: c.By.Membership,
	})}, nil
}

func (f *Folder) checkAllocated(p *change.Problems, membership, team string, day calendar.Date) (agency string) {
	if membership == "" && team == "" {
		p.Add("membership", "Choose a worker, a team or both.")
		return ""
	}
	if membership != "" {
		w, ok := f.Staff.Worker(membership)
		switch {
		case !ok:
			p.Add("membership", "Choose a worker who has a place here.")
		case !w.Ended.IsZero() && w.Ended.Before(day):
			p.Add("membership", w.Name+"'s last day was "+w.Ended.Long()+". Choose somebody else.")
		}
		agency = w.Agency
	}
	if team != "" {
		t, ok := f.Staff.Team(team)
		switch {
		case !ok:
			p.Add("team", "Choose a team that we know.")
		case !t.Ended.IsZero() && t.Ended.Before(day):
			p.Add("team", "The team "+t.Name+" ended on "+t.Ended.Long()+". Choose another.")
		case agency != "" && t.Agency != agency:
			p.Add("team", "The worker and the team belong to two agencies. Allocate each by itself.")
		}
		agency = t.Agency
	}
	return agency
}

func partOfWork(p *change.Problems, field string, part access.Compartment) access.Compartment {
	if part == "" {
		return access.SocialCare
	}
	if _, ok := class(access.Personal, part).Number(); !ok {
		p.Add(field, "Choose which part of the work it is for.")
	}
	return part
}

// EndAllocation ends a worker's or team's allocation.
type EndAllocation struct {
	Allocation string
	Seen       int
	Until      calendar.Date // the last day
	Why        string
}

// Name is the change's name in the ledger.
func (EndAllocation) Name() string { return "end an allocation" }

// Needs is the permission it takes.
func (EndAllocation) Needs() access.Permission { return access.Allocate }

// About is nobody by name: the allocation says who.
func (EndAllocation) About() []string { return nil }

// Things is the allocation.
func (ch EndAllocation) Things() []string { return []string{ch.Allocation} }

// Beyond asks for the files of the person and those related to them.
func (ch EndAllocation) Beyond(f *Folder) []string {
	return f.relatedToAllocated(ch.Allocation)
}

func (f *Folder) relatedToAllocated(allocation string) []string {
	if held, ok := f.Allocations.Get(allocation); ok {
		return f.related(held.Person)
	}
	return nil
}

// Decide refuses an end before the start.
func (ch EndAllocation) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.Allocations.Get(ch.Allocation)
	if !ok || held.Role.Checks() {
		return nil, change.Missing("allocation")
	}
	if err := outdated(ch.Seen, &held.Thing, "allocation"); err != nil {
		return nil, err
	}
	if err := f.checkEnd(held.From, ch.Until, ch.Why); err != nil {
		return nil, err
	}
	body := *held
	body.Until, body.Why = ch.Until, strings.TrimSpace(ch.Why)
	return []change.Put{next(&held.Thing, body)}, nil
}

// checkEnd refuses a last day before the first of somebody's work, and a
// reason that names a masked address.
func (f *Folder) checkEnd(from, until calendar.Date, why string) error {
	if until.IsZero() || until.Before(from) {
		return invalid("until", "Enter a last day that is on or after "+from.Long()+".")
	}
	var problems change.Problems
	f.checkWritten(&problems, written{"why", why})
	return problems.Err()
}

// Involve records that an agency works with a person.
type Involve struct {
	ID, Person, Agency string
	For                access.Compartment // the part of the work; "" for social care
	Basis              Basis
	Why                string
	From, Until        calendar.Date
}

// Name is the change's name in the ledger.
func (Involve) Name() string { return "record an agency's involvement" }

// Needs is the permission it takes.
func (Involve) Needs() access.Permission { return access.RecordCasework }

// About is the person.
func (ch Involve) About() []string { return []string{ch.Person} }

// Things are none.
func (Involve) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch Involve) Beyond(f *Folder) []string { return f.related(ch.Person) }

// Decide refuses an involvement on consent when the last that the agency heard
// was not consent given.
func (ch Involve) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	a, ok := f.Staff.Agency(ch.Agency)
	switch {
	case !ok:
		problems.Add("agency", "Choose the agency.")
	case !a.Ended.IsZero() && a.Ended.Before(c.On):
		problems.Add("agency", a.Name+" ended on "+a.Ended.Long()+". Choose the agency that follows it.")
	}
	part := partOfWork(&problems, "for", ch.For)
	switch {
	case !slices.Contains([]Basis{Statutory, OnConsent}, ch.Basis):
		problems.Add("basis", "Choose why the agency may work with the person: a statutory duty, or consent.")
	case ch.Basis == OnConsent && f.consent(ch.Person, ch.Agency) != ConsentGiven:
		problems.Add("basis", "Record first that consent was given to this agency.")
	}
	checkSpan(&problems, ch.From, ch.Until, "involvement")
	f.checkWritten(&problems, written{"why", ch.Why})
	for i := range f.Involvements.All() {
		if i.Person == ch.Person && i.Agency == ch.Agency && i.For == part && i.Open(c.On) {
			problems.Add("agency", "This agency's involvement is already recorded. End it first if it has changed.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Involvement{
		Person: ch.Person, Agency: ch.Agency, For: part, Basis: ch.Basis, Why: strings.TrimSpace(ch.Why), From: ch.From, Until: ch.Until,
	})}, nil
}

// consent is the last that was said about an agency's work with a person, or "".
func (f *Folder) consent(person, agency string) ConsentState {
	var last *Consent
	for held := range f.Consents.All() {
		if held.Person == person && held.Agency == agency && (last == nil || held.On.After(last.On) || (held.On == last.On && held.Seq >= last.Seq)) {
			last = held
		}
	}
	if last == nil {
		return ""
	}
	return last.State
}

// EndInvolvement ends an agency's involvement.
type EndInvolvement struct {
	Involvement string
	Seen        int
	Until       calendar.Date // the last day
	Why         string
}

// Name is the change's name in the ledger.
func (EndInvolvement) Name() string { return "end an agency's involvement" }

// Needs is the permission it takes.
func (EndInvolvement) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the involvement says who.
func (EndInvolvement) About() []string { return nil }

// Things is the involvement.
func (ch EndInvolvement) Things() []string { return []string{ch.Involvement} }

// Beyond asks for the files of the person and those related to them.
func (ch EndInvolvement) Beyond(f *Folder) []string {
	if held, ok := f.Involvements.Get(ch.Involvement); ok {
		return f.related(held.Person)
	}
	return nil
}

// Decide refuses an end before the start.
func (ch EndInvolvement) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.Involvements.Get(ch.Involvement)
	if !ok {
		return nil, change.Missing("involvement")
	}
	if err := outdated(ch.Seen, &held.Thing, "involvement"); err != nil {
		return nil, err
	}
	if held.Stopped {
		return nil, overtaken("This involvement ended on " + held.Until.Long() + ", when consent was withdrawn.")
	}
	if err := f.checkEnd(held.From, ch.Until, ch.Why); err != nil {
		return nil, err
	}
	body := *held
	body.Until, body.Ending = ch.Until, strings.TrimSpace(ch.Why)
	return []change.Put{next(&held.Thing, body)}, nil
}
