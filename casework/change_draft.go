package casework

import (
	"maps"
	"slices"

	"throughline/access"
	"throughline/change"
)

// KeepDraft is what somebody has written so far of a record and wants to keep
// for later. It puts nothing: the draft itself is kept outside the ledger. It
// says whether the words may be kept at all.
type KeepDraft struct {
	Of     string            // the code of the record's kind
	People []string          // whom the record is to be about
	Typed  map[string]string // every text, by the field it was typed in
}

// Name is the change's name, which the ledger never has: nothing is put.
func (KeepDraft) Name() string { return "keep a draft" }

// Needs is the permission it takes.
func (KeepDraft) Needs() access.Permission { return access.RecordCasework }

// About is who it is about.
func (ch KeepDraft) About() []string { return people(ch.People...) }

// Things are none.
func (KeepDraft) Things() []string { return nil }

// Beyond asks for the files of those related to them, as a record does: their
// masked addresses must not be named.
func (ch KeepDraft) Beyond(f *Folder) []string { return WriteRecord{People: ch.People}.Beyond(f) }

// Decide refuses words that name a masked address, by the rule that completing
// the record would refuse them by and in the same sentence. Whatever else is
// wrong may be kept: it is a draft.
func (ch KeepDraft) Decide(f *Folder, _ change.Context) ([]change.Put, error) {
	kind, ok := f.kindOf(ch.Of)
	if !ok {
		return nil, invalid("kind", "Choose the kind of record.")
	}
	if kind.AddressOK {
		return nil, nil
	}
	var problems change.Problems
	for _, field := range slices.Sorted(maps.Keys(ch.Typed)) {
		f.checkWritten(&problems, written{field, ch.Typed[field]})
	}
	return nil, problems.Err()
}
