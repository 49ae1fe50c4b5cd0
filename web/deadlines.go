package web

import (
	"net/http"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/practice"
	"throughline/web/govuk"
)

func (s *Server) deadlinesPages() []Route {
	return []Route{
		{Pattern: "GET /deadlines", Needs: access.ReadMeasures, handle: s.deadlinesPage},
		{Pattern: "GET /casework/people/{id}/deadlines", Needs: access.ReadMeasures, handle: s.personDeadlinesPage},
	}
}

// due is one deadline as the pages are told of it.
type due struct {
	Who     pageLink // without an address where there is no page of them
	Subject string
	Clock   string          // its name
	Basis   *practice.Basis // what the clock rests on
	Day     calendar.Date
	DueText string
	State   deadline.State
	Why     string
	Words   string // how the limit was reached, with the convention
}

// dueLine is one deadline on a page.
type dueLine struct {
	Who                    pageLink
	Clock, Due, Why, Words string
	Tag                    govuk.Tag
	Basis                  []govuk.Tag
	Far                    string // how far off it is, in words
}

type deadlinesView struct {
	moment
	Bar     purposeBar
	Person  bool // of one person alone
	Heading string
	Caption string
	About   string
	Day     string
	Choose  []govuk.Select
	Rows    []dueLine
	From    int
	Until   int
	Total   int
	Pages   *govuk.Pagination
	Back    *pageLink
	Empty   string
}

var deadlinesTemplate = newPage[deadlinesView]("deadlines.tmpl")

// openStates are those that a page begins with: what asks for something.
var openStates = []deadline.State{deadline.Overdue, deadline.CannotTell, deadline.Running}

const everyState = "all"

// statesAsked are the states that an address asks for.
func statesAsked(text string) []deadline.State {
	switch text {
	case "":
		return openStates
	case everyState:
		return nil
	default:
		return []deadline.State{deadline.State(text)}
	}
}

func stateChoice(chosen string) govuk.Select {
	items := []govuk.SelectItem{govuk.Option("", "Not settled yet"), govuk.Option(everyState, "Every state")}
	for _, s := range deadline.States {
		items = append(items, govuk.Option(string(s), s.Name()))
	}
	return govuk.Select{Name: "state", ID: "state", Value: chosen, Items: items, Label: govuk.Label{Text: "State"}}
}

// dueLine is a deadline as it is shown on a day.
func (v *visit) dueLine(d *due, day calendar.Date) dueLine {
	line := dueLine{Who: d.Who, Clock: d.Clock, Due: orNothing(d.DueText, "No date"), Why: d.Why, Words: d.Words, Tag: stateTag(d.State), Far: farWords(d.State, d.Day, day)}
	if line.Who.Href != "" {
		line.Who.Href = v.To("/casework/people/" + d.Subject + "/deadlines")
	}
	if d.Basis != nil {
		line.Basis = basisTags(d.Basis)
	}
	return line
}

// farWords say how far off a deadline is that is not settled.
func farWords(state deadline.State, last, day calendar.Date) string {
	if last.IsZero() || state != deadline.Overdue && state != deadline.Running {
		return ""
	}
	days := last.Sub(day)
	switch {
	case days == 0:
		return "Today is the last day"
	case days > 0:
		return count(days, "day") + " left"
	default:
		return count(-days, "day") + " overdue"
	}
}

func (s *Server) deadlinesPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	q := r.URL.Query()
	page, err := pageAsked(q)
	if err != nil {
		return err
	}
	pack, err := v.pack()
	if err != nil {
		return err
	}
	mayTie := v.caller.May(access.ReadCasework)
	whose := q.Get("whose")
	if whose == "" && !mayTie {
		whose = everyState
	}
	want := app.WantedDeadlines{States: statesAsked(q.Get("state")), Tied: whose == ""}
	if clock := q.Get("clock"); clock != "" {
		want.Clocks = []string{clock}
	}
	from := (page - 1) * listRows
	all, total, err := v.dueList(want, from, listRows)
	if err != nil {
		return err
	}
	v.readAll()
	view := deadlinesView{
		moment: v.moment, Bar: v.bar(), Heading: "Deadlines", Day: st.Plan.Day.String(), Choose: []govuk.Select{clockChoice(pack, q.Get("clock")), stateChoice(q.Get("state"))},
		About: "The worst and the soonest first. That you listed them is recorded.",
		From:  from + 1, Until: from + len(all), Total: total, Pages: pagesOf(r.URL, page, (total+listRows-1)/listRows),
		Empty: "No deadline matches, of the children whom you may see for this reason.",
	}
	if mayTie {
		view.Choose = append(view.Choose, govuk.Select{Name: "whose", ID: "whose", Value: whose, Label: govuk.Label{Text: "Whose"}, Items: []govuk.SelectItem{
			govuk.Option("", "Children you or your team work with"), govuk.Option(everyState, "Every child whom you may see"),
		}})
	}
	for i := range all {
		view.Rows = append(view.Rows, v.dueLine(&all[i], st.Plan.Day))
	}
	return deadlinesTemplate.write(w, http.StatusOK, v.shell("Deadlines", st), view)
}

// clockChoice offers the clocks that are on.
func clockChoice(pack *practice.Pack, chosen string) govuk.Select {
	items := []govuk.SelectItem{govuk.Option("", "Every clock")}
	seen := map[string]bool{}
	for _, c := range pack.Clocks {
		if c.On && !seen[c.Code] {
			seen[c.Code] = true
			items = append(items, govuk.Option(c.Code, c.Name))
		}
	}
	return govuk.Select{Name: "clock", ID: "clock", Value: chosen, Items: items, Label: govuk.Label{Text: "Clock"}}
}

// personDeadlinesPage shows every deadline of somebody who is recorded here. Somebody who may not be seen is answered like somebody who is not there.
func (s *Server) personDeadlinesPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	names, err := v.childrenSeen([]string{id})
	if err != nil {
		return err
	}
	v.readAll()
	if names[id] == nil { // before anything is asked of their deadlines, so that nothing tells them from somebody who is not there
		return unseenPerson()
	}
	all, total, err := v.dueList(app.WantedDeadlines{Subjects: []string{id}}, 0, mostAtOnce)
	if err != nil {
		return err
	}
	v.readAll()
	view := deadlinesView{
		moment: v.moment, Bar: v.bar(), Person: true, Heading: "Deadlines", About: "The worst and the soonest first. Your looking at this is recorded.", Total: total, From: 1, Until: len(all),
		Empty: "No clock gives a deadline here that you may see for this reason.",
	}
	view.Caption, view.Back = names[id].NameOn(st.Plan.Day).Whole(), &pageLink{Text: "This person’s file", Href: v.To("/casework/people/" + id)}
	for i := range all {
		view.Rows = append(view.Rows, v.dueLine(&all[i], st.Plan.Day))
	}
	return deadlinesTemplate.write(w, http.StatusOK, v.shell("Deadlines of a child", st), view)
}
