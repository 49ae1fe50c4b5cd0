package app

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"throughline/access"
	"throughline/casework"
	"throughline/change"
	"throughline/deadline"
	"throughline/ingest/returned"
	"throughline/practice"
	"throughline/store"
)

// ownRecords gives what the council's own records here tell of some subjects. It is for rules and figures: who may see a deadline or a row is
// asked when one is shown.
func (s *Service) ownRecords(ctx context.Context, caller access.Caller, subjects []string) (map[string]ownRecords, error) {
	own, err := s.tellings(ctx, caller, append([]string{}, subjects...))
	if err != nil {
		return nil, err
	}
	for subject := range own {
		if !slices.Contains(subjects, subject) { // somebody else whom one of their records is about as well
			delete(own, subject)
		}
	}
	return own, nil
}

func (s *Service) allOwnRecords(ctx context.Context, caller access.Caller) (map[string]ownRecords, error) {
	return s.tellings(ctx, caller, nil)
}

func (s *Service) tellings(ctx context.Context, caller access.Caller, people []string) (map[string]ownRecords, error) {
	pack, err := s.packNow(ctx, s.reader(caller))
	if err != nil {
		return nil, err
	}
	var versions []casework.Version
	err = s.db.EachTelling(ctx, caller, casework.TellingKinds, people, func(t store.Telling) error {
		versions = append(versions, versionTold(t))
		return nil
	})
	if err != nil {
		return nil, err
	}
	return s.ownOf(pack, versions)
}

func versionTold(t store.Telling) casework.Version {
	return casework.Version{Kind: t.Kind, ID: t.Thing, Version: int(t.Version), Seq: t.Seq, Body: t.Body}
}

// ownOf gives what versions tell. Of somebody of whom they tell no more than who they are, it gives no facts.
func (s *Service) ownOf(pack *practice.Pack, versions []casework.Version) (map[string]ownRecords, error) {
	all, err := s.kindsOf(pack, s.Today()).Tell(versions)
	if err != nil {
		return nil, err
	}
	own := map[string]ownRecords{}
	for subject, told := range all {
		mine := ownRecords{Rows: told.Rows, With: told.With}
		if slices.ContainsFunc(told.Facts, func(f deadline.Fact) bool { return f.Event != deadline.Person }) {
			mine.Facts = told.Facts
		}
		own[subject] = mine
	}
	return own, nil
}

// booked are the kinds of thing after which a subject's book is written anew: those that tell the clocks something, and a dismissal, so that whoever
// keeps a subject's alerts in memory knows of it.
var booked = append(slices.Clone(casework.TellingKinds), casework.KindDismissal)

// putBooks works out the deadlines of everybody whom a change tells of, and writes them in the change's own transaction.
func (s *Service) putBooks(tx *store.Tx, puts []change.Put) error {
	about := map[string]bool{}
	for _, put := range puts {
		if put.Filing == nil || !slices.Contains(booked, put.Kind) {
			continue
		}
		for _, person := range put.Filing.About {
			about[person] = true
		}
	}
	if len(about) == 0 {
		return nil
	}
	pack, err := s.packInside(tx, s.Today())
	if err != nil {
		return err
	}
	for _, subject := range keysOf(about) {
		told, err := s.bookOf(tx, pack, subject, puts)
		if err != nil {
			return err
		}
		if told == nil {
			continue
		}
		if err := tx.PutBook(subject, told); err != nil {
			return err
		}
	}
	return nil
}

// bookOf gives a subject's deadlines as they stand after the puts; nil for somebody of whom nothing is told.
func (s *Service) bookOf(tx *store.Tx, pack *practice.Pack, subject string, puts []change.Put) ([]byte, error) {
	var versions []casework.Version
	now := tx.Head() + 1
	err := tx.TellingsOf(subject, casework.TellingKinds, func(t store.Telling) error {
		if t.Seq < now {
			versions = append(versions, versionTold(t))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, put := range puts {
		if put.Filing == nil || !slices.Contains(put.Filing.About, subject) {
			continue
		}
		body, err := json.Marshal(put.Body)
		if err != nil {
			return nil, fmt.Errorf("encode what a change says: %w", err)
		}
		versions = append(versions, casework.Version{Kind: put.Kind, ID: put.Thing, Version: put.Replaces + 1, Seq: now, Body: body})
	}
	own, err := s.ownOf(pack, versions)
	if err != nil {
		return nil, err
	}
	mine := own[subject]
	rows, err := tx.Holdings(subject)
	if err != nil || !mine.tells() && len(rows) == 0 {
		return nil, err
	}
	var imports []ReturnImport
	var held []returned.Held
	if len(rows) > 0 {
		if held, err = decodeHeld(rows); err != nil {
			return nil, err
		}
		if imports, err = importsInside(tx); err != nil {
			return nil, err
		}
	}
	return book(newReckoner(pack, imports, s.Today()).told(subject, held, mine, now)), nil
}

// importsInside gives the loads of returns as seen inside a write.
func importsInside(tx *store.Tx) ([]ReturnImport, error) {
	versions, err := tx.Since(0, KindReturnImport)
	if err != nil {
		return nil, err
	}
	latest := map[string]ReturnImport{}
	for _, v := range versions {
		if latest[v.Thing], err = readImport(v); err != nil {
			return nil, err
		}
	}
	var all []ReturnImport
	for _, made := range latest {
		all = append(all, made)
	}
	slices.SortFunc(all, func(a, b ReturnImport) int { return int(a.Seq - b.Seq) })
	return all, nil
}
