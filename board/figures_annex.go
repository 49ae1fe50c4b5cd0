package board

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"throughline/calendar"
	"throughline/disclosure"
)

// FiguresData is a release of figures about children as a paper prints it, in
// an annex. Its numbers are those of package disclosure and no others: it is
// made from what the release printed, and read again only when its tables are
// those of that record.
type FiguresData struct {
	Release     string // the id of the release, which the annex gives as its reference
	Title       string
	Day         calendar.Date // that the figures describe
	KnownAt     KnownAt       // the last entry counted
	PublishedOn calendar.Date // the release, which may be long before the paper
	Definition  string        // who is counted
	Record      disclosure.Released
	tables      []disclosure.Table
}

// figuresJSON is FiguresData as it is written. The tables are for programs to
// read, and the record is what they were made from.
type figuresJSON struct {
	Release     string              `json:"release"`
	Title       string              `json:"title"`
	Day         calendar.Date       `json:"day"`
	KnownAt     KnownAt             `json:"known_at"`
	PublishedOn calendar.Date       `json:"published_on"`
	Definition  string              `json:"definition"`
	Tables      json.RawMessage     `json:"tables"`
	Record      disclosure.Released `json:"record"`
}

// figuresDataFrom gives the annex of a release.
func figuresDataFrom(r *FiguresRelease) (*FiguresData, error) {
	d := &FiguresData{Release: r.ID, Title: r.Title(), Day: r.Day, KnownAt: r.KnownAt, PublishedOn: r.PublishedOn, Record: r.Printed}
	d.KnownAt.Time = d.KnownAt.Time.UTC()
	if err := d.layOut(); err != nil {
		return nil, err
	}
	d.Definition = d.tables[0].Definition()
	return d, nil
}

func (d *FiguresData) layOut() (err error) {
	if d.tables, err = d.Record.Tables(); err != nil {
		return fmt.Errorf("the figures in an annex can't be read: %w", err)
	}
	if len(d.tables) == 0 {
		return errors.New("the figures in an annex have no table")
	}
	return nil
}

// Tables are the tables of the annex, in order.
func (d *FiguresData) Tables() []disclosure.Table { return d.tables }

// MarshalJSON writes the annex, with its tables as they are printed.
func (d *FiguresData) MarshalJSON() ([]byte, error) {
	tables, err := json.Marshal(d.tables)
	if err != nil {
		return nil, err
	}
	return json.Marshal(figuresJSON{d.Release, d.Title, d.Day, d.KnownAt, d.PublishedOn, d.Definition, tables, d.Record})
}

// UnmarshalJSON reads an annex, and refuses one whose numbers, headings, day or
// definition are not those of its record. Titles and notes are our own words,
// and those of an older paper may be others.
func (d *FiguresData) UnmarshalJSON(text []byte) error {
	var read figuresJSON
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	next := FiguresData{read.Release, read.Title, read.Day, read.KnownAt, read.PublishedOn, read.Definition, read.Record, nil}
	if err := next.layOut(); err != nil {
		return err
	}
	tables, err := json.Marshal(next.tables)
	if err != nil {
		return err
	}
	if !sameNumbers(tables, read.Tables) {
		return errors.New("the tables of figures in an annex are not those of its record")
	}
	if read.Day != read.Record.Day() || read.Definition != next.tables[0].Definition() {
		return errors.New("the day or the definition of the figures in an annex is not that of its record")
	}
	*d = next
	return nil
}

// writtenTable is what two writings of one table have in common.
type writtenTable struct {
	Title       string   `json:"title"`
	Rows        []string `json:"rows"`
	Columns     []string `json:"columns"`
	Figures     [][]any  `json:"figures"`
	Percentages [][]any  `json:"percentages"`
}

// sameNumbers compares two lists of tables, each as JSON.
func sameNumbers(a, b []byte) bool {
	var left, right []writtenTable
	return json.Unmarshal(a, &left) == nil && json.Unmarshal(b, &right) == nil && reflect.DeepEqual(left, right)
}

// is says whether the annex prints a release just as it was published.
func (d *FiguresData) is(r *FiguresRelease) bool {
	want, err := figuresDataFrom(r)
	return err == nil && sameJSON(d, want)
}
