package returned_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
)

func opened(t testing.TB, paths ...string) (files []returns.File) {
	t.Helper()
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = f.Close() })
		files = append(files, returns.File{Name: filepath.Base(path), Content: f})
	}
	return files
}

func sample903(t testing.TB) *ssda903.Return {
	t.Helper()
	paths, err := filepath.Glob("../returns/ssda903/testdata/sample/*.csv")
	if err != nil || len(paths) < 12 {
		t.Fatal("the sample of the return is not all there", err)
	}
	made, _, err := ssda903.Read(context.Background(), opened(t, paths...), 0)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func sampleXML(t testing.TB) *ssda903.Return {
	t.Helper()
	made, _, err := ssda903.Read(context.Background(), opened(t, "../returns/ssda903/testdata/ssda903.xml"), 0)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func sampleCIN(t testing.TB, name string) *cin.Return {
	t.Helper()
	made, _, err := cin.Read(context.Background(), opened(t, "../returns/cin/testdata/"+name), 0)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// kept gives the story of each child of one return after its part was written down and read again.
func kept(t testing.TB, children []returned.Child, tables []string) map[string]returned.Story {
	t.Helper()
	stories := map[string]returned.Story{}
	for i := range children {
		part, err := returned.Decode(children[i].Part.Encode())
		if err != nil {
			t.Fatal(err)
		}
		load := returned.Import{ID: "one", Slot: part.Slot, Tables: tables, From: 5}
		stories[children[i].Key] = returned.Resolve([]returned.Import{load}, []returned.Held{{Import: "one", Part: part}}, 5)
	}
	return stories
}

func bySubject[T any](all []T, subject func(*T) string) map[string][]T {
	of := map[string][]T{}
	for i := range all {
		of[subject(&all[i])] = append(of[subject(&all[i])], all[i])
	}
	return of
}

func agree(t *testing.T, stories map[string]returned.Story, facts []deadline.Fact, rows []measure.Row) {
	t.Helper()
	wantFacts := bySubject(facts, func(f *deadline.Fact) string { return f.Subject })
	wantRows := bySubject(rows, func(r *measure.Row) string { return r.Subject })
	for key, story := range stories {
		once := map[[2]string]bool{} // a fact that the return tells twice is one: the last is taken
		var want []deadline.Fact
		for _, f := range slices.Backward(wantFacts[key]) {
			if id := [2]string{f.ID, f.Event}; !once[id] {
				once[id] = true
				want = append(want, f)
			}
		}
		got := story.Facts(key)
		inOrder := func(a, b deadline.Fact) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Event, b.Event)) }
		slices.SortFunc(got, inOrder)
		slices.SortFunc(want, inOrder)
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("facts of %s: %s", key, diff)
		}
		times := map[[2]string]int{} // rows that the return has twice are two, told apart by a number
		wanted := wantRows[key]
		for i := range wanted {
			id := [2]string{wanted[i].Source, wanted[i].ID}
			if times[id]++; times[id] > 1 {
				wanted[i].ID += fmt.Sprint("#", times[id])
			}
		}
		gotRows := story.Rows(key)
		rowOrder := func(a, b measure.Row) int { return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.ID, b.ID)) }
		slices.SortFunc(gotRows, rowOrder)
		slices.SortFunc(wanted, rowOrder)
		if diff := gocmp.Diff(wanted, gotRows, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("rows of %s: %s", key, diff)
		}
		delete(wantFacts, key)
		delete(wantRows, key)
	}
	if len(wantFacts)+len(wantRows) > 0 {
		t.Fatalf("%d and %d subjects are in no part", len(wantFacts), len(wantRows))
	}
}

func TestTheChildrenTogetherTellWhatTheReturnTells(t *testing.T) {
	for name, r := range map[string]*ssda903.Return{"CSV": sample903(t), "XML": sampleXML(t)} {
		t.Run(name, func(t *testing.T) {
			agree(t, kept(t, returned.From903(r), returned.Tables903(r)), intofacts.From903(r), intofacts.RowsFrom903(r))
		})
	}
	for _, name := range []string{"fake_CIN_data.xml", "CIN_Census_2026.xml"} {
		t.Run(name, func(t *testing.T) {
			r := sampleCIN(t, name)
			agree(t, kept(t, returned.FromCIN(r), returned.TablesCIN(r)), intofacts.FromCIN(r), intofacts.RowsFromCIN(r))
		})
	}
}

func TestEveryRowWithAChildIsKeptAsWritten(t *testing.T) {
	r := sample903(t)
	type place struct {
		file string
		line int
	}
	written := map[place]*ssda903.Row{}
	for _, table := range ssda903.Tables() {
		rows := r.Rows(table)
		for i := range rows {
			if rows[i].Child() != "" {
				written[place{rows[i].File, rows[i].Line}] = &rows[i]
			}
		}
	}
	for _, child := range returned.From903(r) {
		part, err := returned.Decode(child.Part.Encode())
		if err != nil {
			t.Fatal(err)
		}
		again := ssda903.Restore(part.Slot.Year, part.XML, part.Rows903)
		for _, table := range ssda903.Tables() {
			rows := again.Rows(table)
			for i := range rows {
				at := place{rows[i].File, rows[i].Line}
				was := written[at]
				if was == nil || was.Raw != rows[i].Raw {
					t.Fatalf("the row at line %d of %s is there twice, or not as it was written", at.line, at.file)
				}
				delete(written, at)
				for _, c := range table.Columns() {
					if was.Cell(c) != rows[i].Cell(c) {
						t.Fatalf("%s at line %d: %v became %v", c, at.line, was.Cell(c), rows[i].Cell(c))
					}
				}
			}
		}
	}
	if len(written) > 0 {
		t.Fatalf("%d rows are in no child's part", len(written))
	}
}

func TestADamagedPartIsRefused(t *testing.T) {
	child := returned.From903(sampleXML(t))[0]
	whole := child.Part.Encode()
	for n := range whole {
		if _, err := returned.Decode(whole[:n]); err == nil {
			t.Fatalf("the first %d bytes of %d are taken for a part", n, len(whole))
		}
	}
	if _, err := returned.Decode(append(slices.Clone(whole), 0)); err == nil {
		t.Error("a byte too many is taken")
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(returned.From903(sampleXML(f))[0].Part.Encode())
	f.Add(returned.FromCIN(sampleCIN(f, "CIN_Census_2026.xml"))[0].Part.Encode())
	f.Fuzz(func(t *testing.T, b []byte) {
		part, err := returned.Decode(b)
		if err != nil {
			return
		}
		again, err := returned.Decode(part.Encode())
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(part, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

func BenchmarkSplitAndEncode(b *testing.B) {
	r := sample903(b)
	size := 0
	for b.Loop() {
		size = 0
		children := returned.From903(r)
		for i := range children {
			size += len(children[i].Part.Encode())
		}
	}
	b.ReportMetric(float64(size), "bytes")
}

func BenchmarkDecodeAndTell(b *testing.B) {
	r := sample903(b)
	var bodies [][]byte
	for _, child := range returned.From903(r) {
		bodies = append(bodies, child.Part.Encode())
	}
	loads := []returned.Import{{ID: "one", Slot: returned.Slot{Source: returned.SSDA903, Year: r.Year}, Tables: returned.Tables903(r), From: 1}}
	for b.Loop() {
		for _, body := range bodies {
			part, err := returned.Decode(body)
			if err != nil {
				b.Fatal(err)
			}
			story := returned.Resolve(loads, []returned.Held{{Import: "one", Part: part}}, 1)
			_, _, _ = story.Facts("x"), story.Rows("x"), story.Attributes()
		}
	}
}
