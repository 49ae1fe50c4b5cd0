package mission

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"throughline/ingest/intofacts"
	"throughline/ingest/local"
	"throughline/practice"
	"throughline/practice/england"
)

const (
	root    = "../.."
	written = root + "/docs/mission.md"
)

func pack(t *testing.T) *practice.Pack {
	t.Helper()
	p, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestTheMissionIsInStep holds docs/mission.md to the pack. UPDATE=1 writes it.
func TestTheMissionIsInStep(t *testing.T) {
	want := []byte(page(pack(t)))
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(written, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(written)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("docs/mission.md isn’t what the pack gives (%v): run UPDATE=1 go test ./test/mission", err)
	}
}

func TestEveryRowIsThereOnce(t *testing.T) {
	var codes, want []string
	for _, r := range rows {
		codes = append(codes, r.code)
	}
	for n := 1; n <= 21; n++ {
		want = append(want, fmt.Sprintf("R%d", n))
	}
	for n := 1; n <= 6; n++ {
		want = append(want, fmt.Sprintf("P%d", n))
	}
	if !slices.Equal(codes, want) {
		t.Errorf("the rows are %v", codes)
	}
}

// Every row of practice has a kind, a file, a clock or a reason for none, a measure, an alert, a test and an area.
func TestEveryRowHasAllOfItsThings(t *testing.T) {
	p := pack(t)
	for _, r := range rows {
		if len(r.tests) == 0 {
			t.Errorf("%s: no test is named", r.code)
		}
		if !strings.HasPrefix(r.code, "R") {
			continue
		}
		h := held(p, r.code)
		for what, list := range map[string][]string{"kind": h.kinds, "file": h.files, "measure": h.measures, "alert": h.alerts, "area": h.areas} {
			if len(list) == 0 {
				t.Errorf("%s has no %s", r.code, what)
			}
		}
	}
}

// Each test that the table names is in the tree.
func TestEveryTestThatIsNamedExists(t *testing.T) {
	for _, r := range rows {
		for _, named := range r.tests {
			if err := find(root, named); err != nil {
				t.Errorf("%s: %v", r.code, err)
			}
		}
	}
	for _, planted := range []string{"plan: TestThatIsNotThere", "nowhere: TestEachTimescale", "TestEachTimescale", "test/e2e/none.test.mjs: a journey"} {
		if find(root, planted) == nil {
			t.Errorf("%q was found", planted)
		}
	}
}

// find looks for a test: a function of a folder's tests, or a journey by its title.
func find(root, named string) error {
	where, name, ok := strings.Cut(named, ": ")
	if !ok {
		return fmt.Errorf("“%s” names no folder", named)
	}
	pattern, files := `(?m)^func `+regexp.QuoteMeta(name)+`\(`, filepath.Join(root, where, "*_test.go")
	if strings.HasSuffix(where, ".mjs") {
		pattern, files = `test\('`+regexp.QuoteMeta(name), filepath.Join(root, where)
	}
	list, err := filepath.Glob(files)
	if err != nil {
		return err
	}
	for _, file := range list {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if regexp.MustCompile(pattern).Match(content) {
			return nil
		}
	}
	return fmt.Errorf("there is no test %s in %s", name, where)
}

// holds is what the pack has for one row.
type holds struct{ kinds, files, clocks, measures, alerts, areas []string }

// returnsOf are the returns whose rows give what the program counts of itself.
var returnsOf = map[string]string{
	"looked_after_12_months": "903", "care_leavers_19_to_21": "903", "reviews_held": "903", "looked_after_today": "903", "assessments_authorised": "cin", "initial_conferences": "cin",
}

var returnNames = map[string]string{"903": "SSDA903", "cin": "CIN census"}

func held(p *practice.Pack, code string) (h holds) {
	of := func(pointer any) bool { return p.SheetOf(pointer).Row == code }
	add := func(list *[]string, text string) {
		if !slices.Contains(*list, text) {
			*list = append(*list, text)
		}
	}
	for _, s := range p.Sheets {
		if s.Row == code {
			h.areas = append(h.areas, s.Areas...)
		}
	}
	var returned []string
	for _, k := range p.Kinds {
		if of(k) {
			add(&h.kinds, "`"+k.Code+"`")
			if l, ok := local.Of(p, k.Code); ok && l.Send.Asked() {
				add(&h.files, "`template "+k.Code+"`")
			}
		}
	}
	for _, c := range p.Clocks {
		if !of(c) || !c.On {
			continue
		}
		add(&h.clocks, c.Code)
		for _, w := range slices.Concat(c.Start, c.End) {
			add(&returned, returnNames[intofacts.Source(w.Event)])
		}
	}
	for _, m := range p.Measures {
		if of(m) && m.On {
			add(&h.measures, m.Name+" (`"+m.ID+"`)")
			add(&returned, returnNames[returnsOf[m.Of.Rows]])
			for _, row := range []struct{ rows, kind string }{{"audited", "audit_grade"}, {"open_children", "open_case"}} {
				if m.Of.Rows == row.rows {
					add(&h.files, "`template "+row.kind+"`")
				}
			}
		}
	}
	for _, a := range p.Alerts {
		if of(a) && a.On {
			add(&h.alerts, a.Code)
		}
	}
	for _, name := range returned {
		if name != "" {
			add(&h.files, name)
		}
	}
	return h
}

const opening = `# What it must do, row by row

Each row of the mission has its kind of record, the file that brings it, the clock that runs from it, the measure that counts it, the alert that says what is
wrong, the test that proves it, and the area of the founding inspection that it answers. The table is made from the practice pack for England;
rows P1 to P6 are the plan's own. A test holds this page to the pack, and looks for every test that it names: ` + "`UPDATE=1 go test ./test/mission`" + `
writes it.

"template" is the workbook that ` + "`throughline template KIND --out FILE`" + ` writes. Clocks, measures and alerts that ship switched off are left out;
` + "`throughline pack show CODE`" + ` says more of any of them.

| Row | What | Area | Kind of record | File | Clock | Measure | Alert | Test |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
`

func page(p *practice.Pack) string {
	var b strings.Builder
	b.WriteString(opening)
	for _, r := range rows {
		cells := []string{r.area, r.kind, r.file, r.clock, r.measure, r.alert}
		if strings.HasPrefix(r.code, "R") {
			h := held(p, r.code)
			for i, list := range [][]string{h.areas, h.kinds, h.files, h.clocks, h.measures, h.alerts} {
				cells[i] = strings.Join(list, "; ")
			}
		} else if of := held(p, r.code); len(of.clocks) > 0 {
			cells[3] = strings.TrimPrefix(cells[3]+"; "+strings.Join(of.clocks, "; "), "; ")
		}
		for i := range cells {
			if cells[i] == "" {
				cells[i] = "None"
			}
		}
		var tests []string
		for _, named := range r.tests {
			where, name, _ := strings.Cut(named, ": ")
			tests = append(tests, "`"+name+"` ("+where+")")
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", r.code, r.what, strings.Join(cells, " | "), strings.Join(tests, "; "))
	}
	return b.String()
}
