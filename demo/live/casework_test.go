package live

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/demo"
	"throughline/store"
)

// as is the caller that somebody of the demonstration is at its end.
func (w *world) as(who string) access.Caller {
	w.Helper()
	person, ok := demo.PersonByKey(who)
	if !ok {
		w.Fatalf("nobody is called %s", who)
	}
	account, err := w.accounts().ByEmail(w.Context(), person.Email)
	if err != nil {
		w.Fatal(err)
	}
	authority, _ := demo.Authority()
	caller, err := w.service.CallerAs(w.Context(), authority, account.ID)
	if err != nil {
		w.Fatal(err)
	}
	return caller
}

// shows says whether somebody is shown a thing, for a purpose.
func (w *world) shows(who string, purpose access.Purpose, key string) bool {
	w.Helper()
	look, err := w.service.Look(w.Context(), w.as(who), purpose, store.HowOpened, app.When{})
	if err != nil {
		if errors.Is(err, store.ErrDenied) {
			return false
		}
		w.Fatal(err)
	}
	_, _, err = look.One(w.Context(), demo.ID(key))
	if recorded := look.Recorded(w.Context()); recorded != nil {
		w.Fatal(recorded)
	}
	switch {
	case err == nil:
		return true
	case errors.Is(err, store.ErrNotFound):
		return false
	default:
		w.Fatal(err)
		return false
	}
}

// TestTheCaseworkOfTheDemonstration builds the demonstration once, and looks
// at it as those who work with children and as those who check.
func TestTheCaseworkOfTheDemonstration(t *testing.T) {
	w := inFile(t)
	b, err := begin(t.Context(), w.service, w.accounts(), w.files, &w.clock, nil)
	if err == nil {
		err = b.live(End(), func(int, int) {})
	}
	if err != nil {
		t.Fatal(err)
	}
	w.clock.Set(End())
	for _, look := range []struct {
		name string
		at   func(*testing.T, *world, *builder)
	}{{"each person sees their part", eachSeesTheirPart}, {"there is something to look into", somethingToLookInto}, {"no step goes round the policy", noStepGoesRound}} {
		t.Run(look.name, func(t *testing.T) {
			w.T = t
			b.ctx = t.Context()
			look.at(t, w, b)
		})
	}
}

// eachSeesTheirPart opens some things of the story as the people at one click,
// who are there so that this can be tried by hand.
func eachSeesTheirPart(_ *testing.T, w *world, _ *builder) {
	for _, c := range []struct {
		key     string
		purpose access.Purpose
		see     []string
		not     []string
	}{
		{"person/tyler-wexley", access.DirectWork, []string{"leila-farrow", "chloe-rushworth", "bridget-nolan", "farah-anwar", "gareth-penrose", "denise-kershaw"},
			[]string{"simon-tranter", "pauline-eckersley", "owen-bradshaw", "margaret-hollins", "tia-morgan", "lynne-castle", "ruth-pemberley", "kevin-adjei"}},
		{"record/wexley/assessment", access.DirectWork, []string{"leila-farrow", "denise-kershaw"}, []string{"ben-atherley", "bridget-nolan", "farah-anwar", "gareth-penrose"}},
		{"record/tyler-wexley/psychology/2012-10-24", access.DirectWork, []string{"farah-anwar"}, []string{"leila-farrow", "denise-kershaw", "bridget-nolan"}},
		{"record/tyler-wexley/psychology/dates", access.DirectWork, []string{"farah-anwar", "leila-farrow", "bridget-nolan"}, []string{"gareth-penrose"}},
		{"record/tyler-wexley/health/2012-06-12", access.DirectWork, []string{"bridget-nolan", "farah-anwar"}, []string{"leila-farrow", "gareth-penrose"}},
		{"record/tyler-wexley/school/2012-11-14", access.DirectWork, []string{"gareth-penrose", "leila-farrow"}, []string{"bridget-nolan"}},
		{"review/tyler-wexley/2012-06-20", access.Reviewing, []string{"martin-oakes", "sunita-bhatt"}, []string{"leila-farrow"}},
		{"address/haverthorn/safe", access.DirectWork, []string{"leila-farrow", "denise-kershaw"}, []string{"chloe-rushworth", "bridget-nolan", "gareth-penrose", "neil-sugden", "judith-corran"}},
		{"record/haverthorn/strategy", access.Enquiry, []string{"simon-tranter", "bridget-nolan", "denise-kershaw"}, []string{"neil-sugden", "helen-marsden"}},
		{"record/haverthorn/shared", access.DirectWork, []string{"gareth-penrose", "bridget-nolan", "leila-farrow"}, []string{"farah-anwar", "tariq-mahmood"}},
		{"record/haverthorn/marac", access.DirectWork, []string{"leila-farrow"}, []string{"chloe-rushworth", "simon-tranter"}},
		{"record/craig-ollerton/allegation", access.DirectWork, []string{"helen-marsden"}, []string{"leila-farrow", "denise-kershaw", "rosalind-tait", "judith-corran"}},
		{"person/poppy-sorrelby", access.DirectWork, []string{"judith-corran"}, []string{"chloe-rushworth", "denise-kershaw", "leila-farrow", "sunita-bhatt"}},
		{"break/poppy-sorrelby", access.DirectWork, []string{"judith-corran"}, []string{"chloe-rushworth", "rosalind-tait"}},
		{"person/poppy-fenwright", access.DirectWork, []string{"judith-corran", "leila-farrow"}, []string{"bridget-nolan"}},
		{"person/isla-tamwell", access.DirectWork, []string{"ben-atherley"}, []string{"rachel-tamwell", "leila-farrow", "alan-pettifer"}},
		{"person/isla-tamwell", access.Governance, []string{"rosalind-tait", "vivien-sharrock"}, nil},
		{"record/jordan-merrin/money", access.DirectWork, []string{"pauline-eckersley", "omar-haddad"}, []string{"leila-farrow"}},
		{"record/jordan-merrin/pathway", access.DirectWork, []string{"omar-haddad"}, []string{"pauline-eckersley", "ben-atherley"}},
		{"record/pickersby/assessment", access.DirectWork, []string{"tariq-mahmood"}, []string{"chloe-rushworth", "bridget-nolan"}},
		{"person/liam-pickersby", access.DirectWork, []string{"tariq-mahmood"}, []string{"gareth-penrose"}}, // consent was withdrawn
		{"record/supervision/personal/2013-01-23", access.Supervising, []string{"denise-kershaw", "leila-farrow"}, []string{"alan-pettifer", "chloe-rushworth"}},
		{"record/connor-farnsby/night", access.DirectWork, []string{"neil-sugden", "ben-atherley"}, []string{"chloe-rushworth"}},
		{"glass/connor-farnsby/january", access.Governance, []string{"rosalind-tait", "vivien-sharrock"}, []string{"neil-sugden"}},
	} {
		for _, who := range slices.Concat(c.see, c.not) {
			if want, shown := slices.Contains(c.see, who), w.shows(who, c.purpose, c.key); shown != want {
				w.Errorf("%s is shown %s for %s: %t, want %t", who, c.key, c.purpose, shown, want)
			}
		}
	}
}

// somethingToLookInto finds what those who check must act on.
func somethingToLookInto(t *testing.T, w *world, _ *builder) {
	t.Helper()
	lead := w.as("rosalind-tait")
	look, err := w.service.Look(t.Context(), lead, access.Governance, store.HowListed, app.When{})
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{casework.KindAlert, casework.KindGlass, casework.KindRestriction, casework.KindHold, casework.KindDestruction} {
		open, err := look.EveryOpen(t.Context(), kind)
		if err != nil || len(open) == 0 {
			t.Errorf("%s: %d to act on, %v", kind, len(open), err)
		}
	}
	answered, _, err := look.Settled(t.Context(), casework.KindAlert, store.Page{Limit: store.MaxPage})
	kinds := map[casework.AlertKind]bool{}
	for _, held := range answered {
		if alert, ok := held.Body.(*casework.Alert); ok {
			kinds[alert.Kind] = alert.Answer.Outcome == casework.Concern
		}
	}
	if err != nil || !kinds[casework.SurnameAlert] {
		t.Errorf("answered: %v, %v", kinds, err)
	}
	if err := look.Recorded(t.Context()); err != nil {
		t.Fatal(err)
	}
	views, _, err := w.db.ViewsOfPerson(t.Context(), lead, demo.ID("person/ellie-haverthorn"), store.Page{Limit: store.MaxPage})
	purposes := map[access.Purpose]bool{}
	for _, v := range views {
		purposes[v.Purpose] = true
	}
	if err != nil || len(purposes) < 5 || !purposes[access.Emergency] {
		t.Errorf("Ellie was looked at for %v, %v", purposes, err)
	}
	st, err := w.service.State(t.Context(), w.as("margaret-hollins"), app.When{})
	if err != nil {
		t.Fatal(err)
	}
	released := 0
	for release := range st.Shelf.Releases() {
		released++
		tables, err := release.Printed.Tables()
		if err != nil || len(tables) < 6 || release.Title() != "Children looked after on 31 December 2012" {
			t.Errorf("%s: %d tables, %v", release.Title(), len(tables), err)
		}
	}
	if released != len(demo.AllFigures()) {
		t.Errorf("%d releases of figures", released)
	}
}

// noStepGoesRound plants steps that the policy does not allow their person.
func noStepGoesRound(t *testing.T, _ *world, b *builder) {
	t.Helper()
	tried := 0
	for _, step := range demo.CaseSteps(demo.ID) {
		write, ok := step.Change.(casework.WriteRecord)
		if !ok || write.Of == "out_of_hours_call" || tried == 40 {
			continue
		}
		write.ID = "" // another one, of the same kind about the same people
		step.Change, step.Who = write, "neil-sugden"
		if err := b.takeCase(step); !errors.Is(err, store.ErrDenied) && !errors.Is(err, store.ErrNotFound) {
			t.Errorf("a duty worker wrote %s: %v", write.Of, err)
		}
		tried++
	}
	for _, opens := range []demo.CaseStep{
		{Who: "rachel-tamwell", Purpose: access.DirectWork, Opens: demo.ID("person/isla-tamwell")},
		{Who: "kevin-adjei", Purpose: access.Statistics, Opens: demo.ID("person/tyler-wexley")},
		{Who: "simon-tranter", Purpose: access.Enquiry, Opens: demo.ID("person/amara-ndulo")},
	} {
		if err := b.takeCase(opens); err == nil {
			t.Errorf("%s opened a record that is not theirs", opens.Who)
		}
	}
	answers := demo.CaseStep{Who: "rosalind-tait", Purpose: access.Governance, Answers: &demo.Answer{Person: demo.ID("person/nobody")}}
	if err := b.takeCase(answers); err == nil || !strings.Contains(err.Error(), "no alert") {
		t.Errorf("what was never raised was answered: %v", err)
	}
}
