package web

import (
	"net/http"
	"net/url"
	"strconv"

	"throughline/access"
	"throughline/board"
	"throughline/calendar"
	"throughline/web/govuk"
)

func (s *Server) urgentPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form := v.start()
	if u := paper.Urgency; u != nil {
		fill(form, "urgency_by", u.By)
		fill(form, "urgency_reason", u.Reason)
	}
	v.seeing(form, paper.Version)
	return v.askUrgent(w, http.StatusOK, form, paper)
}

func (v *visit) askUrgent(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	if form.Value(seenField) == "" {
		v.seeing(form, paper.Version)
	}
	return v.ask(w, status, askView{
		Form: form, Caption: paper.Title, Heading: "Why the item is urgent", Action: "/papers/" + paper.ID + "/urgent", Hidden: seenOf(form), Rows: []factRow{v.clearDaysRow(paper)},
		About: []string{
			"An item whose papers were not open to inspection for " + strconv.Itoa(board.ClearDaysNeeded) + " clear days can be considered only if whoever chairs the meeting is of the opinion, for special circumstances that are stated, that it is urgent.",
			"Write down who that is and the reason in their words. Both are printed in the paper if it is late. Leave both blank to take them out.",
		},
		Fields: []govuk.Component{form.Input("urgency_by", "Who chairs the meeting"), form.Textarea("urgency_reason", "Why is the item urgent?")},
		Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	})
}

func (s *Server) sayUrgent(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.draftNow()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := board.SayUrgent{ID: paper.ID, Seen: seenIn(form), By: form.Text("urgency_by"), Reason: form.Text("urgency_reason")}
	return v.carryPaper(w, asking{form, ch, func(status int) error { return v.askUrgent(w, status, form, paper) }, "What you wrote about the item’s urgency has been saved.", "/papers/" + paper.ID})
}

// clearDaysRow says by when a draft has to be public for its meeting.
func (v *visit) clearDaysRow(paper *board.Paper) factRow {
	row := factRow{Key: "Clear days"}
	if paper.Meeting.IsZero() {
		row.Lines = []string{"They are counted once the day of the meeting is entered."}
		return row
	}
	rule, known := v.now.Shelf.MeetingRule(paper.Committee)
	by, err := board.ClearDaysFor(paper.Meeting, calendar.Date{}, v.now.Shelf.ClearDaysWanted(paper.Committee))
	if err != nil {
		row.Lines = []string{"They can’t be counted: " + err.Error() + "."}
		return row
	}
	row.Lines = []string{by.ByWords(paper.Meeting) + ". " + board.ClearDaysSource}
	switch {
	case !known:
		row.Lines = append(row.Lines, "It is not recorded under which law this committee or board meets, so a later day is not refused.")
	case rule.Law == board.NoLaw:
		row.Lines = append(row.Lines, "The law doesn’t want them for this committee or board: "+rule.Source+".")
	default:
		row.Lines = append(row.Lines, rule.Law.Words()+". "+rule.Source+".")
	}
	if paper.State == board.Draft && v.caller.May(access.WritePaper) {
		row.Lines = append(row.Lines, "Save the draft before you follow these:")
		row.Links = []pageLink{
			{Text: "Record how it meets", Href: "/publishing/meetings?committee=" + url.QueryEscape(paper.Committee)}, {Text: "Say why the item is urgent", Href: "/papers/" + paper.ID + "/urgent"},
		}
	}
	return row
}
