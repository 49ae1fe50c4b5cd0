package invent_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/invent"
)

type buffer struct{ *bytes.Buffer }

func (buffer) Close() error { return nil }

// written gives the files of a year by their names, the census as cin.xml.
func written(t testing.TB, c invent.Council, year int) map[string]string {
	t.Helper()
	made := map[string]*bytes.Buffer{}
	if err := c.Write903(year, func(name string) (io.WriteCloser, error) {
		made[name] = &bytes.Buffer{}
		return buffer{made[name]}, nil
	}); err != nil {
		t.Fatal(err)
	}
	var census bytes.Buffer
	if err := c.WriteCIN(min(year, 2026), &census); err != nil {
		t.Fatal(err)
	}
	files := map[string]string{"cin.xml": census.String()}
	for name, content := range made {
		files[name] = content.String()
	}
	return files
}

func TestTheSameSeedGivesTheSameBytes(t *testing.T) {
	c := invent.Council{Seed: 7, Children: 120, First: 2022, Last: 2024, Faults: 0.1}
	for year := c.First; year <= c.Last; year++ {
		if diff := cmp.Diff(written(t, c, year), written(t, c, year)); diff != "" {
			t.Fatal(diff)
		}
	}
	other := c
	other.Seed = 8
	if cmp.Equal(written(t, c, 2023), written(t, other, 2023)) {
		t.Error("another seed gives the same council")
	}
}

// Without faults every cell can be read, in each year's own codes; with them some can't.
func TestTheReadersTakeEveryYear(t *testing.T) {
	for year := 2018; year <= 2027; year++ {
		for _, rate := range []float64{0, 0.2} {
			c := invent.Council{Seed: uint64(year), Children: 150, First: max(2018, min(year-1, 2025)), Last: year, Faults: rate}
			of903, ofCIN := problems(t, written(t, c, year), year)
			if rate == 0 && len(of903)+len(ofCIN) > 0 {
				t.Errorf("%d: %v %v", year, of903[:min(5, len(of903))], ofCIN[:min(5, len(ofCIN))])
			}
			if rate > 0 && (len(of903) == 0 || len(ofCIN) == 0) {
				t.Errorf("%d: no fault was planted: %d, %d", year, len(of903), len(ofCIN))
			}
		}
	}
}

// problems are those that the readers find, but for what is only noted.
func problems(t *testing.T, files map[string]string, year int) (of903, ofCIN []returns.Problem) {
	t.Helper()
	var tables []returns.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if name != "cin.xml" {
			tables = append(tables, returns.File{Name: name, Content: strings.NewReader(files[name])})
		}
	}
	_, read903, err := ssda903.Read(t.Context(), tables, year)
	if err != nil {
		t.Fatal(err)
	}
	if len(tables) != len(invent.Files903(year)) {
		t.Errorf("%d files of the %d", len(tables), year)
	}
	_, readCIN, err := cin.Read(t.Context(), []returns.File{{Name: "cin.xml", Content: strings.NewReader(files["cin.xml"])}}, min(year, 2026))
	if err != nil {
		t.Fatal(err)
	}
	keep := func(p returns.Problem) bool { return p.Grade == returns.Noted && p.Rule != "element-of-another-year" }
	return slices.DeleteFunc(read903.Problems, keep), slices.DeleteFunc(readCIN.Problems, keep)
}

// The rule's cases that matter are there to be met with: a child in each, in a council of a thousand.
func TestWhatACouncilHasInIt(t *testing.T) {
	c := invent.Council{Seed: 1, Children: 1000, First: 2022, Last: 2024}
	seen := map[string]int{}
	ids := map[string]bool{}
	for year := c.First; year <= c.Last; year++ {
		files := written(t, c, year)
		for name, content := range files {
			if name == "cin.xml" {
				for _, part := range []string{"<ICPCnotRequired>1", "<CPPreviewDate>", "<ReferralNFA>1", "</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode><DateOfInitialCPC>", "<Assessments>", "<ExpectedPersonBirthDate>"} {
					seen[part] += strings.Count(content, part)
				}
				continue
			}
			rows, err := csv.NewReader(strings.NewReader(content)).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			seen[name] += len(rows) - 1
			for _, row := range rows[1:] {
				ids[row[0]] = true
				if name == "episodes.csv" {
					if post := row[11]; post == "" || post[0] != 'Z' || post[1] == 'E' {
						t.Errorf("%s may be somebody’s postcode", post)
					}
					for _, i := range []int{2, 3, 8} {
						seen[row[i]]++
					}
					seen[row[1][:5]]++
				}
				if name == "reviews.csv" {
					seen[row[3]]++
				}
			}
		}
	}
	for _, want := range []string{
		"header.csv", "uasc.csv", "oc2.csv", "oc3.csv", "ad1.csv", "placed_for_adoption.csv", "previous_permanence.csv", "missing.csv", "sw_episodes.csv",
		"S", "L", "P", "T", "B", "U", "V2", "V3", "V4", "C1", "C2", "E1", "X1", "E11", "E12", "E4A", "E17", "31/03", "01/04", "02/04", "PN0", "PN1", "PN7",
		"<ICPCnotRequired>1", "<CPPreviewDate>", "<ReferralNFA>1", "<Assessments>",
	} {
		if seen[want] == 0 {
			t.Errorf("there is no %s", want)
		}
	}
	pairs := c.Adoptions()
	both := 0
	for _, p := range pairs {
		if ids[p.Before] && ids[p.After] {
			both++
		}
	}
	if both == 0 {
		t.Errorf("of %d adopted children none came back with another number", len(pairs))
	}
}

// What is said of a child in one year is what is said in the next.
func TestYearsAgree(t *testing.T) {
	c := invent.Council{Seed: 3, Children: 300, First: 2020, Last: 2024}
	born, began := map[string]string{}, map[string]string{}
	for year := c.First; year <= c.Last; year++ {
		files := written(t, c, year)
		for _, line := range strings.Split(files["header.csv"], "\n")[1:] {
			if cells := strings.Split(line, ","); len(cells) > 1 {
				if was := born[cells[0]]; was != "" && was != cells[2]+cells[4] {
					t.Errorf("%s is %s, and was %s", cells[0], cells[2]+cells[4], was)
				}
				born[cells[0]] = cells[2] + cells[4]
			}
		}
		for _, line := range strings.Split(files["episodes.csv"], "\n")[1:] {
			cells := strings.Split(line, ",")
			if len(cells) < 9 {
				continue
			}
			key := cells[0] + " " + cells[1]
			if was, had := began[key]; had && was != "" {
				t.Errorf("%s ended on %s, and is told of again", key, was)
			}
			began[key] = cells[7]
		}
	}
}

func TestYearsThatThereAreNot(t *testing.T) {
	for _, c := range []invent.Council{{First: 2008, Last: 2018}, {First: 2020, Last: 2028}, {First: 2021, Last: 2020}, {Children: -1, First: 2020, Last: 2020}} {
		if err := c.WriteCIN(2020, io.Discard); err == nil {
			t.Errorf("%+v is taken", c)
		}
	}
	if err := (invent.Council{First: 2020, Last: 2021}).WriteCIN(2022, io.Discard); err == nil {
		t.Error("a year that is not the council's is taken")
	}
}

func BenchmarkWrite903(b *testing.B) {
	c := invent.Council{Seed: 1, Children: 5000, First: 2020, Last: 2024}
	var n int64
	for b.Loop() {
		if err := c.Write903(2024, func(string) (io.WriteCloser, error) { return discard{&n}, nil }); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(c.Children)*float64(b.N)/b.Elapsed().Seconds(), "children/s")
}

type discard struct{ n *int64 }

func (d discard) Write(p []byte) (int, error) { *d.n += int64(len(p)); return len(p), nil }
func (discard) Close() error                  { return nil }
