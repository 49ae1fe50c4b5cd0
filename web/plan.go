package web

import (
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"throughline/access"
	"throughline/board"
	"throughline/calendar"
	"throughline/change"
	"throughline/deadline"
	"throughline/plan"
	"throughline/web/govuk"
	"throughline/web/svgtimeline"
)

func (s *Server) planPages() []Route {
	return []Route{
		{Pattern: "GET /plan", Needs: access.ReadPlan, handle: s.planPage},
		{Pattern: "GET /plan.json", Needs: access.ReadPlan, handle: s.planJSON},
	}
}

type planView struct {
	moment
	Day       calendar.Date
	Known     string
	About     string // the inspections that the plan answers
	Counts    glanceCounts
	Filter    planFilter
	Shown     glancePage
	Axis      svgtimeline.Axis
	Agencies  []govuk.SelectItem
	Scheme    *plan.Preset
	CanEdit   bool
	CanWrite  bool
	CanManage bool // they say who the people are
	Empty     bool
	Pages     *govuk.Pagination
	Files     []pageLink // the plan, for a spreadsheet
	plan      *plan.Plan
}

var planTemplate = newPage[planView]("plan.tmpl")

// planRows is how many lines the plan's page shows at once.
const planRows = 50

func (s *Server) planPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	filter, err := planFilterAsked(r.URL.Query())
	if err != nil {
		return err
	}
	g := s.glances.of(st.Plan)
	view := planView{
		moment: v.moment, Day: st.Plan.Day, Known: knownWords(st.Known), Counts: g.counts, Filter: filter, Axis: g.axis,
		Shown: g.page(filter, planRows), CanEdit: v.caller.May(access.EditPlan) && v.Now(), CanWrite: v.caller.May(access.WritePaper), CanManage: v.caller.May(access.ManagePeople) && v.Now(),
		Empty: st.Plan.Areas.Len() == 0 && st.Plan.Actions.Len() == 0, plan: st.Plan,
	}
	if preset, ok := plan.PresetByKey(filter.Scheme); ok {
		view.Scheme = &preset
	}
	view.Files = v.exportLinksOf(st.Plan)
	var about []string
	for inspection := range st.Plan.Inspections.All() {
		about = append(about, inspection.Title)
	}
	view.About = strings.Join(about, "; ")
	view.Agencies = []govuk.SelectItem{govuk.Option("", "Every agency")}
	for a := range st.Plan.Agencies.All() {
		view.Agencies = append(view.Agencies, govuk.Option(a.ID, a.NameOn(st.Plan.Day)))
	}
	view.Pages = pagesOf(r.URL, filter.Page, (view.Shown.Total+planRows-1)/planRows)
	shell := v.shell("The plan on "+st.Plan.Day.Long(), st)
	shell.OneSide = true
	return planTemplate.write(w, http.StatusOK, shell, view)
}

func planFilterAsked(q url.Values) (planFilter, error) {
	f := planFilter{
		Section: plan.Section(q.Get("section")), Timescale: deadline.Timescale(q.Get("timescale")), Agency: q.Get("agency"),
		Only: q.Get("only"), Find: strings.TrimSpace(q.Get("find")), Rows: q.Get("rows"), Scheme: q.Get("scheme"), Page: 1,
	}
	if f.Rows != "actions" {
		f.Rows = "areas"
	}
	if text := q.Get("page"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return f, change.Problems{{Kind: change.NotFound, Sentence: "There is no page " + text + " of the plan. Pages count from 1."}}
		}
		f.Page = n
	}
	return f, nil
}

// Heading is the finding itself, in a sentence.
func (v planView) Heading() string { return "The plan on " + v.Day.Long() }

// Asked is the question that the page's lines answer, if it was asked one.
func (v planView) Asked() *plan.Question {
	for _, q := range plan.Questions {
		if q.Key == v.Filter.Only {
			return &q
		}
	}
	return nil
}

// Draw draws a row's dates.
func (v planView) Draw(r *glanceRow) template.HTML { return v.Axis.Draw(r.Timeline) }

// Word is the scheme's word for an action's row, or nothing for an area's.
func (v planView) Word(r *glanceRow) *govuk.Tag {
	if v.Scheme == nil || r.facts == nil || r.facts.Action.Standing != plan.Live {
		return nil
	}
	word := v.Scheme.Word(r.facts, v.plan)
	return &govuk.Tag{Text: word.Word, Classes: "govuk-tag--" + word.Shade}
}

// With is the page's address with one setting changed.
func (v planView) With(name, value string) string {
	q := url.Values{}
	for key, held := range map[string]string{
		"section": string(v.Filter.Section), "timescale": string(v.Filter.Timescale), "agency": v.Filter.Agency,
		"only": v.Filter.Only, "find": v.Filter.Find, "scheme": v.Filter.Scheme,
	} {
		if held != "" {
			q.Set(key, held)
		}
	}
	if v.Filter.Rows == "actions" {
		q.Set("rows", "actions")
	}
	if value == "" {
		q.Del(name)
	} else {
		q.Set(name, value)
	}
	if len(q) == 0 {
		return v.To("/plan")
	}
	return v.To("/plan?" + q.Encode())
}

// Ask is the address of the actions that a question finds.
func (v planView) Ask(question string) string {
	return v.To("/plan?" + url.Values{"rows": {"actions"}, "only": {question}}.Encode())
}

// Choose gives the plan's filters as lists.
func (v planView) Choose() []govuk.Select {
	sections := []govuk.SelectItem{govuk.Option("", "Every section")}
	for _, s := range plan.Sections {
		sections = append(sections, govuk.Option(string(s), s.Words()))
	}
	timescales := []govuk.SelectItem{govuk.Option("", "Every timescale")}
	for _, t := range deadline.Timescales {
		timescales = append(timescales, govuk.Option(string(t), t.Words()))
	}
	schemes := []govuk.SelectItem{govuk.Option("", "No colours")}
	for _, p := range plan.Presets {
		schemes = append(schemes, govuk.Option(p.Key, p.Name))
	}
	shows := []govuk.SelectItem{
		govuk.Option("", "Everything"), govuk.Option("open", "Not done"), govuk.Option("done", "Done"),
		govuk.Option("late", "Past the original date"), govuk.Option("silent", "Silent for more than 90 days"),
	}
	for _, q := range plan.Questions {
		shows = append(shows, govuk.Option(q.Key, q.Words))
	}
	list := func(name, label, value string, items []govuk.SelectItem) govuk.Select {
		return govuk.Select{ID: "filter-" + name, Name: name, Label: govuk.Label{Text: label}, Value: value, Items: items}
	}
	return []govuk.Select{
		list("rows", "Lines", v.Filter.Rows, []govuk.SelectItem{govuk.Option("areas", "Areas for improvement"), govuk.Option("actions", "Actions")}),
		list("section", "Section", string(v.Filter.Section), sections),
		list("timescale", "Timescale", string(v.Filter.Timescale), timescales),
		list("agency", "Agency", v.Filter.Agency, v.Agencies),
		list("only", "Show", v.Filter.Only, shows),
		list("scheme", "Colour scheme", v.Filter.Scheme, schemes),
	}
}

// pagesOf links the pages of a long list, or is nil for a short one.
func pagesOf(address *url.URL, page, pages int) *govuk.Pagination {
	if pages < 2 {
		return nil
	}
	link := func(n int) string {
		to := *address
		q := to.Query()
		q.Set("page", strconv.Itoa(n))
		to.RawQuery = q.Encode()
		return to.RequestURI()
	}
	p := &govuk.Pagination{}
	if page > 1 {
		p.Previous = &govuk.PaginationLink{Href: link(page - 1)}
	}
	if page < pages {
		p.Next = &govuk.PaginationLink{Href: link(page + 1)}
	}
	last := 0
	for _, n := range []int{1, page - 1, page, page + 1, pages} {
		if n < 1 || n > pages || n <= last {
			continue
		}
		if n > last+1 {
			p.Items = append(p.Items, govuk.PaginationItem{Ellipsis: true})
		}
		p.Items = append(p.Items, govuk.PaginationItem{Number: strconv.Itoa(n), Href: link(n), Current: n == page})
		last = n
	}
	return p
}

func (s *Server) planJSON(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	return writeJSON(w, board.PlanShow(st.Plan, st.Known.At))
}

func writeJSON(w http.ResponseWriter, value any) error {
	body, err := json.MarshalIndent(value, "", "  ")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, err = w.Write(slices.Concat(body, []byte("\n")))
	return err
}
