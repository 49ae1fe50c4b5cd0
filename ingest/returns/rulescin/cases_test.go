package rulescin

import (
	"compress/gzip"
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	c "throughline/ingest/returns/cin"
)

// oneCase is a case of a rule: tables, and the rows that the rule must name, from 0.
type oneCase struct {
	ID       string
	Rule     string
	Ruleset  string
	Tables   map[string]caseTable
	Expected struct {
		Issues []struct {
			Table  string
			Groups [][]int
		}
		Whole bool `json:"la_level"`
	}
}

type caseTable struct {
	Columns []string
	Rows    [][]any
}

func cases(t testing.TB) []oneCase {
	t.Helper()
	f, err := os.Open("testdata/cin_cases.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Cases []oneCase }
	if err := json.NewDecoder(unzipped).Decode(&all); err != nil {
		t.Fatal(err)
	}
	if len(all.Cases) != 64 {
		t.Fatalf("%d cases", len(all.Cases))
	}
	return all.Cases
}

func (o oneCase) data(t testing.TB) *data {
	t.Helper()
	year := 0
	for y, name := range yearNames {
		if name == o.Ruleset {
			year = y
		}
	}
	var all []c.Cells
	for _, name := range slices.Sorted(maps.Keys(o.Tables)) {
		of, ok := c.TableNamed(name)
		if !ok {
			t.Fatalf("no table %s", name)
		}
		all = append(all, cells(of, o.Tables[name])...)
	}
	if listed, listedApart := o.Tables["AssessmentFactorsList"]; listedApart && len(listed.Rows) > 0 { // they are in the table of the assessments as well
		all = slices.DeleteFunc(all, func(x c.Cells) bool { return x.Table == fac && len(x.Columns) == 1 && x.Rows[0].Values[0] == "" })
	}
	r, _, err := c.Of(year, all...)
	if err != nil {
		t.Fatal(err)
	}
	d := newData(r)
	if header := d.rows(top); len(header) > 0 {
		end, ok := header[0].Day(c.ReferenceDate)
		if !ok {
			t.Fatal("no reference date")
		}
		d.end, d.start = end, calendar.Date{Year: end.Year - 1, Month: 4, Day: 1}
	}
	return d
}

// cells of a table of a case; factors that stand in the table of the assessments are a table of their own.
func cells(of c.Table, from caseTable) []c.Cells {
	made, factors := c.Cells{Table: of}, c.Cells{Table: fac, Columns: []c.Column{c.AssessmentFactors}}
	var keep []int
	for i, name := range from.Columns {
		if name == "AssessmentFactor" {
			name = "AssessmentFactors"
		}
		for _, column := range of.Columns() {
			if column.String() == name {
				made.Columns, keep = append(made.Columns, column), append(keep, i)
			}
		}
	}
	for at, row := range from.Rows {
		given := c.Given{Assessment: strconv.Itoa(at)}
		for i, value := range row {
			text, _ := value.(string)
			switch from.Columns[i] {
			case "LAchildID":
				given.Child = text
			case "CINdetailsID":
				given.Details = text
			case "AssessmentID":
				given.Assessment = text
			case "CPPID":
				given.Plan = text
			}
		}
		for _, i := range keep {
			text, _ := row[i].(string)
			if text > "18" && text < "1900" { // no calendar of ours goes back so far, and nothing in the cases hangs on it
				text = map[bool]string{true: "191", false: "192"}[text < "189"] + text[3:]
			}
			given.Values = append(given.Values, text)
		}
		made.Rows = append(made.Rows, given)
		if i := slices.Index(from.Columns, "AssessmentFactors"); of == ass && i >= 0 {
			several, isList := row[i].([]any)
			if !isList {
				several = []any{row[i]}
			}
			for _, one := range several {
				if text, ok := one.(string); ok {
					factor := given
					factor.Values = []string{text}
					factors.Rows = append(factors.Rows, factor)
				}
			}
		}
	}
	if len(factors.Rows) > 0 {
		return []c.Cells{made, factors}
	}
	return []c.Cells{made}
}

func TestEveryCaseOfTheRules(t *testing.T) {
	for _, o := range cases(t) {
		t.Run(o.ID, func(t *testing.T) {
			want, got := map[string][]int{}, map[string][]int{}
			for _, issue := range o.Expected.Issues {
				for _, group := range issue.Groups {
					want[issue.Table] = append(want[issue.Table], group...)
				}
			}
			for table, rows := range want {
				if want[table] = slices.Compact(slices.Sorted(slices.Values(rows))); len(rows) == 0 {
					delete(want, table)
				}
			}
			d := o.data(t)
			judge := judges[o.Rule]
			if judge == nil {
				t.Fatalf("rule %s has no judge", o.Rule)
			}
			judge(d)
			for r := range d.hits {
				got[r.Table.String()] = append(got[r.Table.String()], r.at)
			}
			for _, rows := range got {
				slices.Sort(rows)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("rows named (-want +got):\n%s", diff)
			}
			if d.whole != o.Expected.Whole {
				t.Errorf("the census as a whole: %v", d.whole)
			}
		})
	}
}

func TestEveryRuleHasAJudge(t *testing.T) {
	var missing, beside []string
	seen := map[string]bool{}
	for _, rule := range Rules() {
		seen[rule.Code] = true
		if judges[rule.Code] == nil {
			missing = append(missing, rule.Code)
		}
		if len(rule.Years) == 0 || len(rule.Fields) == 0 {
			t.Errorf("%s: %d years, %d fields", rule.Code, len(rule.Years), len(rule.Fields))
		}
	}
	for code := range judges {
		if !seen[code] {
			beside = append(beside, code)
		}
	}
	if len(missing)+len(beside) > 0 {
		t.Errorf("no judge for %s; judges of no rule: %s", strings.Join(missing, " "), strings.Join(beside, " "))
	}
}
