package web

import (
	"context"
	"net/http"
	"slices"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
	"throughline/web/govuk"
)

// governancePages are for those who check access, keep and let go of records.
func (s *Server) governancePages() []Route {
	pages := []Route{
		{Pattern: "GET /governance", Needs: access.DestroyRecords, handle: s.governanceHome},
		{Pattern: "GET /governance/views", Needs: access.ReadViews, handle: s.staffViewsPage},
		{Pattern: "POST /governance/views", Needs: access.ReadViews, handle: s.findStaffViews},
		{Pattern: "GET /governance/members/{id}/views", Needs: access.ReadViews, handle: s.memberViewsPage},
		{Pattern: "GET /governance/members/{id}/views.csv", Needs: access.ReadViews, handle: s.memberViewsCSV},
		{Pattern: "GET /casework/people/{id}/views", Needs: access.ReadViews, handle: s.personViewsPage},
		{Pattern: "GET /casework/people/{id}/views.csv", Needs: access.ReadViews, handle: s.personViewsCSV},
		{Pattern: "GET /governance/exempt", Needs: access.ReadViews, handle: s.exemptReaders},
		{Pattern: "GET /governance/exempt/{id}", Needs: access.ReadViews, handle: s.exemptReadersPage},
		{Pattern: "GET /governance/glass", Needs: access.ReviewAccess, handle: s.glassList},
		{Pattern: "GET /governance/glass/{id}", Needs: access.ReviewAccess, handle: s.glassReviewPage},
		{Pattern: "POST /governance/glass/{id}", Needs: access.ReviewAccess, handle: s.reviewGlass},
		{Pattern: "GET /governance/alerts", Needs: access.ReviewAccess, handle: s.alertList},
		{Pattern: "GET /governance/alerts/{id}", Needs: access.ReviewAccess, handle: s.alertPage},
		{Pattern: "POST /governance/alerts/{id}", Needs: access.ReviewAccess, handle: s.answerAlert},
		{Pattern: "GET /governance/restrictions", Needs: access.ReviewAccess, handle: s.restrictionList},
		{Pattern: "GET /governance/restrictions/{id}", Needs: access.Restrict, handle: s.restrictionPage},
		{Pattern: "POST /governance/restrictions/{id}", Needs: access.Restrict, handle: s.lookAtRestriction},
		{Pattern: "GET /governance/holds", Needs: access.HoldRecords, handle: s.holdList},
		{Pattern: "GET /governance/holds/new", Needs: access.HoldRecords, handle: s.newHoldPage},
		{Pattern: "POST /governance/holds/new", Needs: access.HoldRecords, handle: s.newHold},
		{Pattern: "GET /governance/holds/{id}/lift", Needs: access.HoldRecords, handle: s.liftHoldPage},
		{Pattern: "POST /governance/holds/{id}/lift", Needs: access.HoldRecords, handle: s.liftHold},
		{Pattern: "GET /governance/retention", Needs: access.DestroyRecords, handle: s.retentionList},
		{Pattern: "GET /governance/retention/{id}", Needs: access.DestroyRecords, handle: s.retentionPage},
		{Pattern: "POST /governance/retention/{id}", Needs: access.DestroyRecords, handle: s.proposeDestruction},
		{Pattern: "GET /governance/destructions", Needs: access.DestroyRecords, handle: s.destructionList},
		{Pattern: "GET /governance/destructions/{id}", Needs: access.DestroyRecords, handle: s.destructionPage},
		{Pattern: "POST /governance/destructions/{id}", Needs: access.DestroyRecords, handle: s.decideDestruction},
		{Pattern: "POST /governance/destructions/{id}/destroy", Needs: access.DestroyRecords, handle: s.destroy},
		{Pattern: "GET /governance/destructions/{id}/items.csv", Needs: access.DestroyRecords, handle: s.destructionCSV},
	}
	for i := range pages {
		pages[i].handle = ofNow(pages[i].handle)
	}
	return slices.Concat(pages, s.guardPages())
}

// guardPages are about one person: who may reach them, and what is shared.
func (s *Server) guardPages() []Route {
	pages := []Route{
		{Pattern: "GET /casework/people/{id}/glass", Needs: access.BreakGlass, handle: s.glassPage},
		{Pattern: "POST /casework/people/{id}/glass", Needs: access.BreakGlass, handle: s.breakGlass},
		{Pattern: "GET /casework/people/{id}/sharing", Needs: access.ReadCasework, handle: s.sharingPage},
		{Pattern: "GET /casework/people/{id}/sharing/new", Needs: access.RecordCasework, handle: s.newSharingPage},
		{Pattern: "POST /casework/people/{id}/sharing/new", Needs: access.RecordCasework, handle: s.newSharing},
		{Pattern: "GET /casework/people/{id}/consents/new", Needs: access.RecordCasework, handle: s.newConsentPage},
		{Pattern: "POST /casework/people/{id}/consents/new", Needs: access.RecordCasework, handle: s.newConsent},
		{Pattern: "GET /casework/consents/{id}/withdraw", Needs: access.RecordCasework, handle: s.withdrawPage},
		{Pattern: "POST /casework/consents/{id}/withdraw", Needs: access.RecordCasework, handle: s.withdraw},
		{Pattern: "GET /casework/people/{id}/restrict", Needs: access.Restrict, handle: s.restrictPage},
		{Pattern: "POST /casework/people/{id}/restrict", Needs: access.Restrict, handle: s.restrict},
		{Pattern: "GET /casework/people/{id}/adoption", Needs: access.SeparateAdopted, handle: s.adoptionPage},
		{Pattern: "POST /casework/people/{id}/adoption", Needs: access.SeparateAdopted, handle: s.keepApart},
		{Pattern: "GET /casework/people/{id}/join", Needs: access.MergePeople, handle: s.joinFindPage},
		{Pattern: "POST /casework/people/{id}/join", Needs: access.MergePeople, handle: s.joinFind},
		{Pattern: "GET /casework/people/{id}/join/{other}", Needs: access.MergePeople, handle: s.joinPage},
		{Pattern: "POST /casework/people/{id}/join/{other}", Needs: access.MergePeople, handle: s.join},
		{Pattern: "GET /casework/joins/{id}/part", Needs: access.MergePeople, handle: s.partJoinPage},
		{Pattern: "POST /casework/joins/{id}/part", Needs: access.MergePeople, handle: s.partJoin},
	}
	for i := range pages {
		pages[i].handle = ofNow(pages[i].handle)
	}
	return pages
}

// ofNow is for pages that are about the present, whatever moment an address
// names: who may look, and what must still be done, are of today.
func ofNow(page handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v *visit) error {
		v.when, v.moment = nowAsked()
		return page(w, r, v)
	}
}

// sheet is a page of tables: what there is, what to do about it, and forms
// below.
type sheet struct {
	Form    *govuk.Form // whose errors stand at the top, or nil
	Bar     *purposeBar // on a page about a person
	Caption string
	Heading string
	About   []string
	Links   []pageLink
	Rows    []factRow
	Warning *govuk.WarningText
	Tables  []sheetTable
	First   string // the first page of a long list, when this is not it
	Next    string
	Asks    []askView
}

// sheetTable is one table, or words where it would be empty.
type sheetTable struct {
	Heading, Caption string
	Head             []string
	Rows             []sheetRow
	Empty            string
}

type sheetRow struct{ Cells []sheetCell }

// sheetCell is what stands in one place of a table. The first of a row names
// the row.
type sheetCell struct {
	Lines   []string
	Link    *pageLink
	Tag     *govuk.Tag
	Links   []pageLink   // a line each, with what is said after it
	Buttons []cellButton // each does something at once
}

// cellButton is a form of one button. About is for whoever doesn't see what it stands beside.
type cellButton struct {
	Action, Text, About string
	Hidden              []mergeHidden
}

// texts are the words of a cell.
func (c sheetCell) texts() []string {
	if c.Link != nil {
		return append([]string{c.Link.Text}, c.Lines...)
	}
	return c.Lines
}

var sheetTemplate = newPage[sheet]("governance_sheet.tmpl")

func words(lines ...string) sheetCell { return sheetCell{Lines: withoutBlank(lines...)} }

func linked(text, href string, lines ...string) sheetCell {
	return sheetCell{Link: &pageLink{Text: text, Href: href}, Lines: withoutBlank(lines...)}
}

func tagged(text, colour string, lines ...string) sheetCell {
	return sheetCell{Tag: &govuk.Tag{Text: text, Classes: "govuk-tag--" + colour}, Lines: withoutBlank(lines...)}
}

// sheet shows a page of tables. Its title is the heading unless that would
// name a person: a browser keeps the titles of pages.
func (v *visit) sheet(w http.ResponseWriter, status int, title string, view sheet) error {
	shell := v.shell(title, v.now)
	shell.ErrorTitle = view.Form != nil && !view.Form.OK()
	return sheetTemplate.write(w, status, shell, view)
}

// governing begins to read in order to check access, retention or sharing,
// whatever purpose was chosen for other work.
func (v *visit) governing(how store.How) (*app.Looking, error) {
	return v.lookFor(access.Governance, how)
}

// governed opens the one thing of a kind that the address names, in order to
// check it. What is of another kind is missing, by the name of what was meant.
func governed[T any](v *visit, what string) (*app.Looking, T, error) {
	var none T
	looking, err := v.governing(store.HowOpened)
	if err != nil {
		return nil, none, err
	}
	_, body, err := looking.One(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, none, err
	}
	thing, ok := body.(T)
	if !ok {
		return nil, none, change.Missing(what)
	}
	return looking, thing, nil
}

// doGovern carries out a change for the purpose of governance.
func (v *visit) doGovern(ch casework.Change) (app.Receipt, error) {
	return v.s.app.DoCase(v.r.Context(), v.caller, access.Governance, ch)
}

// purposeAmong is the purpose chosen when it is one of those that a page is
// for, and otherwise the first of them that the caller's roles give.
func (v *visit) purposeAmong(fit ...access.Purpose) access.Purpose {
	if chosen := v.purpose(); slices.Contains(fit, chosen) {
		return chosen
	}
	offered := v.purposes()
	for _, p := range fit {
		if slices.Contains(offered, p) {
			return p
		}
	}
	return v.purpose()
}

// personFound gives the person whom an address names, if the caller may see
// them: without a Person when their entry was erased.
func (v *visit) personFound(looking *app.Looking, id string) (app.Found, error) {
	filed, body, err := looking.One(v.r.Context(), id)
	if err != nil {
		return app.Found{}, err
	}
	if filed.Kind != casework.KindPerson {
		return app.Found{}, unseenPerson()
	}
	person, _ := body.(*casework.Person)
	return app.Found{Person: person, Filed: filed}, nil
}

func (v *visit) personSeen(looking *app.Looking, id string) (*casework.Person, error) {
	found, err := v.personFound(looking, id)
	return found.Person, err
}

// calledOf is what a person is called today.
func (v *visit) calledOf(p *casework.Person) string {
	if p == nil {
		return "Somebody whose entry was erased"
	}
	return p.NameOn(v.now.Plan.Day).Whole()
}

// whom names people in lists, as far as the caller may see them.
type whom struct {
	v       *visit
	looking *app.Looking
	known   map[string]*casework.Person
}

func (v *visit) whom(looking *app.Looking) whom {
	return whom{v, looking, map[string]*casework.Person{}}
}

const unnamed = "Somebody whose name is not open to you"

func (n whom) person(ctx context.Context, id string) (*casework.Person, error) {
	if p, ok := n.known[id]; ok {
		return p, nil
	}
	p, err := n.looking.Named(ctx, id)
	if err != nil {
		return nil, err
	}
	n.known[id] = p
	return p, nil
}

// cell names a person, with a link to who looked at them for whoever may ask.
func (n whom) cell(ctx context.Context, id string, lines ...string) (sheetCell, error) {
	if id == "" {
		return words(append([]string{"Nobody in particular"}, lines...)...), nil
	}
	p, err := n.person(ctx, id)
	if err != nil {
		return sheetCell{}, err
	}
	if p == nil {
		return words(append([]string{unnamed}, lines...)...), nil
	}
	return linked(n.v.calledOf(p), "/casework/people/"+id, lines...), nil
}

// name is a person's name, or words for one that is not open to the caller.
func (n whom) name(ctx context.Context, id string) (string, error) {
	p, err := n.person(ctx, id)
	switch {
	case err != nil:
		return "", err
	case p == nil:
		return unnamed, nil
	default:
		return n.v.calledOf(p), nil
	}
}

// staff names a member of staff and their agency.
func (v *visit) staff(membership string) string { return by(v.now.Plan, membership, "") }

// leftWords says when a member left, or nothing.
func leftWords(p *plan.Plan, m *plan.Membership) string {
	if here(p, m) {
		return ""
	}
	return "Last day " + m.Ended.Long()
}

// pageOf is which page of a long list an address asks for.
func (v *visit) pageOf() store.Page {
	return store.Page{Before: v.r.URL.Query().Get("before"), Limit: listRows}
}

// paged puts the links to the first and next page under a list.
func (s *sheet) paged(v *visit, next string) {
	q := v.r.URL.Query()
	if q.Get("before") != "" {
		q.Del("before")
		s.First = withQuery(v.r.URL.Path, q)
	}
	if next != "" {
		q.Set("before", next)
		s.Next = withQuery(v.r.URL.Path, q)
	}
}
