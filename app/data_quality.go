package app

import (
	"context"

	"throughline/access"
	"throughline/calendar"
	"throughline/deadline"
	"throughline/measure"
	"throughline/practice"
)

// DataQuality says what is not recorded, so that somebody can put it right. It counts, and names nobody.
type DataQuality struct {
	Measures []MeasureAt    // those of which something can't be told in the latest period
	Clocks   []ClockQuality // those of which a deadline can't be told
	Loads    []ReturnImport // those that count
	Fresh    []Freshness
	Pack     *practice.Pack
	AsAt     calendar.Date
	Known    Known
}

// ClockQuality is how many deadlines of a clock can't be told, of how many.
type ClockQuality struct {
	Clock      *practice.Clock
	CannotTell int
	Of         int
}

// DataQuality gives what is missing at a moment. It takes the permission to read measures.
func (s *Service) DataQuality(ctx context.Context, caller access.Caller, when When) (*DataQuality, error) {
	f, err := s.figuresAt(ctx, caller, when, "data quality")
	if err != nil {
		return nil, err
	}
	made := &DataQuality{Fresh: f.fresh(), Pack: f.pack, AsAt: f.at.AsAt, Known: f.known}
	for _, m := range f.pack.Measures {
		if !m.On {
			continue
		}
		if one := f.measures([]*practice.Measure{m}, 1)[0]; one.Latest.CannotTell > 0 {
			made.Measures = append(made.Measures, one)
		}
	}
	untold, all := map[string]int{}, map[string]int{}
	for _, d := range f.columns.Deadlines(f.at, measure.Wanted{}) {
		all[d.Clock]++
		if d.State == deadline.CannotTell {
			untold[d.Clock]++
		}
	}
	listed := map[string]bool{}
	for _, c := range f.pack.Clocks {
		if c.On && untold[c.Code] > 0 && !listed[c.Code] {
			listed[c.Code] = true
			made.Clocks = append(made.Clocks, ClockQuality{Clock: clockOn(f.pack, c.Code, f.at.AsAt), CannotTell: untold[c.Code], Of: all[c.Code]})
		}
	}
	for _, i := range f.imports {
		if i.Gone == 0 || i.Gone > f.known.Seq {
			made.Loads = append(made.Loads, i)
		}
	}
	return made, nil
}
