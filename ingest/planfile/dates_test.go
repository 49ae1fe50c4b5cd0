package planfile

import (
	"strings"
	"testing"

	"throughline/calendar"
	"throughline/ingest/document"
)

func TestWhenACellSays(t *testing.T) {
	for _, c := range []struct {
		text, due, revised, by, requested, timescale, note string
	}{
		{text: "31/12/16", due: "2016-12-31"},
		{text: "31.12.2016", due: "2016-12-31"},
		{text: "31-12-16", due: "2016-12-31"},
		{text: "3/4/2012", due: "2012-04-03"},
		{text: "2012-06-09", due: "2012-06-09"},
		{text: "2012-06-09T00:00:00Z", due: "2012-06-09"},
		{text: "2012-06-09 00:00:00", due: "2012-06-09"},
		{text: "9 June 2012", due: "2012-06-09"},
		{text: "9th June 2012", due: "2012-06-09"},
		{text: "Saturday 9 June 2012", due: "2012-06-09"},
		{text: "9-Jun-12", due: "2012-06-09"},
		{text: "9 Sept 12", due: "2012-09-09"},
		{text: "by 9 June 2012", due: "2012-06-09"},
		{text: "June 9, 2012", due: "2012-06-09"},
		{text: "June 2012", due: "2012-06-30", note: "gives no day: it is read as the last of the month, 30 June 2012."},
		{text: "Jun-12", due: "2012-06-30", note: "gives no day"},
		{text: "06/2012", due: "2012-06-30", note: "gives no day"},
		{text: "February 2012", due: "2012-02-29", note: "29 February 2012"},
		{text: "end of June 2012", due: "2012-06-30"},
		{text: "End June 2012", due: "2012-06-30"},
		{text: "early June 2012", timescale: "early June 2012", note: "gives no day"},
		{text: "end of Q2 2016/17", due: "2016-09-30"},
		{text: "Q1 2016/17", due: "2016-06-30"},
		{text: "Quarter 4 2016-17", due: "2017-03-31"},
		{text: "2016/17 Q3", due: "2016-12-31"},
		{text: "Q2 16/17", due: "2016-09-30"},
		{text: "Q4 2099/00", due: "2100-03-31"},
		{text: "Q2 2016/18", note: "names two years that don't follow", timescale: "Q2 2016/18"},
		{text: "Q3 2016", note: "may be of the financial year or of the calendar year", timescale: "Q3 2016"},
		{text: "Q3", note: "may be of the financial year", timescale: "Q3"},
		{text: "end of financial year 2012/13", due: "2013-03-31", note: "end of the financial year"},
		{text: "end of 2016", due: "2016-12-31", note: "end of the calendar year"},
		{text: "2012/13", note: "is a whole year", timescale: "2012/13"},
		{text: "Autumn term 2012", note: "is not a day", timescale: "Autumn term 2012"},
		{text: "by Easter", note: "is not a day", timescale: "by Easter"},
		{text: "Ongoing", note: "has no end", timescale: "Ongoing"},
		{text: "ASAP", note: "is not a day", timescale: "ASAP"},
		{text: "TBC", note: "Ask the owner"},
		{text: "Immediate", note: "is not a day", timescale: "Immediate"},
		{text: "within 3 months", note: "needs a day to count from", timescale: "within 3 months"},
		{text: "Within six months", note: "needs a day to count from", timescale: "Within six months"},
		{text: "monthly", note: "has no end", timescale: "monthly"},
		{text: "30 June", note: "gives no year", timescale: "30 June"},
		{text: "when staff allow", note: "is not a date. Write it like"},
		{text: "31/5", note: "gives no year", timescale: "31/5"},
		{text: "Sept 2013 (was June 2013)", due: "2013-06-30", requested: "2013-09-30", note: "kept as asked for"},
		{text: "30/09/13 (originally 30/06/13, agreed by the Board)", due: "2013-06-30", revised: "2013-09-30", by: "Board"},
		{text: "n/a"},
		{text: ""},
		{text: "31/04/2012", note: "April 2012 has 30 days, so there is no 31 April"},
		{text: "29/02/2013", note: "February 2013 has 28 days"},
		{text: "13/25/2012", note: "neither number can be the month"},
		{text: "04/13/2012", due: "2012-04-13", note: "month first, as in the United States"},
		{text: "41061", due: "2012-06-01", note: "spreadsheet's number for 1 June 2012"},
		{text: "1234", note: "is not a date"},
		{text: "01/04/12 - 30/06/12", due: "2012-06-30", note: "from one day to another"},
		{text: "31/12/16 and 31/01/17", due: "2016-12-31", note: "has 2 dates: the first"},
		{text: "30/06/12 revised to 30/09/12 agreed by the Board 12/03/12", due: "2012-06-30", revised: "2012-09-30", by: "Board"},
		{text: "30/06/12 (revised to 30/09/12, approved by Jane Smith)", due: "2012-06-30", revised: "2012-09-30", by: "Jane Smith"},
		{text: "30/06/12\nExtended to 30/09/12 with the agreement of the Chair", due: "2012-06-30", revised: "2012-09-30", by: "Chair"},
		{text: "30/06/12 extended to 30/09/12 (Board agreed)", due: "2012-06-30", revised: "2012-09-30", by: "Board"},
		{text: "30/06/12 revised to 30/09/12", due: "2012-06-30", requested: "2012-09-30", note: "doesn't say who approved it"},
		{text: "30/06/12 extension to 30/09/12 requested, to be agreed by the Board", due: "2012-06-30", requested: "2012-09-30", note: "kept as asked for"},
		{text: "30/06/12, revised to 30/09/12, approved", due: "2012-06-30", requested: "2012-09-30", note: "kept as asked for"},
		{text: "now Sept 12", requested: "2012-09-30", note: "gives no day"},
		{text: "30/06/12 → 30/09/12", due: "2012-06-30", requested: "2012-09-30", note: "kept as asked for"},
		{text: "Revised date: 30/09/12", requested: "2012-09-30", note: "kept as asked for"},
	} {
		d := readDue(document.Cell{}, c.text, Dates{})
		got := [...]string{d.due.String(), d.revised.String(), d.approver, d.requested.String(), d.timescale}
		want := [...]string{c.due, c.revised, c.by, c.requested, c.timescale}
		if got != want {
			t.Errorf("%q gives %q, want %q", c.text, got, want)
		}
		notes := strings.Join(d.notes, " ")
		if c.note == "" && notes != "" || !strings.Contains(notes, c.note) {
			t.Errorf("%q notes %q, want %q", c.text, notes, c.note)
		}
	}
}

func TestDatesThatMayBeEitherWayRound(t *testing.T) {
	mixed := Dates{OnlyDay: 3, OnlyMonth: 1}
	if d := readDue(document.Cell{}, "03/04/2012", mixed); d.due.String() != "2012-04-03" || len(d.notes) != 1 || !strings.Contains(d.notes[0], "its day or its month first") {
		t.Errorf("in a file of both sorts: %v", d)
	}
	if d := readDue(document.Cell{}, "05/05/2012", mixed); len(d.notes) != 0 {
		t.Errorf("the same either way: %v", d)
	}
	if d := readDue(document.Cell{}, "03/04/2012", Dates{MonthFirst: true, OnlyMonth: 2}); d.due.String() != "2012-03-04" || len(d.notes) != 1 {
		t.Errorf("month first: %v", d)
	}
	doc := workbook(sheetOf("Plan", row("Action", "Lead", "By when"), row("One", "A B", "04/13/2012"), row("Two", "A B", "03/04/2012"), row("Three", "A B", "31/01/2012")))
	r := readAll(doc)
	wantWarning(t, r, 2, "month first")
	wantWarning(t, r, 3, "its day or its month first")
	if warned(r, 4, "") {
		t.Errorf("a date that can be read one way alone is doubted: %v", r.Warnings)
	}
}

func TestADateCellIsTakenAsItIs(t *testing.T) {
	c := cell("06/09/12", day("2012-06-09"))
	var d document.Cell
	d.Text = c.text
	for _, l := range c.looks {
		l(&d)
	}
	if got := readDue(d, d.Text, Dates{OnlyMonth: 1, OnlyDay: 1}); got.due.String() != "2012-06-09" || len(got.notes) > 0 {
		t.Errorf("%v", got)
	}
	month := document.Cell{Kind: document.Date, Text: "Jun-12", Date: calendar.Must(2012, 6, 1)}
	if got := readDue(month, month.Text, Dates{}); got.due.String() != "2012-06-30" || len(got.notes) != 1 {
		t.Errorf("a month shown without its day: %v", got)
	}
	if got := readDue(document.Cell{Kind: document.Error}, "#REF!", Dates{}); !got.due.IsZero() || len(got.notes) != 1 {
		t.Errorf("%v", got)
	}
}
