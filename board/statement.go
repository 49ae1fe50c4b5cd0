// Package board makes what a Board reads: key statements generated from the
// rows of a plan, the paper around them, its reconciliation with those rows,
// and its frozen, published form. It does no input or output.
package board

import (
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

// Unit is what every key statement counts.
const Unit = "action"

// Key names the group that a statement is about.
type Key struct {
	Section   plan.Section       `json:"section"`
	Timescale deadline.Timescale `json:"timescale"`
}

// Words names the group as a heading: "Safeguarding, within three months".
func (k Key) Words() string {
	switch k.Timescale {
	case deadline.None:
		if k.Section != plan.Additional {
			return k.Section.Words() + ", no timescale set"
		}
		return k.Section.Words()
	case deadline.Immediate:
		return k.Section.Words() + ", immediate"
	default:
		return k.Section.Words() + ", " + lowerFirst(k.Timescale.Words())
	}
}

// Bucket is where one action is counted. An action is in exactly one.
type Bucket string

// The buckets. Except is complete but for one part; LeftOut is withdrawn,
// superseded or not accepted, and is not in the total.
const (
	Complete  Bucket = "complete"
	Except    Bucket = "except"
	Remaining Bucket = "remaining"
	LeftOut   Bucket = "left_out"
)

// Statement is one key statement with everything needed to open it: the
// figures, the definitions and the rows. Total is always Complete plus the
// exceptions plus Remaining.
type Statement struct {
	Key
	Unit            string        `json:"unit"`
	AsAt            calendar.Date `json:"as_at"`
	Sentence        string        `json:"sentence"`
	Lateness        string        `json:"lateness"`          // what is past its original date, or ""
	LeftOutSentence string        `json:"left_out_sentence"` // what is not counted, or ""
	Checks          string        `json:"checks"`            // what has been checked and made a difference, or "" when nothing is complete
	Total           int           `json:"total"`
	Complete        int           `json:"complete"`
	Except          []ExceptRow   `json:"except"`
	Remaining       int           `json:"remaining"`
	InProgress      int           `json:"in_progress"`
	NoNews          []NoNewsRow   `json:"no_news"` // of the remaining, those not in progress
	LeftOut         []LeftOutRow  `json:"left_out"`
	DueBefore       *Cutoff       `json:"due_before"` // for the additional actions
	Rows            []Row         `json:"rows"`
	Definitions     []string      `json:"definitions"`
}

// ExceptRow is the one part that an action still lacks.
type ExceptRow struct {
	ActionRef string `json:"action_ref"`
	PartRef   string `json:"part_ref"`
	PartText  string `json:"part_text"`
	Owner     string `json:"owner"`    // post and agency
	Agency    string `json:"agency"`   // its name on the statement's day
	Progress  string `json:"progress"` // "3 of 8" for a quantity short of its target
}

// NoNewsRow is a remaining action without news in the last 90 days.
type NoNewsRow struct {
	ActionRef string        `json:"action_ref"`
	LastNews  calendar.Date `json:"last_news"` // no date when there has never been any
}

// LeftOutRow is an action that is not counted, and why.
type LeftOutRow struct {
	ActionRef    string        `json:"action_ref"`
	Title        string        `json:"title"`
	Standing     plan.Standing `json:"standing"`
	On           calendar.Date `json:"on"`
	By           string        `json:"by"`
	Reason       string        `json:"reason"`
	SupersededBy string        `json:"superseded_by"` // ref of an action
}

// Cutoff counts the actions first due before a day.
type Cutoff struct {
	Before     calendar.Date `json:"before"`
	Total      int           `json:"total"`
	Complete   int           `json:"complete"`
	Except     int           `json:"except"`
	Remaining  int           `json:"remaining"`
	Definition string        `json:"definition"`
}

// Row is one action behind a statement.
type Row struct {
	ID           string        `json:"id"`
	Ref          string        `json:"ref"`
	Title        string        `json:"title"`
	Bucket       Bucket        `json:"bucket"`
	Standing     plan.Standing `json:"standing"`
	Parts        []PartRow     `json:"parts"`
	Due          calendar.Date `json:"due"` // the original date
	DueRule      string        `json:"due_rule"`
	DueNow       calendar.Date `json:"due_now"`
	ApprovedDate calendar.Date `json:"approved_date"` // later than Due, approved for a part still wanting; or no date
	DoneOn       calendar.Date `json:"done_on"`
	DaysLate     int           `json:"days_late"`
	LastNews     calendar.Date `json:"last_news"`
	InProgress   bool          `json:"in_progress"`
	Done         plan.Fact     `json:"done"`
	Checked      plan.Fact     `json:"checked"`
	Difference   plan.Fact     `json:"difference"`
}

// PartRow is one part of an action behind a statement.
type PartRow struct {
	Ref      string        `json:"ref"`
	Text     string        `json:"text"`
	Owner    string        `json:"owner"`
	Agency   string        `json:"agency"`
	Signer   string        `json:"signer"`
	Due      calendar.Date `json:"due"`
	DueNow   calendar.Date `json:"due_now"`
	Progress string        `json:"progress"`
	Done     bool          `json:"done"`
	DoneOn   calendar.Date `json:"done_on"`
	Wanting  []string      `json:"wanting"`
}

// StatementFor makes the key statement of a group of p. The sentence is
// written from the rows; Reconcile reads it back.
func StatementFor(group plan.Group, p *plan.Plan) Statement {
	return statementFrom(Key(group.GroupKey), p.Day, rowsOf(group, p), leftOutRows(group, p))
}

// StatementsFor makes every statement of an inspection's plan, in the order
// papers use, empty groups included. Without an inspection it counts all of them.
func StatementsFor(p *plan.Plan, inspection string) []Statement {
	var all []Statement
	for _, g := range p.Groups() {
		all = append(all, StatementFor(ofInspection(g, inspection), p))
	}
	return all
}

// statementFrom writes the statement that rows give. Rows say where each
// action is counted; that was decided by package plan.
func statementFrom(key Key, asAt calendar.Date, rows []Row, left []LeftOutRow) Statement {
	st := Statement{Key: key, Unit: Unit, AsAt: asAt, Rows: rows, LeftOut: left, Except: []ExceptRow{}, NoNews: []NoNewsRow{}}
	whole := tallyOf(rows)
	st.Total, st.Complete, st.Remaining, st.InProgress = whole.total(), whole.complete, whole.remaining(), whole.inProgress
	for _, row := range rows {
		switch {
		case row.Bucket == Except:
			st.Except = append(st.Except, exceptRow(row))
		case row.Bucket == Remaining && !row.InProgress:
			st.NoNews = append(st.NoNews, NoNewsRow{row.Ref, row.LastNews})
		}
	}
	if key.Section == plan.Additional {
		st.DueBefore = cutoffFor(asAt, rows)
		st.Sentence = additionalSentence(rows, st.DueBefore.Before)
	} else {
		st.Sentence = groupSentence(nounOf(key), whole, false)
	}
	st.Lateness = latenessSentence(rows, asAt)
	st.LeftOutSentence = leftOutSentence(left, st.Total)
	st.Checks = checksSentence(rows)
	st.Definitions = definitionsFor(st)
	return st
}
