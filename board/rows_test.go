package board

import (
	"fmt"

	"pgregory.net/rapid"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

var (
	asAt     = calendar.Must(2013, 2, 1)
	sixDue   = calendar.Must(2012, 9, 9)
	lastNews = calendar.Must(2012, 10, 4)
	recent   = calendar.Must(2013, 1, 10)

	safeguardingSix = Key{plan.Safeguarding, deadline.SixMonths}
	safeguardingNow = Key{plan.Safeguarding, deadline.Immediate}
	lookedAfterNow  = Key{plan.LookedAfterChildren, deadline.Immediate}
	lookedAfter3    = Key{plan.LookedAfterChildren, deadline.ThreeMonths}
	additional      = Key{plan.Additional, deadline.None}
)

// mix is how many rows of each kind a made-up group has.
type mix struct {
	complete, except, moving, quiet, never, left int
	due                                          calendar.Date
}

func (m mix) rows() (rows []Row, left []LeftOutRow) {
	add := func(n int, row func(ref string) Row) {
		for range n {
			rows = append(rows, row(fmt.Sprintf("X%d-%d", m.due.Year, len(rows)+1)))
		}
	}
	add(m.complete, func(ref string) Row { return madeUp(ref, Complete, m.due, 2, 2) })
	add(m.except, func(ref string) Row { return madeUp(ref, Except, m.due, 2, 1) })
	add(m.moving, func(ref string) Row {
		row := madeUp(ref, Remaining, m.due, 2, 0)
		row.LastNews, row.InProgress = recent, true
		return row
	})
	add(m.quiet, func(ref string) Row {
		row := madeUp(ref, Remaining, m.due, 3, 1)
		row.LastNews = lastNews
		return row
	})
	add(m.never, func(ref string) Row { return madeUp(ref, Remaining, m.due, 0, 0) })
	standings := []plan.Standing{plan.Withdrawn, plan.Superseded, plan.NotAccepted}
	add(m.left, func(ref string) Row {
		row := madeUp(ref, LeftOut, m.due, 1, 0)
		row.Standing = standings[len(rows)%3]
		left = append(left, LeftOutRow{ActionRef: ref, Standing: row.Standing})
		return row
	})
	return rows, left
}

// madeUp has the parts that its bucket needs, and texts that would fool a
// reader who took them for figures.
func madeUp(ref string, bucket Bucket, due calendar.Date, parts, done int) Row {
	row := Row{
		ID: "id-" + ref, Ref: ref, Title: "Action " + ref, Bucket: bucket, Standing: plan.Live, Due: due, DueNow: due,
		Checked: plan.Fact{State: notYetChecked}, Difference: plan.Fact{State: noMeasureLinked},
	}
	for i := range parts {
		part := PartRow{
			Ref: string(rune('a' + i)), Text: "Train all five of the nine; the remaining two are both in progress. " + ref + ".",
			Agency: "Northmoor (North) NHS Trust", Done: i < done, Wanting: []string{},
		}
		if !part.Done {
			part.Wanting = []string{"It has no accepted evidence."}
			part.Progress = "3 of 8"
		}
		row.Parts = append(row.Parts, part)
	}
	return row
}

func (m mix) statement(key Key) Statement {
	rows, left := m.rows()
	return statementFrom(key, asAt, rows, left)
}

func anyCount(t *rapid.T, name string) int {
	return rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(0, 30), rapid.IntRange(0, 1000)).Draw(t, name)
}

// anyRows draws a group of any shape, with dates, news, facts and endings.
func anyRows(t *rapid.T) (rows []Row, left []LeftOutRow) {
	m := mix{due: sixDue}
	for name, place := range map[string]*int{"complete": &m.complete, "except": &m.except, "moving": &m.moving, "quiet": &m.quiet, "never": &m.never, "left": &m.left} {
		*place = rapid.IntRange(0, 5).Draw(t, name)
	}
	rows, left = m.rows()
	dues := []calendar.Date{{}, calendar.Must(2012, 6, 9), sixDue, calendar.Must(2012, 12, 31), calendar.Must(2013, 1, 1), asAt, calendar.Must(2013, 6, 1)}
	approved := []calendar.Date{{}, calendar.Must(2013, 1, 31), asAt, calendar.Must(2013, 3, 1)}
	checked := []string{notYetChecked, "passed", "failed", "expired", "under_review"}
	difference := []string{noMeasureLinked, "not_yet_tested", "improved", "worse", "not_yet_judged", "too_early", "cannot_tell", "already_improving", "no_signal", "indicative", "splendid"}
	text := rapid.StringMatching(`[A-Za-z0-9 ,;:.()$\\|é]{0,24}`)
	for i := range rows {
		row := &rows[i]
		row.Due = rapid.SampledFrom(dues).Draw(t, "due")
		if row.Bucket == Except || row.Bucket == Remaining {
			if !row.Due.IsZero() && row.Due.Before(asAt) {
				row.ApprovedDate = rapid.SampledFrom(approved).Draw(t, "approved")
			}
			if !row.InProgress && !row.LastNews.IsZero() {
				row.LastNews = rapid.SampledFrom([]calendar.Date{lastNews, calendar.Must(2012, 11, 2)}).Draw(t, "news")
			}
		}
		row.Checked.State = rapid.SampledFrom(checked).Draw(t, "checked")
		row.Difference.State = rapid.SampledFrom(difference).Draw(t, "difference")
		for j := range row.Parts {
			row.Parts[j].Text = text.Draw(t, "text")
			row.Parts[j].Agency = text.Draw(t, "agency")
		}
	}
	return rows, left
}

var keys = func() []Key {
	var all []Key
	for _, k := range plan.EveryGroupKey() {
		all = append(all, Key(k))
	}
	return all
}()
