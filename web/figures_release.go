package web

import (
	"bytes"
	"encoding/csv"
	"html/template"
	"net/http"

	"throughline/access"
	"throughline/board"
	"throughline/calendar"
	"throughline/casework"
	"throughline/disclosure"
	"throughline/spreadsheet"
	"throughline/web/govuk"
	"throughline/web/svgbars"
)

// figuresReleaseView is a release as everybody reads it.
type figuresReleaseView struct {
	moment
	Title     string
	Young     bool // in a young person's words
	Withdrawn *govuk.WarningText
	Total     disclosure.Figure
	Day       string
	Tables    []figuresTable
	Method    figuresMethod
	Facts     []factRow
	Links     []pageLink
	Withdraw  string // where to withdraw it, or ""
}

// figuresMethod is how the numbers were counted.
type figuresMethod struct{ Plainly, Exactly string }

// figuresTable is a table and its picture.
type figuresTable struct {
	Table disclosure.Table
	About string // in plain words
	Chart template.HTML
}

// TwoWays says that the table has columns besides its rows.
func (f figuresTable) TwoWays() bool { return len(f.Table.Columns()) > 0 }

// figuresLine is one line of a table.
type figuresLine struct {
	Head  string
	Cells []figuresCell
}

// figuresCell is one number, with the heading of its column for a phone.
type figuresCell struct {
	Column string
	Text   string // as it is printed, in words where it is not a number
}

var figuresReleaseTemplate = newPage[figuresReleaseView]("figures_release.tmpl")

// tableWords say in plain words what each table is about.
var tableWords = map[string]string{
	"Age":                 "How old the children are.",
	"Sex":                 "How many are girls and how many are boys.",
	"Legal status":        "The law or the court’s order under which each child is looked after.",
	"Where children live": "The kind of home that each child lives in.",
	"Team":                "The team that each child’s social worker is in.",
	"Time in care":        "How long each child has been looked after this time.",
	"Age and sex":         "How old the girls and the boys are. To see girls alone, or boys alone, read down their column.",
}

func tablesShown(tables []disclosure.Table) (shown []figuresTable) {
	for _, t := range tables {
		shown = append(shown, figuresTable{Table: t, About: tableWords[t.Title()], Chart: svgbars.Draw(t.Title(), svgbars.OfTable(t))})
	}
	return shown
}

// Heads are the headings of the columns after the first.
func (f figuresTable) Heads() []string {
	if f.TwoWays() {
		return append(f.Table.Columns(), disclosure.Total)
	}
	return []string{"Children", "Percentage"}
}

// Lines are the lines of the table, the total last.
func (f figuresTable) Lines() (lines []figuresLine) {
	for _, row := range append(f.Table.Rows(), "") {
		line := figuresLine{Head: orTotal(row)}
		if !f.TwoWays() {
			number, percentage := f.Table.Figure(row, ""), f.Table.Percentage(row, "")
			line.Cells = []figuresCell{
				{"Children", number.Words()},
				{"Percentage", percentage.Words()},
			}
		} else {
			for _, column := range append(f.Table.Columns(), "") {
				number := f.Table.Figure(row, column)
				line.Cells = append(line.Cells, figuresCell{orTotal(column), number.Words()})
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// totalOf is the number of all that a release counts.
func totalOf(tables []disclosure.Table) disclosure.Figure {
	if len(tables) == 0 {
		return disclosure.NoFigure()
	}
	return tables[0].Figure("", "")
}

// Shown says whether the total may be printed.
func (v figuresReleaseView) Shown() bool { return v.Total.Mark() == disclosure.Shown }

func methodOf(tables []disclosure.Table) figuresMethod {
	method := figuresMethod{Plainly: casework.LookedAfterPlainly}
	if len(tables) > 0 {
		method.Exactly = tables[0].Definition()
	}
	return method
}

func (s *Server) figuresReleasePage(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	release, err := v.releaseOf(st)
	if err != nil {
		return err
	}
	tables, err := release.Printed.Tables()
	if err != nil {
		return err
	}
	path := "/figures/" + release.ID
	view := figuresReleaseView{
		moment: v.moment, Title: release.Title(), Young: v.caller.Has(access.YoungPerson), Total: totalOf(tables), Day: release.Day.Long(),
		Tables: tablesShown(tables), Method: methodOf(tables), Facts: releaseFacts(v.now.Plan, release), Withdrawn: withdrawnWarning(release),
		Links: []pageLink{{Text: "Every table as one file (CSV)", Href: v.To(path + "/tables.csv")}, {Text: "As data (JSON)", Href: v.To(path + "/data.json")}},
	}
	if history := v.history(release.ID, "Audit trail of these figures"); history != nil {
		view.Links = append(view.Links, *history)
	}
	if v.Now() && release.Standing() && v.caller.May(access.PublishFigures) {
		view.Withdraw = path + "/withdraw"
	}
	shell := v.shell(view.Title, st)
	shell.Back = &govuk.BackLink{Href: v.To("/figures")}
	return figuresReleaseTemplate.write(w, http.StatusOK, shell, view)
}

func withdrawnWarning(release *board.FiguresRelease) *govuk.WarningText {
	if release.Standing() {
		return nil
	}
	return &govuk.WarningText{Text: "These figures were withdrawn on " + release.Withdrawal.On.Long() + ". Don’t use them. Why: " + release.Withdrawal.Reason}
}

// figuresData is a release as programs read it.
type figuresData struct {
	Title       string             `json:"title"`
	Day         calendar.Date      `json:"day"`
	KnownAt     board.KnownAt      `json:"known_at"`
	PublishedOn calendar.Date      `json:"published_on"`
	Withdrawn   *figuresWithdrawn  `json:"withdrawn"`
	Definition  string             `json:"definition"`
	Tables      []disclosure.Table `json:"tables"`
}

type figuresWithdrawn struct {
	On     calendar.Date `json:"on"`
	Reason string        `json:"reason"`
}

func (s *Server) figuresJSON(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	release, err := v.releaseOf(st)
	if err != nil {
		return err
	}
	tables, err := release.Printed.Tables()
	if err != nil {
		return err
	}
	data := figuresData{
		Title: release.Title(), Day: release.Day, KnownAt: release.KnownAt, PublishedOn: release.PublishedOn, Definition: methodOf(tables).Exactly, Tables: tables,
	}
	if !release.Standing() {
		data.Withdrawn = &figuresWithdrawn{release.Withdrawal.On, release.Withdrawal.Reason}
	}
	return writeJSON(w, data)
}

func (s *Server) figuresCSV(w http.ResponseWriter, _ *http.Request, v *visit) error {
	st, err := v.state()
	if err != nil {
		return err
	}
	release, err := v.releaseOf(st)
	if err != nil {
		return err
	}
	tables, err := release.Printed.Tables()
	if err != nil {
		return err
	}
	state := "Published " + release.PublishedOn.String()
	if !release.Standing() {
		state = "Withdrawn " + release.Withdrawal.On.String()
	}
	var file bytes.Buffer
	out := csv.NewWriter(&file)
	for _, record := range append([][]string{{"Day", "Table", "Row", "Column", "Number", "Percentage", "State", "Definition"}}, csvRecords(release.Day, state, tables)...) {
		if err := out.Write(spreadsheet.SafeRow(record)); err != nil {
			return err
		}
	}
	if out.Flush(); out.Error() != nil {
		return out.Error()
	}
	w.Header().Set("Content-Type", "text/csv; charset=utf-8")
	w.Header().Set("Content-Disposition", `attachment; filename="children-looked-after-`+release.Day.String()+`.csv"`)
	_, err = w.Write(file.Bytes())
	return err
}

// csvRecords gives a line for each cell of each table, so that one file holds
// them all.
func csvRecords(day calendar.Date, state string, tables []disclosure.Table) (records [][]string) {
	for _, t := range tables {
		columns := append(t.Columns(), "")
		for _, row := range append(t.Rows(), "") {
			for _, column := range columns {
				percentage := ""
				if len(t.Columns()) == 0 {
					percentage = t.Percentage(row, column).Cell()
				}
				records = append(records, []string{
					day.String(), t.Title(), orTotal(row), orTotal(column), t.Figure(row, column).Cell(), percentage, state, t.Definition(),
				})
			}
		}
	}
	return records
}

func orTotal(name string) string {
	if name == "" {
		return disclosure.Total
	}
	return name
}
