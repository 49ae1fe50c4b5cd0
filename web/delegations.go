package web

import (
	"cmp"
	"net/http"
	"slices"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

type delegationsView struct {
	moment
	Mine    []delegationRow // for the posts I hold, or for any post when I manage people
	Acting  []delegationRow // who acts for whom on the day shown
	ForMe   []delegationRow // those that let me act
	Ask     *askView        // the form, when the caller can name a delegate
	NoPosts bool
	History *pageLink
}

// delegationRow is one person who acts for a post for a time.
type delegationRow struct {
	ID             string
	Post, PostHref string
	Person         string
	From, Until    string
	Reason         string
	State          string
	CanEnd         bool
}

var delegationsTemplate = newPage[delegationsView]("delegations.tmpl")

func (s *Server) delegationsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	if post := r.URL.Query().Get("post"); post != "" {
		fill(form, "post", post)
	}
	return v.showDelegations(w, http.StatusOK, form)
}

func (v *visit) showDelegations(w http.ResponseWriter, status int, form *govuk.Form) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	mine := v.ownPosts(p)
	view := delegationsView{
		moment: v.moment, NoPosts: len(mine) == 0,
		Mine: v.delegationRows(p, func(d *plan.Delegation) bool { return slices.Contains(mine, d.Post) }),
		ForMe: v.delegationRows(p, func(d *plan.Delegation) bool {
			return d.Membership == v.caller.Membership && p.Day.Compare(d.Until) <= 0
		}),
		Acting: v.delegationRows(p, func(d *plan.Delegation) bool { return acting(p, d) }),
	}
	if v.Now() && len(mine) > 0 {
		view.Ask = v.delegateForm(p, form, mine)
	}
	shell := v.shell("Who acts for whom", st)
	shell.ErrorTitle = !form.OK()
	return delegationsTemplate.write(w, status, shell, view)
}

// ownPosts are the posts for which the caller can name a delegate: those they
// hold themselves, and every open post for an administrator.
func (v *visit) ownPosts(p *plan.Plan) (own []string) {
	for post := range p.Posts.All() {
		_, behalf := v.caller.OnBehalfOf[post.ID]
		if post.Ended.IsZero() && !behalf && (v.caller.Holds(post.ID) || v.caller.Has(access.Administrator)) {
			own = append(own, post.ID)
		}
	}
	return own
}

func acting(p *plan.Plan, d *plan.Delegation) bool {
	_, behalf := p.PostsOf(d.Membership, p.Day)
	return behalf[d.Post] == d.ID
}

// delegationRows gives the delegations asked for, the latest first.
func (v *visit) delegationRows(p *plan.Plan, wanted func(*plan.Delegation) bool) (rows []delegationRow) {
	var all []*plan.Delegation
	for d := range p.Delegations.All() {
		if wanted(d) {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b *plan.Delegation) int { return cmp.Compare(b.From.String(), a.From.String()) })
	for _, d := range all {
		row := delegationRow{
			ID: d.ID, Post: p.PostTitle(d.Post), Person: nameOf(p, d.Membership), From: d.From.Long(), Until: d.Until.Long(), Reason: d.Reason, State: delegationState(p, d),
			CanEnd: p.Day.Compare(d.Until) <= 0 && v.can(plan.EndDelegation{Delegation: d.ID}),
		}
		if v.caller.May(access.ManagePeople) {
			row.PostHref = v.To("/posts/" + d.Post)
		}
		rows = append(rows, row)
	}
	return rows
}

func delegationState(p *plan.Plan, d *plan.Delegation) string {
	switch {
	case !d.Ended.IsZero():
		return "Taken back on " + d.Ended.Long()
	case p.Day.After(d.Until):
		return "Over"
	case p.Day.Before(d.From):
		return "Not started yet"
	default:
		return "Acts now"
	}
}

func (v *visit) delegateForm(p *plan.Plan, form *govuk.Form, mine []string) *askView {
	choices := []govuk.SelectItem{govuk.Option("", "Choose a post")}
	var agencies []string
	for _, item := range posts(p, "") {
		if item.Value != nil && slices.Contains(mine, *item.Value) {
			choices = append(choices, item)
		}
	}
	for _, id := range mine {
		agencies = append(agencies, p.AgencyOfPost(id))
	}
	if len(mine) == 1 {
		fill(form, "post", mine[0])
	}
	return &askView{
		Form: form, Heading: "Name a delegate", Action: "/delegations", Button: "Name the delegate",
		Fields: []govuk.Component{
			form.Select("post", "For which post?", choices),
			hintedSelect(form.Select("person", "Who acts for it?", memberItems(p, agencies...)), "They must be of the post’s own agency"),
			dateField(form, "from", "First day", "For example 1 2 2013"), dateField(form, "until", "Last day", "It ends by itself after this day"),
			hinted(form.Input("reason", "Why?"), "For example “on leave”"),
		},
	}
}

func hintedSelect(f govuk.Select, hint string) govuk.Select {
	f.Hint = govuk.HintText(hint)
	return f
}

func (s *Server) delegate(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if form.Text("post") == "" {
		form.Wrong("post", "Choose the post.")
		return v.showDelegations(w, http.StatusUnprocessableEntity, form)
	}
	ch := plan.Delegate{
		Post: form.Text("post"), Membership: form.Text("person"), From: dateOf(form, "from", "First day"), Until: dateOf(form, "until", "Last day"), Reason: form.Text("reason"),
	}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, nameOf(v.now.Plan, ch.Membership)+" acts for "+v.now.Plan.PostTitle(ch.Post)+" from "+ch.From.Long()+" until "+ch.Until.Long()+".", "/delegations")
		},
		again: func(status int) error { return v.showDelegations(w, status, form) },
	})
}

// endDelegationPage leads to where the button stands, for somebody who comes
// there after signing in again.
func (s *Server) endDelegationPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	if _, ok := v.now.Plan.Delegations.Get(r.PathValue("id")); !ok {
		return change.Missing("delegation")
	}
	return toPage("/delegations")(w, r, v)
}

func (s *Server) endDelegation(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, ok := v.now.Plan.Delegations.Get(r.PathValue("id"))
	if !ok {
		return change.Missing("delegation")
	}
	if _, err := v.do(plan.EndDelegation{Delegation: held.ID}); err != nil {
		return err
	}
	return v.done(w, nameOf(v.now.Plan, held.Membership)+" no longer acts for "+v.now.Plan.PostTitle(held.Post)+".", "/delegations")
}
