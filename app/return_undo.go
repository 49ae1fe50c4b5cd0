package app

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/change"
	"throughline/measure"
	"throughline/store"
)

func keysOf(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

// UndoImport takes a loaded return back, whole: what it said counts no more, and what earlier loads said of the same children counts again.
// Why is kept.
func (s *Service) UndoImport(ctx context.Context, caller access.Caller, id, why string, progress func(step string, done, of int)) (Receipt, error) {
	if !caller.May(access.LoadReturns) {
		return Receipt{}, s.db.Denied(ctx, caller, access.LoadReturns, id)
	}
	if why = strings.TrimSpace(why); why == "" {
		return Receipt{}, change.Problems{{Kind: change.Invalid, Field: "why", Sentence: "Say why the return is taken back. It stays on record."}}
	}
	if progress == nil {
		progress = func(string, int, int) {}
	}
	for try := 0; ; try++ {
		receipt, err := s.tryUndo(ctx, caller, id, why, progress)
		switch {
		case !errors.Is(err, errMovedOn):
			return receipt, err
		case try >= 5:
			return Receipt{}, change.Problems{{Kind: change.Stale, Sentence: "Other returns or records of the same children kept being saved, so nothing was taken back. Try again in a few minutes."}}
		}
	}
}

func (s *Service) tryUndo(ctx context.Context, caller access.Caller, id, why string, progress func(string, int, int)) (_ Receipt, err error) {
	known, err := s.position(ctx, caller, When{})
	if err != nil {
		return Receipt{}, err
	}
	imports, err := s.imports(ctx, caller, known.Seq)
	if err != nil {
		return Receipt{}, err
	}
	at := slices.IndexFunc(imports, func(i ReturnImport) bool { return i.ID == id })
	switch {
	case at < 0:
		return Receipt{}, change.Missing("return")
	case imports[at].Gone > 0:
		return Receipt{}, change.Problems{{Kind: change.Stale, Sentence: "This return has been taken back already."}}
	}
	made := imports[at]
	about := map[string]bool{} // those whom an earlier load of the same return tells of, and this one doesn't, come back too
	for i := range imports {
		if imports[i].slot() != made.slot() {
			continue
		}
		subjects, err := s.db.SubjectsOf(ctx, caller, imports[i].ID)
		if err != nil {
			return Receipt{}, err
		}
		for _, subject := range subjects {
			about[subject] = true
		}
	}
	subjects := keysOf(about)
	held, err := s.heldOf(ctx, caller, subjects)
	if err != nil {
		return Receipt{}, err
	}
	own, err := s.ownRecords(ctx, caller, subjects)
	if err != nil {
		return Receipt{}, err
	}
	pack, err := s.packNow(ctx, caller)
	if err != nil {
		return Receipt{}, err
	}
	without := slices.Clone(imports)
	without[at].Gone = known.Seq + 1
	reckon := newReckoner(pack, without, s.Today())
	p := &returnPlan{known: known, told: make([]measure.Told, len(subjects)), books: make([]store.Book, len(subjects))}
	err = each(len(subjects), runtime.GOMAXPROCS(0), func(i int) error {
		p.told[i] = reckon.told(subjects[i], held[subjects[i]], own[subjects[i]], known.Seq+1)
		p.books[i] = store.Book{Subject: subjects[i], Body: book(p.told[i])}
		if i%500 == 0 {
			progress("Working out deadlines without it", i, len(subjects))
		}
		return ctx.Err()
	})
	if err != nil {
		return Receipt{}, err
	}
	made.Books, made.From, made.Why = s.NewID(), made.Seq, why
	made.UndoneBy, made.UndoneAt = caller.Membership, s.Now().UTC()
	if made.UndoneBy == "" {
		made.UndoneBy = caller.Account
	}
	defer func() {
		if err != nil {
			if dropped := s.db.DropStaged(context.WithoutCancel(ctx), caller, made.Books); dropped != nil {
				err = errors.Join(err, dropped)
			}
		}
	}()
	if err := s.stage(ctx, caller, made.Books, nil, p.books, nil, progress); err != nil {
		return Receipt{}, err
	}
	receipt, err := s.db.Write(ctx, caller, access.LoadReturns, "take a return back", calendar.Date{}, func(tx *store.Tx) error {
		if err := s.stillSo(tx, p); err != nil {
			return err
		}
		if err := tx.UndoBatch(id); err != nil {
			return err
		}
		if len(p.books) > 0 {
			if _, _, books, err := tx.SealBatch(made.Books); err != nil {
				return err
			} else if books != len(p.books) {
				return fmt.Errorf("of %d sets of deadlines %d were saved: nothing was taken back", len(p.books), books)
			}
		}
		return tx.Put(change.Put{Kind: KindReturnImport, Thing: id, Replaces: 1, Body: made})
	})
	if err != nil {
		return Receipt{}, err
	}
	for i := range p.told {
		p.told[i].Known = receipt.Seq
	}
	s.columnsOf(caller.Authority, pack.Hash()).take(receipt.Seq, p.known.Seq, p.told, yearEnd(s.Today()).Year, nil)
	return Receipt{receipt.Seq, receipt.At, []string{id}}, nil
}
