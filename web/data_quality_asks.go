package web

import (
	"net/http"
	"slices"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/calendar"
	"throughline/plan"
	"throughline/practice"
	"throughline/web/govuk"
)

func (s *Server) dataAskPages() []Route {
	return []Route{
		{Pattern: "POST /data-quality/ask", Needs: access.LoadReturns, handle: s.askForData},
		{Pattern: "GET /data-asks/{id}", Needs: access.ReadPlan, handle: s.dataAskPage},
		{Pattern: "POST /data-asks/{id}", Needs: access.ReadPlan, handle: s.closeDataAsk},
	}
}

// askee is whoever can be asked: one of the two.
type askee struct {
	role   access.Role
	agency string
}

// askOutcomeWords are what an ask was ended with, in words.
var askOutcomeWords = map[app.AskOutcome]string{
	app.AskRecorded: "It is recorded now", app.AskSent: "It is in a file that was sent", app.AskCannot: "It can’t be supplied", app.AskTakenBack: "The ask is taken back",
}

// asksOfPage is what a page of what is missing knows of asks.
type asksOfPage struct {
	all  []app.AskedAt
	may  bool // ask
	pack *practice.Pack
	plan *plan.Plan
}

func (v *visit) asksFor(q *app.DataQuality) (*asksOfPage, error) {
	all, err := v.s.app.AsksAt(v.r.Context(), v.caller, q, v.when)
	if err != nil {
		return nil, err
	}
	return &asksOfPage{all: all, may: v.Now() && v.caller.May(access.LoadReturns), pack: q.Pack, plan: v.now.Plan}, nil
}

// cell shows what was asked of one thing, with what changed since, and a button for each who can still be asked.
func (a *asksOfPage) cell(ask app.DataAsk, name string, of []askee) sheetCell {
	var cell sheetCell
	asked := map[askee]bool{}
	for i := range a.all {
		had := &a.all[i]
		if !had.Open() || had.About != ask.About || had.Of != ask.Of || ask.About == app.AskFile && (had.From != ask.From || had.Until != ask.Until || had.Agency != ask.Agency) {
			continue
		}
		asked[askee{had.Role, had.Agency}] = true
		cell.Links = append(cell.Links, pageLink{Text: a.askedWords(had), Href: "/data-asks/" + had.ID, About: sinceWords(had)})
	}
	if !a.may {
		return cell
	}
	for _, one := range of {
		if asked[one] {
			continue
		}
		hidden := []mergeHidden{{"about", ask.About}, {"of", ask.Of}}
		if one.agency != "" {
			hidden = append(hidden, mergeHidden{"agency", one.agency})
		} else {
			hidden = append(hidden, mergeHidden{"role", string(one.role)})
		}
		if ask.About == app.AskFile {
			hidden = append(hidden, mergeHidden{"from", ask.From.String()}, mergeHidden{"until", ask.Until.String()})
		}
		cell.Buttons = append(cell.Buttons, cellButton{Action: "/data-quality/ask", Text: "Ask " + a.nameOf(one), About: "for what is missing: " + name, Hidden: hidden})
	}
	return cell
}

func (a *asksOfPage) nameOf(one askee) string {
	if one.agency != "" {
		return a.plan.AgencyName(one.agency)
	}
	return roleAsked(one.role)
}

// roleAsked names everybody who has a role.
func roleAsked(role access.Role) string {
	if name, given := map[access.Role]string{access.LADO: "the LADO’s service", access.PlanOwner: "the plan’s owner"}[role]; given {
		return name
	}
	return strings.ToLower(role.Name()) + "s"
}

func (a *asksOfPage) askedWords(ask *app.AskedAt) string {
	return "Asked " + a.nameOf(askee{ask.Role, ask.Agency}) + " on " + ask.On.Long()
}

// sinceWords say what was missing when it was asked for, and what is now.
func sinceWords(ask *app.AskedAt) string {
	if ask.About == app.AskFile {
		if ask.Now == 0 {
			return "There was no return. It has come since."
		}
		return "There was no return, and there is none yet."
	}
	was := "Then " + plan.Number(ask.Missing) + " couldn’t be told" + ofPeriod(ask.Period) + ". "
	switch {
	case ask.Now == 0:
		return was + "Now there are none."
	case ask.Now == ask.Missing && ask.Latest == ask.Period:
		return was + "It is the same now."
	}
	return was + "Now it is " + plan.Number(ask.Now) + ofPeriod(ask.Latest) + "."
}

func ofPeriod(name string) string {
	if name == "" {
		return ""
	}
	return " in the figure for " + name
}

// table lists what was asked, the latest first, with what changed since and what came of it.
func (a *asksOfPage) table() sheetTable {
	table := sheetTable{
		Heading: "What was asked for", Caption: "What somebody was asked to supply", Head: []string{"What", "Who was asked", "What changed since", "What came of it"},
		Empty: "Nobody was asked for anything.",
	}
	for i := range a.all[:min(len(a.all), asksShown)] {
		ask := &a.all[i]
		came := tagged("Open", "blue")
		if !ask.Open() {
			came = words(askOutcomeWords[ask.Outcome], ask.ClosedName+", "+ask.ClosedOn.Long())
		}
		table.Rows = append(table.Rows, sheetRow{Cells: []sheetCell{
			linked(ask.Name, "/data-asks/"+ask.ID), words(a.askedWords(ask), "By "+ask.ByName), words(sinceWords(ask)), came,
		}})
	}
	return table
}

// asksShown bounds the list of what was asked; all of it is in the audit trail.
const asksShown = 100

// askedOfMeasure and askedOfClock say who can be asked for what is missing.
func (a *asksOfPage) askedOfMeasure(m *practice.Measure) (all []askee) {
	switch {
	case m.Of.Rows != "":
		return []askee{{role: roleOfRows(m.Of.Rows)}}
	case m.Of.Kind != "":
		return a.askedOfKind(m.Of.Kind)
	}
	for _, code := range m.Of.Clocks {
		for _, c := range a.pack.Clock(code) {
			all = append(all, a.askedOfClock(c)...)
		}
	}
	return onceEach(all)
}

func (a *asksOfPage) askedOfClock(c *practice.Clock) (all []askee) {
	for _, list := range [][]practice.When{c.Start, c.End} {
		for _, w := range list {
			all = append(all, a.askedOfEvent(w.Event)...)
		}
	}
	return onceEach(all)
}

func (a *asksOfPage) askedOfEvent(event string) []askee {
	for _, k := range a.pack.Kinds {
		if slices.ContainsFunc(k.Events, func(e practice.Event) bool { return e.Code == event }) {
			return a.askedOfKind(k.Code)
		}
	}
	about, _, _ := strings.Cut(event, ".")
	switch about {
	case "care", "placement", "eligible":
		return []askee{{role: access.SocialWorker}}
	case "review":
		return []askee{{role: access.ReviewingOfficer}}
	case "inspection_report", "written_statement", "draft_plan":
		return []askee{{role: access.PlanOwner}}
	}
	return []askee{{role: access.TeamManager}}
}

// askedOfKind are the agencies that are asked for files of a kind; where there are none, the role that keeps such records.
func (a *asksOfPage) askedOfKind(code string) (all []askee) {
	for _, k := range a.pack.Kind(code) {
		for agency := range a.plan.Agencies.All() {
			if k.Send.Asks(agency.Kind) && a.plan.AgencyName(agency.ID) != "" {
				all = append(all, askee{agency: agency.ID})
			}
		}
	}
	if len(all) > 0 {
		return onceEach(all)
	}
	for prefix, role := range rolesOfKinds {
		if strings.HasPrefix(code, prefix) {
			return []askee{{role: role}}
		}
	}
	return []askee{{role: access.TeamManager}}
}

// rolesOfKinds is who keeps records of a kind, by how its code begins; anything else is the team manager's to find out.
var rolesOfKinds = map[string]access.Role{
	"review_": access.ReviewingOfficer, "reviewing_officer": access.ReviewingOfficer, "lado_": access.LADO, "early_help": access.EarlyHelpWorker, "out_of_hours": access.DutyWorker,
	"money_package": access.FinanceOfficer, "health_": access.HealthProfessional, "initial_health": access.HealthProfessional, "dental_": access.HealthProfessional,
	"psychology": access.Psychologist, "personal_education": access.EducationProfessional,
}

func roleOfRows(source string) access.Role {
	switch source {
	case "reviews_held", "review_recipients", "reviewing_officers":
		return access.ReviewingOfficer
	case "assessments_authorised", "initial_conferences":
		return access.TeamManager
	}
	return access.SocialWorker
}

func onceEach(all []askee) (once []askee) {
	for _, one := range all {
		if !slices.Contains(once, one) {
			once = append(once, one)
		}
	}
	return once
}

// missingFiles are the files of other agencies that have not come for their latest period.
func (v *visit) missingFiles(asks *asksOfPage) (sheetTable, error) {
	table := sheetTable{
		Heading: "By file that no return carries", Caption: "Files that have not come for their latest period", Head: []string{"File", "Period", "Who sends it", "Asked"},
		Empty: "Every agency sent its files for the latest period.",
	}
	lines, err := v.s.app.LocalFilesOf(v.r.Context(), v.caller)
	if err != nil {
		return table, err
	}
	latest := map[[2]string]calendar.Date{}
	for i := range lines {
		key := [2]string{lines[i].Kind, lines[i].Agency}
		if lines[i].Period.Last.After(latest[key]) {
			latest[key] = lines[i].Period.Last
		}
	}
	for i := range lines {
		line := &lines[i]
		if line.Received != nil || line.Agency == "" || v.caller.Council && line.Agency == v.caller.Agency || line.Period.Last != latest[[2]string{line.Kind, line.Agency}] {
			continue
		}
		state := v.stateOf(line)
		ask := app.DataAsk{About: app.AskFile, Of: line.Kind, From: line.Period.First, Until: line.Period.Last, Agency: line.Agency}
		table.Rows = append(table.Rows, sheetRow{Cells: []sheetCell{
			linked(line.Name, "/send/"+line.Kind), {Lines: []string{line.Period.Name}, Tag: &state}, words(v.agencyWords(line.Agency)),
			asks.cell(ask, line.Name, []askee{{agency: line.Agency}}),
		}})
	}
	return table, nil
}

func (s *Server) askForData(w http.ResponseWriter, r *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ask := app.DataAsk{About: form.Text("about"), Of: form.Text("of"), Role: access.Role(form.Text("role")), Agency: form.Text("agency")}
	if ask.About == app.AskFile { // a day that can't be read is refused as no period
		ask.From, _ = calendar.Parse(form.Text("from"))
		ask.Until, _ = calendar.Parse(form.Text("until"))
	}
	if _, err := s.app.AskForData(r.Context(), v.caller, ask); err != nil {
		return err
	}
	return v.done(w, "They have been asked. It stands on their first page until somebody says what came of it.", "/data-quality")
}

// askFacts are what an ask says.
func (v *visit) askFacts(ask *app.AskedAt) []factRow {
	page := &asksOfPage{plan: v.now.Plan}
	facts := []factRow{
		{Key: "What is missing", Lines: []string{ask.Name}}, {Key: "Who was asked", Lines: []string{page.askedWords(ask), "By " + ask.ByName}},
		{Key: "What changed since", Lines: []string{sinceWords(ask)}},
	}
	if ask.About == app.AskFile && v.caller.May(access.SendFiles) {
		facts = append(facts, factRow{Key: "Where to send it", Links: []pageLink{{Text: "The file, with a workbook to fill in", Href: "/send/" + ask.Of}}})
	}
	if !ask.Open() {
		facts = append(facts, factRow{Key: "What came of it", Lines: []string{askOutcomeWords[ask.Outcome], ask.ClosedName + ", " + ask.ClosedOn.Long()}})
	}
	return facts
}

func (s *Server) dataAskPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	ask, err := s.app.DataAskOf(r.Context(), v.caller, r.PathValue("id"))
	if err != nil {
		return err
	}
	return v.askOutcome(w, http.StatusOK, v.start(), &ask)
}

func (v *visit) askOutcome(w http.ResponseWriter, status int, form *govuk.Form, ask *app.AskedAt) error {
	back := "/home"
	if v.caller.May(access.ReadMeasures) {
		back = "/data-quality"
	}
	view := askView{
		Form: form, Heading: "Asked for what is missing", Rows: v.askFacts(ask), Action: "/data-asks/" + ask.ID,
		Cancel: &pageLink{Text: "Back", Href: back}, About: []string{"A blank counts as “cannot tell” until it is filled in. Record it where you record it always, or send the file."},
	}
	may := v.caller.May(access.LoadReturns)
	if ask.Open() && (may || ask.IsTo(v.caller)) {
		var choices []govuk.Choice
		for _, outcome := range app.AskOutcomes {
			if outcome != app.AskTakenBack || may {
				choices = append(choices, govuk.Choice{Value: string(outcome), Text: askOutcomeWords[outcome]})
			}
		}
		view.Button, view.Fields = "End the ask", []govuk.Component{form.Radios("outcome", "What came of it?", choices)}
	}
	return v.ask(w, status, view)
}

func (s *Server) closeDataAsk(w http.ResponseWriter, r *http.Request, v *visit) error {
	ask, err := s.app.DataAskOf(r.Context(), v.caller, r.PathValue("id"))
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	if _, err := s.app.CloseDataAsk(r.Context(), v.caller, ask.ID, app.AskOutcome(form.Value("outcome"))); err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askOutcome(w, status, form, &ask)
	}
	back := "/home"
	if v.caller.May(access.ReadMeasures) {
		back = "/data-quality"
	}
	return v.done(w, "The ask is ended. What you said is kept with it.", back)
}

// askedOfMe are the open asks to the caller, for their own pages.
func (v *visit) askedOfMe() (lines []pageLink, err error) {
	if !v.Now() {
		return nil, nil
	}
	asks, err := v.s.app.NamedAsks(v.r.Context(), v.caller)
	for i := range asks {
		about := "Asked on " + asks[i].On.Long() + " by " + asks[i].ByName + "."
		if asks[i].About != app.AskFile {
			about = plan.Number(asks[i].Missing) + " couldn’t be told. " + about
		}
		lines = append(lines, pageLink{Text: asks[i].Name, Href: "/data-asks/" + asks[i].ID, About: about})
	}
	return lines, err
}
