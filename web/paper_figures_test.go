package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/board"
	"throughline/calendar"
)

// paperWith publishes, through the pages, a paper that carries a release.
func (f *figuresCouncil) paperWith(path string) (id string) {
	f.t.Helper()
	owner := f.as("owner")
	id = owner.started(func(fields url.Values) { fields.Set("figures", strings.TrimPrefix(path, "/figures/")) })
	owner.published(id).says("The paper is published as")
	return id
}

// annexOf reads the tables of figures in a paper's page, whether it stands by
// itself or in one of ours.
func annexOf(t *testing.T, page *shown) printedAt {
	t.Helper()
	p := printedAt{}
	for _, section := range page.all(func(n *html.Node) bool { return n.DataAtom == atom.Section && hasClass(n, "figures") }) {
		title, row, at := "", "", 0
		var heads []string
		for n := range section.Descendants() {
			switch {
			case n.DataAtom == atom.H3:
				title = textIn(n)
			case n.DataAtom == atom.Th && attribute(n, "scope") == "col":
				heads = append(heads, textIn(n))
			case n.DataAtom == atom.Th:
				row, at = textIn(n), 0
			case n.DataAtom == atom.Td && row != "":
				if column := heads[at]; column == "Children" {
					p.add(t, "the annex", groupOf(title, row, ""), textIn(n))
				} else if column != "Percentage" {
					p.add(t, "the annex", groupOf(title, row, column), textIn(n))
				}
				at++
			}
		}
	}
	return p
}

// annexText reads the tables of figures in a paper's plain text.
func annexText(t *testing.T, text string) printedAt {
	t.Helper()
	_, annex, ok := strings.Cut(text, ": figures about children\n")
	if !ok {
		t.Fatal("the text has no annex of figures")
	}
	annex = strings.ReplaceAll(annex, "\n    ", " ") // a line that was broken
	p, title, last, row := printedAt{}, "", "", ""
	for line := range strings.Lines(annex) {
		line = strings.TrimRight(line, "\n")
		if _, is := tableDimensions[last]; is && line != "" && strings.Trim(line, "-") == "" {
			title = last
		}
		if said, ok := strings.CutPrefix(line, "  - "); ok && title != "" {
			at := strings.LastIndex(said, ": ")
			if at < 0 {
				t.Fatalf("a line of figures can't be read: %q", line)
			}
			row = said[:at]
			for cell := range strings.SplitSeq(said[at+2:], "; ") {
				cell, hidden := strings.CutSuffix(cell, " not shown")
				column, words := cell, "not shown"
				if space := strings.LastIndex(cell, " "); !hidden {
					column, words = cell[:space], cell[space+1:]
				}
				if column == "Children" {
					column = ""
				}
				if column != "Percentage" {
					p.add(t, "the text", groupOf(title, row, column), words)
				}
			}
		}
		last = line
	}
	return p
}

// annexData reads the tables of figures in a paper's data.
func annexData(t *testing.T, body []byte) (p printedAt, reference string) {
	t.Helper()
	var data struct {
		Figures struct {
			Release string `json:"release"`
			Tables  []struct {
				Title   string   `json:"title"`
				Rows    []string `json:"rows"`
				Columns []string `json:"columns"`
				Figures [][]any  `json:"figures"`
			} `json:"tables"`
			Record struct {
				Tables []struct {
					Withheld bool `json:"withheld"`
				} `json:"tables"`
			} `json:"record"`
		} `json:"figures"`
	}
	if err := json.Unmarshal(body, &data); err != nil {
		t.Fatal(err)
	}
	p = printedAt{}
	for n, table := range data.Figures.Tables {
		if data.Figures.Record.Tables[n].Withheld {
			continue
		}
		for i, line := range table.Figures {
			for j, cell := range line {
				text, ok := cell.(string)
				if number, isNumber := cell.(float64); isNumber {
					text, ok = strconv.Itoa(int(number)), true
				}
				if !ok {
					t.Fatalf("%v is no figure", cell)
				}
				p.add(t, "the data", groupOf(table.Title, table.Rows[i], append(slices.Clone(table.Columns), "Total")[j]), text)
			}
		}
	}
	return p, data.Figures.Release
}

// readPaper collects every figure from every form of a paper. Each must print
// the same.
func (f *figuresCouncil) readPaper(who, id string) printedAt {
	f.t.Helper()
	at, reader := "/papers/"+id, f.as(who)
	whole := annexOf(f.t, reader.get(at).want(http.StatusOK))
	alone := annexOf(f.t, reader.get(at+"/paper.html").want(http.StatusOK))
	text := annexText(f.t, string(reader.get(at+"/paper.txt").want(http.StatusOK).body))
	data, _ := annexData(f.t, reader.get(at+"/data.json").want(http.StatusOK).body)
	for name, other := range map[string]printedAt{"by itself": alone, "plain text": text, "data": data} {
		if diff := cmp.Diff(whole, other); diff != "" {
			f.t.Errorf("%s: %s", name, diff)
		}
	}
	return whole
}

func TestAPaperCarriesFiguresFromItsStart(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	owner := f.as("owner")
	if page := owner.get("/papers/new"); strings.Contains(page.text(), "Figures about children, in an annex") {
		t.Error("figures are offered before any are published")
	}
	path := f.publish(figuresDay)
	release := strings.TrimPrefix(path, "/figures/")
	page := owner.get("/papers/new").want(http.StatusOK)
	page.says("No figures", "Children looked after on 31 March 2012, published on 1 May 2012")
	if got := page.form("/papers/new").Get("figures"); got != "" {
		t.Errorf("figures are chosen unasked: %s", got)
	}
	id := owner.started(func(fields url.Values) { fields.Set("figures", release) })
	at := "/papers/" + id
	draft := owner.get(at).want(http.StatusOK)
	if draft.form(at).Get("figures") != release || draft.link("Its figures about children, with pictures") != path {
		t.Error("the draft does not show its figures")
	}
	want := f.read("board", path)
	for group, text := range want {
		if text == unseen {
			delete(want, group)
		}
	}
	preview := annexOf(t, owner.get(at+"/preview").want(http.StatusOK))
	if diff := cmp.Diff(want, preview); diff != "" {
		t.Errorf("the preview prints other figures than were published: %s", diff)
	}
	if diff := cmp.Diff(want, annexText(t, string(owner.get(at+"/draft.txt").want(http.StatusOK).body))); diff != "" {
		t.Errorf("the draft's text: %s", diff)
	}

	// They come off, and can be put back.
	fields := owner.get(at).form(at)
	fields.Set("figures", "")
	owner.post(at, fields).want(http.StatusOK)
	if page := owner.get(at + "/preview"); strings.Contains(page.text(), "figures about children") || strings.Contains(page.text(), "Annex D") {
		t.Error("the figures were taken off and are printed")
	}
	fields = owner.get(at).form(at)
	fields.Set("figures", release)
	owner.post(at, fields).want(http.StatusOK)
	owner.get("/history/"+id).want(http.StatusOK).says("Figures about children", "Children looked after on 31 March 2012")
	owner.get(at + "/publish").want(http.StatusOK).says("Children looked after on 31 March 2012, published on 1 May 2012. They are frozen with the paper, in an annex.")
	owner.published(id)
	for _, who := range []string{"board", "young", "lead", "auditor"} {
		if diff := cmp.Diff(want, f.readPaper(who, id)); diff != "" {
			t.Errorf("%s reads other figures in the paper: %s", who, diff)
		}
		page := f.as(who).get(at).want(http.StatusOK)
		page.says("Reference of the release: "+release, "as they were published on 1 May 2012, number for number", "Who is counted:", "short breaks")
		page.hides("Secret", "child-0")
		if page.link("Its figures as one file (CSV)") != path+"/tables.csv" {
			t.Error("the file of its figures is not offered")
		}
	}
	if _, reference := annexData(t, f.as("board").get(at+"/data.json").body); reference != release {
		t.Errorf("the data names the release %s", reference)
	}
	f.as("board").get(at + "/paper.html").says("Who is counted:")
}

// TestTwoPapersOfTheBoardHideTheOneChildWhoLeft has the attacker read two
// papers of the Board in all their forms: the figures of one day, and those
// of the day after it was found that a child had left.
func TestTwoPapersOfTheBoardHideTheOneChildWhoLeft(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	var both []printedAt
	var all []map[string]int
	for range 2 {
		printed := f.readPaper("board", f.paperWith(f.publish(figuresDay)))
		both, all = append(both, printed), append(all, printed.known(t))
		if len(both) == 1 {
			f.leaves(13, figuresDay)
		}
		f.as("analyst").get("/figures/new?" + dayQuery(figuresDay.AddDays(1))).want(http.StatusUnprocessableEntity).says("which children came or went")
	}
	for _, guess := range takenAlike(t, both[0], both[1]) {
		for group, n := range guess {
			if n >= 1 && n <= 5 {
				t.Errorf("%q counts %d, if nobody else moved", group, n)
			}
		}
	}
	if found := smallOnes(all...); len(found) > 0 {
		t.Errorf("known: %v", found)
	}
	if len(all[0]) < 20 {
		t.Errorf("so little is shown that the test proves nothing: %d numbers", len(all[0]))
	}
	// The fault: a second paper that prints the count of all as it is now.
	if len(smallOnes(all[0], map[string]int{"": 89})) != 1 || all[0][""] != 90 {
		t.Errorf("the attacker does not see that one child left: %v", all[0])
	}
}

func TestFiguresWithdrawnSinceAPaperTookThem(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	path := f.publish(figuresDay)
	done, owner := f.paperWith(path), f.as("owner")
	draft := owner.started(func(fields url.Values) { fields.Set("figures", strings.TrimPrefix(path, "/figures/")) })
	before := f.paper(done).Frozen.Hash
	f.as("analyst").post(path+"/withdraw", url.Values{"reason": {"A team was counted twice."}}).want(http.StatusOK)
	f.as("board").get("/papers/" + done).want(http.StatusOK).says("The figures about children in this paper were withdrawn on 1 May 2012. Don’t use them. Why: A team was counted twice.")
	if f.paper(done).Frozen.Hash != before {
		t.Error("a published paper changed")
	}
	at := "/papers/" + draft
	page := owner.get(at).want(http.StatusOK)
	page.says("Children looked after on 31 March 2012, withdrawn on 1 May 2012", "A team was counted twice.")
	refused := owner.get(at + "/publish").want(http.StatusOK)
	refused.says("This paper can’t be published yet", "were withdrawn on 1 May 2012. Choose others, or none.")
	if got := refused.link("Put it right"); got != at+"#figures" {
		t.Errorf("the mend leads to %s", got)
	}
	if !slices.ContainsFunc(page.all(func(n *html.Node) bool { return n.DataAtom == atom.Select }), func(n *html.Node) bool { return attribute(n, "id") == "figures" }) {
		t.Error("the mend leads nowhere")
	}
	fields := page.form(at)
	fields.Set("title", "Another title") // other words can still be saved
	owner.post(at, fields).want(http.StatusOK)
	fields = owner.get(at).form(at)
	fields.Set("figures", "")
	owner.post(at, fields).want(http.StatusOK)
	owner.published(draft)
	if page := owner.get("/papers/new"); strings.Contains(page.text(), "Children looked after") {
		t.Error("withdrawn figures are offered")
	}
}

func TestFiguresThatAPaperDoesNotTake(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	f.clock.goTo("2012-06-04")
	release := strings.TrimPrefix(f.publish(calendar.Must(2012, time.May, 31)), "/figures/")
	owner := f.as("owner")
	fields := owner.get("/papers/new").form("/papers/new")
	fields.Set("figures", "made-up")
	owner.post("/papers/new", fields).want(http.StatusUnprocessableEntity).says("Only figures that were published can stand in a paper.")
	fields.Set("figures", release)
	setQuery(fields, "as_at", "30", "5", "2012")
	page := owner.post("/papers/new", fields).want(http.StatusUnprocessableEntity)
	page.says("are about a later day than the paper, which describes 30 May 2012. Choose figures of that day or an earlier one, or none.")
	if page.form("/papers/new").Get("figures") != release {
		t.Error("what was chosen is lost")
	}
}

func setQuery(fields url.Values, name, day, month, year string) {
	fields.Set(name+"-day", day)
	fields.Set(name+"-month", month)
	fields.Set(name+"-year", year)
}

func TestTwoPeopleChooseFigures(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	release := strings.TrimPrefix(f.publish(figuresDay), "/figures/")
	mine, theirs := f.as("owner"), f.as("owner")
	id := mine.started(nil)
	at := "/papers/" + id
	yours, others := mine.get(at).form(at), theirs.get(at).form(at)
	others.Set("figures", release)
	theirs.post(at, others).want(http.StatusOK)
	yours.Set("title", "Mine")
	page := mine.post(at, yours).want(http.StatusConflict)
	page.says("Children looked after on 31 March 2012, published on 1 May 2012", "No figures")
	mine.post(at, page.form(at)).want(http.StatusOK)
	if words := f.paper(id).Words(); words.Figures != release || words.Title != "Mine" {
		t.Errorf("merged into %+v", words)
	}
}

// A published paper whose figures were changed in the database is not shown.
func TestFiguresAlteredInAPaperAreNotShown(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	id := f.paperWith(f.publish(figuresDay))
	was := `\"title\":\"Sex\"`
	if frozen := f.paper(id).Frozen; !strings.Contains(frozen.Dataset, `"title":"Sex"`) || !frozen.Intact() {
		t.Fatal("the paper has no such table")
	}
	after := f.tampered(id, was, `\"title\":\"Set\"`)
	after.as("board").get("/papers/" + id).want(http.StatusInternalServerError).says("This paper is not as it was published")
	var data board.PaperData
	text := strings.Replace(f.paper(id).Frozen.Dataset, `"title":"Sex"`, `"title":"Set"`, 1)
	if err := json.Unmarshal([]byte(text), &data); err == nil {
		t.Error("tables that are not those of their record were read")
	}
}
