package bench

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/invent"
	"throughline/plan"
	"throughline/store"
)

func filesIn(b *testing.B, folder string) (files []returns.File) {
	b.Helper()
	paths, err := filepath.Glob(filepath.Join(folder, "*.csv"))
	if err != nil || len(paths) == 0 {
		b.Fatalf("%d files in %s: %v", len(paths), folder, err)
	}
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, returns.File{Name: filepath.Base(path), Content: bytes.NewReader(content)})
	}
	return files
}

// newOffice is a council with nothing in it, in an SQLite file.
func newOffice(b *testing.B) (*app.Service, access.Caller, func()) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "office.db")
	if _, _, err := store.Migrate(b.Context(), path, nil); err != nil {
		b.Fatal(err)
	}
	db, err := store.Open(b.Context(), path, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if _, err := db.CreateAuthority(b.Context(), app.Operator(""), "testshire", "Testshire"); err != nil {
		b.Fatal(err)
	}
	return app.New(db, nil, time.Now), app.Operator("testshire"), func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	}
}

// BenchmarkAReturnFromAColdStart loads the sample return of 2,675 children and some 26,000 rows into an empty SQLite file, with all its deadlines
// and the rules of the return, and works out every measure. Beside it stands reading the cells of the same files.
func BenchmarkAReturnFromAColdStart(b *testing.B) {
	const sample = "../ingest/returns/ssda903/testdata/sample"
	var cells, load, measures time.Duration
	for b.Loop() {
		b.StopTimer()
		s, caller, closing := newOffice(b)
		runtime.GC()
		files := filesIn(b, sample)
		begun := time.Now()
		for _, f := range filesIn(b, sample) {
			r := csv.NewReader(f.Content)
			r.FieldsPerRecord, r.LazyQuotes = -1, true
			for {
				if _, err := r.Read(); err == io.EOF { //nolint:errorlint // the reader gives it as it is
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
		cells += time.Since(begun)
		b.StartTimer()
		begun = time.Now()
		look, err := s.ImportReturn(b.Context(), caller, app.ReturnFiles{Source: returned.SSDA903, Files: files})
		if err != nil || look.Import.Children < 2675 {
			b.Fatalf("%v %+v", err, look)
		}
		load += time.Since(begun)
		begun = time.Now()
		all, err := s.Measures(b.Context(), caller, app.When{AsAt: calendar.Must(2018, 3, 31)}, 1)
		if err != nil || len(all) < 17 {
			b.Fatalf("%d measures: %v", len(all), err)
		}
		measures += time.Since(begun)
		b.StopTimer()
		closing()
		b.StartTimer()
	}
	n := time.Duration(b.N)
	b.ReportMetric(float64((cells/n).Microseconds())/1000, "ms-cells-alone")
	b.ReportMetric(float64((load/n).Microseconds())/1000, "ms-load")
	b.ReportMetric(float64((measures/n).Microseconds())/1000, "ms-measures")
	b.ReportMetric(float64(load+measures)/float64(cells), "times-cells-alone")
}

// BenchmarkFiveYearsOfACouncil loads five years of returns of 8,300 children and of 83,000, works out every measure for 60 months, and records a
// review about one child. Ten times the children may take at most eleven times as long; one record may take 5 ms until the figures have it.
func BenchmarkFiveYearsOfACouncil(b *testing.B) {
	took := map[int]time.Duration{}
	for _, children := range sizes() {
		b.Run(fmt.Sprint(children), func(b *testing.B) {
			council := invent.Council{Seed: 1, Children: children, First: 2020, Last: 2024}
			folder := b.TempDir()
			for year := council.First; year <= council.Last; year++ {
				if err := council.Folder903(filepath.Join(folder, fmt.Sprint(year)), year); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			for b.Loop() {
				s, caller, closing := newOffice(b)
				begun := time.Now()
				for year := council.First; year <= council.Last; year++ {
					if _, err := s.ImportReturn(b.Context(), caller, app.ReturnFiles{Source: returned.SSDA903, Year: year, Files: filesIn(b, filepath.Join(folder, fmt.Sprint(year)))}); err != nil {
						b.Fatal(err)
					}
				}
				if _, err := s.Measures(b.Context(), caller, app.When{AsAt: calendar.Must(2024, 3, 31)}, 1); err != nil {
					b.Fatal(err)
				}
				took[children] = time.Since(begun)
				begun = time.Now()
				if _, err := s.Measures(b.Context(), caller, app.When{AsAt: calendar.Must(2024, 3, 31)}, 60); err != nil {
					b.Fatal(err)
				}
				sixty := time.Since(begun)
				record := recordOne(b, s, s.Today())
				b.ReportMetric(took[children].Seconds(), "s-all")
				b.ReportMetric(float64(sixty.Microseconds())/1000, "ms-60-months")
				b.ReportMetric(float64(record.Microseconds())/1000, "ms-one-record")
				closing()
			}
		})
	}
	if few, many := took[8_300], took[83_000]; few > 0 && many > 11*few {
		b.Errorf("ten times the children take %.1f times as long", float64(many)/float64(few))
	}
}

// recordOne records that a child came into care, asks for the latest figures, and gives how long the two took, at the middle of eleven times.
func recordOne(b *testing.B, s *app.Service, at calendar.Date) time.Duration {
	b.Helper()
	ctx, operator := b.Context(), app.Operator("testshire")
	for _, ch := range []plan.Change{
		plan.AddAgency{ID: "council", AgencyName: "Testshire", Kind: plan.CouncilKind},
		plan.AddMember{ID: "manager", Account: "account-manager", Person: "Manager", Agency: "council", Roles: []access.Role{access.TeamManager}},
		plan.AddTeam{ID: "team", Agency: "council", TeamName: "Looked-after children"},
		plan.PlaceInTeam{Team: "team", Membership: "manager", From: s.Today()},
	} {
		if _, err := s.Do(ctx, operator, ch); err != nil {
			b.Fatal(ch.Name(), err)
		}
	}
	manager, err := s.CallerAs(ctx, "testshire", "account-manager")
	if err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	for i := range 11 {
		child := fmt.Sprint("child-", i)
		for _, ch := range []casework.Change{
			casework.AddPerson{ID: child, Details: casework.PersonDetails{Parts: []casework.Part{casework.Child},
				Names: []casework.Name{{Kind: casework.LegalName, Given: "Ada", Family: "Larch" + strings.Repeat("e", i)}}, Born: calendar.Known(calendar.Must(2015, 5, 6)), Sex: "F"}},
			casework.Allocate{ID: "to-team-" + child, Person: child, Team: "team", Role: casework.LeadWorker, From: s.Today()},
		} {
			if _, err := s.DoCase(ctx, manager, access.Supervising, ch); err != nil {
				b.Fatal(ch.Name(), err)
			}
		}
		if _, err := s.Measures(ctx, operator, app.When{AsAt: at}, 1); err != nil {
			b.Fatal(err)
		}
		begun := time.Now()
		if _, err := s.DoCase(ctx, manager, access.DirectWork, casework.StartCare{ID: "care-" + child, Person: child, Started: s.Today().AddDays(-60), Need: "N1", Status: "C2",
			Placement: casework.PlacementDetails{Type: "U4", Provider: "PR1"}}); err != nil {
			b.Fatal(err)
		}
		if _, err := s.Measures(ctx, operator, app.When{AsAt: at}, 1); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(begun))
	}
	slices.Sort(took)
	return took[len(took)/2]
}

// sizes are how many children the councils have: SIZES=830 makes a small one alone, to see that it runs.
func sizes() []int {
	if n, err := strconv.Atoi(os.Getenv("SIZES")); err == nil {
		return []int{n}
	}
	return []int{8_300, 83_000}
}
