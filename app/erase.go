package app

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"throughline/access"
	"throughline/board"
	"throughline/change"
	"throughline/plan"
	"throughline/store"
)

// Erase takes away the content of one version of a thing, the one written by
// entry seq, or of every version when seq is 0. The caller's rights and the
// rules are looked at in the same transaction. The ledger keeps its entries
// and commitments, and published papers and backups are not touched.
func (s *Service) Erase(ctx context.Context, caller access.Caller, thing string, seq int64, reason string) (Receipt, error) {
	f := s.follow(caller.Authority)
	receipt, err := s.db.Erase(ctx, caller, thing, seq, reason, func(tx *store.Tx) error {
		st, err := f.inside(tx, s.Today())
		if err != nil {
			return err
		}
		if _, err := rightsNow(st.Plan, caller, access.Erase); err != nil {
			return err
		}
		if s.keptFrom(caller, st.Shelf)(thing) {
			return change.Missing("record")
		}
		held, err := tx.Thing(thing)
		if err != nil {
			return err
		}
		return mayErase(st.Plan, held, seq)
	})
	if err != nil {
		return Receipt{}, err
	}
	// The memory is brought up to date at once, so that what was erased is
	// held nowhere.
	if _, err := s.now(ctx, caller, f, s.Today()); err != nil {
		return Receipt{}, err
	}
	return Receipt{receipt.Seq, receipt.At, []string{thing}}, nil
}

// mayErase gives why a thing, as last written, can't lose the version of
// entry seq, or every version when seq is 0.
func mayErase(p *plan.Plan, held store.Version, seq int64) error {
	if err := keptAlways(held.Kind); err != nil {
		return err
	}
	if seq != 0 && seq != held.Seq {
		return nil // an earlier version: what the thing is now stays
	}
	return p.MayErase(held.Thing)
}

// keptAlways refuses kinds that the record can't be read without.
func keptAlways(kind string) error {
	switch kind {
	case plan.KindAuthority, board.KindNumbering, board.KindFiguresRelease, board.KindHold, store.KindErasure, KindPack:
		return change.Problems{{Kind: change.Invalid, Sentence: "The record can't be read without this, so it can't be erased."}}
	default:
		return nil
	}
}

// Erasing is what somebody should know before they erase the content of a thing.
type Erasing struct {
	Kind     string
	Versions []store.HistoryRow // newest first
	Papers   []Quoting          // published since the thing was there, newest first
	Files    []plan.Attachment  // kept outside the database
	Backups  []store.BackupTaken
}

// Quoting is a published paper that may hold words of a thing. It is frozen,
// so that erasing the thing does not change it.
type Quoting struct {
	Paper *board.Paper
	Holds bool // words of the thing stand in it
}

// BeforeErasing gathers what erasing a thing would touch and what it would
// not. It needs access.Erase.
func (s *Service) BeforeErasing(ctx context.Context, caller access.Caller, thing string) (Erasing, error) {
	if !caller.May(access.Erase) {
		return Erasing{}, s.db.Denied(ctx, caller, access.Erase, thing)
	}
	st, err := s.stateAt(ctx, caller, When{})
	if err != nil {
		return Erasing{}, err
	}
	if s.keptFrom(caller, st.Shelf)(thing) {
		return Erasing{}, change.Missing("record")
	}
	var about Erasing
	for cursor := ""; ; {
		rows, next, err := s.db.History(ctx, caller, thing, store.Page{Before: cursor, Limit: store.MaxPage})
		if err != nil {
			return Erasing{}, err
		}
		about.Versions = append(about.Versions, rows...)
		if cursor = next; next == "" {
			break
		}
	}
	if len(about.Versions) == 0 {
		return Erasing{}, change.Missing("record")
	}
	about.Kind = about.Versions[0].Kind
	if err := keptAlways(about.Kind); err != nil {
		return Erasing{}, err
	}
	words := about.read()
	if about.Versions, err = s.readableTrail(ctx, caller, about.Versions); err != nil {
		return Erasing{}, err
	}
	first := about.Versions[len(about.Versions)-1].Seq
	for paper := range st.Shelf.Papers() {
		if paper.State == board.Published && paper.ID != thing && paper.Frozen.KnownAt.Position >= first {
			exempt, _ := st.Shelf.Exempt(paper.ID)
			about.Papers = append(about.Papers, Quoting{paper, holds(paper, exempt, words)})
		}
	}
	about.Papers = s.quotable(caller, st.Shelf, about.Papers)
	about.Backups, err = s.db.BackupsTaken(ctx, caller)
	return about, err
}

// shortestQuote is how many characters a text of more than one word must have
// before finding it in a paper means that the paper quotes it.
const shortestQuote = 12

// read gathers the texts in a thing's versions, and its files.
func (e *Erasing) read() (words []string) {
	seen := map[string]bool{}
	for _, v := range e.Versions {
		for _, text := range textsIn(v.Body) {
			if utf8.RuneCountInString(text) >= shortestQuote && strings.Contains(text, " ") {
				words = append(words, text)
			}
		}
		if v.Kind != plan.KindEvidence || v.Body == nil {
			continue
		}
		var body struct {
			Attachment *plan.Attachment `json:"attachment"`
		}
		if json.Unmarshal(v.Body, &body) == nil && body.Attachment != nil && !seen[body.Attachment.SHA256] {
			seen[body.Attachment.SHA256] = true
			e.Files = append(e.Files, *body.Attachment)
		}
	}
	return words
}

// holds says whether a paper quotes the words, in its public or its exempt part.
func holds(paper *board.Paper, exempt *board.ExemptPart, words []string) bool {
	texts := textsIn([]byte(paper.Frozen.Dataset))
	if exempt != nil && exempt.Frozen != nil {
		texts = append(texts, textsIn([]byte(exempt.Frozen.Dataset))...)
	}
	frozen := strings.Join(texts, "\n")
	for _, text := range words {
		if strings.Contains(frozen, text) {
			return true
		}
	}
	return false
}

// textsIn gives every text that stands in JSON as a value, whatever holds it.
func textsIn(body []byte) (texts []string) {
	if len(body) == 0 {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) != nil {
		return nil
	}
	return gather(nil, value)
}

func gather(texts []string, value any) []string {
	switch value := value.(type) {
	case string:
		return append(texts, value)
	case []any:
		for _, each := range value {
			texts = gather(texts, each)
		}
	case map[string]any:
		for _, each := range value {
			texts = gather(texts, each)
		}
	}
	return texts
}
