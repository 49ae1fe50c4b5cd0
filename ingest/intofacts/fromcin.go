package intofacts

import (
	"fmt"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returns/cin"
)

// FromCIN gives the facts of a children in need census, child by child. A row of a child without an identifier gives none: the census's
// report names it.
func FromCIN(r *cin.Return) []deadline.Fact { return newCensus(r).facts() }

func newCensus(r *cin.Return) *census {
	return &census{r: r, tellers: map[string]*teller{}, referrals: map[place]string{}, conferences: map[string]bool{}, transfers: map[string]bool{}}
}

func (c *census) facts() (facts []deadline.Fact) {
	c.children()
	c.details()
	c.assessments()
	c.enquiries()
	c.plans()
	for _, child := range c.order {
		facts = append(facts, c.tellers[child].facts...)
	}
	return facts
}

// place is where one referral stands in the census, which its assessments, enquiries and plans lie in.
type place struct {
	file          string
	child, inNeed int
}

func placeOf(row *cin.Row) place { return place{row.File, row.ChildNo, row.Details} }

type census struct {
	r           *cin.Return
	order       []string
	tellers     map[string]*teller
	referrals   map[place]string
	conferences map[string]bool // told of already
	transfers   map[string]bool // the conferences after a child moved in on a plan
}

// teller of the row's child, or nil when it has no identifier.
func (c *census) teller(row *cin.Row) *teller {
	if row.Child == "" {
		return nil
	}
	t := c.tellers[row.Child]
	if t == nil {
		t = &teller{subject: row.Child}
		c.tellers[row.Child] = t
		c.order = append(c.order, row.Child)
	}
	return t
}

func (c *census) each(table cin.Table, tell func(*teller, *cin.Row)) {
	rows := c.r.Rows(table)
	for i := range rows {
		if t := c.teller(&rows[i]); t != nil {
			tell(t, &rows[i])
		}
	}
}

func (c *census) children() {
	disabled := map[string]bool{}
	c.each(cin.TableDisabilities, func(t *teller, row *cin.Row) {
		if code := row.Code(cin.Disability); code != "" && code != "NONE" {
			disabled[t.subject] = true
		}
	})
	c.each(cin.TableChildIdentifiers, func(t *teller, row *cin.Row) {
		born, _ := row.Day(cin.PersonBirthDate) // of one not born yet there is no day: the expected one is not it
		sex := sexes[row.Code(cin.Sex)]
		if sex == "" {
			sex = sexes[row.Code(cin.GenderCurrent)]
		}
		t.person(born, map[string]any{"sex": sex, "disabled": disabled[t.subject]})
	})
}

// dated makes an id of a kind of thing, a day and what sets two on one day apart.
func (t *teller) dated(kind string, day calendar.Date, apart ...any) string {
	if day.IsZero() {
		return fmt.Sprint(append([]any{t.subject, "/", kind, "/undated/"}, apart...)...)
	}
	return fmt.Sprint(t.subject, "/", kind, "/", day)
}

func (c *census) details() {
	c.each(cin.TableCINdetails, func(t *teller, row *cin.Row) {
		day, _ := row.Day(cin.CINreferralDate)
		id := t.dated(kindReferral, day, row.Details)
		c.referrals[placeOf(row)] = id
		values := map[string]any{"source": row.Code(cin.ReferralSource)}
		if nfa := row.Code(cin.ReferralNFA); nfa != "" {
			values["no_further_action"] = nfa == "1"
		}
		t.tell(referralReceived, id, day, map[string]string{kindReferral: id}, said(values))
	})
}

func (c *census) assessments() {
	c.each(cin.TableAssessments, func(t *teller, row *cin.Row) {
		start, _ := row.Day(cin.AssessmentActualStartDate)
		done, _ := row.Day(cin.AssessmentAuthorisationDate)
		id := t.dated(kindAssessment, start, row.Details, ".", row.Assessment)
		in := of(kindAssessment, id, kindReferral, c.referrals[placeOf(row)])
		t.tell(assessmentStarted, id, start, in, nil)
		if row.Cell(cin.AssessmentAuthorisationDate).Written != "" { // a day that can't be read is a blank that matters
			t.tell(assessmentDone, id, done, in, nil)
		}
	})
}

// enquiries tells of section 47 enquiries and the conferences after them. A conference that the census gives with the referral and not with an
// enquiry is told of apart, unless it is the same one. It is that of a child who moved in on a plan, but where an enquiry of the case still asks for
// a conference it may be that one.
func (c *census) enquiries() {
	number, asks := map[place]int{}, map[place]bool{}
	c.each(cin.TableSection47, func(t *teller, row *cin.Row) {
		at := placeOf(row)
		number[at]++
		start, _ := row.Day(cin.S47ActualStartDate)
		enquiry := t.dated(kindEnquiry, start, row.Details, ".", number[at])
		in := of(kindEnquiry, enquiry, kindReferral, c.referrals[at])
		values := map[string]any{}
		if not := row.Code(cin.ICPCnotRequired); not != "" {
			values["conference_not_required"] = not == "1"
		}
		t.tell(section47Started, enquiry, start, in, said(values))
		if row.Cell(cin.DateOfInitialCPC).Written != "" {
			day, _ := row.Day(cin.DateOfInitialCPC)
			c.conference(t, enquiry, day, row.Details, ".", number[at])
		} else if row.Code(cin.ICPCnotRequired) != "1" {
			asks[at] = true
		}
	})
	c.each(cin.TableCINdetails, func(t *teller, row *cin.Row) {
		if row.Cell(cin.DateOfInitialCPC).Written != "" {
			day, _ := row.Day(cin.DateOfInitialCPC)
			if id, told := c.conference(t, "", day, row.Details); told {
				c.transfers[id] = !asks[placeOf(row)]
			}
		}
	})
}

// conference is told of once.
func (c *census) conference(t *teller, enquiry string, day calendar.Date, apart ...any) (id string, told bool) {
	id = t.dated(kindConference, day, apart...)
	if c.conferences[id] {
		return id, false
	}
	c.conferences[id] = true
	t.tell(conferenceHeld, id, day, of(kindConference, id, kindEnquiry, enquiry), nil)
	return id, true
}

func (c *census) plans() {
	plans := map[[2]any]string{}
	c.each(cin.TableChildProtectionPlans, func(t *teller, row *cin.Row) {
		start, _ := row.Day(cin.CPPstartDate)
		id := t.dated(kindProtectionPlan, start, row.Details, ".", row.Plan)
		plans[[2]any{placeOf(row), row.Plan}] = id
		in := map[string]string{kindProtectionPlan: id}
		t.tell(planStarted, id, start, in, nil)
		if row.Cell(cin.CPPendDate).Written != "" {
			end, _ := row.Day(cin.CPPendDate)
			t.tell(planEnded, id, end, in, nil)
		}
	})
	number := map[string]int{}
	c.each(cin.TableReviews, func(t *teller, row *cin.Row) {
		plan := plans[[2]any{placeOf(row), row.Plan}]
		day, _ := row.Day(cin.CPPreviewDate)
		number[plan]++
		t.tell(planReviewHeld, t.dated("protection_review", day, plan, ".", number[plan]), day, of(kindProtectionPlan, plan), nil)
	})
}
