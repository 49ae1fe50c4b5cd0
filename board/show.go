package board

import (
	"fmt"
	"strings"
	"time"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
)

// Show is a plan at a moment as other programs read it. Its names are a
// promise: fields are added to it and never renamed or taken away.
type Show struct {
	Authority string        `json:"authority"`
	AsAt      calendar.Date `json:"as_at"`
	KnownAt   *time.Time    `json:"known_at"`       // when the last entry counted was written; null before the first
	Entry     int64         `json:"known_at_entry"` // that entry's number; 0 before the first
	Groups    []ShowGroup   `json:"groups"`
	Areas     []AreaRow     `json:"areas"`
}

// ShowGroup is one group of the plan. Total is always Complete plus the
// exceptions plus Remaining.
type ShowGroup struct {
	Section         plan.Section        `json:"section"`
	Timescale       *deadline.Timescale `json:"timescale"` // null for additional actions
	Unit            string              `json:"unit"`
	Total           int                 `json:"total"`
	Complete        int                 `json:"complete"`
	Except          []ExceptRow         `json:"except"`
	Remaining       int                 `json:"remaining"`
	InProgress      int                 `json:"in_progress"`
	Sentence        string              `json:"sentence"`
	Lateness        string              `json:"lateness"`
	LeftOutSentence string              `json:"left_out_sentence"`
	Checks          string              `json:"checks"`
	LeftOut         []LeftOutRow        `json:"left_out"`
	DueBefore       *Cutoff             `json:"due_before"`
	Actions         ShowActions         `json:"actions"`
	Definitions     []string            `json:"definitions"`
}

// ShowActions gives the refs of a group's actions by where they are counted.
type ShowActions struct {
	Complete   []string `json:"complete"`
	Except     []string `json:"except"`
	Remaining  []string `json:"remaining"`
	InProgress []string `json:"in_progress"` // of the remaining
	LeftOut    []string `json:"left_out"`
}

// PlanShow gives the plan p, which was loaded at its day and position; known
// is when the last entry counted was written, or zero when there is none.
func PlanShow(p *plan.Plan, known time.Time) Show {
	s := Show{Authority: p.AuthorityName, AsAt: p.Day, Entry: p.Position, Groups: []ShowGroup{}, Areas: AreasOf(p, "")}
	if !known.IsZero() {
		known = known.UTC()
		s.KnownAt = &known
	}
	for _, st := range StatementsFor(p, "") {
		s.Groups = append(s.Groups, showGroup(st))
	}
	return s
}

func (s Show) known() KnownAt {
	if s.KnownAt == nil {
		return KnownAt{Position: s.Entry}
	}
	return KnownAt{s.Entry, *s.KnownAt}
}

func showGroup(st Statement) ShowGroup {
	g := ShowGroup{
		Section: st.Section, Timescale: orNull(st.Timescale), Unit: st.Unit, Total: st.Total, Complete: st.Complete, Except: st.Except,
		Remaining: st.Remaining, InProgress: st.InProgress, Sentence: st.Sentence, Lateness: st.Lateness, LeftOutSentence: st.LeftOutSentence,
		Checks: st.Checks, LeftOut: st.LeftOut, DueBefore: st.DueBefore, Definitions: st.Definitions,
		Actions: ShowActions{[]string{}, []string{}, []string{}, []string{}, []string{}},
	}
	for _, row := range st.Rows {
		place := map[Bucket]*[]string{
			Complete: &g.Actions.Complete, Except: &g.Actions.Except, Remaining: &g.Actions.Remaining, LeftOut: &g.Actions.LeftOut,
		}[row.Bucket]
		*place = append(*place, row.Ref)
		if row.Bucket == Remaining && row.InProgress {
			g.Actions.InProgress = append(g.Actions.InProgress, row.Ref)
		}
	}
	return g
}

// Text is the plan for people, in plain text.
func (s Show) Text() string {
	p := &page{}
	p.text("", s.Authority)
	p.text("", fmt.Sprintf("The plan as at %s, known at %s.", s.AsAt.Long(), s.known().Words()))
	p.heading("Key statements", "=")
	for _, g := range s.Groups {
		lead := "- "
		for _, sentence := range []string{g.Sentence, g.Lateness, g.LeftOutSentence, g.Checks} {
			if sentence != "" {
				p.text(lead, sentence)
				lead = "  "
			}
		}
		for _, each := range []struct {
			name string
			refs []string
		}{{"Complete", g.Actions.Complete}, {"Complete but for one part", g.Actions.Except}, {"Remaining", g.Actions.Remaining}, {"Left out", g.Actions.LeftOut}} {
			if len(each.refs) > 0 {
				p.text("  "+each.name+": ", strings.Join(each.refs, ", "))
			}
		}
		if g.DueBefore != nil {
			p.text("  ", g.DueBefore.Definition)
		}
	}
	for _, section := range sectionsOf(s.Areas) {
		p.heading("Areas for improvement: "+lowerFirst(section.Heading), "=")
		for i, group := range section.Timescales {
			if i > 0 {
				p.gap()
			}
			p.line(group.Heading + ":")
			for _, a := range group.Areas {
				p.area(a)
			}
		}
	}
	p.heading("What the words mean", "=")
	for _, definition := range Definitions() {
		p.text("- ", definition)
	}
	return p.String()
}

func (p *page) area(a AreaRow) {
	p.text(fmt.Sprintf("  %-6s", a.Ref), a.Title)
	facts := fmt.Sprintf("%s. %s. %s. Due %s", a.Done.Words, a.Checked.Words, a.Difference.Words, a.Due.Long())
	if a.DaysLate > 0 {
		facts += fmt.Sprintf(", %s %s late", plan.Number(a.DaysLate), either(a.DaysLate, "day", "days"))
	}
	p.text("        ", facts+".")
	if len(a.Actions) > 0 {
		p.text("        Actions: ", strings.Join(a.Actions, ", "))
	}
}
