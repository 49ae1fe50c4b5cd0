package web

import (
	"net/http"
	"net/url"

	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

type postView struct {
	moment
	*plan.Post
	AgencyName string
	AgencyHref string
	SeatWords  string
	Holder     string
	Holdings   []holdingRow
	Delegates  []delegationRow
	Owns       []postPart
	Signs      []postPart
	CanEdit    bool
	HandOver   string // where to hand its parts over, or ""
	History    *pageLink
}

// postPart is one part that a post owns or signs.
type postPart struct {
	Name, Text, Href string
	Done             string
	Due              string
}

var postTemplate = newPage[postView]("post.tmpl")

func (s *Server) postPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	p := st.Plan
	post, ok := p.Posts.Get(r.PathValue("id"))
	if !ok {
		return missingThen(v, "post")
	}
	view := postView{
		moment: v.moment, Post: post, AgencyName: p.AgencyName(post.Agency), AgencyHref: v.To("/agencies/" + post.Agency), SeatWords: seatWords[post.Seat],
		Holder: holderName(p, post.ID), CanEdit: v.mayManage(), History: v.history(post.ID, "Audit trail of this post"),
	}
	view.Holdings = v.holdings(p, func(h *plan.Holding) bool { return h.Post == post.ID })
	view.Delegates = v.delegationRows(p, func(d *plan.Delegation) bool { return d.Post == post.ID })
	open := 0
	for _, a := range p.InOrder() {
		for _, part := range p.PartsOf(a.ID) {
			if part.Owner != post.ID && part.Signer != post.ID {
				continue
			}
			row, done := v.postPart(p, part)
			open += one(!done)
			if part.Owner == post.ID {
				view.Owns = append(view.Owns, row)
			} else {
				view.Signs = append(view.Signs, row)
			}
		}
	}
	if view.CanEdit && open > 0 {
		view.HandOver = "/handover?from=" + post.ID
	}
	return postTemplate.write(w, http.StatusOK, v.shell(post.Title, st), view)
}

func (v *visit) postPart(p *plan.Plan, part *plan.Part) (row postPart, done bool) {
	facts := p.FactsOfPart(part)
	row = postPart{Name: p.PartRef(part), Text: part.Text, Href: v.To("/parts/" + part.ID), Done: "Not done", Due: part.DueNow().Long()}
	if facts.Done {
		row.Done = "Done " + facts.DoneOn.Long()
	}
	return row, facts.Done
}

func (s *Server) editPostPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	held, err := v.heldPost(r.PathValue("id"))
	if err != nil {
		return err
	}
	form := v.start()
	if form.Value("seen") == "" {
		for name, values := range postFields(keptPost(held)) {
			form.Set(name, values...)
		}
		v.seeing(form, held.Version)
	}
	return v.ask(w, http.StatusOK, v.editPostForm(form, held))
}

func (v *visit) editPostForm(form *govuk.Form, held *plan.Post) askView {
	return askView{
		Form: form, Caption: v.now.Plan.PostTitle(held.ID), Heading: "Change this post", Action: "/posts/" + held.ID + "/edit", Hidden: seenOf(form),
		Fields: []govuk.Component{
			form.Input("title", "Title"), seatField(form),
			dateField(form, "ended", "The day on which the post ends", "Leave this blank while it goes on. A post with parts still to be done hands them over first"),
		},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/posts/" + held.ID},
	}
}

func (s *Server) editPost(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, err := v.heldPost(r.PathValue("id"))
	if err != nil {
		return err
	}
	ch := plan.EditPost{Post: held.ID, Seen: seenIn(form), Title: form.Text("title"), Seat: seatOf(form), Ended: dateOf(form, "ended", "The day on which the post ends")}
	c := carrying{form: form, change: ch}
	c.done = func(app.Receipt) error { return v.done(w, "The post has been changed.", "/posts/"+held.ID) }
	c.again = func(status int) error { return v.ask(w, status, v.editPostForm(form, held)) }
	c.stale = func() error {
		latest, ok := v.now.Plan.Posts.Get(held.ID)
		if !ok || latest.Version == ch.Seen {
			return v.refuse(c)
		}
		return v.mergePost(w, form, ch, latest)
	}
	return v.carry(c)
}

func keptPost(p *plan.Post) plan.EditPost {
	return plan.EditPost{Post: p.ID, Seen: p.Version, Title: p.Title, Seat: p.Seat, Ended: p.Ended}
}

// postFields is a post as its form has it.
func postFields(p plan.EditPost) url.Values {
	seat := string(p.Seat)
	if p.Seat == plan.NoSeat {
		seat = noSeat
	}
	values := url.Values{"title": {p.Title}, "seat": {seat}}
	putDate(values, "ended", p.Ended)
	return values
}

// mergePost shows what two people wrote about a post side by side.
func (v *visit) mergePost(w http.ResponseWriter, form *govuk.Form, yours plan.EditPost, held *plan.Post) error {
	var was *plan.EditPost
	if before := v.before(form); before != nil {
		if p, ok := before.Posts.Get(held.ID); ok {
			was = new(keptPost(p))
		}
	}
	return v.merge(w, "post", v.lastChange(held.ID), held.Version, form, mergeOf([]mergeText[plan.EditPost]{
		{"title", "Title", func(p plan.EditPost) string { return p.Title }},
		{"seat", "Seat in the group", func(p plan.EditPost) string { return seatWords[p.Seat] }},
		{"ended", "The day on which the post ends", func(p plan.EditPost) string { return longOrBlank(p.Ended) }},
	}, yours, keptPost(held), was, postFields))
}

func (s *Server) appointPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	post, err := v.heldPost(r.PathValue("id"))
	if err != nil {
		return err
	}
	form := v.start()
	if form.Text("from-day") == "" {
		setDate(form, "from", v.now.Plan.Day)
	}
	return v.ask(w, http.StatusOK, v.appointForm(form, post))
}

func (v *visit) appointForm(form *govuk.Form, post *plan.Post) askView {
	about := "Nobody holds this post today."
	if name := holderName(v.now.Plan, post.ID); name != "" {
		about = name + " holds this post today, and will hold it until the day before."
	}
	return askView{
		Form: form, Caption: v.now.Plan.PostTitle(post.ID), Heading: "Who takes this post?", About: []string{about}, Action: "/posts/" + post.ID + "/appoint",
		Fields: []govuk.Component{
			form.Select("person", "Person", memberItems(v.now.Plan, post.Agency)),
			dateField(form, "from", "From which day?", "For example 1 2 2013"),
		},
		Button: "Appoint", Cancel: &pageLink{Text: "Cancel", Href: "/posts/" + post.ID},
	}
}

func (s *Server) appoint(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	post, err := v.heldPost(r.PathValue("id"))
	if err != nil {
		return err
	}
	ch := plan.AppointHolder{Post: post.ID, Membership: form.Text("person"), From: dateOf(form, "from", "First day")}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, nameOf(v.now.Plan, ch.Membership)+" holds this post from "+ch.From.Long()+".", "/posts/"+post.ID)
		},
		again: func(status int) error { return v.ask(w, status, v.appointForm(form, post)) },
	})
}

// holdingStint is the time in post that an address names, as it is now.
func (v *visit) holdingStint() (stint, error) {
	held, ok := v.now.Plan.Holdings.Get(v.r.PathValue("id"))
	if !ok {
		return stint{}, change.Missing("time in post")
	}
	return stint{
		caption: v.now.Plan.PostTitle(held.Post), about: "In this post since " + held.From.Long() + ". Parts stay with the post, whoever holds it.",
		person: held.Membership, in: "post", action: "/holdings/" + held.ID + "/end", back: "/posts/" + held.Post,
		end: func(until calendar.Date) plan.Change { return plan.EndHolding{Holding: held.ID, Until: until} },
	}, nil
}

func (s *Server) endHoldingPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	held, err := v.holdingStint()
	if err != nil {
		return err
	}
	return v.lastDayPage(w, held)
}

func (s *Server) endHolding(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	held, err := v.holdingStint()
	if err != nil {
		return err
	}
	return v.giveLastDay(w, form, held)
}
