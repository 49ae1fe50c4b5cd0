package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// caseForm is one small form about a person: it adds something to their file,
// changes it, or both.
type caseForm struct {
	path  string // in the address, such as "identifiers"
	what  string // what it is about, as in "Someone else changed this identifier"
	needs access.Permission

	add, addButton, added string
	intro                 string
	may                   func() []any // what it could put: the form is there for who may record any of them
	fields                []caseField
	make                  func(t caseTyped) casework.Change

	kind                     string              // of the thing it changes, or "" when it only adds
	holds                    func(body any) bool // of that kind, those it changes; nil for all
	edit, editButton, edited string
	changes                  []caseField
	about                    func(v *visit, body any) []factRow
	values                   func(body any) url.Values
	remake                   func(t caseTyped) casework.Change
}

// caseTyped is a form about a person that was sent.
type caseTyped struct {
	v     *visit
	at    *fileAt
	form  *govuk.Form
	thing string // the thing it changes
	seen  int
}

func (t caseTyped) text(name string) string { return textOf(t.form, name) }
func (t caseTyped) yes(name string) bool    { return t.form.Value(name) == yesValue }
func (t caseTyped) date(name, what string) calendar.Date {
	return dateOf(t.form, name, what)
}

// fileAt is the person a form is about, as the caller may see them now.
type fileAt struct {
	id      string
	person  *casework.Person // nil when their entry was erased
	filed   store.Filed      // their own entry
	looking *app.Looking
	thing   store.Filed // what the form changes, if anything
	body    any
	family  []relative
	asked   bool // the family was read
	today   calendar.Date
}

// name is what the person is called.
func (at *fileAt) name() string {
	if at.person == nil {
		return "Erased"
	}
	return at.person.NameOn(at.today).Whole()
}

func (at *fileAt) path() string { return "/casework/people/" + at.id }

// atPerson finds the person that an address names, as they are now.
func (v *visit) atPerson(id string) (*fileAt, error) {
	v.when, v.moment = nowAsked()
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return nil, err
	}
	return v.personIn(looking, id)
}

func (v *visit) personIn(looking *app.Looking, id string) (*fileAt, error) {
	filed, body, err := looking.One(v.r.Context(), id)
	if err != nil {
		return nil, err
	}
	if filed.Kind != casework.KindPerson {
		return nil, unseenPerson()
	}
	at := &fileAt{id: id, filed: filed, looking: looking, today: v.s.app.Today()}
	at.person, _ = body.(*casework.Person)
	return at, nil
}

// atThing finds a thing of a kind, and the first person it is about whom the
// caller may see.
func (v *visit) atThing(id, kind string) (*fileAt, error) {
	v.when, v.moment = nowAsked()
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return nil, err
	}
	filed, body, err := looking.One(v.r.Context(), id)
	if err != nil {
		return nil, err
	}
	if filed.Kind != kind || body == nil {
		return nil, unseenPerson()
	}
	for _, person := range filed.About {
		named, err := looking.Named(v.r.Context(), person)
		if err != nil {
			return nil, err
		}
		if named != nil {
			at, err := v.personIn(looking, person)
			if err != nil {
				return nil, err
			}
			at.thing, at.body = filed, body
			return at, nil
		}
	}
	return nil, unseenPerson()
}

// mayRecord says whether the caller could put something of a class about
// who stands as they do to a thing.
func (v *visit) mayRecord(needs access.Permission, filed store.Filed, bodies ...any) bool {
	if !v.caller.May(needs) {
		return false
	}
	scope := v.scope(needs.Act())
	return slices.ContainsFunc(bodies, func(body any) bool {
		class, ok := casework.ClassOf(body)
		return ok && scope.Allows(class, filed.Wall, filed.Ties)
	})
}

// mayNotRecord refuses a form to somebody who may see what it is about but not
// record it, and records the refusal.
func (v *visit) mayNotRecord(needs access.Permission, thing string) error {
	err := v.s.app.Store().Denied(v.r.Context(), v.caller, needs, thing)
	if kept, alone := err.(*store.Error); alone && kept.Kind == store.ErrDenied { //nolint:errorlint // a refusal that could not be recorded has another error joined to it
		return change.Forbid("You can see this, but you can’t record it for the reason you are looking. Change why you are looking, or ask a manager.")
	}
	return err
}

func (s *Server) caseFormPages() []Route {
	var routes []Route
	for _, f := range caseForms() {
		if f.make != nil {
			at := "/casework/people/{id}/" + f.path + "/new"
			routes = append(routes, Route{Pattern: "GET " + at, Needs: f.needs, handle: f.addPage}, Route{Pattern: "POST " + at, Needs: f.needs, handle: f.adding})
		}
		if f.remake != nil {
			at := "/casework/" + f.path + "/{id}/edit"
			routes = append(routes, Route{Pattern: "GET " + at, Needs: f.needs, handle: f.editPage}, Route{Pattern: "POST " + at, Needs: f.needs, handle: f.editing})
		}
	}
	return routes
}

// caseForms lists the forms that have no page of their own.
func caseForms() []caseForm {
	return slices.Concat(identityForms(), workForms(), careForms())
}

func (f caseForm) addAt(v *visit) (*fileAt, error) {
	at, err := v.atPerson(v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	if !v.mayRecord(f.needs, at.filed, f.may()...) {
		return nil, v.mayNotRecord(f.needs, at.id)
	}
	return at, nil
}

func (f caseForm) addPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, err := f.addAt(v)
	if err != nil {
		return err
	}
	return f.showAdd(w, http.StatusOK, v, at, v.start())
}

func (f caseForm) showAdd(w http.ResponseWriter, status int, v *visit, at *fileAt, form *govuk.Form) error {
	drawn, err := drawFields(v, at, form, f.fields)
	if err != nil {
		return err
	}
	view := askView{
		Form: form, Caption: at.name(), Heading: f.add, Action: v.r.URL.Path, Button: f.addButton, Fields: drawn,
		Cancel: &pageLink{Text: "Cancel", Href: at.path()},
	}
	if f.intro != "" {
		view.About = []string{f.intro}
	}
	return v.askCase(w, status, view)
}

func (f caseForm) adding(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, err := f.addAt(v)
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := f.make(caseTyped{v: v, at: at, form: form})
	return v.carryCase(caseCarrying{
		form: form, change: ch,
		done:  func(app.Receipt) error { return v.done(w, f.added, at.path()) },
		again: func(status int) error { return f.showAdd(w, status, v, at, form) },
	})
}

func (f caseForm) editAt(v *visit) (*fileAt, error) {
	at, err := v.atThing(v.r.PathValue("id"), f.kind)
	if err != nil {
		return nil, err
	}
	if f.holds != nil && !f.holds(at.body) {
		return nil, unseenPerson()
	}
	if !v.caller.May(f.needs) || !v.scope(f.needs.Act()).Allows(at.thing.Class, at.thing.Wall, at.thing.Ties) {
		return nil, v.mayNotRecord(f.needs, at.thing.Thing)
	}
	return at, nil
}

func (f caseForm) editPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, err := f.editAt(v)
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value(seenField) == "" {
		for name, values := range f.values(at.body) {
			fill(form, name, values...)
		}
		v.seeing(form, at.thing.Version.Version)
	}
	return f.showEdit(w, http.StatusOK, v, at, form)
}

func (f caseForm) showEdit(w http.ResponseWriter, status int, v *visit, at *fileAt, form *govuk.Form) error {
	drawn, err := drawFields(v, at, form, f.changes)
	if err != nil {
		return err
	}
	return v.askCase(w, status, askView{
		Form: form, Caption: at.name(), Heading: f.edit, Rows: f.about(v, at.body), Action: v.r.URL.Path, Button: f.editButton, Fields: drawn,
		Hidden: seenOf(form), Cancel: &pageLink{Text: "Cancel", Href: at.path()},
	})
}

func (f caseForm) editing(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, err := f.editAt(v)
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	again := func(status int) error { return f.showEdit(w, status, v, at, form) }
	return v.carryCase(caseCarrying{
		form: form, change: f.remake(caseTyped{v, at, form, at.thing.Thing, seenIn(form)}),
		done:  func(app.Receipt) error { return v.done(w, f.edited, at.path()) },
		again: again,
		stale: func(refusal error) error {
			return v.mergeCase(w, caseMerge{form: form, thing: at.thing.Thing, what: f.what, fields: f.changes, values: f.values, at: at}, refusal, again)
		},
	})
}

// askCase shows a form of casework, with the purpose bar.
func (v *visit) askCase(w http.ResponseWriter, status int, view askView) error {
	v.when, v.moment = nowAsked()
	shell := v.shell(view.Heading, v.now)
	shell.ErrorTitle = !view.Form.OK()
	if view.Cancel != nil {
		shell.Back = &govuk.BackLink{Href: view.Cancel.Href}
	}
	return caseFormTemplate.write(w, status, shell, caseFormView{v.bar(), view})
}

type caseFormView struct {
	Bar purposeBar
	askView
}

var caseFormTemplate = newPage[caseFormView]("case_form.tmpl")

// caseCarrying is a form that makes one change to what is kept about people.
type caseCarrying struct {
	form   *govuk.Form
	change casework.Change
	done   func(app.Receipt) error
	stale  func(refusal error) error // when somebody else was first; nil where nobody can be
	again  func(status int) error
}

// carryCase makes the change of a form, or shows the form again with everything
// that is wrong with it.
func (v *visit) carryCase(c caseCarrying) error {
	if !c.form.OK() {
		return c.again(http.StatusUnprocessableEntity)
	}
	receipt, err := v.doCase(c.change)
	switch {
	case err == nil:
		return c.done(receipt)
	case c.stale != nil && (isStale(err) || errors.Is(err, store.ErrStale)):
		return c.stale(err)
	case errors.Is(err, store.ErrDenied):
		c.form.Wrong("", "This was not saved, because you can’t record it about this person for the reason you are looking. What you typed is still here: change why you are looking, or ask a manager.")
		return c.again(http.StatusForbidden)
	}
	status, err := v.refused(c.form, err)
	if err != nil {
		return err
	}
	return c.again(status)
}

// caseMerge is what two people wrote about one thing.
type caseMerge struct {
	form   *govuk.Form
	thing  string
	what   string
	fields []caseField
	values func(body any) url.Values
	at     *fileAt
}

// mergeCase shows what two people wrote side by side. A refusal that no choice
// of texts can mend, such as of a thing that has ended, is said in the form.
func (v *visit) mergeCase(w http.ResponseWriter, m caseMerge, refusal error, again func(status int) error) error {
	ctx := v.r.Context()
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return err
	}
	filed, body, err := looking.One(ctx, m.thing)
	if err != nil {
		return err
	}
	if body == nil || filed.Version.Version == seenIn(m.form) {
		status, err := v.refused(m.form, refusal)
		if err != nil {
			return err
		}
		return again(status)
	}
	theirs, was := m.values(body), v.caseBefore(m)
	var fields []mergeField
	for _, f := range m.fields {
		fields = append(fields, f.merged(v, m.at, m.form.Typed(), theirs, was))
	}
	m.form.Set(sinceField, strconv.FormatInt(v.now.Known.Seq, 10))
	return v.merge(w, m.what, v.caseChangedBy(looking, m.thing), filed.Version.Version, m.form, fields)
}

// caseBefore is the thing as the form's writer saw it, or nil if that can't be
// told: it only helps to choose.
func (v *visit) caseBefore(m caseMerge) url.Values {
	since, err := strconv.ParseInt(m.form.Value(sinceField), 10, 64)
	if err != nil || since < 1 {
		return nil
	}
	looking, err := v.s.app.Look(v.r.Context(), v.caller, v.purpose(), store.HowOpened, app.When{KnownEntry: since})
	if err != nil {
		return nil
	}
	v.lookings = append(v.lookings, looking)
	_, body, err := looking.One(v.r.Context(), m.thing)
	if err != nil || body == nil {
		return nil
	}
	return m.values(body)
}

// caseChangedBy says who changed a thing last, for the merge page.
func (v *visit) caseChangedBy(looking *app.Looking, thing string) string {
	rows, _, err := looking.History(v.r.Context(), thing, store.Page{Limit: 1})
	if err != nil || len(rows) == 0 {
		return "Somebody else saved a change while you were working."
	}
	return by(v.now.Plan, rows[0].Membership, rows[0].OnBehalfOf) + " saved a change on " + stamp(rows[0].At) + ", while you were working."
}
