package report_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/ingest/report"
)

func TestPublishedReports(t *testing.T) {
	library := report.Published()
	areas, with, councils := 0, 0, map[string]bool{}
	for _, r := range library.All() {
		areas += len(r.Areas)
		if len(r.Areas) > 0 {
			with++
		}
		councils[r.Council] = true
		if r.Published.IsZero() || r.Council == "" {
			t.Errorf("%s has no date or council", r.ID)
		}
		if found, ok := library.Report(r.ID); !ok || found != r {
			t.Errorf("%s finds another report", r.ID)
		}
		for i, a := range r.Areas {
			if a.Words == "" || a.Kind.Words() == string(a.Kind) {
				t.Errorf("%s: area %d is %q, a %s", r.ID, i+1, a.Words, a.Kind)
			}
		}
	}
	if len(library.All()) != 431 || with != 333 || areas != 2411 {
		t.Errorf("%d reports, %d with areas, %d areas", len(library.All()), with, areas)
	}
	if keys := library.Councils(""); len(keys) != len(councils) {
		t.Errorf("%d councils have %d keys", len(councils), len(keys))
	}
}

func TestCouncilsHoweverSpelled(t *testing.T) {
	for written, want := range map[string]string{
		"dorset": "dorset", "Dorset Council": "dorset", "DORSET COUNTY COUNCIL": "dorset",
		"bournemouth, christchurch & poole":           "bournemouth, christchurch & poole",
		"Bournemouth, Christchurch and Poole Council": "bournemouth, christchurch & poole", "BCP": "bournemouth, christchurch & poole",
		"London Borough of Bexley": "bexley", "the London Borough of Bexley": "bexley", "Bexley local authority": "bexley",
		"Royal Borough of Kensington and Chelsea": "kensington and chelsea", "Royal Borough of Windsor & Maidenhead": "windsor & maidenhead",
		"City of York Council": "york", "North Yorkshire": "north yorkshire", "Hull City Council": "kingston upon hull",
		"Kingston upon Thames": "kingston upon thames", "City of London": "london corporation", "St. Helens": "st helens", "Saint Helens": "st helens",
		"Stoke on Trent": "stoke-on-trent", "Southend-on-Sea City Council": "southend-on-sea", "Telford and Wrekin": "telford & wrekin",
		"Council of the Isles of Scilly": "isles of scilly", "County Durham": "durham", "Bristol City of": "bristol",
		"Newcastle": "newcastle upon tyne", "Lancashire County Council": "lancashire", "Wakefield Metropolitan District Council": "wakefield",
	} {
		reports := report.Published().Of(written)
		if len(reports) == 0 || reports[0].Council != want {
			t.Errorf("%q finds %d reports", written, len(reports))
			continue
		}
		for i := 1; i < len(reports); i++ {
			if reports[i].Published.After(reports[i-1].Published) {
				t.Errorf("the reports of %s are not newest first", want)
			}
		}
	}
	for _, unknown := range []string{"", "Council", "Eastmoor", "Ofsted", "London Borough"} {
		if n := len(report.Published().Of(unknown)); n > 0 {
			t.Errorf("%q finds %d reports", unknown, n)
		}
	}
	if diff := cmp.Diff([]string{"east sussex", "west sussex"}, report.Published().Councils("Sussex")); diff != "" {
		t.Error(diff)
	}
	for a, b := range map[string]string{"Dorset": "Somerset", "York": "North Yorkshire", "Newcastle": "Newcastle-under-Lyme", "": ""} {
		if report.SameCouncil(a, b) {
			t.Errorf("%q and %q are taken for one council", a, b)
		}
	}
}

func TestCouncilNameHasCapitals(t *testing.T) {
	for _, r := range report.Published().All() {
		want := map[string]string{
			"isle of wight": "Isle of Wight", "stoke-on-trent": "Stoke-on-Trent", "bournemouth, christchurch & poole": "Bournemouth, Christchurch & Poole",
			"kingston upon hull": "Kingston upon Hull", "blackburn with darwen": "Blackburn with Darwen",
		}[r.Council]
		if want != "" && r.CouncilName() != want {
			t.Errorf("%q is written %q", r.Council, r.CouncilName())
		}
		if !report.SameCouncil(r.CouncilName(), r.Council) {
			t.Errorf("%q is not the same council as %q", r.CouncilName(), r.Council)
		}
	}
}
