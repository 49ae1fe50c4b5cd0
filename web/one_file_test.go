package web

import (
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/casework"
	"throughline/deadline"
	"throughline/practice"
)

// eyesFile is the one file that docs/practice-pack.md builds: a kind of record
// with its clock, measure and alert.
func eyesFile(t *testing.T) practice.Files {
	t.Helper()
	text, err := os.ReadFile("../docs/practice-pack.md")
	if err != nil {
		t.Fatal(err)
	}
	file := ""
	for _, found := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		file += found[1]
	}
	return practice.Files{"eyes.yaml": []byte(file)}
}

// One file adds a kind of record, and it is asked for on a form, held to its
// conditions, shown, counted from, measured, and open to those alone to whom
// the policy opens it.
func TestOneFileAddsAKindOfRecord(t *testing.T) {
	c := newCaseCouncil(t)
	ctx, amara := t.Context(), c.id["amara"]
	worker := c.as("worker")
	if slices.Contains(kindsOffered(worker.get("/casework/people/"+amara+"/records/new").want(http.StatusOK)), "eye_test") {
		t.Fatal("the kind is there before its file is in use")
	}
	if _, _, err := c.app.UsePack(ctx, app.Operator(c.authority), eyesFile(t)); err != nil {
		t.Fatal(err)
	}
	if slices.Contains(kindsOffered(c.as("teacher").get("/casework/people/"+amara+"/records/new").want(http.StatusOK)), "eye_test") {
		t.Error("a teacher is offered what the policy keeps in health")
	}

	page, path := startRecord(worker, amara, "eye_test")
	page.says("When were they tested?", "What came of it?", "Nothing needed", "What the child said")
	slip := worker.post(path, fillIn(page, path, typing{"step": "complete"}.on("field-tested_on", "2011-02-20"))).want(http.StatusUnprocessableEntity)
	if slip.fault("field-outcome") != "Fill in “What came of it?”." {
		t.Errorf("beside the outcome: %q (%q)", slip.fault("field-outcome"), slip.summary())
	}
	if slip.form(path).Get("field-tested_on-year") != "2011" {
		t.Error("what was typed is lost")
	}
	unsaid := worker.post(path, fillIn(page, path, typing{"step": "complete", "field-outcome": "glasses"}.on("field-tested_on", "2011-02-20"))).want(http.StatusUnprocessableEntity)
	if !slices.ContainsFunc(unsaid.summary(), func(line string) bool { return strings.Contains(line, "Write what the child said.") }) {
		t.Errorf("without the child's words: %q", unsaid.summary())
	}
	unread := worker.post(path, fillIn(page, path, typing{"step": "complete", "field-outcome": "spectacles", "field-said": "Blue ones"})).want(http.StatusUnprocessableEntity)
	if unread.fault("field-outcome") == "" {
		t.Errorf("an answer that isn't on the list: %q", unread.summary())
	}
	record := worker.post(path, fillIn(page, path, typing{"step": "complete", "field-outcome": "glasses", "field-said": "I want blue ones."}.on("happened", "2011-02-20").on("field-tested_on", "2011-02-20"))).want(http.StatusOK)
	record.says("Eye test", "The record is complete and sealed", "20 February 2011", "Glasses", "I want blue ones.")
	worker.get("/casework/people/" + amara).want(http.StatusOK).says("Eye test")

	deadlines := func(key string, purpose access.Purpose) []app.DeadlineAt {
		t.Helper()
		page, err := c.app.DeadlinesOf(ctx, c.caller(key), purpose, amara, app.When{})
		if err != nil {
			t.Fatal(err)
		}
		return slices.DeleteFunc(page.Deadlines, func(d app.DeadlineAt) bool { return d.Deadline.Clock != "EYES" })
	}
	seen := deadlines("worker", access.DirectWork)
	if len(seen) != 1 || seen[0].State != deadline.Overdue || seen[0].Due.String() != "2012-02-20" {
		t.Errorf("the deadline: %+v", seen)
	}
	for key, purpose := range map[string]access.Purpose{"elsewhere": access.DirectWork, "analyst": access.Statistics, "reviewer": access.DirectWork} {
		if hidden := deadlines(key, purpose); len(hidden) != 0 {
			t.Errorf("%s sees %+v", key, hidden)
		}
	}
	alerted := func(key string, purpose access.Purpose) []app.AlertAt {
		t.Helper()
		page, err := c.app.Alerts(ctx, c.caller(key), purpose, app.WantedAlerts{Codes: []string{"eyes-late"}}, app.When{}, 0, 50)
		if err != nil {
			t.Fatal(err)
		}
		return page.Alerts
	}
	if got := alerted("worker", access.DirectWork); len(got) != 1 || got[0].Subject != amara || got[0].Why != "It was due on 20 February 2012 and hasn’t happened." {
		t.Errorf("the alert: %+v", got)
	}
	for key, purpose := range map[string]access.Purpose{"elsewhere": access.DirectWork, "analyst": access.Statistics, "reviewer": access.DirectWork} {
		if hidden := alerted(key, purpose); len(hidden) != 0 {
			t.Errorf("%s sees the alert %+v", key, hidden)
		}
	}
	worker.get("/casework/people/"+amara+"/alerts").want(http.StatusOK).says("It was due on 20 February 2012 and hasn’t happened.", "Who must act")
	worker.get("/alerts").want(http.StatusOK).says("It was due on 20 February 2012 and hasn’t happened.", "What somebody must judge")
	figure, err := c.app.MeasureAt(ctx, c.caller("analyst"), "eye-tests-on-time", app.When{}, 4, "")
	if err != nil || figure.Latest.Denominator != 1 || figure.Latest.Numerator != 0 {
		t.Errorf("the figure: %+v, %v", figure, err)
	}

	c.doCase("worker", casework.AddIdentifier{Person: amara, Type: casework.LocalChildID, Value: "AMARA1", Source: "The register"})
	const file = "person,happened,tested_on,outcome,said\nAMARA1,2010-02-20,2010-02-20,fine,Yes\nNOBODY9,2010-02-20,2010-02-20,fine,Yes\nAMARA1,2010-03-20,soon,fine,Yes\nAMARA1,2010-03-20,2010-03-20,fine,\n"
	load := func(key string, purpose access.Purpose, text string, try bool) app.RecordsLoaded {
		t.Helper()
		done, err := c.app.ImportRecords(ctx, c.caller(key), purpose, "eye_test", []byte(text), try)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	if tried := load("worker", access.DirectWork, file, true); tried.Written != 2 || len(tried.Problems) != 2 {
		t.Errorf("tried: %+v", tried)
	}
	for i, want := range []app.RecordsLoaded{{Written: 1}, {Already: 1}} {
		got := load("worker", access.DirectWork, file, false)
		if got.Written != want.Written || got.Already != want.Already || len(got.Problems) != 3 || got.Problems[0].Column != "person" || got.Problems[1] != (app.RowProblem{Row: 4, Column: "tested_on", Sentence: "“When were they tested”: write a date like 2013-04-15."}) ||
			got.Problems[2].Sentence != "Write what the child said." {
			t.Errorf("loaded, %d: %+v", i+1, got)
		}
	}
	if got := load("elsewhere", access.DirectWork, file, false); got.Written != 0 || got.Already != 0 {
		t.Errorf("somebody who works with another child loaded %+v", got)
	}
	if got := load("worker", access.DirectWork, "person,outcom\n", false); len(got.Problems) != 2 {
		t.Errorf("columns: %+v", got.Problems)
	}
	if got := deadlines("worker", access.DirectWork); len(got) != 2 || got[0].State == got[1].State {
		t.Errorf("after the file: %+v", got)
	}

	page, path = startRecord(worker, amara, "eye_test")
	worker.post(path, fillIn(page, path, typing{"step": "complete", "field-outcome": "fine", "field-said": "I can see the board."}.on("happened", "2012-04-20").on("field-tested_on", "2012-04-20"))).want(http.StatusOK)
	states := map[deadline.State]int{}
	for _, d := range deadlines("worker", access.DirectWork) {
		states[d.State]++
	}
	if states[deadline.Late] != 1 || states[deadline.Met] != 1 || states[deadline.Running] != 1 || states[deadline.Overdue] != 0 {
		t.Errorf("after another test: %v", states)
	}
	if got := alerted("worker", access.DirectWork); len(got) != 0 {
		t.Errorf("the alert stands after it was mended: %+v", got)
	}
}
