package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// longestCheck is how long a request or an audit may be allocated for, in
// months: a request must be answered in one, and in two more at the most where
// it is complex (UK GDPR, article 12(3)); an audit is given the same.
const longestCheck = 3

// AllocateCheck gives a person's file to whoever answers the person's request
// for their own records, or audits it in a sample, until a day. Those who check
// access give it, and nobody gives it to themself: a governance lead reads no
// file unless a second person of governance has said for whom and why.
type AllocateCheck struct {
	ID, Person, Membership string
	Role                   AllocatedRole // one of CheckRoles
	Reason                 string
	From, Until            calendar.Date
}

// Name is the change's name in the ledger.
func (AllocateCheck) Name() string { return "allocate a request or an audit" }

// Needs is the permission it takes.
func (AllocateCheck) Needs() access.Permission { return access.AllocateChecks }

// About is the person.
func (ch AllocateCheck) About() []string { return []string{ch.Person} }

// Things are none.
func (AllocateCheck) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch AllocateCheck) Beyond(f *Folder) []string { return f.related(ch.Person) }

// Decide refuses the caller themself, whoever's other roles the allocation
// would open records to, and an auditor who had a part in the case.
func (ch AllocateCheck) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	if ch.Membership != "" && f.isCaller(c.By, ch.Membership) {
		return nil, change.Forbid("You can’t allocate this to yourself. Ask another information governance lead or the Caldicott Guardian to do it.")
	}
	var problems change.Problems
	agency := ""
	if !ch.Role.Checks() {
		problems.Add("role", "Choose what they do: answer a request, or audit.")
	} else {
		agency = f.checkChecker(&problems, ch.Membership, ch.Role, c.On)
	}
	if ch.Role == SampleAuditor && f.hadAPart(ch.Person, ch.Membership) {
		problems.Add("membership", "They have worked with this person, so they can’t audit the file. Choose somebody who had no part in the case.")
	}
	if blank(ch.Reason) {
		problems.Add("reason", "Say why, such as the reference of the request, or how the sample was drawn.")
	}
	f.checkWritten(&problems, written{"reason", ch.Reason})
	if ch.From.IsZero() {
		problems.Add("from", "Enter the first day of the allocation.")
	}
	if ch.Until.IsZero() || ch.Until.Before(ch.From) || tooLong(ch.From, ch.Until) {
		problems.Add("until", "Enter a last day that is within 3 months of the first.")
	}
	for a := range f.Allocations.All() {
		if a.Person == ch.Person && a.Membership == ch.Membership && a.Role == ch.Role && !a.Until.Before(c.On) {
			problems.Add("membership", "This is already allocated to them. Change its last day, or end it first.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Allocation{
		Person: ch.Person, Membership: ch.Membership, Agency: agency, Role: ch.Role, Reason: strings.TrimSpace(ch.Reason), From: ch.From, Until: ch.Until, By: c.By.Membership,
	})}, nil
}

func tooLong(from, until calendar.Date) bool { return until.After(from.AddMonths(longestCheck)) }

// checkChecker wants somebody who is here for this, and for nothing else that
// the tie would open.
func (f *Folder) checkChecker(p *change.Problems, membership string, role AllocatedRole, day calendar.Date) (agency string) {
	w, ok := f.Staff.Worker(membership)
	switch {
	case !ok:
		p.Add("membership", "Choose somebody who has a place here.")
		return ""
	case !w.Ended.IsZero() && w.Ended.Before(day):
		p.Add("membership", w.Name+"'s last day was "+w.Ended.Long()+". Choose somebody else.")
	case !slices.Contains(w.Roles, checker[role]):
		p.Add("membership", w.Name+" isn’t here as an "+strings.ToLower(checker[role].Name())+". Choose somebody who is.")
	}
	for _, other := range w.Roles {
		if other != checker[role] && other != access.CaldicottGuardian && other.May(access.ReadCasework) {
			p.Add("membership", w.Name+" has another role in the same place, and the allocation would open the file to that role too. Choose somebody else, or give them a place of their own for this.")
			break
		}
	}
	return w.Agency
}

// hadAPart says whether a worker, in any of their places, was allocated to the
// person otherwise than to check, chaired a review or wrote a record of them.
func (f *Folder) hadAPart(person, membership string) bool {
	w, ok := f.Staff.Worker(membership)
	if !ok {
		return false
	}
	same := access.Caller{Account: w.Account, Membership: membership}
	file := f.File(person)
	return slices.ContainsFunc(file.Allocations, func(a *Allocation) bool { return !a.Role.Checks() && f.isCaller(same, a.Membership) }) ||
		slices.ContainsFunc(file.Reviews, func(r *Review) bool { return f.isCaller(same, r.Chair) }) ||
		slices.ContainsFunc(file.Records, func(r *Record) bool { return f.isCaller(same, r.Author) })
}

// EndCheck ends the allocation of a request or an audit, or gives it another
// last day.
type EndCheck struct {
	Allocation string
	Seen       int
	Until      calendar.Date // the last day
	Why        string
}

// Name is the change's name in the ledger.
func (EndCheck) Name() string { return "end the allocation of a request or an audit" }

// Needs is the permission it takes.
func (EndCheck) Needs() access.Permission { return access.AllocateChecks }

// About is nobody by name: the allocation says who.
func (EndCheck) About() []string { return nil }

// Things is the allocation.
func (ch EndCheck) Things() []string { return []string{ch.Allocation} }

// Beyond asks for the files of the person and those related to them.
func (ch EndCheck) Beyond(f *Folder) []string { return f.relatedToAllocated(ch.Allocation) }

// Decide lets anybody who may give one end it, even their own, and nobody
// lengthen their own.
func (ch EndCheck) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Allocations.Get(ch.Allocation)
	if !ok || !held.Role.Checks() {
		return nil, change.Missing("allocation")
	}
	if err := outdated(ch.Seen, &held.Thing, "allocation"); err != nil {
		return nil, err
	}
	if err := f.checkEnd(held.From, ch.Until, ch.Why); err != nil {
		return nil, err
	}
	longer := ch.Until.After(held.Until)
	switch {
	case longer && f.isCaller(c.By, held.Membership):
		return nil, change.Forbid("This is allocated to you, so somebody else must give it a later last day.")
	case tooLong(held.From, ch.Until):
		return nil, invalid("until", "Enter a last day that is within 3 months of "+held.From.Long()+".")
	case longer && blank(ch.Why):
		return nil, invalid("why", "Say why it takes longer.")
	}
	body := *held
	body.Until, body.Why = ch.Until, strings.TrimSpace(ch.Why)
	return []change.Put{next(&held.Thing, body)}, nil
}
