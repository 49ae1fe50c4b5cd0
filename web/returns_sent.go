package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/returned"
	"throughline/ingest/returns"
	"throughline/ingest/returns/findings"
	"throughline/plan"
	"throughline/web/govuk"
)

// lookedKept is how many looks at returns are kept, so that each page of a report doesn't read the files again.
const lookedKept = 3

// looks holds what was found in the returns looked at last. They hold children's data, so they go when their files go.
type looks struct {
	mu    sync.Mutex
	order []string
	found map[string]*looked
}

// looked is a look at a return, and what is wrong with it.
type looked struct {
	look  *app.ReturnLook
	found *findings.Findings
	seq   int64 // the entry up to which it was asked what loading would change
}

func (l *looks) get(id string, seq int64) *looked {
	l.mu.Lock()
	defer l.mu.Unlock()
	if found := l.found[id]; found != nil && found.seq == seq {
		return found
	}
	return nil
}

func (l *looks) put(id string, found *looked) {
	l.forget(id)
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.found == nil {
		l.found = map[string]*looked{}
	}
	if len(l.order) == lookedKept {
		delete(l.found, l.order[0])
		l.order = l.order[1:]
	}
	l.order, l.found[id] = append(l.order, id), found
}

func (l *looks) forget(id string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.found, id)
	l.order = slices.DeleteFunc(l.order, func(held string) bool { return held == id })
}

// sent gives the return of the address, of those that the caller sent, for a page about now.
func (v *visit) sent() (*app.WaitingReturn, error) {
	v.when, v.moment = nowAsked()
	sent, err := v.s.app.Waiting(v.r.Context(), v.caller, v.r.PathValue("id"))
	if err == nil && sent.Source == app.WaitingLocal {
		return nil, change.Missing("return")
	}
	return sent, err
}

// lookAt looks into a return that was sent. What can't be read as a return at all comes back as change.Problems.
func (v *visit) lookAt(sent *app.WaitingReturn) (*looked, error) {
	seq := v.now.Known.Seq
	if found := v.s.looks.get(sent.ID, seq); found != nil {
		return found, nil
	}
	files, closeAll, err := v.s.app.OpenWaiting(v.r.Context(), sent)
	if err != nil {
		return nil, err
	}
	defer closeAll()
	look, err := v.s.app.LookAtReturn(v.r.Context(), v.caller, sentFilesOf(sent, files))
	if err != nil && (look == nil || look.Report == nil || !errors.As(err, new(change.Problems))) {
		return nil, err
	}
	found := &looked{look: look, found: findingsOf(look), seq: seq}
	if err != nil {
		return found, err
	}
	v.s.looks.put(sent.ID, found)
	return found, nil
}

// sentFilesOf is a return that was sent, as it is read.
func sentFilesOf(sent *app.WaitingReturn, files []returns.File) app.ReturnFiles {
	return app.ReturnFiles{Source: returned.Source(sent.Source), Files: files, Year: sent.Year, Day: sent.Day, Refuse: sent.Refuse}
}

type sentReturnView struct {
	askView
	Refused  []string // why it can't be loaded
	Wrong    string   // why the load that was tried came to nothing
	Same     *pageLink
	Facts    []factRow
	Files    []fileLine
	Replaces []pageLink
	Notes    []string
	Report   problemsView
	GiveUp   string
	Until    string
}

// fileLine is one file of a return.
type fileLine struct{ Name, As, Rows string }

var sentReturnTemplate = newPage[sentReturnView]("returns_sent.tmpl")

func (s *Server) sentReturnPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	sent, err := v.sent()
	if err != nil {
		return err
	}
	at := "/returns-sent/" + sent.ID
	step, err := s.app.LoadOf(v.r.Context(), sent)
	switch {
	case err != nil:
		return err
	case step != nil && step.Import != "":
		return v.keptReport(w, sent, step)
	case step != nil && !step.Over:
		http.Redirect(w, v.r, at+"/load", http.StatusSeeOther)
		return nil
	}
	found, err := v.lookAt(sent)
	view := sentReturnView{
		askView: askView{Form: v.start(), Caption: sentTitle(sent), Heading: "Before it is loaded", Action: at + "/load", Button: "Load the return"},
		GiveUp:  at + "/give-up", Until: stamp(sent.Until()),
	}
	if step != nil {
		view.Wrong = step.Wrong
	}
	var problems change.Problems
	switch {
	case errors.As(err, &problems) && problems.Kind() == change.Invalid:
		view.Button = ""
		for _, p := range problems {
			view.Refused = append(view.Refused, p.Sentence)
		}
		if found == nil {
			return v.showSent(w, view)
		}
	case err != nil:
		return err
	}
	look := found.look
	view.Caption = returnTitle(look.Import.Source, look.Import.Year)
	view.Facts, view.Files, view.Notes = lookFacts(look, sent), fileLines(look.Import.Files), look.Notes
	if look.Refused != "" {
		view.Button, view.Refused = "", append(view.Refused, look.Refused)
	}
	if look.Same != nil {
		view.Button = ""
		view.Same = &pageLink{Text: "loaded on " + stamp(look.Same.LoadedAt) + " by " + loaderName(v.now.Plan, look.Same.LoadedBy), Href: "/returns/" + look.Same.ID}
	}
	for i := range look.Replaces {
		each := &look.Replaces[i]
		view.Replaces = append(view.Replaces, pageLink{
			Text: returnTitle(each.Source, each.Year) + ", loaded on " + stamp(each.LoadedAt), Href: "/returns/" + each.ID, About: "(" + count(each.Children, "child", "children") + ")",
		})
	}
	if view.Report, err = v.reportOf(at, found.found); err != nil {
		return err
	}
	return v.showSent(w, view)
}

func (v *visit) showSent(w http.ResponseWriter, view sentReturnView) error {
	shell := v.shell(view.Heading, v.now)
	v.returnsTrail(&shell)
	return sentReturnTemplate.write(w, http.StatusOK, shell, view)
}

// lookFacts say what a return is and what loading it would do.
func lookFacts(look *app.ReturnLook, sent *app.WaitingReturn) []factRow {
	made := &look.Import
	rows := []factRow{
		whenTold(made),
		{Key: "Tables", Lines: []string{orNothing(strings.Join(made.Tables, ", "), "None")}},
		{Key: "Rows", Lines: []string{plan.Number(made.Rows)}},
		{Key: "Children", Lines: childFacts(look)},
		{Key: "Problems", Lines: []string{problemWords(made)}},
	}
	choice := "Load what can be read"
	if sent.Refuse {
		choice = "Refuse the file"
	}
	return append(rows, factRow{Key: "If a row can’t be read", Lines: []string{choice}})
}

// whenTold says of which year a return tells, or of which day an extract does.
func whenTold(made *app.ReturnImport) factRow {
	if day, err := calendar.Parse(made.Of); err == nil && made.Source.Tabular() {
		return factRow{Key: "Day of which it tells", Lines: withoutBlank(day.Long(), made.YearFrom)}
	}
	return factRow{Key: "Year", Lines: withoutBlank(yearOrNone(made.Year), made.YearFrom)}
}

func yearOrNone(year int) string {
	if year == 0 {
		return "Not known"
	}
	return yearWords(year)
}

func childFacts(look *app.ReturnLook) []string {
	lines := []string{plan.Number(look.Import.Children)}
	if look.Import.New+look.Matched == 0 {
		return lines
	}
	lines = append(lines, plan.Number(look.Import.New)+" new", plan.Number(look.Matched)+" known already, "+plan.Number(look.Unchanged)+" of them unchanged")
	if look.Absent > 0 {
		lines = append(lines, plan.Number(look.Absent)+" of an earlier load are not in it: what that load said of them counts no more")
	}
	return lines
}

func fileLines(files []app.ReturnFileSeen) []fileLine {
	lines := make([]fileLine, len(files))
	for i, f := range files {
		lines[i] = fileLine{Name: f.Name, As: orNothing(f.As, "No part of the return"), Rows: plan.Number(f.Rows)}
	}
	return lines
}

func (s *Server) giveUpReturnPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	sent, err := v.sent()
	if err != nil {
		return err
	}
	return v.ask(w, http.StatusOK, askView{
		Form: v.start(), Caption: sentTitle(sent), Heading: "Erase these files?", Action: "/returns-sent/" + sent.ID + "/give-up", Button: "Erase the files", Grave: true,
		About:  []string{"Nothing of them is loaded. You can send them again."},
		Cancel: &pageLink{Text: "Go back", Href: "/returns-sent/" + sent.ID},
	})
}

func (s *Server) giveUpReturn(w http.ResponseWriter, r *http.Request, v *visit) error {
	sent, err := v.sent()
	if err != nil {
		return err
	}
	if step, err := s.app.LoadOf(r.Context(), sent); err != nil {
		return err
	} else if step != nil && !step.Over && !v.stopped(step) {
		return change.Problems{{Kind: change.Invalid, Sentence: "The return is being loaded. Wait until it has ended, then undo it."}}
	}
	s.looks.forget(sent.ID)
	if err := s.app.DropWaiting(r.Context(), sent); err != nil {
		return err
	}
	return v.done(w, "The files have been erased. Nothing was loaded.", "/returns")
}

// problemsView is the problems of a return: how many, a page of those chosen, and how to choose.
type problemsView struct {
	All      int
	Lines    list[problemLine]
	Choose   []govuk.Select
	Action   string // where words to look for are sent: they may be a child's, so they stand in no address
	Words    string
	Chosen   bool
	Rules    []ruleCount
	Unlisted []findings.Unlisted
	Not      []findings.NotJudged // rules that were not judged
	Download []pageLink
}

// ruleCount is how often a rule names something.
type ruleCount struct {
	Rule, Href, Sentence string
	Count                int
}

// problemLine is one problem of a return as it is shown.
type problemLine struct {
	File, Where, Column, Value, Rule, Grade, Sentence, Mend, Child string
	row                                                            *findings.Row
}

// wordsKey is where the words looked for in a report are kept.
func wordsKey(id string) string { return "report words " + id }

// reportOf gives the page of a report that an address asks for.
func (v *visit) reportOf(at string, found *findings.Findings) (view problemsView, err error) {
	all := problemLines(found)
	q := v.r.URL.Query()
	rule, file, grade := q.Get("rule"), q.Get("file"), q.Get("grade")
	view = problemsView{All: len(all), Unlisted: found.Unlisted, Not: found.NotJudged, Action: at, Words: v.s.sessions.GetString(v.r.Context(), wordsKey(v.r.PathValue("id")))}
	view.Download = []pageLink{{Text: "Excel workbook", Href: at + "/report.xlsx"}, {Text: "text table (CSV)", Href: at + "/report.csv"}}
	view.Rules = ruleCounts(at, found)
	files, grades := namesIn(all, func(l *problemLine) string { return l.File }), namesIn(all, func(l *problemLine) string { return l.Grade })
	rules := make([]string, len(view.Rules))
	for i := range view.Rules {
		rules[i] = view.Rules[i].Rule
	}
	slices.Sort(rules)
	view.Choose = []govuk.Select{
		reportChoice("rule", "Rule", "Every rule", rules, rules, rule), reportChoice("file", "File", "Every file", places(files), files, file),
		reportChoice("grade", "What became of it", "Anything", grades, grades, grade),
	}
	find := finding(view.Words)
	var chosen []problemLine
	for i := range all {
		l := &all[i]
		if (rule == "" || l.row.Is(rule)) && (file == "" || placeOf(files, l.File) == file) && (grade == "" || l.Grade == grade) &&
			find.in(l.File, l.Where, l.Column, l.Value, l.Rule, l.Sentence, l.Mend, l.Child) {
			chosen = append(chosen, *l)
		}
	}
	view.Chosen = rule != "" || file != "" || grade != "" || view.Words != ""
	view.Lines, err = listOf(v.r.URL, chosen)
	return view, err
}

// namesIn gives each text once, in order.
func namesIn(all []problemLine, of func(*problemLine) string) (names []string) {
	seen := map[string]bool{}
	for i := range all {
		if name := of(&all[i]); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// places number names from 1: what a file is called may say too much for an address.
func places(names []string) []string {
	numbers := make([]string, len(names))
	for i := range names {
		numbers[i] = strconv.Itoa(i + 1)
	}
	return numbers
}

func placeOf(names []string, name string) string { return strconv.Itoa(slices.Index(names, name) + 1) }

func reportChoice(name, label, every string, values, texts []string, chosen string) govuk.Select {
	items := []govuk.SelectItem{govuk.Option("", every)}
	for i := range values {
		items = append(items, govuk.Option(values[i], texts[i]))
	}
	return govuk.Select{Name: name, ID: "filter-" + name, Value: chosen, Items: items, Label: govuk.Label{Text: label}}
}

// ruleCounts gives the rules by how often they name something, with an example of what each says.
func ruleCounts(at string, found *findings.Findings) (counts []ruleCount) {
	place := map[string]int{}
	for _, c := range found.Counts() {
		n, had := place[c.Rule]
		if !had {
			n = len(counts)
			place[c.Rule] = n
			counts = append(counts, ruleCount{Rule: c.Rule, Href: at + "?rule=" + url.QueryEscape(c.Rule) + "#problems", Sentence: c.First.Sentence})
		}
		counts[n].Count += c.Rows
	}
	slices.SortStableFunc(counts, func(a, b ruleCount) int { return b.Count - a.Count })
	return counts
}

// findInReport keeps the words to look for in a report, and shows it.
func (s *Server) findInReport(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	sent, err := v.sent()
	if err != nil {
		return err
	}
	found := form.Text("words")
	if len([]rune(found)) > longestSearch {
		return change.Problems{{Kind: change.Invalid, Sentence: "That is too long to look for. Use 200 characters or less."}}
	}
	s.sessions.Put(r.Context(), wordsKey(sent.ID), found)
	http.Redirect(w, r, "/returns-sent/"+sent.ID+"#problems", http.StatusSeeOther)
	return nil
}
