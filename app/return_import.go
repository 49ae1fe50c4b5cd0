package app

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"throughline/access"
	"throughline/change"
	"throughline/ingest/returned"
	"throughline/store"
)

// KindReturnImport is the kind of thing that one load of a statutory return is. Its first version makes what was loaded count; a second takes
// it back. It holds nothing about any one child: what the return says of children is in the store's holdings, which it commits to.
const KindReturnImport = "return.import"

// ReturnImport is one load of a return.
type ReturnImport struct {
	ID   string `json:"-"`
	Seq  int64  `json:"-"` // the entry that made it count
	Gone int64  `json:"-"` // the entry that took it back; 0 while it counts

	Source    returned.Source  `json:"source"`
	Year      int              `json:"year"`        // the March that the collection year ends in
	Of        string           `json:"of,omitzero"` // the day of an extract, or the kind, agency and period of a file that no return carries
	YearFrom  string           `json:"year_from"`
	Tables    []string         `json:"tables"`
	Files     []ReturnFileSeen `json:"files"`
	Children  int              `json:"children"`
	New       int              `json:"new"` // children who were not known before
	Rows      int              `json:"rows"`
	NotLoaded int              `json:"not_loaded"` // rows that name no child
	Unread    int              `json:"unread"`     // rows and cells that could not be read
	Broken    int              `json:"broken"`     // rows that a rule of the return names
	Content   string           `json:"content"`    // names what it says, whatever its files are called
	Root      string           `json:"root"`       // binds every holding
	Pack      string           `json:"pack"`       // the practice pack that its deadlines were worked out by
	LoadedBy  string           `json:"loaded_by"`
	LoadedAt  time.Time        `json:"loaded_at"`

	From     int64     `json:"from,omitzero"`  // in the second version: the entry that made it count
	Books    string    `json:"books,omitzero"` // the batch that holds the deadlines of its children as they were without it
	Why      string    `json:"why,omitzero"`
	UndoneBy string    `json:"undone_by,omitzero"`
	UndoneAt time.Time `json:"undone_at,omitzero"`
}

// ReturnFileSeen is one file of a return.
type ReturnFileSeen struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	As     string `json:"as"` // the table or form it was read as; "" when it is no part of the return
	Rows   int    `json:"rows"`
}

// slot is what a later load of the same return takes the place of.
func (i *ReturnImport) slot() returned.Slot {
	return returned.Slot{Source: i.Source, Year: i.Year, Of: i.Of}
}

// Slot is which return or file it is a load of.
func (i *ReturnImport) Slot() returned.Slot { return i.slot() }

// rule is the import as the rules about several returns know it.
func (i *ReturnImport) rule() returned.Import {
	return returned.Import{ID: i.ID, Slot: i.slot(), Tables: i.Tables, From: i.Seq, Until: i.Gone}
}

// Imports gives the loads of returns as known at a moment, the latest first, with those that were taken back.
func (s *Service) Imports(ctx context.Context, caller access.Caller, when When) ([]ReturnImport, error) {
	if !caller.May(access.ReadMeasures) && !caller.May(access.LoadReturns) {
		return nil, s.db.Denied(ctx, caller, access.ReadMeasures, "returns")
	}
	known, err := s.position(ctx, caller, When{KnownAt: when.KnownAt, KnownEntry: when.KnownEntry})
	if err != nil {
		return nil, err
	}
	all, err := s.imports(ctx, caller, known.Seq)
	slices.Reverse(all)
	return all, err
}

// Import gives one load of a return, as it stands now.
func (s *Service) Import(ctx context.Context, caller access.Caller, id string) (ReturnImport, error) {
	all, err := s.Imports(ctx, caller, When{})
	if err != nil {
		return ReturnImport{}, err
	}
	at := slices.IndexFunc(all, func(i ReturnImport) bool { return i.ID == id })
	if at < 0 {
		return ReturnImport{}, change.Missing("return")
	}
	return all[at], nil
}

// imports gives the loads known at a position, in the order in which they came to count.
func (s *Service) imports(ctx context.Context, caller access.Caller, knownAt int64) ([]ReturnImport, error) {
	if knownAt == 0 {
		return nil, nil
	}
	versions, err := s.db.State(ctx, s.reader(caller), []string{KindReturnImport}, store.Moment{Seq: knownAt})
	if err != nil {
		return nil, err
	}
	all := make([]ReturnImport, 0, len(versions))
	for _, v := range versions {
		made, err := readImport(v)
		if err != nil {
			return nil, err
		}
		all = append(all, made)
	}
	slices.SortFunc(all, func(a, b ReturnImport) int { return int(a.Seq - b.Seq) })
	return all, nil
}

func readImport(v store.Version) (made ReturnImport, err error) {
	if err := json.Unmarshal(v.Body, &made); err != nil {
		return made, &store.Error{Kind: store.ErrDamaged, Words: "The record of a return that was loaded can’t be read: run throughline verify.", Reason: err}
	}
	made.ID, made.Seq = v.Thing, v.Seq
	if v.Version > 1 {
		made.Seq, made.Gone = made.From, v.Seq
	}
	return made, nil
}

// rulesOf are the imports as rules know them.
func rulesOf(imports []ReturnImport) []returned.Import {
	all := make([]returned.Import, len(imports))
	for i := range imports {
		all[i] = imports[i].rule()
	}
	return all
}

// reader lets the program read the plan's own things for somebody who may load returns or read measures.
func (s *Service) reader(caller access.Caller) access.Caller {
	if !caller.May(access.ReadPlan) {
		caller.Roles = append(slices.Clone(caller.Roles), access.DataAnalyst)
	}
	return caller
}
