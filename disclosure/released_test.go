package disclosure

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRecordOfARelease(t *testing.T) {
	release := secretive(t)
	text, err := json.Marshal(release.Released())
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"format":1,"cohort":"children looked after","definition":"Children looked after on the day.","nature":"standing","day":"2013-03-31",` +
		`"dimensions":[{"name":"A","categories":["A1","A2","A3"]}],` +
		`"tables":[{"title":"t","rows":"A","percent":"total","cells":[["c"],["c"],["65104"],["73026"]]}]}`
	if diff := cmp.Diff(want, string(text)); diff != "" {
		t.Error(diff)
	}
	var read Released
	if err := json.Unmarshal(text, &read); err != nil || read.Cohort() != "children looked after" || read.Day() != release.tables[0].Day() {
		t.Error(err, read.Cohort(), read.Day())
	}
	for name, broken := range map[string][2]string{
		"of format 2":                {`"format":1`, `"format":2`},
		"no release prints one":      {`"65104"`, `"4"`},
		"digits alone":               {`"65104"`, `"65,104"`},
		"must have 4":                {`,["73026"]`, ``},
		"must have 1":                {`["73026"]`, `["73026","0"]`},
		"standing or growing":        {`"standing"`, `"other"`},
		"not a dimension":            {`"rows":"A"`, `"rows":"Z"`},
		"cannot be read":             {`"percent"`, `"secret"`},
		"a name and a definition":    {`"children looked after"`, `""`},
		"it can have those of its t": {`"percent":"total"`, `"percent":"row"`},
	} {
		err := json.Unmarshal([]byte(strings.Replace(string(text), broken[0], broken[1], 1)), &read)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if read.Cohort() != "children looked after" {
		t.Error("a broken record is taken in part")
	}
}

// FuzzReleased: whatever a record says, it is refused or it is read as it was written, and the next paper can be made with it.
func FuzzReleased(f *testing.F) {
	c, atoms, spec := list([]int{3, 20, 50}, []int{30, 40, 60})
	spec.Filter = []Kept{{Dimension: "B", Categories: []string{"B1", "B2"}}}
	release, err := Publish(c, atoms, []Spec{spec})
	if err != nil {
		f.Fatal(err)
	}
	text, err := json.Marshal(release.Released())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Add([]byte(strings.ReplaceAll(string(text), `"A1"`, `"A7"`)))
	f.Add([]byte(`{"format":1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		var read, again Released
		if json.Unmarshal(text, &read) != nil {
			return
		}
		written, err := json.Marshal(read)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(written, &again); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(read.kept, again.kept, cmp.AllowUnexported(kept{}, keptTable{})); diff != "" && !strings.Contains(diff, "nil") {
			t.Fatal(diff)
		}
		next, err := Publish(c, atoms, []Spec{spec}, read)
		if err != nil {
			return
		}
		for _, line := range next.tables[0].figures {
			for _, figure := range line {
				if n, ok := figure.Number(); ok && small(n) {
					t.Fatal("a small number is printed")
				}
			}
		}
	})
}

// TestOrderDoesNotMatter: the same people give the same tables, however they are handed over.
func TestOrderDoesNotMatter(t *testing.T) {
	c, atoms := drawn(t, 200, 4, 3, 3)
	specs := []Spec{{Title: "1", Rows: "A", Columns: "B"}, {Title: "2", Rows: "C", Columns: "B"}, {Title: "3", Rows: "A", Filter: []Kept{{"C", []string{"C1"}}}}}
	first, err := Publish(c, atoms, specs)
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(first.Released())
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		rand.Shuffle(len(atoms), func(i, j int) { atoms[i], atoms[j] = atoms[j], atoms[i] })
		again, err := Publish(c, atoms, specs)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(again.Released())
		if diff := cmp.Diff(string(want), string(got)); err != nil || diff != "" {
			t.Fatal(err, diff)
		}
	}
}

func TestRefusals(t *testing.T) {
	good, atoms, spec := list([]int{3, 20, 50}, []int{30, 40, 60})
	for want, break_ := range map[string]func(c *Cohort, a *[]Atom, s *[]Spec){
		"a name and a definition":       func(c *Cohort, _ *[]Atom, _ *[]Spec) { c.Definition = "" },
		"standing or growing":           func(c *Cohort, _ *[]Atom, _ *[]Spec) { c.Nature = "" },
		"needs the day":                 func(c *Cohort, _ *[]Atom, _ *[]Spec) { c.Day.Year, c.Day.Month, c.Day.Day = 0, 0, 0 },
		"at least one category":         func(c *Cohort, _ *[]Atom, _ *[]Spec) { c.Dimensions = append(c.Dimensions, Dimension{Name: "C"}) },
		"needs a name of its own":       func(c *Cohort, _ *[]Atom, _ *[]Spec) { c.Dimensions = []Dimension{{"A", []string{"x", "x"}}} },
		`"A9" is not a category of "A"`: func(_ *Cohort, a *[]Atom, _ *[]Spec) { *a = []Atom{{Categories: []string{"A9", "B1"}}} },
		"2 dimensions":                  func(_ *Cohort, a *[]Atom, _ *[]Spec) { *a = []Atom{{Categories: []string{"A1"}}} },
		"counts -1 people":              func(_ *Cohort, a *[]Atom, _ *[]Spec) { *a = []Atom{{Categories: []string{"A1", "B1"}, Count: -1}} },
		"has no title":                  func(_ *Cohort, _ *[]Atom, s *[]Spec) { (*s)[0].Title = "" },
		"two tables are titled":         func(_ *Cohort, _ *[]Atom, s *[]Spec) { *s = append(*s, (*s)[0]) },
		"columns of another":            func(_ *Cohort, _ *[]Atom, s *[]Spec) { (*s)[0].Columns = "A" },
		"not a dimension":               func(_ *Cohort, _ *[]Atom, s *[]Spec) { (*s)[0].Columns = "Z" },
		"what is kept of it":            func(_ *Cohort, _ *[]Atom, s *[]Spec) { (*s)[0].Filter = []Kept{{"Z", []string{"z"}}} },
		"name each category of it once": func(_ *Cohort, _ *[]Atom, s *[]Spec) { (*s)[0].Filter = []Kept{{"A", []string{"A1", "A1"}}} },
		"has people at":                 func(_ *Cohort, _ *[]Atom, s *[]Spec) { (*s)[0].Blank = []Blank{{"A1", "B1", NotApplicable}} },
		"mark it z or :":                func(_ *Cohort, _ *[]Atom, s *[]Spec) { (*s)[0].Blank = []Blank{{"A1", "B1", Suppressed}} },
		"percentages of":                func(_ *Cohort, _ *[]Atom, s *[]Spec) { (*s)[0].Percent = "all" },
		"a growing cohort needs one":    func(c *Cohort, _ *[]Atom, _ *[]Spec) { c.Nature = Growing },
		"too many dimensions": func(c *Cohort, a *[]Atom, _ *[]Spec) {
			*a = nil
			for i := range 30 {
				c.Dimensions = append(c.Dimensions, Dimension{Name: categories("D", 40)[i], Categories: categories("x", 9)})
			}
		},
	} {
		c, a, s := good, append([]Atom(nil), atoms...), []Spec{spec}
		break_(&c, &a, &s)
		if _, err := Publish(c, a, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	if _, err := good.Tally([]Person{{Categories: []string{"A1", "B1"}}, {Categories: []string{"A1", "B9"}}}); err == nil || !strings.Contains(err.Error(), "person 2") {
		t.Error(err)
	}
}
