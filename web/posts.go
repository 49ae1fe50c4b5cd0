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

func (s *Server) postPages() []Route {
	return []Route{
		{Pattern: "GET /posts", Needs: access.ManagePeople, handle: s.postsPage},
		{Pattern: "GET /posts/new", Needs: access.ManagePeople, handle: s.newPostPage},
		{Pattern: "POST /posts/new", Needs: access.ManagePeople, handle: s.newPost},
		{Pattern: "GET /posts/{id}", Needs: access.ManagePeople, handle: s.postPage},
		{Pattern: "GET /posts/{id}/edit", Needs: access.ManagePeople, handle: s.editPostPage},
		{Pattern: "POST /posts/{id}/edit", Needs: access.ManagePeople, handle: s.editPost},
		{Pattern: "GET /posts/{id}/appoint", Needs: access.ManagePeople, handle: s.appointPage},
		{Pattern: "POST /posts/{id}/appoint", Needs: access.ManagePeople, handle: s.appoint},
		{Pattern: "GET /holdings/{id}/end", Needs: access.ManagePeople, handle: s.endHoldingPage},
		{Pattern: "POST /holdings/{id}/end", Needs: access.ManagePeople, handle: s.endHolding},
	}
}

type postsView struct {
	moment
	List    list[postRow]
	None    bool
	CanEdit bool
}

type postRow struct {
	Title, Href  string
	Agency, Seat string
	Holder       string
	Owns, Signs  int
	Ended        string
}

var postsTemplate = newPage[postsView]("posts.tmpl")

func (s *Server) postsPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	owns, signs := map[string]int{}, map[string]int{}
	for part := range p.Parts.All() {
		if part.Removed == nil {
			owns[part.Owner]++
			signs[part.Signer]++
		}
	}
	find := finding(r.URL.Query().Get("q"))
	var rows []postRow
	for post := range p.Posts.All() {
		row := postRow{
			Title: post.Title, Href: v.To("/posts/" + post.ID), Agency: p.AgencyName(post.Agency), Seat: seatWords[post.Seat],
			Holder: holderName(p, post.ID), Owns: owns[post.ID], Signs: signs[post.ID], Ended: longOrBlank(post.Ended),
		}
		if find.in(row.Title, row.Agency, row.Seat, row.Holder) {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b postRow) int {
		return cmp.Or(cmp.Compare(a.Agency, b.Agency), cmp.Compare(a.Title, b.Title))
	})
	view := postsView{moment: v.moment, None: p.Posts.Len() == 0, CanEdit: v.mayManage()}
	if view.List, err = listOf(r.URL, rows); err != nil {
		return err
	}
	return postsTemplate.write(w, http.StatusOK, v.shell("Posts", st), view)
}

// holderName is who holds a post on the plan's day, or "".
func holderName(p *plan.Plan, post string) string {
	if m, ok := p.Holder(post, p.Day); ok {
		return m.Name
	}
	return ""
}

// seatWords are the seats in the multi-agency group.
var seatWords = map[plan.Seat]string{plan.NoSeat: "", plan.ChairSeat: "Chair of the group", plan.DeputySeat: "Deputy chair of the group"}

// noSeat is how a form says that there is none: radio buttons cannot send a blank.
const noSeat = "none"

func seatField(f *govuk.Form) govuk.Radios {
	if f.Text("seat") == "" {
		f.Set("seat", noSeat)
	}
	field := f.Radios("seat", "Seat in the multi-agency group", []govuk.Choice{
		{Value: noSeat, Text: "Neither chair nor deputy"},
		{Value: string(plan.ChairSeat), Text: seatWords[plan.ChairSeat], Hint: govuk.HintText("Signs off what no other post was named for")},
		{Value: string(plan.DeputySeat), Text: seatWords[plan.DeputySeat], Hint: govuk.HintText("Signs for the chair’s own agency, so must be of another")},
	})
	field.Classes = "govuk-radios--small"
	return field
}

func seatOf(f *govuk.Form) plan.Seat {
	if text := f.Text("seat"); text != noSeat {
		return plan.Seat(text)
	}
	return plan.NoSeat
}

func (s *Server) newPostPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	fill(form, "agency", r.URL.Query().Get("agency"))
	return v.ask(w, http.StatusOK, v.newPostForm(form))
}

func (v *visit) newPostForm(form *govuk.Form) askView {
	return askView{
		Form: form, Heading: "Add a post", Action: "/posts/new", Button: "Add the post",
		About: []string{"Parts of the plan are owned by posts and not by people, so that they stay with the job when somebody leaves."},
		Fields: []govuk.Component{
			form.Select("agency", "Agency", agencyItems(v.now.Plan, form.Text("agency"), "Choose an agency")),
			hinted(form.Input("title", "Title"), "For example Head of safeguarding"), seatField(form),
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/posts"},
	}
}

func (s *Server) newPost(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.AddPost{ID: s.app.NewID(), Agency: form.Text("agency"), Title: form.Text("title"), Seat: seatOf(form)}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, "The post has been added. Now say who holds it.", "/posts/"+ch.ID)
		},
		again: func(status int) error { return v.ask(w, status, v.newPostForm(form)) },
	})
}

// heldPost finds a post as it is now, for a form.
func (v *visit) heldPost(id string) (*plan.Post, error) {
	held, ok := v.now.Plan.Posts.Get(id)
	if !ok {
		return nil, change.Missing("post")
	}
	return held, nil
}
