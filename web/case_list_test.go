package web

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/store"
)

func TestThePeopleOneWorksWith(t *testing.T) {
	c := newCaseCouncil(t)
	for key, want := range map[string]struct{ says, hides []string }{
		"worker":    {[]string{"Amara Okafor", "Tobi Okafor", "Grace Okafor", "Allocated to you"}, []string{"Stella", "Rory", "Bella"}},
		"colleague": {[]string{"Amara Okafor", "Allocated to your team"}, []string{"Stella", "Rory"}},
		"elsewhere": {[]string{"Stella Stranger"}, []string{"Amara", "Grace"}},
		"nurse":     {[]string{"Amara Okafor"}, []string{"Grace", "Tobi", "Stella"}},
		"teacher":   {[]string{"Amara Okafor", "Your agency works with them"}, []string{"Grace", "Tobi", "Stella"}},
		"finance":   {[]string{"Nobody is allocated to you"}, []string{"Amara", "Everybody you may see"}},
		"officer":   {[]string{"Nobody is allocated to you"}, []string{"Amara"}},
		"auditor":   {[]string{"Nobody is allocated to you"}, []string{"Amara", "Add a person"}},
	} {
		page := c.as(key).get("/casework").want(http.StatusOK)
		page.says(want.says...)
		page.hides(want.hides...)
		page.says("You are looking in order to:")
	}
	all := c.as("worker").get("/casework?show=all").want(http.StatusOK)
	all.says("Amara Okafor", "Stella Stranger", "Annie After", "Alan Adult")
	all.hides("Rory", "Bella Before")
	c.as("teacher").get("/casework?show=all").want(http.StatusOK).hides("Stella", "Grace") // asking for it opens nothing
	c.as("governance").get("/casework?show=all").want(http.StatusOK).says("Rory Restricted")
}

func TestPagesOfALongList(t *testing.T) {
	c := newCaseCouncil(t)
	for i := range 55 {
		d := casework.PersonDetails{Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Number", Family: fmt.Sprintf("Person%02d", i)}}}
		id := c.app.NewID()
		c.doCase("manager", casework.AddPerson{ID: id, Details: d})
		c.doCase("manager", casework.Allocate{ID: c.app.NewID(), Person: id, Team: c.id["north"], Role: casework.LeadWorker, From: c.app.Today()})
	}
	b := c.as("worker")
	first := b.get("/casework").want(http.StatusOK)
	first.says("Person00", "Person46", "There are more")
	first.hides("Person47")
	second := b.get(first.link("Next page")).want(http.StatusOK)
	second.says("Person47", "Person54", "That is the end of the list")
	second.hides("Person46")
	b.get(second.link("First page")).want(http.StatusOK).says("Person00")
	q, err := url.Parse(first.link("Next page"))
	if err != nil || strings.Contains(first.link("Next page"), "erson") || len(q.Query().Get("after")) != len(nobodyKnown) {
		t.Errorf("the address of the next page is %s", first.link("Next page"))
	}
	b.get("/casework?after=" + nobodyKnown).want(http.StatusOK).says("Person00") // who is not there begins the list again
	b.get("/casework?after=" + c.id["restricted"]).want(http.StatusOK).says("Person00")

	body := b.get(first.link("These people as a spreadsheet (CSV)")).want(http.StatusOK)
	rows, err := csv.NewReader(strings.NewReader(string(body.body))).ReadAll()
	if err != nil || len(rows) != 59 || rows[1][0] != "Amara Okafor" {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

// TestCopiesHoldWhatTheListHolds takes both copies of the list, and looks for
// cells that a spreadsheet would take for a formula.
func TestCopiesHoldWhatTheListHolds(t *testing.T) {
	c := newCaseCouncil(t)
	id := c.app.NewID()
	c.doCase("worker", casework.AddPerson{ID: id, Details: casework.PersonDetails{
		Parts: []casework.Part{casework.OtherPerson}, Names: []casework.Name{{Kind: casework.LegalName, Given: "=HYPERLINK(A1)", Family: "Formula"}}, Born: calendar.Known(calendar.Must(1990, 1, 1)),
	}})
	b := c.as("worker")
	page := b.get("/casework/people.csv?show=all").want(http.StatusOK)
	if got := page.header.Get("Content-Disposition"); got != `attachment; filename="people.csv"` || page.header.Get("Cache-Control") != "no-store" {
		t.Errorf("sent as %q, %q", got, page.header.Get("Cache-Control"))
	}
	rows, err := csv.NewReader(strings.NewReader(string(page.body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	formula := false
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
				t.Errorf("a formula: %q", cell)
			}
		}
		formula = formula || row[0] == "'=HYPERLINK(A1) Formula"
	}
	if !formula || strings.Contains(string(page.body), "Rory") {
		t.Errorf("the copy is %s", page.body)
	}
	var data struct {
		People []struct {
			ID   string
			Body struct{ Names []struct{ Given string } }
		}
	}
	if err := json.Unmarshal(b.get("/casework/data.json").want(http.StatusOK).body, &data); err != nil || len(data.People) != 3 {
		t.Errorf("%d people, %v", len(data.People), err)
	}
	var file struct{ Things []struct{ ID, Kind string } }
	if err := json.Unmarshal(b.get("/casework/people/"+c.id["amara"]+"/data.json").want(http.StatusOK).body, &file); err != nil || len(file.Things) < 12 {
		t.Errorf("%d things, %v", len(file.Things), err)
	}
	narrow := c.as("teacher").get("/casework/people/" + c.id["amara"] + "/data.json").want(http.StatusOK)
	if strings.Contains(string(narrow.body), "garden") || strings.Contains(string(narrow.body), c.id["note"]) {
		t.Errorf("the school's copy is %s", narrow.body)
	}
}

func TestSearching(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	box := b.get("/casework").want(http.StatusOK).form("/casework/search")
	for typed, want := range map[string][2]string{
		"Amara Okafor": {"Amara Okafor", "The same name"}, "okafor amara": {"Amara Okafor", "The same name"}, "Okaf": {"Tobi Okafor", "A name that starts the same"},
		"Amarra Okaffor": {"Amara Okafor", "A name that sounds alike"}, "10 May 2003": {"Amara Okafor", "The same date of birth"}, "943 476 5919": {"Amara Okafor", "The same number"},
		"ZZ99 3VZ": {"Tobi Okafor", "The same postcode"}, "Stranger": {"Stella Stranger", "The same name"},
	} {
		box.Set("find", typed)
		page := b.post("/casework/search", box).want(http.StatusOK)
		page.says(want[0], "What matches "+want[1], "That you found these people is recorded")
		if page.path != "/casework/search" || page.form("/casework/search").Get("find") != typed {
			t.Errorf("%q ended at %s, with %q in the box", typed, page.path, page.form("/casework/search").Get("find"))
		}
	}
	for _, typed := range []string{"Rory Restricted", "Bella Before", "Zebedee", "ZZ99 9ZZ"} {
		box.Set("find", typed)
		page := b.post("/casework/search", box).want(http.StatusOK)
		page.says("Nobody found", "Nobody whom you may see matches")
	}
	box.Set("find", "ZZ99 4WZ") // a masked address finds its person only for who may see it
	c.as("colleague").post("/casework/search", box).want(http.StatusOK).says("Nobody found")
	box.Set("find", "  ")
	if empty := b.post("/casework/search", box).want(http.StatusUnprocessableEntity); empty.fault("find") != "Enter a name, a date of birth, a postcode or a number." || len(empty.summary()) != 1 {
		t.Errorf("an empty search: %q", empty.summary())
	}
}

func TestASearchThatFindsTooMany(t *testing.T) {
	c := newCaseCouncil(t)
	for i := range 30 {
		d := casework.PersonDetails{Parts: []casework.Part{casework.Child}, Names: []casework.Name{{Kind: casework.LegalName, Given: fmt.Sprintf("Child%02d", i), Family: "Smith"}}}
		c.doCase("worker", casework.AddPerson{ID: c.app.NewID(), Details: d})
	}
	page := c.as("worker").post("/casework/search", url.Values{"find": {"Smith"}}).want(http.StatusOK)
	page.says("25 people found", "There may be more: add a date of birth or a postcode.")
}

// TestWallsAreAsIfNobodyWereThere asks for people behind walls, and for one who
// is not there.
func TestWallsAreAsIfNobodyWereThere(t *testing.T) {
	c := newCaseCouncil(t)
	for _, key := range []string{"worker", "colleague", "nurse", "teacher", "officer", "lado", "finance", "early", "reviewer"} {
		b := c.as(key)
		none := b.get("/casework/people/" + nobodyKnown).want(http.StatusNotFound)
		for _, person := range []string{"restricted", "before"} {
			for _, more := range []string{"", "/data.json", "/edit", "/records/new"} {
				got := b.get("/casework/people/" + c.id[person] + more)
				if got.status != http.StatusNotFound || got.text() != none.text() {
					t.Errorf("%s, %s%s: %d %s", key, person, more, got.status, got.text())
				}
			}
		}
	}
	c.as("adoption").get("/casework/people/" + c.id["before"]).want(http.StatusOK).says("Bella Before")
	c.as("governance").get("/casework/people/"+c.id["restricted"]).want(http.StatusOK).says("Rory Restricted", "Access to this person’s record is restricted", "See who looked")
}

// TestWhatIsOpenedIsOnRecord opens a file and finds it among the views.
func TestWhatIsOpenedIsOnRecord(t *testing.T) {
	c := newCaseCouncil(t)
	c.as("worker").get("/casework/people/" + c.id["amara"]).want(http.StatusOK).says("Your looking at this is recorded.")
	views, _, err := c.app.Store().ViewsOfPerson(t.Context(), c.caller("governance"), c.id["amara"], store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(views, func(v store.Viewing) bool {
		return v.Membership == c.id["worker"] && v.How == store.HowOpened && v.Purpose == access.DirectWork && slices.Contains(v.Things, c.id["note"])
	}) {
		t.Errorf("the views are %+v", views)
	}
}

func TestThePurposeBar(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("reviewer")
	page := b.get("/casework").want(http.StatusOK)
	page.says("You are looking in order to: Reviewing the child’s plan")
	page.hides("Counting")
	fields := page.form("/casework/purpose")
	if fields.Get("back") != "/casework" {
		t.Errorf("it goes back to %q", fields.Get("back"))
	}
	for back, want := range map[string]string{
		"/casework?show=all": "/casework?show=all", "https://elsewhere.example/casework": "/casework", "//elsewhere.example": "/casework", "/account": "/casework",
		"/casework/../account": "/casework", `/casework\..\x`: "/casework", "/caseworkers": "/casework", "": "/casework",
	} {
		fields.Set("back", back)
		fields.Set("purpose", "supervising")
		if got := b.post("/casework/purpose", fields).want(http.StatusOK); got.path != want {
			t.Errorf("back to %q ended at %s", back, got.path)
		}
	}
	for _, purpose := range []string{"governance", "statistics", "nonsense", ""} {
		fields.Set("purpose", purpose)
		b.post("/casework/purpose", fields).want(http.StatusUnprocessableEntity)
	}
	one := c.as("finance").get("/casework").want(http.StatusOK)
	if n := len(one.all(func(n *html.Node) bool {
		return n.DataAtom == atom.Form && attribute(n, "action") == "/casework/purpose"
	})); n != 0 {
		t.Errorf("somebody with one purpose is asked to choose")
	}
}

// TestAFileAtAnotherMoment asks for a file as it was before a change, and
// before the person was recorded.
func TestAFileAtAnotherMoment(t *testing.T) {
	c := newCaseCouncil(t)
	b := c.as("worker")
	path := "/casework/people/" + c.id["amara"]
	b.post(path+"/edit", fillIn(b.get(path+"/edit"), path+"/edit", typing{"languages": "Igbo"})).want(http.StatusOK).says("Igbo")
	then := b.get(path + "?as-at=2012-04-20").want(http.StatusOK)
	then.says("Amara Okafor", "aged 8", "Visit to the placement")
	then.hides("Igbo", "/edit", "/records/new", "Add an address")
	if href := then.link("Visit to the placement , 12 April 2012"); !strings.HasSuffix(href, "?as-at=2012-04-20") {
		t.Errorf("the moment is lost on the way to %s", href)
	}
	for _, before := range []string{"?as-at=2012-04-02", "?known-at=2012-04-02"} {
		b.get(path + before).want(http.StatusNotFound)
		b.get("/casework" + before).want(http.StatusOK).hides("Amara")
	}
	b.get(path + "/edit?as-at=2012-04-20").want(http.StatusOK).says("Change a person’s details")
}
