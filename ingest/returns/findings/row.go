package findings

import (
	"throughline/ingest/returns"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
)

// source is a row of either return.
type source interface {
	place() place
	table() string
	child() string
	columns() []string
	written(column string) string
}

// place is where a row lies. In an XML file several may lie on one line.
type place struct {
	file, element string
	line          int
}

type of903 struct{ *ssda903.Row }

func (r of903) place() place  { return place{r.File, r.Element, r.Line} }
func (r of903) table() string { return r.Table.String() }
func (r of903) child() string { return returns.Shown(r.Child()) }
func (r of903) columns() (names []string) {
	for _, c := range r.Table.Columns() {
		names = append(names, c.String())
	}
	return names
}

func (r of903) written(column string) string {
	c, _ := ssda903.ColumnNamed(column)
	return r.Cell(c).Written
}

type ofCIN struct{ *cin.Row }

func (r ofCIN) place() place  { return place{r.File, r.Element, r.Line} }
func (r ofCIN) table() string { return r.Table.String() }
func (r ofCIN) child() string { return returns.Shown(r.Child) }
func (r ofCIN) columns() (names []string) {
	for _, c := range r.Table.Columns() {
		names = append(names, c.String())
	}
	return names
}

func (r ofCIN) written(column string) string {
	for _, c := range r.Table.Columns() {
		if c.String() == column {
			return r.Cell(c).Written
		}
	}
	return ""
}

// ref is a row of a table of the return.
type ref struct {
	source
	whole bool // it is about the return, and no child's
}

// table is all the rows of one table.
type table struct {
	name string
	rows []ref
}

func tablesOf(looked *Looked) (all []table) {
	if r := looked.Return903; r != nil {
		for _, t := range ssda903.Tables() {
			rows := r.Rows(t)
			if len(rows) == 0 && !r.Has(t) {
				continue
			}
			made := table{name: t.String(), rows: make([]ref, len(rows))}
			for i := range rows {
				made.rows[i].source = of903{&rows[i]}
			}
			all = append(all, made)
		}
	}
	if r := looked.ReturnCIN; r != nil {
		for _, t := range cin.Tables() {
			rows := r.Rows(t)
			if len(rows) == 0 {
				continue
			}
			made := table{name: t.String(), rows: make([]ref, len(rows))}
			for i := range rows {
				made.rows[i] = ref{ofCIN{&rows[i]}, t == cin.TableHeader}
			}
			all = append(all, made)
		}
	}
	return all
}
