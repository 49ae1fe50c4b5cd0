package web

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"throughline/app"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/store"
)

// returnsDay is a day after the year of the sample.
const returnsDay = "2018-06-01"

// returnsChildren is how many children of the sample the tests load: enough for two pages of rows.
const returnsChildren = 100

// sampleOf cuts the invented children looked after return to its first so many children.
func sampleOf(children int) (map[string][]byte, error) {
	paths, err := filepath.Glob("../ingest/returns/ssda903/testdata/sample/*.csv")
	if err != nil || len(paths) < 10 {
		return nil, errors.Join(errors.New("the sample return is not where it was"), err)
	}
	first := map[string]bool{}
	read := map[string][][]string{}
	for _, path := range append([]string{"../ingest/returns/ssda903/testdata/sample/oc2.csv"}, paths...) {
		content, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		rows, err := csv.NewReader(bytes.NewReader(content)).ReadAll()
		if err != nil {
			return nil, err
		}
		name := filepath.Base(path)
		if read[name] == nil && len(read) == 0 {
			for _, row := range rows[1:min(len(rows), children+1)] {
				first[row[slices.Index(rows[0], "CHILD")]] = true
			}
		}
		read[name] = rows
	}
	files := map[string][]byte{}
	for name, rows := range read {
		at := slices.IndexFunc(rows[0], func(head string) bool {
			return strings.EqualFold(strings.Trim(head, "\uFEFF "), "child") || strings.EqualFold(head, "child_id")
		})
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		for i, row := range rows {
			if i == 0 || at < 0 || first[row[at]] {
				if err := w.Write(row); err != nil {
					return nil, err
				}
			}
		}
		w.Flush()
		files[name] = out.Bytes()
	}
	return files, nil
}

var builtReturns = sync.OnceValues(func() (builtCouncil, error) { return buildReturnsCouncil(context.Background()) })

// buildReturnsCouncil loads a part of the sample return into the council with casework.
func buildReturnsCouncil(ctx context.Context) (b builtCouncil, err error) {
	base, err := builtCase()
	if err != nil {
		return b, err
	}
	if b.folder, err = os.MkdirTemp("", "returns-*"); err != nil {
		return b, err
	}
	path := filepath.Join(b.folder, "council.db")
	content, err := os.ReadFile(filepath.Join(base.folder, "council.db"))
	if err != nil {
		return b, err
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return b, err
	}
	clock := &testClock{}
	clock.goTo(returnsDay)
	db, err := store.Open(ctx, "sqlite:"+path, store.Options{Clock: clock.Now})
	if err != nil {
		return b, err
	}
	b.authority, b.id = base.authority, maps.Clone(base.id)
	service := app.New(db, nil, clock.Now)
	sample, err := sampleOf(returnsChildren)
	if err != nil {
		return b, err
	}
	caller, err := callerOf(ctx, service, b.authority, b.id["account of analyst"])
	if err != nil {
		return b, err
	}
	in := app.ReturnFiles{Source: returned.SSDA903}
	for _, name := range slices.Sorted(maps.Keys(sample)) {
		in.Files = append(in.Files, returns.File{Name: name, Content: bytes.NewReader(sample[name])})
	}
	look, err := service.ImportReturn(ctx, caller, in)
	if err != nil {
		return b, err
	}
	b.id["return"] = look.Import.ID
	return b, db.Close()
}

// newReturnsCouncil serves a copy of the council with casework in which the data analyst loaded a hundred children of the sample return. Besides what
// newCaseCouncil has:
//
//	return: the load
func newReturnsCouncil(t *testing.T) *testCouncil {
	t.Helper()
	base, err := builtReturns()
	if err != nil {
		t.Fatal(err)
	}
	c := serveCouncil(t, base, Options{})
	c.clock.goTo(returnsDay)
	return c
}

// uploadAll sends a form with several files, its fields first, as a browser does.
func (b *browser) uploadAll(path string, fields url.Values, files map[string][]byte) *shown {
	b.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for field, values := range fields {
		for _, value := range values {
			if err := form.WriteField(field, value); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		part, err := form.CreateFormFile(fileField, name)
		if err == nil {
			_, err = part.Write(files[name])
		}
		if err != nil {
			b.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		b.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.at+path, io.NopCloser(&body))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	return b.send(request)
}

func TestAnAnalystLoadsAReturn(t *testing.T) {
	c := newCaseCouncil(t)
	c.clock.goTo(returnsDay)
	analyst := c.as("analyst")
	analyst.get("/returns").want(http.StatusOK).says("No return has been loaded yet", "Begin with the last children looked after return", "Load a return")
	form := analyst.get("/returns/new").want(http.StatusOK).form("/returns/new")

	// Nothing chosen is said beside the field.
	if fault := analyst.uploadAll("/returns/new", form, nil).want(http.StatusUnprocessableEntity).fault(fileField); fault != "Choose the files of the return." {
		t.Errorf("no file: %q", fault)
	}
	sample, err := sampleOf(returnsChildren)
	if err != nil {
		t.Fatal(err)
	}
	sample["header.csv"] = bytes.Replace(sample["header.csv"], []byte("\n"), []byte("\nBAD1,9,Never,WBRI,,,\n"), 1)
	look := analyst.uploadAll("/returns/new", form, sample).want(http.StatusOK)
	at := strings.SplitN(look.path, "?", 2)[0]
	look.says("Before it is loaded", "files have been received. Nothing has been loaded yet.", "101 new", "header.csv", "Header", "How to mend it")
	if !look.button("Load the return") {
		t.Error("it can't be loaded")
	}

	// Of another's files nothing is said, and nobody but the sender reaches them.
	c.staffed("second", "Sam Second", "data_analyst")
	c.as("second").get(at).want(http.StatusNotFound).hides("header.csv")

	// The problems are found by rule, and by words that stand in no address.
	never := analyst.post(at, url.Values{"words": {"BAD1"}}).want(http.StatusOK)
	never.says("Looking for “BAD1”", "Never")
	if strings.Contains(never.path, "BAD1") {
		t.Errorf("a child's id stands in %s", never.path)
	}
	for _, ending := range []string{".xlsx", ".csv"} {
		got := analyst.get(at + "/report" + ending).want(http.StatusOK)
		if !strings.Contains(got.header.Get("Content-Disposition"), "problems-of-the-return"+ending) || ending == ".csv" && !strings.Contains(string(got.body), "BAD1") {
			t.Errorf("the report as %s: %v", ending, got.header)
		}
	}
	loaded := analyst.post(at+"/load", url.Values{}).want(http.StatusOK)
	loaded.says("The return has been loaded: 101 children", "Counts", "101 (101 new)", "Anna Analyst", "Each problem, and how to mend it")
	kept := analyst.get(loaded.link("Each problem, and how to mend it")).want(http.StatusOK)
	kept.says("The files have been erased", "BAD1")
	analyst.post(at+"/load", url.Values{}).want(http.StatusOK).says("Counts") // pressed twice, it is loaded once
	analyst.get("/returns").says("Children looked after return (SSDA903)", "101 (101 new)")

	// The same again changes nothing.
	again := analyst.uploadAll("/returns/new", form, sample).want(http.StatusOK)
	again.says("Loading it again would change nothing")
	if again.button("Load the return") {
		t.Error("what is loaded can be loaded again")
	}
	away := analyst.post(strings.SplitN(again.path, "?", 2)[0]+"/give-up", url.Values{}).want(http.StatusOK)
	away.says("The files have been erased")

	// Undone whole, with a reason.
	undo := loaded.link("Undo this load")
	if fault := analyst.post(undo, url.Values{}).want(http.StatusUnprocessableEntity).fault("reason"); fault != "Say why it is undone." {
		t.Errorf("no reason: %q", fault)
	}
	analyst.post(undo, url.Values{"reason": {"It was a draft."}}).want(http.StatusOK).says("The load has been undone", "It was a draft.", "Undone")
	analyst.get("/measures").want(http.StatusOK).says("None to count")
}

// Nothing is loaded where it was chosen to refuse a return with a row that can't be read, and why is said.
func TestAReturnIsRefusedAsChosen(t *testing.T) {
	c := newCaseCouncil(t)
	c.clock.goTo(returnsDay)
	analyst := c.as("analyst")
	form := analyst.get("/returns/new").want(http.StatusOK).form("/returns/new")
	form.Set("unread", refuseWhole)
	sample, err := sampleOf(3)
	if err != nil {
		t.Fatal(err)
	}
	sample["header.csv"] = bytes.Replace(sample["header.csv"], []byte("\n"), []byte("\nBAD1,9,Never,WBRI,,,\n"), 1)
	look := analyst.uploadAll("/returns/new", form, sample).want(http.StatusOK)
	look.says("It can’t be loaded as it is", "as you chose")
	if look.button("Load the return") {
		t.Error("it can be loaded")
	}
	analyst.get("/returns").says("No return has been loaded yet", "Sent by you, and not loaded yet")

	// A file that is no part of a return, and one of a year to come.
	form.Set("unread", loadGood)
	analyst.uploadAll("/returns/new", form, map[string][]byte{"notes.csv": []byte("a,b\n1,2\n")}).want(http.StatusOK).says("None of these files is a part of the children looked after return")
	form.Set("year", "2026")
	analyst.uploadAll("/returns/new", form, sample).want(http.StatusOK).says("which is still to come")
	form.Set("year", "12")
	if fault := analyst.uploadAll("/returns/new", form, sample).want(http.StatusUnprocessableEntity).fault("year"); !strings.HasPrefix(fault, "Enter a year from") {
		t.Errorf("a wrong year: %q", fault)
	}

	// What was sent is erased after a day.
	c.clock.goTo("2018-06-03")
	c.as("analyst").get(strings.SplitN(look.path, "?", 2)[0]).want(http.StatusNotFound)
}

// The Annex A workbook is looked at first, loaded and named like a return; it
// tells of a day, so a year is refused, and a day for a return of a year.
func TestAnAnalystLoadsTheAnnexAWorkbook(t *testing.T) {
	c := newCaseCouncil(t)
	c.clock.goTo("2024-02-01")
	workbook, err := os.ReadFile("../ingest/returns/annexa/testdata/Annex_A_2024_Jan.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"Annex_A_2024_Jan.xlsx": workbook}
	analyst := c.as("analyst")
	form := analyst.get("/returns/new").want(http.StatusOK).form("/returns/new")
	form.Set("day-day", "31")
	form.Set("day-month", "1")
	form.Set("day-year", "2024")
	if fault := analyst.uploadAll("/returns/new", form, files).want(http.StatusUnprocessableEntity).fault("day"); fault != "This return tells of a year. Leave the day blank." {
		t.Errorf("a day for the return of a year: %q", fault)
	}
	form.Set("source", string(returned.AnnexA))
	form.Set("year", "2024")
	if fault := analyst.uploadAll("/returns/new", form, files).want(http.StatusUnprocessableEntity).fault("year"); fault != "This file tells of a day. Leave the year blank." {
		t.Errorf("a year for the workbook: %q", fault)
	}
	form.Set("year", "")
	look := analyst.uploadAll("/returns/new", form, files).want(http.StatusOK)
	look.says("Before it is loaded", "Annex A", "31 January 2024", "Annex_A_2024_Jan.xlsx")
	at := strings.SplitN(look.path, "?", 2)[0]
	loaded := analyst.post(at+"/load", look.form(at+"/load")).want(http.StatusOK)
	for end := time.Now().Add(time.Minute); strings.Contains(loaded.text(), "Loading") && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond)
		loaded = analyst.get(at + "/load").want(http.StatusOK)
	}
	analyst.get("/returns").want(http.StatusOK).says("Annex A", "Anna Analyst")
	c.as("board").get("/returns/new").want(http.StatusForbidden)

	form.Set("source", string(returned.Local))
	if fault := analyst.uploadAll("/returns/new", form, files).want(http.StatusUnprocessableEntity).fault("source"); fault != "Choose which return it is." {
		t.Errorf("a file that no return carries: %q", fault)
	}
}

// Only a later load of the same return stands in the place of an earlier: not the
// extract of another day, nor another agency's file of the same kind.
func TestAnExtractOfAnotherDayReplacesNothing(t *testing.T) {
	january := app.ReturnImport{Seq: 1, Source: returned.AnnexA, Year: 2024, Of: "2024-01-31", Tables: []string{"list_1"}}
	for of, replaced := range map[string]bool{"2024-01-31": true, "2024-02-29": false} {
		later := app.ReturnImport{Seq: 2, Source: returned.AnnexA, Year: 2024, Of: of, Tables: []string{"list_1", "list_2"}}
		if got := replacedWhole(&january, []app.ReturnImport{january, later}) != nil; got != replaced {
			t.Errorf("by the extract of %s it is replaced: %t", of, got)
		}
	}
}
