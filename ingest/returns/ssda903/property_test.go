package ssda903_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
)

// drawn is a return as tables of text: table, then rows, then cells in the order of the table's own columns.
type drawn map[ssda903.Table][][]string

func own(table ssda903.Table) []ssda903.Column {
	return slices.DeleteFunc(table.Columns(), func(c ssda903.Column) bool {
		return slices.Contains([]ssda903.Column{ssda903.UASC, ssda903.PlLA, ssda903.PlLocation, ssda903.PlDistance}, c)
	})
}

// drawCell draws a good value of a column.
func drawCell(t *rapid.T, year int, table ssda903.Table, c ssda903.Column) string {
	if codes := ssda903.Codes(year, table, c); len(codes) > 0 {
		return rapid.SampledFrom(codes).Draw(t, c.String())
	}
	switch c {
	case ssda903.Child:
		return rapid.StringMatching(`[A-Z0-9]{1,8}`).Draw(t, "child")
	case ssda903.UPN:
		return rapid.StringMatching(`[A-H][0-9]{12}`).Draw(t, "upn")
	case ssda903.URN:
		return rapid.StringMatching(`[1-9][0-9]{6}`).Draw(t, "urn")
	case ssda903.HomePost, ssda903.PlPost:
		return rapid.StringMatching(`[A-Z]{2}[1-9] [1-9][A-Z]{2}`).Draw(t, "postcode")
	case ssda903.LAPerm:
		return rapid.SampledFrom([]string{"301", "WAL", "936"}).Draw(t, "authority")
	case ssda903.SDQScore:
		return strconv.Itoa(rapid.IntRange(0, 40).Draw(t, "score"))
	case ssda903.NbAdoptr:
		return rapid.SampledFrom([]string{"1", "2"}).Draw(t, "adopters")
	case ssda903.SWID:
		return rapid.StringMatching(`SW[0-9]{3}(, "[a-z]"|\n[0-9])?`).Draw(t, "worker")
	default:
		return fmt.Sprintf("%02d/%02d/%04d", rapid.IntRange(1, 28).Draw(t, "day"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(2000, year).Draw(t, "year"))
	}
}

func draw(t *rapid.T, year int) drawn {
	made := drawn{}
	for _, table := range ssda903.Tables() {
		rows := rapid.IntRange(0, 3).Draw(t, table.String())
		made[table] = [][]string{}
		for range rows {
			var row []string
			for _, c := range own(table) {
				cell := ""
				if c == ssda903.Child || rapid.IntRange(0, 4).Draw(t, "filled") > 0 {
					cell = drawCell(t, year, table, c)
				}
				row = append(row, cell)
			}
			made[table] = append(made[table], row)
		}
	}
	return made
}

// written gives the tables as CSV files, the columns in the order that is given for each.
func written(of drawn, order map[ssda903.Table][]int, delimiter, newline string) []string {
	var all []string
	for _, table := range ssda903.Tables() {
		var b strings.Builder
		line := func(cells []string) {
			for i, at := range order[table] {
				if i > 0 {
					b.WriteString(delimiter)
				}
				cell := cells[at]
				if strings.ContainsAny(cell, "\",\n;\t") {
					cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
				}
				b.WriteString(cell)
			}
			b.WriteString(newline)
		}
		var names []string
		for _, c := range own(table) {
			names = append(names, c.String())
		}
		line(names)
		for _, row := range of[table] {
			line(row)
		}
		all = append(all, table.String()+".csv", b.String())
	}
	return all
}

func asRead(made *ssda903.Return) drawn {
	back := drawn{}
	for _, table := range ssda903.Tables() {
		back[table] = [][]string{}
		for _, r := range made.Rows(table) {
			var row []string
			for _, c := range own(table) {
				row = append(row, r.Cell(c).Written)
			}
			back[table] = append(back[table], row)
		}
	}
	return back
}

func inAnyOrder(t *rapid.T) map[ssda903.Table][]int {
	order := map[ssda903.Table][]int{}
	for _, table := range ssda903.Tables() {
		places := make([]int, len(own(table)))
		for i := range places {
			places[i] = i
		}
		order[table] = rapid.Permutation(places).Draw(t, "order")
	}
	return order
}

func TestAReturnWrittenAndReadBackIsTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		year := rapid.IntRange(ssda903.FirstYear, ssda903.LastYear).Draw(rt, "year of the return")
		of := draw(rt, year)
		content := written(of, inAnyOrder(rt), rapid.SampledFrom([]string{",", ";", "\t"}).Draw(rt, "delimiter"), rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(rt, "newline"))
		made, report := read(t, year, content...)
		if diff := cmp.Diff(of, asRead(made)); diff != "" {
			rt.Fatalf("read back (-want +got):\n%s", diff)
		}
		for _, p := range report.Problems {
			if p.Rule != "row-twice" && p.Rule != "year-doubtful" && p.Rule != "table-of-another-year" {
				rt.Fatalf("%+v", p)
			}
		}
	})
}

func TestABrokenRowChangesNothingElse(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		const year = 2024
		of := draw(rt, year)
		table := rapid.SampledFrom(ssda903.Tables()).Draw(rt, "broken")
		names := map[ssda903.Table][]int{}
		for _, each := range ssda903.Tables() {
			for i := range own(each) {
				names[each] = append(names[each], i)
			}
		}
		content := written(of, names, ",", "\n")
		at := slices.Index(content, table.String()+".csv") + 1
		lines := strings.SplitAfter(content[at], "\n")
		broken := rapid.SampledFrom([]string{
			"x", ",,,,,,x", `"`, `A"B,"C`, strings.Repeat("31/02/2020,", 20), "\xFF\xFE", "A1,\x01", strings.Repeat("9", 400), `"A",B"C"`,
		}).Draw(rt, "row") + "\n"
		good, before := read(t, year, content...)
		if strings.Count(content[at], "\n") != 1+len(of[table]) {
			return // a cell has a line of its own in it, so that a row could fall inside it
		}
		where := rapid.IntRange(1, len(lines)-1).Draw(rt, "line")
		content[at] = strings.Join(lines[:where], "") + broken + strings.Join(lines[where:], "")
		made, after := read(t, year, content...)
		got, want := asRead(made), asRead(good)
		if n := len(got[table]); n != len(want[table])+1 {
			rt.Fatalf("%d rows of %d", n, len(want[table])+1)
		}
		if !strings.HasPrefix(broken, made.Rows(table)[where-1].Raw) && !strings.Contains(broken, "\xFF") {
			rt.Fatalf("the broken row is kept as %q", made.Rows(table)[where-1].Raw)
		}
		got[table] = slices.Delete(got[table], where-1, where)
		if diff := cmp.Diff(want, got); diff != "" {
			rt.Fatalf("the other rows (-want +got):\n%s", diff)
		}
		if said := aboutLine(after, table.String()+".csv", where+1); said == 0 {
			rt.Fatalf("nothing is said of the broken row %q", broken)
		}
		if len(after.Problems)-aboutLine(after, table.String()+".csv", where+1) != len(before.Problems) {
			rt.Fatalf("the broken row changed what is said of others")
		}
	})
}

func aboutLine(report *returns.Report, file string, line int) int {
	n := 0
	for _, p := range report.Problems {
		if p.File == file && p.Row == line {
			n++
		}
	}
	return n
}
