package web

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
	"sync"

	"throughline/board"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/plan"
	"throughline/web/svgtimeline"
)

// glance is a plan laid out for its page: worked out once for each state,
// and then only read.
type glance struct {
	plan   *plan.Plan
	groups []glanceGroup
	counts glanceCounts
	axis   svgtimeline.Axis
}

// glanceGroup is a section and timescale with its sentence and its rows.
type glanceGroup struct {
	Key       board.Key
	Statement board.Statement
	areas     []glanceRow
	actions   []glanceRow
}

// glanceRow is one line of the plan: an area for improvement, or an action.
type glanceRow struct {
	ID, Ref, Title, Href string
	Timeline             svgtimeline.Row
	DoneSign             svgtimeline.Sign
	DoneWords            string
	Checked, Difference  plan.Fact
	Late, Silent, Done   bool
	agencies             []string
	find                 string
	asks                 []string          // keys of plan.Questions that find it, or one of an area's live actions
	facts                *plan.ActionFacts // nil for an area
}

// glances keeps the layouts of the latest states.
type glances struct {
	mu   sync.Mutex
	kept []*glance
}

// glancesKept bounds the memory: now, and a few dates that a meeting compares.
const glancesKept = 8

func (g *glances) of(p *plan.Plan) *glance {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, kept := range g.kept {
		if kept.plan == p {
			return kept
		}
	}
	made := layOut(p)
	if len(g.kept) >= glancesKept {
		g.kept = slices.Delete(g.kept, 0, 1)
	}
	g.kept = append(g.kept, made)
	return made
}

func layOut(p *plan.Plan) *glance {
	g := &glance{plan: p, counts: countsOf(p)}
	dates := []calendar.Date{p.Day}
	for _, group := range p.Groups() {
		laid := glanceGroup{Key: board.Key{Section: group.Section, Timescale: group.Timescale}, Statement: board.StatementFor(group, p)}
		for area := range p.Areas.All() {
			if area.Section == group.Section && area.Timescale == group.Timescale {
				laid.areas = append(laid.areas, areaRow(p, area))
				dates = append(dates, area.Rule.AnchorDate, area.Due)
			}
		}
		slices.SortStableFunc(laid.areas, func(a, b glanceRow) int { return cmp.Compare(a.Ref, b.Ref) })
		for _, a := range slices.Concat(group.Actions, group.LeftOut) {
			row := actionRow(p, a)
			laid.actions = append(laid.actions, row)
			dates = append(dates, row.Timeline.Start, row.Timeline.Due, row.Timeline.Extended)
		}
		g.groups = append(g.groups, laid)
	}
	g.axis = svgtimeline.NewAxis(dates...)
	return g
}

func areaRow(p *plan.Plan, area *plan.Area) glanceRow {
	f := p.FactsOfArea(area)
	row := glanceRow{
		ID: area.ID, Ref: area.Ref, Title: area.Title, Href: "/areas/" + area.ID,
		DoneSign: doneSign(f.State), DoneWords: f.DoneWords(), Checked: f.Checked, Difference: f.Difference,
		Late: f.DaysLate > 0 && f.State != plan.Done, Silent: f.Silent, Done: f.State == plan.Done,
		Timeline: svgtimeline.Row{Name: area.Title, Start: area.Rule.AnchorDate, Due: area.Due, Done: f.DoneOn, AsAt: p.Day},
	}
	if f.DueNow.After(area.Due) {
		row.Timeline.Extended = f.DueNow
	}
	words := []string{area.Ref, area.Title, area.Words}
	for _, a := range f.Actions {
		row.agencies = append(row.agencies, agenciesOf(p, a)...)
		words = append(words, a.Ref, a.Title)
		row.asks = append(row.asks, p.Facts(a.ID).Asks()...)
	}
	row.find = strings.ToLower(strings.Join(words, " "))
	return row
}

func actionRow(p *plan.Plan, a *plan.Action) glanceRow {
	f := p.Facts(a.ID)
	row := glanceRow{
		ID: a.ID, Ref: a.Ref, Title: a.Title, Href: "/actions/" + a.ID, facts: f, agencies: agenciesOf(p, a),
		DoneSign: doneSign(f.State), DoneWords: f.DoneWords(), Checked: f.Checked, Difference: f.Difference,
		Late: f.Slipped && !f.Done(), Silent: f.Silent, Done: f.Done(),
		Timeline: svgtimeline.Row{Name: a.Title, Start: a.PlannedOn, Due: a.Due, Done: f.DoneOn, AsAt: p.Day},
		find:     strings.ToLower(a.Ref + " " + a.Title), asks: f.Asks(),
	}
	if f.DueNow.After(a.Due) {
		row.Timeline.Extended = f.DueNow
	}
	if a.Standing != plan.Live {
		row.DoneSign, row.DoneWords, row.Late, row.Silent = svgtimeline.NotYet, "Not counted: "+a.Standing.Words(), false, false
		row.Timeline.Done, row.Timeline.Stopped = calendar.Date{}, a.Ending.On
	}
	return row
}

func agenciesOf(p *plan.Plan, a *plan.Action) (ids []string) {
	for _, part := range p.PartsOf(a.ID) {
		if id := p.AgencyOfPost(part.Owner); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func doneSign(state plan.DoneState) svgtimeline.Sign {
	switch state {
	case plan.Done:
		return svgtimeline.Holds
	case plan.AllButOnePart, plan.SomeParts:
		return svgtimeline.Partly
	default:
		return svgtimeline.NotYet
	}
}

// factSign is the sign of a Checked or Difference fact.
func factSign(f plan.Fact) svgtimeline.Sign {
	switch f.State {
	case "passed", "improved":
		return svgtimeline.Holds
	case "failed", "worse":
		return svgtimeline.Failed
	default:
		return svgtimeline.NotYet
	}
}

// DoneFact draws the first fact.
func (r glanceRow) DoneFact() template.HTML { return svgtimeline.Fact(r.DoneSign, r.DoneWords) }

// CheckedFact draws the second.
func (r glanceRow) CheckedFact() template.HTML {
	return svgtimeline.Fact(factSign(r.Checked), r.Checked.Words)
}

// DifferenceFact draws the third.
func (r glanceRow) DifferenceFact() template.HTML {
	return svgtimeline.Fact(factSign(r.Difference), r.Difference.Words)
}

// planFilter is what the plan's page was asked to show.
type planFilter struct {
	Section   plan.Section
	Timescale deadline.Timescale
	Agency    string
	Only      string // "", "done", "open", "late", "silent" or the key of one of plan.Questions
	Find      string
	Rows      string // "areas" or "actions"
	Scheme    string // key of a colour scheme, or ""
	Page      int
}

func (f planFilter) keeps(r *glanceRow) bool {
	switch {
	case f.Agency != "" && !slices.Contains(r.agencies, f.Agency):
		return false
	case f.Find != "" && !strings.Contains(r.find, strings.ToLower(f.Find)):
		return false
	case f.Only == "done":
		return r.Done
	case f.Only == "open":
		return !r.Done
	case f.Only == "late":
		return r.Late
	case f.Only == "silent":
		return r.Silent
	case slices.ContainsFunc(plan.Questions, func(q plan.Question) bool { return q.Key == f.Only }):
		return slices.Contains(r.asks, f.Only)
	default:
		return true
	}
}

func (f planFilter) keepsGroup(k board.Key) bool {
	return (f.Section == "" || f.Section == k.Section) && (f.Timescale == "" || f.Timescale == k.Timescale)
}

// narrowed says that some rows may be left out.
func (f planFilter) narrowed() bool {
	return f.Section != "" || f.Timescale != "" || f.Agency != "" || f.Only != "" || f.Find != ""
}

// Asked says that the page is not the one shown first.
func (f planFilter) Asked() bool { return f.narrowed() || f.Rows == "actions" || f.Scheme != "" }

// glancePage is the rows of one page of the plan, group by group.
type glancePage struct {
	Groups []shownGroup
	Total  int // rows that the filter keeps
	From   int // the first shown, counting from 1
	To     int
}

type shownGroup struct {
	Key       board.Key
	Statement board.Statement
	Rows      []*glanceRow
	Of        int // rows of the group that the filter keeps
	Continued bool
}

// page gives one page of rows. A group whose rows are all on other pages is
// left out; an empty group is shown with its sentence unless rows were narrowed.
func (g *glance) page(f planFilter, size int) glancePage {
	shown := glancePage{}
	first := (f.Page - 1) * size
	for i := range g.groups {
		group := &g.groups[i]
		if !f.keepsGroup(group.Key) {
			continue
		}
		rows := group.areas
		if f.Rows == "actions" || group.Key.Section == plan.Additional {
			rows = group.actions
		}
		out := shownGroup{Key: group.Key, Statement: group.Statement}
		before := shown.Total
		if f.narrowed() {
			for j := range rows {
				if f.keeps(&rows[j]) {
					shown.take(&out, &rows[j], first, size)
				}
			}
		} else {
			// Nothing is left out, so the page's rows are found without going through the others.
			from, to := max(first-before, 0), min(first+size-before, len(rows))
			for j := from; j < to; j++ {
				out.Rows = append(out.Rows, &rows[j])
			}
			shown.Total, out.Of = before+len(rows), len(rows)
		}
		out.Continued = before < first && len(out.Rows) > 0
		if len(out.Rows) > 0 || (out.Of == 0 && !f.narrowed() && f.Page == 1) {
			shown.Groups = append(shown.Groups, out)
		}
	}
	shown.From, shown.To = min(first+1, shown.Total), min(first+size, shown.Total)
	return shown
}

func (p *glancePage) take(out *shownGroup, row *glanceRow, first, size int) {
	if p.Total >= first && p.Total < first+size {
		out.Rows = append(out.Rows, row)
	}
	p.Total++
	out.Of++
}
