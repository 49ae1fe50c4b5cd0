package ssda903_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"throughline/calendar"
	"throughline/ingest/returns"
	"throughline/ingest/returns/ssda903"
)

func files(of ...string) []returns.File {
	var all []returns.File
	for pair := range slices.Chunk(of, 2) {
		all = append(all, returns.File{Name: pair[0], Content: strings.NewReader(pair[len(pair)-1])})
	}
	return all
}

func read(t *testing.T, year int, of ...string) (*ssda903.Return, *returns.Report) {
	t.Helper()
	made, report, err := ssda903.Read(context.Background(), files(of...), year)
	if err != nil {
		t.Fatal(err)
	}
	return made, report
}

// about are the problems but for those about tables that are not there.
func about(report *returns.Report) []string {
	var all []string
	for _, p := range report.Problems {
		if p.Rule != "table-missing" {
			all = append(all, strings.Join([]string{p.Rule, p.Column, p.Value}, " "))
		}
	}
	return all
}

const missing = "CHILD,DOB,MISSING,MIS_START,MIS_END\n"

func TestATableIsKnownByItsColumnsHoweverItIsSaved(t *testing.T) {
	content := "CHILD,DOB,MISSING,MIS_START,MIS_END\r\nA1,01/02/2010,M,05/06/2020,07/06/2020\r\n"
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(content)
	if err != nil {
		t.Fatal(err)
	}
	for name, of := range map[string]string{
		"as the return has it":       content,
		"UTF-8 with a mark":          "\uFEFF" + content,
		"UTF-16":                     utf16,
		"semicolons":                 strings.ReplaceAll(content, ",", ";"),
		"tabs":                       strings.ReplaceAll(content, ",", "\t"),
		"line feeds alone":           strings.ReplaceAll(content, "\r\n", "\n"),
		"carriage returns alone":     strings.ReplaceAll(content, "\r\n", "\r"),
		"no end of line at the end":  strings.TrimSpace(content),
		"quotation marks":            `"CHILD","DOB","MISSING","MIS_START","MIS_END"` + "\n" + `"A1","01/02/2010","M","05/06/2020","07/06/2020"`,
		"small letters and spaces":   " child , dob,missing,mis start,Mis_End\nA1,01/02/2010,m,05/06/2020,07/06/2020",
		"another order":              "MIS_END,MISSING,MIS_START,CHILD,DOB\n07/06/2020,M,05/06/2020,A1,01/02/2010",
		"a title above":              "Missing episodes 2020-21\n\n" + content,
		"blank rows and end columns": "CHILD,DOB,MISSING,MIS_START,MIS_END,,\n,,,,,,\nA1,01/02/2010,M,05/06/2020,07/06/2020,,\n,,,,,,\n",
	} {
		t.Run(name, func(t *testing.T) {
			made, report := read(t, 2021, "whatever.txt", of)
			rows := made.Rows(ssda903.TableMissing)
			if len(rows) != 1 || len(about(report)) > 0 {
				t.Fatalf("%d rows, problems %q", len(rows), about(report))
			}
			r := rows[0]
			start, _ := r.Day(ssda903.MisStart)
			end, _ := r.Day(ssda903.MisEnd)
			if r.Child() != "A1" || r.Code(ssda903.Missing) != "M" || start != calendar.Must(2020, 6, 5) || end != calendar.Must(2020, 6, 7) {
				t.Errorf("%+v", r)
			}
		})
	}
}

func TestWhatIsWrongWithACellIsSaidAndTheRestIsRead(t *testing.T) {
	cases := []struct {
		name, row string
		want      []string
	}{
		{"a day that is not", "A1,31/02/2010,M,05/06/2020,", []string{"date DOB 31/02/2010"}},
		{"month before day", "A1,02/27/2010,M,05/06/2020,", []string{"date DOB 02/27/2010"}},
		{"two digits of a year", "A1,01/02/10,M,05/06/2020,", []string{"date DOB 01/02/10"}},
		{"no date", "A1,soon,M,05/06/2020,", []string{"date DOB soon"}},
		{"a column too narrow", "A1,########,M,05/06/2020,", []string{"date DOB ########"}},
		{"Excel's number", "A1,40210,M,05/06/2020,", []string{"date-serial DOB 40210"}},
		{"year first", "A1,2010-02-01,M,2020-06-05,", []string{"date-iso  "}},
		{"a time after the date", "A1,01/02/2010 00:00:00,M,05/06/2020 00:00,", []string{"date-form DOB 01/02/2010 00:00:00", "date-form MIS_START 05/06/2020 00:00"}},
		{"a month in words", "A1,1 Feb 2010,M,5-Jun-2020,", []string{"date-form DOB 1 Feb 2010", "date-form MIS_START 5-Jun-2020"}},
		{"a code that is not", "A1,01/02/2010,Q,05/06/2020,", []string{"code MISSING Q"}},
		{"a number that Excel shortened", "5.67E+05,01/02/2010,M,05/06/2020,", []string{"number-mangled CHILD 5.67E+05"}},
		{"the word for nothing", "A1,01/02/2010,M,05/06/2020,NULL", []string{"blank-written MIS_END NULL"}},
		{"no child", ",01/02/2010,M,05/06/2020,", []string{"child-missing CHILD "}},
		{"too few cells", "A1,01/02/2010,M", []string{"row-short  A1,01/02/2010,M"}},
		{"too many cells", "A1,01/02/2010,M,05/06/2020,,extra", []string{"row-long  A1,01/02/2010,M,05/06/2020,,extra"}},
		{"a stray quotation mark", "\"A1,01/02/2010,M,05/06/2020,", []string{"quotation-mark  \"A1,01/02/2010,M,05/06/2020,"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			made, report := read(t, 2021, "m.csv", missing+"B1,01/02/2009,A,01/05/2020,02/05/2020\n"+c.row+"\nC1,01/02/2008,M,03/05/2020,\n")
			if diff := cmp.Diff(c.want, about(report)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			for _, p := range report.Problems {
				if p.Rule != "table-missing" && (p.Row != 3 || p.File != "m.csv") || !strings.HasSuffix(p.Sentence, ".") || !strings.HasSuffix(p.Mend, ".") {
					t.Errorf("%+v", p)
				}
			}
			rows := made.Rows(ssda903.TableMissing)
			if len(rows) != 3 || rows[1].Raw != c.row || rows[2].Child() != "C1" || rows[2].Line != 4 {
				t.Errorf("%+v", rows)
			}
		})
	}
}

func TestABlankIsNotAWrongDate(t *testing.T) {
	made, _ := read(t, 2021, "m.csv", missing+"A1,,M,05/06/2020,\nB1,x,M,05/06/2020,\n")
	rows := made.Rows(ssda903.TableMissing)
	for i, want := range []returns.State{returns.Blank, returns.Wrong} {
		cell := rows[i].Cell(ssda903.DOB)
		if _, known := cell.Day(); cell.State != want || known {
			t.Errorf("row %d: %+v", i, cell)
		}
	}
	if rows[1].Cell(ssda903.DOB).Written != "x" {
		t.Error("what was written is lost")
	}
}

func TestADateOfWhichTheDayIsNotKnown(t *testing.T) {
	made, report := read(t, 2021, "p.csv", "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM\nA,01/02/2010,P1,301,zz/05/2015\nB,01/02/2010,P2,WAL,zz/zz/2015\nC,01/02/2010,P3,SCO,ZZ/ZZ/ZZZZ\nD,01/02/2010,P4,30,zz/13/2015\n")
	if diff := cmp.Diff([]string{"authority LA_PERM 30", "date DATE_PERM zz/13/2015"}, about(report)); diff != "" {
		t.Error(diff)
	}
	want := []calendar.Dated{{Date: calendar.Must(2015, 5, 1), Precision: calendar.ToTheMonth}, {}, {}, {}}
	latest := []calendar.Date{calendar.Must(2015, 5, 31), calendar.Must(2015, 12, 31), {}, {}}
	for i, r := range made.Rows(ssda903.TablePrevPerm) {
		cell := r.Cell(ssda903.DatePerm)
		if _, known := cell.Day(); known || cell.Dated() != want[i] || cell.Latest() != latest[i] {
			t.Errorf("row %d: %+v, latest %v", i, cell.Dated(), cell.Latest())
		}
	}
}

func TestQuotationMarksAndLinesInsideACell(t *testing.T) {
	made, report := read(t, 2024, "s.csv", "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\n\"A\",01/02/2010,\"SW\n\"\"1\"\"\",01/04/2023,,MANAGE\nB,01/02/2010,\"SW\"2,01/04/2023,,MANAGE\nC,01/02/2010,\"SW3,01/04/2023,,MANAGE\nD,01/02/2010,SW4,01/04/2023,,\"MANAGE\n")
	rows := made.Rows(ssda903.TableSWEpisodes)
	if len(rows) != 4 || rows[0].Cell(ssda903.SWID).Written != "SW\n\"1\"" {
		t.Fatalf("%+v", rows)
	}
	for i, want := range []int{2, 4, 5, 6} {
		if rows[i].Line != want {
			t.Errorf("row %d begins at line %d, want %d", i, rows[i].Line, want)
		}
	}
	if rows[3].Code(ssda903.SWID) != "SW4" {
		t.Errorf("a stray mark hid what follows it: %+v", rows[3])
	}
	count := 0
	for _, p := range about(report) {
		if strings.HasPrefix(p, "quotation-mark") {
			count++
		}
	}
	if count != 3 {
		t.Errorf("problems %q", about(report))
	}
}

func TestWhatTheFilesAreIsSaid(t *testing.T) {
	header := "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/02/2010,WBRI,A123456789012,,\n"
	_, report := read(t, 2021, "h.csv", header, "h2.csv", header, "notes.txt", "Dear colleague,\nhere is the return.\n", "empty.csv", " \n",
		"book.xlsx", "PK\x03\x04\x00\x00", "liberty.csv", "CHILD,DOB,DOLO_START,DOLO_END\nA1,01/02/2010,01/05/2020,\n", "short.csv", "CHILD,DOB,ACTIV,ACCOM\nA1,01/02/2003,F1,B1\n")
	want := map[string]int{
		"table-twice": 1, "row-twice": 1, "not-a-table": 1, "empty": 1, "not-text": 1, "table-of-another-year": 1, "column-missing": 1, "table-missing": 8,
	}
	got := map[string]int{}
	for _, p := range report.Problems {
		got[p.Rule]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
}

func TestTheYear(t *testing.T) {
	episodes := "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\nA,01/05/2020,S,C2,N1,U6,PR1,,,,AB1 2CD,AB1 2CE,1234567\n"
	made, report := read(t, 0, "e.csv", episodes)
	if made.Year != 2021 || !strings.Contains(report.YearFrom, "not given") {
		t.Errorf("%d: %s", made.Year, report.YearFrom)
	}
	made, report = read(t, 2023, "e.csv", episodes)
	if made.Year != 2023 || report.YearFrom != "The year was given." || !strings.Contains(strings.Join(about(report), ";"), "year-doubtful") {
		t.Errorf("%d: %s %q", made.Year, report.YearFrom, about(report))
	}
	if _, _, err := ssda903.Read(context.Background(), files("m.csv", missing), 0); !errors.Is(err, ssda903.ErrNoYear) {
		t.Errorf("no year: %v", err)
	}
	for _, year := range []int{2008, 2028} {
		if _, _, err := ssda903.Read(context.Background(), files("e.csv", episodes), year); err == nil {
			t.Errorf("%d was read", year)
		}
	}
	if _, report, err := ssda903.Read(context.Background(), files("x.csv", "a,b\n1,2\n"), 2020); !errors.Is(err, ssda903.ErrNothing) || len(report.Problems) != 1 {
		t.Errorf("nothing: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, _, err := ssda903.Read(stopped, files("e.csv", episodes), 2021); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestTheCodesOfEachYear(t *testing.T) {
	for _, c := range []struct {
		year   int
		table  ssda903.Table
		column ssda903.Column
		has    string
		hasNot string
	}{
		{2018, ssda903.TableEpisodes, ssda903.Rec, "E43", "E45"},
		{2019, ssda903.TableEpisodes, ssda903.Rec, "E45", "E43"},
		{2021, ssda903.TableOC3, ssda903.Activ, "F3", "F4"},
		{2022, ssda903.TableOC3, ssda903.Activ, "F4", "F3"},
		{2024, ssda903.TableHeader, ssda903.Sex, "1", "M"},
		{2025, ssda903.TableHeader, ssda903.Sex, "U", "1"},
		{2024, ssda903.TableEpisodes, ssda903.Place, "P2", "K3"},
		{2025, ssda903.TableEpisodes, ssda903.Place, "K3", "P2"},
		{2026, ssda903.TableEpisodes, ssda903.Place, "Z14", "H5"},
		{2027, ssda903.TableEpisodes, ssda903.Place, "Z11", "H5"},
	} {
		codes := strings.Join(ssda903.Codes(c.year, c.table, c.column), " ") + " "
		if !strings.Contains(codes, c.has+" ") || strings.Contains(codes, c.hasNot+" ") {
			t.Errorf("%d %s: %s", c.year, c.column, codes)
		}
	}
}

func TestWindowsLettersAreKept(t *testing.T) {
	content, err := charmap.Windows1252.NewEncoder().String("CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON\nA,01/02/2010,SW£é,01/04/2023,,MANAGE\n")
	if err != nil {
		t.Fatal(err)
	}
	made, report := read(t, 2024, "s.csv", content)
	if got := made.Rows(ssda903.TableSWEpisodes)[0].Cell(ssda903.SWID).Written; got != "SW£é" || report.Files[0].Encoding != "Windows-1252" {
		t.Errorf("%q in %s", got, report.Files[0].Encoding)
	}
}

func TestTheLimitsHold(t *testing.T) {
	limits := returns.Usual()
	limits.Bytes, limits.Rows, limits.Problems, limits.Letters = 300, 2, 2, 20
	row := "A1,x,M,05/06/2020,\n"
	made, report, err := ssda903.ReadWithin(context.Background(), files("m.csv", missing+strings.Repeat(row, 5), "large.csv", strings.Repeat("x", 301)), 2021, limits)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(made.Rows(ssda903.TableMissing)); n != 2 || len(report.Problems) != 2 || report.Unlisted["too-many-rows"] != 1 {
		t.Errorf("%d rows, %d problems, unlisted %v", n, len(report.Problems), report.Unlisted)
	}
}
