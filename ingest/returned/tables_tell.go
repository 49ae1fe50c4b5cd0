package returned

import (
	"cmp"
	"slices"
	"strings"

	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/local"
	"throughline/measure"
)

// priority is by which source is believed where two tell of one thing: the lowest first. What the council's own records say comes before all.
var priority = map[Source]int{SSDA903: 1, CIN: 1, SSD: 2, AnnexA: 3, Local: 4}

// byPriority gives the places of the parts, the most believed last, as lastOfEach takes them.
func (s *Story) byPriority() []int {
	order := make([]int, len(s.Parts))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(priority[s.Parts[b].Slot.Source], priority[s.Parts[a].Slot.Source])
	})
	return order
}

// factsOfTables gives what one extract or file tells the clocks.
func (s *Story) factsOfTables(i int, subject string) (facts []deadline.Fact) {
	part := &s.Parts[i]
	switch part.Slot.Source {
	case SSD:
		facts = intofacts.FromSSDUntil(part.Rows, part.Slot.Ends())
	case AnnexA:
		facts = intofacts.FromAnnexA(part.Rows, part.Slot.Ends())
	case Local:
		if kind, _, _, _ := part.Slot.File(); s.Pack != nil {
			return local.FactsOf(s.Pack, kind, part.Rows, subject)
		}
		return nil
	}
	own := ownNames{key: strings.ToUpper(part.Key), subject: subject, slot: part.Slot}
	for n := range facts {
		f := &facts[n]
		f.Subject, f.ID = subject, own.of(f.ID)
		for kind, id := range f.Of {
			f.Of[kind] = own.of(id)
		}
	}
	return facts
}

func (s *Story) rowsOfTables(i int, subject string) []measure.Row {
	part := &s.Parts[i]
	switch part.Slot.Source {
	case SSD:
		return intofacts.RowsSSDUntil(part.Rows, part.Slot.Ends())
	case AnnexA:
		return intofacts.RowsAnnexA(part.Rows, part.Slot.Ends())
	case Local:
		if kind, _, _, until := part.Slot.File(); s.Pack != nil {
			return local.RowsOf(s.Pack, kind, part.Rows, subject, until)
		}
	}
	return nil
}

func (s *Story) attributesOfTables(i int) []measure.Attribute {
	part := &s.Parts[i]
	if kind, _, _, _ := part.Slot.File(); kind != "" && s.Pack != nil {
		return local.Attributes(s.Pack, kind, part.Rows)
	}
	return nil
}

// Facts gives what is told of a subject to the clocks. Of two years of a source that tell of the same thing, the later is believed; of two sources
// the statutory return, then the dataset, then Annex A, then a file that no return carries.
func (s *Story) Facts(subject string) []deadline.Fact {
	facts, _ := s.Told(subject)
	return facts
}

// Told gives the facts, and where sources contradict each other.
func (s *Story) Told(subject string) (facts []deadline.Fact, doubts []Contradiction) {
	facts = s.statutory(subject)
	if !slices.ContainsFunc(s.Parts, func(p Part) bool { return p.Slot.Source.Tabular() }) {
		return facts, nil
	}
	for _, source := range []Source{SSD, AnnexA, Local} {
		type identity struct{ id, event string }
		at := map[identity]int{}
		var told []deadline.Fact
		for i := range s.Parts {
			if s.Parts[i].Slot.Source != source {
				continue
			}
			for _, f := range s.factsOfTables(i, subject) {
				key := identity{f.ID, f.Event}
				if n, had := at[key]; had {
					told[n] = f
					continue
				}
				at[key] = len(told)
				told = append(told, f)
			}
		}
		if len(told) == 0 {
			continue
		}
		kept, differ := Once(told, facts)
		for i := range differ {
			differ[i].Less = source
		}
		doubts = append(doubts, differ...)
		facts = append(facts, kept...)
	}
	return facts, doubts
}
