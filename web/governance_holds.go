package web

import (
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// holdList is every legal hold: those that stand first.
func (s *Server) holdList(w http.ResponseWriter, r *http.Request, v *visit) error {
	looking, err := v.governing(store.HowListed)
	if err != nil {
		return err
	}
	ctx, day := r.Context(), v.now.Plan.Day
	open, err := looking.EveryOpen(ctx, casework.KindHold)
	if err != nil {
		return err
	}
	lifted, next, err := looking.Settled(ctx, casework.KindHold, v.pageOf())
	if err != nil {
		return err
	}
	names := v.whom(looking)
	tables := []sheetTable{
		{Heading: "Holds that stand", Caption: "Legal holds", Head: []string{"What it is for", "Whose records", "Placed by", "Look at it again", "Lift"}, Empty: "No legal hold stands."},
		{Heading: "Lifted", Caption: "Holds that were lifted", Head: []string{"What it was for", "Whose records", "Placed by", "Why it was lifted"}, Empty: "No hold has been lifted yet."},
	}
	for i, rows := range [][]app.Held{open, lifted} {
		for _, held := range rows {
			h, ok := held.Body.(*casework.Hold)
			if !ok {
				continue
			}
			over := []string{"Everybody’s"}
			if len(h.People) > 0 {
				over = nil
			}
			for _, id := range h.People {
				name, err := names.name(ctx, id)
				if err != nil {
					return err
				}
				over = append(over, name)
			}
			cells := []sheetCell{words(h.Title, h.Why), words(over...), words(v.staff(h.By), h.From.Long())}
			switch {
			case !h.Lifted.IsZero():
				cells = append(cells, words(h.LiftedWhy, v.staff(h.LiftedBy)+", "+h.Lifted.Long()))
			case h.ReviewOn.Before(day):
				cells = append(cells, tagged("Late", "red", h.ReviewOn.Long()), linked("Lift this hold", "/governance/holds/"+h.ID+"/lift"))
			default:
				cells = append(cells, words(h.ReviewOn.Long()), linked("Lift this hold", "/governance/holds/"+h.ID+"/lift"))
			}
			tables[i].Rows = append(tables[i].Rows, sheetRow{cells})
		}
	}
	view := sheet{
		Heading: "Legal holds", Tables: tables, Links: []pageLink{{Text: "Hold everybody’s records", Href: "/governance/holds/new"}},
		About: []string{"A legal hold keeps records from being destroyed, whatever the rules say, for example for a public inquiry. It doesn’t end by itself. Who placed it can’t lift it.",
			"To hold one person’s records, begin from how long that person’s records are kept."},
	}
	view.paged(v, next)
	return v.sheet(w, http.StatusOK, "Legal holds", view)
}

func (s *Server) newHoldPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	if person := r.URL.Query().Get("person"); person != "" {
		fill(form, "people", person)
	}
	return v.askHold(w, http.StatusOK, form)
}

func (v *visit) askHold(w http.ResponseWriter, status int, form *govuk.Form) error {
	over := "Everybody’s records in this council"
	var hidden []mergeHidden
	if ids := form.Values("people"); len(ids) > 0 {
		looking, err := v.governing(store.HowOpened)
		if err != nil {
			return err
		}
		var called []string
		for _, id := range ids {
			person, err := v.personSeen(looking, id)
			if err != nil {
				return err
			}
			called = append(called, v.calledOf(person))
			hidden = append(hidden, mergeHidden{"people", id})
		}
		over = strings.Join(called, ", ")
	}
	return v.askUntitled(w, status, "Place a legal hold", askView{
		Form: form, Heading: "Place a legal hold", Action: "/governance/holds/new", Hidden: hidden,
		Rows: []factRow{{Key: "Whose records", Lines: []string{over}}},
		Fields: []govuk.Component{
			hinted(form.Input("title", "What is it for?"), "Such as the name of the inquiry or the claim"),
			form.Textarea("why", "Why must the records not be destroyed?"),
			dateField(form, "review_on", "When is it looked at again?", "It doesn’t end by itself on that day"),
		},
		Button: "Place the hold", Cancel: &pageLink{Text: "Cancel", Href: "/governance/holds"},
	})
}

func (s *Server) newHold(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	people := slices.DeleteFunc(slices.Clone(form.Values("people")), func(id string) bool { return strings.TrimSpace(id) == "" })
	for _, id := range people {
		if err := v.seesThing(access.Governance, id, casework.KindPerson); err != nil {
			return err
		}
	}
	return v.carryGuarding(guarding{
		form: form, purpose: access.Governance, at: map[string]string{"people": ""},
		change: casework.PlaceHold{ID: s.app.NewID(), People: people, Title: form.Text("title"), Why: textOf(form, "why"), ReviewOn: dateOf(form, "review_on", "The day")},
		done: func(app.Receipt) error {
			return v.done(w, "The hold stands. Nothing it covers can be destroyed.", "/governance/holds")
		},
		again: func(status int) error { return v.askHold(w, status, form) },
	})
}

func (s *Server) liftHoldPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askLift(w, http.StatusOK, v.start())
}

func (v *visit) askLift(w http.ResponseWriter, status int, form *govuk.Form) error {
	looking, err := v.governing(store.HowOpened)
	if err != nil {
		return err
	}
	_, body, err := looking.One(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return err
	}
	h, ok := body.(*casework.Hold)
	if !ok {
		return change.Missing("hold")
	}
	view := askView{
		Form: form, Caption: h.Title, Heading: "Lift a legal hold", Action: "/governance/holds/" + h.ID + "/lift",
		Rows:   []factRow{{Key: "Why it was placed", Lines: []string{h.Why}}, {Key: "Placed by", Lines: []string{v.staff(h.By) + ", " + h.From.Long()}}},
		Cancel: &pageLink{Text: "Cancel", Href: "/governance/holds"},
	}
	switch {
	case !h.Lifted.IsZero():
		view.Warning = &govuk.WarningText{Text: "This hold was lifted on " + h.Lifted.Long() + "."}
		view.Rows = append(view.Rows, notSaved(form, "why")...)
		view.Cancel.Text = "Back to legal holds"
	case v.isMine(h.By):
		view.Warning = &govuk.WarningText{Text: "You placed this hold, so somebody else must lift it."}
		view.Cancel.Text = "Back to legal holds"
	default:
		if form.Value(seenField) == "" {
			v.seeing(form, h.Version)
		}
		view.About = []string{"When it is lifted, records that are past their time can be destroyed, unless another hold keeps them."}
		view.Hidden, view.Button, view.Grave = seenOf(form), "Lift the hold", true
		view.Fields = []govuk.Component{form.Textarea("why", "Why is it no longer needed?")}
	}
	return v.askUntitled(w, status, "Lift a legal hold", view)
}

func (s *Server) liftHold(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if err := v.governs(casework.KindHold); err != nil {
		return err
	}
	return v.carryGuarding(guarding{
		form: form, purpose: access.Governance, at: map[string]string{"people": ""}, change: casework.LiftHold{Hold: r.PathValue("id"), Seen: seenIn(form), Why: textOf(form, "why")},
		done:  func(app.Receipt) error { return v.done(w, "The hold has been lifted.", "/governance/holds") },
		again: func(status int) error { return v.askLift(w, status, form) },
	})
}
