package web

import (
	"errors"
	"net/http"
	"time"

	"throughline/access"
	"throughline/board"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

func (s *Server) publishingPages() []Route {
	return []Route{
		{Pattern: "GET /publishing", Needs: access.ReadPapers, handle: s.publishingPage},
		{Pattern: "GET /publishing/meetings", Needs: access.WritePaper, handle: s.meetingRulePage},
		{Pattern: "POST /publishing/meetings", Needs: access.WritePaper, handle: s.setMeetingRule},
		{Pattern: "GET /publishing/periods/new", Needs: access.HoldPapers, handle: s.newPeriodPage},
		{Pattern: "POST /publishing/periods/new", Needs: access.HoldPapers, handle: s.setPeriod},
		{Pattern: "GET /publishing/periods/{id}", Needs: access.HoldPapers, handle: s.periodPage},
		{Pattern: "POST /publishing/periods/{id}", Needs: access.HoldPapers, handle: s.setPeriod},
		{Pattern: "GET /publishing/periods/{id}/end", Needs: access.HoldPapers, handle: s.endPeriodPage},
		{Pattern: "POST /publishing/periods/{id}/end", Needs: access.HoldPapers, handle: s.endPeriod},
		{Pattern: "GET /papers/{id}/urgent", Needs: access.WritePaper, handle: s.urgentPage},
		{Pattern: "POST /papers/{id}/urgent", Needs: access.WritePaper, handle: s.sayUrgent},
		{Pattern: "GET /papers/{id}/embargo", Needs: access.PublishPaper, handle: s.embargoPage},
		{Pattern: "POST /papers/{id}/embargo", Needs: access.PublishPaper, handle: aboutEmbargo.send},
		{Pattern: "GET /papers/{id}/given", Needs: access.PublishPaper, handle: aboutGiving.page},
		{Pattern: "POST /papers/{id}/given", Needs: access.PublishPaper, handle: aboutGiving.send},
		{Pattern: "GET /papers/{id}/taken-back", Needs: access.PublishPaper, handle: aboutTakingBack.page},
		{Pattern: "POST /papers/{id}/taken-back", Needs: access.PublishPaper, handle: aboutTakingBack.send},
		{Pattern: "GET /papers/{id}/allow", Needs: access.HoldPapers, handle: aboutAllowing.page},
		{Pattern: "POST /papers/{id}/allow", Needs: access.HoldPapers, handle: aboutAllowing.send},
		{Pattern: "GET /papers/{id}/correct", Needs: access.WritePaper, handle: s.correctPage},
		{Pattern: "POST /papers/{id}/correct", Needs: access.WritePaper, handle: s.correct},
		{Pattern: "GET /papers/{id}/correction", Needs: access.WritePaper, handle: s.correctionPage},
		{Pattern: "POST /papers/{id}/correction", Needs: access.WritePaper, handle: s.editCorrection},
	}
}

// asking is a form about papers that makes one change to them.
type asking struct {
	form   *govuk.Form
	change board.Change
	again  func(status int) error // shows the form with what is wrong
	said   string                 // once it is done
	path   string                 // where to go then
}

// carryPaper makes the change of a form, or shows the form again with everything
// that is wrong with it.
func (v *visit) carryPaper(w http.ResponseWriter, a asking) error {
	if !a.form.OK() {
		if problems, ok := errors.AsType[change.Problems](v.s.app.TryPaper(v.r.Context(), v.caller, a.change)); ok && problems.Kind() == change.Invalid {
			for _, p := range problems {
				if a.form.Error(p.Field) == nil {
					wrongAt(a.form, p)
				}
			}
		}
		return a.again(http.StatusUnprocessableEntity)
	}
	_, err := v.s.app.EditPaper(v.r.Context(), v.caller, a.change)
	if err != nil {
		status, err := v.refused(a.form, err)
		if err != nil {
			return err
		}
		if status == http.StatusConflict {
			if err := v.reload(); err != nil {
				return err
			}
			a.form.Set(seenField)
		}
		return a.again(status)
	}
	return v.done(w, a.said, a.path)
}

// keptNow finds a published paper that is not public yet.
func (v *visit) keptNow() (*board.Paper, error) {
	paper, err := v.published()
	if err != nil {
		return nil, err
	}
	if v.now.Shelf.Public(paper, v.s.app.Now()) {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "The paper " + paper.Frozen.Reference + " is public. What is public can’t be kept back again, given in confidence or allowed."}}
	}
	return paper, nil
}

// aboutKept is a form about a paper that is not public yet: how it is asked,
// and the change it makes with what is said once that is done.
type aboutKept struct {
	ask    func(v *visit, w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error
	change func(v *visit, form *govuk.Form, paper *board.Paper) (ch board.Change, said string)
}

var (
	aboutEmbargo    = aboutKept{(*visit).askEmbargo, (*visit).moveEmbargo}
	aboutGiving     = aboutKept{(*visit).askGive, (*visit).give}
	aboutTakingBack = aboutKept{(*visit).askTakeBackGiven, (*visit).takeBackGiven}
	aboutAllowing   = aboutKept{(*visit).askAllow, (*visit).allow}
)

func (a aboutKept) page(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.keptNow()
	if err != nil {
		return err
	}
	form := v.start()
	v.seeing(form, paper.Version)
	return a.ask(v, w, http.StatusOK, form, paper)
}

func (a aboutKept) send(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.keptNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch, said := a.change(v, form, paper)
	return v.carryPaper(w, asking{form, ch, func(status int) error { return a.ask(v, w, status, form, paper) }, said, "/papers/" + paper.ID})
}

// keptWords says until when a paper is kept back, or is "".
func (v *visit) keptWords(paper *board.Paper) string {
	if paper.State != board.Published {
		return ""
	}
	return v.now.Shelf.PublicityOf(paper).Words(v.s.app.Now())
}

// kept records that the caller asked for a paper that is kept from them, if
// that is why it is not found.
func (v *visit) kept(id string) error {
	err := v.s.app.PaperKept(v.r.Context(), v.caller, id)
	if errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrUnavailable) {
		return err // it is refused either way; that it went unrecorded must be known
	}
	return nil
}

// embargoFields ask until when a paper is embargoed.
func embargoFields(form *govuk.Form, reason string) []govuk.Component {
	clock := hinted(form.Input("embargo_time", "Time of day"), "In London. For example, 9:30am or 14:00. Leave it blank for the start of the day.")
	clock.Classes = "govuk-input--width-10"
	return []govuk.Component{dateField(form, "embargo", "Embargoed until", "For example, 9 4 2013."), clock, form.Textarea(reason, "Why?")}
}

// embargoTyped reads the answers to embargoFields.
func embargoTyped(form *govuk.Form) time.Time {
	day := typedDate(form, "embargo", "The day on which the embargo ends", false)
	hour, minute := 0, 0
	if text := form.Text("embargo_time"); text != "" {
		var err error
		if hour, minute, err = board.ParseClock(text); err != nil {
			form.Wrong("embargo_time", change.UpperFirst(err.Error())+".")
			return time.Time{}
		}
	}
	if day.IsZero() {
		if form.OK() {
			form.WrongAt("embargo", "embargo-day", "Enter the day on which the embargo ends.")
		}
		return time.Time{}
	}
	until, err := board.InLondon(day, hour, minute)
	if err != nil {
		form.Wrong("embargo_time", change.UpperFirst(err.Error())+".")
	}
	return until
}

func (s *Server) embargoPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.keptNow()
	if err != nil {
		return err
	}
	form := v.start()
	if until := paper.Embargo.Until; len(form.Values("embargo-day")) == 0 && until.After(s.app.Now()) {
		setDate(form, "embargo", calendar.DayOf(until))
		fill(form, "embargo_time", until.In(calendar.London()).Format("3:04pm"))
	}
	fill(form, "what", "move")
	v.seeing(form, paper.Version)
	return v.askEmbargo(w, http.StatusOK, form, paper)
}

func (v *visit) askEmbargo(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	if form.Value(seenField) == "" {
		v.seeing(form, paper.Version)
	}
	about := []string{v.keptWords(paper) + ". Nobody else finds the paper until then.", "The paper itself stays as it was frozen. Your reason is kept in its audit trail."}
	if v.now.Shelf.PublicityOf(paper).Hold != nil {
		about = append(about, "The pre-election period holds the paper whatever its embargo says. "+board.HoldLaw+".")
	}
	fields := []govuk.Component{form.Radios("what", "What should change?", []govuk.Choice{
		{Value: "lift", Text: "Lift the embargo now"}, {Value: "move", Text: "Change when it ends", Hint: govuk.HintText("Earlier or later")},
	})}
	fields = append(fields, embargoFields(form, "reason")...)
	if days, err := v.now.Shelf.ClearDaysOf(paper, calendar.Date{}); err == nil && days != nil && paper.Urgency == nil {
		fields = append(fields, heading("If the paper becomes late"), note(days.ByWords(paper.Meeting)+". Later than that it needs the reason of whoever chairs the meeting."),
			form.Input("urgency_by", "Who chairs the meeting"), form.Textarea("urgency_reason", "Why is the item urgent?"))
	}
	return v.ask(w, status, askView{
		Form: form, Caption: paper.Frozen.Reference + " " + paper.Title, Heading: "Change the embargo", Action: "/papers/" + paper.ID + "/embargo", Hidden: seenOf(form),
		About: about, Fields: fields, Button: "Change the embargo", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	})
}

func (v *visit) moveEmbargo(form *govuk.Form, paper *board.Paper) (board.Change, string) {
	ch := board.MoveEmbargo{ID: paper.ID, Seen: seenIn(form), Reason: form.Text("reason"), UrgencyBy: form.Text("urgency_by"), UrgencyReason: form.Text("urgency_reason")}
	said := "The embargo has been lifted."
	switch form.Value("what") {
	case "lift":
	case "move":
		if ch.Until = embargoTyped(form); !ch.Until.IsZero() {
			said = "The paper is now embargoed until " + board.InstantWords(ch.Until) + "."
		}
	default:
		form.Wrong("what", "Choose whether to lift the embargo or to change when it ends.")
	}
	return ch, said
}

// readersToChoose lists those who may read papers and were not given this one.
func (v *visit) readersToChoose(paper *board.Paper) (all []govuk.SelectItem) {
	today := v.s.app.Today()
	for m := range v.now.Plan.Memberships.All() {
		caller, ok := v.now.Plan.CallerFor(m.ID, v.caller.Authority, today)
		if !ok || !caller.May(access.ReadPapers) || caller.May(access.WritePaper) || paper.GivenTo(m.ID) {
			continue
		}
		all = append(all, govuk.Option(m.ID, m.Name+", "+v.now.Plan.AgencyName(m.Agency)))
	}
	return all
}

func (v *visit) askGive(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	if form.Value(seenField) == "" {
		v.seeing(form, paper.Version)
	}
	return v.ask(w, status, askView{
		Form: form, Caption: paper.Frozen.Reference + " " + paper.Title, Heading: "Give the paper in confidence", Action: "/papers/" + paper.ID + "/given", Hidden: seenOf(form), Rows: v.givenRows(paper),
		About: []string{v.keptWords(paper) + ".", "Whoever is given the paper finds it in their own list until then, marked with the embargo. That you gave it, and why, stays on record. Exempt items stay closed to those who may not read them."},
		Fields: []govuk.Component{
			form.Select("membership", "Who is given the paper?", append(items("", "Choose a person"), v.readersToChoose(paper)...)), form.Textarea("reason", "Why?"),
		},
		Button: "Give the paper in confidence", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	})
}

// givenRows tell who was given a paper before it is public.
func (v *visit) givenRows(paper *board.Paper) (rows []factRow) {
	if paper.Embargo == nil {
		return nil
	}
	for _, g := range paper.Embargo.Given {
		row := factRow{Key: "Given to " + g.Name, Lines: []string{"On " + g.On.Long() + " by " + nameOf(v.now.Plan, g.By) + ": " + g.Reason}}
		if end := g.TakenBack; end != nil {
			row.Lines = append(row.Lines, "Taken back on "+end.On.Long()+" by "+nameOf(v.now.Plan, end.By)+": "+end.Reason)
		}
		rows = append(rows, row)
	}
	return rows
}

func (v *visit) give(form *govuk.Form, paper *board.Paper) (board.Change, string) {
	ch := board.GiveInConfidence{ID: paper.ID, Seen: seenIn(form), Membership: form.Value("membership"), Reason: form.Text("reason")}
	return ch, nameOf(v.now.Plan, ch.Membership) + " can read the paper in confidence from now on."
}

func (v *visit) askTakeBackGiven(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	if form.Value(seenField) == "" {
		v.seeing(form, paper.Version)
	}
	view := askView{
		Form: form, Caption: paper.Frozen.Reference + " " + paper.Title, Heading: "Take the paper back", Action: "/papers/" + paper.ID + "/taken-back", Hidden: seenOf(form), Rows: v.givenRows(paper),
		Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	}
	choices := items("", "Choose a person")
	for _, g := range paper.Embargo.Given {
		if g.TakenBack == nil {
			choices = append(choices, govuk.Option(g.Membership, g.Name))
		}
	}
	if len(choices) == 1 {
		view.About = []string{"Nobody has been given this paper in confidence."}
		return v.ask(w, status, view)
	}
	view.About = []string{"The person finds the paper no more until it is public. What they read or kept can’t be taken back, and that they were given it stays on record."}
	view.Fields, view.Button = []govuk.Component{form.Select("membership", "Whose paper is taken back?", choices), form.Textarea("reason", "Why?")}, "Take the paper back"
	return v.ask(w, status, view)
}

func (v *visit) takeBackGiven(form *govuk.Form, paper *board.Paper) (board.Change, string) {
	return board.TakeBack{ID: paper.ID, Seen: seenIn(form), Membership: form.Value("membership"), Reason: form.Text("reason")}, "The paper has been taken back."
}

func (v *visit) askAllow(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	if form.Value(seenField) == "" {
		v.seeing(form, paper.Version)
	}
	var grounds []govuk.Choice
	for _, g := range board.Grounds {
		grounds = append(grounds, govuk.Choice{Value: string(g), Text: g.Words()})
	}
	return v.ask(w, status, askView{
		Form: form, Caption: paper.Frozen.Reference + " " + paper.Title, Heading: "Allow the paper in the pre-election period", Action: "/papers/" + paper.ID + "/allow", Hidden: seenOf(form),
		About: []string{
			v.keptWords(paper) + ".", "Read the paper first: it is frozen, so what you allow is what becomes public. If it is embargoed too, it waits for that.",
			"The council’s monitoring officer decides this, or whoever they trust with it. The law: " + board.HoldLaw + ".",
		},
		Fields: []govuk.Component{form.Radios("ground", "What lets it be public now?", grounds), form.Textarea("reason", "Why?")},
		Button: "Allow the paper", Grave: true, Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	})
}

func (v *visit) allow(form *govuk.Form, paper *board.Paper) (board.Change, string) {
	return board.AllowInHold{ID: paper.ID, Seen: seenIn(form), Ground: board.Ground(form.Value("ground")), Reason: form.Text("reason")},
		"The paper may be public in the pre-election period."
}
