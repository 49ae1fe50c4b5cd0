package web

import (
	"crypto/rand"
	"errors"
	"net/http"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) peoplePages() []Route {
	return []Route{
		{Pattern: "GET /people", Needs: access.ManagePeople, handle: s.peoplePage},
		{Pattern: "GET /people/new", Needs: access.ManagePeople, handle: s.newPersonPage},
		{Pattern: "POST /people/new", Needs: access.ManagePeople, handle: s.newPerson},
		{Pattern: "GET /people/{id}", Needs: access.ManagePeople, handle: s.personPage},
		{Pattern: "GET /people/{id}/edit", Needs: access.ManagePeople, handle: s.editPersonPage},
		{Pattern: "POST /people/{id}/edit", Needs: access.ManagePeople, handle: s.editPerson},
		{Pattern: "GET /handover", Needs: access.ManagePeople, handle: s.handoverPage},
		{Pattern: "POST /handover", Needs: access.ManagePeople, handle: s.handOver},
		{Pattern: "GET /delegations", Needs: access.Delegate, handle: s.delegationsPage},
		{Pattern: "POST /delegations", Needs: access.Delegate, handle: s.delegate},
		{Pattern: "GET /delegations/{id}/end", Needs: access.Delegate, handle: s.endDelegationPage},
		{Pattern: "POST /delegations/{id}/end", Needs: access.Delegate, handle: s.endDelegation},
	}
}

type peopleView struct {
	moment
	List    list[personRow]
	Nobody  bool // there is nobody at all, whatever is searched for
	CanEdit bool
}

type personRow struct {
	Name, Href    string
	Agency, Roles string
	Posts         []string
	Left          string // when they left, or ""
}

var peopleTemplate = newPage[peopleView]("people.tmpl")

func (s *Server) peoplePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	titles := postTitles(p)
	find := finding(r.URL.Query().Get("q"))
	var rows []personRow
	for _, m := range byName(p) {
		row := personRow{Name: m.Name, Href: v.To("/people/" + m.ID), Agency: p.AgencyName(m.Agency), Roles: roleNames(m.Roles), Posts: titles[m.ID]}
		if !here(p, m) {
			row.Left = m.Ended.Long()
		}
		if find.in(row.Name, row.Agency, row.Roles, strings.Join(row.Posts, "\n")) {
			rows = append(rows, row)
		}
	}
	view := peopleView{moment: v.moment, Nobody: p.Memberships.Len() == 0, CanEdit: v.Now()}
	if view.List, err = listOf(r.URL, rows); err != nil {
		return err
	}
	return peopleTemplate.write(w, http.StatusOK, v.shell("People", st), view)
}

// postTitles gives the titles of the posts that each member holds on the
// plan's day.
func postTitles(p *plan.Plan) map[string][]string {
	titles := map[string][]string{}
	for post := range p.Posts.All() {
		if m, ok := p.Holder(post.ID, p.Day); ok {
			titles[m.ID] = append(titles[m.ID], post.Title)
		}
	}
	return titles
}

func (s *Server) newPersonPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.ask(w, http.StatusOK, v.newPersonForm(v.start()))
}

func (v *visit) newPersonForm(form *govuk.Form) askView {
	email := hinted(form.Input("email", "E-mail address"), "They sign in with it. If it already has an account, that account is given a place here and keeps its password")
	email.Type, email.Autocomplete = "email", "off"
	return askView{
		Form: form, Heading: "Add a person", Action: "/people/new", Button: "Add the person",
		Fields: []govuk.Component{
			email, form.Input("name", "Name"),
			form.Select("agency", "Agency they act for", agencyItems(v.now.Plan, form.Text("agency"), "Choose an agency")), rolesField(form),
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/people"},
	}
}

type personAddedView struct {
	Name, Email, Agency, Password string
	Href                          string
}

// Warning says that the password will not be shown again.
func (personAddedView) Warning() govuk.WarningText {
	return govuk.WarningText{Text: "This is the only time that the password is shown. Note it before you leave this page."}
}

var personAddedTemplate = newPage[personAddedView]("person_added.tmpl")

func (s *Server) newPerson(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ctx := r.Context()
	ch := plan.AddMember{ID: s.app.NewID(), Person: form.Text("name"), Agency: form.Text("agency"), Roles: rolesOf(form)}
	again := func(status int) error { return v.ask(w, status, v.newPersonForm(form)) }
	email := form.Text("email")
	if email == "" {
		form.Wrong("email", "Enter the e-mail address that they sign in with.")
	}
	held, err := s.accounts.ByEmail(ctx, email)
	isNew := isMissing(err)
	switch {
	case err == nil:
		ch.Account = held.ID
	case isNew:
		ch.Account = newAccount
	default:
		return err
	}
	// The rules are asked first, so that no account is made for somebody who
	// then has no place.
	if v.also(form, ch); !form.OK() {
		return again(http.StatusUnprocessableEntity)
	}
	password := ""
	if isNew {
		password = oneTimePassword()
		if ch.Account, err = s.accounts.Create(ctx, v.caller, email, ch.Person, password); err != nil {
			status, err := v.refused(form, err)
			if err != nil {
				return err
			}
			return again(status)
		}
	}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error { return v.personAdded(w, ch, email, password) },
		again: func(status int) error {
			if isNew {
				form.Wrong("", "An account was made for "+email+", with the one-time password "+password+", but the place here was not. Note the password and send this again.")
			}
			return again(status)
		},
	})
}

// newAccount stands for the account that will be made, while the rules are
// asked whether it could have a place.
const newAccount = "new"

func isMissing(err error) bool {
	var problems change.Problems
	return errors.As(err, &problems) && problems.Kind() == change.NotFound
}

// oneTimePassword is 20 letters and numbers at random: 100 bits, and none of
// them is easily read as another.
func oneTimePassword() string { return rand.Text()[:20] }

// personAdded says so. The password is shown in this answer and is kept
// nowhere, so that nobody can come back to it.
func (v *visit) personAdded(w http.ResponseWriter, ch plan.AddMember, email, password string) error {
	if password == "" {
		return v.done(w, ch.Person+" can now act for "+v.now.Plan.AgencyName(ch.Agency)+" here, and signs in as before.", "/people/"+ch.ID)
	}
	view := personAddedView{Name: ch.Person, Email: email, Agency: v.now.Plan.AgencyName(ch.Agency), Password: password, Href: "/people/" + ch.ID}
	return personAddedTemplate.write(w, http.StatusCreated, v.shell(ch.Person+" has been added", v.now), view)
}
