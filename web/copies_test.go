package web

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"throughline/ingest/outofplan"
	"throughline/plan"
)

// copyOut is the plan as it went out, as rows of cells, to be typed into.
type copyOut struct {
	t    *testing.T
	rows [][]string
}

// goesOut fetches the plan as a text table.
func (c *testCouncil) goesOut(b *browser) *copyOut {
	c.t.Helper()
	sent := b.get("/inspections/" + c.id["inspection"] + "/export.csv").want(http.StatusOK)
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(sent.body, []byte("\ufeff")))).ReadAll()
	if err != nil {
		c.t.Fatal(err)
	}
	return &copyOut{c.t, rows}
}

// set types over the cell under a heading, in the row that has some words.
func (o *copyOut) set(words, heading, text string) {
	o.t.Helper()
	column := slices.Index(o.rows[0], heading)
	row := slices.IndexFunc(o.rows, func(cells []string) bool { return slices.Contains(cells, words) })
	if column < 0 || row < 0 {
		o.t.Fatalf("no cell %q in the row of %q", heading, words)
	}
	o.rows[row][column] = text
}

// add adds a row of its own.
func (o *copyOut) add(cells map[string]string) {
	o.t.Helper()
	row := make([]string, len(o.rows[0]))
	for heading, text := range cells {
		row[slices.Index(o.rows[0], heading)] = text
	}
	o.rows = append(o.rows, row)
}

func (o *copyOut) content() string {
	o.t.Helper()
	var out strings.Builder
	w := csv.NewWriter(&out)
	if err := w.WriteAll(o.rows); err != nil {
		o.t.Fatal(err)
	}
	return out.String()
}

// comesBack sends a copy in, and gives the page of its differences.
func (c *testCouncil) comesBack(b *browser, name, content string) *shown {
	c.t.Helper()
	at := "/inspections/" + c.id["inspection"] + "/copies"
	return b.upload(at, b.get(at).want(http.StatusOK).form(at), name, strings.NewReader(content))
}

// key is the key of a cell of the yes-or-no part in a copy.
func (c *testCouncil) key(heading string) string { return "part:" + c.id["yes"] + ":" + heading }

func TestACopyComesBackAndIsSettled(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	at := "/inspections/" + c.id["inspection"] + "/copies"
	owner.get(at).want(http.StatusOK).says("No copy has come back for this inspection yet.", "A later due date becomes a request for an extension.")
	yes := c.part("yes")
	out := c.goesOut(owner)
	out.set(yes.Text, outofplan.Due, "2012-12-01")
	out.set(yes.Text, outofplan.Status, "Done")
	out.set(c.part("many").Text, outofplan.Target, "=1+1")
	out.add(map[string]string{outofplan.ActionReference: "A1", outofplan.Part: "<script>alert(1)</script>", outofplan.Owner: "Head of audit"})
	out.set(yes.Text, outofplan.Part, yes.Text+" every week")
	page := c.comesBack(owner, "Plan from the trust.csv", out.content()).want(http.StatusOK)
	page.says("has been received. Nothing of it is in the plan yet.", "Changed in the copy", "A claim", "New row", "Can’t be read", "<script>alert(1)</script>", "is not a whole number",
		"Asks for an extension until 1 December 2012", "Throughline works this out, so a copy can claim it and can’t make it so.", "Differences 1 to 5 of 5.")
	copyAt, _, _ := strings.Cut(page.path, "?")

	// Chosen together, each is settled by itself.
	fields := page.form(copyAt)
	fields.Set("outcome", "accepted")
	for _, choice := range page.choices("chosen") {
		fields.Add("chosen", choice)
	}
	page = owner.post(copyAt, fields).want(http.StatusUnprocessableEntity)
	page.says("2 differences were accepted. 3 were not, for the reasons above.", "Say why more time is needed.", "This difference can’t be accepted.")
	if got := c.part("yes"); got.Text != yes.Text+" every week" || got.Due != yes.Due || !got.Extended.IsZero() {
		t.Errorf("the part is %q, due %v and %v", got.Text, got.Due, got.Extended)
	}
	if n := len(c.plan().PartsOf(c.id["action"])); n != 3 {
		t.Errorf("the action has %d parts", n)
	}

	// A later date, one by one, with a reason.
	settle := copyAt + "/settle"
	one := settle + "?difference=" + url.QueryEscape(c.key(outofplan.Due))
	page = owner.get(one).want(http.StatusOK)
	page.says("Asks for an extension until 1 December 2012, which is then approved or refused like any other.")
	fields = page.form(settle)
	owner.post(settle, fields).want(http.StatusUnprocessableEntity).says("Choose what becomes of the difference.")
	fields.Set("outcome", "accepted")
	owner.post(settle, fields).want(http.StatusUnprocessableEntity).says("Say why more time is needed.")
	fields.Set("reason", "The trainer left.")
	owner.post(settle, fields).want(http.StatusOK).says("Accepted: ")
	if asked := c.plan().ExtensionsOf(c.id["yes"]); len(asked) != 1 || asked[0].State != plan.Asked || asked[0].Until.String() != "2012-12-01" || c.part("yes").Due != yes.Due {
		t.Errorf("asked for %+v", asked)
	}

	// A claim is noted, and is no fact.
	page = owner.get(settle + "?difference=" + url.QueryEscape(c.key(outofplan.Status))).want(http.StatusOK)
	fields = page.form(settle)
	fields.Set("outcome", "accepted")
	owner.post(settle, fields).want(http.StatusUnprocessableEntity).says("This difference can’t be accepted.")
	fields.Set("outcome", "noted")
	owner.post(settle, fields).want(http.StatusOK)
	if c.plan().Facts(c.id["action"]).Done() {
		t.Error("a claim made the action done")
	}
	owner.get("/actions/"+c.id["action"]).want(http.StatusOK).says("What a copy that came back claims", "Part A1a, status: Done. It is not counted as so.")

	// The last is refused with a reason, and what was settled can be looked at and taken back.
	page = owner.get(copyAt).want(http.StatusOK)
	fields = page.form(copyAt)
	fields.Set("outcome", "refused")
	fields["chosen"] = page.choices("chosen")
	owner.post(copyAt, fields).want(http.StatusUnprocessableEntity).says("Say why. Whoever sent the copy may ask.")
	fields.Set("reason", "It is no number.")
	owner.post(copyAt, fields).want(http.StatusOK).says("1 difference was refused.", "No difference is left to settle.")
	page = owner.get(copyAt + "?show=settled").want(http.StatusOK)
	page.says("5 settled differences", "It is no number.", "Noted as what the copy says", "Olive Owner")
	back := page.link("Take it back : Status, Line 2, record 2")
	page = owner.get(back).want(http.StatusOK)
	owner.post(copyAt+"/take-back", page.form(copyAt+"/take-back")).want(http.StatusOK).says("It was taken back, and can be settled again.")
	owner.get(copyAt).want(http.StatusOK).says("Differences 1 to 1 of 1.")
	owner.get(at).want(http.StatusOK).says("Plan from the trust.csv", "4 differences settled")
	c.comesBack(owner, "Again.csv", out.content()).want(http.StatusUnprocessableEntity).says("This file was received as Plan from the trust.csv on 1 May 2012.")
}

// choices are the values of the checkboxes of a name.
func (p *shown) choices(name string) (values []string) {
	for n := range p.root.Descendants() {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		if n.Data == "input" && attr["name"] == name && attr["type"] == "checkbox" {
			values = append(values, attr["value"])
		}
	}
	return values
}

// Somebody changed the plan after the person looked: nothing goes in, and what is so now is shown beside what they saw.
func TestThePlanMovesWhileACopyIsSettled(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	yes := c.part("yes")
	out := c.goesOut(owner)
	out.set(yes.Text, outofplan.Part, "Theirs")
	page := c.comesBack(owner, "Copy.csv", out.content()).want(http.StatusOK)
	copyAt, _, _ := strings.Cut(page.path, "?")
	settle := copyAt + "/settle"
	key := c.key(outofplan.Part)
	several := page.form(copyAt)
	several["chosen"] = page.choices("chosen")
	several.Set("outcome", "accepted")
	form := owner.get(settle + "?difference=" + url.QueryEscape(key)).want(http.StatusOK).form(settle)
	form.Set("outcome", "accepted")

	moved := *yes
	moved.Text = "Ours meanwhile"
	c.do("chair", plan.EditPart{Seen: yes.Version, Body: moved})
	page = owner.post(settle, form).want(http.StatusConflict)
	page.says("The plan was changed here after you looked.", "In the plan when you looked", yes.Text, "In the plan now", "Ours meanwhile", "Theirs")
	owner.post(copyAt, several).want(http.StatusConflict).says("0 differences were accepted. 1 was not", "The plan was changed here after you looked.", "Changed in both", "When it went out")
	if c.part("yes").Text != "Ours meanwhile" {
		t.Fatal("the copy's words were written over what somebody had just changed")
	}
	// Having seen both, the person may still choose the copy's words.
	form = page.form(settle)
	form.Set("outcome", "accepted")
	owner.post(settle, form).want(http.StatusOK)
	if c.part("yes").Text != "Theirs" {
		t.Errorf("the part is %q", c.part("yes").Text)
	}
	owner.post(settle, form).want(http.StatusConflict).says("This difference was settled on 1 May 2012")
	owner.get(settle + "?difference=none").want(http.StatusNotFound)
	owner.post(settle, url.Values{"difference": {"none"}}).want(http.StatusNotFound)
	owner.get(copyAt + "/take-back?settlement=none").want(http.StatusNotFound)
}

// What looks like somebody's name goes in only with a reason.
func TestACopyThatMayNameSomebody(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	yes := c.part("yes")
	out := c.goesOut(owner)
	out.set(yes.Text, outofplan.Part, "Support Tyler Wexley at school")
	copyAt, _, _ := strings.Cut(c.comesBack(owner, "Copy.csv", out.content()).want(http.StatusOK).path, "?")
	settle := copyAt + "/settle"
	form := owner.get(settle + "?difference=" + url.QueryEscape(c.key(outofplan.Part))).want(http.StatusOK).form(settle)
	form.Set("outcome", "accepted")
	page := owner.post(settle, form).want(http.StatusUnprocessableEntity)
	page.says("“Tyler Wexley” (a person’s name, in the copy’s words)")
	form = page.form(settle)
	form.Set("confirm", "He is the head teacher.")
	owner.post(settle, form).want(http.StatusOK)
	if c.part("yes").Text != "Support Tyler Wexley at school" {
		t.Errorf("the part is %q", c.part("yes").Text)
	}
}

// A part is taken out by who may, and the plan's owner is told who that is.
func TestARowThatIsMissingFromACopy(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	out := c.goesOut(owner)
	many := c.part("many")
	out.rows = slices.DeleteFunc(out.rows, func(cells []string) bool { return slices.Contains(cells, many.Text) })
	copyAt, _, _ := strings.Cut(c.comesBack(owner, "Copy.csv", out.content()).want(http.StatusOK).path, "?")
	settle := copyAt + "/settle"
	one := settle + "?difference=" + url.QueryEscape("part:"+many.ID+":missing")
	page := owner.get(one).want(http.StatusOK)
	page.says("Accepting it needs somebody whose role lets them approve or refuse an extension")
	form := page.form(settle)
	form.Set("outcome", "accepted")
	form.Set("reason", "It is done elsewhere.")
	owner.post(settle, form).want(http.StatusForbidden)
	deputy := c.as("deputy")
	page = deputy.get(one).want(http.StatusOK)
	form = page.form(settle)
	form.Set("outcome", "accepted")
	form.Set("reason", "It is done elsewhere.")
	deputy.post(settle, form).want(http.StatusOK)
	if c.part("many").Removed == nil {
		t.Error("the part is still there")
	}
	deputy.get(copyAt + "?show=settled").want(http.StatusOK).hides("Take it back")
}

// Nobody but who changes the plan has any business with copies.
func TestWhoSeesCopies(t *testing.T) {
	c := newCouncil(t)
	owner := c.as("owner")
	out := c.goesOut(owner)
	out.set(c.part("yes").Text, outofplan.Part, "Theirs")
	copyAt, _, _ := strings.Cut(c.comesBack(owner, "Copy.csv", out.content()).want(http.StatusOK).path, "?")
	c.as("chair").get(copyAt).want(http.StatusOK)
	for _, key := range []string{"board", "young", "lead", "health", "auditor", "admin"} {
		who := c.as(key)
		for _, path := range []string{copyAt, copyAt + "/settle?difference=x", "/inspections/" + c.id["inspection"] + "/copies", copyAt + "/take-back"} {
			who.get(path).want(http.StatusForbidden)
		}
		who.post(copyAt, url.Values{"outcome": {"refused"}, "chosen": {"x y"}}).want(http.StatusForbidden)
	}
	for name, content := range map[string]string{"no file": "", "no copy": "a,b\r\n1,2\r\n"} {
		file := "Copy.csv"
		if name == "no file" {
			file = ""
		}
		if page := c.comesBack(owner, file, content).want(http.StatusUnprocessableEntity); len(page.summary()) == 0 {
			t.Errorf("%s: nothing is said", name)
		}
	}
}

func TestWordsInAndOut(t *testing.T) {
	for _, c := range []struct{ was, theirs, want string }{
		{"one two three", "one 2 three", "one -two- +2+ three"}, {"", "new", "+new+"}, {"old", "", "-old-"}, {"a b", "c d", "-a b- +c d+"}, {"same words", "same words", "same words"},
		{"a b c", "a b c d e", "a b c +d e+"}, {"a b c", "c", "-a b- c"},
	} {
		var got []string
		for _, p := range wordPieces(c.was, c.theirs) {
			switch {
			case p.In:
				got = append(got, "+"+p.Text+"+")
			case p.Out:
				got = append(got, "-"+p.Text+"-")
			default:
				got = append(got, p.Text)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q to %q: %q", c.was, c.theirs, got)
		}
	}
	long := strings.Repeat("word ", mostWords+1)
	if got := wordPieces(long, long+"more"); len(got) != 2 {
		t.Errorf("a long text is shown in %d pieces", len(got))
	}
}
