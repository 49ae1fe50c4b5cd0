package board

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/disclosure"
	"throughline/plan"
)

// monthEnd is the last month end before the day of these tests' papers.
var monthEnd = calendar.Must(2013, 1, 31)

// childrenTables count children by two dimensions, some of them few.
func childrenTables(t testing.TB, day calendar.Date, counts [6]int) disclosure.Release {
	t.Helper()
	cohort := disclosure.Cohort{Name: "Children looked after", Definition: "Children looked after at the end of the day. <b>Short breaks</b> are left out.", Nature: disclosure.Standing, Day: day,
		Dimensions: []disclosure.Dimension{{Name: "Age", Categories: []string{"under 5", "5 to 9", "10 & over"}}, {Name: "Sex", Categories: []string{"Female", "Male"}}}}
	var atoms []disclosure.Atom
	for i, n := range counts {
		atoms = append(atoms, disclosure.Atom{Categories: []string{cohort.Dimensions[0].Categories[i/2], cohort.Dimensions[1].Categories[i%2]}, Count: n})
	}
	release, err := disclosure.Publish(cohort, atoms, []disclosure.Spec{
		{Title: "Age", Rows: "Age", Percent: disclosure.OfTotal}, {Title: "Sex", Rows: "Sex", Percent: disclosure.OfTotal}, {Title: "Age and sex", Rows: "Age", Columns: "Sex"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return release
}

// releaseOut puts figures on the shelf as they were published.
func (d *desk) releaseOut(id string, figures disclosure.Release) {
	d.t.Helper()
	d.do(asPut{KindFiguresRelease, id, 0, &FiguresRelease{Day: figures.Released().Day(), KnownAt: KnownAt{9, knownTime}, Printed: figures.Released(), PublishedOn: asAt, PublishedBy: "analyst"}}, nil)
}

// asPut is a change that stores what it is given.
type asPut struct {
	kind, id string
	replaces int
	body     any
}

func (asPut) Name() string { return "put" }
func (asPut) Needs() (none access.Permission) {
	return none
}
func (p asPut) Decide(*Shelf, *plan.Plan, change.Context) ([]change.Put, error) {
	return []change.Put{{Kind: p.kind, Thing: p.id, Replaces: p.replaces, Body: p.body}}, nil
}

func (d *desk) attach(paper, release string, p *plan.Plan) error {
	d.t.Helper()
	text := d.paper(paper).Words()
	text.Figures = release
	return d.try(EditPaper{ID: paper, Seen: d.paper(paper).Version, Text: text}, p)
}

// carrying publishes a paper with a release in its annex.
func (d *desk) carrying(paper, release string, p *plan.Plan) *Frozen {
	d.t.Helper()
	d.drafted(paper, p)
	if err := d.attach(paper, release, p); err != nil {
		d.t.Fatal(err)
	}
	d.do(PublishPaper{ID: paper, Seen: d.paper(paper).Version}, p)
	return d.paper(paper).Frozen
}

var someCounts = [6]int{3, 12, 30, 0, 25, 41}

// cells is what was printed of each group: "Age/under 5/Female".
type cells map[string]string

func cellsOf(tables []disclosure.Table) cells {
	all := cells{}
	for _, t := range tables {
		for _, row := range append(t.Rows(), "") {
			for _, column := range append(t.Columns(), "") {
				head := orTotal(column)
				if len(t.Columns()) == 0 {
					head = "Children"
					all[t.Title()+"/"+orTotal(row)+"/Percentage"] = t.Percentage(row, column).Words()
				}
				if !t.Withheld() {
					all[t.Title()+"/"+orTotal(row)+"/"+head] = t.Figure(row, column).Words()
				}
			}
		}
	}
	return all
}

// cellsOfHTML reads the annex of a page, sharing nothing with what wrote it.
func cellsOfHTML(t testing.TB, page string) cells {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	all := cells{}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode || n.Data != "section" || len(n.Attr) == 0 || n.Attr[0].Val != "figures" {
			continue
		}
		title, row, at := "", "", 0
		var heads []string
		for inner := range n.Descendants() {
			switch inner.Data {
			case "h3":
				title = textOf(inner)
			case "th":
				if inner.Attr[0].Val == "col" {
					heads = append(heads, textOf(inner))
				} else {
					row, at = textOf(inner), 0
				}
			case "td":
				if len(heads) > 0 && row != "" {
					all[title+"/"+row+"/"+heads[at]] = textOf(inner)
					at++
				}
			}
		}
	}
	return all
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for inner := range n.Descendants() {
		if inner.Type == html.TextNode {
			b.WriteString(inner.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// cellsOfText reads the annex of a plain text.
func cellsOfText(t testing.TB, text string) cells {
	t.Helper()
	_, annex, ok := strings.Cut(text, ": figures about children\n")
	if !ok {
		t.Fatal("the text has no annex of figures")
	}
	annex = strings.ReplaceAll(annex, "\n    ", " ") // a line that was broken
	all, title, last := cells{}, "", ""
	for line := range strings.Lines(annex) {
		line = strings.TrimRight(line, "\n")
		if line != "" && strings.Trim(line, "-") == "" && len(line) < textWidth {
			title = last
		}
		if said, ok := strings.CutPrefix(line, "  - "); ok {
			row, rest, _ := strings.Cut(said, ": ")
			for cell := range strings.SplitSeq(rest, "; ") {
				for _, hidden := range []string{"not shown", "not applicable", cell[strings.LastIndex(cell, " ")+1:]} {
					if head, ok := strings.CutSuffix(cell, " "+hidden); ok {
						all[title+"/"+row+"/"+head] = hidden
						break
					}
				}
			}
		}
		last = line
	}
	return all
}

func TestAPaperCarriesPublishedFigures(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	figures := childrenTables(t, monthEnd, someCounts)
	d.releaseOut("release", figures)
	without := newDesk(t)
	without.drafted("paper", p)
	without.do(PublishPaper{ID: "paper", Seen: 2}, p)
	frozen := d.carrying("paper", "release", p)
	want := cellsOf(figures.Tables())
	if hidden := want["Age and sex/under 5/Female"]; hidden != "not shown" || want["Age and sex/5 to 9/Male"] != "0" {
		t.Fatalf("the test's figures prove nothing: %v", want)
	}
	if diff := cmp.Diff(want, cellsOfHTML(t, frozen.HTML)); diff != "" {
		t.Errorf("the page: %s", diff)
	}
	if diff := cmp.Diff(want, cellsOfText(t, frozen.Text)); diff != "" {
		t.Errorf("the text: %s", diff)
	}
	var data PaperData
	if err := json.Unmarshal([]byte(frozen.Dataset), &data); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, cellsOf(data.Figures.Tables())); diff != "" {
		t.Errorf("the data: %s", diff)
	}
	for name, output := range map[string]string{"page": frozen.HTML, "text": strings.Join(strings.Fields(frozen.Text), " ")} {
		for _, said := range []string{"figures about children", "Figures about children are in annex D: children looked after on 31 January 2013.", "as they were published on 1 February 2013",
			"entry 9, 1 February 2013", "Reference of the release: release.", "Who is counted: Children looked after at the end of the day.", "Not shown: a number from 1 to 5, or one that would let", "In the paper’s data, “c” stands for"} {
			if !strings.Contains(output, said) {
				t.Errorf("the %s does not say %q", name, said)
			}
		}
	}
	for _, fault := range faultsIn([]byte(frozen.HTML)) {
		t.Error(fault)
	}
	if strings.Contains(frozen.HTML, "<b>Short") {
		t.Error("a definition stands as markup")
	}
	if before := without.paper("paper").Frozen; before.Hash == frozen.Hash || before.DataHash == frozen.DataHash || strings.Contains(before.Dataset, "figures\":{") {
		t.Error("the hashes do not take in the figures, or a paper without figures speaks of some")
	}
	altered := *frozen
	altered.Dataset = strings.Replace(frozen.Dataset, `"Total"`, `"Totals"`, 1)
	if altered.Intact() || altered.Dataset == frozen.Dataset {
		t.Error("an altered annex passes for intact")
	}
}

func TestTheDataGivesThePaperWithItsFiguresAgain(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.releaseOut("release", childrenTables(t, monthEnd, someCounts))
	frozen := d.carrying("paper", "release", p)
	var data PaperData
	if err := json.Unmarshal([]byte(frozen.Dataset), &data); err != nil {
		t.Fatal(err)
	}
	data.DataHash = frozen.DataHash
	page, err := RenderHTML(data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != frozen.HTML || RenderText(data) != frozen.Text {
		t.Error("the paper's data does not give the paper again")
	}
	var spaced bytes.Buffer
	if err := json.Indent(&spaced, []byte(frozen.Dataset), "", "  "); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(spaced.Bytes(), &data); err != nil {
		t.Errorf("the same data, laid out otherwise: %v", err)
	}
}

// Whatever is changed in a frozen annex, it is not read as figures any more.
func TestAnAnnexThatNoReleasePrintedIsNotRead(t *testing.T) {
	release := &FiguresRelease{Day: monthEnd, Printed: childrenTables(t, monthEnd, someCounts).Released(), PublishedOn: asAt}
	annex, err := figuresDataFrom(release)
	if err != nil {
		t.Fatal(err)
	}
	whole := asJSON(t, annex)
	var read FiguresData
	if err := json.Unmarshal([]byte(whole), &read); err != nil || !read.is(release) {
		t.Fatalf("what was written is not read: %v", err)
	}
	for name, change := range map[string][2]string{
		"an unreleased number in the tables": {`[["c"`, `[[3`},
		"a number of 1 to 5 in the record":   {`"cells":[["15"`, `"cells":[["3"`},
		"another number in the record":       {`"cells":[["15"`, `"cells":[["16"`},
		"another heading":                    {`"rows":["under 5"`, `"rows":["under 6"`},
		"another day":                        {`,"day":"2013-01-31","known_at"`, `,"day":"2013-01-30","known_at"`},
		"another definition":                 {`"definition":"Children`, `"definition":"All children`},
		"no table":                           {`"tables":[{"title":"Age","rows":"Age"`, `"tables":[],"x":[{"title":"Age","rows":"Age"`},
	} {
		planted := strings.Replace(whole, change[0], change[1], 1)
		if planted == whole {
			// The first table's marks may stand elsewhere in the text.
			t.Errorf("%s: nothing to change in %s", name, whole)
			continue
		}
		if err := json.Unmarshal([]byte(planted), &FiguresData{}); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestFiguresThatAPaperCannotCarry(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.drafted("paper", p)
	first := childrenTables(t, monthEnd, someCounts)
	d.releaseOut("release", first)
	d.releaseOut("later", childrenTables(t, asAt.AddDays(40), someCounts))
	refusedWith(t, d.attach("paper", "nowhere", p), change.Invalid, "Only figures that were published can stand in a paper")
	refusedWith(t, d.attach("paper", "later", p), change.Invalid, "are about a later day than the paper, which describes 1 February 2013")
	refusedWith(t, d.try(ComposePaper{ID: "other", Inspection: "inspection", Figures: "later"}, p), change.Invalid, "later day")
	if err := d.attach("paper", "release", p); err != nil {
		t.Fatal(err)
	}
	version := d.paper("paper").Version
	if err := d.attach("paper", "release", p); err != nil || d.paper("paper").Version != version {
		t.Errorf("the same figures again: %v, version %d", err, d.paper("paper").Version)
	}
	if err := d.attach("paper", "", p); err != nil || d.paper("paper").Figures != "" {
		t.Errorf("figures can't be taken off: %v", err)
	}
	if err := d.attach("paper", "release", p); err != nil {
		t.Fatal(err)
	}
	d.do(WithdrawFigures{ID: "release", Reason: "Two teams were counted wrongly."}, p)
	text := d.paper("paper").Words()
	text.Title = "Another"
	d.do(EditPaper{ID: "paper", Seen: d.paper("paper").Version, Text: text}, p)
	refusedWith(t, d.try(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p), change.Invalid, "were withdrawn on 1 February 2013. Choose others, or none.")
	if err := d.attach("paper", "", p); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, d.attach("paper", "release", p), change.Invalid, "withdrawn")
	d.do(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p)
	refusedWith(t, d.attach("paper", "", p), change.Stale, "A published paper never changes")
}

// Figures of two near days are never published. Should they be out all the
// same, from another program or an older one, no paper carries either.
func TestTwoPapersThatWouldShowWhoLeftAreRefused(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.releaseOut("then", childrenTables(t, monthEnd.AddDays(-3), someCounts))
	d.carrying("first", "then", p)
	gone := someCounts
	gone[1]--
	d.releaseOut("now", childrenTables(t, monthEnd, gone))
	d.drafted("second", p)
	err := d.attach("second", "now", p)
	refusedWith(t, err, change.Invalid, "Figures about 28 January 2013 are out too.", "would show which children came or went between the two days")
	if may := d.shelf.FiguresFor(asAt); len(may) > 0 {
		t.Errorf("%d releases are offered", len(may))
	}
	// The fault: two such papers, which a reader needs only subtract.
	draft := *d.paper("second")
	draft.Figures = "now"
	frozen, err := d.shelf.freeze(&draft, p, Numbering{Year: 2013, Last: 9}, d.context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	then, now := cellsOfHTML(t, d.paper("first").Frozen.HTML), cellsOfHTML(t, frozen.HTML)
	if then["Sex/Male/Children"] == now["Sex/Male/Children"] || then["Sex/Male/Children"] == "not shown" {
		t.Errorf("the two do not tell who left, so the test proves nothing: %v %v", then, now)
	}
}

func TestTheFiguresOfferedToAPaper(t *testing.T) {
	d := newDesk(t)
	for id, day := range map[string]calendar.Date{"june": calendar.Must(2012, 6, 30), "january": monthEnd, "december": calendar.Must(2012, 12, 31), "march": calendar.Must(2013, 3, 31)} {
		d.releaseOut(id, childrenTables(t, day, someCounts))
	}
	var offered []string
	for _, r := range d.shelf.FiguresFor(asAt) {
		offered = append(offered, r.ID)
	}
	if diff := cmp.Diff([]string{"january", "december", "june"}, offered); diff != "" {
		t.Error(diff)
	}
}

func TestAPaperThatPrintsOtherFiguresIsNotFrozen(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.releaseOut("release", childrenTables(t, monthEnd, someCounts))
	d.releaseOut("other", childrenTables(t, monthEnd.AddDays(-60), someCounts))
	frozen := d.carrying("paper", "release", p)
	paper := *d.paper("paper")
	if err := d.shelf.figuresReconciled(&paper, frozen); err != nil {
		t.Fatal(err)
	}
	for _, names := range []string{"other", ""} {
		paper.Figures = names
		if err := d.shelf.figuresReconciled(&paper, frozen); err == nil {
			t.Errorf("a paper that names %q and prints another's figures passed", names)
		}
	}
}

func TestExemptWordsStayOutOfAPaperWithFigures(t *testing.T) {
	p := foundingWorld(t).plan()
	d := newDesk(t)
	d.releaseOut("release", childrenTables(t, monthEnd, someCounts))
	d.drafted("paper", p)
	d.do(EditExempt{Paper: "paper", Items: exemptItems()}, p)
	if err := d.attach("paper", "release", p); err != nil {
		t.Fatal(err)
	}
	d.do(PublishPaper{ID: "paper", Seen: d.paper("paper").Version}, p)
	frozen := d.paper("paper").Frozen
	for name, output := range map[string]string{"page": frozen.HTML, "text": frozen.Text, "data": frozen.Dataset} {
		if found := leaked(output, exemptWords...); len(found) > 0 || !strings.Contains(output, "Children looked after on 31 January 2013") {
			t.Errorf("%s: %q", name, found)
		}
	}
	// Words of the annex are public: an exempt item that repeats them is found.
	d.drafted("second", p)
	items := exemptItems()
	items[0].Text = "Children looked after at the end of the day, and what was said of them."
	d.do(EditExempt{Paper: "second", Items: items}, p)
	d.do(PublishPaper{ID: "second", Seen: d.paper("second").Version}, p)
	d.drafted("third", p)
	d.do(EditExempt{Paper: "third", Items: items}, p)
	if err := d.attach("third", "release", p); err != nil {
		t.Fatal(err)
	}
	refusedWith(t, d.try(PublishPaper{ID: "third", Seen: d.paper("third").Version}, p), change.Invalid, "Words of exempt item 1 stand in the public part")
}

// An annex has no room for a number but those of package disclosure, its
// dates, and the entry that was counted to.
func TestAnAnnexCannotHoldANumberOfItsOwn(t *testing.T) {
	var find func(t reflect.Type, at string) []string
	find = func(t reflect.Type, at string) (found []string) {
		switch t {
		case reflect.TypeFor[disclosure.Released](), reflect.TypeFor[disclosure.Table](), reflect.TypeFor[disclosure.Figure](), reflect.TypeFor[disclosure.Percentage](),
			reflect.TypeFor[calendar.Date](), reflect.TypeFor[KnownAt]():
			return nil
		}
		switch t.Kind() {
		case reflect.Struct:
			for f := range t.Fields() {
				found = append(found, find(f.Type, at+"."+f.Name)...)
			}
		case reflect.Pointer, reflect.Slice:
			found = find(t.Elem(), at)
		case reflect.String:
		default:
			found = []string{fmt.Sprint(at, " is of ", t)}
		}
		return found
	}
	for _, holder := range []reflect.Type{reflect.TypeFor[FiguresData](), reflect.TypeFor[figuresLine]()} {
		if found := find(holder, holder.Name()); len(found) > 0 {
			t.Error(found)
		}
	}
	if len(find(reflect.TypeFor[struct{ Children int }](), "x"))+len(find(reflect.TypeFor[struct{ Any []any }](), "x")) != 2 {
		t.Error("a number of its own is not noticed")
	}
}
