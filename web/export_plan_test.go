package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/ingest/document"
	"throughline/ingest/intoplan"
	"throughline/ingest/outofplan"
	"throughline/plan"
)

// bringsPlan brings a file into the plan, without its pages.
func (c *testCouncil) bringsPlan(name, content string) {
	c.t.Helper()
	settle := func(_ *plan.Plan, choices *intoplan.Choices) {
		choices.Owners[""] = c.id["post of owner"]
		choices.AreaDates = true
	}
	if _, err := c.app.ImportFile(c.t.Context(), c.caller("owner"), c.id["inspection"], name, "text/csv", []byte(content), settle, ""); err != nil {
		c.t.Fatal(err)
	}
}

// exported fetches the plan in a form, and reads it.
func (c *testCouncil) exported(key, path string) (*shown, outofplan.Export) {
	c.t.Helper()
	sent := c.as(key).get(path).want(http.StatusOK)
	name := sent.header.Get("Content-Disposition")
	doc, err := document.Read(c.t.Context(), name, sent.body, document.Usual(), nil)
	if err != nil {
		c.t.Fatal(err)
	}
	export, ok := outofplan.Recognise(doc)
	if !ok {
		c.t.Fatalf("%s gives a file that isn't known again", path)
	}
	return sent, export
}

func TestThePlanGoesOutForASpreadsheet(t *testing.T) {
	c := newCouncil(t)
	c.bringsPlan("Version 17.csv", strings.ReplaceAll(theirPlan, "Ongoing", "30/11/2012"))
	c.offer("lead", "yes", "Zorbic minutes")
	at := "/inspections/" + c.id["inspection"]
	page := c.as("owner").get(at).want(http.StatusOK)
	for _, form := range exportForms {
		path := at + "/export" + form.ending
		if got := page.link(form.words); got != path {
			t.Errorf("%s leads to %q", form.words, got)
		}
		if got := c.as("young").get("/plan").want(http.StatusOK).link(form.words); got != path {
			t.Errorf("on the plan's page %s leads to %q", form.words, got)
		}
		sent, export := c.exported("owner", path)
		for name, want := range map[string]string{
			"Content-Type": form.kind, "Content-Disposition": `attachment; filename="plan-` + fileName(c.inspectionTitle()) + "-2012-05-01" + form.ending + `"`, "Cache-Control": "no-store",
		} {
			if got := sent.header.Get(name); got != want {
				t.Errorf("%s: %s is %q, not %q", form.ending, name, got, want)
			}
		}
		if export.Inspection != c.id["inspection"] || export.Entry != c.plan().Position || export.AsAt != testDay2012() {
			t.Errorf("%s is of %q at %d on %s", form.ending, export.Inspection, export.Entry, export.AsAt)
		}
		c.holdsThePlan(export)
		if got := columnOf(export, "Resources"); !strings.Contains(got, "£5,000") || !strings.Contains(got, "=cmd|' /C calc'!A0") || !strings.Contains(got, "<script>alert(1)</script>") {
			t.Errorf("%s: the file's own column comes back as %q", form.ending, got)
		}
		if form.ending == ".csv" && (strings.Contains(string(sent.body), `"=cmd`) || !strings.Contains(string(sent.body), `"'=cmd|' /C calc'!A0"`)) {
			t.Error("a cell would be run as a formula")
		}
		for _, key := range []string{"board", "young", "lead"} {
			_, seen := c.exported(key, path)
			if len(seen.Rows) != len(export.Rows) || columnOf(seen, "Resources") != "" {
				t.Errorf("%s: %s gets %d rows of %d, and “%s” of columns that only who changes the plan reads", form.ending, key, len(seen.Rows), len(export.Rows), columnOf(seen, "Resources"))
			}
		}
		_, before := c.exported("owner", path+"?as-at=2012-04-30")
		if before.AsAt != calendar.Must(2012, 4, 30) || len(before.Rows) >= len(export.Rows) {
			t.Errorf("%s: before the import there were %d rows, on %s", form.ending, len(before.Rows), before.AsAt)
		}
		earlier := c.plan().Position - 1
		if _, known := c.exported("owner", path+"?known-at=%23"+strconv.FormatInt(earlier, 10)); known.Entry != earlier {
			t.Errorf("%s: as known at entry %d, it says %d", form.ending, earlier, known.Entry)
		}
		c.as("owner").get("/inspections/" + nobodyKnown + "/export" + form.ending).want(http.StatusNotFound)
		c.as("owner").get(path + "?as-at=1999-01-01").want(http.StatusNotFound).says("was not in the record at the moment you asked about")
	}
}

func testDay2012() calendar.Date { return calendar.Must(2012, 5, 1) }

func (c *testCouncil) inspectionTitle() string {
	c.t.Helper()
	i, ok := c.plan().Inspections.Get(c.id["inspection"])
	if !ok {
		c.t.Fatal("there is no inspection")
	}
	return i.Title
}

// holdsThePlan holds a file to every part of the plan, and to no words of evidence.
func (c *testCouncil) holdsThePlan(export outofplan.Export) {
	c.t.Helper()
	texts, all := map[string]string{}, ""
	for i := range export.Rows {
		row := &export.Rows[i]
		texts[row.Part] = export.Cell(row, outofplan.Part)
		all += strings.Join(row.Cells, "\n") + "\n"
	}
	for part := range c.plan().Parts.All() {
		if part.Removed == nil && texts[part.ID] != part.Text {
			c.t.Errorf("the part %q stands as %q", part.Text, texts[part.ID])
		}
	}
	n := 0
	for e := range c.plan().Evidence.All() {
		if n++; strings.Contains(all, e.Title) || e.Description != "" && strings.Contains(all, e.Description) {
			c.t.Errorf("the evidence %q is in the file", e.Title)
		}
	}
	if n == 0 {
		c.t.Error("there is no evidence to look for")
	}
}

func columnOf(export outofplan.Export, heading string) string {
	var words []string
	for i := range export.Rows {
		if cell := export.Cell(&export.Rows[i], heading); cell != "" {
			words = append(words, cell)
		}
	}
	return strings.Join(words, "\n")
}

// A plan that went out is understood when it is sent as a file: nothing is asked about its columns, its posts or its days.
func TestAnExportIsUnderstoodWhenItIsSent(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	for _, form := range exportForms {
		body := owner.get("/inspections/" + c.id["inspection"] + "/export" + form.ending).want(http.StatusOK).body
		page := c.sendPlan(owner, "plan"+form.ending, string(body)).want(http.StatusOK)
		at := "/imports/" + c.lastImport().ID
		chosen := page.form(at + "/reading")
		for heading, means := range map[string]string{outofplan.Owner: "owner", outofplan.Due: "due", outofplan.Part: "steps", outofplan.Status: "status", outofplan.Signer: "other", outofplan.Area: "area"} {
			column := slices.IndexFunc(outofplan.Columns, func(c outofplan.Column) bool { return c.Heading == heading })
			if got := chosen.Get(columnField(0, column)); got != means {
				t.Errorf("%s: the column %s is read as %q", form.ending, heading, got)
			}
		}
		page.hides("No date could be read", "isn’t one we know")
		fields := owner.get(at + "/choices").want(http.StatusOK).form(at + "/choices")
		owner.post(at+"/choices", fields).want(http.StatusOK).hides("To settle first")
		owner.post(at+"/give-up", nil).want(http.StatusOK)
	}
}
