package app

import (
	"context"
	"runtime"
	"strings"
	"sync"

	"throughline/access"
	"throughline/ingest/returned"
	"throughline/measure"
	"throughline/practice"
	"throughline/store"
)

// heldColumns keeps what an authority's figures are made of in memory. It follows the ledger by position, so that it is right with several
// server processes, and is built again at start, after an erasure and when another practice pack comes into use.
type heldColumns struct {
	mu      sync.Mutex // held while it is brought up to date
	columns *measure.Columns
	pack    string // the hash of the pack that they are made by
	seq     int64  // every entry up to it is in them
	year    int    // that the windows are made up to
}

type columnsOfEach struct {
	mu   sync.Mutex
	each map[string]*heldColumns

	subjects map[string]map[string]bool // by import: those of whom it tells
	alerts   map[string]*heldAlerts     // by authority
}

// columnsOf gives an authority's columns by a practice pack, known by its hash.
func (s *Service) columnsOf(authority, pack string) *heldColumns {
	s.held.mu.Lock()
	defer s.held.mu.Unlock()
	if s.held.each == nil {
		s.held.each = map[string]*heldColumns{}
	}
	key := authority + "/" + pack
	h := s.held.each[key]
	if h == nil {
		const mostPacks = 3 // the one in use, and those of dates that are being compared
		mine := 0
		for other := range s.held.each {
			if strings.HasPrefix(other, authority+"/") {
				if mine++; mine >= mostPacks {
					delete(s.held.each, other)
				}
			}
		}
		h = &heldColumns{pack: pack}
		s.held.each[key] = h
	}
	return h
}

// take puts in what this process has just written at seq, having known everything up to the position before. When more was written in between,
// or the columns are not there yet, it is left to be read from the store. first is the pack of a load before which nothing was known of anybody.
func (h *heldColumns) take(seq, before int64, told []measure.Told, year int, first *practice.Pack) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.columns == nil && first != nil {
		h.columns, h.seq, h.year = measure.NewColumns(first), before, year
	}
	if h.columns == nil || h.seq != before || seq != before+1 || h.year != year {
		return
	}
	h.columns.Put(told...)
	h.seq = seq
}

// upToDate gives the columns by a pack with every entry up to now in them.
func (s *Service) upToDate(ctx context.Context, caller access.Caller, pack *practice.Pack) (*measure.Columns, error) {
	known, err := s.position(ctx, caller, When{})
	if err != nil {
		return nil, err
	}
	h := s.columnsOf(caller.Authority, pack.Hash())
	h.mu.Lock()
	defer h.mu.Unlock()
	year := yearEnd(s.Today()).Year
	if h.columns != nil && h.year == year && h.seq >= known.Seq {
		h.columns.KeepLatest(s.Today())
		return h.columns, nil
	}
	changed, whole, err := s.changedSince(ctx, caller, h, year, known.Seq)
	if err != nil {
		return nil, err
	}
	imports, err := s.imports(ctx, caller, known.Seq)
	if err != nil {
		return nil, err
	}
	reckon := newReckoner(pack, imports, s.Today())
	if whole {
		made := measure.NewColumns(pack)
		if err := s.fill(ctx, caller, made, reckon, known.Seq); err != nil {
			return nil, err
		}
		h.columns, h.year = made, year
	} else if err := s.renew(ctx, caller, h.columns, reckon, changed, h.seq, known.Seq); err != nil {
		return nil, err
	}
	h.seq = known.Seq
	h.columns.KeepLatest(s.Today())
	return h.columns, nil
}

// changedSince says of whom something else is known than the columns hold, or that they are to be made anew.
func (s *Service) changedSince(ctx context.Context, caller access.Caller, h *heldColumns, year int, upTo int64) (changed []string, whole bool, err error) {
	if h.columns == nil || h.year != year {
		return nil, true, nil
	}
	erased, err := s.db.Since(ctx, s.reader(caller), []string{store.KindHeldErasure}, h.seq, upTo)
	if err != nil || len(erased) > 0 {
		return nil, true, err
	}
	about := map[string]bool{}
	err = s.db.EachBook(ctx, caller, h.seq, upTo, func(b store.BookRow) error {
		about[b.Subject] = true
		return nil
	})
	return keysOf(about), false, err
}

// fill reads everything, one subject after another.
func (s *Service) fill(ctx context.Context, caller access.Caller, columns *measure.Columns, reckon *reckoner, upTo int64) error {
	type subjectHeld struct {
		subject string
		rows    []store.HeldRow
	}
	work := make(chan subjectHeld, 64)
	var group sync.WaitGroup
	var mu sync.Mutex
	var failed error
	fail := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if failed == nil {
			failed = err
		}
	}
	own, err := s.allOwnRecords(ctx, caller)
	if err != nil {
		return err
	}
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for w := range work {
				held, err := decodeHeld(w.rows)
				if err != nil {
					fail(err)
					continue
				}
				for _, position := range reckon.turns(held, own[w.subject], upTo) {
					columns.Put(reckon.told(w.subject, held, own[w.subject], position))
				}
			}
		})
	}
	seen := map[string]bool{}
	var next subjectHeld
	send := func() {
		if next.subject != "" {
			seen[next.subject] = true
			work <- next
		}
		next = subjectHeld{}
	}
	err = s.db.EachHolding(ctx, caller, 0, upTo, func(row store.HeldRow) error {
		if row.Subject != next.subject {
			send()
			next.subject = row.Subject
		}
		next.rows = append(next.rows, row)
		return nil
	})
	send()
	for subject, mine := range own {
		if mine.tells() && !seen[subject] && err == nil {
			work <- subjectHeld{subject: subject}
		}
	}
	close(work)
	group.Wait()
	if err != nil {
		return err
	}
	return failed
}

func decodeHeld(rows []store.HeldRow) ([]returned.Held, error) {
	held := make([]returned.Held, 0, len(rows))
	for _, row := range rows {
		if row.Body == nil {
			continue // erased
		}
		part, err := returned.Decode(row.Body)
		if err != nil {
			return nil, damagedHolding(err)
		}
		held = append(held, returned.Held{Import: row.Batch, Part: part})
	}
	return held, nil
}

// renew puts in what is known of some subjects since a position.
func (s *Service) renew(ctx context.Context, caller access.Caller, columns *measure.Columns, reckon *reckoner, subjects []string, after, upTo int64) error {
	if len(subjects) == 0 {
		return nil
	}
	held, err := s.heldOf(ctx, caller, subjects)
	if err != nil {
		return err
	}
	own, err := s.ownRecords(ctx, caller, subjects)
	if err != nil {
		return err
	}
	return each(len(subjects), runtime.GOMAXPROCS(0), func(i int) error {
		for _, position := range reckon.turns(held[subjects[i]], own[subjects[i]], upTo) {
			if position > after {
				columns.Put(reckon.told(subjects[i], held[subjects[i]], own[subjects[i]], position))
			}
		}
		return ctx.Err()
	})
}
