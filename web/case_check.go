package web

import (
	"net/url"
	"slices"

	"throughline/access"
	"throughline/casework"
)

func isCheck(body any) bool {
	a, ok := body.(*casework.Allocation)
	return ok && a.Role.Checks()
}

// checkForm gives a person's file, until a day, to whoever answers the person's
// request for it or audits it.
func checkForm() caseForm {
	return caseForm{
		path: "checks", what: "allocation", needs: access.AllocateChecks, kind: casework.KindAllocation, holds: isCheck,
		add: "Allocate to answer a request or to audit", addButton: "Allocate", added: "The file has been allocated.",
		intro: "From the first day to the last, they can read what their role lets them read of this person’s file, and add nothing to it. You can’t allocate it to yourself.",
		may:   func() []any { return []any{casework.Allocation{Role: casework.RequestLead}} },
		fields: []caseField{
			{name: "role", label: "What do they do?", as: asRadios, picks: worded(casework.CheckRoles, casework.AllocatedRole.Words)},
			{name: "membership", label: "Who?", hint: "Information governance leads answer requests, and auditors audit", as: asSelect, none: "Choose somebody", picks: checkers},
			{name: "reason", label: "Why?", hint: "For example the reference of the request, or how the sample was drawn", as: asArea},
			{name: "from", label: "First day", as: asDate},
			{name: "until", label: "Last day", hint: "Within 3 months of the first", as: asDate},
		},
		make: func(t caseTyped) casework.Change {
			return casework.AllocateCheck{
				ID: t.v.s.app.NewID(), Person: t.at.id, Membership: t.text("membership"), Role: casework.AllocatedRole(t.text("role")), Reason: t.text("reason"),
				From: t.date("from", "The first day"), Until: t.date("until", "The last day"),
			}
		},
		edit: "End or lengthen an allocation", editButton: "Save the last day", edited: "The allocation has been changed.",
		about: factsOf(func(v *visit, a *casework.Allocation) []factRow {
			return []factRow{
				{Key: a.Role.Words(), Lines: []string{v.allocatedWords(a)}}, {Key: "Why", Lines: []string{a.Reason}}, {Key: "First day", Lines: []string{a.From.Long()}},
			}
		}),
		changes: []caseField{{name: "until", label: "Last day", as: asDate}, {name: "why", label: "Why does it end, or take longer?", as: asArea}},
		values: valuesOf(func(a *casework.Allocation, values url.Values) {
			dateValues(values, "until", a.Until)
			values.Set("why", a.Why)
		}),
		remake: func(t caseTyped) casework.Change {
			return casework.EndCheck{Allocation: t.thing, Seen: t.seen, Until: t.date("until", "The last day"), Why: t.text("why")}
		},
	}
}

// checkers offers those who answer requests or audit, save the caller.
func checkers(v *visit, _ *fileAt) (picks []pick, _ error) {
	p := v.now.Plan
	for _, m := range byName(p) {
		if here(p, m) && m.Account != v.caller.Account && (slices.Contains(m.Roles, access.GovernanceLead) || slices.Contains(m.Roles, access.Auditor)) {
			picks = append(picks, pick{value: m.ID, words: m.Name + ", " + roleNames(m.Roles)})
		}
	}
	return picks, nil
}
