package findings_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/findings"
	"throughline/ingest/returns/rules903"
	"throughline/ingest/returns/rulescin"
	"throughline/ingest/returns/ssda903"
)

type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func look903(t fataler, year int, limits returns.Limits, files ...returns.File) *findings.Looked {
	t.Helper()
	r, report, err := ssda903.ReadWithin(context.Background(), files, year, limits)
	if err != nil {
		t.Fatal(err)
	}
	return &findings.Looked{Report: report, Return903: r, Judged903: rules903.Judge(r, rules903.Known{})}
}

func lookCIN(t fataler, text string) *findings.Looked {
	t.Helper()
	r, report, err := cin.Read(context.Background(), []returns.File{file("census.xml", text)}, 2024)
	if err != nil {
		t.Fatal(err)
	}
	return &findings.Looked{Report: report, ReturnCIN: r, JudgedCIN: rulescin.Judge(r)}
}

func file(name, text string) returns.File {
	return returns.File{Name: name, Content: strings.NewReader(text)}
}

// sample gives the files of the invented return of the reader's tests.
func sample(t testing.TB, also ...returns.File) []returns.File {
	t.Helper()
	paths, err := filepath.Glob("../ssda903/testdata/sample/*.csv")
	if err != nil || len(paths) != 13 {
		t.Fatalf("%d files: %v", len(paths), err)
	}
	var files []returns.File
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, returns.File{Name: filepath.Base(path), Content: bytes.NewReader(content)})
	}
	return append(files, also...)
}

// adds holds that every row that was read is loaded or told of, in all and in each table, and that nothing the reader or a rule named is dropped.
func adds(t fataler, looked *findings.Looked, f *findings.Findings) {
	t.Helper()
	left, rows := 0, 0
	for _, why := range f.Left {
		left += why.Rows
		if !strings.HasSuffix(why.Why, ".") {
			t.Fatalf("%d rows are not loaded, and no reason is given", why.Rows)
		}
	}
	for _, read := range looked.Report.Files {
		rows += read.Rows
	}
	if f.Read != rows || f.Read != f.Loaded+left {
		t.Fatalf("%d rows are in the files, %d were read, %d loaded and %d not", rows, f.Read, f.Loaded, left)
	}
	tables := findings.Tally{}
	for _, each := range f.Tables {
		if each.Read != each.Loaded+each.NotLoaded {
			t.Fatalf("%+v", each)
		}
		tables.Read, tables.Loaded, tables.NotLoaded = tables.Read+each.Read, tables.Loaded+each.Loaded, tables.NotLoaded+each.NotLoaded
	}
	if tables.Read != f.Read || tables.Loaded != f.Loaded || tables.NotLoaded != left {
		t.Fatalf("the tables have %+v; %d rows were read and %d loaded", tables, f.Read, f.Loaded)
	}
	// Each problem, and each row that a rule names, is listed or counted among the unlisted.
	want, got := map[string]int{}, map[string]int{}
	for i := range looked.Report.Problems {
		want[looked.Report.Problems[i].Rule]++
	}
	for rule, more := range looked.Report.Unlisted {
		want[rule] += more
	}
	for _, found := range looked.Judged903.Found {
		want[found.Rule.Code] += len(found.Rows) + len(found.Last)
	}
	for _, found := range looked.JudgedCIN.Found {
		want[found.Rule.Code] += len(found.Rows)
		if found.Whole {
			want[found.Rule.Code]++
		}
	}
	nobody := 0
	for _, c := range f.Counts() {
		got[c.Rule] += c.Rows
		if c.Grade == findings.NotLoaded {
			nobody += c.Rows
		}
	}
	for _, more := range f.Unlisted {
		got[more.Rule] += more.More
	}
	delete(got, "row-of-no-child")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("by rule (-named +listed):\n%s", diff)
	}
	if len(f.Unlisted) == 0 {
		for _, why := range f.Left {
			if why.Why == "The row names no child." && why.Rows != nobody {
				t.Fatalf("%d rows name no child, and %d are listed", why.Rows, nobody)
			}
		}
	}
	if !slices.IsSortedFunc(f.Rows, func(a, b findings.Row) int {
		return cmpOr(strings.Compare(a.File, b.File), a.Line-b.Line)
	}) {
		t.Fatal("the rows are not in the order of files and lines")
	}
}

func cmpOr(a, b int) int {
	if a != 0 {
		return a
	}
	return b
}

const headings = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"

func TestEveryRowOfTheSampleIsAccountedFor(t *testing.T) {
	broken := headings + ",1,01/02/2010,WBRI,,,\nBAD1,9,Never,WBRI,,,\n,1\n\n"
	for _, limits := range []returns.Limits{returns.Usual(), func() returns.Limits { l := returns.Usual(); l.Problems = 7; return l }()} {
		looked := look903(t, 0, limits, sample(t, file("broken.csv", broken), file("notes.csv", "a,b\n1,2\n"))...)
		f := findings.Of(looked)
		adds(t, looked, f)
		if f.Read != 25978 || f.Read-f.Loaded != 2 || len(f.NotJudged) == 0 || f.Year != 2018 || f.YearFrom == "" {
			t.Errorf("%d rows read, %d loaded, %d rules not judged, %d: %s", f.Read, f.Loaded, len(f.NotJudged), f.Year, f.YearFrom)
		}
	}
	looked := look903(t, 0, returns.Usual(), sample(t)...)
	looked.Most = 50
	f := findings.Of(looked)
	adds(t, looked, f)
	if len(f.Rows) != 50 || len(f.Unlisted) == 0 {
		t.Errorf("%d rows are listed", len(f.Rows))
	}
}

func TestEveryRowOfABrokenReturnIsAccountedFor(t *testing.T) {
	cell := rapid.SampledFrom([]string{"A1", "B2", "", " ", "01/02/2020", "31/02/2020", "S", "zz", `"`, "5.67E+05", "NULL", "a,b", "=1+1"})
	rapid.Check(t, func(t *rapid.T) {
		text := "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			text += strings.Join(rapid.SliceOfN(cell, 1, 14).Draw(t, "row"), ",") + "\n"
		}
		limits := returns.Usual()
		limits.Problems = rapid.SampledFrom([]int{0, 3, 1000}).Draw(t, "listed")
		looked := look903(t, 2024, limits, file("e.csv", text), file("h.csv", headings+"A1,9,Never,WBRI,,,\n"))
		adds(t, looked, findings.Of(looked))
	})
}

func TestEveryRowOfABrokenTreeIsAccountedFor(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"<ChildIdentifiers><LAchildID>A1</LAchildID></ChildIdentifiers>", "<ChildIdentifiers></ChildIdentifiers>", "<CINdetails><CINreferralDate>soon</CINreferralDate></CINdetails>",
		"<CINdetails><Assessments>", "</CINdetails>", "</Child>\n<Child>", "<Wrong>x</Wrong>", "&", "text", "<Section47/>", "<Header><Year>2024</Year></Header>",
	})
	rapid.Check(t, func(t *rapid.T) {
		looked := lookCIN(t, "<Message><Children><Child>"+strings.Join(rapid.SliceOfN(piece, 0, 10).Draw(t, "pieces"), "")+"</Child></Children></Message>")
		adds(t, looked, findings.Of(looked))
	})
	piece = rapid.SampledFrom([]string{
		"<HEADER><CHILDID>A1</CHILDID><SEX>9</SEX></HEADER>", "<HEADER><SEX>1</SEX><DUC>soon</DUC><IN_TOUCH>YES</IN_TOUCH></HEADER>", "<EPISODE><DECOM>31/02/2020</DECOM></EPISODE>",
		"<EPISODE>", "</CHILD>\n<CHILD>", "<WRONG>x</WRONG>", "&", "text",
	})
	rapid.Check(t, func(t *rapid.T) {
		looked := look903(t, 2024, returns.Usual(), file("r.xml", "<EXPSSDA903><CHILD>"+strings.Join(rapid.SliceOfN(piece, 0, 10).Draw(t, "pieces"), "")+"</CHILD></EXPSSDA903>"))
		adds(t, looked, findings.Of(looked))
	})
}

// A row that names no child is told of once, as a row that is not loaded.
func TestARowOfNobodyIsToldOfOnce(t *testing.T) {
	looked := look903(t, 2024, returns.Usual(), file("h.csv", headings+",1,01/02/2010,WBRI,UN3,,\n"), file("e.csv", "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"))
	f := findings.Of(looked)
	var of []string
	for i := range f.Rows {
		if r := &f.Rows[i]; r.Is("child-missing") || r.Is("row-of-no-child") {
			of = append(of, r.Rule+" "+findings.Words(r.Grade))
		}
	}
	if diff := cmp.Diff([]string{"child-missing Row not loaded"}, of); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// What a rule names in the return of the year before is listed, and said to be of that return.
func TestRowsOfTheYearBeforeAreListed(t *testing.T) {
	looked := look903(t, 2018, returns.Usual(), sample(t)...)
	before := look903(t, 2018, returns.Usual(), sample(t)...)
	looked.Judged903.Found = append(looked.Judged903.Found, rules903.Found{Rule: rules903.Rules()[0], Last: []*ssda903.Row{&before.Return903.Rows(ssda903.TableEpisodes)[0]}})
	f := findings.Of(looked)
	adds(t, looked, f)
	got := 0
	for i := range f.Rows {
		if r := &f.Rows[i]; r.File == "episodes.csv (return of the year before)" && r.Line == 2 && r.Rule == rules903.Rules()[0].Code {
			got++
		}
	}
	if got != 1 {
		t.Errorf("%d rows of the year before are listed", got)
	}
}

// Where reader and rule name the same cell it is one row: the rule's sentence, the reader's advice, and both names.
func TestACellIsNamedOnce(t *testing.T) {
	looked := look903(t, 2024, returns.Usual(), file("h.csv", headings+"A1,9,01/02/2010,WBRI,UN3,,\n"), file("e.csv", "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"))
	f := findings.Of(looked)
	adds(t, looked, f)
	var of []findings.Row
	for i := range f.Rows {
		if r := &f.Rows[i]; r.File == "h.csv" && slices.Equal(r.Columns, []string{"SEX"}) {
			of = append(of, *r)
		}
	}
	want := []findings.Row{{
		File: "h.csv", Line: 2, Table: "Header", Columns: []string{"SEX"}, Value: "9", Rule: "code", Grade: returns.Unread, Also: "101", AlsoIs: returns.Judged, Child: "A1",
		Sentence: "The child or young person’s reported sex is not valid.", Mend: "Use one of: 1, 2.",
	}}
	if diff := cmp.Diff(want, of); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// No word is run by a spreadsheet, and LibreOffice shows every cell as it is written.
func TestLibreOfficeOpensTheReport(t *testing.T) {
	rows := headings + "=1+1,9,Never,@x,+44,-1,31/02/2010\n001,\"=cmd|'/c calc'!A1\",3/4/2010,TRUE,100%,_x000D_,<b>\n"
	f := findings.Of(look903(t, 0, returns.Usual(), sample(t, file("hard.csv", rows))...))
	var book, text bytes.Buffer
	if err := f.WriteWorkbook(&book, findings.About{Title: "Problems of the return", Creator: "Westmoor Council", Lines: []string{"Sent on 1 June 2018"}}); err != nil {
		t.Fatal(err)
	}
	if err := f.WriteCSV(&text); err != nil {
		t.Fatal(err)
	}
	written, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range written {
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Fatalf("the text table has the cell %q", cell)
			}
		}
	}
	folder := t.TempDir()
	path := filepath.Join(folder, "problems.xlsx")
	if err := os.WriteFile(path, book.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "soffice", "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", "--convert-to",
		"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "--outdir", folder, path)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
	sheets := map[string][][]string{}
	for _, name := range []string{"Problems", "Summary"} {
		content, err := os.ReadFile(filepath.Join(folder, "problems-"+name+".csv"))
		if err != nil {
			t.Fatal(err)
		}
		if sheets[name], err = csv.NewReader(bytes.NewReader(content)).ReadAll(); err != nil {
			t.Fatal(err)
		}
	}
	shown := sheets["Problems"]
	if len(shown) != len(f.Rows)+1 {
		t.Fatalf("LibreOffice shows %d rows of %d", len(shown)-1, len(f.Rows))
	}
	for i := range f.Rows {
		if diff := cmp.Diff(f.Rows[i].Cells(), shown[i+1]); diff != "" {
			t.Fatalf("row %d (-written +shown):\n%s", i+2, diff)
		}
	}
	summary := sheets["Summary"]
	for _, want := range [][]string{{"Rows read", "", "25977"}, {"Year", "the March that it ends in", "2018"}, {"hard.csv", "Header", "2"}} {
		if !slices.ContainsFunc(summary, func(row []string) bool { return slices.Equal(row[:3], want) }) {
			t.Errorf("the summary does not say %v:\n%v", want, summary[:20])
		}
	}
}
