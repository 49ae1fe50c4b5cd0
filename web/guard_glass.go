package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/store"
	"throughline/web/govuk"
)

// toBreak gives the person whose record somebody wants to open in an
// emergency. Whoever can't find them at all can't break into their record, and
// is told the same as of somebody who isn't there.
func (v *visit) toBreak() (app.Found, error) {
	looking, err := v.lookFor(access.Emergency, store.HowOpened)
	if err != nil {
		return app.Found{}, err
	}
	return v.personFound(looking, v.r.PathValue("id"))
}

// glassPage says what it means to open a record in an emergency, and asks why.
func (s *Server) glassPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	found, err := v.toBreak()
	if err != nil {
		return err
	}
	if found.Filed.Ties.Glass {
		return v.intoEmergency(w, "You already opened this record today. It stays open to you until midnight.", r.PathValue("id"))
	}
	return v.askGlass(w, http.StatusOK, v.start(), found.Person)
}

func (v *visit) askGlass(w http.ResponseWriter, status int, form *govuk.Form, person *casework.Person) error {
	at := "/casework/people/" + v.r.PathValue("id")
	view := askView{
		Form: form, Caption: v.calledOf(person), Heading: "Open this record in an emergency", Action: at + "/glass", Grave: true,
		About: []string{
			"You can find this person, but nothing ties you to them, so their file is shut to you.",
			"You can open it until midnight if a child or adult may come to harm without it. It shows what keeps them safe. It never shows allegations about staff, psychology notes, personal supervision or anything about an adoption.",
		},
		Warning: &govuk.WarningText{Text: "Your name, your reason and everything you look at are put on a list. Somebody else reviews it."},
		Fields: []govuk.Component{
			hintedArea(form.Textarea("reason", "What is the emergency?"), "Say who may come to harm, and why it can’t wait for somebody who works with them"),
		},
		Button: "Open the record until midnight", Cancel: &pageLink{Text: "Cancel", Href: at},
	}
	return v.askUntitled(w, status, "Open a record in an emergency", view)
}

// askUntitled is ask with a title that names nobody, because a browser keeps
// the titles of pages.
func (v *visit) askUntitled(w http.ResponseWriter, status int, title string, view askView) error {
	shell := v.shell(title, v.now)
	shell.ErrorTitle = !view.Form.OK()
	if view.Cancel != nil {
		shell.Back = &govuk.BackLink{Href: view.Cancel.Href}
	}
	return askTemplate.write(w, status, shell, view)
}

// breakGlass opens the record, and makes an emergency the purpose from then
// on, so that what is looked at is recorded as that.
func (s *Server) breakGlass(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	found, err := v.toBreak()
	if err != nil {
		return err
	}
	if found.Filed.Ties.Glass {
		return v.intoEmergency(w, "You already opened this record today. It stays open to you until midnight.", r.PathValue("id"))
	}
	_, err = s.app.DoCase(r.Context(), v.caller, access.Emergency, casework.BreakGlass{ID: s.app.NewID(), Person: r.PathValue("id"), Reason: textOf(form, "reason")})
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askGlass(w, status, form, found.Person)
	}
	return v.intoEmergency(w, "The record is open to you until midnight. Somebody else reviews why you opened it.", r.PathValue("id"))
}

func (v *visit) intoEmergency(w http.ResponseWriter, sentence, person string) error {
	v.s.sessions.Put(v.r.Context(), keyPurpose, string(access.Emergency))
	return v.done(w, sentence, "/casework/people/"+person)
}

// glassList is every record that was opened in an emergency: those still to be
// reviewed first, the oldest at the top.
func (s *Server) glassList(w http.ResponseWriter, r *http.Request, v *visit) error {
	looking, err := v.governing(store.HowListed)
	if err != nil {
		return err
	}
	ctx := r.Context()
	open, err := looking.EveryOpen(ctx, casework.KindGlass)
	if err != nil {
		return err
	}
	reviewed, next, err := looking.Settled(ctx, casework.KindGlass, v.pageOf())
	if err != nil {
		return err
	}
	names := v.whom(looking)
	tables := []sheetTable{
		{Heading: "To review", Caption: "Emergencies to review", Head: []string{"When", "Who opened it", "Whose record", "Why"}, Empty: "Nothing is waiting to be reviewed."},
		{Heading: "Reviewed", Caption: "Emergencies that were reviewed", Head: []string{"When", "Who opened it", "Whose record", "What was found"}, Empty: "Nothing has been reviewed yet."},
	}
	for i, rows := range [][]app.Held{open, reviewed} {
		for _, held := range rows {
			g, ok := held.Body.(*casework.Glass)
			if !ok {
				continue // its content was destroyed, and the list of what was destroyed names it
			}
			name, err := names.name(ctx, g.Person)
			if err != nil {
				return err
			}
			last := words(g.Reason)
			if g.Review != nil {
				last = justified(g.Review)
				last.Lines = append(last.Lines, v.staff(g.Review.By)+", "+g.Review.On.Long())
			}
			tables[i].Rows = append(tables[i].Rows, sheetRow{[]sheetCell{linked(g.On.Long(), "/governance/glass/"+g.ID), words(v.staff(g.Membership)), words(name), last}})
		}
	}
	view := sheet{Heading: "Records opened in an emergency", About: []string{"Somebody who can’t reach a record can open it in an emergency until midnight. Each time is reviewed by somebody else."}, Tables: tables}
	view.paged(v, next)
	return v.sheet(w, http.StatusOK, "Emergencies", view)
}

func justified(review *casework.GlassReview) sheetCell {
	if review.Justified {
		return tagged("Justified", "green", review.Words)
	}
	return tagged("Not justified", "red", review.Words)
}

func (s *Server) glassReviewPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.showGlass(w, http.StatusOK, v.start())
}

// showGlass is one emergency with everything that was looked at under it.
func (v *visit) showGlass(w http.ResponseWriter, status int, form *govuk.Form) error {
	ctx := v.r.Context()
	looking, g, err := governed[*casework.Glass](v, "emergency")
	if err != nil {
		return err
	}
	name, err := v.whom(looking).name(ctx, g.Person)
	if err != nil {
		return err
	}
	views, err := v.viewsUnder(g)
	if err != nil {
		return err
	}
	view := sheet{
		Form: form, Caption: name, Heading: "Opened in an emergency",
		Links: []pageLink{{Text: "All emergencies", Href: "/governance/glass"}, {Text: "Everybody who looked at this person", Href: "/casework/people/" + g.Person + "/views"}},
		Rows: []factRow{
			{Key: "Who opened it", Lines: []string{v.staff(g.Membership)}}, {Key: "When", Lines: []string{g.On.Long() + ", until midnight"}},
			{Key: "Why, in their words", Lines: []string{g.Reason}},
		},
		Tables: []sheetTable{views},
	}
	switch {
	case g.Review != nil:
		found := "Justified"
		if !g.Review.Justified {
			found = "Not justified"
		}
		view.Rows = append(view.Rows, factRow{Key: "What was found", Lines: []string{found, g.Review.Words}}, factRow{Key: "Reviewed by", Lines: []string{v.staff(g.Review.By) + ", " + g.Review.On.Long()}})
		view.Rows = append(view.Rows, notSaved(form, "words")...)
	case v.isMine(g.Membership):
		view.Warning = &govuk.WarningText{Text: "You opened this record, so somebody else must review it."}
	default:
		if form.Value(seenField) == "" {
			v.seeing(form, g.Version)
		}
		view.Asks = []askView{{
			Form: form, Heading: "Review it", Action: "/governance/glass/" + g.ID, Button: "Save the review", Secondly: true, Hidden: seenOf(form),
			Fields: []govuk.Component{
				form.Radios("justified", "Was it right to open the record?", []govuk.Choice{
					{Value: "yes", Text: "Yes: there was an emergency and it needed what was looked at"}, {Value: "no", Text: "No"},
				}),
				hintedArea(form.Textarea("words", "What did you find?"), "Say whom you asked, and what happens now"),
			},
		}}
	}
	return v.sheet(w, status, "A record opened in an emergency", view)
}

// isMine says whether a membership is one of the caller's own places.
func (v *visit) isMine(membership string) bool {
	if membership == v.caller.Membership {
		return true
	}
	m, ok := v.now.Plan.Memberships.Get(membership)
	return ok && m.Account == v.caller.Account
}

// viewsUnder is what the one who broke the glass looked at of the person that
// day.
func (v *visit) viewsUnder(g *casework.Glass) (sheetTable, error) {
	table := sheetTable{Heading: "What they looked at that day", Caption: "What was looked at", Head: []string{"When", "Why", "What", "Tie to the person then"},
		Empty: "They looked at nothing of this person that day."}
	from, until := g.On.Start(), g.On.AddDays(1).Start()
	for page := (store.Page{Limit: store.MaxPage}); ; {
		views, next, err := v.s.app.Store().ViewsByMember(v.r.Context(), v.caller, g.Membership, page)
		if err != nil {
			return table, err
		}
		for _, each := range views {
			if each.At.Before(from) {
				return table, nil
			}
			if each.Person == g.Person && each.At.Before(until) {
				table.Rows = append(table.Rows, sheetRow{[]sheetCell{words(stamp(each.At)), words(each.Purpose.Name()), words(howWords(each.How), seenWords(each)), words(v.tiesThen(each))}})
			}
		}
		if page.Before = next; next == "" {
			return table, nil
		}
	}
}

func (s *Server) reviewGlass(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if err := v.governs(casework.KindGlass); err != nil {
		return err
	}
	choice := form.Text("justified")
	if choice != "yes" && choice != "no" {
		form.Wrong("justified", "Choose whether it was right to open the record.")
	}
	return v.carryGuarding(guarding{
		form: form, purpose: access.Governance,
		change: casework.ReviewGlass{Glass: r.PathValue("id"), Seen: seenIn(form), Justified: choice == "yes", Words: textOf(form, "words")},
		done:   func(app.Receipt) error { return v.done(w, "The review is saved.", "/governance/glass") },
		again:  func(status int) error { return v.showGlass(w, status, form) },
	})
}
