package returned_test

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
)

// accounted holds that every row that was read is a child's, or is one that names no child and is told of.
func accounted(t *rapid.T, report *returns.Report, ofChildren, ofNobody int) {
	t.Helper()
	rows, unread, told := 0, 0, false
	for _, f := range report.Files {
		rows += f.Rows
	}
	for _, p := range report.Problems {
		if p.Grade == returns.Unread || p.Grade == returns.Refused {
			unread++
		}
		told = told || p.Rule == "child-missing"
	}
	if rows != ofChildren+ofNobody {
		t.Fatalf("%d rows were read; %d are of children and %d of nobody", rows, ofChildren, ofNobody)
	}
	if unread != report.Unreadable {
		t.Fatalf("%d things could not be read, and %d are counted", unread, report.Unreadable)
	}
	if ofNobody > 0 && !told {
		t.Fatalf("%d rows name no child, and the report is silent", ofNobody)
	}
}

func TestEveryRowOfABrokenReturnIsAccountedFor(t *testing.T) {
	cell := rapid.SampledFrom([]string{"A1", "B2", "", " ", "01/02/2020", "31/02/2020", "S", "zz", `"`, "5.67E+05", "NULL", "a,b"})
	rapid.Check(t, func(t *rapid.T) {
		text := "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
		for range rapid.IntRange(0, 12).Draw(t, "rows") {
			text += strings.Join(rapid.SliceOfN(cell, 1, 14).Draw(t, "row"), ",") + "\n"
		}
		r, report, err := ssda903.Read(context.Background(), []returns.File{{Name: "e.csv", Content: strings.NewReader(text)}}, 2024)
		if err != nil {
			t.Fatal(err)
		}
		mine, nobody := 0, 0
		for _, child := range returned.From903(r) {
			mine += len(child.Part.Rows903)
		}
		for i := range r.Rows(ssda903.TableEpisodes) {
			if r.Rows(ssda903.TableEpisodes)[i].Child() == "" {
				nobody++
			}
		}
		accounted(t, report, mine, nobody)
	})
}

func TestEveryRowOfABrokenCensusIsAccountedFor(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"<ChildIdentifiers><LAchildID>A1</LAchildID></ChildIdentifiers>", "<ChildIdentifiers></ChildIdentifiers>", "<CINdetails><CINreferralDate>soon</CINreferralDate></CINdetails>",
		"<CINdetails><Assessments>", "</CINdetails>", "</Child><Child>", "<Wrong>x</Wrong>", "&", "text", "<Section47/>",
	})
	rapid.Check(t, func(t *rapid.T) {
		text := "<Message><Children><Child>" + strings.Join(rapid.SliceOfN(piece, 0, 10).Draw(t, "pieces"), "") + "</Child></Children></Message>"
		r, report, err := cin.Read(context.Background(), []returns.File{{Name: "c.xml", Content: strings.NewReader(text)}}, 2024)
		if err != nil {
			t.Fatal(err)
		}
		mine, nobody := 0, 0
		for _, child := range returned.FromCIN(r) {
			mine += len(child.Part.RowsCIN)
		}
		for _, table := range cin.Tables() {
			for i := range r.Rows(table) {
				if r.Rows(table)[i].Child == "" {
					nobody++
				}
			}
		}
		accounted(t, report, mine, nobody)
	})
}

// What is kept names a table and the columns of its cells by their place: new ones may be added at the end alone.
func TestTheOrderOfTablesAndColumnsStays(t *testing.T) {
	var b strings.Builder
	for _, table := range ssda903.Tables() {
		b.WriteString(table.String())
		for _, c := range table.Columns() {
			b.WriteString(" " + c.String())
		}
		b.WriteString("\n")
	}
	for _, table := range cin.Tables() {
		b.WriteString(table.String())
		for _, c := range table.Columns() {
			b.WriteString(" " + c.String())
		}
		b.WriteString("\n")
	}
	if b.String() != placesKept {
		t.Errorf("children's parts that were kept would be read wrongly: the places are now\n%s", b.String())
	}
}
