package web

import (
	"errors"
	"html/template"
	"net/http"

	"throughline/app"
	"throughline/board"
	"throughline/web/assets"
	"throughline/web/govuk"
)

type previewView struct {
	moment
	Paper    *board.Paper
	Inside   template.HTML
	Editable bool
	Ended    string // why a withdrawn draft was given up
	Reads    *paperReads
}

var previewTemplate = newPage[previewView]("paper_preview.tmpl")

// previewPage shows a draft as it would be published.
func (s *Server) previewPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	paper, err := v.paperOf(st)
	if err != nil {
		return err
	}
	if paper.State == board.Published {
		http.Redirect(w, r, v.To("/papers/"+paper.ID), http.StatusSeeOther) //nolint:gosec // a path of this server, with the id of a paper found in it
		return nil
	}
	return v.showPreview(w, st, paper)
}

func (v *visit) showPreview(w http.ResponseWriter, st app.State, paper *board.Paper) error {
	data, err := v.s.app.DataOf(v.r.Context(), v.caller, paper)
	if err != nil {
		return err
	}
	page, err := board.RenderHTML(data, assets.Paper())
	if err != nil {
		return err
	}
	inside, ok := paperInside(string(page), v.rowLinks(st, data))
	if !ok {
		return errors.New("a draft could not be read as a page")
	}
	view := previewView{moment: v.moment, Paper: paper, Inside: inside, Editable: v.Now() && paper.State == board.Draft}
	if view.Editable {
		view.Reads = v.reads(paper)
	}
	if end := paper.Withdrawal; end != nil {
		view.Ended = "Withdrawn on " + end.On.Long() + " by " + nameOf(v.now.Plan, end.By) + ". " + end.Reason
	}
	title := paper.Title
	if title == "" {
		title = "Paper without a title"
	}
	shell := v.shell(paper.State.Words()+": "+title, st)
	shell.Back = &govuk.BackLink{Href: v.To("/papers")}
	if view.Editable {
		shell.Back = &govuk.BackLink{Text: "Back to the words", Href: "/papers/" + paper.ID}
	}
	return previewTemplate.write(w, http.StatusOK, shell, view)
}

// Tag is the paper's state.
func (p previewView) Tag() govuk.Tag {
	return govuk.Tag{Text: p.Paper.State.Words(), Classes: "govuk-tag--grey"}
}

// Files are the draft's forms to keep.
func (p previewView) Files() []pageLink { return paperFiles(p.Paper) }

// draftData gives what a draft prints, at the moment asked about.
func (v *visit) draftData() (board.PaperData, error) {
	st, err := v.state()
	if err != nil {
		return board.PaperData{}, err
	}
	paper, err := v.paperOf(st)
	if err != nil {
		return board.PaperData{}, err
	}
	if paper.State == board.Published {
		return board.PaperData{}, missingDraft(paper)
	}
	return v.s.app.DataOf(v.r.Context(), v.caller, paper)
}

func (s *Server) draftHTML(w http.ResponseWriter, _ *http.Request, v *visit) error {
	data, err := v.draftData()
	if err != nil {
		return err
	}
	page, err := board.RenderHTML(data, assets.Paper())
	if err != nil {
		return err
	}
	paperHeaders(w, string(page))
	_, err = w.Write(page) //nolint:gosec // written by html/template, which escaped what people wrote, and let run nothing by its headers
	return err
}

func (s *Server) draftText(w http.ResponseWriter, _ *http.Request, v *visit) error {
	data, err := v.draftData()
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err = w.Write([]byte(board.RenderText(data))) //nolint:gosec // plain text, which no browser may take for a page
	return err
}

// paperHeaders say that a paper by itself is a page with its own styles, let
// in by their hash, and nothing else: no script, no picture, no form.
func paperHeaders(w http.ResponseWriter, page string) {
	styles, ok := board.StyleHash(page)
	if !ok {
		styles = "'none'"
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src "+styles+"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
}

// paperJSON gives what a paper prints, for programs: of a published paper the
// very bytes that were frozen.
func (s *Server) paperJSON(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	paper, err := v.paperOf(st)
	if err != nil {
		return err
	}
	if paper.State == board.Published {
		return v.serveFrozen(w, r, paper, "application/json; charset=utf-8", paper.Frozen.Dataset, ".json")
	}
	data, err := s.app.DataOf(r.Context(), v.caller, paper)
	if err != nil {
		return err
	}
	return writeJSON(w, data)
}
