package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// PersonDetails are what is entered of a person.
type PersonDetails struct {
	Parts       []Part
	Names       []Name
	Born        calendar.Dated
	Estimated   bool
	Expected    calendar.Dated
	Died        calendar.Dated
	Sex         string
	Languages   []string
	Interpreter bool
	Membership  string // of a professional who has a place here
}

func (d PersonDetails) check(p *change.Problems, f *Folder) {
	if len(d.Parts) == 0 {
		p.Add("parts", "Choose what the person is: a child, a parent or carer, a professional.")
	}
	for _, part := range d.Parts {
		if !slices.Contains(Parts, part) {
			p.Add("parts", "Choose what the person is from the list.")
		}
	}
	d.checkNames(p)
	d.checkDates(p, f.Today)
	if d.Sex != "" && !SexCodes.Usable(d.Sex, f.Today) {
		p.Add("sex", "Choose male, female or not known: the sex at birth or on the birth certificate.")
	}
	if d.Membership != "" {
		if _, ok := f.Staff.Worker(d.Membership); !ok {
			p.Add("membership", "Choose a member of staff who has a place here.")
		}
		if !slices.Contains(d.Parts, Professional) {
			p.Add("membership", "Only a professional can be linked to a member of staff. Choose that part too.")
		}
	}
}

// longestName is more than any name on a certificate.
const longestName = 200

func (d PersonDetails) checkNames(p *change.Problems) {
	if len(d.Names) == 0 {
		p.Add("names", "Enter a name. If no name is known yet, write what the person is called for now, such as “Baby Smith”.")
	}
	if len(d.Names) > mostNames {
		p.Add("names", "Enter at most 12 names: those that people may be looked for by.")
	}
	for _, n := range d.Names {
		switch {
		case !slices.Contains(NameKinds, n.Kind):
			p.Add("names", "Choose what kind of name it is: legal, known as, at birth, previous or other.")
		case len(nameWords(n.Whole())) == 0:
			p.Add("names", "Enter a name with letters in it.")
		case len(n.Given) > longestName || len(n.Family) > longestName:
			p.Add("names", "Enter a name of at most 200 letters.")
		case !n.Until.IsZero() && n.Until.Before(n.From):
			p.Add("names", "The last day of “"+n.Whole()+"” is before its first. Change one of them.")
		}
	}
}

func (d PersonDetails) checkDates(p *change.Problems, today calendar.Date) {
	if !d.Born.Date.IsZero() && !d.Expected.Date.IsZero() {
		p.Add("expected", "Enter a date of birth or an expected date of birth, not both.")
	}
	checkPast(p, "born", d.Born.Date, today, "date of birth")
	checkPast(p, "died", d.Died.Date, today, "date of death")
	if !d.Died.Date.IsZero() && latest(d.Died).Before(d.Born.Date) {
		p.Add("died", "The date of death is before the date of birth. Change one of them.")
	}
	// The longest pregnancies are under 11 months.
	if d.Expected.Date.After(today.AddMonths(11)) {
		p.Add("expected", "Enter an expected date of birth that is within 11 months.")
	}
	if d.Estimated && d.Born.Date.IsZero() {
		p.Add("estimated", "Enter the date of birth that was estimated.")
	}
}

func (d PersonDetails) into(p Person) Person {
	p.Parts, p.Born, p.Estimated, p.Expected, p.Died = d.Parts, d.Born, d.Estimated, d.Expected, d.Died
	p.Sex, p.Languages, p.Interpreter, p.Membership = d.Sex, d.Languages, d.Interpreter, d.Membership
	p.Names = nil
	for _, n := range d.Names {
		n.Given, n.Family = tidy(n.Given), tidy(n.Family)
		p.Names = append(p.Names, n)
	}
	return p
}

// tidy takes out what is around and between words.
func tidy(text string) string { return strings.Join(strings.Fields(text), " ") }

// AddPerson records somebody. Records already there that look alike are shown
// before it is made, by Match, among the people whom the caller may see: a
// refusal here would tell of the others.
type AddPerson struct {
	ID      string
	Details PersonDetails
}

// Name is the change's name in the ledger.
func (AddPerson) Name() string { return "record a person" }

// Needs is the permission it takes.
func (AddPerson) Needs() access.Permission { return access.AddPeople }

// About is nobody who is known yet.
func (AddPerson) About() []string { return nil }

// Things are none.
func (AddPerson) Things() []string { return nil }

// Decide refuses somebody without a name, or with both a date of birth and an
// expected one.
func (ch AddPerson) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	var problems change.Problems
	ch.Details.check(&problems, f)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{created(orNew(ch.ID, c), ch.Details.into(Person{Wall: access.NoWall}))}, nil
}

// EditPerson changes what is known of somebody.
type EditPerson struct {
	Person  string
	Seen    int
	Details PersonDetails
}

// Name is the change's name in the ledger.
func (EditPerson) Name() string { return "change a person's details" }

// Needs is the permission it takes.
func (EditPerson) Needs() access.Permission { return access.RecordCasework }

// About is the person.
func (ch EditPerson) About() []string { return []string{ch.Person} }

// Things are none.
func (EditPerson) Things() []string { return nil }

// Decide keeps the wall and the joined records as they are. A name that is
// left out is lost from view, so it must be ended instead.
func (ch EditPerson) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.People.Get(ch.Person)
	if !ok {
		return nil, change.Missing("person")
	}
	if err := outdated(ch.Seen, &held.Thing, "person"); err != nil {
		return nil, err
	}
	var problems change.Problems
	ch.Details.check(&problems, f)
	for _, n := range held.Names {
		if !slices.ContainsFunc(ch.Details.Names, func(kept Name) bool { return tidy(kept.Whole()) == n.Whole() }) {
			problems.Add("names", "Keep the name “"+n.Whole()+"”. If it is no longer used, give it a last day, or call it a previous name.")
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return []change.Put{next(&held.Thing, ch.Details.into(*held))}, nil
}

// Describe records what is of a special category about somebody: ethnicity,
// gender, disability, religion.
type Describe struct {
	ID, Person string
	Seen       int
	Ethnicity  string
	Gender     string
	Disability []string
	Religion   string
	Support    string // what helps the person to take part
}

// Name is the change's name in the ledger.
func (Describe) Name() string { return "record a person's characteristics" }

// Needs is the permission it takes.
func (Describe) Needs() access.Permission { return access.RecordCasework }

// About is the person.
func (ch Describe) About() []string { return []string{ch.Person} }

// Things are none.
func (Describe) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch Describe) Beyond(f *Folder) []string { return f.related(ch.Person) }

// Decide refuses codes that no return knows.
func (ch Describe) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	if ch.Ethnicity != "" && !EthnicityCodes.Usable(ch.Ethnicity, c.On) {
		problems.Add("ethnicity", "Choose an ethnic group from the list.")
	}
	for _, code := range ch.Disability {
		if !DisabilityCodes.Usable(code, c.On) {
			problems.Add("disability", "Choose each disability from the list.")
		}
	}
	f.checkWritten(&problems, written{"support", ch.Support}, written{"religion", ch.Religion}, written{"gender", ch.Gender})
	if slices.Contains(ch.Disability, "NONE") && len(ch.Disability) > 1 {
		problems.Add("disability", "Choose no disability, or the disabilities, not both.")
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := Characteristics{Person: ch.Person, Ethnicity: ch.Ethnicity, Gender: tidy(ch.Gender), Disabilities: ch.Disability, Religion: tidy(ch.Religion), Needs: strings.TrimSpace(ch.Support)}
	for held := range f.Characteristics.All() {
		if held.Person == ch.Person {
			if err := outdated(ch.Seen, &held.Thing, "record"); err != nil {
				return nil, err
			}
			return []change.Put{next(&held.Thing, body)}, nil
		}
	}
	return []change.Put{created(orNew(ch.ID, c), body)}, nil
}
