package returned_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returned"
	"throughline/ingest/returns/tabular"
)

func tables() *tabular.Return {
	columns := []string{"heal_person_id", "heal_check_date"}
	return &tabular.Return{Tables: []string{"ssd_cla_health"}, Subjects: []tabular.Subject{{
		About: "child", Key: "A1", First: "Ann", Last: "Other", Born: calendar.Must(2010, 5, 5),
		Identifiers: []tabular.Identifier{{Scheme: "nhs", Value: "9434765919"}, {Scheme: "local", Value: "A1"}},
		Rows: []tabular.Row{
			{Table: "ssd_cla_health", File: "h.csv", Line: 2, Columns: columns, Written: []string{"A1", "2017-06-01"}},
			{Table: "ssd_cla_health", File: "h.csv", Line: 3, Columns: columns, Written: []string{"A1", ""}},
		},
	}}}
}

func TestWhatTablesSayIsKeptAsWritten(t *testing.T) {
	for _, slot := range []returned.Slot{
		returned.SnapshotSlot(returned.SSD, calendar.Must(2017, 9, 30)),
		returned.LocalSlot("trust_training", "an/agency", calendar.Must(2018, 1, 1), calendar.Must(2018, 3, 31)),
	} {
		child := returned.FromTables(slot, tables())[0]
		if child.Identifiers[0].Scheme != returned.ChildID || child.First != calendar.Must(2017, 6, 1) {
			t.Errorf("%+v", child)
		}
		whole := child.Part.Encode()
		again, err := returned.Decode(whole)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(child.Part, again); diff != "" {
			t.Error(diff)
		}
		if again.Digest() != child.Part.Digest() || again.Slot.Ends() != slot.Ends() {
			t.Error("it says something else when it is read again")
		}
		for n := range whole {
			if _, err := returned.Decode(whole[:n]); err == nil {
				t.Fatalf("the first %d bytes of %d are taken for a part", n, len(whole))
			}
		}
		if slices.Contains(whole, 0xff) || len(whole) > 200 {
			t.Errorf("%d bytes: the columns are kept once", len(whole))
		}
	}
	kind, agency, from, until := returned.LocalSlot("trust_training", "an/agency", calendar.Must(2018, 1, 1), calendar.Must(2018, 4, 1)).File()
	if kind != "trust_training" || agency != "an/agency" || from != calendar.Must(2018, 1, 1) || until != calendar.Must(2018, 4, 1) {
		t.Error(kind, agency, from, until)
	}
}

func TestOneThingToldTwiceIsOnceAndAContradictionIsKept(t *testing.T) {
	day := calendar.Must(2017, 9, 14)
	believed := []deadline.Fact{
		{ID: "own/1", Event: "care.started", On: day, Of: map[string]string{"care": "own/care"}},
		{ID: "own/2", Event: "review.held", On: day.AddDays(100)},
	}
	told := []deadline.Fact{
		{ID: "ssd/1", Event: "care.started", On: day.AddDays(2), Of: map[string]string{"care": "ssd/care"}},
		{ID: "ssd/2", Event: "review.held", On: day.AddDays(100), Of: map[string]string{"care": "ssd/care"}},
		{ID: "ssd/3", Event: "review.held", On: day.AddDays(20), Of: map[string]string{"care": "ssd/care"}},
	}
	kept, differ := returned.Once(told, believed)
	want := []returned.Contradiction{{Event: "care.started", Believed: day, Told: day.AddDays(2)}}
	if diff := gocmp.Diff(want, differ); diff != "" {
		t.Error(diff)
	}
	if len(kept) != 1 || kept[0].ID != "ssd/3" || kept[0].Of["care"] != "own/care" {
		t.Errorf("the review that only one source tells of hangs on the care that is believed: %+v", kept)
	}
	// Two reviews within days of each other that both sources know are two.
	believed = append(believed, deadline.Fact{ID: "own/3", Event: "review.held", On: day.AddDays(105)})
	told = []deadline.Fact{{ID: "a", Event: "review.held", On: day.AddDays(100)}, {ID: "b", Event: "review.held", On: day.AddDays(105)}}
	if kept, differ = returned.Once(told, believed); len(kept) > 0 || len(differ) > 0 {
		t.Errorf("%+v, %+v", kept, differ)
	}
}
