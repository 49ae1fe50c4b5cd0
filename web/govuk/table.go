package govuk

import "html/template"

// Table is a plain table of rows.
type Table struct {
	Rows              [][]Cell   `json:"rows"`
	Head              []Cell     `json:"head"`
	Caption           string     `json:"caption"`
	CaptionClasses    string     `json:"captionClasses"`
	FirstCellIsHeader bool       `json:"firstCellIsHeader"`
	Classes           string     `json:"classes"`
	Attributes        Attributes `json:"attributes"`
}

// Cell is one cell of a table, or of its head. A nil row is left out.
type Cell struct {
	Text       string        `json:"text"`
	HTML       template.HTML `json:"html"`
	Format     string        `json:"format"` // "numeric" sets it to the right
	Classes    string        `json:"classes"`
	Colspan    int           `json:"colspan"`
	Rowspan    int           `json:"rowspan"`
	Attributes Attributes    `json:"attributes"`
}

// Render gives the table's markup.
func (t Table) Render() (template.HTML, error) { return render("table", t) }
