package web

import (
	"net/http"

	"throughline/access"
	"throughline/board"
	"throughline/change"
	"throughline/web/govuk"
)

// correctable finds a published paper that can be corrected: the last of its
// chain, with no correction begun.
func (v *visit) correctable() (*board.Paper, error) {
	paper, err := v.published()
	if err != nil {
		return nil, err
	}
	if draft, ok := v.now.Shelf.CorrectionBegun(paper.ID); ok {
		return nil, change.Problems{{Kind: change.Stale, Sentence: "A correction of " + paper.Frozen.Reference + " is being written already, by " + draft.Author.Name + ". Open that draft, or withdraw it first."}}
	}
	if other, ok := v.now.Shelf.CorrectionOf(paper.ID); ok {
		return nil, change.Problems{{Kind: change.Stale, Sentence: paper.Frozen.Reference + " was corrected by " + other.Frozen.Reference + ". Correct that paper instead."}}
	}
	return paper, nil
}

func (s *Server) correctPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.correctable()
	if err != nil {
		return err
	}
	return v.askCorrect(w, http.StatusOK, v.start(), paper)
}

func correctionFields(form *govuk.Form) []govuk.Component {
	return []govuk.Component{form.Textarea("what", "What was wrong in it?"), form.Textarea("why", "Why was it wrong?")}
}

func (v *visit) askCorrect(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	return v.ask(w, status, askView{
		Form: form, Caption: paper.Frozen.Reference + " " + paper.Title, Heading: "Correct this paper", Action: "/papers/" + paper.ID + "/correct",
		About: []string{
			"A published paper never changes. A correction is a new paper, linked to it both ways, with a reference of its own.",
			"It begins with the words of this paper, and with statements written again for the same day, " + paper.AsAt.Long() + ", from what is known now. You can refresh them for another day. Exempt items are carried over.",
			"What you write here is printed at the head of the correction, with your name.",
		},
		Fields: correctionFields(form), Button: "Begin the correction", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	})
}

func (s *Server) correct(w http.ResponseWriter, r *http.Request, v *visit) error {
	paper, err := v.correctable()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	id := s.app.NewID()
	_, err = s.app.Correct(r.Context(), v.caller, board.CorrectPaper{ID: id, Paper: paper.ID, What: form.Text("what"), Why: form.Text("why")})
	if err != nil {
		status, err := v.refused(form, err)
		if err != nil {
			return err
		}
		return v.askCorrect(w, status, form, paper)
	}
	return v.done(w, "The correction has been begun. The published paper stays as it is.", "/papers/"+id)
}

// correctionDraft finds a draft that corrects a paper.
func (v *visit) correctionDraft() (*board.Paper, error) {
	paper, err := v.draftNow()
	if err == nil && paper.Corrects == nil {
		return nil, change.Problems{{Kind: change.NotFound, Sentence: "This draft corrects no other paper. Begin a correction from the published paper’s own page."}}
	}
	return paper, err
}

func (s *Server) correctionPage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.correctionDraft()
	if err != nil {
		return err
	}
	form := v.start()
	fill(form, "what", paper.Corrects.What)
	fill(form, "why", paper.Corrects.Why)
	v.seeing(form, paper.Version)
	return v.askCorrection(w, http.StatusOK, form, paper)
}

func (v *visit) askCorrection(w http.ResponseWriter, status int, form *govuk.Form, paper *board.Paper) error {
	if form.Value(seenField) == "" {
		v.seeing(form, paper.Version)
	}
	return v.ask(w, status, askView{
		Form: form, Caption: paper.Title, Heading: "What this paper corrects", Action: "/papers/" + paper.ID + "/correction", Hidden: seenOf(form),
		About:  []string{"It corrects " + paper.Corrects.Reference + ", published on " + paper.Corrects.PublishedOn.Long() + "."},
		Fields: correctionFields(form), Button: "Save", Cancel: &pageLink{Text: "Cancel", Href: "/papers/" + paper.ID},
	})
}

func (s *Server) editCorrection(w http.ResponseWriter, _ *http.Request, v *visit) error {
	paper, err := v.correctionDraft()
	if err != nil {
		return err
	}
	form, err := v.typed(w)
	if err != nil {
		return err
	}
	ch := board.EditCorrection{ID: paper.ID, Seen: seenIn(form), What: form.Text("what"), Why: form.Text("why")}
	return v.carryPaper(w, asking{form, ch, func(status int) error { return v.askCorrection(w, status, form, paper) }, "What the paper corrects has been saved.", "/papers/" + paper.ID})
}

// correctionRows tell of a draft what it corrects.
func (v *visit) correctionRows(paper *board.Paper) []factRow {
	if paper.Corrects == nil {
		return nil
	}
	row := factRow{Key: "Corrects", Lines: []string{paper.Corrects.Reference + ", published on " + paper.Corrects.PublishedOn.Long(), paper.Corrects.What}}
	if _, ok := v.now.Shelf.Paper(paper.Corrects.Paper); ok {
		row.Links = append(row.Links, pageLink{Text: "The paper that it corrects", Href: "/papers/" + paper.Corrects.Paper})
	}
	if paper.State == board.Draft && v.caller.May(access.WritePaper) {
		row.Links = append(row.Links, pageLink{Text: "Change what was wrong, and why", Href: "/papers/" + paper.ID + "/correction"})
	}
	return []factRow{row}
}
