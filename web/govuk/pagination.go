package govuk

import "html/template"

// Pagination leads through the pages of a long list, or to the page before and the page after.
type Pagination struct {
	Items         []PaginationItem `json:"items"`
	Previous      *PaginationLink  `json:"previous"`
	Next          *PaginationLink  `json:"next"`
	LandmarkLabel string           `json:"landmarkLabel"` // "Pagination" when empty
	Classes       string           `json:"classes"`
	Attributes    Attributes       `json:"attributes"`
}

// PaginationItem is one numbered page, or a gap. A blank item is left out.
type PaginationItem struct {
	Number             string     `json:"number"`
	VisuallyHiddenText string     `json:"visuallyHiddenText"` // "Page" and the number when empty
	Href               string     `json:"href"`
	Current            bool       `json:"current"`
	Ellipsis           bool       `json:"ellipsis"`
	Attributes         Attributes `json:"attributes"`
}

// PaginationLink leads to the page before or after. LabelText says what is on it.
type PaginationLink struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	LabelText  string        `json:"labelText"`
	Href       string        `json:"href"`
	Attributes Attributes    `json:"attributes"`
}

type paginationView struct {
	Pagination
	Block          bool
	Pages          []PaginationItem
	Previous, Next *arrowView
}

type arrowView struct {
	PaginationLink
	Direction string
	Block     bool
}

// Render gives the pagination's markup.
func (p Pagination) Render() (template.HTML, error) {
	view := paginationView{Pagination: p, Block: p.Items == nil && (p.Previous != nil || p.Next != nil)}
	view.Previous = p.Previous.arrow("prev", view.Block)
	view.Next = p.Next.arrow("next", view.Block)
	for _, item := range p.Items {
		if item.Number == "" && item.Href == "" && !item.Ellipsis {
			continue
		}
		item.VisuallyHiddenText = or(item.VisuallyHiddenText, "Page "+item.Number)
		view.Pages = append(view.Pages, item)
	}
	return render("pagination", view)
}

func (l *PaginationLink) arrow(direction string, block bool) *arrowView {
	if l == nil || l.Href == "" {
		return nil
	}
	return &arrowView{PaginationLink: *l, Direction: direction, Block: block}
}
