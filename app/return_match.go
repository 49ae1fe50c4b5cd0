package app

import (
	"context"
	"fmt"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/ingest/returned"
	"throughline/store"
)

// matchedChildren is who the children of a return are.
type matchedChildren struct {
	subjects []string                   // beside each child
	fresh    int                        // children who were not known
	known    []string                   // the subjects who were
	ids      []store.ReturnID           // what they may be found by from now on
	held     map[string][]returned.Held // what returns said of them, and of whoever earlier loads of the same return were about
	notes    []string
}

// matchChildren finds out who the children of a return are, by their identifiers, the best first. Somebody who left care through adoption is
// never found again by a return that tells of later days: their two records stay apart, whatever numbers they share. An identifier that leads
// to more than one person leads to nobody.
func (s *Service) matchChildren(ctx context.Context, caller access.Caller, look *ReturnLook) (*matchedChildren, error) {
	var asked []store.ReturnID
	for i := range look.children {
		for _, id := range look.children[i].Identifiers {
			asked = append(asked, store.ReturnID{Scheme: id.Scheme, Value: id.Value})
		}
	}
	found, err := s.db.MatchReturnIDs(ctx, caller, asked)
	if err != nil {
		return nil, err
	}
	leads := map[returned.Identifier][]string{}
	known := map[string]bool{}
	for _, f := range found {
		key := returned.Identifier{Scheme: f.Scheme, Value: f.Value}
		if !slices.Contains(leads[key], f.Subject) {
			leads[key] = append(leads[key], f.Subject)
		}
		known[f.Subject] = true
	}
	people, err := s.peopleBy(ctx, caller, asked, leads)
	if err != nil {
		return nil, err
	}
	for id, who := range people {
		leads[id] = who
		for _, person := range who {
			known[person] = true
		}
	}
	m := &matchedChildren{subjects: make([]string, len(look.children))}
	if m.held, err = s.heldOf(ctx, caller, keysOf(known)); err != nil {
		return nil, err
	}
	taken := map[string]string{} // the child of this return who a person turned out to be
	for i := range look.children {
		child := &look.children[i]
		subject, how := s.whoIs(child, leads, m, look)
		if before, had := taken[subject]; subject != "" && had {
			m.notes = append(m.notes, fmt.Sprintf("The children %s and %s have a number in common (%s). They are kept as two children: check their numbers.", before, child.Key, how))
			subject = ""
		}
		if subject == "" {
			subject = s.NewID()
			m.fresh++
		} else {
			m.known = append(m.known, subject)
		}
		taken[subject], m.subjects[i] = child.Key, subject
		for _, id := range child.Identifiers {
			if !slices.Contains(leads[id], subject) {
				m.ids = append(m.ids, store.ReturnID{Scheme: id.Scheme, Value: id.Value, Subject: subject})
			}
		}
	}
	return m, nil
}

// peopleBy gives the people whom numbers lead to that no return was matched by before: those of the council's own records here.
func (s *Service) peopleBy(ctx context.Context, caller access.Caller, asked []store.ReturnID, led map[returned.Identifier][]string) (map[returned.Identifier][]string, error) {
	by := map[string]returned.Identifier{}
	var keys []string
	for _, id := range asked {
		number := returned.Identifier{Scheme: id.Scheme, Value: id.Value}
		if len(led[number]) > 0 {
			continue
		}
		key := casework.KeyOfIdentifier(casework.IdentifierType(id.Scheme), id.Value) // the schemes are the types' own names
		by[key], keys = number, append(keys, key)
	}
	found, err := s.db.MatchPeople(ctx, caller, keys)
	if err != nil {
		return nil, err
	}
	people := make(map[returned.Identifier][]string, len(found))
	for key, who := range found {
		people[by[key]] = who
	}
	return people, nil
}

// whoIs gives who a child is, or "", and the kind of number that says so.
func (s *Service) whoIs(child *returned.Child, leads map[returned.Identifier][]string, m *matchedChildren, look *ReturnLook) (subject, how string) {
	for _, id := range child.Identifiers {
		var may []string
		broken := false
		for _, candidate := range leads[id] {
			if adopted := m.adopted(candidate, look.plan.imports, look.plan.known.Seq); !adopted.IsZero() && !child.First.IsZero() && !child.First.Before(adopted) {
				broken = true
				continue
			}
			may = append(may, candidate)
		}
		switch {
		case len(may) == 1 && subject == "":
			subject, how = may[0], id.Scheme
		case len(may) == 1 && may[0] != subject:
			m.notes = append(m.notes, fmt.Sprintf("The numbers of the child %s lead to two people we know. They are matched by the %s, and the other is left alone: check the numbers.", child.Key, schemeWords(how)))
		case len(may) > 1:
			m.notes = append(m.notes, fmt.Sprintf("The %s of the child %s leads to more than one person we know, so it was not used to match them.", schemeWords(id.Scheme), child.Key))
		case broken:
			m.notes = append(m.notes, fmt.Sprintf("The %s of the child %s is that of somebody who was adopted before the days that this return tells of. Nothing joins the two: the child is kept apart.", schemeWords(id.Scheme), child.Key))
		}
	}
	return subject, how
}

func schemeWords(scheme string) string {
	return map[string]string{"local": "child id", "upn": "unique pupil number", "former_upn": "former unique pupil number"}[scheme]
}

// adopted is the day on which returns say that somebody left care through adoption.
func (m *matchedChildren) adopted(subject string, imports []ReturnImport, knownAt int64) (day calendar.Date) {
	story := returned.Resolve(rulesOf(imports), m.held[subject], knownAt)
	for _, f := range story.Facts(subject) {
		if f.Event == "care.ended" && f.Values["reason"] != nil && slices.Contains([]string{"E11", "E12"}, fmt.Sprint(f.Values["reason"])) && f.On.After(day) {
			day = f.On
		}
	}
	return day
}

// absent gives the subjects of whom the loads that this one takes the place of tell, and this one doesn't.
func (s *Service) absent(ctx context.Context, caller access.Caller, look *ReturnLook) ([]string, error) {
	here := make(map[string]bool, len(look.plan.subjects))
	for _, subject := range look.plan.subjects {
		here[subject] = true
	}
	missing := map[string]bool{}
	for i := range look.Replaces {
		subjects, err := s.db.SubjectsOf(ctx, caller, look.Replaces[i].ID)
		if err != nil {
			return nil, err
		}
		for _, subject := range subjects {
			if !here[subject] {
				missing[subject] = true
			}
		}
	}
	return keysOf(missing), nil
}

// heldOf gives all that returns said of some people, what counts no more as well.
func (s *Service) heldOf(ctx context.Context, caller access.Caller, subjects []string) (map[string][]returned.Held, error) {
	held := make(map[string][]returned.Held, len(subjects))
	const atOnce = 500
	for chunk := range slices.Chunk(subjects, atOnce) {
		rows, err := s.db.HoldingsOf(ctx, caller, chunk)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row.Body == nil {
				continue // erased
			}
			part, err := returned.Decode(row.Body)
			if err != nil {
				return nil, damagedHolding(err)
			}
			held[row.Subject] = append(held[row.Subject], returned.Held{Import: row.Batch, Part: part})
		}
	}
	return held, nil
}

func damagedHolding(err error) error {
	return &store.Error{Kind: store.ErrDamaged, Words: "What a return says of a child can’t be read: run throughline verify.", Reason: err}
}
