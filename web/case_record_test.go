package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"throughline/casework"
)

// kindsOffered are the kinds of record that a page offers.
func kindsOffered(page *shown) (kinds []string) {
	for _, n := range page.all(func(n *html.Node) bool { return attribute(n, "name") == "of" }) {
		kinds = append(kinds, attribute(n, "value"))
	}
	return kinds
}

// TestKindsOfRecordByRole holds what each role is offered about one child.
func TestKindsOfRecordByRole(t *testing.T) {
	c := newCaseCouncil(t)
	for key, want := range map[string]struct{ some, never []string }{
		"worker": {[]string{"case_note", "visit", "assessment", "management_decision", "strategy_discussion", "conference"},
			[]string{"lado_allegation", "health_assessment", "psychology_notes", "supervision_personal"}},
		"nurse":   {[]string{"health_assessment", "dental_check"}, []string{"case_note", "psychology_notes", "lado_allegation"}},
		"teacher": {[]string{"personal_education_plan"}, []string{"case_note", "health_assessment", "conference"}},
	} {
		offered := kindsOffered(c.as(key).get("/casework/people/" + c.id["amara"] + "/records/new").want(http.StatusOK))
		for _, kind := range want.some {
			if !slices.Contains(offered, kind) {
				t.Errorf("%s is not offered %s, only %v", key, kind, offered)
			}
		}
		for _, kind := range want.never {
			if slices.Contains(offered, kind) {
				t.Errorf("%s is offered %s", key, kind)
			}
		}
	}
}

// startRecord opens the form for a kind of record by way of the page that
// asks for the kind.
func startRecord(b *browser, person, kind string, also ...string) (*shown, string) {
	b.t.Helper()
	path := "/casework/people/" + person + "/records/new"
	choice := b.get(path).want(http.StatusOK).form(path)
	choice.Set("of", kind)
	choice["also"] = also
	return b.get(path + "?" + choice.Encode()).want(http.StatusOK), path
}

func TestWritingARecord(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	amara := c.id["amara"]
	page, path := startRecord(b, amara, "visit")
	fields := fillIn(page, path, typing{"title": "Second visit", "words": "We talked in the garden.", "step": "complete", "voice-" + amara + "-words": "I want to see Tobi.", "voice-" + amara + "-alone": "yes"})
	if fields.Get("happened-day") != "1" || fields.Get("of") != "visit" {
		t.Errorf("the form starts with %v", fields)
	}
	record := b.post(path, fields).want(http.StatusOK)
	record.says("The record is complete and sealed", "Second visit", "We talked in the garden.", "I want to see Tobi.", "Seen alone", "Amara Okafor: 8 years", "Completed 1 May 2012")
	b.get("/casework/people/"+amara).want(http.StatusOK).says("Second visit", "Last seen alone 1 May 2012")

	amend := record.link("Add to this record")
	if empty := b.post(amend, b.get(amend).form(amend)).want(http.StatusUnprocessableEntity); empty.fault("words") == "" || empty.fault("reason") == "" {
		t.Errorf("an empty addition: %q", empty.summary())
	}
	stale := fillIn(b.get(amend), amend, typing{"words": "Added second.", "reason": "Forgotten"})
	b.post(amend, fillIn(b.get(amend), amend, typing{"words": "She drew a picture.", "reason": "Left out"})).want(http.StatusOK).says("She drew a picture.", "Left out", "We talked in the garden.")
	told := b.post(amend, stale).want(http.StatusConflict)
	told.says("Somebody else added to this record")
	b.post(amend, told.form(amend)).want(http.StatusOK).says("She drew a picture.", "Added second.")
	edit := b.get(strings.TrimSuffix(amend, "amend") + "edit").want(http.StatusConflict)
	edit.says("it is sealed")
	history := b.get(record.link("History")).want(http.StatusOK)
	history.says("Version 1: Write a record", "Wilma Worker", "Second visit", "Amara Okafor")
	if data := b.get(record.link("As data (JSON)")).want(http.StatusOK); !strings.Contains(string(data.body), `"We talked in the garden."`) {
		t.Errorf("the data is %s", data.body)
	}
}

func TestASlipInARecordLosesNothing(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("manager")
	page, path := startRecord(b, c.id["amara"], "management_decision")
	typed := typing{"title": "A decision", "words": "Long words.", "options": "Only one", "chosen": "", "reason": "Because", "dissent": "The school", "child": "For you", "step": "complete", "happened-day": "31", "happened-month": "12", "happened-year": "2012"}
	fields := fillIn(page, path, typed)
	again := b.post(path, fields).want(http.StatusUnprocessableEntity)
	for field, want := range map[string]string{
		"happened": "Enter a day for the record that is not in the future.", "options": "Enter at least two options that were considered. Doing nothing is one.",
		"chosen": "Enter what was decided.", "dissent": "For each person who disagreed, enter who and why.",
	} {
		if got := again.fault(field); got != want {
			t.Errorf("beside %s: %q, not %q (%q)", field, got, want, again.summary())
		}
	}
	again.summary()
	kept := again.form(path)
	for field := range typed {
		if field != "step" && kept.Get(field) != fields.Get(field) {
			t.Errorf("%s was %q and is %q", field, fields.Get(field), kept.Get(field))
		}
	}
	none := fillIn(page, path, typing{"words": "Words.", "step": "complete"})
	if got := b.post(path, none).want(http.StatusUnprocessableEntity); got.fault("decision") == "" || len(got.summary()) == 0 {
		t.Errorf("a decision without one: %s", got.text())
	}
}

// TestAMaskedAddressIsNotWrittenDown names the mother's address in a note about
// the child, and is told how to say it otherwise.
func TestAMaskedAddressIsNotWrittenDown(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	page, path := startRecord(b, c.id["amara"], "case_note")
	again := b.post(path, fillIn(page, path, typing{"words": "Grace now lives at 17 hidden ln, ZZ994WZ.", "step": "complete"})).want(http.StatusUnprocessableEntity)
	if got := again.fault("words"); !strings.Contains(got, "Take out “17 hidden ln” and “ZZ994WZ”") || !strings.Contains(got, "Say it another way") {
		t.Errorf("it says %q", got)
	}
	if again.form(path).Get("words") == "" {
		t.Error("the words were lost")
	}
	b.get("/casework/people/"+c.id["grace"]).want(http.StatusOK).says("17 Hidden Lane", "Masked. Kept from the children’s father")
	for _, key := range []string{"colleague", "elsewhere"} { // of the team, and of another
		c.as(key).get("/casework/people/"+c.id["grace"]).want(http.StatusOK).hides("Hidden Lane", "ZZ99 4WZ", "asked")
	}
}

// TestADraftDoesNotKeepAMaskedAddress names the mother's address in a draft,
// wherever on the form: it is warned of in the words that completing is refused
// with, nothing typed is lost, and no draft holds it.
func TestADraftDoesNotKeepAMaskedAddress(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	amara, tobi := c.id["amara"], c.id["tobi"]
	page, path := startRecord(b, amara, "case_note", tobi)
	const leak = "Grace now lives at 17 hidden ln, ZZ994WZ."
	for _, field := range []string{"words", "title", "own-" + tobi, "voice-" + amara + "-words", "voice-" + tobi + "-changed"} {
		typed := fillIn(page, path, typing{"words": "A plain note.", field: leak, "step": "draft"})
		warned := b.post(path, typed).want(http.StatusUnprocessableEntity)
		if got := warned.fault(field); !strings.Contains(got, "Take out “17 hidden ln” and “ZZ994WZ”") || !strings.Contains(got, "Say it another way") {
			t.Errorf("beside %s: %q", field, got)
		}
		warned.says("Your draft was not saved. What you typed is still here.")
		kept := warned.form(path)
		for name := range typed {
			if name != "step" && !slices.Equal(kept[name], typed[name]) {
				t.Errorf("%s was %q and is %q", name, typed[name], kept[name])
			}
		}
		completing := fillIn(page, path, typing{"words": "A plain note.", field: leak, "step": "complete"})
		if said := b.post(path, completing).want(http.StatusUnprocessableEntity).text(); !strings.Contains(said, "Take out “17 hidden ln” and “ZZ994WZ”: it is a house and street that is kept from somebody.") {
			t.Errorf("completing says it otherwise: %s", said)
		}
	}
	crafted := fillIn(page, path, typing{"words": "A plain note.", "step": "draft"})
	crafted.Set("chosen", leak) // a field that this kind of record has not
	b.post(path, crafted).want(http.StatusUnprocessableEntity).says("Take out “17 hidden ln”")
	crafted.Del("chosen")
	crafted.Add("also", leak) // nobody is named so
	if got := b.post(path, crafted); got.status < http.StatusBadRequest {
		t.Errorf("it was taken: %d", got.status)
	}
	b.get("/casework").want(http.StatusOK).hides("Your drafts")

	// A draft that is kept already stays as it was.
	saved := b.post(path, fillIn(page, path, typing{"words": "Not yet done.", "step": "draft"})).want(http.StatusOK)
	at, _, _ := strings.Cut(saved.path, "?")
	warned := b.post(at, fillIn(saved, at, typing{"words": leak, "step": "draft"})).want(http.StatusUnprocessableEntity)
	if warned.form(at).Get("words") != leak {
		t.Error("the words were lost")
	}
	if got := b.get(at).want(http.StatusOK).form(at).Get("words"); got != "Not yet done." {
		t.Errorf("the draft has %q", got)
	}
	mended := warned.form(at)
	mended.Set("words", "She moved to a safe place.")
	mended.Set("step", "draft")
	b.post(at, mended).want(http.StatusOK).says("Your draft has been saved")
	held, err := c.app.Drafts(t.Context(), c.caller("worker"))
	if err != nil || len(held) != 1 || strings.Contains(string(held[0].Body), "hidden") {
		t.Errorf("kept: %v, %v", held, err)
	}

	// Details that must be kept from somebody may name it.
	page, path = startRecord(b, amara, "masked_details")
	b.post(path, fillIn(page, path, typing{"words": leak, "step": "draft"})).want(http.StatusOK).says("Your draft has been saved")
}

// TestTheWarningOfAMaskedAddressIsOnlyForItsWriters holds the warning to those
// who may write of the child: nobody else can ask by it what is kept from whom.
func TestTheWarningOfAMaskedAddressIsOnlyForItsWriters(t *testing.T) {
	c := newCaseCouncil(t)
	page, path := startRecord(c.as("worker"), c.id["amara"], "case_note")
	leak := fillIn(page, path, typing{"words": "Grace now lives at 17 hidden ln, ZZ994WZ.", "step": "draft"})
	plain := fillIn(page, path, typing{"words": "Grace is well.", "step": "draft"})
	for _, key := range []string{"elsewhere", "nurse", "teacher", "finance", "analyst", "early"} {
		b := c.as(key)
		named, harmless := b.post(path, leak), b.post(path, plain)
		if named.status < http.StatusBadRequest || named.status != harmless.status {
			t.Errorf("%s: %d with the address and %d without", key, named.status, harmless.status)
		}
		named.hides("kept from somebody.")
	}
}

func TestSiblingsHaveWordsOfTheirOwn(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	amara, tobi := c.id["amara"], c.id["tobi"]
	page, path := startRecord(b, amara, "visit", tobi)
	page.says("Record about Amara Okafor and Tobi Okafor")
	fields := fillIn(page, path, typing{"words": "I saw both.", "own-" + amara: "Amara was tired.", "own-" + tobi: "Tobi was cross.", "step": "complete"})
	if strings.Join(fields["also"], "") != tobi {
		t.Errorf("it is also about %v", fields["also"])
	}
	record := b.post(path, fields).want(http.StatusOK)
	record.says("I saw both.", "Amara was tired.")
	record.hides("Tobi was cross.")
	tobis := b.get("/casework/people/" + tobi).want(http.StatusOK)
	other := b.get(tobis.link("Visit , 1 May 2012")).want(http.StatusOK)
	other.says("I saw both.", "Tobi was cross.")
	other.hides("Amara was tired.")
}

func TestDrafts(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	page, path := startRecord(b, c.id["amara"], "case_note")
	saved := b.post(path, fillIn(page, path, typing{"words": "Not yet done.", "step": "draft"})).want(http.StatusOK)
	saved.says("Your draft has been saved")
	at, _, _ := strings.Cut(saved.path, "?")
	if got := saved.form(at).Get("words"); got != "Not yet done." {
		t.Errorf("the draft has %q", got)
	}
	b.get("/casework/people/" + c.id["amara"]).hides("Not yet done.")
	c.as("colleague").get(at).want(http.StatusNotFound)
	c.as("manager").get("/casework").hides("Case note about")
	list := b.get("/casework").want(http.StatusOK)
	list.says("Your drafts", "saved 1 May 2012 at 10:00am")
	if list.link("Case note about Amara Okafor") != at {
		t.Error("the list does not lead to the draft")
	}
	b.post(at, fillIn(saved, at, typing{"words": "Nearly done.", "step": "draft"})).want(http.StatusOK)
	slip := b.post(at, fillIn(b.get(at), at, typing{"happened-day": "", "step": "complete"})).want(http.StatusUnprocessableEntity)
	if slip.form(at).Get("words") != "Nearly done." {
		t.Error("the words were lost")
	}
	b.post(at, fillIn(b.get(at), at, typing{"step": "complete"})).want(http.StatusOK).says("Nearly done.", "Completed")
	b.get(at).want(http.StatusNotFound)
	b.get("/casework").hides("Your drafts")

	page, path = startRecord(b, c.id["amara"], "case_note")
	saved = b.post(path, fillIn(page, path, typing{"words": "To throw away.", "step": "draft"})).want(http.StatusOK)
	at, _, _ = strings.Cut(saved.path, "?")
	b.post(at+"/drop", url.Values{}).want(http.StatusOK).says("The draft has been thrown away")
	b.get(at).want(http.StatusNotFound)
}

// TestADraftInTheFile is a record that was begun there, and is revised by its
// writer alone.
func TestADraftInTheFile(t *testing.T) {
	c := newCaseCouncil(t)
	id := c.app.NewID()
	c.doCase("worker", casework.WriteRecord{ID: id, Of: "visit", People: []string{c.id["amara"]}, Details: casework.RecordDetails{Happened: c.app.Today(), Title: "Begun", Words: "First words."}})
	b, path := c.as("worker"), "/casework/records/"+id+"/edit"
	page := b.get("/casework/records/" + id).want(http.StatusOK)
	page.says("Draft", "Begun")
	first, second := fillIn(b.get(path), path, typing{"words": "Second words.", "step": "draft"}), fillIn(b.get(path), path, typing{"title": "Named", "step": "complete"})
	b.post(path, first).want(http.StatusOK).says("The draft has been saved", "Second words.")
	merge := b.post(path, second).want(http.StatusConflict)
	merge.says("Someone else changed this record", "Second words.", "First words.", "Named")
	b.post(path, merge.form(path)).want(http.StatusOK).says("Second words.", "Named", "Completed")
}

func TestARecordThatMayNotBeSeenIsNotThere(t *testing.T) {
	c := newCaseCouncil(t)
	for key, hidden := range map[string][]string{
		"worker": {"allegation", "health", "restriction", "break"}, "elsewhere": {"note", "decision", "health", "allegation", "care", "review"}, "teacher": {"note", "decision", "health", "refuge"},
		"nurse": {"note", "allegation"}, "lado": {"note", "health"}, "finance": {"note"}, "colleague": {"refuge", "allegation"},
	} {
		b := c.as(key)
		none := b.get("/casework/records/" + nobodyKnown).want(http.StatusNotFound)
		for _, thing := range hidden {
			for _, path := range []string{"/casework/records/" + c.id[thing], "/casework/records/" + c.id[thing] + "/data.json", "/casework/things/" + c.id[thing] + "/history"} {
				got := b.get(path)
				if got.status != http.StatusNotFound || got.text() != none.text() {
					t.Errorf("%s, %s: %d %s, and of what is not there %s", key, thing, got.status, got.text(), none.text())
				}
			}
		}
	}
	c.as("lado").get("/casework/records/" + c.id["allegation"]).want(http.StatusOK).says("Allegation at work")
	c.as("nurse").get("/casework/records/" + c.id["health"]).want(http.StatusOK).says("Hearing was tested.")
}

// TestAKindThatIsNotOfferedIsNotTaken sends a kind that the form did not
// offer.
func TestAKindThatIsNotOfferedIsNotTaken(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	page, path := startRecord(b, c.id["amara"], "case_note")
	for _, kind := range []string{"psychology_notes", "lado_allegation", "nonsense", ""} {
		fields := fillIn(page, path, typing{"words": "x", "step": "complete", "of": kind})
		if got := b.post(path, fields); got.status < http.StatusBadRequest {
			t.Errorf("the kind %q was taken: %d %s", kind, got.status, got.path)
		}
	}
}

// TestAnotherPurposeLosesNothing changes the purpose on another page while a
// record is being written.
func TestAnotherPurposeLosesNothing(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	page, path := startRecord(b, c.id["amara"], "case_note")
	fields := fillIn(page, path, typing{"words": "Typed before.", "step": "complete"})
	b.post("/casework/purpose", url.Values{"purpose": {"supervising"}, "back": {"/casework/people/" + c.id["amara"]}}).want(http.StatusOK).says("You are now looking in order to: Supervising or managing the work")
	refused := b.post(path, fields).want(http.StatusForbidden)
	if refused.form(path).Get("words") != "Typed before." || len(refused.summary()) == 0 {
		t.Errorf("what was typed was lost: %s", refused.text())
	}
	b.post("/casework/purpose", url.Values{"purpose": {"direct_work"}, "back": {"/casework"}})
	b.post(path, refused.form(path)).want(http.StatusOK)
}
