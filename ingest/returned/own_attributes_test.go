package returned_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/returned"
	"throughline/measure"
)

func TestRecordsHereAreBrokenDownByAgeAndPlacement(t *testing.T) {
	day := calendar.Must
	placement := func(id, code string, from, until calendar.Date) []deadline.Fact {
		of := map[string]string{"placement": id}
		return []deadline.Fact{
			{Event: "placement.started", On: from, Of: of, Values: map[string]any{"type": code}},
			{Event: "placement.ended", On: until, Of: of, Gone: until.IsZero()},
		}
	}
	facts := []deadline.Fact{{Event: deadline.Person, Values: map[string]any{"born": day(2005, 2, 1)}}}
	facts = append(facts, placement("1", "U4", day(2012, 4, 2), day(2012, 6, 1))...)
	facts = append(facts, placement("2", "K2", day(2012, 6, 1), calendar.Date{})...)
	facts = append(facts, placement("3", "A5", day(2012, 9, 1), calendar.Date{})...)
	got := returned.AttributesOf(facts)
	want := []measure.Attribute{
		{Cut: "age", Value: "Under 1", From: day(2005, 2, 1), Until: day(2006, 1, 31)},
		{Cut: "age", Value: "1 to 4", From: day(2006, 2, 1), Until: day(2010, 1, 31)},
		{Cut: "age", Value: "5 to 9", From: day(2010, 2, 1), Until: day(2015, 1, 31)},
		{Cut: "age", Value: "10 to 15", From: day(2015, 2, 1), Until: day(2021, 1, 31)},
		{Cut: "age", Value: "16 and over", From: day(2021, 2, 1)},
		{Cut: "placement_type", Value: "Foster placement with another carer", From: day(2012, 4, 2), Until: day(2012, 5, 31)},
		{Cut: "placement_type", Value: "Children’s home", From: day(2012, 6, 1)},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
