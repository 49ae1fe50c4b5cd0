package web

import (
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"throughline/plan"
)

// laterReport is a report of a later inspection, with one area that asks again
// for what the council's first inspection asked, and a script.
const laterReport = `Inspection of Eastmoor local authority children’s services
Inspection dates: 12 to 16 March 2012

 Judgement                                   Grade

 Overall effectiveness                       Good

What needs to improve?
• Strategy discussions, so that they are recorded once.
• The number of foster homes.
• <script>alert(1)</script> in records.

The experiences and progress of children in care: good
1. Children in care are well supported.
`

// readText pastes a report's text, and gives the page with what was found.
func (c *testCouncil) readText(b *browser, text string) *shown {
	c.t.Helper()
	return b.post(reportedPath, url.Values{"from": {"paste"}, "text": {text}})
}

func (c *testCouncil) areasOf(inspection string) (areas []*plan.Area) {
	for a := range c.plan().Areas.All() {
		if a.Inspection == inspection {
			areas = append(areas, a)
		}
	}
	slices.SortFunc(areas, func(a, b *plan.Area) int { return a.Number - b.Number })
	return areas
}

func (c *testCouncil) inspectionCalled(title string) *plan.Inspection {
	c.t.Helper()
	for i := range c.plan().Inspections.All() {
		if i.Title == title {
			return i
		}
	}
	c.t.Fatalf("no inspection is called %q", title)
	return nil
}

func TestAreasComeFromPastedText(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	owner.get("/inspections").want(http.StatusOK).says("Add areas from a report")
	owner.get(reportedPath).want(http.StatusOK).says("Nothing is recorded yet")
	before := c.plan().Position
	page := c.readText(owner, laterReport).want(http.StatusOK)
	page.says("What was found in the report", "Line 9, under “What needs to improve”", "The date of publication was not found in the text. Enter it.", "The report is on “Eastmoor” (line 1)")
	if c.plan().Position != before {
		t.Error("looking wrote something")
	}

	fields := page.form(recordPath)
	if fields.Get("area-2-words") != "<script>alert(1)</script> in records." || fields.Get("area-0-ref") != "I1" || fields.Get("regime") != "ilacs" {
		t.Errorf("filled in with %v", fields)
	}
	page = owner.post(recordPath, fields).want(http.StatusUnprocessableEntity)
	if page.fault("under") == "" {
		t.Error("it is recorded under nothing")
	}
	fields.Set("under", underNew)
	fields.Set("published", "30 March 2012")
	page = owner.post(recordPath, fields).want(http.StatusUnprocessableEntity)
	if !strings.Contains(page.fault("due"), "Inspectors set no timescale") || page.form(recordPath).Get("published") != "30 March 2012" {
		t.Errorf("the due date: %q", page.fault("due"))
	}
	if c.plan().Position != before {
		t.Error("a refusal left something behind")
	}
	fields.Set("due-day", "30")
	fields.Set("due-month", "9")
	fields.Set("due-year", "2012")
	fields.Set("area-1-words", "Foster homes nearby.")
	fields.Del("area-2-take")
	page = owner.post(recordPath, fields).want(http.StatusOK)
	page.says("2 areas for improvement and 2 judgements recorded.", "Strategy discussions, so that they are recorded once", "Overall effectiveness: good", "due 30 September 2012")
	if got := c.plan().Position; got != before+1 {
		t.Errorf("it took %d entries", got-before)
	}
	areas := c.areasOf(c.inspectionCalled("Inspection of local authority children’s services, Eastmoor").ID)
	if len(areas) != 2 || areas[0].Section != plan.ChildrensServices || areas[1].Words != "Foster homes nearby." {
		t.Fatalf("recorded %+v", areas)
	}
	if !slices.ContainsFunc(areas[0].Notes, func(note string) bool { return strings.Contains(note, "line 9, under “What needs to improve”") }) {
		t.Errorf("its notes are %q", areas[0].Notes)
	}
	if len(areas[1].Notes) != 2 || !strings.Contains(areas[1].Notes[1], "The number of foster homes.") {
		t.Errorf("what was read is lost: %q", areas[1].Notes)
	}

	page = owner.post(recordPath, fields).want(http.StatusUnprocessableEntity) // the same again
	if !strings.Contains(page.fault("under"), "recorded already") {
		t.Errorf("the same report twice: %q", page.text())
	}
}

func TestAreasComeFromAPDF(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	for name, says := range map[string]string{
		"report.pdf": "The recording of strategy discussions.", "locked.pdf": "encrypted and asks for a password", "scanned.pdf": "no words", "cut-short.pdf": "damaged or cut short",
	} {
		file, err := os.Open("../ingest/pdftext/testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		page := owner.upload(reportedPath, url.Values{"from": {"file"}}, name, file)
		page.says(says)
		if wrong := page.fault("attachment"); (name == "report.pdf") != (page.status == http.StatusOK && wrong == "") {
			t.Errorf("%s: %d, %q", name, page.status, wrong)
		}
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	}
	owner.upload(reportedPath, url.Values{"from": {"file"}}, "a.txt", strings.NewReader(laterReport)).want(http.StatusOK).says("Strategy discussions, so that they are recorded once.")
	owner.upload(reportedPath, url.Values{"from": {"file"}}, "a.pdf", strings.NewReader("PK\x03\x04\x00\x00\xff\xfe")).want(http.StatusUnprocessableEntity)
	for fields, field := range map[string]string{"from=file": "attachment", "from=paste": "text", "from=published": "published", "": "from", "from=published&council=Xyzzy": "council"} {
		sent, err := url.ParseQuery(fields)
		if err != nil {
			t.Fatal(err)
		}
		if page := owner.post(reportedPath, sent).want(http.StatusUnprocessableEntity); page.fault(field) == "" {
			t.Errorf("%q has nothing wrong with its %s: %v", fields, field, page.summary())
		}
	}
}

func TestAreasComeFromAPublishedReport(t *testing.T) {
	c := newCouncil(t)
	c.clock.goTo("2016-02-01")
	owner := c.as("owner")
	owner.post(reportedPath, url.Values{"from": {"published"}, "council": {"lancashire county council"}}).want(http.StatusOK).says("Single inspection framework of Lancashire, published 27 November 2015")
	owner.post(reportedPath, url.Values{"from": {"published"}, "council": {"sussex"}}).want(http.StatusUnprocessableEntity).says("Did you mean east sussex; west sussex?")
	page := owner.post(reportedPath, url.Values{"from": {"published"}, "published": {"80480-2015-11-27"}}).want(http.StatusOK)
	page.says("Contains public sector information licensed under the Open Government Licence v3.0", "states no grade for this report", "Recommendation, number 1")
	fields := page.form(recordPath)
	if fields.Get("areas") != "17" || fields.Get("start") != "14 September 2015" || fields.Get("regime") != "sif" {
		t.Errorf("filled in with %v", fields)
	}
	for name, value := range map[string]string{"under": underNew, "due-day": "31", "due-month": "3", "due-year": "2016"} {
		fields.Set(name, value)
	}
	owner.post(recordPath, fields).want(http.StatusOK).says("17 areas for improvement and 0 judgements recorded.")
	areas := c.areasOf(c.inspectionCalled(fields.Get("title")).ID)
	if len(areas) != 17 || areas[16].Ref != "R17" || areas[16].Number != 17 {
		t.Errorf("recorded %d areas", len(areas))
	}
}

func TestAnAreaThatEchoes(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	first := c.plan()
	earlier, _ := first.Areas.Get(c.id["area"])
	fields := c.readText(owner, strings.Replace(laterReport, "The number of foster homes.", earlier.Words, 1)).want(http.StatusOK)
	fields.says("May echo an earlier inspection", "“"+earlier.Words+"”")
	sent := fields.form(recordPath)
	for name, value := range map[string]string{"under": underNew, "published": "30 March 2012", "due-day": "30", "due-month": "9", "due-year": "2012"} {
		sent.Set(name, value)
	}
	owner.post(recordPath, sent).want(http.StatusOK)
	var later *plan.Area
	for a := range c.plan().Areas.All() {
		if a.ID != earlier.ID && a.Words == earlier.Words {
			later = a
		}
	}
	if later == nil {
		t.Fatal("the later area is not there")
	}
	at := "/areas/" + later.ID
	page := owner.get(at).want(http.StatusOK)
	page.says("Echoes an earlier inspection", "May echo it.", "Words in common", "In this plan: ", "S3-1")
	c.as("board").get(at).want(http.StatusOK).hides("Not the same")
	owner.get("/areas/" + earlier.ID).want(http.StatusOK).hides("Echoes an earlier inspection")

	judge := url.Values{"earlier": {earlier.ID}, "same": {"yes"}, "seen": {"1"}}
	for _, key := range []string{"lead", "chair", "admin", "board", "auditor", "young"} {
		c.as(key).post(at+"/echoes", judge).want(http.StatusForbidden)
	}
	owner.post(at+"/echoes", judge).want(http.StatusOK).says("confirmed as the same thing asked again", "Confirmed as the same thing asked again, by")
	owner.post(at+"/echoes", url.Values{"earlier": {earlier.ID}, "same": {"no"}, "seen": {"2"}}).want(http.StatusOK).says("Said not to be the same, by")
	owner.post(at+"/echoes", url.Values{"earlier": {earlier.ID}, "same": {"yes"}, "seen": {"1"}}).want(http.StatusConflict)
	owner.post(at+"/echoes", url.Values{"earlier": {"80480-2015-11-27#3"}, "same": {"yes"}, "seen": {"3"}}).want(http.StatusNotFound)
	owner.post("/areas/"+nobodyKnown+"/echoes", judge).want(http.StatusNotFound)
	held, _ := c.plan().Areas.Get(later.ID)
	if said, ok := held.Judged(earlier.ID); !ok || said.Same || held.Version != 3 {
		t.Errorf("kept as %+v, version %d", said, held.Version)
	}
}

func TestOnlyThePlansOwnerReadsReportsIn(t *testing.T) {
	c := newCouncil(t)
	for _, key := range []string{"lead", "chair", "admin", "board", "auditor", "young"} {
		b := c.as(key)
		b.get(reportedPath).want(http.StatusForbidden)
		b.post(reportedPath, url.Values{"from": {"paste"}, "text": {laterReport}}).want(http.StatusForbidden)
		b.post(recordPath, url.Values{"areas": {"1"}}).want(http.StatusForbidden)
		b.get("/inspections").want(http.StatusOK).hides("Add areas from a report")
	}
}
