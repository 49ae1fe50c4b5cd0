package board

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/plan"
)

// Kinds lists the kinds that a Shelf holds.
var Kinds = []string{KindNumbering, KindPaper, KindExempt, KindFiguresRelease, KindHold, KindMeetingRule, KindTemplate, KindClearance}

// Shelf is every paper of one authority at a moment. It is never changed once
// made; With gives a new one. The zero Shelf is empty.
type Shelf struct {
	Day      calendar.Date
	Position int64

	papers    map[string]*Paper
	exempt    map[string]*ExemptPart // by paper
	order     []string
	numbering map[int]*Numbering // by year
	releases  []*FiguresRelease  // of figures, in the order they were published
	dates     publishingDates
	clearing  clearing
}

// With gives the shelf with versions applied, in the order given. Versions of
// other kinds are passed over. The receiver is not changed.
func (s *Shelf) With(day calendar.Date, position int64, versions []plan.Version) (*Shelf, error) {
	next := &Shelf{Day: day, Position: position, papers: maps.Clone(s.papers), exempt: maps.Clone(s.exempt), order: slices.Clone(s.order), numbering: maps.Clone(s.numbering), releases: slices.Clone(s.releases)}
	if next.papers == nil {
		next.papers, next.numbering = map[string]*Paper{}, map[int]*Numbering{}
	}
	if next.exempt == nil {
		next.exempt = map[string]*ExemptPart{}
	}
	next.dates, next.clearing = s.dates.clone(), s.clearing.clone()
	for _, v := range versions {
		var err error
		switch v.Kind {
		case KindPaper:
			err = next.putPaper(v)
		case KindNumbering:
			err = next.putNumbering(v)
		case KindExempt:
			err = next.putExempt(v)
		case KindFiguresRelease:
			err = next.putRelease(v)
		case KindHold, KindMeetingRule:
			err = next.dates.put(v)
		case KindTemplate, KindClearance:
			err = next.clearing.put(v)
		}
		if err != nil {
			return nil, fmt.Errorf("version %d of %s %s can't be read: %w", v.Version, v.Kind, v.ID, err)
		}
	}
	return next, nil
}

func (s *Shelf) putPaper(v plan.Version) error {
	if v.Body == nil { // erased
		delete(s.papers, v.ID)
		s.order = slices.DeleteFunc(s.order, func(id string) bool { return id == v.ID })
		return nil
	}
	paper := &Paper{}
	if err := json.Unmarshal(v.Body, paper); err != nil {
		return err
	}
	paper.Thing = plan.Thing{ID: v.ID, Version: v.Version, Seq: v.Seq, ChangedOn: v.On}
	if _, had := s.papers[v.ID]; !had {
		s.order = append(s.order, v.ID)
	}
	s.papers[v.ID] = paper
	return nil
}

func (s *Shelf) putExempt(v plan.Version) error {
	if v.Body == nil { // erased
		maps.DeleteFunc(s.exempt, func(_ string, part *ExemptPart) bool { return part.ID == v.ID })
		return nil
	}
	part := &ExemptPart{}
	if err := json.Unmarshal(v.Body, part); err != nil {
		return err
	}
	part.Thing = plan.Thing{ID: v.ID, Version: v.Version, Seq: v.Seq, ChangedOn: v.On}
	s.exempt[part.Paper] = part
	return nil
}

func (s *Shelf) putNumbering(v plan.Version) error {
	if v.Body == nil {
		return nil // a number once given is never given again
	}
	n := &Numbering{}
	if err := json.Unmarshal(v.Body, n); err != nil {
		return err
	}
	n.Thing = plan.Thing{ID: v.ID, Version: v.Version, Seq: v.Seq, ChangedOn: v.On}
	if held := s.numbering[n.Year]; held == nil || held.Last <= n.Last {
		s.numbering[n.Year] = n
	}
	return nil
}

// Paper finds a paper. The value is shared: never change it.
func (s *Shelf) Paper(id string) (*Paper, bool) {
	p, ok := s.papers[id]
	return p, ok
}

// Papers goes through the papers, newest first.
func (s *Shelf) Papers() iter.Seq[*Paper] {
	return func(yield func(*Paper) bool) {
		for _, id := range slices.Backward(s.order) {
			if !yield(s.papers[id]) {
				return
			}
		}
	}
}

// Published finds a published paper by its reference.
func (s *Shelf) Published(reference string) (*Paper, bool) {
	for p := range s.Papers() {
		if p.State == Published && p.Frozen.Reference == reference {
			return p, true
		}
	}
	return nil, false
}

// Change is a named, typed change to the papers of an authority. Decide looks
// at the shelf as it is now, and at the plan that the change says it needs; it
// gives what to write, or Problems that say why not.
type Change interface {
	Name() string
	Needs() access.Permission
	Decide(s *Shelf, p *plan.Plan, c change.Context) ([]change.Put, error)
}
