package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"throughline/access"
	"throughline/app"
	"throughline/ingest/reconcile"
	"throughline/plan"
	"throughline/web/govuk"
)

type copyView struct {
	moment
	Form    *govuk.Form
	Title   string
	Action  string
	About   []string
	Warning *govuk.WarningText
	Filter  []govuk.Select
	Reason  govuk.Textarea
	Confirm []govuk.Component
	Only    string // "settled" shows what was settled instead
	Left    int    // differences that nobody has settled
	Total   int    // that the filter shows
	From    int
	Until   int
	Groups  []copyGroup
	Settled []settledLine
	Pages   *govuk.Pagination
}

// copyGroup is the differences of one action or area, or of new rows.
type copyGroup struct {
	Heading string
	Href    string
	Lines   []copyLine
}

// copyLine is one difference as it is shown.
type copyLine struct {
	*reconcile.Difference
	Heading string // which part and column
	Choice  string // the value of its checkbox
	Chosen  bool
	Pieces  []wordPiece // the copy's words beside those of the plan
	Moved   bool        // the plan is not as it was when the copy went out
	Settle  string
}

type settledLine struct {
	*plan.Settlement
	Outcome, Who, Undo string
}

var copyTemplate = newPage[copyView]("copy.tmpl")

// showSettled is the filter's value for what was settled.
const showSettled = "settled"

func (v *visit) copyFile() (*app.CopyFile, error) {
	v.moment = moment{}
	return v.s.app.CopyFile(v.r.Context(), v.caller, v.r.PathValue("id"))
}

func (s *Server) copyPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	f, err := v.copyFile()
	if err != nil {
		return err
	}
	return v.showCopy(w, http.StatusOK, f, govuk.NewForm(nil))
}

func (v *visit) showCopy(w http.ResponseWriter, status int, f *app.CopyFile, form *govuk.Form) error {
	q, left := v.r.URL.Query(), f.Unsettled()
	kind := reconcile.Kind(q.Get("kind"))
	view := copyView{
		moment: v.moment, Form: form, Title: f.Copy.Attachment.Name, Action: v.r.URL.RequestURI(), About: copyAbout(f, v.now.Plan), Only: q.Get("show"), Left: len(left),
		Filter:  copyFilter(left, kind, q.Get("show")),
		Reason:  hintedArea(form.Textarea("reason", "Reason"), "Needed to refuse, to ask for an extension, and to take something out. Do not name a child."),
		Confirm: confirmField(form),
	}
	if f.Result.Blind {
		view.Warning = &govuk.WarningText{Text: "Throughline’s own references were taken out of this copy, so we can’t tell when it went out. Rows are matched by their references and words, and what the plan changed since looks as if the copy had changed it."}
	}
	if view.Only == showSettled {
		page, err := listOf(v.r.URL, settledLines(f))
		if err != nil {
			return err
		}
		view.Settled, view.Total, view.From, view.Until, view.Pages = page.Rows, page.Total, page.From, page.Until(), page.Pages
	} else {
		if kind != "" {
			left = slices.DeleteFunc(left, func(d reconcile.Difference) bool { return d.Kind != kind })
		}
		page, err := listOf(v.r.URL, byAction(left))
		if err != nil {
			return err
		}
		view.Total, view.From, view.Until, view.Pages = page.Total, page.From, page.Until(), page.Pages
		view.Groups = copyGroups(f, page.Rows, form.Values("chosen"))
	}
	shell := v.shell(view.Title, v.now)
	shell.ErrorTitle = !form.OK()
	shell.Breadcrumbs = v.copyTrail(f.Copy)
	return copyTemplate.write(w, status, shell, view)
}

func copyAbout(f *app.CopyFile, p *plan.Plan) (about []string) {
	about = append(about, "Received on "+f.Copy.ReceivedOn.Long()+" from "+nameOf(p, f.Copy.ReceivedBy)+". "+count(f.Result.Rows, "row")+".")
	if f.Copy.Exported > 0 {
		about = append(about, "It went out at entry "+plan.Number(int(f.Copy.Exported))+" of the record, and is compared with the plan as it was then and as it is now.")
	}
	if n := f.Result.Spacing; n > 0 {
		about = append(about, count(n, "cell differs", "cells differ")+" only in spacing, or in the kind of quotation marks and dashes. That is no difference.")
	}
	if n := len(f.Result.Missing); n > 0 {
		about = append(about, count(n, "column was", "columns were")+" taken out of the copy. That is no difference.")
	}
	return about
}

func copyFilter(left []reconcile.Difference, kind reconcile.Kind, only string) []govuk.Select {
	kinds := []govuk.SelectItem{govuk.Option("", "Every kind")}
	for _, each := range reconcile.Kinds {
		n := 0
		for i := range left {
			if left[i].Kind == each {
				n++
			}
		}
		if n > 0 || each == kind {
			kinds = append(kinds, govuk.Option(string(each), each.Words()+" ("+plan.Number(n)+")"))
		}
	}
	return []govuk.Select{
		{ID: "filter-show", Name: "show", Label: govuk.Label{Text: "Show"}, Value: only, Items: []govuk.SelectItem{govuk.Option("", "Not settled yet"), govuk.Option(showSettled, "Settled")}},
		{ID: "filter-kind", Name: "kind", Label: govuk.Label{Text: "Kind"}, Value: string(kind), Items: kinds},
	}
}

// byAction brings the differences of an action together, in the order in which actions are first met.
func byAction(left []reconcile.Difference) []reconcile.Difference {
	first := map[string]int{}
	for i := range left {
		if _, had := first[aboutGroup(&left[i])]; !had {
			first[aboutGroup(&left[i])] = i
		}
	}
	slices.SortStableFunc(left, func(a, b reconcile.Difference) int { return first[aboutGroup(&a)] - first[aboutGroup(&b)] })
	return left
}

func aboutGroup(d *reconcile.Difference) string {
	switch {
	case d.Action != "":
		return "action:" + d.Action
	case d.Area != "":
		return "area:" + d.Area
	}
	return ""
}

func copyGroups(f *app.CopyFile, rows []reconcile.Difference, chosen []string) (groups []copyGroup) {
	last := "none"
	for i := range rows {
		d := &rows[i]
		if of := aboutGroup(d); of != last {
			last = of
			group := copyGroup{Heading: "Rows of nothing in the plan"}
			if a, ok := f.Plan.Actions.Get(d.Action); ok {
				group.Heading, group.Href = a.Ref+" "+a.Title, "/actions/"+a.ID
			} else if a, ok := f.Plan.Areas.Get(d.Area); ok {
				group.Heading, group.Href = a.Ref+" "+a.Title, "/areas/"+a.ID
			}
			groups = append(groups, group)
		}
		group := &groups[len(groups)-1]
		group.Lines = append(group.Lines, lineOfCopy(f, d, chosen))
	}
	return groups
}

func lineOfCopy(f *app.CopyFile, d *reconcile.Difference, chosen []string) copyLine {
	line := copyLine{
		Difference: d, Heading: d.Kind.Words(), Choice: d.Stamp() + " " + d.Key, Moved: d.Was != d.Now, Settle: "/copies/" + f.Copy.ID + "/settle?difference=" + url.QueryEscape(d.Key),
	}
	line.Chosen = slices.Contains(chosen, line.Choice)
	if d.Field != "" {
		line.Heading = d.Field
	}
	if part, ok := f.Plan.Parts.Get(d.Part); ok {
		line.Heading = "Part " + f.Plan.PartRef(part) + ": " + lowerFirst(line.Heading)
	}
	if d.Field != "" && d.Kind != reconcile.Twofold {
		line.Pieces = wordPieces(d.Now, d.Theirs)
	}
	return line
}

var outcomeWords = map[plan.Outcome]string{plan.TakenUp: "Accepted", plan.TurnedDown: "Refused", plan.Noted: "Noted as what the copy says"}

// settledLines are what was settled of a copy, the last first.
func settledLines(f *app.CopyFile) (lines []settledLine) {
	for _, s := range f.Settled {
		line := settledLine{Settlement: s, Outcome: outcomeWords[s.Outcome], Who: nameOf(f.Plan, s.By)}
		if _, err := reconcile.PutBack(f.Plan, s); err == nil {
			line.Undo = "/copies/" + f.Copy.ID + "/take-back?settlement=" + s.ID
		}
		lines = append(lines, line)
	}
	slices.SortFunc(lines, func(a, b settledLine) int { return cmp.Compare(b.Seq, a.Seq) })
	return lines
}

// notedRows says what copies that came back claim of an action, apart from what is so.
func (v *visit) notedRows(p *plan.Plan, action string) (rows []factRow) {
	for _, s := range p.NotedOf(action) {
		file, ok := p.Copies.Get(s.Copy)
		if !ok {
			continue
		}
		what := s.Field + ": " + orBlank(s.Theirs)
		if part, ok := p.Parts.Get(s.Part); ok {
			what = "Part " + p.PartRef(part) + ", " + lowerFirst(what)
		}
		fact := factRow{Key: "What a copy that came back claims", Lines: []string{
			file.Attachment.Name + ", " + lowerFirst(s.Place) + ", noted on " + s.On.Long() + " by " + nameOf(p, s.By) + ".", what + ". It is not counted as so.",
		}}
		if v.Now() && v.caller.May(access.EditPlan) {
			fact.Links = []pageLink{{Text: "See the copy", Href: "/copies/" + file.ID}}
		}
		rows = append(rows, fact)
	}
	return rows
}
