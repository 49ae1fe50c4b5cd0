package web

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
)

// destruction is the first list there is.
func (c *testCouncil) destruction() *casework.Destruction {
	c.t.Helper()
	list, ok := c.things(casework.KindDestruction)[0].Body.(*casework.Destruction)
	if !ok {
		c.t.Fatal("a list is of another type")
	}
	return list
}

// grownUp records Kit, whose records are past their time: born in 1980,
// with notes of 1998 and nothing since.
func (c *testCouncil) grownUp(notes int) {
	c.t.Helper()
	const key, given, family = "kit", "Kit", "Moorland"
	c.id[key] = c.app.NewID()
	c.doCase("manager", casework.AddPerson{ID: c.id[key], Details: casework.PersonDetails{
		Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: given, Family: family}}, Born: bornOn(1980, 6, 15), Sex: "M",
	}})
	c.id["allocation of "+key] = c.app.NewID()
	c.doCase("manager", casework.Allocate{ID: c.id["allocation of "+key], Person: c.id[key], Membership: c.id["worker"], Role: casework.LeadWorker, From: calendar.Must(1998, 1, 1)})
	for i := range notes {
		c.doCase("worker", casework.WriteRecord{ID: c.app.NewID(), Of: "case_note", People: []string{c.id[key]}, Details: casework.RecordDetails{
			Happened: calendar.Must(1998, 1, 1).AddDays(i), Title: "Call", Words: fmt.Sprintf("Number %d: %s was seen at the Copper Kettle cafe.", i, given), Complete: true,
		}})
	}
	c.doCase("manager", casework.EndAllocation{Allocation: c.id["allocation of "+key], Seen: 1, Until: calendar.Must(1998, 12, 31), Why: "Closed"})
}

// A list is proposed, looked through by a second person, signed by a third,
// and carried out in pieces. The reason and the commitments stay.
func TestRecordsPastTheirTimeAreDestroyed(t *testing.T) {
	c := newCaseCouncil(t)
	c.grownUp(4)
	c.staffed("third", "Thea Third", access.GovernanceLead)
	lead := c.as("governance")
	list := lead.get("/governance/retention").want(http.StatusOK)
	list.says("Kit Moorland", "Amara Okafor", "It is kept while the person is looked after.")
	list.hides("Bella", "Copper Kettle")
	due := lead.get(list.link("Show: something is due")).want(http.StatusOK)
	if rows := due.tableRows(); len(rows) != 1 || !strings.HasPrefix(rows[0], "Kit Moorland Due 6 records") {
		t.Fatalf("due are %q", rows)
	}
	lead.get("/governance/retention?show=held").want(http.StatusOK).says("Nobody whom you may see is like that.")
	lead.get("/governance/retention?show=everything").want(http.StatusUnprocessableEntity)
	lead.get("/governance/retention/"+c.id["amara"]).want(http.StatusOK).says("In use", "It is kept while the person is looked after.")

	at := "/governance/retention/" + c.id["kit"]
	kit := lead.get(due.link("Kit Moorland")).want(http.StatusOK)
	kit.says("Due", "Case note", "Allocation", "Name and details", "Record of a child in need: 3 years")
	kit.hides("Copper Kettle")
	proposed := lead.sent(kit, at, nil).want(http.StatusOK)
	proposed.says("The list is proposed.", "6 records", "Record of a child in need (Devon schedule: 18 and 3 years inactive)", "No published paper quotes", "No backup has been recorded.")
	action := proposed.path
	if lead.get(at).button("Propose what is due") {
		t.Error("a second list is offered while one is waiting")
	}
	if got := lead.sent(proposed, action, nil).want(http.StatusUnprocessableEntity).summary(); len(got) != 2 {
		t.Errorf("the errors are %v", got)
	}
	sheet := lead.get(action + "/items.csv").want(http.StatusOK)
	if lines, err := csv.NewReader(strings.NewReader(string(sheet.body))).ReadAll(); err != nil || len(lines) != 7 || strings.Contains(string(sheet.body), "Kit") || strings.Contains(string(sheet.body), "Kettle") {
		t.Errorf("the spreadsheet is %s: %v", sheet.body, err)
	}
	proposed.says("You proposed this list, so somebody else must look through it.")
	if proposed.button("Sign it: these records are to be destroyed") || len(proposed.form(action)["keep"]) > 0 {
		t.Error("whoever proposed the list is offered to look through it")
	}
	lead.post(action, map[string][]string{"seen": {"1"}, "to": {"reviewed"}, "why": {"I looked."}}).want(http.StatusForbidden).says("somebody else must look through it")
	guardian := c.as("guardian")
	guardian.sent(guardian.get(action), action, map[string]string{"to": "reviewed", "why": "I looked at each."}).want(http.StatusOK).says("Somebody else must sign it.", "You looked through this list, so somebody else must sign it.")
	guardian.post(action, map[string][]string{"seen": {"2"}, "to": {"signed"}, "why": {"Sign."}}).want(http.StatusForbidden).says("somebody else must sign it")
	lead.get(action).want(http.StatusOK).says("You proposed this list, and others can sign it, so one of them must.")
	lead.post(action, map[string][]string{"seen": {"2"}, "to": {"signed"}, "why": {"Sign."}}).want(http.StatusForbidden).says("others can sign it")
	lead.post(action, map[string][]string{"seen": {"2"}, "to": {"done"}, "why": {"Go."}}).want(http.StatusUnprocessableEntity).says("Take the next step.")
	lead.post(action+"/destroy", nil).want(http.StatusUnprocessableEntity).says("Only a list that was proposed, reviewed and signed")

	third := c.as("third")
	sign := third.get(action).want(http.StatusOK)
	third.sent(sign, action, map[string]string{"to": "signed", "why": "The rule is right, and so are the facts."}).want(http.StatusOK).says("The list is signed.")

	// A hold that is placed now keeps everything.
	c.governs("guardian", casework.PlaceHold{ID: "01370000-0000-7000-8000-0000000000f1", Title: "The inquiry", Why: "It asked.", ReviewOn: calendar.Must(2012, 12, 1)})
	signed := third.get(action).want(http.StatusOK)
	held := third.sent(signed, action, map[string]string{"to": "done", "why": "Carry it out."}).want(http.StatusUnprocessableEntity)
	held.says("A legal hold keeps it: The inquiry.")
	held.summary()
	c.governs("governance", casework.LiftHold{Hold: "01370000-0000-7000-8000-0000000000f1", Why: "The inquiry ended."})

	before, err := c.app.Store().Verify(t.Context(), c.caller("auditor"), nil)
	if err != nil {
		t.Fatal(err)
	}
	done := third.sent(signed, action, map[string]string{"to": "done", "why": "Carry it out."}).want(http.StatusOK)
	done.says("Everything on the list was destroyed.", "All 6 records were destroyed.", "The rule is right, and so are the facts.", "Thea Third")
	after, err := c.app.Store().Verify(t.Context(), c.caller("auditor"), nil)
	if err != nil || after.Erased <= before.Erased {
		t.Errorf("the ledger counts %d erased, then %d: %v", before.Erased, after.Erased, err)
	}
	lead.get("/governance/destructions").want(http.StatusOK).says("Carried out", "No list is waiting.")
	entries := c.entries()
	again := third.post(action+"/destroy", nil).want(http.StatusUnprocessableEntity)
	again.says("Nothing is left on this list, so nothing was destroyed now.")
	again.hides("Everything on the list was destroyed.")
	if c.entries() != entries {
		t.Error("destroying nothing was recorded as something")
	}
	for _, path := range []string{"/casework/people/" + c.id["kit"], at, "/governance/retention", action, "/governance/destructions"} {
		lead.get(path).hides("Kit Moorland", "Copper Kettle")
	}
	w := c.as("worker")
	w.sent(w.get("/casework/search"), "/casework/search", map[string]string{"find": "moorland"}).hides("Kit Moorland")
	for _, who := range []string{"manager", "admin", "auditor"} {
		c.as(who).get(action).want(http.StatusForbidden)
	}
}

// What is taken off a list when it is looked through is kept, and so is whom
// it is about.
func TestWhatIsTakenOffAListIsKept(t *testing.T) {
	c := newCaseCouncil(t)
	c.grownUp(2)
	id := c.app.NewID()
	c.governs("governance", casework.ProposeDestruction{ID: id, Person: c.id["kit"]})
	list := c.destruction()
	note := list.Items[slices.IndexFunc(list.Items, func(i casework.DestructionItem) bool { return i.Of == "case_note" })].Thing
	b := c.as("guardian")
	page := b.get("/governance/destructions/" + id).want(http.StatusOK)
	b.sent(page, "/governance/destructions/"+id, map[string]string{"to": "reviewed", "keep": note, "why": "One note is asked for by a claim."}).want(http.StatusOK)
	left := c.destruction()
	if slices.Contains(left.Listed(), note) || slices.Contains(left.Listed(), c.id["kit"]) || len(left.Items) != len(list.Items)-2 {
		t.Errorf("left are %+v", left.Items)
	}
	b = c.as("governance")
	b.sent(b.get("/governance/destructions/"+id), "/governance/destructions/"+id, map[string]string{"to": "refused", "why": "Let us wait."}).want(http.StatusOK).says("The list was refused. Everything on it is kept.", "Let us wait.")
}

// A list is destroyed a piece at a time. When the service stops half way, what
// went is gone, and the rest goes when it is asked again.
func TestADestructionThatIsStoppedGoesOn(t *testing.T) {
	c := newCaseCouncil(t)
	c.grownUp(230)
	c.staffed("third", "Thea Third", access.GovernanceLead)
	id := c.app.NewID()
	c.governs("governance", casework.ProposeDestruction{ID: id, Person: c.id["kit"]})
	c.governs("guardian", casework.DecideDestruction{Destruction: id, To: casework.DestructionReviewed, Why: "I looked."})
	c.governs("third", casework.DecideDestruction{Destruction: id, To: casework.DestructionSigned, Why: "I sign."})
	c.governs("third", casework.DecideDestruction{Destruction: id, To: casework.DestructionDone, Why: "Now."})
	ctx, stop := context.WithCancel(t.Context())
	var told []int
	left, err := c.app.Destroy(ctx, c.caller("third"), id, "Past its time.", func(left int) { told = append(told, left); stop() })
	if err != nil || left == 0 || left >= 232 || !slices.Equal(told, []int{left}) {
		t.Fatalf("%d are left, and %v were told: %v", left, told, err)
	}
	b, action := c.as("third"), "/governance/destructions/"+id
	page := b.get(action).want(http.StatusOK)
	page.says(fmt.Sprintf("%d of 232 records destroyed so far.", 232-left), "Destroy what is left")
	// A hold placed meanwhile keeps what is left.
	const hold = "01370000-0000-7000-8000-0000000000f2"
	c.governs("guardian", casework.PlaceHold{ID: hold, Title: "The claim", Why: "It was made today.", ReviewOn: calendar.Must(2012, 12, 1)})
	b.sent(page, action+"/destroy", nil).want(http.StatusUnprocessableEntity).says("must be kept after all", "A legal hold keeps it: The claim.")
	c.governs("governance", casework.LiftHold{Hold: hold, Why: "It was settled."})
	b.sent(page, action+"/destroy", nil).want(http.StatusOK).says("All 232 records were destroyed.")
	if _, err := c.app.Store().Verify(t.Context(), c.caller("auditor"), nil); err != nil {
		t.Error(err)
	}
}

// Nothing is destroyed by somebody without the right, from a list of another
// kind, or from one that was not carried out.
func TestNothingElseIsDestroyed(t *testing.T) {
	c := newCaseCouncil(t)
	c.grownUp(1)
	id := c.app.NewID()
	c.governs("governance", casework.ProposeDestruction{ID: id, Person: c.id["kit"]})
	for who, list := range map[string]string{"worker": id, "admin": id, "governance": id, "guardian": c.id["note"]} {
		if left, err := c.app.Destroy(t.Context(), c.caller(who), list, "Because.", func(int) {}); err == nil {
			t.Errorf("%s destroyed from %s: %d left", who, list, left)
		}
	}
	c.as("worker").get("/casework/people/" + c.id["kit"]).want(http.StatusOK).says("Kit Moorland")
}

// A list of which nothing is left, but that nobody signed, is refused too: what
// stood on it went by another list.
func TestNothingIsSaidToBeDestroyedFromAListThatWasNotSigned(t *testing.T) {
	c := newCaseCouncil(t)
	c.grownUp(1)
	c.staffed("third", "Thea Third", access.GovernanceLead)
	first, second := c.app.NewID(), c.app.NewID()
	c.governs("governance", casework.ProposeDestruction{ID: first, Person: c.id["kit"]})
	c.governs("guardian", casework.DecideDestruction{Destruction: first, To: casework.DestructionReviewed, Why: "I looked."})
	c.governs("third", casework.DecideDestruction{Destruction: first, To: casework.DestructionSigned, Why: "I sign."})
	c.governs("third", casework.DecideDestruction{Destruction: first, To: casework.DestructionDone, Why: "Now."})
	c.governs("governance", casework.ProposeDestruction{ID: second, Person: c.id["kit"]}) // all of it is still there
	if left, err := c.app.Destroy(t.Context(), c.caller("third"), first, "Past its time.", func(int) {}); err != nil || left != 0 {
		t.Fatalf("%d left: %v", left, err)
	}
	before := c.entries()
	page := c.as("third").post("/governance/destructions/"+second+"/destroy", nil).want(http.StatusUnprocessableEntity)
	page.says("Only a list that was proposed, reviewed and signed", "Nothing was destroyed.")
	page.hides("Everything on the list was destroyed.")
	if c.entries() != before {
		t.Error("something was recorded")
	}
}

// A published paper that quotes what goes is named, and so are the backups.
func TestCopiesThatStayAreNamed(t *testing.T) {
	c := newCaseCouncil(t)
	c.grownUp(1)
	if _, err := app.Backup(t.Context(), c.app.Store(), c.files, app.Operator(c.authority), filepath.Join(t.TempDir(), "weekly.db"), nil, nil); err != nil {
		t.Fatal(err)
	}
	id := c.app.NewID()
	c.governs("governance", casework.ProposeDestruction{ID: id, Person: c.id["kit"]})
	c.as("governance").get("/governance/destructions/"+id).want(http.StatusOK).says("Backups stay", "weekly.db, 1 May 2012 at 10:00am", "until whoever runs the service deletes it")
	c.as("admin").get("/erase/" + c.id["action"]).want(http.StatusOK).says("weekly.db, 1 May 2012 at 10:00am")
}

func TestLegalHolds(t *testing.T) {
	c := newCaseCouncil(t)
	lead := c.as("governance")
	none := lead.get("/governance/holds").want(http.StatusOK)
	none.says("No legal hold stands.", "No hold has been lifted yet.")
	form := lead.get(none.link("Hold everybody’s records")).want(http.StatusOK)
	form.says("Everybody’s records in this council")
	if got := lead.sent(form, "/governance/holds/new", nil).want(http.StatusUnprocessableEntity).summary(); len(got) != 3 {
		t.Errorf("the errors are %v", got)
	}
	one := lead.get(lead.get("/governance/retention/" + c.id["tobi"]).link("Hold this person’s records")).want(http.StatusOK)
	one.says("Tobi Okafor")
	fields := with(map[string]string{"title": "The claim of 2012", "why": "A claim was made."}, datedFields("review_on", "2012-12-01"))
	placed := lead.sent(one, "/governance/holds/new", fields).want(http.StatusOK)
	placed.says("The hold stands.", "The claim of 2012", "Tobi Okafor", "1 December 2012", "Gwen Governance")
	lead.get("/governance/retention/"+c.id["tobi"]).want(http.StatusOK).says("Held", "A legal hold keeps it: The claim of 2012.")
	lead.get("/governance/retention?show=held").want(http.StatusOK).says("Tobi Okafor")
	lift := placed.link("Lift this hold")
	lead.get(lift).want(http.StatusOK).says("You placed this hold, so somebody else must lift it.")
	lead.post(lift, map[string][]string{"seen": {"1"}, "why": {"Over."}}).want(http.StatusForbidden)
	guardian := c.as("guardian")
	page := guardian.get(lift).want(http.StatusOK)
	if got := guardian.sent(page, lift, nil).want(http.StatusUnprocessableEntity).fault("why"); got == "" {
		t.Error("no reason is asked for")
	}
	guardian.sent(page, lift, map[string]string{"why": "The claim was settled."}).want(http.StatusOK).says("The hold has been lifted.", "The claim was settled.", "Gary Guardian")
	guardian.sent(page, lift, map[string]string{"why": "Again."}).want(http.StatusConflict).says("What you typed, which was not saved")
	c.clock.goTo("2013-01-02")
	c.governs("governance", casework.PlaceHold{ID: c.app.NewID(), Title: "Another", Why: "Asked.", ReviewOn: calendar.Must(2013, 1, 5)})
	c.clock.goTo("2013-01-09")
	lead = c.as("governance")
	lead.get("/governance/holds").want(http.StatusOK).says("Late 5 January 2013", "Everybody’s")
	lead.get("/governance").want(http.StatusOK).says("1 hold", "1 should have been looked at again by now")
	lead.get("/governance/holds/new?person=" + c.id["before"]).want(http.StatusNotFound)
	for _, who := range []string{"manager", "worker", "admin", "auditor"} {
		c.as(who).get(lift).want(http.StatusForbidden)
	}
}
