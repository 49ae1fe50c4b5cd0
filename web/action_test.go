package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"throughline/plan"
)

func TestAnActionsPage(t *testing.T) {
	c := newCouncil(t)
	page := c.as("board").get("/actions/" + c.id["action"]).want(http.StatusOK)
	page.says("A1 Record every strategy discussion", "Safeguarding · Within three months", "Not yet checked", "No measure linked",
		"9 June 2012", "S3-1 Strategy discussions", "Head of safeguarding, Stonebridge Council", "Inspector, Stonebridge Police",
		"0 of 480 staff trained", "Nine in ten records are complete.", "Not late", "No other action", "Not signed off by Inspector")
	if got := page.link("A1a"); got != "/parts/"+c.id["yes"] {
		t.Errorf("the part's link leads to %s", got)
	}
}

// A button is offered to those whom the change's own rules would let make it.
func TestAnActionsButtonsAreForThoseWhoMayUseThem(t *testing.T) {
	c := newCouncil(t)
	at := "/actions/" + c.id["action"]
	for who, want := range map[string][3]bool{ // add and change, end, anything at all
		"owner": {true, false, true}, "chair": {true, false, true}, "deputy": {true, true, true},
		"lead": {}, "auditor": {}, "board": {}, "young": {}, "admin": {},
	} {
		page := c.as(who).get(at).want(http.StatusOK)
		got := [3]bool{page.button("Change this action"), page.button("Withdraw, supersede or not accept"), strings.Contains(string(page.body), "govuk-button-group")}
		if got != want || page.button("Add a part") != want[0] || page.button("Reinstate this action") {
			t.Errorf("%s: got %v, want %v", who, got, want)
		}
	}
}

func TestAnActionAtAnotherMoment(t *testing.T) {
	c := newCouncil(t)
	b := c.as("owner")
	at := "/actions/" + c.id["action"]
	b.get(at + "?as-at=2012-03-01").want(http.StatusNotFound).says("was not in the record at the moment you asked about")
	page := b.get(at + "?as-at=2012-04-20").want(http.StatusOK)
	if got := page.link("A1a"); got != "/parts/"+c.id["yes"]+"?as-at=2012-04-20" {
		t.Errorf("the part's link loses the moment: %s", got)
	}
	if page.button("Change this action") {
		t.Error("a page of the past offers to change it")
	}
	if !strings.Contains(textIn(page.root), "20 April 2012") {
		t.Error("the page does not say its date")
	}
	b.get("/actions/nothing").want(http.StatusNotFound).says("We can't find that action")
}

func TestAnActionAsData(t *testing.T) {
	c := newCouncil(t)
	page := c.as("board").get("/actions/" + c.id["action"] + "/data.json").want(http.StatusOK)
	var data struct {
		AsAt   string     `json:"as_at"`
		Known  string     `json:"known_at"`
		Entry  int        `json:"known_at_entry"`
		Action actionData `json:"action"`
	}
	if err := json.Unmarshal(page.body, &data); err != nil {
		t.Fatal(err)
	}
	if data.AsAt != testDay || data.Known == "" || data.Entry == 0 || data.Action.Ref != "A1" || len(data.Action.Parts) != 2 || *data.Action.Parts[1].Quantity != 0 {
		t.Errorf("got %+v", data)
	}
}

func TestAnActionIsEndedAndReinstated(t *testing.T) {
	c := newCouncil(t)
	at, deputy := "/actions/"+c.id["action"], c.as("deputy")
	page := deputy.get(at + "/end").want(http.StatusOK)
	page = deputy.post(at+"/end", page.form(at+"/end")).want(http.StatusUnprocessableEntity)
	if got := page.fault("standing"); got != "Choose withdrawn, superseded or not accepted." {
		t.Errorf("standing: %q", got)
	}
	fields := page.form(at + "/end")
	fields.Set("standing", string(plan.Superseded))
	fields.Set("superseded_by", "A99")
	fields.Set("reason", "Another says it better.")
	page = deputy.post(at+"/end", fields).want(http.StatusUnprocessableEntity)
	if got := page.fault("superseded_by"); got != "Choose the live action that takes its place." {
		t.Errorf("superseded by: %q", got)
	}
	fields = page.form(at + "/end")
	if fields.Get("reason") != "Another says it better." || fields.Get("superseded_by") != "A99" {
		t.Errorf("what was typed is lost: %v", fields)
	}
	fields.Set("standing", string(plan.Withdrawn))
	page = deputy.post(at+"/end", fields).want(http.StatusOK)
	page.says("withdrawn on 1 May 2012 by Dev Deputy, Stonebridge Police", "Another says it better.", "Not counted")
	if !strings.Contains(textIn(page.root), "Action A1 is now withdrawn.") {
		t.Error("nothing says that it went through")
	}
	if page.button("Change this action") || page.button("Add a part") || !page.button("Reinstate this action") {
		t.Error("the buttons of an ended action are wrong")
	}
	deputy.get(at + "/edit").want(http.StatusConflict).says("This action is withdrawn")
	page = deputy.get(at + "/reinstate").want(http.StatusOK)
	page = deputy.post(at+"/reinstate", page.form(at+"/reinstate")).want(http.StatusOK)
	if !page.button("Change this action") {
		t.Error("the reinstated action can't be changed")
	}
	deputy.post(at+"/reinstate", url.Values{}).want(http.StatusConflict).says("This action is already live.")
}

func TestNobodyEndsTheirOwnAgencysAction(t *testing.T) {
	c := newCouncil(t)
	at := "/actions/" + c.id["action"] + "/end"
	for _, who := range []string{"owner", "chair"} {
		b := c.as(who)
		b.get(at).want(http.StatusForbidden).says("Your own agency owns part")
		b.post(at, url.Values{"standing": {"withdrawn"}, "reason": {"No."}}).want(http.StatusForbidden)
	}
	if a, _ := c.plan().Actions.Get(c.id["action"]); a.Standing != plan.Live {
		t.Error("it was ended")
	}
}

// newActionFields is a form for a new action with everything filled in.
func (c *testCouncil) newActionFields(page *shown) url.Values {
	fields := page.form("/actions/new")
	for name, value := range map[string]string{
		"title": "Hold a review", "section": string(plan.Safeguarding), "timescale": "three_months", "areas": c.id["area"],
		"origin": string(plan.FromMeeting), "origin_note": "The meeting of April.", "success_measure": "Fewer are lost.\r\nAnd sooner.",
		"parts.0.text": "Write the terms", "parts.0.owner": c.id["post of lead"], "parts.0.signer": c.id["post of police"],
		"parts.0.kind": string(plan.Quantity), "parts.0.target": "1,200", "parts.0.unit": "records read", "parts.0.milestones": "Terms agreed | 1 May 2012",
		"depends_on": "a1",
	} {
		fields.Set(name, value)
	}
	return fields
}

func TestPlanningAnAction(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	page := owner.post("/actions/new", c.newActionFields(owner.get("/actions/new").want(http.StatusOK))).want(http.StatusOK)
	page.says("A2 Hold a review", "Due, as first set 9 June 2012", "A meeting", "The meeting of April.", "0 of 1,200 records read", "Fewer are lost.", "A1 Record every strategy discussion")
	var made *plan.Action
	for a := range c.plan().Actions.All() {
		made = a
	}
	if made.SuccessMeasure != "Fewer are lost.\nAnd sooner." {
		t.Errorf("line ends are kept as %q", made.SuccessMeasure)
	}
	if parts := c.plan().PartsOf(made.ID); len(parts) != 1 || parts[0].Target != 1200 || len(parts[0].Milestones) != 1 {
		t.Errorf("got %+v", parts)
	}
}

func TestPlanningAnActionForAnArea(t *testing.T) {
	c := newCouncil(t)
	fields := c.as("owner").get("/actions/new?area=" + c.id["later"]).want(http.StatusOK).form("/actions/new")
	if fields.Get("areas") != c.id["later"] || fields.Get("timescale") != "six_months" || fields.Get("section") != "safeguarding" || fields.Get("inspection") != c.id["inspection"] {
		t.Errorf("got %v", fields)
	}
}

// Each fault is put beside its field, all at once, and what was typed stays.
func TestAnActionWithFaults(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	start := owner.get("/actions/new")
	additional := func(f url.Values) {
		f.Set("section", string(plan.Additional))
		f.Set("timescale", "none")
		f.Del("areas")
	}
	due := func(day, month, year string) func(url.Values) {
		return func(f url.Values) {
			additional(f)
			f.Set("due-day", day)
			f.Set("due-month", month)
			f.Set("due-year", year)
		}
	}
	for name, fault := range map[string]struct {
		spoil func(url.Values)
		field string
		says  string
	}{
		"no title":             {func(f url.Values) { f.Set("title", " ") }, "title", "Enter what will be done."},
		"no area":              {func(f url.Values) { f.Del("areas") }, "areas", "Choose at least one area"},
		"31 April":             {due("31", "4", "2013"), "due", "Due date must be a real date: there is no 31 April 2013."},
		"due before report":    {due("8", "3", "2012"), "due", "The due date, 8 March 2012, is before the report, which is dated 9 March 2012."},
		"no date":              {additional, "due", "Enter the date by which it is due."},
		"half a date":          {due("8", "", "2012"), "due", "Due date must include a month."},
		"a date not to be set": {func(f url.Values) { f.Set("due-day", "1"); f.Set("due-month", "6"); f.Set("due-year", "2012") }, "due", "Leave the date blank"},
		"no owner":             {func(f url.Values) { f.Set("parts.0.owner", "") }, "parts.0.owner", "A part without an owner can't be planned."},
		"own signer":           {func(f url.Values) { f.Set("parts.0.signer", c.id["post of owner"]) }, "parts.0.signer", "must belong to another agency"},
		"deputy must sign": {func(f url.Values) { f.Set("parts.0.owner", c.id["post of health"]) }, "parts.0.signer",
			"This part belongs to the chair's own agency, so the deputy chair must sign it."},
		"no number":          {func(f url.Values) { f.Set("parts.0.target", "many") }, "parts.0.target", "must be a whole number"},
		"milestone, no date": {func(f url.Values) { f.Set("parts.0.milestones", "Course held") }, "parts.0.milestones", "Line 1, “Course held”: write the milestone, then |"},
		"milestone, 31 June": {func(f url.Values) { f.Set("parts.0.milestones", "A | 1 May 2012\r\nB | 31 June 2012") }, "parts.0.milestones", "Line 2, “B | 31 June 2012”"},
		"no such action":     {func(f url.Values) { f.Set("depends_on", "A1, A77") }, "depends_on", "There is no action with the reference “A77”"},
	} {
		t.Run(name, func(t *testing.T) {
			sent := c.newActionFields(start)
			fault.spoil(sent)
			page := owner.post("/actions/new", sent).want(http.StatusUnprocessableEntity)
			page.t = t
			if got := page.fault(fault.field); !strings.Contains(got, fault.says) {
				t.Errorf("%s says %q, want %q", fault.field, got, fault.says)
			}
			if told := page.summary(); len(told) != 1 && name != "no area" { // without an area it has no date either
				t.Errorf("the summary says %q", told)
			}
			kept := page.form("/actions/new")
			for field := range sent {
				if kept.Get(field) != sent.Get(field) {
					t.Errorf("%s was %q and is now %q", field, sent.Get(field), kept.Get(field))
				}
			}
		})
	}
	if n := c.plan().Actions.Len(); n != 1 {
		t.Errorf("there are %d actions", n)
	}
	// Several faults, of the page and of the rules, are told together.
	sent := c.newActionFields(start)
	sent.Set("title", "")
	sent.Set("parts.0.milestones", "Course held")
	if got := owner.post("/actions/new", sent).summary(); len(got) != 2 {
		t.Errorf("told %q", got)
	}
}

func TestTwoPeopleChangeAnAction(t *testing.T) {
	c := newCouncil(t)
	at := "/actions/" + c.id["action"] + "/edit"
	owner, chair := c.as("owner"), c.as("chair")
	first, second := owner.get(at).want(http.StatusOK).form(at), chair.get(at).want(http.StatusOK).form(at)
	first.Set("title", "Record strategy discussions at once")
	first.Set("contingency", "Ask the <board>.")
	first.Set("go_live-day", "1")
	first.Set("go_live-month", "7")
	first.Set("go_live-year", "2012")
	owner.post(at, first).want(http.StatusOK).says("Record strategy discussions at once", "1 July 2012")

	second.Set("title", "Record strategy discussions within a day")
	second.Set("origin", string(plan.FromAudit))
	merge := chair.post(at, second).want(http.StatusConflict)
	merge.says("Someone else changed this action", "Olive Owner", "Record strategy discussions at once", "Record strategy discussions within a day",
		"Ask the <board>.", "1 July 2012", "An audit", "The same in both: Nine in ten records are complete.")
	if a, _ := c.plan().Actions.Get(c.id["action"]); a.Title != "Record strategy discussions at once" {
		t.Fatalf("the second text was saved unasked: %s", a.Title)
	}
	fields := merge.form(at)
	for field, want := range map[string]string{"title": "yours", "contingency": "other", "go_live": "other", "origin": "yours"} {
		if got := fields.Get("choose." + field); got != want {
			t.Errorf("%s: %q is chosen beforehand, want %q", field, got, want)
		}
	}
	chair.post(at, fields).want(http.StatusOK)
	a, _ := c.plan().Actions.Get(c.id["action"])
	if a.Title != "Record strategy discussions within a day" || a.Contingency != "Ask the <board>." || a.GoLive.String() != "2012-07-01" || a.Origin != plan.FromAudit ||
		a.SuccessMeasure != "Nine in ten records are complete." || len(a.Areas) != 1 {
		t.Errorf("got %+v", a)
	}
}

func TestTheOthersTextIsChosen(t *testing.T) {
	c := newCouncil(t)
	at := "/actions/" + c.id["action"] + "/edit"
	owner, chair := c.as("owner"), c.as("chair")
	first, second := owner.get(at).form(at), chair.get(at).form(at)
	first.Set("title", "Theirs")
	first.Add("areas", c.id["later"])
	owner.post(at, first).want(http.StatusOK)
	second.Set("title", "Mine")
	fields := chair.post(at, second).want(http.StatusConflict).form(at)
	if fields.Get("choose.areas") != "other" {
		t.Errorf("areas that only the first writer changed: %q", fields.Get("choose.areas"))
	}
	fields.Set("choose.title", "other")
	// Somebody is first once more: the choice just made is what the next merge holds.
	third := owner.get(at).form(at)
	third.Set("title", "Third")
	owner.post(at, third).want(http.StatusOK)
	again := chair.post(at, fields).want(http.StatusConflict)
	again.says("Theirs", "Third")
	chair.post(at, again.form(at)).want(http.StatusOK)
	if a, _ := c.plan().Actions.Get(c.id["action"]); a.Title != "Theirs" || len(a.Areas) != 2 {
		t.Errorf("got %+v", a)
	}
}

func TestAnActionEndedWhileItWasChanged(t *testing.T) {
	c := newCouncil(t)
	at := "/actions/" + c.id["action"] + "/edit"
	owner := c.as("owner")
	fields := owner.get(at).form(at)
	fields.Set("title", "Too late")
	c.do("deputy", plan.EndAction{Action: c.id["action"], Standing: plan.NotAccepted, Reason: "No."})
	page := owner.post(at, fields).want(http.StatusConflict)
	page.says("This action is not accepted, so it and its parts can't be changed. Reinstate it first.")
	if got := page.form(at).Get("title"); got != "Too late" {
		t.Errorf("what was typed is lost: %q", got)
	}
}
