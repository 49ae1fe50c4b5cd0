package returned

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"throughline/calendar"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/measure"
	"throughline/practice"
)

// Import is one load of a return.
type Import struct {
	ID          string
	Slot        Slot
	Tables      []string // what it has, and so takes the place of
	From, Until int64    // the position in the ledger from which it counts, and from which it counts no more; Until is 0 while it does
}

// counts says whether the load counts at a position.
func (i *Import) counts(knownAt int64) bool {
	return i.From <= knownAt && (i.Until == 0 || i.Until > knownAt)
}

// Held is what one load says of one child.
type Held struct {
	Import string
	Part   Part
}

// Story is what returns tell of one child at one position: one part for each return, the earliest year first.
type Story struct {
	Parts  []Part
	Pack   *practice.Pack // by which files that no return carries are read; without it they tell nothing
	covers []map[string]bool
	made   []restored // beside each part, made when first asked for
}

// restored is a part as the return that it was.
type restored struct {
	looked *ssda903.Return
	census *cin.Return
}

// Resolve puts together what was known of one child at a position. Of one return, each table is as the latest load that has it gave it; a child
// of whom that load says nothing there has none. The order of loading different returns makes no difference.
func Resolve(imports []Import, held []Held, knownAt int64) Story {
	slots := map[Slot][]*Import{}
	for i := range imports {
		if imports[i].counts(knownAt) {
			slots[imports[i].Slot] = append(slots[imports[i].Slot], &imports[i])
		}
	}
	mine := map[Slot]bool{}
	by := map[string]*Part{}
	for i := range held {
		mine[held[i].Part.Slot] = true
		by[held[i].Import] = &held[i].Part
	}
	var story Story
	for slot := range mine {
		loads := slots[slot]
		slices.SortFunc(loads, func(a, b *Import) int { return cmp.Compare(b.From, a.From) }) // the latest first
		from := map[string]string{}                                                           // the load that gives each table
		covers := map[string]bool{}
		for _, load := range loads {
			for _, table := range load.Tables {
				if from[table] == "" {
					from[table] = load.ID
				}
				covers[table] = true
			}
		}
		made := Part{Slot: slot}
		for _, load := range slices.Backward(loads) {
			part := by[load.ID]
			if part == nil {
				continue
			}
			made.XML, made.Key = part.XML, part.Key
			for i := range part.Rows {
				if from[part.Rows[i].Table] == load.ID {
					made.Rows = append(made.Rows, part.Rows[i])
				}
			}
			for i := range part.Rows903 {
				if from[part.Rows903[i].Table.String()] == load.ID {
					made.Rows903 = append(made.Rows903, part.Rows903[i])
				}
			}
			for i := range part.RowsCIN {
				if from[part.RowsCIN[i].Table.String()] == load.ID {
					made.RowsCIN = append(made.RowsCIN, part.RowsCIN[i])
				}
			}
		}
		if made.Count() > 0 {
			story.Parts, story.covers = append(story.Parts, made), append(story.covers, covers)
		}
	}
	order := make([]int, len(story.Parts))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		one, other := story.Parts[a].Slot, story.Parts[b].Slot
		if order := cmp.Or(cmp.Compare(one.Year, other.Year), cmp.Compare(one.Source, other.Source)); order != 0 || one.Of == other.Of {
			return order
		}
		return cmp.Or(one.Ends().Compare(other.Ends()), cmp.Compare(one.Of, other.Of))
	})
	sorted := Story{}
	for _, i := range order {
		sorted.Parts, sorted.covers = append(sorted.Parts, story.Parts[i]), append(sorted.covers, story.covers[i])
	}
	return sorted
}

func (s *Story) at(i int) restored {
	if s.made == nil {
		s.made = make([]restored, len(s.Parts))
	}
	made := &s.made[i]
	switch {
	case made.looked != nil || made.census != nil:
	case s.Parts[i].Slot.Source == CIN:
		made.census = s.Parts[i].census()
	default:
		made.looked = s.Parts[i].return903()
		for _, t := range ssda903.Tables() {
			if s.covers[i][t.String()] {
				made.looked.Covers(t)
			}
		}
	}
	return *made
}

func (s *Story) census(i int) *cin.Return { return s.at(i).census }

func (s *Story) return903(i int) *ssda903.Return { return s.at(i).looked }

// statutory gives what the statutory returns tell the clocks of a subject. Of two years that tell of the same thing, the later is believed.
func (s *Story) statutory(subject string) []deadline.Fact {
	type identity struct{ id, event string }
	at := map[identity]int{}
	var facts []deadline.Fact
	var looked []*ssda903.Return // a time in care may go on over the end of a year, so the years are told as one
	last := -1
	for i := range s.Parts {
		if s.Parts[i].Slot.Source == SSDA903 {
			looked, last = append(looked, s.return903(i)), i
		}
	}
	for i := range s.Parts {
		var told []deadline.Fact
		switch {
		case s.Parts[i].Slot.Source == CIN:
			told = intofacts.FromCIN(s.census(i))
		case i == last:
			told = intofacts.From903Years(looked)
		default:
			continue
		}
		own := ownNames{key: s.Parts[i].Child(), subject: subject, slot: s.Parts[i].Slot}
		for _, f := range told {
			f.Subject, f.ID = subject, own.of(f.ID)
			for kind, id := range f.Of {
				f.Of[kind] = own.of(id)
			}
			key := identity{f.ID, f.Event}
			n, had := at[key]
			switch {
			case !had:
				at[key] = len(facts)
				facts = append(facts, f)
			case f.Event == deadline.Person: // what one return says of who they are stands until another says otherwise
				merged := maps.Clone(facts[n].Values)
				maps.Copy(merged, f.Values)
				if f.Values = merged; f.On.IsZero() {
					f.On = facts[n].On
				}
				facts[n] = f
			default:
				facts[n] = f
			}
		}
	}
	return facts
}

// ownNames turns the ids that one return gives into ids of the subject: the council may call the same child something else a year later, and
// things without a day are told apart by their return.
type ownNames struct {
	key, subject string
	slot         Slot
}

func (o ownNames) of(id string) string {
	if rest, ok := strings.CutPrefix(id, o.key+"/"); ok {
		id = o.subject + "/" + rest
	}
	if strings.Contains(id, "/undated/") {
		id += "/" + string(o.slot.Source) + strconv.Itoa(o.slot.Year)
	}
	return id
}

// Rows gives what measures count of a subject.
func (s *Story) Rows(subject string) (rows []measure.Row) {
	for _, i := range s.byPriority() {
		var told []measure.Row
		switch {
		case s.Parts[i].Slot.Source == CIN:
			told = intofacts.RowsFromCIN(s.census(i))
		case s.Parts[i].Slot.Source.Tabular():
			told = s.rowsOfTables(i, subject)
		default:
			told = intofacts.RowsFrom903(s.return903(i))
		}
		own := ownNames{key: s.Parts[i].Child(), subject: subject, slot: s.Parts[i].Slot}
		for n := range told {
			told[n].ID = own.of(told[n].ID)
		}
		rows = append(rows, apart(told, subject)...)
	}
	return lastOfEach(rows)
}

// apart gives rows that one return has twice ids of their own, so that a figure counts the return as it was made: what is wrong with it, the
// rules of the return say.
func apart(rows []measure.Row, subject string) []measure.Row {
	type identity struct{ source, id string }
	had := map[identity]int{}
	for i := range rows {
		key := identity{rows[i].Source, rows[i].ID}
		if had[key]++; had[key] > 1 {
			rows[i].ID += "#" + strconv.Itoa(had[key])
		}
		rows[i].Subject = subject
	}
	return rows
}

// lastOfEach keeps of rows that are of the same thing the one that the latest year gives.
func lastOfEach(rows []measure.Row) []measure.Row {
	type identity struct{ source, id string }
	at := map[identity]int{}
	kept := rows[:0]
	for _, r := range rows {
		key := identity{r.Source, r.ID}
		if n, had := at[key]; had {
			kept[n] = r
			continue
		}
		at[key] = len(kept)
		kept = append(kept, r)
	}
	return kept
}

// Attributes gives what figures are broken down by: ages, and where the child was placed.
func (s *Story) Attributes() (all []measure.Attribute) {
	var born calendar.Date
	for i := range s.Parts {
		if s.Parts[i].Slot.Source.Tabular() {
			all = append(all, s.attributesOfTables(i)...)
			continue
		}
		if s.Parts[i].Slot.Source == CIN {
			rows := s.census(i).Rows(cin.TableChildIdentifiers)
			for n := range rows {
				if day, ok := rows[n].Day(cin.PersonBirthDate); ok {
					born = day
				}
			}
			continue
		}
		r := s.return903(i)
		rows := r.Rows(ssda903.TableHeader)
		for n := range rows {
			if day, ok := rows[n].Day(ssda903.DOB); ok {
				born = day
			}
		}
		all = append(all, placements(r)...)
	}
	return append(ages(born), all...)
}
