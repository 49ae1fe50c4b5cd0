package intoplan

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/outofplan"
	"throughline/ingest/planfile"
	"throughline/plan"
)

// A Question must be answered before the document can come into the plan.
type Question struct {
	Field    string // such as "owner.2": the list and the place in it, as DistinctIn gives them
	Sentence string
}

// maker makes one import.
type maker struct {
	p         *plan.Plan
	choices   Choices
	file      string // its name
	newID     func() string
	words     Distinct
	questions []Question
	areas     map[string]*plan.Area                // new ones, by the file's words
	order     []string                             // of those words
	exported  map[*planfile.Entry]*plan.PlanAction // actions of a plan that went out of this product
	made      plan.ImportPlan
}

// Make gives the change that brings the rows of a reading into the plan, or the questions that stand in its way. Where a part has
// several owners each has a part of its own, since a part is the piece that one agency owns.
func Make(r *planfile.Reading, p *plan.Plan, c Choices, file string, newID func() string) (plan.ImportPlan, []Question) {
	m := &maker{p: p, choices: c, file: file, newID: newID, words: DistinctIn(r), areas: map[string]*plan.Area{}, exported: map[*planfile.Entry]*plan.PlanAction{}}
	for _, w := range r.Warnings {
		m.made.Warnings = append(m.made.Warnings, PlaceWords(w.Place)+": "+w.Text)
	}
	m.askOwners()
	for i := range r.Entries {
		if e := &r.Entries[i]; !c.Leave[Key(e)] {
			m.row(e)
		}
	}
	m.join(m.exported)
	for i, words := range m.order {
		area := m.areas[words]
		area.Number = i + 1
		if area.Timescale == deadline.None && area.Due.IsZero() {
			m.ask(m.areaField(words), "No date is given for the area “"+area.Title+"”, and no timescale. Enter when one of its rows is due, or choose its timescale.")
		}
		m.made.New = append(m.made.New, *area)
	}
	return m.made, m.questions
}

func (m *maker) ask(field, sentence string) {
	for _, q := range m.questions {
		if q.Field == field && q.Sentence == sentence {
			return
		}
	}
	m.questions = append(m.questions, Question{field, sentence})
}

func (m *maker) askOwners() {
	for i, owner := range m.words.Owners {
		if open(m.p, m.choices.Owners[owner.Text]) {
			agency := m.p.AgencyOfPost(m.choices.Owners[owner.Text])
			if !open(m.p, m.choices.Signers[agency]) {
				m.ask("signer."+agency, "Choose the post that signs off what "+m.p.AgencyName(agency)+" does.")
			}
			continue
		}
		who := "“" + owner.Text + "” is"
		if owner.Text == "" {
			who = "parts that name nobody are"
		}
		m.ask("owner."+strconv.Itoa(i), "Choose the post that "+who+". Every part has one post that answers for it.")
	}
}

func (m *maker) areaField(words string) string {
	for i, area := range m.words.Areas {
		if area.Text == words {
			return "area." + strconv.Itoa(i)
		}
	}
	return "area"
}

func (m *maker) row(e *planfile.Entry) {
	raw, err := json.Marshal(e)
	if err != nil {
		m.ask("rows", Key(e)+": this row can't be kept as it is: "+err.Error()+".")
		return
	}
	body := plan.ImportedRow{Place: Key(e), Claim: string(e.Status), Entry: raw}
	area, held := m.areaOf(e)
	if area != nil {
		body.Area = area.ID
	}
	if e.Action == "" && len(e.Parts) == 0 {
		m.made.Rows = append(m.made.Rows, plan.ImportRow{Body: body})
		return
	}
	action := m.actionOf(e, area)
	if e.Exported {
		m.exportedAction(e, &action)
		m.exported[e] = &action
	}
	m.made.Rows = append(m.made.Rows, plan.ImportRow{Body: body, Action: &action})
	stated := e.Exported && !dayOf(e, outofplan.AreaDue).IsZero()
	if area != nil && !held && !stated && area.Timescale == deadline.None && action.Body.Due.After(area.Due) {
		area.Due = action.Body.Due
	}
}

// areaOf gives the area that an entry answers: one of the plan's, a new one, or none.
func (m *maker) areaOf(e *planfile.Entry) (area *plan.Area, held bool) {
	words := AreaWords(e)
	if words == "" {
		return nil, false
	}
	switch choice := m.choices.Areas[words]; choice {
	case NoArea:
		return nil, false
	case NewArea, "":
		if m.areas[words] == nil {
			m.areas[words] = m.newArea(e, words)
			m.order = append(m.order, words)
		}
		return m.areas[words], false
	default:
		if held, ok := m.p.Areas.Get(choice); ok && held.Inspection == m.choices.Inspection {
			return held, true
		}
		m.ask(m.areaField(words), "Choose an area of this inspection for “"+shortened(words)+"”, or add it as a new one.")
		return nil, false
	}
}

func (m *maker) newArea(e *planfile.Entry, words string) *plan.Area {
	area := &plan.Area{
		Thing: plan.Thing{ID: m.newID()}, Inspection: m.choices.Inspection, Report: m.reportOf(e), Ref: m.areaRef(),
		Section: m.choices.Sections[e.Section], Timescale: m.choices.Timescales[e.Timescale], Title: strings.TrimRight(shortened(words), "."), Words: e.Area,
	}
	if area.Section == "" {
		area.Section = sectionNamed(e.Section)
	}
	if area.Timescale == deadline.None {
		area.Due = m.due(e)
	}
	if e.Exported {
		m.exportedArea(e, area)
	}
	if area.Timescale == deadline.None {
		return area
	}
	report, ok := m.p.Reports.Get(area.Report)
	if !ok || report.Published.Precision != calendar.ToTheDay {
		m.ask("report", "Choose the report that the areas come from, one whose day is known: their timescales count from it.")
		return area
	}
	area.Rule = deadline.RuleFor(area.Timescale, "the "+report.Inspectorate+" report was published", report.Published.Date, false)
	return area
}

// areaRef gives the next reference that no area of the inspection has.
func (m *maker) areaRef() string {
	taken := map[string]bool{}
	for a := range m.p.Areas.All() {
		if a.Inspection == m.choices.Inspection {
			taken[strings.ToLower(a.Ref)] = true
		}
	}
	for _, a := range m.areas {
		taken[strings.ToLower(a.Ref)] = true
	}
	for n := 1; ; n++ {
		if ref := fmt.Sprintf("AFI %d", n); !taken[strings.ToLower(ref)] {
			return ref
		}
	}
}

// due is when a row is due: as the file says or as the person answered, and never before its latest part.
func (m *maker) due(e *planfile.Entry) calendar.Date {
	due := e.Due
	if due.IsZero() {
		due = m.choices.Dates[Key(e)]
	}
	for _, part := range e.Parts {
		if part.Due.After(due) && !due.IsZero() || due.IsZero() {
			due = part.Due
		}
	}
	return due
}

func (m *maker) actionOf(e *planfile.Entry, area *plan.Area) plan.PlanAction {
	title := oneLine(e.Action)
	if title == "" {
		title = AreaWords(e)
	}
	body := plan.Action{
		Inspection: m.choices.Inspection, Ref: e.Ref, Title: title, Section: plan.Additional, Origin: plan.FromNarrative,
		OriginNote: "Imported from " + m.file + ", " + Key(e), Due: m.due(e),
	}
	if area != nil {
		body.Areas, body.Section, body.Timescale, body.Origin = []string{area.ID}, area.Section, area.Timescale, plan.FromArea
	}
	if body.Due.IsZero() && (area == nil || !m.choices.AreaDates) {
		m.ask(m.dateField(e), Key(e)+": no due date could be read. Enter it, leave the row out, or let rows without a date take their area’s.")
	}
	return plan.PlanAction{ID: m.newID(), Body: body, Parts: m.parts(e, body.Due)}
}

func (m *maker) dateField(e *planfile.Entry) string {
	for i, undated := range m.words.Undated {
		if undated == e {
			return "date." + strconv.Itoa(i)
		}
	}
	return "rows"
}

func (m *maker) parts(e *planfile.Entry, due calendar.Date) (parts []plan.Part) {
	for _, part := range partsOf(e) {
		text := oneLine(part.Text)
		if text == "" {
			text = oneLine(e.Action)
		}
		posts := map[string]bool{}
		for _, owner := range ownersOf(part) {
			post := m.choices.Owners[owner]
			if posts[post] {
				continue
			}
			posts[post] = true
			made := plan.Part{Text: text, Owner: post, Signer: m.choices.Signers[m.p.AgencyOfPost(post)], Kind: plan.YesOrNo, Due: part.Due}
			if made.Due.IsZero() {
				made.Due = due
			}
			parts = append(parts, made)
		}
	}
	return parts
}

// titleLength is how long an area's short title may be, in letters.
const titleLength = 90

func shortened(words string) string {
	runes := []rune(words)
	if len(runes) <= titleLength {
		return words
	}
	cut := string(runes[:titleLength])
	if i := strings.LastIndexByte(cut, ' '); i > titleLength/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}
