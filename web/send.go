package web

import (
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/change"
	"throughline/ingest/local"
	"throughline/plan"
	"throughline/practice"
	"throughline/web/govuk"
)

func (s *Server) sendPages() []Route {
	return []Route{
		{Pattern: "GET /send", Needs: access.SendFiles, handle: s.sendPage},
		{Pattern: "GET /send/{id}", Needs: access.SendFiles, handle: s.sendKindPage},
		{Pattern: "GET /send/{id}/template.xlsx", Needs: access.SendFiles, handle: s.sendTemplate},
		{Pattern: "GET /send/{id}/new", Needs: access.SendFiles, handle: s.sendNewPage},
		{Pattern: "POST /send/{id}/new", Needs: access.SendFiles, handle: s.sendNew},
		{Pattern: "GET /send-looked/{id}", Needs: access.SendFiles, handle: s.sendLookedPage},
		{Pattern: "POST /send-looked/{id}", Needs: access.SendFiles, handle: s.sendLooked},
		{Pattern: "GET /send-looked/{id}/give-up", Needs: access.SendFiles, handle: s.giveUpFilePage},
		{Pattern: "POST /send-looked/{id}/give-up", Needs: access.SendFiles, handle: s.giveUpFile},
		{Pattern: "GET /send-received/{id}", Needs: access.SendFiles, handle: s.sendReceivedPage},
	}
}

// asks is what is asked of the caller's agency, by kind and period, the latest first; of every agency for whoever may load returns.
type asks struct {
	pack  *practice.Pack
	lines []app.LocalReturn
	kinds []string // each once
}

func (v *visit) asksOf() (*asks, error) {
	lines, err := v.s.app.LocalFilesOf(v.r.Context(), v.caller)
	if err != nil {
		return nil, err
	}
	pack, err := v.s.app.PackAt(v.r.Context(), v.caller, app.When{})
	if err != nil {
		return nil, err
	}
	found := &asks{pack: pack, lines: lines}
	for i := range lines {
		if !slices.Contains(found.kinds, lines[i].Kind) {
			found.kinds = append(found.kinds, lines[i].Kind)
		}
	}
	return found, nil
}

// of gives the periods of one kind.
func (a *asks) of(kind string) (lines []app.LocalReturn) {
	return slices.DeleteFunc(slices.Clone(a.lines), func(l app.LocalReturn) bool { return l.Kind != kind })
}

// askedOf gives one kind that the caller may send, with its periods. Any other isn't there for them.
func (v *visit) askedOf(kind string) (*asks, *local.Layout, error) {
	found, err := v.asksOf()
	if err != nil {
		return nil, nil, err
	}
	l, ok := local.Of(found.pack, kind)
	if !ok || !slices.Contains(found.kinds, kind) {
		return nil, nil, change.Missing("file that we ask for")
	}
	return found, &l, nil
}

// several says whether the caller sees what more than one agency is asked for.
func (v *visit) several() bool { return v.caller.May(access.LoadReturns) }

type sendView struct {
	Agency string
	Asks   []pageLink // what is missing and was asked of the agency
	Kinds  []askedLine
}

// askedLine is one kind of file that is asked for.
type askedLine struct {
	Name, Href, Who, Each, Period string
	State                         govuk.Tag
	Missing                       string // of several agencies: how many of them sent nothing
}

var sendListTemplate = newPage[sendView]("send.tmpl")

func (s *Server) sendPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	found, err := v.asksOf()
	if err != nil {
		return err
	}
	view := sendView{}
	if !v.several() {
		view.Agency = v.now.Plan.AgencyName(v.caller.Agency)
	}
	if view.Asks, err = v.askedOfMe(); err != nil {
		return err
	}
	for _, kind := range found.kinds {
		l, _ := local.Of(found.pack, kind)
		line := askedLine{Name: l.Name, Href: "/send/" + kind, Who: l.Send.Who, Each: eachPeriod[l.Send.Each]}
		latest := latestOf(found.of(kind))
		line.Period, line.State = latest[0].Period.Name, v.stateOf(&latest[0])
		if len(latest) > 1 {
			line.State, line.Missing = v.stateOfAll(latest)
		}
		view.Kinds = append(view.Kinds, line)
	}
	return sendListTemplate.write(w, http.StatusOK, v.shell("Files we ask for", v.now), view)
}

// latestOf are the lines of the latest period: one for each agency.
func latestOf(lines []app.LocalReturn) []app.LocalReturn {
	latest := lines[0].Period.Last
	for i := range lines {
		if lines[i].Period.Last.After(latest) {
			latest = lines[i].Period.Last
		}
	}
	return slices.DeleteFunc(slices.Clone(lines), func(l app.LocalReturn) bool { return l.Period.Last != latest })
}

const noReturn = "No return"

// stateOf says whether a file was received. A period without one is never anything else.
func (v *visit) stateOf(line *app.LocalReturn) govuk.Tag {
	switch {
	case line.Received != nil:
		return govuk.Tag{Text: "Received", Classes: "govuk-tag--green"}
	case !line.Due.IsZero() && v.now.Plan.Day.After(line.Due):
		return govuk.Tag{Text: noReturn + ", late", Classes: "govuk-tag--red"}
	}
	return govuk.Tag{Text: noReturn, Classes: "govuk-tag--grey"}
}

func (v *visit) stateOfAll(lines []app.LocalReturn) (govuk.Tag, string) {
	missing := 0
	state := govuk.Tag{Text: "Received", Classes: "govuk-tag--green"}
	for i := range lines {
		if lines[i].Received == nil {
			missing++
			state = v.stateOf(&lines[i])
		}
	}
	if missing == 0 {
		return state, "From all " + plan.Number(len(lines)) + " agencies"
	}
	return state, plan.Number(missing) + " of " + plan.Number(len(lines)) + " agencies sent nothing"
}

// eachPeriod are periods in words.
var eachPeriod = map[practice.Period]string{
	"month": "Each month", "quarter": "Each quarter", "year_to_31_march": "Each year to 31 March", "school_term": "Each school term", "day": "Each day",
}

type sendKindView struct {
	Name, Help, Template, New string
	Several                   bool
	Facts                     []factRow
	Periods                   []askedPeriod
	Columns                   []askedColumn
}

// askedPeriod is one period that a file is for.
type askedPeriod struct {
	Name, Agency, Due string
	State             govuk.Tag
	Received          string // when, and what was in it
	Href              string
}

// askedColumn is one column of the file.
type askedColumn struct{ Words, Needed string }

var sendKindTemplate = newPage[sendKindView]("send_kind.tmpl")

func (s *Server) sendKindPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	found, l, err := v.askedOf(r.PathValue("id"))
	if err != nil {
		return err
	}
	view := sendKindView{
		Name: l.Name, Help: l.Help, Template: "/send/" + l.Kind + "/template.xlsx", New: "/send/" + l.Kind + "/new", Several: v.several(), Facts: []factRow{
			{Key: "Who sends it", Lines: []string{l.Send.Who}}, {Key: "How often", Lines: []string{eachPeriod[l.Send.Each]}},
			{Key: "By when", Lines: []string{count(l.Send.Within, "working day", "working days") + " after the period"}},
		},
	}
	for _, line := range found.of(l.Kind) {
		period := askedPeriod{Name: line.Period.Name, Agency: v.agencyWords(line.Agency), Due: longOrBlank(line.Due), State: v.stateOf(&line)}
		if got := line.Received; got != nil {
			period.Received, period.Href = stamp(got.LoadedAt)+", "+count(got.Rows, "row", "rows"), "/send-received/"+got.ID
		}
		view.Periods = append(view.Periods, period)
	}
	for i := range l.Columns {
		view.Columns = append(view.Columns, askedColumn{l.Columns[i].Words, l.Columns[i].NeededWords()})
	}
	shell := v.shell(l.Name, v.now)
	v.sendTrail(&shell)
	return sendKindTemplate.write(w, http.StatusOK, shell, view)
}

// agencyWords name the agency that a file is from: the council where none is named.
func (v *visit) agencyWords(id string) string {
	if id == "" {
		return v.now.Plan.AuthorityName
	}
	return v.now.Plan.AgencyName(id)
}

// sendTemplate gives the workbook to fill in, with the agency's name in it.
func (s *Server) sendTemplate(w http.ResponseWriter, r *http.Request, v *visit) error {
	found, l, err := v.askedOf(r.PathValue("id"))
	if err != nil {
		return err
	}
	agency := ""
	if !v.several() {
		agency = v.now.Plan.AgencyName(v.caller.Agency)
	}
	made, err := local.Template(found.pack, l.Kind, agency)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", sheetKind)
	w.Header().Set("Content-Disposition", `attachment; filename="`+strings.ReplaceAll(l.Kind, "_", "-")+xlsxEnding+`"`)
	_, err = w.Write(made)
	return err
}

func (v *visit) sendTrail(shell *govuk.Shell) {
	shell.Breadcrumbs = &govuk.Breadcrumbs{Items: []govuk.Breadcrumb{{Text: "Files we ask for", Href: "/send"}}}
}
