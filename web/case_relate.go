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

// The relationship form has two steps: the other person is found, then said to
// be something. What is looked for is sent in the body, never in the address.
func (s *Server) relatePages() []Route {
	return []Route{
		{Pattern: "GET /casework/people/{id}/relationships/new", Needs: access.RecordCasework, handle: s.relatePage},
		{Pattern: "POST /casework/people/{id}/relationships/new", Needs: access.RecordCasework, handle: s.relate},
	}
}

// The ways in which two people are put in order.
const (
	otherIs = "other" // the other person is something to the one of the file
	thisIs  = "this"
)

// relationships are one of each part of the work that records families.
func relationships() (all []any) {
	for _, part := range casework.RelatedIn {
		all = append(all, casework.Relationship{For: part})
	}
	return all
}

// relatesFor is the part of the work that the caller records families in.
func (v *visit) relatesFor(at *fileAt) access.Compartment {
	for _, part := range casework.RelatedIn {
		if v.mayRecord(access.RecordCasework, at.filed, casework.Relationship{For: part}) {
			return part
		}
	}
	return ""
}

func (v *visit) relateAt() (*fileAt, error) {
	at, err := v.atPerson(v.r.PathValue("id"))
	if err == nil && !v.mayRecord(access.RecordCasework, at.filed, relationships()...) {
		return nil, v.mayNotRecord(access.RecordCasework, at.id)
	}
	return at, err
}

func (s *Server) relatePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, err := v.relateAt()
	if err != nil {
		return err
	}
	return v.showRelate(w, http.StatusOK, at, v.start())
}

func (v *visit) showRelate(w http.ResponseWriter, status int, at *fileAt, form *govuk.Form) error {
	fields := []govuk.Component{searchBox(form)}
	view := askView{
		Form: form, Caption: at.name(), Heading: "Add a relationship", Action: v.r.URL.Path, Button: "Search",
		About: []string{"First find the other person. If they are not recorded yet, add them and come back."}, Cancel: &pageLink{Text: "Cancel", Href: at.path()},
	}
	found, more, err := v.foundFor(form, at)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		direction := form.Radios("direction", "Which way round?", []govuk.Choice{
			{Value: otherIs, Text: "The person chosen is this to " + at.name()}, {Value: thisIs, Text: at.name() + " is this to the person chosen"},
		})
		if form.Value("direction") == "" {
			direction.Value = otherIs
		}
		kinships := []govuk.SelectItem{govuk.Option("", "Choose what they are")}
		for _, k := range casework.Kinships {
			kinships = append(kinships, govuk.Option(string(k), change.UpperFirst(k.Words())))
		}
		responsibility := form.Checkboxes("responsibility", "Does the first have parental responsibility for the second?", []govuk.Choice{{Value: yesValue, Text: "Yes"}})
		person := form.Radios("person", "Who is it?", choicesOf(found))
		fields = append(fields, person, form.Select("kinship", "What are they?", kinships), direction, responsibility,
			dateField(form, "from", "First day", "Leave blank if it was always so"), dateField(form, "until", "Last day", "Leave blank if it goes on"), form.Textarea("note", "Note"))
		view.Button = "Add the relationship"
		view.About = []string{"Choose the person and say what they are. To look for somebody else, change the search, choose nobody and send it again."}
	} else if form.Text("find") != "" && form.OK() {
		view.About = []string{"Nobody whom you may see matches. Try another spelling or a date of birth, or add the person first."}
	}
	if more {
		fields = append([]govuk.Component{note("There may be more: add a date of birth or a postcode.")}, fields...)
	}
	view.Fields = fields
	if !form.OK() && status == http.StatusOK {
		status = http.StatusUnprocessableEntity
	}
	return v.askCase(w, status, view)
}

// foundFor finds people for a form that must name one. Who was chosen before
// stays there to be chosen.
func (v *visit) foundFor(form *govuk.Form, at *fileAt) (picks []pick, more bool, _ error) {
	typed := form.Text("find")
	if typed == "" {
		return nil, false, nil
	}
	looking, err := v.look(store.HowSearched)
	if err != nil {
		return nil, false, err
	}
	rows, more, err := looking.Find(v.r.Context(), typed)
	if err != nil {
		_, err := v.refused(form, err)
		return nil, false, err
	}
	for _, row := range rows {
		if row.Filed.Thing != at.id {
			picks = append(picks, v.pickOf(row))
		}
	}
	if chosen := form.Text("person"); chosen != "" && !slices.ContainsFunc(picks, func(p pick) bool { return p.value == chosen }) {
		named, err := v.namesOf(chosen)
		if err != nil {
			return nil, false, err
		}
		if p := named[chosen]; p != nil {
			picks = append(picks, v.pickOf(app.Found{Person: p, Filed: store.Filed{Version: store.Version{Thing: chosen}}}))
		}
	}
	return picks, more, nil
}

func (v *visit) pickOf(row app.Found) pick {
	shown := v.caseRow(row, v.s.app.Today())
	hint := change.UpperFirst(shown.About)
	if shown.Why != "" {
		hint = change.UpperFirst(shown.About) + ". Found by " + shown.Why
	}
	return pick{value: row.Filed.Thing, words: shown.Name, hint: hint}
}

func (s *Server) relate(w http.ResponseWriter, _ *http.Request, v *visit) error {
	at, err := v.relateAt()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if form.Text("person") == "" {
		if form.Text("find") == "" {
			form.Wrong("find", "Enter a name, a date of birth, a postcode or a number.")
		} else if form.Text("kinship") != "" {
			form.Wrong("person", "Choose the other person, or change the search.")
		}
		return v.showRelate(w, http.StatusOK, at, form)
	}
	if unseen, err := v.unseenAmong(form.Text("person")); err != nil {
		return err
	} else if unseen {
		form.Wrong("person", "Choose the other person, or change the search.")
		return v.showRelate(w, http.StatusOK, at, form)
	}
	t := caseTyped{v: v, at: at, form: form}
	ch := casework.Relate{
		ID: s.app.NewID(), Person: form.Text("person"), Of: at.id, Kinship: casework.Kinship(form.Text("kinship")), Responsibility: t.yes("responsibility"),
		From: t.date("from", "The first day"), Until: t.date("until", "The last day"), Note: t.text("note"), For: v.relatesFor(at),
	}
	if form.Text("direction") == thisIs {
		ch.Person, ch.Of = ch.Of, ch.Person
	}
	return v.carryCase(caseCarrying{
		form: form, change: ch,
		done:  func(app.Receipt) error { return v.done(w, "The relationship has been added.", at.path()) },
		again: func(status int) error { return v.showRelate(w, status, at, form) },
	})
}
