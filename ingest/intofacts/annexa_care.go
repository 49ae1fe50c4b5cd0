package intofacts

import (
	"regexp"
	"strings"

	"throughline/calendar"
	"throughline/ingest/returns/annexa"
	"throughline/ingest/returns/tabular"
)

const (
	firstReviewWithin  = 28 // days, as 20 working days are at least
	firstProtectReview = 3  // months to the first review of a child protection plan
)

// plan tells of a child protection plan. Where its latest review was later than the first is due, the first isn't known, and the plan's start is not
// told: nothing would be right of it but its day.
func (l *listing) plan(row *tabular.Row) {
	start, tell := l.day(row, "Child Protection Plan Start Date")
	if !tell && annexaLater(row, "Child Protection Plan Start Date") {
		return
	}
	id := l.name(kindProtectionPlan, start)
	part := of(kindProtectionPlan, id)
	review, reviewed := l.day(row, "Date of latest review conference")
	if start.IsZero() || !reviewed || !review.IsZero() && !review.After(start.AddMonths(firstProtectReview)) {
		l.once(planStarted, id, start, part, nil)
	}
	l.latest(row, "Date of latest review conference", planReviewHeld, "protection_review", part, nil)
	values := map[string]any{}
	putYes(values, "alone", row, "Was the Child Seen Alone?")
	l.latest(row, "Date of the Last Statutory Visit", protectionVisited, "protection_visit", part, values)
	l.on(row, "Child Protection Plan End Date", planEnded, id, part, nil)
}

// care tells of one time in care, its latest placement, and the latest of what is done for a child who is looked after.
func (l *listing) care(row *tabular.Row) {
	const startColumn = "Date Started to be Looked After"
	start, tell := l.day(row, startColumn)
	if !tell && annexaLater(row, startColumn) {
		return
	}
	id := l.name(kindCare, start)
	part := of(kindCare, id)
	review, reviewed := l.day(row, "Date of Latest Statutory Review")
	before := reviewed && (start.IsZero() || review.IsZero() || review.After(start.AddDays(firstReviewWithin)))
	values := map[string]any{}
	status := statusOf(row)
	if since, ok := annexa.Day(row, "Start date of current legal status"); ok && since == start && status != "" {
		values["legal_status"] = status
	}
	if status == "V3" || status == "V4" {
		values["short_breaks"] = true
	}
	if before {
		values[earlier] = unknown
	}
	l.once(careStarted, id, start, part, values)
	end, ended := l.day(row, "Date Ceased to be Looked After")
	if ended {
		l.once(careEnded, id, end, part, said(map[string]any{"reason": codeIn(reasonCode, row.Cell("Reason Ceased to be Looked After"))}))
	}
	placement := l.placement(row, part, start, end, ended)
	l.birthdays(start, end, id)
	if reviewed {
		name := l.name(kindReview, review)
		values := map[string]any{}
		if before {
			values[earlier] = unknown
		}
		l.once(reviewHeld, name, review, of(kindReview, name, kindCare, id), values)
	}
	l.latest(row, "Date of Last Social Work Visit", visited, kindVisit, of(kindPlacement, placement), nil)
	l.latest(row, "Date of Last IRO Visit / Contact to the Child", officerVisited, "iro_visit", part, nil)
	l.latest(row, "Date of Last Health Assessment", healthAssessed, "health", nil, nil)
	l.latest(row, "Date of Last Dental Check", dentalChecked, "dental", nil, nil)
}

func (l *listing) placement(row *tabular.Row, part map[string]string, start, end calendar.Date, ended bool) (id string) {
	on, tell := l.day(row, "Start Date of Most Recent Placement")
	if !tell {
		return ""
	}
	id = l.name(kindPlacement, on)
	in := of(kindPlacement, id, kindCare, part[kindCare])
	l.once(placementStarted, id, on, in, said(map[string]any{
		"type": codeIn(placeCode, row.Cell("Placement Type")), "provider": codeIn(providerCode, row.Cell("Placement Provider")), "first": !on.IsZero() && on == start,
	}))
	if ended {
		l.once(placementEnded, id, end, in, nil)
	}
	return id
}

// birthdays tells that a child turned 16 in care, and of the day on which they became eligible for leaving care support by this time in care alone.
func (l *listing) birthdays(start, end calendar.Date, care string) {
	if l.born.IsZero() || start.IsZero() {
		return
	}
	sixteen := calendar.Birthday(l.born, eligibleAge)
	within := func(day calendar.Date) bool {
		return !start.After(day) && (end.IsZero() || end.After(day)) && (l.snapshot.IsZero() || !day.After(l.snapshot))
	}
	if within(sixteen) {
		l.once(turned16, "person", sixteen, nil, nil)
	}
	eligible := later(later(start, calendar.Birthday(l.born, eligibleFrom)).AddDays(eligibleDays-1), sixteen)
	if within(eligible) && eligible.Before(calendar.Birthday(l.born, adultAge)) {
		l.once(eligibleBegan, care+"/eligible", eligible, of(kindCare, care), nil)
	}
}

func (l *listing) leaver(row *tabular.Row) {
	l.latest(row, "Latest Pathway Plan Review Date", pathwayReviewed, "pathway", nil, nil)
	values := map[string]any{}
	for name, column := range map[string]string{
		"in_touch": "LA in Touch", "accommodation": "Type of Accommodation", "suitability": "Suitability of Accommodation", "activity": "Activity Status", "eligibility": "Eligibility Category",
	} {
		values[name] = annexa.Code(row, column)
	}
	l.latest(row, "Latest Date of Contact", leaverContacted, "leaver_contact", nil, said(values))
}

// The codes of the return where councils write them before or in place of the words: “f) U6: Foster placement - not FFA”.
var (
	statusCode   = regexp.MustCompile(`(?:^|[^A-Z0-9])(C[12]|D1|E1|V[234]|L[123]|J[123])(?:[^A-Z0-9]|$)`)
	placeCode    = regexp.MustCompile(`(?:^|[^A-Z0-9])(A[3-6]|K[1-3]|P[1-3]|R[1-5]|S1|T[0-4]|U[1-6]|Z1[1-4]?|H5)(?:[^A-Z0-9]|$)`)
	providerCode = regexp.MustCompile(`(?:^|[^A-Z0-9])(PR[0-5])(?:[^A-Z0-9]|$)`)
	reasonCode   = regexp.MustCompile(`(?:^|[^A-Z0-9])(E1[1-7]|E4[1-8]|E4[AB]|E[2-9])(?:[^A-Z0-9]|$)`)
)

func codeIn(pattern *regexp.Regexp, written string) string {
	if m := pattern.FindStringSubmatch(strings.ToUpper(written)); m != nil {
		return m[1]
	}
	return ""
}

// statuses give the values of Annex A that are one legal status of the return the code of it.
var statuses = map[string]string{
	"a) Interim care orders": "C1", "b) Full care orders": "C2", "c) Freed for  Adoption": "D1", "d) Placement order granted": "E1", "e) Accommodated under S20": "V2",
	"J1: Remanded to LA or youth detention": "J1", "J2: LA accommodation under PACE": "J2",
}

func statusOf(row *tabular.Row) string {
	if code := codeIn(statusCode, row.Cell("Child's Legal Status")); code != "" {
		return code
	}
	return statuses[annexa.Code(row, "Child's Legal Status")]
}
