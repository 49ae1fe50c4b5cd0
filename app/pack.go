package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"unicode/utf8"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/change"
	"throughline/practice"
	"throughline/practice/england"
	"throughline/store"
)

// KindPack is the kind of the one thing whose versions are the practice packs
// that an authority put in use. Until it puts one in use, it uses the pack in
// the program.
const KindPack = "practice.pack"

// PackUse is one time that a practice pack was put in use. It holds the text
// of every file, the program's too, so that a later program still reads an old
// date by the pack of that date.
type PackUse struct {
	Seq int64         `json:"-"` // the entry that put it in use
	On  calendar.Date `json:"-"` // from which day

	Hash    string            `json:"hash"`
	Shipped map[string]string `json:"shipped"`
	Council map[string]string `json:"council,omitempty"` // the council's own files, laid over the others
	By      string            `json:"by,omitzero"`       // a membership; "" for the operator
	ByName  string            `json:"by_name"`

	thing   string
	version int
}

// packs keeps what is known of each authority's packs, and each pack once it
// was read, by its hash.
type packs struct {
	mu   sync.Mutex
	each map[string]*packUses
	read map[string]*practice.Pack

	kinds   *casework.KindList // the last that were asked for
	kindsBy *practice.Pack
	kindsOn calendar.Date
}

// packUses are an authority's, up to a position in its ledger.
type packUses struct {
	upTo int64
	uses []PackUse
}

// shippedPack is the pack in the binary. Tests hold that it can be read.
var shippedPack = sync.OnceValue(func() *practice.Pack {
	p, err := england.Pack()
	if err != nil {
		panic(fmt.Errorf("the practice pack in this program can't be read: %w", err))
	}
	return p
})

// UsePack puts the program's practice pack in use with a council's own files
// laid over it, or by itself where there are none: from today, and until
// another is. It takes access.UsePacks. Where it is the one in use already,
// nothing is written. The error is practice.Problems where the files have any.
func (s *Service) UsePack(ctx context.Context, caller access.Caller, council practice.Files) (Receipt, *practice.Pack, error) {
	if !caller.May(access.UsePacks) {
		return Receipt{}, nil, s.db.Denied(ctx, caller, access.UsePacks, "")
	}
	base, err := england.Files()
	if err != nil {
		return Receipt{}, nil, err
	}
	pack, problems := practice.Overlay(base, council)
	if err := problems.Err(); err != nil {
		return Receipt{}, nil, err
	}
	made := PackUse{Hash: pack.Hash(), ByName: caller.Name, By: caller.Membership}
	if made.Shipped, err = textsOf(base); err != nil {
		return Receipt{}, nil, err
	}
	if made.Council, err = textsOf(council); err != nil {
		return Receipt{}, nil, err
	}
	receipt, err := s.writeIn(ctx, caller, access.UsePacks, "put a practice pack in use", s.Today(), func(tx *store.Tx, _ State, c change.Context) ([]change.Put, error) {
		uses, err := s.usesInside(tx)
		if err != nil {
			return nil, err
		}
		put := change.Put{Kind: KindPack, Thing: c.NewID(), Body: made}
		if len(uses) > 0 {
			last := uses[len(uses)-1]
			if last.Hash == made.Hash {
				return nil, errSamePack
			}
			put.Thing, put.Replaces = last.thing, last.version
		}
		return []change.Put{put}, nil
	})
	if errors.Is(err, errSamePack) {
		return Receipt{}, pack, nil
	}
	return receipt, pack, err
}

// errSamePack says that a pack is in use already.
var errSamePack = errors.New("the pack is in use already")

func textsOf(files practice.Files) (map[string]string, error) {
	texts := make(map[string]string, len(files))
	for name, content := range files {
		if !utf8.Valid(content) {
			return nil, change.Problems{{Kind: change.Invalid, Field: "files", Sentence: "The file " + name + " is not plain text in UTF-8. Save it as UTF-8."}}
		}
		texts[name] = string(content)
	}
	return texts, nil
}

func filesOf(texts map[string]string) practice.Files {
	files := make(practice.Files, len(texts))
	for name, content := range texts {
		files[name] = []byte(content)
	}
	return files
}

// PackAt gives the practice pack that was in use on a day, as known at a
// moment, with everything that it declares whether in force then or not. On a
// day before any was put in use, it is the one in the program.
func (s *Service) PackAt(ctx context.Context, caller access.Caller, when When) (*practice.Pack, error) {
	uses, day, err := s.packsBy(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	return s.packOn(uses, day)
}

// packNow gives the practice pack that is in use.
func (s *Service) packNow(ctx context.Context, caller access.Caller) (*practice.Pack, error) {
	return s.PackAt(ctx, caller, When{})
}

// PackHistory gives each time that a pack was put in use, as known at a
// moment, the latest first. It is empty while the one in the program is used.
func (s *Service) PackHistory(ctx context.Context, caller access.Caller, when When) ([]PackUse, error) {
	uses, day, err := s.packsBy(ctx, caller, when)
	if err != nil {
		return nil, err
	}
	var all []PackUse
	for _, use := range uses {
		if !use.On.After(day) {
			all = append([]PackUse{use}, all...)
		}
	}
	return all, nil
}

// ShippedPack is the practice pack in the program, as it is without a
// council's files.
func (s *Service) ShippedPack() *practice.Pack { return shippedPack() }

func (s *Service) packsBy(ctx context.Context, caller access.Caller, when When) ([]PackUse, calendar.Date, error) {
	day := when.AsAt
	if day.IsZero() {
		day = s.Today()
	}
	known, err := s.position(ctx, caller, When{KnownAt: when.KnownAt, KnownEntry: when.KnownEntry})
	if err != nil {
		return nil, day, err
	}
	uses, err := s.uses(caller.Authority, known.Seq, func(after int64) ([]store.Version, error) {
		return s.db.Since(ctx, caller, []string{KindPack}, after, known.Seq)
	})
	return uses, day, err
}

// packInside gives the pack in use on a day, as seen inside a write.
func (s *Service) packInside(tx *store.Tx, day calendar.Date) (*practice.Pack, error) {
	uses, err := s.usesInside(tx)
	if err != nil {
		return nil, err
	}
	return s.packOn(uses, day)
}

func (s *Service) usesInside(tx *store.Tx) ([]PackUse, error) {
	return s.uses(tx.Authority(), tx.Head(), func(after int64) ([]store.Version, error) { return tx.Since(after, KindPack) })
}

// uses gives those up to a position, and reads what it doesn't know yet.
func (s *Service) uses(authority string, upTo int64, since func(after int64) ([]store.Version, error)) ([]PackUse, error) {
	s.packs.mu.Lock()
	defer s.packs.mu.Unlock()
	known := s.packs.each[authority]
	if known == nil {
		known = &packUses{}
	}
	if upTo > known.upTo {
		found, err := since(known.upTo)
		if err != nil {
			return nil, err
		}
		next := &packUses{upTo: upTo, uses: known.uses[:len(known.uses):len(known.uses)]}
		for _, v := range found {
			use, err := readPackUse(v)
			if err != nil {
				return nil, err
			}
			next.uses = append(next.uses, use)
		}
		if s.packs.each == nil {
			s.packs.each = map[string]*packUses{}
		}
		s.packs.each[authority], known = next, next
	}
	n := 0
	for n < len(known.uses) && known.uses[n].Seq <= upTo {
		n++
	}
	return known.uses[:n:n], nil
}

func readPackUse(v store.Version) (use PackUse, err error) {
	if err := json.Unmarshal(v.Body, &use); err != nil {
		return use, damagedPack(err)
	}
	use.Seq, use.On, use.thing, use.version = v.Seq, v.EffectiveOn, v.Thing, v.Version
	return use, nil
}

func damagedPack(reason error) error {
	return &store.Error{Kind: store.ErrDamaged, Words: "The practice pack that was put in use can’t be read: run throughline verify.", Reason: reason}
}

// packOn gives the pack of the latest use on or before a day. Both the day and
// the position rise with each use.
func (s *Service) packOn(uses []PackUse, day calendar.Date) (*practice.Pack, error) {
	for i := len(uses) - 1; i >= 0; i-- {
		if !uses[i].On.After(day) {
			return s.packOf(&uses[i])
		}
	}
	return shippedPack(), nil
}

// packOf reads a pack from its texts, once.
func (s *Service) packOf(use *PackUse) (*practice.Pack, error) {
	if shipped := shippedPack(); use.Hash == shipped.Hash() {
		return shipped, nil
	}
	s.packs.mu.Lock()
	defer s.packs.mu.Unlock()
	if pack := s.packs.read[use.Hash]; pack != nil {
		return pack, nil
	}
	pack, problems := practice.Overlay(filesOf(use.Shipped), filesOf(use.Council))
	if err := problems.Err(); err != nil {
		return nil, &store.Error{Kind: store.ErrDamaged, Reason: err, Words: "This program can’t read the practice pack that was put in use on " + use.On.Long() +
			". Put one that it reads in use: throughline pack use."}
	}
	if pack.Hash() != use.Hash {
		return nil, damagedPack(fmt.Errorf("the pack put in use by entry %d has the hash %s", use.Seq, pack.Hash()))
	}
	if s.packs.read == nil {
		s.packs.read = map[string]*practice.Pack{}
	}
	s.packs.read[use.Hash] = pack
	return pack, nil
}

// measuresOn gives a measure that the pack in use on a day has, by its id, for
// rules inside a write.
func (s *Service) measuresOn(tx *store.Tx, day calendar.Date) func(id string) (change.Measure, bool) {
	return func(id string) (change.Measure, bool) {
		pack, err := s.packInside(tx, day)
		return declaredMeasure(pack, err, id, day)
	}
}

// MeasuresNow gives a measure that the pack in use today has, by its id, for
// rules that are asked whether a change could be made.
func (s *Service) MeasuresNow(ctx context.Context, caller access.Caller) func(id string) (change.Measure, bool) {
	return func(id string) (change.Measure, bool) {
		pack, err := s.packNow(ctx, caller)
		return declaredMeasure(pack, err, id, s.Today())
	}
}

// declaredMeasure is a measure as rules know it. Where the pack can't be read,
// none is known, so the rule refuses.
func declaredMeasure(pack *practice.Pack, err error, id string, day calendar.Date) (change.Measure, bool) {
	if err != nil {
		return change.Measure{}, false
	}
	for _, m := range pack.In(day).Measure(id) {
		return change.Measure{Name: m.Name, Better: string(m.Polarity), Target: targetOf(m), Period: string(m.Period), Definition: m.Definition()}, true
	}
	return change.Measure{}, false
}

// CaseKinds gives the kinds of record of the practice pack that is in use.
func (s *Service) CaseKinds(ctx context.Context, caller access.Caller) (*casework.KindList, error) {
	pack, err := s.packNow(ctx, caller)
	if err != nil {
		return nil, err
	}
	return s.kindsOf(pack, s.Today()), nil
}

func (s *Service) kindsInside(tx *store.Tx) (*casework.KindList, error) {
	pack, err := s.packInside(tx, s.Today())
	if err != nil {
		return nil, err
	}
	return s.kindsOf(pack, s.Today()), nil
}

// kindsOf gives the kinds of a pack on a day, made once for each day.
func (s *Service) kindsOf(pack *practice.Pack, day calendar.Date) *casework.KindList {
	s.packs.mu.Lock()
	defer s.packs.mu.Unlock()
	if made := s.packs.kinds; made != nil && s.packs.kindsBy == pack && s.packs.kindsOn == day {
		return made
	}
	s.packs.kinds, s.packs.kindsBy, s.packs.kindsOn = casework.KindsOf(pack, day), pack, day
	return s.packs.kinds
}
