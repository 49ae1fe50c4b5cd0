package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"time"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/calendar"
	"throughline/change"
	"throughline/store"
	"throughline/web/govuk"
)

func (s *Server) paperPages() []Route {
	return []Route{
		{Pattern: "GET /papers", Needs: access.ReadPapers, handle: s.papersPage},
		{Pattern: "GET /papers.json", Needs: access.ReadPapers, handle: s.papersJSON},
		{Pattern: "GET /papers/new", Needs: access.WritePaper, handle: s.newPaperPage},
		{Pattern: "POST /papers/new", Needs: access.WritePaper, handle: s.newPaper},
		{Pattern: "GET /papers/{id}", Needs: access.ReadPapers, handle: s.paperPage},
		{Pattern: "POST /papers/{id}", Needs: access.WritePaper, handle: s.savePaper},
		{Pattern: "GET /papers/{id}/preview", Needs: access.ReadPapers, handle: s.previewPage},
		{Pattern: "GET /papers/{id}/draft.html", Needs: access.ReadPapers, handle: s.draftHTML},
		{Pattern: "GET /papers/{id}/draft.txt", Needs: access.ReadPapers, handle: s.draftText},
		{Pattern: "GET /papers/{id}/data.json", Needs: access.ReadPapers, handle: s.paperJSON},
		{Pattern: "GET /papers/{id}/paper.html", Needs: access.ReadPapers, handle: s.paperHTML},
		{Pattern: "GET /papers/{id}/paper.txt", Needs: access.ReadPapers, handle: s.paperText},
		{Pattern: "GET /papers/{id}/paper.docx", Needs: access.ReadPapers, handle: s.publishedFile(wordForm)},
		{Pattern: "GET /papers/{id}/paper.pdf", Needs: access.ReadPapers, handle: s.publishedFile(pdfForm)},
		{Pattern: "GET /papers/{id}/paper.csv", Needs: access.ReadPapers, handle: s.publishedFile(csvForm)},
		{Pattern: "GET /papers/{id}/draft.docx", Needs: access.ReadPapers, handle: s.draftFile(wordForm)},
		{Pattern: "GET /papers/{id}/draft.pdf", Needs: access.ReadPapers, handle: s.draftFile(pdfForm)},
		{Pattern: "GET /papers/{id}/draft.csv", Needs: access.ReadPapers, handle: s.draftFile(csvForm)},
		{Pattern: "GET /papers/{id}/exempt", Needs: access.ReadExempt, handle: s.exemptPage},
		{Pattern: "GET /papers/{id}/exempt/page", Needs: access.ReadExempt, handle: s.exemptHTML},
		{Pattern: "GET /papers/{id}/exempt/text", Needs: access.ReadExempt, handle: s.exemptText},
		{Pattern: "GET /papers/{id}/exempt/edit", Needs: access.WritePaper, handle: s.editExemptPage},
		{Pattern: "POST /papers/{id}/exempt/edit", Needs: access.WritePaper, handle: s.editExempt},
		{Pattern: "GET /papers/{id}/measures", Needs: access.WritePaper, handle: s.paperMeasuresPage},
		{Pattern: "POST /papers/{id}/measures", Needs: access.WritePaper, handle: s.putPaperMeasures},
		{Pattern: "GET /papers/{id}/names", Needs: access.WritePaper, handle: s.namesPage},
		{Pattern: "POST /papers/{id}/names", Needs: access.WritePaper, handle: s.confirmNames},
		{Pattern: "GET /papers/{id}/refresh", Needs: access.WritePaper, handle: s.refreshPage},
		{Pattern: "POST /papers/{id}/refresh", Needs: access.WritePaper, handle: s.refresh},
		{Pattern: "GET /papers/{id}/withdraw", Needs: access.WritePaper, handle: s.withdrawPaperPage},
		{Pattern: "POST /papers/{id}/withdraw", Needs: access.WritePaper, handle: s.withdrawPaper},
		{Pattern: "GET /papers/{id}/publish", Needs: access.PublishPaper, handle: s.publishPage},
		{Pattern: "POST /papers/{id}/publish", Needs: access.PublishPaper, handle: s.publish},
	}
}

// paperOf finds a paper at a moment. One that is not published is only for
// those who write papers: to anybody else it is as if it were not there, and
// their asking is recorded.
func (v *visit) paperOf(st app.State) (*board.Paper, error) {
	paper, ok := st.Shelf.Paper(v.r.PathValue("id"))
	if !ok {
		if err := v.kept(v.r.PathValue("id")); err != nil {
			return nil, err
		}
		return nil, missingThen(v, "paper")
	}
	if paper.State == board.Published || v.caller.May(access.WritePaper) {
		return paper, nil
	}
	err := v.s.app.Store().Denied(v.r.Context(), v.caller, access.WritePaper, paper.ID)
	if errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrUnavailable) {
		return nil, err // it is refused either way; that it went unrecorded must be known
	}
	return nil, missingThen(v, "paper")
}

// draftNow finds a draft to work on, as it is now.
func (v *visit) draftNow() (*board.Paper, error) {
	paper, err := v.paperOf(v.now)
	switch {
	case err != nil:
		return nil, err
	case paper.State == board.Published:
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This paper was published on " + paper.Frozen.PublishedOn.Long() +
			" as " + paper.Frozen.Reference + ". A published paper never changes: write another."}}
	case paper.State == board.Withdrawn:
		return nil, change.Problems{{Kind: change.Stale, Sentence: "This draft was withdrawn on " + paper.Withdrawal.On.Long() + ". Write another."}}
	}
	return paper, nil
}

type papersView struct {
	moment
	Groups   []paperGroup
	Links    []pageLink
	Empty    bool
	CanWrite bool
	Pages    *govuk.Pagination
	First    int // the papers shown, counted from 1
	Last     int
	Total    int
}

// paperGroup is the papers in one state.
type paperGroup struct {
	State     board.PaperState
	Heading   string
	Continued bool // it began on the page before
	Papers    []paperRow
}

type paperRow struct {
	ID        string
	Title     string
	Committee string
	Reference string
	AsAt      calendar.Date
	Known     board.KnownAt
	On        calendar.Date // published, withdrawn or last changed
	By        string
	Notes     []string // that it is embargoed, was corrected, or is urgent
}

// Published and Draft choose the columns.
func (g paperGroup) Published() bool { return g.State == board.Published }

// Draft is a group of papers still being written.
func (g paperGroup) Draft() bool { return g.State == board.Draft }

var papersTemplate = newPage[papersView]("papers.tmpl")

// papersShown is how many papers a page lists.
const papersShown = 20

func (s *Server) papersPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	groups, total := v.paperGroups(st)
	page, pages := 1, max(1, (total+papersShown-1)/papersShown)
	if text := r.URL.Query().Get("page"); text != "" {
		if page, err = strconv.Atoi(text); err != nil || page < 1 || page > pages {
			return change.Problems{{Kind: change.NotFound, Sentence: "There is no page “" + text + "” of the papers. Choose a page from 1 to " + strconv.Itoa(pages) + "."}}
		}
	}
	from := (page - 1) * papersShown
	view := papersView{
		moment: v.moment, Groups: slicedGroups(groups, from, from+papersShown), Empty: total == 0, Total: total,
		First: from + 1, Last: min(total, from+papersShown), CanWrite: v.Now() && v.caller.May(access.WritePaper), Pages: pagesOf(r.URL, page, pages),
	}
	if v.Now() && v.caller.May(access.ClearPaper) {
		view.Links = append(view.Links, pageLink{Text: "Papers to clear", Href: "/clearances"})
	}
	if v.Now() && v.caller.May(access.EditTemplates) {
		view.Links = append(view.Links, pageLink{Text: "What papers to each committee have", Href: "/paper-templates"})
	}
	view.Links = append(view.Links, pageLink{Text: "When papers become public", Href: v.To("/publishing")})
	return papersTemplate.write(w, http.StatusOK, v.shell("Papers", st), view)
}

// paperGroups lists the papers that the caller may see: drafts first, then
// what was published, then drafts that were withdrawn; newest first in each.
func (v *visit) paperGroups(st app.State) (groups []paperGroup, total int) {
	groups = []paperGroup{{State: board.Published, Heading: "Published papers"}}
	if v.caller.May(access.WritePaper) {
		groups = []paperGroup{{State: board.Draft, Heading: "Drafts"}, groups[0], {State: board.Withdrawn, Heading: "Withdrawn drafts"}}
	}
	for paper := range st.Shelf.Papers() {
		for i := range groups {
			if groups[i].State == paper.State {
				groups[i].Papers = append(groups[i].Papers, v.paperRow(st, paper))
				total++
			}
		}
	}
	return groups, total
}

func (v *visit) paperRow(st app.State, paper *board.Paper) paperRow {
	row := paperRow{ID: paper.ID, Title: paper.Title, Committee: paper.Committee, AsAt: paper.AsAt, Known: paper.KnownAt, On: paper.ChangedOn, By: paper.Author.Name, Notes: v.listNotes(st, paper)}
	switch {
	case paper.State == board.Published:
		row.Reference, row.On, row.By = paper.Frozen.Reference, paper.Frozen.PublishedOn, nameOf(v.now.Plan, paper.Frozen.PublishedBy)
	case paper.State == board.Withdrawn:
		row.On, row.By = paper.Withdrawal.On, nameOf(v.now.Plan, paper.Withdrawal.By)
	}
	if row.Title == "" {
		row.Title = "Paper without a title"
	}
	return row
}

// slicedGroups keeps the papers from one place to another, counted through
// all the groups, and leaves out the groups without any.
func slicedGroups(groups []paperGroup, from, to int) (kept []paperGroup) {
	place := 0
	for _, group := range groups {
		first, last := max(from-place, 0), min(to-place, len(group.Papers))
		place += len(group.Papers)
		if first >= last {
			continue
		}
		group.Continued, group.Papers = first > 0, slices.Clone(group.Papers[first:last])
		kept = append(kept, group)
	}
	return kept
}

// paperListed is one paper as programs read the list.
type paperListed struct {
	ID          string           `json:"id"`
	State       board.PaperState `json:"state"`
	Reference   string           `json:"reference"`
	Title       string           `json:"title"`
	Committee   string           `json:"committee"`
	AsAt        calendar.Date    `json:"as_at"`
	KnownAt     board.KnownAt    `json:"known_at"`
	PublishedOn calendar.Date    `json:"published_on"`
	Hash        string           `json:"hash"`
	DataHash    string           `json:"data_hash"`
	Notes       []string         `json:"notes,omitempty"`
	PublicFrom  time.Time        `json:"public_from,omitzero"` // of a paper that was embargoed or held
	Corrects    string           `json:"corrects,omitempty"`   // the reference of the paper that it corrects
	CorrectedBy string           `json:"corrected_by,omitempty"`
}

func (s *Server) papersJSON(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	listed := []paperListed{}
	for paper := range st.Shelf.Papers() {
		if paper.State != board.Published && !v.caller.May(access.WritePaper) {
			continue
		}
		row := paperListed{ID: paper.ID, State: paper.State, Title: paper.Title, Committee: paper.Committee, AsAt: paper.AsAt, KnownAt: paper.KnownAt}
		if f := paper.Frozen; f != nil {
			row.Reference, row.PublishedOn, row.Hash, row.DataHash = f.Reference, f.PublishedOn, f.Hash, f.DataHash
		}
		v.listDates(st, paper, &row)
		listed = append(listed, row)
	}
	return writeJSON(w, map[string]any{"as_at": st.Plan.Day, "known_at": st.Known.At, "known_at_entry": st.Known.Seq, "papers": listed})
}
