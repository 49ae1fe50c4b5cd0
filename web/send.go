package web

import (
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/change"
	"throughline/ingest/local"
	"throughline/measure"
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
		{Pattern: "GET /send-looked/{id}/give-up", Needs: access.SendFiles, handle: s.giveUpFilePage},
		{Pattern: "POST /send-looked/{id}/give-up", Needs: access.SendFiles, handle: s.giveUpFile},
	}
}

// askedPeriods is how many periods that were over an agency is shown.
const askedPeriods = 4

// asks is what the pack in use asks of agencies, on the day.
type asks struct {
	pack  *practice.Pack
	kinds []local.Layout
}

// asksOf gives the files that the caller may send: those that their agency is asked for. Whoever counts for the council may send for any.
func (v *visit) asksOf() (*asks, error) {
	pack, err := v.s.app.PackAt(v.r.Context(), v.caller, app.When{})
	if err != nil {
		return nil, err
	}
	agency, _ := v.now.Plan.Agencies.Get(v.caller.Agency)
	found := &asks{pack: pack}
	for _, kind := range local.Kinds(pack) {
		l, ok := local.Of(pack, kind)
		if ok && l.Send.Asked() && (v.caller.May(access.LoadReturns) || isAsked(&l.Send, agency, v.caller.Council)) {
			found.kinds = append(found.kinds, l)
		}
	}
	return found, nil
}

// isAsked says whether an agency is asked for a file. What names no kind of agency is the council's own to send.
func isAsked(send *practice.Send, agency *plan.Agency, council bool) bool {
	if len(send.From) == 0 {
		return council
	}
	return agency != nil && slices.ContainsFunc(send.From, func(kind string) bool {
		asked, is := agencyWords(kind), agencyWords(agency.Kind)
		return allAmong(asked, is) || allAmong(is, asked)
	})
}

// agencyWords are the words of a kind of agency, as councils type them: an NHS trust whose kind says no more is asked as a community trust is.
func agencyWords(kind string) (words []string) {
	for word := range strings.FieldsSeq(strings.ToLower(kind)) {
		words = append(words, strings.TrimSuffix(word, "s"))
	}
	return words
}

func allAmong(some, all []string) bool {
	return len(some) > 0 && !slices.ContainsFunc(some, func(word string) bool { return !slices.Contains(all, word) })
}

// askedOf gives one kind that the caller may send. Any other isn't there for them.
func (v *visit) askedOf(kind string) (*asks, *local.Layout, error) {
	found, err := v.asksOf()
	if err != nil {
		return nil, nil, err
	}
	for i := range found.kinds {
		if found.kinds[i].Kind == kind {
			return found, &found.kinds[i], nil
		}
	}
	return nil, nil, change.Missing("file that we ask for")
}

type sendView struct {
	Agency string
	Kinds  []askedLine
}

// askedLine is one file that is asked for.
type askedLine struct{ Name, Href, Who, Each, Due string }

var sendListTemplate = newPage[sendView]("send.tmpl")

func (s *Server) sendPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	found, err := v.asksOf()
	if err != nil {
		return err
	}
	view := sendView{Agency: v.now.Plan.AgencyName(v.caller.Agency)}
	for i := range found.kinds {
		l := &found.kinds[i]
		line := askedLine{Name: l.Name, Href: "/send/" + l.Kind, Who: l.Send.Who, Each: eachPeriod[l.Send.Each]}
		if periods := found.periods(l, v.now.Plan.Day); len(periods) > 0 {
			line.Due = periodDue(&periods[0], l.Send.Within)
		}
		view.Kinds = append(view.Kinds, line)
	}
	return sendListTemplate.write(w, http.StatusOK, v.shell("Files we ask for", v.now), view)
}

// eachPeriod are periods in words.
var eachPeriod = map[practice.Period]string{
	"month": "Each month", "quarter": "Each quarter", "year_to_31_march": "Each year to 31 March", "school_term": "Each school term", "day": "Each day",
}

// periods are those that were over on a day and that a file was due for, the latest first.
func (a *asks) periods(l *local.Layout, day calendar.Date) []measure.Period {
	all := measure.Complete(l.Send.Each, day, askedPeriods, a.pack.Rules(day).Terms)
	slices.Reverse(all)
	return all
}

// periodDue says a period, and by when its file is due.
func periodDue(p *measure.Period, within int) string {
	words := p.Name
	if due, err := calendar.AddWorkingDays(p.Last, within); err == nil {
		words += ", by " + due.Long()
	}
	return words
}

type sendKindView struct {
	Name, Help, Template string
	New                  string // where a file is checked
	Facts                []factRow
	Periods              []askedPeriod
	Columns              []askedColumn
}

// askedPeriod is one period that a file is for.
type askedPeriod struct{ Name, Due string }

// askedColumn is one column of the file.
type askedColumn struct{ Words, Needed string }

var sendKindTemplate = newPage[sendKindView]("send_kind.tmpl")

func (s *Server) sendKindPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	v.when, v.moment = nowAsked()
	found, l, err := v.askedOf(r.PathValue("id"))
	if err != nil {
		return err
	}
	view := sendKindView{Name: l.Name, Help: l.Help, Template: "/send/" + l.Kind + "/template.xlsx", New: "/send/" + l.Kind + "/new", Facts: []factRow{
		{Key: "Who sends it", Lines: []string{l.Send.Who}}, {Key: "How often", Lines: []string{eachPeriod[l.Send.Each]}},
		{Key: "By when", Lines: []string{count(l.Send.Within, "working day", "working days") + " after the period"}},
	}}
	for _, p := range found.periods(l, v.now.Plan.Day) {
		due := ""
		if day, err := calendar.AddWorkingDays(p.Last, l.Send.Within); err == nil {
			due = day.Long()
		}
		view.Periods = append(view.Periods, askedPeriod{p.Name, due})
	}
	for i := range l.Columns {
		view.Columns = append(view.Columns, askedColumn{l.Columns[i].Words, l.Columns[i].NeededWords()})
	}
	shell := v.shell(l.Name, v.now)
	v.sendTrail(&shell)
	return sendKindTemplate.write(w, http.StatusOK, shell, view)
}

// sendTemplate gives the workbook to fill in, with the agency's name in it.
func (s *Server) sendTemplate(w http.ResponseWriter, r *http.Request, v *visit) error {
	found, l, err := v.askedOf(r.PathValue("id"))
	if err != nil {
		return err
	}
	made, err := local.Template(found.pack, l.Kind, v.now.Plan.AgencyName(v.caller.Agency))
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
