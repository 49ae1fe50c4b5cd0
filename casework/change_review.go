package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// PlanReview says when a review is due and who chairs it.
type PlanReview struct {
	ID, Person string
	Due        calendar.Date
	Chair      string // a membership, or "" when nobody is named yet
}

// Name is the change's name in the ledger.
func (PlanReview) Name() string { return "plan a review" }

// Needs is the permission it takes.
func (PlanReview) Needs() access.Permission { return access.RecordCasework }

// About is the person.
func (ch PlanReview) About() []string { return []string{ch.Person} }

// Things are none.
func (PlanReview) Things() []string { return nil }

// Decide refuses a chair who works the case.
func (ch PlanReview) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	file := f.File(ch.Person)
	if ch.Due.IsZero() {
		problems.Add("due", "Enter the day by which the review is due.")
	}
	if ch.Chair != "" {
		f.checkChair(&problems, file, ch.Chair, c.On)
	}
	if file.LookedAfter(f.Today) == nil {
		problems.Add("person", "This person is not looked after, so no review is due.")
	}
	if s := file.StatusOn(f.Today); s != nil && s.ShortBreaks() {
		problems.Add("person", "Short breaks (V3 and V4) have no such reviews.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Review{Person: ch.Person, Due: ch.Due, Chair: ch.Chair})}, nil
}

// checkChair: whoever works the case or manages it can't chair its review.
func (f *Folder) checkChair(p *change.Problems, file *File, chair string, day calendar.Date) {
	if _, ok := f.Staff.Worker(chair); !ok {
		p.Add("chair", "Choose a chair who has a place here.")
	}
	for _, a := range file.Allocations {
		if a.Membership == chair && a.Open(day) && slices.Contains([]AllocatedRole{LeadWorker, CoWorker, Supervisor, PersonalAdviser}, a.Role) {
			p.Add("chair", "The chair must be independent, and this person is allocated as "+strings.ToLower(a.Role.Words())+". Choose somebody else.")
		}
	}
}

// HoldReview records that a review was held, or put off.
type HoldReview struct {
	Review        string
	Seen          int
	Held          calendar.Date // zero when it was put off
	Participation string
	Chair         string
	Decisions     string
	Completed     calendar.Date // when its record was written; zero for not yet
	Postponed     string        // why it was put off
	Due           calendar.Date // the new day, when it was put off
}

// Name is the change's name in the ledger.
func (HoldReview) Name() string { return "record a review" }

// Needs is the permission it takes.
func (HoldReview) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the review says who.
func (HoldReview) About() []string { return nil }

// Things is the review.
func (ch HoldReview) Things() []string { return []string{ch.Review} }

// Beyond asks for the person's file and of those related to them.
func (ch HoldReview) Beyond(f *Folder) []string {
	if held, ok := f.Reviews.Get(ch.Review); ok {
		return f.related(held.Person)
	}
	return nil
}

// Decide holds the participation code to the child's age: PN0 is for those
// under 4 and for nobody else (the return's rules 440 and 441), and a day and
// a code go together (166 and 167).
func (ch HoldReview) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.Reviews.Get(ch.Review)
	if !ok {
		return nil, change.Missing("review")
	}
	if err := outdated(ch.Seen, &held.Thing, "review"); err != nil {
		return nil, err
	}
	if err := f.checkPeople(held.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	body := *held
	file := f.File(held.Person)
	f.checkWritten(&problems, written{"decisions", ch.Decisions}, written{"postponed", ch.Postponed})
	if ch.Held.IsZero() {
		if blank(ch.Postponed) || ch.Due.IsZero() {
			problems.Add("held", "Enter the day it was held. If it was put off, say why and enter the new day.")
		}
		if !held.Held.IsZero() {
			problems.Add("held", "This review was held on "+held.Held.Long()+". Enter that day.")
		}
		if ch.Participation != "" {
			problems.Add("participation", "Leave how the child took part blank: the review was not held.")
		}
		body.Postponed, body.Due = strings.TrimSpace(ch.Postponed), ch.Due
	} else {
		f.checkHeld(&problems, ch, file)
		chair := ch.Chair
		if chair == "" {
			chair = held.Chair
		}
		if chair == "" {
			problems.Add("chair", "Choose who chaired the review.")
		} else {
			f.checkChair(&problems, file, chair, ch.Held)
		}
		body.Held, body.Participation, body.Chair, body.Decisions, body.Completed = ch.Held, ch.Participation, chair, strings.TrimSpace(ch.Decisions), ch.Completed
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{next(&held.Thing, body)}, nil
}

// agePN0 is the age at which a child gives their views: PN0 is for those below.
const agePN0 = 4

func (f *Folder) checkHeld(p *change.Problems, ch HoldReview, file *File) {
	checkPast(p, "held", ch.Held, f.Today, "review")
	checkPast(p, "completed", ch.Completed, f.Today, "record of the review")
	if !ch.Completed.IsZero() && ch.Completed.Before(ch.Held) {
		p.Add("completed", "The record can't have been written before the review. Enter "+ch.Held.Long()+" or a later day.")
	}
	if file.LookedAfter(ch.Held) == nil {
		p.Add("held", "The child was not looked after on that day. Check the day.")
	}
	if s := file.StatusOn(ch.Held); s != nil && s.ShortBreaks() {
		p.Add("held", "Short breaks (V3 and V4) have no such reviews.")
	}
	if !ParticipantCodes.Usable(ch.Participation, ch.Held) {
		p.Add("participation", "Choose how the child took part.")
		return
	}
	age, ok := file.Person.AgeOn(ch.Held)
	young := ch.Participation == "PN0"
	switch {
	case !ok && young:
		p.Add("participation", "PN0 is for children under 4, and the date of birth is not known. Enter it first.")
	case ok && young && age >= agePN0:
		p.Add("participation", "The child was 4 or over, so PN0 can't be used. Choose how they took part.")
	case ok && !young && age < agePN0:
		p.Add("participation", "The child was under 4, so the code is PN0. Write down what was seen of them in the record.")
	}
}
