package web

import (
	"net/url"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
)

// identityForms say who somebody is, where they are and who is theirs.
func identityForms() []caseForm {
	return []caseForm{identifierForm(), addressForm(), relationshipForm(), characteristicsForm()}
}

func identifierForm() caseForm {
	return caseForm{
		path: "identifiers", what: "identifier", needs: access.RecordCasework, kind: casework.KindIdentifier,
		add: "Add an identifier", addButton: "Add the identifier", added: "The identifier has been added.",
		intro: "An identifier is a number that a register knows the person by, such as an NHS number. Its check digit is tried, where it has one.",
		may: func() (all []any) {
			for _, t := range casework.IdentifierTypes {
				all = append(all, casework.Identifier{Type: t})
			}
			return all
		},
		fields: []caseField{
			{name: "type", label: "Which register is it from?", as: asSelect, none: "Choose a register", picks: func(v *visit, at *fileAt) (picks []pick, _ error) {
				for _, t := range casework.IdentifierTypes {
					if v.mayRecord(access.RecordCasework, at.filed, casework.Identifier{Type: t}) {
						picks = append(picks, pick{value: string(t), words: t.Words()})
					}
				}
				return picks, nil
			}},
			{name: "value", label: "Number"},
			{name: "source", label: "Where is the number from?", hint: "For example the parent, the school or a letter"},
			{name: "from", label: "First day", hint: "Leave blank if it was always so", as: asDate},
			{name: "until", label: "Last day", hint: "Leave blank if it is still used", as: asDate},
		},
		make: func(t caseTyped) casework.Change {
			return casework.AddIdentifier{
				ID: t.v.s.app.NewID(), Person: t.at.id, Type: casework.IdentifierType(t.text("type")), Value: t.text("value"), Source: t.text("source"),
				From: t.date("from", "The first day"), Until: t.date("until", "The last day"),
			}
		},
		edit: "End or correct an identifier", editButton: "Save", edited: "The identifier has been changed.",
		about: factsOf(func(_ *visit, i *casework.Identifier) []factRow {
			return []factRow{{Key: i.Type.Words(), Lines: []string{i.Value}}, {Key: "From", Lines: []string{i.Source}}}
		}),
		changes: []caseField{
			{name: "until", label: "Last day", as: asDate},
			{name: "wrong", label: "If it was never this person’s, say why", as: asArea},
		},
		values: valuesOf(func(i *casework.Identifier, values url.Values) {
			dateValues(values, "until", i.Until)
			values.Set("wrong", i.Wrong)
		}),
		remake: func(t caseTyped) casework.Change {
			return casework.EndIdentifier{Identifier: t.thing, Seen: t.seen, Until: t.date("until", "The last day"), Wrong: t.text("wrong")}
		},
	}
}

var addressKindWords = map[casework.AddressKind]string{
	casework.HomeAddress: "home", casework.PlacementAddress: "placement", casework.SchoolAddress: "school", casework.WorkAddress: "work",
	casework.ContactDetails: "telephone or email alone", casework.OtherAddress: "other",
}

const maskHint = "Only those who may see masked addresses see it from then on. It is left out everywhere else, and nobody may name it in a record"

func addressForm() caseForm {
	return caseForm{
		path: "addresses", what: "address", needs: access.RecordCasework, kind: casework.KindAddress,
		add: "Add an address", addButton: "Add the address", added: "The address has been added.",
		may: func() []any { return []any{casework.Address{}, casework.Address{Masked: true}} },
		fields: []caseField{
			{name: "people", label: "Who lives there, or is reached there?", as: asChecks, picks: func(v *visit, at *fileAt) ([]pick, error) { return v.withFamily(at) }},
			{name: "kind", label: "What is it for?", as: asRadios, picks: worded(casework.AddressKinds, func(k casework.AddressKind) string { return addressKindWords[k] })},
			{name: "lines", label: "Address", hint: "Each part on a line of its own, without the postcode", as: asArea},
			{name: "postcode", label: "Postcode"},
			{name: "phone", label: "Telephone number"},
			{name: "email", label: "Email address"},
			{name: "from", label: "First day there", as: asDate},
			{name: "until", label: "Last day there", hint: "Leave blank if it has not ended", as: asDate},
			{name: "masked", label: "Must it be kept from somebody?", hint: maskHint, as: asYes},
			{name: "reason", label: "If so, from whom and why?", as: asArea},
		},
		make: func(t caseTyped) casework.Change {
			people := t.form.Values("people")
			if !slices.Contains(people, t.at.id) {
				people = append([]string{t.at.id}, people...)
			}
			return casework.AddAddress{
				ID: t.v.s.app.NewID(), People: people, Kind: casework.AddressKind(t.text("kind")), Lines: strings.Split(t.text("lines"), "\n"),
				Postcode: t.text("postcode"), Phone: t.text("phone"), Email: t.text("email"), From: t.date("from", "The first day"),
				Until: t.date("until", "The last day"), Masked: t.yes("masked"), Reason: t.text("reason"),
			}
		},
		edit: "End or mask an address", editButton: "Save", edited: "The address has been changed.",
		about: factsOf(func(_ *visit, a *casework.Address) []factRow {
			rows := []factRow{{Key: change.UpperFirst(addressKindWords[a.Kind]), Lines: withoutBlank(a.Whole(), a.Phone, a.Email)}}
			return append(rows, factRow{Key: "First day there", Lines: []string{a.From.Long()}})
		}),
		changes: []caseField{
			{name: "until", label: "Last day there", hint: "Leave blank if it has not ended", as: asDate},
			{name: "masked", label: "Must it be kept from somebody?", hint: maskHint, as: asYes},
			{name: "reason", label: "From whom and why, or why it need not be kept any more", as: asArea},
		},
		values: valuesOf(func(a *casework.Address, values url.Values) {
			dateValues(values, "until", a.Until)
			yesWhere(values, "masked", a.Masked)
			values.Set("reason", a.Reason)
		}),
		remake: func(t caseTyped) casework.Change {
			return casework.EditAddress{Address: t.thing, Seen: t.seen, Until: t.date("until", "The last day"), Masked: t.yes("masked"), Reason: t.text("reason")}
		},
	}
}

func relationshipForm() caseForm {
	return caseForm{
		path: "relationships", what: "relationship", needs: access.RecordCasework, kind: casework.KindRelationship,
		edit: "Change or end a relationship", editButton: "Save", edited: "The relationship has been changed.",
		about: factsOf(func(v *visit, r *casework.Relationship) []factRow {
			names, err := v.namesOf(r.Person, r.Of)
			if err != nil || names[r.Person] == nil || names[r.Of] == nil {
				return nil
			}
			day := v.s.app.Today()
			return []factRow{{Key: names[r.Person].NameOn(day).Whole(), Lines: []string{r.Kinship.Words() + " of " + names[r.Of].NameOn(day).Whole()}}}
		}),
		changes: []caseField{
			{name: "responsibility", label: "Does the first have parental responsibility for the second?", as: asYes},
			{name: "until", label: "Last day", hint: "Leave blank if it goes on", as: asDate},
			{name: "note", label: "Note", as: asArea},
		},
		values: valuesOf(func(r *casework.Relationship, values url.Values) {
			yesWhere(values, "responsibility", r.Responsibility)
			dateValues(values, "until", r.Until)
			values.Set("note", r.Note)
		}),
		remake: func(t caseTyped) casework.Change {
			return casework.EditRelationship{Relationship: t.thing, Seen: t.seen, Responsibility: t.yes("responsibility"), Until: t.date("until", "The last day"), Note: t.text("note")}
		},
	}
}

func characteristicsForm() caseForm {
	fields := []caseField{
		{name: "ethnicity", label: "Ethnic group", as: asSelect, none: "Not recorded", picks: codes(casework.EthnicityCodes)},
		{name: "gender", label: "Gender, in the person’s own words"},
		{name: "disability", label: "Disability", as: asChecks, picks: codes(casework.DisabilityCodes)},
		{name: "religion", label: "Religion or belief"},
		{name: "support", label: "What helps the person to take part", as: asArea},
	}
	describe := func(t caseTyped) casework.Describe {
		return casework.Describe{
			ID: t.v.s.app.NewID(), Person: t.at.id, Seen: t.seen, Ethnicity: t.text("ethnicity"), Gender: t.text("gender"), Disability: t.form.Values("disability"),
			Religion: t.text("religion"), Support: t.text("support"),
		}
	}
	return caseForm{
		path: "characteristics", what: "record", needs: access.RecordCasework, kind: casework.KindCharacteristics,
		add: "Describe the person", addButton: "Save", added: "The description has been saved.",
		intro:  "This is of a special category under data protection law, so fewer people see it than see the name. Leave blank what the person does not want to say.",
		may:    func() []any { return []any{casework.Characteristics{}} },
		fields: fields,
		make: func(t caseTyped) casework.Change {
			ch := describe(t)
			ch.Seen = notSeen
			return ch
		},
		edit: "Change the description", editButton: "Save", edited: "The description has been changed.",
		about: func(*visit, any) []factRow { return nil }, changes: fields,
		values: valuesOf(func(c *casework.Characteristics, values url.Values) {
			values.Set("ethnicity", c.Ethnicity)
			values.Set("gender", c.Gender)
			values["disability"] = c.Disabilities
			values.Set("religion", c.Religion)
			values.Set("support", c.Needs)
		}),
		remake: func(t caseTyped) casework.Change { return describe(t) },
	}
}

// notSeen is a version that there never is: what is added must not be there.
const notSeen = -1

// codes are the choices of a code set that may be used today.
func codes(set casework.CodeSet) func(*visit, *fileAt) ([]pick, error) {
	return func(v *visit, _ *fileAt) ([]pick, error) { return codePicks(set, v.s.app.Today()), nil }
}

func codePicks(set casework.CodeSet, day calendar.Date) (picks []pick) {
	for _, c := range casework.CodesOf(set, day) {
		picks = append(picks, pick{value: c.Code, words: c.Code + ": " + c.Label})
	}
	return picks
}

// relative is somebody who is something to the person of a file.
type relative struct {
	id     string
	person *casework.Person
	what   string // what they are to the person
}

// relatives gives those to whom the person has a relationship now, as far as
// the caller may see both.
func (v *visit) relatives(at *fileAt) ([]relative, error) {
	if at.asked {
		return at.family, nil
	}
	looking, err := v.look(store.HowListed)
	if err != nil {
		return nil, err
	}
	folder, err := looking.About(v.r.Context(), at.id, casework.KindRelationship)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{at.id: true}
	for r := range folder.Relationships.All() {
		other := r.Other(at.id)
		if seen[other] || !r.Until.IsZero() && r.Until.Before(v.s.app.Today()) {
			continue
		}
		seen[other] = true
		person, err := looking.Named(v.r.Context(), other)
		if err != nil {
			return nil, err
		}
		if person != nil {
			at.family = append(at.family, relative{other, person, kinshipTo(r, at.id)})
		}
	}
	at.asked = true
	return at.family, nil
}

// kinshipTo is what the other person of a relationship is to one of the two.
func kinshipTo(r *casework.Relationship, person string) string {
	if r.Of == person {
		return r.Kinship.Words()
	}
	if words, ok := kinshipBack[r.Kinship]; ok {
		return words
	}
	return r.Kinship.Words()
}

// kinshipBack is what somebody is whose relative is a parent and so on.
var kinshipBack = map[casework.Kinship]string{
	casework.ParentOf: "child", casework.StepParentOf: "stepchild", casework.AdopterOf: "adopted child", casework.CarerOf: "cared for by them",
	casework.GuardianOf: "under their special guardianship", casework.GrandparentOf: "grandchild", casework.ProfessionalOf: "worked with",
}

// withFamily offers the person and their relatives.
func (v *visit) withFamily(at *fileAt) ([]pick, error) {
	relatives, err := v.relatives(at)
	if err != nil {
		return nil, err
	}
	picks := []pick{{value: at.id, words: at.name()}}
	for _, r := range relatives {
		picks = append(picks, pick{value: r.id, words: r.person.NameOn(at.today).Whole(), hint: change.UpperFirst(r.what)})
	}
	return picks, nil
}

// workers offers those who have a place here today, by name.
func workers(v *visit, _ *fileAt) ([]pick, error) { return v.workers(), nil }

func (v *visit) workers() (picks []pick) {
	p := v.now.Plan
	for _, m := range byName(p) {
		if here(p, m) {
			picks = append(picks, pick{value: m.ID, words: m.Name + ", " + p.AgencyName(m.Agency)})
		}
	}
	return picks
}

// teams offers the teams that have not ended.
func teams(v *visit, _ *fileAt) (picks []pick, _ error) {
	p := v.now.Plan
	for t := range p.Teams.All() {
		if t.Ended.IsZero() || !t.Ended.Before(p.Day) {
			picks = append(picks, pick{value: t.ID, words: p.TeamName(t.ID)})
		}
	}
	sortPicks(picks)
	return picks, nil
}

func sortPicks(picks []pick) {
	slices.SortStableFunc(picks, func(a, b pick) int { return strings.Compare(a.words, b.words) })
}

// agencies offers the partners that have not ended.
func agencies(v *visit, _ *fileAt) (picks []pick, _ error) {
	p := v.now.Plan
	for a := range p.Agencies.All() {
		if a.Ended.IsZero() || p.Day.Before(a.Ended) {
			picks = append(picks, pick{value: a.ID, words: a.NameOn(p.Day)})
		}
	}
	sortPicks(picks)
	return picks, nil
}
