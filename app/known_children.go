package app

import (
	"cmp"
	"context"
	"maps"
	"regexp"
	"slices"
	"strings"

	"throughline/access"
	"throughline/calendar"
	"throughline/casework"
	"throughline/deadline"
	"throughline/ingest/returned"
	"throughline/ingest/returns/cin"
	"throughline/ingest/returns/ssda903"
	"throughline/ingest/returns/tabular"
	"throughline/store"
)

// KnownChild is what is known of one child at a moment, of whatever told it: the same thing told twice is there once.
type KnownChild struct {
	Subject string
	Child   string // the council's own number for them; "" where none is known
	Pupil   string // their unique pupil number, where it is known and nobody else has it
	Shared  bool   // another child has the same number: one who was adopted must not be known by what they were called before
	Facts   []deadline.Fact
}

// EachKnown gives every child of whom anything is known at a moment, for a file that the operator sends on: child by child, in no order. It is one
// look of the operator at everybody, and is put on record as the use that is named before anything is given. Nobody else may: who stands behind a
// wall would be among them. tell is told how many are done of how many; it may be nil.
func (s *Service) EachKnown(ctx context.Context, caller access.Caller, use string, when When, tell func(done, of int), fn func(KnownChild) error) (Known, calendar.Date, error) {
	f, err := s.figuresAt(ctx, caller, when, use)
	if err != nil {
		return Known{}, calendar.Date{}, err
	}
	if !slices.Contains(caller.Roles, access.Operator) {
		return Known{}, calendar.Date{}, s.db.Denied(ctx, caller, access.LoadReturns, use)
	}
	if err := s.db.RecordUse(ctx, caller, use, ""); err != nil {
		return Known{}, calendar.Date{}, err
	}
	reckon := newReckoner(f.pack, f.imports, s.Today())
	subjects, done, having := f.columns.Subjects(f.at), 0, map[string]int{}
	told := func(n int) {
		if done += n; tell != nil {
			tell(done, 2*len(subjects))
		}
	}
	for chunk := range slices.Chunk(subjects, 500) {
		named, _, err := s.numbered(ctx, caller, reckon, chunk, f.known.Seq)
		if err != nil {
			return Known{}, calendar.Date{}, err
		}
		for i := range named {
			having["child "+strings.ToUpper(named[i].Child)]++
			having["pupil "+named[i].Pupil]++
		}
		told(len(chunk))
	}
	for chunk := range slices.Chunk(subjects, 500) {
		named, held, err := s.numbered(ctx, caller, reckon, chunk, f.known.Seq)
		if err != nil {
			return Known{}, calendar.Date{}, err
		}
		own, err := s.ownRecords(ctx, caller, chunk)
		if err != nil {
			return Known{}, calendar.Date{}, err
		}
		for _, child := range named {
			child.Shared = child.Child != "" && having["child "+strings.ToUpper(child.Child)] > 1
			if having["pupil "+child.Pupil] > 1 {
				child.Pupil = "" // it would join the two
			}
			mine := deadline.Standing(own[child.Subject].Facts, f.known.Seq)
			story := returned.Resolve(reckon.imports, held[child.Subject], f.known.Seq)
			for _, fact := range slices.Concat(once(story.Facts(child.Subject), mine), mine) {
				if !fact.On.After(f.at.AsAt) {
					child.Facts = append(child.Facts, fact)
				}
			}
			if err := fn(child); err != nil {
				return Known{}, calendar.Date{}, err
			}
		}
		told(len(chunk))
	}
	return f.known, f.at.AsAt, nil
}

// numbered gives subjects by their numbers, and what returns hold of them.
func (s *Service) numbered(ctx context.Context, caller access.Caller, r *reckoner, subjects []string, knownAt int64) ([]KnownChild, map[string][]returned.Held, error) {
	held, err := s.heldOf(ctx, caller, subjects)
	if err != nil {
		return nil, nil, err
	}
	numbers, err := s.numbersOf(ctx, caller, subjects, knownAt)
	if err != nil {
		return nil, nil, err
	}
	named := make([]KnownChild, len(subjects))
	for i, subject := range subjects {
		named[i] = KnownChild{Subject: subject, Child: numbers[subject].child, Pupil: numbers[subject].pupil}
		named[i].named(r, held[subject], knownAt)
	}
	return named, held, nil
}

var pupilNumber = regexp.MustCompile(`^[A-Z][0-9]{11}[0-9A-Z]$`)

// named takes the numbers that what was loaded has for the child, where the council's own records give none: a statutory return before the dataset, that
// before a list of Annex A, and of each the latest.
func (k *KnownChild) named(r *reckoner, held []returned.Held, knownAt int64) {
	best, child, pupil := 0, "", ""
	for i := range held {
		part := &held[i].Part
		known, number := numberIn(part)
		rank := known*10_000 + part.Slot.Year // years have four digits
		if known == 0 || number == "" || !r.counts(held[i].Import, knownAt) || rank < best {
			continue
		}
		best, child, pupil = rank, number, pupilIn(part, pupil)
	}
	k.Child, k.Pupil = cmp.Or(k.Child, child), cmp.Or(k.Pupil, pupil)
}

// numberIn gives the child's number in a part, and how far it is the council's own; 0 where the part is of nobody's child number.
func numberIn(part *returned.Part) (known int, number string) {
	number = part.Child()
	switch part.Slot.Source {
	case returned.SSDA903, returned.CIN:
		return 3, number
	case returned.SSD:
		if slices.ContainsFunc(part.Rows, func(row tabular.Row) bool { return row.Table == "ssd_person" }) {
			return 2, number
		}
	case returned.AnnexA:
		if !slices.ContainsFunc(part.Rows, func(row tabular.Row) bool { return row.Table == "list_11" }) { // of adopters
			return 1, number
		}
	case returned.Local: // it is known there by whatever its sender calls it
	}
	return 0, ""
}

// pupilIn gives the unique pupil number in a part, or the one it had.
func pupilIn(part *returned.Part, pupil string) string {
	for n := range part.Rows903 {
		if row := &part.Rows903[n]; row.Table == ssda903.TableHeader {
			pupil = pupilAt(row.Written, slices.Index(row.Table.Columns(), ssda903.UPN), pupil)
		}
	}
	for n := range part.RowsCIN {
		if row := &part.RowsCIN[n]; row.Table == cin.TableChildIdentifiers {
			pupil = pupilAt(row.Written, slices.Index(row.Table.Columns(), cin.UPN), pupil)
		}
	}
	for n := range part.Rows {
		row := &part.Rows[n]
		if of := strings.ToLower(row.Cell("link_identifier_type")); strings.Contains(of, "unique pupil") && !strings.Contains(of, "former") {
			pupil = pupilAt([]string{row.Cell("link_identifier_value")}, 0, pupil)
		}
	}
	return pupil
}

func pupilAt(written []string, at int, had string) string {
	if at < 0 || at >= len(written) || !pupilNumber.MatchString(written[at]) {
		return had
	}
	return written[at]
}

type numbers struct{ child, pupil string }

// numbersOf gives the numbers that the council's own records have for people at a position.
func (s *Service) numbersOf(ctx context.Context, caller access.Caller, people []string, knownAt int64) (map[string]numbers, error) {
	latest := map[string]*casework.Identifier{}
	var versions []casework.Version
	err := s.db.EachTelling(ctx, caller, []string{casework.KindIdentifier}, people, func(t store.Telling) error {
		if t.Seq <= knownAt {
			versions = append(versions, versionTold(t))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, v := range versions { // of one thing the latest comes last
		body, err := casework.Decode(v)
		if err != nil {
			return nil, err
		}
		if id, is := body.(*casework.Identifier); is {
			latest[v.ID] = id
		}
	}
	found := map[string]numbers{}
	for _, thing := range slices.Sorted(maps.Keys(latest)) {
		id := latest[thing]
		one := found[id.Person]
		switch {
		case !id.Until.IsZero() && id.Until.Before(s.Today()):
		case id.Type == casework.LocalChildID:
			one.child = id.Value
		case id.Type == casework.UPN:
			one.pupil = id.Value
		}
		found[id.Person] = one
	}
	return found, nil
}
