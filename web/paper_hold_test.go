package web

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/calendar"
)

// clockAt moves the clock to a time of day in London.
func (c *testClock) clockAt(t *testing.T, text string) {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04:05", text, calendar.London())
	if err != nil {
		t.Fatal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = at
}

// embargoed publishes a paper with exempt items under an embargo, through the
// pages. Its title and its reference stand nowhere else.
func (c *testCouncil) embargoed(day, clock string) (paper, exempt string) {
	c.t.Helper()
	owner := c.as("owner")
	paper = owner.started(func(fields url.Values) { fields.Set("title", "Zebrine findings") })
	edit, publish := "/papers/"+paper+"/exempt/edit", "/papers/"+paper+"/publish"
	fields := owner.get(edit).want(http.StatusOK).form(edit)
	maps.Copy(fields, exemptFields())
	owner.post(edit, fields).want(http.StatusOK)
	fields = owner.get(publish).want(http.StatusOK).form(publish)
	on, err := calendar.Parse(day)
	if err != nil {
		c.t.Fatal(err)
	}
	fields.Set("when", "embargo")
	fields.Set("embargo-day", strconv.Itoa(on.Day))
	fields.Set("embargo-month", strconv.Itoa(int(on.Month)))
	fields.Set("embargo-year", strconv.Itoa(on.Year))
	fields.Set("embargo_time", clock)
	fields.Set("embargo_reason", "The Board hears it first.")
	owner.post(publish, fields).want(http.StatusOK).says("The paper is frozen as SC/CPB/2012/001. Embargoed until")
	part, ok := c.shelf().Exempt(paper)
	if !ok {
		c.t.Fatal("there is no exempt part")
	}
	return paper, part.ID
}

// tellsOf gives what an answer says of the embargoed paper.
func (c *testCouncil) tellsOf(paper, answer string, ids ...string) (found []string) {
	frozen := c.paper(paper).Frozen
	for _, mark := range slices.Concat([]string{"Zebrine", frozen.Reference, fileName(frozen.Reference), frozen.Hash, frozen.DataHash}, ids) {
		if strings.Contains(answer, mark) {
			found = append(found, mark)
		}
	}
	return append(found, marksIn(answer)...)
}

// findsNothing asks for every page as a person, with the ids of the paper and
// of its exempt part, and reports what it tells of them.
func (c *testCouncil) findsNothing(who, paper, exempt string, entry int64) (looked int) {
	c.t.Helper()
	b := c.as(who)
	for _, route := range c.pages.Routes() {
		path, ok := strings.CutPrefix(route.Pattern, "GET ")
		if !ok || path == "/sign-in" {
			continue
		}
		path = strings.ReplaceAll(path, "{$}", "")
		queries := []string{"", fmt.Sprintf("?known-at=%%23%d", entry)}
		if !strings.Contains(path, "{") {
			for _, query := range append(queries, "?q=Zebr", "?q=SC/CPB", "?change=publish+a+paper") {
				got := b.get(path + query)
				looked++
				if found := c.tellsOf(paper, fmt.Sprint(got.header)+string(got.body), paper, exempt); len(found) > 0 {
					c.t.Errorf("%s finds %q at %s%s", who, found, path, query)
				}
			}
			continue
		}
		for _, id := range []string{paper, exempt, c.id["area"], c.id["action"]} {
			at := strings.NewReplacer("{id}", id, "{thing}", id, "{other}", id).Replace(path)
			for _, query := range queries {
				got := b.get(at + query)
				looked++
				if found := c.tellsOf(paper, fmt.Sprint(got.header)+string(got.body)); len(found) > 0 {
					c.t.Errorf("%s finds %q at %s%s", who, found, at, query)
				}
				if got.status == http.StatusOK && (id == paper || id == exempt) {
					nothing := b.get(strings.ReplaceAll(at, id, nobodyKnown) + query)
					if nothing.status != http.StatusOK {
						c.t.Errorf("%s is told by %s%s that the paper is there: %d, and %d for what is not", who, at, query, got.status, nothing.status)
					}
				}
			}
		}
	}
	return looked
}

// everyReader is everybody of the council who may not see an embargoed paper.
var everyReader = []string{"admin", "lead", "chair", "deputy", "auditor", "board", "young", "gwen", "analyst", "worker"}

func TestAnEmbargoedPaperIsNowhere(t *testing.T) {
	c := newCouncil(t)
	c.staffed("gwen", "Gwen Governance", access.GovernanceLead)
	c.staffed("analyst", "Ana Lyst", access.DataAnalyst)
	c.staffed("worker", "Will Work", access.SocialWorker)
	paper, exempt := c.embargoed("2012-05-03", "9:30am") // summer time: 8:30 in UTC
	entry := c.entries()
	c.clock.clockAt(t, "2012-05-03 09:29:59")
	looked := 0
	for _, who := range everyReader {
		looked += c.findsNothing(who, paper, exempt, entry)
		b := c.as(who)
		if !c.caller(who).May(access.ReadPapers) {
			continue
		}
		b.get("/papers").want(http.StatusOK).says("No paper has been published yet.")
		before := c.entries()
		page := b.get("/papers/" + paper).want(http.StatusNotFound)
		if unknown := b.get("/papers/" + nobodyKnown).want(http.StatusNotFound); unknown.text() != page.text() {
			t.Errorf("%s can tell an embargoed paper from none", who)
		}
		if after := c.entries(); after != before+1 {
			t.Errorf("%s asked for the paper: the ledger went from %d to %d, so the refusal was not recorded once", who, before, after)
		}
	}
	t.Logf("%d outputs", looked)
	if looked < 5000 {
		t.Errorf("only %d outputs were looked at", looked)
	}
	c.clock.clockAt(t, "2012-05-03 09:30:00")
	for _, who := range everyReader {
		if !c.caller(who).May(access.ReadPapers) {
			continue
		}
		b := c.as(who)
		b.get("/papers").want(http.StatusOK).says("SC/CPB/2012/001", "Zebrine findings")
		b.get("/find?q=Zebrine").want(http.StatusOK).says("SC/CPB/2012/001")
		b.get("/papers/"+paper).want(http.StatusOK).says("Zebrine findings", "Public from", "9:30am on 3 May 2012")
		for _, form := range []string{"/paper.html", "/paper.txt", "/paper.docx", "/paper.csv", "/data.json"} {
			got := b.get("/papers/" + paper + form).want(http.StatusOK)
			if strings.Contains(string(got.body), "Embargoed") {
				t.Errorf("%s is still marked", form)
			}
		}
		// What was not public at a moment is not there at that moment.
		for _, then := range []string{"?as-at=2012-05-01", "?as-at=2012-05-02", fmt.Sprintf("?known-at=%%23%d", entry), "?known-at=2012-05-03T08:29:59Z"} {
			b.get("/papers/" + paper + then).want(http.StatusNotFound)
			b.get("/papers" + then).want(http.StatusOK).says("No paper had been published then.")
		}
		b.get("/papers/" + paper + "?known-at=2012-05-03T08:30:00Z").want(http.StatusOK)
		b.get("/papers/" + paper + "?as-at=2012-05-03").want(http.StatusOK)
	}
}

// Every form that somebody is given in confidence says so, outside the bytes
// that were frozen.
func TestAPaperGivenInConfidenceIsMarked(t *testing.T) {
	c := newCouncil(t)
	paper, _ := c.embargoed("2012-05-09", "")
	frozen, owner, at := c.paper(paper).Frozen, c.as("owner"), "/papers/"+paper
	give := owner.get(owner.get(at).link("Give the paper in confidence")).want(http.StatusOK)
	fields := give.form(at + "/given")
	owner.post(at+"/given", fields).want(http.StatusUnprocessableEntity).says("Choose somebody who has a place", "Say why this person is given")
	fields.Set("membership", c.id["board"])
	fields.Set("reason", "Chairs the Board.")
	owner.post(at+"/given", fields).want(http.StatusOK).says("can read the paper in confidence", "Given to")
	const words = "Embargoed until midnight at the start of 9 May 2012"
	for _, who := range []string{"owner", "board"} {
		b := c.as(who)
		for _, path := range []string{"/papers", at, at + "/paper.html", at + "/paper.txt", at + "/data.json", at + "/paper.csv", at + "/exempt/page", at + "/exempt/text", "/find?q=Zebrine", "/papers.json"} {
			if got := b.get(path).want(http.StatusOK); !strings.Contains(strings.Join(strings.Fields(string(got.body)), " "), words) {
				t.Errorf("%s: %s does not say that it is embargoed", who, path)
			}
		}
	}
	b := c.as("board")
	var wrapped struct {
		Frozen string `json:"frozen_data"`
	}
	if err := json.Unmarshal(b.get(at+"/data.json?as=frozen").body, &wrapped); err != nil || wrapped.Frozen != frozen.Dataset {
		t.Errorf("the data is not inside: %v", err)
	}
	if got := b.get(at + "/paper.html"); got.header.Get("Etag") == `"`+frozen.Hash+`"` {
		t.Error("a marked page passes for the frozen one")
	}
	// Rights are today's: once it is taken back, no moment shows it.
	back := owner.get(at + "/taken-back").want(http.StatusOK).form(at + "/taken-back")
	back.Set("membership", c.id["board"])
	back.Set("reason", "Left the Board.")
	owner.post(at+"/taken-back", back).want(http.StatusOK)
	b.get(at).want(http.StatusNotFound)
	b.get(at + fmt.Sprintf("?known-at=%%23%d", c.entries()-1)).want(http.StatusNotFound)
	if now := c.paper(paper).Frozen; now.Hash != frozen.Hash || !now.Intact() {
		t.Error("giving and taking back changed what was frozen")
	}
}

func TestAnEmbargoIsMovedAndLifted(t *testing.T) {
	c := newCouncil(t)
	paper, _ := c.embargoed("2012-05-09", "9am")
	owner, at := c.as("owner"), "/papers/"+paper
	change := at + "/embargo"
	fields := owner.get(owner.get(at).link("Change or lift the embargo")).want(http.StatusOK).form(change)
	if fields.Get("embargo-day") != "9" || fields.Get("embargo_time") != "9:00am" {
		t.Errorf("the form holds %v", fields)
	}
	owner.post(change, fields).want(http.StatusUnprocessableEntity).says("Say why the embargo is changed.")
	fields.Set("embargo_time", "half past")
	fields.Set("reason", "The meeting was moved.")
	owner.post(change, fields).want(http.StatusUnprocessableEntity).says("“half past” is not a time of day")
	fields.Set("embargo_time", "10pm")
	owner.post(change, fields).want(http.StatusOK).says("The paper is now embargoed until 10pm on 9 May 2012.")
	owner.post(change, fields).want(http.StatusConflict).says("changed this paper")
	fields = owner.get(change).form(change)
	fields.Set("what", "lift")
	fields.Set("reason", "The press has it.")
	owner.post(change, fields).want(http.StatusOK).says("The embargo has been lifted.")
	c.as("young").get(at).want(http.StatusOK).says("Zebrine findings")
	owner.get(change).want(http.StatusConflict).says("is public")
	owner.get("/history/"+paper).want(http.StatusOK).says("Move or lift an embargo", "The press has it.")
}

// period sets a pre-election period through the pages.
func (c *testCouncil) period(from, to string) {
	c.t.Helper()
	gwen := c.as("gwen")
	fields := gwen.get("/publishing/periods/new").want(http.StatusOK).form("/publishing/periods/new")
	set := func(name, day string) {
		on, err := calendar.Parse(day)
		if err != nil {
			c.t.Fatal(err)
		}
		fields.Set(name+"-day", strconv.Itoa(on.Day))
		fields.Set(name+"-month", strconv.Itoa(int(on.Month)))
		fields.Set(name+"-year", strconv.Itoa(on.Year))
	}
	set("from", from)
	set("to", to)
	set("poll", to)
	fields.Set("election", "Borough Council")
	fields.Set("source", "Notice of election")
	gwen.post("/publishing/periods/new", fields).want(http.StatusOK).says("The pre-election period has been saved.", "Borough Council, polling day")
}

func TestAPaperWaitsForAnElection(t *testing.T) {
	c := newCouncil(t)
	c.staffed("gwen", "Gwen Governance", access.GovernanceLead)
	c.period("2012-05-01", "2012-05-04")
	c.clock.clockAt(t, "2012-05-01 10:01:00")
	owner := c.as("owner")
	paper := owner.started(func(fields url.Values) { fields.Set("title", "Zebrine findings") })
	at, publish := "/papers/"+paper, "/papers/"+paper+"/publish"
	fields := owner.get(publish).want(http.StatusOK).form(publish)
	if fields.Get("when") != "held" {
		t.Errorf("the form offers %q first", fields.Get("when"))
	}
	fields.Set("when", "now")
	refused := owner.post(publish, fields).want(http.StatusUnprocessableEntity)
	refused.says("The paper would be public in the pre-election period of the election of 4 May 2012 (Borough Council), from 1 May 2012 to 4 May 2012")
	fields = refused.form(publish)
	fields.Set("when", "held")
	owner.post(publish, fields).want(http.StatusOK).says("Held until after the election of 4 May 2012 (Borough Council)", "Local Government Act 1986, section 2")
	board, gwen := c.as("board"), c.as("gwen")
	board.get(at).want(http.StatusNotFound)
	board.get("/publishing").want(http.StatusOK).hides("Holds SC")
	owner.get("/publishing").want(http.StatusOK).says("Holds SC/CPB/2012/001")
	gwen.get("/papers").want(http.StatusOK).says("Held until after the election of 4 May 2012 (Borough Council)", "Zebrine findings")
	owner.get(at + "/allow").want(http.StatusForbidden)
	allow := gwen.get(gwen.get(at).link("Allow the paper in the pre-election period")).want(http.StatusOK).form(at + "/allow")
	gwen.post(at+"/allow", allow).want(http.StatusUnprocessableEntity).says("Choose what lets the paper be public", "Say why")
	c.clock.clockAt(t, "2012-05-04 23:59:59")
	board.get(at).want(http.StatusNotFound)
	c.clock.clockAt(t, "2012-05-05 00:00:00")
	board.get(at).want(http.StatusOK).says("Zebrine findings")
	gwen.get(at + "/allow").want(http.StatusConflict)
}

func TestAPaperIsAllowedInAnElection(t *testing.T) {
	c := newCouncil(t)
	c.staffed("gwen", "Gwen Governance", access.GovernanceLead)
	c.period("2012-05-01", "2012-05-04")
	c.clock.clockAt(t, "2012-05-01 10:01:00")
	owner, gwen := c.as("owner"), c.as("gwen")
	paper := owner.started(nil)
	at, publish := "/papers/"+paper, "/papers/"+paper+"/publish"
	owner.post(publish, owner.get(publish).form(publish)).want(http.StatusOK)
	allow := gwen.get(at + "/allow").want(http.StatusOK).form(at + "/allow")
	allow.Set("ground", "necessary")
	allow.Set("reason", "The Board meets on 3 May.")
	gwen.post(at+"/allow", allow).want(http.StatusOK).says("The paper may be public in the pre-election period.", "Allowed in a pre-election period", "The Board meets on 3 May.")
	c.as("young").get(at).want(http.StatusOK)
}

func TestPeriodsAreChangedAndEnded(t *testing.T) {
	c := newCouncil(t)
	c.staffed("gwen", "Gwen Governance", access.GovernanceLead)
	c.period("2012-05-01", "2012-05-04")
	gwen := c.as("gwen")
	at := gwen.get("/publishing").link("Borough Council, polling day 4 May 2012")
	fields := gwen.get(at).want(http.StatusOK).form(at)
	fields.Set("to-day", "7")
	gwen.post(at, fields).want(http.StatusUnprocessableEntity).says("Say why the period is changed.")
	fields.Set("reason", "The count was put off.")
	gwen.post(at, fields).want(http.StatusOK).says("7 May 2012", "Changed: The count was put off.")
	gwen.post(at, fields).want(http.StatusConflict)
	end := gwen.get(gwen.get(at).link("End the period before its last day")).want(http.StatusOK).form(at + "/end")
	end.Set("reason", "The election was called off.")
	gwen.post(at+"/end", end).want(http.StatusOK).says("Ended on 1 May 2012 by Gwen Governance: The election was called off.")
	gwen.get(at + "/end").want(http.StatusOK).says("This period is over.")
	for _, who := range []string{"owner", "admin", "chair", "board"} {
		c.as(who).get(at).want(http.StatusForbidden)
		c.as(who).get("/publishing").want(http.StatusOK).hides("Set a pre-election period")
	}
}

func TestALatePaperNeedsTheChairsWords(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	paper := owner.started(func(fields url.Values) {
		fields.Set("meeting-day", "4")
		fields.Set("meeting-month", "5")
		fields.Set("meeting-year", "2012")
	})
	at, publish := "/papers/"+paper, "/papers/"+paper+"/publish"
	page := owner.get(at).want(http.StatusOK)
	page.says("Publish by Thursday 26 April 2012 for the meeting on 4 May 2012: five clear days", "not recorded under which law")
	how := owner.get(page.link("Record how it meets")).want(http.StatusOK).form("/publishing/meetings")
	owner.post("/publishing/meetings", how).want(http.StatusUnprocessableEntity).says("Choose under which law", "Say how that is known")
	how.Set("law", "part_va")
	how.Set("source", "Constitution, part 3")
	owner.post("/publishing/meetings", how).want(http.StatusOK).says("Corporate Parenting Board", "Part VA")
	refused := owner.get(publish).want(http.StatusOK)
	refused.says("This paper can’t be published yet", "The paper would be public on 1 May 2012, two clear days before the meeting on 4 May 2012. It needs five, so it had to be public by 26 April 2012.")
	urgent := owner.get(refused.link("Write down why it is urgent")).want(http.StatusOK).form(at + "/urgent")
	urgent.Set("urgency_by", "Councillor Ash")
	owner.post(at+"/urgent", urgent).want(http.StatusUnprocessableEntity).says("Enter the reason why the item is urgent")
	urgent.Set("urgency_reason", "The inspectors come back on 8 May.")
	owner.post(at+"/urgent", urgent).want(http.StatusOK)
	owner.published(paper).says("section 100B(4)(b)", "The inspectors come back on 8 May.")
	c.as("board").get("/papers").want(http.StatusOK).says("Urgent item: Councillor Ash gave the reason: The inspectors come back on 8 May.")
	for _, form := range []string{"/paper.html", "/paper.txt"} {
		if got := c.as("board").get(at+form).text() + string(c.as("board").get(at+form).body); !strings.Contains(strings.Join(strings.Fields(got), " "), "The inspectors come back on 8 May.") {
			t.Errorf("%s lacks the reason", form)
		}
	}
}

// A day typed for an embargo that was not chosen publishes nothing.
func TestAnEmbargoTypedAndNotChosen(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	paper := owner.started(nil)
	publish := "/papers/" + paper + "/publish"
	fields := owner.get(publish).want(http.StatusOK).form(publish)
	fields.Set("embargo-day", "9")
	refused := owner.post(publish, fields).want(http.StatusUnprocessableEntity)
	refused.says("did not choose the embargo. Choose it, or clear the day.")
	if c.paper(paper).Frozen != nil || refused.form(publish).Get("embargo-day") != "9" {
		t.Error("it was published, or what was typed is gone")
	}
	fields = refused.form(publish)
	fields.Set("when", "embargo")
	owner.post(publish, fields).want(http.StatusUnprocessableEntity).says("The day on which the embargo ends must include a month")
}
