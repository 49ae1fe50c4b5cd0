package local_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/ingest/local"
	"throughline/ingest/returns"
	"throughline/ingest/returns/tabular"
	"throughline/practice"
	"throughline/practice/england"
)

func pack(t testing.TB) *practice.Pack {
	t.Helper()
	p, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func layout(t testing.TB, kind string) local.Layout {
	t.Helper()
	l, ok := local.Of(pack(t), kind)
	if !ok {
		t.Fatalf("there is no kind %s", kind)
	}
	return l
}

func read(t testing.TB, kind, name string, content []byte) (*tabular.Return, *returns.Report) {
	t.Helper()
	got, report, err := local.Read(pack(t), kind, []returns.File{{Name: name, Content: bytes.NewReader(content)}}, returns.Usual())
	if err != nil && !errors.Is(err, local.ErrNothing) || errors.Is(err, local.ErrNothing) != (report.Files[0].As == "") {
		t.Fatal(err)
	}
	return got, report
}

// table writes a text file.
func table(rows ...[]string) []byte {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.WriteAll(rows); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// said is what problems say, one a line.
func said(report *returns.Report) (lines []string) {
	for _, p := range report.Problems {
		lines = append(lines, fmt.Sprintf("%d %s %s: %s", p.Row, p.Column, p.Rule, p.Grade))
	}
	return lines
}

// What the issue names must each have a kind, a layout and a template.
var named = []string{
	"initial_health_assessment", "health_assessment", "dental_check", "reviewing_officer_post", "reviewing_officer_allocation", "personal_education_plan",
	"review_record", "training_return", "training_record", "designated_post", "lado_allegation", "lado_dissemination", "family_group_conference",
	"psychology_dates", "money_package", "out_of_hours_shift", "supervision", "open_case", "early_help_assessment", "strategy_discussion", "audit_grade",
}

func TestWhatNoReturnCarriesIsAskedFor(t *testing.T) {
	for _, kind := range named {
		if l := layout(t, kind); !l.Send.Asked() {
			t.Errorf("nobody is asked for %s", kind)
		}
	}
}

func TestEveryKindHasALayoutThatCanBeTold(t *testing.T) {
	for _, kind := range local.Kinds(pack(t)) {
		l := layout(t, kind)
		seen := map[string]bool{}
		for i, heading := range l.Headings() {
			key := strings.ToLower(heading)
			if seen[key] || seen["name:"+l.Columns[i].Name] {
				t.Errorf("%s: the column %s (%s) is there twice", kind, l.Columns[i].Name, heading)
			}
			seen[key], seen["name:"+l.Columns[i].Name] = true, true
		}
		if l.Columns[0].Part != local.Who {
			t.Errorf("%s: the first column doesn’t say whom it is about", kind)
		}
	}
}

// draw gives a row that the layout can hold, by the columns: what is written, and its value.
func draw(t *rapid.T, l *local.Layout, n int) map[int]any {
	row := map[int]any{}
	for i := range l.Columns {
		c := &l.Columns[i]
		if c.Part == local.Who && (l.About == "child" || l.About == "adult") {
			if i == 0 {
				row[i] = fmt.Sprintf("A%d", n)
			}
			continue
		}
		if c.Part != local.Who && !rapid.Bool().Draw(t, c.Name) {
			continue
		}
		switch c.Type {
		case practice.DateField:
			row[i] = calendar.Must(2012, 1, 1).AddDays(rapid.IntRange(0, 4000).Draw(t, c.Name+" day"))
		case practice.TimeField:
			row[i] = fmt.Sprintf("%02d:%02d", rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(0, 59).Draw(t, "minute"))
		case practice.YesNoField:
			row[i] = rapid.Bool().Draw(t, c.Name+" yes")
		case practice.CountField:
			row[i] = int64(rapid.IntRange(0, 10_000).Draw(t, c.Name+" count"))
		case practice.NumberField:
			row[i] = float64(rapid.IntRange(-1000, 10_000).Draw(t, c.Name+" number")) / 8
		case practice.ChoiceField:
			row[i] = c.Choices[rapid.IntRange(0, len(c.Choices)-1).Draw(t, c.Name+" choice")].Code
		default:
			row[i] = fmt.Sprintf("Words %d, “of” %s", n, rapid.SampledFrom([]string{"a; b", "é", "1.10", "x"}).Draw(t, c.Name+" words"))
		}
	}
	return row
}

// What a layout writes, Read reads, for every kind of the pack, under words and under names, as text and as a workbook.
func TestWhatALayoutWritesIsRead(t *testing.T) {
	templates := map[string][]byte{}
	kinds := local.Kinds(pack(t))
	for _, kind := range kinds {
		made, err := local.Template(pack(t), kind, "")
		if err != nil {
			t.Fatal(err)
		}
		templates[kind] = made
		trip(t, kind, made, rapid.Custom(func(rt *rapid.T) []map[int]any { return drawn(rt, kind) }).Example(1), true, "rows.xlsx")
	}
	rapid.Check(t, func(rt *rapid.T) {
		kind := rapid.SampledFrom(kinds).Draw(rt, "kind")
		name := rapid.SampledFrom([]string{"rows.csv", "rows.csv", "rows.csv", "rows.xlsx"}).Draw(rt, "file")
		trip(t, kind, templates[kind], drawn(rt, kind), rapid.Bool().Draw(rt, "by name"), name)
	})
}

func drawn(t *rapid.T, kind string) (rows []map[int]any) {
	p, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	l, _ := local.Of(p, kind)
	for n := range rapid.IntRange(1, 3).Draw(t, "rows") {
		rows = append(rows, draw(t, &l, n))
	}
	return rows
}

// trip writes rows, reads them, and holds what is read to what was written.
func trip(t *testing.T, kind string, template []byte, rows []map[int]any, byName bool, name string) {
	t.Helper()
	l := layout(t, kind)
	lines := [][]string{l.Headings()}
	if byName {
		lines = [][]string{l.Names()}
	}
	for _, row := range rows {
		line := make([]string, len(l.Columns))
		for i, value := range row {
			line[i] = l.Columns[i].Write(value)
		}
		lines = append(lines, line)
	}
	content, before := table(lines...), 2
	if strings.HasSuffix(name, ".xlsx") {
		content, before = fill(t, template, &l, rows), 3
	}
	got, report := read(t, kind, name, content)
	for _, p := range report.Problems {
		if p.Grade == returns.Unread || p.Grade == returns.Refused {
			t.Fatalf("%s: %+v\n%s", kind, p, content)
		}
	}
	held := rowsOf(got)
	if len(held) != len(rows) {
		t.Fatalf("%s: %d rows of %d were kept: %v", kind, len(held), len(rows), said(report))
	}
	for _, row := range held {
		for i, value := range rows[row.Line-before] {
			was, is := l.Columns[i].Write(value), l.Columns[i].Write(typed(t, &l, i, row.Cell(l.Columns[i].Name)))
			if was != is {
				t.Fatalf("%s, %s: %q, not %q", kind, l.Columns[i].Name, is, was)
			}
		}
	}
}

// typed gives what a cell says, as its column reads it.
func typed(t testing.TB, l *local.Layout, column int, written string) any {
	t.Helper()
	value, err := l.Columns[column].Value(written)
	if err != nil {
		t.Fatalf("%s: %v", l.Columns[column].Name, err)
	}
	return value
}

// fill writes rows into a template, under its example, with days and numbers as a spreadsheet has them.
func fill(t testing.TB, made []byte, l *local.Layout, rows []map[int]any) []byte {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(made))
	if err != nil {
		t.Fatal(err)
	}
	for n, row := range rows {
		for i, value := range row {
			cell, err := excelize.CoordinatesToCellName(i+1, n+3)
			if err != nil {
				t.Fatal(err)
			}
			var put any = l.Columns[i].Write(value)
			switch value := value.(type) {
			case calendar.Date:
				put = value.Sub(calendar.Must(1900, 3, 1)) + 61
			case int64, float64:
				put = value
			}
			if err := book.SetCellValue("Rows", cell, put); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

var trainingRow = map[string]string{
	"Trust (needed)": "Northmoor", "For the period that ends on (needed)": "30/09/2024", "Due on (needed)": "28/10/2024", "Supplied on": "21/10/2024",
	"Staff who need the level on the day": "200", "Of them in date": "150", "Level (needed)": "Level 3 core", "Errors found": "0", "Signed off?": "Yes",
}

func training(change map[string]string) []byte {
	var headings, cells []string
	for _, heading := range []string{"Trust (needed)", "For the period that ends on (needed)", "Due on (needed)", "Supplied on", "Staff who need the level on the day", "Of them in date", "Level (needed)", "Errors found", "Signed off?"} {
		text := trainingRow[heading]
		if other, ok := change[heading]; ok {
			text = other
		}
		headings, cells = append(headings, heading), append(cells, text)
	}
	return table(headings, cells)
}

func TestEveryCellThatCannotBeReadIsNamed(t *testing.T) {
	for name, of := range map[string]struct {
		change map[string]string
		want   []string
	}{
		"nothing wrong":           {nil, nil},
		"a month before the day":  {map[string]string{"Supplied on": "10/21/2024"}, []string{"2 Supplied on date: unread"}},
		"a year of two digits":    {map[string]string{"Due on (needed)": "28/10/24"}, []string{"2 Due on date: unread"}},
		"no day":                  {map[string]string{"Supplied on": "soon"}, []string{"2 Supplied on date: unread"}},
		"part of a person":        {map[string]string{"Of them in date": "149.5"}, []string{"2 Of them in date count: unread"}},
		"neither yes nor no":      {map[string]string{"Signed off?": "perhaps"}, []string{"2 Signed off? yes-no: unread"}},
		"a level left out":        {map[string]string{"Level (needed)": ""}, []string{"2 Level needed: judged"}},
		"more in date than there": {map[string]string{"Of them in date": "201"}, []string{"2  rule: judged"}},
		"nobody":                  {map[string]string{"Trust (needed)": ""}, []string{"2 Trust needed: judged", "2  nobody: unread"}},
	} {
		_, report := read(t, "training_return", "training.csv", training(of.change))
		if diff := cmp.Diff(of.want, said(report)); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
		for _, p := range report.Problems {
			if p.Sentence == "" || p.Mend == "" || p.File != "training.csv" {
				t.Errorf("%s: %+v", name, p)
			}
		}
	}
}

func TestNothingIsDroppedInSilence(t *testing.T) {
	rows := [][]string{
		{"NHS number", "child_id", "Day of the check", "Comment", "", "Day of the check"},
		{"943 476 5919", "1", "3/4/2024", "Ask Ada Bell", "beside", "4/4/2024"},
		{"", "", "4/4/2024", "", "", ""},
		{"", "", "", "", "", ""},
		{"9434765919", "2", "5/4/2024", "", "", ""},
		{"943-476-5919", "", "6/4/2024", "", "", ""},
	}
	got, report := read(t, "dental_check", "d.csv", table(rows...))
	want := []string{
		"1 Comment column: noted", "1 Day of the check column-twice: unread", "1 What came of it? no-column: judged", "1 How do we know? no-column: judged",
		"2 What came of it? needed: judged", "2 How do we know? needed: judged", "2 E no-heading: noted",
		"3 What came of it? needed: judged", "3 How do we know? needed: judged", "3  nobody: unread",
		"5 What came of it? needed: judged", "5 How do we know? needed: judged", "5 nhs two-subjects: judged",
		"6 What came of it? needed: judged", "6 How do we know? needed: judged",
	}
	slices.Sort(want)
	has := said(report)
	slices.Sort(has)
	if diff := cmp.Diff(want, has); diff != "" {
		t.Error(diff)
	}
	if len(got.Subjects) != 2 || len(rowsOf(got)) != 3 {
		t.Errorf("%+v", got.Subjects)
	}
	if strings.Contains(fmt.Sprint(got), "Ada Bell") {
		t.Error("words of a column that nobody asked for are kept")
	}
}

func rowsOf(r *tabular.Return) (rows []tabular.Row) {
	for _, s := range r.Subjects {
		rows = append(rows, s.Rows...)
	}
	return rows
}

// The example of a template is never loaded; one that was written over is named.
func TestTheExampleIsNeverLoaded(t *testing.T) {
	for _, kind := range local.Kinds(pack(t)) {
		l := layout(t, kind)
		made, err := local.Template(pack(t), kind, "Northmoor")
		if err != nil {
			t.Fatal(err)
		}
		got, report := read(t, kind, "t.xlsx", made)
		if len(got.Subjects) != 0 || len(report.Problems) != 0 || report.Files[0].As != kind {
			t.Errorf("%s: %d subjects, %v, %+v", kind, len(got.Subjects), said(report), report.Files)
		}
		written := fill(t, made, &l, nil)
		book, err := excelize.OpenReader(bytes.NewReader(written))
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetCellStr("Rows", "B2", "mine"); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := book.Write(&out); err != nil {
			t.Fatal(err)
		}
		got, report = read(t, kind, "t.xlsx", out.Bytes())
		if len(got.Subjects) != 0 || !slices.Contains(said(report), "2  example: noted") {
			t.Errorf("%s, written over: %d subjects, %v", kind, len(got.Subjects), said(report))
		}
	}
}

func TestTheFirstSheetSaysWhoSendsItAndForWhen(t *testing.T) {
	made, err := local.Template(pack(t), "training_return", "Northmoor Community NHS Trust")
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(made))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Read this first")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		switch {
		case len(row) > 0 && row[0] == "For the period from":
			err = book.SetCellValue("Read this first", fmt.Sprintf("B%d", i+1), "1 July 2024")
		case len(row) > 0 && row[0] == "until":
			err = book.SetCellValue("Read this first", fmt.Sprintf("B%d", i+1), 45565)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	want := local.Stated{Kind: "training_return", Agency: "Northmoor Community NHS Trust", From: calendar.Must(2024, 7, 1), Until: calendar.Must(2024, 9, 30)}
	if diff := cmp.Diff(want, local.States("t.xlsx", out.Bytes(), returns.Usual())); diff != "" {
		t.Error(diff)
	}
	_, report := read(t, "dental_check", "t.xlsx", made)
	if diff := cmp.Diff([]string{"0  other-kind: refused"}, said(report)); diff != "" {
		t.Error(diff)
	}
}

func TestAKindThatThePackHasNotIsAnError(t *testing.T) {
	if _, _, err := local.Read(pack(t), "dental_chek", nil, returns.Usual()); err == nil || !strings.Contains(err.Error(), "dental_check") {
		t.Error(err)
	}
	if _, err := local.Template(pack(t), "", ""); err == nil {
		t.Error("there was a template")
	}
}

// A file that has the headings and no rows says that there is nothing to tell; one without the headings says nothing at all.
func TestAFileWithoutRowsIsAReturn(t *testing.T) {
	for name, of := range map[string]struct {
		content []byte
		err     error
	}{
		"no rows": {table(layoutNames(t, "training_return")), nil}, "no headings": {table([]string{"a", "b"}, []string{"1", "2"}), local.ErrNothing}, "nothing": {nil, local.ErrNothing},
	} {
		got, _, err := local.Read(pack(t), "training_return", []returns.File{{Name: "f.csv", Content: bytes.NewReader(of.content)}}, returns.Usual())
		if !errors.Is(err, of.err) || len(got.Subjects) != 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func layoutNames(t *testing.T, kind string) []string {
	l := layout(t, kind)
	return l.Names()
}
