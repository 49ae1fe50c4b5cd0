package web

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
	"throughline/web/govuk"
)

// listRows is how many lines one page of a list shows.
const listRows = 50

// list is one page of a long list that can be searched by name.
type list[T any] struct {
	Q     string
	Rows  []T
	Total int
	From  int // the place of the first row, from 1
	Pages *govuk.Pagination
}

// Until is the place of the last row.
func (l list[T]) Until() int { return l.From + len(l.Rows) - 1 }

// listOf gives the page of a list that an address asks for.
func listOf[T any](address *url.URL, all []T) (list[T], error) {
	q := address.Query()
	page, err := pageAsked(q)
	if err != nil {
		return list[T]{}, err
	}
	pages := (len(all) + listRows - 1) / listRows
	start := min((page-1)*listRows, len(all))
	return list[T]{
		Q: strings.TrimSpace(q.Get("q")), Rows: all[start:min(start+listRows, len(all))], Total: len(all), From: start + 1,
		Pages: pagesOf(address, page, pages),
	}, nil
}

func pageAsked(q url.Values) (int, error) {
	text := q.Get("page")
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1_000_000 {
		return 0, change.Problems{{Kind: change.NotFound, Sentence: "There is no page “" + text + "” of this list. Pages count from 1."}}
	}
	return n, nil
}

// finder says whether every word asked for is in one of the texts, whatever
// its case. No words find everything.
type finder []string

func finding(words string) finder { return strings.Fields(strings.ToLower(words)) }

func (f finder) in(texts ...string) bool {
	whole := strings.ToLower(strings.Join(texts, "\n"))
	for _, word := range f {
		if !strings.Contains(whole, word) {
			return false
		}
	}
	return true
}

// carrying is a form that makes one change.
type carrying struct {
	form   *govuk.Form
	change plan.Change
	done   func(app.Receipt) error // when it went through
	stale  func() error            // when somebody else was first; nil where nobody can be
	again  func(status int) error  // shows the form with what is wrong
}

// carry makes the change of a form, or shows the form again with everything
// that is wrong with it.
func (v *visit) carry(c carrying) error {
	if !c.form.OK() {
		v.also(c.form, c.change)
		return c.again(http.StatusUnprocessableEntity)
	}
	receipt, err := v.do(c.change)
	if err == nil {
		return c.done(receipt)
	}
	if c.stale != nil && (isStale(err) || errors.Is(err, store.ErrStale)) {
		if err := v.reload(); err != nil {
			return err
		}
		return c.stale()
	}
	status, err := v.refused(c.form, err)
	if err != nil {
		return err
	}
	return c.again(status)
}

// longOrBlank is a date in words, or nothing.
func longOrBlank(d calendar.Date) string { return dayOr(d, "") }

// givenRoles are the roles that a person can be given, with what each lets
// them do.
var givenRoles = []struct {
	role access.Role
	hint string
}{
	{access.PlanOwner, "Plans the actions, reports on any part and publishes papers"},
	{access.AgencyLead, "Reports, offers evidence and signs for the posts they hold"},
	{access.GroupChair, "Decides on more time, and signs for other agencies"},
	{access.DeputyChair, "Does the same for the chair’s own agency"},
	{access.Auditor, "Reads everything and verifies the ledger; changes nothing"},
	{access.BoardMember, "Reads the plan and published papers"},
	{access.YoungPerson, "Reads the plan and published papers"},
	{access.Administrator, "Manages people, posts and agencies, and can erase content with a reason"},
	{access.SocialWorker, "Works with children and families whom they are allocated, and records it"},
	{access.TeamManager, "Allocates people to workers, supervises and decides with reasons"},
	{access.ReviewingOfficer, "Chairs reviews of the children whom they are allocated"},
	{access.HealthProfessional, "Sees and records health for people whom their agency works with"},
	{access.Psychologist, "Works with the people whom they are allocated. Nobody else reads their notes"},
	{access.EducationProfessional, "Sees and records education for children whom their agency works with"},
	{access.PoliceOfficer, "Takes part in strategy discussions and enquiries"},
	{access.LADO, "Keeps allegations about adults who work with children"},
	{access.EarlyHelpWorker, "Works with families below social care"},
	{access.AdoptionWorker, "Keeps the two records of an adopted person apart, and decides when the one from before is destroyed"},
	{access.DutyWorker, "Answers calls out of hours, and can open a record in an emergency"},
	{access.FinanceOfficer, "Records the money of care leavers whom they are allocated"},
	{access.DataAnalyst, "Publishes figures about children, in which nobody can be told"},
	{access.GovernanceLead, "Checks who looked at whom, and how long records are kept"},
	{access.CaldicottGuardian, "Checks the same, and signs what the governance lead proposes"},
}

func rolesField(f *govuk.Form) govuk.Checkboxes {
	var choices []govuk.Choice
	for _, g := range givenRoles {
		choices = append(choices, govuk.Choice{Value: string(g.role), Text: g.role.Name(), Hint: govuk.HintText(g.hint)})
	}
	field := f.Checkboxes("roles", "Roles", choices)
	field.Hint = govuk.HintText("Choose all that apply")
	return field
}

// rolesOf reads the roles that were ticked.
func rolesOf(f *govuk.Form) (roles []access.Role) {
	for _, value := range f.Values("roles") {
		roles = append(roles, access.Role(value))
	}
	return roles
}

func roleKeys(roles []access.Role) []string {
	keys := make([]string, len(roles))
	for i, role := range roles {
		keys[i] = string(role)
	}
	return keys
}

func roleNames(roles []access.Role) string {
	names := make([]string, len(roles))
	for i, role := range roles {
		names[i] = role.Name()
	}
	return strings.Join(names, ", ")
}

// agencyItems lists the agencies that have not ended, and the one chosen.
func agencyItems(p *plan.Plan, chosen, none string) []govuk.SelectItem {
	var open []*plan.Agency
	for a := range p.Agencies.All() {
		if a.Ended.IsZero() || p.Day.Before(a.Ended) || a.ID == chosen {
			open = append(open, a)
		}
	}
	slices.SortStableFunc(open, func(a, b *plan.Agency) int { return cmp.Compare(a.NameOn(p.Day), b.NameOn(p.Day)) })
	list := []govuk.SelectItem{govuk.Option("", none)}
	for _, a := range open {
		list = append(list, govuk.Option(a.ID, a.NameOn(p.Day)))
	}
	return list
}

// memberItems lists the people who are here, of one agency or of all.
func memberItems(p *plan.Plan, agencies ...string) []govuk.SelectItem {
	list := []govuk.SelectItem{govuk.Option("", "Choose a person")}
	for _, m := range byName(p) {
		if here(p, m) && (len(agencies) == 0 || slices.Contains(agencies, m.Agency)) {
			list = append(list, govuk.Option(m.ID, m.Name+", "+p.AgencyName(m.Agency)))
		}
	}
	return list
}

// here says that a person has not left on the plan's day.
func here(p *plan.Plan, m *plan.Membership) bool { return m.Ended.IsZero() || !p.Day.After(m.Ended) }

func byName(p *plan.Plan) []*plan.Membership {
	var all []*plan.Membership
	for m := range p.Memberships.All() {
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b *plan.Membership) int {
		return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return all
}
