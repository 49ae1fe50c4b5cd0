package disclosure

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"

	"throughline/calendar"
)

// Measured is what a measure counts in one period: each of its rows is in exactly one of the four numbers.
type Measured struct {
	// ID names the measure. The same measure and period in another paper are the same people, counted anew.
	ID string
	// Definition is what is counted, and of how many, in words.
	Definition string
	// First and Last are the days of the period. Periods of one measure don't overlap.
	First, Last calendar.Date
	// Met are the rows that count; Met, NotMet and CannotTell together are those that it is asked of.
	Met, NotMet, CannotTell int
	// LeftOut are the rows that the measure excludes.
	LeftOut int
}

// MeasureFigure is the figure of a measure for one period as the public may see it. Only PublishMeasure makes one that holds a number, or
// reads one again from what it printed. The zero value has nothing that is available.
type MeasureFigure struct {
	number, of, cannotTell, leftOut Figure
	percent                         Percent
	record                          Released
}

// The words by which a measure's rows are counted.
const (
	counted       = "counted"
	met           = "met"
	notMet        = "not met"
	cannotTell    = "cannot tell"
	leftOut       = "left out"
	measureTitle  = "Counted"
	leftOutTitle  = "Left out"
	measureCohort = "measure "
)

// PublishMeasure makes the figure of a measure for printing. It is one table of Publish, so that what the engine guards is guarded here: a
// number from 1 to 5, on either side of the figure, hides the figure; of fewer than 6 nothing is shown at all, and nothing of a whole that
// must be hidden; and beside the earlier papers about the same period a correction that moved a number by 1 to 5 hides it. A figure that can't be made safe is hidden whole,
// and is no error.
//
// Periods are different people. A measure of a single day is not: its days are days of one cohort, and near ones are guarded against each other.
func PublishMeasure(of Measured, earlier ...Released) (MeasureFigure, error) {
	cohort, err := of.cohort()
	if err != nil {
		return MeasureFigure{}, err
	}
	atoms := []Atom{
		{Categories: []string{met}, Count: of.Met}, {Categories: []string{notMet}, Count: of.NotMet},
		{Categories: []string{cannotTell}, Count: of.CannotTell}, {Categories: []string{leftOut}, Count: of.LeftOut},
	}
	release, err := Publish(cohort, atoms, []Spec{
		{Title: measureTitle, Rows: counted, Filter: []Kept{{Dimension: counted, Categories: []string{met, notMet, cannotTell}}}},
		{Title: leftOutTitle, Filter: []Kept{{Dimension: counted, Categories: []string{leftOut}}}},
	}, earlier...)
	if errors.Is(err, ErrUnsafe) {
		return hiddenWhole(), nil
	}
	if err != nil {
		return MeasureFigure{}, err
	}
	if release.tables[0].Figure("", "").Mark() == Suppressed {
		release.withholdFirst()
	}
	return measureFigureOf(release.tables, release.Released())
}

// withholdFirst takes a table back whole. A measure whose whole is hidden has so few numbers left that which of them were hidden would tell what
// they are to somebody who tries every possibility.
func (r *Release) withholdFirst() {
	r.tables[0].withheld, r.kept.Tables[0].Withheld = true, true
	for _, line := range r.tables[0].figures {
		for i := range line {
			line[i] = Figure{state: hidden}
		}
	}
	r.kept.Tables[0].Cells = r.tables[0].numbers()
}

func (m Measured) cohort() (Cohort, error) {
	if m.ID == "" || m.First.IsZero() || m.Last.Before(m.First) {
		return Cohort{}, fmt.Errorf("the measure %q needs an id, and a period that does not end before it begins", m.ID)
	}
	name := measureCohort + m.ID
	if m.First != m.Last {
		name += " " + m.First.String() + " to " + m.Last.String()
	}
	return Cohort{Name: name, Definition: m.Definition, Nature: Standing, Day: m.Last,
		Dimensions: []Dimension{{Name: counted, Categories: []string{met, notMet, cannotTell, leftOut}}}}, nil
}

func measureFigureOf(tables []Table, record Released) (MeasureFigure, error) {
	if len(tables) != 2 || tables[0].Title() != measureTitle || tables[1].Title() != leftOutTitle {
		return MeasureFigure{}, errors.New("the record of a measure's figure is not that of a measure")
	}
	table := tables[0]
	f := MeasureFigure{number: table.Figure(met, ""), of: table.Figure("", ""), cannotTell: table.Figure(cannotTell, ""), leftOut: tables[1].Figure("", ""), record: record}
	f.percent = percentOf(f.number, f.of)
	return f, nil
}

// ReadMeasureFigure gives a figure again from the record of what was printed of it, and holds no more than that.
func ReadMeasureFigure(record Released) (MeasureFigure, error) {
	tables, err := record.Tables()
	if err != nil {
		return MeasureFigure{}, err
	}
	return measureFigureOf(tables, record)
}

// Number is how many count.
func (f MeasureFigure) Number() Figure { return f.number }

// Of is of how many it is asked.
func (f MeasureFigure) Of() Figure { return f.of }

// CannotTell is of how many of those it can't be told, which counts them as not met.
func (f MeasureFigure) CannotTell() Figure { return f.cannotTell }

// LeftOut is how many were left out.
func (f MeasureFigure) LeftOut() Figure { return f.leftOut }

// Percent is the first number as a part of the second.
func (f MeasureFigure) Percent() Percent { return f.percent }

// Released is the record to keep, for PublishMeasure to be given with the next paper; it is empty for a figure that was hidden whole.
func (f MeasureFigure) Released() Released { return f.record }

// Recorded says whether there is a record of what was printed.
func (f MeasureFigure) Recorded() bool { return f.record.kept.Format != 0 }

// IsOf says whether the figure is of a measure and a period.
func (f MeasureFigure) IsOf(id string, first, last calendar.Date) bool {
	cohort, err := Measured{ID: id, First: first, Last: last}.cohort()
	return err == nil && f.record.kept.Cohort == cohort.Name && f.record.kept.Day == last
}

// measureJSON is a figure as it is written: as it is printed, and what it was made from.
type measureJSON struct {
	Number     Figure    `json:"number"`
	Of         Figure    `json:"of"`
	Percent    Percent   `json:"percent"`
	CannotTell Figure    `json:"cannot_tell"`
	LeftOut    Figure    `json:"left_out"`
	Record     *Released `json:"record,omitempty"`
}

// MarshalJSON writes the figure as it is printed, with its record.
func (f MeasureFigure) MarshalJSON() ([]byte, error) {
	out := measureJSON{f.number, f.of, f.percent, f.cannotTell, f.leftOut, nil}
	if f.Recorded() {
		out.Record = &f.record
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads a figure, and refuses one whose numbers are not those of its record. Without a record it is one that was hidden whole, or
// one that has nothing.
func (f *MeasureFigure) UnmarshalJSON(text []byte) error {
	var read struct {
		Record *Released `json:"record"`
	}
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	may := []MeasureFigure{hiddenWhole(), {}}
	if read.Record != nil {
		recorded, err := ReadMeasureFigure(*read.Record)
		if err != nil {
			return err
		}
		may = []MeasureFigure{recorded}
	}
	for _, figure := range may {
		if same, err := writtenAs(figure, text); err != nil {
			return err
		} else if same {
			*f = figure
			return nil
		}
	}
	return errors.New("the numbers of a measure's figure are not those of its record")
}

// hiddenWhole is a figure of which nothing could be shown safely.
func hiddenWhole() MeasureFigure {
	h := Figure{state: hidden}
	return MeasureFigure{number: h, of: h, cannotTell: h, leftOut: h, percent: Percent{state: hidden}}
}

// writtenAs says whether a figure is written as the text is.
func writtenAs(f MeasureFigure, text []byte) (bool, error) {
	written, err := json.Marshal(f)
	if err != nil {
		return false, err
	}
	var want, got map[string]any
	if err := errors.Join(json.Unmarshal(written, &want), json.Unmarshal(text, &got)); err != nil {
		return false, err
	}
	return reflect.DeepEqual(want, got), nil
}

// Percent is a whole percentage as the public may see it, made and kept as a Figure is.
type Percent struct {
	state   state
	percent int
}

// percentOf works out a percentage of two numbers that are printed, so that it tells nothing that they do not. It is 100% only of all, and 0%
// only of none.
func percentOf(part, whole Figure) Percent {
	switch {
	case part.state == hidden || whole.state == hidden:
		return Percent{state: hidden}
	case part.state != shown || whole.state != shown:
		return Percent{}
	case whole.number == 0:
		return Percent{state: inapplicable}
	case small(part.number) || small(whole.number-part.number):
		return Percent{state: hidden}
	}
	percent := (200*part.number + whole.number) / (2 * whole.number)
	if part.number < whole.number {
		percent = min(percent, 99)
	}
	if part.number > 0 {
		percent = max(percent, 1)
	}
	return Percent{state: shown, percent: percent}
}

// Mark is what is printed in place of the percentage, and Shown when it is printed.
func (p Percent) Mark() Mark { return p.state.mark() }

// Number gives the percentage that is printed, and false where none is.
func (p Percent) Number() (int, bool) { return p.percent, p.state == shown }

// Words prints the percentage for reading: "62%", or "not shown".
func (p Percent) Words() string {
	if p.state != shown {
		return p.Mark().Words()
	}
	return strconv.Itoa(p.percent) + "%"
}

// Cell prints the percentage for a cell of a CSV file or spreadsheet: "62", or its mark.
func (p Percent) Cell() string {
	if p.state != shown {
		return string(p.Mark())
	}
	return strconv.Itoa(p.percent)
}

// MarshalJSON gives the percentage as a whole number, or its mark as a string.
func (p Percent) MarshalJSON() ([]byte, error) {
	if p.state != shown {
		return json.Marshal(string(p.Mark()))
	}
	return []byte(p.Cell()), nil
}
