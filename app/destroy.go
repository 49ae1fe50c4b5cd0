package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"throughline/access"
	"throughline/board"
	"throughline/casework"
	"throughline/change"
	"throughline/store"
)

// piece is how many things one transaction destroys, so that nobody else
// waits long for the database.
const piece = 100

// destroying is a list with what is left of it.
type destroying struct {
	list  casework.Destruction
	left  []string // things not yet destroyed, in the order of the list
	words []string // texts that stand in them
}

// toDestroy reads a list of things to destroy, and what of it is still there,
// whoever may see that.
type toDestroy struct {
	id    string
	found *destroying
}

// Name is what it does.
func (toDestroy) Name() string { return "read a list of records to destroy" }

// Needs is the permission it takes.
func (toDestroy) Needs() access.Permission { return access.DestroyRecords }

// About is nobody by name: the list says who.
func (toDestroy) About() []string { return nil }

// Things is the list.
func (ch toDestroy) Things() []string { return []string{ch.id} }

// Beyond asks for the file of the person.
func (ch toDestroy) Beyond(f *casework.Folder) []string {
	if held, ok := f.Destructions.Get(ch.id); ok {
		return []string{held.Person}
	}
	return nil
}

// Decide reads, and writes nothing.
func (ch toDestroy) Decide(f *casework.Folder, _ change.Context) ([]change.Put, error) {
	held, ok := f.Destructions.Get(ch.id)
	if !ok {
		return nil, change.Missing("list")
	}
	*ch.found = destroying{list: *held}
	there := f.Holding(held.Listed())
	for _, id := range held.Listed() {
		body, ok := there[id]
		if !ok {
			continue
		}
		ch.found.left = append(ch.found.left, id)
		content, err := json.Marshal(body)
		if err != nil {
			return nil, fmt.Errorf("the words of a record to destroy can't be read: %w", err)
		}
		for _, text := range textsIn(content) {
			if utf8.RuneCountInString(text) >= shortestQuote && strings.Contains(text, " ") {
				ch.found.words = append(ch.found.words, text)
			}
		}
	}
	return nil, errAsked
}

// whatIsLeft reads a list and what is left of it, for rules alone.
func (s *Service) whatIsLeft(ctx context.Context, caller access.Caller, destruction string) (d destroying, err error) {
	if _, err := s.DoCase(ctx, caller, access.Governance, toDestroy{destruction, &d}); !errors.Is(err, errAsked) {
		return d, err
	}
	return d, nil
}

// Destroying says how far a list of records to destroy is, and which copies
// stay: it holds no content.
type Destroying struct {
	Left, Of int
	Papers   []Quoting           // published since, newest first
	Backups  []store.BackupTaken // newest first
}

// BeforeDestroying gathers what destroying a list leaves as it is. It needs
// access.DestroyRecords, and the caller must have read the list first.
func (s *Service) BeforeDestroying(ctx context.Context, caller access.Caller, destruction string) (Destroying, error) {
	d, err := s.whatIsLeft(ctx, caller, destruction)
	if err != nil {
		return Destroying{}, err
	}
	about := Destroying{Left: len(d.left), Of: len(d.list.Items)}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return about, err
	}
	for paper := range st.Shelf.Papers() {
		if paper.State != board.Published {
			continue
		}
		exempt, _ := st.Shelf.Exempt(paper.ID)
		if holds(paper, exempt, d.words) {
			about.Papers = append(about.Papers, Quoting{paper, true})
		}
	}
	about.Papers = s.quotable(caller, st.Shelf, about.Papers)
	about.Backups, err = s.db.BackupsTaken(ctx, caller)
	return about, err
}

// everything opens whatever a signed list names, to the one act of destroying
// it: whoever destroys a record need not be able to read it.
func everything(caller access.Caller) access.Scope {
	scope := access.Scope{Caller: caller, Purpose: access.Governance, Act: access.Record}
	for wall := range scope.Masks {
		for level := range scope.Masks[wall] {
			scope.Masks[wall][level] = 1<<63 - 1
		}
	}
	return scope
}

// notDecided is the answer for a list that nobody may destroy from yet.
const notDecided = "Only a list that was proposed, reviewed and signed, each by the right person, and then carried out can be destroyed."

// mayBegin refuses a list that was not decided, whatever is left of it, and
// one of which nothing is left: nobody is told that something was destroyed
// when nothing was.
func mayBegin(d destroying) error {
	switch {
	case d.list.State != casework.DestructionDone:
		return change.Problems{{Kind: change.Invalid, Sentence: notDecided + " Nothing was destroyed."}}
	case len(d.left) == 0:
		return change.Problems{{Kind: change.Invalid, Sentence: "Nothing is left on this list, so nothing was destroyed now."}}
	default:
		return nil
	}
}

// Destroy destroys what is left of a list that was decided to be carried out,
// a piece at a time, until all of it is gone or the context ends. It gives how
// many things are left, and tells after each piece. What was destroyed before
// it stopped stays destroyed, and it can be asked again. A list that was not
// decided, or of which nothing is left, is refused.
func (s *Service) Destroy(ctx context.Context, caller access.Caller, destruction, reason string, tell func(left int)) (left int, err error) {
	d, err := s.whatIsLeft(ctx, caller, destruction)
	if err != nil {
		return 0, err
	}
	if err := mayBegin(d); err != nil {
		return 0, err
	}
	left = len(d.left)
	for things := range slices.Chunk(d.left, piece) {
		if ctx.Err() != nil {
			return left, nil
		}
		if err := s.destroyPiece(ctx, caller, destruction, things, reason); err != nil {
			return left, err
		}
		left -= len(things)
		tell(left)
	}
	return left, nil
}

func (s *Service) destroyPiece(ctx context.Context, caller access.Caller, destruction string, things []string, reason string) error {
	f := s.follow(caller.Authority)
	_, err := s.db.EraseFiled(ctx, everything(caller), things, reason, func(tx *store.Tx) error {
		st, err := f.inside(tx, s.Today())
		if err != nil {
			return err
		}
		if _, err := rightsNow(st.Plan, caller, access.DestroyRecords); err != nil {
			return err
		}
		return s.mayDestroy(tx, directory{st.Plan, s.Today()}, destruction, things, caller)
	})
	return err
}

// mayDestroy refuses anything that no list which was carried out names, and
// what a hold keeps now or somebody works with again. The other facts were
// looked at, whole, when it was decided to carry the list out: a piece later
// they may be gone.
func (s *Service) mayDestroy(tx *store.Tx, staff directory, destruction string, things []string, caller access.Caller) error {
	filed, err := tx.FiledThing(destruction)
	if err != nil {
		return err
	}
	body, err := casework.Decode(version(filed))
	if err != nil {
		return err
	}
	list, ok := body.(*casework.Destruction)
	if !ok || list.State != casework.DestructionDone {
		return change.Problems{{Kind: change.Invalid, Sentence: notDecided}}
	}
	listed := list.Listed()
	folder, err := s.caseFolder(tx, staff.plan, staff.day, keeping{ProposeDestruction: casework.ProposeDestruction{Person: list.Person}})
	if err != nil {
		return err
	}
	rules, err := casework.RetentionRules()
	if err != nil {
		return err
	}
	for _, thing := range things {
		if !slices.Contains(listed, thing) {
			return change.Missing("record on the list")
		}
		keep, err := folder.RetentionOf(thing, rules)
		if err != nil {
			return err
		}
		if keep.State == casework.KeepHeld && !caller.May(access.HoldRecords) {
			keep.Because = casework.HeldUntitled
		}
		if keep.State == casework.KeepHeld || keep.State == casework.KeepOpen {
			return change.Problems{{Kind: change.Invalid, Sentence: "Something on this list must be kept after all, so what is left of it was not destroyed. " + keep.Because}}
		}
	}
	return nil
}
