package casework

import (
	"fmt"
	"slices"

	"throughline/access"
	"throughline/change"
	"throughline/practice"
)

// RecordKind declares one kind of record: its class, how long it is kept, and
// what it must hold before it is completed.
type RecordKind struct {
	Code, Name string
	Class      access.Class
	Retention  []string           // codes of retention rules of its own; those of the person's file apply besides, unless Apart
	Apart      bool               // kept by its own rules alone: not part of the child's file
	Adults     bool               // about an adult: refused about a child
	Decision   bool               // holds a decision
	Each       bool               // a record for each person it is about
	Coded      map[string]CodeSet // fields that hold a code
	Outcomes   []string           // what Outcome may be; it is needed before the retention can be told
	AddressOK  bool               // may name a masked address: its class is the masked one
	Form       *practice.Kind     // its fields, as the practice pack declares them; nil where none does
	InWords    bool               // may be completed in words alone, where no field is filled in: it then tells the clocks nothing

	pack *practice.Pack // that declares Form
}

// Kinds lists the kinds of record that the program knows of itself, in the
// order forms offer them. The practice pack adds to them: see KindList.
var Kinds = []RecordKind{
	{Code: "case_note", Name: "Case note", Class: class(access.Personal, access.SocialCare)},
	{Code: "visit", Name: "Visit", Class: class(access.Personal, access.SocialCare)},
	{Code: "assessment", Name: "Child and family assessment", Class: class(access.Sensitive, access.SocialCare)},
	{Code: "management_decision", Name: "Management decision", Class: class(access.Personal, access.SocialCare), Decision: true},
	{Code: "supervision", Name: "Supervision: the child’s file", Class: class(access.Personal, access.SocialCare), Each: true},
	{Code: "supervision_personal", Name: "Supervision: the worker’s own part", Class: class(access.Personal, access.PersonalSupervision),
		Retention: []string{"supervision"}, Apart: true, Adults: true},
	{Code: "strategy_discussion", Name: "Strategy discussion", Class: class(access.Sensitive, access.StrategyDiscussion),
		Retention: []string{"child_protection", "child_protection_25"}, Each: true, Decision: true},
	{Code: "conference", Name: "Child protection conference", Class: class(access.Sensitive, access.Conference),
		Retention: []string{"child_protection", "child_protection_25"}, Each: true},
	{Code: "conference_shared", Name: "What a conference shared with the agencies", Class: class(access.Personal, access.Conference),
		Retention: []string{"child_protection", "child_protection_25"}, Each: true},
	{Code: "lado_allegation", Name: "Allegation about an adult", Class: class(access.Sensitive, access.DesignatedOfficer),
		Retention: []string{"lado_substantiated", "lado_unsubstantiated", "lado_unfounded", "lado_malicious", "lado_advice"}, Apart: true, Adults: true,
		Outcomes: []string{"substantiated", "unsubstantiated", "unfounded", "malicious", "advice"}},
	{Code: "review_record", Name: "Record of a review", Class: class(access.Personal, access.LookedAfterReview)},
	{Code: "health_assessment", Name: "Health assessment", Class: class(access.Sensitive, access.Health), Retention: []string{"nhs_child", "nhs_child_17"}},
	{Code: "dental_check", Name: "Dental check", Class: class(access.Personal, access.Health), Retention: []string{"nhs_child", "nhs_child_17"}},
	{Code: "psychology_dates", Name: "Psychology: dates and plan", Class: class(access.Personal, access.Health), Retention: []string{"psychology"}},
	{Code: "psychology_notes", Name: "Psychology: notes", Class: class(access.Sensitive, access.Psychology), Retention: []string{"psychology", "nhs_child", "nhs_child_17"},
		Apart: true},
	{Code: "personal_education_plan", Name: "Personal education plan", Class: class(access.Personal, access.Education)},
	{Code: "early_help_assessment", Name: "Early help assessment (CAF)", Class: class(access.Personal, access.EarlyHelp)},
	{Code: "domestic_abuse_conference", Name: "Domestic abuse risk conference (MARAC)", Class: class(access.Sensitive, access.DomesticAbuse)},
	{Code: "masked_details", Name: "Details that must be kept from somebody", Class: class(access.Sensitive, access.MaskedAddress), AddressOK: true},
	{Code: "money_package", Name: "Care leaver’s money", Class: class(access.Personal, access.Money), Retention: []string{"care_leaver"}},
	{Code: "pathway_plan", Name: "Pathway plan", Class: class(access.Personal, access.LeavingCare), Retention: []string{"care_leaver"}},
	{Code: "care_leaver_contact", Name: "Contact with a care leaver", Class: class(access.Personal, access.LeavingCare), Retention: []string{"care_leaver"},
		Coded: map[string]CodeSet{"in_touch": InTouchCodes, "activity": ActivityCodes, "accommodation": LivingCodes}},
	{Code: "adoption_record", Name: "Adoption record", Class: class(access.Sensitive, access.Adoption), Retention: []string{"adoption"}},
	{Code: "carer_approval", Name: "Approval of a foster carer", Class: class(access.Personal, access.Workforce), Retention: []string{"foster_carer"},
		Apart: true, Adults: true},
	{Code: "family_group_conference", Name: "Family group conference", Class: class(access.Personal, access.FamilyConference)},
	{Code: "out_of_hours_call", Name: "Out-of-hours call", Class: class(access.Personal, access.OutOfHours)},
	{Code: "access_request", Name: "Request to see a record", Class: class(access.Personal, access.Oversight)},
}

// KindOf gives a kind of record that the program knows of itself.
func KindOf(code string) (RecordKind, bool) {
	i := slices.IndexFunc(Kinds, func(k RecordKind) bool { return k.Code == code })
	if i < 0 {
		return RecordKind{}, false
	}
	return Kinds[i], true
}

// CheckKinds refuses a list with a kind that has no code, no name, no class,
// or a retention rule or code set that we don't know: each such mistake would
// leave records that nobody, or everybody, could see, or that are never let go.
func CheckKinds(kinds []RecordKind) error {
	var problems change.Problems
	rules, err := RetentionRules()
	problems.Check("retention", err)
	seen := map[string]bool{}
	for i, k := range kinds {
		name := k.Code
		if name == "" {
			name = fmt.Sprintf("number %d in the list", i+1)
			problems.Add("code", "Give the kind of record "+name+" a code.")
		}
		if seen[k.Code] {
			problems.Add("code", "The kind of record "+name+" is declared twice. Give one of them another code.")
		}
		seen[k.Code] = true
		if blank(k.Name) {
			problems.Add("name", "Give the kind of record "+name+" a name.")
		}
		if _, ok := k.Class.Number(); !ok {
			problems.Add("class", "Give the kind of record "+name+" a class: a sensitivity and a compartment that we know.")
		}
		if k.Class.Sensitivity == access.Ordinary {
			problems.Add("class", "The kind of record "+name+" is about people, so it can't be ordinary. Choose personal or sensitive.")
		}
		if k.Class.Compartment == access.Identity {
			problems.Add("class", "The kind of record "+name+" can't be filed with people's names, which many may search. Choose another compartment.")
		}
		if k.AddressOK != (k.Class.Compartment == access.MaskedAddress) {
			problems.Add("class", "Only kinds of record in the compartment for masked addresses may name one. Check "+name+".")
		}
		if k.Apart && len(k.Retention) == 0 {
			problems.Add("retention", "The kind of record "+name+" is kept apart from the child's file, so it needs a retention rule of its own.")
		}
		for _, code := range k.Retention {
			if err == nil && !slices.ContainsFunc(rules, func(r RetentionRule) bool { return r.Code == code }) {
				problems.Add("retention", "The kind of record "+name+" names the retention rule "+code+", which we don't have. Add the rule, or choose another.")
			}
		}
		for field, set := range k.Coded {
			if !slices.Contains(CodeSets, set) {
				problems.Add("codes", fmt.Sprintf("The field %s of the kind of record %s names the code set %s, which we don't have.", field, name, set))
			}
		}
	}
	return problems.Err()
}
