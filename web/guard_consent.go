package web

import (
	"net/http"
	"slices"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

// mayRecordSharing says whether the policy lets the caller record decisions to
// share about a person.
func (v *visit) mayRecordSharing(person store.Filed) bool {
	class, ok := casework.ClassOf(casework.Sharing{})
	return ok && v.caller.May(access.RecordCasework) && v.scope(access.Record).Allows(class, person.Wall, person.Ties)
}

func (s *Server) newConsentPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askConsent(w, http.StatusOK, v.start())
}

// speakers are those who may give consent for a person: themselves, and
// whoever has parental responsibility.
func (v *visit) speakers(looking *app.Looking, id string, person *casework.Person) ([]govuk.Choice, error) {
	ctx := v.r.Context()
	choices := []govuk.Choice{{Value: id, Text: v.calledOf(person), Hint: govuk.HintText("The person themselves")}}
	folder, err := looking.About(ctx, id, casework.KindRelationship)
	if err != nil {
		return nil, err
	}
	names := v.whom(looking)
	for r := range folder.Relationships.All() {
		if !r.Responsibility || r.Of != id || slices.ContainsFunc(choices, func(c govuk.Choice) bool { return c.Value == r.Person }) {
			continue
		}
		name, err := names.name(ctx, r.Person)
		if err != nil {
			return nil, err
		}
		choices = append(choices, govuk.Choice{Value: r.Person, Text: name, Hint: govuk.HintText(change.UpperFirst(r.Kinship.Words()) + ", with parental responsibility")})
	}
	return choices, nil
}

func (v *visit) askConsent(w http.ResponseWriter, status int, form *govuk.Form) error {
	id := v.r.PathValue("id")
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return err
	}
	person, err := v.personSeen(looking, id)
	if err != nil {
		return err
	}
	speakers, err := v.speakers(looking, id, person)
	if err != nil {
		return err
	}
	return v.askUntitled(w, status, "Consent", askView{
		Form: form, Caption: v.calledOf(person), Heading: "What was said when consent was asked", Action: "/casework/people/" + id + "/consents/new",
		About: []string{"Consent is to one agency’s work. It can be withdrawn at any time."},
		Fields: []govuk.Component{
			form.Select("agency", "Which agency’s work was asked about?", v.openAgencies(form.Text("agency"), "Choose an agency")),
			hinted(form.Input("for", "What was asked?"), "In the words that you used"),
			form.Radios("given", "What was said?", []govuk.Choice{{Value: "yes", Text: "Consent was given"}, {Value: "no", Text: "Consent was withheld"}}),
			form.Radios("by", "Who said it?", speakers),
			hintedArea(form.Textarea("capacity", "Why could they decide?"), "Their age and understanding, or their parental responsibility"),
		},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/casework/people/" + id + "/sharing"},
	})
}

func (s *Server) newConsent(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.sentAboutSharing(w, sharingSent{
		choices: []choiceOf{{"given", "Choose what was said."}}, at: map[string]string{"on": ""}, saved: "What was said is recorded.", ask: v.askConsent,
		change: func(form *govuk.Form, person string) casework.Change {
			return casework.RecordConsent{ID: s.app.NewID(), Person: person, Agency: form.Text("agency"), For: form.Text("for"), Given: form.Text("given") == yesValue,
				By: form.Text("by"), Capacity: textOf(form, "capacity")}
		},
	})
}

func (s *Server) withdrawPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askWithdraw(w, http.StatusOK, v.start())
}

// consentSeen gives the consent that an address names.
func (v *visit) consentSeen(looking *app.Looking) (*casework.Consent, error) {
	_, body, err := looking.One(v.r.Context(), v.r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	c, ok := body.(*casework.Consent)
	if !ok {
		return nil, unseenPerson()
	}
	return c, nil
}

func (v *visit) askWithdraw(w http.ResponseWriter, status int, form *govuk.Form) error {
	ctx := v.r.Context()
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return err
	}
	c, err := v.consentSeen(looking)
	if err != nil {
		return err
	}
	name, err := v.whom(looking).name(ctx, c.Person)
	if err != nil {
		return err
	}
	agency, back := v.now.Plan.AgencyName(c.Agency), "/casework/people/"+c.Person+"/sharing"
	view := askView{
		Form: form, Caption: name, Heading: "Consent was withdrawn", Action: "/casework/consents/" + c.ID + "/withdraw",
		Rows:   []factRow{{Key: "Agency", Lines: []string{agency}}, {Key: "What was asked", Lines: []string{c.For}}, {Key: "Given", Lines: []string{c.On.Long()}}},
		Cancel: &pageLink{Text: "Cancel", Href: back},
	}
	if c.State != casework.ConsentGiven {
		view.Warning = &govuk.WarningText{Text: "This consent does not stand now, so it can’t be withdrawn."}
		view.Rows = append(view.Rows, notSaved(form, "said")...)
		view.Cancel.Text = "Back to sharing and consent"
		return v.askUntitled(w, status, "Consent was withdrawn", view)
	}
	ends, err := v.endsWith(looking, c)
	if err != nil {
		return err
	}
	view.Rows = append(view.Rows, factRow{Key: "What ends", Lines: ends})
	if form.Value(seenField) == "" {
		v.seeing(form, c.Version)
	}
	view.Hidden, view.Button, view.Grave = seenOf(form), "Record that it was withdrawn", true
	view.Fields = []govuk.Component{
		form.Textarea("said", "What was said?"),
		hintedArea(form.Textarea("goes_on", "Does a child need the work to go on?"), "Leave this blank if the work ends. If it must go on, say why a child would not be safe without it"),
	}
	return v.askUntitled(w, status, "Consent was withdrawn", view)
}

// endsWith says what ends when a consent is withdrawn.
func (v *visit) endsWith(looking *app.Looking, c *casework.Consent) ([]string, error) {
	folder, err := looking.About(v.r.Context(), c.Person, casework.KindInvolvement)
	if err != nil {
		return nil, err
	}
	agency, day := v.now.Plan.AgencyName(c.Agency), v.now.Plan.Day
	var ends, stays []string
	for i := range folder.Involvements.All() {
		if i.Person != c.Person || i.Agency != c.Agency || !i.Open(day) {
			continue
		}
		if i.Basis == casework.OnConsent {
			ends = append(ends, "The work of "+agency+" since "+i.From.Long()+" ends today. From their next request on, its staff can’t reach this person.")
		} else {
			stays = append(stays, "The work of "+agency+" since "+i.From.Long()+" does not rest on consent, so it goes on.")
		}
	}
	if len(ends)+len(stays) == 0 {
		return []string{"No work of " + agency + " that you may see rests on it."}, nil
	}
	return append(ends, stays...), nil
}

func (s *Server) withdraw(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	looking, err := v.look(store.HowOpened)
	if err != nil {
		return err
	}
	c, err := v.consentSeen(looking)
	if err != nil {
		return err
	}
	ch := casework.WithdrawConsent{Consent: r.PathValue("id"), Seen: seenIn(form), Said: textOf(form, "said"), GoesOn: textOf(form, "goes_on")}
	return v.carryGuarding(guarding{
		form: form, purpose: v.purpose(), at: map[string]string{"on": ""}, change: ch,
		done: func(app.Receipt) error {
			if ch.GoesOn != "" {
				return v.afterSharing(w, "It is recorded that consent was withdrawn, and why the work goes on.", c.Person)
			}
			return v.afterSharing(w, "It is recorded that consent was withdrawn. What stood on it has ended.", c.Person)
		},
		again: func(status int) error { return v.askWithdraw(w, status, form) },
	})
}
