package web

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"throughline/app"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) handoverPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	fill(form, "from", r.URL.Query().Get("from"))
	return v.ask(w, http.StatusOK, v.handoverForm(form))
}

func (v *visit) handoverForm(form *govuk.Form) askView {
	return askView{
		Form: form, Heading: "Hand over parts", Action: "/handover", Button: "See what will move",
		About: []string{"Every part that is not done moves from one post to another at once, with its reason. Nothing moves until you have seen the list."},
		Fields: []govuk.Component{
			form.Select("from", "From which post?", endedToo(v.now.Plan)), form.Select("to", "To which post?", posts(v.now.Plan, "")),
			hintedArea(form.Textarea("reason", "Why?"), "For example “reorganisation of the trust”. It is kept with each part"),
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/posts"},
	}
}

// endedToo lists every post, since one that has ended may still have parts.
func endedToo(p *plan.Plan) []govuk.SelectItem {
	list := posts(p, "")
	for post := range p.Posts.All() {
		if !post.Ended.IsZero() {
			list = append(list, govuk.Option(post.ID, p.PostTitle(post.ID)+" (ended on "+post.Ended.Long()+")"))
		}
	}
	return list
}

// handOver shows what will move and asks, and moves it when the answer comes
// back and the list is still the same.
func (s *Server) handOver(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := plan.HandOver{From: form.Text("from"), To: form.Text("to"), Reason: textOf(form, "reason")}
	again := func(status int) error { return v.ask(w, status, v.handoverForm(form)) }
	moving, err := v.moving(ch)
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return again(status)
	}
	if form.Value("confirm") != "yes" {
		return v.ask(w, http.StatusOK, v.confirmHandover(form, moving, ""))
	}
	if !slices.Equal(form.Values("part"), idsOf(moving)) {
		return v.ask(w, http.StatusConflict, v.confirmHandover(form, moving, "The list has changed since you saw it. Nothing has moved yet."))
	}
	return v.carry(carrying{
		form: form, change: ch,
		done: func(app.Receipt) error {
			return v.done(w, count(len(moving), "part has", "parts have")+" moved to "+v.now.Plan.PostTitle(ch.To)+".", "/posts/"+ch.To)
		},
		again: again,
	})
}

// moving asks the rules which parts the handover would move, and writes
// nothing.
func (v *visit) moving(ch plan.HandOver) ([]*plan.Part, error) {
	today := v.s.app.Today()
	puts, err := ch.Decide(v.now.Plan, change.Context{By: v.caller, Today: today, On: today, NewID: v.s.app.NewID})
	if err != nil {
		return nil, err
	}
	var parts []*plan.Part
	for _, put := range puts {
		part, ok := v.now.Plan.Parts.Get(put.Thing)
		if !ok {
			return nil, errors.New("a handover would move a part that is not in the plan")
		}
		parts = append(parts, part)
	}
	return parts, nil
}

func idsOf(parts []*plan.Part) (ids []string) {
	for _, part := range parts {
		ids = append(ids, part.ID)
	}
	return ids
}

func (v *visit) confirmHandover(form *govuk.Form, moving []*plan.Part, changed string) askView {
	p := v.now.Plan
	from, to := form.Text("from"), form.Text("to")
	view := askView{
		Form: form, Heading: "Hand over " + count(len(moving), "part") + "?", Action: "/handover", Button: "Hand over " + count(len(moving), "part"),
		Rows: []factRow{
			{Key: "From", Lines: []string{p.PostTitle(from)}}, {Key: "To", Lines: []string{p.PostTitle(to)}},
			{Key: "Why", Lines: strings.Split(textOf(form, "reason"), "\n")}, {Key: "What moves"},
		},
		Hidden: []mergeHidden{{"from", from}, {"to", to}, {"reason", form.Value("reason")}, {"confirm", "yes"}},
		Cancel: &pageLink{Text: "Cancel", Href: "/posts/" + from},
	}
	if changed != "" {
		view.Warning = &govuk.WarningText{Text: changed}
	}
	list := &view.Rows[len(view.Rows)-1]
	for _, part := range moving {
		as := "owned"
		switch {
		case part.Signer == from && part.Owner == from:
			as = "owned and signed"
		case part.Signer == from:
			as = "signed"
		}
		list.Links = append(list.Links, pageLink{Text: p.PartRef(part) + " " + part.Text, Href: "/parts/" + part.ID, About: "(" + as + ", due " + part.DueNow().Long() + ")"})
		view.Hidden = append(view.Hidden, mergeHidden{"part", part.ID})
	}
	return view
}
