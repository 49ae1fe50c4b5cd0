package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/store"
	"throughline/web/govuk"
)

// restrictionList is everybody whom few may reach: those to look at again
// first.
func (s *Server) restrictionList(w http.ResponseWriter, r *http.Request, v *visit) error {
	looking, err := v.governing(store.HowListed)
	if err != nil {
		return err
	}
	ctx, day := r.Context(), v.now.Plan.Day
	open, err := looking.EveryOpen(ctx, casework.KindRestriction)
	if err != nil {
		return err
	}
	lifted, next, err := looking.Settled(ctx, casework.KindRestriction, v.pageOf())
	if err != nil {
		return err
	}
	names := v.whom(looking)
	tables := []sheetTable{
		{Heading: "Restricted now", Caption: "Restricted people", Head: []string{"Who", "Why", "Asked by", "Look at it again"}, Empty: "Nobody is restricted."},
		{Heading: "Lifted", Caption: "Restrictions that were lifted", Head: []string{"Who", "Why it was", "Asked by", "Why it was lifted"}, Empty: "No restriction has been lifted yet."},
	}
	for i, rows := range [][]app.Held{open, lifted} {
		for _, held := range rows {
			b, ok := held.Body.(*casework.Restriction)
			if !ok {
				continue
			}
			name, err := names.name(ctx, b.Person)
			if err != nil {
				return err
			}
			last := words(b.ReviewOn.Long())
			switch {
			case !b.Lifted.IsZero():
				last = words(b.LiftWhy, v.staff(b.LiftedBy)+", "+b.Lifted.Long())
			case b.ReviewOn.Before(day):
				last = tagged("Late", "red", b.ReviewOn.Long())
			}
			first := words(name)
			if b.Lifted.IsZero() && v.caller.May(access.Restrict) {
				first = linked(name, "/governance/restrictions/"+b.ID)
			}
			tables[i].Rows = append(tables[i].Rows, sheetRow{[]sheetCell{first, words(b.Why), words(b.AskedBy), last}})
		}
	}
	view := sheet{
		Heading: "Restricted people", Tables: tables,
		About: []string{"A restricted person is reached only by those allocated to them, their manager and governance. A restriction is put on from the person’s own page, and looked at again within a year."},
	}
	view.paged(v, next)
	return v.sheet(w, http.StatusOK, "Restricted people", view)
}

func (s *Server) restrictionPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showRestriction(w, http.StatusOK, v.start())
}

func (v *visit) showRestriction(w http.ResponseWriter, status int, form *govuk.Form) error {
	ctx := v.r.Context()
	looking, b, err := governed[*casework.Restriction](v, "restriction")
	if err != nil {
		return err
	}
	name, err := v.whom(looking).name(ctx, b.Person)
	if err != nil {
		return err
	}
	view := askView{
		Form: form, Caption: name, Heading: "Look at a restriction again", Action: "/governance/restrictions/" + b.ID,
		Rows: []factRow{
			{Key: "Why", Lines: []string{b.Why}}, {Key: "Asked by", Lines: []string{b.AskedBy}}, {Key: "Put on by", Lines: []string{v.staff(b.By) + ", " + b.From.Long()}},
			{Key: "Look at it again", Lines: []string{b.ReviewOn.Long()}},
		},
		Cancel: &pageLink{Text: "Cancel", Href: "/governance/restrictions"},
	}
	if !b.Lifted.IsZero() {
		view.Rows = append(view.Rows, factRow{Key: "Lifted", Lines: []string{b.LiftWhy, v.staff(b.LiftedBy) + ", " + b.Lifted.Long()}})
		view.Rows = append(view.Rows, notSaved(form, "why")...)
		view.Cancel.Text = "Back to restricted people"
		return v.askUntitled(w, status, "A restriction", view)
	}
	if form.Value(seenField) == "" {
		v.seeing(form, b.Version)
	}
	view.Hidden, view.Button = seenOf(form), "Save"
	view.Fields = []govuk.Component{
		form.Radios("lift", "What happens to the restriction?", []govuk.Choice{
			{Value: "no", Text: "It stays"}, {Value: "yes", Text: "It is lifted", Hint: govuk.HintText("Everybody who may see people like this one can then reach them")},
		}),
		dateField(form, "review_on", "If it stays, when is it looked at again?", "Within 12 months"),
		form.Textarea("why", "Why?"),
	}
	return v.askUntitled(w, status, "Look at a restriction again", view)
}

func (s *Server) lookAtRestriction(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if err := v.governs(casework.KindRestriction); err != nil {
		return err
	}
	choice := form.Text("lift")
	if choice != "yes" && choice != "no" {
		form.Wrong("lift", "Choose whether the restriction stays.")
	}
	ch := casework.LookAtRestriction{Restriction: r.PathValue("id"), Seen: seenIn(form), Lift: choice == "yes", ReviewOn: dateOf(form, "review_on", "The day"), Why: textOf(form, "why")}
	return v.carryGuarding(guarding{
		form: form, purpose: access.Governance, change: ch,
		done: func(app.Receipt) error {
			if ch.Lift {
				return v.done(w, "The restriction has been lifted.", "/governance/restrictions")
			}
			return v.done(w, "The restriction stays.", "/governance/restrictions")
		},
		again: func(status int) error { return v.showRestriction(w, status, form) },
	})
}
