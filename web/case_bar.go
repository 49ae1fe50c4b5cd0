package web

import (
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

func (s *Server) casePages() []Route {
	return slices.Concat([]Route{
		{Pattern: "GET /casework", Needs: access.ReadCasework, handle: s.caseListPage},
		{Pattern: "GET /casework/data.json", Needs: access.ReadCasework, handle: s.caseListJSON},
		{Pattern: "GET /casework/people.csv", Needs: access.ReadCasework, handle: s.caseListCSV},
		{Pattern: "POST /casework/purpose", Needs: access.ReadCasework, handle: s.casePurpose},
		{Pattern: "GET /casework/search", Needs: access.ReadCasework, handle: s.caseSearchPage},
		{Pattern: "POST /casework/search", Needs: access.ReadCasework, handle: s.caseSearch},
		{Pattern: "GET /casework/people/new", Needs: access.AddPeople, handle: s.caseNewPersonPage},
		{Pattern: "POST /casework/people/new", Needs: access.AddPeople, handle: s.caseNewPerson},
		{Pattern: "GET /casework/people/{id}", Needs: access.ReadCasework, handle: s.caseFilePage},
		{Pattern: "GET /casework/people/{id}/data.json", Needs: access.ReadCasework, handle: s.caseFileJSON},
		{Pattern: "GET /casework/people/{id}/edit", Needs: access.RecordCasework, handle: s.caseEditPersonPage},
		{Pattern: "POST /casework/people/{id}/edit", Needs: access.RecordCasework, handle: s.caseEditPerson},
		{Pattern: "GET /casework/things/{id}/history", Needs: access.ReadCasework, handle: s.caseHistoryPage},
	}, s.relatePages(), s.caseRecordPages(), s.caseFormPages())
}

// purposeBar says on every page of casework why the caller looks.
type purposeBar struct {
	Words  string // the purpose, in words
	Choice *govuk.Radios
	Back   string // the page to come back to
}

// bar is the purpose bar of the page shown.
func (v *visit) bar() purposeBar {
	chosen := v.purpose()
	bar := purposeBar{Words: chosen.Name(), Back: v.r.URL.RequestURI()}
	offered := v.purposesOfLooking()
	if len(offered) < 2 {
		return bar
	}
	choices := make([]govuk.Choice, len(offered))
	for i, p := range offered {
		choices[i] = govuk.Choice{Value: string(p), Text: p.Name()}
	}
	bar.Choice = &govuk.Radios{
		Name: "purpose", IDPrefix: "purpose", Value: string(chosen), Items: choices, Classes: "govuk-radios--small",
		Fieldset: govuk.LegendText("Why are you looking?"), Hint: govuk.HintText("It is written down with everything you look at, and decides what you can see"),
	}
	return bar
}

// purposesOfLooking are the purposes for which the caller can see or record
// anything: not those for which they may only count.
func (v *visit) purposesOfLooking() []access.Purpose {
	policy := v.s.app.Policy()
	return slices.DeleteFunc(slices.Clone(v.purposes()), func(p access.Purpose) bool {
		return policy.Scope(v.caller, p, access.View).Masks == (access.Masks{}) && policy.Scope(v.caller, p, access.Record).Masks == (access.Masks{})
	})
}

// casePurpose changes why the caller looks, and goes back to where they were.
func (s *Server) casePurpose(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	purpose := access.Purpose(form.Text("purpose"))
	if !slices.Contains(v.purposesOfLooking(), purpose) {
		return change.Problems{{Kind: change.Invalid, Sentence: "Your roles can’t look for that reason. Go back and choose one of those listed."}}
	}
	s.sessions.Put(r.Context(), keyPurpose, string(purpose))
	return v.done(w, "You are now looking in order to: "+purpose.Name()+".", purposeBack(form.Text("back")))
}

// purposeBack is where to go after the purpose was changed: a page of ours
// that is about people.
func purposeBack(asked string) string {
	back, err := url.Parse(asked)
	if err != nil || back.IsAbs() || back.Host != "" || back.User != nil || path.Clean(back.Path) != back.Path || strings.Contains(back.Path, `\`) {
		return "/casework"
	}
	for _, room := range []string{"/casework", "/governance", "/figures", "/measures", "/deadlines", "/alerts", "/reviewing", "/agencies", "/teams"} {
		if back.Path == room || strings.HasPrefix(back.Path, room+"/") {
			return back.RequestURI()
		}
	}
	return "/casework"
}

// scope is what the caller may do with people's records for the purpose
// chosen.
func (v *visit) scope(act access.Act) access.Scope {
	return v.s.app.Policy().Scope(v.caller, v.purpose(), act)
}

// unseenPerson is the answer for a person who is not there, in the words that
// are said of one who may not be seen.
func unseenPerson() error {
	return change.Problems{{Kind: change.NotFound, Sentence: "We cannot find that: it may not have been there on the day you asked about."}}
}

// namesOf gives the people among those named whom the caller may see. Nobody
// else is there, and nothing is said of them.
func (v *visit) namesOf(ids ...string) (map[string]*casework.Person, error) {
	found := map[string]*casework.Person{}
	if len(ids) == 0 {
		return found, nil
	}
	looking, err := v.look(store.HowListed)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if id == "" || found[id] != nil {
			continue
		}
		person, err := looking.Named(v.r.Context(), id)
		if err != nil {
			return nil, err
		}
		if person != nil {
			found[id] = person
		}
	}
	return found, nil
}

// nowAsked is the present, for what is done now whatever moment an address
// names.
func nowAsked() (app.When, moment) { return app.When{}, moment{} }

// unseenAmong says whether the caller may not see somebody among those named.
// One who is not there is answered alike.
func (v *visit) unseenAmong(ids ...string) (bool, error) {
	names, err := v.namesOf(ids...)
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(ids, func(id string) bool { return names[id] == nil }), nil
}
