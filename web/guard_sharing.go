package web

import (
	"net/http"
	"slices"

	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// sharingPage is what was decided about sharing what is known of a person, and
// what was said when consent was asked.
func (s *Server) sharingPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	id := r.PathValue("id")
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return err
	}
	found, err := v.personFound(looking, id)
	if err != nil {
		return err
	}
	records := v.mayRecordSharing(found.Filed)
	folder, err := looking.About(r.Context(), id, casework.KindSharing, casework.KindConsent)
	if err != nil {
		return err
	}
	names := v.whom(looking)
	bar := v.bar()
	view := sheet{Bar: &bar, Caption: v.calledOf(found.Person), Heading: "Sharing and consent",
		About: []string{"Your looking at this is recorded.", "A decision not to share is recorded with its reason, just as a decision to share is."},
		Links: []pageLink{{Text: "This person’s page", Href: "/casework/people/" + id}}}
	if records {
		view.Links = append(view.Links, pageLink{Text: "Record a decision to share, or not to", Href: "/casework/people/" + id + "/sharing/new"},
			pageLink{Text: "Record what was said when consent was asked", Href: "/casework/people/" + id + "/consents/new"})
	}
	decisions := sheetTable{Heading: "Decisions to share, or not to", Caption: "Decisions to share", Head: []string{"When", "What and with whom", "Decision", "Why", "Consent"}, Empty: "No decision to share that you may see has been recorded."}
	for _, d := range latestFirst(slices.Collect(folder.Sharings.All()), func(d *casework.Sharing) string { return d.DecidedOn.String() }) {
		decisions.Rows = append(decisions.Rows, sheetRow{[]sheetCell{
			words(d.DecidedOn.Long(), v.staff(d.DecidedBy)), words(d.What, v.recipient(d)), sharedTag(d), words(d.Why, basisWords(d)), words(soughtWords(d)),
		}})
	}
	consents := sheetTable{Heading: "Consent", Caption: "Consent by agency", Head: []string{"Agency", "What was asked", "What was said", "Who said it", "Change"}, Empty: "Nothing that you may see has been recorded about consent."}
	for _, c := range latestFirst(slices.Collect(folder.Consents.All()), func(c *casework.Consent) string { return c.On.String() }) {
		who, err := names.name(r.Context(), c.By)
		if err != nil {
			return err
		}
		change := words("")
		if c.State == casework.ConsentGiven && records {
			change = linked("Record that it was withdrawn", "/casework/consents/"+c.ID+"/withdraw")
		}
		consents.Rows = append(consents.Rows, sheetRow{[]sheetCell{
			words(v.now.Plan.AgencyName(c.Agency)), words(c.For), consentCell(c), words(who, c.Capacity, "Heard by "+v.staff(c.Heard)), change,
		}})
	}
	view.Tables = []sheetTable{decisions, consents}
	return v.sheet(w, http.StatusOK, "Sharing and consent", view)
}

// latestFirst puts the newest at the top.
func latestFirst[T any](all []T, day func(T) string) []T {
	slices.SortStableFunc(all, func(a, b T) int {
		switch {
		case day(a) > day(b):
			return -1
		case day(a) < day(b):
			return 1
		default:
			return 0
		}
	})
	return all
}

func (v *visit) recipient(d *casework.Sharing) string {
	switch {
	case d.Agency == "":
		return "with " + d.Recipient
	case d.Recipient == "":
		return "with " + v.now.Plan.AgencyName(d.Agency)
	default:
		return "with " + d.Recipient + ", " + v.now.Plan.AgencyName(d.Agency)
	}
}

func sharedTag(d *casework.Sharing) sheetCell {
	if d.Shared {
		return tagged("Shared", "green")
	}
	return tagged("Not shared", "grey")
}

func basisWords(d *casework.Sharing) string {
	if d.Basis == "" {
		return ""
	}
	return "Reason in law: " + d.Basis.Words()
}

func soughtWords(d *casework.Sharing) string {
	if d.ConsentSought {
		return "Asked for"
	}
	return "Not asked for: " + d.NotSought
}

func consentCell(c *casework.Consent) sheetCell {
	switch c.State {
	case casework.ConsentGiven:
		return tagged("Given", "green", c.On.Long())
	case casework.ConsentWithdrawn:
		lines := []string{c.On.Long(), c.Withdrawn}
		if c.WentOn != "" {
			lines = append(lines, "The work goes on because: "+c.WentOn)
		}
		return tagged("Withdrawn", "red", lines...)
	default:
		return tagged("Withheld", "grey", c.On.Long())
	}
}

// openAgencies lists the agencies that are here now.
func (v *visit) openAgencies(chosen, none string) []govuk.SelectItem {
	return agencyItems(v.now.Plan, chosen, none)
}

func (s *Server) newSharingPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askSharing(w, http.StatusOK, v.start())
}

func (v *visit) askSharing(w http.ResponseWriter, status int, form *govuk.Form) error {
	id := v.r.PathValue("id")
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return err
	}
	person, err := v.personSeen(looking, id)
	if err != nil {
		return err
	}
	bases := make([]govuk.Choice, len(casework.ShareBases))
	for i, b := range casework.ShareBases {
		bases[i] = govuk.Choice{Value: string(b), Text: change.UpperFirst(b.Words())}
	}
	return v.askUntitled(w, status, "A decision to share", askView{
		Form: form, Caption: v.calledOf(person), Heading: "A decision to share, or not to", Action: "/casework/people/" + id + "/sharing/new",
		Fields: []govuk.Component{
			form.Select("agency", "With which agency?", v.openAgencies(form.Text("agency"), "A body that is not listed")),
			hinted(form.Input("recipient", "Who there?"), "A name or post. If the body is not listed, say which it is"),
			hintedArea(form.Textarea("what", "What is it about?"), "What is shared, or kept back"),
			form.Radios("share", "What was decided?", []govuk.Choice{{Value: "yes", Text: "To share it"}, {Value: "no", Text: "Not to share it"}}),
			hintedArea(form.Textarea("why", "Why?"), "Keeping something back can harm a child as much as giving it away, so the reason is kept both ways"),
			form.Radios("basis", "If it is shared, what is the reason in law?", bases),
			form.Radios("sought", "Was consent asked for?", []govuk.Choice{{Value: "yes", Text: "Yes"}, {Value: "no", Text: "No"}}),
			hintedArea(form.Textarea("not_sought", "If not, why not?"), "For example, asking would put a child at risk"),
		},
		Button: "Save the decision", Cancel: &pageLink{Text: "Cancel", Href: "/casework/people/" + id + "/sharing"},
	})
}

func (s *Server) newSharing(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.sentAboutSharing(w, sharingSent{
		choices: []choiceOf{{"share", "Choose what was decided."}, {"sought", "Choose whether consent was asked for."}},
		at:      map[string]string{"people": "", "records": ""}, saved: "The decision is recorded.", ask: v.askSharing,
		change: func(form *govuk.Form, person string) casework.Change {
			return casework.DecideSharing{
				ID: s.app.NewID(), People: []string{person}, Agency: form.Text("agency"), Recipient: form.Text("recipient"), What: textOf(form, "what"), Share: form.Text("share") == yesValue,
				Why: textOf(form, "why"), Basis: casework.ShareBasis(form.Text("basis")), ConsentSought: form.Text("sought") != "no", NotSought: textOf(form, "not_sought"),
			}
		},
	})
}

// sharingSent is a form that was sent on the page of sharing: a decision to
// share, or what was said about consent.
type sharingSent struct {
	choices []choiceOf // those of yes and no that must be made
	at      map[string]string
	saved   string
	ask     func(w http.ResponseWriter, status int, form *govuk.Form) error
	change  func(form *govuk.Form, person string) casework.Change
}

type choiceOf struct{ field, sentence string }

func (v *visit) sentAboutSharing(w http.ResponseWriter, sent sharingSent) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := v.r.PathValue("id")
	if err := v.seesThing(v.purpose(), id, casework.KindPerson); err != nil {
		return err
	}
	for _, each := range sent.choices {
		if choice := form.Text(each.field); choice != yesValue && choice != "no" {
			form.Wrong(each.field, each.sentence)
		}
	}
	return v.carryGuarding(guarding{
		form: form, purpose: v.purpose(), at: sent.at, change: sent.change(form, id),
		done:  func(app.Receipt) error { return v.afterSharing(w, sent.saved, id) },
		again: func(status int) error { return sent.ask(w, status, form) },
	})
}

// afterSharing goes back to the page of sharing.
func (v *visit) afterSharing(w http.ResponseWriter, sentence, person string) error {
	return v.done(w, sentence, "/casework/people/"+person+"/sharing")
}
