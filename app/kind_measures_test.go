package app_test

import (
	"os"
	"regexp"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/casework"
	"throughline/plan"
	"throughline/practice"
)

const kindMeasures = `title: Measures of records
sources:
  - {key: ours, what: What we agreed}
measures:
  - {id: eyes-fine, name: Eye tests that found nothing, words: Of the eye tests those that found nothing., of: {kind: eye_test, day: tested_on}, numerator: {words: nothing was needed, when: outcome == "fine"}, denominator: {words: eye tests made in the period}, polarity: high, period: quarter, breakdowns: [team, agency], cohort: live, source: [ours], confidence: M, status: local}
  - {id: eyes-heard, name: Eye tests with their words, words: Of the eye tests those with the child's words., of: {kind: eye_test}, numerator: {words: their words are there, when: given.said}, denominator: {words: eye tests in the period}, polarity: high, period: quarter, breakdowns: [team], cohort: live, source: [ours], confidence: M, status: local}
  - {id: allegations-substantiated, name: Allegations that were substantiated, words: Of the allegations those that were substantiated., of: {kind: lado_allegation}, numerator: {words: substantiated, when: outcome == "substantiated"}, denominator: {words: allegations in the period}, polarity: neither, period: quarter, cohort: live, source: [ours], confidence: M, status: local}
`

func eyesAndMeasures(t *testing.T) practice.Files {
	t.Helper()
	text, err := os.ReadFile("../docs/practice-pack.md")
	if err != nil {
		t.Fatal(err)
	}
	file := ""
	for _, found := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		file += found[1]
	}
	return practice.Files{"eyes.yaml": []byte(file), "measures.yaml": []byte(kindMeasures)}
}

// counts are a figure's numbers: how many, of how many, and of how many it can't be told.
type counts struct{ Of, In, Untold float64 }

// Figures are counted from records of a kind, however they were written: as they were known at any entry, on this server, on another that follows
// it, and on one that starts afterwards.
func TestFiguresAreCountedFromRecordsOfAKind(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		ctx := w.Context()
		if _, _, err := w.service.UsePack(ctx, app.Operator(council), eyesAndMeasures(w.T)); err != nil {
			w.Fatal(err)
		}
		beside := w.another()
		analyst, officer := w.person("analyst", "council", access.DataAnalyst), w.person("officer", "council", access.LADO)
		w.child("ada", "Larch")
		w.goTo(calendar.Must(2012, time.July, 2))
		figure := func(s *app.Service, id string, known int64) counts {
			w.Helper()
			m, err := s.MeasureAt(ctx, analyst, id, app.When{KnownEntry: known}, 1, "")
			if err != nil {
				w.Fatal(err)
			}
			return counts{m.Latest.Numerator, m.Latest.Denominator, float64(m.Latest.CannotTell)}
		}
		head := func() int64 {
			w.Helper()
			seq, _, err := w.service.Store().Head(ctx, w.owner)
			if err != nil {
				w.Fatal(err)
			}
			return seq
		}
		type known struct {
			seq              int64
			fine, heard, sub counts
		}
		var story []known
		// On this server and the one beside it the figures follow each write.
		then := func(fine, heard, sub counts) {
			w.Helper()
			story = append(story, known{head(), fine, heard, sub})
			for name, s := range map[string]*app.Service{"this server": w.service, "another": beside} {
				if diff := gocmp.Diff([]counts{fine, heard, sub}, []counts{figure(s, "eyes-fine", 0), figure(s, "eyes-heard", 0), figure(s, "allegations-substantiated", 0)}); diff != "" {
					w.Errorf("%s after entry %d: %s", name, head(), diff)
				}
			}
		}
		then(counts{}, counts{}, counts{})
		tested := calendar.Must(2012, time.May, 8)
		write := func(id string, complete bool, fields map[string]any) {
			w.Helper()
			w.doCase(w.manager, access.Supervising, casework.WriteRecord{ID: id, Of: "eye_test", People: []string{"ada"}, Details: casework.RecordDetails{Happened: tested, Fields: fields, Complete: complete}})
		}
		write("draft", false, map[string]any{"tested_on": tested.String(), "outcome": "fine", "said": "Yes"})
		then(counts{}, counts{}, counts{})
		write("test", true, map[string]any{"tested_on": tested.String(), "outcome": "glasses", "said": "Blue ones"})
		then(counts{0, 1, 0}, counts{1, 1, 0}, counts{})

		// What was tested in the quarter before counts there by that day, and where it happened for the measure that names no day.
		w.doCase(w.manager, access.Supervising, casework.AddIdentifier{Person: "ada", Type: casework.LocalChildID, Value: "ADA1", Source: "The register"})
		const file = "person,happened,tested_on,outcome,said,refused_why\nADA1,2012-06-01,2012-06-01,fine,Yes,\nADA1,2012-06-02,2012-03-02,fine,Yes,\nADA1,2012-06-03,2012-06-03,refused,,Tired\n"
		if done, err := w.service.ImportRecords(ctx, w.manager, access.Supervising, "eye_test", []byte(file), false); err != nil || done.Written != 3 {
			w.Fatalf("%+v, %v", done, err)
		}
		then(counts{1, 3, 0}, counts{3, 4, 0}, counts{})

		// An allegation in words alone, whose outcome an amendment adds.
		w.doCase(officer, access.DirectWork, casework.AddPerson{ID: "adult", Details: casework.PersonDetails{Parts: []casework.Part{casework.Professional}, Names: []casework.Name{{Kind: casework.LegalName, Given: "Cy", Family: "Ash"}}}})
		w.doCase(officer, access.DirectWork, casework.WriteRecord{ID: "allegation", Of: "lado_allegation", People: []string{"adult"}, Details: casework.RecordDetails{Happened: tested, Words: "He was told of it.", Complete: true}})
		then(counts{1, 3, 0}, counts{3, 4, 0}, counts{0, 1, 1})
		w.doCase(officer, access.DirectWork, casework.AmendRecord{Record: "allegation", Seen: 1, Words: "The outcome.", Reason: "It is known now.", Outcome: "substantiated"})
		then(counts{1, 3, 0}, counts{3, 4, 0}, counts{1, 1, 0})

		for name, s := range map[string]*app.Service{"this server": w.service, "another": beside, "a fresh start": w.another()} {
			for _, k := range story {
				if diff := gocmp.Diff(k, known{k.seq, figure(s, "eyes-fine", k.seq), figure(s, "eyes-heard", k.seq), figure(s, "allegations-substantiated", k.seq)}, gocmp.AllowUnexported(known{})); diff != "" {
					w.Errorf("%s, as known at entry %d: %s", name, k.seq, diff)
				}
			}
		}
	})
}

// A figure is broken down by the team that somebody was with on the day, a lead worker's before any other, by the name that the team has.
func TestAFigureIsBrokenDownByTeam(t *testing.T) {
	withCasework(t, func(w *caseworld) {
		ctx := w.Context()
		if _, _, err := w.service.UsePack(ctx, app.Operator(council), eyesAndMeasures(w.T)); err != nil {
			w.Fatal(err)
		}
		beside := w.another()
		w.do(app.Operator(council), plan.AddTeam{ID: "south", Agency: "council", TeamName: "South"})
		w.do(app.Operator(council), plan.PlaceInTeam{Team: "south", Membership: "manager", From: calendar.Must(2012, time.April, 1)})
		analyst := w.person("analyst", "council", access.DataAnalyst)
		w.child("ada", "Larch")
		w.child("bea", "Rowan")
		w.doCase(w.manager, access.Supervising, casework.Allocate{ID: "co", Person: "ada", Team: "south", Role: casework.CoWorker, From: w.service.Today()})
		w.goTo(calendar.Must(2012, time.July, 2))
		for _, of := range []struct {
			id, child string
			on        calendar.Date
		}{{"one", "ada", calendar.Must(2012, time.May, 8)}, {"two", "ada", calendar.Must(2012, time.June, 8)}, {"three", "bea", calendar.Must(2012, time.May, 8)}} {
			w.doCase(w.manager, access.Supervising, casework.WriteRecord{ID: of.id, Of: "eye_test", People: []string{of.child}, Details: casework.RecordDetails{
				Happened: of.on, Fields: map[string]any{"tested_on": of.on.String(), "outcome": "fine", "said": "Yes"}, Complete: true,
			}})
		}
		by := func(s *app.Service, cut practice.Cut, known int64) map[string]float64 {
			w.Helper()
			m, err := s.MeasureAt(ctx, analyst, "eyes-fine", app.When{KnownEntry: known}, 1, cut)
			if err != nil {
				w.Fatal(err)
			}
			got := map[string]float64{}
			for _, slice := range m.Slices {
				got[slice.Value] += slice.Denominator
			}
			return got
		}
		const north = "Looked-after children, north, council"
		before, _, err := w.service.Store().Head(ctx, w.owner)
		if err != nil {
			w.Fatal(err)
		}
		if diff := gocmp.Diff(map[string]float64{north: 3}, by(beside, "team", 0)); diff != "" {
			w.Error(diff)
		}
		// Ada's lead moved to the other team on 1 June.
		w.doCase(w.manager, access.Supervising, casework.EndAllocation{Allocation: "to-team-ada", Seen: 1, Until: calendar.Must(2012, time.May, 31), Why: "They moved."})
		w.do(app.Operator(council), plan.RenameTeam{Team: "south", Seen: 1, NewName: "The coast"})
		for name, s := range map[string]*app.Service{"this server": w.service, "another": beside, "a fresh start": w.another()} {
			if diff := gocmp.Diff(map[string]float64{north: 2, "The coast, council": 1}, by(s, "team", 0)); diff != "" {
				w.Errorf("%s: %s", name, diff)
			}
			if diff := gocmp.Diff(map[string]float64{north: 3}, by(s, "team", before)); diff != "" {
				w.Errorf("%s, as known before: %s", name, diff)
			}
			if diff := gocmp.Diff(map[string]float64{"council": 3}, by(s, "agency", 0)); diff != "" {
				w.Errorf("%s: %s", name, diff)
			}
		}
	})
}
