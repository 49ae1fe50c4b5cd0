package casework

import (
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// fewestWords is how many different words a grave reason takes: enough that it
// says what happened.
const (
	fewestWords     = 5
	fewestWordsSaid = "5 different"
)

// BreakGlass opens a person's record in an emergency to somebody without a
// tie, until the midnight that ends today.
type BreakGlass struct {
	ID, Person, Reason string
}

// Name is the change's name in the ledger.
func (BreakGlass) Name() string { return "open a record in an emergency" }

// Needs is the permission it takes.
func (BreakGlass) Needs() access.Permission { return access.BreakGlass }

// About is the person.
func (ch BreakGlass) About() []string { return []string{ch.Person} }

// Things are none.
func (BreakGlass) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch BreakGlass) Beyond(f *Folder) []string { return f.related(ch.Person) }

// Decide asks for a reason in words, and is for today alone: nobody breaks the
// glass for a day that is gone.
func (ch BreakGlass) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	if wordCount(ch.Reason) < fewestWords {
		problems.Add("reason", "Say in at least "+fewestWordsSaid+" words what the emergency is. Somebody else reads this reason.")
	}
	f.checkWritten(&problems, written{"reason", ch.Reason})
	if c.On != c.Today {
		problems.Add("on", "A record is opened in an emergency for today only.")
	}
	if c.By.Membership == "" {
		return nil, change.Forbid("Only somebody who has a place here can open a record in an emergency.")
	}
	for g := range f.Glasses.All() {
		if g.Person == ch.Person && g.Membership == c.By.Membership && g.On == c.Today {
			return nil, overtaken("You already opened this record today. It stays open to you until midnight.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Glass{Person: ch.Person, Membership: c.By.Membership, Reason: strings.TrimSpace(ch.Reason), On: c.Today})}, nil
}

// ReviewGlass says whether an emergency was one.
type ReviewGlass struct {
	Glass     string
	Seen      int
	Justified bool
	Words     string
}

// Name is the change's name in the ledger.
func (ReviewGlass) Name() string { return "review an emergency opening" }

// Needs is the permission it takes.
func (ReviewGlass) Needs() access.Permission { return access.ReviewAccess }

// About is nobody by name: the opening says who.
func (ReviewGlass) About() []string { return nil }

// Things is the opening.
func (ch ReviewGlass) Things() []string { return []string{ch.Glass} }

// Decide refuses whoever broke the glass, in any of their places.
func (ch ReviewGlass) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Glasses.Get(ch.Glass)
	if !ok {
		return nil, change.Missing("emergency opening")
	}
	if err := outdated(ch.Seen, &held.Thing, "review"); err != nil {
		return nil, err
	}
	if f.isCaller(c.By, held.Membership) {
		return nil, change.Forbid("You opened this record, so somebody else must review it.")
	}
	if held.Review != nil {
		return nil, overtaken("This was already reviewed on " + held.Review.On.Long() + ".")
	}
	if wordCount(ch.Words) < fewestWords {
		return nil, invalid("words", "Say in at least "+fewestWordsSaid+" words what you found.")
	}
	body := *held
	body.Review = &GlassReview{By: c.By.Membership, On: c.On, Justified: ch.Justified, Words: strings.TrimSpace(ch.Words)}
	return []change.Put{next(&held.Thing, body)}, nil
}

// Restrict puts a wall round a person.
type Restrict struct {
	ID, Person, Why, AskedBy string
	ReviewOn                 calendar.Date
}

// longestRestriction is how far ahead a restriction must be looked at again.
const longestRestriction = 12 // months

// Name is the change's name in the ledger.
func (Restrict) Name() string { return "restrict a person" }

// Needs is the permission it takes.
func (Restrict) Needs() access.Permission { return access.Restrict }

// About is the person.
func (ch Restrict) About() []string { return []string{ch.Person} }

// Things are none.
func (Restrict) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch Restrict) Beyond(f *Folder) []string { return f.related(ch.Person) }

// Decide asks why, who asked, and when it is looked at again: in a year at
// most.
func (ch Restrict) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	if blank(ch.Why) {
		problems.Add("why", "Say why the person is restricted, for example that they are a colleague's child.")
	}
	if blank(ch.AskedBy) {
		problems.Add("asked_by", "Enter who asked for it.")
	}
	f.checkWritten(&problems, written{"why", ch.Why}, written{"asked_by", ch.AskedBy})
	if !ch.ReviewOn.After(c.Today) || ch.ReviewOn.After(c.Today.AddMonths(longestRestriction)) {
		problems.Add("review_on", "Enter a day within the next 12 months on which it is looked at again.")
	}
	for r := range f.Restrictions.All() {
		if r.Person == ch.Person && r.Lifted.IsZero() {
			problems.Add("person", "This person is already restricted.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	restricted, before := f.walled()
	restricted[ch.Person] = true
	put := created(orNew(ch.ID, c), Restriction{
		Person: ch.Person, Why: strings.TrimSpace(ch.Why), AskedBy: tidy(ch.AskedBy), By: c.By.Membership, From: c.On, ReviewOn: ch.ReviewOn,
	})
	return append([]change.Put{put}, f.regrouped(f.groups(), restricted, before, ch.Person)...), nil
}

// LookAtRestriction keeps a restriction until another day, or lifts it.
type LookAtRestriction struct {
	Restriction string
	Seen        int
	Lift        bool
	ReviewOn    calendar.Date // when it stays
	Why         string
}

// Name is the change's name in the ledger.
func (LookAtRestriction) Name() string { return "look at a restriction again" }

// Needs is the permission it takes.
func (LookAtRestriction) Needs() access.Permission { return access.Restrict }

// About is nobody by name: the restriction says who.
func (LookAtRestriction) About() []string { return nil }

// Things is the restriction.
func (ch LookAtRestriction) Things() []string { return []string{ch.Restriction} }

// Beyond asks for the files of the person and those related to them.
func (ch LookAtRestriction) Beyond(f *Folder) []string {
	if held, ok := f.Restrictions.Get(ch.Restriction); ok {
		return f.related(held.Person)
	}
	return nil
}

// Decide asks why, both ways.
func (ch LookAtRestriction) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Restrictions.Get(ch.Restriction)
	if !ok {
		return nil, change.Missing("restriction")
	}
	if err := outdated(ch.Seen, &held.Thing, "restriction"); err != nil {
		return nil, err
	}
	if !held.Lifted.IsZero() {
		return nil, overtaken("This restriction was lifted on " + held.Lifted.Long() + ".")
	}
	var problems change.Problems
	if blank(ch.Why) {
		problems.Add("why", "Say why the restriction stays, or is lifted.")
	}
	f.checkWritten(&problems, written{"why", ch.Why})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := *held
	if !ch.Lift {
		if !ch.ReviewOn.After(c.Today) || ch.ReviewOn.After(c.Today.AddMonths(longestRestriction)) {
			return nil, invalid("review_on", "Enter a day within the next 12 months on which it is looked at again.")
		}
		body.ReviewOn, body.Why = ch.ReviewOn, strings.TrimSpace(ch.Why)
		return []change.Put{next(&held.Thing, body)}, nil
	}
	if err := f.checkPeople(held.Person); err != nil {
		return nil, err
	}
	body.Lifted, body.LiftedBy, body.LiftWhy = c.On, c.By.Membership, strings.TrimSpace(ch.Why)
	restricted, before := f.walled()
	delete(restricted, held.Person)
	return append([]change.Put{next(&held.Thing, body)}, f.regrouped(f.groups(), restricted, before)...), nil
}

// PlaceHold keeps records from being destroyed.
type PlaceHold struct {
	ID         string
	People     []string // none for the whole authority
	Title, Why string
	ReviewOn   calendar.Date
}

// Name is the change's name in the ledger.
func (PlaceHold) Name() string { return "place a legal hold" }

// Needs is the permission it takes.
func (PlaceHold) Needs() access.Permission { return access.HoldRecords }

// About is whose records are held.
func (ch PlaceHold) About() []string { return people(ch.People...) }

// Things are none.
func (PlaceHold) Things() []string { return nil }

// Beyond asks for the other sides of adoptions.
func (PlaceHold) Beyond(f *Folder) []string { return f.otherSides() }

// Decide asks for a title and a reason.
func (ch PlaceHold) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if len(people(ch.People...)) > 0 {
		if err := f.checkTogether(c.By, ch.People...); err != nil {
			return nil, err
		}
	}
	var problems change.Problems
	if blank(ch.Title) {
		problems.Add("title", "Enter what the hold is for, such as the name of the inquiry.")
	}
	if blank(ch.Why) {
		problems.Add("why", "Say why the records must not be destroyed.")
	}
	if len(people(ch.People...)) > change.MaxAbout {
		problems.Add("people", "Choose at most 20 people, or hold everything.")
	}
	if !ch.ReviewOn.After(c.Today) {
		problems.Add("review_on", "Enter a day in the future on which the hold is looked at again. It does not end by itself.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), Hold{
		People: people(ch.People...), Title: tidy(ch.Title), Why: strings.TrimSpace(ch.Why), By: c.By.Membership, From: c.On, ReviewOn: ch.ReviewOn,
	})}, nil
}

// LiftHold ends a legal hold.
type LiftHold struct {
	Hold string
	Seen int
	Why  string
}

// Name is the change's name in the ledger.
func (LiftHold) Name() string { return "lift a legal hold" }

// Needs is the permission it takes.
func (LiftHold) Needs() access.Permission { return access.HoldRecords }

// About is nobody by name: the hold says who.
func (LiftHold) About() []string { return nil }

// Things is the hold.
func (ch LiftHold) Things() []string { return []string{ch.Hold} }

// Decide refuses whoever placed it: one person alone must not be able to clear
// the way for a destruction.
func (ch LiftHold) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Holds.Get(ch.Hold)
	if !ok {
		return nil, change.Missing("hold")
	}
	if err := outdated(ch.Seen, &held.Thing, "hold"); err != nil {
		return nil, err
	}
	if !held.Lifted.IsZero() {
		return nil, overtaken("This hold was lifted on " + held.Lifted.Long() + ".")
	}
	if f.isCaller(c.By, held.By) {
		return nil, change.Forbid("You placed this hold, so somebody else must lift it.")
	}
	if blank(ch.Why) {
		return nil, invalid("why", "Say why the hold is no longer needed.")
	}
	body := *held
	body.Lifted, body.LiftedBy, body.LiftedWhy = c.On, c.By.Membership, strings.TrimSpace(ch.Why)
	return []change.Put{next(&held.Thing, body)}, nil
}

// AnswerAlert says what somebody found about a look.
type AnswerAlert struct {
	Alert   string
	Seen    int
	Outcome AlertOutcome
	Reason  string
}

// Name is the change's name in the ledger.
func (AnswerAlert) Name() string { return "answer an alert" }

// Needs is the permission it takes.
func (AnswerAlert) Needs() access.Permission { return access.ReviewAccess }

// About is nobody by name: the alert says who.
func (AnswerAlert) About() []string { return nil }

// Things is the alert.
func (ch AnswerAlert) Things() []string { return []string{ch.Alert} }

// Decide refuses the person whose look it was.
func (ch AnswerAlert) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Alerts.Get(ch.Alert)
	if !ok {
		return nil, change.Missing("alert")
	}
	if err := outdated(ch.Seen, &held.Thing, "alert"); err != nil {
		return nil, err
	}
	if f.isCaller(c.By, held.Viewer) || (held.Account != "" && held.Account == c.By.Account) {
		return nil, change.Forbid("This alert is about your own look, so somebody else must answer it.")
	}
	if held.Answer != nil {
		return nil, overtaken("This alert was already answered on " + held.Answer.On.Long() + ".")
	}
	var problems change.Problems
	if ch.Outcome != NoConcern && ch.Outcome != Concern {
		problems.Add("outcome", "Choose whether the look is a concern.")
	}
	if blank(ch.Reason) {
		problems.Add("reason", "Say what you found, and from whom.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := *held
	body.Answer = &AlertAnswer{By: c.By.Membership, On: c.On, Outcome: ch.Outcome, Reason: strings.TrimSpace(ch.Reason)}
	return []change.Put{next(&held.Thing, body)}, nil
}
