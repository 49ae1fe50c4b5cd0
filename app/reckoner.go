package app

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"throughline/calendar"
	"throughline/casework"
	"throughline/deadline"
	"throughline/ingest/intofacts"
	"throughline/ingest/returned"
	"throughline/measure"
	"throughline/practice"
)

// ownRecords is what the council's own records here tell of one subject, with the position of each: what a return says is apart from it.
type ownRecords struct {
	Facts []deadline.Fact
	Rows  []measure.Row
	With  []casework.With // by which figures are broken down
}

// tells says whether there is a deadline or a figure that it is for: with whom somebody is doesn't make one.
func (o *ownRecords) tells() bool { return len(o.Facts) > 0 || len(o.Rows) > 0 }

// reckoner works out what is known of subjects, one at a time, by one practice pack. It may be used by several at once.
type reckoner struct {
	pack    *practice.Pack
	imports []returned.Import
	today   calendar.Date
	terms   []deadline.Term
	silent  map[string]string // by clock: what no return tells of it

	mu    sync.Mutex
	rules map[calendar.Date]*deadline.Reckoner // by the day up to which windows are made
}

func newReckoner(pack *practice.Pack, imports []ReturnImport, today calendar.Date) *reckoner {
	return &reckoner{pack: pack, imports: rulesOf(imports), today: today, terms: termsOf(pack), silent: neverTold(pack), rules: map[calendar.Date]*deadline.Reckoner{}}
}

func termsOf(pack *practice.Pack) []deadline.Term {
	terms := make([]deadline.Term, len(pack.Terms))
	for i, t := range pack.Terms {
		terms[i] = deadline.Term{Name: t.Name, First: t.First, Last: t.Last}
	}
	return terms
}

// yearEnd is the last day of the year to 31 March that holds a day. Windows are made that far: nobody asks about what begins after it.
func yearEnd(day calendar.Date) calendar.Date {
	end := calendar.Must(day.Year, 3, 31)
	if day.After(end) {
		end = calendar.Must(day.Year+1, 3, 31)
	}
	return end
}

func (r *reckoner) rulesTo(horizon calendar.Date) *deadline.Reckoner {
	r.mu.Lock()
	defer r.mu.Unlock()
	made := r.rules[horizon]
	if made == nil {
		made = deadline.NewReckoner(r.pack.Rules(horizon))
		r.rules[horizon] = made
	}
	return made
}

// told gives all that counts of a subject at a position: rows, deadlines and attributes. What no return tells of any more can't be told from
// the day after the last that does.
func (r *reckoner) told(subject string, held []returned.Held, own ownRecords, knownAt int64) measure.Told {
	story := r.story(held, knownAt)
	mine := deadline.Standing(own.Facts, knownAt)
	last := r.lastTold(held, knownAt)
	horizon := yearEnd(r.today)
	if latest := last[""]; len(mine) == 0 && !latest.IsZero() {
		horizon = latest
	}
	facts := once(story.Facts(subject), mine)
	deadlines := r.rulesTo(horizon).Reckon(slices.Concat(facts, mine))
	live := map[string]bool{}
	for i := range mine {
		live[mine[i].ID] = true
	}
	for i := range deadlines {
		d := &deadlines[i]
		if live[d.Start.Fact] {
			continue
		}
		unheard(d, r.silent, held)
		source := intofacts.Source(d.Start.Event)
		if until := last[source]; !until.IsZero() {
			d.Untold(until, "what happened after "+until.Long()+", of which no return has been loaded")
		}
	}
	rows := append(story.Rows(subject), measure.StandingAt(own.Rows, knownAt)...)
	rows = append(rows, r.lookedAfterRows(mine, facts, last, knownAt)...)
	by := story.Attributes()
	inReturns := slices.Clone(by)
	for _, a := range returned.AttributesOf(mine) {
		if !slices.ContainsFunc(inReturns, func(told measure.Attribute) bool { return told.Cut == a.Cut }) {
			by = append(by, a)
		}
	}
	return measure.Told{
		Subject: subject, Known: knownAt, Deadlines: deadlines,
		Rows:       rows,
		Attributes: append(by, casework.Attributes(own.With, knownAt)...),
	}
}

// story puts together what is told of a subject, files that no return carries by the pack.
func (r *reckoner) story(held []returned.Held, knownAt int64) returned.Story {
	story := returned.Resolve(r.imports, held, knownAt)
	story.Pack = r.pack
	return story
}

// lastTold gives, for each source and for all of them as "", the last day of the latest return that tells of the subject.
func (r *reckoner) lastTold(held []returned.Held, knownAt int64) map[string]calendar.Date {
	last := map[string]calendar.Date{}
	for _, h := range held {
		if !r.counts(h.Import, knownAt) {
			continue
		}
		end := h.Part.Slot.Ends()
		sources := []string{string(h.Part.Slot.Source), ""}
		if from := h.Part.Slot.Source; from == returned.SSD || from == returned.AnnexA { // what the statutory returns tell of as well
			sources = append(sources, string(returned.SSDA903), string(returned.CIN))
		}
		for _, source := range sources {
			if end.After(last[source]) {
				last[source] = end
			}
		}
	}
	return last
}

// turns lists the positions, in order, after which something else may be known of a subject.
func (r *reckoner) turns(held []returned.Held, own ownRecords, upTo int64) []int64 {
	positions := map[int64]bool{}
	slots := map[returned.Slot]bool{}
	for _, h := range held {
		slots[h.Part.Slot] = true
	}
	for _, i := range r.imports {
		if slots[i.Slot] { // one that says nothing of this child takes away what an earlier one said
			positions[i.From], positions[i.Until] = true, true
		}
	}
	for i := range own.Facts {
		positions[own.Facts[i].Known] = true
	}
	for i := range own.Rows {
		positions[own.Rows[i].Known] = true
	}
	for i := range own.With {
		positions[own.With[i].Known] = true
	}
	delete(positions, 0)
	maps.DeleteFunc(positions, func(p int64, _ bool) bool { return p > upTo })
	return slices.Sorted(maps.Keys(positions))
}

// book is a subject's deadlines as the store keeps them.
func book(told measure.Told) []byte { return deadline.Encode(told.Deadlines) }

// each does something to each of n things, on as many processors as there are. The first error stops it.
func each(n int, workers int, do func(i int) error) error {
	var group sync.WaitGroup
	var mu sync.Mutex
	var failed error
	next := 0
	take := func() (int, bool) {
		mu.Lock()
		defer mu.Unlock()
		if failed != nil || next >= n {
			return 0, false
		}
		next++
		return next - 1, true
	}
	for range workers {
		group.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					mu.Lock()
					failed = fmt.Errorf("working out what is known failed: %v", p)
					mu.Unlock()
				}
			}()
			for i, ok := take(); ok; i, ok = take() {
				if err := do(i); err != nil {
					mu.Lock()
					failed = err
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	return failed
}
