package web

import (
	"encoding/json"
	"html/template"
	"net/http"
	"strings"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/calendar"
)

// paperNotice is something that has to be said wherever a published paper is
// shown, and that is no part of it: its bytes stay as they were frozen.
type paperNotice struct {
	Text string
	Link *pageLink
}

// inConfidence is said after the words of an embargo or a hold.
const inConfidence = "Given in confidence until then: don’t copy it or pass it on."

// notices gives what has to be said of a published paper: that it is not
// public yet, and that another has corrected it.
func (v *visit) notices(st app.State, paper *board.Paper) (all []paperNotice) {
	if words := v.keptWords(paper); words != "" {
		all = append(all, paperNotice{Text: words + ". " + inConfidence})
	}
	if other, ok := st.Shelf.CorrectionOf(paper.ID); ok {
		words := "Corrected by " + other.Frozen.Reference + ", published on " + other.Frozen.PublishedOn.Long()
		if kept := v.keptWords(other); kept != "" {
			words += " (" + kept + ")"
		}
		all = append(all, paperNotice{Text: words + ".", Link: &pageLink{Text: "Read the correction", Href: "/papers/" + other.ID}})
	}
	return all
}

func noticeTexts(notices []paperNotice) (texts []string) {
	for _, n := range notices {
		texts = append(texts, n.Text)
	}
	return texts
}

// noticesInPage writes notices into a paper's page by itself, above the paper.
func noticesInPage(page string, notices []paperNotice) string {
	var marks strings.Builder
	for _, n := range notices {
		marks.WriteString("\n<p class=\"mark\">" + template.HTMLEscapeString(n.Text))
		if n.Link != nil {
			marks.WriteString(` <a href="` + template.HTMLEscapeString(n.Link.Href) + `">` + template.HTMLEscapeString(n.Link.Text) + `</a>`)
		}
		marks.WriteString("</p>")
	}
	return strings.Replace(page, "<header>", "<header>"+marks.String(), 1)
}

// noticesInText writes notices above a paper's plain text.
func noticesInText(text string, notices []paperNotice) string {
	var above strings.Builder
	for _, n := range notices {
		above.WriteString(n.Text)
		if n.Link != nil {
			above.WriteString("\n" + n.Link.Text + ": " + n.Link.Href)
		}
		above.WriteString("\n\n")
	}
	return above.String() + text
}

// withNotices gives a form of a published paper as it is sent: the very bytes
// that were frozen, or with notices above them. The data of a corrected paper
// stays as it was frozen, for programs that check its hash, and names the
// correction in a header; data under embargo is wrapped, so that nobody
// takes it for public.
func (v *visit) withNotices(w http.ResponseWriter, paper *board.Paper, kind, body string) (string, bool, error) {
	notices := v.notices(v.now, paper)
	if len(notices) == 0 {
		return body, false, nil
	}
	kept := v.keptWords(paper) != ""
	if !kept && v.r.URL.Query().Get("as") == "frozen" {
		return body, false, nil
	}
	switch {
	case strings.HasPrefix(kind, "text/html"):
		return noticesInPage(body, notices), true, nil
	case strings.HasPrefix(kind, "text/plain"):
		return noticesInText(body, notices), true, nil
	case kept:
		wrapped, err := json.Marshal(map[string]any{"notices": noticeTexts(notices), "public_from": v.now.Shelf.PublicityOf(paper).At, "frozen_data": body})
		return string(wrapped), true, err
	}
	for _, n := range notices {
		if n.Link != nil {
			w.Header().Set("Link", "<"+n.Link.Href+`>; rel="successor-version"`)
		}
	}
	return body, false, nil
}

// publicityRows tell how a published paper became public, or will.
func (v *visit) publicityRows(paper *board.Paper, data board.PaperData) (rows []factRow) {
	if words := v.keptWords(paper); words != "" {
		row := factRow{Key: "Not public yet", Lines: []string{words}}
		if reason := paper.Embargo.Reason; reason != "" {
			row.Lines = append(row.Lines, "Why: "+reason+" ("+nameOf(v.now.Plan, paper.Embargo.SetBy)+", "+paper.Embargo.SetOn.Long()+")")
		}
		if hold := v.now.Shelf.PublicityOf(paper).Hold; hold != nil {
			row.Lines = append(row.Lines, board.HoldLaw+". "+hold.Source+".")
		}
		rows = append(rows, row)
	} else if paper.Embargo != nil {
		rows = append(rows, factRow{Key: "Public from", Lines: []string{board.InstantWords(v.now.Shelf.PublicityOf(paper).At)}})
	}
	if a := paper.Allowed; a != nil {
		rows = append(rows, factRow{Key: "Allowed in a pre-election period", Lines: []string{a.Ground.Words() + ": " + a.Reason, "By " + nameOf(v.now.Plan, a.By) + ", " + a.On.Long()}})
	}
	if days := v.clearDaysNow(paper, data); days != nil {
		row := factRow{Key: "Clear days", Lines: []string{days.GivenWords()}}
		if u := paper.Urgency; u != nil && days.Late {
			row.Lines = append(row.Lines, u.Words(days.Law))
		} else if days.Late {
			row.Lines = append(row.Lines, "No reason of whoever chairs the meeting is recorded.")
		}
		rows = append(rows, row)
	}
	if v.caller.May(access.WritePaper) {
		rows = append(rows, v.givenRows(paper)...)
	}
	return rows
}

// clearDaysNow counts a paper's clear days again, when it said at its freezing
// that it needs them: an embargo that was moved since changes how many it gives.
func (v *visit) clearDaysNow(paper *board.Paper, data board.PaperData) *board.ClearDays {
	if data.ClearDays == nil {
		return nil
	}
	days := *data.ClearDays
	if paper.Embargo == nil {
		return &days
	}
	counted, err := board.ClearDaysFor(paper.Meeting, calendar.DayOf(v.now.Shelf.PublicityOf(paper).At), days.Needed)
	if err != nil {
		return &days
	}
	counted.Law, counted.Source = days.Law, days.Source
	return &counted
}

// publishedActions lead to what can be done about a published paper.
func (v *visit) publishedActions(paper *board.Paper) (links []pageLink) {
	if !v.Now() {
		return nil
	}
	at := "/papers/" + paper.ID
	kept := v.keptWords(paper) != ""
	if kept && v.caller.May(access.PublishPaper) {
		links = append(links, pageLink{Text: "Change or lift the embargo", Href: at + "/embargo"}, pageLink{Text: "Give the paper in confidence", Href: at + "/given"})
		if len(paper.Embargo.Given) > 0 {
			links = append(links, pageLink{Text: "Take the paper back from somebody", Href: at + "/taken-back"})
		}
	}
	if kept && v.caller.May(access.HoldPapers) && v.now.Shelf.PublicityOf(paper).Hold != nil {
		links = append(links, pageLink{Text: "Allow the paper in the pre-election period", Href: at + "/allow"})
	}
	if paper.Corrects != nil {
		if _, ok := v.now.Shelf.Paper(paper.Corrects.Paper); ok {
			links = append(links, pageLink{Text: "The paper that this one corrects, " + paper.Corrects.Reference, Href: "/papers/" + paper.Corrects.Paper})
		}
	}
	if !v.caller.May(access.WritePaper) {
		return links
	}
	if draft, ok := v.now.Shelf.CorrectionBegun(paper.ID); ok {
		return append(links, pageLink{Text: "The correction that is being written", Href: "/papers/" + draft.ID})
	}
	if _, ok := v.now.Shelf.CorrectionOf(paper.ID); !ok {
		links = append(links, pageLink{Text: "Correct this paper", Href: at + "/correct"})
	}
	return links
}

// listNotes are what the list says of a paper besides its columns.
func (v *visit) listNotes(st app.State, paper *board.Paper) (notes []string) {
	if paper.Corrects != nil {
		notes = append(notes, "Corrects "+paper.Corrects.Reference)
	}
	if paper.State != board.Published {
		return notes
	}
	for _, n := range v.notices(st, paper) {
		notes = append(notes, strings.TrimSuffix(n.Text, " "+inConfidence))
	}
	if paper.Urgency != nil {
		notes = append(notes, "Urgent item: "+paper.Urgency.By+" gave the reason: "+paper.Urgency.Reason)
	}
	return notes
}

// listDates adds to a line of the list, as programs read it, what listNotes
// says.
func (v *visit) listDates(st app.State, paper *board.Paper, row *paperListed) {
	row.Notes = v.listNotes(st, paper)
	if paper.Corrects != nil {
		row.Corrects = paper.Corrects.Reference
	}
	if paper.State != board.Published {
		return
	}
	row.PublicFrom = v.now.Shelf.PublicityOf(paper).At
	if other, ok := st.Shelf.CorrectionOf(paper.ID); ok {
		row.CorrectedBy = other.Frozen.Reference
	}
}
