package web

import (
	"net/http"
	"strconv"

	"throughline/access"
	"throughline/app"
	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/web/govuk"
)

func (s *Server) figuresPages() []Route {
	return []Route{
		{Pattern: "GET /figures", Needs: access.ReadFigures, handle: s.figuresPage},
		{Pattern: "GET /figures/new", Needs: access.PublishFigures, handle: s.newFiguresPage},
		{Pattern: "POST /figures/new", Needs: access.PublishFigures, handle: s.publishFigures},
		{Pattern: "GET /figures/{id}", Needs: access.ReadFigures, handle: s.figuresReleasePage},
		{Pattern: "GET /figures/{id}/tables.csv", Needs: access.ReadFigures, handle: s.figuresCSV},
		{Pattern: "GET /figures/{id}/data.json", Needs: access.ReadFigures, handle: s.figuresJSON},
		{Pattern: "GET /figures/{id}/withdraw", Needs: access.PublishFigures, handle: s.withdrawFiguresPage},
		{Pattern: "POST /figures/{id}/withdraw", Needs: access.PublishFigures, handle: s.withdrawFigures},
	}
}

// releaseOf finds the release that the visit asks for, at a moment.
func (v *visit) releaseOf(st app.State) (*board.FiguresRelease, error) {
	release, ok := st.Shelf.Release(v.r.PathValue("id"))
	if !ok {
		return nil, missingThen(v, "release of figures")
	}
	return release, nil
}

// The views of these pages have no field that could hold a count of children
// but those of package disclosure: a test holds them to that.

type figuresListView struct {
	moment
	Young      bool // in a young person's words
	CanPublish bool
	Releases   []figuresListed
	Paging     figuresPaging
}

// figuresListed is one release in the list.
type figuresListed struct {
	Title, Href string
	Published   string
	Withdrawn   string // the day, or ""
}

// figuresPaging is where a page of the list stands in it.
type figuresPaging struct {
	First, Last, Total int // counted from 1
	Pages              *govuk.Pagination
}

var figuresListTemplate = newPage[figuresListView]("figures.tmpl")

// releasesShown is how many releases a page lists: two years of month ends.
const releasesShown = 24

func (s *Server) figuresPage(w http.ResponseWriter, r *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	var all []*board.FiguresRelease
	for release := range st.Shelf.Releases() {
		all = append(all, release)
	}
	page, pages := 1, max(1, (len(all)+releasesShown-1)/releasesShown)
	if text := r.URL.Query().Get("page"); text != "" {
		if page, err = strconv.Atoi(text); err != nil || page < 1 || page > pages {
			return change.Problems{{Kind: change.NotFound, Sentence: "There is no page “" + text + "” of the figures. Choose a page from 1 to " + strconv.Itoa(pages) + "."}}
		}
	}
	from := (page - 1) * releasesShown
	to := min(len(all), from+releasesShown)
	view := figuresListView{
		moment: v.moment, Young: v.caller.Has(access.YoungPerson), CanPublish: v.Now() && v.caller.May(access.PublishFigures),
		Paging: figuresPaging{First: from + 1, Last: to, Total: len(all), Pages: pagesOf(r.URL, page, pages)},
	}
	for _, release := range all[from:to] {
		view.Releases = append(view.Releases, v.listed(release))
	}
	return figuresListTemplate.write(w, http.StatusOK, v.shell("Figures about children", st), view)
}

func (v *visit) listed(release *board.FiguresRelease) figuresListed {
	row := figuresListed{Title: release.Title(), Href: v.To("/figures/" + release.ID), Published: release.PublishedOn.Long()}
	if !release.Standing() {
		row.Withdrawn = release.Withdrawal.On.Long()
	}
	return row
}

// releaseFacts say when and from what a release was made.
func releaseFacts(p *plan.Plan, release *board.FiguresRelease) []factRow {
	return []factRow{
		{Key: "Day of the figures", Lines: []string{"The end of " + release.Day.Long()}},
		{Key: "Counted from", Lines: []string{"What was recorded up to " + release.KnownAt.Words()}},
		{Key: "Published", Lines: []string{release.PublishedOn.Long() + ", by " + nameOf(p, release.PublishedBy)}},
	}
}
