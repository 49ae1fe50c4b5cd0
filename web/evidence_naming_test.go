package web

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"throughline/plan"
)

func (c *testCouncil) onlyEvidence() *plan.Evidence {
	c.t.Helper()
	var only *plan.Evidence
	for e := range c.plan().Evidence.All() {
		only = e
	}
	return only
}

func TestEvidenceThatLooksAsIfItNamedSomebody(t *testing.T) {
	c := newCouncil(t)
	lead, at := c.as("lead"), "/parts/"+c.id["yes"]+"/evidence"
	fields := c.evidenceFields(lead)
	fields.Set("description", "Kayleigh’s plan was late.")
	before := c.entries()
	page := lead.upload(at, fields, "jordan-smith.csv", strings.NewReader("school,forename\nNorth,Zdravko\n")).want(http.StatusUnprocessableEntity)
	page.says("“Kayleigh” (a person’s name, in the description)", "“Jordan Smith” (a person’s name, in the name of the file)", "say that the evidence may name a child", "Why these words name no child", "again: a browser does not send a file twice")
	if c.entries() != before {
		t.Error("something was kept")
	}

	// Reworded: the file alone stands in the way, and is told when it was read.
	again := page.form(at)
	again.Set("description", "The plan was late.")
	page = lead.upload(at, again, "plans.csv", strings.NewReader("school,forename\nNorth,Zdravko\n")).want(http.StatusUnprocessableEntity)
	page.says("“forename” (a column about each person, in the file)")
	page.hides("Kayleigh", "Zdravko")

	// Confirmed with a reason, which whoever judges it sees.
	again = page.form(at)
	again.Set("confirm", "The names are of schools.")
	lead.upload(at, again, "plans.csv", strings.NewReader("school,forename\nNorth,Zdravko\n")).want(http.StatusOK)
	e := c.onlyEvidence()
	if e.Confirmation == nil || e.Confirmation.Reason != "The names are of schools." || e.Confirmation.Passages[0] != "forename" {
		t.Errorf("%+v", e.Confirmation)
	}
	c.as("police").get("/evidence/"+e.ID).want(http.StatusOK).says("The names are of schools.", "Said by Len Lead", "“forename”")
	c.as("owner").get("/history/"+e.ID).want(http.StatusOK).says("Why its words name no child", "The names are of schools.")
}

func TestFilesThatAProgramCannotRead(t *testing.T) {
	for _, pdf := range []struct {
		reader func(context.Context, io.Reader) (string, bool)
		says   string // "" when it goes through
	}{
		{func(context.Context, io.Reader) (string, bool) { return "", false }, "no program that reads the words of a PDF"},
		{func(context.Context, io.Reader) (string, bool) { return "Minutes\f", true }, ""},
		{func(context.Context, io.Reader) (string, bool) { return "Minutes of Jordan Smith\f", true }, "“Jordan Smith” (a person’s name, in the file)"},
		{func(context.Context, io.Reader) (string, bool) { return "Minutes\f\f", true }, "has a page without words"},
	} {
		c := newCouncil(t)
		c.app.ReadPDFsWith(pdf.reader)
		lead, at := c.as("lead"), "/parts/"+c.id["yes"]+"/evidence"
		file := func() io.Reader { return strings.NewReader("%PDF-1.4\n%%EOF\n") }
		page := lead.upload(at, c.evidenceFields(lead), "minutes.pdf", file())
		if pdf.says == "" {
			page.want(http.StatusOK)
			continue
		}
		page.want(http.StatusUnprocessableEntity).says(pdf.says)
		fields := page.form(at)
		fields.Set("confirm", "I read each page.")
		lead.upload(at, fields, "minutes.pdf", file()).want(http.StatusOK)
		if e := c.onlyEvidence(); e.Confirmation == nil || e.Confirmation.Reason != "I read each page." {
			t.Errorf("%+v", e.Confirmation)
		}
	}
}

// What reads PDFs is pdftotext, where the machine has it.
func TestPDFsAreReadByTheMachinesProgram(t *testing.T) {
	for name, program := range map[string]string{"says a name": "#!/bin/sh\necho Jordan Smith\n", "fails": "#!/bin/sh\nexit 1\n", "is not there": ""} {
		folder := t.TempDir()
		if program != "" {
			if err := os.WriteFile(filepath.Join(folder, "pdftotext"), []byte(program), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		t.Setenv("PATH", folder)
		c := newCouncil(t)
		lead, at := c.as("lead"), "/parts/"+c.id["yes"]+"/evidence"
		want := "no program that reads the words of a PDF"
		if name == "says a name" {
			want = "“Jordan Smith” (a person’s name, in the file)"
		}
		lead.upload(at, c.evidenceFields(lead), "minutes.pdf", strings.NewReader("%PDF-1.4\n%%EOF\n")).want(http.StatusUnprocessableEntity).says(want)
	}
}

func TestACopyWithNamesTakenOut(t *testing.T) {
	c := newCouncil(t)
	id := c.app.NewID()
	c.do("lead", plan.OfferEvidence{ID: id, Parts: []string{c.id["yes"]}, Title: "Jordan Smith’s chronology", Description: "x", Classification: plan.MayNameAChild})
	lead := c.as("lead")
	offer := lead.get("/evidence/" + id).want(http.StatusOK).link("Offer a copy with names taken out")
	page := lead.get(offer).want(http.StatusOK)
	page.says("Offer a copy with names and details taken out", "Jordan Smith’s chronology")
	at := "/parts/" + c.id["yes"] + "/evidence"
	fields := page.form(at)
	if fields.Get("redaction_of") != id || fields.Get("classification") != string(plan.NamesNoChild) {
		t.Errorf("the form holds %v", fields)
	}
	fields.Set("title", "A chronology")
	fields.Set("description", "With names taken out.")
	lead.post(at, fields).want(http.StatusOK)
	copied := c.plan().RedactionsOf(id)
	if len(copied) != 1 {
		t.Fatalf("%d copies", len(copied))
	}
	police := c.as("police")
	police.get("/evidence/"+id).want(http.StatusOK).says("Copies with names taken out", "A chronology")
	judge := "/evidence/" + copied[0].ID + "/judge"
	page = police.get("/evidence/" + copied[0].ID).want(http.StatusOK)
	page.says("A copy, with names taken out, of", "Jordan Smith’s chronology")
	fields = page.form(judge)
	fields.Set("judgement", "accept")
	police.post(judge, fields).want(http.StatusOK)
	for _, who := range []string{"board", "young", "admin"} {
		b := c.as(who)
		b.get("/evidence/" + id).want(http.StatusForbidden)
		b.get("/parts/" + c.id["yes"]).want(http.StatusOK).hides("Jordan Smith")
	}
}

// A reason for returning or withdrawing evidence, and for a decision on more
// time, goes back when it looks as if it named somebody. What was typed stays.
func TestReasonsThatLookAsIfTheyNamedSomebody(t *testing.T) {
	c := newCouncil(t)
	id := c.app.NewID()
	c.do("lead", plan.OfferEvidence{ID: id, Parts: []string{c.id["yes"]}, Title: "Minutes", Description: "x", Classification: plan.NamesNoChild})
	for _, each := range []struct {
		by, page, at, field string
		choose              [2]string
		history             string
	}{
		{"police", "/evidence/" + id, "/evidence/" + id + "/judge", "reason", [2]string{"judgement", "return"}, id},
		{"lead", "/evidence/" + id + "/withdraw", "/evidence/" + id + "/withdraw", "reason", [2]string{}, id},
		{"chair", c.asked("lead", "yes"), "", "reasons", [2]string{"decision", "refuse"}, ""},
	} {
		if each.at == "" {
			each.at, each.history = each.page, strings.TrimPrefix(each.page, "/extensions/")
		}
		b, before := c.as(each.by), c.entries()
		page := b.get(each.page).want(http.StatusOK)
		page.hides("Why these words name no child")
		fields := page.form(each.at)
		if each.choose[0] != "" {
			fields.Set(each.choose[0], each.choose[1])
		}
		fields.Set(each.field, "Kayleigh’s plan was late.")
		page = b.post(each.at, fields).want(http.StatusUnprocessableEntity)
		page.says("“Kayleigh” (a person’s name, in the reason", "Why these words name no child", "Kayleigh’s plan was late.")
		if c.entries() != before {
			t.Errorf("%s: something was kept", each.at)
		}
		fields = page.form(each.at)
		if each.choose[0] != "" {
			fields.Set(each.choose[0], each.choose[1])
		}
		fields.Set("confirm", "It is the name of a system.")
		b.post(each.at, fields).want(http.StatusOK)
		c.as("owner").get("/history/" + each.history).want(http.StatusOK).says("It is the name of a system.")
	}
	c.as("owner").get("/evidence/"+id).want(http.StatusOK).says("Why the words of the reason name no child", "Said by Len Lead")
}

func TestAPaperThatLooksAsIfItNamedSomebody(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	id := owner.started(nil)
	at := "/papers/" + id
	owner.get(at + "/names").want(http.StatusOK).says("No words in this paper look as if they tell who somebody is")
	fields := owner.get(at).want(http.StatusOK).form(at)
	fields.Set("background", "We asked Jordan Smith and Kayleigh.")
	owner.post(at, fields).want(http.StatusOK)
	page := owner.get(at + "/publish").want(http.StatusOK)
	page.says("This paper can’t be published yet", "The background: “Jordan Smith” looks like a person’s name.", "“Kayleigh”")
	names := page.link("Confirm, or see all such words")
	page = owner.get(names).want(http.StatusOK)
	form := page.form(names)
	owner.post(names, form).want(http.StatusUnprocessableEntity).says("Say why these words name no child.", "Choose the words that name no child.")
	form["passages"], form["reason"] = []string{"Jordan Smith"}, []string{"The inspector."}
	owner.post(names, form).want(http.StatusOK).says("can’t be published yet", "“Kayleigh”")
	form = owner.get(names).want(http.StatusOK).form(names)
	form["passages"], form["reason"] = []string{"Kayleigh"}, []string{"She is a judge."}
	owner.post(names, form).want(http.StatusOK).says("Publish the paper")
	owner.published(id)
	owner.get("/history/"+id).want(http.StatusOK).says("Why words in it name no child", "She is a judge.")
	page = c.as("young").get(at).want(http.StatusOK)
	page.says("We asked Jordan Smith and Kayleigh.")
	page.hides("The inspector.")
	c.as("lead").get(names).want(http.StatusForbidden)
}
