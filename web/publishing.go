package web

import (
	"net/http"

	"throughline/access"
	"throughline/board"
	"throughline/change"
	"throughline/web/govuk"
)

// publishingPage tells what decides when papers become public: pre-election
// periods, and how each committee meets.
func (s *Server) publishingPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	view := sheet{
		Heading: "When papers become public", Links: []pageLink{{Text: "Papers", Href: v.To("/papers")}},
		About: []string{
			"A paper is held back in a pre-election period unless somebody who may do so says why it can be public. Both days of a period are in it. The law: " + board.HoldLaw + ".",
			"Papers of a committee of the council are open to inspection five clear days before its meeting (Local Government Act 1972, section 100B, as SI 2002/715 amended it), and of its executive too (SI 2012/2089, regulation 6). " + board.ClearDaysSource,
		},
	}
	mayHold := v.Now() && v.caller.May(access.HoldPapers)
	if mayHold {
		view.Links = append(view.Links, pageLink{Text: "Set a pre-election period", Href: "/publishing/periods/new"})
	}
	if v.Now() && v.caller.May(access.WritePaper) {
		view.Links = append(view.Links, pageLink{Text: "Record how a committee or board meets", Href: "/publishing/meetings"})
	}
	periods := sheetTable{Heading: "Pre-election periods", Caption: "Pre-election periods", Head: []string{"Election", "First day", "Last day", "Source", "Set by", "Now"}, Empty: "No pre-election period is recorded."}
	for h := range st.Shelf.Holds() {
		name := words(h.Election + ", polling day " + h.Poll.Long())
		if mayHold && !h.Over(s.app.Now()) {
			name = linked(h.Election+", polling day "+h.Poll.Long(), "/publishing/periods/"+h.ID)
		}
		setBy := []string{nameOf(v.now.Plan, h.SetBy) + ", " + h.SetOn.Long()}
		if h.Reason != "" {
			setBy = append(setBy, "Changed: "+h.Reason)
		}
		periods.Rows = append(periods.Rows, sheetRow{[]sheetCell{name, words(h.From.Long()), words(h.To.Long()), words(h.Source), words(setBy...), words(v.periodNow(h)...)}})
	}
	rules := sheetTable{Heading: "How committees and boards meet", Caption: "How committees and boards meet", Head: []string{"Committee or board", "Under which law", "How that is known", "Recorded"}, Empty: "It is not recorded how any committee or board meets, so no paper is refused for being late."}
	for _, rule := range st.Shelf.MeetingRules() {
		rules.Rows = append(rules.Rows, sheetRow{[]sheetCell{words(rule.Committee), words(rule.Law.Words()), words(rule.Source), words(nameOf(v.now.Plan, rule.SetBy) + ", " + rule.SetOn.Long())}})
	}
	view.Tables = []sheetTable{periods, rules}
	return v.sheet(w, http.StatusOK, view.Heading, view)
}

// periodNow says how a period stands, and which papers that the reader may see
// it holds.
func (v *visit) periodNow(h *board.Hold) (lines []string) {
	now := v.s.app.Now()
	switch {
	case h.Ended != nil:
		return []string{"Ended on " + h.Ended.On.Long() + " by " + nameOf(v.now.Plan, h.Ended.By) + ": " + h.Ended.Reason}
	case h.Over(now):
		return []string{"Over"}
	case now.Before(h.Since):
		lines = []string{"Still to come"}
	default:
		lines = []string{"Now"}
	}
	for paper := range v.now.Shelf.Papers() {
		if paper.State != board.Published {
			continue
		}
		if held := v.now.Shelf.PublicityOf(paper).Hold; held != nil && held.ID == h.ID {
			lines = append(lines, "Holds "+paper.Frozen.Reference)
		}
	}
	return lines
}

func (s *Server) newPeriodPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	return v.askPeriod(w, http.StatusOK, v.start(), nil)
}

func (s *Server) periodPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	held, err := v.periodOf()
	if err != nil {
		return err
	}
	form := v.start()
	if len(form.Values("from-day")) == 0 {
		setDate(form, "from", held.From)
		setDate(form, "to", held.To)
		setDate(form, "poll", held.Poll)
	}
	fill(form, "election", held.Election)
	fill(form, "source", held.Source)
	v.seeing(form, held.Version)
	return v.askPeriod(w, http.StatusOK, form, held)
}

// periodOf finds the pre-election period that the address names.
func (v *visit) periodOf() (*board.Hold, error) {
	held, ok := v.now.Shelf.Hold(v.r.PathValue("id"))
	if !ok {
		return nil, change.Missing("pre-election period")
	}
	return held, nil
}

func (v *visit) askPeriod(w http.ResponseWriter, status int, form *govuk.Form, held *board.Hold) error {
	view := askView{
		Form: form, Heading: "Set a pre-election period", Action: "/publishing/periods/new", Button: "Set the period", Cancel: &pageLink{Text: "Cancel", Href: "/publishing"},
		About: []string{"While it lasts, no paper becomes public unless it is allowed. What is public already stays so. The law: " + board.HoldLaw + "."},
		Fields: []govuk.Component{
			hinted(form.Input("election", "Which election"), "Such as “County Council”"),
			dateField(form, "poll", "Polling day", "For example, 2 5 2013."),
			dateField(form, "from", "First day of the period", "Often the day of the notice of election."),
			dateField(form, "to", "Last day of the period", "Often polling day. It is in the period."),
			hinted(form.Input("source", "Where the days come from"), "Such as “Notice of election of 25 March 2013”"),
		},
	}
	if held != nil {
		if form.Value(seenField) == "" {
			v.seeing(form, held.Version)
		}
		view.Heading, view.Action, view.Button, view.Hidden = "Change a pre-election period", "/publishing/periods/"+held.ID, "Change the period", seenOf(form)
		view.Fields = append(view.Fields, form.Textarea("reason", "Why is it changed?"))
		view.Rows = []factRow{{Key: "End it now", Links: []pageLink{{Text: "End the period before its last day", Href: "/publishing/periods/" + held.ID + "/end"}}}}
	}
	return v.ask(w, status, view)
}

func (s *Server) setPeriod(w http.ResponseWriter, r *http.Request, v *visit) error {
	var held *board.Hold
	if r.PathValue("id") != "" {
		var err error
		if held, err = v.periodOf(); err != nil {
			return err
		}
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := board.SetHold{
		From: typedDate(form, "from", "The first day", false), To: typedDate(form, "to", "The last day", false), Poll: typedDate(form, "poll", "Polling day", false),
		Election: form.Text("election"), Source: form.Text("source"), Reason: form.Text("reason"),
	}
	if held != nil {
		ch.ID, ch.Seen = held.ID, seenIn(form)
	}
	return v.carryPaper(w, asking{form, ch, func(status int) error { return v.askPeriod(w, status, form, held) }, "The pre-election period has been saved.", "/publishing"})
}

func (s *Server) endPeriodPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	held, err := v.periodOf()
	if err != nil {
		return err
	}
	form := v.start()
	v.seeing(form, held.Version)
	return v.askEndPeriod(w, http.StatusOK, form, held)
}

func (v *visit) askEndPeriod(w http.ResponseWriter, status int, form *govuk.Form, held *board.Hold) error {
	if form.Value(seenField) == "" {
		v.seeing(form, held.Version)
	}
	view := askView{
		Form: form, Caption: held.Election, Heading: "End the pre-election period now", Action: "/publishing/periods/" + held.ID + "/end", Hidden: seenOf(form), Grave: true,
		About:  []string{"Every paper that waits for the end of this period becomes public at once, unless it is embargoed or another period holds it. That can’t be undone."},
		Fields: []govuk.Component{form.Textarea("reason", "Why does it end before its last day?")}, Button: "End the period", Cancel: &pageLink{Text: "Cancel", Href: "/publishing"},
	}
	if held.Over(v.s.app.Now()) {
		view.About, view.Button = []string{"This period is over."}, ""
	}
	return v.ask(w, status, view)
}

func (s *Server) endPeriod(w http.ResponseWriter, _ *http.Request, v *visit) error {
	held, err := v.periodOf()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := board.EndHold{ID: held.ID, Seen: seenIn(form), Reason: form.Text("reason")}
	return v.carryPaper(w, asking{form, ch, func(status int) error { return v.askEndPeriod(w, status, form, held) }, "The pre-election period has ended.", "/publishing"})
}

func (s *Server) meetingRulePage(w http.ResponseWriter, r *http.Request, v *visit) error {
	form := v.start()
	fill(form, "committee", r.URL.Query().Get("committee"))
	seen := 0
	if held, ok := v.now.Shelf.MeetingRule(form.Text("committee")); ok {
		fill(form, "law", string(held.Law))
		fill(form, "source", held.Source)
		seen = held.Version
	}
	v.seeing(form, seen)
	return v.askMeetingRule(w, http.StatusOK, form)
}

func (v *visit) askMeetingRule(w http.ResponseWriter, status int, form *govuk.Form) error {
	if held, ok := v.now.Shelf.MeetingRule(form.Text("committee")); ok && form.Value(seenField) == "" {
		v.seeing(form, held.Version)
	}
	var laws []govuk.Choice
	for _, law := range board.MeetingLaws {
		laws = append(laws, govuk.Choice{Value: string(law), Text: law.Words()})
	}
	return v.ask(w, status, askView{
		Form: form, Heading: "How a committee or board meets", Action: "/publishing/meetings", Hidden: seenOf(form), Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/publishing"},
		About: []string{"Many a Corporate Parenting Board is no committee of its council, so this is never taken for granted. Your council’s constitution says what the board is; its monitoring officer can tell.",
			"From now on papers for it say how many clear days they gave, and late ones need the reason of whoever chairs it. Papers that are published already stay as they are."},
		Fields: []govuk.Component{
			hinted(form.Input("committee", "Committee or board"), "As its papers name it"), form.Radios("law", "Under which law does it meet?", laws),
			hinted(form.Input("source", "How is that known?"), "Such as “Constitution, part 3: a sub-committee under section 101”"),
		},
	})
}

func (s *Server) setMeetingRule(w http.ResponseWriter, _ *http.Request, v *visit) error {
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := board.SetMeetingRule{Committee: form.Text("committee"), Seen: max(0, seenIn(form)), Law: board.MeetingLaw(form.Value("law")), Source: form.Text("source")}
	return v.carryPaper(w, asking{form, ch, func(status int) error { return v.askMeetingRule(w, status, form) }, "It is recorded how " + ch.Committee + " meets.", "/publishing"})
}
