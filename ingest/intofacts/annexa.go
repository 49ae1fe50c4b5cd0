package intofacts

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns/annexa"
	"throughline/ingest/returns/tabular"
	"throughline/measure"
)

// What Annex A tells of besides what the returns do.
const (
	contactReceived   = "contact.received"
	earlyHelpStarted  = "early_help_assessment.started"
	earlyHelpDone     = "early_help_assessment.completed"
	inNeedStarted     = "in_need.started"
	inNeedEnded       = "in_need.ended"
	childSeen         = "child.seen"
	protectionVisited = "protection_visit.made"
	visited           = "visit.made"
	officerVisited    = "iro.visited"
	pathwayReviewed   = "pathway_plan.reviewed"
	leaverContacted   = "care_leaver.contacted"
	kindContact       = "contact"
	kindInNeed        = "in_need"
	kindVisit         = "visit"
)

// adoptionDays are the days of list 10, by what each tells.
var adoptionDays = [][2]string{
	{"Date of Decision that Child Should be Placed for Adoption", "adoption.decided"}, {"Date of Placement Order", "adoption.placement_order"},
	{"Date of Matching Child and Prospective Adopters", "adoption.matched"}, {"Date Placed for Adoption", "adoption.placed"}, {"Date of Adoption Order", "adoption.ordered"},
	{"Date of Decision that Child Should No Longer be Placed for Adoption", "adoption.reversed"},
	{"Date the child was placed for fostering in FFA or concurrent planning placement", "adoption.fostered"},
}

// EventsAnnexA lists what the facts of Annex A are of, in order.
func EventsAnnexA() []string {
	all := []string{
		deadline.Person, turned16, careStarted, careEnded, eligibleBegan, placementStarted, placementEnded, reviewHeld, referralReceived, assessmentStarted, assessmentDone,
		section47Started, conferenceHeld, planStarted, planEnded, planReviewHeld, healthAssessed, dentalChecked,
		contactReceived, earlyHelpStarted, earlyHelpDone, inNeedStarted, inNeedEnded, childSeen, protectionVisited, visited, officerVisited, pathwayReviewed, leaverContacted,
	}
	for _, d := range adoptionDays {
		all = append(all, d[1])
	}
	return slices.Sorted(slices.Values(all))
}

// FromAnnexA gives the facts of rows of Annex A, child by child, under the ids that the returns give the same facts. The snapshot is the day of
// which Annex A tells: a later day is none that it can tell of, and gives no fact; a zero one bounds nothing. A column for the latest of something gives
// one fact, on its day. What was before the latest isn't known, and the facts say so where a clock asks for it: a review carries earlier, and of a
// child protection plan whose latest review can't be the first in time the start is not told, for the first review would seem late. Adopters' rows tell
// no clock anything.
func FromAnnexA(rows []tabular.Row, snapshot calendar.Date) (facts []deadline.Fact) {
	for _, l := range listings(rows, snapshot) {
		l.tellAll()
		facts = append(facts, l.facts...)
	}
	return facts
}

// fromDiscussion is how the figure says which start the fifteen working days were counted from.
const fromDiscussion = "the day of the strategy discussion that began the section 47 enquiry"

// RowsAnnexA gives what measures count of rows of Annex A: assessments that were authorised, of which list 4 has no referral to count working days
// from, and initial child protection conferences.
func RowsAnnexA(rows []tabular.Row, snapshot calendar.Date) (made []measure.Row) {
	for _, l := range listings(rows, snapshot) {
		l.tellAll()
		starts := map[string]calendar.Date{}
		for _, f := range l.facts {
			if f.Event == section47Started {
				starts[f.ID] = f.On
			}
		}
		for _, f := range l.facts {
			row := measure.Row{ID: f.ID, Subject: f.Subject, On: f.On, Within: snapshot, Values: map[string]any{}}
			switch f.Event {
			case assessmentDone:
				row.Source = rowsAssessments
			case conferenceHeld:
				row.Source = rowsConferences
				row.Values["start_used"] = fromDiscussion
				start := starts[f.Of[kindEnquiry]]
				if n, err := calendar.WorkingDaysBetween(start, f.On); err == nil && !start.IsZero() && !f.On.IsZero() {
					if f.On.Before(start) {
						n = min(n, -1)
					}
					row.Values["working_days"] = int64(n)
				}
			default:
				continue
			}
			made = append(made, row)
		}
	}
	return made
}

// listing is what Annex A says of one child.
type listing struct {
	teller
	rows     map[string][]*tabular.Row // by list
	snapshot calendar.Date
	told     map[[2]string]bool // by event and id
	blank    map[string]int     // by kind
	born     calendar.Date
}

func listings(rows []tabular.Row, snapshot calendar.Date) (all []*listing) {
	at := map[string]*listing{}
	for i := range rows {
		child := strings.ToUpper(rows[i].Cell("Child Unique ID"))
		if child == "" {
			continue
		}
		l := at[child]
		if l == nil {
			l = &listing{teller: teller{subject: child}, rows: map[string][]*tabular.Row{}, snapshot: snapshot, told: map[[2]string]bool{}, blank: map[string]int{}}
			at[child], all = l, append(all, l)
		}
		l.rows[rows[i].Table] = append(l.rows[rows[i].Table], &rows[i])
	}
	return all
}

func (l *listing) tellAll() {
	l.known()
	for _, row := range l.rows["list_1"] {
		l.one(row, "Date of Contact", contactReceived, kindContact, said(map[string]any{"source": annexa.Code(row, "Contact Source")}))
	}
	for _, row := range l.rows["list_2"] {
		id, _ := l.one(row, "Assessment start date", earlyHelpStarted, "early_help", said(map[string]any{"organisation": row.Cell("Organisation completing assessment")}))
		l.on(row, "Assessment completion date", earlyHelpDone, id, of("early_help", id), nil)
	}
	for _, row := range l.rows["list_3"] {
		values := map[string]any{"source": referrer(row.Cell("Referral Source"))}
		putYes(values, "no_further_action", row, "Referral NFA?")
		l.one(row, "Date of referral", referralReceived, kindReferral, said(values))
	}
	for _, row := range l.rows["list_4"] {
		id, _ := l.one(row, "Continuous Assessment Start Date", assessmentStarted, kindAssessment, nil)
		l.on(row, "Continuous Assessment Date of Authorisation", assessmentDone, id, of(kindAssessment, id), nil)
	}
	for _, row := range l.rows["list_5"] {
		l.enquiry(row)
	}
	for _, row := range l.rows["list_6"] {
		id, _ := l.one(row, "CIN Start Date", inNeedStarted, kindInNeed, said(map[string]any{"need": annexa.Code(row, "Primary Need Code")}))
		l.on(row, "CIN Closure Date", inNeedEnded, id, of(kindInNeed, id), said(map[string]any{"reason": annexa.Code(row, "Reason for Closure")}))
		l.latest(row, "Date Child Was Last Seen", childSeen, "seen", nil, nil)
	}
	for _, row := range l.rows["list_7"] {
		l.plan(row)
	}
	for _, row := range l.rows["list_8"] {
		l.care(row)
	}
	for _, row := range l.rows["list_9"] {
		l.leaver(row)
	}
	for _, row := range l.rows["list_10"] {
		for _, d := range adoptionDays {
			values := map[string]any{}
			if d[1] == "adoption.reversed" {
				values["reason"] = annexa.Code(row, "Reason Why Child No Longer Placed for Adoption")
			}
			l.latest(row, d[0], d[1], d[1], nil, said(values))
		}
	}
}

// known tells what is known of a child whatever the day. Of two rows that disagree the last that can be read is taken; the report names both.
func (l *listing) known() {
	values := map[string]any{}
	for _, list := range annexa.Lists() {
		for _, row := range l.rows[list] {
			if day, ok := annexa.Day(row, "Date of Birth"); ok {
				l.born = day
			}
			switch annexa.Code(row, "Gender") {
			case "a) Male":
				values["sex"] = "M"
			case "b) Female":
				values["sex"] = "F"
			}
			putYes(values, "disabled", row, "Does the Child have a Disability")
			putYes(values, "unaccompanied", row, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)")
			putYes(values, "unaccompanied", row, "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)")
		}
	}
	if !l.snapshot.IsZero() && l.born.After(l.snapshot) { // one not born yet: the day that is expected is not it
		l.born = calendar.Date{}
	}
	l.person(l.born, values)
}

func putYes(values map[string]any, name string, row *tabular.Row, column string) {
	if yes, ok := annexa.Yes(row, column); ok {
		values[name] = yes
	}
}

// day reads a cell. There is one to tell where something is written and is no day after the snapshot; it is zero where what is written is no day.
func (l *listing) day(row *tabular.Row, column string) (on calendar.Date, tell bool) {
	on, ok := annexa.Day(row, column)
	if !ok {
		text := row.Cell(column)
		return on, text != "" && !strings.HasPrefix(text, "#")
	}
	if !l.snapshot.IsZero() && on.After(l.snapshot) {
		return calendar.Date{}, false
	}
	return on, true
}

// once tells a fact that two rows say one time.
func (l *listing) once(event, id string, on calendar.Date, of map[string]string, values map[string]any) {
	if l.told[[2]string{event, id}] {
		return
	}
	l.told[[2]string{event, id}] = true
	l.tell(event, id, on, of, values)
}

// name makes an id of a kind of thing and its day.
func (l *listing) name(kind string, on calendar.Date) string {
	if on.IsZero() {
		l.blank[kind]++
		return fmt.Sprint(l.subject, "/", kind, "/undated/", l.blank[kind])
	}
	return fmt.Sprint(l.subject, "/", kind, "/", on)
}

// one tells what a row is of: a row with no day for it tells it without one. A day after the snapshot is not told.
func (l *listing) one(row *tabular.Row, column, event, kind string, values map[string]any) (id string, on calendar.Date) {
	on, tell := l.day(row, column)
	if !tell && annexaLater(row, column) {
		return "", on
	}
	id = l.name(kind, on)
	l.once(event, id, on, of(kind, id), values)
	return id, on
}

// annexaLater says whether a cell that is not told has a day all the same.
func annexaLater(row *tabular.Row, column string) bool {
	_, has := annexa.Day(row, column)
	return has
}

// on tells what a cell says of the thing with the id; a blank tells nothing.
func (l *listing) on(row *tabular.Row, column, event, id string, part map[string]string, values map[string]any) {
	if day, tell := l.day(row, column); tell && id != "" {
		l.once(event, id, day, part, values)
	}
}

// latest tells the one event that a column for the latest of something gives. One that can't be read is told without a day.
func (l *listing) latest(row *tabular.Row, column, event, kind string, part map[string]string, values map[string]any) (on calendar.Date) {
	on, tell := l.day(row, column)
	if tell {
		l.once(event, l.name(kind, on), on, part, values)
	}
	return on
}

// referrer finds the census's code of a source where the words have it: “q) 6: Police”.
func referrer(written string) string {
	if m := referrerCode.FindStringSubmatch(strings.ToUpper(written)); m != nil {
		return m[1]
	}
	return ""
}

var referrerCode = regexp.MustCompile(`^(?:[A-Z]\) ?)?(1[A-D]|2[AB]|3[A-F]|4|5[A-D]|6|7|8|9|10)(?: ?[:-] ?.*)?$`)

func (l *listing) enquiry(row *tabular.Row) {
	values := map[string]any{}
	putYes(values, "conference_not_required", row, "Was an Initial Child Protection Conference deemed unnecessary?")
	id, _ := l.one(row, "Strategy discussion initiating Section 47 Enquiry Start Date", section47Started, kindEnquiry, values)
	if day, tell := l.day(row, "Date of Initial Child Protection Conference"); tell {
		conference := l.name(kindConference, day)
		l.once(conferenceHeld, conference, day, of(kindConference, conference, kindEnquiry, id), nil)
	}
}
