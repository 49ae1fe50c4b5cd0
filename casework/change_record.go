package casework

import (
	"maps"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// RecordDetails are what is written in a record.
type RecordDetails struct {
	Happened calendar.Date
	Title    string
	Words    string            // the same for everybody it is about
	Own      map[string]string // for each person, what concerns them alone
	Voices   []Voice
	Decision *ManagerDecision
	Codes    map[string]string
	Outcome  string
	Ended    calendar.Date
	Fields   map[string]any // by the name of each field of the kind: see RecordKind.Form
	Complete bool           // seal it: it can only be added to after that
}

// WriteRecord records something about one or more people. Where each has words
// of their own, or the kind asks for it, each gets a record of their own.
type WriteRecord struct {
	ID      string // of the first
	Of      string // the code of its kind
	People  []string
	Details RecordDetails
}

// Name is the change's name in the ledger.
func (WriteRecord) Name() string { return "write a record" }

// Needs is the permission it takes.
func (WriteRecord) Needs() access.Permission { return access.RecordCasework }

// About is who it is about.
func (ch WriteRecord) About() []string { return people(ch.People...) }

// Things are none.
func (WriteRecord) Things() []string { return nil }

// Beyond asks for the files of those related to them: their masked addresses
// must not be named.
func (ch WriteRecord) Beyond(f *Folder) []string { return f.related(ch.People...) }

// Decide refuses a kind that isn't declared, words that name a masked address,
// and, when it is completed, a record without what its kind asks for.
func (ch WriteRecord) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkTogether(c.By, ch.People...); err != nil {
		return nil, err
	}
	kind, ok := f.kindOf(ch.Of)
	if !ok || !f.Kinds.mayBegin(ch.Of) {
		return nil, invalid("kind", "Choose the kind of record.")
	}
	about := people(ch.People...)
	var problems change.Problems
	f.checkRecord(&problems, kind, about, ch.Details)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	first := orNew(ch.ID, c)
	base := ch.Details.into(Record{Of: kind.Code, Class: kind.Class, Author: c.By.Membership, State: DraftRecord}, kind, c)
	if !kind.Each && len(ch.Details.Own) == 0 || len(about) == 1 {
		base.People = about
		base.Own = strings.TrimSpace(ch.Details.Own[about[0]])
		return []change.Put{created(first, base)}, nil
	}
	var puts []change.Put
	for i, person := range about {
		r := base
		r.People, r.Session, r.Own = []string{person}, first, strings.TrimSpace(ch.Details.Own[person])
		r.Voices = slices.DeleteFunc(slices.Clone(base.Voices), func(v Voice) bool { return v.Person != person })
		id := first
		if i > 0 {
			id = c.NewID()
		}
		puts = append(puts, created(id, r))
	}
	return puts, nil
}

func (d RecordDetails) into(r Record, kind RecordKind, c change.Context) Record {
	r.Happened, r.Title, r.Words = d.Happened, tidy(d.Title), strings.TrimSpace(d.Words)
	r.Voices, r.Codes, r.Outcome, r.Ended = slices.Clone(d.Voices), maps.Clone(d.Codes), d.Outcome, d.Ended
	r.Fields, _ = kind.Values(d.Fields, d.Happened) // what can't be read was refused
	r.Decision = nil
	if d.Decision != nil {
		decision := *d.Decision
		if decision.By == "" {
			decision.By = c.By.Membership
		}
		r.Decision = &decision
	}
	if d.Complete {
		r.State, r.Completed = CompletedRecord, c.On
	}
	return r
}

func (f *Folder) checkRecord(p *change.Problems, kind RecordKind, about []string, d RecordDetails) {
	if len(about) > change.MaxAbout {
		p.Add("people", "Choose at most 20 people.")
	}
	if d.Happened.IsZero() {
		p.Add("happened", "Enter the day on which it happened.")
	}
	checkPast(p, "happened", d.Happened, f.Today, "record")
	if kind.Adults {
		for _, id := range about {
			if person, ok := f.People.Get(id); ok && !person.has(ParentCarer, Professional, OtherPerson) {
				p.Add("people", "This kind of record is about an adult, and "+person.NameOn(f.Today).Whole()+" is recorded as a child or young person. Choose the adult.")
			}
		}
	}
	for person := range d.Own {
		if !slices.Contains(about, person) {
			p.Add("own", "Choose the people that each text is about from those the record is about.")
		}
	}
	for _, v := range d.Voices {
		if !slices.Contains(about, v.Person) || blank(v.Words) {
			p.Add("voices", "For what each child said, choose the child and enter their words.")
		}
	}
	for _, field := range slices.Sorted(maps.Keys(d.Codes)) {
		set, ok := kind.Coded[field]
		if !ok || !set.Usable(d.Codes[field], d.Happened) {
			p.Add(field, "Choose one of the codes on the list, as they were on the day.")
		}
	}
	checkOutcome(p, kind, d.Outcome, d.Ended, f.Today)
	f.checkFields(p, kind, about, d)
	if !kind.AddressOK {
		f.checkWritten(p, d.texts()...)
	}
	if d.Complete {
		d.checkComplete(p, kind, f)
	}
}

func checkOutcome(p *change.Problems, kind RecordKind, outcome string, ended, today calendar.Date) {
	if outcome != "" && !slices.Contains(kind.Outcomes, outcome) {
		p.Add("outcome", "Choose the outcome from the list.")
	}
	checkPast(p, "ended", ended, today, "end")
}

// texts are all that was written, with the field that each belongs to.
func (d RecordDetails) texts() []written {
	all := []written{{"title", d.Title}, {"words", d.Words}}
	for _, person := range slices.Sorted(maps.Keys(d.Own)) {
		all = append(all, written{"own", d.Own[person]})
	}
	for _, v := range d.Voices {
		all = append(all, written{"voices", v.Words + "\n" + v.How + "\n" + v.Changed})
	}
	if d.Decision != nil {
		all = append(all, written{"decision", strings.Join(append(slices.Clone(d.Decision.Options), d.Decision.Chosen, d.Decision.Reason,
			d.Decision.Evidence, d.Decision.Risk, d.Decision.Child), "\n")})
		for _, dissent := range d.Decision.Dissent {
			all = append(all, written{"dissent", dissent.Who + "\n" + dissent.Why})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(d.Fields)) {
		all = append(all, written{fieldAt(name), wordsIn(d.Fields[name])})
	}
	return all
}

func (d RecordDetails) checkComplete(p *change.Problems, kind RecordKind, f *Folder) {
	if blank(d.Words) && len(d.Own) == 0 && d.Decision == nil && len(d.Voices) == 0 && len(d.Fields) == 0 {
		p.Add("words", "Write what happened before you complete the record.")
	}
	if d.Decision != nil {
		d.Decision.check(p, f)
	} else if kind.Decision {
		p.Add("decision", "This kind of record needs a decision before it is completed: the options, what was chosen and why.")
	}
}

func (d *ManagerDecision) check(p *change.Problems, f *Folder) {
	options := slices.DeleteFunc(slices.Clone(d.Options), blank)
	if len(options) < 2 {
		p.Add("options", "Enter at least two options that were considered. Doing nothing is one.")
	}
	if blank(d.Chosen) {
		p.Add("chosen", "Enter what was decided.")
	}
	if blank(d.Reason) {
		p.Add("reason", "Say why it was decided.")
	}
	for _, dissent := range d.Dissent {
		if blank(dissent.Who) || blank(dissent.Why) {
			p.Add("dissent", "For each person who disagreed, enter who and why.")
		}
	}
	if d.By != "" {
		if _, ok := f.Staff.Worker(d.By); !ok {
			p.Add("decided_by", "Choose who decided: somebody who has a place here.")
		}
	}
}

// ReviseRecord changes a draft, or completes it.
type ReviseRecord struct {
	Record  string
	Seen    int
	Details RecordDetails
}

// Name is the change's name in the ledger.
func (ReviseRecord) Name() string { return "revise a draft record" }

// Needs is the permission it takes.
func (ReviseRecord) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the record says who.
func (ReviseRecord) About() []string { return nil }

// Things is the record.
func (ch ReviseRecord) Things() []string { return []string{ch.Record} }

// Beyond asks for the files of those it is about and those related to them.
func (ch ReviseRecord) Beyond(f *Folder) []string {
	if held, ok := f.Records.Get(ch.Record); ok {
		return f.related(held.People...)
	}
	return nil
}

// Decide refuses anybody but the draft's writer, and any change to a sealed
// record.
func (ch ReviseRecord) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Records.Get(ch.Record)
	if !ok {
		return nil, change.Missing("record")
	}
	if err := outdated(ch.Seen, &held.Thing, "record"); err != nil {
		return nil, err
	}
	if held.State != DraftRecord {
		return nil, overtaken("This record was completed on " + held.Completed.Long() + ", so it is sealed. Add an amendment instead.")
	}
	if !f.isCaller(c.By, held.Author) {
		return nil, change.Forbid("Only the person who began this draft can change it.")
	}
	kind, ok := f.kindOf(held.Of)
	if !ok {
		return nil, invalid("kind", "This kind of record is no longer used. Begin a new record of another kind.")
	}
	var problems change.Problems
	f.checkRecord(&problems, kind, held.People, ch.Details)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := ch.Details.into(*held, kind, c)
	body.Own = strings.TrimSpace(ch.Details.Own[held.People[0]])
	return []change.Put{next(&held.Thing, body)}, nil
}

// AmendRecord adds to a sealed record. What was there stays as it was.
type AmendRecord struct {
	Record  string
	Seen    int
	Words   string
	Reason  string
	Outcome string        // of an allegation, once it is known
	Ended   calendar.Date // of a course such as a treatment
}

// Name is the change's name in the ledger.
func (AmendRecord) Name() string { return "amend a record" }

// Needs is the permission it takes.
func (AmendRecord) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the record says who.
func (AmendRecord) About() []string { return nil }

// Things is the record.
func (ch AmendRecord) Things() []string { return []string{ch.Record} }

// Beyond asks for the files of those it is about and those related to them.
func (ch AmendRecord) Beyond(f *Folder) []string { return ReviseRecord{Record: ch.Record}.Beyond(f) }

// Decide asks for the words and the reason. An outcome or end that is added
// counts from then on.
func (ch AmendRecord) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	held, ok := f.Records.Get(ch.Record)
	if !ok {
		return nil, change.Missing("record")
	}
	if err := outdated(ch.Seen, &held.Thing, "record"); err != nil {
		return nil, err
	}
	if held.State != CompletedRecord {
		return nil, invalid("record", "This record is still a draft. Change it, or complete it first.")
	}
	kind, _ := f.kindOf(held.Of)
	var problems change.Problems
	if blank(ch.Words) {
		problems.Add("words", "Enter what is added.")
	}
	if blank(ch.Reason) {
		problems.Add("reason", "Say why the record is amended.")
	}
	checkOutcome(&problems, kind, ch.Outcome, ch.Ended, f.Today)
	if !kind.AddressOK {
		f.checkWritten(&problems, written{"words", ch.Words}, written{"reason", ch.Reason})
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	body := *held
	body.Amended = append(slices.Clone(held.Amended), Amendment{
		On: c.On, By: c.By.Membership, Words: strings.TrimSpace(ch.Words), Reason: strings.TrimSpace(ch.Reason), Outcome: ch.Outcome, Ended: ch.Ended,
	})
	return []change.Put{next(&held.Thing, body)}, nil
}
