package rules903

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	s "throughline/ingest/returns/ssda903"
)

// oneCase is a case of a rule: tables, and the rows that the rule must name, from 0.
type oneCase struct {
	ID       string
	Rule     string
	Ruleset  string
	Tables   map[string]caseTable
	Metadata map[string]json.RawMessage
	Expected map[string][]int
	// Upper is what is expected when the text is in capitals, as a reader gives it; there when it differs.
	Upper map[string][]int `json:"replay_upper_got"`
}

type caseTable struct {
	Columns []string
	Rows    [][]*string
}

func cases(t testing.TB) []oneCase {
	t.Helper()
	f, err := os.Open("testdata/ssda903_cases.json.gz")
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
	if len(all.Cases) != 239 {
		t.Fatalf("%d cases", len(all.Cases))
	}
	return all.Cases
}

// named are columns that some cases call by names that no return has: the public validator's rules 231, 233, 709 and 710 can't run on a
// real file, because they ask for these.
var named = map[string]string{"UASC_STATUS": "UASC", "DATE_EPISODE_CEASED": "DEC", "PLACEMENT": "PLACE"}

func (c oneCase) data(t testing.TB) *data {
	t.Helper()
	year := 0
	for y, name := range yearNames {
		if name == c.Ruleset {
			year = y
		}
	}
	this, before := map[string]caseTable{}, map[string]caseTable{}
	for name, table := range c.Tables {
		if of, last := strings.CutSuffix(name, "_last"); last {
			before[of] = table
		} else {
			this[of] = table
		}
	}
	known := Known{}
	if len(before) > 0 {
		known.Last = returnOf(t, year, false, before)
	}
	d := newData(returnOf(t, year, c.text("file_format") == "xml", this), c.known(t, known))
	if text := c.text("collection_start"); text != "" {
		d.start = mustDate(t, text)
	}
	if text := c.text("collection_end"); text != "" {
		d.end = mustDate(t, text)
	}
	return d
}

func (c oneCase) text(key string) string {
	var text string
	if raw := c.Metadata[key]; raw != nil && json.Unmarshal(raw, &text) != nil {
		return ""
	}
	return text
}

func (c oneCase) known(t testing.TB, k Known) Known {
	t.Helper()
	k.Postcode = func(text string) bool { return realPostcodes[text] }
	k.Authority = c.text("localAuthority")
	if raw := c.Metadata["provider_info"]; raw != nil {
		var list caseTable
		if err := json.Unmarshal(raw, &list); err != nil {
			t.Fatal(err)
		}
		k.Providers = map[string]Provider{}
		for _, row := range list.Rows {
			var p Provider
			for i, cell := range row {
				if cell == nil {
					continue
				}
				switch list.Columns[i] {
				case "URN":
					p.URN = *cell
				case "PLACE_CODES":
					p.Places = strings.Split(*cell, ",")
				case "PROVIDER_CODES":
					p.Providers = strings.Split(*cell, ",")
				case "POSTCODE":
					p.Postcode = *cell
				case "REG_END":
					p.RegistrationEnd = mustDate(t, *cell)
				case "LA_CODE_INFERRED":
					p.Authority = *cell
				}
			}
			k.Providers[p.URN] = p
		}
	}
	return k
}

// realPostcodes are those of the cases that there are.
var realPostcodes = map[string]bool{"AB10JD": true}

func mustDate(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func returnOf(t testing.TB, year int, xml bool, tables map[string]caseTable) *s.Return {
	t.Helper()
	var all []s.Cells
	for name, table := range tables {
		of, ok := s.TableNamed(name)
		if !ok {
			t.Fatalf("no table %s", name)
		}
		cells := s.Cells{Table: of}
		var keep []int
		for i, column := range table.Columns {
			if other := named[column]; other != "" {
				column = other
			}
			if c, ok := s.ColumnNamed(column); ok {
				cells.Columns, keep = append(cells.Columns, c), append(keep, i)
			}
		}
		for _, row := range table.Rows {
			texts := make([]string, len(keep))
			for j, i := range keep {
				if row[i] != nil {
					texts[j] = *row[i]
					if texts[j] == "" {
						texts[j] = "?" // a text without letters that is no blank: no file can hold one, and it is wrong as this is
					}
				}
			}
			cells.Rows = append(cells.Rows, texts)
		}
		all = append(all, cells)
	}
	r, _, err := s.Of(year, xml, all...)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func (c oneCase) run(t testing.TB) map[string][]int {
	t.Helper()
	d := c.data(t)
	judge := judges[c.Rule]
	if judge == nil {
		t.Fatalf("rule %s has no judge", c.Rule)
	}
	judge(d)
	got := map[string][]int{}
	for r := range d.hits {
		got[r.Table.String()] = append(got[r.Table.String()], r.at)
	}
	for _, rows := range got {
		slices.Sort(rows)
	}
	return got
}

func (c oneCase) want() map[string][]int {
	expected := c.Expected
	if c.Upper != nil {
		expected = c.Upper
	}
	want := map[string][]int{}
	for table, rows := range expected {
		if rows = slices.Compact(slices.Sorted(slices.Values(rows))); len(rows) > 0 {
			want[table] = rows
		}
	}
	return want
}

// otherwise are the cases that we judge otherwise than the public validator: the rows that we name, and why.
var otherwise = map[string]struct {
	want map[string][]int
	why  string
}{
	"2022_23/411/test_validate/0": {map[string][]int{"Episodes": {4}},
		"the validator puts the codes of the file in capitals, and the council's own code not: that alone made it name row 0"},
	"2023_24/SW01STG1/test_validate/0": {map[string][]int{"Episodes": {6}, "SWEpisodes": {0, 1, 2}},
		"the validator gives the place of an episode as that of a social worker's row; the last child has no such row at all"},
	"2026_27/700/test_validate/0": {map[string][]int{"DoLo": {1}},
		"2000/12/10 can only be one day, and is read so; the reader notes how it is written"},
	"2026_27/701/test_validate/0": {map[string][]int{},
		"2000/12/10 can only be one day, and is read so; the reader notes how it is written"},
	"2026_27/705/test_validate/0": {map[string][]int{"DoLo": {2, 4, 8}},
		"an end that can't be read (o2/04/2025) is not an order without an end: rule 701 names it"},
}

func TestEveryCaseOfTheRules(t *testing.T) {
	for _, c := range cases(t) {
		t.Run(c.ID, func(t *testing.T) {
			want := c.want()
			if ours, ok := otherwise[c.ID]; ok {
				if cmp.Equal(want, ours.want) {
					t.Errorf("this is how the validator judges too, though %s", ours.why)
				}
				want = ours.want
			}
			if diff := cmp.Diff(want, c.run(t)); diff != "" {
				t.Errorf("rows named (-want +got):\n%s", diff)
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
		if len(rule.Years) == 0 {
			t.Errorf("%s is in force in no year", rule.Code)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(judges)) {
		if !seen[code] {
			beside = append(beside, code)
		}
	}
	if len(missing) > 0 {
		t.Errorf("no judge for %s", strings.Join(missing, " "))
	}
	// These have cases, but were withdrawn in every year.
	if got := fmt.Sprint(beside); got != "[SW15STG2 SW16aSTG2 SW16bSTG2 SW16cSTG2]" {
		t.Errorf("judges of no published rule: %s", got)
	}
}
