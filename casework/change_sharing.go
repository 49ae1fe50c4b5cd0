package casework

import (
	"slices"
	"strings"

	"throughline/access"
	"throughline/change"
)

// DecideSharing records that something is shared with an agency, or that it is
// not, and why.
type DecideSharing struct {
	ID            string
	People        []string
	Agency        string // "" for a body that has no place here, named by Recipient
	Recipient     string
	What          string
	Records       []string
	Share         bool
	Why           string
	Basis         ShareBasis
	ConsentSought bool
	NotSought     string
	Part          access.Compartment // of the work; "" for social care
}

// Name is the change's name in the ledger.
func (DecideSharing) Name() string { return "decide whether to share" }

// Needs is the permission it takes.
func (DecideSharing) Needs() access.Permission { return access.RecordCasework }

// About is whom it concerns.
func (ch DecideSharing) About() []string { return people(ch.People...) }

// Things are the records to share: each must be one that the caller may see.
func (ch DecideSharing) Things() []string { return people(ch.Records...) }

// Beyond asks for the files of those related to them.
func (ch DecideSharing) Beyond(f *Folder) []string { return f.related(ch.People...) }

// Decide asks for a reason both ways: keeping something back can harm a child
// as much as giving it away.
func (ch DecideSharing) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkTogether(c.By, ch.People...); err != nil {
		return nil, err
	}
	var problems change.Problems
	if len(people(ch.People...)) > change.MaxAbout {
		problems.Add("people", "Choose at most 20 people.")
	}
	if _, ok := f.Staff.Agency(ch.Agency); !ok && (ch.Agency != "" || blank(ch.Recipient)) {
		problems.Add("agency", "Choose the agency, or enter who would receive it.")
	}
	if blank(ch.What) {
		problems.Add("what", "Enter what is shared, or kept back.")
	}
	if blank(ch.Why) {
		sentence := "Say why it is not shared. This reason is kept."
		if ch.Share {
			sentence = "Say why it is shared."
		}
		problems.Add("why", sentence)
	}
	if ch.Share && !slices.Contains(ShareBases, ch.Basis) {
		problems.Add("basis", "Choose the reason in law for sharing it.")
	}
	if !ch.ConsentSought && blank(ch.NotSought) {
		problems.Add("not_sought", "Say why consent was not asked for, for example that asking would put a child at risk.")
	}
	if ch.Share && ch.Basis == ShareOnConsent && ch.Agency != "" {
		for _, id := range people(ch.People...) {
			if f.consent(id, ch.Agency) != ConsentGiven {
				problems.Add("basis", "Consent to this agency is not recorded as given. Record it first, or choose another reason in law.")
				break
			}
		}
	}
	for _, id := range ch.Records {
		if r, ok := f.Records.Get(id); !ok || !slices.ContainsFunc(r.People, func(p string) bool { return slices.Contains(ch.People, p) }) {
			problems.Add("records", "Choose records about these people.")
			break
		}
	}
	part := partOfWork(&problems, "part", ch.Part)
	f.checkWritten(&problems, written{"what", ch.What}, written{"why", ch.Why}, written{"not_sought", ch.NotSought}, written{"recipient", ch.Recipient})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	s := Sharing{
		People: people(ch.People...), Agency: ch.Agency, Recipient: tidy(ch.Recipient), What: strings.TrimSpace(ch.What), Records: people(ch.Records...),
		Shared: ch.Share, Why: strings.TrimSpace(ch.Why), ConsentSought: ch.ConsentSought, Part: part, DecidedOn: c.On, DecidedBy: c.By.Membership,
	}
	if ch.Share {
		s.Basis = ch.Basis
	}
	if !ch.ConsentSought {
		s.NotSought = strings.TrimSpace(ch.NotSought)
	}
	return []change.Put{created(orNew(ch.ID, c), s)}, nil
}

// RecordConsent records that consent was given to an agency's work, or
// withheld.
type RecordConsent struct {
	ID, Person, Agency string
	For                string
	Part               access.Compartment // of the work; "" for social care
	Given              bool
	By                 string // who said it: the person, or another who may
	Capacity           string
}

// Name is the change's name in the ledger.
func (RecordConsent) Name() string { return "record consent" }

// Needs is the permission it takes.
func (RecordConsent) Needs() access.Permission { return access.RecordCasework }

// About is the person and who spoke for them.
func (ch RecordConsent) About() []string { return people(ch.Person, ch.By) }

// Things are none.
func (RecordConsent) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch RecordConsent) Beyond(f *Folder) []string { return f.related(ch.Person, ch.By) }

// Decide refuses consent for an adult from anybody else, because adults decide
// for themselves, and for a child from somebody whose parental responsibility
// is not recorded.
func (ch RecordConsent) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	person, _ := f.People.Get(ch.Person)
	var problems change.Problems
	if _, ok := f.Staff.Agency(ch.Agency); !ok {
		problems.Add("agency", "Choose the agency whose work was asked about.")
	}
	if blank(ch.For) {
		problems.Add("for", "Enter what was asked, in plain words.")
	}
	if blank(ch.Capacity) {
		problems.Add("capacity", "Say why they could decide: their age and understanding, or their parental responsibility.")
	}
	age, aged := person.AgeOn(c.On)
	g := f.groups()
	if f.apart(g, ch.Person, ch.By) {
		return nil, keptApart(c.By)
	}
	switch by, ok := f.People.Get(ch.By); {
	case !ok:
		problems.Add("by", "Choose who gave or withheld consent.")
	case g.of(by.ID)[0] == g.of(person.ID)[0]:
	case aged && age >= 18:
		problems.Add("by", "The person is an adult, so only they can consent. If they lack capacity, record the decision as sharing, with its basis.")
	case !f.responsible(g, by.ID, person.ID, c):
		problems.Add("by", "Parental responsibility of "+by.NameOn(c.On).Whole()+" for this child is not recorded. Record the relationship first.")
	}
	part := partOfWork(&problems, "part", ch.Part)
	f.checkWritten(&problems, written{"for", ch.For}, written{"capacity", ch.Capacity})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	state := ConsentWithheld
	if ch.Given {
		state = ConsentGiven
	}
	return []change.Put{created(orNew(ch.ID, c), Consent{
		Person: ch.Person, Agency: ch.Agency, Part: part, For: strings.TrimSpace(ch.For), State: state, By: ch.By, Capacity: strings.TrimSpace(ch.Capacity),
		Heard: c.By.Membership, On: c.On,
	})}, nil
}

// responsible says whether somebody has parental responsibility for a child on
// the day of the change.
func (f *Folder) responsible(g groups, adult, child string, c change.Context) bool {
	for r := range f.Relationships.All() {
		if r.Responsibility && g.of(r.Person)[0] == g.of(adult)[0] && g.of(r.Of)[0] == g.of(child)[0] && runs(r.From, r.Until, c.On) {
			return true
		}
	}
	return false
}

// WithdrawConsent records that consent was taken back. The agency's
// involvement on consent ends the same day, unless a reason is recorded why a
// child would not be safe without it.
type WithdrawConsent struct {
	Consent string
	Seen    int
	Said    string
	GoesOn  string // the safeguarding reason why the work goes on
}

// Name is the change's name in the ledger.
func (WithdrawConsent) Name() string { return "withdraw consent" }

// Needs is the permission it takes.
func (WithdrawConsent) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the consent says who.
func (WithdrawConsent) About() []string { return nil }

// Things is the consent.
func (ch WithdrawConsent) Things() []string { return []string{ch.Consent} }

// Beyond asks for the file of the person and of those related to them.
func (ch WithdrawConsent) Beyond(f *Folder) []string {
	if held, ok := f.Consents.Get(ch.Consent); ok {
		return f.related(held.Person, held.By)
	}
	return nil
}

// Decide ends what stood on the consent, and closes at once what it opened.
func (ch WithdrawConsent) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Consents.Get(ch.Consent)
	if !ok {
		return nil, change.Missing("consent")
	}
	if err := outdated(ch.Seen, &held.Thing, "consent"); err != nil {
		return nil, err
	}
	if held.State != ConsentGiven {
		return nil, overtaken("This consent is not one that was given, so it can't be withdrawn.")
	}
	var problems change.Problems
	if blank(ch.Said) {
		problems.Add("said", "Enter what was said.")
	}
	if ch.GoesOn != "" && wordCount(ch.GoesOn) < fewestWords {
		problems.Add("goes_on", "Say in at least "+fewestWordsSaid+" words why a child would not be safe if the work stopped.")
	}
	if c.On.Before(held.On) {
		problems.Add("on", "Consent was given on "+held.On.Long()+". Enter that day or a later one.")
	}
	f.checkWritten(&problems, written{"said", ch.Said}, written{"goes_on", ch.GoesOn})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := *held
	body.State, body.On, body.Withdrawn, body.WentOn = ConsentWithdrawn, c.On, strings.TrimSpace(ch.Said), strings.TrimSpace(ch.GoesOn)
	puts := []change.Put{next(&held.Thing, body)}
	for i := range f.Involvements.All() {
		if i.Person != held.Person || i.Agency != held.Agency || i.Basis != OnConsent || !i.Open(c.On) {
			continue
		}
		stopped := *i
		if body.WentOn != "" {
			stopped.Basis, stopped.Ending = Statutory, "Consent was withdrawn on "+c.On.Long()+". It goes on because: "+body.WentOn
		} else {
			stopped.Until, stopped.Stopped, stopped.Ending = c.On, true, "Consent was withdrawn."
		}
		puts = append(puts, next(&i.Thing, stopped))
	}
	return puts, nil
}
