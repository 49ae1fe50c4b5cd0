package practice

import "slices"

// CodeSet is the name of a list of codes that the returns use. The codes
// themselves are casework's.
type CodeSet string

func (CodeSet) options() []string {
	return []string{"sex", "ethnicity", "disability", "legal_status", "reason_new_episode", "need", "placement", "provider", "reason_ceased",
		"reason_moved", "participation", "in_touch", "activity", "accommodation", "missing"}
}

// CoreEvent is an event that the program gives the clocks of itself, from
// what is typed in Go or read from a return.
type CoreEvent struct {
	Code, Words string
	PartOf      []string
	Values      map[string]FieldType
}

// CoreEvents lists them.
var CoreEvents = []CoreEvent{
	{"person", "they are known", nil, map[string]FieldType{"born": DateField, "sex": TextField, "unaccompanied": YesNoField, "disabled": YesNoField}},
	{"turned_16", "they turned 16", nil, nil},
	{"care.started", "they became looked after", []string{"care"}, map[string]FieldType{"legal_status": TextField, "short_breaks": YesNoField, "earlier": TextField}},
	{"care.goes_on", "they were looked after, since before a return tells", []string{"care"}, map[string]FieldType{"legal_status": TextField, "short_breaks": YesNoField, "earlier": TextField}},
	{"care.ended", "they ceased to be looked after", []string{"care"}, map[string]FieldType{"reason": TextField}},
	{"eligible.began", "they became eligible for leaving care support", []string{"care"}, nil},
	{"placement.started", "the placement started", []string{"placement", "care"}, map[string]FieldType{
		"type": TextField, "provider": TextField, "first": YesNoField, "emergency": YesNoField,
	}},
	{"placement.made_permanent", "it was agreed that the placement is to last to 18", []string{"placement"}, nil},
	{"placement.watched", "the placement began under regulation 19 or 24, or at home under an interim care order", []string{"placement"}, nil},
	{"placement.regulation_19", "the placement was made under regulation 19", []string{"placement"}, nil},
	{"placement.regulation_24", "the placement was made under regulation 24, or at home under an interim care order", []string{"placement"}, nil},
	{"placement.ended", "the placement ended", []string{"placement", "care"}, nil},
	{"review.held", "the review was held", []string{"review", "care"}, map[string]FieldType{"participation": TextField, "earlier": TextField}},
	{"review.recorded", "the record of the review was written", []string{"review"}, nil},
	{"iro.allocated", "an independent reviewing officer was named", nil, nil},
	{"case.closed", "the case was closed", nil, nil},
	{"referral.received", "the referral was received", []string{"referral"}, map[string]FieldType{"source": TextField, "no_further_action": YesNoField}},
	{"referral.decided", "the response was decided and the referrer told", []string{"referral"}, nil},
	{"assessment.started", "the assessment started", []string{"assessment", "referral"}, map[string]FieldType{"continuous": YesNoField}},
	{"assessment.authorised", "a manager authorised the assessment", []string{"assessment", "referral"}, nil},
	{"section47.started", "the section 47 enquiry started", []string{"enquiry"}, map[string]FieldType{"conference_not_required": YesNoField}},
	{"initial_conference.held", "the initial child protection conference was held", []string{"enquiry", "conference"}, map[string]FieldType{"transfer_in": YesNoField}},
	{"protection_plan.started", "the child protection plan started", []string{"protection_plan"}, nil},
	{"protection_plan.ended", "the child protection plan ended", []string{"protection_plan"}, nil},
	{"protection_review.held", "the review conference was held", []string{"protection_plan"}, nil},
	{"inspection_report.received", "the inspection report was received", []string{"report"}, map[string]FieldType{"priority_action": YesNoField, "statement_asked": YesNoField}},
	{"inspection_report.published", "the council published the report", []string{"report"}, nil},
	{"written_statement.sent", "the written statement of action was published and sent", []string{"report"}, nil},
	{"draft_plan.shared", "the draft plan was shared with the inspectorate", []string{"report"}, nil},
}

// RowSource is rows that the program gives measures of itself.
type RowSource struct {
	Name, Words string
	Items       map[string]FieldType
}

// RowSources lists them.
var RowSources = []RowSource{
	{"looked_after_12_months", "children looked after continuously for 12 months at 31 March", map[string]FieldType{
		"age": CountField, "health_assessment": YesNoField, "teeth_check": YesNoField, "health_check": YesNoField, "immunisations": YesNoField,
		"sdq_score": CountField, "sdq_reason": TextField, "short_breaks": YesNoField,
	}},
	{"looked_after_today", "children looked after on the day", map[string]FieldType{"age": CountField, "short_breaks": YesNoField, "dental_in_date": YesNoField, "education_plan_in_date": YesNoField, "education_age": YesNoField}},
	{"care_leavers_19_to_21", "young people who left care whose 19th, 20th or 21st birthday fell in the year", map[string]FieldType{
		"in_touch": TextField, "activity": TextField, "accommodation": TextField, "age": CountField,
	}},
	{"care_leavers_18_in_education", "care leavers aged 18 who are in education", map[string]FieldType{"needs_assessed": YesNoField, "package_in_date": YesNoField, "package_meets_need": YesNoField, "says_adequate": TextField}},
	{"assessments_authorised", "assessments authorised in the period", map[string]FieldType{"working_days": CountField}},
	{"initial_conferences", "initial child protection conferences held in the period", map[string]FieldType{"working_days": CountField, "transfer_in": YesNoField, "start_used": TextField}},
	{"reviews_held", "reviews of looked-after children held in the period", map[string]FieldType{"participation": TextField, "age": CountField, "short_breaks": YesNoField}},
	{"review_recipients", "people who were to have the record of a review", map[string]FieldType{"sent": YesNoField}},
	{"reviewing_officers", "independent reviewing officers", map[string]FieldType{"children": CountField, "whole_time": NumberField}},
	{"open_children", "children with an open case", map[string]FieldType{"discussed_in_time": YesNoField}},
	{"decisions", "decisions of the kinds that need a reason", map[string]FieldType{"reason": YesNoField, "options": YesNoField, "risk": YesNoField, "author": YesNoField, "time": YesNoField}},
	{"audited", "cases that were audited", map[string]FieldType{"criterion": TextField, "grade": TextField, "second_grade": TextField, "audited_twice": YesNoField}},
	{"plan_areas", "areas for improvement of the plan", map[string]FieldType{"stated": CountField, "with_evidence": YesNoField}},
}

func coreEvent(code string) (CoreEvent, bool) {
	i := slices.IndexFunc(CoreEvents, func(e CoreEvent) bool { return e.Code == code })
	if i < 0 {
		return CoreEvent{}, false
	}
	return CoreEvents[i], true
}

func texts[T ~string](list []T) []string {
	all := make([]string, len(list))
	for i, one := range list {
		all[i] = string(one)
	}
	return all
}
