package web

import (
	"hash/crc32"
	"html/template"
	"net/http"
	"strconv"
	"strings"
	"time"

	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/web/govuk"
)

type publishedView struct {
	moment
	Paper     *board.Paper
	Links     []pageLink
	Notices   []paperNotice
	Public    []factRow          // from when it is public, and how that stands to its meeting
	Withdrawn *govuk.WarningText // its figures, withdrawn since
	Rows      []factRow          // how to tell that this is the paper as published
	Inside    template.HTML      // "" when it can't be shown in the page; the links still lead to it
}

var publishedTemplate = newPage[publishedView]("paper_published.tmpl")

// showPublished shows a published paper as it was frozen, with how to tell
// that it still is.
func (v *visit) showPublished(w http.ResponseWriter, st app.State, paper *board.Paper) error {
	f := paper.Frozen
	if !f.Intact() {
		return v.altered(w, paper)
	}
	data, err := frozenData(f)
	if err != nil {
		return err
	}
	inside, _ := paperInside(f.HTML, v.rowLinks(st, data))
	path := "/papers/" + paper.ID
	view := publishedView{moment: v.moment, Paper: paper, Inside: inside, Rows: []factRow{
		{Key: "Reference", Lines: []string{f.Reference}},
		{Key: "Published", Lines: []string{f.PublishedOn.Long() + ", by " + nameOf(v.now.Plan, f.PublishedBy)}},
		{Key: "Plan as at", Lines: []string{f.AsAt.Long()}},
		{Key: "Known at", Lines: []string{f.KnownAt.Words()}},
		{Key: "SHA-256 of the data", Lines: []string{f.DataHash}},
		{Key: "SHA-256 of the whole", Lines: []string{f.Hash}},
	}, Links: []pageLink{
		{Text: "By itself, to print or keep (HTML)", Href: path + "/paper.html"}, {Text: "Plain text", Href: path + "/paper.txt"},
	}}
	view.Links = append(view.Links, paperFiles(paper)...)
	view.Links = append(view.Links, pageLink{Text: "As data (JSON)", Href: path + "/data.json"}, pageLink{Text: "Reference and hash", Href: "#as-published"})
	figures, withdrawn := v.figuresShown(paper)
	view.Links, view.Withdrawn = append(view.Links, figures...), withdrawn
	if _, ok := st.Shelf.Exempt(paper.ID); ok {
		view.Links = append(view.Links, pageLink{Text: "Exempt part, not for publication", Href: path + "/exempt"})
	}
	view.Notices, view.Public = v.notices(st, paper), v.publicityRows(paper, data)
	view.Links = append(view.Links, v.publishedActions(paper)...)
	if history := v.history(paper.ID, "Audit trail of this paper"); history != nil {
		view.Links = append(view.Links, *history)
	}
	shell := v.shell(paper.Title, st)
	shell.Back = &govuk.BackLink{Href: v.To("/papers")}
	return publishedTemplate.write(w, http.StatusOK, shell, view)
}

// altered refuses a published paper whose bytes are not those that were
// frozen: somebody changed the database behind the program's back.
func (v *visit) altered(w http.ResponseWriter, paper *board.Paper) error {
	v.s.log.ErrorContext(v.r.Context(), "a published paper does not match its hash", "reference", paper.Frozen.Reference)
	view := failedView{Heading: "This paper is not as it was published", Sentences: []string{
		"The paper " + paper.Frozen.Reference + " does not match the hash that was kept when it was published, so it is not shown.",
		"Ask whoever runs the service to run throughline verify, which names what was changed, and to restore the paper from a backup.",
	}}
	return failedPage.write(w, http.StatusInternalServerError, v.shell(view.Heading, v.now), view)
}

// published finds a published paper as it is now: it never changes, so that
// the moment asked about makes no difference.
func (v *visit) published() (*board.Paper, error) {
	paper, err := v.paperOf(v.now)
	if err != nil {
		return nil, err
	}
	if paper.State != board.Published {
		return nil, change.Problems{{Kind: change.NotFound, Sentence: "This paper has not been published. Open its preview instead."}}
	}
	return paper, nil
}

func (s *Server) paperHTML(w http.ResponseWriter, r *http.Request, v *visit) error {
	paper, err := v.published()
	if err != nil {
		return err
	}
	return v.serveFrozen(w, r, paper, "text/html; charset=utf-8", paper.Frozen.HTML, ".html")
}

func (s *Server) paperText(w http.ResponseWriter, r *http.Request, v *visit) error {
	paper, err := v.published()
	if err != nil {
		return err
	}
	return v.serveFrozen(w, r, paper, "text/plain; charset=utf-8", paper.Frozen.Text, ".txt")
}

// serveFrozen sends the very bytes that were frozen, after checking that they
// still are. A browser may keep them, and asks each time whether it may still
// show them.
func (v *visit) serveFrozen(w http.ResponseWriter, r *http.Request, paper *board.Paper, kind, body, ending string) error {
	if !paper.Frozen.Intact() {
		return v.altered(w, paper)
	}
	if strings.HasPrefix(kind, "text/html") {
		paperHeaders(w, body)
	}
	body, noticed, err := v.withNotices(w, paper, kind, body)
	if err != nil {
		return err
	}
	header, tag := w.Header(), paper.Frozen.Hash
	if noticed { // it is not what was frozen, so nobody may take it for that
		tag += "-" + strconv.FormatUint(uint64(crc32.ChecksumIEEE([]byte(body))), 16)
	}
	header.Set("Content-Type", kind)
	header.Set("Cache-Control", "private, no-cache")
	header.Set("ETag", `"`+tag+`"`)
	header.Set("Content-Disposition", `inline; filename="`+fileName(paper.Frozen.Reference)+ending+`"`)
	http.ServeContent(w, r, "", time.Time{}, strings.NewReader(body))
	return nil
}

// fileName is a reference as a file can be called: RCC-CPB-2013-001.
func fileName(reference string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, reference)
}
