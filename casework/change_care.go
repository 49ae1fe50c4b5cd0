package casework

import (
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
)

// PlacementDetails are what is entered of a placement.
type PlacementDetails struct {
	Type, Provider, Postcode, URN, Carer string
	Withheld                             bool // where it is must be kept from somebody
}

// placement makes a placement of what was entered. Where it is, when that is
// withheld or the placement is for adoption, is a masked address apart.
func (d PlacementDetails) placement(p *change.Problems, f *Folder, person string, day calendar.Date, c change.Context) (Placement, []change.Put) {
	out := Placement{Person: person, From: day, Type: d.Type, Provider: d.Provider, URN: strings.ToUpper(tidy(d.URN)), Carer: tidy(d.Carer)}
	if !PlacementCodes.Usable(d.Type, day) {
		p.Add("type", "Choose the type of placement, from those that could be used on the day it began.")
	}
	// Temporary placements have no provider in the return.
	if noProvider := strings.HasPrefix(d.Type, "T") || strings.HasPrefix(d.Type, "Z"); noProvider && d.Provider != "" {
		p.Add("provider", "Leave the provider blank for a temporary or other placement.")
	} else if !noProvider && !ProviderCodes.Usable(d.Provider, day) {
		p.Add("provider", "Choose who provides the placement.")
	}
	if !blank(d.Postcode) {
		if out.Postcode = writtenPostcode(d.Postcode); out.Postcode == "" {
			p.Add("postcode", "Enter a whole postcode, such as PR1 8XJ.")
		}
	}
	if !d.Withheld && !out.ForAdoption() {
		f.checkWritten(p, written{"carer", out.Carer}, written{"postcode", out.Postcode})
		return out, nil
	}
	where := Address{People: []string{person}, Kind: PlacementAddress, Postcode: out.Postcode, From: day, Masked: true, Reason: "Where the child is placed is kept from somebody."}
	for _, line := range []string{out.Carer, out.URN} {
		if line != "" {
			where.Lines = append(where.Lines, line)
		}
	}
	out.Postcode, out.Carer, out.URN, out.Where = "", "", "", c.NewID()
	return out, []change.Put{created(out.Where, where)}
}

// StartCare records that somebody became looked after: the time in care, the
// legal status and the placement, all from that day.
type StartCare struct {
	ID, Person   string
	Started      calendar.Date
	Need         string
	HomePostcode string
	Status       string // a code of LegalStatusCodes
	Placement    PlacementDetails
}

// Name is the change's name in the ledger.
func (StartCare) Name() string { return "start a time in care" }

// Needs is the permission it takes.
func (StartCare) Needs() access.Permission { return access.RecordCasework }

// About is the person.
func (ch StartCare) About() []string { return []string{ch.Person} }

// Things are none.
func (StartCare) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch StartCare) Beyond(f *Folder) []string { return f.related(ch.Person) }

// Decide refuses a second time in care beside one that runs, one that overlaps
// another, and one that starts before birth or after the 18th birthday.
func (ch StartCare) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	var problems change.Problems
	file := f.File(ch.Person)
	if ch.Started.IsZero() {
		problems.Add("started", "Enter the day on which the child became looked after.")
		return nil, problems
	}
	checkPast(&problems, "started", ch.Started, f.Today, "start")
	if born, ok := file.Person.Born.Day(); ok {
		if ch.Started.Before(born) {
			problems.Add("started", "That is before the child was born, on "+born.Long()+". Change one of the dates.")
		} else if !ch.Started.Before(calendar.Birthday(born, 18)) {
			problems.Add("started", "The person was 18 by then, so they can't have become looked after. Check the dates.")
		}
	}
	for _, e := range file.Episodes {
		if e.Ended.IsZero() || !e.Ended.Before(ch.Started) {
			problems.Add("started", "Another time in care, from "+e.Started.Long()+", had not ended by then. End it, or enter a later day.")
		}
	}
	if !NeedCodes.Usable(ch.Need, ch.Started) {
		problems.Add("need", "Choose the category of need.")
	}
	if !LegalStatusCodes.Usable(ch.Status, ch.Started) {
		problems.Add("status", "Choose the legal status.")
	}
	home := ""
	if !blank(ch.HomePostcode) {
		if home = writtenPostcode(ch.HomePostcode); home == "" {
			problems.Add("home_postcode", "Enter a whole postcode, such as PR1 8XJ.")
		}
	}
	id := orNew(ch.ID, c)
	placement, where := ch.Placement.placement(&problems, f, ch.Person, ch.Started, c)
	placement.Episode, placement.Reason = id, "S"
	f.checkWritten(&problems, written{"home_postcode", home})
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return append([]change.Put{
		created(id, Episode{Person: ch.Person, Started: ch.Started, Need: ch.Need, HomePostcode: home}),
		created(c.NewID(), LegalStatus{Person: ch.Person, Episode: id, Code: ch.Status, Reason: "S", From: ch.Started}),
		created(c.NewID(), placement),
	}, where...), nil
}

// ChangeCare records a new legal status, a new placement or both from one day.
// What was before ends on that day.
type ChangeCare struct {
	Person     string
	From       calendar.Date
	Status     string            // a code of LegalStatusCodes, or "" when it stays
	Placement  *PlacementDetails // nil when it stays
	SameCarer  bool
	MoveReason string // a code of MovedCodes: why the placement changed
}

// Name is the change's name in the ledger.
func (ChangeCare) Name() string { return "change a legal status or placement" }

// Needs is the permission it takes.
func (ChangeCare) Needs() access.Permission { return access.RecordCasework }

// About is the person.
func (ch ChangeCare) About() []string { return []string{ch.Person} }

// Things are none.
func (ChangeCare) Things() []string { return nil }

// Beyond asks for the files of those related to them.
func (ch ChangeCare) Beyond(f *Folder) []string { return f.related(ch.Person) }

// reason is the return's code for a new episode.
func (ch ChangeCare) reason() string {
	switch {
	case ch.Placement == nil:
		return "L"
	case ch.Status == "" && ch.SameCarer:
		return "T"
	case ch.Status == "":
		return "P"
	case ch.SameCarer:
		return "U"
	default:
		return "B"
	}
}

// Decide refuses a day before the last change, and a status that is no change.
func (ch ChangeCare) Decide(f *Folder, c change.Context) ([]change.Put, error) {
	if err := f.checkPeople(ch.Person); err != nil {
		return nil, err
	}
	file := f.File(ch.Person)
	episode := file.LookedAfter(ch.From)
	var problems change.Problems
	if ch.Status == "" && ch.Placement == nil {
		problems.Add("status", "Choose a new legal status, enter a new placement, or both.")
	}
	checkPast(&problems, "from", ch.From, f.Today, "change")
	if episode == nil || !episode.Ended.IsZero() {
		problems.Add("from", "Enter a day in a time in care that has not ended.")
		return nil, problems
	}
	var puts []change.Put
	if ch.Status != "" {
		puts = append(puts, ch.newStatus(&problems, file, episode.ID, c)...)
	}
	if ch.Placement != nil {
		puts = append(puts, ch.newPlacement(&problems, f, file, episode.ID, c)...)
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return puts, nil
}

func (ch ChangeCare) newStatus(p *change.Problems, file *File, episode string, c change.Context) (puts []change.Put) {
	if !LegalStatusCodes.Usable(ch.Status, ch.From) {
		p.Add("status", "Choose the legal status.")
	}
	for _, l := range file.LegalStatuses {
		if l.Episode != episode || !l.Until.IsZero() {
			continue
		}
		if l.Code == ch.Status {
			p.Add("status", "That is the legal status already. Choose another, or leave it as it is.")
		}
		if !l.From.Before(ch.From) {
			p.Add("from", "The legal status last changed on "+l.From.Long()+". Enter a later day.")
		}
		ended := *l
		ended.Until = ch.From
		puts = append(puts, next(&l.Thing, ended))
	}
	return append(puts, created(c.NewID(), LegalStatus{Person: ch.Person, Episode: episode, Code: ch.Status, Reason: ch.reason(), From: ch.From}))
}

func (ch ChangeCare) newPlacement(p *change.Problems, f *Folder, file *File, episode string, c change.Context) (puts []change.Put) {
	placement, where := ch.Placement.placement(p, f, ch.Person, ch.From, c)
	if !MovedCodes.Usable(ch.MoveReason, ch.From) {
		p.Add("move_reason", "Choose why the placement changed.")
	}
	for _, held := range file.Placements {
		if held.Episode != episode || !held.Until.IsZero() {
			continue
		}
		if !held.From.Before(ch.From) {
			p.Add("from", "The placement last changed on "+held.From.Long()+". Enter a later day.")
		}
		ended := *held
		ended.Until, ended.MoveReason = ch.From, ch.MoveReason
		puts = append(puts, next(&held.Thing, ended))
		puts = append(puts, f.endWhere(held, ch.From)...)
	}
	placement.Episode, placement.Reason = episode, ch.reason()
	return append(append(puts, created(c.NewID(), placement)), where...)
}

// endWhere ends the masked address of a placement with it.
func (f *Folder) endWhere(p *Placement, day calendar.Date) []change.Put {
	where, ok := f.Addresses.Get(p.Where)
	if !ok || !where.Until.IsZero() {
		return nil
	}
	ended := *where
	ended.Until = day
	return []change.Put{next(&where.Thing, ended)}
}

// EndCare records that somebody is no longer looked after.
type EndCare struct {
	Episode string
	Seen    int
	Ended   calendar.Date
	Reason  string // a code of CeasedCodes
}

// Name is the change's name in the ledger.
func (EndCare) Name() string { return "end a time in care" }

// Needs is the permission it takes.
func (EndCare) Needs() access.Permission { return access.RecordCasework }

// About is nobody by name: the time in care says who.
func (EndCare) About() []string { return nil }

// Things is the time in care.
func (ch EndCare) Things() []string { return []string{ch.Episode} }

// Beyond asks for the person's file.
func (ch EndCare) Beyond(f *Folder) []string {
	if held, ok := f.Episodes.Get(ch.Episode); ok {
		return []string{held.Person}
	}
	return nil
}

// Decide ends the legal status and the placement with it.
func (ch EndCare) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.Episodes.Get(ch.Episode)
	if !ok {
		return nil, change.Missing("time in care")
	}
	if err := outdated(ch.Seen, &held.Thing, "time in care"); err != nil {
		return nil, err
	}
	if !held.Ended.IsZero() {
		return nil, overtaken("This time in care ended on " + held.Ended.Long() + ".")
	}
	var problems change.Problems
	if ch.Ended.IsZero() || ch.Ended.Before(held.Started) {
		problems.Add("ended", "Enter a last day that is on or after "+held.Started.Long()+".")
	}
	checkPast(&problems, "ended", ch.Ended, f.Today, "end")
	if ch.Reason == "X1" || !CeasedCodes.Usable(ch.Reason, ch.Ended) {
		problems.Add("reason", "Choose why the person is no longer looked after.")
	}
	body := *held
	body.Ended, body.EndReason = ch.Ended, ch.Reason
	puts := []change.Put{next(&held.Thing, body)}
	for l := range f.LegalStatuses.All() {
		if l.Episode == held.ID && l.Until.IsZero() {
			if l.From.After(ch.Ended) {
				problems.Add("ended", "The legal status changed on "+l.From.Long()+". Enter that day or a later one.")
			}
			ended := *l
			ended.Until = ch.Ended
			puts = append(puts, next(&l.Thing, ended))
		}
	}
	for p := range f.Placements.All() {
		if p.Episode == held.ID && p.Until.IsZero() {
			if p.From.After(ch.Ended) {
				problems.Add("ended", "The placement changed on "+p.From.Long()+". Enter that day or a later one.")
			}
			ended := *p
			ended.Until = ch.Ended
			puts = append(puts, next(&p.Thing, ended))
			puts = append(puts, f.endWhere(p, ch.Ended)...)
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	return puts, nil
}
