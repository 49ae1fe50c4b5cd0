package disclosure

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"throughline/calendar"
)

// list makes the atoms of a cohort of one dimension, or of two when there are several lines.
func list(lines ...[]int) (Cohort, []Atom, Spec) {
	c, spec := cohortOf(len(lines[0])), Spec{Title: "t", Rows: "A"}
	if len(lines) > 1 {
		c = cohortOf(len(lines), len(lines[0]))
		spec.Columns = "B"
	}
	var atoms []Atom
	for i, line := range lines {
		for j, n := range line {
			a := Atom{Count: n}
			if len(lines) > 1 {
				a.Categories = []string{c.Dimensions[0].Categories[i], c.Dimensions[1].Categories[j]}
			} else {
				a.Categories = []string{c.Dimensions[0].Categories[j]}
			}
			atoms = append(atoms, a)
		}
	}
	return c, atoms, spec
}

func printed(t *testing.T, c Cohort, atoms []Atom, spec Spec) Table {
	t.Helper()
	release, err := Publish(c, atoms, []Spec{spec})
	if err != nil {
		t.Fatal(err)
	}
	a := newAttacker(t, c, atoms)
	a.learnAll(t, c, release)
	if known := a.tryAll(); known != nil {
		t.Errorf("known: %v", known)
	}
	return release.tables[0]
}

func lines(numbers [][]string) string {
	var out []string
	for _, line := range numbers {
		out = append(out, strings.Join(line, ","))
	}
	return strings.Join(out, " | ")
}

// TestLists are worked by hand. The last number is the total.
func TestLists(t *testing.T) {
	for _, test := range []struct {
		counts []int
		want   string
		why    string
	}{
		{[]int{10, 20, 30}, "10,20,30,60", "large numbers lose nothing"},
		{[]int{0, 20, 0}, "0,20,0,20", "all categories zero except one"},
		{[]int{0, 3, 0}, "withheld", "the same, small: its zeros would say what three people have in common"},
		{[]int{0, 0, 0}, "0,0,0,0", "nobody at all is shown"},
		{[]int{40}, "40,40", "a single category"},
		{[]int{4}, "withheld", "a single category, small"},
		{[]int{1, 2, 0}, "withheld", "a total of 1 to 5"},
		{[]int{1, 1, 1, 1, 1}, "withheld", "and so five ones are not told by their five c and a c for the total"},
		{[]int{1, 4}, "withheld", "a total of 5"},
		{[]int{5, 1}, "c,c,6", "5 and 1, or 4 and 2, and so on"},
		{[]int{3, 20, 40}, "c,c,40,63", "one small number takes a second with it, the smaller"},
		{[]int{3, 0, 40}, "c,0,c,43", "a zero is not suppressed for another's sake"},
		{[]int{3, 40}, "c,c,43", "with one other there is no choice"},
		{[]int{1, 1, 20}, "c,c,c,22", "two that sum to 2 are 1 each, so a third goes"},
		{[]int{5, 5, 20}, "c,c,c,30", "two that sum to 10 are 5 each, so a third goes"},
		{[]int{1, 2, 20}, "c,c,c,23", "two that sum to 3 are three people together, which the total would tell"},
		{[]int{4, 4, 20}, "c,c,20,28", "two that sum to 8 are 3 and 5, 4 and 4, or 5 and 3"},
		{[]int{1, 6}, "c,6,c", "6 and 1 are the only pair that sums to 7, so the total goes"},
		{[]int{2, 6}, "c,c,8", "6 and 2, or 7 and 1"},
	} {
		c, atoms, spec := list(test.counts)
		table := printed(t, c, atoms, spec)
		var got []string
		for _, line := range table.numbers() {
			got = append(got, line...)
		}
		if table.Withheld() {
			got = []string{"withheld"}
		}
		if strings.Join(got, ",") != test.want {
			t.Errorf("%v (%s):\n got %s\nwant %s", test.counts, test.why, strings.Join(got, ","), test.want)
		}
	}
}

// TestTables are worked by hand. The last column and line are totals.
func TestTables(t *testing.T) {
	for _, test := range []struct {
		counts [][]int
		want   string
		why    string
	}{
		{[][]int{{10, 20}, {30, 40}}, "10,20,30 | 30,40,70 | 40,60,100", "large numbers lose nothing"},
		{[][]int{{3, 20}, {30, 40}}, "c,c,23 | c,c,70 | 33,60,93", "a rectangle, and every total is kept"},
		{[][]int{{3, 20, 50}, {30, 40, 60}, {70, 80, 90}}, "c,c,50,73 | c,c,60,130 | 70,80,90,240 | 103,140,200,443", "the rectangle of the small ones"},
		{[][]int{{3, 20, 50}, {30, 2, 60}, {70, 80, 90}}, "c,c,50,73 | c,c,60,92 | 70,80,90,240 | 103,102,200,405", "two small ones share a rectangle"},
		{[][]int{{10, 20, 0}, {30, 40, 0}}, "10,20,0,30 | 30,40,0,70 | 40,60,0,100", "zeros are shown"},
		{[][]int{{3, 0}, {0, 40}}, "c,0,c | 0,40,40 | c,40,c", "without a rectangle, the total of totals goes"},
	} {
		c, atoms, spec := list(test.counts...)
		if got := lines(printed(t, c, atoms, spec).numbers()); got != test.want {
			t.Errorf("%v (%s):\n got %s\nwant %s", test.counts, test.why, got, test.want)
		}
	}
}

// TestPercentages are of small numbers, of their complements, and of nobody.
func TestPercentages(t *testing.T) {
	for _, test := range []struct {
		counts []int
		want   string
	}{
		{[]int{25, 15}, "62.5,37.5,100.0"},
		{[]int{40, 0}, "100.0,0.0,100.0"},
		{[]int{0, 0}, "z,z,z"},
		{[]int{3, 37}, "c,c,100.0"},
		{[]int{37, 3}, "c,c,100.0"},
		{[]int{37, 2, 1}, "c,c,c,100.0"},
		{[]int{3, 0}, "c,c,c"},
		{[]int{10, 20}, "33.3,66.7,100.0"},
		{[]int{9995, 6}, "99.9,0.1,100.0"},
	} {
		c, atoms, spec := list(test.counts)
		spec.Percent = OfTotal
		table := printed(t, c, atoms, spec)
		var got []string
		for _, line := range table.percentages {
			got = append(got, line[0].Cell())
		}
		if want := test.want; strings.Join(got, ",") != want {
			t.Errorf("%v: got %s, want %s, beside %s", test.counts, got, want, lines(table.numbers()))
		}
	}
}

func TestPercentagesOfRowsAndColumns(t *testing.T) {
	c, atoms, spec := list([]int{10, 30}, []int{30, 30})
	for base, want := range map[Base]string{
		OfRow: "25.0%,75.0%,100.0% | 50.0%,50.0%,100.0% | 40.0%,60.0%,100.0%", OfColumn: "25.0%,50.0%,40.0% | 75.0%,50.0%,60.0% | 100.0%,100.0%,100.0%",
		OfTotal: "10.0%,30.0%,40.0% | 30.0%,30.0%,60.0% | 40.0%,60.0%,100.0%",
	} {
		spec.Percent = base
		table := printed(t, c, atoms, spec)
		var got [][]string
		for _, line := range table.percentages {
			var texts []string
			for _, p := range line {
				texts = append(texts, p.String())
			}
			got = append(got, texts)
		}
		if lines(got) != want {
			t.Errorf("of %s: %s, want %s", base, lines(got), want)
		}
	}
}

// TestFilterWithinAnother: 40 children, and 37 in the first two districts, would tell of 3 in the third.
func TestFilterWithinAnother(t *testing.T) {
	c, atoms, _ := list([]int{17, 20, 3})
	two := Spec{Title: "two districts", Filter: []Kept{{Dimension: "A", Categories: []string{"A1", "A2"}}}}
	release, err := Publish(c, atoms, []Spec{{Title: "all"}, two})
	if err != nil {
		t.Fatal(err)
	}
	var shown []string
	for _, table := range release.Tables() {
		shown = append(shown, table.Figure("", "").String())
	}
	if !slices.Equal(shown, []string{"40", "c"}) && !slices.Equal(shown, []string{"c", "37"}) {
		t.Error("both filters are shown:", shown)
	}
	// The same, asked for in two papers: the first is out, so the second goes.
	first, err := Publish(c, atoms, []Spec{{Title: "all"}})
	if err != nil {
		t.Fatal(err)
	}
	second, err := Publish(c, atoms, []Spec{two}, first.Released())
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(first.tables[0].Figure("", ""), second.tables[0].Figure("", "")); got != "40 c" {
		t.Error(got)
	}
}

func TestTwoPapersByHand(t *testing.T) {
	on := func(nature Nature, day calendar.Date, counts ...int) (Cohort, []Atom, Spec) {
		c, atoms, spec := list(counts)
		c.Nature, c.Day = nature, day
		if nature == Growing {
			for i := range atoms {
				atoms[i].Joined = calendar.Must(2013, 4, 1)
			}
		}
		return c, atoms, spec
	}
	april, may, july := calendar.Must(2013, 4, 30), calendar.Must(2013, 5, 14), calendar.Must(2013, 7, 31)
	for name, test := range map[string]struct {
		nature Nature
		first  []int
		day    calendar.Date
		second []int
		want   string
	}{
		"people come and go, and months pass":         {Standing, []int{20, 30}, july, []int{22, 30}, "22 | 30 | 52"},
		"a fortnight apart, a change of two":          {Standing, []int{20, 30}, may, []int{22, 30}, "c | 30 | c"},
		"nothing has changed":                         {Standing, []int{20, 30}, july, []int{20, 30}, "20 | 30 | 50"},
		"the same as before is hidden as before":      {Standing, []int{3, 30, 40}, july, []int{3, 30, 40}, "c | c | 40 | 73"},
		"many more, a fortnight apart":                {Standing, []int{20, 30}, may, []int{40, 60}, "40 | 60 | 100"},
		"a cohort that grows by two, months apart":    {Growing, []int{20, 30}, july, []int{22, 30}, "c | 30 | c"},
		"a cohort that grows by ten":                  {Growing, []int{20, 30}, july, []int{30, 40}, "30 | 40 | 70"},
		"a cohort that is corrected by two, downward": {Growing, []int{20, 30}, july, []int{18, 30}, "c | 30 | c"},
	} {
		c, atoms, spec := on(test.nature, april, test.first...)
		first, err := Publish(c, atoms, []Spec{spec})
		if err != nil {
			t.Fatal(name, err)
		}
		now, later, spec := on(test.nature, test.day, test.second...)
		if test.nature == Growing {
			for i, n := range test.first {
				if more := test.second[i] - n; more > 0 {
					later[i].Count = n
					later = append(later, Atom{Categories: later[i].Categories, Joined: calendar.Must(2013, 6, 1), Count: more})
				}
			}
		}
		second, err := Publish(now, later, []Spec{spec}, first.Released())
		if err != nil {
			t.Fatal(name, err)
		}
		if got := lines(second.tables[0].numbers()); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, test.want)
		}
	}
}

// TestWhatAFewDaysAgoHidStaysHidden: of 5, 12, 15, 36 and 22 people the first paper hides the first two. The day after, one of the 22 has gone. Were
// the 12 shown then, the first paper would give the 5 away to whoever takes it that nobody else moved. So it is when the first is corrected.
func TestWhatAFewDaysAgoHidStaysHidden(t *testing.T) {
	c, atoms, spec := list([]int{5, 12, 15, 36, 22})
	first, err := Publish(c, atoms, []Spec{spec})
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(first.tables[0].numbers()); got != "c | c | 15 | 36 | 22 | 90" {
		t.Fatal(got)
	}
	for days, want := range map[int]string{0: "c | c | 15 | 36 | c | c", 1: "c | c | 15 | 36 | c | c", 27: "c | c | 15 | 36 | c | c", 28: "c | c | 15 | 36 | 21 | 89"} {
		now, atoms, spec := list([]int{5, 12, 15, 36, 21})
		now.Day = c.Day.AddDays(days)
		second, err := Publish(now, atoms, []Spec{spec}, first.Released())
		if err != nil {
			t.Fatal(err)
		}
		if got := lines(second.tables[0].numbers()); got != want {
			t.Errorf("%d days later: got %s, want %s", days, got, want)
		}
	}
}

// TestWhatIsOutStaysOut: 20, then 22 a week later, then 20 again. The first 20 is out, so hiding the last would hide nothing. What the paper
// between them hid stays hidden.
func TestWhatIsOutStaysOut(t *testing.T) {
	var earlier []Released
	var last Table
	for i, counts := range [][]int{{20, 30}, {22, 40}, {20, 70}} {
		c, atoms, spec := list(counts)
		c.Day = calendar.Must(2013, 4, 1).AddDays(7 * i)
		release, err := Publish(c, atoms, []Spec{spec}, earlier...)
		if err != nil {
			t.Fatal(err)
		}
		earlier = append(earlier, release.Released())
		last = release.tables[0]
	}
	if got := lines(last.numbers()); got != "20 | c | c" {
		t.Error(got)
	}
}

// TestOneToldTableIsHeldBackAlone: papers that were made without each other have told that 1 is in the last cell. The table that would
// print it is withheld, and the one beside it is not.
func TestOneToldTableIsHeldBackAlone(t *testing.T) {
	c, atoms, cells := list([]int{20, 30}, []int{40, 1})
	var earlier []Released
	for _, spec := range []Spec{{Title: "all"}, {Title: "first row", Filter: []Kept{{"A", []string{"A1"}}}}, {Title: "one cell", Filter: []Kept{{"A", []string{"A2"}}, {"B", []string{"B1"}}}}} {
		release, err := Publish(c, atoms, []Spec{spec})
		if err != nil {
			t.Fatal(err)
		}
		earlier = append(earlier, release.Released())
	}
	release, err := Publish(c, atoms, []Spec{{Title: "by A", Rows: "A"}, cells}, earlier...)
	if err != nil {
		t.Fatal(err)
	}
	if by, told := release.tables[0], release.tables[1]; !told.Withheld() || lines(by.numbers()) != "50 | 41 | 91" {
		t.Error(lines(by.numbers()), lines(told.numbers()))
	}
}
