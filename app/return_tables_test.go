package app_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/ingest/local"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/practice/england"
)

func annexA(t *testing.T) []returns.File {
	t.Helper()
	content, err := os.ReadFile("../ingest/returns/annexa/testdata/Annex_A_2024_Jan.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	return []returns.File{{Name: "Annex_A_2024_Jan.xlsx", Content: bytes.NewReader(content)}}
}

func TestAnnexAIsLoadedAndTakenBackWhole(t *testing.T) {
	s, caller := office(t)
	in := app.ReturnFiles{Source: returned.AnnexA, Files: annexA(t), Day: calendar.Must(2024, 1, 31)}
	look, err := s.ImportReturn(t.Context(), caller, in)
	if err != nil {
		t.Fatal(err)
	}
	if look.Import.Children == 0 || look.Import.Of != "2024-01-31" || look.Import.Year != 2024 || look.Import.New != look.Import.Children {
		t.Errorf("%+v", look.Import)
	}
	in.Files = annexA(t)
	again, err := s.ImportReturn(t.Context(), caller, in)
	if err != nil || again.Same == nil {
		t.Fatalf("loading it again changes nothing: %v, %+v", err, again.Import)
	}
	in.Files, in.Day = annexA(t), calendar.Must(2024, 2, 1)
	later, err := s.LookAtReturn(t.Context(), caller, in)
	if err != nil || later.Import.New != 0 || len(later.Replaces) > 0 {
		t.Errorf("the same children a day later: %v, %d are new, and it takes the place of %d", err, later.Import.New, len(later.Replaces))
	}
	if _, err := s.UndoImport(t.Context(), caller, look.Import.ID, "The wrong day.", nil); err != nil {
		t.Fatal(err)
	}
	in.Day = calendar.Must(2190, 1, 1)
	in.Files = annexA(t)
	if _, err := s.LookAtReturn(t.Context(), caller, in); err == nil || !strings.Contains(err.Error(), "still to come") {
		t.Errorf("a day to come is refused: %v", err)
	}
}

// files gives a file of a kind with its example, as its template has it.
func exampleOf(t *testing.T, kind string) []returns.File {
	t.Helper()
	pack, err := england.Pack()
	if err != nil {
		t.Fatal(err)
	}
	layout, ok := local.Of(pack, kind)
	if !ok {
		t.Fatal("no such kind: " + kind)
	}
	quote := func(cells []string) string {
		for i := range cells {
			cells[i] = `"` + strings.ReplaceAll(cells[i], `"`, `""`) + `"`
		}
		return strings.Join(cells, ",") + "\n"
	}
	row := layout.Example()
	row[slices.Index(layout.Names(), "child_id")] = "A77" // the example itself is never loaded
	return []returns.File{{Name: kind + ".csv", Content: strings.NewReader(quote(layout.Names()) + quote(row))}}
}

func TestAFileThatNoReturnCarriesIsLoadedForItsAgencyAlone(t *testing.T) {
	s, caller := office(t)
	of := app.LocalFile{Kind: "dental_check", Agency: "trust", From: calendar.Must(2018, 1, 1), Until: calendar.Must(2018, 3, 31)}
	look, err := s.SendLocalFile(t.Context(), caller, of, exampleOf(t, of.Kind), false)
	if err != nil {
		t.Fatal(err)
	}
	if look.Import.Of != "dental_check/trust/2018-01-01..2018-03-31" || look.Import.Children != 1 {
		t.Errorf("%+v", look.Import)
	}
	nurse := access.Caller{Authority: caller.Authority, Account: "nurse", Membership: "nurse", Agency: "elsewhere", Roles: []access.Role{access.HealthProfessional}}
	if _, err := s.SendLocalFile(t.Context(), nurse, of, exampleOf(t, of.Kind), true); err == nil {
		t.Error("somebody sends a file for an agency that is not theirs")
	}
	of.Agency = "elsewhere"
	if _, err := s.SendLocalFile(t.Context(), nurse, of, exampleOf(t, of.Kind), true); err == nil {
		t.Error("an agency sends what it is not asked for")
	}
	sent, err := s.LocalFilesOf(t.Context(), nurse)
	if err != nil || slices.ContainsFunc(sent, func(l app.LocalReturn) bool { return l.Received != nil }) {
		t.Errorf("%v: an agency sees what another sent: %+v", err, sent)
	}
	nobody := access.Caller{Authority: caller.Authority, Account: "b", Roles: []access.Role{access.BoardMember}}
	if _, err := s.LocalFilesOf(t.Context(), nobody); err == nil {
		t.Error("a member of the Board is shown files")
	}
}
