package web

import (
	"net/url"

	"throughline/access"
	"throughline/casework"
)

// workForms say who works with somebody.
func workForms() []caseForm { return []caseForm{allocationForm(), checkForm(), involvementForm()} }

// workParts are the parts of the work that somebody can be allocated or
// involved for, in words.
var workParts = []pick{
	{value: string(access.SocialCare), words: "Social care"},
	{value: string(access.EarlyHelp), words: "Early help"},
	{value: string(access.LookedAfterReview), words: "Reviews of looked-after children"},
	{value: string(access.Conference), words: "Child protection conferences"},
	{value: string(access.StrategyDiscussion), words: "Strategy discussions"},
	{value: string(access.Health), words: "Health"},
	{value: string(access.Psychology), words: "Psychology"},
	{value: string(access.Education), words: "Education"},
	{value: string(access.LeavingCare), words: "Leaving care"},
	{value: string(access.Money), words: "Money"},
	{value: string(access.FamilyConference), words: "Family group conference"},
	{value: string(access.DomesticAbuse), words: "Domestic abuse"},
	{value: string(access.OutOfHours), words: "Out of hours"},
	{value: string(access.Adoption), words: "Adoption"},
	{value: string(access.DesignatedOfficer), words: "An allegation about an adult"},
}

func workPartWords(part access.Compartment) string {
	for _, p := range workParts {
		if p.value == string(part) {
			return p.words
		}
	}
	return string(part)
}

// partsFor offers the parts of the work that the caller may record.
func partsFor(needs access.Permission, body func(access.Compartment) any) func(*visit, *fileAt) ([]pick, error) {
	return func(v *visit, at *fileAt) (picks []pick, _ error) {
		for _, p := range workParts {
			if v.mayRecord(needs, at.filed, body(access.Compartment(p.value))) {
				picks = append(picks, p)
			}
		}
		return picks, nil
	}
}

func everyPart(body func(access.Compartment) any) func() []any {
	return func() (all []any) {
		for _, p := range workParts {
			all = append(all, body(access.Compartment(p.value)))
		}
		return all
	}
}

func allocationFor(part access.Compartment) any  { return casework.Allocation{For: part} }
func involvementFor(part access.Compartment) any { return casework.Involvement{For: part} }

func allocationForm() caseForm {
	return caseForm{
		path: "allocations", what: "allocation", needs: access.Allocate, kind: casework.KindAllocation, holds: func(body any) bool { return !isCheck(body) },
		add: "Allocate to a worker or a team", addButton: "Allocate", added: "The person has been allocated.",
		intro: "From the first day, the worker or everybody in the team can see what their role lets them see of this person.",
		may:   everyPart(allocationFor),
		fields: []caseField{
			{name: "membership", label: "Worker", as: asSelect, none: "No worker, only a team", picks: workers},
			{name: "team", label: "Team", as: asSelect, none: "No team, only a worker", picks: teams},
			{name: "role", label: "Role", as: asSelect, none: "Choose a role", picks: worded(casework.AllocatedRoles, casework.AllocatedRole.Words)},
			{name: "for", label: "Part of the work", as: asSelect, picks: partsFor(access.Allocate, allocationFor)},
			{name: "from", label: "First day", as: asDate},
			{name: "until", label: "Last day", hint: "Leave blank if it has no end yet", as: asDate},
		},
		make: func(t caseTyped) casework.Change {
			return casework.Allocate{
				ID: t.v.s.app.NewID(), Person: t.at.id, Membership: t.text("membership"), Team: t.text("team"), Role: casework.AllocatedRole(t.text("role")),
				For: access.Compartment(t.text("for")), From: t.date("from", "The first day"), Until: t.date("until", "The last day"),
			}
		},
		edit: "End an allocation", editButton: "Save the last day", edited: "The allocation has been changed.",
		about: factsOf(func(v *visit, a *casework.Allocation) []factRow {
			return []factRow{
				{Key: a.Role.Words(), Lines: []string{v.allocatedWords(a)}}, {Key: "Part of the work", Lines: []string{workPartWords(a.For)}},
				{Key: "First day", Lines: []string{a.From.Long()}},
			}
		}),
		changes: []caseField{{name: "until", label: "Last day", as: asDate}, {name: "why", label: "Why does it end?", as: asArea}},
		values: valuesOf(func(a *casework.Allocation, values url.Values) {
			dateValues(values, "until", a.Until)
			values.Set("why", a.Why)
		}),
		remake: func(t caseTyped) casework.Change {
			return casework.EndAllocation{Allocation: t.thing, Seen: t.seen, Until: t.date("until", "The last day"), Why: t.text("why")}
		},
	}
}

// allocatedWords says to whom a person is allocated.
func (v *visit) allocatedWords(a *casework.Allocation) string {
	p := v.now.Plan
	switch {
	case a.Membership != "" && a.Team != "":
		return nameOf(p, a.Membership) + ", " + p.TeamName(a.Team)
	case a.Membership != "":
		return nameOf(p, a.Membership) + ", " + p.AgencyName(a.Agency)
	default:
		return p.TeamName(a.Team)
	}
}

func involvementForm() caseForm {
	return caseForm{
		path: "involvements", what: "involvement", needs: access.RecordCasework, kind: casework.KindInvolvement,
		add: "Add an agency’s involvement", addButton: "Add the agency", added: "The agency’s involvement has been added.",
		intro: "From the first day, the agency’s staff can see what their roles let them see of this person.",
		may:   everyPart(involvementFor),
		fields: []caseField{
			{name: "agency", label: "Agency", as: asSelect, none: "Choose an agency", picks: agencies},
			{name: "for", label: "Part of the work", as: asSelect, picks: partsFor(access.RecordCasework, involvementFor)},
			{name: "basis", label: "Why may it work with the person?", as: asRadios, picks: fixed(
				pick{value: string(casework.Statutory), words: "A statutory duty"},
				pick{value: string(casework.OnConsent), words: "Consent", hint: "Record the consent first"},
			)},
			{name: "why", label: "What is it for?", as: asArea},
			{name: "from", label: "First day", as: asDate},
			{name: "until", label: "Last day", hint: "Leave blank if it has no end yet", as: asDate},
		},
		make: func(t caseTyped) casework.Change {
			return casework.Involve{
				ID: t.v.s.app.NewID(), Person: t.at.id, Agency: t.text("agency"), For: access.Compartment(t.text("for")), Basis: casework.Basis(t.text("basis")),
				Why: t.text("why"), From: t.date("from", "The first day"), Until: t.date("until", "The last day"),
			}
		},
		edit: "End an agency’s involvement", editButton: "Save the last day", edited: "The agency’s involvement has been changed.",
		about: factsOf(func(v *visit, i *casework.Involvement) []factRow {
			return []factRow{
				{Key: "Agency", Lines: []string{v.now.Plan.AgencyName(i.Agency)}}, {Key: "Part of the work", Lines: []string{workPartWords(i.For)}},
				{Key: "First day", Lines: []string{i.From.Long()}},
			}
		}),
		changes: []caseField{{name: "until", label: "Last day", as: asDate}, {name: "why", label: "Why does it end?", as: asArea}},
		values: valuesOf(func(i *casework.Involvement, values url.Values) {
			dateValues(values, "until", i.Until)
			values.Set("why", i.Ending)
		}),
		remake: func(t caseTyped) casework.Change {
			return casework.EndInvolvement{Involvement: t.thing, Seen: t.seen, Until: t.date("until", "The last day"), Why: t.text("why")}
		},
	}
}
