package web

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"throughline/calendar"
	"throughline/casework"
	"throughline/disclosure"
)

// An attacker reads everything that leaves by the pages and files of figures,
// and works out what it can: it shares no code with what suppressed them.

// printedAt is what was printed of each group of children, such as "Age=5 to 9,
// Sex=Female"; the group of all is "".
type printedAt map[string]string

// tableDimensions are what each table breaks children down by.
var tableDimensions = map[string][]string{
	"Age": {"Age"}, "Sex": {"Sex"}, "Legal status": {"Legal status"}, "Where children live": {"Where they live"},
	"Team": {"Team"}, "Time in care": {"Time in care"}, "Age and sex": {"Age", "Sex"},
}

func groupOf(title, row, column string) string {
	var parts []string
	for i, category := range []string{row, column} {
		if category != "" && category != "Total" && i < len(tableDimensions[title]) {
			parts = append(parts, tableDimensions[title][i]+"="+category)
		}
	}
	return strings.Join(parts, ", ")
}

// unseen stands for what a table that is withheld would say: it may be zero, as
// a number that is suppressed may not.
const unseen = "withheld"

// add notes a printed cell, and fails when the same group was printed with
// another number. A table that is withheld hides what others show.
func (p printedAt) add(t *testing.T, from, group, text string) {
	t.Helper()
	if text = strings.ReplaceAll(text, ",", ""); text == "not shown" {
		text = "c"
	}
	switch was, ok := p[group]; {
	case !ok || was == unseen || was == "c" && text != unseen:
		p[group] = text
	case text != "c" && text != unseen && text != was:
		t.Errorf("%s prints %q of %q, which is %q elsewhere", from, text, group, was)
	}
}

// read collects every number from the page, its pictures, the CSV and the JSON.
func (f *figuresCouncil) read(who, path string) printedAt {
	f.t.Helper()
	all := printedAt{}
	reader := f.as(who)
	page := reader.get(path).want(http.StatusOK)
	withheld := all.page(f.t, page)
	hides := func(title, text string) string {
		if slices.Contains(withheld, title) && text == "c" {
			return unseen
		}
		return text
	}
	all.pictures(f.t, page)
	file := reader.get(path + "/tables.csv").want(http.StatusOK)
	records, err := csv.NewReader(strings.NewReader(string(file.body))).ReadAll()
	if err != nil {
		f.t.Fatal(err)
	}
	for _, r := range records[1:] {
		all.add(f.t, "the CSV", groupOf(r[1], strings.TrimPrefix(r[2], "'"), r[3]), hides(r[1], r[4]))
	}
	var data struct {
		Tables []struct {
			Title   string   `json:"title"`
			Rows    []string `json:"rows"`
			Columns []string `json:"columns"`
			Figures [][]any  `json:"figures"`
		} `json:"tables"`
	}
	if err := json.Unmarshal(reader.get(path+"/data.json").want(http.StatusOK).body, &data); err != nil {
		f.t.Fatal(err)
	}
	for _, table := range data.Tables {
		for i, line := range table.Figures {
			for j, cell := range line {
				all.add(f.t, "the JSON", groupOf(table.Title, table.Rows[i], append(slices.Clone(table.Columns), "Total")[j]), hides(table.Title, fmt.Sprint(cell)))
			}
		}
	}
	return all
}

// page reads the tables of a page, and gives the titles of those withheld.
func (p printedAt) page(t *testing.T, page *shown) (titles []string) {
	t.Helper()
	sections := page.all(func(n *html.Node) bool { return hasClass(n, "tl-figures") })
	if len(sections) != len(tableDimensions) {
		t.Fatalf("the page says something of %d tables, not %d", len(sections), len(tableDimensions))
	}
	for _, section := range sections {
		title := ""
		var heads []string
		var table *html.Node
		for n := range section.Descendants() {
			switch n.DataAtom {
			case atom.H2:
				title = textIn(n)
			case atom.Table:
				table = n
			case atom.Th:
				if attribute(n, "scope") == "col" {
					heads = append(heads, textIn(n))
				}
			}
		}
		if table == nil {
			titles = append(titles, title)
			continue
		}
		for n := range table.Descendants() {
			if n.DataAtom != atom.Tr || n.Parent.DataAtom != atom.Tbody {
				continue
			}
			row, at := "", 0
			for cell := range n.ChildNodes() {
				switch cell.DataAtom {
				case atom.Th:
					row = textIn(cell)
				case atom.Td:
					text := strings.TrimSpace(strings.TrimPrefix(textIn(cell), heads[at]))
					if heads[at] != "Percentage" {
						column := heads[at]
						if column == "Children" {
							column = ""
						}
						p.add(t, "the page", groupOf(title, row, column), text)
					}
					at++
				}
			}
		}
	}
	return titles
}

// pictures reads the words of each bar, and holds its length to its number.
func (p printedAt) pictures(t *testing.T, page *shown) {
	t.Helper()
	pictures := page.all(func(n *html.Node) bool { return n.Data == "svg" && attribute(n, "class") == "tl-bars" })
	for _, picture := range pictures {
		rest, ok := strings.CutPrefix(attribute(picture, "aria-label"), "Bar chart. ")
		title, rest, cut := strings.Cut(rest, ". ")
		if !ok || !cut {
			t.Fatalf("a picture does not say what it shows: %s", attribute(picture, "aria-label"))
		}
		bars := 0
		for said := range strings.SplitSeq(strings.TrimSuffix(rest, "."), "; ") {
			at := strings.LastIndex(said, ": ")
			label, words := said[:at], said[at+2:]
			row, column := label, ""
			if title == "Age and sex" {
				row, column, _ = strings.Cut(label, ", ")
				column = strings.ToUpper(column[:1]) + column[1:]
			}
			if words != "not shown" && words != "0" {
				bars++
			}
			p.add(t, "the picture", groupOf(title, row, column), words)
		}
		drawn := 0
		for n := range picture.Descendants() {
			if n.Data == "rect" {
				drawn++
			}
		}
		if drawn != bars {
			t.Errorf("%s: %d bars are drawn for %d numbers", title, drawn, bars)
		}
	}
}

func ofTables(t *testing.T, tables []disclosure.Table) printedAt {
	t.Helper()
	p := printedAt{}
	for _, table := range tables {
		for _, row := range append(table.Rows(), "") {
			for _, column := range append(table.Columns(), "") {
				text := table.Figure(row, column).Cell()
				if table.Withheld() && text == "c" {
					text = unseen
				}
				p.add(t, "the release", groupOf(table.Title(), row, column), text)
			}
		}
	}
	return p
}

// equation says that parts add up to a whole.
type equation struct {
	whole string
	parts []string
}

// equations are all the sums that a reader can make.
func (p printedAt) equations() (all []equation) {
	byDimension := map[string][]string{}
	for _, group := range slices.Sorted(maps.Keys(p)) {
		if dimension, _, ok := strings.Cut(group, "="); ok && !strings.Contains(group, ", Sex=") {
			byDimension[dimension] = append(byDimension[dimension], group)
		}
	}
	for _, dimension := range slices.Sorted(maps.Keys(byDimension)) {
		all = append(all, equation{"", byDimension[dimension]})
	}
	for _, age := range byDimension["Age"] {
		e := equation{whole: age}
		for _, sex := range byDimension["Sex"] {
			e.parts = append(e.parts, age+", "+sex)
		}
		all = append(all, e)
	}
	for _, sex := range byDimension["Sex"] {
		e := equation{whole: sex}
		for _, age := range byDimension["Age"] {
			e.parts = append(e.parts, age+", "+sex)
		}
		all = append(all, e)
	}
	return all
}

// known gives every number that can be worked out: those printed, those that
// the sums give, and those that nothing else fits, since a hidden number is
// at least 1.
func (p printedAt) known(t *testing.T) map[string]int {
	t.Helper()
	low, high := map[string]int{}, map[string]int{}
	for group, text := range p {
		low[group], high[group] = 0, math.MaxInt32
		if text == "c" {
			low[group] = 1
		} else if text != unseen {
			n, err := strconv.Atoi(text)
			if err != nil {
				t.Fatalf("%q is printed of %q", text, group)
			}
			low[group], high[group] = n, n
		}
	}
	equations := p.equations()
	for again := true; again; {
		again = false
		narrow := func(group string, from, to int) {
			if from > low[group] {
				low[group], again = from, true
			}
			if to < high[group] {
				high[group], again = to, true
			}
		}
		for _, e := range equations {
			least, most := 0, 0
			for _, part := range e.parts {
				least, most = least+low[part], min(most+high[part], math.MaxInt32)
			}
			narrow(e.whole, least, most)
			for _, part := range e.parts {
				to := math.MaxInt32
				if high[e.whole] < math.MaxInt32 {
					to = high[e.whole] - (least - low[part])
				}
				from := 0
				if most < math.MaxInt32 {
					from = low[e.whole] - (most - high[part])
				}
				narrow(part, from, to)
			}
		}
	}
	known := map[string]int{}
	for group := range p {
		if low[group] == high[group] {
			known[group] = low[group]
		}
	}
	maps.Copy(known, p.solved(equations))
	return known
}

// solved gives the hidden numbers that the sums together determine.
func (p printedAt) solved(equations []equation) map[string]int {
	var hidden []string
	for _, group := range slices.Sorted(maps.Keys(p)) {
		if p[group] == "c" || p[group] == unseen {
			hidden = append(hidden, group)
		}
	}
	var rows [][]float64
	for _, e := range equations {
		row := make([]float64, len(hidden)+1)
		take := func(group string, sign float64) {
			if i := slices.Index(hidden, group); i >= 0 {
				row[i] += sign
				return
			}
			n, _ := strconv.Atoi(p[group])
			row[len(hidden)] -= sign * float64(n)
		}
		take(e.whole, -1)
		for _, part := range e.parts {
			take(part, 1)
		}
		rows = append(rows, row)
	}
	pivot := 0
	for column := range hidden {
		best := -1
		for r := pivot; r < len(rows); r++ {
			if math.Abs(rows[r][column]) > 1e-9 && (best < 0 || math.Abs(rows[r][column]) > math.Abs(rows[best][column])) {
				best = r
			}
		}
		if best < 0 {
			continue
		}
		rows[pivot], rows[best] = rows[best], rows[pivot]
		scale := rows[pivot][column]
		for c := range rows[pivot] {
			rows[pivot][c] /= scale
		}
		for r := range rows {
			if factor := rows[r][column]; r != pivot && factor != 0 {
				for c := range rows[r] {
					rows[r][c] -= factor * rows[pivot][c]
				}
			}
		}
		if pivot++; pivot == len(rows) {
			break
		}
	}
	found := map[string]int{}
	for _, row := range rows {
		at, others := -1, 0
		for c := range hidden {
			if math.Abs(row[c]) > 1e-9 {
				at, others = c, others+1
			}
		}
		if others == 1 {
			found[hidden[at]] = int(math.Round(row[len(hidden)] / row[at]))
		}
	}
	return found
}

// small gives the groups of 1 to 5 children that can be worked out, from one
// release or between two.
func smallOnes(known ...map[string]int) (found []string) {
	for _, one := range known {
		for group, n := range one {
			if n >= 1 && n <= 5 {
				found = append(found, fmt.Sprintf("%q counts %d", group, n))
			}
		}
	}
	for i, then := range known {
		for _, now := range known[i+1:] {
			for group, n := range then {
				if m, ok := now[group]; ok && n != m && max(n-m, m-n) <= 5 {
					found = append(found, fmt.Sprintf("%q counts %d and then %d", group, n, m))
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// takenAlike gives two releases again, each with the numbers that only the
// other prints: what a reader knows who takes it that nobody moved between them.
func takenAlike(t *testing.T, a, b printedAt) (both []map[string]int) {
	t.Helper()
	for _, pair := range [][2]printedAt{{a, b}, {b, a}} {
		filled := maps.Clone(pair[0])
		for group, text := range pair[1] {
			if was := filled[group]; text != "c" && text != unseen && (was == "c" || was == unseen) {
				filled[group] = text
			}
		}
		both = append(both, filled.known(t))
	}
	return both
}

// truth counts a group by hand.
func (f *figuresCouncil) truth(day calendar.Date) map[string]int {
	groups := map[string]int{}
	for _, c := range f.children {
		if !c.started.After(day) && (c.ended.IsZero() || c.ended.After(day)) {
			groups[""]++
			groups["Sex="+map[string]string{"F": "Female", "M": "Male"}[c.sex]]++
			groups["Team="+map[string]string{"team-north": "North team", "team-south": "=South team"}[c.team]]++
		}
	}
	return groups
}

// TestTwoPapersHideTheOneChildWhoLeft publishes figures, and again once it is
// known that one child had left: of the same day, since those of the next day
// are refused. Then it reads everything that left the service, and works out
// what can be.
func TestTwoPapersHideTheOneChildWhoLeft(t *testing.T) {
	corrections := 0
	for _, gone := range []int{0, 13} {
		t.Run(strconv.Itoa(gone), func(t *testing.T) {
			f := newFiguresCouncil(t, manyChildren(90))
			var all []map[string]int
			var both []printedAt
			for range 2 {
				path := f.publish(figuresDay)
				printed := f.read("board", path)
				if diff := cmp.Diff(printed, f.read("young", path)); diff != "" {
					t.Errorf("a young person reads other numbers: %s", diff)
				}
				for group, n := range f.truth(figuresDay) {
					if text := printed[group]; text != "c" && text != unseen && text != strconv.Itoa(n) {
						t.Errorf("%s of %q, which counts %d", text, group, n)
					}
				}
				both, all = append(both, printed), append(all, printed.known(t))
				if len(all) == 1 {
					f.leaves(gone, figuresDay)
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
			corrections += len(all[1])
			if len(all[0]) < 20 {
				t.Errorf("so little is shown that the test proves nothing: %d numbers", len(all[0]))
			}
		})
	}
	if corrections < 20 { // a correction that can't be made safe is withheld whole, but not each of them
		t.Errorf("so little is shown that the test proves nothing: %d numbers", corrections)
	}
}

// TestTheAttackerFindsTheChild plants the fault: a second paper made without
// knowing of the first.
func TestTheAttackerFindsTheChild(t *testing.T) {
	next := figuresDay.AddDays(1)
	teams := casework.Teams{Names: []casework.TeamNamed{{ID: "t", Name: "Team"}}}
	cohort := func(day calendar.Date) disclosure.Cohort {
		c, _, err := casework.NewLookedAfter(day, teams).Count()
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	row := func(age, sex string, n int) disclosure.Atom {
		return disclosure.Atom{Categories: []string{age, sex, "Full care order", "Fostered by others", "Team", "5 years and over"}, Count: n}
	}
	publish := func(day calendar.Date, boys int, earlier ...disclosure.Released) disclosure.Release {
		release, err := disclosure.Publish(cohort(day), []disclosure.Atom{row("5 to 9", "Male", boys), row("5 to 9", "Female", 30), row("10 to 15", "Male", 20), row("10 to 15", "Female", 25)},
			casework.LookedAfterTables(), earlier...)
		if err != nil {
			t.Fatal(err)
		}
		return release
	}
	first := publish(figuresDay, 12)
	ignorant, knowing := publish(next, 11), publish(next, 11, first.Released())
	then := ofTables(t, first.Tables()).known(t)
	if found := smallOnes(then, ofTables(t, ignorant.Tables()).known(t)); len(found) == 0 {
		t.Error("the attacker does not find the child who left, so it proves nothing")
	}
	if found := smallOnes(append(takenAlike(t, ofTables(t, first.Tables()), ofTables(t, knowing.Tables())), then, ofTables(t, knowing.Tables()).known(t))...); len(found) > 0 {
		t.Errorf("known: %v", found)
	}
	leaky := ofTables(t, first.Tables())
	leaky["Sex=Male"], leaky["Age=10 to 15, Sex=Male"] = "c", "c" // as if nothing else were hidden
	if got := leaky.known(t); got["Sex=Male"] != 32 || got["Age=10 to 15, Sex=Male"] != 20 {
		t.Errorf("the attacker can't subtract: %v", got)
	}
}

var wordOrNumber = regexp.MustCompile(`[A-Za-z’']+`)

// gradeOf is the Flesch-Kincaid grade of a text: 7 is what a child of 12 reads.
func gradeOf(text string) float64 {
	words := wordOrNumber.FindAllString(text, -1)
	sentences := max(1, strings.Count(text, ".")+strings.Count(text, ";")+strings.Count(text, ":"))
	syllables := 0
	for _, word := range words {
		inside, found := false, 0
		for _, r := range strings.ToLower(strings.TrimSuffix(word, "e")) {
			vowel := strings.ContainsRune("aeiouy", r)
			if vowel && !inside {
				found++
			}
			inside = vowel
		}
		syllables += max(1, found)
	}
	return 0.39*float64(len(words))/float64(sentences) + 11.8*float64(syllables)/float64(len(words)) - 15.59
}

// TestAYoungPersonCanReadFigures holds every paragraph for a young person to
// what a child of 12 reads.
func TestAYoungPersonCanReadFigures(t *testing.T) {
	f := newFiguresCouncil(t, manyChildren(90))
	path := f.publish(figuresDay)
	for _, at := range []string{"/figures", path} {
		page := f.as("young").get(at).want(http.StatusOK)
		var said []string
		for _, n := range page.all(func(n *html.Node) bool {
			return n.DataAtom == atom.P && (hasClass(n, "govuk-body") || hasClass(n, "govuk-body-l")) && !hasClass(n, "tl-lines")
		}) {
			if n.Parent.DataAtom != atom.Footer {
				said = append(said, textIn(n))
			}
		}
		text := strings.Join(said, " ")
		if grade := gradeOf(text); len(said) < 2 || grade > 7 {
			t.Errorf("%s reads at grade %.1f: %s", at, grade, text)
		}
	}
	hard := "Consequently, disclosure control methodologies necessitate suppression of numerically insubstantial populations notwithstanding legitimate institutional expectations."
	if gradeOf(hard) < 12 || gradeOf("We hide a small number. Then nobody can guess.") > 5 {
		t.Error("the measure of reading does not tell hard from easy")
	}
}

// The months of a year, each published after the other, as a council would.
func TestAYearOfMonthEnds(t *testing.T) {
	children := manyChildren(120)
	day := calendar.Must(2011, time.April, 30)
	for i := range children {
		if i%10 == 3 {
			children[i].ended = day.AddDays(i * 3)
		}
	}
	f := newFiguresCouncil(t, children)
	shownNumbers := 0
	for range 12 {
		known := f.read("board", f.publish(day)).known(t)
		if found := smallOnes(known); len(found) > 0 {
			t.Errorf("%v: known: %v", day, found)
		}
		shownNumbers += len(known)
		day = day.AddDays(1).AddMonths(1).AddDays(-1)
	}
	if shownNumbers < 12*20 {
		t.Errorf("%d numbers in a year", shownNumbers)
	}
}
